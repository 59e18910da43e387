//! Programs that are late and that the plan expressly does not follow up.

use crate::model::{Catalog, GradeCell, Period, ProgramIx};

/// Whether a program is late at a period and the plan expressly does not follow it up (フォローアップ対象外): a point to ask
/// about.
pub fn is_unfollowed(catalog: &Catalog, program: ProgramIx, period: Period) -> bool {
    let grade = catalog.grade_at(program, period).and_then(GradeCell::grade);
    let program = catalog.program(program);
    let scale = &catalog.plan(program.plan).scale;
    program.follow_up == Some(false) && grade.is_some_and(|grade| scale.is_late(grade))
}
