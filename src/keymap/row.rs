//! The text of a keymap file as rows with their lines, and what can be wrong
//! with it.
//!
//! Every fault costs as little as it can: a wrong key costs that key, a wrong
//! row that row, and a row that is not even TOML leaves the rows around it.
//! Must not know which keys are bound already; that is `super::load`.

use super::chord::Chord;
use super::notation::{ChordError, parse_keys};
use crate::command::{self, Command, Scope};
use crate::text::nearest_among;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The name that stands for all scopes in which a command can be run.
const EVERYWHERE: &str = "everywhere";
/// The fields of a row.
pub const FIELDS: [&str; 4] = ["on", "run", "in", "about"];

/// Something in a keymap file that was left out, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The file, as the caller named it.
    pub file: String,
    /// The line in it, the first one being 1.
    pub line: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong in a keymap file. Names are given as they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// ctrl-c is taken away, or given to something else; it stays what it is.
    WayOut {
        /// The keys.
        keys: Vec<Chord>,
    },
    /// The row is not TOML; the TOML parser's own words, in English.
    Syntax {
        /// What the parser says.
        message: String,
    },
    /// A field, or a table, that keymap files do not have; the rest of the row
    /// holds.
    UnknownField {
        /// The name of the field.
        name: String,
        /// The field probably meant.
        nearest: Option<&'static str>,
    },
    /// The row lacks a field that it cannot do without.
    MissingField {
        /// The name of the field.
        name: &'static str,
    },
    /// The value of a field is of the wrong kind: a number for a text, say.
    WrongType {
        /// The name of the field.
        field: &'static str,
    },
    /// There is no such command.
    UnknownCommand {
        /// The id as written.
        id: String,
        /// The id probably meant.
        nearest: Option<&'static str>,
    },
    /// There is no such scope.
    UnknownScope {
        /// The scope as written.
        name: String,
        /// The scope probably meant.
        nearest: Option<&'static str>,
    },
    /// This is not the notation of a key.
    BadChord {
        /// The key or sequence as written.
        keys: String,
        /// What is wrong with it.
        error: ChordError,
    },
    /// The command exists, but not in this scope.
    NotInScope {
        /// The command of the row.
        command: Command,
        /// The scope named in the row.
        scope: Scope,
    },
    /// The keys begin with a character in a scope where characters are text.
    TakesText {
        /// The keys of the row.
        keys: Vec<Chord>,
        /// The scope in which text is entered.
        scope: Scope,
    },
    /// One of two sequences is the beginning of the other; the one bound first
    /// stays.
    Prefix {
        /// The keys of the row.
        keys: Vec<Chord>,
        /// The keys that are bound already.
        other: Vec<Chord>,
        /// Where both would be in force.
        scopes: Vec<Scope>,
    },
    /// The same file gives these keys to another command; the first one stays.
    Twice {
        /// The keys of the row.
        keys: Vec<Chord>,
        /// Where both would be in force.
        scopes: Vec<Scope>,
        /// The line on which the keys are bound already.
        first: usize,
    },
}

/// A row of a keymap file, as far as it could be read.
#[derive(Debug)]
pub(super) struct Row {
    /// Each sequence of keys with its line.
    pub(super) keys: Vec<(usize, Vec<Chord>)>,
    /// What becomes of them.
    pub(super) run: Run,
    /// Where the row is in force.
    pub(super) place: Place,
}

/// What a row does with its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// Binds them to this command.
    Bind(Command),
    /// Takes them away.
    Unbind,
}

/// Where a row is in force.
#[derive(Debug)]
pub(super) enum Place {
    /// Wherever its command can be run.
    Everywhere,
    /// In these scopes, each with its line.
    Named(Vec<(usize, Scope)>),
}

/// Reads a whole file; `complain` is called with the line of each fault.
pub(super) fn read(text: &str, complain: &mut dyn FnMut(usize, Fault)) -> Vec<Row> {
    let whole = match DeTable::parse(text) {
        Ok(table) => return Reader::new(text, 1, complain).rows(table.get_ref()),
        Err(error) => error,
    };
    // One broken row makes the file as a whole unreadable: read piece by piece.
    let mut rows = Vec::new();
    let mut complaints = 0;
    let mut counted = |line, fault| {
        complaints += 1;
        complain(line, fault);
    };
    for (first_line, piece) in pieces(text) {
        let mut reader = Reader::new(&piece, first_line, &mut counted);
        match DeTable::parse(&piece) {
            Ok(table) => rows.extend(reader.rows(table.get_ref())),
            Err(error) => reader.syntax(&error),
        }
    }
    if complaints == 0 {
        // Each piece is sound and only together they are not.
        Reader::new(text, 1, complain).syntax(&whole);
    }
    rows
}

/// Cuts a file before each line that opens a table, with the first line of each
/// piece. Any table and not `[[key]]` alone: a misspelt `[[key]` would otherwise
/// take the sound row above it along.
fn pieces(text: &str) -> Vec<(usize, String)> {
    let mut pieces = vec![(1, String::new())];
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if line.trim_start().starts_with('[') {
            pieces.push((at + 1, String::new()));
        }
        if let Some((_, piece)) = pieces.last_mut() {
            piece.push_str(line);
        }
    }
    pieces
}

/// Reads the values of a parsed text and knows on which line each one stands.
struct Reader<'a> {
    text: &'a str,
    first_line: usize,
    /// Where lines end.
    ends: Vec<usize>,
    complain: &'a mut dyn FnMut(usize, Fault),
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, first_line: usize, complain: &'a mut dyn FnMut(usize, Fault)) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        Self { text, first_line, ends, complain }
    }

    fn line(&self, span: &Range<usize>) -> usize {
        self.first_line + self.ends.partition_point(|end| *end < span.start)
    }

    fn fault(&mut self, span: &Range<usize>, fault: Fault) {
        let line = self.line(span);
        (self.complain)(line, fault);
    }

    fn syntax(&mut self, error: &toml::de::Error) {
        let message = error.message().to_owned();
        let mut span = error.span().unwrap_or(0..0);
        // What ends too early is found missing at its end, which may be behind
        // the last line break; the line to mend is the one before it.
        let text_end = self.text.trim_end().len();
        span.start = span.start.min(text_end);
        self.fault(&span, Fault::Syntax { message });
    }

    fn rows(&mut self, table: &DeTable<'_>) -> Vec<Row> {
        let mut rows = Vec::new();
        for (name, value) in table {
            if name.get_ref() != "key" {
                let nearest = nearest_among(name.get_ref(), ["key"]);
                let name_written = name.get_ref().to_string();
                self.unknown_field(&name.span(), name_written, nearest);
                continue;
            }
            let Some(tables) = value.get_ref().as_array() else {
                self.fault(&value.span(), Fault::WrongType { field: "key" });
                continue;
            };
            for table in tables {
                match table.get_ref().as_table() {
                    Some(fields) => rows.extend(self.row(&table.span(), fields)),
                    None => self.fault(&table.span(), Fault::WrongType { field: "key" }),
                }
            }
        }
        rows
    }

    fn unknown_field(&mut self, span: &Range<usize>, name: String, nearest: Option<&'static str>) {
        self.fault(span, Fault::UnknownField { name, nearest });
    }

    fn row(&mut self, span: &Range<usize>, fields: &DeTable<'_>) -> Option<Row> {
        let (mut on, mut run, mut place) = (None, None, Some(Place::Everywhere));
        let mut run_given = false;
        for (name, value) in fields {
            match name.get_ref().as_ref() {
                "on" => on = Some(self.keys(value)),
                "run" => {
                    run_given = true;
                    run = self.run(value);
                }
                "in" => place = self.place(value),
                "about" => {
                    // For people only, but a text all the same.
                    self.texts("about", value);
                }
                other => {
                    let nearest = nearest_among(other, FIELDS);
                    self.unknown_field(&name.span(), other.to_owned(), nearest);
                }
            }
        }
        if on.is_none() {
            self.fault(span, Fault::MissingField { name: "on" });
        }
        if !run_given {
            self.fault(span, Fault::MissingField { name: "run" });
        }
        Some(Row { keys: on?, run: run?, place: place? })
    }

    /// The texts of a field that takes one or a list, each with its place.
    fn texts<'v>(
        &mut self,
        field: &'static str,
        value: &'v Spanned<DeValue<'_>>,
    ) -> Vec<(Range<usize>, &'v str)> {
        let list = match value.get_ref() {
            DeValue::Array(values) => values.iter().collect(),
            _ => vec![value],
        };
        let mut texts = Vec::new();
        for item in list {
            match item.get_ref().as_str() {
                Some(text) => texts.push((item.span(), text)),
                None => self.fault(&item.span(), Fault::WrongType { field }),
            }
        }
        texts
    }

    fn keys(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<(usize, Vec<Chord>)> {
        let mut found = Vec::new();
        for (span, written) in self.texts("on", value) {
            match parse_keys(written) {
                // Typed keys are narrowed before they are looked up, so a file
                // written with full-width letters has to be as well.
                Ok(keys) => {
                    let keys = keys.into_iter().map(Chord::narrowed).collect();
                    found.push((self.line(&span), keys));
                }
                Err(error) => {
                    let keys = written.to_owned();
                    self.fault(&span, Fault::BadChord { keys, error });
                }
            }
        }
        found
    }

    fn run(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Run> {
        let span = value.span();
        match value.get_ref() {
            DeValue::Boolean(false) => return Some(Run::Unbind),
            DeValue::String(id) => {
                if let Some(entry) = command::by_id(id) {
                    return Some(Run::Bind(entry.command));
                }
                let (id, nearest) = (id.to_string(), command::nearest(id));
                self.fault(&span, Fault::UnknownCommand { id, nearest });
            }
            _ => self.fault(&span, Fault::WrongType { field: "run" }),
        }
        None
    }

    /// None where nothing usable is named: to take that for "everywhere" would
    /// bind keys in places the author of the file wanted to leave alone.
    fn place(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Place> {
        let mut scopes = Vec::new();
        let mut everywhere = false;
        for (span, name) in self.texts("in", value) {
            if name == EVERYWHERE {
                everywhere = true;
            } else if let Some(scope) = Scope::by_id(name) {
                scopes.push((self.line(&span), scope));
            } else {
                let known = Scope::ALL.map(Scope::id).into_iter().chain([EVERYWHERE]);
                let nearest = nearest_among(name, known);
                let name = name.to_owned();
                self.fault(&span, Fault::UnknownScope { name, nearest });
            }
        }
        match (everywhere, scopes.is_empty()) {
            (true, _) => Some(Place::Everywhere),
            (false, false) => Some(Place::Named(scopes)),
            (false, true) => None,
        }
    }
}
