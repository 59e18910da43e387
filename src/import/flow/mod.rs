//! Documents of flowing text, as an extractor gives a PDF without tables: headings, paragraphs, labelled fields, and
//! tables whose cells stand one below the other.
//!
//! Read by what is there: ends of lines, enumerators, labels in the words that such documents use everywhere, the widths
//! of columns. What these do not decide is a doubt or an unread line.

mod aims;
mod cell;
mod columns;
mod counts;
mod emit;
mod head;
mod heads;
mod labels;
mod lines;
mod list;
mod named;
mod overview;
mod program;
mod reached;
mod said;
mod sheet;
mod sums;
mod tense;
mod text;
mod years;

pub(super) use emit::document;
pub(super) use said::Flow;

use std::collections::HashMap;

use super::decode::Decoded;
use super::prose::{meanings, period_mention, plan_mention};
use crate::model::{Doubtful, Fact, How, Listing, TextField};
use crate::text::fold;
use heads::{direction_head, is_heading, list_head};
use labels::Label;
use lines::{Paragraph, Paragraphs, paragraphs};
use said::{Title, When, plan, program as program_of};
use sums::{Meanings, sums};
use text::Text;
use years::without_spans;

/// Names of programs by their numbers, folded, with the line on which each stands.
type Names = HashMap<u16, Vec<(String, u32)>>;

/// What is known while a document is read, and what was found.
struct Context<'a> {
    flow: Flow,
    meanings: Meanings,
    known: &'a Names,
    names: Names,
    /// Texts in which targets and actuals are looked for.
    texts: HashMap<u16, Vec<(TextField, Text)>>,
    /// The order in which programs came.
    order: Vec<u16>,
    /// The labels that each program described under labels has.
    labelled: Vec<Labelled>,
}

/// The labels of a program.
struct Labelled {
    no: u16,
    /// In a list; else with a head of its own.
    listed: bool,
    text: Text,
    labels: Vec<Label>,
}

impl Context<'_> {
    /// The name of a program.
    fn name(&mut self, no: u16, name: &Text) {
        self.name_at(no, name, name);
    }

    /// The name of a program that stands within a longer passage.
    fn name_at(&mut self, no: u16, name: &Text, whole: &Text) {
        self.names.entry(no).or_default().push((fold(name.raw()), name.line()));
        self.flow.say_as(program_of(no), When::Ever, Fact::Name, How::Split, whole, &name.as_name());
    }

    /// A text of a program.
    fn text(&mut self, no: u16, field: TextField, when: When, how: How, text: &Text) {
        self.flow.say(program_of(no), when, Fact::Text(field), how, text);
    }

    /// Keeps the paragraphs of a field, to look for figures once all fields of a program are known.
    fn remember(&mut self, no: u16, field: TextField, paragraphs: &[Paragraph]) {
        if !self.order.contains(&no) {
            self.order.push(no);
        }
        let texts = self.texts.entry(no).or_default();
        // Half a sentence names only half of what it counts.
        let mut whole: Vec<Text> = Vec::new();
        for paragraph in paragraphs {
            match whole.last_mut().filter(|w| w.raw().starts_with('・') && !paragraph.bullet) {
                Some(text) => text.run_on(&paragraph.text),
                None => whole.push(paragraph.text.clone()),
            }
        }
        texts.extend(whole.into_iter().map(|text| (field, text)));
    }
}

/// Reads a document as flowing text; `None` when it says nothing about programs.
pub(super) fn flow(decoded: &Decoded) -> Option<Flow> {
    let paragraphs = paragraphs(decoded);
    // Names that stand twice confirm each other, wherever the second one stands.
    let none = Names::new();
    let names = scan(&paragraphs, &none).names;
    let found = scan(&paragraphs, &names);
    found.flow.tells().then_some(found.flow)
}

/// Goes over the paragraphs once.
fn scan<'a>(paragraphs: &Paragraphs, known: &'a Names) -> Context<'a> {
    let mut context = Context {
        flow: Flow::default(),
        meanings: Meanings::new(),
        known,
        names: Names::new(),
        texts: HashMap::new(),
        order: Vec::new(),
        labelled: Vec::new(),
    };
    let all = &paragraphs.all;
    context.meanings = given_meanings(all);
    let mut at = 0;
    let mut list = None;
    let mut on_top = true;
    while let Some(paragraph) = all.get(at) {
        let rest = all.get(at..).unwrap_or_default();
        let taken = if paragraphs.marked { block(rest, &mut list, &mut context) } else { 0 };
        if taken > 0 {
            on_top = false;
            at += taken;
            continue;
        }
        if let Some(head) = direction_head(paragraph) {
            on_top = false;
            at += overview::read(rest, &head, &mut context).max(1);
            continue;
        }
        on_top &= !paragraph.raw().contains(['。', '、']);
        prose(paragraph, on_top, &mut list, &mut context);
        at += 1;
    }
    aims::figures(&mut context);
    missing_labels(&mut context);
    context
}

/// Doubts programs without a label that most of the others have: what stands below it may have come to stand below the
/// label before.
fn missing_labels(context: &mut Context) {
    let all = std::mem::take(&mut context.labelled);
    for listed in [true, false] {
        let group = || all.iter().filter(|l| l.listed == listed);
        let mut counts: Vec<(Label, usize)> = Vec::new();
        for label in group().flat_map(|l| &l.labels) {
            match counts.iter_mut().find(|(known, _)| known == label) {
                Some((_, count)) => *count += 1,
                None => counts.push((*label, 1)),
            }
        }
        counts.retain(|(_, count)| count * 2 > group().count());
        for own in group().filter(|own| counts.iter().any(|(label, _)| !own.labels.contains(label))) {
            context.flow.doubt(Some(program_of(own.no)), &own.text, Doubtful::Labels);
        }
    }
}

/// The meanings that legends and tables of counts give to grades, wherever they stand.
fn given_meanings(all: &[Paragraph]) -> Meanings {
    let mut found = Meanings::new();
    for at in 0..all.len() {
        let rest = all.get(at..).unwrap_or_default();
        if let Some(head) = counts::head(rest) {
            found.extend(head.meanings());
        }
        let legend = rest.first().map(|p| meanings(p.raw())).unwrap_or_default();
        found.extend(legend.into_iter().map(|(mark, meaning)| (mark, fold(&meaning))));
    }
    found
}

/// Reads a block of paragraphs that belong together; returns how many were taken, none when no block begins here.
fn block(rest: &[Paragraph], list: &mut Option<Listing>, context: &mut Context) -> usize {
    let Some(first) = rest.first() else { return 0 };
    if let Some(head) = head::head(rest) {
        return sheet::read(rest, &head, context);
    }
    if let Some(head) = counts::head(rest) {
        return counts::read(rest, &head, &mut context.flow);
    }
    if let Some(head) = list_head(first) {
        *list = (head.list == Listing::GoodExample).then_some(head.list);
        if head.list != Listing::GoodExample {
            return list::read(rest, &head, context);
        }
        context.flow.heading(&first.text);
        return 1;
    }
    let Some(head) = program::head(rest) else { return 0 };
    if program::is_labelled(rest, &head) {
        let good = list.filter(|l| *l == Listing::GoodExample);
        return program::read(rest, &head, good, context);
    }
    match list {
        Some(Listing::WithoutPlan) => program::named(&head, Listing::WithoutPlan, context),
        _ => 0,
    }
}

/// A paragraph outside of all blocks: a title, a legend, a sentence with totals, a heading, or nothing that is understood.
fn prose(paragraph: &Paragraph, on_top: bool, list: &mut Option<Listing>, context: &mut Context) {
    let raw = paragraph.raw();
    let text = &paragraph.text;
    let legend = meanings(raw);
    if !legend.is_empty() {
        for (grade, meaning) in legend {
            context.flow.say_as(plan(), When::Ever, Fact::Meaning(grade), How::Split, text, &meaning);
        }
        return;
    }
    let counted = sums(text, &context.meanings, &mut context.flow);
    if raw.contains("設定されていな") && raw.contains('。') {
        *list = Some(Listing::WithoutPlan);
    }
    let plain = text.plain();
    emit::years(text, &plain, &mut context.flow);
    let short = paragraph.length() <= 70 && !raw.contains(['。', '、', '|']);
    let (named, period) = (plan_mention(raw), period_mention(&without_spans(&plain.text)));
    if short && (named.is_some() || (period.is_some() && on_top)) {
        context.flow.titles.push(Title { text: text.clone(), plan: named, period, on_top });
    } else if !counted && is_heading(paragraph) {
        context.flow.heading(text);
    }
}
