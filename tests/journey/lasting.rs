//! Where one stood is where one begins again.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::kit::*;

/// Every file below a directory.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The last program of the other plan in the order of its departments.
const LAST: &str = "  60 公金支払い手続きの電子化等の推進";

/// Goes to another plan, puts it in another order and stands on its last program.
fn walk(terminal: &mut Terminal) {
    terminal.stands_on(FIRST);
    terminal.press("p");
    terminal.stands_on("   1 市民活動支援センターによる市民活動支援の充実");
    terminal.press("s担当");
    terminal.shows("担当順");
    terminal.press("\r");
    terminal.shows("[担当順]");
    terminal.press("G");
    terminal.stands_on(LAST);
}

#[test]
fn one_begins_where_one_left_off() {
    let home = home_with_samples();
    let state = home.path().join("state");
    let session = || start(home.path(), &[], 80, 24, "xterm-256color");
    let mut terminal = session();
    walk(&mut terminal);
    leave(terminal);
    // One file for the store, nothing beside it, and nobody else may look.
    let kept = files(&state);
    let [file] = kept.as_slice() else { panic!("{kept:?}") };
    assert!(file.starts_with(state.join("shinchoku/stores")), "{file:?}");
    for dir in file.ancestors().skip(1).take_while(|dir| *dir != home.path()) {
        assert_eq!(fs::metadata(dir).unwrap().permissions().mode() & 0o777, 0o700, "{dir:?}");
    }
    // Whatever ends the next session, that place is kept.
    for how in ["q", "\u{3}", "TERM"] {
        let mut terminal = session();
        terminal.stands_on(LAST);
        terminal.shows("[担当順]");
        match how {
            "TERM" => terminal.signal(how),
            key => terminal.press(key),
        }
        assert_eq!(terminal.ends(), 0, "{how:?}");
    }
    assert_eq!(files(&state), kept);
}

#[test]
fn what_is_remembered_of_another_store_or_in_a_damaged_file_is_passed_over_in_silence() {
    let home = home_with_samples();
    let state = home.path().join("state");
    let mut terminal = start(home.path(), &[], 80, 24, "xterm-256color");
    terminal.shows("1 / 43");
    terminal.stands_on(FIRST);
    let fresh = terminal.parser.screen().contents();
    walk(&mut terminal);
    leave(terminal);
    let file = files(&state).remove(0);
    let whole = fs::read(&file).unwrap();
    let other = home.path().join("other");
    let second = "   2 公文書管理の適正化の推進";
    for (name, args, second) in
        [("demo", &["demo"][..], second), ("restricted", &["--restricted"], "   2 協働事業の推進")]
    {
        // Neither looks there, nor leaves anything there.
        let mut terminal = start(home.path(), args, 80, 24, "xterm-256color");
        if name == "restricted" {
            terminal.until(name, |screen| screen.contents() == fresh);
        } else {
            terminal.shows("1 / 28");
        }
        terminal.press("j");
        terminal.stands_on(second);
        leave(terminal);
        assert_eq!((files(&state), fs::read(&file).unwrap()), (vec![file.clone()], whole.clone()), "{name}");
    }
    for (name, bytes) in [
        ("nothing", Vec::new()),
        ("half of it", whole[..whole.len() / 2].to_vec()),
        ("noise", b"\x1b]0;x\x07\xff".repeat(10)),
        ("brackets", b"[".repeat(300_000)),
        ("another version", String::from_utf8_lossy(&whole).replace(":1,", ":9,").into_bytes()),
    ] {
        fs::write(&file, bytes).unwrap();
        let mut terminal = start(home.path(), &[], 80, 24, "xterm-256color");
        terminal.until(name, |screen| screen.contents() == fresh);
        leave(terminal);
        assert_eq!(files(&state), std::slice::from_ref(&file), "{name}");
    }
    // A place of its own for every store; one that is empty has none to keep.
    let mut terminal = start(home.path(), &["--store", other.to_str().unwrap()], 80, 24, "xterm-256color");
    terminal.shows("shinchoku import");
    leave(terminal);
    assert_eq!(files(&state), [file]);
}

#[test]
fn a_state_that_cannot_be_kept_stops_nobody() {
    let home = home_with_samples();
    fs::write(home.path().join("state"), "a file in the place of the directory").unwrap();
    for _ in 0..2 {
        let mut terminal = start(home.path(), &[], 80, 24, "xterm-256color");
        walk(&mut terminal);
        leave(terminal);
    }
}
