//! The real binary in terminals of other hands. Each screen is read back out of the terminal and looked at cell by cell
//! beside what the program's own scene means.
//!
//! A terminal that is not installed is named on standard error and passed over; with SHINCHOKU_ALL_TERMINALS set it is
//! a failure. On Debian: `apt-get install tmux vim-nox xterm xvfb`.
//!
//! Nothing sleeps: every step asks the terminal until it shows what is meant.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

mod common;
#[allow(dead_code)]
#[path = "oracle/eaw.rs"]
mod eaw;

mod terminals {
    pub mod compare;
    pub mod kit;
    pub mod tmux;
    pub mod vim;
    pub mod walk;
    pub mod xterm;
}

use shinchoku::text::Policy;
use terminals::kit::{Ambiguous, Program, Started};
use terminals::walk::{look_through, wrong_at_first_sight};
use terminals::{tmux, vim, xterm};

/// How a terminal is started, and what it is called in messages.
struct Kind {
    name: &'static str,
    start: fn(Ambiguous, &Program) -> Started,
}

const TMUX: Kind = Kind { name: "tmux", start: tmux::start };
const VIM: Kind = Kind { name: "vim", start: vim::start };
const XTERM: Kind = Kind { name: "xterm", start: xterm::start };

/// What is asked for with `--ambiguous`, and the layout that has to come of it.
const ON_NARROW: [(&str, Policy); 4] = [
    ("auto", Policy::Narrow),
    ("narrow", Policy::Narrow),
    ("safe", Policy::Safe),
    ("spaced", Policy::Spaced),
];
const ON_WIDE: [(&str, Policy); 3] = [("auto", Policy::Wide), ("wide", Policy::Wide), ("safe", Policy::Safe)];

fn shows_what_is_meant(kind: &Kind, ambiguous: Ambiguous, rows: &[(&str, Policy)]) {
    let name = format!("{} {ambiguous:?}", kind.name);
    look_through(&name, rows, &|program| (kind.start)(ambiguous, program));
}

#[test]
fn tmux_narrow() {
    shows_what_is_meant(&TMUX, Ambiguous::Narrow, &ON_NARROW);
}

#[test]
fn tmux_wide() {
    shows_what_is_meant(&TMUX, Ambiguous::Wide, &ON_WIDE);
}

#[test]
fn vim_narrow() {
    shows_what_is_meant(&VIM, Ambiguous::Narrow, &ON_NARROW);
}

#[test]
fn vim_wide() {
    shows_what_is_meant(&VIM, Ambiguous::Wide, &ON_WIDE);
}

#[test]
fn xterm_narrow() {
    shows_what_is_meant(&XTERM, Ambiguous::Narrow, &ON_NARROW);
}

#[test]
fn xterm_wide() {
    shows_what_is_meant(&XTERM, Ambiguous::Wide, &ON_WIDE);
}

/// The tests above can fail: a layout for the other kind of terminal is out of place in many cells.
#[test]
fn a_wrong_policy_is_noticed() {
    for kind in [TMUX, VIM, XTERM] {
        for (ambiguous, row) in
            [(Ambiguous::Wide, ("narrow", Policy::Narrow)), (Ambiguous::Narrow, ("wide", Policy::Wide))]
        {
            let name = format!("{} {ambiguous:?}", kind.name);
            let start = |program: &Program| (kind.start)(ambiguous, program);
            let Some(wrong) = wrong_at_first_sight(&name, row, &start) else { continue };
            println!("{name}, {row:?}: {} cells are out of place", wrong.len());
            assert!(wrong.len() > 100, "{name}, {row:?}: {wrong:?}");
        }
    }
}
