//! Documents that nobody would publish: thousands of marks on one letter, control sequences, characters that turn the
//! direction of writing, families joined out of many. They are read in, looked at on every kind of screen, and nothing
//! of it arrives in a cell.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

mod common;

use common::{SIZES, drawn, halves, over};
use ratatui::buffer::Buffer;
use shinchoku::app::{Effect, Input, State};
use shinchoku::import::{self, Options};
use shinchoku::keymap::Chord;
use shinchoku::model::{self, Catalog, Date, Document};
use shinchoku::text::{Policy, Widths};
use std::sync::Arc;

const POLICIES: [Policy; 4] = [Policy::Narrow, Policy::Wide, Policy::Safe, Policy::Spaced];

/// Marks on one letter, in cells of prose and on lines of their own; a name so long would not be taken for one.
const MANY: usize = 10_000;

/// Marks on one letter in a name.
const SOME: usize = 20;

/// Columns that are filled with such text; behind them it stands between the rows.
const COLUMNS: usize = 5;

/// The name of the document, as a file system may well hold it.
const NAME: &str = "報告\u{1B}]0;題\u{7}\u{202E}txt.\u{200D}👨\u{200D}👩\u{9B}31m.txt";

/// Bits of text that a screen must never be sent as they are.
fn bits(many: usize) -> Vec<String> {
    let repeated = |base: &str, mark: &str, times: usize| format!("{base}{}", mark.repeat(times));
    let zalgo: String =
        "窓口の改善".chars().map(|c| format!("{c}\u{301}\u{323}\u{20DD}\u{489}\u{36F}")).collect();
    vec![
        repeated("e", "\u{301}", many),
        repeated("か", "\u{3099}", many),
        repeated("葛", "\u{E0100}", many),
        repeated("", "\u{300}\u{1AB0}\u{FE20}", many / 3),
        repeated("한", "\u{11A8}\u{1161}", many / 2),
        zalgo,
        "\u{1B}[31m赤\u{1B}[2J\u{1B}[H\u{1B}[?1049l\u{1B}c".to_owned(),
        "\u{1B}]0;題\u{7}\u{1B}]52;c;aGk=\u{1B}\\\u{1B}P+q544e\u{1B}\\\u{1B}_G\u{1B}\\後".to_owned(),
        "\u{9B}31m\u{9D}0;題\u{9C}\u{90}q\u{9C}八\u{84}\u{85}後".to_owned(),
        "\u{1B}[38;2;1;2;3".to_owned(),
        "\u{1B}]8;;http://x/".to_owned(),
        repeated("", "\u{1B}[", many / 3),
        "改\u{202E}善\u{202D}計\u{2066}画\u{2067}の\u{2068}案\u{2069}\u{200F}\u{200E}\u{61C}".to_owned(),
        repeated("", "\u{202E}", many),
        "👨\u{200D}👩\u{200D}👧\u{200D}👦の家族👩🏽\u{200D}💻🏳\u{FE0F}\u{200D}🌈🇯🇵🇯1\u{FE0F}\u{20E3}"
            .to_owned(),
        repeated("👨", "\u{200D}👩", many / 5),
        repeated("", "🇯", many / 10),
        "ゼ\u{200B}ロ\u{200C}幅\u{2060}の\u{FEFF}字\u{AD}と\u{34F}タグ\u{E0001}\u{E0041}\u{E007F}".to_owned(),
        "外字\u{E000}\u{F8FF}\u{F0000}\u{10FFFD}\u{FFFD}\u{FFFC}\u{FDD0}\u{1FFFF}".to_owned(),
        "行\u{B}の\u{C}終\u{2028}わ\u{2029}り\u{1C}\u{1D}\u{1E}\u{1F}".to_owned(),
        "الخطة השנתית ก็ำ".to_owned(),
        "\u{8}\u{8}\u{8}戻\u{7F}る\u{E}\u{F}\u{5}\u{6}".to_owned(),
    ]
}

/// How many marks a letter in a column carries: the first two hold names.
const fn many(column: usize) -> usize {
    if column < 2 { SOME } else { MANY }
}

/// A published table of one plan with the bits in one kind of cell, as far as it stands in line with what a table may
/// be: a reader that doubts a row keeps it out of the programs.
fn document(plan: usize, column: usize) -> String {
    let mut text = format!("第{plan}次改革プラン 進捗状況（令和3年度末）\n\n");
    text.push_str("番号\t項目\t担当課\t評価\t実施内容\t当初予定\t取組実績\n");
    for (at, bit) in bits(many(column)).iter().enumerate() {
        let cell = |here: usize, before: &str, behind: &str| {
            format!("{before}{}{behind}", if here == column { bit } else { "" })
        };
        let cells = [
            (at + 1).to_string(),
            cell(0, "窓口", "の改善"),
            cell(1, "市民", "課"),
            ["S", "A", "B"][at % 3].to_owned(),
            cell(2, "・相談", " ・情報の公開"),
            cell(3, "窓口を", "開く。(窓口数 3か所)"),
            cell(4, "窓口を", "開いた。(窓口数 2か所)"),
        ];
        text.push_str(&cells.join("\t"));
        text.push('\n');
        if column == COLUMNS {
            text.push_str(&format!("\n{bit}\n\n"));
        }
    }
    text
}

/// A document with its bits in each column, and one with them between the rows.
fn documents() -> Vec<(String, String)> {
    (0..=COLUMNS).map(|column| (format!("{column} {NAME}"), document(column + 2, column))).collect()
}

fn read(texts: &[(String, String)]) -> Arc<Catalog> {
    let documents: Vec<_> = texts
        .iter()
        .map(|(name, text)| {
            let today = Date { year: 2026, month: 4, day: 1 };
            let options = Options { name: name.clone(), encoding: None, plan: None, period: None, today };
            import::read(text.as_bytes(), &options, &[]).unwrap()
        })
        .collect();
    // What is dropped or doubted on the way would not be put to the test: most of it is taken as it stands.
    let held = |(document, column): (&Document, usize)| {
        let takes = |bit: &&String| document.statements.iter().any(|s| s.text.contains(bit.as_str()));
        bits(many(column)).iter().filter(takes).count()
    };
    let held: Vec<usize> = documents.iter().zip(0..).map(held).collect();
    assert!(held.iter().take(COLUMNS).all(|held| *held >= bits(1).len() / 2), "{held:?}");
    let (headlines, details) = model::build(&documents);
    Arc::new(Catalog::new(headlines, || details))
}

/// Characters that must not stand in a cell: they act on the terminal, or turn or join what stands beside them.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{61C}' | '\u{34F}' | '\u{AD}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}' | '\u{20E3}')
        || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E00FF}')
        || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | '\u{FFF0}'..='\u{FFFD}')
}

/// Characters of a cell that take no room of their own.
fn marks(symbol: &str) -> usize {
    symbol.chars().filter(|c| Widths::default().ch(*c) == 0).count()
}

/// What is wrong in the cells of a screen.
fn wrong(buf: &Buffer, widths: Widths) -> Vec<String> {
    let mut found = halves(buf, &widths);
    for cell in &buf.content {
        let symbol = cell.symbol();
        if symbol.contains(is_forbidden) || marks(symbol) > 4 || widths.str(symbol) > 2 {
            found.push(format!("{symbol:?}"));
        }
    }
    found
}

/// A session over such documents that looks at each frame.
struct Looker<'a> {
    state: State,
    texts: &'a [(String, String)],
    frames: usize,
    /// The most marks seen in one cell.
    marks: usize,
    /// Steps after which a frame was wrong.
    faults: Vec<String>,
}

impl Looker<'_> {
    fn take(&mut self, said: &str, input: Input) {
        let mut effects = self.state.handle(input);
        for at in 0..effects.len() {
            if let Effect::ReadDocument(document) = effects[at] {
                let name = &*self.state.catalog.document(document).name;
                let (_, text) = self.texts.iter().find(|(own, _)| own == name).unwrap();
                let lines = Arc::new(import::decode(text.as_bytes()).unwrap());
                effects.extend(self.state.handle(Input::Document(document, Ok(lines))));
            }
        }
        self.look(said);
    }

    fn look(&mut self, said: &str) {
        self.frames += 1;
        let caps = self.state.caps;
        let buf = drawn(&self.state);
        self.marks = buf.content.iter().map(|cell| marks(cell.symbol())).max().max(Some(self.marks)).unwrap();
        let found = wrong(&buf, caps.widths());
        if let Some(first) = found.first() {
            let (size, policy) = (caps.size, caps.policy);
            self.faults.push(format!("{said}, {}x{} {policy:?}: {first}", size.cols, size.rows));
        }
    }

    /// Keys, word by word.
    fn press(&mut self, keys: &str) {
        for word in keys.split_whitespace() {
            self.take(keys, Input::Key(Chord::parse(word).unwrap()));
        }
    }
}

/// Looks into every place, with every bit pasted and said once.
fn walk(texts: &[(String, String)], mut state: State, policy: Policy) -> Looker<'_> {
    state.caps.policy = policy;
    let programs = state.catalog.programs().len();
    let mut looker = Looker { state, texts, frames: 0, marks: 0, faults: Vec::new() };
    looker.look("the first screen");
    for _ in 0..programs {
        looker.press("j");
    }
    looker.press("g h l h j PageDown G Esc g g Enter");
    for at in 0..programs {
        looker.press("J");
        if at % 4 == 0 {
            looker.press("PageDown j PageDown o PageDown n G Esc g g");
        }
    }
    looker.press("g g j j y Enter j PageDown Esc Esc ?");
    looker.press("Esc Esc g l");
    for bit in bits(MANY) {
        for opened in ["/", ":", "f"] {
            looker.press(opened);
            looker.take("a paste", Input::Paste(bit.clone()));
            looker.press("Left x Enter Esc Esc");
        }
        looker.take("a sentence", Input::Said(bit));
    }
    looker
}

#[test]
fn nothing_of_it_arrives_in_a_cell() {
    let texts = documents();
    let catalog = read(&texts);
    let (mut frames, mut marks, mut faults) = (0, 0, Vec::new());
    // Every policy at the usual size, and the others in turn.
    let usual = POLICIES.map(|policy| (SIZES[0], policy));
    let others = SIZES[1..].iter().copied().zip(POLICIES.iter().copied().cycle());
    for ((cols, rows), policy) in usual.into_iter().chain(others) {
        let looker = walk(&texts, over(Arc::clone(&catalog), cols, rows), policy);
        frames += looker.frames;
        marks = marks.max(looker.marks);
        faults.extend(looker.faults);
    }
    faults.dedup();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
    assert_eq!(marks, 4, "the marks that are left were seen");
    assert!(frames > 5000, "{frames}");
}
