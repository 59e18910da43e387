//! xterm on a screen that nobody sees. It prints what it shows, and with it where the second cells of wide characters
//! are.

use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

use super::kit::{
    Ambiguous, COLS, Helper, LOCALE, Program, ROWS, Screen, Started, Terminal, is_mark, need, patiently,
};

/// What xterm prints for the second cell of a wide character.
const SECOND: char = '\u{FFFF}';

/// The end of a pseudo-terminal at which xterm sits is shared: keys are typed into it. The program has the other end,
/// and what is written there besides goes the way of its frames.
struct Xterm {
    keys: File,
    bytes: File,
    /// Where it prints.
    printed: PathBuf,
    /// The program, the terminal, the screen: they end in this order.
    _helpers: [Helper; 3],
    _dir: TempDir,
}

pub fn start(ambiguous: Ambiguous, program: &Program) -> Started {
    need(&["xterm", "Xvfb", "mkfifo"])?;
    let dir = tempfile::tempdir().unwrap();
    let printed = dir.path().join("printed");
    assert!(Command::new("mkfifo").arg(&printed).status().unwrap().success());
    let printer = format!("*printerCommand: cat > {}", printed.display());

    // The number of the display is printed once it can be used.
    let mut xvfb = Command::new("Xvfb");
    xvfb.args(["-displayfd", "1", "-screen", "0", "1024x768x24", "-noreset", "-nolisten", "tcp"]);
    let mut xvfb = Helper(xvfb.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let mut output = BufReader::new(xvfb.0.stdout.take().unwrap());
    let display = patiently("Xvfb names its display", move || line_of(&mut output));

    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    let bytes =
        File::from(open(name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty()).unwrap());

    let mut xterm = Command::new("xterm");
    xterm.args(["-u8", "-geometry", &format!("{COLS}x{ROWS}"), "-xrm", &printer]);
    xterm.args(["-xrm", "*printerAutoClose: true", "-xrm", "*printAttributes: 0"]);
    xterm.args((ambiguous == Ambiguous::Wide).then_some("-cjk_width"));
    // The pseudo-terminal is its standard input.
    xterm.arg("-S/0").stdin(Stdio::from(master.try_clone().unwrap())).stderr(Stdio::null());
    xterm.env("DISPLAY", format!(":{}", display.trim())).env("LC_ALL", LOCALE).env("HOME", dir.path());
    let xterm = Helper(xterm.spawn().unwrap());
    // Its first line is the number of its window; before it nothing would be shown.
    let mut output = BufReader::new(bytes.try_clone().unwrap());
    patiently("xterm opens its window", move || line_of(&mut output));

    let (first, rest) = program.call.split_first().unwrap();
    let mut program = Command::new(first);
    program.args(rest).stdin(bytes.try_clone().unwrap()).stdout(bytes.try_clone().unwrap());
    let program = Helper(program.spawn().unwrap());
    Ok(Box::new(Xterm {
        keys: File::from(master),
        bytes,
        printed,
        _helpers: [program, xterm, xvfb],
        _dir: dir,
    }))
}

fn line_of(output: &mut impl BufRead) -> String {
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    line
}

impl Terminal for Xterm {
    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    fn screen(&mut self) -> Screen {
        // Print what is shown.
        self.bytes.write_all(b"\x1B[i").unwrap();
        let printed = self.printed.clone();
        let text = patiently("xterm prints its screen", || fs::read_to_string(printed).unwrap());
        text.lines().map(row).collect()
    }
}

fn row(line: &str) -> Vec<Option<String>> {
    let mut row: Vec<Option<String>> = Vec::new();
    for c in line.chars() {
        // It prints a mark behind the second cell.
        match row.iter_mut().rev().flatten().next() {
            Some(last) if is_mark(c) => last.push(c),
            _ => row.push((c != SECOND).then(|| c.to_string())),
        }
    }
    row
}
