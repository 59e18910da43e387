//! Reading years, halves and dates as documents write them, whole or within a text: `令和5年度上半期`, `R6.3末`, `26年度`.

use unicode_normalization::UnicodeNormalization;

use super::period::{ERAS, FiscalYear, Point};
use crate::text;

/// A year as a document writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// With its era, or western.
    Known(FiscalYear),
    /// `26年度`: which era is left open.
    WithoutEra(u16),
    /// `上半期`: that of the document.
    OfDocument,
}

/// A year and, where it is said, the half, as they stand at the start of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The year.
    pub year: Year,
    /// `None` when the text does not say which half.
    pub point: Option<Point>,
}

/// A date at which neither half of a fiscal year ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherDate;

impl Mention {
    /// Reads a year and a half at the start of `s`; returns what follows, in folded form.
    fn parse_folded(s: &str) -> Option<(Mention, &str)> {
        let (year, rest) = strip_year(s)?;
        let (point, rest) = match rest.strip_prefix(SPAN).map(strip_point) {
            Some((Some(point), rest)) => (Some(point), rest),
            _ => strip_point(rest),
        };
        Some((Mention { year, point }, rest))
    }

    /// Reads a string that is a year, with or without a half, and nothing else.
    pub fn whole(s: &str) -> Option<Mention> {
        let folded = folded(s);
        let (mention, rest) = Mention::parse_folded(&folded)?;
        rest.is_empty().then_some(mention)
    }

    /// The first fiscal year with an era, or western, that `s` mentions as one (`…年度`), with its half if said.
    pub fn find(s: &str) -> Option<Mention> {
        Mention::all(s).first().map(|(mention, _)| *mention)
    }

    /// All of them, each with what follows it, in folded form. The first and last year of a span, 令和3年度～令和7年度,
    /// are those of a plan and no dates of a report.
    pub fn all(s: &str) -> Vec<(Mention, String)> {
        let folded = folded(s);
        let mut found = Vec::new();
        let mut rest = folded.as_str();
        let mut before = None;
        while let Some(c) = rest.chars().next() {
            let western = c.is_ascii_digit() && !before.is_some_and(|b: char| b.is_ascii_digit());
            let here =
                (western || strip_era(rest).0.is_some()).then(|| Mention::parse_folded(rest)).flatten();
            let named = here.filter(|(mention, after)| {
                let said = rest.strip_suffix(after).is_some_and(|said| said.contains("年度"));
                said && matches!(mention.year, Year::Known(_))
            });
            let Some((mention, after)) = named else {
                before = Some(c);
                rest = rest.strip_prefix(c).unwrap_or("");
                continue;
            };
            before = None;
            rest = after;
            let until = after.strip_prefix(SPAN).or_else(|| after.strip_prefix("から")).unwrap_or(after);
            match strip_year(until) {
                Some((_, behind)) => rest = behind,
                None => found.push((mention, after.to_owned())),
            }
        }
        found
    }

    /// The end of a half or of a year as of which a text speaks: `令和5年9月末`, `R6.3末`, `2024年3月31日`, `9月末` of the
    /// document's year. March is the end of the year before it.
    ///
    /// # Errors
    /// When it speaks of another month, or of a day within one.
    pub fn as_of(s: &str) -> Result<Option<Mention>, OtherDate> {
        let folded = folded(s);
        let mut before = None;
        for (at, c) in folded.char_indices() {
            let within = before.is_some_and(|b: char| b.is_ascii_digit() || b == SPAN || b == '年');
            before = Some(c);
            let rest = folded.get(at..).filter(|_| !within).unwrap_or("");
            let dated = one_year(rest).and_then(|(year, behind)| {
                let behind = behind.strip_prefix('年').or_else(|| behind.strip_prefix(SPAN))?;
                Some((year, month_end(behind).filter(|_| matches!(year, Year::Known(_)))?))
            });
            let dated = dated.or_else(|| Some((Year::OfDocument, month_end(rest)?)));
            let year_before =
                |year: FiscalYear| year.0.checked_sub(1).map(|year| Year::Known(FiscalYear(year)));
            let (year, point) = match dated {
                None => continue,
                Some((Year::Known(year), 3)) => (year_before(year).ok_or(OtherDate)?, Point::YearEnd),
                Some((year, 3)) => (year, Point::YearEnd),
                Some((year, 9)) => (year, Point::Half),
                Some(_) => return Err(OtherDate),
            };
            return Ok(Some(Mention { year, point: Some(point) }));
        }
        Ok(None)
    }

    /// The half that a heading names on its own (`上半期`, `年度末`).
    pub fn point_alone(s: &str) -> Option<Point> {
        match strip_point(&text::fold(s)) {
            (Some(point), "") => Some(point),
            _ => None,
        }
    }
}

/// What stands for the sign of a span in a folded text.
const SPAN: char = '至';

/// The text folded, with the signs kept that stand between the years of a span or the parts of a date: without them
/// `R3-7` would be the year 37.
fn folded(s: &str) -> String {
    const SIGNS: [char; 12] = ['~', '〜', '∼', '-', '‐', '–', '—', '―', '−', '.', '/', '・'];
    let mut kept = String::with_capacity(s.len());
    let mut last = ' ';
    for c in s.nfkc() {
        let between = last.is_numeric() || last == '年' || last == '度';
        kept.push(if between && SIGNS.contains(&c) { SPAN } else { c });
        last = if c.is_whitespace() { last } else { c };
    }
    text::fold(&kept)
}

/// A year at the start of a folded text, with 年度 or 年 where it has one. A year written twice, `令和5(2023)年度`, is
/// one where both agree and none where they do not.
fn strip_year(s: &str) -> Option<(Year, &str)> {
    let (year, rest) = one_year(s)?;
    let Year::Known(known) = year else { return Some((year, without_unit(rest))) };
    let after = without_unit(rest);
    match one_year(after) {
        Some((Year::Known(again), more)) if again == known => Some((year, without_unit(more))),
        // Behind 年度 it is another year and no other way to write this one.
        Some((Year::Known(_), _)) if after == rest => None,
        _ => Some((year, after)),
    }
}

fn without_unit(s: &str) -> &str {
    s.strip_prefix("年度").or_else(|| s.strip_prefix('年')).unwrap_or(s)
}

/// A year at the start of a folded text, up to the end of its digits.
fn one_year(s: &str) -> Option<(Year, &str)> {
    let (era, rest) = strip_era(s);
    if let Some(behind) = rest.strip_prefix('元') {
        let first = era.map_or(Some(Year::WithoutEra(1)), |era| FiscalYear::of_era(era, 1).map(Year::Known));
        return first.map(|year| (year, behind));
    }
    let kanji = rest.find(|c: char| !"一二三四五六七八九十".contains(c)).unwrap_or(rest.len());
    if let (Some(era), Some((digits, behind))) =
        (era, rest.split_at_checked(kanji).filter(|(d, _)| !d.is_empty()))
    {
        let number = text::numeral(digits).and_then(|n| u16::try_from(n.value).ok())?;
        return Some((Year::Known(FiscalYear::of_era(era, number)?), behind));
    }
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    // Folding took the brackets of 5(2023) away.
    let first = if (5..=6).contains(&end) { end - 4 } else { end };
    let (digits, behind) = rest.split_at_checked(first)?;
    match (era, digits.parse().ok()?) {
        (Some(era), number) => Some((Year::Known(FiscalYear::of_era(era, number)?), behind)),
        (None, western @ 1900..=2200) => Some((Year::Known(FiscalYear(western)), behind)),
        (None, number @ 1..=99) if first == end => Some((Year::WithoutEra(number), behind)),
        _ => None,
    }
}

fn strip_era(s: &str) -> (Option<usize>, &str) {
    for (index, (letter, name, _)) in ERAS.iter().enumerate() {
        let letter = letter.to_ascii_lowercase();
        if let Some(rest) = s.strip_prefix(name) {
            return (Some(index), rest);
        }
        if let Some(rest) =
            s.strip_prefix(letter).filter(|r| r.starts_with(|c: char| c.is_ascii_digit() || c == '元'))
        {
            return (Some(index), rest);
        }
    }
    (None, s)
}

/// The month at the start of a folded text, of which it names the end or the last day; 0 where it names another day.
fn month_end(s: &str) -> Option<u8> {
    let digits = s.find(|c: char| !c.is_ascii_digit())?;
    let (month, rest) = s.split_at_checked(digits)?;
    let month: u8 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    let Some(behind) = rest.strip_prefix('月') else { return rest.starts_with('末').then_some(month) };
    let day: String = behind.chars().take_while(char::is_ascii_digit).collect();
    let last = day.is_empty() || day.parse::<u8>().is_ok_and(|day| day >= 30);
    Some(if last { month } else { 0 })
}

fn strip_point(s: &str) -> (Option<Point>, &str) {
    const HALF: [&str; 6] = ["上半期", "上期", "前期", "中間", "上", "h"];
    const END: [&str; 8] = ["年度末", "年間", "期末", "通期", "末", "下半期", "下期", "後期"];
    for (words, point) in [(&HALF[..], Point::Half), (&END[..], Point::YearEnd)] {
        for word in words {
            if let Some(rest) = s.strip_prefix(word) {
                return (Some(point), rest);
            }
        }
    }
    (None, s)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Period;

    #[test]
    fn a_year_is_found_inside_a_title() {
        for (title, expected) in [
            ("第3次行財政再構築プラン 進捗状況(令和2年度末)", Some("R2末")),
            ("平成 24年度の進捗状況", Some("H24末")),
            ("令和3年3月末実績値", None),
            ("第5次行政改革プラン（令和3年度～令和7年度） 令和5年度実績", Some("R5末")),
            ("行政改革プラン（令和３～７年度）", None),
            ("行政改革プラン(令和3年度から7年度まで)", None),
            ("行政改革プラン 2023年度上半期の状況", Some("R5上")),
            ("令和5(2023)年度 取組結果", Some("R5末")),
            ("第2次行財政再構築プラン", None),
        ] {
            let found = Mention::find(title).and_then(|m| match m.year {
                Year::Known(year) => {
                    Some(Period { year, point: m.point.unwrap_or(Point::YearEnd) }.to_string())
                }
                Year::WithoutEra(_) | Year::OfDocument => None,
            });
            assert_eq!(found.as_deref(), expected, "{title}");
        }
    }

    #[test]
    fn the_end_of_a_month_is_the_end_of_a_half_or_of_a_year() {
        for (written, expected) in [
            ("令和5年9月末評価", Some("R5上")),
            ("評価（R6.3末）", Some("R5末")),
            ("令和6年3月31日現在", Some("R5末")),
            ("2024年3月末", Some("R5末")),
            ("令和六年三月末", None),
            ("9月末評価", Some("上")),
            ("3月末の状況", Some("末")),
            ("令和5年12月末", Some("-")),
            ("令和5年9月15日", Some("-")),
            ("令和5年度評価", None),
            ("R5", None),
            ("令和3～7年度", None),
            ("13月末", None),
        ] {
            let found = match Mention::as_of(written) {
                Ok(None) => None,
                Err(OtherDate) => Some("-".to_owned()),
                Ok(Some(Mention { year: Year::Known(year), point })) => {
                    Some(Period { year, point: point.unwrap() }.to_string())
                }
                Ok(Some(mention)) => mention.point.map(|point| point.short().to_owned()),
            };
            assert_eq!(found.as_deref(), expected, "{written}");
        }
    }
}
