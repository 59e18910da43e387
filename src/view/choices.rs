//! What may be chosen while one types, above the line in which one types.

use super::{Canvas, theme};
use crate::app::State;
use crate::app::ask::Ask;
use crate::app::layout::Area;
use crate::text::{sanitize, truncate};

/// Draws the choices over the lower part of the body, the one that would be taken marked.
pub(super) fn draw(state: &State, ask: &Ask, body: Area, canvas: &mut Canvas<'_>) {
    let area = crate::app::layout::choices(body, ask.choices.len());
    let top = crate::app::layout::scrolled(0, ask.at, usize::from(area.height));
    canvas.clear(area, theme::plain());
    for (y, (at, choice)) in super::rows_of(area).zip(ask.choices.iter().enumerate().skip(top)) {
        let here = at == ask.at;
        let style = if here { theme::cursor() } else { theme::plain() };
        canvas.fill(area.x, y, area.width.saturating_sub(1), style);
        canvas.say(area.x, y, 2, if here { "> " } else { "  " }, style);
        let beside = sanitize(&choice.beside);
        let cells = canvas.cells(beside.as_str()).min(area.width / 3);
        let room = area.width.saturating_sub(cells + 5);
        let name = truncate(&sanitize(&choice.name), usize::from(room), canvas.widths);
        canvas.put(area.x + 2, y, room, &name, style);
        let beside = truncate(&beside, usize::from(cells), canvas.widths);
        let quiet = if here { style } else { theme::dim(state.caps.depth) };
        canvas.put((area.x + area.width).saturating_sub(cells + 2), y, cells, &beside, quiet);
    }
}
