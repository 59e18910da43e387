//! Documents from outside: what is read of them, what is mended, what is doubted, what is refused.
//!
//! The samples in `examples/kodaira` are read as a whole; `tests/documents` holds one small invented document for
//! every rule that mends one, `tests/documents/refused` what is no document at all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

mod import {
    mod adrift;
    mod attack;
    mod attacker;
    mod bombs;
    mod defects;
    mod flowing;
    mod flows;
    mod forms;
    mod held_out;
    mod kit;
    mod layouts;
    mod mangled;
    mod mutate;
    mod order;
    mod provenance;
    mod refused;
    mod render;
    mod samples;
    mod written;
}
