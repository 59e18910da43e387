//! Figures within sentences: `参加団体8団体以上を目指す。（5団体）` is a target and where one stood before,
//! `参加団体数は14団体であった` what was reached. Only where the words around a number leave no doubt what it counts; an actual
//! only beside a target of the same label and unit.

use std::ops::Range;

use super::Context;
use super::said::{When, program};
use super::text::{Plain, Text};
use crate::model::{
    Bound, Fact, Figure, FiscalYear, Horizon, How, Mention, Quantity, Side, TextField, Year, tail,
};
use crate::text::fold;

/// A target within a sentence.
struct Aim {
    label: String,
    quantity: Quantity,
    horizon: Horizon,
    /// Where it stands.
    passage: Text,
    /// Where one stood before.
    baseline: Option<(Quantity, Text)>,
}

/// Words behind a number that make it a target. Behind the latter ones only numbers with a bound are one.
const VERBS: [&str; 6] = ["を目標とする", "を目標とし", "を目標", "を目指す", "を維持する", "を達成する"];
const VERBS_OF_BOUNDS: [&str; 3] = ["を拡大", "を確保する", "を実施する"];
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
/// Longest paragraph in which figures are looked for, and longest label.
const LONGEST: usize = 3_000;
const LABEL: usize = 50;

/// Keeps the figures in the texts of all programs.
pub(super) fn figures(context: &mut Context) {
    for no in std::mem::take(&mut context.order) {
        let texts = context.texts.remove(&no).unwrap_or_default();
        let mut aims: Vec<Aim> = Vec::new();
        for (field, text) in texts.iter().filter(|(_, t)| t.raw().len() <= LONGEST) {
            match field {
                TextField::Overview => aims.extend(aims_in(text, Horizon::Plan)),
                TextField::AnnualPlan => aims.extend(aims_in(text, Horizon::Year)),
                _ => {}
            }
        }
        for aim in &aims {
            let mut say = |side: Side, quantity: &Quantity, passage: &Text| {
                let label = aim.label.as_str().into();
                let figure =
                    Figure { side, label, item: None, quantity: quantity.clone(), horizon: aim.horizon };
                context.flow.say(program(no), When::Document, Fact::Figure(figure), How::Split, passage);
            };
            say(Side::Target, &aim.quantity, &aim.passage);
            if let Some((quantity, passage)) = &aim.baseline {
                say(Side::Baseline, quantity, passage);
            }
        }
        let results: Vec<&Text> = texts
            .iter()
            .filter(|(f, t)| *f == TextField::Result && t.raw().len() <= LONGEST)
            .map(|(_, t)| t)
            .collect();
        reached(no, &aims, &results, context);
    }
}

/// The targets in one paragraph.
fn aims_in(text: &Text, horizon: Horizon) -> Vec<Aim> {
    let plain = text.plain();
    let mut found: Vec<(usize, Aim)> = Vec::new();
    for (verbs, bounded) in [(&VERBS[..], false), (&VERBS_OF_BOUNDS[..], true)] {
        for verb in verbs {
            for (at, _) in plain.text.match_indices(verb) {
                let aim = aim_at(text, &plain, at..at + verb.len(), horizon);
                found.extend(aim.filter(|a| !bounded || is_bound(a.quantity.bound)).map(|a| (at, a)));
            }
        }
    }
    // Of the verbs that begin at one place the longest comes first.
    found.sort_by_key(|(at, _)| *at);
    found.dedup_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, aim)| aim).collect()
}

fn is_bound(bound: Bound) -> bool {
    matches!(bound, Bound::Least | Bound::Most | Bound::Above | Bound::Below)
}

/// The target in front of a verb.
fn aim_at(text: &Text, plain: &Plain, verb: Range<usize>, horizon: Horizon) -> Option<Aim> {
    let before = plain.text.get(..verb.start)?;
    let start = before.rfind('。').map_or(0, |at| at + '。'.len_utf8());
    let clause = before.get(start..)?;
    let clause = clause.trim_start_matches(['・', '(', '「']);
    let start = verb.start - clause.len();
    // 3百万円以上の収入: the number stands before what it counts.
    let (read, named) = if let Some(read) = tail(clause) {
        (read, None)
    } else {
        let (number, named) = counted_behind(clause)?;
        (tail(number)?, Some(named))
    };
    let (label, said) = timed(&read.label, horizon);
    let note = read_by(clause);
    let horizon = match (note, read.horizon) {
        (Some(year), _) => Horizon::By(year),
        (None, Horizon::Year) => said,
        (None, own) => own,
    };
    let label = named.map_or_else(|| label_of(label), |named| Some(named.to_owned()))?;
    let quantity = read.quantity;
    let passage = text.part(plain.origin(start..verb.end));
    let baseline = baseline(text, plain, verb.end, &quantity);
    Some(Aim { label, quantity, horizon, passage, baseline })
}

/// `3百万円以上の収入`, `2事務以上、AIを使った事務`: the number with its bound, and what it counts.
fn counted_behind(clause: &str) -> Option<(&str, &str)> {
    ["以上", "以下", "未満", "以内"].iter().find_map(|bound| {
        let (head, rest) = clause.rsplit_once(bound)?;
        let named = rest.strip_prefix(['の', '、'])?;
        let number = clause.get(..head.len() + bound.len())?;
        let fits = (2..=LABEL).contains(&named.chars().count()) && !named.contains(['、', '。', '(']);
        fits.then_some((number, named))
    })
}

/// Cuts words of time off a label: `4年間で…`, `毎年`, `1年に`.
fn timed(label: &str, otherwise: Horizon) -> (&str, Horizon) {
    let mut bare = label.strip_prefix("今後").unwrap_or(label);
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let over_years = ["年間で、", "年間で"].iter().find_map(|w| digits.strip_prefix(w));
    if let Some(rest) = over_years.filter(|_| digits.len() < bare.len()) {
        return (rest, Horizon::Plan);
    }
    for word in ["毎年度", "毎年", "1年に", "1年間に", "年間"] {
        if let Some(rest) = bare.strip_suffix(word) {
            return (rest, Horizon::EveryYear);
        }
    }
    if let Some((head, _)) = bare.rsplit_once("までに").filter(|(_, rest)| rest.is_empty()) {
        bare = head;
    }
    (bare, otherwise)
}

/// `（令和7年度まで）`, `令和7年度までに`: the year by which.
fn read_by(clause: &str) -> Option<FiscalYear> {
    let (head, _) = clause.rsplit_once("まで")?;
    let from = ["令和", "平成"].iter().filter_map(|era| head.rfind(era)).max()?;
    match Mention::whole(head.get(from..)?)?.year {
        Year::Known(year) => Some(year),
        Year::WithoutEra(_) => None,
    }
}

/// What is measured: the last words before the number, without particles.
fn label_of(label: &str) -> Option<String> {
    let mut bare = label;
    for particle in ["について", "により", "における", "、", "が", "を", "は", "の", "で", "も"]
    {
        bare = bare.strip_suffix(particle).unwrap_or(bare);
        bare = bare.strip_suffix('、').unwrap_or(bare);
        bare = bare.strip_suffix("について").unwrap_or(bare);
    }
    let bare = bare.rsplit(['、', '。', '・']).next().unwrap_or(bare);
    let fits = (2..=LABEL).contains(&bare.chars().count()) && !bare.ends_with(['り', 'し', 'て', 'に']);
    fits.then(|| bare.to_owned())
}

/// `。（5団体）`, `（令和5年4月現在：41.5%）` right behind a target: where one stood before, in the same unit.
fn baseline(text: &Text, plain: &Plain, from: usize, target: &Quantity) -> Option<(Quantity, Text)> {
    let after = plain.text.get(from..)?;
    let rest = after.strip_prefix('。').unwrap_or(after);
    let inside = rest.strip_prefix('(')?;
    let end = inside.find(')')?;
    let inner = inside.get(..end)?;
    let number = inner.rsplit(':').next()?;
    let number = number.strip_prefix("合計").or_else(|| number.strip_prefix('計')).unwrap_or(number);
    let read = tail(number).filter(|t| t.label.is_empty() && t.quantity.countable() == target.countable())?;
    let start = from + after.len() - rest.len();
    let passage = text.part(plain.origin(start..start + end + 2));
    Some((read.quantity, passage))
}

/// What was reached of each target. Two sentences that fit one target decide nothing.
fn reached(no: u16, aims: &[Aim], results: &[&Text], context: &mut Context) {
    let mut said: Vec<(u32, String)> = Vec::new();
    for aim in aims {
        let mut fitting: Vec<(Quantity, Text)> = Vec::new();
        for text in results {
            let plain = text.plain();
            for (range, label, quantity) in readings(&plain.text) {
                if quantity.countable() == aim.quantity.countable() && same_thing(&aim.label, &label) {
                    fitting.push((quantity, text.part(plain.origin(range))));
                }
            }
        }
        let [(quantity, passage)] = fitting.as_slice() else { continue };
        // One actual may stand beside several targets of one thing; it is said once.
        let key = (passage.line(), passage.raw().to_owned());
        if said.contains(&key) {
            continue;
        }
        said.push(key);
        let label = aim.label.as_str().into();
        let horizon = Horizon::Year;
        let figure = Figure { side: Side::Actual, label, item: None, quantity: quantity.clone(), horizon };
        context.flow.say(program(no), When::Document, Fact::Figure(figure), How::Split, passage);
    }
}

/// Numbers that were reached: where each stands, what it counts, how much.
fn readings(plain: &str) -> Vec<(Range<usize>, String, Quantity)> {
    let mut found: Vec<(Range<usize>, String, Quantity)> = Vec::new();
    let mut start = 0;
    for (sentence, whole) in plain.split_inclusive('。').map(|s| (s.trim_end_matches('。'), s.len())) {
        let body = sentence.trim_start_matches('・');
        let from = start + sentence.len() - body.len();
        start += whole;
        let ends = REACHED.iter().flat_map(|w| body.match_indices(w)).map(|(at, _)| at).chain([body.len()]);
        for end in ends {
            let Some(head) = body.get(..end) else { continue };
            if let Some(read) = tail(head) {
                found.push((from..from + end, read.label, read.quantity));
            }
        }
        // 1,204,500円の収入があった
        if let Some(head) = body.strip_suffix("があった")
            && let Some((number, label)) = head.rsplit_once('の')
            && let Some(read) = tail(number)
        {
            found.push((from..from + body.len(), label.to_owned(), read.quantity));
        }
    }
    found
}

/// Whether what was reached is what was aimed at: one label ends the other, or holds all of its letters in their order.
fn same_thing(aim: &str, got: &str) -> bool {
    let aim = fold(aim);
    // 参加団体数は3会場で: what stands before は is spoken of, and what follows it is said of it.
    let topics = got.split(['は', 'を', 'が']).next().into_iter().chain([got]);
    topics.filter_map(label_of).any(|topic| {
        let got = fold(&topic);
        // 参加団体 and 参加団体数 count the same.
        let counted = |s: &str| s.trim_end_matches('数').to_owned();
        same_words(&aim, &got) || same_words(&counted(&aim), &counted(&got))
    })
}

fn same_words(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let letters = short.chars().count();
    let mut rest = long.chars();
    let mut within = || short.chars().all(|c| rest.any(|d| d == c));
    let last: String = short.chars().skip(letters.saturating_sub(4)).collect();
    (short == long && letters > 0)
        || (letters >= 4 && long.ends_with(short))
        || (letters >= 6 && long.ends_with(&last) && long.chars().count() <= 2 * letters && within())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aims(text: &str) -> Vec<String> {
        let found = aims_in(&Text::of_line(1, 0, text), Horizon::Year);
        found
            .iter()
            .map(|a| {
                let base = a.baseline.as_ref().map_or(String::new(), |(q, _)| format!(" from {}", q.raw));
                format!("{} {} {:?}{base}", a.label, a.quantity.raw, a.horizon)
            })
            .collect()
    }

    #[test]
    fn targets_in_sentences() {
        for (text, expected) in [
            ("・交流を深める。参加団体８団体以上を目指す。（５団体）", "参加団体 8団体以上 Year from 5団体"),
            ("・窓口の電子化率６５％を目指す。（41.5％）", "窓口の電子化率 65% Year from 41.5%"),
            (
                "・3 年間で蔵書の点検率が60％以上を目指す（令和5年4月現在：5％）",
                "蔵書の点検率 60%以上 Plan from 5%",
            ),
            ("・広告の掲載により毎年３百万円以上の収入を目指す", "収入 3百万円以上 EveryYear"),
            (
                "・相談の受付件数について、1年に４０件以上を目指す（現状値：９件）",
                "相談の受付件数 40件以上 EveryYear from 9件",
            ),
            ("・担当職員１２人を維持する。（11人）", "担当職員 12人 Year from 11人"),
            (
                "・残業の平均時間９０時間以下（令和 7 年度まで）を目指す。（令和元年度実績：１０４時間）",
                "残業の平均時間 90時間以下 By(FiscalYear(2025)) from 104時間",
            ),
            (
                "・休暇の平均日数 16 日以上（令和 7 年度まで）を目指す。（令和元年度実績：１１．２日）",
                "休暇の平均日数 16日以上 By(FiscalYear(2025)) from 11.2日",
            ),
            ("・今後４年間で、経費の削減率２０％以上を目標に、検証をする。", "経費の削減率 20%以上 Plan"),
            ("・1 年に 2 事務以上、AI を使った事務を拡大", "AIを使った事務 2事務以上 EveryYear"),
            ("・前年度実績以上を目指す（令和元年度実績：7 事務）", ""),
            ("・令和７年度を目指す。", ""),
            ("・令和５年の完成を目指す。", ""),
        ] {
            assert_eq!(aims(text).join(" / "), expected, "{text}");
        }
    }

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
        ] {
            let plain = Plain::new(result).text;
            let found: Vec<String> = readings(&plain)
                .into_iter()
                .filter(|(_, label, _)| same_thing(aim, label))
                .map(|(_, _, q)| q.raw.to_string())
                .collect();
            assert_eq!(found.first().map(String::as_str), expected, "{result}");
        }
    }
}
