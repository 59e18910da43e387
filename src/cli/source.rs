//! `source`: the document's own lines.

use super::context::{Context, lines};
use super::failure::Failure;
use super::{pick, print};
use crate::import::Decoded;
use crate::model::{Place, cell_at, cell_name};
use crate::text::{Display, sanitize};
use crate::words::Msg;

/// Runs the command.
pub fn run(context: &Context, args: &super::args::Source) -> Result<(), Failure> {
    let catalog = context.catalog()?;
    let (name, part) = split(&args.place);
    let document = pick::document(&catalog, name, context.lang)?;
    let decoded = lines(&context.store, document, context.lang)?;
    let count = decoded.count();
    let (first, last) = match part {
        Part::Whole => (1, count),
        Part::Lines(first, last) => (first, last),
        Part::Cells(sheet, first, last) => {
            let place = Place::Cells { sheet: sheet.into(), first, last };
            let spans = decoded.passages(&place);
            let none = || {
                let cells = format!("{sheet}!{}", cell_name(first));
                let sheets = sheets(&decoded).join(Msg::Comma.text(context.lang));
                Failure::input(Msg::ErrNoSuchCells.fill(context.lang, &[&document.name, &cells, &sheets]))
            };
            let (first, last) = spans.first().zip(spans.last()).ok_or_else(none)?;
            (first.first, last.last)
        }
    };
    if first == 0 || first > count || last > count || last < first {
        let wrong = if first == 0 || first > count { first } else { last };
        return Err(Failure::input(Msg::ErrNoSuchLine.fill(context.lang, &[&document.name, &wrong, &count])));
    }
    let mut sheet = String::new();
    let shown = (first..=last).map(|n| {
        let mut out = String::new();
        // The rows of a sheet follow its name.
        if let Some((name, row)) = decoded.sheet_row(n).filter(|(name, _)| *name != sheet) {
            out.push_str(&format!("[{}!{row}]\n", sanitize(name).as_str()));
            name.clone_into(&mut sheet);
        }
        // What divides cells stays, so that they can be read back.
        let cells: Vec<_> = decoded.line(n).split('\t').map(sanitize).collect();
        let cells: Vec<&str> = cells.iter().map(Display::as_str).collect();
        out + &format!("{n}: {}\n", cells.join("\t"))
    });
    print(&shown.collect::<String>())
}

/// The names of a workbook's sheets, as far as they have rows.
fn sheets(decoded: &Decoded) -> Vec<&str> {
    let mut names: Vec<&str> =
        (1..=decoded.count()).filter_map(|n| decoded.sheet_row(n)).map(|(name, _)| name).collect();
    names.dedup();
    names
}

/// What of a document is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Part<'a> {
    Whole,
    Lines(u32, u32),
    /// Sheet, first and last cell.
    Cells(&'a str, (u32, u16), (u32, u16)),
}

/// `DOC:29`, `DOC:29-31`, `DOC:SHEET!D7`, `DOC:SHEET!A5:A12` → the document and what of it is meant.
fn split(place: &str) -> (&str, Part<'_>) {
    if let Some((before, cells)) = place.rsplit_once('!')
        && let Some((name, sheet)) = before.rsplit_once(':')
    {
        let (first, last) = cells.split_once(':').unwrap_or((cells, cells));
        if let (Some(first), Some(last)) = (cell_at(first), cell_at(last)) {
            return (name, Part::Cells(sheet, first, last));
        }
    }
    let lines = place.rsplit_once(':').and_then(|(name, lines)| {
        let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
        Some((name, Part::Lines(first.parse().ok()?, last.parse().ok()?)))
    });
    lines.unwrap_or((place, Part::Whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_behind_the_last_colon() {
        for (place, expected) in [
            ("001", ("001", Part::Whole)),
            ("001:29", ("001", Part::Lines(29, 29))),
            ("a:b.txt:3-5", ("a:b.txt", Part::Lines(3, 5))),
            ("a:b", ("a:b", Part::Whole)),
            ("a.xlsx:進捗!D7", ("a.xlsx", Part::Cells("進捗", (7, 3), (7, 3)))),
            ("a.xlsx:進捗!A5:A12", ("a.xlsx", Part::Cells("進捗", (5, 0), (12, 0)))),
            ("a.xlsx:進捗!", ("a.xlsx:進捗!", Part::Whole)),
        ] {
            assert_eq!(split(place), expected, "{place}");
        }
    }
}
