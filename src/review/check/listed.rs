//! Lists and counts that a document makes beside the rows: late programs, new undertakings, study programs, revisions.

use super::relisted::study;
use super::totals::printed;
use super::{Check, Kind, Note, Side, Status};
use crate::model::{
    Catalog, Fact, GradeCell, Listing, Period, PlanIx, ProgramIx, Revision, Sourced, TotalColumn,
};
use crate::review::summary::counted;

pub(super) fn checks(catalog: &Catalog, plan: PlanIx) -> Vec<Check> {
    let mut found = Vec::new();
    let listed = |list| {
        let mut of: Vec<(Option<Period>, &Sourced, u32)> = Vec::new();
        for (count, said) in printed(catalog, plan, TotalColumn::Listed(list)) {
            of.push((said.statement.period, said, count));
        }
        of
    };
    for (period, said, count) in listed(Listing::NewUndertaking) {
        let programs = members(catalog, plan, Listing::NewUndertaking, period);
        let check = Check::counted(Kind::NewUndertakings, plan, count, programs.len() as u32).at(said);
        found.push(Check { period, programs, ..check });
    }
    found.extend(delayed(catalog, plan));
    let studied = study(catalog, plan);
    for (count, said) in printed(catalog, plan, TotalColumn::Study) {
        let graded = |ix: &ProgramIx| catalog.program(*ix).grades.iter().any(|cell| cell.grade().is_some());
        let fitting: Vec<ProgramIx> = studied.iter().copied().filter(|ix| !graded(ix)).collect();
        let check = Check::counted(Kind::StudyCount, plan, count, fitting.len() as u32).at(said);
        found.push(Check { programs: studied.clone(), ..check });
    }
    found.extend(revisions(catalog, plan));
    found
}

/// The programs in a list.
fn members(catalog: &Catalog, plan: PlanIx, list: Listing, period: Option<Period>) -> Vec<ProgramIx> {
    let stands = |ix: &ProgramIx| {
        let statements = &catalog.details(*ix).statements;
        statements.iter().any(|s| s.statement.fact == Fact::Listed(list) && s.statement.period == period)
    };
    catalog.programs_of(plan).map(|(ix, _)| ix).filter(stands).collect()
}

/// The list of late programs: as many as printed, and the same as are graded late.
fn delayed(catalog: &Catalog, plan: PlanIx) -> Vec<Check> {
    let mut found = Vec::new();
    for period in catalog.plan(plan).periods.clone() {
        let list = members(catalog, plan, Listing::Delayed, Some(period));
        if list.is_empty() {
            continue;
        }
        let late = |ix: ProgramIx| {
            let grade = catalog.grade_at(ix, period).and_then(GradeCell::grade);
            grade.is_some_and(|grade| catalog.plan(plan).scale.is_late(grade))
        };
        let graded: Vec<ProgramIx> =
            counted(catalog, plan, false).map(|(ix, _)| ix).filter(|ix| late(*ix)).collect();
        let differing: Vec<ProgramIx> = list
            .iter()
            .chain(&graded)
            .copied()
            .filter(|ix| !(list.contains(ix) && graded.contains(ix)))
            .collect();
        let (expected, counted) = (Side::numbers(catalog, &list), Side::numbers(catalog, &graded));
        let status = if differing.is_empty() { Status::Ok } else { Status::Differs };
        let check = Check::of(Kind::DelayedList, plan, status, expected, counted);
        let said = catalog.details(list[0]).statements.iter().find(|s| {
            s.statement.fact == Fact::Listed(Listing::Delayed) && s.statement.period == Some(period)
        });
        let source = said.map(|s| (s.document, s.statement.place.clone()));
        let programs = if differing.is_empty() { list.clone() } else { differing };
        found.push(Check { period: Some(period), programs, source, ..check });
        for (count, said) in printed(catalog, plan, TotalColumn::Listed(Listing::Delayed)) {
            if said.statement.period == Some(period) {
                let check = Check::counted(Kind::DelayedList, plan, count, list.len() as u32).at(said);
                found.push(Check { period: Some(period), programs: list.clone(), ..check });
            }
        }
    }
    found
}

/// The counts of a revision: each kind concerns no more programs than were revised, all together no fewer, and new
/// indicators are among the indicators.
fn revisions(catalog: &Catalog, plan: PlanIx) -> Option<Check> {
    const KINDS: [Revision; 6] = [
        Revision::Departments,
        Revision::Content,
        Revision::Years,
        Revision::Effects,
        Revision::Indicators,
        Revision::AnnualPlans,
    ];
    let count = |of: Revision| printed(catalog, plan, TotalColumn::Revised(of)).into_iter().next_back();
    let (any, said) = count(Revision::Any)?;
    let kinds: Vec<u32> = KINDS.into_iter().filter_map(|kind| count(kind).map(|(n, _)| n)).collect();
    if kinds.is_empty() {
        return None;
    }
    let sum: u32 = kinds.iter().sum();
    let programs = printed(catalog, plan, TotalColumn::Programs).into_iter().next_back().map(|(n, _)| n);
    let new = count(Revision::NewIndicators).map_or(0, |(n, _)| n);
    let indicators = count(Revision::Indicators).map_or(u32::MAX, |(n, _)| n);
    let holds = kinds.iter().all(|n| *n <= any)
        && sum >= any
        && new <= indicators
        && programs.is_none_or(|programs| any <= programs);
    let status = if holds { Status::Ok } else { Status::Differs };
    let shown = kinds.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
    let (expected, found) = (Side::Count(any), Side::Text(format!("{shown} = {sum}")));
    let check = Check::of(Kind::RevisionCounts, plan, status, expected, found).at(said);
    Some(Check { note: Some(Note::Overlap), ..check })
}
