//! `import`: reads documents into the store. One that cannot be read does not stop the others.

use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Import, TextOrJson};
use super::context::{Context, add_known, known_plans, read_as};
use super::failure::Failure;
use super::{json, pick, print, print_json, say};
use crate::app::names;
use crate::import::KnownPlan;
use crate::model::{Catalog, Document, DocumentId, Doubtful, Period, PlanCode};
use crate::store::{Imported, Item, Recipe, StoreError, hash};
use crate::words::{Lang, Msg};

/// A document that was read and may be kept.
struct Reading {
    bytes: Vec<u8>,
    document: Document,
    recipe: Recipe,
    /// The store has it, read in the same way.
    already: bool,
}

/// What became of one document.
struct Outcome {
    document: Document,
    already: bool,
    replaced: bool,
}

/// What was asked of all documents of a call.
#[derive(Clone, Default)]
struct Asked {
    plan: Option<PlanCode>,
    period: Option<Period>,
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
    let mut desk = Desk::new(context, context.catalog()?);
    let mut failed = Vec::new();
    for file in files(&args.files, lang)? {
        let unreadable = |e: std::io::Error| Failure::input(Msg::ErrRead.fill(lang, &[&file.display(), &e]));
        let read = std::fs::read(&file)
            .map_err(unreadable)
            .and_then(|bytes| desk.read(bytes, file_name(&file), Asked { plan: plan.clone(), period }));
        failed.extend(read.err());
    }
    // All at once: the snapshot is made once for all of them.
    let outcomes = if args.dry_run { Ok(desk.leave()) } else { desk.keep() };
    let outcomes = outcomes.unwrap_or_else(|e| {
        failed.push(Failure::of_store(&e, lang));
        Vec::new()
    });
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
        let shown = path.display();
        let unreadable = |e: std::io::Error| Failure::input(Msg::ErrRead.fill(lang, &[&shown, &e]));
        let mut inside: Vec<PathBuf> = std::fs::read_dir(path)
            .map_err(unreadable)?
            .filter_map(|entry| entry.ok().map(|e| e.path()))
            .filter(|p| p.is_file() && !file_name(p).starts_with('.'))
            .collect();
        inside.sort();
        // Beside documents there lie notes, pictures and the PDF files that they came from. Whoever means one of those
        // names it.
        let (mut tables, others): (Vec<PathBuf>, Vec<PathBuf>) =
            inside.into_iter().partition(|p| may_be_table(p));
        if tables.is_empty() {
            return Err(Failure::input(Msg::ErrNoDocumentsIn.fill(lang, &[&shown])));
        }
        if !others.is_empty() {
            let names: Vec<String> = others.iter().map(|p| file_name(p)).collect();
            say(&Msg::LeftOut.fill(lang, &[&shown, &names.join(", ")]));
        }
        found.append(&mut tables);
    }
    Ok(found)
}

/// Whether a file of a directory is taken for a table, by the end of its name.
fn may_be_table(path: &Path) -> bool {
    let tables = ["txt", "tsv", "csv"];
    path.extension().is_none_or(|end| tables.iter().any(|table| end.eq_ignore_ascii_case(table)))
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

/// Where the documents of a call are read one after the other, before they are kept together.
struct Desk<'a> {
    context: &'a Context,
    catalog: Arc<Catalog>,
    known: Vec<KnownPlan>,
    readings: Vec<Reading>,
    /// How those of this call are read: the same bytes may come twice.
    recipes: HashMap<DocumentId, Recipe>,
}

impl<'a> Desk<'a> {
    fn new(context: &'a Context, catalog: Arc<Catalog>) -> Desk<'a> {
        let known = known_plans(&catalog);
        Desk { context, catalog, known, readings: Vec::new(), recipes: HashMap::new() }
    }

    /// Reads one document.
    fn read(&mut self, bytes: Vec<u8>, name: String, asked: Asked) -> Result<(), Failure> {
        let lang = self.context.lang;
        let id = hash(&bytes);
        let read = |recipe: &Recipe| {
            read_as(&bytes, recipe, &self.known).map_err(|e| Failure::of_import(&name, &e, lang))
        };
        // A document that the catalog does not have may lie in the store all the same: it could not be read.
        let shown = self.catalog.documents().iter().find(|d| d.id == id);
        let recipe = self.recipes.get(&id).cloned();
        let recipe = recipe.or_else(|| shown.and_then(|_| self.context.store.recipe(&id)));
        let before = recipe.and_then(|recipe| Some((read(&recipe).ok()?, recipe)));
        let (document, recipe, already) = if let Some((document, recipe)) = before {
            // The same bytes on another day, or under another name, are still the same document.
            let asked = asked_again(&recipe, &asked);
            let anew = if asked == recipe { None } else { Some(read(&asked)?).filter(|d| *d != document) };
            match anew {
                Some(anew) => (anew, asked, false),
                None => (document, recipe, true),
            }
        } else {
            let recipe = new_recipe(name.clone(), &asked);
            (read(&recipe)?, recipe, false)
        };
        if let (Some(shown), Some(plan)) = (shown, &asked.plan)
            && !shown.plans.iter().any(|ix| self.catalog.plan(*ix).id.code == *plan)
        {
            let codes: Vec<String> = shown.plans.iter().map(|ix| self.catalog.plan_label(*ix)).collect();
            let refused =
                Msg::ErrReadAsOtherPlan.fill(lang, &[&name, &codes.join(Msg::Comma.text(lang)), plan]);
            return Err(Failure::input(refused));
        }
        let recipe = if already { recipe } else { settled(recipe, &document) };
        add_known(&mut self.known, &document);
        self.recipes.insert(id, recipe.clone());
        self.readings.push(Reading { bytes, document, recipe, already });
        Ok(())
    }

    /// Keeps what was read, all of it or nothing.
    fn keep(self) -> Result<Vec<Outcome>, StoreError> {
        let Desk { context, readings, .. } = self;
        if readings.is_empty() {
            return Ok(Vec::new());
        }
        let items: Vec<Item<'_>> = readings
            .iter()
            .map(|r| Item { bytes: &r.bytes, document: &r.document, recipe: &r.recipe })
            .collect();
        let became = context.store.import_many(&items, &context.stamp())?;
        let unindexed =
            became.iter().find_map(|o| if let Imported::Unindexed(e) = o { Some(e) } else { None });
        if let Some(error) = unindexed {
            say(&Failure::of_store(error, context.lang).sentence);
        }
        let outcomes = readings.into_iter().zip(became).map(|(reading, became)| Outcome {
            document: reading.document,
            already: matches!(became, Imported::Already),
            // What mends damaged files says what the store said before.
            replaced: matches!(became, Imported::Replaced) && !reading.already,
        });
        Ok(outcomes.collect())
    }

    /// What was read, and nothing kept.
    fn leave(self) -> Vec<Outcome> {
        let outcome = |r: Reading| Outcome { document: r.document, already: r.already, replaced: false };
        self.readings.into_iter().map(outcome).collect()
    }
}

/// How a document is read that was never read before.
fn new_recipe(name: String, asked: &Asked) -> Recipe {
    Recipe {
        name,
        plan: asked.plan.as_ref().map(ToString::to_string),
        municipality: None,
        by_agreement: false,
        encoding: "utf-8".to_owned(),
        layout: String::new(),
        period: asked.period,
        today: Context::today(),
    }
}

/// How a document is read that was read before, where this call asks for something else.
fn asked_again(before: &Recipe, asked: &Asked) -> Recipe {
    let mut recipe = Recipe { period: asked.period.or(before.period), ..before.clone() };
    if let Some(plan) = &asked.plan {
        recipe = Recipe { plan: Some(plan.to_string()), municipality: None, by_agreement: false, ..recipe };
    }
    recipe
}

/// The recipe with what was decided while reading, so that the document can be read again in any other company.
fn settled(recipe: Recipe, document: &Document) -> Recipe {
    let layout = serde_json::to_value(document.layout).ok();
    let layout = layout.and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    let agreed = document.doubts.iter().any(|d| d.what == Doubtful::PlanByAgreement);
    match document.plans.first().filter(|_| agreed) {
        Some(plan) => Recipe {
            layout,
            plan: Some(plan.id.code.to_string()),
            municipality: plan.id.municipality.as_deref().map(str::to_owned),
            by_agreement: true,
            ..recipe
        },
        None => Recipe { layout, ..recipe },
    }
}

/// Puts the sample documents into a store, through the same importer as any other.
pub fn samples(context: &Context, documents: &[(&str, &str, Option<&str>)]) -> Result<(), Failure> {
    let (catalog, ..) = context.load()?;
    let mut desk = Desk::new(context, catalog);
    for (name, text, plan) in documents {
        let asked = Asked { plan: plan.and_then(PlanCode::parse), period: None };
        desk.read(text.as_bytes().to_vec(), (*name).to_owned(), asked)?;
    }
    desk.keep().map_err(|e| Failure::of_store(&e, context.lang))?;
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
    } else if outcome.replaced {
        out.push_str(&format!("{}\n", Msg::ImportedReplaced.fill(lang, &[&document.name])));
    } else if dry_run {
        out.push_str(&format!("{}\n", Msg::ImportedDry.fill(lang, &[&document.name])));
    }
    out
}
