//! What one stands on, as text for the clipboard or a file.

use crate::common::{describe, press, screen, start};
use shinchoku::app::{Effect, Place};

#[test]
fn what_one_stands_on_is_taken_out_as_text() {
    for (keys, expected) in [
        ("y '番号' Enter", "P3-1"),
        ("/ 'P3-12' Enter y '番号' Enter", "P3-12"),
        ("y '行' Enter", "P3-1  協働推進体制の充実  R2末 B"),
        (
            "p y '行' Enter",
            "P2-1  市民活動支援センターによる市民活動支援の充実  H26上 A H26末 A H27上 A  市民協働・男女参画推進課",
        ),
        ("p g h j h y '升' Enter", "P2-2 H26末 B"),
        ("/ 'P3-12' Enter j j y '行' Enter", "担当      政策課"),
        ("/ 'P3-12' Enter j j y '箇所' Enter", "政策課\n(2021-year-end.txt:46)"),
        ("/ 'P3-12' Enter j j o y '箇所' Enter", "政策課\n(2021-year-end.txt:46)"),
    ] {
        let mut state = start(80, 24);
        state.caps.clipboard = true;
        let offered = press(&mut state, keys).into_iter().find(|effect| matches!(effect, Effect::Clip(_)));
        assert_eq!(offered, Some(Effect::Clip(expected.to_owned())), "{keys}");
        let Some(Place::Page(page)) = state.place() else { panic!("{keys}: {}", describe(&state)) };
        assert_eq!(page.text.as_deref(), Some(expected), "{keys}");
        let written = press(&mut state, "w");
        assert_eq!(written, [Effect::Write(expected.to_owned())], "{keys}");
        press(&mut state, "Esc");
        assert!(!matches!(state.place(), Some(Place::Page(_))), "{keys}");
    }
    let mut state = start(80, 24);
    press(&mut state, "/ 'P3-12' Enter y '全文' Enter");
    let seen = screen(&state);
    assert!(seen.contains("\nP3-12  行政評価の実施\n") && seen.contains("44.0%"), "{seen}");
    state.caps.restricted = true;
    assert_eq!(press(&mut state, "w"), []);
    assert!(state.notice.is_some());
}
