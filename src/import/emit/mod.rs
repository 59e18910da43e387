//! What was found → statements, doubts and unread lines. Decides nothing about columns any more; says of every value
//! where it stands and how it was obtained, and of every column without a value why.

mod grades;
mod prose;

use std::collections::BTreeSet;

use super::ImportError;
use super::carry::Inherited;
use super::cells::Cell;
use super::found::{Found, ProgramRow};
use super::heading::Column;
use super::look::{departments, is_unset, relisting};
use super::plans::Plans;
use super::rows::TotalsRow;
use super::trace::Lines;
use crate::model::{
    Date, Document, DocumentId, Doubt, Doubtful, Empty, Fact, Field, FiscalYear, How, Layout, LineSpan,
    Mention, Number, Period, Place, Point, Statement, Subject, TextField, Total, TotalColumn, Year,
};
use crate::text::fold;

/// Writes statements.
pub(super) struct Emitter<'a> {
    found: &'a Found,
    rows: &'a Lines,
    plans: Plans,
    period: Option<Period>,
    today: Date,
    parents: BTreeSet<(u32, u16)>,
    /// How the columns of a heading give grades.
    ways: grades::Ways,
    statements: Vec<Statement>,
    doubts: Vec<Doubt>,
    /// The last cell of departments, and its line.
    departments_above: Option<(u32, Cell)>,
    /// Years without an era that have been doubted.
    doubted_years: BTreeSet<u16>,
}

impl<'a> Emitter<'a> {
    /// A writer for what was found in a document.
    pub fn new(found: &'a Found, rows: &'a Lines, plans: Plans, period: Option<Period>, today: Date) -> Self {
        let parents = found
            .rows
            .iter()
            .zip(&plans.of_rows)
            .filter(|(row, _)| row.is_part())
            .map(|(row, plan)| (*plan, row.number.no))
            .collect();
        let ways = grades::ways(found);
        let (statements, doubts, doubted_years) = (Vec::new(), Vec::new(), BTreeSet::new());
        Emitter {
            found,
            rows,
            plans,
            period,
            today,
            parents,
            ways,
            statements,
            doubts,
            departments_above: None,
            doubted_years,
        }
    }

    /// Writes everything.
    pub fn document(mut self, id: DocumentId, name: &str) -> Result<Document, ImportError> {
        self.frame();
        // A workbook may have a sheet for each year, and in each of them every program.
        let mut seen: BTreeSet<(u32, Number, Option<Period>)> = BTreeSet::new();
        for at in 0..self.found.rows.len() {
            let (row, plan) = (&self.found.rows[at], self.plans.of_rows[at]);
            self.turn_to(row.line);
            if !seen.insert((plan, row.number, self.period)) {
                self.doubt(
                    row.line,
                    Some(Subject::Program(plan, row.number)),
                    &row.number.to_string(),
                    Doubtful::NumberTwice,
                );
            }
            self.row(row, plan)?;
        }
        self.same_as_neighbour();
        let totals: Vec<(u32, usize, &TotalsRow)> =
            self.found.totals.iter().map(|(l, h, t)| (*l, *h, t)).collect();
        for (line, heading, totals) in totals {
            self.turn_to(line);
            self.totals(line, heading, totals)?;
        }
        for (line, number, text, what) in &self.found.doubts {
            let subject = number.zip(self.plans.of_document).map(|(n, plan)| Subject::Program(plan, n));
            self.doubts.push(Doubt { line: *line, subject, text: text.as_str().into(), what: *what });
        }
        self.doubts.sort_by_key(|d| d.line);
        self.statements.sort_by_key(|s| s.place.lines());
        let unread = self.unread();
        let mut periods: Vec<Period> = self.statements.iter().filter_map(|s| s.period).collect();
        periods.sort();
        periods.dedup();
        Ok(Document {
            id,
            name: name.into(),
            layout: Layout::Table,
            plans: self.plans.named,
            periods,
            statements: self.statements,
            doubts: self.doubts,
            unread,
        })
    }

    /// What the document says outside of its rows.
    fn frame(&mut self) {
        let about_plan = self.plans.of_document.map_or(Subject::Document, Subject::Plan);
        let found = self.found;
        for (line, cell) in &found.heading_lines {
            self.say(Subject::Document, None, Fact::Heading, How::Printed, *line, cell);
        }
        for (line, cell, _, _) in &found.titles {
            self.turn_to(*line);
            self.say(about_plan, self.period, Fact::Title, How::Printed, *line, cell);
        }
        for (line, cell) in &found.labels {
            self.say(Subject::Document, None, Fact::Heading, How::Printed, *line, cell);
        }
        for (line, cell, meanings) in &found.meanings {
            for (grade, meaning) in meanings {
                let text = meaning.as_str().into();
                let place = cell.place(*line);
                let fact = Fact::Meaning(*grade);
                self.statements.push(Statement {
                    subject: about_plan,
                    period: None,
                    fact,
                    text,
                    how: How::Split,
                    place,
                });
            }
        }
        if let Some(plan) = self.plans.of_document {
            for (line, cell, (row, of)) in &found.relistings {
                let subject = Subject::Program(plan, Number::program(*row));
                self.say(subject, None, Fact::Relisting(*of), How::Printed, *line, cell);
            }
        }
    }

    /// The period in force on a row: each sheet of a workbook, and each table under a title, may have its own.
    fn turn_to(&mut self, row: u32) {
        let begun = self.found.parts.partition_point(|(first, _)| *first <= row);
        if let Some((_, period)) = begun.checked_sub(1).and_then(|at| self.found.parts.get(at)) {
            self.period = *period;
        }
    }

    /// One row.
    fn row(&mut self, row: &ProgramRow, plan: u32) -> Result<(), ImportError> {
        let subject = Subject::Program(plan, row.number);
        let columns = &self.found.headings[row.heading].columns;
        let relisted = columns.iter().enumerate().any(|(at, c)| {
            matches!(c, Column::Text(_))
                && row.cell(at).is_some_and(|c| relisting(&c.text).is_some_and(|(rest, _)| rest.is_empty()))
        });
        self.direction(row, subject);
        for (at, column) in columns.iter().enumerate() {
            let empty = self.why_empty(row, plan, relisted);
            match (column, row.cell(at)) {
                (Column::Name, Some(cell)) => self.name(subject, row.line, cell),
                (Column::Departments, Some(cell)) if !super::look::is_dash(&cell.text) => {
                    self.departments(subject, row.line, cell);
                }
                (Column::Departments, cell) => {
                    self.missing(row, subject, None, Field::Departments, empty(cell), cell);
                }
                (Column::Grade(mention), _) => self.grade(row, plan, (at, *mention))?,
                (Column::FollowUp, Some(cell)) => {
                    let marked = super::look::is_mark(&cell.text);
                    self.say(subject, None, Fact::FollowUp(marked), how(cell), row.line, cell);
                }
                (Column::FollowUp, None) => self.not_followed_up(row, subject),
                (Column::Text(field), cell) => {
                    let period = self.period_of_prose(row.heading, at);
                    self.prose(row, subject, (*field, period), cell, &empty);
                }
                (Column::Amount(field), cell) => {
                    let period = self.period_of_prose(row.heading, at);
                    if !cell.is_some_and(|cell| self.amount(row, subject, (*field, period), cell)) {
                        self.prose(row, subject, (*field, period), cell, &empty);
                    }
                }
                _ => {}
            }
        }
        self.undecided(row, subject);
        for at in &row.layout.questioned {
            if let Some(cell) = row.cells.get(*at) {
                self.doubt(row.line, Some(subject), &cell.text, Doubtful::PlanOrResult);
            }
        }
        for at in &row.layout.left_over {
            if let Some(cell) = row.cells.get(*at) {
                self.doubt(row.line, Some(subject), &cell.text, Doubtful::CellWithoutColumn);
            }
        }
        if row.by_neighbours {
            self.doubt(row.line, Some(subject), &row.number.to_string(), Doubtful::ShapeOfNeighbours);
        }
        Ok(())
    }

    /// The direction of a row; the place is that of the label, wherever it stands.
    fn direction(&mut self, row: &ProgramRow, subject: Subject) {
        let columns = &self.found.headings[row.heading].columns;
        if !columns.contains(&Column::Direction) && self.found.labels.is_empty() {
            return;
        }
        // One heading over number and name alone promises no direction.
        if self.found.headings[row.heading].direction_implied && self.found.rows.iter().all(no_direction) {
            return;
        }
        let label = match &row.direction {
            Inherited::Sure(label) => Some(label),
            Inherited::Doubtful(label) => {
                self.doubt(row.line, Some(subject), &label.text, Doubtful::DirectionNotInherited);
                Some(label)
            }
            Inherited::Nothing => {
                self.doubt(row.line, Some(subject), &row.number.to_string(), Doubtful::DirectionNotInherited);
                None
            }
        };
        if let Some(label) = label {
            let (text, place) = (label.text.as_str().into(), label.place.clone());
            let fact = Fact::Direction;
            self.statements.push(Statement { subject, period: None, fact, text, how: How::Printed, place });
        } else {
            self.missing(row, subject, None, Field::Direction, Empty::Lost, None);
        }
    }

    /// The departments of a cell, or for `〃` those of the row above, at their own place.
    fn departments(&mut self, subject: Subject, line: u32, cell: &Cell) {
        let again = matches!(cell.text.as_str(), "〃" | "″" | "同上" | "同");
        let own = (line, cell.clone());
        let (line, cell) = self.departments_above.take().filter(|_| again).unwrap_or(own);
        let fact = Fact::Departments(departments(&cell.text));
        self.say(subject, None, fact, how(&cell), line, &cell);
        self.departments_above = Some((line, cell));
    }

    /// The name, without the mark of a re-listing, which is a statement of its own.
    fn name(&mut self, subject: Subject, line: u32, cell: &Cell) {
        match relisting(&cell.text) {
            Some((name, of)) => {
                let (named, _) = cell.cut(name.len());
                self.say(subject, None, Fact::Name, How::Split, line, &named);
                self.say(subject, None, Fact::Relisting(of), How::Split, line, cell);
            }
            None => self.say(subject, None, Fact::Name, how(cell), line, cell),
        }
    }

    /// Why a column of a row holds nothing, by the cell that stands there.
    fn why_empty(
        &self,
        row: &ProgramRow,
        plan: u32,
        relisted: bool,
    ) -> impl Fn(Option<&Cell>) -> Empty + use<> {
        let parent = !row.is_part() && self.parents.contains(&(plan, row.number.no));
        move |cell| match cell {
            _ if parent => Empty::SeeChildren,
            _ if relisted => Empty::SeeOriginal,
            Some(cell) if is_unset(&cell.text) => Empty::Unset,
            // A dash without sub-programs: there is nothing, and no word says that nothing was set.
            Some(_) => Empty::NotPrinted,
            None => Empty::Lost,
        }
    }

    /// The period of a column: what its heading says, else the document's.
    fn period_of(&mut self, heading: usize, mention: Option<Mention>) -> Result<Period, ImportError> {
        let Some(mention) = mention else { return self.period.ok_or(ImportError::NoPeriod) };
        let year = match mention.year {
            Year::Known(year) => year,
            Year::OfDocument => self.period.ok_or(ImportError::NoPeriod)?.year,
            Year::WithoutEra(number) => {
                let year = FiscalYear::without_era(number, self.today).ok_or(ImportError::NoPeriod)?;
                if self.doubted_years.insert(number) {
                    let line = self.found.headings.get(heading).map_or(1, |h| h.line);
                    self.doubt(line, None, &format!("{number}年度 → {year}"), Doubtful::YearWithoutEra);
                }
                year
            }
        };
        Ok(Period { year, point: mention.point.unwrap_or(Point::YearEnd) })
    }

    /// A column of marks without one: not marked, provided that the row goes on behind it. A row that ends there may
    /// have lost its mark.
    fn not_followed_up(&mut self, row: &ProgramRow, subject: Subject) {
        let columns = &self.found.headings[row.heading].columns;
        let at = columns.iter().position(|c| *c == Column::FollowUp).unwrap_or(0);
        let goes_on =
            row.layout.columns.iter().zip(&row.cells).any(|(c, cell)| !cell.is_empty() && *c > Some(at));
        let reaches = goes_on || (at + 1 == columns.len() && row.cells.len() >= columns.len());
        if reaches {
            let text = "".into();
            let place = self.row_place(row);
            let fact = Fact::FollowUp(false);
            self.statements.push(Statement { subject, period: None, fact, text, how: How::Printed, place });
        } else {
            self.missing(row, subject, None, Field::FollowUp, Empty::Lost, None);
        }
    }

    /// Printed totals: the first numbers belong to the columns of grades, one more to the follow-up.
    fn totals(&mut self, line: u32, heading: usize, totals: &TotalsRow) -> Result<(), ImportError> {
        let subject = self.plans.of_document.map_or(Subject::Document, Subject::Plan);
        let columns = self.found.headings[heading].columns.clone();
        let graded: Vec<Option<Mention>> =
            columns.iter().filter_map(|c| if let Column::Grade(m) = c { Some(*m) } else { None }).collect();
        let follow_up = columns.contains(&Column::FollowUp);
        let room = graded.len() + usize::from(follow_up);
        if totals.counts.len() < graded.len() || totals.counts.len() > room || totals.strange(&columns) {
            let text = totals.counts.iter().map(|(n, _)| n.to_string()).collect::<Vec<_>>().join(" ");
            self.doubt(line, None, &text, Doubtful::TotalsUnplaced);
            return Ok(());
        }
        for (at, (count, cell)) in totals.counts.iter().enumerate() {
            let (period, grade, column) = match graded.get(at) {
                Some(mention) => {
                    (Some(self.period_of(heading, *mention)?), totals.grade, TotalColumn::Grades)
                }
                // The number of programs followed up has nothing to do with the grade on whose line it stands.
                None => (None, None, TotalColumn::FollowUp),
            };
            let fact = Fact::Total(Total { grade, column, count: *count });
            self.say(subject, period, fact, How::Printed, line, cell);
        }
        Ok(())
    }

    /// Doubts a text pasted in from a neighbour: one long sentence in the same column of two rows that follow.
    fn same_as_neighbour(&mut self) {
        const LONG: usize = 20;
        let sentences = |s: &Statement| -> Vec<(String, String)> {
            s.text
                .split(['。', ' '])
                .map(|part| (fold(part), part.to_owned()))
                .filter(|(folded, _)| folded.chars().count() >= LONG)
                .collect()
        };
        let texts: Vec<&Statement> = self
            .statements
            .iter()
            .filter(|s| matches!(s.fact, Fact::Text(TextField::AnnualPlan | TextField::Result)))
            .collect();
        let mut doubts = Vec::new();
        for (at, statement) in texts.iter().enumerate() {
            let line = statement.place.lines().0;
            let next = texts.iter().skip(at + 1).take(4).filter(|o| {
                o.fact == statement.fact && o.subject != statement.subject && o.place.lines().0 <= line + 1
            });
            for other in next {
                let theirs = sentences(other);
                for (folded, text) in sentences(statement) {
                    if theirs.iter().any(|(f, _)| *f == folded) {
                        doubts.push((line, statement.subject, text.clone()));
                        doubts.push((other.place.lines().0, other.subject, text));
                    }
                }
            }
        }
        for (line, subject, text) in doubts {
            self.doubt(line, Some(subject), &text, Doubtful::SameAsNeighbour);
        }
    }

    /// Non-blank lines behind no statement.
    fn unread(&self) -> Vec<u32> {
        let read: BTreeSet<u32> = self
            .statements
            .iter()
            .flat_map(|s| {
                let (first, last) = s.place.lines();
                first..=last
            })
            .collect();
        self.rows.lines().filter(|(n, l)| !l.trim().is_empty() && !read.contains(n)).map(|(n, _)| n).collect()
    }

    fn row_place(&self, row: &ProgramRow) -> Place {
        let length = self.rows.line(row.line).len() as u32;
        Place::Lines(LineSpan { first: row.line, last: row.line, start: 0, end: length })
    }

    fn say(
        &mut self,
        subject: Subject,
        period: Option<Period>,
        fact: Fact,
        how: How,
        line: u32,
        cell: &Cell,
    ) {
        let text = cell.text.as_str().into();
        self.statements.push(Statement { subject, period, fact, text, how, place: cell.place(line) });
    }

    fn missing(
        &mut self,
        row: &ProgramRow,
        subject: Subject,
        period: Option<Period>,
        field: Field,
        why: Empty,
        cell: Option<&Cell>,
    ) {
        let place = cell.map_or_else(|| self.row_place(row), |c| c.place(row.line));
        let text = cell.map_or("", |c| c.text.as_str()).into();
        let fact = Fact::Missing(field, why);
        self.statements.push(Statement { subject, period, fact, text, how: How::Printed, place });
    }

    fn doubt(&mut self, line: u32, subject: Option<Subject>, text: &str, what: Doubtful) {
        self.doubts.push(Doubt { line, subject, text: text.into(), what });
    }
}

fn how(cell: &Cell) -> How {
    if cell.split { How::Split } else { How::Printed }
}

fn no_direction(row: &ProgramRow) -> bool {
    row.direction == Inherited::Nothing
}
