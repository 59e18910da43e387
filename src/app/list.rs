//! The list of programs: of one plan under its directions, or what a query found in all plans.

use super::rows::Rows;
use crate::model::{Catalog, Period, PlanIx, ProgramIx};
use crate::search::{self, Hits, Index, QueryError};

/// What a query has found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The query as typed.
    pub query: String,
    /// Its hits.
    pub hits: Hits,
    /// What is wrong with the query, where it could not be run.
    pub error: Option<QueryError>,
    /// The plan's list as it was before anything was searched.
    pub before: Rows,
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
    /// The rows: those of the plan, or the hits.
    pub rows: Rows,
    /// The list of each plan as one left it.
    pub left: Vec<(PlanIx, Rows)>,
}

impl ListPlace {
    /// The list of a plan, at its first program.
    pub fn of_plan(catalog: &Catalog, plan: PlanIx) -> ListPlace {
        ListPlace {
            plan,
            period: crate::review::latest_period(catalog, plan),
            found: None,
            rows: Rows::of_plan(catalog, plan),
            left: Vec::new(),
        }
    }

    /// Puts a query in force, at its first hit; an empty one leads back to where one stood in the plan.
    pub fn search(&mut self, catalog: &Catalog, index: &Index, query: &str) {
        let before = match self.found.take() {
            Some(found) => found.before,
            None => std::mem::take(&mut self.rows),
        };
        if query.trim().is_empty() {
            self.rows = before;
            return;
        }
        let (hits, error) = match search::parse(query, catalog) {
            Ok(parsed) => (search::find(catalog, index, &parsed), None),
            Err(error) => (Hits::default(), Some(error)),
        };
        self.rows = Rows::of_hits(&hits);
        self.found = Some(Found { query: query.to_owned(), hits, error, before });
    }

    /// Shows another plan, at the place where one left it.
    pub fn turn_to(&mut self, catalog: &Catalog, plan: PlanIx) {
        let rows = self.found.take().map_or_else(|| std::mem::take(&mut self.rows), |found| found.before);
        self.left.retain(|(p, _)| *p != self.plan);
        self.left.push((self.plan, rows));
        self.plan = plan;
        self.period = crate::review::latest_period(catalog, plan);
        let left = self.left.iter().find(|(p, _)| *p == plan).map(|(_, rows)| rows.clone());
        self.rows = left.unwrap_or_else(|| Rows::of_plan(catalog, plan));
    }

    /// The program under the cursor.
    pub fn program(&self) -> Option<ProgramIx> {
        self.rows.program()
    }
}
