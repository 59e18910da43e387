//! Japanese and English: which is spoken, what it says, and that JSON says the same in both.

use super::kit::*;

fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'ぁ'..='ゖ'))
}

/// A call in an environment of these variables.
fn told(world: &World, env: &[(&str, &str)], args: &[&str]) -> Answer {
    world.command(args).envs(env.iter().copied()).output().unwrap().into()
}

#[test]
fn the_language_is_the_one_that_was_asked_for() {
    let world = World::empty();
    for (env, option, english) in [
        (&[][..], &[][..], false),
        (&[("LANG", "C")], &[], false),
        (&[("LC_ALL", "POSIX"), ("LANG", "en_US.UTF-8")], &[], false),
        (&[("LANG", "en_US.UTF-8")], &[], true),
        (&[("LC_MESSAGES", "ja_JP.UTF-8"), ("LANG", "en_US.UTF-8")], &[], false),
        (&[("LC_MESSAGES", "en_GB.UTF-8"), ("LANG", "ja_JP.UTF-8")], &[], true),
        (&[("SHINCHOKU_LANG", "en")], &[], true),
        (&[("SHINCHOKU_LANG", "ja"), ("LANG", "en_US.UTF-8")], &[], false),
        (&[("SHINCHOKU_LANG", "en")], &["--lang", "ja"], false),
        (&[], &["--lang", "en"], true),
        (&[], &["--lang=en"], true),
    ] {
        // What a command finds, help, a call that is not understood, and one that names no command.
        for call in
            [&["find", "課"][..], &["--help"], &["find", "--help"], &["find", "--nothing"], &["nothing"]]
        {
            let answer = told(&world, env, &[call, option].concat());
            let text = format!("{}{}", answer.out, answer.err);
            assert_eq!(is_japanese(&text), !english, "{env:?} {option:?} {call:?}: {text}");
        }
    }
}

#[test]
fn an_unknown_language_is_refused() {
    let world = World::with_samples();
    for args in
        [&["find", "26", "--lang", "xx"][..], &["--lang", "EN", "find", "26"], &["--lang", "", "summary"]]
    {
        world.refused(2, args, &["--lang", "ja, en"]);
    }
    let answer = told(&world, &[("SHINCHOKU_LANG", "english")], &["find", "26"]);
    is_refusal(&answer, 2, &["SHINCHOKU_LANG", "english", "ja, en"], "the variable");
    assert_eq!(told(&world, &[("SHINCHOKU_LANG", "english")], &["find", "26", "--lang", "ja"]).code, 0);
}

#[test]
fn answers_are_headed_in_english() {
    let world = World::with_samples();
    for (call, said) in [
        (&["find", "26"][..], &["Name 名称", "FU Dept. 担当", "P3-26"][..]),
        (
            &["show", "P3-12"],
            &[
                "Direction 方針    3 PDCA",
                "Grade 評価        R2末  A ",
                "! A although the target is missed",
                "Follow-up 追跡    (not printed)",
                "Indicator 指標",
                "Target 目標",
                "Verdict",
                "0.46   missed",
                "Result 実績  R2末 2021-year-end:46",
                "Same number",
            ],
        ),
        (&["show", "P2-12"], &["* to be followed up", "[split]"]),
        (&["show", "P3-30"], &["Sub-programs 内訳", "(see sub-programs)"]),
        (&["show", "P3-29"], &["relists P3-15"]),
        (
            &["summary", "--plan", "P2"],
            &["P2  H27上 = end of 9/2015", "Direction 方針", "Total 計", "Printed"],
        ),
        (&["summary", "--plan", "P2"], &["Follow-up フォローアップ 42  printed 41  !="]),
        (&["summary", "--plan", "P2", "--format", "md"], &["| Direction 方針 | S | A | B | ? | Sum |"]),
    ] {
        let answer = world.run(&[call, &["--lang", "en"]].concat());
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{call:?}");
        for part in said {
            assert!(answer.out.contains(part), "{call:?} should say {part}\n{}", answer.out);
        }
    }
}

#[test]
fn errors_are_english_and_name_what_they_did() {
    let world = World::with_samples();
    for (code, call, sentence) in [
        (1, &["find", "天文台"][..], "Nothing found: 天文台"),
        (2, &["find", "colour:red"], "There is no field colour: in a query; there are: plan"),
        (2, &["find", "grade:Z"], "There is no grade:Z; there are: S A B"),
        (2, &["find", "grade:"], "grade: needs a value; write grade:VALUE"),
        (2, &["find"], "<QUERY>... is missing; see shinchoku find --help"),
        (
            2,
            &["find", "--format", "xml", "x"],
            "--format <FORMAT> does not take xml; it takes: text, json, ids, tsv",
        ),
        (2, &["show", "P2-99"], "There is no program P2-99"),
        (2, &["show", "26"], "26 is one of 2: P3-26, P2-26"),
        (2, &["summary", "--plan", "P9"], "There is no plan P9; there are: P2, P3"),
        (
            2,
            &["summary", "--plan", "P2", "--period", "R2末"],
            "There are no grades at R2末; there are: H26上",
        ),
        (2, &["source", "20"], "20 is the beginning of several documents"),
        (2, &["source", "2021-year-end.txt:999"], "2021-year-end.txt has no line 999; name one from 1 to "),
        (2, &["import", "no-such-file"], "no-such-file: cannot be read"),
        (2, &["nonsense"], "There is no command nonsense; see shinchoku --help"),
        (2, &["ask"], "ask: not available in this version"),
        (2, &[], "Standard output is no terminal"),
    ] {
        let answer = world.run(&[&["--lang", "en"], call].concat());
        is_refusal(&answer, code, &[sentence], &format!("{call:?}"));
        assert!(!is_japanese(&answer.err), "{}", answer.err);
    }
}

#[test]
fn an_import_tells_what_became_of_a_document() {
    let world = World::empty();
    let (p2, p3) = (sample(P2), sample(P3));
    let (p2, p3) = (p2.to_str().unwrap(), p3.to_str().unwrap());
    for (code, call, said) in [
        (2, &["import", p2][..], "does not say which plan it is about; name it, as in --plan P2"),
        (0, &["import", p3, "--dry-run"], "2021-year-end.txt: read for trial, not kept"),
        (0, &["import", p3], "2021-year-end.txt: P3, programs: 43, statements: "),
        (0, &["import", p3], "2021-year-end.txt: already read; nothing has changed"),
        (2, &["import", p3, "--plan", "X1"], "the document says it is about P3; leave out --plan X1"),
        (2, &["import", p3, "--period", "いつか"], "いつか is no period; write it as in H26上"),
    ] {
        let answer = world.run(&[call, &["--lang", "en"]].concat());
        let text = format!("{}{}", answer.out, answer.err);
        assert!(
            answer.code == code && text.contains(said),
            "{call:?} should say {said}\n{} {text}",
            answer.code
        );
    }
}

#[test]
fn json_and_tables_for_programs_say_the_same_in_every_language() {
    let world = World::with_samples();
    let p3 = sample(P3);
    for call in [
        &["find", "26", "--format", "json"][..],
        &["find", "H26末:B", "--format", "tsv"],
        &["find", "H26末:B", "--format", "ids"],
        &["show", "P3-30", "--format", "json"],
        &["show", "P2-12", "--format", "json"],
        &["summary", "--format", "json"],
        &["heatmap", "--format", "json"],
        &["heatmap", "--format", "tsv"],
        &["heatmap", "--rows", "direction", "--format", "json"],
        &["import", p3.to_str().unwrap(), "--dry-run", "--format", "json"],
    ] {
        let [ja, en] = ["ja", "en"].map(|lang| world.run(&[call, &["--lang", lang]].concat()));
        assert_eq!((ja.code, en.code), (0, 0), "{call:?}");
        assert_eq!(ja.out, en.out, "{call:?}");
    }
    let asked = "26\ncolour:red\n".as_bytes();
    let [ja, en] = ["ja", "en"].map(|lang| world.run_with_input(&["find", "-", "--lang", lang], asked));
    assert_eq!(ja.out, en.out);
}
