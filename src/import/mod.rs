//! Published documents → statements with the line they stand on, and a list of doubts.
//!
//! A document is read by its layout: a heading that names columns, rows laid onto them by what their cells look like.
//! Never by its file name, by line numbers or by lists of one city's names. What is not understood is a doubt or an
//! unread line, never a guess. Knows no store and no screen.

mod align;
mod carry;
mod cells;
mod decode;
mod emit;
mod encoding;
mod figures;
mod flow;
mod form;
mod found;
mod heading;
mod look;
mod plans;
mod prose;
mod question;
mod read;
mod rows;
mod subs;
mod trace;
mod wording;

pub use decode::{Decoded, decode, decode_in, encoding};
pub use encoding::Encoding;
pub use read::{read, read_as};

use crate::model::{Date, Number, Period, PlanCode, PlanId};

/// What the caller knows about a document beside its bytes.
#[derive(Clone, Debug)]
pub struct Options {
    /// File name, shown as the document's name.
    pub name: String,
    /// The encoding of its text; `None` where its bytes shall tell it.
    pub encoding: Option<Encoding>,
    /// The plan it belongs to, for a document that does not print one.
    pub plan: Option<PlanCode>,
    /// The period it reports on, for a document that does not print one.
    pub period: Option<Period>,
    /// The day on which a year without an era is understood.
    pub today: Date,
}

/// A plan already in the store: a document without a plan may turn out to be one of these.
#[derive(Clone, Debug)]
pub struct KnownPlan {
    /// Its identity.
    pub id: PlanId,
    /// Numbers and names of its programs.
    pub programs: Vec<(Number, Box<str>)>,
}

/// Why a document could not be read. Nothing is kept of such a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// No bytes, or only white space.
    #[error("empty")]
    Empty,
    /// A PDF file.
    #[error("a PDF")]
    Pdf,
    /// A picture, an archive or another binary format.
    #[error("a binary file ({0})")]
    Binary(&'static str),
    /// An old or foreign workbook, by the name of its format.
    #[error("a workbook in the format {0}")]
    OtherBook(&'static str),
    /// A workbook of which something is wrong.
    #[error(transparent)]
    Book(#[from] BookFault),
    /// Bytes that are neither UTF-8 nor of another encoding that is known.
    #[error("not UTF-8 at byte {byte} (line {line}), nor in another encoding")]
    NotUtf8 {
        /// The first that is not UTF-8, counted from 0.
        byte: usize,
        /// Its line.
        line: u32,
    },
    /// Bytes that do not fit the encoding that was given, or found by others of them.
    #[error("not {encoding} at byte {byte} (line {line})")]
    Misfit {
        /// Its name.
        encoding: &'static str,
        /// The first that does not fit, counted from 0.
        byte: usize,
        /// Its line.
        line: u32,
    },
    /// More bytes than are read.
    #[error("too large ({0} bytes)")]
    TooLarge(usize),
    /// No line looks like the heading of a table.
    #[error("no heading")]
    NoHeading,
    /// The headings name no column of grades; the line of the first heading.
    #[error("no column of grades (line {0})")]
    NoGrades(u32),
    /// More rows than a document of one city, or of all of them, can have.
    #[error("more than {0} rows")]
    TooManyRows(usize),
    /// A heading, but no row with a number below it.
    #[error("no programs")]
    NoPrograms,
    /// The document names no plan, and none was given.
    #[error("no plan")]
    NoPlan,
    /// The document names another plan than the one given.
    #[error("the document is of plan {printed}, not {given}")]
    OtherPlan {
        /// As the document says, on that line.
        printed: PlanCode,
        /// As the caller said.
        given: PlanCode,
        /// Line of the title.
        line: u32,
    },
    /// The document names other periods than the one given.
    #[error("the document is of {printed:?}, not of {given}")]
    OtherPeriod {
        /// As the document says, from that line on.
        printed: Vec<Period>,
        /// As the caller said.
        given: Period,
        /// Line of the title, or of the heading.
        line: u32,
    },
    /// Grades without a period, and none was given.
    #[error("no period")]
    NoPeriod,
}

/// Why a workbook could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BookFault {
    /// A part is missing, cut off or not what it should be.
    #[error("damaged")]
    Damaged,
    /// It unpacks to more than a document of its size can hold.
    #[error("unpacks to too much")]
    TooMuch,
    /// More sheets than are read.
    #[error("more than {0} sheets")]
    Sheets(usize),
}
