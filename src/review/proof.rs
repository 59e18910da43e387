//! Why a grade is inferred: the printed counts that leave nothing else, and the grades that are printed among those
//! counted.

use crate::model::flow::solve;
use crate::model::infer::{Known, Puzzle, is_good_example};
use crate::model::{
    Catalog, Grade, GradeCell, How, Period, PlanIx, ProgramIx, Sourced, TotalColumn, printed_total,
};
use crate::review::printed_grades;

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
    /// The programs among them of which it is printed that they are not late, where that decides.
    pub not_late: Vec<ProgramIx>,
    /// Where the counts stand.
    pub said: &'a Sourced,
    /// The counts of the whole plan, where those of the direction alone leave more open.
    pub beside: Option<Box<Proof<'a>>>,
}

/// The ground on which a program's grade at a period is inferred, or narrowed down; `None` where it is printed or not
/// known at all.
pub fn proof(catalog: &Catalog, ix: ProgramIx, period: Period) -> Option<Proof<'_>> {
    match catalog.grade_at(ix, period)? {
        GradeCell::Known(_, How::Inferred) | GradeCell::Candidates(_) => {}
        GradeCell::Known(..) | GradeCell::Empty(_) => return None,
    }
    let program = catalog.program(ix);
    let (asked, puzzle) = question(catalog, program.plan, period)?;
    let own = puzzle.programs.get(asked.iter().position(|other| *other == ix)?)?.clone();
    let left = |puzzle: &Puzzle| {
        let at = puzzle.programs.iter().position(|program| *program == own)?;
        solve(puzzle)?.get(at).cloned()
    };
    let sought = left(&puzzle)?;
    let ground = |direction| ground(catalog, program.plan, direction, period, &asked);
    let of_direction = program.printed_direction.and_then(|at| ground(Some(at)));
    let (alone, whole) = (puzzle.of(Some(own.0)), puzzle.of(None));
    let (found, enough) = match of_direction {
        Some(found) if left(&alone).as_ref() == Some(&sought) => (found, alone),
        None => (ground(None)?, whole),
        Some(_) if left(&whole).as_ref() == Some(&sought) => (ground(None)?, whole),
        Some(found) => (Proof { beside: ground(None).map(Box::new), ..found }, puzzle),
    };
    // What a list of good examples says is part of the ground only where nothing follows without it.
    let mut unlisted = enough.clone();
    let mut mine = own.clone();
    let graded = |possible: &[bool]| possible.iter().filter(|possible| **possible).count() == 1;
    for program in unlisted.programs.iter_mut().chain([&mut mine]) {
        if !graded(&program.1) {
            program.1.fill(true);
        }
    }
    let without = unlisted.programs.iter().position(|program| *program == mine);
    let without = without.and_then(|at| solve(&unlisted)?.get(at).cloned());
    let listed = |ix: &ProgramIx| {
        let said = is_good_example(&catalog.details(*ix).statements, period);
        said && catalog.grade_source(*ix, period).is_none()
    };
    let inside = |ix: &&ProgramIx| {
        found.direction.is_none() || catalog.program(**ix).printed_direction == found.direction
    };
    let not_late = if without.as_ref() == Some(&sought) {
        Vec::new()
    } else {
        asked.iter().filter(inside).copied().filter(listed).collect()
    };
    Some(Proof { not_late, ..found })
}

/// What the documents ask at a period of a plan, with the programs it is about; `None` where no counts are printed.
pub fn question(catalog: &Catalog, plan: PlanIx, period: Period) -> Option<(Vec<ProgramIx>, Puzzle)> {
    let it = catalog.plan(plan);
    let at = it.periods.iter().position(|p| *p == period)?;
    let range = it.programs.start as usize..it.programs.end as usize;
    let programs = catalog.headlines().programs.get(range)?;
    let known = Known { programs, directions: &it.directions, statements: &it.statements, scale: &it.scale };
    let ix = |nth: usize| ProgramIx(it.programs.start + nth as u32);
    let said = |nth: usize| catalog.details(ix(nth)).statements.as_slice();
    let (asked, puzzle) = known.puzzle((at, period), said)?;
    Some((asked.into_iter().map(ix).collect(), puzzle))
}

/// The printed counts of a direction, or of the plan, with those that they count.
fn ground<'a>(
    catalog: &'a Catalog,
    of_plan: PlanIx,
    direction: Option<u16>,
    period: Period,
    asked: &[ProgramIx],
) -> Option<Proof<'a>> {
    let plan = catalog.plan(of_plan);
    let scale = plan.scale.grades();
    let counts = printed_grades(catalog, of_plan, direction, period, &scale)?;
    let no = direction.and_then(|at| plan.directions.get(usize::from(at))).map(|d| d.no);
    let what = (TotalColumn::Grades, counts.first().map(|(grade, _)| *grade));
    let (_, said) = printed_total(&plan.statements, no, Some(period), what)?;
    let inside =
        |ix: &&ProgramIx| direction.is_none() || catalog.program(**ix).printed_direction == direction;
    let members: Vec<ProgramIx> = asked.iter().filter(inside).copied().collect();
    let known = members.iter().filter_map(|ix| match catalog.grade_at(*ix, period)? {
        GradeCell::Known(grade, How::Printed | How::Split) => Some((*ix, *grade)),
        _ => None,
    });
    let (known, size) = (known.collect(), members.len() as u32);
    Some(Proof { direction, size, counts, known, not_late: Vec::new(), said, beside: None })
}
