//! The texts of a catalog, folded once and laid out for scanning. Must not know queries or rankings.

use std::ops::Range;
use std::sync::OnceLock;

use crate::model::{Catalog, DepartmentIx, Fact, PlanIx, Program, ProgramIx};
use crate::text::{Folded, fold};

/// Many short texts in one piece of memory.
#[derive(Debug, Default)]
pub(super) struct Arena {
    text: String,
    /// Where each row ends.
    ends: Vec<usize>,
}

impl Arena {
    fn push(&mut self, row: &str) {
        self.text.push_str(row);
        self.ends.push(self.text.len());
    }

    /// A row; empty when there is none.
    pub fn row(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(at).and_then(|end| self.text.get(start..*end)).unwrap_or("")
    }

    /// For each row, whether it holds `needle`.
    pub fn holding(&self, needle: &str) -> Vec<bool> {
        (0..self.ends.len()).map(|at| self.row(at).contains(needle)).collect()
    }
}

/// What is searched of a catalog, prepared. An index and its catalog belong together.
#[derive(Debug)]
pub struct Index {
    names: Arena,
    /// Whether a byte of a folded name is the same byte of the name, so that a hit is highlighted without folding
    /// again. True of nearly all.
    aligned: Vec<bool>,
    /// Whether a sub-program bears the name of its program.
    carried: Vec<bool>,
    departments: Arena,
    directions: Arena,
    /// The first row in `directions` of each plan.
    directions_of: Vec<usize>,
    /// The place of each plan when the newest comes first, one municipality after the other.
    newest_first: Vec<usize>,
    /// What the documents say of each program. Long, and not needed before the first word is typed.
    body: OnceLock<Arena>,
}

impl Index {
    /// Prepares names, departments and directions; the body text follows when a query first needs it.
    pub fn new(catalog: &Catalog) -> Index {
        let mut index = Index {
            names: Arena::default(),
            aligned: Vec::new(),
            carried: Vec::new(),
            departments: Arena::default(),
            directions: Arena::default(),
            directions_of: Vec::new(),
            newest_first: newest_first(catalog),
            body: OnceLock::new(),
        };
        for (_, program) in catalog.programs() {
            let folded = fold(&program.name);
            index.aligned.push(is_aligned(&program.name, &folded));
            index.names.push(&folded);
            index
                .carried
                .push(program.parent.is_some_and(|parent| catalog.program(parent).name == program.name));
        }
        for name in &catalog.headlines().departments {
            index.departments.push(&fold(name));
        }
        for (_, plan) in catalog.plans() {
            index.directions_of.push(index.directions.ends.len());
            for direction in &plan.directions {
                index.directions.push(&fold(&direction.name));
            }
        }
        index
    }

    /// The folded name of a program.
    pub(super) fn name(&self, ix: ProgramIx) -> &str {
        self.names.row(ix.0 as usize)
    }

    /// The bytes of the name as printed that `folded`, bytes of the folded name, stand for.
    pub(super) fn in_name(&self, ix: ProgramIx, folded: Range<usize>, printed: &str) -> Range<usize> {
        if self.aligned.get(ix.0 as usize).is_some_and(|aligned| *aligned) {
            return folded;
        }
        Folded::new(printed).original(folded)
    }

    /// Whether a program is a sub-program that bears its program's name.
    pub(super) fn carries_name(&self, ix: ProgramIx) -> bool {
        self.carried.get(ix.0 as usize).is_some_and(|carried| *carried)
    }

    /// The folded names of all departments, by `DepartmentIx`.
    pub(super) fn departments(&self) -> &Arena {
        &self.departments
    }

    /// The folded names of all directions; see [`direction_row`](Self::direction_row).
    pub(super) fn directions(&self) -> &Arena {
        &self.directions
    }

    /// The row of a program's direction.
    pub(super) fn direction_row(&self, program: &Program) -> Option<usize> {
        let first = self.directions_of.get(program.plan.0 as usize)?;
        Some(first + usize::from(program.direction?))
    }

    /// The place of a plan when the newest comes first.
    pub(super) fn plan_place(&self, plan: PlanIx) -> usize {
        self.newest_first.get(plan.0 as usize).copied().unwrap_or(usize::MAX)
    }

    /// What the documents say of a program, folded, a line a statement.
    pub(super) fn body(&self, catalog: &Catalog, ix: ProgramIx) -> &str {
        self.body.get_or_init(|| bodies(catalog)).row(ix.0 as usize)
    }
}

/// Whether the row of a department is marked among `holding`.
pub(super) fn marked(holding: &[bool], ix: DepartmentIx) -> bool {
    holding.get(ix.0 as usize).is_some_and(|held| *held)
}

/// Whether every character of the folded text stands where it stood before.
fn is_aligned(printed: &str, folded: &str) -> bool {
    if printed == folded {
        return true;
    }
    if printed.len() != folded.len() {
        return false;
    }
    let origins = Folded::new(printed);
    folded.char_indices().all(|(at, c)| {
        let here = at..at + c.len_utf8();
        origins.original(here.clone()) == here
    })
}

/// Municipalities keep the order of their import; a plan that names none stands with the first.
fn newest_first(catalog: &Catalog) -> Vec<usize> {
    let mut order: Vec<(usize, std::cmp::Reverse<PlanIx>)> = catalog
        .plans()
        .map(|(ix, plan)| {
            let name = plan.id.municipality.as_ref();
            let city = name.and_then(|name| catalog.municipalities().iter().position(|m| m == name));
            (city.unwrap_or(0), std::cmp::Reverse(ix))
        })
        .collect();
    order.sort_unstable();
    let mut places = vec![0; order.len()];
    for (place, (_, ix)) in order.into_iter().enumerate() {
        if let Some(slot) = places.get_mut(ix.0.0 as usize) {
            *slot = place;
        }
    }
    places
}

/// Prose, the cells in which figures stand, and other spellings of the name. A line end between them keeps a phrase
/// from being found across two statements; folded text never holds one.
fn bodies(catalog: &Catalog) -> Arena {
    let mut arena = Arena::default();
    let mut row = String::new();
    for (ix, program) in catalog.programs() {
        row.clear();
        let name = fold(&program.name);
        for sourced in &catalog.details(ix).statements {
            let statement = &sourced.statement;
            let (is_name, searched) = match statement.fact {
                Fact::Name => (true, true),
                Fact::Text(_) | Fact::Figure(_) => (false, true),
                _ => (false, false),
            };
            if !searched {
                continue;
            }
            let text = fold(&statement.text);
            // Later documents repeat what earlier ones said, and figures are cut out of prose that stands here.
            if row.contains(&text) || (is_name && name == text) {
                continue;
            }
            row.push_str(&text);
            row.push('\n');
        }
        for indicator in &catalog.details(ix).indicators {
            let label = fold(&indicator.label);
            if !row.contains(&label) {
                row.push_str(&label);
                row.push('\n');
            }
        }
        arena.push(&row);
    }
    arena
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arena_gives_back_its_rows() {
        let mut arena = Arena::default();
        for row in ["協働", "", "推進"] {
            arena.push(row);
        }
        assert_eq!([arena.row(0), arena.row(1), arena.row(2), arena.row(3)], ["協働", "", "推進", ""]);
        // Nothing is found across two rows.
        assert_eq!(arena.holding("働推"), [false, false, false]);
        assert_eq!(arena.holding("推"), [false, false, true]);
    }

    #[test]
    fn only_names_whose_bytes_stay_in_place_are_aligned() {
        for (name, aligned) in [
            ("協働の推進", true),
            ("コミュニティ", true),
            ("公民館・図書館", false),
            ("㍻・の", false),
            ("ＩＣＴ", false),
        ] {
            assert_eq!(is_aligned(name, &fold(name)), aligned, "{name}");
        }
    }
}
