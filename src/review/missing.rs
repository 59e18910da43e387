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
            let source = Some((said.document, said.statement.place.clone()));
            found.push(Gap { field, period: said.statement.period, kind, source });
        }
    }
    let has = |found: &[Gap], field: Field| found.iter().any(|g| g.field == field);
    let gap = |field: Field, period: Option<Period>, kind: Empty| Gap { field, period, kind, source: None };
    if let Departments::Empty(kind) = program.departments
        && !has(&found, Field::Departments)
    {
        found.push(gap(Field::Departments, None, kind));
    }
    if program.direction.is_none() && !has(&found, Field::Direction) {
        found.push(gap(Field::Direction, None, Empty::NotPrinted));
    }
    if program.follow_up.is_none() && !has(&found, Field::FollowUp) {
        found.push(gap(Field::FollowUp, None, Empty::NotPrinted));
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

/// Targets and actuals: an indicator with one side only says why the other is not there.
fn figures(catalog: &Catalog, ix: ProgramIx, found: &mut Vec<Gap>) {
    let indicators = &catalog.details(ix).indicators;
    let why = |text: TextField| {
        let gap = found.iter().find(|g| g.field == Field::Text(text));
        // The text is there and does not give the figure: the document has none.
        gap.map_or((Empty::NotPrinted, None), |g| (g.kind, g.source.clone()))
    };
    let (target, actual) = (why(TextField::AnnualPlan), why(TextField::Result));
    let lacks =
        |side: fn(&crate::model::Indicator) -> bool| indicators.is_empty() || indicators.iter().any(side);
    let period = indicators.iter().find_map(|i| i.period);
    if lacks(|i| i.target.is_none()) {
        found.push(Gap { field: Field::Target, period, kind: target.0, source: target.1 });
    }
    if lacks(|i| i.actual.is_none()) {
        found.push(Gap { field: Field::Actual, period, kind: actual.0, source: actual.1 });
    }
}
