//! Answers to what reading left open, as the command line tells them: in the checks, in the log, taken back by `undo`,
//! and under whatever is imported afterwards.

use serde_json::{Value, json};
use shinchoku::model::{Judgement, MatterId};
use shinchoku::store::{Stamp, Store};

use super::kit::*;

const STRANGE: &str = "効果的かつ効果的";

/// Answers the question about the words of a program, as a key on the screen does.
fn rule(world: &World, about: &str, text: &str, judgement: Judgement) {
    let id = MatterId { what: "misreading".into(), about: about.into(), text: text.into() };
    let stamp = Stamp { at_ms: 1_800_000_000_000, author: "春".into() };
    Store::at(world.path("store")).rule(&id, Some(judgement), &stamp).unwrap();
}

/// What became of the probable misreadings: `効果的かつ効果的 differs`.
fn misread(world: &World) -> Vec<String> {
    let page = world.run(&["check", "--kind", "probable_misreading", "--format", "json"]).json();
    let all = page["checks"].as_array().unwrap().iter();
    all.map(|c| format!("{} {}", c["found"].as_str().unwrap(), c["status"].as_str().unwrap())).collect()
}

fn said_of(world: &World, text: &str) -> Vec<String> {
    misread(world)
        .into_iter()
        .filter_map(|said| said.strip_prefix(text).map(|s| s.trim().to_owned()))
        .collect()
}

#[test]
fn an_answer_is_counted_named_in_the_log_and_taken_back() {
    let world = World::with_samples();
    let before = misread(&world);
    assert!(before.len() > 2 && before.iter().all(|said| said.ends_with(" unknown")), "{before:?}");
    rule(&world, "/P2-17", STRANGE, Judgement::Accepted);
    rule(&world, "小平市/P3-27", "蔵入", Judgement::Rejected);
    assert_eq!(
        (said_of(&world, STRANGE), said_of(&world, "蔵入")),
        (vec!["differs".into()], vec!["ok".into()])
    );
    let text = world.run(&["log"]);
    let lines = text.lines();
    for (line, parts) in
        [(2, ["3  2027-01-15", "春", "認めた", STRANGE]), (3, ["4  2027-01-15", "春", "退けた", "蔵入"])]
    {
        assert!(parts.iter().all(|part| lines[line].contains(part)), "{}", lines[line]);
    }
    let log = world.json(&["log"]);
    let entry = &log["entries"][2];
    assert_eq!((&entry["kind"], &entry["author"]), (&json!("rule"), &json!("春")));
    assert_eq!(entry["matter"], json!({"what": "misreading", "about": "/P2-17", "text": STRANGE}));
    assert_eq!(
        (&entry["judgement"], &log["entries"][3]["judgement"]),
        (&json!("accepted"), &json!("rejected"))
    );
    assert_eq!(log["entries"][0]["matter"], Value::Null);
    // The newest first, and only one's own.
    is_refusal(&world.run(&["undo", "--author", "秋"]), 2, &["春", "4"], "of others");
    let undone = world.run(&["undo", "--author", "春"]);
    assert!(undone.code == 0 && undone.out.contains("蔵入"), "{}{}", undone.out, undone.err);
    assert_eq!(
        (said_of(&world, STRANGE), said_of(&world, "蔵入")),
        (vec!["differs".into()], vec!["unknown".into()])
    );
    assert_eq!(world.run(&["undo", "--author", "春"]).code, 0);
    assert_eq!(misread(&world), before);
    // The documents say what they said.
    assert!(world.run(&["source", "2015:21"]).out.contains(STRANGE));
}

#[test]
fn an_answer_holds_in_a_newer_edition_as_far_as_its_words_do() {
    let world = World::with_samples();
    rule(&world, "/P2-17", STRANGE, Judgement::Rejected);
    rule(&world, "小平市/P3-27", "蔵入", Judgement::Accepted);
    rule(&world, "小平市/P3-15", "収収も", Judgement::Accepted);
    // The newer edition has one of the three mended, and its lines stand elsewhere.
    let newer = sample_text(P3).replacen("蔵入", "歳入", 1);
    let newer = world.file("2021-corrected.txt", format!("\n\n{newer}"));
    let taken = world.json(&["import", "--yes", &newer]);
    assert_eq!(taken["documents"][0]["replaces"], P3);
    assert_eq!(said_of(&world, STRANGE), ["ok"]);
    assert_eq!(said_of(&world, "収収も"), ["differs"]);
    assert_eq!(said_of(&world, "蔵入"), Vec::<String>::new());
    // With the older edition its question is back, and so is the answer.
    assert_eq!(world.run(&["undo"]).code, 0);
    assert_eq!(said_of(&world, "蔵入"), ["differs"]);
}

#[test]
fn an_answer_holds_when_it_becomes_known_whose_plan_it_is() {
    let world = World::with_samples();
    rule(&world, "/P2-17", STRANGE, Judgement::Rejected);
    // This one names the city.
    let overview = sample("2014-overview.txt");
    assert_eq!(world.run(&["import", overview.to_str().unwrap()]).code, 0);
    assert_eq!(said_of(&world, STRANGE), ["ok"]);
    // An answer under its new name goes before the one under the old.
    rule(&world, "小平市/P2-17", STRANGE, Judgement::Accepted);
    assert_eq!(said_of(&world, STRANGE), ["differs"]);
}
