//! Which plans of several documents are one: a document that does not say whose plan it reports on belongs to the
//! municipality whose plan of that code has the same programs.

use std::collections::{HashMap, HashSet};

use super::document::Document;
use super::id::{Number, PlanId};
use super::statement::{Fact, Subject};
use crate::text::fold;

/// So many numbers and names have to agree (cli contract, of documents that name no plan).
const ENOUGH: usize = 5;

/// The plans without a municipality that are another's, by their identity. A plan with which two municipalities agree
/// stays by itself.
pub(super) fn same_plans(documents: &[&Document]) -> HashMap<PlanId, PlanId> {
    let ids: HashSet<&PlanId> = documents.iter().flat_map(|d| &d.plans).map(|p| &p.id).collect();
    let nameless = ids.iter().filter(|id| id.municipality.is_none());
    nameless
        .filter_map(|nameless| {
            let ours = Named::of(documents, nameless);
            let agrees = |id: &&&PlanId| {
                id.municipality.is_some()
                    && id.code == nameless.code
                    && ours.agreeing(&Named::of(documents, id)) >= ENOUGH
            };
            let mut fitting = ids.iter().filter(agrees);
            let first = fitting.next()?;
            fitting.next().is_none().then(|| ((*nameless).clone(), (*first).clone()))
        })
        .collect()
}

/// How documents name the programs of a plan.
#[derive(Default)]
struct Named {
    numbered: HashSet<(Number, String)>,
    /// Names without their numbers.
    alone: HashSet<String>,
}

impl Named {
    /// Numbers and names of a plan, in whichever document they stand.
    fn of(documents: &[&Document], id: &PlanId) -> Named {
        let mut found = Named::default();
        for document in documents {
            let Some(plan) = document.plans.iter().position(|p| p.id == *id) else { continue };
            for statement in &document.statements {
                match (statement.subject, &statement.fact) {
                    (Subject::Program(at, number), Fact::Name) if at as usize == plan => {
                        found.numbered.insert((number, fold(&statement.text)));
                    }
                    (Subject::Plan(at) | Subject::Direction(at, _), Fact::NameAlone)
                        if at as usize == plan =>
                    {
                        found.alone.insert(fold(&statement.text));
                    }
                    _ => {}
                }
            }
        }
        found
    }

    /// How many programs both name alike; a number counts where both give one.
    fn agreeing(&self, other: &Named) -> usize {
        let alone =
            |a: &Named, b: &Named| b.numbered.iter().filter(|(_, name)| a.alone.contains(name)).count();
        self.numbered.intersection(&other.numbered).count() + alone(self, other) + alone(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocumentId, How, Layout, LineSpan, NamedPlan, Place, PlanCode, Statement};

    fn document(city: Option<&str>, code: &str, names: &str) -> Document {
        let id = PlanId { municipality: city.map(Into::into), code: PlanCode::parse(code).unwrap() };
        let name = |(at, name): (usize, &str)| Statement {
            subject: Subject::Program(0, Number::program(at as u16 + 1)),
            period: None,
            fact: Fact::Name,
            text: name.into(),
            how: How::Printed,
            place: Place::Lines(LineSpan { first: 1, last: 1, start: 0, end: 1 }),
        };
        Document {
            id: DocumentId(format!("{city:?}{code}{names}").into()),
            name: "a".into(),
            layout: Layout::Table,
            plans: vec![NamedPlan { id, name: None }],
            periods: Vec::new(),
            statements: names.split(' ').enumerate().map(name).collect(),
            doubts: Vec::new(),
            unread: Vec::new(),
        }
    }

    #[test]
    fn five_programs_that_agree_make_a_plan_the_same() {
        let names = "協働 広報 評価 財政 人材 ICT";
        let ours = || document(None, "P2", "協働 広報 評価 財政 人材");
        for (others, city) in [
            (vec![document(Some("小平市"), "P2", names)], Some("小平市")),
            (vec![document(Some("小平市"), "P2", "協働 広報 評価 財政 別")], None),
            (vec![document(Some("小平市"), "P3", names)], None),
            (vec![document(Some("小平市"), "P2", names), document(Some("東川町"), "P2", names)], None),
            (
                vec![
                    document(Some("小平市"), "P2", names),
                    document(Some("東川町"), "P2", "別 の 名 前 で す"),
                ],
                Some("小平市"),
            ),
            (vec![], None),
        ] {
            let documents: Vec<Document> = std::iter::once(ours()).chain(others).collect();
            let found = same_plans(&documents.iter().collect::<Vec<_>>());
            let found = found.get(&documents[0].plans[0].id).and_then(|id| id.municipality.as_deref());
            assert_eq!(found, city);
        }
    }
}
