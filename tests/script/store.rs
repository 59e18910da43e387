//! The store under the screens: without documents yet, or changed by others meanwhile.

use crate::common::{catalog, describe, feed, over, press, screen, start};
use shinchoku::app::Input;
use shinchoku::model::Catalog;
use std::sync::Arc;

#[test]
fn a_store_without_documents_answers_every_key() {
    for keys in ["j", "/", "g h", "p", "Enter", "f", "2", "y"] {
        let mut state = over(Arc::new(Catalog::empty()), 80, 24);
        press(&mut state, keys);
        let said = state.notice.is_some() || state.ask.is_some();
        assert!(said, "{keys}: {}", describe(&state));
    }
}

#[test]
fn a_store_that_is_loaded_again_leaves_one_where_one_is() {
    for keys in [
        "",
        "G",
        "j j Enter",
        "j j Enter j j j",
        "p G p j / 2 6",
        "/ 2 6 Enter Esc",
        "/ 2 6 Down Enter o n n j",
        "p g h j j h Enter",
        "Enter / '保育'",
        "/ 'H99末:B'",
    ] {
        let mut state = start(80, 24);
        press(&mut state, keys);
        let (before, pictured) = (describe(&state), screen(&state));
        // What others decide is no news of the documents.
        feed(&mut state, Input::Reloaded(catalog()));
        assert_eq!(describe(&state), before, "{keys}");
        assert_eq!(screen(&state), pictured, "{keys}");
        // And back as if nothing had been.
        let mut other = start(80, 24);
        press(&mut other, keys);
        for state in [&mut state, &mut other] {
            press(state, "Esc Esc Esc Esc Esc p p");
        }
        assert_eq!(screen(&state), screen(&other), "{keys}");
    }
    let mut state = start(80, 24);
    feed(&mut state, Input::Reloaded(Arc::new(Catalog::empty())));
    assert_eq!(describe(&state), "welcome | at none | says データが更新された");
    assert!(screen(&state).contains("shinchoku demo"));
}
