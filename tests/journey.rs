//! The real binary in a terminal: it starts, answers, and gives the terminal back however it ends. The screen is read
//! by an emulator of another hand. Nothing sleeps: every step waits for a screen that it describes.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
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
    _home: TempDir,
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
    let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(BINARY);
    command.env_clear();
    for (name, value) in environment(home.path(), term) {
        command.env(name, value);
    }
    command.args(["demo", "--store"]);
    command.arg(home.path().join("store"));
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
        _home: home,
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

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
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
