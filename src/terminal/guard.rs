//! Taking the terminal of this process and giving it back: raw mode, the other screen, the cursor. What was taken is
//! given back when the value is dropped, on a panic too.

use ratatui::buffer::Buffer;
use std::io;

use super::backend::Painter;
use super::probe;
use crate::app::Caps;

/// The other screen, no wrapping at the right edge (a wide character in the last column must not scroll), pastes marked
/// as such, no cursor.
const TAKE: &str = "\x1b[?1049h\x1b[?7l\x1b[?2004h\x1b[?25l";
/// All of that taken back, and the colours.
const GIVE_BACK: &str = "\x1b[m\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l";

/// The terminal while the program has it.
pub struct Screen {
    painter: Painter,
    /// It was given back while the process is stopped.
    away: bool,
}

impl Screen {
    /// Takes the terminal; asks it for its widths, too, where nobody has said them.
    pub fn enter(caps: &Caps, ask: bool) -> io::Result<Screen> {
        crossterm::terminal::enable_raw_mode()?;
        let question = if ask { probe::question() } else { String::new() };
        // From here on something has been taken: an error gives it back.
        send(format!("{TAKE}{question}").as_bytes()).inspect_err(|_| restore())?;
        Ok(Screen { painter: Painter::new(caps), away: false })
    }

    /// Draws one frame. Only what differs from the last one is sent, and nothing when nothing does, or while the terminal
    /// belongs to others.
    pub fn draw(
        &mut self,
        caps: &Caps,
        scene: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        if self.away {
            return Ok(());
        }
        let frame = self.painter.frame(caps, scene);
        if frame.is_empty() { Ok(()) } else { send(&frame) }
    }

    /// Sends a sequence that shows nothing.
    pub fn send(&mut self, sequence: &str) -> io::Result<()> {
        send(sequence.as_bytes())
    }

    /// Gives the terminal back and stops the process; [`Screen::take_again`] is due when it goes on, as it is whoever has
    /// stopped it.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.away = true;
        restore();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
    }

    /// Takes the terminal after others have used it.
    pub fn take_again(&mut self) -> io::Result<()> {
        self.away = false;
        // Whoever was stopped without a chance to give it back still counts as having it: then taking it does nothing.
        crossterm::terminal::disable_raw_mode()?;
        crossterm::terminal::enable_raw_mode()?;
        self.painter.forget();
        send(TAKE.as_bytes())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Sends bytes as they are: a frame in one write, since one that arrives in pieces flickers over a slow line.
fn send(bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match rustix::io::write(rustix::stdio::stdout(), rest) {
            Ok(n) => rest = rest.get(n..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Gives the terminal back, as far as it still answers.
pub fn restore() {
    let _ = send(GIVE_BACK.as_bytes());
    let _ = crossterm::terminal::disable_raw_mode();
}
