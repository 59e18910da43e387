//! Bytes → text: which encoding they are in, and the text, or the place of the first byte that does not fit.
//!
//! A document with a byte that does not fit is refused as a whole. Reading on past it was weighed: the sign that
//! stands in for what was lost would be shown, searched and compared as if it had been printed, and one broken byte
//! most often means that the whole text is in another encoding, or was cut and glued from two. Whoever has the file
//! mends it in a moment once the byte and the line are named.

use super::ImportError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, EUC_JP, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// An encoding in which offices in Japan keep text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Shift_JIS with the characters that Windows adds (CP932).
    ShiftJis,
    /// EUC-JP.
    EucJp,
    /// ISO-2022-JP, as mail has it.
    Iso2022Jp,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Encoding; 6] = [
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::ShiftJis,
        Encoding::EucJp,
        Encoding::Iso2022Jp,
    ];

    /// Its name, as it is shown, typed and kept.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::ShiftJis => "shift_jis",
            Encoding::EucJp => "euc-jp",
            Encoding::Iso2022Jp => "iso-2022-jp",
        }
    }

    /// The encoding of that name, in any of its spellings.
    pub fn named(name: &str) -> Option<Encoding> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        Some(match plain.to_ascii_lowercase().as_str() {
            "utf8" => Encoding::Utf8,
            "utf16" | "utf16le" => Encoding::Utf16Le,
            "utf16be" => Encoding::Utf16Be,
            "shiftjis" | "sjis" | "cp932" | "ms932" | "windows31j" => Encoding::ShiftJis,
            "eucjp" | "euc" => Encoding::EucJp,
            "iso2022jp" | "jis" => Encoding::Iso2022Jp,
            _ => return None,
        })
    }

    fn coder(self) -> &'static encoding_rs::Encoding {
        match self {
            Encoding::Utf8 => UTF_8,
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::ShiftJis => SHIFT_JIS,
            Encoding::EucJp => EUC_JP,
            Encoding::Iso2022Jp => ISO_2022_JP,
        }
    }

    /// The text that the bytes are in this encoding, without a byte-order mark.
    pub(super) fn text(self, bytes: &[u8]) -> Result<String, ImportError> {
        let body = bytes.strip_prefix(self.mark()).unwrap_or(bytes);
        let fitting = if self == Encoding::Utf8 {
            std::str::from_utf8(body).ok().map(str::to_owned)
        } else {
            self.coder()
                .decode_without_bom_handling_and_without_replacement(body)
                .map(std::borrow::Cow::into_owned)
        };
        fitting.ok_or_else(|| {
            let (at, line) = self.first_misfit(body);
            ImportError::Misfit { encoding: self.name(), byte: bytes.len() - body.len() + at, line }
        })
    }

    fn mark(self) -> &'static [u8] {
        match self {
            Encoding::Utf8 => b"\xef\xbb\xbf",
            Encoding::Utf16Le => b"\xff\xfe",
            Encoding::Utf16Be => b"\xfe\xff",
            _ => b"",
        }
    }

    /// The first byte that does not fit, counted from 0, and its line.
    fn first_misfit(self, bytes: &[u8]) -> (usize, u32) {
        let (mut decoder, mut read, mut lines) = (self.coder().new_decoder_without_bom_handling(), 0, 1);
        let mut buffer = String::with_capacity(8 << 10);
        loop {
            buffer.clear();
            let rest = bytes.get(read..).unwrap_or_default();
            let (result, taken) = decoder.decode_to_string_without_replacement(rest, &mut buffer, true);
            read += taken;
            lines += buffer.bytes().filter(|b| *b == b'\n').count() as u32;
            match result {
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(length, behind) => {
                    return (read.saturating_sub(usize::from(length + behind)), lines);
                }
                DecoderResult::InputEmpty => return (read, lines),
            }
        }
    }
}

/// The encoding of bytes that are text.
pub(super) fn detect(bytes: &[u8]) -> Result<Encoding, ImportError> {
    let marked = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be];
    if let Some(marked) = marked.into_iter().find(|e| bytes.starts_with(e.mark())) {
        return Ok(marked);
    }
    if let Some(wide) = wide(bytes) {
        return Ok(wide);
    }
    let escapes = [&b"\x1b$B"[..], b"\x1b$@", b"\x1b(J"];
    if bytes.is_ascii()
        && bytes.contains(&0x1b)
        && escapes.iter().any(|escape| bytes.windows(3).any(|w| w == *escape))
    {
        return Ok(Encoding::Iso2022Jp);
    }
    let Err(error) = std::str::from_utf8(bytes) else { return Ok(Encoding::Utf8) };
    let fits = |e: &Encoding| e.coder().decode_without_bom_handling_and_without_replacement(bytes).is_some();
    let fitting: Vec<Encoding> = [Encoding::ShiftJis, Encoding::EucJp].into_iter().filter(fits).collect();
    match fitting.as_slice() {
        [] => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.split(|b| *b == b'\n').count() as u32;
            Err(ImportError::NotUtf8 { byte: error.valid_up_to(), line })
        }
        [only] => Ok(*only),
        // Bytes of the one are often possible in the other; which of the two makes sense is told by how often its
        // characters are used.
        [first, ..] => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            let guess = detector.guess(Some(b"jp"), Utf8Detection::Deny);
            Ok(fitting.iter().copied().find(|e| e.coder() == guess).unwrap_or(*first))
        }
    }
}

/// UTF-16 without a mark: text in no other encoding holds zero bytes, and here the ends of lines, tabs and digits do,
/// all on one side.
fn wide(bytes: &[u8]) -> Option<Encoding> {
    const LOOKED_AT: usize = 64 << 10;
    let head = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or_default();
    let (mut even, mut odd) = (0_usize, 0_usize);
    for (at, _) in head.iter().enumerate().filter(|(_, b)| **b == 0) {
        if at % 2 == 0 { even += 1 } else { odd += 1 }
    }
    let (encoding, zeros, others) =
        if odd > even { (Encoding::Utf16Le, odd, even) } else { (Encoding::Utf16Be, even, odd) };
    let one_sided = zeros * 100 > head.len() && others * 20 < zeros && bytes.len().is_multiple_of(2);
    one_sided.then_some(encoding).filter(|e| {
        e.coder()
            .decode_without_bom_handling_and_without_replacement(bytes)
            .is_some_and(|t| !t.contains('\0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "番号\t項目\t担当課\t評価\r\n1\t総合窓口の開設①\t市民課\tA\r\n";

    fn bytes(encoding: Encoding) -> Vec<u8> {
        match encoding {
            Encoding::Utf16Le => TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            // The circled number is none of its characters.
            Encoding::Iso2022Jp => ISO_2022_JP.encode(&TEXT.replace('①', "")).0.into_owned(),
            other => other.coder().encode(TEXT).0.into_owned(),
        }
    }

    #[test]
    fn every_encoding_is_told_by_its_bytes() {
        for encoding in Encoding::ALL {
            let bytes = bytes(encoding);
            let found = detect(&bytes).unwrap();
            assert_eq!(found, encoding);
            assert_eq!(found.text(&bytes).unwrap().replace('①', ""), TEXT.replace('①', ""), "{encoding:?}");
            let marked = [encoding.mark(), &bytes].concat();
            assert_eq!(detect(&marked), Ok(encoding));
            assert!(!encoding.text(&marked).unwrap().contains('\u{feff}'), "{encoding:?}");
        }
    }

    #[test]
    fn names_as_people_write_them() {
        for (name, encoding) in [
            ("UTF-8", Some(Encoding::Utf8)),
            ("utf8", Some(Encoding::Utf8)),
            ("cp932", Some(Encoding::ShiftJis)),
            ("Shift-JIS", Some(Encoding::ShiftJis)),
            ("Windows-31J", Some(Encoding::ShiftJis)),
            ("EUC-JP", Some(Encoding::EucJp)),
            ("latin-1", None),
            ("", None),
        ] {
            assert_eq!(Encoding::named(name), encoding, "{name}");
        }
        assert!(Encoding::ALL.iter().all(|e| Encoding::named(e.name()) == Some(*e)));
    }

    #[test]
    fn a_byte_that_does_not_fit_is_named_with_its_line() {
        for (encoding, bytes, byte, line) in [
            (Encoding::Utf8, &b"a\nb\nc\xffd"[..], 5, 3),
            (Encoding::ShiftJis, b"\x8d\x80\n\x96\xda\n\x85\xe7x", 6, 3),
            (Encoding::ShiftJis, b"\x8d\x80\n\x96", 3, 2),
            (Encoding::EucJp, b"\xb9\xe0\n\xff", 3, 2),
            (Encoding::Utf16Le, b"\xff\xfea\0\n\0\x00\xd8b\0", 6, 2),
        ] {
            let expected = ImportError::Misfit { encoding: encoding.name(), byte, line };
            assert_eq!(encoding.text(bytes), Err(expected), "{encoding:?}");
        }
        // Neither UTF-8 nor anything else.
        assert_eq!(detect(b"a\n\xff\xff"), Err(ImportError::NotUtf8 { byte: 2, line: 2 }));
    }

    /// The longest documents are those in which the two differ least.
    #[test]
    fn short_texts_of_two_possible_encodings() {
        for text in ["項目\t評価\n", "担当課", "行政評価の実施\tA\n", "ﾌﾟﾗﾝの進捗\n"]
        {
            for encoding in [Encoding::ShiftJis, Encoding::EucJp] {
                let bytes = encoding.coder().encode(text).0.into_owned();
                assert_eq!(detect(&bytes), Ok(encoding), "{text}");
            }
        }
    }
}
