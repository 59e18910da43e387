//! What the store keeps, gives back and refuses.

use std::fs;
use std::path::Path;
use std::time::Duration;

use shinchoku::store::{Imported, Item, Notice, Step, Store, StoreError};

use super::kit::*;

#[test]
fn what_was_imported_is_loaded() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    let loaded = store.load(|_, _| panic!("read again")).unwrap();
    assert!(loaded.notice.is_none());
    assert_holds(&loaded, &documents);
    assert_eq!(&*store.document_bytes(&documents[0].id).unwrap(), SMALL.as_bytes());
    let kept = store.documents().unwrap();
    assert_eq!(
        kept.iter().map(|k| k.recipe.clone()).collect::<Vec<_>>(),
        [recipe("P2", "R1末"), recipe("P2", "R2末")]
    );
    assert_eq!(fs::read_to_string(store.dir().join("FORMAT")).unwrap(), "shinchoku 1\nsled 0.34\n");
    assert_eq!(fs::read_dir(store.dir().join("cache")).unwrap().count(), 2, "old generations are removed");
    for part in ["curation", "work", "reserve", "lock"] {
        assert!(store.dir().join(part).exists(), "{part}");
    }
}

#[test]
fn a_store_that_is_not_there_is_empty_and_stays_so() {
    let dir = tempfile::tempdir().unwrap();
    for path in [dir.path().to_owned(), dir.path().join("none/at/all")] {
        let store = Store::at(&path);
        let loaded = store.load(read).unwrap();
        assert_eq!((loaded.generation, loaded.catalog.documents().len()), (0, 0));
        assert!(store.documents().unwrap().is_empty() && store.generation().unwrap() == 0);
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn the_same_import_changes_no_byte() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = two(dir.path());
    let before = files(store.dir());
    assert!(matches!(import(&store, SMALL, &recipe("P2", "R1末")), Imported::Already));
    assert!(files(store.dir()) == before);
}

#[test]
fn the_same_bytes_read_in_another_way_replace_what_was_read() {
    let dir = tempfile::tempdir().unwrap();
    let (store, mut documents) = two(dir.path());
    let other = recipe("P3", "R1末");
    assert!(matches!(import(&store, SMALL, &other), Imported::Replaced));
    documents[0] = read(SMALL.as_bytes(), &other).unwrap();
    let loaded = store.load(read).unwrap();
    assert!(loaded.notice.is_none());
    assert_holds(&loaded, &documents);
}

#[test]
fn several_documents_make_one_generation() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::at(dir.path());
    let (first, second) = (recipe("P2", "R1末"), recipe("P2", "R2末"));
    let documents = [read(SMALL.as_bytes(), &first).unwrap(), read(OTHER.as_bytes(), &second).unwrap()];
    let item = |text: &'static str, at: usize, recipe| Item {
        bytes: text.as_bytes(),
        document: &documents[at],
        replaces: None,
        recipe,
    };
    let items = [item(SMALL, 0, &first), item(OTHER, 1, &second), item(SMALL, 0, &first)];
    let outcomes = store.import_many(&items, &stamp()).unwrap();
    assert!(matches!(outcomes[..], [Imported::Added, Imported::Added, Imported::Already]), "{outcomes:?}");
    assert_eq!(store.generation().unwrap(), 1);
    assert_holds(&store.load(read).unwrap(), &documents);
}

#[test]
fn an_import_that_is_stopped_leaves_nothing_and_one_that_is_acknowledged_goes_on() {
    let (first, second) = (recipe("P2", "R1末"), recipe("P2", "R2末"));
    let documents = [read(SMALL.as_bytes(), &first).unwrap(), read(OTHER.as_bytes(), &second).unwrap()];
    let items = [
        Item { bytes: SMALL.as_bytes(), document: &documents[0], recipe: &first, replaces: None },
        Item { bytes: OTHER.as_bytes(), document: &documents[1], recipe: &second, replaces: None },
    ];
    for (stop_at, kept) in [
        (Step::Kept(0, 2), false),
        (Step::Kept(1, 2), false),
        (Step::Indexing, true),
        (Step::Kept(2, 2), true),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::at(dir.path());
        let mut seen = Vec::new();
        let ended = store.import_watched(&items, &stamp(), &mut |step| {
            seen.push(step);
            step != stop_at
        });
        let documents_there = fs::read_dir(dir.path().join("documents")).unwrap().count();
        if kept {
            assert_eq!(ended.unwrap().len(), 2);
            assert_eq!(seen, [Step::Kept(0, 2), Step::Kept(1, 2), Step::Indexing]);
            assert_holds(&store.load(read).unwrap(), &documents);
        } else {
            assert!(matches!(ended, Err(StoreError::Stopped)), "{stop_at:?}");
            assert_eq!((documents_there, store.documents().unwrap().len()), (0, 0), "{stop_at:?}");
            // Nothing in the way of the next one.
            assert_eq!(store.import_many(&items, &stamp()).unwrap().len(), 2);
            assert_holds(&store.load(read).unwrap(), &documents);
        }
    }
}

#[test]
fn a_document_must_be_that_of_its_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::at(dir.path());
    let document = read(SMALL.as_bytes(), &recipe("P2", "R1末")).unwrap();
    let result = store.import(OTHER.as_bytes(), &document, &recipe("P2", "R1末"), &stamp());
    assert!(matches!(result, Err(StoreError::WrongHash { path: None, .. })));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn directories_that_are_not_ours_are_refused_and_left_alone() {
    let newer: fn(&StoreError) -> bool = |e| matches!(e, StoreError::Newer { found: 3, known: 2, .. });
    let engine: fn(&StoreError) -> bool = |e| matches!(e, StoreError::ForeignEngine { .. });
    let no_store: fn(&StoreError) -> bool = |e| matches!(e, StoreError::NotAStore { .. });
    for (file, text, expected) in [
        ("FORMAT", "shinchoku 3\nsled 0.34\n", newer),
        ("FORMAT", "shinchoku 3\nother\nlines", newer),
        ("FORMAT", "shinchoku 1\nsled 1.0\n", engine),
        ("FORMAT", "shinchoku 1\n", engine),
        ("FORMAT", "something else", no_store),
        ("letter.txt", "Dear all", no_store),
    ] {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(file), text).unwrap();
        let before = files(dir.path());
        let store = Store::at(dir.path());
        let document = read(SMALL.as_bytes(), &recipe("P2", "R1末")).unwrap();
        let imported = store.import(SMALL.as_bytes(), &document, &recipe("P2", "R1末"), &stamp());
        assert!(imported.as_ref().is_err_and(expected), "{text}: {imported:?}");
        assert!(store.load(read).as_ref().err().is_some_and(expected), "{text}");
        assert!(files(dir.path()) == before);
    }
}

#[test]
fn a_lock_that_somebody_holds_is_reported_and_readers_need_none() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    let store = store.waiting(Duration::from_millis(60));
    let held = fs::File::open(store.dir().join("lock")).unwrap();
    held.lock().unwrap();
    assert_holds(&store.load(read).unwrap(), &documents);
    let document = read("9 新規 A 1件\n".as_bytes(), &recipe("P2", "R3末")).unwrap();
    let busy = store.import("9 新規 A 1件\n".as_bytes(), &document, &recipe("P2", "R3末"), &stamp());
    assert!(
        matches!(&busy, Err(StoreError::Busy { waited, .. }) if *waited >= Duration::from_millis(60)),
        "{busy:?}"
    );
    fs::remove_file(snapshot(&store, "rest")).unwrap();
    assert!(matches!(store.load(read), Err(StoreError::Busy { .. })));
    held.unlock().unwrap();
    assert!(matches!(load_mending(&store, &documents), Notice::SnapshotRebuilt { .. }));
}

#[cfg(unix)]
#[cfg(unix)]
#[test]
fn the_store_belongs_to_the_group() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = two(dir.path());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    for part in ["", "documents", "cache", "catalog", "work", "curation"] {
        assert_eq!(mode(&store.dir().join(part)), 0o2770, "{part}");
    }
    for path in files(store.dir()).keys() {
        assert_eq!(mode(path), 0o660, "{}", path.display());
    }
}

#[test]
fn writers_in_a_row_and_at_once_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::at(dir.path().join("store"));
    std::thread::scope(|scope| {
        for writer in 0..4_u32 {
            let store = store.clone();
            scope.spawn(move || {
                for at in 0..5_u32 {
                    let text = format!("{} 項目 A {at}件\n", writer * 10 + at + 1);
                    assert!(matches!(import(&store, &text, &recipe("P2", "R1末")), Imported::Added));
                    let loaded = store.load(read).unwrap();
                    assert!(matches!(loaded.notice, None | Some(Notice::Behind)), "{:?}", loaded.notice);
                }
            });
        }
    });
    let loaded = store.load(read).unwrap();
    assert!(loaded.notice.is_none());
    assert_eq!((loaded.catalog.documents().len(), loaded.generation), (20, 20));
}
