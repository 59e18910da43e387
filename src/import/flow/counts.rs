//! The table of counts, direction by grade, whose cells stand one below the other: headings that give each grade its
//! meaning, then for every direction its name, its size and one number a grade.

use super::lines::Paragraph;
use super::said::{Flow, When, direction, plan};
use super::sums::Meanings;
use super::text::Text;
use crate::model::{Doubtful, Fact, Grade, How, Subject, Total, TotalColumn, enumerated};
use crate::text::{fold, numeral};

/// The heading over the names of directions (folded).
const CORNER: [&str; 8] = ["分野", "方針", "方向性", "区分", "項目", "基本方針", "体系", "分類"];
/// Most paragraphs between two marks of the heading.
const NEAR: usize = 4;
/// Most paragraphs that a heading takes.
const HEAD: usize = 40;

/// The heading of a table of counts.
pub(in crate::import) struct Head {
    /// The grades from left to right, with their meanings.
    columns: Vec<(Grade, Text)>,
    /// Paragraphs that it takes.
    taken: usize,
    /// The word over the names.
    corner: Text,
}

impl Head {
    /// The grades with their meanings, folded.
    pub fn meanings(&self) -> Meanings {
        self.columns.iter().map(|(mark, text)| (*mark, fold(text.raw()))).collect()
    }
}

/// The heading of a table of counts with which the paragraphs begin.
pub(in crate::import) fn head(paragraphs: &[Paragraph]) -> Option<Head> {
    let corner = paragraphs.first().filter(|p| CORNER.contains(&fold(p.raw()).as_str()))?;
    let mut columns: Vec<(Grade, Text)> = Vec::new();
    let mut meaning = Text::default();
    let (mut taken, mut since) = (1, 0);
    for (at, paragraph) in paragraphs.iter().enumerate().skip(1).take(HEAD) {
        if paragraph.raw().contains('。') || paragraph.length() > 20 {
            break;
        }
        since += 1;
        if let Some((mark, before)) = marked(&paragraph.text) {
            meaning.run_on(&before);
            if columns.iter().any(|(known, _)| *known == mark) {
                return None;
            }
            columns.push((mark, std::mem::take(&mut meaning)));
            (taken, since) = (at + 1, 0);
        } else if since > NEAR {
            break;
        } else {
            meaning.run_on(&paragraph.text);
        }
    }
    (columns.len() >= 2).then(|| Head { columns, taken, corner: corner.text.clone() })
}

/// `（Ｓ）`, `予定以上に進捗（Ｓ）`: the mark, and what stands before it.
fn marked(text: &Text) -> Option<(Grade, Text)> {
    let inside = text.raw().strip_suffix([')', '）'])?;
    let open = inside.rfind(['(', '（'])?;
    let (before, mark) = inside.split_at_checked(open)?;
    Some((Grade::parse(mark.trim_start_matches(['(', '（']))?, text.part(0..before.len())))
}

/// One row while its cells are gathered.
#[derive(Default)]
struct Draft {
    label: Text,
    size: Option<(u32, Text)>,
    numbers: Vec<(u32, Text)>,
}

/// Reads the rows below a heading; returns how many paragraphs were taken.
pub(in crate::import) fn read(paragraphs: &[Paragraph], head: &Head, flow: &mut Flow) -> usize {
    flow.heading(&head.corner);
    for (mark, meaning) in &head.columns {
        flow.say(plan(), When::Ever, Fact::Meaning(*mark), How::Printed, meaning);
    }
    for paragraph in paragraphs.iter().take(head.taken).filter(|p| marked(&p.text).is_some()) {
        flow.heading(&paragraph.text);
    }
    let mut draft = Draft::default();
    let mut at = head.taken;
    while let Some(paragraph) = paragraphs.get(at) {
        // The rows are short; whatever is not has nothing to do with the table.
        if paragraph.raw().contains('。') || paragraph.length() > 60 || paragraph.tabbed {
            break;
        }
        // A word behind the numbers of a row that is no direction ends the table.
        if draft.is_empty() && !begins_row(paragraph) {
            break;
        }
        for cell in cells(&paragraph.text, draft.label.is_empty()) {
            draft.add(cell);
        }
        at += 1;
        if draft.numbers.len() < head.columns.len() {
            continue;
        }
        let last = is_sum(&draft.label);
        std::mem::take(&mut draft).say(head, flow);
        if last {
            break;
        }
    }
    if !draft.is_empty() {
        flow.doubt(None, &draft.label, Doubtful::TotalsUnplaced);
    }
    at
}

fn begins_row(paragraph: &Paragraph) -> bool {
    is_sum(&paragraph.text)
        || paragraph.raw().split_whitespace().next().is_some_and(|word| is_sum(&Text::of_line(1, 0, word)))
        || enumerated(paragraph.raw()).0.is_some()
}

fn is_sum(text: &Text) -> bool {
    matches!(fold(text.raw()).as_str(), "計" | "合計" | "総計")
}

/// A cell of a row.
enum Cell {
    Word(Text),
    Size(u32, Text),
    Number(u32, Text),
}

/// The cells of a paragraph: a size in brackets, numbers, and words that belong together.
fn cells(text: &Text, at_label: bool) -> Vec<Cell> {
    let mut found = Vec::new();
    let mut words: Option<usize> = None;
    let raw = text.raw();
    let tokens = raw.split_whitespace().map(|word| {
        let start = word.as_ptr() as usize - raw.as_ptr() as usize;
        (start, start + word.len(), word)
    });
    let mut first = at_label;
    for (start, end, word) in tokens {
        let digits =
            !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
        // １ 地域資源によるサービス: the first number of a row is that of the direction.
        let number = numeral(word).filter(|_| digits && !first).map(|n| n.value);
        first = false;
        let size = size(word);
        if number.is_none() && size.is_none() {
            words.get_or_insert(start);
            continue;
        }
        if let Some(from) = words.take() {
            found.push(Cell::Word(text.part(from..start)));
        }
        let own = text.part(start..end);
        match (number, size) {
            (Some(n), _) => found.push(Cell::Number(n, own)),
            (None, Some(n)) => found.push(Cell::Size(n, own)),
            (None, None) => {}
        }
    }
    if let Some(from) = words {
        let rest = text.part(from..raw.len());
        // 協働の推進（６事業）: the size may stand close behind the name.
        match glued_size(&rest) {
            Some((name, n, own)) => found.extend([Cell::Word(name), Cell::Size(n, own)]),
            None => found.push(Cell::Word(rest)),
        }
    }
    found
}

/// `（１５項目）`: a number and a word that counts programs, in brackets.
pub(in crate::import) fn size(word: &str) -> Option<u32> {
    let inside = word.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?;
    let digits = ["項目", "プログラム", "事業", "取組", "件"].iter().find_map(|w| inside.strip_suffix(w))?;
    numeral(digits.trim()).map(|n| n.value)
}

/// A size behind the last word of a text: (words, size, its text).
pub(in crate::import) fn glued_size(text: &Text) -> Option<(Text, u32, Text)> {
    let open = text.raw().rfind(['(', '（'])?;
    let (_, word) = text.raw().split_at_checked(open)?;
    let n = size(word)?;
    Some((text.part(0..open), n, text.part(open..text.raw().len())))
}

impl Draft {
    fn is_empty(&self) -> bool {
        self.label.is_empty() && self.numbers.is_empty()
    }

    fn add(&mut self, cell: Cell) {
        match cell {
            Cell::Word(text) => self.label.run_on(&text),
            Cell::Size(n, text) => self.size = Some((n, text)),
            Cell::Number(n, text) => self.numbers.push((n, text)),
        }
    }

    fn say(self, head: &Head, flow: &mut Flow) {
        let (no, name) = enumerated(self.label.raw());
        let fits = self.numbers.len() == head.columns.len();
        let subject = match no {
            _ if is_sum(&self.label) => plan(),
            Some(no) if fits => direction(no),
            _ => {
                flow.doubt(None, &self.label, Doubtful::TotalsUnplaced);
                return;
            }
        };
        if !fits {
            flow.doubt(None, &self.label, Doubtful::TotalsUnplaced);
            return;
        }
        if let Subject::Direction(..) = subject {
            let from = self.label.raw().len() - name.len();
            flow.name(subject, &self.label.part(from..self.label.raw().len()));
        } else {
            flow.heading(&self.label);
        }
        if let Some((count, text)) = &self.size {
            flow.total(subject, TotalColumn::Programs, *count, text);
        }
        for ((mark, _), (count, text)) in head.columns.iter().zip(&self.numbers) {
            let fact = Fact::Total(Total { grade: Some(*mark), column: TotalColumn::Grades, count: *count });
            flow.say(subject, When::Document, fact, How::Printed, text);
        }
    }
}
