//! The only way by which text reaches the screen's buffer. Keeps wide characters whole: a character whose other half
//! would be overwritten becomes a blank, and the cells behind a wide one carry its style.

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::style::Style;
use std::num::NonZeroU16;

use crate::text::{Display, Widths, clusters};

/// Writes a text at a place, in at most `max` cells; returns the column behind it.
///
/// What does not fit is left out whole: never half of a character. Outside of the buffer nothing is written.
pub fn put(buf: &mut Buffer, x: u16, y: u16, max: u16, text: &Display, style: Style, widths: &Widths) -> u16 {
    let area = buf.area;
    let end = x.saturating_add(max).min(area.right());
    if y < area.top() || y >= area.bottom() || x < area.left() {
        return x;
    }
    let mut at = x;
    for cluster in clusters(text.as_str()) {
        let cells = widths.cluster(cluster) as u16;
        if cells == 0 {
            continue;
        }
        if at + cells > end {
            break;
        }
        cut_in_two(buf, at, y, widths);
        cut_in_two(buf, at + cells, y, widths);
        for (n, cell_x) in (at..at + cells).enumerate() {
            let cell = &mut buf[(cell_x, y)];
            cell.reset();
            cell.set_style(style);
            if n == 0 {
                cell.set_symbol(cluster);
                // ratatui measures with its own table; where the two disagree, ours is the one the layout rests on.
                if cell.cell_width() != cells
                    && let Some(forced) = NonZeroU16::new(cells)
                {
                    cell.set_diff_option(CellDiffOption::ForcedWidth(forced));
                }
            }
        }
        at += cells;
    }
    at
}

/// Blanks `width` cells of a row, in a style.
pub fn fill(buf: &mut Buffer, x: u16, y: u16, width: u16, style: Style, widths: &Widths) {
    put(buf, x, y, width, &Display::spaces(usize::from(width)), style, widths);
}

/// Blanks a wide character of which column `x` is not the first cell: it is about to lose that cell.
fn cut_in_two(buf: &mut Buffer, x: u16, y: u16, widths: &Widths) {
    if x <= buf.area.left() || x >= buf.area.right() {
        return;
    }
    let lead = &mut buf[(x - 1, y)];
    if widths.str(lead.symbol()) > 1 {
        let style = lead.style();
        lead.reset();
        lead.set_style(style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sanitize;
    use ratatui::layout::Rect;

    fn row(writes: &[(u16, &str)], width: u16) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        let widths = Widths::default();
        for (x, text) in writes {
            put(&mut buf, *x, 0, width, &sanitize(text), Style::default(), &widths);
        }
        super::super::text_of(&buf, &widths)
    }

    #[test]
    fn wide_characters_stay_whole() {
        for (writes, expected) in [
            (vec![(0, "日本")], "日本"),
            (vec![(0, "日本語"), (3, "|")], "日 |語"),
            (vec![(0, "日本語"), (2, "ab")], "日ab語"),
            (vec![(0, "日本語"), (1, "x")], " x本語"),
            (vec![(4, "日本")], "    日"),
            (vec![(5, "日")], ""),
            (vec![(0, "ｶﾞｷﾞ")], "ｶﾞｷﾞ"),
            (vec![(9, "x")], ""),
        ] {
            assert_eq!(row(&writes, 6), expected, "{writes:?}");
        }
    }
}
