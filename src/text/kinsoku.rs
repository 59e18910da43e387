//! Where a Japanese line may break: what may not begin a line, what may not end
//! it, what stays together. It must not know widths or columns.

/// How good a place for a break is, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// Only if nothing else is left.
    Never,
    /// Inside a word or a number: if it does not fit on a line.
    Word,
    /// At a sign between words that no blank parts: if they do not fit on a line
    /// together.
    Sign,
    /// A good place.
    Free,
}

/// Two neighbouring characters that are not blanks, and what lies about them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// The character before `left`, if it touches it.
    pub before: Option<char>,
    /// The character that would end the line.
    pub left: char,
    /// The character that would begin the next line.
    pub right: char,
    /// Blanks stand between the two.
    pub spaced: bool,
    /// Both belong to the same web address.
    pub in_address: bool,
}

/// How good the place between the two characters of `pair` is.
pub(super) fn rank(pair: Pair) -> Break {
    let Pair { before, left, right, spaced, in_address } = pair;
    let dashes = left == right && matches!(left, '―' | '—' | '…' | '‥');
    let glued = is_no_break_space(left) || is_no_break_space(right);
    if no_start(right) || no_end(left) || dashes || glued || is_enumerator(left) {
        Break::Never
    } else if spaced {
        Break::Free
    } else if in_address {
        if matches!(left, '/' | '?' | '&' | '=' | '_') && right != '/' { Break::Free } else { Break::Word }
    } else if left == '-' && right.is_alphabetic() && before.is_some_and(char::is_alphabetic) {
        Break::Free
    } else if is_one_word(before, left, right) {
        if is_between_words(before, left, right) { Break::Sign } else { Break::Word }
    } else {
        Break::Free
    }
}

/// Whether `c` may not begin a line.
pub const fn no_start(c: char) -> bool {
    is_closing(c) || is_small_kana(c) || is_trailing_sign(c)
}

/// Whether `c` may not end a line.
pub const fn no_end(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '（'
            | '［'
            | '｛'
            | '「'
            | '『'
            | '【'
            | '〈'
            | '《'
            | '〔'
            | '｟'
            | '〘'
            | '〖'
            | '〝'
            | '‘'
            | '“'
            | '«'
            | '｢'
            | '￥'
            | '＄'
            | '¥'
            | '$'
            | '£'
            | '￡'
            | '＃'
            | '№'
            | '〒'
    )
}

/// Signs that open an item of a list and stay with its text.
pub(super) const fn is_enumerator(c: char) -> bool {
    matches!(
        c,
        '※' | '①'..='⒛'
            | 'Ⓐ'..='⓿'
            | '❶'..='➓'
            | '㉑'..='㉟'
            | '㊱'..='㊿'
            | '㋐'..='㋾'
            | 'Ⅰ'..='ⅿ'
            | '■'..='◿'
            | '★'
            | '☆'
            | '☐'..='☒'
            | '✓'
            | '✔'
    )
}

const fn is_closing(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '）'
            | '］'
            | '｝'
            | '」'
            | '』'
            | '】'
            | '〉'
            | '》'
            | '〕'
            | '｠'
            | '〙'
            | '〗'
            | '〟'
            | '’'
            | '”'
            | '»'
            | '｣'
            | '、'
            | '。'
            | '，'
            | '．'
            | ','
            | '.'
            | '・'
            | '：'
            | '；'
            | ':'
            | ';'
            | '？'
            | '！'
            | '?'
            | '!'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '､'
            | '｡'
            | '･'
    )
}

const fn is_small_kana(c: char) -> bool {
    matches!(
        c,
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ' | 'ァ' | 'ィ'
            | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' | 'ㇰ'..='ㇿ'
            | 'ｧ'..='ｯ'
    )
}

const fn is_trailing_sign(c: char) -> bool {
    matches!(
        c,
        '゛' | '゜'
            | 'ヽ'
            | 'ヾ'
            | 'ゝ'
            | 'ゞ'
            | '々'
            | '〻'
            | 'ー'
            | 'ｰ'
            | 'ﾞ'
            | 'ﾟ'
            | '‐'
            | '–'
            | '゠'
            | '〜'
            | '～'
            | '%'
            | '％'
            | '‰'
            | '°'
            | '′'
            | '″'
            | '℃'
            | '…'
            | '‥'
    )
}

const fn is_no_break_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

/// Whether two touching characters belong to one word or number.
fn is_one_word(before: Option<char>, left: char, right: char) -> bool {
    if is_digit(right) {
        let sign = matches!(left, '−' | '±' | '＋' | '－' | '▲' | '△' | '．');
        // In `１，０００` and `９：００`, but not in `実績：５`.
        let inner = matches!(left, '，' | '：') && before.is_some_and(is_digit);
        if sign || inner {
            return true;
        }
    }
    is_word(right) && (is_word(left) || left == '’')
}

/// Whether a run of letters, digits and ASCII signs has a joint there: before a
/// bracket, and behind a sign that neither holds a word together (`1,000`,
/// `6/29`, `don't`) nor belongs to what is behind it (`-5`, `#1`).
fn is_between_words(before: Option<char>, left: char, right: char) -> bool {
    let is_letter = |c: char| is_word(c) && c.is_alphanumeric();
    let behind_word = before.is_some_and(is_letter);
    let holds = match left {
        '.' | ',' | ':' | '/' | '\'' | '’' | '@' | '_' => behind_word,
        '-' | '+' => !behind_word,
        '"' | '#' | '$' => true,
        _ => is_letter(left) || !is_word(left),
    };
    matches!(right, '(' | '[' | '{') || !holds && (is_letter(right) || right == '"')
}

const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Letters and digits of scripts that set words apart by blanks, with the ASCII
/// signs inside such words.
fn is_word(c: char) -> bool {
    match c {
        '!'..='~' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => true,
        '\u{A1}'..='\u{10FF}' | '\u{1E00}'..='\u{1FFF}' => c.is_alphanumeric(),
        _ => is_digit(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_at_either_end() {
        for c in "、。，．,.・：；？！゛ゝ々ー）」』】〉ゃっァㇰ‐–〜～％%‰°′″℃｡､｣･ﾞﾟｰ…‥ｯ".chars()
        {
            assert!(no_start(c) && !no_end(c), "{c}");
        }
        for c in "（「『【〈《〔“‘￥＄¥£＃№〒([{｢".chars() {
            assert!(no_end(c) && !no_start(c), "{c}");
        }
        for c in "あア漢a1①※○→ｱ".chars() {
            assert!(!no_start(c) && !no_end(c), "{c}");
        }
    }

    #[test]
    fn ranks_of_places() {
        for (text, expected) in [
            ("漢字", Break::Free),
            ("漢a", Break::Free),
            ("年度", Break::Free),
            ("5年", Break::Free),
            ("a漢", Break::Free),
            ("ab", Break::Word),
            ("12", Break::Word),
            ("１２", Break::Word),
            ("．５", Break::Word),
            ("△5", Break::Never),
            ("−5", Break::Word),
            ("αβ", Break::Word),
            ("Жд", Break::Word),
            ("5％", Break::Never),
            ("字。", Break::Never),
            ("「字", Break::Never),
            ("字「", Break::Free),
            ("――", Break::Never),
            ("……", Break::Never),
            ("①字", Break::Never),
            ("字①", Break::Free),
            ("・字", Break::Free),
            ("あ\u{A0}", Break::Never),
        ] {
            let mut chars = text.chars();
            let found = chars.next().zip(chars.next()).map(|(left, right)| {
                rank(Pair { before: None, left, right, spaced: false, in_address: false })
            });
            assert_eq!(found, Some(expected), "{text}");
        }
        for (text, expected) in [
            ("4%(", Break::Sign),
            ("分:9", Break::Sign),
            ("9~7", Break::Sign),
            ("e=\"", Break::Sign),
            ("e=1", Break::Sign),
            ("1:0", Break::Word),
            ("1,0", Break::Word),
            ("6/2", Break::Word),
            ("n't", Break::Word),
            ("a@b", Break::Word),
            (" -5", Break::Word),
            ("6-5", Break::Sign),
            ("=\"l", Break::Word),
            ("第#1", Break::Word),
            ("績：５", Break::Free),
            ("９：０", Break::Word),
            ("が，３", Break::Free),
            ("１，０", Break::Word),
            ("１．５", Break::Word),
            ("a-b", Break::Free),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let (before, left, right) = (Some(chars[0]).filter(|c| *c != ' '), chars[1], chars[2]);
            let found = rank(Pair { before, left, right, spaced: false, in_address: false });
            assert_eq!(found, expected, "{text}");
        }
    }
}
