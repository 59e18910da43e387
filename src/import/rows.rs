//! A line below a heading → what kind of row it is, with its cells put in shape for the columns.
//!
//! The rules here mend how the extraction glued and split the cells at the left of a row; which column each cell
//! belongs to is decided by `align`.

use super::cells::Cell;
use super::heading::{Column, Heading};
use super::look::{Look, is_dash, is_mark, is_unmarked, looks_like_departments, sub_number};
use crate::model::Grade;
use crate::text::{numeral, program_number};

/// A row of printed totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TotalsRow {
    /// The grade counted; `None` for the row of all.
    pub grade: Option<Grade>,
    /// The printed numbers with their cells, from left to right.
    pub counts: Vec<(u32, Cell)>,
    /// For each of them the column over it, in a row that has a cell for about every column.
    below: Option<Vec<usize>>,
    /// Of a part of the table only.
    partial: bool,
}

impl TotalsRow {
    /// Whether the numbers may be sums of something else than programs with a grade: of amounts, or of a part of them.
    pub fn strange(&self, columns: &[Column]) -> bool {
        let of_programs = |at: &usize| {
            !matches!(columns.get(*at), Some(Column::Unknown(_) | Column::Text(_) | Column::Amount(_)))
        };
        self.partial || self.below.as_ref().is_some_and(|below| !below.iter().all(of_programs))
    }
}

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// Printed totals.
    Totals(TotalsRow),
    /// A direction on a line of its own.
    Direction(Cell),
    /// A program or sub-program, as far as its cells tell.
    Cells(Vec<Cell>),
}

/// Tells what kind of row the cells are, and puts them in shape.
pub(super) fn row(heading: &Heading, cells: Vec<Cell>) -> Row {
    if let Some(totals) = totals_row(heading, &cells) {
        return Row::Totals(totals);
    }
    if let Some(label) = direction_row(&cells) {
        return Row::Direction(label);
    }
    let cells = join_sub_number(cells);
    let cells = split_number_from_name(&heading.columns, cells);
    let cells = split_marks(cells);
    let cells = split_departments_and_grade(heading, cells);
    let marked = heading.has(|c| c == Column::FollowUp);
    Row::Cells(if marked { split_mark_from_reason(cells) } else { cells })
}

/// Mends the totals at the foot of a table, whose cells slip: `S 1 3 0 41` holds the 41 of the follow-up column on the
/// line of one grade. A row of a grade or 計 and whole numbers and nothing else; which column each number belongs to
/// follows from their order.
fn totals_row(heading: &Heading, cells: &[Cell]) -> Option<TotalsRow> {
    // Up to two columns have no heading of their own, and rows may lack their cells.
    const IMPLIED: usize = 2;
    let mut filled = cells.iter().filter(|c| !c.is_empty());
    let label = filled.next()?;
    let grade = Grade::parse(&label.text);
    if grade.is_none() && !matches!(label.text.as_str(), "計" | "合計" | "総計" | "小計") {
        return None;
    }
    let counts: Option<Vec<(u32, Cell)>> = filled
        .map(|c| {
            let digits = c.text.replace([',', '，'], "");
            let n =
                numeral(&digits).filter(|_| digits.chars().all(|c| c.is_ascii_digit() || c.is_numeric()))?;
            Some((n.value, c.clone()))
        })
        .collect();
    let added = heading.columns.len().saturating_sub(cells.len());
    let in_place =
        || cells.iter().enumerate().filter(|(_, c)| !c.is_empty()).skip(1).map(|(at, _)| at + added);
    let below = (added <= IMPLIED).then(|| in_place().collect());
    let partial = label.text == "小計";
    counts.filter(|c| !c.is_empty()).map(|counts| TotalsRow { grade, counts, below, partial })
}

/// A line that holds only the name of a direction, told by its enumerator: `Ⅰ 地域協働の推進`, `方針1 …`.
fn direction_row(cells: &[Cell]) -> Option<Cell> {
    let mut filled = cells.iter().filter(|c| !c.is_empty());
    let (only, None) = (filled.next()?, filled.next()) else { return None };
    let text = only.text.as_str();
    let roman = text.starts_with(|c: char| ('Ⅰ'..='Ⅻ').contains(&c));
    let named =
        ["方針", "方向性", "基本方針", "重点", "基本目標", "重点目標", "重点項目", "柱", "大項目", "分野"]
            .iter()
            .any(|w| {
                text.strip_prefix(w).is_some_and(|rest| rest.trim_start().starts_with(char::is_numeric))
            });
    ((roman || named) && text.chars().count() <= 40 && !text.contains('。')).then(|| only.clone())
}

/// Mends sub-program numbers that stand as `- 1` in one cell or as `-` and `1` in two.
fn join_sub_number(mut cells: Vec<Cell>) -> Vec<Cell> {
    let Some(first) = cells.iter().position(|c| !c.is_empty()) else { return cells };
    let next_is_number = cells
        .get(first + 1)
        .is_some_and(|c| c.text.len() <= 2 && c.text.chars().all(|d| d.is_ascii_digit()) && !c.is_empty());
    if is_dash(&cells[first].text) && next_is_number {
        let number = cells.remove(first + 1);
        cells[first].text = format!("- {}", number.text);
        cells[first].end = number.end;
    }
    cells
}

/// Mends numbers glued to the name: `12 行政評価の実施`, `No.3　情報の公開`, `①協働の推進`.
///
/// Only left of the departments and grades: prose may begin with a number too. And only in a row that has no number of
/// its own: `Ⅰ 協働の推進` in front of one is a direction.
fn split_number_from_name(columns: &[Column], cells: Vec<Cell>) -> Vec<Cell> {
    let is_number = |cell: &Cell| Look::new(cell).number;
    if cells.iter().take_while(|cell| !Look::new(cell).ends_name(columns)).any(is_number) {
        return cells;
    }
    let mut out = Vec::with_capacity(cells.len() + 1);
    let mut looking = true;
    for cell in cells {
        looking = looking && !(Look::new(&cell).ends_name(columns) || program_number(&cell.text).is_some());
        match glued_number(&cell.text).filter(|_| looking && sub_number(&cell.text).is_none()) {
            Some(length) => {
                let (number, name) = cell.cut(length);
                out.extend([number, name]);
                looking = false;
            }
            None => out.push(cell),
        }
    }
    out
}

/// The bytes of a program's number in front of a name.
fn glued_number(text: &str) -> Option<usize> {
    if text.contains('。') || text.chars().count() > 60 {
        return None;
    }
    let circled = text
        .chars()
        .next()
        .filter(|c| numeral(&c.to_string()).is_some() && !c.is_ascii_digit() && !is_kanji(*c));
    let space = text.find(char::is_whitespace);
    let spaced =
        space.filter(|at| text.split_at_checked(*at).is_some_and(|(head, _)| program_number(head).is_some()));
    // Full-width digits in front are a number only when a space follows; circled ones need none.
    spaced.or_else(|| circled.filter(|c| !c.is_numeric() || !('０'..='９').contains(c)).map(char::len_utf8))
}

fn is_kanji(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Mends columns of marks that came out as one: `A B`, `A ○`, `- -`. Only cells of nothing but marks with spaces between.
fn split_marks(cells: Vec<Cell>) -> Vec<Cell> {
    let mut out = Vec::with_capacity(cells.len() + 1);
    for mut cell in cells {
        let words = || cell.text.split(' ');
        if words().count() > 1 && words().all(|w| Grade::parse(w).is_some() || is_mark(w) || is_dash(w)) {
            while let Some(at) = cell.text.find(' ') {
                let (mark, rest) = cell.cut(at);
                out.push(mark);
                cell = rest;
            }
        }
        out.push(cell);
    }
    out
}

/// Mends departments glued to the name, `窓口の改善 市民課`, and a grade glued to departments or to prose, `市民課 A`,
/// `A ・集約`. Only in a row that has no cell for what is glued, and only where the words on both sides decide.
fn split_departments_and_grade(heading: &Heading, cells: Vec<Cell>) -> Vec<Cell> {
    let graded = cells.iter().any(|c| Look::new(c).is_graded());
    let cells = if graded || heading.grades().len() != 1 { cells } else { split_at_first(cells, grade_seam) };
    let led = cells.iter().any(|c| looks_like_departments(&c.text));
    let dashed = cells.iter().filter(|c| is_dash(&c.text)).count() > 1;
    let promised = heading.has(|c| c == Column::Departments);
    if led || dashed || !promised { cells } else { split_at_first(cells, department_seam) }
}

/// Splits the first cell that has a seam.
fn split_at_first(cells: Vec<Cell>, seam: fn(&str) -> Option<usize>) -> Vec<Cell> {
    let mut out = Vec::with_capacity(cells.len() + 1);
    let mut looking = true;
    for cell in cells {
        match seam(&cell.text).filter(|_| looking) {
            Some(at) => {
                let (head, tail) = cell.cut(at);
                out.extend([head, tail]);
                looking = false;
            }
            None => out.push(cell),
        }
    }
    out
}

/// Where a grade is glued behind departments or before the bullets of prose.
fn grade_seam(text: &str) -> Option<usize> {
    const LONG: usize = 20;
    let letter = |c: char| {
        let mark = c.to_string();
        is_dash(&mark) || Grade::parse(&mark).is_some_and(Grade::is_letter)
    };
    let last = text.char_indices().next_back().filter(|(_, c)| letter(*c));
    let behind = last.and_then(|(at, _)| {
        let (departments, _) = text.split_at_checked(at)?;
        looks_like_departments(departments.trim_end()).then_some(at)
    });
    let ahead = || {
        let first = text.chars().next().filter(|c| letter(*c))?;
        let rest = text.strip_prefix(first)?;
        let (spaced, prose) = (rest.starts_with(' '), rest.trim_start());
        // A letter and words behind a space are prose when the words are many.
        (prose.starts_with(['・', '【']) || spaced && prose.chars().count() > LONG)
            .then_some(first.len_utf8())
    };
    behind.or_else(ahead)
}

/// Where departments follow a name behind a space.
fn department_seam(text: &str) -> Option<usize> {
    let at = text.rfind(' ')?;
    let (name, departments) = text.split_at_checked(at)?;
    let named = !name.contains('。') && !name.starts_with('・') && program_number(name).is_none();
    (named && looks_like_departments(departments.trim_start())).then_some(at)
}

/// Mends the mark of a column of its own glued to the text of the next: `○ 引き続き…`, `○引き続き…`.
fn split_mark_from_reason(cells: Vec<Cell>) -> Vec<Cell> {
    let mut out = Vec::with_capacity(cells.len() + 1);
    for cell in cells {
        match mark_ahead(&cell.text) {
            Some(at) => {
                let (mark, reason) = cell.cut(at);
                out.extend([mark, reason]);
            }
            None => out.push(cell),
        }
    }
    out
}

/// The bytes of a mark in front of other text.
fn mark_ahead(text: &str) -> Option<usize> {
    let spaced = text.find(' ').filter(|at| {
        text.split_at_checked(*at).is_some_and(|(m, _)| is_mark(m) || (is_unmarked(m) && !is_dash(m)))
    });
    // Without a space only a circle, and not ○○課, where circles stand for a name.
    let circle = || {
        let rest = text.strip_prefix(['○', '〇', '◯', '●'])?;
        let word = rest.chars().next()?;
        (!is_mark(&word.to_string())).then(|| text.len() - rest.len())
    };
    spaced.or_else(circle)
}

#[cfg(test)]
mod tests {
    use super::super::cells::cells;
    use super::super::heading::heading;
    use super::*;

    fn shaped(line: &str) -> String {
        let heading = heading(1, &cells("項目\t担当課\t評価\tフォローアップ\t理由等"), &[]).unwrap();
        match row(&heading, cells(line)) {
            Row::Totals(t) => format!(
                "{}: {:?}",
                t.grade.map_or("計".to_owned(), |g| g.to_string()),
                t.counts.iter().map(|(n, _)| *n).collect::<Vec<_>>()
            ),
            Row::Direction(cell) => format!("方針 {}", cell.text),
            Row::Cells(cells) => cells.iter().map(|c| c.text.clone()).collect::<Vec<_>>().join("|"),
        }
    }

    #[test]
    fn glued_and_split_cells_are_put_in_shape() {
        for (line, expected) in [
            ("方針\t12 行政評価の実施\t政策課\tA", "方針|12|行政評価の実施|政策課|A"),
            ("Ⅰ 協働の推進\t1\t窓口の改善\t市民課\tA", "Ⅰ 協働の推進|1|窓口の改善|市民課|A"),
            ("\t- 1\t道路課\t-\t1 募集について 市報で行う。", "|- 1|道路課|-|1 募集について 市報で行う。"),
            ("\t5 推進\t道路課\tA\t○引き続き進める。", "|5|推進|道路課|A|○|引き続き進める。"),
            ("\t5 推進\t道路課\tA ○\t進める。", "|5|推進|道路課|A|○|進める。"),
            ("\t5 推進\t○○課\tA", "|5|推進|○○課|A"),
            ("-\t2\t道路課\t-", "- 2|道路課|-"),
            ("\t5 推進\t道路課\tA\t○ 引き続き進める。", "|5|推進|道路課|A|○|引き続き進める。"),
            ("\t①協働の推進\t道路課\tA", "|①|協働の推進|道路課|A"),
            ("30\t外郭団体\t-\tB\t-", "30|外郭団体|-|B|-"),
            ("\t３\u{3000}情報の公開\t広報課\tA", "|３|情報の公開|広報課|A"),
        ] {
            assert_eq!(shaped(line), expected, "{line}");
        }
    }

    #[test]
    fn rows_that_are_no_programs() {
        for (line, expected) in [
            ("\tS\t1\t3\t0\t41\t\t", "S: [1, 3, 0, 41]"),
            ("\t計\t62\t62\t62", "計: [62, 62, 62]"),
            ("Ⅱ 情報の共有", "方針 Ⅱ 情報の共有"),
            ("方針3 財政基盤の強化\t\t", "方針 方針3 財政基盤の強化"),
        ] {
            assert_eq!(shaped(line), expected, "{line}");
        }
    }
}
