//! What lies around the program: the page on the state of things, and the shell that calls it. Whatever only looks
//! changes nothing, in the store or beside it.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::kit::*;

const IDS: [&str; 13] = [
    "terminal",
    "width",
    "multiplexer",
    "sync",
    "clipboard",
    "locale",
    "language",
    "store",
    "documents",
    "space",
    "config",
    "keymap",
    "state",
];

/// `doctor` in a usual terminal; exit code and page.
fn doctor(world: &World, env: Env, args: &[&str]) -> (i32, Value) {
    let answer = looked(world, env, &[&["doctor", "--format", "json"], args].concat());
    assert_eq!(answer.err, "", "{args:?}");
    (answer.code, answer.json())
}

/// What is said of the terminal for machines, under an environment and options.
#[test]
fn the_terminal_is_described_for_machines() {
    let world = World::empty();
    for (env, args, path, expected) in [
        (&[("TERM", "xterm-256color")][..], &[][..], "/depth", json!("256")),
        (&[("TERM", "linux")], &[], "/depth", json!("16")),
        (&[("NO_COLOR", "1")], &[], "/depth", json!("mono")),
        (&[("TERM", "xterm-256color")], &["--color", "16"], "/depth", json!("16")),
        (&[], &[], "/width", json!({"policy": "safe", "source": "fallback"})),
        (&[], &["--ambiguous", "wide"], "/width", json!({"policy": "wide", "source": "flag"})),
        (
            &[("SHINCHOKU_AMBIGUOUS", "narrow")],
            &[],
            "/width",
            json!({"policy": "narrow", "source": "environment"}),
        ),
        (&[("SHINCHOKU_AMBIGUOUS", "narrow")], &["--ambiguous", "auto"], "/width/source", json!("fallback")),
        (&[("TMUX", "/tmp/tmux-0/default,1,0")], &[], "/multiplexer", json!("tmux")),
        (&[("LANG", "C"), ("LC_ALL", "")], &[], "/locale", json!({"name": "C", "utf8": false})),
        (&[], &["--ascii"], "/ascii", json!(true)),
    ] {
        let (_, page) = doctor(&world, env, args);
        assert_eq!(page["terminal"].pointer(path), Some(&expected), "{env:?} {args:?}");
    }
}

/// The rows that are not as they should be: `store error`.
fn amiss(page: &Value) -> Vec<String> {
    let checks = page["checks"].as_array().unwrap().iter().filter(|check| check["status"] != "ok");
    checks.map(|c| format!("{} {}", c["id"].as_str().unwrap(), c["status"].as_str().unwrap())).collect()
}

#[test]
fn the_page_on_the_state_of_things_has_the_same_rows_as_text_and_as_json() {
    let world = World::empty();
    let (code, page) = doctor(&world, &[], &[]);
    assert_eq!((code, keys(&page), amiss(&page)), (0, vec!["schema", "checks", "terminal"], vec![]));
    let checks = page["checks"].as_array().unwrap();
    let ids: Vec<&str> = checks.iter().map(|check| check["id"].as_str().unwrap()).collect();
    assert_eq!(ids, IDS);
    let text = looked(&world, &[], &["doctor"]);
    assert_eq!((text.code, text.err.as_str()), (0, ""));
    let mut lines = text.lines().into_iter();
    for check in checks {
        assert_eq!(keys(check), ["id", "status", "what", "detail", "remedy"]);
        let line = lines.next().unwrap();
        // Free space is another one every moment.
        let detail = check["detail"].as_str().filter(|_| check["id"] != "space").unwrap_or("MB");
        let parts = ["正常", check["what"].as_str().unwrap(), detail];
        assert!(parts.iter().all(|part| line.contains(part)), "{check}\n{line}");
        if let Some(remedy) = check["remedy"].as_str() {
            assert_eq!(lines.next().unwrap().trim_start(), format!("-> {remedy}"));
        }
    }
    assert_eq!(lines.next(), None);
    // The same in English.
    let (_, english) = doctor(&world, &[], &["--lang", "en"]);
    let said = |page: &Value| -> Vec<(String, String)> {
        let checks = page["checks"].as_array().unwrap().iter();
        checks.map(|c| (c["id"].to_string(), c["status"].to_string())).collect()
    };
    assert_eq!(said(&english), said(&page));
    let japanese = |text: &str| text.chars().any(|c| matches!(c, 'ぁ'..='ゖ'));
    assert!(japanese(&page.to_string()) && !japanese(&english.to_string()), "{english}");
}

/// What is done to a store with the samples in it.
type Deed = fn(&World);

/// The file of a kept document of that name, and the one that says how it was read.
fn kept(world: &World, name: &str) -> (PathBuf, PathBuf) {
    let files = listing(&world.path("store/documents"));
    let (recipe, _) = files
        .into_iter()
        .find(|(path, bytes)| path.extension().is_some() && String::from_utf8_lossy(bytes).contains(name))
        .unwrap();
    (recipe.with_extension(""), recipe)
}

fn flip(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 4;
    fs::write(path, bytes).unwrap();
}

/// Takes a part of the store away.
fn lose(world: &World, part: &str) {
    let path = world.path("store").join(part);
    if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
}

fn headlines(world: &World) -> PathBuf {
    let files = listing(&world.path("store/cache")).into_keys();
    files.into_iter().find(|path| file_name(path).starts_with("headlines")).unwrap()
}

/// Does something to a store with the samples in it and looks at the page: exit code, and `id status detail` of rows
/// among which stand all that are amiss.
fn is_told(deed: Deed, args: &[&str], code: i32, expected: &[&str]) {
    let world = World::with_samples();
    deed(&world);
    let store = world.path("store").to_str().unwrap().to_owned();
    let (found, page) = doctor(&world, &[], &[&["--store", &store], args].concat());
    assert_eq!(found, code, "{expected:?}: {page}");
    let mut bad = BTreeSet::new();
    for row in expected {
        let words: Vec<&str> = row.splitn(3, ' ').collect();
        let [id, status, detail] = words[..] else { panic!("{row}") };
        let told = rows(&page, id).iter().any(|(found, told)| *found == status && told.contains(detail));
        assert!(told, "{row}\n{page}");
        bad.extend((status != "ok").then(|| format!("{id} {status}")));
    }
    assert_eq!(amiss(&page).into_iter().collect::<BTreeSet<_>>(), bad, "{expected:?}: {page}");
    // Whatever the matter is, the rest of the page is there.
    for id in ["terminal", "config", "keymap", "state"] {
        assert_eq!(rows(&page, id).len(), 1, "{expected:?}: {id}");
    }
    // And it says what to do; of a store that cannot be opened its one sentence does.
    for check in page["checks"].as_array().unwrap().iter().filter(|check| check["status"] != "ok") {
        assert!(check["remedy"].is_string() || check["id"] == "store", "{check}");
    }
}

#[test]
fn the_state_of_a_store_is_told_and_nothing_in_it_is_mended() {
    for (deed, code, expected) in [
        ((|_| ()) as Deed, 0, &["store ok 形式 1", "documents ok 2件", "snapshot ok 世代 2"][..]),
        (|world| lose(world, "cache"), 0, &["snapshot warning ない"]),
        (|world| flip(&headlines(world)), 0, &["snapshot warning 壊れている"]),
        (
            |world| {
                let mut bytes = fs::read(headlines(world)).unwrap();
                // Behind the eight bytes by which the file is known.
                bytes[8] = 99;
                fs::write(headlines(world), bytes).unwrap();
            },
            0,
            &["snapshot warning 別の版のもの"],
        ),
        (
            // Stopped between acknowledging an import and indexing it.
            |world| {
                let earlier = ["store/cache", "store/GEN"].map(|part| listing(&world.path(part)));
                world.run(&["import", &world.file("late.txt", table(7))]);
                for (path, bytes) in earlier.into_iter().flatten().filter(|(_, bytes)| !bytes.is_empty()) {
                    fs::write(path, bytes).unwrap();
                }
            },
            0,
            &["snapshot warning 索引にない読み込みがある", "documents ok 3件"],
        ),
        (
            |world| fs::write(world.path("store/FORMAT"), "shinchoku 9\nsled 0.34\n").unwrap(),
            3,
            &["store error 新しい版"],
        ),
        (|world| lose(world, "FORMAT"), 3, &["store error 保存先ではない"]),
        (
            |world| {
                lose(world, "");
                world.file("store", "x");
            },
            3,
            &["store error ディレクトリ"],
        ),
        (|world| lose(world, ""), 0, &["store ok まだない。最初の import で作る", "documents ok 0件"]),
    ] {
        is_told(deed, &[], code, expected);
    }
}

#[test]
fn documents_that_are_not_as_they_were_imported_are_told_by_name() {
    for (deed, args, expected) in [
        ((|_| ()) as Deed, &["--verify"][..], &["documents ok 2件。すべてのハッシュを確かめた"][..]),
        (
            |world| fs::remove_file(kept(world, P3).0).unwrap(),
            &[],
            &["documents ok 2件", "documents error 2021-year-end.txt: 保存した内容がない"],
        ),
        (
            |world| flip(&kept(world, P3).0),
            &["--verify"],
            &["documents ok 2件", "documents error 2021-year-end.txt: 保存した内容が変わっている"],
        ),
        // Reading every byte of every document takes its time, and so it is asked for.
        (|world| flip(&kept(world, P3).0), &[], &["documents ok 2件"]),
        (
            |world| fs::write(kept(world, P3).1, "name = [").unwrap(),
            &[],
            &["documents ok 2件", "documents error 2021-year-end.txt: 読み込み方の控えが使えない"],
        ),
        (
            |world| fs::remove_file(kept(world, P3).1).unwrap(),
            &["--verify"],
            &["documents ok 2件", "documents error 2021-year-end.txt: 読み込み方の控えが使えない"],
        ),
    ] {
        let wrong = expected.iter().any(|check| check.contains(" error "));
        is_told(deed, args, if wrong { 3 } else { 0 }, expected);
    }
}

#[test]
#[cfg(unix)]
fn a_store_that_cannot_be_written_is_a_warning() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::with_samples();
    let store = world.path("store");
    let rights = |mode| fs::set_permissions(&store, fs::Permissions::from_mode(mode)).unwrap();
    rights(0o500);
    if fs::write(store.join("tried"), "").is_ok() {
        eprintln!("this user may write everywhere: that part is left out");
        fs::remove_file(store.join("tried")).unwrap();
    } else {
        let (code, page) = doctor(&world, &[], &["--store", store.to_str().unwrap()]);
        assert_eq!((code, amiss(&page)), (0, vec!["store warning".to_owned()]), "{page}");
        assert!(rows(&page, "store")[0].1.contains("書けない"), "{page}");
    }
    rights(0o700);
}

#[test]
fn what_is_amiss_around_the_store_is_told_too() {
    let world = World::empty();
    for (env, args, expected) in [
        (&[("LANG", "ja_JP.eucJP")][..], &[][..], &["locale warning ja_JP.eucJP"][..]),
        (&[("LC_ALL", "C"), ("LANG", "ja_JP.UTF-8")], &[], &["locale warning C"]),
        (&[("LC_CTYPE", "ja_JP.utf8"), ("LANG", "C")], &[], &["locale ok ja_JP.utf8"]),
        (&[("LANG", "")], &[], &["locale warning C"]),
        (&[("TERM", "")], &[], &["terminal warning TERMがない"]),
        (&[("TERM", "dumb")], &[], &["terminal warning dumb"]),
        (&[("TERM", "linux")], &[], &["terminal warning linux"]),
        (&[], &["--restricted"], &["state ok 控えない"]),
        (&[], &[], &["state ok /home/XDG_STATE_HOME/shinchoku/stores/"]),
    ] {
        let (code, page) = doctor(&world, env, args);
        assert_eq!(code, 0);
        let shown = page.to_string().replace(world.path("").to_str().unwrap(), "/");
        let page: Value = serde_json::from_str(&shown).unwrap();
        let warned: Vec<&str> = expected.iter().filter(|row| !row.contains(" ok ")).copied().collect();
        for row in expected {
            let (id, rest) = row.split_once(' ').unwrap();
            let (status, detail) = rest.split_once(' ').unwrap();
            let [(found, told)] = rows(&page, id)[..] else { panic!("{page}") };
            assert!(found == status && told.starts_with(detail), "{env:?} {row}: {told}");
        }
        assert_eq!(amiss(&page).len(), warned.len(), "{env:?}: {page}");
    }
}

#[test]
fn without_a_home_the_page_says_what_to_set() {
    let world = World::empty();
    let before = listing(&world.path(""));
    let call = |args: &[&str]| -> Answer {
        let mut command = world.bare();
        command.env_clear().env("TERM", "xterm").env("LANG", "ja_JP.UTF-8");
        command.args(["doctor", "--format", "json"]).args(args).output().unwrap().into()
    };
    let answer = call(&[]);
    assert_eq!((answer.code, answer.err.as_str()), (3, ""));
    let page = answer.json();
    assert_eq!(amiss(&page), ["store error", "config warning", "keymap warning"]);
    assert!(rows(&page, "store")[0].1.contains("--store"), "{page}");
    // With what it says, all is well.
    let config = world.file("config.toml", "");
    let store = world.path("store").to_str().unwrap().to_owned();
    let answer = call(&["--store", &store, "--config", &config]);
    assert_eq!((answer.code, amiss(&answer.json())), (0, vec![]));
    fs::remove_file(config).unwrap();
    assert!(before == listing(&world.path("")));
}

#[test]
fn wrong_settings_and_keys_stand_on_the_page_with_their_lines() {
    let world = World::empty();
    let config = world.setting("config.toml", "lang = 'ja'\ncolour = 16\nkeymap = 'vi'\n");
    let keymap = world.setting("keymap.toml", "[[key]]\non = 'Entre'\nrun = 'quit'\n");
    let (code, page) = doctor(&world, &[], &[]);
    assert_eq!((code, amiss(&page)), (0, vec!["config warning".to_owned(), "keymap warning".to_owned()]));
    assert_eq!(
        rows(&page, "config"),
        [
            ("ok", config.as_str()),
            ("warning", format!("{config}:2: 設定 colour はない。color のことか").as_str())
        ]
    );
    assert_eq!(
        rows(&page, "keymap"),
        [
            ("ok", format!("{keymap}  vi の上に重ねた").as_str()),
            ("warning", format!("{keymap}:2: キー Entre はない。Enter のことか").as_str())
        ]
    );
    let text = looked(&world, &[], &["doctor"]).out;
    assert!(text.contains(&format!("注意  設定            {config}:2: ")), "{text}");
    // Directories in their places: the files as a whole are told.
    for path in [&config, &keymap] {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
    }
    let (code, page) = doctor(&world, &[], &[]);
    assert_eq!((code, amiss(&page)), (0, vec!["config warning".to_owned(), "keymap warning".to_owned()]));
    assert!(rows(&page, "config")[0].1.starts_with(&format!("{config}: ")), "{page}");
}

#[test]
fn the_sample_of_the_settings_holds_as_it_is_and_with_every_line_in_force() {
    let world = World::empty();
    for lang in ["ja", "en"] {
        let sample = looked(&world, &[], &["doctor", "--sample", "--lang", lang]);
        assert_eq!((sample.code, sample.err.as_str()), (0, ""));
        let bare: String = sample
            .lines()
            .iter()
            .map(|line| match line.strip_prefix('#') {
                Some(setting) if !setting.starts_with(' ') => format!("{setting}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        assert!(bare.lines().filter(|line| line.contains(" = ")).count() > 4, "{bare}");
        for text in [&sample.out, &bare] {
            world.setting("config.toml", text);
            let (code, page) = doctor(&world, &[], &[]);
            assert_eq!((code, amiss(&page)), (0, vec![]), "{page}");
        }
        assert!(rows(&doctor(&world, &[], &[]).1, "store")[0].1.contains("/home/shinchoku"), "~ is the home");
    }
    for other in [&["--verify"][..], &["--format", "json"]] {
        world.refused(2, &[&["doctor", "--sample"], other].concat(), &["--sample", other[0]]);
    }
}

#[test]
fn a_shell_completes_every_command() {
    let world = World::empty();
    for shell in ["bash", "zsh", "fish"] {
        for lang in ["ja", "en"] {
            let script = looked(&world, &[], &["completions", shell, "--lang", lang]);
            assert_eq!((script.code, script.err.as_str()), (0, ""), "{shell}");
            for name in "demo import find show heatmap summary source keys doctor completions".split(' ') {
                assert!(script.out.contains(name), "{shell}: {name}");
            }
            for option in ["store", "config", "restricted", "check", "sample", "verify"] {
                assert!(script.out.contains(option), "{shell}: {option}");
            }
            let file = world.file("script", &script.out);
            let Ok(read) = Command::new(shell).args(["-n", &file]).stdin(Stdio::null()).output() else {
                eprintln!("{shell} is not there: that part is left out");
                continue;
            };
            assert!(read.status.success(), "{shell}: {}", String::from_utf8_lossy(&read.stderr));
        }
    }
    world.refused(2, &["completions", "tcsh"], &["tcsh", "bash, zsh, fish"]);
    world.refused(2, &["completions"], &["SHELL"]);
}
