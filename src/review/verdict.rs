//! Whether a target was reached: actual against target, by the rule of the contract. A verdict is a reading of the
//! document's own figures; it never replaces a printed grade.

use crate::model::{Better, Bound, Catalog, Horizon, Indicator, Period, ProgramIx};
use rust_decimal::Decimal;

/// What the figures say of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Reached.
    Met,
    /// Not reached.
    Missed,
    /// Reached by half as much again or more; counts as met.
    Exceeded,
    /// Its time has not come.
    Running,
    /// No pair, or nothing says which way is better.
    Unknown,
}

/// From this rate on a target is far exceeded.
const FAR: f64 = 1.5;

/// Words in labels of things of which less may well be better. Without 以上 or 以下 such a target decides nothing
/// until a person says which way is better: ごみ量 480g, 経常収支比率, 職員数.
const EITHER_WAY: [&str; 18] = [
    "ごみ",
    "比率",
    "残業",
    "時間外",
    "繰入",
    "職員数",
    "滞納",
    "未納",
    "待機",
    "苦情",
    "負債",
    "委託料",
    "残高",
    "市債",
    "経費",
    "費用",
    "人件費",
    "コスト",
];

/// Actual ÷ target, inverted where lower is better; `None` without a pair of one sign, or for a range.
pub fn rate(indicator: &Indicator) -> Option<f64> {
    let (target, actual) = (indicator.target.as_ref()?, indicator.actual.as_ref()?);
    let (target, actual) = (target.quantity.as_f64(), actual.quantity.as_f64());
    let rate = match indicator.better {
        Some(Better::Range) => return None,
        Some(Better::Lower) => target / actual,
        _ => actual / target,
    };
    (rate.is_finite() && rate >= 0.0).then_some(rate)
}

/// The verdict on one indicator.
pub fn verdict(indicator: &Indicator) -> Verdict {
    let Some(target) = &indicator.target else { return Verdict::Unknown };
    let Some(actual) = &indicator.actual else { return Verdict::Unknown };
    if is_under_way(indicator) {
        return Verdict::Running;
    }
    let (aim, got) = (target.quantity.value, actual.quantity.value);
    let met = match indicator.better {
        _ if got == aim && matches!(target.quantity.bound, Bound::Below | Bound::Above) => false,
        Some(Better::Lower) => got <= aim,
        Some(Better::Equal) => got == aim,
        Some(Better::Range) => got >= aim && target.quantity.upper.is_none_or(|upper| got < upper),
        None if got == aim => true,
        // More of less may be what was aimed at.
        None if aim < Decimal::ZERO => return Verdict::Unknown,
        None if EITHER_WAY.iter().any(|w| indicator.label.contains(w)) => return Verdict::Unknown,
        // A bare number is what one wants to reach: 12団体 is not met by 11.
        Some(Better::Higher) | None => got >= aim,
    };
    let upward = !matches!(indicator.better, Some(Better::Equal | Better::Range));
    match (met, rate(indicator)) {
        (true, Some(rate)) if upward && rate >= FAR && aim > Decimal::ZERO => Verdict::Exceeded,
        (true, _) => Verdict::Met,
        // 26手続のうち該当の24手続: all of those that there are.
        (false, _) if actual.quantity.applicable => Verdict::Unknown,
        // 約 and 程度 leave room: what is short of an approximate target by less than a twentieth is not called missed.
        (false, Some(rate)) if target.quantity.bound == Bound::About && rate >= 0.95 => Verdict::Unknown,
        (false, _) => Verdict::Missed,
    }
}

/// Whether the years for which a target was set are not over at the period reported on. What was promised for the whole
/// plan is not due on the way; the document does not say which year is its last.
fn is_under_way(indicator: &Indicator) -> bool {
    match (indicator.horizon, indicator.period) {
        (Horizon::Plan, _) => true,
        (Horizon::By(year), Some(period)) => period < Period::year_end(year),
        _ => false,
    }
}

/// Whether any indicator of the program's own (not of its sub-programs) is missed (cli contract).
pub fn is_missed(catalog: &Catalog, program: ProgramIx) -> bool {
    catalog.details(program).indicators.iter().any(|i| verdict(i) == Verdict::Missed)
}

/// Whether the program has judged indicators of its own and all of them are met.
pub fn is_met(catalog: &Catalog, program: ProgramIx) -> bool {
    let verdicts = catalog.details(program).indicators.iter().map(verdict);
    let judged: Vec<Verdict> =
        verdicts.filter(|v| !matches!(v, Verdict::Unknown | Verdict::Running)).collect();
    !judged.is_empty() && judged.iter().all(|v| *v != Verdict::Missed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Measure, Period, tail};

    fn indicator(target: &str, actual: &str) -> Indicator {
        let measure =
            |s: &str| tail(s).map(|t| (t.label, t.horizon, Measure { quantity: t.quantity, statement: 0 }));
        let (label, horizon, target) = measure(target).unwrap();
        let better = Better::said(&label, &target.quantity);
        Indicator {
            label: label.into(),
            unit: target.quantity.unit.clone(),
            better,
            period: Period::parse("R2末"),
            horizon,
            baseline: None,
            target: Some(target),
            actual: measure(actual).map(|(_, _, m)| m),
        }
    }

    #[test]
    fn verdicts_and_rates() {
        for (target, actual, expected, percent) in [
            ("会議 4地区以上", "3地区", Verdict::Missed, Some(75)),
            ("開催 94回/年", "112回", Verdict::Met, Some(119)),
            ("アクセス 370万件以上", "6,525,148件", Verdict::Exceeded, Some(176)),
            ("策定件数 1件以上", "2件", Verdict::Exceeded, Some(200)),
            ("団体 12団体", "11団体", Verdict::Missed, Some(91)),
            ("割合 100%", "84.8%", Verdict::Missed, Some(84)),
            ("経常収支比率80%台", "91.0%(速報値)", Verdict::Missed, None),
            ("経常収支比率80%台", "89.9%", Verdict::Met, None),
            ("ごみ量 480g/人日(令和4年度末)", "494.3g/人日", Verdict::Running, Some(102)),
            ("ごみ量 480g/人日", "494.3g/人日", Verdict::Unknown, Some(102)),
            ("委託料の増減 △1,200千円", "△1,350千円", Verdict::Unknown, Some(112)),
            ("市債残高 100億円", "90億円", Verdict::Unknown, Some(90)),
            ("残業 139時間以下", "156時間", Verdict::Missed, Some(89)),
            ("待ち時間 10分未満", "10分", Verdict::Missed, Some(100)),
            ("待ち時間 10分未満", "9分", Verdict::Met, Some(111)),
            ("来場者 100人超", "100人", Verdict::Missed, Some(100)),
            ("来場者 100人を超える", "101人", Verdict::Met, Some(101)),
            ("実施数 44", "44", Verdict::Met, Some(100)),
            ("満足度 95%以上", "", Verdict::Unknown, None),
            ("開催 94回/年", "", Verdict::Unknown, None),
            ("ごみ量 480g/人日(令和4年度末)", "", Verdict::Unknown, None),
            ("ごみ量 480g/人日以下(令和2年度末)", "", Verdict::Unknown, None),
            ("職員定数 960人", "959人", Verdict::Met, Some(100)),
            ("職員定数 960人", "961人", Verdict::Missed, Some(99)),
            ("認定数 960人", "959人", Verdict::Missed, Some(99)),
        ] {
            let judged = indicator(target, actual);
            assert_eq!(verdict(&judged), expected, "{target} / {actual}");
            assert_eq!(rate(&judged).map(|r| (r * 100.0) as i64), percent, "{target} / {actual}");
        }
    }
}
