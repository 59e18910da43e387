//! Finds where a terminal control sequence ends. It must not know what the
//! sequence would do; whole sequences are left out, so none of their letters
//! shows.

/// Characters an unterminated sequence may swallow: beyond that it is taken
/// for text, so that a stray byte cannot hide a document.
const LIMIT: usize = 4096;

/// What follows the control sequence that `first` opens, or `None` if it opens
/// none. `rest` is the remainder of one line behind `first`.
pub(super) fn after(first: char, rest: &str) -> Option<&str> {
    match first {
        '\u{1B}' => Some(after_escape(rest)),
        '\u{9B}' => Some(after_parameters(rest)),
        '\u{90}' | '\u{98}' | '\u{9D}' | '\u{9E}' | '\u{9F}' => Some(after_string(rest)),
        _ => None,
    }
}

/// Behind `ESC`.
fn after_escape(rest: &str) -> &str {
    let mut chars = rest.chars();
    match chars.next() {
        Some('[') => after_parameters(chars.as_str()),
        Some(']' | 'P' | 'X' | '^' | '_') => after_string(chars.as_str()),
        Some(' '..='/') => {
            let tail = skip_while(rest, |c| matches!(c, ' '..='/'));
            skip_one(tail, |c| matches!(c, '0'..='~'))
        }
        Some('0'..='~') => chars.as_str(),
        _ => rest,
    }
}

/// Behind `CSI`: parameters, then one final letter. Anything else breaks the
/// sequence off and is text again.
fn after_parameters(rest: &str) -> &str {
    let tail = skip_while(rest, |c| matches!(c, ' '..='?'));
    skip_one(tail, |c| matches!(c, '@'..='~'))
}

/// Behind `OSC`, `DCS`, `SOS`, `PM`, `APC`: to the string terminator.
fn after_string(rest: &str) -> &str {
    let mut chars = rest.chars();
    for _ in 0..LIMIT {
        let here = chars.as_str();
        match chars.next() {
            None | Some('\u{7}' | '\u{18}' | '\u{1A}' | '\u{9C}') => return chars.as_str(),
            // `ESC \` ends the string; any other sequence breaks it off.
            Some('\u{1B}') => return chars.as_str().strip_prefix('\\').unwrap_or(here),
            Some(_) => {}
        }
    }
    chars.as_str()
}

/// Skips at most [`LIMIT`] characters.
fn skip_while(text: &str, skipped: impl Fn(char) -> bool) -> &str {
    let mut tail = text;
    for _ in 0..LIMIT {
        let shorter = skip_one(tail, &skipped);
        if shorter.len() == tail.len() {
            break;
        }
        tail = shorter;
    }
    tail
}

fn skip_one(text: &str, skipped: impl Fn(char) -> bool) -> &str {
    text.strip_prefix(skipped).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_end_where_text_begins_again() {
        for (first, rest, expected) in [
            ('a', "b", None),
            ('\u{9C}', "b", None),
            ('\u{1B}', "[31m赤", Some("赤")),
            ('\u{1B}', "[38;2;1;2;3m赤", Some("赤")),
            ('\u{1B}', "[?25l赤", Some("赤")),
            ('\u{9B}', "2J赤", Some("赤")),
            ('\u{1B}', "[31赤", Some("赤")),
            ('\u{1B}', "[", Some("")),
            ('\u{1B}', "(0赤", Some("赤")),
            ('\u{1B}', "c赤", Some("赤")),
            ('\u{1B}', "赤", Some("赤")),
            ('\u{1B}', "", Some("")),
            ('\u{1B}', "]0;題\u{7}赤", Some("赤")),
            ('\u{1B}', "]0;題\u{1B}\\赤", Some("赤")),
            ('\u{1B}', "]0;題\u{1B}[m赤", Some("\u{1B}[m赤")),
            ('\u{9D}', "0;題\u{9C}赤", Some("赤")),
            ('\u{1B}', "Pq#0\u{1B}\\赤", Some("赤")),
            ('\u{1B}', "_G\u{1B}\\赤", Some("赤")),
            ('\u{1B}', "^x\u{1B}\\赤", Some("赤")),
            ('\u{1B}', "Xx\u{18}赤", Some("赤")),
            ('\u{90}', "x", Some("")),
        ] {
            assert_eq!(after(first, rest), expected, "{first:?} {rest:?}");
        }
    }

    #[test]
    fn unterminated_sequences_swallow_a_bounded_piece() {
        for (first, filler) in [('\u{9D}', "x"), ('\u{9D}', "題"), ('\u{9B}', "1")] {
            let text = filler.repeat(LIMIT + 10);
            let left = after(first, &text).map(|rest| rest.chars().count());
            assert_eq!(left, Some(10), "{filler}");
        }
    }
}
