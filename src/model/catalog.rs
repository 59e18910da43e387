//! The catalog: the immutable picture of everything the documents say. Built once, shared by `Arc`, read by all.
//!
//! Headlines (names, numbers, grades) are there at once; statements and indicators are fetched at first use, a block of
//! programs at a time, so that a list and the first program in it open fast at any size. Looking something up by its id never scans the programs.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::curation::Curation;
use super::document::{Document, Layout, NamedPlan};
use super::grade::{Empty, GradeCell};
use super::id::{DepartmentIx, DocumentId, DocumentIx, Number, PlanId, PlanIx, ProgramId, ProgramIx};
use super::indicator::Indicator;
use super::period::Period;
use super::ruling::Rulings;
use super::scale::Scale;
use super::statement::{Doubt, Fact, Field, Sourced};

/// Whether a program is carried out and graded, or only studied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 実施: graded.
    Implementation,
    /// 検討: never graded.
    Study,
}

/// The lead departments (主な推進担当課) of a program, or why none is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Departments {
    /// In the order of the document; never empty.
    Known(Vec<DepartmentIx>),
    /// None, and why.
    Empty(Empty),
}

impl Departments {
    /// Those that are known.
    pub fn known(&self) -> &[DepartmentIx] {
        match self {
            Departments::Known(known) => known,
            Departments::Empty(_) => &[],
        }
    }
}

/// What is counted where documents say one thing and a person has corrected it. Both are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// As printed.
    #[default]
    Printed,
    /// As corrected, where a correction was made.
    Curated,
}

/// A direction (方針・方向性) of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Direction {
    /// Its number: the order in which the documents name it, 1-based.
    pub no: u16,
    /// Its name as printed.
    pub name: Box<str>,
}

/// A plan and what is said of it as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Identity.
    pub id: PlanId,
    /// Name as printed; `None` where no document prints it.
    pub name: Option<Box<str>>,
    /// Its programs, sub-programs included, as a range of `ProgramIx`.
    pub programs: Range<u32>,
    /// Its directions, in the order of their numbers.
    pub directions: Vec<Direction>,
    /// The periods at which its programs are graded, oldest first.
    pub periods: Vec<Period>,
    /// Which grades it gives, and what they say.
    pub scale: Scale,
    /// Statements about the plan itself: totals, meanings of grades.
    pub statements: Vec<Sourced>,
}

/// The headline of a program (項目) or sub-program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Its plan.
    pub plan: PlanIx,
    /// Its number in the plan.
    pub number: Number,
    /// Its name; a sub-program without one carries its program's.
    pub name: Box<str>,
    /// Graded or only studied.
    pub kind: Kind,
    /// Its direction as it is counted, as an index into those of the plan.
    pub direction: Option<u16>,
    /// Its direction as printed.
    pub printed_direction: Option<u16>,
    /// Its direction as a person corrected it; `None` where nobody did.
    pub corrected_direction: Option<u16>,
    /// Lead departments (主な推進担当課).
    pub departments: Departments,
    /// Departments that other documents name, and the newest does not.
    pub former_departments: Vec<DepartmentIx>,
    /// What stands at each period of the plan, in the order of the plan's periods.
    pub grades: Vec<GradeCell>,
    /// To be followed up; `None` where no document says.
    pub follow_up: Option<bool>,
    /// The program that this one lists again (再掲).
    pub relisted_of: Option<ProgramIx>,
    /// Its sub-programs.
    pub children: Vec<ProgramIx>,
    /// The program of which this is a sub-program.
    pub parent: Option<ProgramIx>,
}

/// What is fetched when a program is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Everything the documents say of it, by document and line.
    pub statements: Vec<Sourced>,
    /// Targets beside actuals.
    pub indicators: Vec<Indicator>,
    /// What was doubted about it.
    pub doubts: Vec<(DocumentIx, Doubt)>,
}

/// What is known of an imported document without opening it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentHead {
    /// Hash of its bytes.
    pub id: DocumentId,
    /// File name.
    pub name: Box<str>,
    /// Layout recognised.
    pub layout: Layout,
    /// Plans it speaks of.
    pub plans: Vec<PlanIx>,
    /// Periods it carries.
    pub periods: Vec<Period>,
    /// Programs it names, sub-programs not counted.
    pub programs: u32,
    /// Number of its statements.
    pub statements: u32,
    /// What was not understood.
    pub doubts: Vec<Doubt>,
    /// Lines behind no statement.
    pub unread: Vec<u32>,
}

impl DocumentHead {
    /// The document with nothing in it, for where its bytes can no longer be read.
    pub fn without_statements(&self, plans: &[Plan]) -> Document {
        let named = self.plans.iter().filter_map(|ix| plans.get(ix.0 as usize));
        Document {
            id: self.id.clone(),
            name: self.name.clone(),
            layout: self.layout,
            plans: named.map(|plan| NamedPlan { id: plan.id.clone(), name: plan.name.clone() }).collect(),
            periods: self.periods.clone(),
            statements: Vec::new(),
            doubts: Vec::new(),
            unread: Vec::new(),
        }
    }
}

/// The part of a catalog that is there at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headlines {
    /// Documents in the order of import.
    pub documents: Vec<DocumentHead>,
    /// Plans: municipalities by their names, then oldest first.
    pub plans: Vec<Plan>,
    /// Department names.
    pub departments: Vec<Box<str>>,
    /// Programs, by plan and number.
    pub programs: Vec<Program>,
    /// What people have decided.
    pub curation: Curation,
    /// What people have said to questions that the documents leave open. Not from the documents: the store adds it.
    pub rulings: Rulings,
}

/// Fetches the details of one block of programs, given the headlines and the number of the block.
type Fetch = Box<dyn Fn(&Headlines, usize) -> Vec<Details> + Send + Sync>;

/// The immutable picture of everything the documents say.
pub struct Catalog {
    head: Headlines,
    counted: Counted,
    plans_by_id: HashMap<PlanId, PlanIx>,
    municipalities: Vec<std::sync::Arc<str>>,
    /// How many programs share a block.
    block: usize,
    details: Box<[OnceLock<Vec<Details>>]>,
    fetch: Fetch,
}

impl Catalog {
    /// A catalog of headlines, with the function that fetches the details, one for each program, when first asked.
    pub fn new(head: Headlines, fetch: impl FnOnce() -> Vec<Details> + Send + Sync + 'static) -> Catalog {
        let (all, once) = (head.programs.len(), Mutex::new(Some(fetch)));
        Catalog::in_blocks(head, all, move |_, _| {
            let fetch = once.lock().unwrap_or_else(PoisonError::into_inner).take();
            fetch.map(|fetch| fetch()).unwrap_or_default()
        })
    }

    /// A catalog of headlines whose details are fetched in blocks of `block` programs, each when one of its programs is
    /// first asked for. The function is given the headlines and the number of the block, and is called once a block.
    pub fn in_blocks(
        head: Headlines,
        block: usize,
        fetch: impl Fn(&Headlines, usize) -> Vec<Details> + Send + Sync + 'static,
    ) -> Catalog {
        let block = block.max(1);
        let details = (0..head.programs.len().div_ceil(block)).map(|_| OnceLock::new()).collect();
        let plans_by_id =
            head.plans.iter().enumerate().map(|(at, plan)| (plan.id.clone(), PlanIx(at as u32))).collect();
        let mut municipalities: Vec<std::sync::Arc<str>> = Vec::new();
        for plan in &head.plans {
            if let Some(name) = &plan.id.municipality
                && municipalities.last() != Some(name)
                && !municipalities.contains(name)
            {
                municipalities.push(name.clone());
            }
        }
        Catalog {
            head,
            counted: Counted::Printed,
            plans_by_id,
            municipalities,
            block,
            details,
            fetch: Box::new(fetch),
        }
    }

    /// The same picture in which what people have corrected is counted, or what is printed.
    #[must_use]
    pub fn counting(self: &std::sync::Arc<Self>, counted: Counted) -> std::sync::Arc<Catalog> {
        if self.counted == counted {
            return std::sync::Arc::clone(self);
        }
        let mut head = self.head.clone();
        for program in &mut head.programs {
            program.direction = match counted {
                Counted::Printed => program.printed_direction,
                Counted::Curated => program.corrected_direction.or(program.printed_direction),
            };
        }
        let (whole, block) = (std::sync::Arc::clone(self), self.block);
        let fetch = move |head: &Headlines, at: usize| {
            let range = at * block..((at + 1) * block).min(head.programs.len());
            range.map(|ix| whole.details(ProgramIx(ix as u32)).clone()).collect()
        };
        std::sync::Arc::new(Catalog { counted, ..Catalog::in_blocks(head, block, fetch) })
    }

    /// What people have said to open questions.
    pub fn rulings(&self) -> &Rulings {
        &self.head.rulings
    }

    /// What is counted where print and correction differ.
    pub fn counted(&self) -> Counted {
        self.counted
    }

    /// A catalog of nothing.
    pub fn empty() -> Catalog {
        Catalog::new(Headlines::default(), Vec::new)
    }

    /// The headlines as a whole.
    pub fn headlines(&self) -> &Headlines {
        &self.head
    }

    /// The documents in the order of import.
    pub fn documents(&self) -> &[DocumentHead] {
        &self.head.documents
    }

    /// The plans in the order in which screens show them.
    pub fn plans(&self) -> impl DoubleEndedIterator<Item = (PlanIx, &Plan)> + ExactSizeIterator {
        self.head.plans.iter().enumerate().map(|(at, plan)| (PlanIx(at as u32), plan))
    }

    /// All programs and sub-programs, by plan and number.
    pub fn programs(&self) -> impl ExactSizeIterator<Item = (ProgramIx, &Program)> {
        self.head.programs.iter().enumerate().map(|(at, program)| (ProgramIx(at as u32), program))
    }

    /// The programs of a plan, sub-programs included.
    pub fn programs_of(&self, plan: PlanIx) -> impl Iterator<Item = (ProgramIx, &Program)> {
        self.plan(plan).programs.clone().map(|at| (ProgramIx(at), self.program(ProgramIx(at))))
    }

    /// A document. The index must come from this catalog.
    pub fn document(&self, ix: DocumentIx) -> &DocumentHead {
        &self.head.documents[ix.0 as usize]
    }

    /// A plan. The index must come from this catalog.
    pub fn plan(&self, ix: PlanIx) -> &Plan {
        &self.head.plans[ix.0 as usize]
    }

    /// A program. The index must come from this catalog.
    pub fn program(&self, ix: ProgramIx) -> &Program {
        &self.head.programs[ix.0 as usize]
    }

    /// The plan of a program.
    pub fn plan_of(&self, ix: ProgramIx) -> &Plan {
        self.plan(self.program(ix).plan)
    }

    /// The name of a department.
    pub fn department(&self, ix: DepartmentIx) -> &str {
        &self.head.departments[ix.0 as usize]
    }

    /// The names of a program's departments.
    pub fn departments_of(&self, program: &Program) -> impl Iterator<Item = &str> {
        program.departments.known().iter().map(|ix| self.department(*ix))
    }

    /// The direction of a program.
    pub fn direction_of(&self, program: &Program) -> Option<&Direction> {
        self.plan(program.plan).directions.get(usize::from(program.direction?))
    }

    /// Statements, indicators and doubts of a program; fetched at the first call for a program of its block.
    pub fn details(&self, ix: ProgramIx) -> &Details {
        static NONE: Details = Details { statements: Vec::new(), indicators: Vec::new(), doubts: Vec::new() };
        let (at, within) = (ix.0 as usize / self.block, ix.0 as usize % self.block);
        let block = self.details.get(at).map(|slot| slot.get_or_init(|| (self.fetch)(&self.head, at)));
        block.and_then(|block| block.get(within)).unwrap_or(&NONE)
    }

    /// The plan with that identity.
    pub fn find_plan(&self, id: &PlanId) -> Option<PlanIx> {
        self.plans_by_id.get(id).copied()
    }

    /// The program of a plan with that number.
    pub fn find_in(&self, plan: PlanIx, number: Number) -> Option<ProgramIx> {
        let range = self.plan(plan).programs.clone();
        let programs = self.head.programs.get(range.start as usize..range.end as usize)?;
        let at = programs.binary_search_by_key(&number, |p| p.number).ok()?;
        Some(ProgramIx(range.start + at as u32))
    }

    /// The program with that identity.
    pub fn find(&self, id: &ProgramId) -> Option<ProgramIx> {
        self.find_in(self.find_plan(&id.plan)?, id.number)
    }

    /// The municipalities in the store, by their names.
    pub fn municipalities(&self) -> &[std::sync::Arc<str>] {
        &self.municipalities
    }

    /// A plan's code as people write it: bare while one municipality is in the store (cli contract).
    pub fn plan_label(&self, plan: PlanIx) -> String {
        let id = &self.plan(plan).id;
        match &id.municipality {
            Some(municipality) if self.municipalities.len() > 1 => format!("{municipality}/{}", id.code),
            _ => id.code.to_string(),
        }
    }

    /// A program's id as people write it.
    pub fn label(&self, ix: ProgramIx) -> String {
        let program = self.program(ix);
        format!("{}-{}", self.plan_label(program.plan), program.number)
    }

    /// A program's id with everything that belongs to it. Others in the store do not change it; a document that says
    /// whose plan it is, does.
    pub fn full_id(&self, ix: ProgramIx) -> String {
        let program = self.program(ix);
        let plan = &self.plan(program.plan).id;
        let municipality = plan.municipality.as_deref().unwrap_or_default();
        format!("{municipality}/{}-{}", plan.code, program.number)
    }

    /// What people have decided.
    pub fn curation(&self) -> &Curation {
        &self.head.curation
    }

    /// What stands for a program at a period; `None` when its plan is not graded then.
    pub fn grade_at(&self, ix: ProgramIx, period: Period) -> Option<&GradeCell> {
        let at = self.plan_of(ix).periods.iter().position(|p| *p == period)?;
        self.program(ix).grades.get(at)
    }

    /// The statement behind a program's grade at a period: the last one that prints it, or that says why there is none.
    pub fn grade_source(&self, ix: ProgramIx, period: Period) -> Option<&Sourced> {
        let said = || self.details(ix).statements.iter().rev().filter(|s| s.statement.period == Some(period));
        let printed = said().find(|s| matches!(s.statement.fact, Fact::Grade(_)));
        printed.or_else(|| said().find(|s| matches!(s.statement.fact, Fact::Missing(Field::Grade, _))))
    }

    /// The plan on which a first look stands: the newest of the municipality imported first.
    pub fn first_plan(&self) -> Option<PlanIx> {
        let first = self.documents().first()?;
        let municipality = first.plans.iter().find_map(|p| self.plan(*p).id.municipality.clone());
        self.plans()
            .filter(|(_, plan)| {
                municipality.is_none()
                    || plan.id.municipality.is_none()
                    || plan.id.municipality == municipality
            })
            .max_by_key(|(ix, plan)| (plan.periods.last().copied(), *ix))
            .map(|(ix, _)| ix)
    }
}
