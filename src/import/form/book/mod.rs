//! Workbooks (XLSX) → their sheets as lines, as they are shown, and as rows, as they are read.
//!
//! A sheet is read as its reader sees it: numbers as their format shows them, merged cells for what they mean, and
//! hidden sheets not at all, since what a publication does not show it does not say; they are often copies of last
//! year that would contradict the sheet in front. That there is one is a doubt, and its lines can be looked at. Hidden
//! columns, often drafts, are not read either, with a doubt. Hidden rows are read, with a doubt: a filter that was left on hides programs, and these belong to the table.
//!
//! Everything is counted while it is unpacked: a small file may hold gigabytes.

mod format;
mod package;
mod sheet;
mod strings;

use std::collections::BTreeSet;

use super::super::trace::{Area, Lines, Rows};
use super::super::{BookFault, ImportError};
use super::grid::{self, Cell, Content};
use crate::model::{Doubtful, LineSpan};
use package::Package;
use sheet::{Made, SheetCell};

/// What is remembered of a workbook beside its lines and rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Book {
    sheets: Vec<Sheet>,
    /// For each line its sheet and row.
    rows: Vec<(u16, u32)>,
    /// Where in its line each cell is shown.
    shown: Vec<Shown>,
    /// What is doubtful about the workbook itself, by the line.
    pub doubts: Vec<(u32, Box<str>, Doubtful)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Sheet {
    name: Box<str>,
    hidden: bool,
    /// Its first line, and the one behind its last.
    lines: (u32, u32),
}

/// A cell within its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shown {
    line: u32,
    column: u16,
    start: u32,
    end: u32,
}

/// What a workbook may take, by its size: the cells as they are unpacked, and the rows made of them.
struct Budget {
    cells: usize,
    rows: usize,
}

impl Budget {
    fn of(bytes: &[u8]) -> Budget {
        const AT_LEAST: usize = 16 << 20;
        Budget { cells: bytes.len().saturating_mul(2) + AT_LEAST, rows: grid::room(bytes.len()) }
    }
}

/// Reads a workbook.
pub(in super::super) fn read(bytes: &[u8]) -> Result<(Lines, Rows, Book), ImportError> {
    let mut package = Package::open(bytes)?;
    let mut budget = Budget::of(bytes);
    let workbook = package.workbook()?;
    let strings = strings::read(&mut package, &workbook, &mut budget.cells)?;
    let formats = format::Formats::read(&mut package, &workbook)?;
    let (mut lines, mut rows, mut book) = (Lines::default(), Rows::default(), Book::default());
    for entry in &workbook.sheets {
        let made = sheet::read(&mut package, &entry.path, &strings, &formats, &mut budget.cells)?;
        let number = book.sheets.len() as u16;
        let first_line = lines.count() + 1;
        book.show(&made, &strings, number, &mut lines, budget.rows)?;
        let sheet = Sheet {
            name: entry.name.as_str().into(),
            hidden: entry.hidden,
            lines: (first_line, lines.count() + 1),
        };
        book.sheets.push(sheet);
        if entry.hidden {
            if !made.cells.is_empty() {
                book.doubts.push((first_line, entry.name.as_str().into(), Doubtful::HiddenSheet));
            }
            continue;
        }
        for (row, text, what) in &made.doubts {
            book.doubts.push((book.line(number, *row), text.clone(), *what));
        }
        rows.begin_part();
        let cells: Vec<Cell> = made.cells.iter().map(|cell| cell.at).collect();
        let content = Read { made: &made, strings: &strings, sheet: number, book: &book };
        grid::write(&cells, &content, budget.rows, &mut rows)?;
    }
    if lines.count() == 0 {
        return Err(ImportError::Empty);
    }
    Ok((lines, rows, book))
}

/// The cells of a sheet, for the grid.
struct Read<'a> {
    made: &'a Made,
    strings: &'a strings::Strings,
    sheet: u16,
    book: &'a Book,
}

impl Content for Read<'_> {
    fn text(&self, cell: usize) -> &str {
        self.made.cells.get(cell).map_or("", |cell| self.made.text(cell, self.strings))
    }

    fn write(&self, cell: usize, rows: &mut Rows) {
        if let Some(SheetCell { at, .. }) = self.made.cells.get(cell) {
            let area = Area { sheet: self.sheet, first: (at.row, at.col), last: (at.last_row, at.last_col) };
            rows.push_area(self.text(cell), area);
        }
    }

    fn lines(&self, row: u32) -> (u32, u32) {
        let line = self.book.line(self.sheet, row);
        (line, line)
    }
}

impl Book {
    /// Writes a sheet as lines: its rows, and the blank ones between them, so that the lines of the first sheet bear the
    /// numbers of its rows. Of a long blank stretch one line is enough.
    fn show(
        &mut self,
        made: &Made,
        strings: &strings::Strings,
        sheet: u16,
        lines: &mut Lines,
        most: usize,
    ) -> Result<(), BookFault> {
        const BLANKS: u32 = 100;
        let cells: Vec<Cell> = made.cells.iter().map(|cell| cell.at).collect();
        let used = grid::used_columns(&cells);
        let mut before = 0;
        for row in made.cells.chunk_by(|a, b| a.at.row == b.at.row) {
            let Some(number) = row.first().map(|cell| cell.at.row) else { continue };
            let blanks = number.saturating_sub(before + 1);
            for blank in 0..if blanks > BLANKS { 1 } else { blanks } {
                lines.end_line();
                self.rows.push((sheet, before + 1 + blank));
            }
            before = number;
            self.rows.push((sheet, number));
            self.show_row(row, &used, (made, strings), lines);
            if lines.text().len() + self.shown.len() * size_of::<Shown>() > most {
                return Err(BookFault::TooMuch);
            }
        }
        Ok(())
    }

    fn show_row(
        &mut self,
        row: &[SheetCell],
        used: &BTreeSet<u16>,
        (made, strings): (&Made, &strings::Strings),
        lines: &mut Lines,
    ) {
        let line = self.rows.len() as u32;
        let begin = lines.write("");
        let order: BTreeSet<u16> = used.iter().copied().chain(row.iter().map(|cell| cell.at.col)).collect();
        let mut cells = row.iter().peekable();
        for (nth, column) in order.into_iter().enumerate() {
            if nth > 0 {
                lines.write("\t");
            }
            if let Some(cell) = cells.next_if(|cell| cell.at.col == column) {
                let text = made.text(cell, strings).replace(['\t', '\n', '\r'], " ");
                let start = lines.write(&text) - begin;
                let end = start + text.len() as u32;
                self.shown.push(Shown { line, column, start, end });
            }
        }
        lines.end_line();
    }

    /// The line of a row of a sheet; that before it where a long blank stretch was left out.
    fn line(&self, sheet: u16, row: u32) -> u32 {
        (self.rows.partition_point(|at| *at <= (sheet, row)) as u32).max(1)
    }

    /// The sheet and the row of a line, 1-based.
    pub fn row(&self, line: u32) -> Option<(&str, u32)> {
        let (sheet, row) = self.rows.get((line as usize).checked_sub(1)?)?;
        Some((self.name(*sheet), *row))
    }

    /// The row of a line by its number alone.
    pub fn row_number(&self, line: u32) -> u32 {
        self.row(line).map_or(line, |(_, row)| row)
    }

    /// The name of a sheet.
    pub fn name(&self, sheet: u16) -> &str {
        self.sheets.get(sheet as usize).map_or("", |sheet| &sheet.name)
    }

    /// The lines of each sheet, with its name: those from the first number up to, but without, the second. Hidden
    /// sheets are not asked for.
    pub fn visible(&self) -> impl Iterator<Item = (&str, std::ops::Range<u32>)> {
        self.sheets.iter().filter(|s| !s.hidden).map(|s| (&*s.name, s.lines.0..s.lines.1))
    }

    /// The lines of hidden sheets.
    pub fn hidden(&self) -> impl Iterator<Item = u32> {
        self.sheets.iter().filter(|s| s.hidden).flat_map(|s| s.lines.0..s.lines.1)
    }

    /// Where cells are shown: one span for each line that shows some of them.
    pub fn passages(&self, sheet: &str, first: (u32, u16), last: (u32, u16)) -> Vec<LineSpan> {
        let Some(number) = self.sheets.iter().position(|s| *s.name == *sheet) else { return Vec::new() };
        let number = number as u16;
        let from = self.rows.partition_point(|at| *at < (number, first.0)) as u32 + 1;
        let to = self.rows.partition_point(|at| *at <= (number, last.0)) as u32;
        let begin = self.shown.partition_point(|shown| shown.line < from);
        let end = self.shown.partition_point(|shown| shown.line <= to);
        let inside = self.shown.get(begin..end.max(begin)).unwrap_or_default().iter();
        let mut spans: Vec<LineSpan> = Vec::new();
        for shown in inside.filter(|shown| (first.1..=last.1).contains(&shown.column)) {
            match spans.last_mut() {
                Some(span) if span.first == shown.line => span.end = shown.end,
                _ => spans.push(LineSpan {
                    first: shown.line,
                    last: shown.line,
                    start: shown.start,
                    end: shown.end,
                }),
            }
        }
        if spans.is_empty() && from <= to {
            spans.push(LineSpan { first: from, last: to, start: 0, end: u32::MAX });
        }
        spans
    }
}
