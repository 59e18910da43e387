//! What reading the documents leaves open, for a person to settle: lines that were not read, what was doubted, and
//! probable misreadings; with what was said to each so far.

use super::misreading::{Corpus, misreadings};
use crate::model::{
    Catalog, DocumentHead, DocumentIx, Doubt, Doubtful, Judgement, LineSpan, MatterId, Place, PlanIx,
    ProgramIx, Ruling, Subject,
};

/// What is open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// A word may have been misread; what it may have been.
    Misreading(String),
    /// Something was read by a rule that a person should confirm.
    Doubt(Doubtful),
    /// A line of which nothing was read.
    Unread,
}

/// One of them (要確認).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// Under which an answer is kept.
    pub id: MatterId,
    /// What is open.
    pub concern: Concern,
    /// In which document.
    pub document: DocumentIx,
    /// Where in it.
    pub place: Place,
    /// About which program, where it is about one.
    pub program: Option<ProgramIx>,
    /// The words in question; empty for a line that was not read.
    pub text: String,
    /// What a person said to it.
    pub ruling: Option<Ruling>,
}

impl Matter {
    /// What a person said to it; `None` while it is open.
    pub fn judgement(&self) -> Option<Judgement> {
        self.ruling.as_ref().map(|ruling| ruling.judgement)
    }
}

/// Everything that is open or was settled in the documents of some plans, plan by plan.
pub fn matters(catalog: &Catalog, plans: &[PlanIx]) -> Vec<(PlanIx, Matter)> {
    let corpus = Corpus::of(catalog);
    let of = |plan| of_plan(catalog, plan, &corpus).into_iter().map(move |matter| (plan, matter));
    plans.iter().copied().flat_map(of).collect()
}

/// That of one plan: misreadings, doubts, unread lines, each by document and line. A document that speaks of several
/// plans belongs to the first of them.
pub(super) fn of_plan(catalog: &Catalog, plan: PlanIx, corpus: &Corpus) -> Vec<Matter> {
    let misread = misreadings(catalog, plan, corpus).into_iter().map(|it| {
        let said = it.said;
        let concern = Concern::Misreading(it.right);
        matter(catalog, concern, said.document, said.statement.place.clone(), it.program, it.wrong)
    });
    let mut found: Vec<Matter> = misread.collect();
    for (at, head) in catalog.documents().iter().enumerate() {
        if head.plans.first() != Some(&plan) {
            continue;
        }
        let document = DocumentIx(at as u32);
        for doubt in &head.doubts {
            let (concern, place) = (Concern::Doubt(doubt.what), line(doubt.line));
            let program = program_of(catalog, head, doubt);
            found.push(matter(catalog, concern, document, place, program, doubt.text.to_string()));
        }
        let unread = head.unread.iter();
        found.extend(
            unread.map(|at| matter(catalog, Concern::Unread, document, line(*at), None, String::new())),
        );
    }
    found.sort_by(|a, b| {
        let key = |m: &Matter| (rank(&m.concern), m.document, m.place.lines());
        key(a).cmp(&key(b))
    });
    found
}

/// In which order kinds of them are shown: what may be wrong in what is shown before what is not shown.
fn rank(concern: &Concern) -> u8 {
    match concern {
        Concern::Misreading(_) => 0,
        Concern::Doubt(_) => 1,
        Concern::Unread => 2,
    }
}

fn line(number: u32) -> Place {
    Place::Lines(LineSpan { first: number, last: number, start: 0, end: u32::MAX })
}

fn program_of(catalog: &Catalog, head: &DocumentHead, doubt: &Doubt) -> Option<ProgramIx> {
    let Some(Subject::Program(plan, number)) = doubt.subject else { return None };
    catalog.find_in(*head.plans.get(plan as usize)?, number)
}

/// The name of a doubt, as in JSON.
fn name(what: Doubtful) -> Box<str> {
    let name = serde_json::to_value(what).ok();
    name.as_ref().and_then(|name| name.as_str()).unwrap_or_default().into()
}

fn matter(
    catalog: &Catalog,
    concern: Concern,
    document: DocumentIx,
    place: Place,
    program: Option<ProgramIx>,
    text: String,
) -> Matter {
    let id = MatterId {
        what: match &concern {
            Concern::Misreading(_) => "misreading".into(),
            Concern::Doubt(what) => name(*what),
            Concern::Unread => "unread".into(),
        },
        about: match program {
            Some(program) => catalog.full_id(program).into(),
            None => catalog.document(document).id.0.as_ref().into(),
        },
        text: match concern {
            Concern::Unread => place.lines().0.to_string().into(),
            _ => text.as_str().into(),
        },
    };
    // Whose plan it is may have become known since the answer.
    let former = program.and_then(|ix| unnamed(catalog, ix)).map(|about| MatterId { about, ..id.clone() });
    let id = [Some(id.clone()), former]
        .into_iter()
        .flatten()
        .find(|id| catalog.rulings().to(id).is_some())
        .unwrap_or(id);
    let ruling = catalog.rulings().to(&id).cloned();
    Matter { id, concern, document, place, program, text, ruling }
}

/// What a program was called while no document named its municipality; `None` where others have a plan of that code.
fn unnamed(catalog: &Catalog, ix: ProgramIx) -> Option<Box<str>> {
    let plan = &catalog.plan_of(ix).id;
    let same_code = catalog.plans().filter(|(_, other)| other.id.code == plan.code).count();
    let named = plan.municipality.is_some() && same_code == 1;
    named.then(|| format!("/{}-{}", plan.code, catalog.program(ix).number).into())
}
