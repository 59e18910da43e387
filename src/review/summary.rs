//! Counts of grades by direction at a period, beside the totals that the documents print.

use crate::model::{Catalog, Fact, Grade, GradeCell, Period, PlanIx, Program, ProgramIx, Total, TotalColumn};

/// How many programs have which grade.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Programs counted, sub-programs not among them.
    pub size: u32,
    /// For each mark of the plan's scale the number of programs.
    pub by_grade: Vec<(Grade, u32)>,
    /// Programs without a single known grade.
    pub unknown: u32,
}

/// The counts of one plan at one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The period.
    pub period: Period,
    /// Counts by direction, as an index into the plan's directions; `None` for programs without one.
    pub rows: Vec<(Option<u16>, Counts)>,
    /// All programs.
    pub total: Counts,
    /// The totals that a document prints for this period, in the order of the scale; `None` when none does.
    pub printed: Option<Vec<(Grade, u32)>>,
    /// Whether the printed totals are the counted ones.
    pub agrees: Option<bool>,
}

impl Counts {
    fn new(scale: &[Grade]) -> Counts {
        Counts { size: 0, by_grade: scale.iter().map(|g| (*g, 0)).collect(), unknown: 0 }
    }

    fn add(&mut self, cell: Option<&GradeCell>) {
        self.size += 1;
        let grade = cell.and_then(GradeCell::grade);
        match grade.and_then(|g| self.by_grade.iter_mut().find(|(mark, _)| *mark == g)) {
            Some((_, count)) => *count += 1,
            None => self.unknown += 1,
        }
    }

    /// How many programs have that grade.
    pub fn of(&self, grade: Grade) -> u32 {
        self.by_grade.iter().find(|(g, _)| *g == grade).map_or(0, |(_, n)| *n)
    }
}

/// The newest period at which a plan is graded.
pub fn latest_period(catalog: &Catalog, plan: PlanIx) -> Option<Period> {
    catalog.plan(plan).periods.last().copied()
}

/// The programs that totals count: no sub-programs; re-listings unless left out.
pub fn counted(
    catalog: &Catalog,
    plan: PlanIx,
    without_relisted: bool,
) -> impl Iterator<Item = (ProgramIx, &Program)> {
    catalog
        .programs_of(plan)
        .filter(move |(_, p)| p.parent.is_none() && !(without_relisted && p.relisted_of.is_some()))
}

/// Counts the grades of some programs of a plan at a period.
pub fn counts(
    catalog: &Catalog,
    plan: PlanIx,
    period: Period,
    programs: impl Iterator<Item = ProgramIx>,
) -> Counts {
    let scale: Vec<Grade> = catalog.plan(plan).scale.iter().map(|(g, _)| *g).collect();
    let mut counts = Counts::new(&scale);
    for ix in programs {
        counts.add(catalog.grade_at(ix, period));
    }
    counts
}

/// Counts the grades of a plan at a period.
pub fn summary(catalog: &Catalog, plan: PlanIx, period: Period, without_relisted: bool) -> Summary {
    let scale: Vec<Grade> = catalog.plan(plan).scale.iter().map(|(g, _)| *g).collect();
    let mut rows: Vec<(Option<u16>, Counts)> =
        (0..catalog.plan(plan).directions.len()).map(|at| (Some(at as u16), Counts::new(&scale))).collect();
    let mut total = Counts::new(&scale);
    for (ix, program) in counted(catalog, plan, without_relisted) {
        let cell = catalog.grade_at(ix, period);
        total.add(cell);
        let at = rows.iter().position(|(d, _)| *d == program.direction).unwrap_or_else(|| {
            rows.push((program.direction, Counts::new(&scale)));
            rows.len() - 1
        });
        rows[at].1.add(cell);
    }
    let printed = printed_totals(catalog, plan, period, &scale);
    let agrees = printed.as_ref().map(|printed| {
        // A mark that the totals leave out must not occur.
        let of = |grade: Grade| printed.iter().find(|(g, _)| *g == grade).map_or(0, |(_, n)| *n);
        total.by_grade.iter().all(|(grade, count)| of(*grade) == *count)
    });
    Summary { period, rows, total, printed, agrees }
}

/// The programs of a plan marked for follow-up, and the number that a document prints for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowUps {
    /// Programs marked.
    pub marked: u32,
    /// The printed total.
    pub printed: Option<u32>,
}

/// Counts the follow-ups of a plan; `None` where no document has a column for them.
pub fn follow_ups(catalog: &Catalog, plan: PlanIx) -> Option<FollowUps> {
    let marks: Vec<bool> = counted(catalog, plan, false).filter_map(|(_, p)| p.follow_up).collect();
    let printed = catalog.plan(plan).statements.iter().rev().find_map(|s| match s.statement.fact {
        Fact::Total(Total { column: TotalColumn::FollowUp, count, .. }) => Some(count),
        _ => None,
    });
    let marked = marks.iter().filter(|marked| **marked).count() as u32;
    (!marks.is_empty()).then_some(FollowUps { marked, printed })
}

/// The printed totals of a period in the order of the scale.
fn printed_totals(
    catalog: &Catalog,
    plan: PlanIx,
    period: Period,
    scale: &[Grade],
) -> Option<Vec<(Grade, u32)>> {
    let printed = |grade: Grade| {
        catalog.plan(plan).statements.iter().rev().find_map(|s| match s.statement.fact {
            Fact::Total(Total { grade: Some(g), column: TotalColumn::Grades, count })
                if g == grade && s.statement.period == Some(period) =>
            {
                Some((grade, count))
            }
            _ => None,
        })
    };
    let found: Vec<(Grade, u32)> = scale.iter().filter_map(|g| printed(*g)).collect();
    (!found.is_empty()).then_some(found)
}
