//! What comes in from the terminal of this process: keys and answers from standard input, and the signals that concern
//! a terminal.

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::decode::{Decoded, Decoder};
use crate::app::Size;
use crate::keymap::Chord;

/// What the terminal sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key.
    Key(Chord),
    /// Pasted text.
    Paste(String),
    /// Where the cursor is, as it was asked; row and column count from 1.
    Position(u32, u32),
    /// The size, which may be another one now.
    Resize(Size),
    /// TSTP: somebody else than the person at the keys asks the process to stop.
    Stop,
    /// CONT: the process was stopped and goes on; meanwhile the terminal was used by others.
    GoOn,
    /// HUP, TERM or INT: an orderly end is asked for.
    End,
}

impl From<Decoded> for Event {
    fn from(decoded: Decoded) -> Event {
        match decoded {
            Decoded::Key(chord) => Event::Key(chord),
            Decoded::Paste(text) => Event::Paste(text),
            Decoded::Position { row, col } => Event::Position(row, col),
        }
    }
}

/// What comes in: keys from standard input, and the signals that concern a terminal.
///
/// Signals wake the wait through a socket pair: which thread of the process takes a signal is not ours to say, so an
/// interrupted wait would be a matter of luck.
pub struct Inputs {
    wake: UnixStream,
    /// A signal has come that nobody has looked at.
    signalled: bool,
    ended: Arc<AtomicBool>,
    stopped: Arc<AtomicBool>,
    went_on: Arc<AtomicBool>,
    decoder: Decoder,
    /// When something last came in.
    heard: Instant,
}

/// So many bytes at most are taken in one go: a burst is drawn now and then, however long it lasts.
const BURST: usize = 64 * 1024;

/// After so long a silence the rest of an answer does not come any more. Until then an ESC may be its beginning.
const AFTER_PIECE: Duration = Duration::from_millis(500);

impl Inputs {
    /// Listens to the terminal of this process.
    ///
    /// # Errors
    /// When the signals cannot be listened to.
    pub fn open() -> io::Result<Inputs> {
        let [ended, stopped, went_on] = [(); 3].map(|()| Arc::new(AtomicBool::new(false)));
        let (wake, woken) = UnixStream::pair()?;
        wake.set_nonblocking(true)?;
        let flags =
            [(SIGHUP, &ended), (SIGTERM, &ended), (SIGINT, &ended), (SIGTSTP, &stopped), (SIGCONT, &went_on)];
        for (signal, flag) in flags {
            signal_hook::flag::register(signal, Arc::clone(flag))?;
        }
        for signal in [SIGHUP, SIGTERM, SIGINT, SIGTSTP, SIGCONT, SIGWINCH] {
            signal_hook::low_level::pipe::register(signal, woken.try_clone()?)?;
        }
        let decoder = Decoder::default();
        Ok(Inputs { wake, signalled: false, ended, stopped, went_on, decoder, heard: Instant::now() })
    }

    /// Waits for at most `wait` and returns everything that has arrived, in its order; empty when nothing has. `awaited`
    /// says that an answer of the terminal is on its way, which may come in pieces.
    ///
    /// # Errors
    /// When the terminal is gone: the session ends.
    pub fn poll(&mut self, wait: Duration, awaited: bool) -> io::Result<Vec<Event>> {
        let whole = self.decoder.patience().map(|p| if awaited { p.max(AFTER_PIECE) } else { p });
        let patience = whole.map(|p| p.saturating_sub(self.heard.elapsed()));
        let mut decoded = Vec::new();
        if self.ready(patience.map_or(wait, |patience| patience.min(wait)))? {
            self.read(&mut decoded)?;
            self.heard = Instant::now();
        } else if whole.is_some_and(|patience| self.heard.elapsed() >= patience) {
            self.decoder.silence(&mut decoded);
        }
        let mut events = Vec::new();
        // Also those that came while keys were read.
        if std::mem::take(&mut self.signalled) {
            self.signals(&mut events);
        }
        events.extend(decoded.into_iter().map(Event::from));
        Ok(events)
    }

    /// What the signals ask for that have come.
    fn signals(&mut self, events: &mut Vec<Event>) {
        if self.ended.load(Ordering::Relaxed) {
            events.push(Event::End);
        }
        if self.stopped.swap(false, Ordering::Relaxed) {
            events.push(Event::Stop);
        }
        if self.went_on.swap(false, Ordering::Relaxed) {
            events.push(Event::GoOn);
        }
        // Nobody tells a process behind a shell of another size: it is looked at after a stop, too.
        events.push(Event::Resize(super::size()));
    }

    /// Everything that waits on standard input.
    fn read(&mut self, decoded: &mut Vec<Decoded>) -> io::Result<()> {
        let (mut bytes, mut taken) = ([0; 4096], 0);
        loop {
            let n = match rustix::io::read(rustix::stdio::stdin(), &mut bytes) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(n) => n,
                Err(Errno::INTR | Errno::AGAIN) => 0,
                Err(error) => return Err(error.into()),
            };
            self.decoder.feed(bytes.get(..n).unwrap_or_default(), decoded);
            taken += n;
            if n == 0 || taken >= BURST || !self.ready(Duration::ZERO)? {
                return Ok(());
            }
        }
    }

    /// Whether keys have come in. A signal is remembered.
    fn ready(&mut self, wait: Duration) -> io::Result<bool> {
        let timeout = Timespec::try_from(wait).ok();
        let stdin = rustix::stdio::stdin();
        let mut fds = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&self.wake, PollFlags::IN)];
        match rustix::event::poll(&mut fds, timeout.as_ref()) {
            Ok(0) | Err(Errno::INTR) => Ok(false),
            Ok(_) => {
                let [keys, signals] = fds.map(|fd| fd.revents());
                if !signals.is_empty() {
                    // Every byte only says that a signal came.
                    let _ = self.wake.read(&mut [0; 64]);
                    self.signalled = true;
                }
                if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                Ok(!keys.is_empty())
            }
            Err(error) => Err(error.into()),
        }
    }
}
