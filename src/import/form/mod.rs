//! The forms in which tables come as text: tabs, CSV, Markdown, HTML. Which one a text has is told by what is in it,
//! never by the name of its file: it is the first form in which one of its rows is the heading of a table.

pub(super) mod book;
mod delimited;
mod grid;
mod html;
mod markdown;

use super::BookFault;
use super::cells::cells;
use super::heading::heading;
use super::trace::{Lines, Rows};

/// Longest row that is looked at: those of printed tables are some kilobytes.
pub(super) const LONGEST_ROW: usize = 64 << 10;

/// The rows of a text; `None` where these are its lines, as in a text with tabs and in one without any table.
pub(super) fn rows(text: &Lines) -> Result<Option<Rows>, BookFault> {
    if html::may_be(text) {
        return html::rows(text, grid::room(text.text().len())).map(Some);
    }
    Ok(plain(text))
}

/// The rows of a text that is no page.
fn plain(text: &Lines) -> Option<Rows> {
    let tabbed = text.lines().any(|(_, line)| line.contains('\t') && is_heading(line));
    if tabbed {
        // Quotes around cells are a matter of writing only where all of them are closed again.
        return delimited::is_quoted(text, '\t').then(|| delimited::rows(text, '\t'));
    }
    for separator in ['\t', ',', ';'] {
        if text.text().contains(separator) && delimited::has_heading(text, separator) {
            return Some(delimited::rows(text, separator));
        }
    }
    markdown::has_heading(text).then(|| markdown::rows(text))
}

/// Whether a row of cells with tabs between is the heading of a table.
fn is_heading(row: &str) -> bool {
    row.len() <= LONGEST_ROW && heading(1, &cells(row), &[]).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a text as they are read.
    pub(super) fn read(text: &str) -> Vec<String> {
        let lines = Lines::of(text.to_owned());
        let rows = rows(&lines).unwrap();
        let read = rows.as_ref().map_or(&lines, Rows::lines);
        read.lines().map(|(_, row)| row.to_owned()).collect()
    }

    #[test]
    fn the_form_is_told_by_the_heading() {
        for (text, second) in [
            ("番号\t項目\t評価\n1\ta,b;c|d\tA\n", "1\ta,b;c|d\tA"),
            ("番号,項目,評価\n1,\"a,b\",A\n", "1\ta,b\tA"),
            ("番号;項目;評価\n1;a,b;A\n", "1\ta,b\tA"),
            ("番号\t項目\t評価\n1\t\"a\n\"\"b\"\"\"\tA\n", "1\ta \"b\"\tA"),
            // What begins with a quote and is not closed is no quoted cell.
            ("番号\t項目\t評価\n1\t\"a\" b\tA\n", "1\t\"a\" b\tA"),
            ("\"番号\"\t\"項\n目\"\t評価\n1\ta\tA\n", "1\ta\tA"),
            ("番号,項目,\"評価\n(令和2年度)\"\n1,a,A\n", "1\ta\tA"),
            ("| 番号 | 項目 | 評価 |\n|---|:-:|--:|\n| 1 | a \\| b | **A** |\n", "1\ta | b\tA"),
            ("番号 | 項目 | 評価\n--- | --- | ---\n1 | a<br>b | A\n", "1\ta b\tA"),
            ("晴れ、\n曇り, 雨, 雪\n", "曇り, 雨, 雪"),
        ] {
            assert_eq!(read(text).get(1).map(String::as_str), Some(second), "{text}");
        }
    }
}
