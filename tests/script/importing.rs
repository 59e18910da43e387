//! Documents are read in beside the screens, and not ended by a slip.

use crate::common::{catalog, describe, feed, over, press, screen, start};
use shinchoku::app::{Effect, Input};
use shinchoku::model::Catalog;
use std::sync::Arc;

#[test]
fn documents_are_read_in_beside_the_screens() {
    let import = |line: &str| vec![Effect::List(String::new()), Effect::Import(line.to_owned())];
    let below = |line: &str| {
        vec![Effect::List(String::new()), Effect::List("文書/".to_owned()), Effect::Import(line.to_owned())]
    };
    for (keys, at, expected) in [
        ("'21'", "import 21_ | chooses 2021.txt of 1", import("2021.txt")),
        ("'2021.txt'", "import 2021.txt_ | chooses 2021.txt of 1", import("2021.txt")),
        ("'2021.txt' space '--plan' space 'P2'", "import 2021.txt --plan P2_", import("2021.txt --plan P2")),
        ("Enter", "import 文書/_ | chooses 文書/ of 3", below("文書/")),
        ("Tab 'R'", "import 文書/R_ | chooses 文書/R2.txt of 1", below("文書/R2.txt")),
        ("Enter 'R2'", "import 文書/R2_ | chooses 文書/R2.txt of 1", below("文書/R2.txt")),
        ("Enter Down", "import 文書/_ | chooses 文書/H27 上半期.txt of 3", below("文書/H27 上半期.txt")),
    ] {
        let mut state = start(80, 24);
        let mut effects = press(&mut state, &format!(": 'import' Enter {keys}"));
        assert_eq!(describe(&state), format!("list P3 | at P3-1 | {at}"), "{keys}");
        effects.extend(press(&mut state, "Enter"));
        assert_eq!(effects, expected, "{keys}");
        assert!(state.working.is_some(), "{keys}");
    }
    // A directory is gone into first.
    let mut state = start(80, 24);
    press(&mut state, ": 'import' Enter");
    assert_eq!(describe(&state), "list P3 | at P3-1 | import _ | chooses 文書/ of 3");
    assert_eq!(press(&mut state, "Enter"), [Effect::List("文書/".to_owned())]);
    // While it runs one reads on; a second one has to wait, and it can be stopped.
    let mut state = start(80, 24);
    press(&mut state, ": 'import' Enter 'nowhere' Enter");
    feed(&mut state, Input::Working("読み込み 1 / 9  x".to_owned()));
    press(&mut state, "j");
    assert!(screen(&state).contains("読み込み 1 / 9  x"), "{}", screen(&state));
    assert_eq!(describe(&state), "list P3 | at P3-2");
    assert_eq!(press(&mut state, ": 'import' Enter"), []);
    assert!(state.notice.as_ref().is_some_and(|said| said.contains(":stop")));
    assert_eq!(press(&mut state, ": 'stop' Enter"), [Effect::Stop]);
    // What failed can be tried again with what was missing; what is done has been said when the new picture comes.
    feed(&mut state, Input::Imported(Err(vec!["x: 計画がない".to_owned()])));
    assert_eq!(describe(&state), "list P3 | at P3-2 | says x: 計画がない");
    press(&mut state, ": 'import' Enter");
    assert_eq!(describe(&state), "list P3 | at P3-2 | import nowhere_");
    press(&mut state, "Enter");
    // Of several sentences none is lost.
    let several = ["a: 読めない", "b: 読めない", "c: 3項目"].map(str::to_owned).to_vec();
    feed(&mut state, Input::Imported(Err(several)));
    assert_eq!(describe(&state), "list P3 > 読み込みの結果 | at line 1");
    assert!(screen(&state).contains("\na: 読めない\nb: 読めない\nc: 3項目\n"), "{}", screen(&state));
    press(&mut state, "Esc : 'import' Enter Enter");
    feed(&mut state, Input::Imported(Ok("x: 3項目".to_owned())));
    feed(&mut state, Input::Reloaded(catalog()));
    assert_eq!(describe(&state), "list P3 | at P3-2 | says x: 3項目");
    press(&mut state, ": 'stop' Enter");
    assert_eq!(describe(&state), "list P3 | at P3-2 | says 読み込みはしていない");
    // The first document of a store, while one reads the help.
    let mut empty = over(Arc::new(Catalog::empty()), 80, 24);
    press(&mut empty, "? j");
    feed(&mut empty, Input::Reloaded(catalog()));
    press(&mut empty, "Esc");
    assert_eq!(describe(&empty), "list P3 | at P3-1");
    state.caps.restricted = true;
    assert_eq!(press(&mut state, ": 'import' Enter"), []);
    assert!(state.ask.is_none() && state.notice.is_some());
}

#[test]
fn an_import_is_not_ended_by_a_slip() {
    let mut state = start(80, 24);
    press(&mut state, ": 'import' Enter 'nowhere' Enter");
    assert_eq!(press(&mut state, "q"), []);
    assert!(state.notice.as_ref().is_some_and(|said| said.contains("もう一度")));
    assert_eq!(press(&mut state, "j q"), [], "another key in between was no answer");
    assert_eq!(press(&mut state, "q"), [Effect::Quit]);
    let mut state = start(80, 24);
    press(&mut state, ": 'import' Enter 'nowhere' Enter");
    assert_eq!(press(&mut state, "ctrl-c"), [Effect::Quit]);
}
