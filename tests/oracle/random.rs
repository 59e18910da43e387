//! Random scenes on every kind of terminal.

use super::fuzz::{fuzz, seeds};
use super::harness::{PAIRS, renderer};

/// Frames drawn for each pair of a layout and a terminal unless more are asked for.
const FRAMES: u64 = 6000;

fn hold(pair: usize) {
    let pair = PAIRS[pair];
    if let Err(wrong) = fuzz(pair, seeds(FRAMES), &|depth| renderer(pair.policy, depth)) {
        panic!("{wrong}");
    }
}

#[test]
fn fuzz_narrow_on_narrow() {
    hold(0);
}

#[test]
fn fuzz_wide_on_wide() {
    hold(1);
}

#[test]
fn fuzz_safe_on_narrow() {
    hold(2);
}

#[test]
fn fuzz_safe_on_wide() {
    hold(3);
}

#[test]
fn fuzz_spaced_on_narrow() {
    hold(4);
}
