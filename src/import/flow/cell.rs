//! Cells put together from paragraphs: what can begin one, what belongs to one, and what cannot stand in it.

use super::heads::numbered;
use super::lines::Paragraph;
use super::tense::spoken;
use super::text::Text;

/// The paragraphs of one cell as one text.
pub(super) fn joined(paragraphs: &[Paragraph]) -> Text {
    let mut text = Text::default();
    for paragraph in paragraphs {
        text.add_paragraph(&paragraph.text);
    }
    text
}

/// Whether a text cannot be the beginning of one: it begins with a bracket, or with a particle and no word of kana.
pub(super) fn begins_within(text: &str) -> bool {
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next());
    let hiragana = |c: char| ('\u{3041}'..='\u{3096}').contains(&c);
    match first {
        Some('（' | '(' | 'ー' | '）' | ')') => true,
        Some('の' | 'を' | 'に' | 'が' | 'へ' | 'と' | 'や' | 'は' | 'も' | 'で') => {
            second.is_some_and(|c| !hiragana(c))
        }
        _ => false,
    }
}

/// Whether a text can be a name: no sentence, no bullet.
pub(super) fn is_name(text: &Text) -> bool {
    let told = spoken(text.raw());
    let raw = text.raw();
    !raw.is_empty()
        && raw.chars().count() <= 60
        && !raw.starts_with(['・', '※', '【', '◆'])
        && !raw.contains('。')
        && told.past + told.future == 0
        && !told.cause
}

/// Mends items of a list that seem to end in the middle of a sentence: what follows without a bullet and ends as a
/// sentence does belongs to them.
pub(super) fn with_ends(paragraphs: &[Paragraph]) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let open = found.last().is_some_and(|p| p.bullet && !spoken(p.raw()).stopped);
        let goes_on = open && !paragraph.bullet && paragraph.gap < 2 && spoken(paragraph.raw()).stopped;
        match found.last_mut().filter(|_| goes_on) {
            Some(item) => {
                item.text.run_on(&paragraph.text);
                item.lines.extend(&paragraph.lines);
            }
            None => found.push(paragraph.clone()),
        }
    }
    found
}

/// Whether a paragraph has a line that is wider than the cell it would stand in.
pub(super) fn wider(cell: &[Paragraph], paragraph: &Paragraph) -> bool {
    let running = |p: &Paragraph| p.lines.iter().rev().skip(1).map(|l| l.width).max();
    let widest = |p: &Paragraph| p.lines.iter().map(|l| l.width).max().unwrap_or(0);
    let width = cell.iter().filter_map(running).max();
    width.is_some_and(|width| widest(paragraph) > width + 4)
}

/// A number alone that is none of the list.
pub(super) fn is_page_number(paragraph: &Paragraph, last: u16) -> bool {
    let bare = paragraph.raw().trim_matches(['-', '－', '―', ' ']);
    numbered(&paragraph.text).is_some_and(|n| n.no <= last && n.rest.is_empty() && !n.marked)
        || (bare != paragraph.raw() && !bare.is_empty() && bare.chars().all(char::is_numeric))
}
