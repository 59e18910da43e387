//! `find`: the forms of its answer and the grammar of its queries.

use serde_json::{Value, json};

use super::kit::*;

#[test]
fn a_hit_has_the_shape_of_the_contract() {
    let world = World::with_samples();
    // Word by word: the order of the keys is part of what people see.
    let text = world.run(&["find", "--format", "json", "事業仕分け"]).out;
    let hit = "{\"id\":\"P2-26\",\"plan\":\"P2\",\"no\":26,\"sub\":null,\"name\":\"事業仕分けの実施\",\
        \"kind\":\"implementation\",\"relisted_of\":null,\
        \"direction\":{\"no\":3,\"name\":\"PDCAサイクルの構築\"},\"departments\":[\"行政経営課\"],\
        \"grades\":[{\"period\":\"H26上\",\"grade\":\"A\",\"how\":\"printed\"},\
        {\"period\":\"H26末\",\"grade\":\"B\",\"how\":\"printed\"},\
        {\"period\":\"H27上\",\"grade\":\"A\",\"how\":\"printed\"}],\"follow_up\":true,\"matched\":[\"name\"]}";
    assert_eq!(text, format!("{{\"schema\":1,\"query\":\"事業仕分け\",\"hits\":[{hit}],\"total\":1}}\n"));
    let all = world.json(&["find", ""]);
    assert_eq!(all["total"], 62 + 43 + 16);
    let wanted = "id plan no sub name kind relisted_of direction departments grades follow_up matched";
    for hit in all["hits"].as_array().unwrap() {
        assert_eq!(keys(hit), wanted.split(' ').collect::<Vec<_>>());
        assert!(hit["no"].is_u64() && (hit["sub"].is_u64() || hit["sub"].is_null()), "{hit}");
        assert!(hit["name"].as_str().is_some_and(|n| !n.is_empty()), "{hit}");
        assert!(hit["follow_up"].is_boolean() || hit["follow_up"].is_null(), "{hit}");
        for grade in hit["grades"].as_array().unwrap() {
            let shape = keys(grade).join(" ");
            let known = ["period grade how", "period grade candidates how", "period grade empty"];
            assert!(known.contains(&shape.as_str()), "{grade}");
        }
    }
    let relisted = world.json(&["find", "is:relisted", "P2-39"]);
    assert_eq!(relisted["hits"][0]["relisted_of"], "P2-27");
    let sub = &world.json(&["find", "P3-30-2"])["hits"][0];
    assert_eq!(
        (&sub["no"], &sub["sub"], &sub["name"]),
        (&json!(30), &json!(2), &json!("外郭団体の経営改善"))
    );
    assert_eq!(sub["grades"], json!([{"period": "R2末", "grade": null, "empty": "not_graded"}]));
}

#[test]
fn the_other_forms_say_the_same() {
    let world = World::with_samples();
    let ids = world.run(&["find", "--format", "ids", "H26末:B"]).out;
    let tsv = world.run(&["find", "--format", "tsv", "H26末:B"]).out;
    let rows: Vec<Vec<&str>> = tsv.lines().map(|l| l.split('\t').collect()).collect();
    let heading =
        ["id", "plan", "no", "name", "direction", "departments", "H26上", "H26末", "H27上", "follow_up"];
    assert_eq!(rows[0], heading);
    assert!(rows.iter().all(|row| row.len() == heading.len()));
    assert!(rows[1..].iter().map(|row| row[0]).eq(ids.lines()));
    let row = tsv.lines().find(|l| l.starts_with("P2-26\t")).unwrap();
    assert_eq!(row, "P2-26\tP2\t26\t事業仕分けの実施\tPDCAサイクルの構築\t行政経営課\tA\tB\tA\tyes");
    let text = world.run(&["find", "H26末:B"]).out;
    let (rows, notes) = text.split_once("\n\n").unwrap();
    assert_eq!(rows.lines().count(), 11);
    assert!(rows.lines().skip(1).map(|l| l.split_whitespace().next().unwrap()).eq(ids.lines()));
    assert_eq!(notes.lines().count(), 1, "the dates of the periods: {notes}");
    // What belongs to no period of a plan stays empty, so every row has every column.
    let both = world.run(&["find", "--format", "tsv", "26"]).out;
    assert!(both.lines().all(|l| l.split('\t').count() == 11), "{both}");
}

#[test]
fn nothing_found_is_1() {
    let world = World::with_samples();
    for format in ["text", "ids", "tsv", "json"] {
        let answer = world.run(&["find", "--format", format, "天文台"]);
        assert_eq!((answer.code, answer.err.lines().count()), (1, 1), "{format}");
        assert!(answer.err.contains("天文台"));
        match format {
            "json" => {
                assert_eq!(answer.json(), json!({"schema": 1, "query": "天文台", "hits": [], "total": 0}));
            }
            "tsv" => assert_eq!(answer.out.lines().count(), 1, "only the heading"),
            _ => assert_eq!(answer.out, "", "{format}"),
        }
    }
    for query in ["H26末:S B", "R2:S", "kind:study", "P2-99", "9999"] {
        assert_eq!(world.run(&["find", query]).code, 1, "{query}");
    }
}

#[test]
fn a_limit_shortens_the_list_and_not_the_count() {
    let world = World::with_samples();
    let answer = world.json(&["find", "H26末:B", "--limit", "3"]);
    assert_eq!((answer["hits"].as_array().unwrap().len(), &answer["total"]), (3, &json!(10)));
    for (format, lines) in [("ids", 3), ("tsv", 4), ("text", 6)] {
        let answer = world.run(&["find", "H26末:B", "--limit", "3", "--format", format]);
        assert_eq!((answer.code, answer.out.lines().count()), (0, lines), "{format}");
    }
    assert_eq!(world.run(&["find", "H26末:B", "--limit", "0", "--format", "ids"]).out, "");
}

#[test]
fn standard_input_is_a_query_a_line() {
    let world = World::with_samples();
    let answer = world.run_with_input(
        &["find", "-", "--limit", "1"],
        b"P2-26\r\ncolour:red\n-grade:A H26\xe6\x9c\xab:B\n\xff\xfe\nH26\xe6\x9c\xab:B",
    );
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let lines: Vec<Value> = answer.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 5);
    assert!(lines.iter().all(|l| l["schema"] == 1 && l["query"].is_string()));
    assert_eq!((&lines[0]["query"], &lines[0]["hits"][0]["id"]), (&json!("P2-26"), &json!("P2-26")));
    assert!(lines[1]["error"].as_str().unwrap().contains("plan no dir dept"));
    assert_eq!(lines[2]["total"], 0, "all of the ten were A in another period");
    assert!(lines[3]["error"].as_str().unwrap().contains('4'), "the line is named");
    assert_eq!((lines[4]["hits"].as_array().unwrap().len(), &lines[4]["total"]), (1, &json!(10)));
    assert_eq!(world.run_with_input(&["find", "-"], b"").out, "");
}

#[test]
fn numbers_are_found_in_every_form() {
    let world = World::with_samples();
    for typed in ["26", "２６", "No.26", "№26", "26番", "㉖", "no:26"] {
        let mut found = world.ids(typed);
        found.sort();
        assert_eq!(found, ["P2-26", "P3-26"], "{typed}");
    }
    for (typed, id) in [
        ("P2-26", "P2-26"),
        ("p2-26", "P2-26"),
        ("Ｐ２－２６", "P2-26"),
        ("2-26", "P2-26"),
        ("3-30-2", "P3-30-2"),
        ("P3-30-2", "P3-30-2"),
        ("30-2", "P3-30-2"),
        ("小平市/P2-26", "P2-26"),
        ("小平/P3-26", "P3-26"),
    ] {
        assert_eq!(world.ids(typed), [id], "{typed}");
    }
    let mut of_four = world.ids("dir:4");
    of_four.sort();
    assert_eq!(of_four.len(), 18 + 14 + 3);
    for typed in ["Ⅳ", "方針4", "方針Ⅳ", "dir:Ⅳ", "dir:財政"] {
        let mut found = world.ids(typed);
        found.sort();
        assert_eq!(found, of_four, "{typed}");
    }
}

#[test]
fn every_field_and_sign_of_the_grammar_holds() {
    let world = World::with_samples();
    let b = ids("P2", "2 9 12 13 21 26 33 43 44 45");
    for query in [
        "H26末:B",
        "H26:B",
        "h26:b",
        "H26末：B",
        "2014:B",
        "平成26年度末:B",
        "Ｈ２６末:Ｂ",
        "plan:P2 H26末:B",
        "H26末:B|C",
        "H26末:B -grade:S",
        "H26末:B missed:no",
    ] {
        if query.ends_with("|C") {
            // A mark that no plan uses is a misspelling, also beside one that exists.
            world.refused(2, &["find", query], &["H26末:C"]);
        } else {
            assert_eq!(world.ids(query), b, "{query}");
        }
    }
    for (query, found) in [
        ("H26上:B", ids("P2", "32 37")),
        ("H26h:B", ids("P2", "32 37")),
        ("2014h:B", ids("P2", "32 37")),
        ("平成26年度上半期:B", ids("P2", "32 37")),
        ("H27上:B", ids("P2", "12 40 45")),
        ("grade:S", ids("P2", "6 10 57")),
        ("H26末:B H27上:B", ids("P2", "12 45")),
        ("H26末:B -H27上:B", ids("P2", "2 9 13 21 26 33 43 44")),
        ("H26末:S|B -H27上:A", ids("P2", "12 45")),
        ("R2末:B", ids("P3", "1 2 3 4 5 11 14 18 20 22 25 30 37 38 42")),
        ("R2:B", ids("P3", "1 2 3 4 5 11 14 18 20 22 25 30 37 38 42")),
        ("missed:yes", ids("P3", "2-2 3 4-2 5 6 11 12 14 20 30-2 30-3")),
        ("missed:yes grade:A", ids("P3", "6 12")),
        ("is:relisted", [ids("P2", "39"), ids("P3", "29 41")].concat()),
        ("is:parent", ids("P3", "2 4 30 38")),
        ("H27上:B follow:no", vec![]),
        ("H26末:B follow:no", ids("P2", "2 9")),
        ("dept:行政経営課 H26末:B", ids("P2", "26")),
        ("no:12 plan:P3", ids("P3", "12")),
        ("city:小平 no:12 plan:P3", ids("P3", "12")),
        ("plan:P3 \"行政評価の実施\"", ids("P3", "12")),
        ("\"H26末:B\"", vec![]),
        ("plan:P3 text:テレワーカー", ids("P3", "22")),
        ("plan:P3 text:\"テレワーカー\"|\"遺贈寄付\"", ids("P3", "22 30-2")),
        ("kind:study", vec![]),
    ] {
        assert_eq!(world.ids(query), found, "{query}");
    }
    for (query, count) in [
        ("plan:P2", 62),
        ("plan:P3", 59),
        ("-plan:P2", 59),
        ("plan:P2|P3", 121),
        ("follow:yes", 42),
        ("plan:P2 follow:no", 20),
        ("kind:implementation", 121),
        ("dir:3 plan:P3", 11),
        ("-missed:yes plan:P3", 59 - 11),
        ("plan:P3 -is:sub", 43),
        ("plan:P3 -is:sub -grade:A", 15),
    ] {
        assert_eq!(world.ids(query).len(), count, "{query}");
    }
}

#[test]
fn a_minus_in_front_needs_no_separator() {
    let world = World::with_samples();
    for (args, found) in [
        (&["-grade:A", "plan:P3", "-is:sub", "R2:B", "dir:2"][..], vec![]),
        (&["plan:P3", "R2:B", "-dir:1", "-dir:3"], ids("P3", "22 25 30 37 38 42")),
        (&["-dir：1", "R2:B", "-dir:3"], ids("P3", "22 25 30 37 38 42")),
        // What a department is called counts too.
        (&["R2:B", "dir:1", "-協働"], ids("P3", "5")),
        (&["--", "R2:B", "dir:1", "-協働"], ids("P3", "5")),
    ] {
        let answer = world.run(&[&["find", "--format", "ids"], args].concat());
        assert!(answer.code < 2, "{args:?}: {}", answer.err);
        let mut told: Vec<&str> = answer.lines();
        told.sort_by_key(|id| found.iter().position(|f| f == id));
        assert_eq!(told, found, "{args:?}");
    }
    // Behind the separator nothing is an option.
    assert_eq!(world.run(&["find", "--", "--format", "json"]).code, 1);
}
