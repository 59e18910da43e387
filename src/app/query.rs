//! Typing a query: the list follows every key.

use std::sync::Arc;

use super::state::{QueryLine, State};
use crate::command::Command;

/// A letter at the insertion point.
pub fn insert(state: &mut State, c: char) {
    change(state, |line| {
        let at = byte_at(&line.text, line.cursor);
        line.text.insert(at, c);
        line.cursor += 1;
    });
}

/// Pasted text; line ends become spaces, control characters vanish.
pub fn paste(state: &mut State, text: &str) {
    let clean =
        |c: char| if matches!(c, '\n' | '\r' | '\t') { Some(' ') } else { (!c.is_control()).then_some(c) };
    let pasted: String = text.chars().filter_map(clean).take(200).collect();
    change(state, |line| {
        let at = byte_at(&line.text, line.cursor);
        line.text.insert_str(at, &pasted);
        line.cursor += pasted.chars().count();
    });
}

/// An editing command.
pub fn edit(state: &mut State, command: Command) {
    change(state, |line| match command {
        Command::QueryErase => erase(line, line.cursor.saturating_sub(1)),
        Command::QueryEraseWord => {
            let head: Vec<char> = line.text.chars().take(line.cursor).collect();
            erase(line, word_start(&head));
        }
        Command::QueryClear => {
            line.text.clear();
            line.cursor = 0;
        }
        Command::QueryLeft => line.cursor = line.cursor.saturating_sub(1),
        Command::QueryRight => line.cursor = (line.cursor + 1).min(line.text.chars().count()),
        Command::QueryStart => line.cursor = 0,
        Command::QueryEnd => line.cursor = line.text.chars().count(),
        _ => {}
    });
}

/// Leaves the query: one stands again where it was begun.
pub fn cancel(state: &mut State) {
    if let Some(line) = state.query.take() {
        state.places = line.before;
    }
}

fn change(state: &mut State, how: impl FnOnce(&mut QueryLine)) {
    let Some(line) = state.query.as_mut() else { return };
    let before = line.text.clone();
    how(line);
    let text = line.text.clone();
    if text != before {
        let (catalog, index) = (Arc::clone(&state.catalog), Arc::clone(&state.index));
        if let Some(list) = state.list_mut() {
            list.search(&catalog, &index, &text);
        }
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

/// Erases from a character up to the insertion point.
fn erase(line: &mut QueryLine, from: usize) {
    let (start, end) = (byte_at(&line.text, from), byte_at(&line.text, line.cursor));
    line.text.replace_range(start..end, "");
    line.cursor = from.min(line.cursor);
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
