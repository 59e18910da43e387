//! The oracle itself: it finds nothing wrong where nothing is, and every mistake where one is made.

use shinchoku::text::{Policy, Widths, sanitize};

use super::fuzz::fuzz;
use super::harness::{PAIRS, Pair};
use super::miniterm::{Ambiguous, is_disputed, width};
use super::stub::{Mistake, Stub};

fn found(pair: Pair, mistake: Mistake) -> Option<String> {
    fuzz(pair, 0..8, &|_| Box::new(Stub::new(mistake))).err()
}

#[test]
fn a_renderer_without_a_mistake_is_right_on_every_terminal() {
    for pair in PAIRS {
        assert_eq!(found(pair, Mistake::None), None);
    }
}

#[test]
fn every_mistake_is_found() {
    for mistake in Mistake::ALL {
        for pair in PAIRS {
            // These depend on characters that take less than the cells kept for them.
            let on_loose = matches!(mistake, Mistake::NoMoves | Mistake::NoBlanks | Mistake::BareBlanks);
            let is_loose = pair.ambiguous == Ambiguous::Narrow && pair.policy != Policy::Narrow;
            if !on_loose || is_loose {
                assert!(found(pair, mistake).is_some(), "{mistake:?} {pair:?}");
            }
        }
    }
}

#[test]
fn a_layout_on_the_wrong_terminal_is_found() {
    // Nothing that is sent makes room for what the layout gave none.
    for policy in [Policy::Narrow, Policy::Spaced] {
        let wrong = found(Pair { policy, ambiguous: Ambiguous::Wide }, Mistake::None).unwrap();
        assert!(wrong.contains("is drawn wider than its 1 cells"), "{wrong}");
    }
    // Wide layout on a narrow terminal is right only with a move behind every ambiguous character.
    let pair = Pair { policy: Policy::Wide, ambiguous: Ambiguous::Narrow };
    assert_eq!(found(pair, Mistake::None), None);
    assert!(found(pair, Mistake::NoMoves).is_some());
}

#[test]
fn a_fault_is_told_with_all_that_is_needed_to_look_at_it() {
    let wrong = found(PAIRS[2], Mistake::NoMoves).unwrap();
    for part in ["FUZZ_SEED=", " frame ", "Safe", "row ", " column ", "==== meant", "==== seen", "==== sent"]
    {
        assert!(wrong.contains(part), "{wrong}");
    }
}

#[test]
fn the_tables_of_the_program_agree_with_those_of_the_terminal() {
    for c in ('\0'..=char::MAX).filter(|c| !is_disputed(*c)) {
        // What never reaches the screen may have any width.
        let text = format!("x{c}");
        if sanitize(&text).as_str() == text {
            for (policy, ambiguous) in [(Policy::Narrow, Ambiguous::Narrow), (Policy::Wide, Ambiguous::Wide)]
            {
                assert_eq!(Widths::new(policy).ch(c), width(c, ambiguous), "{c:?} U+{:04X}", u32::from(c));
            }
        }
    }
}
