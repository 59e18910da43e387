//! Files that people write: their bytes, and the text in them that can be relied on.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// More than this nobody writes by hand; a device that never ends is not read to its end.
const LONGEST: u64 = 1 << 20;

/// The bytes of a file.
pub fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// The text of a file, and its lines that are not UTF-8. Each of those is left empty, for half of a name is another
/// name; where only its comment is in another encoding, the line loses its comment.
pub fn text(bytes: &[u8]) -> (String, Vec<usize>) {
    let (mut text, mut lost) = (String::with_capacity(bytes.len()), Vec::new());
    for (at, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(error) => {
                let sound = line.get(..error.valid_up_to()).and_then(|sound| std::str::from_utf8(sound).ok());
                text.push_str(sound.and_then(before_comment).unwrap_or_default());
                text.push('\n');
                lost.push(at + 1);
            }
        }
    }
    (text, lost)
}

/// What stands before the comment of a line; `None` where it has none.
fn before_comment(line: &str) -> Option<&str> {
    let mut quote = None;
    for (at, c) in line.char_indices() {
        match (c, quote) {
            ('#', None) => return line.get(..at),
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_not_utf8_is_left_empty_and_its_neighbours_are_not() {
        for (bytes, expected, lines) in [
            (&b""[..], "", &[][..]),
            (b"a\nb", "a\nb", &[]),
            (b"a\n\xff\nb\n", "a\n\nb\n", &[2]),
            (b"\x95\x5c\na\n\x95\x5c", "\na\n\n", &[1, 3]),
            // A comment in Shift_JIS, whose second bytes may be backslashes and brackets.
            (b"[[key]] # \x95\x5c\nrun = \"quit\"\n", "[[key]] \nrun = \"quit\"\n", &[1]),
            (b"# \x95\x5c\n", "\n", &[1]),
            (b"on = \"#\" # \x95\n", "on = \"#\" \n", &[1]),
            (b"on = \"# \x95\"\n", "\n", &[1]),
            (b"on = '\"' # \x95\n", "on = '\"' \n", &[1]),
            (b"on = \"j\x95\" # x\n", "\n", &[1]),
        ] {
            let (text, lost) = text(bytes);
            assert_eq!((text.as_str(), lost.as_slice()), (expected, lines), "{bytes:?}");
        }
    }
}
