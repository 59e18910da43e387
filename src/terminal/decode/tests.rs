use super::*;
use proptest::prelude::*;

/// What pieces give that arrive one after the other without a pause; `…` at the end stands for a silence behind them.
fn decoded(pieces: &[&[u8]], silence: bool) -> Vec<String> {
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    for piece in pieces {
        decoder.feed(piece, &mut out);
    }
    if silence {
        decoder.silence(&mut out);
        assert_eq!(decoder.patience(), None, "{pieces:?}");
    }
    out.into_iter()
        .map(|decoded| match decoded {
            Decoded::Key(chord) => chord.to_string(),
            Decoded::Paste(text) => format!("<{text}>"),
            Decoded::Position { row, col } => format!("@{row},{col}"),
        })
        .collect()
}

/// Bytes, and the keys they are, separated by blanks.
const CASES: &[(&str, &str)] = &[
    // Characters, whole and broken.
    ("jJ?", "j J ?"),
    (" ", "space"),
    ("あ漢🇯", "あ 漢 🇯"),
    ("é", "é"),
    // Controls.
    ("\r", "Enter"),
    ("\t", "Tab"),
    ("\x08\x7f", "Backspace Backspace"),
    ("\x01\x03\x0a\x1a", "ctrl-a ctrl-c ctrl-j ctrl-z"),
    ("\x1c\x1d\x1e\x1f", "ctrl-4 ctrl-5 ctrl-6 ctrl-7"),
    ("\0", "Null"),
    // Arrows and their neighbours, as the many kinds of terminals send them.
    ("\x1b[A\x1b[B\x1b[C\x1b[D", "Up Down Right Left"),
    ("\x1bOA\x1bOB\x1bOC\x1bOD", "Up Down Right Left"),
    ("\x1b[H\x1bOH\x1b[1~\x1b[7~", "Home Home Home Home"),
    ("\x1b[F\x1bOF\x1b[4~\x1b[8~", "End End End End"),
    ("\x1b[2~\x1b[3~\x1b[5~\x1b[6~", "Insert Delete PageUp PageDown"),
    ("\x1b[1;2A\x1b[1;3B\x1b[1;5C\x1b[1;6D", "shift-Up alt-Down ctrl-Right ctrl-shift-Left"),
    ("\x1b[3;5~\x1b[6;2~", "ctrl-Delete shift-PageDown"),
    ("\x1b[a\x1bOa\x1b[3$\x1b[3^", "shift-Up ctrl-Up shift-Delete ctrl-Delete"),
    ("\x1b[Z", "shift-Tab"),
    // Function keys: xterm, VT220, rxvt, the Linux console.
    ("\x1bOP\x1bOQ\x1bOR\x1bOS", "F1 F2 F3 F4"),
    ("\x1b[11~\x1b[12~\x1b[13~\x1b[14~\x1b[15~", "F1 F2 F3 F4 F5"),
    ("\x1b[17~\x1b[21~\x1b[23~\x1b[24~", "F6 F10 F11 F12"),
    ("\x1b[25~\x1b[26~\x1b[28~\x1b[29~\x1b[31~\x1b[34~", "F13 F14 F15 F16 F17 F20"),
    ("\x1b[[A\x1b[[E", "F1 F5"),
    ("\x1b[1;2P\x1b[1;5S\x1b[15;2~", "shift-F1 ctrl-F4 shift-F5"),
    // The keypad, plain and in application mode.
    ("26\r", "2 6 Enter"),
    ("\x1bOr\x1bOv\x1bOM", "2 6 Enter"),
    ("\x1bOp\x1bOy\x1bOn\x1bOj\x1bOk\x1bOl\x1bOm\x1bOo\x1bOX", "0 9 . * + , - / ="),
    ("\x1b[57401u\x1b[57405u\x1b[57414u\x1b[57419u", "2 6 Enter Up"),
    // Alt.
    ("\x1bx\x1bX", "alt-x alt-X"),
    ("\x1b意", "alt-意"),
    ("\x1b\r\x1b\x7f", "alt-Enter alt-Backspace"),
    ("\x1b\x1b[A\x1b\x1bOB", "alt-Up alt-Down"),
    ("\x1b\x1bx", "Esc alt-x"),
    // The protocols that name code points.
    ("\x1b[97u\x1b[97;5u\x1b[27u\x1b[13;2u", "a ctrl-a Esc shift-Enter"),
    ("\x1b[97:65;2u", "A"),
    ("\x1b[97;1:3u\x1b[1;1:3A", ""),
    ("\x1b[97;1:2u", "a"),
    ("\x1b[57441u\x1b[57428u", ""),
    ("\x1b[27;5;9~\x1b[27;2;13~", "ctrl-Tab shift-Enter"),
    // The place of the cursor, and F3 that looks like it.
    ("\x1b[2;3R\x1b[12;34R", "@2,3 @12,34"),
    ("\x1b[1;2R\x1b[1;5R\x1b[R\x1b[;2R", "shift-F3 ctrl-F3 F3 shift-F3"),
    ("j\x1b[2;R\x1b[2R\x1b[0;0R\x1b[2;99999999999R", "j"),
    // Answers that nobody waits for, between keys.
    ("j\x1b[?1;2Rj", "j j"),
    ("j\x1b[?1;2Sju", "j j u"),
    ("j\x1b[?62;c\x1b[>41;377;0cj", "j j"),
    ("j\x1b[?2026;2$yj", "j j"),
    ("j\x1b[?1uj", "j j"),
    ("j\x1b]11;rgb:0000/0000/0000\x07j", "j j"),
    ("j\x1b]11;rgb:0000/0000/0000\x1b\\j", "j j"),
    ("j\x1bP1$r0m\x1b\\j", "j j"),
    ("j\x1bP>|tmux 3.3a\x1b\\j\x1b_Gi=1;OK\x1b\\j", "j j j"),
    ("j\x1b]0;cut off\x1b[Aj", "j Up j"),
    ("\x1b[I\x1b[Oj", "j"),
    // The mouse, which is off.
    ("j\x1b[<0;10;20Mj\x1b[<0;10;20mj", "j j j"),
    ("j\x1b[M !!j", "j j"),
    ("j\x1b[32;10;20Mj", "j j"),
    // Pastes.
    ("\x1b[200~26番は?\x1b[201~j", "<26番は?> j"),
    ("\x1b[200~\x1b[201~", "<>"),
    ("\x1b[200~a\x1bb\x1b[31mc\x07\0d\ne\tf\x1b[201~", "<ab[31mcd\ne\tf>"),
    ("\x1b[200~\x1b[200~x\x1b[201~", "<[200~x>"),
    // Sequences that are cut off by something else.
    ("\x1b[1;5\rj", "Enter j"),
    ("\x1b[1\x1b[A", "Up"),
    ("\x1b[1;99999999999Aj", "j"),
    ("\x1b[9999~\x1b[~j", "j"),
];

#[test]
fn bytes_are_keys_wherever_they_are_cut() {
    for (bytes, expected) in CASES {
        let bytes = bytes.as_bytes();
        let expected: Vec<&str> =
            if expected.contains('<') { Vec::new() } else { expected.split_whitespace().collect() };
        let whole = decoded(&[bytes], false);
        if !expected.is_empty() {
            assert_eq!(whole, expected, "{:?}", String::from_utf8_lossy(bytes));
        }
        for at in 0..=bytes.len() {
            let (head, tail) = bytes.split_at(at);
            assert_eq!(decoded(&[head, tail], false), whole, "{:?} at {at}", String::from_utf8_lossy(bytes));
        }
        let one_by_one: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(decoded(&one_by_one, false), whole, "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn nothing_and_pastes_are_told_exactly() {
    for (bytes, expected) in CASES.iter().filter(|(_, keys)| keys.is_empty() || keys.contains('<')) {
        let said = decoded(&[bytes.as_bytes()], false).join(" ");
        assert_eq!(said, *expected, "{bytes:?}");
    }
}

#[test]
fn bytes_that_are_no_text_are_passed_over() {
    for bytes in [
        &b"j\xffj"[..],
        b"j\xe3\x81j",
        b"j\x80\xbfj",
        b"j\xc0\xafj",
        b"j\xed\xa0\x80j",
        b"j\xf4\x90\x80\x80j",
        b"j\xc2\x9bj",
    ] {
        assert_eq!(decoded(&[bytes], false), ["j", "j"], "{bytes:?}");
    }
    // What interrupts a character means itself.
    assert_eq!(decoded(&[b"\xe3\x81\x1b[A"], false), ["Up"]);
    assert_eq!(decoded(&[b"\x1b\xe3\x81\xe6\x84\x8f"], false), ["意"]);
}

#[test]
fn a_silence_decides_what_an_escape_was() {
    for (bytes, expected) in [
        ("\x1b", &["Esc"][..]),
        ("\x1b\x1b", &["Esc", "Esc"]),
        ("\x1b[", &["alt-["]),
        ("\x1bO", &["alt-O"]),
        ("\x1bP", &["alt-P"]),
        ("\x1b]", &["alt-]"]),
        ("\x1b[1;5", &[]),
        ("\x1b]0;never ends", &[]),
        ("\x1b[M!", &[]),
        ("\x1b[200~lost", &["<lost>"]),
        ("\u{e3}\u{81}", &["ã"]),
    ] {
        assert_eq!(decoded(&[bytes.as_bytes()], true), expected, "{bytes:?}");
    }
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    assert_eq!(decoder.patience(), None);
    decoder.feed(b"\x1b", &mut out);
    assert_eq!((decoder.patience(), out.len()), (Some(AFTER_ESC), 0));
    decoder.feed(b"[200~", &mut out);
    assert_eq!((decoder.patience(), out.len()), (Some(AFTER_PASTE), 0));
    // The two halves of a sequence with a silence between them are two keys.
    decoder.silence(&mut out);
    out.clear();
    decoder.feed(b"\x1b", &mut out);
    decoder.silence(&mut out);
    decoder.feed(b"[A", &mut out);
    assert_eq!(out.len(), 3);
}

#[test]
fn what_never_ends_is_given_up() {
    for head in ["\x1b[", "\x1b[1;", "\x1b]0;", "\x1bP", "\x1b_"] {
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        decoder.feed(head.as_bytes(), &mut out);
        decoder.feed(&vec![b'0'; 200_000], &mut out);
        assert!(decoder.held.len() <= LONGEST && out.is_empty(), "{head:?}");
        decoder.silence(&mut out);
        decoder.feed(b"j", &mut out);
        assert_eq!(out, [Decoded::Key(Chord::plain(Code::Char('j')))], "{head:?}");
    }
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    decoder.feed(b"\x1b[200~", &mut out);
    for _ in 0..1000 {
        decoder.feed(&[b'x'; 1000], &mut out);
        assert!(decoder.held.len() <= MOST_PASTED + 2 * PASTED.len());
    }
    decoder.feed(b"\x1b[201~j", &mut out);
    assert!(matches!(&out[..], [Decoded::Paste(text), Decoded::Key(_)] if text.len() == MOST_PASTED));
}

proptest! {
    #[test]
    fn no_bytes_are_too_much_and_cuts_change_nothing(
        bytes in proptest::collection::vec(prop_oneof![
            3 => Just(0x1b_u8), 2 => Just(b'['), 2 => b'0'..=b';', 1 => Just(b'~'), 1 => Just(b'O'), 3 => any::<u8>()
        ], 0..80),
        cuts in proptest::collection::vec(0_usize..80, 0..6),
    ) {
        let whole = decoded(&[&bytes], true);
        let mut cuts: Vec<usize> = cuts.into_iter().map(|at| at.min(bytes.len())).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let pieces: Vec<&[u8]> = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
        prop_assert_eq!(decoded(&pieces, true), whole);
    }
}
