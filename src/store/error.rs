//! What can go wrong with a store, as values that carry the thing and the path. Knows no sentence for the user and no
//! way to mend anything.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::model::DocumentId;

/// What was being done to a file when the system refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Reading a file or listing a directory.
    Read,
    /// Creating, writing, renaming or removing.
    Write,
}

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system refused; everything that has a path and no better name.
    #[error("{action:?} {}: {source}", path.display())]
    Io {
        /// What was being done.
        action: Action,
        /// To which file or directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A directory with something in it that is no store. Nothing was written into it.
    #[error("{} is no store", path.display())]
    NotAStore {
        /// The directory.
        path: PathBuf,
    },
    /// Written by a newer version of this program. Nothing was touched: an old program would lose what it cannot read.
    #[error("{} has format {found}; this program knows {known}", path.display())]
    Newer {
        /// The `FORMAT` file.
        path: PathBuf,
        /// The number in it.
        found: u32,
        /// The newest number this program knows.
        known: u32,
    },
    /// Written with another version of the engine, which would open it as if it were empty.
    #[error("{} was written with {found}; this program has {known}", path.display())]
    ForeignEngine {
        /// The `FORMAT` file.
        path: PathBuf,
        /// What stands in it.
        found: String,
        /// What should stand in it.
        known: &'static str,
    },
    /// Somebody else held the lock for as long as we were ready to wait.
    #[error("{} is held by somebody else (waited {waited:?})", path.display())]
    Busy {
        /// The lock file.
        path: PathBuf,
        /// How long it was waited for.
        waited: Duration,
    },
    /// The import was stopped before anything of it was acknowledged.
    #[error("stopped")]
    Stopped,
    /// The bytes are not those of the document that was to be imported, or that was asked for.
    #[error("the bytes are those of {found}, not of {expected}")]
    WrongHash {
        /// The document meant.
        expected: DocumentId,
        /// The hash of the bytes.
        found: DocumentId,
        /// The file they came from; `None` when the caller gave them.
        path: Option<PathBuf>,
    },
    /// Somebody else has changed something since it was looked at.
    #[error("not the generation that was looked at")]
    Moved,
    /// A document that was to be replaced is not in the store, or not any more.
    #[error("{id} is not in the store")]
    NotCurrent {
        /// The document.
        id: DocumentId,
    },
    /// The store has no such document.
    #[error("no document {id}")]
    NoDocument {
        /// The document asked for.
        id: DocumentId,
        /// The file in which it would be.
        path: PathBuf,
    },
    /// The text beside a document that says how it was imported cannot be read.
    #[error("{}: {said}", path.display())]
    BadRecipe {
        /// The file.
        path: PathBuf,
        /// What the reader of its format said.
        said: String,
    },
    /// The tables could not be used. The truth is in other files, so nothing is lost by it.
    #[error("{}: {fault}", path.display())]
    Tables {
        /// The directory of the tables.
        path: PathBuf,
        /// What was the matter.
        fault: Fault,
    },
    /// A value could not be brought into the form in which it is kept.
    #[error("encoding for {}: {said}", path.display())]
    Encode {
        /// The file for which it was meant.
        path: PathBuf,
        /// What the encoder said.
        said: String,
    },
}

/// What is the matter with the tables.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The engine said so.
    #[error("engine: {0}")]
    Engine(String),
    /// The engine says that another process has the tables open.
    #[error("held by another process: {0}")]
    Held(String),
    /// The engine panicked on what it found.
    #[error("panic: {0}")]
    Panic(String),
    /// A value fails its checksum, has another version, or a piece of it is missing.
    #[error("damaged value: {0}")]
    Value(&'static str),
    /// They do not hold what the journal says they should.
    #[error("not what the journal says: {0}")]
    Journal(&'static str),
    /// They lack the journal's newest imports: somebody was stopped before indexing them.
    #[error("behind the journal")]
    Behind,
    /// No room on the disk.
    #[error("disk full: {0}")]
    Full(String),
}

impl StoreError {
    /// An error of the system while reading that path.
    pub(super) fn read(path: &Path, source: io::Error) -> StoreError {
        StoreError::Io { action: Action::Read, path: path.to_owned(), source }
    }

    /// An error of the system while writing that path.
    pub(super) fn write(path: &Path, source: io::Error) -> StoreError {
        StoreError::Io { action: Action::Write, path: path.to_owned(), source }
    }

    /// Whether the store can be read but not written: read-only medium, missing rights, no room.
    pub fn is_not_writable(&self) -> bool {
        matches!(
            self,
            StoreError::Io { action: Action::Write, .. } | StoreError::Tables { fault: Fault::Full(_), .. }
        )
    }

    /// Whether the disk is full.
    pub fn is_full(&self) -> bool {
        match self {
            StoreError::Io { source, .. } => {
                matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
            }
            StoreError::Tables { fault, .. } => matches!(fault, Fault::Full(_)),
            _ => false,
        }
    }

    /// Whether a file that was to be read is not there.
    pub(super) fn is_missing(&self) -> bool {
        matches!(self, StoreError::Io { action: Action::Read, source, .. } if source.kind() == io::ErrorKind::NotFound)
    }
}
