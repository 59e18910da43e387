//! Lines → paragraphs. In text extracted from a PDF blank lines mean little; a line that ends a paragraph or a cell ends
//! with a space, and one that runs on does not.

use super::counts::size;
use super::heads::numberless_no;
use super::labels::is_telling_label;
use super::text::Text;
use crate::import::decode::Decoded;
use crate::model::Grade;
use crate::text::{Form, numeral};

/// A line, or the part of one before or behind a place where the extraction glued two together.
#[derive(Clone, Copy, Debug)]
pub(in crate::import) struct Line {
    /// Cells it takes: two for a Japanese letter, one for others.
    pub width: i32,
    /// The line before it goes on in the same line of the document.
    pub glued: bool,
}

/// Lines that run on into each other.
#[derive(Clone, Debug)]
pub(in crate::import) struct Paragraph {
    /// Its lines.
    pub lines: Vec<Line>,
    /// All of them as one text.
    pub text: Text,
    /// Blank lines before it.
    pub gap: u32,
    /// Begins with the sign of a list.
    pub bullet: bool,
    /// Begins with a tab: a remnant of something that is no flowing text.
    pub tabbed: bool,
    /// Its last line says that it runs on, and what follows is something else: a part of it is lost.
    pub torn: bool,
}

impl Paragraph {
    /// What stands there.
    pub fn raw(&self) -> &str {
        self.text.raw()
    }

    /// The number of characters.
    pub fn length(&self) -> usize {
        self.raw().chars().count()
    }
}

/// The paragraphs of a document.
pub(in crate::import) struct Paragraphs {
    /// In their order.
    pub all: Vec<Paragraph>,
    /// The ends of lines tell where paragraphs end. Where they do not, every line is taken for one, and cells that run
    /// over several lines cannot be told.
    pub marked: bool,
}

/// Signs that begin an item of a list or a heading, at which a paragraph never goes on.
const OPENERS: [char; 12] = ['・', '･', '◆', '◇', '■', '□', '●', '※', '【', '＜', '•', '◎'];

/// Longest line that is read, and most lines of a paragraph: whatever is longer has lost its ends, or was no text.
const LONGEST_LINE: usize = 16 << 10;
const MOST_LINES: usize = 100;

/// Reads the paragraphs of a document.
pub(in crate::import) fn paragraphs(decoded: &Decoded) -> Paragraphs {
    let filled = || decoded.lines().filter(|(_, l)| !l.trim().is_empty());
    let (count, ending) = filled().fold((0usize, 0usize), |(count, ending), (_, line)| {
        (count + 1, ending + usize::from(line.ends_with(char::is_whitespace)))
    });
    let marked = ending * 10 >= count;
    let mut all: Vec<Paragraph> = Vec::new();
    let mut open = false;
    let mut gap = 0;
    for (number, whole) in decoded.lines() {
        if whole.trim().is_empty() || whole.len() > LONGEST_LINE {
            gap += 1;
            continue;
        }
        if is_page_number(whole) {
            continue;
        }
        let parts = glued_parts(whole);
        let last = parts.len() - 1;
        for (at, (start, part)) in parts.into_iter().enumerate() {
            let text = Text::of_line(number, start, part);
            let tabbed = at == 0 && whole.starts_with('\t');
            let complete = gap >= 2 && all.last().is_some_and(|p| p.raw().ends_with('。'));
            let opens = opens(text.raw()) || tabbed || complete || begins_label(decoded, number, at, &text);
            let line = Line { width: width(text.raw()), glued: at > 0 };
            let goes_on = open && at == 0 && !opens;
            if let Some(torn) = all.last_mut().filter(|_| open && !goes_on) {
                torn.torn = true;
            }
            match all.last_mut().filter(|p| goes_on && p.lines.len() < MOST_LINES) {
                Some(paragraph) => {
                    paragraph.text.run_on(&text);
                    paragraph.lines.push(line);
                }
                None => all.push(Paragraph {
                    bullet: text.raw().starts_with(['・', '･', '•']),
                    lines: vec![line],
                    text,
                    gap: if at == 0 { gap } else { 0 },
                    tabbed,
                    torn: false,
                }),
            }
            gap = 0;
            let ended = at < last || !marked || whole.ends_with(char::is_whitespace);
            open = !ended && !all.last().is_some_and(closes);
        }
    }
    Paragraphs { all, marked }
}

/// Whether a line cannot be the continuation of the one above.
fn opens(text: &str) -> bool {
    text.starts_with(OPENERS)
        || is_legend(text)
        || is_alone(text)
        || numberless_no(text)
        || is_direction(text)
}

/// `方向性１ 地域資源によるサービス`: a direction on a line of its own.
fn is_direction(text: &str) -> bool {
    let rest = ["基本方針", "方針", "方向性", "重点"].iter().find_map(|w| text.strip_prefix(w));
    rest.is_some_and(|r| {
        let name = r.trim_start_matches(|c: char| c.is_numeric());
        name.len() < r.len() && name.starts_with(char::is_whitespace) && !name.contains(['。', '、'])
    })
}

/// A grade or a number, which never runs on into another line.
fn is_alone(text: &str) -> bool {
    is_number(text) || Grade::parse(text).is_some()
}

/// Whether a paragraph is complete although its line does not say so.
fn closes(paragraph: &Paragraph) -> bool {
    let text = paragraph.raw();
    let enclosed = |open: char, close: char| text.starts_with(open) && text.ends_with(close);
    // A heading that says how many programs follow.
    let counted = text.starts_with(OPENERS)
        && text.rfind(['(', '（']).and_then(|at| text.get(at..)).is_some_and(|s| size(s).is_some());
    is_legend(text) || counted || enclosed('【', '】') || enclosed('＜', '＞') || is_alone(text)
}

/// A number alone: that of a program, or of a page.
fn is_number(text: &str) -> bool {
    let circled = || numeral(text).is_some_and(|n| n.form == Form::Circled);
    let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    (text.chars().count() <= 3 && text.chars().all(digits)) || circled()
}

/// `- 3 -`, `3 / 12`: the number of a page, which interrupts whatever runs on over it.
fn is_page_number(line: &str) -> bool {
    let dashes = ['-', '－', '―', '‐'];
    let inner = line.trim();
    let bare = inner.trim_matches(dashes).trim();
    let digits =
        |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let dashed = inner.starts_with(dashes) && inner.ends_with(dashes) && digits(bare);
    let of_all = || inner.split_once(['/', '／']).is_some_and(|(a, b)| digits(a.trim()) && digits(b.trim()));
    dashed || of_all()
}

/// Whether a label in so many words begins with a line, whatever the end of the line before says.
fn begins_label(decoded: &Decoded, number: u32, at: usize, text: &Text) -> bool {
    const LONGEST: usize = 12;
    if at > 0 || text.raw().chars().count() > LONGEST {
        return false;
    }
    let below = (number + 1..number + 6).map(|n| decoded.line(n).trim()).filter(|l| !l.is_empty());
    let mut joined = String::new();
    std::iter::once(text.raw()).chain(below.take(2)).any(|line| {
        joined.push_str(line);
        is_telling_label(&joined)
    })
}

/// `「Ａ」：予定どおりに進捗`: a line of a legend.
fn is_legend(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['「', '『']) else { return false };
    let mut chars = rest.chars();
    let marked = chars.next().is_some_and(|c| Grade::parse(&c.to_string()).is_some());
    marked && chars.next().is_some_and(|c| matches!(c, '」' | '』'))
}

/// Mends fields that begin on the line where another ends: `…を進める。 ・令和4年度は`, and a grade behind the last words
/// of one: `必要がある。 A`. Returns the parts with the byte at which each begins.
fn glued_parts(line: &str) -> Vec<(usize, &str)> {
    let mut cuts = Vec::new();
    let mut spaced = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let bullet = matches!(c, '・' | '◆' | '＜') && before != '・' && before != '＞';
        let labelled = || {
            let rest = line.get(at..).unwrap_or("");
            let end = rest.find('】').filter(|end| *end <= 40);
            c == '【' && end.and_then(|end| rest.get(..end)).is_some_and(is_telling_label)
        };
        // A grade ends its line.
        let graded = || {
            let rest = line.get(at..).unwrap_or("").trim_end();
            before == '。' && Grade::parse(rest).is_some()
        };
        if spaced && before != ' ' && (bullet || graded() || labelled()) {
            cuts.push(at);
        }
        spaced = c.is_whitespace();
        if !spaced {
            before = c;
        }
    }
    let mut parts = Vec::with_capacity(cuts.len() + 1);
    let mut start = 0;
    for cut in cuts.into_iter().chain([line.len()]) {
        if let Some(part) = line.get(start..cut).filter(|p| !p.trim().is_empty()) {
            parts.push((start, part));
        }
        start = cut;
    }
    parts
}

/// Cells that a text takes: two for a Japanese letter, one for others and for signs that are set close to the next one.
fn width(text: &str) -> i32 {
    const SIGNS: [char; 10] = ['、', '。', '「', '」', '（', '）', '『', '』', '【', '】'];
    let narrow = |c: char| c.is_ascii() || matches!(c, '\u{ff61}'..='\u{ff9f}' | '\u{3099}' | '\u{309a}');
    let next = text.chars().skip(1).map(Some).chain([None]);
    let close = |c: char, next: Option<char>| SIGNS.contains(&c) && next.is_some_and(|n| SIGNS.contains(&n));
    text.chars().zip(next).map(|(c, next)| if narrow(c) || close(c, next) { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::decode::decode;

    fn read(text: &str) -> Vec<String> {
        let decoded = decode(text.as_bytes()).unwrap();
        paragraphs(&decoded).all.iter().map(|p| p.text.shown()).collect()
    }

    #[test]
    fn a_line_runs_on_until_one_ends_with_a_space() {
        for (text, expected) in [
            ("窓口の案\n\n内を行う。 \n\n次の段落 \n", vec!["窓口の案内を行う。", "次の段落"]),
            ("進める。 ・次の項目 \n", vec!["進める。", "・次の項目"]),
            ("必要とな\n\nる。 A \n", vec!["必要となる。", "A"]),
            ("概要 \n「Ｓ」：上回る\n「Ａ」：どおり\n", vec!["概要", "「Ｓ」：上回る", "「Ａ」：どおり"]),
            ("・一つ目\n\n・二つ目 \n", vec!["・一つ目", "・二つ目"]),
            // Blank lines mean nothing, unless a sentence has ended.
            ("案内\n\n\nを行う \n", vec!["案内を行う"]),
            ("行う。\n\n\n別の段落 \n", vec!["行う。", "別の段落"]),
            ("案内\n- 3 -\nを行う \n12\n次の段落 \n", vec!["案内を行う", "12", "次の段落"]),
            ("試す。 \n年 度 計\n画\nまとめる \n", vec!["試す。", "年度計画まとめる"]),
            // No line ends with a space: each stands for itself.
            ("一つ目\n二つ目\n", vec!["一つ目", "二つ目"]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
