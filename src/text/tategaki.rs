//! Sets a label vertically (縦書き), in boxes of two cells, one below the other.
//! It must not know what the label heads, nor the policy of widths: a box is
//! made of ASCII and of characters that are wide on every terminal, so that it
//! takes two cells everywhere.

use unicode_normalization::char::decompose_compatible;

use super::cluster::clusters;
use super::sanitize::{Display, GETA, sanitize};
use super::width::{is_wide, is_zero};

/// `label` as boxes of exactly two cells, from top to bottom; none for no text.
///
/// ASCII digits stand upright two in a box, an odd one first and at the right
/// (`126` → ` 1`, `26`), and so do a letter and the one digit behind it (`R2`). Dashes, stops and brackets take their vertical form.
/// Other ASCII and half-width letters become full width, blanks included. Signs
/// that are wide on some terminals only are taken apart (`⑳` → `20`, `Ⅳ` → `Ｉ`,
/// `Ｖ`) or give way to a wide one that says the same (`○` → `〇`).
///
/// What is lost: the rings, dots and brackets' shape of such signs, and every
/// character for which there is no wide one (Greek, Cyrillic, box drawing, flags
/// …): a `〓` stands for it.
pub fn tategaki(label: &str) -> Vec<Display> {
    let clean = sanitize(&full_width_letters(sanitize(label).as_str()));
    let mut column = Column::default();
    let mut rest = clean.as_str();
    while let Some(cluster) = clusters(rest).next() {
        if let Some((pair, behind)) = numbered(rest, &column) {
            column.boxes.push(pair.to_owned());
            rest = behind;
            continue;
        }
        rest = rest.get(cluster.len()..).unwrap_or_default();
        let mut chars = cluster.chars();
        let Some(base) = chars.next() else { continue };
        if base.is_ascii_digit() {
            column.digits.push(cluster.to_owned());
        } else {
            column.close();
            column.upright(base);
            column.close();
            column.marks(chars.as_str());
        }
    }
    column.close();
    column.boxes.iter().map(|text| sanitize(text)).collect()
}

/// A word that is a letter and a digit at the start of `rest`, and what follows: a year of an era, a code of a plan.
fn numbered<'a>(rest: &'a str, before: &Column) -> Option<(&'a str, &'a str)> {
    let (pair, behind) = rest.split_at_checked(2)?;
    let is_pair =
        matches!(pair.as_bytes(), [letter, digit] if letter.is_ascii_alphabetic() && digit.is_ascii_digit());
    let goes_on = behind.starts_with(|c: char| c.is_ascii_alphanumeric() || is_zero(c));
    let within = !before.digits.is_empty() || before.boxes.last().is_some_and(|last| is_latin(last));
    (is_pair && !goes_on && !within).then_some((pair, behind))
}

/// Whether a box holds a Latin letter or digits.
fn is_latin(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ'))
}

/// Half-width kana and Hangul in full width; a sound mark or a vowel behind one
/// of them is joined with it when the text is cleaned again.
fn full_width_letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '｡'..='\u{FFDC}') {
            decompose_compatible(c, |wide| out.push(wide));
        } else {
            out.push(c);
        }
    }
    out
}

/// The boxes made so far, and digits that still wait for their neighbour.
#[derive(Default)]
struct Column {
    boxes: Vec<String>,
    digits: Vec<String>,
}

impl Column {
    /// Puts the digits that wait into boxes.
    fn close(&mut self) {
        let digits = std::mem::take(&mut self.digits);
        let (first, pairs) = digits.split_at_checked(digits.len() % 2).unwrap_or((&[], &digits));
        self.boxes.extend(first.iter().map(|digit| format!(" {digit}")));
        self.boxes.extend(pairs.chunks(2).map(<[String]>::concat));
    }

    /// Adds what stands for one character that is no digit.
    fn upright(&mut self, c: char) {
        if let Some(text) = whole(c) {
            self.boxes.push(text);
            return;
        }
        // A sign of several letters or digits; digits of two signs share no box.
        let mut parts = Vec::new();
        decompose_compatible(c, |part| parts.push(part));
        if let [' ', _, ..] = parts[..] {
            // A mark that stands alone, such as ´: its blank would say nothing.
            parts = vec![c];
        }
        for part in parts {
            if part.is_ascii_digit() {
                self.digits.push(part.to_string());
                continue;
            }
            self.close();
            if is_zero(part) {
                self.marks(part.encode_utf8(&mut [0; 4]));
            } else {
                self.boxes.push(whole(part).unwrap_or_else(|| GETA.to_string()));
            }
        }
    }

    /// Adds what of `tail` takes no cell to the last box.
    fn marks(&mut self, tail: &str) {
        let Some(last) = self.boxes.last_mut() else { return };
        for mark in tail.chars().filter(|&c| is_zero(c)) {
            if last.ends_with(['>', '-']) {
                // An arrow struck out is not that arrow, and its second letter alone would take the stroke.
                *last = GETA.to_string();
            } else {
                last.push(mark);
            }
        }
    }
}

/// The box that one character fills on its own.
fn whole(c: char) -> Option<String> {
    let form = vertical(c).or_else(|| wide_of_ascii(c)).or_else(|| is_wide(c).then_some(c));
    form.map(String::from).or_else(|| stand_in(c).map(str::to_owned))
}

/// The form that a sign takes in vertical text.
const fn vertical(c: char) -> Option<char> {
    Some(match c {
        'ー' | '―' | '—' | '－' | '-' | '−' => '︱',
        '–' | '‐' => '︲',
        '、' => '︑',
        '。' => '︒',
        '，' | ',' => '︐',
        '：' | ':' => '︓',
        '；' | ';' => '︔',
        '…' => '︙',
        '‥' => '︰',
        '（' | '(' => '︵',
        '）' | ')' => '︶',
        '［' | '[' => '﹇',
        '］' | ']' => '﹈',
        '｛' | '{' => '︷',
        '｝' | '}' => '︸',
        '「' => '﹁',
        '」' => '﹂',
        '『' => '﹃',
        '』' => '﹄',
        '【' => '︻',
        '】' => '︼',
        '〔' => '︹',
        '〕' => '︺',
        '〈' => '︿',
        '〉' => '﹀',
        '《' => '︽',
        '》' => '︾',
        '〖' => '︗',
        '〗' => '︘',
        _ => return None,
    })
}

/// The full-width form of ASCII that is no digit.
fn wide_of_ascii(c: char) -> Option<char> {
    match c {
        ' ' => Some('\u{3000}'),
        '!'..='/' | ':'..='~' => char::from_u32(u32::from(c) + 0xFEE0),
        _ => None,
    }
}

/// What says the same as a sign that is not wide everywhere.
const fn stand_in(c: char) -> Option<&'static str> {
    Some(match c {
        '○' | '◯' => "〇",
        '×' => "ｘ",
        '※' => "＊",
        '•' => "・",
        '°' => "゜",
        '⁄' => "／",
        '‘' | '’' | '′' => "＇",
        '“' | '〝' => "〝",
        '”' | '〟' => "〟",
        '¥' => "￥",
        '£' => "￡",
        '¢' => "￠",
        '→' => "->",
        '←' => "<-",
        '⇒' => "=>",
        '⇔' => "<>",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::width::{Policy, Widths};
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn joined(label: &str) -> String {
        tategaki(label).iter().map(Display::as_str).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn labels_stand_upright() {
        for (label, expected) in [
            ("26上", "26/上"),
            ("2026春", "20/26/春"),
            ("10月（予定）", "10/月/︵/予/定/︶"),
            ("126上", " 1/26/上"),
            ("5", " 5"),
            ("R2末", "R2/末"),
            ("R12末", "Ｒ/12/末"),
            ("AR2", "Ａ/Ｒ/ 2"),
            ("R2D", "Ｒ/ 2/Ｄ"),
            ("1R2", " 1/Ｒ/ 2"),
            ("K1 R4", "K1/　/R4"),
            ("２６年", "２/６/年"),
            ("センター", "セ/ン/タ/︱"),
            ("―－—-−–‐", "︱/︱/︱/︱/︱/︲/︲"),
            ("、。，：；", "︑/︒/︐/︓/︔"),
            ("「あ」『い』(う)", "﹁/あ/﹂/﹃/い/﹄/︵/う/︶"),
            ("［］｛｝【】〔〕〈〉《》", "﹇/﹈/︷/︸/︻/︼/︹/︺/︿/﹀/︽/︾"),
            ("…‥", "︙/︰"),
            ("Abz", "Ａ/ｂ/ｚ"),
            ("a b!", "ａ/　/ｂ/！"),
            ("ﾊﾟｲﾛｯﾄｰ｡", "パ/イ/ロ/ッ/ト/︱/︒"),
            ("①⑳⑴⒈", " 1/20/︵/ 1/︶/ 1/．"),
            ("1②3", " 1/ 2/ 3"),
            ("Ⅳ期→Ⅴ期", "Ｉ/Ｖ/期/->/Ｖ/期"),
            ("○×※", "〇/ｘ/＊"),
            ("25℃", "25/゜/Ｃ"),
            ("½", " 1/／/ 2"),
            ("αЖ■─🇯🇵", "〓/〓/〓/〓/〓"),
            ("≠↛", "＝\u{338}/〓"),
            ("㎡㈱👍", "㎡/㈱/👍"),
            ("葛\u{E0100}飾", "葛\u{E0100}/飾"),
            ("é", "ｅ\u{301}"),
            ("´¨", "〓/〓"),
            ("ﾡￂ ￂ", "가/　/〓"),
            ("か\u{3099}ア\u{3099}", "が/ア/゛"),
            ("\u{1B}[31m26\u{7}上\u{202E}", "26/上"),
            ("2\n6", " 2/　/ 6"),
            ("外\u{E000}", "外/〓"),
            ("", ""),
            ("\u{301}\u{200B}", ""),
        ] {
            assert_eq!(joined(label), expected, "{label:?}");
        }
    }

    /// The boxes of a label take two cells under every policy, and are made of nothing but ASCII and wide characters.
    fn holds(label: &str) {
        for piece in tategaki(label) {
            for policy in [Policy::Narrow, Policy::Wide, Policy::Safe, Policy::Spaced] {
                assert_eq!(Widths::new(policy).str(piece.as_str()), 2, "{label:?} {piece:?} {policy:?}");
            }
            let known = |c: char| matches!(c, ' '..='~') || is_wide(c) || is_zero(c);
            assert!(piece.as_str().chars().all(known), "{label:?} {piece:?}");
            assert_eq!(sanitize(piece.as_str()), piece, "{label:?}");
        }
    }

    #[test]
    fn every_character_alone_fills_its_boxes() {
        for c in '\0'..='\u{3FFFF}' {
            holds(&c.to_string());
            holds(&format!("か{c}1"));
            holds(&format!(" {c}"));
            // What is seen does not become a blank.
            let seen = !sanitize(&c.to_string()).as_str().trim().is_empty();
            assert!(!seen || !joined(&c.to_string()).trim().is_empty(), "{c:?}");
        }
    }

    /// What vertical and horizontal text have in common.
    fn letters(text: &str) -> String {
        text.nfkc().map(|c| if "ー―—－-−".contains(c) { '—' } else { c }).filter(|c| *c != ' ').collect()
    }

    proptest! {
        #[test]
        fn boxes_of_any_text_take_two_cells(label in any::<String>()) {
            holds(&label);
        }

        #[test]
        fn nothing_is_lost_of_usual_text(label in "[ぁ-んァ-ヶー一-龠０-９Ａ-Ｚｦ-ﾟ0-9A-Za-z①-⑳Ⅰ-Ⅻ（）「」『』【】、。…―-]{0,30}") {
            holds(&label);
            let boxes: String = tategaki(&label).iter().map(Display::as_str).collect();
            prop_assert_eq!(letters(&boxes), letters(sanitize(&label).as_str()));
        }
    }
}
