//! What can be checked in the documents of a plan: printed totals against rows, lists against grades, one spelling
//! against another. A difference is said with everything needed to look into it, and never repaired.

mod listed;
mod matters;
mod names;
mod relisted;
mod totals;

use serde::Serialize;

use super::misreading::Corpus;
use crate::model::{Catalog, DocumentIx, Grade, Period, Place, PlanIx, ProgramIx, Sourced};

/// What is checked (cli contract, `check`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// As many programs as printed.
    RowCount,
    /// Numbers without gap and without double.
    NumberSequence,
    /// As many programs of each direction as printed.
    DirectionSizes,
    /// As many programs with each grade as printed.
    GradeTotals,
    /// The same by direction.
    DirectionGradeTotals,
    /// The printed list of late programs holds those that are graded late.
    DelayedList,
    /// As many programs to be followed up as printed.
    FollowUpTotal,
    /// A re-listing has the grades of its original.
    RelistingGrades,
    /// A re-listing has the departments of its original.
    RelistingDepartments,
    /// The printed counts of revisions can hold together.
    RevisionCounts,
    /// As many new undertakings as printed.
    NewUndertakings,
    /// As many study programs as printed, and none of them graded.
    StudyCount,
    /// Late programs are followed up.
    StaleFollowUp,
    /// Programs with sub-programs are graded, these are not.
    ParentGrades,
    /// A program is spelt alike wherever it is named.
    NameDiffers,
    /// A graded program has a target, or it is said that none was set.
    TargetMissing,
    /// A text looks as if a character was read wrong.
    ProbableMisreading,
    /// Everything that is doubtful in a document was looked at by a person.
    Doubts,
    /// Every line of a document was read, or a person said that nothing stands in it.
    UnreadLines,
}

impl Kind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [Kind; 19] = [
        Kind::RowCount,
        Kind::NumberSequence,
        Kind::DirectionSizes,
        Kind::GradeTotals,
        Kind::DirectionGradeTotals,
        Kind::DelayedList,
        Kind::FollowUpTotal,
        Kind::RelistingGrades,
        Kind::RelistingDepartments,
        Kind::RevisionCounts,
        Kind::NewUndertakings,
        Kind::StudyCount,
        Kind::StaleFollowUp,
        Kind::ParentGrades,
        Kind::NameDiffers,
        Kind::TargetMissing,
        Kind::ProbableMisreading,
        Kind::Doubts,
        Kind::UnreadLines,
    ];
}

/// What became of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It does not hold.
    Differs,
    /// Too little is known to tell.
    Unknown,
    /// It holds.
    Ok,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// A number of programs.
    Count(u32),
    /// Anything that is compared as it stands.
    Text(String),
}

impl Side {
    /// The numbers of programs, as people write a list of them.
    fn numbers(catalog: &Catalog, programs: &[ProgramIx]) -> Side {
        let numbers = programs.iter().map(|ix| catalog.program(*ix).number.to_string());
        Side::Text(numbers.collect::<Vec<_>>().join(", "))
    }
}

/// What there is to say of a check beside its sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// Not every program that was counted is known.
    RowsMissing,
    /// Some grades are not printed; the printed counts by direction were added up.
    AddedUp,
    /// No grades could be given to the programs so that all counts come out.
    Contradiction,
    /// A candidate lists another marked row again, or its mark was cut out of a text that reads like a finished result.
    MarkOrRelisting,
    /// One program may be revised in several ways.
    Overlap,
}

/// One check and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was checked.
    pub kind: Kind,
    /// Of which plan.
    pub plan: PlanIx,
    /// At which period, where it is about one.
    pub period: Option<Period>,
    /// Of which direction, as an index into those of the plan.
    pub direction: Option<u16>,
    /// Of which grade.
    pub grade: Option<Grade>,
    /// What came of it.
    pub status: Status,
    /// What should be: as printed.
    pub expected: Side,
    /// What is: as counted.
    pub found: Side,
    /// The programs it is about: those counted, or those that do not fit.
    pub programs: Vec<ProgramIx>,
    /// The programs that may explain a difference.
    pub candidates: Vec<ProgramIx>,
    /// Where the expected stands.
    pub source: Option<(DocumentIx, Place)>,
    /// What else there is to say.
    pub note: Option<Note>,
}

impl Check {
    /// A check of two numbers.
    fn counted(kind: Kind, plan: PlanIx, expected: u32, found: u32) -> Check {
        let status = if expected == found { Status::Ok } else { Status::Differs };
        Check::of(kind, plan, status, Side::Count(expected), Side::Count(found))
    }

    fn of(kind: Kind, plan: PlanIx, status: Status, expected: Side, found: Side) -> Check {
        Check {
            kind,
            plan,
            period: None,
            direction: None,
            grade: None,
            status,
            expected,
            found,
            programs: Vec::new(),
            candidates: Vec::new(),
            source: None,
            note: None,
        }
    }

    fn at(self, said: &Sourced) -> Check {
        Check { source: Some((said.document, said.statement.place.clone())), ..self }
    }
}

/// Everything that can be checked of some plans, plan by plan and kind by kind.
pub fn checks(catalog: &Catalog, plans: &[PlanIx]) -> Vec<Check> {
    let corpus = Corpus::of(catalog);
    plans.iter().flat_map(|plan| of_plan(catalog, *plan, &corpus)).collect()
}

fn of_plan(catalog: &Catalog, plan: PlanIx, corpus: &Corpus) -> Vec<Check> {
    let mut found = totals::checks(catalog, plan);
    found.extend(listed::checks(catalog, plan));
    found.extend(relisted::checks(catalog, plan));
    found.extend(names::checks(catalog, plan));
    found.extend(matters::checks(catalog, plan, corpus));
    found.sort_by_key(|check| check.kind);
    found
}
