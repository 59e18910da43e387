//! Tables of cities that are not the samples', laid out and worded otherwise. Beside each stands what is true of it,
//! one value a line; every value is read right, or doubted where it is not, and nothing is silently wrong.

use shinchoku::import::ImportError;
use shinchoku::model::{Doubtful, Fact, Period, Side, Statement, TextField};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use unicode_normalization::UnicodeNormalization;

use super::kit::*;

/// Of each document how many values are read right, and how many are doubted or not read.
const MEASURED: [(&str, usize, usize); 68] = [
    ("a-sheet-a-year.xlsx", 16, 0),
    ("april-to-september.txt", 9, 0),
    ("as-of-a-day.txt", 32, 0),
    ("begun-and-reached.txt", 24, 0),
    ("circles-and-schedule.txt", 24, 0),
    ("direction-of-next-year.txt", 12, 0),
    ("ditto.txt", 6, 0),
    ("divisions-and-sections.txt", 32, 0),
    ("five-to-one.txt", 24, 8),
    ("former-and-latter.txt", 12, 0),
    ("grade-of-the-year-before.txt", 32, 8),
    ("half-and-year-end.txt", 12, 0),
    ("handed-out-later.txt", 32, 0),
    ("hidden-draft-column.xlsx", 9, 0),
    ("indicators.csv", 40, 0),
    ("last-target.txt", 24, 0),
    ("letters-for-numbers.txt", 0, 32),
    ("letters-of-another-kind.txt", 30, 0),
    ("lines-of-directions.txt", 48, 0),
    ("march-in-headings.txt", 12, 0),
    ("march-of-the-next-year.txt", 12, 0),
    ("merged-headings.xlsx", 48, 0),
    ("merged-years.xlsx", 32, 0),
    ("middle-alone.txt", 9, 0),
    ("middle-and-end.txt", 12, 0),
    ("middle-dot.txt", 6, 0),
    ("million-yen.txt", 15, 0),
    ("months.txt", 12, 0),
    ("numbers-in-three-steps.txt", 24, 0),
    ("numbers-in-two-steps.txt", 32, 0),
    ("other-words.txt", 40, 0),
    ("overall-grade-last.txt", 9, 0),
    ("own-words-beside-schedule.txt", 0, 6),
    ("pages-and-wrapped-rows.txt", 30, 2),
    ("percentages.txt", 24, 8),
    ("plus-and-minus.txt", 24, 0),
    ("policy.txt", 12, 0),
    ("progress-and-overall.txt", 9, 0),
    ("reasons-of-delay.txt", 32, 0),
    ("result-of-a-year-lost.txt", 31, 1),
    ("results-of-halves.txt", 15, 0),
    ("scale-of-four.txt", 48, 0),
    ("schedule-of-a-plan.txt", 0, 6),
    ("schedule-of-years.txt", 24, 0),
    ("second-plan.txt", 12, 0),
    ("second-year-in-html.html", 12, 0),
    ("second-year.txt", 12, 0),
    ("short-span-in-title.txt", 32, 0),
    ("signs.csv", 40, 0),
    ("span-in-title.txt", 32, 0),
    ("status.txt", 9, 0),
    ("sum-of-amounts.csv", 24, 0),
    ("target-over-actual.csv", 9, 6),
    ("target-year.txt", 12, 0),
    ("targets-of-years.txt", 40, 0),
    ("three-kinds-of-items.txt", 32, 0),
    ("three-points-a-year.txt", 32, 0),
    ("three-steps-with-roman.txt", 9, 0),
    ("time-of-target.txt", 12, 0),
    ("two-indicators.xlsx", 21, 0),
    ("two-judges.txt", 24, 0),
    ("two-names.txt", 24, 0),
    ("words-for-grades.md", 24, 0),
    ("words-under-years.txt", 15, 0),
    ("year-in-brackets.html", 32, 0),
    ("year-in-kanji.txt", 9, 0),
    ("years-around.md", 32, 0),
    ("years-in-brackets.txt", 40, 0),
];

/// One true value.
#[derive(Clone)]
struct Truth {
    program: String,
    /// `name`, `departments`, `direction`, or a kind and its period: `grade R4末`, `result R4末`, `target R4末`.
    field: String,
    value: String,
}

/// The value of what is not said at all.
const NOTHING: &str = "-none-";

/// What came of the values of a document.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    right: usize,
    doubted: usize,
    wrong: Vec<String>,
}

fn truths(name: &str) -> Vec<Truth> {
    let stem = name.rsplit_once('.').unwrap().0;
    let text = fs::read_to_string(folder().join(format!("{stem}.truth"))).unwrap();
    let one = |line: &str| {
        let [program, field, value] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        Truth { program: program.into(), field: field.into(), value: value.into() }
    };
    text.lines().map(one).collect()
}

fn folder() -> std::path::PathBuf {
    documents().join("other-cities")
}

fn bare(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// Everything that is said of a program in a field.
fn said(book: &Book, program: &str, field: &str) -> Vec<String> {
    let (kind, period) = field.split_once(' ').unwrap_or((field, ""));
    let period = Period::parse(period);
    let text = |s: &Statement, wanted: TextField| {
        (s.fact == Fact::Text(wanted) && s.period == period).then(|| s.text.to_string())
    };
    let figure = |s: &Statement, side: Side, prose: TextField| match &s.fact {
        Fact::Figure(f) if f.side == side && s.period == period => Some(f.quantity.raw.to_string()),
        _ => text(s, prose),
    };
    let of = |s: &Statement| match (kind, &s.fact) {
        ("name", Fact::Name) | ("direction", Fact::Direction) => Some(s.text.to_string()),
        ("departments", Fact::Departments(names)) => Some(names.join("、")),
        ("grade", Fact::Grade(grade)) if s.period == period => Some(grade.to_string()),
        ("annual_plan", _) => text(s, TextField::AnnualPlan),
        ("result", _) => text(s, TextField::Result),
        ("issue", _) => text(s, TextField::Issue),
        ("cause", _) => text(s, TextField::Cause),
        ("remedy", _) => text(s, TextField::Remedy),
        ("target", _) => figure(s, Side::Target, TextField::AnnualPlan),
        ("actual", _) => figure(s, Side::Actual, TextField::Result),
        _ => None,
    };
    book.about(program).filter_map(of).collect()
}

/// The value as it may be printed: a figure with or without its unit.
fn agrees(truth: &Truth, got: &str) -> bool {
    let (got, value) = (bare(got), bare(&truth.value));
    let unit = got.strip_prefix(&value).unwrap_or("-");
    got == value
        || (truth.field.starts_with("target ") || truth.field.starts_with("actual "))
            && !unit.starts_with(|c: char| c.is_ascii_digit() || c == ',' || c == '.' || c == '-')
}

fn measure(read: Result<Book, ImportError>, truths: &[Truth]) -> Outcome {
    let mut found = Outcome::default();
    let Ok(book) = read else {
        return Outcome { doubted: truths.len(), ..found };
    };
    let doubted = |program: &str| {
        book.document.doubts.iter().any(|d| d.subject.and_then(number).as_deref() == Some(program))
    };
    // A column or a line that is told to be unread is where a value may have been.
    let open = !book.doubted(Doubtful::UnknownColumn).is_empty() || !book.document.unread.is_empty();
    for truth in truths {
        let got = said(&book, &truth.program, &truth.field);
        // A thing may be said several times, of several indicators; each of them is true.
        let same = |other: &&Truth| (&other.program, &other.field) == (&truth.program, &truth.field);
        let is_true = |got: &String| truths.iter().filter(same).any(|truth| agrees(truth, got));
        let there = got.iter().any(|got| agrees(truth, got)) || (got.is_empty() && truth.value == NOTHING);
        if there && got.iter().all(is_true) {
            found.right += 1;
        } else if doubted(&truth.program) || (got.is_empty() && open) {
            found.doubted += 1;
        } else {
            found.wrong.push(format!("{} {}: {got:?} is not {}", truth.program, truth.field, truth.value));
        }
    }
    let programs: BTreeSet<&str> = truths.iter().map(|t| t.program.as_str()).collect();
    for program in book.programs() {
        if !programs.contains(program.as_str()) {
            found.wrong.push(format!("{program}: there is none"));
        }
        for statement in book.about(&program) {
            let Fact::Grade(grade) = statement.fact else { continue };
            let field = format!("grade {}", statement.period.unwrap());
            let known = truths.iter().any(|t| t.program == program && t.field == field);
            if !known && !doubted(&program) {
                found.wrong.push(format!("{program} {field}: {grade} is not there"));
            }
        }
    }
    found
}

fn read(name: &str) -> Result<Book, ImportError> {
    let bytes = fs::read(folder().join(name)).unwrap();
    try_book(&bytes, None)
}

#[test]
fn nothing_is_silently_wrong() {
    let mut failed = String::new();
    for (name, right, doubted) in MEASURED {
        let outcome = measure(read(name), &truths(name));
        if outcome != (Outcome { right, doubted, wrong: Vec::new() }) {
            let Outcome { right, doubted, wrong } = outcome;
            writeln!(failed, "    (\"{name}\", {right}, {doubted}),").unwrap();
            for wrong in wrong {
                writeln!(failed, "        // wrong: {wrong}").unwrap();
            }
        }
    }
    assert!(failed.is_empty(), "\n{failed}");
}

#[test]
fn every_document_is_measured() {
    let measured: BTreeSet<String> = MEASURED.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let there: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e != "truth"))
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(measured, there);
    for (name, right, doubted) in MEASURED {
        assert!(right + doubted == truths(name).len() && right + doubted >= 6, "{name}");
    }
    let all = |pick: fn(&(&str, usize, usize)) -> usize| MEASURED.iter().map(pick).sum::<usize>();
    let (right, doubted) = (all(|m| m.1), all(|m| m.2));
    assert!(right > 5 * doubted, "{right} right, {doubted} doubted");
}

/// The measure itself: a value that is not what was read is wrong, and so is a grade that should not be there.
#[test]
fn a_false_truth_is_found() {
    let name = "scale-of-four.txt";
    let truths = truths(name);
    for at in 0..truths.len() {
        let mut changed = truths.clone();
        changed[at].value.push('無');
        assert_eq!(measure(read(name), &changed).wrong.len(), 1, "{}", truths[at].field);
        let shorter: Vec<Truth> =
            truths.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, t)| t.clone()).collect();
        let grade = truths[at].field.starts_with("grade ");
        assert_eq!(measure(read(name), &shorter).wrong.len(), usize::from(grade), "{}", truths[at].field);
    }
}
