//! Breaks a paragraph into lines of so many cells by the rules of Japanese
//! typesetting (greedy, what may not begin a line takes its neighbour along).
//! It must not know scrolling, panes or what the paragraph is about.

use super::bullet::{self, is_blank};
use super::cluster::clusters;
use super::kinsoku::{Break, Pair, rank};
use super::sanitize::Display;
use super::width::Widths;

pub use super::kinsoku::{no_end, no_start};

/// `text` in lines of at most `cells` cells (0 counts as 1), never none. Lines
/// behind the first stand under the text of a list item, not under its bullet,
/// unless the column is too narrow to break there by the rules. Blanks at a
/// break vanish. A cluster wider than the column stands alone.
pub fn wrap(text: &Display, cells: usize, widths: Widths) -> Vec<Display> {
    let pieces = pieces(text.as_str(), widths);
    let bases: Vec<char> = pieces.iter().map(|piece| piece.base).collect();
    let bullet = pieces.get(..bullet::prefix(&bases)).unwrap_or_default();
    let indent = bullet.iter().map(|piece| piece.cells).sum();
    let hanging = lines(&pieces, bullet.len(), cells, indent);
    if hanging.forced && indent > 0 {
        let flush = lines(&pieces, bullet.len(), cells, 0);
        return if flush.forced { hanging.all } else { flush.all };
    }
    hanging.all
}

/// As [`wrap`], but lines behind the first begin with `indent` cells of blanks,
/// whatever the text begins with. Without room for a wide character beside it
/// the indent is left out.
pub fn wrap_hanging(text: &Display, cells: usize, indent: usize, widths: Widths) -> Vec<Display> {
    lines(&pieces(text.as_str(), widths), 0, cells, indent).all
}

/// A paragraph in lines.
#[derive(Default)]
struct Lines {
    all: Vec<Display>,
    /// A line is broken where no rule allows it.
    forced: bool,
}

/// A cluster and what the breaking needs to know of it.
struct Piece<'a> {
    text: &'a str,
    /// Its first character.
    base: char,
    cells: usize,
    blank: bool,
    /// How good a break before it is.
    before: Break,
}

fn pieces(text: &str, widths: Widths) -> Vec<Piece<'_>> {
    let mut all: Vec<Piece<'_>> = clusters(text)
        .filter_map(|cluster| {
            let base = cluster.chars().next()?;
            Some(Piece {
                text: cluster,
                base,
                cells: widths.cluster(cluster),
                // A mark on a blank makes it visible.
                blank: is_blank(base) && cluster.len() == base.len_utf8(),
                before: Break::Never,
            })
        })
        .collect();
    let addresses = addresses(&all);
    // The last two characters that are not blanks, and blanks behind them.
    let (mut before, mut left, mut spaced) = (None, None, false);
    for (piece, &in_address) in all.iter_mut().zip(&addresses) {
        if piece.blank {
            (before, spaced) = (None, true);
            continue;
        }
        if let Some(left) = left {
            piece.before = rank(Pair { before, left, right: piece.base, spaced, in_address });
        }
        before = left.filter(|_| !spaced);
        (left, spaced) = (Some(piece.base), false);
    }
    all
}

/// For each piece whether it and the piece before it are inside a web address.
fn addresses(pieces: &[Piece<'_>]) -> Vec<bool> {
    let mut all = Vec::with_capacity(pieces.len());
    for run in pieces.chunk_by(|a, b| a.base.is_ascii_graphic() && b.base.is_ascii_graphic()) {
        let scheme = |three: &[Piece<'_>]| three.iter().map(|p| p.base).eq("://".chars());
        let found = run.windows(3).any(scheme);
        all.extend((0..run.len()).map(|at| found && at > 0));
    }
    all
}

/// Fills line after line. No break falls inside the first `bullet` pieces or
/// right behind them.
fn lines(pieces: &[Piece<'_>], bullet: usize, cells: usize, indent: usize) -> Lines {
    let cells = cells.max(1);
    let indent = if indent.saturating_add(2) > cells { 0 } else { indent };
    let mut found = Lines::default();
    let mut bullet = bullet;
    let mut rest = without_wide_margin(pieces, cells);
    bullet = bullet.saturating_sub(pieces.len() - rest.len());
    while !rest.is_empty() || found.all.is_empty() {
        let margin = if found.all.is_empty() { 0 } else { indent };
        let end = line_end(rest, bullet, cells - margin).unwrap_or_else(|at| {
            found.forced = true;
            at
        });
        let (line, tail) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        found.all.push(render(line, margin));
        rest = tail;
        bullet = 0;
    }
    found
}

/// Leaves out the blanks at the start if no character fits behind them.
fn without_wide_margin<'a, 'b>(pieces: &'a [Piece<'b>], cells: usize) -> &'a [Piece<'b>] {
    let blanks = pieces.iter().take_while(|piece| piece.blank).count();
    let (margin, body) = pieces.split_at_checked(blanks).unwrap_or((&[], pieces));
    let used: usize = margin.iter().chain(body.first()).map(|p| p.cells).sum();
    if used > cells { body } else { pieces }
}

/// How many pieces go on the line, the blanks at its end included; an error if
/// no rule allows a break there.
fn line_end(pieces: &[Piece<'_>], bullet: usize, room: usize) -> Result<usize, usize> {
    let mut used = 0;
    let mut blanks = 0;
    let mut begun = false;
    let (mut good, mut joint, mut poor) = (None, None, None);
    for (at, piece) in pieces.iter().enumerate() {
        if piece.blank {
            blanks += piece.cells;
            continue;
        }
        if begun && at > bullet {
            match piece.before {
                Break::Free => good = Some(at),
                Break::Sign => joint = Some(at),
                Break::Word => poor = Some(at),
                Break::Never => {}
            }
        }
        used += blanks + piece.cells;
        blanks = 0;
        if begun && used > room {
            return good.or(joint).or(poor).ok_or(at);
        }
        begun = true;
    }
    Ok(pieces.len())
}

fn render(line: &[Piece<'_>], margin: usize) -> Display {
    let shown = line.iter().rposition(|piece| !piece.blank).map_or(0, |at| at + 1);
    let mut text = " ".repeat(margin);
    text.extend(line.iter().take(shown).map(|piece| piece.text));
    Display::from_clean(text)
}

#[cfg(test)]
mod tests {
    use super::super::sanitize::sanitize;
    use super::super::width::Policy;
    use super::*;

    fn wrapped(text: &str, cells: usize, policy: Policy) -> Vec<String> {
        wrap(&sanitize(text), cells, Widths::new(policy))
            .iter()
            .map(|line| line.as_str().to_owned())
            .collect()
    }

    #[test]
    fn lines_break_by_the_rules() {
        let cases: &[(&str, usize, &[&str])] = &[
            ("", 10, &[""]),
            ("   ", 10, &[""]),
            ("あいう", 0, &["あ", "い", "う"]),
            ("あいう", 1, &["あ", "い", "う"]),
            ("abc", 0, &["a", "b", "c"]),
            ("あいう", 4, &["あい", "う"]),
            ("あい。", 4, &["あ", "い。"]),
            ("あ「い", 4, &["あ", "「い"]),
            ("あキャン", 4, &["あ", "キャ", "ン"]),
            ("センター", 6, &["セン", "ター"]),
            ("あ――い", 4, &["あ――", "い"]),
            ("平成2026年", 6, &["平成", "2026年"]),
            ("平成２６年", 6, &["平成", "２６年"]),
            ("約1,000人", 6, &["約", "1,000", "人"]),
            ("満足度5％", 8, &["満足度", "5％"]),
            ("the quick fox", 9, &["the quick", "fox"]),
            ("the   quick", 5, &["the", "quick"]),
            ("e-mail-address", 8, &["e-mail-", "address"]),
            ("abcdefgh", 3, &["abc", "def", "gh"]),
            ("84.4%(109指標)", 7, &["84.4%", "(109指", "標)"]),
            ("分:99.0%", 6, &["分:", "99.0%"]),
            ("あ　　い", 2, &["あ", "い"]),
            ("　あい", 4, &["　あ", "い"]),
            ("　　　　あ", 4, &["あ"]),
            ("資料①概要", 6, &["資料", "①概要"]),
            ("見よhttps://a.jp/bc", 12, &["見よhttps://", "a.jp/bc"]),
        ];
        for (text, cells, expected) in cases {
            assert_eq!(&wrapped(text, *cells, Policy::Narrow), expected, "{text}");
        }
    }

    #[test]
    fn addresses_break_behind_their_signs() {
        let lines = wrapped("https://a.jp/bc/de?f=g", 12, Policy::Narrow);
        assert_eq!(lines, ["https://", "a.jp/bc/de?", "f=g"]);
    }

    #[test]
    fn list_items_hang() {
        let cases: &[(&str, usize, Policy, &[&str])] = &[
            ("・あいう", 6, Policy::Narrow, &["・あい", "  う"]),
            ("①あいう", 5, Policy::Narrow, &["①あい", " う"]),
            ("①あいう", 6, Policy::Wide, &["①あい", "  う"]),
            ("(1) あいう", 8, Policy::Narrow, &["(1) あい", "    う"]),
            ("（２）あい", 8, Policy::Narrow, &["（２）あ", "      い"]),
            ("　・あい", 6, Policy::Narrow, &["　・あ", "    い"]),
            ("（２）あ", 7, Policy::Narrow, &["（２）", "あ"]),
            ("（２）あい。い", 10, Policy::Narrow, &["（２）あ", "      い。", "      い"]),
            // Under the indent `・` would begin a line.
            ("・あいう た。 ・え", 8, Policy::Narrow, &["・あいう", "た。 ・", "え"]),
            (
                "①研究代表者は、応募時点で「博士の学位」を取得後８年未満（2026年4月1日現在）であること。",
                40,
                Policy::Narrow,
                &[
                    "①研究代表者は、応募時点で「博士の学位」",
                    " を取得後８年未満（2026年4月1日現在）で",
                    " あること。",
                ],
            ),
        ];
        for (text, cells, policy, expected) in cases {
            assert_eq!(&wrapped(text, *cells, *policy), expected, "{text}");
        }
        let forced = wrap_hanging(&sanitize("あいう"), 4, 2, Widths::default());
        let forced: Vec<&str> = forced.iter().map(Display::as_str).collect();
        assert_eq!(forced, ["あい", "  う"]);
        let no_room = wrap_hanging(&sanitize("あいう"), 4, 3, Widths::default());
        assert_eq!(no_room.len(), 2);
    }

    const PARTS: &[&str] = &[
        "あ",
        "漢",
        "。",
        "、",
        "「",
        "」",
        "（",
        "）",
        "ー",
        "ャ",
        "①",
        "※",
        "・",
        "○",
        "a",
        "bc",
        "12",
        "1,0",
        "-",
        "/",
        "https://x/",
        " ",
        "　",
        "％",
        "…",
        "……",
        "🇯🇵",
        "葛\u{E0100}",
        "ｶﾞ",
        "x\u{301}",
        "(1)",
        "α",
        "\u{A0}",
    ];

    #[test]
    fn nothing_is_lost_and_nothing_sticks_out() {
        let ink = |text: &str| text.replace(is_blank, "");
        let mut seed = 3_u64;
        for round in 0..150 {
            let raw: String = (0..30)
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    PARTS[(seed >> 33) as usize % PARTS.len()]
                })
                .collect();
            let text = sanitize(&raw);
            for policy in [Policy::Narrow, Policy::Wide, Policy::Spaced] {
                let widths = Widths::new(policy);
                for cells in 0..=30 {
                    let lines = if round % 3 == 0 {
                        wrap_hanging(&text, cells, round % 9, widths)
                    } else {
                        wrap(&text, cells, widths)
                    };
                    let all: String = lines.iter().map(Display::as_str).collect();
                    assert_eq!(ink(&all), ink(text.as_str()), "{raw} {cells}");
                    for line in &lines {
                        let one = clusters(line.as_str()).count() == 1;
                        let fits = widths.str(line.as_str()) <= cells;
                        assert!(fits || one, "{raw} {cells} {line:?}");
                        assert!(!line.as_str().ends_with(is_blank));
                        assert_eq!(&sanitize(line.as_str()), line);
                    }
                }
            }
        }
    }

    #[test]
    fn prose_keeps_the_rules_at_every_usual_width() {
        let prose = sanitize(
            "本事業は、市民・団体と協働し「まちづくりセンター」（平成２６年度開設）を拠点として、\
             ①相談窓口の設置、②情報誌の発行――年４回・1,200部――、③講座の開催（１．５時間×10回）\
             を行う。満足度は８５％（前年度比△3.2ポイント）で、目標を下回った……。詳しくは\
             https://www.city.example.jp/plan/2026/index.html?id=26&lang=ja を参照のこと。\
             ※1 数値は〒順ではなく、№順に並べた。Ⅳ期の見直しでは\"Smart City\"を検討する。",
        );
        for policy in [Policy::Narrow, Policy::Wide] {
            for cells in 16..=90 {
                let lines = wrap(&prose, cells, Widths::new(policy));
                for line in &lines {
                    let first = line.as_str().chars().next().unwrap_or('x');
                    assert!(!no_start(first), "{cells} {line:?}");
                }
                for line in lines.iter().rev().skip(1) {
                    let last = line.as_str().chars().last().unwrap_or('x');
                    assert!(!no_end(last), "{cells} {line:?}");
                    assert!(!"①②③※Ⅳ".contains(last), "{cells} {line:?}");
                }
            }
        }
    }
}
