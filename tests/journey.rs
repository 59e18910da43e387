//! The real binary in a terminal: it starts, answers, and gives the terminal back however it ends. The screen is read
//! by an emulator of another hand. Nothing sleeps: every step waits for a screen that it describes.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_shinchoku");

/// How long a described screen may take; far above what it takes, for machines under load.
const PATIENCE: Duration = Duration::from_secs(60);

struct Terminal {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    log: Vec<u8>,
    /// The home of a run that has one of its own, which goes with it.
    homes: Vec<TempDir>,
}

/// The environment of every run: nothing of the real home is touched.
fn environment(home: &Path, term: &str) -> Vec<(&'static str, String)> {
    let under = |name: &str| home.join(name).display().to_string();
    vec![
        ("HOME", under("")),
        ("XDG_DATA_HOME", under("data")),
        ("XDG_CONFIG_HOME", under("config")),
        ("XDG_STATE_HOME", under("state")),
        ("XDG_CACHE_HOME", under("cache")),
        ("TERM", term.to_owned()),
        ("LANG", "ja_JP.UTF-8".to_owned()),
    ]
}

/// `shinchoku demo` on a store of its own.
fn demo(cols: u16, rows: u16, term: &str) -> Terminal {
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("store");
    let mut terminal = start(home.path(), &["demo", "--store", store.to_str().unwrap()], cols, rows, term);
    terminal.homes.push(home);
    terminal
}

/// The program in a terminal.
fn start(home: &Path, args: &[&str], cols: u16, rows: u16, term: &str) -> Terminal {
    let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(BINARY);
    command.env_clear();
    for (name, value) in environment(home, term) {
        command.env(name, value);
    }
    command.args(args);
    let child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let (send, bytes) = channel();
    std::thread::spawn(move || {
        let mut chunk = [0; 4096];
        // An error is the end: the last process has closed the terminal.
        while let Ok(n) = reader.read(&mut chunk) {
            if n == 0 || send.send(chunk[..n].to_vec()).is_err() {
                break;
            }
        }
    });
    let cells = |n| NonZeroU16::new(n).unwrap();
    Terminal {
        keys: pair.master.take_writer().unwrap(),
        master: pair.master,
        child,
        bytes,
        parser: vt100::Parser::new(cells(rows), cells(cols), 0),
        log: Vec::new(),
        homes: Vec::new(),
    }
}

impl Terminal {
    /// Takes what arrives until the screen is as the sentence says.
    fn until(&mut self, sentence: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(self.parser.screen()) {
            assert!(self.take(end), "waited for: {sentence}\n{}", self.picture());
        }
    }

    fn shows(&mut self, text: &str) {
        self.until(&format!("the screen shows {text:?}"), |screen| screen.contents().contains(text));
    }

    /// Takes one piece of output; `false` at the end of it or of the patience.
    fn take(&mut self, end: Instant) -> bool {
        let left = end.saturating_duration_since(Instant::now());
        match self.bytes.recv_timeout(left) {
            Ok(piece) => {
                self.parser.process(&piece);
                self.log.extend(piece);
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }

    /// The row under the cursor.
    fn stands_on(&mut self, row: &str) {
        let begins = format!(">{row}");
        self.until(&format!("the cursor stands on {row:?}"), |screen| {
            screen.contents().lines().any(|line| line.starts_with(&begins))
        });
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// Waits until the process is stopped.
    #[cfg(target_os = "linux")]
    fn stopped(&self) {
        let (pid, end) = (self.child.process_id().unwrap(), Instant::now() + PATIENCE);
        let told = || std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        while !told().contains(") T ") {
            assert!(Instant::now() < end, "waited for: the process is stopped");
        }
    }

    /// Waits for the end; the exit code, once the terminal is seen to be as it was.
    fn ends(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        while self.take(end) {}
        if Instant::now() >= end {
            let _ = self.child.kill();
            panic!("waited for: the program ends\n{}", self.picture());
        }
        let status = self.child.wait().unwrap();
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen(), "the other screen is left\n{}", self.picture());
        assert!(!screen.hide_cursor(), "the cursor is shown again\n{}", self.picture());
        assert!(!screen.bracketed_paste(), "pastes are plain again");
        status.exit_code()
    }

    fn picture(&self) -> String {
        format!(
            "---- screen\n{}\n---- bytes\n{}",
            self.parser.screen().contents(),
            String::from_utf8_lossy(&self.log).escape_debug()
        )
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn a_program_is_found_read_and_traced_to_its_line() {
    let mut terminal = demo(80, 24, "xterm-256color");
    let before = terminal.master.get_termios().unwrap();
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
    assert!(terminal.master.get_termios().unwrap() == before, "the line discipline is as before");
}

#[test]
fn every_orderly_end_gives_the_terminal_back() {
    for how in ["q", "\u{3}", "TERM", "HUP"] {
        let mut terminal = demo(80, 24, "xterm-256color");
        terminal.shows("協働推進体制の充実");
        match how {
            "TERM" | "HUP" => terminal.signal(how),
            key => terminal.press(key),
        }
        assert_eq!(terminal.ends(), 0, "{how:?}");
    }
}

#[test]
fn a_terminal_of_any_size_is_served() {
    for (cols, rows, seen) in [(20, 5, "協働"), (1, 1, "")] {
        let mut terminal = demo(cols, rows, "xterm");
        terminal.until("the first screen", |s| s.alternate_screen() && s.contents().contains(seen));
        terminal.press("q");
        assert_eq!(terminal.ends(), 0, "{cols}x{rows}");
    }
}

#[test]
fn a_resized_terminal_is_drawn_anew() {
    let mut terminal = demo(80, 24, "xterm-256color");
    terminal.shows("協働推進体制の充実");
    terminal.parser.screen_mut().set_size(NonZeroU16::new(40).unwrap(), NonZeroU16::new(120).unwrap());
    terminal.master.resize(PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 }).unwrap();
    terminal.until("the detail stands beside the list", |s| {
        s.contents().contains("指標") || s.contents().contains("P3-1  協働推進体制の充実")
    });
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_plain_terminal_gets_plain_lines() {
    let mut terminal = demo(80, 24, "dumb");
    assert_eq!(terminal.ends(), 0);
    let said = String::from_utf8(terminal.log.clone()).unwrap();
    assert!(!said.contains('\u{1b}'), "{said:?}");
    assert_eq!(said.lines().count(), 105, "62 and 43 programs\n{said}");
    assert!(said.contains("P3-26 保育料の見直し A"), "{said}");
}

#[test]
fn without_a_terminal_there_is_one_line_and_no_waiting() {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(BINARY)
        .args(["demo", "--store"])
        .arg(home.path().join("store"))
        .env_clear()
        .envs(environment(home.path(), "xterm"))
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

/// A home in whose store are both samples.
fn home_with_samples() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/kodaira");
    for (name, plan) in [("2015-half-year.txt", &["--plan", "P2"][..]), ("2021-year-end.txt", &[])] {
        let mut command = Command::new(BINARY);
        command.env_clear().envs(environment(home.path(), "xterm")).arg("import").arg(samples.join(name));
        assert!(command.args(plan).output().unwrap().status.success(), "{name}");
    }
    home
}

/// Every file below a directory.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// Where the screens begin when nothing is remembered.
const FIRST: &str = "   1 協働推進体制の充実";
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

fn leave(mut terminal: Terminal) {
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
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
    for (name, args) in [("demo", &["demo"][..]), ("restricted", &["--restricted"])] {
        // Neither looks there, nor leaves anything there.
        let mut terminal = start(home.path(), args, 80, 24, "xterm-256color");
        terminal.until(name, |screen| screen.contents() == fresh);
        terminal.press("j");
        terminal.stands_on("   2 協働事業の推進");
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

#[test]
fn wrong_settings_and_keys_are_told_on_the_last_line_and_the_others_work() {
    let home = tempfile::tempdir().unwrap();
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
        let mut terminal = start(home.path(), &["demo"], 80, 24, "xterm-256color");
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
    terminal.shows("62項目");
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
    let args = ["import", "--store", store.to_str().unwrap(), many.to_str().unwrap()];
    let mut terminal = start(home.path(), &args, 80, 24, "xterm-256color");
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
#[cfg(target_os = "linux")]
fn the_terminal_is_given_back_while_the_program_is_stopped() {
    let mut terminal = demo(80, 24, "xterm-256color");
    terminal.shows("P3");
    terminal.press("\x1a");
    terminal.until("the other screen is left", |screen| !screen.alternate_screen() && !screen.hide_cursor());
    // It leaves the screen before it stops; going on too early would be lost.
    terminal.stopped();
    terminal.signal("CONT");
    terminal.until("the other screen is taken again", vt100::Screen::alternate_screen);
    terminal.shows("P3");
    terminal.press("p");
    terminal.shows("1 市民活動支援センター");
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
}
