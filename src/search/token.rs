//! A query cut into tokens: blanks, quotes, the colon of a field, `|` between values, a leading `-`.
//!
//! Must not know which fields exist nor what a value means.

use crate::text::fold;

/// One thing asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Begins with `-`: what matches is left out.
    pub negated: bool,
    /// What stands before the first colon that is not quoted.
    pub field: Option<String>,
    /// What stands behind that colon, one for each `|`; those left empty do not count.
    pub values: Vec<Value>,
    /// The token as if it had no colon, one for each `|`: it may turn out to be words.
    pub words: Vec<Value>,
}

/// A value or word as typed, without its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    /// The text.
    pub text: String,
    /// Whether any of it stood in quotes: then it is text and nothing else.
    pub quoted: bool,
}

/// A character and whether it stood in quotes.
type Letter = (char, bool);

/// Cuts a query. A quote that is never closed reaches to the end: that is how one looks while it is being typed.
pub(super) fn tokens(input: &str) -> Vec<Token> {
    let mut all = Vec::new();
    let mut letters: Vec<Letter> = Vec::new();
    let mut quoted = false;
    let mut rest = input.chars();
    while let Some(c) = rest.next() {
        let behind = rest.as_str().trim_start().chars().next();
        match c {
            // `No. 29` is one number.
            c if c.is_whitespace() && behind.is_some_and(is_digit) && is_number_sign(&letters) => {}
            // Any quote closes any other: input methods pair them as they like.
            '"' | '＂' | '“' | '”' | '„' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => all.extend(token(&std::mem::take(&mut letters))),
            c => letters.push((c, quoted)),
        }
    }
    all.extend(token(&letters));
    all
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// `No`, `No.`, `№`, full-width too.
fn is_number_sign(letters: &[Letter]) -> bool {
    let text: String = letters.iter().filter(|(_, quoted)| !quoted).map(|(c, _)| c).collect();
    matches!(fold(&text).trim_end_matches('.'), "no") && !text.is_empty()
}

fn token(letters: &[Letter]) -> Option<Token> {
    let (negated, letters) = match letters.split_first() {
        Some((('-' | '－' | '\u{2212}', false), rest)) => (true, rest),
        _ => (false, letters),
    };
    let colon = letters.iter().position(|letter| matches!(letter, (':' | '：', false)));
    let split = colon.and_then(|at| Some((letters.get(..at)?, letters.get(at + 1..)?)));
    let (field, values) = match split {
        Some((name, rest)) if name.iter().all(|(_, quoted)| !quoted) => {
            (Some(name.iter().map(|(c, _)| c).collect()), alternatives(rest))
        }
        _ => (None, Vec::new()),
    };
    let words = alternatives(letters);
    (!words.is_empty()).then_some(Token { negated, field, values, words })
}

fn alternatives(letters: &[Letter]) -> Vec<Value> {
    letters
        .split(|letter| matches!(letter, ('|' | '｜', false)))
        .filter(|part| !part.is_empty())
        .map(|part| Value {
            text: part.iter().map(|(c, _)| c).collect(),
            quoted: part.iter().any(|(_, quoted)| *quoted),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `-` for negated, the field, `=`, the values; quoted ones in brackets.
    fn shown(input: &str) -> Vec<String> {
        let list = |values: &[Value]| {
            let each = values.iter().map(|v| if v.quoted { format!("[{}]", v.text) } else { v.text.clone() });
            each.collect::<Vec<_>>().join("|")
        };
        tokens(input)
            .iter()
            .map(|t| {
                let sign = if t.negated { "-" } else { "" };
                match &t.field {
                    Some(field) => format!("{sign}{field}={}", list(&t.values)),
                    None => format!("{sign}{}", list(&t.words)),
                }
            })
            .collect()
    }

    #[test]
    fn queries_are_cut_as_they_are_meant() {
        for (input, expected) in [
            ("", vec![]),
            ("  　", vec![]),
            ("行政 評価　26", vec!["行政", "評価", "26"]),
            ("grade:S|B", vec!["grade=S|B"]),
            ("grade：Ａ｜", vec!["grade=Ａ"]),
            ("grade:", vec!["grade="]),
            ("-grade:A －評価", vec!["-grade=A", "-評価"]),
            ("No. 29 x", vec!["No.29", "x"]),
            ("№ ８", vec!["№８"]),
            ("No. 図書 29", vec!["No.", "図書", "29"]),
            ("\"No. 29\"", vec!["[No. 29]"]),
            ("- x", vec!["x"]),
            ("a-b --c", vec!["a-b", "--c"]),
            ("\"a b:c|d\"", vec!["[a b:c|d]"]),
            ("“協働 推進”", vec!["[協働 推進]"]),
            ("text:\"電子 決裁\"|印", vec!["text=[電子 決裁]|印"]),
            ("-\"a b\" \"-c\"", vec!["-[a b]", "[-c]"]),
            ("\"a\":b", vec!["[a:b]"]),
            ("\"a b", vec!["[a b]"]),
            ("\"\" x", vec!["x"]),
            ("10:30:00", vec!["10=30:00"]),
            (":x", vec!["=x"]),
        ] {
            assert_eq!(shown(input), expected, "{input}");
        }
    }
}
