//! Filters and orders: what they leave, what they say they leave, and where the cursor stays.

use crate::common::{astray, press, screen, start};
use shinchoku::app::ask::Act;

use super::kit::*;

#[test]
fn the_list_is_narrowed_and_ordered() {
    hold(
        80,
        24,
        &[
            ("f '末' space 'B'", "list P3 | at P3-1 | filter 末 B_ | chooses 評価 R2末 B of 1"),
            ("f '末' space 'A' Enter", "list P3 | at P3-6"),
            ("f '目標に' Enter j", "list P3 | at P3-3"),
            // The cursor stays on its program where that is left in.
            ("j j f '末' space 'B' Enter", "list P3 | at P3-3"),
            ("f 'なにもない' Enter", "list P3 | at P3-1 | says 該当なし: なにもない"),
            ("f '末' space 'B' Esc", "list P3 | at P3-1"),
            ("f '目標に' Enter G F", "list P3 | at P3-30"),
            ("f '目標に' Enter G Esc j", "list P3 | at P3-31"),
            // Each plan keeps what narrows it.
            ("p f '下' Enter p p", "list P2 | at P2-6"),
            ("p f '下' Enter g h j", "list P2 > heatmap P2 | at P2-10 H27上"),
            ("p g h f '下' Enter", "list P2 > heatmap P2 | at P2-6 H27上"),
            ("p f '下' Enter f '指導課' Enter", "list P2 | at P2-6"),
            ("p s '末の' Enter g g", "list P2 | at P2-2"),
            ("s '担当' Enter g g", "list P3 | at P3-3"),
            ("s '番号' Enter", "list P3 | at P3-1"),
        ],
    );
    for (keys, header) in [
        (
            "f '目標に' Enter",
            "P3  R2末 = 2021年3月末  [目標に届かない指標がある]  11 / 43項目  S 0  A 2  B 5",
        ),
        ("p f '下' Enter", "P2  H27上 = 2015年9月末  [変化 H26末→H27上 下がった]  4 / 62項目  S 0  A 3  B 1"),
        (
            "p f '下' Enter [",
            "P2  H26末 = 2015年3月末  [変化 H26末→H27上 下がった]  4 / 62項目  S 3  A 1  B 0",
        ),
        ("p f '下' Enter F", "P2  H27上 = 2015年9月末  62項目  S 0  A 59  B 3"),
        ("p f '下' Enter f 'すべて' Enter", "P2  H27上 = 2015年9月末  62項目  S 0  A 59  B 3"),
    ] {
        let mut state = start(80, 24);
        press(&mut state, keys);
        let screen = screen(&state);
        assert!(screen.starts_with(&format!("{header}\n")), "{keys}\n{screen}");
    }
    // Every filter that is offered leaves as many as it says, and says what the same query finds.
    for keys in ["f", "p f", "p f '下' Enter f"] {
        let mut state = start(80, 24);
        press(&mut state, keys);
        let offered = state.ask.as_ref().unwrap().choices.len();
        assert!(offered > 3, "{keys}");
        for at in 0..offered {
            let mut state = start(80, 24);
            press(&mut state, keys);
            let ask = state.ask.as_mut().unwrap();
            ask.at = at;
            let choice = ask.choices[at].clone();
            press(&mut state, "Enter");
            let (Act::Toggle(_), Some(list)) = (&choice.act, state.list()) else { continue };
            if !choice.name.starts_with('*') {
                assert_eq!(list.rows().programs().count().to_string(), choice.beside, "{}", choice.name);
            }
            assert_eq!(astray(&state), Vec::<String>::new(), "{}", choice.name);
        }
    }
}
