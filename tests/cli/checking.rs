//! `check`: what has to come out for the samples, and how it is told.

use serde_json::{Value, json};

use super::kit::*;

/// The checks of a kind, as `status expected found programs candidates`.
fn checks(world: &World, kind: &str) -> Vec<String> {
    let answer = world.run(&["check", "--kind", kind, "--format", "json"]);
    assert!(answer.code < 2, "{kind}: {}", answer.err);
    let page = answer.json();
    let rows: Vec<&Value> = page["checks"].as_array().unwrap().iter().collect();
    let differs = rows.iter().any(|row| row["status"] == "differs");
    assert_eq!(answer.code, i32::from(differs), "{kind}");
    let shown = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(ids) => ids.iter().map(|id| id.as_str().unwrap()).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    };
    let said = |row: &&Value| {
        let fields = ["status", "expected", "found", "programs", "candidates"];
        fields.map(|field| shown(&row[field])).join(" | ")
    };
    rows.iter().map(said).collect()
}

#[test]
fn the_documents_are_held_against_themselves() {
    let world = World::with_samples();
    for (kind, expected) in [
        ("number_sequence", &["ok | 1-62 | 1-62 |  | ", "ok | 1-43 | 1-43 |  | "][..]),
        (
            "relisting_grades",
            &["ok | AAA | AAA | P2-27 P2-39 | ", "ok | A | A | P3-15 P3-29 | ", "ok | A | A | P3-7 P3-41 | "],
        ),
        (
            "relisting_departments",
            &[
                "ok | 財政課 | 財政課 | P2-27 P2-39 | ",
                "differs | 財政課、政策課、行政経営課 | 財政課 | P3-15 P3-29 | ",
                "ok | 産業振興課 | 産業振興課 | P3-7 P3-41 | ",
            ],
        ),
        ("stale_follow_up", &["differs | 13 | 10 | P2-2 P2-9 P2-37 | "]),
        ("parent_grades", &["ok | 4 | 4 | P3-2 P3-4 P3-30 P3-38 | "]),
        ("revision_counts", &[]),
    ] {
        assert_eq!(checks(&world, kind), expected, "{kind}");
    }
    // A printed total for each grade and period, and for all of them.
    let totals = checks(&world, "grade_totals");
    let numbers: Vec<&str> = totals.iter().map(|row| row.split(" | ").nth(1).unwrap()).collect();
    assert_eq!(numbers.join(" "), "1 59 2 62 3 49 10 62 0 59 3 62");
    assert!(totals.iter().all(|row| row.starts_with("ok")), "{totals:?}");
}

#[test]
fn a_difference_is_told_with_all_that_helps_and_nothing_is_repaired() {
    let world = World::with_samples();
    let answer = world.run(&["check", "--kind", "follow_up_total", "--format", "json"]);
    let page = answer.json();
    let check = &page["checks"][0];
    assert_eq!(
        (answer.code, page["schema"].as_i64(), check["status"].as_str()),
        (1, Some(1), Some("differs"))
    );
    assert_eq!((&check["expected"], &check["found"], &check["plan"]), (&json!(41), &json!(42), &json!("P2")));
    assert_eq!(check["programs"].as_array().unwrap().len(), 42);
    assert_eq!(check["candidates"], json!(["P2-25", "P2-39"]));
    let wanted =
        "kind title plan period direction grade status expected found programs candidates source note";
    assert_eq!(keys(check).join(" "), wanted);
    // The source is the line that prints the number.
    let line = check["source"]["first_line"].as_u64().unwrap();
    let place = format!("{}:{line}", check["source"]["document"].as_str().unwrap());
    assert!(world.run(&["source", &place]).out.contains("41"));
    // Told for people: what differs comes first, and the program still counts what it counted.
    let text = world.run(&["check"]);
    assert_eq!(text.code, 1);
    assert!(text.out.starts_with("!=  P2   フォローアップの数  印刷 41  実際 42\n"), "{}", text.out);
    assert!(text.out.contains("候補 25, 39"));
    assert_eq!(world.ids("follow:yes").len(), 42);
    assert_eq!(world.run(&["check", "--plan", "P3", "--kind", "number_sequence"]).code, 0);
}

#[test]
fn kinds_are_known_or_refused() {
    let world = World::with_samples();
    world.refused(2, &["check", "--kind", "nonsense"], &["nonsense", "row_count"]);
    world.refused(2, &["check", "--kind", "date_span"], &["date_span", "not available"]);
    world.refused(2, &["check", "--plan", "P9"], &["P9", "P2, P3"]);
}
