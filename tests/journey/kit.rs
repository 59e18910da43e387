//! The program in a pseudo-terminal, and what is seen of it at the other end.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub const BINARY: &str = env!("CARGO_BIN_EXE_shinchoku");

/// How long a described screen may take; far above what it takes, for machines under load.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Where the screens begin when nothing is remembered.
pub const FIRST: &str = "   1 協働推進体制の充実";

/// What begins and ends a frame.
const FRAME: (&[u8], &[u8]) = (b"\x1b[?2026h", b"\x1b[?2026l");

pub struct Terminal {
    pub master: Box<dyn MasterPty + Send>,
    pub child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<(Instant, Vec<u8>)>,
    /// Whether the program leads the session of the terminal.
    leads: bool,
    /// How the terminal took lines and keys before the program had it; so it is to be given back.
    discipline: String,
    /// How long the line takes, in each direction.
    delay: Duration,
    pub parser: vt100::Parser,
    pub log: Vec<u8>,
    /// The home of a run that has one of its own, which goes with it.
    homes: Vec<TempDir>,
}

pub type Env<'a> = &'a [(&'a str, &'a str)];

/// The environment of every run: nothing of the real home is touched.
pub fn environment<'a>(home: &Path, more: Env<'a>) -> BTreeMap<&'a str, String> {
    let under = |name: &str| home.join(name).display().to_string();
    let mut env = BTreeMap::from([
        ("HOME", under("")),
        ("XDG_DATA_HOME", under("data")),
        ("XDG_CONFIG_HOME", under("config")),
        ("XDG_STATE_HOME", under("state")),
        ("XDG_CACHE_HOME", under("cache")),
        ("LANG", "ja_JP.UTF-8".to_owned()),
    ]);
    env.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
    env
}

/// A home in whose store are both samples.
pub fn home_with_samples() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/kodaira");
    for (name, plan) in [("2015-half-year.txt", &["--plan", "P2"][..]), ("2021-year-end.txt", &[])] {
        import(home.path(), &[&[samples.join(name).to_str().unwrap()], plan].concat());
    }
    home
}

/// Reads a document into the store of a home.
pub fn import(home: &Path, args: &[&str]) {
    let mut command = Command::new(BINARY);
    command.env_clear().envs(environment(home, &[("TERM", "xterm")])).arg("import").args(args);
    assert!(command.output().unwrap().status.success(), "{args:?}");
}

/// The screens on two samples in a store of their own, in a terminal that is resized.
pub fn samples_to_resize(cols: u16, rows: u16) -> Terminal {
    let home = home_with_samples();
    let call = [BINARY, "--restricted"];
    let mut terminal = launch_to_lead(home.path(), &call, (cols, rows), &[("TERM", "xterm-256color")]);
    terminal.homes.push(home);
    terminal
}

/// The screens on two samples in a store of their own.
pub fn samples(cols: u16, rows: u16, term: &str) -> Terminal {
    let home = home_with_samples();
    let mut terminal = start(home.path(), &[], cols, rows, term);
    terminal.homes.push(home);
    terminal
}

/// The program in a terminal.
pub fn start(home: &Path, args: &[&str], cols: u16, rows: u16, term: &str) -> Terminal {
    launch(home, &[&[BINARY], args].concat(), (cols, rows), &[("TERM", term)])
}

/// A command in a terminal.
pub fn launch(home: &Path, call: &[&str], size: (u16, u16), env: Env) -> Terminal {
    spawn(home, call, size, env, false)
}

/// A command in a terminal that sends it signals: of another size, and of ctrl-c before it reads keys.
pub fn launch_to_lead(home: &Path, call: &[&str], size: (u16, u16), env: Env) -> Terminal {
    spawn(home, call, size, env, true)
}

fn spawn(home: &Path, call: &[&str], (cols, rows): (u16, u16), env: Env, leads: bool) -> Terminal {
    let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    // Read before the program starts: it may be quick to take the terminal.
    let discipline = stty(&*pair.master, "-g");
    let mut command = CommandBuilder::new(call[0]);
    command.env_clear();
    for (name, value) in environment(home, env) {
        command.env(name, value);
    }
    command.args(&call[1..]);
    command.set_controlling_tty(leads);
    let child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let (send, bytes) = channel();
    std::thread::spawn(move || {
        let mut chunk = [0; 4096];
        // An error is the end: the last process has closed the terminal.
        while let Ok(n) = reader.read(&mut chunk) {
            if n == 0 || send.send((Instant::now(), chunk[..n].to_vec())).is_err() {
                break;
            }
        }
    });
    Terminal {
        keys: pair.master.take_writer().unwrap(),
        master: pair.master,
        child,
        bytes,
        leads,
        discipline,
        delay: Duration::ZERO,
        parser: vt100::Parser::new(cells(rows), cells(cols), 0),
        log: Vec::new(),
        homes: Vec::new(),
    }
}

/// Asks or tells how a terminal takes lines and keys.
fn stty(master: &dyn MasterPty, what: &str) -> String {
    let flag = if cfg!(target_os = "linux") { "-F" } else { "-f" };
    let output = Command::new("stty").arg(flag).arg(master.tty_name().unwrap()).arg(what).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

/// Where a piece of a log begins.
pub fn find(log: &[u8], piece: &[u8]) -> Option<usize> {
    log.windows(piece.len()).position(|window| window == piece)
}

/// The whole frames in a log, without the marks around them.
pub fn frames(log: &[u8]) -> Vec<&[u8]> {
    let (mut rest, mut frames) = (log, Vec::new());
    while let Some(begin) = find(rest, FRAME.0) {
        let inside = &rest[begin + FRAME.0.len()..];
        let Some(end) = find(inside, FRAME.1) else { break };
        frames.push(&inside[..end]);
        rest = &inside[end + FRAME.1.len()..];
    }
    frames
}

pub fn leave(mut terminal: Terminal) {
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
}

impl Terminal {
    /// The same at the other end of a line on which everything takes that long, in each direction.
    pub fn behind(mut self, delay: Duration) -> Terminal {
        let (send, typed) = channel::<(Instant, Vec<u8>)>();
        let mut keys = std::mem::replace(&mut self.keys, Box::new(Sender(send)));
        std::thread::spawn(move || {
            while let Ok((at, bytes)) = typed.recv() {
                std::thread::sleep((at + delay).saturating_duration_since(Instant::now()));
                // An error is the end of the program.
                if keys.write_all(&bytes).and_then(|()| keys.flush()).is_err() {
                    break;
                }
            }
        });
        self.delay = delay;
        self
    }

    /// Takes what arrives until the screen is as the sentence says. Half a frame is none, as on terminals that show them
    /// whole.
    pub fn until(&mut self, sentence: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        self.take_until(sentence, |terminal| {
            let last = |mark: &[u8]| terminal.log.windows(mark.len()).rposition(|window| window == mark);
            last(FRAME.0) <= last(FRAME.1) && holds(terminal.parser.screen())
        });
    }

    /// Takes what arrives until so many frames are there.
    pub fn until_frames(&mut self, count: usize) {
        self.take_until(&format!("{count} frames"), |terminal| frames(&terminal.log).len() >= count);
    }

    /// Takes what arrives until it contains that.
    pub fn until_sent(&mut self, piece: &str) {
        self.take_until(&format!("{piece:?} is sent"), |terminal| {
            find(&terminal.log, piece.as_bytes()).is_some()
        });
    }

    /// Takes what arrives until something holds.
    pub fn take_until(&mut self, sentence: &str, holds: impl Fn(&Terminal) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(self) {
            assert!(self.take(end), "waited for: {sentence}\n{}", self.picture());
        }
    }

    pub fn shows(&mut self, text: &str) {
        self.until(&format!("the screen shows {text:?}"), |screen| screen.contents().contains(text));
    }

    /// Takes one piece of output; `false` at the end of it or of the patience.
    pub fn take(&mut self, end: Instant) -> bool {
        let left = end.saturating_duration_since(Instant::now());
        match self.bytes.recv_timeout(left) {
            Ok((at, piece)) => {
                // The line, not a wait for the program.
                std::thread::sleep((at + self.delay).saturating_duration_since(Instant::now()));
                self.parser.process(&piece);
                self.log.extend(piece);
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }

    /// The row under the cursor.
    pub fn stands_on(&mut self, row: &str) {
        let begins = format!(">{row}");
        self.until(&format!("the cursor stands on {row:?}"), |screen| {
            screen.contents().lines().any(|line| line.starts_with(&begins))
        });
    }

    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Sends pieces over a line that holds each of them up for so long.
    pub fn press_in_pieces(&mut self, pieces: &[&str], gap: Duration) {
        for piece in pieces {
            self.press(piece);
            std::thread::sleep(gap);
        }
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.parser.screen_mut().set_size(cells(rows), cells(cols));
        self.tell_size(cols, rows);
    }

    /// Says that the terminal has that size, and leaves what one sees of it as large as it is.
    pub fn tell_size(&self, cols: u16, rows: u16) {
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// Leaves the terminal as a shell does that has it meanwhile: with its own line discipline, in which keys wait for the
    /// end of a line, and a colour.
    #[cfg(target_os = "linux")]
    pub fn taken_by_a_shell(&mut self) {
        stty(&*self.master, &self.discipline);
        self.parser.process(b"\x1b[?1049l\x1b[?25h\x1b[1;31m\r\nStopped\r\n$ fg");
    }

    /// Waits until the process is stopped.
    #[cfg(target_os = "linux")]
    pub fn stopped(&self) {
        let (pid, end) = (self.child.process_id().unwrap(), Instant::now() + PATIENCE);
        let told = || std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        while !told().contains(") T ") {
            assert!(Instant::now() < end, "waited for: the process is stopped");
        }
    }

    /// Waits for the end; the exit code, once the terminal is seen to be as it was.
    pub fn ends(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        while self.take(end) {}
        if Instant::now() >= end {
            let _ = self.child.kill();
            panic!("waited for: the program ends\n{}", self.picture());
        }
        let status = self.child.wait().unwrap();
        assert_eq!(stty(&*self.master, "-g"), self.discipline, "the line discipline is as before");
        // When the leader of a session ends, the kernel may drop what it has written last.
        if self.leads {
            return status.exit_code();
        }
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen(), "the other screen is left: {status:?}\n{}", self.picture());
        assert!(!screen.hide_cursor(), "the cursor is shown again\n{}", self.picture());
        assert!(!screen.bracketed_paste(), "pastes are plain again");
        status.exit_code()
    }

    /// Every cell of the screen with its style, and the cursor. A blank is a blank, written or erased.
    pub fn cells(&self) -> Vec<String> {
        let screen = self.parser.screen();
        let (rows, cols) = screen.size();
        let cell = |row: u16, col: u16| {
            let cell = screen.cell(row, col).unwrap();
            let text = if cell.has_contents() { cell.contents() } else { " " };
            let style = (cell.fgcolor(), cell.bgcolor(), cell.bold(), cell.underline(), cell.inverse());
            // The colour of a letter does not show where there is none.
            let style =
                if text == " " { (vt100::Color::Default, style.1, false, style.3, style.4) } else { style };
            format!("{text}{style:?}")
        };
        let row = |row: u16| (0..cols.get()).map(|col| cell(row, col)).collect::<String>();
        let cursor = (!screen.hide_cursor()).then(|| screen.cursor_position());
        (0..rows.get()).map(row).chain([format!("{cursor:?}")]).collect()
    }

    /// The screen as text.
    pub fn text(&self) -> String {
        let contents = self.parser.screen().contents();
        contents.lines().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    pub fn picture(&self) -> String {
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

/// What is typed at the far end of a line.
struct Sender(std::sync::mpsc::Sender<(Instant, Vec<u8>)>);

impl Write for Sender {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let sent = self.0.send((Instant::now(), bytes.to_vec()));
        sent.map(|()| bytes.len()).map_err(|_| std::io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
