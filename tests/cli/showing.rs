//! `show`, `source`, `summary`, `heatmap`: what is known and where it stands.

use serde_json::{Value, json};

use super::kit::*;

fn source(line: u64) -> Value {
    json!({"document": P3, "first_line": line, "last_line": line})
}

#[test]
fn figures_of_a_program_have_the_shape_of_the_contract() {
    let world = World::with_samples();
    let shown = world.json(&["show", "P3-12"]);
    assert_eq!(shown["schema"], 1);
    for key in
        "id plan no sub name kind relisted_of direction departments grades follow_up statements indicators \
                empty children lineage opinions doubts"
            .split_whitespace()
    {
        assert!(shown.get(key).is_some(), "{key}");
    }
    assert_eq!((&shown["id"], &shown["grades"][0]["grade"]), (&json!("P3-12"), &json!("A")));
    assert_eq!(shown["grades"][0]["source"], source(46));
    let [indicator] = shown["indicators"].as_array().unwrap().as_slice() else { panic!("one indicator") };
    let wanted = "label unit better period horizon baseline target actual rate verdict";
    assert_eq!(keys(indicator), wanted.split(' ').collect::<Vec<_>>());
    let value = |raw: &str, value: Value, line| json!({"raw": raw, "value": value, "at": "equal", "upper": null, "source": source(line)});
    assert_eq!(indicator["target"], value("95%", json!(95.0), 46));
    assert_eq!(indicator["actual"], value("44.0%", json!(44.0), 46));
    assert_eq!(indicator["unit"], "%");
    assert_eq!((&indicator["verdict"], &indicator["period"]), (&json!("missed"), &json!("R2末")));
    assert_eq!((&indicator["horizon"], &indicator["baseline"]), (&json!("year"), &Value::Null));
    assert!((indicator["rate"].as_f64().unwrap() - 44.0 / 95.0).abs() < 1e-12);
    for statement in shown["statements"].as_array().unwrap() {
        assert_eq!(keys(statement), ["field", "period", "text", "how", "source"]);
        assert_eq!(statement["source"], source(46));
    }
    assert_eq!(shown["lineage"], json!({"from": [], "to": []}));

    let shown = world.json(&["show", "P3-30-2"]);
    let indicator = &shown["indicators"][0];
    assert_eq!(indicator["target"], value("1,600万円", json!(16_000_000), 68));
    assert_eq!(indicator["actual"], value("14,980,093円", json!(14_980_093), 68));
    assert_eq!((&indicator["unit"], &indicator["verdict"]), (&json!("円"), &json!("missed")));
    assert!((indicator["rate"].as_f64().unwrap() - 0.936_255_812_5).abs() < 1e-12);
}

#[test]
fn what_is_empty_says_why() {
    let world = World::with_samples();
    for (id, field, kind) in [
        ("P3-23", "result", "lost"),
        ("P3-32", "annual_plan", "lost"),
        ("P3-29", "overview", "see_original"),
        ("P3-29", "result", "see_original"),
        ("P3-29", "target", "see_original"),
        ("P3-30", "departments", "see_children"),
        ("P3-30", "result", "see_children"),
        ("P3-30", "target", "see_children"),
        ("P3-30-2", "overview", "lost"),
        ("P3-30-2", "grade", "not_graded"),
        ("P3-12", "follow_up", "not_printed"),
        ("P2-26", "overview", "not_printed"),
    ] {
        let shown = world.json(&["show", id]);
        let empty = shown["empty"].as_array().unwrap();
        assert!(empty.iter().all(|e| keys(e) == ["field", "period", "kind"]), "{empty:?}");
        let found: Vec<&Value> = empty.iter().filter(|e| e["field"] == field).map(|e| &e["kind"]).collect();
        assert_eq!(found, [kind], "{id} {field}");
    }
    let parent = world.json(&["show", "P3-30"]);
    assert_eq!(parent["children"], json!(["P3-30-1", "P3-30-2", "P3-30-3"]));
    assert_eq!((&parent["statements"], &parent["indicators"]), (&json!([]), &json!([])));
    assert_eq!(world.json(&["show", "P3-29"])["relisted_of"], "P3-15");
}

#[test]
fn lines_of_a_document_are_asked_for_by_name_or_hash() {
    let world = World::with_samples();
    for (place, lines) in [("2021:3", 1), ("2021-year-end.txt:3", 1), ("2015:3-5", 3), ("fe5fad:3", 1)] {
        let told = world.run(&["source", place]);
        assert_eq!((told.code, told.out.lines().count()), (0, lines), "{place}: {}", told.err);
        assert!(told.out.starts_with("3: "), "{place}");
    }
    assert!(world.run(&["source", "2021:3"]).out.contains("第3次行財政再構築プラン"));
}

#[test]
fn a_sheet_for_people_holds_the_same() {
    let world = World::with_samples();
    for (id, parts) in [
        ("P3-12", &["行政評価の実施", "政策課", "95%", "44.0%", "未達", "2021-03"][..]),
        ("p3-30-2", &["外郭団体の経営改善", "1,600万円", "14,980,093円", "未達"]),
        ("P2-26", &["事業仕分けの実施", "行政経営課"]),
    ] {
        let answer = world.run(&["show", id]);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""));
        assert!(parts.iter().all(|p| answer.out.contains(p)), "{id}: {}", answer.out);
        assert!(!answer.out.contains('\u{1b}'), "{id}");
    }
}

/// The table of the domain: plan, period, S/A/B of each direction and of all.
const TABLE: [(&str, &str, [&str; 6]); 4] = [
    ("P2", "H26上", ["0/15/0", "0/5/0", "0/7/0", "0/16/2", "1/16/0", "1/59/2"]),
    ("P2", "H26末", ["2/9/4", "0/5/0", "0/5/2", "0/14/4", "1/16/0", "3/49/10"]),
    ("P2", "H27上", ["0/14/1", "0/5/0", "0/7/0", "0/16/2", "0/17/0", "0/59/3"]),
    ("P3", "R2末", ["0/1/5", "0/4/0", "0/7/4", "0/11/3", "0/5/3", "0/28/15"]),
];

fn counts(row: &Value) -> String {
    assert_eq!(keys(row), ["direction", "size", "counts", "unknown", "follow_up", "printed"], "{row}");
    assert_eq!(keys(&row["counts"]), ["S", "A", "B"]);
    let of = |grade: &str| row["counts"][grade].as_u64().unwrap();
    assert_eq!(row["size"], of("S") + of("A") + of("B") + row["unknown"].as_u64().unwrap(), "{row}");
    format!("{}/{}/{}", of("S"), of("A"), of("B"))
}

#[test]
fn summaries_are_those_of_the_domain() {
    let world = World::with_samples();
    for (plan, period, wanted) in TABLE {
        let told = world.json(&["summary", "--plan", plan, "--period", period]);
        assert_eq!(keys(&told), ["schema", "plan", "period", "rows", "total", "printed"]);
        assert_eq!(
            (&told["schema"], &told["plan"], &told["period"]),
            (&json!(1), &json!(plan), &json!(period))
        );
        let rows = told["rows"].as_array().unwrap();
        assert!(rows.iter().zip(1..).all(|(row, no)| row["direction"]["no"] == no), "{told}");
        assert!(rows.iter().all(|row| keys(&row["direction"]) == ["no", "name"]));
        assert!(rows.iter().chain([&told["total"]]).map(counts).eq(wanted), "{told}");
        let total = &told["total"]["counts"];
        assert_eq!(&told["printed"], if plan == "P2" { total } else { &Value::Null }, "{plan} {period}");
        let text = world.run(&["summary", "--plan", plan, "--period", period]).out;
        let numbers = wanted[5].replace('/', " ");
        let found =
            text.lines().any(|l| l.split_whitespace().collect::<Vec<_>>().join(" ").contains(&numbers));
        assert!(found, "{text}");
        let md = world.run(&["summary", "--plan", plan, "--period", period, "--format", "md"]).out;
        assert!(md.contains(&format!("| 計 | {} |", wanted[5].replace('/', " | "))), "{md}");
    }
    for (plan, period, size, wanted) in
        [("P2", "H26末", 61, "3/48/10"), ("P2", "H26上", 61, "1/58/2"), ("P3", "R2末", 41, "0/26/15")]
    {
        let told = world.json(&["summary", "--plan", plan, "--period", period, "--without-relisted"]);
        assert_eq!(
            (&told["total"]["size"], counts(&told["total"])),
            (&json!(size), wanted.into()),
            "{plan} {period}"
        );
    }
    for (args, plan, period) in [
        (&[][..], "P3", "R2末"),
        (&["--plan", "P2"], "P2", "H27上"),
        (&["--plan", "p2", "--period", "2014h"], "P2", "H26上"),
        (&["--period", "平成26年度末"], "P2", "H26末"),
        (&["--period", "R2"], "P3", "R2末"),
    ] {
        let told = world.json(&[&["summary"], args].concat());
        assert_eq!((&told["plan"], &told["period"]), (&json!(plan), &json!(period)), "{args:?}");
    }
}

#[test]
fn heatmaps_have_a_cell_for_every_column() {
    let world = World::with_samples();
    let map = world.json(&["heatmap"]);
    assert_eq!(keys(&map), ["schema", "columns", "column_plans", "rows"]);
    assert_eq!(map["columns"], json!(["H26上", "H26末", "H27上", "R2末"]));
    assert_eq!(map["column_plans"], json!(["P2", "P2", "P2", "P3"]));
    for row in map["rows"].as_array().unwrap() {
        assert_eq!(keys(row), ["id", "label", "cells"]);
        assert_eq!(row["cells"].as_array().unwrap().len(), 4, "{row}");
        assert!(
            row["cells"]
                .as_array()
                .unwrap()
                .iter()
                .all(|c| c.get("period").is_some() && c.get("grade").is_some())
        );
    }
    let row = map["rows"].as_array().unwrap().iter().find(|r| r["id"] == "P2-26").unwrap();
    let grades: Vec<&Value> = row["cells"].as_array().unwrap().iter().map(|c| &c["grade"]).collect();
    assert_eq!(grades, [&json!("A"), &json!("B"), &json!("A"), &Value::Null]);

    let map = world.json(&["heatmap", "--plan", "P2", "--rows", "direction"]);
    let rows = map["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 5);
    for (at, row) in rows.iter().enumerate() {
        for (cell, (_, _, wanted)) in row["cells"].as_array().unwrap().iter().zip(&TABLE) {
            assert_eq!(keys(cell), ["size", "counts"]);
            let of = |grade: &str| cell["counts"][grade].as_u64().unwrap();
            assert_eq!(format!("{}/{}/{}", of("S"), of("A"), of("B")), wanted[at], "{row}");
        }
    }
    let map = world.json(&["heatmap", "--rows", "department"]);
    let finance = map["rows"].as_array().unwrap().iter().find(|r| r["label"] == "財政課").unwrap();
    assert_eq!((&finance["cells"][0]["size"], &finance["cells"][3]["size"]), (&json!(9), &json!(8)));
    assert_eq!(keys(&finance["cells"][3]), ["size", "counts"]);

    for (args, first, columns) in [
        (&["--plan", "P2"][..], "P2-1", 5),
        (&["--plan", "P3"], "P3-1", 3),
        (&[], "P2-1", 6),
        (&["--rows", "direction"], "P2/1", 6),
        (&["--rows", "department", "--plan", "P3"], "市民協働・男女参画推進課", 3),
    ] {
        let tsv = world.run(&[&["heatmap", "--format", "tsv"], args].concat()).out;
        let rows: Vec<Vec<&str>> = tsv.lines().map(|l| l.split('\t').collect()).collect();
        assert_eq!(rows[0][..2], ["id", "label"], "{args:?}");
        assert_eq!(rows[1][0], first, "{args:?}");
        assert!(rows.iter().all(|row| row.len() == columns), "{args:?}");
        let text = world.run(&[&["heatmap"], args].concat()).out;
        let (table, dates) = text.split_once("\n\n").unwrap();
        let of_rows = table.lines().filter(|line| !line.starts_with(' ')).count();
        assert_eq!(of_rows, rows.len() - 1, "{args:?}");
        assert!(dates.contains("年") && dates.lines().count() <= 2, "{dates}");
    }
}

/// Grades that printed totals leave open are no noughts; and counts of thousands stand apart.
#[test]
fn what_is_open_is_counted_as_open_and_large_counts_stand_apart() {
    let world = World::with_samples();
    assert_eq!(world.run(&["import", sample("2013-year-end.txt").to_str().unwrap()]).code, 0);
    let text = world.run(&["heatmap", "--rows", "direction", "--plan", "P2"]).out;
    let row = text.lines().find(|line| line.starts_with("P2/1 ")).unwrap();
    assert_eq!(row.split_whitespace().nth(2), Some("0/0/1+14?"), "{text}");

    let rows = |n: u32| format!("{n}\t取組{n}の推進\t市民課\tA\n");
    let head = "第4次改革プラン 令和3年度末\n番号\t項目\t担当課\t評価\n";
    let path = world.file("large.txt", head.to_owned() + &(1..=10_001).map(rows).collect::<String>());
    assert_eq!(world.run(&["import", path.as_str()]).code, 0);
    let text = world.run(&["summary", "--plan", "P4"]).out;
    let total: Vec<&str> = text.lines().last().unwrap().split_whitespace().collect();
    assert_eq!(total, ["計", "0", "10001", "0", "0", "10001"], "{text}");
}
