//! Which plans a document speaks of: those it names, the one that was given, or the one whose programs agree.

use super::found::Found;
use super::heading::Column;
use super::look::relisting;
use super::prose::{PlanMention, plan_mention};
use super::{ImportError, KnownPlan, Options};
use crate::model::{Doubtful, NamedPlan, Number, PlanId};
use crate::text::fold;
use std::collections::HashMap;
use std::sync::Arc;

/// The plans of a document and those of its rows.
#[derive(Default)]
pub(super) struct Plans {
    pub named: Vec<NamedPlan>,
    by_id: HashMap<PlanId, u32>,
    /// The plan that the document as a whole is about.
    pub of_document: Option<u32>,
    /// For each row of a program its plan.
    pub of_rows: Vec<u32>,
}

impl Plans {
    /// The position of a plan, which is added when new.
    pub fn add(&mut self, id: PlanId, name: Option<&str>) -> u32 {
        if let Some(at) = self.by_id.get(&id) {
            return *at;
        }
        let at = self.named.len() as u32;
        self.by_id.insert(id.clone(), at);
        self.named.push(NamedPlan { id, name: name.map(Into::into) });
        at
    }
}

/// The plan of every row, and the plan of the document itself.
pub(super) fn plans(
    found: &mut Found,
    options: &Options,
    agreed: &dyn Fn(&Found) -> Option<PlanId>,
) -> Result<Plans, ImportError> {
    let mut plans = Plans::default();
    let in_cells = found.headings.iter().any(|h| h.has(|c| c == Column::Plan));
    let title = found.titles.iter().find_map(|(line, _, plan, _)| plan.clone().map(|p| (*line, p)));
    // The city may stand in one title and the plan's name in another.
    let municipality: Option<Arc<str>> = found
        .titles
        .iter()
        .find_map(|(_, _, plan, _)| plan.as_ref().and_then(|p| p.municipality.as_deref()).map(Arc::from));
    if let Some((line, mention)) = &title {
        if let Some(given) = options.plan.clone().filter(|given| *given != mention.code) {
            return Err(ImportError::OtherPlan { printed: mention.code.clone(), given, line: *line });
        }
        let id = PlanId { municipality: municipality.clone(), code: mention.code.clone() };
        plans.of_document = Some(plans.add(id, Some(&mention.name)));
    } else if let Some(code) = &options.plan {
        plans.of_document = Some(plans.add(PlanId { municipality, code: code.clone() }, None));
    } else if !in_cells {
        let agreed = agreed(found).ok_or(ImportError::NoPlan)?;
        let line = found.rows.first().map_or(1, |r| r.line);
        found.doubts.push((line, None, agreed.code.to_string(), Doubtful::PlanByAgreement));
        plans.of_document = Some(plans.add(agreed, None));
    }
    if in_cells {
        for at in 0..found.rows.len() {
            plan_of_row(found, at, &mut plans)?;
        }
    } else if let Some(plan) = plans.of_document {
        // A table under a title that names another plan is about that one.
        let between: Vec<(u32, PlanId, String)> = found
            .titles_between()
            .filter_map(|(line, _, plan, _)| {
                let PlanMention { municipality: own, code, name } = plan.clone()?;
                let municipality =
                    own.map(Arc::from).or_else(|| plans.named.first()?.id.municipality.clone());
                Some((*line, PlanId { municipality, code }, name))
            })
            .collect();
        for row in &found.rows {
            let title = between.partition_point(|(line, ..)| *line < row.line).checked_sub(1);
            let title = title.and_then(|at| between.get(at));
            let own = title.map_or(plan, |(_, id, name)| plans.add(id.clone(), Some(name)));
            plans.of_rows.push(own);
        }
    }
    Ok(plans)
}

/// The plan that a row names in its own cells; where it names none that is understood, that of the document.
fn plan_of_row(found: &Found, at: usize, plans: &mut Plans) -> Result<(), ImportError> {
    let row = &found.rows[at];
    let columns = &found.headings[row.heading].columns;
    let text = |wanted: Column| {
        columns.iter().position(|c| *c == wanted).and_then(|c| row.cell(c)).map(|c| c.text.as_str())
    };
    let municipality: Option<Arc<str>> = text(Column::Municipality).map(Arc::from);
    let plan = match text(Column::Plan).and_then(plan_mention) {
        Some(mention) => {
            let municipality = municipality.or(mention.municipality.as_deref().map(Arc::from));
            plans.add(PlanId { municipality, code: mention.code }, Some(&mention.name))
        }
        None => plans.of_document.ok_or(ImportError::NoPlan)?,
    };
    plans.of_rows.push(plan);
    Ok(())
}

/// The one plan in the store of which at least five numbers and names agree with the document's (cli contract).
pub(super) fn agreeing_plan(found: &Found, known: &[KnownPlan]) -> Option<PlanId> {
    const ENOUGH: usize = 5;
    let names: Vec<(Number, String)> = found
        .rows
        .iter()
        .filter_map(|row| {
            let columns = &found.headings[row.heading].columns;
            let name = columns.iter().position(|c| *c == Column::Name).and_then(|c| row.cell(c))?;
            Some((row.number, fold(relisting(&name.text).map_or(name.text.as_str(), |(n, _)| n))))
        })
        .collect();
    let agreeing = |plan: &&KnownPlan| {
        let count = names.iter().filter(|(number, name)| {
            plan.programs.iter().any(|(n, other)| n == number && fold(other) == *name)
        });
        count.count() >= ENOUGH
    };
    let mut fitting = known.iter().filter(agreeing);
    let first = fitting.next()?;
    // Two plans that agree decide nothing.
    fitting.next().is_none().then(|| first.id.clone())
}
