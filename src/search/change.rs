//! `worse:H26末-H27上`: grades that changed between two periods.

use crate::model::{Catalog, GradeCell, Period, ProgramIx};

/// Which change is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Any.
    Changed,
    /// To a later mark of the scale.
    Worse,
    /// To an earlier mark of the scale.
    Better,
}

/// Two periods written with a sign between them: `H26末-H27上`, `H26末~H27上`, `H26末→H27上`.
pub(super) fn span(typed: &str) -> Option<(Period, Period)> {
    let (from, to) = typed.split_once(['-', '~', '〜', '～', '→', '－'])?;
    Some((Period::parse(from.trim())?, Period::parse(to.trim())?))
}

/// The periods of each plan that follow one another.
pub(super) fn spans(catalog: &Catalog) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for pair in catalog.plans().flat_map(|(_, plan)| plan.periods.windows(2)) {
        if let [from, to] = pair {
            let text = format!("{from}-{to}");
            if !found.contains(&text) {
                found.push(text);
            }
        }
    }
    found
}

impl Turn {
    /// Whether a program's grade turned so; where one of the two is not known, nobody can say.
    pub fn took(self, catalog: &Catalog, ix: ProgramIx, (from, to): (Period, Period)) -> bool {
        let grade = |period| catalog.grade_at(ix, period).and_then(GradeCell::grade);
        let (Some(before), Some(after)) = (grade(from), grade(to)) else { return false };
        let scale = &catalog.plan(catalog.program(ix).plan).scale;
        match self {
            Turn::Changed => before != after,
            Turn::Worse => scale.rank(before) < scale.rank(after),
            Turn::Better => scale.rank(before) > scale.rank(after),
        }
    }
}
