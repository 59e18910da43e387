//! Whether words speak of what will be done or of what was done. Decides nothing by itself: it reports the evidence.

/// What the words of a cell point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// Future or a budget: a plan.
    Plan,
    /// Past or present state: a result.
    Result,
    /// Both.
    Mixed,
    /// Neither: noun phrases.
    Neither,
}

/// Marks of a plan or of a result that need no verb.
const PLAN_MARKS: [&str; 3] = ["当初予算", "予定している", "予定である"];
const RESULT_MARKS: [&str; 2] = ["速報値", "決算額"];
/// Last letters of a verb in its plain form: する, 図る, 行う, 目指す, 努める, 導く…
const PLAIN_ENDINGS: [char; 9] = ['る', 'う', 'く', 'す', 'つ', 'む', 'ぶ', 'ぐ', 'ぬ'];

/// Reads the ends of the sentences in a cell.
///
/// Mends two columns that the extraction merged or one that it lost: future against past tells which one is there.
pub fn tense(text: &str) -> Tense {
    let (mut plan, mut result) = (0, 0);
    let normal = text.replace('．', "。");
    for sentence in normal.split(['。', '・', '「', '」']) {
        match ending(sentence) {
            Tense::Plan => plan += 1,
            Tense::Result => result += 1,
            Tense::Mixed | Tense::Neither => {}
        }
    }
    plan += PLAN_MARKS.iter().filter(|m| text.contains(**m)).count();
    result += RESULT_MARKS.iter().filter(|m| text.contains(**m)).count();
    // One stray sentence among many does not make a cell undecided; one among three does.
    match (plan, result) {
        (0, 0) => Tense::Neither,
        (p, r) if r == 0 || p >= 4 * r => Tense::Plan,
        (p, r) if p == 0 || r >= 4 * p => Tense::Result,
        _ => Tense::Mixed,
    }
}

/// What the end of one sentence points to.
fn ending(sentence: &str) -> Tense {
    // Brackets behind the verb, `推進する。(通年)`, and white space do not count.
    let mut body = sentence.trim();
    while let Some(open) = body.strip_suffix([')', '）']).and_then(|_| body.rfind(['(', '（'])) {
        body = body.split_at_checked(open).map_or("", |(before, _)| before).trim_end();
    }
    let mut last = body.chars().rev();
    match (last.next(), last.next(), last.next()) {
        (Some('た'), Some(_), _) => Tense::Result,
        // ている, である: a state that has been reached.
        (Some('る'), Some('い'), Some('て' | 'で')) | (Some('る'), Some('あ'), Some('で')) => {
            Tense::Result
        }
        (Some('い'), Some('な'), _) => Tense::Neither,
        (Some(c), Some(_), _) if PLAIN_ENDINGS.contains(&c) => Tense::Plan,
        _ => Tense::Neither,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_tell_plan_from_result() {
        for (text, expected) in [
            ("・調査を行う。 ・公表に努める。", Tense::Plan),
            ("・調査を行った。 ・公表した。", Tense::Result),
            ("検証を進めている。", Tense::Result),
            ("・研修2回実施、交流会36回実施", Tense::Neither),
            ("・基本方針の策定(6月)", Tense::Neither),
            ("((令和2年度当初予算)【市税】現年分:99.0%)", Tense::Plan),
            ("・支援を実施した。 ①調定額411,000千円(令和2年度当初予算)", Tense::Mixed),
            ("・前年の検証を踏まえ、検討を実施する。(通年)", Tense::Plan),
            ("", Tense::Neither),
            ("た", Tense::Neither),
        ] {
            assert_eq!(tense(text), expected, "{text}");
        }
    }
}
