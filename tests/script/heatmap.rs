//! The heatmap: walked in both directions, its totals whole however large.

use crate::common::{over, press, screen};

use super::kit::*;

#[test]
fn the_heatmap_is_walked_in_both_directions() {
    hold(
        80,
        24,
        &[
            ("g h", "list P3 > heatmap P3 | at P3-1 R2末"),
            ("p g h", "list P2 > heatmap P2 | at P2-1 H27上"),
            ("p j j g h", "list P2 > heatmap P2 | at P2-3 H27上"),
            ("p [ g h", "list P2 > heatmap P2 | at P2-1 H26末"),
            ("p g h h", "list P2 > heatmap P2 | at P2-1 H26末"),
            ("p g h h h h h", "list P2 > heatmap P2 | at P2-1 H26上"),
            ("p g h [ [ ] l l", "list P2 > heatmap P2 | at P2-1 H27上"),
            ("p g h G", "list P2 > heatmap P2 | at P2-62 H27上"),
            ("p g h p", "list P2 > heatmap P3 | at P3-1 R2末"),
            ("p g h j j g l", "list P2 | at P2-3"),
            ("p g h j j Esc", "list P2 | at P2-1"),
            ("p g h g h", "list P2 > heatmap P2 | at P2-1 H27上"),
            // A cell opens the program at the line of its period.
            ("p g h j [ Enter", "list P2 > heatmap P2 > detail P2-2 | at 評価      H26末  B    (2015-03)"),
            ("p g h j [ Enter j j Esc", "list P2 > heatmap P2 | at P2-2 H26末"),
            ("Enter g h", "list P3 > detail P3-1 > heatmap P3 | at P3-1 R2末"),
        ],
    );
}

/// Half a number is another number.
#[test]
fn the_totals_of_a_large_plan_stand_whole() {
    let rows = |grade| (1..=1234).map(move |n| format!("{n}\t取組{n}の推進\t市民課\t{grade}\t{grade}\n"));
    let head = "第4次改革プラン\n番号\t項目\t担当課\t令和3年度評価\t令和4年度評価\n";
    let text = head.to_owned() + &rows("A").collect::<String>();
    for (cols, height) in [(120, 40), (80, 24), (40, 20)] {
        let mut state = over(catalog_of(std::iter::once(text.clone())), cols, height);
        press(&mut state, "g h");
        let shown = screen(&state);
        let mut totals = shown.lines().skip_while(|line| !line.starts_with('計')).map(str::split_whitespace);
        let counts = totals.find_map(|mut words| words.by_ref().any(|w| w == "A").then_some(words)).unwrap();
        assert_eq!(counts.collect::<Vec<_>>(), ["1234", "1234"], "{cols}: {shown}");
    }
}
