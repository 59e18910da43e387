//! Columns whose cells stand one below the other: which paragraph of a program belongs to which of them.
//!
//! The extraction writes the cells of a row one after the other, so paragraphs belong to the columns in their order.
//! Where one ends and the next begins is told by evidence: how wide the lines are that run on (every column has a width
//! of its own, which is measured from the document), whether sentences speak of past or future, bullets, and blank
//! lines. The best sequence wins; a paragraph that could stand elsewhere at little cost stays undecided.

use super::lines::Paragraph;
use super::tense::{Spoken, spoken};
use crate::model::TextField;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Column {
    /// The name of the program.
    Name,
    /// Prose.
    Text(TextField),
    /// What was done and why that was too little, in one cell.
    ResultAndCause,
    /// Words of a schedule that lost their places.
    Bag,
}

/// A paragraph laid onto a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct Laid {
    /// Index of the column; `None` for a paragraph that belongs to none.
    pub column: Option<usize>,
    /// No other column would do nearly as well.
    pub sure: bool,
    /// The column that would do next to as well.
    pub rival: Option<usize>,
}

/// What is known of a sheet's columns while its programs are laid out.
pub(in crate::import) struct Sheet<'a> {
    /// From left to right.
    pub columns: &'a [Column],
    /// What has been measured of each.
    pub measures: &'a [Measure],
}

/// What has been measured of a column, from the paragraphs laid onto it so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Measure {
    /// How wide its lines are.
    width: Option<i32>,
    /// Whether its paragraphs are items of a list, where nearly all of them are, or nearly none.
    bulleted: Option<bool>,
    /// Whether most of them are.
    listed: bool,
}

/// What speaks against leaving a column without a paragraph.
const EMPTY: i32 = 6;
/// What speaks against a paragraph that belongs nowhere.
const STRAY: i32 = 24;
/// A paragraph that could stand elsewhere for less than this is undecided.
const MARGIN: i32 = 7;
/// Blank lines where boxes of a schedule were lost.
const LOST_BOXES: u32 = 8;
/// Far below every score.
const NEVER: i32 = -1_000_000;

/// What a paragraph looks like.
struct Look {
    bullet: bool,
    gap: u32,
    spoken: Spoken,
    /// Median width of its lines that run on.
    full: Option<i32>,
    /// Its widest line.
    widest: i32,
    length: usize,
    glued: bool,
    tabbed: bool,
}

impl Look {
    fn new(paragraph: &Paragraph) -> Look {
        let lines = &paragraph.lines;
        let mut full: Vec<i32> = lines.iter().rev().skip(1).filter(|l| !l.glued).map(|l| l.width).collect();
        full.sort_unstable();
        Look {
            bullet: paragraph.bullet,
            gap: paragraph.gap,
            spoken: spoken(paragraph.raw()),
            full: full.get(full.len() / 2).copied(),
            widest: lines.iter().map(|l| l.width).max().unwrap_or(0),
            length: paragraph.length(),
            glued: lines.first().is_some_and(|l| l.glued),
            tabbed: paragraph.tabbed,
        }
    }
}

/// Lays the paragraphs of one program onto the columns.
pub(in crate::import) fn lay(paragraphs: &[Paragraph], sheet: &Sheet) -> Vec<Laid> {
    let looks: Vec<Look> = paragraphs.iter().map(Look::new).collect();
    let count = sheet.columns.len();
    // Behind the columns one more state: stray. A stray paragraph does not move the others on, so there is one such
    // state for every column before it.
    let states = count * 2;
    let (mut ahead, mut behind) =
        (vec![vec![NEVER; states]; looks.len()], vec![vec![0; states]; looks.len()]);
    for (at, look) in looks.iter().enumerate() {
        for to in 0..states {
            let own = fit(sheet, look, to);
            let best = if at == 0 {
                enter(sheet, to)
            } else {
                let from = |s: usize| ahead[at - 1][s] + step(sheet, &looks[at - 1], look, s, to);
                (0..states).map(from).max().unwrap_or(NEVER)
            };
            ahead[at][to] = best.saturating_add(own).max(NEVER);
        }
    }
    let Some(last) = looks.len().checked_sub(1) else { return Vec::new() };
    behind[last] = (0..states).map(|state| leave(sheet, state)).collect();
    for at in (0..last).rev() {
        for from in 0..states {
            let to = |s: usize| {
                behind[at + 1][s]
                    + fit(sheet, &looks[at + 1], s)
                    + step(sheet, &looks[at], &looks[at + 1], from, s)
            };
            behind[at][from] = (0..states).map(to).max().unwrap_or(NEVER);
        }
    }
    // The best sequence through each paragraph in each column.
    let through = |at: usize, column: Option<usize>| -> i32 {
        let total = |s: usize| ahead[at][s].saturating_add(behind[at][s]);
        match column {
            Some(column) => total(column),
            None => (count..states).map(total).max().unwrap_or(NEVER),
        }
    };
    let choices = || (0..count).map(Some).chain([None]);
    (0..looks.len())
        .map(|at| {
            let column = choices().max_by_key(|c| through(at, *c)).flatten();
            let best = through(at, column);
            let rival = choices().filter(|c| *c != column).max_by_key(|c| through(at, *c)).flatten();
            let others = choices().filter(|c| *c != column).map(|c| through(at, c)).max();
            let clear = best - others.unwrap_or(NEVER) >= MARGIN;
            let fits =
                column.and_then(|c| sheet.columns.get(c)).is_some_and(|c| !contradicts(*c, &looks[at]));
            // Where all are items of lists, what is none is the rest of one that lost its beginning.
            let measure = column.and_then(|c| sheet.measures.get(c)).copied().unwrap_or_default();
            let whole = !paragraphs[at].torn && (looks[at].bullet || !measure.listed);
            Laid { column, sure: clear && fits && whole, rival }
        })
        .collect()
}

/// The column that a state stands in or behind.
fn column_of(sheet: &Sheet, state: usize) -> usize {
    state % sheet.columns.len().max(1)
}

fn is_stray(sheet: &Sheet, state: usize) -> bool {
    state >= sheet.columns.len()
}

/// What columns cost that are passed without a paragraph.
fn passed(sheet: &Sheet, from: usize, to: usize) -> i32 {
    let cost = |c: &Column| if *c == Column::Bag { 0 } else { EMPTY };
    sheet.columns.get(from..to).unwrap_or_default().iter().map(cost).sum()
}

fn enter(sheet: &Sheet, to: usize) -> i32 {
    let column = column_of(sheet, to);
    if is_stray(sheet, to) && column > 0 { NEVER } else { -passed(sheet, 0, column) }
}

fn leave(sheet: &Sheet, state: usize) -> i32 {
    -passed(sheet, column_of(sheet, state) + 1, sheet.columns.len())
}

/// What speaks for going from one state to the next.
fn step(sheet: &Sheet, before: &Look, look: &Look, from: usize, to: usize) -> i32 {
    let (a, b) = (column_of(sheet, from), column_of(sheet, to));
    if is_stray(sheet, to) {
        return if a == b { 0 } else { NEVER };
    }
    if b < a {
        return NEVER;
    }
    if b > a {
        // A stray paragraph stands before any column, the first too.
        let boxes = look.gap >= LOST_BOXES;
        let scheduled = sheet.columns.get(a) == Some(&Column::Text(TextField::ScheduleItem));
        let lost = match (boxes, scheduled) {
            (true, true) => 12,
            (true, false) => -4,
            _ => 0,
        };
        let apart = if look.gap >= 2 || look.glued { 3 } else { 0 };
        return lost + apart - passed(sheet, a + 1, b) - unended(before, look);
    }
    let gap = match look.gap {
        0 | 1 => 0,
        LOST_BOXES.. => -30,
        _ if sheet.columns.get(a) == Some(&Column::Bag) => 0,
        _ => -12,
    };
    // A line that runs on is as wide as its column, and no other is wider.
    let wider = |a: &Look, b: &Look| a.full.is_some_and(|width| b.widest > width + 4);
    let widths = if wider(before, look) || wider(look, before) { -14 } else { 0 };
    // No sentence behind one, without the bullet that the one before had.
    let foreign = before.bullet && before.spoken.stopped && !look.bullet && !look.spoken.stopped;
    gap + widths - if foreign { 16 } else { 0 } - if look.glued { 12 } else { 0 }
}

/// What it costs when a column ends in the middle of a sentence: the next paragraph opens with no bullet although the
/// one before did.
fn unended(before: &Look, look: &Look) -> i32 {
    let cut = before.bullet && !look.bullet && !before.spoken.stopped && look.spoken.stopped;
    if cut { 6 } else { 0 }
}

/// What speaks for a paragraph in a column.
fn fit(sheet: &Sheet, look: &Look, state: usize) -> i32 {
    if is_stray(sheet, state) {
        return -STRAY;
    }
    let Some(column) = sheet.columns.get(state) else { return NEVER };
    if look.tabbed {
        return NEVER;
    }
    let measure = sheet.measures.get(state).copied().unwrap_or_default();
    let habit = if measure.bulleted.is_some_and(|b| b != look.bullet) { -8 } else { 0 };
    words(*column, look) + habit + width(measure.width, look)
}

/// Whether all the words speak against a column, which width and order then do not decide by themselves.
fn contradicts(column: Column, look: &Look) -> bool {
    let Spoken { past, future, state, issue, .. } = look.spoken;
    match column {
        Column::Text(TextField::AnnualPlan) => past > 0 && future == 0,
        Column::Text(TextField::Result) => future > 0 && past + state == 0,
        Column::Text(TextField::Issue | TextField::Remedy) => past > 0 && future + state + issue == 0,
        _ => false,
    }
}

/// What the words say.
fn words(column: Column, look: &Look) -> i32 {
    let Spoken { past, future, issue, plan, state, stopped, cause } = look.spoken;
    let (past, future) = (past.min(2), future.min(2));
    let sentence = i32::from(stopped);
    match column {
        Column::Name => match look {
            Look { bullet: true, .. } => -30,
            _ if stopped || past > 0 || look.length > 40 => -20,
            _ => 4,
        },
        Column::Text(TextField::Overview) => -6 * past - 5 * sentence - 2 * i32::from(look.length < 6),
        Column::Text(TextField::ScheduleItem) => {
            let long = if look.length > 40 { 8 } else { 0 };
            let item = if look.bullet { 2 } else { -6 };
            item - 8 * past - 4 * future - 10 * sentence - long
        }
        Column::Text(TextField::AnnualPlan) => {
            8 * future.min(1) - 9 * past + 3 * plan.min(1) - 2 * issue.min(2) + 3 * sentence
        }
        Column::Text(TextField::Result) => {
            9 * past.min(1) + past - 9 * future - 2 * issue.min(1) + 2 * sentence
        }
        Column::Text(TextField::Issue) => {
            5 * future.min(1) - 7 * past + 3 * issue.min(2) + 2 * state.min(1) + 3 * sentence
        }
        Column::ResultAndCause => 8 * past.min(1) + if cause { 10 } else { 0 } - 5 * future,
        Column::Text(TextField::Remedy) => 6 * future.min(1) - 8 * past - if cause { 10 } else { 0 },
        Column::Text(_) => 0,
        Column::Bag => {
            if stopped || past > 0 || look.length > 12 {
                -30
            } else {
                8
            }
        }
    }
}

/// What the widths of the lines say.
fn width(column: Option<i32>, look: &Look) -> i32 {
    let Some(column) = column else { return 0 };
    // No line is wider than its column; signs that were set close make some seem a little wider.
    let over = (look.widest - column - 4).clamp(0, 6);
    let Some(full) = look.full else { return -4 * over };
    let off = (full - column).abs().min(10);
    (8 - off * off / 2).max(-20) - 4 * over
}

/// Measures every column by the paragraphs that are laid out and sure.
pub(in crate::import) fn measure<'a>(
    columns: &[Column],
    laid: impl Iterator<Item = (&'a Paragraph, Laid)>,
) -> Vec<Measure> {
    let mut lines: Vec<Vec<i32>> = vec![Vec::new(); columns.len()];
    let mut bullets: Vec<(usize, usize)> = vec![(0, 0); columns.len()];
    for (paragraph, laid) in laid.filter(|(_, l)| l.sure) {
        let Some(column) = laid.column else { continue };
        if let (Some(widths), Some((all, with))) = (lines.get_mut(column), bullets.get_mut(column)) {
            widths.extend(paragraph.lines.iter().filter(|l| !l.glued).map(|l| l.width));
            *all += 1;
            *with += usize::from(paragraph.bullet);
        }
    }
    let habit = |(all, with): (usize, usize)| match (all, with) {
        (0..3, _) => None,
        _ if with * 10 >= all * 9 => Some(true),
        _ if with * 10 <= all => Some(false),
        _ => None,
    };
    let listed = |(all, with): (usize, usize)| all >= 3 && with * 3 >= all * 2;
    let columns = lines.into_iter().zip(bullets);
    columns.map(|(l, b)| Measure { width: wide(l), bulleted: habit(b), listed: listed(b) }).collect()
}

/// The width that nearly all lines keep to and the widest ones reach: a few that stand in the wrong column do not count.
fn wide(mut widths: Vec<i32>) -> Option<i32> {
    widths.sort_unstable();
    let last = widths.len().checked_sub(1)?;
    widths.get(last * 9 / 10).copied()
}
