//! A call that asks before it replaces something.

use std::fs;
use std::path::Path;

use super::kit::*;

#[test]
fn an_edition_is_shown_and_asked_about() {
    let home = home_with_samples();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/kodaira/2021-year-end.txt");
    let text = fs::read_to_string(sample).unwrap().replace("協働推進体制の充実", "協働推進体制の一層の充実");
    let file = home.path().join("corrected.txt");
    fs::write(&file, text).unwrap();
    let call = [env!("CARGO_BIN_EXE_shinchoku"), "import", file.to_str().unwrap()];
    for (answer, said, code) in [
        ("\r", "2021-year-end.txt はそのまま", 0),
        ("n\r", "2021-year-end.txt はそのまま", 0),
        ("\u{3}", "", 130),
        // The difference is that between the two which were compared, until one says yes.
        ("はい\r", "2021-year-end.txt を置き換えた", 0),
    ] {
        let env: &[(&str, &str)] = &[("TERM", "xterm-256color")];
        let start = if answer == "\u{3}" { launch_to_lead } else { launch };
        let mut terminal = start(home.path(), &call, (100, 30), env);
        terminal.until("the difference and the question", |screen| {
            let text = screen.contents();
            text.contains("P3-1 名称: 協働推進体制の充実") && text.contains("[y/N]")
        });
        terminal.press(answer);
        if !said.is_empty() {
            terminal.shows(said);
        }
        assert_eq!(terminal.ends(), code, "{answer:?}");
    }
}
