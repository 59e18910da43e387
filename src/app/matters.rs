//! What reading the documents left open, on the screen: each question with the words it is about, and the keys to accept
//! or reject it. An answer is kept beside the documents and changes nothing in them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::input::Effect;
use super::layout::{self, Area};
use super::names;
use super::sheet::Anchor;
use super::source::SourcePlace;
use super::state::{Place, State};
use crate::import::Decoded;
use crate::model::{Catalog, DocumentIx, Judgement, MatterId, PlanIx};
use crate::review::check::Status;
use crate::review::{Concern, Matter, matters};
use crate::words::{Lang, Msg};

/// The lines of a document, or why there are none.
type Lines = Result<Arc<Decoded>, String>;

/// Where one stands among the open questions.
#[derive(Clone, Debug, PartialEq)]
pub struct MattersPlace {
    /// The questions, with the plan they belong to.
    pub all: Arc<Vec<(PlanIx, Matter)>>,
    /// The plan that was in sight; of many it is the only one whose questions are shown.
    pub plan: Option<PlanIx>,
    /// The lines of their documents, as far as they were fetched.
    pub lines: BTreeMap<DocumentIx, Lines>,
    /// The one that is selected.
    pub cursor: usize,
    /// The first one in sight.
    pub top: usize,
}

impl MattersPlace {
    /// The questions of all plans, or of one of many; those nobody has answered first.
    pub fn new(catalog: &Catalog, plan: Option<PlanIx>) -> MattersPlace {
        let mut all = matters(catalog, &super::checks::plans(catalog, plan));
        all.sort_by_key(|(_, matter)| matter.judgement().is_some());
        MattersPlace { all: Arc::new(all), plan, lines: BTreeMap::new(), cursor: 0, top: 0 }
    }

    /// The same questions in another picture of the store, in the order in which they stand, with what was answered
    /// since; the cursor stays on its question, or where that was.
    pub(super) fn over(
        &self,
        catalog: &Catalog,
        plan: Option<PlanIx>,
        document: impl Fn(DocumentIx) -> Option<DocumentIx>,
    ) -> Self {
        let mut fresh = MattersPlace::new(catalog, plan);
        let mut all = Arc::unwrap_or_clone(fresh.all);
        let (old, new) = (counted(&self.all), counted(&all));
        let there: HashSet<&(MatterId, usize)> = new.iter().collect();
        // Where the question has gone, the cursor stands on the one that came after it.
        let before = old.iter().take(self.cursor).filter(|question| there.contains(question)).count();
        let stood: HashMap<&(MatterId, usize), usize> =
            old.iter().enumerate().map(|(at, question)| (question, at)).collect();
        let mut places = new.iter().map(|question| stood.get(question).copied().unwrap_or(usize::MAX));
        let mut placed: Vec<(usize, (PlanIx, Matter))> =
            all.drain(..).map(|matter| (places.next().unwrap_or(usize::MAX), matter)).collect();
        placed.sort_by_key(|(place, _)| *place);
        all.extend(placed.into_iter().map(|(_, matter)| matter));
        fresh.cursor = before.min(all.len().saturating_sub(1));
        fresh.all = Arc::new(all);
        fresh.lines =
            self.lines.iter().filter_map(|(ix, lines)| Some((document(*ix)?, lines.clone()))).collect();
        MattersPlace { top: self.top, ..fresh }
    }

    /// The question one stands on.
    pub fn matter(&self) -> Option<&Matter> {
        self.all.get(self.cursor).map(|(_, matter)| matter)
    }

    /// Moves by rows.
    pub fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.all.len().saturating_sub(1));
    }

    /// Brings the cursor into sight.
    pub fn scroll(&mut self, body: Area) {
        let rows = usize::from(super::checks::list_rows(body));
        self.top = layout::paged(self.top, self.cursor, rows, self.all.len());
    }

    /// How many nobody has answered.
    pub fn open(&self) -> usize {
        self.all.iter().filter(|(_, matter)| matter.ruling.is_none()).count()
    }

    /// The lines of the document in which a question stands, where they were fetched.
    fn original(&self, matter: &Matter) -> Option<String> {
        let Some(Ok(decoded)) = self.lines.get(&matter.document) else { return None };
        let (first, last) = matter.place.lines();
        let lines = (first..=last).map(|number| decoded.line(number).trim());
        Some(lines.collect::<Vec<_>>().join(" "))
    }

    /// A question in one line: what is asked, about which program, and the words.
    pub fn line(&self, matter: &Matter, catalog: &Catalog, lang: Lang) -> String {
        let about = matter.program.map_or(String::new(), |ix| format!("  {}", catalog.label(ix)));
        match &matter.concern {
            Concern::Misreading(right) => {
                let what = Msg::CheckMisreading.text(lang);
                Msg::CheckSuggestion.fill(lang, &[&format!("{what}{about}"), right, &matter.text])
            }
            Concern::Doubt(what) => {
                format!("{}{about}  {}", names::doubt(*what).text(lang), matter.text)
            }
            Concern::Unread => {
                let line = Msg::UnreadLine.fill(lang, &[&matter.place.lines().0]);
                format!("{line}  {}", self.original(matter).unwrap_or_default())
            }
        }
    }

    /// What helps to answer it: the original, where it stands, what was answered.
    pub fn details(&self, matter: &Matter, catalog: &Catalog, lang: Lang) -> Vec<String> {
        let mut found = vec![match &matter.concern {
            Concern::Misreading(_) => Msg::AskMisreading.text(lang).to_owned(),
            Concern::Doubt(_) => Msg::AskDoubt.text(lang).to_owned(),
            Concern::Unread => Msg::AskUnread.text(lang).to_owned(),
        }];
        if let Some(ruling) = &matter.ruling {
            let answer = match ruling.judgement {
                Judgement::Accepted => Msg::AnswerAccepted,
                Judgement::Rejected => Msg::AnswerRejected,
            };
            found.push(
                answer.fill(lang, &[&names::author(&ruling.author, lang), &names::moment(ruling.at_ms)]),
            );
        }
        found.push(format!("{}:{}", catalog.document(matter.document).name, matter.place.lines().0));
        found.extend(self.original(matter));
        found
    }
}

/// The questions, each with how many of the same id stand before it: one may be about several lines.
fn counted(all: &[(PlanIx, Matter)]) -> Vec<(MatterId, usize)> {
    let mut seen: HashMap<&MatterId, usize> = HashMap::new();
    let mut found = Vec::with_capacity(all.len());
    for (_, matter) in all {
        let nth = seen.entry(&matter.id).or_insert(0);
        found.push((matter.id.clone(), *nth));
        *nth += 1;
    }
    found
}

/// What became of a question, as the checks say it.
pub fn status(matter: &Matter) -> Status {
    match matter.judgement() {
        None => Status::Unknown,
        Some(Judgement::Accepted) => Status::Differs,
        Some(Judgement::Rejected) => Status::Ok,
    }
}

impl State {
    /// Shows the open questions.
    pub(super) fn go_matters(&mut self) -> Vec<Effect> {
        if matches!(self.place(), Some(Place::Matters(_))) {
            return Vec::new();
        }
        let place = MattersPlace::new(&self.catalog, self.plan());
        let mut documents: Vec<DocumentIx> = place.all.iter().map(|(_, matter)| matter.document).collect();
        documents.sort_unstable();
        documents.dedup();
        self.places.push(Place::Matters(place));
        documents.into_iter().map(Effect::ReadDocument).collect()
    }

    /// Answers the selected question; the same answer once more takes it back.
    pub(super) fn answer(&mut self, answer: Judgement) -> Vec<Effect> {
        let Some(Place::Matters(place)) = self.place() else { return Vec::new() };
        let Some(matter) = place.matter() else { return Vec::new() };
        let new = Some(answer).filter(|answer| matter.judgement() != Some(*answer));
        vec![Effect::Rule(matter.id.clone(), new)]
    }

    /// Opens the program of the selected question, or else the lines it is about.
    pub(super) fn open_matter(&mut self) -> Vec<Effect> {
        let Some(Place::Matters(place)) = self.place() else { return Vec::new() };
        match place.matter().and_then(|matter| matter.program) {
            Some(program) => {
                self.open_program(program, None);
                Vec::new()
            }
            None => self.open_matter_source(),
        }
    }

    /// Opens the lines that the selected question is about; from there one can go on to those of the others.
    pub(super) fn open_matter_source(&mut self) -> Vec<Effect> {
        let Some(Place::Matters(place)) = self.place() else { return Vec::new() };
        let Some(document) = place.matter().map(|matter| matter.document) else {
            self.notice = Some(Msg::NothingToOpen.text(self.lang).to_owned());
            return Vec::new();
        };
        let anchor = |(_, matter): &(PlanIx, Matter)| Anchor {
            document: matter.document,
            place: matter.place.clone(),
            label: place.line(matter, &self.catalog, self.lang),
            text: matter.text.as_str().into(),
            how: Msg::HowPrinted,
        };
        let source = SourcePlace {
            passages: place.all.iter().map(anchor).collect(),
            at: place.cursor,
            lines: place.lines.get(&document).cloned(),
            top: None,
        };
        let fetch = source.lines.is_none();
        self.places.push(Place::Source(source));
        if fetch { vec![Effect::ReadDocument(document)] } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Document, DocumentId, Fact, How, Layout, LineSpan, NamedPlan, Number, PlanCode, PlanId, Statement,
        Subject, build,
    };

    /// A store with a document of each of so many plans, in which these lines were not read.
    fn store(plans: u16, unread: &[u32]) -> Catalog {
        let place = crate::model::Place::Lines(LineSpan { first: 1, last: 1, start: 0, end: 1 });
        let document = |no: u16| Document {
            id: DocumentId(format!("{no:04}").into()),
            name: format!("{no}.txt").into(),
            layout: Layout::Table,
            plans: vec![NamedPlan {
                id: PlanId { municipality: None, code: PlanCode::parse(&format!("X{no}")).unwrap() },
                name: None,
            }],
            periods: Vec::new(),
            statements: vec![Statement {
                subject: Subject::Program(0, Number::program(1)),
                period: None,
                fact: Fact::Name,
                text: "窓口".into(),
                how: How::Printed,
                place: place.clone(),
            }],
            doubts: Vec::new(),
            unread: unread.to_vec(),
        };
        let (head, details) = build(&(1..=plans).map(document).collect::<Vec<_>>());
        Catalog::new(head, || details)
    }

    fn lines(place: &MattersPlace) -> Vec<u32> {
        place.all.iter().map(|(_, matter)| matter.place.lines().0).collect()
    }

    #[test]
    fn the_cursor_stays_on_its_question_or_on_the_one_behind_it() {
        for (left, cursor, stands_on) in [
            (&[1, 2, 3, 4][..], 2, Some(3)),
            (&[2, 3, 4], 2, Some(3)),
            (&[1, 2, 4], 2, Some(4)),
            (&[1, 2, 3], 3, Some(3)),
            (&[4], 1, Some(4)),
            // New ones stand at the end.
            (&[3, 4, 9], 2, Some(3)),
            (&[], 2, None),
        ] {
            let mut place = MattersPlace::new(&store(1, &[1, 2, 3, 4]), None);
            place.cursor = cursor;
            let moved = place.over(&store(1, left), None, Some);
            assert_eq!(moved.matter().map(|m| m.place.lines().0), stands_on, "{left:?}");
            assert_eq!(lines(&moved), left);
        }
    }

    #[test]
    fn of_many_plans_the_one_in_sight_stays_the_only_one() {
        let many = store(20, &[1, 2]);
        let plan = many.plans().nth(7).map(|(ix, _)| ix);
        let place = MattersPlace::new(&many, plan);
        assert_eq!(lines(&place), [1, 2]);
        assert_eq!(lines(&place.over(&many, plan, Some)), [1, 2]);
        // Where the plan has gone there is another one, and never all of them.
        assert_eq!(lines(&place.over(&many, None, Some)), [1, 2]);
    }

    #[test]
    fn thousands_of_questions_are_laid_over_in_a_moment() {
        let unread: Vec<u32> = (1..=10_000).collect();
        let catalog = store(1, &unread);
        let mut place = MattersPlace::new(&catalog, None);
        place.cursor = 9_000;
        let began = std::time::Instant::now();
        let moved = place.over(&catalog, None, Some);
        assert_eq!((moved.cursor, moved.all.len()), (9_000, 10_000));
        assert!(began.elapsed().as_secs() < 2, "{:?}", began.elapsed());
    }
}
