//! What people type and what they have to find, on the sample documents.

pub(super) mod samples;

use std::ops::Range;

use super::*;
use crate::model::Catalog;
use samples::{catalog, two_cities};

struct Desk {
    catalog: Catalog,
    index: Index,
}

impl Desk {
    fn new(catalog: Catalog) -> Desk {
        let index = Index::new(&catalog);
        Desk { catalog, index }
    }

    fn hits(&self, query: &str) -> Hits {
        let parsed = parse(query, &self.catalog).unwrap_or_else(|e| panic!("{query}: {e}"));
        let hits = find(&self.catalog, &self.index, &parsed);
        assert_eq!(hits.total, hits.hits.len(), "{query}");
        hits
    }

    fn ids(&self, query: &str) -> Vec<String> {
        self.hits(query).hits.iter().map(|hit| self.catalog.label(hit.program)).collect()
    }

    fn shown(&self, query: &str) -> String {
        self.ids(query).join(" ")
    }

    fn error(&self, query: &str) -> QueryError {
        parse(query, &self.catalog).expect_err(query)
    }

    fn highlighted(&self, hit: &Hit) -> Option<&str> {
        let name = &*self.catalog.program(hit.program).name;
        hit.in_name.clone().map(|range: Range<usize>| name.get(range).unwrap())
    }
}

#[test]
fn numbers_and_fields_give_exactly_their_programs() {
    let desk = Desk::new(catalog());
    for typed in ["26", "２６", "No.26", "№26", "26番は?", "26番は？", "㉖"] {
        assert_eq!(desk.shown(typed), "P3-26 P2-26", "{typed}");
    }
    for (query, expected) in [
        ("P2-26", "P2-26"),
        ("2-26", "P2-26"),
        ("30-2", "P3-30-2"),
        ("3-30-2 外郭", "P3-30-2"),
        ("no:26|27 plan:p2", "P2-26 P2-27"),
        ("H26末:B", "P2-2 P2-9 P2-12 P2-13 P2-21 P2-26 P2-33 P2-43 P2-44 P2-45"),
        ("H26：Ｂ", "P2-2 P2-9 P2-12 P2-13 P2-21 P2-26 P2-33 P2-43 P2-44 P2-45"),
        ("平成26年度末:b no:26", "P2-26"),
        // As the heads of columns have it, where one plan alone has such a year.
        ("26末:B", "P2-2 P2-9 P2-12 P2-13 P2-21 P2-26 P2-33 P2-43 P2-44 P2-45"),
        ("担当:財政課 計画:P2", "P2-27 P2-28 P2-29 P2-30 P2-34 P2-35 P2-39 P2-40 P2-41"),
        ("dept:財政課 plan:P2", "P2-27 P2-28 P2-29 P2-30 P2-34 P2-35 P2-39 P2-40 P2-41"),
        ("plan:P2 -plan:P2", ""),
        ("is:relisted", "P2-39 P3-29 P3-41"),
        ("is:parent city:小平", "P3-2 P3-4 P3-30 P3-38"),
        ("is:sub no:30-1|30-2", "P3-30-1 P3-30-2"),
        ("kind:study", ""),
        ("city:小平 no:26", "P2-26 P3-26"),
    ] {
        assert_eq!(desk.shown(query), expected, "{query}");
    }
    assert_eq!(desk.ids("").len(), desk.catalog.programs().len());
    assert_eq!(desk.ids(" ・ \"\" - "), desk.ids(""));
    assert!(desk.hits("plan:P3").hits.iter().all(|hit| hit.tier == Tier::All && hit.matched.is_empty()));
}

#[test]
fn fields_agree_with_what_the_catalog_says() {
    let desk = Desk::new(catalog());
    let count = |query: &str| desk.ids(query).len();
    let all = desk.catalog.programs().len();
    let graded = |mark: &str| {
        let any =
            |p: &crate::model::Program| p.grades.iter().any(|g| g.grade().is_some_and(|g| g.text() == mark));
        desk.catalog.programs().filter(|(_, p)| any(p)).count()
    };
    assert_eq!(count("grade:B"), graded("B"));
    assert_eq!(count("-grade:B"), all - graded("B"));
    assert_eq!(count("grade:A|B"), all - count("-grade:A -grade:B"));
    assert_eq!(count("follow:yes"), 42);
    assert_eq!(count("follow:yes|no"), count("follow:yes") + count("follow:no"));
    assert_eq!(count("dir:4"), count("Ⅳ"));
    assert_eq!(count("dir:財政"), count("dir:4"), "財政基盤の強化");
    assert_eq!(count("missed:yes") + count("missed:no"), all);
    assert_eq!(count("met:yes -met:yes"), 0);
    let text = desk.hits("text:啓発");
    assert!(text.total > 0 && text.hits.iter().all(|hit| hit.matched == [Matched::Text]));
    assert_eq!(count("-text:啓発"), all - text.total);
}

#[test]
fn words_find_the_name_before_anything_else() {
    let desk = Desk::new(catalog());
    // (query, the first hits)
    for (query, first) in [
        ("行政評価", "P3-12 P2-23"),
        ("事業仕分け", "P2-26"),
        ("協働", "P3-2 P3-1 P2-8"),
        ("スクラップ", "P3-15 P3-29"),
        ("すくらっぷあんど", "P3-15 P3-29"),
        ("ｽｸﾗｯﾌﾟｱﾝﾄﾞﾋﾞﾙﾄﾞ", "P3-15 P3-29"),
        ("事仕分", "P2-26"),
        ("26 事業", "P2-26"),
        ("-plan:P3 行政評価", "P2-23"),
        ("行政評価 -plan:P2", "P3-12"),
        ("スクラップ|仕分け", "P3-15 P3-29 P2-27 P2-39 P2-26"),
    ] {
        let ids = desk.shown(query);
        assert!(ids == first || ids.starts_with(&format!("{first} ")), "{query}: {ids}");
    }
    let hits = desk.hits("事業仕分け").hits;
    assert_eq!(hits[0].tier, Tier::NameStart);
    assert_eq!(hits[0].matched, [Matched::Name]);
    assert_eq!(desk.highlighted(&hits[0]), Some("事業仕分け"));
    let hits = desk.hits("26 仕分け").hits;
    assert_eq!((hits[0].tier, hits.len()), (Tier::NameInside, 1));
    assert_eq!(hits[0].matched.iter().map(|m| m.id()).collect::<Vec<_>>(), ["number", "name"]);
    let hits = desk.hits("財政課").hits;
    assert!(!hits.is_empty() && hits.iter().all(|hit| hit.tier == Tier::Other));
    assert!(hits.iter().any(|hit| hit.matched == [Matched::Departments]));
}

#[test]
fn quotes_take_everything_as_text() {
    let desk = Desk::new(catalog());
    // A number is only a number without quotes.
    assert!(desk.hits("\"26\"").hits.iter().all(|hit| hit.tier > Tier::Number));
    assert_eq!(desk.shown("\"事業 仕分けの 実施\""), "P2-26");
    assert_eq!(desk.shown("“事業　仕分け"), desk.shown("\"事業仕分け\""));
    assert_eq!(desk.shown("\"grade:B\""), "");
    // Kept together: the two words apart are found in more places.
    assert!(desk.ids("\"協働 推進\"").len() < desk.ids("協働 推進").len());
    assert_eq!(desk.hits("\"事仕分\"").total, 0);
}

#[test]
fn what_is_not_wanted_is_left_out_wherever_it_stands() {
    let desk = Desk::new(catalog());
    let (all, with) = (desk.catalog.programs().len(), desk.hits("推進"));
    let not_fuzzy = with.fuzzy_from.unwrap_or(with.total);
    let folded = desk.catalog.programs().filter(|(ix, _)| desk.index.carries_name(*ix)).count();
    let without = desk.ids("-推進").len();
    assert!(without <= all - not_fuzzy && without >= all - not_fuzzy - folded);
    assert_eq!(desk.shown("26 -plan:P3"), "P2-26");
    assert_eq!(desk.shown("事業仕分け -26"), desk.shown("事業仕分け -no:26"));
    assert!(!desk.ids("plan:P2 -26").contains(&"P2-26".to_owned()));
}

#[test]
fn what_does_not_exist_is_named_with_what_does() {
    let desk = Desk::new(catalog());
    for name in ["foo", "担任", "deptx", "P2"] {
        let unknown = QueryError::UnknownField { name: name.into(), known: FIELDS };
        assert_eq!(desk.error(&format!("{name}:x")), unknown);
    }
    for (query, field, value, among) in [
        ("plan:P9", "plan", "P9", "P2"),
        ("no:99", "no", "99", "P2-1…62"),
        ("dir:9", "dir", "9", "4 財政基盤の強化"),
        ("dir:宇宙", "dir", "宇宙", "4 財政基盤の強化"),
        ("dept:財制課", "dept", "財制課", "財政課"),
        ("grade:S|Q", "grade", "Q", "S"),
        ("grade:◎", "grade", "◎", "A"),
        ("H26末:×", "H26末", "×", "B"),
        ("city:東川", "city", "東川", "小平市"),
        ("kind:x", "kind", "x", "study"),
        ("-follow:maybe", "follow", "maybe", "yes"),
        ("is:x", "is", "x", "relisted"),
        ("has:x", "has", "x", "opinion"),
        ("missed:x", "missed", "x", "no"),
        ("H12末:B", "period", "H12末", "H26末"),
        ("26:B", "period", "26", "H26上"),
    ] {
        match desk.error(query) {
            QueryError::UnknownValue { field: f, value: v, known } => {
                assert_eq!((f.as_str(), v.as_str()), (field, value), "{query}");
                assert!(known.iter().any(|k| k == among) && known.len() <= 13, "{query}: {known:?}");
            }
            other => panic!("{query}: {other:?}"),
        }
    }
    for query in ["dept:", "grade:|", "H26末:", "text:", "text:・", "has:"] {
        assert!(matches!(desk.error(query), QueryError::EmptyValue { .. }), "{query}");
    }
    assert_eq!(desk.error("has:opinion"), QueryError::NotYet { field: "has:opinion".into() });
    assert_eq!(desk.error("plan:P9").to_string(), "plan: no P9 (known: P2 P3)");
    // A time, a ratio, an address and a lone colon are text.
    for query in ["10:30", "1:2", "https://example.jp/a", "26:", ":", "：協働", "3-1:x"] {
        assert!(parse(query, &desk.catalog).is_ok(), "{query}");
    }
    assert_eq!(desk.shown("26:"), "P3-26 P2-26");
}

#[test]
fn nonsense_finds_nothing() {
    let desk = Desk::new(catalog());
    for query in ["ざくろ", "qwxyzq", "zzzzz", "行政評化ぴ", "宇宙開発", "ぬ 協働", "P9-26", "2-99"]
    {
        assert_eq!(desk.shown(query), "", "{query}");
    }
}

#[test]
fn scattered_letters_come_last() {
    let desk = Desk::new(catalog());
    for query in ["事仕分", "行評", "協推", "事業実施", "公共管理", "財政改善", "使用料見直し"]
    {
        let hits = desk.hits(query);
        let from = hits.fuzzy_from.unwrap_or(hits.total);
        for (at, hit) in hits.hits.iter().enumerate() {
            assert_eq!(hit.tier == Tier::Fuzzy, at >= from, "{query}");
        }
        assert!(from < hits.total, "{query}");
    }
    let few = Desk::new(two_cities());
    assert_eq!(
        (few.shown("窓口の").as_str(), few.hits("窓口の").fuzzy_from),
        ("小平市/P2-2 東川町/K1-1", Some(1))
    );
    for query in ["分", "abcd", "26 事仕分", "26"] {
        assert_eq!(desk.hits(query).fuzzy_from, None, "{query}");
    }
}

#[test]
fn sub_programs_fold_under_the_name_they_bear() {
    let desk = Desk::new(two_cities());
    assert_eq!(desk.shown("窓口サービス"), "東川町/K1-2");
    // Their program is not asked for: then they speak for themselves.
    assert_eq!(desk.shown("窓口サービス is:sub"), "東川町/K1-2-1");
    assert_eq!(desk.shown("窓口サービス -no:2"), "東川町/K1-2-1");
    // What is their own still counts.
    assert_eq!(desk.ids("市民課").len(), 7);
    assert_eq!(desk.shown("窓サービス"), "東川町/K1-2");
    let desk = Desk::new(catalog());
    for hit in desk.hits("公共施設").hits {
        let nameless = desk.index.carries_name(hit.program);
        assert!(!nameless || hit.tier == Tier::Other, "{}", desk.catalog.label(hit.program));
    }
}

#[test]
fn several_municipalities_are_told_apart() {
    let desk = Desk::new(two_cities());
    for (query, expected) in [
        ("1", "小平市/P2-1 東川町/K1-1 東川町/P2-1"),
        ("P2-1", "小平市/P2-1 東川町/P2-1"),
        ("2-1", "小平市/P2-1 東川町/P2-1 東川町/K1-2-1"),
        ("①", "東川町/K1-1"),
        ("city:東川 no:1", "東川町/P2-1 東川町/K1-1"),
        ("plan:東川/P2", "東川町/P2-1"),
        ("grade:◎|△", "小平市/P2-3 東川町/K1-2"),
        ("kind:study", "東川町/P2-1 東川町/K1-2-1"),
        // Shorter names first, then the municipality imported first.
        ("窓口", "東川町/P2-1 小平市/P2-2 東川町/K1-2 東川町/K1-1"),
    ] {
        assert_eq!(desk.shown(query), expected, "{query}");
    }
}

#[test]
fn highlights_lie_where_the_word_stands_in_print() {
    let desk = Desk::new(two_cities());
    for (query, expected) in [
        ("図書館", "図書館"),
        ("民館図", "民館・図"),
        ("ict", "ＩＣＴ"),
        ("こみゅに", "コミュニ"),
        ("バスの充", "バスの充"),
        ("市民課 ＢＵＳ|バス", "バス"),
    ] {
        assert_eq!(desk.highlighted(&desk.hits(query).hits[0]), Some(expected), "{query}");
    }
}

#[test]
fn another_letter_never_brings_a_name_in_and_the_order_is_always_the_same() {
    let desk = Desk::new(catalog());
    let by_name = |query: &str| -> Vec<ProgramIx> {
        let named = |hit: &Hit| matches!(hit.tier, Tier::NameStart | Tier::NameInside);
        desk.hits(query).hits.into_iter().filter(named).map(|hit| hit.program).collect()
    };
    for (_, program) in desk.catalog.programs() {
        let mut typed = String::new();
        let mut before: Option<Vec<ProgramIx>> = None;
        // From the start and from the middle of each name.
        for skipped in [0, 4] {
            typed.clear();
            before = before.and(None);
            for c in program.name.chars().skip(skipped).take(9) {
                if c.is_whitespace() || c == '：' || c == ':' {
                    break;
                }
                typed.push(c);
                let now = by_name(&typed);
                if let Some(before) = &before {
                    assert!(now.iter().all(|ix| before.contains(ix)), "{typed}");
                }
                // What folds to nothing asks for nothing and is no word yet.
                before = (!crate::text::fold(&typed).is_empty()).then_some(now);
            }
            let hits = desk.hits(&typed);
            assert_eq!(hits, desk.hits(&typed), "{typed}");
            for hit in &hits.hits {
                assert_ne!(desk.highlighted(hit), Some(""), "{typed}");
            }
        }
    }
}
