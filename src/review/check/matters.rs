//! What people have to settle, counted: a probable misreading is a check of its own, doubts and unread lines are counted
//! by document.

use super::{Check, Kind, Side, Status};
use crate::model::{Catalog, Judgement, PlanIx};
use crate::review::matter::{Concern, Matter, of_plan};
use crate::review::misreading::Corpus;

pub(super) fn checks(catalog: &Catalog, plan: PlanIx, corpus: &Corpus) -> Vec<Check> {
    let all = of_plan(catalog, plan, corpus);
    let misread = all.iter().filter_map(|m| misreading(plan, m));
    let counted = catalog.documents().iter().enumerate().flat_map(|(at, _)| {
        let of_document: Vec<&Matter> = all.iter().filter(|m| m.document.0 as usize == at).collect();
        [Kind::Doubts, Kind::UnreadLines].into_iter().filter_map(move |kind| {
            let wanted = |m: &&&Matter| match m.concern {
                Concern::Doubt(_) => kind == Kind::Doubts,
                Concern::Unread => kind == Kind::UnreadLines,
                Concern::Misreading(_) => false,
            };
            let matters: Vec<&Matter> = of_document.iter().filter(wanted).copied().collect();
            count(kind, plan, &matters)
        })
    });
    misread.chain(counted).collect()
}

/// What became of it: a person has said that all is well, or that something is wrong, or nothing yet.
fn status(answer: Option<Judgement>) -> Status {
    match answer {
        None => Status::Unknown,
        Some(Judgement::Accepted) => Status::Differs,
        Some(Judgement::Rejected) => Status::Ok,
    }
}

fn misreading(plan: PlanIx, matter: &Matter) -> Option<Check> {
    let Concern::Misreading(right) = &matter.concern else { return None };
    let (expected, found) = (Side::Text(right.clone()), Side::Text(matter.text.clone()));
    let check = Check::of(Kind::ProbableMisreading, plan, status(matter.judgement()), expected, found);
    let source = Some((matter.document, matter.place.clone()));
    Some(Check { programs: matter.program.into_iter().collect(), source, ..check })
}

/// How many of a kind are not dismissed by a person, where there are any.
fn count(kind: Kind, plan: PlanIx, matters: &[&Matter]) -> Option<Check> {
    let first = matters.iter().find(|m| m.judgement() != Some(Judgement::Rejected)).or(matters.first())?;
    let count = |answer: Option<Judgement>| matters.iter().filter(|m| m.judgement() == answer).count();
    let (open, wrong) = (count(None), count(Some(Judgement::Accepted)));
    let worst = [(open, None), (wrong, Some(Judgement::Accepted))].into_iter().find(|(count, _)| *count > 0);
    let status = status(worst.map_or(Some(Judgement::Rejected), |(_, answer)| answer));
    let (expected, found) = (Side::Count(0), Side::Count((open + wrong) as u32));
    let mut programs: Vec<_> = matters.iter().filter_map(|m| m.program).collect();
    programs.sort_unstable();
    programs.dedup();
    let source = Some((first.document, first.place.clone()));
    Some(Check { programs, source, ..Check::of(kind, plan, status, expected, found) })
}
