//! The words by which headings name their columns, and what a heading says about the year of its column.

use super::heading::Column;
use crate::model::{Mention, OtherDate, Point, TextField, Year};
use crate::text::fold;
use unicode_normalization::UnicodeNormalization;

/// Words inside a heading (folded), in the order in which they are asked: `フォローアップ対象項目` is not a name.
const INSIDE: [(&[&str], Column); 19] = [
    (&["番号", "項番"], Column::Number),
    (&["目標値", "計画値", "数値目標"], Column::Amount(TextField::AnnualPlan)),
    (&["実績値"], Column::Amount(TextField::Result)),
    (&["基本目標", "重点目標", "政策目標", "大項目", "大分類"], Column::Direction),
    (&["遅れの理由", "遅延理由", "未達", "遅れた理由", "進まな"], Column::Text(TextField::Cause)),
    (&["理由"], Column::Text(TextField::FollowUpReason)),
    (&["ふぉろーあっぷ", "追跡対象", "継続対象"], Column::FollowUp),
    (&["課題", "改善点"], Column::Text(TextField::Issue)),
    (&["要因", "原因"], Column::Text(TextField::Cause)),
    (&["今後の", "対応方針", "改善策"], Column::Text(TextField::Remedy)),
    (&["新規事項"], Column::Text(TextField::NewUndertaking)),
    (&["評価", "判定", "達成度", "進捗度", "進捗区分", "達成区分", "評定", "らんく"], Column::Grade(None)),
    (
        &["実績", "進捗状況", "実施状況", "取組状況", "取組結果", "実施結果", "達成状況", "すてーたす"],
        Column::Text(TextField::Result),
    ),
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
    (&["項目", "事業名", "取組名", "名称", "施策名", "ぷろぐらむ名", "事務事業"], Column::Name),
    (&["市町村", "自治体", "団体名"], Column::Municipality),
];

/// Headings that are that word and nothing else (folded).
const WHOLE: [(&[&str], Column); 9] = [
    (&["市", "市区町村", "区市町村", "団体", "都市"], Column::Municipality),
    (&["計画", "計画名", "ぷらん", "ぷらん名", "大綱"], Column::Plan),
    (&["no", "no番号", "通番", "番"], Column::Number),
    (&["取組", "事業", "ぷろぐらむ", "施策"], Column::Name),
    (&["予定"], Column::Text(TextField::AnnualPlan)),
    (&["結果", "成果"], Column::Text(TextField::Result)),
    (&["課", "部署", "所属"], Column::Departments),
    (
        &["指標", "指標名", "成果指標", "成果指標名", "活動指標", "評価指標", "数値指標", "管理指標", "kpi"],
        Column::Indicator,
    ),
    (&["単位"], Column::Unit),
];

/// Words about a grade, a plan or a result that make of its column something else (folded): what is said about a grade,
/// and what is of another year than that of the document.
const ABOUT_GRADE: [&str; 15] = [
    "こめんと",
    "意見",
    "所見",
    "理由",
    "基準",
    "方法",
    "評価者",
    "指標",
    "内容",
    "説明",
    "根拠",
    "評価日",
    "視点",
    "対象外",
    "対応",
];
const OF_ANOTHER_TIME: [&str; 10] =
    ["前年", "前回", "昨年", "次年", "翌年", "来年", "次回", "最終", "計画期間", "過去"];
/// What a heading ends with that names a date (folded).
const UNTIL: [&str; 6] = ["年度", "時期", "期限", "期日", "年月", "年次"];
/// Words that make of a column of names or departments one of something else (folded).
const BESIDE: [&str; 9] = ["関係", "関連", "協力", "中項目", "中分類", "小分類", "電話", "内線", "担当者"];

/// The kind of column that one heading cell names.
pub(super) fn classify(text: &str) -> Option<Column> {
    let folded = fold(text);
    let named = |table: &[(&[&str], Column)], fits: &dyn Fn(&str) -> bool| {
        table.iter().find(|(words, _)| words.iter().any(|w| fits(w))).map(|(_, column)| *column)
    };
    let only = |words: &[&str]| words.iter().any(|w| folded.ends_with(w));
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    let column = named(&WHOLE, &|w| folded == w).or_else(|| named(&INSIDE, &|w| folded.contains(w)));
    match column {
        // What is to become of a program next, or how it is gone about, is no direction of the plan.
        Some(Column::Direction) if has(&OF_ANOTHER_TIME) || has(&["取組方針", "実施方針"]) => None,
        // Until when, or of which year, is neither promised nor reported, nor a grade.
        Some(Column::Text(_) | Column::Amount(_) | Column::Grade(_))
            if only(&UNTIL) && year_in(text).is_none() =>
        {
            None
        }
        // Two things in one cell, which only their order tells apart.
        Some(Column::Text(_) | Column::Amount(_)) if has(&["上段"]) => {
            Some(Column::Text(TextField::AnnualPlanOrResult))
        }
        // 当初予定(目標値) is prose that ends with figures; an amount of money has its unit in the heading.
        Some(Column::Amount(_)) if has(&["予定", "計画", "取組", "内容"]) && !only(&["計画値"]) => {
            Some(Column::Text(if has(&["実績"]) { TextField::Result } else { TextField::AnnualPlan }))
        }
        Some(Column::Amount(_)) if has(&OF_ANOTHER_TIME) || text.contains('円') => None,
        // Why a grade was given is neither a grade nor the reason of a follow-up.
        Some(Column::Text(TextField::FollowUpReason)) if folded.contains("評価") => None,
        Some(Column::Grade(_)) if has(&ABOUT_GRADE) || has(&OF_ANOTHER_TIME) => None,
        Some(Column::Text(TextField::AnnualPlan | TextField::Result | TextField::Overview))
            if has(&OF_ANOTHER_TIME) =>
        {
            None
        }
        Some(Column::Name | Column::Departments | Column::Number | Column::Direction) if has(&BESIDE) => None,
        Some(Column::Grade(_)) => when(text, true).ok().map(Column::Grade),
        Some(Column::Text(TextField::AnnualPlan | TextField::Result) | Column::Amount(_))
            if when(text, false).is_err() =>
        {
            None
        }
        Some(column) => Some(column),
        None => Mention::whole(text).map(|mention| Column::Grade(Some(mention))),
    }
}

/// Words by which a heading names a half of the document's year (folded).
const HALVES: [(&str, Point); 6] = [
    ("上半期", Point::Half),
    ("上期", Point::Half),
    ("前期", Point::Half),
    ("下半期", Point::YearEnd),
    ("下期", Point::YearEnd),
    ("後期", Point::YearEnd),
];
/// The same of a heading of grades alone: an aim halfway, 中間目標, may be one halfway through the plan.
const POINTS_OF_GRADES: [(&str, Point); 4] =
    [("中間", Point::Half), ("期末", Point::YearEnd), ("年度末", Point::YearEnd), ("通期", Point::YearEnd)];

/// When a column is about, as its heading says it: `令和4年度評価`, `24年度末評価`, `評価(R6.3末)`, `上半期実績`; an error where it names
/// a date that ends neither half.
fn when(text: &str, graded: bool) -> Result<Option<Mention>, OtherDate> {
    if let Some(dated) = Mention::as_of(text)? {
        return Ok(Some(dated));
    }
    let folded = fold(text);
    let words = HALVES.iter().chain(POINTS_OF_GRADES.iter().filter(|_| graded));
    let mut named = words.filter(|(word, _)| folded.contains(word)).map(|(_, point)| *point);
    let point = named.next().filter(|first| named.all(|point| point == *first));
    let year = year_in(text).or_else(|| Mention::whole(&folded.replace("評価", "")));
    Ok(match (year, point) {
        (Some(mention), _) => Some(Mention { point: mention.point.or(point), ..mention }),
        (None, Some(point)) => Some(Mention { year: Year::OfDocument, point: Some(point) }),
        (None, None) => None,
    })
}

/// The year or half that the heading of a column of prose or figures names.
pub(super) fn year_of(text: &str) -> Option<Mention> {
    when(text, false).ok().flatten()
}

/// The year that a heading names in front of or behind its word: `令和4年度目標`, `R4実績`, `目標(2025)`. A date is none.
fn year_in(text: &str) -> Option<Mention> {
    if let Some(mention) = Mention::find(text) {
        return Some(mention);
    }
    let normal: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    if normal.contains('月') || normal.contains('日') {
        return None;
    }
    let pieces =
        normal.split(|c: char| !(c.is_ascii_alphanumeric() || "令和平成昭元年度上下半期末".contains(c)));
    let known = |piece: &str| Mention::whole(piece).filter(|m| matches!(m.year, Year::Known(_)));
    let mut found = pieces.clone().filter_map(known);
    let first = found.next().filter(|_| found.next().is_none());
    let bare = || pieces.filter(|piece| piece.contains("年度")).find_map(Mention::whole);
    first.or_else(bare)
}

/// Whether a heading speaks of several years, of which a column has only one period.
pub(super) fn is_of_years(text: &str) -> bool {
    let years = |c: char| !(c.is_ascii_digit() || c == '元');
    let normal: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let dated = normal.contains(['年', 'R', 'H']) && year_in(text).is_none() && !normal.contains('月');
    dated && normal.split(years).filter(|digits| !digits.is_empty()).count() > 1
}

/// Whether a heading that names nothing else may name the programs.
pub(super) fn may_be_name(text: &str) -> bool {
    let folded = fold(text);
    ["取組", "事業", "事項", "施策", "改革", "ぷろぐらむ", "件名"].iter().any(|word| folded.contains(word))
}
