//! What holds before any store is looked at: the environment, `config.toml` and `keymap.toml`, and what is amiss in
//! them. A file of the user's that is wrong stops nothing; one that was named and is not there does.

use std::collections::HashMap;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::args::{Colour, Everywhere};
use super::complaint::{self, Amiss};
use super::failure::Failure;
use crate::app::{Caps, Depth};
use crate::keymap::Keymap;
use crate::settings::{self, Color, Settings, Whereabouts};
use crate::terminal;
use crate::words::{Lang, Msg};

/// More than this nobody writes by hand; a device that never ends is not read to its end.
const LONGEST: u64 = 1 << 20;

/// A file of the user's.
#[derive(Clone, Debug, Default)]
pub struct UserFile {
    /// Where it is, or would be; `None` where there is no home.
    pub path: Option<PathBuf>,
    /// Whether it is there.
    pub there: bool,
    /// What is wrong in it.
    pub amiss: Vec<Amiss>,
}

/// The environment and the user's settings.
pub struct Setup {
    /// The environment.
    pub env: HashMap<String, String>,
    /// The language of the program's words.
    pub lang: Lang,
    /// Nothing outside of the store is touched.
    pub restricted: bool,
    /// What `config.toml` says.
    pub settings: Settings,
    /// `config.toml` itself.
    pub config: UserFile,
    color: Option<Colour>,
    author: Option<String>,
    store: Option<PathBuf>,
}

impl Setup {
    /// Reads the environment, the options that every command takes, and `config.toml`.
    pub fn new(options: &Everywhere) -> Result<Setup, Failure> {
        let env: HashMap<String, String> = std::env::vars_os()
            .filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)))
            .collect();
        not_yet(options, Lang::default())?;
        let path = options.config.clone().or_else(|| config_dir(&env).map(|dir| dir.join("config.toml")));
        let mut setup = Setup {
            env,
            lang: Lang::default(),
            restricted: options.restricted,
            settings: Settings::default(),
            config: UserFile { path, ..UserFile::default() },
            color: options.color,
            author: options.author.clone(),
            store: options.store.clone(),
        };
        let text = setup.text(options.config.is_some())?;
        let (settings, complaints) = settings::read(&text);
        setup.settings = settings;
        if let Some(path) = &setup.config.path {
            setup.config.amiss.extend(complaints.iter().map(|c| complaint::of_setting(path, c, setup.lang)));
            setup.config.amiss.sort_by_key(|amiss| amiss.line);
        }
        Ok(setup)
    }

    /// The text of `config.toml`; nothing where there is none, unless it was named.
    fn text(&mut self, named: bool) -> Result<String, Failure> {
        let Some(path) = self.config.path.clone() else { return Ok(String::new()) };
        match (read(&path), named) {
            (Ok(bytes), _) => {
                self.config.there = true;
                Ok(decoded(&path, &bytes, &mut self.config.amiss, self.lang))
            }
            (Err(error), true) => {
                Err(Failure::input(Msg::ErrRead.fill(self.lang, &[&path.display(), &error])))
            }
            (Err(error), false) => {
                self.config.amiss.extend(complaint::of_file(&path, &error, self.lang));
                Ok(String::new())
            }
        }
    }

    /// The keys in force: the shipped ones, those of another habit, and over them the user's `keymap.toml`.
    pub fn keymap(&self) -> (Keymap, UserFile) {
        let mut keymap = self.shipped_keymap();
        let path = self.config.path.as_ref().map(|config| config.with_file_name("keymap.toml"));
        let mut file = UserFile { path, ..UserFile::default() };
        if let Some(path) = &file.path {
            match read(path) {
                Ok(bytes) => {
                    file.there = true;
                    file.amiss = self.lay(&mut keymap, path, &bytes);
                }
                Err(error) => file.amiss.extend(complaint::of_file(path, &error, self.lang)),
            }
        }
        (keymap, file)
    }

    /// The keys over which the user's own are laid.
    pub fn shipped_keymap(&self) -> Keymap {
        Keymap::preset(self.settings.keymap.unwrap_or_default())
    }

    /// Lays a file over the keys; what is wrong in it.
    pub fn lay(&self, keymap: &mut Keymap, path: &Path, bytes: &[u8]) -> Vec<Amiss> {
        let mut amiss = Vec::new();
        let text = decoded(path, bytes, &mut amiss, self.lang);
        let complaints = keymap.layer(&path.display().to_string(), &text);
        amiss.extend(complaints.iter().map(|c| complaint::of_keymap(path, c, self.lang)));
        amiss.sort_by_key(|amiss| amiss.line);
        amiss
    }

    /// The directory of the store; `None` where there is no home and none was named.
    pub fn store_dir(&self) -> Option<PathBuf> {
        let set = || match &self.settings.store {
            Some(Whereabouts::At(path)) => Some(path.clone()),
            Some(Whereabouts::InHome(below)) => path_of(&self.env, "HOME").map(|home| home.join(below)),
            None => None,
        };
        let named = self.store.clone().or_else(|| path_of(&self.env, "SHINCHOKU_STORE"));
        named.or_else(set).or_else(|| data_dir(&self.env, "store"))
    }

    /// The directory of the samples' store, which is never that of the user's own documents.
    pub fn demo_dir(&self) -> PathBuf {
        let dir = self.store.clone().or_else(|| data_dir(&self.env, "demo"));
        dir.unwrap_or_else(|| std::env::temp_dir().join("shinchoku-demo"))
    }

    /// Who changes something.
    pub fn author(&self) -> String {
        let env = |name: &str| self.env.get(name).filter(|v| !v.is_empty()).cloned();
        let named = self.author.clone().or_else(|| env("SHINCHOKU_AUTHOR"));
        let named = named.or_else(|| self.settings.author.clone());
        named.or_else(|| env("LOGNAME")).or_else(|| env("USER")).unwrap_or_default()
    }

    /// Colours asked for; `None` where the terminal decides. NO_COLOR is said for one call, `config.toml` for all.
    pub fn depth(&self) -> Option<Depth> {
        let no_color = self.env.get("NO_COLOR").is_some_and(|v| !v.is_empty());
        let set = self.settings.color.filter(|_| !no_color);
        match self.color.map(Color::from).or(set).unwrap_or_default() {
            Color::Auto => None,
            Color::Never => Some(Depth::Mono),
            Color::Always | Color::TwoFiftySix => Some(Depth::TwoFiftySix),
            Color::Sixteen => Some(Depth::Sixteen),
            Color::Rgb => Some(Depth::Rgb),
        }
    }

    /// The capabilities of the terminal on standard output.
    pub fn caps(&self) -> Caps {
        terminal::detect(&self.env, self.depth(), self.restricted)
    }

    /// The locale by which programs decide on their characters, and whether it is UTF-8.
    pub fn locale(&self) -> (String, bool) {
        let set =
            ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|n| self.env.get(*n).filter(|v| !v.is_empty()));
        let locale = set.cloned().unwrap_or_else(|| "C".to_owned());
        let folded = locale.to_ascii_lowercase();
        let utf8 = folded.contains("utf-8") || folded.contains("utf8");
        (locale, utf8)
    }

    /// Where the program keeps where one stood; `None` where nothing is to be kept.
    pub fn state_dir(&self) -> Option<PathBuf> {
        if self.restricted {
            return None;
        }
        xdg_dir(&self.env, "XDG_STATE_HOME", ".local/state")
    }

    /// Says on standard error what is wrong in `config.toml`.
    pub fn warn(&self) {
        if let Some(sentence) = first_of(self.config.amiss.iter().map(Amiss::to_string).collect(), self.lang)
        {
            super::say(&sentence);
        }
    }
}

/// One line for several sentences: the first, and how many there are.
pub fn first_of(sentences: Vec<String>, lang: Lang) -> Option<String> {
    let count = sentences.len();
    let first = sentences.into_iter().next()?;
    Some(if count == 1 { first } else { Msg::NoteFirstOf.fill(lang, &[&count, &first]) })
}

impl From<Colour> for Color {
    fn from(asked: Colour) -> Color {
        match asked {
            Colour::Auto => Color::Auto,
            Colour::Always => Color::Always,
            Colour::Never => Color::Never,
            Colour::Sixteen => Color::Sixteen,
            Colour::TwoFiftySix => Color::TwoFiftySix,
            Colour::Rgb => Color::Rgb,
        }
    }
}

fn not_yet(options: &Everywhere, lang: Lang) -> Result<(), Failure> {
    let narrow = |v: &str| matches!(v, "auto" | "narrow");
    let asked = [
        (options.lang.as_deref().is_some_and(|l| l != "ja"), "--lang"),
        (options.ambiguous.as_deref().is_some_and(|w| !narrow(w)), "--ambiguous"),
        (options.ascii, "--ascii"),
    ];
    match asked.iter().find(|(asked, _)| *asked) {
        Some((_, name)) => Err(Failure::not_yet(name, lang)),
        None => Ok(()),
    }
}

/// The bytes of a file that people write.
pub fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// The text of a file. A byte that is no UTF-8 costs its line and not the file.
fn decoded(path: &Path, bytes: &[u8], amiss: &mut Vec<Amiss>, lang: Lang) -> String {
    if let Err(error) = std::str::from_utf8(bytes) {
        let before = bytes.iter().take(error.valid_up_to());
        let line = 1 + before.filter(|byte| **byte == b'\n').count();
        amiss.push(Amiss { file: path.to_owned(), line, sentence: Msg::BadUtf8.text(lang).to_owned() });
    }
    String::from_utf8_lossy(bytes).into_owned()
}

fn path_of(env: &HashMap<String, String>, name: &str) -> Option<PathBuf> {
    env.get(name).filter(|v| !v.is_empty()).map(PathBuf::from)
}

/// The program's directory below one of the bases of the XDG specification.
fn xdg_dir(env: &HashMap<String, String>, name: &str, below_home: &str) -> Option<PathBuf> {
    let base = path_of(env, name).or_else(|| path_of(env, "HOME").map(|home| home.join(below_home)))?;
    Some(base.join("shinchoku"))
}

fn data_dir(env: &HashMap<String, String>, name: &str) -> Option<PathBuf> {
    xdg_dir(env, "XDG_DATA_HOME", ".local/share").map(|dir| dir.join(name))
}

fn config_dir(env: &HashMap<String, String>) -> Option<PathBuf> {
    xdg_dir(env, "XDG_CONFIG_HOME", ".config")
}
