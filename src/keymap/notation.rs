//! How key presses are written in keymap files and shown on screen.
//!
//! `parse` and `Display` are inverse to each other: what the help shows can be
//! pasted into a keymap file. Must not know commands, scopes or files.

use super::chord::{Chord, Code, Mods};
use crate::text::nearest_among;
use std::fmt;

/// More keys than this in a row nobody types.
const LONGEST: usize = 8;

const MODIFIERS: [&str; 3] = ["ctrl", "alt", "shift"];

/// The keys with a fixed name, and that name.
const NAMED: &[(Code, &str)] = &[
    (Code::Char(' '), "space"),
    (Code::Enter, "Enter"),
    (Code::Esc, "Esc"),
    (Code::Tab, "Tab"),
    (Code::Backspace, "Backspace"),
    (Code::Delete, "Delete"),
    (Code::Insert, "Insert"),
    (Code::Up, "Up"),
    (Code::Down, "Down"),
    (Code::Left, "Left"),
    (Code::Right, "Right"),
    (Code::Home, "Home"),
    (Code::End, "End"),
    (Code::PageUp, "PageUp"),
    (Code::PageDown, "PageDown"),
    (Code::Null, "Null"),
];

/// Why a notation names no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChordError {
    /// Nothing stands where a key should.
    Empty,
    /// What remains behind the modifiers is neither one character nor the name
    /// of a key.
    UnknownKey(String),
    /// Shift with a character whose shifted form depends on the keyboard; the
    /// character it gives is to be written instead.
    ShiftedChar(char),
    /// More keys in a row than a sequence may have, which is this number.
    TooLong(usize),
}

impl Chord {
    /// Reads one key press: `j`, `G`, `ctrl-d`, `alt-x`, `shift-Tab`,
    /// `PageDown`, `space`, `F3`, `U+3000`. Names and modifiers in any case.
    pub fn parse(notation: &str) -> Result<Self, ChordError> {
        let (mods, name) = split_mods(notation);
        let mut letters = name.chars();
        let code = match (letters.next(), letters.next()) {
            (None, _) => return Err(ChordError::Empty),
            (Some(c), None) => Code::Char(c),
            _ => named(name).ok_or_else(|| ChordError::UnknownKey(name.to_owned()))?,
        };
        match code {
            Code::Char(c) if mods.shift && !mods.ctrl && !c.is_ascii_alphabetic() => {
                Err(ChordError::ShiftedChar(c))
            }
            _ => Ok(Self::new(code, mods)),
        }
    }
}

/// Takes `ctrl-`, `alt-` and `shift-` off the front, each at most once and never
/// so that no key remains: `-` and `ctrl--` are the minus key.
fn split_mods(notation: &str) -> (Mods, &str) {
    let mut mods = Mods::NONE;
    let mut rest = notation;
    loop {
        let taken = [(&mut mods.ctrl, "ctrl-"), (&mut mods.alt, "alt-"), (&mut mods.shift, "shift-")]
            .into_iter()
            .find_map(|(held, prefix)| {
                let key = after_prefix(rest, prefix).filter(|key| !key.is_empty() && !*held)?;
                *held = true;
                Some(key)
            });
        match taken {
            Some(key) => rest = key,
            None => return (mods, rest),
        }
    }
}

fn after_prefix<'a>(notation: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, tail) = notation.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(tail)
}

fn named(name: &str) -> Option<Code> {
    if let Some((code, _)) = NAMED.iter().find(|(_, n)| n.eq_ignore_ascii_case(name)) {
        return Some(*code);
    }
    if let Some(digits) = after_prefix(name, "f") {
        // `parse` alone would also take a sign and leading zeros.
        let number: u8 = digits.parse().ok()?;
        return (number.to_string() == digits).then_some(Code::F(number));
    }
    let hex = after_prefix(name, "u+")?;
    if hex.len() > 6 || !hex.chars().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    let scalar = u32::from_str_radix(hex, 16).ok()?;
    char::from_u32(scalar).map(Code::Char)
}

/// Whether a character shown as itself would be invisible, ambiguous between
/// two keys, or act on the terminal; those are shown by number.
fn hidden(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

impl fmt::Display for Chord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mods { ctrl, alt, shift } = self.mods;
        let shift = shift || self.code == Code::BackTab;
        for (held, prefix) in [(ctrl, "ctrl-"), (alt, "alt-"), (shift, "shift-")] {
            if held {
                out.write_str(prefix)?;
            }
        }
        if let Some((_, name)) = NAMED.iter().find(|(code, _)| *code == self.code) {
            return out.write_str(name);
        }
        match self.code {
            Code::Char(c) if hidden(c) => write!(out, "U+{:04X}", u32::from(c)),
            Code::Char(c) => write!(out, "{c}"),
            Code::F(number) => write!(out, "F{number}"),
            // Every other key stands in NAMED; its shift was written above.
            _ => out.write_str("Tab"),
        }
    }
}

/// Reads a sequence of key presses separated by white space: `g h`.
pub fn parse_keys(notation: &str) -> Result<Vec<Chord>, ChordError> {
    let keys: Vec<Chord> = notation.split_whitespace().map(Chord::parse).collect::<Result<_, _>>()?;
    match keys.len() {
        0 => Err(ChordError::Empty),
        1..=LONGEST => Ok(keys),
        _ => Err(ChordError::TooLong(LONGEST)),
    }
}

/// The key probably meant by a name that is none: `Enter` for `Entre`, `ctrl-d` for `ctlr-d`.
pub fn nearest_key(written: &str) -> Option<String> {
    let mut parts: Vec<&str> = written.split('-').collect();
    let key = parts.pop()?;
    let modifiers = parts.into_iter().map(|part| nearest_among(part, MODIFIERS));
    let key = if key.chars().count() == 1 || named(key).is_some() {
        key
    } else {
        nearest_among(key, NAMED.iter().map(|(_, name)| *name))?
    };
    let meant = modifiers.chain([Some(key)]).collect::<Option<Vec<_>>>()?.join("-");
    Chord::parse(&meant).is_ok().then_some(meant)
}

/// A sequence as it is shown and as a keymap file writes it: `g h`, `ctrl-d`.
pub fn show_keys(keys: &[Chord]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_mods() -> impl Iterator<Item = Mods> {
        (0..8_u8).map(|bits| Mods { ctrl: bits & 1 != 0, alt: bits & 2 != 0, shift: bits & 4 != 0 })
    }

    #[test]
    fn parse_is_the_inverse_of_print_for_every_key() {
        let named = NAMED.iter().map(|(code, _)| *code).chain([Code::BackTab]);
        let functions = (0..=u8::MAX).map(Code::F);
        // Every character there is without modifiers; with them, those that
        // keyboards type and those the notation itself is made of.
        let chars = ('\0'..=char::MAX).map(Code::Char);
        let mut tried = 0_u32;
        for code in named.chain(functions).chain(chars) {
            let plain_only = matches!(code, Code::Char('\u{3400}'..='\u{FEFE}' | '\u{10000}'..));
            for mods in all_mods().take(if plain_only { 1 } else { 8 }) {
                let chord = Chord::new(code, mods);
                let printed = chord.to_string();
                assert_eq!(Chord::parse(&printed), Ok(chord), "{printed}");
                // And as part of a keymap row, where white space separates.
                assert_eq!(parse_keys(&printed), Ok(vec![chord]), "{printed}");
                tried += 1;
            }
        }
        assert!(tried > 1_112_064);
    }

    #[test]
    fn the_notation() {
        let ctrl = |code| {
            let mods = Mods { ctrl: true, ..Mods::NONE };
            Chord::new(code, mods)
        };
        let alt = |code| {
            let mods = Mods { alt: true, ..Mods::NONE };
            Chord::new(code, mods)
        };
        for (notation, chord, printed) in [
            ("j", Chord::plain(Code::Char('j')), "j"),
            ("G", Chord::plain(Code::Char('G')), "G"),
            ("shift-g", Chord::plain(Code::Char('G')), "G"),
            ("ctrl-d", ctrl(Code::Char('d')), "ctrl-d"),
            ("Ctrl-D", ctrl(Code::Char('d')), "ctrl-d"),
            ("alt-x", alt(Code::Char('x')), "alt-x"),
            ("alt-X", alt(Code::Char('X')), "alt-X"),
            ("alt-shift-x", alt(Code::Char('X')), "alt-X"),
            ("shift-tab", Chord::plain(Code::BackTab), "shift-Tab"),
            ("pagedown", Chord::plain(Code::PageDown), "PageDown"),
            ("Esc", Chord::plain(Code::Esc), "Esc"),
            ("space", Chord::plain(Code::Char(' ')), "space"),
            (" ", Chord::plain(Code::Char(' ')), "space"),
            ("ctrl-space", ctrl(Code::Char(' ')), "ctrl-space"),
            ("F3", Chord::plain(Code::F(3)), "F3"),
            ("F", Chord::plain(Code::Char('F')), "F"),
            ("f", Chord::plain(Code::Char('f')), "f"),
            ("-", Chord::plain(Code::Char('-')), "-"),
            ("ctrl--", ctrl(Code::Char('-')), "ctrl--"),
            ("+", Chord::plain(Code::Char('+')), "+"),
            ("<", Chord::plain(Code::Char('<')), "<"),
            ("進", Chord::plain(Code::Char('進')), "進"),
            ("U+3000", Chord::plain(Code::Char('\u{3000}')), "U+3000"),
            ("u+41", Chord::plain(Code::Char('A')), "A"),
            ("U+1b", Chord::plain(Code::Char('\u{1b}')), "U+001B"),
        ] {
            assert_eq!(Chord::parse(notation), Ok(chord), "{notation}");
            assert_eq!(chord.to_string(), printed, "{notation}");
        }
    }

    #[test]
    fn what_is_no_key() {
        let unknown = |name: &str| ChordError::UnknownKey(name.to_owned());
        for (notation, error) in [
            ("", ChordError::Empty),
            ("ctrl-", unknown("ctrl-")),
            ("ctrl-ctrl-a", unknown("ctrl-a")),
            ("hyper-a", unknown("hyper-a")),
            ("ctrl-Retrun", unknown("Retrun")),
            ("gg", unknown("gg")),
            ("F256", unknown("F256")),
            ("F+3", unknown("F+3")),
            ("F03", unknown("F03")),
            ("U+D800", unknown("U+D800")),
            ("U++41", unknown("U++41")),
            ("進捗", unknown("進捗")),
            ("shift-1", ChordError::ShiftedChar('1')),
            ("alt-shift-あ", ChordError::ShiftedChar('あ')),
        ] {
            assert_eq!(Chord::parse(notation), Err(error), "{notation}");
        }
        assert_eq!(parse_keys(" \t"), Err(ChordError::Empty));
        assert_eq!(parse_keys("g Hoem"), Err(unknown("Hoem")));
        assert_eq!(parse_keys("a b c d e f g h").unwrap().len(), LONGEST);
        assert_eq!(parse_keys("a b c d e f g h i"), Err(ChordError::TooLong(LONGEST)));
    }

    #[test]
    fn a_misspelt_key_is_recognised() {
        for (written, meant) in [
            ("Entre", Some("Enter")),
            ("pagedwon", Some("PageDown")),
            ("ctlr-d", Some("ctrl-d")),
            ("Ctl-PageUp", Some("ctrl-PageUp")),
            ("atl-Entre", Some("alt-Enter")),
            ("ctrl_alt-Hoem", None),
            ("shfit-1", None),
            ("C-x", None),
            ("hyper-a", None),
            ("進捗", None),
            ("gg", None),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(nearest_key(written).as_deref(), meant, "{written}");
        }
    }

    #[test]
    fn sequences_are_shown_as_files_write_them() {
        for (keys, shown) in [
            ("g h", "g h"),
            ("g  g", "g g"),
            ("G", "G"),
            ("ctrl-d", "ctrl-d"),
            ("g Enter", "g Enter"),
            ("space g", "space g"),
        ] {
            assert_eq!(show_keys(&parse_keys(keys).unwrap()), shown, "{keys}");
        }
        assert_eq!(show_keys(&[]), "");
    }
}
