//! The `FORMAT` file: what tells a store from any other directory, and this version of it from others. Checked before
//! anything else is looked at, because the engine opens another version's files as if they were empty.

use std::path::Path;

use super::disk::{self, Durable};
use super::error::StoreError;

/// The format of a store in which nothing was replaced or taken back.
const FIRST: u32 = 1;
/// The newest format that this program knows: the journal has lines that replace documents and take changes back.
const KNOWN: u32 = 2;
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
    match (number(&text), text.lines().nth(1)) {
        (Some(found), _) if found > KNOWN => Err(StoreError::Newer { path, found, known: KNOWN }),
        (Some(FIRST..=KNOWN), Some(engine)) if engine.trim() == ENGINE => Ok(Standing::Store),
        (Some(FIRST..=KNOWN), engine) => Err(StoreError::ForeignEngine {
            path,
            found: engine.unwrap_or_default().to_owned(),
            known: ENGINE,
        }),
        _ => Err(StoreError::NotAStore { path: dir.to_owned() }),
    }
}

/// The number in the file.
fn number(text: &str) -> Option<u32> {
    text.lines().next()?.strip_prefix("shinchoku ")?.trim().parse().ok()
}

/// The number of a store; the one it would get where there is none.
fn of(dir: &Path) -> Result<u32, StoreError> {
    let bytes = disk::read_if_there(&dir.join("FORMAT"))?;
    Ok(bytes.and_then(|bytes| number(&String::from_utf8_lossy(&bytes))).unwrap_or(FIRST))
}

/// The format of a store in words.
pub(super) fn words(dir: &Path) -> Result<String, StoreError> {
    Ok(format!("{}, {ENGINE}", of(dir)?))
}

/// Writes the file of a new store, under the lock.
pub(super) fn write(dir: &Path) -> Result<(), StoreError> {
    put(dir, FIRST)
}

/// Makes the store one that only versions open which know all of its journal. Under the lock, before the first line that
/// others would misread.
pub(super) fn raise(dir: &Path) -> Result<(), StoreError> {
    if of(dir)? < KNOWN { put(dir, KNOWN) } else { Ok(()) }
}

fn put(dir: &Path, number: u32) -> Result<(), StoreError> {
    disk::replace(&dir.join("FORMAT"), format!("shinchoku {number}\n{ENGINE}\n").as_bytes(), Durable::Yes)
}
