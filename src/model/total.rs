//! Printed numbers that count programs, and lists of programs that a document makes: what it says once for many, kept
//! as said and never spread over the programs.

use serde::{Deserialize, Serialize};

use super::grade::Grade;
use super::period::Period;
use super::statement::{Fact, Sourced, Subject};

/// One printed number of programs; of the whole plan or of one direction, as the subject of its statement says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Total {
    /// The grade that was counted; `None` where none was.
    pub grade: Option<Grade>,
    /// What was counted.
    pub column: TotalColumn,
    /// The printed number of programs.
    pub count: u32,
}

/// What a printed total counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TotalColumn {
    /// Grades of the statement's period; without a grade all that have one (計).
    Grades,
    /// Programs to be followed up.
    FollowUp,
    /// Programs (項目), re-listings included.
    Programs,
    /// Re-listings among them (再掲).
    Relistings,
    /// Study programs (検討プログラム).
    Study,
    /// The programs of a list that the document makes.
    Listed(Listing),
    /// Programs that were revised (見直し), by what was changed.
    Revised(Revision),
}

/// A list of programs that a document makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listing {
    /// Later than planned (予定よりも遅れている取組).
    Delayed,
    /// Good examples among those that are not late (着実に進んでいる主な取組).
    GoodExample,
    /// Something new is undertaken next year (新規事項).
    NewUndertaking,
    /// The plan had set nothing for the years to come.
    WithoutPlan,
}

/// What of programs was changed in a revision of the plan (見直し).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Revision {
    /// Anything: the number of programs revised.
    Any,
    /// Lead departments (推進担当課の追加).
    Departments,
    /// What is done (実施内容).
    Content,
    /// The years in which it is done (実施予定年度).
    Years,
    /// What it is expected to bring (見込まれる効果).
    Effects,
    /// Indicators (成果指標).
    Indicators,
    /// Indicators where there were none (新規設定), among those.
    NewIndicators,
    /// Annual plans (年度計画).
    AnnualPlans,
}

/// The printed total that the documents give for something, by the newest that gives one: of a direction by its number,
/// or of the whole plan; at a period, or at any.
pub fn printed_total(
    statements: &[Sourced],
    direction: Option<u16>,
    period: Option<Period>,
    what: (TotalColumn, Option<Grade>),
) -> Option<(u32, &Sourced)> {
    statements.iter().rev().find_map(|said| Some((total_in(said, direction, period, what)?, said)))
}

/// Every printed total for something, each document's own. A document that says a number twice says it once.
pub fn printed_totals(
    statements: &[Sourced],
    direction: Option<u16>,
    period: Option<Period>,
    what: (TotalColumn, Option<Grade>),
) -> Vec<(u32, &Sourced)> {
    let mut found: Vec<(u32, &Sourced)> = Vec::new();
    for said in statements {
        let Some(count) = total_in(said, direction, period, what) else { continue };
        let same = |(n, other): &(u32, &Sourced)| {
            *n == count && other.document == said.document && other.statement.period == said.statement.period
        };
        if !found.iter().any(same) {
            found.push((count, said));
        }
    }
    found
}

/// The total that one statement gives, if it is one of those.
fn total_in(
    said: &Sourced,
    direction: Option<u16>,
    period: Option<Period>,
    (column, grade): (TotalColumn, Option<Grade>),
) -> Option<u32> {
    let of = match said.statement.subject {
        Subject::Direction(_, no) => Some(no),
        Subject::Plan(_) => None,
        Subject::Document | Subject::Program(..) => return None,
    };
    let at = period.is_none() || said.statement.period == period;
    match said.statement.fact {
        Fact::Total(total) if of == direction && at && (total.column, total.grade) == (column, grade) => {
            Some(total.count)
        }
        _ => None,
    }
}
