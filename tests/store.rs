//! The store from outside: what it keeps, what it mends, what it refuses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

mod store {
    mod editions;
    mod form;
    mod keeping;
    mod kit;
    mod mending;
    mod rulings;
    mod tables;
}
