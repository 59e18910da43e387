//! The tables: documents with their statements, packed, in three trees of the engine. Made from the documents and the
//! journal, and comparable with the journal: a damaged engine can look empty without saying a word. Knows no file of
//! the store but its own directory, and does not know how documents are read.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sled::transaction::{ConflictableTransactionError, TransactionError, Transactional};

use super::engine;
use super::error::Fault;
use super::journal::Entry;
use super::sealed;
use super::standing::{self, Standing};
use super::truth::Witness;
use crate::model::{Document, DocumentId, Doubt, Layout, NamedPlan, Period, Statement};

/// The form of the tables; another one is made anew.
const FORMAT: u64 = 1;
/// Pieces between two flushes. Without any a large import takes hundreds of megabytes of memory.
const BATCH: usize = 1_000;
/// Before the id of a document that could not be read any more when the tables were made.
const UNREADABLE: &[u8] = b"unreadable/";

/// What is kept of a document beside its contents. Small at any size of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    id: DocumentId,
    name: Box<str>,
    layout: Layout,
    plans: Vec<NamedPlan>,
    periods: Vec<Period>,
    /// Under which its pieces are kept.
    generation: u64,
    /// How many there are.
    pieces: u32,
}

/// The contents of a document, as they are packed. Doubts and unread lines grow with a document, so they belong here.
#[derive(Serialize)]
struct ContentsOf<'a>(&'a [Statement], &'a [Doubt], &'a [u32]);

/// The same, read.
#[derive(Deserialize)]
struct Contents(Vec<Statement>, Vec<Doubt>, Vec<u32>);

/// Where new documents stand in the tables and up to which line of the journal they then reach.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// The generation under which pieces are written; newer than all before.
    pub generation: u64,
    /// Number of the journal's last line that is in the tables.
    pub seq: u64,
}

/// Up to where tables that can be trusted follow the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// To its end.
    All,
    /// To the line of that number: somebody was stopped before indexing the rest.
    Line(u64),
}

/// The tables of an open engine.
pub(super) struct Tables {
    db: sled::Db,
    docs: sled::Tree,
    statements: sled::Tree,
    meta: sled::Tree,
}

impl Tables {
    /// The trees of an open engine.
    pub fn of(db: &sled::Db) -> Result<Tables, Fault> {
        let tree = |name: &str| db.open_tree(name).map_err(|e| engine::fault(&e));
        Ok(Tables {
            docs: tree("docs")?,
            statements: tree("statements")?,
            meta: tree("meta")?,
            db: db.clone(),
        })
    }

    /// A number of `meta`; 0 where there is none.
    fn number(&self, key: &str) -> Result<u64, Fault> {
        match self.meta.get(key).map_err(|e| engine::fault(&e))? {
            Some(value) => {
                let bytes = value.as_ref().try_into().map_err(|_| Fault::Value("number"))?;
                Ok(u64::from_be_bytes(bytes))
            }
            None => Ok(0),
        }
    }

    /// The newest generation in the tables.
    pub fn generation(&self) -> Result<u64, Fault> {
        self.number("generation")
    }

    fn records(&self) -> Result<BTreeMap<u64, Record>, Fault> {
        let mut records = BTreeMap::new();
        for item in &self.docs {
            let (key, value) = item.map_err(|e| engine::fault(&e))?;
            let order = key.as_ref().try_into().map_err(|_| Fault::Value("key"))?;
            records.insert(u64::from_be_bytes(order), sealed::unpack_one(&value)?);
        }
        Ok(records)
    }

    fn unreadable(&self) -> Result<Vec<DocumentId>, Fault> {
        self.meta
            .scan_prefix(UNREADABLE)
            .keys()
            .map(|key| {
                let key = key.map_err(|e| engine::fault(&e))?;
                let id = key.strip_prefix(UNREADABLE).and_then(|id| std::str::from_utf8(id).ok());
                id.map(|id| DocumentId(id.into())).ok_or(Fault::Value("key"))
            })
            .collect()
    }

    /// Whether the tables hold what the journal says: its documents as of its end, or as of an earlier line.
    ///
    /// [`Fault::Journal`] when they do not: then they were damaged, and nothing in them is to be trusted.
    pub fn compare(&self, journal: &[Entry]) -> Result<Reach, Fault> {
        let last = standing::last_line(journal);
        let seq = self.number("seq")?;
        let records = self.records()?;
        match self.number("format")? {
            FORMAT => {}
            0 if last == 0 && records.is_empty() => return Ok(Reach::All),
            0 => return Err(Fault::Journal("nothing in them")),
            _ => return Err(Fault::Journal("another form")),
        }
        if seq > last {
            return Err(Fault::Journal("a later line"));
        }
        let held: BTreeSet<DocumentId> =
            records.into_values().map(|r| r.id).chain(self.unreadable()?).collect();
        match held == Standing::at(journal, seq) {
            true if seq == last => Ok(Reach::All),
            true => Ok(Reach::Line(seq)),
            false => Err(Fault::Journal("other documents")),
        }
    }

    /// What the tables know of the journal.
    pub fn witness(&self) -> Result<Witness, Fault> {
        let documents = self.records()?.into_values().map(|record| record.id).collect();
        // Tables that lost everything vouch for nothing.
        Ok(Witness { seq: Some(self.number("seq")?).filter(|seq| *seq > 0), documents })
    }

    /// All documents, in the order in which they came here. Those that the caller has at hand are not read again.
    pub fn documents<'a>(&self, at_hand: &[&'a Document]) -> Result<Vec<Cow<'a, Document>>, Fault> {
        let held = |(order, record): (u64, Record)| match at_hand.iter().find(|d| d.id == record.id) {
            Some(document) => Ok(Cow::Borrowed(*document)),
            None => self.document(order, record).map(Cow::Owned),
        };
        self.records()?.into_iter().map(held).collect()
    }

    fn document(&self, order: u64, record: Record) -> Result<Document, Fault> {
        let mut pieces = Vec::with_capacity(record.pieces as usize);
        for at in 0..record.pieces {
            let key = piece_key(order, record.generation, at);
            let piece = self.statements.get(key).map_err(|e| engine::fault(&e))?;
            pieces.push(piece.ok_or(Fault::Value("missing piece"))?);
        }
        let Contents(statements, doubts, unread) = sealed::unpack(&pieces)?;
        let Record { id, name, layout, plans, periods, .. } = record;
        Ok(Document { id, name, layout, plans, periods, statements, doubts, unread })
    }

    /// Puts documents in, each in the place of what was read from it before, notes those that could not be read, and
    /// takes out all that are not to be in any more.
    ///
    /// Pieces go in first, under a generation that nothing points to; one small transaction then points to all of
    /// them, and away from those that leave. Whoever is stopped before it leaves what was there whole, and the next one
    /// clears up.
    pub fn put(
        &self,
        documents: &[&Document],
        unreadable: &[DocumentId],
        within: &BTreeSet<&DocumentId>,
        mark: Mark,
    ) -> Result<(), Fault> {
        let mut orders: BTreeMap<DocumentId, (u64, u64)> = BTreeMap::new();
        let (mut next, mut gaps) = (0, Vec::new());
        for (order, record) in self.records()? {
            gaps.extend(next..order);
            next = order + 1;
            orders.insert(record.id, (order, record.generation));
        }
        // What somebody was stopped before clearing up.
        gaps.into_iter().try_for_each(|order| self.sweep(order, None))?;
        let leaving: Vec<u64> =
            orders.iter().filter(|(id, _)| !within.contains(id)).map(|(_, (order, _))| *order).collect();
        let mut heads = Vec::new();
        for document in documents {
            let old = orders.get(&document.id).copied();
            let order = old.map_or(next, |(order, _)| order);
            next = next.max(order + 1);
            self.sweep(order, old.map(|(_, generation)| generation))?;
            let record = self.write_pieces(order, document, mark.generation)?;
            heads.push((order, sealed::pack_one(&record)?));
        }
        self.flush()?;
        let lost = self.unreadable()?.into_iter().filter(|id| !within.contains(id));
        let readable: Vec<DocumentId> = documents.iter().map(|d| d.id.clone()).chain(lost).collect();
        self.point(&heads, &leaving, &readable, unreadable, mark)?;
        for (order, _) in &heads {
            self.sweep(*order, Some(mark.generation))?;
        }
        leaving.into_iter().try_for_each(|order| self.sweep(order, None))
    }

    fn write_pieces(&self, order: u64, document: &Document, generation: u64) -> Result<Record, Fault> {
        let contents = ContentsOf(&document.statements, &document.doubts, &document.unread);
        let pieces = sealed::pack(&contents)?;
        for (at, piece) in pieces.iter().enumerate() {
            let key = piece_key(order, generation, at as u32);
            self.statements.insert(key, piece.as_slice()).map_err(|e| engine::fault(&e))?;
            if at % BATCH == BATCH - 1 {
                self.flush()?;
            }
        }
        Ok(Record {
            id: document.id.clone(),
            name: document.name.clone(),
            layout: document.layout,
            plans: document.plans.clone(),
            periods: document.periods.clone(),
            generation,
            pieces: pieces.len() as u32,
        })
    }

    /// The transaction that makes what was put in count, and what is to leave count no more.
    fn point(
        &self,
        heads: &[(u64, Vec<u8>)],
        leaving: &[u64],
        readable: &[DocumentId],
        unreadable: &[DocumentId],
        mark: Mark,
    ) -> Result<(), Fault> {
        let key = |id: &DocumentId| [UNREADABLE, id.0.as_bytes()].concat();
        let done = (&self.docs, &self.meta).transaction(|(docs, meta)| {
            for order in leaving {
                docs.remove(order.to_be_bytes().as_slice())?;
            }
            for (order, head) in heads {
                docs.insert(order.to_be_bytes().as_slice(), head.as_slice())?;
            }
            for id in readable {
                meta.remove(key(id))?;
            }
            for id in unreadable {
                meta.insert(key(id), b"")?;
            }
            for (name, number) in [("format", FORMAT), ("generation", mark.generation), ("seq", mark.seq)] {
                meta.insert(name.as_bytes(), number.to_be_bytes().as_slice())?;
            }
            Ok::<(), ConflictableTransactionError<()>>(())
        });
        done.map_err(|error| match error {
            TransactionError::Storage(error) => engine::fault(&error),
            TransactionError::Abort(()) => Fault::Engine("aborted".into()),
        })
    }

    /// Removes the pieces of a document that are not of that generation: those of what was read before, and those whose
    /// writer was stopped.
    fn sweep(&self, order: u64, keep: Option<u64>) -> Result<(), Fault> {
        for key in self.statements.scan_prefix(order.to_be_bytes()).keys() {
            let key = key.map_err(|e| engine::fault(&e))?;
            let generation = key.get(8..16).and_then(|g| g.try_into().ok()).map(u64::from_be_bytes);
            if generation.is_none() || generation != keep {
                self.statements.remove(key).map_err(|e| engine::fault(&e))?;
            }
        }
        Ok(())
    }

    fn flush(&self) -> Result<(), Fault> {
        self.db.flush().map(|_| ()).map_err(|e| engine::fault(&e))
    }
}

/// Order and generation first, so that one scan finds an edition.
fn piece_key(order: u64, generation: u64, at: u32) -> Vec<u8> {
    [order.to_be_bytes().as_slice(), &generation.to_be_bytes(), &at.to_be_bytes()].concat()
}
