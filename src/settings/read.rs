//! The text of a `config.toml` as settings, and what can be wrong with it.

use std::ops::Range;
use std::path::PathBuf;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::key::{KEYS, Key, Takes};
use super::{Color, Name, Preset, Settings, Whereabouts};
use crate::text::{Policy, nearest_among};
use crate::words::Lang;

/// Something in a `config.toml` that was left out, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The line, the first one being 1.
    pub line: usize,
    /// What is wrong.
    pub fault: Fault,
}

impl Complaint {
    /// The key whose value is left out; `None` where no key can be named.
    pub fn key(&self) -> Option<&'static str> {
        match &self.fault {
            Fault::Syntax { .. } | Fault::UnknownKey { .. } | Fault::Twice { .. } => None,
            Fault::WrongType { key }
            | Fault::UnknownValue { key, .. }
            | Fault::Empty { key }
            | Fault::Relative { key, .. } => Some(key),
        }
    }
}

/// What can be wrong in a `config.toml`. Names and values are given as they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The line is not TOML; the TOML parser's own words, in English.
    Syntax {
        /// What the parser says.
        message: String,
    },
    /// There is no such key.
    UnknownKey {
        /// The key as written.
        name: String,
        /// The key probably meant.
        nearest: Option<&'static str>,
    },
    /// The value is of the wrong kind: a list for a text, say.
    WrongType {
        /// The key.
        key: &'static str,
    },
    /// The key takes one of some words, and this is none of them.
    UnknownValue {
        /// The key.
        key: &'static str,
        /// The value as written.
        value: String,
        /// The value probably meant.
        nearest: Option<&'static str>,
        /// All that there are.
        known: &'static [&'static str],
    },
    /// There is nothing in the text.
    Empty {
        /// The key.
        key: &'static str,
    },
    /// The directory depends on where the program is started.
    Relative {
        /// The key.
        key: &'static str,
        /// The directory as written.
        value: String,
    },
    /// The key stands there a second time; the first one holds.
    Twice {
        /// The key.
        key: &'static str,
        /// The line of the first one.
        first: usize,
    },
}

/// Reads a whole file: what holds, and complaints in the order of their lines.
pub fn read(text: &str) -> (Settings, Vec<Complaint>) {
    let mut reader = Reader::default();
    let whole = match DeTable::parse(text) {
        Ok(table) => {
            reader.table(text, 1, table.get_ref());
            None
        }
        Err(error) => Some(error),
    };
    if let Some(error) = whole {
        // One broken line makes the file as a whole unreadable: read it piece by piece.
        for (first, piece) in pieces(text) {
            match DeTable::parse(&piece) {
                Ok(table) => reader.table(&piece, first, table.get_ref()),
                Err(error) => reader.syntax(&piece, first, &error),
            }
        }
        if reader.complaints.is_empty() {
            reader.syntax(text, 1, &error);
        }
    }
    reader.complaints.sort_by_key(|complaint| complaint.line);
    (reader.settings, reader.complaints)
}

/// Cuts a file before each line that begins a value or a table, with the first line of each piece. A table keeps its
/// lines: they are no settings of this file.
fn pieces(text: &str) -> Vec<(usize, String)> {
    let mut pieces = vec![(1, String::new())];
    let mut in_table = false;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let table = line.trim_start().starts_with('[');
        in_table |= table;
        if table || (!in_table && begins_value(line)) {
            pieces.push((at + 1, String::new()));
        }
        if let Some((_, piece)) = pieces.last_mut() {
            piece.push_str(line);
        }
    }
    pieces
}

/// Whether a line looks like `key = …`, or like anything that a person would write in its place.
fn begins_value(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with(['#', ']', '"', '\'', ','])
}

#[derive(Default)]
struct Reader {
    settings: Settings,
    complaints: Vec<Complaint>,
    /// The keys read so far, each with its line.
    seen: Vec<(Name, usize)>,
}

impl Reader {
    fn syntax(&mut self, text: &str, first: usize, error: &Error) {
        let mut span = error.span().unwrap_or(0..0);
        // What ends too early is found missing behind the last line break; the line to mend is the one before it.
        span.start = span.start.min(text.trim_end().len());
        let message = error.message().to_owned();
        self.complaints.push(Complaint { line: line(text, first, &span), fault: Fault::Syntax { message } });
    }

    fn table(&mut self, text: &str, first: usize, table: &DeTable<'_>) {
        for (name, value) in table {
            let at = line(text, first, &name.span());
            let fault = match KEYS.iter().find(|key| key.id == name.get_ref().as_ref()) {
                None => {
                    let nearest = nearest_among(name.get_ref(), KEYS.iter().map(|key| key.id));
                    Err(Fault::UnknownKey { name: name.get_ref().to_string(), nearest })
                }
                Some(key) => self.once(key, at).and_then(|()| self.value(key, value)),
            };
            if let Err(fault) = fault {
                self.complaints.push(Complaint { line: at, fault });
            }
        }
    }

    fn once(&mut self, key: &Key, at: usize) -> Result<(), Fault> {
        if let Some((_, first)) = self.seen.iter().find(|(seen, _)| *seen == key.name) {
            return Err(Fault::Twice { key: key.id, first: *first });
        }
        self.seen.push((key.name, at));
        Ok(())
    }

    fn value(&mut self, key: &Key, value: &Spanned<DeValue<'_>>) -> Result<(), Fault> {
        let written = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            // `color = 256` is what one writes first.
            DeValue::Integer(number) if key.name == Name::Color => number.as_str().to_owned(),
            _ => return Err(Fault::WrongType { key: key.id }),
        };
        let chosen = |choices: &'static [&'static str]| {
            choices.iter().copied().find(|choice| *choice == written).ok_or_else(|| {
                let nearest = nearest_among(&written, choices.iter().copied());
                Fault::UnknownValue { key: key.id, value: written.clone(), nearest, known: choices }
            })
        };
        let settings = &mut self.settings;
        match (key.takes, key.name) {
            (Takes::Choice(choices), Name::Lang) => settings.lang = Lang::by_id(chosen(choices)?),
            (Takes::Choice(choices), Name::Keymap) => {
                let id = chosen(choices)?;
                settings.keymap = Preset::ALL.into_iter().find(|preset| preset.id() == id);
            }
            (Takes::Choice(choices), Name::Color) => settings.color = Color::by_id(chosen(choices)?),
            (Takes::Choice(choices), _) => settings.ambiguous = Policy::by_id(chosen(choices)?),
            (Takes::Text | Takes::Directory, _) if written.trim().is_empty() => {
                return Err(Fault::Empty { key: key.id });
            }
            (Takes::Text, _) => settings.author = Some(written.trim().to_owned()),
            (Takes::Directory, _) => settings.store = Some(directory(key.id, &written)?),
        }
        Ok(())
    }
}

fn directory(key: &'static str, written: &str) -> Result<Whereabouts, Fault> {
    let path = PathBuf::from(written);
    match written.strip_prefix('~') {
        Some("") => Ok(Whereabouts::InHome(PathBuf::new())),
        Some(rest) if rest.starts_with('/') => {
            Ok(Whereabouts::InHome(PathBuf::from(rest.trim_start_matches('/'))))
        }
        _ if path.is_absolute() => Ok(Whereabouts::At(path)),
        _ => Err(Fault::Relative { key, value: written.to_owned() }),
    }
}

fn line(text: &str, first: usize, span: &Range<usize>) -> usize {
    first + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn what_is_right_holds() {
        let text = "# 私の設定\nlang = \"en\"\nkeymap = 'vi'\ncolor = 256\nauthor = \" 春 \"\nstore = \"~/s\"\nambiguous = \"wide\"\n";
        let (settings, complaints) = read(text);
        assert_eq!(complaints, []);
        let expected = Settings {
            lang: Some(Lang::En),
            keymap: Some(Preset::Vi),
            color: Some(Color::TwoFiftySix),
            author: Some("春".to_owned()),
            store: Some(Whereabouts::InHome(PathBuf::from("s"))),
            ambiguous: Some(Policy::Wide),
        };
        assert_eq!(settings, expected);
        assert_eq!(read(""), (Settings::default(), Vec::new()));
    }

    #[test]
    fn a_wrong_line_costs_itself() {
        let syntax = |fault: &Fault| matches!(fault, Fault::Syntax { message } if !message.is_empty());
        for wrong in [
            "keymap = vi",
            "keymap = ",
            "keymap = \"vi",
            "keymap",
            "= 3",
            "keymap = [\"vi\"",
            "keymap = \"vi\" color",
            "\0",
            "これは何でしょう",
        ] {
            let (settings, complaints) = read(&format!("author = \"春\"\n{wrong}\n\nlang = \"en\"\n"));
            assert!(
                matches!(complaints.as_slice(), [one] if one.line == 2 && syntax(&one.fault)),
                "{wrong:?}: {complaints:?}"
            );
            assert_eq!(
                (settings.author.as_deref(), settings.lang),
                (Some("春"), Some(Lang::En)),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn odd_files_are_survived() {
        let brackets = format!("color = {}", "[".repeat(100_000));
        for (text, count) in [
            ("\u{FEFF}lang = \"ja\"\r\ncolor = 16\r\n", 0),
            ("[keymap]\nvi = true\n", 1),
            ("[screen]\nlang = \"en\"\n", 1),
            ("[screen\nlang = \"en\"\n", 1),
            ("a.b = 1\n", 1),
            (brackets.as_str(), 1),
        ] {
            let (settings, complaints) = read(text);
            assert_eq!(complaints.len(), count, "{text:.60}: {complaints:?}");
            assert!(settings.lang != Some(Lang::En), "{text:.60}");
        }
    }

    #[test]
    fn the_sample_sets_nothing_and_with_its_marks_taken_away_everything() {
        let sample = sample(Lang::Ja);
        assert_eq!(read(&sample), (Settings::default(), Vec::new()));
        let bare: String = sample
            .lines()
            .map(|line| match line.strip_prefix('#') {
                Some(rest) if !rest.starts_with(' ') => format!("{rest}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        let (settings, complaints) = read(&bare);
        assert_eq!(complaints, []);
        assert!(settings.lang.is_some() && settings.keymap.is_some() && settings.store.is_some());
        for key in &KEYS {
            assert_eq!(bare.matches(&format!("\n{} = ", key.id)).count(), 1, "{}", key.id);
        }
    }

    #[test]
    fn every_choice_of_the_table_is_understood() {
        for key in &KEYS {
            let Takes::Choice(choices) = key.takes else { continue };
            for choice in choices {
                let (settings, complaints) = read(&format!("{} = \"{choice}\"", key.id));
                assert_eq!(complaints, [], "{} {choice}", key.id);
                assert!(settings != Settings::default() || key.name == Name::Ambiguous, "{}", key.id);
            }
        }
    }
}
