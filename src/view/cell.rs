//! Columns of grades in the list and the heatmap: their width, and the headings that stand upright over them.

use super::Canvas;
use crate::app::names;
use crate::model::Period;
use crate::text::{Display, sanitize, tategaki};
use crate::words::Lang;
use ratatui::style::Style;

/// Cells of a column: two, and a gap.
pub(super) const COLUMN: u16 = crate::app::heatmap::COLUMN;

/// Writes the heading of a column upright into `rows` rows. Where they are few its first part is left out, an era's
/// letter: years of two digits that stand side by side are seldom of two eras.
pub(super) fn heading(
    period: Period,
    (x, y): (u16, u16),
    rows: u16,
    (style, lang): (Style, Lang),
    canvas: &mut Canvas<'_>,
) {
    let label = names::period(period, lang);
    // Upright letters are full width: ASCII has none.
    let boxes = match label.strip_suffix('h') {
        Some(year) => vec![sanitize(year), sanitize("h")],
        None if label.is_ascii() => vec![sanitize(&label), Display::empty()],
        None => tategaki(&label),
    };
    let rows = (y..y.saturating_add(rows)).rev();
    for (row, text) in rows.zip(boxes.iter().rev()) {
        canvas.put(x, row, COLUMN, text, style);
    }
}
