//! What an empty store says: what this is, and the two ways to fill it.

use super::{Canvas, theme};
use crate::app::State;
use crate::app::layout::Area;
use crate::words::Msg;

/// Draws the greeting.
pub(super) fn draw(state: &State, area: Area, canvas: &mut Canvas<'_>) {
    let lines = [
        (Msg::EmptyTitle, theme::strong()),
        (Msg::EmptyWhat, theme::plain()),
        (Msg::EmptyDemo, theme::plain()),
        (Msg::EmptyImport, theme::plain()),
    ];
    for (y, (msg, style)) in super::rows_of(area).zip(lines) {
        canvas.say(area.x + 1, y, area.width.saturating_sub(2), msg.text(state.lang), style);
    }
}
