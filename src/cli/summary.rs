//! `summary`: grades by direction at a period, beside what is printed.

use serde_json::{Value, json};

use super::args::Summary as Args;
use super::context::Context;
use super::failure::Failure;
use super::{json as shapes, pick, print, print_json};
use crate::app::names;
use crate::model::{Catalog, Grade, Period, PlanIx};
use crate::review::summary::Row;
use crate::review::{Summary, follow_ups, latest_period, summary};
use crate::text::{Align, Widths, fit, pad, sanitize};
use crate::words::{Lang, Msg};

/// Runs the command.
pub fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let lang = context.lang;
    let catalog = context.counting(args.curated)?;
    let asked = args.period.as_deref().map(|p| pick::period(p, lang)).transpose()?;
    let plan = plan_of(&catalog, args.plan.as_deref(), asked, lang)?;
    let periods = &catalog.plan(plan).periods;
    let period =
        asked.or_else(|| latest_period(&catalog, plan)).filter(|p| periods.contains(p)).ok_or_else(|| {
            let known: Vec<String> = periods.iter().map(ToString::to_string).collect();
            let wanted = args.period.as_deref().unwrap_or_default();
            Failure::input(Msg::ErrNoSuchPeriod.fill(lang, &[&wanted, &known.join(", ")]))
        })?;
    let counted = summary(&catalog, plan, period, args.without_relisted);
    match args.format.as_str() {
        "json" => print_json(&as_json(&catalog, plan, &counted)),
        "text" => print(&as_text(&catalog, plan, &counted, args.without_relisted, lang)),
        "md" => print(&as_markdown(&catalog, plan, &counted, args.without_relisted, lang)),
        other => Err(Failure::value("--format", other, &["text", "json", "md"], &[], lang)),
    }
}

/// The plan named; without a name the newest graded one, at the period where one is given.
fn plan_of(
    catalog: &Catalog,
    code: Option<&str>,
    period: Option<Period>,
    lang: Lang,
) -> Result<PlanIx, Failure> {
    let named = pick::plans(catalog, code, lang)?;
    let graded_then = |ix: &&PlanIx| period.is_none_or(|p| catalog.plan(**ix).periods.contains(&p));
    let newest = |ix: &&PlanIx| catalog.plan(**ix).periods.last().copied();
    let found =
        named.iter().filter(graded_then).max_by_key(newest).or_else(|| named.iter().max_by_key(newest));
    let none = || Failure::input(Msg::ErrNoDocuments.text(lang));
    if code.is_none() && period.is_none() {
        return catalog.first_plan().ok_or_else(none);
    }
    found.copied().ok_or_else(none)
}

fn grades(counts: &[(Grade, u32)]) -> Value {
    Value::Object(counts.iter().map(|(grade, count)| (grade.to_string(), json!(count))).collect())
}

fn row(catalog: &Catalog, plan: PlanIx, row: &Row) -> Value {
    let counts = &row.counts;
    let direction = row
        .direction
        .and_then(|d| catalog.plan(plan).directions.get(usize::from(d)))
        .map_or(Value::Null, |d| json!({"no": d.no, "name": &*d.name}));
    json!({
        "direction": direction,
        "size": counts.size,
        "counts": grades(&counts.by_grade),
        "unknown": counts.unknown,
        "follow_up": row.follow_up,
        "printed": row.printed.as_deref().map(grades),
    })
}

fn as_json(catalog: &Catalog, plan: PlanIx, counted: &Summary) -> Value {
    json!({
        "schema": shapes::SCHEMA,
        "plan": catalog.plan_label(plan),
        "period": counted.period.to_string(),
        "rows": counted.rows.iter().map(|r| row(catalog, plan, r)).collect::<Vec<_>>(),
        "total": row(catalog, plan, &counted.total),
        "printed": counted.total.printed.as_deref().map(grades),
    })
}

/// The table as cells, headings first.
fn table(catalog: &Catalog, plan: PlanIx, counted: &Summary, lang: Lang) -> Vec<Vec<String>> {
    let scale: Vec<Grade> = counted.total.counts.by_grade.iter().map(|(g, _)| *g).collect();
    let mut heading = vec![Msg::FieldDirection.text(lang).to_owned()];
    heading.extend(scale.iter().map(ToString::to_string));
    heading.extend(["?".to_owned(), Msg::TotalShort.text(lang).to_owned()]);
    let marked = counted.total.follow_up.is_some();
    let printed = counted.rows.iter().any(|row| row.printed.is_some());
    heading.extend(marked.then(|| Msg::ColumnFollowUp.text(lang).to_owned()));
    heading.extend(printed.then(|| Msg::Printed.text(lang).to_owned()));
    let line = |name: String, row: &Row| {
        let mut cells = vec![name];
        cells.extend(row.counts.by_grade.iter().map(|(_, n)| n.to_string()));
        cells.extend([row.counts.unknown.to_string(), row.counts.size.to_string()]);
        cells.extend(marked.then(|| row.follow_up.map_or("-".to_owned(), |n| n.to_string())));
        cells.extend(printed.then(|| beside(row, &scale)));
        cells
    };
    let mut rows = vec![heading];
    for row in &counted.rows {
        let found = row.direction.and_then(|d| catalog.plan(plan).directions.get(usize::from(d)));
        let name =
            found.map_or_else(|| Msg::NoDirection.text(lang).to_owned(), |d| format!("{} {}", d.no, d.name));
        rows.push(line(name, row));
    }
    rows.push(line(Msg::Total.text(lang).to_owned(), &counted.total));
    if let Some(printed) = counted.total.printed.as_ref().filter(|_| !printed) {
        let mut cells = vec![Msg::Printed.text(lang).to_owned()];
        cells.extend(
            scale
                .iter()
                .map(|g| printed.iter().find(|(p, _)| p == g).map_or("-".into(), |(_, n)| n.to_string())),
        );
        cells.extend([String::new(), String::new()]);
        rows.push(cells);
    }
    rows
}

/// What is printed beside a row, in the order of the scale, and whether it agrees: `1/13/1 =`.
fn beside(row: &Row, scale: &[Grade]) -> String {
    let Some(printed) = &row.printed else { return "-".to_owned() };
    let of =
        |grade: &Grade| printed.iter().find(|(g, _)| g == grade).map_or("-".into(), |(_, n)| n.to_string());
    let sign = match row.agrees() {
        Some(true) => " =",
        Some(false) => " !=",
        None => " ?",
    };
    scale.iter().map(of).collect::<Vec<String>>().join("/") + sign
}

fn as_text(catalog: &Catalog, plan: PlanIx, counted: &Summary, without_relisted: bool, lang: Lang) -> String {
    let widths = Widths::default().in_ascii(lang.is_ascii());
    let mut out =
        format!("{}  {}\n", catalog.plan_label(plan), crate::app::names::as_of(counted.period, lang));
    // A count and the gap in front of it.
    let count =
        counted.rows.iter().chain([&counted.total]).map(|r| r.counts.size.to_string().len() + 1).max();
    let count = count.unwrap_or(0).max(5);
    let rows = table(catalog, plan, counted, lang);
    let headings: Vec<usize> =
        rows.iter().take(1).flatten().map(|heading| widths.str(sanitize(heading).as_str()) + 1).collect();
    for row in rows {
        let mut line = String::new();
        for (at, cell) in row.iter().enumerate() {
            let cell = sanitize(cell);
            let last = counted.rows.iter().any(|r| r.printed.is_some()) && at + 1 == row.len();
            let cells = if last { 14 } else { headings.get(at).map_or(count, |heading| count.max(*heading)) };
            let cell = if at == 0 { fit(&cell, 44, widths) } else { pad(&cell, cells, Align::Right, widths) };
            line.push_str(cell.as_str());
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push_str(&follow_up_line(catalog, plan, without_relisted, lang));
    out
}

/// How many programs are followed up, beside the printed number where there is one.
fn follow_up_line(catalog: &Catalog, plan: PlanIx, without_relisted: bool, lang: Lang) -> String {
    follow_ups(catalog, plan, without_relisted)
        .map_or_else(String::new, |marks| format!("{}\n", names::follow_ups(marks, lang).0))
}

fn as_markdown(
    catalog: &Catalog,
    plan: PlanIx,
    counted: &Summary,
    without_relisted: bool,
    lang: Lang,
) -> String {
    let rows = table(catalog, plan, counted, lang);
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | ").replace('\n', " "));
    let mut out = String::new();
    for (at, row) in rows.iter().enumerate() {
        out.push_str(&line(row));
        if at == 0 {
            let rules: Vec<String> =
                (0..row.len()).map(|n| if n == 0 { "---".into() } else { "---:".into() }).collect();
            out.push_str(&line(&rules));
        }
    }
    let followed = follow_up_line(catalog, plan, without_relisted, lang);
    if !followed.is_empty() {
        out.push('\n');
        out.push_str(&followed);
    }
    out
}
