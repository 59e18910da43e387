//! The mini terminal itself: bytes in, picture out. The second cell of a wide character is written `<`, rows end with
//! `/` but the last, blanks at the right end are cut.

use super::miniterm::{
    Ambiguous, BOLD, Cell, Colour, Mini, Part, REVERSE, Style, UNDERLINE, is_disputed, width,
};

const BOTH: [Ambiguous; 2] = [Ambiguous::Narrow, Ambiguous::Wide];

fn shape(mini: &Mini) -> String {
    let rows = (0..mini.size().1).map(|y| {
        let text = |cell: &Cell| if cell.part == Part::Right { "<".to_owned() } else { cell.text() };
        mini.row(y).iter().map(text).collect::<String>().trim_end().to_owned()
    });
    rows.collect::<Vec<_>>().join("/").trim_end_matches('/').to_owned()
}

/// A terminal of 8×3 that was sent something; `^` stands for `CSI`.
fn sent(text: &str, ambiguous: Ambiguous) -> Mini {
    let mut mini = Mini::new(8, 3, ambiguous);
    mini.feed(text.replace('^', "\u{1B}[").as_bytes());
    mini
}

#[test]
fn bytes_become_pictures() {
    for (text, expected, cursor) in [
        ("", "", (0, 0)),
        ("ab", "ab", (2, 0)),
        ("日本", "日<本<", (4, 0)),
        ("ab\r\ncd\u{8}x", "ab/cx", (2, 1)),
        ("ab\ncd", "ab/  cd", (4, 1)),
        ("a\n\n\nb", "//\u{20}b", (2, 2)),
        // Moves: one and nothing mean the same, no move leaves the screen.
        ("^2;3Hx", "/  x", (3, 1)),
        ("^Hx^;3Hy^3Hz", "x y//z", (1, 2)),
        ("^0;0Hx", "x", (1, 0)),
        ("^99;99Hx", "//       x", (7, 2)),
        ("ab^5Gx^Gy", "yb  x", (1, 0)),
        ("a^3Cx^Cy", "a   x y", (7, 0)),
        ("abc^2Dx^Dy", "ayc", (2, 0)),
        ("^3;3H^Ax^9Ay", "   y/  x", (4, 0)),
        ("^Bx^9By^2dz", "/x z/ y", (3, 1)),
        // The last column: the next character begins a row, a move forgets that.
        ("abcdefgh", "abcdefgh", (7, 0)),
        ("abcdefghi", "abcdefgh/i", (1, 1)),
        ("abcdefgh\rx", "xbcdefgh", (1, 0)),
        ("abcdefgh^8Gx", "abcdefgx", (7, 0)),
        ("abcdefgh\u{1B}[31mx", "abcdefgh/x", (1, 1)),
        ("abcdefg日", "abcdefg/日<", (2, 1)),
        ("^3;8Hab", "/       a/b", (1, 2)),
        ("^?7labcdefghij", "abcdefgj", (7, 0)),
        ("^?7labcdefg日", "abcdef日<", (7, 0)),
        ("^?7labcdef日日x", "abcdef x", (7, 0)),
        ("^?7labcdefgh^?7hi", "abcdefgi", (7, 0)),
        // Half of a character is no character.
        ("日本^2Gx", " x本<", (2, 0)),
        ("日本^3Gx", "日<x", (3, 0)),
        ("日本語^2G漢", " 漢< 語<", (3, 0)),
        ("日本^2G^K", "", (1, 0)),
        ("日本語^4G^K", "日<", (3, 0)),
        ("日本語^3G^1K", "    語<", (2, 0)),
        ("日本語^3G^2K", "", (2, 0)),
        ("日本語^2G^2X", "    語<", (1, 0)),
        // Erasing reaches the last column though the cursor waits behind it.
        ("abcdefgh^K", "abcdefg", (7, 0)),
        ("aa\r\nbb\r\ncc^2;2H^J", "aa/b", (1, 1)),
        ("aa\r\nbbb\r\ncc^2;2H^1J", "/  b/cc", (1, 1)),
        ("aa\r\nbb\r\ncc^2J", "", (2, 2)),
        // Marks join what was printed last, at the edge too.
        ("か\u{3099}x", "か\u{3099}<x".trim_end(), (3, 0)),
        ("葛\u{E0100}飾", "葛\u{E0100}<飾<", (4, 0)),
        ("abcdefgx\u{301}y", "abcdefgx\u{301}/y", (1, 1)),
        ("ｶﾞﾊﾟ", "ｶﾞﾊﾟ", (4, 0)),
        // What shows nothing.
        ("^?2026ha^?25lb^?2004hc^?2026l", "abc", (3, 0)),
        ("a\u{1B}]0;title\u{7}b\u{1B}]52;c;eA==\u{1B}\\c", "abc", (3, 0)),
        ("a^>4;1mb^2 qc\u{1B}=d^59me", "abcde", (5, 0)),
    ] {
        for ambiguous in BOTH {
            let mini = sent(text, ambiguous);
            assert_eq!((shape(&mini).as_str(), mini.cursor()), (expected, cursor), "{text:?}");
        }
    }
}

#[test]
fn nasty_strings_take_what_terminals_take() {
    // The text after cleaning, and how far the measured terminals went, narrow and wide.
    for (text, narrow, wide) in [
        ("①高度化", 7, 8),
        ("⑳㉑", 3, 4),
        ("⑴⒈", 2, 4),
        ("○×△□", 4, 8),
        ("◯〇", 3, 4),
        ("◎●■▲▼◆★☆", 8, 16),
        ("※注", 3, 4),
        ("ⅠⅤⅩⅲ", 4, 8),
        ("Ⅰ期→Ⅱ期", 7, 10),
        ("⇒⇔←↑↓", 5, 10),
        ("……", 2, 4),
        ("‥", 1, 2),
        ("――", 2, 4),
        ("——", 2, 4),
        ("–", 1, 2),
        ("～〜", 4, 4),
        ("αβγΩ", 4, 8),
        ("Москва", 6, 12),
        ("100㎡・5％", 10, 10),
        ("½²‰∞≒≠≦", 7, 14),
        ("“引用”‘’", 8, 12),
        ("─│┌┐└┘├┼", 8, 16),
        ("█▓▒░", 4, 7),
        ("▁▂▃▄▅▆▇█", 8, 16),
        ("\u{304C}\u{3071}", 4, 4),
        ("゛゜", 4, 4),
        ("ｶﾞｷﾞｸﾞ", 6, 6),
        ("ﾊﾟﾝﾌﾚｯﾄ", 7, 7),
        ("葛\u{E0100}飾区", 6, 6),
        ("辻", 2, 2),
        ("𠮷野家", 6, 6),
        ("𩸽", 2, 2),
        ("⚠注意", 5, 5),
        ("❤☀☎", 3, 4),
        ("✔", 1, 1),
        ("👨家族", 6, 6),
        ("👍", 2, 2),
        ("🇯🇵", 2, 2),
        ("🈁🈚", 4, 4),
        ("\u{E9}", 1, 2),
        ("外字〓", 6, 6),
        ("　全角空白", 10, 10),
        ("Ａ１％＋", 8, 8),
        ("､｡｢｣･", 5, 5),
        ("㈱㍿㊙㋿", 8, 8),
        ("⌚☕⏩", 6, 6),
        ("ﬁ", 1, 1),
        // Beyond the table: what some libraries get wrong.
        ("⓪➀✓☑©−⅐", 7, 7),
        ("❶®⅓", 3, 6),
        ("℃№℡", 3, 6),
        ("x\u{301}", 1, 1),
        ("한", 2, 2),
    ] {
        for (ambiguous, cells) in BOTH.into_iter().zip([narrow, wide]) {
            let mut mini = Mini::new(40, 1, ambiguous);
            mini.feed(text.as_bytes());
            assert_eq!(mini.cursor(), (cells, 0), "{text} {ambiguous:?}");
            assert_eq!(mini.picture().trim_end_matches(' '), text, "{text} {ambiguous:?}");
        }
    }
    for (text, cells) in [("䷀☰", 2), ("🫠\u{1FABF}", 2)] {
        for disputed in [1, 2] {
            let mut mini = Mini::new(40, 1, Ambiguous::Narrow).disputing(disputed);
            mini.feed(text.as_bytes());
            assert_eq!(mini.cursor(), (cells * disputed as u16, 0), "{text}");
            assert!(text.chars().all(is_disputed));
        }
    }
    // Shown raw, a variation selector and a joiner take nothing, and the members of a family stand side by side.
    assert_eq!("⚠\u{FE0F}".chars().map(|c| width(c, Ambiguous::Narrow)).sum::<usize>(), 1);
    assert_eq!("👨\u{200D}👩\u{200D}👧".chars().map(|c| width(c, Ambiguous::Wide)).sum::<usize>(), 6);
}

#[test]
fn styles_stay_until_they_are_changed() {
    let style = |fg, bg, flags| Style { fg, bg, flags };
    let (none, index, rgb) = (Colour::Default, Colour::Index, Colour::Rgb);
    for (text, expected) in [
        ("x", style(none, none, 0)),
        ("^1;4;7mx", style(none, none, BOLD | UNDERLINE | REVERSE)),
        ("^1;4;7m^22mx", style(none, none, UNDERLINE | REVERSE)),
        ("^1;4;7m^24;27mx", style(none, none, BOLD)),
        ("^31;42mx", style(index(1), index(2), 0)),
        ("^97;100mx", style(index(15), index(8), 0)),
        ("^38;5;166;48;5;25mx", style(index(166), index(25), 0)),
        ("^38;2;1;2;3;48;2;4;5;6;1mx", style(rgb(1, 2, 3), rgb(4, 5, 6), BOLD)),
        ("^31;42;1m^39;49mx", style(none, none, BOLD)),
        ("^31;42;1m^mx", style(none, none, 0)),
        ("^1m^0;7mx", style(none, none, REVERSE)),
    ] {
        assert_eq!(sent(text, Ambiguous::Narrow).row(0)[0].style, expected, "{text:?}");
    }
    // Both cells have the style; what is erased has the present background and nothing else of it.
    let mini = sent("^1;41m日本^42;7m^K", Ambiguous::Narrow);
    assert_eq!(mini.row(0)[0].style, mini.row(0)[1].style);
    assert_eq!(mini.row(0)[4].style, style(none, index(2), 0));
    // Half of a plain character leaves a plain blank; of a coloured one, nobody knows what.
    let mini = sent("日^41m本^m^2Gx^Cy", Ambiguous::Narrow);
    assert_eq!(shape(&mini), " x y");
    assert_eq!(mini.row(0)[0].style.bg, none);
    assert_eq!(mini.row(0)[2].style.bg, Colour::Unknown);
}

#[test]
fn what_would_show_as_garbage_is_an_error() {
    for (bytes, part) in [
        (&b"a\x1B[31"[..], "torn"),
        (b"\x1B[3\x1B[m", "torn"),
        (b"\x1B[2Sx", "unknown"),
        (b"\x1B[4h", "unknown"),
        (b"\x1B[38;5m", "unknown"),
        (b"\x1B[38;2;1;2m", "unknown"),
        (b"\x1B[58;5;1m", "unknown"),
        (b"\x1B(0q", "unknown"),
        (b"\x1B", "unknown"),
        (b"\x1B]0;x", "without an end"),
        (b"a\tb", "control"),
        (b"\x0E", "control"),
        (b"\x7F", "control"),
        ("\u{9B}2J".as_bytes(), "control"),
        (b"\xE6\x97", "UTF-8"),
        ("\u{301}".as_bytes(), "mark"),
        ("a\u{1B}[m\u{301}".as_bytes(), "mark"),
        ("ab\r\u{301}".as_bytes(), "mark"),
    ] {
        let error = Mini::new(8, 3, Ambiguous::Narrow).try_feed(bytes).unwrap_err();
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn modes_questions_and_sizes() {
    let mut mini = sent("^?25l^?2026hab^6n", Ambiguous::Wide);
    assert!(!mini.is_cursor_shown() && mini.is_held());
    assert_eq!(mini.take_replies(), "\u{1B}[1;3R");
    assert_eq!(mini.take_replies(), "");
    mini.feed(b"\x1B[?25h\x1B[?2026l\x1B[2J\x1B[H");
    assert!(mini.is_cursor_shown() && !mini.is_held());
    mini.feed("日本語文\r\nab\r\ncd".as_bytes());
    mini.resize(5, 2);
    assert_eq!((shape(&mini).as_str(), mini.cursor()), ("日<本</ab", (2, 1)));
    mini.resize(7, 3);
    assert_eq!(shape(&mini), "日<本</ab");
    mini.litter();
    assert_eq!(shape(&mini), "#######/#######/#######");
    mini.feed(b"\x1B[2J");
    assert_eq!(shape(&mini), "");
    // Too wide for one column.
    let mut mini = Mini::new(1, 1, Ambiguous::Wide);
    mini.feed("日①x".as_bytes());
    assert_eq!(mini.picture(), "x");
}
