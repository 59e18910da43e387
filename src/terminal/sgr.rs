//! Styles as the bytes that switch a terminal to them, in as many colours as it has.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

use crate::app::Depth;

/// What a terminal is switched to: the parts of a style that this program uses, in the colours that the terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pen {
    fg: Ink,
    bg: Ink,
    bold: bool,
    underline: bool,
    reverse: bool,
}

/// A colour as it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ink {
    /// The terminal's own.
    Own,
    /// One of the palette; the first sixteen are the named ones.
    Indexed(u8),
    /// Any colour.
    Rgb(u8, u8, u8),
}

impl Pen {
    /// The terminal's own colours and no attribute: what it is after `SGR 0`.
    pub const PLAIN: Pen = Pen { fg: Ink::Own, bg: Ink::Own, bold: false, underline: false, reverse: false };

    /// The style of a cell at a depth.
    pub fn of(cell: &Cell, depth: Depth) -> Pen {
        Pen {
            fg: ink(cell.fg, depth),
            bg: ink(cell.bg, depth),
            bold: cell.modifier.contains(Modifier::BOLD),
            underline: cell.modifier.contains(Modifier::UNDERLINED),
            reverse: cell.modifier.contains(Modifier::REVERSED),
        }
    }

    /// Whether a blank of this style is what erasing leaves on every terminal.
    pub fn erases(self) -> bool {
        self.bg == Ink::Own && !self.underline && !self.reverse
    }

    /// The sequence from one style to another; the shorter of saying what differs and beginning anew. A terminal without
    /// colours may be so old that it cannot take single attributes back.
    pub fn switch(self, to: Pen, depth: Depth, out: &mut String) {
        if self == to {
            return;
        }
        let anew = to.codes(Pen::PLAIN);
        let anew = if anew.is_empty() { String::new() } else { format!("0;{anew}") };
        let differing = to.codes(self);
        let takes_back =
            (self.bold && !to.bold) || (self.underline && !to.underline) || (self.reverse && !to.reverse);
        let codes = if (depth == Depth::Mono && takes_back) || anew.len() <= differing.len() {
            anew
        } else {
            differing
        };
        let _ = write!(out, "\x1b[{codes}m");
    }

    /// The codes of what differs from another style.
    fn codes(self, from: Pen) -> String {
        let mut codes: Vec<String> = Vec::new();
        let flags = [
            (self.bold, from.bold, "1", "22"),
            (self.underline, from.underline, "4", "24"),
            (self.reverse, from.reverse, "7", "27"),
        ];
        for (now, before, on, off) in flags {
            if now != before {
                codes.push(if now { on } else { off }.to_owned());
            }
        }
        for (now, before, base) in [(self.fg, from.fg, 30), (self.bg, from.bg, 40)] {
            if now != before {
                codes.push(match now {
                    Ink::Own => format!("{}", base + 9),
                    Ink::Indexed(n @ 0..=7) => format!("{}", base + u16::from(n)),
                    Ink::Indexed(n @ 8..=15) => format!("{}", base + 52 + u16::from(n)),
                    Ink::Indexed(n) => format!("{};5;{n}", base + 8),
                    Ink::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
                });
            }
        }
        codes.join(";")
    }
}

/// A colour in the nearest one that a depth has.
fn ink(color: Color, depth: Depth) -> Ink {
    let named = |n: u8| if depth == Depth::Mono { Ink::Own } else { Ink::Indexed(n) };
    let rgb = |r: u8, g: u8, b: u8| match depth {
        Depth::Mono => Ink::Own,
        Depth::Sixteen => Ink::Indexed(nearest((r, g, b), 15)),
        Depth::TwoFiftySix => Ink::Indexed(nearest((r, g, b), 255)),
        Depth::Rgb => Ink::Rgb(r, g, b),
    };
    match color {
        Color::Reset => Ink::Own,
        Color::Black => named(0),
        Color::Red => named(1),
        Color::Green => named(2),
        Color::Yellow => named(3),
        Color::Blue => named(4),
        Color::Magenta => named(5),
        Color::Cyan => named(6),
        Color::Gray => named(7),
        Color::DarkGray => named(8),
        Color::LightRed => named(9),
        Color::LightGreen => named(10),
        Color::LightYellow => named(11),
        Color::LightBlue => named(12),
        Color::LightMagenta => named(13),
        Color::LightCyan => named(14),
        Color::White => named(15),
        Color::Indexed(n) if n < 16 || depth >= Depth::TwoFiftySix => named(n),
        Color::Indexed(n) => {
            let (r, g, b) = palette(n);
            rgb(r, g, b)
        }
        Color::Rgb(r, g, b) => rgb(r, g, b),
    }
}

/// The colours of the palette as xterm has them.
fn palette(n: u8) -> (u8, u8, u8) {
    const NAMED: [(u8, u8, u8); 16] = [
        (0, 0, 0),
        (205, 0, 0),
        (0, 205, 0),
        (205, 205, 0),
        (0, 0, 238),
        (205, 0, 205),
        (0, 205, 205),
        (229, 229, 229),
        (127, 127, 127),
        (255, 0, 0),
        (0, 255, 0),
        (255, 255, 0),
        (92, 92, 255),
        (255, 0, 255),
        (0, 255, 255),
        (255, 255, 255),
    ];
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    match n {
        0..=15 => NAMED[usize::from(n)],
        16..=231 => {
            let n = n - 16;
            (level(n / 36), level(n / 6 % 6), level(n % 6))
        }
        232..=255 => {
            let grey = 8 + 10 * (n - 232);
            (grey, grey, grey)
        }
    }
}

/// The colour of the palette, up to `last`, that is nearest.
fn nearest(wanted: (u8, u8, u8), last: u8) -> u8 {
    let distance = |index: u8| {
        let found = palette(index);
        let square = |one: u8, other: u8| (i32::from(one) - i32::from(other)).pow(2);
        square(wanted.0, found.0) + square(wanted.1, found.1) + square(wanted.2, found.2)
    };
    // The sixteen are what each user likes them to be: with 256 colours the fixed ones are taken.
    let first = if last > 15 { 16 } else { 0 };
    (first..=last).min_by_key(|index| distance(*index)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn pen(style: Style, depth: Depth) -> Pen {
        let mut cell = Cell::default();
        cell.set_style(style);
        Pen::of(&cell, depth)
    }

    #[test]
    fn the_shortest_way_from_style_to_style() {
        let (plain, bold) = (Style::default(), Style::default().add_modifier(Modifier::BOLD));
        let reverse = Style::default().add_modifier(Modifier::REVERSED);
        let both = reverse.add_modifier(Modifier::BOLD);
        let heat = Style::default().fg(Color::Indexed(16)).bg(Color::Indexed(208));
        for (from, to, depth, bytes) in [
            (plain, plain, Depth::TwoFiftySix, ""),
            (plain, bold, Depth::TwoFiftySix, "\x1b[1m"),
            (bold, plain, Depth::TwoFiftySix, "\x1b[m"),
            (both, bold, Depth::TwoFiftySix, "\x1b[27m"),
            (both, bold, Depth::Mono, "\x1b[0;1m"),
            (bold, both, Depth::Mono, "\x1b[7m"),
            (plain, heat, Depth::Rgb, "\x1b[38;5;16;48;5;208m"),
            (plain, heat, Depth::TwoFiftySix, "\x1b[38;5;16;48;5;208m"),
            (plain, heat, Depth::Mono, ""),
            (plain, plain.fg(Color::Red), Depth::Sixteen, "\x1b[31m"),
            (plain, plain.bg(Color::LightBlue), Depth::Sixteen, "\x1b[104m"),
            (plain, plain.fg(Color::Rgb(250, 2, 3)), Depth::Sixteen, "\x1b[91m"),
            (plain, plain.fg(Color::Rgb(255, 135, 0)), Depth::TwoFiftySix, "\x1b[38;5;208m"),
            (plain, plain.fg(Color::Rgb(1, 2, 3)), Depth::Rgb, "\x1b[38;2;1;2;3m"),
        ] {
            let mut out = String::new();
            pen(from, depth).switch(pen(to, depth), depth, &mut out);
            assert_eq!(out, bytes, "{from:?} {to:?} {depth:?}");
        }
    }
}
