//! Samples changed again and again, each time from another seed, and held against what whoever attacks calls wrong.

use shinchoku::import::ImportError;
use std::fmt::Write;

use super::kit::*;
use super::mutate::*;

/// A sample under the same changes, so many times, beside what is read of it.
pub fn changed(
    name: &str,
    times: u64,
    changes: &[Change],
) -> impl Iterator<Item = (Draft, Result<Book, ImportError>)> {
    let text = sample_text(name);
    (0..times).map(move |seed| {
        let mut random = Random::new(seed);
        let mut draft = Draft::of(&text);
        for change in changes {
            change(&mut draft, &mut random);
        }
        let got = try_book(draft.text().as_bytes(), plan_of(name));
        (draft, got)
    })
}

/// Holds that nothing `wrong` is read of a changed sample, and that enough of them are read at all for that to tell
/// something.
pub fn attack(name: &str, times: u64, changes: &[Change], wrong: impl Fn(&Draft, &Book) -> String) {
    let mut failed = String::new();
    let mut count = 0;
    for (seed, (draft, got)) in (0..times).zip(changed(name, times, changes)) {
        let Ok(got) = got else { continue };
        count += 1;
        let found = wrong(&draft, &got);
        if !found.is_empty() {
            write!(failed, "{name}, seed {seed}:\n{found}").unwrap();
        }
    }
    let shown: Vec<&str> = failed.lines().take(60).collect();
    assert!(failed.is_empty(), "{} lines\n{}", failed.lines().count(), shown.join("\n"));
    assert!(count * 2 > times, "{name}: only {count} of {times} were read at all");
}

/// A test for every line: these samples, each under the changes of the line.
macro_rules! attacks {
    ($hold:ident on $samples:expr; $($test:ident: $($change:ident)+;)+) => {$(
        #[test]
        fn $test() {
            for name in $samples {
                $hold(name, &[$($change),+]);
            }
        }
    )+};
}
pub(crate) use attacks;
