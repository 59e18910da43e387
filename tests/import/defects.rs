//! One invented document for every rule that mends one: what comes out, how it was obtained, and what is doubted.

use shinchoku::model::{Doubtful, Empty, Fact, Field, How, Side, TextField};
use std::fs;

use super::kit::*;

const PLAN: Fact = Fact::Text(TextField::AnnualPlan);
const RESULT: Fact = Fact::Text(TextField::Result);

/// `名称|担当|評価|実施内容|当初予定|取組実績` of a program.
fn row(book: &Book, program: &str) -> String {
    let texts = [TextField::Overview, TextField::AnnualPlan, TextField::Result];
    let mut cells = vec![book.name(program), book.departments(program), book.grades(program)];
    cells.extend(texts.map(|field| book.text(program, field)));
    cells.join("|")
}

fn rows(book: &Book, expected: &[(&str, &str)]) {
    for (program, cells) in expected {
        assert_eq!(row(book, program), *cells, "{program}");
    }
}

#[test]
fn leading_cells_dropped() {
    let book = fixture("leading-cells-dropped.txt");
    rows(
        &book,
        &[
            (
                "1",
                "総合窓口の開設|市民課|A|・窓口の集約|・カウンターを一つにまとめる。|・カウンターを一つにまとめた。",
            ),
            ("2", "証明書の交付|市民課|B|・自動交付|・交付機を三台置く。|・交付機を二台置いた。"),
            ("3", "電話案内の統一|総務課|A|・番号の統一|・番号を一つにする。|・番号を一つにした。"),
        ],
    );
    assert_eq!(["1", "2", "3"].map(|n| book.direction(n)), ["窓口の改善"; 3]);
    assert!(book.document.doubts.is_empty());
}

#[test]
fn department_dropped() {
    let book = fixture("department-dropped.txt");
    assert_eq!((book.grades("1"), book.departments("1")), ("B".into(), String::new()));
    assert_eq!(book.missing("1", Field::Departments), Some(Empty::Lost));
    rows(&book, &[("2", "証明書の交付|市民課|A|・自動交付|・交付機を三台置く。|・交付機を三台置いた。")]);
    assert!(book.document.doubts.is_empty());
}

#[test]
fn number_glued_to_name() {
    let book = fixture("number-glued-to-name.txt");
    rows(
        &book,
        &[
            ("1", "総合窓口の開設|市民課|A|||"),
            ("2", "証明書の交付|市民課|B|||"),
            ("3", "電話案内の統一|総務課|A|||"),
            ("4", "24時間受付の試行|総務課|A|||"),
        ],
    );
    for program in book.programs() {
        assert_eq!(book.how(&program, &Fact::Name), Some(How::Split), "{program}");
        assert_eq!(book.direction(&program), "窓口の改善");
    }
}

#[test]
fn sub_number_in_two_cells() {
    let book = fixture("sub-number-in-two-cells.txt");
    assert_eq!(book.programs(), ["7", "7-1", "7-2"]);
    rows(
        &book,
        &[
            ("7-1", "|公園課||・管理棟の統合|・設計をまとめる。|・設計をまとめた。"),
            ("7-2", "|体育課||・体育館の統合|・用地を選ぶ。|・用地を選んだ。"),
        ],
    );
    assert_eq!(book.missing("7-2", Field::Grade), Some(Empty::NotGraded));
    assert_eq!(book.missing("7", Field::Text(TextField::Result)), Some(Empty::SeeChildren));
    assert!(book.document.doubts.is_empty());
}

#[test]
fn mark_glued_to_reason() {
    let book = fixture("mark-glued-to-reason.txt");
    let reason = |n: &str| book.text(n, TextField::FollowUpReason);
    assert_eq!(
        ["1", "2", "3", "4"].map(|n| book.followed_up(n)),
        [Some(true), Some(true), Some(false), None]
    );
    assert_eq!(reason("1"), "利用の少ない曜日があるため、引き続き見ていく。");
    assert_eq!(reason("2"), "交付機がまだ足りない。");
    let how = |n: &str| book.how(n, &Fact::FollowUp(true));
    assert_eq!((how("1"), how("2")), (Some(How::Split), Some(How::Printed)));
    // A row that ends before the column of marks may have lost one.
    assert_eq!(book.missing("4", Field::FollowUp), Some(Empty::Lost));
}

#[test]
fn totals_slipped() {
    let book = fixture("totals-slipped.txt");
    let totals: Vec<String> = book
        .document
        .statements
        .iter()
        .filter_map(|s| match s.fact {
            Fact::Total(t) => Some(format!(
                "{} {}={}",
                s.period.map_or("○".to_owned(), |p| p.to_string()),
                t.grade.map_or("計".to_owned(), |g| g.to_string()),
                t.count
            )),
            _ => None,
        })
        .collect();
    let expected = [
        "R3上 S=1",
        "R3末 S=0",
        "○ 計=2",
        "R3上 A=1",
        "R3末 A=1",
        "R3上 B=0",
        "R3末 B=1",
        "R3上 計=2",
        "R3末 計=2",
    ];
    assert_eq!(totals, expected);
    assert_eq!(book.doubts(), ["10 TotalsUnplaced"]);
}

#[test]
fn markup_in_cells() {
    let book = fixture("markup-in-cells.txt");
    let expected = "総合窓口の開設|市民課|A|窓口の集約 案内板の更新|カウンターを一つにまとめる。 (窓口数 3か所以下)|カウンターを一つにまとめた。(窓口数 3か所)";
    rows(&book, &[("1", expected)]);
    assert_eq!(book.figures("1", Side::Target), ["窓口数 3か所以下"]);
    assert_eq!(book.figures("1", Side::Actual), ["窓口数 3か所"]);
}

#[test]
fn label_only_on_first_row() {
    let book = fixture("label-only-on-first-row.txt");
    let directions: Vec<String> = ["1", "2", "3", "4", "5", "8", "6"].map(|n| book.direction(n)).into();
    let (first, second) = ("窓口の改善", "財政の健全化");
    // Over the page break it holds; over a gap with a doubt; where numbers go back not at all.
    assert_eq!(directions, [first, first, first, first, second, second, ""]);
    assert_eq!(book.doubts(), ["11 DirectionNotInherited", "12 DirectionNotInherited"]);
    let at = |n: &str| book.about(n).find(|s| s.fact == Fact::Direction).unwrap().place.lines().0;
    assert_eq!((at("1"), at("4"), at("5")), (4, 4, 10));
}

#[test]
fn label_on_its_own_line() {
    let book = fixture("label-on-its-own-line.txt");
    assert_eq!(
        ["1", "2", "3"].map(|n| book.direction(n)),
        ["Ⅰ 窓口の改善", "Ⅰ 窓口の改善", "方針2 財政の健全化"]
    );
    assert!(book.document.doubts.is_empty() && book.document.unread.is_empty());
}

/// Two columns came out as one cell, or one of them was lost: only words that decide put it into one of them.
#[test]
fn one_of_two_columns_lost() {
    let book = fixture("one-of-two-columns-lost.txt");
    rows(
        &book,
        &[
            ("1", "総合窓口の開設|市民課|A|・窓口の集約|・カウンターを一つにまとめる。|"),
            ("2", "証明書の交付|市民課|B|・自動交付||・交付機を二台置いた。"),
            ("3", "電話案内の統一|総務課|A|・番号の統一||"),
            ("4", "印刷物の削減|総務課|A|・紙の削減||"),
        ],
    );
    assert_eq!((book.how("1", &PLAN), book.how("2", &RESULT)), (Some(How::Split), Some(How::Split)));
    // Among what was done, an amount of the budget is what was planned.
    for (program, targets) in [("3", &["予算 40万円"][..]), ("4", &[])] {
        assert_ne!(book.text(program, TextField::AnnualPlanOrResult), "", "{program}");
        assert_eq!(book.figures(program, Side::Target), targets);
        assert!(book.figures(program, Side::Actual).is_empty());
    }
    assert_eq!(book.doubts(), ["6 PlanOrResult", "7 PlanOrResult"]);
    assert_eq!(book.missing("1", Field::Text(TextField::Result)), Some(Empty::Lost));
}

#[test]
fn shape_of_neighbours() {
    let book = fixture("shape-of-neighbours.txt");
    rows(
        &book,
        &[
            ("7-1", "|公園課|||・樹木を調べる。|・樹木を調べた。"),
            ("7-2", "|体育課|||・講習4回実施|・講習3回実施"),
            ("7-3", "|図書館|||・棚を減らす。|・棚を減らした。"),
        ],
    );
    assert_eq!(book.figures("7-2", Side::Target), ["講習 4回実施"]);
    assert_eq!(book.doubts(), ["6 ShapeOfNeighbours"]);
}

#[test]
fn sub_programs_below_a_stranger() {
    let book = fixture("sub-programs-below-a-stranger.txt");
    // The program above prints texts of its own, so it has no parts; a part that does not count on is none either.
    assert_eq!(book.programs(), ["6", "7", "7-1", "8"]);
    assert_eq!(book.departments("7-1"), "体育課");
    assert_eq!(book.doubted(Doubtful::SubWithoutParent), [5, 8]);
    assert_eq!(book.document.unread, [5, 8]);
}

#[test]
fn neighbours_text_pasted_in() {
    let book = fixture("neighbours-text-pasted-in.txt");
    assert_eq!(book.doubts(), ["4 SameAsNeighbour", "5 SameAsNeighbour"]);
    assert!(book.text("1", TextField::AnnualPlan).contains("交付機"), "nothing is taken away");
}

#[test]
fn grade_with_words() {
    let book = fixture("grade-with-words.txt");
    assert_eq!(["1", "2", "3", "4", "5"].map(|n| book.grades(n)), ["A", "B", "", "", ""]);
    assert_eq!(book.missing("4", Field::Grade), Some(Empty::NotGraded));
    assert_eq!(book.missing("3", Field::Grade), Some(Empty::Lost));
    assert_eq!(book.doubts(), ["6 NotAGrade", "8 NotAGrade"]);
}

#[test]
fn circle_in_a_scale_of_letters() {
    let book = fixture("circle-in-a-scale-of-letters.txt");
    assert_eq!(["1", "2"].map(|n| book.grades(n)), ["AB", ""]);
    assert_eq!(["1", "2"].map(|n| book.followed_up(n)), [Some(true), Some(true)]);
    assert_eq!(book.doubts(), ["5 GradesUnplaced"]);
}

#[test]
fn departments_first() {
    let book = fixture("departments-first.txt");
    rows(&book, &[("1", "総合窓口の開設|市民課|A|||"), ("2", "公用車の共用|財政課|B|||")]);
    assert!(book.document.doubts.is_empty());
}

#[test]
fn relistings() {
    let book = fixture("relistings.txt");
    let of =
        |n: &str| book.about(n).find_map(|s| if let Fact::Relisting(of) = s.fact { Some(of) } else { None });
    assert_eq!(["1", "2", "3"].map(of), [None, Some(1), Some(1)]);
    assert_eq!(book.name("2"), "総合窓口の開設");
    assert_eq!(book.missing("3", Field::Text(TextField::Result)), Some(Empty::SeeOriginal));
}

#[test]
fn plan_as_a_column() {
    let book = fixture("plan-as-a-column.txt");
    rows(
        &book,
        &[
            ("1", "総合窓口の開設|市民課|A||・第2次庁舎計画にあわせて移転する。|・移転した。"),
            ("2", "公用車の共用|財政課|S||・台数を減らす。 (台数 20台以下)|・台数を減らした。 (台数 18台)"),
        ],
    );
    assert_eq!(book.document.plans.len(), 1);
}

#[test]
fn two_columns_of_grades() {
    let book = fixture("two-columns-of-grades.txt");
    assert_eq!(["1", "2"].map(|n| book.grades(n)), ["A", "S"]);
    assert_eq!(book.doubts(), ["3 UnknownColumn"]);
}

#[test]
fn crossed_cells() {
    let book = fixture("crossed-cells.txt");
    rows(
        &book,
        &[
            ("1", "総合窓口の開設|市民課|A|・窓口の集約||"),
            ("2", "||A|・台数の見直し|・台数を減らす。|・台数を減らした。"),
            // Half of a sign: what is printed stays, with a doubt.
            ("3", "電話案内の統一|総務課|A|・番号の統一|・番号を一つにした。|・番号の統一"),
        ],
    );
    let expected =
        ["4 PlanOrResult", "4 PlanOrResult", "5 CellWithoutColumn", "5 CellWithoutColumn", "6 PlanOrResult"];
    assert_eq!(book.doubts(), expected);
}

/// Departments behind a name and a grade behind departments or before bullets part by their looks. Where nothing stands
/// between two of them, neither is told.
#[test]
fn cells_joined() {
    let book = fixture("cells-joined.txt");
    rows(
        &book,
        &[
            ("1", "総合窓口の開設|市民課|A|・窓口の集約|・場所を選ぶ。|・場所を選んだ。"),
            ("2", "証明書の交付|市民課|B|・自動交付|・交付機を置く。|・交付機を置いた。"),
            ("3", "電話案内の統一|総務課|A|・番号の統一|・番号をまとめる。|・番号をまとめた。"),
            ("4", "||A|・台数の見直し|・台数を減らす。|・台数を減らした。"),
            ("5", "|||||"),
        ],
    );
    assert_eq!(book.how("1", &Fact::Name), Some(How::Split));
    assert_eq!(book.doubts(), ["7 CellWithoutColumn", "8 CellWithoutColumn"]);
}

#[test]
fn marks_joined() {
    let book = fixture("marks-joined.txt");
    assert_eq!(["1", "2", "3"].map(|n| book.grades(n)), ["AB", "AB", ""]);
    assert_eq!(["1", "2"].map(|n| book.followed_up(n)), [Some(true), Some(true)]);
    assert_eq!(book.text("1", TextField::FollowUpReason), "場所が決まらない。");
    assert_eq!(book.departments("3"), "○○課");
    assert!(book.doubted(Doubtful::NumberTwice).is_empty() && !book.doubts().is_empty());
}

/// A column that nobody knows may hold anything: what could belong to it is given to no other without a doubt.
#[test]
fn unknown_column() {
    let book = fixture("unknown-column.txt");
    assert_eq!(["1", "2"].map(|n| book.grades(n)), ["A", "B"]);
    assert_eq!(book.text("1", TextField::AnnualPlan), "・場所を選ぶ。");
    assert_eq!(book.text("2", TextField::AnnualPlan), "");
    assert_eq!(book.doubts(), ["3 UnknownColumn", "5 PlanOrResult"]);
}

#[test]
fn grades_too_few() {
    let book = fixture("grades-too-few.txt");
    assert_eq!(["1", "2"].map(|n| book.grades(n)), ["AAB", ""]);
    let of = |period: &str| book.grade("3", period);
    assert_eq!(["R2末", "R3上", "R3末"].map(of), ["", "B", "A"]);
    assert_eq!(book.doubts(), ["5 GradesUnplaced", "5 GradesUnplaced"]);
}

#[test]
fn year_over_its_halves() {
    let book = fixture("year-over-its-halves.txt");
    let of = |period: &str| book.grade("1", period);
    assert_eq!(["H26上", "H26末", "R1上", "R1末"].map(of), ["A", "B", "S", "A"]);
    assert_eq!(book.doubts(), ["3 YearWithoutEra"]);
}

/// One program a row with everything in columns, of several municipalities.
#[test]
fn every_municipality() {
    let book = fixture("every-municipality.txt");
    let ids: Vec<String> = book
        .document
        .plans
        .iter()
        .map(|p| format!("{} {}", p.id.municipality.as_deref().unwrap_or("-"), p.id.code))
        .collect();
    assert_eq!(ids, ["北川市 P2", "南山町 P2"]);
    for (plan, program, name, departments, grades) in [
        (0, 1, "総合窓口の開設", "市民課", "AABA"),
        (0, 2, "基金の積立(債権の整理)", "財政課、収納課", "SAAA"),
        (1, 1, "電話案内の統一", "総務課", "BBAA"),
        (1, 2, "総合窓口の開設", "市民課", "AAAS"),
    ] {
        let own = book.of_plan(plan);
        assert_eq!(own.name(&program.to_string()), name);
        assert_eq!(own.departments(&program.to_string()), departments);
        assert_eq!(own.grades(&program.to_string()), grades);
    }
    let periods: Vec<String> = book.document.periods.iter().map(ToString::to_string).collect();
    assert_eq!(periods, ["H23上", "H23末", "H24上", "H24末"]);
    assert!(book.document.unread.is_empty());
}

#[test]
fn every_fixture_has_its_test() {
    let source = concat!(include_str!("defects.rs"), include_str!("flows.rs"), include_str!("forms.rs"));
    for entry in fs::read_dir(documents()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let read = ["fixture", "read"].iter().any(|f| source.contains(&format!("{f}(\"{name}\")")));
        assert!(["refused", "other-cities"].contains(&name.as_str()) || read, "{name}");
    }
}
