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
    /// Which way is better, where the text says it.
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
            Fact::Figure(figure) => Some((at as u32, s.statement.period, figure)),
            _ => None,
        })
        .collect();
    let mut taken = vec![false; figures.len()];
    // The horizon of the target beside which each actual stands.
    let mut beside: Vec<Option<Horizon>> = vec![None; figures.len()];
    let mut found = Vec::new();
    for (t, (at, period, target)) in figures.iter().enumerate() {
        if target.side != Side::Target {
            continue;
        }
        taken[t] = true;
        let mut partner = |side: Side| {
            let free = |i: &usize| !taken[*i] || shares(target, beside[*i]);
            let candidates: Vec<usize> = (0..figures.len())
                .filter(|i| figures[*i].1 == *period && figures[*i].2.side == side && free(i))
                .collect();
            let (own, shared): (Vec<usize>, Vec<usize>) = candidates.into_iter().partition(|i| !taken[*i]);
            let figure = |i: usize| figures[i].2;
            let chosen = pick(target, &own, figure).or_else(|| pick_named(target, &shared, figure))?;
            taken[chosen] = true;
            beside[chosen] = (side == Side::Actual).then_some(target.horizon);
            Some(Measure { quantity: figures[chosen].2.quantity.clone(), statement: figures[chosen].0 })
        };
        let actual = partner(Side::Actual);
        let baseline = partner(Side::Baseline);
        let measure = Measure { quantity: target.quantity.clone(), statement: *at };
        found.push((t, indicator(target, *period, baseline, Some(measure), actual)));
    }
    for (i, (at, period, figure)) in figures.iter().enumerate() {
        if taken[i] {
            continue;
        }
        let measure = Some(Measure { quantity: figure.quantity.clone(), statement: *at });
        let (baseline, actual) =
            if figure.side == Side::Baseline { (measure, None) } else { (None, measure) };
        found.push((i, indicator(figure, *period, baseline, None, actual)));
    }
    found.sort_by_key(|(i, _)| *i);
    found.into_iter().map(|(_, indicator)| indicator).collect()
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
    let better = target.as_ref().and_then(|t| match t.quantity.bound {
        Bound::Least | Bound::Above => Some(Better::Higher),
        Bound::Most | Bound::Below => Some(Better::Lower),
        Bound::Range => Some(Better::Range),
        Bound::Equal | Bound::About => None,
    });
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
    use crate::model::quantity::tail;
    use crate::model::statement::{LineSpan, Place, Statement, Subject};

    fn figure(side: Side, written: &str, item: Option<u32>) -> Sourced {
        let read = tail(written).unwrap();
        let statement = Statement {
            subject: Subject::Program(0, Number::program(1)),
            period: Period::parse("R2末"),
            fact: Fact::Figure(Figure {
                side,
                label: read.label.into(),
                item,
                quantity: read.quantity,
                horizon: read.horizon,
            }),
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
