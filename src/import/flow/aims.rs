//! Targets within sentences: `参加団体8団体以上を目指す。（5団体）` is one, and where one stood before. Only where the words
//! around a number leave no doubt what it counts.

use std::ops::Range;

use super::Context;
use super::named::{LONGEST_LABEL, label_of, same_thing};
use super::reached;
use super::said::{When, program};
use super::text::{Plain, Text};
use crate::model::{
    Bound, Fact, Figure, FiscalYear, Horizon, How, Mention, Quantity, Side, TextField, Year, tail,
};

/// What is aimed at within a sentence, or only where one stood when it was aimed higher (`前年度実績以上`).
struct Aim {
    /// What is measured.
    label: String,
    /// How much, and where it stands.
    target: Option<(Quantity, Text)>,
    /// Until when.
    horizon: Horizon,
    /// Where one stood before.
    baseline: Option<Start>,
    /// The paragraph, without white space.
    around: String,
}

/// Where one stood, in a bracket: `（令和5年4月現在：41.5%）`.
struct Start {
    /// How much.
    quantity: Quantity,
    /// The bracket.
    passage: Text,
    /// What stands in it, where it names a year.
    dated: Option<String>,
}

impl Aim {
    fn reached(&self, results: &[&Text]) -> Option<(Quantity, Text)> {
        let start = self.baseline.as_ref().map(|b| &b.quantity);
        let unit = self.target.as_ref().map(|(quantity, _)| quantity).or(start)?.countable();
        reached::of(&self.label, unit, &self.around, results)
    }
}

/// Words behind a number that make it a target. Behind the latter ones only numbers with a bound are one.
const VERBS: [&str; 9] = [
    "を目標とする",
    "を目標とし",
    "を目標",
    "を目指す",
    "での取組を目指す",
    "を維持する",
    "を達成する",
    "の受付を開始する",
    "の受付を始める",
];
const VERBS_OF_BOUNDS: [&str; 3] = ["を拡大", "を確保する", "を実施する"];
/// What is aimed at where only the bracket behind it gives a number.
const RELATIVE: [&str; 6] = [
    "前年度実績以上を目指す",
    "前年度以上を目指す",
    "前年度並みを目指す",
    "と同水準の維持を目指す",
    "と同水準を維持する",
    "同じ水準の維持を目指す",
];
/// A sum in brackets that is to be spent or won.
const SUMS: [&str; 4] = ["目標額", "目標値", "目標数", "目標件数"];
/// Longest paragraph in which figures are looked for.
const LONGEST: usize = 3_000;

/// Keeps the figures in the texts of all programs.
pub(super) fn figures(context: &mut Context) {
    for no in std::mem::take(&mut context.order) {
        let texts = context.texts.remove(&no).unwrap_or_default();
        let of = |field: TextField| {
            let short = texts.iter().filter(move |(f, t)| *f == field && t.raw().len() <= LONGEST);
            short.map(|(_, text)| text)
        };
        let mut aims: Vec<Aim> =
            of(TextField::Overview).flat_map(|text| aims_in(text, Horizon::Plan)).collect();
        aims.extend(of(TextField::AnnualPlan).flat_map(|text| aims_in(text, Horizon::Year)));
        aims.extend(of(TextField::Result).flat_map(sums_in));
        let later: Vec<Aim> = [TextField::Issue, TextField::Remedy]
            .into_iter()
            .flat_map(of)
            .flat_map(|text| aims_in(text, Horizon::Year))
            .collect();
        let results: Vec<&Text> = of(TextField::Result).collect();
        let mut actuals: Vec<(u32, String)> = Vec::new();
        for aim in &aims {
            let mut say = |side: Side, quantity: &Quantity, passage: &Text| {
                // One actual may stand beside several targets of one thing; it is said once.
                let key = (passage.line(), passage.raw().to_owned());
                if side == Side::Actual && actuals.contains(&key) {
                    return;
                }
                let horizon = if side == Side::Actual { Horizon::Year } else { aim.horizon };
                let label = aim.label.as_str().into();
                let figure = Figure { side, label, item: None, quantity: quantity.clone(), horizon };
                context.flow.say(
                    program(no),
                    When::Document,
                    Fact::Figure(Box::new(figure)),
                    How::Split,
                    passage,
                );
                if side == Side::Actual {
                    actuals.push(key);
                }
            };
            if let Some((quantity, passage)) = &aim.target {
                say(Side::Target, quantity, passage);
            }
            if let Some(start) = &aim.baseline {
                say(Side::Baseline, &start.quantity, &start.passage);
            }
            if let Some((quantity, passage)) = aim.reached(&results).or_else(|| known_since(aim, &later)) {
                say(Side::Actual, &quantity, &passage);
            }
        }
    }
}

/// What the sections on what comes next tell of the same target: `（令和3年度実績：104時間）` is newer than the start that
/// its plan names, and says itself of which year it is.
fn known_since(aim: &Aim, later: &[Aim]) -> Option<(Quantity, Text)> {
    let (target, _) = aim.target.as_ref()?;
    let same = |other: &&Aim| {
        other.target.as_ref().is_some_and(|(q, _)| (q.value, q.bound) == (target.value, target.bound))
            && other.horizon == aim.horizon
            && same_thing(&aim.label, &other.label)
    };
    let start = later.iter().find(same)?.baseline.as_ref()?;
    let dated = start.dated.as_ref()?;
    let known = aim.baseline.as_ref().and_then(|b| b.dated.as_ref());
    (known != Some(dated)).then(|| {
        let quantity = Quantity { raw: dated.as_str().into(), ..start.quantity.clone() };
        (quantity, start.passage.clone())
    })
}

/// The targets in one paragraph.
fn aims_in(text: &Text, horizon: Horizon) -> Vec<Aim> {
    let plain = text.plain();
    let mut found: Vec<(usize, Aim)> = Vec::new();
    for (verbs, bounded) in [(&VERBS[..], false), (&VERBS_OF_BOUNDS[..], true)] {
        for verb in verbs {
            for (at, _) in plain.text.match_indices(verb) {
                let aim = aim_at(text, &plain, at..at + verb.len(), horizon);
                found.extend(aim.filter(|a| !bounded || is_bounded(a)).map(|a| (at, a)));
            }
        }
    }
    for verb in RELATIVE {
        for (at, _) in plain.text.match_indices(verb) {
            found.extend(relative(text, &plain, at..at + verb.len(), horizon).into_iter().map(|a| (at, a)));
        }
    }
    // Of the verbs that begin at one place the longest comes first.
    found.sort_by_key(|(at, _)| *at);
    found.dedup_by(|(b, other), (a, aim)| a == b && aim.target.is_some() && other.target.is_some());
    let mut aims: Vec<Aim> = found.into_iter().map(|(_, aim)| aim).collect();
    if aims.is_empty() {
        aims.extend(held_before(text, &plain, horizon));
    }
    aims
}

/// `前年度実績以上を目指す（令和元年度実績：窓口 7件、電話（夜間）2件）`: the numbers in the bracket are where one stood.
fn relative(text: &Text, plain: &Plain, verb: Range<usize>, horizon: Horizon) -> Vec<Aim> {
    let Some((inner, at)) = bracket_behind(plain, verb.end) else { return Vec::new() };
    let before = plain.text.get(..verb.start).unwrap_or("");
    let clause = before.rsplit(['。', '、']).next().unwrap_or("").trim_start_matches('・');
    // 職員定数は前年度と, 令和3年度の職員定数と
    let topic = clause.split_once('は').map_or(clause, |(topic, _)| topic);
    let own = topic.rsplit("年度の").next().and_then(label_of);
    let passage = text.part(plain.origin(at..at + inner.len() + 2));
    let list = inner.split_once(':').map_or(inner, |(_, list)| list);
    let mut found = Vec::new();
    for item in at_top_level(list) {
        let Some(read) = tail(item) else { return Vec::new() };
        let Some(label) = label_of(&read.label).or_else(|| own.clone()) else { return Vec::new() };
        let dated = dated(inner);
        found.push(Aim {
            label,
            target: None,
            horizon,
            baseline: Some(Start { quantity: read.quantity, passage: passage.clone(), dated }),
            around: plain.text.clone(),
        });
    }
    found
}

/// `研修を開催するとともに、交流を図る。（2回）`: how often it was held the year before.
fn held_before(text: &Text, plain: &Plain, horizon: Horizon) -> Option<Aim> {
    let head = plain.text.trim_end_matches('。').strip_suffix("回)")?;
    let open = head.rfind('(')?;
    let sentence = head.get(..open)?.strip_suffix('。')?.trim_start_matches('・');
    let (held, _) = ["を開催する", "を実施する"].iter().find_map(|verb| sentence.split_once(verb))?;
    let read = tail(plain.text.get(open..)?.trim_matches(['(', ')', '。']))?;
    let passage = text.part(plain.origin(open..open + head.len() - open + "回)".len()));
    let label =
        label_of(held).filter(|label| !held.contains('。') && read.label.is_empty() && label == held)?;
    let baseline = Some(Start { quantity: read.quantity, passage, dated: None });
    Some(Aim { label, target: None, horizon, baseline, around: plain.text.clone() })
}

/// `公園の整備（8月2日～10月31日、目標額 500千円）`: a sum that was aimed at, told with what came of it.
fn sums_in(text: &Text) -> Vec<Aim> {
    let plain = text.plain();
    let mut found = Vec::new();
    for (open, _) in plain.text.match_indices('(') {
        let Some((inner, _)) = bracket_behind(&plain, open) else { continue };
        let Some(last) = at_top_level(inner).pop() else { continue };
        let Some(read) = tail(last).filter(|t| SUMS.contains(&t.label.as_str())) else { continue };
        let before = plain.text.get(..open).unwrap_or("");
        let before = before.rsplit("及び").next().and_then(|b| b.rsplit(['。', '、', '・']).next());
        let Some(label) = before.and_then(label_of) else { continue };
        let passage = text.part(plain.origin(open..open + inner.len() + 2));
        let target = Some((read.quantity, passage));
        let around = plain.text.clone();
        found.push(Aim { label, target, horizon: Horizon::Year, baseline: None, around });
    }
    found
}

/// The balanced bracket that begins at `from`, perhaps behind a full stop: what stands in it, and where it begins.
fn bracket_behind(plain: &Plain, from: usize) -> Option<(&str, usize)> {
    let after = plain.text.get(from..)?;
    let rest = after.strip_prefix('。').unwrap_or(after);
    let inside = rest.strip_prefix('(')?;
    let mut depth = 1usize;
    for (at, c) in inside.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((inside.get(..at)?, from + after.len() - rest.len()));
        }
    }
    None
}

/// The parts of a list, cut at commas outside of brackets.
fn at_top_level(list: &str) -> Vec<&str> {
    let mut depth = 0usize;
    list.split(|c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '、' && depth == 0
    })
    .collect()
}

/// What stands in a bracket that names a year: `令和3年度実績:104時間`.
fn dated(inner: &str) -> Option<String> {
    let (year, _) = inner.split_once("実績")?;
    Mention::whole(year).map(|_| inner.to_owned())
}

fn is_bounded(aim: &Aim) -> bool {
    let bound = aim.target.as_ref().map(|(quantity, _)| quantity.bound);
    matches!(bound, Some(Bound::Least | Bound::Most | Bound::Above | Bound::Below))
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
    let around = plain.text.clone();
    Some(Aim { label, target: Some((quantity, passage)), horizon, baseline, around })
}

/// `3百万円以上の収入`, `2事務以上、AIを使った事務`: the number with its bound, and what it counts.
fn counted_behind(clause: &str) -> Option<(&str, &str)> {
    ["以上", "以下", "未満", "以内"].iter().find_map(|bound| {
        let (head, rest) = clause.rsplit_once(bound)?;
        let named = rest.strip_prefix(['の', '、'])?;
        let number = clause.get(..head.len() + bound.len())?;
        let fits = (2..=LONGEST_LABEL).contains(&named.chars().count()) && !named.contains(['、', '。', '(']);
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
        Year::WithoutEra(_) | Year::OfDocument => None,
    }
}

/// `。（5団体）`, `（令和5年4月現在：41.5%）` right behind a target: where one stood before, in the same unit.
fn baseline(text: &Text, plain: &Plain, from: usize, target: &Quantity) -> Option<Start> {
    let (inner, at) = bracket_behind(plain, from)?;
    let number = inner.rsplit(':').next()?;
    let number = number.strip_prefix("合計").or_else(|| number.strip_prefix('計')).unwrap_or(number);
    let read = tail(number).filter(|t| t.label.is_empty() && t.quantity.countable() == target.countable())?;
    let passage = text.part(plain.origin(at..at + inner.len() + 2));
    Some(Start { quantity: read.quantity, passage, dated: dated(inner) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aims(text: &str) -> Vec<String> {
        let found = aims_in(&Text::of_line(1, 0, text), Horizon::Year);
        found
            .iter()
            .map(|a| {
                let base = a.baseline.as_ref().map_or(String::new(), |b| format!(" from {}", b.quantity.raw));
                let target = a.target.as_ref().map_or("-", |(q, _)| &q.raw);
                format!("{} {target} {:?}{base}", a.label, a.horizon)
            })
            .collect()
    }

    #[test]
    fn sums_told_with_what_came_of_them() {
        let text = "・門の修繕（8月 1日～9月 30日、目標額 500千円）及び広場の整備（9月1日～10月3日、目標額800 千円）の\
                    ための募集（2回）を行い、達成した。";
        let found: Vec<String> = sums_in(&Text::of_line(1, 0, text))
            .iter()
            .map(|a| format!("{} {}", a.label, a.target.as_ref().unwrap().0.raw))
            .collect();
        assert_eq!(found, ["門の修繕 500千円", "広場の整備 800千円"]);
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
            (
                "・届出の電子化で前年度実績以上を目指す（令和元年度実績：窓口端末 7 件、電話（夜間）2件）",
                "窓口端末 - Year from 7件 / 電話(夜間) - Year from 2件",
            ),
            (
                "・令和元年度の担当者数と同水準の維持を目指す（令和 2 年 4 月1日現在：31人）",
                "担当者数 - Year from 31人",
            ),
            (
                "・給食の効率化・安定化に向け、３校での取組を目指す（令和2年４月１日現在：０校）",
                "給食の効率化・安定化 3校 Year from 0校",
            ),
            (
                "・令和３年度末までに届出のまとめ受付や子育て・介護関連３１事務の受付を開始する。",
                "子育て・介護関連 31事務 By(FiscalYear(2021))",
            ),
            ("・庁内の研修を実施するとともに、交流の機会を設ける。（3回）", "庁内の研修 - Year from 3回"),
            ("・講習を行い、研修を実施する。（3回）", ""),
            ("・令和７年度を目指す。", ""),
            ("・令和５年の完成を目指す。", ""),
        ] {
            assert_eq!(aims(text).join(" / "), expected, "{text}");
        }
    }
}
