//! A terminal without a screen: bytes in, cells out. Written from what terminals do and not from what the program
//! sends; it shares no code with either room that decides about cells or bytes.
//!
//! Where terminals differ it is the one that hurts: a blank left over from half of a character has a background nobody
//! knows, what it shows after a resize is rubbish, and what it does not know is an error, not a shrug.

use super::eaw::{AMBIGUOUS, WIDE, ZERO};

/// How it draws characters that are narrow in the West and wide in East Asia.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ambiguous {
    Narrow,
    Wide,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    #[default]
    Default,
    Index(u8),
    Rgb(u8, u8, u8),
    /// Whatever the terminal left there: not to be relied on.
    Unknown,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    pub fg: Colour,
    pub bg: Colour,
    /// Bit n is set by `SGR n`.
    pub flags: u16,
}

pub const BOLD: u16 = 1 << 1;
pub const UNDERLINE: u16 = 1 << 4;
pub const REVERSE: u16 = 1 << 7;
pub const CROSSED: u16 = 1 << 9;
/// What shows on a blank.
pub const ON_BLANKS: u16 = UNDERLINE | REVERSE | CROSSED;

/// What a cell is of its character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    Left,
    /// The second cell of a wide one; it has no text.
    Right,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub base: char,
    pub marks: Vec<char>,
    pub part: Part,
    pub style: Style,
}

impl Cell {
    fn blank(style: Style) -> Cell {
        Cell { base: ' ', marks: Vec::new(), part: Part::Whole, style }
    }

    /// The character with its marks; nothing in the second cell of a wide one.
    pub fn text(&self) -> String {
        let whole = std::iter::once(&self.base).chain(&self.marks);
        if self.part == Part::Right { String::new() } else { whole.collect() }
    }
}

struct Modes {
    wraps: bool,
    shown: bool,
    held: bool,
}

pub struct Mini {
    cols: usize,
    rows: usize,
    grid: Vec<Vec<Cell>>,
    ambiguous: Ambiguous,
    /// Cells of characters on which terminals of different age disagree.
    disputed: usize,
    x: usize,
    y: usize,
    style: Style,
    modes: Modes,
    /// The last column was written, and the next character begins a row.
    pending: bool,
    /// The cell that a mark would join.
    last: Option<(usize, usize)>,
    replies: String,
}

impl Mini {
    pub fn new(cols: u16, rows: u16, ambiguous: Ambiguous) -> Mini {
        let (cols, rows) = (usize::from(cols), usize::from(rows));
        assert!(cols > 0 && rows > 0);
        Mini {
            cols,
            rows,
            grid: vec![vec![Cell::blank(Style::default()); cols]; rows],
            ambiguous,
            disputed: 1,
            x: 0,
            y: 0,
            style: Style::default(),
            modes: Modes { wraps: true, shown: true, held: false },
            pending: false,
            last: None,
            replies: String::new(),
        }
    }

    /// The same terminal, with an opinion of its own on characters that were given another width by some version of
    /// Unicode.
    pub fn disputing(mut self, cells: usize) -> Mini {
        self.disputed = cells;
        self
    }

    pub fn size(&self) -> (u16, u16) {
        (self.cols as u16, self.rows as u16)
    }

    pub fn row(&self, y: u16) -> &[Cell] {
        &self.grid[usize::from(y)]
    }

    pub fn cursor(&self) -> (u16, u16) {
        (self.x as u16, self.y as u16)
    }

    pub fn is_cursor_shown(&self) -> bool {
        self.modes.shown
    }

    /// Whether it waits for the end of a frame before it shows anything.
    pub fn is_held(&self) -> bool {
        self.modes.held
    }

    /// What it has answered since this was asked last.
    pub fn take_replies(&mut self) -> String {
        std::mem::take(&mut self.replies)
    }

    /// The rows as text.
    pub fn picture(&self) -> String {
        let row = |cells: &Vec<Cell>| cells.iter().map(Cell::text).collect::<String>();
        self.grid.iter().map(row).collect::<Vec<_>>().join("\n")
    }

    /// Another size. The upper left corner stays, a wide character over the new edge does not.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        (self.cols, self.rows) = (usize::from(cols), usize::from(rows));
        let empty = Cell::blank(Style::default());
        for row in &mut self.grid {
            if row.get(self.cols).is_some_and(|cell| cell.part == Part::Right) {
                row[self.cols - 1] = empty.clone();
            }
            row.resize(self.cols, empty.clone());
        }
        self.grid.resize(self.rows, vec![empty; self.cols]);
        self.go(self.x, self.y);
    }

    /// Rubbish in every cell, as some terminals leave it after a resize.
    pub fn litter(&mut self) {
        let style = Style { fg: Colour::Index(3), bg: Colour::Index(5), flags: REVERSE };
        let rubbish = Cell { base: '#', ..Cell::blank(style) };
        self.grid = vec![vec![rubbish; self.cols]; self.rows];
        self.go(self.cols / 2, self.rows / 2);
    }

    /// Cells that it gives to a character: 0, 1 or 2.
    pub fn width(&self, c: char) -> usize {
        if is_disputed(c) { self.disputed } else { width(c, self.ambiguous) }
    }

    /// Takes the bytes of one write.
    pub fn feed(&mut self, bytes: &[u8]) {
        if let Err(error) = self.try_feed(bytes) {
            panic!("{error}");
        }
    }

    /// The same; the error names what no terminal should be sent.
    pub fn try_feed(&mut self, bytes: &[u8]) -> Result<(), String> {
        let text = std::str::from_utf8(bytes).map_err(|error| format!("not UTF-8: {error}"))?;
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match c {
                '\u{1B}' => self.escape(&mut chars)?,
                '\r' => self.go(0, self.y),
                '\n' => self.line_feed(),
                '\u{8}' => self.go(self.x.saturating_sub(1), self.y),
                '\u{7}' => {}
                _ if c.is_control() => return Err(format!("control character {c:?}")),
                _ => self.print(c)?,
            }
        }
        Ok(())
    }

    fn go(&mut self, x: usize, y: usize) {
        (self.x, self.y) = (x.min(self.cols - 1), y.min(self.rows - 1));
        (self.pending, self.last) = (false, None);
    }

    fn line_feed(&mut self) {
        if self.y + 1 == self.rows {
            self.grid.remove(0);
            self.grid.push(vec![self.erased(); self.cols]);
        }
        self.go(self.x, self.y + 1);
    }

    fn print(&mut self, c: char) -> Result<(), String> {
        let cells = self.width(c);
        if cells == 0 {
            let (x, y) = self.last.ok_or_else(|| format!("mark {c:?} with nothing before it"))?;
            self.grid[y][x].marks.push(c);
            return Ok(());
        }
        // Too wide for the whole terminal: nothing of it can be seen.
        let (c, cells) = if cells > self.cols { (' ', 1) } else { (c, cells) };
        if self.pending || self.modes.wraps && self.x + cells > self.cols {
            self.line_feed();
            self.go(0, self.y);
        }
        let x = self.x.min(self.cols - cells);
        self.cut(x);
        self.cut(x + cells);
        for at in x..x + cells {
            let part = match cells {
                1 => Part::Whole,
                _ if at == x => Part::Left,
                _ => Part::Right,
            };
            self.grid[self.y][at] = Cell { base: c, marks: Vec::new(), part, style: self.style };
        }
        let behind = x + cells;
        self.x = behind.min(self.cols - 1);
        self.pending = self.modes.wraps && behind == self.cols;
        self.last = Some((x, self.y));
        Ok(())
    }

    /// Takes a wide character apart that stands on both sides of a column's left edge.
    fn cut(&mut self, x: usize) {
        let row = &mut self.grid[self.y];
        if row.get(x).is_some_and(|cell| cell.part == Part::Right) {
            for cell in &mut row[x - 1..=x] {
                let bare = cell.style.bg == Colour::Default && cell.style.flags & ON_BLANKS == 0;
                // Some terminals keep the style of the character, tmux takes none.
                let bg = if bare { Colour::Default } else { Colour::Unknown };
                *cell = Cell::blank(Style { bg, ..cell.style });
            }
        }
    }

    /// A cell as erasing leaves it: the present background and nothing else.
    fn erased(&self) -> Cell {
        Cell::blank(Style { bg: self.style.bg, ..Style::default() })
    }

    fn erase(&mut self, y: usize, from: usize, to: usize) {
        let (blank, here) = (self.erased(), self.y);
        self.y = y;
        self.cut(from);
        self.cut(to);
        self.y = here;
        self.grid[y][from..to].fill(blank);
    }

    fn escape(&mut self, chars: &mut std::str::Chars) -> Result<(), String> {
        self.last = None;
        match chars.next() {
            Some('[') => {
                let mut sequence = String::new();
                for c in chars {
                    sequence.push(c);
                    match c {
                        ' '..='?' => {}
                        '@'..='~' => return self.control(&sequence),
                        _ => break,
                    }
                }
                Err(format!("torn sequence CSI {sequence:?}"))
            }
            Some(start @ (']' | 'P')) => {
                let mut before = ' ';
                for c in chars {
                    if c == '\u{7}' || before == '\u{1B}' && c == '\\' {
                        return Ok(());
                    }
                    before = c;
                }
                Err(format!("ESC {start} without an end"))
            }
            Some('=' | '>') => Ok(()),
            other => Err(format!("unknown sequence ESC {other:?}")),
        }
    }

    fn control(&mut self, sequence: &str) -> Result<(), String> {
        let unknown = || format!("unknown sequence CSI {sequence:?}");
        let (body, last) = sequence.split_at(sequence.len() - 1);
        if let Some(modes) = body.strip_prefix('?').filter(|_| matches!(last, "h" | "l")) {
            modes.split(';').for_each(|mode| self.set(mode, last == "h"));
            return Ok(());
        }
        if body.starts_with(['<', '=', '>', '?']) || body.contains(|c| matches!(c, ' '..='/')) {
            // Keyboards, cursor shapes, questions: nothing that shows.
            return if matches!(last, "J" | "K") { Err(unknown()) } else { Ok(()) };
        }
        let mut given = Vec::new();
        for number in body.split(';') {
            let number = Some(number).filter(|number| !number.is_empty()).map(str::parse::<usize>);
            given.push(number.transpose().map_err(|_| unknown())?);
        }
        // In moves, none and zero mean one.
        let n = given[0].unwrap_or(1).max(1);
        let second = given.get(1).copied().flatten().unwrap_or(1).max(1);
        let (x, y) = (self.x, self.y);
        match last {
            "H" | "f" => self.go(second - 1, n - 1),
            "G" | "`" => self.go(n - 1, y),
            "d" => self.go(x, n - 1),
            "A" => self.go(x, y.saturating_sub(n)),
            "B" => self.go(x, y + n),
            "C" => self.go(x + n, y),
            "D" => self.go(x.saturating_sub(n), y),
            "X" => self.erase(y, x, (x + n).min(self.cols)),
            "K" => match given[0].unwrap_or(0) {
                0 => self.erase(y, x, self.cols),
                1 => self.erase(y, 0, x + 1),
                2 => self.erase(y, 0, self.cols),
                _ => return Err(unknown()),
            },
            "J" => {
                let (from, to) = match given[0].unwrap_or(0) {
                    0 => ((x, y), (0, self.rows)),
                    1 => ((0, 0), (x + 1, y)),
                    2 => ((0, 0), (0, self.rows)),
                    _ => return Err(unknown()),
                };
                for row in from.1..self.rows.min(to.1 + 1) {
                    let start = if row == from.1 { from.0 } else { 0 };
                    self.erase(row, start, if row == to.1 { to.0 } else { self.cols });
                }
            }
            "n" if body == "6" => self.replies += &format!("\u{1B}[{};{}R", y + 1, x + 1),
            "m" => {
                let numbers: Vec<usize> = given.into_iter().map(Option::unwrap_or_default).collect();
                return self.style.set(&numbers).ok_or_else(unknown);
            }
            "c" | "t" | "u" => {}
            _ => return Err(unknown()),
        }
        Ok(())
    }

    fn set(&mut self, mode: &str, on: bool) {
        match mode {
            "7" => (self.modes.wraps, self.pending) = (on, false),
            "25" => self.modes.shown = on,
            "2026" => self.modes.held = on,
            "1049" => self.grid.fill(vec![Cell::blank(Style::default()); self.cols]),
            // Mice, pastes, focus: nothing that shows.
            _ => {}
        }
    }
}

impl Style {
    /// What `SGR` with these numbers does, if all of them are known.
    fn set(&mut self, numbers: &[usize]) -> Option<()> {
        let mut rest = numbers.iter().copied();
        while let Some(number) = rest.next() {
            match number {
                0 => *self = Style::default(),
                1..=5 | 7 | 9 => self.flags |= 1 << number,
                22 => self.flags &= !0b110,
                23..=25 | 27 | 29 => self.flags &= !(1 << (number - 20)),
                30..=37 => self.fg = Colour::Index(number as u8 - 30),
                40..=47 => self.bg = Colour::Index(number as u8 - 40),
                90..=97 => self.fg = Colour::Index(number as u8 - 82),
                100..=107 => self.bg = Colour::Index(number as u8 - 92),
                38 => self.fg = further(&mut rest)?,
                48 => self.bg = further(&mut rest)?,
                39 => self.fg = Colour::Default,
                49 => self.bg = Colour::Default,
                59 => {}
                _ => return None,
            }
        }
        Some(())
    }
}

/// The colour behind 38 or 48.
fn further(rest: &mut impl Iterator<Item = usize>) -> Option<Colour> {
    let kind = rest.next()?;
    let mut byte = || u8::try_from(rest.next()?).ok();
    match kind {
        5 => byte().map(Colour::Index),
        2 => Some(Colour::Rgb(byte()?, byte()?, byte()?)),
        _ => None,
    }
}

/// Cells of a character by the tables.
pub fn width(c: char, ambiguous: Ambiguous) -> usize {
    let within = |table: &[(u32, u32)]| {
        let next = table.partition_point(|&(first, _)| first <= u32::from(c));
        next > 0 && u32::from(c) <= table[next - 1].1
    };
    if c.is_ascii() || !within(ZERO) {
        1 + usize::from(within(WIDE) || ambiguous == Ambiguous::Wide && within(AMBIGUOUS))
    } else {
        0
    }
}

/// Whether terminals of different age disagree on a character: trigrams and hexagrams (wide since Unicode 16), the
/// Bopomofo and the pictographs that younger versions brought.
pub fn is_disputed(c: char) -> bool {
    matches!(
        c,
        '\u{2630}'..='\u{2637}'
            | '\u{268A}'..='\u{268F}'
            | '\u{31BB}'..='\u{31BF}'
            | '\u{4DC0}'..='\u{4DFF}'
            | '\u{1F6D5}'..='\u{1F6DF}'
            | '\u{1F7F0}'
            | '\u{1F9CC}'
            | '\u{1FA70}'..='\u{1FAFF}'
    )
}
