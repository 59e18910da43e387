//! How long documents of many programs take to be read, in every form; and one line without an end.
//!
//! `cargo bench --bench import`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use rust_xlsxwriter::Workbook;
use shinchoku::import::{ImportError, Options, read};
use shinchoku::model::{Date, Document};
use std::fmt::Write;
use std::time::Instant;

const PROGRAMS: usize = 9_999;

fn rows() -> Vec<[String; 6]> {
    let heading = ["番号", "項目", "担当課", "評価", "当初予定", "取組実績"].map(str::to_owned);
    let prose = "窓口の案内を改め、職員の研修を行い、市民の声を聴く会を開き、結果を市報で知らせる取組を";
    let row = |n: usize| {
        let grade = ["S", "A", "B"].get(n % 3).unwrap();
        [
            n.to_string(),
            format!("窓口の改善その{n}の推進"),
            "市民課、財政課".to_owned(),
            (*grade).to_owned(),
            format!("・{prose}進める。 ({n}号会議 {n}回以上)"),
            format!("・{prose}進めた。 ({n}号会議 {}回)", n + 1),
        ]
    };
    std::iter::once(heading).chain((1..=PROGRAMS).map(row)).collect()
}

const TITLE: &str = "第3次改革プラン 令和2年度末";

fn lines(before: &str, between: &str, behind: &str) -> String {
    let mut out = format!("{TITLE}\n");
    for row in rows() {
        writeln!(out, "{before}{}{behind}", row.join(between)).unwrap();
    }
    out
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, TITLE).unwrap();
    for (row, cells) in rows().iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write_string(row as u32 + 1, column as u16, cell.as_str()).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn told(form: &str, bytes: &[u8]) {
    let today = Date { year: 2026, month: 11, day: 21 };
    let options = Options { name: form.into(), encoding: None, plan: None, period: None, today };
    let begun = Instant::now();
    let read: Result<Document, ImportError> = read(bytes, &options, &[]);
    let took = begun.elapsed();
    let megabytes = bytes.len() as f64 / 1e6;
    let document = read.unwrap();
    println!(
        "{form:16} {megabytes:6.2} MB {:7.0} ms  {} programs, {} statements, {} doubts",
        took.as_secs_f64() * 1e3,
        document.program_count(),
        document.statements.len(),
        document.doubts.len()
    );
}

fn main() {
    let tabs = lines("", "\t", "");
    told("tabs", tabs.as_bytes());
    told("tabs, CP932", &encoding_rs::SHIFT_JIS.encode(&tabs).0);
    told("CSV in quotes", lines("\"", "\",\"", "\"").as_bytes());
    told("Markdown", lines("| ", " | ", " |").as_bytes());
    let page = lines("<tr><td>", "</td><td>", "</td></tr>").replacen('\n', "</p><table>", 1);
    told("HTML", format!("<p>{page}</table>").as_bytes());
    told("XLSX", &workbook());
    let endless: String = "協働の推進、".repeat(600_000);
    let head: String = tabs.lines().take(3).flat_map(|line| [line, "\n"]).collect();
    told("an endless line", format!("{head}{endless}").as_bytes());
}
