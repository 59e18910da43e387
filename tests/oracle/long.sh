#!/bin/sh
# The fuzz of the oracle with 100,000 frames, or as many as are asked for, on each of the five pairs of a layout and a
# terminal. Takes ten seconds on two cores, and before that as long as it takes to build everything for release (two
# minutes); `long.sh 1000000` takes three minutes.
set -eu
cd "$(dirname "$0")/../.."
FUZZ_FRAMES="${1:-100000}" exec cargo test --locked --release --test oracle fuzz
