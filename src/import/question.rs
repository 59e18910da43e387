//! What a column of grades holds that may be none, seen once all rows are known.

use std::collections::BTreeSet;

use super::cells::cells;
use super::found::{Found, ProgramRow};
use super::heading::Column;
use super::trace::Lines;
use crate::model::{Doubtful, Grade, Mention};

/// Mends schedules that look like grades: under bare years, several of them, nothing but one and the same sign. It says
/// that something is done then; where all is well throughout it may be a grade, and so it is doubted.
pub(super) fn question_schedules(found: &mut Found, lines: &Lines) {
    for at in 0..found.headings.len() {
        let heading = &found.headings[at];
        let named = cells(lines.line(heading.line));
        let bare = |column: usize| match heading.columns[column] {
            Column::Grade(Some(mention)) if mention.point.is_none() => {
                named.iter().position(|cell| Mention::whole(&cell.text) == Some(mention))
            }
            _ => None,
        };
        let years: Vec<(usize, usize)> =
            heading.grades().into_iter().filter_map(|column| Some((column, bare(column)?))).collect();
        let rows = found.rows.iter().filter(|row| row.heading == at);
        let held = rows.flat_map(|row| years.iter().filter_map(|(column, _)| row.cell(*column)));
        // Words from a column beside them are none of theirs.
        let marks: BTreeSet<Grade> = held.filter_map(|cell| Grade::parse(&cell.text)).collect();
        if years.len() < 2 || marks.len() != 1 || marks.iter().any(|mark| mark.is_letter()) {
            continue;
        }
        let heading = &mut found.headings[at];
        for (column, cell) in years {
            heading.columns[column] = Column::Unknown(cell);
            found.doubts.push((heading.line, None, named[cell].text.clone(), Doubtful::UnknownColumn));
        }
    }
}

/// Doubts the grades of a row that lost a cell where the table has another column of such marks, which is not read: the
/// mark that is left may be one of those.
pub(super) fn question_grades(found: &mut Found) {
    let marked =
        |row: &ProgramRow, at: usize| row.cell(at).is_some_and(|c| Grade::in_column(&c.text).is_some());
    let rivals: Vec<Vec<usize>> = (0..found.headings.len())
        .map(|heading| {
            let columns = &found.headings[heading].columns;
            let unknown = (0..columns.len()).filter(|at| matches!(columns[*at], Column::Unknown(_)));
            let rows = || found.rows.iter().filter(|r| r.heading == heading);
            unknown.filter(|at| rows().any(|r| marked(r, *at))).collect()
        })
        .collect();
    for row in &mut found.rows {
        let columns = &found.headings[row.heading].columns;
        let empty = |at: &usize| row.cell(*at).is_none();
        // In a row that has all its cells an empty one is where it was left empty.
        if row.cells.len() >= columns.len() || !rivals[row.heading].iter().any(empty) {
            continue;
        }
        let graded = |at: &usize| {
            let column = row.layout.columns.get(*at).copied().flatten();
            column.is_some_and(|c| matches!(columns.get(c), Some(Column::Grade(_))))
        };
        let grades: Vec<usize> = (0..row.cells.len()).filter(graded).collect();
        row.layout.undecided.extend(grades);
        row.layout.undecided.sort_unstable();
        row.layout.undecided.dedup();
    }
}
