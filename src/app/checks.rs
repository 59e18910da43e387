//! The program's words for checks, as the command line and the screen of checks say them.

use super::names;
use crate::model::{Catalog, ProgramIx};
use crate::review::check::{Check, Kind, Note, Side, Status};
use crate::words::{Lang, Msg};

/// The sign in front of a check: told without colour, and as wide everywhere.
pub fn sign(status: Status) -> &'static str {
    match status {
        Status::Differs => "!=  ",
        Status::Unknown => "?   ",
        Status::Ok => "=   ",
    }
}

/// What was checked.
pub fn title(check: &Check, catalog: &Catalog, lang: Lang) -> String {
    let what = match check.kind {
        Kind::RowCount => Msg::CheckRowCount,
        Kind::NumberSequence => Msg::CheckNumberSequence,
        Kind::DirectionSizes => Msg::CheckDirectionSizes,
        Kind::GradeTotals => Msg::CheckGradeTotals,
        Kind::DirectionGradeTotals => Msg::CheckDirectionGradeTotals,
        Kind::DelayedList => Msg::CheckDelayedList,
        Kind::FollowUpTotal => Msg::CheckFollowUpTotal,
        Kind::RelistingGrades => Msg::CheckRelistingGrades,
        Kind::RelistingDepartments => Msg::CheckRelistingDepartments,
        Kind::RevisionCounts => Msg::CheckRevisionCounts,
        Kind::NewUndertakings => Msg::CheckNewUndertakings,
        Kind::StudyCount => Msg::CheckStudyCount,
        Kind::StaleFollowUp => Msg::CheckStaleFollowUp,
        Kind::ParentGrades => Msg::CheckParentGrades,
        Kind::NameDiffers => Msg::CheckNameDiffers,
        Kind::TargetMissing => Msg::CheckTargetMissing,
    };
    let direction = check.direction.and_then(|at| catalog.plan(check.plan).directions.get(usize::from(at)));
    let parts = [
        check.period.map(|period| names::period(period, lang)),
        Some(what.text(lang).to_owned()),
        check.grade.map(|grade| grade.to_string()),
        direction.map(|d| format!("{} {}", d.no, d.name)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The check in one line: what, what should be, what is.
pub fn line(check: &Check, catalog: &Catalog, lang: Lang) -> String {
    let title = title(check, catalog, lang);
    let side = |side: &Side| match side {
        Side::Count(n) => n.to_string(),
        Side::Text(text) if text.is_empty() => "-".to_owned(),
        Side::Text(text) => text.clone(),
    };
    let (expected, found) = (side(&check.expected), side(&check.found));
    if check.status == Status::Ok && expected == found {
        return format!("{title}  {found}");
    }
    Msg::CheckSides.fill(lang, &[&title, &expected, &found])
}

/// What helps to look into it: the programs, those that may explain a difference, the source, a note.
pub fn details(check: &Check, catalog: &Catalog, lang: Lang) -> Vec<String> {
    let list = |programs: &[ProgramIx]| {
        let numbers = programs.iter().map(|ix| catalog.program(*ix).number.to_string());
        numbers.collect::<Vec<_>>().join(", ")
    };
    let mut found = Vec::new();
    if check.status != Status::Ok && !check.programs.is_empty() {
        found.push(Msg::CheckPrograms.fill(lang, &[&list(&check.programs)]));
    }
    if !check.candidates.is_empty() {
        found.push(Msg::CheckCandidates.fill(lang, &[&list(&check.candidates)]));
    }
    if let Some(note) = check.note.filter(|_| check.status != Status::Ok) {
        found.push(self::note(note).text(lang).to_owned());
    }
    if let Some((document, place)) = check.source.as_ref().filter(|_| check.status != Status::Ok) {
        found.push(format!("{}:{}", catalog.document(*document).name, place.lines().0));
    }
    found
}

/// What else there is to say of a check.
pub fn note(note: Note) -> Msg {
    match note {
        Note::RowsMissing => Msg::NoteRowsMissing,
        Note::AddedUp => Msg::NoteAddedUp,
        Note::Contradiction => Msg::NoteContradiction,
        Note::MarkOrRelisting => Msg::NoteMarkOrRelisting,
        Note::Overlap => Msg::NoteOverlap,
    }
}
