//! Lists, plans and programs are walked, and each is left as it was.

use crate::common::{press, screen, start};

use super::kit::*;

#[test]
fn the_list_is_walked_by_programs() {
    hold(
        80,
        24,
        &[
            ("", "list P3 | at P3-1"),
            ("j", "list P3 | at P3-2"),
            ("Down Down", "list P3 | at P3-3"),
            ("ｊ", "list P3 | at P3-2"),
            ("j k", "list P3 | at P3-1"),
            ("k", "list P3 | at P3-1"),
            // Over the heading of the second direction.
            ("j j j j j j", "list P3 | at P3-7"),
            ("j j j j j j k", "list P3 | at P3-6"),
            ("G", "list P3 | at P3-43"),
            ("G j", "list P3 | at P3-43"),
            ("G g g", "list P3 | at P3-1"),
            ("ctrl-d", "list P3 | at P3-20"),
            ("ctrl-d ctrl-u", "list P3 | at P3-1"),
            ("PageDown PageDown PageDown", "list P3 | at P3-43"),
            ("Esc", "list P3 | at P3-1"),
        ],
    );
}

#[test]
fn plans_are_turned_and_left_as_they_were() {
    hold(
        80,
        24,
        &[
            ("p", "list P2 | at P2-1"),
            ("j j p", "list P2 | at P2-1"),
            ("j j p p", "list P3 | at P3-3"),
            ("j j p j p p", "list P2 | at P2-2"),
            ("p G p p", "list P2 | at P2-62"),
            // A query between the two does not count as a place in the plan.
            ("j j / '保育' Enter Esc p p", "list P3 | at P3-3"),
        ],
    );
}

#[test]
fn a_program_is_read_and_left() {
    hold(
        80,
        24,
        &[
            ("Enter", "list P3 > detail P3-1 | at P3-1  協働推進体制の充実"),
            ("Enter j", "list P3 > detail P3-1 | at 方針      1 地域協力の推進"),
            ("j j Enter j j G Esc", "list P3 | at P3-3"),
            // The number stays, the plan changes.
            ("Enter p", "list P3 > detail P2-1 | at P2-1  市民活動支援センターによる市民活動支援の充実"),
            // A line that leads nowhere opens the lines it rests on.
            ("Enter Enter", "list P3 > detail P3-1 > source | at P3-1 名称 2021-year-end.txt:24"),
            ("Enter j j j Enter", "list P3 > detail P3-1 > source | at P3-1 評価 R2末 2021-year-end.txt:24"),
            // Periods are turned here too.
            ("p Enter [", "list P2 > detail P2-1 | at 評価      H26末  A    (2015-03)"),
            ("p Enter [ [ [ ]", "list P2 > detail P2-1 | at 評価      H26末  A    (2015-03)"),
            ("p g h h h Enter ]", "list P2 > heatmap P2 > detail P2-1 | at 評価      H26末  A    (2015-03)"),
            // No other plan has a program 62.
            (
                "p G Enter p",
                "list P2 > detail P2-62 | at P2-62  広域連携の推進 | says ほかの計画に 62 番はない",
            ),
            // The last line leads to the program of the same number in the other plan, and back.
            (
                "Enter G Enter",
                "list P3 > detail P3-1 > detail P2-1 | at P2-1  市民活動支援センターによる市民活動支援の充実",
            ),
            ("Enter G Enter Esc Esc", "list P3 | at P3-1"),
            ("Enter g l", "list P3 | at P3-1"),
            ("Enter Tab", "list P3 > detail P3-1 | at P3-1  協働推進体制の充実"),
            ("Tab", "list P3 | at P3-1"),
        ],
    );
    hold(
        120,
        40,
        &[
            ("j Tab", "list P3 > detail P3-2 | at P3-2  協働事業の推進"),
            ("j Tab Tab", "list P3 | at P3-2"),
            ("j Tab j j Tab j", "list P3 | at P3-3"),
        ],
    );
}

#[test]
fn one_goes_on_from_program_to_program_without_the_list() {
    hold(
        80,
        24,
        &[
            ("Enter J J", "list P3 > detail P3-3 | at P3-3  地域コミュニティの推進"),
            ("Enter J K", "list P3 > detail P3-1 | at P3-1  協働推進体制の充実"),
            ("Enter J Esc", "list P3 | at P3-2"),
            ("Enter K", "list P3 > detail P3-1 | at P3-1  協働推進体制の充実 | says この先に項目はない"),
            // Through what was found, and nothing else.
            (
                "f '末' space 'B' Enter j j j j Enter J",
                "list P3 > detail P3-11 | at P3-11  組織目標の管理体制の推進",
            ),
            ("/ 2 6 Enter J", "hits 26 > detail P2-26 | at P2-26  事業仕分けの実施"),
            ("Enter [", "list P3 > detail P3-1 | at P3-1  協働推進体制の充実 | says ほかの期はない"),
        ],
    );
}

#[test]
fn the_period_of_the_header_is_turned() {
    for (keys, expected) in [
        ("p", "H27上 = 2015年9月末  62項目  S 0  A 59  B 3"),
        ("p [", "H26末 = 2015年3月末  62項目  S 3  A 49  B 10"),
        ("p [ [", "H26上 = 2014年9月末  62項目  S 1  A 59  B 2"),
        ("p [ [ [ [", "H26上 = 2014年9月末  62項目  S 1  A 59  B 2"),
        ("p [ [ ]", "H26末 = 2015年3月末  62項目  S 3  A 49  B 10"),
        ("[ ] ]", "R2末 = 2021年3月末  43項目  S 0  A 28  B 15"),
    ] {
        let mut state = start(80, 24);
        press(&mut state, keys);
        let screen = screen(&state);
        assert!(screen.lines().next().is_some_and(|l| l.ends_with(expected)), "{keys}\n{screen}");
    }
}
