//! Indicators (成果指標): a target beside what was reached. Pairs figures that two cells of a document give for the
//! same thing. Never guesses: a figure without a partner stays alone.

use serde::{Deserialize, Serialize};

use super::period::Period;
use super::quantity::{Bound, Figure, Horizon, Quantity, Side};
use super::statement::{Fact, Sourced};
use crate::text::fold;

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// The more the better (以上).
    Higher,
    /// The less the better (以下).
    Lower,
    /// Exactly that.
    Equal,
    /// Within a range (80%台).
    Range,
}

impl Better {
    /// Which way the words of a target say is better: 以上, 以下, 台; or what is measured, where it means a ceiling.
    pub fn said(label: &str, target: &Quantity) -> Option<Better> {
        match target.bound {
            Bound::Least | Bound::Above => Some(Better::Higher),
            Bound::Most | Bound::Below => Some(Better::Lower),
            Bound::Range => Some(Better::Range),
            Bound::Equal | Bound::About => is_ceiling(label).then_some(Better::Lower),
        }
    }
}

/// A quantity and the statement it comes from, as an index into the program's statements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// How much.
    pub quantity: Quantity,
    /// Index into the statements of the same program.
    pub statement: u32,
}

/// What is measured of a program, at one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// What is measured, as printed beside the target (beside the actual where there is no target).
    pub label: Box<str>,
    /// The bare unit.
    pub unit: Box<str>,
    /// Which way is better, where the text or the word itself says it.
    pub better: Option<Better>,
    /// The period it is reported for.
    pub period: Option<Period>,
    /// Until when the target is to be reached.
    pub horizon: Horizon,
    /// Where one started.
    pub baseline: Option<Measure>,
    /// What was aimed at.
    pub target: Option<Measure>,
    /// What was reached.
    pub actual: Option<Measure>,
}

/// Builds the indicators of one program from the figures among its statements, in the order of the document.
pub fn indicators(statements: &[Sourced]) -> Vec<Indicator> {
    let figures: Vec<(u32, Option<Period>, &Figure)> = statements
        .iter()
        .enumerate()
        .filter_map(|(at, s)| match &s.statement.fact {
            Fact::Figure(figure) => Some((at as u32, s.statement.period, &**figure)),
            _ => None,
        })
        .collect();
    let measure = |i: usize| Measure { quantity: figures[i].2.quantity.clone(), statement: figures[i].0 };
    let mut taken = vec![false; figures.len()];
    // The horizon of the target beside which each actual stands.
    let mut beside: Vec<Option<Horizon>> = vec![None; figures.len()];
    let mut found = Vec::new();
    for (t, (_, period, target)) in figures.iter().enumerate() {
        if target.side != Side::Target {
            continue;
        }
        taken[t] = true;
        let mut partner = |side: Side| {
            let free = |i: &usize| !taken[*i] || shares(target, beside[*i]);
            // Where one started is told beside the target for the same years.
            let timely = |i: &usize| side == Side::Actual || figures[*i].2.horizon == target.horizon;
            let candidates: Vec<usize> = (0..figures.len())
                .filter(|i| figures[*i].1 == *period && figures[*i].2.side == side && free(i) && timely(i))
                .collect();
            let (own, shared): (Vec<usize>, Vec<usize>) = candidates.into_iter().partition(|i| !taken[*i]);
            let figure = |i: usize| figures[i].2;
            let chosen = pick(target, &own, figure).or_else(|| pick_named(target, &shared, figure))?;
            taken[chosen] = true;
            beside[chosen] = (side == Side::Actual).then_some(target.horizon);
            Some(measure(chosen))
        };
        let actual = partner(Side::Actual);
        let baseline = partner(Side::Baseline);
        found.push((t, indicator(target, *period, baseline, Some(measure(t)), actual)));
    }
    // Without a target, what was reached still stands beside where one started: 332件（前年度：117件）.
    for (i, (_, period, figure)) in figures.iter().enumerate() {
        if taken[i] || figure.side != Side::Actual {
            continue;
        }
        taken[i] = true;
        let starts: Vec<usize> = (0..figures.len())
            .filter(|j| !taken[*j] && figures[*j].2.side == Side::Baseline && figures[*j].1 == *period)
            .filter(|j| fold(&figures[*j].2.label) == fold(&figure.label) && same_unit(figure, figures[*j].2))
            .collect();
        // Two that fit equally well decide nothing.
        let start = if let [one] = starts.as_slice() { Some(*one) } else { None };
        let named_by = start.map_or(*figure, |j| figures[j].2);
        if let Some(start) = start {
            taken[start] = true;
        }
        let at = start.map_or(i, |start| start.min(i));
        found.push((at, indicator(named_by, *period, start.map(measure), None, Some(measure(i)))));
    }
    for (i, (_, period, figure)) in figures.iter().enumerate() {
        if !taken[i] {
            found.push((i, indicator(figure, *period, Some(measure(i)), None, None)));
        }
    }
    found.sort_by_key(|(i, _)| *i);
    said_once(found.into_iter().map(|(_, indicator)| indicator).collect())
}

/// One indicator for a target that stands in several columns, as that of the whole plan does in the overview and in the
/// plan of the year. The later column is the more exact one. Nothing that differs is put together.
fn said_once(all: Vec<Indicator>) -> Vec<Indicator> {
    let mut found: Vec<Indicator> = Vec::with_capacity(all.len());
    for mut indicator in all {
        match found.iter_mut().find(|known| is_same(known, &indicator)) {
            Some(known) => {
                indicator.baseline = indicator.baseline.or_else(|| known.baseline.take());
                indicator.actual = indicator.actual.or_else(|| known.actual.take());
                *known = indicator;
            }
            None => found.push(indicator),
        }
    }
    found
}

fn is_same(a: &Indicator, b: &Indicator) -> bool {
    let level = |m: &Measure| (m.quantity.value, m.quantity.upper, m.quantity.bound);
    let fits = |a: &Option<Measure>, b: &Option<Measure>| match (a, b) {
        (Some(a), Some(b)) => level(a) == level(b),
        _ => true,
    };
    a.target.is_some()
        && a.target.as_ref().map(level) == b.target.as_ref().map(level)
        && (a.period, a.horizon, &a.unit) == (b.period, b.horizon, &b.unit)
        && fold(&a.label) == fold(&b.label)
        && fits(&a.baseline, &b.baseline)
        && fits(&a.actual, &b.actual)
}

/// Whether a label names a number that is a ceiling by what the word means: 職員定数 and 議員定数 are laid down by
/// ordinance as the most there may be (地方自治法 90, 91, 172), and are kept by staying below. Not so 認定数, which counts,
/// nor the 定員 of a nursery school, of which one wants more.
fn is_ceiling(label: &str) -> bool {
    let whose = ["の定数", "の定員", "定数", "定員"].iter().find_map(|word| label.strip_suffix(word));
    whose.is_some_and(|whose| ["職員", "議員", "条例"].iter().any(|w| whose.ends_with(w)))
}

/// Whether a target may share an actual that stands beside another one: the same thing is aimed at for this year and
/// for the years of the plan, 80% and 90%以上, and is measured once.
fn shares(target: &Figure, beside: Option<Horizon>) -> bool {
    beside.is_some_and(|horizon| horizon != target.horizon)
}

fn indicator(
    named_by: &Figure,
    period: Option<Period>,
    baseline: Option<Measure>,
    target: Option<Measure>,
    actual: Option<Measure>,
) -> Indicator {
    let better = target.as_ref().and_then(|t| Better::said(&named_by.label, &t.quantity));
    Indicator {
        label: named_by.label.clone(),
        unit: named_by.quantity.unit.clone(),
        better,
        period,
        horizon: named_by.horizon,
        baseline,
        target,
        actual,
    }
}

/// The one among the candidates that measures the same thing as the target.
///
/// By the label; else by the place in an enumeration. Units always have to agree.
fn pick<'a>(target: &Figure, candidates: &[usize], figure: impl Fn(usize) -> &'a Figure) -> Option<usize> {
    let by_item = || {
        let item = target.item?;
        let fits = |i: &usize| same_unit(target, figure(*i)) && figure(*i).item == Some(item);
        candidates.iter().copied().find(fits)
    };
    pick_named(target, candidates, &figure).or_else(by_item)
}

/// The one among the candidates whose label is that of the target, or ends it, or is ended by it (`施策評価において…` in
/// `「令和元年度の行政評価」の施策評価において…`).
fn pick_named<'a>(
    target: &Figure,
    candidates: &[usize],
    figure: impl Fn(usize) -> &'a Figure,
) -> Option<usize> {
    let label = fold(&target.label);
    let fits = |i: &usize| same_unit(target, figure(*i));
    let by_label = candidates.iter().copied().find(|i| fits(i) && fold(&figure(*i).label) == label);
    let by_ending = || {
        let ends = |a: &str, b: &str| a.chars().count() >= 4 && b.ends_with(a);
        let mut matching = candidates.iter().copied().filter(|i| {
            let other = fold(&figure(*i).label);
            fits(i) && (ends(&label, &other) || ends(&other, &label))
        });
        // Two that fit equally well decide nothing.
        matching.next().filter(|_| matching.next().is_none())
    };
    by_label.or_else(by_ending)
}

fn same_unit(target: &Figure, figure: &Figure) -> bool {
    figure.quantity.countable() == target.quantity.countable()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::grade::How;
    use crate::model::id::{DocumentIx, Number};
    use crate::model::statement::{LineSpan, Place, Statement, Subject};
    use crate::model::tail::tail;

    fn figure(side: Side, written: &str, item: Option<u32>) -> Sourced {
        let read = tail(written).unwrap();
        let statement = Statement {
            subject: Subject::Program(0, Number::program(1)),
            period: Period::parse("R2末"),
            fact: Fact::Figure(Box::new(Figure {
                side,
                label: read.label.into(),
                item,
                quantity: read.quantity,
                horizon: read.horizon,
            })),
            text: written.into(),
            how: How::Split,
            place: Place::Lines(LineSpan { first: 1, last: 1, start: 0, end: 0 }),
        };
        Sourced { document: DocumentIx(0), statement }
    }

    #[test]
    fn a_target_finds_the_actual_of_the_same_thing() {
        // (targets, actuals, (label, actual) expected)
        for (targets, actuals, expected) in [
            (vec!["会議 4地区以上"], vec!["会議 3地区"], vec![("会議", Some("3地区"))]),
            (vec!["開催回数 94回/年"], vec!["開催回数 112回"], vec![("開催回数", Some("112回"))]),
            (
                vec!["研修2回実施", "交流会36回実施", "合同交流会2回実施"],
                vec!["研修2回実施", "交流会13回実施", "登録 411人"],
                vec![
                    ("研修", Some("2回実施")),
                    ("交流会", Some("13回実施")),
                    ("合同交流会", None),
                    ("登録", Some("411人")),
                ],
            ),
            (
                vec!["目標のうち達成したもの 95%"],
                vec!["「前年」の目標のうち達成したもの→44.0%(48指標)"],
                vec![("目標のうち達成したもの", Some("44.0%"))],
            ),
            (vec!["満足度 95%以上"], vec!["満足度 95人"], vec![("満足度", None), ("満足度", Some("95人"))]),
        ] {
            let statements: Vec<Sourced> = targets
                .iter()
                .map(|t| figure(Side::Target, t, None))
                .chain(actuals.iter().map(|a| figure(Side::Actual, a, None)))
                .collect();
            let found = indicators(&statements);
            let got: Vec<(&str, Option<&str>)> =
                found.iter().map(|i| (&*i.label, i.actual.as_ref().map(|a| &*a.quantity.raw))).collect();
            assert_eq!(got, expected);
        }
    }

    #[test]
    fn what_was_reached_stands_beside_where_one_started() {
        // (figures with their sides, (label, baseline, actual) expected)
        for (written, expected) in [
            (
                vec![(Side::Actual, "記事 332件"), (Side::Baseline, "記事 117件")],
                vec![("記事", Some("117件"), Some("332件"))],
            ),
            (
                vec![(Side::Baseline, "研修 2回"), (Side::Actual, "研修 3回"), (Side::Actual, "交流会 1回")],
                vec![("研修", Some("2回"), Some("3回")), ("交流会", None, Some("1回"))],
            ),
            // Another unit, and two that fit equally well.
            (
                vec![(Side::Actual, "記事 332件"), (Side::Baseline, "記事 5人")],
                vec![("記事", None, Some("332件")), ("記事", Some("5人"), None)],
            ),
            (
                vec![(Side::Actual, "記事 9件"), (Side::Baseline, "記事 1件"), (Side::Baseline, "記事 2件")],
                vec![("記事", None, Some("9件")), ("記事", Some("1件"), None), ("記事", Some("2件"), None)],
            ),
        ] {
            let statements: Vec<Sourced> = written.iter().map(|(s, w)| figure(*s, w, None)).collect();
            let raw = |m: &Option<Measure>| m.as_ref().map(|m| m.quantity.raw.to_string());
            let found: Vec<(String, Option<String>, Option<String>)> = indicators(&statements)
                .iter()
                .map(|i| (i.label.to_string(), raw(&i.baseline), raw(&i.actual)))
                .collect();
            let expected: Vec<(String, Option<String>, Option<String>)> = expected
                .into_iter()
                .map(|(l, b, a)| (l.into(), b.map(Into::into), a.map(Into::into)))
                .collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_target_in_two_columns_is_one() {
        let of = |side: Side, written: &str, horizon: Horizon| {
            let mut sourced = figure(side, written, None);
            if let Fact::Figure(figure) = &mut sourced.statement.fact {
                figure.horizon = horizon;
            }
            sourced
        };
        let target = |written: &str, horizon: Horizon| of(Side::Target, written, horizon);
        // (figures, (statement of the target, statement of the baseline) of each indicator)
        for (figures, expected) in [
            (
                vec![target("削減率 20%以上", Horizon::Plan), target("削減率 20%以上", Horizon::Plan)],
                vec![(1, None)],
            ),
            (
                vec![
                    target("削減率 20%以上", Horizon::Plan),
                    of(Side::Baseline, "削減率 5%", Horizon::Plan),
                    target("削減率 20%以上", Horizon::Plan),
                ],
                vec![(2, Some(1))],
            ),
            (
                vec![target("削減率 20%以上", Horizon::Plan), target("削減率 20%以上", Horizon::Year)],
                vec![(0, None), (1, None)],
            ),
            (
                vec![target("削減率 20%以上", Horizon::Plan), target("削減率 20%", Horizon::Plan)],
                vec![(0, None), (1, None)],
            ),
            // The baselines tell two stories.
            (
                vec![
                    target("職員提案 15件", Horizon::Plan),
                    of(Side::Baseline, "職員提案 5件", Horizon::Plan),
                    target("職員提案 15件", Horizon::Plan),
                    of(Side::Baseline, "職員提案 0件", Horizon::Plan),
                ],
                vec![(0, Some(1)), (2, Some(3))],
            ),
        ] {
            let found: Vec<(u32, Option<u32>)> = indicators(&figures)
                .iter()
                .map(|i| (i.target.as_ref().unwrap().statement, i.baseline.as_ref().map(|b| b.statement)))
                .collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn words_that_mean_a_ceiling() {
        for (label, ceiling) in [
            ("職員定数", true),
            ("次年度の職員定数", true),
            ("職員の定数", true),
            ("議員定数", true),
            ("条例定数", true),
            ("認定数", false),
            ("職員認定数", false),
            ("測定数", false),
            ("保育所の定員", false),
            ("職員数", false),
            ("職員定員の研修", false),
        ] {
            let target = figure(Side::Target, &format!("{label} 960人"), None);
            let better = indicators(&[target])[0].better;
            assert_eq!(better == Some(Better::Lower), ceiling, "{label}");
        }
    }

    #[test]
    fn one_actual_stands_beside_targets_of_several_horizons() {
        let horizon = |mut sourced: Sourced, horizon: Horizon| {
            if let Fact::Figure(figure) = &mut sourced.statement.fact {
                figure.horizon = horizon;
            }
            sourced
        };
        let figures = |first: Horizon| {
            [
                horizon(figure(Side::Target, "文書の電子決裁率 90%以上", None), first),
                figure(Side::Target, "電子決裁率 80%", None),
                figure(Side::Target, "面談の実施率 80%", None),
                figure(Side::Actual, "電子決裁率 73.7%", None),
            ]
        };
        // (horizon of the first target, the actual of each)
        for (first, expected) in [
            (Horizon::Plan, vec![Some("73.7%"), Some("73.7%"), None]),
            // Two targets for one year are two things, of which one was measured.
            (Horizon::Year, vec![Some("73.7%"), None, None]),
        ] {
            let found = indicators(&figures(first));
            let got: Vec<Option<&str>> =
                found.iter().map(|i| i.actual.as_ref().map(|a| &*a.quantity.raw)).collect();
            assert_eq!(got, expected);
        }
    }

    #[test]
    fn an_enumeration_pairs_by_place_when_the_labels_differ() {
        let statements = [
            figure(Side::Target, "来場者数 100人", Some(1)),
            figure(Side::Target, "相談件数 5人", Some(2)),
            figure(Side::Actual, "センターに来た人 90人", Some(1)),
            figure(Side::Actual, "相談した人 7人", Some(2)),
        ];
        let actual: Vec<String> = indicators(&statements)
            .iter()
            .map(|i| i.actual.as_ref().map(|a| a.quantity.raw.to_string()).unwrap_or_default())
            .collect();
        assert_eq!(actual, ["90人", "7人"]);
    }
}
