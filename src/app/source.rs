//! The original lines of a document, with one passage in sight.

use std::sync::Arc;

use super::sheet::Anchor;
use crate::import::Decoded;
use crate::model::{LineSpan, Place};
use crate::text::{Display, Widths, sanitize, wrap};

/// Where one stands in a document.
#[derive(Clone, Debug, PartialEq)]
pub struct SourcePlace {
    /// The passages one can step through, those of the value first.
    pub passages: Vec<Anchor>,
    /// The passage in sight.
    pub at: usize,
    /// The lines, once they have been fetched.
    pub lines: Option<Result<Arc<Decoded>, String>>,
    /// The row at the top once one has moved; until then the passage decides.
    pub top: Option<Spot>,
}

/// A row of the wrapped document: the number of a line, and which of its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    line: u32,
    row: usize,
}

impl SourcePlace {
    /// The passage in sight.
    pub fn passage(&self) -> Option<&Anchor> {
        self.passages.get(self.at)
    }

    /// Moves by rows, and stops at both ends of the document: a key pressed beyond would have to be taken back by as
    /// many. Looks at no more lines than are passed over.
    pub fn scroll(&mut self, by: isize, size: (usize, usize), widths: Widths) {
        let (Some(passage), Some(Ok(decoded))) = (self.passages.get(self.at), &self.lines) else { return };
        let sheet = Wrapped::new(decoded, &passage.place, size.0, widths);
        let last = sheet.up(Spot { line: decoded.count() + 1, row: 0 }, size.1);
        let top = self.top.unwrap_or_else(|| sheet.top(size.1));
        self.top = Some(match by {
            isize::MIN => Spot { line: 1, row: 0 },
            isize::MAX => last,
            _ if by < 0 => sheet.up(top, by.unsigned_abs()),
            _ => sheet.down(top, by.unsigned_abs()).min(last.max(top)),
        });
    }
}

/// One row of the screen: a part of a line, with what of it belongs to the passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// Number of the line; `None` on the rows after its first.
    pub number: Option<u32>,
    /// The parts of the row, marked where they belong to the passage.
    pub parts: Vec<(Display, bool)>,
}

/// Cells of the line numbers at the left.
pub const NUMBERS: usize = 7;

/// The rows of the screen: from `top` on, or with the passage in their upper third.
pub fn rows(
    decoded: &Decoded,
    passage: &Place,
    top: Option<Spot>,
    size: (usize, usize),
    widths: Widths,
) -> Vec<SourceRow> {
    let sheet = Wrapped::new(decoded, passage, size.0, widths);
    let top = top.unwrap_or_else(|| sheet.top(size.1));
    let lines = (top.line..=decoded.count()).flat_map(|number| {
        let skip = if number == top.line { top.row } else { 0 };
        sheet.line(number).into_iter().skip(skip)
    });
    lines.take(size.1).collect()
}

/// The lines of a document in rows of a width, with a passage marked in them.
struct Wrapped<'a> {
    decoded: &'a Decoded,
    /// The passage, on one line or on several.
    spans: Vec<LineSpan>,
    room: usize,
    widths: Widths,
}

impl<'a> Wrapped<'a> {
    fn new(decoded: &'a Decoded, passage: &Place, width: usize, widths: Widths) -> Wrapped<'a> {
        let mut spans = decoded.passages(passage);
        if spans.is_empty() {
            // Cells of a workbook that was since read as something else: at least not beyond its end.
            spans.push(LineSpan { first: 1, last: 1, start: 0, end: 0 });
        }
        Wrapped { decoded, spans, room: width.saturating_sub(NUMBERS).max(2), widths }
    }

    fn line(&self, number: u32) -> Vec<SourceRow> {
        wrap_line(self.decoded.line(number), number, &self.spans, self.room, self.widths)
    }

    /// The top that puts the beginning of the passage a third down.
    fn top(&self, height: usize) -> Spot {
        let first = self.spans.first().map_or(1, |span| span.first);
        let rows = self.line(first);
        let row = rows.iter().position(|r| r.parts.iter().any(|(_, marked)| *marked)).unwrap_or(0);
        self.up(Spot { line: first, row }, height / 3)
    }

    fn up(&self, from: Spot, rows: usize) -> Spot {
        let (mut at, mut left) = (from, rows);
        while left > at.row && at.line > 1 {
            left -= at.row + 1;
            let line = at.line - 1;
            at = Spot { line, row: self.line(line).len().saturating_sub(1) };
        }
        Spot { row: at.row.saturating_sub(left), ..at }
    }

    fn down(&self, from: Spot, rows: usize) -> Spot {
        let (mut at, mut left) = (from, rows);
        loop {
            let below = self.line(at.line).len().saturating_sub(at.row + 1);
            if left <= below || at.line >= self.decoded.count() {
                return Spot { row: at.row + left.min(below), ..at };
            }
            left -= below + 1;
            at = Spot { line: at.line + 1, row: 0 };
        }
    }
}

/// A line in rows of at most `room` cells, with the bytes of the passage marked.
fn wrap_line(line: &str, number: u32, spans: &[LineSpan], room: usize, widths: Widths) -> Vec<SourceRow> {
    let marked = marks(line, number, spans);
    // White space does not survive wrapping; ink does, so that the marks follow the ink.
    let display = with_bars(line);
    let mut ink = marked.into_iter();
    wrap(&display, room, widths)
        .into_iter()
        .enumerate()
        .map(|(at, part)| {
            let mut parts: Vec<(String, bool)> = Vec::new();
            for c in part.as_str().chars() {
                let last = parts.last().is_some_and(|(_, marked)| *marked);
                let inside = if c.is_whitespace() { last } else { ink.next().unwrap_or(false) };
                match parts.last_mut() {
                    Some((text, marked)) if *marked == inside => text.push(c),
                    _ => parts.push((c.to_string(), inside)),
                }
            }
            SourceRow {
                number: (at == 0).then_some(number),
                parts: parts.into_iter().map(|(text, marked)| (sanitize(&text), marked)).collect(),
            }
        })
        .collect()
}

/// The line with a bar where the document has a tab: cells would run together otherwise.
fn with_bars(text: &str) -> Display {
    sanitize(&text.replace('\t', " | "))
}

/// For each character of ink of the cleaned line whether it belongs to the passage.
fn marks(line: &str, number: u32, spans: &[LineSpan]) -> Vec<bool> {
    let ink = |text: &str| with_bars(text).as_str().chars().filter(|c| !c.is_whitespace()).count();
    let mut marked = Vec::new();
    let (mut rest, mut passed) = (line, 0);
    for span in spans.iter().filter(|span| (span.first..=span.last).contains(&number)) {
        let start = if number == span.first { span.start as usize } else { 0 };
        let end = if number == span.last { span.end as usize } else { usize::MAX };
        let end = end.min(line.len());
        let (before, behind) = rest.split_at_checked(start.saturating_sub(passed)).unwrap_or((rest, ""));
        let (within, after) = behind.split_at_checked(end.saturating_sub(start)).unwrap_or((behind, ""));
        marked.extend(vec![false; ink(before)]);
        marked.extend(vec![true; ink(within)]);
        (rest, passed) = (after, line.len() - after.len());
    }
    marked.extend(vec![false; ink(rest)]);
    marked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::decode;

    const TEXT: &str = "一行目\n二行目\n三行目 四五六七八九\nA\nB\nC\nD";

    const PASSAGE: Place = Place::Lines(LineSpan { first: 3, last: 3, start: 10, end: 16 });

    /// The screen after moves by so many rows.
    fn shown(moves: &[isize], height: usize) -> Vec<String> {
        let anchor = Anchor {
            document: crate::model::DocumentIx(0),
            place: PASSAGE,
            label: String::new(),
            text: Box::default(),
            how: crate::words::Msg::HowPrinted,
        };
        let decoded = Arc::new(decode(TEXT.as_bytes()).unwrap());
        let lines = Some(Ok(Arc::clone(&decoded)));
        let mut place = SourcePlace { passages: vec![anchor], at: 0, lines, top: None };
        let size = (NUMBERS + 12, height);
        for by in moves {
            place.scroll(*by, size, Widths::default());
        }
        rows(&decoded, &PASSAGE, place.top, size, Widths::default())
            .iter()
            .map(|row| {
                let number = row.number.map_or(String::new(), |n| n.to_string());
                let parts: String = row
                    .parts
                    .iter()
                    .map(
                        |(t, marked)| {
                            if *marked { format!("[{}]", t.as_str()) } else { t.as_str().to_owned() }
                        },
                    )
                    .collect();
                format!("{number}:{parts}")
            })
            .collect()
    }

    #[test]
    fn the_passage_stands_in_sight_and_is_marked_in_its_line() {
        let seen = shown(&[], 6);
        assert!(seen.iter().any(|r| r.contains("[四五]")), "{seen:?}");
        assert_eq!(seen.first().map(String::as_str), Some("1:一行目"), "a third of six rows above it");
    }

    #[test]
    fn scrolling_stops_at_both_ends_and_a_key_back_takes_a_key_back() {
        let last = ["5:B", "6:C", "7:D"];
        for (moves, expected) in [
            (&[100][..], last),
            (&[isize::MAX], last),
            (&[isize::MAX, 5], last),
            (&[100, -1], ["4:A", "5:B", "6:C"]),
        ] {
            assert_eq!(shown(moves, 3), expected, "{moves:?}");
        }
        for moves in [&[-100][..], &[isize::MIN], &[-100, -1], &[-100, 3, -3], &[4, -100]] {
            assert_eq!(shown(moves, 3)[0], "1:一行目", "{moves:?}");
        }
        assert_eq!(shown(&[100], 30).len(), shown(&[], 30).len(), "what fits whole does not move");
    }
}
