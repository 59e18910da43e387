//! `import`: reads documents into the store. One that cannot be read does not stop the others.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};

use super::args::{Import, TextOrJson};
use super::context::{Context, add_known, known_plans, options_of};
use super::failure::Failure;
use super::{json, pick, print, print_json, say};
use crate::app::names;
use crate::import::{self, KnownPlan, Options};
use crate::model::{Document, PlanCode};
use crate::store::{Imported, Recipe, hash};
use crate::words::{Lang, Msg};

/// What became of one document.
struct Outcome {
    document: Document,
    already: bool,
}

/// Runs the command.
pub fn run(context: &Context, args: &Import) -> Result<(), Failure> {
    let lang = context.lang;
    let later = [(args.encoding.is_some(), "--encoding"), (args.replaces.is_some(), "--replaces")];
    if let Some((_, name)) = later.iter().find(|(asked, _)| *asked) {
        return Err(Failure::not_yet(name, lang));
    }
    let plan = match &args.plan {
        Some(code) => {
            let refused = || Failure::input(Msg::ErrPlanCode.fill(lang, &[code]));
            Some(PlanCode::parse(code).ok_or_else(refused)?)
        }
        None => None,
    };
    let period = args.period.as_deref().map(|p| pick::period(p, lang)).transpose()?;
    let mut known = known_plans(&*context.catalog()?);
    let (mut outcomes, mut failed) = (Vec::new(), Vec::new());
    for file in files(&args.files, lang)? {
        let options = Options { name: file_name(&file), plan: plan.clone(), period, today: Context::today() };
        match one(context, &file, options, &mut known, args.dry_run) {
            Ok(outcome) => outcomes.push(outcome),
            Err(failure) => failed.push(failure),
        }
    }
    let printed = match args.format {
        // Nothing was read: the sentence on standard error is the answer.
        _ if outcomes.is_empty() => Ok(()),
        TextOrJson::Json => {
            let documents: Vec<Value> = outcomes.iter().map(as_json).collect();
            print_json(&json!({"schema": json::SCHEMA, "documents": documents}))
        }
        TextOrJson::Text => {
            print(&outcomes.iter().map(|o| as_text(o, args.dry_run, lang)).collect::<String>())
        }
    };
    let code = failed.iter().map(|f| f.code).max();
    match code {
        None => printed,
        Some(code) => {
            let sentences: Vec<&str> = failed.iter().map(|f| f.sentence.as_str()).collect();
            let (last, before) = sentences.split_last().unwrap_or((&"", &[]));
            for sentence in before {
                say(sentence);
            }
            Err(Failure { code, sentence: (*last).to_owned() })
        }
    }
}

/// The files named, those of a directory by their names.
fn files(named: &[PathBuf], lang: Lang) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in named {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let unreadable = |e: std::io::Error| Failure::input(Msg::ErrRead.fill(lang, &[&path.display(), &e]));
        let mut inside: Vec<PathBuf> = std::fs::read_dir(path)
            .map_err(unreadable)?
            .filter_map(|entry| entry.ok().map(|e| e.path()))
            .filter(|p| p.is_file() && !file_name(p).starts_with('.'))
            .collect();
        if inside.is_empty() {
            return Err(Failure::input(Msg::ErrNoDocumentsIn.fill(lang, &[&path.display()])));
        }
        inside.sort();
        found.append(&mut inside);
    }
    Ok(found)
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

fn one(
    context: &Context,
    file: &Path,
    options: Options,
    known: &mut Vec<KnownPlan>,
    dry_run: bool,
) -> Result<Outcome, Failure> {
    let unreadable =
        |e: std::io::Error| Failure::input(Msg::ErrRead.fill(context.lang, &[&file.display(), &e]));
    let bytes = std::fs::read(file).map_err(unreadable)?;
    let outcome = keep(context, &bytes, options, known, dry_run)?;
    add_known(known, &outcome.document);
    Ok(outcome)
}

/// Reads a document and, unless told not to, keeps it.
fn keep(
    context: &Context,
    bytes: &[u8],
    options: Options,
    known: &[KnownPlan],
    dry_run: bool,
) -> Result<Outcome, Failure> {
    let (id, of_store) = (hash(bytes), |e| Failure::of_store(&e, context.lang));
    let before =
        context.store.documents().map_err(of_store)?.into_iter().find(|k| k.id == id).map(|k| k.recipe);
    let read = |options: &Options| {
        import::read(bytes, options, known).map_err(|e| Failure::of_import(&options.name, &e, context.lang))
    };
    let (document, before) = match before {
        // The same bytes on another day, or under another name, are still the same document.
        Some(recipe) => {
            let earlier = options_of(&recipe);
            let document = read(&earlier)?;
            let asked = Options {
                plan: options.plan.or_else(|| earlier.plan.clone()),
                period: options.period.or(earlier.period),
                ..earlier
            };
            let anew = read(&asked)?;
            if anew == document { (document, Ok(recipe)) } else { (anew, Err(asked)) }
        }
        None => (read(&options)?, Err(options)),
    };
    if dry_run {
        return Ok(Outcome { document, already: before.is_ok() });
    }
    let recipe = before.unwrap_or_else(|options| recipe_of(&options, &document));
    let imported = context.store.import(bytes, &document, &recipe, &context.stamp()).map_err(of_store)?;
    if let Imported::Unindexed(error) = &imported {
        say(&Failure::of_store(error, context.lang).sentence);
    }
    Ok(Outcome { document, already: matches!(imported, Imported::Already) })
}

fn recipe_of(options: &Options, document: &Document) -> Recipe {
    Recipe {
        name: options.name.clone(),
        plan: options.plan.as_ref().map(ToString::to_string),
        municipality: None,
        encoding: "utf-8".to_owned(),
        layout: serde_json::to_value(document.layout)
            .ok()
            .and_then(|v| v.as_str().map(str::to_owned))
            .unwrap_or_default(),
        period: options.period,
        today: options.today,
    }
}

/// Puts the sample documents into a store, through the same importer as any other.
pub fn samples(context: &Context, documents: &[(&str, &str, Option<&str>)]) -> Result<(), Failure> {
    let mut known = Vec::new();
    for (name, text, plan) in documents {
        let options = Options {
            name: (*name).to_owned(),
            plan: plan.and_then(PlanCode::parse),
            period: None,
            today: Context::today(),
        };
        let outcome = keep(context, text.as_bytes(), options, &known, false)?;
        add_known(&mut known, &outcome.document);
    }
    Ok(())
}

fn as_json(outcome: &Outcome) -> Value {
    let document = &outcome.document;
    let doubts: Vec<Value> = document
        .doubts
        .iter()
        .map(|d| json!({"line": d.line, "text": &*d.text, "what": json::doubt_id(d.what)}))
        .collect();
    let plan = match document.plans.as_slice() {
        [one] => json!(one.id.code.as_str()),
        // A table of several plans: the code where they share it.
        [first, rest @ ..] if rest.iter().all(|p| p.id.code == first.id.code) => {
            json!(first.id.code.as_str())
        }
        _ => Value::Null,
    };
    json!({
        "name": &*document.name,
        "sha256": &*document.id.0,
        "layout": document.layout,
        "plan": plan,
        "periods": document.periods.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "programs": document.program_count(),
        "statements": document.statements.len(),
        "doubts": doubts,
        "unread_lines": document.unread,
        "already": outcome.already,
    })
}

/// At most so many doubts are printed one by one.
const SHOWN: usize = 20;

fn as_text(outcome: &Outcome, dry_run: bool, lang: Lang) -> String {
    let document = &outcome.document;
    let mut codes: Vec<&str> = document.plans.iter().map(|p| p.id.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut out = Msg::Imported.fill(
        lang,
        &[
            &document.name,
            &codes.join(" "),
            &document.program_count(),
            &document.statements.len(),
            &document.doubts.len(),
            &document.unread.len(),
        ],
    );
    out.push('\n');
    for doubt in document.doubts.iter().take(SHOWN) {
        let text = crate::text::sanitize(&doubt.text.chars().take(40).collect::<String>());
        out.push_str(
            &Msg::DoubtLine.fill(lang, &[&doubt.line, &names::doubt(doubt.what).text(lang), &text.as_str()]),
        );
        out.push('\n');
    }
    if document.doubts.len() > SHOWN {
        out.push_str(&format!("  … {}\n", document.doubts.len() - SHOWN));
    }
    if !document.unread.is_empty() {
        let lines: Vec<String> = document.unread.iter().take(SHOWN).map(ToString::to_string).collect();
        out.push_str(&Msg::UnreadLines.fill(lang, &[&lines.join(", ")]));
        out.push('\n');
    }
    if outcome.already {
        out.push_str(&format!("{}\n", Msg::ImportedAlready.fill(lang, &[&document.name])));
    } else if dry_run {
        out.push_str(&format!("{}\n", Msg::ImportedDry.fill(lang, &[&document.name])));
    }
    out
}
