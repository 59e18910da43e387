//! tmux. It asks the C library how wide a character is, so that a library put before it makes it a wide terminal.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

use super::kit::{Absent, Ambiguous, COLS, LOCALE, Program, ROWS, Screen, Started, Terminal, need, until};
use crate::eaw::{AMBIGUOUS, ZERO};

struct Tmux {
    dir: TempDir,
    /// The library that makes it wide.
    library: Option<PathBuf>,
    /// Cells of characters, as it has shown them: what it says of a screen is text without columns.
    cells: HashMap<char, usize>,
}

pub fn start(ambiguous: Ambiguous, program: &Program) -> Started {
    need(&["tmux"])?;
    let dir = tempfile::tempdir().unwrap();
    let library = match ambiguous {
        Ambiguous::Narrow => None,
        Ambiguous::Wide => {
            need(&["cc"])?;
            Some(widening(dir.path()))
        }
    };
    let mut tmux = Tmux { dir, library, cells: HashMap::new() };
    let (cols, rows) = (COLS.to_string(), ROWS.to_string());
    let mut call = vec!["start-server", ";", "set", "-g", "status", "off", ";"];
    call.extend(["set", "-g", "history-limit", "5000", ";", "set", "-g", "remain-on-exit", "on", ";"]);
    call.extend(["set", "-g", "default-terminal", "screen-256color", ";"]);
    call.extend(["new-session", "-d", "-s", "program", "-x", &cols, "-y", &rows]);
    call.extend(program.call.iter().map(String::as_str));
    tmux.say(&call);
    tmux.measure("①");
    let expected = if ambiguous == Ambiguous::Wide { 2 } else { 1 };
    if tmux.cells[&'①'] == expected { Ok(Box::new(tmux)) } else { Err(Absent("tmux that asks wcwidth()")) }
}

/// Builds the library that says two cells of every ambiguous character.
fn widening(dir: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/terminals/wide.c");
    for (name, table) in [("ambiguous.h", AMBIGUOUS), ("zero.h", ZERO)] {
        let rows: String =
            table.iter().map(|(first, last)| format!("{{{first:#x}, {last:#x}}},\n")).collect();
        fs::write(dir.join(name), rows).unwrap();
    }
    let library = dir.join("wide.so");
    let mut cc = Command::new("cc");
    cc.args(["-shared", "-fPIC", "-I"]).arg(dir).arg("-o").arg(&library).arg(source).arg("-ldl");
    let output = cc.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    library
}

impl Tmux {
    /// Tells the server something; what it answers.
    fn say(&self, call: &[&str]) -> String {
        let output = self.call(call);
        assert!(output.status.success(), "{call:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn call(&self, call: &[&str]) -> Output {
        let mut tmux = Command::new("tmux");
        tmux.env_remove("TMUX")
            .env("LC_ALL", LOCALE)
            .envs(self.library.iter().map(|path| ("LD_PRELOAD", path)));
        tmux.args(["-u", "-f", "/dev/null", "-S"]).arg(self.dir.path().join("socket")).args(call);
        tmux.output().unwrap()
    }

    /// Has each character that is not known yet shown before a mark in a certain column: the blanks between tell its
    /// cells.
    fn measure(&mut self, text: &str) {
        let mut new: Vec<char> =
            text.chars().filter(|c| !c.is_ascii() && !self.cells.contains_key(c)).collect();
        new.sort_unstable();
        new.dedup();
        if new.is_empty() {
            return;
        }
        let ruler = self.dir.path().join("ruler");
        let mut rows = String::new();
        for c in &new {
            let _ = write!(rows, "{c}\x1B[10G|\r\n");
        }
        fs::write(&ruler, rows + "end").unwrap();
        let show = format!("cat '{}'; exec cat", ruler.display());
        let pane = self.say(&["new-window", "-d", "-P", "-F", "#{pane_id}", &show]);
        let mut shown = String::new();
        until("the ruler is shown to its end", || {
            shown = self.say(&["capture-pane", "-p", "-S", "-", "-t", pane.trim()]);
            if shown.lines().any(|line| line == "end") { Ok(()) } else { Err(shown.clone()) }
        });
        for (c, row) in new.into_iter().zip(shown.lines()) {
            self.cells.insert(c, 9 - row.matches(' ').count());
        }
        self.say(&["kill-window", "-t", pane.trim()]);
    }
}

impl Terminal for Tmux {
    fn press(&mut self, keys: &str) {
        let bytes: Vec<String> = keys.bytes().map(|byte| format!("{byte:x}")).collect();
        let mut call = vec!["send-keys", "-t", "program", "-H"];
        call.extend(bytes.iter().map(String::as_str));
        self.say(&call);
    }

    fn screen(&mut self) -> Screen {
        let text = self.say(&["capture-pane", "-p", "-t", "program"]);
        self.measure(&text);
        text.lines().map(|line| self.row(line)).collect()
    }
}

impl Tmux {
    fn row(&self, line: &str) -> Vec<Option<String>> {
        let mut row: Vec<Option<String>> = Vec::new();
        for c in line.chars() {
            match (self.cells.get(&c).copied().unwrap_or(1), row.iter_mut().rev().flatten().next()) {
                (0, Some(last)) => last.push(c),
                (cells, _) => {
                    row.push(Some(c.to_string()));
                    row.extend((1..cells).map(|_| None));
                }
            }
        }
        row
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.call(&["kill-server"]);
    }
}
