//! What kana are and which hiragana stands for a katakana, as far as searching
//! needs it. It must not know how text is folded.

/// The long-vowel sign and what is taken for it.
pub(super) const fn is_long_sign(c: char) -> bool {
    matches!(c, 'ー' | '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | '━' | '－' | 'ｰ')
}

/// Hiragana or katakana that stand for a syllable.
pub(super) const fn is_kana(c: char) -> bool {
    is_katakana(c) || matches!(c, '\u{3041}'..='\u{3096}' | 'ゝ' | 'ゞ')
}

/// Katakana that stand for a syllable.
pub(super) const fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | 'ヽ' | 'ヾ' | '\u{31F0}'..='\u{31FF}')
}

/// Vowels and finals of Hangul, which join the letter before them.
pub(super) const fn is_hangul_tail(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FB}')
}

/// Hands over the hiragana for a katakana, or `c` itself.
pub(super) fn hiragana(c: char, mut emit: impl FnMut(char)) {
    /// `ㇰ` to `ㇿ`, which have no hiragana of their size.
    const SMALL: [char; 16] =
        ['く', 'し', 'す', 'と', 'ぬ', 'は', 'ひ', 'ふ', 'へ', 'ほ', 'む', 'ら', 'り', 'る', 'れ', 'ろ'];
    let point = u32::from(c);
    match c {
        '\u{30A1}'..='\u{30F6}' | 'ヽ' | 'ヾ' => {
            emit(char::from_u32(point - 0x60).unwrap_or(c));
        }
        'ヷ' => "ゔぁ".chars().for_each(emit),
        'ヸ' => "ゔぃ".chars().for_each(emit),
        'ヹ' => "ゔぇ".chars().for_each(emit),
        'ヺ' => "ゔぉ".chars().for_each(emit),
        '\u{31F0}'..='\u{31FF}' => {
            let small = SMALL.iter().zip('\u{31F0}'..='\u{31FF}');
            emit(small.into_iter().find(|(_, k)| *k == c).map_or(c, |(h, _)| *h));
        }
        _ => emit(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn katakana_have_a_hiragana() {
        for (text, expected) in [
            ("アンヴヶ", "あんゔゖ"),
            ("ヽヾ", "ゝゞ"),
            ("ヷヺ", "ゔぁゔぉ"),
            ("ㇰㇿ", "くろ"),
            ("あ漢aー", "あ漢aー"),
        ] {
            let mut found = String::new();
            text.chars().for_each(|c| hiragana(c, |h| found.push(h)));
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn every_katakana_is_replaced() {
        for c in ('\0'..='\u{FFFF}').filter(|&c| is_katakana(c)) {
            hiragana(c, |h| assert!(is_kana(h) && !is_katakana(h), "{c} {h}"));
        }
    }
}
