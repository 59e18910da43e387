//! `find`: a query in, programs out.

use serde_json::{Value, json};
use std::io::BufRead;

use super::args::{Find, FindFormat, unprotect};
use super::context::Context;
use super::failure::Failure;
use super::{json, print, print_json};
use crate::app::{marks, names};
use crate::model::{Catalog, GradeCell, Period, ProgramIx};
use crate::search::{self, Hits, Index, QueryError};
use crate::text::{Widths, fit, sanitize};
use crate::words::{Lang, Msg};

/// Runs the command.
pub fn run(context: &Context, args: &Find) -> Result<(), Failure> {
    if args.explain {
        return Err(Failure::not_yet("--explain", context.lang));
    }
    let catalog = context.counting(args.curated)?;
    let index = Index::new(&catalog);
    let words: Vec<&str> = args.query.iter().map(|w| unprotect(w)).collect();
    if args.query.iter().map(String::as_str).eq(["-"]) {
        return from_standard_input(&catalog, &index, args.limit, context.lang);
    }
    let query = words.join(" ");
    let hits = ask(&catalog, &index, &query, context.lang)?;
    let shown: Vec<ProgramIx> =
        hits.hits.iter().take(args.limit.unwrap_or(usize::MAX)).map(|h| h.program).collect();
    match args.format {
        FindFormat::Json => print_json(&as_json(&catalog, &query, &hits, args.limit))?,
        FindFormat::Ids => {
            print(&shown.iter().map(|ix| format!("{}\n", catalog.label(*ix))).collect::<String>())?;
        }
        FindFormat::Tsv => print(&tsv(&catalog, &shown))?,
        FindFormat::Text => {
            // A heading above nothing looks like an answer.
            let text = |cols| {
                if shown.is_empty() { String::new() } else { text(&catalog, &shown, cols, context.lang) }
            };
            print(&text(usize::from(context.caps().size.cols)))?;
        }
    }
    if hits.total == 0 {
        if catalog.documents().is_empty() {
            return Err(Failure::nothing(Msg::ErrNoDocuments.text(context.lang)));
        }
        return Err(Failure::nothing(Msg::ErrNothingFound.fill(context.lang, &[&query])));
    }
    Ok(())
}

fn ask(catalog: &Catalog, index: &Index, query: &str, lang: Lang) -> Result<Hits, Failure> {
    let parsed = search::parse(query, catalog).map_err(|e| match e {
        // There are no values to name.
        QueryError::UnknownValue { .. } if catalog.documents().is_empty() => {
            Failure::input(Msg::ErrNoDocuments.text(lang))
        }
        e => Failure::of_query(&e, lang),
    })?;
    Ok(search::find(catalog, index, &parsed))
}

/// One query a line, one JSON object a line in answer; a line that cannot be run is answered with its error.
fn from_standard_input(
    catalog: &Catalog,
    index: &Index,
    limit: Option<usize>,
    lang: Lang,
) -> Result<(), Failure> {
    for (at, line) in std::io::stdin().lock().split(b'\n').enumerate() {
        let line = line.map_err(|e| Failure::input(Msg::ErrStdin.fill(lang, &[&(at + 1), &e])))?;
        let query = String::from_utf8_lossy(&line);
        let query = query.trim_end_matches('\r');
        // JSON says the same in every language. What is no text would be searched in vain and look like "none".
        let spoken = Lang::default();
        let asked = match std::str::from_utf8(&line) {
            Ok(_) => ask(catalog, index, query, spoken),
            Err(_) => Err(Failure::input(Msg::ErrStdinNotUtf8.fill(spoken, &[&(at + 1)]))),
        };
        print_json(&match asked {
            Ok(hits) => as_json(catalog, query, &hits, limit),
            Err(failure) => json!({"schema": json::SCHEMA, "query": query, "error": failure.sentence}),
        })?;
    }
    Ok(())
}

fn as_json(catalog: &Catalog, query: &str, hits: &Hits, limit: Option<usize>) -> Value {
    let found: Vec<Value> = hits
        .hits
        .iter()
        .take(limit.unwrap_or(usize::MAX))
        .map(|hit| {
            let mut map = json::hit(catalog, hit.program);
            map.insert("matched".into(), json!(hit.matched.iter().map(|m| m.id()).collect::<Vec<_>>()));
            Value::Object(map)
        })
        .collect();
    json!({"schema": json::SCHEMA, "query": query, "hits": found, "total": hits.total})
}

/// The periods of the plans of some programs, oldest first.
pub fn periods_of(catalog: &Catalog, programs: &[ProgramIx]) -> Vec<Period> {
    let mut plans: Vec<_> = programs.iter().map(|ix| catalog.program(*ix).plan).collect();
    plans.sort();
    plans.dedup();
    let mut periods: Vec<Period> = plans.iter().flat_map(|p| catalog.plan(*p).periods.clone()).collect();
    periods.sort();
    periods.dedup();
    periods
}

/// A cell as on the screens.
pub fn letter(cell: Option<&GradeCell>) -> String {
    cell.map_or_else(String::new, |cell| marks::text_of(cell, false))
}

/// The periods with their dates in the other calendar, in lines of so many cells.
pub fn dates(periods: &[Period], cols: usize, widths: Widths, lang: Lang) -> String {
    let mut lines: Vec<String> = Vec::new();
    for date in periods.iter().map(|p| names::as_of(*p, lang)) {
        match lines.last_mut() {
            Some(line) if widths.str(line) + 2 + widths.str(&date) <= cols => {
                line.push_str("  ");
                line.push_str(&date);
            }
            _ => lines.push(date),
        }
    }
    lines.join("\n") + "\n"
}

fn tsv(catalog: &Catalog, programs: &[ProgramIx]) -> String {
    let periods = periods_of(catalog, programs);
    let mut heading: Vec<String> =
        ["id", "plan", "no", "name", "direction", "departments"].map(String::from).to_vec();
    heading.extend(periods.iter().map(ToString::to_string));
    heading.push("follow_up".into());
    let mut out = heading.join("\t");
    out.push('\n');
    for ix in programs {
        let program = catalog.program(*ix);
        let mut row = vec![
            catalog.label(*ix),
            catalog.plan_of(*ix).id.code.to_string(),
            program.number.to_string(),
            program.name.to_string(),
            catalog.direction_of(program).map_or(String::new(), |d| d.name.to_string()),
            catalog.departments_of(program).collect::<Vec<_>>().join("、"),
        ];
        row.extend(periods.iter().map(|p| letter(catalog.grade_at(*ix, *p))));
        row.push(program.follow_up.map_or(String::new(), |f| if f { "yes".into() } else { "no".into() }));
        out.push_str(&row.iter().map(|c| sanitize(c).as_str().to_owned()).collect::<Vec<_>>().join("\t"));
        out.push('\n');
    }
    out
}

fn text(catalog: &Catalog, programs: &[ProgramIx], cols: usize, lang: Lang) -> String {
    let widths = Widths::default().in_ascii(lang.is_ascii());
    let periods = periods_of(catalog, programs);
    let id = programs.iter().map(|ix| widths.str(&catalog.label(*ix))).max().unwrap_or(4) + 1;
    let departments = if cols >= 72 { 18 } else { 0 };
    let grades = periods.len() * 6;
    let name = cols.saturating_sub(id + departments + grades + 4).max(10);
    let cell = |text: &str, cells: usize| fit(&sanitize(text), cells, widths).as_str().to_owned();
    let mut out = format!("{}{} ", cell("id", id), cell(Msg::ColumnName.text(lang), name));
    out.extend(periods.iter().map(|p| cell(&names::period(*p, lang), 6)));
    out.push_str(&format!(
        "{}{}\n",
        cell(Msg::ColumnFollowUp.text(lang), 3),
        Msg::ColumnDepartments.text(lang)
    ));
    for ix in programs {
        let program = catalog.program(*ix);
        let departments_of: Vec<&str> = catalog.departments_of(program).collect();
        let mut row = format!("{}{} ", cell(&catalog.label(*ix), id), cell(&program.name, name));
        row.extend(periods.iter().map(|p| cell(&letter(catalog.grade_at(*ix, *p)), 6)));
        row.push_str(&cell(if program.follow_up == Some(true) { "*" } else { "" }, 3));
        row.push_str(cell(&departments_of.join(Msg::Comma.text(lang)), departments).trim_end());
        out.push_str(row.trim_end());
        out.push('\n');
    }
    if !periods.is_empty() {
        out.push('\n');
        out.push_str(&dates(&periods, cols, widths, lang));
    }
    out
}
