//! Cells with commas, semicolons or tabs between, as spreadsheets save them: a cell may stand in quotes and then hold
//! separators, ends of lines and, doubled, quotes.

use super::super::trace::{Lines, Rows};
use super::{LONGEST_ROW, is_heading};
use std::ops::Range;

/// A cell as it is written.
struct Cell {
    /// Its bytes in the text, without the quotes around it.
    bytes: Range<usize>,
    /// It stands in quotes.
    quoted: bool,
}

/// A record: its bytes and its cells. Records without anything in them are passed over.
struct Record {
    bytes: Range<usize>,
    cells: Vec<Cell>,
}

/// Goes through the records of a text.
struct Records<'a> {
    text: &'a str,
    separator: u8,
    at: usize,
    /// Quotes mean something. From the first that is never closed on they do not: it is one of the text.
    quoting: bool,
    /// Cells in quotes so far.
    quoted: usize,
    /// Quotes that were not closed at the end of their cell.
    broken: usize,
}

impl<'a> Records<'a> {
    fn of(lines: &'a Lines, separator: char) -> Records<'a> {
        let text = lines.text();
        Records { text, separator: separator as u8, at: 0, quoting: true, quoted: 0, broken: 0 }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// A cell from that byte on, and the byte behind it: a separator, the end of a line, or the end of the text.
    fn cell(&mut self, from: usize) -> (Cell, usize) {
        let ends = |b: u8| b == self.separator || b == b'\n' || b == b'\r';
        let bytes = self.text.as_bytes();
        let rest = bytes.get(from..).unwrap_or_default();
        let plain = || from + rest.iter().position(|b| ends(*b)).unwrap_or(rest.len());
        if !(self.quoting && rest.first() == Some(&b'"')) {
            let end = plain();
            return (Cell { bytes: from..end, quoted: false }, end);
        }
        let mut at = from + 1;
        while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| *b == b'"')) {
            let quote = at + found;
            match self.byte(quote + 1) {
                Some(b'"') => at = quote + 2,
                None => {
                    self.quoted += 1;
                    return (Cell { bytes: from + 1..quote, quoted: true }, quote + 1);
                }
                Some(next) if ends(next) => {
                    self.quoted += 1;
                    return (Cell { bytes: from + 1..quote, quoted: true }, quote + 1);
                }
                // A word in quotes at the beginning of a cell that goes on.
                Some(_) => {
                    self.broken += 1;
                    let end = plain();
                    return (Cell { bytes: from..end, quoted: false }, end);
                }
            }
        }
        self.broken += 1;
        self.quoting = false;
        let end = plain();
        (Cell { bytes: from..end, quoted: false }, end)
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            // Ends of lines before the record, and so all that are blank.
            while matches!(self.byte(self.at), Some(b'\n' | b'\r')) {
                self.at += 1;
            }
            let start = self.at;
            self.byte(start)?;
            let mut cells = Vec::new();
            let end = loop {
                let (cell, end) = self.cell(self.at);
                // Nobody reads a record of so many cells.
                if cells.len() < LONGEST_ROW + 2 {
                    cells.push(cell);
                }
                if self.byte(end) != Some(self.separator) {
                    break end;
                }
                self.at = end + 1;
            };
            self.at = end;
            let filled =
                |cell: &Cell| self.text.get(cell.bytes.clone()).is_some_and(|t| !t.trim().is_empty());
            if cells.iter().any(filled) {
                return Some(Record { bytes: start..end, cells });
            }
        }
    }
}

/// Whether cells stand in quotes, each closed where it ends.
pub(super) fn is_quoted(text: &Lines, separator: char) -> bool {
    if !text.text().contains('"') {
        return false;
    }
    let mut records = Records::of(text, separator);
    records.by_ref().for_each(drop);
    records.quoted > 0 && records.broken == 0
}

/// Whether a record is the heading of a table.
pub(super) fn has_heading(text: &Lines, separator: char) -> bool {
    let heading = |record: Record| {
        if record.cells.len() < 3 || record.bytes.len() > LONGEST_ROW {
            return false;
        }
        let mut rows = Rows::default();
        write(&mut rows, text.text(), &record);
        rows.end_row(1, 1);
        is_heading(rows.lines().line(1))
    };
    Records::of(text, separator).any(heading)
}

/// The records as rows.
pub(super) fn rows(text: &Lines, separator: char) -> Rows {
    let mut rows = Rows::default();
    for record in Records::of(text, separator) {
        write(&mut rows, text.text(), &record);
        let last = record.bytes.end.saturating_sub(1).max(record.bytes.start);
        rows.end_row(text.at(record.bytes.start as u32).0, text.at(last as u32).0);
    }
    rows
}

fn write(rows: &mut Rows, text: &str, record: &Record) {
    // Nobody reads a record of this length, and its cells need no way back one by one.
    let beyond = record.bytes.len() > LONGEST_ROW;
    for cell in &record.cells {
        rows.cell();
        let Some(content) = text.get(cell.bytes.clone()).filter(|t| !t.is_empty()) else { continue };
        if beyond || !cell.quoted {
            rows.push(content, cell.bytes.start, content.len());
            continue;
        }
        // Of two quotes the second is not read: what stands before and behind it are stretches of their own.
        let mut from = cell.bytes.start;
        let mut rest = content;
        while let Some((before, behind)) = rest.split_once("\"\"") {
            let kept = rest.get(..=before.len()).unwrap_or(before);
            rows.push(kept, from, kept.len());
            from += kept.len() + 1;
            rest = behind;
        }
        if !rest.is_empty() {
            rows.push(rest, from, rest.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LineSpan, Place};

    fn read(text: &str, separator: char) -> (Lines, Rows) {
        let lines = Lines::of(text.to_owned());
        let rows = rows(&lines, separator);
        (lines, rows)
    }

    #[test]
    fn records_with_quotes_in_them() {
        for (text, expected) in [
            ("a,b\n\nc,d", &["a\tb", "c\td"][..]),
            ("a,\"b,c\",\"\"\n", &["a\tb,c\t"]),
            ("a,\"b\nc\"\nd,e", &["a\tb c", "d\te"]),
            ("a,\"b \"\"c\"\" d\"\r\ne\r\n", &["a\tb \"c\" d", "e"]),
            ("\"\"\"a\"\"\",b", &["\"a\"\tb"]),
            ("a,\"b\" c,d\n", &["a\t\"b\" c\td"]),
            // Never closed: the quote is one of the text, and nothing behind it is swallowed.
            ("a,\"b\nc,d\n\"e,f", &["a\t\"b", "c\td", "\"e\tf"]),
            (",,\n , \na", &["a"]),
        ] {
            let (_, rows) = read(text, ',');
            let found: Vec<&str> = rows.lines().lines().map(|(_, row)| row).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn cells_know_their_lines_and_bytes() {
        let (lines, rows) = read("x,y\n1,\"市民\n課 \"\"係\"\"\",A\n", ',');
        assert_eq!((rows.lines().line(2), rows.span(2)), ("1\t市民 課 \"係\"\tA", (2, 3)));
        let row = rows.lines().line(2);
        for (text, expected) in [
            ("1", (2, 2, 0, 1)),
            ("市民 課 \"係\"", (2, 3, 3, 10)),
            ("市民", (2, 2, 3, 9)),
            ("係", (3, 3, 6, 9)),
            ("A", (3, 3, 13, 14)),
        ] {
            let start = row.find(text).unwrap() as u32;
            let span = LineSpan { first: 2, last: 2, start, end: start + text.len() as u32 };
            let (first, last, start, end) = expected;
            let expected = Place::Lines(LineSpan { first, last, start, end });
            assert_eq!(rows.place(&span, &lines), expected, "{text}");
        }
    }
}
