//! A page of the program's own text.

use super::{Canvas, theme};
use crate::app::State;
use crate::app::doctor::RULER_CELLS;
use crate::app::layout::Area;
use crate::app::page::{Page, PageLine};
use crate::text::{fit, sanitize, wrap};

/// Cells of the names of commands.
const NAMES: u16 = 18;

/// Draws the lines of a page that are in sight.
pub(super) fn draw(state: &State, page: &Page, area: Area, canvas: &mut Canvas<'_>) {
    let keys_cells = (area.width / 3).clamp(8, 24);
    let rows = page.rows(area.width, canvas.widths);
    for (y, line) in super::rows_of(area).zip(rows.iter().skip(page.top)) {
        match line {
            PageLine::Blank => {}
            // Nothing stands beside it, so that the terminal's own copying takes it and nothing else.
            PageLine::Text(text) => {
                canvas.say(area.x, y, area.width, text, theme::plain());
            }
            PageLine::Ruler(name, signs) => ruler(state, name.text(state.lang), signs, (area, y), canvas),
            PageLine::Heading(text) => {
                canvas.say(area.x, y, area.width.saturating_sub(1), text, theme::strong());
            }
            PageLine::Keys(keys, about, id) => {
                let fitted = fit(&sanitize(keys), usize::from(keys_cells), canvas.widths);
                let x = canvas.put(area.x + 1, y, keys_cells, &fitted, theme::strong()) + 1;
                let room = (area.x + area.width).saturating_sub(x + 1);
                let about = wrap(&sanitize(about), usize::from(room).max(2), canvas.widths);
                let Some(about) = about.first() else { continue };
                let end = canvas.put(x, y, room, about, theme::plain());
                let right = (area.x + area.width).saturating_sub(NAMES + 1);
                if end + 2 <= right {
                    canvas.say(right, y, NAMES, id, theme::dim(state.caps.depth));
                }
            }
        }
    }
}

/// Signs between bars. Dots fill the row instead of blanks, so that every cell is printed in its turn: where the
/// terminal draws a sign wider or narrower than it is reckoned, the bar behind it stands out of line.
fn ruler(state: &State, name: &str, signs: &str, (area, y): (Area, u16), canvas: &mut Canvas<'_>) {
    let label = if area.width >= 60 { 14 } else { 0 };
    canvas.say(area.x, y, label, name, theme::dim(state.caps.depth));
    let signs = sanitize(signs);
    let cells = RULER_CELLS.saturating_sub(canvas.widths.str(signs.as_str()));
    let row = format!("|{}{}|", signs.as_str(), ".".repeat(cells));
    canvas.say(area.x + label, y, area.width.saturating_sub(label + 1), &row, theme::plain());
}
