//! The documents as they were imported: their bytes under their hash, and beside them how they were read. From these
//! and the journal everything else can be made again. Does not know how a document is read: the caller's [`Reader`]
//! does.

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
pub type Reader<'a> = &'a dyn Fn(&[u8], &Recipe) -> Option<Document>;

/// How a document was imported: everything beside its bytes that decides what is read from them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// File name under which it was imported.
    pub name: String,
    /// Code of the plan it was given to; `None` where the document says it.
    pub plan: Option<String>,
    /// The municipality it was given to; `None` where the document says it, or nobody does.
    pub municipality: Option<String>,
    /// The encoding its bytes were read in, `utf-8`.
    pub encoding: String,
    /// The layout it was read by.
    pub layout: String,
    /// The period it was given; `None` where the document says it.
    pub period: Option<Period>,
    /// The day on which a year without an era was understood.
    pub today: Date,
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

/// How a document was imported; `None` when nothing says it.
pub(super) fn recipe(dir: &Path, id: &DocumentId) -> Result<Option<Recipe>, StoreError> {
    let path = recipe_path(dir, id);
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

/// The documents that are in the store, in the order of their import.
///
/// The journal decides. Where it is missing or has lost lines, documents that lie there whole count as well: rather
/// one that was never acknowledged than one that was and is gone.
pub(super) fn current(dir: &Path, journal: &Journal) -> Result<Vec<Import>, StoreError> {
    let mut found = journal.imports();
    if journal.there && journal.damaged == 0 {
        return Ok(found);
    }
    let names = disk::names(&dir.join("documents"))?;
    for name in names.iter().filter(|n| is_hash(n)) {
        let id = DocumentId(name.as_str().into());
        let whole = names.binary_search(&format!("{name}.toml")).is_ok();
        if whole && !found.iter().any(|i| i.id == id) {
            found.push(Import { id, first: 0, last: 0 });
        }
    }
    Ok(found)
}

/// Gives a journal that is gone the lines that its documents must have had, so that the next line does not make it
/// look as if there were no others. When and by whom they were imported is lost. The caller holds the lock.
pub(super) fn adopt(dir: &Path, journal: &mut Journal) -> Result<(), StoreError> {
    if journal.there {
        return Ok(());
    }
    let mut lines = Vec::new();
    for (at, Import { id: document, .. }) in current(dir, journal)?.into_iter().enumerate() {
        let name = recipe(dir, &document).ok().flatten().map(|r| r.name).unwrap_or_default();
        let change = Change::Import { document, name };
        lines.push(Entry { seq: at as u64 + 1, at: 0, author: String::new(), change });
    }
    journal.append(dir, lines)
}

/// The documents that are in the store, with how each was imported.
pub(super) fn kept(dir: &Path) -> Result<Vec<Kept>, StoreError> {
    if format::check(dir)? == Standing::Vacant {
        return Ok(Vec::new());
    }
    let with_recipe = |Import { id, .. }: Import| match recipe(dir, &id)? {
        Some(recipe) => Ok(Kept { id, recipe }),
        None => Err(StoreError::NoDocument { path: recipe_path(dir, &id), id }),
    };
    current(dir, &Journal::read(dir)?)?.into_iter().map(with_recipe).collect()
}

/// Reads documents again from their bytes; also returns those that cannot be read any more.
pub(super) fn read_again<'a>(
    dir: &Path,
    ids: impl IntoIterator<Item = &'a DocumentId>,
    reader: Reader<'_>,
) -> (Vec<Document>, Vec<DocumentId>) {
    let mut read = Vec::new();
    let mut unreadable = Vec::new();
    for id in ids {
        let document = bytes(dir, id).ok().and_then(|bytes| {
            let recipe = recipe(dir, id).ok().flatten()?;
            reader(&bytes, &recipe)
        });
        match document.filter(|d| d.id == *id) {
            Some(document) => read.push(document),
            None => unreadable.push(id.clone()),
        }
    }
    (read, unreadable)
}
