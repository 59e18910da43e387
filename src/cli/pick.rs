//! Finding the plan, period, program or document that a person named on the command line.

use super::failure::Failure;
use crate::model::{Catalog, DocumentHead, Period, PlanIx, ProgramIx};
use crate::search::{self, Index, Tier};
use crate::words::{Lang, Msg};

/// The one program that an id names: `P3-12`, `P3-30-2`, `小平市/P2-26`.
pub fn program(catalog: &Catalog, id: &str, lang: Lang) -> Result<ProgramIx, Failure> {
    let none = || Failure::input(Msg::ErrNoSuchProgram.fill(lang, &[&id]));
    let query = search::parse(id, catalog).map_err(|_| none())?;
    let hits = search::find(catalog, &Index::new(catalog), &query);
    let named: Vec<ProgramIx> =
        hits.hits.iter().filter(|h| h.tier == Tier::Number).map(|h| h.program).collect();
    match named.as_slice() {
        [] => Err(none()),
        [one] => Ok(*one),
        many => {
            let labels: Vec<String> = many.iter().take(8).map(|ix| catalog.label(*ix)).collect();
            // An id written in full is that program, whatever else the same characters could mean.
            let whole = many.iter().find(|ix| catalog.label(**ix).eq_ignore_ascii_case(id.trim()));
            let ambiguous = || {
                Failure::input(Msg::ErrAmbiguousProgram.fill(lang, &[&id, &many.len(), &labels.join(", ")]))
            };
            whole.copied().ok_or_else(ambiguous)
        }
    }
}

/// The plans that a code names; all of them when none is named.
pub fn plans(catalog: &Catalog, code: Option<&str>, lang: Lang) -> Result<Vec<PlanIx>, Failure> {
    let all: Vec<PlanIx> = catalog.plans().map(|(ix, _)| ix).collect();
    let Some(code) = code else { return Ok(all) };
    if all.is_empty() {
        return Err(Failure::input(Msg::ErrNoDocuments.text(lang)));
    }
    let fits = |ix: &PlanIx| {
        let plan = catalog.plan(*ix);
        plan.id.code.as_str().eq_ignore_ascii_case(code.trim())
            || catalog.plan_label(*ix).eq_ignore_ascii_case(code.trim())
    };
    let found: Vec<PlanIx> = all.iter().copied().filter(fits).collect();
    if found.is_empty() {
        let mut labels: Vec<String> = all.iter().take(12).map(|ix| catalog.plan_label(*ix)).collect();
        labels.dedup();
        return Err(Failure::input(Msg::ErrNoSuchPlan.fill(lang, &[&code, &labels.join(", ")])));
    }
    Ok(found)
}

/// A period as a person writes it.
pub fn period(written: &str, lang: Lang) -> Result<Period, Failure> {
    Period::parse(written).ok_or_else(|| Failure::input(Msg::ErrPeriod.fill(lang, &[&written])))
}

/// The one document with that name, or whose name or hash begins so.
pub fn document<'a>(catalog: &'a Catalog, name: &str, lang: Lang) -> Result<&'a DocumentHead, Failure> {
    let all = catalog.documents();
    if let Some(exact) = all.iter().rev().find(|d| &*d.name == name) {
        return Ok(exact);
    }
    let list =
        |found: &[&DocumentHead]| found.iter().map(|d| d.name.to_string()).collect::<Vec<_>>().join(", ");
    let found: Vec<&DocumentHead> = all
        .iter()
        .filter(|d| !name.is_empty() && (d.name.starts_with(name) || d.id.0.starts_with(name)))
        .collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => {
            let names = list(&all.iter().take(12).collect::<Vec<_>>());
            let names = if names.is_empty() { Msg::NoDocument.text(lang).to_owned() } else { names };
            Err(Failure::input(Msg::ErrNoSuchDocument.fill(lang, &[&name, &names])))
        }
        many => Err(Failure::input(Msg::ErrAmbiguousDocument.fill(lang, &[&name, &list(many)]))),
    }
}
