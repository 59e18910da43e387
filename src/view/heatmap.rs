//! The heatmap: programs under their directions by periods, letter and colour, headings that stay, totals and a legend.

use super::cell::{self, COLUMN};
use super::{Canvas, theme};
use crate::app::State;
use crate::app::heatmap::{Grid, HeatmapPlace};
use crate::app::layout::Area;
use crate::app::rows::Row;
use crate::app::{marks, names};
use crate::model::{Empty, GradeCell, How, Kind, ProgramIx};
use crate::review::summary::counted;
use crate::review::{Counts, counts, follow_ups, proof, summary};
use crate::text::{fit, sanitize, truncate};
use crate::words::Msg;

/// Draws the heatmap.
pub(super) fn draw(state: &State, place: &HeatmapPlace, area: Area, canvas: &mut Canvas<'_>) {
    let plan = state.catalog.plan(place.plan);
    let grid = place.grid(&state.catalog, area);
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
    if grid.said > 0 {
        said(state, place, (area, below + grid.totals), canvas);
    }
    if grid.legend > 0 {
        legend(state, place, (area, below + grid.totals + grid.said), canvas);
    }
}

fn columns<'a>(
    place: &'a HeatmapPlace,
    grid: &'a Grid,
    area: Area,
) -> impl Iterator<Item = (usize, u16)> + 'a {
    (0..grid.columns).map(move |n| (place.left + usize::from(n), area.x + grid.label + n * grid.column))
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
            let style = if at == place.column { theme::matched() } else { theme::strong() };
            cell::heading(*period, (x, area.y), grid.heading, (style, state.lang), canvas);
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
    let room = usize::from(grid.label.saturating_sub(name_at + 1));
    let name = truncate(&sanitize(&program.name), room, canvas.widths);
    canvas.put(area.x + name_at, y, room as u16, &name, base);
    let scale = &state.catalog.plan(place.plan).scale;
    for (at, x) in columns(place, grid, area) {
        let Some(grade) = program.grades.get(at) else { continue };
        let style = match grade {
            GradeCell::Known(_, How::Inferred) | GradeCell::Candidates(_) => theme::plain(),
            GradeCell::Known(grade, _) => theme::heat(scale.level(*grade), state.caps.depth),
            GradeCell::Empty(_) => theme::dim(state.caps.depth),
        };
        let text = sanitize(&marks::short_of(grade, program.relisted_of.is_some(), scale));
        // A sign that takes both cells leaves what stands behind it in the gap.
        let cells = canvas.widths.str(text.as_str()).clamp(2, usize::from(COLUMN));
        canvas.put(x, y, COLUMN, &fit(&text, cells, canvas.widths), style);
        if here && at == place.column {
            canvas.say(x - 1, y, 1, "[", theme::strong());
            let end = canvas.cells(text.as_str()).min(COLUMN - 1);
            canvas.say(x + end, y, 1, "]", if end < COLUMN - 1 { style } else { theme::strong() });
        }
    }
}

/// A row for each mark, and whether the printed totals are the counted ones.
fn totals(state: &State, place: &HeatmapPlace, grid: &Grid, (area, y): (Area, u16), canvas: &mut Canvas<'_>) {
    let plan = state.catalog.plan(place.plan);
    let graded = |ix: &ProgramIx| state.catalog.program(*ix).kind == Kind::Implementation;
    let programs = || place.rows.programs().map(|(_, ix)| ix).filter(graded);
    let by_period: Vec<Counts> =
        plan.periods.iter().map(|p| counts(&state.catalog, place.plan, *p, programs())).collect();
    // What a document printed counts the whole plan.
    let whole = programs().count() == counted(&state.catalog, place.plan, false).count();
    let agrees: Vec<Option<bool>> = plan
        .periods
        .iter()
        .map(|p| summary(&state.catalog, place.plan, *p, false).total.agrees().filter(|_| whole))
        .collect();
    canvas.say(area.x, y, grid.label, Msg::TotalShort.text(state.lang), theme::strong());
    for (line, grade) in (0..).zip(plan.scale.grades()) {
        canvas.say(area.x + 4, y + line, grid.label.saturating_sub(5), grade.text(), theme::strong());
        for (at, x) in columns(place, grid, area) {
            if let Some(counts) = by_period.get(at) {
                let count = format!("{:>2}", counts.of(grade));
                canvas.say(x, y + line, grid.column - 1, &count, theme::plain());
            }
        }
    }
    let line = plan.scale.steps().len() as u16;
    if let Some(marks) = follow_ups(&state.catalog, place.plan, false).filter(|_| whole && line > 0) {
        let (said, agrees) = names::follow_ups(marks, state.lang);
        let style = if agrees { theme::plain() } else { theme::alert(state.caps.depth) };
        // Beside the comparison with what is printed, not on the line of a grade.
        let (x, row) = (area.x + 14, line.min(grid.totals.saturating_sub(1)));
        canvas.say(x, y + row, grid.label.saturating_sub(15), &said, style);
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

/// What the cell under the cursor says in words, and where that stands.
fn said(state: &State, place: &HeatmapPlace, (area, y): (Area, u16), canvas: &mut Canvas<'_>) {
    let (Some(ix), Some(period)) = (place.program(), place.period(&state.catalog)) else { return };
    let (program, plan) = (state.catalog.program(ix), state.catalog.plan(place.plan));
    let Some(grade) = program.grades.get(place.column) else { return };
    let source = state.catalog.grade_source(ix, period).map_or(String::new(), |said| {
        let document = names::short_document(&state.catalog.document(said.document).name);
        format!("  {document}:{}", said.statement.place.label())
    });
    let relisted = program.relisted_of.map_or(String::new(), |original| {
        format!("  {}", Msg::RelistedShort.fill(state.lang, &[&state.catalog.label(original)]))
    });
    let (id, as_of) = (state.catalog.label(ix), names::as_of(period, state.lang));
    let words = names::grade_cell(grade, &plan.scale, state.lang);
    let ground = proof(&state.catalog, ix, period);
    let ground = ground.map_or(String::new(), |proof| {
        format!("  {}", names::proof(&proof, &state.catalog, place.plan, state.lang))
    });
    let text = format!("{id}  {as_of}  {words}{relisted}{source}{ground}");
    let room = area.width.saturating_sub(1);
    canvas.put(
        area.x,
        y,
        room,
        &truncate(&sanitize(&text), usize::from(room), canvas.widths),
        theme::plain(),
    );
}

/// What the marks mean.
fn legend(state: &State, place: &HeatmapPlace, (area, y): (Area, u16), canvas: &mut Canvas<'_>) {
    let plan = state.catalog.plan(place.plan);
    let mut x = area.x;
    let meanings: Vec<String> = plan
        .scale
        .steps()
        .iter()
        .map(|step| {
            let (mark, text) = (plan.scale.short(step.grade), step.grade.text());
            let words = step.meaning.as_deref().or((mark != text).then_some(text));
            words.map_or(mark.to_owned(), |words| format!("{mark} {words}"))
        })
        .collect();
    let all_fit = meanings.iter().map(|text| canvas.cells(text) + 2).sum::<u16>() < area.width;
    for text in &meanings {
        let left = area.width.saturating_sub(x - area.x + 1);
        let room = if all_fit { left } else { (left / 2).min(26) };
        let text = truncate(&sanitize(text), usize::from(room), canvas.widths);
        x = canvas.put(x, y, room, &text, theme::plain()) + 2;
    }
    let meanings = marks_of(state, place);
    for (mark, meaning) in meanings {
        let text = format!("{mark} {}", meaning.text(state.lang));
        if x + canvas.cells(&text) + 1 < area.x + area.width {
            x = canvas.say(x, y, area.width, &text, theme::plain()) + 2;
        }
    }
}

/// The marks beside the letters that occur in the plan, and what they say.
fn marks_of(state: &State, place: &HeatmapPlace) -> Vec<(&'static str, Msg)> {
    let programs = || state.catalog.programs_of(place.plan).filter(|(_, p)| p.parent.is_none());
    let cells = || programs().flat_map(|(_, p)| &p.grades);
    let mut marks = Vec::new();
    if cells().any(|c| matches!(c, GradeCell::Known(_, How::Inferred) | GradeCell::Candidates(_))) {
        marks.push((marks::INFERRED, Msg::HowInferred));
    }
    if programs().any(|(_, p)| p.relisted_of.is_some()) {
        marks.push((marks::RELISTED, Msg::RelistedMark));
    }
    for kind in Empty::ALL {
        if marks::mark_of(kind) != marks::RELISTED && cells().any(|c| *c == GradeCell::Empty(kind)) {
            marks.push((marks::mark_of(kind), names::empty(kind)));
        }
    }
    marks
}
