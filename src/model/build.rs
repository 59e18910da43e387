//! From documents to a catalog: statements are gathered by program, the newest document decides a headline, and
//! nothing that an older one said is dropped.

use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap};

use super::catalog::{Departments, Details, Direction, DocumentHead, Headlines, Kind, Plan, Program};
use super::curation::{Curation, Decision, decided_better};
use super::direction::{directions, enumerated};
use super::document::{Document, Layout};
use super::flow::solve;
use super::grade::{Empty, GradeCell};
use super::id::{DepartmentIx, DocumentIx, Number, PlanId, PlanIx, ProgramIx};
use super::indicator::{Indicator, indicators};
use super::infer::{self, Known};
use super::period::Period;
use super::resolve::Resolving;
use super::scale::Scale;
use super::statement::{Doubt, Fact, Field, Sourced, Statement, Subject};
use super::unify::same_plans;
use crate::text::fold;

/// One program while its statements are gathered.
#[derive(Default)]
struct Gathered {
    statements: Vec<Sourced>,
    doubts: Vec<(DocumentIx, Doubt)>,
}

/// One plan while its programs are gathered.
#[derive(Default)]
struct PlanDraft {
    name: Option<Box<str>>,
    municipality_rank: usize,
    programs: BTreeMap<Number, Gathered>,
    statements: Vec<Sourced>,
    periods: Vec<Period>,
}

/// Builds headlines and details (one for each program, in the order of the headlines) from documents in the order
/// of their import.
pub fn build<D: Borrow<Document>>(documents: &[D]) -> (Headlines, Vec<Details>) {
    let documents: &[&Document] = &documents.iter().map(Borrow::borrow).collect::<Vec<&Document>>();
    let mut drafting = Drafting { same: same_plans(documents) };
    drafting.same_as_decided(documents);
    let mut drafts = drafting.gather(documents);
    let mut curation = Curation::default();
    drafting.decide(documents, &mut drafts, &mut curation);
    let mut order: Vec<PlanId> = drafts.keys().cloned().collect();
    order.sort_by(|a, b| {
        let key = |id: &PlanId| (drafts[id].municipality_rank, drafts[id].periods.first().copied());
        key(a).cmp(&key(b)).then_with(|| a.cmp(b))
    });
    let mut head = Headlines::default();
    let mut details = Vec::new();
    let mut departments: HashMap<Box<str>, DepartmentIx> = HashMap::new();
    let mut plan_ix = HashMap::new();
    for (at, id) in order.into_iter().enumerate() {
        let Some(draft) = drafts.remove(&id) else { continue };
        let ix = PlanIx(at as u32);
        plan_ix.insert(id.clone(), ix);
        add_plan(ix, id, draft, &mut head, &mut details, &mut departments);
    }
    head.departments = names_in_order(departments);
    for (nameless, named) in &drafting.same {
        if let Some(ix) = plan_ix.get(named).copied() {
            plan_ix.insert(nameless.clone(), ix);
        }
    }
    head.documents = documents.iter().map(|d| document_head(d, &plan_ix)).collect();
    Resolving { drafting: &drafting, documents, head: &head, plans: &plan_ix }
        .resolve(&details, &mut curation);
    head.curation = curation;
    (head, details)
}

/// Gathers what documents say by plan and program.
pub(super) struct Drafting {
    /// Plans that are known under another identity too.
    same: HashMap<PlanId, PlanId>,
}

impl Drafting {
    /// The plan that is meant.
    fn plan<'a>(&'a self, id: &'a PlanId) -> &'a PlanId {
        self.same.get(id).unwrap_or(id)
    }

    /// Sorts the statements of all documents by plan and program. Documents come oldest period first, so that later
    /// statements are the ones that decide a headline.
    fn gather(&self, documents: &[&Document]) -> HashMap<PlanId, PlanDraft> {
        let mut drafts: HashMap<PlanId, PlanDraft> = HashMap::new();
        let mut municipalities: Vec<std::sync::Arc<str>> = printed(documents)
            .flat_map(|(_, d)| &d.plans)
            .filter_map(|named| named.id.municipality.clone())
            .collect();
        municipalities.sort();
        municipalities.dedup();
        let ranks: HashMap<_, usize> =
            municipalities.into_iter().enumerate().map(|(at, m)| (Some(m), at)).collect();
        let mut by_age: Vec<(DocumentIx, &Document)> = printed(documents).collect();
        // By their content where they are of one age: the order of import decides nothing.
        by_age.sort_by_key(|(_, d)| (d.periods.last().copied(), d.id.clone()));
        for (ix, document) in by_age {
            for named in &document.plans {
                let draft = drafts.entry(self.plan(&named.id).clone()).or_default();
                // A plan whose municipality no document names stands with the first one.
                draft.municipality_rank = ranks.get(&self.plan(&named.id).municipality).copied().unwrap_or(0);
                if named.name.is_some() {
                    draft.name.clone_from(&named.name);
                }
            }
            for statement in &document.statements {
                self.place_statement(document, ix, statement, &mut drafts);
            }
            for doubt in &document.doubts {
                if let Some(Subject::Program(plan, number)) = doubt.subject
                    && let Some(draft) =
                        document.plans.get(plan as usize).and_then(|p| drafts.get_mut(self.plan(&p.id)))
                {
                    draft.programs.entry(number).or_default().doubts.push((ix, doubt.clone()));
                }
            }
        }
        for draft in drafts.values_mut() {
            draft.periods.sort();
            draft.periods.dedup();
        }
        drafts
    }

    fn place_statement(
        &self,
        document: &Document,
        ix: DocumentIx,
        statement: &Statement,
        drafts: &mut HashMap<PlanId, PlanDraft>,
    ) {
        let plan_of = |at: u32| document.plans.get(at as usize).map(|p| self.plan(&p.id));
        let sourced = || Sourced { document: ix, statement: statement.clone() };
        match statement.subject {
            Subject::Document => {}
            Subject::Plan(at) | Subject::Direction(at, _) => {
                if let Some(draft) = plan_of(at).and_then(|id| drafts.get_mut(id)) {
                    draft.statements.push(sourced());
                }
            }
            Subject::Program(at, number) => {
                if let Some(draft) = plan_of(at).and_then(|id| drafts.get_mut(id)) {
                    let graded = matches!(statement.fact, Fact::Grade(_) | Fact::Missing(Field::Grade, _));
                    if let Some(period) = statement.period.filter(|_| graded) {
                        draft.periods.push(period);
                    }
                    draft.programs.entry(number).or_default().statements.push(sourced());
                }
            }
        }
    }
}

impl Drafting {
    /// A plan whose municipality no document names is that of the municipality for which a person says so, provided that
    /// only one has a plan of that code.
    fn same_as_decided(&mut self, documents: &[&Document]) {
        let nameless: Vec<PlanId> = printed(documents)
            .flat_map(|(_, d)| &d.plans)
            .map(|plan| plan.id.clone())
            .filter(|id| id.municipality.is_none() && !self.same.contains_key(id))
            .collect();
        for id in nameless {
            let decided = documents.iter().filter(|d| d.layout == Layout::Curation).flat_map(|d| &d.plans);
            let mut cities: Vec<&PlanId> = decided
                .map(|plan| &plan.id)
                .filter(|other| other.code == id.code && other.municipality.is_some())
                .collect();
            cities.sort_unstable();
            cities.dedup();
            if let [only] = cities.as_slice() {
                self.same.insert(id, (*only).clone());
            }
        }
    }

    /// The plan that a decision means: the one it names, else the only one with that code where one side leaves the
    /// municipality open.
    pub(super) fn meant(&self, id: &PlanId, known: &[PlanId]) -> Option<PlanId> {
        let id = self.plan(id);
        let open = |other: &&PlanId| {
            other.code == id.code && (other.municipality.is_none() || id.municipality.is_none())
        };
        let exact = known.iter().find(|other| *other == id);
        let mut others = known.iter().filter(open);
        let only = others.next().filter(|_| others.next().is_none());
        exact.or(only).cloned()
    }

    /// Hands decisions to the programs and plans that they are about.
    fn decide(
        &self,
        documents: &[&Document],
        drafts: &mut HashMap<PlanId, PlanDraft>,
        curation: &mut Curation,
    ) {
        let known: Vec<PlanId> = drafts.keys().cloned().collect();
        for (ix, document) in decided(documents) {
            for statement in &document.statements {
                let said = Sourced { document: ix, statement: statement.clone() };
                let plan = |at: u32| self.meant(&document.plans.get(at as usize)?.id, &known);
                let taken = match statement.subject {
                    Subject::Document | Subject::Direction(..) => true,
                    Subject::Plan(at) => match plan(at).and_then(|id| drafts.get_mut(&id)) {
                        Some(draft) => {
                            if let Some(name) = document.plans.get(at as usize).and_then(|p| p.name.clone()) {
                                draft.name = draft.name.take().or(Some(name));
                            }
                            draft.statements.push(said.clone());
                            true
                        }
                        // A document that is to belong to a plan may be imported later.
                        None => matches!(statement.fact, Fact::Decided(Decision::Document(_))),
                    },
                    Subject::Program(at, number) => {
                        let draft = plan(at).and_then(|id| drafts.get_mut(&id));
                        match draft.and_then(|draft| draft.programs.get_mut(&number)) {
                            Some(program) => {
                                program.statements.push(said.clone());
                                true
                            }
                            None => false,
                        }
                    }
                };
                match &statement.fact {
                    _ if !taken => curation.dangling.push(said),
                    Fact::Decided(Decision::Department(name, also)) => {
                        curation.departments.push([name].into_iter().chain(also).cloned().collect());
                    }
                    Fact::Decided(Decision::Document(beginning)) => {
                        if let Subject::Plan(at) = statement.subject
                            && let Some(plan) = document.plans.get(at as usize)
                        {
                            curation.documents.push((beginning.clone(), plan.id.clone()));
                        }
                    }
                    Fact::Decided(Decision::Reading(text, reading)) => {
                        curation.readings.push((text.clone(), reading.clone()));
                    }
                    _ => {}
                }
            }
        }
    }
}

/// The documents that somebody published, with their places in the order of import.
fn printed<'a>(documents: &'a [&'a Document]) -> impl Iterator<Item = (DocumentIx, &'a Document)> {
    let all = documents.iter().copied().enumerate().map(|(at, d)| (DocumentIx(at as u32), d));
    all.filter(|(_, d)| d.layout != Layout::Curation)
}

/// The documents of decisions, by their names: where two decide on the same thing the later name does, in whatever order
/// they were imported.
fn decided<'a>(documents: &'a [&'a Document]) -> impl Iterator<Item = (DocumentIx, &'a Document)> {
    let all = documents.iter().copied().enumerate().map(|(at, d)| (DocumentIx(at as u32), d));
    let mut all: Vec<_> = all.filter(|(_, d)| d.layout == Layout::Curation).collect();
    all.sort_by(|(_, a), (_, b)| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    all.into_iter()
}

/// Which way figures are better, where a person has decided it.
fn curate_indicators(indicators: &mut [Indicator], statements: &[Sourced]) {
    for indicator in indicators {
        if let Some((better, _)) = decided_better(statements, &indicator.label) {
            indicator.better = Some(better);
        }
    }
}

fn add_plan(
    ix: PlanIx,
    id: PlanId,
    draft: PlanDraft,
    head: &mut Headlines,
    details: &mut Vec<Details>,
    departments: &mut HashMap<Box<str>, DepartmentIx>,
) {
    let start = head.programs.len() as u32;
    let at_number: HashMap<Number, ProgramIx> = draft
        .programs
        .keys()
        .enumerate()
        .map(|(at, number)| (*number, ProgramIx(start + at as u32)))
        .collect();
    let carried = draft.programs.values().flat_map(|g| &g.statements);
    let directions = directions(draft.statements.iter(), carried);
    let mut programs: Vec<Program> = Vec::with_capacity(draft.programs.len());
    for (number, gathered) in draft.programs {
        let context =
            Context { plan: ix, periods: &draft.periods, directions: &directions, at_number: &at_number };
        programs.push(headline(&context, number, &gathered.statements, departments));
        let mut indicators = indicators(&gathered.statements);
        curate_indicators(&mut indicators, &gathered.statements);
        details.push(Details { statements: gathered.statements, indicators, doubts: gathered.doubts });
    }
    link_children(start, &mut programs);
    let given = programs.iter().flat_map(|p| p.grades.iter().filter_map(GradeCell::grade));
    let scale = Scale::new(given, &draft.statements);
    let (marks, of_plan) = (scale.grades(), start as usize);
    for (at, period) in draft.periods.iter().enumerate() {
        let known = Known {
            programs: &programs,
            directions: &directions,
            statements: &draft.statements,
            scale: &scale,
        };
        let said = |ix: usize| details.get(of_plan + ix).map_or(&[][..], |d| d.statements.as_slice());
        let Some((asked, puzzle)) = known.puzzle((at, *period), said) else { continue };
        // Counts that cannot hold force nothing; that they cannot is found when they are checked.
        let Some(solved) = solve(&puzzle) else { continue };
        for (ix, possible) in asked.into_iter().zip(&solved) {
            if let Some(cell) = infer::inferred(&programs[ix].grades[at], &marks, possible) {
                programs[ix].grades[at] = cell;
            }
        }
    }
    head.plans.push(Plan {
        id,
        name: draft.name,
        programs: start..start + programs.len() as u32,
        scale,
        directions,
        periods: draft.periods,
        statements: draft.statements,
    });
    head.programs.append(&mut programs);
}

struct Context<'a> {
    plan: PlanIx,
    periods: &'a [Period],
    directions: &'a [Direction],
    at_number: &'a HashMap<Number, ProgramIx>,
}

fn headline(
    context: &Context<'_>,
    number: Number,
    statements: &[Sourced],
    departments: &mut HashMap<Box<str>, DepartmentIx>,
) -> Program {
    let mut program = Program {
        plan: context.plan,
        number,
        name: "".into(),
        kind: Kind::Implementation,
        direction: None,
        printed_direction: None,
        corrected_direction: None,
        departments: Departments::Empty(Empty::NotPrinted),
        former_departments: Vec::new(),
        grades: vec![GradeCell::Empty(Empty::NotPrinted); context.periods.len()],
        follow_up: None,
        relisted_of: None,
        children: Vec::new(),
        parent: number.parent().and_then(|parent| context.at_number.get(&parent).copied()),
    };
    for Sourced { statement, .. } in statements {
        let mut set_grade = |cell: GradeCell| {
            let at = statement.period.and_then(|p| context.periods.iter().position(|q| *q == p));
            let slot = at.and_then(|at| program.grades.get_mut(at));
            if let Some(slot) = slot.filter(|slot| cell.grade().is_some() || slot.grade().is_none()) {
                *slot = cell;
            }
        };
        match &statement.fact {
            Fact::Name => program.name = statement.text.clone(),
            Fact::Direction => {
                let key = fold(enumerated(&statement.text).1);
                program.printed_direction =
                    context.directions.iter().position(|d| fold(&d.name) == key).map(|at| at as u16);
                program.direction = program.printed_direction;
            }
            Fact::Decided(Decision::Direction(no)) => {
                // One that does not exist takes nothing away from one that does.
                let found = context.directions.iter().position(|d| d.no == *no).map(|at| at as u16);
                program.corrected_direction = found.or(program.corrected_direction);
            }
            Fact::Study => program.kind = Kind::Study,
            Fact::Departments(names) => {
                let known: Vec<DepartmentIx> = names.iter().map(|name| intern(name, departments)).collect();
                if !known.is_empty() {
                    let all = [program.departments.known(), &program.former_departments, &known].concat();
                    program.former_departments.clear();
                    for department in all {
                        if !known.contains(&department) && !program.former_departments.contains(&department) {
                            program.former_departments.push(department);
                        }
                    }
                    program.departments = Departments::Known(known);
                }
            }
            // What one document leaves empty may stand in another.
            Fact::Missing(Field::Departments, why) if program.departments.known().is_empty() => {
                program.departments = Departments::Empty(*why);
            }
            Fact::Grade(grade) => set_grade(GradeCell::Known(*grade, statement.how)),
            Fact::Missing(Field::Grade, why) => set_grade(GradeCell::Empty(*why)),
            Fact::FollowUp(marked) => program.follow_up = Some(*marked),
            Fact::Relisting(of) => {
                program.relisted_of = context.at_number.get(&Number::program(*of)).copied();
            }
            _ => {}
        }
    }
    program
}

/// Gives each program its sub-programs, and a sub-program without name or direction those of its program.
fn link_children(start: u32, programs: &mut [Program]) {
    for at in 0..programs.len() {
        let Some(parent) = programs[at].parent else { continue };
        let parent_at = (parent.0 - start) as usize;
        let child = ProgramIx(start + at as u32);
        programs[parent_at].children.push(child);
        let (name, direction) = (programs[parent_at].name.clone(), programs[parent_at].direction);
        let corrected = programs[parent_at].corrected_direction;
        let program = &mut programs[at];
        program.corrected_direction = program.corrected_direction.or(corrected);
        if program.name.is_empty() {
            program.name = name;
        }
        program.printed_direction = program.printed_direction.or(direction);
        program.direction = program.printed_direction;
    }
}

fn intern(name: &str, departments: &mut HashMap<Box<str>, DepartmentIx>) -> DepartmentIx {
    let next = DepartmentIx(departments.len() as u32);
    match departments.get(name) {
        Some(ix) => *ix,
        None => *departments.entry(name.into()).or_insert(next),
    }
}

fn names_in_order(departments: HashMap<Box<str>, DepartmentIx>) -> Vec<Box<str>> {
    let mut named: Vec<(DepartmentIx, Box<str>)> =
        departments.into_iter().map(|(name, ix)| (ix, name)).collect();
    named.sort();
    named.into_iter().map(|(_, name)| name).collect()
}

fn document_head(document: &Document, plans: &HashMap<PlanId, PlanIx>) -> DocumentHead {
    DocumentHead {
        id: document.id.clone(),
        name: document.name.clone(),
        layout: document.layout,
        plans: document.plans.iter().filter_map(|p| plans.get(&p.id).copied()).collect(),
        periods: document.periods.clone(),
        programs: document.program_count(),
        statements: document.statements.len() as u32,
        doubts: document.doubts.clone(),
        unread: document.unread.clone(),
    }
}
