//! What keys mean here is learnt from the palette, the help and the last line.

use crate::common::{press, screen, start};
use shinchoku::app::Place;
use shinchoku::app::ask::Act;
use shinchoku::app::page::PageLine;
use shinchoku::command::{Scope, TABLE};
use shinchoku::keymap::show_keys;

use super::kit::*;

#[test]
fn keys_without_a_meaning_are_named_and_sequences_show_what_may_follow() {
    hold(
        80,
        24,
        &[
            ("z", "list P3 | at P3-1 | says z に割り当てはない"),
            ("z j", "list P3 | at P3-2"),
            ("g z", "list P3 | at P3-1 | says g z に割り当てはない"),
            ("g", "list P3 | at P3-1 | after g: g l h c u d"),
            ("j g Esc", "list P3 | at P3-2"),
            ("/ alt-j", "list P3 | at P3-1 | query _ | says alt-j に割り当てはない"),
        ],
    );
    let mut state = start(80, 24);
    press(&mut state, "g");
    let last = screen(&state).lines().last().unwrap().to_owned();
    for shown in ["g …", "g 先頭へ", "l 一覧へ"] {
        assert!(last.contains(shown), "{shown}: {last}");
    }
}

#[test]
fn every_command_is_in_the_palette_and_runs_from_it() {
    hold(
        80,
        24,
        &[
            (": 'go-h' Enter", "list P3 > heatmap P3 | at P3-1 R2末"),
            (
                "Enter : 'next-plan' Enter",
                "list P3 > detail P2-1 | at P2-1  市民活動支援センターによる市民活動支援の充実",
            ),
            (": 'last' Enter", "list P3 | at P3-43"),
            (": 'なにもない' Enter", "list P3 | at P3-1 | says 該当なし: なにもない"),
            (": Esc", "list P3 | at P3-1"),
        ],
    );
    for keys in ["", "Enter", "g h", "o", "?"] {
        let mut state = start(80, 24);
        press(&mut state, keys);
        let scope = state.scope();
        press(&mut state, ":");
        let offered: Vec<Act> = state.ask.as_ref().unwrap().choices.iter().map(|c| c.act.clone()).collect();
        for entry in TABLE.iter().filter(|e| e.scopes.contains(&scope)) {
            assert!(offered.contains(&Act::Run(entry.command)), "{keys} {}", entry.id);
        }
    }
}

#[test]
fn the_help_shows_every_key_that_works_here() {
    for keys in ["", "Enter", "g h", "o", "?"] {
        let mut state = start(120, 40);
        press(&mut state, keys);
        let scope = state.scope();
        press(&mut state, "?");
        let Some(Place::Page(page)) = state.place() else { panic!("{keys}") };
        let shown: Vec<&str> = page
            .lines
            .iter()
            .filter_map(|l| if let PageLine::Keys(keys, ..) = l { Some(keys.as_str()) } else { None })
            .flat_map(|keys| keys.split("  "))
            .collect();
        for scope in [scope, Scope::Query] {
            for entry in TABLE.iter().filter(|e| e.scopes.contains(&scope)) {
                for keys in state.keymap.keys_for(scope, entry.command) {
                    assert!(shown.contains(&show_keys(&keys).as_str()), "{}", entry.id);
                }
            }
        }
    }
    hold(
        80,
        24,
        &[
            ("j ?", "list P3 > キーの一覧 | at line 1"),
            ("j ? Esc", "list P3 | at P3-2"),
            ("? j j k", "list P3 > キーの一覧 | at line 2"),
            ("? G g g", "list P3 > キーの一覧 | at line 1"),
            ("F1", "list P3 > キーの一覧 | at line 1"),
        ],
    );
}
