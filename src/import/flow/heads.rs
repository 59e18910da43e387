//! What begins something: numbers of programs, labels of directions, headings of lists and sections.

use super::counts::{glued_size, size};
use super::lines::Paragraph;
use super::text::Text;
use crate::model::{FiscalYear, Listing, Mention, Year, enumerated};
use crate::text::{Form, numeral, program_number};

/// Whether a text goes on after a number of things, days or people, `24 年度に`, `12 団体が`, so that the number is no
/// program's. Names may begin with the same letters: `人材の育成`.
fn is_counted(behind: &str) -> bool {
    const ALWAYS: [&str; 8] = ["年", "月", "日", "円", "%", "％", "か所", "か月"];
    const THINGS: [&str; 14] =
        ["件", "回", "人", "名", "団体", "施設", "園", "校", "項目", "事業", "時間", "歳", "つ", "割"];
    const GOES_ON: [char; 9] = ['が', 'を', 'に', 'で', 'は', '、', '。', '以', '（'];
    let things = THINGS.iter().find_map(|t| behind.strip_prefix(t));
    ALWAYS.iter().any(|w| behind.starts_with(w))
        || things.is_some_and(|rest| rest.is_empty() || rest.starts_with(GOES_ON))
}

/// A program's number in front of its name.
pub(in crate::import) struct Numbered {
    pub no: u16,
    /// The number.
    pub number: Text,
    /// What stands behind it in the same paragraph.
    pub rest: Text,
    /// Circled, or with `No`: cannot be a number of anything else.
    pub marked: bool,
    /// With `No`.
    pub named: bool,
}

/// A number at the head of a paragraph: `12`, `No.12 名称`, `⑫ 名称`, `◆No12 名称`.
pub(in crate::import) fn numbered(text: &Text) -> Option<Numbered> {
    let raw = text.raw();
    let body = raw.trim_start_matches(['◆', '◇', '■', '●', '○', '・']).trim_start();
    let from = raw.len() - body.len();
    let circled = body.chars().next().filter(|c| is_circled(*c));
    let end = match circled {
        Some(c) => c.len_utf8(),
        None => number_end(body)?,
    };
    let (head, rest) = body.split_at_checked(end)?;
    let no = program_number(head).and_then(|n| u16::try_from(n).ok())?;
    let named = head.starts_with(['N', 'n', '№', 'Ｎ']);
    let behind = rest.trim_start();
    // Digits close before a letter are part of a word.
    let divided = circled.is_some() || behind.len() < rest.len() || rest.is_empty();
    let marked = circled.is_some() || named;
    if !divided || (!marked && is_counted(behind)) {
        return None;
    }
    Some(Numbered {
        no,
        number: text.part(0..from + end),
        rest: text.part(from + end..raw.len()),
        marked,
        named,
    })
}

/// The bytes of a number in digits, with `No` in front of it.
fn number_end(body: &str) -> Option<usize> {
    let prefix = ["No.", "No", "№", "Ｎｏ．", "Ｎｏ", "NO.", "NO"].iter().find_map(|p| body.strip_prefix(p));
    let from = prefix.unwrap_or(body).trim_start();
    let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let rest = from.trim_start_matches(digits);
    let taken = from.len() - rest.len();
    (taken > 0).then(|| body.len() - rest.len())
}

fn is_circled(c: char) -> bool {
    numeral(&c.to_string()).is_some_and(|n| n.form == Form::Circled)
}

/// A label of a direction.
pub(in crate::import) struct DirectionHead {
    pub no: u16,
    pub name: Text,
    /// Its size, `（15項目）`.
    pub size: Option<(u32, Text)>,
}

/// `方向性１ 地域資源によるサービス`, `Ⅰ 地域協働の推進`, `方針1 地域協働の推進(15項目)`.
pub(in crate::import) fn direction_head(paragraph: &Paragraph) -> Option<DirectionHead> {
    let raw = paragraph.raw();
    let roman = raw.starts_with(|c: char| ('Ⅰ'..='Ⅻ').contains(&c));
    let worded = ["基本方針", "方針", "方向性", "重点"].iter().any(|w| raw.starts_with(w));
    if !(roman || worded) || paragraph.length() > 45 || raw.contains(['。', '、']) {
        return None;
    }
    let (no, name) = enumerated(raw);
    let no = no?;
    let name = paragraph.text.part(raw.len() - name.len()..raw.len());
    match glued_size(&name) {
        Some((name, count, text)) => Some(DirectionHead { no, name, size: Some((count, text)) }),
        None => Some(DirectionHead { no, name, size: None }),
    }
}

/// The heading of a list of programs.
pub(in crate::import) struct ListHead {
    pub list: Listing,
    pub count: Option<(u32, Text)>,
    /// The year that it names.
    pub year: Option<FiscalYear>,
}

/// `■ 計画より遅れている事業（7事業）`.
pub(in crate::import) fn list_head(paragraph: &Paragraph) -> Option<ListHead> {
    let raw = paragraph.raw();
    if paragraph.length() > 60 || raw.contains(['。', '、']) || paragraph.bullet {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|w| raw.contains(w));
    let programs = has(&["取組", "プログラム", "事業", "項目", "施策"]);
    let list = if has(&["遅れている", "遅れた", "遅れのある"]) {
        Listing::Delayed
    } else if has(&["着実に進", "好事例", "優良事例", "成果を上げた", "主な成果"]) {
        Listing::GoodExample
    } else if has(&["新規の", "新規事項", "新規に", "新たに取り組"]) {
        Listing::NewUndertaking
    } else {
        return None;
    };
    let count = raw.rfind(['(', '（']).and_then(|at| {
        let inside = paragraph.text.part(at..raw.len());
        size(&inside.raw().replace(char::is_whitespace, "")).map(|n| (n, inside))
    });
    let opened = raw.starts_with(['【', '■', '○', '◆', '●', '◇', '□', '(', '（', '＜']);
    let listed = count.is_some() || opened || has(&["一覧"]);
    let year =
        Mention::find(raw).and_then(|m| if let Year::Known(year) = m.year { Some(year) } else { None });
    // `No 項目名 25年度新規事項` is the head of its columns.
    let columns = numberless_no(raw);
    (programs && listed && !columns).then_some(ListHead { list, count, year })
}

/// `No 項目名 …`: begins with the word for numbers, and with no number.
pub(in crate::import) fn numberless_no(raw: &str) -> bool {
    let rest = ["№", "No.", "No", "NO", "Ｎｏ", "番号"].iter().find_map(|w| raw.strip_prefix(w));
    rest.is_some_and(|r| {
        r.is_empty() || r.starts_with(char::is_whitespace) && !starts_with_digit(r.trim_start())
    })
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// A heading that begins another part of the document, by its sign or by its words.
pub(in crate::import) fn is_section(paragraph: &Paragraph) -> bool {
    let raw = paragraph.raw();
    let numbered = numbered(&paragraph.text).is_some_and(|n| n.named || n.marked);
    let signed = !raw.starts_with(['【', '<', '＜', '|', '(', '（', '◆']) && !numbered;
    let apart = !starts_with_digit(raw) || paragraph.gap >= 2;
    (is_heading(paragraph) && signed && apart) || raw.starts_with("◆◇") || raw.starts_with("◇◆")
}

/// A heading of the document's own: short, no sentence, with the sign of one in front.
pub(in crate::import) fn is_heading(paragraph: &Paragraph) -> bool {
    let raw = paragraph.raw();
    if paragraph.length() > 45 || raw.contains(['。', '、']) || paragraph.bullet {
        return false;
    }
    let signed = raw.starts_with(['【', '■', '○', '◆', '◇', '□', '●', '<', '＜', '|']);
    let bracketed = ["(", "（"]
        .iter()
        .any(|b| raw.strip_prefix(b).is_some_and(|r| starts_with_digit(r) && r.contains([')', '）'])));
    let titled = paragraph.length() <= 20
        && ["評価の見方", "進捗状況", "取組状況"].iter().any(|w| raw.contains(w))
        && !raw.ends_with(['た', 'る']);
    let spaced = numbered(&paragraph.text).is_some_and(|n| !n.marked && !n.rest.is_empty());
    signed || bracketed || spaced || titled
}
