//! How far two names are apart, for suggestions after a misspelling.
//!
//! Holds one small function over any list of names, so that ids, scopes and
//! field names are all suggested by the same measure. Must not know which names
//! there are.

/// The candidate closest to `typed`, if it is close enough to be a misspelling
/// of it; the first one wins where several are equally close.
///
/// Case and `_` for `-` cost nothing. One slip (a letter too many, missing,
/// wrong, or two swapped) is allowed per three letters of the longer name.
pub fn nearest_among<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = folded(typed);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let letters = folded(candidate);
            let allowed = typed.len().max(letters.len()) / 3;
            // Lengths that differ by more cannot be close; this also keeps a
            // line of garbage in a user's file from costing quadratic time.
            if typed.len().abs_diff(letters.len()) > allowed.max(1) {
                return None;
            }
            let slips = slips_between(&typed, &letters);
            (slips <= allowed.max(1)).then_some((slips, candidate))
        })
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// How many letters have to be put in, taken out, replaced or swapped with their neighbour to turn one text into the other.
pub fn distance(from: &str, to: &str) -> usize {
    let letters = |text: &str| text.chars().collect::<Vec<_>>();
    slips_between(&letters(from), &letters(to))
}

fn folded(name: &str) -> Vec<char> {
    name.chars().map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect()
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one
/// name into the other (optimal string alignment), in three rolling rows.
fn slips_between(from: &[char], to: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = Vec::with_capacity(to.len() + 1);
        row.push(i + 1);
        for (j, b) in to.iter().enumerate() {
            let replaced = last[j] + usize::from(a != b);
            let mut best = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && from[i - 1] == *b && to[j - 1] == *a;
            if swapped {
                best = best.min(before_last[j - 1] + 1);
            }
            row.push(best);
        }
        before_last = last;
        last = row;
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(a: &str, b: &str) -> usize {
        slips_between(&folded(a), &folded(b))
    }

    #[test]
    fn distances() {
        for (a, b, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("abc", "abc", 0),
            ("abc", "abd", 1),
            ("abc", "acb", 1),
            ("abc", "ab", 1),
            ("kitten", "sitting", 3),
            ("Page_Down", "page-down", 0),
            ("一覧へ", "一覧", 1),
        ] {
            assert_eq!(apart(a, b), expected, "{a:?} {b:?}");
            assert_eq!(apart(b, a), expected, "{b:?} {a:?}");
        }
    }

    #[test]
    fn only_misspellings_are_suggested() {
        let names = ["cursor-down", "page-down", "open", "quit"];
        for (typed, expected) in [
            ("cursordown", Some("cursor-down")),
            ("cursor-dwon", Some("cursor-down")),
            ("PageDown", Some("page-down")),
            ("opne", Some("open")),
            ("ope", Some("open")),
            ("exit", None),
            ("", None),
            ("削除", None),
        ] {
            assert_eq!(nearest_among(typed, names), expected, "{typed:?}");
        }
    }
}
