//! One key press as a value, in the one form the keymap knows it by.
//!
//! Must not know bytes, terminals or commands; `terminal` makes chords,
//! `super::notation` writes and reads them, `super::trie` says what they run.

/// Which key, without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A key that types a character, shift already applied to it.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Tab with shift, which terminals report as a key of its own.
    BackTab,
    /// Erase backwards.
    Backspace,
    /// Erase forwards.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key by its number.
    F(u8),
    /// The zero byte, which some terminals send for ctrl-space.
    Null,
}

/// The modifiers held down with a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mods {
    /// Control.
    pub ctrl: bool,
    /// Alt, Option or Meta.
    pub alt: bool,
    /// Shift; with a character only beside control, because otherwise the
    /// character itself already says it (`G`).
    pub shift: bool,
}

impl Mods {
    /// No modifier.
    pub const NONE: Self = Self { ctrl: false, alt: false, shift: false };
}

/// One key press.
///
/// Make it with [`Chord::new`], which gives each key press a single form; two
/// forms of one press would be two keys to the keymap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord {
    /// The key.
    pub code: Code,
    /// The modifiers held down with it.
    pub mods: Mods,
}

impl Chord {
    /// A key press in its normal form:
    /// - shift-Tab is [`Code::BackTab`] without shift;
    /// - with control, a letter is lower-case (terminals do not tell them apart,
    ///   and people write `Ctrl-C`) and shift is kept;
    /// - without control, shift is expressed by the character alone.
    pub const fn new(code: Code, mods: Mods) -> Self {
        let Mods { ctrl, alt, shift } = mods;
        let (code, shift) = match code {
            Code::Tab if shift => (Code::BackTab, false),
            Code::BackTab => (Code::BackTab, false),
            Code::Char(c) if ctrl => (Code::Char(c.to_ascii_lowercase()), shift),
            Code::Char(c) if shift => (Code::Char(c.to_ascii_uppercase()), false),
            other => (other, shift),
        };
        Self { code, mods: Mods { ctrl, alt, shift } }
    }

    /// A key press without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self::new(code, Mods::NONE)
    }

    /// The same press on a keyboard left in full-width input: `ｊ`, `２` and `／`
    /// become their ASCII twins, the ideographic space a space. For places where
    /// characters are commands and not text.
    #[must_use]
    pub fn narrowed(self) -> Self {
        match self.code {
            Code::Char(c) => Self::new(Code::Char(narrow(c)), self.mods),
            _ => self,
        }
    }

    /// The character this press types where text is entered; none for keys with
    /// control or alt and for control characters, which must never become text.
    pub fn text(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.mods.ctrl && !self.mods.alt && !c.is_control() => Some(c),
            _ => None,
        }
    }
}

fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_keys_have_ascii_twins() {
        for (typed, narrow) in [
            ("ｊ", "j"),
            ("Ｇ", "G"),
            ("２", "2"),
            ("／", "/"),
            ("［", "["),
            ("！", "!"),
            ("～", "~"),
            ("U+3000", "space"),
            ("ctrl-Ｄ", "ctrl-d"),
            ("j", "j"),
            ("あ", "あ"),
            ("。", "。"),
            ("PageDown", "PageDown"),
        ] {
            let chord = Chord::parse(typed).unwrap();
            assert_eq!(chord.narrowed().to_string(), narrow, "{typed}");
        }
    }

    #[test]
    fn only_plain_characters_are_text() {
        for (key, text) in [
            ("a", Some('a')),
            ("Ａ", Some('Ａ')),
            ("space", Some(' ')),
            ("進", Some('進')),
            ("ctrl-a", None),
            ("alt-a", None),
            ("Enter", None),
            ("U+001B", None),
        ] {
            assert_eq!(Chord::parse(key).unwrap().text(), text, "{key}");
        }
    }
}
