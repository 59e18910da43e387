//! Lineages (系譜): what becomes of a program in the plans that follow, by the links that people have decided.

use crate::model::{Basis, Catalog, Empty, GradeCell, Link, Period, PlanIx, ProgramIx};

/// A program that a lineage reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The program or sub-program.
    pub program: ProgramIx,
    /// One of the links on the way is weak (分野か担当だけ).
    pub weak: bool,
}

/// One lineage: a program that no other leads to, and all that it leads to, plan by plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// Where it begins.
    pub start: ProgramIx,
    /// Where it leads, the start first.
    pub reached: Vec<Reached>,
}

/// The links that lead on from a program, from its sub-programs, and from the program that it is a part of.
pub fn onward(catalog: &Catalog, ix: ProgramIx) -> Vec<&Link> {
    family(catalog, ix).into_iter().flat_map(|ix| catalog.curation().onward(ix)).collect()
}

/// The links that lead to a program, to its sub-programs, and to the program that it is a part of.
pub fn back(catalog: &Catalog, ix: ProgramIx) -> Vec<&Link> {
    family(catalog, ix).into_iter().flat_map(|ix| catalog.curation().back(ix)).collect()
}

/// A program, its sub-programs and the program that it is a part of: these share one grade.
fn family(catalog: &Catalog, ix: ProgramIx) -> Vec<ProgramIx> {
    let program = catalog.program(ix);
    [ix].into_iter().chain(program.parent).chain(program.children.iter().copied()).collect()
}

/// All lineages that begin in one of the plans, in the order of their first programs.
pub fn lineages(catalog: &Catalog, plans: &[PlanIx]) -> Vec<Lineage> {
    let starts = plans.iter().flat_map(|plan| catalog.programs_of(*plan)).filter(|(_, p)| p.parent.is_none());
    starts
        .map(|(ix, _)| ix)
        .filter(|ix| back(catalog, *ix).is_empty())
        .map(|start| Lineage { start, reached: reached(catalog, start) })
        .collect()
}

/// Everything that a program leads to, itself first. A program reached in several ways is weak only if all are.
fn reached(catalog: &Catalog, start: ProgramIx) -> Vec<Reached> {
    let mut found = vec![Reached { program: start, weak: false }];
    let mut at = 0;
    while let Some(here) = found.get(at).copied() {
        for link in onward(catalog, here.program) {
            let weak = here.weak || link.basis == Basis::W;
            match found.iter_mut().find(|r| r.program == link.to) {
                Some(known) => known.weak &= weak,
                None => found.push(Reached { program: link.to, weak }),
            }
        }
        at += 1;
    }
    found
}

impl Lineage {
    /// What stands for the lineage at a period of a plan: the program that carries the grade there, the first that is
    /// reached on sure links before those on weak ones, and its cell.
    pub fn cell(&self, catalog: &Catalog, plan: PlanIx, period: Period) -> (Option<Reached>, GradeCell) {
        let of_plan = |r: &&Reached| catalog.program(r.program).plan == plan;
        let sure = self.reached.iter().filter(of_plan).find(|r| !r.weak);
        let found = sure.or_else(|| self.reached.iter().find(of_plan)).copied();
        let Some(reached) = found else { return (None, GradeCell::Empty(Empty::NotApplicable)) };
        let graded = catalog.program(reached.program).parent.unwrap_or(reached.program);
        let cell = catalog.grade_at(graded, period).cloned();
        (Some(reached), cell.unwrap_or(GradeCell::Empty(Empty::NotApplicable)))
    }
}
