//! What a number within a sentence counts, and whether two sentences count the same.

use crate::text::fold;

/// Most letters of a label.
pub(super) const LONGEST_LABEL: usize = 50;

/// What is measured: the last words before the number, without particles.
pub(super) fn label_of(label: &str) -> Option<String> {
    let mut bare = label.trim_end_matches('、');
    for particle in
        ["に向け", "のため", "について", "により", "における", "、", "が", "を", "は", "の", "で", "も"]
    {
        bare = bare.strip_suffix(particle).unwrap_or(bare);
        bare = bare.strip_suffix('、').unwrap_or(bare);
        bare = bare.strip_suffix("について").unwrap_or(bare);
    }
    let bare = bare.rsplit(['、', '。']).next().unwrap_or(bare).trim_start_matches('・');
    let bare = bare.rsplit("までに").next().unwrap_or(bare);
    let bare = last_named(bare);
    let fits =
        (2..=LONGEST_LABEL).contains(&bare.chars().count()) && !bare.ends_with(['り', 'し', 'て', 'に']);
    fits.then(|| bare.to_owned())
}

/// Of things that や joins, the last: `転入の届出や子育て関連` counts what is 子育て関連. Between other letters や is part of a word.
fn last_named(label: &str) -> &str {
    let joins = |at: &usize| {
        let (before, behind) = (label.get(..*at), label.get(at + 'や'.len_utf8()..));
        before.is_some_and(|b| b.ends_with(is_han)) && behind.is_some_and(|b| b.starts_with(is_han))
    };
    let at = label.match_indices('や').map(|(at, _)| at).rfind(joins);
    at.and_then(|at| label.get(at + 'や'.len_utf8()..)).unwrap_or(label)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Whether what was reached is what was aimed at: one label ends the other, or holds all of its letters in their order.
pub(super) fn same_thing(aim: &str, got: &str) -> bool {
    let aim = fold(aim);
    // 参加団体数は3会場で: what stands before は is spoken of, and what follows it is said of it.
    let topics = got.split(['は', 'を', 'が']).next().into_iter().chain([got]);
    topics.filter_map(label_of).any(|topic| {
        let got = fold(&topic);
        // 参加団体 and 参加団体数 count the same.
        let counted = |s: &str| s.trim_end_matches('数').to_owned();
        same_words(&aim, &got) || same_words(&counted(&aim), &counted(&got))
    })
}

fn same_words(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let letters = short.chars().count();
    let mut rest = long.chars();
    let mut within = || short.chars().all(|c| rest.any(|d| d == c));
    let last: String = short.chars().skip(letters.saturating_sub(4)).collect();
    (short == long && letters > 0)
        || (letters >= 4 && long.ends_with(short))
        || (letters >= 6 && long.ends_with(&last) && long.chars().count() <= 2 * letters && within())
}
