//! Text as text, on more of it than fits beside the code: the prose of real documents, and random mixtures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice, missing_docs)]

#[path = "text/kinsoku.rs"]
mod kinsoku;
#[path = "text/properties.rs"]
mod properties;
