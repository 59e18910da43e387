//! The list of programs: of one plan under its directions, or what a query found in all plans.

use super::filter::{Filter, Sort, programs};
use super::rows::Rows;
use crate::model::{Catalog, Period, PlanIx, ProgramIx};
use crate::search::{self, Hits, Index, QueryError};

/// The list of a plan as one sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The plan.
    pub plan: PlanIx,
    /// The period that the header counts; the plan's newest at first.
    pub period: Option<Period>,
    /// What narrows it.
    pub filters: Vec<Filter>,
    /// Its order.
    pub sort: Sort,
    /// The rows.
    pub rows: Rows,
}

impl Shown {
    /// A plan as it is.
    pub fn of_plan(catalog: &Catalog, plan: PlanIx) -> Shown {
        Shown {
            plan,
            period: crate::review::latest_period(catalog, plan),
            filters: Vec::new(),
            sort: Sort::default(),
            rows: Rows::of_plan(catalog, plan),
        }
    }

    /// Whether it is the plan as it is.
    pub fn is_whole(&self) -> bool {
        self.filters.is_empty()
    }

    /// Gathers the rows anew; the cursor stays on its program where that is left in, or goes to the one of which that is
    /// a part.
    pub fn gather(&mut self, catalog: &Catalog, index: &Index) {
        let stood = self.rows.program();
        let found = programs(catalog, index, self.plan, &self.filters, self.sort);
        self.rows.replace(Rows::under_directions(catalog, &found, self.sort == Sort::Number));
        let parent = stood.filter(|ix| !found.contains(ix)).and_then(|ix| catalog.program(ix).parent);
        if let Some(parent) = parent.filter(|parent| found.contains(parent)) {
            self.rows.stand_on(parent);
        }
    }
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
    /// The hits as rows.
    pub rows: Rows,
}

/// Where one stands in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListPlace {
    /// The plan shown while nothing is searched.
    pub shown: Shown,
    /// What a query found, when one is in force.
    pub found: Option<Box<Found>>,
    /// The other plans as one left them.
    pub left: Vec<Shown>,
}

impl ListPlace {
    /// The list of a plan, at its first program.
    pub fn of_plan(catalog: &Catalog, plan: PlanIx) -> ListPlace {
        ListPlace { shown: Shown::of_plan(catalog, plan), found: None, left: Vec::new() }
    }

    /// The rows in sight.
    pub fn rows(&self) -> &Rows {
        self.found.as_ref().map_or(&self.shown.rows, |found| &found.rows)
    }

    /// The rows in sight, to be moved in.
    pub fn rows_mut(&mut self) -> &mut Rows {
        match &mut self.found {
            Some(found) => &mut found.rows,
            None => &mut self.shown.rows,
        }
    }

    /// Puts a query in force, at its first hit; an empty one leads back to where one stood in the plan.
    pub fn search(&mut self, catalog: &Catalog, index: &Index, query: &str) {
        if query.trim().is_empty() {
            self.found = None;
            return;
        }
        let (hits, error) = match search::parse(query, catalog) {
            Ok(parsed) => (search::find(catalog, index, &parsed), None),
            Err(error) => (Hits::default(), Some(error)),
        };
        let rows = Rows::of_hits(&hits);
        self.found = Some(Box::new(Found { query: query.to_owned(), hits, error, rows }));
    }

    /// Shows another plan, as one left it.
    pub fn turn_to(&mut self, catalog: &Catalog, plan: PlanIx) {
        self.found = None;
        let at = self.left.iter().position(|shown| shown.plan == plan);
        let next = at.map_or_else(|| Shown::of_plan(catalog, plan), |at| self.left.remove(at));
        self.left.push(std::mem::replace(&mut self.shown, next));
    }

    /// The program under the cursor.
    pub fn program(&self) -> Option<ProgramIx> {
        self.rows().program()
    }
}
