//! `log` and `undo`: what has been done to the store, and one's own last change taken back.

use serde_json::{Value, json};

use super::args::{Log, TextOrJson};
use super::context::{Context, reader};
use super::failure::Failure;
use super::{json, print, print_json, say};
use crate::app::names;
use crate::model::{Judgement, MatterId};
use crate::store::{Act, Logged, Undone};
use crate::words::{Lang, Msg};

/// Runs `log`.
pub fn run(context: &Context, args: &Log) -> Result<(), Failure> {
    let lang = context.lang;
    let entries = context.store.log().map_err(|e| Failure::of_store(&e, lang))?;
    match args.format {
        TextOrJson::Json => {
            let entries: Vec<Value> = entries.iter().map(as_json).collect();
            print_json(&json!({"schema": json::SCHEMA, "entries": entries}))
        }
        TextOrJson::Text if entries.is_empty() => print(&format!("{}\n", Msg::LogEmpty.text(lang))),
        TextOrJson::Text => {
            print(&entries.iter().map(|entry| format!("{}\n", as_text(entry, lang))).collect::<String>())
        }
    }
}

/// Runs `undo`.
pub fn undo(context: &Context) -> Result<(), Failure> {
    let lang = context.lang;
    let undone = context.store.undo(&context.stamp(), reader());
    match undone.map_err(|e| Failure::of_store(&e, lang))? {
        Undone::Nothing => Err(Failure::nothing(Msg::ErrNothingToUndo.text(lang))),
        Undone::OfOthers(last) => {
            let refused = Msg::ErrUndoOfOthers.fill(lang, &[&last.seq, &names::author(&last.author, lang)]);
            Err(Failure::input(refused))
        }
        Undone::BuiltUpon(own, later) => {
            let refused = Msg::ErrUndoBuiltUpon
                .fill(lang, &[&own.seq, &later.seq, &names::author(&later.author, lang)]);
            Err(Failure::input(refused))
        }
        Undone::Done(lines, unindexed) => {
            if let Some(error) = unindexed {
                say(&Failure::of_store(&error, lang).sentence);
            }
            let kept = context.store.documents().unwrap_or_default();
            let told = lines.iter().filter_map(|line| match &line.act {
                Act::Import { name, replaces: Some((_, old)), .. } => {
                    Some(Msg::UndoneReplacing.fill(lang, &[name, old]))
                }
                Act::Import { document, name, .. } if kept.iter().any(|k| k.id == *document) => {
                    Some(Msg::UndoneReading.fill(lang, &[name]))
                }
                Act::Import { name, .. } => Some(Msg::UndoneImport.fill(lang, &[name])),
                Act::Rule(matter, _) => Some(Msg::UndoneRuling.fill(lang, &[&question(matter)])),
                Act::Undo { .. } | Act::Other => None,
            });
            print(
                &told.map(|line| format!("{}\n", crate::text::sanitize(&line).as_str())).collect::<String>(),
            )
        }
    }
}

/// A question in a word: what is asked, and about which words or line.
fn question(matter: &MatterId) -> String {
    format!("{} {}", matter.what, matter.text)
}

fn as_text(entry: &Logged, lang: Lang) -> String {
    let what = match &entry.act {
        Act::Import { name, replaces: None, .. } => Msg::LogImport.fill(lang, &[name]),
        Act::Import { name, replaces: Some((_, old)), .. } => Msg::LogReplaces.fill(lang, &[name, old]),
        Act::Rule(matter, judgement) => {
            let said = match judgement {
                Some(Judgement::Accepted) => Msg::LogAccepted,
                Some(Judgement::Rejected) => Msg::LogRejected,
                None => Msg::LogReopened,
            };
            said.fill(lang, &[&question(matter)])
        }
        Act::Undo { of } => Msg::LogUndo.fill(lang, &[of]),
        Act::Other => Msg::LogOther.text(lang).to_owned(),
    };
    let at = entry.at_ms.map_or("-".to_owned(), names::moment);
    let mut line = format!("{}  {at}  {}  {what}", entry.seq, names::author(&entry.author, lang));
    if let Some(by) = entry.undone_by {
        line.push_str(&format!("  {}", Msg::LogUndone.fill(lang, &[&by])));
    }
    crate::text::sanitize(&line).as_str().to_owned()
}

fn as_json(entry: &Logged) -> Value {
    let (kind, document, name, replaces, of) = match &entry.act {
        Act::Import { document, name, replaces } => {
            let old = replaces.as_ref().map(|(id, _)| &*id.0);
            ("import", Some(&*document.0), Some(name.as_str()), old, None)
        }
        Act::Rule(..) => ("rule", None, None, None, None),
        Act::Undo { of } => ("undo", None, None, None, Some(*of)),
        Act::Other => ("other", None, None, None, None),
    };
    let at = entry.at_ms.map(|at| names::moment(at).replace('Z', &format!(":{:02}Z", at / 1000 % 60)));
    let mut line = json!({
        "seq": entry.seq,
        "at": at,
        "author": entry.author,
        "kind": kind,
        "document": document,
        "name": name,
        "replaces": replaces,
        "of": of,
        "undone_by": entry.undone_by,
    });
    if let (Value::Object(line), Act::Rule(matter, judgement)) = (&mut line, &entry.act) {
        line.insert("matter".into(), json!(matter));
        line.insert("judgement".into(), json!(judgement));
    }
    line
}
