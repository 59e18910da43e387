//! What holds before any store is looked at: the environment, `config.toml` and `keymap.toml`, and what is amiss in
//! them. A file of the user's that is wrong stops nothing; one that was named and is not there does.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::args::{Colour, Everywhere};
use super::complaint::{self, Amiss};
use super::failure::Failure;
use super::{lang, written};
use crate::app::{Caps, Depth, WidthSource};
use crate::keymap::Keymap;
use crate::settings::{self, Color, Settings, Whereabouts};
use crate::terminal;
use crate::text::Policy;
use crate::words::{Lang, Msg, reason};

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
#[derive(Clone, Debug, Default)]
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
    /// Why a `config.toml` that was named cannot be read.
    unread: Option<String>,
    /// What is wrong with the place of the store in `config.toml`. Documents are not put elsewhere instead.
    lost_store: Option<String>,
    /// How wide ambiguous characters are, and who says so; `None` where the terminal is to be asked.
    width: Option<(Policy, WidthSource)>,
    color: Option<Colour>,
    author: Option<String>,
    store: Option<PathBuf>,
}

impl Setup {
    /// Reads the environment and `config.toml`. The words of the call are looked through for what must be known before
    /// the call is understood, or found not to be: where that file is, and the language in which to say so.
    pub fn new(args: &[OsString]) -> Setup {
        let text = |(k, v): (OsString, OsString)| Some((k.into_string().ok()?, v.into_string().ok()?));
        let env: HashMap<String, String> = std::env::vars_os().filter_map(text).collect();
        let named = option(args, "--config").map(PathBuf::from);
        let path = named.clone().or_else(|| config_dir(&env).map(|dir| dir.join("config.toml")));
        let read = path.as_ref().map(|path| written::read(path));
        let bytes = read.as_ref().and_then(|read| read.as_ref().ok());
        let (text, not_utf8) = written::text(bytes.map_or(&[], Vec::as_slice));
        let (settings, complaints) = settings::read(&text);
        let asked = option(args, "--lang").and_then(OsStr::to_str);
        let lang = lang::presume(asked, &env, settings.lang);
        let mut config = UserFile { there: bytes.is_some(), ..UserFile::default() };
        let mut unread = None;
        match (&path, &read) {
            (Some(path), Some(Ok(_))) => {
                config.amiss.extend(complaint::not_utf8(path, &not_utf8, lang));
                config.amiss.extend(complaints.iter().map(|c| complaint::of_setting(path, c, lang)));
                config.amiss.sort_by_key(|amiss| amiss.line);
            }
            (Some(path), Some(Err(error))) if named.is_some() => {
                unread = Some(Msg::ErrRead.fill(lang, &[&path.display(), &reason(error, lang)]));
            }
            (Some(path), Some(Err(error))) => config.amiss.extend(complaint::of_file(path, error, lang)),
            _ => {}
        }
        let lost_store = complaints.iter().find(|c| c.key() == Some("store")).zip(path.as_ref());
        let lost_store = lost_store.map(|(c, path)| complaint::of_setting(path, c, lang).to_string());
        config.path = path;
        Setup {
            env,
            lang,
            restricted: false,
            settings,
            config,
            unread,
            lost_store,
            width: None,
            color: None,
            author: None,
            store: None,
        }
    }

    /// The same with the options that every command takes.
    pub fn settle(mut self, options: Everywhere) -> Result<Setup, Failure> {
        self.lang = lang::choose(options.lang.as_deref(), &self.env, self.settings.lang)?;
        if options.ascii {
            self.lang = self.lang.in_ascii();
        }
        self.width = width(options.ambiguous.as_deref(), &self.env, self.settings.ambiguous, self.lang)?;
        if let Some(sentence) = self.unread.take() {
            return Err(Failure::input(sentence));
        }
        let Everywhere { store, color, author, restricted, .. } = options;
        Ok(Setup { restricted, color, author, store, ..self })
    }

    /// The keys in force: the shipped ones, those of another habit, and over them the user's `keymap.toml`.
    pub fn keymap(&self) -> (Keymap, UserFile) {
        let mut keymap = self.shipped_keymap();
        let path = self.config.path.as_ref().map(|config| config.with_file_name("keymap.toml"));
        let mut file = UserFile { path, ..UserFile::default() };
        if let Some(path) = &file.path {
            match written::read(path) {
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
        let (text, not_utf8) = written::text(bytes);
        let mut amiss: Vec<Amiss> = complaint::not_utf8(path, &not_utf8, self.lang).collect();
        let complaints = keymap.layer(&path.display().to_string(), &text);
        amiss.extend(complaints.iter().map(|c| complaint::of_keymap(path, c, self.lang)));
        amiss.sort_by_key(|amiss| amiss.line);
        amiss
    }

    /// The user's home.
    pub fn home(&self) -> Option<PathBuf> {
        path_of(&self.env, "HOME")
    }

    /// The directory of the store, where it is known.
    pub fn store(&self) -> Result<PathBuf, Failure> {
        match &self.lost_store {
            Some(sentence) if self.named_store().is_none() => Err(Failure::input(sentence.clone())),
            _ => self.store_dir().ok_or_else(|| Failure::store(Msg::ErrNoHome.text(self.lang))),
        }
    }

    fn named_store(&self) -> Option<PathBuf> {
        self.store.clone().or_else(|| path_of(&self.env, "SHINCHOKU_STORE"))
    }

    /// The directory of the store; `None` where there is no home and none was named.
    pub fn store_dir(&self) -> Option<PathBuf> {
        let set = || match &self.settings.store {
            Some(Whereabouts::At(path)) => Some(path.clone()),
            Some(Whereabouts::InHome(below)) => self.home().map(|home| home.join(below)),
            None => None,
        };
        self.named_store().or_else(set).or_else(|| data_dir(&self.env, "store"))
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
        terminal::detect(&self.env, self.depth(), self.width, self.restricted, self.lang.is_ascii())
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

/// How wide ambiguous characters are, by whoever says it first: the call, the environment, the settings. `auto` means
/// that the terminal is asked.
fn width(
    option: Option<&str>,
    env: &HashMap<String, String>,
    set: Option<Policy>,
    lang: Lang,
) -> Result<Option<(Policy, WidthSource)>, Failure> {
    let variable = env.get("SHINCHOKU_AMBIGUOUS").map(String::as_str).filter(|v| !v.is_empty());
    let said = option.map(|id| ("--ambiguous", id, WidthSource::Flag));
    let said = said.or(variable.map(|id| ("SHINCHOKU_AMBIGUOUS", id, WidthSource::Environment)));
    let Some((name, id, source)) = said else { return Ok(set.map(|p| (p, WidthSource::Settings))) };
    if id == "auto" {
        return Ok(None);
    }
    let known: Vec<&str> = std::iter::once("auto").chain(Policy::ALL.map(Policy::id)).collect();
    let policy = Policy::by_id(id).ok_or_else(|| Failure::value(name, id, &known, &[], lang))?;
    Ok(Some((policy, source)))
}

/// The value of an option wherever it stands in a call; the last one where there are several.
fn option<'a>(args: &'a [OsString], name: &str) -> Option<&'a OsStr> {
    let mut words = args.iter().map(OsString::as_os_str).take_while(|word| *word != "--");
    let mut found = None;
    while let Some(word) = words.next() {
        let joined =
            word.to_str().and_then(|word| word.strip_prefix(name)?.strip_prefix('=')).map(OsStr::new);
        found = joined.or_else(|| if word == name { words.next() } else { None }).or(found);
    }
    found
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_found_in_a_call_that_nobody_has_understood_yet() {
        for (line, expected) in [
            ("--help", None),
            ("--lang en --help", Some("en")),
            ("find --lang=en", Some("en")),
            ("find --lang ja --lang en", Some("en")),
            ("find --lang", None),
            ("find --language en", None),
            ("find -- --lang en", None),
            ("nothing --lang en x", Some("en")),
        ] {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(option(&args, "--lang"), expected.map(OsStr::new), "{line}");
        }
    }
}
