//! Fiscal years and the two dates a year at which a city reports.
//!
//! A fiscal year (年度) runs from April to March and is named after the western year in which its April lies.
//! The era letters S, H and R are only a way to write it: 平成31年度 and 令和元年度 are the same year.
//! Knows no document and no clock: where "today" matters it is passed in.

use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

use crate::text;

/// A calendar date, passed in wherever the present day matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// Western year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Date {
    /// The fiscal year in which the date lies.
    pub fn fiscal_year(self) -> FiscalYear {
        FiscalYear(if self.month >= 4 { self.year } else { self.year.saturating_sub(1) })
    }

    /// The date that lies `days` after 1970-01-01 (civil calendar, proleptic Gregorian).
    pub fn from_unix_days(days: i64) -> Date {
        // Howard Hinnant's days-to-civil arithmetic: eras of 400 years that begin on 1 March.
        let z = days + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        Date {
            year: u16::try_from(year).unwrap_or(0),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl std::str::FromStr for Date {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        let mut parts = s.splitn(3, '-').map(|p| p.parse::<u16>().map_err(|_| ()));
        let mut next = || parts.next().unwrap_or(Err(()));
        let (year, month, day) = (next()?, next()?, next()?);
        match (u8::try_from(month), u8::try_from(day)) {
            (Ok(m @ 1..=12), Ok(d @ 1..=31)) => Ok(Date { year, month: m, day: d }),
            _ => Err(()),
        }
    }
}

/// A fiscal year (年度), by the western year of its April.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FiscalYear(pub u16);

/// The eras that occur, oldest first: letter, name, western year of year 1.
const ERAS: [(char, &str, u16); 3] = [('S', "昭和", 1926), ('H', "平成", 1989), ('R', "令和", 2019)];

impl FiscalYear {
    /// The fiscal year that an era letter or name and a year of it say. 平成31年度 is the year that is also 令和元年度.
    fn of_era(index: usize, year: u16) -> Option<FiscalYear> {
        let (_, _, first) = ERAS.get(index)?;
        (1..=99).contains(&year).then(|| FiscalYear(first.saturating_add(year).saturating_sub(1)))
    }

    /// Whether it is that year of some era: H26 is year 26.
    pub fn is_year_of_era(self, year: u16) -> bool {
        (0..ERAS.len()).any(|era| FiscalYear::of_era(era, year) == Some(self))
    }

    /// The year that a document means by a bare `26年度`: of the newest era in which that year is not in the future
    /// of `today` (cli contract); `None` when it is in the future of every era.
    pub fn without_era(year: u16, today: Date) -> Option<FiscalYear> {
        (0..ERAS.len())
            .rev()
            .filter_map(|era| FiscalYear::of_era(era, year))
            .find(|found| *found <= today.fiscal_year())
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (letter, _, first) = ERAS.iter().rev().find(|(_, _, first)| self.0 >= *first).unwrap_or(&ERAS[0]);
        write!(f, "{letter}{}", (self.0 + 1).saturating_sub(*first))
    }
}

/// Which of the two reports of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Point {
    /// First half (上半期): as of the end of September.
    Half,
    /// Year-end (年度末): as of the end of March.
    YearEnd,
}

/// A date at which programs are graded (期): `H26上` or `H26末`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The fiscal year.
    pub year: FiscalYear,
    /// First half or year-end.
    pub point: Point,
}

impl Period {
    /// The year-end of a fiscal year.
    pub fn year_end(year: FiscalYear) -> Period {
        Period { year, point: Point::YearEnd }
    }

    /// The first half of a fiscal year.
    pub fn half(year: FiscalYear) -> Period {
        Period { year, point: Point::Half }
    }

    /// Western year and month of the as-of date: the end of that month.
    pub fn as_of(self) -> (u16, u8) {
        match self.point {
            Point::Half => (self.year.0, 9),
            Point::YearEnd => (self.year.0 + 1, 3),
        }
    }

    /// The period that a whole string names (`H26上`, `h26`, `2014h`, `平成26年度上半期`, `令和元年度末`, `R1`).
    pub fn parse(s: &str) -> Option<Period> {
        match Mention::whole(s)? {
            Mention { year: Year::Known(year), point } => {
                Some(Period { year, point: point.unwrap_or(Point::YearEnd) })
            }
            Mention { year: Year::WithoutEra(_) | Year::OfDocument, .. } => None,
        }
    }
}

impl Point {
    /// `上` or `末`.
    pub fn short(self) -> &'static str {
        match self {
            Point::Half => "上",
            Point::YearEnd => "末",
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.year, self.point.short())
    }
}

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

    #[test]
    fn every_accepted_way_to_write_a_period() {
        for (written, shown) in [
            ("H26上", "H26上"),
            ("H26末", "H26末"),
            ("H26h", "H26上"),
            ("H26", "H26末"),
            ("h26", "H26末"),
            ("2014h", "H26上"),
            ("2014", "H26末"),
            ("平成26年度上半期", "H26上"),
            ("平成２６年度末", "H26末"),
            ("令和元年度末", "R1末"),
            ("平成31年度", "R1末"),
            ("R1", "R1末"),
            ("昭和63年度", "S63末"),
            ("2023年度", "R5末"),
            ("令和5(2023)年度", "R5末"),
            ("令和元（2019）年度上半期", "R1上"),
            ("2023（令和5）年度", "R5末"),
            ("令和５年度（2023年度）", "R5末"),
            ("令和五年度", "R5末"),
            ("平成二十六年度上半期", "H26上"),
        ] {
            assert_eq!(Period::parse(written).map(|p| p.to_string()).as_deref(), Some(shown), "{written}");
        }
        for wrong in [
            "",
            "26",
            "26年度",
            "H",
            "H26x",
            "第2次",
            "H0",
            "X3",
            "12345",
            "R3-7",
            "令和3～7年度",
            "R3.3末",
            "令和5(2022)年度",
        ] {
            assert_eq!(Period::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_year_without_an_era_is_the_newest_that_is_not_in_the_future() {
        let today = Date { year: 2026, month: 11, day: 21 };
        for (year, expected) in
            [(26, Some("H26")), (8, Some("R8")), (9, Some("H9")), (63, Some("S63")), (99, Some("S99"))]
        {
            let found = FiscalYear::without_era(year, today);
            if year == 99 {
                assert_eq!(found.map(|y| y.0), Some(2024).filter(|_| expected.is_some()));
            } else {
                assert_eq!(found.map(|y| y.to_string()).as_deref(), expected, "{year}");
            }
        }
    }

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

    #[test]
    fn dates() {
        assert_eq!(Date::from_unix_days(0).to_string(), "1970-01-01");
        assert_eq!(Date::from_unix_days(20_778).to_string(), "2026-11-21");
        assert_eq!("2026-11-21".parse(), Ok(Date { year: 2026, month: 11, day: 21 }));
        assert!("2026-13-01".parse::<Date>().is_err());
        assert_eq!(Period::parse("H26末").map(Period::as_of), Some((2015, 3)));
        assert_eq!(Period::parse("H26上").map(Period::as_of), Some((2014, 9)));
    }
}
