//! What was reached, within sentences: `参加団体数は14団体であった`. Only beside a target of the same label and unit.

use std::ops::Range;

use super::named::same_thing;
use super::text::Text;
use crate::model::{Quantity, tail};
use crate::text::fold;

/// Words behind a number that was reached.
const REACHED: [&str; 10] = [
    "であった",
    "でした",
    "だった",
    "とした",
    "となった",
    "となりました",
    "に達した",
    "開催し",
    "実施し",
    "行った",
];

/// A number that was reached.
struct Reading {
    /// Where it stands in the plain text.
    range: Range<usize>,
    /// What it counts.
    label: String,
    quantity: Quantity,
    /// For a number of each of several things, their names.
    each: Vec<String>,
}

/// What was reached of a target with that label and unit, whose paragraph is `around`, and where it stands. Two sentences
/// that fit decide nothing.
pub(super) fn of(label: &str, unit: &str, around: &str, results: &[&Text]) -> Option<(Quantity, Text)> {
    let mut fitting: Vec<(Quantity, Text)> = Vec::new();
    for text in results {
        let plain = text.plain();
        for reading in readings(&plain.text) {
            if reading.quantity.countable() == unit && reading.is_of(label, around) {
                fitting.push((reading.quantity, text.part(plain.origin(reading.range))));
            }
        }
    }
    (fitting.len() == 1).then(|| fitting.pop()).flatten()
}

impl Reading {
    /// Whether it is of that target: it counts the same thing, or what the target's paragraph names one by one.
    fn is_of(&self, label: &str, around: &str) -> bool {
        if self.each.is_empty() {
            return same_thing(label, &self.label);
        }
        let around = fold(around);
        self.each.iter().all(|name| around.contains(&fold(name)))
    }
}

/// Numbers that were reached.
fn readings(plain: &str) -> Vec<Reading> {
    let mut found: Vec<Reading> = Vec::new();
    let mut start = 0;
    for (sentence, whole) in plain.split_inclusive('。').map(|s| (s.trim_end_matches('。'), s.len())) {
        let body = sentence.trim_start_matches('・');
        let from = start + sentence.len() - body.len();
        start += whole;
        let mut at = from;
        // 研修を2回及び交流会を1回開催した
        for (part, last) in counted_apart(body) {
            let ends = REACHED.iter().flat_map(|w| part.match_indices(w)).map(|(at, _)| at);
            for end in ends.chain([part.len()]) {
                let Some(read) = part.get(..end).and_then(tail) else { continue };
                found.extend(reading(at..at + end, read.label, read.quantity));
            }
            at += part.len() + last;
        }
        // 1,204,500円の収入があった
        if let Some(head) = body.strip_suffix("があった")
            && let Some((number, label)) = head.rsplit_once('の')
            && let Some(read) = tail(number)
        {
            found.extend(reading(from..from + body.len(), label.to_owned(), read.quantity));
        }
        found.extend(of_all(body, from));
    }
    found
}

/// A number with its label; `各1回` counts for each thing that is named.
fn reading(range: Range<usize>, label: String, quantity: Quantity) -> Option<Reading> {
    let Some(before) = label.strip_suffix('各') else {
        return Some(Reading { range, label, quantity, each: Vec::new() });
    };
    let named = before.split('を').next()?;
    let each: Vec<String> =
        named.split(['と', '、']).flat_map(|n| n.split("及び")).map(str::to_owned).collect();
    let long = each.len() > 1 && each.iter().all(|name| name.chars().count() > 2);
    let value = quantity.value.checked_mul(each.len().into())?;
    let raw = format!("各{}", quantity.raw).into();
    long.then_some(Reading { range, label, quantity: Quantity { raw, value, ..quantity }, each })
}

/// The parts of a sentence of which each has a count of its own, with the bytes of the word between them.
fn counted_apart(body: &str) -> Vec<(&str, usize)> {
    let mut parts = Vec::new();
    let mut rest = body;
    while let Some((head, after)) = rest.split_once("回及び") {
        let part = rest.get(..head.len() + "回".len()).unwrap_or(head);
        parts.push((part, "及び".len()));
        rest = after;
    }
    parts.push((rest, 0));
    parts
}

/// `窓口の26手続のうち当市で該当の24手続に関して整備した`: so many of all.
fn of_all(body: &str, from: usize) -> Option<Reading> {
    let (whole, part) = body.split_once("のうち")?;
    let all = tail(whole)?;
    let said = REACHED.iter().any(|w| part.contains(w)) || part.ends_with('た');
    let ends = ["に関して", "について", "は", "を", "で"]
        .iter()
        .flat_map(|w| part.match_indices(w))
        .map(|(at, _)| at);
    let mut read = ends.filter_map(|end| Some((end, part.get(..end).and_then(tail)?)));
    let (end, read) = read.find(|(_, t)| t.quantity.countable() == all.quantity.countable() && said)?;
    let quantity = Quantity {
        applicable: ["該当", "当てはまる"].iter().any(|w| read.label.contains(w)),
        ..read.quantity
    };
    let range = from..from + whole.len() + "のうち".len() + end;
    Some(Reading { range, label: all.label, quantity, each: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::flow::text::Plain;

    #[test]
    fn actuals_of_the_same_thing() {
        for (aim, result, expected) in [
            ("参加団体", "・参加団体数は 3会場で 14団体であった。", Some("14団体")),
            ("相談の受付件数", "・受付件数は 52件であった。", Some("52件")),
            ("窓口の電子化率", "・令和 3年度末での窓口の電子化率４８.２％。", Some("48.2%")),
            ("担当職員", "・次の年度の担当職員を１３人とした。", Some("13人")),
            ("森の会周知イベント", "・みどり森の会事業の周知イベントを 1回開催した。", Some("1回")),
            ("収入", "・広告の掲載として、8 件、1,204,500 円の収入があった。", Some("1,204,500円")),
            ("収入", "・封筒は 3 件、410,000円であった。", None),
            ("研修", "・交流の場を 1回開催した。", None),
            (
                "庁内の研修",
                "・庁内の研修を 3 回及び住民と職員の交流会（茶話会）を 1回開催した。",
                Some("3回"),
            ),
            (
                "子育て関連",
                "・子育て関連３１事務のうち当市で該当の２９事務に関して、整備した。",
                Some("29事務"),
            ),
            ("体験会", "・春の体験会と秋の体験会を会場で各 2 回開催した。", Some("各2回 = 4")),
            ("体験会", "・春の体験会と冬の体験会を会場で各 2 回開催した。", None),
        ] {
            let plain = Plain::new(result).text;
            let around = "春の体験会や秋の体験会などの体験会 4回を目指す";
            let found: Vec<String> = readings(&plain)
                .into_iter()
                .filter(|r| r.is_of(aim, around))
                .map(|r| match r.each.len() {
                    0 => r.quantity.raw.to_string(),
                    _ => format!("{} = {}", r.quantity.raw, r.quantity.value),
                })
                .collect();
            assert_eq!(found.first().map(String::as_str), expected, "{result}");
        }
    }
}
