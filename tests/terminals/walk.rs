//! Where the tests go in the program, and the store in which they go there.

use ratatui::buffer::Buffer;
use shinchoku::app::{Caps, Depth, Size, State, WidthSource};
use shinchoku::keymap::{Chord, Code};
use shinchoku::model::Catalog;
use shinchoku::store::Store;
use shinchoku::text::{Policy, Widths};
use shinchoku::view::text_of;
use shinchoku::words::Lang;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tempfile::TempDir;

use super::compare::{differences, picture};
use super::kit::{COLS, Program, ROWS, Screen, Started, Terminal, pass_over, until};
use crate::common::{bytes_of, capable, drawn, nasty, press};

const BINARY: &str = env!("CARGO_BIN_EXE_shinchoku");

/// Screens one behind the other, each with the keys that lead to it from the one before. What stands behind each key is
/// looked at. The first list is that of the nasty names; `p` leads on to the samples.
const WALK: [(&str, &str); 16] = [
    ("list of nasty names", ""),
    ("its other pages", "j ctrl-d ctrl-d G k"),
    ("back at its start", "g g"),
    ("palette over nasty names", ": 'period' Down"),
    ("what was under it", "Esc"),
    ("detail of nasty names", "Enter J J J J J J ctrl-d"),
    ("source of nasty names", "o n ctrl-d G"),
    ("list again", "g l"),
    ("heatmap with nasty names", "g h j j ctrl-d G"),
    ("palette over it", ": 'list' Esc"),
    ("help over it", "? ctrl-d Esc"),
    ("samples", "g l p j p j"),
    ("hits", "/ 'P3-12'"),
    ("detail of one", "Enter j j ctrl-d"),
    ("its source", "o"),
    ("heatmaps of the samples", "g h j l p j l"),
];

/// Keys on which the last row names a policy: the one behind that which is in force.
const NEXT_WIDTH: [&str; 3] = [":", "'next-width'", "Enter"];

/// A home in whose store are the samples and the nasty names.
struct Home {
    dir: TempDir,
    catalog: Arc<Catalog>,
}

impl Home {
    fn new() -> Home {
        let dir = tempfile::tempdir().unwrap();
        for (name, plan) in
            [("2015-half-year.txt", &["--plan", "P2"][..]), ("2021-year-end.txt", &[]), (nasty::NAME, &[])]
        {
            let file = dir.path().join(name);
            fs::write(&file, bytes_of(name)).unwrap();
            let mut import = Command::new(BINARY);
            import.env_clear().envs(environment(dir.path())).arg("import").arg(file).args(plan);
            let output = import.output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let store = Store::at(dir.path().join("data/shinchoku/store"));
        let catalog = Arc::new(store.load(|_, _| panic!("the store is whole")).unwrap().catalog);
        Home { dir, catalog }
    }

    /// The screens, begun where nothing is remembered: the last run may just be writing down where it was.
    fn program(&self, asked: &str) -> Program {
        let mut call = vec!["env".to_owned(), "-i".to_owned()];
        call.extend(environment(self.dir.path()).into_iter().map(|(name, value)| format!("{name}={value}")));
        let state = tempfile::tempdir_in(self.dir.path()).unwrap().keep();
        call.push(format!("XDG_STATE_HOME={}", state.display()));
        call.extend([BINARY, "--ambiguous", asked].map(str::to_owned));
        Program { call }
    }

    /// What the program is to show, when it has found that policy.
    fn state(&self, policy: Policy) -> State {
        let caps = Caps {
            policy,
            width_source: WidthSource::Probe,
            depth: Depth::TwoFiftySix,
            size: Size { cols: COLS, rows: ROWS },
            ..Caps::default()
        };
        capable(Arc::clone(&self.catalog), caps, Lang::Ja)
    }
}

/// The environment of every run: nothing of the real home is touched.
fn environment(home: &Path) -> Vec<(&'static str, String)> {
    let under = |name: &str| home.join(name).display().to_string();
    vec![
        ("HOME", under("")),
        ("XDG_DATA_HOME", under("data")),
        ("XDG_CONFIG_HOME", under("config")),
        ("XDG_CACHE_HOME", under("cache")),
        ("TERM", "xterm-256color".to_owned()),
        ("LANG", "ja_JP.UTF-8".to_owned()),
    ]
}

/// What a keyboard sends for a word of the walk.
fn typed(word: &str) -> String {
    if let Some(text) = word.strip_prefix('\'').and_then(|word| word.strip_suffix('\'')) {
        return text.to_owned();
    }
    match word {
        "Enter" => "\r".to_owned(),
        "Esc" => "\x1B".to_owned(),
        "Down" => "\x1B[B".to_owned(),
        _ => match Chord::parse(word).unwrap() {
            Chord { code: Code::Char(c), mods } if mods.ctrl => char::from(c as u8 & 0x1F).to_string(),
            Chord { code: Code::Char(c), .. } => c.to_string(),
            other => panic!("{other:?} is not known here"),
        },
    }
}

type Start<'a> = &'a dyn Fn(&Program) -> Started;

/// The terminal has spoilt its screen: nothing can be said of the program.
#[derive(Debug)]
struct Spoilt;

/// So many runs are begun at most until one is not spoilt by the terminal.
const RUNS: usize = 5;

/// One run of the program in a terminal, and beside it what it should come to.
struct Run {
    name: String,
    terminal: Box<dyn Terminal>,
    state: State,
    screens: usize,
}

impl Run {
    /// Starts the program; `None` where there is no such terminal.
    fn new(name: &str, home: &Home, (asked, policy): (&str, Policy), start: Start) -> Option<Run> {
        let name = format!("{name}, --ambiguous {asked}");
        match start(&home.program(asked)) {
            Ok(terminal) => Some(Run { name, terminal, state: home.state(policy), screens: 0 }),
            Err(absent) => {
                pass_over(&absent);
                None
            }
        }
    }

    fn press(&mut self, word: &str) {
        self.terminal.press(&typed(word));
        press(&mut self.state, word);
    }

    /// Waits until every cell shows what is meant.
    fn look(&mut self, what: &str) -> Result<(), Spoilt> {
        let (meant, widths) = (drawn(&self.state), self.state.caps.widths());
        let mut looked = Ok(());
        until(&format!("{}: {what}", self.name), || {
            let seen = self.terminal.screen();
            let wrong = differences(&meant, &seen);
            if !wrong.is_empty() && self.terminal.has_spoilt(&seen) {
                looked = Err(Spoilt);
            }
            if wrong.is_empty() || looked.is_err() {
                Ok(())
            } else {
                Err(told(&wrong, &meant, &widths, &seen))
            }
        });
        self.screens += 1;
        looked
    }

    /// Waits until the last row shows what is meant; the cells that do not. It has no ambiguous characters, and is
    /// drawn last: when it is there, above it stands all that will.
    fn look_at_last_row(&mut self, what: &str) -> Vec<String> {
        let (meant, widths) = (drawn(&self.state), self.state.caps.widths());
        let last = format!("row {} ", ROWS - 1);
        let mut wrong = Vec::new();
        until(&format!("{}: {what}", self.name), || {
            let seen = self.terminal.screen();
            wrong = differences(&meant, &seen);
            let is_there = !wrong.iter().any(|wrong| wrong.starts_with(&last));
            if is_there { Ok(()) } else { Err(told(&wrong, &meant, &widths, &seen)) }
        });
        wrong
    }

    /// Where the terminal was asked, the policy that was found is told from the one that is said to be behind it.
    fn names_its_policy(&mut self, asked: &str) {
        if asked == "auto" {
            for word in NEXT_WIDTH {
                self.press(word);
            }
            self.look_at_last_row("the policy behind the one that was found is named");
        }
    }

    fn walk(&mut self) -> Result<(), Spoilt> {
        for (what, keys) in WALK {
            if keys.is_empty() {
                self.look(what)?;
            }
            for word in keys.split_whitespace() {
                self.press(word);
                self.look(&format!("{what}, key {word}"))?;
            }
        }
        Ok(())
    }
}

fn told(wrong: &[String], meant: &Buffer, widths: &Widths, seen: &Screen) -> String {
    let some = wrong[..wrong.len().min(20)].join("\n");
    let meant = text_of(meant, widths);
    format!("{} cells\n{some}\n==== meant\n{meant}\n==== seen\n{}", wrong.len(), picture(seen))
}

/// Walks through the screens once for each row: what is asked for, and the policy that has to come of it.
pub fn look_through(name: &str, rows: &[(&str, Policy)], start: Start) {
    let home = Home::new();
    for row in rows {
        let mut runs = 0;
        loop {
            let Some(mut run) = Run::new(name, &home, *row, start) else { return };
            if run.walk().is_ok() {
                run.names_its_policy(row.0);
                println!("{}: {} screens of {COLS}x{ROWS} show what is meant", run.name, run.screens);
                break;
            }
            runs += 1;
            assert!(runs < RUNS, "{}: none of {RUNS} runs was left whole", run.name);
        }
    }
}

/// The cells that are out of place on the first screen; `None` where there is no such terminal.
pub fn wrong_at_first_sight(name: &str, row: (&str, Policy), start: Start) -> Option<Vec<String>> {
    let home = Home::new();
    let mut run = Run::new(name, &home, row, start)?;
    Some(run.look_at_last_row("the last row is drawn"))
}
