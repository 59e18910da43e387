//! The keys in force: shipped ones, those of another habit, one's own over them.

use serde_json::Value;
use shinchoku::command::{Scope, TABLE};
use shinchoku::keymap::{Chord, Keymap};
use std::fs;

use super::kit::*;

fn keys_of(world: &World, args: &[&str]) -> Value {
    let answer = looked(world, &[], &[&["keys", "--format", "json"], args].concat());
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{args:?}");
    answer.json()
}

/// The keys of a command in a scope, as a keymap file writes them.
fn keys_in(answer: &Value, scope: &str, command: &str) -> String {
    let rows = answer["keys"].as_array().unwrap();
    let row = rows.iter().find(|row| row["scope"] == scope && row["command"] == command);
    let keys = row.map(|row| row["keys"].as_array().unwrap().iter().map(|keys| keys.as_str().unwrap()));
    keys.map(|keys| keys.collect::<Vec<_>>().join(", ")).unwrap_or_default()
}

#[test]
fn every_command_stands_among_the_keys_as_text_and_as_json() {
    let world = World::empty();
    let answer = keys_of(&world, &[]);
    assert_eq!(keys(&answer), ["schema", "keys", "complaints"]);
    assert_eq!((&answer["schema"], answer["complaints"].as_array().unwrap().len()), (&Value::from(1), 0));
    let text = looked(&world, &[], &["keys"]);
    assert_eq!((text.code, text.err.as_str()), (0, ""));
    for row in answer["keys"].as_array().unwrap() {
        assert_eq!(keys(row), ["scope", "keys", "command", "about"]);
    }
    let shipped = Keymap::shipped();
    for entry in TABLE {
        for scope in entry.scopes {
            let written =
                |keys: &Vec<Chord>| keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            let bound: Vec<String> = shipped.keys_for(*scope, entry.command).iter().map(written).collect();
            let rows = answer["keys"].as_array().unwrap().iter();
            let count = rows.filter(|row| row["scope"] == scope.id() && row["command"] == entry.id).count();
            assert_eq!(
                (count, keys_in(&answer, scope.id(), entry.id)),
                (1, bound.join(", ")),
                "{}",
                entry.id
            );
            let stands = |line: &&str| {
                let words: Vec<&str> = line.split_whitespace().collect();
                line.trim_start().starts_with(&bound.join(", "))
                    && words.contains(&entry.id)
                    && words.contains(&scope.id())
            };
            assert_eq!(
                text.lines().into_iter().filter(stands).count(),
                1,
                "{} in {scope:?}\n{}",
                entry.id,
                text.out
            );
        }
    }
    let english = looked(&world, &[], &["keys", "--lang", "en"]);
    assert!(english.out.contains("next line") && english.out.contains("cursor-down"), "{}", english.out);
    assert_eq!(english.lines().len(), text.lines().len());
}

#[test]
fn ones_own_keys_lie_over_the_shipped_ones() {
    let world = World::empty();
    let file = world.setting(
        "keymap.toml",
        r#"
[[key]]
on = ["F3", "ｘ", "ctrl-x ctrl-q"]
run = "quit"

[[key]]
on = "g"
run = "next-plan"
in = ["list"]

[[key]]
on = ["g", "p"]
run = false
in = "list"

[[key]]
on = "j"
run = "cursor-up"
in = ["list", "heatmap"]

[[key]]
on = "N"
run = false
"#,
    );
    let answer = keys_of(&world, &[]);
    for (scope, command, expected) in [
        ("list", "quit", "q, F3, x, ctrl-x ctrl-q"),
        ("page", "quit", "q, F3, x, ctrl-x ctrl-q"),
        // One key instead of all sequences that began with it, here and nowhere else.
        ("list", "next-plan", "g"),
        ("list", "go-heatmap", ""),
        ("list", "first", ""),
        ("detail", "next-plan", "p"),
        ("detail", "go-heatmap", "g h"),
        ("list", "cursor-up", "k, Up, j"),
        ("list", "cursor-down", "Down"),
        ("detail", "cursor-down", "j, Down"),
        ("source", "previous-passage", ""),
        ("source", "next-passage", "n"),
    ] {
        assert_eq!(keys_in(&answer, scope, command), expected, "{command} in {scope}");
    }
    // A command that has lost its keys is still called by its name.
    let text = looked(&world, &[], &["keys"]).out;
    let lost = text.lines().find(|line| line.contains("previous-passage")).unwrap();
    assert!(lost.starts_with("                ") && !lost.contains('N'), "{text}");
    assert!(text.contains("q, F3, x, ctrl-x ctrl-q"), "{text}");
    let good = looked(&world, &[], &["keys", "--check", &file]);
    assert_eq!((good.code, good.out.as_str(), good.err.as_str()), (0, "", ""));
}

#[test]
fn another_habit_is_a_word_in_the_settings() {
    for (preset, rows) in [
        ("default", &[("list", "quit", "q"), ("query", "query-cancel", "Esc")][..]),
        (
            "vi",
            &[
                ("list", "quit", "q, Z Z, Z Q"),
                ("list", "open", "Enter, l"),
                ("heatmap", "right", "l, Right"),
                ("list", "page-down", "ctrl-d, PageDown, ctrl-f"),
                ("query", "query-cancel", "Esc"),
            ],
        ),
        (
            "emacs",
            &[
                ("list", "quit", "q, ctrl-x ctrl-c"),
                ("list", "cursor-down", "j, Down, ctrl-n"),
                ("query", "query-cancel", "Esc, ctrl-g"),
            ],
        ),
    ] {
        let world = World::empty();
        world.setting("config.toml", format!("keymap = \"{preset}\"\n"));
        let answer = keys_of(&world, &[]);
        for (scope, command, expected) in rows {
            assert_eq!(keys_in(&answer, scope, command), *expected, "{preset}: {command} in {scope}");
        }
        for scope in Scope::ALL {
            assert_eq!(keys_in(&answer, scope.id(), "quit-now"), "ctrl-c", "{preset}");
        }
        // One's own lie over those, and may take them away.
        world.setting(
            "keymap.toml",
            "[[key]]\non = ['ctrl-f', 'ctrl-x', 'Z']\nrun = false\n\n[[key]]\non = 'F3'\nrun = 'quit'\n",
        );
        let answer = keys_of(&world, &[]);
        assert_eq!(keys_in(&answer, "list", "quit"), "q, F3", "{preset}");
        assert_eq!(keys_in(&answer, "query", "query-cancel"), rows.last().unwrap().2, "{preset}");
        assert!(!keys_in(&answer, "list", "page-down").contains("ctrl-f"), "{preset}");
    }
}

#[test]
fn ones_own_keys_lie_beside_the_settings_that_were_named() {
    let world = World::empty();
    world.setting("keymap.toml", "[[key]]\non = 'F3'\nrun = 'quit'\n");
    fs::create_dir(world.path("other")).unwrap();
    let config = world.file("other/mine.toml", "keymap = 'vi'\n");
    assert_eq!(keys_in(&keys_of(&world, &["--config", &config]), "list", "quit"), "q, Z Z, Z Q");
    world.file("other/keymap.toml", "[[key]]\non = 'F4'\nrun = 'quit'\n");
    assert_eq!(keys_in(&keys_of(&world, &["--config", &config]), "list", "quit"), "q, Z Z, Z Q, F4");
    assert_eq!(keys_in(&keys_of(&world, &[]), "list", "quit"), "q, F3");
}

#[test]
fn wrong_keys_of_ones_own_are_told_beside_the_others() {
    let world = World::empty();
    let keymap = world
        .setting("keymap.toml", "[[key]]\non = 'F3'\nrun = 'qiut'\n\n[[key]]\non = 'F4'\nrun = 'quit'\n");
    let text = looked(&world, &[], &["keys"]);
    assert_eq!(
        (text.code, text.err.as_str()),
        (0, format!("{keymap}:3: 操作 qiut はない。quit のことか\n").as_str())
    );
    assert!(text.out.contains("q, F4"), "{}", text.out);
    let json = looked(&world, &[], &["keys", "--format", "json"]);
    assert_eq!((json.code, json.err.as_str()), (0, ""));
    let complaint = &json.json()["complaints"][0];
    assert_eq!(keys(complaint), ["file", "line", "message"]);
    assert_eq!((complaint["file"].as_str(), complaint["line"].as_u64()), (Some(keymap.as_str()), Some(3)));
    assert_eq!(complaint["message"], "操作 qiut はない。quit のことか");
    // So are settings, which say what lies below them.
    let config = world.setting("config.toml", "keymap = 'emcas'\n");
    let text = looked(&world, &[], &["keys", "--lang", "en"]);
    let told: Vec<&str> = text.err.lines().collect();
    assert_eq!(
        told,
        [
            format!("{config}:1: keymap does not take emcas; did you mean emacs?"),
            format!("{keymap}:3: there is no command qiut; did you mean quit?")
        ]
    );
    // A directory in the place of the file.
    fs::remove_file(&keymap).unwrap();
    fs::create_dir(&keymap).unwrap();
    let json = looked(&world, &[], &["keys", "--format", "json"]).json();
    assert_eq!(json["complaints"][0]["line"], Value::Null);
}

#[test]
fn a_keymap_is_checked_before_it_is_used() {
    let world = World::empty();
    let good = world.file("good.toml", "[[key]]\non = 'F3'\nrun = 'quit'\n");
    let bad = world.file("bad.toml", "[[key]]\non = 'F3'\nrun = 'qiut'\n");
    let absent = world.path("absent.toml").to_str().unwrap().to_owned();
    let dir = world.path("home").to_str().unwrap().to_owned();
    for (file, code, out) in
        [(&good, 0, String::new()), (&bad, 1, format!("{bad}:3: 操作 qiut はない。quit のことか\n"))]
    {
        let answer = looked(&world, &[], &["keys", "--check", file]);
        assert_eq!((answer.code, answer.out, answer.err), (code, out, String::new()), "{file}");
    }
    let json = looked(&world, &[], &["keys", "--check", &good, "--format", "json"]);
    assert_eq!((json.code, keys_in(&json.json(), "list", "quit").as_str()), (0, "q, F3"));
    for file in [&absent, &dir] {
        is_refusal(&looked(&world, &[], &["keys", "--check", file]), 2, &[file], file);
    }
    let restricted = looked(&world, &[], &["--restricted", "keys", "--check", &good]);
    is_refusal(&restricted, 2, &["--check", "--restricted"], "restricted");
    // A file of one's own that is in force has no say in what is checked: it would be replaced by it.
    world.setting("keymap.toml", "[[key]]\non = 'F3'\nrun = false\n\n[[key]]\non = 'F4'\nrun = 'quit'\n");
    let json = looked(&world, &[], &["keys", "--check", &good, "--format", "json"]).json();
    assert_eq!(keys_in(&json, "list", "quit"), "q, F3");
}
