//! Bytes → lines of text. Recognises what is not text at all, so that the answer can say what it is.

use super::ImportError;
use std::ops::Range;

/// The most that is read: a table of every program of every city is far below.
const LIMIT: usize = 128 << 20;

/// A document as text, with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    text: String,
    lines: Vec<Range<usize>>,
}

impl Decoded {
    /// The number of lines.
    pub fn count(&self) -> u32 {
        self.lines.len() as u32
    }

    /// A line by its number, 1-based, without its end; empty when there is none.
    pub fn line(&self, number: u32) -> &str {
        let range = (number as usize).checked_sub(1).and_then(|at| self.lines.get(at));
        range.and_then(|r| self.text.get(r.clone())).unwrap_or("")
    }

    /// All lines with their numbers, 1-based.
    pub fn lines(&self) -> impl Iterator<Item = (u32, &str)> {
        self.lines.iter().zip(1..).map(|(range, number)| (number, self.text.get(range.clone()).unwrap_or("")))
    }
}

/// First bytes of formats that are not text.
const MAGIC: [(&[u8], &str); 7] = [
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP/XLSX"),
    (b"\xd0\xcf\x11\xe0", "XLS/DOC"),
    (b"II*\0", "TIFF"),
    (b"\x1f\x8b", "gzip"),
];

/// Reads UTF-8 text, with or without a byte-order mark.
pub fn decode(bytes: &[u8]) -> Result<Decoded, ImportError> {
    if bytes.starts_with(b"%PDF") {
        return Err(ImportError::Pdf);
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(ImportError::Binary(what));
    }
    if bytes.len() > LIMIT {
        return Err(ImportError::TooLarge(bytes.len()));
    }
    let text = std::str::from_utf8(bytes).map_err(|e| ImportError::NotUtf8(e.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        lines.push(start..start + content.len());
        start += line.len();
    }
    Ok(Decoded { text: text.to_owned(), lines })
}

#[cfg(test)]
mod tests {
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
            (b"PK\x03\x04xx", ImportError::Binary("ZIP/XLSX")),
            (b"abc\xff\xfe", ImportError::NotUtf8(3)),
        ] {
            assert_eq!(decode(bytes), Err(expected));
        }
    }
}
