//! Ways through the program, from its start to its end.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::kit::*;

#[test]
fn a_program_is_found_read_and_traced_to_its_line() {
    let mut terminal = samples(80, 24, "xterm-256color");
    terminal.shows("協働推進体制の充実");
    terminal
        .until("the other screen is on and the cursor hidden", |s| s.alternate_screen() && s.hide_cursor());
    terminal.press("/26");
    terminal.until("the query stands in its line and the cursor behind it", |s| {
        s.contents().contains("/ 26") && !s.hide_cursor() && s.cursor_position() == (22, 4)
    });
    terminal.press("\r");
    terminal.shows("保育料の見直し");
    terminal.shows("実施内容");
    terminal.press("o");
    terminal.shows("2021-year-end.txt:62行");
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn documents_are_read_in_from_an_empty_screen() {
    let home = tempfile::tempdir().unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/kodaira");
    let store = home.path().join("store");
    let mut terminal = start(home.path(), &["--store", store.to_str().unwrap()], 80, 24, "xterm-256color");
    terminal.shows("まだ文書が一つもない");
    terminal.press(":import\r");
    terminal.shows("読み込む");
    // A document that does not say its plan is asked for it, and then comes in.
    let path = samples.join("2015-half-year.txt").display().to_string();
    terminal.press(&path);
    terminal.press("\r");
    terminal.shows("どの計画の文書か書かれていない");
    terminal.press(":import\r");
    terminal.press(" --plan P2\r");
    terminal.shows("1 市民活動支援センター");
    // The store may be seen to have changed before the import has told of its end.
    terminal.shows("2015-half-year.txt: P2 62項目");
    terminal.press(":import\r");
    terminal.press(&format!("{}\r", samples.join("2021-year-end.txt").display()));
    terminal.shows("P3 43項目");
    terminal.press("p");
    terminal.shows("1 協働推進体制の充実");
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn an_import_is_stopped_by_ctrl_c_and_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let many = home.path().join("many");
    std::fs::create_dir(&many).unwrap();
    for plan in 1..=4000 {
        let text = format!(
            "第{plan}次行財政再構築プラン 令和2年度末\nNo\t項目\t担当課\t評価\n1\t使用料の見直し\t財政課\tA\n"
        );
        std::fs::write(many.join(format!("{plan:04}.txt")), text).unwrap();
    }
    let store = home.path().join("store");
    let call = [BINARY, "import", "--store", store.to_str().unwrap(), many.to_str().unwrap()];
    let mut terminal = launch_to_lead(home.path(), &call, (80, 24), &[("TERM", "xterm-256color")]);
    terminal.shows("/ 4000");
    terminal.press("\u{3}");
    terminal.shows("読み込みを中止した。何も変わっていない");
    assert_eq!(terminal.ends(), 130);
    let mut terminal =
        start(home.path(), &["find", "26", "--store", store.to_str().unwrap()], 80, 24, "xterm");
    terminal.shows("まだ文書が一つもない");
    terminal.ends();
}

#[test]
fn without_a_terminal_there_is_one_line_and_no_waiting() {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(BINARY)
        .args(["demo", "--store"])
        .arg(home.path().join("store"))
        .env_clear()
        .envs(environment(home.path(), &[("TERM", "xterm")]))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("端末"), "{said}");
    assert!(!home.path().join("store").exists(), "nothing is written");
}

#[test]
fn wrong_settings_and_keys_are_told_on_the_last_line_and_the_others_work() {
    let home = home_with_samples();
    let dir = home.path().join("config/shinchoku");
    fs::create_dir_all(&dir).unwrap();
    let (config, keymap) = (dir.join("config.toml"), dir.join("keymap.toml"));
    let good = "[[key]]\non = 'x'\nrun = 'next-plan'\n";
    for (settings, keys, told) in [
        ("colour = 16\n", good, "config.toml:1: 設定 colour はない。color のことか"),
        (
            "",
            "[[key]]\non = 'x'\nrun = 'next-plan'\n\n[[key]]\non = 'Entre'\nrun = 'quit'\n",
            "keymap.toml:6: キー Entre はない。Enter のことか",
        ),
        (
            "color = nothing\nkeymap = 'vi'\n",
            "[[key]]\non = 'x'\nrun = 'next-plan'\n\n[[key]\n",
            "2件のうち1: config.toml:1: TOMLとして読めない",
        ),
        // What stands in a file draws nothing and gives no title to the window.
        (
            "keymap = 'vi'\n",
            "[[key]]\non = 'x'\nrun = 'next-plan'\n\n[[key]]\non = 'F3'\nrun = \"\\u001b]0;title\\u0007\\u001b[2Jqiut\"\n",
            "keymap.toml:7: 操作 qiut はない。",
        ),
    ] {
        fs::write(&config, settings).unwrap();
        fs::write(&keymap, keys).unwrap();
        let mut terminal = start(home.path(), &["--restricted"], 80, 24, "xterm-256color");
        terminal.shows(told);
        terminal.stands_on(FIRST);
        // Until the next key.
        terminal.press("x");
        terminal.stands_on("   1 市民活動支援センターによる市民活動支援の充実");
        terminal.until("the last line is for the keys again", |s| !s.contents().contains(".toml"));
        assert!(!String::from_utf8_lossy(&terminal.log).contains("title"));
        terminal.press(if settings.contains("vi") { "ZZ" } else { "q" });
        assert_eq!(terminal.ends(), 0, "{told}");
    }
}
