//! Bytes to the terminal: the same frames through our backend and through the stock one of ratatui.
//!
//! `cargo bench --bench bytes`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice, dead_code)]

#[path = "../tests/common/mod.rs"]
mod common;

use common::{drawn_with_cursor, press, start};
use ratatui::backend::Backend as _;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui_crossterm::CrosstermBackend;
use shinchoku::app::{Caps, State};
use shinchoku::terminal::Painter;
use shinchoku::text::Policy;

/// Name, size, keys before, keys that are measured.
const SCENES: [(&str, u16, u16, &str, &str); 6] = [
    ("first frame", 80, 24, "", ""),
    ("list move", 80, 24, "p", "j"),
    ("list page", 80, 24, "p", "ctrl-d"),
    ("detail beside the list", 120, 40, "p", "j"),
    ("heatmap move", 80, 24, "p g h", "j"),
    ("typing", 80, 24, "/ 'P3'", "'-'"),
];

struct Stock {
    last: Buffer,
    cursor: Option<Position>,
}

impl Stock {
    /// What `Terminal` of ratatui does for a frame, with the marks around it that our own have.
    fn frame(&mut self, frame: &Buffer, cursor: Option<(u16, u16)>) -> usize {
        let mut bytes = Vec::new();
        let mut backend = CrosstermBackend::new(&mut bytes);
        backend.draw(self.last.diff_iter(frame)).unwrap();
        match cursor {
            Some(at) => {
                backend.show_cursor().unwrap();
                backend.set_cursor_position(at).unwrap();
            }
            None => backend.hide_cursor().unwrap(),
        }
        self.last = frame.clone();
        self.cursor = cursor.map(Position::from);
        bytes.len() + "\x1b[?2026h\x1b[?2026l".len()
    }
}

fn ours(painter: &mut Painter, caps: &Caps, state: &State) -> usize {
    let (frame, cursor) = drawn_with_cursor(state);
    painter
        .frame(caps, |buf| {
            buf.clone_from(&frame);
            cursor
        })
        .len()
}

fn main() {
    println!("{:<24} {:>7} {:>7} {:>7} {:>7} {:>7}", "scene", "narrow", "wide", "safe", "stock", "ratio");
    for (name, cols, rows, before, keys) in SCENES {
        let measured = |policy: Policy| {
            let mut state = start(cols, rows);
            state.caps.policy = policy;
            let caps = state.caps;
            press(&mut state, before);
            let mut painter = Painter::new(&caps);
            let mut stock =
                Stock { last: Buffer::empty(ratatui::layout::Rect::new(0, 0, cols, rows)), cursor: None };
            let mut bytes = (0, 0);
            for keys in ["", keys] {
                press(&mut state, keys);
                let (frame, cursor) = drawn_with_cursor(&state);
                let now = (ours(&mut painter, &caps, &state), stock.frame(&frame, cursor));
                if keys.is_empty() && bytes != (0, 0) {
                    continue;
                }
                bytes = now;
            }
            bytes
        };
        let [narrow, wide, safe] = [Policy::Narrow, Policy::Wide, Policy::Safe].map(measured);
        let ratio = narrow.0 as f64 / narrow.1 as f64;
        println!("{name:<24} {:>7} {:>7} {:>7} {:>7} {ratio:>7.2}", narrow.0, wide.0, safe.0, narrow.1);
    }
}
