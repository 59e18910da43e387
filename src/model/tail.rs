//! Reading quantities: what stands at the end of a piece of text, `370万件以上`, `1億3,224万円`, `80%台`, `△11.6%`.
//! A value is read only where every character of it is understood.

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::mention::{Mention, Year};
use super::quantity::{Bound, Horizon, Quantity};

/// A quantity at the end of a piece of text, with what stands before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tail {
    /// The text before the number, as printed, without separators at its end.
    pub label: String,
    /// The quantity.
    pub quantity: Quantity,
    /// Until when, as far as the number itself says.
    pub horizon: Horizon,
}

/// Words in front of a number that make it approximate.
const ABOUT: [&str; 4] = ["約", "およそ", "概ね", "延べ"];
/// Words behind a number, with how they bound it. Longer ones first.
const BOUNDS: [(&str, Bound); 12] = [
    ("以上", Bound::Least),
    ("以下", Bound::Most),
    ("以内", Bound::Most),
    ("未満", Bound::Below),
    ("を超える", Bound::Above),
    ("超", Bound::Above),
    ("程度", Bound::About),
    ("前後", Bound::About),
    ("台", Bound::Range),
    ("のみ", Bound::Equal),
    ("実施", Bound::Equal),
    ("開催", Bound::Equal),
];
/// Multipliers behind a number.
const SCALES: [(char, i64); 5] =
    [('百', 100), ('千', 1_000), ('万', 10_000), ('億', 100_000_000), ('兆', 1_000_000_000_000)];
/// Units that say when, not how much.
const DATES: [&str; 7] = ["年度", "年", "月", "日", "月末", "年度末", "時"];

/// Reads the quantity with which `piece` ends; `None` when it does not end with one that is wholly understood.
///
/// Notes in brackets and after `※` behind the number are passed over: `91.0%(速報値)`, `11件(実績3件+…)`.
pub fn tail(piece: &str) -> Option<Tail> {
    let normal: String = piece.nfkc().collect();
    let normal = normal.trim();
    let (whole, notes) = strip_notes(normal);
    let (body, bound) = strip_bound(whole);
    let per_year = body.ends_with("/年");
    let (before, digits, scaled_unit) = split_last_number(body)?;
    let (scale, unit) = strip_scales(&scaled_unit)?;
    // 令和2年度当初予算 is a year and what is called after it.
    if !is_unit(unit) || (DATES.contains(&unit) && !lasts(unit, &digits, bound)) || unit.starts_with("年度")
    {
        return None;
    }
    let (mut value, before) = join_higher(before, number(&digits)?.checked_mul(scale)?)?;
    let (before, about) = strip_about(before);
    let (before, negative) = match before.strip_suffix(['△', '▲']) {
        Some(rest) => (rest, true),
        None => (before, false),
    };
    let (before, every_year) = match before.strip_suffix('年').filter(|_| unit == "回") {
        Some(rest) => (rest, true),
        None => (before, false),
    };
    // 第3次, R2, 令和2年: the number is part of a name or of a date.
    if before.ends_with(['第', '№', '.']) || before.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    if negative {
        value = -value;
    }
    // 61万円→63万円: a change, not a level. The arrow behind words (…であったもの→44.0%) is only a separator.
    if before.trim_end().strip_suffix('→').is_some_and(|from| tail(from).is_some()) {
        return None;
    }
    let label = before.trim_end_matches([' ', ':', '→', '、', '(', '=']).trim().to_owned();
    // What is still to change belongs to the number as it is quoted: 91.0%(速報値).
    let provisional = notes.contains("速報");
    let quoted = if provisional { normal } else { whole };
    let raw = quoted.strip_prefix(before).unwrap_or(quoted).trim().to_owned();
    let (upper, bound) = match bound {
        Some(Bound::Range) => (Some(value.checked_add(step_of(value))?), Bound::Range),
        Some(bound) => (None, if about && bound == Bound::Equal { Bound::About } else { bound }),
        None => (None, if about { Bound::About } else { Bound::Equal }),
    };
    let horizon =
        horizon_of(&notes).unwrap_or(if per_year || every_year { Horizon::EveryYear } else { Horizon::Year });
    Some(Tail {
        label,
        quantity: Quantity {
            raw: raw.into(),
            value,
            upper,
            unit: unit.into(),
            bound,
            provisional,
            applicable: false,
        },
        horizon,
    })
}

/// Whether a number of days says how long: 14日以上 and 12.6日 are no dates.
fn lasts(unit: &str, digits: &str, bound: Option<Bound>) -> bool {
    unit == "日" && (matches!(bound, Some(Bound::Least | Bound::Above)) || digits.contains('.'))
}

/// The horizon that notes behind a number name: `(令和4年度末)`, `(令和2年度当初予算)`.
pub fn horizon_of(notes: &str) -> Option<Horizon> {
    if notes.contains("当初予算") {
        return Some(Horizon::Budget);
    }
    let inside = notes.trim_matches(['(', ')', ' ']);
    match Mention::whole(inside) {
        Some(Mention { year: Year::Known(year), .. }) => Some(Horizon::By(year)),
        _ => None,
    }
}

/// Cuts notes in brackets and after ※ from the end.
fn strip_notes(s: &str) -> (&str, String) {
    let mut body = s;
    let mut notes = String::new();
    if let Some((before, note)) = body.split_once('※') {
        notes.push_str(note);
        body = before.trim_end();
    }
    while let Some((before, note)) = strip_bracket(body) {
        // A bracket with nothing before it is the thing itself, not a note on it.
        if before.trim().is_empty() || !before.trim_end().ends_with(|c: char| !c.is_whitespace() && c != '(')
        {
            break;
        }
        notes.push_str(note);
        body = before.trim_end();
    }
    // A list of parts behind the number, `50回・鈴木4回・小川4回`: the first is the sum.
    if let Some((first, parts)) = body.split_once('・')
        && !parts.is_empty()
        && parts
            .split('・')
            .all(|p| p.ends_with(|c: char| !c.is_ascii_digit()) && p.contains(|c: char| c.is_ascii_digit()))
        && split_last_number(first).is_some_and(|(_, _, unit)| is_unit(&unit))
    {
        notes.push_str(parts);
        body = first;
    }
    (body, notes)
}

/// The last balanced bracket of a string, when the string ends with it: (before, inside).
fn strip_bracket(s: &str) -> Option<(&str, &str)> {
    s.strip_suffix(')')?;
    let mut depth = 0usize;
    for (at, c) in s.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' => {
                depth -= 1;
                if depth == 0 {
                    let (before, inside) = s.split_at_checked(at)?;
                    return Some((before, inside.trim_matches(['(', ')'])));
                }
            }
            _ => {}
        }
    }
    None
}

fn strip_bound(s: &str) -> (&str, Option<Bound>) {
    let mut body = s.trim_end();
    let mut found = None;
    while let Some((rest, bound)) = BOUNDS.iter().find_map(|(w, b)| body.strip_suffix(w).map(|r| (r, *b))) {
        if !rest.ends_with(|c: char| !c.is_whitespace()) {
            break;
        }
        found = match found {
            // 4回以上実施: the bound was meant, the verb only follows it.
            Some(Bound::Equal) | None => Some(bound),
            kept => kept,
        };
        body = rest;
    }
    (body, found)
}

/// Splits at the last run of digits: (before, digits, unit).
fn split_last_number(s: &str) -> Option<(&str, String, String)> {
    let last = s.char_indices().rev().find(|(_, c)| c.is_ascii_digit())?.0;
    let (head, tail) = s.split_at_checked(last + 1)?;
    let unit: String = tail.trim().to_owned();
    let start = head
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_digit() || matches!(c, ',' | '.'))
        .last()
        .map_or(0, |(at, _)| at);
    let (before, digits) = head.split_at_checked(start)?;
    Some((before, digits.to_owned(), unit))
}

/// The scales in front of a unit multiplied, and the bare unit: `千万円` is ten million and `円`.
///
/// `None` where no number is that large, here and in [`join_higher`].
fn strip_scales(unit: &str) -> Option<(Decimal, &str)> {
    let mut scale = Decimal::ONE;
    let mut rest = unit;
    while let Some((factor, bare)) =
        SCALES.iter().find_map(|(c, n)| rest.strip_prefix(*c).map(|bare| (*n, bare)))
    {
        scale = scale.checked_mul(Decimal::from(factor))?;
        rest = bare;
    }
    Some((scale, rest))
}

/// Adds the higher parts of a number written with several scales, `1億3,224万`; returns what stands before all of it.
fn join_higher(before: &str, lowest: Decimal) -> Option<(Decimal, &str)> {
    let mut value = lowest;
    let mut rest = before;
    while let Some((scale, head)) =
        SCALES.iter().find_map(|(c, n)| rest.strip_suffix(*c).map(|head| (*n, head)))
    {
        let Some((head, digits, "")) =
            split_last_number(head).as_ref().map(|(h, d, u)| (*h, d.clone(), u.as_str()))
        else {
            break;
        };
        value = value.checked_add(number(&digits)?.checked_mul(Decimal::from(scale))?)?;
        rest = head;
    }
    Some((value, rest))
}

/// A run of digits with thousands separators, which have to stand where they belong.
fn number(digits: &str) -> Option<Decimal> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let well_grouped = groups.len() == 1
        || groups
            .iter()
            .enumerate()
            .all(|(i, g)| if i == 0 { (1..=3).contains(&g.len()) } else { g.len() == 3 });
    if !well_grouped || fraction.contains([',', '.']) || digits.ends_with('.') {
        return None;
    }
    digits.replace(',', "").parse().ok()
}

fn strip_about(s: &str) -> (&str, bool) {
    let trimmed = s.trim_end();
    match ABOUT.iter().find_map(|w| trimmed.strip_suffix(w)) {
        Some(rest) => (rest, true),
        None => (s, false),
    }
}

/// What may stand behind a number as its unit: few characters, no sentence.
fn is_unit(unit: &str) -> bool {
    // か is the only hiragana that counts: 3か所. 4か月児 is a name.
    let unit = unit.strip_prefix('か').filter(|rest| matches!(*rest, "所" | "国")).unwrap_or(unit);
    // 3R is a name: units of Latin letters begin with a small one.
    !unit.starts_with(|c: char| c.is_ascii_uppercase())
        && unit.chars().count() <= 8
        && unit.chars().all(|c| {
            matches!(c, '%' | '/' | '゚' | '℃' | '㎡' | '々' | 'ー')
                || c.is_ascii_alphabetic()
                || ('\u{4e00}'..='\u{9fff}').contains(&c)
                || ('\u{30a1}'..='\u{30fa}').contains(&c)
        })
}

/// The step that 台 means, that of the last digit which is not nought: 80%台 is 80 to 90, 300台 is 300 to 400, 1.5%台 is
/// 1.5 to 1.6.
fn step_of(value: Decimal) -> Decimal {
    let mut step = Decimal::new(1, value.normalize().scale());
    let mut rest = value.abs();
    while rest >= Decimal::TEN && (rest % Decimal::TEN).is_zero() {
        rest /= Decimal::TEN;
        step *= Decimal::TEN;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::period::FiscalYear;

    #[test]
    fn forms_of_quantities() {
        let d = |s: &str| s.parse::<Decimal>().unwrap();
        for (written, label, value, unit, bound) in [
            (
                "市ホームページアクセス件数 370万件以上",
                "市ホームページアクセス件数",
                "3700000",
                "件",
                Bound::Least,
            ),
            ("6,525,148件", "", "6525148", "件", Bound::Equal),
            ("法定外繰入額 1億3,224万円", "法定外繰入額", "132240000", "円", Bound::Equal),
            ("財政調整基金35億円", "財政調整基金", "3500000000", "円", Bound::Equal),
            ("積立額10.7億円", "積立額", "1070000000", "円", Bound::Equal),
            ("相談窓口 3か所以下", "相談窓口", "3", "か所", Bound::Most),
            ("29.6万円", "", "296000", "円", Bound::Equal),
            ("98百万円", "", "98000000", "円", Bound::Equal),
            ("歳出削減額 約114,000千円", "歳出削減額", "114000000", "円", Bound::About),
            ("経常収支比率80%台", "経常収支比率", "80", "%", Bound::Range),
            ("経常収支比率91.0%(速報値)", "経常収支比率", "91.0", "%", Bound::Equal),
            ("前年度比△11.6%", "前年度比", "-11.6", "%", Bound::Equal),
            ("協議会開催回数 94回/年", "協議会開催回数", "94", "回/年", Bound::Equal),
            (
                "市民一人当たりごみ量 480g/人日(令和4年度末)",
                "市民一人当たりごみ量",
                "480",
                "g/人日",
                Bound::Equal,
            ),
            ("図書館ボランティア 延べ250人", "図書館ボランティア", "250", "人", Bound::About),
            ("アクションプラン50の実施数 44", "アクションプラン50の実施数", "44", "", Bound::Equal),
            ("進捗率等が100%以上であったもの 95%", "進捗率等が100%以上であったもの", "95", "%", Bound::Equal),
            (
                "進捗率等が100%以上であったもの→44.0%(109指標のうち48指標)",
                "進捗率等が100%以上であったもの",
                "44.0",
                "%",
                Bound::Equal,
            ),
            (
                "財源確保額 1千万円/年 ※売払いのみ、ただし、除く",
                "財源確保額",
                "10000000",
                "円/年",
                Bound::Equal,
            ),
            (
                "個別施設検討実施件数 11件(平成30年度末実績3件+令和元年度3件+令和2年度5件)",
                "個別施設検討実施件数",
                "11",
                "件",
                Bound::Equal,
            ),
            ("実施回数全館合計50回・鈴木4回・小川4回", "実施回数全館合計", "50", "回", Bound::Equal),
            (
                "振り込め詐欺被害防止キャンペーン7回実施",
                "振り込め詐欺被害防止キャンペーン",
                "7",
                "回",
                Bound::Equal,
            ),
            ("人口1万人あたり職員数 ５０人", "人口1万人あたり職員数", "50", "人", Bound::Equal),
            ("残業時間 １３９時間以下", "残業時間", "139", "時間", Bound::Most),
            ("有給休暇 １３．７日間", "有給休暇", "13.7", "日間", Bound::Equal),
        ] {
            let found = tail(written).unwrap_or_else(|| panic!("{written}: nothing read"));
            assert_eq!(found.label, label, "{written}");
            assert_eq!(found.quantity.value, d(value), "{written}");
            assert_eq!(&*found.quantity.unit, unit, "{written}");
            assert_eq!(found.quantity.bound, bound, "{written}");
        }
    }

    #[test]
    fn what_is_no_quantity_is_not_read_as_one() {
        for text in [
            "",
            "3R",
            "第3次",
            "令和2年度",
            "平成27年",
            "11月17日",
            "6月",
            "アクションプラン50の実施数",
            "R2",
            "令和2年度当初予算",
            "1,23人",
            "基礎課税額61万円→63万円",
            "1.2.3件",
            "12,34,567円",
            "八小学童クラブ第2",
            "-",
            "0.",
            "3、4か月児",
        ] {
            assert_eq!(tail(text), None, "{text}");
        }
    }

    #[test]
    fn a_range_ends_before_the_next_step() {
        let upper = |s: &str| tail(s).and_then(|t| t.quantity.upper);
        assert_eq!(upper("80%台"), Some(Decimal::from(90)));
        assert_eq!(upper("300件台"), Some(Decimal::from(400)));
        assert_eq!(upper("1.5%台"), Some(Decimal::new(16, 1)));
        assert_eq!(upper("35件台"), Some(Decimal::from(36)));
        assert_eq!(upper("80%"), None);
    }

    #[test]
    fn horizons_come_from_the_number_or_from_its_note() {
        for (text, horizon) in [
            ("94回/年", Horizon::EveryYear),
            ("年2回", Horizon::EveryYear),
            ("480g/人日(令和4年度末)", Horizon::By(FiscalYear(2022))),
            ("98.41%(令和2年度当初予算)", Horizon::Budget),
            ("4件", Horizon::Year),
        ] {
            assert_eq!(tail(text).map(|t| t.horizon), Some(horizon), "{text}");
        }
    }
}
