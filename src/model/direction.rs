//! The directions (方向性, 方針) of a plan: which there are, and their labels as documents print them.

use super::catalog::Direction;
use super::statement::{Fact, Sourced, Subject};
use crate::text::{self, fold};

/// The directions of a plan: those that a document numbers, then those that programs carry, in the order of the
/// programs. Labels that differ only by white space and the like are one direction, shown as first printed.
pub(super) fn directions<'a>(
    of_plan: impl Iterator<Item = &'a Sourced>,
    of_programs: impl Iterator<Item = &'a Sourced>,
) -> Vec<Direction> {
    let numbered = of_plan.filter_map(|s| match (s.statement.subject, &s.statement.fact) {
        (Subject::Direction(_, no), Fact::Name) => Some((Some(no), &*s.statement.text)),
        _ => None,
    });
    let carried = of_programs
        .filter(|s| matches!(s.statement.fact, Fact::Direction))
        .map(|s| enumerated(&s.statement.text));
    let mut found: Vec<(String, Direction)> = Vec::new();
    for (no, name) in numbered.chain(carried) {
        let key = fold(name);
        if found.iter().any(|(k, direction)| *k == key || no == Some(direction.no)) {
            continue;
        }
        let next = found.iter().map(|(_, direction)| direction.no).max().unwrap_or(0) + 1;
        found.push((key, Direction { no: no.unwrap_or(next), name: name.into() }));
    }
    found.sort_by_key(|(_, direction)| direction.no);
    found.into_iter().map(|(_, direction)| direction).collect()
}

/// The number in front of a direction's name, `Ⅰ`, `１`, `方針1`, `方向性２`, and the name.
///
/// Digits that nothing divides from the name belong to it: `3Rの推進`.
pub fn enumerated(label: &str) -> (Option<u16>, &str) {
    const DIVIDERS: [char; 7] = [' ', '\u{3000}', '.', '．', '、', ':', '：'];
    let label = label.trim();
    let behind_word = ["基本方針", "方針", "方向性", "重点"].iter().find_map(|word| label.strip_prefix(word));
    let from = behind_word.unwrap_or(label).trim_start();
    let end = from.find(|c: char| !c.is_numeric()).unwrap_or(from.len());
    let Some((number, rest)) = from.split_at_checked(end) else { return (None, label) };
    let name = rest.trim_start_matches(DIVIDERS);
    let Some(numeral) = text::numeral(number).filter(|_| !name.is_empty()) else { return (None, label) };
    let divided = behind_word.is_some() || numeral.form != text::Form::Plain || name.len() < rest.len();
    if divided { (u16::try_from(numeral.value).ok(), name) } else { (None, label) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_off_directions() {
        for (label, expected) in [
            ("Ⅰ 地域協働の推進", (Some(1), "地域協働の推進")),
            ("Ⅳ財政基盤の強化", (Some(4), "財政基盤の強化")),
            ("方針1 地域協働の推進", (Some(1), "地域協働の推進")),
            ("方向性２　将来に向けた財政運営", (Some(2), "将来に向けた財政運営")),
            ("１ 地域資源によるサービス", (Some(1), "地域資源によるサービス")),
            ("3Rの推進", (None, "3Rの推進")),
            ("3 3Rの推進", (Some(3), "3Rの推進")),
            ("財政基盤の強化", (None, "財政基盤の強化")),
            ("方針", (None, "方針")),
            ("", (None, "")),
        ] {
            assert_eq!(enumerated(label), expected, "{label}");
        }
    }
}
