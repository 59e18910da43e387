//! A list of things that hold or do not: a row each with its sign, and below the list what helps to look into the one
//! under the cursor.

use super::{Canvas, theme};
use crate::app::State;
use crate::app::checks;
use crate::app::layout::Area;
use crate::model::PlanIx;
use crate::review::check::Status;
use crate::text::{sanitize, truncate, wrap};

/// Cells of a plan's code.
const PLAN: u16 = 5;

/// One of them in a line.
pub(super) struct Row {
    /// Whether it holds.
    pub status: Status,
    /// The plan it belongs to.
    pub plan: PlanIx,
    /// What it says.
    pub line: String,
}

/// Draws rows from `top` on, as far as `row` gives any, and the details of the one under the cursor.
pub(super) fn draw(
    state: &State,
    (top, cursor): (usize, usize),
    row: impl Fn(usize) -> Option<Row>,
    details: impl FnOnce() -> Vec<String>,
    area: Area,
    canvas: &mut Canvas<'_>,
) {
    let list = Area { height: checks::list_rows(area), ..area };
    for (y, (at, row)) in super::rows_of(list).zip((top..).map_while(|at| Some((at, row(at)?)))) {
        let here = at == cursor;
        let base = if here { theme::cursor() } else { theme::plain() };
        let sign = match row.status {
            Status::Differs => theme::alert(state.caps.depth),
            Status::Unknown | Status::Ok => theme::plain(),
        };
        canvas.say(area.x, y, 2, if here { "> " } else { "  " }, base);
        canvas.say(area.x + 2, y, 3, checks::sign(row.status).trim_end(), if here { base } else { sign });
        let plan = truncate(&sanitize(&state.catalog.plan_label(row.plan)), usize::from(PLAN), canvas.widths);
        canvas.put(area.x + 5, y, PLAN, &plan, base);
        let room = area.width.saturating_sub(6 + PLAN);
        let line = truncate(&sanitize(&row.line), usize::from(room), canvas.widths);
        canvas.put(area.x + 5 + PLAN, y, room, &line, base);
    }
    let below = Area { y: area.y + list.height, height: area.height - list.height, ..area };
    if let Some(row) = row(cursor).filter(|_| below.height > 1) {
        let room = area.width.saturating_sub(3);
        let all = std::iter::once(row.line).chain(details());
        let rows = all.flat_map(|text| wrap(&sanitize(&text), usize::from(room).max(2), canvas.widths));
        for (y, row) in super::rows_of(below).skip(1).zip(rows.collect::<Vec<_>>()) {
            canvas.put(area.x + 2, y, room, &row, theme::plain());
        }
    }
}
