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
    world.refused(2, &["import", &other], &["other.toml", "[[link]]"]);
}
