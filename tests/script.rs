//! Behaviour without a terminal: keys in, the state in words out. The rows are read as a manual would be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

mod common;

mod script {
    mod anywhere;
    mod copying;
    mod doctor;
    mod finding;
    mod heatmap;
    mod importing;
    mod judging;
    mod kit;
    mod learning;
    mod meeting;
    mod narrowing;
    mod source;
    mod store;
    mod walking;
}
