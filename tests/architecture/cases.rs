//! The checker checked: small sources, and the faults it must find in them.

use crate::check;

/// A source with its path below src, and for each expected fault its line and a
/// part of its message.
type Row<'a> = (&'a str, &'a str, &'a [(usize, &'a str)]);

fn assert_rows(rows: &[Row]) {
    for (file, source, expected) in rows {
        let found = check(&[(file, source)]);
        let right = found.len() == expected.len()
            && found.iter().zip(*expected).all(|(fault, (line, rule))| {
                fault.starts_with(&format!("src/{file}:{line}: ")) && fault.contains(rule)
            });
        assert!(right, "{file}: {source:.200}\nexpected {expected:?}\nfound {found:#?}");
    }
}

#[test]
fn doors_to_the_same_or_a_higher_rank_are_found() {
    assert_rows(&[
        ("model/plan.rs", "use crate::text::fold;\nuse crate::app::State;", &[(2, "`app` (rank 5)")]),
        ("review.rs", "fn f() { crate::import::read(); }", &[(1, "`import` (rank 2)")]),
        ("app/mod.rs", "use crate::app::list;\nuse crate::{self, model, keymap::Chord};", &[]),
        (
            "command/mod.rs",
            "use crate::{\n    model::{Plan, view},\n    view::draw,\n    cli,\n};",
            &[(3, "`view` (rank 6)"), (4, "`cli` (rank 10)")],
        ),
        ("text/mod.rs", "use shinchoku::words::Word;", &[(1, "`words` (rank 0)")]),
        ("model/mod.rs", "use super::app::State;", &[(1, "`app` (rank 5)")]),
        ("model/plan.rs", "use super::app;\nuse super::super::{app, text};", &[(2, "`app` (rank 5)")]),
        ("model/plan.rs", "use crate::Oops;\npub(crate) fn f() {}", &[(1, "`Oops` is used")]),
        ("attic/mod.rs", "fn f() {}", &[(1, "module `attic` has no rank")]),
        ("attic.rs", "fn f() {}", &[(1, "module `attic` has no rank")]),
        ("main.rs", "fn main() { shinchoku::cli::run() }", &[]),
        ("main.rs", "use shinchoku::store::Store;", &[(1, "it may use `cli` only")]),
        ("lib.rs", "pub mod text;\npub use crate::text::width;", &[]),
    ]);
}

#[test]
fn what_is_not_code_is_ignored() {
    assert_rows(&[
        ("text/mod.rs", "// crate::cli::run()\n/* crate::cli /* sled */ tokio */", &[]),
        ("text/mod.rs", "/// See `crate::cli`.\nconst A: &str = \"crate::cli \\\" sled\";", &[]),
        ("text/mod.rs", "const A: &str = r#\"sled \" tokio\"#;\nconst B: &[u8] = br\"sled\\\";", &[]),
        ("text/mod.rs", "const Q: char = '\"';\nuse crate::cli;\nconst R: char = '\\'';", &[(2, "`cli`")]),
        ("text/mod.rs", "fn f<'a>(x: &'a str) {} // '\nuse crate::cli;", &[(2, "`cli`")]),
        ("text/mod.rs", "const S: &str = \"\n\n\";\nuse crate::cli;", &[(4, "`cli`")]),
        (
            "text/mod.rs",
            "#[cfg(test)]\nmod tests {\n    use crate::cli;\n    const B: &str = \"}\";\n}\nuse crate::app;",
            &[(6, "`app`")],
        ),
        ("text/mod.rs", "#[cfg(test)]\nmod tests;\nuse crate::app;", &[(3, "`app`")]),
    ]);
}

#[test]
fn crossed_fences_are_found() {
    assert_rows(&[
        ("model/mod.rs", "use sled::Db;", &[(1, "`sled` in `model`")]),
        ("store/mod.rs", "use sled::Db;\nlet t = std::thread::spawn(f);", &[]),
        ("view/mod.rs", "use ratatui::crossterm::event;", &[(1, "`crossterm` in `view`")]),
        ("app/mod.rs", "use ratatui_core::x;\nlet ratatui_like = 1;", &[(1, "`ratatui_core` in `app`")]),
        ("main.rs", "fn main() { println!() }", &[(1, "`println` in `main`")]),
        (
            "session/mod.rs",
            "println!();\nlet print = 1;\nc.stdout(Stdio::null());",
            &[(1, "`println` in `session`")],
        ),
        (
            "terminal/mod.rs",
            "let a = std::io::stdout();\nlet b = io::stderr();",
            &[(2, "`stderr` in `terminal`")],
        ),
        ("cli/mod.rs", "eprintln!();\nstdout();\nenv::args();\nSystemTime::now();", &[]),
        (
            "store/mod.rs",
            "std::env::var(n);\nlet v = env!(X);\nuse std::env;",
            &[(1, "`env` in `store`"), (3, "`env` in `store`")],
        ),
        ("review/mod.rs", "use std::time::{Instant, SystemTime};", &[(1, "`Instant`"), (1, "`SystemTime`")]),
        (
            "view/mod.rs",
            "use std::thread;\nthread::spawn(f);\nlet thread = 1;",
            &[(1, "`thread`"), (2, "`thread`")],
        ),
    ]);
}

#[test]
fn the_command_line_has_one_line_for_the_network() {
    let start = ("cli/serve.rs", "tokio::runtime(russh::x);");
    assert!(check(&[start]).is_empty());
    let found = check(&[start, ("cli/mod.rs", "\nuse tokio::x;")]);
    assert!(matches!(&*found, [one] if one.starts_with("src/cli/mod.rs:2: ")), "{found:?}");
}

#[test]
fn long_files_are_found_without_counting_tests_and_comments() {
    let line = "let x = 1;\n";
    let (fits, long) = (line.repeat(500), line.repeat(501));
    let tested = format!("{fits}\n// why\n#[cfg(test)]\nmod tests {{\n{long}}}\n");
    assert_rows(&[("text/mod.rs", &long, &[(1, "501 lines of code")]), ("text/mod.rs", &tested, &[])]);
}
