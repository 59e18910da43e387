//! The README tells the truth: its table of keys is made from the shipped keymap, and every dependency has its reason.
//!
//! `UPDATE_README=1 cargo test --test readme` writes the table anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

use shinchoku::app::page::group_name;
use shinchoku::command::{Entry, Group, Scope, TABLE};
use shinchoku::keymap::{Keymap, show_keys};
use shinchoku::words::{Lang, Msg};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

const BEGIN: &str = "<!-- keys: made from keymaps/default.toml -->\n";
const END: &str = "<!-- end of keys -->\n";

fn file(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The keys of a command in a scope, as Markdown; commands without keys are called by name.
fn keys(map: &Keymap, scope: Scope, entry: &Entry) -> String {
    let shown: Vec<String> =
        map.keys_for(scope, entry.command).iter().map(|keys| format!("`{}`", show_keys(keys))).collect();
    if shown.is_empty() { format!("`:{}`", entry.id) } else { shown.join(" ") }
}

/// One row for each way in which a command is called, with the places where it is.
fn rows(map: &Keymap, entries: &[&Entry], places: &[Scope]) -> String {
    let mut out = String::new();
    for entry in entries {
        let mut ways: Vec<(String, Vec<&str>)> = Vec::new();
        let scopes: Vec<Scope> = entry.scopes.iter().copied().filter(|s| places.contains(s)).collect();
        for scope in &scopes {
            let keys = keys(map, *scope, entry);
            match ways.iter_mut().find(|(way, _)| *way == keys) {
                Some((_, at)) => at.push(scope.id()),
                None => ways.push((keys, vec![scope.id()])),
            }
        }
        for (keys, at) in ways {
            let at = if at.len() == places.len() { "everywhere".to_owned() } else { at.join(", ") };
            let (about, id) = (entry.about.text(Lang::En), entry.id);
            writeln!(out, "| {keys} | {about} | `{id}` | {at} |").unwrap();
        }
    }
    out
}

fn table() -> String {
    let map = Keymap::shipped();
    let reading: Vec<Scope> = Scope::ALL.into_iter().filter(|scope| !scope.is_text_entry()).collect();
    let mut out = "\n| key | what it does | command | where |\n| --- | --- | --- | --- |\n".to_owned();
    for group in Group::ALL {
        writeln!(out, "| **{}** | | | |", group_name(group).text(Lang::En)).unwrap();
        if group == Group::Find {
            let (keys, about) = (Msg::KeysNumber.text(Lang::En), Msg::DoNumber.text(Lang::En));
            writeln!(out, "| `{keys}` | {about} | | everywhere |").unwrap();
        }
        let entries: Vec<&Entry> = TABLE.iter().filter(|e| e.group == group).collect();
        out.push_str(&rows(&map, &entries, &reading));
    }
    writeln!(out, "| **{}** | | | |", Msg::HelpTyping.text(Lang::En)).unwrap();
    out.push_str(
        &rows(&map, &TABLE.iter().collect::<Vec<_>>(), &[Scope::Query]).replace(" everywhere |", " |"),
    );
    out + "\n"
}

#[test]
fn the_table_of_keys_is_that_of_the_keymap() {
    let readme = file("README.md");
    let (before, rest) = readme.split_once(BEGIN).expect("the README has a place for the keys");
    let (found, behind) = rest.split_once(END).unwrap();
    if std::env::var_os("UPDATE_README").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        std::fs::write(path, format!("{before}{BEGIN}{}{END}{behind}", table())).unwrap();
        return;
    }
    assert!(found == table(), "expected\n{}\nfound\n{found}\n(UPDATE_README=1 writes it anew)", table());
}

#[test]
fn every_dependency_has_a_reason() {
    let manifest: toml::Table = file("Cargo.toml").parse().unwrap();
    let readme = file("README.md");
    let reasons: Vec<&str> = readme
        .split("## Dependencies")
        .nth(1)
        .unwrap()
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.split('|').nth(1).unwrap())
        .collect();
    let mut named: Vec<&str> = reasons.iter().flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    let mut used: Vec<&str> = ["dependencies", "dev-dependencies"]
        .iter()
        .flat_map(|part| manifest[*part].as_table().unwrap().keys().map(String::as_str))
        .collect();
    named.sort_unstable();
    used.sort_unstable();
    assert_eq!(named, used);
}

#[test]
fn every_command_is_shown() {
    let help =
        Command::new(env!("CARGO_BIN_EXE_shinchoku")).args(["--help", "--lang", "en"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let readme = file("README.md");
    for line in commands.lines() {
        let name = line.split_whitespace().next().unwrap();
        assert!(readme.contains(&format!("\nshinchoku {name}")), "{name}");
    }
}
