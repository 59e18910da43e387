//! The texts that cells share.

use quick_xml::events::Event;

use super::super::super::BookFault;
use super::package::{Package, Workbook, Xml};

/// The shared texts, one behind the other.
#[derive(Default)]
pub(super) struct Strings {
    pool: String,
    ends: Vec<u32>,
}

impl Strings {
    /// A text by its number; empty when there is none.
    pub fn get(&self, number: u32) -> &str {
        let at = number as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.ends.get(at).and_then(|end| self.pool.get(start..*end as usize)).unwrap_or("")
    }
}

/// Reads the shared texts.
pub(super) fn read(
    package: &mut Package<'_>,
    workbook: &Workbook,
    budget: &mut usize,
) -> Result<Strings, BookFault> {
    let mut strings = Strings::default();
    let Some(path) = &workbook.strings else { return Ok(strings) };
    let Some(mut xml) = package.part(path)? else { return Ok(strings) };
    let (mut inside, mut spoken) = (false, 0_u32);
    let mut raw = String::new();
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(e) => match e.local_name().as_ref() {
                "si" => raw.clear(),
                "t" => inside = spoken == 0,
                // How a word is spoken, which is not shown.
                "rPh" => spoken += 1,
                _ => {}
            },
            Event::Empty(e) if e.local_name().as_ref() == "si" => {
                strings.ends.push(strings.pool.len() as u32);
            }
            Event::End(e) => match e.local_name().as_ref() {
                "t" => inside = false,
                "rPh" => spoken = spoken.saturating_sub(1),
                "si" => {
                    strings.pool.push_str(&unescaped(&raw));
                    strings.ends.push(strings.pool.len() as u32);
                    spend(budget, raw.len() + size_of::<u32>())?;
                }
                _ => {}
            },
            Event::Eof => return Ok(strings),
            text if inside => {
                Xml::text(text, &mut raw);
                if raw.len() > *budget {
                    return Err(BookFault::TooMuch);
                }
            }
            _ => {}
        }
    }
}

/// Takes from what may be used.
pub(super) fn spend(budget: &mut usize, amount: usize) -> Result<(), BookFault> {
    *budget = budget.checked_sub(amount).ok_or(BookFault::TooMuch)?;
    Ok(())
}

/// Characters that XML cannot hold are written `_x000D_`.
pub(super) fn unescaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, behind)) = rest.split_once("_x") {
        out.push_str(before);
        let code = behind.get(..4).filter(|_| behind.get(4..5) == Some("_"));
        let code = code.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        if let Some(c) = code {
            out.push(c);
            rest = behind.get(5..).unwrap_or("");
        } else {
            out.push_str("_x");
            rest = behind;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_hold() {
        for (raw, text) in
            [("a_x000D_\nb", "a\r\nb"), ("_x005F_x000D_", "_x000D_"), ("a_xyz", "a_xyz"), ("_x", "_x")]
        {
            assert_eq!(unescaped(raw), text);
        }
    }
}
