//! What a grade says about a program: ahead of its plan, as planned, late.

use crate::model::{Catalog, Grade, GradeCell, Period, ProgramIx};

/// Where a mark stands on its scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Better than planned (予定以上).
    Ahead,
    /// As planned (予定どおり).
    AsPlanned,
    /// Late or worse (遅れ).
    Late,
}

/// The level of a mark: S and ◎ above plan, A and ○ as planned, everything from B and △ on late.
pub fn level(grade: Grade) -> Level {
    match grade.mark() {
        'S' | '◎' => Level::Ahead,
        'A' | '○' => Level::AsPlanned,
        _ => Level::Late,
    }
}

/// Whether a program is late at a period and the plan expressly does not follow it up (フォローアップ対象外): a point to ask
/// about.
pub fn is_unfollowed(catalog: &Catalog, program: ProgramIx, period: Period) -> bool {
    let grade = catalog.grade_at(program, period).and_then(GradeCell::grade);
    catalog.program(program).follow_up == Some(false) && grade.map(level) == Some(Level::Late)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Level::{Ahead, AsPlanned, Late};

    #[test]
    fn both_scales_have_three_levels() {
        let levels = |marks: &str| -> Vec<Level> {
            marks.chars().filter_map(|c| Grade::parse(&c.to_string())).map(level).collect()
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
