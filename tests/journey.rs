//! The real binary in a terminal: it starts, answers, and gives the terminal back however it ends. The screen is read
//! by an emulator of another hand. Nothing sleeps: every step waits for a screen that it describes.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

mod journey {
    mod kit;
    mod lasting;
    mod leaving;
    mod walking;
}
