//! Stretches of fiscal years, `平成23～27年度`, `令和3年度から令和6年度まで`, which are no period to report on.

use std::ops::Range;

use crate::model::{FiscalYear, Mention, Year};

/// A stretch of fiscal years within a text in one form of every character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Years {
    pub first: FiscalYear,
    pub last: FiscalYear,
    /// The bytes it takes.
    pub at: Range<usize>,
}

const ERAS: [&str; 3] = ["昭和", "平成", "令和"];
const TO: [&str; 7] = ["~", "〜", "から", "-", "–", "―", "ー"];

/// The stretches of years in a text.
pub(in crate::import) fn year_spans(plain: &str) -> Vec<Years> {
    let mut found: Vec<Years> = Vec::new();
    for (at, _) in plain.match_indices(['昭', '平', '令']) {
        if found.last().is_none_or(|f| f.at.end <= at) {
            found.extend(plain.get(at..).and_then(span).map(|(first, last, length)| Years {
                first,
                last,
                at: at..at + length,
            }));
        }
    }
    found
}

/// The text without its stretches of years.
pub(in crate::import) fn without_spans(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    let mut from = 0;
    for years in year_spans(plain) {
        out.push_str(plain.get(from..years.at.start).unwrap_or(""));
        // Whatever stood on both sides of it does not meet.
        out.push(' ');
        from = years.at.end;
    }
    out.push_str(plain.get(from..).unwrap_or(""));
    out
}

fn span(from: &str) -> Option<(FiscalYear, FiscalYear, usize)> {
    let era = ERAS.iter().find(|e| from.starts_with(**e))?;
    let (first, rest) = numbered(era, from.strip_prefix(era)?)?;
    let rest = rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年')).unwrap_or(rest);
    let rest = TO.iter().find_map(|to| rest.strip_prefix(to))?;
    let second = ERAS.iter().find(|e| rest.starts_with(**e));
    let rest = second.and_then(|e| rest.strip_prefix(e)).unwrap_or(rest);
    let (last, rest) = numbered(second.unwrap_or(era), rest)?;
    let rest = rest.strip_prefix("年度")?;
    (first < last).then_some((first, last, from.len() - rest.len()))
}

/// The year of an era at the start of a text.
fn numbered<'a>(era: &str, text: &'a str) -> Option<(FiscalYear, &'a str)> {
    let rest =
        text.strip_prefix('元').unwrap_or_else(|| text.trim_start_matches(|c: char| c.is_ascii_digit()));
    let digits = text.strip_suffix(rest)?;
    match Mention::whole(&format!("{era}{digits}年度"))?.year {
        Year::Known(year) if !digits.is_empty() => Some((year, rest)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_of_years() {
        for (text, expected) in [
            ("プラン(平成23~27年度)の概要", vec!["H23 H27"]),
            ("(令和3年度~令和6年度)進捗状況", vec!["R3 R6"]),
            ("平成30年度から令和3年度までの4年間", vec!["H30 R3"]),
            ("平成29~令和元年度", vec!["H29 R1"]),
            ("平成25年度末", vec![]),
            ("平成18年度にスタートした", vec![]),
        ] {
            let found: Vec<String> =
                year_spans(text).iter().map(|y| format!("{} {}", y.first, y.last)).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(without_spans("(令和3年度~令和6年度)進捗状況"), "( )進捗状況");
    }
}
