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
    for c in text.chars().take(200) {
        match c {
            '\n' | '\r' | '\t' => insert(state, ' '),
            c if c.is_control() => {}
            c => insert(state, c),
        }
    }
}

/// An editing command.
pub fn edit(state: &mut State, command: Command) {
    change(state, |line| match command {
        Command::QueryErase => erase(line, line.cursor.saturating_sub(1)),
        Command::QueryEraseWord => {
            let head: Vec<char> = line.text.chars().take(line.cursor).collect();
            let blank = head.iter().rev().skip_while(|c| c.is_whitespace()).position(|c| c.is_whitespace());
            let trailing = head.iter().rev().take_while(|c| c.is_whitespace()).count();
            let from = blank.map_or(0, |n| head.len() - trailing - n);
            erase(line, from);
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

/// Leaves the query: the list is again as it was before.
pub fn cancel(state: &mut State) {
    if let Some(before) = state.query.take().and_then(|line| line.before)
        && let Some(list) = state.list_mut()
    {
        *list = *before;
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

/// Erases from a character up to the insertion point.
fn erase(line: &mut QueryLine, from: usize) {
    let (start, end) = (byte_at(&line.text, from), byte_at(&line.text, line.cursor));
    line.text.replace_range(start..end, "");
    line.cursor = from.min(line.cursor);
}

fn byte_at(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}
