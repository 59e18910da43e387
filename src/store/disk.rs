//! Small steps on files: replace whole files so that no reader sees half of one, make things durable, give rights to
//! the group. Knows nothing of what the files mean.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// Directories: the group may do everything, and what is created in them belongs to the same group.
const DIRECTORY_MODE: u32 = 0o2770;
/// Files: the group may read and write.
const FILE_MODE: u32 = 0o660;

/// Whether a written file has to survive a power cut.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Durable {
    /// It is part of the truth, or points to it.
    Yes,
    /// It can be made again and carries a checksum.
    No,
}

/// The whole file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    fs::read(path).map_err(|e| StoreError::read(path, e))
}

/// The whole file; `None` when there is none.
pub(super) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Names of what is in a directory, sorted; empty when there is no such directory.
pub(super) fn names(path: &Path) -> Result<Vec<String>, StoreError> {
    let listed = match fs::read_dir(path) {
        Ok(entries) => entries
            .map(|e| e.map(|e| e.file_name().to_string_lossy().into_owned()))
            .collect::<Result<Vec<String>, io::Error>>(),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(e) => Err(e),
    };
    let mut names = listed.map_err(|e| StoreError::read(path, e))?;
    names.sort();
    Ok(names)
}

/// Where a file is written before it takes its name. Fixed, because only the holder of the lock writes: what a killed
/// process leaves behind is overwritten by the next one.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    PathBuf::from(name)
}

/// Puts `bytes` in the place of the file, or creates it, in one step that no reader can see half of.
pub(super) fn replace(path: &Path, bytes: &[u8], durable: Durable) -> Result<(), StoreError> {
    let new = beside(path);
    let write = || -> io::Result<()> {
        let mut file = File::create(&new)?;
        file.write_all(bytes)?;
        share(&new, FILE_MODE);
        if durable == Durable::Yes {
            file.sync_all()?;
        }
        fs::rename(&new, path)
    };
    write().map_err(|e| {
        // Half a file is of no use, and on a full disk it is in the way.
        let _ = fs::remove_file(&new);
        StoreError::write(path, e)
    })?;
    if durable == Durable::Yes { sync_parent(path) } else { Ok(()) }
}

/// Creates a directory, and those above it, unless it is there.
pub(super) fn make_dir(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(path).map_err(|e| StoreError::write(path, e))?;
    share(path, DIRECTORY_MODE);
    Ok(())
}

/// Makes the name of a new or renamed file durable.
pub(super) fn sync_parent(path: &Path) -> Result<(), StoreError> {
    path.parent().map_or(Ok(()), sync)
}

/// Makes a file or a directory durable.
pub(super) fn sync(path: &Path) -> Result<(), StoreError> {
    File::open(path).and_then(|f| f.sync_all()).map_err(|e| StoreError::write(path, e))
}

/// Removes a file; that there is none is fine.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(StoreError::write(path, e)),
        _ => Ok(()),
    }
}

/// Gives a file to the group, as far as the system lets us: it belongs to whoever created it, who has done the same.
pub(super) fn share_file(path: &Path) {
    share(path, FILE_MODE);
}

/// Gives a directory to the group.
pub(super) fn share_dir(path: &Path) {
    share(path, DIRECTORY_MODE);
}

#[cfg(unix)]
fn share(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    // Leave a mode alone that is right already: only the owner may set it.
    let right = fs::metadata(path).is_ok_and(|m| m.permissions().mode() & 0o7777 == mode);
    if !right {
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode));
    }
}

#[cfg(not(unix))]
fn share(_path: &Path, _mode: u32) {}
