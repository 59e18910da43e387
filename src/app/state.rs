//! The state of one session: what is known of the terminal, the picture of the store, and a stack of places.

use std::sync::Arc;

use super::ask::Ask;
use super::caps::Caps;
use super::checks::ChecksPlace;
use super::doctor::DoctorPlace;
use super::heatmap::HeatmapPlace;
use super::layout::{self, Area, Frame};
use super::list::ListPlace;
use super::matters::MattersPlace;
use super::page::Page;
use super::sheet::{Line, sheet};
use super::source::SourcePlace;
use crate::command::Scope;
use crate::keymap::{Chord, Hint, Keymap};
use crate::model::{Catalog, Period, PlanIx, ProgramIx};
use crate::search::Index;
use crate::words::Lang;

/// One program opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailPlace {
    /// The program.
    pub program: ProgramIx,
    /// The line one stands on.
    pub cursor: usize,
    /// The first line in sight.
    pub top: usize,
    /// The period one looks at; the newest one where there is none.
    pub period: Option<Period>,
}

/// A place one can stand on; `Esc` leads back to the one before.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Before a store without documents.
    Welcome,
    /// The list.
    List(ListPlace),
    /// One program.
    Detail(DetailPlace),
    /// The heatmap.
    Heatmap(HeatmapPlace),
    /// The lines of a document.
    Source(SourcePlace),
    /// A page of the program's own text.
    Page(Page),
    /// How everything is.
    Doctor(DoctorPlace),
    /// What was checked in the documents.
    Checks(ChecksPlace),
    /// What reading the documents left open.
    Matters(MattersPlace),
}

/// The state of one session.
#[derive(Clone)]
pub struct State {
    /// The picture of the store.
    pub catalog: Arc<Catalog>,
    /// Prepared for searching.
    pub index: Arc<Index>,
    /// The keys in force.
    pub keymap: Arc<Keymap>,
    /// The terminal.
    pub caps: Caps,
    /// The language of the program's own words.
    pub lang: Lang,
    /// The places, the one in sight last; never empty.
    pub places: Vec<Place>,
    /// What is being asked for, while one types.
    pub ask: Option<Ask>,
    /// A message for the last line, until the next key.
    pub notice: Option<String>,
    /// How far a running import has come.
    pub working: Option<String>,
    /// Whether one wanted to quit while an import runs, and was told of it.
    pub leaving: bool,
    /// What was to be imported when it failed.
    pub retry: String,
    /// The keys typed so far of a sequence.
    pub pending: Vec<Chord>,
    /// What may follow them.
    pub hints: Vec<Hint>,
}

impl State {
    /// A session that stands at the first program of the newest plan.
    pub fn new(catalog: Arc<Catalog>, keymap: Arc<Keymap>, caps: Caps, lang: Lang) -> State {
        let index = Arc::new(Index::new(&catalog));
        let first = catalog.first_plan().map(|plan| Place::List(ListPlace::of_plan(&catalog, plan)));
        let places = vec![first.unwrap_or(Place::Welcome)];
        let mut state = State {
            catalog,
            index,
            keymap,
            caps,
            lang,
            places,
            ask: None,
            notice: None,
            working: None,
            leaving: false,
            retry: String::new(),
            pending: Vec::new(),
            hints: Vec::new(),
        };
        state.scroll();
        state
    }

    /// The place in sight.
    pub fn place(&self) -> Option<&Place> {
        self.places.last()
    }

    /// What takes the keys.
    pub fn scope(&self) -> Scope {
        if self.ask.is_some() { Scope::Query } else { self.reading_scope() }
    }

    /// How the screen is divided now.
    pub fn frame(&self) -> Frame {
        let filtered = matches!(self.place(), Some(Place::List(list)) if list.found.is_some());
        layout::frame(self.caps.size, self.ask.is_some() || filtered)
    }

    /// The parts of the body for list and detail; the second only where both fit.
    pub fn panes(&self) -> (Area, Option<Area>) {
        layout::panes(self.frame().body)
    }

    /// The list that is in sight, alone or beside a detail.
    pub fn list(&self) -> Option<&ListPlace> {
        self.places.iter().rev().find_map(|p| if let Place::List(list) = p { Some(list) } else { None })
    }

    /// The list, to be changed.
    pub fn list_mut(&mut self) -> Option<&mut ListPlace> {
        self.places.iter_mut().rev().find_map(|p| if let Place::List(list) = p { Some(list) } else { None })
    }

    /// The program that the place in sight is about.
    pub fn program(&self) -> Option<ProgramIx> {
        match self.place()? {
            Place::List(list) => list.program(),
            Place::Detail(detail) => Some(detail.program),
            Place::Heatmap(map) => map.program(),
            Place::Matters(place) => place.matter().and_then(|matter| matter.program),
            Place::Welcome | Place::Source(_) | Place::Page(_) | Place::Doctor(_) | Place::Checks(_) => None,
        }
    }

    /// The plan that the place in sight is about.
    pub fn plan(&self) -> Option<PlanIx> {
        match self.place()? {
            Place::List(list) if list.found.is_none() => Some(list.shown.plan),
            Place::Heatmap(map) => Some(map.plan),
            _ => self
                .program()
                .map(|ix| self.catalog.program(ix).plan)
                .or_else(|| self.list().map(|l| l.shown.plan)),
        }
    }

    /// The area in which the detail is drawn while it has the keys.
    pub fn detail_area(&self) -> Area {
        let (left, right) = self.panes();
        let beside_list = matches!(self.places.iter().rev().nth(1), Some(Place::List(_)));
        match right {
            Some(right) if beside_list => right,
            Some(_) => self.frame().body,
            None => left,
        }
    }

    /// The lines of a program in an area.
    pub fn sheet(&self, program: ProgramIx, area: Area) -> Vec<Line> {
        sheet(&self.catalog, program, layout::text_width(area), self.caps.widths(), self.lang)
    }

    /// Brings every cursor into sight after something has changed.
    pub fn scroll(&mut self) {
        let frame = self.frame();
        let detail_area = self.detail_area();
        let catalog = Arc::clone(&self.catalog);
        match self.places.last_mut() {
            Some(Place::List(list)) => {
                let height = frame.body.height.saturating_sub(layout::list_heading(frame.body));
                list.rows_mut().scroll(usize::from(height));
            }
            Some(Place::Detail(detail)) => {
                // On a wider screen a sheet has fewer lines.
                let width = layout::text_width(detail_area);
                let lines = sheet(&catalog, detail.program, width, self.caps.widths(), self.lang).len();
                detail.cursor = detail.cursor.min(lines.saturating_sub(1));
                let height = usize::from(detail_area.height);
                detail.top = layout::paged(detail.top, detail.cursor, height, lines);
            }
            Some(Place::Heatmap(map)) => {
                let grid = map.grid(&catalog, frame.body);
                map.scroll(usize::from(grid.rows), usize::from(grid.columns));
            }
            Some(Place::Page(page)) => page.scroll(0, frame.body, self.caps.widths()),
            Some(Place::Doctor(_)) => self.scroll_doctor(0),
            Some(Place::Checks(place)) => place.scroll(frame.body),
            Some(Place::Matters(place)) => place.scroll(frame.body),
            Some(Place::Welcome | Place::Source(_)) | None => {}
        }
    }
}
