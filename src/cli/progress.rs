//! How far a long command has come, on the last line of the terminal, and ctrl-c as a request to stop.

use signal_hook::consts::SIGINT;
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::setup::Setup;
use crate::terminal::{Kind, kind};
use crate::text::{Widths, fit, sanitize};

/// The line, while there is one.
pub struct Line {
    /// Its cells; `None` where nobody looks.
    cells: Option<usize>,
    stop: Arc<AtomicBool>,
}

impl Line {
    /// Begins to listen to ctrl-c. The first one asks to stop, the second one ends the process.
    pub fn begin(setup: &Setup) -> Line {
        let stop = Arc::new(AtomicBool::new(false));
        // Without a handler ctrl-c ends the process at once, which is as harmless.
        let _ = signal_hook::flag::register_conditional_shutdown(SIGINT, 130, Arc::clone(&stop));
        let _ = signal_hook::flag::register(SIGINT, Arc::clone(&stop));
        let seen = std::io::stderr().is_terminal() && kind(&setup.env) == Kind::Screen;
        // The last cell stays empty: some terminals wrap behind it.
        let cells = seen.then(|| usize::from(setup.caps().size.cols).saturating_sub(1));
        Line { cells, stop }
    }

    /// Shows a sentence in place of the one before; whether to go on.
    pub fn show(&self, sentence: &str) -> bool {
        if let Some(cells) = self.cells {
            let text = fit(&sanitize(sentence), cells, Widths::default());
            let _ = write!(std::io::stderr(), "\r{}\x1b[K", text.as_str().trim_end());
        }
        !self.is_stopped()
    }

    /// Whether ctrl-c was pressed.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Takes the line away.
    pub fn end(self) {
        self.hide();
    }

    /// Takes the line away until there is news.
    pub fn hide(&self) {
        if self.cells.is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
