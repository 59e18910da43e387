//! The words by which such documents name the fields of a program, in the wordings of many cities.

use super::lines::Paragraph;
use super::text::Text;
use crate::model::TextField;
use crate::text::fold;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Label {
    /// Prose.
    Text(TextField),
    /// The state of the indicators.
    Indicators,
    /// Lead departments.
    Departments,
    /// The grade.
    Grade,
}

/// Labels (folded, without the year in front of them).
const LABELS: [(&[&str], Label); 11] = [
    (
        &[
            "取組の概要",
            "取組概要",
            "事業の概要",
            "事業概要",
            "実施内容",
            "取組内容",
            "取組の内容",
            "主な取組の方向性",
            "概要",
        ],
        Label::Text(TextField::Overview),
    ),
    (
        &[
            "年度計画",
            "年度目標",
            "年度予定",
            "年間計画",
            "当初計画",
            "当初予定",
            "取組計画",
            "取組予定",
            "実施計画",
            "実施予定",
            "目標",
            "計画",
        ],
        Label::Text(TextField::AnnualPlan),
    ),
    (
        &["進捗状況", "取組実績", "実施状況", "取組状況", "取組結果", "実施結果", "実績"],
        Label::Text(TextField::Result),
    ),
    (&["成果指標の達成状況", "成果指標", "指標の達成状況", "達成状況"], Label::Indicators),
    (
        &[
            "成果達成に資する取組",
            "成果につながった取組",
            "成功の要因",
            "成功要因",
            "成果の要因",
            "工夫した点",
        ],
        Label::Text(TextField::SuccessFactor),
    ),
    (&["要因", "遅れの要因", "遅れた要因", "遅れの原因", "原因", "理由"], Label::Text(TextField::Cause)),
    (
        &["今後の対応", "今後の対応策", "対応策", "今後の方向", "今後の方向性", "今後の取組", "改善策"],
        Label::Text(TextField::Remedy),
    ),
    (
        &["課題", "改善点", "課題改善点", "今後の課題", "今後に向けた課題", "今後に向けた課題改善点"],
        Label::Text(TextField::Issue),
    ),
    (&["新規事項", "新規の取組"], Label::Text(TextField::NewUndertaking)),
    (&["担当課", "所管課", "主管課", "担当部署", "主な推進担当課"], Label::Departments),
    (&["評価", "進捗評価"], Label::Grade),
];

/// Most paragraphs over which a label in a narrow column is spread.
const SPREAD: usize = 3;
/// Most letters of a label.
const LONGEST: usize = 24;

/// What a text announces, taken as a whole.
pub(in crate::import) fn label(text: &str) -> Option<Label> {
    if text.chars().count() > LONGEST || text.ends_with('。') {
        return None;
    }
    let folded = fold(text);
    let bare = without_year(&folded);
    LABELS.iter().find(|(words, _)| words.contains(&bare)).map(|(_, label)| *label)
}

/// Whether a text is a label whose words say so wherever they stand: 目標 alone does not, 年度目標 does.
pub(in crate::import) fn is_telling_label(text: &str) -> bool {
    let weak = |folded: &str| {
        matches!(without_year(folded), "要因" | "原因" | "理由") || without_year(folded).chars().count() < 4
    };
    label(text).is_some() && (text.starts_with('【') || !weak(&fold(text)))
}

/// `24年度の`, `平成24年度末`: the first half of a label, which is never a text.
pub(in crate::import) fn is_year_of_label(text: &str) -> bool {
    text.chars().count() <= 12 && without_year(&fold(text)).is_empty()
}

/// `平成24年度末の進捗状況`, `24年度の年度計画`: what follows the year.
fn without_year(folded: &str) -> &str {
    let bare = ["平成", "令和"].iter().find_map(|era| folded.strip_prefix(era)).unwrap_or(folded);
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit() || c == '元');
    if digits.len() == bare.len() {
        // 24年度末 / の進捗状況: the year may stand on a line of its own.
        return folded.strip_prefix('の').unwrap_or(folded);
    }
    let Some(rest) = digits.strip_prefix("年度") else { return folded };
    let rest = rest.strip_prefix('末').unwrap_or(rest);
    rest.strip_prefix('の').unwrap_or(rest)
}

/// A label found at the head of paragraphs.
pub(in crate::import) struct Found {
    pub label: Label,
    /// The label itself.
    pub text: Text,
    /// Paragraphs that it takes.
    pub taken: usize,
    /// What stands behind it in its last paragraph.
    pub rest: Option<Text>,
}

/// The label with which the paragraphs begin. Mends labels whose letters are spread by spaces and over lines, and those
/// that stand on one line with their text.
pub(in crate::import) fn label_at(paragraphs: &[Paragraph]) -> Option<Found> {
    let mut joined = Text::default();
    let mut found = None;
    for (at, paragraph) in paragraphs.iter().take(SPREAD).enumerate() {
        if paragraph.length() > LONGEST || paragraph.bullet {
            break;
        }
        joined.run_on(&paragraph.text);
        if let Some(label) = label(joined.raw()) {
            found = Some(Found { label, text: joined.clone(), taken: at + 1, rest: None });
        }
    }
    found.or_else(|| paragraphs.first().and_then(|p| label_before_text(&p.text)))
}

/// `取組の概要 窓口を一つにする`, `【要因】用地の取得が遅れたため。`
fn label_before_text(text: &Text) -> Option<Found> {
    let raw = text.raw();
    let cut = |end: usize| -> Option<Found> {
        let head = text.part(0..end);
        let rest = text.part(end..raw.len());
        let label = label(head.raw()).filter(|_| !rest.is_empty())?;
        Some(Found { label, text: head, taken: 1, rest: Some(rest) })
    };
    if raw.starts_with('【') {
        return cut(raw.find('】')? + '】'.len_utf8());
    }
    let ends = raw.char_indices().filter(|(_, c)| c.is_whitespace() || matches!(c, ':' | '：'));
    let near = ends.take_while(|(at, _)| *at <= LONGEST * 3);
    near.map(|(at, c)| if c.is_whitespace() { at } else { at + c.len_utf8() }).filter_map(cut).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_every_wording() {
        for (text, expected) in [
            ("2 4 年度の年 度 計 画", Some(Label::Text(TextField::AnnualPlan))),
            ("令和元年度末の進捗状況", Some(Label::Text(TextField::Result))),
            ("【今後の対応】", Some(Label::Text(TextField::Remedy))),
            ("成 果 指 標の達成状況", Some(Label::Indicators)),
            ("課題・改善点", Some(Label::Text(TextField::Issue))),
            ("実績を上げた。", None),
            ("主な内容", None),
        ] {
            assert_eq!(label(text), expected, "{text}");
        }
    }

    #[test]
    fn a_label_and_its_text_on_one_line() {
        for (line, expected) in [
            ("取組の概要 市域を越えた課題", Some(("取組の概要", "市域を越えた課題"))),
            ("年 度 計 画 窓口を まとめる", Some(("年 度 計 画", "窓口を まとめる"))),
            ("【要因】用地の取得が遅れたため。", Some(("【要因】", "用地の取得が遅れたため。"))),
            ("取組概要：窓口", Some(("取組概要：", "窓口"))),
            ("【主な内容】紹介", None),
            ("目標を立てる 計画", None),
        ] {
            let found = label_before_text(&Text::of_line(1, 0, line));
            let got = found.map(|f| (f.text.raw().to_owned(), f.rest.unwrap().raw().to_owned()));
            let expected = expected.map(|(a, b)| (a.to_owned(), b.to_owned()));
            assert_eq!(got, expected, "{line}");
        }
    }
}
