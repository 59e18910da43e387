//! The list: number, name, grades in fixed columns, follow-up, departments. The same thing stands in the same place
//! whatever is filtered or typed.

use super::cell::{self, COLUMN};
use super::{Canvas, theme};
use crate::app::layout::{Area, list_heading};
use crate::app::list::ListPlace;
use crate::app::rows::Row;
use crate::app::{State, marks, names};
use crate::model::{Departments, GradeCell, Period, PlanIx, Program, ProgramIx};
use crate::review::{is_unfollowed, latest_period};
use crate::text::{fit, sanitize, truncate, wrap};
use crate::words::Msg;

/// The columns of a list in cells.
struct Columns {
    mark: u16,
    number: u16,
    name: u16,
    periods: Vec<Period>,
    /// Whether older periods are left out.
    cut: bool,
    follow_up: u16,
    departments: u16,
}

impl Columns {
    fn new(state: &State, list: &ListPlace, width: u16) -> Columns {
        let number = number_width(state, list);
        let mark = 2.min(width);
        let departments = match width {
            0..=53 => 0,
            54..=71 => 12,
            72..=99 => 16,
            _ => 20,
        };
        let follow_up = if width >= 40 { 3 } else { 0 };
        let fixed = mark + number + 1 + departments + follow_up;
        let room = width.saturating_sub(fixed);
        // Names keep at least half of what is left; the newest periods go last and are the last to go.
        let most = usize::from(room.saturating_sub(room / 2).max(COLUMN) / COLUMN);
        let all = periods(state, list);
        let periods: Vec<Period> = all.iter().skip(all.len().saturating_sub(most)).copied().collect();
        let name = room.saturating_sub(periods.len() as u16 * COLUMN + 1);
        // What no name of the plan needs is given to the departments. Of the plan, and not of the rows in sight: columns
        // stay where they are while one filters.
        let spare = if departments > 0 { name.saturating_sub(longest_name(state, list)) } else { 0 };
        let cut = periods.len() < all.len();
        Columns {
            mark,
            number,
            name: name - spare,
            periods,
            cut,
            follow_up,
            departments: departments + spare,
        }
    }

    fn name_at(&self) -> u16 {
        self.mark + self.number + 1
    }

    fn grades_at(&self) -> u16 {
        self.name_at() + self.name + 1
    }

    fn follow_up_at(&self) -> u16 {
        self.grades_at() + self.periods.len() as u16 * COLUMN
    }

    fn departments_at(&self) -> u16 {
        self.follow_up_at() + self.follow_up
    }
}

/// The cells of the longest name of the plan; of hits nobody knows which names come next.
fn longest_name(state: &State, list: &ListPlace) -> u16 {
    if list.found.is_some() {
        return u16::MAX;
    }
    let programs = state.catalog.programs_of(list.shown.plan).take(500);
    programs
        .map(|(_, p)| state.caps.widths().str(&format!("{}{}", p.name, again(state, p))) as u16)
        .max()
        .unwrap_or(0)
}

/// The cells of the numbers; of the ids where hits of several plans may stand together.
fn number_width(state: &State, list: &ListPlace) -> u16 {
    if list.found.is_none() {
        return numbers_of(state, list.shown.plan);
    }
    let longest = list
        .rows()
        .programs()
        .take(200)
        .map(|(_, ix)| state.caps.widths().str(&state.catalog.label(ix)) as u16)
        .max();
    longest.unwrap_or(5).clamp(5, 14)
}

/// The cells of the longest number of a plan.
pub(super) fn numbers_of(state: &State, plan: PlanIx) -> u16 {
    let programs = state.catalog.programs_of(plan).filter(|(_, p)| p.parent.is_none());
    programs.map(|(_, p)| p.number.to_string().len()).max().unwrap_or(0).max(3) as u16
}

/// The periods of the plans in the list, oldest first.
fn periods(state: &State, list: &ListPlace) -> Vec<Period> {
    if list.found.is_none() {
        return state.catalog.plan(list.shown.plan).periods.clone();
    }
    let mut plans: Vec<PlanIx> =
        list.rows().programs().take(500).map(|(_, ix)| state.catalog.program(ix).plan).collect();
    plans.sort();
    plans.dedup();
    let mut periods: Vec<Period> =
        plans.iter().flat_map(|p| state.catalog.plan(*p).periods.clone()).collect();
    periods.sort();
    periods.dedup();
    periods
}

/// Draws the list; `focused` when it has the keys.
pub(super) fn draw(state: &State, list: &ListPlace, area: Area, focused: bool, canvas: &mut Canvas<'_>) {
    let columns = Columns::new(state, list, area.width);
    let heading = list_heading(state.frame().body).min(area.height);
    if heading > 0 {
        headings(state, list, &columns, area, canvas);
    }
    let body = Area { y: area.y + heading, height: area.height - heading, ..area };
    if list.rows().all.is_empty() {
        nothing_found(state, list, body, canvas);
    }
    for (y, (at, row)) in super::rows_of(body).zip(list.rows().all.iter().enumerate().skip(list.rows().top)) {
        match row {
            Row::Direction(direction, count) => {
                direction_row(state, list, *direction, *count, (body, y), canvas);
            }
            Row::Fuzzy => {
                canvas.say(
                    body.x + 2,
                    y,
                    body.width.saturating_sub(3),
                    Msg::FuzzyBelow.text(state.lang),
                    theme::dim(state.caps.depth),
                );
            }
            Row::Program(ix) => {
                let here = at == list.rows().cursor;
                program_row(state, list, *ix, (&columns, body, y), (here, focused), canvas);
            }
        }
    }
}

/// Why there are no rows.
fn nothing_found(state: &State, list: &ListPlace, area: Area, canvas: &mut Canvas<'_>) {
    let Some(found) = &list.found else { return };
    let sentence = match &found.error {
        Some(error) => names::query_error(error, state.lang),
        None => Msg::NoHits.fill(state.lang, &[&found.query]),
    };
    let room = area.width.saturating_sub(3);
    let rows = wrap(&sanitize(&sentence), usize::from(room).max(2), canvas.widths);
    for (y, row) in super::rows_of(area).zip(&rows) {
        canvas.put(area.x + 2, y, room, row, theme::strong());
    }
}

/// Two rows of headings: digits of the year above, half below.
fn headings(state: &State, list: &ListPlace, columns: &Columns, area: Area, canvas: &mut Canvas<'_>) {
    let say = |canvas: &mut Canvas<'_>, x: u16, y: u16, max: u16, text: &str| {
        canvas.say(area.x + x, y, max, text, theme::strong());
    };
    say(canvas, columns.mark, area.y, columns.number, Msg::ColumnNo.text(state.lang));
    say(canvas, columns.name_at(), area.y, columns.name, Msg::ColumnName.text(state.lang));
    for (at, period) in columns.periods.iter().enumerate() {
        let x = columns.grades_at() + at as u16 * COLUMN;
        // The period that the header counts is underlined.
        let style = if list.shown.period == Some(*period) { theme::matched() } else { theme::strong() };
        cell::heading(*period, (area.x + x, area.y), 2, (style, state.lang), canvas);
    }
    if columns.cut {
        say(canvas, columns.grades_at().saturating_sub(1), area.y, 1, "<");
    }
    if columns.follow_up > 0 {
        say(canvas, columns.follow_up_at(), area.y, 2, Msg::ColumnFollowUp.text(state.lang));
    }
    say(
        canvas,
        columns.departments_at(),
        area.y,
        columns.departments,
        Msg::ColumnDepartments.text(state.lang),
    );
}

fn direction_row(
    state: &State,
    list: &ListPlace,
    direction: Option<u16>,
    count: u32,
    (area, y): (Area, u16),
    canvas: &mut Canvas<'_>,
) {
    let found = direction.and_then(|d| state.catalog.plan(list.shown.plan).directions.get(usize::from(d)));
    let name = found
        .map_or_else(|| Msg::NoDirection.text(state.lang).to_owned(), |d| format!("{} {}", d.no, d.name));
    let style = theme::dim(state.caps.depth).add_modifier(theme::strong().add_modifier);
    let count = format!(" {count}");
    let count_cells = canvas.cells(&count);
    let end = canvas.put(
        area.x,
        y,
        area.width,
        &truncate(&sanitize(&name), usize::from(area.width.saturating_sub(count_cells + 2)), canvas.widths),
        style,
    );
    let rule = area.width.saturating_sub(end - area.x + count_cells + 2);
    let end = canvas.say(end + 1, y, rule, &"-".repeat(usize::from(rule)), theme::dim(state.caps.depth));
    canvas.say(end, y, count_cells, &count, theme::dim(state.caps.depth));
}

fn program_row(
    state: &State,
    list: &ListPlace,
    ix: ProgramIx,
    (columns, area, y): (&Columns, Area, u16),
    (here, focused): (bool, bool),
    canvas: &mut Canvas<'_>,
) {
    let program = state.catalog.program(ix);
    let (base, widths) = (if here && focused { theme::cursor() } else { theme::plain() }, canvas.widths);
    if here {
        // Up to the grades: a bar over the whole row costs twice the bytes at each step, over a slow line.
        canvas.fill(area.x, y, columns.grades_at().saturating_sub(1).min(area.width.saturating_sub(1)), base);
        canvas.say(area.x, y, columns.mark, ">", base.add_modifier(theme::strong().add_modifier));
    }
    let number = if list.found.is_some() { state.catalog.label(ix) } else { program.number.to_string() };
    let number = crate::text::pad(
        &truncate(&sanitize(&number), usize::from(columns.number), widths),
        usize::from(columns.number),
        if list.found.is_some() { crate::text::Align::Left } else { crate::text::Align::Right },
        widths,
    );
    canvas.put(area.x + columns.mark, y, columns.number, &number, base);
    name(state, list, ix, (columns, area, y), base, canvas);
    let scale = &state.catalog.plan(program.plan).scale;
    for (at, period) in columns.periods.iter().enumerate() {
        let x = area.x + columns.grades_at() + at as u16 * COLUMN;
        let Some(grade) = state.catalog.grade_at(ix, *period) else { continue };
        let style = match grade {
            GradeCell::Known(grade, _) => theme::grade(scale.level(*grade), state.caps.depth),
            GradeCell::Candidates(_) => theme::plain(),
            // A sub-program is never graded; its program is.
            GradeCell::Empty(_) if program.parent.is_some() => continue,
            GradeCell::Empty(_) => theme::dim(state.caps.depth),
        };
        // That the program is told elsewhere stands behind its name.
        canvas.say(x, y, COLUMN - 1, &marks::short_of(grade, false, scale), style);
    }
    if columns.follow_up > 0 {
        let counted = list.shown.period.filter(|_| list.found.is_none());
        let period = counted.or_else(|| latest_period(&state.catalog, program.plan));
        let unfollowed = period.is_some_and(|p| is_unfollowed(&state.catalog, ix, p));
        let (mark, style) = match program.follow_up {
            Some(true) => ("*", theme::plain()),
            Some(false) if unfollowed => ("!", theme::ask(state.caps.depth)),
            _ => ("", theme::plain()),
        };
        canvas.say(area.x + columns.follow_up_at(), y, 2, mark, style);
    }
    let room = columns.departments.saturating_sub(1);
    let (departments, style) = match program.departments {
        Departments::Known(_) => (
            state.catalog.departments_of(program).collect::<Vec<_>>().join(Msg::Comma.text(state.lang)),
            theme::plain(),
        ),
        Departments::Empty(kind) => {
            (names::empty_short(kind).text(state.lang).to_owned(), theme::dim(state.caps.depth))
        }
    };
    let departments = fit(&sanitize(&departments), usize::from(room), widths);
    canvas.put(area.x + columns.departments_at(), y, room, &departments, style);
}

/// The name, with what the query matched in it; a sub-program is known by its department.
fn name(
    state: &State,
    list: &ListPlace,
    ix: ProgramIx,
    (columns, area, y): (&Columns, Area, u16),
    base: ratatui::style::Style,
    canvas: &mut Canvas<'_>,
) {
    let program = state.catalog.program(ix);
    let again = again(state, program);
    let again_cells = canvas.cells(&again);
    let (x, whole) = (area.x + columns.name_at(), columns.name);
    let room = whole.saturating_sub(again_cells);
    let shown = truncate(&sanitize(&program.name), usize::from(room), canvas.widths);
    let range = list
        .found
        .as_ref()
        .and_then(|f| f.hits.hits.iter().find(|h| h.program == ix))
        .and_then(|h| h.in_name.clone());
    let parts = range.and_then(|r| {
        let name = &program.name;
        Some((name.get(..r.start)?, name.get(r.clone())?, name.get(r.end..)?))
    });
    let end = match parts.filter(|_| shown.as_str() == &*program.name) {
        Some((before, hit, after)) => {
            let end = canvas.say(x, y, room, before, base);
            let end = canvas.say(end, y, room - (end - x), hit, base.patch(theme::matched()));
            canvas.say(end, y, room - (end - x), after, base)
        }
        None => canvas.put(x, y, room, &shown, base),
    };
    canvas.say(end, y, whole.saturating_sub(end - x), &again, base);
}

/// What stands behind the name of a program that is told elsewhere.
fn again(state: &State, program: &Program) -> String {
    if program.relisted_of.is_none() {
        return String::new();
    }
    format!(" ({})", Msg::RelistedMark.text(state.lang))
}
