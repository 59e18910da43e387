use super::*;
use crate::text::sanitize;
use crate::view::paint::put;
use ratatui::style::{Modifier, Style};

fn caps(policy: Policy) -> Caps {
    Caps { depth: Depth::TwoFiftySix, policy, size: Size { cols: 20, rows: 4 }, ..Caps::default() }
}

/// Texts at places, in a style.
type Scene<'a> = &'a [(u16, u16, &'a str, Style)];

/// The bytes of frames one after the other, without the marks around a frame.
fn frames(policy: Policy, scenes: &[Scene<'_>]) -> Vec<String> {
    let caps = caps(policy);
    let mut painter = Painter::new(&caps);
    let show = |scene: &Scene<'_>| {
        let bytes = painter.frame(&caps, |buf| {
            for (x, y, text, style) in *scene {
                put(buf, *x, *y, 20, &sanitize(text), *style, &caps.widths());
            }
            None
        });
        let text = String::from_utf8(bytes).unwrap();
        text.replace("\x1b[?2026h", "").replace("\x1b[?2026l", "").replace('\x1b', "␛")
    };
    scenes.iter().map(show).collect()
}

const PLAIN: Style = Style::new();
const REVERSE: Style = Style::new().add_modifier(Modifier::REVERSED);

#[test]
fn only_what_differs_is_sent_and_by_the_shortest_way() {
    let begin = "␛[m␛[H␛[2J";
    for (scenes, expected) in [
        (vec![&[(0, 0, "日本", PLAIN)][..]], vec![format!("{begin}日本")]),
        // Wide characters need no move between them.
        (vec![&[(0, 0, "a日b", PLAIN), (0, 1, "c", PLAIN)]], vec![format!("{begin}a日b\r\nc")]),
        (vec![&[(0, 0, "a", PLAIN), (5, 1, "c", PLAIN)]], vec![format!("{begin}a␛[2;6Hc")]),
        (vec![&[(0, 0, "a", PLAIN)], &[(0, 0, "a", PLAIN)]], vec![format!("{begin}a"), String::new()]),
        (
            vec![&[(0, 0, "abc", PLAIN)], &[(0, 0, "axc", PLAIN)]],
            vec![format!("{begin}abc"), "␛[2Gx".to_owned()],
        ),
        // What is written over a half is written with the other half.
        (
            vec![&[(0, 0, "日本", PLAIN)], &[(0, 0, "x", PLAIN), (2, 0, "本", PLAIN)]],
            vec![format!("{begin}日本"), "\rx ".to_owned()],
        ),
        // A tail of blanks is erased.
        (
            vec![&[(0, 0, "abcdefghij", PLAIN)], &[(0, 0, "a", PLAIN)]],
            vec![format!("{begin}abcdefghij"), "␛[2G␛[K".to_owned()],
        ),
        (vec![&[(0, 0, "ab", REVERSE), (2, 0, "c", PLAIN)]], vec![format!("{begin}␛[7mab␛[mc")]),
    ] {
        assert_eq!(frames(Policy::Narrow, &scenes), expected, "{scenes:?}");
    }
}

#[test]
fn a_glyph_of_doubtful_width_is_cleared_and_gone_behind() {
    for (policy, expected) in [
        (Policy::Narrow, "①x"),
        (Policy::Wide, "①x"),
        (Policy::Safe, "  ␛[1G①␛[3Gx"),
        (Policy::Spaced, "  ␛[1G①␛[3Gx"),
    ] {
        let found = frames(policy, &[&[(0, 0, "①x", PLAIN)]]);
        assert_eq!(found, [format!("␛[m␛[H␛[2J{expected}")], "{policy:?}");
    }
    // Marks behind a kanji may take a cell of their own.
    let found = frames(Policy::Narrow, &[&[(0, 0, "葛\u{E0100}飾", PLAIN)]]);
    assert_eq!(found, ["␛[m␛[H␛[2J  ␛[1G葛\u{E0100}␛[3G飾"]);
}

#[test]
fn the_cursor_is_shown_where_one_types() {
    let caps = caps(Policy::Narrow);
    let mut painter = Painter::new(&caps);
    let mut show = |at: Option<(u16, u16)>| {
        let bytes = painter.frame(&caps, |buf| {
            put(buf, 0, 0, 20, &sanitize("ab"), PLAIN, &caps.widths());
            at
        });
        String::from_utf8(bytes)
            .unwrap()
            .replace("\x1b[?2026h", "")
            .replace("\x1b[?2026l", "")
            .replace('\x1b', "␛")
    };
    assert_eq!(show(None), "␛[m␛[H␛[2Jab");
    assert_eq!(show(Some((2, 0))), "␛[?25h");
    assert_eq!(show(Some((1, 0))), "\x08");
    assert_eq!(show(Some((3, 2))), "␛[3;4H");
    assert_eq!(show(Some((3, 2))), "");
    assert_eq!(show(Some((30, 2))), "␛[20G", "behind the edge it stands at it");
    assert_eq!(show(Some((3, 9))), "␛[?25l", "below the screen there is none");
}
