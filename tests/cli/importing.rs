//! `import`: what goes in, what is refused, what is recognised.

use serde_json::{Value, json};
use std::fs;

use super::kit::*;

fn path(name: &str) -> String {
    sample(name).to_str().unwrap().to_owned()
}

#[test]
fn documents_that_cannot_be_read_are_2_and_leave_the_store_alone() {
    for world in [World::empty(), World::with_samples()] {
        let (p2, p3) = (path(P2), path(P3));
        let no_grades = "番号\t項目\t担当課\n1\t窓口の改善\t市民課\n2\t財産の活用\t管財課\n";
        let elsewhere =
            "番号\t項目\t担当課\t令和3年度評価\n1\t海岸の清掃\t港湾課\tA\n2\t灯台の修理\t港湾課\tB\n";
        fs::create_dir(world.path("nothing-in-it")).unwrap();
        for (name, file, args, named) in [
            (
                "latin.txt",
                Some(&b"\x8d\x80\x96\xda\t\x95]\x89\xbf\n"[..]),
                &[][..],
                &["latin.txt", "XLSX"][..],
            ),
            ("mixed.txt", Some(b"a\n\xff\xff\n"), &[], &["mixed.txt:2", "--encoding"]),
            (
                "named.txt",
                Some(b"\x8d\x80\n"),
                &["--encoding", "utf-8"],
                &["named.txt:1", "utf-8", "--encoding"],
            ),
            ("a.txt", Some(b"a\n"), &["--encoding", "latin-1"], &["latin-1", "shift_jis"]),
            ("old.xls", Some(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), &[], &["old.xls", "XLSX", "CSV"]),
            ("broken.xlsx", Some(b"PK\x03\x04 and no more"), &[], &["broken.xlsx", "CSV"]),
            ("a.pdf", Some(b"%PDF-1.4\n%\xe2\xe3\n"), &[], &["a.pdf", "PDF", "pdftotext -layout"]),
            ("a.png", Some(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), &[], &["a.png", "PNG"]),
            ("empty.txt", Some(b""), &[], &["empty.txt"]),
            ("missing.txt", None, &[], &["missing.txt"]),
            ("nothing-in-it", None, &[], &["nothing-in-it"]),
            ("prose.txt", Some("晴れ。\n".as_bytes()), &[], &["prose.txt"]),
            ("no-grades.txt", Some(no_grades.as_bytes()), &["--plan", "P2"], &["no-grades.txt:1"]),
            ("elsewhere.txt", Some(elsewhere.as_bytes()), &[], &["elsewhere.txt", "--plan"]),
            (p2.as_str(), None, &["--plan", "2"], &["2", "P2"]),
            (p2.as_str(), None, &["--plan", "P2", "--period", "x"], &["x", "H26末"]),
            // What the document says of itself, in its title or in its columns, is not overridden.
            (p3.as_str(), None, &["--period", "H30末"], &[&format!("{P3}:3"), "R2末", "--period H30末"]),
            (p3.as_str(), None, &["--period", "R2上"], &["R2末", "--period R2上"]),
            (
                p2.as_str(),
                None,
                &["--plan", "P2", "--period", "H30末"],
                &[P2, "H26上、H26末、H27上", "--period H30末"],
            ),
            (p3.as_str(), None, &["--plan", "P9"], &[&format!("{P3}:3"), "P3", "--plan P9"]),
        ] {
            let file =
                file.map_or_else(|| world.path(name).to_str().unwrap().to_owned(), |b| world.file(name, b));
            for more in [&[][..], &["--format", "json"], &["--dry-run"]] {
                world.refused(2, &[&["import", &file], args, more].concat(), named);
            }
        }
        let wanted = world.path("store").exists();
        assert_eq!(wanted, world.run(&["find", "P2-1"]).code == 0);
    }
    let world = World::empty();
    world.refused(2, &["import", &path(P2)], &[P2, "--plan"]);
}

#[test]
fn the_answer_has_the_shape_of_the_contract() {
    let world = World::empty();
    let p3 = path(P3);
    let answer = world.json(&["import", &p3]);
    assert_eq!(keys(&answer), ["schema", "documents"]);
    assert_eq!(answer["schema"], 1);
    let document = &answer["documents"][0];
    let wanted = "name sha256 encoding layout plan periods programs statements doubts unread_lines already \
                  replaces difference";
    assert_eq!(keys(document), wanted.split_whitespace().collect::<Vec<_>>());
    assert_eq!(document["replaces"], Value::Null);
    assert_eq!(document["difference"], json!({"added": [], "removed": [], "changed": []}));
    assert_eq!(
        (&document["name"], &document["plan"], &document["already"]),
        (&json!(P3), &json!("P3"), &json!(false))
    );
    assert_eq!((&document["periods"], &document["programs"]), (&json!(["R2末"]), &json!(43)));
    assert_eq!(document["sha256"].as_str().unwrap().len(), 64);
    assert!(document["statements"].as_u64().unwrap() > 400);
    assert!(document["layout"].is_string() && document["unread_lines"].is_array());
    for doubt in document["doubts"].as_array().unwrap() {
        assert_eq!(keys(doubt), ["line", "text", "what"]);
        assert!(doubt["line"].is_u64() && doubt["text"].is_string() && doubt["what"].is_string());
    }
    // A second time, also with what it says itself, and under another name.
    let before = listing(&world.path("store"));
    let copy = world.file("copy.txt", sample_text(P3));
    for args in [&[p3.as_str()][..], &[&p3, "--plan", "P3"], &[&p3, "--dry-run"], &[&copy]] {
        let again = world.json(&[&["import"], args].concat());
        assert_eq!(again["documents"][0]["already"], true, "{args:?}");
        assert_eq!(again["documents"][0]["programs"], 43, "{args:?}");
        assert!(before == listing(&world.path("store")), "{args:?}: the store was changed");
    }
}

#[test]
fn a_dry_run_keeps_nothing() {
    let world = World::empty();
    let answer = world.json(&["import", "--dry-run", &path(P3)]);
    assert_eq!(answer["documents"][0]["already"], false);
    assert!(!world.path("store").exists());
    let world = World::with_samples();
    let before = listing(&world.path("store"));
    let other = world.file("other.txt", sample_text(P3).replace("令和2年度", "令和3年度"));
    assert_eq!(world.run(&["import", "--dry-run", &other]).code, 0);
    assert!(before == listing(&world.path("store")));
}

#[test]
fn a_bad_document_does_not_stop_a_good_one() {
    let world = World::empty();
    let (bad, worse) = (world.file("bad.txt", ""), world.file("worse.pdf", "%PDF-1.4\n"));
    let answer = world.run(&["import", "--format", "json", &bad, &path(P3), &worse]);
    assert_eq!(answer.code, 2);
    let told: Vec<&str> = answer.err.lines().collect();
    assert!(told.len() == 2 && told[0].contains("bad.txt") && told[1].contains("worse.pdf"), "{told:?}");
    let names: Vec<Value> =
        answer.json()["documents"].as_array().unwrap().iter().map(|d| d["name"].clone()).collect();
    assert_eq!(names, [P3]);
    assert_eq!(world.run(&["show", "P3-12"]).code, 0);
}

#[test]
fn a_directory_is_its_files_by_name() {
    let world = World::empty();
    fs::create_dir(world.path("in")).unwrap();
    world.file("in/b.txt", sample_text(P3));
    world.file("in/a.txt", sample_text(P3).replace("令和2年度", "令和3年度"));
    world.file("in/.hidden", "x");
    let answer = world.json(&["import", world.path("in").to_str().unwrap()]);
    let names: Vec<&Value> = answer["documents"].as_array().unwrap().iter().map(|d| &d["name"]).collect();
    assert_eq!(names, ["a.txt", "b.txt"]);
}

#[test]
fn of_a_directory_what_is_no_table_is_left_out_and_named() {
    let world = World::empty();
    fs::create_dir(world.path("in")).unwrap();
    world.file("in/2021.TXT", sample_text(P3));
    world.file("in/README.md", "# 読み方\n");
    world.file("in/2021.pdf", "%PDF-1.4\n");
    let dir = world.path("in");
    let dir = dir.to_str().unwrap();
    let answer = world.run(&["import", dir]);
    assert_eq!((answer.code, answer.err.lines().count()), (0, 1), "{}", answer.err);
    assert!(answer.err.contains("2021.pdf, README.md"), "{}", answer.err);
    // Whoever names a file means it, and what may be a table is told of.
    let readme = world.path("in/README.md");
    world.refused(2, &["import", readme.to_str().unwrap()], &["README.md"]);
    for (name, bytes) in [("in/none", "晴れ。\n"), ("in/b.csv", ""), ("in/c.tsv", "a\n")] {
        let file = world.file(name, bytes);
        let answer = world.run(&["import", dir]);
        assert!(answer.code == 2 && answer.err.contains(name.trim_start_matches("in/")), "{}", answer.err);
        fs::remove_file(file).unwrap();
    }
    fs::remove_file(world.path("in/2021.TXT")).unwrap();
    world.refused(2, &["import", dir], &["in"]);
}

#[test]
fn a_period_says_what_the_document_leaves_open() {
    let rows = "番号\t項目\t担当課\t評価\n1\t窓口の改善\t市民課\tA\n2\t財産の活用\t管財課\tB\n";
    for (title, period, read) in [
        ("", "H30末", Some("H30末")),
        ("令和2年度の進捗状況", "R2上", Some("R2上")),
        ("令和2年度の進捗状況", "R3上", None),
        ("令和2年度末の進捗状況", "R2末", Some("R2末")),
        ("令和2年度末の進捗状況", "R2上", None),
    ] {
        let world = World::empty();
        let file = world.file("a.txt", format!("{title}\n{rows}"));
        let args = ["import", "--plan", "X1", "--period", period, &file];
        match read {
            Some(read) => {
                let answer = world.json(&args);
                assert_eq!(answer["documents"][0]["periods"], json!([read]), "{title} {period}");
                assert_eq!(world.json(&args)["documents"][0]["already"], true);
            }
            None => world.refused(2, &args, &["a.txt:1", period]),
        }
    }
}

#[test]
fn bytes_that_were_read_as_one_plan_are_not_taken_for_another() {
    let world = World::with_samples();
    let p2 = path(P2);
    for more in [&[][..], &["--dry-run"], &["--format", "json"]] {
        world.refused(2, &[&["import", "--plan", "P7", &p2], more].concat(), &[P2, "P2", "P7", "--store"]);
    }
    assert_eq!(world.json(&["import", "--plan", "P2", &p2])["documents"][0]["already"], true);
    // A plan that was only guessed is settled by naming it.
    let guessed = world.file("guessed.txt", rows_of_p2(6));
    world.json(&["import", &guessed]);
    world.refused(2, &["import", "--plan", "P7", &guessed], &["guessed.txt", "P2", "P7"]);
    let named = world.json(&["import", "--plan", "P2", &guessed]);
    assert_eq!(
        (&named["documents"][0]["already"], &named["documents"][0]["doubts"]),
        (&json!(false), &json!([]))
    );
}

#[test]
fn a_recipe_that_is_lost_stops_no_other_document_and_is_mended() {
    let world = World::with_samples();
    let recipes: Vec<_> = listing(&world.path("store/documents"))
        .into_keys()
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .collect();
    let harm: [fn(&std::path::Path); 2] =
        [|p| fs::remove_file(p).unwrap(), |p| fs::write(p, "name = [").unwrap()];
    for (recipe, harm) in recipes.iter().zip(harm) {
        let before = fs::read_to_string(recipe).unwrap();
        harm(recipe);
        let third = world.file("third.txt", table(4));
        assert_eq!(world.run(&["import", &third]).code, 0);
        for (name, plan) in [(P2, &["--plan", "P2"][..]), (P3, &[])] {
            assert_eq!(world.run(&[&["import", &path(name)], plan].concat()).code, 0, "{name}");
        }
        assert_eq!(fs::read_to_string(recipe).unwrap(), before);
    }
}

#[test]
fn the_same_bytes_twice_in_a_call_are_one_document() {
    let world = World::empty();
    let (one, two) = (world.file("one.txt", table(1)), world.file("two.txt", table(1)));
    let answer = world.json(&["import", &one, &two]);
    let told: Vec<_> =
        answer["documents"].as_array().unwrap().iter().map(|d| (&d["name"], &d["already"])).collect();
    assert_eq!(told, [(&json!("one.txt"), &json!(false)), (&json!("one.txt"), &json!(true))]);
    assert_eq!(world.json(&["heatmap"])["rows"].as_array().unwrap().len(), 2);
}

#[test]
fn a_directory_of_many_documents_makes_one_generation() {
    let world = World::empty();
    fs::create_dir(world.path("in")).unwrap();
    for plan in 1..=40 {
        world.file(&format!("in/{plan:02}.txt"), table(plan));
    }
    let bad = world.file("in/41.txt", "晴れ。\n");
    let answer = world.run(&["import", world.path("in").to_str().unwrap()]);
    assert!(answer.code == 2 && answer.err.lines().count() == 1 && answer.err.contains("41.txt"), "{bad}");
    assert_eq!(answer.lines().len(), 41, "{}", answer.out);
    assert_eq!(answer.lines()[40], "40件の文書、80項目、要確認0件");
    assert_eq!(fs::read_to_string(world.path("store/GEN")).unwrap(), "1\n");
    assert_eq!(world.ids("grade:B").len(), 40);
}

#[test]
fn a_document_without_plan_is_taken_for_the_one_it_agrees_with() {
    let world = World::with_samples();
    let few = world.file("few.txt", rows_of_p2(4));
    world.refused(2, &["import", &few], &["few.txt", "--plan"]);
    let enough = world.file("enough.txt", rows_of_p2(6));
    let answer = world.json(&["import", &enough]);
    let document = &answer["documents"][0];
    assert_eq!((&document["plan"], &document["programs"]), (&json!("P2"), &json!(6)), "{document}");
    assert_eq!(document["periods"], json!(["H27末"]));
    let doubts = document["doubts"].as_array().unwrap();
    assert!(doubts.iter().any(|d| d["what"] == "plan_by_agreement"), "{doubts:?}");
    assert_eq!(world.ids("H27末:A"), ids("P2", "1 2 3 4 5 6"));
    assert_eq!(world.run(&["import", &enough]).code, 0, "a second time");
    // Nothing to agree with.
    World::empty().refused(2, &["import", &enough], &["enough.txt", "--plan"]);
}

#[test]
fn the_published_documents_read_like_their_samples() {
    let (Some(p2), Some(p3)) = (published("001"), published("003")) else { return };
    let world = World::empty();
    let (p2, p3) = (p2.to_str().unwrap(), p3.to_str().unwrap());
    world.refused(2, &["import", p2], &["--plan"]);
    for (args, plan, programs) in [(&[p2, "--plan", "P2"][..], "P2", 62), (&[p3], "P3", 43)] {
        let answer = world.json(&[&["import"], args].concat());
        let document = &answer["documents"][0];
        assert_eq!((&document["plan"], &document["programs"]), (&json!(plan), &json!(programs)));
    }
    assert_eq!(world.ids("H26末:B"), ids("P2", "2 9 12 13 21 26 33 43 44 45"));
    assert_eq!(world.json(&["show", "P3-12"])["indicators"][0]["actual"]["value"], json!(44.0));
}
