//! The same table in every form and encoding says the same, each value at its own place.

use encoding_rs::{EUC_JP, SHIFT_JIS};
use rust_xlsxwriter::{Format, Workbook};
use shinchoku::import::{Decoded, Encoding, ImportError, Options, decode, decode_in, encoding, read};
use shinchoku::model::{Date, Document, Doubtful, Fact, Field, Place, Statement, TextField};

use super::kit::*;
use super::render::{Kind, Style, YEAR_END, rows};
use super::written::*;

fn try_read(bytes: &[u8], encoding: Option<Encoding>) -> Result<Document, ImportError> {
    let today = Date { year: 2026, month: 11, day: 21 };
    read(bytes, &Options { name: "test".into(), encoding, plan: None, period: None, today }, &[])
}

fn read_one(bytes: &[u8]) -> Document {
    try_read(bytes, None).unwrap()
}

/// The programs of a sample as a table without any faults.
fn table() -> Table {
    let truth = sample(P3);
    let style = Style::plain(&YEAR_END);
    let cells = |line: String| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
    let mut table = vec![cells(style.heading())];
    table.extend(rows(&truth, &YEAR_END).iter().map(|row| cells(style.lines(row, None).pop().unwrap())));
    // Signs that some form has to write otherwise.
    let text = YEAR_END.iter().position(|k| *k == Kind::Text(TextField::Overview)).unwrap();
    table[1][text].push_str(" \"協働\" の推進、a|b & 1 < 2の検討; 1,234");
    Table {
        title: "小平市第3次行財政再構築プラン 令和2年度末の進捗状況".into(), rows: table
    }
}

/// What a document says, without the places.
fn said(document: &Document) -> Vec<String> {
    let one = |s: &Statement| format!("{:?} {:?} {:?} {:?} {}", s.subject, s.period, s.how, s.fact, s.text);
    document.statements.iter().map(one).collect()
}

/// What is seen at a place, without white space and without what the form needs to write it.
fn seen(lines: &Decoded, place: &Place) -> String {
    let mut out = String::new();
    for span in lines.passages(place) {
        for number in span.first..=span.last {
            let line = lines.line(number);
            let start = if number == span.first { span.start as usize } else { 0 };
            let end = if number == span.last { (span.end as usize).min(line.len()) } else { line.len() };
            out.push_str(line.get(start..end).unwrap_or_else(|| panic!("no such bytes: {place:?}")));
        }
    }
    plain(&out)
}

fn plain(text: &str) -> String {
    let mut text: String = text.split_whitespace().collect();
    for (written, meant) in [("<br>", ""), ("</td><td>", ""), ("&lt;", "<"), ("&amp;", "&")] {
        text = text.replace(written, meant);
    }
    text.replace(['"', ',', ';', '|', '\\'], "")
}

#[test]
fn one_table_in_every_form_says_the_same() {
    let table = table();
    let text = table.tabs();
    let expected = read_one(text.as_bytes());
    assert_eq!((expected.program_count(), expected.unread.len()), (43, 0));
    let encoded = |encoding: &'static encoding_rs::Encoding| {
        let (bytes, _, lost) = encoding.encode(&text);
        assert!(!lost);
        bytes.into_owned()
    };
    let wide = |order: fn(u16) -> [u8; 2], mark: &[u8]| -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(order)).collect()
    };
    for (form, bytes, found) in [
        ("a byte-order mark", [b"\xef\xbb\xbf", text.as_bytes()].concat(), Some(Encoding::Utf8)),
        ("CP932", encoded(SHIFT_JIS), Some(Encoding::ShiftJis)),
        ("EUC-JP", encoded(EUC_JP), Some(Encoding::EucJp)),
        ("UTF-16LE", wide(u16::to_le_bytes, b"\xff\xfe"), Some(Encoding::Utf16Le)),
        ("UTF-16BE", wide(u16::to_be_bytes, b"\xfe\xff"), Some(Encoding::Utf16Be)),
        ("UTF-16LE without a mark", wide(u16::to_le_bytes, b""), Some(Encoding::Utf16Le)),
        ("lone CR", text.replace('\n', "\r").into_bytes(), Some(Encoding::Utf8)),
        ("tabs and quotes", table.quoted("\t").into_bytes(), Some(Encoding::Utf8)),
        ("CSV", table.quoted(",").into_bytes(), Some(Encoding::Utf8)),
        ("CSV in CP932", SHIFT_JIS.encode(&table.quoted(",")).0.into_owned(), Some(Encoding::ShiftJis)),
        ("semicolons", table.quoted(";").into_bytes(), Some(Encoding::Utf8)),
        ("Markdown", table.markdown().into_bytes(), Some(Encoding::Utf8)),
        ("HTML", table.html().into_bytes(), Some(Encoding::Utf8)),
        ("XLSX", table.workbook(), None),
    ] {
        assert_eq!(encoding(&bytes), Ok(found), "{form}");
        let document = read_one(&bytes);
        assert_eq!(said(&document), said(&expected), "{form}");
        let lines = decode(&bytes).unwrap();
        for statement in &document.statements {
            let (seen, text) = (seen(&lines, &statement.place), plain(&statement.text));
            assert!(seen.contains(&text), "{form}: {statement:?} is not in {seen}");
        }
        let doubts = |document: &Document| document.doubts.iter().map(|d| d.what).collect::<Vec<_>>();
        let cover: &[Doubtful] = if found.is_none() { &[Doubtful::SheetWithoutTable] } else { &[] };
        assert_eq!(doubts(&document), [cover, &doubts(&expected)].concat(), "{form}");
    }
}

fn place_of<'a>(document: &'a Document, program: &str, fact: &Fact) -> &'a Place {
    let of = |s: &&Statement| number(s.subject).as_deref() == Some(program) && s.fact == *fact;
    &document.statements.iter().find(of).unwrap().place
}

#[test]
fn a_record_over_several_lines_keeps_its_lines() {
    let csv = "第2次改革プラン,令和2年度末\n番号,項目,担当課,評価,取組実績\n1,\"窓口の\n改善\",市民課,A,\"・開設した。\n・(会議 4回)\"\n2,財産の活用,管財課,B,・売却した。\n";
    let document = read_one(csv.as_bytes());
    let lines = |place: &Place| place.lines();
    assert_eq!(lines(place_of(&document, "1", &Fact::Name)), (3, 4));
    assert_eq!(lines(place_of(&document, "1", &Fact::Text(TextField::Result))), (4, 5));
    assert_eq!(lines(place_of(&document, "2", &Fact::Name)), (6, 6));
    let figure = document.statements.iter().find(|s| matches!(s.fact, Fact::Figure(_))).unwrap();
    let Place::Lines(span) = &figure.place else { panic!("no line") };
    assert_eq!((span.first, span.last), (5, 5));
    assert_eq!(csv.lines().nth(4).unwrap().get(span.start as usize..span.end as usize), Some("4回"));
}

/// A sheet with a title and a heading, and what is written below it.
fn sheet(book: &mut Workbook, name: &str, title: &str, rows: &[[&str; 4]]) {
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap();
    sheet.write_string(0, 0, title).unwrap();
    for (at, row) in [["番号", "項目", "担当課", "評価"]].iter().chain(rows).enumerate() {
        for (column, cell) in row.iter().enumerate() {
            sheet.write_string(at as u32 + 1, column as u16, *cell).unwrap();
        }
    }
}

const TITLE: &str = "小平市第3次行財政再構築プラン 令和2年度末";

#[test]
fn every_sheet_is_read_by_its_own_heading_and_period() {
    let mut book = Workbook::new();
    sheet(&mut book, "R2", TITLE, &[["1", "窓口の改善", "市民課", "A"]]);
    book.add_worksheet().set_name("白紙").unwrap();
    sheet(&mut book, "次年度", "令和3年度末", &[["1", "窓口の改善", "市民課", "B"]]);
    sheet(&mut book, "R4末", "一覧", &[["1", "窓口の改善", "市民課", "S"]]);
    let notes = book.add_worksheet();
    notes.set_name("注").unwrap().write_string(0, 0, "2").unwrap();
    notes.write_string(0, 1, "財産の活用").unwrap().write_string(0, 2, "管財課").unwrap();
    notes.write_string(0, 3, "A").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let document = read_one(&bytes);
    let book = Book { lines: decode(&bytes).unwrap(), document };
    assert_eq!(book.programs(), ["1"], "a heading holds for its own sheet");
    for (period, grade) in [("R2末", "A"), ("R3末", "B"), ("R4末", "S")] {
        assert_eq!(book.grade("1", period), grade, "{period}");
    }
    let doubts: Vec<(u32, &str, Doubtful)> =
        book.document.doubts.iter().map(|d| (d.line, &*d.text, d.what)).collect();
    assert!(doubts.contains(&(10, "注", Doubtful::SheetWithoutTable)), "{doubts:?}");
    assert_eq!(book.document.unread, [7, 10]);
    assert_eq!(book.lines.sheet_row(5), Some(("次年度", 2)));
    assert_eq!(book.lines.line(5), "番号\t項目\t担当課\t評価");
}

#[test]
fn cells_are_read_as_they_are_shown() {
    let mut book = Workbook::new();
    let (title, percent, day) = (Format::new(), Format::new(), Format::new());
    let (percent, day) = (percent.set_num_format("0%"), day.set_num_format("ggge\"年\"m\"月\"d\"日\""));
    let sheet = book.add_worksheet();
    sheet.set_name("進捗").unwrap().merge_range(0, 0, 0, 5, TITLE, &title).unwrap();
    for (at, word) in ["番号", "項目", "担当課", "評価", "当初予定", "取組実績"].iter().enumerate()
    {
        sheet.write_string(1, at as u16, *word).unwrap();
    }
    for (at, cell) in ["1", "窓口の改善", "市民課", "A"].iter().enumerate() {
        sheet.write_string(2, at as u16, *cell).unwrap();
    }
    sheet.write_number_with_format(2, 4, 0.95, &percent).unwrap();
    sheet.write_number_with_format(2, 5, 44286, &day).unwrap();
    sheet.write_string(3, 1, "電子申請の拡大").unwrap().write_string(3, 2, "市民課").unwrap();
    sheet.write_formula(3, 0, rust_xlsxwriter::Formula::new("=A3+1").set_result("2")).unwrap();
    sheet.write_string(3, 3, "B").unwrap().set_row_hidden(3).unwrap();
    sheet.merge_range(3, 4, 4, 4, "・進める。", &title).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let document = read_one(&bytes);
    let book = Book { lines: decode(&bytes).unwrap(), document };
    assert_eq!(book.text("1", TextField::AnnualPlan), "95%");
    assert_eq!(book.text("1", TextField::Result), "令和3年3月31日");
    assert_eq!(book.grades("2"), "B");
    assert_eq!(book.doubted(Doubtful::HiddenRow), [4]);
    let cells = |first, last| Place::Cells { sheet: "進捗".into(), first, last };
    assert_eq!(*place_of(&book.document, "1", &Fact::Name), cells((3, 1), (3, 1)));
    assert_eq!(*place_of(&book.document, "2", &Fact::Text(TextField::AnnualPlan)), cells((4, 4), (5, 4)));
    assert!(book.missing("2", Field::Text(TextField::Result)).is_some());
}

#[test]
fn a_hidden_sheet_is_not_read_and_doubted() {
    let mut book = Workbook::new();
    sheet(&mut book, "今年", TITLE, &[["1", "窓口の改善", "市民課", "A"]]);
    sheet(&mut book, "去年", TITLE, &[["1", "窓口の改善", "市民課", "B"]]);
    book.worksheet_from_name("去年").unwrap().set_hidden(true);
    let bytes = book.save_to_buffer().unwrap();
    let document = read_one(&bytes);
    let book = Book { lines: decode(&bytes).unwrap(), document };
    assert_eq!(book.grades("1"), "A");
    assert_eq!((book.doubted(Doubtful::HiddenSheet), &*book.document.unread), (vec![4], &[4, 5, 6][..]));
    assert_eq!(book.lines.line(6), "1\t窓口の改善\t市民課\tB");
}

#[test]
fn bytes_that_do_not_fit_are_refused_and_an_encoding_can_be_named() {
    let text = table().tabs();
    let mut bytes = SHIFT_JIS.encode(&text).0.into_owned();
    let named = try_read(&bytes, Some(Encoding::Utf8));
    assert!(matches!(named, Err(ImportError::Misfit { encoding: "utf-8", byte: 0, line: 1 })), "{named:?}");
    assert_eq!(said(&try_read(&bytes, Some(Encoding::ShiftJis)).unwrap()), said(&read_one(text.as_bytes())));
    // One byte in the middle of a line is lost.
    let third = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(2).unwrap().0;
    bytes.insert(third + 1, 0xff);
    assert!(matches!(try_read(&bytes, None), Err(ImportError::NotUtf8 { .. })));
    let misfit = ImportError::Misfit { encoding: "shift_jis", byte: third + 1, line: 4 };
    assert_eq!(decode_in(&bytes, Some(Encoding::ShiftJis)), Err(misfit));
}

/// A department and a reason merged over two programs hold for both; the reason was not pasted.
#[test]
fn what_is_merged_over_two_programs_is_said_of_both() {
    let mut book = Workbook::new();
    let (plain, reason) = (Format::new(), "・新しい庁舎の窓口に合わせて手続きの案内を改めた。");
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, TITLE).unwrap();
    for (row, cells) in [
        ["番号", "項目", "担当課", "評価", "取組実績"],
        ["1", "窓口の改善", "", "A", ""],
        ["2", "財産の活用", "", "B", ""],
    ]
    .iter()
    .enumerate()
    {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row as u32 + 1, column as u16, *cell).unwrap();
        }
    }
    sheet.merge_range(2, 2, 3, 2, "市民課", &plain).unwrap();
    sheet.merge_range(2, 4, 3, 4, reason, &plain).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let document = read_one(&bytes);
    let book = Book { lines: decode(&bytes).unwrap(), document };
    for program in ["1", "2"] {
        assert_eq!(book.departments(program), "市民課");
        assert_eq!(book.text(program, TextField::Result), reason);
    }
    assert_eq!(book.doubts(), [] as [String; 0]);
    let place = Place::Cells { sheet: "Sheet1".into(), first: (3, 4), last: (4, 4) };
    assert_eq!(*place_of(&book.document, "2", &Fact::Text(TextField::Result)), place);
    let spans: Vec<(u32, u32)> = book.lines.passages(&place).iter().map(|s| (s.first, s.last)).collect();
    assert_eq!(spans, [(3, 3)], "it is seen where it is written");
}

#[test]
fn a_table_in_quotes_over_several_lines() {
    let book = fixture("records-over-lines.csv");
    assert_eq!((book.name("1"), book.name("2")), ("窓口の 改善".into(), "「協働」の、\"広報\"".into()));
    assert_eq!((book.grades("1"), book.grades("2")), ("A".into(), "B".into()));
    assert_eq!(book.text("2", TextField::Result), "・市報,ちらしで知らせた。");
    assert_eq!(book.doubts(), [] as [String; 0]);
    assert_eq!(place_of(&book.document, "1", &Fact::Name).lines(), (4, 5));
    assert_eq!(place_of(&book.document, "2", &Fact::Name).lines(), (7, 7));
}

#[test]
fn semicolons_and_bars_between_the_cells() {
    for (name, book, result) in [
        (";", fixture("semicolons.csv"), "・総合窓口を開設し、会議を開いた。"),
        ("|", fixture("bars-of-markdown.md"), "・総合窓口を開設した。 ・(会議 4回)"),
    ] {
        assert_eq!(book.programs(), ["1", "2"], "{name}");
        assert_eq!((book.grades("1"), book.grades("2")), ("A".into(), "B".into()), "{name}");
        assert_eq!(book.text("1", TextField::Result), result, "{name}");
        assert_eq!((book.doubts().len(), book.document.unread.len()), (0, 0), "{name}");
    }
}

#[test]
fn a_page_whose_cells_reach_over_rows_and_columns() {
    let book = fixture("cells-over-rows.html");
    assert_eq!(book.name("2"), "広報&広聴の充実");
    for (program, half, end) in [("1", "A", "B"), ("2", "A", "A"), ("5", "B", "A")] {
        assert_eq!((book.grade(program, "R2上"), book.grade(program, "R2末")), (half.into(), end.into()));
        // The label reaches over the gap in the numbers, too.
        assert_eq!(book.direction(program), "Ⅰ 協働の推進");
    }
    assert_eq!(book.doubts(), [] as [String; 0]);
}
