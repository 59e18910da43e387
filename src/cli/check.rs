//! `check`: printed totals against rows, lists against grades, one spelling against another.

use serde_json::{Value, json};

use super::args::{Check as Args, TextOrJson};
use super::context::Context;
use super::failure::Failure;
use super::{json as shapes, pick, print, print_json, say};
use crate::app::checks as said;
use crate::model::Catalog;
use crate::review::check::{Check, Kind, Side, Status, checks};
use crate::text::{Widths, fit, sanitize, wrap_hanging};
use crate::words::{Lang, Msg};

/// Kinds of later versions: their names are taken.
const LATER: [&str; 8] = [
    "missed_but_on_schedule",
    "met_but_delayed",
    "far_exceeded",
    "date_span",
    "prose_arithmetic",
    "unit_mismatch",
    "sign",
    "date_slipped",
];

/// Runs the command. Differences are an answer, told by the exit code too.
pub fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let lang = context.lang;
    let kind = args.kind.as_deref().map(|id| kind(id, lang)).transpose()?;
    let catalog = context.catalog()?;
    if catalog.documents().is_empty() {
        say(Msg::ErrNoDocuments.text(lang));
    }
    let mut found = checks(&catalog, &pick::plans(&catalog, args.plan.as_deref(), lang)?);
    found.retain(|check| kind.is_none_or(|kind| check.kind == kind));
    match args.format {
        TextOrJson::Json => {
            let rows: Vec<Value> = found.iter().map(|check| as_json(&catalog, check, lang)).collect();
            print_json(&json!({"schema": shapes::SCHEMA, "checks": rows}))?;
        }
        TextOrJson::Text => print(&as_text(&catalog, &found, context))?,
    }
    let differs = found.iter().any(|check| check.status == Status::Differs);
    if differs { Err(Failure::found_differences()) } else { Ok(()) }
}

fn kind(id: &str, lang: Lang) -> Result<Kind, Failure> {
    let ids: Vec<String> = Kind::ALL.iter().map(|kind| shapes::check_kind(*kind)).collect();
    let known: Vec<&str> = ids.iter().map(String::as_str).collect();
    let found = Kind::ALL.into_iter().zip(&ids).find(|(_, known)| *known == id).map(|(kind, _)| kind);
    found.ok_or_else(|| Failure::value("--kind", id, &known, &LATER, lang))
}

fn as_json(catalog: &Catalog, check: &Check, lang: Lang) -> Value {
    let side = |side: &Side| match side {
        Side::Count(n) => json!(n),
        Side::Text(text) => json!(text),
    };
    let labels = |programs: &[crate::model::ProgramIx]| -> Vec<String> {
        programs.iter().map(|ix| catalog.label(*ix)).collect()
    };
    let direction = check.direction.and_then(|at| catalog.plan(check.plan).directions.get(usize::from(at)));
    json!({
        "kind": shapes::check_kind(check.kind),
        "title": said::title(check, catalog, lang),
        "plan": catalog.plan_label(check.plan),
        "period": check.period.map(|p| p.to_string()),
        "direction": direction.map(|d| json!({"no": d.no, "name": &*d.name})),
        "grade": check.grade.map(|g| g.to_string()),
        "status": shapes::check_status(check.status),
        "expected": side(&check.expected),
        "found": side(&check.found),
        "programs": labels(&check.programs),
        "candidates": labels(&check.candidates),
        "source": check.source.as_ref().map(|(document, place)| shapes::source(catalog, *document, place)),
        "note": check.note.map(|note| said::note(note).text(lang)),
    })
}

/// One check a line, those that differ first; below each what to look at.
fn as_text(catalog: &Catalog, found: &[Check], context: &Context) -> String {
    let (lang, cols) = (context.lang, usize::from(context.caps().size.cols));
    let widths = Widths::default().in_ascii(lang.is_ascii());
    let mut order: Vec<&Check> = found.iter().collect();
    order.sort_by_key(|check| check.status);
    let label = |check: &Check| sanitize(&catalog.plan_label(check.plan));
    let labels = found.iter().map(|check| widths.str(label(check).as_str())).max().unwrap_or(0);
    let mut out = String::new();
    for check in order {
        let sign = said::sign(check.status);
        let line = format!(
            "{sign}{} {}",
            fit(&label(check), labels.clamp(4, 20), widths).as_str(),
            said::line(check, catalog, lang)
        );
        for row in wrap_hanging(&sanitize(&line), cols.max(20), 8, widths) {
            out.push_str(row.as_str().trim_end());
            out.push('\n');
        }
        for detail in said::details(check, catalog, lang) {
            for row in wrap_hanging(&sanitize(&format!("        {detail}")), cols.max(20), 8, widths) {
                out.push_str(row.as_str().trim_end());
                out.push('\n');
            }
        }
    }
    out
}
