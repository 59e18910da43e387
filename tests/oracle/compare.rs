//! What a scene meant beside what a terminal shows, cell by cell.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::style::{Color, Modifier};
use shinchoku::text::Policy;

use super::miniterm::{
    Ambiguous, Colour, Mini, ON_BLANKS, Part, REVERSE, Style, UNDERLINE, is_disputed, width,
};

/// What a cell of the terminal has to show.
enum Expected {
    /// A character with its marks, or the first cell of one.
    Text(String, Part),
    /// The second cell of a wide character.
    Right,
    Blank,
}

/// Every cell that does not show what it should; none when the terminal shows what was meant.
pub fn differences(meant: &Buffer, seen: &Mini, policy: Policy) -> Vec<String> {
    let area = meant.area;
    let mut found = Vec::new();
    if (area.width, area.height) != seen.size() {
        found.push(format!("{area:?} was meant for a terminal of {:?}", seen.size()));
        return found;
    }
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let cell = &meant[(x, y)];
            let text = cell.symbol();
            let cells = cell.cell_width().max(1);
            let mut say = |x: u16, what: String| found.push(format!("row {y} column {x}: {what}"));
            if !fitting(text, policy).contains(&usize::from(cells)) {
                say(x, format!("{text:?} was given {cells} cells"));
            }
            if x + cells > area.width {
                say(x, format!("{text:?} was meant over the edge"));
                break;
            }
            for hidden in x + 1..x + cells {
                let hidden = &meant[(hidden, y)];
                if hidden.symbol() != " " || style_of(hidden) != style_of(cell) {
                    say(x, format!("{text:?} was meant over {hidden:?}"));
                }
            }
            let shown = layout(text, seen);
            if shown.len() > usize::from(cells) {
                say(x, format!("{text:?} is drawn wider than its {cells} cells"));
            }
            let shown = shown.into_iter().chain(std::iter::repeat_with(|| Expected::Blank));
            for (x, expected) in (x..x + cells).zip(shown) {
                if let Some(what) = wrong(&expected, style_of(cell), seen, x, y) {
                    say(x, what);
                }
            }
            x += cells;
        }
    }
    found
}

/// Where the cursor is wrong. Hidden, it may be anywhere; behind the last column it stands on it.
pub fn cursor_astray(meant: Option<(u16, u16)>, seen: &Mini) -> Option<String> {
    let found = seen.is_cursor_shown().then(|| seen.cursor());
    let meant = meant.map(|(x, y)| (x.min(seen.size().0 - 1), y));
    (found != meant).then(|| format!("the cursor is {found:?} instead of {meant:?}"))
}

/// The text of what was meant, as a reader sees it.
pub fn picture(meant: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..meant.area.height {
        let mut x = 0;
        while x < meant.area.width {
            text.push_str(meant[(x, y)].symbol());
            x += meant[(x, y)].cell_width().max(1);
        }
        text.push('\n');
    }
    text
}

/// How many cells the layout may give to a cluster.
fn fitting(text: &str, policy: Policy) -> std::ops::RangeInclusive<usize> {
    let cells = |ambiguous| -> usize { text.chars().map(|c| width(c, ambiguous)).sum() };
    let (narrow, wide) = (cells(Ambiguous::Narrow), cells(Ambiguous::Wide));
    match policy {
        _ if text.chars().any(is_disputed) => 1..=2,
        Policy::Narrow => narrow..=narrow,
        Policy::Wide | Policy::Safe => wide..=wide,
        Policy::Spaced => narrow..=wide,
    }
}

/// The cells of a cluster on this terminal. Those of a flag are two of one cell each.
fn layout(text: &str, seen: &Mini) -> Vec<Expected> {
    let mut cells: Vec<Expected> = Vec::new();
    for c in text.chars() {
        match seen.width(c) {
            // Blank where the layout keeps more free than is drawn.
            _ if text == " " => cells.push(Expected::Blank),
            0 => {
                let last = cells.iter_mut().rev().find_map(|cell| match cell {
                    Expected::Text(text, _) => Some(text),
                    _ => None,
                });
                if let Some(text) = last {
                    text.push(c);
                }
            }
            1 => cells.push(Expected::Text(c.to_string(), Part::Whole)),
            _ => cells.extend([Expected::Text(c.to_string(), Part::Left), Expected::Right]),
        }
    }
    cells
}

fn wrong(expected: &Expected, style: Style, seen: &Mini, x: u16, y: u16) -> Option<String> {
    let cell = &seen.row(y)[usize::from(x)];
    let is_right = cell.part == Part::Right;
    let same = match expected {
        Expected::Text(text, part) => cell.part == *part && cell.text() == *text,
        Expected::Right => is_right,
        Expected::Blank => cell.part == Part::Whole && cell.text() == " ",
    };
    let style_shows = match expected {
        Expected::Blank => on_blank(cell.style) == on_blank(style),
        _ => cell.style == style,
    };
    if same && style_shows {
        return None;
    }
    let expected = match expected {
        Expected::Text(text, _) => format!("{text:?}"),
        Expected::Right => "the second cell".to_owned(),
        Expected::Blank => "a blank".to_owned(),
    };
    if same {
        return Some(format!("{expected} in {:?} instead of {style:?}", cell.style));
    }
    let found = if is_right { "a second cell".to_owned() } else { format!("{:?}", cell.text()) };
    Some(format!("{found} instead of {expected}"))
}

/// What shows of a style on a blank: the colour of letters only where it becomes that of the ground or of a line.
fn on_blank(style: Style) -> Style {
    let lined = style.flags & (REVERSE | UNDERLINE) != 0;
    let fg = if lined { style.fg } else { Colour::Default };
    Style { fg, flags: style.flags & ON_BLANKS, ..style }
}

fn style_of(cell: &ratatui::buffer::Cell) -> Style {
    let mut flags = 0;
    for (modifier, number) in [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::SLOW_BLINK, 5),
        (Modifier::REVERSED, 7),
        (Modifier::HIDDEN, 8),
        (Modifier::CROSSED_OUT, 9),
    ] {
        if cell.modifier.contains(modifier) {
            flags |= 1 << number;
        }
    }
    Style { fg: colour(cell.fg), bg: colour(cell.bg), flags }
}

/// A named colour is one of the first sixteen of the palette.
fn colour(color: Color) -> Colour {
    Colour::Index(match color {
        Color::Reset => return Colour::Default,
        Color::Rgb(r, g, b) => return Colour::Rgb(r, g, b),
        Color::Indexed(n) => n,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    })
}
