//! Runs a query over a catalog: fields first, then words, then the order of the hits. Must not know how a query is
//! written.

use super::field::Filter;
use super::fuzzy::{ENOUGH_HITS, Fuzzy, MOST_NAMES};
use super::index::Index;
use super::query::Query;
use super::reach::{Place, Reach, Seeker, best};
use super::{Hit, Hits, Matched, Tier};
use crate::model::{Catalog, Number, Program, ProgramIx};

/// Finds the programs that a query asks for, best first. Query, index and catalog belong together.
pub fn find(catalog: &Catalog, index: &Index, query: &Query) -> Hits {
    let mut search = Search::new(catalog, index, query);
    let mut found: Vec<Found> = Vec::new();
    let mut missed: Vec<(ProgramIx, usize)> = Vec::new();
    for (ix, program) in catalog.programs() {
        if !search.admits(ix, program) {
            continue;
        }
        match search.look(ix, program) {
            Ok(hit) => {
                search.mark_hit(ix);
                found.push(hit);
            }
            Err(word) => missed.push((ix, word)),
        }
    }
    if query.words.is_empty() {
        // As the catalog has them: nothing makes one better than another.
        let hits: Vec<Hit> = found.into_iter().map(|f| f.hit).collect();
        return Hits { total: hits.len(), hits, fuzzy_from: None };
    }
    found.sort_unstable_by_key(|f| f.key);
    let mut fuzzy_from = None;
    if found.len() < ENOUGH_HITS && query.may_be_fuzzy() {
        let mut scattered = search.scattered(&missed);
        scattered.sort_unstable_by_key(|f| f.key);
        fuzzy_from = (!scattered.is_empty()).then_some(found.len());
        found.append(&mut scattered);
    }
    let hits: Vec<Hit> = found.into_iter().map(|f| f.hit).collect();
    Hits { total: hits.len(), hits, fuzzy_from }
}

/// Whether the fields of a query leave a program in; words are not looked at.
pub fn admits(catalog: &Catalog, index: &Index, query: &Query, ix: ProgramIx) -> bool {
    let program = catalog.program(ix);
    query.filters.iter().all(|(negated, f)| f.admits(catalog, index, ix, program) != *negated)
}

/// A hit and its place. The program itself comes last in the key, so that no two are equal.
struct Found {
    hit: Hit,
    key: Key,
}

/// Tier, rank in it, length of the folded name, plan with the newest first, number.
type Key = (Tier, u32, usize, usize, Number, ProgramIx);

struct Search<'a> {
    catalog: &'a Catalog,
    index: &'a Index,
    query: &'a Query,
    words: Vec<Vec<Seeker<'a>>>,
    unwanted: Vec<Vec<Seeker<'a>>>,
    /// Reasons that the fields give every hit.
    by_field: Vec<Matched>,
    /// The programs that are hits already.
    hit: Vec<bool>,
}

impl<'a> Search<'a> {
    fn new(catalog: &'a Catalog, index: &'a Index, query: &'a Query) -> Search<'a> {
        let seekers = |words: &'a [Vec<_>]| {
            words.iter().map(|any| any.iter().map(|word| Seeker::new(word, index)).collect()).collect()
        };
        let wanted = |(negated, filter): &(bool, Filter)| if *negated { None } else { filter.matched() };
        Search {
            catalog,
            index,
            query,
            words: seekers(&query.words),
            unwanted: seekers(&query.unwanted),
            by_field: query.filters.iter().filter_map(wanted).collect(),
            hit: vec![false; catalog.programs().len()],
        }
    }

    /// Whether fields and unwanted words leave a program in.
    fn admits(&self, ix: ProgramIx, program: &Program) -> bool {
        let (catalog, index) = (self.catalog, self.index);
        let place = Place { catalog, index, ix, program, own_only: false };
        admits(catalog, index, self.query, ix) && self.unwanted.iter().all(|any| best(any, place).is_none())
    }

    /// The program as a hit of all words, or the first word that it lacks.
    fn look(&self, ix: ProgramIx, program: &Program) -> Result<Found, usize> {
        let place = self.place(ix, program);
        let mut reaches = Vec::with_capacity(self.words.len());
        for (at, any) in self.words.iter().enumerate() {
            reaches.push(best(any, place).ok_or(at)?);
        }
        Ok(self.found(ix, program, reaches))
    }

    /// A sub-program that bears its program's name would only repeat it: it folds under a program that is a hit.
    /// Programs come before their sub-programs, so what was hit is known by then.
    fn place(&self, ix: ProgramIx, program: &'a Program) -> Place<'a> {
        let own_only =
            self.index.carries_name(ix) && program.parent.is_some_and(|parent| self.is_hit(parent));
        Place { catalog: self.catalog, index: self.index, ix, program, own_only }
    }

    fn is_hit(&self, ix: ProgramIx) -> bool {
        self.hit.get(ix.0 as usize).is_some_and(|hit| *hit)
    }

    fn mark_hit(&mut self, ix: ProgramIx) {
        if let Some(slot) = self.hit.get_mut(ix.0 as usize) {
            *slot = true;
        }
    }

    fn found(&self, ix: ProgramIx, program: &Program, reaches: Vec<Reach>) -> Found {
        let tier = reaches.iter().map(|r| r.tier).max().unwrap_or(Tier::All);
        let rank = reaches.iter().filter(|r| r.tier == tier).map(|r| r.rank).sum();
        let mut matched = self.by_field.clone();
        let mut in_name = None;
        for reach in reaches {
            matched.extend(reach.matched);
            in_name = in_name.or(reach.in_name);
        }
        matched.sort_unstable();
        matched.dedup();
        let in_name = in_name.map(|range| self.index.in_name(ix, range, &program.name));
        // Whoever asks for a number wants the plans in order, not the names by length.
        let length = if tier == Tier::Number { 0 } else { self.index.name(ix).chars().count() };
        let key = (tier, rank, length, self.index.plan_place(program.plan), program.number, ix);
        Found { hit: Hit { program: ix, tier, matched, in_name }, key }
    }

    /// The hits among `missed` (each with the word it lacks) when letters may stand apart.
    fn scattered(&mut self, missed: &[(ProgramIx, usize)]) -> Vec<Found> {
        let fuzzy = Fuzzy::new();
        let mut found = Vec::new();
        for (ix, lacking) in missed.iter().take(MOST_NAMES) {
            let program = self.catalog.program(*ix);
            let place = self.place(*ix, program);
            // The word that is known to be lacking decides fastest.
            let scores = |word: usize| self.scattered_word(&fuzzy, place, word);
            if place.own_only || scores(*lacking).is_none() {
                continue;
            }
            let reaches: Option<Vec<Reach>> = (0..self.words.len())
                .map(|word| self.words.get(word).and_then(|any| best(any, place)).or_else(|| scores(word)))
                .collect();
            if let Some(reaches) = reaches {
                found.push(self.found(*ix, program, reaches));
                self.mark_hit(*ix);
            }
        }
        found
    }

    fn scattered_word(&self, fuzzy: &Fuzzy, at: Place<'_>, word: usize) -> Option<Reach> {
        let seeker = self.words.get(word)?.first()?;
        let score = fuzzy.score(self.index.name(at.ix), seeker.folded())?;
        // The better the score, the smaller the rank.
        let rank = u32::from(u16::MAX).saturating_sub(score);
        Some(Reach { tier: Tier::Fuzzy, rank, matched: vec![Matched::Name], in_name: None })
    }
}
