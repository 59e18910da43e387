//! The matrix of programs and periods that the heatmap lays out.

use crate::model::{Catalog, Empty, GradeCell, Period, PlanIx, ProgramIx};

/// Programs by periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heatmap {
    /// The columns: plan by plan, each with its periods from the oldest on.
    pub columns: Vec<(PlanIx, Period)>,
    /// The rows: programs, sub-programs not among them.
    pub rows: Vec<ProgramIx>,
}

impl Heatmap {
    /// What stands in a cell; a program has nothing at the periods of another plan.
    pub fn cell(&self, catalog: &Catalog, row: usize, column: usize) -> GradeCell {
        let found = self.rows.get(row).zip(self.columns.get(column)).and_then(|(program, (plan, period))| {
            (catalog.program(*program).plan == *plan).then(|| catalog.grade_at(*program, *period))?
        });
        found.cloned().unwrap_or(GradeCell::Empty(Empty::NotApplicable))
    }
}

/// The matrix of one plan, or of all.
pub fn heatmap(catalog: &Catalog, plan: Option<PlanIx>) -> Heatmap {
    let plans: Vec<PlanIx> =
        catalog.plans().map(|(ix, _)| ix).filter(|ix| plan.is_none_or(|p| p == *ix)).collect();
    let columns =
        plans.iter().flat_map(|ix| catalog.plan(*ix).periods.iter().map(|period| (*ix, *period))).collect();
    let rows = plans
        .iter()
        .flat_map(|ix| catalog.programs_of(*ix))
        .filter(|(_, p)| p.parent.is_none())
        .map(|(ix, _)| ix)
        .collect();
    Heatmap { columns, rows }
}
