//! The messages without a sign that is not ASCII (`--ascii`), for terminals and fonts that lack the others: made from
//! the table, once. Japanese keeps its letters; English goes without the Japanese terms that stand beside it.

use std::sync::OnceLock;

use super::{Lang, Msg};

/// The message in ASCII signs, in the language that `lang` writes so.
pub(super) fn text(message: Msg, lang: Lang) -> &'static str {
    static TABLES: [OnceLock<Vec<String>>; 2] = [OnceLock::new(), OnceLock::new()];
    let of = if lang.is_english() { Lang::En } else { Lang::Ja };
    let table = TABLES[usize::from(lang.is_english())].get_or_init(|| {
        Msg::ALL
            .iter()
            .map(|message| {
                let signs = plain_signs(message.text(of));
                if of == Lang::En { without_terms(&signs) } else { signs }
            })
            .collect()
    });
    table.get(message as usize).map_or("", String::as_str)
}

/// The text with ASCII in place of every sign; letters stay.
fn plain_signs(text: &str) -> String {
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        let behind = text.get(at + c.len_utf8()..).unwrap_or_default();
        let sign = match c {
            '→' => "->",
            '…' => "...",
            '—' => "-",
            '×' => "x",
            '○' => "o",
            '・' => "/",
            '、' => ", ",
            '。' => ". ",
            '（' => " (",
            '）' => ") ",
            _ => {
                out.push(c);
                continue;
            }
        };
        // A full-width sign brings its blank along; where a line ends or a blank follows it needs none.
        out.push_str(if behind.is_empty() || behind.starts_with([' ', '。', '、', '）']) {
            sign.trim_end()
        } else {
            sign
        });
    }
    out
}

/// The text without Japanese letters, and without the blanks and brackets that held them. Periods keep their short form.
fn without_terms(text: &str) -> String {
    let text = text.replace('上', "h").replace('末', "");
    let mut out = String::new();
    for c in text.chars().filter(|c| !is_letter(*c)) {
        // What held a term holds nothing now.
        if c == ')' && out.ends_with('(') {
            out.pop();
        } else {
            out.push(c);
        }
    }
    // A term stands behind the English, so that its blank is the last of a text or the first of two.
    if text.chars().any(is_letter) { out.replace("  ", " ").trim().to_owned() } else { out }
}

/// Whether `c` is a letter of Japanese.
fn is_letter(c: char) -> bool {
    matches!(c, '々' | '〇' | '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_ascii_and_letters_stay() {
        for (given, signs, english) in [
            ("変化 {0}→{1}", "変化 {0}->{1}", " {0}->{1}"),
            ("ない。直す（すぐ）。", "ない. 直す (すぐ).", ""),
            ("戻る、終わる", "戻る, 終わる", ""),
            ("Target 目標", "Target 目標", "Target"),
            ("Follow-up 追跡 {0}", "Follow-up 追跡 {0}", "Follow-up {0}"),
            ("write H26上, H26末 or 2014h", "write H26上, H26末 or 2014h", "write H26h, H26 or 2014h"),
            ("{0}  {1}", "{0}  {1}", "{0}  {1}"),
        ] {
            assert_eq!(plain_signs(given), signs);
            if !english.is_empty() {
                assert_eq!(without_terms(&plain_signs(given)), english.trim(), "{given}");
            }
        }
    }

    #[test]
    fn no_message_holds_another_sign() {
        for message in Msg::ALL {
            let ja = message.text(Lang::JaAscii);
            let odd: String = ja.chars().filter(|c| !c.is_ascii() && !is_letter(*c)).collect();
            assert_eq!(odd, "", "{message:?}: {ja}");
            let en = message.text(Lang::EnAscii);
            assert!(en.is_ascii() && !en.trim().is_empty() && !en.contains("()"), "{message:?}: {en}");
        }
    }
}
