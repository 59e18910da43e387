//! The documents as they were imported: their bytes under their hash, and beside them how they were read. From these
//! and the journal everything else can be made again. Does not know how a document is read: the caller's [`Reader`]
//! does.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::disk::{self, Durable};
use super::error::StoreError;
use super::format::{self, Standing};
use super::journal::{Change, Entry, Import, Journal};
use crate::model::{Date, Document, DocumentId, Period};

/// Reads a document from its bytes in the way the recipe says; `None` when it cannot.
///
/// The store does not know how documents are read, so whoever opens it says it.
pub(super) type Reader<'a> = &'a (dyn Fn(&[u8], &Recipe) -> Option<Document> + Send + Sync);

/// How a document was imported: everything beside its bytes that decides what is read from them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// File name under which it was imported.
    pub name: String,
    /// Code of the plan it was given to or recognised as; `None` where the document says it.
    pub plan: Option<String>,
    /// The municipality of that plan; `None` where the document says it, or nobody does.
    pub municipality: Option<String>,
    /// Nobody named the plan: the document agreed with one that was in the store then. Kept, because what it agreed
    /// with may be read later, or never again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_agreement: bool,
    /// The encoding its bytes were read in, `utf-8`; [`Recipe::WORKBOOK`] where they are no text.
    pub encoding: String,
    /// The layout it was read by.
    pub layout: String,
    /// The period it was given; `None` where the document says it.
    pub period: Option<Period>,
    /// The day on which a year without an era was understood.
    pub today: Date,
}

impl Recipe {
    /// What stands for the encoding of a workbook.
    pub const WORKBOOK: &'static str = "xlsx";
}

/// A document of the store and how it was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The document.
    pub id: DocumentId,
    /// How it was imported.
    pub recipe: Recipe,
}

/// The hash by which a document is known.
pub fn hash(bytes: &[u8]) -> DocumentId {
    use std::fmt::Write;
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(hex, "{byte:02x}");
    }
    DocumentId(hex.into())
}

fn bytes_path(dir: &Path, id: &DocumentId) -> PathBuf {
    dir.join("documents").join(&*id.0)
}

fn recipe_path(dir: &Path, id: &DocumentId) -> PathBuf {
    dir.join("documents").join(format!("{id}.toml"))
}

/// A name that is a hash: ids come from the journal and from callers, and must not lead out of the directory.
fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// The bytes of a document, checked against its hash.
pub(super) fn bytes(dir: &Path, id: &DocumentId) -> Result<Vec<u8>, StoreError> {
    let path = bytes_path(dir, id);
    if !is_hash(&id.0) {
        return Err(StoreError::NoDocument { id: id.clone(), path });
    }
    let Some(bytes) = disk::read_if_there(&path)? else {
        return Err(StoreError::NoDocument { id: id.clone(), path });
    };
    let found = hash(&bytes);
    if found == *id {
        Ok(bytes)
    } else {
        Err(StoreError::WrongHash { expected: id.clone(), found, path: Some(path) })
    }
}

/// That the bytes of a document are not there, found out without reading them.
pub(super) fn no_bytes(dir: &Path, id: &DocumentId) -> Option<StoreError> {
    let path = bytes_path(dir, id);
    (!is_hash(&id.0) || !path.is_file()).then(|| StoreError::NoDocument { id: id.clone(), path })
}

/// That nothing says how a document was imported.
pub(super) fn no_recipe(dir: &Path, id: &DocumentId) -> StoreError {
    StoreError::NoDocument { id: id.clone(), path: recipe_path(dir, id) }
}

/// Takes a document away that was never acknowledged.
pub(super) fn drop(dir: &Path, id: &DocumentId) -> Result<(), StoreError> {
    disk::remove(&recipe_path(dir, id))?;
    disk::remove(&bytes_path(dir, id))
}

/// How a document was imported; `None` when nothing says it.
pub(super) fn recipe(dir: &Path, id: &DocumentId) -> Result<Option<Recipe>, StoreError> {
    let path = recipe_path(dir, id);
    if !is_hash(&id.0) {
        return Ok(None);
    }
    let Some(bytes) = disk::read_if_there(&path)? else { return Ok(None) };
    let bad = |said: String| StoreError::BadRecipe { path: path.clone(), said };
    let text = String::from_utf8(bytes).map_err(|e| bad(e.to_string()))?;
    toml::from_str(&text).map(Some).map_err(|e| bad(e.to_string()))
}

/// Whether exactly these bytes are kept under that hash.
pub(super) fn has_bytes(dir: &Path, id: &DocumentId, bytes: &[u8]) -> Result<bool, StoreError> {
    Ok(disk::read_if_there(&bytes_path(dir, id))?.is_some_and(|kept| kept == bytes))
}

/// Keeps the bytes of a document.
pub(super) fn keep_bytes(dir: &Path, id: &DocumentId, bytes: &[u8]) -> Result<(), StoreError> {
    disk::replace(&bytes_path(dir, id), bytes, Durable::Yes)
}

/// Keeps how a document was imported.
pub(super) fn keep_recipe(dir: &Path, id: &DocumentId, recipe: &Recipe) -> Result<(), StoreError> {
    let path = recipe_path(dir, id);
    let text = toml::to_string(recipe)
        .map_err(|e| StoreError::Encode { path: path.clone(), said: e.to_string() })?;
    disk::replace(&path, text.as_bytes(), Durable::Yes)
}

/// What the derived files tell of the journal that they were made from. They vouch for its length: lines that were
/// cut off at the end of a line leave no other trace.
#[derive(Debug, Default)]
pub(super) struct Witness {
    /// Number of the last line they know; `None` when no file can be asked.
    pub seq: Option<u64>,
    /// The documents they hold, in the order of import.
    pub documents: Vec<DocumentId>,
}

/// The documents that are in the store, in the order of their import.
///
/// The journal decides. Where it is missing or has lost lines, as far as it or the witness shows, documents that lie
/// there whole or that the witness knows count as well: rather one that was never acknowledged than one that was and
/// is gone. They get no number of a line.
pub(super) fn current(dir: &Path, journal: &Journal, witness: &Witness) -> Result<Vec<Import>, StoreError> {
    let mut found = journal.imports();
    let mut counted: HashSet<DocumentId> = found.iter().map(|i| i.id.clone()).collect();
    let shortened = witness.seq.is_none_or(|seq| seq > journal.last_seq())
        || witness.documents.iter().any(|id| !counted.contains(id));
    if journal.is_whole() && !shortened {
        return Ok(found);
    }
    let names = disk::names(&dir.join("documents"))?;
    let lying = names
        .iter()
        .filter(|name| is_hash(name) && names.binary_search(&format!("{name}.toml")).is_ok())
        .map(|name| DocumentId(name.as_str().into()));
    for id in witness.documents.iter().cloned().chain(lying) {
        if counted.insert(id.clone()) {
            found.push(Import { id, first: 0, last: 0 });
        }
    }
    // What is left of the journal may be its end.
    let order: HashMap<&DocumentId, usize> =
        witness.documents.iter().enumerate().map(|(at, id)| (id, at)).rev().collect();
    found.sort_by_key(|import| order.get(&import.id).copied().unwrap_or(usize::MAX));
    Ok(found)
}

/// Gives a journal that lost lines those that its documents must have had, so that the next line does not make it look
/// as if there were no others. When and by whom they were imported is lost. The caller holds the lock.
pub(super) fn adopt(dir: &Path, journal: &mut Journal, witness: &Witness) -> Result<(), StoreError> {
    let mut lines = Vec::new();
    for Import { id: document, .. } in current(dir, journal, witness)?.into_iter().filter(|i| i.first == 0) {
        let name = recipe(dir, &document).ok().flatten().map(|r| r.name).unwrap_or_default();
        let (seq, change) = (journal.next_seq() + lines.len() as u64, Change::Import { document, name });
        lines.push(Entry { seq, at: 0, author: String::new(), change });
    }
    if lines.is_empty() { Ok(()) } else { journal.append(dir, lines) }
}

/// The documents that are in the store, with how each was imported.
pub(super) fn kept(dir: &Path, witness: &Witness) -> Result<Vec<Kept>, StoreError> {
    if format::check(dir)? == Standing::Vacant {
        return Ok(Vec::new());
    }
    let with_recipe = |Import { id, .. }: Import| match recipe(dir, &id)? {
        Some(recipe) => Ok(Kept { id, recipe }),
        None => Err(no_recipe(dir, &id)),
    };
    current(dir, &Journal::read(dir)?, witness)?.into_iter().map(with_recipe).collect()
}

/// Reads documents again from their bytes; also returns those that cannot be read any more.
///
/// What cannot be read at first is tried once more behind the others: a document that names no plan may be known only
/// by one that comes later here, when the order of import is lost.
pub(super) fn read_again<'a>(
    dir: &Path,
    ids: impl IntoIterator<Item = &'a DocumentId>,
    reader: Reader<'_>,
) -> (Vec<Document>, Vec<DocumentId>) {
    let read_one = |id: &DocumentId| {
        let bytes = bytes(dir, id).ok()?;
        let recipe = recipe(dir, id).ok().flatten()?;
        reader(&bytes, &recipe).filter(|d| d.id == *id)
    };
    let mut tried: Vec<(&DocumentId, Option<Document>)> =
        ids.into_iter().map(|id| (id, read_one(id))).collect();
    for (id, read) in tried.iter_mut().filter(|(_, read)| read.is_none()) {
        *read = read_one(id);
    }
    let (mut read, mut unreadable) = (Vec::new(), Vec::new());
    for (id, document) in tried {
        match document {
            Some(document) => read.push(document),
            None => unreadable.push(id.clone()),
        }
    }
    (read, unreadable)
}
