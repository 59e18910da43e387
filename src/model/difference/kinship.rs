//! Whether two documents are editions of one.

use std::collections::BTreeSet;

use super::Said;
use super::gathered::{Gathered, Key, Who};
use crate::model::document::{Document, Layout};
use crate::model::id::PlanId;
use crate::text::fold;

/// How a document stands to one that is in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    /// It is another edition of it.
    Edition,
    /// It speaks of much the same in another way: a person has to say whether it is an edition.
    Doubtful,
    /// It says something else.
    Other,
}

/// Of a hundred values that either edition has a place for, so many have one in both.
const SAME_PLACES: usize = 80;
/// Of a hundred programs that both name, so many have the same name in both.
const SAME_NAMES: usize = 80;
/// Of a hundred values that both have beside the names, so many are the same: a correction corrects, it does not
/// rewrite.
const SAME_VALUES: usize = 50;
/// Of a hundred programs of either, so many must be in both before one asks at all.
const AKIN: usize = 50;

/// Whether one document is an edition of the other: of the same kind, about the same plans and periods, naming almost
/// the same programs and saying the same kinds of things of them.
///
/// A document that complements another says other things of the same programs, so its places are others. Documents of
/// two municipalities never are editions of one, whatever they share.
pub fn kinship(old: &Document, new: &Document) -> Kinship {
    if old.layout == Layout::Curation || new.layout == Layout::Curation {
        let same = old.layout == new.layout && old.name == new.name;
        return if same { Kinship::Edition } else { Kinship::Other };
    }
    let plans =
        |a: &Document, b: &Document| a.plans.iter().all(|p| b.plans.iter().any(|q| one(&p.id, &q.id)));
    if old.layout != new.layout || old.periods != new.periods || !plans(old, new) || !plans(new, old) {
        return Kinship::Other;
    }
    let (old, new) = (Gathered::of(old), Gathered::of(new));
    let (a, b) = (old.programs(), new.programs());
    let both: Vec<&Who> = a.intersection(&b).collect();
    if both.is_empty() || !share(both.len(), a.union(&b).count(), AKIN) {
        return Kinship::Other;
    }
    let alike = both.iter().filter(|who| alike(old.name(who), new.name(who))).count();
    if !share(alike, both.len(), AKIN) {
        return Kinship::Other;
    }
    let titles = old.title().zip(new.title()).is_none_or(|(a, b)| a == b);
    let places =
        |g: &Gathered| -> BTreeSet<Key> { g.said.keys().filter(|key| key.0.is_program()).cloned().collect() };
    let (a, b) = (places(&old), places(&new));
    let shared: Vec<&Key> = a.intersection(&b).collect();
    let valued: Vec<&&Key> = shared.iter().filter(|key| key.1 != Said::Name).collect();
    let same = valued.iter().filter(|key| old.values(key) == new.values(key)).count();
    let edition = titles
        && share(shared.len(), a.union(&b).count(), SAME_PLACES)
        && share(alike, both.len(), SAME_NAMES)
        && share(same, valued.len(), SAME_VALUES);
    if edition { Kinship::Edition } else { Kinship::Doubtful }
}

/// Whether two documents mean one plan: the same code, and no two municipalities.
fn one(a: &PlanId, b: &PlanId) -> bool {
    let cities = a.municipality.as_ref().zip(b.municipality.as_ref());
    a.code == b.code && cities.is_none_or(|(a, b)| a == b)
}

/// Whether `part` is at least that many hundredths of `whole`; nothing of nothing is.
fn share(part: usize, whole: usize, hundredths: usize) -> bool {
    part * 100 >= whole * hundredths
}

/// Whether two names are one, perhaps with a correction: most of their pairs of neighbouring characters are the same.
fn alike(a: Option<&str>, b: Option<&str>) -> bool {
    // A sub-program may have no name of its own.
    let (Some(a), Some(b)) = (a, b) else { return a == b };
    let pairs = |name: &str| -> Vec<(char, char)> {
        let chars: Vec<char> = fold(name).chars().filter(|c| !c.is_whitespace()).collect();
        chars.windows(2).filter_map(|w| Some((*w.first()?, *w.last()?))).collect()
    };
    let (left, right) = (pairs(a), pairs(b));
    let shared = left.iter().filter(|pair| right.contains(pair)).count();
    fold(a) == fold(b) || (shared > 0 && shared * 2 >= left.len().max(right.len()))
}
