//! What lies in the tables, looked at with the engine itself.

use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

use shinchoku::store::{Fault, Imported, Notice, Store, Unusable};

use super::kit::*;

/// Looks into the tables directly.
fn engine(store: &Store) -> sled::Db {
    let path = store.dir().join("catalog");
    (0..400)
        .find_map(|_| {
            let db = sled::Config::new().path(&path).flush_every_ms(None).open();
            db.ok().or_else(|| {
                std::thread::sleep(Duration::from_millis(5));
                None
            })
        })
        .expect("the tables open")
}

#[test]
fn no_value_of_a_large_document_is_too_large_for_the_engine() {
    let mut text = String::new();
    let mut state = 7_u64;
    while text.len() < 300_000 {
        // Names that hardly compress.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let no = text.lines().count() % 60_000 + 1;
        let name: String = (0..30)
            .map(|i| char::from_u32(0x4e00 + (state.rotate_left(i * 7) % 5_000) as u32).unwrap())
            .collect();
        writeln!(text, "{no} {name} A {}件", state % 1_000).unwrap();
    }
    let dir = tempfile::tempdir().unwrap();
    let store = Store::at(dir.path());
    assert!(matches!(import(&store, &text, &recipe("P2", "R1末")), Imported::Added));
    fs::remove_dir_all(store.dir().join("cache")).unwrap();
    load_mending(&store, &[read(text.as_bytes(), &recipe("P2", "R1末")).unwrap()]);
    let db = engine(&store);
    let mut values = 0;
    for name in db.tree_names() {
        for item in &db.open_tree(name).unwrap() {
            assert!(item.unwrap().1.len() <= 8 * 1024);
            values += 1;
        }
    }
    assert!(values > 10, "{values}");
}

#[test]
fn pieces_of_an_import_that_was_stopped_change_nothing_and_are_cleared_up() {
    let dir = tempfile::tempdir().unwrap();
    let (store, mut documents) = two(dir.path());
    // The next generation's pieces of the first document, longer than the next edition will be, and no head.
    let stray = |at: u32| [0_u64.to_be_bytes().as_slice(), &3_u64.to_be_bytes(), &at.to_be_bytes()].concat();
    let db = engine(&store);
    let statements = db.open_tree("statements").unwrap();
    let before = statements.len();
    for at in 0..5 {
        statements.insert(stray(at), "of an import that was stopped").unwrap();
    }
    db.flush().unwrap();
    drop((statements, db));
    fs::remove_dir_all(store.dir().join("cache")).unwrap();
    assert!(matches!(load_mending(&store, &documents), Notice::SnapshotRebuilt { why: Unusable::Missing }));
    let other = recipe("P3", "R1末");
    assert!(matches!(import(&store, SMALL, &other), Imported::Replaced));
    documents[0] = read(SMALL.as_bytes(), &other).unwrap();
    assert_holds(&store.load(read).unwrap(), &documents);
    assert_eq!(engine(&store).open_tree("statements").unwrap().len(), before);
}

#[test]
fn a_damaged_piece_is_noticed_and_the_document_read_again() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    let db = engine(&store);
    let statements = db.open_tree("statements").unwrap();
    let (key, mut value) = statements.first().unwrap().unwrap();
    value.as_mut()[9] ^= 1;
    statements.insert(key, value).unwrap();
    db.flush().unwrap();
    drop((statements, db));
    fs::remove_dir_all(store.dir().join("cache")).unwrap();
    let notice = load_mending(&store, &documents);
    assert!(matches!(notice, Notice::CatalogRebuilt { why: Fault::Value(_), .. }), "{notice:?}");
}
