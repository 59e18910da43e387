//! Documents that take the place of others, and changes that are taken back: at every point at which somebody may be
//! stopped, and with every part of the store lost.

use std::fs;
use std::path::Path;

use shinchoku::model::{Document, DocumentId};
use shinchoku::store::{Act, Imported, Item, Recipe, Stamp, Store, StoreError, Undone, hash};

use super::kit::*;

/// The first of the two documents of [`two`], corrected.
const CORRECTED: &str =
    "1 公共施設の使用料の見直し S 利用件数 94回/年\n2 窓口の民間委託 B 検討した\n3 研究 - 実施なし\n";

fn by(author: &str) -> Stamp {
    Stamp { author: author.into(), ..stamp() }
}

fn id(text: &str) -> DocumentId {
    hash(text.as_bytes())
}

fn replace(
    store: &Store,
    text: &str,
    recipe: &Recipe,
    old: &str,
    author: &str,
) -> Result<Imported, StoreError> {
    let (document, old) = (read(text.as_bytes(), recipe).unwrap(), id(old));
    let item = Item { bytes: text.as_bytes(), document: &document, recipe, replaces: Some(&old) };
    store.import_many(&[item], &by(author)).map(|outcomes| outcomes[0].clone())
}

/// The documents of [`two`], the first one replaced.
fn replaced(dir: &Path) -> (Store, Vec<Document>) {
    let (store, mut documents) = two(dir);
    let recipe = recipe("P2", "R1末");
    assert!(matches!(replace(&store, CORRECTED, &recipe, SMALL, "春"), Ok(Imported::Added)));
    documents.remove(0);
    documents.push(read(CORRECTED.as_bytes(), &recipe).unwrap());
    (store, documents)
}

fn undo(store: &Store, author: &str) -> Undone {
    store.undo(&by(author), read).unwrap()
}

#[track_caller]
fn assert_undone(undone: &Undone, seqs: &[u64]) {
    let Undone::Done(lines, None) = undone else { panic!("{undone:?}") };
    assert_eq!(lines.iter().map(|l| l.seq).collect::<Vec<_>>(), seqs);
}

#[test]
fn what_is_replaced_leaves_the_catalog_and_stays_in_the_store() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = replaced(dir.path());
    let loaded = store.load(|_, _| panic!("read again")).unwrap();
    assert!(loaded.notice.is_none());
    assert_holds(&loaded, &documents);
    assert_eq!(store.documents().unwrap().len(), 2);
    assert_eq!(&*store.document_bytes(&id(SMALL)).unwrap(), SMALL.as_bytes());
    let gone = store.gone().unwrap();
    assert_eq!((gone.len(), &gone[0].id, &gone[0].by), (1, &id(SMALL), &Some(id(CORRECTED))));
    // A version that knows nothing of this would show both.
    assert_eq!(fs::read_to_string(store.dir().join("FORMAT")).unwrap(), "shinchoku 2\nsled 0.34\n");
    for verify in [false, true] {
        let health = store.health(verify).unwrap();
        assert!(health.lost.is_empty() && (health.documents, health.replaced) == (2, 1), "{health:?}");
    }
    fs::write(store.dir().join("documents").join(&*id(SMALL).0), "changed").unwrap();
    let lost = store.health(true).unwrap().lost;
    assert!(lost.len() == 1 && lost[0].replaced && lost[0].name.as_deref() == Some("P2.txt"), "{lost:?}");
}

#[test]
fn what_is_not_there_cannot_be_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = replaced(dir.path());
    let before = files(store.dir());
    let recipe = recipe("P2", "R1末");
    // Replaced by somebody else meanwhile; never there; the document itself.
    for (text, old) in [("9 新規 A 1件\n", SMALL), ("9 新規 A 1件\n", "nothing"), (OTHER, OTHER)] {
        let refused = replace(&store, text, &recipe, old, "春");
        assert!(matches!(refused, Err(StoreError::NotCurrent { .. })), "{old}: {refused:?}");
    }
    assert!(files(store.dir()) == before);
    assert_holds(&store.load(read).unwrap(), &documents);
}

#[test]
fn one_takes_back_what_one_did_last_and_nobody_else_does() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = replaced(dir.path());
    let (_, originals) = two(&dir.path().join("again"));
    assert!(matches!(undo(&store, "秋"), Undone::OfOthers(line) if line.seq == 3 && line.author == "春"));
    // The first import is of the person of `stamp`, whose document was replaced since.
    import(&store, "9 新規 A 1件\n", &recipe("P2", "R3末"));
    assert_undone(&undo(&store, &stamp().author), &[4]);
    assert_undone(&undo(&store, &stamp().author), &[2]);
    match undo(&store, &stamp().author) {
        Undone::BuiltUpon(own, later) => assert_eq!((own.seq, later.seq), (1, 3)),
        other => panic!("{other:?}"),
    }
    assert_holds(&store.load(|_, _| panic!("read again")).unwrap(), &documents[1..]);
    let generation = store.generation().unwrap();
    assert_undone(&undo(&store, "春"), &[3]);
    assert!(store.generation().unwrap() > generation);
    assert_holds(&store.load(|_, _| panic!("read again")).unwrap(), &originals[..1]);
    // Taking back is not taken back; what was taken back can be done again.
    assert!(matches!(undo(&store, "春"), Undone::OfOthers(line) if line.seq == 1));
    assert!(matches!(replace(&store, CORRECTED, &recipe("P2", "R1末"), SMALL, "春"), Ok(Imported::Added)));
    assert_holds(&store.load(read).unwrap(), &documents[1..]);
    assert_undone(&undo(&store, "春"), &[8]);
    assert_undone(&undo(&store, &stamp().author), &[1]);
    assert!(matches!(undo(&store, &stamp().author), Undone::Nothing));
    assert!(store.load(read).unwrap().catalog.documents().is_empty());
    let log = store.log().unwrap();
    let undone: Vec<Option<u64>> = log.iter().map(|line| line.undone_by).collect();
    assert_eq!(
        undone,
        [Some(10), Some(6), Some(7), Some(5), None, None, None, Some(9), None, None],
        "{log:?}"
    );
    assert!(
        matches!(&log[2].act, Act::Import { replaces: Some((old, name)), .. } if *old == id(SMALL) && name == "P2.txt")
    );
    assert_eq!(log[4].act, Act::Undo { of: 4 });
    assert!(matches!(Store::at(dir.path().join("none")).undo(&stamp(), read), Ok(Undone::Nothing)));
    assert!(!dir.path().join("none").exists());
}

#[test]
fn what_was_done_at_once_is_taken_back_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::at(dir.path());
    import(&store, "9 新規 A 1件\n", &recipe("P2", "R3末"));
    let (first, second) = (recipe("P2", "R1末"), recipe("P2", "R2末"));
    let documents = [read(SMALL.as_bytes(), &first).unwrap(), read(OTHER.as_bytes(), &second).unwrap()];
    let items = [
        Item { bytes: SMALL.as_bytes(), document: &documents[0], recipe: &first, replaces: None },
        Item { bytes: OTHER.as_bytes(), document: &documents[1], recipe: &second, replaces: None },
    ];
    store.import_many(&items, &stamp()).unwrap();
    assert_undone(&undo(&store, &stamp().author), &[3, 2]);
    assert_eq!(store.load(read).unwrap().catalog.documents().len(), 1);
    assert_undone(&undo(&store, &stamp().author), &[1]);
}

#[test]
fn another_way_of_reading_is_taken_back_too() {
    // With lines of this version, and with those of an earlier one, which do not say how a document was read.
    for earlier in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let (store, documents) = two(dir.path());
        if earlier {
            as_earlier_version(&store);
        }
        assert!(matches!(import(&store, SMALL, &recipe("P3", "R1末")), Imported::Replaced));
        assert_undone(&undo(&store, &stamp().author), &[3]);
        assert_holds(&store.load(|_, _| panic!("read again")).unwrap(), &documents);
        assert_eq!(store.recipe(&id(SMALL)), Some(recipe("P2", "R1末")), "{earlier}");
        for part in ["cache", "catalog"] {
            fs::remove_dir_all(store.dir().join(part)).unwrap();
            assert_holds(&store.load(read).unwrap(), &documents);
        }
    }
}

/// Takes out of the journal what earlier versions did not write.
fn as_earlier_version(store: &Store) {
    let path = store.dir().join("journal.jsonl");
    let lines = fs::read_to_string(&path).unwrap();
    let older = lines.lines().map(|line| {
        let mut json: serde_json::Value = serde_json::from_str(&line[9..]).unwrap();
        json.as_object_mut().unwrap().remove("recipe");
        let json = serde_json::to_string(&json).unwrap();
        format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes()))
    });
    let older: String = older.collect();
    fs::write(&path, older).unwrap();
    fs::remove_dir_all(store.dir().join("cache")).unwrap();
    assert!(store.load(read).is_ok());
}

#[test]
fn a_store_of_an_earlier_version_is_read_replaced_in_and_undone() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    as_earlier_version(&store);
    assert_holds(&store.load(read).unwrap(), &documents);
    replace(&store, CORRECTED, &recipe("P2", "R1末"), SMALL, "春").unwrap();
    assert_undone(&undo(&store, "春"), &[3]);
    assert_holds(&store.load(read).unwrap(), &documents);
}

/// The parts of a store that are made from the truth, and which of them may be of the moment before or lost.
const DERIVED: [&str; 2] = ["cache", "catalog"];

fn copy(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        let to = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
}

/// What is done to a store after which one may be killed, and the documents it then has.
fn changes(store: &Store, at: usize) -> Vec<Document> {
    let small = read(SMALL.as_bytes(), &recipe("P2", "R1末")).unwrap();
    let other = read(OTHER.as_bytes(), &recipe("P2", "R2末")).unwrap();
    let corrected = read(CORRECTED.as_bytes(), &recipe("P2", "R1末")).unwrap();
    let back = |store: &Store| replace(store, SMALL, &recipe("P2", "R1末"), CORRECTED, "春").unwrap();
    let forth = |store: &Store| replace(store, CORRECTED, &recipe("P2", "R1末"), SMALL, "春").unwrap();
    match at {
        0 | 2 => {
            forth(store);
            vec![other, corrected]
        }
        1 => {
            assert_undone(&undo(store, "春"), &[3]);
            vec![small, other]
        }
        3 => {
            back(store);
            vec![small, other]
        }
        _ => {
            assert_undone(&undo(store, "春"), &[6]);
            vec![other, corrected]
        }
    }
}

#[test]
fn whoever_is_stopped_behind_the_journal_is_caught_up_with() {
    // (what is of the moment before: tables, snapshot, what stands beside the documents)
    for old in [&["cache", "GEN"][..], &["cache", "GEN", "catalog"], &["cache", "GEN", "catalog", "beside"]] {
        let dir = tempfile::tempdir().unwrap();
        let (store, _) = two(dir.path());
        for at in 0..5 {
            let before = dir.path().join(format!("before-{at}"));
            copy(store.dir(), &before);
            let documents = changes(&store, at);
            let stopped = dir.path().join(format!("stopped-{at}"));
            copy(store.dir(), &stopped);
            for part in old {
                let of_before = |path: &Path| match *part {
                    "beside" => path.extension().is_some_and(|end| end == "toml" || end == "out"),
                    part => path.starts_with(part),
                };
                for path in files(&stopped).keys().filter(|p| of_before(p.strip_prefix(&stopped).unwrap())) {
                    fs::remove_file(path).unwrap();
                }
                for (path, bytes) in files(&before) {
                    let below = path.strip_prefix(&before).unwrap();
                    if of_before(below) {
                        fs::write(stopped.join(below), bytes).unwrap();
                    }
                }
            }
            let stopped = Store::at(stopped);
            load_mending(&stopped, &documents);
            // From then on the store is as if nobody had been stopped, whatever else is lost.
            for part in DERIVED {
                fs::remove_dir_all(stopped.dir().join(part)).unwrap();
            }
            fs::remove_file(stopped.dir().join("journal.jsonl")).unwrap();
            assert_same(&stopped, &documents, &format!("{old:?} {at}"));
        }
    }
}

#[track_caller]
fn assert_same(store: &Store, documents: &[Document], case: &str) {
    let loaded = store.load(read).unwrap();
    let mut ids: Vec<DocumentId> = loaded.catalog.documents().iter().map(|d| d.id.clone()).collect();
    let mut wanted: Vec<DocumentId> = documents.iter().map(|d| d.id.clone()).collect();
    ids.sort();
    wanted.sort();
    assert_eq!(ids, wanted, "{case}");
    assert!(store.load(|_, _| panic!("read again")).unwrap().notice.is_none(), "{case}");
}

#[test]
fn what_was_replaced_does_not_come_back_with_a_journal_that_lost_lines() {
    for at in 0..5 {
        let dir = tempfile::tempdir().unwrap();
        let (whole, _) = two(dir.path());
        let mut documents = Vec::new();
        for change in 0..=at {
            documents = changes(&whole, change);
        }
        let lines = fs::read_to_string(whole.dir().join("journal.jsonl")).unwrap();
        let lines: Vec<&str> = lines.split_inclusive('\n').collect();
        let rests = (0..lines.len()).flat_map(|kept| {
            [("first", lines[..kept].concat()), ("last", lines[lines.len() - kept..].concat())]
        });
        for (nth, (end, rest)) in rests.enumerate() {
            for lost in [&[][..], &["cache"], &["catalog"], &["cache", "catalog"]] {
                let case = format!("{at}, {} of the {end} lines, {lost:?}", nth / 2);
                let store = dir.path().join(format!("{nth}-{}", lost.concat()));
                copy(whole.dir(), &store);
                let store = Store::at(store);
                fs::write(store.dir().join("journal.jsonl"), rest.as_str()).unwrap();
                for part in lost {
                    let _ = fs::remove_dir_all(store.dir().join(part));
                }
                assert_same(&store, &documents, &case);
                // Nor later on, when the truth is all that is left.
                for part in DERIVED {
                    let _ = fs::remove_dir_all(store.dir().join(part));
                    assert_same(&store, &documents, &case);
                }
                let third = read("9 新規 A 1件\n".as_bytes(), &recipe("P2", "R3末")).unwrap();
                import(&store, "9 新規 A 1件\n", &recipe("P2", "R3末"));
                assert_same(&store, &[documents.as_slice(), &[third]].concat(), &case);
                let Undone::Done(lines, None) = undo(&store, &stamp().author) else { panic!("{case}") };
                assert!(lines.len() == 1 && lines[0].seq + 1 == store.log().unwrap().last().unwrap().seq);
                assert_same(&store, &documents, &case);
            }
        }
    }
}

#[test]
fn how_a_document_is_read_is_known_to_the_journal_as_well() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    let recipe = store.dir().join("documents").join(format!("{}.toml", id(SMALL)));
    let whole = fs::read(&recipe).unwrap();
    let harm: [fn(&Path); 2] = [|p| fs::write(p, "name = [").unwrap(), |p| fs::remove_file(p).unwrap()];
    for harm in harm {
        harm(&recipe);
        for part in DERIVED {
            fs::remove_dir_all(store.dir().join(part)).unwrap();
        }
        load_mending(&store, &documents);
        assert_eq!(fs::read(&recipe).unwrap(), whole);
    }
}

#[test]
fn a_document_whose_import_was_stopped_before_its_line_does_not_come_in_later() {
    let dir = tempfile::tempdir().unwrap();
    let (store, documents) = two(dir.path());
    let before = fs::read(store.dir().join("journal.jsonl")).unwrap();
    let whole = dir.path().join("whole");
    copy(store.dir(), &whole);
    replace(&store, CORRECTED, &recipe("P2", "R1末"), SMALL, "春").unwrap();
    // As it is between the document and its line: the note beside it is still there, and that beside the other one not.
    let stopped = Store::at(whole);
    for end in ["", ".toml"] {
        let name = format!("{}{end}", id(CORRECTED));
        let (from, to) =
            (store.dir().join("documents").join(&name), stopped.dir().join("documents").join(&name));
        fs::copy(from, to).unwrap();
    }
    fs::write(stopped.dir().join("documents").join(format!("{}.out", id(CORRECTED))), "line = 3\n").unwrap();
    assert_eq!(fs::read(stopped.dir().join("journal.jsonl")).unwrap(), before);
    for part in DERIVED {
        fs::remove_dir_all(stopped.dir().join(part)).unwrap();
        assert_same(&stopped, &documents, part);
    }
    replace(&stopped, CORRECTED, &recipe("P2", "R1末"), SMALL, "春").unwrap();
    for part in DERIVED {
        let _ = fs::remove_dir_all(stopped.dir().join(part));
    }
    fs::remove_file(stopped.dir().join("journal.jsonl")).unwrap();
    let corrected = read(CORRECTED.as_bytes(), &recipe("P2", "R1末")).unwrap();
    assert_same(&stopped, &[documents[1].clone(), corrected], "done");
}
