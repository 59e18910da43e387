//! Programs that are late and that the plan expressly does not follow up.

use crate::model::{Catalog, Grade, GradeCell, Level, Period, ProgramIx};

/// Whether a program is late at a period and the plan expressly does not follow it up (フォローアップ対象外): a point to ask
/// about.
pub fn is_unfollowed(catalog: &Catalog, program: ProgramIx, period: Period) -> bool {
    let grade = catalog.grade_at(program, period).and_then(GradeCell::grade);
    catalog.program(program).follow_up == Some(false) && grade.map(Grade::level) == Some(Level::Late)
}
