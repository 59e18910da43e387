//! Corrected editions: recognised, shown, taken with consent only, taken back.

use serde_json::{Value, json};
use std::fs;

use super::kit::*;

const OLD: &str = "第9次改革プラン 令和3年度末\n番号\t項目\t担当課\t評価\n1\t窓口の改善\t市民課\tA\n2\t財産の活用\t管財課\tB\n3\t広報の充実\t秘書課\tA\n4\t人材の育成\t職員課\tA\n5\t協働の推進\t市民課\tS\n";

fn corrected() -> String {
    OLD.replace("管財課\tB", "管財課\tA").replace("協働の推進", "市民協働の推進")
}

/// A store with the old edition.
fn world() -> (World, String) {
    let world = World::empty();
    let old = world.file("old.txt", OLD);
    assert_eq!(world.run(&["import", &old]).code, 0);
    let new = world.file("new.txt", corrected());
    (world, new)
}

fn names(world: &World) -> Vec<String> {
    let log = world.json(&["log"]);
    let entries = log["entries"].as_array().unwrap();
    entries.iter().filter_map(|e| e["name"].as_str().map(str::to_owned)).collect()
}

fn document(world: &World, args: &[&str]) -> Value {
    world.json(&[&["import"], args].concat())["documents"][0].clone()
}

#[test]
fn an_edition_is_taken_only_with_consent_and_after_its_difference_was_shown() {
    let (world, new) = world();
    for more in [&[][..], &["--format", "json"], &["--lang", "en"]] {
        world.refused(2, &[&["import", &new], more].concat(), &["new.txt", "old.txt", "--yes", "--dry-run"]);
    }
    let before = listing(&world.path("store"));
    let shown = document(&world, &["--dry-run", &new]);
    assert_eq!(shown["replaces"], "old.txt");
    let source = |line: u32| json!({"document": "new.txt", "first_line": line, "last_line": line});
    let changed = |program: &str, field: &str, period: Option<&str>, from: &str, to: &str, line: u32| json!({"program": program, "field": field, "period": period, "from": from, "to": to, "source": source(line)});
    let wanted = json!({
        "added": [],
        "removed": [],
        "changed": [
            changed("P9-2", "grade", Some("R3末"), "B", "A", 4),
            changed("P9-5", "name", None, "協働の推進", "市民協働の推進", 7),
        ],
    });
    assert_eq!(shown["difference"], wanted);
    let text = world.run(&["import", "--dry-run", &new]);
    assert_eq!(text.code, 0, "{}", text.err);
    for part in ["old.txt", "P9-2 評価 R3末: B → A  (4行)", "P9-5", "保存していない"] {
        assert!(text.out.contains(part), "{part}: {}", text.out);
    }
    assert!(before == listing(&world.path("store")));
    assert_eq!(world.ids("grade:B"), ["P9-2"]);

    let taken = document(&world, &["--yes", &new]);
    assert_eq!((&taken["replaces"], &taken["difference"]), (&json!("old.txt"), &wanted));
    assert!(world.ids("grade:B").is_empty());
    let again = document(&world, &[&new]);
    assert_eq!((&again["already"], &again["replaces"]), (&json!(true), &Value::Null));
    assert_eq!(names(&world), ["old.txt", "new.txt"]);
}

#[test]
fn the_older_edition_says_that_there_is_a_newer_one() {
    let (world, new) = world();
    world.json(&["import", "--yes", &new]);
    let old = world.path("old.txt");
    let old = old.to_str().unwrap();
    world.refused(2, &["import", old], &["old.txt", "new.txt", "--yes"]);
    let text = world.run(&["import", "--dry-run", old]);
    assert!(text.code == 0 && text.out.contains("古い版"), "{}", text.out);
    // Where both are named, the newer one stands.
    let both = world.run(&["import", "--yes", old, &new]);
    assert!(both.code == 0 && both.err.contains("old.txt") && both.err.lines().count() == 1, "{}", both.err);
    assert!(world.ids("grade:B").is_empty());
    assert_eq!(document(&world, &["--yes", old])["replaces"], "new.txt");
    assert_eq!(world.ids("grade:B"), ["P9-2"]);
}

#[test]
fn what_complements_or_belongs_to_somebody_else_replaces_nothing() {
    let (world, _) = world();
    let head = "番号\t項目\t担当課\t評価\n";
    // (name, text, whether one is told that it might be an edition)
    for (name, text, told) in [
        // Another period, another plan.
        ("later.txt", OLD.replace("令和3年度", "令和4年度"), false),
        ("other.txt", OLD.replace("第9次", "第8次"), false),
        // The same names without the figures: perhaps.
        ("without.txt", OLD.replace("\t市民課", "\t").replace("課\t", "\t").replace('B', "A"), true),
        // Another city's, of which neither says the name.
        (
            "city.txt",
            format!(
                "第9次改革プラン 令和3年度末\n{head}1\t観光\t商工課\tA\n2\t防災\t総務課\tB\n3\t教育\t指導課\tA\n4\t道路\t土木課\tA\n5\t水道\t業務課\tS\n"
            ),
            false,
        ),
    ] {
        let count = names(&world).len();
        let file = world.file(name, text);
        let answer = world.run(&["import", &file]);
        assert_eq!(
            (answer.code, answer.err.lines().count()),
            (0, usize::from(told)),
            "{name}: {}",
            answer.err
        );
        assert!(!told || answer.err.contains("--replaces old.txt"), "{}", answer.err);
        assert_eq!(names(&world).len(), count + 1, "{name}");
        assert_eq!(world.run(&["undo"]).code, 0);
    }
}

#[test]
fn two_cities_never_replace_each_other() {
    let world = World::empty();
    let of = |city: &str| OLD.replace("第9次", &format!("{city}第9次"));
    let first = world.file("a.txt", of("小平市"));
    let second = world.file("b.txt", of("東村山市"));
    for file in [&first, &second] {
        let answer = world.run(&["import", file]);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    }
    assert_eq!(world.ids("grade:B").len(), 2);
    let corrected = world.file("c.txt", of("小平市").replace("管財課\tB", "管財課\tS"));
    assert_eq!(document(&world, &["--dry-run", &corrected])["replaces"], "a.txt");
}

#[test]
fn a_person_says_what_is_replaced() {
    let (world, _) = world();
    let other = world.file("other.txt", table(3));
    world.json(&["import", &other]);
    let new = world.file("new.txt", OLD.replace("令和3年度", "令和4年度"));
    for (args, named) in [
        (&["--replaces", "old", &new][..], &["new.txt", "old.txt", "--yes"][..]),
        (&["--replaces", "nothing", &new], &["nothing", "old.txt"]),
        (&["--replaces", "o", &new], &["old.txt, other.txt"]),
        (&["--replaces", "old", &new, &other], &["--replaces", "2"]),
        (
            &["--yes", "--replaces", "old", &world.path("old.txt").to_string_lossy()],
            &["old.txt", "--replaces"],
        ),
    ] {
        world.refused(2, &[&["import"], args].concat(), named);
    }
    let taken = document(&world, &["--yes", "--replaces", "old", &new]);
    assert_eq!(taken["replaces"], "old.txt");
    assert!(world.ids("R3末:S").is_empty() && world.ids("R4末:S") == ["P9-5"]);
    // What is there already may turn out to be an edition.
    let taken = document(&world, &["--yes", "--replaces", "other", &new]);
    assert_eq!(taken["replaces"], "other.txt");
    assert!(world.ids("P3-1").is_empty());
}

#[test]
fn two_editions_in_one_call_are_both_kept_and_told() {
    let world = World::empty();
    fs::create_dir(world.path("in")).unwrap();
    world.file("in/a.txt", OLD);
    world.file("in/b.txt", corrected());
    let answer = world.run(&["import", world.path("in").to_str().unwrap()]);
    assert_eq!((answer.code, answer.err.lines().count()), (0, 1), "{}", answer.err);
    assert!(answer.err.contains("--replaces a.txt"), "{}", answer.err);
    assert_eq!(names(&world).len(), 2);
    let b = world.path("in/b.txt");
    assert_eq!(document(&world, &["--yes", "--replaces", "a.txt", b.to_str().unwrap()])["replaces"], "a.txt");
    assert!(world.ids("grade:B").is_empty());
}

#[test]
fn a_file_of_decisions_replaces_the_one_of_its_name() {
    let (world, _) = world();
    let decide = |direction: &str| {
        format!("[[reading]]\ntext = \"窓口\"\nreading = \"{direction}\"\nreason = \"r\"\nauthor = \"a\"\n")
    };
    let file = world.file("curation.toml", decide("まどぐち"));
    assert_eq!(world.run(&["import", &file]).code, 0);
    world.file("curation.toml", decide("マドグチ"));
    world.refused(2, &["import", &file], &["curation.toml", "--yes"]);
    let taken = document(&world, &["--yes", &file]);
    assert_eq!(taken["replaces"], "curation.toml");
    assert_eq!(taken["difference"]["changed"][0]["field"], "decision");
    assert_eq!(world.json(&["doctor"])["schema"], 1);
    let other = world.file("other.toml", decide("そうぐち"));
    assert_eq!(document(&world, &[&other])["replaces"], Value::Null);
}

#[test]
fn the_journal_is_told_and_the_last_change_taken_back() {
    let (world, new) = world();
    let empty = World::empty();
    assert_eq!(empty.json(&["log"]), json!({"schema": 1, "entries": []}));
    is_refusal(&empty.run(&["undo"]), 1, &["取り消せる"], "nothing");
    assert!(!empty.path("store").exists());
    world.json(&["import", "--yes", "--author", "春", &new]);
    let before = listing(&world.path("store"));
    is_refusal(&world.run(&["undo", "--author", "秋"]), 2, &["春", "2"], "of others");
    assert!(before == listing(&world.path("store")));
    // The first one, of nobody's name, cannot be taken back while another builds upon it.
    is_refusal(&world.run(&["undo"]), 2, &["春", "1", "2"], "built upon");
    let undone = world.run(&["undo", "--author", "春"]);
    assert!(undone.code == 0 && undone.out.contains("old.txt") && undone.err.is_empty(), "{}", undone.out);
    assert_eq!(world.ids("grade:B"), ["P9-2"]);
    let log = world.json(&["log"]);
    let entries = log["entries"].as_array().unwrap();
    let wanted = "seq at author kind document name replaces of undone_by";
    assert!(entries.iter().all(|e| keys(e) == wanted.split(' ').collect::<Vec<_>>()));
    let told: Vec<_> = entries.iter().map(|e| (&e["seq"], &e["kind"], &e["of"], &e["undone_by"])).collect();
    let null = Value::Null;
    assert_eq!(
        told,
        [
            (&json!(1), &json!("import"), &null, &null),
            (&json!(2), &json!("import"), &null, &json!(3)),
            (&json!(3), &json!("undo"), &json!(2), &null),
        ]
    );
    assert_eq!(entries[1]["replaces"], entries[0]["document"]);
    assert!(entries[0]["at"].as_str().unwrap().ends_with('Z') && entries[1]["author"] == "春");
    let text = world.run(&["log"]);
    assert_eq!((text.code, text.lines().len()), (0, 3));
    assert!(text.lines()[1].contains("new.txt") && text.lines()[1].contains("old.txt"), "{}", text.out);
    let page = world.json(&["doctor", "--verify"]);
    assert!(rows(&page, "documents").iter().all(|(status, _)| *status == "ok"), "{page}");
}

#[test]
fn any_order_of_separate_imports_gives_the_same_answers() {
    // The last one names no plan; it can be imported once those are there that tell.
    let documents = [(P2, Some("P2")), (P3, None), ("table.txt", None), ("rows.txt", None)];
    let mut answers: Vec<(Vec<usize>, Vec<String>)> = Vec::new();
    for order in [[0, 1, 2, 3], [0, 3, 1, 2], [2, 1, 0, 3], [1, 0, 3, 2], [2, 0, 3, 1]] {
        let world = World::empty();
        world.file("table.txt", OLD);
        world.file("rows.txt", rows_of_p2(8));
        for at in order {
            let (name, plan) = documents[at];
            let path = if at < 2 { sample(name) } else { world.path(name) };
            let plan: Vec<&str> = plan.into_iter().flat_map(|plan| ["--plan", plan]).collect();
            let answer = world.run(&[&["import", path.to_str().unwrap()], plan.as_slice()].concat());
            assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{order:?} {name}");
        }
        let calls: [&[&str]; 5] = [
            &["heatmap", "--format", "json"],
            &["summary", "--plan", "P2", "--format", "json"],
            &["show", "P2-1", "--format", "json"],
            &["find", "課", "--format", "json"],
            &["check", "--format", "json"],
        ];
        answers.push((order.to_vec(), calls.map(|call| world.run(call).out).to_vec()));
    }
    for (order, told) in &answers {
        for (nth, (told, first)) in told.iter().zip(&answers[0].1).enumerate() {
            assert!(told == first, "{order:?}, call {nth}");
        }
    }
}
