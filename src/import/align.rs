//! Lays the cells of a row onto the columns of a heading by what they look like.
//!
//! Mends leading cells that were dropped, a department cell that was dropped (so that the grade stands in its place),
//! trailing cells that appear and vanish, rows with one cell too few. The order of cells never changes; what changes
//! is which columns they skip. The best laying-out wins; where another one is about as good, the cells on which the
//! two differ are left undecided.

use super::cells::Cell;
use super::heading::Column;
use super::look::{Look, is_dash, sub_number};
use crate::model::{Grade, TextField};
use crate::text::Tense;

/// Where each cell of a row belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// For each cell the index of its column; `None` for an empty cell that was skipped.
    pub columns: Vec<Option<usize>>,
    /// Cells that could as well belong to another column.
    pub undecided: Vec<usize>,
    /// Cells that stay in their column although their words speak of the other side of plan and result.
    pub questioned: Vec<usize>,
    /// Cells with text that fit no column.
    pub left_over: Vec<usize>,
    /// Whether the columns of prose were told apart by words (some were skipped), not by their position.
    pub by_words: bool,
}

/// How well a cell fits a column; `None` when it cannot belong there.
fn fit(column: Column, look: &Look) -> Option<i32> {
    let short_words =
        !(look.only_marks || look.number || look.grade || look.dash || look.mark || look.sentence);
    match column {
        Column::Number => look.number.then_some(60),
        Column::Name => short_words.then_some(if look.department { -6 } else { 20 }),
        Column::Direction => {
            (short_words && look.length <= 40).then_some(if look.department { 0 } else { 10 })
        }
        Column::Departments => match look {
            Look { dash: true, .. } => Some(20),
            Look { department: true, .. } => Some(40),
            _ => (short_words && look.length <= 30).then_some(4),
        },
        Column::Grade(_) => match look {
            Look { grade: true, .. } => Some(50),
            Look { dash: true, .. } | Look { worded_grade: true, .. } => Some(30),
            _ => (short_words && !look.department && look.length <= 12).then_some(2),
        },
        Column::FollowUp if look.mark => Some(50),
        Column::FollowUp => look.unmarked.then_some(45),
        Column::Municipality => (short_words && look.length <= 12).then_some(20),
        Column::Plan => short_words.then_some(if look.plan { 30 } else { 3 }),
        Column::Text(field) => text_fit(field, look),
        Column::Amount(_) => match look {
            Look { grade: true, .. } | Look { mark: true, .. } | Look { only_marks: true, .. } => None,
            Look { dash: true, .. } => Some(20),
            Look { figure: true, .. } => Some(35),
            _ => Some(if look.sentence || look.department { 0 } else { 8 }),
        },
        Column::Indicator => (short_words && look.length <= 40).then_some(12),
        Column::Unit => (!look.sentence && !look.number && look.length <= 8).then_some(20),
        // It may hold prose or departments as well as any other column does.
        Column::Unknown(_) => Some(if look.sentence || look.department { 15 } else { 5 }),
    }
}

/// How well a cell fits a column of prose. Future speaks for a plan, past for a result, noun phrases for an overview.
fn text_fit(field: TextField, look: &Look) -> Option<i32> {
    if look.grade
        || look.mark
        || look.only_marks
        || (look.unmarked && !look.dash)
        || (look.number && look.length <= 4)
    {
        return None;
    }
    if look.dash || look.relisting {
        return Some(15);
    }
    if look.only_departments {
        return None;
    }
    Some(match (field, look.tense) {
        // Figures are promised and reported; what is done in general has none.
        (TextField::Overview, Tense::Neither) if look.counted => 10,
        (TextField::Overview | TextField::AnnualPlan, Tense::Plan) if field == TextField::AnnualPlan => 30,
        (TextField::Result, Tense::Result) | (TextField::Overview, Tense::Neither) => 30,
        (TextField::AnnualPlan | TextField::Result, Tense::Neither | Tense::Mixed) => 15,
        (TextField::Overview, Tense::Plan | Tense::Mixed) => 5,
        (TextField::Overview, Tense::Result) => -10,
        (TextField::AnnualPlan | TextField::Result, _) => 0,
        _ => 20,
    })
}

/// A name that reads like departments beside departments that do not: the two have changed places, or neither is
/// where it belongs.
fn crossed_names(columns: &[Column], looks: &[Look], way: &[Option<usize>]) -> Vec<usize> {
    let cell_of = |wanted: Column| {
        way.iter()
            .position(|c| c.and_then(|c| columns.get(c)) == Some(&wanted))
            .filter(|at| !looks[*at].empty)
    };
    match (cell_of(Column::Name), cell_of(Column::Departments)) {
        (Some(name), Some(departments))
            if looks[name].department && !(looks[departments].department || looks[departments].dash) =>
        {
            vec![name, departments]
        }
        _ => Vec::new(),
    }
}

/// A name that ends as departments or as a grade do, in a row without these, or departments of a program without a name:
/// the one may be glued to the other, and nothing tells where it ends. Only sub-programs have no name.
fn glued_name(columns: &[Column], cells: &[Cell], way: &[Option<usize>]) -> Option<usize> {
    let cell_of = |wanted: fn(Column) -> bool| {
        let found = way.iter().position(|c| c.and_then(|c| columns.get(c)).is_some_and(|c| wanted(*c)));
        found.filter(|at| !cells[*at].is_empty())
    };
    let promised =
        |wanted: fn(Column) -> bool| columns.iter().any(|c| wanted(*c)) && cell_of(wanted).is_none();
    let Some(name) = cell_of(|c| c == Column::Name) else {
        let number = cell_of(|c| c == Column::Number)?;
        let part = sub_number(&cells[number].text).is_some();
        let departments = cell_of(|c| c == Column::Departments)?;
        return (!part && columns.contains(&Column::Name) && !is_dash(&cells[departments].text))
            .then_some(departments);
    };
    let text = cells[name].text.as_str();
    let department =
        promised(|c| c == Column::Departments) && text.ends_with(['課', '室', '局', '-', '－', '−']);
    let last = text.chars().next_back().map(String::from).and_then(|c| Grade::parse(&c));
    let graded = cells.iter().any(|c| Grade::parse(&c.text).is_some_and(Grade::is_letter));
    let grade = !graded
        && last.is_some_and(Grade::is_letter)
        && columns.iter().any(|c| matches!(c, Column::Grade(_)));
    (department || grade).then_some(name)
}

/// What it costs to leave a column without a cell.
fn skip_cost(column: Column) -> i32 {
    match column {
        Column::Number => 40,
        Column::Grade(_) => 30,
        Column::Name | Column::Municipality | Column::Plan => 20,
        Column::Departments => 15,
        Column::Text(_) | Column::Amount(_) | Column::Indicator | Column::Unit => 10,
        Column::Direction | Column::FollowUp => 3,
        Column::Unknown(_) => 5,
    }
}

/// What it costs to leave a cell that holds text without a column.
const LEFT_OVER: i32 = 40;
/// An empty cell in its column says a little more than none.
const EMPTY_IN_PLACE: i32 = 5;
/// What speaks for the position of a cell in a row that fits as it stands.
const AT_HOME: i32 = 30;
/// Layings-out within this distance of the best are as good as it.
const MARGIN: i32 = 8;
/// A row with this many cells more than twice its columns is no row of the table, and is not tried.
const BEYOND: usize = 16;
/// How many layings-out are followed at once.
const KEPT: usize = 6;

/// One way to lay out the cells seen so far.
#[derive(Clone)]
struct Way {
    score: i32,
    columns: Vec<Option<usize>>,
}

/// Lays out the cells of a row.
pub(super) fn align(columns: &[Column], cells: &[Cell]) -> Layout {
    if cells.len() > columns.len() * 2 + BEYOND {
        let left_over = (0..cells.len()).filter(|i| !cells[*i].is_empty()).collect();
        return Layout {
            columns: vec![None; cells.len()],
            undecided: Vec::new(),
            questioned: Vec::new(),
            left_over,
            by_words: false,
        };
    }
    let mut looks: Vec<Look> = cells.iter().map(Look::new).collect();
    one_scale(&mut looks, cells);
    let at_home = fits_in_place(columns, &looks);
    if at_home && words_agree(columns, &looks) {
        return in_place(columns, &looks);
    }
    let ways = ways(columns, &looks, at_home);
    let Some(best) = ways.first() else {
        return Layout::default();
    };
    let rivals = ways.iter().skip(1).filter(|w| w.score + MARGIN > best.score);
    let mut undecided: Vec<usize> = rivals
        .flat_map(|rival| {
            (0..cells.len()).filter(|i| !looks[*i].empty && rival.columns[*i] != best.columns[*i])
        })
        .collect();
    undecided.extend(crossed_names(columns, &looks, &best.columns));
    undecided.extend(glued_name(columns, cells, &best.columns));
    // A dash or a re-listing means the same in every column.
    undecided.retain(|i| !(looks[*i].dash || looks[*i].relisting));
    let (mut questioned, crossed) = crossed_reports(columns, &looks, &best.columns);
    if crossed {
        undecided.append(&mut questioned);
    }
    undecided.sort_unstable();
    undecided.dedup();
    let left_over = (0..cells.len()).filter(|i| !looks[*i].empty && best.columns[*i].is_none()).collect();
    let by_words = columns.iter().enumerate().any(|(at, c)| {
        matches!(c, Column::Text(_))
            && !best.columns.iter().zip(&looks).any(|(c, l)| *c == Some(at) && !l.empty)
    });
    Layout { columns: best.columns.clone(), undecided, questioned, left_over, by_words }
}

/// Mends a circle that slips into the column of grades: a row that is graded with letters has no circle for a grade.
fn one_scale(looks: &mut [Look], cells: &[Cell]) {
    let letters = cells.iter().any(|c| Grade::parse(&c.text).is_some_and(Grade::is_letter));
    for look in looks.iter_mut().filter(|l| letters && (l.mark || l.unmarked)) {
        look.grade = false;
    }
}

/// Whether a row has a cell for every column, and each fits the column at its position.
fn fits_in_place(columns: &[Column], looks: &[Look]) -> bool {
    let Some(extra) = looks.get(columns.len()..) else { return false };
    extra.iter().all(|l| l.empty) && columns.iter().zip(looks).all(|(c, l)| l.empty || fit(*c, l).is_some())
}

/// Whether position alone decides about the columns of prose. Where one of them is empty, and where plan and result
/// speak as if they had changed places, the words are asked.
fn words_agree(columns: &[Column], looks: &[Look]) -> bool {
    let texts = || columns.iter().zip(looks).filter(|(c, _)| matches!(c, Column::Text(_)));
    let reported = texts().any(|(c, _)| is_plan(*c) || is_result(*c));
    let missing = texts().any(|(_, l)| l.empty);
    let settled = texts().all(|(c, l)| match l.tense {
        _ if l.empty || l.dash || l.relisting || !(is_plan(*c) || is_result(*c)) => true,
        Tense::Plan => is_plan(*c),
        Tense::Result => is_result(*c),
        Tense::Mixed | Tense::Neither => false,
    });
    !(missing && reported) || settled
}

/// Plan and result that speak as if they had changed places, or one of them as if a part of the other had come to stand
/// there. Returns the cells, and whether the two are sure to be crossed.
fn crossed_reports(columns: &[Column], looks: &[Look], way: &[Option<usize>]) -> (Vec<usize>, bool) {
    let cell_of = |wanted: fn(Column) -> bool| {
        way.iter().position(|c| c.and_then(|c| columns.get(c)).is_some_and(|c| wanted(*c)))
    };
    let (Some(plan), Some(result)) = (cell_of(is_plan), cell_of(is_result)) else {
        return (Vec::new(), false);
    };
    match (looks[plan].tense, looks[result].tense) {
        (Tense::Result, Tense::Plan) => (vec![plan, result], true),
        (Tense::Result, _) if !looks[result].empty => (vec![plan], false),
        (_, Tense::Plan) if !looks[plan].empty => (vec![result], false),
        _ => (Vec::new(), false),
    }
}

fn is_plan(column: Column) -> bool {
    column == Column::Text(TextField::AnnualPlan)
}

fn is_result(column: Column) -> bool {
    column == Column::Text(TextField::Result)
}

/// Every cell in the column at its position.
fn in_place(columns: &[Column], looks: &[Look]) -> Layout {
    let laid: Vec<_> = (0..looks.len()).map(|at| (at < columns.len()).then_some(at)).collect();
    let mut undecided = crossed_names(columns, looks, &laid);
    let (mut questioned, crossed) = crossed_reports(columns, looks, &laid);
    if crossed {
        undecided.append(&mut questioned);
    }
    Layout { undecided, questioned, columns: laid, left_over: Vec::new(), by_words: false }
}

/// The best ways to lay out all cells, best first: for each number of columns passed, the few best ways so far.
///
/// In a row that fits as it stands only prose may change its column.
fn ways(columns: &[Column], looks: &[Look], at_home: bool) -> Vec<Way> {
    let mut reached: Vec<Vec<Way>> = vec![Vec::new(); columns.len() + 1];
    reached[0].push(Way { score: 0, columns: Vec::new() });
    for (at, look) in looks.iter().enumerate() {
        let mut next: Vec<Vec<Way>> = vec![Vec::new(); columns.len() + 1];
        skip_columns(columns, &mut reached);
        for (passed, ways) in reached.iter().enumerate() {
            for way in ways {
                let cost = if look.empty { 0 } else { LEFT_OVER };
                next[passed].push(way.then(None, -cost));
                let Some(column) = columns.get(passed) else { continue };
                let gain =
                    if look.empty { Some(EMPTY_IN_PLACE - skip_cost(*column)) } else { fit(*column, look) };
                let home = at_home && at == passed && !look.empty && !matches!(column, Column::Text(_));
                if let Some(gain) = gain.map(|g| if home { g + AT_HOME } else { g }) {
                    next[passed + 1].push(way.then(Some(passed), gain));
                }
            }
        }
        next.iter_mut().for_each(keep_best);
        reached = next;
    }
    skip_columns(columns, &mut reached);
    reached.pop().unwrap_or_default()
}

/// Lets every way also pass the next columns without a cell.
fn skip_columns(columns: &[Column], reached: &mut [Vec<Way>]) {
    for at in 0..columns.len() {
        let passed: Vec<Way> = reached[at]
            .iter()
            .map(|w| Way { score: w.score - skip_cost(columns[at]), ..w.clone() })
            .collect();
        reached[at + 1].extend(passed);
        keep_best(&mut reached[at + 1]);
    }
}

fn keep_best(ways: &mut Vec<Way>) {
    ways.sort_by_key(|w| -w.score);
    ways.truncate(KEPT);
}

impl Way {
    fn then(&self, column: Option<usize>, gain: i32) -> Way {
        let mut columns = self.columns.clone();
        columns.push(column);
        Way { score: self.score + gain, columns }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::cells;
    use super::super::heading::heading;
    use super::*;

    const HEADING: &str = "項目\t\t担当課\t評価\t実施内容\t当初予定\t取組実績";

    /// The kind of column that each filled cell came to, `?` where undecided.
    fn laid(heading_line: &str, row: &str) -> String {
        let columns = heading(1, &cells(heading_line), &[]).unwrap().columns;
        let row = cells(row);
        let layout = align(&columns, &row);
        let shown: Vec<String> = row
            .iter()
            .enumerate()
            .filter(|(_, c)| !c.is_empty())
            .map(|(at, _)| {
                let name = layout.columns[at].map_or("-".to_owned(), |c| match columns[c] {
                    Column::Text(field) => format!("{field:?}"),
                    Column::Grade(_) => "Grade".into(),
                    other => format!("{other:?}"),
                });
                if layout.undecided.contains(&at) { format!("{name}?") } else { name }
            })
            .collect();
        shown.join(" ")
    }

    #[test]
    fn dropped_cells_do_not_shift_what_is_left() {
        for (row, expected) in [
            (
                "方向\t7\t名称の推進\t産業課\tA\t・推進\t・進める。\t・進めた。",
                "Direction Number Name Departments Grade Overview AnnualPlan Result",
            ),
            (
                "17\t名称の策定\t財政課\tA\t・公表\t・進める。\t・進めた。\t",
                "Number Name Departments Grade Overview AnnualPlan Result",
            ),
            (
                "方向\t1\t名称の充実\tB\t・実施\t・進める。\t・進めた。\t",
                "Direction Number Name Grade Overview AnnualPlan Result",
            ),
            ("\t2\t名称の推進\tB\t-\t-\t-\t", "Number Name Grade Overview AnnualPlan Result"),
            (
                "\t- 2\t支援課\t-\t・予定に沿って進める。\t・予定に沿って進めた。\t",
                "Number Departments Grade AnnualPlan Result",
            ),
            (
                "31\t名称の適正化\t職員課\tA\t・実施\t・給与改定を行う。\t",
                "Number Name Departments Grade Overview AnnualPlan",
            ),
            (
                "32\t名称の充実\t職員課\tA\t・研修の実施 ・方針の見直し\t・講座を実施した。 ・周知を図った。\t",
                "Number Name Departments Grade Overview Result",
            ),
        ] {
            assert_eq!(laid(HEADING, row), expected, "{row}");
        }
    }

    #[test]
    fn what_the_words_do_not_decide_stays_undecided() {
        let mixed =
            "\t22\t名称の育成\t産業課\tB\t・施策の実施\t・支援を実施した。 ①額411,000千円(令和2年度当初予算)";
        assert!(laid(HEADING, mixed).ends_with('?'), "{}", laid(HEADING, mixed));
        let few = laid("No\t項目\t担当課\t23年度\t24年度\t25年度", "3\t名称の実施\t財政課\tA\tB");
        assert!(few.matches('?').count() == 2, "{few}");
    }

    #[test]
    fn a_cell_that_fits_nowhere_is_left_over() {
        let columns = heading(1, &cells("No\t項目\t担当課\t評価"), &[]).unwrap().columns;
        let layout =
            align(&columns, &cells("3\t名称の実施\t財政課\tA\tこれは表の外に書き足された文章である。"));
        assert_eq!(layout.left_over, [4]);
    }
}
