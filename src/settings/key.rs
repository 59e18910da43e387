//! The table of everything that can be set.

use super::Name;
use crate::words::Msg;

/// What a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A name that is not empty.
    Text,
    /// A directory: `/…` or `~/…`.
    Directory,
}

/// One thing that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Which one.
    pub name: Name,
    /// How it is written.
    pub id: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What it is for.
    pub about: Msg,
    /// A value worth showing; the one that holds when nothing is said, where there is one.
    pub example: &'static str,
}

/// Everything that can be set, in the order of the sample.
pub const KEYS: [Key; 6] = [
    Key {
        name: Name::Lang,
        id: "lang",
        takes: Takes::Choice(&["ja", "en"]),
        about: Msg::SetLang,
        example: "ja",
    },
    Key {
        name: Name::Keymap,
        id: "keymap",
        takes: Takes::Choice(&["default", "vi", "emacs"]),
        about: Msg::SetKeymap,
        example: "default",
    },
    Key {
        name: Name::Color,
        id: "color",
        takes: Takes::Choice(&["auto", "always", "never", "16", "256", "rgb"]),
        about: Msg::SetColor,
        example: "auto",
    },
    Key {
        name: Name::Author, id: "author", takes: Takes::Text, about: Msg::SetAuthor, example: "小平 花子"
    },
    Key {
        name: Name::Store,
        id: "store",
        takes: Takes::Directory,
        about: Msg::SetStore,
        example: "~/shinchoku",
    },
    Key {
        name: Name::Ambiguous,
        id: "ambiguous",
        takes: Takes::Choice(&["auto", "narrow", "wide", "safe", "spaced"]),
        about: Msg::SetAmbiguous,
        example: "auto",
    },
];
