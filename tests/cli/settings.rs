//! Where a setting comes from: the call, the environment, `config.toml`, and what holds where none of them says.

use serde_json::Value;
use std::fs;

use super::kit::*;

#[test]
fn the_call_goes_before_the_environment_and_that_before_the_settings() {
    let world = World::empty();
    for (id, config, env, args, expected) in [
        ("language", "", &[("LANG", "C.UTF-8")][..], &[][..], "ja"),
        ("language", "", &[("LANG", "en_GB.UTF-8")], &[], "en"),
        ("language", "lang = 'ja'", &[("LANG", "en_GB.UTF-8")], &[], "ja"),
        ("language", "lang = 'en'", &[], &[], "en"),
        ("language", "lang = 'en'", &[("SHINCHOKU_LANG", "ja")], &[], "ja"),
        ("language", "lang = 'ja'", &[("SHINCHOKU_LANG", "")], &[], "ja"),
        ("language", "lang = 'ja'", &[("SHINCHOKU_LANG", "ja")], &["--lang", "en"], "en"),
        ("store", "", &[], &[], "/home/XDG_DATA_HOME/shinchoku/store"),
        ("store", "", &[("XDG_DATA_HOME", "")], &[], "/home/.local/share/shinchoku/store"),
        ("store", "store = '/srv/reform'", &[], &[], "/srv/reform"),
        ("store", "store = '~/reform'", &[], &[], "/home/reform"),
        ("store", "store = '~/reform'", &[("SHINCHOKU_STORE", "/srv/other")], &[], "/srv/other"),
        ("store", "store = '/srv/reform'", &[("SHINCHOKU_STORE", "")], &[], "/srv/reform"),
        (
            "store",
            "store = '/srv/reform'",
            &[("SHINCHOKU_STORE", "/srv/other")],
            &["--store", "/srv/this"],
            "/srv/this",
        ),
        ("terminal", "", &[], &[], "256色"),
        ("terminal", "", &[("NO_COLOR", "1")], &[], "色なし"),
        ("terminal", "color = 16", &[], &[], "16色"),
        ("terminal", "color = 'never'", &[("COLORTERM", "truecolor")], &[], "色なし"),
        ("terminal", "color = 'auto'", &[("COLORTERM", "truecolor")], &[], "すべての色"),
        // Said for this call, and so before what holds for all.
        ("terminal", "color = 'rgb'", &[("NO_COLOR", "1")], &[], "色なし"),
        ("terminal", "color = 'rgb'", &[("NO_COLOR", "1")], &["--color", "16"], "16色"),
        ("terminal", "color = 'never'", &[], &["--color", "rgb"], "すべての色"),
        ("terminal", "color = 'never'", &[], &["--color", "auto"], "256色"),
        ("terminal", "color = 'never'", &[("TERM", "vt100")], &["--color", "always"], "256色"),
        ("keymap", "", &[], &[], "default"),
        ("keymap", "keymap = 'emacs'", &[], &[], "emacs"),
    ] {
        world.setting("config.toml", config);
        let answer = looked(&world, env, &[&["doctor", "--format", "json"], args].concat());
        let call = format!("{config} {env:?} {args:?}");
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{call}");
        let page = answer.json();
        let [(_, detail)] = rows(&page, id)[..] else { panic!("{call}: {page}") };
        let seen =
            detail.split("  ").any(|word| word.ends_with(expected) || word.contains(&format!("{expected} ")));
        // The language of the page itself shows that it is in force.
        let spoken = id != "language" || (page["checks"][0]["what"] == "terminal") == (expected == "en");
        assert!(seen && spoken, "{call}: {detail}");
    }
}

#[test]
fn the_journal_names_whoever_was_named_first() {
    let world = World::empty();
    for (at, (config, env, args, expected)) in [
        ("", &[][..], &[][..], ""),
        ("", &[("USER", "u")], &[], "u"),
        ("", &[("USER", "u"), ("LOGNAME", "l")], &[], "l"),
        ("author = '小平 花子'", &[("LOGNAME", "l")], &[], "小平 花子"),
        ("author = '小平 花子'", &[("SHINCHOKU_AUTHOR", "")], &[], "小平 花子"),
        ("author = '小平 花子'", &[("SHINCHOKU_AUTHOR", "春")], &[], "春"),
        ("author = '小平 花子'", &[("SHINCHOKU_AUTHOR", "春")], &["--author", "夏"], "夏"),
        // What is not UTF-8 is nobody's name.
        ("author = '\u{1}", &[("LOGNAME", "l")], &[], "l"),
    ]
    .into_iter()
    .enumerate()
    {
        let config: Vec<u8> =
            config.bytes().flat_map(|b| if b == 1 { b"\xff'".to_vec() } else { vec![b] }).collect();
        world.setting("config.toml", config);
        let file = world.file("table.txt", table(at as u32 + 1));
        let mut command = world.command(&[&["import", &file], args].concat());
        assert_eq!(Answer::from(command.envs(env.iter().copied()).output().unwrap()).code, 0);
        let journal = fs::read_to_string(world.path("store/journal.jsonl")).unwrap();
        let (_, entry) = journal.lines().last().unwrap().split_once(' ').unwrap();
        let entry: Value = serde_json::from_str(entry).unwrap();
        assert_eq!((entry["seq"].as_u64(), entry["author"].as_str()), (Some(at as u64 + 1), Some(expected)));
    }
}

#[test]
fn the_store_of_the_settings_is_the_one_that_is_used() {
    let world = World::empty();
    world.setting("config.toml", "store = '~/改革'\n");
    let text = sample(P3);
    let imported: Answer = world.bare().args(["import", text.to_str().unwrap()]).output().unwrap().into();
    assert_eq!((imported.code, imported.err.as_str()), (0, ""));
    assert!(world.path("home/改革/FORMAT").is_file());
    let found: Answer = world.bare().args(["find", "26", "--format", "ids"]).output().unwrap().into();
    assert_eq!(found.lines(), ["P3-26"]);
}

#[test]
fn documents_are_not_put_elsewhere_when_the_store_of_the_settings_is_wrong() {
    let world = World::empty();
    let config = world.file("wrong.toml", "store = \"relative\"\n");
    let text = sample(P3);
    let import = ["import", text.to_str().unwrap(), "--config", &config];
    let plain = |args: &[&str]| -> Answer { world.bare().args(args).output().unwrap().into() };
    is_refusal(&plain(&import), 2, &["wrong.toml:1", "relative"], "import");
    is_refusal(&plain(&["find", "26", "--config", &config]), 2, &["wrong.toml:1", "relative"], "find");
    let store = world.path("named");
    let named = [&import[..], &["--store", store.to_str().unwrap()]].concat();
    assert_eq!(plain(&named).code, 0);
}

#[test]
fn settings_that_were_named_and_cannot_be_read_are_2() {
    let world = World::with_samples();
    let absent = world.path("absent.toml").to_str().unwrap().to_owned();
    let dir = world.path("home").to_str().unwrap().to_owned();
    let below_a_file = format!("{}/config.toml", world.file("file", ""));
    let text = sample(P3);
    for file in [&absent, &dir, &below_a_file] {
        for call in [
            &["find", "26"][..],
            &["doctor"],
            &["keys"],
            &["completions", "bash"],
            &["import", text.to_str().unwrap()],
            &[],
            &["demo"],
        ] {
            world.refused(2, &[&["--config", file], call].concat(), &[file]);
        }
    }
    // Where they usually are, there need be none.
    assert_eq!(looked(&world, &[], &["keys"]).err, "");
    // The last one counts, in whatever form it is written.
    let config = world.file("config.toml", "lang = 'en'\n");
    let joined = format!("--config={config}");
    assert!(looked(&world, &[], &["keys", "--config", &absent, &joined]).code == 2, "given twice");
    assert!(looked(&world, &[], &["keys", &joined]).out.contains("next line"));
}
