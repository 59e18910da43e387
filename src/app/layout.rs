//! How the screen is divided, in cells. Behaviour needs it to scroll, drawing to draw; both ask here.

use super::caps::Size;

/// Columns from which list and detail stand side by side.
pub const SIDE_BY_SIDE: u16 = 100;

/// A stretch of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// The parts of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The header: what one looks at.
    pub header: Area,
    /// The body.
    pub body: Area,
    /// The line of the query, when there is one.
    pub query: Option<Area>,
    /// The last line: keys, messages.
    pub status: Area,
}

/// Divides a screen: header, body, the query where one is shown, status. On few rows the body comes first.
pub fn frame(size: Size, query: bool) -> Frame {
    let Size { cols, rows } = size;
    let line = |y: u16, height: u16| Area { x: 0, y, width: cols, height };
    let header = u16::from(rows >= 3);
    let status = u16::from(rows >= 2);
    let asked = u16::from(query && rows >= 4);
    let body = rows.saturating_sub(header + status + asked);
    Frame {
        header: line(0, header),
        body: line(header, body),
        query: (asked > 0).then(|| line(header + body, 1)),
        status: line(rows.saturating_sub(status), status),
    }
}

/// The list's part of the body, and the detail's beside it where there is room.
pub fn panes(body: Area) -> (Area, Option<Area>) {
    if body.width < SIDE_BY_SIDE {
        return (body, None);
    }
    let left = (body.width * 9 / 20).max(54);
    let right = body.width - left - 2;
    (Area { width: left, ..body }, Some(Area { x: body.x + left + 2, width: right, ..body }))
}

/// The rows of headings at the top of the list: two where there is room.
pub fn list_heading(body: Area) -> u16 {
    match body.height {
        0..=3 => 0,
        _ => 2,
    }
}

/// The lower part of a body, for that many choices; at least a third of the body stays in sight.
pub fn choices(body: Area, count: usize) -> Area {
    let most = body.height - body.height / 3;
    let height = u16::try_from(count).unwrap_or(u16::MAX).min(most);
    Area { y: body.y + body.height - height, height, ..body }
}

/// Columns and rows of the lines of a document: one line above them says what was read, the last column stays free.
pub fn source_size(body: Area) -> (usize, usize) {
    (usize::from(body.width.saturating_sub(1)), usize::from(body.height.saturating_sub(1)))
}

/// The columns that a sheet of text takes: long lines are hard to read, and the last column stays free.
pub fn text_width(area: Area) -> usize {
    usize::from(area.width.saturating_sub(3)).clamp(1, 100)
}

/// Moves `top` by half a screen when `cursor` has left the `height` rows below it, never past the end of `len` rows: over
/// a slow line one large move costs less than many small ones.
pub fn paged(top: usize, cursor: usize, height: usize, len: usize) -> usize {
    let last = len.saturating_sub(height);
    if (top..top + height.max(1)).contains(&cursor) && top <= last {
        top
    } else {
        // Half a screen is not much on a few rows; the cursor itself has to be in sight.
        scrolled(cursor.saturating_sub(height / 2).min(last), cursor, height)
    }
}

/// Moves `top` no further than it has to so that `cursor` lies within `height` rows below it.
pub fn scrolled(top: usize, cursor: usize, height: usize) -> usize {
    if height == 0 || cursor < top {
        cursor
    } else if cursor >= top + height {
        cursor + 1 - height
    } else {
        top
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_of_any_size_is_divided_without_overlap() {
        for (cols, rows) in [(80, 24), (120, 40), (40, 10), (20, 5), (1, 1), (0, 0), (5, 2), (300, 100)] {
            for query in [false, true] {
                let f = frame(Size { cols, rows }, query);
                let used =
                    f.header.height + f.body.height + f.status.height + f.query.map_or(0, |q| q.height);
                assert_eq!(used, rows, "{cols}x{rows}");
                let (left, right) = panes(f.body);
                assert!(left.width + right.map_or(0, |r| r.width + 2) <= cols, "{cols}x{rows}");
            }
        }
    }

    #[test]
    fn a_screen_is_left_by_half_its_height() {
        for ((top, cursor, height, len), expected) in [
            ((0, 9, 10, 40), 0),
            ((0, 10, 10, 40), 5),
            ((5, 4, 10, 40), 0),
            ((20, 19, 10, 40), 14),
            ((0, 39, 10, 40), 30),
            ((30, 0, 10, 40), 0),
            ((0, 3, 1, 5), 3),
            ((0, 3, 0, 5), 3),
            // After a longer list, or on a higher screen.
            ((30, 5, 10, 8), 0),
            ((30, 35, 20, 40), 20),
        ] {
            assert_eq!(paged(top, cursor, height, len), expected, "{top} {cursor} {height} {len}");
        }
    }

    #[test]
    fn scrolling_moves_no_more_than_it_has_to() {
        for ((top, cursor, height), expected) in
            [((0, 5, 10), 0), ((0, 10, 10), 1), ((5, 3, 10), 3), ((5, 14, 10), 5), ((0, 4, 0), 4)]
        {
            assert_eq!(scrolled(top, cursor, height), expected);
        }
    }
}
