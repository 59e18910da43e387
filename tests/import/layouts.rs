//! The same plan in the layouts of other cities: other words, another order of columns, other ways to number.

use shinchoku::model::{Doubtful, TextField};
use std::fmt::Write;

use super::kit::*;
use super::mutate::Random;
use super::render::*;

/// How many layouts are tried of each sample.
const TIMES: u64 = 60;

/// The two samples with their columns and a title.
fn plans() -> [(Book, Vec<Kind>, &'static str); 2] {
    [
        (sample(P2), HALF_YEARS.to_vec(), "緑川市第2次行政改革プラン"),
        (sample(P3), YEAR_END.to_vec(), "緑川市第3次行政改革プラン(令和2年度末)"),
    ]
}

/// A cell as it was read.
fn told(book: &Book, program: &str, kind: Kind) -> String {
    match kind {
        Kind::Number => program.to_owned(),
        Kind::Direction => book.direction(program).replace("方針1 ", ""),
        Kind::Name => book.name(program),
        Kind::Departments => book.departments(program),
        Kind::Grade(period) => book.grade(program, period),
        Kind::FollowUp => if book.followed_up(program) == Some(true) { "○" } else { "" }.to_owned(),
        Kind::Text(field) => book.text(program, field),
    }
}

fn doubted(book: &Book, program: &str) -> bool {
    book.document.doubts.iter().any(|d| d.subject.and_then(number).as_deref() == Some(program))
}

/// The table of these rows, with a title above it.
fn table(title: &str, style: &Style, rows: &[Row]) -> String {
    let mut text = format!("{title}\n\n{}\n", style.heading());
    for (at, row) in rows.iter().enumerate() {
        let above = at.checked_sub(1).map(|a| &rows[a]);
        style.lines(row, above).iter().for_each(|line| writeln!(text, "{line}").unwrap());
    }
    text
}

/// What was read and is neither true, empty nor doubted.
fn wrong(book: &Book, rows: &[Row], columns: &[Kind]) -> String {
    let mut out = String::new();
    for row in rows {
        for kind in columns {
            let (got, truth) = (told(book, &row.number, *kind), row.cell(*kind));
            if *kind != Kind::Number && !got.is_empty() && got != truth && !doubted(book, &row.number) {
                writeln!(out, "  {} {kind:?}: {got} is not {truth}", row.number).unwrap();
            }
        }
    }
    out
}

#[test]
fn columns_in_any_order_under_any_words() {
    let mut failed = String::new();
    for (truth, columns, title) in plans() {
        let rows = rows(&truth, &columns);
        for seed in 0..TIMES {
            let mut random = Random::new(seed);
            let style = Style::any(&columns, &mut random);
            let book = book(&table(title, &style, &rows), None);
            let found = wrong(&book, &rows, &columns);
            let graded = rows.iter().filter(|r| !book.grades(&r.number).is_empty()).count();
            if !found.is_empty() || graded < 35 {
                writeln!(failed, "seed {seed}, {graded} graded: {}\n{found}", style.heading()).unwrap();
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.lines().take(60).collect::<Vec<_>>().join("\n"));
}

/// Two cells of a row have changed places: what stands in the wrong column is not taken for what it is not.
#[test]
fn two_cells_swapped() {
    let text = Kind::Text;
    let swaps = [
        (Kind::Name, Kind::Departments),
        (Kind::Number, Kind::Name),
        (Kind::Departments, Kind::Grade("H26上")),
        (Kind::Departments, Kind::Grade("R2末")),
        (Kind::Name, Kind::Grade("R2末")),
        (Kind::FollowUp, text(TextField::FollowUpReason)),
        (Kind::Grade("H27上"), text(TextField::FollowUpReason)),
        (text(TextField::AnnualPlan), text(TextField::Result)),
        (Kind::Grade("R2末"), text(TextField::Overview)),
        (Kind::Departments, text(TextField::Overview)),
    ];
    let mut failed = String::new();
    for (truth, columns, title) in plans() {
        let rows = rows(&truth, &columns);
        for (a, b) in swaps.iter().filter(|(a, b)| columns.contains(a) && columns.contains(b)) {
            for at in 0..rows.len() {
                let mut changed = rows.clone();
                let known = |kind: &Kind| !matches!(rows[at].cell(*kind), "" | "-");
                if !(known(a) && known(b)) || rows[at].number.contains('-') {
                    continue;
                }
                changed[at].swap(*a, *b);
                let style = Style::plain(&columns);
                let book = book(&table(title, &style, &changed), None);
                let found = wrong(&book, &rows[at..=at], &columns);
                if !found.is_empty() {
                    writeln!(failed, "{a:?} and {b:?}:\n{found}").unwrap();
                }
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.lines().take(60).collect::<Vec<_>>().join("\n"));
}

/// A cell of a row is gone and all that stand right of it have moved up.
#[test]
fn a_cell_dropped_from_a_row() {
    let mut failed = String::new();
    for (truth, columns, title) in plans() {
        let rows = rows(&truth, &columns);
        let style = Style::plain(&columns);
        for dropped in 1..columns.len() {
            let mut text = format!("{title}\n\n{}\n", style.heading());
            for row in &rows {
                let line = style.lines(row, None).pop().unwrap();
                let mut cells: Vec<&str> = line.split('\t').collect();
                cells.remove(dropped);
                writeln!(text, "{}", cells.join("\t")).unwrap();
            }
            let Ok(book) = try_book(text.as_bytes(), None) else { continue };
            let found = wrong(&book, &rows, &columns);
            if !found.is_empty() {
                writeln!(failed, "without {:?}:\n{found}", columns[dropped]).unwrap();
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.lines().take(60).collect::<Vec<_>>().join("\n"));
}

/// The numbers are those of another plan.
#[test]
fn other_numbers() {
    for (truth, columns, title) in plans() {
        let mut rows = rows(&truth, &columns);
        for row in &mut rows {
            let old = row.number.clone();
            let (no, sub) = old.split_once('-').map_or((old.as_str(), None), |(a, b)| (a, Some(b)));
            let no = no.parse::<u16>().unwrap() + 300;
            row.number = sub.map_or(no.to_string(), |sub| format!("{no}-{sub}"));
            let printed = if sub.is_some() { row.cell(Kind::Number).to_owned() } else { no.to_string() };
            row.cells.iter_mut().find(|(k, _)| *k == Kind::Number).unwrap().1 = printed;
        }
        let book = book(&table(title, &Style::plain(&columns), &rows), None);
        assert_eq!(wrong(&book, &rows, &columns), "");
        assert_eq!(book.programs().len(), rows.len());
        assert!(book.doubted(Doubtful::NumberTwice).is_empty());
    }
}
