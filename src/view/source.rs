//! The document's own lines, the passage highlighted; above it what was read from it and how.

use super::{Canvas, theme};
use crate::app::State;
use crate::app::layout::{Area, source_size};
use crate::app::source::{NUMBERS, SourcePlace, rows};
use crate::model::Place;
use crate::words::Msg;

/// Draws the lines around a passage.
pub(super) fn draw(state: &State, place: &SourcePlace, area: Area, canvas: &mut Canvas<'_>) {
    let Some(passage) = place.passage() else { return };
    if area.height == 0 {
        return;
    }
    let document = &state.catalog.document(passage.document).name;
    let how = passage.how.text(state.lang);
    let from = match passage.place {
        Place::Lines(_) => Msg::ValueFrom,
        Place::Cells { .. } => Msg::ValueFromCell,
    };
    let line = from.fill(state.lang, &[document, &passage.place.label(), &format!("[{how}]")]);
    let end = canvas.say(area.x, area.y, area.width / 2, &passage.label, theme::strong());
    canvas.say(end + 2, area.y, area.width.saturating_sub(end + 3), &line, theme::plain());
    let body = Area { y: area.y + 1, height: area.height - 1, ..area };
    match &place.lines {
        Some(Ok(decoded)) => {
            let size = source_size(area);
            let found = rows(decoded, &passage.place, place.top, size, canvas.widths);
            for (y, row) in super::rows_of(body).zip(&found) {
                if let Some(number) = row.number {
                    canvas.say(
                        body.x,
                        y,
                        NUMBERS as u16,
                        &format!("{number:>5}"),
                        theme::dim(state.caps.depth),
                    );
                }
                let mut x = body.x + NUMBERS as u16;
                for (text, marked) in &row.parts {
                    let style = if *marked { theme::passage() } else { theme::plain() };
                    x = canvas.put(x, y, (body.x + body.width).saturating_sub(x), text, style);
                }
            }
        }
        Some(Err(reason)) => {
            canvas.say(body.x, body.y, body.width, reason, theme::alert(state.caps.depth));
        }
        None => {}
    }
}
