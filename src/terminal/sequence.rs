//! Control sequences as keys: the parameters and the final byte of what a terminal sends → a chord, or an answer to a
//! question. Knows nothing of how the bytes arrive.

use super::decode::Decoded;
use crate::keymap::{Chord, Code, Mods};

/// A control sequence (`CSI`), whole. `private` is the mark before its parameters, if any: `?`, `<`, `=`, `>`.
pub(super) fn control(params: &[u8], last: u8, alt: bool) -> Option<Decoded> {
    let (private, numbers) = match params.first() {
        Some(mark @ b'<'..=b'?') => (Some(*mark), params.get(1..).unwrap_or_default()),
        _ => (None, params),
    };
    // Answers nobody waits for, mouse reports: they are no keys.
    if private.is_some() || numbers.iter().any(|b| (b' '..=b'/').contains(b)) {
        return None;
    }
    let fields = fields(numbers)?;
    let field = |at: usize| fields.get(at).and_then(|f| f.first().copied().flatten());
    let mods = |at: usize| modifiers(field(at).unwrap_or(1), alt);
    // Only terminals that report releases send a kind of event behind the modifiers; 3 is a release.
    if fields.get(1).and_then(|f| f.get(1).copied().flatten()) == Some(3) {
        return None;
    }
    let key = |code: Code| Some(Decoded::Key(Chord::new(code, mods(1))));
    match last {
        b'A' => key(Code::Up),
        b'B' => key(Code::Down),
        b'C' => key(Code::Right),
        b'D' => key(Code::Left),
        b'H' => key(Code::Home),
        b'F' => key(Code::End),
        b'P' => key(Code::F(1)),
        b'Q' => key(Code::F(2)),
        // The place of the cursor looks like F3 with modifiers; the program asks for it on lower rows only.
        b'R' => match (field(0).unwrap_or(1), field(1)) {
            (1, _) => key(Code::F(3)),
            (row, Some(col)) if row > 1 => Some(Decoded::Position { row, col }),
            // Half an answer.
            _ => None,
        },
        b'S' => key(Code::F(4)),
        b'Z' => Some(Decoded::Key(Chord::new(Code::BackTab, Mods { alt, ..Mods::NONE }))),
        b'u' => Some(Decoded::Key(Chord::new(by_code_point(field(0)?)?, mods(1)))),
        b'~' if field(0) == Some(27) => {
            Some(Decoded::Key(Chord::new(by_code_point(field(2)?)?, modifiers(field(1).unwrap_or(1), alt))))
        }
        b'~' => key(by_number(field(0)?)?),
        // rxvt writes shift into the final byte.
        b'$' => {
            Some(Decoded::Key(Chord::new(by_number(field(0)?)?, Mods { shift: true, alt, ..Mods::NONE })))
        }
        b'^' => Some(Decoded::Key(Chord::new(by_number(field(0)?)?, Mods { ctrl: true, alt, ..Mods::NONE }))),
        b'a'..=b'd' => {
            let code = arrow(last)?;
            Some(Decoded::Key(Chord::new(code, Mods { shift: true, alt, ..Mods::NONE })))
        }
        _ => None,
    }
}

/// Parameters separated by `;`, each with its parts separated by `:`. `None` where something is no number.
fn fields(numbers: &[u8]) -> Option<Vec<Vec<Option<u32>>>> {
    let number = |part: &[u8]| match part {
        [] => Some(None),
        digits if digits.len() <= 9 => std::str::from_utf8(digits).ok()?.parse().ok().map(Some),
        _ => None,
    };
    numbers.split(|b| *b == b';').map(|field| field.split(|b| *b == b':').map(number).collect()).collect()
}

/// Modifiers as terminals count them: one more than the sum of shift 1, alt 2, ctrl 4 (meta 8 counts as alt).
fn modifiers(number: u32, alt: bool) -> Mods {
    let bits = number.saturating_sub(1);
    Mods { shift: bits & 1 != 0, alt: alt || bits & 0b1010 != 0, ctrl: bits & 4 != 0 }
}

/// The keys that terminals number.
fn by_number(number: u32) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(number as u8 - 10),
        17..=21 => Code::F(number as u8 - 11),
        23..=26 => Code::F(number as u8 - 12),
        28 | 29 => Code::F(number as u8 - 13),
        31..=34 => Code::F(number as u8 - 14),
        _ => return None,
    })
}

/// Keys by their code point, with those of the keypad and others in the private area of the kitty protocol.
fn by_code_point(number: u32) -> Option<Code> {
    const KEYPAD: &[u8] = b"0123456789./*-+\r=,";
    Some(match number {
        0 => Code::Null,
        8 | 127 => Code::Backspace,
        9 => Code::Tab,
        10 | 13 => Code::Enter,
        27 => Code::Esc,
        57399..=57416 => return KEYPAD.get(number as usize - 57399).map(|byte| typed(*byte)),
        57417 => Code::Left,
        57418 => Code::Right,
        57419 => Code::Up,
        57420 => Code::Down,
        57421 => Code::PageUp,
        57422 => Code::PageDown,
        57423 => Code::Home,
        57424 => Code::End,
        57425 => Code::Insert,
        57426 => Code::Delete,
        57376..=57398 => Code::F((number - 57363) as u8),
        // Modifiers, media keys and whatever else has no place in a keymap.
        57344..=63743 => return None,
        other => Code::Char(char::from_u32(other).filter(|c| !c.is_control())?),
    })
}

fn typed(byte: u8) -> Code {
    if byte == b'\r' { Code::Enter } else { Code::Char(char::from(byte)) }
}

/// A key in application mode (`SS3`): arrows, the first function keys, and the whole keypad.
pub(super) fn application(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'P' => Code::F(1),
        b'Q' => Code::F(2),
        b'R' => Code::F(3),
        b'S' => Code::F(4),
        b'M' => Code::Enter,
        b'I' => Code::Tab,
        b' ' => Code::Char(' '),
        b'X' => Code::Char('='),
        // The keypad types what stands on it: `j` is `*`, `p` is `0`.
        b'j'..=b'y' => Code::Char(char::from(last - 0x40)),
        _ => return None,
    })
}

/// An arrow that rxvt sends in lower case.
pub(super) fn arrow(last: u8) -> Option<Code> {
    matches!(last, b'a'..=b'd').then(|| application(last.to_ascii_uppercase())).flatten()
}

/// A byte below the blank, or DEL, as a key.
pub(super) fn control_byte(byte: u8) -> Chord {
    let ctrl = |c: u8| Chord::new(Code::Char(char::from(c)), Mods { ctrl: true, ..Mods::NONE });
    match byte {
        0 => Chord::plain(Code::Null),
        // Which of the two the key sends is a setting of the terminal; PuTTY has it in its dialogue.
        8 | 0x7F => Chord::plain(Code::Backspace),
        9 => Chord::plain(Code::Tab),
        b'\r' => Chord::plain(Code::Enter),
        1..=26 => ctrl(byte + 0x60),
        _ => ctrl(byte + 0x18),
    }
}
