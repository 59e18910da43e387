//! What a program lacks, and which of the seven kinds of empty it is.

use crate::model::{
    Catalog, Departments, DocumentIx, Empty, Fact, Field, GradeCell, Period, Place, ProgramIx, TextField,
};

/// One empty field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Which field.
    pub field: Field,
    /// At which period, where it has one.
    pub period: Option<Period>,
    /// Why it is empty.
    pub kind: Empty,
    /// The row of the document that shows it, where there is one.
    pub source: Option<(DocumentIx, Place)>,
}

/// The empty fields of a program, in the order of screens: headline, figures, prose.
///
/// What the documents themselves leave empty comes first-hand; a field for which no document about the program has a
/// column is `NotPrinted`.
pub fn gaps(catalog: &Catalog, ix: ProgramIx) -> Vec<Gap> {
    let program = catalog.program(ix);
    let details = catalog.details(ix);
    let mut found: Vec<Gap> = Vec::new();
    for said in &details.statements {
        if let Fact::Missing(field, kind) = said.statement.fact {
            let period = said.statement.period;
            // What one document leaves empty may stand in another.
            if !is_filled(catalog, ix, field, period) {
                let source = Some((said.document, said.statement.place.clone()));
                found.retain(|g| (g.field, g.period) != (field, period));
                found.push(Gap { field, period, kind, source });
            }
        }
    }
    let has = |found: &[Gap], field: Field| found.iter().any(|g| g.field == field);
    let gap = |field: Field, period: Option<Period>, kind: Empty| Gap { field, period, kind, source: None };
    if let Departments::Empty(kind) = program.departments
        && !has(&found, Field::Departments)
    {
        found.push(gap(Field::Departments, None, kind));
    }
    for field in [Field::Direction, Field::FollowUp] {
        if !is_filled(catalog, ix, field, None) && !has(&found, field) {
            found.push(gap(field, None, Empty::NotPrinted));
        }
    }
    for (period, cell) in catalog.plan_of(ix).periods.iter().zip(&program.grades) {
        let said = found.iter().any(|g| g.field == Field::Grade && g.period == Some(*period));
        if let GradeCell::Empty(kind) = cell
            && !said
        {
            found.push(gap(Field::Grade, Some(*period), *kind));
        }
    }
    figures(catalog, ix, &mut found);
    for field in [TextField::Overview, TextField::AnnualPlan, TextField::Result] {
        let said = details.statements.iter().any(|s| s.statement.fact == Fact::Text(field));
        if !said && !has(&found, Field::Text(field)) {
            found.push(gap(Field::Text(field), None, Empty::NotPrinted));
        }
    }
    found.sort_by_key(|g| (g.field, g.period));
    found
}

/// Whether any document says a field of a program, at that period where it has one.
fn is_filled(catalog: &Catalog, ix: ProgramIx, field: Field, period: Option<Period>) -> bool {
    let program = catalog.program(ix);
    match field {
        Field::Direction => program.direction.is_some(),
        Field::Departments => !program.departments.known().is_empty(),
        Field::FollowUp => program.follow_up.is_some(),
        Field::Grade => {
            let cell = period.and_then(|period| catalog.grade_at(ix, period));
            cell.is_some_and(|cell| !matches!(cell, GradeCell::Empty(_)))
        }
        Field::Text(text) => catalog
            .details(ix)
            .statements
            .iter()
            .any(|s| s.statement.fact == Fact::Text(text) && s.statement.period == period),
        Field::Target | Field::Actual => catalog.details(ix).indicators.iter().any(|i| {
            let side = if field == Field::Target { &i.target } else { &i.actual };
            i.period == period && side.is_some()
        }),
    }
}

/// Targets and actuals: a side that no indicator of a period has says why it is not there.
fn figures(catalog: &Catalog, ix: ProgramIx, found: &mut Vec<Gap>) {
    let details = catalog.details(ix);
    let sides = [(Field::Target, TextField::AnnualPlan), (Field::Actual, TextField::Result)];
    let of_text = |g: &Gap| sides.iter().any(|(_, text)| g.field == Field::Text(*text)).then_some(g.period);
    let mut periods: Vec<Option<Period>> = details.indicators.iter().map(|i| i.period).collect();
    if periods.is_empty() {
        let said = details.statements.iter().map(|s| &s.statement);
        let said = said.filter(|s| sides.iter().any(|(_, text)| s.fact == Fact::Text(*text)));
        periods = said.map(|s| s.period).chain(found.iter().filter_map(of_text)).collect();
    }
    periods.sort();
    periods.dedup();
    if periods.is_empty() {
        periods.push(None);
    }
    for period in periods {
        for (field, text) in sides {
            let said = found.iter().any(|g| (g.field, g.period) == (field, period));
            if said || is_filled(catalog, ix, field, period) {
                continue;
            }
            // Only words declare that nothing was set. A text without a figure prints none.
            let gap = found.iter().find(|g| g.field == Field::Text(text) && g.period == period);
            let (kind, source) = gap.map_or((Empty::NotPrinted, None), |gap| (gap.kind, gap.source.clone()));
            found.push(Gap { field, period, kind, source });
        }
    }
}
