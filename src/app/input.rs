//! What comes in: the one type in which `terminal` hands over keys and the like, and what goes out as effects.

use std::sync::Arc;

use super::caps::{Size, WidthSource};
use super::doctor::Check;
use super::files::Listing;
use crate::import::Decoded;
use crate::keymap::Chord;
use crate::model::{Catalog, DocumentIx, Judgement, MatterId};
use crate::text::Policy;

/// Something that happened outside.
#[derive(Clone)]
pub enum Input {
    /// A key.
    Key(Chord),
    /// Text that was pasted.
    Paste(String),
    /// The screen has another size.
    Resize(Size),
    /// How wide the terminal draws ambiguous characters, and who says so.
    Width(Policy, WidthSource),
    /// The lines of a document that was asked for; `None` when it cannot be read, with the reason as a sentence.
    Document(DocumentIx, Result<Arc<Decoded>, String>),
    /// Something beside the screens has come to its end, well or not: a sentence for the last line.
    Said(String),
    /// The names in a directory that were asked for.
    Listed(Listing),
    /// How far an import has come.
    Working(String),
    /// An import has come to its end: what was read, or everything that went wrong.
    Imported(Result<String, Vec<String>>),
    /// How everything is.
    Examined(Vec<Check>),
    /// The store has changed: a new picture of it.
    Reloaded(Arc<Catalog>),
}

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Leave the program.
    Quit,
    /// Fetch the lines of a document and hand them in as `Input::Document`.
    ReadDocument(DocumentIx),
    /// Write a text into a new file and hand in as `Input::Said` what became of it.
    Write(String),
    /// Offer a text to the clipboard of the terminal.
    Clip(String),
    /// Hand in the names in a directory as `Input::Listed`.
    List(String),
    /// Import what the line names, beside the screens; `Input::Working` and `Input::Imported` follow.
    Import(String),
    /// Stop that.
    Stop,
    /// Look at the terminal, the store and the settings, and hand in as `Input::Examined` how they are.
    Examine,
    /// Keep what a person says to a question, or take the answer back; `Input::Reloaded` follows, or `Input::Said`.
    Rule(MatterId, Option<Judgement>),
    /// Give the terminal back to the shell for a while.
    Suspend,
}
