//! One sheet: the cells that hold something, with how far each reaches. Cells are taken as they come; nothing is laid
//! out by the size that a sheet states of itself.

use quick_xml::events::{BytesStart, Event};

use std::collections::BTreeSet;

use super::super::super::BookFault;
use super::super::grid::Cell;
use super::format::Formats;
use super::package::{Package, Xml, attribute, attributes};
use super::strings::{Strings, spend, unescaped};
use crate::model::{Doubtful, cell_at};

/// A cell and its text.
pub(super) struct SheetCell {
    pub at: Cell,
    text: Text,
}

enum Text {
    /// The number of a shared text.
    Shared(u32),
    /// Bytes of the sheet's own texts.
    Own(u32, u32),
}

/// What was made of a sheet.
#[derive(Default)]
pub(super) struct Made {
    /// By row and column.
    pub cells: Vec<SheetCell>,
    pool: String,
    /// Rows with something doubtful.
    pub doubts: Vec<(u32, Box<str>, Doubtful)>,
}

impl Made {
    /// The text of a cell.
    pub fn text<'a>(&'a self, cell: &SheetCell, strings: &'a Strings) -> &'a str {
        match cell.text {
            Text::Shared(number) => strings.get(number),
            Text::Own(start, end) => self.pool.get(start as usize..end as usize).unwrap_or(""),
        }
    }
}

/// Rows and columns that a sheet can have.
const ROWS: u32 = 1 << 20;
const COLUMNS: u16 = 1 << 14;

/// The cell that is being read.
#[derive(Default)]
struct Open {
    row: u32,
    col: u16,
    kind: String,
    style: usize,
    value: String,
    formula: bool,
}

/// So many stretches of hidden columns are minded: each is asked of every cell.
const MOST_VEILED: usize = 256;

/// Reads a sheet.
pub(super) fn read(
    package: &mut Package<'_>,
    path: &str,
    strings: &Strings,
    formats: &Formats,
    budget: &mut usize,
) -> Result<Made, BookFault> {
    let mut made = Made::default();
    let Some(mut xml) = package.part(path)? else { return Err(BookFault::Damaged) };
    let mut merges = Vec::new();
    let (mut row, mut column, mut hidden) = (0_u32, 0_u16, false);
    // The columns that are hidden, first and last, and those of which a cell was passed over.
    let (mut veiled, mut passed): (Vec<(u16, u16)>, BTreeSet<u16>) = (Vec::new(), BTreeSet::new());
    let (mut open, mut inside, mut spoken): (Option<Open>, bool, u32) = (None, false, 0);
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                "col" if veiled.len() < MOST_VEILED => {
                    let [first, last, state] = attributes(e, ["min", "max", "hidden"]);
                    let number =
                        |text: Option<String>| text.and_then(|n| n.parse::<u16>().ok()?.checked_sub(1));
                    if let (true, Some(first), Some(last)) = (is_on(state), number(first), number(last)) {
                        veiled.push((first, last));
                    }
                }
                "row" => {
                    let [number, state] = attributes(e, ["r", "hidden"]);
                    row = number.and_then(|r| r.parse().ok()).unwrap_or(row.saturating_add(1));
                    column = 0;
                    hidden = is_on(state);
                }
                "c" if matches!(event, Event::Start(_)) => {
                    let cell = begun(e, row, column)?;
                    (row, column) = (cell.row, cell.col.saturating_add(1));
                    open = Some(cell);
                }
                "c" => column = begun(e, row, column)?.col.saturating_add(1),
                "v" | "t" => inside = matches!(event, Event::Start(_)) && spoken == 0,
                "f" => open.iter_mut().for_each(|cell| cell.formula = true),
                "rPh" if matches!(event, Event::Start(_)) => spoken += 1,
                "mergeCell" => {
                    if let Some(area) = attribute(e, "ref").as_deref().and_then(area) {
                        spend(budget, size_of::<Cell>())?;
                        merges.push(area);
                    }
                }
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "v" | "t" => inside = false,
                "rPh" => spoken = spoken.saturating_sub(1),
                "c" => {
                    if let Some(cell) = open.take() {
                        if veiled.iter().any(|(first, last)| (*first..=*last).contains(&cell.col)) {
                            if passed.insert(cell.col) {
                                doubt(&mut made, cell.row, Doubtful::HiddenColumn, budget)?;
                            }
                            continue;
                        }
                        if hidden {
                            doubt(&mut made, cell.row, Doubtful::HiddenRow, budget)?;
                        }
                        close(&mut made, cell, strings, formats, budget)?;
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            text if inside => {
                if let Some(cell) = &mut open {
                    Xml::text(text, &mut cell.value);
                    if cell.value.len() > *budget {
                        return Err(BookFault::TooMuch);
                    }
                }
            }
            _ => {}
        }
    }
    made.cells.sort_by_key(|cell| (cell.at.row, cell.at.col));
    made.cells.dedup_by_key(|cell| (cell.at.row, cell.at.col));
    reach(&mut made.cells, merges);
    Ok(made)
}

/// Whether an attribute says yes.
fn is_on(state: Option<String>) -> bool {
    state.is_some_and(|state| state != "0" && state != "false")
}

fn begun(element: &BytesStart<'_>, row: u32, column: u16) -> Result<Open, BookFault> {
    // None of the three holds anything that is escaped.
    let [name, style, kind] = attributes(element, ["r", "s", "t"]);
    let at = match name {
        Some(name) => cell_at(&name).ok_or(BookFault::Damaged)?,
        None => (row, column),
    };
    if at.0 == 0 || at.0 > ROWS || at.1 >= COLUMNS {
        return Err(BookFault::Damaged);
    }
    let style = style.and_then(|s| s.parse().ok()).unwrap_or(0);
    Ok(Open { row: at.0, col: at.1, kind: kind.unwrap_or_default(), style, ..Open::default() })
}

/// Keeps a cell with what it shows, when it shows anything.
fn close(
    made: &mut Made,
    open: Open,
    strings: &Strings,
    formats: &Formats,
    budget: &mut usize,
) -> Result<(), BookFault> {
    let at = Cell { row: open.row, col: open.col, last_row: open.row, last_col: open.col };
    let value = open.value.as_str();
    let own = match open.kind.as_str() {
        "s" => {
            let number: u32 = value.trim().parse().map_err(|_| BookFault::Damaged)?;
            if !strings.get(number).trim().is_empty() {
                spend(budget, size_of::<SheetCell>())?;
                made.cells.push(SheetCell { at, text: Text::Shared(number) });
            }
            return Ok(());
        }
        "b" => if value == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        "str" | "inlineStr" => unescaped(value),
        "e" | "d" => value.to_owned(),
        _ if value.is_empty() => String::new(),
        _ => formats.shown(value, open.style),
    };
    if own.trim().is_empty() {
        // Written by a program that did not work its formulas out: what a person would see is not in the file.
        if open.formula && value.is_empty() && open.kind != "str" {
            doubt(made, open.row, Doubtful::FormulaWithoutValue, budget)?;
        }
        return Ok(());
    }
    spend(budget, size_of::<SheetCell>() + own.len())?;
    let start = made.pool.len() as u32;
    made.pool.push_str(&own);
    made.cells.push(SheetCell { at, text: Text::Own(start, made.pool.len() as u32) });
    Ok(())
}

/// Doubts a row, once for the same reason.
fn doubt(made: &mut Made, row: u32, what: Doubtful, budget: &mut usize) -> Result<(), BookFault> {
    if made.doubts.last().is_none_or(|(at, _, other)| (*at, *other) != (row, what)) {
        spend(budget, size_of::<(u32, Box<str>, Doubtful)>())?;
        made.doubts.push((row, "".into(), what));
    }
    Ok(())
}

/// Lets the cells reach as far as they were merged.
fn reach(cells: &mut [SheetCell], merges: Vec<Cell>) {
    for area in merges {
        let found = cells.binary_search_by_key(&(area.row, area.col), |cell| (cell.at.row, cell.at.col));
        if let Some(cell) = found.ok().and_then(|at| cells.get_mut(at)) {
            cell.at = area;
        }
    }
}

/// `A5:A12`.
fn area(name: &str) -> Option<Cell> {
    let (first, last) = name.split_once(':').unwrap_or((name, name));
    let ((row, col), (last_row, last_col)) = (cell_at(first)?, cell_at(last)?);
    (row <= last_row && col <= last_col).then_some(Cell { row, col, last_row, last_col })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_by_their_corners() {
        assert_eq!(area("A5:B12"), Some(Cell { row: 5, col: 0, last_row: 12, last_col: 1 }));
        assert_eq!(area("D7"), Some(Cell { row: 7, col: 3, last_row: 7, last_col: 3 }));
        assert_eq!(area("B5:A12"), None);
    }
}
