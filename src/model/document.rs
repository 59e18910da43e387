//! A published document as it was read: who it is, what it says, what was doubted and what was not read.

use serde::{Deserialize, Serialize};
use std::collections::HashSet;

use super::id::{DocumentId, Number, PlanId};
use super::period::Period;
use super::statement::{Doubt, Fact, Statement, Subject};

/// How the layout of a document was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// A table of cells whose heading names the columns.
    Table,
    /// Flowing text: headings, paragraphs, and tables whose cells stand one below the other.
    Prose,
    /// What people have decided: `curation.toml`.
    Curation,
}

/// A plan as a document names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPlan {
    /// Its identity.
    pub id: PlanId,
    /// Its name as printed, without the municipality; `None` when the document does not print one.
    pub name: Option<Box<str>>,
}

/// One document: the unit of publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Hash of its bytes.
    pub id: DocumentId,
    /// File name under which it was imported.
    pub name: Box<str>,
    /// Layout recognised.
    pub layout: Layout,
    /// The plans it speaks of; `Subject` counts them from 0.
    pub plans: Vec<NamedPlan>,
    /// The periods it carries, oldest first.
    pub periods: Vec<Period>,
    /// What it says, in the order of its lines.
    pub statements: Vec<Statement>,
    /// What was not understood.
    pub doubts: Vec<Doubt>,
    /// Non-blank lines behind no statement, 1-based, counted as those of doubts.
    pub unread: Vec<u32>,
}

impl Document {
    /// Number of programs it names, sub-programs of these not counted.
    pub fn program_count(&self) -> u32 {
        let named: HashSet<(u32, Number)> = self
            .statements
            .iter()
            .filter_map(|s| match (&s.fact, s.subject) {
                (Fact::Name, Subject::Program(plan, number)) => Some((plan, number)),
                _ => None,
            })
            .collect();
        let parent = |(plan, number): &(u32, Number)| number.parent().map(|parent| (*plan, parent));
        named.iter().filter(|each| parent(each).is_none_or(|parent| !named.contains(&parent))).count() as u32
    }
}
