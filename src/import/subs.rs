//! Whether sub-programs belong to the program above them.
//!
//! A sub-program prints only its own number; whose it is follows from the row above, and is wrong where rows were moved.

use std::collections::BTreeSet;

use super::found::{Found, ProgramRow};
use super::heading::Column;
use super::look::is_dash;
use crate::model::Doubtful;

/// Mends sub-programs that come to stand below a stranger when rows are moved.
///
/// A program with sub-programs prints dashes in place of its text. In a document that does so, sub-programs below a
/// program with a text of its own are not placed, only doubted. Where the numbers of the programs around do not go up,
/// they are placed with a doubt.
pub(super) fn question_parents(found: &mut Found) {
    let children: BTreeSet<u16> = found.rows.iter().filter(|r| r.is_part()).map(|r| r.number.no).collect();
    let parents: Vec<usize> = (0..found.rows.len())
        .filter(|at| !found.rows[*at].is_part() && children.contains(&found.rows[*at].number.no))
        .collect();
    let talking: Vec<bool> = parents.iter().map(|at| has_own_text(found, &found.rows[*at])).collect();
    let dashes_are_the_habit =
        found.rows.iter().any(|row| !row.is_part() && prints_dashes_for_text(found, row));
    let mut strangers = BTreeSet::new();
    let mut doubted = Vec::new();
    for (parent, talks) in parents.into_iter().zip(talking) {
        if !talks && in_order(found, parent) {
            continue;
        }
        let own = |r: &&ProgramRow| r.is_part() && r.number.no == found.rows[parent].number.no;
        for row in found.rows.iter().skip(parent + 1).take_while(|r| own(r)) {
            if talks && dashes_are_the_habit {
                strangers.insert(row.line);
                doubted.push((row.line, None, row.number.to_string()));
            } else {
                doubted.push((row.line, Some(row.number), row.number.to_string()));
            }
        }
    }
    found.rows.retain(|r| !strangers.contains(&r.line));
    found.doubts.extend(doubted.into_iter().map(|(l, n, t)| (l, n, t, Doubtful::SubWithoutParent)));
}

/// Whether a row holds prose that is more than a dash.
fn has_own_text(found: &Found, row: &ProgramRow) -> bool {
    let columns = &found.headings[row.heading].columns;
    columns
        .iter()
        .enumerate()
        .any(|(at, c)| matches!(c, Column::Text(_)) && row.cell(at).is_some_and(|cell| !is_dash(&cell.text)))
}

/// Whether dashes stand in place of a row's text.
fn prints_dashes_for_text(found: &Found, row: &ProgramRow) -> bool {
    let columns = &found.headings[row.heading].columns;
    let mut texts = columns.iter().enumerate().filter(|(_, c)| matches!(c, Column::Text(_)));
    !has_own_text(found, row) && texts.any(|(at, _)| row.cell(at).is_some())
}

/// Whether the programs before and after one have a smaller and a larger number.
fn in_order(found: &Found, at: usize) -> bool {
    let no = found.rows[at].number.no;
    let before = found.rows.iter().take(at).rev().find(|r| !r.is_part()).map(|r| r.number.no);
    let after = found.rows.iter().skip(at + 1).find(|r| !r.is_part()).map(|r| r.number.no);
    before.is_none_or(|b| b.checked_add(1) == Some(no)) && after.is_none_or(|a| no.checked_add(1) == Some(a))
}
