//! The house is checked against its plan: which room may open which door, what
//! is kept inside which fence, and how long a file may get.
//!
//! The sources are read as text, roughly: comments, the insides of strings and
//! test code are blanked, and what remains is looked at word by word.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

#[path = "architecture/cases.rs"]
mod cases;
#[path = "architecture/source.rs"]
mod source;

use source::{code_of, tokens};
use std::fs;
use std::path::{Path, PathBuf};

/// A room may use rooms of a lower rank only.
const RANKS: &[(&str, u8)] = &[
    ("text", 0),
    ("words", 0),
    ("model", 1),
    ("import", 2),
    ("review", 2),
    ("store", 2),
    ("settings", 2),
    ("search", 3),
    ("command", 3),
    ("keymap", 4),
    ("app", 5),
    ("view", 6),
    ("handout", 7),
    ("terminal", 7),
    ("session", 8),
    ("serve", 9),
    ("cli", 10),
];

/// Words that may stand in some rooms only, and why. `w` is the word, `w!` a
/// macro, `w()` a free function, `w::` the start of a path.
const FENCES: &[(&[&str], &[&str], &str)] = &[
    (&["sled"], &["store"], "only the store knows its database"),
    (&["crossterm"], &["terminal"], "terminals are known to `terminal`"),
    (
        &["ratatui"],
        &["view", "terminal", "session", "serve", "handout"],
        "drawing stays in the rooms that draw",
    ),
    (&["clap"], &["cli"], "arguments are read in `cli`"),
    (
        &["encoding_rs", "chardetng", "zip::", "quick_xml"],
        &["import"],
        "what documents come in is known to `import`",
    ),
    (
        &["print!", "println!", "eprint!", "eprintln!", "dbg!", "stderr()"],
        &["cli"],
        "printing is left to `cli`",
    ),
    (&["stdout()"], &["cli", "terminal"], "standard output is left to `cli` and `terminal`"),
    (&["russh", "tokio"], &["serve", "cli"], "the network stays in `serve`"),
    (
        &["SystemTime", "env::"],
        &["session", "serve", "cli"],
        "the clock and the environment are read at the edge",
    ),
    (&["Instant"], &["terminal", "store", "session", "serve"], "waiting is for the rooms that wait"),
    (&["thread::"], &["session", "serve", "store", "search"], "threads are started in few rooms"),
];

/// The words that `cli` may use on one line only, the one that starts the server.
const NETWORK: &[&str] = &["russh", "tokio"];

/// Lines of code a file may have without its tests.
const LONGEST: usize = 500;

fn rank(module: &str) -> Option<u8> {
    RANKS.iter().find(|(name, _)| *name == module).map(|(_, rank)| *rank)
}

/// The room a file under src belongs to: `app/state.rs` and `app.rs` to `app`,
/// `main.rs` and `lib.rs` to themselves.
fn module_of(file: &str) -> &str {
    file.split('/').next().unwrap().trim_end_matches(".rs")
}

/// Every room named right behind `crate::`, `shinchoku::` or as many `super::`
/// as lead to the root, also in a group of several.
fn doors(file: &str, tokens: &[(usize, &str)]) -> Vec<(usize, String)> {
    let parts = file.trim_end_matches("/mod.rs").split('/').count();
    let word = |at: usize| tokens.get(at).map_or("", |(_, word)| *word);
    let mut doors = Vec::new();
    for at in 0..tokens.len() {
        let next = match word(at) {
            "crate" | "shinchoku" if word(at + 1) == "::" => at + 2,
            "super" if at < 2 || word(at - 2) != "super" => {
                let path = (0..parts).all(|n| word(at + 2 * n) == "super" && word(at + 2 * n + 1) == "::");
                if !path {
                    continue;
                }
                at + 2 * parts
            }
            _ => continue,
        };
        if word(next) != "{" {
            doors.push((tokens[at].0, word(next).to_owned()));
            continue;
        }
        let mut depth = 0_usize;
        for (inner, (line, name)) in tokens.iter().enumerate().skip(next) {
            let first = matches!(word(inner - 1), "{" | ",");
            match *name {
                "{" => depth += 1,
                "}" if depth == 1 => break,
                "}" => depth -= 1,
                "self" => {}
                name if depth == 1 && first => doors.push((*line, name.to_owned())),
                _ => {}
            }
        }
    }
    doors
}

fn matches_word(pattern: &str, tokens: &[(usize, &str)], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |(_, word)| *word);
    let (here, next) = (word(at), word(at + 1));
    let before = at.checked_sub(1).map_or("", word);
    if let Some(name) = pattern.strip_suffix('!') {
        here == name && next == "!"
    } else if let Some(name) = pattern.strip_suffix("()") {
        // `.stdout(…)` of a child process is another thing.
        here == name && next == "(" && before != "."
    } else if let Some(name) = pattern.strip_suffix("::") {
        let in_std = before == "::" && at > 1 && word(at - 2) == "std";
        here == name && (next == "::" || in_std)
    } else {
        // `clap` and also `clap_complete::…`.
        let family = here.strip_prefix(pattern).is_some_and(|tail| tail.starts_with('_'));
        here == pattern || (family && next == "::")
    }
}

/// Everything wrong in these files (path below src, text), as `file:line: rule`.
fn check(files: &[(&str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut cli_network = Vec::new();
    for (file, source) in files {
        let mut fault = |line: usize, rule: &str| {
            faults.push(format!("src/{file}:{line}: {rule}"));
        };
        let code = code_of(source);
        let tokens = tokens(&code);
        check_doors(file, &tokens, &mut fault);
        check_fences(file, &tokens, &mut fault);

        let network = |at: &usize| NETWORK.iter().any(|w| matches_word(w, &tokens, *at));
        if module_of(file) == "cli" {
            let lines = (0..tokens.len()).filter(network).map(|at| tokens[at].0);
            cli_network.extend(lines.map(|line| (*file, line)));
        }

        let length = code.lines().filter(|line| !line.trim().is_empty()).count();
        if length > LONGEST {
            let rule = format!("{length} lines of code; over {LONGEST}, look for its second idea");
            fault(1, &rule);
        }
    }
    cli_network.dedup();
    for (file, line) in cli_network.iter().skip(1) {
        let rule = "`cli` may start the server in one line; the network stays in `serve`";
        faults.push(format!("src/{file}:{line}: {rule}"));
    }
    faults
}

fn check_doors(file: &str, tokens: &[(usize, &str)], fault: &mut impl FnMut(usize, &str)) {
    let module = module_of(file);
    let own = rank(module);
    if own.is_none() && !matches!(file, "main.rs" | "lib.rs") {
        fault(1, &format!("module `{module}` has no rank"));
    }
    for (line, door) in doors(file, tokens) {
        if door == module || file == "lib.rs" || (file == "main.rs" && door == "cli") {
            continue;
        }
        let rule = match (own, rank(&door)) {
            _ if file == "main.rs" => format!("main.rs uses `{door}`; it may use `cli` only"),
            (_, None) => format!("`{door}` is used but is no module with a rank"),
            (Some(own), Some(other)) if other >= own => {
                format!("`{module}` (rank {own}) uses `{door}` (rank {other}); only lower ranks are allowed")
            }
            _ => continue,
        };
        fault(line, &rule);
    }
}

fn check_fences(file: &str, tokens: &[(usize, &str)], fault: &mut impl FnMut(usize, &str)) {
    let module = module_of(file);
    for (at, (line, word)) in tokens.iter().enumerate() {
        for (patterns, rooms, reason) in FENCES {
            let fenced = patterns.iter().any(|p| matches_word(p, tokens, at));
            if fenced && !rooms.contains(&module) {
                let rooms = rooms.join(", ");
                let rule = format!("`{word}` in `{module}`: {reason} (allowed in {rooms})");
                fault(*line, &rule);
            }
        }
    }
}

/// The files under src without those that hold only tests.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && name != "tests" {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && name != "tests.rs" {
            found.push(path);
        }
    }
}

#[test]
fn the_house_keeps_to_its_plan() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    files.sort();
    assert!(!files.is_empty());
    let read = |path: &PathBuf| {
        let below = path.strip_prefix(&src).unwrap().to_str().unwrap();
        (below.replace('\\', "/"), fs::read_to_string(path).unwrap())
    };
    let texts: Vec<(String, String)> = files.iter().map(read).collect();
    let borrowed: Vec<_> = texts.iter().map(|(f, t)| (&**f, &**t)).collect();
    let faults = check(&borrowed);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
