//! Keys pressed and the state held against words; catalogs of documents made for one test.

use crate::common::{astray, describe, press, screen, start};
use shinchoku::import::{self, Options};
use shinchoku::model::{self, Catalog, Date};
use std::sync::Arc;

/// Presses the keys of each row in a session of its own and compares the state in words.
pub fn hold(cols: u16, rows: u16, table: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (keys, expected) in table {
        let mut state = start(cols, rows);
        press(&mut state, keys);
        let found = describe(&state);
        if found != *expected {
            wrong.push(format!("{keys}\n  expected {expected}\n  found    {found}\n{}", screen(&state)));
        }
        wrong.extend(astray(&state).into_iter().map(|what| format!("{keys}\n  {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The catalog of some documents in text.
pub fn catalog_of(texts: impl Iterator<Item = String>) -> Arc<Catalog> {
    let read = |(at, text): (usize, String)| {
        let today = Date { year: 2026, month: 4, day: 1 };
        let options = Options { name: format!("{at}.txt"), encoding: None, plan: None, period: None, today };
        import::read(text.as_bytes(), &options, &[]).unwrap()
    };
    let documents: Vec<_> = texts.enumerate().map(read).collect();
    let (headlines, details) = model::build(&documents);
    Arc::new(Catalog::new(headlines, || details))
}
