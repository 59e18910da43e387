//! Fiscal years and the two dates a year at which a city reports.
//!
//! A fiscal year (年度) runs from April to March and is named after the western year in which its April lies.
//! The era letters S, H and R are only a way to write it: 平成31年度 and 令和元年度 are the same year.
//! Knows no document and no clock: where "today" matters it is passed in.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::mention::{Mention, Year};

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
pub(super) const ERAS: [(char, &str, u16); 3] =
    [('S', "昭和", 1926), ('H', "平成", 1989), ('R', "令和", 2019)];

impl FiscalYear {
    /// The fiscal year that an era letter or name and a year of it say. 平成31年度 is the year that is also 令和元年度.
    pub(super) fn of_era(index: usize, year: u16) -> Option<FiscalYear> {
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
    fn dates() {
        assert_eq!(Date::from_unix_days(0).to_string(), "1970-01-01");
        assert_eq!(Date::from_unix_days(20_778).to_string(), "2026-11-21");
        assert_eq!("2026-11-21".parse(), Ok(Date { year: 2026, month: 11, day: 21 }));
        assert!("2026-13-01".parse::<Date>().is_err());
        assert_eq!(Period::parse("H26末").map(Period::as_of), Some((2015, 3)));
        assert_eq!(Period::parse("H26上").map(Period::as_of), Some((2014, 9)));
    }
}
