//! Editions of one document, value by value, and documents that are none.

use super::*;
use crate::model::{
    DocumentId, Fact, Field, Grade, How, Layout, LineSpan, NamedPlan, Number, PlanCode, PlanId, Statement,
    Subject, TextField,
};

/// Rows `number name grade result`; `-` as grade or result says that there is none.
fn document(rows: &str) -> Document {
    let mut statements = Vec::new();
    for (at, row) in rows.split(" / ").enumerate() {
        let cells: Vec<&str> = row.split(' ').collect();
        let number = Number::program(cells[0].parse().unwrap());
        let line = at as u32 + 1;
        let mut say = |period: Option<&str>, fact: Fact, text: &str| {
            statements.push(Statement {
                subject: Subject::Program(0, number),
                period: period.and_then(Period::parse),
                fact,
                text: text.into(),
                how: How::Printed,
                place: Place::Lines(LineSpan { first: line, last: line, start: 0, end: 1 }),
            });
        };
        say(None, Fact::Name, cells[1]);
        match cells.get(2).map(|grade| Grade::parse(grade)) {
            Some(Some(grade)) => say(Some("H26末"), Fact::Grade(grade), cells[2]),
            Some(None) => {
                let why = crate::model::Empty::NotGraded;
                say(Some("H26末"), Fact::Missing(Field::Grade, why), "");
            }
            None => {}
        }
        for text in cells.iter().skip(3) {
            say(Some("H26末"), Fact::Text(TextField::Result), text);
        }
    }
    let id = PlanId { municipality: None, code: PlanCode::parse("P2").unwrap() };
    Document {
        id: DocumentId(rows.into()),
        name: "a.txt".into(),
        layout: Layout::Table,
        plans: vec![NamedPlan { id, name: None }],
        periods: vec![Period::parse("H26末").unwrap()],
        statements,
        doubts: Vec::new(),
        unread: Vec::new(),
    }
}

fn titled(mut document: Document, title: &str) -> Document {
    document.statements.push(Statement {
        subject: Subject::Plan(0),
        fact: Fact::Title,
        text: title.into(),
        ..document.statements[0].clone()
    });
    document
}

const FIVE: &str =
    "1 協働の推進 A 済 / 2 広報の充実 B 未 / 3 行政評価 A 済 / 4 財政見通し S 済 / 5 人材育成 A 済";

#[test]
fn what_is_said_otherwise_is_told_value_by_value() {
    for (old, new, expected) in [
        (FIVE, FIVE, ""),
        ("1 協働 A", "1 協働 B", "P2-1 Field(Grade) H26末 A>B :1"),
        ("1 協働 A / 2 広報 B", "2 広報 B / 1 協働 S", "P2-1 Field(Grade) H26末 A>S :2"),
        ("1 協働 A", "1 協働 -", "P2-1 Field(Grade) H26末 A>- :1"),
        ("1 協働 -", "1 協働 A", "P2-1 Field(Grade) H26末 ->A :1"),
        ("1 協働 - 済", "1 協働 -", "P2-1 Field(Text(Result)) H26末 済>-"),
        ("1 協働 A", "1 協働の推進 A", "P2-1 Name 協働>協働の推進 :1"),
        ("1 協働 A", "1 協働 A / 2 広報 B", "+P2-2 広報"),
        ("1 協働 A / 2 広報 B", "2 広報 B", "-P2-1 協働"),
        // Of several values in one place only what changed, whatever the order.
        ("1 協働 A 甲 乙", "1 協働 A 乙 丙", "P2-1 Field(Text(Result)) H26末 甲>丙 :1"),
    ] {
        let found = difference(&document(old), &document(new));
        let text = |v: &Option<Box<str>>| v.as_deref().unwrap_or("-").to_owned();
        let mut told: Vec<String> = Vec::new();
        told.extend(found.added.iter().map(|(id, name)| format!("+{id} {name}")));
        told.extend(found.removed.iter().map(|(id, name)| format!("-{id} {name}")));
        told.extend(found.changed.iter().map(|c| {
            let program = c.program.as_ref().map_or(String::new(), ToString::to_string);
            let period = c.period.map_or(String::new(), |p| format!(" {p}"));
            let line = c.place.as_ref().map_or(String::new(), |p| format!(" :{}", p.lines().0));
            format!("{program} {:?}{period} {}>{}{line}", c.said, text(&c.from), text(&c.to))
        }));
        assert_eq!(told.join("; "), expected, "{old} → {new}");
        assert_eq!(found.is_empty(), expected.is_empty());
    }
}

#[test]
fn white_space_is_no_difference() {
    let spaced = |text: &str| {
        let mut document = document("1 協働 A 甲");
        document.statements[2].text = text.into();
        document
    };
    assert!(difference(&spaced("甲 乙"), &spaced("甲\u{3000}乙")).is_empty());
    assert!(!difference(&spaced("甲乙"), &spaced("乙甲")).is_empty());
}

#[test]
fn an_edition_names_the_same_programs_and_says_the_same_kinds_of_things() {
    let six = format!("{FIVE} / 6 窓口改善 A 済");
    for (new, expected) in [
        (FIVE.to_owned(), Kinship::Edition),
        (FIVE.replace("B 未", "A 済"), Kinship::Edition),
        (FIVE.replace("広報の充実", "広報の拡充"), Kinship::Edition),
        (six, Kinship::Edition),
        // A document that complements: other things of the same programs, or hardly any of them.
        (FIVE.replace(" 済", "").replace(" 未", ""), Kinship::Doubtful),
        ("1 協働の推進 A 済 / 2 広報の充実 B 未".to_owned(), Kinship::Other),
        // Every value another one: somebody else's figures under the same names.
        (FIVE.replace('A', "B").replace("済", "別").replace("未", "否"), Kinship::Doubtful),
        // Another city's plan of the same code.
        ("1 観光 A 済 / 2 防災 B 未 / 3 教育 A 済 / 4 道路 S 済 / 5 水道 A 済".to_owned(), Kinship::Other),
    ] {
        assert_eq!(kinship(&document(FIVE), &document(&new)), expected, "{new}");
    }
}

#[test]
fn what_a_document_is_about_decides_before_what_it_says() {
    let city = |name: &str| {
        let mut document = document(FIVE);
        document.plans[0].id.municipality = Some(name.into());
        document
    };
    let mut year_later = document(FIVE);
    year_later.periods = vec![Period::parse("H27末").unwrap()];
    let mut prose = document(FIVE);
    prose.layout = Layout::Prose;
    let mut other_plan = document(FIVE);
    other_plan.plans[0].id.code = PlanCode::parse("P3").unwrap();
    let mut nothing = document(FIVE);
    nothing.statements.clear();
    let plain = || document(FIVE);
    for (old, new, expected) in [
        (city("小平市"), city("小平市"), Kinship::Edition),
        (city("小平市"), plain(), Kinship::Edition),
        (city("小平市"), city("東川町"), Kinship::Other),
        (plain(), year_later, Kinship::Other),
        (plain(), prose, Kinship::Other),
        (plain(), other_plan, Kinship::Other),
        (nothing.clone(), nothing, Kinship::Other),
        (titled(plain(), "進捗状況（訂正版）"), titled(plain(), "進捗状況"), Kinship::Edition),
        (titled(plain(), "進捗状況"), titled(plain(), "進捗状況【令和３年９月修正】"), Kinship::Edition),
        (titled(plain(), "進捗状況"), titled(plain(), "フォローアップの結果"), Kinship::Doubtful),
    ] {
        assert_eq!(kinship(&old, &new), expected);
        assert_eq!(kinship(&new, &old), expected);
    }
}

#[test]
fn files_of_decisions_are_editions_by_their_names() {
    let file =
        |name: &str| Document { name: name.into(), layout: Layout::Curation, ..document("1 協働 A") };
    assert_eq!(kinship(&file("a.toml"), &file("a.toml")), Kinship::Edition);
    assert_eq!(kinship(&file("a.toml"), &file("b.toml")), Kinship::Other);
    assert_eq!(kinship(&file("a.toml"), &document("1 協働 A")), Kinship::Other);
}
