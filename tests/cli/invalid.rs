//! `tests/invalid`: keymaps and settings with one fault each. What is to be said of a file stands at its head:
//!
//! ```toml
//! # expect 11: a part of the sentence about line 11, in the order of the lines
//! # still: F1 quit, F3 back in detail     what holds all the same
//! # not: F3 in list                       keys that run nothing
//! ```
//!
//! A file without `expect` is right as it is.

use serde_json::Value;
use shinchoku::keymap::{self, ChordError, Keymap};
use shinchoku::settings;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::kit::*;

struct Case {
    path: String,
    bytes: Vec<u8>,
    expect: Vec<(usize, String)>,
    still: Vec<String>,
    not: Vec<String>,
}

impl Case {
    fn read(path: PathBuf) -> Case {
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mut case = Case {
            path: path.to_str().unwrap().to_owned(),
            bytes,
            expect: Vec::new(),
            still: Vec::new(),
            not: Vec::new(),
        };
        for line in text.trim_start_matches('\u{feff}').lines().map_while(|line| line.strip_prefix("# ")) {
            let Some((word, rest)) = line.split_once(": ") else { continue };
            match word.split_once(' ') {
                Some(("expect", at)) => case.expect.push((at.parse().unwrap(), rest.to_owned())),
                _ if word == "still" => case.still.extend(rest.split(", ").map(str::to_owned)),
                _ if word == "not" => case.not.push(rest.to_owned()),
                _ => panic!("{}: {line}", case.path),
            }
        }
        case
    }

    fn name(&self) -> String {
        file_name(Path::new(&self.path))
    }

    /// `FILE:LINE: sentence` for each of the expected ones, and no more.
    fn is_told(&self, told: &[&str]) {
        let place = |line: usize| format!("{}:{line}: ", self.path);
        let fits = told.len() == self.expect.len()
            && told.iter().zip(&self.expect).all(|(told, (line, part))| {
                told.strip_prefix(&place(*line)).is_some_and(|sentence| sentence.starts_with(part))
            });
        assert!(fits, "{}\n{}", self.name(), told.join("\n"));
    }

    /// The same places in English, and nothing in Japanese but what the file says itself.
    fn is_told_in_english(&self, told: &[&str]) {
        assert_eq!(told.len(), self.expect.len(), "{}\n{}", self.name(), told.join("\n"));
        for (told, (line, _)) in told.iter().zip(&self.expect) {
            let sentence = told.strip_prefix(&format!("{}:{line}: ", self.path)).unwrap_or_default();
            assert!(sentence.chars().count() > 5 && !is_japanese(sentence), "{}\n{told}", self.name());
        }
    }
}

fn cases(folder: &str) -> Vec<Case> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(Case::read).collect()
}

/// Hiragana: terms of the field are kanji and katakana.
fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'ぁ'..='ゖ'))
}

/// Nothing that a terminal would take for anything but a character to draw.
fn is_harmless(answer: &Answer, call: &str) {
    for text in [&answer.out, &answer.err] {
        let odd = text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(odd, None, "{call}: {text:?}");
    }
}

/// The rows of `keys --format json` that a line `F3 back in detail` or `F3 in list` is about.
fn of<'a>(keys: &'a Value, what: &'a str, command: bool) -> (Vec<&'a Value>, String) {
    let (what, scope) = match what.rsplit_once(" in ") {
        Some((what, scope)) => (what, Some(scope)),
        None => (what, None),
    };
    let (typed, id) = match what.rsplit_once(' ') {
        Some((typed, id)) if command => (typed, Some(id)),
        _ => (what, None),
    };
    let all = keys["keys"].as_array().unwrap().iter();
    let fits = |row: &&Value| {
        scope.is_none_or(|scope| row["scope"] == scope) && id.is_none_or(|id| row["command"] == id)
    };
    (all.filter(fits).collect(), typed.to_owned())
}

fn has(row: &Value, typed: &str) -> bool {
    row["keys"].as_array().unwrap().iter().any(|keys| keys == typed)
}

#[test]
fn a_fault_in_a_keymap_is_told_with_its_line_and_costs_nothing_else() {
    let world = World::empty();
    for case in cases("keymap") {
        let name = case.name();
        let code = i32::from(!case.expect.is_empty());
        let told = world.run(&["keys", "--check", &case.path]);
        assert_eq!((told.code, told.err.as_str()), (code, ""), "{name}: {}", told.out);
        case.is_told(&told.lines());
        let english = world.run(&["--lang", "en", "keys", "--check", &case.path]);
        assert_eq!((english.code, english.err.as_str()), (code, ""), "{name}");
        case.is_told_in_english(&english.lines());

        let answer = world.run(&["keys", "--check", &case.path, "--format", "json"]);
        assert_eq!((answer.code, answer.err.as_str()), (code, ""), "{name}");
        for answer in [&told, &english, &answer] {
            is_harmless(answer, &name);
        }
        let keys = answer.json();
        let places: Vec<(usize, &Value)> = keys["complaints"]
            .as_array()
            .unwrap()
            .iter()
            .map(|told| (told["line"].as_u64().unwrap() as usize, &told["file"]))
            .collect();
        let path = Value::from(case.path.as_str());
        assert_eq!(places, case.expect.iter().map(|(at, _)| (*at, &path)).collect::<Vec<_>>(), "{name}");
        for still in &case.still {
            let (rows, typed) = of(&keys, still, true);
            assert!(!rows.is_empty() && rows.iter().all(|row| has(row, &typed)), "{name}: {still}");
        }
        for not in &case.not {
            let (rows, typed) = of(&keys, not, false);
            assert!(!rows.is_empty() && !rows.iter().any(|row| has(row, &typed)), "{name}: {not}");
        }
    }
}

#[test]
fn a_fault_in_the_settings_is_told_with_its_line_and_costs_nothing_else() {
    let world = World::empty();
    for case in cases("config") {
        let name = case.name();
        let doctor = |options: &[&str]| -> Answer {
            let mut command = world.bare();
            command.args(["doctor", "--config", &case.path]).args(options).output().unwrap().into()
        };
        let (text, japanese) = (doctor(&["--lang", "ja"]), doctor(&["--lang", "ja", "--format", "json"]));
        let english = doctor(&["--lang", "en", "--format", "json"]);
        for answer in [&text, &japanese, &english] {
            assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{name}");
            is_harmless(answer, &name);
        }
        for (answer, english) in [(&japanese, false), (&english, true)] {
            let page = answer.json();
            let config = rows(&page, "config");
            assert_eq!(config[0], ("ok", case.path.as_str()), "{name}");
            assert!(config[1..].iter().all(|(status, _)| *status == "warning"), "{name}");
            // The page is an answer for programs too; on a terminal the sentence is drawn without control characters.
            let told: Vec<String> = config[1..].iter().map(|(_, told)| drawn(told)).collect();
            let told: Vec<&str> = told.iter().map(String::as_str).collect();
            if english { case.is_told_in_english(&told) } else { case.is_told(&told) }
        }
        let page = japanese.json();
        for still in &case.still {
            let (id, part) = still.split_once(' ').unwrap();
            assert!(
                rows(&page, id).iter().any(|(_, detail)| detail.contains(part)),
                "{name}: {still}\n{page}"
            );
        }
        // Every command that asks the store says it beside its answer, in one line.
        let mut command = world.bare();
        let store = world.path("store");
        command.args(["find", "x", "--lang", "ja", "--config", &case.path, "--store"]).arg(store);
        let answer: Answer = command.output().unwrap().into();
        is_harmless(&answer, &name);
        let warned: Vec<&str> = answer.err.lines().filter(|line| line.contains(&case.path)).collect();
        match case.expect.first() {
            None => assert!(warned.is_empty(), "{name}: {}", answer.err),
            Some((line, part)) => {
                let place = format!("{}:{line}: {part}", case.path);
                assert!(warned.len() == 1 && warned[0].contains(&place), "{name}: {}", answer.err);
            }
        }
    }
}

fn drawn(text: &str) -> String {
    shinchoku::text::sanitize(text).as_str().to_owned()
}

#[test]
fn files_that_nobody_writes_by_hand_are_survived() {
    let world = World::empty();
    let head = "[[key]]\non = \"F1\"\nrun = \"quit\"\n\n[[key]]\n";
    for (what, text, complaints) in [
        ("keys without end", format!("{head}on = \"{}\"\nrun = \"back\"", "a ".repeat(200_000)), 1),
        ("brackets", format!("{head}on = {}", "[".repeat(300_000)), 1),
        ("inline tables", format!("{head}on = {}", "{a=".repeat(100_000)), 1),
        ("dots", format!("{head}{}b = 1", "a.".repeat(100_000)), 1),
        ("one long name", format!("{head}on = \"F3\"\nrun = \"{}\"", "q".repeat(900_000)), 1),
        (
            "thousands of faults",
            format!("{head}on = \"F3\"\nrun = \"quit\"\n{}", "[x\n".repeat(5_000)),
            5_000,
        ),
        ("nearly too much", format!("{head}on = \"F3\"\nrun = \"quit\"\n{}", "# \n".repeat(349_000)), 0),
    ] {
        let file = world.file("keymap.toml", &text);
        let answer = world.run(&["keys", "--check", &file]);
        assert_eq!((answer.code, answer.err.as_str()), (i32::from(complaints > 0), ""), "{what}");
        assert_eq!(answer.lines().len(), complaints, "{what}");
        assert!(answer.lines().iter().all(|line| line.chars().count() < 300), "{what}");
        let keys = world.run(&["keys", "--check", &file, "--format", "json"]).json();
        let (rows, _) = of(&keys, "F1 quit", true);
        assert!(!rows.is_empty() && rows.iter().all(|row| has(row, "F1")), "{what}");
        // The same as settings.
        let answer = world.run(&["doctor", "--config", &file]);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{what}");
    }
    let too_much = world.file("keymap.toml", "# \n".repeat(350_000));
    world.refused(2, &["keys", "--check", &too_much], &[&too_much]);
    world.refused(2, &["doctor", "--config", &too_much], &[&too_much]);
}

/// Every kind of fault by its name. A new kind does not compile until it stands here, and has no file until one shows it.
fn kind_in_keymap(fault: &keymap::Fault) -> &'static str {
    use keymap::Fault;
    match fault {
        Fault::Syntax { .. } => "syntax",
        Fault::UnknownField { nearest: Some(_), .. } => "field, like one",
        Fault::UnknownField { nearest: None, .. } => "field, like none",
        Fault::MissingField { .. } => "missing field",
        Fault::WrongType { .. } => "wrong type",
        Fault::UnknownCommand { nearest: Some(_), .. } => "command, like one",
        Fault::UnknownCommand { nearest: None, .. } => "command, like none",
        Fault::UnknownScope { nearest: Some(_), .. } => "scope, like one",
        Fault::UnknownScope { nearest: None, .. } => "scope, like none",
        Fault::BadChord { error: ChordError::Empty, .. } => "empty key",
        Fault::BadChord { error: ChordError::UnknownKey(_), .. } => "key",
        Fault::BadChord { error: ChordError::ShiftedChar(_), .. } => "shifted",
        Fault::BadChord { error: ChordError::TooLong(_), .. } => "too long",
        Fault::NotInScope { .. } => "not in scope",
        Fault::TakesText { .. } => "takes text",
        Fault::WayOut { .. } => "way out",
        Fault::Prefix { .. } => "prefix",
        Fault::Twice { .. } => "twice",
    }
}

fn kind_in_settings(fault: &settings::Fault) -> &'static str {
    use settings::Fault;
    match fault {
        Fault::Syntax { .. } => "syntax",
        Fault::UnknownKey { nearest: Some(_), .. } => "key, like one",
        Fault::UnknownKey { nearest: None, .. } => "key, like none",
        Fault::WrongType { .. } => "wrong type",
        Fault::UnknownValue { nearest: Some(_), .. } => "value, like one",
        Fault::UnknownValue { nearest: None, .. } => "value, like none",
        Fault::Empty { .. } => "empty",
        Fault::Relative { .. } => "relative",
        Fault::Twice { .. } => "twice",
    }
}

#[test]
fn every_kind_of_fault_has_a_file() {
    let text = |case: &Case| String::from_utf8_lossy(&case.bytes).into_owned();
    let in_keymaps: BTreeSet<&str> = cases("keymap")
        .iter()
        .flat_map(|case| Keymap::shipped().layer("keymap.toml", &text(case)))
        .map(|complaint| kind_in_keymap(&complaint.fault))
        .collect();
    assert_eq!(in_keymaps.len(), 18, "{in_keymaps:?}");
    let in_settings: BTreeSet<&str> = cases("config")
        .iter()
        .flat_map(|case| settings::read(&text(case)).1)
        .map(|complaint| kind_in_settings(&complaint.fault))
        .collect();
    assert_eq!(in_settings.len(), 9, "{in_settings:?}");
}
