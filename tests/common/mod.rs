//! What the tests of the screens share: the samples as a catalog, keys from their notation, a state and a buffer as
//! text. Knows no expected value; those stand in the rows of the tests.
#![allow(dead_code, missing_docs)]

pub mod nasty;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use shinchoku::app::ask::AskKind;
use shinchoku::app::doctor::{Check, Status};
use shinchoku::app::files::Listing;
use shinchoku::app::{Caps, Depth, Effect, Input, Place, Size, State};
use shinchoku::import::{self, Options};
use shinchoku::keymap::{Chord, Code, Keymap, show_keys};
use shinchoku::model::{self, Catalog, Date, Details, Judgement, MatterId, PlanCode, Ruling};
use shinchoku::text::Widths;
use shinchoku::view;
use shinchoku::words::{Lang, Msg};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// The sample documents, and the plan that has to be given for those that name none.
const SAMPLES: [(&str, Option<&str>); 2] = [("2015-half-year.txt", Some("P2")), ("2021-year-end.txt", None)];

/// Every size at which the screens are looked at.
pub const SIZES: [(u16, u16); 6] = [(80, 24), (120, 40), (60, 20), (40, 10), (20, 5), (1, 1)];

/// Name of the screen, and the keys that lead to it from the first screen.
pub const SCREENS: [(&str, &str); 24] = [
    ("list-p3", ""),
    ("list-p2", "p"),
    ("list-query", "/ 'H26末:B'"),
    ("list-filtered", "/ 2 6 Enter Esc"),
    ("list-nothing", "/ 'ない語'"),
    ("detail-p3-12", "/ 'P3-12' Enter"),
    ("detail-p3-29", "/ 'P3-29' Enter"),
    ("detail-p3-30", "/ 'P3-30' Enter"),
    ("detail-p2-12", "/ 'P2-12' Enter"),
    ("heatmap-p2", "p j j g h"),
    ("heatmap-p3", "g h"),
    ("source", "/ 'P3-12' Enter o"),
    ("help", "?"),
    ("palette", ": 'period'"),
    ("number", "2 6"),
    ("filter", "p f '変化'"),
    ("narrowed", "p f '下' Enter"),
    ("query-error", "/ 'colour:red'"),
    ("copy", "/ 'P3-12' Enter j j y '箇所' Enter"),
    ("import", ": 'import' Enter"),
    ("doctor", "g d"),
    ("checks", "g c"),
    ("matters", "g u"),
    ("matters-answered", "g u a j x j"),
];

/// The same in English, at 80×24.
pub const ENGLISH: [(&str, &str); 13] = [
    ("en-list-p3", ""),
    ("en-list-filtered", "/ 2 6 Enter Esc"),
    ("en-query-error", "/ 'colour:red'"),
    ("en-detail-p3-12", "/ 'P3-12' Enter"),
    ("en-detail-p3-29", "/ 'P3-29' Enter"),
    ("en-detail-p3-30", "/ 'P3-30' Enter"),
    ("en-detail-p2-12", "/ 'P2-12' Enter"),
    ("en-heatmap-p2", "p j j g h"),
    ("en-source", "/ 'P3-12' Enter o"),
    ("en-help", "?"),
    ("en-palette", ":"),
    ("en-number", "2 6"),
    ("en-import", ": 'import' Enter"),
];

/// A sample, or the document of nasty names.
pub fn bytes_of(name: &str) -> Vec<u8> {
    if name == nasty::NAME {
        return nasty::document().into_bytes();
    }
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/kodaira").join(name)).unwrap()
}

/// Both samples, read once for all tests of a binary.
pub fn catalog() -> Arc<Catalog> {
    static READ: LazyLock<Arc<Catalog>> = LazyLock::new(|| {
        let documents: Vec<_> = SAMPLES
            .iter()
            .map(|(name, plan)| {
                let options = Options {
                    name: (*name).to_owned(),
                    encoding: None,
                    plan: plan.and_then(PlanCode::parse),
                    period: None,
                    today: Date { year: 2026, month: 4, day: 1 },
                };
                import::read(&bytes_of(name), &options, &[]).unwrap()
            })
            .collect();
        let (headlines, details) = model::build(&documents);
        Arc::new(Catalog::new(headlines, || details))
    });
    Arc::clone(&READ)
}

/// A session over the samples, with the shipped keys and the palette of 256.
pub fn start(cols: u16, rows: u16) -> State {
    over(catalog(), cols, rows)
}

/// A session over a catalog.
pub fn over(catalog: Arc<Catalog>, cols: u16, rows: u16) -> State {
    spoken(catalog, cols, rows, Lang::Ja)
}

/// A session over a catalog that speaks a language.
pub fn spoken(catalog: Arc<Catalog>, cols: u16, rows: u16, lang: Lang) -> State {
    let caps = Caps { depth: Depth::TwoFiftySix, size: Size { cols, rows }, ..Caps::default() };
    capable(catalog, caps, lang)
}

/// A session over a catalog at a terminal of which everything is said.
pub fn capable(catalog: Arc<Catalog>, caps: Caps, lang: Lang) -> State {
    static KEYMAP: LazyLock<Arc<Keymap>> = LazyLock::new(|| Arc::new(Keymap::shipped()));
    State::new(catalog, Arc::clone(&KEYMAP), caps, lang)
}

/// Directories, and what can be imported from them.
const DIRECTORIES: [(&str, &[&str]); 2] =
    [("", &["文書/", "2021.txt", "readme.txt"]), ("文書/", &["H27 上半期.txt", "R2.txt"])];

/// How everything is, on a machine that does not change.
fn checks() -> Vec<Check> {
    let check = |id, status, what, detail: &str, remedy: Option<Msg>| {
        let remedy = remedy.map(|msg| msg.text(Lang::Ja).to_owned());
        Check { id, status, what, detail: detail.to_owned(), remedy }
    };
    vec![
        check("terminal", Status::Ok, Msg::CheckTerminal, "xterm-256color  80x24", None),
        check("locale", Status::Warning, Msg::CheckLocale, "C", Some(Msg::DoLocale)),
        check("store", Status::Ok, Msg::CheckStore, "/home/haru/store", None),
    ]
}

/// The same picture in which a question was answered.
fn ruled(catalog: &Arc<Catalog>, id: &MatterId, judgement: Option<Judgement>) -> Arc<Catalog> {
    let mut headlines = catalog.headlines().clone();
    let ruling = |judgement| Ruling { judgement, author: "春".into(), at_ms: 1_800_000_000_000 };
    headlines.rulings.put(id.clone(), judgement.map(ruling));
    let details: Vec<Details> = catalog.programs().map(|(ix, _)| catalog.details(ix).clone()).collect();
    Arc::new(Catalog::new(headlines, || details))
}

/// Hands in one input and, like a session, the documents and directories that are asked for. Returns every effect on
/// the way.
pub fn feed(state: &mut State, input: Input) -> Vec<Effect> {
    let mut effects = state.handle(input);
    for at in 0..effects.len() {
        if let Effect::ReadDocument(document) = effects[at] {
            let bytes = bytes_of(&state.catalog.document(document).name);
            let lines = Arc::new(import::decode(&bytes).unwrap());
            effects.extend(state.handle(Input::Document(document, Ok(lines))));
        }
        if let Effect::Rule(id, judgement) = &effects[at] {
            let ruled = ruled(&state.catalog, id, *judgement);
            effects.extend(state.handle(Input::Reloaded(ruled)));
        }
        if effects[at] == Effect::Examine {
            effects.extend(state.handle(Input::Examined(checks())));
        }
        if let Effect::List(dir) = &effects[at] {
            let names = DIRECTORIES.iter().find(|(at, _)| at == dir).map_or(&[][..], |(_, names)| *names);
            let names = names.iter().map(|name| (*name).to_owned()).collect();
            effects.extend(state.handle(Input::Listed(Listing { dir: dir.clone(), names })));
        }
    }
    effects
}

/// Presses keys, word by word:
/// `j`, `ctrl-d`, `Enter` a key; `'H26末:B'` its characters one after the other; `<26>` a paste; `@40x10` a resize.
pub fn press(state: &mut State, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for word in keys.split_whitespace() {
        let inside = |open: char, close: char| word.strip_prefix(open).and_then(|w| w.strip_suffix(close));
        if let Some(text) = inside('\'', '\'') {
            for c in text.chars() {
                effects.extend(feed(state, Input::Key(Chord::plain(Code::Char(c)))));
            }
        } else if let Some(text) = inside('<', '>') {
            effects.extend(feed(state, Input::Paste(text.to_owned())));
        } else if let Some((cols, rows)) = word.strip_prefix('@').and_then(|w| w.split_once('x')) {
            let size = Size { cols: cols.parse().unwrap(), rows: rows.parse().unwrap() };
            effects.extend(feed(state, Input::Resize(size)));
        } else {
            effects.extend(feed(state, Input::Key(Chord::parse(word).unwrap())));
        }
    }
    effects
}

/// Where one stands, in words: the path of places, then what is under the cursor, then what the last line is busy with.
///
/// `list P3 > detail P3-26 | at 担当      保育課`, `hits 26 | at P3-26 | query 26_`.
pub fn describe(state: &State) -> String {
    let catalog = &state.catalog;
    let names: Vec<String> = state
        .places
        .iter()
        .map(|place| match place {
            Place::Welcome => "welcome".to_owned(),
            Place::List(list) => match &list.found {
                Some(found) => format!("hits {}", found.query),
                None => format!("list {}", catalog.plan_label(list.shown.plan)),
            },
            Place::Detail(detail) => format!("detail {}", catalog.label(detail.program)),
            Place::Heatmap(map) => format!("heatmap {}", catalog.plan_label(map.plan)),
            Place::Source(_) => "source".to_owned(),
            Place::Page(page) => page.title.text(Lang::Ja).to_owned(),
            Place::Doctor(_) => "doctor".to_owned(),
            Place::Checks(_) => "checks".to_owned(),
            Place::Matters(_) => "matters".to_owned(),
        })
        .collect();
    let mut text = names.join(" > ");
    let label = |ix: Option<model::ProgramIx>| ix.map_or("none".to_owned(), |ix| catalog.label(ix));
    let at = match state.place() {
        Some(Place::List(list)) => label(list.program()),
        Some(Place::Heatmap(map)) => {
            let period = map.period(catalog).map_or("none".to_owned(), |p| p.to_string());
            format!("{} {period}", label(map.program()))
        }
        Some(Place::Detail(detail)) => {
            let lines = state.sheet(detail.program, state.detail_area());
            lines.get(detail.cursor).map_or("outside".to_owned(), |l| l.text().trim().to_owned())
        }
        Some(Place::Source(source)) => source.passage().map_or("none".to_owned(), |p| {
            let read = if matches!(source.lines, Some(Ok(_))) { "" } else { " unread" };
            format!("{} {}:{}{read}", p.label, catalog.document(p.document).name, p.place.lines().0)
        }),
        Some(Place::Page(page)) => format!("line {}", page.top + 1),
        Some(Place::Checks(place)) => place
            .check()
            .map_or("none".to_owned(), |check| shinchoku::app::checks::line(check, catalog, Lang::Ja)),
        Some(Place::Matters(place)) => {
            place.matter().map_or("none".to_owned(), |matter| place.line(matter, catalog, Lang::Ja))
        }
        Some(Place::Doctor(doctor)) => format!("line {}, width {}", doctor.top + 1, state.caps.policy.id()),
        Some(Place::Welcome) | None => "none".to_owned(),
    };
    let _ = write!(text, " | at {at}");
    if let Some(ask) = &state.ask {
        let (line, at) = (&ask.line.text, ask.line.cursor);
        let (before, behind): (String, String) =
            (line.chars().take(at).collect(), line.chars().skip(at).collect());
        let kind = match ask.kind {
            AskKind::Search => "query",
            AskKind::Number => "number",
            AskKind::Command => "command",
            AskKind::Filter => "filter",
            AskKind::Sort => "sort",
            AskKind::Copy => "copy",
            AskKind::Import => "import",
        };
        let _ = write!(text, " | {kind} {before}_{behind}");
        if let Some(choice) = ask.choices.get(ask.at) {
            let _ = write!(text, " | chooses {} of {}", choice.name, ask.choices.len());
        }
    }
    if !state.pending.is_empty() {
        let next: Vec<String> = state.hints.iter().map(|h| h.chord.to_string()).collect();
        let _ = write!(text, " | after {}: {}", show_keys(&state.pending), next.join(" "));
    }
    if let Some(notice) = &state.notice {
        let _ = write!(text, " | says {notice}");
    }
    text
}

/// The state, drawn.
pub fn drawn(state: &State) -> Buffer {
    drawn_with_cursor(state).0
}

/// The state, drawn, and where the terminal's own cursor belongs.
pub fn drawn_with_cursor(state: &State) -> (Buffer, Option<(u16, u16)>) {
    let Size { cols, rows } = state.caps.size;
    let mut buf = Buffer::empty(Rect::new(0, 0, cols, rows));
    let scene = view::draw(state, &mut buf);
    if let Some((x, y)) = scene.cursor {
        assert!(x <= cols && y < rows, "the insertion point {x},{y} lies outside of {cols}x{rows}");
    }
    (buf, scene.cursor)
}

/// The text of the screen.
pub fn screen(state: &State) -> String {
    view::text_of(&drawn(state), &state.caps.widths())
}

/// One letter a cell for how it is drawn, row by row, blanks at the right end cut:
///
/// | letter | drawn as | letter | drawn as |
/// |---|---|---|---|
/// | blank | plain | R | reversed |
/// | B | bold | C | reversed and bold |
/// | U | underlined | O | reversed, late colour |
/// | M | bold and underlined | D | reversed, beside the matter |
/// | o | late colour | s | heat above plan |
/// | ? | colour of asking | a | heat as planned |
/// | . | beside the matter | b | heat late |
/// | : | the same, bold | x | anything else: a style without a letter |
pub fn styles(buf: &Buffer) -> String {
    let rows = (buf.area.top()..buf.area.bottom()).map(|y| {
        let row: String = (buf.area.left()..buf.area.right()).map(|x| letter(buf[(x, y)].style())).collect();
        row.trim_end().to_owned()
    });
    rows.collect::<Vec<_>>().join("\n")
}

fn letter(style: Style) -> char {
    let has = |modifier| style.add_modifier.contains(modifier);
    let index = |color: Option<Color>| match color {
        None | Some(Color::Reset) => Some(None),
        Some(Color::Indexed(n)) => Some(Some(n)),
        Some(_) => None,
    };
    let known = Modifier::BOLD | Modifier::REVERSED | Modifier::UNDERLINED;
    if !known.contains(style.add_modifier) {
        return 'x';
    }
    let flags = (has(Modifier::REVERSED), has(Modifier::BOLD), has(Modifier::UNDERLINED));
    match (index(style.fg), index(style.bg), flags) {
        (Some(None), Some(None), (false, false, false)) => ' ',
        (Some(None), Some(None), (false, true, false)) => 'B',
        (Some(None), Some(None), (false, false, true)) => 'U',
        (Some(None), Some(None), (false, true, true)) => 'M',
        (Some(None), Some(None), (true, false, _)) => 'R',
        (Some(None), Some(None), (true, true, _)) => 'C',
        (Some(Some(166)), Some(None), (false, ..)) => 'o',
        (Some(Some(166)), Some(None), (true, ..)) => 'O',
        (Some(Some(133)), Some(None), (false, ..)) => '?',
        (Some(Some(244)), Some(None), (false, false, false)) => '.',
        (Some(Some(244)), Some(None), (false, true, false)) => ':',
        (Some(Some(244)), Some(None), (true, ..)) => 'D',
        (_, Some(Some(25)), _) => 's',
        (_, Some(Some(252)), _) => 'a',
        (_, Some(Some(208)), _) => 'b',
        _ => 'x',
    }
}

/// What is wrong with a drawn buffer: a wide character over the right edge, or one whose second cell is not blank.
pub fn halves(buf: &Buffer, widths: &Widths) -> Vec<String> {
    let mut found = Vec::new();
    for y in buf.area.top()..buf.area.bottom() {
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let symbol = buf[(x, y)].symbol();
            let cells = widths.str(symbol) as u16;
            if cells == 0 {
                found.push(format!("row {y} column {x}: {symbol:?} takes no cell"));
            }
            for hidden in x + 1..x + cells.max(1) {
                if hidden >= buf.area.right() {
                    found.push(format!("row {y} column {x}: {symbol:?} is cut by the edge"));
                } else if buf[(hidden, y)].symbol() != " " {
                    let other = buf[(hidden, y)].symbol();
                    found.push(format!("row {y} column {x}: {symbol:?} lies under {other:?}"));
                }
            }
            x += cells.max(1);
        }
    }
    found
}

/// What is wrong with a state: a cursor on a heading, outside of its rows, or out of sight.
pub fn astray(state: &State) -> Vec<String> {
    use shinchoku::app::layout;
    let mut found = Vec::new();
    let mut hold = |holds: bool, what: String| {
        if !holds {
            found.push(what);
        }
    };
    let frame = state.frame();
    match state.place() {
        Some(Place::List(list)) => {
            let programs = list.rows().programs().count();
            hold(
                programs == 0 || list.program().is_some(),
                format!("row {} is no program", list.rows().cursor),
            );
            let height = usize::from(frame.body.height - layout::list_heading(frame.body));
            let seen = (list.rows().top..list.rows().top + height.max(1)).contains(&list.rows().cursor);
            hold(
                programs == 0 || seen,
                format!("row {} is out of sight from {}", list.rows().cursor, list.rows().top),
            );
        }
        Some(Place::Heatmap(map)) => {
            let plan = state.catalog.plan(map.plan);
            let grid = map.grid(&state.catalog, frame.body);
            hold(map.program().is_some(), format!("row {} is no program", map.rows.cursor));
            hold(map.column < plan.periods.len(), format!("column {} is no period", map.column));
            let rows = map.rows.top..map.rows.top + usize::from(grid.rows).max(1);
            hold(
                rows.contains(&map.rows.cursor),
                format!("row {} is out of sight from {}", map.rows.cursor, map.rows.top),
            );
            let columns = map.left..map.left + usize::from(grid.columns).max(1);
            hold(columns.contains(&map.column), format!("column {} is out of sight", map.column));
        }
        Some(Place::Detail(detail)) => {
            let area = state.detail_area();
            let lines = state.sheet(detail.program, area).len();
            hold(detail.cursor < lines, format!("line {} of {lines}", detail.cursor));
            let seen = detail.top..detail.top + usize::from(area.height).max(1);
            hold(
                seen.contains(&detail.cursor),
                format!("line {} is out of sight from {}", detail.cursor, detail.top),
            );
        }
        Some(Place::Source(source)) => {
            hold(source.at < source.passages.len(), format!("passage {} is none", source.at));
        }
        Some(Place::Page(page)) => {
            let rows = page.rows(frame.body.width, state.caps.widths()).len();
            hold(page.top < rows, format!("line {} of {rows}", page.top));
        }
        Some(Place::Matters(place)) => {
            let all = place.all.len();
            hold(place.cursor < all.max(1), format!("question {} of {all}", place.cursor));
        }
        Some(Place::Checks(place)) => {
            hold(
                place.cursor < place.all.len().max(1),
                format!("check {} of {}", place.cursor, place.all.len()),
            );
            let rows = usize::from(shinchoku::app::checks::list_rows(frame.body)).max(1);
            hold(
                (place.top..place.top + rows).contains(&place.cursor),
                format!("check {} is out of sight", place.cursor),
            );
        }
        Some(Place::Doctor(doctor)) => {
            let rows = doctor.page(state).rows(frame.body.width, state.caps.widths()).len();
            hold(doctor.top < rows, format!("line {} of {rows}", doctor.top));
        }
        Some(Place::Welcome) | None => {}
    }
    found
}
