//! How well one word of a query reaches one program. Must not know the other words nor the order of hits.

use super::index::{Index, marked};
use super::query::Word;
use super::{Matched, Tier};
use crate::model::{Catalog, Program, ProgramIx};

/// What a word found in a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    pub tier: Tier,
    /// Finer than the tier, smaller is better: which of two meanings of a number, how scattered the letters are.
    pub rank: u32,
    pub matched: Vec<Matched>,
    /// Where the word stands in the folded name.
    pub in_name: Option<std::ops::Range<usize>>,
}

/// A word with what can be known of it before any program is looked at.
pub(super) struct Seeker<'a> {
    word: &'a Word,
    /// The departments that hold it.
    departments: Vec<bool>,
    /// The directions that hold it.
    directions: Vec<bool>,
}

/// What a program is looked at with.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub catalog: &'a Catalog,
    pub index: &'a Index,
    pub ix: ProgramIx,
    pub program: &'a Program,
    /// Its name (and direction) stand for it in its program, which is a hit: a word that is in the name has to be
    /// found in what is its own.
    pub own_only: bool,
}

impl<'a> Seeker<'a> {
    pub fn new(word: &'a Word, index: &Index) -> Seeker<'a> {
        let (mut departments, mut directions) = (Vec::new(), Vec::new());
        if word.numbered.is_none() {
            departments = index.departments().holding(&word.folded);
            directions = index.directions().holding(&word.folded);
        }
        Seeker { word, departments, directions }
    }

    /// The word as it is searched.
    pub fn folded(&self) -> &str {
        &self.word.folded
    }

    /// The best that the word reaches. The body text is read only when nothing before it matched.
    pub fn reach(&self, at: Place<'_>) -> Option<Reach> {
        if let Some(numbered) = &self.word.numbered {
            let rank = u32::from(numbered.rank(at.ix)?);
            return Some(Reach { tier: Tier::Number, rank, matched: vec![numbered.by], in_name: None });
        }
        let needle = self.word.folded.as_str();
        let name = at.index.name(at.ix);
        // Where it stands is asked only of names that hold it: `contains` is many times faster than `find`.
        let in_name = if name.contains(needle) { name.find(needle) } else { None };
        if let Some(start) = in_name.filter(|_| !at.own_only) {
            return Some(Reach {
                tier: if start == 0 { Tier::NameStart } else { Tier::NameInside },
                rank: 0,
                matched: vec![Matched::Name],
                in_name: Some(start..start + needle.len()),
            });
        }
        let mut matched = Vec::new();
        if at.program.departments.known().iter().any(|ix| marked(&self.departments, *ix)) {
            matched.push(Matched::Departments);
        }
        let direction = at.index.direction_row(at.program).and_then(|row| self.directions.get(row));
        if in_name.is_none() && direction.is_some_and(|held| *held) {
            matched.push(Matched::Direction);
        }
        if matched.is_empty() && at.index.body(at.catalog, at.ix).contains(needle) {
            matched.push(Matched::Text);
        }
        (!matched.is_empty()).then_some(Reach { tier: Tier::Other, rank: 0, matched, in_name: None })
    }
}

/// The best that any of several alternatives reaches.
pub(super) fn best(any: &[Seeker<'_>], at: Place<'_>) -> Option<Reach> {
    any.iter().filter_map(|seeker| seeker.reach(at)).min_by_key(|reach| (reach.tier, reach.rank))
}
