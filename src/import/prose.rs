//! Lines outside of tables: the title with its plan, city and period, the meaning of the grades, notes on re-listings.

use crate::model::{FiscalYear, Grade, Mention, PlanCode, Point, Year};
use crate::text::{Numeral, numeral, program_number};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// A plan as a title names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlanMention {
    /// `小平市`, where it stands in front.
    pub municipality: Option<String>,
    /// `P3` of 第3次, `K1` of 第1期.
    pub code: PlanCode,
    /// `第3次行財政再構築プラン`.
    pub name: String,
}

/// Last words of the names of plans; the weaker ones only where none of the others follows (経営方針推進プログラム).
const PLAN_WORDS: [&str; 4] = ["プラン", "プログラム", "計画", "大綱"];
const WEAK_PLAN_WORDS: [&str; 2] = ["指針", "方針"];

/// The plan that a text names: `第N次…プラン`, `第N期…プログラム`.
pub(super) fn plan_mention(text: &str) -> Option<PlanMention> {
    let normal: String = text.nfkc().collect();
    // 令和3年度第2回委員会 … 第2次行財政改革プラン: the first 第 need not be the plan's.
    normal.match_indices('第').find_map(|(at, _)| plan_at(normal.split_at_checked(at)?))
}

fn plan_at((before, from): (&str, &str)) -> Option<PlanMention> {
    let after = from.strip_prefix('第')?;
    let mark = after.find(['次', '期'])?;
    let (count, rest) = after.split_at_checked(mark)?;
    let Numeral { value, .. } = numeral(count.trim())?;
    let letter = if rest.starts_with('次') { 'P' } else { 'K' };
    let end_by = |words: &[&str]| words.iter().filter_map(|w| rest.find(w).map(|at| at + w.len())).min();
    let end = end_by(&PLAN_WORDS).or_else(|| end_by(&WEAK_PLAN_WORDS))?;
    let (name, _) = rest.split_at_checked(end)?;
    // A sentence between the two has nothing to do with a name.
    if name.contains(['。', '、', '「', '」']) || name.chars().count() > 30 {
        return None;
    }
    let code = PlanCode::parse(&format!("{letter}{value}"))?;
    Some(PlanMention { municipality: municipality(before), code, name: format!("第{count}{name}") })
}

/// The municipality at the end of what stands before a plan's name.
fn municipality(before: &str) -> Option<String> {
    let word = before.trim_end().rsplit([' ', '「', '(', '度', '\u{3000}']).next()?;
    // 東京都小平市 is the same city as 小平市.
    let word = ["都", "道", "府", "県"]
        .iter()
        .find_map(|kind| {
            word.split_once(kind).filter(|(name, rest)| name.chars().count() >= 2 && is_municipality(rest))
        })
        .map_or(word, |(_, rest)| rest);
    is_municipality(word).then(|| word.to_owned())
}

fn is_municipality(word: &str) -> bool {
    word.ends_with(['市', '区', '町', '村']) && (2..=10).contains(&word.chars().count())
}

/// The year and half that a title names: `令和2年度末`.
///
/// Of two years, 令和5年度評価(令和4年度実施分), it is that of which something is reported; where the words do not tell
/// which this is, the title names none.
pub(super) fn period_mention(text: &str) -> Option<Mention> {
    let all = Mention::all(text);
    let years: BTreeSet<_> = all.iter().filter_map(|(m, _)| known(*m)).collect();
    if years.len() < 2 {
        // A year without its half says less than the same year with it.
        let said = all.iter().find(|(m, _)| m.point.is_some()).or_else(|| all.first()).map(|(m, _)| *m)?;
        return Some(Mention { point: said.point.or_else(|| half_in_months(text)), ..said });
    }
    let mut reported = all.iter().filter(|said| is_reported(said));
    let first = reported.next()?;
    reported.all(|(other, _)| other.year == first.0.year).then_some(first.0)
}

/// The half of which a text names the months: `4月～9月`, `4月から翌年3月まで`.
fn half_in_months(text: &str) -> Option<Point> {
    let normal: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let (_, until) = normal.split_once("4月")?;
    let until = ["から", "~", "〜", "-", "−", "–", "—"].iter().find_map(|sign| until.strip_prefix(sign))?;
    match until.trim_start_matches(['翌', '年']) {
        until if until.starts_with("9月") => Some(Point::Half),
        until if until.starts_with("3月") => Some(Point::YearEnd),
        _ => None,
    }
}

/// Whether a title says that something is reported of the year it names.
pub(super) fn reports(text: &str) -> bool {
    Mention::all(text).iter().any(is_reported)
}

fn is_reported((mention, after): &(Mention, String)) -> bool {
    const REPORTED: [&str; 8] = ["末", "実績", "実施分", "実施事業", "対象", "進捗", "取組結果", "決算"];
    mention.point.is_some() || REPORTED.iter().any(|w| after.trim_start_matches('の').starts_with(w))
}

fn known(mention: Mention) -> Option<FiscalYear> {
    if let Year::Known(year) = mention.year { Some(year) } else { None }
}

/// Whether a title is about a meeting or about the paper itself: its year is when it was handed out, not what it
/// reports on.
pub(super) fn is_about_paper(text: &str) -> bool {
    ["委員会", "会議", "本部", "資料", "公表", "作成", "策定", "改定", "改訂", "発行"]
        .iter()
        .any(|w| text.contains(w))
}

/// The end of a half or of a year as of which a title speaks: `令和6年3月31日現在`, `令和5年9月末時点`.
pub(super) fn as_of(text: &str) -> Option<Mention> {
    let dated = Mention::as_of(text).ok().flatten().filter(|mention| known(*mention).is_some());
    dated.filter(|_| ["現在", "時点", "月末"].iter().any(|word| text.contains(word)))
}

/// The meanings that a legend gives: `「S」：予定以上に進捗`, or `S:… A:… B:…` on one line.
///
/// Returns each mark with the text behind it.
pub(super) fn meanings(text: &str) -> Vec<(Grade, String)> {
    let normal: String = text.nfkc().filter(|c| !matches!(c, '「' | '」' | '『' | '』' | '"')).collect();
    let mut found: Vec<(Grade, String)> = Vec::new();
    for word in normal.split_whitespace() {
        let split =
            word.split_once([':', '…', '=']).and_then(|(mark, rest)| Some((Grade::in_column(mark)?, rest)));
        match (split, found.last_mut()) {
            (Some((mark, rest)), _) => found.push((mark, rest.to_owned())),
            (None, Some((_, meaning))) => {
                if !meaning.is_empty() {
                    meaning.push(' ');
                }
                meaning.push_str(word);
            }
            // Words before the first mark: no legend.
            (None, None) => return Vec::new(),
        }
    }
    found.retain(|(_, meaning)| !meaning.is_empty());
    found
}

/// A note that one program lists another again: `※No. 29「…」はNo. 15の再掲` → (29, 15).
pub(super) fn relisting_note(text: &str) -> Option<(u16, u16)> {
    let normal: String = text.nfkc().collect();
    if !normal.contains("再掲") {
        return None;
    }
    let numbers: Vec<u16> = normal
        .split("No")
        .skip(1)
        .filter_map(|part| {
            let digits: String =
                part.trim_start_matches(['.', ' ']).chars().take_while(char::is_ascii_digit).collect();
            program_number(&digits).and_then(|n| u16::try_from(n).ok())
        })
        .collect();
    match numbers.as_slice() {
        [row, of] => Some((*row, *of)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_plan_and_city() {
        for (title, expected) in [
            (
                "小平市第3次行財政再構築プラン の進捗状況（令和2年度末）",
                Some(("小平市", "P3", "第3次行財政再構築プラン")),
            ),
            ("第3次行財政再構築プラン 進捗状況(令和2年度末)", Some(("", "P3", "第3次行財政再構築プラン"))),
            (
                "令和４年度 小平市第１期経営方針推進プログラム",
                Some(("小平市", "K1", "第1期経営方針推進プログラム")),
            ),
            ("東川町第三次行政改革大綱", Some(("東川町", "P3", "第三次行政改革大綱"))),
            (
                "令和3年度第2回委員会 資料1 東京都小平市第2次行政改革プラン",
                Some(("小平市", "P2", "第2次行政改革プラン")),
            ),
            ("京都府宇治市第3次行政改革大綱", Some(("宇治市", "P3", "第3次行政改革大綱"))),
            ("宇都宮市第3次行政改革大綱", Some(("宇都宮市", "P3", "第3次行政改革大綱"))),
            ("第19回小平市政に関する世論調査", None),
            ("第5期目が始まり、計画を立てる", None),
            ("項目", None),
        ] {
            let found = plan_mention(title);
            let got = found
                .as_ref()
                .map(|m| (m.municipality.as_deref().unwrap_or(""), m.code.as_str(), m.name.as_str()));
            assert_eq!(got, expected, "{title}");
        }
    }

    #[test]
    fn titles_name_what_they_report_on() {
        let shown = |m: Option<Mention>| {
            let m = m?;
            Some(format!("{}{}", known(m)?, m.point.map_or("", Point::short)))
        };
        for (title, expected) in [
            ("令和2年度末の進捗状況", Some("R2末")),
            ("令和5年度行政評価結果（令和4年度実施分）", Some("R4")),
            ("令和4年度の実績と令和5年度の計画", Some("R4")),
            ("令和4年度計画と令和5年度計画", None),
            ("改革プラン（令和3年度～令和7年度）令和5年度の取組", Some("R5")),
        ] {
            assert_eq!(shown(period_mention(title)).as_deref(), expected, "{title}");
        }
        for (title, expected) in [
            ("改革プラン（令和6年3月31日現在）", Some("R5末")),
            ("改革プラン R6年3月末時点", Some("R5末")),
            ("2023年9月30日現在", Some("R5上")),
            ("令和元年9月末現在", Some("R1上")),
            ("令和6年5月1日現在", None),
            ("令和6年3月31日", None),
        ] {
            assert_eq!(shown(as_of(title)).as_deref(), expected, "{title}");
        }
    }

    #[test]
    fn legends_give_meanings() {
        let shown =
            |s: &str| meanings(s).iter().map(|(g, m)| format!("{g}={m}")).collect::<Vec<_>>().join("|");
        assert_eq!(shown("「S」：予定以上に進捗"), "S=予定以上に進捗");
        assert_eq!(shown("S:予定以上 A:予定 どおり B:遅れ"), "S=予定以上|A=予定 どおり|B=遅れ");
        assert_eq!(shown("評価の見方"), "");
        assert_eq!(shown("S A B"), "");
    }

    #[test]
    fn notes_on_relistings() {
        assert_eq!(relisting_note("※No. 29「徹底」はNo. 15の再掲"), Some((29, 15)));
        assert_eq!(relisting_note("※No. 29 と No. 15"), None);
        assert_eq!(relisting_note("再掲を含む"), None);
    }
}
