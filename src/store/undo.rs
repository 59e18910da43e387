//! Looking back at the journal, and taking the last change back: with a line of its own, since a line that was
//! acknowledged is never removed.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::time::Duration;

use super::error::StoreError;
use super::format;
use super::import::Stamp;
use super::journal::{Change, Entry, Journal};
use super::load;
use super::lock;
use super::snapshot::Unusable;
use super::standing::{self, Out, Standing};
use super::truth::{self, Reader, Recipe};
use crate::model::{DocumentId, Judgement, MatterId};

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Its number, from 1.
    pub seq: u64,
    /// When, in milliseconds since 1970; `None` where the line was lost and is known only by what it did.
    pub at_ms: Option<u64>,
    /// Who; empty where that is lost with the line, or was never known.
    pub author: String,
    /// What was done.
    pub act: Act,
    /// Number of the line that took it back.
    pub undone_by: Option<u64>,
}

/// What a line of the journal says was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A document was imported.
    Import {
        /// The document.
        document: DocumentId,
        /// Its file name.
        name: String,
        /// The document whose place it took, and the name of that one where it is known.
        replaces: Option<(DocumentId, String)>,
    },
    /// A question that a document leaves open was answered; `None`: an answer was taken back.
    Rule(MatterId, Option<Judgement>),
    /// An earlier line was taken back.
    Undo {
        /// Its number.
        of: u64,
    },
    /// Something that only a later version knows.
    Other,
}

/// What came of taking back one's last change.
#[derive(Debug)]
pub enum Undone {
    /// The lines that were taken back, the last one first. Where tables and snapshot could not follow, why; the next
    /// load sees to that.
    Done(Vec<Logged>, Option<StoreError>),
    /// There is nothing to take back.
    Nothing,
    /// Whatever could be taken back was done by others; the last line of it.
    OfOthers(Logged),
    /// The first line could be taken back, but the second one, which is somebody else's, builds upon it.
    BuiltUpon(Logged, Logged),
}

/// A document that is not in the store any more, though its bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The document.
    pub id: DocumentId,
    /// The document in the store that replaced it, by way of others or not.
    pub by: Option<DocumentId>,
    /// How it was read, where that is still known.
    pub recipe: Option<Recipe>,
}

/// The journal, oldest line first.
pub(super) fn log(dir: &Path) -> Result<Vec<Logged>, StoreError> {
    if format::check(dir)? == format::Standing::Vacant {
        return Ok(Vec::new());
    }
    Ok(all_logged(dir, &Journal::read(dir)?.entries))
}

fn all_logged(dir: &Path, entries: &[Entry]) -> Vec<Logged> {
    let undone = standing::undone(entries);
    let mut names: HashMap<&DocumentId, &str> = HashMap::new();
    let mut lines = Vec::with_capacity(entries.len());
    for entry in entries {
        let act = match &entry.change {
            Change::Import { document, name, replaces, .. } => {
                let replaces = replaces.as_ref().map(|old| {
                    let kept = || truth::recipe(dir, old).ok().flatten().map(|r| r.name).unwrap_or_default();
                    let name = names.get(old).map_or_else(kept, |name| (*name).to_owned());
                    (old.clone(), name)
                });
                names.insert(document, name);
                Act::Import { document: document.clone(), name: name.clone(), replaces }
            }
            Change::Rule { matter, judgement } => Act::Rule(matter.clone(), *judgement),
            Change::Undo { of } => Act::Undo { of: *of },
            Change::Other => Act::Other,
        };
        lines.push(Logged {
            seq: entry.seq,
            at_ms: Some(entry.at).filter(|at| *at > 0),
            author: entry.author.clone(),
            act,
            undone_by: undone.get(&entry.seq).copied(),
        });
    }
    lines
}

/// The documents that are out.
pub(super) fn gone(dir: &Path) -> Result<Vec<Gone>, StoreError> {
    if format::check(dir)? == format::Standing::Vacant {
        return Ok(Vec::new());
    }
    let standing = Standing::of(&Journal::read(dir)?.entries);
    let told = |Out { id, recipe, .. }: &Out| Gone {
        id: id.clone(),
        by: standing.successor(id).cloned(),
        recipe: recipe.clone().or_else(|| truth::recipe(dir, id).ok().flatten()),
    };
    Ok(standing.out.iter().map(told).collect())
}

/// See [`Store::undo`](super::Store::undo).
pub(super) fn undo(
    dir: &Path,
    patience: Duration,
    stamp: &Stamp,
    reader: Reader<'_>,
) -> Result<Undone, StoreError> {
    if format::check(dir)? == format::Standing::Vacant {
        return Ok(Undone::Nothing);
    }
    let _lock = lock::take(dir, patience)?;
    let mut journal = ready(dir)?;
    let entries = &journal.entries;
    let told = |entry: &Entry| all_logged(dir, entries).into_iter().find(|line| line.seq == entry.seq);
    let (unit, later) = match last_of(entries, &stamp.author) {
        Last::Own(unit) => {
            let later = built_upon(entries, &unit);
            (unit, later)
        }
        Last::OfOthers(entry) => return Ok(told(entry).map_or(Undone::Nothing, Undone::OfOthers)),
        Last::None => return Ok(Undone::Nothing),
    };
    if let Some((own, other)) = later {
        return Ok(told(own).zip(told(other)).map_or(Undone::Nothing, |(a, b)| Undone::BuiltUpon(a, b)));
    }
    let told: Vec<Logged> = unit.iter().rev().filter_map(|entry| told(entry)).collect();
    let line = |(seq, of): (u64, &&Entry)| Entry {
        seq,
        at: stamp.at_ms,
        author: stamp.author.clone(),
        change: Change::Undo { of: of.seq },
    };
    let lines = (journal.next_seq()..).zip(unit.iter().rev()).map(line).collect();
    truth::append(dir, &mut journal, lines)?;
    // From here on it is done: what is made from the journal follows now, or when the store is next loaded.
    Ok(Undone::Done(told, load::recover(dir, Unusable::Behind, reader).err()))
}

/// The journal, ready for another line. The caller holds the lock.
pub(super) fn ready(dir: &Path) -> Result<Journal, StoreError> {
    let mut journal = Journal::read(dir)?;
    journal.cut(dir)?;
    // What the derived files still know of a journal that lost lines, before another one hides the loss.
    let mut witness = load::seen(dir)?;
    if witness.seq.is_none() {
        witness = load::held(dir).unwrap_or_default();
    }
    truth::adopt(dir, &mut journal, &witness)?;
    Ok(journal)
}

/// The change that is to be taken back.
enum Last<'a> {
    /// The lines of one call of this person.
    Own(Vec<&'a Entry>),
    /// Only others have done something.
    OfOthers(&'a Entry),
    /// Nobody has.
    None,
}

/// The lines that could be taken back. Those that were lost and are known only by what they did belong to nobody.
fn active(entries: &[Entry]) -> impl DoubleEndedIterator<Item = &Entry> {
    let undone = standing::undone(entries);
    entries
        .iter()
        .filter(move |entry| entry.change.can_be_undone() && entry.at > 0 && !undone.contains_key(&entry.seq))
}

fn last_of<'a>(entries: &'a [Entry], author: &str) -> Last<'a> {
    let Some(last) = active(entries).rev().find(|entry| entry.author == author) else {
        return active(entries).next_back().map_or(Last::None, Last::OfOthers);
    };
    let call = |entry: &Entry| match entry.change {
        Change::Import { with, .. } => with.unwrap_or(entry.seq),
        _ => entry.seq,
    };
    Last::Own(active(entries).filter(|e| e.author == author && call(e) == call(last)).collect())
}

/// What a line is about.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum About<'a> {
    Document(&'a DocumentId),
    Matter(&'a MatterId),
}

/// A line among these and a later one of another call about the same documents or question: taking back the first would leave what
/// the second one never saw.
fn built_upon<'a>(entries: &'a [Entry], unit: &[&'a Entry]) -> Option<(&'a Entry, &'a Entry)> {
    fn of(entry: &Entry) -> BTreeSet<About<'_>> {
        match &entry.change {
            Change::Import { document, replaces, .. } => {
                [document].into_iter().chain(replaces).map(About::Document).collect()
            }
            Change::Rule { matter, .. } => BTreeSet::from([About::Matter(matter)]),
            Change::Undo { .. } | Change::Other => BTreeSet::new(),
        }
    }
    let own: BTreeSet<u64> = unit.iter().map(|entry| entry.seq).collect();
    let undone = standing::undone(entries);
    let mut later = entries.iter().rev().filter(|e| !own.contains(&e.seq) && !undone.contains_key(&e.seq));
    later.find_map(|later| {
        let about = of(later);
        let first = unit.iter().find(|own| own.seq < later.seq && !about.is_disjoint(&of(own)))?;
        Some((*first, later))
    })
}
