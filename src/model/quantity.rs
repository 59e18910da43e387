//! Quantities as the documents write them: `370万件以上`, `1億3,224万円`, `80%台`, `△11.6%`. Raw text is always
//! kept beside the value.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::period::FiscalYear;

/// How a number bounds what it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// 以上: at least.
    Least,
    /// 以下, 以内: at most.
    Most,
    /// 超, を超える: more than.
    Above,
    /// 未満: less than.
    Below,
    /// Exactly.
    Equal,
    /// 約, 程度, 延べ…: about.
    About,
    /// 80%台: from the value up to, not including, `upper`.
    Range,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// As printed, with the words that bound it and without the notes behind it.
    pub raw: Box<str>,
    /// The plain number: 万, 千 and 億 multiplied out.
    pub value: Decimal,
    /// Upper end of a range, exclusive.
    pub upper: Option<Decimal>,
    /// The bare unit after NFKC: `円`, `%`, `回/年`; empty for a bare number.
    pub unit: Box<str>,
    /// How the number bounds.
    pub bound: Bound,
    /// 速報値: will still change.
    pub provisional: bool,
    /// 該当: of all that were aimed at those that there are here.
    pub applicable: bool,
}

impl Quantity {
    /// The value as a floating point number, for ratios.
    pub fn as_f64(&self) -> f64 {
        self.value.to_f64().unwrap_or(f64::NAN)
    }

    /// The unit without its `/年`: 回/年 and 回 count the same things.
    pub fn countable(&self) -> &str {
        self.unit.strip_suffix("/年").unwrap_or(&self.unit)
    }
}

/// Which side of a comparison a figure is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Side {
    /// Where one started (現状値).
    Baseline,
    /// Target (目標値).
    Target,
    /// Actual (実績値).
    Actual,
}

/// Until when a target is to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Horizon {
    /// This fiscal year.
    Year,
    /// Every year (回/年).
    EveryYear,
    /// The whole plan.
    Plan,
    /// By the end of that year.
    By(FiscalYear),
    /// An amount of the budget (当初予算).
    Budget,
}

/// A figure that a document gives for an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Target, actual or baseline.
    pub side: Side,
    /// What is measured, as printed.
    pub label: Box<str>,
    /// Position within an enumeration ①②③, 1-based.
    pub item: Option<u32>,
    /// How much.
    pub quantity: Quantity,
    /// Until when.
    pub horizon: Horizon,
}
