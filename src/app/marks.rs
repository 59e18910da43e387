//! The letters and marks of cells, as every list and heatmap shows them: what is known and how is told without colour.

use crate::model::{Empty, GradeCell, How, Scale};

/// The mark of a cell without a grade, by its kind.
pub fn mark_of(kind: Empty) -> &'static str {
    match kind {
        Empty::Unset => "-",
        Empty::SeeChildren => ":",
        Empty::SeeOriginal => RELISTED,
        Empty::NotGraded => "k",
        Empty::NotPrinted => ".",
        Empty::Lost => "!",
        Empty::NotApplicable => "",
    }
}

/// Behind a grade that printed totals force, and alone where they leave a choice.
pub const INFERRED: &str = "?";
/// Behind a grade that another row has as well.
pub const RELISTED: &str = "=";

/// What stands in a cell of two columns on the screens.
pub fn short_of(cell: &GradeCell, relisted: bool, scale: &Scale) -> String {
    match cell {
        GradeCell::Known(grade, _) => text_of(cell, relisted).replacen(grade.text(), scale.short(*grade), 1),
        _ => text_of(cell, relisted),
    }
}

/// What stands in a cell: what was printed as a capital, what was inferred as a small letter with a `?`.
pub fn text_of(cell: &GradeCell, relisted: bool) -> String {
    let relisted = if relisted { RELISTED } else { "" };
    match cell {
        GradeCell::Known(grade, How::Inferred) => {
            format!("{}{INFERRED}", grade.to_string().to_ascii_lowercase())
        }
        GradeCell::Known(grade, _) => format!("{grade}{relisted}"),
        GradeCell::Candidates(_) => INFERRED.to_owned(),
        GradeCell::Empty(kind) => mark_of(*kind).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Grade;
    use crate::text::{Policy, Widths, sanitize};
    use std::collections::BTreeSet;

    #[test]
    fn what_is_known_and_how_is_told_by_letters_alone() {
        let grade = |mark| Grade::in_column(mark).unwrap();
        let known = |mark, how| GradeCell::Known(grade(mark), how);
        for (cell, relisted, expected) in [
            (known("A", How::Printed), false, "A"),
            (known("B", How::Split), false, "B"),
            (known("A", How::Printed), true, "A="),
            (known("A", How::Inferred), false, "a?"),
            (known("○", How::Printed), false, "○"),
            (known("○", How::Inferred), false, "○?"),
            (known("S", How::Curated), false, "S"),
            (GradeCell::Candidates(vec![grade("S"), grade("A")]), false, "?"),
            (GradeCell::Empty(Empty::NotGraded), false, "k"),
            (GradeCell::Empty(Empty::Lost), true, "!"),
        ] {
            assert_eq!(text_of(&cell, relisted), expected, "{cell:?}");
        }
    }

    #[test]
    fn words_are_as_short_as_letters_and_none_is_like_another() {
        for scale in [
            &["順調", "おおむね順調", "やや遅れ", "遅れ", "未着手"][..],
            &["計画以上", "計画どおり", "未達成"],
            &["予定以上", "予定通り", "遅れ", "未実施"],
            &["S", "A+", "A", "A-", "B"],
        ] {
            let grades: Vec<Grade> = scale.iter().map(|mark| Grade::in_column(mark).unwrap()).collect();
            let scale = Scale::new(grades.iter().copied(), &[]);
            let short = |grade: &Grade| short_of(&GradeCell::Known(*grade, How::Printed), false, &scale);
            let all: BTreeSet<String> = grades.iter().map(short).collect();
            assert_eq!(all.len(), grades.len(), "{all:?}");
            assert!(all.iter().all(|text| Widths::new(Policy::Wide).str(text) <= 2), "{all:?}");
        }
    }

    #[test]
    fn no_two_kinds_of_empty_look_the_same_and_none_is_wider_than_its_column() {
        let marks: BTreeSet<&str> = Empty::ALL.map(mark_of).into();
        assert_eq!(marks.len(), Empty::ALL.len());
        for policy in Policy::ALL {
            let cells = |text: &str| Widths::new(policy).str(sanitize(text).as_str());
            assert!(marks.iter().all(|mark| cells(mark) <= 1 && mark.is_ascii()), "{policy:?}");
            assert!(cells("◎?") <= usize::from(super::super::heatmap::COLUMN), "{policy:?}");
        }
    }
}
