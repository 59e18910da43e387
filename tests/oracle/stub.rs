//! Renderers for the tests of the oracle: one too simple to be wrong, and some that make one mistake each.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;

use super::harness::Renderer;

/// The mistake that a renderer makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    None,
    /// Believes the layout: a row is printed in one go.
    NoMoves,
    /// Prints a character over the cells kept for it, without blanking them.
    NoBlanks,
    /// Blanks the cells kept for a character in no style.
    BareBlanks,
    /// Turns attributes on and never off.
    Leaks,
    /// Leaves out the attributes of blanks.
    PlainBlanks,
    /// Sends what differs from the last frame, after a change of size too.
    Trusts,
    /// Sends what differs cell by cell, the hidden cells of wide characters left out of both frames.
    SkipsHidden,
    /// Leaves the cursor where the last character was.
    LosesCursor,
    /// One column off behind the first wide character of a row.
    OffByOne,
    /// Opens a frame and never lets it go.
    Holds,
    /// Prints the second cell of a wide character too.
    PrintsHidden,
    /// Claims to be quiet and is not.
    Repeats,
}

impl Mistake {
    pub const ALL: [Mistake; 12] = [
        Mistake::NoMoves,
        Mistake::NoBlanks,
        Mistake::BareBlanks,
        Mistake::Leaks,
        Mistake::PlainBlanks,
        Mistake::Trusts,
        Mistake::SkipsHidden,
        Mistake::LosesCursor,
        Mistake::OffByOne,
        Mistake::Holds,
        Mistake::PrintsHidden,
        Mistake::Repeats,
    ];
}

/// Sends every cell of every frame, a move before and all attributes with each.
pub struct Stub {
    mistake: Mistake,
    last: Option<Buffer>,
}

impl Stub {
    pub fn new(mistake: Mistake) -> Stub {
        Stub { mistake, last: None }
    }

    fn is_known(&self, meant: &Buffer, x: u16, y: u16) -> bool {
        let Some(last) = &self.last else { return false };
        match self.mistake {
            Mistake::Trusts => last.cell((x, y)) == Some(&meant[(x, y)]),
            Mistake::SkipsHidden => last.area == meant.area && last[(x, y)] == meant[(x, y)],
            _ => false,
        }
    }
}

impl Renderer for Stub {
    fn frame(&mut self, meant: &Buffer, cursor: Option<(u16, u16)>) -> Vec<u8> {
        let mistake = self.mistake;
        let mut out = String::from("\u{1B}[?2026h\u{1B}[?25l");
        let whole = match mistake {
            Mistake::Trusts => self.last.is_none(),
            Mistake::SkipsHidden => self.last.as_ref().is_none_or(|last| last.area != meant.area),
            // A screen that is blanked first hides cells that are not.
            Mistake::NoBlanks => false,
            _ => true,
        };
        if whole {
            out += "\u{1B}[m\u{1B}[2J";
        }
        for y in 0..meant.area.height {
            let (mut x, mut shift) = (0, 0);
            while x < meant.area.width {
                let cell = &meant[(x, y)];
                let cells = cell.cell_width().max(1);
                if !self.is_known(meant, x, y) {
                    let go = format!("\u{1B}[{};{}H", y + 1, x + 1 + shift);
                    if mistake != Mistake::NoMoves || x == 0 {
                        out += &go;
                    }
                    let bare = mistake == Mistake::PlainBlanks && cell.symbol() == " ";
                    let style = if bare { "\u{1B}[m".to_owned() } else { sgr(cell, mistake) };
                    let blanks = " ".repeat(usize::from(cells));
                    match mistake {
                        // All cells kept for a character are blanked before it is printed into the first of them.
                        _ if cells == 1 => out += &style,
                        Mistake::NoBlanks | Mistake::NoMoves => out += &style,
                        Mistake::BareBlanks => out += &format!("\u{1B}[m{blanks}{go}{style}"),
                        _ => out += &format!("{style}{blanks}{go}"),
                    }
                    out += cell.symbol();
                    if mistake == Mistake::PrintsHidden && cells > 1 {
                        out += &format!("\u{1B}[{};{}H ", y + 1, x + 2);
                    }
                }
                if mistake == Mistake::OffByOne && cells > 1 {
                    shift = 1;
                }
                x += cells;
            }
        }
        if let Some((x, y)) = cursor {
            if mistake != Mistake::LosesCursor {
                let _ = write!(out, "\u{1B}[{};{}H", y + 1, x + 1);
            }
            out += "\u{1B}[?25h";
        }
        if mistake != Mistake::Holds {
            out += "\u{1B}[?2026l";
        }
        self.last = Some(meant.clone());
        out.into_bytes()
    }

    fn is_quiet(&self) -> bool {
        self.mistake == Mistake::Repeats
    }
}

fn sgr(cell: &ratatui::buffer::Cell, mistake: Mistake) -> String {
    let mut numbers = if mistake == Mistake::Leaks { Vec::new() } else { vec!["0".to_owned()] };
    for (modifier, number) in [(Modifier::BOLD, "1"), (Modifier::UNDERLINED, "4"), (Modifier::REVERSED, "7")]
    {
        if cell.modifier.contains(modifier) {
            numbers.push(number.to_owned());
        }
    }
    numbers.extend(colour(cell.fg, 30));
    numbers.extend(colour(cell.bg, 40));
    // No number at all would turn everything off.
    if numbers.is_empty() { String::new() } else { format!("\u{1B}[{}m", numbers.join(";")) }
}

/// The numbers of a colour; `base` is 30 for letters, 40 for the ground.
fn colour(color: Color, base: u8) -> Option<String> {
    let named = match color {
        Color::Reset => return None,
        Color::Indexed(n) => return Some(format!("{};5;{n}", base + 8)),
        Color::Rgb(r, g, b) => return Some(format!("{};2;{r};{g};{b}", base + 8)),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
    };
    Some((base + named).to_string())
}
