//! Grades (評価) as a plan's own scale prints them, and the reasons why a cell holds none.

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// One mark of a scale: `A`, `◎`, `A+`, `おおむね順調`. Kept in the form of the table of those that are known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade(u8);

use Level::{Ahead, AsPlanned, Below, Late};

/// What is known as a grade without a legend, best first, and what it says where no document says it otherwise. Letters,
/// signs and words share the table: they never meet in one plan. A mark of one character is a grade wherever it stands
/// alone; the others are where a heading promises one.
const KNOWN: [(&str, Level); 59] = [
    ("S", Ahead),
    ("A+", AsPlanned),
    ("A", AsPlanned),
    ("A-", AsPlanned),
    ("B+", Below),
    ("B", Below),
    ("B-", Below),
    ("C+", Below),
    ("C", Below),
    ("C-", Below),
    ("D", Below),
    ("E", Below),
    ("◎", Ahead),
    ("○", AsPlanned),
    ("△", Late),
    ("▲", Late),
    ("×", Late),
    ("計画以上", Ahead),
    ("予定以上", Ahead),
    ("目標以上", Ahead),
    ("計画を上回る", Ahead),
    ("予定を上回る", Ahead),
    ("目標を上回る", Ahead),
    ("完了", AsPlanned),
    ("目標達成", AsPlanned),
    ("達成済", AsPlanned),
    ("達成済み", AsPlanned),
    ("達成", AsPlanned),
    ("計画どおり", AsPlanned),
    ("計画通り", AsPlanned),
    ("予定どおり", AsPlanned),
    ("予定通り", AsPlanned),
    ("順調", AsPlanned),
    ("順調に進捗", AsPlanned),
    ("順調に推移", AsPlanned),
    ("おおむね計画どおり", AsPlanned),
    ("概ね計画どおり", AsPlanned),
    ("おおむね予定どおり", AsPlanned),
    ("概ね予定どおり", AsPlanned),
    ("おおむね達成", AsPlanned),
    ("概ね達成", AsPlanned),
    ("ほぼ達成", AsPlanned),
    ("おおむね順調", AsPlanned),
    ("概ね順調", AsPlanned),
    ("ほぼ順調", AsPlanned),
    ("一部達成", Below),
    ("やや遅れ", Late),
    ("やや遅れている", Late),
    ("やや遅延", Late),
    ("一部遅れ", Late),
    ("遅れ", Late),
    ("遅れあり", Late),
    ("遅れている", Late),
    ("遅延", Late),
    ("大幅な遅れ", Late),
    ("大幅に遅れている", Late),
    ("未達成", Late),
    ("未実施", Late),
    ("未着手", Late),
];

impl Grade {
    /// Reads a cell that is one mark and nothing else, wherever it stands; full-width letters and look-alike circles
    /// count.
    pub fn parse(cell: &str) -> Option<Grade> {
        let cell = cell.trim();
        let one = cell.chars().nth(1).is_none();
        if one { Grade::in_column(cell) } else { None }
    }

    /// Reads a cell where a heading promises a grade, or where a person names one: a mark, a letter with a sign, or words
    /// that are known as a grade and nothing else.
    pub fn in_column(cell: &str) -> Option<Grade> {
        let normal: String = cell.nfkc().filter(|c| !c.is_whitespace()).map(alike).collect();
        let at = KNOWN.iter().position(|(text, _)| *text == normal)?;
        Some(Grade(at as u8))
    }

    /// The mark as shown.
    pub fn text(self) -> &'static str {
        self.known().0
    }

    /// Whether the mark is a letter; the others are signs such as ◎, and words.
    pub fn is_letter(self) -> bool {
        self.text().starts_with(|c: char| c.is_ascii_uppercase())
    }

    /// Whether it is said in words.
    pub fn is_words(self) -> bool {
        !self.is_letter() && self.text().chars().nth(1).is_some()
    }

    /// What it says where no document says it otherwise. Letters below A say little: B is late in one city and nearly as
    /// planned in another.
    pub(super) fn usual_level(self) -> Level {
        self.known().1
    }

    fn known(self) -> (&'static str, Level) {
        KNOWN.get(usize::from(self.0)).copied().unwrap_or(("", Below))
    }
}

/// Signs that are printed for one another.
fn alike(c: char) -> char {
    match c {
        '〇' | '◯' => '○',
        '☓' | '✕' => '×',
        '－' | '−' | '‐' | '―' => '-',
        other => other,
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl fmt::Debug for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

// Kept as its text: the table grows.
impl Serialize for Grade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

impl<'de> Deserialize<'de> for Grade {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Grade, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Grade;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a grade")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Grade, E> {
                Grade::in_column(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// What a grade says about a program, measured by its plan, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// Better than planned (予定以上).
    Ahead,
    /// As planned (予定どおり).
    AsPlanned,
    /// Below what means as planned; whether it is late, no document says.
    Below,
    /// Late or worse (遅れ).
    Late,
}

impl Level {
    /// What the words of a legend say; `None` where they say neither.
    pub fn of_words(words: &str) -> Option<Level> {
        const NOT_LATE: [&str; 4] = ["遅れなく", "遅れはな", "遅れがな", "遅延なく"];
        const LATE: [&str; 10] = [
            "遅れ",
            "遅延",
            "未達",
            "未着手",
            "未実施",
            "下回",
            "至らな",
            "できなかった",
            "不十分",
            "着手していな",
        ];
        const AHEAD: [&str; 3] = ["上回", "以上に", "以上の"];
        const AS_PLANNED: [&str; 6] = ["どおり", "通り", "とおり", "順調", "達成", "完了"];
        let mut said: String = words.nfkc().filter(|c| !c.is_whitespace()).collect();
        for word in NOT_LATE {
            said = said.replace(word, "");
        }
        // A rate is not reached by being named, and a limit in figures is none of the plan's.
        said = said.replace("達成率", "").replace("達成度", "");
        let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
        if said.contains(|c: char| c.is_ascii_digit()) {
            None
        } else if says(&LATE) {
            Some(Late)
        } else if says(&AHEAD) || said.ends_with("以上") {
            Some(Ahead)
        } else {
            says(&AS_PLANNED).then_some(AsPlanned)
        }
    }
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
        for (cell, mark) in [("A", "A"), (" Ｂ ", "B"), ("〇", "○"), ("◯", "○"), ("×", "×"), ("◎", "◎")]
        {
            assert_eq!(Grade::parse(cell).map(Grade::text), Some(mark), "{cell}");
        }
        for cell in ["", "-", "AA", "a", "1", "計", "A 計画", "A+", "順調", "Z"] {
            assert_eq!(Grade::parse(cell), None, "{cell}");
        }
    }

    #[test]
    fn under_a_heading_letters_with_signs_and_words_are_grades_too() {
        for (cell, mark) in [
            ("Ａ＋", "A+"),
            ("B－", "B-"),
            ("順調", "順調"),
            (" おおむね 順調 ", "おおむね順調"),
            ("未着手", "未着手"),
            ("〇", "○"),
        ] {
            assert_eq!(Grade::in_column(cell).map(Grade::text), Some(mark), "{cell}");
        }
        for cell in ["", "5", "100%", "順調に進んだ。", "A B", "検討中", "-", "+"] {
            assert_eq!(Grade::in_column(cell), None, "{cell}");
        }
    }

    #[test]
    fn every_known_mark_is_read_as_itself_and_kept_as_its_text() {
        for (at, (text, _)) in KNOWN.iter().enumerate() {
            let grade = Grade::in_column(text).unwrap();
            assert_eq!(usize::from(grade.0), at, "{text}");
            let kept = serde_json::to_string(&grade).unwrap();
            assert_eq!(kept, format!("{text:?}"));
            assert_eq!(serde_json::from_str::<Grade>(&kept).unwrap(), grade);
        }
        assert!(serde_json::from_str::<Grade>("\"良\"").is_err());
    }

    #[test]
    fn a_legend_says_what_its_marks_mean() {
        for (words, level) in [
            ("予定以上に進捗", Some(Ahead)),
            ("計画を上回る成果", Some(Ahead)),
            ("目標以上", Some(Ahead)),
            ("予定どおりに進捗", Some(AsPlanned)),
            ("概ね順調", Some(AsPlanned)),
            ("遅れなく進んでいる。予定通り", Some(AsPlanned)),
            ("予定よりも遅れている", Some(Late)),
            ("目標未達成", Some(Late)),
            ("取組に着手していない", Some(Late)),
            ("達成率80%以上100%未満", None),
            ("達成度が中程度", None),
            ("良好", None),
            ("", None),
        ] {
            assert_eq!(Level::of_words(words), level, "{words}");
        }
    }
}
