//! One program: the lines of its sheet, with a mark at the line one stands on.

use super::{Canvas, theme};
use crate::app::layout::Area;
use crate::app::sheet::Line;
use crate::app::{DetailPlace, State};
use crate::model::ProgramIx;

/// Draws the sheet one stands in.
pub(super) fn draw(state: &State, place: &DetailPlace, area: Area, canvas: &mut Canvas<'_>) {
    let lines = state.sheet(place.program, area);
    for (y, (at, line)) in super::rows_of(area).zip(lines.iter().enumerate().skip(place.top)) {
        if at == place.cursor {
            canvas.say(area.x, y, 1, ">", theme::cursor());
        }
        one_line(state, line, (area, y), canvas);
    }
}

/// Draws the beginning of a sheet beside the list.
pub(super) fn preview(state: &State, program: ProgramIx, area: Area, canvas: &mut Canvas<'_>) {
    let lines = state.sheet(program, area);
    for (y, line) in super::rows_of(area).zip(&lines) {
        one_line(state, line, (area, y), canvas);
    }
}

fn one_line(state: &State, line: &Line, (area, y): (Area, u16), canvas: &mut Canvas<'_>) {
    let mut x = area.x + 2;
    let end = area.x + area.width;
    for span in &line.spans {
        x = canvas.put(x, y, end.saturating_sub(x), &span.text, theme::tone(span.tone, state.caps.depth));
    }
}
