//! What a newer edition of a document says otherwise than the older one: new and vanished programs, and values that
//! changed, each with its place in the newer one. And whether two documents are editions of one at all.

mod gathered;
mod kinship;

use std::collections::BTreeSet;

use super::document::Document;
use super::grade::Grade;
use super::id::ProgramId;
use super::period::Period;
use super::statement::{Field, Place};
use super::total::TotalColumn;
use gathered::{Gathered, Key, Value, Who};
pub use kinship::{Kinship, kinship};

/// What a value is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// Title of the document.
    Title,
    /// Name of a program or direction.
    Name,
    /// Something that can be empty for a reason.
    Field(Field),
    /// Where one started.
    Baseline,
    /// Is only studied.
    Study,
    /// Lists another program again.
    Relisting,
    /// Stands in a list.
    Listed,
    /// A printed total, of a grade or of all.
    Total(Option<Grade>, TotalColumn),
    /// What a grade means.
    Meaning(Grade),
    /// The years of the plan.
    Years,
    /// What a person has decided.
    Decision,
}

/// Something that is said otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Of which program; `None` where it is about the plan or the document.
    pub program: Option<ProgramId>,
    /// What.
    pub said: Said,
    /// For when, where it is about a period.
    pub period: Option<Period>,
    /// What the older edition says; `None` where it says nothing.
    pub from: Option<Box<str>>,
    /// What the newer one says; `None` where it says nothing.
    pub to: Option<Box<str>>,
    /// Where the newer one says it, or why it does not; `None` where it is silent.
    pub place: Option<Place>,
}

/// What a newer edition says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Programs that only the newer one names, with their names.
    pub added: Vec<(ProgramId, Box<str>)>,
    /// Programs that only the older one names.
    pub removed: Vec<(ProgramId, Box<str>)>,
    /// What both speak of, said otherwise: by program, then in the order of the newer document.
    pub changed: Vec<Changed>,
    /// Doubts in the older and in the newer one.
    pub doubts: (usize, usize),
    /// Lines that were not read in the older and in the newer one.
    pub unread: (usize, usize),
}

impl Difference {
    /// Whether both say the same, whatever they were doubted for.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// What `new` says otherwise than `old`.
pub fn difference(old: &Document, new: &Document) -> Difference {
    let mut found = Difference {
        doubts: (old.doubts.len(), new.doubts.len()),
        unread: (old.unread.len(), new.unread.len()),
        ..Difference::default()
    };
    let (old, new) = (Gathered::of(old), Gathered::of(new));
    let (was, is) = (old.programs(), new.programs());
    let named =
        |g: &Gathered, who: &Who| g.program(who).map(|id| (id, g.name(who).unwrap_or_default().into()));
    found.added.extend(is.difference(&was).filter_map(|who| named(&new, who)));
    found.removed.extend(was.difference(&is).filter_map(|who| named(&old, who)));
    let keys: BTreeSet<&Key> = old.said.keys().chain(new.said.keys()).collect();
    for key in keys {
        // What is new or gone as a whole is not told value by value.
        if key.0.is_program() && was.contains(&key.0) != is.contains(&key.0) {
            continue;
        }
        let program = new.program(&key.0).or_else(|| old.program(&key.0));
        for (from, to) in pairs(old.said.get(key), new.said.get(key)) {
            let value = |v: Option<&Value>| v.and_then(|v| v.text.clone());
            let (before, after) = (value(from), value(to));
            if before.is_none() && after.is_none() {
                continue;
            }
            found.changed.push(Changed {
                program: program.clone(),
                said: key.1,
                period: key.2,
                from: before,
                to: after,
                place: to.map(|v| v.place.clone()),
            });
        }
    }
    let line = |c: &Changed| c.place.as_ref().map_or(u32::MAX, |place| place.lines().0);
    found.changed.sort_by(|a, b| a.program.cmp(&b.program).then_with(|| line(a).cmp(&line(b))));
    found
}

/// The values of one place that are not in both, each old one beside the new one that stands for it.
fn pairs<'v>(
    old: Option<&'v Vec<Value>>,
    new: Option<&'v Vec<Value>>,
) -> Vec<(Option<&'v Value>, Option<&'v Value>)> {
    let mut from: Vec<&Value> = old.into_iter().flatten().collect();
    let mut to: Vec<&Value> = Vec::new();
    for value in new.into_iter().flatten() {
        match from.iter().position(|old| old.closed_up() == value.closed_up()) {
            Some(at) => _ = from.remove(at),
            None => to.push(value),
        }
    }
    let count = from.len().max(to.len());
    (0..count).map(|at| (from.get(at).copied(), to.get(at).copied())).collect()
}

#[cfg(test)]
mod tests;
