//! Plans of other cities on the command line: numbers in steps, grades in words, scales of four.

use super::kit::*;

/// A store with one of the made-up documents.
fn store_of(name: &str) -> World {
    let world = World::empty();
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/other-cities").join(name);
    let answer = world.run(&["import", path.to_str().unwrap()]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    world
}

#[test]
fn numbers_in_steps_are_found_counted_and_in_order() {
    for (document, typed, id, sequence) in [
        ("numbers-in-two-steps.txt", "1-2", "P4-1-2", "1-1…3-3"),
        ("numbers-in-three-steps.txt", "1-2-1", "P2-1-2-1", "1-1-1…2-2-2"),
    ] {
        let world = store_of(document);
        let hits = world.run(&["find", typed, "--format", "json"]).json();
        assert_eq!((&hits["total"], &hits["hits"][0]["id"]), (&1.into(), &id.into()), "{document}");
        assert_eq!(world.run(&["show", id, "--format", "json"]).json()["id"], id);
        assert_eq!(world.run(&["summary", "--format", "json"]).json()["total"]["size"], 8, "{document}");
        let checks = world.run(&["check", "--kind", "number_sequence", "--format", "json"]).json();
        let check = &checks["checks"][0];
        assert_eq!((&check["status"], &check["found"]), (&"ok".into(), &sequence.into()), "{document}");
        assert_eq!(world.run(&["find", "is:sub"]).code, 1, "a number in steps is no sub-program");
    }
}

#[test]
fn a_number_left_out_in_the_middle_of_its_direction_is_told() {
    let world = World::empty();
    let rows = |numbers: &[&str]| -> String {
        numbers.iter().map(|no| format!("{no}\t項目{no}の充実\t市民課\tA\n")).collect()
    };
    for (numbers, status, found) in [
        (&["1-1", "1-2", "2-1", "2-2", "2-3"][..], "ok", "1-1…2-3"),
        (&["1-1", "1-2", "2-3", "2-4", "2-5"], "ok", "1-1…2-5"),
        (&["1-1", "1-2", "1-4", "1-5", "1-6", "1-7", "2-1", "2-2", "2-3", "2-4"], "differs", "-1-3"),
    ] {
        let text =
            format!("青葉市第4次行政改革大綱 令和4年度末\n番号\t取組名\t所管課\t評価\n{}", rows(numbers));
        let path = world.file("steps.txt", &text);
        let answer = world.run(&["import", "--yes", &path]);
        assert_eq!(answer.code, 0, "{}", answer.err);
        let checks = world.run(&["check", "--kind", "number_sequence", "--format", "json"]).json();
        let check = &checks["checks"][0];
        assert_eq!((&check["status"], &check["found"]), (&status.into(), &found.into()), "{numbers:?}");
    }
}

#[test]
fn grades_in_words_stand_in_the_order_of_their_scale() {
    let world = store_of("words-for-grades.md");
    let summary = world.run(&["summary", "--format", "json"]).json();
    let counts = summary["total"]["counts"].as_object().unwrap();
    let counted: Vec<String> = counts.iter().map(|(grade, n)| format!("{grade} {n}")).collect();
    assert_eq!(counted, ["完了 1", "順調 3", "おおむね順調 1", "やや遅れ 1", "遅れ 1", "未着手 1"]);
    let late = world.run(&["find", "R5末:やや遅れ|遅れ", "--format", "json"]).json();
    assert_eq!(late["total"], 2);
    let unknown = world.run(&["find", "grade:良"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("完了 順調 おおむね順調 やや遅れ 遅れ 未着手"), "{}", unknown.err);
}

#[test]
fn what_a_scale_means_and_its_order_can_be_decided() {
    let world = store_of("scale-of-four.txt");
    let order = |world: &World| -> Vec<String> {
        let summary = world.run(&["summary", "--format", "json"]).json();
        summary["total"]["counts"].as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(order(&world), ["S", "A", "B", "C"]);
    let decided = r#"
author = "審議会"
[[scale]]
city = "青葉市"
plan = "P4"
grades = ["C", "B", "A", "S"]
meanings = ["予定以上", "予定どおり", "やや遅れ", "遅れ"]
reason = "凡例による"
"#;
    let path = world.file("curation.toml", decided);
    let answer = world.run(&["import", &path]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert_eq!(order(&world), ["C", "B", "A", "S"]);
    // What was better is worse now: the one that has S is late, and says so.
    let shown = world.run(&["show", "P4-1"]);
    assert!(shown.out.contains("遅れ"), "{}", shown.out);
}
