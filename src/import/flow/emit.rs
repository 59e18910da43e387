//! What flowing text says → a document: the plan and the period are known by now.

use std::collections::BTreeSet;

use super::said::{Flow, When, plan};
use super::text::{Plain, Text};
use super::years::year_spans;
use crate::import::decode::Decoded;
use crate::import::prose::plan_mention;
use crate::import::{ImportError, Options};
use crate::model::{Document, DocumentId, Doubt, Fact, How, Layout, NamedPlan, Period, PlanCode, Statement};

/// Writes the document. Grades and texts need a period; what holds whenever the plan does needs none.
pub(in crate::import) fn document(
    flow: Flow,
    decoded: &Decoded,
    plans: Vec<NamedPlan>,
    period: Option<Period>,
    id: DocumentId,
    options: &Options,
) -> Result<Document, ImportError> {
    let mut flow = flow;
    let code = plans.first().map(|p| p.id.code.clone());
    titles(&mut flow, code.as_ref());
    let mut statements = Vec::with_capacity(flow.said.len());
    for said in flow.said {
        let period = match said.when {
            When::Ever => None,
            When::Document => period,
            When::YearEnd(year) => Some(Period::year_end(year)),
        };
        if period.is_none() && matches!(said.fact, Fact::Grade(_)) {
            return Err(ImportError::NoPeriod);
        }
        let (subject, fact, text, how, place) = (said.subject, said.fact, said.text, said.how, said.place);
        statements.push(Statement { subject, period, fact, text, how, place });
    }
    statements.sort_by_key(|s| s.place.lines());
    let mut doubts: Vec<Doubt> = flow
        .doubts
        .into_iter()
        .map(|(line, subject, text, what)| Doubt { line, subject, text: text.into(), what })
        .collect();
    doubts.sort_by_key(|d| d.line);
    let mut periods: Vec<Period> = statements.iter().filter_map(|s| s.period).collect();
    periods.sort();
    periods.dedup();
    let unread = unread(decoded, &statements);
    let name = options.name.as_str().into();
    Ok(Document { id, name, layout: Layout::Prose, plans, periods, statements, doubts, unread })
}

/// Titles speak of the plan that the document is about; a line that names another one is none.
fn titles(flow: &mut Flow, code: Option<&PlanCode>) {
    for title in std::mem::take(&mut flow.titles) {
        let own = match &title.plan {
            Some(mention) => Some(&mention.code) == code,
            None => title.on_top,
        };
        if own {
            flow.say(plan(), When::Document, Fact::Title, How::Printed, &title.text);
        }
    }
}

/// The years of the plan, where they stand right behind its name: in brackets, or in a cell of the same row.
pub(super) fn years(text: &Text, plain: &Plain, flow: &mut Flow) {
    for years in year_spans(&plain.text) {
        let Some(before) = plain.text.get(..years.at.start) else { continue };
        let row = text.raw().starts_with('|');
        let behind_name = before.strip_suffix('(').is_some_and(|b| {
            let bare = b.trim_end_matches(['」', '』']);
            let from = bare.char_indices().rev().nth(NAME).map_or(0, |(at, _)| at);
            bare.get(from..).and_then(plan_mention).is_some_and(|m| bare.ends_with(&m.name))
        });
        let in_row =
            row && before.split('|').find(|c| !c.is_empty()).is_some_and(|c| plan_mention(c).is_some());
        if behind_name || in_row {
            let fact = Fact::Years(years.first, years.last);
            flow.say(plan(), When::Ever, fact, How::Split, &text.part(plain.origin(years.at)));
        }
    }
}

/// Most letters of a plan's name.
const NAME: usize = 40;

/// Non-blank lines behind no statement.
fn unread(decoded: &Decoded, statements: &[Statement]) -> Vec<u32> {
    let read: BTreeSet<u32> = statements
        .iter()
        .flat_map(|s| {
            let (first, last) = s.place.lines();
            first..=last
        })
        .collect();
    let lines = decoded.lines().filter(|(n, l)| !l.trim().is_empty() && !read.contains(n));
    lines.map(|(n, _)| n).collect()
}
