//! Everything a user can do, as one table of data.
//!
//! Keymaps, the help, the palette and the documentation are derived from
//! [`TABLE`]; a command that is not in it does not exist, and the macro behind
//! it makes a variant without a row impossible.
//!
//! This room knows no keys (that is `keymap`), does nothing (that is `app`) and
//! draws nothing (that is `view`).

mod table;

pub use table::{Command, Entry, Group, Scope, TABLE};

/// The row of the table whose id is exactly `id`.
pub fn by_id(id: &str) -> Option<&'static Entry> {
    TABLE.iter().find(|entry| entry.id == id)
}

/// The row of the table that describes `command`.
pub const fn entry(command: Command) -> &'static Entry {
    // The enum and the table come out of one macro in one order, so that the
    // discriminant is the index; `rows_stand_in_the_order_of_the_enum` holds it.
    &TABLE[command as usize]
}

/// The id someone most likely meant by `typed`, for "did you mean".
///
/// Nothing where no id is close enough to be a slip of the hand: a wild guess
/// sends a reader further astray than no guess.
pub fn nearest(typed: &str) -> Option<&'static str> {
    crate::text::nearest_among(typed, TABLE.iter().map(|entry| entry.id))
}
