//! The program asks the terminal how wide it draws characters of ambiguous width, and the tests are the terminal: it
//! answers at once, late, in pieces, nonsense, or never. The screen comes all the same, and no answer is ever a key.

use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

use super::kit::*;
use crate::miniterm::{Ambiguous, Mini};

/// Names in which nearly everything has an ambiguous width.
const NAMES: [&str; 4] = ["①使用料○の見直し→新基準", "Ⅱ期※施設αの統合", "②△公園―広場", "③検証"];

/// Answers to the six questions, behind five ambiguous characters and one that is wide everywhere.
const NARROW: &str = "\x1b[2;2R\x1b[2;2R\x1b[2;2R\x1b[2;2R\x1b[2;2R\x1b[2;3R";
const WIDE: &str = "\x1b[2;3R\x1b[2;3R\x1b[2;3R\x1b[2;3R\x1b[2;3R\x1b[2;3R";
const MIXED: &str = "\x1b[2;3R\x1b[2;3R\x1b[2;2R\x1b[2;2R\x1b[2;3R\x1b[2;3R";
const BYTES_FOR_CHARACTERS: &str = "\x1b[2;4R\x1b[2;4R\x1b[2;4R\x1b[2;3R\x1b[2;4R\x1b[2;4R";

/// The last thing that is asked: the place behind a character that is wide everywhere.
const LAST_QUESTION: &str = "あ\x1b[6n\x1b[2;1H\x1b[2K\x1b[H";

/// A home in whose store is a document with those names.
fn home() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let rows = (1..).zip(NAMES).map(|(n, name)| format!("{n}\t{name}\t財政課\tA\n"));
    let text =
        format!("第3次行財政再構築プラン 令和2年度末\nNo\t項目\t担当課\t評価\n{}", rows.collect::<String>());
    let file = home.path().join("names.txt");
    std::fs::write(&file, text).unwrap();
    import(home.path(), &[file.to_str().unwrap()]);
    home
}

/// The screens on that store, which begin where they always begin.
fn open(home: &Path, args: &[&str]) -> Terminal {
    launch(home, &[&[BINARY, "--restricted"], args].concat(), (80, 24), &[("TERM", "xterm-256color")])
}

/// The first frame where the widths have been said.
fn drawn_as(home: &Path, policy: &str) -> Vec<u8> {
    let mut terminal = open(home, &["--ambiguous", policy]);
    terminal.until_frames(1);
    let frame = frames(&terminal.log)[0].to_vec();
    assert!(find(&terminal.log, b"\x1b[6n").is_none(), "nobody is asked what has been said");
    leave(terminal);
    frame
}

/// Stands on the program of that number.
fn stands_on(terminal: &mut Terminal, number: usize) {
    terminal.stands_on(&format!("{number:4} "));
}

/// What a terminal answers to what it was sent.
fn answers(log: &[u8], ambiguous: Ambiguous) -> String {
    let begin = find(log, b"\x1b[?1049h").unwrap();
    let end = find(log, LAST_QUESTION.as_bytes()).unwrap() + LAST_QUESTION.len();
    let mut mini = Mini::new(80, 24, ambiguous);
    mini.feed(&log[begin..end]);
    assert_eq!(mini.picture().trim(), "", "what was printed to ask is gone");
    mini.take_replies()
}

#[test]
fn a_terminal_that_never_answers_is_served_with_what_is_right_on_every_terminal() {
    let home = home();
    let mut terminal = open(home.path(), &[]);
    terminal.until_frames(1);
    let frame = frames(&terminal.log)[0].to_vec();
    assert!(frame == drawn_as(home.path(), "safe"), "{}", terminal.picture());
    for policy in ["narrow", "wide"] {
        assert!(frame != drawn_as(home.path(), policy), "the names tell the layouts apart");
    }
    // Room for two cells, back, the character, and on from a place that is said anew.
    assert!(find(&frame, "  \x1b[7G①\x1b[9G使用料".as_bytes()).is_some(), "{}", terminal.picture());
    for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
        let mut mini = Mini::new(80, 24, ambiguous);
        mini.feed(&frame);
        let column = |row: u16, c: char| mini.row(row).iter().position(|cell| cell.base == c).unwrap();
        // Below the two headings and the name of the direction.
        let columns: Vec<usize> = (4..8).map(|row| column(row, '財')).collect();
        assert_eq!(columns, [columns[0]; NAMES.len()], "{ambiguous:?}\n{}", mini.picture());
    }
    terminal.press("jj");
    stands_on(&mut terminal, 3);
    terminal.press("k");
    stands_on(&mut terminal, 2);
    leave(terminal);
}

#[test]
fn a_terminal_that_answers_at_once_is_drawn_as_it_said() {
    let home = home();
    for (ambiguous, replies, policy) in
        [(Ambiguous::Narrow, NARROW, "narrow"), (Ambiguous::Wide, WIDE, "wide")]
    {
        let mut terminal = open(home.path(), &[]);
        terminal.until_sent(LAST_QUESTION);
        assert_eq!(answers(&terminal.log, ambiguous), replies);
        terminal.press(replies);
        let expected = drawn_as(home.path(), policy);
        terminal.press("j");
        stands_on(&mut terminal, 2);
        // At a bad moment the first frame was drawn already.
        let drawn = frames(&terminal.log);
        let first = &drawn[..drawn.len() - 1];
        assert!(first.len() <= 2 && first.last() == Some(&&expected[..]), "{}", terminal.picture());
        leave(terminal);
    }
}

/// A gap in which an ESC would be the key.
const LINGERING: Duration = Duration::from_millis(80);

/// What a terminal sends after the first frame.
struct Late<'a> {
    /// What it does.
    name: &'a str,
    /// What is sent, piece by piece.
    pieces: Vec<&'a str>,
    /// How long the line holds each of them up.
    gap: Duration,
    /// The layout that is in force then, where it is another one.
    policy: Option<&'a str>,
    /// The number of the program on which the keys among the pieces lead.
    row: usize,
}

/// The pieces of replies with keys between them.
fn between<'a>(replies: &'a str, keys: &[&'a str]) -> Vec<&'a str> {
    let replies = replies.split_inclusive('R');
    replies.zip(keys.iter().chain(std::iter::repeat(&""))).flat_map(|(reply, keys)| [reply, *keys]).collect()
}

#[test]
fn an_answer_that_comes_late_lays_the_screen_out_once_more_and_none_is_ever_a_key() {
    let home = home();
    let single: Vec<&str> = (0..NARROW.len()).map(|at| &NARROW[at..=at]).collect();
    let too_many = format!("{NARROW}{WIDE}\x1b[9;9R");
    let elsewhere = format!("\x1b[9;2R\x1b[24;80R{WIDE}");
    let late = |name, pieces, policy, row| Late { name, pieces, gap: Duration::ZERO, policy, row };
    // Longer than a key may take that sends several bytes.
    let torn = |name, pieces, policy, row| Late { gap: LINGERING, ..late(name, pieces, policy, row) };
    for case in [
        late("narrow", vec![NARROW], Some("narrow"), 1),
        late("wide", vec![WIDE], Some("wide"), 1),
        late("one reply after the other", between(WIDE, &[]), Some("wide"), 1),
        late("byte by byte", single, Some("narrow"), 1),
        torn("torn behind its first byte", vec!["\x1b", &NARROW[1..]], Some("narrow"), 1),
        torn(
            "torn everywhere",
            vec!["\x1b[2;3R\x1b[", "2;3R\x1b[2;", "3R\x1b[2", &WIDE[21..]],
            Some("wide"),
            1,
        ),
        late("more than was asked for", vec![&too_many], Some("narrow"), 1),
        late("places that nobody asked for", vec![&elsewhere], Some("wide"), 1),
        late("some wide, some narrow", vec![MIXED], None, 1),
        late("only some of the answers", vec![&NARROW[..18]], None, 1),
        late("one cut off", vec![&NARROW[..33], "\x1b[2;3"], None, 1),
        late("no column", vec!["\x1b[2;R\x1b[2R\x1b[0;0R"], None, 1),
        late("no numbers", vec!["\x1b[2;x\x1b[2;99999999999R\x1b[2;-3R\x1b[?2;2R"], None, 1),
        late(
            "answers to other questions",
            vec!["\x1b[0n\x1b[?62;4c\x1b[?2026;2$y\x1bP>|tmux 3.3a\x1b\\"],
            None,
            1,
        ),
        late("keys between", between(WIDE, &["jk", "\x1b[B", "\x1bOB", "k", "jj"]), Some("wide"), 4),
        late("keys between, and no answer", vec!["j", "\x1b[2;2R", "\x1b[B", "\x1b[2;2R", "k"], None, 2),
    ] {
        answered_late(home.path(), &case);
    }
}

/// The terminal sends that after the first frame. Nobody types for as long as it takes.
fn answered_late(home: &Path, case: &Late) {
    let Late { name, pieces, gap, policy, row } = case;
    let mut terminal = open(home, &[]);
    let begun = Instant::now();
    terminal.until_frames(1);
    terminal.press_in_pieces(pieces, *gap);
    // An answer is waited for two seconds: a machine that stood still meanwhile has shown nothing.
    if begun.elapsed() > Duration::from_secs(1) {
        return answered_late(home, case);
    }
    let mut expected = 1;
    if let Some(policy) = policy {
        terminal.until_frames(2);
        let drawn = drawn_as(home, policy);
        expected += 1;
        if *row == 1 {
            assert!(frames(&terminal.log)[1] == drawn, "{name}: {}", terminal.picture());
        }
    }
    stands_on(&mut terminal, *row);
    // Pasted text opens the search, takes no message away, and stands behind everything else on the way in.
    terminal.press("\x1b[200~検\x1b[201~");
    terminal.until(name, |screen| screen.contents().lines().any(|line| line.starts_with("/ 検 ")));
    let seen = terminal.picture();
    assert!(!seen.contains("割り当て"), "{name}: {seen}");
    if *row == 1 {
        assert_eq!(frames(&terminal.log).len(), expected + 1, "{name}: {seen}");
    }
    terminal.press("\u{3}");
    assert_eq!(terminal.ends(), 0, "{name}");
}

#[test]
fn a_terminal_that_reads_no_utf8_is_told_so() {
    let home = home();
    let mut terminal = open(home.path(), &[]);
    terminal.until_frames(1);
    terminal.press(BYTES_FOR_CHARACTERS);
    terminal.shows("端末がUTF-8を読まない");
    assert_eq!(frames(&terminal.log).len(), 2);
    // Until the next key; the layout stays.
    terminal.press("j");
    stands_on(&mut terminal, 2);
    terminal.until("the message is gone", |screen| !screen.contents().contains("UTF-8"));
    leave(terminal);
}

#[test]
fn who_has_chosen_a_width_is_not_overruled_by_the_terminal() {
    let home = home();
    let mut terminal = open(home.path(), &[]);
    terminal.until_frames(1);
    terminal.press(":next-width\r");
    terminal.shows("spaced");
    let chosen = terminal.parser.screen().contents();
    terminal.press(WIDE);
    terminal.press("j");
    stands_on(&mut terminal, 2);
    terminal.press("k");
    stands_on(&mut terminal, 1);
    let name = |contents: &str| contents.lines().find(|line| line.contains("①")).unwrap().to_owned();
    assert_eq!(name(&terminal.parser.screen().contents()), name(&chosen));
    leave(terminal);
}

#[test]
fn a_terminal_too_small_to_answer_is_not_asked() {
    let home = home();
    // On one row the answers would look like F3, in two columns nothing is wider than anything else.
    for (cols, rows) in [(1, 1), (80, 1), (2, 24)] {
        let mut terminal = launch(home.path(), &[BINARY, "--restricted"], (cols, rows), &[("TERM", "xterm")]);
        terminal.until_frames(1);
        assert!(find(&terminal.log, b"\x1b[6n").is_none(), "{cols}x{rows}: {}", terminal.picture());
        leave(terminal);
    }
}

#[test]
fn what_is_typed_before_the_first_screen_is_done_in_its_order() {
    let home = home();
    // What is typed before the terminal is taken is echoed, and not yet a key of its own.
    for (before, asked, between) in [
        ("jj", "", vec!["k", "j"]),
        ("", "j\x1b[B", vec!["k", "j"]),
        ("", "G", vec!["k", "\x1b[A", "j", "k", "\x1b[B"]),
        ("j", "j", vec![]),
    ] {
        let mut terminal = open(home.path(), &[]);
        terminal.press(before);
        terminal.until_sent(LAST_QUESTION);
        terminal.press(asked);
        for (reply, keys) in NARROW.split_inclusive('R').zip(between.iter().chain(std::iter::repeat(&""))) {
            terminal.press(reply);
            terminal.press(keys);
        }
        stands_on(&mut terminal, 3);
        terminal.press("k");
        stands_on(&mut terminal, 2);
        leave(terminal);
    }
}

#[test]
fn behind_a_slow_line_nothing_is_lost_and_nothing_waits_for_the_answer() {
    const LINE: Duration = Duration::from_millis(300);
    let home = home();
    let (safe, wide) = (drawn_as(home.path(), "safe"), drawn_as(home.path(), "wide"));
    // A machine that stands still for longer than the line takes shows nothing.
    let drawn_before_the_answer = (0..5).any(|_| {
        let mut terminal = open(home.path(), &[]).behind(LINE);
        terminal.press("jj");
        terminal.until_sent(LAST_QUESTION);
        let replies = answers(&terminal.log, Ambiguous::Wide);
        terminal.press(&replies);
        terminal.press("\x1b[Bk");
        stands_on(&mut terminal, 3);
        terminal.press("/検証");
        terminal.until("what was typed stands there", |s| s.contents().contains("/ 検証"));
        terminal.press("\r");
        terminal.shows("P3-4  ③検証");
        let whole = |frame: &&&[u8]| frame.starts_with(b"\x1b[m\x1b[H\x1b[2J");
        let drawn = frames(&terminal.log);
        let anew: Vec<&&[u8]> = drawn.iter().filter(whole).collect();
        let answered_later = drawn[0] == safe;
        assert!(answered_later || drawn[0] == wide, "{}", terminal.picture());
        assert_eq!(anew.len(), 1 + usize::from(answered_later), "{}", terminal.picture());
        terminal.press("q");
        assert_eq!(terminal.ends(), 0);
        answered_later
    });
    assert!(drawn_before_the_answer);
}
