//! The `FORMAT` file: what tells a store from any other directory, and this version of it from others. Checked before
//! anything else is looked at, because the engine opens another version's files as if they were empty.

use std::path::Path;

use super::disk::{self, Durable};
use super::error::StoreError;

/// The newest format that this program knows.
const KNOWN: u32 = 1;
/// The engine and the version of its files.
const ENGINE: &str = "sled 0.34";

/// What a directory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Not there, or nothing in it: may become a store.
    Vacant,
    /// A store of this format.
    Store,
}

/// Looks at a directory without changing it; refuses what is no store or not of this format.
pub(super) fn check(dir: &Path) -> Result<Standing, StoreError> {
    match look(dir) {
        // Somebody may have created the store between our two looks into the directory.
        Err(StoreError::NotAStore { .. }) => look(dir),
        seen => seen,
    }
}

fn look(dir: &Path) -> Result<Standing, StoreError> {
    let path = dir.join("FORMAT");
    let Some(bytes) = disk::read_if_there(&path)? else {
        // Whoever is creating a store takes the lock before writing FORMAT.
        let vacant = disk::names(dir)?.iter().all(|n| n == "lock" || n == "FORMAT.new");
        return if vacant {
            Ok(Standing::Vacant)
        } else {
            Err(StoreError::NotAStore { path: dir.to_owned() })
        };
    };
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.lines();
    let number =
        lines.next().and_then(|l| l.strip_prefix("shinchoku ")).and_then(|n| n.trim().parse::<u32>().ok());
    match (number, lines.next()) {
        (Some(found), _) if found > KNOWN => Err(StoreError::Newer { path, found, known: KNOWN }),
        (Some(KNOWN), Some(engine)) if engine.trim() == ENGINE => Ok(Standing::Store),
        (Some(KNOWN), engine) => Err(StoreError::ForeignEngine {
            path,
            found: engine.unwrap_or_default().to_owned(),
            known: ENGINE,
        }),
        _ => Err(StoreError::NotAStore { path: dir.to_owned() }),
    }
}

/// The format of this program in words.
pub(super) fn known() -> String {
    format!("{KNOWN}, {ENGINE}")
}

/// Writes the file, under the lock.
pub(super) fn write(dir: &Path) -> Result<(), StoreError> {
    disk::replace(&dir.join("FORMAT"), format!("shinchoku {KNOWN}\n{ENGINE}\n").as_bytes(), Durable::Yes)
}
