//! Documents as offices have them, from the call to the answer.

use encoding_rs::SHIFT_JIS;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::json;
use std::fs;

use super::kit::*;

/// A workbook of two sheets, with a direction merged over two programs.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("表紙").unwrap().write_string(0, 0, "目次").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("進捗 R2").unwrap();
    sheet.write_string(0, 0, "小平市第3次行財政再構築プラン 令和2年度末").unwrap();
    for (row, cells) in [
        ["方針", "番号", "項目", "担当課", "評価", "取組実績"],
        ["", "1", "窓口の改善", "市民課", "A", "・開設した。"],
        ["", "2", "財産の活用", "管財課", "B", "・売却した。"],
    ]
    .iter()
    .enumerate()
    {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row as u32 + 2, column as u16, *cell).unwrap();
        }
    }
    sheet.merge_range(3, 0, 4, 0, "Ⅰ 協働の推進", &Format::new()).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_value_of_a_workbook_leads_to_its_cell() {
    let world = World::empty();
    let file = world.file("2021.xlsx", workbook());
    let answer = world.json(&["import", &file]);
    let document = &answer["documents"][0];
    assert_eq!((&document["encoding"], &document["programs"]), (&json!(null), &json!(2)), "{document}");
    assert_eq!(document["doubts"][0]["what"], "sheet_without_table");
    let program = world.json(&["show", "P3-2"]);
    assert_eq!(
        program["statements"][0]["source"],
        json!({"document": "2021.xlsx", "first_line": 5, "last_line": 5, "sheet": "進捗 R2", "cells": "F5"})
    );
    assert_eq!(program["sources"]["direction"]["source"]["cells"], "A4:A5");
    for (place, expected) in [
        ("2021:6", &["[進捗 R2!5]", "6: \t2\t財産の活用\t管財課\tB\t・売却した。"][..]),
        ("2021:進捗 R2!F5", &["[進捗 R2!5]", "6: \t2\t財産の活用\t管財課\tB\t・売却した。"]),
        ("2021:1-2", &["[表紙!1]", "1: 目次", "[進捗 R2!1]", "2: 小平市第3次行財政再構築プラン 令和2年度末"]),
    ] {
        let answer = world.run(&["source", place]);
        let shown: Vec<String> = answer.lines().iter().map(|l| l.trim_end().replace("  ", "\t")).collect();
        let plain = |line: &str| line.split_whitespace().collect::<String>();
        let shown: Vec<String> = shown.iter().map(|l| plain(l)).collect();
        assert_eq!(shown, expected.iter().map(|l| plain(l)).collect::<Vec<_>>(), "{place}: {}", answer.err);
    }
    world.refused(2, &["source", "2021:進捗!A1"], &["進捗!A1", "進捗 R2"]);
}

#[test]
fn an_encoding_is_told_shown_overruled_and_kept() {
    let world = World::empty();
    let bytes = SHIFT_JIS.encode(&sample_text(P3)).0.into_owned();
    let file = world.file("sjis.txt", bytes);
    world.refused(2, &["import", "--encoding", "utf-8", &file], &["sjis.txt:", "utf-8"]);
    let told = world.run(&["import", "--dry-run", &file]);
    assert!(told.out.contains("shift_jis") && told.out.contains("--encoding"), "{}", told.out);
    let answer = world.json(&["import", "--encoding", "cp932", &file]);
    assert_eq!(answer["documents"][0]["encoding"], "shift_jis");
    let before = world.run(&["show", "P3-12", "--format", "json"]).out;
    assert!(before.contains("行政評価の実施"));
    let lines = world.run(&["source", "sjis:3"]).out;
    assert!(lines.contains("小平市第3次行財政再構築プラン"), "{lines}");
    // Everything that is made from the documents is made again.
    for derived in ["store/cache", "store/catalog"] {
        fs::remove_dir_all(world.path(derived)).unwrap();
    }
    assert_eq!(world.run(&["show", "P3-12", "--format", "json"]).out, before);
    assert_eq!(world.json(&["import", &file])["documents"][0]["already"], true);
}

#[test]
fn a_directory_in_every_form() {
    let world = World::empty();
    fs::create_dir(world.path("in")).unwrap();
    let rows = |separator: &str, plan: u32| {
        let line = |cells: [&str; 4]| cells.join(separator);
        let heading = line(["番号", "項目", "担当課", "令和3年度評価"]);
        format!("第{plan}次改革プラン\n{heading}\n{}\n", line(["1", "窓口の改善", "市民課", "A"]))
    };
    world.file("in/1.csv", rows(",", 1));
    world.file("in/2.tsv", rows("\t", 2));
    world.file("in/3.xlsx", workbook());
    world.file("in/4.md", rows(" | ", 4).replacen("評価\n", "評価\n---|---|---|---\n", 1));
    let page = rows("<td>", 5).replace("\n番号", "<table><tr><td>番号").replace("\n1<", "<tr><td>1<");
    world.file("in/5.html", page);
    world.file("in/6.txt", "晴れ。\n");
    world.file("in/7.pdf", "%PDF-1.4\n");
    world.file("in/README.md", "# 読み方\n");
    world.file("in/~$3.xlsx", "x");
    let answer = world.run(&["import", "--format", "json", world.path("in").to_str().unwrap()]);
    let names: Vec<_> =
        answer.json()["documents"].as_array().unwrap().iter().map(|d| d["name"].clone()).collect();
    assert_eq!(names, ["1.csv", "2.tsv", "3.xlsx", "4.md", "5.html"], "{}", answer.err);
    let told: Vec<&str> = answer.err.lines().collect();
    assert!(answer.code == 2 && told.len() == 2, "{}", answer.err);
    assert!(told[0].contains("7.pdf, README.md") && told[1].contains("6.txt"), "{}", answer.err);
}
