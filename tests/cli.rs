//! The real binary, called as people and scripts call it: exit codes, what it prints, the JSON of the contract.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

mod cli {
    mod answers;
    mod asking;
    mod calls;
    mod checking;
    mod deciding;
    mod editions;
    mod forms;
    mod importing;
    mod invalid;
    mod invariants;
    mod keymaps;
    mod kit;
    mod lasting;
    mod others;
    mod provenance;
    mod questions;
    mod rulings;
    mod settings;
    mod showing;
    mod speaking;
    mod surroundings;
}
