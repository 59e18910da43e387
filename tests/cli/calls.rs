//! Calls that are wrong, stores that are none, pipes that close, terminals that are not there.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::kit::*;

#[test]
fn wrong_calls_are_2_with_one_line_and_change_nothing() {
    let world = World::with_samples();
    for (args, named) in [
        (&["nonsense"][..], &["nonsense", "--help"][..]),
        (&["import"], &["FILE|DIR", "import --help"]),
        (&["find"], &["QUERY", "find --help"]),
        (&["show"], &["ID"]),
        (&["find", "--nothing", "x"], &["--nothing", "find --help"]),
        (&["find", "-x"], &["-x"]),
        (&["find", "--format", "xml", "x"], &["--format", "xml", "text, json, ids, tsv"]),
        (&["find", "--limit", "many", "x"], &["--limit", "many"]),
        (&["find", "x", "--format"], &["--format"]),
        (&["show", "P3-12", "--format", "xml"], &["--format", "xml", "text, json"]),
        (&["summary", "--format", "tsv"], &["--format", "tsv", "text, json, md"]),
        (&["heatmap", "--rows", "city"], &["--rows", "city", "program, direction, department"]),
        (&["show", "P2-99"], &["P2-99", "find"]),
        (&["show", "P9-1"], &["P9-1"]),
        (&["show", "26"], &["26", "P2-26", "P3-26"]),
        (&["show", "協働"], &["協働"]),
        (&["summary", "--plan", "P9"], &["P9", "P2", "P3"]),
        (&["summary", "--plan", "P2", "--period", "R2末"], &["R2末", "H26上, H26末, H27上"]),
        (&["summary", "--period", "いつか"], &["いつか", "H26末"]),
        (&["heatmap", "--plan", "X1"], &["X1", "P2"]),
        (&["source", "nothing.txt"], &["nothing.txt", P2, P3]),
        (&["source", "20"], &["20", P2, P3]),
        (&["source", "2021-year-end.txt:999"], &[P3, "999"]),
        (&["source", "2021-year-end.txt:0"], &[P3, "0"]),
        (
            &["find", "colour:red"],
            &[
                "colour",
                "plan no dir dept grade city kind follow is missed met has text changed worse better empty",
            ],
        ),
        (&["find", "grade:Z"], &["grade:Z", "S A B"]),
        (&["find", "plan:P9"], &["plan:P9", "P2", "P3"]),
        (&["find", "no:99"], &["no:99"]),
        (&["find", "dir:9"], &["dir:9", "PDCA"]),
        (&["find", "dept:宇宙課"], &["dept:宇宙課"]),
        (&["find", "kind:x"], &["kind:x", "study", "implementation"]),
        (&["find", "follow:x"], &["follow:x", "yes", "no"]),
        (&["find", "is:x"], &["is:x", "relisted", "parent"]),
        (&["find", "missed:x"], &["missed:x", "yes"]),
        (&["find", "H12末:B"], &["H12末", "H26末"]),
        (&["find", "H26末:Z"], &["H26末:Z", "S A B"]),
        (&["find", "grade:"], &["grade"]),
        (&["find", "city:東川"], &["city:東川"]),
    ] {
        world.refused(2, args, named);
    }
}

#[test]
fn what_is_reserved_is_not_there_yet() {
    let world = World::with_samples();
    let commands = "opinion ask handout backup restore export serve man";
    for name in commands.split(' ') {
        world.refused(2, &[name], &[name, "not available in this version"]);
        world.refused(
            2,
            &[name, "list", "--program", "P2-1", "-o", "x"],
            &[name, "not available in this version"],
        );
    }
    for args in [
        &["find", "has:opinion"][..],
        &["find", "x", "--explain"],
        &["show", "P3-12", "--format", "md"],
        &["show", "P3-12", "--format", "memo"],
        &["heatmap", "--format", "svg"],
    ] {
        world.refused(2, args, &["not available in this version"]);
    }
}

#[test]
fn a_store_that_cannot_be_opened_is_3() {
    let world = World::empty();
    let text = sample(P3);
    let text = text.to_str().unwrap();
    let (file, foreign, newer) = (world.path("file"), world.path("foreign"), world.path("newer"));
    fs::write(&file, "x").unwrap();
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("letter.txt"), "x").unwrap();
    fs::create_dir(&newer).unwrap();
    fs::write(newer.join("FORMAT"), "shinchoku 9\nsled 0.34\n").unwrap();
    for store in [&file, &foreign, &newer] {
        let (before, store) = (listing(store), store.to_str().unwrap());
        for call in [&["find", "x"][..], &["show", "P2-1"], &["summary"], &["import", text]] {
            let answer: Answer = world.bare().args(["--store", store]).args(call).output().unwrap().into();
            is_refusal(&answer, 3, &[store], &format!("{store} {call:?}"));
        }
        assert!(before == listing(store.as_ref()), "{store}");
    }
    let answer: Answer = world.bare().env_clear().args(["find", "x"]).output().unwrap().into();
    is_refusal(&answer, 3, &["--store"], "no home");
}

#[test]
fn an_empty_store_says_how_to_begin() {
    let world = World::empty();
    for (code, args) in [
        (1, &["find", "課"][..]),
        (2, &["find", "H26末:B"]),
        (2, &["summary"]),
        (2, &["heatmap", "--plan", "P2"]),
    ] {
        is_refusal(&world.run(args), code, &["shinchoku import"], &format!("{args:?}"));
    }
    assert!(!world.path("store").exists(), "looking makes no store");
}

#[test]
fn help_and_version_are_answers() {
    let world = World::empty();
    for args in ["--help", "-h", "--version", "import --help", "find --help", "show --help", "heatmap --help"]
        .into_iter()
        .chain(["summary --help", "source --help", "demo --help"])
    {
        let answer = world.run(&args.split(' ').collect::<Vec<_>>());
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{args}");
        assert!(!answer.out.is_empty() && !answer.out.contains('\u{1b}'), "{args}");
    }
}

#[test]
fn without_a_terminal_the_screens_are_a_sentence() {
    let world = World::with_samples();
    for args in [&[][..], &["demo"]] {
        let begun = Instant::now();
        world.refused(2, args, &["find", "show"]);
        assert!(begun.elapsed() < Duration::from_secs(10), "{args:?} waits");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let world = World::with_samples();
    // Long before the pipe is full the reader is gone.
    for args in [&["find", "課"][..], &["find", "--format", "json", "課"], &["source", P3], &["heatmap"]] {
        let mut command = world.command(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_stream_of_queries_ends_with_its_reader() {
    let world = World::with_samples();
    let mut child = world
        .command(&["find", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // Queries without end, like those of `yes`.
    let writer =
        std::thread::spawn(move || while std::io::Write::write_all(&mut input, "課\n".as_bytes()).is_ok() {});
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with("{\"schema\":1"), "{first}");
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
    writer.join().unwrap();
}
