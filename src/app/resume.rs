//! Where one stood when one left, as a value that outlives the picture it was taken from.

use super::filter::Sort;
use super::state::{Place, State};
use crate::model::{Catalog, PlanId, PlanIx, ProgramId, ProgramIx};

/// The plan and the program one stood on, by their names, and the order of the list.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Remembered {
    /// The plan.
    pub plan: PlanId,
    /// The program under the cursor.
    pub program: Option<ProgramId>,
    /// The order of the plan's list.
    pub sort: Sort,
}

impl State {
    /// Where one stands; `None` on a screen without a plan.
    pub fn remember(&self) -> Option<Remembered> {
        // A page or a document stands on what is behind it.
        let about = |place: &Place| -> Option<(PlanIx, Option<ProgramIx>)> {
            match place {
                Place::List(list) => match list.program() {
                    Some(program) => Some((self.catalog.program(program).plan, Some(program))),
                    None => Some((list.shown.plan, None)),
                },
                Place::Detail(detail) => {
                    Some((self.catalog.program(detail.program).plan, Some(detail.program)))
                }
                Place::Heatmap(map) => Some((map.plan, map.program())),
                Place::Welcome
                | Place::Source(_)
                | Place::Page(_)
                | Place::Doctor(_)
                | Place::Checks(_)
                | Place::Matters(_) => None,
            }
        };
        let (plan, program) = self.places.iter().rev().find_map(about)?;
        let id = |plan: PlanIx| self.catalog.plan(plan).id.clone();
        let program = program.map(|ix| self.catalog.program(ix));
        let program = program.map(|p| ProgramId { plan: id(p.plan), number: p.number });
        let shown = self.list().map(|list| &list.shown).filter(|shown| shown.plan == plan);
        Some(Remembered {
            plan: id(plan),
            program,
            sort: shown.map_or_else(Sort::default, |shown| shown.sort),
        })
    }

    /// Stands where one stood, as far as it is still there.
    pub fn resume(&mut self, remembered: &Remembered) {
        let catalog: &Catalog = &self.catalog.clone();
        let Some(plan) = catalog.find_plan(&remembered.plan) else { return };
        let program = remembered.program.as_ref().and_then(|id| catalog.find(id));
        if let Some(list) = self.list_mut().filter(|list| list.shown.plan != plan) {
            list.turn_to(catalog, plan);
        }
        if remembered.sort.fits(catalog, plan) {
            self.sort_by(remembered.sort);
        }
        if let (Some(list), Some(program)) = (self.list_mut(), program) {
            list.shown.rows.stand_on(program);
        }
        self.scroll();
    }
}
