//! What is drawn → bytes. One backend for the terminal of this process and for those behind a network: it writes into
//! memory, and whoever owns the terminal sends it.
//!
//! Every width comes from the session's policy. Behind a glyph whose width no table can promise the cursor's place is
//! unknown, and is said anew; so a terminal that disagrees about one glyph is wrong about that glyph only.

use ratatui::backend::{Backend as Drawing, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size as Area};
use std::convert::Infallible;
use std::fmt::Write;

use super::sgr::Pen;
use crate::app::{Caps, Depth, Size};
use crate::text::{Class, Policy, Widths, class};

/// Where the cursor is, as far as that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cursor {
    row: Option<u16>,
    col: Option<u16>,
}

/// The bytes of frames.
#[derive(Debug)]
pub struct Backend {
    size: Size,
    depth: Depth,
    widths: Widths,
    out: String,
    cursor: Cursor,
    pen: Pen,
    /// From which column on a row of the frame is blank in a style that erasing leaves.
    blank_from: Vec<u16>,
}

impl Backend {
    /// A backend for a terminal of which nothing is known but its capabilities.
    pub fn new(caps: &Caps) -> Backend {
        Backend {
            size: caps.size,
            depth: caps.depth,
            widths: caps.widths(),
            out: String::new(),
            cursor: Cursor::default(),
            pen: Pen::PLAIN,
            blank_from: Vec::new(),
        }
    }

    /// The bytes since this was last asked.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out).into_bytes()
    }

    /// Writes a sequence that moves nothing and switches no style.
    fn say(&mut self, sequence: &str) {
        self.out.push_str(sequence);
    }

    /// Notes which tails of the rows to be drawn are blank: those are erased and not written.
    fn look_at(&mut self, frame: &Buffer, changed: &[(u16, u16, &Cell)]) {
        let area = frame.area;
        self.blank_from.clear();
        self.blank_from.resize(usize::from(area.bottom()), u16::MAX);
        for row in changed.chunk_by(|(_, one, _), (_, other, _)| one == other) {
            let Some((_, y, _)) = row.first() else { continue };
            let blank = |x: &u16| {
                let cell = &frame[(*x, *y)];
                cell.symbol() == " " && Pen::of(cell, self.depth).erases()
            };
            let tail = (area.left()..area.right()).rev().take_while(blank).count() as u16;
            if let Some(from) = self.blank_from.get_mut(usize::from(*y)) {
                *from = area.right() - tail;
            }
        }
    }

    /// Moves the cursor by the shortest sequence that is right from where it is known to be.
    fn go(&mut self, x: u16, y: u16) {
        let Cursor { row, col } = self.cursor;
        if (row, col) == (Some(y), Some(x)) {
            return;
        }
        let mut ways = vec![format!("\x1b[{};{}H", y + 1, x + 1)];
        if (x, y) == (0, 0) {
            ways.push("\x1b[H".to_owned());
        } else if x == 0 {
            ways.push(format!("\x1b[{}H", y + 1));
        }
        if row == Some(y) {
            ways.push(if x == 0 { "\r".to_owned() } else { format!("\x1b[{}G", x + 1) });
            match col {
                Some(col) if col < x => ways.push(ahead(x - col)),
                Some(col) if col == x + 1 => ways.push("\x08".to_owned()),
                _ => {}
            }
        }
        // Never on the last row: there a line feed would scroll.
        if row.is_some_and(|row| row + 1 == y) {
            ways.push(if x == 0 { "\r\n".to_owned() } else { format!("\r\n{}", ahead(x)) });
        }
        if let Some(way) = ways.iter().min_by_key(|way| way.len()) {
            self.out.push_str(way);
        }
        self.cursor = Cursor { row: Some(y), col: Some(x) };
    }

    fn style(&mut self, cell: &Cell) {
        let pen = Pen::of(cell, self.depth);
        self.pen.switch(pen, self.depth, &mut self.out);
        self.pen = pen;
    }

    fn glyph(&mut self, x: u16, y: u16, cell: &Cell) {
        let cells = (self.widths.cluster(cell.symbol()) as u16).max(1);
        self.go(x, y);
        self.style(cell);
        let sure = is_sure(cell.symbol(), self.widths.policy());
        if !sure && cells > 1 {
            // Right on terminals that draw it in one cell and on those that draw it in two.
            self.out.extend(std::iter::repeat_n(' ', usize::from(cells)));
            let _ = write!(self.out, "\x1b[{}G", x + 1);
        }
        self.out.push_str(cell.symbol());
        let at_edge = x + cells >= self.size.cols;
        self.cursor = match (sure, at_edge) {
            (_, true) => Cursor::default(),
            (true, false) => Cursor { row: Some(y), col: Some(x + cells) },
            // A glyph that is wider than reckoned may have gone over the edge.
            (false, false) => Cursor { row: Some(y).filter(|_| x + cells + 2 < self.size.cols), col: None },
        };
    }

    /// Erases the rest of a row.
    fn erase(&mut self, x: u16, y: u16) {
        self.go(x, y);
        if !self.pen.erases() {
            self.pen.switch(Pen::PLAIN, self.depth, &mut self.out);
            self.pen = Pen::PLAIN;
        }
        self.out.push_str("\x1b[K");
    }

    /// Everything is unknown: the terminal was used by somebody else, or has another size.
    fn begin_anew(&mut self) {
        self.pen = Pen::PLAIN;
        self.cursor = Cursor { row: Some(0), col: Some(0) };
        self.out.push_str("\x1b[m\x1b[H\x1b[2J");
    }
}

fn ahead(cells: u16) -> String {
    if cells == 1 { "\x1b[C".to_owned() } else { format!("\x1b[{cells}C") }
}

/// Whether every terminal that the policy is right for draws the glyph in the cells that are reckoned for it.
fn is_sure(symbol: &str, policy: Policy) -> bool {
    let mut chars = symbol.chars();
    let known = chars.next().is_none_or(|c| match class(c) {
        Class::Sure1 | Class::Sure2 => true,
        Class::Ambiguous => matches!(policy, Policy::Narrow | Policy::Wide),
        Class::Zero | Class::Unsure(_) => false,
    });
    // Marks behind it are drawn over it, or not.
    known && chars.next().is_none()
}

impl Drawing for Backend {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut erased: Option<u16> = None;
        for (x, y, cell) in content {
            if erased == Some(y) {
                continue;
            }
            let tail = self.blank_from.get(usize::from(y)).copied().unwrap_or(u16::MAX);
            if x >= tail && self.size.cols.saturating_sub(x) > 3 {
                self.erase(x, y);
                erased = Some(y);
            } else {
                self.glyph(x, y, cell);
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.say("\x1b[?25l");
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        self.say("\x1b[?25h");
        Ok(())
    }

    /// Never asks the terminal: one that does not answer would be waited for.
    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(Position::new(self.cursor.col.unwrap_or(0), self.cursor.row.unwrap_or(0)))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        let Position { x, y } = position.into();
        self.go(x, y);
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        self.begin_anew();
        Ok(())
    }

    fn clear_region(&mut self, clear_type: ClearType) -> Result<(), Infallible> {
        match clear_type {
            ClearType::All => self.begin_anew(),
            ClearType::AfterCursor => self.say("\x1b[J"),
            ClearType::BeforeCursor => self.say("\x1b[1J"),
            ClearType::CurrentLine => self.say("\x1b[2K"),
            ClearType::UntilNewLine => self.say("\x1b[K"),
        }
        Ok(())
    }

    fn size(&self) -> Result<Area, Infallible> {
        Ok(Area::new(self.size.cols, self.size.rows))
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: Area::new(self.size.cols, self.size.rows), pixels: Area::new(0, 0) })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

/// Frames, each as the bytes that lead to it from the one before.
#[derive(Debug)]
pub struct Painter {
    backend: Backend,
    caps: Caps,
    /// What stands on the terminal; nothing is known of it at first.
    last: Option<Buffer>,
    /// Where the terminal's own cursor is shown.
    cursor: Option<(u16, u16)>,
}

impl Painter {
    /// For a terminal of which nothing is known but its capabilities.
    pub fn new(caps: &Caps) -> Painter {
        Painter { backend: Backend::new(caps), caps: *caps, last: None, cursor: None }
    }

    /// The terminal was used by others and taken anew, without a cursor.
    pub fn forget(&mut self) {
        (self.last, self.cursor) = (None, None);
    }

    /// The bytes of one frame; empty where nothing differs from the one before.
    pub fn frame(&mut self, caps: &Caps, scene: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>) -> Vec<u8> {
        if *caps != self.caps {
            *self = Painter { cursor: self.cursor, ..Painter::new(caps) };
        }
        let area = Rect::new(0, 0, caps.size.cols, caps.size.rows);
        let mut frame = Buffer::empty(area);
        // Behind the last column it stands on it.
        let cursor = scene(&mut frame)
            .filter(|(_, y)| *y < caps.size.rows)
            .map(|(x, y)| (x.min(caps.size.cols.saturating_sub(1)), y));
        let anew = self.last.is_none();
        let last = self.last.take().unwrap_or_else(|| Buffer::empty(area));
        let changed = changes(&last, &frame, caps.widths());
        if changed.is_empty() && !anew && cursor == self.cursor {
            self.last = Some(frame);
            return Vec::new();
        }
        self.backend.look_at(&frame, &changed);
        self.backend.say("\x1b[?2026h");
        if anew {
            self.backend.begin_anew();
        }
        let Ok(()) = self.backend.draw(changed.into_iter());
        match cursor {
            Some((x, y)) => {
                self.backend.go(x, y);
                if self.cursor.is_none() {
                    self.backend.say("\x1b[?25h");
                }
            }
            None if self.cursor.is_some() => self.backend.say("\x1b[?25l"),
            None => {}
        }
        self.backend.say("\x1b[?2026l");
        self.cursor = cursor;
        self.last = Some(frame);
        self.backend.take()
    }
}

/// The cells to be written so that the terminal shows `new` instead of `old`, row by row from left to right.
///
/// A wide glyph stands in its first cell and is written whole. What becomes of the other half of one that is written
/// over differs between terminals, so that half is written too; and so is the cell behind a glyph that may be wider
/// than was reckoned.
fn changes<'a>(old: &Buffer, new: &'a Buffer, widths: Widths) -> Vec<(u16, u16, &'a Cell)> {
    let area = new.area;
    let mut found = Vec::new();
    let width = usize::from(area.width).max(1);
    let rows = old.content.chunks(width).zip(new.content.chunks(width));
    for (y, _) in (area.top()..).zip(rows).filter(|(_, (old, new))| old != new) {
        let mut x = area.left();
        // Up to this column the terminal shows something else than `old` says.
        let mut spoilt = x;
        while x < area.right() {
            let cell = &new[(x, y)];
            let cells = (widths.cluster(cell.symbol()) as u16).max(1).min(area.right() - x);
            let same = (x..x + cells).all(|at| is_same(&old[(at, y)], &new[(at, y)]));
            if !same || x < spoilt {
                found.push((x, y, cell));
                let over = (x..x + cells).map(|at| at + widths.cluster(old[(at, y)].symbol()) as u16).max();
                spoilt = spoilt.max(over.unwrap_or(0));
                if !is_sure(cell.symbol(), widths.policy()) {
                    spoilt = spoilt.max(x + cells + 1);
                }
            }
            x += cells;
        }
    }
    found
}

fn is_same(old: &Cell, new: &Cell) -> bool {
    (old.symbol(), old.fg, old.bg, old.modifier) == (new.symbol(), new.fg, new.bg, new.modifier)
}

#[cfg(test)]
mod tests;
