//! What printed totals force: where a document counts grades by direction but prints few of them by program, some of the
//! others can be only one. Exact: a mark is possible for a program if, and only if, all programs can be given marks so
//! that every printed count comes out.
//!
//! This is the question that the documents put, and what an answer means; [`super::flow`] answers it. A count is used only
//! where every program that it counts is known.

use super::catalog::{Direction, Kind, Program};
use super::flow::solve;
use super::grade::{Empty, Grade, GradeCell, How, Level};
use super::period::Period;
use super::scale::Scale;
use super::statement::{Fact, Sourced};
use super::total::{Listing, TotalColumn, printed_total};

/// What is known of a plan before anything is inferred.
pub struct Known<'a> {
    /// Its programs and sub-programs.
    pub programs: &'a [Program],
    /// Its directions.
    pub directions: &'a [Direction],
    /// What is said of the plan and its directions.
    pub statements: &'a [Sourced],
    /// Its scale.
    pub scale: &'a Scale,
}

impl Known<'_> {
    /// The question at the `at`-th period of the plan, with the programs it is about, as indices; `None` where no counts
    /// are printed. `said` gives what the documents say of a program.
    pub fn puzzle<'s>(
        &self,
        (at, period): (usize, Period),
        said: impl Fn(usize) -> &'s [Sourced],
    ) -> Option<(Vec<usize>, Puzzle)> {
        let groups: Vec<Option<u16>> = (0..self.directions.len() as u16).map(Some).chain([None]).collect();
        // Of programs without a direction nobody counts any.
        let nothing = || vec![None; self.scale.steps().len()];
        let of_group = |group: &Option<u16>| group.map_or_else(nothing, |_| self.printed(*group, period));
        let printed: Vec<Vec<Option<u32>>> = groups.iter().map(of_group).collect();
        let whole = self.printed(None, period);
        let mut asked: Vec<usize> = (0..self.programs.len()).filter(|ix| self.is_counted(*ix, at)).collect();
        let group_of = |ix: usize| {
            let direction = self.programs[ix].printed_direction;
            groups.iter().position(|group| *group == direction).unwrap_or(groups.len() - 1)
        };
        let relisted = |ix: &usize| self.programs[*ix].relisted_of.is_some();
        let of = |group: Option<usize>, programs: &[usize]| -> Vec<usize> {
            programs.iter().copied().filter(|ix| group.is_none_or(|group| group_of(*ix) == group)).collect()
        };
        // Some documents count a re-listing (再掲) with its original only: told by the sums.
        let once = |counts: &[Option<u32>], programs: Vec<usize>| {
            let again = programs.iter().filter(|ix| relisted(ix)).count();
            let sum = counts.iter().copied().sum::<Option<u32>>().map(|sum| sum as usize);
            sum.filter(|_| again > 0).map(|sum| sum + again == programs.len())
        };
        // What one table counts, the others count too: where they are of two minds, none of them can be trusted to
        // leave anything out.
        let tables = printed.iter().enumerate().map(|(at, counts)| once(counts, of(Some(at), &asked)));
        let told: Vec<bool> = tables.chain([once(&whole, of(None, &asked))]).flatten().collect();
        let left_out = !told.is_empty() && told.iter().all(|once| *once);
        if left_out {
            asked.retain(|ix| !relisted(ix));
        }
        let counted = printed
            .into_iter()
            .zip(&groups)
            .enumerate()
            .map(|(at, (counts, group))| self.usable(counts, *group, period, of(Some(at), &asked).len()));
        let counted: Vec<Vec<Option<u32>>> = counted.collect();
        let whole = self.usable(whole, None, period, asked.len());
        if counted.iter().flatten().chain(&whole).all(Option::is_none) {
            return None;
        }
        let programs = asked
            .iter()
            .map(|ix| (group_of(*ix), self.possible(&self.programs[*ix].grades[at], period, said(*ix))));
        let programs = programs.collect();
        Some((asked, Puzzle { programs, groups: counted, whole }))
    }

    /// Whether counts of grades count the program at a period: study programs and what is said not to be graded are never
    /// graded, and sub-programs are counted with their program.
    fn is_counted(&self, ix: usize, at: usize) -> bool {
        let program = &self.programs[ix];
        let graded = !matches!(
            program.grades.get(at),
            Some(GradeCell::Empty(Empty::NotGraded | Empty::NotApplicable))
        );
        program.parent.is_none() && program.kind == Kind::Implementation && graded
    }

    /// The printed count of each mark, of a direction or of the whole plan.
    fn printed(&self, direction: Option<u16>, period: Period) -> Vec<Option<u32>> {
        let no = direction.and_then(|at| self.directions.get(usize::from(at))).map(|d| d.no);
        let count = |grade: &Grade| {
            let what = (TotalColumn::Grades, Some(*grade));
            printed_total(self.statements, no, Some(period), what).map(|(count, _)| count)
        };
        self.scale.steps().iter().map(|step| count(&step.grade)).collect()
    }

    /// The counts as far as they bind the programs that are known; none of them where some of those counted are not.
    fn usable(
        &self,
        mut counts: Vec<Option<u32>>,
        group: Option<u16>,
        period: Period,
        members: usize,
    ) -> Vec<Option<u32>> {
        let (all, sum) = (members as u32, counts.iter().flatten().sum::<u32>());
        let partly = counts.iter().any(Option::is_none);
        let no = group.and_then(|at| self.directions.get(usize::from(at))).map(|d| d.no);
        let size =
            |what, period| printed_total(self.statements, no, period, (what, None)).map(|(size, _)| size);
        let sized = size(TotalColumn::Grades, Some(period)).or_else(|| size(TotalColumn::Programs, None));
        if sum > all || counts.iter().all(Option::is_none) || (partly && sum < all && sized != Some(all)) {
            return vec![None; self.scale.steps().len()];
        }
        if sum == all {
            // A mark that a table of counts leaves out is counted nowhere.
            for count in &mut counts {
                *count = count.or(Some(0));
            }
        }
        counts
    }

    /// The marks that what is printed leaves open.
    fn possible(&self, cell: &GradeCell, period: Period, said: &[Sourced]) -> Vec<bool> {
        let good = is_good_example(said, period);
        self.scale
            .steps()
            .iter()
            .map(|step| match cell {
                GradeCell::Known(grade, how) if *how != How::Inferred => *grade == step.grade,
                _ => !(good && step.level == Level::Late),
            })
            .collect()
    }
}

/// Whether a document lists the program among those that are not late.
pub fn is_good_example(said: &[Sourced], period: Period) -> bool {
    said.iter()
        .any(|s| s.statement.period == Some(period) && s.statement.fact == Fact::Listed(Listing::GoodExample))
}

/// What a cell becomes by the marks that remain possible; `None` where nothing is learnt.
pub fn inferred(cell: &GradeCell, marks: &[Grade], possible: &[bool]) -> Option<GradeCell> {
    let open = matches!(cell, GradeCell::Empty(Empty::NotPrinted | Empty::Lost));
    let left: Vec<Grade> = marks.iter().zip(possible).filter(|(_, p)| **p).map(|(mark, _)| *mark).collect();
    match left.as_slice() {
        _ if !open || left.len() == marks.len() => None,
        [] => None,
        [only] => Some(GradeCell::Known(*only, How::Inferred)),
        _ => Some(GradeCell::Candidates(left)),
    }
}

/// The question: who may have which mark, and what was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Puzzle {
    /// For each program its group, and whether each mark of the scale is possible as far as is known.
    pub programs: Vec<(usize, Vec<bool>)>,
    /// For each group how many of its programs have each mark; `None` where that is not counted.
    pub groups: Vec<Vec<Option<u32>>>,
    /// The same for all programs together.
    pub whole: Vec<Option<u32>>,
}

impl Puzzle {
    /// The same question to the counts of one group alone, or without it to those of the whole alone.
    pub fn of(&self, group: Option<usize>) -> Puzzle {
        let nothing = vec![None; self.whole.len()];
        let counts = |at: usize, counts: &Vec<Option<u32>>| {
            if group == Some(at) { counts.clone() } else { nothing.clone() }
        };
        let groups = self.groups.iter().enumerate().map(|(at, it)| counts(at, it)).collect();
        let whole = if group.is_none() { self.whole.clone() } else { nothing };
        let inside = |(at, _): &&(usize, Vec<bool>)| group.is_none_or(|group| group == *at);
        Puzzle { programs: self.programs.iter().filter(inside).cloned().collect(), groups, whole }
    }

    /// Of a question without an answer the programs for each of which another mark would give it one.
    pub fn culprits(&self) -> Vec<usize> {
        let mut tried: Vec<(&(usize, Vec<bool>), bool)> = Vec::new();
        let mut found = Vec::new();
        for (at, program) in self.programs.iter().enumerate() {
            if program.1.iter().all(|possible| *possible) {
                continue;
            }
            let known = tried.iter().find(|(alike, _)| *alike == program).map(|(_, frees)| *frees);
            let frees = known.unwrap_or_else(|| {
                let mut other = self.clone();
                other.programs[at].1.fill(true);
                let frees = solve(&other).is_some();
                tried.push((program, frees));
                frees
            });
            if frees {
                found.push(at);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests;
