//! The only way by which text reaches the screen's buffer. Keeps wide characters whole: a character whose other half
//! would be overwritten becomes a blank, and the cells behind a wide one carry its style. It must not know what is drawn.

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
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
        if cells > end.saturating_sub(at) {
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
                measure(cell, cells);
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

/// Blanks an area, in a style. Of a wide character that lies half inside, the other half becomes a blank as well, in
/// the style it had.
pub fn clear(buf: &mut Buffer, x: u16, y: u16, width: u16, height: u16, style: Style, widths: &Widths) {
    let area = buf.area;
    let (left, right) = (x.max(area.left()), x.saturating_add(width).min(area.right()));
    for row in y.max(area.top())..y.saturating_add(height).min(area.bottom()) {
        fill(buf, left, row, right.saturating_sub(left), style, widths);
    }
}

/// Mends a finished buffer that something else than [`put`] has drawn into; returns how many cells were not as they
/// should be.
///
/// Where ratatui would reckon another width than ours, ours is set if the cells it needs are free, else a sign of one
/// cell stands in. A wide character whose other half is taken becomes a blank, as does what takes no cell at all.
pub fn normalize(buf: &mut Buffer, widths: &Widths) -> usize {
    let area = buf.area;
    let mut fixes = 0;
    for y in area.top()..area.bottom() {
        let mut x = area.left();
        while x < area.right() {
            if is_plain(&buf[(x, y)]) {
                x += 1;
                continue;
            }
            let cells = widths.str(buf[(x, y)].symbol()) as u16;
            let behind = x.saturating_add(cells);
            let free = behind <= area.right() && (x + 1..behind).all(|x| buf[(x, y)].symbol() == " ");
            let cell = &mut buf[(x, y)];
            if mend(cell, cells, free) {
                fixes += 1;
            }
            // What gave way leaves the cells behind it to what stands in them.
            x = if cell.cell_width() == cells { behind.max(x + 1) } else { x + 1 };
        }
    }
    fixes
}

/// Whether a cell holds one character of ASCII and nothing else, as most do: it needs no measuring.
fn is_plain(cell: &Cell) -> bool {
    cell.diff_option == CellDiffOption::None && matches!(cell.symbol().as_bytes(), [b' '..=b'~'])
}

/// Mends one cell, whose symbol should take that many; whether there was anything to mend. `free` says that the cells
/// behind it that it needs are there and blank.
fn mend(cell: &mut Cell, cells: u16, free: bool) -> bool {
    let symbol = cell.symbol();
    if cells == 0 || symbol.contains(char::is_control) {
        blank(cell);
        return true;
    }
    let agreed = cell.cell_width() == cells;
    match (agreed, free) {
        (true, true) => return false,
        (false, true) => measure(cell, cells),
        (false, false) => match stand_in(symbol) {
            Some(sign) => {
                cell.set_symbol(sign).set_diff_option(CellDiffOption::None);
            }
            None => blank(cell),
        },
        (true, false) => blank(cell),
    }
    true
}

/// Makes ratatui reckon so many cells for the symbol of a cell: it measures with its own table, and where the two
/// disagree, ours is the one the layout rests on.
fn measure(cell: &mut Cell, cells: u16) {
    let forced = NonZeroU16::new(cells).filter(|_| cell.symbol().cell_width() != cells);
    cell.set_diff_option(forced.map_or(CellDiffOption::None, CellDiffOption::ForcedWidth));
}

/// The sign of one cell that can stand for one of two.
fn stand_in(symbol: &str) -> Option<&'static str> {
    Some(match symbol.chars().next()? {
        '─' | '━' | '═' | '―' | '—' => "-",
        '│' | '┃' | '║' => "|",
        '┌'..='╋' | '╒'..='╰' => "+",
        '○' | '◯' | '●' => "o",
        '…' => "~",
        _ => return None,
    })
}

/// Blanks a wide character of which column `x` is not the first cell: it is about to lose that cell.
fn cut_in_two(buf: &mut Buffer, x: u16, y: u16, widths: &Widths) {
    if x <= buf.area.left() || x >= buf.area.right() {
        return;
    }
    let lead = &mut buf[(x - 1, y)];
    // One byte is one cell.
    if lead.symbol().len() > 1 && widths.str(lead.symbol()) > 1 {
        blank(lead);
    }
}

/// Takes the symbol out of a cell and leaves its style.
fn blank(cell: &mut Cell) {
    let style = cell.style();
    cell.reset();
    cell.set_style(style);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Policy, sanitize};
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Color;

    const POLICIES: [Policy; 4] = [Policy::Narrow, Policy::Wide, Policy::Safe, Policy::Spaced];

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

    #[test]
    fn beyond_the_last_column_nothing_is_written() {
        let (widths, text) = (Widths::default(), sanitize("日x"));
        for area in [Rect::new(0, 0, 4, 1), Rect::new(u16::MAX - 4, 0, 4, 1)] {
            let mut buf = Buffer::empty(area);
            for x in [area.right(), u16::MAX - 1, u16::MAX] {
                let left = buf.clone();
                let end = put(&mut buf, x, 0, u16::MAX, &text, Style::default(), &widths);
                assert!(x < area.right() || end == x && buf == left, "{area:?} {x}");
            }
        }
    }

    #[test]
    fn an_area_is_cleared_with_the_halves_at_its_edges() {
        for (area, expected) in [
            ((0, 0, 2, 1), "  本語文\n日本語文"),
            ((1, 0, 2, 2), "    語文\n    語文"),
            ((3, 1, 3, 1), "日本語文\n日    文"),
            ((2, 0, 0, 2), "日本語文\n日本語文"),
            ((2, 0, 2, 0), "日本語文\n日本語文"),
            ((7, 0, 9, 1), "日本語\n日本語文"),
            ((0, 0, u16::MAX, u16::MAX), "\n"),
            ((8, 0, 5, 5), "日本語文\n日本語文"),
            ((u16::MAX, u16::MAX, u16::MAX, u16::MAX), "日本語文\n日本語文"),
        ] {
            let (widths, mut buf) = (Widths::default(), Buffer::empty(Rect::new(0, 0, 8, 2)));
            for y in 0..2 {
                put(&mut buf, 0, y, 8, &sanitize("日本語文"), Style::default(), &widths);
            }
            let (x, y, width, height) = area;
            let style = Style::default().bg(Color::Red);
            clear(&mut buf, x, y, width, height, style, &widths);
            assert_eq!(super::super::text_of(&buf, &widths), expected, "{area:?}");
            // The style goes over the area and no further.
            let inside = Rect::new(0, 0, 8, 2).intersection(Rect::new(x, y, width, height));
            for (at, cell) in (0..).zip(&buf.content) {
                let place = ratatui::layout::Position::new(at % 8, at / 8);
                assert_eq!(cell.bg == Color::Red, inside.contains(place), "{area:?} {place:?}");
            }
        }
    }

    #[test]
    fn an_area_that_begins_left_of_the_buffer_is_cleared_where_it_lies_inside() {
        let (widths, mut buf) = (Widths::default(), Buffer::empty(Rect::new(4, 2, 6, 1)));
        put(&mut buf, 4, 2, 6, &sanitize("日本語"), Style::default(), &widths);
        clear(&mut buf, 0, 0, 5, 9, Style::default(), &widths);
        assert_eq!(super::super::text_of(&buf, &widths), "  本語");
    }

    /// Symbols as another hand sets them, a policy, what they become with the cells that ratatui then reckons, and how
    /// many cells were mended.
    type Mended = (&'static [&'static str], Policy, &'static [(&'static str, u16)], usize);

    const MENDED: &[Mended] = &[
        (&["a", " ", "日", " "], Policy::Wide, &[("a", 1), (" ", 1), ("日", 2), (" ", 1)], 0),
        // The width differs, and there is room.
        (&["○", " ", "x"], Policy::Wide, &[("○", 2), (" ", 1), ("x", 1)], 1),
        (&["─", " ", "é", " "], Policy::Safe, &[("─", 2), (" ", 1), ("é", 2), (" ", 1)], 2),
        (&["①", " ", "α", "x"], Policy::Spaced, &[("①", 2), (" ", 1), ("α", 1), ("x", 1)], 1),
        (&["○", "x"], Policy::Narrow, &[("○", 1), ("x", 1)], 0),
        // The width differs, and there is none.
        (&["─", "─", "x"], Policy::Wide, &[("-", 1), ("-", 1), ("x", 1)], 2),
        (&["│", "a", "│"], Policy::Wide, &[("|", 1), ("a", 1), ("|", 1)], 2),
        (&["┌", "┐", "╚"], Policy::Safe, &[("+", 1), ("+", 1), ("+", 1)], 3),
        (&["○", "○"], Policy::Spaced, &[("o", 1), ("o", 1)], 2),
        (&["…", "a"], Policy::Wide, &[("~", 1), ("a", 1)], 1),
        (&["α", "β", " "], Policy::Wide, &[(" ", 1), ("β", 2), (" ", 1)], 2),
        // Ratatui reckons more than we do.
        (&["⚠\u{FE0F}", "x"], Policy::Narrow, &[("⚠\u{FE0F}", 1), ("x", 1)], 1),
        // The right half is taken, or there is no place for it.
        (&["日", "x"], Policy::Narrow, &[(" ", 1), ("x", 1)], 1),
        (&["日", "本", " "], Policy::Narrow, &[(" ", 1), ("本", 2), (" ", 1)], 1),
        (&["a", "日"], Policy::Narrow, &[("a", 1), (" ", 1)], 1),
        (&["a", "─"], Policy::Wide, &[("a", 1), ("-", 1)], 1),
        // Nothing that could stand in a cell.
        (&["\u{7}", "\u{301}", "", "a\u{1B}"], Policy::Narrow, &[(" ", 1), (" ", 1), (" ", 1), (" ", 1)], 4),
    ];

    #[test]
    fn what_others_drew_is_mended() {
        for (symbols, policy, expected, fixes) in MENDED {
            let widths = Widths::new(*policy);
            let mut buf = Buffer::empty(Rect::new(0, 0, symbols.len() as u16, 1));
            for (cell, symbol) in buf.content.iter_mut().zip(*symbols) {
                cell.set_symbol(symbol).set_bg(Color::Red);
            }
            assert_eq!(normalize(&mut buf, &widths), *fixes, "{symbols:?} {policy:?}");
            let found: Vec<(&str, u16)> = buf.content.iter().map(|c| (c.symbol(), c.cell_width())).collect();
            assert_eq!(&found, expected, "{symbols:?} {policy:?}");
            assert!(buf.content.iter().all(|cell| cell.bg == Color::Red), "styles stay");
            assert_eq!(normalize(&mut buf, &widths), 0, "{symbols:?} {policy:?}");
        }
    }

    #[test]
    fn a_width_that_no_longer_holds_is_taken_back() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 3, 1));
        put(&mut buf, 0, 0, 3, &sanitize("○a"), Style::default(), &Widths::new(Policy::Wide));
        assert_eq!(normalize(&mut buf, &Widths::new(Policy::Wide)), 0);
        assert_eq!(normalize(&mut buf, &Widths::new(Policy::Narrow)), 1);
        assert_eq!(buf[(0, 0)].diff_option, CellDiffOption::None);
        buf[(2, 0)].set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::MAX));
        assert_eq!(normalize(&mut buf, &Widths::new(Policy::Narrow)), 1);
        assert_eq!(buf[(2, 0)].cell_width(), 1);
    }

    /// What is done to a buffer.
    #[derive(Clone, Debug)]
    enum Stroke {
        Put(u16, u16, u16, String),
        Clear(u16, u16, u16, u16),
    }

    /// Places in and around the buffer, and at the very ends of the range.
    fn place() -> impl Strategy<Value = u16> {
        prop_oneof![8 => 0_u16..16, 1 => Just(u16::MAX), 1 => Just(u16::MAX - 1), 1 => any::<u16>()]
    }

    fn stroke() -> impl Strategy<Value = Stroke> {
        let text = prop_oneof![
            4 => "[a 日本①○─→é♪…ｶﾞ🇯🇵👍葛\u{E0100}\u{301}]{0,8}",
            1 => any::<String>(),
        ];
        prop_oneof![
            4 => (place(), place(), place(), text).prop_map(|(x, y, max, text)| Stroke::Put(x, y, max, text)),
            1 => (place(), place(), place(), place()).prop_map(|(x, y, w, h)| Stroke::Clear(x, y, w, h)),
        ]
    }

    /// One row as it should be: for each cell the cluster in it and which of its cells it is.
    type Row = Vec<Option<(String, usize)>>;

    /// Takes out of a row every character of which a cell lies in a stretch.
    fn take_out(row: &mut Row, stretch: std::ops::Range<usize>) {
        for at in stretch {
            let Some((cluster, part)) = row[at].take() else { continue };
            let others = (0..row.len()).filter(|&other| {
                other + part >= at
                    && row[other].as_ref().is_some_and(|(c, p)| *c == cluster && other + part == at + p)
            });
            for other in others.collect::<Vec<_>>() {
                row[other] = None;
            }
        }
    }

    /// The same stroke on the rows.
    fn on_rows(rows: &mut [Row], area: Rect, stroke: &Stroke, widths: Widths) {
        let column = |x: u16| usize::from(x.saturating_sub(area.x)).min(usize::from(area.width));
        match stroke {
            Stroke::Put(x, y, max, text) => {
                if *x < area.x || *y < area.y {
                    return;
                }
                let Some(row) = rows.get_mut(usize::from(y - area.y)) else { return };
                let (mut at, end) = (usize::from(x - area.x), column(x.saturating_add(*max)));
                for cluster in clusters(sanitize(text).as_str()) {
                    let cells = widths.cluster(cluster);
                    if at + cells > end {
                        break;
                    }
                    take_out(row, at..at + cells);
                    for part in 0..cells {
                        row[at + part] = Some((cluster.to_owned(), part));
                    }
                    at += cells;
                }
            }
            Stroke::Clear(x, y, width, height) => {
                let line = |y: u16| usize::from(y.saturating_sub(area.y)).min(rows.len());
                let (from, to) = (line(*y), line(y.saturating_add(*height)));
                for row in &mut rows[from..to] {
                    take_out(row, column(*x)..column(x.saturating_add(*width)));
                }
            }
        }
    }

    proptest! {
        /// Whatever is drawn over whatever, wherever: the buffer is what a model of whole characters says.
        #[test]
        fn no_half_of_a_character_is_left(
            strokes in prop::collection::vec(stroke(), 1..12),
            policy in prop::sample::select(&POLICIES[..]),
            area in prop::sample::select(vec![
                Rect::new(0, 0, 12, 3),
                Rect::new(3, 2, 9, 4),
                Rect::new(0, 0, 1, 1),
                Rect::new(0, 0, 0, 0),
                Rect::new(u16::MAX - 5, u16::MAX - 2, 5, 2),
            ]),
        ) {
            let widths = Widths::new(policy);
            let mut buf = Buffer::empty(area);
            let mut rows: Vec<Row> = vec![vec![None; usize::from(area.width)]; usize::from(area.height)];
            for (stroke, n) in strokes.iter().zip(1_u8..) {
                let style = Style::default().fg(Color::Indexed(n));
                match stroke {
                    Stroke::Put(x, y, max, text) => {
                        let end = put(&mut buf, *x, *y, *max, &sanitize(text), style, &widths);
                        prop_assert!(end >= *x && end <= x.saturating_add(*max));
                    }
                    Stroke::Clear(x, y, width, height) => clear(&mut buf, *x, *y, *width, *height, style, &widths),
                }
                on_rows(&mut rows, area, stroke, widths);
            }
            for (cell, wanted) in buf.content.iter().zip(rows.iter().flatten()) {
                let symbol = wanted.as_ref().filter(|(_, part)| *part == 0).map_or(" ", |(cluster, _)| cluster);
                prop_assert_eq!(cell.symbol(), symbol);
                prop_assert_eq!(usize::from(cell.cell_width()), widths.str(symbol));
            }
            // The cells behind a wide character carry its style.
            for (two, wanted) in buf.content.windows(2).zip(rows.iter().flatten().skip(1)) {
                if wanted.as_ref().is_some_and(|(_, part)| *part == 1) {
                    prop_assert_eq!(two[0].style(), two[1].style());
                }
            }
            prop_assert_eq!(normalize(&mut buf, &widths), 0);
        }

        /// After mending, every character has its cells, whoever drew it.
        #[test]
        fn mending_anything_leaves_a_buffer_that_holds(
            symbols in prop::collection::vec("[a 日①○─é♪…葛\u{E0100}\u{301}\u{7}⚠\u{FE0F}]{0,2}", 24),
            policy in prop::sample::select(&POLICIES[..]),
        ) {
            let widths = Widths::new(policy);
            let mut buf = Buffer::empty(Rect::new(0, 0, 8, 3));
            for (cell, symbol) in buf.content.iter_mut().zip(&symbols) {
                cell.set_symbol(symbol);
            }
            normalize(&mut buf, &widths);
            prop_assert_eq!(normalize(&mut buf, &widths), 0);
            for row in buf.content.chunks(8) {
                let mut at = 0;
                while at < row.len() {
                    let cells = widths.str(row[at].symbol());
                    prop_assert!(cells > 0 && at + cells <= row.len());
                    prop_assert_eq!(usize::from(row[at].cell_width()), cells);
                    prop_assert!(row[at + 1..at + cells].iter().all(|hidden| hidden.symbol() == " "));
                    at += cells;
                }
            }
        }
    }
}
