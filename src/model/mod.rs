//! The domain as values: plans, directions, programs, periods, grades, quantities, indicators, documents and their
//! statements, and [`Catalog`], the immutable picture of all of it. No IO, no clock, no terminal.

pub mod build;
pub mod catalog;
pub mod curation;
pub mod difference;
mod direction;
pub mod document;
pub mod flow;
pub mod grade;
pub mod id;
pub mod indicator;
pub mod infer;
pub mod mention;
pub mod period;
pub mod quantity;
mod resolve;
pub mod ruling;
pub mod scale;
pub mod statement;
pub mod tail;
pub mod total;
mod unify;

pub use build::build;
pub use catalog::{
    Catalog, Counted, Departments, Details, Direction, DocumentHead, Headlines, Kind, Plan, Program,
};
pub use curation::{Basis, Curation, Decision, Link, Relation, decided_better};
pub use difference::{Changed, Difference, Kinship, Said, difference, kinship};
pub use direction::enumerated;
pub use document::{Document, Layout, NamedPlan};
pub use grade::{Empty, Grade, GradeCell, How, Level};
pub use id::{DepartmentIx, DocumentId, DocumentIx, Number, PlanCode, PlanId, PlanIx, ProgramId, ProgramIx};
pub use indicator::{Better, Indicator, Measure};
pub use mention::{Mention, OtherDate, Year};
pub use period::{Date, FiscalYear, Period, Point};
pub use quantity::{Bound, Figure, Horizon, Quantity, Side};
pub use ruling::{Judgement, MatterId, Ruling, Rulings};
pub use scale::{Scale, Step};
pub use statement::{
    Doubt, Doubtful, Fact, Field, LineSpan, Place, Sourced, Statement, Subject, TextField, cell_at, cell_name,
};
pub use tail::{Tail, tail};
pub use total::{Listing, Revision, Total, TotalColumn, printed_total, printed_totals};
