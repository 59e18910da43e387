//! The program's words for the values of the model: one place where a value gets its name.

use crate::model::{
    Basis, Better, Catalog, Date, Doubtful, Empty, Field, GradeCell, Horizon, How, Listing, Period, PlanIx,
    Point, Relation, Scale, TextField,
};
use crate::review::{FollowUps, Proof, Verdict};
use crate::search::QueryError;
use crate::settings::Misread;
use crate::words::{Lang, Msg};

/// The word for a field of prose.
pub fn text_field(field: TextField) -> Msg {
    match field {
        TextField::Overview => Msg::FieldOverview,
        TextField::AnnualPlan => Msg::FieldAnnualPlan,
        TextField::Result => Msg::FieldResult,
        TextField::AnnualPlanOrResult => Msg::FieldAnnualPlanOrResult,
        TextField::Cause => Msg::FieldCause,
        TextField::Remedy => Msg::FieldRemedy,
        TextField::Issue => Msg::FieldIssue,
        TextField::SuccessFactor => Msg::FieldSuccessFactor,
        TextField::NewUndertaking => Msg::FieldNewUndertaking,
        TextField::FollowUpReason => Msg::FieldFollowUpReason,
        TextField::ScheduleItem => Msg::FieldScheduleItem,
    }
}

/// The word for a field.
pub fn field(field: Field) -> Msg {
    match field {
        Field::Direction => Msg::FieldDirection,
        Field::Departments => Msg::FieldDepartments,
        Field::Grade => Msg::FieldGrade,
        Field::FollowUp => Msg::FieldFollowUp,
        Field::Target => Msg::FieldTarget,
        Field::Actual => Msg::FieldActual,
        Field::Text(field) => text_field(field),
    }
}

/// The word for a kind of empty.
pub fn empty(kind: Empty) -> Msg {
    match kind {
        Empty::Unset => Msg::EmptyUnset,
        Empty::SeeChildren => Msg::EmptySeeChildren,
        Empty::SeeOriginal => Msg::EmptySeeOriginal,
        Empty::NotGraded => Msg::EmptyNotGraded,
        Empty::NotPrinted => Msg::EmptyNotPrinted,
        Empty::Lost => Msg::EmptyLost,
        Empty::NotApplicable => Msg::EmptyNotApplicable,
    }
}

/// The same in at most ten cells, in brackets: the document says none of it.
pub fn empty_short(kind: Empty) -> Msg {
    match kind {
        Empty::Unset => Msg::ShortUnset,
        Empty::SeeChildren => Msg::ShortSeeChildren,
        Empty::SeeOriginal => Msg::ShortSeeOriginal,
        Empty::NotGraded => Msg::ShortNotGraded,
        Empty::NotPrinted => Msg::ShortNotPrinted,
        Empty::Lost => Msg::ShortLost,
        Empty::NotApplicable => Msg::ShortNotApplicable,
    }
}

/// How many programs are to be followed up, beside the printed number where there is one; whether the two agree.
pub fn follow_ups(marks: FollowUps, lang: Lang) -> (String, bool) {
    let FollowUps { marked, printed } = marks;
    match printed {
        Some(printed) => {
            let agrees = printed == marked;
            let sign = if agrees { "=" } else { "!=" };
            (Msg::FollowUpTotals.fill(lang, &[&marked, &printed, &sign]), agrees)
        }
        None => (Msg::FollowUpTotal.fill(lang, &[&marked]), true),
    }
}

/// What stands in a cell of grades, in words: `A 予定どおり`, `{S, A}`.
pub fn grade_cell(cell: &GradeCell, scale: &Scale, lang: Lang) -> String {
    match cell {
        GradeCell::Known(grade, obtained) => {
            let meaning = scale.meaning(*grade).map_or(String::new(), |m| format!(" {m}"));
            let inferred = match obtained {
                How::Printed | How::Split => String::new(),
                other => format!(" ({})", how(*other).text(lang)),
            };
            format!("{grade}{meaning}{inferred}")
        }
        GradeCell::Candidates(marks) => {
            let marks: Vec<String> = marks.iter().map(ToString::to_string).collect();
            format!("{{{}}}", marks.join(", "))
        }
        GradeCell::Empty(kind) => empty(*kind).text(lang).to_owned(),
    }
}

/// The word for how a program goes on in another.
pub fn relation(relation: Relation) -> Msg {
    match relation {
        Relation::Continues => Msg::RelationContinues,
        Relation::Merges => Msg::RelationMerges,
        Relation::Splits => Msg::RelationSplits,
        Relation::BecomesSub => Msg::RelationBecomesSub,
        Relation::LosesGrade => Msg::RelationLosesGrade,
        Relation::Skips => Msg::RelationSkips,
    }
}

/// The word for what a link rests on.
pub fn basis(basis: Basis) -> Msg {
    match basis {
        Basis::E => Msg::BasisSame,
        Basis::N => Msg::BasisNear,
        Basis::C => Msg::BasisContent,
        Basis::W => Msg::BasisWeak,
    }
}

/// Why a grade is inferred, in one sentence.
pub fn proof(proof: &Proof<'_>, catalog: &Catalog, plan: PlanIx, lang: Lang) -> String {
    let direction = proof.direction.and_then(|at| catalog.plan(plan).directions.get(usize::from(at)));
    let whom = direction.map_or_else(|| catalog.plan_label(plan), |d| format!("{} {}", d.no, d.name));
    let counts: Vec<String> = proof.counts.iter().map(|(grade, n)| format!("{grade} {n}")).collect();
    let mut known: Vec<String> = Vec::new();
    for (grade, _) in &proof.counts {
        let of = proof.known.iter().filter(|(_, g)| g == grade);
        let numbers: Vec<String> = of.map(|(ix, _)| catalog.program(*ix).number.to_string()).collect();
        if !numbers.is_empty() {
            known.push(format!("{grade} {}", numbers.join(", ")));
        }
    }
    let counts = counts.join(" ");
    let mut said = if known.is_empty() {
        Msg::ProofCounts.fill(lang, &[&whom, &proof.size, &counts])
    } else {
        Msg::ProofKnown.fill(lang, &[&whom, &proof.size, &counts, &known.join("; ")])
    };
    if !proof.not_late.is_empty() {
        let numbers = proof.not_late.iter().map(|ix| catalog.program(*ix).number.to_string());
        said = Msg::ProofNotLate.fill(lang, &[&said, &numbers.collect::<Vec<_>>().join(", ")]);
    }
    match &proof.beside {
        Some(whole) => Msg::ProofBoth.fill(lang, &[&said, &self::proof(whole, catalog, plan, lang)]),
        None => said,
    }
}

/// The word for a list that a document makes.
pub fn listing(list: Listing) -> Msg {
    match list {
        Listing::Delayed => Msg::ListDelayed,
        Listing::GoodExample => Msg::ListGoodExample,
        Listing::NewUndertaking => Msg::ListNewUndertaking,
        Listing::WithoutPlan => Msg::ListWithoutPlan,
    }
}

/// The word for how a value was obtained.
pub fn how(how: How) -> Msg {
    match how {
        How::Printed => Msg::HowPrinted,
        How::Split => Msg::HowSplit,
        How::Inferred => Msg::HowInferred,
        How::Entered => Msg::HowEntered,
        How::Curated => Msg::HowCurated,
    }
}

/// The word for a verdict.
pub fn verdict(verdict: Verdict) -> Msg {
    match verdict {
        Verdict::Met => Msg::VerdictMet,
        Verdict::Missed => Msg::VerdictMissed,
        Verdict::Exceeded => Msg::VerdictExceeded,
        Verdict::Running => Msg::VerdictRunning,
        Verdict::Unknown => Msg::VerdictUnknown,
    }
}

/// The words for a doubt.
pub fn doubt(what: Doubtful) -> Msg {
    match what {
        Doubtful::CellWithoutColumn => Msg::DoubtCell,
        Doubtful::GradesUnplaced => Msg::DoubtGrades,
        Doubtful::PlanOrResult => Msg::DoubtPlanOrResult,
        Doubtful::ShapeOfNeighbours => Msg::DoubtShape,
        Doubtful::DirectionNotInherited => Msg::DoubtDirection,
        Doubtful::SubWithoutParent => Msg::DoubtSub,
        Doubtful::RowWithoutNumber => Msg::DoubtNoNumber,
        Doubtful::NumberTwice => Msg::DoubtTwice,
        Doubtful::UnknownColumn => Msg::DoubtColumn,
        Doubtful::YearWithoutEra => Msg::DoubtYear,
        Doubtful::PlanByAgreement => Msg::DoubtAgreement,
        Doubtful::SameAsNeighbour => Msg::DoubtNeighbour,
        Doubtful::TotalsUnplaced => Msg::DoubtTotals,
        Doubtful::NotAGrade => Msg::DoubtNotGrade,
        Doubtful::BadEntry => Msg::DoubtEntry,
        Doubtful::ColumnUnsure => Msg::DoubtColumnUnsure,
        Doubtful::SharedCell => Msg::DoubtShared,
        Doubtful::ListLength => Msg::DoubtListLength,
        Doubtful::Labels => Msg::DoubtLabels,
        Doubtful::Torn => Msg::DoubtTorn,
        Doubtful::SheetWithoutTable => Msg::DoubtNoTable,
        Doubtful::HiddenSheet => Msg::DoubtHiddenSheet,
        Doubtful::HiddenRow => Msg::DoubtHiddenRow,
        Doubtful::HiddenColumn => Msg::DoubtHiddenColumn,
        Doubtful::FormulaWithoutValue => Msg::DoubtFormula,
    }
}

/// What is wrong in an entry of decisions.
pub fn misread(fault: &Misread, lang: Lang) -> String {
    match fault {
        Misread::Syntax(message) => Msg::MisreadSyntax.fill(lang, &[message]),
        Misread::Unknown { name, nearest: Some(nearest), .. } => {
            Msg::MisreadNear.fill(lang, &[name, nearest])
        }
        Misread::Unknown { name, known, .. } => Msg::MisreadUnknown.fill(lang, &[name, &known.join(" ")]),
        Misread::Missing(key) => Msg::MisreadMissing.fill(lang, &[key]),
        Misread::Value { key, value, wanted } => Msg::MisreadValue.fill(lang, &[key, value, wanted]),
        Misread::Itself(id) => Msg::MisreadItself.fill(lang, &[id]),
        Misread::Overruled(line) => Msg::MisreadOverruled.fill(lang, &[line]),
    }
}

/// A period as its documents' readers write it: `H26末`; in ASCII `H26`, and `H26h` for a first half.
pub fn period(period: Period, lang: Lang) -> String {
    match (lang, period.point) {
        (Lang::EnAscii, Point::Half) => format!("{}h", period.year),
        (Lang::EnAscii, Point::YearEnd) => period.year.to_string(),
        (Lang::Ja | Lang::En | Lang::JaAscii, _) => period.to_string(),
    }
}

/// A period with its date in the other calendar: `H26末 = 2015年3月末`.
pub fn as_of(period: Period, lang: Lang) -> String {
    let (year, month) = period.as_of();
    Msg::AsOf.fill(lang, &[&self::period(period, lang), &year, &month])
}

/// Until when a target is to be reached; `None` for the year itself, which goes without saying.
pub fn horizon(horizon: Horizon, lang: Lang) -> Option<String> {
    Some(match horizon {
        Horizon::Year => return None,
        Horizon::EveryYear => Msg::HorizonEveryYear.text(lang).to_owned(),
        Horizon::Plan => Msg::HorizonPlan.text(lang).to_owned(),
        Horizon::By(year) => Msg::HorizonBy.fill(lang, &[&year]),
        Horizon::Budget => Msg::HorizonBudget.text(lang).to_owned(),
    })
}

/// Which way an indicator is better.
pub fn better(better: Better) -> Msg {
    match better {
        Better::Higher => Msg::BetterHigher,
        Better::Lower => Msg::BetterLower,
        Better::Equal => Msg::BetterEqual,
        Better::Range => Msg::BetterRange,
    }
}

/// Who did something.
pub fn author(name: &str, lang: Lang) -> String {
    if name.is_empty() { Msg::Nobody.text(lang).to_owned() } else { name.to_owned() }
}

/// `2026-11-21T06:05Z`: a moment in milliseconds since 1970, in UTC.
pub fn moment(at_ms: u64) -> String {
    let seconds = at_ms / 1000;
    let date = Date::from_unix_days((seconds / 86_400).cast_signed());
    format!("{date}T{:02}:{:02}Z", seconds / 3600 % 24, seconds / 60 % 60)
}

/// The short name of a document: its file name up to the first `_`, `.` at most 14 characters.
pub fn short_document(name: &str) -> String {
    let stem = name.split(['_', '.']).next().filter(|s| !s.is_empty()).unwrap_or(name);
    stem.chars().take(14).collect()
}

/// The sentence for a query that cannot be run: what is wrong and what exists.
pub fn query_error(error: &QueryError, lang: Lang) -> String {
    match error {
        QueryError::UnknownField { name, known } => Msg::ErrQueryField.fill(lang, &[name, &known.join(" ")]),
        QueryError::UnknownValue { field, value, known } => {
            Msg::ErrQueryValue.fill(lang, &[field, value, &known.join(" ")])
        }
        QueryError::NotYet { field } => Msg::ErrNotYet.fill(lang, &[field]),
        QueryError::EmptyValue { field } => Msg::ErrQueryEmpty.fill(lang, &[field]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_utc() {
        for (ms, expected) in [
            (0, "1970-01-01T00:00Z"),
            (1_600_000_000_000, "2020-09-13T12:26Z"),
            (86_399_999, "1970-01-01T23:59Z"),
        ] {
            assert_eq!(moment(ms), expected);
        }
    }
}
