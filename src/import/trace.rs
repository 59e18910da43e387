//! Rows as their readers see them, and the way back: of which stretch of the document each stretch of a row is made.
//!
//! A reader knows one form only, a row of cells with tabs between. What brings a document into that form (a CSV with
//! quotes, a workbook, a table in Markdown) writes down beside each row where its parts stand; whatever a reader says
//! about a row is brought back to the document once, at the end. Of a plain text with tabs the rows are the lines, and
//! there is nothing to bring back.

use crate::model::{LineSpan, Place};
use std::ops::Range;

/// A text with its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    text: String,
    // Two small numbers a line: there may be as many lines as bytes.
    ends: Vec<(u32, u32)>,
}

impl Lines {
    /// The lines of a text, whatever ends them.
    ///
    /// A lone CR ends a line where most ends are such, as old programs on the Macintosh write them; elsewhere it is
    /// white space that strayed into a line. A form feed, between the pages of an extracted PDF, is white space too.
    pub fn of(text: String) -> Lines {
        let bytes = text.as_bytes();
        let feeds = text.matches('\n').count();
        let lone = bytes.windows(2).filter(|w| w[0] == b'\r' && w[1] != b'\n').count()
            + usize::from(bytes.last() == Some(&b'\r'));
        let old = lone > feeds;
        let mut ends = Vec::with_capacity(feeds.max(if old { lone } else { 0 }) + 1);
        let mut start = 0;
        for (at, byte) in bytes.iter().enumerate() {
            let next = bytes.get(at + 1);
            let ends_here = *byte == b'\n' || (old && *byte == b'\r' && next != Some(&b'\n'));
            if ends_here {
                let behind = bytes.get(start..at).unwrap_or_default();
                let trimmed = behind.iter().rev().take_while(|b| **b == b'\r').count();
                ends.push((start as u32, (at - trimmed) as u32));
                start = at + 1;
            }
        }
        if start < bytes.len() {
            let rest = bytes.get(start..).unwrap_or_default();
            let trimmed = rest.iter().rev().take_while(|b| **b == b'\r').count();
            ends.push((start as u32, (bytes.len() - trimmed) as u32));
        }
        Lines { text, ends }
    }

    /// The number of lines.
    pub fn count(&self) -> u32 {
        self.ends.len() as u32
    }

    /// The bytes of a line by its number, 1-based; none when there is no such line.
    pub fn range(&self, number: u32) -> Range<usize> {
        let found = (number as usize).checked_sub(1).and_then(|at| self.ends.get(at));
        found.map_or(0..0, |(start, end)| *start as usize..*end as usize)
    }

    /// A line by its number, 1-based, without its end; empty when there is none.
    pub fn line(&self, number: u32) -> &str {
        self.text.get(self.range(number)).unwrap_or("")
    }

    /// All lines with their numbers, 1-based.
    pub fn lines(&self) -> impl Iterator<Item = (u32, &str)> {
        (1..=self.count()).map(|number| (number, self.line(number)))
    }

    /// All of it, with the ends of the lines.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line in which a byte stands, and which of its bytes it is.
    pub fn at(&self, byte: u32) -> (u32, u32) {
        let line = self.ends.partition_point(|(start, _)| *start <= byte).max(1);
        let (start, end) = self.ends.get(line - 1).copied().unwrap_or_default();
        (line as u32, byte.min(end).saturating_sub(start))
    }

    /// Ends a line behind what has been written since the last one.
    pub fn end_line(&mut self) {
        let start = self.ends.last().map_or(0, |(_, end)| end + 1);
        self.ends.push((start, self.text.len() as u32));
        self.text.push('\n');
    }

    /// Writes on at the end of the line that is being written; returns where that begins.
    pub fn write(&mut self, text: &str) -> u32 {
        let at = self.text.len() as u32;
        self.text.push_str(text);
        at
    }
}

/// A rectangle of cells of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    /// Which sheet.
    pub sheet: u16,
    /// First row, 1-based, and column, 0-based.
    pub first: (u32, u16),
    /// Last row and column, inclusive.
    pub last: (u32, u16),
}

/// A stretch of a row, and of what it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    /// First byte among those of all rows.
    start: u32,
    /// Length in bytes.
    length: u32,
    /// First byte of the document's text; the number of an area for a workbook.
    from: u32,
    /// Length there; where the two lengths are the same, so are the bytes.
    from_length: u32,
}

/// The rows of a document and the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rows {
    lines: Lines,
    stretches: Vec<Stretch>,
    /// For each row its first and last line in the document.
    spans: Vec<(u32, u32)>,
    areas: Vec<Area>,
    /// The rows with which a new sheet begins: no heading holds beyond the end of its sheet.
    parts: Vec<u32>,
    /// Cells of the row that is being written.
    cells: usize,
}

impl Rows {
    /// Begins a cell.
    pub fn cell(&mut self) {
        if self.cells > 0 {
            self.lines.write("\t");
        }
        self.cells += 1;
    }

    /// Writes a stretch of the document's text into the cell. Tabs and ends of lines in it become blanks.
    pub fn push(&mut self, text: &str, from: usize, from_length: usize) {
        let start = self.lines.text.len() as u32;
        self.lines.text.extend(text.chars().map(within_a_cell));
        // Two bytes of white space may have become one.
        let length = self.lines.text.len() as u32 - start;
        let (from, from_length) = (from as u32, from_length as u32);
        self.stretches.push(Stretch { start, length, from, from_length });
    }

    /// Writes the text of cells of a workbook.
    pub fn push_area(&mut self, text: &str, area: Area) {
        let number = self.areas.len();
        self.areas.push(area);
        self.push(text, number, 0);
    }

    /// Writes a blank that stands nowhere.
    pub fn blank(&mut self) {
        self.lines.write(" ");
    }

    /// Ends a row that stands on these lines of the document.
    pub fn end_row(&mut self, first: u32, last: u32) {
        self.lines.end_line();
        self.spans.push((first, last));
        self.cells = 0;
    }

    /// Begins a new sheet with the next row.
    pub fn begin_part(&mut self) {
        self.parts.push(self.lines.count() + 1);
    }

    /// What reading the rows will take, in bytes: a reader keeps some hundred for each cell.
    pub fn weight(&self) -> usize {
        const OF_A_CELL: usize = 160;
        self.lines.text.len() + self.stretches.len() * OF_A_CELL
    }

    /// The rows as lines.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The first row of each sheet.
    pub fn parts(&self) -> impl Iterator<Item = u32> {
        self.parts.iter().copied().filter(|row| *row <= self.lines.count())
    }

    /// Whether a sheet begins with this row, 1-based.
    pub fn begins_part(&self, row: u32) -> bool {
        self.parts.binary_search(&row).is_ok()
    }

    /// The first and the last line of the document on which a row stands, 1-based.
    pub fn span(&self, row: u32) -> (u32, u32) {
        let found = (row as usize).checked_sub(1).and_then(|at| self.spans.get(at));
        found.copied().unwrap_or((row, row))
    }

    /// The stretches that touch some bytes of a row.
    fn touched(&self, span: &LineSpan) -> &[Stretch] {
        let row = self.lines.range(span.first);
        let (start, end) = (row.start as u32 + span.start, (row.start as u32 + span.end).min(row.end as u32));
        let first = self.stretches.partition_point(|s| s.start + s.length <= start);
        let behind = self.stretches.partition_point(|s| s.start < end);
        self.stretches.get(first..behind.max(first)).unwrap_or_default()
    }

    /// Where some bytes of a row stand in the document.
    pub fn place(&self, span: &LineSpan, document: &Lines) -> Place {
        let row = self.lines.range(span.first).start as u32;
        let (first, last) = self.span(span.first);
        let whole = LineSpan { first, last, start: 0, end: document.range(last).len() as u32 };
        let (Some(head), Some(tail)) = (self.touched(span).first(), self.touched(span).last()) else {
            return Place::Lines(whole);
        };
        // Within a stretch whose bytes are those of the document every byte is known.
        let start = if head.length == head.from_length {
            head.from + (row + span.start).saturating_sub(head.start)
        } else {
            head.from
        };
        let behind = tail.start + tail.length;
        let end = if tail.length == tail.from_length {
            tail.from + tail.from_length - behind.saturating_sub(row + span.end)
        } else {
            tail.from + tail.from_length
        };
        let ((first, start), (last, end)) = (document.at(start), document.at(end));
        Place::Lines(LineSpan { first, last, start, end })
    }

    /// The cells of a workbook of which some bytes of a row are made.
    ///
    /// One merged cell is told whole, also on rows below its first; of several cells only what lies on the row itself.
    pub fn area(&self, span: &LineSpan, row: (u32, u32)) -> Option<Area> {
        let mut touched = self.touched(span).iter().filter_map(|s| self.areas.get(s.from as usize)).copied();
        let first = touched.next()?;
        let Some(second) = touched.next() else { return Some(first) };
        let clip = |area: Area| Area {
            first: (area.first.0.clamp(row.0, row.1), area.first.1),
            last: (area.last.0.clamp(row.0, row.1), area.last.1),
            ..area
        };
        Some(std::iter::once(second).chain(touched).fold(clip(first), |all, next| {
            let next = clip(next);
            Area {
                sheet: all.sheet,
                first: (all.first.0.min(next.first.0), all.first.1.min(next.first.1)),
                last: (all.last.0.max(next.last.0), all.last.1.max(next.last.1)),
            }
        }))
    }
}

fn within_a_cell(c: char) -> char {
    if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_whatever_ends_them() {
        for (text, expected) in [
            ("a\r\nb\n\nc", &["a", "b", "", "c"][..]),
            ("a\rb\rc\r", &["a", "b", "c"]),
            ("a\rb\nc\nd", &["a\rb", "c", "d"]),
            ("a\x0cb\nc\n\x0cd", &["a\x0cb", "c", "\x0cd"]),
            ("a\rb \n c\rd", &["a", "b ", " c", "d"]),
            ("a\r\r\nb", &["a", "b"]),
            ("", &[]),
            ("\n", &[""]),
        ] {
            let lines = Lines::of(text.to_owned());
            let found: Vec<&str> = lines.lines().map(|(_, line)| line).collect();
            assert_eq!(found, expected, "{text:?}");
            assert_eq!((lines.line(0), lines.line(99)), ("", ""));
        }
        let lines = Lines::of("ab\r\ncd\n".to_owned());
        assert_eq!([0, 2, 3, 4, 6].map(|at| lines.at(at)), [(1, 0), (1, 2), (1, 2), (2, 0), (2, 2)]);
    }

    #[test]
    fn every_byte_of_a_row_leads_back() {
        // A record over two lines: `a,"b ""c` and `d",e`.
        let document = Lines::of("x\na,\"b \"\"c\nd\",e\n".to_owned());
        let mut rows = Rows::default();
        rows.cell();
        rows.push("a", 2, 1);
        rows.cell();
        rows.push("b \"", 5, 3);
        rows.push("c", 9, 1);
        rows.blank();
        rows.push("d", 11, 1);
        rows.cell();
        rows.push("e", 14, 1);
        rows.end_row(2, 3);
        assert_eq!(rows.lines().line(1), "a\tb \"c d\te");
        for (start, end, expected) in [
            (0, 1, (2, 2, 0, 1)),
            (2, 8, (2, 3, 3, 1)),
            (2, 3, (2, 2, 3, 4)),
            (7, 8, (3, 3, 0, 1)),
            (9, 10, (3, 3, 3, 4)),
            (0, 10, (2, 3, 0, 4)),
        ] {
            let place = rows.place(&LineSpan { first: 1, last: 1, start, end }, &document);
            let (first, last, start, end) = expected;
            assert_eq!(place, Place::Lines(LineSpan { first, last, start, end }), "{start}..{end}");
        }
    }
}
