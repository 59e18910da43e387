//! The parts of a workbook, unpacked as they are read and counted on the way: sizes that a package states of itself are
//! not believed.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;
use zip::read::ZipFile;

use super::super::super::{BookFault, ImportError};

/// A package, opened.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

/// The workbook as its first part tells it.
pub(super) struct Workbook {
    pub sheets: Vec<Entry>,
    /// Where other parts lie: beside the workbook's own.
    pub strings: Option<String>,
    pub styles: Option<String>,
    /// Days are counted from 1904.
    pub since_1904: bool,
}

/// A sheet of the workbook.
pub(super) struct Entry {
    pub name: String,
    pub hidden: bool,
    pub path: String,
}

/// Tables of whole cities have some dozens of sheets.
const MOST_SHEETS: usize = 256;
/// A package of a workbook has some parts a sheet.
const MOST_PARTS: usize = 8 * MOST_SHEETS;

impl<'a> Package<'a> {
    /// Opens a package; says what else it is when it is no workbook.
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, ImportError> {
        /// Sheets that are mostly borders shrink to a thirtieth; what shrinks much more was made to do so.
        const RATIO: u64 = 40;
        const AT_LEAST: u64 = 32 << 20;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BookFault::Damaged)?;
        if archive.len() > MOST_PARTS {
            return Err(BookFault::TooMuch.into());
        }
        Ok(Package { archive, left: bytes.len() as u64 * RATIO + AT_LEAST })
    }

    /// A part, to be read as XML; `None` when there is none of that name.
    pub fn part(&mut self, path: &str) -> Result<Option<Xml<'_, 'a>>, BookFault> {
        let file = match self.archive.by_name(path) {
            Ok(file) => file,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(BookFault::Damaged),
        };
        let metered =
            Metered { inner: BufReader::with_capacity(32 << 10, file), left: &mut self.left, event: 0 };
        Ok(Some(Xml { reader: Reader::from_reader(metered), buffer: Vec::new(), depth: 0 }))
    }

    fn has(&self, path: &str) -> bool {
        self.archive.index_for_name(path).is_some()
    }

    /// What the package holds when it is no workbook that can be read.
    fn other(&mut self) -> ImportError {
        let office = [("word/document.xml", "DOCX"), ("ppt/presentation.xml", "PPTX")];
        if let Some((_, name)) = office.iter().find(|(path, _)| self.has(path)) {
            return ImportError::Binary(name);
        }
        if self.has("xl/workbook.bin") {
            return ImportError::OtherBook("XLSB");
        }
        let mut kind = String::new();
        let mimetype = self.archive.by_name("mimetype").ok();
        let read = mimetype.and_then(|file| file.take(100).read_to_string(&mut kind).ok());
        if read.is_some() && kind.contains("opendocument.spreadsheet") {
            return ImportError::OtherBook("ODS");
        }
        ImportError::Binary("ZIP")
    }

    /// Reads what the workbook says of its sheets.
    pub fn workbook(&mut self) -> Result<Workbook, ImportError> {
        let root = self.relations("_rels/.rels")?;
        let path = root
            .iter()
            .find(|r| r.kind.ends_with("/officeDocument"))
            .map_or_else(|| "xl/workbook.xml".to_owned(), |r| resolved("", &r.target));
        let (dir, file) = path.rsplit_once('/').unwrap_or(("", &path));
        let dir = if dir.is_empty() { String::new() } else { format!("{dir}/") };
        let relations = self.relations(&format!("{dir}_rels/{file}.rels"))?;
        let Some(mut xml) = self.part(&path)? else { return Err(self.other()) };
        let (mut sheets, mut since_1904, mut is_book) = (Vec::new(), false, false);
        loop {
            match xml.next()? {
                Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                    "workbook" => is_book = true,
                    "workbookPr" => {
                        since_1904 = attribute(&e, "date1904").is_some_and(|v| v != "0" && v != "false");
                    }
                    "sheet" => {
                        let id = attribute(&e, "id").unwrap_or_default();
                        let target = relations.iter().find(|r| r.id == id && r.kind.ends_with("/worksheet"));
                        if let Some(target) = target {
                            sheets.push(Entry {
                                name: attribute(&e, "name").unwrap_or_default(),
                                hidden: attribute(&e, "state").is_some_and(|s| s != "visible"),
                                path: resolved(&dir, &target.target),
                            });
                        }
                        if sheets.len() > MOST_SHEETS {
                            return Err(BookFault::Sheets(MOST_SHEETS).into());
                        }
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        drop(xml);
        if !is_book {
            return Err(self.other());
        }
        let beside =
            |kind: &str| relations.iter().find(|r| r.kind.ends_with(kind)).map(|r| resolved(&dir, &r.target));
        Ok(Workbook { sheets, strings: beside("/sharedStrings"), styles: beside("/styles"), since_1904 })
    }

    fn relations(&mut self, path: &str) -> Result<Vec<Relation>, BookFault> {
        let mut found = Vec::new();
        let Some(mut xml) = self.part(path)? else { return Ok(found) };
        loop {
            match xml.next()? {
                Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "Relationship" => {
                    let value = |name| attribute(&e, name).unwrap_or_default();
                    found.push(Relation { id: value("Id"), kind: value("Type"), target: value("Target") });
                    if found.len() > MOST_PARTS {
                        return Err(BookFault::TooMuch);
                    }
                }
                Event::Eof => return Ok(found),
                _ => {}
            }
        }
    }
}

struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// The path of a part named from within a folder.
fn resolved(dir: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = dir.split('/').filter(|p| !p.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => _ = path.pop(),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// The value of an attribute by its name without a prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes();
    let found = all.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// The values of attributes by their names, in one pass.
pub(super) fn attributes<const N: usize>(element: &BytesStart<'_>, names: [&str; N]) -> [Option<String>; N] {
    let mut found = [const { None }; N];
    for attribute in element.attributes().with_checks(false).flatten() {
        let name = attribute.key.local_name();
        if let Some(at) = names.iter().position(|wanted| *wanted == name.as_ref())
            && let Some(slot) = found.get_mut(at)
        {
            *slot = Some(attribute.value.into_owned());
        }
    }
    found
}

/// A part as it is unpacked.
type Unpacked<'p, 'a> = BufReader<ZipFile<'p, Cursor<&'a [u8]>>>;

/// A part as XML.
pub(super) struct Xml<'p, 'a> {
    reader: Reader<Metered<'p, Unpacked<'p, 'a>>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl Xml<'_, '_> {
    /// The next event. A declaration of entities is refused: workbooks have none, and it is how small files swell.
    pub fn next(&mut self) -> Result<Event<'_>, BookFault> {
        const DEEPEST: usize = 64;
        self.buffer.clear();
        self.reader.get_mut().event = 0;
        let event = self.reader.read_event_into(&mut self.buffer);
        let over = self.reader.get_ref().is_over();
        match &event {
            Ok(Event::Start(_)) => self.depth += 1,
            Ok(Event::End(_)) => self.depth = self.depth.saturating_sub(1),
            Ok(Event::DocType(_)) => return Err(BookFault::Damaged),
            // Cut off before its end.
            Ok(Event::Eof) if self.depth > 0 => return Err(BookFault::Damaged),
            _ => {}
        }
        if self.depth > DEEPEST {
            return Err(BookFault::Damaged);
        }
        event.map_err(|_| if over { BookFault::TooMuch } else { BookFault::Damaged })
    }

    /// The character data of an event.
    pub fn text(event: &Event<'_>, into: &mut String) {
        match event {
            Event::Text(text) => into.push_str(text),
            Event::CData(data) => into.push_str(data),
            Event::GeneralRef(name) => match &**name {
                "amp" => into.push('&'),
                "lt" => into.push('<'),
                "gt" => into.push('>'),
                "quot" => into.push('"'),
                "apos" => into.push('\''),
                _ => into.extend(name.resolve_char_ref().ok().flatten()),
            },
            _ => {}
        }
    }
}

/// Counts what is unpacked, of the whole package and of one event: an event is held in memory as a whole.
struct Metered<'p, R> {
    inner: R,
    left: &'p mut u64,
    event: usize,
}

/// The longest text of a cell has 32,767 characters.
const LONGEST_EVENT: usize = 1 << 20;

impl<R> Metered<'_, R> {
    fn is_over(&self) -> bool {
        *self.left == 0 || self.event > LONGEST_EVENT
    }
}

impl<R: BufRead> BufRead for Metered<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_over() {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        *self.left = self.left.saturating_sub(amount as u64);
        self.event = self.event.saturating_add(amount);
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Metered<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(out.len());
        if let (Some(from), Some(to)) = (available.get(..count), out.get_mut(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}
