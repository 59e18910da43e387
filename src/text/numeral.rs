//! Reads numbers the way documents write them. It must not know what is
//! numbered, nor which numbers exist.

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Digits, ASCII or full-width.
    Plain,
    /// One enclosed character: `①`, `㉖`, `❶`, `➀`.
    Circled,
    /// Roman: `Ⅳ`, or `IV` in capitals.
    Roman,
    /// Kanji: `二十六`.
    Kanji,
}

/// A number with the form it was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Numeral {
    /// The number.
    pub value: u32,
    /// How it was written.
    pub form: Form,
}

/// Reads `s` if the whole of it is a number: digits, one circled character (0
/// to 50), a Roman number (1 to 12) or a kanji number (1 to 99).
pub fn numeral(s: &str) -> Option<Numeral> {
    let value = |value, form| Some(Numeral { value, form });
    if let Some(number) = plain(s) {
        return value(number, Form::Plain);
    }
    if let Some(number) = only_char(s).and_then(circled) {
        return value(number, Form::Circled);
    }
    if let Some(number) = roman(s) {
        return value(number, Form::Roman);
    }
    value(kanji(s)?, Form::Kanji)
}

/// Reads the number of a program, 1 to 65535, in digits or circled, with or
/// without what people set about it: `No.26`, `№8`, `第26`, `26番`, `26.`,
/// `(26)`, `【26】`, blanks.
pub fn program_number(s: &str) -> Option<u32> {
    let text: String = s.chars().map(half_width).collect();
    let text = unbracketed(text.trim()).trim();
    let text = without_prefix(text).trim_start();
    let text = text.strip_suffix('番').or_else(|| text.strip_suffix('.')).unwrap_or(text).trim_end();
    let number = plain(text).or_else(|| only_char(text).and_then(circled))?;
    (1..=u32::from(u16::MAX)).contains(&number).then_some(number)
}

/// Takes one pair of brackets off.
fn unbracketed(text: &str) -> &str {
    [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')]
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(text)
}

/// Takes `No.`, `No`, `№` or `第` off, in any case of letters.
fn without_prefix(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix(['№', '第']) {
        return rest.strip_prefix('.').unwrap_or(rest);
    }
    let Some(rest) = text.strip_prefix(['N', 'n']).and_then(|rest| rest.strip_prefix(['O', 'o', 'º', '°']))
    else {
        return text;
    };
    rest.strip_prefix('.').unwrap_or(rest)
}

/// Digits only, and no more than fit.
fn plain(s: &str) -> Option<u32> {
    if s.is_empty() {
        return None;
    }
    s.chars().try_fold(0_u32, |number, c| {
        let digit = half_width(c).to_digit(10)?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// The number in a circle or disc.
fn circled(c: char) -> Option<u32> {
    /// First character, last character, number of the first.
    const RUNS: &[(char, char, u32)] = &[
        ('①', '⑳', 1),
        ('㉑', '㉟', 21),
        ('㊱', '㊿', 36),
        ('⓪', '⓪', 0),
        ('⓫', '⓴', 11),
        ('⓵', '⓾', 1),
        ('⓿', '⓿', 0),
        ('❶', '❿', 1),
        ('➀', '➉', 1),
        ('➊', '➓', 1),
    ];
    RUNS.iter()
        .find(|(first, last, _)| (*first..=*last).contains(&c))
        .map(|(first, _, number)| number + u32::from(c) - u32::from(*first))
}

/// `Ⅰ` to `Ⅻ` as one character, or in ASCII capitals.
fn roman(s: &str) -> Option<u32> {
    const ASCII: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    if let Some(c @ 'Ⅰ'..='Ⅻ') = only_char(s) {
        return Some(u32::from(c) - u32::from('Ⅰ') + 1);
    }
    let found = ASCII.iter().zip(1..).find(|(text, _)| **text == s);
    found.map(|(_, number)| number)
}

/// `一` to `九十九`.
fn kanji(s: &str) -> Option<u32> {
    let digit = |text: &str| only_char(text).and_then(kanji_digit);
    let Some((tens, ones)) = s.split_once('十') else {
        return digit(s);
    };
    let tens = if tens.is_empty() { 1 } else { digit(tens)? };
    // Nobody writes 一十.
    if s.starts_with('一') {
        return None;
    }
    let ones = if ones.is_empty() { 0 } else { digit(ones)? };
    Some(tens * 10 + ones)
}

fn kanji_digit(c: char) -> Option<u32> {
    let found = "一二三四五六七八九".chars().zip(1..).find(|(k, _)| *k == c);
    found.map(|(_, number)| number)
}

/// The character of a string of one.
fn only_char(s: &str) -> Option<char> {
    let mut chars = s.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// ASCII for a full-width character.
fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_in_all_forms() {
        for (text, value, form) in [
            ("26", 26, Form::Plain),
            ("２６", 26, Form::Plain),
            ("2６", 26, Form::Plain),
            ("0", 0, Form::Plain),
            ("4294967295", u32::MAX, Form::Plain),
            ("①", 1, Form::Circled),
            ("⑳", 20, Form::Circled),
            ("㉑", 21, Form::Circled),
            ("㉖", 26, Form::Circled),
            ("㉟", 35, Form::Circled),
            ("㊱", 36, Form::Circled),
            ("㊿", 50, Form::Circled),
            ("⓪", 0, Form::Circled),
            ("❶", 1, Form::Circled),
            ("❿", 10, Form::Circled),
            ("⓫", 11, Form::Circled),
            ("➀", 1, Form::Circled),
            ("➓", 10, Form::Circled),
            ("Ⅰ", 1, Form::Roman),
            ("Ⅳ", 4, Form::Roman),
            ("Ⅻ", 12, Form::Roman),
            ("I", 1, Form::Roman),
            ("XII", 12, Form::Roman),
            ("一", 1, Form::Kanji),
            ("九", 9, Form::Kanji),
            ("十", 10, Form::Kanji),
            ("十二", 12, Form::Kanji),
            ("二十", 20, Form::Kanji),
            ("九十九", 99, Form::Kanji),
        ] {
            assert_eq!(numeral(text), Some(Numeral { value, form }), "{text}");
        }
        for text in [
            "",
            " 26",
            "26番",
            "2.6",
            "-1",
            "4294967296",
            "①②",
            "iv",
            "XIII",
            "IIII",
            "ⅣⅣ",
            "一二",
            "百",
            "十十",
            "二十十",
            "一十",
            "A",
            "Ⅼ",
        ] {
            assert_eq!(numeral(text), None, "{text}");
        }
    }

    #[test]
    fn program_numbers_as_people_write_them() {
        for (text, number) in [
            ("26", 26),
            ("２６", 26),
            (" 26　", 26),
            ("No.26", 26),
            ("No26", 26),
            ("No. 29", 29),
            ("NO.3", 3),
            ("no 3", 3),
            ("Ｎｏ．２６", 26),
            ("№8", 8),
            ("№ ８", 8),
            ("26番", 26),
            ("第26", 26),
            ("第26番", 26),
            ("(26)", 26),
            ("（２６）", 26),
            ("【26】", 26),
            ("【No.26】", 26),
            ("26.", 26),
            ("２６．", 26),
            ("㉖", 26),
            ("(③)", 3),
            ("0026", 26),
            ("9999", 9999),
            ("65535", 65535),
        ] {
            assert_eq!(program_number(text), Some(number), "{text}");
        }
        for text in [
            "",
            "0",
            "⓪",
            "65536",
            "26a",
            "2-26",
            "No",
            "番",
            "()",
            "(26",
            "Ⅳ",
            "二十六",
            "26年度",
            "No.",
            "26..",
        ] {
            assert_eq!(program_number(text), None, "{text}");
        }
    }
}
