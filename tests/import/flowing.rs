//! Documents of flowing text, as published and as samples after them: what they count and list, and every program.

use shinchoku::model::{
    Doubtful, Empty, Fact, Field, Horizon, Layout, Listing, Side, Subject, TextField, Total, TotalColumn,
};

use super::kit::*;

/// The totals with their subjects: `方針1 H24末 S=1`.
pub fn totals(book: &Book) -> Vec<String> {
    let told = |t: Total| {
        let what = match t.column {
            TotalColumn::Grades => t.grade.map_or("計".into(), |g| g.to_string()),
            TotalColumn::Programs => "項目".into(),
            TotalColumn::Relistings => "再掲".into(),
            TotalColumn::Study => "検討".into(),
            TotalColumn::FollowUp => "追跡".into(),
            TotalColumn::Listed(list) => format!("{list:?}"),
            TotalColumn::Revised(kind) => format!("{kind:?}"),
        };
        format!("{what}={}", t.count)
    };
    let of = |s: &shinchoku::model::Statement| match (s.subject, &s.fact) {
        (Subject::Plan(_), Fact::Total(t)) => Some(told(*t)),
        (Subject::Direction(_, no), Fact::Total(t)) => Some(format!("方針{no} {}", told(*t))),
        _ => None,
    };
    let mut found: Vec<String> = book.document.statements.iter().filter_map(of).collect();
    let mut seen = std::collections::HashSet::new();
    found.retain(|t| seen.insert(t.clone()));
    found
}

/// The programs of a list, in their order.
pub fn listed(book: &Book, list: Listing) -> String {
    let on = |s: &&shinchoku::model::Statement| s.fact == Fact::Listed(list);
    let all = book.document.statements.iter().filter(on).filter_map(|s| number(s.subject));
    all.collect::<Vec<_>>().join(" ")
}

/// All paragraphs of a field of a program, one a line.
pub fn texts(book: &Book, program: &str, field: TextField) -> Vec<String> {
    let own = book.about(program).filter(|s| s.fact == Fact::Text(field));
    own.map(|s| s.text.to_string()).collect()
}

/// Every figure of a program: `目標 電子決裁率 80%`.
pub fn figures(book: &Book, program: &str) -> Vec<String> {
    let of = |s: &shinchoku::model::Statement| match &s.fact {
        Fact::Figure(f) => {
            let side = match f.side {
                Side::Target => "目標",
                Side::Actual => "実績",
                Side::Baseline => "現状",
            };
            let by = match f.horizon {
                Horizon::Year => String::new(),
                Horizon::EveryYear => " 毎年".into(),
                Horizon::Plan => " 計画".into(),
                Horizon::By(year) => format!(" {year}"),
                Horizon::Budget => " 予算".into(),
            };
            Some(format!("{side}{by} {} {}", f.label, f.quantity.raw))
        }
        _ => None,
    };
    book.about(program).filter_map(of).collect()
}

/// Names of directions by their numbers.
pub fn directions(book: &Book) -> Vec<String> {
    let of = |s: &shinchoku::model::Statement| match (s.subject, &s.fact) {
        (Subject::Direction(_, no), Fact::Name) => Some(format!("{no} {}", s.text)),
        _ => None,
    };
    let mut found: Vec<String> = book.document.statements.iter().filter_map(of).collect();
    found.dedup();
    found
}

/// Names of programs that stand under a direction without their numbers.
pub fn alone(book: &Book, direction: u16) -> Vec<String> {
    let own = |s: &&shinchoku::model::Statement| {
        s.fact == Fact::NameAlone && s.subject == Subject::Direction(0, direction)
    };
    book.document.statements.iter().filter(own).map(|s| s.text.to_string()).collect()
}

/// The text of every statement stands in its lines, whatever white space divides its letters there.
pub fn every_text_stands_in_its_lines(book: &Book) {
    use unicode_normalization::UnicodeNormalization;
    let plain = |s: &str| -> String { s.nfkc().filter(|c| !c.is_whitespace()).collect() };
    for statement in &book.document.statements {
        let (first, last) = statement.place.lines();
        let lines: String = (first..=last).map(|n| book.lines.line(n)).collect();
        assert!(plain(&lines).contains(&plain(&statement.text)), "{statement:?}");
    }
    for (number, line) in book.lines.lines() {
        let behind = book.document.statements.iter().any(|s| {
            let (first, last) = s.place.lines();
            (first..=last).contains(&number)
        });
        let unread = book.document.unread.contains(&number);
        assert!(behind || unread || line.trim().is_empty(), "line {number}: {line}");
        assert!(!(behind && unread), "line {number} is both");
    }
}

/// Both forms of a document: as published, where it is there, and the sample after it.
fn both(published_as: &str, name: &str) -> Vec<Book> {
    published(published_as, None).into_iter().chain([sample(name)]).collect()
}

/// What the year-end report counts.
const YEAR_END: [&str; 28] = [
    "項目=62",
    "再掲=1",
    "S=2",
    "A=55",
    "B=5",
    "方針1 項目=15",
    "方針1 S=1",
    "方針1 A=13",
    "方針1 B=1",
    "方針2 項目=5",
    "方針2 S=1",
    "方針2 A=4",
    "方針2 B=0",
    "方針3 項目=7",
    "方針3 S=0",
    "方針3 A=7",
    "方針3 B=0",
    "方針4 項目=18",
    "方針4 S=0",
    "方針4 A=14",
    "方針4 B=4",
    "方針5 項目=17",
    "方針5 S=0",
    "方針5 A=17",
    "方針5 B=0",
    "Delayed=5",
    "WithoutPlan=3",
    "NewUndertaking=12",
];

#[test]
fn a_year_end_report_with_examples_and_lists() {
    for book in both("000", YEAR_END_2013) {
        assert_eq!(book.document.layout, Layout::Prose);
        every_text_stands_in_its_lines(&book);
        let plan = &book.document.plans[0];
        assert_eq!((plan.id.code.as_str(), plan.name.as_deref()), ("P2", Some("第2次行財政再構築プラン")));
        let periods: Vec<String> = book.document.periods.iter().map(ToString::to_string).collect();
        assert_eq!(periods, ["H24末", "H25末"]);
        let mut found = totals(&book);
        found.retain(|t| !YEAR_END.contains(&t.as_str()));
        assert_eq!(totals(&book).len(), YEAR_END.len());
        assert!(found.is_empty(), "{found:?}");
        for (list, expected) in [
            (Listing::Delayed, "2 33 34 38 44"),
            (Listing::GoodExample, "12 17 62"),
            (Listing::WithoutPlan, "12 26 52"),
            (Listing::NewUndertaking, "3 6 7 12 13 23 44 52 54 55 60 62"),
        ] {
            assert_eq!(listed(&book, list), expected, "{list:?}");
        }
        assert_eq!((book.graded("H24末", "B"), book.count("H24末", "A")), ("2 33 34 38 44".into(), 0));
        for (program, name) in [
            ("2", "庁内等における協働推進体制の充実"),
            ("33", "介護保険料の収納率向上対策の実施"),
            ("34", "受益者負担の適正化（使用料・手数料の見直し）"),
            ("38", "財産の有効活用の促進"),
            ("44", "小平市社会福祉協議会の経営改善の要請"),
            ("12", "地域コミュニティの形態や期待される役割等についての検討"),
            ("17", "新聞やテレビ等を通じた情報発信の充実"),
            ("3", "市民活動支援公募事業及びいきいき協働事業提案制度の実施・検証"),
            ("13", "自治会等に対する支援のあり方の検討"),
            ("23", "行政評価の実施"),
            ("60", "公金支払い手続きの電子化等の推進"),
        ] {
            assert_eq!(book.name(program), name);
        }
        for program in ["2", "33", "34", "38", "44"] {
            for field in [TextField::Result, TextField::Cause, TextField::Remedy] {
                assert_eq!(texts(&book, program, field).len(), 1, "{program} {field:?}");
            }
            assert!(book.text(program, TextField::Cause).ends_with("ため。"), "{program}");
        }
        for program in ["12", "17", "62"] {
            for field in
                [TextField::Overview, TextField::AnnualPlan, TextField::Result, TextField::SuccessFactor]
            {
                assert_eq!(texts(&book, program, field).len(), 1, "{program} {field:?}");
            }
        }
        assert_eq!(book.departments("12"), "政策課、地域文化課、参事（市民協働）");
        assert_eq!(book.departments("17"), "秘書広報課、全課");
        for program in ["12", "62"] {
            assert_eq!(book.missing(program, Field::Target), Some(Empty::Unset));
        }
        assert_eq!(
            figures(&book, "17"),
            [
                "実績 記事掲載数 332件",
                "現状 記事掲載数 117件",
                "実績 プレスリリース数 339件",
                "現状 プレスリリース数 253件"
            ]
        );
        // One cell stands beside 12 and 13.
        assert_eq!(texts(&book, "12", TextField::NewUndertaking).len(), 1);
        let of_both = TextField::NewUndertaking;
        assert_eq!(texts(&book, "13", of_both), texts(&book, "12", of_both));
        assert_eq!(book.doubted(Doubtful::SharedCell).len(), 2);
        assert_eq!(book.document.doubts.len(), 2, "{:?}", book.doubts());
    }
}

#[test]
fn an_overview_without_grades_or_numbers() {
    for book in both("002", OVERVIEW) {
        every_text_stands_in_its_lines(&book);
        assert_eq!(book.document.plans[0].id.municipality.as_deref(), Some("小平市"));
        assert_eq!(book.document.program_count(), 0);
        let found = totals(&book);
        for counted in [
            "項目=62",
            "方針1 項目=15",
            "方針2 項目=5",
            "方針3 項目=7",
            "方針4 項目=18",
            "方針5 項目=17",
            "Any=50",
            "Departments=9",
            "Content=35",
            "Years=23",
            "Effects=19",
            "Indicators=39",
            "NewIndicators=16",
            "AnnualPlans=28",
        ] {
            assert!(found.iter().any(|t| t == counted), "no {counted} in {found:?}");
        }
        assert_eq!(found.len(), 14, "{found:?}");
        assert_eq!([1, 2, 3, 4, 5].map(|no| alone(&book, no).len()), [4, 3, 3, 5, 5]);
        assert_eq!(
            alone(&book, 2),
            [
                "わかりやすい行政資料の公表",
                "新聞やテレビなどを通じた情報発信の充実",
                "市長への手紙、市民からの苦情・意見のデータベース化"
            ]
        );
        let years: Vec<String> = book
            .document
            .statements
            .iter()
            .filter_map(|s| if let Fact::Years(a, b) = s.fact { Some(format!("{a}-{b}")) } else { None })
            .collect();
        assert!(!years.is_empty() && years.iter().all(|y| y == "H23-H27"), "{years:?}");
        let overviews = book.document.statements.iter().filter(|s| {
            s.fact == Fact::Text(TextField::Overview) && matches!(s.subject, Subject::Direction(..))
        });
        assert_eq!(overviews.count(), 5);
        assert!(book.document.doubts.is_empty(), "{:?}", book.doubts());
        let periods: Vec<String> = book.document.periods.iter().map(ToString::to_string).collect();
        assert_eq!(periods, ["H25末"]);
    }
}

#[test]
fn a_sheet_whose_cells_stand_one_below_the_other() {
    for book in both("004", YEAR_END_2023) {
        every_text_stands_in_its_lines(&book);
        assert!(book.document.doubts.is_empty(), "{:?}", book.doubts());
        let found = totals(&book);
        for counted in [
            "項目=20",
            "検討=8",
            "S=0",
            "A=18",
            "B=2",
            "Delayed=2",
            "方針1 A=6",
            "方針2 B=1",
            "方針3 A=5",
            "方針4 項目=4",
        ] {
            assert!(found.iter().any(|t| t == counted), "no {counted} in {found:?}");
        }
        assert_eq!(book.programs().len(), 28);
        assert_eq!((book.graded("R4末", "B"), book.count("R4末", "S")), ("8 12 8 12".into(), 0));
        assert_eq!(book.count("R4末", "A"), 18);
        let names = directions(&book);
        assert!(names.contains(&"4 職員と職場の活性化".to_owned()), "{names:?}");
        for (numbers, direction) in [
            (1..=6, "地域資源によるサービスの実現"),
            (7..=10, "将来に向けた財政運営・財産活用"),
            (11..=16, "運営・業務執行体制の効率化"),
            (17..=20, "職員と職場の活性化"),
            (21..=23, "地域資源によるサービスの実現"),
            (24..=27, "運営・業務執行体制の効率化"),
            (28..=28, "職員と職場の活性化"),
        ] {
            for no in numbers {
                assert_eq!(book.direction(&no.to_string()), direction, "{no}");
            }
        }
        for no in 1..=28_u16 {
            let program = no.to_string();
            let study = book.how(&program, &Fact::Study).is_some();
            assert_eq!(study, no > 20, "{no}");
            assert_eq!(book.missing(&program, Field::Grade), study.then_some(Empty::NotGraded), "{no}");
            for field in [TextField::Overview, TextField::AnnualPlan, TextField::Result, TextField::Issue] {
                // Late ones are reported in a list of their own too.
                let times = if field == TextField::Result && [8, 12].contains(&no) { 2 } else { 1 };
                assert_eq!(texts(&book, &program, field).len(), times, "{no} {field:?}");
            }
            assert_eq!(texts(&book, &program, TextField::ScheduleItem).is_empty(), study, "{no}");
        }
        for (program, name) in [
            ("1", "幅広い市民意見の収集"),
            ("2", "公文書管理の適正化の推進及び歴史公文書の保存と利用環境の整備"),
            ("3", "市民協働の更なる深化と発展"),
            ("8", "事業の精査と見直し"),
            ("9", "公有財産の売り払い及び貸付"),
            ("10", "公共施設の将来配置に関する理解促進"),
            ("12", "文書の電子化・ペーパーレス化"),
            ("13", "DXの推進（システムの標準化・共同化の推進）"),
            ("14", "DXの推進（オンライン申請等への対応）"),
            ("15", "DXの推進（ICT活用による内部事務の効率化）"),
            ("20", "働き方改革の推進・DXの推進（テレワーク体制の整備）"),
            ("21", "広報活動ガイドラインの策定"),
            ("24", "自治体DXによるスマート自治体への転換"),
            ("28", "職制の見直し"),
        ] {
            let names = book.about(program).filter(|s| s.fact == Fact::Name);
            let all: std::collections::BTreeSet<_> = names.map(|s| s.text.to_string()).collect();
            assert_eq!(all.into_iter().collect::<Vec<_>>(), [name]);
        }
        for (program, cause) in [("8", true), ("12", true), ("1", false)] {
            assert_eq!(book.text(program, TextField::Cause).ends_with("ため。"), cause, "{program}");
            assert_eq!(book.text(program, TextField::Remedy).is_empty(), !cause, "{program}");
        }
        // Words of the schedule belong to no program.
        let unplaced = book.document.statements.iter().filter(|s| s.fact == Fact::Unplaced).count();
        assert!(unplaced > 20, "{unplaced}");
    }
}

#[test]
fn targets_and_actuals_in_sentences() {
    for book in both("004", YEAR_END_2023) {
        for (program, expected) in [
            ("1", &[][..]),
            (
                "2",
                &[
                    "目標 計画 歴史公文書の図書館への移管率 50%以上",
                    "現状 計画 歴史公文書の図書館への移管率 0%",
                ],
            ),
            (
                "3",
                &[
                    "目標 計画 市と協働で地域課題の解決に継続的に取り組む団体数 4団体以上",
                    "現状 計画 市と協働で地域課題の解決に継続的に取り組む団体数 1団体",
                    "目標 応募団体 7団体以上",
                    "現状 応募団体 6団体",
                    "目標 人財の森周知イベント 2回",
                    "現状 人財の森周知イベント 1回",
                    "目標 大学生と地域の連携事業 2回",
                    "現状 大学生と地域の連携事業 2回",
                    "実績 応募団体 9団体",
                    "実績 人財の森周知イベント 1回",
                    "実績 大学生と地域の連携事業 各1回",
                    "現状 職員向けの研修 2回",
                    "実績 職員向けの研修 2回",
                ],
            ),
            (
                "5",
                &[
                    "目標 計画 公立保育園給食調理業務の効率化・安定化 2園",
                    "現状 計画 公立保育園給食調理業務の効率化・安定化 0園",
                ],
            ),
            ("6", &["目標 計画 指定管理者制度導入 1施設以上", "現状 計画 指定管理者制度導入 46施設"]),
            ("9", &["目標 毎年 収入 2千万円以上", "実績 収入 35,751,362円"]),
            (
                "12",
                &[
                    "目標 計画 電子決裁対象文書の電子決裁率 90%以上",
                    "現状 計画 電子決裁対象文書の電子決裁率 62.3%",
                    "目標 電子決裁率 80%",
                    "現状 電子決裁率 72.8%",
                    "実績 電子決裁率 73.7%",
                ],
            ),
            (
                "14",
                &[
                    "現状 計画 電子申請サービス 18手続",
                    "現状 計画 マイナポータル(ぴったりサービス) 1手続",
                    "目標 R4 子育て・介護関連 26手続",
                    "実績 子育て・介護関連 24手続",
                ],
            ),
            ("15", &["目標 毎年 ICTを活用した業務 1業務以上"]),
            (
                "16",
                &[
                    "現状 計画 職員定数 960人",
                    "目標 職員定数 960人",
                    "現状 職員定数 958人",
                    "実績 職員定数 959人",
                ],
            ),
            (
                "17",
                &[
                    "目標 毎年 職員提案の応募件数 15件以上",
                    "現状 毎年 職員提案の応募件数 5件",
                    "目標 職員提案の応募件数 15件以上",
                    "現状 職員提案の応募件数 0件",
                    "実績 職員提案の応募件数 29件",
                ],
            ),
            (
                "19",
                &[
                    "目標 R7 時間外勤務の年間平均実施時間 139時間以下",
                    "現状 R7 時間外勤務の年間平均実施時間 157時間",
                    "目標 R7 年次休暇の年間平均取得日数 14日以上",
                    "現状 R7 年次休暇の年間平均取得日数 12.6日",
                    // Newer than the plan's, from what is said of the years to come.
                    "実績 時間外勤務の年間平均実施時間 令和3年度実績:156時間",
                    "実績 年次休暇の年間平均取得日数 令和3年度実績:13.7日",
                ],
            ),
            (
                "23",
                &["目標 平櫛田中の作品修繕 1,000千円", "目標 上水南町二丁目寄附物件の公園整備事業 1,000千円"],
            ),
        ] {
            let mut found = figures(&book, program);
            let mut expected: Vec<String> = expected.iter().map(|s| (*s).to_owned()).collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{program}");
        }
    }
}
