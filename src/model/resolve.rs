//! What decisions point to, once all documents are gathered: links between programs, directions, indicators. What points
//! to nothing, or would lead a lineage back into itself, is kept apart to be told.

use std::collections::{HashMap, HashSet};

use super::build::Drafting;
use super::catalog::{Details, Headlines};
use super::curation::{Curation, Decision, Link};
use super::document::Document;
use super::id::{DocumentIx, PlanId, PlanIx, ProgramIx};
use super::statement::{Fact, Sourced, Subject};
use crate::text::fold;

/// What is known when decisions are resolved.
pub(super) struct Resolving<'a> {
    /// Which plans are the same.
    pub drafting: &'a Drafting,
    /// All documents, in the order of import.
    pub documents: &'a [&'a Document],
    /// Plans and programs.
    pub head: &'a Headlines,
    /// The plans by their identity.
    pub plans: &'a HashMap<PlanId, PlanIx>,
}

impl Resolving<'_> {
    /// Resolves all that programs carry; what leads nowhere is told.
    pub fn resolve(&self, details: &[Details], curation: &mut Curation) {
        let known: Vec<PlanId> = self.head.plans.iter().map(|plan| plan.id.clone()).collect();
        let mut links: Vec<(Link, &Sourced)> = Vec::new();
        for (at, detail) in details.iter().enumerate() {
            let first = links.len();
            for said in &detail.statements {
                match &said.statement.fact {
                    Fact::Decided(Decision::Link(to, relation, basis)) => {
                        let Some(to) = self.find(&known, said.document, *to) else {
                            curation.dangling.push(said.clone());
                            continue;
                        };
                        let link = Link {
                            from: ProgramIx(at as u32),
                            to,
                            relation: *relation,
                            basis: *basis,
                            reason: said.statement.text.clone(),
                            document: said.document,
                            place: said.statement.place.clone(),
                        };
                        // Two programs are linked once: the later decision holds.
                        let same = links.iter().skip(first).position(|(other, _)| other.to == to);
                        match same.and_then(|nth| links.get_mut(first + nth)) {
                            Some(other) => *other = (link, said),
                            None => links.push((link, said)),
                        }
                    }
                    Fact::Decided(Decision::Direction(no)) if !self.has_direction(at, *no) => {
                        curation.dangling.push(said.clone());
                    }
                    Fact::Decided(Decision::Better(label, _)) => {
                        let wanted = fold(label);
                        if !detail.indicators.iter().any(|i| fold(&i.label).contains(&wanted)) {
                            curation.dangling.push(said.clone());
                        }
                    }
                    _ => {}
                }
            }
        }
        self.without_circles(links, curation);
    }

    /// The program that a statement of a document means.
    fn find(&self, known: &[PlanId], document: DocumentIx, subject: Subject) -> Option<ProgramIx> {
        let Subject::Program(at, number) = subject else { return None };
        let id = &self.documents.get(document.0 as usize)?.plans.get(at as usize)?.id;
        let ix = self.plans.get(&self.drafting.meant(id, known)?)?;
        let plan = self.head.plans.get(ix.0 as usize)?;
        let (start, end) = (plan.programs.start as usize, plan.programs.end as usize);
        let at = self.head.programs.get(start..end)?.binary_search_by_key(&number, |p| p.number).ok()?;
        Some(ProgramIx((start + at) as u32))
    }

    fn has_direction(&self, program: usize, no: u16) -> bool {
        let plan = self.head.programs.get(program).and_then(|p| self.head.plans.get(p.plan.0 as usize));
        plan.is_some_and(|plan| plan.directions.iter().any(|d| d.no == no))
    }

    /// The program that carries the grade: sub-programs share that of theirs.
    fn graded(&self, ix: ProgramIx) -> ProgramIx {
        self.head.programs.get(ix.0 as usize).and_then(|p| p.parent).unwrap_or(ix)
    }

    /// Takes the links but those by which a program would come from itself. A link onward in the order of the plans can
    /// close no circle by itself, so that it is the one that leads back that is left out.
    fn without_circles(&self, links: Vec<(Link, &Sourced)>, curation: &mut Curation) {
        let ends = |link: &Link| (self.graded(link.from), self.graded(link.to));
        let mut onward: HashMap<ProgramIx, Vec<ProgramIx>> = HashMap::new();
        for (from, to) in links.iter().map(|(link, _)| ends(link)).filter(|(from, to)| from < to) {
            onward.entry(from).or_default().push(to);
        }
        for (link, said) in links {
            let (from, to) = ends(&link);
            if from >= to {
                if reaches(&onward, to, from) {
                    curation.dangling.push(said.clone());
                    continue;
                }
                onward.entry(from).or_default().push(to);
            }
            curation.links.push(link);
        }
    }
}

/// Whether one program leads to another, by however many links.
fn reaches(onward: &HashMap<ProgramIx, Vec<ProgramIx>>, from: ProgramIx, to: ProgramIx) -> bool {
    let (mut seen, mut open) = (HashSet::new(), vec![from]);
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            open.extend(onward.get(&at).into_iter().flatten());
        }
    }
    false
}
