//! Tables of Markdown: `| a | b |`. The line of dashes below the heading is no row; marks of a title and of bold type
//! are not read.

use super::super::trace::{Lines, Rows};
use super::is_heading;

/// Whether a line is the heading of a table.
pub(super) fn has_heading(text: &Lines) -> bool {
    text.lines().any(|(number, line)| {
        let mut rows = Rows::default();
        line.contains('|') && write(&mut rows, text, number, line) && is_heading(rows.lines().line(1))
    })
}

/// The lines as rows.
pub(super) fn rows(text: &Lines) -> Rows {
    let mut rows = Rows::default();
    for (number, line) in text.lines() {
        write(&mut rows, text, number, line);
    }
    rows
}

/// Writes a line as a row; `false` for one that is none.
fn write(rows: &mut Rows, text: &Lines, number: u32, line: &str) -> bool {
    let start = text.range(number).start;
    let dashes = line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'));
    if dashes || line.trim().is_empty() {
        return false;
    }
    let mut from = line.len() - line.trim_start().len();
    let trimmed = line.trim();
    if !trimmed.contains('|') {
        let title = trimmed.trim_start_matches('#').trim_start();
        rows.cell();
        rows.push(title, start + from + trimmed.len() - title.len(), title.len());
        rows.end_row(number, number);
        return true;
    }
    let inner = trimmed.strip_prefix('|').unwrap_or(trimmed);
    from += trimmed.len() - inner.len();
    let inner = if inner.ends_with("\\|") { inner } else { inner.strip_suffix('|').unwrap_or(inner) };
    for (at, cell) in split(inner) {
        rows.cell();
        let lead = cell.len() - cell.trim_start().len();
        let bare = cell.trim();
        let bold = bare.strip_prefix("**").and_then(|b| b.strip_suffix("**")).filter(|b| !b.is_empty());
        let (bare, lead) = bold.map_or((bare, lead), |bold| (bold, lead + 2));
        content(rows, bare, start + from + at + lead);
    }
    rows.end_row(number, number);
    true
}

/// The cells of a line, each with its first byte.
fn split(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let bars = line.match_indices('|').map(|(at, _)| at);
    let cuts = bars.filter(|at| !line.get(..*at).is_some_and(|before| before.ends_with('\\')));
    let mut start = 0;
    cuts.chain([line.len()]).map(move |end| {
        let cell = (start, line.get(start..end).unwrap_or(""));
        start = end + 1;
        cell
    })
}

/// The content of a cell, without the strokes before bars; a break within it is a blank.
fn content(rows: &mut Rows, cell: &str, from: usize) {
    let mut rest = cell;
    let at = |rest: &str| from + cell.len() - rest.len();
    while let Some((before, mark)) = next_mark(rest) {
        if !before.is_empty() {
            rows.push(before, at(rest), before.len());
        }
        rest = rest.get(before.len() + mark.len()..).unwrap_or("");
        if mark != "\\" {
            rows.blank();
        }
    }
    if !rest.is_empty() {
        rows.push(rest, at(rest), rest.len());
    }
}

/// What stands before the first mark that is not read, and the mark.
fn next_mark(text: &str) -> Option<(&str, &'static str)> {
    // A stroke is a mark only in front of a bar.
    let marks = [("<br>", "<br>"), ("<br/>", "<br/>"), ("<br />", "<br />"), ("\\|", "\\")];
    let (at, mark) = marks.into_iter().filter_map(|(sign, mark)| Some((text.find(sign)?, mark))).min()?;
    Some((text.get(..at)?, mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LineSpan, Place};

    #[test]
    fn cells_know_their_bytes() {
        let text = Lines::of("## 第2次改革プラン\n\n| 1 | 市民<br>課 \\| 係 |\n| - | :-: |\n".to_owned());
        let rows = rows(&text);
        let found: Vec<&str> = rows.lines().lines().map(|(_, row)| row).collect();
        assert_eq!(found, ["第2次改革プラン", "1\t市民 課 | 係"]);
        for (row, part) in [(1, "改革"), (2, "市民"), (2, "1"), (2, "| 係")] {
            let start = rows.lines().line(row).find(part).unwrap() as u32;
            let span = LineSpan { first: row, last: row, start, end: start + part.len() as u32 };
            let Place::Lines(span) = rows.place(&span, &text) else { panic!("{part}") };
            let line = text.line(span.first);
            assert_eq!(line.get(span.start as usize..span.end as usize), Some(part));
        }
    }

    #[test]
    fn a_stroke_that_hides_no_bar_stays() {
        let text = Lines::of("| C:\\a | b\\|c\\d |\n".to_owned());
        assert_eq!(rows(&text).lines().line(1), "C:\\a\tb|c\\d");
    }
}
