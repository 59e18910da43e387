//! A `config.toml` that explains itself and sets nothing.

use super::key::{KEYS, Takes};
use crate::words::{Lang, Msg};

/// The sample: every key with what it is for and what it takes, each commented out.
pub fn sample(lang: Lang) -> String {
    let mut out = format!("# {}\n", Msg::SetHead.text(lang));
    for key in &KEYS {
        out.push_str(&format!("\n# {}\n", key.about.text(lang)));
        if let Takes::Choice(choices) = key.takes {
            out.push_str(&format!("# {}\n", choices.join(" | ")));
        }
        out.push_str(&format!("#{} = \"{}\"\n", key.id, key.example));
    }
    out
}
