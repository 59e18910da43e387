//! Decisions of people beside the documents: `import curation.toml`, what then stands where, and that nothing printed
//! is replaced.

use serde_json::{Value, json};

use super::kit::*;

/// Both samples and the decisions that come with them.
fn decided() -> World {
    let world = World::empty();
    let files: Vec<String> =
        [P2, P3, "curation.toml"].iter().map(|name| sample(name).to_str().unwrap().to_owned()).collect();
    let args: Vec<&str> = ["import"].into_iter().chain(files.iter().map(String::as_str)).collect();
    assert_eq!(world.run(&args).code, 0);
    world
}

fn links(program: &Value, way: &str) -> Vec<String> {
    let of = |link: &Value| {
        ["id", "relation", "basis"].map(|field| link[field].as_str().unwrap().to_owned()).join(" ")
    };
    program["lineage"][way].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn a_document_that_names_no_plan_is_of_the_plan_that_somebody_says() {
    // Neither --plan nor another document of that plan.
    let world = decided();
    assert_eq!(world.ids("plan:P2").len(), 62);
    assert_eq!(world.json(&["find", "P2-26"])["hits"][0]["plan"], "P2");
}

#[test]
fn lineages_lead_from_plan_to_plan_with_relation_and_basis() {
    let world = decided();
    for (id, from, to) in [
        ("P2-2", &[][..], &["P3-1 merges N"][..]),
        ("P2-9", &[], &["P3-4-2 becomes_sub C"]),
        ("P2-26", &[], &["P3-14 continues C"]),
        ("P3-11", &["P2-21 merges E", "P2-22 merges C"], &[]),
        ("P3-28", &["P2-36 merges E", "P2-37 merges E", "P2-38 merges E"], &[]),
        ("P2-8", &[], &["P3-2-6 splits C", "P3-2-7 splits C"]),
        ("P2-4", &[], &[]),
    ] {
        let program = world.json(&["show", id]);
        assert_eq!(
            (links(&program, "from"), links(&program, "to")),
            (from.iter().map(|s| (*s).to_owned()).collect(), to.iter().map(|s| (*s).to_owned()).collect()),
            "{id}"
        );
    }
    // Each link names its ground: the lines of the file in which somebody decided it.
    let link = &world.json(&["show", "P2-26"])["lineage"]["to"][0];
    let line = link["source"]["first_line"].as_u64().unwrap();
    let lines = world.run(&["source", &format!("curation.toml:{line}")]).out;
    assert!(lines.contains("[[link]]"), "{lines}");
    // Nine of the ten that were late at H26末 lead to programs that are late at R2末.
    let map = world.json(&["heatmap", "--rows", "lineage"]);
    let at = |name: &str| map["columns"].as_array().unwrap().iter().position(|c| c == name).unwrap();
    let (before, after) = (at("H26末"), at("R2末"));
    let late = |row: &&Value| row["cells"][before]["grade"] == "B";
    let rows: Vec<&Value> = map["rows"].as_array().unwrap().iter().filter(late).collect();
    let still: Vec<&str> = rows
        .iter()
        .filter(|row| row["cells"][after]["grade"] == "B")
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    assert_eq!((rows.len(), still.len()), (10, 9), "{still:?}");
    assert!(!still.contains(&"P2-33"));
}

#[test]
fn directions_are_counted_as_printed_and_on_request_as_corrected() {
    let world = decided();
    let sizes = |args: &[&str]| -> Vec<String> {
        let page = world.json(&[&["summary", "--plan", "P3"], args].concat());
        let rows = page["rows"].as_array().unwrap().iter();
        rows.map(|r| format!("{} {}/{}/{}", r["size"], r["counts"]["S"], r["counts"]["A"], r["counts"]["B"]))
            .collect()
    };
    assert_eq!(sizes(&[]), ["6 0/1/5", "4 0/4/0", "11 0/7/4", "14 0/11/3", "8 0/5/3"]);
    assert_eq!(sizes(&["--curated"]), ["7 0/2/5", "3 0/3/0", "6 0/4/2", "14 0/9/5", "13 0/10/3"]);
    let program = world.json(&["show", "P3-17"]);
    assert_eq!((&program["direction"]["no"], &program["direction_curated"]["no"]), (&json!(3), &json!(4)));
    let ratio = &world.json(&["show", "P3-20"])["indicators"][0];
    assert_eq!(ratio["better"], "lower");
    // Both say who decided it and why, and where.
    for decided in [&program["direction_curated"], &ratio["better_curated"]] {
        assert_eq!(
            (&decided["how"], &decided["source"]["document"]),
            (&json!("curated"), &json!("curation.toml"))
        );
        assert!(decided["reason"].as_str().unwrap().ends_with("(見本)"), "{decided}");
    }
    let found =
        |args: &[&str]| world.run(&[&["find", "P3-7", "dir:1", "--format", "ids"], args].concat()).out;
    assert_eq!((found(&[]).as_str(), found(&["--curated"]).as_str()), ("", "P3-7\n"));
}

#[test]
fn the_order_of_files_decides_nothing() {
    let files = [P2, P3, "curation.toml"];
    let mut answers = Vec::new();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let world = World::empty();
        let paths: Vec<String> =
            order.iter().map(|at| sample(files[*at]).to_str().unwrap().to_owned()).collect();
        let args: Vec<&str> = ["import"].into_iter().chain(paths.iter().map(String::as_str)).collect();
        assert_eq!(world.run(&args).code, 0, "{order:?}");
        let said = ["P2-26", "P3-30", "P3-17"].map(|id| world.run(&["show", id, "--format", "json"]).out);
        let all = world.run(&["find", "--format", "tsv", ""]).out;
        answers.push((order, said, all, world.run(&["check", "--format", "json"]).out));
    }
    for (order, said, all, checks) in &answers {
        let (_, first, first_all, first_checks) = &answers[0];
        assert!(said == first && all == first_all && checks == first_checks, "{order:?}");
    }
}

#[test]
fn what_points_nowhere_or_is_written_wrong_is_told_and_the_rest_holds() {
    let world = World::with_samples();
    let text = "author = \"花子\"\n\
        [[link]]\nfrom = \"P2-26\"\nto = \"P3-99\"\nrelation = \"continues\"\nbasis = \"C\"\nreason = \"x\"\n\
        [[link]]\nfrom = \"P2-26\"\nto = \"P3-14\"\nrelation = \"continues\"\nbasis = \"C\"\nreason = \"y\"\n\
        [[link]]\nfrom = \"P2-27\"\nto = \"P3-15\"\nrelation = \"becomes\"\nbasis = \"E\"\nreason = \"z\"\n";
    let file = world.file("mine.toml", text);
    let answer = world.run(&["import", &file]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    for told in ["mine.toml:17: relation に becomes は使えない", "mine.toml:2: 指しているものがない"]
    {
        assert!(answer.err.contains(told), "{told}\n{}", answer.err);
    }
    assert_eq!(links(&world.json(&["show", "P2-26"]), "to"), ["P3-14 continues C"]);
    assert_eq!(links(&world.json(&["show", "P2-27"]), "to"), Vec::<String>::new());
    // A file without decisions is none.
    let other = world.file("other.toml", "lang = \"ja\"\n");
    world.refused(2, &["import", &other], &["other.toml:1: ", "lang", " link "]);
}

/// A file of decisions by one author: entries of a section, each with a reason.
fn file_of(entries: &[(&str, &str)]) -> String {
    let entry = |(section, keys): &(&str, &str)| format!("[[{section}]]\n{keys}\nreason = \"r\"\n");
    format!("author = \"花子\"\n{}", entries.iter().map(entry).collect::<String>())
}

const ONWARD: &str = "from = \"P2-26\"\nto = \"P3-14\"\nrelation = \"continues\"\nbasis = \"C\"";

#[test]
fn a_file_of_which_nothing_can_be_used_names_the_place_and_changes_nothing() {
    let world = World::with_samples();
    for (text, named) in [
        ("[[link]\nfrom = \"P2-26\"\n".to_owned(), &["bad.toml:1:8: ", "TOML"][..]),
        (format!("a = 1\nx = {}\n", "[".repeat(100_000)), &["bad.toml:2:", "TOML"]),
        (
            "[[direction]]\nprograms = \"P3-7\"\ndirection = 1\nreason = \"r\"\n".into(),
            &["bad.toml:1: author"],
        ),
        (
            file_of(&[("direction", "programs = \"P3-1..P3-65535\"\ndirection = 1")]),
            &["bad.toml:3: programs", "65535"],
        ),
        (file_of(&[("direction", "programs = \"P3-+7\"\ndirection = 1")]), &["bad.toml:3: programs"]),
        // An empty name would begin every document.
        (file_of(&[("document", "names = [\"\"]\nplan = \"K1\"")]), &["bad.toml:3: names"]),
        (file_of(&[("document", "names = []\nplan = \"K1\"")]), &["bad.toml:3: names"]),
        (file_of(&[("link", &ONWARD.replace("P3-14", "P2-26"))]), &["bad.toml:4: P2-26"]),
        (file_of(&[("link", &ONWARD.replace("P3-14", "P2-26-1"))]), &["bad.toml:4: P2-26-1"]),
        (
            "author = 5\n[[reading]]\ntext = \"a\"\nreading = \"b\"\nreason = \"r\"\n".into(),
            &["bad.toml:1: author", "1件"],
        ),
        ("author = \"a\"\nlink = [1]\n".into(), &["bad.toml:2: link"]),
        (
            "author = \"a\"\n[[reading]]\ntext = \"a\"\nreading = \"b\"\nreason = 4\n".into(),
            &["bad.toml:5: reason"],
        ),
    ] {
        let file = world.file("bad.toml", &text);
        world.refused(2, &["import", &file], named);
    }
}

#[test]
fn decisions_are_read_in_every_encoding_and_with_every_end_of_line() {
    let text = sample_text("curation.toml");
    let (sjis, ..) = encoding_rs::SHIFT_JIS.encode(&text);
    for (name, bytes) in [
        ("crlf.toml", text.replace('\n', "\r\n").into_bytes()),
        ("bom.toml", format!("\u{feff}{text}").into_bytes()),
        ("sjis.toml", sjis.into_owned()),
    ] {
        let world = World::with_samples();
        let file = world.file(name, bytes);
        let answer = world.run(&["import", &file]);
        assert_eq!(answer.code, 0, "{name}: {}", answer.err);
        let link = &world.json(&["show", "P2-26"])["lineage"]["to"][0];
        assert_eq!(
            (&link["id"], &link["reason"]),
            (&json!("P3-14"), &json!("仕分け提案から事務事業の見直しへ (見本)"))
        );
    }
}

#[test]
fn of_two_decisions_on_one_thing_the_later_holds_and_the_other_is_told() {
    let world = World::with_samples();
    let direction = |no: u32| format!("programs = \"P3-8\"\ndirection = {no}");
    let (first, second) = (direction(1), direction(3));
    let onward = ONWARD.replace("continues", "merges");
    let a = world.file(
        "a.toml",
        file_of(&[("direction", &first), ("direction", &second), ("link", ONWARD), ("link", &onward)]),
    );
    let answer = world.run(&["import", &a]);
    assert_eq!(answer.err.lines().count(), 2, "{}", answer.err);
    for told in ["a.toml:2: 6行", "a.toml:10: 16行"] {
        assert!(answer.err.contains(told), "{told}\n{}", answer.err);
    }
    let curated = || world.json(&["show", "P3-8"])["direction_curated"]["no"].clone();
    assert_eq!(curated(), 3);
    assert_eq!(links(&world.json(&["show", "P2-26"]), "to"), ["P3-14 merges C"]);
    // In another file, whose name is later; a direction that does not exist takes nothing away.
    let nowhere = direction(9);
    let b = world.file("b.toml", file_of(&[("direction", &first), ("link", ONWARD)]));
    let c = world.file("c.toml", file_of(&[("direction", &nowhere)]));
    let answer = world.run(&["import", &b]);
    assert_eq!(answer.code, 0);
    assert!(answer.err.starts_with("a.toml:6: P3-8 について b.toml:2 "), "{}", answer.err);
    assert_eq!(links(&world.json(&["show", "P2-26"]), "to"), ["P3-14 continues C"]);
    let answer = world.run(&["import", &c]);
    assert!(answer.err.contains("c.toml:2: 指しているものがない: P3-8 direction 9"), "{}", answer.err);
    assert_eq!(curated(), 1);
    // What was taken back holds no more.
    for expected in [json!(1), json!(3)] {
        assert_eq!(world.run(&["undo"]).code, 0);
        assert_eq!(curated(), expected);
    }
}

#[test]
fn a_lineage_never_leads_back_into_itself() {
    let world = World::with_samples();
    let back = "from = \"P3-14\"\nto = \"P2-26\"\nrelation = \"continues\"\nbasis = \"C\"";
    for (nth, entries) in
        [[("link", ONWARD), ("link", back)], [("link", back), ("link", ONWARD)]].iter().enumerate()
    {
        let file = world.file(&format!("{nth}.toml"), file_of(entries));
        let answer = world.run(&["import", &file]);
        assert_eq!(answer.code, 0, "{}", answer.err);
        assert!(answer.err.contains("P3-14 → P2-26 は系譜を一周させる"), "{}", answer.err);
        let rows = world.json(&["heatmap", "--rows", "lineage"]);
        let ids = rows["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap());
        assert_eq!(ids.filter(|id| ["P2-26", "P3-14"].contains(id)).collect::<Vec<_>>(), ["P2-26"]);
        assert_eq!(world.run(&["undo"]).code, 0);
    }
}

#[test]
fn decisions_wait_for_their_plans_and_say_so_once() {
    let world = World::empty();
    let file = sample("curation.toml");
    let answer = world.run(&["import", file.to_str().unwrap()]);
    assert_eq!((answer.code, answer.err.lines().count()), (0, 1), "{}", answer.err);
    assert!(answer.err.starts_with("curation.toml: K1, P2, P3 はまだ取り込まれていない"), "{}", answer.err);
    // Once they are there nothing has to be said again.
    for name in [P2, P3] {
        let answer = world.run(&["import", sample(name).to_str().unwrap()]);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{name}");
    }
    assert_eq!(links(&world.json(&["show", "P2-26"]), "to"), ["P3-14 continues C"]);
    // A stretch of which a part does not exist is told once, with what is missing of it.
    let stretch = "programs = \"P3-40..P3-60\"\ndirection = 2";
    let better = "programs = \"P3-6\"\nindicator = \"距離\"\nbetter = \"lower\"";
    let file = world.file("mine.toml", file_of(&[("direction", stretch), ("better", better)]));
    let answer = world.run(&["import", &file]);
    assert_eq!(answer.err.lines().count(), 2, "{}", answer.err);
    for told in [
        "mine.toml:2: 指しているものがない: P3-44, P3-45",
        "mine.toml:6: 指しているものがない: P3-6 indicator 距離",
    ] {
        assert!(answer.err.contains(told), "{told}\n{}", answer.err);
    }
    assert_eq!(world.json(&["show", "P3-43"])["direction_curated"]["no"], 2);
}

#[test]
fn a_large_file_is_read_in_a_moment_and_not_told_line_by_line() {
    let world = World::with_samples();
    let link = |at: u32| {
        let (from, to) = (at % 62 + 1, at % 43 + 1);
        format!("from = \"P2-{from}\"\nto = \"P3-{to}\"\nrelation = \"continues\"\nbasis = \"C\"")
    };
    let all: Vec<String> = (0..9000).map(link).collect();
    let entries: Vec<(&str, &str)> = all.iter().map(|keys| ("link", keys.as_str())).collect();
    let file = world.file("large.toml", file_of(&entries));
    let began = std::time::Instant::now();
    let answer = world.run(&["import", &file]);
    assert_eq!((answer.code, answer.err.lines().count()), (0, 51));
    assert!(began.elapsed().as_secs() < 30, "{:?}", began.elapsed());
    assert_eq!(world.json(&["show", "P2-1"])["lineage"]["to"].as_array().unwrap().len(), 43);
}

#[test]
fn what_values_hold_does_not_reach_the_terminal() {
    let world = World::with_samples();
    let text = "author = \"花\\u001b]0;x\\u0007子\"\n\
        [[link]]\nfrom = \"P2-26\"\nto = \"P3-14\"\nrelation = \"continues\"\nbasis = \"C\"\nreason = \"\\u001b[2J\u{202e}逆\"\n\
        [[link]]\nfrom = \"P2-26\"\nto = \"P3-99\"\nrelation = \"continues\"\nbasis = \"C\"\nreason = \"\\u001b[2J\u{202e}逆\"\n\
        [[link]]\nfrom = \"P2-\u{202e}\\u001b[2J\"\nto = \"P3-1\"\nrelation = \"x\"\nbasis = \"C\"\nreason = \"r\"\n";
    let file = world.file("mine.toml", text);
    let taken = world.run(&["import", &file]);
    assert_eq!((taken.code, taken.err.lines().count()), (0, 2), "{}", taken.err);
    let shown = world.run(&["show", "P2-26"]);
    for out in [&taken.out, &taken.err, &shown.out] {
        assert!(!out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{out:?}");
    }
}
