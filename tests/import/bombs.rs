//! Workbooks that were made to do harm, or that came to it: each ends in a typed error or is read, within a second, and
//! never by way of gigabytes.

use shinchoku::import::{BookFault, ImportError, decode};
use std::fmt::Write;
use std::time::{Duration, Instant};

use super::kit::*;
use super::written::*;

/// Reads a workbook and looks at the clock.
fn quick(name: &str, bytes: &[u8]) -> Result<u32, ImportError> {
    let begun = Instant::now();
    let read = decode(bytes).map(|decoded| decoded.count());
    let _ = try_bytes(bytes, Some("P3"));
    // Twice, in a build that is not optimized for speed, on a machine that does other things too.
    assert!(begun.elapsed() < Duration::from_secs(60), "{name}: {:?}", begun.elapsed());
    read
}

fn cells(count: u32, cell: impl Fn(u32) -> String) -> String {
    let mut out = "<sheetData>".to_owned();
    (1..=count).for_each(|row| write!(out, "<row r=\"{row}\">{}</row>", cell(row)).unwrap());
    out + "</sheetData>"
}

#[test]
fn workbooks_that_swell() {
    use BookFault::{Damaged, Sheets, TooMuch};
    let one = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData>";
    let long = "亜".repeat(30_000);
    let shared = format!("<sst><si><t>{long}</t></si></sst>");
    let laughs = "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><sheetData/>";
    let entity = one.replace(">x<", ">x&b;&lt;<");
    let merges: String = (1..=50_000).map(|n| format!("<mergeCell ref=\"A{n}:XFD1048576\"/>")).collect();
    let wide = one.replace("A1", "XFD1048576").replace("r=\"1\"", "r=\"1048576\"");
    for (name, sheets, more, expected) in [
        (
            "a ratio of hundreds",
            vec!["<row r=\"7\"><c s=\"1\"/><c s=\"1\"/></row>".repeat(1_200_000)],
            vec![],
            Err(TooMuch),
        ),
        (
            "millions of small cells",
            vec![cells(300_000, |_| "<c><v>1</v></c><c><v>2</v></c><c><v>3</v></c>".into())],
            vec![],
            Err(TooMuch),
        ),
        ("one endless text", vec![one.replace('x', &"x".repeat(3 << 20))], vec![], Err(TooMuch)),
        (
            "one text in every cell",
            vec![cells(5_000, |_| "<c t=\"s\"><v>0</v></c>".into())],
            vec![("xl/sharedStrings.xml", shared.as_str())],
            Err(TooMuch),
        ),
        ("entities of entities", vec![laughs.to_owned()], vec![], Err(Damaged)),
        ("an entity that is not declared", vec![entity], vec![], Ok(1)),
        ("elements within elements", vec!["<a>".repeat(100_000)], vec![], Err(Damaged)),
        ("the last cell of all", vec![wide.clone()], vec![], Ok(2)),
        ("a cell beyond the last", vec![wide.replace("XFD", "XFE")], vec![], Err(Damaged)),
        ("merged all over", vec![format!("{one}<mergeCells>{merges}</mergeCells>")], vec![], Ok(1)),
        ("hundreds of sheets", vec![one.to_owned(); 300], vec![], Err(Sheets(256))),
        (
            "no shared texts",
            vec![one.replace("inlineStr", "s").replace("<is><t>x</t></is>", "<v>7</v>")],
            vec![],
            Ok(0),
        ),
        ("no XML", vec!["<<<".to_owned()], vec![], Err(Damaged)),
    ] {
        let sheets: Vec<&str> = sheets.iter().map(String::as_str).collect();
        let bytes = packed(&book_of(&sheets, &more));
        let expected = match expected {
            Ok(0) => Err(ImportError::Empty),
            Ok(lines) => Ok(lines),
            Err(fault) => Err(ImportError::Book(fault)),
        };
        assert_eq!(quick(name, &bytes), expected, "{name}");
    }
}

#[test]
fn packages_that_lie_or_are_cut_off() {
    let one = cells(200, |row| format!("<c><v>{row}</v></c>"));
    let bytes = packed(&book_of(&[&one], &[]));
    // The sizes that each entry states of itself, in its own head and in the directory.
    for (sign, at) in [(&b"PK\x01\x02"[..], 20), (b"PK\x03\x04", 18)] {
        for size in [0_u32, 1, u32::MAX - 1, 1 << 30] {
            let mut lying = bytes.clone();
            let heads: Vec<usize> = (0..bytes.len() - 4).filter(|i| bytes[*i..].starts_with(sign)).collect();
            for head in heads {
                lying[head + at + 4..head + at + 8].copy_from_slice(&size.to_le_bytes());
            }
            let read = quick("lying sizes", &lying);
            assert!(matches!(read, Ok(200) | Err(ImportError::Book(_))), "{read:?}");
        }
    }
    for end in (4..bytes.len()).step_by(37) {
        let read = quick("cut off", &bytes[..end]);
        assert!(matches!(read, Err(ImportError::Book(_) | ImportError::Binary(_))), "{end}: {read:?}");
    }
    let mut parts = book_of(&[&one], &[]);
    parts.remove("xl/worksheets/sheet0.xml");
    assert_eq!(quick("no sheet", &packed(&parts)), Err(ImportError::Book(BookFault::Damaged)));
}

#[test]
fn what_else_comes_in_a_package() {
    let ods = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    for (path, text, expected) in [
        (ods.0, ods.1, ImportError::OtherBook("ODS")),
        ("word/document.xml", "<d/>", ImportError::Binary("DOCX")),
        ("xl/workbook.bin", "", ImportError::OtherBook("XLSB")),
        ("a.txt", "a", ImportError::Binary("ZIP")),
    ] {
        let parts = Parts::from([(path.to_owned(), text.as_bytes().to_vec())]);
        assert_eq!(quick(path, &packed(&parts)), Err(expected), "{path}");
    }
}
