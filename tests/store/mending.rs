//! What loading mends: snapshot, tables and journal, each lost or damaged.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use shinchoku::store::{Imported, Notice, Store, StoreError, Unusable};

use super::kit::*;

#[test]
fn a_snapshot_that_cannot_be_used_is_made_again() {
    let truncate: fn(&Path) = |p| fs::write(p, &fs::read(p).unwrap()[..40]).unwrap();
    let flip: fn(&Path) = |p| {
        let mut bytes = fs::read(p).unwrap();
        let at = bytes.len() / 2;
        bytes[at] ^= 1;
        fs::write(p, bytes).unwrap();
    };
    let newer: fn(&Path) = |p| {
        let mut bytes = fs::read(p).unwrap();
        bytes[8] += 1;
        fs::write(p, bytes).unwrap();
    };
    let delete: fn(&Path) = |p| fs::remove_file(p).unwrap();
    for (what, harm, expected) in [
        ("headlines", truncate, Unusable::Damaged),
        ("headlines", flip, Unusable::Damaged),
        ("headlines", newer, Unusable::OtherVersion),
        ("headlines", delete, Unusable::Missing),
        ("rest", truncate, Unusable::Damaged),
        ("rest", newer, Unusable::OtherVersion),
        ("rest", delete, Unusable::Missing),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let (store, documents) = two(dir.path());
        harm(&snapshot(&store, what));
        let notice = load_mending(&store, &documents);
        assert!(matches!(notice, Notice::SnapshotRebuilt { why } if why == expected), "{what}: {notice:?}");
    }
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    fs::remove_dir_all(store.dir().join("cache")).unwrap();
    fs::remove_file(store.dir().join("GEN")).unwrap();
    assert!(matches!(load_mending(&store, &documents), Notice::SnapshotRebuilt { why: Unusable::Missing }));
}

#[test]
fn tables_that_lost_something_are_made_again_from_the_documents() {
    let delete: fn(&Path) = |p| fs::remove_dir_all(p).unwrap();
    let empty: fn(&Path) = |p| {
        fs::remove_dir_all(p).unwrap();
        fs::create_dir(p).unwrap();
    };
    let truncate: fn(&Path) = |p| {
        for path in files(p).into_keys() {
            fs::OpenOptions::new().write(true).open(path).unwrap().set_len(20).unwrap();
        }
    };
    let zero: fn(&Path) = |p| {
        for (path, bytes) in files(p) {
            fs::write(path, vec![0; bytes.len()]).unwrap();
        }
    };
    // (harm, whether something is left to move aside)
    for (name, harm, aside) in [
        ("deleted", delete, false),
        ("emptied", empty, true),
        ("truncated", truncate, true),
        ("zeroed", zero, true),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let (store, documents) = two(dir.path());
        harm(&store.dir().join("catalog"));
        // While the snapshot is whole nobody notices.
        assert!(store.load(read).unwrap().notice.is_none());
        fs::remove_dir_all(store.dir().join("cache")).unwrap();
        let notice = load_mending(&store, &documents);
        let Notice::CatalogRebuilt { moved_to, unreadable, .. } = &notice else {
            panic!("{name}: {notice:?}")
        };
        assert_eq!(moved_to.is_some(), aside, "{name}");
        assert!(
            moved_to.as_ref().is_none_or(|p| p.ends_with("catalog.bad-1") && p.is_dir())
                && unreadable.is_empty()
        );
        assert!(matches!(import(&store, "9 新規 A 1件\n", &recipe("P2", "R3末")), Imported::Added));
    }
}

#[test]
fn damage_anywhere_in_the_tables_is_mended_without_waiting() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    let whole = files(&store.dir().join("catalog"));
    let rounds: usize = std::env::var("ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    for round in 0..rounds {
        for (path, bytes) in &whole {
            let mut bytes = bytes.clone();
            // What was written stands at the beginning of the file.
            let used = bytes.iter().rposition(|b| *b != 0).map_or(0, |at| at + 1);
            let at = used * round / rounds;
            for byte in bytes.iter_mut().skip(at).take(48) {
                *byte ^= 0x55;
            }
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        fs::remove_dir_all(store.dir().join("cache")).unwrap();
        let begun = std::time::Instant::now();
        load_mending(&store, &documents);
        assert!(begun.elapsed() < Duration::from_secs(4), "round {round}: {:?}", begun.elapsed());
        fs::remove_dir_all(store.dir().join("catalog")).unwrap();
    }
}

#[test]
fn tables_of_an_earlier_day_are_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::at(dir.path().join("store"));
    import(&store, SMALL, &recipe("P2", "R1末"));
    let early = files(&store.dir().join("catalog"));
    let second = recipe("P2", "R2末");
    import(&store, OTHER, &second);
    for (path, bytes) in early {
        fs::write(path, bytes).unwrap();
    }
    fs::remove_file(snapshot(&store, "headlines")).unwrap();
    let documents =
        [read(SMALL.as_bytes(), &recipe("P2", "R1末")).unwrap(), read(OTHER.as_bytes(), &second).unwrap()];
    let notice = load_mending(&store, &documents);
    assert!(
        matches!(&notice, Notice::CaughtUp { documents: d, .. } if *d == [documents[1].id.clone()])
            || matches!(notice, Notice::CatalogRebuilt { .. }),
        "{notice:?}"
    );
}

#[test]
fn importing_over_lost_tables_keeps_the_document_and_the_next_load_indexes_it() {
    let dir = tempfile::tempdir().unwrap();
    let (store, mut documents) = two(dir.path());
    fs::remove_dir_all(store.dir().join("catalog")).unwrap();
    let third = recipe("P2", "R3末");
    let outcome = import(&store, "9 新規 A 1件\n", &third);
    assert!(matches!(outcome, Imported::Unindexed(_)), "{outcome:?}");
    documents.push(read("9 新規 A 1件\n".as_bytes(), &third).unwrap());
    assert!(matches!(load_mending(&store, &documents), Notice::CatalogRebuilt { moved_to: None, .. }));
}

#[test]
fn a_document_that_cannot_be_read_any_more_is_named_and_the_others_stay() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    fs::write(store.dir().join("documents").join(&*documents[0].id.0), "changed").unwrap();
    assert!(matches!(
        store.document_bytes(&documents[0].id),
        Err(StoreError::WrongHash { path: Some(_), .. })
    ));
    fs::remove_dir_all(store.dir().join("catalog")).unwrap();
    fs::remove_dir_all(store.dir().join("cache")).unwrap();
    let notice = load_mending(&store, &documents[1..]);
    assert!(
        matches!(&notice, Notice::CatalogRebuilt { unreadable, .. } if *unreadable == [documents[0].id.clone()])
    );
    // Known to be missing: nothing is made again for it, until it is imported anew.
    fs::remove_dir_all(store.dir().join("cache")).unwrap();
    assert!(matches!(load_mending(&store, &documents[1..]), Notice::SnapshotRebuilt { .. }));
    assert!(matches!(import(&store, SMALL, &recipe("P2", "R1末")), Imported::Replaced));
    assert_eq!(store.load(read).unwrap().catalog.documents().len(), 2);
}

#[test]
fn a_torn_line_is_cut_and_kept() {
    let dir = tempfile::tempdir().unwrap();
    let (store, mut documents) = two(dir.path());
    let journal = store.dir().join("journal.jsonl");
    let whole = fs::read(&journal).unwrap();
    let torn = "0badc0de {\"seq\":3,\"at";
    fs::write(&journal, [&whole, torn.as_bytes()].concat()).unwrap();
    assert!(
        store.load(read).unwrap().notice.is_none(),
        "a line that was never acknowledged is nothing to a reader"
    );
    let third = recipe("P2", "R3末");
    assert!(matches!(import(&store, "9 新規 A 1件\n", &third), Imported::Added));
    documents.push(read("9 新規 A 1件\n".as_bytes(), &third).unwrap());
    assert_eq!(fs::read_to_string(store.dir().join("journal.torn-3")).unwrap(), torn);
    assert!(fs::read(&journal).unwrap().starts_with(&whole));
    assert_holds(&store.load(read).unwrap(), &documents);
    let lines = fs::read_to_string(&journal).unwrap();
    assert!(
        lines
            .lines()
            .last()
            .unwrap()
            .contains("{\"seq\":3,\"at\":1600000000000,\"author\":\"審査 花子\",\"kind\":\"import\"")
    );
}

#[test]
fn an_import_that_was_acknowledged_and_not_indexed_is_indexed_by_the_next_load() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    // The store as it is when an import is killed behind its line in the journal: everything but the truth is old.
    let old = Store::at(dir.path().join("old"));
    import(&old, SMALL, &recipe("P2", "R1末"));
    for part in ["documents", "journal.jsonl"] {
        let (from, to) = (store.dir().join(part), old.dir().join(part));
        let copies = if from.is_dir() {
            files(&from)
        } else {
            BTreeMap::from([(from.clone(), fs::read(&from).unwrap())])
        };
        for (path, bytes) in copies {
            fs::write(if to.is_dir() { to.join(path.file_name().unwrap()) } else { to.clone() }, bytes)
                .unwrap();
        }
    }
    let notice = load_mending(&old, &documents);
    assert!(
        matches!(&notice, Notice::CaughtUp { documents: d, .. } if *d == [documents[1].id.clone()]),
        "{notice:?}"
    );
}

/// What is done to a file.
type Harm = fn(&Path);

/// Ways in which a journal loses lines of which no torn rest tells.
const LOSSES: [(&str, Harm); 6] = [
    ("deleted", |p| fs::remove_file(p).unwrap()),
    ("nothing reads", |p| fs::write(p, "nothing that reads\n").unwrap()),
    ("empty", |p| fs::write(p, "").unwrap()),
    ("the last lines", |p| {
        let text = fs::read_to_string(p).unwrap();
        fs::write(p, text.split_inclusive('\n').next().unwrap()).unwrap();
    }),
    ("the first lines", |p| {
        let text = fs::read_to_string(p).unwrap();
        fs::write(p, text.split_inclusive('\n').next_back().unwrap()).unwrap();
    }),
    ("all but a torn line", |p| {
        let text = fs::read_to_string(p).unwrap();
        fs::write(p, &text[..40]).unwrap();
    }),
];

#[test]
fn a_journal_that_lost_lines_hides_no_document() {
    // With snapshot and tables, and without the one, the other or both.
    for (name, harm) in LOSSES {
        for lost in [&[][..], &["cache"], &["catalog"], &["cache", "catalog"]] {
            let dir = tempfile::tempdir().unwrap();
            let (store, documents) = two(dir.path());
            harm(&store.dir().join("journal.jsonl"));
            for part in lost {
                fs::remove_dir_all(store.dir().join(part)).unwrap();
            }
            let loaded = store.load(read).unwrap();
            assert_eq!(loaded.catalog.documents().len(), 2, "{name}, {lost:?}");
            if lost.is_empty() {
                // The snapshot remembers the order in which they came.
                assert_holds(&loaded, &documents);
            }
            assert_eq!(store.documents().unwrap().len(), 2, "{name}, {lost:?}");
            import(&store, "9 新規 A 1件\n", &recipe("P2", "R3末"));
            // Also where everything but the truth goes later on.
            for part in ["cache", "catalog"] {
                let _ = fs::remove_dir_all(store.dir().join(part));
                assert_eq!(store.load(read).unwrap().catalog.documents().len(), 3, "{name}, {lost:?}");
            }
        }
    }
}

#[test]
fn importing_over_a_shortened_journal_hides_no_document() {
    for (name, harm) in LOSSES {
        let dir = tempfile::tempdir().unwrap();
        let (store, documents) = two(dir.path());
        harm(&store.dir().join("journal.jsonl"));
        import(&store, "9 新規 A 1件\n", &recipe("P2", "R3末"));
        let loaded = store.load(read).unwrap();
        let ids: Vec<_> = loaded.catalog.documents().iter().map(|d| d.id.clone()).collect();
        assert!(ids.len() == 3 && documents.iter().all(|d| ids.contains(&d.id)), "{name}");
        assert!(store.load(read).unwrap().notice.is_none(), "{name}");
    }
}

#[test]
fn a_document_that_tables_could_not_read_is_not_there_already() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    fs::remove_dir_all(store.dir().join("catalog")).unwrap();
    fs::remove_dir_all(store.dir().join("cache")).unwrap();
    // Bytes and recipe are whole; only the reader of that day could not make sense of them.
    let id = documents[0].id.clone();
    let loaded = store.load(move |bytes, recipe| read(bytes, recipe).filter(|d| d.id != id)).unwrap();
    assert_eq!(loaded.catalog.documents().len(), 1);
    assert!(matches!(import(&store, SMALL, &recipe("P2", "R1末")), Imported::Replaced));
    assert_eq!(store.load(read).unwrap().catalog.documents().len(), 2);
    assert!(matches!(import(&store, SMALL, &recipe("P2", "R1末")), Imported::Already));
}

#[test]
fn a_document_that_another_one_explains_is_read_behind_it() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    for part in ["catalog", "cache"] {
        fs::remove_dir_all(store.dir().join(part)).unwrap();
    }
    // The first one reads only once the second one was.
    let (first, seen) = (documents[0].id.clone(), std::sync::atomic::AtomicBool::new(false));
    let reader = move |bytes: &[u8], recipe: &_| {
        let document = read(bytes, recipe)?;
        if document.id == first {
            return seen.load(std::sync::atomic::Ordering::SeqCst).then_some(document);
        }
        seen.store(true, std::sync::atomic::Ordering::SeqCst);
        Some(document)
    };
    assert_holds(&store.load(reader).unwrap(), &documents);
}

#[test]
fn what_a_killed_engine_left_behind_is_removed() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    let left = store.dir().join("catalog/snap.000000000000FFFF.generating");
    fs::write(&left, "half").unwrap();
    fs::remove_dir_all(store.dir().join("cache")).unwrap();
    assert!(matches!(load_mending(&store, &documents), Notice::SnapshotRebuilt { why: Unusable::Missing }));
    assert!(!left.exists());
}

#[test]
fn a_store_that_cannot_be_written_is_read_from_its_documents() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    fs::remove_file(snapshot(&store, "headlines")).unwrap();
    let lock = store.dir().join("lock");
    let modes = |file: u32, directory: u32| {
        fs::set_permissions(&lock, fs::Permissions::from_mode(file)).unwrap();
        fs::set_permissions(store.dir(), fs::Permissions::from_mode(directory)).unwrap();
    };
    modes(0o444, 0o555);
    if fs::OpenOptions::new().write(true).open(&lock).is_ok() {
        eprintln!("skipped: permissions do not bind this user (root)");
        return;
    }
    let before = files(store.dir());
    let loaded = store.load(read).unwrap();
    assert!(matches!(loaded.notice, Some(Notice::NotWritable { .. })), "{:?}", loaded.notice);
    assert_holds(&loaded, &documents);
    assert!(files(store.dir()) == before);
    modes(0o660, 0o770);
}

/// Flips a byte in the last of the details.
fn flip_details(store: &Store) {
    let rest = snapshot(store, "rest");
    let mut bytes = fs::read(&rest).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&rest, bytes).unwrap();
}

#[test]
fn damaged_details_are_made_again_when_they_are_wanted() {
    // (what is lost with them)
    for lost in [&[][..], &["catalog"], &["documents"]] {
        let dir = tempfile::tempdir().unwrap();
        let (store, documents) = two(dir.path());
        flip_details(&store);
        for part in lost {
            fs::remove_dir_all(store.dir().join(part)).unwrap();
        }
        // Their checksum is looked at when they are first wanted; the catalog of that day gives the right ones.
        let loaded = store.load(read).unwrap();
        assert!(loaded.notice.is_none());
        assert_holds(&loaded, &documents);
        // The snapshot is mended, so that the next one needs nothing of it.
        assert!(store.generation().unwrap() > loaded.generation);
        let next = store.load(|_, _| panic!("read again")).unwrap();
        assert_holds(&next, &documents);
    }
}

#[test]
fn damaged_details_are_read_from_the_documents_while_somebody_writes() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    let loaded = store.load(read).unwrap();
    flip_details(&store);
    let held = fs::File::open(store.dir().join("lock")).unwrap();
    held.lock().unwrap();
    assert_holds(&loaded, &documents);
    assert_eq!(store.generation().unwrap(), loaded.generation);
    held.unlock().unwrap();
}

#[test]
fn damaged_details_of_an_older_generation_still_fit_its_headlines() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    let loaded = store.load(read).unwrap();
    flip_details(&store);
    import(&store, "0 前 A 1件\n", &recipe("P1", "R3末"));
    assert_holds(&loaded, &documents);
}

#[test]
fn details_come_in_blocks_and_one_that_is_damaged_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::at(dir.path());
    let text: String = (1..=500).map(|no| format!("{no} 項目{no} A {no}件\n")).collect();
    import(&store, &text, &recipe("P2", "R1末"));
    let documents = [read(text.as_bytes(), &recipe("P2", "R1末")).unwrap()];
    let rest = snapshot(&store, "rest");
    let whole = fs::read(&rest).unwrap();
    for part in 1..8 {
        let mut bytes = whole.clone();
        let at = bytes.len() * part / 8;
        bytes[at] ^= 0x10;
        fs::write(snapshot(&store, "rest"), &bytes).unwrap();
        assert_holds(&store.load(read).unwrap(), &documents);
    }
}

#[test]
fn a_reader_keeps_what_it_opened_when_a_newer_snapshot_takes_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    let early = store.load(read).unwrap();
    assert!(matches!(import(&store, "9 新規 A 1件\n", &recipe("P2", "R3末")), Imported::Added));
    assert!(early.generation < store.generation().unwrap());
    assert_holds(&early, &documents);
}
