//! The store: what was imported, kept so that nothing acknowledged is lost and every reader is served fast.
//!
//! Three layers. The truth is plain files: the documents' bytes and a journal of every change. The tables (`catalog/`)
//! are made from it, opened only under the lock, by whoever writes. The snapshot (`cache/`) is made from the tables and
//! is what readers load, without any lock. A lower layer mends a higher one, so damage costs time, not data.
//!
//! Knows no way to read a document (a reader is given), no clock ([`Stamp`] is given) and no sentence for the user.
//! Only this room knows the engine.

mod again;
mod disk;
mod engine;
mod error;
mod format;
mod health;
mod import;
mod journal;
mod load;
mod lock;
mod rule;
mod sealed;
mod snapshot;
mod standing;
mod tables;
mod truth;
mod undo;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::model::{Document, DocumentId, Judgement, MatterId};

pub use engine::ENGINE_THREAD;
pub use error::{Action, Fault, StoreError};
pub use health::{Health, Lost};
pub use import::{Imported, Item, Stamp, Step, Watch};
pub use load::{Freshness, Loaded, Notice};
pub use snapshot::Unusable;
pub use truth::{Kept, Recipe, hash};
pub use undo::{Act, Gone, Logged, Undone};

/// How long a writer waits for another before giving up.
const PATIENCE: Duration = Duration::from_secs(5);

/// A store on disk. Only a name: nothing is opened before something is asked, and nothing stays open after.
#[derive(Clone, Debug)]
pub struct Store {
    dir: PathBuf,
    patience: Duration,
    expected: Option<u64>,
}

impl Store {
    /// The store in that directory, which need not exist yet.
    pub fn at(dir: impl Into<PathBuf>) -> Store {
        Store { dir: dir.into(), patience: PATIENCE, expected: None }
    }

    /// The same store, waiting that long for the lock instead of 5 seconds.
    pub fn waiting(self, patience: Duration) -> Store {
        Store { patience, ..self }
    }

    /// The same store for somebody who has looked at that generation of it: an import into a newer one is refused, since
    /// what was looked at may have decided what is imported in whose place.
    #[must_use]
    pub fn expecting(self, generation: u64) -> Store {
        Store { expected: Some(generation), ..self }
    }

    /// Its directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The generation that [`Store::load`] would load: goes up whenever somebody changed something. One small read,
    /// cheap enough to be asked twice a second. 0 while there is no store, or when the number cannot be read.
    ///
    /// # Errors
    /// When the system refuses to read an existing file.
    pub fn generation(&self) -> Result<u64, StoreError> {
        snapshot::generation(&self.dir)
    }

    /// The catalog of everything in the store.
    ///
    /// Normally reads the snapshot and takes no lock. A snapshot that is missing, damaged, of another version, or behind
    /// the journal is made again from the tables, under the lock; tables that cannot be opened or do not hold what the
    /// journal says are moved aside and made again from the documents, with `reader`. [`Loaded::notice`] tells what was
    /// done. A directory that does not exist gives an empty catalog and stays so; one that cannot be written is read
    /// from its documents without writing anything.
    ///
    /// `reader` reads a document from its bytes in the way the recipe says; `None` when it cannot.
    ///
    /// Details are read when first wanted, some programs at a time. If they turn out damaged then, they are made again
    /// from tables and documents, and the snapshot with them; the catalog stays as it is and answers from those.
    ///
    /// # Errors
    /// [`StoreError::NotAStore`], [`StoreError::Newer`], [`StoreError::ForeignEngine`] for a directory that is not ours
    /// to read; [`StoreError::Busy`] when there is no snapshot and somebody holds the lock; [`StoreError::Io`] when the
    /// truth itself cannot be read.
    pub fn load(
        &self,
        reader: impl Fn(&[u8], &Recipe) -> Option<Document> + Send + Sync + 'static,
    ) -> Result<Loaded, StoreError> {
        let reader: load::KeptReader = Arc::new(reader);
        load::load(&self.dir, self.patience, &reader)
    }

    /// Imports one document: [`Store::import_many`] with one item.
    ///
    /// # Errors
    /// Those of [`Store::import_many`].
    pub fn import(
        &self,
        bytes: &[u8],
        document: &Document,
        recipe: &Recipe,
        stamp: &Stamp,
    ) -> Result<Imported, StoreError> {
        let outcome = self.import_many(&[Item { bytes, document, recipe, replaces: None }], stamp)?;
        Ok(outcome.into_iter().next().unwrap_or(Imported::Already))
    }

    /// Imports documents, each with its line in the journal, and makes the snapshot once. Creates the store when there
    /// is none. Outcomes come in the order of the items.
    ///
    /// When all of them are there already, imported in the same way, no byte changes. The same bytes imported in
    /// another way replace what was read from them. A document that takes the place of another one leaves the bytes of
    /// that one where they are, so that it can be undone.
    ///
    /// # Errors
    /// Nothing was imported when it fails: at most bytes lie there that no line of the journal names.
    /// [`StoreError::WrongHash`] when a document is not that of its bytes; [`StoreError::NotCurrent`] when one that is to
    /// be replaced is not in the store, or not any more; [`StoreError::Moved`] for whoever was [`Store::expecting`] an
    /// older generation; [`StoreError::Busy`]; the errors of a
    /// directory that is not ours (see [`Store::load`]); [`StoreError::Io`]. Trouble after the journal took the lines is
    /// no error but [`Imported::Unindexed`].
    pub fn import_many(&self, items: &[Item<'_>], stamp: &Stamp) -> Result<Vec<Imported>, StoreError> {
        self.import_watched(items, stamp, &mut |_| true)
    }

    /// [`Store::import_many`] for somebody who wants to know how far it has come, or may want it stopped.
    ///
    /// # Errors
    /// Those of [`Store::import_many`]; [`StoreError::Stopped`], with nothing left of it in the store.
    pub fn import_watched(
        &self,
        items: &[Item<'_>],
        stamp: &Stamp,
        watch: Watch<'_>,
    ) -> Result<Vec<Imported>, StoreError> {
        import::import_many(&self.dir, self.patience, self.expected, items, stamp, watch)
    }

    /// Takes back what this person did last: the documents of one call leave, and those whose place they took return.
    /// Bytes stay where they are. What somebody else has built upon since is left alone.
    ///
    /// # Errors
    /// Nothing was taken back when it fails. [`StoreError::Busy`]; the errors of a directory that is not ours (see
    /// [`Store::load`]); [`StoreError::Io`].
    pub fn undo(
        &self,
        stamp: &Stamp,
        reader: impl Fn(&[u8], &Recipe) -> Option<Document> + Send + Sync,
    ) -> Result<Undone, StoreError> {
        undo::undo(&self.dir, self.patience, stamp, &reader)
    }

    /// Keeps what a person says to a question that a document leaves open; `None` takes back what was said. When that was
    /// said already, no byte changes.
    ///
    /// # Errors
    /// Nothing was kept when it fails. [`StoreError::Busy`]; [`StoreError::Io`].
    pub fn rule(
        &self,
        matter: &MatterId,
        judgement: Option<Judgement>,
        stamp: &Stamp,
    ) -> Result<(), StoreError> {
        rule::rule(&self.dir, self.patience, matter, judgement, stamp)
    }

    /// Every change that was acknowledged, oldest first.
    ///
    /// # Errors
    /// Those of a directory that is not ours (see [`Store::load`]); [`StoreError::Io`].
    pub fn log(&self) -> Result<Vec<Logged>, StoreError> {
        undo::log(&self.dir)
    }

    /// The documents that were in the store and are not any more.
    ///
    /// # Errors
    /// Those of a directory that is not ours (see [`Store::load`]); [`StoreError::Io`].
    pub fn gone(&self) -> Result<Vec<Gone>, StoreError> {
        undo::gone(&self.dir)
    }

    /// The bytes of a document as they were imported, checked against their hash.
    ///
    /// # Errors
    /// [`StoreError::NoDocument`], [`StoreError::WrongHash`] when the file was changed, [`StoreError::Io`].
    pub fn document_bytes(&self, id: &DocumentId) -> Result<Vec<u8>, StoreError> {
        truth::bytes(&self.dir, id)
    }

    /// How a document was imported; `None` where nothing says it that can be read.
    pub fn recipe(&self, id: &DocumentId) -> Option<Recipe> {
        truth::recipe(&self.dir, id).ok().flatten()
    }

    /// The documents and how each was imported, in the order of import, straight from the truth.
    ///
    /// # Errors
    /// Those of a directory that is not ours (see [`Store::load`]); [`StoreError::NoDocument`] and
    /// [`StoreError::BadRecipe`] where the text beside a document is missing or does not read.
    pub fn documents(&self) -> Result<Vec<Kept>, StoreError> {
        truth::kept(&self.dir, &load::seen(&self.dir)?)
    }

    /// How the store is: its format, what of its documents is missing, its snapshot, the room for it. Changes nothing
    /// and takes no lock. With `verify` every document is read and its hash checked.
    ///
    /// # Errors
    /// Those of a directory that is not ours (see [`Store::load`]); [`StoreError::Io`].
    pub fn health(&self, verify: bool) -> Result<Health, StoreError> {
        health::health(&self.dir, verify)
    }
}
