//! The heading of a table → the kinds of its columns, in order. Headings are told by the words that such tables use
//! everywhere; a heading over two lines (a year above its halves) is put together.

use super::cells::Cell;
use super::wording::{classify, is_of_years, may_be_name, year_of};
use crate::model::{Grade, Mention, Point, TextField, Year};
use crate::text::program_number;

/// The kind of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// 市町村.
    Municipality,
    /// 計画.
    Plan,
    /// 方針, 方向性.
    Direction,
    /// No.
    Number,
    /// 項目, 事業名.
    Name,
    /// 担当課.
    Departments,
    /// 評価; with the period that the heading names.
    Grade(Option<Mention>),
    /// フォローアップ.
    FollowUp,
    /// Prose.
    Text(TextField),
    /// Figures alone, of what was planned or of what came of it.
    Amount(TextField),
    /// What is measured: the label of the figures beside it.
    Indicator,
    /// The unit of the figures beside it.
    Unit,
    /// A heading that is not known, by its position among the cells of the heading.
    Unknown(usize),
}

impl Column {
    /// Whether a column of prose takes part in plan against result.
    pub fn is_plan_or_result(self) -> bool {
        matches!(self, Column::Text(TextField::AnnualPlan | TextField::Result))
    }
}

/// A recognised heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// The columns from left to right.
    pub columns: Vec<Column>,
    /// For each of them the year that its heading names, where it is one of prose.
    pub years: Vec<Option<Mention>>,
    /// The column of directions has no heading of its own, and may not be there at all.
    pub direction_implied: bool,
    /// How many lines it takes: 1 or 2.
    pub lines: usize,
    /// Its first line in the document, 1-based.
    pub line: u32,
}

impl Heading {
    /// Whether a column of that kind is named.
    pub fn has(&self, wanted: impl Fn(Column) -> bool) -> bool {
        self.columns.iter().any(|c| wanted(*c))
    }

    /// The columns of grades.
    pub fn grades(&self) -> Vec<usize> {
        (0..self.columns.len()).filter(|at| matches!(self.columns[*at], Column::Grade(_))).collect()
    }
}

/// Longest text that may be a heading.
const LONGEST: usize = 36;

/// Recognises the heading that begins with `row`, on that line; `below` is the next non-blank line, which may name the halves.
pub(super) fn heading(line: u32, row: &[Cell], below: &[Cell]) -> Option<Heading> {
    let filled: Vec<&Cell> = row.iter().filter(|c| !c.is_empty()).collect();
    let is_data = |c: &&Cell| {
        Grade::parse(&c.text).is_some()
            || program_number(&c.text).is_some()
            || c.text.contains('。')
            || c.text == "-"
    };
    if filled.len() < 3
        || filled.iter().any(is_data)
        || filled.iter().any(|c| c.text.chars().count() > LONGEST)
    {
        return None;
    }
    let halves = halves_below(below);
    let mut columns = Vec::new();
    // The cell of each column, to name those that are not understood.
    let mut named_by = Vec::new();
    let mut year = None;
    for (at, cell) in row.iter().enumerate() {
        let half = halves.as_ref().and_then(|h| h.get(at).copied().flatten());
        let own =
            if cell.is_empty() { None } else { Some(classify(&cell.text).unwrap_or(Column::Unknown(at))) };
        if let Some(Column::Grade(Some(mention))) = own {
            year = Some(mention);
        } else if own.is_some() {
            year = None;
        }
        match (own, half, year) {
            // A year whose cell spans several halves: the cells right of it are empty.
            (Some(Column::Grade(_)) | None, Some(point), Some(mention)) => {
                columns.push(Column::Grade(Some(Mention { point: Some(point), ..mention })));
            }
            (Some(column), _, _) => columns.push(column),
            (None, _, _) => continue,
        }
        named_by.push(at);
    }
    year_beside_its_half(&mut columns, &named_by, below);
    let text = |at: usize| row.get(at).map_or("", |c| c.text.as_str());
    name_by_default(&mut columns, &named_by, text);
    let known = columns.iter().filter(|c| !matches!(c, Column::Unknown(_))).count();
    let named = columns.contains(&Column::Name);
    let anchored =
        columns.iter().any(|c| matches!(c, Column::Grade(_) | Column::Departments | Column::Number));
    // Beside a name, a grade and what they belong to there may be any number of columns that are not known.
    let graded = columns.iter().any(|c| matches!(c, Column::Grade(_)));
    let enough = known * 5 >= columns.len() * 3 || (graded && known >= 4);
    if known < 3 || !enough || !named || !anchored {
        return None;
    }
    plan_of_the_year(&mut columns);
    for (column, at) in columns.iter_mut().zip(&named_by) {
        let dated = matches!(column, Column::Text(_) | Column::Amount(_) | Column::Grade(_));
        // Without 後期 beside it 前期 may be the term before this one.
        let term = text(*at).contains("前期") && !row.iter().any(|cell| cell.text.contains("後期"));
        if dated && (term || is_of_years(text(*at))) {
            *column = Column::Unknown(*at);
        }
    }
    graded_below(&mut columns, &named_by, below, text);
    years_of_a_schedule(&mut columns, &named_by, text);
    let mut years: Vec<Option<Mention>> = columns
        .iter()
        .zip(&named_by)
        .map(|(c, at)| match c {
            Column::Text(_) | Column::Amount(_) => year_of(text(*at)),
            _ => None,
        })
        .collect();
    one_grade_a_period(&mut columns, &named_by, text);
    one_of_each(&mut columns, &years, &named_by, text);
    labels_of_figures(&mut columns, &named_by);
    let direction_implied = spread_item(&mut columns, &mut years);
    Some(Heading { columns, years, direction_implied, lines: 1 + usize::from(halves.is_some()), line })
}

/// Mends headings that call the programs by a word of their own, 具体的な取組: the first that may mean them does, where
/// no other column is named so.
fn name_by_default<'a>(columns: &mut [Column], named_by: &[usize], text: impl Fn(usize) -> &'a str) {
    if columns.contains(&Column::Name) {
        return;
    }
    let unknown = |c: &Column| matches!(c, Column::Unknown(_));
    let mut both = columns.iter_mut().zip(named_by);
    if let Some((column, _)) = both.find(|(c, at)| unknown(c) && may_be_name(text(**at))) {
        *column = Column::Name;
    }
}

/// Mends a table with a column for every year beside that of its grades: the bare years are those of a schedule, whose
/// circles mean that something is done then.
fn years_of_a_schedule<'a>(columns: &mut [Column], named_by: &[usize], text: impl Fn(usize) -> &'a str) {
    let bare = |column: Column, at: usize| matches!(column, Column::Grade(_)) && is_bare_year(text(at));
    let graded = columns
        .iter()
        .zip(named_by)
        .any(|(c, at)| matches!(c, Column::Grade(_)) && !text(*at).is_empty() && !bare(*c, *at));
    for (column, at) in columns.iter_mut().zip(named_by).filter(|_| graded) {
        if bare(*column, *at) {
            *column = Column::Unknown(*at);
        }
    }
}

/// Whether a heading is a year and nothing else.
fn is_bare_year(text: &str) -> bool {
    Mention::whole(text).is_some_and(|mention| mention.point.is_none())
}

/// Mends a table that grades under 進捗状況 or the like, where others report in words: where no column is named as one
/// of grades, the first row tells which it is. Bare years beside it may be those of a schedule.
fn graded_below<'a>(
    columns: &mut [Column],
    named_by: &[usize],
    below: &[Cell],
    text: impl Fn(usize) -> &'a str,
) {
    let named = |column: Column, at: usize| matches!(column, Column::Grade(_)) && !is_bare_year(text(at));
    if columns.iter().zip(named_by).any(|(c, at)| named(*c, *at)) {
        return;
    }
    let graded = |at: usize| below.get(at).is_some_and(|c| Grade::in_column(&c.text).is_some());
    let mut results = columns
        .iter_mut()
        .zip(named_by)
        .filter(|(c, at)| **c == Column::Text(TextField::Result) && graded(**at));
    if let (Some((column, at)), None) = (results.next(), results.next()) {
        *column = Column::Grade(year_of(text(*at)));
    }
}

/// What is measured, and its unit, say something only beside figures.
fn labels_of_figures(columns: &mut [Column], named_by: &[usize]) {
    let figures = columns.iter().any(|c| matches!(c, Column::Amount(_)));
    let labelled = figures && columns.contains(&Column::Indicator);
    for (column, at) in columns.iter_mut().zip(named_by).filter(|_| !labelled) {
        if matches!(column, Column::Indicator | Column::Unit) {
            *column = Column::Unknown(*at);
        }
    }
}

/// Leaves one column of each kind: a program has one name, and what stands in a second column of the kind is something
/// else, or of another time. The rest is not understood.
fn one_of_each<'a>(
    columns: &mut [Column],
    years: &[Option<Mention>],
    named_by: &[usize],
    text: impl Fn(usize) -> &'a str,
) {
    const AMOUNTS: [&str; 5] = ["額", "値", "率", "数", "円"];
    let places = |columns: &[Column], wanted: Column| -> Vec<usize> {
        (0..columns.len()).filter(|at| columns[*at] == wanted).collect()
    };
    let number = columns.iter().position(|c| *c == Column::Number);
    let names = places(columns, Column::Name);
    let behind = |number: usize| names.iter().find(|at| **at > number).or(names.last());
    let name = number.and_then(behind).or(names.first()).copied();
    for at in 0..columns.len() {
        let column = columns[at];
        if matches!(column, Column::Unknown(_) | Column::Grade(_)) {
            continue;
        }
        let mut same = places(columns, column);
        same.retain(|other| years[*other] == years[at]);
        let said = |at: &&usize| named_by.get(**at).map_or("", |named| text(*named));
        let kept = match column {
            Column::Name => name,
            // 所管部 and 所管課.
            Column::Departments => same.iter().find(|at| said(at).contains('課')).or(same.first()).copied(),
            // The number of a direction stands in front of it.
            Column::Number => {
                same.iter().rfind(|at| name.is_some_and(|n| **at < n)).or(same.first()).copied()
            }
            Column::Text(_) => {
                let prose = |at: &&usize| !AMOUNTS.iter().any(|word| said(at).contains(word));
                same.iter().find(prose).or(same.first()).copied()
            }
            _ => same.first().copied(),
        };
        for other in same.into_iter().filter(|other| Some(*other) != kept) {
            columns[other] = Column::Unknown(named_by[other]);
        }
    }
}

/// The second half of a year, which ends as the year does, gives way to a column of the whole year.
fn year_beside_its_half(columns: &mut [Column], named_by: &[usize], below: &[Cell]) {
    for at in 0..columns.len() {
        let half = below.get(named_by[at]).is_some_and(|c| c.text.starts_with('下'));
        let again = columns.iter().filter(|c| **c == columns[at]).count() > 1;
        if half && again && matches!(columns[at], Column::Grade(_)) {
            columns[at] = Column::Unknown(named_by[at]);
        }
    }
}

/// A second line that holds nothing but halves of a year.
fn halves_below(below: &[Cell]) -> Option<Vec<Option<Point>>> {
    let filled = below.iter().filter(|c| !c.is_empty()).count();
    let points: Vec<Option<Point>> = below.iter().map(|c| Mention::point_alone(&c.text)).collect();
    (filled > 0 && points.iter().flatten().count() == filled).then_some(points)
}

/// Mends 計画 as the heading of what was planned for the year: beside a column of results, and not behind that of
/// municipalities, it does not name the plan to which a program belongs.
fn plan_of_the_year(columns: &mut [Column]) {
    let text = |field| columns.contains(&Column::Text(field));
    if !text(TextField::Result) || text(TextField::AnnualPlan) {
        return;
    }
    let named = columns.iter().rposition(|c| *c == Column::Plan);
    let behind_city = |at: usize| at.checked_sub(1).is_some_and(|b| columns[b] == Column::Municipality);
    if let Some(at) = named.filter(|at| !behind_city(*at)) {
        columns[at] = Column::Text(TextField::AnnualPlan);
    }
}

/// Two columns of grades for one period, of the department and of a committee: a program has one grade a period, that
/// which sums up the others or else the first. The others are not understood.
fn one_grade_a_period<'a>(columns: &mut [Column], named_by: &[usize], text: impl Fn(usize) -> &'a str) {
    // A whole year is graded at its end.
    let period = |column: Column| match column {
        Column::Grade(mention) => Some((
            mention.map_or(Year::OfDocument, |m| m.year),
            mention.and_then(|m| m.point).unwrap_or(Point::YearEnd),
        )),
        _ => None,
    };
    for at in 0..columns.len() {
        let Some(own) = period(columns[at]) else { continue };
        let same: Vec<usize> = (0..columns.len()).filter(|at| period(columns[*at]) == Some(own)).collect();
        let overall = |at: &&usize| FINAL.iter().any(|word| text(named_by[**at]).contains(word));
        let kept = same.iter().find(overall).or(same.first()).copied();
        for other in same.into_iter().filter(|other| Some(*other) != kept) {
            columns[other] = Column::Unknown(named_by[other]);
        }
    }
}

/// Words for the grade that sums up the others.
const FINAL: [&str; 2] = ["総合", "全体"];

/// One heading 項目 stands over direction, number and name where these have none of their own. Whether a column of
/// directions was added.
fn spread_item(columns: &mut Vec<Column>, years: &mut Vec<Option<Mention>>) -> bool {
    let Some(at) = columns.iter().position(|c| *c == Column::Name) else { return false };
    if columns.contains(&Column::Number) {
        return false;
    }
    columns.insert(at, Column::Number);
    years.insert(at, None);
    let implied = !columns.contains(&Column::Direction);
    if implied {
        columns.insert(at, Column::Direction);
        years.insert(at, None);
    }
    implied
}

#[cfg(test)]
mod tests {
    use super::super::cells::cells;
    use super::*;

    fn shown(lines: [&str; 2]) -> Option<String> {
        let found = heading(1, &cells(lines[0]), &cells(lines[1]))?;
        let names: Vec<String> = found
            .columns
            .iter()
            .map(|c| match c {
                Column::Grade(Some(m)) => format!("評価{:?}", m.point),
                Column::Grade(None) => "評価".into(),
                other => format!("{other:?}"),
            })
            .collect();
        Some(format!("{} {}", found.lines, names.join(" ")))
    }

    #[test]
    fn headings_of_every_wording() {
        for (lines, expected) in [
            (
                [
                    "項目\t主な推進担当課\t26年度\t\t27年度\tフォローアップ対象項目\t理由等",
                    "\t\t上半期\t年度末\t上半期\t",
                ],
                "2 Direction Number Name Departments 評価Some(Half) 評価Some(YearEnd) 評価Some(Half) FollowUp Text(FollowUpReason)",
            ),
            (
                [
                    "項目\t\t主な推進担当課\t評価\t実施内容\t令和2年度当初予定 (目標値)\t取組実績 (令和3年3月末実績値)",
                    "",
                ],
                "1 Direction Number Name Departments 評価 Text(Overview) Text(AnnualPlan) Text(Result)",
            ),
            (
                [
                    "市\t計画\tNo\t方針\t項目\t主な推進担当課\t23上半期\t23年度末",
                    "x市\t第2次プラン\t1\ta\tb\tc\tA\tA",
                ],
                "1 Municipality Plan Number Direction Name Departments 評価Some(Half) 評価Some(YearEnd)",
            ),
            (["番号\t取組名\t所管部署\t達成度\t備考", ""], "1 Number Name Departments 評価 Unknown(4)"),
            (
                ["番号\t取組名\t所管課\t中間評価\t期末評価\t次年度の方向性\t目標年度", ""],
                "1 Number Name Departments 評価Some(Half) 評価Some(YearEnd) Unknown(5) Unknown(6)",
            ),
            (
                ["番号\t取組名\t所管課\t前期実績\t実績\t必要性評価\t総合評価", ""],
                "1 Number Name Departments Unknown(3) Text(Result) Unknown(5) 評価",
            ),
            (
                ["番号\t取組名\t所管課\t前期実績\t後期実績\t評価(R6.3末)\t評価(12月末)", ""],
                "1 Number Name Departments Text(Result) Text(Result) 評価Some(YearEnd) Unknown(6)",
            ),
        ] {
            assert_eq!(shown(lines).as_deref(), Some(expected), "{lines:?}");
        }
    }

    #[test]
    fn rows_and_prose_are_no_heading() {
        for line in [
            "\t12 行政評価の実施\t政策課\tA\tA\tA",
            "評価の見方について",
            "予定\t実績",
            "\t2\t事業の名称\t-\tB",
            "1\t項目の整理\t政策課\t予定を立てた。",
        ] {
            assert_eq!(shown([line, ""]), None, "{line}");
        }
    }
}
