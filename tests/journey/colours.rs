//! Which colours a terminal is sent, by its environment and by the call; and that nothing is said by colour alone.

use std::collections::BTreeSet;

use super::kit::*;

/// What the numbers of `SGR` sequences do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Everything off, bold, underline, reverse.
    Attribute,
    /// A single attribute off, which the oldest terminals do not know.
    TakenBack,
    /// The terminal's own colours.
    Own,
    /// A letter in one of eight colours: 30–37.
    Letter,
    /// A letter in one of the bright ones: 90–97.
    BrightLetter,
    /// A ground in one of eight colours: 40–47.
    Ground,
    /// A ground in one of the bright ones: 100–107.
    BrightGround,
    /// One of the palette of 256.
    Palette,
    /// Any colour.
    Rgb,
}

use Kind::{Attribute, BrightGround, BrightLetter, Ground, Letter, Own, Palette, Rgb, TakenBack};

/// Everything that the `SGR` sequences in a log do.
fn kinds(log: &[u8]) -> BTreeSet<Kind> {
    let text = String::from_utf8_lossy(log);
    let mut found = BTreeSet::new();
    for piece in text.split("\x1b[").skip(1) {
        let end = piece.find(|c: char| !matches!(c, ' '..='?')).unwrap_or(piece.len());
        if !piece[end..].starts_with('m') {
            continue;
        }
        let mut numbers = piece[..end].split(';').map(|n| if n.is_empty() { 0 } else { n.parse().unwrap() });
        while let Some(number) = numbers.next() {
            found.insert(match number {
                0 | 1 | 4 | 7 => Attribute,
                22 | 24 | 27 => TakenBack,
                39 | 49 => Own,
                30..=37 => Letter,
                90..=97 => BrightLetter,
                40..=47 => Ground,
                100..=107 => BrightGround,
                38 | 48 => match numbers.next() {
                    Some(5) => numbers.next().map(|_| Palette).unwrap(),
                    Some(2) => numbers.nth(2).map(|_| Rgb).unwrap(),
                    other => panic!("{other:?}"),
                },
                other => panic!("SGR {other}"),
            });
        }
    }
    found
}

/// Whether the row under the cursor is marked, and reversed.
fn is_selected(terminal: &Terminal) -> bool {
    let screen = terminal.parser.screen();
    let (rows, _) = screen.size();
    let cell = |row: u16, col: u16| screen.cell(row, col).unwrap();
    let marked: Vec<u16> = (0..rows.get()).filter(|row| cell(*row, 0).contents() == ">").collect();
    let reversed: Vec<u16> = (0..rows.get()).filter(|row| cell(*row, 5).inverse()).collect();
    marked.len() == 1 && reversed == marked
}

#[test]
fn a_terminal_is_sent_no_more_colours_than_it_has() {
    let home = home_with_samples();
    // Blue and yellow behind grades, the white letters on blue; red and magenta of what is late or to be asked about.
    let mono = &[Attribute][..];
    let sixteen = &[Attribute, Ground, BrightLetter, Letter, Own, TakenBack][..];
    let palette = &[Attribute, Letter, Own, Palette, TakenBack][..];
    let mut texts = Vec::new();
    for (env, args, expected) in [
        (&[("TERM", "xterm-256color")][..], &[][..], palette),
        (&[("TERM", "xterm-256color"), ("NO_COLOR", "")], &[], palette),
        (&[("TERM", "xterm-256color"), ("NO_COLOR", "1")], &[], mono),
        (&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("NO_COLOR", "1")], &[], mono),
        // What the call says is said last.
        (&[("TERM", "xterm-256color"), ("NO_COLOR", "1")], &["--color", "256"], palette),
        (&[("TERM", "xterm-256color")], &["--color", "never"], mono),
        (&[("TERM", "xterm-256color")], &["--color", "16"], sixteen),
        (&[("TERM", "linux")], &["--color", "256"], palette),
        (&[("TERM", "xterm")], &["--color", "rgb"], palette),
        (&[("TERM", "xterm"), ("COLORTERM", "truecolor")], &[], palette),
        (&[("TERM", "vte-256color")], &[], palette),
        (&[("TERM", "tmux-256color")], &[], palette),
        (&[("TERM", "xterm")], &[], sixteen),
        (&[("TERM", "screen")], &[], sixteen),
        (&[("TERM", "linux")], &[], sixteen),
        (&[("TERM", "vt100")], &[], mono),
        (&[("TERM", "vt220")], &[], mono),
        (&[("TERM", "vt100"), ("COLORTERM", "truecolor")], &[], mono),
    ] {
        let call = [&[BINARY, "--restricted"], args].concat();
        let mut terminal = launch(home.path(), &call, (80, 24), env);
        terminal.stands_on(FIRST);
        terminal.press("pj");
        terminal.stands_on("   2 ");
        assert!(is_selected(&terminal), "{env:?} {args:?}: {}", terminal.picture());
        let mut text = vec![terminal.text()];
        terminal.press("gh");
        terminal.shows("一覧 > 評価表");
        terminal.press("jjjl");
        terminal.stands_on("   5 ");
        text.push(terminal.text());
        terminal.press("\r");
        terminal.shows("評価表 > P2-5");
        text.push(terminal.text());
        let expected: BTreeSet<Kind> = expected.iter().copied().collect();
        assert_eq!(kinds(&terminal.log), expected, "{env:?} {args:?}: {}", terminal.picture());
        texts.push(text);
        leave(terminal);
    }
    // Whoever sees no colours reads the same.
    for text in &texts {
        for (seen, first) in text.iter().zip(&texts[0]) {
            assert_eq!(seen, first);
        }
    }
}

#[test]
fn a_terminal_that_cannot_show_screens_gets_plain_lines() {
    let home = home_with_samples();
    for env in [
        &[("TERM", "dumb")][..],
        &[("TERM", "")],
        &[],
        &[("TERM", "unknown")],
        &[("TERM", "dumb"), ("COLORTERM", "truecolor")],
    ] {
        for args in [&[][..], &["--color", "rgb"]] {
            let mut terminal = launch(home.path(), &[&[BINARY], args].concat(), (80, 24), env);
            assert_eq!(terminal.ends(), 0);
            let said = String::from_utf8(terminal.log.clone()).unwrap();
            assert!(!said.contains('\u{1b}'), "{env:?}: {said:?}");
            assert_eq!(said.lines().count(), 105, "62 and 43 programs\n{said}");
            assert!(said.contains("P3-26 保育料の見直し A"), "{said}");
        }
    }
}
