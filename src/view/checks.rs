//! Checks: a row each, those that do not hold first; below, what helps to look into the one under the cursor.

use super::{Canvas, theme};
use crate::app::State;
use crate::app::checks::{self, ChecksPlace};
use crate::app::layout::Area;
use crate::review::check::Status;
use crate::text::{sanitize, truncate, wrap};
use crate::words::Msg;

/// Cells of a plan's code.
const PLAN: u16 = 5;

/// Draws the checks.
pub(super) fn draw(state: &State, place: &ChecksPlace, area: Area, canvas: &mut Canvas<'_>) {
    if place.all.is_empty() {
        canvas.say(area.x + 2, area.y, area.width, Msg::ChecksNone.text(state.lang), theme::plain());
        return;
    }
    let list = Area { height: checks::list_rows(area), ..area };
    for (y, (at, check)) in super::rows_of(list).zip(place.all.iter().enumerate().skip(place.top)) {
        let here = at == place.cursor;
        let base = if here { theme::cursor() } else { theme::plain() };
        let sign = match check.status {
            Status::Differs => theme::alert(state.caps.depth),
            Status::Unknown | Status::Ok => theme::plain(),
        };
        canvas.say(area.x, y, 2, if here { "> " } else { "  " }, base);
        canvas.say(area.x + 2, y, 3, checks::sign(check.status).trim_end(), if here { base } else { sign });
        let plan =
            truncate(&sanitize(&state.catalog.plan_label(check.plan)), usize::from(PLAN), canvas.widths);
        canvas.put(area.x + 5, y, PLAN, &plan, base);
        let room = area.width.saturating_sub(6 + PLAN);
        let line = sanitize(&checks::line(check, &state.catalog, state.lang));
        canvas.put(area.x + 5 + PLAN, y, room, &truncate(&line, usize::from(room), canvas.widths), base);
    }
    let below = Area { y: area.y + list.height, height: area.height - list.height, ..area };
    let Some(check) = place.check().filter(|_| below.height > 1) else { return };
    let room = area.width.saturating_sub(3);
    let line = checks::line(check, &state.catalog, state.lang);
    let all = std::iter::once(line).chain(checks::details(check, &state.catalog, state.lang));
    let rows = all.flat_map(|text| wrap(&sanitize(&text), usize::from(room).max(2), canvas.widths));
    for (y, row) in super::rows_of(below).skip(1).zip(rows.collect::<Vec<_>>()) {
        canvas.put(area.x + 2, y, room, &row, theme::plain());
    }
}
