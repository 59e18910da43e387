//! Programs described under labels: `No.12 名称 【担当課】`, then one label and one text for each field; and programs that
//! are only named, in a list of those for which nothing was planned yet.

use super::cell::joined;
use super::heads::{direction_head, list_head, numbered};
use super::labels::{Found, Label, is_year_of_label, label_at};
use super::lines::Paragraph;
use super::said::{When, program};
use super::text::Text;
use super::{Context, Labelled};
use crate::import::look::looks_like_departments;
use crate::model::{Doubtful, Empty, Fact, Field, Figure, Grade, Horizon, How, Listing, Side, tail};
use crate::text::fold;

/// The head of a program.
pub(super) struct Head {
    no: u16,
    number: Text,
    name: Text,
    departments: Option<Text>,
    /// Paragraphs that it takes.
    taken: usize,
}

/// Most paragraphs between a program's head and its first label.
const NEAR: usize = 3;

/// The head of a program with which the paragraphs begin: a number with `No`, since circled ones enumerate whatever they
/// like, and a name.
pub(super) fn head(paragraphs: &[Paragraph]) -> Option<Head> {
    let first = paragraphs.first()?;
    let start = numbered(&first.text).filter(|n| n.named && !n.rest.is_empty())?;
    if start.rest.raw().contains('。') || first.length() > 90 {
        return None;
    }
    let raw = start.rest.raw();
    let (name, departments) = match raw.find('【') {
        Some(at) => (start.rest.part(0..at), Some(start.rest.part(at..raw.len()))),
        None => (start.rest.clone(), None),
    };
    let below = paragraphs.get(1).filter(|p| departments.is_none() && is_departments(p.raw()));
    let taken = 1 + usize::from(below.is_some());
    let departments = departments.or_else(|| below.map(|p| p.text.clone()));
    Some(Head { no: start.no, number: start.number, name, departments, taken })
}

/// Whether labelled fields follow.
pub(super) fn is_labelled(paragraphs: &[Paragraph], head: &Head) -> bool {
    (0..NEAR).any(|skip| label_at(paragraphs.get(head.taken + skip..).unwrap_or_default()).is_some())
}

fn is_departments(raw: &str) -> bool {
    raw.starts_with('【') && raw.ends_with('】')
}

/// Reads a program that is only named.
pub(super) fn named(head: &Head, list: Listing, context: &mut Context) -> usize {
    context.flow.listed(head.no, list, When::Document, &head.number);
    context.name(head.no, &head.name);
    departments(head, context);
    head.taken
}

/// Reads a program with its labelled fields; returns how many paragraphs were taken.
pub(super) fn read(
    paragraphs: &[Paragraph],
    head: &Head,
    list: Option<Listing>,
    context: &mut Context,
) -> usize {
    if let Some(list) = list {
        context.flow.listed(head.no, list, When::Document, &head.number);
    }
    context.name(head.no, &head.name);
    departments(head, context);
    let mut seen: Vec<Label> = Vec::new();
    let mut at = head.taken;
    while at < paragraphs.len() && !ends(paragraphs.get(at..).unwrap_or_default()) {
        let Some(found) = label_at(paragraphs.get(at..).unwrap_or_default()) else {
            // Captions of pictures and what was written into them: unread.
            at += 1;
            continue;
        };
        if seen.contains(&found.label) {
            context.flow.doubt(Some(program(head.no)), &found.text, Doubtful::Labels);
        }
        seen.push(found.label);
        at += found.taken;
        at += field(paragraphs.get(at..).unwrap_or_default(), head.no, found, context);
    }
    context.labelled.push(Labelled { no: head.no, listed: false, text: head.number.clone(), labels: seen });
    at
}

/// Whether something else begins.
fn ends(paragraphs: &[Paragraph]) -> bool {
    let Some(first) = paragraphs.first() else { return true };
    let numbered_heading = numbered(&first.text)
        .is_some_and(|n| !n.rest.is_empty() && !n.marked && first.gap > 0 && n.rest.raw().starts_with("各"));
    first.tabbed
        || list_head(first).is_some()
        || direction_head(first).is_some()
        || head(paragraphs).is_some()
        || numbered_heading
}

/// Reads the text behind a label.
fn field(paragraphs: &[Paragraph], no: u16, found: Found, context: &mut Context) -> usize {
    context.flow.heading(&found.text);
    let mut own: Vec<Paragraph> = Vec::new();
    if let Some(rest) = found.rest {
        let bullet = rest.raw().starts_with('・');
        own.push(Paragraph { lines: Vec::new(), text: rest, gap: 0, bullet, tabbed: false, torn: false });
    }
    let indicators = found.label == Label::Indicators;
    let mut taken = 0;
    while let Some(paragraph) = paragraphs.get(taken) {
        let rest = paragraphs.get(taken..).unwrap_or_default();
        let another = label_at(rest).is_some_and(|l| !(indicators && belongs_to_indicators(&l)));
        if another || ends(rest) || is_caption(paragraph.raw()) {
            break;
        }
        if paragraph.torn {
            context.flow.doubt(Some(program(no)), &paragraph.text, Doubtful::Torn);
        }
        if !indicators && is_year_of_label(paragraph.raw()) {
            // The rest of a label is lost, and with it whose text follows.
            context.flow.heading(&paragraph.text);
            context.flow.doubt(Some(program(no)), &paragraph.text, Doubtful::Labels);
        } else {
            own.push(paragraph.clone());
        }
        taken += 1;
    }
    match found.label {
        Label::Text(field) if !own.is_empty() => {
            context.text(no, field, When::Document, How::Printed, &joined(&own));
        }
        Label::Indicators => own_indicators(no, &own, context),
        Label::Departments => {
            for paragraph in &own {
                say_departments(no, &paragraph.text, context);
            }
        }
        Label::Grade => grade(no, &own, context),
        Label::Text(_) => {}
    }
    taken
}

/// 目標 and 実績 within the block of indicators name the sides of a figure.
fn belongs_to_indicators(found: &Found) -> bool {
    found.label == Label::Indicators || side_of(found.text.raw()).is_some()
}

/// The side of a figure that a text names: `目標`, `24年度実績`.
fn side_of(text: &str) -> Option<Side> {
    let folded = fold(text);
    let bare = folded.trim_start_matches("平成").trim_start_matches("令和");
    let bare =
        bare.trim_start_matches(|c: char| c.is_ascii_digit() || c == '元').trim_start_matches("年度末");
    match bare.trim_start_matches("年度").trim_start_matches('の') {
        "目標" | "目標値" => Some(Side::Target),
        "実績" | "実績値" | "達成状況" => Some(Side::Actual),
        "現状値" | "基準値" => Some(Side::Baseline),
        _ => None,
    }
}

/// `＜会議の様子＞`, `（単位：件）`: what stands below a picture or above a chart.
fn is_caption(raw: &str) -> bool {
    if raw.starts_with("（単位") || raw.starts_with("(単位") {
        return true;
    }
    let inner = raw.strip_prefix(['＜', '<']).and_then(|r| r.split_once(['＞', '>']));
    inner.is_some_and(|(caption, _)| caption.chars().count() <= 30)
}

fn grade(no: u16, own: &[Paragraph], context: &mut Context) {
    for paragraph in own {
        match Grade::parse(paragraph.raw()) {
            Some(grade) => {
                let fact = Fact::Grade(grade);
                context.flow.say(program(no), When::Document, fact, How::Printed, &paragraph.text);
            }
            None => context.flow.doubt(Some(program(no)), &paragraph.text, Doubtful::NotAGrade),
        }
    }
}

fn departments(head: &Head, context: &mut Context) {
    let Some(text) = &head.departments else { return };
    let raw = text.raw();
    let inner = raw.trim_start_matches('【').trim_end_matches('】');
    let from = raw.find('【').map_or(0, |at| at + '【'.len_utf8());
    if raw.ends_with('】') {
        say_departments(head.no, &text.part(from..from + inner.len()), context);
    }
}

/// Departments, divided by ・ where every part reads like one; else the ・ is a part of a name.
fn say_departments(no: u16, text: &Text, context: &mut Context) {
    let parts = divided(text.raw());
    if parts.iter().all(|p| reads_like_department(p)) {
        let fact = Fact::Departments(parts.into_iter().map(Into::into).collect());
        context.flow.say(program(no), When::Ever, fact, How::Split, text);
    } else {
        context.flow.doubt(Some(program(no)), text, Doubtful::CellWithoutColumn);
    }
}

fn divided(raw: &str) -> Vec<&str> {
    let by = |dividers: &[char]| -> Vec<&str> {
        raw.split(dividers).map(str::trim).filter(|p| !p.is_empty()).collect()
    };
    let all = by(&['・', '、', '，', '/']);
    if all.iter().all(|p| reads_like_department(p)) { all } else { by(&['、', '，', '/']) }
}

/// `参事（市民協働）`: what stands in brackets behind a department says what it is charged with.
fn reads_like_department(part: &str) -> bool {
    let bare = part.strip_suffix(['）', ')']).and_then(|p| p.rfind(['（', '(']).and_then(|at| p.get(..at)));
    looks_like_departments(bare.unwrap_or(part).trim())
}

/// The block of indicators: declared unset, or a label with figures.
fn own_indicators(no: u16, own: &[Paragraph], context: &mut Context) {
    let mut label = String::new();
    let mut side = Side::Actual;
    // A word that says the side may be spread over two lines: 24年度 / 実績.
    let mut spread = Text::default();
    for paragraph in own {
        let raw = paragraph.raw();
        if fold(raw).contains("未設定") {
            for field in [Field::Target, Field::Actual] {
                context.flow.missing(no, When::Document, field, Empty::Unset, &paragraph.text);
            }
            continue;
        }
        spread.run_on(&paragraph.text);
        let named = side_of(raw).or_else(|| side_of(spread.raw()));
        let dated = fold(raw).trim_end_matches("年度").chars().all(|c| c.is_ascii_digit());
        if named.is_some() || dated {
            side = named.unwrap_or(side);
            context.flow.heading(&paragraph.text);
            if named.is_some() {
                spread = Text::default();
            }
            continue;
        }
        spread = Text::default();
        if let Some(named) = indicator_label(&paragraph.text) {
            named.raw().clone_into(&mut label);
            context.flow.heading(&paragraph.text);
        } else if !figures_of(no, &paragraph.text, &label, side, context) {
            context.flow.doubt(Some(program(no)), &paragraph.text, Doubtful::CellWithoutColumn);
        }
    }
}

/// `成果指標 記事掲載数`: what is measured.
fn indicator_label(text: &Text) -> Option<Text> {
    let raw = text.raw();
    let rest = ["成果指標", "指標"].iter().find_map(|w| raw.strip_prefix(w))?;
    let name = rest.trim_start_matches([':', '：', ' ', '\u{3000}']);
    (!name.is_empty()).then(|| text.part(raw.len() - name.len()..raw.len()))
}

/// `332件 約三倍（前年度：117件）`, `（参考：発行数：339件（前年度：253件））`: a figure and the one of the year before.
fn figures_of(no: u16, text: &Text, label: &str, side: Side, context: &mut Context) -> bool {
    let plain = text.plain();
    let inner = plain.text.strip_prefix("(参考:").and_then(|t| t.strip_suffix(')')).unwrap_or(&plain.text);
    let (before, note) = match inner.split_once("(前年") {
        Some((before, note)) => (before, Some(note.trim_start_matches(['度', ':']).trim_end_matches(')'))),
        None => (inner, None),
    };
    // The own number stands first; what follows it is a remark.
    let raw = text.raw();
    let first = raw.split_whitespace().next().map(|w| super::text::Plain::new(w).text);
    let read = tail(before).or_else(|| first.as_deref().and_then(tail));
    let Some(read) = read.filter(|r| !(r.label.is_empty() && label.is_empty())) else { return false };
    let named = if read.label.is_empty() { label.to_owned() } else { read.label };
    let figure = |side, quantity| {
        let label = named.as_str().into();
        Fact::Figure(Box::new(Figure { side, label, item: None, quantity, horizon: Horizon::Year }))
    };
    context.flow.say(program(no), When::Document, figure(side, read.quantity.clone()), How::Split, text);
    if let Some(base) = note.and_then(tail).filter(|t| t.label.is_empty()) {
        let quantity = base.quantity;
        context.flow.say(program(no), When::Document, figure(Side::Baseline, quantity), How::Split, text);
    }
    true
}
