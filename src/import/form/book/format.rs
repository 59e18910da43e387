//! Number formats: what a cell shows of its number. 0.95 under `0%` is read as 95%, as everybody who looks at the sheet
//! reads it; units written by the format (`0"件"`) belong to what is shown.
//!
//! Of the language of formats that part is understood which tables of offices use. Where a format asks for more, the
//! plain number is shown.

use quick_xml::events::Event;
use rust_decimal::{Decimal, RoundingStrategy};

use super::super::super::BookFault;
use super::package::{Package, Workbook, attribute};
use crate::model::Date;

/// The formats of a workbook by the number of a cell's style.
pub(super) struct Formats {
    codes: Vec<(u32, String)>,
    /// For each style the number of its format.
    styles: Vec<u32>,
    since_1904: bool,
}

/// More styles than this no program writes.
const MOST: usize = 1 << 16;

impl Formats {
    /// Reads them.
    pub fn read(package: &mut Package<'_>, workbook: &Workbook) -> Result<Formats, BookFault> {
        let (codes, styles) = (Vec::new(), Vec::new());
        let mut formats = Formats { codes, styles, since_1904: workbook.since_1904 };
        let Some(path) = &workbook.styles else { return Ok(formats) };
        let Some(mut xml) = package.part(path)? else { return Ok(formats) };
        let mut of_cells = false;
        loop {
            match xml.next()? {
                Event::Start(e) | Event::Empty(e) => {
                    let number = |name| attribute(&e, name).and_then(|v| v.parse().ok());
                    match e.local_name().as_ref() {
                        "numFmt" => {
                            let code = attribute(&e, "formatCode").unwrap_or_default();
                            formats.codes.extend(number("numFmtId").map(|id| (id, code)));
                        }
                        "cellXfs" => of_cells = true,
                        "xf" if of_cells => formats.styles.push(number("numFmtId").unwrap_or(0)),
                        _ => {}
                    }
                    if formats.codes.len().max(formats.styles.len()) > MOST {
                        return Err(BookFault::TooMuch);
                    }
                }
                Event::End(e) if e.local_name().as_ref() == "cellXfs" => of_cells = false,
                Event::Eof => break,
                _ => {}
            }
        }
        formats.codes.sort_by_key(|(id, _)| *id);
        Ok(formats)
    }

    /// What a cell of that style shows of a number.
    pub fn shown(&self, number: &str, style: usize) -> String {
        let id = self.styles.get(style).copied().unwrap_or(0);
        let own = self.codes.binary_search_by_key(&id, |(id, _)| *id).ok();
        let code = own.and_then(|at| self.codes.get(at)).map_or_else(|| built_in(id), |(_, code)| code);
        let Some(value) = decimal(number) else { return number.trim().to_owned() };
        apply(code, value, self.since_1904).unwrap_or_else(|| value.normalize().to_string())
    }
}

/// The formats that every program knows by number; in Japan, which is where the dates matter.
fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "yyyy/m/d",
        15 => "d-m-yy",
        17 => "yyyy/m",
        16 | 35 | 53 | 56 => "m\"月\"d\"日\"",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 57 => "ge.m.d",
        28 | 29 | 51 | 54 | 58 => "ggge\"年\"m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"時\"mm\"分\"",
        33 => "h\"時\"mm\"分\"ss\"秒\"",
        34 | 52 | 55 => "yyyy\"年\"m\"月\"",
        _ => "General",
    }
}

/// A number as the sheet has it, without the last digits, which binary fractions make up.
fn decimal(number: &str) -> Option<Decimal> {
    let number: f64 = number.trim().parse().ok()?;
    let digits = format!("{number:.14e}");
    Decimal::from_scientific(&digits).ok().map(|d| d.normalize())
}

/// A part of a format.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// Shown as it stands.
    Literal(String),
    /// `0`, `#`, `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// `yyyy`, `ggg`: a letter and how often it stands.
    Date(char, usize),
    General,
    /// The text of the cell.
    Text,
}

/// The number under a format; `None` when it asks for something that is not understood.
fn apply(code: &str, value: Decimal, since_1904: bool) -> Option<String> {
    let sections = sections(code)?;
    let negative = value.is_sign_negative() && !value.is_zero();
    let (section, signed) = match (sections.as_slice(), negative) {
        ([only], _) => (only, negative),
        ([_, below, ..], true) => (below, false),
        ([_, _, zero, ..], false) if value.is_zero() => (zero, false),
        ([first, ..], _) => (first, negative),
        ([], _) => return None,
    };
    if section.contains(&Token::General) || section.is_empty() && sections.len() == 1 {
        return None;
    }
    let body = if section.iter().any(|t| matches!(t, Token::Date(..))) {
        date(section, value, since_1904)?
    } else {
        digits(section, value.abs())
    };
    Some(if signed { format!("-{body}") } else { body })
}

/// The sections of a format: for positive numbers, negative ones, zero, text.
fn sections(code: &str) -> Option<Vec<Vec<Token>>> {
    let mut sections = vec![Vec::new()];
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        let token = match c {
            ';' => {
                sections.push(Vec::new());
                continue;
            }
            '"' => Token::Literal(chars.by_ref().take_while(|c| *c != '"').collect()),
            '\\' | '!' => Token::Literal(chars.next()?.to_string()),
            // As wide as that character, or filled with it.
            '_' | '*' => {
                chars.next();
                continue;
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if inside.starts_with(['<', '>', '=']) {
                    return None;
                }
                // `[$¥-411]`: a sign of money. Colours and languages show nothing, `[h]` counts hours beyond a day.
                match inside.strip_prefix('$').map(|s| s.split('-').next().unwrap_or("")) {
                    Some("") => continue,
                    Some(sign) => Token::Literal(sign.to_owned()),
                    None if inside.chars().all(|c| matches!(c, 'h' | 'm' | 's')) => return None,
                    None => continue,
                }
            }
            '0' | '#' | '?' => Token::Digit(c),
            '.' => Token::Point,
            ',' => Token::Comma,
            '%' => Token::Percent,
            '@' => Token::Text,
            'E' | '/' if sections.last().is_some_and(|s: &Vec<Token>| s.iter().any(is_digit)) => return None,
            'G' if code.to_ascii_lowercase().contains("general") => {
                chars.by_ref().take("eneral".len()).for_each(drop);
                Token::General
            }
            'y' | 'm' | 'd' | 'h' | 's' | 'g' | 'e' | 'a' | 'Y' | 'M' | 'D' | 'H' | 'S' => {
                let letter = c.to_ascii_lowercase();
                let mut count = 1;
                while chars.next_if(|next| next.to_ascii_lowercase() == letter).is_some() {
                    count += 1;
                }
                Token::Date(letter, count)
            }
            other => Token::Literal(other.to_string()),
        };
        sections.last_mut()?.push(token);
    }
    Some(sections)
}

fn is_digit(token: &Token) -> bool {
    matches!(token, Token::Digit(_))
}

/// A number in the places of a section.
fn digits(section: &[Token], value: Decimal) -> String {
    let Some(last) = section.iter().rposition(is_digit) else {
        return section
            .iter()
            .filter_map(|t| if let Token::Literal(l) = t { Some(l.as_str()) } else { None })
            .collect();
    };
    let first = section.iter().position(is_digit).unwrap_or(last);
    let places = section.get(first..=last).unwrap_or_default();
    let point = places.iter().position(|t| *t == Token::Point).unwrap_or(places.len());
    let (whole, fraction) = places.split_at_checked(point).unwrap_or((places, &[]));
    let count = |tokens: &[Token], zeros: bool| {
        tokens.iter().filter(|t| matches!(t, Token::Digit(c) if *c == '0' || !zeros)).count()
    };
    let thousands = whole.contains(&Token::Comma);
    let behind = section.get(last + 1..).unwrap_or_default();
    let scaled = behind.iter().take_while(|t| **t == Token::Comma).count() as u32;
    let mut value = value;
    if section.contains(&Token::Percent) {
        value *= Decimal::ONE_HUNDRED;
    }
    for _ in 0..scaled.min(4) {
        value /= Decimal::ONE_THOUSAND;
    }
    let most = count(fraction, false) as u32;
    let rounded = value.round_dp_with_strategy(most, RoundingStrategy::MidpointAwayFromZero).normalize();
    let written = rounded.to_string();
    let (units, parts) = written.split_once('.').unwrap_or((&written, ""));
    let mut parts = parts.to_owned();
    while parts.len() < count(fraction, true) {
        parts.push('0');
    }
    let mut units = if units == "0" && count(whole, true) == 0 { String::new() } else { units.to_owned() };
    while units.len() < count(whole, true) {
        units.insert(0, '0');
    }
    let units = if thousands { grouped(&units) } else { units };
    let number = if parts.is_empty() { units } else { format!("{units}.{parts}") };
    let sign = |t: &Token| match t {
        Token::Literal(text) => text.clone(),
        Token::Percent => "%".to_owned(),
        _ => String::new(),
    };
    let ahead = section.get(..first).unwrap_or_default().iter().map(sign);
    ahead.chain([number]).chain(behind.iter().map(sign)).collect()
}

fn grouped(units: &str) -> String {
    let length = units.len();
    let mut out = String::with_capacity(length + length / 3);
    for (at, digit) in units.chars().enumerate() {
        if at > 0 && (length - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Year, month and day.
type Day = (i32, u8, u8);

/// Letter, name, the year before the first, and the first day of each era.
const ERAS: [(&str, &str, i32, Day); 4] = [
    ("R", "令和", 2018, (2019, 5, 1)),
    ("H", "平成", 1988, (1989, 1, 8)),
    ("S", "昭和", 1925, (1926, 12, 25)),
    ("T", "大正", 1911, (1912, 7, 30)),
];

/// A day and a time in the places of a section.
fn date(section: &[Token], value: Decimal, since_1904: bool) -> Option<String> {
    use rust_decimal::prelude::ToPrimitive;
    const MINUTES: i64 = 24 * 60;
    let seconds = (value * Decimal::from(MINUTES * 60)).round().to_i64()?;
    let (day, second) = (seconds.div_euclid(MINUTES * 60), seconds.rem_euclid(MINUTES * 60));
    // Day 60 of the older count is the 29 February 1900, which there was not.
    let from_1970 = if since_1904 { day - 24_107 } else { day - if day < 60 { 25_568 } else { 25_569 } };
    if !(0..=2_958_465).contains(&day) {
        return None;
    }
    let date = Date::from_unix_days(from_1970);
    let (year, month, of_month) = (i32::from(date.year), date.month, date.day);
    let era = || ERAS.iter().find(|(.., first)| (year, month, of_month) >= *first);
    let padded = |n: i64, count: usize| if count > 1 { format!("{n:02}") } else { n.to_string() };
    let mut out = String::new();
    let mut hours_before = false;
    for (at, token) in section.iter().enumerate() {
        let next = section.get(at + 1..).unwrap_or_default().iter().find_map(|t| match t {
            Token::Date(letter, _) => Some(*letter),
            _ => None,
        });
        match token {
            Token::Date('y', 1..=2) => out.push_str(&format!("{:02}", year.rem_euclid(100))),
            Token::Date('y', _) => out.push_str(&year.to_string()),
            Token::Date('g', 1) => out.push_str(era()?.0),
            Token::Date('g', 2) => out.extend(era()?.1.chars().next()),
            Token::Date('g', _) => out.push_str(era()?.1),
            Token::Date('e', count) => out.push_str(&padded(i64::from(year - era()?.2), *count)),
            Token::Date('m', count) if hours_before || next == Some('s') => {
                out.push_str(&padded(second / 60 % 60, *count));
            }
            Token::Date('m', count @ 1..=2) => out.push_str(&padded(i64::from(month), *count)),
            Token::Date('d', count @ 1..=2) => out.push_str(&padded(i64::from(of_month), *count)),
            Token::Date('a', count) => {
                let names = ["木", "金", "土", "日", "月", "火", "水"];
                out.push_str(names.get(usize::try_from(from_1970.rem_euclid(7)).ok()?)?);
                if *count > 3 {
                    out.push_str("曜日");
                }
            }
            Token::Date('h', count) => out.push_str(&padded(second / 3600, *count)),
            Token::Date('s', count) => out.push_str(&padded(second % 60, *count)),
            Token::Date(..) => return None,
            Token::Literal(text) => out.push_str(text),
            Token::Point => out.push('.'),
            Token::Comma => out.push(','),
            Token::Percent => out.push('%'),
            Token::Digit(_) | Token::General | Token::Text => {}
        }
        if let Token::Date(letter, _) = token {
            hours_before = *letter == 'h';
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_their_format_shows_them() {
        for (number, code, shown) in [
            ("0.95", "0%", "95%"),
            ("0.44036697247706424", "0.0%", "44.0%"),
            ("0.95", "General", "0.95"),
            ("0.1", "General", "0.1"),
            ("0.30000000000000004", "General", "0.3"),
            ("1.5E3", "General", "1500"),
            ("12", "0\"件\"", "12件"),
            ("1234567", "#,##0", "1,234,567"),
            ("1010440000", "#,##0,\"千円\"", "1,010,440千円"),
            ("-11.6", "0.0;\"△\"0.0", "△11.6"),
            ("-5", "#,##0", "-5"),
            ("0", "#,##0;-#,##0;\"-\"", "-"),
            ("3.14159", "0.00", "3.14"),
            ("2.5", "0", "3"),
            ("0.5", "#.#", ".5"),
            ("7", "000", "007"),
            ("1500", "[$¥-411]#,##0", "¥1,500"),
            ("1500", "[Red]#,##0_ ", "1,500"),
            ("5", "\"No.\"0", "No.5"),
            ("100", "0.0\\%", "100.0%"),
            ("0.5", "# ?/?", "0.5"),
            ("5", "[>10]0;\"-\"", "5"),
        ] {
            let shown_now = apply(code, decimal(number).unwrap(), false);
            let plain = decimal(number).unwrap().to_string();
            assert_eq!(shown_now.unwrap_or(plain), shown, "{number} under {code}");
        }
    }

    #[test]
    fn days_as_their_format_shows_them() {
        for (number, code, shown) in [
            ("44286", "yyyy/m/d", "2021/3/31"),
            ("44286", "ggge\"年\"m\"月\"d\"日\"", "令和3年3月31日"),
            ("43585", "ge.m.d", "H31.4.30"),
            ("43586", "[$-411]ge.mm.dd", "R1.05.01"),
            ("44286.5", "yyyy/m/d h:mm", "2021/3/31 12:00"),
            ("0.75", "h:mm:ss", "18:00:00"),
            ("44286", "aaa", "水"),
            ("44286", "m\"月\"", "3月"),
            ("1", "yyyy/m/d", "1900/1/1"),
            ("61", "yyyy/m/d", "1900/3/1"),
        ] {
            assert_eq!(apply(code, decimal(number).unwrap(), false).as_deref(), Some(shown), "{number}");
        }
        assert_eq!(apply("yyyy/m/d", decimal("42824").unwrap(), true).as_deref(), Some("2021/3/31"));
    }
}
