//! A world of its own for every test: a store, a home and an environment in which nothing of the user's is set.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use unicode_normalization::UnicodeNormalization;

pub const P2: &str = "2015-half-year.txt";
pub const P3: &str = "2021-year-end.txt";
/// All samples, in the order of what they tell of.
pub const SAMPLES: [&str; 5] = ["2013-year-end.txt", "2014-overview.txt", P2, P3, "2023-year-end.txt"];

pub struct World {
    dir: tempfile::TempDir,
}

/// What a call gave back.
pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}{}", self.out, self.err))
    }

    pub fn lines(&self) -> Vec<&str> {
        self.out.lines().collect()
    }
}

impl From<Output> for Answer {
    fn from(output: Output) -> Answer {
        Answer {
            code: output.status.code().expect("ended by itself"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

impl World {
    pub fn empty() -> World {
        let world = World { dir: tempfile::tempdir().unwrap() };
        fs::create_dir(world.path("home")).unwrap();
        world
    }

    /// Both samples are in the store.
    pub fn with_samples() -> World {
        let world = World::empty();
        for (name, plan) in [(P2, &["--plan", "P2"][..]), (P3, &[])] {
            let sample = sample(name);
            let answer = world.run(&[&["import", sample.to_str().unwrap()], plan].concat());
            assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{name}");
        }
        world
    }

    /// These files are in the store, read in one call.
    pub fn with(files: &[PathBuf]) -> World {
        let world = World::empty();
        let files = files.iter().map(|file| file.to_str().unwrap());
        let args: Vec<&str> = ["import"].into_iter().chain(files).collect();
        let answer = world.run(&args);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{args:?}");
        world
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// A file among the user's settings.
    pub fn setting(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let dir = self.path("home/XDG_CONFIG_HOME/shinchoku");
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join(name), bytes).unwrap();
        dir.join(name).to_str().unwrap().to_owned()
    }

    /// The binary without arguments, on no store in particular.
    pub fn bare(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shinchoku"));
        command.env_clear().current_dir(self.dir.path()).stdin(Stdio::null());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", self.path("home"));
        for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
            command.env(name, self.path("home").join(name));
        }
        command
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.bare();
        command.arg("--store").arg(self.path("store")).args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Answer {
        self.command(args).output().unwrap().into()
    }

    pub fn json(&self, args: &[&str]) -> Value {
        let answer = self.run(&[args, &["--format", "json"]].concat());
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{args:?}");
        answer.json()
    }

    pub fn run_with_input(&self, args: &[&str], input: &[u8]) -> Answer {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap().into()
    }

    pub fn ids(&self, query: &str) -> Vec<String> {
        let answer = self.run(&["find", "--format", "ids", query]);
        assert!(answer.code < 2, "{query}: {}", answer.err);
        answer.lines().into_iter().map(str::to_owned).collect()
    }

    /// A call that is refused: one line on standard error, nothing on standard output, no byte of the store changed.
    pub fn refused(&self, code: i32, args: &[&str], named: &[&str]) {
        let before = listing(&self.path("store"));
        let answer = self.run(args);
        is_refusal(&answer, code, named, &format!("{args:?}"));
        assert!(before == listing(&self.path("store")), "{args:?}: the store was changed");
    }
}

/// Environment, and beside it the words of a call.
pub type Env<'a> = &'a [(&'a str, &'a str)];

/// A call on no store in particular, in a usual terminal with these variables over it; nothing on disk is changed.
pub fn looked(world: &World, env: Env, args: &[&str]) -> Answer {
    let before = listing(&world.path(""));
    let mut command = world.bare();
    command.env("TERM", "xterm-256color").env("LANG", "ja_JP.UTF-8").envs(env.iter().copied());
    let answer = command.args(args).output().unwrap().into();
    assert!(before == listing(&world.path("")), "{args:?} has changed something on disk");
    answer
}

/// What `doctor` says of one thing: status and detail of each of its rows.
pub fn rows<'a>(page: &'a Value, id: &str) -> Vec<(&'a str, &'a str)> {
    let checks = page["checks"].as_array().unwrap().iter().filter(|check| check["id"] == id);
    checks.map(|check| (check["status"].as_str().unwrap(), check["detail"].as_str().unwrap())).collect()
}

pub fn is_refusal(answer: &Answer, code: i32, named: &[&str], call: &str) {
    let err = &answer.err;
    assert_eq!((answer.code, answer.out.as_str()), (code, ""), "{call}: {err}");
    assert!(
        err.ends_with('\n') && err.lines().count() == 1 && err.trim().chars().count() > 3,
        "{call}: {err:?}"
    );
    for name in named {
        assert!(err.contains(name), "{call} should name {name}: {err}");
    }
}

/// Every file below a directory with all of its bytes.
pub fn listing(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![dir.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            found.insert(path, Vec::new());
        } else if path.exists() {
            let bytes = fs::read(&path).unwrap();
            found.insert(path, bytes);
        }
    }
    found
}

/// Rows of the first sample under another year, with so many of its programs; it names no plan.
pub fn rows_of_p2(count: usize) -> String {
    let mut text = String::from("番号\t項目\t担当課\t平成27年度末評価\n");
    let all = sample_text(P2);
    let names = all.lines().filter_map(|line| {
        let cell = line.split('\t').nth(1)?;
        let (no, name) = cell.split_once(' ')?;
        no.parse::<u16>().ok().map(|no| (no, name))
    });
    for (no, name) in names.take(count) {
        text.push_str(&format!("{no}\t{name}\t財政課\tA\n"));
    }
    text
}

/// A table of its own, with a plan of its own.
pub fn table(plan: u32) -> String {
    format!(
        "第{plan}次改革プラン 令和3年度末\n番号\t項目\t担当課\t評価\n1\t窓口の改善\t市民課\tA\n2\t財産の活用\t管財課\tB\n"
    )
}

pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/kodaira").join(name)
}

pub fn sample_text(name: &str) -> String {
    fs::read_to_string(sample(name)).unwrap()
}

/// The documents as published, where they lie beside the project.
pub fn published(begins: &str) -> Option<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/documents");
    let found = fs::read_dir(dir).ok().and_then(|mut all| {
        all.find_map(|e| e.ok().map(|e| e.path()).filter(|p| file_name(p).starts_with(begins)))
    });
    if found.is_none() {
        eprintln!("the published document {begins} is not there: that part is left out");
    }
    found
}

/// All five samples with the decisions about them; and, where they lie beside the project, the five documents as
/// published with the same decisions. Both say the same, in other words.
pub fn both() -> Vec<(&'static str, World)> {
    let decisions = sample("curation.toml");
    let mut samples: Vec<PathBuf> = SAMPLES.iter().map(|name| sample(name)).collect();
    samples.push(decisions.clone());
    let mut found = vec![("samples", World::with(&samples))];
    let real: Option<Vec<PathBuf>> = ["000", "001", "002", "003", "004"].into_iter().map(published).collect();
    if let Some(mut real) = real {
        real.push(decisions);
        found.push(("published", World::with(&real)));
    }
    found
}

pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// As two texts are compared: one form of each character, no white space, no tags.
pub fn plain(text: &str) -> String {
    // A mark on its own is a blank with the mark upon it: only without the blank does it join the letter before it.
    let solid: String = text.nfkc().filter(|c| !c.is_whitespace()).nfkc().collect();
    let mut inside = false;
    let outside = |c: &char| {
        let tag = inside || *c == '<';
        inside = tag && *c != '>';
        !tag
    };
    solid.chars().filter(outside).collect()
}

/// What stands at a source, as `source` prints it, without the numbers of the lines.
pub fn lines_at(world: &World, source: &Value) -> String {
    let line = |key: &str| source[key].as_u64().unwrap_or_else(|| panic!("no source: {source}"));
    let place =
        format!("{}:{}-{}", source["document"].as_str().unwrap(), line("first_line"), line("last_line"));
    let told = world.run(&["source", &place]);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{place}");
    told.lines().into_iter().map(|line| line.split_once(": ").unwrap().1).collect()
}

/// The keys of an object in their order.
pub fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap_or_else(|| panic!("no object: {value}")).keys().map(String::as_str).collect()
}

/// Ids in their order, with the prefix of a plan.
pub fn ids(plan: &str, numbers: &str) -> Vec<String> {
    numbers.split_whitespace().map(|n| format!("{plan}-{n}")).collect()
}
