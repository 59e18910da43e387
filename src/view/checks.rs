//! Checks, those that do not hold first; and what reading the documents left open, that nobody has answered first.

use super::ledger::{self, Row};
use super::{Canvas, theme};
use crate::app::State;
use crate::app::checks::{self, ChecksPlace};
use crate::app::layout::Area;
use crate::app::matters::{self, MattersPlace};
use crate::words::Msg;

/// Draws the checks.
pub(super) fn draw(state: &State, place: &ChecksPlace, area: Area, canvas: &mut Canvas<'_>) {
    let (catalog, lang) = (&state.catalog, state.lang);
    let row = |at: usize| {
        let check = place.all.get(at)?;
        let line = checks::line(check, catalog, lang);
        Some(Row { status: check.status, plan: check.plan, line })
    };
    let details = || place.check().map(|check| checks::details(check, catalog, lang)).unwrap_or_default();
    none(place.all.is_empty(), Msg::ChecksNone, state, area, canvas);
    ledger::draw(state, (place.top, place.cursor), row, details, area, canvas);
}

/// Draws the open questions.
pub(super) fn draw_matters(state: &State, place: &MattersPlace, area: Area, canvas: &mut Canvas<'_>) {
    let (catalog, lang) = (&state.catalog, state.lang);
    let row = |at: usize| {
        let (plan, matter) = place.all.get(at)?;
        let line = place.line(matter, catalog, lang);
        Some(Row { status: matters::status(matter), plan: *plan, line })
    };
    let details = || place.matter().map(|matter| place.details(matter, catalog, lang)).unwrap_or_default();
    none(place.all.is_empty(), Msg::MattersNone, state, area, canvas);
    ledger::draw(state, (place.top, place.cursor), row, details, area, canvas);
}

fn none(empty: bool, what: Msg, state: &State, area: Area, canvas: &mut Canvas<'_>) {
    if empty {
        canvas.say(area.x + 2, area.y, area.width, what.text(state.lang), theme::plain());
    }
}
