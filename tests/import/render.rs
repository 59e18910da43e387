//! Writes what is known of a plan as a table again, as another city might have laid it out.

use shinchoku::model::{Empty, Field, TextField};

use super::kit::*;
use super::mutate::Random;

/// A row as it is true.
#[derive(Clone)]
pub struct Row {
    pub number: String,
    pub cells: Vec<(Kind, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Number,
    Direction,
    Name,
    Departments,
    Grade(&'static str),
    FollowUp,
    Text(TextField),
}

impl Row {
    pub fn cell(&self, kind: Kind) -> &str {
        self.cells.iter().find(|(k, _)| *k == kind).map_or("", |(_, text)| text)
    }

    pub fn swap(&mut self, a: Kind, b: Kind) {
        let [at_a, at_b] = [a, b].map(|kind| self.cells.iter().position(|(k, _)| *k == kind).unwrap());
        let text = self.cells[at_a].1.clone();
        self.cells[at_a].1 = std::mem::replace(&mut self.cells[at_b].1, text);
    }
}

pub const HALF_YEARS: [Kind; 9] = [
    Kind::Direction,
    Kind::Number,
    Kind::Name,
    Kind::Departments,
    Kind::Grade("H26上"),
    Kind::Grade("H26末"),
    Kind::Grade("H27上"),
    Kind::FollowUp,
    Kind::Text(TextField::FollowUpReason),
];

pub const YEAR_END: [Kind; 8] = [
    Kind::Direction,
    Kind::Number,
    Kind::Name,
    Kind::Departments,
    Kind::Grade("R2末"),
    Kind::Text(TextField::Overview),
    Kind::Text(TextField::AnnualPlan),
    Kind::Text(TextField::Result),
];

/// The rows of a sample with what is true of them.
pub fn rows(book: &Book, columns: &[Kind]) -> Vec<Row> {
    let cell = |program: &str, kind: Kind| match kind {
        Kind::Number => program.rsplit_once('-').map_or(program.to_owned(), |(_, sub)| format!("- {sub}")),
        Kind::Direction => book.direction(program),
        Kind::Name => book.name(program),
        Kind::Departments => match book.missing(program, Field::Departments) {
            Some(Empty::SeeChildren) => "-".to_owned(),
            _ => book.departments(program),
        },
        Kind::Grade(_) if program.contains('-') => "-".to_owned(),
        Kind::Grade(period) => book.grade(program, period),
        Kind::FollowUp => if book.followed_up(program) == Some(true) { "○" } else { "" }.to_owned(),
        Kind::Text(field) => match book.missing(program, Field::Text(field)) {
            Some(Empty::SeeChildren) => "-".to_owned(),
            _ => book.text(program, field),
        },
    };
    let row = |number: String| Row {
        cells: columns.iter().map(|kind| (*kind, cell(&number, *kind))).collect(),
        number,
    };
    book.programs().into_iter().map(row).collect()
}

/// How a table is laid out.
pub struct Style {
    /// The order of the columns.
    pub columns: Vec<Kind>,
    /// Words of the heading for each column.
    words: Vec<&'static str>,
    /// The number as `No.3`, `③`, glued to the name, …
    number: usize,
    /// The direction on every row, on the first of its rows, or on a line of its own.
    direction: usize,
}

impl Style {
    pub fn any(columns: &[Kind], random: &mut Random) -> Style {
        let mut columns = columns.to_vec();
        for i in (1..columns.len()).rev() {
            columns.swap(i, random.below(i + 1));
        }
        let mut style =
            Style { words: Vec::new(), number: random.below(3), direction: random.below(3), columns };
        if style.direction == 2 {
            style.columns.retain(|k| *k != Kind::Direction);
        }
        style.words = style.columns.iter().map(|kind| *random.pick(words(*kind))).collect();
        style
    }

    /// The columns as they stand, under the first words for them, the direction and the number on every row.
    pub fn plain(columns: &[Kind]) -> Style {
        let words = columns.iter().map(|kind| words(*kind)[0]).collect();
        Style { columns: columns.to_vec(), words, number: 0, direction: 0 }
    }

    pub fn heading(&self) -> String {
        self.words.join("\t")
    }

    /// The lines of a row, that of the row itself last.
    pub fn lines(&self, row: &Row, above: Option<&Row>) -> Vec<String> {
        let direction = row.cell(Kind::Direction);
        let again = above.is_some_and(|a| a.cell(Kind::Direction) == direction);
        let cells: Vec<String> = self
            .columns
            .iter()
            .map(|kind| match kind {
                Kind::Direction if self.direction == 1 && again => String::new(),
                Kind::Number if !row.number.contains('-') => self.numbered(row.cell(Kind::Number)),
                kind => row.cell(*kind).to_owned(),
            })
            .collect();
        let mut lines = vec![cells.join("\t")];
        if self.direction == 2 && !again {
            lines.insert(0, format!("方針1 {direction}"));
        }
        lines
    }

    fn numbered(&self, digits: &str) -> String {
        match (self.number, digits.parse::<u32>()) {
            (1, _) => format!("No.{digits}"),
            (2, Ok(n @ 1..=20)) => char::from_u32('①' as u32 + n - 1).unwrap().to_string(),
            _ => digits.to_owned(),
        }
    }
}

fn words(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Number => &["No", "番号", "No.", "項番"],
        Kind::Direction => &["方針", "基本方針", "方向性", "分野"],
        Kind::Name => &["項目", "取組名", "事業名", "取組項目"],
        Kind::Departments => &["担当課", "所管課", "主管課", "担当部署"],
        Kind::Grade("H26上") => &["平成26年度上半期", "H26上", "平成26年度上半期評価"],
        Kind::Grade("H26末") => &["平成26年度末", "H26末", "平成26年度末評価"],
        Kind::Grade("H27上") => &["平成27年度上半期", "H27上"],
        Kind::Grade(_) => &["評価", "進捗評価", "令和2年度評価", "達成度"],
        Kind::FollowUp => &["フォローアップ", "フォローアップ対象"],
        Kind::Text(TextField::Overview) => &["実施内容", "取組内容", "概要"],
        Kind::Text(TextField::AnnualPlan) => &["目標", "計画", "当初予定", "年度計画", "令和2年度計画"],
        Kind::Text(TextField::Result) => &["実績", "取組実績", "実施状況", "取組結果", "令和2年度実績"],
        Kind::Text(_) => &["理由等", "理由"],
    }
}
