//! Why a grade is inferred: the printed counts that leave nothing else, and the grades that are printed among those
//! counted.

use crate::model::{Catalog, Grade, GradeCell, How, Period, ProgramIx, Sourced, TotalColumn, printed_total};
use crate::review::printed_grades;
use crate::review::summary::counted;

/// The ground of an inferred grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof<'a> {
    /// The direction that was counted, as an index into those of the plan; the whole plan where none was.
    pub direction: Option<u16>,
    /// How many programs were counted.
    pub size: u32,
    /// The printed counts.
    pub counts: Vec<(Grade, u32)>,
    /// The programs among them whose grade is printed.
    pub known: Vec<(ProgramIx, Grade)>,
    /// Where the counts stand.
    pub said: &'a Sourced,
}

/// The ground on which a program's grade at a period is inferred, or narrowed down; `None` where it is printed or not
/// known at all.
pub fn proof(catalog: &Catalog, ix: ProgramIx, period: Period) -> Option<Proof<'_>> {
    match catalog.grade_at(ix, period)? {
        GradeCell::Known(_, How::Inferred) | GradeCell::Candidates(_) => {}
        GradeCell::Known(..) | GradeCell::Empty(_) => return None,
    }
    let program = catalog.program(ix);
    let plan = catalog.plan(program.plan);
    let scale: Vec<Grade> = plan.scale.iter().map(|(mark, _)| *mark).collect();
    let of_direction = program
        .printed_direction
        .and_then(|at| Some((Some(at), printed_grades(catalog, program.plan, Some(at), period, &scale)?)));
    let (direction, counts) = of_direction
        .or_else(|| Some((None, printed_grades(catalog, program.plan, None, period, &scale)?)))?;
    let no = direction.and_then(|at| plan.directions.get(usize::from(at))).map(|d| d.no);
    let what = (TotalColumn::Grades, counts.first().map(|(grade, _)| *grade));
    let (_, said) = printed_total(&plan.statements, no, Some(period), what)?;
    let members = || {
        counted(catalog, program.plan, false)
            .filter(|(_, p)| direction.is_none() || p.printed_direction == direction)
            .map(|(ix, _)| ix)
    };
    let known = members().filter_map(|ix| match catalog.grade_at(ix, period)? {
        GradeCell::Known(grade, How::Printed | How::Split) => Some((ix, *grade)),
        _ => None,
    });
    Some(Proof { direction, size: members().count() as u32, counts, known: known.collect(), said })
}
