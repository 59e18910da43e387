//! One program, two spellings: names beside each other wherever a program or a direction is named.

use super::{Check, Kind, Side, Status};
use crate::model::{Catalog, Fact, PlanIx, ProgramIx, Sourced, Subject};
use crate::text::{distance, fold};

pub(super) fn checks(catalog: &Catalog, plan: PlanIx) -> Vec<Check> {
    let mut found = Vec::new();
    for (ix, program) in catalog.programs_of(plan) {
        let statements = &catalog.details(ix).statements;
        let mut named: Vec<&Sourced> = Vec::new();
        for said in statements.iter().filter(|s| s.statement.fact == Fact::Name) {
            if !named.iter().any(|other| fold(&other.statement.text) == fold(&said.statement.text)) {
                named.push(said);
            }
        }
        // A name cut short by the document is the same name.
        for other in named.iter().filter(|said| fold(&said.statement.text) != fold(&program.name)) {
            found.push(differs(plan, ix, &program.name, other));
        }
    }
    found.extend(alone(catalog, plan));
    found
}

fn differs(plan: PlanIx, ix: ProgramIx, name: &str, other: &Sourced) -> Check {
    let (expected, found) = (Side::Text(name.to_owned()), Side::Text(other.statement.text.to_string()));
    let check = Check::of(Kind::NameDiffers, plan, Status::Differs, expected, found).at(other);
    Check { programs: vec![ix], ..check }
}

/// Names that stand without their number, beside the nearest name of the plan.
fn alone(catalog: &Catalog, plan: PlanIx) -> Vec<Check> {
    let it = catalog.plan(plan);
    let names: Vec<(ProgramIx, String)> = catalog
        .programs_of(plan)
        .filter(|(_, p)| p.parent.is_none())
        .map(|(ix, p)| (ix, fold(&p.name)))
        .collect();
    let mut found = Vec::new();
    for said in it.statements.iter().filter(|s| s.statement.fact == Fact::NameAlone) {
        let folded = fold(&said.statement.text);
        // 協働事業の推進 stands for all whose names begin so.
        if names.iter().any(|(_, name)| name.starts_with(&folded)) {
            continue;
        }
        let direction = match said.statement.subject {
            Subject::Direction(_, no) => it.directions.iter().position(|d| d.no == no).map(|at| at as u16),
            _ => None,
        };
        let of_direction = |ix: ProgramIx| direction.is_none() || catalog.program(ix).direction == direction;
        let near = names
            .iter()
            .filter(|(ix, _)| of_direction(*ix))
            .map(|(ix, name)| (distance(name, &folded), *ix))
            .min();
        // A third of the letters may differ; beyond that it is another name, or one whose program is not known.
        let close = near.filter(|(letters, _)| letters * 3 <= folded.chars().count());
        if let Some((_, ix)) = close {
            found.push(differs(plan, ix, &catalog.program(ix).name, said));
        } else if !names.is_empty() {
            let (expected, text) = (Side::Text(String::new()), Side::Text(said.statement.text.to_string()));
            let check = Check::of(Kind::NameDiffers, plan, Status::Unknown, expected, text).at(said);
            found.push(Check { direction, ..check });
        }
    }
    found
}
