//! What people decide about documents, beside what the documents print: which program goes on in which, corrected
//! directions, which way a figure is better, names of departments over time, readings. Both are kept; a decision never
//! takes the place of what is printed.

use serde::{Deserialize, Serialize};

use super::id::{DocumentIx, PlanId, ProgramIx};
use super::indicator::Better;
use super::statement::{Fact, Place, Sourced, Subject};
use crate::text::fold;

/// How one program goes on in another (系譜; cli contract, `relation`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// As one program.
    Continues,
    /// Together with others in one.
    Merges,
    /// In several.
    Splits,
    /// As a sub-program of another.
    BecomesSub,
    /// As a study program, which is not graded.
    LosesGrade,
    /// In a plan after the next.
    Skips,
}

impl Relation {
    /// Every relation with its name in files and in JSON.
    pub const ALL: [(Relation, &'static str); 6] = [
        (Relation::Continues, "continues"),
        (Relation::Merges, "merges"),
        (Relation::Splits, "splits"),
        (Relation::BecomesSub, "becomes_sub"),
        (Relation::LosesGrade, "loses_grade"),
        (Relation::Skips, "skips"),
    ];
}

/// On what a link rests (cli contract, `basis`), the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Basis {
    /// The same name.
    E,
    /// Nearly the same name.
    N,
    /// What the texts say.
    C,
    /// Field or department only: weak.
    W,
}

impl Basis {
    /// Every basis with its name in files and in JSON.
    pub const ALL: [(Basis, &'static str); 4] =
        [(Basis::E, "E"), (Basis::N, "N"), (Basis::C, "C"), (Basis::W, "W")];
}

/// What a person has decided. The text of its statement gives reason and author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decision {
    /// The subject goes on in another program.
    Link(Subject, Relation, Basis),
    /// The subject belongs to the direction of that number.
    Direction(u16),
    /// Which way the subject's indicators are better whose label holds the text; all of them where it is empty.
    Better(Box<str>, Better),
    /// Documents whose name or hash begins so are about the subject, a plan.
    Document(Box<str>),
    /// The department has, or had, these other names too.
    Department(Box<str>, Vec<Box<str>>),
    /// A word and how it is read.
    Reading(Box<str>, Box<str>),
}

/// Which way an indicator of that label is better, where a person has decided it among a program's statements: the last
/// one holds. With the decision itself.
pub fn decided_better<'a>(statements: &'a [Sourced], label: &str) -> Option<(Better, &'a Sourced)> {
    let label = fold(label);
    statements.iter().rev().find_map(|said| match &said.statement.fact {
        Fact::Decided(Decision::Better(of, better)) if label.contains(&fold(of)) => Some((*better, said)),
        _ => None,
    })
}

/// A link between programs, resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The earlier program.
    pub from: ProgramIx,
    /// The later one.
    pub to: ProgramIx,
    /// How one goes on in the other.
    pub relation: Relation,
    /// On what the link rests.
    pub basis: Basis,
    /// Reason and author.
    pub reason: Box<str>,
    /// Where it was decided.
    pub document: DocumentIx,
    /// The lines there.
    pub place: Place,
}

/// Everything that people have decided and that stands beside the programs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Curation {
    /// Links, by the earlier program.
    pub links: Vec<Link>,
    /// Names of one department, the first of each as it is usually written.
    pub departments: Vec<Vec<Box<str>>>,
    /// Words and how they are read.
    pub readings: Vec<(Box<str>, Box<str>)>,
    /// Beginnings of names or hashes of documents, and the plan that these are about.
    pub documents: Vec<(Box<str>, PlanId)>,
    /// Decisions about something that no document names.
    pub dangling: Vec<Sourced>,
}

impl Curation {
    /// The links by which a program goes on.
    pub fn onward(&self, program: ProgramIx) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |link| link.from == program)
    }

    /// The links by which a program came about.
    pub fn back(&self, program: ProgramIx) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |link| link.to == program)
    }
}
