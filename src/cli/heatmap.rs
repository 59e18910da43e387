//! `heatmap`: programs, directions or departments by periods.

use serde_json::{Value, json};
use std::collections::HashMap;

use super::args::Heatmap as Args;
use super::context::Context;
use super::failure::Failure;
use super::find::{dates, letter};
use super::{json as shapes, pick, print, print_json, say};
use crate::app::{marks, names};
use crate::model::{Catalog, DepartmentIx, Grade, GradeCell, Period, PlanIx, ProgramIx, Scale};
use crate::review::heatmap::{Heatmap, heatmap};
use crate::review::lineage::{self, Lineage};
use crate::review::{self, summary};
use crate::text::{Widths, fit, sanitize};
use crate::words::{Lang, Msg};

/// More cells than these are no answer to anybody: programs of one plan have nothing at the periods of another.
const MOST_CELLS: usize = 2_000_000;

/// Runs the command.
pub fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let catalog = context.counting(args.curated)?;
    let plans = pick::plans(&catalog, args.plan.as_deref(), context.lang)?;
    if plans.is_empty() {
        say(Msg::ErrNoDocuments.text(context.lang));
    }
    let mut map = heatmap(&catalog, None);
    map.columns.retain(|(plan, _)| plans.contains(plan));
    map.rows.retain(|ix| plans.contains(&catalog.program(*ix).plan));
    if map.rows.len().saturating_mul(map.columns.len()) > MOST_CELLS {
        return Err(Failure::input(Msg::ErrHeatmapSize.fill(context.lang, &[&plans.len()])));
    }
    let mut rows = match args.rows.as_str() {
        "program" => programs(&catalog, &map),
        "direction" => groups(&catalog, &map, &plans, direction_of),
        "department" => groups(&catalog, &map, &plans, departments_of),
        "lineage" => lineages(&catalog, &map, &plans),
        other => {
            let known = ["program", "direction", "department", "lineage"];
            return Err(Failure::value("--rows", other, &known, &[], context.lang));
        }
    };
    match args.format.as_str() {
        "json" => print_json(&as_json(&catalog, &map, &rows)),
        "text" => {
            if args.rows == "program" {
                rows.extend(totals(&catalog, &map, &plans, context.lang));
            }
            print(&as_text(&map, &rows, usize::from(context.caps().size.cols), context.lang))
        }
        "tsv" => print(&as_tsv(&map, &rows)),
        other => Err(Failure::value("--format", other, &["text", "json", "tsv"], &["svg"], context.lang)),
    }
}

/// The counts of each mark below its column, and whether they are those that are printed.
fn totals(catalog: &Catalog, map: &Heatmap, plans: &[PlanIx], lang: Lang) -> Vec<Row> {
    let columns = map.columns.iter();
    let totals: Vec<review::summary::Row> =
        columns.map(|(plan, period)| summary(catalog, *plan, *period, false).total).collect();
    let row = |label: String, cell: &dyn Fn(&review::summary::Row) -> String| Row {
        id: String::new(),
        label,
        cells: totals.iter().map(|total| (cell(total), Value::Null)).collect(),
    };
    let mut rows: Vec<Row> = marks_of(catalog, plans)
        .into_iter()
        .map(|mark| row(format!("{} {mark}", Msg::TotalShort.text(lang)), &|t| t.counts.of(mark).to_string()))
        .collect();
    if totals.iter().any(|total| total.printed.is_some()) {
        rows.push(row(Msg::Printed.text(lang).to_owned(), &|total| {
            let sign = match (&total.printed, total.agrees()) {
                (None, _) => ".",
                (_, Some(true)) => "=",
                (_, Some(false)) => "!=",
                (_, None) => "?",
            };
            sign.to_owned()
        }));
    }
    rows
}

/// A row, with a cell for each column as text and as JSON.
struct Row {
    id: String,
    label: String,
    cells: Vec<(String, Value)>,
}

fn programs(catalog: &Catalog, map: &Heatmap) -> Vec<Row> {
    (0..map.rows.len())
        .map(|at| {
            let cell = |column: usize| {
                let cell = map.cell(catalog, at, column);
                let period = map.columns.get(column).map(|(_, p)| *p);
                let value = period.map_or(Value::Null, |p| shapes::grade_cell(p, &cell));
                let relisted = catalog.program(map.rows[at]).relisted_of.is_some();
                (marks::text_of(&cell, relisted), value)
            };
            Row {
                id: catalog.label(map.rows[at]),
                label: catalog.program(map.rows[at]).name.to_string(),
                cells: (0..map.columns.len()).map(cell).collect(),
            }
        })
        .collect()
}

/// Rows of lineages: for each column the program that the lineage has reached there, and its grade.
fn lineages(catalog: &Catalog, map: &Heatmap, plans: &[PlanIx]) -> Vec<Row> {
    let row = |lineage: &Lineage| {
        let cell = |(plan, period): &(PlanIx, Period)| {
            let (reached, cell) = lineage.cell(catalog, *plan, *period);
            let mut value = shapes::grade_cell(*period, &cell);
            if let (Some(reached), Value::Object(map)) = (reached, &mut value) {
                map.insert("id".into(), json!(catalog.label(reached.program)));
                map.insert("weak".into(), json!(reached.weak));
            }
            let weak = reached.is_some_and(|r| r.weak && cell.grade().is_some());
            (format!("{}{}", letter(Some(&cell)), if weak { "~" } else { "" }), value)
        };
        Row {
            id: catalog.label(lineage.start),
            label: catalog.program(lineage.start).name.to_string(),
            cells: map.columns.iter().map(cell).collect(),
        }
    };
    lineage::lineages(catalog, plans).iter().map(row).collect()
}

/// The group of a program: id and label. A program may belong to several.
type Groups = fn(&Catalog, ProgramIx) -> Vec<(String, String)>;

fn direction_of(catalog: &Catalog, ix: ProgramIx) -> Vec<(String, String)> {
    let program = catalog.program(ix);
    let plan = catalog.plan_label(program.plan);
    let direction = catalog.direction_of(program);
    vec![direction.map_or_else(
        || (format!("{plan}/-"), String::new()),
        |d| (format!("{plan}/{}", d.no), d.name.to_string()),
    )]
}

fn departments_of(catalog: &Catalog, ix: ProgramIx) -> Vec<(String, String)> {
    let program = catalog.program(ix);
    let of = |d: &DepartmentIx| (catalog.department(*d).to_owned(), catalog.department(*d).to_owned());
    program.departments.known().iter().map(of).collect()
}

/// Rows of groups: for each column the number of its programs and of each grade.
fn groups(catalog: &Catalog, map: &Heatmap, plans: &[PlanIx], group: Groups) -> Vec<Row> {
    let mut found: Vec<((String, String), Vec<ProgramIx>)> = Vec::new();
    let mut at: HashMap<(String, String), usize> = HashMap::new();
    for ix in &map.rows {
        for named in group(catalog, *ix) {
            let slot = *at.entry(named).or_insert_with_key(|named| {
                found.push((named.clone(), Vec::new()));
                found.len() - 1
            });
            found[slot].1.push(*ix);
        }
    }
    let marks = marks_of(catalog, plans);
    found
        .into_iter()
        .map(|((id, label), programs)| {
            let cells =
                map.columns.iter().map(|column| counts(catalog, &programs, *column, &marks)).collect();
            Row { id, label, cells }
        })
        .collect()
}

fn marks_of(catalog: &Catalog, plans: &[PlanIx]) -> Vec<Grade> {
    Scale::merged(plans.iter().map(|p| &catalog.plan(*p).scale))
}

fn counts(
    catalog: &Catalog,
    programs: &[ProgramIx],
    column: (PlanIx, Period),
    marks: &[Grade],
) -> (String, Value) {
    let (plan, period) = column;
    let here: Vec<&ProgramIx> = programs.iter().filter(|ix| catalog.program(**ix).plan == plan).collect();
    let graded: Vec<Grade> =
        here.iter().filter_map(|ix| catalog.grade_at(**ix, period).and_then(GradeCell::grade)).collect();
    let of = |mark: &Grade| graded.iter().filter(|g| *g == mark).count();
    let text = if here.is_empty() {
        String::new()
    } else {
        let open = here
            .iter()
            .filter(|ix| matches!(catalog.grade_at(***ix, period), Some(GradeCell::Candidates(_))));
        let open = match open.count() {
            0 => String::new(),
            open => format!("+{open}?"),
        };
        marks.iter().map(|m| of(m).to_string()).collect::<Vec<_>>().join("/") + &open
    };
    let by_mark: serde_json::Map<String, Value> =
        marks.iter().map(|m| (m.to_string(), json!(of(m)))).collect();
    (text, json!({"size": here.len(), "counts": by_mark}))
}

fn as_json(catalog: &Catalog, map: &Heatmap, rows: &[Row]) -> Value {
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            let cells: Vec<&Value> = row.cells.iter().map(|(_, v)| v).collect();
            json!({"id": row.id, "label": row.label, "cells": cells})
        })
        .collect();
    json!({
        "schema": shapes::SCHEMA,
        "columns": map.columns.iter().map(|(_, p)| p.to_string()).collect::<Vec<_>>(),
        "column_plans": map.columns.iter().map(|(plan, _)| catalog.plan_label(*plan)).collect::<Vec<_>>(),
        "rows": rows,
    })
}

fn as_tsv(map: &Heatmap, rows: &[Row]) -> String {
    let mut out = String::from("id\tlabel");
    out.extend(map.columns.iter().map(|(_, p)| format!("\t{p}")));
    out.push('\n');
    for row in rows {
        out.push_str(&format!("{}\t{}", sanitize(&row.id).as_str(), sanitize(&row.label).as_str()));
        out.extend(row.cells.iter().map(|(text, _)| format!("\t{text}")));
        out.push('\n');
    }
    out
}

fn as_text(map: &Heatmap, rows: &[Row], cols: usize, lang: Lang) -> String {
    let widths = Widths::default().in_ascii(lang.is_ascii());
    let id = rows.iter().map(|r| widths.str(&r.id)).max().unwrap_or(2) + 1;
    let cell = rows.iter().flat_map(|r| &r.cells).map(|(t, _)| t.len()).max().unwrap_or(1).max(5) + 1;
    let label = cols.saturating_sub(id + map.columns.len() * cell + 1).clamp(10, 60);
    let line = |id_text: &str, label_text: &str, cells: Vec<String>| {
        let fitted = |text: &str, n: usize| fit(&sanitize(text), n, widths).as_str().to_owned();
        let cells: String = cells.iter().map(|c| fitted(c, cell)).collect();
        format!("{}{} {cells}", fitted(id_text, id), fitted(label_text, label)).trim_end().to_owned() + "\n"
    };
    let mut out = line("", "", map.columns.iter().map(|(_, p)| names::period(*p, lang)).collect());
    for row in rows {
        out.push_str(&line(&row.id, &row.label, row.cells.iter().map(|(t, _)| t.clone()).collect()));
    }
    let mut periods: Vec<Period> = map.columns.iter().map(|(_, period)| *period).collect();
    periods.sort();
    periods.dedup();
    out + "\n" + &dates(&periods, cols, widths, lang)
}
