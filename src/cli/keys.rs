//! `keys`: the keys in force, and what is wrong in a keymap.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};

use super::args::{Keys, TextOrJson};
use super::complaint::Amiss;
use super::failure::Failure;
use super::setup::Setup;
use super::{json, print, print_json, say, written};
use crate::app::page::group_name;
use crate::command::{Entry, Group, Scope, TABLE};
use crate::keymap::{self, Chord, Keymap};
use crate::text::{Align, Widths, pad, sanitize};
use crate::words::{Lang, Msg, reason};

/// Runs the command.
pub fn run(setup: &Setup, args: &Keys) -> Result<(), Failure> {
    // `config.toml` says over which keys one's own are laid.
    setup.warn();
    if args.sample {
        return print(keymap::SHIPPED);
    }
    let (keymap, amiss) = if let Some(file) = &args.check {
        checked(setup, file)?
    } else {
        let (keymap, file) = setup.keymap();
        (keymap, file.amiss)
    };
    match (args.format, &args.check) {
        (TextOrJson::Json, _) => print_json(&as_json(&keymap, &amiss, setup.lang))?,
        (TextOrJson::Text, Some(_)) => print(&amiss.iter().map(|a| line(a) + "\n").collect::<String>())?,
        (TextOrJson::Text, None) => {
            print(&as_text(&keymap, setup.lang))?;
            for complaint in &amiss {
                say(&complaint.to_string());
            }
        }
    }
    // Like `check`, which finds differences: the answer stands on standard output already.
    if args.check.is_some() && !amiss.is_empty() { Err(Failure::nothing("")) } else { Ok(()) }
}

/// The keys with a file over them that is not in force yet.
fn checked(setup: &Setup, file: &Path) -> Result<(Keymap, Vec<Amiss>), Failure> {
    if setup.restricted {
        return Err(Failure::input(Msg::ErrRestricted.fill(setup.lang, &[&"--check"])));
    }
    let unreadable = |e: std::io::Error| {
        Failure::input(Msg::ErrRead.fill(setup.lang, &[&file.display(), &reason(&e, setup.lang)]))
    };
    let bytes = written::read(file).map_err(unreadable)?;
    let mut keymap = setup.shipped_keymap();
    let amiss = setup.lay(&mut keymap, &PathBuf::from(file), &bytes);
    Ok((keymap, amiss))
}

/// A complaint as a line: control characters of a file never reach the terminal.
fn line(amiss: &Amiss) -> String {
    sanitize(&amiss.to_string()).as_str().to_owned()
}

/// A command with its keys and the scopes in which they are the same.
struct Row {
    keys: Vec<String>,
    entry: &'static Entry,
    scopes: Vec<&'static str>,
}

/// The rows of a command: one, unless its keys differ from scope to scope. A command without any key stands there too,
/// for here one looks its name up.
fn rows(keymap: &Keymap, entry: &'static Entry) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for &scope in entry.scopes {
        let keys = notation(keymap, scope, entry);
        match rows.iter_mut().find(|row| row.keys == keys) {
            Some(row) => row.scopes.push(scope.id()),
            None => rows.push(Row { keys, entry, scopes: vec![scope.id()] }),
        }
    }
    rows
}

/// The keys of a command as a keymap file writes them.
fn notation(keymap: &Keymap, scope: Scope, entry: &Entry) -> Vec<String> {
    let written = |keys: &Vec<Chord>| keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    keymap.keys_for(scope, entry.command).iter().map(written).collect()
}

fn as_text(keymap: &Keymap, lang: Lang) -> String {
    let grouped: Vec<(Group, Vec<Row>)> = Group::ALL
        .into_iter()
        .map(|group| {
            (group, TABLE.iter().filter(|e| e.group == group).flat_map(|e| rows(keymap, e)).collect())
        })
        .collect();
    let widths = Widths::default().in_ascii(lang.is_ascii());
    let shown = |row: &Row| row.keys.join(", ");
    let all = || grouped.iter().flat_map(|(_, rows)| rows);
    let widest = |cells: &dyn Fn(&Row) -> usize| all().map(cells).max().unwrap_or(0);
    let keys_cells = widest(&|row| widths.str(&shown(row))).min(32);
    let about_cells = widest(&|row| widths.str(row.entry.about.text(lang))).min(40);
    let id_cells = widest(&|row| row.entry.id.len());
    let cell = |text: &str, cells: usize| {
        let cells = cells.max(widths.str(text));
        pad(&sanitize(text), cells, Align::Left, widths).as_str().to_owned()
    };
    let line = |keys: &str, about: &str, id: &str, scopes: &str| {
        let line = [cell(keys, keys_cells), cell(about, about_cells), cell(id, id_cells), scopes.to_owned()];
        format!("  {}\n", line.join("  ").trim_end())
    };
    let mut out = String::new();
    for (group, rows) in &grouped {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("{}\n", group_name(*group).text(lang)));
        if *group == Group::Find {
            out.push_str(&line(Msg::KeysNumber.text(lang), Msg::DoNumber.text(lang), "", ""));
        }
        for row in rows {
            out.push_str(&line(&shown(row), row.entry.about.text(lang), row.entry.id, &row.scopes.join(" ")));
        }
    }
    out
}

fn as_json(keymap: &Keymap, amiss: &[Amiss], lang: Lang) -> Value {
    let row = |scope: Scope, entry: &'static Entry| {
        let keys = notation(keymap, scope, entry);
        json!({"scope": scope.id(), "keys": keys, "command": entry.id, "about": entry.about.text(lang)})
    };
    let in_scope = |scope: Scope| {
        let entries = TABLE.iter().filter(move |entry| entry.scopes.contains(&scope));
        entries.map(move |entry| row(scope, entry))
    };
    let keys: Vec<Value> = Scope::ALL.into_iter().flat_map(in_scope).collect();
    json!({"schema": json::SCHEMA, "keys": keys, "complaints": complaints(amiss)})
}

/// Complaints as the values of an answer; `line` is null where a whole file is meant.
pub fn complaints(amiss: &[Amiss]) -> Vec<Value> {
    let value = |a: &Amiss| {
        json!({
            "file": a.file.display().to_string(),
            "line": Some(a.line).filter(|line| *line > 0),
            "message": a.sentence,
        })
    };
    amiss.iter().map(value).collect()
}
