//! Drawing: reads the state, never writes it. All text passes `paint::put`, all columns `text::fit`.

mod cell;
mod checks;
mod choices;
mod chrome;
mod detail;
mod header;
mod heatmap;
mod ledger;
mod list;
mod page;
pub mod paint;
mod source;
pub mod theme;
mod welcome;

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::layout::Area;
use crate::app::{Place, State};
use crate::text::{Display, Widths};

/// What was drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scene {
    /// Where the terminal's own cursor belongs: at the insertion point of a text field.
    pub cursor: Option<(u16, u16)>,
}

/// Draws the state into a buffer of the size in its capabilities.
pub fn draw(state: &State, buf: &mut Buffer) -> Scene {
    let canvas = &mut Canvas { buf, widths: state.caps.widths() };
    let frame = state.frame();
    let Some(place) = state.place() else { return Scene::default() };
    header::draw(state, frame.header, canvas);
    let (left, right) = state.panes();
    match (place, right) {
        (Place::Welcome, _) => welcome::draw(state, frame.body, canvas),
        (Place::List(list), right) => {
            list::draw(state, list, left, true, canvas);
            if let (Some(area), Some(program)) = (right, list.program()) {
                detail::preview(state, program, area, canvas);
            }
        }
        (Place::Detail(place), Some(_)) if state.detail_area() != frame.body => {
            if let Some(list) = state.list() {
                list::draw(state, list, left, false, canvas);
            }
            detail::draw(state, place, state.detail_area(), canvas);
        }
        (Place::Detail(place), _) => detail::draw(state, place, state.detail_area(), canvas),
        (Place::Heatmap(place), _) => heatmap::draw(state, place, frame.body, canvas),
        (Place::Source(place), _) => source::draw(state, place, frame.body, canvas),
        (Place::Page(place), _) => page::draw(state, place, frame.body, canvas),
        (Place::Checks(place), _) => checks::draw(state, place, frame.body, canvas),
        (Place::Matters(place), _) => checks::draw_matters(state, place, frame.body, canvas),
        (Place::Doctor(place), _) => page::draw(state, &place.page(state), frame.body, canvas),
    }
    if let Some(ask) = &state.ask {
        choices::draw(state, ask, frame.body, canvas);
    }
    let cursor = frame.query.and_then(|area| chrome::query(state, area, canvas));
    chrome::status(state, frame.status, canvas);
    let mended = paint::normalize(canvas.buf, &canvas.widths);
    debug_assert_eq!(mended, 0, "a screen was drawn past `put`");
    Scene { cursor }
}

/// A buffer with the measure of its text.
struct Canvas<'a> {
    buf: &'a mut Buffer,
    widths: Widths,
}

impl Canvas<'_> {
    /// Writes a text in at most `max` cells; returns the column behind it.
    fn put(&mut self, x: u16, y: u16, max: u16, text: &Display, style: Style) -> u16 {
        paint::put(self.buf, x, y, max, text, style, &self.widths)
    }

    /// Writes a text that the program itself made.
    fn say(&mut self, x: u16, y: u16, max: u16, text: &str, style: Style) -> u16 {
        self.put(x, y, max, &crate::text::sanitize(text), style)
    }

    /// Fills a stretch of a row with a style.
    fn fill(&mut self, x: u16, y: u16, width: u16, style: Style) {
        paint::fill(self.buf, x, y, width, style, &self.widths);
    }

    /// Blanks an area, in a style.
    fn clear(&mut self, area: Area, style: Style) {
        paint::clear(self.buf, area.x, area.y, area.width, area.height, style, &self.widths);
    }

    /// The cells that a text takes.
    fn cells(&self, text: &str) -> u16 {
        self.widths.str(text) as u16
    }
}

/// The rows of an area.
fn rows_of(area: Area) -> std::ops::Range<u16> {
    area.y..area.y.saturating_add(area.height)
}

/// The text of a buffer as a reader sees it: the hidden half of a wide character is passed over, blanks at the right
/// end are cut.
pub fn text_of(buf: &Buffer, widths: &Widths) -> String {
    let mut lines = Vec::new();
    for y in buf.area.top()..buf.area.bottom() {
        let mut line = String::new();
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let symbol = buf[(x, y)].symbol();
            line.push_str(symbol);
            x += (widths.str(symbol) as u16).max(1);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}
