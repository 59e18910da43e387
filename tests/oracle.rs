//! What terminals show of what was drawn, cell by cell: a small terminal stands in for those whose ambiguous characters
//! are narrow and those where they are wide, and everything the program can show is drawn on both.
//!
//! `tests/oracle/long.sh` draws more; `FUZZ_SEED=17` draws the frames of one seed again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

mod common;

mod oracle {
    mod compare;
    mod eaw;
    mod emulator;
    mod fuzz;
    mod harness;
    mod miniterm;
    mod proof;
    mod random;
    mod screens;
    mod stub;
}
