//! A query as typed → words and fields, resolved against a catalog, or the error that names what exists.
//!
//! Must not know how hits are ranked.

use super::field::{self, Filter};
use super::number::{self, Numbered};
use super::token::{Token, Value, tokens};
use crate::model::Catalog;
use crate::text::fold;

/// Why a query cannot be answered: it asks for something that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// No field has that name.
    #[error("no field {name} (fields: {})", known.join(" "))]
    UnknownField {
        /// The name as typed.
        name: String,
        /// The fields that exist.
        known: &'static [&'static str],
    },
    /// The field has no such value in this catalog.
    #[error("{field}: no {value} (known: {})", known.join(" "))]
    UnknownValue {
        /// The field; `period` where it is the name of a period that is not known.
        field: String,
        /// The value as typed.
        value: String,
        /// Values that exist: all, or the nearest of many.
        known: Vec<String>,
    },
    /// The field is reserved for something that is not there yet.
    #[error("{field} is not available in this version")]
    NotYet {
        /// The field.
        field: String,
    },
    /// Nothing stands behind the colon.
    #[error("{field}: needs a value")]
    EmptyValue {
        /// The field.
        field: String,
    },
}

/// A query, understood. It belongs to the catalog with which it was read.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Fields, and whether what has them is left out; the costly ones last.
    pub(super) filters: Vec<(bool, Filter)>,
    /// Words that have to be found; any of the alternatives will do.
    pub(super) words: Vec<Vec<Word>>,
    /// Words that must not be found.
    pub(super) unwanted: Vec<Vec<Word>>,
}

/// A word or a phrase, and the number that it may be.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// As it is searched.
    pub folded: String,
    /// Whether it stood in quotes.
    pub quoted: bool,
    /// The programs it means as a number; then it is no word.
    pub numbered: Option<Numbered>,
}

impl Query {
    /// Whether nothing is asked, so that everything is found.
    pub fn is_empty(&self) -> bool {
        self.filters.is_empty() && self.words.is_empty() && self.unwanted.is_empty()
    }

    /// Whether it is worth looking for its letters scattered over names: only plain words, and enough of them that
    /// the order of the letters says something.
    pub(super) fn may_be_fuzzy(&self) -> bool {
        let plain = |word: &Word| !word.quoted && word.numbered.is_none();
        let only_plain = self.words.iter().all(|any| any.len() == 1 && any.iter().all(plain));
        let letters = || self.words.iter().flatten().flat_map(|word| word.folded.chars());
        let latin = letters().filter(char::is_ascii_alphabetic).count();
        let japanese = letters().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
        only_plain && (latin >= 5 || japanese >= 2)
    }
}

/// Reads a query: words, all of which have to match, and fields (`dept:財政課`), with `-` before what is left out, `|`
/// between alternatives and quotes about a phrase. Names and values that do not exist are errors.
pub fn parse(input: &str, catalog: &Catalog) -> Result<Query, QueryError> {
    let mut query = Query::default();
    for Token { negated, field, values, words } in tokens(input) {
        let filter = match &field {
            Some(name) => field::read(name, &values, catalog)?,
            None => None,
        };
        if let Some(filter) = filter {
            query.filters.push((negated, filter));
            continue;
        }
        let any: Vec<Word> = words.iter().filter_map(|value| word(value, catalog)).collect();
        // Nothing but punctuation asks for nothing.
        if !any.is_empty() {
            if negated { query.unwanted.push(any) } else { query.words.push(any) }
        }
    }
    query.filters.sort_by_key(|(_, filter)| filter.is_costly());
    Ok(query)
}

fn word(value: &Value, catalog: &Catalog) -> Option<Word> {
    let numbered = if value.quoted { None } else { number::read(&value.text, catalog) };
    let folded = fold(&value.text);
    (numbered.is_some() || !folded.is_empty()).then_some(Word { folded, quoted: value.quoted, numbered })
}
