//! 進捗 (shinchoku): going through how a city carries out its administrative and fiscal reform plan.
//!
//! One room a module; a room imports only rooms of a lower rank (`tests/architecture.rs` holds the ranks).
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice))]

pub mod app;
pub mod cli;
pub mod command;
pub mod import;
pub mod keymap;
pub mod model;
pub mod review;
pub mod search;
pub mod session;
pub mod settings;
pub mod store;
pub mod terminal;
pub mod text;
pub mod view;
pub mod words;
