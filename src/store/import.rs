//! Importing: first the truth (bytes, how they were read, a line in the journal), then what is made from it (tables,
//! snapshot, `GEN`). Whoever is stopped in between leaves a store that the next load brings up to date. Does not know
//! how a document is read: it comes read.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::disk::{self, Durable};
use super::engine;
use super::error::{Fault, StoreError};
use super::format;
use super::journal::{Change, Entry, Journal};
use super::load;
use super::lock;
use super::snapshot;
use super::standing::{self, Import, Standing};
use super::tables::{Mark, Reach, Tables};
use super::truth::{self, Recipe, Witness};
use crate::model::{Document, DocumentId, build};

/// Bytes set aside when a store is created and given back when the disk is full, so that the change somebody is just
/// making can still be kept.
const RESERVE: usize = 4 * 1024 * 1024;

/// When something is done, and by whom. The store reads no clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Milliseconds since 1970-01-01 00:00 UTC.
    pub at_ms: u64,
    /// Name of the person.
    pub author: String,
}

/// One document to be imported.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What was read from them.
    pub document: &'a Document,
    /// How it was read, so that it can be read again.
    pub recipe: &'a Recipe,
    /// The document whose place it takes.
    pub replaces: Option<&'a DocumentId>,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many documents of so many are written; nothing is acknowledged yet.
    Kept(usize, usize),
    /// All are acknowledged; tables and snapshot follow.
    Indexing,
}

/// Told of every step. `false` stops the import, as long as nothing is acknowledged; from then on it goes to its end.
pub type Watch<'a> = &'a mut dyn FnMut(Step) -> bool;

/// What became of a document.
#[derive(Clone, Debug)]
pub enum Imported {
    /// It is new in the store, also where it takes the place of another document.
    Added,
    /// It was there, read in another way; what was read from it has been replaced.
    Replaced,
    /// It was there, read in the same way. Nothing changed.
    Already,
    /// It is kept and acknowledged, but the tables or the snapshot could not take it for the reason given. The next
    /// [`Store::load`](super::Store::load) sees to that.
    Unindexed(Arc<StoreError>),
}

/// See [`Store::import_many`](super::Store::import_many).
pub(super) fn import_many(
    dir: &Path,
    patience: Duration,
    expected: Option<u64>,
    items: &[Item<'_>],
    stamp: &Stamp,
    watch: Watch<'_>,
) -> Result<Vec<Imported>, StoreError> {
    for item in items {
        let found = truth::hash(item.bytes);
        if found != item.document.id {
            return Err(StoreError::WrongHash { expected: item.document.id.clone(), found, path: None });
        }
    }
    match attempt(dir, patience, expected, items, stamp, watch) {
        Err(error) if error.is_full() && give_back(dir) => {
            attempt(dir, patience, expected, items, stamp, watch)
        }
        other => other,
    }
}

fn attempt(
    dir: &Path,
    patience: Duration,
    expected: Option<u64>,
    items: &[Item<'_>],
    stamp: &Stamp,
    watch: Watch<'_>,
) -> Result<Vec<Imported>, StoreError> {
    if format::check(dir)? == format::Standing::Vacant {
        disk::make_dir(dir)?;
        disk::share_dir(dir);
    }
    let _lock = lock::take(dir, patience)?;
    if expected.is_some_and(|seen| snapshot::generation(dir).is_ok_and(|now| now != seen)) {
        return Err(StoreError::Moved);
    }
    // Again, now that nobody else can be creating it.
    if format::check(dir)? == format::Standing::Vacant {
        format::write(dir)?;
        set_aside(dir);
    }
    for part in ["documents", "curation", "work", "cache"] {
        disk::make_dir(&dir.join(part))?;
    }
    let mut journal = Journal::read(dir)?;
    let mut witness = load::seen(dir)?;
    if witness.seq.is_none() {
        // Tables that do not open vouch for nothing; that is for the next load to mend.
        witness = load::held(dir).unwrap_or_default();
    }
    let mut outcomes = plan(dir, &truth::current(dir, &journal, &witness)?, &witness, items)?;
    if outcomes.iter().all(|o| matches!(o, Imported::Already)) {
        return Ok(outcomes);
    }
    journal.cut(dir)?;
    truth::adopt(dir, &mut journal, &witness)?;
    let before = journal.entries.len();
    keep(dir, &mut journal, items, &outcomes, stamp, watch)?;
    watch(Step::Indexing);
    if let Err(error) = index(dir, &journal, before, &witness, items, &outcomes) {
        if error.is_full() {
            give_back(dir);
        }
        let error = Arc::new(error);
        for outcome in outcomes.iter_mut().filter(|o| !matches!(o, Imported::Already)) {
            *outcome = Imported::Unindexed(error.clone());
        }
        return Ok(outcomes);
    }
    set_aside(dir);
    Ok(outcomes)
}

/// What is to become of each document.
fn plan(
    dir: &Path,
    current: &[Import],
    witness: &Witness,
    items: &[Item<'_>],
) -> Result<Vec<Imported>, StoreError> {
    let mut current: HashSet<&DocumentId> = current.iter().map(|i| &i.id).collect();
    let shown: HashSet<&DocumentId> = witness.documents.iter().collect();
    let mut planned: HashMap<&DocumentId, &Recipe> = HashMap::new();
    let mut outcomes = Vec::with_capacity(items.len());
    for item in items {
        let id = &item.document.id;
        let there = current.contains(id);
        if let Some(old) = item.replaces
            && (old == id || !current.remove(old))
        {
            // Somebody else was faster: what was looked at is not what would be replaced.
            return Err(StoreError::NotCurrent { id: old.clone() });
        }
        let same = item.replaces.is_none()
            && match planned.insert(id, item.recipe) {
                Some(earlier) => earlier == item.recipe,
                // Bytes that were damaged since are put right by importing them again, and so is a recipe, and so is a
                // document that could not be read when the tables were last made.
                None => {
                    there
                        && shown.contains(id)
                        && truth::has_bytes(dir, id, item.bytes)?
                        && truth::recipe(dir, id).ok().flatten().as_ref() == Some(item.recipe)
                }
            };
        current.insert(id);
        outcomes.push(match (same, there) {
            (true, _) => Imported::Already,
            (false, true) => Imported::Replaced,
            (false, false) => Imported::Added,
        });
    }
    Ok(outcomes)
}

/// Makes the documents part of the truth.
fn keep(
    dir: &Path,
    journal: &mut Journal,
    items: &[Item<'_>],
    outcomes: &[Imported],
    stamp: &Stamp,
    watch: Watch<'_>,
) -> Result<(), StoreError> {
    let standing = Standing::of(&journal.entries);
    let (next, mut lines) = (journal.next_seq(), Vec::new());
    let changed = || items.iter().zip(outcomes).filter(|(_, o)| !matches!(o, Imported::Already));
    let of = changed().count();
    let mut written: Vec<&DocumentId> = Vec::new();
    for (at, (item, _)) in changed().enumerate() {
        let id = &item.document.id;
        if !watch(Step::Kept(at, of)) {
            // Bytes that lie there whole would count as imported should the journal ever be lost.
            return written.into_iter().try_for_each(|id| truth::drop(dir, id)).and(Err(StoreError::Stopped));
        }
        if !truth::has_bytes(dir, id, item.bytes)? {
            truth::keep_bytes(dir, id, item.bytes)?;
        }
        let (named, told) = standing.knows(id);
        if !named && !written.contains(&id) {
            // A document that a line names keeps what stands beside it until there is a line that says otherwise.
            truth::announce(dir, id, next)?;
            truth::keep_recipe(dir, id, item.recipe)?;
            written.push(id);
        }
        let mut change = Change::import(id.clone(), item.recipe.name.clone())
            .replacing(item.replaces.cloned())
            .read_as(Some(item.recipe.clone()));
        if let Change::Import { former, with, .. } = &mut change {
            *with = (!lines.is_empty()).then_some(next);
            if named && !told {
                *former = truth::recipe(dir, id).ok().flatten().map(Box::new);
            }
        }
        let (seq, author) = (next + lines.len() as u64, stamp.author.clone());
        lines.push(Entry { seq, at: stamp.at_ms, author, change });
    }
    truth::append(dir, journal, lines)
}

/// Brings what stands beside the documents, tables and snapshot up to the journal, whose first `before` lines were there
/// before.
fn index(
    dir: &Path,
    journal: &Journal,
    before: usize,
    witness: &Witness,
    items: &[Item<'_>],
    outcomes: &[Imported],
) -> Result<(), StoreError> {
    let changed = || items.iter().zip(outcomes).filter(|(_, o)| !matches!(o, Imported::Already));
    let touched: HashSet<&DocumentId> =
        changed().flat_map(|(item, _)| [Some(&item.document.id), item.replaces]).flatten().collect();
    let standing = Standing::of(&journal.entries);
    truth::settle(dir, &standing, |id| touched.contains(id))?;
    let path = dir.join("catalog");
    let before = journal.entries.get(..before).unwrap_or_default();
    if !path.is_dir() && !before.is_empty() {
        return Err(StoreError::Tables { path, fault: Fault::Journal("no tables") });
    }
    // Of a document given twice the last one counts; of one that the same call replaced again none does.
    let mut at: HashMap<&DocumentId, usize> = HashMap::new();
    let mut read: Vec<&Document> = Vec::new();
    for (item, _) in changed().filter(|(item, _)| standing.imports.iter().any(|i| i.id == item.document.id)) {
        let slot = *at.entry(&item.document.id).or_insert(read.len());
        match read.get_mut(slot) {
            Some(earlier) => *earlier = item.document,
            None => read.push(item.document),
        }
    }
    let imports = truth::current(dir, journal, witness)?;
    let within = imports.iter().map(|i| &i.id).collect();
    let newest = snapshot::newest_generation(dir)?;
    let seq = journal.last_seq();
    let (documents, generation) = engine::with(&path, |db| {
        let tables = Tables::of(db)?;
        // Documents of others are not ours to read again: whoever loads next does it.
        if tables.compare(before)? != Reach::All {
            return Err(Fault::Behind);
        }
        let generation = newest.max(tables.generation()?).saturating_add(1);
        tables.put(&read, &[], &within, Mark { generation, seq })?;
        Ok((load::in_order(tables.documents(&read)?, &imports), generation))
    })?;
    let (mut headlines, details) = build(&documents);
    // Their statements have been handed on; what is written next needs the room.
    drop(documents);
    headlines.rulings = standing::rulings(&journal.entries);
    snapshot::write(dir, generation, journal, &headlines, &details)
}

/// Sets bytes aside, if there is room for them: the file has to be written, an empty one of that size takes no room.
fn set_aside(dir: &Path) {
    let path = dir.join("reserve");
    if !path.exists() {
        let _ = disk::replace(&path, &vec![0; RESERVE], Durable::No);
    }
}

/// Gives them back; whether there was something to give.
fn give_back(dir: &Path) -> bool {
    let path = dir.join("reserve");
    path.exists() && disk::remove(&path).is_ok()
}
