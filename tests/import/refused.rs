//! What is no document, or not enough of one, is refused by name: the right error, and one sentence for a person.

use shinchoku::import::{BookFault, ImportError};
use std::fs;
use std::process::Command;

use super::kit::*;
use super::mutate::Random;

#[test]
fn each_is_refused_for_its_own_reason() {
    for (name, expected) in [
        ("not-utf-8.txt", ImportError::NotUtf8 { byte: 26, line: 2 }),
        ("two-encodings.csv", ImportError::NotUtf8 { byte: 60, line: 3 }),
        ("an-old-workbook.xls", ImportError::OtherBook("XLS")),
        ("a-package-cut-off.xlsx", ImportError::Book(BookFault::Damaged)),
        ("a-pdf.pdf", ImportError::Pdf),
        ("a-picture.png", ImportError::Binary("PNG")),
        ("empty.txt", ImportError::Empty),
        ("blanks.txt", ImportError::Empty),
        ("no-grades.txt", ImportError::NoGrades(1)),
        ("prose.txt", ImportError::NoHeading),
        ("a-page.html", ImportError::NoHeading),
        ("no-names.txt", ImportError::NoHeading),
        ("no-rows.txt", ImportError::NoPrograms),
        ("no-plan.txt", ImportError::NoPlan),
        ("no-period.txt", ImportError::NoPeriod),
        ("flow-no-plan.txt", ImportError::NoPlan),
        ("flow-no-period.txt", ImportError::NoPeriod),
    ] {
        let bytes = fs::read(documents().join("refused").join(name)).unwrap();
        assert_eq!(try_bytes(&bytes, None).unwrap_err(), expected, "{name}");
        assert!(!expected.to_string().contains('\n'));
    }
}

#[test]
fn a_document_of_another_plan_than_was_said() {
    let printed = ImportError::OtherPlan { printed: code("P3"), given: code("P2"), line: 3 };
    assert_eq!(try_bytes(sample_text(P3).as_bytes(), Some("P2")).unwrap_err(), printed);
}

#[test]
fn every_one_is_told_in_one_sentence_that_names_the_file() {
    for entry in fs::read_dir(documents().join("refused")).unwrap() {
        let path = entry.unwrap().path();
        let mut command = Command::new(env!("CARGO_BIN_EXE_shinchoku"));
        let answer = command.args(["import", "--dry-run"]).arg(&path).output().unwrap();
        let told = String::from_utf8(answer.stderr).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        assert_eq!((answer.status.code(), answer.stdout.len()), (Some(2), 0), "{name}: {told}");
        assert!(told.lines().count() == 1 && told.contains(&*name), "{name}: {told}");
    }
}

#[test]
fn megabytes_of_noise() {
    let mut random = Random::new(1);
    let bytes: Vec<u8> = (0..1 << 18).flat_map(|_| random.next().to_le_bytes()).collect();
    assert!(matches!(try_bytes(&bytes, Some("P2")), Err(ImportError::NotUtf8 { .. })));
    // The same as text: every byte a character, some of them tabs and ends of lines.
    let text: String = bytes.iter().map(|b| char::from(*b)).collect();
    assert_eq!(try_bytes(text.as_bytes(), Some("P2")).unwrap_err(), ImportError::NoHeading);
    // Below a heading that promises a table, and all on one line.
    let heading = "番号\t項目\t担当課\t令和3年度評価\n";
    for noise in [text.clone(), text.replace(['\n', '\r'], " ")] {
        let below = try_bytes(format!("{heading}{noise}").as_bytes(), Some("P2"));
        assert!(below.is_err() || below.is_ok_and(|d| d.program_count() < 100));
    }
}

#[test]
fn tables_without_an_end() {
    for row in ["1\t窓口\tA\n", "a\n", "窓口\t市民課\n"] {
        let text = format!("第2次改革プラン\n番号\t項目\t令和3年度評価\n{}", row.repeat(120_000));
        assert_eq!(try_bytes(text.as_bytes(), None).unwrap_err(), ImportError::TooManyRows(30_000), "{row}");
    }
}
