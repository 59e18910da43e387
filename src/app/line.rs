//! A line of text being typed, with an insertion point.

use crate::command::Command;

/// What has been typed. Positions count characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextLine {
    /// The text.
    pub text: String,
    /// Characters in front of the insertion point.
    pub cursor: usize,
    /// The whole text is selected: what is typed replaces it.
    pub selected: bool,
}

/// Longer pastes are cut: nobody looks for more.
const MOST: usize = 200;

impl TextLine {
    /// A text with the insertion point behind it.
    pub fn new(text: &str) -> TextLine {
        TextLine { text: text.to_owned(), cursor: text.chars().count(), selected: false }
    }

    /// The same text, selected: typing begins anew, moving or erasing works on it.
    pub fn selected(self) -> TextLine {
        TextLine { selected: !self.text.is_empty(), ..self }
    }

    /// Text at the insertion point; line ends become spaces, control characters vanish.
    pub fn insert(&mut self, text: &str) {
        let clean = |c: char| {
            if matches!(c, '\n' | '\r' | '\t') { Some(' ') } else { (!c.is_control()).then_some(c) }
        };
        let clean: String = text.chars().filter_map(clean).take(MOST).collect();
        if self.selected {
            *self = TextLine::default();
        }
        let at = byte_at(&self.text, self.cursor);
        self.text.insert_str(at, &clean);
        self.cursor += clean.chars().count();
    }

    /// An editing command; any other changes nothing.
    pub fn edit(&mut self, command: Command) {
        let selected = std::mem::take(&mut self.selected);
        match command {
            Command::QueryErase if selected => *self = TextLine::default(),
            Command::QueryErase => self.erase(self.cursor.saturating_sub(1)),
            Command::QueryEraseWord => {
                let head: Vec<char> = self.text.chars().take(self.cursor).collect();
                self.erase(word_start(&head));
            }
            Command::QueryClear => *self = TextLine::default(),
            Command::QueryLeft => self.cursor = self.cursor.saturating_sub(1),
            Command::QueryRight => self.cursor = (self.cursor + 1).min(self.text.chars().count()),
            Command::QueryStart => self.cursor = 0,
            Command::QueryEnd => self.cursor = self.text.chars().count(),
            _ => {}
        }
    }

    /// Erases from a character up to the insertion point.
    fn erase(&mut self, from: usize) {
        let (start, end) = (byte_at(&self.text, from), byte_at(&self.text, self.cursor));
        self.text.replace_range(start..end, "");
        self.cursor = from.min(self.cursor);
    }
}

/// Where the last word begins: a run of letters of one script, Japanese having no blanks between words.
fn word_start(head: &[char]) -> usize {
    let end = head.iter().rposition(|c| !c.is_whitespace()).map_or(0, |at| at + 1);
    let Some(last) = end.checked_sub(1).map(|at| script(head[at])) else { return 0 };
    head[..end].iter().rposition(|c| script(*c) != last).map_or(0, |at| at + 1)
}

#[derive(PartialEq)]
enum Script {
    Blank,
    Hiragana,
    Katakana,
    Han,
    Sign,
    Other,
}

fn script(c: char) -> Script {
    match c {
        c if c.is_whitespace() => Script::Blank,
        'ぁ'..='ゖ' => Script::Hiragana,
        'ァ'..='ヿ' | 'ｦ'..='ﾟ' => Script::Katakana,
        '々' | '㐀'..='鿿' | '豈'..='﫿' => Script::Han,
        c if c.is_alphanumeric() => Script::Other,
        _ => Script::Sign,
    }
}

fn byte_at(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_the_script_changes() {
        for (text, left) in [
            ("行政評価のx", "行政評価の"),
            ("行政評価の", "行政評価"),
            ("行政評価", ""),
            ("協働 テレワーク  ", "協働 "),
            ("H26末:B", "H26末:"),
            ("H26末:", "H26末"),
            ("dept:財政課", "dept:"),
            ("", ""),
            ("  ", ""),
        ] {
            let head: Vec<char> = text.chars().collect();
            let kept: String = head[..word_start(&head)].iter().collect();
            assert_eq!(kept, left, "{text}");
        }
    }
}
