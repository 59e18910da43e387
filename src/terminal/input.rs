//! Keys and other events from the terminal on standard input, as values of the rooms above.

use crossterm::event::{self, KeyCode, KeyEventKind, KeyModifiers};
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use std::io;
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
}

/// Waits for at most `wait` and returns everything that has arrived, in its order; empty when nothing has.
///
/// # Errors
/// When the terminal is gone: the session ends.
pub fn poll(wait: Duration) -> io::Result<Vec<Event>> {
    if !ready(wait)? {
        return Ok(Vec::new());
    }
    let mut events = Vec::new();
    // The reader keeps events of its own: it is asked until it has none, each time behind a look at the terminal.
    while event::poll(Duration::ZERO)? {
        events.extend(translate(event::read()?));
        // A burst is drawn now and then, however long it lasts.
        if events.len() >= 1024 {
            break;
        }
        ready(Duration::ZERO)?;
    }
    Ok(events)
}

/// Whether something has come in, or a signal may have brought a new size.
///
/// Asked before the library's own reader, which never returns from a terminal that has been hung up and burns a
/// processor for as long as the process lives.
fn ready(wait: Duration) -> io::Result<bool> {
    let timeout = Timespec::try_from(wait).ok();
    let stdin = rustix::stdio::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
    match rustix::event::poll(&mut fds, timeout.as_ref()) {
        Ok(0) => Ok(false),
        Ok(_) => {
            let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
            let hung_up = fds.iter().any(|fd| fd.revents().intersects(gone));
            if hung_up { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(true) }
        }
        Err(Errno::INTR) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

fn translate(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => chord(key).map(Event::Key),
        event::Event::Paste(text) => Some(Event::Paste(text)),
        event::Event::Resize(cols, rows) => Some(Event::Resize(super::clamp(cols, rows))),
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
