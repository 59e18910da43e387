//! `import`: reads documents into the store. One that cannot be read does not stop the others.

use serde_json::{Value, json};
use std::sync::Arc;

use super::args::{Import, TextOrJson};
use super::asked::Asked;
use super::context::Context;
use super::decisions;
use super::desk::{Desk, Ended, Outcome, Progress};
use super::edition::{self, Consent, Edition};
use super::failure::Failure;
use super::files::{self, Named};
use super::progress::Line;
use super::{json, print, print_json, say};
use crate::app::names;
use crate::import::Encoding;
use crate::model::{Catalog, Difference, Layout};
use crate::text::sanitize;
use crate::words::{Lang, Msg};

/// Runs the command.
pub fn run(context: &Context, args: &Import) -> Result<(), Failure> {
    let lang = context.lang;
    let asked = Asked::new(args.plan.as_deref(), args.period.as_deref(), args.encoding.as_deref(), lang)?;
    let asked = Asked { replaces: args.replaces.clone(), ..asked };
    let Named { files, note } = files::named(&args.files, lang)?;
    if let Some(note) = note {
        say(&note);
    }
    let stamp = (!args.dry_run).then(|| context.stamp());
    let (catalog, generation, notice) = context.load()?;
    if let Some(notice) = notice {
        say(&notice);
    }
    let desk = Desk::new(&context.store, lang, Arc::clone(&catalog), generation);
    let line = Line::begin(&context.setup);
    let consent = Consent::of_call(args.yes, args.format == TextOrJson::Json);
    let mut consents = |catalog: &Catalog, new: &str, edition: &Edition| match consent {
        Consent::Given => Ok(true),
        Consent::Missing => Err(not_given(new, edition, lang)),
        Consent::Asked => {
            line.hide();
            let told = edition::lines(catalog, new, edition, lang);
            print(&told.iter().map(|line| format!("{}\n", sanitize(line).as_str())).collect::<String>())?;
            let answer = edition::ask(new, &edition.name, || line.is_stopped(), lang);
            answer.ok_or_else(|| Failure::stopped(lang))
        }
    };
    let watch = &mut |at: Progress<'_>| line.show(&at.sentence(lang));
    let ended = desk.import(&files, &asked, stamp.as_ref(), &mut consents, watch);
    line.end();
    let Ended { outcomes, failed, beside, note } = ended?;
    for sentence in note.iter().chain(&beside) {
        say(sentence);
    }
    for outcome in outcomes.iter().filter(|o| o.document.layout == Layout::Curation) {
        let catalog = if args.dry_run { Arc::clone(&catalog) } else { context.load()?.0 };
        let pointing =
            if args.dry_run { Vec::new() } else { decisions::pointing(&catalog, &outcome.document, lang) };
        for sentence in
            decisions::mistaken(&outcome.document.name, &outcome.mistakes, lang).iter().chain(&pointing)
        {
            say(sentence);
        }
    }
    let printed = match args.format {
        // Nothing was read: the sentence on standard error is the answer.
        _ if outcomes.is_empty() => Ok(()),
        TextOrJson::Json => {
            let documents: Vec<Value> = outcomes.iter().map(|outcome| as_json(&catalog, outcome)).collect();
            print_json(&json!({"schema": json::SCHEMA, "documents": documents}))
        }
        TextOrJson::Text => {
            // Whoever was asked has seen the difference.
            let seen = consent == Consent::Asked && !args.dry_run;
            let told = |o: &Outcome| {
                let edition = o.edition.as_ref().filter(|_| !seen);
                let lines =
                    edition.map_or(Vec::new(), |e| edition::lines(&catalog, &o.document.name, e, lang));
                let lines = lines.iter().map(|line| format!("{}\n", sanitize(line).as_str()));
                lines.chain([as_text(o, outcomes.len() <= SHOWN, args.dry_run, lang)]).collect::<String>()
            };
            let one_by_one = outcomes.iter().map(told);
            let all = (outcomes.len() > 1).then(|| format!("{}\n", all_of(&outcomes, lang)));
            print(&one_by_one.chain(all).collect::<String>())
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

/// That nobody has said yes to a replacement.
pub fn not_given(new: &str, edition: &Edition, lang: Lang) -> Failure {
    let sentence = if edition.older { Msg::ErrNeedsYesOlder } else { Msg::ErrNeedsYes };
    Failure::input(sentence.fill(lang, &[&new, &edition.name]))
}

/// Puts the sample documents into a store, through the same importer as any other.
pub fn samples(context: &Context, documents: &[(&str, &str)]) -> Result<(), Failure> {
    let (catalog, generation, _) = context.load()?;
    let mut desk = Desk::new(&context.store, context.lang, catalog, generation);
    for (name, text) in documents {
        desk.read(text.as_bytes(), name, &Asked::default()).map_err(|not_read| not_read.failure)?;
    }
    desk.keep(&context.stamp(), &mut |_| true).map_err(|e| Failure::of_store(&e, context.lang))?;
    Ok(())
}

fn as_json(catalog: &Catalog, outcome: &Outcome) -> Value {
    let document = &outcome.document;
    let (none, edition) = (Difference::default(), outcome.edition.as_ref());
    let difference = edition.map_or(&none, |edition| &edition.difference);
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
        "encoding": outcome.encoding.map(Encoding::name),
        "layout": document.layout,
        "plan": plan,
        "periods": document.periods.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "programs": document.program_count(),
        "statements": document.statements.len(),
        "doubts": doubts,
        "unread_lines": document.unread,
        "already": outcome.already,
        "replaces": edition.map(|edition| &edition.name),
        "difference": edition::as_json(catalog, &document.name, difference),
    })
}

/// What was read, in one line.
pub fn heading(outcome: &Outcome, lang: Lang) -> String {
    let document = &outcome.document;
    let mut codes: Vec<&str> = document.plans.iter().map(|p| p.id.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    Msg::Imported.fill(
        lang,
        &[
            &document.name,
            &codes.join(" "),
            &document.program_count(),
            &document.statements.len(),
            &document.doubts.len(),
            &document.unread.len(),
        ],
    )
}

/// What was read of several documents, in one line.
pub fn all_of(outcomes: &[Outcome], lang: Lang) -> String {
    let programs: u32 = outcomes.iter().map(|o| o.document.program_count()).sum();
    let doubts: usize = outcomes.iter().map(|o| o.document.doubts.len()).sum();
    Msg::ImportedMany.fill(lang, &[&outcomes.len(), &programs, &doubts])
}

/// At most so many doubts are printed one by one, and those of no more documents.
const SHOWN: usize = 20;

fn as_text(outcome: &Outcome, whole: bool, dry_run: bool, lang: Lang) -> String {
    let document = &outcome.document;
    let mut out = heading(outcome, lang);
    out.push('\n');
    if let Some(encoding) = outcome.encoding.filter(|e| *e != Encoding::Utf8) {
        out.push_str(&format!("{}\n", Msg::ImportedIn.fill(lang, &[&encoding.name()])));
    }
    if whole {
        out.push_str(&details(outcome, lang));
    }
    if outcome.already {
        out.push_str(&format!("{}\n", Msg::ImportedAlready.fill(lang, &[&document.name])));
    } else if let Some(edition) = outcome.edition.as_ref().filter(|_| !dry_run) {
        out.push_str(&format!("{}\n", Msg::ImportedEdition.fill(lang, &[&document.name, &edition.name])));
    } else if outcome.replaced {
        out.push_str(&format!("{}\n", Msg::ImportedReplaced.fill(lang, &[&document.name])));
    } else if dry_run {
        out.push_str(&format!("{}\n", Msg::ImportedDry.fill(lang, &[&document.name])));
    }
    out
}

/// What is to be checked, line by line.
fn details(outcome: &Outcome, lang: Lang) -> String {
    let (document, mut out) = (&outcome.document, String::new());
    for doubt in document.doubts.iter().take(SHOWN) {
        let text = crate::text::sanitize(&doubt.text.chars().take(40).collect::<String>());
        out.push_str(
            &Msg::DoubtLine.fill(lang, &[&doubt.line, &names::doubt(doubt.what).text(lang), &text.as_str()]),
        );
        out.push('\n');
    }
    if document.doubts.len() > SHOWN {
        out.push_str(&format!("  + {}\n", document.doubts.len() - SHOWN));
    }
    if !document.unread.is_empty() {
        let lines: Vec<String> = document.unread.iter().take(SHOWN).map(ToString::to_string).collect();
        out.push_str(&Msg::UnreadLines.fill(lang, &[&lines.join(", ")]));
        out.push('\n');
    }
    out
}
