//! Rows of programs under headings, with a cursor that stops at programs only.

use super::layout::{paged, scrolled};
use crate::model::{Catalog, PlanIx, ProgramIx};
use crate::search::Hits;

/// A row of the list or the heatmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A heading: the direction, as an index into the plan's, and the number of programs under it.
    Direction(Option<u16>, u32),
    /// A program; one stops here.
    Program(ProgramIx),
    /// From here on the hits are only similar.
    Fuzzy,
}

/// Rows, and where one stands in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The rows.
    pub all: Vec<Row>,
    /// The row one stands on: always a program, where there is one.
    pub cursor: usize,
    /// The first row in sight.
    pub top: usize,
}

impl Rows {
    /// The programs of a plan under their directions, at the first of them.
    pub fn of_plan(catalog: &Catalog, plan: PlanIx) -> Rows {
        let programs = catalog.programs_of(plan).filter(|(_, program)| program.parent.is_none());
        let all: Vec<ProgramIx> = programs.map(|(ix, _)| ix).collect();
        Rows::at_first(Rows::under_directions(catalog, &all, true))
    }

    /// Programs as rows, with the headings of their directions where these are wanted.
    pub fn under_directions(catalog: &Catalog, programs: &[ProgramIx], headings: bool) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut current: Option<Option<u16>> = None;
        let mut heading = 0;
        for ix in programs {
            let direction = catalog.program(*ix).direction;
            if headings && current != Some(direction) {
                current = Some(direction);
                heading = rows.len();
                rows.push(Row::Direction(direction, 0));
            }
            if let Some(Row::Direction(_, count)) = rows.get_mut(heading) {
                *count += 1;
            }
            rows.push(Row::Program(*ix));
        }
        rows
    }

    /// Other rows in place of these; the cursor stays on its program where that is among them.
    pub fn replace(&mut self, all: Vec<Row>) {
        let stood_on = self.program();
        *self = Rows::at_first(all);
        if let Some(program) = stood_on {
            self.stand_on(program);
        }
    }

    /// What a query found, at the first hit.
    pub fn of_hits(hits: &Hits) -> Rows {
        let mut rows: Vec<Row> = hits.hits.iter().map(|hit| Row::Program(hit.program)).collect();
        if let Some(at) = hits.fuzzy_from {
            rows.insert(at.min(rows.len()), Row::Fuzzy);
        }
        Rows::at_first(rows)
    }

    fn at_first(all: Vec<Row>) -> Rows {
        let mut rows = Rows { all, cursor: 0, top: 0 };
        let first = rows.programs().next().map(|(at, _)| at);
        rows.cursor = first.unwrap_or(0);
        rows
    }

    /// The program under the cursor.
    pub fn program(&self) -> Option<ProgramIx> {
        match self.all.get(self.cursor) {
            Some(Row::Program(ix)) => Some(*ix),
            _ => None,
        }
    }

    /// The programs among the rows, with the number of their row.
    pub fn programs(&self) -> impl DoubleEndedIterator<Item = (usize, ProgramIx)> + '_ {
        self.all.iter().enumerate().filter_map(|(at, row)| match row {
            Row::Program(ix) => Some((at, *ix)),
            _ => None,
        })
    }

    /// Moves the cursor to a program, where it is among the rows.
    pub fn stand_on(&mut self, program: ProgramIx) {
        let at = self.programs().find(|(_, ix)| *ix == program).map(|(at, _)| at);
        self.cursor = at.unwrap_or(self.cursor);
    }

    /// Moves by that many programs; stays at the end. Looks only at the rows passed over.
    pub fn step(&mut self, by: isize) {
        let is_program = |at: &usize| matches!(self.all.get(*at), Some(Row::Program(_)));
        let most = by.unsigned_abs();
        let reached = if by < 0 {
            (0..self.cursor).rev().filter(is_program).take(most).last()
        } else {
            (self.cursor + 1..self.all.len()).filter(is_program).take(most).last()
        };
        self.cursor = reached.unwrap_or(self.cursor);
    }

    /// Brings the cursor into sight, with the heading above it where that fits.
    pub fn scroll(&mut self, height: usize) {
        let above =
            matches!(self.cursor.checked_sub(1).and_then(|at| self.all.get(at)), Some(Row::Direction(..)));
        let first = if above && height > 1 { self.cursor - 1 } else { self.cursor };
        self.top = paged(self.top, self.cursor, height, self.all.len());
        self.top = scrolled(self.top.min(first), self.cursor, height);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_stops_at_programs_only() {
        let p = |n| Row::Program(ProgramIx(n));
        let d = Row::Direction(None, 2);
        let rows = Rows::at_first(vec![d, p(0), p(1), d, p(2), Row::Fuzzy, p(3)]);
        for (steps, at) in [
            (&[][..], 0),
            (&[1, 1], 2),
            (&[1, 1, 1], 3),
            (&[3], 3),
            (&[100], 3),
            (&[isize::MAX, 1], 3),
            (&[isize::MAX, -1], 2),
            (&[2, -1], 1),
            (&[isize::MAX, isize::MIN], 0),
            (&[-5], 0),
        ] {
            let mut rows = rows.clone();
            for by in steps {
                rows.step(*by);
            }
            assert_eq!(rows.program(), Some(ProgramIx(at)), "{steps:?}");
        }
        assert_eq!(Rows::at_first(vec![d]).program(), None);
    }
}
