//! Whatever is pressed, wherever, at any size: the cursor stays in sight, no character is cut, and one can leave.

use crate::common::{astray, describe, drawn, feed, halves, over, press, screen, start};
use shinchoku::app::{Effect, Input, Size, State};
use shinchoku::command::Scope;
use shinchoku::keymap::{Chord, Hint, Keymap, Resolve, show_keys};
use shinchoku::model::Catalog;
use std::sync::Arc;

#[test]
fn leaving_is_possible_from_everywhere() {
    for (keys, quits) in [
        ("q", true),
        ("Enter q", true),
        ("g h q", true),
        ("o q", true),
        ("ctrl-c", true),
        ("/ ctrl-c", true),
        ("/ q", false),
        ("Esc Esc Esc", false),
    ] {
        assert_eq!(press(&mut start(80, 24), keys).contains(&Effect::Quit), quits, "{keys}");
    }
}

#[test]
fn another_size_keeps_the_cursor_in_sight() {
    for keys in ["G", "p G", "Enter G", "p g h G", "o G", "/ 2 6", "/ 'P3-12' Enter G"] {
        for sizes in
            ["@40x10 @80x24", "@20x5 @120x40", "@1x1", "@0x0 @80x24", "@120x40 @40x10", "@300x100 @60x4"]
        {
            let mut state = start(40, 10);
            press(&mut state, keys);
            for size in sizes.split(' ') {
                press(&mut state, size);
                assert_eq!(astray(&state), Vec::<String>::new(), "{keys} {size}\n{}", screen(&state));
            }
        }
    }
}

/// Every sequence of keys that means something in a scope.
fn sequences(keymap: &Keymap, scope: Scope) -> Vec<Vec<Chord>> {
    let mut found = Vec::new();
    let mut open: Vec<Vec<Chord>> = vec![Vec::new()];
    while let Some(typed) = open.pop() {
        match keymap.resolve(scope, &typed) {
            Resolve::Pending(hints) => open.extend(hints.iter().map(|Hint { chord, .. }| {
                let mut longer = typed.clone();
                longer.push(*chord);
                longer
            })),
            _ => found.push(typed),
        }
    }
    found
}

/// Draws and holds what must be true of any state at any size.
fn sound(state: &State, after: &dyn Fn() -> String) {
    let wrong = [astray(state), halves(&drawn(state), &state.caps.widths())].concat();
    assert!(wrong.is_empty(), "{}\n{}\n{}", after(), wrong.join("\n"), screen(state));
}

#[test]
fn every_key_in_every_place_at_every_size() {
    let places = ["", "p G", "/ 2 6", "/ 'ない語' Enter", "/ 2 6 Enter Esc", "Enter G", "p g h G", "o", "g"];
    let mut pressed = 0;
    for (cols, rows) in [(80, 24), (120, 40), (40, 10), (20, 5), (1, 1), (0, 0)] {
        let mut starts: Vec<State> = vec![over(Arc::new(Catalog::empty()), cols, rows)];
        starts.extend(places.iter().map(|keys| {
            let mut state = start(cols, rows);
            press(&mut state, keys);
            state
        }));
        for before in starts {
            for scope in Scope::ALL {
                for keys in sequences(&before.keymap, scope) {
                    let mut state = before.clone();
                    for chord in &keys {
                        feed(&mut state, Input::Key(*chord));
                        sound(&state, &|| {
                            format!("{cols}x{rows} {} {}", describe(&before), show_keys(&keys))
                        });
                        pressed += 1;
                    }
                }
            }
        }
    }
    assert!(pressed > 1000, "{pressed}");
}

/// A small generator of numbers, the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

#[test]
fn random_walks_end_nowhere_they_should_not() {
    for seed in 1..=4_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut state = start(80, 24);
        let all: Vec<Vec<Chord>> =
            Scope::ALL.into_iter().flat_map(|scope| sequences(&state.keymap, scope)).collect();
        let letters: Vec<char> = "26 BA協働のkyou:ｶﾞ９末".chars().collect();
        let mut walked: Vec<String> = Vec::new();
        for _ in 0..2000 {
            let input = match dice.below(20) {
                0 => Input::Resize(Size { cols: dice.below(140) as u16, rows: dice.below(45) as u16 }),
                1 => Input::Paste(letters[dice.below(letters.len())].to_string()),
                2..=4 => {
                    let letter = letters[dice.below(letters.len())];
                    Input::Key(Chord::plain(shinchoku::keymap::Code::Char(letter)))
                }
                _ => {
                    let keys = &all[dice.below(all.len())];
                    for chord in &keys[..keys.len() - 1] {
                        feed(&mut state, Input::Key(*chord));
                    }
                    Input::Key(*keys.last().unwrap())
                }
            };
            walked.push(match &input {
                Input::Key(chord) => chord.to_string(),
                Input::Paste(text) => format!("<{text}>"),
                Input::Resize(size) => format!("@{}x{}", size.cols, size.rows),
                _ => String::new(),
            });
            feed(&mut state, input);
            sound(&state, &|| {
                let recent = walked.iter().skip(walked.len().saturating_sub(30));
                format!("seed {seed}: … {}", recent.cloned().collect::<Vec<_>>().join(" "))
            });
        }
    }
}
