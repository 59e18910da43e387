//! Bytes → lines of text, as they are shown, and rows, as they are read. Recognises what is neither text nor a workbook,
//! so that the answer can say what it is.

use super::ImportError;
use super::encoding::{Encoding, detect};
use super::form::{self, book::Book};
use super::trace::{Lines, Rows};
use crate::model::{Document, Doubt, Doubtful, Fact, LineSpan, Place, Subject};
use std::collections::{HashMap, HashSet};

/// The most that is read: a table of every program of every city is far below.
const LIMIT: usize = 128 << 20;

/// A document as text, with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    lines: Lines,
    /// The rows and the way back from them; `None` where they are the lines.
    rows: Option<Rows>,
    /// Of a workbook.
    book: Option<Book>,
}

/// First bytes of formats that are not read.
const MAGIC: [(&[u8], &str); 5] = [
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"\x1f\x8b", "gzip"),
];

/// A package: a workbook, or another document of an office.
const PACKAGE: &[u8] = b"PK\x03\x04";
/// What offices wrote before there were packages; also what a workbook with a password is wrapped in.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// The encoding of a text; `None` for a workbook, which has none.
///
/// # Errors
/// When the bytes are neither.
pub fn encoding(bytes: &[u8]) -> Result<Option<Encoding>, ImportError> {
    if bytes.starts_with(b"%PDF") {
        return Err(ImportError::Pdf);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(ImportError::OtherBook("XLS"));
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(ImportError::Binary(what));
    }
    if bytes.len() > LIMIT {
        return Err(ImportError::TooLarge(bytes.len()));
    }
    if bytes.starts_with(PACKAGE) { Ok(None) } else { detect(bytes).map(Some) }
}

/// Reads a document, text in the encoding that its bytes tell.
///
/// # Errors
/// When it cannot be read as text, nor as a workbook.
pub fn decode(bytes: &[u8]) -> Result<Decoded, ImportError> {
    decode_in(bytes, None)
}

/// Reads a document, text in that encoding where one is given.
///
/// # Errors
/// Those of [`decode`]; [`ImportError::Misfit`] for bytes that are none of that encoding.
pub fn decode_in(bytes: &[u8], given: Option<Encoding>) -> Result<Decoded, ImportError> {
    let found = match (given, encoding(bytes)) {
        // Only which encoding it is was doubtful.
        (Some(given), Ok(Some(_)) | Err(ImportError::NotUtf8 { .. })) => Some(given),
        (_, found) => found?,
    };
    let Some(encoding) = found else {
        let (lines, rows, book) = form::book::read(bytes)?;
        return Ok(Decoded { lines, rows: Some(rows), book: Some(book) });
    };
    let text = encoding.text(bytes)?;
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let lines = Lines::of(text);
    let rows = form::rows(&lines)?;
    Ok(Decoded { lines, rows, book: None })
}

impl Decoded {
    /// The number of lines; for a workbook the rows of its sheets, one behind the other.
    pub fn count(&self) -> u32 {
        self.lines.count()
    }

    /// A line by its number, 1-based, without its end; empty when there is none.
    pub fn line(&self, number: u32) -> &str {
        self.lines.line(number)
    }

    /// All lines with their numbers, 1-based.
    pub fn lines(&self) -> impl Iterator<Item = (u32, &str)> {
        self.lines.lines()
    }

    /// The sheet of a workbook and its row that a line shows.
    pub fn sheet_row(&self, line: u32) -> Option<(&str, u32)> {
        self.book.as_ref()?.row(line)
    }

    /// The lines and their bytes in which a place is seen.
    pub fn passages(&self, place: &Place) -> Vec<LineSpan> {
        match (place, &self.book) {
            (Place::Lines(span), _) => vec![*span],
            (Place::Cells { sheet, first, last }, Some(book)) => book.passages(sheet, *first, *last),
            (Place::Cells { .. }, None) => Vec::new(),
        }
    }

    /// The rows, in which readers look for tables: lines of cells with tabs between.
    pub(super) fn rows(&self) -> &Lines {
        self.rows.as_ref().map_or(&self.lines, Rows::lines)
    }

    /// Whether a row is the first of a sheet.
    pub(super) fn begins_sheet(&self, row: u32) -> bool {
        self.rows.as_ref().is_some_and(|rows| rows.begins_part(row))
    }

    /// The first row of each sheet.
    pub(super) fn sheets(&self) -> impl Iterator<Item = u32> {
        self.rows.iter().flat_map(Rows::parts)
    }

    /// The line of the document on which a row begins.
    pub(super) fn line_of(&self, row: u32) -> u32 {
        self.rows.as_ref().map_or(row, |rows| rows.span(row).0)
    }

    /// Brings everything that is said about rows back to the document.
    pub(super) fn settled(&self, mut document: Document) -> Document {
        let Some(rows) = &self.rows else { return document };
        for statement in &mut document.statements {
            if let Place::Lines(span) = &statement.place {
                statement.place = self.place(rows, span);
            }
        }
        for doubt in &mut document.doubts {
            doubt.line = self.line_of(doubt.line);
        }
        forget_same_cells(&mut document);
        let mut unread: Vec<u32> = Vec::with_capacity(document.unread.len());
        for row in &document.unread {
            let (first, last) = rows.span(*row);
            unread.extend((first..=last).filter(|line| !self.line(*line).trim().is_empty()));
        }
        if let Some(book) = &self.book {
            unread.extend(book.hidden().filter(|line| !self.line(*line).trim().is_empty()));
            self.doubt_sheets(book, &mut document);
        }
        unread.sort_unstable();
        unread.dedup();
        document.unread = unread;
        document.doubts.sort_by_key(|doubt| doubt.line);
        document
    }

    fn place(&self, rows: &Rows, span: &LineSpan) -> Place {
        let Some(book) = &self.book else { return rows.place(span, &self.lines) };
        let (first, last) = rows.span(span.first);
        let on = (book.row_number(first), book.row_number(last));
        match rows.area(span, on) {
            Some(area) => {
                Place::Cells { sheet: book.name(area.sheet).into(), first: area.first, last: area.last }
            }
            None => Place::Cells {
                sheet: book.row(first).map_or("", |(name, _)| name).into(),
                first: (on.0, 0),
                last: (on.1, 0),
            },
        }
    }

    /// Doubts sheets of which nothing was read, and what is doubtful about a workbook by itself.
    fn doubt_sheets(&self, book: &Book, document: &mut Document) {
        for (name, lines) in book.visible() {
            let filled = lines.clone().any(|line| !self.line(line).trim().is_empty());
            let read = document.statements.iter().any(|s| {
                s.fact == Fact::Heading && matches!(&s.place, Place::Cells { sheet, .. } if **sheet == *name)
            });
            if filled && !read {
                let (text, what) = (name.into(), Doubtful::SheetWithoutTable);
                document.doubts.push(Doubt { line: lines.start, subject: None, text, what });
            }
        }
        let own = book.doubts.iter().cloned();
        document.doubts.extend(own.map(|(line, text, what)| Doubt { line, subject: None, text, what }));
    }
}

/// One cell that was merged over two rows says the same of both, and nobody pasted anything.
fn forget_same_cells(document: &mut Document) {
    let mut owners: HashMap<&Place, Subject> = HashMap::new();
    let texts = || document.statements.iter().filter(|s| matches!(s.fact, Fact::Text(_)));
    let shared: HashSet<&Place> = texts()
        .filter(|s| *owners.entry(&s.place).or_insert(s.subject) != s.subject)
        .map(|s| &s.place)
        .collect();
    let mut said: HashMap<Subject, Vec<&str>> = HashMap::new();
    for statement in texts().filter(|s| shared.contains(&s.place)) {
        said.entry(statement.subject).or_default().push(&statement.text);
    }
    let merged = |doubt: &Doubt| {
        let texts = doubt.subject.and_then(|subject| said.get(&subject));
        doubt.what == Doubtful::SameAsNeighbour
            && texts.is_some_and(|texts| texts.iter().any(|text| text.contains(&*doubt.text)))
    };
    document.doubts.retain(|doubt| !merged(doubt));
}

#[cfg(test)]
mod tests {
    use super::super::BookFault;
    use super::*;

    #[test]
    fn lines_are_counted_from_one_whatever_ends_them() {
        let text = decode("\u{feff}a\r\nb\n\nc".as_bytes()).unwrap();
        assert_eq!(
            (text.count(), text.line(1), text.line(2), text.line(3), text.line(4)),
            (4, "a", "b", "", "c")
        );
        assert_eq!((text.line(0), text.line(5)), ("", ""));
    }

    #[test]
    fn what_is_not_text_is_named() {
        for (bytes, expected) in [
            (&b""[..], ImportError::Empty),
            (b" \n\t\n", ImportError::Empty),
            (b"%PDF-1.7", ImportError::Pdf),
            (b"\x89PNG\r\n", ImportError::Binary("PNG")),
            (b"\xd0\xcf\x11\xe0\xa1\xb1", ImportError::OtherBook("XLS")),
            (b"PK\x03\x04xx", ImportError::Book(BookFault::Damaged)),
            (b"abc\xff\xfe", ImportError::NotUtf8 { byte: 3, line: 1 }),
        ] {
            assert_eq!(decode(bytes), Err(expected));
        }
    }

    #[test]
    fn a_given_encoding_overrules_what_the_bytes_tell() {
        let euc = b"\xb9\xe0\xcc\xdc\t\xc9\xbe\xb2\xc1\n";
        let line = |given| decode_in(euc, given).map(|d| d.line(1).to_owned());
        assert_eq!(line(None).as_deref(), Ok("項目\t評価"));
        assert_eq!(line(Some(Encoding::ShiftJis)).as_deref(), Ok("ｹ猯ﾜ\tﾉｾｲﾁ"));
        let misfit = ImportError::Misfit { encoding: "utf-8", byte: 0, line: 1 };
        assert_eq!(line(Some(Encoding::Utf8)), Err(misfit));
    }
}
