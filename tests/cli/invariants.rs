//! What has to come out when the published documents are held against themselves: the invariants of the domain with
//! their exact answers, and for each way in which a document can be broken the kind of check that finds it.

use serde_json::Value;

use super::kit::*;

const ALL: [&str; 6] =
    ["2013-year-end.txt", "2014-overview.txt", P2, P3, "2023-year-end.txt", "curation.toml"];

/// All documents and the decisions, with some of them otherwise.
fn published_with(others: &[(&str, String)]) -> World {
    let world = World::empty();
    let path = |name: &&str| match others.iter().find(|(other, _)| other == name) {
        Some((_, text)) => world.file(name, text),
        None => sample(name).to_str().unwrap().to_owned(),
    };
    let files: Vec<String> = ALL.iter().map(path).collect();
    let args: Vec<&str> = ["import"].into_iter().chain(files.iter().map(String::as_str)).collect();
    // What decisions point to may be what is broken.
    let answer = world.run(&args);
    assert!(answer.code == 0 && (answer.err.is_empty() || !others.is_empty()), "{}", answer.err);
    world
}

/// All checks, as `kind plan period direction grade: status expected / found [programs] {candidates}`.
fn told(world: &World) -> Vec<String> {
    let page = world.run(&["check", "--format", "json"]).json();
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => format!("{text} "),
        other => format!("{other} "),
    };
    let ids = |value: &Value| -> String {
        value.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect::<Vec<_>>().join(" ")
    };
    let row = |row: &Value| {
        let about: String = ["kind", "plan", "period"].map(|key| text(&row[key])).concat();
        let of = format!("{about}{}{}", text(&row["direction"]["no"]), text(&row["grade"]));
        let sides = format!("{}/ {}", text(&row["expected"]), text(&row["found"]));
        let (programs, candidates) = (ids(&row["programs"]), ids(&row["candidates"]));
        format!("{}: {} {sides}[{programs}] {{{candidates}}}", of.trim_end(), row["status"].as_str().unwrap())
    };
    page["checks"].as_array().unwrap().iter().map(row).collect()
}

/// What has to come out, by what is held against what.
const ANSWERS: &[(&str, &[&str])] = &[
    (
        "sizes of directions, and all of them",
        &[
            "direction_sizes P2: ok 62 / 62 [] {}",
            "direction_sizes P2 1: ok 15 / 15 [] {}",
            "direction_sizes P2 2: ok 5 / 5 [] {}",
            "direction_sizes P2 3: ok 7 / 7 [] {}",
            "direction_sizes P2 4: ok 18 / 18 [] {}",
            "direction_sizes P2 5: ok 17 / 17 [] {}",
        ],
    ),
    (
        "counts by direction, and their sums",
        &[
            "direction_grade_totals P2 H24末 1: ok S 1 A 13 B 1 / S 1 A 13 B 1 [] {}",
            "direction_grade_totals P2 H24末 2: ok S 1 A 4 B 0 / S 1 A 4 B 0 [] {}",
            "direction_grade_totals P2 H24末 3: ok S 0 A 7 B 0 / S 0 A 7 B 0 [] {}",
            "direction_grade_totals P2 H24末 4: ok S 0 A 14 B 4 / S 0 A 14 B 4 [] {}",
            "direction_grade_totals P2 H24末 5: ok S 0 A 17 B 0 / S 0 A 17 B 0 [] {}",
            "grade_totals P2 H24末 S: ok 2 / 2 [] {}",
            "grade_totals P2 H24末 A: ok 55 / 55 [] {}",
            "grade_totals P2 H24末 B: ok 5 / 5 [] {}",
        ],
    ),
    (
        "the list of late programs",
        &[
            "delayed_list P2 H24末: ok 2, 33, 34, 38, 44 / 2, 33, 34, 38, 44 [P2-2 P2-33 P2-34 P2-38 P2-44] {}",
            "delayed_list K1 R4末: ok 8, 12 / 8, 12 [K1-8 K1-12] {}",
        ],
    ),
    (
        "new undertakings",
        &["new_undertakings P2 H25末: ok 12 / 12 \
            [P2-3 P2-6 P2-7 P2-12 P2-13 P2-23 P2-44 P2-52 P2-54 P2-55 P2-60 P2-62] {}"],
    ),
    (
        "numbers without gap",
        &[
            "number_sequence P2: ok 1-62 / 1-62 [] {}",
            "number_sequence P3: ok 1-43 / 1-43 [] {}",
            "number_sequence K1: ok 1-28 / 1-28 [] {}",
            "row_count P2: ok 62 / 62 [] {}",
            "row_count K1: ok 20 / 20 [] {}",
        ],
    ),
    (
        "totals of three periods",
        &[
            "grade_totals P2 H26上 S: ok 1 / 1 [] {}",
            "grade_totals P2 H26上 A: ok 59 / 59 [] {}",
            "grade_totals P2 H26上 B: ok 2 / 2 [] {}",
            "grade_totals P2 H26上: ok 62 / 62 [] {}",
            "grade_totals P2 H26末 S: ok 3 / 3 [] {}",
            "grade_totals P2 H26末 A: ok 49 / 49 [] {}",
            "grade_totals P2 H26末 B: ok 10 / 10 [] {}",
            "grade_totals P2 H26末: ok 62 / 62 [] {}",
            "grade_totals P2 H27上 S: ok 0 / 0 [] {}",
            "grade_totals P2 H27上 A: ok 59 / 59 [] {}",
            "grade_totals P2 H27上 B: ok 3 / 3 [] {}",
            "grade_totals P2 H27上: ok 62 / 62 [] {}",
        ],
    ),
    ("late and not followed up", &["stale_follow_up P2: differs 13 / 10 [P2-2 P2-9 P2-37] {}"]),
    (
        "re-listings",
        &[
            "relisting_grades P2: ok AAAA / AAAA [P2-27 P2-39] {}",
            "relisting_grades P3: ok A / A [P3-15 P3-29] {}",
            "relisting_grades P3: ok A / A [P3-7 P3-41] {}",
            "relisting_departments P3: differs 財政課、政策課、行政経営課 / 財政課 [P3-15 P3-29] {}",
            "relisting_departments P3: ok 産業振興課 / 産業振興課 [P3-7 P3-41] {}",
        ],
    ),
    ("the revision", &["revision_counts P2: ok 50 / 9 + 35 + 23 + 19 + 39 + 28 = 153 [] {}"]),
    (
        "the newest plan",
        &[
            "direction_sizes K1: ok 20 / 20 [] {}",
            "direction_grade_totals K1 R4末 1: ok S 0 A 6 B 0 / S 0 A 6 B 0 [] {}",
            "direction_grade_totals K1 R4末 2: ok S 0 A 3 B 1 / S 0 A 3 B 1 [] {}",
            "direction_grade_totals K1 R4末 3: ok S 0 A 5 B 1 / S 0 A 5 B 1 [] {}",
            "direction_grade_totals K1 R4末 4: ok S 0 A 4 B 0 / S 0 A 4 B 0 [] {}",
            "grade_totals K1 R4末 A: ok 18 / 18 [] {}",
            "grade_totals K1 R4末 B: ok 2 / 2 [] {}",
            "study_count K1: ok 8 / 8 [K1-21 K1-22 K1-23 K1-24 K1-25 K1-26 K1-27 K1-28] {}",
        ],
    ),
    ("programs and their sub-programs", &["parent_grades P3: ok 4 / 4 [P3-2 P3-4 P3-30 P3-38] {}"]),
    (
        "two spellings",
        &[
            "name_differs P2: differs 地区まちづくりの取組に対する支援 / 地区まちづくりの取り組みに対する支援 [P2-4] {}",
            "name_differs P2: differs 分かりやすい行政資料の公表 / わかりやすい行政資料の公表 [P2-16] {}",
            "name_differs P2: differs 給与等の適正化 / 給与などの適正化 [P2-46] {}",
        ],
    ),
];

#[test]
fn the_invariants_of_the_published_documents_have_their_answers() {
    let told = told(&published_with(&[]));
    for (invariant, rows) in ANSWERS {
        for row in *rows {
            assert!(told.iter().any(|told| told == row), "{invariant}: {row}\n{}", told.join("\n"));
        }
    }
    // 41 are printed, 42 marked: one of them lists another again, of one the mark was cut out of a finished result.
    let followed = told.iter().find(|row| row.starts_with("follow_up_total P2: ")).unwrap();
    assert!(followed.starts_with("follow_up_total P2: differs 41 / 42 ["), "{followed}");
    assert!(followed.ends_with("{P2-25 P2-39}"), "{followed}");
    // Whatever else differs is a spelling, or a point above.
    let differing = told.iter().filter(|row| row.contains(": differs "));
    let kinds: Vec<&str> = differing.map(|row| row.split(' ').next().unwrap()).collect();
    let count = |kind: &str| kinds.iter().filter(|k| **k == kind).count();
    assert_eq!(
        ["follow_up_total", "stale_follow_up", "relisting_departments", "name_differs"].map(count),
        [1, 1, 1, kinds.len() - 3]
    );
}

/// A document with one stretch of text in place of another, which stands in it.
fn otherwise(name: &'static str, old: &str, new: &str) -> (&'static str, String) {
    let text = sample_text(name);
    assert!(text.contains(old), "{name}: {old}");
    (name, text.replacen(old, new, 1))
}

/// The line in which something stands.
fn line_with(name: &str, what: &str) -> String {
    let text = sample_text(name);
    format!("{}\n", text.lines().find(|line| line.contains(what)).unwrap())
}

#[test]
fn what_is_broken_is_found_by_its_kind_and_the_others_are_quiet() {
    let whole = told(&published_with(&[]));
    let fifth = line_with(P2, "\t5 協働事業の推進");
    let relisted = line_with(P2, "\t39 スクラップ");
    let other = relisted.replace("\tA\tA\tA\t", "\tA\tB\tA\t");
    for (broken, found) in [
        // A row stands twice.
        (otherwise(P2, &fifth, &fifth.repeat(2)), &["number_sequence P2: differs 1-62 / 5 x2 [P2-5] {}"][..]),
        // A row is missing: what counts it cannot be told.
        (otherwise(P2, &fifth, ""), &["number_sequence P2: differs 1-62 / -5 [] {}"]),
        // Totals are off by one.
        (
            otherwise(P2, "A\t59\t49\t59", "A\t59\t48\t59"),
            &["grade_totals P2 H26末 A: differs 48 / 49 ", "grade_totals P2 H26末: differs 62 / 61 [] {}"],
        ),
        (
            otherwise("2013-year-end.txt", "１ １３ １", "１ １２ １"),
            &[
                "grade_totals P2 H24末 A: differs 55 / 54 ",
                "direction_grade_totals P2 H24末 1: differs S 1 A 12 B 1 / S 1 A 12 B 1 = 14 / 15 [] {",
            ],
        ),
        (
            otherwise("2013-year-end.txt", "計 ２ ５５ ５", "計 ２ ５４ ５"),
            &["grade_totals P2 H24末 A: differs 54 / 55 "],
        ),
        // A direction's counts cannot hold: the rows are named of which another grade would do.
        (
            otherwise("2013-year-end.txt", "０ １４ ４", "０ １５ ３"),
            &[
                "grade_totals P2 H24末 A: differs 55 / 56 ",
                "grade_totals P2 H24末 B: differs 5 / 4 ",
                "direction_grade_totals P2 H24末 4: differs S 0 A 15 B 3 / S 0 A 0 B 4 \
                 [P2-33 P2-34 P2-38 P2-44] {P2-33 P2-34 P2-38 P2-44}",
            ],
        ),
        (
            otherwise("2023-year-end.txt", "０ ３ １", "０ ４ ０"),
            &["direction_grade_totals K1 R4末 2: differs S 0 A 4 B 0 / S 0 A 3 B 1 [K1-8] {K1-8}"],
        ),
        // A list, a number of study programs, a revision do not come out.
        (
            otherwise("2013-year-end.txt", "12項目", "13項目"),
            &["new_undertakings P2 H25末: differs 13 / 12 "],
        ),
        (
            otherwise("2023-year-end.txt", "（全 8プログラム）", "（全 9プログラム）"),
            &["study_count K1: differs 9 / 8 "],
        ),
        (
            otherwise("2014-overview.txt", "見直した項目は50項目", "見直した項目は38項目"),
            &["revision_counts P2: differs 38 / "],
        ),
        (
            otherwise("2014-overview.txt", "地域協働の推進(15項目)", "地域協働の推進(14項目)"),
            &["direction_sizes P2 1: differs 14 / 15 "],
        ),
        // A re-listing has other departments than its original.
        (
            otherwise(
                P3,
                "観光まちづくりの推進\t産業振興課\tA\t【No.7",
                "観光まちづくりの推進\t産業課\tA\t【No.7",
            ),
            &["relisting_departments P3: differs 産業振興課 / 産業課 [P3-7 P3-41] {}"],
        ),
        // A re-listing has another grade than its original.
        (
            otherwise(P3, "の徹底\t財政課\tA\t【No.15", "の徹底\t財政課\tB\t【No.15"),
            &["relisting_grades P3: differs A / B [P3-15 P3-29] {}"],
        ),
        (
            otherwise(P2, &relisted, &other),
            &[
                "grade_totals P2 H26末 A: differs 49 / 48 ",
                "grade_totals P2 H26末 B: differs 10 / 11 [P2-2 P2-9 P2-12 P2-13 P2-21 P2-26 P2-33 P2-39 P2-43 P2-44 P2-45] {P2-39}",
                "relisting_grades P2: differs AAAA / AABA [P2-27 P2-39] {}",
                "stale_follow_up P2: differs 14 / 11 ",
            ],
        ),
        // A direction is said to be larger than it is.
        (
            otherwise("2013-year-end.txt", "（１５項目）", "（１６項目）"),
            &[
                "direction_sizes P2 1: differs 16 / 15 ",
                "direction_sizes P2: differs 62 / 63 [] {}",
                "direction_grade_totals P2 H24末 1: differs S 1 A 13 B 1 / S 1 A 13 B 1 = 15 / 16 [] {}",
            ],
        ),
    ] {
        let now = told(&published_with(&[broken]));
        let differs = |row: &&String| row.contains(": differs ") && !whole.contains(row);
        let new: Vec<&String> = now.iter().filter(differs).collect();
        let fits = |row: &String| found.iter().any(|begins| row.starts_with(begins));
        assert!(new.iter().all(|row| fits(row)), "{found:?}\n{new:#?}");
        for begins in found {
            assert!(new.iter().any(|row| row.starts_with(begins)), "{begins}\n{new:#?}");
        }
    }
}
