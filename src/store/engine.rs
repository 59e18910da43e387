//! The engine's moods: opening with patience, panics, flushing that is durable, closing that may hang. Everything that
//! touches the engine runs inside [`with`]. Knows nothing of what is kept.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::Builder;
use std::time::{Duration, Instant};

use super::disk;
use super::error::{Fault, StoreError};

/// Name of the threads in which the engine may panic on damaged files. Such a panic is caught and mended; a panic hook
/// should stay silent about threads of this name, and leave the terminal alone.
pub const ENGINE_THREAD: &str = "shinchoku-engine";

/// How long closing may take. With a full disk it can hang for more than a minute.
const CLOSING: Duration = Duration::from_secs(5);
/// How long to try to open: the engine's lock lingers for moments after it was closed.
const OPENING: Duration = Duration::from_secs(5);
/// Between two attempts to open.
const PAUSE: Duration = Duration::from_millis(5);

/// Opens the engine in `dir`, works with it and closes it, all in a thread of its own.
///
/// The caller holds the lock of the store. What the work returns as `Ok` is durable. After a fault the engine is
/// left open and forgotten where closing it could do more harm.
pub(super) fn with<T: Send>(
    dir: &Path,
    work: impl FnOnce(&sled::Db) -> Result<T, Fault> + Send,
) -> Result<T, StoreError> {
    let all = || {
        let db = open(dir)?;
        match catch_unwind(AssertUnwindSafe(|| work(&db))) {
            Ok(Ok(done)) => close(db, dir).map(|()| done),
            // Nothing wrong with the engine, only with what we asked.
            Ok(Err(fault @ (Fault::Value(_) | Fault::Journal(_) | Fault::Behind))) => {
                drop_in_time(db);
                Err(fault)
            }
            Ok(Err(fault)) => {
                std::mem::forget(db);
                Err(fault)
            }
            Err(panic) => {
                // Dropping writes, and could panic again.
                std::mem::forget(db);
                Err(Fault::Panic(message(panic.as_ref())))
            }
        }
    };
    let outcome = std::thread::scope(|scope| {
        let thread = Builder::new().name(ENGINE_THREAD.into()).spawn_scoped(scope, all);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => Err(Fault::Panic(message(panic.as_ref()))),
            Err(error) => Err(Fault::Engine(error.to_string())),
        }
    });
    disk::share_dir(dir);
    for path in files(dir) {
        disk::share_file(&path);
    }
    outcome.map_err(|fault| StoreError::Tables { path: dir.to_owned(), fault })
}

fn open(dir: &Path) -> Result<sled::Db, Fault> {
    let begun = Instant::now();
    loop {
        // Left by a process that was killed while writing it; the engine would refuse to open.
        for path in files(dir).iter().filter(|p| p.extension().is_some_and(|e| e == "generating")) {
            let _ = disk::remove(path);
        }
        // No flushing in the background: whoever writes says when.
        let config = sled::Config::new().path(dir).flush_every_ms(None);
        match catch_unwind(AssertUnwindSafe(|| config.open())) {
            Ok(Ok(db)) => return Ok(db),
            Ok(Err(error)) => match fault(&error) {
                Fault::Held(_) if begun.elapsed() < OPENING => std::thread::sleep(PAUSE),
                fault => return Err(fault),
            },
            Err(panic) => return Err(Fault::Panic(message(panic.as_ref()))),
        }
    }
}

/// Flushes, makes durable, closes.
fn close(db: sled::Db, dir: &Path) -> Result<(), Fault> {
    match catch_unwind(AssertUnwindSafe(|| db.flush())) {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => {
            std::mem::forget(db);
            return Err(fault(&error));
        }
        Err(panic) => {
            std::mem::forget(db);
            return Err(Fault::Panic(message(panic.as_ref())));
        }
    }
    drop_in_time(db);
    // The engine's flush hands the bytes to the system and no further.
    for path in files(dir).iter().map(PathBuf::as_path).chain([dir]) {
        match disk::sync(path) {
            Err(error) if error.is_full() => return Err(Fault::Full(error.to_string())),
            Err(StoreError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(Fault::Engine(error.to_string())),
            Ok(()) => {}
        }
    }
    Ok(())
}

/// Drops the engine, for as long as we are ready to wait; the thread goes on without us.
fn drop_in_time(db: sled::Db) {
    let (done, closed) = mpsc::channel();
    let thread = Builder::new().name(ENGINE_THREAD.into()).spawn(move || {
        drop(db);
        let _ = done.send(());
    });
    if thread.is_ok() {
        let _ = closed.recv_timeout(CLOSING);
    }
}

/// What an error of the engine means to us.
pub(super) fn fault(error: &sled::Error) -> Fault {
    let said = error.to_string();
    match error {
        // The engine wraps what the system said, so only the text tells it.
        _ if said.contains("could not acquire lock") => Fault::Held(said),
        sled::Error::Io(e) if e.kind() == std::io::ErrorKind::StorageFull => Fault::Full(said),
        _ if said.contains("No space left") => Fault::Full(said),
        _ => Fault::Engine(said),
    }
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

/// The files of the engine.
fn files(dir: &Path) -> Vec<PathBuf> {
    let names = disk::names(dir).unwrap_or_default();
    names.into_iter().map(|name| dir.join(name)).filter(|path| path.is_file()).collect()
}
