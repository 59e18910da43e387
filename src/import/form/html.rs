//! Tables of web pages. Only what makes a table is looked at: rows, cells and how far they reach; all other text comes
//! as rows of its own, so that a title above the table is found.

use super::super::BookFault;
use super::super::trace::{Lines, Rows};
use super::grid::{self, Cell, Content};

/// Whether a text is a page with a table.
pub(super) fn may_be(text: &Lines) -> bool {
    let mut opens = text.text().match_indices('<');
    opens.any(|(at, _)| text.text().get(at + 1..).is_some_and(|rest| begins_with(rest, "table")))
}

fn begins_with(text: &str, name: &str) -> bool {
    let (head, behind) = text.split_at_checked(name.len()).unwrap_or(("", ""));
    head.eq_ignore_ascii_case(name) && !behind.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Columns beyond this no printed table has.
const COLUMNS: usize = 256;

/// The rows of all tables, and what stands between them.
pub(super) fn rows(text: &Lines, most: usize) -> Result<Rows, BookFault> {
    let mut page =
        Page { text, most, rows: Rows::default(), table: None, cell: Written::default(), depth: 0 };
    let source = text.text();
    let mut at = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(open) = rest.find('<') else {
            page.say(at, rest);
            break;
        };
        page.say(at, rest.get(..open).unwrap_or(""));
        let tag = rest.get(open..).unwrap_or("");
        at += open + page.tag(tag, at + open)?;
    }
    page.end_table()?;
    page.end_block();
    Ok(page.rows)
}

/// A stretch of the source, and where what is read of it ends.
#[derive(Clone, Copy)]
struct Part {
    end: u32,
    from: u32,
    /// 0 for a blank that stands nowhere.
    length: u32,
}

/// What has been written of a cell, or of many, one behind the other.
#[derive(Default)]
struct Written {
    text: String,
    parts: Vec<Part>,
}

/// The table that is being read.
#[derive(Default)]
struct Table {
    cells: Vec<Cell>,
    written: Written,
    /// For each cell the end of its text and of its parts.
    ends: Vec<(u32, u32)>,
    /// For each row its first and last line.
    lines: Vec<(u32, u32)>,
    row: u32,
    column: usize,
    /// For each column the last row to which a cell above reaches.
    taken: Vec<u32>,
    open: Option<Cell>,
}

struct Page<'a> {
    text: &'a Lines,
    most: usize,
    rows: Rows,
    table: Option<Table>,
    /// The cell, or the text outside of tables, that is being written.
    cell: Written,
    /// Tables within tables: what stands in them belongs to the cell around them.
    depth: usize,
}

impl Page<'_> {
    /// Text between two tags.
    fn say(&mut self, from: usize, text: &str) {
        if self.table.as_ref().is_some_and(|table| table.open.is_none()) {
            return;
        }
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = rest.find('&').unwrap_or(rest.len());
            if let Some(plain) = rest.get(..plain).filter(|p| !p.is_empty()) {
                self.cell.push(plain, from + at);
            }
            at += plain;
            if let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
                let length = if let Some((read, length)) = entity(rest) {
                    self.cell.push_entity(read, from + at, length);
                    length
                } else {
                    self.cell.push("&", from + at);
                    1
                };
                at += length;
            }
        }
    }

    /// A tag at the beginning of `text`; returns its length, or that of what it hides.
    fn tag(&mut self, text: &str, at: usize) -> Result<usize, BookFault> {
        let until = |end: &str| text.find(end).map_or(text.len(), |found| found + end.len());
        if text.starts_with("<!--") {
            return Ok(until("-->"));
        }
        let inner = text.get(1..).unwrap_or("");
        let closing = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = inner.get(..length).unwrap_or("").to_ascii_lowercase();
        if name.is_empty() && !inner.starts_with('!') {
            self.say(at, "<");
            return Ok(1);
        }
        let attributes = inner.get(length..).unwrap_or("");
        let end = text.len() - attributes.len() + end_of_tag(attributes);
        let attributes = attributes.get(..end_of_tag(attributes)).unwrap_or("");
        if !closing && matches!(name.as_str(), "script" | "style") {
            let close = format!("</{name}");
            let behind = text.get(end..).unwrap_or("");
            let hidden = behind
                .match_indices('<')
                .find(|(at, _)| behind.get(*at..).is_some_and(|t| begins_with_any_case(t, &close)))
                .map_or(behind.len(), |(at, _)| at);
            return Ok(end + hidden);
        }
        match (name.as_str(), closing) {
            ("table", false) if self.table.is_some() => self.depth += 1,
            ("table", true) if self.depth > 0 => self.depth -= 1,
            ("table", false) => {
                self.end_block();
                self.table = Some(Table::default());
            }
            ("table", true) => self.end_table()?,
            ("tr", false) if self.depth == 0 => self.begin_row(at),
            ("td" | "th", false) if self.depth == 0 => self.begin_cell(attributes, at),
            ("td" | "th" | "tr", true) if self.depth == 0 => self.end_cell(at),
            _ if self.table.is_some() => self.cell.blank(),
            ("b" | "i" | "a" | "span" | "font" | "strong" | "em" | "u" | "sup" | "sub", _) => {}
            _ => self.end_block(),
        }
        Ok(end)
    }

    fn begin_row(&mut self, at: usize) {
        self.end_cell(at);
        let line = self.text.at(at as u32).0;
        if let Some(table) = &mut self.table {
            table.row += 1;
            table.column = 0;
            table.lines.push((line, line));
        }
    }

    fn begin_cell(&mut self, attributes: &str, at: usize) {
        self.end_cell(at);
        if self.table.as_ref().is_some_and(|table| table.row == 0) {
            self.begin_row(at);
        }
        let Some(table) = &mut self.table else { return };
        while table.taken.get(table.column).is_some_and(|last| *last >= table.row) {
            table.column += 1;
        }
        let reach = |name| attribute(attributes, name).unwrap_or(1).max(1);
        let (down, right) = (reach("rowspan").min(1 << 16) as u32, reach("colspan").min(COLUMNS));
        let last = (table.column + right).min(COLUMNS);
        if table.column >= COLUMNS {
            return;
        }
        table.taken.resize(table.taken.len().max(last), 0);
        let last_row = table.row + down - 1;
        table.taken.iter_mut().take(last).skip(table.column).for_each(|taken| *taken = last_row);
        let col = table.column as u16;
        table.open = Some(Cell { row: table.row, col, last_row, last_col: last as u16 - 1 });
        table.column = last;
        self.cell.clear();
    }

    fn end_cell(&mut self, at: usize) {
        let line = self.text.at(at as u32).0;
        let Some(table) = &mut self.table else { return };
        let Some(cell) = table.open.take() else { return };
        if let Some(lines) = table.lines.last_mut() {
            lines.1 = line;
        }
        if !self.cell.text.trim().is_empty() {
            table.cells.push(cell);
            table.written.append(&self.cell);
            table.ends.push((table.written.text.len() as u32, table.written.parts.len() as u32));
        }
        self.cell.clear();
    }

    fn end_table(&mut self) -> Result<(), BookFault> {
        self.end_cell(self.text.text().len());
        self.depth = 0;
        self.cell = Written::default();
        match self.table.take() {
            Some(table) => grid::write(&table.cells, &table, self.most, &mut self.rows),
            None => Ok(()),
        }
    }

    /// Ends a paragraph outside of tables.
    fn end_block(&mut self) {
        let written = std::mem::take(&mut self.cell);
        let (Some(first), Some(last)) = (written.parts.first(), written.parts.last()) else { return };
        if written.text.trim().is_empty() {
            return;
        }
        let lines = (self.text.at(first.from).0, self.text.at(last.from + last.length).0);
        self.rows.cell();
        written.write(0..written.parts.len(), 0, &mut self.rows);
        self.rows.end_row(lines.0, lines.1);
    }
}

impl Written {
    /// Text as it stands in the source.
    fn push(&mut self, text: &str, from: usize) {
        // White space at the beginning says nothing, and would make a title begin on the line above.
        let kept = if self.text.is_empty() { text.trim_start() } else { text };
        if kept.is_empty() {
            return;
        }
        let from = (from + text.len() - kept.len()) as u32;
        let before = self.parts.len().checked_sub(2).and_then(|at| self.parts.get(at)).map_or(0, |p| p.end);
        self.text.push_str(kept);
        let (end, length) = (self.text.len() as u32, kept.len() as u32);
        match self.parts.last_mut() {
            // It goes on where the last one ended, byte by byte.
            Some(last) if last.from + last.length == from && last.end - before == last.length => {
                last.length += length;
                last.end = end;
            }
            _ => self.parts.push(Part { end, from, length }),
        }
    }

    /// A character that is written with several.
    fn push_entity(&mut self, c: char, from: usize, length: usize) {
        self.text.push(c);
        self.parts.push(Part { end: self.text.len() as u32, from: from as u32, length: length as u32 });
    }

    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
            self.parts.push(Part { end: self.text.len() as u32, from: 0, length: 0 });
        }
    }

    fn clear(&mut self) {
        self.text.clear();
        self.parts.clear();
    }

    fn append(&mut self, other: &Written) {
        let before = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.parts.extend(other.parts.iter().map(|part| Part { end: before + part.end, ..*part }));
    }

    /// Writes parts into a row; `start` is where the text of the first begins.
    fn write(&self, parts: std::ops::Range<usize>, mut start: usize, rows: &mut Rows) {
        for part in self.parts.get(parts).unwrap_or_default() {
            if part.length == 0 {
                rows.blank();
            } else {
                let text = self.text.get(start..part.end as usize).unwrap_or("");
                rows.push(text, part.from as usize, part.length as usize);
            }
            start = part.end as usize;
        }
    }
}

impl Table {
    /// Where the text and the parts of a cell begin and end.
    fn bounds(&self, cell: usize) -> ((usize, usize), (usize, usize)) {
        let end = |at: usize| self.ends.get(at).map_or((0, 0), |(t, p)| (*t as usize, *p as usize));
        let ((from, first), (to, last)) = (cell.checked_sub(1).map_or((0, 0), end), end(cell));
        ((from, to), (first, last))
    }
}

impl Content for Table {
    fn text(&self, cell: usize) -> &str {
        let ((from, to), _) = self.bounds(cell);
        self.written.text.get(from..to).unwrap_or("")
    }

    fn write(&self, cell: usize, rows: &mut Rows) {
        let ((from, _), (first, last)) = self.bounds(cell);
        self.written.write(first..last, from, rows);
    }

    fn lines(&self, row: u32) -> (u32, u32) {
        (row as usize).checked_sub(1).and_then(|at| self.lines.get(at)).copied().unwrap_or((1, 1))
    }
}

fn begins_with_any_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// The bytes up to the end of a tag, that included; `>` in quotes does not end it.
fn end_of_tag(attributes: &str) -> usize {
    let mut quote = None;
    for (at, c) in attributes.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    attributes.len()
}

/// A number among the attributes of a tag.
fn attribute(attributes: &str, name: &str) -> Option<usize> {
    let lower = attributes.to_ascii_lowercase();
    let (_, behind) = lower.split_once(name)?;
    let value = behind.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// What an entity at the beginning of `text` stands for, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 10;
    let (end, _) = text.char_indices().take(LONGEST).find(|(_, c)| *c == ';')?;
    let name = text.get(1..end)?;
    let read = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "yen" => '¥',
        "middot" => '·',
        "hellip" => '…',
        _ => {
            let number = name.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16).ok());
            char::from_u32(hex.unwrap_or_else(|| number.parse().ok())?)?
        }
    };
    Some((read, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LineSpan, Place};

    fn read(page: &str) -> (Lines, Rows) {
        let lines = Lines::of(page.to_owned());
        let rows = rows(&lines, usize::MAX).unwrap();
        (lines, rows)
    }

    #[test]
    fn pages_are_titles_and_rows() {
        for (page, expected) in [
            (
                "<h1>第2次<b>プラン</b></h1>\n<TABLE border=\"1>\">\n<tr><th>No</th><th>評価</th></tr>\n<tr><td>1<td>A\n</table>",
                &["第2次プラン", "No\t評価", "1\tA "][..],
            ),
            (
                "<table><tr><td rowspan=2>Ⅰ<td>1<td>a<td>A<tr><td>2<td>b<td>B<tr><td>Ⅱ<td>3<td>c<td>A</table>",
                &["Ⅰ\t1\ta\tA", "Ⅰ\t2\tb\tB", "Ⅱ\t3\tc\tA"],
            ),
            (
                "<table><tr><td>1<td>a&amp;b&nbsp;&#x5e02;<br>c<td colspan='2'>A<td>x</tr></table><script>if (a<b) '<p>x'</script>",
                &["1\ta&b 市 c\tA\tx"],
            ),
            ("<table><tr><td>1<td><table><tr><td>x<td>y</table><td>A</table>", &["1\tx y\tA"]),
            ("1 < 2<table", &["1 < 2"]),
        ] {
            let (_, rows) = read(page);
            let found: Vec<&str> = rows.lines().lines().map(|(_, row)| row).collect();
            assert_eq!(found, expected, "{page}");
        }
    }

    #[test]
    fn cells_know_their_bytes() {
        let (lines, rows) =
            read("<p>\n第2次プラン</p>\n<table>\n<tr><td>1</td>\n<td>市民&amp;課</td></tr></table>");
        for (row, part, expected) in
            [(1, "第2次プラン", (2, 2, 0, 16)), (2, "1", (4, 4, 8, 9)), (2, "市民&課", (5, 5, 4, 18))]
        {
            let start = rows.lines().line(row).find(part).unwrap() as u32;
            let span = LineSpan { first: row, last: row, start, end: start + part.len() as u32 };
            let (first, last, start, end) = expected;
            assert_eq!(
                rows.place(&span, &lines),
                Place::Lines(LineSpan { first, last, start, end }),
                "{part}"
            );
        }
        assert_eq!(rows.span(2), (4, 5));
    }
}
