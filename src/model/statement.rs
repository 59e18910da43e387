//! Statements: what a document says, about whom, for when, and on which line. The unit of trust: every figure on a
//! screen leads back to one of these.

use serde::{Deserialize, Serialize};

use super::curation::Decision;
use super::grade::{Empty, Grade, How};
use super::id::{DocumentIx, Number};
use super::period::{FiscalYear, Period};
use super::quantity::Figure;
use super::total::{Listing, Total};

/// Where in its document a statement stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// Text: lines and the bytes within them.
    Lines(LineSpan),
    /// A workbook: sheet and cells.
    Cells {
        /// Name of the sheet.
        sheet: Box<str>,
        /// First row, 1-based, and column, 0-based.
        first: (u32, u16),
        /// Last row and column, inclusive.
        last: (u32, u16),
    },
}

/// A stretch of lines of the decoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LineSpan {
    /// First line, 1-based.
    pub first: u32,
    /// Last line, 1-based, inclusive.
    pub last: u32,
    /// Byte at which the passage starts in the first line.
    pub start: u32,
    /// Byte before which it ends in the last line.
    pub end: u32,
}

impl Place {
    /// How a person names it within its document: the line, or the first cell with its sheet.
    pub fn label(&self) -> String {
        match self {
            Place::Lines(span) => span.first.to_string(),
            Place::Cells { sheet, first, .. } => format!("{sheet}!{}", cell_name(*first)),
        }
    }

    /// First and last line (rows of the sheet for a workbook), 1-based.
    pub fn lines(&self) -> (u32, u32) {
        match self {
            Place::Lines(span) => (span.first, span.last),
            Place::Cells { first, last, .. } => (first.0, last.0),
        }
    }
}

/// The name of a cell by its row, 1-based, and its column, 0-based: `D7`.
pub fn cell_name((row, column): (u32, u16)) -> String {
    let mut letters = String::new();
    let mut n = u32::from(column) + 1;
    while n > 0 {
        let letter = char::from(b'A' + u8::try_from((n - 1) % 26).unwrap_or(0));
        letters.insert(0, letter);
        n = (n - 1) / 26;
    }
    format!("{letters}{row}")
}

/// The row, 1-based, and the column, 0-based, of a cell by its name.
pub fn cell_at(name: &str) -> Option<(u32, u16)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = name.split_at_checked(letters)?;
    let column = letters.bytes().try_fold(0_u32, |n, letter| {
        n.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let row = digits.parse().ok().filter(|row| *row > 0)?;
    Some((row, u16::try_from(column.checked_sub(1)?).ok()?))
}

/// Whom a statement is about. Plans are numbered within their document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// The document itself.
    Document,
    /// The n-th plan of the document.
    Plan(u32),
    /// A direction of the n-th plan, by the number that the document gives it.
    Direction(u32, u16),
    /// A program of the n-th plan.
    Program(u32, Number),
}

/// The kinds of prose a document carries for a program (cli contract, `field`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextField {
    /// What is done (取組の概要・実施内容).
    Overview,
    /// What was promised for the year (年度計画・当初予定).
    AnnualPlan,
    /// What was reported (取組実績・進捗状況).
    Result,
    /// A cell merged from plan and result that nothing decides.
    AnnualPlanOrResult,
    /// Why it is late (要因).
    Cause,
    /// What will be done about it (今後の対応).
    Remedy,
    /// Issues and improvements (課題・改善点).
    Issue,
    /// What helped (成果達成に資する取組).
    SuccessFactor,
    /// What is new next year (新規事項).
    NewUndertaking,
    /// Why it is followed up, or is not (理由等).
    FollowUpReason,
    /// What is undertaken over the years of the plan (取組項目), whose years the schedule shows.
    ScheduleItem,
}

impl TextField {
    /// All kinds in the order in which screens show them.
    pub const ALL: [TextField; 11] = [
        TextField::Overview,
        TextField::AnnualPlan,
        TextField::Result,
        TextField::AnnualPlanOrResult,
        TextField::Cause,
        TextField::Remedy,
        TextField::Issue,
        TextField::SuccessFactor,
        TextField::NewUndertaking,
        TextField::FollowUpReason,
        TextField::ScheduleItem,
    ];
}

/// A field that can be empty for a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Its direction.
    Direction,
    /// Its lead departments.
    Departments,
    /// Its grade.
    Grade,
    /// Whether it is followed up.
    FollowUp,
    /// What was aimed at, in figures.
    Target,
    /// What was reached, in figures.
    Actual,
    /// Prose.
    Text(TextField),
}

/// What a statement says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fact {
    /// Title of the document, with the plan or the period in it.
    Title,
    /// A heading of a table.
    Heading,
    /// Name of the program, or of the direction.
    Name,
    /// Name of a program under its direction, where the document leaves its number out.
    NameAlone,
    /// Is only studied, and never graded (検討プログラム).
    Study,
    /// Stands in a list that the document makes.
    Listed(Listing),
    /// The fiscal years of the plan, first and last.
    Years(FiscalYear, FiscalYear),
    /// A word of a schedule that lost its place among programs and years (年度スケジュール).
    Unplaced,
    /// Direction to which it belongs; the place is that of the label, which may stand on an earlier row.
    Direction,
    /// Lead departments (主な推進担当課), one by one.
    Departments(Vec<Box<str>>),
    /// Grade at the statement's period.
    Grade(Grade),
    /// To be followed up after the plan, or not.
    FollowUp(bool),
    /// Lists another program of the plan again (再掲).
    Relisting(u16),
    /// Prose.
    Text(TextField),
    /// A target, an actual or a baseline.
    Figure(Box<Figure>),
    /// A printed total.
    Total(Total),
    /// What a grade means (評価の見方).
    Meaning(Grade),
    /// What a person has decided.
    Decided(Decision),
    /// A field without a value, and why.
    Missing(Field, Empty),
}

/// One thing that a document says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// About whom.
    pub subject: Subject,
    /// For when, where it is about a period.
    pub period: Option<Period>,
    /// What.
    pub fact: Fact,
    /// The text behind it as printed, without markup and with runs of white space closed up.
    pub text: Box<str>,
    /// How it was obtained.
    pub how: How,
    /// Where it stands.
    pub place: Place,
}

/// A statement with the document of the catalog in which it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sourced {
    /// The document.
    pub document: DocumentIx,
    /// What it says.
    pub statement: Statement,
}

/// Something that was not understood, or only by a rule that a person should confirm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Line on which it arose, 1-based; the rows of a workbook's sheets are counted one behind the other.
    pub line: u32,
    /// The program it touches, where it is known.
    pub subject: Option<Subject>,
    /// The text that raised it.
    pub text: Box<str>,
    /// What is doubtful.
    pub what: Doubtful,
}

/// The kinds of doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubtful {
    /// A cell that fits no column.
    CellWithoutColumn,
    /// Fewer grades than columns, so that none can be placed.
    GradesUnplaced,
    /// Plan and result stand in one cell, and the words do not decide.
    PlanOrResult,
    /// Plan or result was told by the shape of the neighbouring rows.
    ShapeOfNeighbours,
    /// The numbers do not go up by one here, so the direction of the last label may not hold.
    DirectionNotInherited,
    /// A sub-program without its program before it.
    SubWithoutParent,
    /// A row of the table without a number.
    RowWithoutNumber,
    /// A number that stands twice.
    NumberTwice,
    /// A column whose heading is not known.
    UnknownColumn,
    /// A year without an era.
    YearWithoutEra,
    /// The plan was told by the numbers and names of one in the store.
    PlanByAgreement,
    /// The same sentence stands in two neighbouring rows.
    SameAsNeighbour,
    /// A line of totals with another number of columns.
    TotalsUnplaced,
    /// A cell of the grade column that is no grade.
    NotAGrade,
    /// An entry of decisions that cannot be used.
    BadEntry,
    /// A paragraph that could stand in more than one column, or in none.
    ColumnUnsure,
    /// A cell that stands beside two programs.
    SharedCell,
    /// A list holds another number of programs than its heading says.
    ListLength,
    /// A text whose last line runs on into nothing.
    Torn,
    /// A label stands twice in one program, or one that the others have is missing.
    Labels,
    /// A sheet in which there is no table.
    SheetWithoutTable,
    /// A sheet that is hidden in its workbook, and was not read.
    HiddenSheet,
    /// A row that is hidden in its sheet, and was read.
    HiddenRow,
    /// A cell whose formula was not worked out.
    FormulaWithoutValue,
    /// A column that is hidden in its sheet, and was not read.
    HiddenColumn,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_by_their_names() {
        for (name, at) in [
            ("A1", Some((1, 0))),
            ("D7", Some((7, 3))),
            ("Z7", Some((7, 25))),
            ("AB12", Some((12, 27))),
            ("XFD1048576", Some((1 << 20, (1 << 14) - 1))),
            ("7", None),
            ("D", None),
            ("D0", None),
            ("ZZZZZZZZZZ1", None),
        ] {
            assert_eq!(cell_at(name), at, "{name}");
            assert_eq!(at.map(cell_name).as_deref(), at.map(|_| name));
        }
    }
}
