//! Where one stood in a store when the screens were left, kept for the next time. Of no weight: what cannot be read is
//! passed over, what cannot be written is let be.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::app::Remembered;
use crate::store::{Store, hash};

/// The form of the file.
const VERSION: u32 = 1;

/// What stands in the file. The store is there for people who wonder whose file it is.
#[derive(Serialize, Deserialize)]
struct Note {
    version: u32,
    store: PathBuf,
    #[serde(flatten)]
    remembered: Remembered,
}

/// The file of a store below the directory of the program's state: a file each, so that two sessions on two stores do
/// not write over one another.
pub fn path(state: &Path, store: &Store) -> PathBuf {
    let name: String = hash(whole(store).as_os_str().as_encoded_bytes()).0.chars().take(16).collect();
    state.join("stores").join(format!("{name}.json"))
}

/// The store's directory under the one name it has from everywhere.
fn whole(store: &Store) -> PathBuf {
    let dir = store.dir();
    fs::canonicalize(dir).or_else(|_| std::path::absolute(dir)).unwrap_or_else(|_| dir.to_owned())
}

/// Where one stood in that store.
pub fn recall(state: &Path, store: &Store) -> Option<Remembered> {
    let bytes = super::written::read(&path(state, store)).ok()?;
    let note: Note = serde_json::from_slice(&bytes).ok()?;
    (note.version == VERSION && note.store == whole(store)).then_some(note.remembered)
}

/// Keeps where one stands in that store.
pub fn keep(state: &Path, store: &Store, remembered: Remembered) {
    let path = path(state, store);
    let note = Note { version: VERSION, store: whole(store), remembered };
    // The next time begins at the beginning; nobody is to be told of it while leaving.
    let _ = replace(&path, &note);
}

/// Puts the file in the place of the old one in one step.
fn replace(path: &Path, note: &Note) -> std::io::Result<()> {
    let bytes = serde_json::to_vec(note)?;
    if let Some(dir) = path.parent() {
        make_private(dir)?;
    }
    // Two sessions may leave at once.
    let new = path.with_extension(format!("{}.new", std::process::id()));
    let written = fs::File::create(&new).and_then(|mut file| file.write_all(&bytes));
    let renamed = written.and_then(|()| fs::rename(&new, path));
    if renamed.is_err() {
        let _ = fs::remove_file(&new);
    }
    renamed
}

/// Makes a directory, and those above it, for nobody but their owner.
fn make_private(dir: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Number, PlanCode, PlanId, ProgramId};

    #[test]
    fn what_was_kept_is_recalled_for_that_store_alone_and_damage_is_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        let state = dir.path().join("state");
        let (one, other) = (Store::at(dir.path().join("one")), Store::at(dir.path().join("other")));
        let plan = PlanId { municipality: Some("小平市".into()), code: PlanCode::parse("P2").unwrap() };
        let program = Some(ProgramId { plan: plan.clone(), number: Number::part(30, 2) });
        let remembered = Remembered { plan, program, sort: crate::app::filter::Sort::Departments };
        assert_eq!(recall(&state, &one), None);
        keep(&state, &one, remembered.clone());
        assert_eq!(recall(&state, &one), Some(remembered.clone()));
        assert_eq!(recall(&state, &other), None);
        assert_eq!(fs::read_dir(state.join("stores")).unwrap().count(), 1, "nothing is left beside it");
        let file = path(&state, &one);
        let whole = fs::read(&file).unwrap();
        for damaged in [&b""[..], b"{}", b"\xff", &whole[..whole.len() / 2]] {
            fs::write(&file, damaged).unwrap();
            assert_eq!(recall(&state, &one), None);
        }
        keep(&state, &one, remembered.clone());
        assert_eq!(recall(&state, &one), Some(remembered));
    }
}
