//! Counts of grades by direction at a period, beside the totals that the documents print.

use crate::model::{
    Catalog, Grade, GradeCell, Kind, Period, PlanIx, Program, ProgramIx, TotalColumn, printed_total,
};

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

/// Counts beside the totals that a document prints for the same programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The direction, as an index into those of the plan; `None` for programs without one, and for all of them.
    pub direction: Option<u16>,
    /// Counts.
    pub counts: Counts,
    /// Programs marked for follow-up; `None` where no document has a column for them.
    pub follow_up: Option<u32>,
    /// What a document prints, in the order of the scale; `None` where none does.
    pub printed: Option<Vec<(Grade, u32)>>,
}

impl Row {
    fn add(&mut self, cell: Option<&GradeCell>, follow_up: Option<bool>) {
        self.counts.add(cell);
        if let Some(marked) = follow_up {
            *self.follow_up.get_or_insert(0) += u32::from(marked);
        }
    }

    /// Whether the printed totals are the counted ones; `None` where none are printed, or where too little is known to
    /// tell.
    pub fn agrees(&self) -> Option<bool> {
        let printed = self.printed.as_ref()?;
        // A mark that the totals leave out must not occur.
        let of = |grade: Grade| printed.iter().find(|(g, _)| *g == grade).map_or(0, |(_, n)| *n);
        let too_many = self.counts.by_grade.iter().any(|(grade, count)| *count > of(*grade));
        let equal = self.counts.by_grade.iter().all(|(grade, count)| of(*grade) == *count);
        match (too_many, equal) {
            (true, _) => Some(false),
            (false, true) => Some(true),
            (false, false) => (self.counts.unknown == 0).then_some(false),
        }
    }
}

/// The counts of one plan at one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The period.
    pub period: Period,
    /// Counts by direction.
    pub rows: Vec<Row>,
    /// All programs.
    pub total: Row,
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

/// The programs that totals count: no sub-programs and no study programs, which are never graded; re-listings unless left
/// out.
pub fn counted(
    catalog: &Catalog,
    plan: PlanIx,
    without_relisted: bool,
) -> impl Iterator<Item = (ProgramIx, &Program)> {
    catalog.programs_of(plan).filter(move |(_, p)| {
        p.parent.is_none() && p.kind == Kind::Implementation && !(without_relisted && p.relisted_of.is_some())
    })
}

/// Counts the grades of some programs of a plan at a period.
pub fn counts(
    catalog: &Catalog,
    plan: PlanIx,
    period: Period,
    programs: impl Iterator<Item = ProgramIx>,
) -> Counts {
    let scale = catalog.plan(plan).scale.grades();
    let mut counts = Counts::new(&scale);
    for ix in programs {
        counts.add(catalog.grade_at(ix, period));
    }
    counts
}

/// Counts the grades of a plan at a period, under the directions that the catalog counts.
pub fn summary(catalog: &Catalog, plan: PlanIx, period: Period, without_relisted: bool) -> Summary {
    let scale = catalog.plan(plan).scale.grades();
    let row = |direction| Row { direction, counts: Counts::new(&scale), follow_up: None, printed: None };
    let mut rows: Vec<Row> =
        (0..catalog.plan(plan).directions.len()).map(|at| row(Some(at as u16))).collect();
    let mut total = row(None);
    for (ix, program) in counted(catalog, plan, without_relisted) {
        let cell = catalog.grade_at(ix, period);
        total.add(cell, program.follow_up);
        let direction = program.direction;
        let at = rows.iter().position(|r| r.direction == direction).unwrap_or_else(|| {
            rows.push(row(direction));
            rows.len() - 1
        });
        rows[at].add(cell, program.follow_up);
    }
    let printed = |direction| printed_grades(catalog, plan, direction, period, &scale);
    for row in &mut rows {
        row.printed = row.direction.and_then(|at| printed(Some(at)));
    }
    total.printed = printed(None);
    Summary { period, rows, total }
}

/// The printed count of each grade at a period, of a direction or the whole plan.
pub fn printed_grades(
    catalog: &Catalog,
    plan: PlanIx,
    direction: Option<u16>,
    period: Period,
    scale: &[Grade],
) -> Option<Vec<(Grade, u32)>> {
    let plan = catalog.plan(plan);
    let no = match direction {
        Some(at) => Some(plan.directions.get(usize::from(at))?.no),
        None => None,
    };
    let printed = |grade: &Grade| {
        let what = (TotalColumn::Grades, Some(*grade));
        Some((*grade, printed_total(&plan.statements, no, Some(period), what)?.0))
    };
    let found: Vec<(Grade, u32)> = scale.iter().filter_map(printed).collect();
    (!found.is_empty()).then_some(found)
}

/// The programs of a plan marked for follow-up, and the number that a document prints for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowUps {
    /// Programs marked.
    pub marked: u32,
    /// The printed total.
    pub printed: Option<u32>,
}

/// Counts the follow-ups of a plan, with or without re-listings; `None` where no document has a column for them.
pub fn follow_ups(catalog: &Catalog, plan: PlanIx, without_relisted: bool) -> Option<FollowUps> {
    let marks: Vec<bool> =
        counted(catalog, plan, without_relisted).filter_map(|(_, p)| p.follow_up).collect();
    let what = (TotalColumn::FollowUp, None);
    let printed = printed_total(&catalog.plan(plan).statements, None, None, what).map(|(count, _)| count);
    let marked = marks.iter().filter(|marked| **marked).count() as u32;
    (!marks.is_empty()).then_some(FollowUps { marked, printed })
}
