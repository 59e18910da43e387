//! What a scene means beside what a terminal shows.

use ratatui::buffer::{Buffer, CellWidth};
use std::fmt::Write as _;

use super::kit::{Screen, is_mark};

/// Every cell that does not show what it should. How many cells a character takes is the terminal's to say; it has to
/// begin where it is meant, stay within the cells that are kept for it, and leave the rest of them blank.
pub fn differences(meant: &Buffer, seen: &Screen) -> Vec<String> {
    let mut found = Vec::new();
    for y in 0..meant.area.height {
        let mut x = 0;
        while x < meant.area.width {
            let cell = &meant[(x, y)];
            let behind = x + cell.cell_width().max(1);
            let mut glyphs = glyphs(cell.symbol()).into_iter();
            while x < behind {
                let expected = glyphs.next().unwrap_or_else(|| " ".to_owned());
                let shown = shown(seen, x, y);
                if shown != Some(expected.as_str()) && !may_be_unknown(&expected) {
                    let shown = shown.map_or("a second cell".to_owned(), |shown| format!("{shown:?}"));
                    found.push(format!("row {y} column {x}: {shown} instead of {expected:?}"));
                }
                x += 1;
                while expected != " " && x < behind && self::shown(seen, x, y).is_none() {
                    x += 1;
                }
            }
        }
    }
    found
}

/// Whether a character is so young that terminals leave it out or show something in its place.
fn may_be_unknown(glyph: &str) -> bool {
    glyph.starts_with(|c| matches!(c, '\u{1FA70}'..='\u{1FAFF}'))
}

/// A cell of the terminal. What was never written is blank, and so is what lies behind the end of a row.
fn shown(seen: &Screen, x: u16, y: u16) -> Option<&str> {
    let row = seen.get(usize::from(y)).map_or(&[][..], Vec::as_slice);
    match row.get(usize::from(x)) {
        None => Some(" "),
        Some(cell) => cell.as_deref().map(|text| if text.is_empty() { " " } else { text }),
    }
}

/// The characters of a cluster that take cells, each with its marks: two of a flag, one of everything else.
fn glyphs(cluster: &str) -> Vec<String> {
    let mut glyphs: Vec<String> = Vec::new();
    for c in cluster.chars() {
        match glyphs.last_mut() {
            Some(last) if is_mark(c) => last.push(c),
            _ => glyphs.push(c.to_string()),
        }
    }
    glyphs
}

/// What a terminal shows, as text; the second cell of a wide character is passed over.
pub fn picture(seen: &Screen) -> String {
    let mut text = String::new();
    for row in seen {
        let row: String =
            row.iter().flatten().map(|cell| if cell.is_empty() { " " } else { cell.as_str() }).collect();
        let _ = writeln!(text, "{}", row.trim_end());
    }
    text
}
