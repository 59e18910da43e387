//! Loading: the snapshot when it can be used; otherwise it is made again, from the layer below it that can be trusted.
//! Knows the layers only by what they offer.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::again;
use super::disk;
use super::engine;
use super::error::{Fault, StoreError};
use super::format;
use super::journal::Journal;
use super::lock;
use super::snapshot::{self, BLOCK, Snapshot, Unusable};
use super::standing::{self, Import, Standing};
use super::tables::{Mark, Reach, Tables};
use super::truth::{self, Reader, Recipe, Witness};
use crate::model::{Catalog, Details, Document, DocumentId, Headlines, build};

/// The reader of a catalog that outlives the call in which it was loaded.
pub(super) type KeptReader = Arc<dyn Fn(&[u8], &Recipe) -> Option<Document> + Send + Sync>;

/// What [`Store::load`](super::Store::load) gives.
pub struct Loaded {
    /// Everything the documents say.
    pub catalog: Catalog,
    /// To be compared with [`Store::generation`](super::Store::generation) later.
    pub generation: u64,
    /// What was found and mended; `None` when all was well.
    pub notice: Option<Notice>,
}

/// What loading found amiss, and what it did.
#[derive(Debug)]
pub enum Notice {
    /// The snapshot could not be used and was made again from the tables.
    SnapshotRebuilt {
        /// What was the matter with it.
        why: Unusable,
    },
    /// Somebody was stopped between acknowledging changes and indexing them; they were indexed now.
    CaughtUp {
        /// The documents that were indexed.
        documents: Vec<DocumentId>,
        /// Those that were taken out, because a newer edition replaced them or their import was taken back.
        removed: Vec<DocumentId>,
        /// Those of them that could not be read from their bytes.
        unreadable: Vec<DocumentId>,
    },
    /// The tables could not be trusted and were made again from the documents.
    CatalogRebuilt {
        /// Where the old ones lie; `None` when there were none.
        moved_to: Option<PathBuf>,
        /// What was the matter with them.
        why: Fault,
        /// Documents that could not be read from their bytes and are missing now.
        unreadable: Vec<DocumentId>,
    },
    /// The journal has changes that are not in what was loaded, because somebody is writing just now.
    Behind,
    /// There is no snapshot to be used and none could be written; everything was read from the documents, and will be
    /// next time.
    NotWritable {
        /// What was in the way.
        error: Box<StoreError>,
        /// Documents that could not be read from their bytes and are missing.
        unreadable: Vec<DocumentId>,
    },
}

/// How the snapshot stands to the journal.
enum State {
    Fresh(Snapshot),
    Behind(Snapshot),
    Unusable(Unusable),
}

/// How the snapshot stands to the journal, for those who only want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// It holds everything; its generation.
    Fresh(u64),
    /// There are imports that are not in it.
    Behind,
    /// It cannot be used.
    Unusable(Unusable),
}

/// How the snapshot stands to the journal.
pub(super) fn freshness(dir: &Path) -> Result<Freshness, StoreError> {
    Ok(match state(dir)? {
        State::Fresh(snapshot) => Freshness::Fresh(snapshot.generation),
        State::Behind(_) => Freshness::Behind,
        State::Unusable(why) => Freshness::Unusable(why),
    })
}

/// Headlines and details made again, as they now stand in the snapshot.
pub(super) struct Made {
    /// The headlines.
    pub headlines: Headlines,
    /// The details of each program.
    pub details: Vec<Details>,
    generation: u64,
    notice: Notice,
}

/// See [`Store::load`](super::Store::load).
pub(super) fn load(dir: &Path, patience: Duration, reader: &KeptReader) -> Result<Loaded, StoreError> {
    let opened = |snapshot, notice| Ok(opened(dir, snapshot, notice, reader));
    if format::check(dir)? == format::Standing::Vacant {
        return Ok(Loaded { catalog: Catalog::empty(), generation: 0, notice: None });
    }
    let locked = match state(dir)? {
        State::Fresh(snapshot) => return opened(snapshot, None),
        // Most often an import is running: what there is can be shown, so do not wait for its end.
        State::Behind(snapshot) => match lock::take(dir, Duration::ZERO) {
            Err(StoreError::Busy { .. }) => return opened(snapshot, Some(Notice::Behind)),
            other => other,
        },
        State::Unusable(_) => lock::take(dir, patience),
    };
    let recovered = locked.and_then(|_lock| match state(dir)? {
        // Somebody mended it while we waited.
        State::Fresh(snapshot) => opened(snapshot, None),
        State::Behind(_) => recover(dir, Unusable::Behind, &**reader).map(Made::loaded),
        State::Unusable(why) => recover(dir, why, &**reader).map(Made::loaded),
    });
    match recovered {
        Err(error) if error.is_not_writable() || matches!(error, StoreError::Tables { .. }) => {
            in_memory(dir, error, &**reader)
        }
        other => other,
    }
}

impl Made {
    fn loaded(self) -> Loaded {
        let Made { headlines, details, generation, notice } = self;
        Loaded { catalog: Catalog::new(headlines, move || details), generation, notice: Some(notice) }
    }
}

/// The catalog of a snapshot. Its blocks are read when first wanted; from the first damaged one on, details come from
/// the layers below.
fn opened(dir: &Path, snapshot: Snapshot, notice: Option<Notice>, reader: &KeptReader) -> Loaded {
    let Snapshot { generation, headlines, rest, .. } = snapshot;
    let (dir, reader) = (dir.to_owned(), Arc::clone(reader));
    let made_again: OnceLock<Vec<Details>> = OnceLock::new();
    let catalog = Catalog::in_blocks(headlines, BLOCK, move |headlines, at| {
        let whole = || {
            let wanted = headlines.programs.len().saturating_sub(at * BLOCK).min(BLOCK);
            rest.block(at).filter(|block| block.len() == wanted)
        };
        let block = if made_again.get().is_none() { whole() } else { None };
        block.unwrap_or_else(|| {
            let all = made_again.get_or_init(|| again::details(&dir, generation, headlines, &*reader));
            all.chunks(BLOCK).nth(at).unwrap_or_default().to_vec()
        })
    });
    Loaded { catalog, generation, notice }
}

fn state(dir: &Path) -> Result<State, StoreError> {
    let mut snapshot = match Snapshot::open(dir)? {
        Ok(snapshot) => snapshot,
        Err(why) => return Ok(State::Unusable(why)),
    };
    let length = Journal::length(dir)?;
    let behind = if length > snapshot.journal {
        let tail = Journal::read_from(dir, snapshot.journal)?;
        let gap = tail.entries.first().is_some_and(|e| e.seq != snapshot.seq + 1);
        for entry in &tail.entries {
            standing::rule(&mut snapshot.headlines.rulings, entry);
        }
        gap || tail.damaged > 0 || tail.entries.iter().any(|e| e.change.is_of_documents())
    } else {
        // Shorter than it was: the journal lost lines.
        length < snapshot.journal
    };
    Ok(if behind { State::Behind(snapshot) } else { State::Fresh(snapshot) })
}

/// Reads everything from the documents and writes nothing.
fn in_memory(dir: &Path, error: StoreError, reader: Reader<'_>) -> Result<Loaded, StoreError> {
    let journal = Journal::read(dir)?;
    let imports = truth::current(dir, &journal, &seen(dir)?)?;
    let (documents, unreadable) = truth::read_again(dir, &imports, reader);
    let (mut headlines, details) = build(&documents);
    headlines.rulings = standing::rulings(&journal.entries);
    Ok(Loaded {
        catalog: Catalog::new(headlines, move || details),
        generation: snapshot::generation(dir)?,
        notice: Some(Notice::NotWritable { error: Box::new(error), unreadable }),
    })
}

/// What the tables hold.
enum Held {
    All(Vec<Cow<'static, Document>>, u64),
    UpTo(u64),
}

/// What the snapshot knows of the journal; nothing when it cannot be used.
pub(super) fn seen(dir: &Path) -> Result<Witness, StoreError> {
    Ok(Snapshot::open(dir)?.map(|snapshot| snapshot.witness()).unwrap_or_default())
}

/// What the tables know of the journal; nothing when there are none. The caller holds the lock.
pub(super) fn held(dir: &Path) -> Result<Witness, StoreError> {
    let path = dir.join("catalog");
    // Opening would create them.
    if !path.is_dir() {
        return Ok(Witness::default());
    }
    engine::with(&path, |db| Tables::of(db)?.witness())
}

/// Makes the snapshot again. The caller holds the lock.
pub(super) fn recover(dir: &Path, why: Unusable, reader: Reader<'_>) -> Result<Made, StoreError> {
    let mut journal = Journal::read(dir)?;
    journal.cut(dir)?;
    // Both are asked: whoever is stopped between them leaves tables that know more.
    let mut witness = seen(dir)?;
    let trouble = match held(dir) {
        Ok(tables) => {
            witness.seq = witness.seq.max(tables.seq);
            witness.documents.extend(tables.documents);
            None
        }
        Err(StoreError::Tables { fault, .. }) if is_damage(&fault) => Some(fault),
        Err(other) => return Err(other),
    };
    truth::adopt(dir, &mut journal, &witness)?;
    truth::settle(dir, &Standing::of(&journal.entries), |_| true)?;
    let imports = truth::current(dir, &journal, &witness)?;
    let truth = Truth { dir, journal: &journal, imports: &imports };
    let mended = match trouble {
        // Not opened a second time: after some faults the engine has to be left open, and would wait for itself.
        Some(fault) => return truth.rebuild(fault, reader),
        None => truth.look().and_then(|held| match held {
            Held::All(documents, generation) => {
                let generation = generation.max(snapshot::newest_generation(dir)?).saturating_add(1);
                truth.publish(&documents, generation, Notice::SnapshotRebuilt { why })
            }
            Held::UpTo(seq) => truth.catch_up(seq, reader),
        }),
    };
    match mended {
        Err(StoreError::Tables { fault, .. }) if is_damage(&fault) => truth.rebuild(fault, reader),
        other => other,
    }
}

/// Whether new tables would help. They would not while somebody has them open or the disk is full.
fn is_damage(fault: &Fault) -> bool {
    !matches!(fault, Fault::Held(_) | Fault::Full(_))
}

/// The journal and what it comes to, from which tables and snapshot are made. The lock is held.
struct Truth<'a> {
    dir: &'a Path,
    journal: &'a Journal,
    /// The documents that are in the store, in their order.
    imports: &'a [Import],
}

impl Truth<'_> {
    fn look(&self) -> Result<Held, StoreError> {
        let path = self.dir.join("catalog");
        if !path.is_dir() && !self.imports.is_empty() {
            // Opening would create it, and then there would be something to move aside.
            return Err(StoreError::Tables { path, fault: Fault::Journal("no tables") });
        }
        engine::with(&path, |db| {
            let tables = Tables::of(db)?;
            Ok(match tables.compare(&self.journal.entries)? {
                Reach::All => Held::All(in_order(tables.documents(&[])?, self.imports), tables.generation()?),
                Reach::Line(seq) => Held::UpTo(seq),
            })
        })
    }

    /// Indexes what was acknowledged after line `seq`.
    fn catch_up(&self, seq: u64, reader: Reader<'_>) -> Result<Made, StoreError> {
        let changed = self.imports.iter().filter(|i| i.last > seq);
        let (read, unreadable) = truth::read_again(self.dir, changed, reader);
        let removed = Standing::at(&self.journal.entries, seq)
            .into_iter()
            .filter(|id| self.imports.iter().all(|i| i.id != *id))
            .collect();
        let (documents, generation) = self.put(&read, &unreadable)?;
        let caught = read.iter().map(|d| d.id.clone()).collect();
        self.publish(&documents, generation, Notice::CaughtUp { documents: caught, removed, unreadable })
    }

    /// Moves the tables aside and makes new ones from the documents.
    fn rebuild(&self, why: Fault, reader: Reader<'_>) -> Result<Made, StoreError> {
        let moved_to = move_aside(self.dir)?;
        let (read, unreadable) = truth::read_again(self.dir, self.imports, reader);
        let (documents, generation) = self.put(&read, &unreadable)?;
        self.publish(&documents, generation, Notice::CatalogRebuilt { moved_to, why, unreadable })
    }

    /// Puts documents into the tables, which then reach to the journal's end; returns all documents in them.
    fn put<'a>(
        &self,
        read: &'a [Document],
        unreadable: &[DocumentId],
    ) -> Result<(Vec<Cow<'a, Document>>, u64), StoreError> {
        let newest = snapshot::newest_generation(self.dir)?;
        let seq = standing::last_line(&self.journal.entries);
        let within = self.imports.iter().map(|i| &i.id).collect();
        engine::with(&self.dir.join("catalog"), |db| {
            let tables = Tables::of(db)?;
            let generation = newest.max(tables.generation()?).saturating_add(1);
            let read: Vec<&Document> = read.iter().collect();
            tables.put(&read, unreadable, &within, Mark { generation, seq })?;
            Ok((in_order(tables.documents(&read)?, self.imports), generation))
        })
    }

    fn publish(
        &self,
        documents: &[Cow<'_, Document>],
        generation: u64,
        notice: Notice,
    ) -> Result<Made, StoreError> {
        let (mut headlines, details) = build(documents);
        headlines.rulings = standing::rulings(&self.journal.entries);
        snapshot::write(self.dir, generation, self.journal, &headlines, &details)?;
        Ok(Made { headlines, details, generation, notice })
    }
}

/// Documents in the order in which they first came into the store: one that returns has its place again.
pub(super) fn in_order<'a>(
    mut documents: Vec<Cow<'a, Document>>,
    imports: &[Import],
) -> Vec<Cow<'a, Document>> {
    let order: HashMap<&DocumentId, usize> = imports.iter().enumerate().map(|(at, i)| (&i.id, at)).collect();
    documents.sort_by_key(|d| order.get(&d.id).copied().unwrap_or(usize::MAX));
    documents
}

/// Keeps what cannot be trusted: somebody may want to look at it.
fn move_aside(dir: &Path) -> Result<Option<PathBuf>, StoreError> {
    let tables = dir.join("catalog");
    if !tables.exists() {
        return Ok(None);
    }
    let taken = disk::names(dir)?;
    let numbers = taken.iter().filter_map(|n| n.strip_prefix("catalog.bad-")?.parse::<u32>().ok());
    let aside = dir.join(format!("catalog.bad-{}", numbers.max().unwrap_or(0).saturating_add(1)));
    std::fs::rename(&tables, &aside).map_err(|e| StoreError::write(&aside, e))?;
    disk::sync_parent(&aside)?;
    Ok(Some(aside))
}
