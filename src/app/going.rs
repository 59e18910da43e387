//! From place to place: other plans, periods and programs, the list, the heatmap, the pane beside, and back.

use super::heatmap::HeatmapPlace;
use super::input::Effect;
use super::state::{DetailPlace, Place, State};
use crate::model::Counted;
use crate::words::Msg;
use std::sync::Arc;

impl State {
    /// The next plan, in a circle; in a detail the program of that number there.
    pub(super) fn next_plan(&mut self) {
        let catalog = Arc::clone(&self.catalog);
        let count = catalog.plans().len() as u32;
        let Some(now) = self.plan().filter(|_| count > 0) else { return };
        let next = crate::model::PlanIx((now.0 + 1) % count);
        match self.places.last_mut() {
            Some(Place::List(list)) => list.turn_to(&catalog, next),
            Some(Place::Heatmap(map)) => {
                *map = HeatmapPlace::of_plan(&catalog, next, None, None);
            }
            Some(Place::Detail(detail)) => {
                let number = catalog.program(detail.program).number;
                // Not every plan has that number.
                let mut plans = (1..count).map(|step| crate::model::PlanIx((now.0 + step) % count));
                match plans.find_map(|plan| catalog.find_in(plan, number)) {
                    Some(program) => *detail = DetailPlace { program, cursor: 0, top: 0, period: None },
                    None => self.notice = Some(Msg::NumberOnlyHere.fill(self.lang, &[&number])),
                }
            }
            _ => {}
        }
    }

    pub(super) fn go_list(&mut self) {
        let program = self.program();
        let catalog = Arc::clone(&self.catalog);
        if let Some(at) = self.places.iter().rposition(|p| matches!(p, Place::List(_))) {
            self.places.truncate(at + 1);
        }
        if let (Some(program), Some(list)) = (program, self.list_mut()) {
            let program = catalog.program(program).parent.unwrap_or(program);
            let plan = catalog.program(program).plan;
            if list.found.is_none() && plan != list.shown.plan {
                list.turn_to(&catalog, plan);
            }
            list.rows_mut().stand_on(program);
        }
    }

    pub(super) fn go_heatmap(&mut self) {
        if matches!(self.place(), Some(Place::Heatmap(_))) {
            return;
        }
        let Some(plan) = self.plan() else { return };
        let period = self.list().and_then(|l| l.shown.period);
        let mut map = HeatmapPlace::of_plan(&self.catalog, plan, self.program(), period);
        // What is left out of the list is left out here too.
        if let Some(list) = self.list().filter(|list| list.shown.plan == plan) {
            map.rows.replace(list.shown.rows.all.clone());
        }
        self.places.push(Place::Heatmap(map));
    }

    pub(super) fn next_pane(&mut self) {
        // Where nothing stands beside, there is no other pane.
        if self.panes().1.is_none() {
            return;
        }
        match self.place() {
            Some(Place::List(_)) => self.open(),
            Some(Place::Detail(_)) if matches!(self.places.iter().rev().nth(1), Some(Place::List(_))) => {
                self.places.pop();
            }
            _ => {}
        }
    }

    /// One place back; from the first place out of the query, then of the filters, and no further.
    pub(super) fn back(&mut self) -> Vec<Effect> {
        if self.places.len() > 1 {
            self.places.pop();
            return Vec::new();
        }
        let (catalog, index) = (Arc::clone(&self.catalog), Arc::clone(&self.index));
        match self.list_mut() {
            Some(list) if list.found.is_some() => list.search(&catalog, &index, ""),
            Some(list) if !list.shown.is_whole() => self.clear_filters(),
            _ => {}
        }
        Vec::new()
    }

    /// The program that stands so many places on in the list from which one came; the list goes along.
    pub(super) fn neighbour(&mut self, by: isize) {
        let catalog = Arc::clone(&self.catalog);
        let Some(Place::Detail(here)) = self.places.last().cloned() else { return };
        let Some(list) = self.list_mut() else { return };
        let rows = list.rows_mut();
        rows.stand_on(here.program);
        rows.step(by);
        match rows.program().filter(|next| *next != here.program) {
            Some(next) => {
                let period = here.period.filter(|p| catalog.plan_of(next).periods.contains(p));
                let place = DetailPlace { program: next, cursor: 0, top: 0, period };
                if let Some(last) = self.places.last_mut() {
                    *last = Place::Detail(place);
                }
            }
            None => self.notice = Some(Msg::NoOtherProgram.text(self.lang).to_owned()),
        }
    }

    /// The period before or after, of the list's header or the heatmap's column.
    pub(super) fn turn_period(&mut self, by: isize) {
        if self.plan().is_some_and(|plan| self.catalog.plan(plan).periods.len() < 2) {
            self.notice = Some(Msg::NoOtherPeriod.text(self.lang).to_owned());
            return;
        }
        let catalog = Arc::clone(&self.catalog);
        match self.places.last_mut() {
            Some(Place::Heatmap(map)) => map.shift(&catalog, by),
            Some(Place::List(list)) => {
                let periods = &catalog.plan(list.shown.plan).periods;
                let now = periods.iter().position(|p| Some(*p) == list.shown.period).unwrap_or(0);
                let to = now.saturating_add_signed(by).min(periods.len().saturating_sub(1));
                list.shown.period = periods.get(to).copied();
            }
            Some(Place::Detail(detail)) => {
                let periods = &catalog.plan_of(detail.program).periods;
                let last = periods.len().saturating_sub(1);
                let now = periods.iter().position(|p| Some(*p) == detail.period).unwrap_or(last);
                detail.period = periods.get(now.saturating_add_signed(by).min(last)).copied();
                self.stand_on_period();
            }
            _ => {}
        }
    }

    /// Counts what people have corrected, or again what is printed.
    pub(super) fn toggle_curated(&mut self) {
        let (next, said) = match self.catalog.counted() {
            Counted::Printed => (Counted::Curated, Msg::CountsCurated),
            Counted::Curated => (Counted::Printed, Msg::CountsPrinted),
        };
        let corrected = self.catalog.programs().any(|(_, p)| p.corrected_direction.is_some());
        if !corrected {
            self.notice = Some(Msg::NothingCurated.text(self.lang).to_owned());
            return;
        }
        let notice = Some(said.text(self.lang).to_owned());
        *self = State { notice, ..self.over(self.catalog.counting(next)) };
    }
}
