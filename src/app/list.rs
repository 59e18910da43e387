//! The list of programs: of one plan under its directions, or what a query found in all plans.

use crate::model::{Catalog, Period, PlanIx, ProgramIx};
use crate::review::summary::counted;
use crate::search::{self, Hits, Index, QueryError};

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A heading: the direction, as an index into the plan's, and the number of programs under it.
    Direction(Option<u16>, u32),
    /// A program; one stops here.
    Program(ProgramIx),
    /// From here on the hits are only similar.
    Fuzzy,
}

/// What a query has found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The query as typed.
    pub query: String,
    /// Its hits.
    pub hits: Hits,
    /// What is wrong with the query, where it could not be run.
    pub error: Option<QueryError>,
    /// Cursor and first row of the plan's list before anything was searched.
    pub before: (usize, usize),
}

/// Where one stands in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListPlace {
    /// The plan shown while nothing is searched.
    pub plan: PlanIx,
    /// The period that the header counts; the plan's newest at first.
    pub period: Option<Period>,
    /// What a query found, when one is in force.
    pub found: Option<Found>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The row one stands on: always a program, where there is one.
    pub cursor: usize,
    /// The first row in sight.
    pub top: usize,
    /// Where one stood in each plan when one left it.
    pub left: Vec<(PlanIx, usize, usize)>,
}

impl ListPlace {
    /// The list of a plan, at its first program.
    pub fn of_plan(catalog: &Catalog, plan: PlanIx) -> ListPlace {
        let mut place = ListPlace {
            plan,
            period: crate::review::latest_period(catalog, plan),
            found: None,
            rows: plan_rows(catalog, plan),
            cursor: 0,
            top: 0,
            left: Vec::new(),
        };
        place.settle();
        place
    }

    /// The program under the cursor.
    pub fn program(&self) -> Option<ProgramIx> {
        match self.rows.get(self.cursor) {
            Some(Row::Program(ix)) => Some(*ix),
            _ => None,
        }
    }

    /// The programs among the rows.
    pub fn programs(&self) -> impl DoubleEndedIterator<Item = (usize, ProgramIx)> + '_ {
        self.rows.iter().enumerate().filter_map(|(at, row)| match row {
            Row::Program(ix) => Some((at, *ix)),
            _ => None,
        })
    }

    /// Puts a query in force, at its first hit; an empty one leads back to where one stood in the plan.
    pub fn search(&mut self, catalog: &Catalog, index: &Index, query: &str) {
        let before = self.in_plan();
        if query.trim().is_empty() {
            self.found = None;
            self.rows = plan_rows(catalog, self.plan);
            (self.cursor, self.top) = before;
        } else {
            let (hits, error) = match search::parse(query, catalog) {
                Ok(parsed) => (search::find(catalog, index, &parsed), None),
                Err(error) => (Hits::default(), Some(error)),
            };
            self.rows = hit_rows(&hits);
            self.found = Some(Found { query: query.to_owned(), hits, error, before });
            (self.cursor, self.top) = (0, 0);
        }
        self.settle();
    }

    /// Cursor and first row in the list of the plan, which a query may hide.
    fn in_plan(&self) -> (usize, usize) {
        self.found.as_ref().map_or((self.cursor, self.top), |found| found.before)
    }

    /// Shows another plan, at the place where one left it.
    pub fn turn_to(&mut self, catalog: &Catalog, plan: PlanIx) {
        self.left.retain(|(p, _, _)| *p != self.plan);
        let (cursor, top) = self.in_plan();
        self.left.push((self.plan, cursor, top));
        self.plan = plan;
        self.period = crate::review::latest_period(catalog, plan);
        self.found = None;
        self.rows = plan_rows(catalog, plan);
        let left = self.left.iter().find(|(p, _, _)| *p == plan).copied();
        (self.cursor, self.top) = left.map_or((0, 0), |(_, cursor, top)| (cursor, top));
        self.settle();
    }

    /// Moves the cursor to a program, where it is among the rows.
    pub fn stand_on(&mut self, program: ProgramIx) {
        let at = self.programs().find(|(_, ix)| *ix == program).map(|(at, _)| at);
        self.cursor = at.unwrap_or(self.cursor);
        self.settle();
    }

    /// Moves by that many programs; stays at the end.
    pub fn step(&mut self, by: isize) {
        let stops: Vec<usize> = self.programs().map(|(at, _)| at).collect();
        let now = stops.iter().position(|at| *at >= self.cursor).unwrap_or(0);
        let to = now.saturating_add_signed(by).min(stops.len().saturating_sub(1));
        if let Some(at) = stops.get(to) {
            self.cursor = *at;
        }
    }

    /// Brings the cursor into sight, with the heading above it where that fits.
    pub fn scroll(&mut self, height: usize) {
        let above =
            matches!(self.cursor.checked_sub(1).and_then(|at| self.rows.get(at)), Some(Row::Direction(..)));
        let first = if above && height > 1 { self.cursor - 1 } else { self.cursor };
        self.top = super::layout::scrolled(self.top, first, height);
        self.top = super::layout::scrolled(self.top, self.cursor, height);
    }

    /// Puts the cursor on the next program when it stands on a heading.
    fn settle(&mut self) {
        let next = self.programs().find(|(at, _)| *at >= self.cursor).or_else(|| self.programs().next_back());
        self.cursor = next.map_or(0, |(at, _)| at);
    }
}

/// The programs of a plan under their directions.
fn plan_rows(catalog: &Catalog, plan: PlanIx) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut current: Option<Option<u16>> = None;
    let mut heading = 0;
    for (ix, program) in counted(catalog, plan, false) {
        if current != Some(program.direction) {
            current = Some(program.direction);
            heading = rows.len();
            rows.push(Row::Direction(program.direction, 0));
        }
        if let Some(Row::Direction(_, count)) = rows.get_mut(heading) {
            *count += 1;
        }
        rows.push(Row::Program(ix));
    }
    rows
}

fn hit_rows(hits: &Hits) -> Vec<Row> {
    let mut rows: Vec<Row> = hits.hits.iter().map(|hit| Row::Program(hit.program)).collect();
    if let Some(at) = hits.fuzzy_from {
        rows.insert(at.min(rows.len()), Row::Fuzzy);
    }
    rows
}
