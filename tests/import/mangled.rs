//! Files in every form, with bytes changed at random: nothing panics, nothing takes long, and whatever is still read
//! stands at a place that there is.
//!
//! Some hundred files are tried; `SHINCHOKU_MANGLED=10000` tries as many.

use encoding_rs::SHIFT_JIS;
use shinchoku::import::decode;
use shinchoku::model::Document;
use std::time::{Duration, Instant};

use super::kit::*;
use super::mutate::Random;
use super::written::*;

fn times() -> u64 {
    std::env::var("SHINCHOKU_MANGLED").ok().and_then(|n| n.parse().ok()).unwrap_or(300)
}

fn table() -> Table {
    let rows = sample_text(P3).lines().skip(4).map(|l| l.split('\t').map(str::to_owned).collect()).collect();
    let mut rows: Vec<Vec<String>> = rows;
    let width = rows.iter().map(Vec::len).max().unwrap();
    for row in &mut rows {
        row.resize(width, String::new());
    }
    Table { title: "小平市第3次行財政再構築プラン 令和2年度末".into(), rows }
}

/// Changes some bytes: others in their place, taken away, doubled, moved.
fn mangle(bytes: &mut Vec<u8>, random: &mut Random) {
    const SIGNS: &[u8] = b"\"\"\t\r\n,;|<>&/\\-\0\x1b\x80\x81\xa1\xff\xe3A1";
    for _ in 0..=random.below(6) {
        if bytes.is_empty() {
            return;
        }
        let at = random.below(bytes.len());
        let length = random.below(40).min(bytes.len() - at);
        match random.below(5) {
            0 => bytes[at] = random.next() as u8,
            1 => bytes[at] = *random.pick(SIGNS),
            2 => bytes.insert(at, *random.pick(SIGNS)),
            3 => _ = bytes.drain(at..at + length),
            _ => {
                let part = bytes[at..at + length].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, part);
            }
        }
    }
}

/// Everything that a document says stands somewhere in it.
fn places_exist(document: &Document, bytes: &[u8]) {
    let lines = decode(bytes).unwrap();
    for statement in &document.statements {
        let spans = lines.passages(&statement.place);
        assert!(!spans.is_empty(), "{statement:?}");
        for span in spans {
            assert!(
                1 <= span.first && span.first <= span.last && span.last <= lines.count(),
                "{statement:?}"
            );
            let from = lines.line(span.first).get(span.start as usize..);
            assert!(from.is_some(), "{statement:?} in {:?}", lines.line(span.first));
            let upto = lines.line(span.last).get(..(span.end as usize).min(lines.line(span.last).len()));
            assert!(upto.is_some(), "{statement:?} in {:?}", lines.line(span.last));
        }
    }
    let told = document.doubts.iter().map(|d| d.line).chain(document.unread.iter().copied());
    assert!(told.into_iter().all(|line| 1 <= line && line <= lines.count()));
}

/// Reads files made from a seed; returns how many could be read.
fn attack(make: impl Fn(&mut Random) -> Vec<u8>) -> u64 {
    let mut read = 0;
    for seed in 0..times() {
        let bytes = make(&mut Random::new(seed));
        let begun = Instant::now();
        let document = try_bytes(&bytes, None);
        assert!(begun.elapsed() < Duration::from_secs(5), "seed {seed}: {:?}", begun.elapsed());
        if let Ok(document) = document {
            read += 1;
            places_exist(&document, &bytes);
        }
    }
    read
}

fn attack_bytes(bytes: &[u8]) -> u64 {
    attack(|random| {
        let mut bytes = bytes.to_vec();
        mangle(&mut bytes, random);
        bytes
    })
}

#[test]
fn text_in_every_form() {
    let table = table();
    for (form, bytes) in [
        ("tabs", table.tabs().into_bytes()),
        ("CP932", SHIFT_JIS.encode(&table.tabs()).0.into_owned()),
        ("CSV", table.quoted(",").into_bytes()),
        ("CSV in CP932", SHIFT_JIS.encode(&table.quoted(",")).0.into_owned()),
        ("Markdown", table.markdown().into_bytes()),
        ("HTML", table.html().into_bytes()),
        ("UTF-16", table.tabs().encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ] {
        assert!(attack_bytes(&bytes) > 0, "{form}: nothing was read at all");
    }
}

#[test]
fn workbooks_as_packages_and_in_their_parts() {
    let bytes = table().workbook();
    attack_bytes(&bytes);
    // A package checks its bytes; with its parts changed before they are packed the changes get further.
    let parts = unpacked(&bytes);
    let paths: Vec<&String> =
        parts.keys().filter(|p| p.starts_with("xl/") || p.starts_with("_rels/")).collect();
    let read = attack(|random| {
        let mut parts = parts.clone();
        mangle(parts.get_mut(*random.pick(&paths)).unwrap(), random);
        packed(&parts)
    });
    assert!(read > 0);
}
