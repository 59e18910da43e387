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

/// The number of a program, with that of the sub-program where it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Number {
    /// Number of the program.
    pub no: u16,
    /// Number of the sub-program within it.
    pub sub: Option<u16>,
}

impl Number {
    /// A program's own number.
    pub fn program(no: u16) -> Number {
        Number { no, sub: None }
    }

    /// The number of the program it belongs to.
    pub fn parent(self) -> Number {
        Number::program(self.no)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sub {
            Some(sub) => write!(f, "{}-{sub}", self.no),
            None => write!(f, "{}", self.no),
        }
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
        assert_eq!(Number { no: 30, sub: Some(2) }.to_string(), "30-2");
        assert_eq!(Number::program(26).to_string(), "26");
    }
}
