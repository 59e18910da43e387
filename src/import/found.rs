//! What was found in a document, before it is put into statements.

use super::align::Layout as RowLayout;
use super::carry::Inherited;
use super::cells::Cell;
use super::heading::Heading;
use super::prose::PlanMention;
use super::rows::TotalsRow;
use crate::model::{Doubtful, Grade, Mention, Number, Period};

/// A row of a program, laid onto its columns.
pub(super) struct ProgramRow {
    /// Line of the document.
    pub line: u32,
    /// Index of its heading.
    pub heading: usize,
    /// Its number; a sub-program's number is that of its program and its own.
    pub number: Number,
    /// Its number is printed in two steps, `1-2`.
    pub numbered_in_steps: bool,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Where they belong.
    pub layout: RowLayout,
    /// Its direction.
    pub direction: Inherited,
    /// The shape of the row was taken from its neighbours.
    pub by_neighbours: bool,
}

impl ProgramRow {
    /// Whether it is a part of the program above, which alone is graded. One numbered 1-2 throughout is a program of its
    /// own, the second of the first direction.
    pub fn is_part(&self) -> bool {
        self.number.sub.is_some() && !self.numbered_in_steps
    }

    /// The cell that was laid onto a column, where it holds something and is decided.
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        let at = self.layout.columns.iter().position(|c| *c == Some(column))?;
        self.cells.get(at).filter(|c| !c.is_empty() && !self.layout.undecided.contains(&at))
    }

    /// The cells that hold something and are undecided.
    pub fn undecided(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.layout.undecided.iter().filter_map(|at| Some((*at, self.cells.get(*at)?)))
    }
}

/// Grades with the meaning that a legend gives them.
pub(super) type Meanings = Vec<(Grade, String)>;

/// A line that names a plan or a period.
pub(super) type Title = (u32, Cell, Option<PlanMention>, Option<Mention>);

/// Everything found in a document before it is put into statements.
#[derive(Default)]
pub(super) struct Found {
    /// Headings in their order.
    pub headings: Vec<Heading>,
    /// Lines that are headings.
    pub heading_lines: Vec<(u32, Cell)>,
    /// Rows of programs.
    pub rows: Vec<ProgramRow>,
    /// Rows of totals, with the index of their heading.
    pub totals: Vec<(u32, usize, TotalsRow)>,
    /// Titles: lines that name a plan or a period.
    pub titles: Vec<Title>,
    /// Meanings of grades.
    pub meanings: Vec<(u32, Cell, Meanings)>,
    /// Notes on re-listings: (row, of).
    pub relistings: Vec<(u32, Cell, (u16, u16))>,
    /// Labels of directions on lines of their own.
    pub labels: Vec<(u32, Cell)>,
    /// The first row of each sheet of a workbook, and of each table under a title of its own, with the period there.
    pub parts: Vec<(u32, Option<Period>)>,
    /// What was not understood.
    pub doubts: Vec<(u32, Option<Number>, String, Doubtful)>,
}

impl Found {
    /// The titles between two tables, each over the next one alone: `第3次…プラン 令和5年度` below the table of the plan before
    /// it. A title above the first table is that of the document.
    pub fn titles_between(&self) -> impl Iterator<Item = &Title> {
        // Headings and rows stand in the order of their lines; of all three there may be many thousands.
        self.titles.iter().filter(|(line, ..)| {
            let above = self.headings.partition_point(|heading| heading.line < *line);
            let row = self.rows.get(self.rows.partition_point(|row| row.line < *line));
            let next = self.headings.get(above).filter(|_| above > 0);
            next.is_some_and(|next| row.is_none_or(|row| row.line > next.line))
        })
    }
}
