//! What comes in from the terminal of this process: keys and answers from standard input, and the signals that concern
//! a terminal.

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use signal_hook::consts::{SIGHUP, SIGTERM, SIGWINCH};
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
    /// Another size.
    Resize(Size),
    /// HUP or TERM: an orderly end is asked for.
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
    ended: Arc<AtomicBool>,
    size: Size,
    decoder: Decoder,
    /// When something last came in.
    heard: Instant,
}

/// What has arrived on the way in.
#[derive(Clone, Copy, Debug, Default)]
struct Ready {
    keys: bool,
    signals: bool,
}

/// So many bytes at most are taken in one go: a burst is drawn now and then, however long it lasts.
const BURST: usize = 64 * 1024;

impl Inputs {
    /// Listens to the terminal of this process, which has that size.
    ///
    /// # Errors
    /// When the signals cannot be listened to.
    pub fn open(size: Size) -> io::Result<Inputs> {
        let ended = Arc::new(AtomicBool::new(false));
        let (wake, woken) = UnixStream::pair()?;
        wake.set_nonblocking(true)?;
        for signal in [SIGHUP, SIGTERM] {
            signal_hook::flag::register(signal, Arc::clone(&ended))?;
        }
        for signal in [SIGHUP, SIGTERM, SIGWINCH] {
            signal_hook::low_level::pipe::register(signal, woken.try_clone()?)?;
        }
        Ok(Inputs { wake, ended, size, decoder: Decoder::default(), heard: Instant::now() })
    }

    /// Waits for at most `wait` and returns everything that has arrived, in its order; empty when nothing has.
    ///
    /// # Errors
    /// When the terminal is gone: the session ends.
    pub fn poll(&mut self, wait: Duration) -> io::Result<Vec<Event>> {
        let patience = self.decoder.patience().map(|p| p.saturating_sub(self.heard.elapsed()));
        let ready = self.ready(patience.map_or(wait, |patience| patience.min(wait)))?;
        if self.ended.load(Ordering::Relaxed) {
            return Ok(vec![Event::End]);
        }
        let mut events = Vec::new();
        if ready.signals {
            let size = super::size();
            if size != self.size {
                self.size = size;
                events.push(Event::Resize(size));
            }
        }
        let mut decoded = Vec::new();
        if ready.keys {
            self.read(&mut decoded)?;
            self.heard = Instant::now();
        } else if self.decoder.patience().is_some_and(|patience| self.heard.elapsed() >= patience) {
            self.decoder.silence(&mut decoded);
        }
        events.extend(decoded.into_iter().map(Event::from));
        Ok(events)
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
            if n == 0 || taken >= BURST || !self.ready(Duration::ZERO)?.keys {
                return Ok(());
            }
        }
    }

    /// What has come in.
    fn ready(&mut self, wait: Duration) -> io::Result<Ready> {
        let timeout = Timespec::try_from(wait).ok();
        let stdin = rustix::stdio::stdin();
        let mut fds = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&self.wake, PollFlags::IN)];
        match rustix::event::poll(&mut fds, timeout.as_ref()) {
            Ok(0) | Err(Errno::INTR) => Ok(Ready::default()),
            Ok(_) => {
                let [keys, signals] = fds.map(|fd| fd.revents());
                if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                if !signals.is_empty() {
                    // Every byte only says that a signal came.
                    let _ = self.wake.read(&mut [0; 64]);
                }
                Ok(Ready { keys: !keys.is_empty(), signals: !signals.is_empty() })
            }
            Err(error) => Err(error.into()),
        }
    }
}
