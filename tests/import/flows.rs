//! One invented document of flowing text for every layout, in other words than those of the samples.

use shinchoku::model::{Doubtful, Empty, Fact, Field, Layout, Listing, TextField};

use super::flowing::{alone, directions, every_text_stands_in_its_lines, figures, listed, texts, totals};
use super::kit::*;

fn read(name: &str) -> Book {
    let book = fixture(name);
    assert_eq!(book.document.layout, Layout::Prose);
    every_text_stands_in_its_lines(&book);
    book
}

#[test]
fn a_report_with_signs_for_grades() {
    let book = read("flow-report.txt");
    assert!(book.document.doubts.is_empty(), "{:?}", book.doubts());
    assert_eq!(book.document.plans[0].id.municipality.as_deref(), Some("緑川市"));
    let expected = [
        "項目=30",
        "◎=3",
        "○=25",
        "△=2",
        "方針1 項目=12",
        "方針1 ◎=2",
        "方針1 ○=9",
        "方針1 △=1",
        "方針2 項目=18",
        "方針2 ◎=1",
        "方針2 ○=16",
        "方針2 △=1",
        "Delayed=2",
    ];
    assert_eq!(totals(&book), expected);
    assert_eq!(directions(&book), ["1 窓口を変える", "2 財政を整える"]);
    assert_eq!(
        (listed(&book, Listing::GoodExample), listed(&book, Listing::Delayed)),
        ("4 21".into(), "9 18".into())
    );
    assert_eq!(book.graded("R4末", "△"), "9 18");
    for (program, name, departments) in [
        ("4", "総合窓口の開設", "市民課、税務課"),
        ("21", "広報紙の見直し", "秘書課、広報担当"),
        ("9", "空き家の活用", ""),
        ("18", "使われない土地の売却", ""),
    ] {
        assert_eq!((book.name(program), book.departments(program)), (name.into(), departments.into()));
    }
    for (program, field, text) in [
        ("4", TextField::Overview, "手続きの種類ごとに分かれた窓口を一つにまとめる取組"),
        ("4", TextField::AnnualPlan, "・四つの窓口を二つに減らす。"),
        ("4", TextField::SuccessFactor, "窓口の職員が自ら案内の順を決めたこと"),
        ("21", TextField::Overview, "読みやすい紙面づくり"),
        ("9", TextField::Result, "所有者に意向を尋ねたが、返事が少なく、活用に至らず"),
        ("9", TextField::Cause, "連絡先の分からない所有者が多かったため。"),
        ("18", TextField::Remedy, "隣の土地の持ち主に声をかける。"),
    ] {
        assert_eq!(book.text(program, field), text, "{program} {field:?}");
    }
    // A circled number within a text enumerates, and begins no program.
    assert!(book.text("4", TextField::Result).contains("①証明書 ②届出"));
    assert_eq!(figures(&book, "4"), ["目標 待ち時間 10分以内", "実績 待ち時間 8分"]);
    assert_eq!(book.missing("21", Field::Target), Some(Empty::Unset));
}

#[test]
fn an_overview_of_one_line_a_paragraph() {
    let book = read("flow-overview.txt");
    assert!(book.document.doubts.is_empty(), "{:?}", book.doubts());
    let expected = [
        "方針1 項目=12",
        "方針2 項目=8",
        "項目=20",
        "Content=5",
        "Indicators=4",
        "NewIndicators=3",
        "AnnualPlans=7",
        "Any=9",
    ];
    assert_eq!(totals(&book), expected);
    assert_eq!(alone(&book, 1), ["窓口の一本化", "健診の案内の見直し"]);
    assert_eq!(alone(&book, 2), ["使用料の見直し", "苦情などの記録"]);
    assert!(
        book.document
            .statements
            .iter()
            .any(|s| matches!(s.fact, Fact::Years(a, b) if a.0 == 2021 && b.0 == 2025))
    );
}

#[test]
fn a_sheet_in_other_columns() {
    let book = read("flow-sheet.txt");
    assert!(book.document.doubts.is_empty(), "{:?}", book.doubts());
    for (program, direction, name, grade) in [
        ("1", "窓口を変える", "総合窓口の開設", "◎"),
        ("2", "窓口を変える", "電話案内の統一", "○"),
        ("3", "財政を整える", "使われない土地の売却", "△"),
        ("4", "財政を整える", "広告収入の確保", "○"),
    ] {
        let got = (book.direction(program), book.name(program), book.grades(program));
        assert_eq!(got, (direction.into(), name.into(), grade.into()), "{program}");
        for field in [TextField::Overview, TextField::AnnualPlan, TextField::Result, TextField::Remedy] {
            assert_eq!(texts(&book, program, field).len(), 1, "{program} {field:?}");
        }
    }
    assert_eq!(book.text("1", TextField::Result).matches('・').count(), 2);
    assert_eq!(
        figures(&book, "1"),
        [
            "目標 計画 待ち時間 10分以内",
            "現状 計画 待ち時間 20分",
            "目標 待ち時間 15分以内",
            "現状 待ち時間 18分",
            "実績 待ち時間 14分",
        ]
    );
    let unplaced = book.document.statements.iter().filter(|s| s.fact == Fact::Unplaced);
    let words: Vec<&str> = unplaced.map(|s| &*s.text).collect();
    assert_eq!(words, ["実施", "検討", "検討・実施", "募集", "契約"]);
}

/// Noun phrases of one line each say nothing of their columns: none is guessed.
#[test]
fn a_sheet_whose_words_and_widths_decide_nothing() {
    let book = read("flow-sheet-open.txt");
    for field in [TextField::Overview, TextField::AnnualPlan, TextField::Result, TextField::Remedy] {
        assert_eq!(book.text("1", field), "", "{field:?}");
    }
    assert!(book.doubted(Doubtful::ColumnUnsure).len() >= 4, "{:?}", book.doubts());
    // Where sentences tell, they are told apart in the same sheet.
    assert_eq!(book.text("2", TextField::AnnualPlan), "・三つの課の番号をまとめる。");
    assert_eq!(book.text("2", TextField::Result), "・三つの課の番号をまとめた。");
}

/// Where a name ends and a text begins, three lines of one width do not say.
#[test]
fn a_list_whose_columns_run_together() {
    let book = read("flow-list-open.txt");
    assert_eq!(listed(&book, Listing::Delayed), "2 3");
    assert_eq!((book.name("2"), book.text("2", TextField::Result)), (String::new(), String::new()));
    assert_eq!(book.text("2", TextField::Cause), "人が足りなかったため。");
    assert_eq!(book.name("3"), "空き家の活用");
    // What follows the list is no part of its last cell.
    assert_eq!(book.text("3", TextField::Cause), "連絡先が分からないため。");
    assert_eq!(book.doubted(Doubtful::ColumnUnsure).len(), 4);
}

#[test]
fn ten_thousand_paragraphs_are_read_in_a_moment() {
    let program = |no: usize| {
        format!(
            "{no} \n総合窓口の\n開設 \n・手続きを一つの窓口で\n受ける仕組み \n・四つの窓口を一つにまとめ、番号の呼び出しを\n行う。 \n\
             ・窓口を一つにまとめ、案内の職員を\n二人に増やした。 \n・混み合う月曜の朝の予約を検討する\n必要がある。 \nA \n"
        )
    };
    let head =
        "第4期緑川市経営プログラム（令和4年度末） \nNo \n取組名 \n取組概要 年度目標 実施状況 課題 評価 \n";
    let sheet: String = std::iter::once(head.to_owned()).chain((1..=1_500).map(program)).collect();
    let list =
        |no: usize| format!("{no} \n空き家の活用 \n返事が少なく \n【要因】 \n連絡先が分からないため。 \n");
    let heading = "第4期緑川市経営プログラム（令和4年度末） \n区分 \n予定より遅れている（Ｂ） \n予定どおり（Ａ） \nⅠ 窓口 \n1 1 \n計 1 1 \n\
                   予定より遅れている取組一覧（2500項目） \n";
    let lists: String = std::iter::once(heading.to_owned()).chain((1..=2_500).map(list)).collect();
    let flat = "全３０事業のうち、2項目が「早い」、３項目が遅れた。令和3～5年度".repeat(4_000);
    for text in [sheet, lists, format!("第4期緑川市経営プログラム\n{flat}\n")] {
        let start = std::time::Instant::now();
        let _ = try_bytes(text.as_bytes(), None);
        let taken = start.elapsed();
        assert!(taken.as_secs() < 20, "{taken:?} for {} bytes", text.len());
    }
    let book = book(&format!("{head}{}", (1..=1_500).map(program).collect::<String>()), None);
    assert_eq!((book.programs().len(), book.count("R4末", "A")), (1_500, 1_500));
}
