//! The lock of a store: one writer at a time. A lock of the system on a file of our own, so that it ends with the
//! process that holds it, however that ends. The file itself is never removed: two processes would lock two files.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use super::disk;
use super::error::StoreError;

/// How long between two attempts. Short against what a person notices, long against the cost of an attempt.
const PAUSE: Duration = Duration::from_millis(10);

/// Held until it is dropped.
pub(super) struct Lock {
    _file: File,
}

/// Takes the lock, waiting at most `patience`.
///
/// Polls, because waiting in the system has no limit.
pub(super) fn take(dir: &Path, patience: Duration) -> Result<Lock, StoreError> {
    let path = dir.join("lock");
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(|e| StoreError::write(&path, e))?;
    disk::share_file(&path);
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(e)) => return Err(StoreError::write(&path, e)),
        }
        let waited = begun.elapsed();
        if waited >= patience {
            return Err(StoreError::Busy { path, waited });
        }
        std::thread::sleep(PAUSE.min(patience.saturating_sub(waited)));
    }
}
