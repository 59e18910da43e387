//! The page on the state of things, and the widths tried on it.

use crate::common::{describe, over, press, screen, start};
use shinchoku::app::Effect;
use shinchoku::model::Catalog;
use std::sync::Arc;

use super::kit::*;

#[test]
fn the_doctor_is_left_as_any_page_and_tries_widths() {
    hold(
        80,
        24,
        &[
            ("g d", "list P3 > doctor | at line 1, width narrow"),
            ("g d g d", "list P3 > doctor | at line 1, width narrow"),
            ("g d w", "list P3 > doctor | at line 1, width wide | says 文字幅: wide"),
            ("g d w w w w", "list P3 > doctor | at line 1, width narrow | says 文字幅: narrow"),
            ("g h g d w Esc", "list P3 > heatmap P3 | at P3-1 R2末"),
            ("@40x8 g d G", "list P3 > doctor | at line 14, width narrow"),
            ("@40x8 g d G j k", "list P3 > doctor | at line 13, width narrow"),
            ("@40x8 g d G @80x24", "list P3 > doctor | at line 1, width narrow"),
            ("g d y", "list P3 > doctor | at line 1, width narrow | copy _ | chooses 全文 of 1"),
            ("g d 2 6 Enter", "list P3 > doctor > detail P3-26 | at P3-26  保育料の見直し"),
        ],
    );
    let mut state = start(80, 24);
    let effects = press(&mut state, "g d y Enter");
    assert!(effects.contains(&Effect::Examine));
    let text = screen(&state);
    assert!(text.contains("注意  ロケール  C") && !text.contains('①'), "{text}");
    // Before there is any document, too.
    let mut state = over(Arc::new(Catalog::empty()), 80, 24);
    press(&mut state, "g d");
    assert_eq!(describe(&state), "welcome > doctor | at line 1, width narrow");
}
