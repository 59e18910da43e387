//! Cells of grades: which of them hold one, among the others of their column.

use std::collections::HashMap;

use super::{Emitter, how};
use crate::import::ImportError;
use crate::import::found::{Found, ProgramRow};
use crate::import::look::{is_dash, worded_grade};
use crate::model::{Doubtful, Empty, Fact, Field, Grade, How, Mention, Subject};

/// How a column gives its grades.
#[derive(Clone, Copy, Default)]
pub(super) struct Way {
    /// By letters or signs, in some row.
    marks: bool,
    /// With a `+` behind a letter, in some row.
    plus: bool,
}

impl Way {
    fn take(&mut self, grade: Grade) {
        self.marks |= !grade.is_words();
        self.plus |= grade.text().ends_with('+');
    }

    /// Whether a grade fits among the others. Words among letters are about a grade, or have slipped in from elsewhere; a
    /// `-` where no letter has a `+` is an empty cell that was joined to the one before it.
    fn gives(self, grade: Grade) -> bool {
        if grade.is_words() { !self.marks } else { self.plus || !grade.text().ends_with('-') }
    }
}

/// The grade in a cell of its column, alone or with words about it.
fn grade_in(text: &str) -> Option<Grade> {
    Grade::in_column(text).or_else(|| worded_grade(text))
}

/// The ways of all columns, by heading and column.
pub(super) type Ways = HashMap<(usize, usize), Way>;

/// Looks at every column of grades.
pub(super) fn ways(found: &Found) -> Ways {
    let mut ways = Ways::new();
    for row in &found.rows {
        for at in found.headings[row.heading].grades() {
            if let Some(grade) = row.cell(at).and_then(|c| grade_in(&c.text)) {
                ways.entry((row.heading, at)).or_default().take(grade);
            }
        }
    }
    ways
}

impl Emitter<'_> {
    /// A cell of a column of grades.
    pub(super) fn grade(
        &mut self,
        row: &ProgramRow,
        plan: u32,
        (at, mention): (usize, Option<Mention>),
    ) -> Result<(), ImportError> {
        let subject = Subject::Program(plan, row.number);
        let period = self.period_of(row.heading, mention)?;
        let way = self.ways.get(&(row.heading, at)).copied().unwrap_or_default();
        match row.cell(at).map(|c| (grade_in(&c.text).filter(|grade| way.gives(*grade)), c)) {
            Some((Some(grade), cell)) if !row.is_part() => {
                // With words around it the grade is only a part of its cell.
                let how = if Grade::in_column(&cell.text).is_some() { how(cell) } else { How::Split };
                self.say(subject, Some(period), Fact::Grade(grade), how, row.line, cell);
            }
            Some((read, cell)) => {
                let dash = is_dash(&cell.text);
                if !dash {
                    self.doubt(row.line, Some(subject), &cell.text, Doubtful::NotAGrade);
                }
                let why = match read {
                    _ if row.is_part() || dash => Empty::NotGraded,
                    _ => Empty::Lost,
                };
                self.missing(row, subject, Some(period), Field::Grade, why, Some(cell));
            }
            None if row.is_part() => {
                self.missing(row, subject, Some(period), Field::Grade, Empty::NotGraded, None);
            }
            None => self.missing(row, subject, Some(period), Field::Grade, Empty::Lost, None),
        }
        Ok(())
    }
}
