//! Editions: the document of the store whose place a new one takes, what the new one says otherwise, and whether it is
//! to be taken. A document that merely complements another takes nobody's place; where that is not certain it does not.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, IsTerminal, Write};

use serde_json::{Value, json};

use super::context::{known_plans, read_as};
use super::failure::Failure;
use super::json;
use crate::app::names;
use crate::import::KnownPlan;
use crate::model::{
    Catalog, Changed, Difference, Document, DocumentHead, DocumentId, Kinship, Layout, PlanId, ProgramId,
    Said, difference, kinship,
};
use crate::store::{Gone, Store};
use crate::text::sanitize;
use crate::words::{Lang, Msg};

/// A document of the store whose place a new one would take.
pub struct Edition {
    /// The document of the store.
    pub id: DocumentId,
    /// Its name.
    pub name: String,
    /// The new one was in the store before this one: it is older, as far as the store knows.
    pub older: bool,
    /// What the new one says otherwise.
    pub difference: Difference,
}

/// How a new document stands to those of the store.
pub enum Stands {
    /// By itself.
    Alone,
    /// It takes the place of one.
    For(Box<Edition>),
    /// It might be an edition of one; what to say of it.
    Perhaps(String),
    /// It is older than one that is imported in the same call, and stays out; what to say of it.
    Out(String),
}

/// Looks for the editions of new documents. Documents of the store are read again at most once each.
pub struct Editions<'a> {
    store: &'a Store,
    catalog: &'a Catalog,
    lang: Lang,
    /// The documents of this call.
    call: HashSet<DocumentId>,
    gone: Vec<Gone>,
    known: Vec<KnownPlan>,
    read: HashMap<DocumentId, Document>,
}

impl<'a> Editions<'a> {
    /// The documents of a store, beside those of a call.
    pub fn new(
        store: &'a Store,
        catalog: &'a Catalog,
        call: HashSet<DocumentId>,
        lang: Lang,
    ) -> Result<Editions<'a>, Failure> {
        let gone = store.gone().map_err(|e| Failure::of_store(&e, lang))?;
        let known = known_plans(catalog);
        Ok(Editions { store, catalog, lang, call, gone, known, read: HashMap::new() })
    }

    /// How a document that the catalog does not have stands to those that it has.
    pub fn of(&mut self, new: &Document) -> Stands {
        let catalog = self.catalog;
        let head = |id: &DocumentId| catalog.documents().iter().find(|d| d.id == *id);
        let newer = self.gone.iter().find(|gone| gone.id == new.id).and_then(|gone| gone.by.clone());
        if let Some(newer) = newer.as_ref().and_then(head) {
            if self.call.contains(&newer.id) {
                return Stands::Out(Msg::LeftOutOlder.fill(self.lang, &[&new.name, &newer.name]));
            }
            return Stands::For(Box::new(Edition { older: true, ..self.taking(newer, new) }));
        }
        let (mut editions, mut doubtful) = (Vec::new(), Vec::new());
        for old in catalog.documents().iter().filter(|old| may_be_edition(catalog, old, new)) {
            match kinship(self.read(old), new) {
                Kinship::Edition => editions.push(old),
                Kinship::Doubtful => doubtful.push(old),
                Kinship::Other => {}
            }
        }
        match (editions.as_slice(), doubtful.first()) {
            ([one], _) => Stands::For(Box::new(self.taking(one, new))),
            ([], None) => Stands::Alone,
            // Of several editions none is the one.
            ([first, ..], _) | ([], Some(first)) => Stands::Perhaps(perhaps(new, &first.name, self.lang)),
        }
    }

    /// The place of that document taken by a new one.
    pub fn taking(&mut self, old: &DocumentHead, new: &Document) -> Edition {
        let difference = difference(self.read(old), new);
        Edition { id: old.id.clone(), name: old.name.to_string(), older: false, difference }
    }

    /// A document of the store, read again; with nothing in it where that is not possible any more.
    fn read(&mut self, head: &DocumentHead) -> &Document {
        let (store, catalog, known) = (self.store, self.catalog, &self.known);
        self.read.entry(head.id.clone()).or_insert_with(|| {
            let again = || {
                let bytes = store.document_bytes(&head.id).ok()?;
                read_as(&bytes, &store.recipe(&head.id)?, known).ok()
            };
            again().unwrap_or_else(|| head.without_statements(&catalog.headlines().plans))
        })
    }
}

/// What one says where a person has to decide.
pub fn perhaps(new: &Document, old: &str, lang: Lang) -> String {
    Msg::PerhapsEdition.fill(lang, &[&new.name, &old])
}

/// What can be told without reading a document again. Of which municipality it is, other documents may say.
fn may_be_edition(catalog: &Catalog, old: &DocumentHead, new: &Document) -> bool {
    if old.id == new.id || old.layout != new.layout {
        return false;
    }
    if new.layout == Layout::Curation {
        return old.name == new.name;
    }
    let same = |a: &PlanId, b: &PlanId| {
        a.code == b.code
            && (a.municipality == b.municipality || a.municipality.is_none() || b.municipality.is_none())
    };
    let is = |ix| &catalog.plan(ix).id;
    old.periods == new.periods
        && old.plans.iter().all(|ix| new.plans.iter().any(|plan| same(is(*ix), &plan.id)))
}

/// Whether documents are to be taken that take the place of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// Given beforehand: `--yes`.
    Given,
    /// To be asked for at the terminal.
    Asked,
    /// Not given, and nobody is there to be asked.
    Missing,
}

impl Consent {
    /// That of a call. What is written for machines is never a question.
    pub fn of_call(yes: bool, for_machines: bool) -> Consent {
        let answers = !for_machines && std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        match (yes, answers) {
            (true, _) => Consent::Given,
            (false, true) => Consent::Asked,
            (false, false) => Consent::Missing,
        }
    }
}

/// Asks whether a document is to take the place of another, of which one has seen the difference; `None` where one
/// presses ctrl-c instead. Whatever is no yes is a no.
pub fn ask(new: &str, old: &str, stopped: impl Fn() -> bool, lang: Lang) -> Option<bool> {
    let mut out = std::io::stdout();
    let question = Msg::AskReplace.fill(lang, &[&old, &new]);
    let _ = write!(out, "{} ", sanitize(&question).as_str()).and_then(|()| out.flush());
    let stdin = rustix::stdio::stdin();
    // Reading would begin again after ctrl-c.
    while let Err(error) =
        rustix::event::poll(&mut [rustix::event::PollFd::new(&stdin, rustix::event::PollFlags::IN)], None)
    {
        if error != rustix::io::Errno::INTR || stopped() {
            let _ = writeln!(out);
            return None;
        }
    }
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    let answer = crate::text::fold(answer.trim());
    Some(["y", "yes", "はい"].iter().any(|yes| crate::text::fold(yes) == answer))
}

/// At most so many values are told one by one; in JSON there are all.
const SHOWN: usize = 200;

/// What a document says otherwise than the one whose place it takes, line by line.
pub fn lines(catalog: &Catalog, new: &str, edition: &Edition, lang: Lang) -> Vec<String> {
    let Edition { name, older, difference: d, .. } = edition;
    let heading = if *older { Msg::EditionOlder } else { Msg::EditionOf };
    let mut out = vec![heading.fill(lang, &[&new, name, &d.added.len(), &d.removed.len(), &d.changed.len()])];
    let whole =
        |sign: &str, (id, name): &(ProgramId, Box<str>)| format!("  {sign} {} {name}", label(catalog, id));
    out.extend(d.added.iter().map(|program| whole("+", program)));
    out.extend(d.removed.iter().map(|program| whole("-", program)));
    out.extend(d.changed.iter().map(|changed| {
        let program = changed.program.as_ref().map_or(String::new(), |id| format!("{} ", label(catalog, id)));
        let period = changed.period.map_or(String::new(), |p| format!(" {}", names::period(p, lang)));
        let value = |text: &Option<Box<str>>| match text {
            Some(text) => brief(text),
            None => Msg::EditionNothing.text(lang).to_owned(),
        };
        let what = format!("{program}{}{period}", said(changed.said, lang));
        let (from, to) = (value(&changed.from), value(&changed.to));
        match line(changed) {
            Some(line) => Msg::EditionChanged.fill(lang, &[&what, &from, &to, &line]),
            None => Msg::EditionLost.fill(lang, &[&what, &from, &to]),
        }
    }));
    let more = out.len().saturating_sub(SHOWN);
    out.truncate(SHOWN);
    out.extend((more > 0).then(|| format!("  + {more}")));
    if d.doubts.0 != d.doubts.1 || d.unread.0 != d.unread.1 {
        out.push(Msg::EditionDoubts.fill(lang, &[&d.doubts.0, &d.doubts.1, &d.unread.0, &d.unread.1]));
    }
    out
}

/// The same for machines, whole.
pub fn as_json(catalog: &Catalog, new: &str, difference: &Difference) -> Value {
    let ids = |programs: &[(ProgramId, Box<str>)]| -> Vec<String> {
        programs.iter().map(|(id, _)| label(catalog, id)).collect()
    };
    let changed: Vec<Value> = difference
        .changed
        .iter()
        .map(|c| {
            json!({
                "program": c.program.as_ref().map(|id| label(catalog, id)),
                "field": json::said_id(c.said),
                "period": c.period.map(|p| p.to_string()),
                "from": c.from,
                "to": c.to,
                "source": c.place.as_ref().map(|place| json::source_in(new, place)),
            })
        })
        .collect();
    json!({"added": ids(&difference.added), "removed": ids(&difference.removed), "changed": changed})
}

/// The id of a program as people write it, also of one that the catalog does not have yet.
fn label(catalog: &Catalog, id: &ProgramId) -> String {
    match &id.plan.municipality {
        Some(municipality) if catalog.municipalities().iter().any(|known| known != municipality) => {
            format!("{municipality}/{id}")
        }
        _ => id.to_string(),
    }
}

fn line(changed: &Changed) -> Option<u32> {
    changed.place.as_ref().map(|place| place.lines().0)
}

/// The beginning of a value.
fn brief(text: &str) -> String {
    const ROOM: usize = 60;
    let mut chars = text.chars();
    let beginning: String = chars.by_ref().take(ROOM).collect();
    if chars.next().is_some() { format!("{beginning} ...") } else { beginning }
}

/// The word for what a value is about.
fn said(said: Said, lang: Lang) -> String {
    let word = match said {
        Said::Title => Msg::SaidTitle,
        Said::Name => Msg::ColumnName,
        Said::Field(field) => names::field(field),
        Said::Baseline => Msg::SaidBaseline,
        Said::Study => Msg::EmptyNotGraded,
        Said::Relisting => Msg::Relisting,
        Said::Listed => Msg::SaidListed,
        Said::Years => Msg::SaidYears,
        Said::Decision => Msg::SaidDecision,
        Said::Total(grade, _) => {
            let grade = grade.map_or(String::new(), |grade| format!(" {grade}"));
            return format!("{}{grade}", Msg::SaidTotal.text(lang));
        }
        Said::Meaning(grade) => return format!("{} {grade}", Msg::FieldGrade.text(lang)),
    };
    word.text(lang).to_owned()
}
