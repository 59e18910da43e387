//! `config.toml` and `curation.toml` → values, with the line of everything in it that is wrong. A wrong line costs itself and nothing
//! else.
//!
//! [`KEYS`] is the one table of what can be set; the sample and the complaints derive from it. Knows no place on disk,
//! no environment and no sentence for the user: a file is a text, and what a value means is said where it is used.

mod curation;
mod entry;
mod key;
mod lines;
mod misread;
mod read;
mod sample;

use std::path::PathBuf;

use crate::text::Policy;
use crate::words::Lang;

pub use curation::{SECTIONS, curation};
pub use key::{KEYS, Key, Takes};
pub use misread::{Misread, Mistake};
pub use read::{Complaint, Fault, read};
pub use sample::sample;

/// A setting by its place in [`KEYS`], so that none can be read that is not documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// The language of the program's own words.
    Lang,
    /// The shipped keymap.
    Keymap,
    /// How many colours.
    Color,
    /// The name under which something is changed.
    Author,
    /// Where the store is.
    Store,
    /// How wide ambiguous characters are.
    Ambiguous,
}

/// The shipped keymap over which a user's own is laid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// The keys of the manual.
    #[default]
    Default,
    /// Those, and more that hands know from vi.
    Vi,
    /// Those, and more that hands know from Emacs.
    Emacs,
}

impl Preset {
    /// Every preset.
    pub const ALL: [Preset; 3] = [Preset::Default, Preset::Vi, Preset::Emacs];

    /// The name in `config.toml`.
    pub const fn id(self) -> &'static str {
        match self {
            Preset::Default => "default",
            Preset::Vi => "vi",
            Preset::Emacs => "emacs",
        }
    }
}

/// How many colours are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// As many as the terminal is known to have.
    #[default]
    Auto,
    /// Colours, whatever the terminal says.
    Always,
    /// None.
    Never,
    /// The sixteen named ones.
    Sixteen,
    /// The palette of 256.
    TwoFiftySix,
    /// Any.
    Rgb,
}

impl Color {
    /// The choice of that name in `config.toml`.
    pub fn by_id(id: &str) -> Option<Color> {
        Some(match id {
            "auto" => Color::Auto,
            "always" => Color::Always,
            "never" => Color::Never,
            "16" => Color::Sixteen,
            "256" => Color::TwoFiftySix,
            "rgb" => Color::Rgb,
            _ => return None,
        })
    }
}

/// Where a user wants the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// There.
    At(PathBuf),
    /// There, below the user's home, which only the edge knows.
    InHome(PathBuf),
}

/// What a user has set; `None` where nothing was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The language of the program's own words.
    pub lang: Option<Lang>,
    /// The shipped keymap.
    pub keymap: Option<Preset>,
    /// How many colours.
    pub color: Option<Color>,
    /// The name under which something is changed.
    pub author: Option<String>,
    /// Where the store is.
    pub store: Option<Whereabouts>,
    /// How wide ambiguous characters are; the terminal is asked where nothing is said.
    pub ambiguous: Option<Policy>,
}
