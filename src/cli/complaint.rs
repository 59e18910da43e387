//! Sentences for what is wrong in a user's files: the place, the thing, the right name nearby.

use std::fmt;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use crate::command::{Scope, entry};
use crate::keymap::{self, ChordError, nearest_key, show_keys};
use crate::settings;
use crate::text::sanitize;
use crate::words::{Lang, Msg, reason};

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amiss {
    /// The file.
    pub file: PathBuf,
    /// Its line; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong and what to do.
    pub sentence: String,
}

impl fmt::Display for Amiss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place(f, &self.file.display().to_string())
    }
}

impl Amiss {
    fn place(&self, f: &mut impl fmt::Write, file: &str) -> fmt::Result {
        let file = sanitize(file);
        let file = file.as_str();
        match self.line {
            0 => write!(f, "{file}: {}", self.sentence),
            line => write!(f, "{file}:{line}: {}", self.sentence),
        }
    }

    /// The same with the file's bare name, for the one line there is on a screen.
    pub fn short(&self) -> String {
        let mut out = String::new();
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned());
        // Writing into a text does not fail.
        let _ = self.place(&mut out, &name.unwrap_or_default());
        out
    }
}

/// A file that cannot be read; that there is none is fine.
pub fn of_file(path: &Path, error: &Error, lang: Lang) -> Option<Amiss> {
    let absent = matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
    let sentence = Msg::BadFile.fill(lang, &[&reason(error, lang)]);
    (!absent).then(|| Amiss { file: path.to_owned(), line: 0, sentence })
}

/// Lines that are no UTF-8.
pub fn not_utf8(path: &Path, lines: &[usize], lang: Lang) -> impl Iterator<Item = Amiss> {
    let sentence = Msg::BadUtf8.text(lang);
    lines.iter().map(move |line| Amiss { file: path.to_owned(), line: *line, sentence: sentence.to_owned() })
}

/// A complaint about `config.toml`.
pub fn of_setting(path: &Path, complaint: &settings::Complaint, lang: Lang) -> Amiss {
    use settings::Fault;
    let sentence = match &complaint.fault {
        Fault::Syntax { message } => syntax(message, lang),
        Fault::UnknownKey { name, nearest: Some(near) } => Msg::BadKeyNear.fill(lang, &[&quoted(name), near]),
        Fault::UnknownKey { name, nearest: None } => Msg::BadKey.fill(lang, &[&quoted(name)]),
        Fault::WrongType { key } => Msg::BadType.fill(lang, &[key]),
        Fault::UnknownValue { key, value, nearest: Some(near), .. } => {
            Msg::BadValueNear.fill(lang, &[key, &quoted(value), near])
        }
        Fault::UnknownValue { key, value, nearest: None, known } => {
            Msg::BadValue.fill(lang, &[key, &quoted(value), &known.join(" ")])
        }
        Fault::Empty { key } => Msg::BadEmpty.fill(lang, &[key]),
        Fault::Relative { key, value } => Msg::BadRelative.fill(lang, &[key, &quoted(value)]),
        Fault::Twice { key, first } => Msg::BadTwice.fill(lang, &[key, first]),
    };
    Amiss { file: path.to_owned(), line: complaint.line, sentence }
}

/// A complaint about a keymap.
pub fn of_keymap(path: &Path, complaint: &keymap::Complaint, lang: Lang) -> Amiss {
    use keymap::Fault;
    let sentence = match &complaint.fault {
        Fault::Syntax { message } => syntax(message, lang),
        Fault::UnknownField { name, nearest: Some(near) } => {
            Msg::BadFieldNear.fill(lang, &[&quoted(name), near])
        }
        Fault::UnknownField { name, nearest: None } => {
            Msg::BadField.fill(lang, &[&quoted(name), &keymap::FIELDS.join(" ")])
        }
        Fault::MissingField { name } => Msg::BadNoField.fill(lang, &[name]),
        Fault::WrongType { field } => Msg::BadFieldType.fill(lang, &[field]),
        Fault::UnknownCommand { id, nearest: Some(near) } => {
            Msg::BadCommandNear.fill(lang, &[&quoted(id), near])
        }
        Fault::UnknownCommand { id, nearest: None } => Msg::BadCommand.fill(lang, &[&quoted(id)]),
        Fault::UnknownScope { name, nearest: Some(near) } => {
            Msg::BadScopeNear.fill(lang, &[&quoted(name), near])
        }
        Fault::UnknownScope { name, nearest: None } => {
            Msg::BadScope.fill(lang, &[&quoted(name), &format!("{} everywhere", scopes(&Scope::ALL))])
        }
        Fault::BadChord { error: ChordError::Empty, .. } => Msg::BadChordEmpty.text(lang).to_owned(),
        Fault::BadChord { error: ChordError::UnknownKey(name), .. } => match nearest_key(name) {
            Some(near) => Msg::BadChordNear.fill(lang, &[&quoted(name), &near]),
            None => Msg::BadChordName.fill(lang, &[&quoted(name)]),
        },
        Fault::BadChord { error: ChordError::ShiftedChar(c), .. } => Msg::BadChordShift.fill(lang, &[c]),
        Fault::BadChord { error: ChordError::TooLong(most), .. } => Msg::BadChordLong.fill(lang, &[most]),
        Fault::NotInScope { command, scope } => {
            let entry = entry(*command);
            Msg::BadNotInScope.fill(lang, &[&entry.id, &scope.id(), &scopes(entry.scopes)])
        }
        Fault::TakesText { keys, scope } => Msg::BadTakesText.fill(lang, &[&show_keys(keys), &scope.id()]),
        Fault::WayOut { keys } => Msg::BadWayOut.fill(lang, &[&show_keys(keys)]),
        Fault::Prefix { keys, other, scopes: at } => {
            // Taking `g` away takes all sequences that begin with it.
            let shorter = if keys.len() < other.len() { keys } else { other };
            Msg::BadPrefix
                .fill(lang, &[&show_keys(keys), &show_keys(other), &scopes(at), &show_keys(shorter)])
        }
        Fault::Twice { keys, scopes: at, first } => {
            Msg::BadKeysTwice.fill(lang, &[&show_keys(keys), first, &scopes(at)])
        }
    };
    Amiss { file: path.to_owned(), line: complaint.line, sentence }
}

/// What the reader of TOML says, on one line.
fn syntax(message: &str, lang: Lang) -> String {
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    Msg::BadSyntax.fill(lang, &[&message])
}

/// What stands in a file, fit to be quoted in a line: an escape sequence in it does not swallow the rest of the line.
fn quoted(written: &str) -> String {
    const MOST: usize = 60;
    let clean = sanitize(written);
    let clean = clean.as_str();
    match clean.char_indices().nth(MOST).and_then(|(end, _)| clean.get(..end)) {
        Some(beginning) => format!("{beginning}..."),
        None => clean.to_owned(),
    }
}

fn scopes(scopes: &[Scope]) -> String {
    scopes.iter().map(|scope| scope.id()).collect::<Vec<_>>().join(" ")
}
