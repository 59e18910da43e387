//! Terminals: what comes in as bytes and events becomes `app::Input`, what is drawn goes out as bytes, and the terminal
//! is left as it was found. The only room that knows crossterm. Holds no globals: a session owns its terminal.

mod backend;
mod clip;
pub mod decode;
mod guard;
mod input;
mod probe;
mod sequence;
mod sgr;

pub use backend::{Backend, Painter};
pub use clip::clip;
pub use guard::{Screen, restore};
pub use input::{Event, Inputs};
pub use probe::{Answer, Probe, ask, can_answer};

use std::collections::HashMap;

use crate::app::{Caps, Depth, Size, WidthSource};
use crate::text::Policy;

/// Whether a terminal can show the screens at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It moves its cursor as it is told.
    Screen,
    /// TERM is unset or `dumb`: text only.
    Plain,
}

/// What TERM says of a terminal. `env` is the environment as a map.
pub fn kind(env: &HashMap<String, String>) -> Kind {
    match env.get("TERM").map(String::as_str) {
        None | Some("" | "dumb" | "unknown") => Kind::Plain,
        Some(_) => Kind::Screen,
    }
}

/// The colours of a terminal, by its environment. NO_COLOR wins over everything that TERM says.
pub fn depth(env: &HashMap<String, String>) -> Depth {
    let value = |name: &str| env.get(name).map_or("", String::as_str);
    let term = value("TERM");
    if !value("NO_COLOR").is_empty() || term.is_empty() || term == "dumb" || is_vt(term) {
        return Depth::Mono;
    }
    if matches!(value("COLORTERM"), "truecolor" | "24bit") || term.ends_with("-direct") {
        return Depth::Rgb;
    }
    if term.contains("256color") {
        return Depth::TwoFiftySix;
    }
    Depth::Sixteen
}

/// Whether the name is of one of DEC's terminals, which had no colours: `vt100`, and not `vte`.
fn is_vt(term: &str) -> bool {
    term.strip_prefix("vt").is_some_and(|model| model.starts_with(|c: char| c.is_ascii_digit()))
}

/// The capabilities of the terminal on standard output.
pub fn detect(
    env: &HashMap<String, String>,
    depth_asked: Option<Depth>,
    width_asked: Option<(Policy, WidthSource)>,
    restricted: bool,
    ascii: bool,
) -> Caps {
    let (policy, width_source) = width_asked.unwrap_or((Policy::Safe, WidthSource::Fallback));
    Caps {
        depth: depth_asked.unwrap_or_else(|| depth(env)),
        policy,
        width_source,
        size: size(),
        role: crate::app::Role::default(),
        ascii,
        restricted,
        clipboard: takes_clips(env),
    }
}

/// Whether the terminal may take texts for its clipboard; old ones would show what they do not understand.
fn takes_clips(env: &HashMap<String, String>) -> bool {
    let term = env.get("TERM").map_or("", String::as_str);
    !(term.is_empty() || is_vt(term) || ["linux", "ansi", "dumb"].iter().any(|old| term.starts_with(old)))
}

/// The size of the terminal on standard output.
fn size() -> Size {
    crossterm::terminal::size().map_or_else(|_| Size::default(), |(cols, rows)| clamp(cols, rows))
}

/// A size that can be drawn: nothing said means 80×24, and more than 300×100 is not used.
pub fn clamp(cols: u16, rows: u16) -> Size {
    let or = |n: u16, other: u16| if n == 0 { other } else { n };
    Size { cols: or(cols, 80).min(300), rows: or(rows, 24).min(100) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_follow_the_environment() {
        for (vars, expected) in [
            (vec![("TERM", "xterm-256color")], Depth::TwoFiftySix),
            (vec![("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Depth::Rgb),
            (vec![("TERM", "xterm-256color"), ("NO_COLOR", "1")], Depth::Mono),
            (vec![("TERM", "xterm-256color"), ("NO_COLOR", "")], Depth::TwoFiftySix),
            (vec![("TERM", "linux")], Depth::Sixteen),
            (vec![("TERM", "xterm")], Depth::Sixteen),
            (vec![("TERM", "vt100")], Depth::Mono),
            (vec![("TERM", "vte")], Depth::Sixteen),
            (vec![("TERM", "screen.xterm-256color")], Depth::TwoFiftySix),
            (vec![("TERM", "xterm-direct")], Depth::Rgb),
            (vec![("TERM", "vt220-w"), ("COLORTERM", "truecolor")], Depth::Mono),
            (vec![("TERM", "vte-256color")], Depth::TwoFiftySix),
            (vec![("TERM", "screen-16color")], Depth::Sixteen),
            (vec![], Depth::Mono),
        ] {
            let env = vars.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
            assert_eq!(depth(&env), expected, "{vars:?}");
        }
    }

    #[test]
    fn sizes_that_cannot_be_drawn_are_replaced() {
        assert_eq!(clamp(0, 0), Size { cols: 80, rows: 24 });
        assert_eq!(clamp(10_000, 10_000), Size { cols: 300, rows: 100 });
        assert_eq!(clamp(1, 1), Size { cols: 1, rows: 1 });
    }
}
