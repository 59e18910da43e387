//! Keymap files as data: what the shipped one must keep to, and what each fault
//! in a user's file costs.

use super::*;
use crate::command::TABLE;
use crate::keymap::{ChordError, Resolve, parse_keys, show_keys};
use Command::{CursorDown, CursorUp, GoHeatmap, NextPlan, Quit, QuitNow};
use Scope::{Detail, Heatmap, List, Query};
use std::collections::HashSet;

fn keys(notation: &str) -> Vec<Chord> {
    parse_keys(notation).unwrap()
}

fn resolve(map: &Keymap, scope: Scope, typed: &str) -> Resolve {
    map.resolve(scope, &keys(typed))
}

fn shown(map: &Keymap, scope: Scope, command: Command) -> Vec<String> {
    let found = map.keys_for(scope, command);
    found.iter().map(|keys| show_keys(keys)).collect()
}

/// A layer over the shipped keys, its lines and faults.
fn layered(text: &str) -> (Keymap, Vec<(usize, Fault)>) {
    let mut map = Keymap::shipped();
    let complaints = map.layer("keymap.toml", text);
    let faults = complaints.into_iter().map(|complaint| {
        assert_eq!(complaint.file, "keymap.toml");
        (complaint.line, complaint.fault)
    });
    (map, faults.collect())
}

#[test]
fn the_shipped_file_is_right_and_each_row_explains_itself() {
    assert_eq!(Keymap::default().layer("default.toml", SHIPPED), []);
    for (name, over) in [("vi.toml", VI), ("emacs.toml", EMACS)] {
        assert_eq!(Keymap::shipped().layer(name, over), [], "{name}");
    }
    for file in [SHIPPED, VI, EMACS] {
        let table: toml::Table = file.parse().unwrap();
        for row in table["key"].as_array().unwrap() {
            let fields: HashSet<_> = row.as_table().unwrap().keys().collect();
            assert_eq!(fields.len(), 4, "{row}");
            let about = row["about"].as_str().unwrap();
            assert!(!about.is_ascii(), "{row}");
        }
    }
}

#[test]
fn other_habits_add_keys_and_take_none_away() {
    let shipped = Keymap::shipped();
    for preset in Preset::ALL {
        let map = Keymap::preset(preset);
        for scope in Scope::ALL {
            assert_eq!(resolve(&map, scope, "ctrl-c"), Resolve::Run(QuitNow), "{preset:?}");
            for row in TABLE {
                for keys in shipped.keys_for(scope, row.command) {
                    assert_eq!(map.resolve(scope, &keys), Resolve::Run(row.command), "{preset:?} {keys:?}");
                }
            }
            // Digits jump to numbers; none of them is a count or an argument.
            for digit in '0'..='9' {
                let typed = map.resolve(scope, &keys(&digit.to_string()));
                let expected = if scope.is_text_entry() { Resolve::Text(digit) } else { Resolve::Miss };
                assert_eq!(typed, expected, "{preset:?}");
            }
        }
    }
    let (vi, emacs) = (Keymap::preset(Preset::Vi), Keymap::preset(Preset::Emacs));
    assert_eq!(resolve(&vi, List, "Z Z"), Resolve::Run(Quit));
    assert_eq!(resolve(&vi, Heatmap, "l"), Resolve::Run(Command::Right));
    assert_eq!(resolve(&emacs, List, "ctrl-x ctrl-c"), Resolve::Run(Quit));
    assert_eq!(resolve(&emacs, Query, "ctrl-g"), Resolve::Run(Command::QueryCancel));
}

#[test]
fn the_manual_at_the_head_names_every_scope_and_field() {
    let head = SHIPPED.split("[[key]]\non = [").next().unwrap();
    for scope in Scope::ALL {
        assert!(head.contains(scope.id()), "{scope:?}");
    }
    for word in ["everywhere", "on ", "run ", "in ", "about ", "false"] {
        assert!(head.contains(word), "{word}");
    }
}

#[test]
fn every_command_has_a_key_in_each_of_its_scopes() {
    let map = Keymap::shipped();
    for row in TABLE {
        for scope in row.scopes {
            let found = map.keys_for(*scope, row.command);
            // What one does seldom is called by its name.
            let seldom = matches!(row.command, Command::Import | Command::Stop)
                || row.command == Command::NextWidth && *scope != Scope::Doctor;
            assert_eq!(found.is_empty(), seldom, "{} in {scope:?}", row.id);
            for keys in found {
                let resolved = map.resolve(*scope, &keys);
                assert_eq!(resolved, Resolve::Run(row.command), "{}", row.id);
            }
        }
    }
}

#[test]
fn keys_reserved_for_later_run_nothing() {
    let map = Keymap::shipped();
    let reading = Scope::ALL.into_iter().filter(|scope| !scope.is_text_entry());
    let reserved = "c ctrl-r ctrl-g 0 1 2 3 4 5 6 7 8 9".split(' ');
    let after_g = ["g t", "g y", "g o", "g m", "g /"];
    for scope in reading {
        for typed in reserved.clone().chain(after_g) {
            assert_eq!(resolve(&map, scope, typed), Resolve::Miss, "{typed}");
        }
    }
    for typed in ["ctrl-r", "ctrl-g"] {
        assert_eq!(resolve(&map, Query, typed), Resolve::Miss, "{typed}");
    }
    for typed in ["1", "?", "j", "ｊ", "q", "space"] {
        assert!(matches!(resolve(&map, Query, typed), Resolve::Text(_)), "{typed}");
    }
}

#[test]
fn sequences_show_what_may_follow() {
    let map = Keymap::shipped();
    let Resolve::Pending(hints) = resolve(&map, Detail, "ｇ") else {
        panic!("g is not pending");
    };
    let hints: Vec<_> = hints.iter().map(|hint| (hint.chord.to_string(), hint.command)).collect();
    let expected = [
        ("g".to_owned(), Some(Command::First)),
        ("l".to_owned(), Some(Command::GoList)),
        ("h".to_owned(), Some(GoHeatmap)),
        ("c".to_owned(), Some(Command::GoChecks)),
        ("u".to_owned(), Some(Command::GoMatters)),
        ("d".to_owned(), Some(Command::GoDoctor)),
    ];
    assert_eq!(hints, expected);
    assert_eq!(shown(&map, Detail, GoHeatmap), ["g h"]);
    assert_eq!(shown(&map, List, CursorDown), ["j", "Down"]);
    assert_eq!(shown(&map, Query, CursorDown), ["Down", "ctrl-n"]);
}

#[test]
fn a_layer_overrides_adds_and_unbinds() {
    let (map, faults) = layered(
        r#"
# Rows in any order: the sequence is freed before "g" is bound.
[[key]]
on = "g"
run = "next-plan"
in = ["list"]

[[key]]
on = ["g", "p"]
run = false
in = "list"

[[key]]
on = ["ｘ", "ctrl-x ctrl-q"]
run = "quit"

[[key]]
on = ["k", "ctrl-j"]
run = "cursor-down"
in = "everywhere"
"#,
    );
    assert_eq!(faults, []);
    for (scope, typed, expected) in [
        (List, "g", Resolve::Run(NextPlan)),
        (List, "p", Resolve::Miss),
        (Detail, "p", Resolve::Run(NextPlan)),
        (Detail, "g h", Resolve::Run(GoHeatmap)),
        (List, "x", Resolve::Run(Quit)),
        (List, "ctrl-x ctrl-q", Resolve::Run(Quit)),
        (Query, "ctrl-x", Resolve::Miss),
        (List, "k", Resolve::Run(CursorDown)),
        (Query, "k", Resolve::Text('k')),
        (Query, "ctrl-j", Resolve::Run(CursorDown)),
        (List, "Up", Resolve::Run(CursorUp)),
    ] {
        assert_eq!(resolve(&map, scope, typed), expected, "{scope:?} {typed}");
    }
    assert_eq!(shown(&map, Heatmap, CursorDown), ["j", "Down", "k", "ctrl-j"]);
}

/// Two good rows around the row under test, which begins on line 4.
fn between_good_rows(row: &str) -> String {
    let good = |key: &str| format!("[[key]]\non = \"{key}\"\nrun = \"quit\"\n");
    format!("{}{row}\n{}", good("F1"), good("F2"))
}

fn assert_costs_itself(row: &str, faults: &[(usize, Fault)]) {
    let (map, found) = layered(&between_good_rows(row));
    assert_eq!(found, faults, "{row}");
    assert_eq!(shown(&map, List, Quit), ["q", "F1", "F2"], "{row}");
    assert_eq!(resolve(&map, List, "F3"), Resolve::Miss, "{row}");
}

#[test]
fn a_wrong_row_costs_itself_and_is_reported_on_its_line() {
    use Fault::{BadChord, MissingField, UnknownCommand, UnknownField, UnknownScope, WrongType};
    let field = |name: &str, nearest| UnknownField { name: name.to_owned(), nearest };
    let command = |id: &str, nearest| UnknownCommand { id: id.to_owned(), nearest };
    let scope = |name: &str, nearest| UnknownScope { name: name.to_owned(), nearest };
    let chord = |keys: &str, error| BadChord { keys: keys.to_owned(), error };
    let key = "[[key]]\non = \"F3\"\n";
    for (row, faults) in [
        (
            "[[key]]\non = 'F3'\nrun = 'page-dwon'".to_owned(),
            vec![(6, command("page-dwon", Some("page-down")))],
        ),
        ("[[key]]\non = 'F3'\nrun = 'fly'".to_owned(), vec![(6, command("fly", None))]),
        (
            "[[key]]\non = [\n 'ctlr-d',\n 'shift-1',\n '',\n]\nrun = 'quit'".to_owned(),
            vec![
                (6, chord("ctlr-d", ChordError::UnknownKey("ctlr-d".to_owned()))),
                (7, chord("shift-1", ChordError::ShiftedChar('1'))),
                (8, chord("", ChordError::Empty)),
            ],
        ),
        (
            format!("{key}run = 'quit'\nin = ['lst', 'nowhere']"),
            vec![(7, scope("lst", Some("list"))), (7, scope("nowhere", None))],
        ),
        (format!("{key}run = true"), vec![(6, WrongType { field: "run" })]),
        (
            "[[key]]\nabuot = 'x'".to_owned(),
            vec![
                (4, MissingField { name: "on" }),
                (4, MissingField { name: "run" }),
                (5, field("abuot", Some("about"))),
            ],
        ),
        ("[[key]]\non = 3\nrun = 'quit'".to_owned(), vec![(5, WrongType { field: "on" })]),
        ("[[kye]]\non = 'F3'\nrun = 'quit'".to_owned(), vec![(4, field("kye", Some("key")))]),
    ] {
        assert_costs_itself(&row, &faults);
    }
}

#[test]
fn a_row_that_cannot_be_bound_costs_itself_and_is_reported_on_its_line() {
    for (row, faults) in [
        (
            "[[key]]\non = 'F3'\nrun = 'left'\nin = 'list'",
            vec![(7, Fault::NotInScope { command: Command::Left, scope: List })],
        ),
        (
            "[[key]]\non = 'x'\nrun = 'quit-now'\nin = 'query'",
            vec![(5, Fault::TakesText { keys: keys("x"), scope: Query })],
        ),
        (
            "[[key]]\non = 'g'\nrun = 'quit'\nin = 'list'",
            vec![(5, Fault::Prefix { keys: keys("g"), other: keys("g g"), scopes: vec![List] })],
        ),
        (
            "[[key]]\non = 'F1'\nrun = 'back'\nin = 'detail'",
            vec![(5, Fault::Twice { keys: keys("F1"), scopes: vec![Detail], first: 2 })],
        ),
        (
            "[[key]]\non = 'j j'\nrun = 'quit'",
            vec![(
                5,
                Fault::Prefix {
                    keys: keys("j j"),
                    other: keys("j"),
                    scopes: vec![
                        List,
                        Detail,
                        Heatmap,
                        Scope::Source,
                        Scope::Page,
                        Scope::Doctor,
                        Scope::Checks,
                        Scope::Matters,
                    ],
                },
            )],
        ),
    ] {
        assert_costs_itself(row, &faults);
    }
}

#[test]
fn a_fault_leaves_the_rest_of_its_own_row_in_force() {
    let (map, faults) = layered(
        "[[key]]\non = ['F3', 'Entre']\nrun = 'quit'\nin = ['list', 'detial']\nabout = 1\nwhen = 'x'\n",
    );
    let lines: Vec<usize> = faults.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 4, 5, 6], "{faults:?}");
    assert_eq!(resolve(&map, List, "F3"), Resolve::Run(Quit));
    assert_eq!(resolve(&map, Detail, "F3"), Resolve::Miss);
}

#[test]
fn a_row_that_is_not_toml_leaves_the_rows_around_it() {
    for (row, line) in [
        ("[[key]]\non = 'F3\nrun = 'quit'", 5),
        ("[[key]]\non = ['F3'\nrun = 'quit'", 6),
        ("[[key]]\non = 'F3'\nrun = quit", 6),
        ("[[key]]\non = 'F3'\nrun = ", 6),
        ("[[key]]\non = 'F3'\non = 'F4'\nrun = 'quit'", 6),
        ("[[key]\non = 'F3'\nrun = 'quit'", 4),
        ("[[key]]\non = \"\"\"F3\nrun = 'quit'\n\n", 6),
        ("これは何でしょう", 4),
    ] {
        let (map, faults) = layered(&between_good_rows(row));
        let [(found, Fault::Syntax { message })] = faults.as_slice() else {
            panic!("{row}: {faults:?}");
        };
        assert_eq!(*found, line, "{row}: {message}");
        assert!(!message.is_empty());
        // Text without a heading of its own belongs to the row above it.
        let f1 = !row.starts_with('こ');
        let expected: &[&str] = if f1 { &["q", "F1", "F2"] } else { &["q", "F2"] };
        assert_eq!(shown(&map, List, Quit), expected, "{row}");
    }
}

#[test]
fn odd_files_are_survived() {
    let many_brackets = format!("on = {}", "[".repeat(100_000));
    for (text, complaints) in [
        ("", 0),
        ("# nothing\n", 0),
        ("\u{FEFF}[[key]]\r\non = 'F3'\r\nrun = 'quit'\r\n", 0),
        ("key = 3", 1),
        ("key = [3]", 1),
        ("[key]\non = 'F3'\nrun = 'quit'\n", 1),
        ("[key]\n[[key]]\non = 'F3'\nrun = 'quit'\n", 1),
        ("\0", 1),
        (many_brackets.as_str(), 1),
    ] {
        let (map, faults) = layered(text);
        assert_eq!(faults.len(), complaints, "{text:.60}: {faults:?}");
        assert_eq!(resolve(&map, Query, "ctrl-c"), Resolve::Run(QuitNow));
    }
}
