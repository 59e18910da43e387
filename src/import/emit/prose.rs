//! Columns of prose and of figures → statements, each for the period that its heading names.

use super::super::cells::Cell;
use super::super::figures::figures;
use super::super::found::ProgramRow;
use super::super::heading::Column;
use super::super::look::{declares_unset, is_dash, is_unset, relisting};
use super::{Emitter, how};
use crate::model::{
    Doubtful, Empty, Fact, Field, Figure, Horizon, How, LineSpan, Period, Place, Quantity, Side, Statement,
    Subject, Tail, TextField, tail,
};
use crate::text::{Tense, tense};

impl Emitter<'_> {
    /// The period of a column of prose: the year that its heading names, else that of the document.
    pub(super) fn period_of_prose(&mut self, heading: usize, column: usize) -> Option<Period> {
        let named = self.found.headings.get(heading).and_then(|h| *h.years.get(column)?);
        let Some(mention) = named else { return self.period };
        let Ok(said) = self.period_of(heading, Some(mention)) else { return self.period };
        let same =
            |own: &Period| own.year == said.year && (mention.point.is_none() || own.point == said.point);
        self.period.filter(same).or(Some(said))
    }

    /// A column of prose: the text, its figures, or why there is none.
    pub(super) fn prose(
        &mut self,
        row: &ProgramRow,
        subject: Subject,
        (field, period): (TextField, Option<Period>),
        cell: Option<&Cell>,
        empty: &impl Fn(Option<&Cell>) -> Empty,
    ) {
        let Some(cell) = cell else {
            // A reason that is not given is none: the heading says "reason and the like".
            let why = if field == TextField::FollowUpReason { Empty::NotPrinted } else { empty(None) };
            self.missing(row, subject, period, Field::Text(field), why, None);
            return;
        };
        if let Some((_, of)) = relisting(&cell.text).filter(|(rest, _)| rest.is_empty()) {
            self.say(subject, None, Fact::Relisting(of), How::Printed, row.line, cell);
            self.missing(row, subject, period, Field::Text(field), Empty::SeeOriginal, Some(cell));
            return;
        }
        let side = match field {
            TextField::AnnualPlan => Some((Side::Target, Field::Target)),
            TextField::Result => Some((Side::Actual, Field::Actual)),
            _ => None,
        };
        if let Some((_, figure)) = side.filter(|_| declares_unset(&cell.text)) {
            self.missing(row, subject, period, figure, Empty::Unset, Some(cell));
        }
        if is_dash(&cell.text) || is_unset(&cell.text) {
            self.missing(row, subject, period, Field::Text(field), empty(Some(cell)), Some(cell));
            return;
        }
        if field == TextField::AnnualPlanOrResult {
            self.doubt(row.line, Some(subject), &cell.text, Doubtful::PlanOrResult);
        }
        let split = cell.split || (row.layout.by_words && Column::Text(field).is_plan_or_result());
        let how = if split { How::Split } else { How::Printed };
        self.say(subject, period, Fact::Text(field), how, row.line, cell);
        if let Some((side, _)) = side {
            self.figures(row.line, (subject, period), cell, |_| side);
        }
    }

    /// A cell of a column of figures, with what the columns beside it say that it measures and in which unit; several where
    /// labels and figures are as many, one below the other. `false` where that does not make every figure one of one thing.
    pub(super) fn amount(
        &mut self,
        row: &ProgramRow,
        subject: Subject,
        (field, period): (TextField, Option<Period>),
        cell: &Cell,
    ) -> bool {
        let columns = &self.found.headings[row.heading].columns;
        let beside = |wanted: Column| {
            columns
                .iter()
                .position(|c| *c == wanted)
                .and_then(|at| row.cell(at))
                .map_or("", |c| c.text.as_str())
        };
        let (label, unit) = (beside(Column::Indicator), beside(Column::Unit));
        let unit = if is_dash(unit) { "" } else { unit };
        let (labels, units, pieces): (Vec<&str>, Vec<&str>, Vec<&str>) = (
            label.split_whitespace().collect(),
            unit.split_whitespace().collect(),
            cell.text.split_whitespace().collect(),
        );
        let fits = units.is_empty() || units.len() == pieces.len();
        if labels.is_empty() || labels.len() != pieces.len() || !fits {
            return false;
        }
        let side = if field == TextField::AnnualPlan { Side::Target } else { Side::Actual };
        let one = |at: usize| figure(side, labels[at], units.get(at).copied().unwrap_or(""), pieces[at]);
        let Some(figures) = (0..pieces.len()).map(one).collect::<Option<Vec<Figure>>>() else { return false };
        if let [figure] = figures.as_slice() {
            let fact = Fact::Figure(Box::new(figure.clone()));
            self.say(subject, period, fact, how(cell), row.line, cell);
            return true;
        }
        for (figure, piece) in figures.into_iter().zip(pieces) {
            let (start, end) = self.find_within(row.line, cell, piece);
            let place = Place::Lines(LineSpan { first: row.line, last: row.line, start, end });
            let (fact, text) = (Fact::Figure(Box::new(figure)), piece.into());
            self.statements.push(Statement { subject, period, fact, text, how: How::Split, place });
        }
        true
    }

    /// The figures within a cell, each at the place of its own piece where that can be found.
    fn figures(
        &mut self,
        line: u32,
        (subject, period): (Subject, Option<Period>),
        cell: &Cell,
        side: impl Fn(Horizon) -> Side,
    ) {
        for read in figures(&cell.text) {
            let (start, end) = self.find_within(line, cell, &read.piece);
            let place = Place::Lines(LineSpan { first: line, last: line, start, end });
            let figure = Figure {
                side: side(read.horizon),
                label: read.label.into(),
                item: read.item,
                quantity: read.quantity,
                horizon: read.horizon,
            };
            let text = read.piece.into();
            let fact = Fact::Figure(Box::new(figure));
            self.statements.push(Statement { subject, period, fact, text, how: How::Split, place });
        }
    }

    /// The bytes of a piece within its cell; those of the cell when markup stands in between.
    fn find_within(&self, line: u32, cell: &Cell, piece: &str) -> (u32, u32) {
        let raw = self.rows.line(line).get(cell.start..cell.end).unwrap_or("");
        match raw.rfind(piece) {
            Some(at) => ((cell.start + at) as u32, (cell.start + at + piece.len()) as u32),
            None => (cell.start as u32, cell.end as u32),
        }
    }

    /// Cells that could belong to two columns: prose is kept as plan-or-result, grades are not placed at all.
    pub(super) fn undecided(&mut self, row: &ProgramRow, subject: Subject) {
        let columns = &self.found.headings[row.heading].columns;
        let cells: Vec<(usize, Cell)> = row.undecided().map(|(at, c)| (at, c.clone())).collect();
        for (at, cell) in cells {
            let column = row.layout.columns.get(at).copied().flatten().and_then(|c| columns.get(c)).copied();
            match column {
                Some(Column::Text(_)) if columns.iter().any(|c| c.is_plan_or_result()) => {
                    let fact = Fact::Text(TextField::AnnualPlanOrResult);
                    self.say(subject, self.period, fact, How::Printed, row.line, &cell);
                    self.doubt(row.line, Some(subject), &cell.text, Doubtful::PlanOrResult);
                    // Among what was done, only an amount of the budget was planned.
                    let sentences = cell.text.rsplit_once('。').map_or("", |(sentences, _)| sentences);
                    if tense(&format!("{sentences}。")) == Tense::Result {
                        let side = |h| if h == Horizon::Budget { Side::Target } else { Side::Actual };
                        self.figures(row.line, (subject, self.period), &cell, side);
                    }
                }
                Some(Column::Grade(_)) => {
                    self.doubt(row.line, Some(subject), &cell.text, Doubtful::GradesUnplaced);
                }
                _ => self.doubt(row.line, Some(subject), &cell.text, Doubtful::CellWithoutColumn),
            }
        }
    }
}

/// Whether a unit multiplies the number in front of it: 千円.
fn is_scaled(unit: &str) -> bool {
    unit.starts_with(['千', '万', '百', '億', '兆'])
}

/// The figure in a piece of text that is one of one thing, with the label and the unit that the columns beside it give.
fn figure(side: Side, label: &str, unit: &str, piece: &str) -> Option<Figure> {
    let several = |text: &str| text.contains(['、', '・', '①', '/']);
    if several(label) || several(piece) {
        return None;
    }
    let written = if piece.ends_with(unit) { piece.to_owned() } else { format!("{piece}{unit}") };
    // 280 with 日 in the column of units is no date.
    let of_unit = |read: Tail| {
        if read.quantity.unit.is_empty() {
            Tail { quantity: Quantity { unit: unit.into(), ..read.quantity }, ..read }
        } else {
            read
        }
    };
    let read = tail(&written).or_else(|| tail(piece).filter(|_| !is_scaled(unit)).map(of_unit))?;
    let quantity = Quantity { raw: written.into(), ..read.quantity };
    let alone = read.label.is_empty();
    alone.then(|| Figure { side, label: label.into(), item: None, quantity, horizon: read.horizon })
}
