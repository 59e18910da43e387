//! Answers to what reading left open: lines of the journal that stand beside the documents, outlive every derived file
//! and every newer edition, and are taken back like any other change.

use std::fs;
use std::path::Path;

use shinchoku::model::{Catalog, Judgement, MatterId};
use shinchoku::store::{Act, Item, Stamp, Store, Undone};

use super::kit::*;

use Judgement::{Accepted, Rejected};

fn by(author: &str) -> Stamp {
    Stamp { author: author.into(), ..stamp() }
}

fn matter(text: &str) -> MatterId {
    MatterId { what: "misreading".into(), about: "架空市/P2-1".into(), text: text.into() }
}

fn rule(store: &Store, text: &str, judgement: Option<Judgement>, author: &str) {
    store.rule(&matter(text), judgement, &by(author)).unwrap();
}

/// What stands: `蔵入+春 収収-秋`.
fn standing(catalog: &Catalog) -> String {
    let told = |text: &&str| {
        let ruling = catalog.rulings().to(&matter(text))?;
        let sign = if ruling.judgement == Accepted { '+' } else { '-' };
        assert_eq!(ruling.at_ms, stamp().at_ms);
        Some(format!("{text}{sign}{}", ruling.author))
    };
    ["蔵入", "収収", "新人人"].iter().filter_map(told).collect::<Vec<_>>().join(" ")
}

/// The same by somebody who comes anew.
fn told(dir: &Path) -> String {
    standing(&Store::at(dir.join("store")).load(read).unwrap().catalog)
}

/// Two documents, and two answers.
fn answered(dir: &Path) -> Store {
    let (store, _) = two(dir);
    rule(&store, "蔵入", Some(Accepted), "春");
    rule(&store, "収収", Some(Rejected), "秋");
    store
}

#[test]
fn an_answer_is_a_line_of_the_journal_and_is_there_for_whoever_comes_anew() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = two(dir.path());
    let documents = files(&store.dir().join("documents"));
    assert_eq!(told(dir.path()), "");
    rule(&store, "蔵入", Some(Accepted), "春");
    assert_eq!(told(dir.path()), "蔵入+春");
    rule(&store, "収収", Some(Rejected), "秋");
    assert_eq!(told(dir.path()), "蔵入+春 収収-秋");
    // Another answer takes the place of the first, whoever gives it.
    rule(&store, "蔵入", Some(Rejected), "秋");
    assert_eq!(told(dir.path()), "蔵入-秋 収収-秋");
    rule(&store, "蔵入", None, "春");
    assert_eq!(told(dir.path()), "収収-秋");
    let acts: Vec<(u64, String, Act)> =
        store.log().unwrap().into_iter().skip(2).map(|line| (line.seq, line.author, line.act)).collect();
    let expected = [
        (3, "春", "蔵入", Some(Accepted)),
        (4, "秋", "収収", Some(Rejected)),
        (5, "秋", "蔵入", Some(Rejected)),
        (6, "春", "蔵入", None),
    ];
    assert_eq!(
        acts,
        expected.map(|(seq, by, text, said)| (seq, by.to_owned(), Act::Rule(matter(text), said)))
    );
    assert!(files(&store.dir().join("documents")) == documents, "documents stay as they are");
}

#[test]
fn what_was_said_already_changes_no_byte() {
    let dir = tempfile::tempdir().unwrap();
    let store = answered(dir.path());
    let before = files(store.dir());
    rule(&store, "蔵入", Some(Accepted), "秋");
    rule(&store, "収収", Some(Rejected), "秋");
    rule(&store, "新人人", None, "秋");
    assert!(files(store.dir()) == before);
    assert_eq!(told(dir.path()), "蔵入+春 収収-秋");
}

#[test]
fn whatever_of_the_derived_files_is_lost_no_answer_is() {
    for lost in [&["cache"][..], &["catalog"], &["cache", "catalog"]] {
        let dir = tempfile::tempdir().unwrap();
        let store = answered(dir.path());
        for part in lost {
            fs::remove_dir_all(store.dir().join(part)).unwrap();
        }
        assert_eq!(told(dir.path()), "蔵入+春 収収-秋", "{lost:?}");
        // And it can be gone on with.
        rule(&store, "新人人", Some(Accepted), "春");
        assert_eq!(told(dir.path()), "蔵入+春 収収-秋 新人人+春", "{lost:?}");
    }
}

#[test]
fn one_takes_back_ones_own_newest_answer_and_the_one_before_it_stands_again() {
    let dir = tempfile::tempdir().unwrap();
    let store = answered(dir.path());
    rule(&store, "新人人", Some(Accepted), "春");
    rule(&store, "新人人", Some(Rejected), "春");
    for (author, seqs, left) in [
        ("春", &[6_u64][..], "蔵入+春 収収-秋 新人人+春"),
        ("秋", &[4], "蔵入+春 新人人+春"),
        ("春", &[5], "蔵入+春"),
        ("春", &[3], ""),
    ] {
        let undone = store.undo(&by(author), read).unwrap();
        let Undone::Done(lines, None) = &undone else { panic!("{author}: {undone:?}") };
        assert_eq!(lines.iter().map(|line| line.seq).collect::<Vec<_>>(), seqs);
        assert!(matches!(lines[0].act, Act::Rule(..)));
        assert_eq!(told(dir.path()), left);
    }
    // What others did is not taken back with it.
    let undone = store.undo(&by("春"), read).unwrap();
    assert!(matches!(&undone, Undone::OfOthers(line) if line.seq == 2), "{undone:?}");
    assert_eq!(store.documents().unwrap().len(), 2);
}

#[test]
fn an_answer_that_somebody_has_answered_since_is_not_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let store = answered(dir.path());
    rule(&store, "蔵入", Some(Rejected), "秋");
    let undone = store.undo(&by("春"), read).unwrap();
    assert!(matches!(&undone, Undone::BuiltUpon(own, later) if (own.seq, later.seq) == (3, 5)), "{undone:?}");
    assert_eq!(told(dir.path()), "蔵入-秋 収収-秋");
    // Whoever came last takes back first.
    assert!(matches!(store.undo(&by("秋"), read).unwrap(), Undone::Done(..)));
    assert_eq!(told(dir.path()), "蔵入+春 収収-秋");
    assert!(matches!(store.undo(&by("春"), read).unwrap(), Undone::Done(..)));
    assert_eq!(told(dir.path()), "収収-秋");
}

#[test]
fn documents_come_and_go_and_answers_stay() {
    let dir = tempfile::tempdir().unwrap();
    let store = answered(dir.path());
    import(&store, "9 新規 A 1件\n", &recipe("P2", "R3末"));
    assert_eq!(told(dir.path()), "蔵入+春 収収-秋");
    // A newer edition takes the place of the first document.
    let (newer, recipe) = (SMALL.replace("検討した", "検討している"), recipe("P2", "R1末"));
    let (document, old) =
        (read(newer.as_bytes(), &recipe).unwrap(), shinchoku::store::hash(SMALL.as_bytes()));
    let item = Item { bytes: newer.as_bytes(), document: &document, recipe: &recipe, replaces: Some(&old) };
    store.import_many(&[item], &by("夏")).unwrap();
    assert_eq!(told(dir.path()), "蔵入+春 収収-秋");
    // Taking the edition back takes back no answer, nor the other way round.
    rule(&store, "新人人", Some(Accepted), "夏");
    assert!(matches!(store.undo(&by("夏"), read).unwrap(), Undone::Done(..)));
    assert_eq!((told(dir.path()), store.gone().unwrap().len()), ("蔵入+春 収収-秋".to_owned(), 1));
    assert!(matches!(store.undo(&by("夏"), read).unwrap(), Undone::Done(..)));
    assert_eq!(told(dir.path()), "蔵入+春 収収-秋");
    assert!(store.gone().unwrap().iter().all(|gone| gone.id != old));
}
