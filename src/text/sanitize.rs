//! Makes untrusted text fit to be drawn: no control sequence, no invisible or
//! reordering character, no mark without a base. It must not know widths by
//! policy, nor change a letter into another one (no NFC, no NFKC: a name keeps
//! the form of its kanji).

use unicode_normalization::char::compose;

use super::escape;
use super::width::{is_private, is_zero};

/// Marks kept on one base; more of them would run over other rows.
const MARKS: usize = 4;

/// The sign set in place of a character nobody else can draw.
pub(super) const GETA: char = '〓';

/// Text of one line that is safe to draw. Only this room makes it, so what is
/// drawn is clean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Display(Box<str>);

impl Display {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// No text at all.
    pub fn empty() -> Self {
        Self::default()
    }

    /// So many blanks, one cell each.
    pub fn spaces(count: usize) -> Self {
        Self(" ".repeat(count).into())
    }

    /// The pieces one after the other.
    pub fn concat(pieces: &[&Self]) -> Self {
        Self(pieces.iter().map(|piece| piece.as_str()).collect())
    }

    /// Takes over text that was put together from clusters of clean text.
    pub(super) fn from_clean(text: String) -> Self {
        Self(text.into())
    }
}

/// `raw` as one line: each end of line becomes a space.
pub fn sanitize(raw: &str) -> Display {
    if raw.chars().all(is_plain) {
        return Display(raw.into());
    }
    let mut cleaner = Cleaner::default();
    for (number, line) in lines(raw).enumerate() {
        if number > 0 {
            cleaner.out.push(' ');
        }
        cleaner.line(line);
    }
    Display::from_clean(cleaner.out)
}

/// The lines of `raw`. As with `str::lines`, an end of line at the very end
/// opens no further line, and empty text has none.
pub fn sanitize_lines(raw: &str) -> Vec<Display> {
    let mut all: Vec<Display> = lines(raw).map(sanitize).collect();
    if all.len() == 1 && raw.is_empty() || raw.ends_with(is_line_end) {
        all.pop();
    }
    all
}

/// Text between ends of line; one more than there are ends.
fn lines(raw: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(raw);
    std::iter::from_fn(move || {
        let text = rest?;
        let (line, tail) = first_line(text).map_or((text, None), |(a, b)| (a, Some(b)));
        rest = tail;
        Some(line)
    })
}

/// The text before and behind the first end of line.
fn first_line(text: &str) -> Option<(&str, &str)> {
    let (line, tail) = text.split_at_checked(text.find(is_line_end)?)?;
    let behind = tail.strip_prefix("\r\n").or_else(|| tail.strip_prefix(is_line_end))?;
    Some((line, behind))
}

/// Vertical tab and NEL count too: office programs write them for a soft end
/// of line, and dropping them would glue words together.
const fn is_line_end(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters that need no care wherever they stand: nearly all of a document.
const fn is_plain(c: char) -> bool {
    matches!(
        c,
        ' '..='~'
            | '\u{3000}'..='\u{3029}'
            | '\u{3041}'..='\u{3096}'
            | '\u{309B}'..='\u{30FF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{FF01}'..='\u{FF9F}'
    )
}

/// Builds clean text, one character after the other.
#[derive(Default)]
struct Cleaner {
    out: String,
    /// The last character written on this line.
    last: Option<char>,
    /// Marks written on the last base.
    marks: usize,
    /// A joiner stood between an emoji and what comes now.
    joined: bool,
}

impl Cleaner {
    fn line(&mut self, text: &str) {
        self.last = None;
        self.marks = 0;
        self.joined = false;
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match escape::after(c, chars.as_str()) {
                Some(rest) => chars = rest.chars(),
                None => self.take(c),
            }
        }
    }

    fn take(&mut self, c: char) {
        let joined = std::mem::take(&mut self.joined);
        match c {
            _ if is_plain(c) => self.base(c),
            '\u{200D}' => self.joined = self.last.is_some_and(is_emoji),
            '\t' | '\u{115F}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}' => self.base(' '),
            // A variant of a kanji is another form of a name: it stays.
            '\u{E0100}'..='\u{E01EF}' if self.last.is_some_and(is_ideograph) => self.put_mark(c),
            _ if is_dropped(c) => {}
            // Skin tones and the further members of a joined emoji.
            '\u{1F3FB}'..='\u{1F3FF}' if self.last.is_some_and(is_emoji) => {}
            _ if joined && is_emoji(c) => {}
            _ if is_unknown(c) => self.base(GETA),
            _ if is_zero(c) => self.mark(c),
            _ => self.base(c),
        }
    }

    fn base(&mut self, c: char) {
        self.out.push(c);
        self.last = Some(c);
        self.marks = 0;
    }

    fn put_mark(&mut self, c: char) {
        self.out.push(c);
        self.last = Some(c);
        self.marks += 1;
    }

    /// Composes a mark with its base, or keeps it behind it.
    fn mark(&mut self, c: char) {
        let base = self.last.filter(|_| self.marks == 0);
        if let Some(whole) = base.and_then(|base| compose(base, c)) {
            self.out.pop();
            self.base(whole);
            return;
        }
        let half_width = base.is_some_and(|base| ('\u{FF66}'..='\u{FF9D}').contains(&base));
        match c {
            // Beside a half-width letter stands the mark of its own width: ﾌ゙ → ﾌﾞ.
            '\u{3099}' if half_width => self.base('ﾞ'),
            '\u{309A}' if half_width => self.base('ﾟ'),
            '\u{3099}' => self.base('゛'),
            '\u{309A}' => self.base('゜'),
            _ if self.marks >= MARKS => {}
            _ if self.last.is_some_and(|last| !last.is_whitespace()) => self.put_mark(c),
            // A Hangul vowel is a letter, not a mark: its loss must show.
            '\u{1161}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FB}' => self.base(GETA),
            _ => {}
        }
    }
}

/// Controls and invisible characters: joiners, direction marks, soft hyphen,
/// byte order mark, variation selectors, tags, and the keycap frame.
const fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{1F}'
            | '\u{7F}'..='\u{9F}'
            | '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{20E3}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Private use, the replacement character, and points that are no characters.
const fn is_unknown(c: char) -> bool {
    is_private(c)
        || matches!(c, '\u{FFFC}' | '\u{FFFD}' | '\u{FDD0}'..='\u{FDEF}')
        || c as u32 & 0xFFFE == 0xFFFE
}

const fn is_ideograph(c: char) -> bool {
    matches!(
        c,
        '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFD}'
    )
}

/// Characters that take part in joined emoji.
const fn is_emoji(c: char) -> bool {
    matches!(
        c,
        '\u{2190}'..='\u{21FF}'
            | '\u{2300}'..='\u{23FF}'
            | '\u{25A0}'..='\u{27BF}'
            | '\u{2900}'..='\u{297F}'
            | '\u{2B00}'..='\u{2BFF}'
            | '\u{1F000}'..='\u{1FAFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Raw text and its display form; the table of widths holds more.
    const CASES: &[(&str, &str)] = &[
        ("", ""),
        ("a\r\nb\rc\nd", "a b c d"),
        ("a\u{2028}b\u{2029}c\u{C}d\u{B}e\u{85}f", "a b c d e f"),
        ("終\n", "終 "),
        ("\u{301}x", "x"),
        ("a \u{301}b", "a b"),
        ("ア\u{3099}ｶ\u{309A}", "ア゛ｶﾟ"),
        ("か\u{200B}\u{3099}", "が"),
        ("x\u{301}\u{302}\u{303}\u{304}\u{305}", "x\u{301}\u{302}\u{303}\u{304}"),
        ("a\u{323}\u{302}", "ậ"),
        ("\u{1112}\u{1161}\u{11AB}", "한"),
        ("a \u{1161}", "a 〓"),
        ("葛\u{E0100}\u{E0101}", "葛\u{E0100}"),
        ("か\u{E0100}", "か"),
        ("1\u{FE0F}\u{20E3}", "1"),
        ("🏽", "🏽"),
        ("🏴\u{E0067}\u{E007F}", "🏴"),
        ("👩\u{1F3FD}\u{200D}💻係", "👩係"),
        ("❤\u{FE0F}\u{200D}🔥", "❤"),
        ("a\u{115F}b\u{3164}c\u{FFA0}d\u{2800}e", "a b c d e"),
        ("\u{FFFE}\u{FDD0}\u{F0000}", "〓〓〓"),
        // Compatibility ideographs keep their form.
        ("神\u{FA19}福\u{FA1B}髙﨑", "神\u{FA19}福\u{FA1B}髙﨑"),
        ("か\u{1B}[1m\u{3099}", "が"),
        ("\u{9D}0;x\n後", " 後"),
        ("ESC[31m", "ESC[31m"),
    ];

    #[test]
    fn sanitize_follows_the_rules_and_is_idempotent() {
        for (raw, expected) in CASES {
            let once = sanitize(raw);
            assert_eq!(once.as_str(), *expected, "{raw:?}");
            assert_eq!(sanitize(once.as_str()), once, "{raw:?}");
        }
    }

    #[test]
    fn sanitize_is_idempotent_on_random_mixtures() {
        const ODD: &[char] = &[
            'a',
            ' ',
            'か',
            'ア',
            '葛',
            '\u{3099}',
            '\u{309A}',
            '\u{301}',
            '\u{323}',
            '\u{200D}',
            '\u{FE0F}',
            '\u{E0100}',
            '👩',
            '❤',
            '\u{1F3FD}',
            '\u{1B}',
            '[',
            ']',
            '3',
            'm',
            '\n',
            '\r',
            '\u{9B}',
            '\u{9C}',
            '\u{E000}',
            '\u{1100}',
            '\u{1161}',
            '\u{11A8}',
            '\u{20E3}',
            '\u{3164}',
            '\t',
            '🇯',
            '\u{202E}',
            '\u{345}',
        ];
        let mut seed = 1_u64;
        for _ in 0..20_000 {
            let raw: String = (0..12)
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    ODD[(seed >> 33) as usize % ODD.len()]
                })
                .collect();
            let once = sanitize(&raw);
            assert_eq!(sanitize(once.as_str()), once, "{raw:?}");
            assert!(!once.as_str().contains(char::is_control), "{raw:?}");
        }
    }

    #[test]
    fn every_character_alone_is_idempotent() {
        for c in '\0'..='\u{3FFFF}' {
            let once = sanitize(&format!("x{c}"));
            assert_eq!(sanitize(once.as_str()), once, "{c:?}");
        }
    }

    #[test]
    fn lines_are_split_at_every_kind_of_end() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("a", &["a"]),
            ("a\n", &["a"]),
            ("a\n\n", &["a", ""]),
            ("\n", &[""]),
            ("a\r\nb\rc\u{2028}d\u{2029}e\u{C}f", &["a", "b", "c", "d", "e", "f"]),
            ("a\n\rb", &["a", "", "b"]),
        ];
        for (raw, expected) in cases {
            let found = sanitize_lines(raw);
            let found: Vec<&str> = found.iter().map(Display::as_str).collect();
            assert_eq!(&found, expected, "{raw:?}");
        }
    }

    #[test]
    fn display_is_put_together_from_displays() {
        let (a, b) = (sanitize("あ"), Display::spaces(2));
        assert_eq!(Display::concat(&[&a, &b, &a]).as_str(), "あ  あ");
        assert_eq!(Display::concat(&[]), Display::empty());
        assert_eq!(Display::empty().as_str(), "");
    }
}
