//! The real binary in a terminal: it starts, answers, and gives the terminal back however it ends. The screen is read
//! by an emulator of another hand; where it matters what a terminal answers, or how wide it draws, the tests are the
//! terminal. Nothing sleeps: every step waits for a screen that it describes.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

// The small terminal of the oracle, of which not everything is needed here.
#[allow(dead_code)]
#[path = "oracle/eaw.rs"]
mod eaw;
#[allow(dead_code)]
#[path = "oracle/miniterm.rs"]
mod miniterm;

mod journey {
    mod answering;
    mod asking;
    mod colours;
    mod kit;
    mod lasting;
    mod leaving;
    mod walking;
}
