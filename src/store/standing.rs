//! What the journal comes to: which documents are in the store after its last line, which were in it and are not any
//! more, and which changes were taken back. Pure: knows lines, no files.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::journal::{Change, Entry};
use super::truth::Recipe;
use crate::model::{DocumentId, Ruling, Rulings};

/// A document that is in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Import {
    /// The document.
    pub id: DocumentId,
    /// Number of the line that first named it; 0 where none does that can be read.
    pub first: u64,
    /// Number of the last line that changed something about it.
    pub last: u64,
    /// How it is read, where a line says it; otherwise the text beside it does.
    pub recipe: Option<Recipe>,
}

/// A document that was in the store: a newer edition took its place, or its import was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Out {
    /// The document.
    pub id: DocumentId,
    /// Number of the line that took it out.
    pub line: u64,
    /// What took its place; `None` where nothing did.
    pub by: Option<DocumentId>,
    /// How it was read, where a line says it.
    pub recipe: Option<Recipe>,
}

/// What a journal comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// The documents in the store, in the order in which they first came.
    pub imports: Vec<Import>,
    /// Those that were in it.
    pub out: Vec<Out>,
    /// Numbers of lines that were taken back, and of the lines that did so.
    pub undone: BTreeMap<u64, u64>,
}

/// A document while lines are read.
struct State {
    id: DocumentId,
    first: u64,
    last: u64,
    within: bool,
    by: Option<DocumentId>,
    recipe: Option<Recipe>,
    /// How it was read before any line said so.
    before: Option<Recipe>,
}

/// All documents while lines are read, in the order in which they first came.
#[derive(Default)]
struct States {
    all: Vec<State>,
    at: HashMap<DocumentId, usize>,
}

impl States {
    fn change(&mut self, id: &DocumentId, line: u64, how: impl FnOnce(&mut State)) {
        let at = *self.at.entry(id.clone()).or_insert(self.all.len());
        if at == self.all.len() {
            let (id, before) = (id.clone(), None);
            self.all.push(State {
                id,
                first: line,
                last: line,
                within: false,
                by: None,
                recipe: None,
                before,
            });
        }
        if let Some(state) = self.all.get_mut(at) {
            state.last = state.last.max(line);
            how(state);
        }
    }
}

impl Standing {
    /// What these lines come to. A line that was taken back counts as if it had never been written; one that takes back
    /// what is not there counts for nothing.
    pub fn of(entries: &[Entry]) -> Standing {
        let undone = undone(entries);
        let mut states = States::default();
        for entry in entries {
            let Change::Import { document, replaces, recipe, former, .. } = &entry.change else { continue };
            let taken_back = undone.get(&entry.seq).copied();
            let line = taken_back.unwrap_or(entry.seq);
            if let Some(old) = replaces {
                // Of a document whose own line is lost this much is known: it was there to be replaced.
                let lost = !states.at.contains_key(old);
                states.change(old, line, |old| {
                    old.first = old.first.min(entry.seq);
                    match taken_back {
                        None => (old.within, old.by) = (false, Some(document.clone())),
                        Some(_) => old.within |= lost,
                    }
                });
            }
            states.change(document, line, |state| {
                state.first = state.first.min(entry.seq);
                state.before = state.before.take().or_else(|| former.as_deref().cloned());
                if taken_back.is_none() {
                    (state.within, state.by) = (true, None);
                    state.recipe = recipe.as_deref().cloned().or_else(|| state.recipe.take());
                }
            });
        }
        let (mut imports, mut out) = (Vec::new(), Vec::new());
        for State { id, first, last, within, by, recipe, before } in states.all {
            let recipe = recipe.or(before);
            if within {
                imports.push(Import { id, first, last, recipe });
            } else {
                out.push(Out { id, line: last, by, recipe });
            }
        }
        imports.sort_by_key(|import| import.first);
        Standing { imports, out, undone }
    }

    /// The documents that were in the store after the line of that number.
    pub fn at(entries: &[Entry], seq: u64) -> BTreeSet<DocumentId> {
        let until: Vec<Entry> = entries.iter().filter(|e| e.seq <= seq).cloned().collect();
        Standing::of(&until).imports.into_iter().map(|import| import.id).collect()
    }

    /// Whether a line names a document, and whether one says how it is read.
    pub fn knows(&self, id: &DocumentId) -> (bool, bool) {
        let within = self.imports.iter().find(|i| i.id == *id).map(|i| i.recipe.is_some());
        let known = within.or_else(|| self.out.iter().find(|o| o.id == *id).map(|o| o.recipe.is_some()));
        (known.is_some(), known.unwrap_or(false))
    }

    /// The document that stands in the place of one that is out, also where that one was replaced in its turn; `None`
    /// where nothing does.
    pub fn successor(&self, id: &DocumentId) -> Option<&DocumentId> {
        let mut at = id;
        // As many steps as there are documents: more would go round.
        for _ in 0..=self.out.len() {
            if let Some(import) = self.imports.iter().find(|import| import.id == *at) {
                return (at != id).then_some(&import.id);
            }
            at = self.out.iter().find(|out| out.id == *at)?.by.as_ref()?;
        }
        None
    }
}

/// The lines that were taken back, each with the first line that did so.
pub(super) fn undone(entries: &[Entry]) -> BTreeMap<u64, u64> {
    let lines: BTreeSet<u64> = entries.iter().filter(|e| e.change.can_be_undone()).map(|e| e.seq).collect();
    let mut undone = BTreeMap::new();
    for entry in entries {
        if let Change::Undo { of } = entry.change
            && lines.contains(&of)
        {
            undone.entry(of).or_insert(entry.seq);
        }
    }
    undone
}

/// What people have said to questions that the documents leave open, after these lines.
pub(super) fn rulings(entries: &[Entry]) -> Rulings {
    let undone = undone(entries);
    let mut rulings = Rulings::default();
    for entry in entries.iter().filter(|entry| !undone.contains_key(&entry.seq)) {
        rule(&mut rulings, entry);
    }
    rulings
}

/// Takes what one line says.
pub(super) fn rule(rulings: &mut Rulings, entry: &Entry) {
    if let Change::Rule { matter, judgement } = &entry.change {
        let author = entry.author.as_str().into();
        let ruling = judgement.map(|judgement| Ruling { judgement, author, at_ms: entry.at });
        rulings.put(matter.clone(), ruling);
    }
}

/// Number of the last line that says something of documents; 0 where none does.
pub(super) fn last_line(entries: &[Entry]) -> u64 {
    entries.iter().filter(|e| e.change.is_of_documents()).map(|e| e.seq).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a` imports a, `b>a` imports b in the place of a, `-2` takes line 2 back, `?` is something else.
    fn journal(lines: &str) -> Vec<Entry> {
        let id = |name: &str| DocumentId(name.into());
        let change = |line: &str| match (line.strip_prefix('-'), line.split_once('>')) {
            _ if line == "?" => Change::Other,
            (Some(of), _) => Change::Undo { of: of.parse().unwrap() },
            (_, Some((new, old))) => Change::import(id(new), String::new()).replacing(Some(id(old))),
            _ => Change::import(id(line), String::new()),
        };
        let entry = |(seq, line)| Entry { seq, at: 1, author: "春".into(), change: change(line) };
        (1..).zip(lines.split_whitespace()).map(entry).collect()
    }

    #[test]
    fn lines_come_to_documents_that_are_in_and_documents_that_are_out() {
        for (lines, within, out) in [
            ("", "", ""),
            ("a b a ?", "a1-3 b2-2", ""),
            // An edition takes the place of another; of that one in its turn; and the first comes back.
            ("a b>a", "b2-2", "a@2:b"),
            ("a b>a c>b", "c3-3", "a@2:b b@3:c"),
            ("a b>a a>b", "a1-3", "b@3:a"),
            // Taken back: the document leaves, and what it replaced returns to its place.
            ("a b -2", "a1-1", "b@3"),
            ("a b c>a -3", "a1-4 b2-2", "c@4"),
            ("a b>a c>b -3", "b2-4", "a@2:b c@4"),
            ("a b>a c>b -3 -2", "a1-5", "b@5 c@4"),
            // What was taken back can be done again.
            ("a b>a -2 b>a", "b2-4", "a@4:b"),
            ("a a -2", "a1-3", ""),
            // Twice, or of a line that is no import, or of none: nothing.
            ("a b -2 -2 -3 -9", "a1-1", "b@3"),
            // The line of the older one is lost.
            ("b>a", "b1-1", "a@1:b"),
            ("b>a -1", "a1-2", "b@2"),
        ] {
            let standing = Standing::of(&journal(lines));
            let shown: Vec<String> =
                standing.imports.iter().map(|i| format!("{}{}-{}", i.id, i.first, i.last)).collect();
            assert_eq!(shown.join(" "), within, "{lines}");
            let mut shown: Vec<String> = standing
                .out
                .iter()
                .map(|o| {
                    let by = o.by.as_ref().map_or(String::new(), |by| format!(":{by}"));
                    format!("{}@{}{by}", o.id, o.line)
                })
                .collect();
            shown.sort();
            assert_eq!(shown.join(" "), out, "{lines}");
        }
    }

    #[test]
    fn an_earlier_moment_and_what_stands_in_a_place_are_told() {
        let entries = journal("a b>a c>b -3");
        for (seq, within) in [(0, ""), (1, "a"), (2, "b"), (3, "c"), (4, "b"), (9, "b")] {
            let ids: Vec<String> = Standing::at(&entries, seq).iter().map(ToString::to_string).collect();
            assert_eq!(ids.join(" "), within, "{seq}");
        }
        let successor = |lines: &str, of: &str| {
            Standing::of(&journal(lines)).successor(&DocumentId(of.into())).map(ToString::to_string)
        };
        for (lines, of, expected) in [
            ("a b>a c>b", "a", Some("c")),
            ("a b>a c>b", "c", None),
            ("a b -2", "b", None),
            ("a b>a", "x", None),
            ("a b>a a>b", "b", Some("a")),
        ] {
            assert_eq!(successor(lines, of).as_deref(), expected, "{lines} {of}");
        }
    }

    #[test]
    fn how_a_document_is_read_goes_back_with_the_line_that_changed_it() {
        let recipe = |plan: &str| Recipe { plan: Some(plan.into()), ..Recipe::default_for_tests() };
        let line = |seq, said: Option<&str>, former: Option<&str>| {
            let mut change = Change::import(DocumentId("a".into()), String::new());
            if let Change::Import { recipe: r, former: f, .. } = &mut change {
                (*r, *f) = (said.map(recipe).map(Box::new), former.map(recipe).map(Box::new));
            }
            Entry { seq, at: 1, author: String::new(), change }
        };
        let undo = |seq, of| Entry { seq, at: 1, author: String::new(), change: Change::Undo { of } };
        let plan = |entries: &[Entry]| {
            Standing::of(entries).imports[0].recipe.as_ref().and_then(|r| r.plan.clone()).unwrap_or_default()
        };
        for (entries, expected) in [
            (vec![line(1, Some("P1"), None), line(2, Some("P2"), None)], "P2"),
            (vec![line(1, Some("P1"), None), line(2, Some("P2"), None), undo(3, 2)], "P1"),
            // Lines of earlier versions do not say how the document was read.
            (vec![line(1, None, None)], ""),
            (vec![line(1, None, None), line(2, Some("P2"), Some("P1"))], "P2"),
            (vec![line(1, None, None), line(2, Some("P2"), Some("P1")), undo(3, 2)], "P1"),
        ] {
            assert_eq!(plan(&entries), expected);
        }
    }
}
