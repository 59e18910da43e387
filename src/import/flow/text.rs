//! Text put together from lines, of which every part still knows the bytes of the document it stands on.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

use crate::model::{LineSpan, Place};

/// A part of a text: a stretch of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    /// Byte of the text at which it begins.
    at: usize,
    line: u32,
    /// Byte of the line at which it begins.
    start: usize,
    length: usize,
}

/// Text with the places of its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Text {
    raw: String,
    spans: Vec<Span>,
}

impl Text {
    /// A stretch of a line; white space around it is left out.
    pub fn of_line(line: u32, start: usize, part: &str) -> Text {
        let body = part.trim_start();
        let start = start + part.len() - body.len();
        let body = body.trim_end();
        let span = Span { at: 0, line, start, length: body.len() };
        Text { raw: body.to_owned(), spans: vec![span] }
    }

    /// What stands there, with the white space within its lines.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// Whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// Its first line.
    pub fn line(&self) -> u32 {
        self.spans.first().map_or(1, |s| s.line)
    }

    /// From its first line and byte to its last.
    pub fn place(&self) -> Place {
        let first = self.spans.first().map_or((1, 0), |s| (s.line, s.start));
        let last = self.spans.last().map_or((1, 0), |s| (s.line, s.start + s.length));
        Place::Lines(LineSpan { first: first.0, last: last.0, start: first.1 as u32, end: last.1 as u32 })
    }

    /// Adds the line into which this one runs on: a space where Latin words meet, none between Japanese ones.
    pub fn run_on(&mut self, next: &Text) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let spaced = latin(self.raw.chars().next_back()) && latin(next.raw.chars().next());
        self.add(next, spaced);
    }

    /// Adds the next paragraph of the same cell: set apart, unless it goes on with the sentence.
    pub fn add_paragraph(&mut self, next: &Text) {
        let (last, first) = (self.raw.chars().next_back(), next.raw.chars().next());
        let hiragana = |c: char| ('\u{3041}'..='\u{3096}').contains(&c);
        let katakana = |c: char| ('\u{30a1}'..='\u{30fc}').contains(&c);
        let goes_on = matches!(last, Some('、' | '・'))
            || first.is_some_and(hiragana)
            || last.is_some_and(katakana) && first.is_some_and(katakana);
        self.add(next, !goes_on);
    }

    fn add(&mut self, next: &Text, spaced: bool) {
        if spaced && !self.raw.is_empty() && !next.raw.is_empty() {
            self.raw.push(' ');
        }
        let from = self.raw.len();
        self.raw.push_str(&next.raw);
        self.spans.extend(next.spans.iter().map(|s| Span { at: s.at + from, ..*s }));
    }

    /// A part of it, by bytes of [`raw`](Self::raw) at the ends of characters.
    pub fn part(&self, range: Range<usize>) -> Text {
        let Some(part) = self.raw.get(range.clone()) else { return self.clone() };
        let body = part.trim_start();
        let from = range.start + part.len() - body.len();
        let body = body.trim_end();
        let to = from + body.len();
        let spans = self.spans.iter().filter_map(|s| {
            let (start, end) = (s.at.max(from), (s.at + s.length).min(to));
            (start < end).then(|| Span {
                at: start - from,
                line: s.line,
                start: s.start + start - s.at,
                length: end - start,
            })
        });
        Text { raw: body.to_owned(), spans: spans.collect() }
    }

    /// As it is shown: one space for every run of white space, none within words whose letters were spread.
    pub fn shown(&self) -> String {
        let words: Vec<&str> = self.raw.split_whitespace().collect();
        let single = |at: usize| {
            words.get(at).is_some_and(|w| w.chars().count() == 1 && w.chars().all(|c| !c.is_ascii()))
        };
        let mut out = String::with_capacity(self.raw.len());
        for (at, word) in words.iter().enumerate() {
            // Two letters that stand alone side by side were spread; one may be a word (例 と 例).
            let spread = at > 0 && single(at) && single(at - 1);
            let end_of_spread = at > 1 && single(at - 1) && single(at - 2) && is_japanese(word);
            let start_of_spread = at > 0 && single(at) && single(at + 1) && is_japanese(words[at - 1]);
            if at > 0 && !(spread || end_of_spread || start_of_spread) {
                out.push(' ');
            }
            out.push_str(word);
        }
        out
    }

    /// As a name is shown: no space beside a Japanese letter, since names are set with spread ones.
    pub fn as_name(&self) -> String {
        let mut out = String::with_capacity(self.raw.len());
        let mut spaced = false;
        for c in self.raw.chars() {
            if c.is_whitespace() {
                spaced = true;
                continue;
            }
            if spaced && c.is_ascii_alphanumeric() && out.ends_with(|b: char| b.is_ascii_alphanumeric()) {
                out.push(' ');
            }
            spaced = false;
            out.push(c);
        }
        out
    }

    /// The same in one form of every character and without white space, with the way back.
    pub fn plain(&self) -> Plain {
        Plain::new(&self.raw)
    }
}

/// Whether a word begins with a letter that is no Latin one.
fn is_japanese(word: &str) -> bool {
    word.starts_with(|c: char| !c.is_ascii())
}

/// Text in one form of every character (NFKC) and without white space, which knows where its bytes came from.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Plain {
    /// The text.
    pub text: String,
    /// For every byte of the text the bytes of the character it came from.
    origins: Vec<(usize, usize)>,
}

impl Plain {
    /// Puts a text in that form.
    pub fn new(raw: &str) -> Plain {
        let mut plain = Plain::default();
        for (at, c) in raw.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            for normal in std::iter::once(c).nfkc().filter(|n| !n.is_whitespace()) {
                plain.text.push(normal);
                plain.origins.resize(plain.text.len(), (at, at + c.len_utf8()));
            }
        }
        plain
    }

    /// The bytes of the original from which a range of the text came.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        let start = self.origins.get(range.start).map_or(0, |o| o.0);
        let end = range.end.checked_sub(1).and_then(|at| self.origins.get(at)).map_or(start, |o| o.1);
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(parts: &[&str]) -> Text {
        let mut text = Text::default();
        for (line, part) in (1..).zip(parts) {
            text.run_on(&Text::of_line(line, 0, part));
        }
        text
    }

    #[test]
    fn wrapped_lines_join_without_a_space_between_japanese_letters() {
        for (parts, expected) in [
            (&["窓口の案", "内を行う。 "][..], "窓口の案内を行う。"),
            (&["AI", "OCR の導入"], "AI OCR の導入"),
            (&["文 書 の 電 子", "化の推進"], "文書の電子化の推進"),
            (&["更な る", "発展"], "更な る発展"),
            (&["令和 4 年度は", "開始"], "令和 4 年度は開始"),
        ] {
            assert_eq!(lines(parts).shown(), expected);
        }
        assert_eq!(lines(&["更な る", "（ICT 活用", "に よ る）"]).as_name(), "更なる（ICT活用による）");
        assert_eq!(lines(&["AI OCR の", "活用"]).as_name(), "AI OCRの活用");
    }

    #[test]
    fn parts_know_their_lines_and_bytes() {
        let text = lines(&[" あいう", "  えお か"]);
        let part = text.part("あい".len().."あいうえお".len());
        assert_eq!(part.raw(), "うえお");
        let place = Place::Lines(LineSpan { first: 1, last: 2, start: 7, end: 8 });
        assert_eq!(part.place(), place);
        let plain = Plain::new("目標 ８０％ ㈱");
        assert_eq!(plain.text, "目標80%(株)");
        assert_eq!(plain.origin("目標".len().."目標80%".len()), 7.."目標 ８０％".len());
    }
}
