//! How many cells a character takes. It must not know what is drawn where, nor
//! how the terminal was asked for its taste.

use super::cluster::clusters;
use super::eaw::{AMBIGUOUS, WIDE, ZERO};

/// What to reckon for characters that take one cell on some terminals and two
/// on others (`○`, `①`, `→`, Greek letters …).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Policy {
    /// The terminal draws them in one cell.
    #[default]
    Narrow,
    /// The terminal draws them in two cells.
    Wide,
    /// Nobody knows: two cells are kept free, and whoever draws re-positions.
    Safe,
    /// The terminal draws them in one cell, but signs whose glyph is broad
    /// (enclosed digits, Roman numerals, `○`, `※`, `→`) get two.
    Spaced,
}

impl Policy {
    /// Every policy.
    pub const ALL: [Policy; 4] = [Policy::Narrow, Policy::Wide, Policy::Safe, Policy::Spaced];

    /// The name by which one asks for it.
    pub const fn id(self) -> &'static str {
        match self {
            Policy::Narrow => "narrow",
            Policy::Wide => "wide",
            Policy::Safe => "safe",
            Policy::Spaced => "spaced",
        }
    }

    /// The policy of that name.
    pub fn by_id(id: &str) -> Option<Policy> {
        Policy::ALL.into_iter().find(|policy| policy.id() == id)
    }
}

/// What is known about the width of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// No cell: it joins the character before it.
    Zero,
    /// One cell on every terminal.
    Sure1,
    /// Two cells on every terminal.
    Sure2,
    /// One or two cells, by the taste of the terminal.
    Ambiguous,
    /// So many cells are kept free, but terminals disagree beyond their taste
    /// (characters newer than some terminals, flags, rare scripts).
    Unsure(u8),
}

/// The measure: one policy, asked for characters, clusters and strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Widths {
    policy: Policy,
    ascii: bool,
}

impl Widths {
    /// A measure that follows `policy`.
    pub const fn new(policy: Policy) -> Self {
        Self { policy, ascii: false }
    }

    /// The same measure where no sign but those of ASCII may be added to a text.
    pub const fn in_ascii(self, ascii: bool) -> Self {
        Self { ascii, ..self }
    }

    /// What stands for text that was cut off: one cell under every policy.
    pub const fn ellipsis(self) -> char {
        match self.policy {
            Policy::Narrow if !self.ascii => '…',
            Policy::Narrow | Policy::Wide | Policy::Safe | Policy::Spaced => '~',
        }
    }

    /// The policy it follows.
    pub const fn policy(self) -> Policy {
        self.policy
    }

    /// Cells of one character: 0, 1 or 2.
    pub fn ch(self, c: char) -> usize {
        match class(c) {
            Class::Zero => 0,
            Class::Sure1 => 1,
            Class::Sure2 => 2,
            Class::Unsure(cells) => usize::from(cells),
            Class::Ambiguous => match self.policy {
                Policy::Narrow => 1,
                Policy::Wide | Policy::Safe => 2,
                Policy::Spaced => 1 + usize::from(is_broad_sign(c)),
            },
        }
    }

    /// Cells of one cluster: those of its base, or of both halves of a flag.
    pub fn cluster(self, cluster: &str) -> usize {
        cluster.chars().map(|c| self.ch(c)).sum()
    }

    /// Cells of a text on one line.
    pub fn str(self, text: &str) -> usize {
        clusters(text).map(|cluster| self.cluster(cluster)).sum()
    }
}

/// What is known about the width of `c`.
pub fn class(c: char) -> Class {
    match c {
        ' '..='~' => Class::Sure1,
        '\0'..='\u{9F}' => Class::Zero,
        '\u{3000}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{309B}'..='\u{30FF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{FF01}'..='\u{FF60}' => Class::Sure2,
        _ => class_by_table(c),
    }
}

/// Whether `c` joins the character before it instead of taking a cell.
pub(super) fn is_zero(c: char) -> bool {
    class(c) == Class::Zero
}

/// Whether `c` is wide by the table of Unicode, whatever the terminal's taste.
pub(super) fn is_wide(c: char) -> bool {
    within(WIDE, c)
}

fn class_by_table(c: char) -> Class {
    if let Some(cells) = newer_or_disputed(c) {
        Class::Unsure(cells)
    } else if within(ZERO, c) {
        Class::Zero
    } else if is_wide(c) {
        // Scripts that no terminal was measured with.
        if matches!(c, '\u{16FE0}'..='\u{1B2FF}' | '\u{A000}'..='\u{A4CF}') {
            Class::Unsure(2)
        } else {
            Class::Sure2
        }
    } else if within(AMBIGUOUS, c) || is_private(c) {
        Class::Ambiguous
    } else if is_common_narrow(c) {
        Class::Sure1
    } else {
        Class::Unsure(1)
    }
}

/// Cells to keep free for characters on whose width terminals of different age
/// disagree; the table alone would give the answer of one version.
fn newer_or_disputed(c: char) -> Option<u8> {
    match c {
        // Halves of a flag: two of them make one sign of two cells.
        '\u{1F1E6}'..='\u{1F1FF}' => Some(1),
        // Trigrams, digrams and hexagrams became wide in Unicode 16; Bopomofo was
        // added in Unicode 13, the pictographs since Unicode 12.
        '\u{2630}'..='\u{2637}'
        | '\u{268A}'..='\u{268F}'
        | '\u{4DC0}'..='\u{4DFF}'
        | '\u{31BB}'..='\u{31BF}'
        | '\u{1F6D5}'..='\u{1F6DF}'
        | '\u{1F7F0}'
        | '\u{1F9CC}'
        | '\u{1FA70}'..='\u{1FAFF}' => Some(2),
        _ => None,
    }
}

/// Narrow characters on which the measured terminals agree.
const fn is_common_narrow(c: char) -> bool {
    matches!(
        c,
        '\u{A0}'..='\u{52F}'
            | '\u{1E00}'..='\u{1FFF}'
            | '\u{2000}'..='\u{2BFF}'
            | '\u{FB00}'..='\u{FB06}'
            | '\u{FF61}'..='\u{FFEE}'
    )
}

/// Characters that each site defines for itself.
pub(super) const fn is_private(c: char) -> bool {
    matches!(
        c,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}'
    )
}

/// Signs whose glyph fills a square in Japanese fonts, so that in one cell it
/// would run into the next letter. Asked of ambiguous characters only.
const fn is_broad_sign(c: char) -> bool {
    matches!(
        c,
        '×' | '※' | '℃' | '№' | '℡'
            | 'Ⅰ'..='ⅿ'
            | '←'..='↙'
            | '⇒'
            | '⇔'
            | '①'..='⓿'
            | '■'..='◿'
            | '★'..='☏'
            | '♀'
            | '♂'
            | '♪'
            | '♯'
            | '❶'..='❿'
            | '\u{FFFD}'
    )
}

/// Whether a sorted table of inclusive ranges holds `c`.
fn within(table: &[(u32, u32)], c: char) -> bool {
    let point = u32::from(c);
    let next = table.partition_point(|&(first, _)| first <= point);
    next.checked_sub(1).and_then(|at| table.get(at)).is_some_and(|&(_, last)| point <= last)
}

#[cfg(test)]
mod tests {
    use super::super::sanitize::sanitize;
    use super::*;

    /// Raw text, what is left of it, cells in Narrow, in Wide and Safe, in Spaced.
    const NASTY: &[(&str, &str, usize, usize, usize)] = &[
        ("①高度化", "①高度化", 7, 8, 8),
        ("⑳㉑", "⑳㉑", 3, 4, 4),
        ("⑴⒈", "⑴⒈", 2, 4, 4),
        ("○×△□", "○×△□", 4, 8, 8),
        ("◯〇", "◯〇", 3, 4, 4),
        ("◎●■▲▼◆★☆", "◎●■▲▼◆★☆", 8, 16, 16),
        ("※注", "※注", 3, 4, 4),
        ("ⅠⅤⅩⅲ", "ⅠⅤⅩⅲ", 4, 8, 8),
        ("Ⅰ期→Ⅱ期", "Ⅰ期→Ⅱ期", 7, 10, 10),
        ("⇒⇔←↑↓", "⇒⇔←↑↓", 5, 10, 10),
        ("……", "……", 2, 4, 2),
        ("‥", "‥", 1, 2, 1),
        ("――", "――", 2, 4, 2),
        ("——", "——", 2, 4, 2),
        ("–", "–", 1, 2, 1),
        ("～〜", "～〜", 4, 4, 4),
        ("αβγΩ", "αβγΩ", 4, 8, 4),
        ("Москва", "Москва", 6, 12, 6),
        ("100㎡・5％", "100㎡・5％", 10, 10, 10),
        ("½²‰∞≒≠≦", "½²‰∞≒≠≦", 7, 14, 7),
        ("“引用”‘’", "“引用”‘’", 8, 12, 8),
        ("─│┌┐└┘├┼", "─│┌┐└┘├┼", 8, 16, 8),
        ("█▓▒░", "█▓▒░", 4, 7, 4),
        ("▁▂▃▄▅▆▇█", "▁▂▃▄▅▆▇█", 8, 16, 8),
        ("\u{304C}", "\u{304C}", 2, 2, 2),
        ("\u{304B}\u{3099}", "\u{304C}", 2, 2, 2),
        ("\u{306F}\u{309A}", "\u{3071}", 2, 2, 2),
        ("\u{3099}", "゛", 2, 2, 2),
        ("゛゜", "゛゜", 4, 4, 4),
        ("ｶﾞｷﾞｸﾞ", "ｶﾞｷﾞｸﾞ", 6, 6, 6),
        ("ﾊﾟﾝﾌﾚｯﾄ", "ﾊﾟﾝﾌﾚｯﾄ", 7, 7, 7),
        ("葛\u{E0100}飾区", "葛\u{E0100}飾区", 6, 6, 6),
        ("辻\u{FE00}", "辻", 2, 2, 2),
        ("𠮷野家", "𠮷野家", 6, 6, 6),
        ("𩸽", "𩸽", 2, 2, 2),
        ("⚠\u{FE0F}注意", "⚠注意", 5, 5, 5),
        ("❤\u{FE0F}☀\u{FE0F}☎\u{FE0F}", "❤☀☎", 3, 4, 4),
        ("✔\u{FE0E}", "✔", 1, 1, 1),
        ("👨\u{200D}👩\u{200D}👧家族", "👨家族", 6, 6, 6),
        ("👍🏽", "👍", 2, 2, 2),
        ("🇯🇵", "🇯🇵", 2, 2, 2),
        ("🈁🈚", "🈁🈚", 4, 4, 4),
        ("🫠\u{1FABF}", "🫠\u{1FABF}", 4, 4, 4),
        ("e\u{301}", "é", 1, 2, 1),
        ("A\u{200B}B", "AB", 2, 2, 2),
        ("A\u{200D}B", "AB", 2, 2, 2),
        ("\u{FEFF}BOM", "BOM", 3, 3, 3),
        ("a\u{202E}evil\u{202C}", "aevil", 5, 5, 5),
        ("a\u{2066}x\u{2069}", "ax", 2, 2, 2),
        ("a\u{2060}b", "ab", 2, 2, 2),
        ("a\u{7}b\u{7F}c", "abc", 3, 3, 3),
        ("a\tb", "a b", 3, 3, 3),
        ("a\u{1B}[31mred\u{1B}[m", "ared", 4, 4, 4),
        ("\u{1B}]0;title\u{7}x", "x", 1, 1, 1),
        ("a\u{9B}2Jb", "ab", 2, 2, 2),
        ("外字\u{E000}", "外字〓", 6, 6, 6),
        ("\u{FFFD}", "〓", 2, 2, 2),
        ("　全角空白", "　全角空白", 10, 10, 10),
        ("Ａ１％＋", "Ａ１％＋", 8, 8, 8),
        ("､｡｢｣･", "､｡｢｣･", 5, 5, 5),
        ("㈱㍿㊙㋿", "㈱㍿㊙㋿", 8, 8, 8),
        ("⌚☕⏩", "⌚☕⏩", 6, 6, 6),
        ("䷀☰", "䷀☰", 4, 4, 4),
        ("ﬁ", "ﬁ", 1, 1, 1),
    ];

    #[test]
    fn nasty_strings_take_the_expected_cells() {
        assert_eq!(NASTY.len(), 64);
        for &(raw, clean, narrow, wide, spaced) in NASTY {
            let text = sanitize(raw);
            assert_eq!(text.as_str(), clean, "{raw:?}");
            assert_eq!(sanitize(clean), text, "{raw:?}");
            for (policy, cells) in [
                (Policy::Narrow, narrow),
                (Policy::Wide, wide),
                (Policy::Safe, wide),
                (Policy::Spaced, spaced),
            ] {
                let widths = Widths::new(policy);
                assert_eq!(widths.policy(), policy);
                assert_eq!(widths.str(text.as_str()), cells, "{raw:?} {policy:?}");
            }
        }
    }

    #[test]
    fn spaced_widens_signs_but_no_letters() {
        let spaced = Widths::new(Policy::Spaced);
        for (text, cells) in [
            ("①⑳⑴⑳⒈⒛ⓐⓏ❶❿", 20),
            ("ⅠⅫⅰⅹ", 8),
            ("○●◎◯△▲▽▼□■◇◆☆★", 28),
            ("※→←↑↓↔⇒⇔×", 18),
            ("℃№℡♂♀♪", 12),
            ("αЖé", 3),
            ("“‘—…", 4),
            ("─█", 2),
            ("⓪➀✓Ⅼⅻ", 5),
            ("漢字ab", 6),
        ] {
            assert_eq!(spaced.str(text), cells, "{text}");
        }
    }

    #[test]
    fn classes_tell_what_is_certain() {
        for (c, expected) in [
            ('a', Class::Sure1),
            ('漢', Class::Sure2),
            ('ｱ', Class::Sure1),
            ('ﾞ', Class::Sure1),
            ('゛', Class::Sure2),
            ('\u{3099}', Class::Zero),
            ('\u{301}', Class::Zero),
            ('\u{E0100}', Class::Zero),
            ('\u{1161}', Class::Zero),
            ('\u{1B}', Class::Zero),
            ('①', Class::Ambiguous),
            ('\u{E000}', Class::Ambiguous),
            ('⓪', Class::Sure1),
            ('✓', Class::Sure1),
            ('㉑', Class::Sure2),
            ('👍', Class::Sure2),
            ('🇯', Class::Unsure(1)),
            ('䷀', Class::Unsure(2)),
            ('☰', Class::Unsure(2)),
            ('🫠', Class::Unsure(2)),
            ('ا', Class::Unsure(1)),
        ] {
            assert_eq!(class(c), expected, "{c:?}");
        }
    }

    #[test]
    fn tables_are_sorted_and_share_nothing() {
        let mut all: Vec<(u32, u32)> = Vec::new();
        for table in [AMBIGUOUS, WIDE, ZERO] {
            assert!(table.windows(2).all(|two| two[0].1 + 1 < two[1].0));
            all.extend(table);
        }
        all.sort_unstable();
        assert!(all.iter().all(|(first, last)| first <= last));
        assert!(all.windows(2).all(|two| two[0].1 < two[1].0));
    }

    #[test]
    fn ambiguous_table_is_the_measured_set() {
        let count: u32 = AMBIGUOUS.iter().map(|(first, last)| last - first + 1).sum();
        assert_eq!(count, 902);
    }

    /// The crate by which ratatui measures was made from another version of Unicode by other hands.
    #[test]
    fn tables_agree_with_those_of_others() {
        use unicode_width::UnicodeWidthChar;
        for c in '\0'..=char::MAX {
            if within(AMBIGUOUS, c) {
                assert_eq!(c.width(), Some(1), "{c:?}");
            }
            // Tone marks that join no cell, and a filler that is made a blank before anything is measured.
            let disputed = matches!(c, '\u{302E}' | '\u{302F}' | '\u{3164}' | '\u{16FF0}' | '\u{16FF1}');
            if is_wide(c) && !disputed {
                assert_eq!(c.width(), Some(2), "{c:?}");
            }
        }
    }

    #[test]
    fn broad_signs_are_ambiguous_or_untouched() {
        // Spaced never makes a character wider than Wide does.
        let (wide, spaced) = (Widths::new(Policy::Wide), Widths::new(Policy::Spaced));
        for c in '\0'..=char::MAX {
            assert!(spaced.ch(c) <= wide.ch(c), "{c:?}");
        }
    }
}
