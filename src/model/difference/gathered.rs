//! Everything that a document says, by whom, what and when, so that two of them can be laid side by side.

use std::collections::{BTreeMap, BTreeSet};

use super::Said;
use crate::model::curation::{Decision, Relation};
use crate::model::document::Document;
use crate::model::id::{Number, PlanId, ProgramId};
use crate::model::period::Period;
use crate::model::quantity::Side;
use crate::model::statement::{Fact, Field, Place, Statement, Subject};
use crate::text::fold;

/// About whom: plans by their place in the alphabet of codes, since two documents may count them otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    Document,
    Plan(String),
    Direction(String, u16),
    Program(String, Number),
}

impl Who {
    /// Whether it is a program.
    pub fn is_program(&self) -> bool {
        matches!(self, Who::Program(..))
    }
}

/// About whom, what, and for when.
pub(super) type Key = (Who, Said, Option<Period>);

/// What is said; without a text where the document says that there is nothing.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// As it stands there.
    pub text: Option<Box<str>>,
    /// Where.
    pub place: Place,
}

/// Everything that a document says, by whom, what and when.
pub(super) struct Gathered<'a> {
    document: &'a Document,
    /// All values, in the order of whom, what and when.
    pub said: BTreeMap<Key, Vec<Value>>,
}

impl<'a> Gathered<'a> {
    /// Gathers a document.
    pub fn of(document: &'a Document) -> Gathered<'a> {
        let mut said: BTreeMap<Key, Vec<Value>> = BTreeMap::new();
        for statement in &document.statements {
            let Some((what, text)) = value(document, statement) else { continue };
            let key = (who(document, statement.subject), what, statement.period);
            said.entry(key).or_default().push(Value { text, place: statement.place.clone() });
        }
        Gathered { document, said }
    }

    /// The programs of which it says something.
    pub fn programs(&self) -> BTreeSet<Who> {
        self.said.keys().map(|key| key.0.clone()).filter(Who::is_program).collect()
    }

    /// A program by the name under which others know it.
    pub fn program(&self, who: &Who) -> Option<ProgramId> {
        let Who::Program(plan, number) = who else { return None };
        let named = self.document.plans.iter().find(|p| plan_key(self.document, &p.id) == *plan)?;
        Some(ProgramId { plan: named.id.clone(), number: *number })
    }

    /// The name of a program.
    pub fn name(&self, who: &Who) -> Option<&str> {
        let mut named = self.said.range((who.clone(), Said::Name, None)..);
        let (key, values) = named.next()?;
        values.first().filter(|_| key.0 == *who && key.1 == Said::Name)?.text.as_deref()
    }

    /// The title of the document, without what only tells the edition.
    pub fn title(&self) -> Option<String> {
        let titles = self.said.iter().filter(|(key, _)| key.1 == Said::Title);
        let first = titles.flat_map(|(_, values)| values).min_by_key(|v| v.place.lines())?;
        first.text.as_deref().map(bare_title)
    }

    /// The values in a place, in an order that does not depend on that of the lines.
    pub fn values(&self, key: &Key) -> Vec<Option<String>> {
        let said = self.said.get(key).map_or(&[][..], Vec::as_slice);
        let mut values: Vec<Option<String>> = said.iter().map(Value::closed_up).collect();
        values.sort();
        values
    }
}

impl Value {
    /// The text without white space, which says nothing about the value.
    pub fn closed_up(&self) -> Option<String> {
        self.text.as_ref().map(|text| text.chars().filter(|c| !c.is_whitespace()).collect())
    }
}

/// A plan as two documents can both call it. One of them may leave the municipality out, unless it names two plans of
/// that code.
fn plan_key(document: &Document, id: &PlanId) -> String {
    let alone = document.plans.iter().filter(|p| p.id.code == id.code).count() < 2;
    let city = id.municipality.as_deref().filter(|_| !alone).unwrap_or_default();
    format!("{} {city}", id.code)
}

fn who(document: &Document, subject: Subject) -> Who {
    let plan = |at: u32| document.plans.get(at as usize).map_or(String::new(), |p| plan_key(document, &p.id));
    match subject {
        Subject::Document => Who::Document,
        Subject::Plan(at) => Who::Plan(plan(at)),
        Subject::Direction(at, no) => Who::Direction(plan(at), no),
        Subject::Program(at, number) => Who::Program(plan(at), number),
    }
}

/// What a statement says, as two editions can be compared; `None` for what only tells how the document is set.
fn value(document: &Document, statement: &Statement) -> Option<(Said, Option<Box<str>>)> {
    let text = || Some(statement.text.clone());
    Some(match &statement.fact {
        Fact::Heading | Fact::Unplaced => return None,
        Fact::Title => (Said::Title, text()),
        Fact::Name | Fact::NameAlone => (Said::Name, text()),
        Fact::Direction => (Said::Field(Field::Direction), text()),
        Fact::Departments(names) => (Said::Field(Field::Departments), Some(names.join("、").into())),
        Fact::Grade(grade) => (Said::Field(Field::Grade), Some(grade.to_string().into())),
        Fact::FollowUp(marked) => {
            let mark = if *marked { "○" } else { "-" };
            (Said::Field(Field::FollowUp), Some(mark.into()))
        }
        Fact::Text(field) => (Said::Field(Field::Text(*field)), text()),
        Fact::Figure(figure) => {
            let said = match figure.side {
                Side::Target => Said::Field(Field::Target),
                Side::Actual => Said::Field(Field::Actual),
                Side::Baseline => Said::Baseline,
            };
            (said, text())
        }
        Fact::Missing(field, _) => (Said::Field(*field), None),
        Fact::Study => (Said::Study, text()),
        Fact::Relisting(of) => (Said::Relisting, Some(of.to_string().into())),
        Fact::Listed(_) => (Said::Listed, text()),
        Fact::Total(total) => (Said::Total(total.grade, total.column), Some(total.count.to_string().into())),
        Fact::Meaning(grade) => (Said::Meaning(*grade), text()),
        Fact::Years(first, last) => (Said::Years, Some(format!("{first}-{last}").into())),
        Fact::Decided(decision) => {
            (Said::Decision, Some(format!("{} {}", decided(document, decision), statement.text).into()))
        }
    })
}

/// A decision in the words of the file in which it stands.
fn decided(document: &Document, decision: &Decision) -> String {
    match decision {
        Decision::Link(to, relation, basis) => {
            let to = match to {
                Subject::Program(at, number) => document
                    .plans
                    .get(*at as usize)
                    .map_or(String::new(), |p| format!("{}-{number}", p.id.code)),
                _ => String::new(),
            };
            let name = Relation::ALL.iter().find(|(known, _)| known == relation).map_or("", |(_, name)| name);
            format!("link {to} {name} {basis:?}")
        }
        Decision::Direction(no) => format!("direction {no}"),
        Decision::Better(label, better) => format!("better {label} {better:?}"),
        Decision::Document(beginning) => format!("document {beginning}"),
        Decision::Department(name, also) => format!("department {name} = {}", also.join("、")),
        Decision::Reading(word, reading) => format!("reading {word} = {reading}"),
    }
}

/// A title without what only tells the edition: `（訂正版）`, a date of correction in brackets.
fn bare_title(title: &str) -> String {
    let corrected = |text: &str| CORRECTED.iter().any(|word| text.contains(word));
    let (mut kept, mut rest) = (String::new(), title);
    while let Some((before, behind)) = rest.split_once(['(', '（', '【', '[', '［', '〔']) {
        kept.push_str(before);
        let Some((inside, after)) = behind.split_once([')', '）', '】', ']', '］', '〕']) else {
            rest = behind;
            break;
        };
        kept.push_str(if corrected(inside) { "" } else { inside });
        rest = after;
    }
    kept.push_str(rest);
    for word in CORRECTED {
        kept = kept.replace(word, "");
    }
    fold(&kept).split_whitespace().collect()
}

/// Words by which a title says that it is a corrected edition; the longer ones first.
const CORRECTED: [&str; 10] =
    ["訂正版", "修正版", "改訂版", "更新版", "差替版", "差し替え", "差替え", "差替", "訂正", "修正"];
