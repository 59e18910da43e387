//! An attacker changes the samples; what is read of them afterwards is true, missing or doubted, never silently wrong.

use shinchoku::model::{Fact, Place, Statement, Subject, TextField};
use std::collections::HashMap;
use std::fmt::Write;

use super::attack::*;
use super::kit::*;
use super::mutate::*;

/// How often each change is made.
const TIMES: u64 = 40;

/// What is true of each row, by its line.
type Rows<'a> = HashMap<u32, Vec<&'a Statement>>;

/// What is read of a changed document that is neither true nor doubted.
fn wrong(truth: &Rows, draft: &Draft, got: &Book) -> String {
    let mut out = String::new();
    for statement in &got.document.statements {
        let Subject::Program(_, number) = statement.subject else { continue };
        let line = own_line(got, statement);
        // A line that was not there before may tell what it likes.
        let Some(was) = draft.line(line).and_then(|l| l.was) else { continue };
        // Half a word tells nothing.
        let cut = draft.line(line).is_some_and(|l| l.cut);
        if cut && ends_its_line(got, statement) {
            continue;
        }
        let doubted =
            got.document.doubts.iter().any(|d| d.line == line || d.subject == Some(statement.subject));
        let true_of =
            |s: &&Statement| matches!(s.subject, Subject::Program(_, n) if n == number) && same(s, statement);
        if !doubted && truth.get(&was).is_none_or(|row| !row.iter().any(true_of)) {
            writeln!(
                out,
                "  line {line} (was {was}): {number} {:?} {} in {:?}",
                statement.fact,
                statement.text,
                got.lines.line(line)
            )
            .unwrap();
        }
    }
    out
}

fn ends_its_line(book: &Book, statement: &Statement) -> bool {
    let Place::Lines(span) = statement.place else { return false };
    span.end as usize >= book.lines.line(span.last).trim_end().len()
}

/// The line of the row that a statement is about: a direction stands on another one.
fn own_line(book: &Book, statement: &Statement) -> u32 {
    let line = statement.place.lines().0;
    if statement.fact != Fact::Direction {
        return line;
    }
    let of_row = |s: &&Statement| s.subject == statement.subject && s.fact != Fact::Direction;
    book.document
        .statements
        .iter()
        .filter(of_row)
        .map(|s| s.place.lines().0)
        .find(|l| *l >= line)
        .unwrap_or(line)
}

fn same(truth: &Statement, got: &Statement) -> bool {
    let close = |s: &str| s.split_whitespace().collect::<String>();
    let (old, new) = (close(&truth.text), close(&got.text));
    let text = old == new;
    match (&truth.fact, &got.fact) {
        (Fact::Grade(a), Fact::Grade(b)) => a == b && truth.period == got.period,
        (Fact::FollowUp(a), Fact::FollowUp(b)) => a == b,
        (Fact::Relisting(a), Fact::Relisting(b)) => a == b,
        (Fact::Figure(a), Fact::Figure(b)) => text && a.side == b.side && a.quantity == b.quantity,
        // Left open, which says nothing wrong.
        (Fact::Text(_), Fact::Text(TextField::AnnualPlanOrResult)) | (_, Fact::Missing(..)) => true,
        (Fact::Departments(_), Fact::Departments(_)) => text,
        (a, b) => a == b && text,
    }
}

fn hold(name: &str, changes: &[Change]) {
    let unchanged = sample(name);
    let mut truth = Rows::new();
    for statement in &unchanged.document.statements {
        truth.entry(own_line(&unchanged, statement)).or_default().push(statement);
    }
    attack(name, TIMES, changes, |draft, got| wrong(&truth, draft, got));
}

attacks! {
    hold on [P2, P3];
    rows_shuffled: shuffle_rows;
    two_rows_swapped: swap_two_rows;
    a_row_moved: move_a_row;
    rows_dropped: drop_rows;
    a_row_repeated: repeat_a_row;
    a_page_broken_elsewhere: break_a_page;
    last_cells_lost: lose_last_cells;
    rows_cut_short: cut_a_row;
    other_empty_cells: other_trailing_cells;
    noise_between_the_lines: insert_noise;
    line_ends_and_byte_order_mark: other_line_ends;
    wide_white_space: wide_spaces;
    columns_renamed: other_headings;
    columns_unknown: unknown_headings;
    cells_joined: join_cells;
    cells_split: split_cells;
    another_city: other_city;
    several_at_once: break_a_page drop_rows repeat_a_row other_headings other_line_ends;
    rows_moved_and_cut: move_a_row lose_last_cells wide_spaces;
}

/// However white space, line ends and cells are changed, every statement still points at its own words.
#[test]
fn places_hold_in_changed_documents() {
    for name in [P2, P3] {
        for (draft, got) in changed(name, 10, &[wide_spaces, other_line_ends, join_cells, cut_a_row]) {
            let got = got.unwrap_or_else(|e| panic!("{e}:\n{}", draft.text()));
            for statement in &got.document.statements {
                let close = |s: &str| s.split_whitespace().collect::<String>();
                let (passage, text) = (close(&got.passage(statement)), close(&statement.text));
                let told = matches!(statement.fact, Fact::Meaning(_)) || passage.contains('<');
                assert!(told || passage.contains(&text), "{statement:?} at {passage}");
            }
        }
    }
}
