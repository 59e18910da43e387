//! What can be wrong in a `curation.toml`, with its place. A wrong entry costs itself and nothing else.

/// Something in a `curation.toml` that was left out, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, the first one being 1.
    pub line: usize,
    /// The character in it, the first one being 1; where the whole entry is meant, 1.
    pub column: usize,
    /// What is wrong.
    pub fault: Misread,
}

/// What can be wrong in a `curation.toml`. Names and values are given as they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// The file is not TOML; the parser's own words, in English. Nothing of it is read.
    Syntax(String),
    /// There is no such section or key; the one probably meant, and all that there are.
    Unknown {
        /// As written.
        name: String,
        /// Probably meant.
        nearest: Option<&'static str>,
        /// All that there are.
        known: Vec<&'static str>,
    },
    /// An entry lacks a key that it needs.
    Missing(&'static str),
    /// A value of the wrong kind, or one that means nothing; what could stand there.
    Value {
        /// The key.
        key: String,
        /// As written.
        value: String,
        /// What could stand there.
        wanted: String,
    },
    /// A program cannot go on in itself, nor in its own sub-program.
    Itself(String),
    /// The entry on that line decides on the same thing; the later one holds.
    Overruled(usize),
}
