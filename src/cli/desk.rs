//! Documents on their way into the store: read one after the other, then kept together. The same for a call and for the
//! screens.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::asked::{self, Asked};
use super::context::{add_known, decisions, known_plans, load, read_as};
use super::decisions::no_decisions;
use super::edition::{Edition, Editions, Stands, perhaps};
use super::failure::Failure;
use super::{files, pick};
use crate::import::{self, Encoding, ImportError, KnownPlan};
use crate::model::{
    Catalog, Decision, Document, DocumentId, Fact, Kinship, Layout, PlanId, Subject, kinship,
};
use crate::settings::Mistake;
use crate::store::{Imported, Item, Recipe, Stamp, Step, Store, StoreError, hash};
use crate::words::{Lang, Msg, reason};

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress<'a> {
    /// This document is being read.
    Reading {
        /// The how many-th it is.
        at: usize,
        /// Of how many.
        of: usize,
        /// Its name.
        name: &'a str,
        /// Programs found in those before it.
        programs: u32,
        /// What is to be checked in those before it.
        doubts: usize,
    },
    /// All are read; the store has come so far.
    Storing(Step),
}

impl Progress<'_> {
    /// As a sentence.
    pub fn sentence(self, lang: Lang) -> String {
        match self {
            Progress::Reading { at, of, name, programs, doubts } => {
                Msg::Reading.fill(lang, &[&at, &of, &name, &programs, &doubts])
            }
            Progress::Storing(Step::Kept(at, of)) => Msg::Keeping.fill(lang, &[&at, &of]),
            Progress::Storing(Step::Indexing) => Msg::Indexing.text(lang).to_owned(),
        }
    }
}

/// Told of every step; `false` stops the import, which then has changed nothing.
pub type Watch<'a> = &'a mut dyn FnMut(Progress<'_>) -> bool;

/// Asked of each document that would take the place of another one: whether it is to. One that is refused with a
/// failure, or not taken, is left out; the others are not.
pub type Consents<'a> = &'a mut dyn FnMut(&Catalog, &str, &Edition) -> Result<bool, Failure>;

/// A document that was read and may be kept.
struct Reading {
    bytes: Vec<u8>,
    document: Document,
    recipe: Recipe,
    /// The store has it, read in the same way.
    already: bool,
    /// The document of the store whose place it takes.
    edition: Option<Edition>,
}

/// What became of one document.
pub struct Outcome {
    /// The document.
    pub document: Document,
    /// It was there, and nothing was changed.
    pub already: bool,
    /// It was there and has been replaced.
    pub replaced: bool,
    /// The document whose place it takes, and what it says otherwise.
    pub edition: Option<Edition>,
    /// What is wrong in a file of decisions.
    pub mistakes: Vec<Mistake>,
    /// The encoding of its text; none of a workbook.
    pub encoding: Option<Encoding>,
}

/// What became of all of them.
#[derive(Default)]
pub struct Ended {
    /// Those that could be read, where they could be kept.
    pub outcomes: Vec<Outcome>,
    /// What could not be read or kept.
    pub failed: Vec<Failure>,
    /// What is to be said beside: documents that may be editions of others, or were not taken.
    pub beside: Vec<String>,
    /// Why the index lacks them for now.
    pub note: Option<String>,
}

/// So often one looks at the store again that others keep changing.
const TRIES: usize = 100;

/// Where documents lie between being read and being kept.
pub struct Desk {
    store: Store,
    lang: Lang,
    catalog: Arc<Catalog>,
    /// That of the catalog.
    generation: u64,
    known: Vec<KnownPlan>,
    /// A person has said which document is replaced.
    said: bool,
    /// Beginnings of names and hashes of documents, and the plan that a person says they are about.
    decided: Vec<(Box<str>, PlanId)>,
    readings: Vec<Reading>,
    /// How those of this import are read: the same bytes may come twice.
    recipes: HashMap<DocumentId, Recipe>,
}

impl Desk {
    /// An empty desk before a store of which this is the picture, of that generation.
    pub fn new(store: &Store, lang: Lang, catalog: Arc<Catalog>, generation: u64) -> Desk {
        let (store, known) = (store.clone(), known_plans(&catalog));
        let decided = catalog.curation().documents.clone();
        Desk {
            store,
            lang,
            catalog,
            generation,
            known,
            said: false,
            decided,
            readings: Vec::new(),
            recipes: HashMap::new(),
        }
    }

    /// Reads all files and keeps what could be read; without a stamp nothing is kept. Fails only when it was stopped.
    pub fn import(
        mut self,
        files: &[PathBuf],
        asked: &Asked,
        stamp: Option<&Stamp>,
        consents: Consents<'_>,
        watch: Watch<'_>,
    ) -> Result<Ended, Failure> {
        let lang = self.lang;
        if asked.replaces.is_some() && files.len() > 1 {
            return Err(Failure::input(Msg::ErrReplacesMany.fill(lang, &[&files.len()])));
        }
        let (mut failed, mut programs, mut doubts) = (Vec::new(), 0, 0);
        // Decisions come first, since they may say of which plan another document is; what still does not say it waits
        // for the documents that name its programs. So the order in which files are named decides nothing.
        let (decisions, documents): (Vec<&PathBuf>, Vec<&PathBuf>) =
            files.iter().partition(|file| asked::is_curation(&files::name(file)));
        let mut waiting: Vec<(Vec<u8>, String, Failure)> = Vec::new();
        for (at, file) in decisions.into_iter().chain(documents).enumerate() {
            let name = files::name(file);
            if !watch(Progress::Reading { at: at + 1, of: files.len(), name: &name, programs, doubts }) {
                return Err(Failure::stopped(lang));
            }
            let unreadable = |e: std::io::Error| {
                Failure::input(Msg::ErrRead.fill(lang, &[&file.display(), &reason(&e, lang)]))
            };
            let bytes = match std::fs::read(file).map_err(unreadable) {
                Ok(bytes) => bytes,
                Err(failure) => {
                    failed.push(failure);
                    continue;
                }
            };
            match self.read(&bytes, &name, asked) {
                Err(NotRead { no_plan: true, failure }) => waiting.push((bytes, name, failure)),
                Err(NotRead { failure, .. }) => failed.push(failure),
                Ok(()) => {
                    if let Some(Reading { document, .. }) = self.readings.last() {
                        programs += document.program_count();
                        doubts += document.doubts.len();
                    }
                }
            }
        }
        loop {
            let before = waiting.len();
            waiting.retain(|(bytes, name, _)| self.read(bytes, name, asked).is_err());
            if waiting.is_empty() || waiting.len() == before {
                break;
            }
        }
        failed.extend(waiting.into_iter().map(|(_, _, failure)| failure));
        let mut beside = self.editions(asked)?;
        let Some(stamp) = stamp else {
            let outcome = |r: Reading| {
                let (mistakes, encoding) = (mistakes(&r), Encoding::named(&r.recipe.encoding));
                let Reading { document, already, edition, .. } = r;
                Outcome { document, already, replaced: false, edition, mistakes, encoding }
            };
            let outcomes = self.readings.into_iter().map(outcome).collect();
            return Ok(Ended { outcomes, failed, beside, note: None });
        };
        let mut kept = Vec::new();
        for reading in std::mem::take(&mut self.readings) {
            let Some(edition) = &reading.edition else {
                kept.push(reading);
                continue;
            };
            match consents(&self.catalog, &reading.document.name, edition) {
                Ok(true) => kept.push(reading),
                Ok(false) => {
                    beside.push(Msg::NotReplaced.fill(lang, &[&reading.document.name, &edition.name]));
                }
                Err(failure) if failure.code == Failure::stopped(lang).code => return Err(failure),
                Err(failure) => failed.push(failure),
            }
        }
        self.readings = kept;
        let ended = match self.keep(stamp, watch) {
            Ok(ended) => ended,
            Err(StoreError::Stopped) => return Err(Failure::stopped(lang)),
            Err(error) => Ended { failed: vec![Failure::of_store(&error, lang)], ..Ended::default() },
        };
        failed.extend(ended.failed);
        Ok(Ended { failed, beside, ..ended })
    }

    /// Looks at the store again, which others have changed since: what is to be kept may now be an edition of what they
    /// imported. Then it is for a person to decide anew.
    fn look_again(&mut self) -> Result<(), StoreError> {
        let loaded = load(&self.store)?;
        (self.catalog, self.generation) = (Arc::new(loaded.catalog), loaded.generation);
        let places = |desk: &Desk| -> Vec<(DocumentId, Option<DocumentId>)> {
            let place = |r: &Reading| (r.document.id.clone(), r.edition.as_ref().map(|e| e.id.clone()));
            desk.readings.iter().map(place).collect()
        };
        let before = places(self);
        if self.said {
            return Ok(());
        }
        self.readings.iter_mut().for_each(|reading| reading.edition = None);
        let found = self.editions(&Asked::default());
        if found.is_err() || places(self) != before { Err(StoreError::Moved) } else { Ok(()) }
    }

    /// Finds the documents of the store whose places the new ones take; what is to be said of those for which that is
    /// not certain.
    fn editions(&mut self, asked: &Asked) -> Result<Vec<String>, Failure> {
        let (lang, mut beside) = (self.lang, Vec::new());
        let catalog = Arc::clone(&self.catalog);
        let call: HashSet<DocumentId> = self.readings.iter().map(|r| r.document.id.clone()).collect();
        let mut editions = Editions::new(&self.store, &catalog, call, lang)?;
        if let Some(named) = &asked.replaces {
            self.said = true;
            let old = pick::document(&catalog, named, lang)?;
            for reading in &mut self.readings {
                if old.id == reading.document.id {
                    let same = Msg::ErrReplacesItself.fill(lang, &[&reading.document.name]);
                    return Err(Failure::input(same));
                }
                reading.edition = Some(editions.taking(old, &reading.document));
            }
            return Ok(beside);
        }
        let shown: HashSet<&DocumentId> = catalog.documents().iter().map(|d| &d.id).collect();
        let mut at = 0;
        while let Some(reading) = self.readings.get_mut(at) {
            let new = !shown.contains(&reading.document.id);
            match if new { editions.of(&reading.document) } else { Stands::Alone } {
                Stands::Alone => {}
                Stands::For(edition) => reading.edition = Some(*edition),
                Stands::Perhaps(sentence) => beside.push(sentence),
                Stands::Out(sentence) => {
                    beside.push(sentence);
                    self.readings.remove(at);
                    continue;
                }
            }
            at += 1;
        }
        // Of two editions in one call nobody says which is the newer one.
        let new: Vec<usize> = (0..self.readings.len())
            .filter(|at| self.readings.get(*at).is_some_and(|r| !shown.contains(&r.document.id)))
            .collect();
        for (nth, at) in new.iter().enumerate() {
            for other in new.iter().take(nth) {
                let Some([earlier, later]) = self.readings.get_disjoint_mut([*other, *at]).ok() else {
                    continue;
                };
                let place = |r: &Reading| r.edition.as_ref().map(|edition| edition.id.clone());
                let twins = place(earlier).is_some() && place(earlier) == place(later)
                    || kinship(&earlier.document, &later.document) == Kinship::Edition;
                if twins && earlier.document.id != later.document.id {
                    beside.push(perhaps(&later.document, &earlier.document.name, lang));
                    (earlier.edition, later.edition) = (None, None);
                }
            }
        }
        Ok(beside)
    }

    /// Keeps what was read, all of it or nothing. All at once: the snapshot is made once for all of them.
    pub fn keep(mut self, stamp: &Stamp, watch: Watch<'_>) -> Result<Ended, StoreError> {
        if self.readings.is_empty() {
            return Ok(Ended::default());
        }
        let mut tries = 0;
        let became = loop {
            let items: Vec<Item<'_>> = self
                .readings
                .iter()
                .map(|r| {
                    let replaces = r.edition.as_ref().map(|edition| &edition.id);
                    Item { bytes: &r.bytes, document: &r.document, recipe: &r.recipe, replaces }
                })
                .collect();
            let store = self.store.clone().expecting(self.generation);
            match store.import_watched(&items, stamp, &mut |step| watch(Progress::Storing(step))) {
                Err(StoreError::Moved) if tries < TRIES => self.look_again()?,
                became => break became?,
            }
            tries += 1;
        };
        let note = became.iter().find_map(|o| match o {
            Imported::Unindexed(error) => Some(Failure::of_store(error, self.lang).sentence),
            _ => None,
        });
        let outcomes = self.readings.into_iter().zip(became).map(|(reading, became)| Outcome {
            mistakes: mistakes(&reading),
            encoding: Encoding::named(&reading.recipe.encoding),
            document: reading.document,
            already: matches!(became, Imported::Already),
            // What mends damaged files says what the store said before.
            replaced: matches!(became, Imported::Replaced) && !reading.already && reading.edition.is_none(),
            edition: reading.edition,
        });
        Ok(Ended { outcomes: outcomes.collect(), note, ..Ended::default() })
    }

    /// Reads one document.
    pub fn read(&mut self, bytes: &[u8], name: &str, asked: &Asked) -> Result<(), NotRead> {
        let lang = self.lang;
        let id = hash(bytes);
        let read = |recipe: &Recipe| {
            read_as(bytes, recipe, &self.known).map_err(|e| NotRead {
                no_plan: e == ImportError::NoPlan,
                failure: Failure::of_import(name, &e, lang),
            })
        };
        // A document that the catalog does not have may lie in the store all the same: it could not be read.
        let shown = self.catalog.documents().iter().find(|d| d.id == id);
        let recipe = self.recipes.get(&id).cloned();
        let recipe = recipe.or_else(|| shown.and_then(|_| self.store.recipe(&id)));
        let before = recipe.and_then(|recipe| Some((read(&recipe).ok()?, recipe)));
        let (document, recipe, already) = if let Some((document, recipe)) = before {
            // The same bytes on another day, or under another name, are still the same document.
            let asked = asked.again(&recipe);
            let anew = if asked == recipe { None } else { Some(read(&asked)?).filter(|d| *d != document) };
            match anew {
                Some(anew) => (anew, asked, false),
                None => (document, recipe, true),
            }
        } else {
            let not_read =
                |e: ImportError| NotRead { no_plan: false, failure: Failure::of_import(name, &e, lang) };
            let encoding = match (asked.encoding, import::encoding(bytes).map_err(not_read)) {
                (Some(asked), Ok(Some(_)) | Err(_)) => Some(asked),
                (_, found) => found?,
            };
            let recipe = asked.recipe(name.to_owned(), encoding);
            // What a document says itself is not decided by others.
            let decided = self.decided_of(name, &id).filter(|_| asked.plan.is_none());
            let decided = decided.map(|plan| Recipe { plan: Some(plan.code.to_string()), ..recipe.clone() });
            match decided.and_then(|recipe| Some((read(&recipe).ok()?, recipe))) {
                Some((document, recipe)) => (document, recipe, false),
                None => (read(&recipe)?, recipe, false),
            }
        };
        if document.layout == Layout::Curation && document.statements.is_empty() {
            let (_, mistakes) = decisions(bytes, name, Encoding::named(&recipe.encoding));
            let failure = Failure::input(no_decisions(name, &mistakes, lang));
            return Err(NotRead { no_plan: false, failure });
        }
        if let (Some(shown), Some(plan)) = (shown, &asked.plan)
            && document.layout != Layout::Curation
            && !shown.plans.iter().any(|ix| self.catalog.plan(*ix).id.code == *plan)
        {
            let codes: Vec<String> = shown.plans.iter().map(|ix| self.catalog.plan_label(*ix)).collect();
            let refused =
                Msg::ErrReadAsOtherPlan.fill(lang, &[&name, &codes.join(Msg::Comma.text(lang)), plan]);
            return Err(NotRead { no_plan: false, failure: Failure::input(refused) });
        }
        let recipe = if already { recipe } else { asked::settled(recipe, &document) };
        if document.layout == Layout::Curation {
            self.decided.extend(decided_documents(&document));
        } else {
            add_known(&mut self.known, &document);
        }
        self.recipes.insert(id, recipe.clone());
        self.readings.push(Reading { bytes: bytes.to_vec(), document, recipe, already, edition: None });
        Ok(())
    }

    /// The plan that a person says a document is about.
    fn decided_of(&self, name: &str, id: &DocumentId) -> Option<&PlanId> {
        let begins = |beginning: &str| name.starts_with(beginning) || id.0.starts_with(beginning);
        self.decided.iter().rev().find(|(beginning, _)| begins(beginning)).map(|(_, plan)| plan)
    }
}

/// What is wrong in what was read, where that is a file of decisions.
fn mistakes(reading: &Reading) -> Vec<Mistake> {
    if reading.document.layout != Layout::Curation {
        return Vec::new();
    }
    decisions(&reading.bytes, &reading.recipe.name, Encoding::named(&reading.recipe.encoding)).1
}

/// A document that could not be read.
pub struct NotRead {
    /// It does not say of which plan it is; others may tell.
    no_plan: bool,
    /// What to say of it.
    pub failure: Failure,
}

/// The documents of which decisions say the plan.
fn decided_documents(document: &Document) -> Vec<(Box<str>, PlanId)> {
    let decided = document.statements.iter().filter_map(|s| match (&s.fact, s.subject) {
        (Fact::Decided(Decision::Document(beginning)), Subject::Plan(at)) => {
            Some((beginning.clone(), document.plans.get(at as usize)?.id.clone()))
        }
        _ => None,
    });
    decided.collect()
}
