//! Brings text to a number of cells: cutting and padding. It must not know
//! columns, lists or anything else that asks for the cells.

use super::cluster::clusters;
use super::sanitize::Display;
use super::width::Widths;

/// Where text stands within more cells than it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left, blanks behind it.
    Left,
    /// At the right, blanks before it.
    Right,
    /// In the middle; an odd blank goes behind it.
    Centre,
}

/// `text` in at most `cells` cells. What is cut off leaves a sign of one cell:
/// `…` where that is surely one cell and wanted, else `~`. May be a cell short, because a
/// wide character is never halved.
pub fn truncate(text: &Display, cells: usize, widths: Widths) -> Display {
    if widths.str(text.as_str()) <= cells {
        return text.clone();
    }
    let Some(room) = cells.checked_sub(1) else {
        return Display::empty();
    };
    let mut kept = String::new();
    let mut used = 0;
    for cluster in clusters(text.as_str()) {
        used += widths.cluster(cluster);
        if used > room {
            break;
        }
        kept.push_str(cluster);
    }
    kept.push(widths.ellipsis());
    Display::from_clean(kept)
}

/// `text` in exactly `cells` cells: truncated, then filled with blanks behind.
pub fn fit(text: &Display, cells: usize, widths: Widths) -> Display {
    pad(&truncate(text, cells, widths), cells, Align::Left, widths)
}

/// `text` with blanks around it up to `cells` cells. Longer text stays as it is.
pub fn pad(text: &Display, cells: usize, align: Align, widths: Widths) -> Display {
    let blanks = cells.saturating_sub(widths.str(text.as_str()));
    let before = match align {
        Align::Left => 0,
        Align::Right => blanks,
        Align::Centre => blanks / 2,
    };
    let (before, behind) = (Display::spaces(before), Display::spaces(blanks - before));
    Display::concat(&[&before, text, &behind])
}

#[cfg(test)]
mod tests {
    use super::super::sanitize::sanitize;
    use super::super::width::Policy;
    use super::*;

    const POLICIES: [Policy; 4] = [Policy::Narrow, Policy::Wide, Policy::Safe, Policy::Spaced];

    #[test]
    fn truncate_leaves_a_sign_of_the_cut() {
        for (text, cells, narrow, wide) in [
            ("高度化", 6, "高度化", "高度化"),
            ("高度化", 5, "高度…", "高度~"),
            ("高度化", 4, "高…", "高~"),
            ("高度化", 1, "…", "~"),
            ("高度化", 0, "", ""),
            ("①高度化", 7, "①高度化", "①高度~"),
            ("abc", 2, "a…", "a~"),
            ("葛\u{E0100}飾区", 5, "葛\u{E0100}飾…", "葛\u{E0100}飾~"),
            ("🇯🇵🇫🇷", 3, "🇯🇵…", "🇯🇵~"),
            ("", 0, "", ""),
        ] {
            let clean = sanitize(text);
            for (policy, expected) in [(Policy::Narrow, narrow), (Policy::Wide, wide)] {
                let cut = truncate(&clean, cells, Widths::new(policy));
                assert_eq!(cut.as_str(), expected, "{text} {cells}");
            }
        }
    }

    #[test]
    fn pad_stands_left_right_or_in_the_middle() {
        let widths = Widths::default();
        for (text, cells, align, expected) in [
            ("化", 5, Align::Left, "化   "),
            ("化", 5, Align::Right, "   化"),
            ("化", 5, Align::Centre, " 化  "),
            ("高度化", 5, Align::Right, "高度化"),
            ("", 2, Align::Centre, "  "),
        ] {
            assert_eq!(pad(&sanitize(text), cells, align, widths).as_str(), expected);
        }
        assert_eq!(fit(&sanitize("高度化"), 4, widths).as_str(), "高… ".trim_end().to_owned() + " ");
    }

    #[test]
    fn fit_takes_exactly_the_cells_asked_for() {
        const PARTS: &[&str] = &[
            "a",
            "漢",
            "ｶﾞ",
            "①",
            "○",
            "→",
            "α",
            "é",
            "葛\u{E0100}",
            "x\u{301}",
            "🇯🇵",
            "🇯",
            "👍",
            "䷀",
            " ",
            "　",
            "…",
            "\u{E000}",
            "\u{3099}",
            "٣",
            "한",
        ];
        let mut seed = 7_u64;
        for _ in 0..80 {
            let raw: String = (0..20)
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    PARTS[(seed >> 33) as usize % PARTS.len()]
                })
                .collect();
            let text = sanitize(&raw);
            for policy in POLICIES {
                let widths = Widths::new(policy);
                for cells in 0..=60 {
                    let fitted = fit(&text, cells, widths);
                    assert_eq!(widths.str(fitted.as_str()), cells, "{raw} {policy:?}");
                    assert_eq!(sanitize(fitted.as_str()), fitted);
                }
            }
        }
    }
}
