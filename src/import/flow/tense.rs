//! What the sentences of a paragraph speak of: what will be done, what was done, what is amiss. Finer than the tense of
//! a cell, since issues are told in the present too.

use crate::model::tail;

/// How many sentences speak of what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Spoken {
    /// Sentences in the past.
    pub past: i32,
    /// Sentences in the plain present: what will be, or should be, done.
    pub future: i32,
    /// Sentences that tell how things are: である.
    pub state: i32,
    /// Words of issues: 必要, 課題, 引き続き.
    pub issue: i32,
    /// Words of plans: 予定, 目指す.
    pub plan: i32,
    /// Ends with a full stop.
    pub stopped: bool,
    /// Tells a cause: ため。
    pub cause: bool,
}

const ISSUE: [&str; 10] =
    ["必要", "課題", "引き続き", "今後", "要する", "求められ", "重要", "肝要", "懸念", "考えられる"];
const PLAN: [&str; 5] = ["予定", "目指す", "を目標", "今年度中に", "維持する"];
/// Last letters of a verb in its plain form.
const PLAIN: [char; 9] = ['る', 'う', 'く', 'す', 'つ', 'む', 'ぶ', 'ぐ', 'ぬ'];

/// Reads the ends of the sentences of a text.
pub(in crate::import) fn spoken(text: &str) -> Spoken {
    let text = text.trim_end();
    let mut spoken = Spoken { stopped: ends_sentence(text), ..Spoken::default() };
    for sentence in sentences(text) {
        let body = without_brackets(&sentence);
        let mut last = body.chars().rev();
        match (last.next(), last.next(), last.next()) {
            (Some('た'), Some(_), _) => spoken.past += 1,
            // ている, である: a state, which a report and an issue may tell as well.
            (Some('る'), Some('い' | 'あ'), Some('て' | 'で')) => spoken.state += 1,
            (Some('る'), Some('あ'), Some('が')) => spoken.future += 1,
            (Some('め'), Some('た'), _) => spoken.cause = true,
            (Some(c), Some(_), _) if PLAIN.contains(&c) => spoken.future += 1,
            _ => {}
        }
    }
    // 年度末での点検率48.2%。 What ends with a number tells what was reached, unless it was aimed at.
    let aimed = || PLAN.iter().any(|w| text.contains(w)) || text.contains("目標");
    let silent = spoken.past + spoken.future + spoken.state == 0 && spoken.stopped;
    if silent && !aimed() && tail(without_brackets(text).trim_end_matches('。')).is_some() {
        spoken.past += 1;
    }
    let count = |words: &[&str]| words.iter().map(|w| i32::from(text.contains(w))).sum();
    (spoken.issue, spoken.plan) = (count(&ISSUE), count(&PLAN));
    spoken
}

fn ends_sentence(text: &str) -> bool {
    without_brackets(text).ends_with('。')
}

/// The sentences of a text. A full stop within quotation marks or brackets ends none.
fn sentences(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '「' | '『' | '(' | '（' => depth += 1,
            '」' | '』' | ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c == '。' && depth == 0 {
            found.push(String::new());
        } else if let Some(sentence) = found.last_mut() {
            sentence.push(c);
        }
    }
    found.retain(|s| !s.trim().is_empty());
    found
}

/// Without the brackets behind its last word.
fn without_brackets(sentence: &str) -> &str {
    let mut body = sentence.trim();
    while let Some(open) = body.strip_suffix([')', '）']).and_then(|_| body.rfind(['(', '（'])) {
        body = body.split_at_checked(open).map_or("", |(before, _)| before).trim_end();
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_speak_of_past_future_and_causes() {
        // (text, past, future, cause)
        for (text, expected) in [
            ("・調査を行い、公表した。", (1, 0, false)),
            ("・調査を行う。（通年）", (0, 1, false)),
            ("・調査が必要である。", (0, 0, false)),
            ("・調査を行う必要がある。", (0, 1, false)),
            ("・用地の取得が遅れたため。", (0, 0, true)),
            ("・「進める。」とした案をまとめた。会議は開いている。", (1, 0, false)),
            ("・案の策定", (0, 0, false)),
        ] {
            let s = spoken(text);
            assert_eq!((s.past, s.future, s.cause), expected, "{text}");
        }
    }
}
