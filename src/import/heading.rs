//! The heading of a table → the kinds of its columns, in order. Headings are told by the words that such tables use
//! everywhere; a heading over two lines (a year above its halves) is put together.

use super::cells::Cell;
use crate::model::{Grade, Mention, Point, TextField};
use crate::text::{fold, program_number};

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

    /// Number of columns of grades.
    pub fn grades(&self) -> usize {
        self.columns.iter().filter(|c| matches!(c, Column::Grade(_))).count()
    }
}

/// Words inside a heading (folded), in the order in which they are asked: `フォローアップ対象項目` is not a name.
const INSIDE: [(&[&str], Column); 15] = [
    (&["理由"], Column::Text(TextField::FollowUpReason)),
    (&["ふぉろーあっぷ", "追跡対象", "継続対象"], Column::FollowUp),
    (&["課題", "改善点"], Column::Text(TextField::Issue)),
    (&["要因", "原因"], Column::Text(TextField::Cause)),
    (&["今後の"], Column::Text(TextField::Remedy)),
    (&["新規事項"], Column::Text(TextField::NewUndertaking)),
    (&["評価", "判定", "達成度", "進捗度", "進捗区分", "らんく"], Column::Grade(None)),
    (&["実績", "進捗状況", "実施状況", "取組状況", "取組結果", "実施結果"], Column::Text(TextField::Result)),
    (
        &[
            "当初予定",
            "年度計画",
            "年度予定",
            "目標",
            "取組予定",
            "実施計画",
            "実施予定",
            "年間計画",
            "取組計画",
            "事業計画",
            "計画内容",
        ],
        Column::Text(TextField::AnnualPlan),
    ),
    (&["実施内容", "取組内容", "概要", "内容"], Column::Text(TextField::Overview)),
    (&["担当", "所管", "主管", "部署", "課名"], Column::Departments),
    (&["方針", "方向性", "分野", "の柱", "体系", "基本目標"], Column::Direction),
    (&["番号", "項番"], Column::Number),
    (&["項目", "事業名", "取組名", "名称", "施策名", "ぷろぐらむ名", "事務事業"], Column::Name),
    (&["市町村", "自治体", "団体名"], Column::Municipality),
];

/// Headings that are that word and nothing else (folded).
const WHOLE: [(&[&str], Column); 5] = [
    (&["市", "市区町村", "区市町村", "団体", "都市"], Column::Municipality),
    (&["計画", "計画名", "ぷらん", "ぷらん名", "大綱"], Column::Plan),
    (&["no", "no番号", "通番", "番"], Column::Number),
    (&["取組", "事業", "ぷろぐらむ", "施策"], Column::Name),
    (&["予定"], Column::Text(TextField::AnnualPlan)),
];

/// Longest text that may be a heading.
const LONGEST: usize = 28;

/// The kind of column that one heading cell names.
fn classify(text: &str) -> Option<Column> {
    let folded = fold(text);
    let named = |table: &[(&[&str], Column)], fits: &dyn Fn(&str) -> bool| {
        table.iter().find(|(words, _)| words.iter().any(|w| fits(w))).map(|(_, column)| *column)
    };
    let column = named(&WHOLE, &|w| folded == w).or_else(|| named(&INSIDE, &|w| folded.contains(w)));
    // Why a grade was given is neither a grade nor the reason of a follow-up.
    if folded.contains("評価") && folded.contains("理由") {
        return None;
    }
    match column {
        Some(Column::Grade(_)) => Some(Column::Grade(period_of(&folded))),
        Some(column) => Some(column),
        None => Mention::whole(text).map(|mention| Column::Grade(Some(mention))),
    }
}

/// The period in a heading such as `令和4年度評価` or `24年度末評価`.
fn period_of(folded: &str) -> Option<Mention> {
    Mention::find(folded).or_else(|| Mention::whole(&folded.replace("評価", "")))
}

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
    let known = columns.iter().filter(|c| !matches!(c, Column::Unknown(_))).count();
    let named = columns.contains(&Column::Name);
    let anchored =
        columns.iter().any(|c| matches!(c, Column::Grade(_) | Column::Departments | Column::Number));
    if known < 3 || known * 5 < columns.len() * 3 || !named || !anchored {
        return None;
    }
    plan_of_the_year(&mut columns);
    one_grade_a_period(&mut columns, &named_by);
    let direction_implied = spread_item(&mut columns);
    Some(Heading { columns, direction_implied, lines: 1 + usize::from(halves.is_some()), line })
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

/// Two columns of grades for one period, of the department and of a committee: the second is not understood, since a
/// program has one grade a period.
fn one_grade_a_period(columns: &mut [Column], named_by: &[usize]) {
    let mut seen = Vec::new();
    for (column, at) in columns.iter_mut().zip(named_by) {
        if let Column::Grade(mention) = *column {
            if seen.contains(&mention) {
                *column = Column::Unknown(*at);
            }
            seen.push(mention);
        }
    }
}

/// One heading 項目 stands over direction, number and name where these have none of their own. Whether a column of
/// directions was added.
fn spread_item(columns: &mut Vec<Column>) -> bool {
    let Some(at) = columns.iter().position(|c| *c == Column::Name) else { return false };
    if columns.contains(&Column::Number) {
        return false;
    }
    columns.insert(at, Column::Number);
    let implied = !columns.contains(&Column::Direction);
    if implied {
        columns.insert(at, Column::Direction);
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
