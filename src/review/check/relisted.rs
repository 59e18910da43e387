//! Checks between rows: re-listings beside their originals, programs beside their sub-programs, marks beside grades.

use super::{Check, Kind, Side, Status};
use crate::model::{
    Catalog, Empty, Fact, Field, GradeCell, Kind as ProgramKind, PlanIx, Program, ProgramIx, TextField,
};
use crate::review::summary::counted;

pub(super) fn checks(catalog: &Catalog, plan: PlanIx) -> Vec<Check> {
    let mut found = Vec::new();
    for (ix, program) in catalog.programs_of(plan) {
        if let Some(original) = program.relisted_of {
            found.extend(relisting(catalog, ix, original));
        }
    }
    found.extend(parents(catalog, plan));
    found.extend(stale(catalog, plan));
    found.extend(targets(catalog, plan));
    found
}

/// A re-listing beside its original: grades at every period, departments.
fn relisting(catalog: &Catalog, ix: ProgramIx, original: ProgramIx) -> Vec<Check> {
    let (own, first) = (catalog.program(ix), catalog.program(original));
    let grades = |p: &Program| -> String {
        p.grades.iter().map(|cell| cell.grade().map_or("-".to_owned(), |g| g.to_string())).collect()
    };
    let departments = |p: &Program| catalog.departments_of(p).collect::<Vec<_>>().join("、");
    let said = |wanted: fn(&Fact) -> bool| {
        let statements = &catalog.details(ix).statements;
        statements.iter().find(|s| wanted(&s.statement.fact)).map(|s| (s.document, s.statement.place.clone()))
    };
    let check = |kind, status, (expected, found): (String, String), source| {
        let check = Check::of(kind, own.plan, status, Side::Text(expected), Side::Text(found));
        Check { programs: vec![original, ix], source, ..check }
    };
    let mut found = Vec::new();
    let graded = own.grades.iter().any(|cell| cell.grade().is_some());
    if graded {
        let source = said(|fact| matches!(fact, Fact::Grade(_)));
        // A grade that is known of one of them only does not differ from that of the other.
        let both = || own.grades.iter().zip(&first.grades).map(|(a, b)| (a.grade(), b.grade()));
        let status = if both().any(|(a, b)| a.is_some() && b.is_some() && a != b) {
            Status::Differs
        } else if both().any(|(a, b)| a != b) {
            Status::Unknown
        } else {
            Status::Ok
        };
        found.push(check(Kind::RelistingGrades, status, (grades(first), grades(own)), source));
    }
    if !own.departments.known().is_empty() || !first.departments.known().is_empty() {
        let source = said(|fact| matches!(fact, Fact::Departments(_)));
        let (expected, said) = (departments(first), departments(own));
        let status = if expected == said { Status::Ok } else { Status::Differs };
        found.push(check(Kind::RelistingDepartments, status, (expected, said), source));
    }
    found
}

/// Programs with sub-programs carry the grade, and these carry none.
fn parents(catalog: &Catalog, plan: PlanIx) -> Option<Check> {
    let parents: Vec<ProgramIx> =
        catalog.programs_of(plan).filter(|(_, p)| !p.children.is_empty()).map(|(ix, _)| ix).collect();
    if parents.is_empty() {
        return None;
    }
    let graded = |ix: &ProgramIx| catalog.program(*ix).grades.iter().any(|cell| cell.grade().is_some());
    let odd = |ix: &ProgramIx| !graded(ix) || catalog.program(*ix).children.iter().any(&graded);
    let amiss: Vec<ProgramIx> = parents.iter().copied().filter(odd).collect();
    let fitting = (parents.len() - amiss.len()) as u32;
    let check = Check::counted(Kind::ParentGrades, plan, parents.len() as u32, fitting);
    Some(Check { programs: if amiss.is_empty() { parents } else { amiss }, ..check })
}

/// Programs that were late at some period of the document that says who is followed up, and that it does not follow up.
fn stale(catalog: &Catalog, plan: PlanIx) -> Option<Check> {
    let it = catalog.plan(plan);
    let says = |ix: &ProgramIx| {
        let statements = &catalog.details(*ix).statements;
        statements.iter().find(|s| matches!(s.statement.fact, Fact::FollowUp(_))).map(|s| s.document)
    };
    let document = catalog.programs_of(plan).find_map(|(ix, _)| says(&ix))?;
    let periods = &catalog.document(document).periods;
    let late = |p: &Program| {
        let then = it.periods.iter().zip(&p.grades).filter(|(period, _)| periods.contains(period));
        then.filter_map(|(_, cell)| cell.grade()).any(|grade| it.scale.is_late(grade))
    };
    let all: Vec<(ProgramIx, &Program)> = counted(catalog, plan, false).collect();
    if all.iter().all(|(_, p)| p.follow_up.is_none()) {
        return None;
    }
    let late: Vec<&(ProgramIx, &Program)> = all.iter().filter(|(_, p)| late(p)).collect();
    let left: Vec<ProgramIx> =
        late.iter().filter(|(_, p)| p.follow_up == Some(false)).map(|(ix, _)| *ix).collect();
    let followed = (late.len() - left.len()) as u32;
    let check = Check::counted(Kind::StaleFollowUp, plan, late.len() as u32, followed);
    Some(Check { programs: left, ..check })
}

/// Graded programs for which no document gives a target in figures, nor says that none was set.
fn targets(catalog: &Catalog, plan: PlanIx) -> Vec<Check> {
    let periods = catalog.plan(plan).periods.clone();
    let check = |period| {
        let graded: Vec<ProgramIx> = counted(catalog, plan, false)
            .filter(|(ix, p)| {
                p.relisted_of.is_none()
                    && p.children.is_empty()
                    && catalog.grade_at(*ix, period).and_then(GradeCell::grade).is_some()
            })
            .map(|(ix, _)| ix)
            .collect();
        let said = |ix: &ProgramIx, wanted: &dyn Fn(&Fact) -> bool| {
            let statements = &catalog.details(*ix).statements;
            statements.iter().any(|s| s.statement.period == Some(period) && wanted(&s.statement.fact))
        };
        let indicators = |ix: &ProgramIx| &catalog.details(*ix).indicators;
        let targeted = |ix: &ProgramIx| {
            // What stands in a cell that is plan or result is no sure target.
            let sure = !said(ix, &|fact| *fact == Fact::Text(TextField::AnnualPlanOrResult));
            (sure && indicators(ix).iter().any(|i| i.target.is_some() && i.period == Some(period)))
                || said(ix, &|fact| matches!(fact, Fact::Missing(Field::Target, Empty::Unset)))
        };
        // Where no program has a target at a period, no document of it prints any.
        let with = graded.iter().filter(|ix| targeted(ix)).count();
        if with == 0 {
            return None;
        }
        let without: Vec<ProgramIx> = graded.iter().copied().filter(|ix| !targeted(ix)).collect();
        let status = if without.is_empty() { Status::Ok } else { Status::Unknown };
        let (expected, found) = (Side::Count(graded.len() as u32), Side::Count(with as u32));
        let check = Check::of(Kind::TargetMissing, plan, status, expected, found);
        Some(Check { period: Some(period), programs: without, ..check })
    };
    periods.into_iter().filter_map(check).collect()
}

/// Study programs, which are never graded.
pub(super) fn study(catalog: &Catalog, plan: PlanIx) -> Vec<ProgramIx> {
    let study = catalog.programs_of(plan).filter(|(_, p)| p.kind == ProgramKind::Study && p.parent.is_none());
    study.map(|(ix, _)| ix).collect()
}
