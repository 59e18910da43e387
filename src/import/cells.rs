//! A line → its cells, with the bytes they take in the line. Takes white space and markup off, changes nothing else.

use crate::model::{LineSpan, Place};

/// One cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// The text, without markup and with runs of white space closed up.
    pub text: String,
    /// First byte in the line.
    pub start: usize,
    /// Byte after the last in the line.
    pub end: usize,
    /// Cut out of a longer cell.
    pub split: bool,
    /// What stands in the line, with markup and all white space.
    raw: String,
}

impl Cell {
    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Where it stands.
    pub fn place(&self, line: u32) -> Place {
        Place::Lines(LineSpan { first: line, last: line, start: self.start as u32, end: self.end as u32 })
    }

    /// The text before and from byte `from` on; both keep the place of what they hold.
    ///
    /// Where markup makes text and line differ, both keep the place of the whole.
    pub fn cut(&self, from: usize) -> (Cell, Cell) {
        let (head, tail) = self.text.split_at_checked(from).unwrap_or((&self.text, ""));
        let part = |text: &str, raw: &str, start: usize| Cell {
            text: text.trim().to_owned(),
            start,
            end: start + raw.len(),
            split: true,
            raw: raw.to_owned(),
        };
        let Some((before, after)) = length_in(&self.raw, head).and_then(|at| self.raw.split_at_checked(at))
        else {
            return (part(head, &self.raw, self.start), part(tail, &self.raw, self.start));
        };
        let rest = after.trim_start();
        (part(head, before, self.start), part(tail, rest, self.end - rest.len()))
    }
}

/// The bytes that `head` takes at the beginning of `raw`, which may have more and other white space.
fn length_in(raw: &str, head: &str) -> Option<usize> {
    let mut wanted = head.chars().filter(|c| !c.is_whitespace()).peekable();
    let mut length = 0;
    for (at, c) in raw.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        match wanted.next() {
            None => return Some(length),
            Some(w) if w != c => return None,
            Some(_) => length = at + c.len_utf8(),
        }
    }
    wanted.peek().is_none().then_some(length)
}

/// The whole line as one cell.
pub(super) fn whole(line: &str) -> Cell {
    let start = line.len() - line.trim_start().len();
    let raw = line.trim();
    Cell { text: close_up(raw), start, end: start + raw.len(), split: false, raw: raw.to_owned() }
}

/// The cells of a line, divided by tabs.
pub(super) fn cells(line: &str) -> Vec<Cell> {
    let mut start = 0;
    line.split('\t')
        .map(|raw| {
            let lead = raw.len() - raw.trim_start().len();
            let trimmed = raw.trim();
            let cell = Cell {
                text: close_up(&strip_markup(trimmed)),
                start: start + lead,
                end: start + lead + trimmed.len(),
                split: false,
                raw: trimmed.to_owned(),
            };
            start += raw.len() + 1;
            cell
        })
        .collect()
}

/// Mends raw markup in cells: `<ul style="…">` that is never closed. Tags go, their text stays.
pub(super) fn strip_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        // A tag begins with a letter or a slash; "<" in front of a number is a comparison.
        let tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match after.split_once('>') {
            Some((_, behind)) if tag => rest = behind,
            _ => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// One space for every run of white space.
fn close_up(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_know_where_they_stand() {
        let line = "\t- 1\t 財政課 \t";
        let found: Vec<(String, String)> = cells(line)
            .iter()
            .map(|c| (c.text.clone(), line.get(c.start..c.end).unwrap().to_owned()))
            .collect();
        let expected = [("", ""), ("- 1", "- 1"), ("財政課", "財政課"), ("", "")];
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }

    #[test]
    fn markup_goes_and_its_text_stays() {
        for (raw, text) in [
            ("<ul style=\"list-style-type: none\"> 方針の策定 設置 ", "方針の策定 設置"),
            ("a<br/>b", "ab"),
            ("1 < 2 > 0", "1 < 2 > 0"),
            ("<ul 閉じない", "<ul 閉じない"),
        ] {
            assert_eq!(close_up(&strip_markup(raw)), text);
        }
    }

    #[test]
    fn a_cut_keeps_the_places_of_both_parts() {
        for line in ["x\t1  市民活動", "x\t 1\u{3000}市民活動 ", "x\t1 \u{3000} 市民活動"] {
            let (number, name) = cells(line)[1].cut(1);
            assert_eq!((number.text.as_str(), name.text.as_str()), ("1", "市民活動"));
            assert_eq!(line.get(number.start..number.end), Some("1"));
            assert_eq!(line.get(name.start..name.end), Some("市民活動"));
        }
        // Markup in between: the place of the whole.
        let line = "1<br/>市民活動";
        let (number, name) = cells(line)[0].cut(1);
        assert_eq!((number.text.as_str(), line.get(number.start..number.end)), ("1", Some("1")));
        assert_eq!(line.get(name.start..name.end), Some("<br/>市民活動"));
    }
}
