//! Flowing text that lost lines, ends of lines or blank lines, or gained some: what is read of it is true, missing or
//! doubted, never silently wrong. Half a text is true as long as every line of it belongs to it.

use shinchoku::model::{Fact, Statement, Subject, TextField};
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use unicode_normalization::UnicodeNormalization;

use super::attack::*;
use super::kit::*;
use super::mutate::*;

/// How often each change is made.
const TIMES: u64 = 30;

/// What kind of thing a statement says: the words and figures apart.
fn kind(fact: &Fact) -> String {
    match fact {
        // Half a sentence has half a label.
        Fact::Figure(figure) => format!("{:?} {}", figure.side, figure.quantity.raw),
        other => format!("{other:?}"),
    }
}

/// Of every line of the unchanged document, whose and what it is.
fn truth(book: &Book) -> HashMap<u32, HashSet<(String, String)>> {
    let mut found: HashMap<u32, HashSet<(String, String)>> = HashMap::new();
    for statement in &book.document.statements {
        let (first, last) = statement.place.lines();
        let said = (format!("{:?}", statement.subject), kind(&statement.fact));
        for line in first..=last {
            found.entry(line).or_default().insert(said.clone());
        }
    }
    found
}

/// What nothing wrong can be said of.
fn harmless(statement: &Statement) -> bool {
    !matches!(statement.subject, Subject::Program(..))
        // A label of a direction that is gone leaves no trace: the numbers below it go on.
        || matches!(
            statement.fact,
            Fact::Missing(..) | Fact::Text(TextField::AnnualPlanOrResult) | Fact::Direction
        )
}

fn wrong(truth: &HashMap<u32, HashSet<(String, String)>>, draft: &Draft, got: &Book) -> String {
    let mut out = String::new();
    for statement in got.document.statements.iter().filter(|s| !harmless(s)) {
        let (first, last) = statement.place.lines();
        let doubted = got
            .document
            .doubts
            .iter()
            .any(|d| (first..=last).contains(&d.line) || d.subject == Some(statement.subject));
        let said = (format!("{:?}", statement.subject), kind(&statement.fact));
        let strange = (first..=last).find(|line| {
            let was = draft.line(*line).and_then(|l| l.was);
            let blank = got.lines.line(*line).trim().is_empty();
            !blank
                && was
                    .is_some_and(|was| !truth.get(&was).is_some_and(|said_there| said_there.contains(&said)))
        });
        if let (Some(line), false) = (strange, doubted) {
            let at = got.lines.line(line);
            writeln!(out, "  line {line} of {first}-{last}: {said:?} {at:?}").unwrap();
        }
    }
    out
}

fn hold(name: &str, changes: &[Change]) {
    let truth = truth(&sample(name));
    attack(name, TIMES, changes, |draft, got| wrong(&truth, draft, got));
}

attacks! {
    hold on [YEAR_END_2013, OVERVIEW, YEAR_END_2023];
    lines_lost: drop_lines;
    blank_lines_lost: drop_blank_lines;
    blank_lines_added: add_blank_lines;
    ends_of_paragraphs_lost: lose_ends;
    false_ends_of_paragraphs: false_ends;
    lines_glued: glue_lines;
    numbers_of_pages: page_numbers;
    digits_of_another_width: wide_digits;
    line_ends_and_byte_order_mark: other_line_ends;
    wide_white_space: wide_spaces;
    several_at_once: drop_blank_lines page_numbers wide_digits other_line_ends;
}

/// Where lines change places, or characters that mean nothing stand between them, order tells no longer what belongs
/// together: such a document is read without a panic, and every statement still stands in its lines.
#[test]
fn lines_out_of_order() {
    for name in [YEAR_END_2013, OVERVIEW, YEAR_END_2023] {
        let read = changed(name, TIMES, &[swap_lines, insert_noise, glue_lines, false_ends]);
        let read: Vec<Book> = read.filter_map(|(_, got)| got.ok()).collect();
        assert!(read.len() * 4 > TIMES as usize * 3, "{name}: {} are read", read.len());
        for got in read {
            for statement in &got.document.statements {
                let (first, last) = statement.place.lines();
                let lines: String = (first..=last).map(|n| got.lines.line(n)).collect();
                let mut there = lines.nfkc();
                let mut letters = statement.text.nfkc().filter(|c| !c.is_whitespace());
                assert!(letters.all(|c| there.any(|d| c == d)), "{statement:?}");
            }
        }
    }
}
