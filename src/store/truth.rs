//! The documents as they were imported: their bytes under their hash, and beside them how they were read. From these
//! and the journal everything else can be made again. Does not know how a document is read: the caller's [`Reader`]
//! does.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::disk::{self, Durable};
use super::error::StoreError;
use super::format;
use super::journal::{Change, Entry, Journal};
use super::standing::{Import, Out, Standing};
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

/// Where it says that a document is out, and by which line: without it a journal that lost that line would bring the
/// document back. Also beside one that is not in yet.
fn marker_path(dir: &Path, id: &DocumentId) -> PathBuf {
    dir.join("documents").join(format!("{id}.out"))
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

/// What stands beside a document that is out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Marker {
    /// Number of the line of the journal that took it out.
    line: u64,
    /// What took its place; `None` where nothing did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<DocumentId>,
}

/// What stands beside a document that is out; `None` beside others. A marker that does not read still is one.
fn marker(dir: &Path, id: &DocumentId) -> Result<Option<Marker>, StoreError> {
    let Some(bytes) = disk::read_if_there(&marker_path(dir, id))? else { return Ok(None) };
    let read = std::str::from_utf8(&bytes).ok().and_then(|text| toml::from_str(text).ok());
    Ok(Some(read.unwrap_or(Marker { line: 0, by: None })))
}

fn keep_marker(dir: &Path, id: &DocumentId, marker: &Marker, durable: Durable) -> Result<(), StoreError> {
    let path = marker_path(dir, id);
    let text = toml::to_string(marker)
        .map_err(|e| StoreError::Encode { path: path.clone(), said: e.to_string() })?;
    disk::replace(&path, text.as_bytes(), durable)
}

/// Notes beside a new document that it waits for that line of the journal. [`settle`] takes the note away behind the
/// line; whoever is stopped before it leaves a document that nobody was told of, and that does not come in when the
/// rest of the store is made again.
pub(super) fn announce(dir: &Path, id: &DocumentId, line: u64) -> Result<(), StoreError> {
    keep_marker(dir, id, &Marker { line, by: None }, Durable::No)
}

/// Takes a document away that was never acknowledged.
pub(super) fn drop(dir: &Path, id: &DocumentId) -> Result<(), StoreError> {
    disk::remove(&recipe_path(dir, id))?;
    disk::remove(&marker_path(dir, id))?;
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

/// What the truth comes to, all of it taken together.
struct Reconciled {
    /// The documents that are in the store. Those of which no line says so have 0 as the number of the first.
    imports: Vec<Import>,
    /// Those of which the journal says that they are in the store, while something newer says that they are not; and
    /// what took their place.
    gone: Vec<(DocumentId, Option<DocumentId>)>,
}

/// The documents that are in the store, in the order of their import.
///
/// The journal decides. Where it is missing or has lost lines, as far as it or the witness shows, documents that lie
/// there whole or that the witness knows count as well: rather one that was never acknowledged than one that was and
/// is gone. They get no number of a line.
pub(super) fn current(dir: &Path, journal: &Journal, witness: &Witness) -> Result<Vec<Import>, StoreError> {
    reconcile(dir, journal, witness).map(|found| found.imports)
}

fn reconcile(dir: &Path, journal: &Journal, witness: &Witness) -> Result<Reconciled, StoreError> {
    let Standing { imports, out, .. } = Standing::of(&journal.entries);
    let known: BTreeSet<&DocumentId> =
        imports.iter().map(|i| &i.id).chain(out.iter().map(|o| &o.id)).collect();
    let shortened = witness.seq.is_none_or(|seq| seq > journal.last_seq())
        || witness.documents.iter().any(|id| !known.contains(id));
    if journal.is_whole() && !shortened {
        return Ok(Reconciled { imports, gone: Vec::new() });
    }
    let names = disk::names(&dir.join("documents"))?;
    let lying = names
        .iter()
        .filter(|name| is_hash(name) && names.binary_search(&format!("{name}.toml")).is_ok())
        .map(|name| DocumentId(name.as_str().into()));
    // Journal, witness and markers each say of some documents whether they are in, as of a line: the latest word holds.
    let mut words: BTreeMap<DocumentId, (u64, bool)> = BTreeMap::new();
    let mut say = |id: &DocumentId, line: u64, within: bool| {
        let word = words.entry(id.clone()).or_insert((line, within));
        if line > word.0 {
            *word = (line, within);
        }
    };
    for import in &imports {
        say(&import.id, import.last, true);
    }
    for out in &out {
        say(&out.id, out.line, false);
    }
    for id in &witness.documents {
        say(id, witness.seq.unwrap_or(0), true);
    }
    let mut markers: HashMap<DocumentId, Option<DocumentId>> = HashMap::new();
    for id in lying.clone().chain(imports.iter().map(|i| i.id.clone())) {
        if let Some(marker) = marker(dir, &id)? {
            say(&id, marker.line, false);
            if let Some(by) = &marker.by {
                say(by, marker.line, true);
            }
            markers.insert(id, marker.by);
        }
    }
    let within = |id: &DocumentId| words.get(id).is_none_or(|(_, within)| *within);
    let (mut found, gone): (Vec<Import>, Vec<Import>) = imports.into_iter().partition(|i| within(&i.id));
    let mut counted: BTreeSet<DocumentId> = found.iter().map(|i| i.id.clone()).collect();
    for id in witness.documents.iter().cloned().chain(lying).filter(within) {
        if counted.insert(id.clone()) {
            let recipe = out.iter().find(|o| o.id == id).and_then(|o| o.recipe.clone());
            found.push(Import { id, first: 0, last: 0, recipe });
        }
    }
    // What is left of the journal may be its end.
    let order: HashMap<&DocumentId, usize> =
        witness.documents.iter().enumerate().map(|(at, id)| (id, at)).rev().collect();
    found.sort_by_key(|import| order.get(&import.id).copied().unwrap_or(usize::MAX));
    let gone = gone.into_iter().map(|i| {
        let by = markers.remove(&i.id).flatten();
        (i.id, by)
    });
    Ok(Reconciled { imports: found, gone: gone.collect() })
}

/// Gives a journal that lost lines those that its documents must have had, so that the next line does not make it look
/// as if there were no others. When and by whom they were written is lost. The caller holds the lock.
pub(super) fn adopt(dir: &Path, journal: &mut Journal, witness: &Witness) -> Result<(), StoreError> {
    let Reconciled { imports, mut gone } = reconcile(dir, journal, witness)?;
    let mut changes = Vec::new();
    let again = |import: &Import| {
        let recipe = import.recipe.clone().or_else(|| recipe(dir, &import.id).ok().flatten());
        let name = recipe.as_ref().map(|r| r.name.clone()).unwrap_or_default();
        Change::import(import.id.clone(), name).read_as(recipe)
    };
    for import in imports.iter().filter(|i| i.first == 0) {
        let old = gone.iter().position(|(_, by)| by.as_ref() == Some(&import.id)).map(|at| gone.remove(at).0);
        changes.push(again(import).replacing(old));
    }
    for (id, by) in gone {
        let newer = imports.iter().find(|i| Some(&i.id) == by.as_ref());
        let taken_back = || {
            let undone = super::standing::undone(&journal.entries);
            let of = journal.entries.iter().rev().find(|e| match &e.change {
                Change::Import { document, .. } => *document == id && !undone.contains_key(&e.seq),
                _ => false,
            });
            of.map(|e| Change::Undo { of: e.seq })
        };
        changes.extend(newer.map(|i| again(i).replacing(Some(id.clone()))).or_else(taken_back));
    }
    if changes.is_empty() {
        return Ok(());
    }
    let next = journal.next_seq();
    let lines =
        (next..).zip(changes).map(|(seq, change)| Entry { seq, at: 0, author: String::new(), change });
    append(dir, journal, lines.collect())?;
    settle(dir, &Standing::of(&journal.entries), |_| true)
}

/// Appends lines to the journal. The caller holds the lock.
pub(super) fn append(dir: &Path, journal: &mut Journal, lines: Vec<Entry>) -> Result<(), StoreError> {
    if lines.iter().any(|line| line.change.is_of_editions()) {
        // Earlier versions would show replaced documents beside the ones that replaced them.
        format::raise(dir)?;
    }
    journal.append(dir, lines)
}

/// Brings what stands beside the wanted documents up to the journal: how they are read, and whether they are out. After
/// the journal, since a marker that no line bears out would hide a document should the journal be lost. The caller
/// holds the lock.
pub(super) fn settle(
    dir: &Path,
    standing: &Standing,
    wanted: impl Fn(&DocumentId) -> bool,
) -> Result<(), StoreError> {
    for Import { id, recipe: how, .. } in standing.imports.iter().filter(|i| wanted(&i.id)) {
        // Without its bytes a document cannot be read, however much is known of it.
        if let Some(how) = how
            && bytes_path(dir, id).exists()
            && recipe(dir, id).ok().flatten().as_ref() != Some(how)
        {
            keep_recipe(dir, id, how)?;
        }
        if marker_path(dir, id).exists() {
            disk::remove(&marker_path(dir, id))?;
        }
    }
    for Out { id, line, by, .. } in standing.out.iter().filter(|o| wanted(&o.id)) {
        let due = Marker { line: *line, by: by.clone() };
        if bytes_path(dir, id).exists() && marker(dir, id)?.as_ref() != Some(&due) {
            keep_marker(dir, id, &due, Durable::Yes)?;
        }
    }
    Ok(())
}

/// How a document of the store is read: as the journal says, or else the text beside it.
pub(super) fn recipe_of(dir: &Path, import: &Import) -> Result<Option<Recipe>, StoreError> {
    import.recipe.clone().map_or_else(|| recipe(dir, &import.id), |recipe| Ok(Some(recipe)))
}

/// The documents that are in the store, with how each was imported.
pub(super) fn kept(dir: &Path, witness: &Witness) -> Result<Vec<Kept>, StoreError> {
    if format::check(dir)? == format::Standing::Vacant {
        return Ok(Vec::new());
    }
    let with_recipe = |import: Import| match recipe_of(dir, &import)? {
        Some(recipe) => Ok(Kept { id: import.id, recipe }),
        None => Err(no_recipe(dir, &import.id)),
    };
    current(dir, &Journal::read(dir)?, witness)?.into_iter().map(with_recipe).collect()
}

/// Reads documents again from their bytes; also returns those that cannot be read any more.
///
/// What cannot be read at first is tried once more behind the others: a document that names no plan may be known only
/// by one that comes later here, when the order of import is lost.
pub(super) fn read_again<'a>(
    dir: &Path,
    imports: impl IntoIterator<Item = &'a Import>,
    reader: Reader<'_>,
) -> (Vec<Document>, Vec<DocumentId>) {
    let read_one = |import: &Import| {
        let bytes = bytes(dir, &import.id).ok()?;
        let recipe = recipe_of(dir, import).ok().flatten()?;
        reader(&bytes, &recipe).filter(|d| d.id == import.id)
    };
    let mut tried: Vec<(&Import, Option<Document>)> =
        imports.into_iter().map(|import| (import, read_one(import))).collect();
    for (import, read) in tried.iter_mut().filter(|(_, read)| read.is_none()) {
        *read = read_one(import);
    }
    let (mut read, mut unreadable) = (Vec::new(), Vec::new());
    for (import, document) in tried {
        match document {
            Some(document) => read.push(document),
            None => unreadable.push(import.id.clone()),
        }
    }
    (read, unreadable)
}

#[cfg(test)]
impl Recipe {
    /// Any recipe.
    pub(super) fn default_for_tests() -> Recipe {
        Recipe {
            name: "表.txt".into(),
            plan: Some("P2".into()),
            municipality: None,
            by_agreement: false,
            encoding: "utf-8".into(),
            layout: "table".into(),
            period: Period::parse("H26末"),
            today: Date { year: 2021, month: 6, day: 1 },
        }
    }
}
