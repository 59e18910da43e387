//! Recognises the mark that opens an item of a list. It must not know widths,
//! nor where lines break.

use super::kinsoku::is_enumerator;

/// How many of the characters at the start of a paragraph are its bullet: the
/// mark with the blanks before and behind it. 0 if there is no bullet.
pub(super) fn prefix(text: &[char]) -> usize {
    let before = blanks(text);
    let body = text.get(before..).unwrap_or_default();
    let mark = mark(body);
    if mark == 0 {
        return 0;
    }
    let behind = blanks(body.get(mark..).unwrap_or_default());
    before + mark + behind
}

/// Whether `c` is a blank at which a line may break.
pub(super) const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}')
}

fn blanks(text: &[char]) -> usize {
    text.iter().take_while(|&&c| is_blank(c)).count()
}

/// Length of the mark at the very start.
fn mark(text: &[char]) -> usize {
    match text {
        [first, ..] if is_open(*first) => bracketed(text),
        ['・' | '･' | '•' | '‣' | '◦', ..] => 1,
        // A hyphen or an asterisk is a bullet only if set apart.
        ['-' | '*' | '–', next, ..] if is_blank(*next) => 1,
        // `※1` is the mark of a note.
        ['※', rest @ ..] => 1 + digits(rest),
        // `○○市` is a name left out, `△5` a negative number.
        [first, next, ..] if is_enumerator(*first) => {
            usize::from(first != next && !is_minus_number(*first, *next))
        }
        _ => numbered(text),
    }
}

/// `(1)`, `（２）`, `(ア)`, `（一）`.
fn bracketed(text: &[char]) -> usize {
    let inner = text.get(1..).unwrap_or_default();
    let label = label(inner);
    match inner.get(label) {
        Some(')' | '）' | '〕' | ']' | '］') if label > 0 => label + 2,
        _ => 0,
    }
}

/// `1.`, `ア．`, `2)`. `1.5` is a number and `e.g.` a word.
fn numbered(text: &[char]) -> usize {
    let label = label(text);
    if label == 0 {
        return 0;
    }
    match (text.get(label), text.get(label + 1)) {
        (Some(')' | '）'), _) => label + 1,
        (Some('.' | '．'), Some(&next)) if digits(&[next]) == 0 && !next.is_ascii_graphic() => label + 1,
        _ => 0,
    }
}

/// Length of a label: up to three digits, or one letter, kana or kanji number.
fn label(text: &[char]) -> usize {
    match (digits(text), text.first()) {
        (found @ 1..=3, _) => found,
        (0, Some(&c)) if is_letter(c) => 1,
        _ => 0,
    }
}

fn digits(text: &[char]) -> usize {
    let is_digit = |c: &&char| matches!(c, '0'..='9' | '０'..='９');
    text.iter().take_while(is_digit).count()
}

const fn is_open(c: char) -> bool {
    matches!(c, '(' | '（' | '〔' | '[' | '［')
}

const fn is_letter(c: char) -> bool {
    matches!(
        c,
        'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' | 'ぁ'..='ん' | 'ァ'..='ン' | 'ｱ'..='ﾝ'
            | 'Ⅰ'..='ⅿ' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

const fn is_minus_number(mark: char, next: char) -> bool {
    matches!(mark, '△' | '▲') && matches!(next, '0'..='9' | '０'..='９')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_with_their_blanks() {
        for (text, expected) in [
            ("・項目", 1),
            ("①研究", 1),
            ("※ 注", 2),
            ("※1 注", 3),
            ("○実施", 1),
            ("○○市", 0),
            ("△5件", 0),
            ("(1)目的", 3),
            ("（２）　目的", 4),
            ("（12）目的", 4),
            ("(ア)目的", 3),
            ("（一）目的", 3),
            ("(株)山田", 0),
            ("（以下略）", 0),
            ("1. 目的", 3),
            ("1.5倍", 0),
            ("１．目的", 2),
            ("ア．目的", 2),
            ("2)目的", 2),
            ("e.g. x", 0),
            ("2026. x", 0),
            ("- 項目", 2),
            ("-5度", 0),
            ("　・項目", 2),
            ("　段落", 0),
            ("段落", 0),
            ("", 0),
            ("①", 0),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(prefix(&chars), expected, "{text}");
        }
    }
}
