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
    /// How many screen rows one has moved down from the passage.
    pub offset: isize,
}

impl SourcePlace {
    /// The passage in sight.
    pub fn passage(&self) -> Option<&Anchor> {
        self.passages.get(self.at)
    }

    /// Stops at both ends of the document: a key pressed beyond would have to be taken back by as many.
    pub fn scroll(&mut self, size: (usize, usize), widths: Widths) {
        let (Some(passage), Some(Ok(decoded))) = (self.passages.get(self.at), &self.lines) else { return };
        let (least, most) = bounds(decoded, &passage.place, size, widths);
        self.offset = self.offset.clamp(least, most);
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

/// The rows of the screen, the passage in its upper third; `offset` moves from there, bounded by the document.
pub fn rows(
    decoded: &Decoded,
    passage: &Place,
    offset: isize,
    size: (usize, usize),
    widths: Widths,
) -> Vec<SourceRow> {
    let sheet = Wrapped::new(decoded, passage, size.0, widths);
    let height = size.1;
    // Rows above the passage: a third of the screen, or what there is.
    let (target, inside) = sheet.target();
    let mut above: Vec<SourceRow> = target.iter().take(inside).cloned().collect();
    let mut first = sheet.span.first;
    let wanted = (height / 3).saturating_add_signed(-offset);
    while above.len() < wanted && first > 1 {
        first -= 1;
        let mut earlier = sheet.line(first);
        earlier.append(&mut above);
        above = earlier;
    }
    let skip = above.len().saturating_sub(wanted);
    let mut found: Vec<SourceRow> = above.into_iter().skip(skip).collect();
    found.extend(target.into_iter().skip(inside));
    let mut next = sheet.span.first;
    let missing = offset.max(0).cast_unsigned().saturating_sub(height / 3);
    while found.len() < height + missing && next < decoded.count() {
        next += 1;
        found.extend(sheet.line(next));
    }
    // At the end of the document the last rows stay in sight.
    let start = missing.min(found.len().saturating_sub(1));
    found.into_iter().skip(start).take(height).collect()
}

/// The least and the greatest offset: the first line at the top, the last one at the bottom.
fn bounds(decoded: &Decoded, passage: &Place, size: (usize, usize), widths: Widths) -> (isize, isize) {
    let sheet = Wrapped::new(decoded, passage, size.0, widths);
    let (target, inside) = sheet.target();
    let first = sheet.span.first;
    let rows_in = |lines: std::ops::Range<u32>| lines.map(|n| sheet.line(n).len()).sum::<usize>();
    let above = (rows_in(1..first) + inside).cast_signed();
    let below = (rows_in(first + 1..decoded.count() + 1) + target.len() - inside).cast_signed();
    let (height, third) = (size.1.cast_signed(), (size.1 / 3).cast_signed());
    let least = third - above;
    (least, (below - height + third).max(least))
}

/// The lines of a document in rows of a width, with a passage marked in them.
struct Wrapped<'a> {
    decoded: &'a Decoded,
    span: LineSpan,
    room: usize,
    widths: Widths,
}

impl<'a> Wrapped<'a> {
    fn new(decoded: &'a Decoded, passage: &Place, width: usize, widths: Widths) -> Wrapped<'a> {
        let span = match passage {
            Place::Lines(span) => *span,
            Place::Cells { first, last, .. } => {
                LineSpan { first: first.0, last: last.0, start: 0, end: u32::MAX }
            }
        };
        Wrapped { decoded, span, room: width.saturating_sub(NUMBERS).max(2), widths }
    }

    fn line(&self, number: u32) -> Vec<SourceRow> {
        wrap_line(self.decoded.line(number), number, &self.span, self.room, self.widths)
    }

    /// The rows of the first line of the passage, and the first of them that holds some of it.
    fn target(&self) -> (Vec<SourceRow>, usize) {
        let rows = self.line(self.span.first);
        let inside = rows.iter().position(|r| r.parts.iter().any(|(_, marked)| *marked)).unwrap_or(0);
        (rows, inside)
    }
}

/// A line in rows of at most `room` cells, with the bytes of the passage marked.
fn wrap_line(line: &str, number: u32, span: &LineSpan, room: usize, widths: Widths) -> Vec<SourceRow> {
    let marked = marks(line, number, span);
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
fn marks(line: &str, number: u32, span: &LineSpan) -> Vec<bool> {
    let start = if number == span.first { span.start as usize } else { 0 };
    let end = if number == span.last { span.end as usize } else { usize::MAX };
    let inside = (span.first..=span.last).contains(&number);
    let ink = |text: &str| with_bars(text).as_str().chars().filter(|c| !c.is_whitespace()).count();
    let end = end.min(line.len());
    let (before, rest) = line.split_at_checked(start).unwrap_or((line, ""));
    let (within, after) = rest.split_at_checked(end.saturating_sub(start)).unwrap_or((rest, ""));
    let mut marked = vec![false; ink(before)];
    marked.extend(vec![inside; ink(within)]);
    marked.extend(vec![false; ink(after)]);
    marked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::decode;

    const TEXT: &str = "一行目\n二行目\n三行目 四五六七八九\nA\nB\nC\nD";

    fn shown(offset: isize, height: usize) -> Vec<String> {
        let decoded = decode(TEXT.as_bytes()).unwrap();
        let passage = Place::Lines(LineSpan { first: 3, last: 3, start: 10, end: 16 });
        rows(&decoded, &passage, offset, (NUMBERS + 12, height), Widths::default())
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
        let seen = shown(0, 6);
        assert!(seen.iter().any(|r| r.contains("[四五]")), "{seen:?}");
        assert_eq!(seen.first().map(String::as_str), Some("1:一行目"), "a third of six rows above it");
        assert_eq!(shown(100, 3), ["7:D"], "nothing lies behind the last line");
        assert_eq!(shown(-100, 3).first().map(String::as_str), Some("1:一行目"));
    }

    #[test]
    fn scrolling_stops_at_both_ends() {
        let passage = Place::Lines(LineSpan { first: 3, last: 3, start: 10, end: 16 });
        let decoded = decode(TEXT.as_bytes()).unwrap();
        let size = (NUMBERS + 12, 3);
        let (least, most) = bounds(&decoded, &passage, size, Widths::default());
        assert_eq!(shown(least, 3).first().map(String::as_str), Some("1:一行目"));
        assert_ne!(shown(least + 1, 3).first().map(String::as_str), Some("1:一行目"));
        assert_eq!(shown(most, 3), ["5:B", "6:C", "7:D"]);
    }
}
