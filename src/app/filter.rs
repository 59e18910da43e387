//! What narrows the list of a plan, and in which order it stands. A filter is a term of a query with a name: what the
//! menu offers can be typed as well.

use super::names;
use super::state::State;
use crate::model::{Catalog, Empty, GradeCell, Period, PlanIx, ProgramIx};
use crate::search::{self, Index};
use crate::words::{Lang, Msg};

/// A term that narrows the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// As it would be typed: `dept:財政課`, `worse:H26末-H27上`.
    pub term: String,
    /// As it is shown: `担当 財政課`.
    pub label: String,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Sort {
    /// By number, under the directions.
    #[default]
    Number,
    /// By lead department.
    Departments,
    /// By the grade at a period, the late ones first.
    Grade(Period),
}

impl Sort {
    /// Whether a plan can stand in this order.
    pub fn fits(self, catalog: &Catalog, plan: PlanIx) -> bool {
        match self {
            Sort::Number | Sort::Departments => true,
            Sort::Grade(period) => catalog.plan(plan).periods.contains(&period),
        }
    }

    /// Its name.
    pub fn label(self, lang: Lang) -> String {
        match self {
            Sort::Number => Msg::SortNumber.text(lang).to_owned(),
            Sort::Departments => Msg::SortDepartments.text(lang).to_owned(),
            Sort::Grade(period) => Msg::SortGrade.fill(lang, &[&names::period(period, lang)]),
        }
    }
}

/// The programs of a plan that all filters leave in, in their order.
pub fn programs(
    catalog: &Catalog,
    index: &Index,
    plan: PlanIx,
    filters: &[Filter],
    sort: Sort,
) -> Vec<ProgramIx> {
    let terms: Vec<&str> = filters.iter().map(|f| f.term.as_str()).collect();
    // A term that means nothing in this catalog leaves nothing in: it must not look like everything.
    let Ok(query) = search::parse(&terms.join(" "), catalog) else { return Vec::new() };
    // A department may have a sub-program only, and it is the sub-programs that miss their targets.
    let all = catalog.programs_of(plan).filter(|(_, p)| !filters.is_empty() || p.parent.is_none());
    let all = all.map(|(ix, _)| ix);
    let mut found: Vec<ProgramIx> = all.filter(|ix| search::admits(catalog, index, &query, *ix)).collect();
    match sort {
        Sort::Number => {}
        // A stable sort: within a department the numbers go up.
        Sort::Departments => found.sort_by_key(|ix| {
            let known = catalog.program(*ix).departments.known().first().copied();
            (known.is_none(), known)
        }),
        Sort::Grade(period) => found.sort_by_key(|ix| {
            let grade = catalog.grade_at(*ix, period).and_then(GradeCell::grade);
            std::cmp::Reverse(grade.map(|grade| catalog.plan(plan).scale.rank(grade)))
        }),
    }
    found
}

impl State {
    /// Every filter that leaves something of the list in view, with the number of programs left, those in force first.
    pub(super) fn filters(&self) -> Vec<(Filter, usize, bool)> {
        let Some(list) = self.list() else { return Vec::new() };
        let shown = &list.shown;
        let count = |filters: &[Filter]| {
            programs(&self.catalog, &self.index, shown.plan, filters, Sort::Number).len()
        };
        let mut found: Vec<(Filter, usize, bool)> =
            shown.filters.iter().map(|f| (f.clone(), count(&shown.filters), true)).collect();
        for filter in self.possible_filters(shown.plan) {
            if !shown.filters.contains(&filter) {
                let with: Vec<Filter> = shown.filters.iter().cloned().chain([filter.clone()]).collect();
                let left = count(&with);
                if left > 0 {
                    found.push((filter, left, false));
                }
            }
        }
        found
    }

    /// What the programs of a plan can be told apart by: what a meeting asks first comes first.
    fn possible_filters(&self, plan: PlanIx) -> Vec<Filter> {
        let (catalog, lang) = (&self.catalog, self.lang);
        let it = catalog.plan(plan);
        let mut found: Vec<Filter> = Vec::new();
        let mut add = |term: String, label: String| found.push(Filter { term, label });
        for period in it.periods.iter().rev() {
            for grade in it.scale.grades().into_iter().rev() {
                add(
                    format!("{period}:{grade}"),
                    format!("{} {} {grade}", Msg::FieldGrade.text(lang), names::period(*period, lang)),
                );
            }
        }
        for pair in it.periods.windows(2).rev() {
            if let [from, to] = pair {
                for (field, msg) in [
                    ("worse", Msg::FilterWorse),
                    ("better", Msg::FilterBetter),
                    ("changed", Msg::FilterChanged),
                ] {
                    add(
                        format!("{field}:{from}-{to}"),
                        msg.fill(lang, &[&names::period(*from, lang), &names::period(*to, lang)]),
                    );
                }
            }
        }
        for (term, msg) in [
            ("missed:yes", Msg::FilterMissed),
            ("met:yes", Msg::FilterMet),
            ("follow:yes", Msg::FilterFollowed),
            ("follow:no", Msg::FilterUnfollowed),
            ("is:relisted", Msg::FilterRelisted),
            ("is:parent", Msg::FilterParent),
        ] {
            add(term.to_owned(), msg.text(lang).to_owned());
        }
        for kind in Empty::ALL {
            let word = names::empty(kind).text(lang);
            add(format!("empty:{}", kind.id()), Msg::FilterEmpty.fill(lang, &[&word]));
        }
        for direction in &it.directions {
            let label = format!("{} {} {}", Msg::FieldDirection.text(lang), direction.no, direction.name);
            add(format!("dir:{}", direction.no), label);
        }
        let mut departments: Vec<&str> =
            catalog.programs_of(plan).flat_map(|(_, p)| catalog.departments_of(p)).collect();
        departments.sort_unstable();
        departments.dedup();
        for name in departments {
            add(format!("dept:\"{name}\""), format!("{} {name}", Msg::FieldDepartments.text(lang)));
        }
        found
    }

    /// Puts a filter in force, or takes it away where it is.
    pub(super) fn toggle_filter(&mut self, filter: Filter) {
        self.reshow(|shown| match shown.filters.iter().position(|f| *f == filter) {
            Some(at) => _ = shown.filters.remove(at),
            None => shown.filters.push(filter),
        });
    }

    /// Takes all filters away; the order stays.
    pub(super) fn clear_filters(&mut self) {
        self.reshow(|shown| shown.filters.clear());
    }

    /// Puts the list in an order.
    pub(super) fn sort_by(&mut self, sort: Sort) {
        self.reshow(|shown| shown.sort = sort);
    }

    /// Changes how the list in view is shown, and goes there: a heatmap opened from it follows.
    fn reshow(&mut self, how: impl FnOnce(&mut super::list::Shown)) {
        let (catalog, index) = (self.catalog.clone(), self.index.clone());
        let Some(list) = self.list_mut() else { return };
        list.found = None;
        how(&mut list.shown);
        list.shown.gather(&catalog, &index);
        let rows = list.shown.rows.clone();
        let plan = list.shown.plan;
        for place in &mut self.places {
            if let super::state::Place::Heatmap(map) = place
                && map.plan == plan
            {
                map.rows.replace(rows.all.clone());
            }
        }
    }
}
