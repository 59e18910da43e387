//! A new picture of the store under a running session: every place is found again by the ids of what it shows.

use std::sync::Arc;

use super::checks::ChecksPlace;
use super::heatmap::HeatmapPlace;
use super::list::{ListPlace, Shown};
use super::rows::Rows;
use super::source::SourcePlace;
use super::state::{DetailPlace, Place, State};
use crate::model::{Catalog, DocumentIx, Period, PlanIx, ProgramId, ProgramIx};
use crate::search::Index;

impl State {
    /// The same session over a new picture: cursors, scrolls, the query being typed and the way back stay. A place
    /// whose program, plan or document is gone ends the way there.
    pub(super) fn over(&self, catalog: Arc<Catalog>) -> State {
        let index = Arc::new(Index::new(&catalog));
        let fresh = State::new(Arc::clone(&catalog), Arc::clone(&self.keymap), self.caps, self.lang);
        let moved = Moved { old: &self.catalog, new: &catalog, index: &index };
        let mut places = moved.places(&self.places);
        match places.first_mut() {
            None => places.clone_from(&fresh.places),
            // The first document has come.
            Some(first) if *first == Place::Welcome => first.clone_from(&fresh.places[0]),
            Some(_) => {}
        }
        let mut state = State {
            index: Arc::clone(&index),
            places,
            working: self.working.clone(),
            retry: self.retry.clone(),
            ..fresh
        };
        if let Some(ask) = &self.ask {
            // Where the line is left, one stands as before; what may be chosen is gathered anew.
            state.ask(ask.kind, &ask.line.text);
            if let Some(asked) = &mut state.ask {
                asked.line = ask.line.clone();
                asked.before = moved.places(&ask.before);
            }
        }
        state
    }
}

struct Moved<'a> {
    old: &'a Catalog,
    new: &'a Catalog,
    index: &'a Index,
}

impl Moved<'_> {
    fn places(&self, places: &[Place]) -> Vec<Place> {
        places.iter().map_while(|place| self.place(place)).collect()
    }

    fn place(&self, place: &Place) -> Option<Place> {
        Some(match place {
            Place::Welcome => Place::Welcome,
            Place::List(list) => Place::List(self.list(list)?),
            Place::Detail(detail) => {
                Place::Detail(DetailPlace { program: self.program(detail.program)?, ..detail.clone() })
            }
            Place::Heatmap(map) => Place::Heatmap(self.heatmap(map)?),
            Place::Source(source) => Place::Source(self.source(source)?),
            Place::Page(page) => Place::Page(page.clone()),
            Place::Doctor(doctor) => Place::Doctor(doctor.clone()),
            Place::Checks(place) => {
                let fresh = ChecksPlace::new(self.new, place.plan.and_then(|ix| self.plan(ix)));
                let cursor = place.cursor.min(fresh.all.len().saturating_sub(1));
                Place::Checks(ChecksPlace { cursor, top: place.top, ..fresh })
            }
            Place::Matters(place) => {
                let plan = place.plan.and_then(|ix| self.plan(ix));
                Place::Matters(place.over(self.new, plan, |ix| self.document(ix)))
            }
        })
    }

    fn list(&self, list: &ListPlace) -> Option<ListPlace> {
        let mut moved = ListPlace {
            shown: self.shown(&list.shown)?,
            found: None,
            left: list.left.iter().filter_map(|shown| self.shown(shown)).collect(),
        };
        if let Some(found) = &list.found {
            moved.search(self.new, self.index, &found.query);
            let rows = std::mem::take(moved.rows_mut());
            *moved.rows_mut() = self.rows(&found.rows, rows);
        }
        Some(moved)
    }

    fn shown(&self, shown: &Shown) -> Option<Shown> {
        let fresh = Shown::of_plan(self.new, self.plan(shown.plan)?);
        let still = |p: &Period| self.new.plan(fresh.plan).periods.contains(p);
        let mut moved = Shown {
            period: shown.period.filter(still).or(fresh.period),
            filters: shown.filters.clone(),
            sort: shown.sort,
            ..fresh
        };
        moved.gather(self.new, self.index);
        let rows = std::mem::take(&mut moved.rows);
        moved.rows = self.rows(&shown.rows, rows);
        Some(moved)
    }

    fn heatmap(&self, map: &HeatmapPlace) -> Option<HeatmapPlace> {
        let plan = self.plan(map.plan)?;
        let moved = HeatmapPlace::of_plan(self.new, plan, None, map.period(self.old));
        Some(HeatmapPlace { rows: self.rows(&map.rows, moved.rows), left: map.left, ..moved })
    }

    fn source(&self, source: &SourcePlace) -> Option<SourcePlace> {
        let mut moved = source.clone();
        for passage in &mut moved.passages {
            passage.document = self.document(passage.document)?;
        }
        Some(moved)
    }

    /// New rows, standing on the program of the old ones and at the same height of the screen.
    fn rows(&self, old: &Rows, new: Rows) -> Rows {
        let mut rows = new;
        if let Some(program) = old.program().and_then(|ix| self.program(ix)) {
            rows.stand_on(program);
        }
        rows.top = (old.top + rows.cursor).saturating_sub(old.cursor);
        rows
    }

    fn plan(&self, ix: PlanIx) -> Option<PlanIx> {
        self.new.find_plan(&self.old.plan(ix).id)
    }

    fn program(&self, ix: ProgramIx) -> Option<ProgramIx> {
        let program = self.old.program(ix);
        let plan = self.old.plan(program.plan).id.clone();
        self.new.find(&ProgramId { plan, number: program.number })
    }

    fn document(&self, ix: DocumentIx) -> Option<DocumentIx> {
        let id = &self.old.document(ix).id;
        let at = self.new.documents().iter().position(|d| d.id == *id)?;
        u32::try_from(at).ok().map(DocumentIx)
    }
}
