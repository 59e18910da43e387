//! The screens as text: every fixture at every size, beside its file in `tests/screen/`. A file holds the screen and,
//! below it, how each cell is drawn (the letters are those of `common::styles`).
//!
//! `UPDATE_SCREENS=1 cargo test --test screen` writes the files anew; read the difference before keeping it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

mod common;

use common::{
    ENGLISH, SCREENS, SIZES, bytes_of, capable, catalog, drawn, halves, over, press, screen, spoken, start,
    styles,
};
use shinchoku::app::{Caps, Place, Size, State};
use shinchoku::model::Catalog;
use shinchoku::text::{Policy, sanitize};
use shinchoku::words::Lang;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

const RULE: &str = "---- styles ----";

fn compare(name: &str, found: &str) -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screen").join(name);
    if std::env::var_os("UPDATE_SCREENS").is_some() {
        std::fs::write(&path, found).unwrap();
        return Ok(());
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected == found {
        return Ok(());
    }
    let mut said = format!("{name}\n==== expected\n{expected}\n==== found\n{found}\n==== differing rows\n");
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    for at in 0..old.len().max(new.len()) {
        let (old, new) = (old.get(at), new.get(at));
        if old != new {
            let _ = writeln!(
                said,
                "{:>3} - {}\n    + {}",
                at + 1,
                old.unwrap_or(&"(none)"),
                new.unwrap_or(&"(none)")
            );
        }
    }
    Err(said)
}

fn picture(state: &State) -> String {
    let buf = drawn(state);
    assert_eq!(halves(&buf, &state.caps.widths()), Vec::<String>::new());
    format!("{}\n{RULE}\n{}\n", screen(state), styles(&buf))
}

/// Every screen beside the name of its file.
fn screens() -> Vec<(String, State)> {
    let nothing = || Arc::new(Catalog::empty());
    let mut all = Vec::new();
    let mut add = |name: &str, keys: &str, mut state: State| {
        press(&mut state, keys);
        let size = state.caps.size;
        all.push((format!("{name}.{}x{}.txt", size.cols, size.rows), state));
    };
    for (cols, rows) in SIZES {
        for (name, keys) in SCREENS {
            add(name, keys, start(cols, rows));
        }
        add("empty", "", over(nothing(), cols, rows));
    }
    for (name, keys) in ENGLISH {
        add(name, keys, spoken(catalog(), 80, 24, Lang::En));
    }
    add("en-empty", "", spoken(nothing(), 80, 24, Lang::En));
    all
}

#[test]
fn every_screen_looks_as_it_did() {
    let screens = screens();
    let differing: Vec<String> =
        screens.iter().filter_map(|(file, state)| compare(file, &picture(state)).err()).collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screen");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut wanted: Vec<String> = screens.into_iter().map(|(file, _)| file).collect();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted, "no file is left over");
}

/// Where signs take two cells nothing is cut in two either: columns and rows are reckoned with the same measure.
#[test]
fn every_screen_holds_under_every_policy() {
    for policy in [Policy::Wide, Policy::Safe, Policy::Spaced] {
        for (cols, rows) in SIZES {
            for (name, keys) in SCREENS {
                let mut state = start(cols, rows);
                state.caps.policy = policy;
                press(&mut state, keys);
                let found = halves(&drawn(&state), &state.caps.widths());
                assert!(found.is_empty(), "{name} {cols}x{rows} {policy:?}: {}", found.join("\n"));
            }
        }
    }
}

/// The matrix of grades stands in the same cells however wide signs are: what is beside it in the names does not move it.
#[test]
fn the_heatmap_has_the_same_columns_under_every_policy() {
    for (cols, rows) in SIZES {
        for keys in ["g h", "p g h"] {
            let matrix = |policy| {
                let mut state = start(cols, rows);
                state.caps.policy = policy;
                press(&mut state, keys);
                let Some(Place::Heatmap(map)) = state.place() else { panic!("no heatmap") };
                let (body, buf) = (state.frame().body, drawn(&state));
                let grid = map.grid(&state.catalog, body);
                let cells = (body.y..body.y + grid.heading + grid.rows + grid.totals)
                    .flat_map(|y| (grid.label..cols).map(move |x| (x, y)))
                    .map(|at| (buf[at].symbol().to_owned(), buf[at].style()));
                (grid, cells.collect::<Vec<_>>())
            };
            let narrow = matrix(Policy::Narrow);
            for policy in Policy::ALL {
                assert!(matrix(policy) == narrow, "{keys} {cols}x{rows} {policy:?}");
            }
        }
    }
}

/// Whether `c` is a letter of Japanese.
fn is_letter(c: char) -> bool {
    matches!(c, '々' | '〇' | '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
}

/// With `--ascii` what is not ASCII stands in a document, in a file name, or is a letter of a Japanese word.
#[test]
fn in_ascii_no_sign_is_the_programs_own() {
    let said = [bytes_of("2015-half-year.txt"), bytes_of("2021-year-end.txt")].concat();
    let said: String = sanitize(&String::from_utf8(said).unwrap()).as_str().split_whitespace().collect();
    let named = "文書/H27 上半期.txt";
    for lang in [Lang::JaAscii, Lang::EnAscii] {
        for (cols, rows) in SIZES {
            for (name, keys) in SCREENS {
                for policy in Policy::ALL {
                    let size = Size { cols, rows };
                    let caps = Caps { size, policy, ascii: true, ..Caps::default() };
                    let mut state = capable(catalog(), caps, lang);
                    press(&mut state, keys);
                    // What was typed is not the program's own either.
                    let own = |run: &str| !said.contains(run) && !named.contains(run) && !keys.contains(run);
                    for row in screen(&state).lines() {
                        for run in row.split(|c: char| c.is_ascii()).filter(|run| own(run)) {
                            let letters =
                                name == "doctor" || lang == Lang::JaAscii && run.chars().all(is_letter);
                            assert!(letters, "{name} {cols}x{rows} {policy:?} {lang:?}: {run:?} in {row:?}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn every_style_has_a_letter() {
    for (name, keys) in SCREENS {
        let mut state = start(120, 40);
        press(&mut state, keys);
        assert!(!styles(&drawn(&state)).contains('x'), "{name}");
    }
}
