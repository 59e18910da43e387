//! Asking the terminal how wide it draws characters of ambiguous width: a few of them are printed, and behind each the
//! terminal is asked where its cursor is. Inside a multiplexer the answer is the multiplexer's, which is the right one.

use std::fmt::Write;
use std::io;
use std::time::{Duration, Instant};

use super::guard::Screen;
use super::input::{Event, Inputs};
use crate::app::{Caps, Size};
use crate::text::Policy;

/// One of each kind that terminals treat apart, and a wide character that shows whether they read UTF-8 at all.
const GLYPHS: [char; 6] = ['①', '○', '─', 'α', '→', 'あ'];
/// The row on which they are printed. An answer from the first row would look like F3 with modifiers.
const ROW: u32 = 2;

/// What is sent: one write, so that it costs one way there and back.
pub(super) fn question() -> String {
    let mut out = String::new();
    for glyph in GLYPHS {
        let _ = write!(out, "\x1b[{ROW};1H\x1b[2K{glyph}\x1b[6n");
    }
    let _ = write!(out, "\x1b[{ROW};1H\x1b[2K\x1b[H");
    out
}

/// Whether a terminal of that size can answer: it has the row, and a column behind the widest of them.
pub fn can_answer(size: Size) -> bool {
    u32::from(size.rows) >= ROW && size.cols > 2
}

/// What the terminal said of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It treats all of them alike.
    Policy(Policy),
    /// It treats some as narrow and some as wide.
    Mixed,
    /// It takes the bytes of a character for several: it does not read UTF-8.
    NotUtf8,
}

/// Asks the terminal of this process, and waits no longer than that for its answer. What is typed meanwhile is lost.
///
/// # Errors
/// When the terminal cannot be taken, or goes away.
pub fn ask(caps: &Caps, patience: Duration) -> io::Result<Option<Answer>> {
    if !can_answer(caps.size) {
        return Ok(None);
    }
    let _screen = Screen::enter(caps, true)?;
    let (mut inputs, mut probe, begun) = (Inputs::open()?, Probe::default(), Instant::now());
    while let Some(left) = patience.checked_sub(begun.elapsed()) {
        for event in inputs.poll(left, true)? {
            let answer = if let Event::Position(row, col) = event { probe.take(row, col) } else { None };
            if answer.is_some() || event == Event::End {
                return Ok(answer);
            }
        }
    }
    Ok(None)
}

/// A question that is not answered yet.
#[derive(Clone, Debug, Default)]
pub struct Probe {
    columns: Vec<u32>,
}

impl Probe {
    /// Takes a place of the cursor; the answer, once all places are known.
    pub fn take(&mut self, row: u32, col: u32) -> Option<Answer> {
        if row != ROW || self.columns.len() >= GLYPHS.len() {
            return None;
        }
        self.columns.push(col);
        if self.columns.len() < GLYPHS.len() {
            return None;
        }
        let (wide, ambiguous) = self.columns.split_last()?;
        Some(match ambiguous {
            _ if *wide != 3 => Answer::NotUtf8,
            all if all.iter().all(|col| *col == 2) => Answer::Policy(Policy::Narrow),
            all if all.iter().all(|col| *col == 3) => Answer::Policy(Policy::Wide),
            _ => Answer::Mixed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_behind_the_glyphs_tell_the_policy() {
        for (columns, expected) in [
            ([2, 2, 2, 2, 2, 3], Some(Answer::Policy(Policy::Narrow))),
            ([3, 3, 3, 3, 3, 3], Some(Answer::Policy(Policy::Wide))),
            ([3, 3, 2, 2, 3, 3], Some(Answer::Mixed)),
            ([4, 4, 4, 3, 4, 4], Some(Answer::NotUtf8)),
        ] {
            let mut probe = Probe::default();
            let mut answer = None;
            for col in columns {
                assert_eq!(answer, None);
                // What is asked for other reasons is on other rows.
                assert_eq!(probe.take(9, 9), None);
                answer = probe.take(ROW, col);
            }
            assert_eq!(answer, expected, "{columns:?}");
            assert_eq!(probe.take(ROW, 2), None);
        }
    }

    #[test]
    fn each_glyph_is_followed_by_a_question_and_none_is_left_standing() {
        let question = question();
        assert_eq!(question.matches("\x1b[6n").count(), GLYPHS.len());
        assert!(question.ends_with("\x1b[2;1H\x1b[2K\x1b[H"));
    }
}
