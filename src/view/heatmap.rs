//! The heatmap: programs under their directions by periods, letter and colour, headings that stay, totals and a legend.

use super::{Canvas, theme};
use crate::app::State;
use crate::app::heatmap::{COLUMN, Grid, HeatmapPlace, grid};
use crate::app::layout::Area;
use crate::app::names;
use crate::app::rows::Row;
use crate::model::{Empty, GradeCell, ProgramIx};
use crate::review::summary::counted;
use crate::review::{Counts, counts, follow_ups, summary};
use crate::text::{fit, sanitize, truncate};
use crate::words::Msg;

/// The mark of a cell without a grade, by its kind: each can be told without colour.
pub(super) fn mark_of(kind: Empty) -> &'static str {
    match kind {
        Empty::Unset => "-",
        Empty::SeeChildren => ":",
        Empty::SeeOriginal => "=",
        Empty::NotGraded => "k",
        Empty::NotPrinted => ".",
        Empty::Lost => "!",
        Empty::NotApplicable => "",
    }
}

/// Draws the heatmap.
pub(super) fn draw(state: &State, place: &HeatmapPlace, area: Area, canvas: &mut Canvas<'_>) {
    let plan = state.catalog.plan(place.plan);
    let grid = grid(area, plan.periods.len(), plan.scale.len());
    headings(state, place, &grid, area, canvas);
    let body = Area { y: area.y + grid.heading, height: grid.rows, ..area };
    for (y, (at, row)) in super::rows_of(body).zip(place.rows.all.iter().enumerate().skip(place.rows.top)) {
        match row {
            Row::Direction(direction, count) => {
                let name = direction.and_then(|d| plan.directions.get(usize::from(d)));
                let name = name.map_or_else(
                    || Msg::NoDirection.text(state.lang).to_owned(),
                    |d| format!("{} {}", d.no, d.name),
                );
                let text =
                    truncate(&sanitize(&format!("{name}  {count}")), usize::from(area.width), canvas.widths);
                canvas.put(area.x, y, area.width, &text, theme::strong());
            }
            Row::Program(ix) => {
                program_row(state, place, *ix, &grid, (area, y, at == place.rows.cursor), canvas);
            }
            Row::Fuzzy => {}
        }
    }
    let below = body.y + body.height;
    if grid.totals > 0 {
        totals(state, place, &grid, (area, below), canvas);
    }
    if grid.legend > 0 {
        legend(state, place, (area, below + grid.totals), canvas);
    }
}

fn columns<'a>(
    place: &'a HeatmapPlace,
    grid: &'a Grid,
    area: Area,
) -> impl Iterator<Item = (usize, u16)> + 'a {
    (0..grid.columns).map(move |n| (place.left + usize::from(n), area.x + grid.label + n * COLUMN))
}

fn headings(state: &State, place: &HeatmapPlace, grid: &Grid, area: Area, canvas: &mut Canvas<'_>) {
    if grid.heading == 0 {
        return;
    }
    let periods = &state.catalog.plan(place.plan).periods;
    let name_at = name_at(state, place);
    canvas.say(
        area.x + 2,
        area.y,
        grid.label.saturating_sub(3),
        Msg::ColumnNo.text(state.lang),
        theme::strong(),
    );
    canvas.say(
        area.x + name_at,
        area.y,
        grid.label.saturating_sub(name_at + 1),
        Msg::ColumnName.text(state.lang),
        theme::strong(),
    );
    for (at, x) in columns(place, grid, area) {
        if let Some(period) = periods.get(at) {
            let (year, point) = period.short();
            let style = if at == place.column { theme::matched() } else { theme::strong() };
            canvas.say(x, area.y, 2, &year, style);
            canvas.say(x, area.y + 1, 2, point, style);
        }
    }
    // What lies outside of sight, at the ends of the headings.
    if place.left > 0 {
        canvas.say(area.x + grid.label.saturating_sub(2), area.y + 1, 1, "<", theme::strong());
    }
    if place.left + usize::from(grid.columns) < periods.len() {
        canvas.say(area.x + area.width.saturating_sub(1), area.y + 1, 1, ">", theme::strong());
    }
}

/// Where names begin: behind the cursor's mark and the longest number.
fn name_at(state: &State, place: &HeatmapPlace) -> u16 {
    super::list::numbers_of(state, place.plan) + 3
}

fn program_row(
    state: &State,
    place: &HeatmapPlace,
    ix: ProgramIx,
    grid: &Grid,
    (area, y, here): (Area, u16, bool),
    canvas: &mut Canvas<'_>,
) {
    let program = state.catalog.program(ix);
    let base = if here { theme::cursor() } else { theme::plain() };
    let name_at = name_at(state, place);
    canvas.fill(area.x, y, name_at.min(area.width), base);
    canvas.say(area.x, y, 2, if here { "> " } else { "  " }, base);
    canvas.say(
        area.x + 2,
        y,
        grid.label.saturating_sub(3),
        &format!("{:>width$}", program.number.to_string(), width = usize::from(name_at - 3)),
        base,
    );
    let relisted = if program.relisted_of.is_some() { " =" } else { "" };
    let room = usize::from(grid.label.saturating_sub(name_at + 1)).saturating_sub(relisted.len());
    let name = truncate(&sanitize(&program.name), room, canvas.widths);
    let end = canvas.put(area.x + name_at, y, room as u16, &name, base);
    canvas.say(end, y, 2, relisted, base);
    for (at, x) in columns(place, grid, area) {
        let Some(cell) = program.grades.get(at) else { continue };
        let selected = here && at == place.column;
        match cell {
            GradeCell::Known(grade, _) => {
                let text = if selected { format!("[{grade}") } else { format!(" {grade}") };
                let style = theme::heat(*grade, state.caps.depth);
                canvas.put(x, y, 2, &fit(&sanitize(&text), 2, canvas.widths), style);
                if selected {
                    canvas.say(x + 2, y, 1, "]", theme::strong());
                }
            }
            GradeCell::Candidates(_) => {
                canvas.say(x, y, 2, if selected { "[?" } else { " ?" }, theme::plain());
            }
            GradeCell::Empty(kind) => {
                let text = format!("{}{}", if selected { "[" } else { " " }, mark_of(*kind));
                canvas.say(x, y, 2, &text, theme::dim(state.caps.depth));
            }
        }
    }
}

/// A row for each mark, and whether the printed totals are the counted ones.
fn totals(state: &State, place: &HeatmapPlace, grid: &Grid, (area, y): (Area, u16), canvas: &mut Canvas<'_>) {
    let plan = state.catalog.plan(place.plan);
    let programs = || place.rows.programs().map(|(_, ix)| ix);
    let by_period: Vec<Counts> =
        plan.periods.iter().map(|p| counts(&state.catalog, place.plan, *p, programs())).collect();
    // What a document printed counts the whole plan.
    let whole = programs().count() == counted(&state.catalog, place.plan, false).count();
    let agrees: Vec<Option<bool>> = plan
        .periods
        .iter()
        .map(|p| summary(&state.catalog, place.plan, *p, false).agrees.filter(|_| whole))
        .collect();
    canvas.say(area.x, y, grid.label, Msg::TotalShort.text(state.lang), theme::strong());
    for (line, (grade, _)) in (0..).zip(&plan.scale) {
        canvas.say(area.x + 4, y + line, 2, &grade.to_string(), theme::strong());
        for (at, x) in columns(place, grid, area) {
            if let Some(counts) = by_period.get(at) {
                canvas.say(x, y + line, 2, &format!("{:>2}", counts.of(*grade)), theme::plain());
            }
        }
    }
    let line = plan.scale.len() as u16;
    if let Some(marks) = follow_ups(&state.catalog, place.plan).filter(|_| whole && line > 0) {
        let (said, agrees) = names::follow_ups(marks, state.lang);
        let style = if agrees { theme::plain() } else { theme::alert(state.caps.depth) };
        let x = area.x + 8;
        canvas.say(x, y, grid.label.saturating_sub(9), &said, style);
    }
    if agrees.iter().any(Option::is_some) && line < grid.totals {
        canvas.say(area.x + 4, y + line, grid.label, Msg::Printed.text(state.lang), theme::plain());
        for (at, x) in columns(place, grid, area) {
            let mark = match agrees.get(at).copied().flatten() {
                Some(true) => " =",
                Some(false) => "!=",
                None => " .",
            };
            let style = if mark == "!=" { theme::alert(state.caps.depth) } else { theme::plain() };
            canvas.say(x, y + line, 2, mark, style);
        }
    }
}

/// What the marks mean, and what the cell under the cursor is.
fn legend(state: &State, place: &HeatmapPlace, (area, y): (Area, u16), canvas: &mut Canvas<'_>) {
    let plan = state.catalog.plan(place.plan);
    let mut x = area.x;
    let meanings: Vec<String> = plan
        .scale
        .iter()
        .map(|(grade, meaning)| meaning.as_deref().map_or(grade.to_string(), |m| format!("{grade} {m}")))
        .collect();
    let all_fit = meanings.iter().map(|text| canvas.cells(text) + 2).sum::<u16>() < area.width;
    for text in &meanings {
        let left = area.width.saturating_sub(x - area.x + 1);
        let room = if all_fit { left } else { (left / 2).min(26) };
        let text = truncate(&sanitize(text), usize::from(room), canvas.widths);
        x = canvas.put(x, y, room, &text, theme::plain()) + 2;
    }
    let used: Vec<Empty> = plan_kinds(state, place);
    for kind in used {
        let text = format!("{} {}", mark_of(kind), names::empty(kind).text(state.lang));
        if x + canvas.cells(&text) + 1 < area.x + area.width {
            x = canvas.say(x, y, area.width, &text, theme::plain()) + 2;
        }
    }
}

/// The kinds of empty that occur in the plan.
fn plan_kinds(state: &State, place: &HeatmapPlace) -> Vec<Empty> {
    let mut kinds: Vec<Empty> = state
        .catalog
        .programs_of(place.plan)
        .filter(|(_, p)| p.parent.is_none())
        .flat_map(|(_, p)| &p.grades)
        .filter_map(|c| if let GradeCell::Empty(kind) = c { Some(*kind) } else { None })
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
