//! What every terminal has to do for the tests, and how one waits for it.

use std::io::Write as _;
use std::process::Child;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use crate::eaw::ZERO;

pub const COLS: u16 = 80;
pub const ROWS: u16 = 24;

/// How long a described condition may take; far above what it takes, for machines under load.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The locale of the terminals: UTF-8, and in every Debian.
pub const LOCALE: &str = "C.UTF-8";

/// How a terminal is set up to draw characters of ambiguous width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ambiguous {
    Narrow,
    Wide,
}

/// The program with its environment, as a call that every terminal can make.
pub struct Program {
    pub call: Vec<String>,
}

/// Whether a character joins the one before it.
pub fn is_mark(c: char) -> bool {
    ZERO.iter().any(|(first, last)| (*first..=*last).contains(&u32::from(c)))
}

/// What the cells of a terminal show, row by row: a character with its marks, nothing in the second cell of a wide one.
pub type Screen = Vec<Vec<Option<String>>>;

/// A terminal of another hand in which the program runs. It ends when it is dropped.
pub trait Terminal {
    /// Types, as a keyboard would send it.
    fn press(&mut self, keys: &str);

    /// What it shows at this moment.
    fn screen(&mut self) -> Screen;

    /// Whether it has spoilt what it shows by an error of its own.
    fn has_spoilt(&self, _seen: &Screen) -> bool {
        false
    }
}

/// A program that is needed and not there.
pub struct Absent(pub &'static str);

/// A terminal with the program in it, if it is installed.
pub type Started = Result<Box<dyn Terminal>, Absent>;

/// Looks for programs on the path.
pub fn need(programs: &[&'static str]) -> Result<(), Absent> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = |name: &str| std::env::split_paths(&path).any(|dir| dir.join(name).is_file());
    programs.iter().find(|name| !found(name)).map_or(Ok(()), |name| Err(Absent(name)))
}

/// Says that something was not tested, past what a passing test may print; a failure where nothing may be left out.
pub fn pass_over(Absent(what): &Absent) {
    let is_needed = std::env::var_os("SHINCHOKU_ALL_TERMINALS").is_some();
    assert!(!is_needed, "{what} is not installed, and SHINCHOKU_ALL_TERMINALS is set");
    let _ = writeln!(std::io::stderr(), "{what} is not installed: not tested");
}

/// Asks until nothing is wrong any more; the sentence says what was waited for.
pub fn until(sentence: &str, mut wrong: impl FnMut() -> Result<(), String>) {
    let end = Instant::now() + PATIENCE;
    while let Err(wrong) = wrong() {
        assert!(Instant::now() < end, "waited for: {sentence}\n{wrong}");
    }
}

/// Does beside the test what may block for ever; what comes of it is waited for with patience.
pub fn patiently<T: Send + 'static>(sentence: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (send, result) = channel();
    std::thread::spawn(move || send.send(work()));
    result.recv_timeout(PATIENCE).unwrap_or_else(|why| panic!("waited for: {sentence} ({why})"))
}

/// A process that ends with the test, however that ends.
pub struct Helper(pub Child);

impl Drop for Helper {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
