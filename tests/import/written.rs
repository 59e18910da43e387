//! One table written in every form in which offices keep tables.

use rust_xlsxwriter::{Format, Workbook};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

/// A title and rows of cells, that of the heading first.
pub struct Table {
    pub title: String,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    fn lines(&self, row: impl Fn(&[String]) -> String) -> String {
        self.rows.iter().map(|cells| format!("{}\n", row(cells))).collect()
    }

    pub fn tabs(&self) -> String {
        format!("{}\n\n{}", self.title, self.lines(|cells| cells.join("\t")))
    }

    /// Every cell in quotes, quotes doubled; a blank here and there is the end of a line.
    pub fn quoted(&self, separator: &str) -> String {
        let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\"").replacen(" ・", "\r\n・", 1));
        let row = |cells: &[String]| cells.iter().map(cell).collect::<Vec<_>>().join(separator) + "\r";
        format!("\"{}\"\r\n\r\n{}", self.title, self.lines(row))
    }

    pub fn markdown(&self) -> String {
        let cell = |cell: &String| cell.replace('|', "\\|").replacen(" ・", "<br>・", 1);
        let row =
            |cells: &[String]| format!("| {} |", cells.iter().map(cell).collect::<Vec<_>>().join(" | "));
        let lines = self.lines(row);
        let (heading, body) = lines.split_once('\n').unwrap();
        let dashes = format!("|{}", "---|".repeat(self.rows[0].len()));
        format!("# {}\n\n{heading}\n{dashes}\n{body}", self.title)
    }

    /// The cells of the first column reach over all rows that have the same.
    pub fn html(&self) -> String {
        let clean = |cell: &str| cell.replace('&', "&amp;").replace('<', "&lt;").replacen(" ・", "<br>・", 1);
        let mut out = format!("<html><body><h1>{}</h1>\n<table>\n", clean(&self.title));
        for (at, row) in self.rows.iter().enumerate() {
            out.push_str("<tr>");
            for (column, cell) in row.iter().enumerate() {
                let reach = self.reach(at, column);
                match reach {
                    0 => {}
                    1 => out.push_str(&format!("<td>{}</td>", clean(cell))),
                    reach => out.push_str(&format!("<td rowspan=\"{reach}\">{}</td>", clean(cell))),
                }
            }
            out.push_str("</tr>\n");
        }
        out + "</table></body></html>\n"
    }

    /// Over how many rows a cell is written; 0 for one that goes on from above.
    fn reach(&self, row: usize, column: usize) -> usize {
        let same = |a: usize, b: usize| {
            column == 0 && self.rows[a][0] == self.rows[b][0] && !self.rows[a][0].is_empty()
        };
        if row > 0 && same(row - 1, row) {
            return 0;
        }
        1 + (row + 1..self.rows.len()).take_while(|next| same(row, *next)).count()
    }

    /// A workbook with the table on its second sheet; the title over all columns, the first column merged, and a column
    /// that only serves to draw.
    pub fn workbook(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        book.add_worksheet().set_name("表紙").unwrap().write_string(0, 0, "目次").unwrap();
        let plain = Format::new();
        let sheet = book.add_worksheet();
        sheet.set_name("進捗").unwrap();
        let last = self.rows[0].len() as u16;
        sheet.merge_range(0, 0, 0, last, &self.title, &plain).unwrap();
        for (at, row) in self.rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                let (line, place) = (at as u32 + 2, column as u16 + u16::from(column > 1));
                match (self.reach(at, column), cell.parse::<f64>()) {
                    _ if cell.is_empty() => {}
                    (0, _) => {}
                    (1, Ok(number)) => _ = sheet.write_number(line, place, number).unwrap(),
                    (1, _) => _ = sheet.write_string(line, place, cell.replacen(" ・", "\n・", 1)).unwrap(),
                    (reach, _) => {
                        _ = sheet
                            .merge_range(line, place, line + reach as u32 - 1, place, cell, &plain)
                            .unwrap();
                    }
                }
            }
        }
        book.save_to_buffer().unwrap()
    }
}

/// The parts of a package by their paths.
pub type Parts = BTreeMap<String, Vec<u8>>;

pub fn unpacked(package: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

pub fn packed(parts: &Parts) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in parts {
        writer.start_file(path.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of these sheets, given as what stands between `<worksheet>` and its end.
pub fn book_of(sheets: &[&str], more: &[(&str, &str)]) -> Parts {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: usize, kind: &str, target: &str| {
        format!("<Relationship Id=\"r{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>")
    };
    let (mut entries, mut relations) =
        (String::new(), relation(100_000, "sharedStrings", "sharedStrings.xml"));
    relations.push_str(&relation(100_001, "styles", "styles.xml"));
    let mut parts = Parts::new();
    for (at, sheet) in sheets.iter().enumerate() {
        entries.push_str(&format!("<sheet name=\"s{at}\" sheetId=\"{}\" r:id=\"r{at}\"/>", at + 1));
        relations.push_str(&relation(at, "worksheet", &format!("worksheets/sheet{at}.xml")));
        let body = format!("<worksheet>{sheet}</worksheet>");
        parts.insert(format!("xl/worksheets/sheet{at}.xml"), body.into_bytes());
    }
    let root = format!("<Relationships>{}</Relationships>", relation(0, "officeDocument", "xl/workbook.xml"));
    for (path, text) in [
        ("_rels/.rels", root),
        ("xl/workbook.xml", format!("<workbook xmlns:r=\"r\"><sheets>{entries}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships>{relations}</Relationships>")),
    ] {
        parts.insert(path.to_owned(), text.into_bytes());
    }
    for (path, text) in more {
        parts.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    parts
}
