//! The form in which text is searched: one spelling for what people write in
//! several ways. It must not know queries, readings or rankings.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::kana::{hiragana, is_hangul_tail, is_kana, is_katakana, is_long_sign};
use super::old_forms::modern;

/// `s` as it is searched: compatibility forms resolved (NFKC), lower case,
/// hiragana for katakana, new character forms for old, one long-vowel sign,
/// and nothing that is neither letter, digit nor `%`. Folding twice is folding
/// once.
pub fn fold(s: &str) -> String {
    let mut text = String::with_capacity(s.len());
    run(s, |c, _| text.push(c));
    text
}

/// Folded text that remembers where each of its characters came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// For each character of `text`, in order.
    origins: Vec<Origin>,
}

/// Where a folded character begins, and the bytes of the original it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Origin {
    at: usize,
    start: usize,
    end: usize,
}

impl Folded {
    /// Folds `s`.
    pub fn new(s: &str) -> Self {
        let mut folded = Self::default();
        run(s, |c, Range { start, end }| {
            let at = folded.text.len();
            folded.origins.push(Origin { at, start, end });
            folded.text.push(c);
        });
        folded
    }

    /// The folded text, as [`fold`] gives it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that `folded`, a byte range of
    /// [`text`](Self::text), stands for, on character boundaries. A character
    /// touched in part counts whole; an empty range stays empty.
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        // The character that holds a byte is the last that begins at or before it.
        let holder = |byte: usize| {
            let next = self.origins.partition_point(|origin| origin.at <= byte);
            next.checked_sub(1).and_then(|at| self.origins.get(at))
        };
        let end_of_text = self.origins.last().map_or(0, |origin| origin.end);
        if folded.start >= self.text.len() {
            return end_of_text..end_of_text;
        }
        let start = holder(folded.start).map_or(0, |origin| origin.start);
        if folded.is_empty() {
            return start..start;
        }
        let end = holder(folded.end - 1).map_or(end_of_text, |origin| origin.end);
        start..end
    }
}

/// A character after NFKC and lower case, and its bytes in the original.
#[derive(Clone, Copy)]
struct Glyph {
    c: char,
    start: usize,
    end: usize,
}

/// Folds `s` and hands over each character with its bytes in the original.
fn run(s: &str, mut emit: impl FnMut(char, Range<usize>)) {
    let glyphs = glyphs(s);
    let mut rest = glyphs.as_slice();
    let mut left: Option<char> = None;
    let mut left_kept = false;
    while let Some((first, tail)) = rest.split_first() {
        let c = first.c;
        if is_long_sign(c) {
            // Several signs in a row are one long vowel, or one dash.
            let len = rest.iter().take_while(|g| is_long_sign(g.c)).count();
            let (signs, behind) = rest.split_at_checked(len).unwrap_or((rest, &[]));
            let after_kana = left.is_some_and(is_kana);
            let before_kana = behind.first().is_some_and(|g| is_kana(g.c));
            let real = signs.iter().any(|g| g.c == 'ー');
            left_kept = after_kana && (real || before_kana);
            if left_kept {
                let end = signs.last().map_or(first.end, |g| g.end);
                emit('ー', first.start..end);
            }
            left = signs.last().map(|g| g.c);
            rest = behind;
            continue;
        }
        let folded =
            if c == '一' && left.is_some_and(is_katakana) && tail.first().is_some_and(|g| is_katakana(g.c)) {
                // A kanji typed or recognised in place of the long-vowel sign.
                Some('ー')
            } else if is_hangul_tail(c) && left.is_some() && !left_kept {
                // It would join a letter it did not stand behind.
                None
            } else if c.is_alphanumeric() || c == '%' {
                Some(c)
            } else {
                None
            };
        if let Some(folded) = folded {
            hiragana(modern(folded), |h| emit(h, first.start..first.end));
        }
        left_kept = folded.is_some();
        left = Some(c);
        rest = tail;
    }
}

/// Splits `s` into bases with what composes with them, and resolves each.
fn glyphs(s: &str) -> Vec<Glyph> {
    let mut all = Vec::with_capacity(s.len());
    let mut chars = s.char_indices().peekable();
    while let Some((start, base)) = chars.next() {
        let mut end = start + base.len_utf8();
        let mut group = String::new();
        while let Some(&(at, c)) = chars.peek() {
            let Some(joined) = joining(c) else { break };
            if group.is_empty() {
                group.push(base);
            }
            group.push(joined);
            end = at + c.len_utf8();
            chars.next();
        }
        if group.is_empty() {
            if let Some(c) = settled(base) {
                all.push(Glyph { c, start, end });
                continue;
            }
            group.push(base);
        }
        let resolved = resolve(&group);
        all.extend(resolved.chars().map(|c| Glyph { c, start, end }));
    }
    all
}

/// NFKC and lower case without marks, until nothing changes any more.
fn resolve(group: &str) -> String {
    let mut text = String::from(group);
    // Twice is enough for all known characters; the bound is for the unknown.
    for _ in 0..4 {
        let next: String = text
            .nfkc()
            .flat_map(char::to_lowercase)
            .filter(|&c| !is_combining_mark(c))
            .map(|c| if c == 'ς' { 'σ' } else { c })
            .collect();
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// What `c` adds to the character before it: marks (also voicing marks that
/// take a cell) and the vowels and finals of Hangul. `None` for a new base.
fn joining(c: char) -> Option<char> {
    match c {
        _ if settled(c).is_some() => None,
        '\u{309B}' | '\u{FF9E}' => Some('\u{3099}'),
        '\u{309C}' | '\u{FF9F}' => Some('\u{309A}'),
        _ => {
            let mut first = None;
            decompose_compatible(c, |part| first = first.or(Some(part)));
            first.is_some_and(|part| is_combining_mark(part) || is_hangul_tail(part)).then_some(c)
        }
    }
}

/// NFKC and lower case of the characters for which they are simple and that
/// join nothing: nearly all of a document, spared the tables.
fn settled(c: char) -> Option<char> {
    match c {
        ' '..='~' => Some(c.to_ascii_lowercase()),
        '\u{3001}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A0}'..='\u{30FE}'
        | '\u{4E00}'..='\u{9FFF}' => Some(c),
        '\u{3000}' => Some(' '),
        '\u{FF01}'..='\u{FF5E}' => {
            let ascii = char::from_u32(u32::from(c) - 0xFEE0)?;
            Some(ascii.to_ascii_lowercase())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text and its folded form.
    const CASES: &[(&str, &str)] = &[
        ("", ""),
        ("Smart City", "smartcity"),
        ("ＳＭＡＲＴ　２６", "smart26"),
        ("コミュニティ", "こみゅにてぃ"),
        ("ｺﾐｭﾆﾃｨ", "こみゅにてぃ"),
        ("ｶﾞｲﾄﾞﾊﾟｰｸ", "がいどぱーく"),
        ("か\u{3099}", "が"),
        ("か゛ハ゜", "がぱ"),
        ("ア゛", "あ"),
        ("ヴァイオリン", "ゔぁいおりん"),
        ("ヷㇰ", "ゔぁく"),
        ("澤邊邉髙﨑齋廣", "沢辺辺高崎斎広"),
        ("嶋", "嶋"),
        ("神\u{FA19}", "神神"),
        ("葛\u{E0100}飾", "葛飾"),
        ("センター", "せんたー"),
        ("センタ－ビル", "せんたーびる"),
        ("サ―ビス", "さーびす"),
        ("サ‐ビス", "さーびす"),
        ("ｻｰﾋﾞｽ", "さーびす"),
        ("サ一ビス", "さーびす"),
        ("ラーーーメン", "らーめん"),
        ("さ一び", "さ一び"),
        ("第一", "第一"),
        ("ア一", "あ一"),
        ("2-26", "226"),
        ("漢ー字", "漢字"),
        ("まち－計画", "まち計画"),
        ("か - き", "かき"),
        ("ーか", "か"),
        ("100㎡・5％", "100m25%"),
        ("㈱山田", "株山田"),
        ("①Ⅳ㌔", "1ivきろ"),
        ("「市民」、協働。", "市民協働"),
        ("é e\u{301} x\u{301}", "ééx"),
        ("İς", "iσ"),
        ("人々ゝヽ", "人々ゝゝ"),
        ("ᄀ\u{1161}", "가"),
        ("\u{1100}.\u{1161}", "\u{1100}"),
        ("ㄱㅏ", "가"),
        ("A\u{200B}B👍〓", "ab"),
    ];

    #[test]
    fn one_form_for_many_spellings() {
        for (text, expected) in CASES {
            let once = fold(text);
            assert_eq!(&once, expected, "{text:?}");
            assert_eq!(fold(&once), once, "{text:?}");
            assert_eq!(Folded::new(text).text(), once);
        }
    }

    #[test]
    fn folding_every_character_twice_changes_nothing() {
        for c in '\0'..='\u{3FFFF}' {
            let once = fold(&String::from(c));
            assert_eq!(fold(&once), once, "{c:?}");
        }
    }

    #[test]
    fn folding_random_mixtures_twice_changes_nothing() {
        const ODD: &[char] = &[
            'a',
            'Σ',
            'İ',
            ' ',
            '.',
            '-',
            '－',
            '一',
            'ー',
            'ｰ',
            '―',
            'か',
            'サ',
            'ヷ',
            'ㇰ',
            'ﾊ',
            'ﾟ',
            '゛',
            '\u{3099}',
            '\u{301}',
            '\u{345}',
            'α',
            '㎡',
            '①',
            '㈀',
            'ᄀ',
            '\u{1161}',
            '\u{11A8}',
            'ㄱ',
            'ㅏ',
            'ﾡ',
            '가',
            '邊',
            '\u{E0100}',
            '%',
            '・',
            'ヾ',
            '㌔',
            '\u{9BE}',
            '\u{9C7}',
            'ゟ',
            '\u{200B}',
            '½',
            '￣',
        ];
        let mut seed = 5_u64;
        for _ in 0..60_000 {
            let text: String = (0..10)
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    ODD[(seed >> 33) as usize % ODD.len()]
                })
                .collect();
            let folded = Folded::new(&text);
            assert_eq!(fold(folded.text()), folded.text(), "{text:?}");
            // Ranges lie on character boundaries and never go back.
            let mut last = 0;
            for (at, c) in folded.text().char_indices() {
                let range = folded.original(at..at + c.len_utf8());
                assert!(text.get(range.clone()).is_some_and(|s| !s.is_empty()), "{text:?}");
                assert!(range.start >= last, "{text:?}");
                last = range.start;
            }
        }
    }

    #[test]
    fn the_short_way_agrees_with_the_long_one() {
        for c in '\0'..='\u{FFFF}' {
            if let Some(short) = settled(c) {
                assert_eq!(resolve(&String::from(c)), String::from(short), "{c}");
            }
        }
    }

    #[test]
    fn ranges_lead_back_to_the_text_as_printed() {
        for (text, needle, expected) in [
            ("100㎡以上", "m2", "㎡"),
            ("100㎡以上", "2", "㎡"),
            ("約ｶﾞｲﾄﾞ等", "がい", "ｶﾞｲ"),
            ("か\u{3099}く", "が", "か\u{3099}"),
            ("市民・団体", "民団", "民・団"),
            ("ラーーメン", "らー", "ラーー"),
            ("渡邉様", "辺", "邉"),
            ("葛\u{E0100}飾", "葛", "葛\u{E0100}"),
        ] {
            let folded = Folded::new(text);
            let found = folded.text().find(needle);
            let range = found.map(|at| folded.original(at..at + needle.len()));
            let shown = range.and_then(|range| text.get(range));
            assert_eq!(shown, Some(expected), "{text} {needle}");
        }
    }

    #[test]
    fn ranges_at_the_edges() {
        let folded = Folded::new("・あ・い・");
        for (asked, expected) in [
            (0..0, 3..3),
            (3..3, 9..9),
            (6..6, 12..12),
            (9..20, 12..12),
            (1..2, 3..6),
            (0..6, 3..12),
            (0..99, 3..12),
        ] {
            assert_eq!(folded.original(asked.clone()), expected, "{asked:?}");
        }
        assert_eq!(Folded::new("").original(0..4), 0..0);
        assert_eq!(Folded::new("。").original(0..0), 0..0);
    }
}
