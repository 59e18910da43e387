//! Printed totals beside rows: how many programs, how many of each direction and grade, how many to be followed up.

use super::{Check, Kind, Note, Side, Status};
use crate::model::flow::solve;
use crate::model::{
    Catalog, Fact, Field, Grade, How, Number, Period, PlanIx, ProgramIx, Sourced, TextField, TotalColumn,
    printed_total, printed_totals,
};
use crate::review::proof::question;
use crate::review::summary::{Row, Summary, counted, summary};
use crate::text::{Tense, tense};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn checks(catalog: &Catalog, plan: PlanIx) -> Vec<Check> {
    let mut found = Vec::new();
    found.extend(row_count(catalog, plan));
    found.extend(number_sequence(catalog, plan));
    found.extend(direction_sizes(catalog, plan));
    for period in catalog.plan(plan).periods.clone() {
        let counted = summary(catalog, plan, period, false);
        found.extend(grade_totals(catalog, plan, &counted));
        found.extend(direction_grade_totals(catalog, plan, &counted));
    }
    found.extend(follow_up_total(catalog, plan));
    found
}

/// Whether every program of the plan is known, as far as can be told: no number is left out.
fn is_whole(catalog: &Catalog, plan: PlanIx) -> bool {
    gaps(catalog, plan).is_empty()
}

/// The numbers that are left out. In steps each is counted from 1 below the one before it, or through the whole plan.
fn gaps(catalog: &Catalog, plan: PlanIx) -> Vec<Number> {
    let all = catalog.programs_of(plan).filter(|(_, p)| p.parent.is_none()).map(|(_, p)| p.number);
    let numbers: Vec<Vec<u16>> = all.map(|number| number.steps().collect()).collect();
    let through: BTreeSet<u16> = numbers.iter().filter_map(|steps| steps.last().copied()).collect();
    if through.len() == numbers.len() && through.iter().copied().eq(1..=numbers.len() as u16) {
        return Vec::new();
    }
    let known: BTreeSet<&[u16]> =
        numbers.iter().flat_map(|steps| (1..=steps.len()).filter_map(|n| steps.get(..n))).collect();
    // In order, so that each step is counted on from the one before it below the same.
    let mut before: BTreeMap<&[u16], u16> = BTreeMap::new();
    let mut missing: Vec<Number> = Vec::new();
    for steps in known {
        let Some((last, above)) = steps.split_last() else { continue };
        let left_out = before.insert(above, *last).unwrap_or(0) + 1..*last;
        missing.extend(left_out.filter_map(|step| Number::of_steps(&[above, [step].as_slice()].concat())));
    }
    missing
}

/// The totals printed for a plan, each document's own.
pub(super) fn printed(catalog: &Catalog, plan: PlanIx, column: TotalColumn) -> Vec<(u32, &Sourced)> {
    printed_totals(&catalog.plan(plan).statements, None, None, (column, None))
}

/// Where fewer are known than counted, the others may stand in a document that was not imported.
fn against_rows(catalog: &Catalog, plan: PlanIx, check: Check) -> Check {
    let fewer = matches!((&check.expected, &check.found), (Side::Count(e), Side::Count(f)) if f < e);
    if check.status == Status::Differs && fewer && !is_whole(catalog, plan) {
        return Check { status: Status::Unknown, note: Some(Note::RowsMissing), ..check };
    }
    check
}

fn row_count(catalog: &Catalog, plan: PlanIx) -> Vec<Check> {
    let rows = counted(catalog, plan, false).count() as u32;
    printed(catalog, plan, TotalColumn::Programs)
        .into_iter()
        .map(|(count, said)| {
            let check = Check::counted(Kind::RowCount, plan, count, rows).at(said);
            against_rows(catalog, plan, check)
        })
        .collect()
}

/// Numbers of the plan in the order of the rows, none left out and none twice.
fn number_sequence(catalog: &Catalog, plan: PlanIx) -> Option<Check> {
    use crate::model::Doubtful::NumberTwice;
    let all: Vec<(ProgramIx, Number)> =
        catalog.programs_of(plan).filter(|(_, p)| p.parent.is_none()).map(|(ix, p)| (ix, p.number)).collect();
    let ((_, first), (_, last)) = (all.first()?, all.last()?);
    // In steps numbers have a sign of their own between them.
    let whole = if last.sub.is_some() { format!("{first}…{last}") } else { format!("1-{last}") };
    let missing = gaps(catalog, plan);
    let is_twice = |ix: &ProgramIx| catalog.details(*ix).doubts.iter().any(|(_, d)| d.what == NumberTwice);
    let twice: Vec<ProgramIx> = all.iter().map(|(ix, _)| *ix).filter(is_twice).collect();
    // With most numbers left out, the documents name some programs and do not list them.
    let listed = all.len() * 10 >= (all.len() + missing.len()) * 9;
    let status = match (missing.is_empty() && twice.is_empty(), listed) {
        (true, _) => Status::Ok,
        (false, true) => Status::Differs,
        (false, false) => Status::Unknown,
    };
    let mut said: Vec<String> = missing.iter().take(20).map(|no| format!("-{no}")).collect();
    said.extend(twice.iter().map(|ix| format!("{} x2", catalog.program(*ix).number)));
    let found = if status == Status::Ok { whole.clone() } else { said.join(", ") };
    let note = (status == Status::Unknown).then_some(Note::RowsMissing);
    let expected = Side::Text(whole);
    let check = Check::of(Kind::NumberSequence, plan, status, expected, Side::Text(found));
    Some(Check { programs: twice, note, ..check })
}

/// The printed size of each direction beside its rows, and all of them beside the printed size of the plan.
fn direction_sizes(catalog: &Catalog, plan: PlanIx) -> Vec<Check> {
    let it = catalog.plan(plan);
    let mut found = Vec::new();
    let mut sizes: Vec<Option<u32>> = Vec::new();
    let what = (TotalColumn::Programs, None);
    for (at, direction) in it.directions.iter().enumerate() {
        let printed = printed_total(&it.statements, Some(direction.no), None, what);
        sizes.push(printed.map(|(count, _)| count));
        let programs: Vec<ProgramIx> = counted(catalog, plan, false)
            .filter(|(_, p)| p.direction == Some(at as u16))
            .map(|(ix, _)| ix)
            .collect();
        for (count, said) in printed_totals(&it.statements, Some(direction.no), None, what) {
            let check = Check::counted(Kind::DirectionSizes, plan, count, programs.len() as u32).at(said);
            let check = against_rows(catalog, plan, check);
            let programs = if check.status == Status::Ok { Vec::new() } else { programs.clone() };
            // Where fewer are found than printed, those of which no document says the direction may be among them.
            let fewer = check.status != Status::Ok && (programs.len() as u32) < count;
            let stray = counted(catalog, plan, false).filter(|(_, p)| fewer && p.direction.is_none());
            let candidates = stray.map(|(ix, _)| ix).collect();
            found.push(Check { direction: Some(at as u16), programs, candidates, ..check });
        }
    }
    let sum: Option<u32> = sizes.iter().copied().sum();
    if let (Some(sum), false) = (sum, sizes.is_empty()) {
        for (count, said) in printed(catalog, plan, TotalColumn::Programs) {
            let check = Check::counted(Kind::DirectionSizes, plan, count, sum).at(said);
            found.push(Check { note: Some(Note::AddedUp), ..check });
        }
    }
    found
}

/// The programs of a row of counts that have a grade.
fn graded(catalog: &Catalog, plan: PlanIx, row: &Row, period: Period, grade: Grade) -> Vec<ProgramIx> {
    counted(catalog, plan, false)
        .filter(|(_, p)| row.direction.is_none() || p.direction == row.direction)
        .filter(|(ix, _)| {
            catalog.grade_at(*ix, period).and_then(crate::model::grade::GradeCell::grade) == Some(grade)
        })
        .map(|(ix, _)| ix)
        .collect()
}

/// Each printed number of a grade beside the rows that have it. Where some grades are not printed, the printed numbers
/// of the directions stand for the rows.
fn grade_totals(catalog: &Catalog, plan: PlanIx, counted: &Summary) -> Vec<Check> {
    let (statements, period) = (&catalog.plan(plan).statements, counted.period);
    let total = |grade| printed_total(statements, None, Some(period), (TotalColumn::Grades, grade));
    let mut found = Vec::new();
    for (grade, count) in &counted.total.counts.by_grade {
        let Some((expected, said)) = total(Some(*grade)) else { continue };
        let sum: Option<u32> = counted
            .rows
            .iter()
            .map(|row| row.printed.as_ref()?.iter().find(|(g, _)| g == grade).map(|(_, n)| *n))
            .sum();
        let known = counted.total.counts.unknown == 0;
        let (check, note) = match sum.filter(|_| !counted.rows.is_empty()) {
            _ if known => (Check::counted(Kind::GradeTotals, plan, expected, *count), None),
            Some(sum) => (Check::counted(Kind::GradeTotals, plan, expected, sum), Some(Note::AddedUp)),
            None => {
                let held = can_hold(catalog, plan, period, None);
                let amiss = *count > expected || held.as_ref().is_some_and(|(held, _)| !held);
                let status = if amiss { Status::Differs } else { Status::Unknown };
                let (expected, count) = (Side::Count(expected), Side::Count(*count));
                let check = Check::of(Kind::GradeTotals, plan, status, expected, count);
                let (note, candidates) = match held {
                    Some((false, culprits)) => (Note::Contradiction, culprits),
                    _ => (Note::RowsMissing, Vec::new()),
                };
                (Check { candidates, ..check }, Some(note))
            }
        };
        let check = against_rows(catalog, plan, check);
        let note = note.or(check.note);
        let programs = graded(catalog, plan, &counted.total, period, *grade);
        let again = relisted(catalog, plan, &check, (period, *grade));
        let candidates = if check.candidates.is_empty() { again } else { check.candidates.clone() };
        let programs = if check.status == Status::Ok { Vec::new() } else { programs };
        let (period, grade) = (Some(period), Some(*grade));
        found.push(Check { period, grade, programs, candidates, note, ..check.at(said) });
    }
    // 計: as many as the marks together.
    if let Some((expected, said)) = total(None) {
        let marks = counted.total.counts.by_grade.iter().map(|(grade, _)| total(Some(*grade)));
        let sum: u32 = marks.flatten().map(|(count, _)| count).sum();
        let check = Check::counted(Kind::GradeTotals, plan, expected, sum).at(said);
        found.push(Check { period: Some(period), note: Some(Note::AddedUp), ..check });
    }
    found
}

/// The re-listings that may explain why a grade does not come out as printed: counted with their originals only, or graded
/// otherwise than these.
fn relisted(
    catalog: &Catalog,
    plan: PlanIx,
    check: &Check,
    (period, grade): (Period, Grade),
) -> Vec<ProgramIx> {
    if check.status != Status::Differs {
        return Vec::new();
    }
    let too_many = matches!((&check.expected, &check.found), (Side::Count(e), Side::Count(f)) if f > e);
    let has =
        |ix: ProgramIx| catalog.grade_at(ix, period).and_then(crate::model::GradeCell::grade) == Some(grade);
    let explains = |ix: ProgramIx, original: ProgramIx| {
        if too_many { has(ix) } else { has(original) && !has(ix) }
    };
    let again = counted(catalog, plan, false).filter_map(|(ix, p)| Some((ix, p.relisted_of?)));
    again.filter(|(ix, original)| explains(*ix, *original)).map(|(ix, _)| ix).collect()
}

/// The printed numbers of each direction: together its printed size, and what the rows say, as far as it is known.
fn direction_grade_totals(catalog: &Catalog, plan: PlanIx, counted: &Summary) -> Vec<Check> {
    let it = catalog.plan(plan);
    let mut found = Vec::new();
    for row in &counted.rows {
        let Some(direction) = row.direction.and_then(|at| it.directions.get(usize::from(at))) else {
            continue;
        };
        let Some(printed) = &row.printed else { continue };
        let said = printed.first().and_then(|(grade, _)| {
            let what = (TotalColumn::Grades, Some(*grade));
            printed_total(&it.statements, Some(direction.no), Some(counted.period), what)
        });
        let place = said.map(|(_, said)| (said.document, said.statement.place.clone()));
        let shown = |counts: &[(Grade, u32)]| -> String {
            counts.iter().map(|(grade, n)| format!("{grade} {n}")).collect::<Vec<_>>().join(" ")
        };
        let size = printed_total(&it.statements, Some(direction.no), None, (TotalColumn::Programs, None));
        let sum: u32 = printed.iter().map(|(_, n)| n).sum();
        let fits = size.is_none_or(|(size, _)| size == sum);
        let (held, candidates) = can_hold(catalog, plan, counted.period, row.direction)
            .map_or((None, Vec::new()), |(held, culprits)| (Some(held), culprits));
        let (status, note) = match row.agrees() {
            _ if !fits => (Status::Differs, None),
            Some(true) => (Status::Ok, None),
            Some(false) | None if held == Some(false) => (Status::Differs, Some(Note::Contradiction)),
            Some(false) => (Status::Differs, None),
            // What is printed adds up, and what is known of the rows does not speak against it.
            None if held == Some(true) => (Status::Ok, None),
            None => (Status::Unknown, Some(Note::RowsMissing)),
        };
        let found_side = match (row.agrees(), fits, size) {
            (None, true, _) => shown(printed),
            (_, false, Some((size, _))) => format!("{} = {sum} / {size}", shown(printed)),
            _ => shown(&row.counts.by_grade),
        };
        let (expected, found_side) = (Side::Text(shown(printed)), Side::Text(found_side));
        let check = Check::of(Kind::DirectionGradeTotals, plan, status, expected, found_side);
        let late = |grade: &Grade| graded(catalog, plan, row, counted.period, *grade);
        let programs = if status == Status::Differs {
            printed.iter().filter(|(g, n)| row.counts.of(*g) > *n).flat_map(|(g, _)| late(g)).collect()
        } else {
            Vec::new()
        };
        found.push(Check {
            period: Some(counted.period),
            direction: row.direction,
            programs,
            source: place,
            note,
            candidates,
            ..check
        });
    }
    found
}

/// Whether the programs of a direction, or of the plan, can be given grades so that all of the printed counts come out, and
/// if not, the programs for each of which another grade would do; `None` where not all of them are known.
fn can_hold(
    catalog: &Catalog,
    plan: PlanIx,
    period: Period,
    direction: Option<u16>,
) -> Option<(bool, Vec<ProgramIx>)> {
    let (asked, puzzle) = question(catalog, plan, period)?;
    let group = direction.map(usize::from);
    if let Some(group) = group
        && puzzle.groups.get(group)?.iter().any(Option::is_none)
    {
        return None;
    }
    let puzzle_of = if group.is_some() { puzzle.of(group) } else { puzzle.clone() };
    if solve(&puzzle_of).is_some() {
        return Some((true, Vec::new()));
    }
    let members = asked.into_iter().zip(&puzzle.programs);
    let members: Vec<ProgramIx> =
        members.filter(|(_, (at, _))| group.is_none_or(|group| group == *at)).map(|(ix, _)| ix).collect();
    let culprits = puzzle_of.culprits().into_iter().filter_map(|at| members.get(at).copied());
    Some((false, culprits.collect()))
}

/// The printed number of programs to be followed up beside the marked rows, with the rows whose mark may be none.
fn follow_up_total(catalog: &Catalog, plan: PlanIx) -> Option<Check> {
    let statements = &catalog.plan(plan).statements;
    let (expected, said) = printed_total(statements, None, None, (TotalColumn::FollowUp, None))?;
    let marked: Vec<ProgramIx> =
        counted(catalog, plan, false).filter(|(_, p)| p.follow_up == Some(true)).map(|(ix, _)| ix).collect();
    let check = Check::counted(Kind::FollowUpTotal, plan, expected, marked.len() as u32).at(said);
    if check.status == Status::Ok {
        return Some(check);
    }
    let candidates = if marked.len() as u32 > expected {
        marked.iter().copied().filter(|ix| may_be_unmarked(catalog, *ix)).collect()
    } else {
        let lost = |ix: &ProgramIx| {
            let statements = &catalog.details(*ix).statements;
            statements.iter().any(|s| matches!(s.statement.fact, Fact::Missing(Field::FollowUp, _)))
        };
        counted(catalog, plan, false).map(|(ix, _)| ix).filter(lost).collect()
    };
    let check = against_rows(catalog, plan, check);
    let note = check.note.or(Some(Note::MarkOrRelisting));
    Some(Check { programs: marked, candidates, note, ..check })
}

/// Whether the mark of a row may be counted by nobody: it lists a marked row again, or the mark was cut out of a reason
/// that tells a finished result, as the reasons of unmarked rows do.
fn may_be_unmarked(catalog: &Catalog, ix: ProgramIx) -> bool {
    let program = catalog.program(ix);
    if program.relisted_of.is_some_and(|of| catalog.program(of).follow_up == Some(true)) {
        return true;
    }
    let statements = &catalog.details(ix).statements;
    let cut =
        statements.iter().any(|s| s.statement.fact == Fact::FollowUp(true) && s.statement.how == How::Split);
    let reasons = || statements.iter().filter(|s| s.statement.fact == Fact::Text(TextField::FollowUpReason));
    cut && reasons().count() > 0 && reasons().all(|s| tense(&s.statement.text) == Tense::Result)
}
