//! The screens of the program, drawn key by key on one terminal.

use shinchoku::app::{Caps, Size, State};
use shinchoku::model::Catalog;
use shinchoku::words::Lang;
use std::sync::Arc;

use super::harness::{Bench, DEPTHS, PAIRS, renderer};
use crate::common::{ENGLISH, SCREENS, SIZES, capable, catalog, drawn_with_cursor, press};

/// Sizes that a session is given while it shows something.
const RESIZES: [&str; 5] = ["@61x20", "@33x7", "@1x1", "@100x30", "@80x24"];

#[test]
fn every_screen_is_shown_as_it_was_drawn() {
    for (at, pair) in PAIRS.into_iter().enumerate() {
        let depth = DEPTHS[at % DEPTHS.len()];
        let mut bench = Bench::new(pair, SIZES[0], at, renderer(pair.policy, depth));
        let mut show = |state: &State, name: &str| {
            let (buf, cursor) = drawn_with_cursor(state);
            bench.show(&buf, cursor).unwrap_or_else(|wrong| panic!("{name} {pair:?} {depth:?} {wrong}"));
        };
        let mut walk = |catalog, (cols, rows), lang, name: &str, keys: &str| {
            let caps = Caps { policy: pair.policy, depth, size: Size { cols, rows }, ..Caps::default() };
            let mut state = capable(catalog, caps, lang);
            show(&state, name);
            for word in keys.split_whitespace() {
                press(&mut state, word);
                show(&state, &format!("{name}, key {word}"));
            }
            if (cols, rows) == SIZES[0] {
                for size in RESIZES {
                    press(&mut state, size);
                    show(&state, &format!("{name}, size {size}"));
                }
            }
        };
        for size in SIZES {
            for (name, keys) in SCREENS {
                walk(catalog(), size, Lang::Ja, name, keys);
            }
            walk(Arc::new(Catalog::empty()), size, Lang::Ja, "empty", "");
        }
        for (name, keys) in ENGLISH {
            walk(catalog(), SIZES[0], Lang::En, name, keys);
        }
        // On from row to row, from program to program, from page to page.
        for keys in ["j j j j k G g g ctrl-d ctrl-u p j j p", "Enter j j j J J K K", "g h j j l h G g g"] {
            walk(catalog(), (100, 30), Lang::Ja, "walk", keys);
        }
    }
}
