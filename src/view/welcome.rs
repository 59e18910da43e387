//! What an empty store says: what this is, and the ways to fill it.

use super::{Canvas, theme};
use crate::app::State;
use crate::app::layout::Area;
use crate::text::{sanitize, wrap};
use crate::words::Msg;

/// Draws the greeting.
pub(super) fn draw(state: &State, area: Area, canvas: &mut Canvas<'_>) {
    let mut lines = vec![
        (Msg::EmptyWhat, theme::plain()),
        (Msg::EmptyDemo, theme::plain()),
        (Msg::EmptyImport, theme::plain()),
    ];
    if !state.caps.restricted {
        lines.push((Msg::EmptyImportHere, theme::plain()));
    }
    // On a narrow screen the commands are wrapped: half of one helps nobody.
    let room = area.width.saturating_sub(2);
    let wrapped = lines.iter().flat_map(|(msg, style)| {
        let text = sanitize(msg.text(state.lang));
        wrap(&text, usize::from(room).max(2), canvas.widths).into_iter().map(|row| (row, *style))
    });
    let rows: Vec<_> = super::rows_of(area).zip(wrapped).collect();
    for (y, (row, style)) in rows {
        canvas.put(area.x + 1, y, room, &row, style);
    }
}
