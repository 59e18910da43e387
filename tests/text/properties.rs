//! What holds for any text whatever: random mixtures of what documents hold and of what no document should hold.

use proptest::prelude::*;
use shinchoku::text::{
    Align, Display, Policy, Widths, clusters, fit, pad, sanitize, sanitize_lines, truncate, wrap,
    wrap_hanging,
};

const POLICIES: [Policy; 4] = [Policy::Narrow, Policy::Wide, Policy::Safe, Policy::Spaced];

/// Pieces of documents, and of attacks on those who read them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[ぁ-んァ-ヶー一-龠]{1,6}",
        3 => "[、。「」（）・：！？％〜―…‥]{1,2}",
        3 => "[0-9A-Za-z０-９Ａ-Ｚ.,:/()-]{1,6}",
        2 => "[①-⑳⑴-⒇Ⅰ-Ⅻ○●◎※■△★→⇒℃№αЖé“”─█½②]{1,2}",
        2 => "[ \u{3000}\t\r\n\u{A0}\u{2003}\u{2028}]{1,2}",
        2 => "[ｦ-ﾟ]{1,4}",
        1 => "https?://[a-z.]{3,9}/[a-z/?&=_]{0,9}",
        2 => "[\u{300}-\u{36F}\u{3099}\u{309A}\u{E0100}-\u{E0102}\u{FE00}-\u{FE0F}\u{20E3}]{1,9}",
        2 => "[\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{61C}\u{FEFF}\u{AD}]{1,3}",
        2 => "[\u{0}-\u{1F}\u{7F}-\u{9F}]{1,2}",
        2 => "\u{1B}\\[[0-9;?]{0,4}[a-zA-Z]|\u{1B}\\][0-9];[a-z]{0,5}(\u{7}|\u{1B}\\\\)?|\u{9B}[0-9;]{0,3}[a-zA-Z]?",
        1 => "[👨👩👧🏽👍🇯🇵🇫❤☀🫠𠮷𩸽]{1,3}(\u{200D}[👨👩👧❤])?",
        1 => "[\u{E000}-\u{E010}\u{F0000}\u{10FFFD}\u{FFFD}\u{FFFE}\u{FDD0}]",
        1 => "[\u{1100}-\u{1112}\u{1161}-\u{1175}\u{11A8}가-힣\u{115F}\u{3164}\u{FFA0}]{1,3}",
        1 => any::<String>(),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..12).prop_map(|pieces| pieces.concat())
}

fn policy() -> impl Strategy<Value = Widths> {
    prop::sample::select(&POLICIES[..]).prop_map(Widths::new)
}

/// Characters that no terminal may be sent, written out once more.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{61C}')
        || matches!(c, '\u{FEFF}' | '\u{AD}' | '\u{FE00}'..='\u{FE0F}' | '\u{20E3}' | '\u{FFFD}')
        || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\u{A0}'
}

/// The characters that are seen.
fn ink(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

fn assert_clean(text: &Display) {
    assert!(!text.as_str().contains(is_forbidden), "{text:?}");
    for cluster in clusters(text.as_str()) {
        // A base, or two for a flag, and four marks.
        let bases = cluster.chars().filter(|c| Widths::default().ch(*c) > 0).count();
        assert!((1..=2).contains(&bases) && cluster.chars().count() <= bases + 4, "{cluster:?} in {text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn clean_text_is_clean_and_stays_as_it_is(raw in text()) {
        let once = sanitize(&raw);
        assert_clean(&once);
        prop_assert_eq!(&sanitize(once.as_str()), &once);
        for line in sanitize_lines(&raw) {
            assert_clean(&line);
        }
        let lines = sanitize_lines(&raw);
        let joined = lines.iter().map(Display::as_str).collect::<Vec<_>>().join(" ");
        prop_assert_eq!(joined.trim_end(), once.as_str().trim_end());
    }

    #[test]
    fn clusters_are_the_text_and_each_has_its_cells(raw in text(), widths in policy()) {
        let clean = sanitize(&raw);
        let all: Vec<&str> = clusters(clean.as_str()).collect();
        prop_assert_eq!(all.concat(), clean.as_str());
        let cells: usize = all.iter().map(|cluster| widths.cluster(cluster)).sum();
        prop_assert_eq!(cells, widths.str(clean.as_str()));
        prop_assert!(all.iter().all(|cluster| (1..=2).contains(&widths.cluster(cluster))));
    }

    #[test]
    fn fitted_text_takes_the_cells_asked_for(raw in text(), widths in policy()) {
        let clean = sanitize(&raw);
        for cells in 0..=60 {
            let fitted = fit(&clean, cells, widths);
            prop_assert_eq!(widths.str(fitted.as_str()), cells);
            assert_clean(&fitted);
        }
    }

    #[test]
    fn truncated_text_is_the_beginning_and_never_wider(raw in text(), widths in policy()) {
        let clean = sanitize(&raw);
        let whole = widths.str(clean.as_str());
        for cells in 0..=60 {
            let cut = truncate(&clean, cells, widths);
            let taken = widths.str(cut.as_str());
            prop_assert!(taken <= cells);
            if whole <= cells {
                prop_assert_eq!(&cut, &clean);
            } else if cells > 0 {
                // One cell may stay free, because nothing wide is halved.
                prop_assert!(taken + 1 >= cells);
                let kept = cut.as_str().strip_suffix(['…', '~']).unwrap();
                prop_assert!(clean.as_str().starts_with(kept));
            }
            assert_clean(&cut);
        }
    }

    #[test]
    fn padding_adds_blanks_and_nothing_else(raw in text(), widths in policy(), cells in 0_usize..60) {
        let clean = sanitize(&raw);
        for align in [Align::Left, Align::Right, Align::Centre] {
            let padded = pad(&clean, cells, align, widths);
            prop_assert_eq!(widths.str(padded.as_str()), widths.str(clean.as_str()).max(cells));
            prop_assert!(padded.as_str().contains(clean.as_str()));
            prop_assert_eq!(ink(padded.as_str()), ink(clean.as_str()));
        }
    }

    #[test]
    fn wrapping_loses_no_character_and_nothing_sticks_out(
        raw in text(),
        widths in policy(),
        cells in 0_usize..60,
        indent in prop::option::of(0_usize..70),
    ) {
        let clean = sanitize(&raw);
        let lines = match indent {
            None => wrap(&clean, cells, widths),
            Some(indent) => wrap_hanging(&clean, cells, indent, widths),
        };
        prop_assert!(!lines.is_empty());
        let all: String = lines.iter().map(Display::as_str).collect();
        prop_assert_eq!(ink(&all), ink(clean.as_str()));
        for line in &lines {
            let one = clusters(line.as_str().trim_start()).count() == 1;
            prop_assert!(widths.str(line.as_str()) <= cells.max(1) || one && cells < 2, "{:?}", line);
            assert_clean(line);
        }
    }
}
