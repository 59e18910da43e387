//! Taking the terminal and giving it back: raw mode, the other screen, the cursor. What was taken is given back when
//! the value is dropped, on a panic too.

use crossterm::{cursor, event, execute, queue, terminal};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::io::{self, BufWriter, Stdout, Write};

use crate::app::Size;

/// The terminal while the program has it.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    size: Size,
    /// What stands there, and where the cursor is.
    last: Option<(Buffer, Option<(u16, u16)>)>,
}

impl Screen {
    /// Takes the terminal.
    pub fn enter(size: Size) -> io::Result<Screen> {
        terminal::enable_raw_mode()?;
        // From here on something has been taken: an error gives it back.
        Screen::take(size).inspect_err(|_| restore())
    }

    fn take(size: Size) -> io::Result<Screen> {
        execute!(
            io::stdout(),
            terminal::EnterAlternateScreen,
            terminal::DisableLineWrap,
            event::EnableBracketedPaste,
            cursor::Hide
        )?;
        Ok(Screen { terminal: Screen::of_size(size)?, size, last: None })
    }

    /// An empty picture of the terminal. Its area is fixed: with any other, ratatui asks the terminal for its cursor on
    /// every resize and waits two seconds for terminals that do not answer.
    fn of_size(size: Size) -> io::Result<Terminal<CrosstermBackend<BufWriter<Stdout>>>> {
        // One write a frame: a frame that arrives in pieces flickers over a slow line.
        let backend = CrosstermBackend::new(BufWriter::with_capacity(64 * 1024, io::stdout()));
        let area = Rect::new(0, 0, size.cols, size.rows);
        Terminal::with_options(backend, ratatui::TerminalOptions { viewport: ratatui::Viewport::Fixed(area) })
    }

    /// Draws one frame. Only what differs from the last one is sent, and nothing when nothing does.
    pub fn draw(
        &mut self,
        size: Size,
        scene: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        if size != self.size {
            self.size = size;
            self.last = None;
            self.terminal = Screen::of_size(size)?;
            queue!(self.terminal.backend_mut(), terminal::Clear(terminal::ClearType::All))?;
        }
        let mut buf = Buffer::empty(Rect::new(0, 0, size.cols, size.rows));
        let place = scene(&mut buf);
        if self.last.as_ref().is_some_and(|(last, at)| *last == buf && *at == place) {
            return Ok(());
        }
        queue!(self.terminal.backend_mut(), terminal::BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| {
            frame.buffer_mut().clone_from(&buf);
            if let Some(at) = place {
                frame.set_cursor_position(at);
            }
        })?;
        self.last = Some((buf, place));
        queue!(self.terminal.backend_mut(), terminal::EndSynchronizedUpdate)?;
        self.terminal.backend_mut().flush()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back, as far as it still answers.
pub fn restore() {
    let mut out = io::stdout();
    let _ = execute!(
        out,
        crossterm::style::ResetColor,
        event::DisableBracketedPaste,
        terminal::EnableLineWrap,
        cursor::Show,
        terminal::LeaveAlternateScreen
    );
    let _ = terminal::disable_raw_mode();
}
