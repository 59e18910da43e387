//! A query and an index → ranked hits, with the reason for each and the range to highlight.
//!
//! Holds the query language, the prepared texts and the ranking. Must not know screens, commands or where a catalog
//! comes from: it asks `model` what there is, `text` how it is spelt for searching, `review` what a verdict is.

mod change;
mod field;
mod find;
mod fuzzy;
mod index;
mod number;
mod query;
mod reach;
#[cfg(test)]
mod tests;
mod token;

pub use field::FIELDS;
pub use find::{admits, find};
pub use index::Index;
pub use query::{Query, QueryError, parse};

use std::ops::Range;

use crate::model::ProgramIx;

/// How well a hit matches, best first. With several words it is the worst of what they reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Nothing was asked but fields, or nothing at all.
    All,
    /// The number of the program, or of its direction.
    Number,
    /// The start of the name.
    NameStart,
    /// Somewhere in the name.
    NameInside,
    /// A department, the direction or the body text.
    Other,
    /// The letters stand in the name in that order, with others between them.
    Fuzzy,
}

/// A field that made a program a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matched {
    /// Its number.
    Number,
    /// Its name.
    Name,
    /// Its lead departments.
    Departments,
    /// Its direction, by name or number.
    Direction,
    /// What the documents say about it.
    Text,
}

impl Matched {
    /// The name of the field in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Matched::Number => "number",
            Matched::Name => "name",
            Matched::Departments => "departments",
            Matched::Direction => "direction",
            Matched::Text => "text",
        }
    }
}

/// One program found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The program.
    pub program: ProgramIx,
    /// How well it matches.
    pub tier: Tier,
    /// The fields in which its words stand and those that were asked for by name, each once, in the order of
    /// [`Matched`]. For a word only its best field: what is found in the name is not looked for in the body text.
    pub matched: Vec<Matched>,
    /// The bytes of the name to highlight, on character boundaries: the first word that stands in it.
    pub in_name: Option<Range<usize>>,
}

/// What a query found, best first. The same query on the same catalog gives the same order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The hits.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: usize,
    /// Where the fuzzy ones begin; they come after all others.
    pub fuzzy_from: Option<usize>,
}
