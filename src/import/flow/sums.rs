//! Sentences that count programs: `全62項目(再掲1項目)のうち、2項目が「予定以上に進捗」`, `実施内容の見直しが35項目`.

use std::ops::Range;

use super::said::{Flow, When, plan};
use super::text::{Plain, Text};
use crate::model::{Fact, Grade, How, Listing, Revision, Total, TotalColumn};
use crate::text::fold;

/// Marks with the meaning that a document gives them, folded.
pub(in crate::import) type Meanings = Vec<(Grade, String)>;

/// The mark whose meaning a text is.
pub(in crate::import) fn mark_of(meanings: &Meanings, text: &str) -> Option<Grade> {
    let folded = fold(text);
    // The legend may say more than the sentence (年度当初の予定以上に進捗), and the sentence less.
    let fits = |meaning: &str| meaning == folded || (folded.len() >= 12 && meaning.ends_with(&folded));
    let mut fitting = meanings.iter().filter(|(_, meaning)| fits(meaning)).map(|(mark, _)| *mark);
    let first = fitting.next()?;
    fitting.all(|other| other == first).then_some(first)
}

/// Words behind a number that count programs.
const COUNTED: [&str; 5] = ["プログラム", "項目", "取組", "事業", "件"];
/// What is revised, by words in front of the number, in the order in which they are asked.
const REVISED: [(&[&str], Revision); 7] = [
    (&["新規設定", "新たに設定"], Revision::NewIndicators),
    (&["担当"], Revision::Departments),
    (&["予定年度", "実施年度"], Revision::Years),
    (&["効果"], Revision::Effects),
    (&["指標"], Revision::Indicators),
    (&["年度計画"], Revision::AnnualPlans),
    (&["実施内容", "取組内容"], Revision::Content),
];
/// Longest paragraph in which programs are counted.
const LONGEST: usize = 6_000;

/// A number of programs within a text.
struct Count {
    number: u32,
    /// The bytes of the number and the word behind it.
    at: Range<usize>,
}

/// Keeps the totals that a paragraph states; whether there were any.
pub(in crate::import) fn sums(text: &Text, meanings: &Meanings, flow: &mut Flow) -> bool {
    if text.raw().len() > LONGEST {
        return false;
    }
    let plain = text.plain();
    let mut any = false;
    for count in counts(&plain.text) {
        let before = plain.text.get(..count.at.start).unwrap_or("");
        let after = plain.text.get(count.at.end..).unwrap_or("");
        let Some((column, grade, from)) = counted(before, after, &plain.text, meanings) else { continue };
        let passage = passage(text, &plain, from.unwrap_or(count.at.start)..count.at.end);
        let fact = Fact::Total(Total { grade, column, count: count.number });
        flow.say(plan(), When::Document, fact, How::Split, &passage);
        any = true;
    }
    any
}

fn passage(text: &Text, plain: &Plain, range: Range<usize>) -> Text {
    text.part(plain.origin(range))
}

/// All numbers in front of a word that counts.
fn counts(plain: &str) -> Vec<Count> {
    let mut found = Vec::new();
    let mut digits: Option<usize> = None;
    for (at, c) in plain.char_indices() {
        if c.is_ascii_digit() {
            digits.get_or_insert(at);
            continue;
        }
        let Some(start) = digits.take() else { continue };
        let rest = plain.get(at..).unwrap_or("");
        let bare = rest.strip_prefix('の').unwrap_or(rest);
        let word = COUNTED.iter().find(|w| bare.starts_with(**w));
        let number = plain.get(start..at).and_then(|d| d.parse().ok());
        let decimal = plain.get(..start).is_some_and(|b| b.ends_with(['.', ',', '第', '~', '-']));
        if let (Some(word), Some(number), false) = (word, number, decimal) {
            found.push(Count { number, at: start..at + rest.len() - bare.len() + word.len() });
        }
    }
    found
}

/// What a number counts, by what stands around it, with the grade and where the words begin that say so.
fn counted(
    before: &str,
    after: &str,
    whole: &str,
    meanings: &Meanings,
) -> Option<(TotalColumn, Option<Grade>, Option<usize>)> {
    // 2項目が「予定以上に進捗」
    if let Some(meaning) = after.strip_prefix("が「").and_then(|a| a.split('」').next()) {
        return Some((TotalColumn::Grades, Some(mark_of(meanings, meaning)?), None));
    }
    if let Some((grade, from)) = graded_before(before, meanings) {
        return Some((TotalColumn::Grades, Some(grade), Some(from)));
    }
    if before.ends_with("再掲") {
        return Some((TotalColumn::Relistings, None, None));
    }
    if before.ends_with('全') {
        return Some((all_of(before), None, Some(before.len() - '全'.len_utf8())));
    }
    if let Some(revision) = revised(before, after, whole) {
        return Some((TotalColumn::Revised(revision), None, None));
    }
    if ["下記の", "以下の", "次の"].iter().any(|w| before.ends_with(w)) {
        let unset = whole.contains("設定されていな") || whole.contains("未設定");
        return unset.then_some((TotalColumn::Listed(Listing::WithoutPlan), None, None));
    }
    // 62項目の取組, 20項目のプログラムです: all of them, when nothing says of which part.
    let named = ["の取組", "のプログラム", "の実施項目"].iter().any(|w| after.starts_with(w));
    let part = before.ends_with(['の', 'ち', 'る', 'た', '第', '各']) && !before.ends_with("する");
    (named && !part).then(|| (all_of(before), None, None))
}

/// `「予定どおり」が25事業`, `◎が3事業`: the grade in front of a number, and where it begins.
fn graded_before(before: &str, meanings: &Meanings) -> Option<(Grade, usize)> {
    let head = before.strip_suffix(['が', 'は', ':'])?;
    if let Some(quoted) = head.strip_suffix('」') {
        let (start, meaning) = quoted.rsplit_once('「').map(|(b, m)| (b.len(), m))?;
        let mark = Grade::parse(meaning).or_else(|| mark_of(meanings, meaning))?;
        return Some((mark, start));
    }
    let last = head.chars().next_back()?;
    let rest = head.strip_suffix(last)?;
    // A letter at the end of a word is none.
    let alone = !rest.ends_with(|c: char| c.is_ascii_alphanumeric());
    Grade::parse(&last.to_string()).filter(|_| alone).map(|grade| (grade, rest.len()))
}

/// What all of them are: programs, or study programs where the words before last spoke of these.
fn all_of(before: &str) -> TotalColumn {
    match (before.rfind("検討プログラム"), before.rfind("実施プログラム")) {
        (Some(study), done) if done.is_none_or(|d| d < study) => TotalColumn::Study,
        _ => TotalColumn::Programs,
    }
}

/// What was revised, in a sentence about a revision.
fn revised(before: &str, after: &str, whole: &str) -> Option<Revision> {
    if !(whole.contains("見直し") || whole.contains("改訂")) {
        return None;
    }
    let spoken = before.strip_suffix('、').unwrap_or(before);
    let clause = spoken.rsplit(['、', '。', '(', ':']).next().unwrap_or(spoken);
    let subject = clause.strip_suffix(['が', 'は']).unwrap_or("");
    if ["追加", "見直し", "変更", "設定", "改訂"].iter().any(|w| subject.ends_with(w)) {
        let kind = REVISED.iter().find(|(words, _)| words.iter().any(|w| subject.contains(w)));
        return kind.map(|(_, revision)| *revision);
    }
    any_revised(before, after)
}

/// `見直しの対象は、表のとおり12項目となりました`.
fn any_revised(before: &str, after: &str) -> Option<Revision> {
    let sentence = before.rsplit('。').next()?;
    let so = ["となり", "を見直", "の見直しを行"].iter().any(|w| after.starts_with(w));
    (so && (sentence.contains("見直し") || after.starts_with("を見直"))).then_some(Revision::Any)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let meanings =
            [('S', "年度当初の予定以上に進捗"), ('A', "予定どおりに進捗"), ('B', "予定よりも遅れている")]
                .map(|(mark, meaning)| (Grade::parse(&mark.to_string()).unwrap(), fold(meaning)));
        let mut flow = Flow::default();
        sums(&Text::of_line(1, 0, text), &meanings.to_vec(), &mut flow);
        flow.said
            .iter()
            .map(|s| match s.fact {
                Fact::Total(t) => {
                    let grade = t.grade.map_or(String::new(), |g| g.to_string());
                    format!("{:?}{grade}={}", t.column, t.count).replace("Revised", "")
                }
                _ => String::new(),
            })
            .collect()
    }

    #[test]
    fn sentences_count_programs() {
        for (text, expected) in [
            (
                "全 ４０ 項目（再掲２項目）のうち、２項目が「予定以上に進捗」、３８項目が「予定どおりに進捗」となりました。",
                vec!["Programs=40", "Relistings=2", "GradesS=2", "GradesA=38"],
            ),
            ("全30事業のうち、◎が3事業、○が25事業でした。", vec!["Programs=30", "Grades◎=3", "Grades○=25"]),
            (
                "「実施プログラム」は全9のプログラム、「検討プログラム」（全 3 プログラム）は評価しません。",
                vec!["Programs=9", "Study=3"],
            ),
            (
                "見直しは、担当課の追加が4項目、指標の見直しが9項目(うち新規設定は、3項目)となりました。",
                vec!["(Departments)=4", "(Indicators)=9", "(NewIndicators)=3"],
            ),
            ("見直し項目は、表のとおり12項目となりました。", vec!["(Any)=12"]),
            ("計画が設定されていなかった下記の２プログラムについては", vec!["Listed(WithoutPlan)=2"]),
            ("⇒20項目の取組", vec!["Programs=20"]),
            ("このうち3項目の取組が遅れた。", vec![]),
            ("２項目が「よく分からない」となりました。", vec![]),
            ("参加者は30人、協力は5事業者であった。", vec![]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
