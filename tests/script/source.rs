//! The lines of the document that a value rests on.

use crate::common::{describe, press, screen, start};
use shinchoku::app::{Effect, Place, State};

#[test]
fn the_source_of_a_value_is_its_line() {
    let p2 = "2015-half-year.txt";
    let p3 = "2021-year-end.txt";
    for (keys, expected) in [
        ("o", format!("list P3 > source | at P3-1 評価 R2末 {p3}:24")),
        ("p o", format!("list P2 > source | at P2-1 評価 H27上 {p2}:5")),
        ("p [ o", format!("list P2 > source | at P2-1 評価 H26末 {p2}:5")),
        // A hit of another plan than the list's.
        ("/ 2 6 Enter Esc j o", format!("hits 26 > source | at P2-26 評価 H27上 {p2}:30")),
        ("/ 2 6 Enter o", format!("hits 26 > detail P3-26 > source | at P3-26 名称 {p3}:62")),
        ("/ 2 6 Enter j j j o", format!("hits 26 > detail P3-26 > source | at P3-26 評価 R2末 {p3}:62")),
        ("p g h h j o", format!("list P2 > heatmap P2 > source | at P2-2 評価 H26末 {p2}:6")),
        ("o Esc", "list P3 | at P3-1".to_owned()),
        ("o g l", "list P3 | at P3-1".to_owned()),
    ] {
        let mut state = start(80, 24);
        let effects = press(&mut state, keys);
        assert_eq!(describe(&state), expected, "{keys}\n{}", screen(&state));
        assert!(matches!(effects.as_slice(), [Effect::ReadDocument(_)]), "{keys}: {effects:?}");
    }
}

#[test]
fn passages_are_walked_in_a_circle() {
    let mut state = start(80, 24);
    press(&mut state, "/ 'P3-12' Enter Esc o");
    let passage = |state: &State| match state.place() {
        Some(Place::Source(source)) => (source.at, source.passages.len()),
        other => panic!("{other:?}"),
    };
    let (first, count) = passage(&state);
    assert_eq!(first, 0);
    assert!(count > 3, "{count}");
    for step in 1..=count {
        press(&mut state, "n");
        assert_eq!(passage(&state), (step % count, count));
    }
    press(&mut state, "N");
    assert_eq!(passage(&state), (count - 1, count));
}

#[test]
fn a_document_ends_at_both_ends() {
    // Far beyond an end, the first number in sight there, and the one key that moves one row back from it.
    for (beyond, first, back) in [("g g k k k", Some("1"), "j"), ("G j j j", None, "k")] {
        let mut state = start(80, 24);
        press(&mut state, "o");
        press(&mut state, beyond);
        let end = screen(&state);
        let rows: Vec<&str> = end.lines().skip(2).take(21).collect();
        if let Some(first) = first {
            assert_eq!(rows.first().map(|row| row.trim()), Some(first), "{end}");
        } else {
            assert!(rows.last().is_some_and(|row| !row.is_empty()), "the last row is the last line\n{end}");
        }
        press(&mut state, back);
        assert_ne!(screen(&state), end, "{beyond} {back}");
    }
}
