//! Overviews of a plan: its directions with a text each, and some of their programs by name alone.

use super::Context;
use super::heads::{DirectionHead, direction_head};
use super::lines::Paragraph;
use super::said::{When, direction};
use crate::model::{Fact, How, TextField, TotalColumn};

/// Longest name of a program.
const LONGEST: usize = 50;

/// Reads a direction and what stands below it; returns how many paragraphs were taken.
pub(super) fn read(paragraphs: &[Paragraph], head: &DirectionHead, context: &mut Context) -> usize {
    let subject = direction(head.no);
    context.flow.name(subject, &head.name);
    if let Some((count, text)) = &head.size {
        context.flow.total(subject, TotalColumn::Programs, *count, text);
    }
    let mut at = 1;
    while let Some(paragraph) = paragraphs.get(at) {
        if direction_head(paragraph).is_some() || !below(paragraph, head, context) {
            break;
        }
        at += 1;
    }
    at
}

/// A paragraph below a direction: a program by its name, or a sentence about the direction.
fn below(paragraph: &Paragraph, head: &DirectionHead, context: &mut Context) -> bool {
    let subject = direction(head.no);
    let raw = paragraph.raw();
    // Items below a direction without a size may be anything.
    if let Some(name) = raw.strip_prefix(['-', '・', '•', '‐', '○']).filter(|_| head.size.is_some()) {
        let name = name.trim_start();
        let bare = name.strip_suffix("など").or_else(|| name.strip_suffix('等')).filter(|b| {
            // 苦情など of a name is not the など behind a list.
            b.ends_with(char::is_whitespace)
        });
        let bare = bare.unwrap_or(name).trim_end();
        if bare.contains('。') || bare.chars().count() > LONGEST || bare.is_empty() {
            return false;
        }
        let start = raw.len() - name.len();
        let text = paragraph.text.part(start..start + bare.len());
        context.flow.say_as(subject, When::Ever, Fact::NameAlone, How::Split, &text, &text.as_name());
        return true;
    }
    let sentence = raw.ends_with('。') && head.size.is_none() && paragraph.gap <= 3;
    if sentence {
        let fact = Fact::Text(TextField::Overview);
        context.flow.say(subject, When::Document, fact, How::Printed, &paragraph.text);
    }
    sentence
}
