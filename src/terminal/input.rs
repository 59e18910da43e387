//! Keys and other events from the terminal on standard input, as values of the rooms above.

use crossterm::event::{self, KeyCode, KeyEventKind, KeyModifiers};
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use signal_hook::consts::{SIGHUP, SIGTERM, SIGWINCH};
use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::app::Size;
use crate::keymap::{Chord, Code, Mods};

/// What the terminal sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key.
    Key(Chord),
    /// Pasted text.
    Paste(String),
    /// Another size.
    Resize(Size),
    /// HUP or TERM: an orderly end is asked for.
    End,
}

/// What comes in: keys from standard input, and the signals that concern a terminal.
///
/// Signals wake the wait through a socket pair: which thread of the process takes a signal is not ours to say, so an
/// interrupted wait would be a matter of luck.
pub struct Inputs {
    wake: UnixStream,
    ended: Arc<AtomicBool>,
    size: Size,
}

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
        Ok(Inputs { wake, ended, size })
    }

    /// Waits for at most `wait` and returns everything that has arrived, in its order; empty when nothing has.
    ///
    /// # Errors
    /// When the terminal is gone: the session ends.
    pub fn poll(&mut self, wait: Duration) -> io::Result<Vec<Event>> {
        let mut events = Vec::new();
        if !self.ready(wait)? {
            return Ok(events);
        }
        if self.ended.load(Ordering::Relaxed) {
            return Ok(vec![Event::End]);
        }
        let size = super::size();
        if size != self.size {
            self.size = size;
            events.push(Event::Resize(size));
        }
        // The reader keeps events of its own: it is asked until it has none, each time behind a look at the terminal.
        while event::poll(Duration::ZERO)? {
            events.extend(translate(event::read()?));
            // A burst is drawn now and then, however long it lasts.
            if events.len() >= 1024 {
                break;
            }
            self.ready(Duration::ZERO)?;
        }
        Ok(events)
    }

    /// Whether something has come in.
    ///
    /// Asked before the library's own reader, which never returns from a terminal that has been hung up and burns a
    /// processor for as long as the process lives.
    fn ready(&mut self, wait: Duration) -> io::Result<bool> {
        let timeout = Timespec::try_from(wait).ok();
        let stdin = rustix::stdio::stdin();
        let mut fds = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&self.wake, PollFlags::IN)];
        match rustix::event::poll(&mut fds, timeout.as_ref()) {
            Ok(0) | Err(Errno::INTR) => Ok(false),
            Ok(_) => {
                let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
                let [keys, signals] = fds.map(|fd| fd.revents());
                if keys.intersects(gone) {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                if !signals.is_empty() {
                    // Every byte only says that a signal came.
                    let _ = self.wake.read(&mut [0; 64]);
                }
                Ok(true)
            }
            Err(error) => Err(error.into()),
        }
    }
}

fn translate(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => chord(key).map(Event::Key),
        event::Event::Paste(text) => Some(Event::Paste(text)),
        _ => None,
    }
}

fn chord(key: event::KeyEvent) -> Option<Chord> {
    let code = match key.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        KeyCode::Null => Code::Null,
        _ => return None,
    };
    let has = |modifier| key.modifiers.contains(modifier);
    let mods = Mods {
        ctrl: has(KeyModifiers::CONTROL),
        alt: has(KeyModifiers::ALT),
        shift: has(KeyModifiers::SHIFT) && !matches!(key.code, KeyCode::BackTab),
    };
    Some(Chord::new(code, mods))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_chords() {
        let key = |code, mods| event::KeyEvent::new(code, mods);
        for (code, mods, expected) in [
            (KeyCode::Char('j'), KeyModifiers::NONE, "j"),
            (KeyCode::Char('G'), KeyModifiers::SHIFT, "G"),
            (KeyCode::Char('c'), KeyModifiers::CONTROL, "ctrl-c"),
            (KeyCode::BackTab, KeyModifiers::SHIFT, "shift-Tab"),
            (KeyCode::PageDown, KeyModifiers::NONE, "PageDown"),
        ] {
            assert_eq!(chord(key(code, mods)).map(|c| c.to_string()).as_deref(), Some(expected));
        }
    }
}
