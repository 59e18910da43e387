//! A sheet of programs over several pages, whose cells stand one below the other: numbers, labels of directions, grades
//! on lines of their own, and between them the paragraphs of the columns. What stands behind the last program of a page
//! are the words of its schedule, which have lost their places.

use super::Context;
use super::cell::{joined, with_ends};
use super::columns::{Column, Laid, Sheet, lay, measure};
use super::head::{Head, head};
use super::heads::{direction_head, list_head, numbered};
use super::lines::Paragraph;
use super::said::{When, direction, plan, program};
use super::text::Text;
use crate::import::carry::{Carry, Inherited, Label};
use crate::import::prose::meanings;
use crate::model::{Doubtful, Empty, Fact, Field, Grade, How, TextField};
use std::collections::BTreeSet;

/// A program of a sheet.
struct Draft {
    no: u16,
    number: Text,
    paragraphs: Vec<Paragraph>,
    grade: Option<(Grade, Text)>,
    direction: Inherited,
    /// Another page begins behind it, or the sheet ends: words of the schedule may stand there.
    ends_page: bool,
}

/// What of a sheet has been read.
#[derive(Default)]
struct Reading {
    drafts: Vec<Draft>,
    carry: Carry,
    /// The last program has ended, or none has begun.
    closed: bool,
    /// The names of the directions, with their own places.
    labels: Vec<(Label, Text)>,
    /// What stands behind the grades.
    loose: Vec<Paragraph>,
}

/// Times the widths of the columns are measured anew from what was laid out with those before.
const ROUNDS: usize = 3;

/// Reads a sheet from its heading on; returns how many paragraphs were taken.
pub(super) fn read(paragraphs: &[Paragraph], first: &Head, context: &mut Context) -> usize {
    let mut reading = Reading { closed: true, ..Reading::default() };
    let mut at = 0;
    while let Some(paragraph) = paragraphs.get(at) {
        let rest = paragraphs.get(at..).unwrap_or_default();
        if let Some(again) = head(rest) {
            if again.study != first.study || again.columns != first.columns {
                break;
            }
            for line in rest.iter().take(again.taken) {
                context.flow.heading(&line.text);
            }
            reading.page_ends();
            at += again.taken;
            continue;
        }
        if paragraph.tabbed || list_head(paragraph).is_some() || is_title(paragraph) {
            break;
        }
        reading.take(paragraph, first, context);
        at += 1;
    }
    reading.page_ends();
    reading.say(first, context);
    at
}

/// `◇◆検討プログラム◆◇ …`: the title of the next sheet.
fn is_title(paragraph: &Paragraph) -> bool {
    paragraph.raw().starts_with(['◆', '◇', '■', '□']) && paragraph.raw().contains("プログラム")
}

impl Reading {
    fn page_ends(&mut self) {
        if let Some(last) = self.drafts.last_mut() {
            last.ends_page = true;
        }
    }

    /// Sorts one paragraph.
    fn take(&mut self, paragraph: &Paragraph, sheet: &Head, context: &mut Context) {
        if let Some(head) = direction_head(paragraph) {
            let label = Label { text: head.name.as_name(), place: head.name.place() };
            self.carry.own(label.clone(), None, true);
            self.labels.push((label, head.name.clone()));
            context.flow.name(direction(head.no), &head.name);
            self.closed = true;
        } else if let Some((no, number, rest)) = self.begins(paragraph) {
            let direction = self.carry.inherit(no);
            let mut own = Vec::new();
            if !rest.is_empty() {
                own.push(Paragraph { text: rest, gap: 0, bullet: false, ..paragraph.clone() });
            }
            self.drafts.push(Draft { no, number, paragraphs: own, grade: None, direction, ends_page: false });
            self.closed = false;
        } else if let Some(draft) = self.drafts.last_mut().filter(|_| !self.closed) {
            match Grade::parse(paragraph.raw()) {
                Some(grade) => {
                    if sheet.graded {
                        draft.grade = Some((grade, paragraph.text.clone()));
                    } else {
                        let subject = Some(program(draft.no));
                        context.flow.doubt(subject, &paragraph.text, Doubtful::UnknownColumn);
                    }
                    self.closed = true;
                }
                None => draft.paragraphs.push(paragraph.clone()),
            }
        } else {
            self.loose.push(paragraph.clone());
        }
    }

    /// The number of a program with which a paragraph begins. Circled numbers are used within texts too: one with words
    /// behind it begins a program only where the one before has ended.
    fn begins(&self, paragraph: &Paragraph) -> Option<(u16, Text, Text)> {
        let start = numbered(&paragraph.text).filter(|_| !paragraph.bullet)?;
        let last = self.drafts.last().map(|d| d.no);
        let next = last.is_none_or(|l| l + 1 == start.no);
        let later = last.is_none_or(|l| l < start.no);
        let sure = if start.rest.is_empty() {
            next || (later && start.marked && self.closed)
        } else {
            let short = start.rest.raw().chars().count() <= 30 && !start.rest.raw().contains('。');
            short && later && self.closed && (next || start.marked)
        };
        sure.then_some((start.no, start.number, start.rest))
    }

    /// Lays out all programs, measures the columns and lays them out again, and says what they hold.
    fn say(self, sheet: &Head, context: &mut Context) {
        let mut reading = self;
        for draft in &mut reading.drafts {
            draft.paragraphs = with_ends(&draft.paragraphs);
        }
        let mut measures = Vec::new();
        let with_bag: Vec<Column> = sheet.columns.iter().copied().chain([Column::Bag]).collect();
        let mut laid: Vec<Vec<Laid>> = Vec::new();
        for _ in 0..ROUNDS {
            laid = reading
                .drafts
                .iter()
                .map(|draft| {
                    let open = draft.ends_page && draft.grade.is_none();
                    let columns = if open { &with_bag } else { &sheet.columns };
                    lay(&draft.paragraphs, &Sheet { columns, measures: &measures })
                })
                .collect();
            let all = reading
                .drafts
                .iter()
                .zip(&laid)
                .flat_map(|(d, l)| d.paragraphs.iter().zip(l.iter().copied()));
            measures = measure(&with_bag, all);
            // The boxes of a schedule have no width of their own.
            measures.pop();
        }
        let mut seen = BTreeSet::new();
        for (draft, laid) in reading.drafts.iter().zip(&laid) {
            if !seen.insert(draft.no) {
                context.flow.doubt(Some(program(draft.no)), &draft.number, Doubtful::NumberTwice);
            }
            reading.say_program(draft, laid, sheet, context);
        }
        loose(&reading.loose, context);
    }

    fn say_program(&self, draft: &Draft, laid: &[Laid], sheet: &Head, context: &mut Context) {
        let subject = program(draft.no);
        self.say_direction(draft, context);
        if sheet.study {
            context.flow.say(subject, When::Ever, Fact::Study, How::Printed, &draft.number);
        }
        match &draft.grade {
            Some((grade, text)) => {
                context.flow.say(subject, When::Document, Fact::Grade(*grade), How::Printed, text);
            }
            None if sheet.study => {
                context.flow.missing(draft.no, When::Document, Field::Grade, Empty::NotGraded, &draft.number);
            }
            None => context.flow.missing(draft.no, When::Document, Field::Grade, Empty::Lost, &draft.number),
        }
        for (at, column) in sheet.columns.iter().enumerate() {
            let own: Vec<Paragraph> = of(draft, laid, at).cloned().collect();
            match column {
                Column::Name => {
                    let open = laid.iter().any(|l| !l.sure && [l.column, l.rival].contains(&Some(at)));
                    name(draft, if open { &[] } else { &own }, context);
                }
                Column::Text(field) if own.is_empty() => {
                    let doubted = laid.iter().any(|l| !l.sure);
                    let empty = if doubted { None } else { Some(Empty::Lost) };
                    if let Some(why) = empty {
                        let field = Field::Text(*field);
                        context.flow.missing(draft.no, When::Document, field, why, &draft.number);
                    }
                }
                Column::Text(TextField::ScheduleItem) => {
                    for item in &own {
                        context.text(
                            draft.no,
                            TextField::ScheduleItem,
                            When::Document,
                            How::Printed,
                            &item.text,
                        );
                    }
                }
                Column::Text(field) => {
                    context.text(draft.no, *field, When::Document, How::Split, &joined(&own));
                    context.remember(draft.no, *field, &own);
                }
                Column::ResultAndCause | Column::Bag => {}
            }
        }
        for (paragraph, laid) in draft.paragraphs.iter().zip(laid) {
            match laid {
                Laid { sure: true, column: Some(column), .. } if *column >= sheet.columns.len() => {
                    unplaced(paragraph, context);
                }
                Laid { sure: true, column: Some(_), .. } => {}
                Laid { column, rival, .. } => {
                    undecided(draft.no, paragraph, [*column, *rival], sheet, context);
                }
            }
        }
    }

    fn say_direction(&self, draft: &Draft, context: &mut Context) {
        let (Inherited::Sure(label) | Inherited::Doubtful(label)) = &draft.direction else {
            if !self.labels.is_empty() {
                let field = Field::Direction;
                context.flow.missing(draft.no, When::Ever, field, Empty::Lost, &draft.number);
                let subject = Some(program(draft.no));
                context.flow.doubt(subject, &draft.number, Doubtful::DirectionNotInherited);
            }
            return;
        };
        let Some((_, text)) = self.labels.iter().find(|(l, _)| l == label) else { return };
        context.flow.say_as(
            program(draft.no),
            When::Ever,
            Fact::Direction,
            How::Split,
            text,
            &text.as_name(),
        );
        if matches!(draft.direction, Inherited::Doubtful(_)) {
            context.flow.doubt(Some(program(draft.no)), &draft.number, Doubtful::DirectionNotInherited);
        }
    }
}

/// The paragraphs that were laid onto a column and stand nowhere else nearly as well.
fn of<'a>(draft: &'a Draft, laid: &'a [Laid], column: usize) -> impl Iterator<Item = &'a Paragraph> {
    let own = move |(_, l): &(&Paragraph, &Laid)| l.sure && l.column == Some(column);
    draft.paragraphs.iter().zip(laid).filter(own).map(|(p, _)| p)
}

/// The name, whose lines are as narrow as its column. The place is that of the number too.
fn name(draft: &Draft, own: &[Paragraph], context: &mut Context) {
    if own.is_empty() {
        context.flow.doubt(Some(program(draft.no)), &draft.number, Doubtful::ColumnUnsure);
        return;
    }
    let mut name = Text::default();
    for paragraph in own {
        name.run_on(&paragraph.text);
    }
    let mut whole = draft.number.clone();
    whole.run_on(&name);
    context.name_at(draft.no, &name, &whole);
}

/// A paragraph that could stand in another column: kept as plan or result where it is one of the two, unread otherwise,
/// and doubted in any case.
fn undecided(
    no: u16,
    paragraph: &Paragraph,
    choices: [Option<usize>; 2],
    sheet: &Head,
    context: &mut Context,
) {
    let field = |at: Option<usize>| at.and_then(|at| sheet.columns.get(at)).copied();
    let either = |c| matches!(field(c), Some(Column::Text(TextField::AnnualPlan | TextField::Result)));
    if choices.into_iter().all(either) {
        let field = TextField::AnnualPlanOrResult;
        context.text(no, field, When::Document, How::Printed, &paragraph.text);
    }
    context.flow.doubt(Some(program(no)), &paragraph.text, Doubtful::ColumnUnsure);
}

/// What stands behind the grades: the legend, and words of the schedule.
fn loose(paragraphs: &[Paragraph], context: &mut Context) {
    for paragraph in paragraphs {
        let meanings = meanings(paragraph.raw());
        if !meanings.is_empty() {
            for (grade, meaning) in meanings {
                let fact = Fact::Meaning(grade);
                context.flow.say_as(plan(), When::Ever, fact, How::Split, &paragraph.text, &meaning);
            }
        } else if paragraph.raw().contains("評価") {
            context.flow.heading(&paragraph.text);
        } else {
            unplaced(paragraph, context);
        }
    }
}

/// Words of the schedule are short; what is not stays unread.
fn unplaced(paragraph: &Paragraph, context: &mut Context) {
    const LONGEST: usize = 24;
    if paragraph.length() <= LONGEST && !paragraph.raw().contains('。') {
        context.flow.say(plan(), When::Ever, Fact::Unplaced, How::Printed, &paragraph.text);
    }
}
