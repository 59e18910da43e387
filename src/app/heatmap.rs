//! The heatmap: programs by periods of one plan, with a cursor in both directions.

use super::layout::Area;
use super::rows::Rows;
use crate::model::{Catalog, Fact, Period, PlanIx, ProgramIx, Sourced, TotalColumn};

/// Where one stands in the heatmap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatmapPlace {
    /// The plan.
    pub plan: PlanIx,
    /// The rows: directions and programs.
    pub rows: Rows,
    /// The column one stands on, an index into the plan's periods.
    pub column: usize,
    /// First column in sight.
    pub left: usize,
}

impl HeatmapPlace {
    /// The heatmap of a plan, at a program and a period where these are given.
    pub fn of_plan(
        catalog: &Catalog,
        plan: PlanIx,
        program: Option<ProgramIx>,
        period: Option<Period>,
    ) -> Self {
        let periods = &catalog.plan(plan).periods;
        let column = period
            .and_then(|p| periods.iter().position(|q| *q == p))
            .unwrap_or_else(|| periods.len().saturating_sub(1));
        let mut rows = Rows::of_plan(catalog, plan);
        if let Some(ix) = program {
            rows.stand_on(catalog.program(ix).parent.unwrap_or(ix));
        }
        HeatmapPlace { plan, rows, column, left: 0 }
    }

    /// The program under the cursor.
    pub fn program(&self) -> Option<ProgramIx> {
        self.rows.program()
    }

    /// The period under the cursor.
    pub fn period(&self, catalog: &Catalog) -> Option<Period> {
        catalog.plan(self.plan).periods.get(self.column).copied()
    }

    /// Moves by that many columns.
    pub fn shift(&mut self, catalog: &Catalog, by: isize) {
        let last = catalog.plan(self.plan).periods.len().saturating_sub(1);
        self.column = self.column.saturating_add_signed(by).min(last);
    }

    /// How the body of the screen is divided for it.
    pub fn grid(&self, catalog: &Catalog, body: Area) -> Grid {
        let plan = catalog.plan(self.plan);
        let printed =
            |s: &Sourced| matches!(&s.statement.fact, Fact::Total(t) if t.column == TotalColumn::Grades);
        let compared = plan.statements.iter().any(printed);
        // Half a number is another number: the counts of all programs have room.
        let most = plan.programs.len().to_string().len() as u16;
        let column = COLUMN.max(most + 1);
        grid(body, (plan.periods.len(), column), plan.scale.steps().len() + usize::from(compared))
    }

    /// Brings the cursor into sight.
    pub fn scroll(&mut self, rows: usize, columns: usize) {
        self.rows.scroll(rows);
        self.left = super::layout::scrolled(self.left, self.column, columns.max(1));
    }
}

/// Cells of one column at least: a grade of two and a gap.
pub const COLUMN: u16 = 3;

/// The rows around the matrix: headings of two rows above; below it totals, what the cell under the cursor says, and
/// what the marks mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Cells of the labels at the left.
    pub label: u16,
    /// Columns of the matrix in sight.
    pub columns: u16,
    /// Cells of each.
    pub column: u16,
    /// Rows of headings.
    pub heading: u16,
    /// Rows of the matrix in sight.
    pub rows: u16,
    /// Rows of totals.
    pub totals: u16,
    /// Rows for the cell under the cursor.
    pub said: u16,
    /// Rows of the legend.
    pub legend: u16,
}

/// Divides the body of a heatmap with that many periods, in columns of so many cells, and rows of totals.
fn grid(body: Area, (periods, column): (usize, u16), totals: usize) -> Grid {
    let wanted = periods as u16 * column + 1;
    // Names keep half of the width; further periods are reached by scrolling.
    let label = body.width.saturating_sub(wanted).max(body.width / 2).min(body.width);
    let columns = (body.width - label) / column;
    let heading = if body.height >= 4 { 2 } else { 0 };
    let (totals, said, legend) = match body.height {
        0..=7 => (0, 0, 0),
        8..=12 => (0, 1, 0),
        _ => (totals as u16, 1, 1),
    };
    let rows = body.height.saturating_sub(heading + totals + said + legend);
    Grid { label, columns, column, heading, rows, totals, said, legend }
}
