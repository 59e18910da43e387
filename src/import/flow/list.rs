//! Lists of programs that a document makes: those that are late, with cause and remedy, and those in which something new
//! is undertaken. Name and text stand in narrow columns of which one follows the other.

use super::cell::{begins_within, is_name, is_page_number, joined, wider, with_ends};
use super::columns::{Column, Sheet, lay};
use super::counts;
use super::head;
use super::heads::{ListHead, Numbered, direction_head, is_section, list_head, numbered, numberless_no};
use super::labels::{Label, label_at};
use super::lines::Paragraph;
use super::said::{Said, When, program};
use super::sums::mark_of;
use super::tense::spoken;
use super::text::Text;
use super::{Context, Labelled};
use crate::model::{Doubtful, Empty, Fact, Field, How, Listing, TextField, TotalColumn};
use crate::text::fold;

/// Most paragraphs between the heading of a list and its first program.
const HEAD: usize = 8;

/// A program of a list, with its paragraphs.
struct Entry {
    no: u16,
    number: Text,
    /// What stands on the line of the number.
    rest: Option<Paragraph>,
    paragraphs: Vec<Paragraph>,
    /// Stands in the middle of another program's line: the two share a cell.
    shares: Option<(u16, Text)>,
}

/// Reads a list from its heading on; returns how many paragraphs were taken.
pub(super) fn read(paragraphs: &[Paragraph], head: &ListHead, context: &mut Context) -> usize {
    let Some(first) = paragraphs.first() else { return 0 };
    context.flow.heading(&first.text);
    let when = match (head.list, head.year) {
        (Listing::NewUndertaking, Some(year)) => When::YearEnd(year),
        _ => When::Document,
    };
    if let Some((count, text)) = &head.count {
        context.total_of_list(head.list, *count, when, text);
    }
    let mut at = 1;
    // The heads of the columns.
    let begun = (1..=HEAD).position(|at| starts(paragraphs.get(at..).unwrap_or_default(), 0).is_some());
    let Some(begun) = begun.filter(|b| paragraphs.iter().skip(1).take(*b).all(is_column_head)) else {
        return at;
    };
    for paragraph in paragraphs.iter().skip(1).take(begun) {
        context.flow.heading(&paragraph.text);
        at += 1;
    }
    let (entries, taken) = entries(paragraphs.get(at..).unwrap_or_default(), head.list, context);
    let narrow = name_width(&entries);
    if let Some((_, text)) = head.count.as_ref().filter(|(count, _)| *count as usize != entries.len()) {
        // One of them may have swallowed another.
        for entry in &entries {
            context.flow.doubt(Some(program(entry.no)), text, Doubtful::ListLength);
        }
    }
    for entry in &entries {
        if !entry_of(entry, head.list, when, narrow, context) {
            continue;
        }
        if head.list == Listing::Delayed
            && let Some(mark) = context.mark_in(first.raw())
        {
            let fact = Fact::Grade(mark);
            context.flow.say(program(entry.no), When::Document, fact, How::Split, &first.text);
        }
    }
    at + taken
}

fn is_column_head(paragraph: &Paragraph) -> bool {
    paragraph.length() <= 40 && !paragraph.raw().contains('。')
}

/// A program's number at the head of the paragraphs, larger than the last, and a name behind it.
fn starts(paragraphs: &[Paragraph], last: u16) -> Option<Numbered> {
    let first = paragraphs.first()?;
    let start = numbered(&first.text).filter(|n| n.no > last && !first.bullet)?;
    let below = paragraphs.get(1..).unwrap_or_default();
    let named = if start.rest.is_empty() {
        below.first().is_some_and(|p| is_name(&p.text)) && label_at(below).is_none()
    } else {
        !start.rest.raw().contains('。')
    };
    named.then_some(start)
}

/// The programs of a list, and how many paragraphs they take.
fn entries(paragraphs: &[Paragraph], list: Listing, context: &mut Context) -> (Vec<Entry>, usize) {
    let mut found: Vec<Entry> = Vec::new();
    let mut taken = 0;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let rest = paragraphs.get(at..).unwrap_or_default();
        let last = found.last().map_or(0, |e| e.no);
        let foreign = paragraph.tabbed
            || list_head(paragraph).is_some()
            || direction_head(paragraph).is_some()
            || is_section(paragraph)
            || head::head(rest).is_some()
            || counts::head(rest).is_some()
            || numbered(&paragraph.text).is_some_and(|n| n.no <= last && !n.rest.is_empty() && !n.marked);
        if foreign {
            break;
        } else if numberless_no(paragraph.raw()) && is_column_head(paragraph) {
            context.flow.heading(&paragraph.text);
        } else if is_page_number(paragraph, last) {
            // Unread.
        } else if let Some(start) = starts(rest, last) {
            found.push(Entry {
                no: start.no,
                number: start.number,
                rest: (!start.rest.is_empty()).then(|| rest_of(paragraph, start.rest)),
                paragraphs: Vec::new(),
                shares: None,
            });
        } else if let Some(entry) = found.last_mut() {
            let inner = if list == Listing::NewUndertaking { within(paragraph, last) } else { None };
            match inner {
                None => entry.paragraphs.push(paragraph.clone()),
                Some((before, number, name)) => {
                    entry.paragraphs.push(rest_of(paragraph, before.clone()));
                    let shares = Some((entry.no, before));
                    let rest = Some(rest_of(paragraph, name));
                    let Some(no) = number_of(&number) else { continue };
                    found.push(Entry { no, number, rest, paragraphs: Vec::new(), shares });
                }
            }
        } else {
            break;
        }
        taken += 1;
    }
    (found, taken)
}

fn number_of(text: &Text) -> Option<u16> {
    crate::text::program_number(text.raw()).and_then(|n| u16::try_from(n).ok())
}

/// A part of a paragraph as one of its own.
fn rest_of(paragraph: &Paragraph, text: Text) -> Paragraph {
    let whole = paragraph.lines.len() > 1;
    Paragraph {
        lines: if whole { paragraph.lines.clone() } else { Vec::new() },
        bullet: text.raw().starts_with('・'),
        gap: 0,
        tabbed: false,
        torn: paragraph.torn,
        text,
    }
}

/// Mends a program that begins in the middle of a line, behind the text of the one before: the text before it, its
/// number and its name.
fn within(paragraph: &Paragraph, last: u16) -> Option<(Text, Text, Text)> {
    let raw = paragraph.raw();
    let (head, name) = raw.rsplit_once(char::is_whitespace)?;
    let head = head.trim_end();
    let (before, number) = head.rsplit_once(char::is_whitespace)?;
    let no = number_of(&Text::of_line(1, 0, number)).filter(|no| *no > last)?;
    let digits = number.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let counted = numbered(&Text::of_line(1, 0, &format!("{no} {name}"))).is_none();
    if !digits || counted || name.chars().count() < 4 || before.trim_end().ends_with(['、', '(', '（']) {
        return None;
    }
    let start = head.len() - number.len();
    let text = &paragraph.text;
    Some((
        text.part(0..before.len()),
        text.part(start..head.len()),
        text.part(raw.len() - name.len()..raw.len()),
    ))
}

/// The width of the column of names: that of the lines of first paragraphs that run on.
fn name_width(entries: &[Entry]) -> Option<i32> {
    let first = entries.iter().filter_map(|e| if e.rest.is_none() { e.paragraphs.first() } else { None });
    let running = first.filter_map(|p| p.lines.iter().rev().skip(1).map(|l| l.width).max());
    let mut widths: Vec<i32> = running.collect();
    widths.sort_unstable();
    widths.get(widths.len() / 2).copied()
}

/// Says what an entry holds; `false` when it is no program of the list after all.
fn entry_of(entry: &Entry, list: Listing, when: When, narrow: Option<i32>, context: &mut Context) -> bool {
    let parts: Vec<Paragraph> = entry.rest.iter().chain(&entry.paragraphs).cloned().collect();
    let labelled = (1..parts.len()).find(|at| label_at(parts.get(*at..).unwrap_or_default()).is_some());
    let head = parts.get(..labelled.unwrap_or(parts.len())).unwrap_or_default();
    let columned = list == Listing::Delayed && labelled.is_none() && parts.iter().skip(1).any(|p| p.bullet);
    context.flow.listed(entry.no, list, when, &entry.number);
    for torn in parts.iter().filter(|p| p.torn) {
        context.flow.doubt(Some(program(entry.no)), &torn.text, Doubtful::Torn);
    }
    let one_line = entry.rest.as_ref().filter(|r| r.lines.is_empty() && entry.shares.is_none() && !columned);
    let split = match one_line.map(|r| name_and_text_on_a_line(r, entry, context)) {
        Some(Some(split)) => Some(split),
        Some(None) => None,
        None => name_and_text(head, entry, narrow, columned, context),
    };
    let subject = Some(program(entry.no));
    let Some((name, texts)) = split else {
        for paragraph in head {
            context.flow.doubt(subject, &paragraph.text, Doubtful::ColumnUnsure);
        }
        labels(&parts, labelled, entry.no, context);
        return true;
    };
    context.name(entry.no, &name);
    let field = if list == Listing::NewUndertaking { TextField::NewUndertaking } else { TextField::Result };
    if let Some((of, shared)) = &entry.shares {
        // One cell stands beside both programs. Which part speaks of which, the page no longer tells.
        let fact = Fact::Text(field);
        let of_both = context.flow.said.iter().rev().find(|s| s.subject == program(*of) && s.fact == fact);
        match of_both.cloned() {
            Some(said) => {
                let subject = program(entry.no);
                context.flow.said.push(Said { subject, how: How::Split, ..said });
            }
            None => context.flow.missing(entry.no, when, Field::Text(field), Empty::Lost, &entry.number),
        }
        context.flow.doubt(subject, shared, Doubtful::SharedCell);
        context.flow.doubt(Some(program(*of)), shared, Doubtful::SharedCell);
    } else if columned {
        delayed_columns(entry.no, &texts, context);
    } else if texts.is_empty() {
        context.flow.missing(entry.no, when, Field::Text(field), Empty::Lost, &entry.number);
    } else {
        context.text(entry.no, field, when, How::Printed, &joined(&texts));
    }
    labels(&parts, labelled, entry.no, context);
    true
}

/// `行政評価の実施 新たな指標の検討`: name and text on the line of the number, divided by one space, or by the name
/// that stands elsewhere in the document.
fn name_and_text_on_a_line(
    rest: &Paragraph,
    entry: &Entry,
    context: &Context,
) -> Option<(Text, Vec<Paragraph>)> {
    let raw = rest.raw();
    let spaces: Vec<usize> = raw.match_indices(char::is_whitespace).map(|(at, _)| at).collect();
    let known =
        |at: &&usize| raw.get(..**at).is_some_and(|head| context.knows(entry.no, head, rest.text.line()));
    let at = match spaces.as_slice() {
        [] => raw.len(),
        [one] => *one,
        many => **many.iter().find(known).as_ref()?,
    };
    let name = rest.text.part(0..at);
    let text = rest.text.part(at..raw.len());
    let mut texts: Vec<Paragraph> = Vec::new();
    if !text.is_empty() {
        texts.push(rest_of(rest, text));
    }
    texts.extend(entry.paragraphs.iter().cloned());
    // A name that runs on in the next paragraph is not told from a text.
    let sure = !texts.is_empty() && is_name(&name) && !begins_within(texts.first()?.raw());
    sure.then_some((name, texts))
}

/// Mends a name and a text that stand one below the other in two narrow columns: where the one ends and the other
/// begins. `None` where nothing tells.
fn name_and_text(
    parts: &[Paragraph],
    entry: &Entry,
    narrow: Option<i32>,
    columned: bool,
    context: &Context,
) -> Option<(Text, Vec<Paragraph>)> {
    let mut name = parts.first()?.text.clone();
    let mut at = 1;
    // A break within a name: what follows cannot begin a text.
    while !context.knows(entry.no, name.raw(), name.line())
        && let Some(part) = parts.get(at).filter(|p| begins_within(p.raw()))
    {
        name.run_on(&part.text);
        at += 1;
    }
    let known = context.knows(entry.no, name.raw(), name.line());
    let own = parts.get(..at).unwrap_or_default().iter().flat_map(|p| &p.lines);
    if !known && narrow.is_some_and(|n| own.map(|l| l.width).max().unwrap_or(0) > n + 4) {
        return None;
    }
    let texts = parts.get(at..).unwrap_or_default();
    if columned {
        // The columns of text hold items of lists: what stands before the first of them is the name.
        let first = parts.iter().position(|p| p.bullet)?;
        let mut name = Text::default();
        parts.iter().take(first).for_each(|p| name.run_on(&p.text));
        return is_name(&name).then(|| (name, parts.get(first..).unwrap_or_default().to_vec()));
    }
    let opened = |p: &Paragraph| p.raw().starts_with(['・', '◆', '※', '①', '○', '●']);
    let wide = |p: &Paragraph| p.lines.iter().any(|l| narrow.is_some_and(|n| l.width > n + 2));
    let sure = match texts {
        [] => known || entry.shares.is_some(),
        [only] => known || !only.raw().starts_with('※'),
        [first, more @ ..] => known || opened(first) || wide(first) || more.iter().all(opened),
    };
    (sure && is_name(&name)).then(|| (name, texts.to_vec()))
}

/// The labelled fields of an entry.
fn labels(parts: &[Paragraph], from: Option<usize>, no: u16, context: &mut Context) {
    let Some(mut at) = from else { return };
    let mut seen: Vec<Label> = Vec::new();
    while let Some(found) = label_at(parts.get(at..).unwrap_or_default()) {
        context.flow.heading(&found.text);
        if seen.contains(&found.label) {
            context.flow.doubt(Some(program(no)), &found.text, Doubtful::Labels);
        }
        seen.push(found.label);
        at += found.taken;
        let mut texts: Vec<Paragraph> = Vec::new();
        if let (Some(rest), Some(paragraph)) = (found.rest, parts.get(at - 1)) {
            texts.push(rest_of(paragraph, rest));
        }
        while let Some(paragraph) = parts.get(at)
            && label_at(parts.get(at..).unwrap_or_default()).is_none()
        {
            let sentence = texts.last().is_some_and(|t| t.raw().ends_with('。'));
            let opened = paragraph.raw().starts_with(['・', '※', '◆', '(', '（', '【', '①', '②', '③']);
            if (sentence && !opened && !paragraph.raw().ends_with('。')) || wider(&texts, paragraph) {
                // No sentence behind one, or lines wider than the cell: what follows the list.
                context.flow.doubt(Some(program(no)), &paragraph.text, Doubtful::ColumnUnsure);
            } else {
                texts.push(paragraph.clone());
            }
            at += 1;
        }
        if let (Label::Text(field), false) = (found.label, texts.is_empty()) {
            context.text(no, field, When::Document, How::Printed, &joined(&texts));
        }
    }
    let text = parts.first().map_or_else(Text::default, |p| p.text.clone());
    context.labelled.push(Labelled { no, listed: true, text, labels: seen });
}

/// Cells of an entry without labels: what was done and why that was too little in one column, what will be done about
/// it in the next.
fn delayed_columns(no: u16, texts: &[Paragraph], context: &mut Context) {
    let texts = &with_ends(texts);
    let columns = [Column::ResultAndCause, Column::Text(TextField::Remedy)];
    let laid = lay(texts, &Sheet { columns: &columns, measures: &[] });
    let of = |column: usize| -> Vec<Paragraph> {
        let own = texts.iter().zip(&laid).filter(|(_, l)| l.sure && l.column == Some(column));
        own.map(|(p, _)| p.clone()).collect()
    };
    for (paragraph, _) in texts.iter().zip(&laid).filter(|(_, l)| !l.sure || l.column.is_none()) {
        context.flow.doubt(Some(program(no)), &paragraph.text, Doubtful::ColumnUnsure);
    }
    let (done, remedy) = (of(0), of(1));
    // The causes are told last, each in an item of its own.
    let causes = done.iter().position(|p| spoken(p.raw()).cause);
    let told = causes.filter(|at| done.iter().skip(*at).all(|p| spoken(p.raw()).cause));
    let (result, cause) = done.split_at(told.unwrap_or(0));
    let how = if told.is_some() { How::Split } else { How::Printed };
    for (field, how, own) in [
        (TextField::Result, how, result),
        (TextField::Cause, how, cause),
        (TextField::Remedy, How::Printed, &remedy),
    ] {
        if !own.is_empty() {
            context.text(no, field, When::Document, how, &joined(own));
        }
    }
}

impl Context<'_> {
    /// Whether the document gives a program that name on another line.
    fn knows(&self, no: u16, name: &str, line: u32) -> bool {
        let folded = fold(name);
        let elsewhere = |(known, at): &(String, u32)| *at != line && *known == folded;
        self.known.get(&no).is_some_and(|names| names.iter().any(elsewhere))
    }

    /// The mark whose meaning a heading names.
    fn mark_in(&self, heading: &str) -> Option<crate::model::Grade> {
        let folded = fold(heading);
        let named = self.meanings.iter().find(|(_, meaning)| {
            let meaning = meaning.strip_prefix("年度当初の").unwrap_or(meaning);
            meaning.len() >= 12 && folded.contains(meaning)
        });
        named.map(|(mark, _)| *mark).or_else(|| mark_of(&self.meanings, heading))
    }

    /// The printed length of a list.
    fn total_of_list(&mut self, list: Listing, count: u32, when: When, text: &Text) {
        let fact = Fact::Total(crate::model::Total { grade: None, column: TotalColumn::Listed(list), count });
        self.flow.say(super::said::plan(), when, fact, How::Split, text);
    }
}
