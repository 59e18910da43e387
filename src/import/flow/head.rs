//! The heading of a sheet whose cells stand one below the other: which columns it promises, from left to right.

use super::columns::Column;
use super::heads::{direction_head, numbered, numberless_no};
use super::lines::Paragraph;
use super::text::Text;
use crate::model::TextField;
use crate::text::fold;

/// The heading of a sheet.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Its columns but for number and grade.
    pub columns: Vec<Column>,
    /// Of programs that are only studied.
    pub study: bool,
    /// Has a column of grades.
    pub graded: bool,
    /// Paragraphs that it takes.
    pub taken: usize,
}

/// Words of headings, without white space and in the forms of [`fold`].
const WORDS: [(&[&str], Column); 7] = [
    (
        &[
            "主な取組の方向性",
            "主な検討の方向性",
            "取組の概要",
            "検討の概要",
            "取組概要",
            "事業概要",
            "実施内容",
            "取組内容",
        ],
        Column::Text(TextField::Overview),
    ),
    (&["年度スケジュール", "実施スケジュール", "年次計画"], Column::Text(TextField::ScheduleItem)),
    (
        &["当初予定", "当初計画", "年度計画", "年度目標", "年度予定", "設定目標", "取組予定", "取組計画"],
        Column::Text(TextField::AnnualPlan),
    ),
    (
        &["取組実績", "検討実績", "進捗状況", "実施状況", "取組状況", "取組結果", "実績"],
        Column::Text(TextField::Result),
    ),
    (&["課題", "改善点"], Column::Text(TextField::Issue)),
    (&["今後の方向", "今後の対応", "今後の取組"], Column::Text(TextField::Remedy)),
    (&["プログラム", "項目名", "取組名", "事業名", "取組項目"], Column::Name),
];

/// Most paragraphs of a heading.
const MOST: usize = 24;
/// Longest paragraph of a heading.
const LONGEST: usize = 70;

/// The heading with which the paragraphs begin: from the word for numbers to the first program or direction. It has to
/// promise a name, a plan and a result.
pub(super) fn head(paragraphs: &[Paragraph]) -> Option<Head> {
    let first = paragraphs.first().filter(|p| numberless_no(p.raw()))?;
    let mut whole = Text::default();
    let mut taken = 0;
    for paragraph in paragraphs.iter().take(MOST) {
        let begun = taken > 0
            && (direction_head(paragraph).is_some()
                || numbered(&paragraph.text).is_some()
                || numberless_no(paragraph.raw()));
        if begun || paragraph.bullet || paragraph.length() > LONGEST || paragraph.raw().contains('。') {
            break;
        }
        whole.run_on(&paragraph.text);
        taken += 1;
    }
    let folded = fold(whole.raw());
    let mut columns: Vec<(usize, Column)> = WORDS
        .iter()
        .filter_map(|(words, column)| {
            let first = words.iter().filter_map(|w| folded.find(&fold(w))).min()?;
            Some((first, *column))
        })
        .collect();
    columns.sort_by_key(|(at, _)| *at);
    let columns: Vec<Column> = columns.into_iter().map(|(_, column)| column).collect();
    let has = |wanted: Column| columns.contains(&wanted);
    let whole_sheet = has(Column::Name)
        && has(Column::Text(TextField::AnnualPlan))
        && has(Column::Text(TextField::Result))
        && !first.bullet;
    let study = ["検討プログラム", "検討項目", "検討事業"].iter().any(|w| folded.contains(&fold(w)));
    let graded = folded.contains("評価") || folded.contains("達成度");
    whole_sheet.then_some(Head { columns, study, graded, taken })
}
