//! Checks on the screen, those that do not hold first; and the program's words for them, which the command line says too.

use super::input::Effect;
use super::layout::Area;
use super::list::ListPlace;
use super::names;
use super::sheet::Anchor;
use super::source::SourcePlace;
use super::state::{Place, State};
use crate::model::{Catalog, PlanIx, ProgramIx};
use crate::review::check::{Check, Kind, Note, Side, Status, checks};
use crate::words::{Lang, Msg};
use std::sync::Arc;

/// Where one stands among the checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecksPlace {
    /// The checks, those that differ first.
    pub all: Arc<Vec<Check>>,
    /// The plan that was in sight; of many it is the only one that is checked.
    pub plan: Option<PlanIx>,
    /// The one that is selected.
    pub cursor: usize,
    /// The first one in sight.
    pub top: usize,
}

/// So many plans are checked at once; of more, the one in sight.
const MOST_PLANS: usize = 12;
/// Rows that say more about the selected check.
pub const DETAILS: u16 = 6;

impl ChecksPlace {
    /// The checks of all plans, or of one of many.
    pub fn new(catalog: &Catalog, plan: Option<PlanIx>) -> ChecksPlace {
        let mut all = checks(catalog, &plans(catalog, plan));
        all.sort_by_key(|check| check.status);
        ChecksPlace { all: Arc::new(all), plan, cursor: 0, top: 0 }
    }

    /// The check one stands on.
    pub fn check(&self) -> Option<&Check> {
        self.all.get(self.cursor)
    }

    /// Moves by rows.
    pub fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.all.len().saturating_sub(1));
    }

    /// Brings the cursor into sight.
    pub fn scroll(&mut self, body: Area) {
        let rows = usize::from(list_rows(body));
        self.top = super::layout::paged(self.top, self.cursor, rows, self.all.len());
    }
}

/// The plans that are checked at once: all, or the one in sight of many.
pub(super) fn plans(catalog: &Catalog, in_sight: Option<PlanIx>) -> Vec<PlanIx> {
    let few = catalog.plans().len() <= MOST_PLANS;
    let in_sight = in_sight.or_else(|| catalog.first_plan());
    let plans = catalog.plans().map(|(ix, _)| ix);
    plans.filter(|ix| few || in_sight == Some(*ix)).collect()
}

/// The rows of a body that list checks; the others say more about one.
pub fn list_rows(body: Area) -> u16 {
    if body.height > 2 * DETAILS { body.height - DETAILS } else { body.height }
}

impl State {
    /// Shows the checks.
    pub(super) fn go_checks(&mut self) {
        if matches!(self.place(), Some(Place::Checks(_))) {
            return;
        }
        let place = ChecksPlace::new(&self.catalog, self.plan());
        self.places.push(Place::Checks(place));
    }

    /// Opens the programs of the selected check: one by itself, several as a list.
    pub(super) fn open_check(&mut self) {
        let Some(Place::Checks(place)) = self.place() else { return };
        let Some(check) = place.check().cloned() else { return };
        let programs = if check.candidates.is_empty() { &check.programs } else { &check.candidates };
        match programs.as_slice() {
            [] => self.notice = Some(Msg::CheckNoPrograms.text(self.lang).to_owned()),
            [one] => self.open_program(*one, check.period),
            many => {
                let numbers: Vec<String> =
                    many.iter().map(|ix| self.catalog.program(*ix).number.to_string()).collect();
                let query = format!("plan:{} no:{}", self.catalog.plan_label(check.plan), numbers.join("|"));
                let mut list = ListPlace::of_plan(&self.catalog, check.plan);
                list.search(&self.catalog, &self.index, &query);
                self.places.push(Place::List(list));
            }
        }
    }

    /// Opens the line in which the expected side of the selected check stands.
    pub(super) fn open_check_source(&mut self) -> Vec<Effect> {
        let Some(Place::Checks(place)) = self.place() else { return Vec::new() };
        let found = place.check().and_then(|check| Some((check.clone(), check.source.clone()?)));
        let Some((check, (document, place))) = found else {
            self.notice = Some(Msg::NothingToOpen.text(self.lang).to_owned());
            return Vec::new();
        };
        let anchor = Anchor {
            document,
            place,
            label: title(&check, &self.catalog, self.lang),
            text: Box::default(),
            how: Msg::HowPrinted,
        };
        self.places.push(Place::Source(SourcePlace {
            passages: vec![anchor],
            at: 0,
            lines: None,
            top: None,
        }));
        vec![Effect::ReadDocument(document)]
    }
}

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
        Kind::ProbableMisreading => Msg::CheckMisreading,
        Kind::Doubts => Msg::CheckDoubts,
        Kind::UnreadLines => Msg::CheckUnread,
    };
    let direction = check.direction.and_then(|at| catalog.plan(check.plan).directions.get(usize::from(at)));
    // Doubts and unread lines are counted by document.
    let counted = matches!(check.kind, Kind::Doubts | Kind::UnreadLines);
    let document = check.source.as_ref().filter(|_| counted).map(|(document, _)| catalog.document(*document));
    let parts = [
        check.period.map(|period| names::period(period, lang)),
        Some(what.text(lang).to_owned()),
        check.grade.map(|grade| grade.to_string()),
        direction.map(|d| format!("{} {}", d.no, d.name)),
        document.map(|d| names::short_document(&d.name)),
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
    let counted_only = matches!(check.kind, Kind::Doubts | Kind::UnreadLines);
    if counted_only || (check.status == Status::Ok && expected == found) {
        return format!("{title}  {found}");
    }
    let sides = match check.kind {
        Kind::StaleFollowUp | Kind::ParentGrades | Kind::TargetMissing => Msg::CheckPairs,
        Kind::RelistingGrades | Kind::RelistingDepartments => Msg::CheckOriginals,
        Kind::NameDiffers => Msg::CheckSpellings,
        Kind::ProbableMisreading => Msg::CheckSuggestion,
        _ => Msg::CheckSides,
    };
    sides.fill(lang, &[&title, &expected, &found])
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
