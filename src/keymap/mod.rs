//! Which key runs which command: keymap files, layered over the shipped one,
//! turned into a trie of chords for each scope.
//!
//! Holds the notation of keys, the reader of keymap files with its complaints,
//! and the look-up in both directions. Must not know terminals, screens or what
//! a command does; sentences for the user are made elsewhere from the typed
//! complaints.

mod chord;
mod load;
mod notation;
mod row;
mod trie;

pub use chord::{Chord, Code, Mods};
pub use load::SHIPPED;
pub use notation::{ChordError, nearest_key, parse_keys, show_keys};
pub use row::{Complaint, FIELDS, Fault};
pub use trie::{Hint, Keymap, Resolve};
