//! Grades (評価) as a plan's own scale prints them, and the reasons why a cell holds none.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One mark of a scale: `A`, `◎`. Kept in the form that a scale knows (NFKC, one character).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Grade(char);

/// Marks that are recognised without a legend, best first. Two scales share the list: they never meet in one plan.
const KNOWN: [char; 11] = ['S', 'A', 'B', 'C', 'D', 'E', '◎', '○', '△', '▲', '×'];

impl Grade {
    /// Reads a cell that is one mark and nothing else; full-width letters and look-alike circles count.
    pub fn parse(cell: &str) -> Option<Grade> {
        let mut chars = cell.trim().chars();
        let (first, more) = (chars.next()?, chars.next());
        if more.is_some() {
            return None;
        }
        let mark = match first {
            'Ａ'..='Ｚ' => char::from_u32(u32::from(first) - 0xFEE0)?,
            '〇' | '◯' => '○',
            '☓' | '✕' => '×',
            other => other,
        };
        KNOWN.contains(&mark).then_some(Grade(mark))
    }

    /// The mark as shown.
    pub fn mark(self) -> char {
        self.0
    }

    /// Position in the order of scales, best first.
    pub fn rank(self) -> usize {
        KNOWN.iter().position(|k| *k == self.0).unwrap_or(KNOWN.len())
    }

    /// Where the mark stands: S and ◎ above plan, A and ○ as planned, everything from B and △ on late.
    pub fn level(self) -> Level {
        match self.0 {
            'S' | '◎' => Level::Ahead,
            'A' | '○' => Level::AsPlanned,
            _ => Level::Late,
        }
    }

    /// Whether the mark is a letter; the others are signs such as ◎.
    pub fn is_letter(self) -> bool {
        self.0.is_ascii_uppercase()
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// What a grade says about a program, measured by its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Better than planned (予定以上).
    Ahead,
    /// As planned (予定どおり).
    AsPlanned,
    /// Late or worse (遅れ).
    Late,
}

/// How a value came to be known (cli contract, `how`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Stands in a document.
    Printed,
    /// Cut out of a longer cell, or given to a column by its words.
    Split,
    /// Forced by printed totals.
    Inferred,
    /// Typed in by a person.
    Entered,
    /// Decided by a person, with its basis.
    Curated,
}

/// The seven kinds of empty (欠測の種類): a blank is never just a blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Empty {
    /// The document says that nothing was set (未設定).
    Unset,
    /// `-` in a parent: its sub-programs say it.
    SeeChildren,
    /// A re-listing (再掲): the original says it.
    SeeOriginal,
    /// Not an object of grading (評価対象外): study programs, and sub-programs, whose program is graded.
    NotGraded,
    /// This document has no place for it.
    NotPrinted,
    /// The heading promises it, the extracted text lost it.
    Lost,
    /// Could not exist at that date.
    NotApplicable,
}

impl Empty {
    /// Every kind.
    pub const ALL: [Empty; 7] = [
        Empty::Unset,
        Empty::SeeChildren,
        Empty::SeeOriginal,
        Empty::NotGraded,
        Empty::NotPrinted,
        Empty::Lost,
        Empty::NotApplicable,
    ];

    /// Its name in JSON and in queries (cli contract, `empty`).
    pub fn id(self) -> &'static str {
        match self {
            Empty::Unset => "unset",
            Empty::SeeChildren => "see_children",
            Empty::SeeOriginal => "see_original",
            Empty::NotGraded => "not_graded",
            Empty::NotPrinted => "not_printed",
            Empty::Lost => "lost",
            Empty::NotApplicable => "not_applicable",
        }
    }
}

/// What stands in one cell of the grade matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GradeCell {
    /// One grade.
    Known(Grade, How),
    /// Printed totals leave a choice; never fewer than two marks.
    Candidates(Vec<Grade>),
    /// None, and why.
    Empty(Empty),
}

impl GradeCell {
    /// The grade, where exactly one is known.
    pub fn grade(&self) -> Option<Grade> {
        match self {
            GradeCell::Known(grade, _) => Some(*grade),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_in_every_form_and_nothing_else_is_one() {
        for (cell, mark) in [("A", 'A'), (" Ｂ ", 'B'), ("〇", '○'), ("◯", '○'), ("×", '×'), ("◎", '◎')]
        {
            assert_eq!(Grade::parse(cell).map(Grade::mark), Some(mark), "{cell}");
        }
        for cell in ["", "-", "AA", "a", "1", "計", "A 計画"] {
            assert_eq!(Grade::parse(cell), None, "{cell}");
        }
    }

    #[test]
    fn the_order_of_a_scale_is_best_first() {
        let rank = |c: &str| Grade::parse(c).map(Grade::rank);
        assert!(rank("S") < rank("A") && rank("A") < rank("B") && rank("◎") < rank("△"));
    }

    #[test]
    fn both_scales_have_three_levels() {
        use Level::{Ahead, AsPlanned, Late};
        let levels = |marks: &str| -> Vec<Level> {
            marks.chars().filter_map(|c| Grade::parse(&c.to_string())).map(Grade::level).collect()
        };
        for (scale, expected) in [
            ("SAB", vec![Ahead, AsPlanned, Late]),
            ("◎○△×", vec![Ahead, AsPlanned, Late, Late]),
            ("CD", vec![Late, Late]),
        ] {
            assert_eq!(levels(scale), expected, "{scale}");
        }
    }
}
