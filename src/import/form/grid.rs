//! A table whose cells may reach over several rows and columns, as in workbooks and in HTML, → rows.
//!
//! What a cell means that was merged is decided by how such tables are drawn. Merged down, its value holds for every
//! program beside it: the label of a direction, a department, a reason. Where the cell of the number is merged down,
//! all rows beside it are one program, or one heading, whose parts stand below one another. Merged to the right, it is
//! the heading of the columns below it, each of which then bears both names; a grade or a dash holds for each of its
//! columns; prose stands in its first column, as in a text extracted from a PDF, and the reader decides by its words.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::BookFault;
use super::super::look::{is_dash, is_mark, sub_number};
use super::super::trace::Rows;
use crate::model::Grade;
use crate::text::program_number;

/// A cell that holds something, by its first row (1-based) and column, and those to which it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub row: u32,
    pub col: u16,
    pub last_row: u32,
    pub last_col: u16,
}

/// What stands in the cells.
pub(super) trait Content {
    /// The text of a cell.
    fn text(&self, cell: usize) -> &str;
    /// Writes it into a row.
    fn write(&self, cell: usize, rows: &mut Rows);
    /// The lines of the document on which a row of the table stands.
    fn lines(&self, row: u32) -> (u32, u32);
}

/// What the rows of a document may weigh, by its size: cells that reach far are read in many rows, and a package may
/// unpack to many times its size.
pub(super) fn room(bytes: usize) -> usize {
    const AT_LEAST: usize = 16 << 20;
    bytes.saturating_mul(4) + AT_LEAST
}

/// Writes the rows of a table, up to a weight of `most`; the cells are in order, and no two begin at the same place.
pub(super) fn write(
    cells: &[Cell],
    content: &dyn Content,
    most: usize,
    rows: &mut Rows,
) -> Result<(), BookFault> {
    let grid = Grid { cells, content, numbers: number_column(cells, content), used: used_columns(cells) };
    let mut above: BTreeMap<u16, usize> = BTreeMap::new();
    let mut at = 0;
    while let Some(first) = cells.get(at) {
        let last_row = grid.last_row(at, first.row);
        let count = cells.get(at..).unwrap_or_default().iter().take_while(|c| c.row <= last_row).count();
        let own = at..at + count;
        let last_row = cells.get(at + count - 1).map_or(first.row, |c| c.row);
        above.retain(|_, cell| cells.get(*cell).is_some_and(|c| c.last_row >= first.row));
        let columns = grid.columns(own.clone(), &above, last_row);
        let order: BTreeSet<u16> = grid.used.iter().chain(columns.keys()).copied().collect();
        for column in order {
            rows.cell();
            for (nth, cell) in columns.get(&column).into_iter().flatten().enumerate() {
                if nth > 0 {
                    rows.blank();
                }
                content.write(*cell, rows);
            }
        }
        rows.end_row(content.lines(first.row).0, content.lines(last_row).1);
        if rows.weight() > most {
            return Err(BookFault::TooMuch);
        }
        let reaching = own.filter(|i| cells.get(*i).is_some_and(|c| c.last_row > last_row));
        above.extend(reaching.filter_map(|i| Some((cells.get(i)?.col, i))));
        at += count;
    }
    Ok(())
}

struct Grid<'a> {
    cells: &'a [Cell],
    content: &'a dyn Content,
    /// The column of the programs' numbers.
    numbers: Option<u16>,
    /// The columns of tables; between them there may be others that only serve to draw.
    used: BTreeSet<u16>,
}

impl Grid<'_> {
    /// The last of the rows that are one with that of cell `at`.
    fn last_row(&self, at: usize, row: u32) -> u32 {
        let Some(numbers) = self.numbers else { return row };
        let mut in_row = self.cells.get(at..).unwrap_or_default().iter().take_while(|c| c.row == row);
        in_row.find(|c| c.col <= numbers && numbers <= c.last_col).map_or(row, |c| c.last_row)
    }

    /// The cells of each column of rows that are one, from top to bottom.
    fn columns(
        &self,
        own: std::ops::Range<usize>,
        above: &BTreeMap<u16, usize>,
        last_row: u32,
    ) -> BTreeMap<u16, Vec<usize>> {
        let mut columns: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
        for at in own.clone() {
            if let Some(cell) = self.cells.get(at) {
                columns.entry(cell.col).or_default().push(at);
            }
        }
        // A row without a number is no program, and what is merged around it says nothing about it.
        let numbered = self.numbers.and_then(|c| columns.get(&c)?.first().copied());
        if numbered.is_some_and(|at| number(self.content.text(at)).is_some()) {
            for (column, cell) in above {
                columns.entry(*column).or_insert_with(|| vec![*cell]);
            }
        }
        for at in own {
            let Some(cell) = self.cells.get(at).filter(|c| c.last_col > c.col) else { continue };
            let below: Vec<u16> = columns
                .range(cell.col..=cell.last_col)
                .filter(|(_, cells)| {
                    cells.iter().any(|i| self.cells.get(*i).is_some_and(|c| c.row > cell.last_row))
                })
                .map(|(column, _)| *column)
                .collect();
            if cell.last_row < last_row && !below.is_empty() {
                for column in below.into_iter().filter(|c| *c > cell.col) {
                    columns.entry(column).or_default().insert(0, at);
                }
            } else if holds_for_each(self.content.text(at)) {
                for column in self.used.range(cell.col + 1..=cell.last_col) {
                    columns.entry(*column).or_insert_with(|| vec![at]);
                }
            }
        }
        columns
    }
}

/// A value that is the same for each of the columns over which it is written once.
fn holds_for_each(text: &str) -> bool {
    let text = text.trim();
    is_dash(text) || is_mark(text) || Grade::parse(text).is_some_and(Grade::is_letter)
}

/// The number with which a cell begins; 0 for that of a sub-program.
fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    let first = || text.split_whitespace().next().and_then(program_number);
    let circled =
        || text.chars().next().filter(|c| !c.is_ascii()).and_then(|c| program_number(&c.to_string()));
    sub_number(text).map(|_| 0).or_else(|| program_number(text)).or_else(first).or_else(circled)
}

/// The column of numbers that go up by one most often.
fn number_column(cells: &[Cell], content: &dyn Content) -> Option<u16> {
    let mut seen: HashMap<u16, (u32, usize)> = HashMap::new();
    for (at, cell) in cells.iter().enumerate() {
        let Some(number) = number(content.text(at)) else { continue };
        let (last, steps) = seen.entry(cell.col).or_insert((number, 0));
        *steps += usize::from(number > 0 && *last + 1 == number);
        if number > 0 {
            *last = number;
        }
    }
    let best = seen.into_iter().max_by_key(|(column, (_, steps))| (*steps, std::cmp::Reverse(*column)));
    best.map(|(column, _)| column)
}

/// The columns in which rows of several cells have something.
pub(super) fn used_columns(cells: &[Cell]) -> BTreeSet<u16> {
    const SEVERAL: usize = 3;
    let rows = cells.chunk_by(|a, b| a.row == b.row);
    rows.filter(|row| row.len() >= SEVERAL).flatten().map(|cell| cell.col).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Texts(Vec<String>);

    impl Content for Texts {
        fn text(&self, cell: usize) -> &str {
            &self.0[cell]
        }

        fn write(&self, cell: usize, rows: &mut Rows) {
            rows.push(&self.0[cell], 0, 0);
        }

        fn lines(&self, row: u32) -> (u32, u32) {
            (row, row)
        }
    }

    /// The rows of a table drawn with its cells: `^` goes on with the cell above, `<` with that to the left.
    fn read(drawn: &[&str]) -> Vec<String> {
        let table: Vec<Vec<&str>> = drawn.iter().map(|row| row.split('|').map(str::trim).collect()).collect();
        let at = |row: usize, col: usize| table.get(row).and_then(|r| r.get(col)).copied().unwrap_or("");
        let (mut cells, mut texts) = (Vec::new(), Vec::new());
        for (row, col) in (0..table.len()).flat_map(|r| (0..table[r].len()).map(move |c| (r, c))) {
            if matches!(at(row, col), "" | "^" | "<") {
                continue;
            }
            let down = (row + 1..table.len()).take_while(|r| at(*r, col) == "^").count();
            let right = (col + 1..99).take_while(|c| at(row, *c) == "<").count();
            cells.push(Cell {
                row: row as u32 + 1,
                col: col as u16,
                last_row: (row + 1 + down) as u32,
                last_col: (col + right) as u16,
            });
            texts.push(at(row, col).to_owned());
        }
        let mut rows = Rows::default();
        write(&cells, &Texts(texts), usize::MAX, &mut rows).unwrap();
        rows.lines().lines().map(|(_, row)| row.replace('\t', "|")).collect()
    }

    #[test]
    fn merged_cells_as_such_tables_mean_them() {
        for (drawn, expected) in [
            // A label holds for every program beside it.
            (
                &["方針|No|項目|評価", "Ⅰ|1|a|A", "^|2|b|B", "Ⅱ|3|c|A"][..],
                &["方針|No|項目|評価", "Ⅰ|1|a|A", "Ⅰ|2|b|B", "Ⅱ|3|c|A"][..],
            ),
            // Directions may have numbers of their own.
            (
                &["1|Ⅰ|1|a|A", "^|^|2|b|B", "2|Ⅱ|3|c|A", "^|^|4|d|A"],
                &["1|Ⅰ|1|a|A", "1|Ⅰ|2|b|B", "2|Ⅱ|3|c|A", "2|Ⅱ|4|d|A"],
            ),
            // A program over two rows.
            (
                &["No|項目|指標|評価", "1|a|x 5|A", "^|^|y 7|^", "2|b|z 1|B"],
                &["No|項目|指標|評価", "1|a|x 5 y 7|A", "2|b|z 1|B"],
            ),
            // A heading over two rows.
            (
                &["No|項目|26年度|<|理由", "^|^|上半期|年度末|^", "1|a|A|B|c"],
                &["No|項目|26年度 上半期|26年度 年度末|理由", "1|a|A|B|c"],
            ),
            // Two rows of heading of which only the upper has the words.
            (
                &["No|項目|26年度|<", "||上半期|年度末", "1|a|A|B"],
                &["No|項目|26年度|", "||上半期|年度末", "1|a|A|B"],
            ),
            // A grade for both halves, a dash for all columns, prose once.
            (
                &["No|項目|上|末|計画|実績", "1|a|A|<|x|<", "2|b|-|<|<|<"],
                &["No|項目|上|末|計画|実績", "1|a|A|A|x|", "2|b|-|-|-|-"],
            ),
            // Paper with squares: columns that only serve to draw, and a title over all of them.
            (
                &["|改革プラン|<|<|<|<", "No||項目|<||評価", "1||a|<||A", "2||b|<||A"],
                &["|改革プラン||", "No|項目|評価", "1|a|A", "2|b|A"],
            ),
            // A note below the table is no program of the direction that reaches down to it.
            (&["Ⅰ|1|a|A", "^|2|b|B", "^|注"], &["Ⅰ|1|a|A", "Ⅰ|2|b|B", "|注||"]),
        ] {
            assert_eq!(read(drawn), expected, "{drawn:?}");
        }
    }
}
