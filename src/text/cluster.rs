//! Cuts text into clusters, the smallest pieces that may be drawn or cut apart.
//! It must not know how many cells they take.

use super::width::is_zero;

/// The clusters of `s` in order: a base character with the zero-width
/// characters behind it, or a pair of regional indicators (a flag). Nothing is
/// lost: together they are `s`. A leading zero-width character stands alone.
pub fn clusters(s: &str) -> impl Iterator<Item = &str> {
    let mut rest = s;
    std::iter::from_fn(move || {
        let (head, tail) = rest.split_at_checked(first_len(rest)?)?;
        rest = tail;
        Some(head)
    })
}

/// Bytes of the first cluster.
fn first_len(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let base = chars.next()?;
    if is_zero(base) {
        return Some(base.len_utf8());
    }
    let mut len = base.len_utf8();
    let mut may_pair = is_regional(base);
    for c in chars {
        // The marks of the first half of a flag end its pairing.
        let belongs = is_zero(c) || may_pair && is_regional(c);
        if !belongs {
            break;
        }
        may_pair = false;
        len += c.len_utf8();
    }
    Some(len)
}

const fn is_regional(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_keep_marks_with_their_base() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("ab", &["a", "b"]),
            ("漢字", &["漢", "字"]),
            ("葛\u{E0100}飾", &["葛\u{E0100}", "飾"]),
            ("x\u{301}\u{302}y", &["x\u{301}\u{302}", "y"]),
            ("\u{301}x", &["\u{301}", "x"]),
            ("\u{301}\u{302}", &["\u{301}", "\u{302}"]),
            ("ｶﾞ", &["ｶ", "ﾞ"]),
            ("🇯🇵🇫🇷", &["🇯🇵", "🇫🇷"]),
            ("🇯🇵🇫", &["🇯🇵", "🇫"]),
            ("🇯a🇵", &["🇯", "a", "🇵"]),
            ("🇯\u{301}🇵", &["🇯\u{301}", "🇵"]),
            ("\u{1100}\u{1161}가", &["\u{1100}\u{1161}", "가"]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = clusters(text).collect();
            assert_eq!(&found, expected, "{text:?}");
            assert_eq!(&found.concat(), text);
        }
    }
}
