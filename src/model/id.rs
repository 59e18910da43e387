//! Names by which people and scripts call things: plans, programs, documents.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// The code of a plan: letters and digits, `P2` from 第2次…, `K1` from 第1期… (cli contract).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PlanCode(Arc<str>);

impl PlanCode {
    /// A code as a person types it; upper-cased. `None` unless it is 1 to 12 ASCII letters and digits that begin with a letter.
    pub fn parse(s: &str) -> Option<PlanCode> {
        let code = s.trim().to_ascii_uppercase();
        let fits = (1..=12).contains(&code.len())
            && code.starts_with(|c: char| c.is_ascii_alphabetic())
            && code.chars().all(|c| c.is_ascii_alphanumeric());
        fits.then(|| PlanCode(code.into()))
    }

    /// The code as shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number within the code: 2 of `P2`.
    pub fn number(&self) -> Option<u32> {
        self.0.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()
    }
}

impl fmt::Display for PlanCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A plan of a municipality, where the document names one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PlanId {
    /// The municipality (自治体) as printed, `小平市`; `None` when no document says whose plan it is.
    pub municipality: Option<Arc<str>>,
    /// Its code.
    pub code: PlanCode,
}

/// A program (項目) or a sub-program of a plan: `P2-44`, `P3-30-2`. Numbers are unique inside a plan only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProgramId {
    /// The plan.
    pub plan: PlanId,
    /// Number of the program in the plan, and of the sub-program in it.
    pub number: Number,
}

/// The number of a program, in one step or in several: 26, the second sub-program of the thirtieth 30-2, and where a plan
/// numbers its programs by direction, 1-2 or 1-2-3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Number {
    /// Number of the program, or that of the direction in front of its own.
    pub no: u16,
    /// Number of the sub-program within it, or the second step.
    pub sub: Option<u16>,
    /// The third step.
    pub third: Option<u16>,
}

impl Number {
    /// A program's own number.
    pub fn program(no: u16) -> Number {
        Number { no, sub: None, third: None }
    }

    /// The number of a sub-program.
    pub fn part(no: u16, sub: u16) -> Number {
        Number { no, sub: Some(sub), third: None }
    }

    /// A number of one to three steps; `None` of more, or of none.
    pub fn of_steps(steps: &[u16]) -> Option<Number> {
        let third = steps.get(2).copied();
        (steps.len() <= 3).then_some(Number { no: *steps.first()?, sub: steps.get(1).copied(), third })
    }

    /// Its steps, one to three.
    pub fn steps(self) -> impl Iterator<Item = u16> {
        [Some(self.no), self.sub, self.third].into_iter().flatten()
    }

    /// The number without its last step: that of the program to which a sub-program belongs. `None` of one step.
    pub fn parent(self) -> Option<Number> {
        match (self.sub, self.third) {
            (None, _) => None,
            (_, None) => Some(Number::program(self.no)),
            _ => Some(Number { third: None, ..self }),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.no)?;
        self.steps().skip(1).try_for_each(|step| write!(f, "-{step}"))
    }
}

impl fmt::Display for ProgramId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.plan.code, self.number)
    }
}

/// A document, by the SHA-256 of its bytes in lower-case hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocumentId(pub Arc<str>);

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Position of a document among those of a catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocumentIx(pub u32);

/// Position of a plan among those of a catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PlanIx(pub u32);

/// Position of a program among those of a catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProgramIx(pub u32);

/// Position of a department among those of a catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DepartmentIx(pub u32);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plan_codes_are_letters_and_digits() {
        for (typed, code) in [("P2", "P2"), ("x1", "X1"), (" k1 ", "K1")] {
            assert_eq!(PlanCode::parse(typed).map(|c| c.to_string()).as_deref(), Some(code));
        }
        for wrong in ["", "2", "P-2", "第2次", "P 2", "ABCDEFGHIJKLM"] {
            assert!(PlanCode::parse(wrong).is_none(), "{wrong}");
        }
        assert_eq!(PlanCode::parse("P12").and_then(|c| c.number()), Some(12));
    }

    #[test]
    fn numbers_print_as_people_write_them() {
        for (steps, text, parent) in [
            (&[26][..], "26", None),
            (&[30, 2], "30-2", Some(Number::program(30))),
            (&[1, 2, 3], "1-2-3", Some(Number::part(1, 2))),
        ] {
            let number = Number::of_steps(steps).unwrap();
            assert_eq!((number.to_string().as_str(), number.parent()), (text, parent));
            assert_eq!(number.steps().collect::<Vec<u16>>(), steps);
        }
        assert_eq!((Number::of_steps(&[]), Number::of_steps(&[1, 2, 3, 4])), (None, None));
    }
}
