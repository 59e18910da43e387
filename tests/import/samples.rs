//! The two samples, and the documents that they were made after where these are at hand.

use shinchoku::model::{Empty, Fact, Field, Side, Statement, TextField};

use super::kit::*;

/// The half-year table: the sample and the published document.
fn half_years() -> Vec<Book> {
    [Some(sample(P2)), published("001", Some("P2"))].into_iter().flatten().collect()
}

/// The sheet of the year-end: the sample and the published document.
fn year_ends() -> Vec<Book> {
    [Some(sample(P3)), published("003", None)].into_iter().flatten().collect()
}

fn numbers(range: std::ops::RangeInclusive<u16>) -> Vec<String> {
    range.map(|n| n.to_string()).collect()
}

#[test]
fn the_half_year_table_has_62_programs_with_three_grades_each() {
    for book in half_years() {
        assert_eq!(book.programs(), numbers(1..=62));
        assert_eq!(book.document.program_count(), 62);
        for (period, s, a, b) in [("H26上", 1, 59, 2), ("H26末", 3, 49, 10), ("H27上", 0, 59, 3)] {
            let counted = ["S", "A", "B"].map(|grade| book.count(period, grade));
            assert_eq!(counted, [s, a, b], "{period}");
        }
        assert_eq!(book.graded("H26末", "B"), "2 9 12 13 21 26 33 43 44 45");
        assert_eq!(book.graded("H27上", "B"), "12 40 45");
        assert_eq!(book.graded("H26上", "S"), "57");
    }
}

#[test]
fn the_half_year_table_follows_up_42_programs_and_prints_41() {
    for book in half_years() {
        let marked = book.programs().into_iter().filter(|n| book.followed_up(n) == Some(true)).count();
        assert_eq!(marked, 42);
        assert!(book.programs().iter().all(|n| book.followed_up(n).is_some()));
        let printed: Vec<String> = book
            .document
            .statements
            .iter()
            .filter_map(|s| match s.fact {
                Fact::Total(t) if s.period.is_none() => Some(t.count.to_string()),
                _ => None,
            })
            .collect();
        assert_eq!(printed, ["41"]);
    }
}

#[test]
fn the_half_year_table_in_detail() {
    for book in half_years() {
        for (program, direction, name, departments) in [
            ("15", "地域協働の推進", "消防団協力事業所表示制度の導入", "防災危機管理課"),
            ("16", "情報の共有と双方向のコミュニケーション", "分かりやすい行政資料の公表", "秘書広報課"),
            ("25", "PDCAサイクルの構築", "監査事務の充実", "監査事務局"),
            ("31", "財政基盤の強化", "市内産業の育成", "産業振興課"),
            ("39", "財政基盤の強化", "スクラップアンドビルドの徹底", "財政課"),
            ("54", "執行体制の再構築", "地域センターのあり方の検討", "市民協働・男女参画推進課"),
            ("55", "執行体制の再構築", "公民館のあり方の検討", "公民館"),
        ] {
            let got = (book.direction(program), book.name(program), book.departments(program));
            assert_eq!(got, (direction.into(), name.into(), departments.into()), "{program}");
        }
        let relists: Vec<String> = book
            .document
            .statements
            .iter()
            .filter_map(|s| match s.fact {
                Fact::Relisting(of) => Some(format!("{}→{of}", number(s.subject)?)),
                _ => None,
            })
            .collect();
        assert_eq!(relists, ["39→27"]);
    }
}

#[test]
fn the_year_end_sheet_grades_43_programs_and_none_of_their_16_parts() {
    for book in year_ends() {
        let (parts, programs): (Vec<String>, Vec<String>) =
            book.programs().into_iter().partition(|n| n.contains('-'));
        assert_eq!(programs, numbers(1..=43));
        let expected = "2-1 2-2 2-3 2-4 2-5 2-6 2-7 4-1 4-2 30-1 30-2 30-3 38-1 38-2 38-3 38-4";
        assert_eq!(parts.join(" "), expected);
        assert_eq!(book.graded("R2末", "B"), "1 2 3 4 5 11 14 18 20 22 25 30 37 38 42");
        assert_eq!((book.count("R2末", "A"), book.count("R2末", "S")), (28, 0));
        for part in parts {
            assert_eq!(book.grades(&part), "", "{part}");
            assert_eq!(book.missing(&part, Field::Grade), Some(Empty::NotGraded), "{part}");
        }
    }
}

#[test]
fn the_year_end_sheet_in_detail() {
    for book in year_ends() {
        for (program, direction, name, departments) in [
            ("1", "地域協力の推進", "協働推進体制の充実", ""),
            ("2-5", "地域協力の推進", "", "図書館"),
            ("7", "情報の共有と双方向のコミュニケーション", "観光まちづくりの推進", "産業振興課"),
            ("21", "PDCAサイクルの構築", "国保財政の健全化", "保険年金課"),
            ("22", "財政 基盤 の 強化", "市内産業の育成", "産業振興課"),
            ("30-2", "財政 基盤 の 強化", "", "生活支援課"),
            ("38", "執行体制の再構築", "施設のあり方の検討", ""),
        ] {
            let got = (book.direction(program), book.name(program), book.departments(program));
            assert_eq!(got, (direction.into(), name.into(), departments.into()), "{program}");
        }
        assert_eq!(book.departments("37"), "公共施設マネジメント課、市民協働・男女参画推進課、公民館");
        for (program, field, why) in [
            ("1", Field::Departments, Empty::Lost),
            ("30", Field::Departments, Empty::SeeChildren),
            ("30", Field::Text(TextField::Result), Empty::SeeChildren),
            ("41", Field::Text(TextField::Result), Empty::SeeOriginal),
            ("26", Field::Text(TextField::Result), Empty::Lost),
            ("30-1", Field::Text(TextField::Result), Empty::Lost),
            ("32", Field::Text(TextField::AnnualPlan), Empty::Lost),
        ] {
            assert_eq!(book.missing(program, field), Some(why), "{program} {field:?}");
        }
    }
}

/// Everything in the sheet that has a number on both sides, or on one.
#[test]
fn targets_and_actuals_of_the_year_end_sheet() {
    for book in year_ends() {
        for (program, targets, actuals) in [
            ("1", &[][..], &["3,957人", "62", "19"][..]),
            ("2-1", &[], &["12人"]),
            ("2-2", &["2回", "36回", "2回"], &["2回", "13回", "411人"]),
            ("2-3", &[], &["2,223人"]),
            ("2-4", &[], &["22人"]),
            ("2-5", &[], &["延べ250人"]),
            ("2-6", &[], &["99人"]),
            ("2-7", &[], &["7回", "1回"]),
            ("3", &["4地区以上"], &["3地区"]),
            ("4-1", &["94回/年"], &["112回"]),
            ("4-2", &["54回/年"], &["42回/年"]),
            ("5", &["12団体"], &["11団体"]),
            ("7", &["44"], &["44"]),
            ("8", &["370万件以上"], &["6,525,148件"]),
            ("9", &["1件以上"], &["2件"]),
            ("10", &[], &["1,288人"]),
            ("11", &["100%"], &["84.8%"]),
            ("12", &["95%"], &["44.0%"]),
            ("14", &["4件"], &["1件"]),
            ("15", &[], &["約114,000千円"]),
            ("16", &["113", "113"], &["114", "114"]),
            ("20", &["80%台", "35億円", "25億円"], &["91.0%(速報値)", "28.4億円", "18.1億円"]),
            ("21", &[], &["1,010,440千円"]),
            ("23", &["99.0%", "34.0%", "98.1%", "92.0%", "27.0%", "83.4%"], &[]),
            ("24", &["98.41%", "13.50%", "96.58%"], &[]),
            ("25", &[], &[]),
            ("28", &["1千万円/年"], &[]),
            ("30", &[], &[]),
            ("30-1", &["4,760万円"], &[]),
            ("30-2", &["1,600万円"], &["14,980,093円"]),
            ("30-3", &["1,180人", "85.0%", "454,000千円"], &["1,110人", "83.8%", "443,808千円"]),
            ("33", &["50人"], &[]),
            ("35", &["95%以上"], &[]),
            ("36", &["11件"], &["11件"]),
            ("37", &["11館", "39回以上"], &["227,318人", "11館", "50回"]),
            ("42", &["1事務以上"], &[]),
        ] {
            let raw = |side: Side| -> Vec<String> {
                book.figures(program, side)
                    .iter()
                    .map(|f| f.rsplit(' ').next().unwrap().replace("実施", ""))
                    .collect()
            };
            assert_eq!(raw(Side::Target), targets, "targets of {program}");
            assert_eq!(raw(Side::Actual), actuals, "actuals of {program}");
        }
        let waste = |side| book.figures("6", side);
        assert!(waste(Side::Target).iter().any(|f| f.ends_with("480g/人日")), "{:?}", waste(Side::Target));
        assert!(waste(Side::Actual).iter().any(|f| f.ends_with("494.3g/人日")));
    }
}

#[test]
fn a_row_with_plan_and_result_in_one_cell_stays_undecided() {
    for book in year_ends() {
        assert!(book.text("22", TextField::AnnualPlanOrResult).contains("創業"));
        let both = [TextField::AnnualPlan, TextField::Result].map(|f| book.text("22", f));
        assert_eq!(both, [String::new(), String::new()]);
    }
}

#[test]
fn every_line_is_behind_a_statement_or_unread() {
    for book in half_years().into_iter().chain(year_ends()) {
        for (number, line) in book.lines.lines() {
            let behind = book.document.statements.iter().any(|s| {
                let (first, last) = s.place.lines();
                (first..=last).contains(&number)
            });
            let unread = book.document.unread.contains(&number);
            assert_eq!(behind || unread, !line.trim().is_empty(), "line {number}: {line}");
            assert!(!(behind && unread), "line {number} is both");
        }
    }
}

#[test]
fn every_statement_points_at_its_own_words() {
    let plain = |text: &str| -> String {
        let mut out = String::new();
        let mut tag = false;
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            match c {
                '<' => tag = true,
                '>' if tag => tag = false,
                c if !tag => out.push(c),
                _ => {}
            }
        }
        out
    };
    for book in half_years().into_iter().chain(year_ends()) {
        let own = |s: &&Statement| !matches!(s.fact, Fact::Meaning(_));
        for statement in book.document.statements.iter().filter(own) {
            let passage = book.passage(statement);
            assert!(plain(&passage).contains(&plain(&statement.text)), "{statement:?} at {passage:?}");
        }
    }
}

#[test]
fn the_same_bytes_give_the_same_document() {
    for name in [P2, P3] {
        assert_eq!(sample(name).document, sample(name).document);
    }
}
