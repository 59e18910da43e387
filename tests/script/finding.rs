//! A program is found by a query or by its number, and leaving the query leads back.

use crate::common::{press, screen, start};
use shinchoku::app::Place;

use super::kit::*;

#[test]
fn a_query_finds_opens_and_leads_back() {
    hold(
        80,
        24,
        &[
            ("/", "list P3 | at P3-1 | query _"),
            ("/ 2 6", "hits 26 | at P3-26 | query 26_"),
            ("/ 2 6 Down", "hits 26 | at P2-26 | query 26_"),
            ("/ 2 6 Enter", "hits 26 > detail P3-26 | at P3-26  保育料の見直し"),
            ("/ 2 6 Down Enter", "hits 26 > detail P2-26 | at P2-26  事業仕分けの実施"),
            ("/ 2 6 Enter Esc", "hits 26 | at P3-26"),
            ("j j / 2 6 Enter Esc Esc", "list P3 | at P3-3"),
            ("j j / 2 6 Esc", "list P3 | at P3-3"),
            ("/ 2 6 ctrl-u", "list P3 | at P3-1 | query _"),
            ("j / 2 6 Backspace Backspace Enter", "list P3 | at P3-2"),
            ("/ '２６'", "hits ２６ | at P3-26 | query ２６_"),
            ("/ <26>", "hits 26 | at P3-26 | query 26_"),
            ("/ <2\u{7}6>", "hits 26 | at P3-26 | query 26_"),
            // Outside of the query a paste is no key: it is looked for.
            ("<q>", "hits q | at none | query q_"),
            ("Enter <26> Enter", "hits 26 > detail P3-26 | at P3-26  保育料の見直し"),
            ("/ 2 6 Enter <P2-12>", "hits P2-12 | at P2-12 | query P2-12_"),
            ("<jjq> Esc", "list P3 | at P3-1"),
            // From wherever a query was begun, Esc leads back there.
            ("j Enter j j / 2 6 Esc", "list P3 > detail P3-2 | at 担当      (内訳を見る)"),
            ("p g h j h / 2 6 Down Esc", "list P2 > heatmap P2 | at P2-2 H26末"),
            ("Enter o / 2 Esc", "list P3 > detail P3-1 > source | at P3-1 名称 2021-year-end.txt:24"),
            ("/ 2 6 Enter Esc /", "hits 26 | at P3-26 | query 26_"),
            ("/ 2 6 Enter Esc / 0 Esc", "hits 26 | at P3-26"),
            // A query in force is selected: typing begins anew, moving keeps it.
            ("/ 2 6 Enter Esc / 1 2", "hits 12 | at P3-12 | query 12_"),
            ("/ 2 6 Enter Esc / End space '財政'", "hits 26 財政 | at P3-26 | query 26 財政_"),
            ("/ 2 6 Enter Esc / Backspace", "list P3 | at P3-1 | query _"),
            ("/ 2 6 Enter Esc / Left Backspace", "hits 6 | at P3-6 | query _6"),
            ("/ 'H26末:B'", "hits H26末:B | at P2-2 | query H26末:B_"),
            ("/ 'H26末:B' Down Down PageDown", "hits H26末:B | at P2-45 | query H26末:B_"),
            ("/ 'ない語'", "hits ない語 | at none | query ない語_"),
            ("/ 'ない語' Enter", "hits ない語 | at none"),
            ("/ 'ない語' Enter Enter o j", "hits ない語 | at none"),
            ("/ 'abc' Left Left", "hits abc | at none | query a_bc"),
            ("/ 'abc' Home Right ctrl-h", "hits bc | at none | query _bc"),
            ("/ '保育' space '見直し' ctrl-w ctrl-w", "hits 保育  | at P3-26 | query 保育 _"),
        ],
    );
}

#[test]
fn the_ten_late_ones_of_a_period() {
    let mut state = start(80, 24);
    press(&mut state, "/ 'H26末:B'");
    let found: Vec<String> =
        state.list().unwrap().rows().programs().map(|(_, ix)| state.catalog.label(ix)).collect();
    let expected = ["P2-2", "P2-9", "P2-12", "P2-13", "P2-21", "P2-26", "P2-33", "P2-43", "P2-44", "P2-45"];
    assert_eq!(found, expected);
}

#[test]
fn leaving_a_query_gives_back_cursor_and_scroll() {
    for keys in [
        "/ 2 6 Esc",
        "/ 2 6 Enter Esc Esc",
        "/ 2 6 Enter o Esc Esc Esc",
        "/ 2 6 Enter g l Esc",
        "/ 2 6 ctrl-u Enter",
        "/ 2 6 Enter Esc / 7 Esc Esc",
        "/ 2 6 Enter Esc / ctrl-u Enter",
    ] {
        let mut state = start(80, 24);
        press(&mut state, "G k k k ctrl-u j");
        let before = state.list().unwrap().clone();
        assert!(before.rows().top > 0 && before.rows().cursor > before.rows().top);
        press(&mut state, keys);
        assert_eq!(state.list(), Some(&before), "{keys}");
        assert!(matches!(state.places.as_slice(), [Place::List(_)]), "{keys}");
    }
}

#[test]
fn digits_lead_to_a_number_in_every_plan() {
    hold(
        80,
        24,
        &[
            ("2", "list P3 | at P3-1 | number 2_ | chooses P3-2  協働事業の推進 of 2"),
            ("2 6", "list P3 | at P3-1 | number 26_ | chooses P3-26  保育料の見直し of 2"),
            ("2 6 Enter", "list P3 > detail P3-26 | at P3-26  保育料の見直し"),
            ("2 6 Down Enter", "list P3 > detail P2-26 | at P2-26  事業仕分けの実施"),
            ("2 6 Down Down Up Enter Esc", "list P3 | at P3-1"),
            ("j j 2 6 Esc", "list P3 | at P3-3"),
            ("２ ６ Enter", "list P3 > detail P3-26 | at P3-26  保育料の見直し"),
            ("2 - 2 6 Enter", "list P3 > detail P2-26 | at P2-26  事業仕分けの実施"),
            ("3 0 - 2 Enter", "list P3 > detail P3-30-2 | at P3-30-2  外郭団体の経営改善"),
            ("3 - 3 0 - 2 Enter", "list P3 > detail P3-30-2 | at P3-30-2  外郭団体の経営改善"),
            ("Enter 1 2 Enter", "list P3 > detail P3-1 > detail P3-12 | at P3-12  行政評価の実施"),
            ("g h 1 2 Enter Esc", "list P3 > heatmap P3 | at P3-1 R2末"),
            ("o 7 Enter Esc", "list P3 > source | at P3-1 評価 R2末 2021-year-end.txt:24"),
            ("9 9", "list P3 | at P3-1 | number 99_"),
            ("9 9 Enter", "list P3 | at P3-1 | says 該当なし: 99"),
            ("9 9 Backspace Backspace", "list P3 | at P3-1 | number _"),
            ("g 2", "list P3 | at P3-1 | says g 2 に割り当てはない"),
        ],
    );
    let mut state = start(80, 24);
    press(&mut state, "2 6");
    let seen = screen(&state);
    let last: Vec<&str> = seen.lines().rev().take(4).collect();
    assert!(
        last[3].starts_with("> P3-26  保育料の見直し") && last[2].contains("P2-26  事業仕分けの実施"),
        "{seen}"
    );
    assert!(last[2].ends_with("A B A") && last[1].starts_with("No. 26"), "{seen}");
}
