//! What reading left open: shown with its plan, answered with a key, the answer taken back.

use crate::common::{describe, over, press, screen, start};
use shinchoku::app::{Effect, Input, Place, State};
use shinchoku::keymap::Chord;
use shinchoku::model::{Catalog, Judgement};
use std::sync::Arc;

use super::kit::*;

/// The screen of what reading left open: answered with a key, opened as anything else.
#[test]
fn what_is_left_open_is_answered_with_a_key() {
    let first = "読み誤りか  P2-17  効果的かつ効果的 は 効果的 か";
    let second = "元号のない年  26年度 → H26";
    let at = |place: &str, at: &str| format!("list P3 > matters{place} | at {at}");
    let p2 = "2015-half-year.txt";
    for (cols, rows, name) in [
        (80, 24, "P2-17  新聞やテレビ等を通じた情報発信の充実"),
        (40, 10, "P2-17  新聞やテレビ等を通じた情報発信"),
    ] {
        let table = [
            ("g u", at("", first)),
            ("g u k", at("", first)),
            ("g u j", at("", second)),
            ("g u G", at("", "未読 19行  評価欄の評価の見方について")),
            ("g u G j", at("", "未読 19行  評価欄の評価の見方について")),
            ("g u G g g", at("", first)),
            ("g u g u", at("", first)),
            ("g u Esc", "list P3 | at P3-1".to_owned()),
            ("p g u Esc", "list P2 | at P2-1".to_owned()),
            // To the program it is about, and back to the question.
            ("g u Enter", at(" > detail P2-17", name)),
            ("g u Enter Esc", at("", first)),
            // To the line; and on to those of the others.
            ("g u o", at(" > source", &format!("{first} {p2}:21"))),
            ("g u o n", at(" > source", &format!("{second} {p2}:3"))),
            ("g u o Esc", at("", first)),
            // What is about no program opens its line.
            ("g u j Enter", at(" > source", &format!("{second} {p2}:3"))),
            // An answer leaves one where one is; so does taking it back.
            ("g u a", at("", first)),
            ("g u a a", at("", first)),
            ("g u j x", at("", second)),
            ("g u a Enter", at(" > detail P2-17", name)),
            ("g u a o", at(" > source", &format!("{first} {p2}:21"))),
            // Come back to, what is open stands before what is not.
            ("g u a Esc g u", at("", second)),
            ("g u a Esc g u G", at("", first)),
            ("g u a a Esc g u", at("", first)),
        ];
        let table: Vec<(&str, &str)> = table.iter().map(|(keys, told)| (*keys, told.as_str())).collect();
        hold(cols, rows, &table);
    }
}

#[test]
fn an_answer_is_kept_beside_the_question_and_taken_back_with_the_same_key() {
    use Judgement::{Accepted, Rejected};
    for (keys, ruled, sign, open) in [
        ("g u", None, "?", 12),
        ("g u a", Some(Some(Accepted)), "!=", 11),
        ("g u x", Some(Some(Rejected)), "=", 11),
        ("g u a a", Some(None), "?", 12),
        ("g u x x", Some(None), "?", 12),
        // The other answer takes the place of the first.
        ("g u a x", Some(Some(Rejected)), "=", 11),
        ("g u x a", Some(Some(Accepted)), "!=", 11),
        ("g u x a a", Some(None), "?", 12),
        // Full-width keys are the same keys.
        ("g u ａ", Some(Some(Accepted)), "!=", 11),
    ] {
        let mut state = start(80, 24);
        let effects = press(&mut state, keys);
        let told = effects.iter().rev().find_map(|effect| match effect {
            Effect::Rule(id, judgement) => Some((id.clone(), *judgement)),
            _ => None,
        });
        assert_eq!(told.as_ref().map(|(_, judgement)| *judgement), ruled, "{keys}");
        if let Some((id, _)) = told {
            assert_eq!((&*id.what, &*id.about, &*id.text), ("misreading", "/P2-17", "効果的かつ効果的"));
        }
        let text = screen(&state);
        assert!(text.contains(&format!("> {sign:<2} P2   読み誤りか  P2-17")), "{keys}\n{text}");
        assert!(text.starts_with(&format!("要確認  12件  未判断 {open} ")), "{keys}\n{text}");
        // Who answered, and when, stands below.
        let said = match ruled.flatten() {
            Some(Accepted) => "認めた  春  2027-01-15",
            Some(Rejected) => "退けた  春  2027-01-15",
            None => "誤りと認めるか、退けるか",
        };
        assert!(text.contains(said), "{keys}\n{text}");
    }
    // Nothing else on the screens is changed by it, and elsewhere the keys mean nothing.
    let mut state = start(80, 24);
    press(&mut state, "Enter");
    let before = screen(&state);
    press(&mut state, "g u a j x Esc");
    assert_eq!(screen(&state), before);
    for keys in ["a", "x", "Enter a", "g h x", "g c a", "o x", "? a"] {
        let effects = press(&mut start(80, 24), keys);
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Rule(..))), "{keys}");
    }
    // Without documents nothing is open.
    let mut state = over(Arc::new(Catalog::empty()), 80, 24);
    let effects = press(&mut state, "g u a x Enter o");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Rule(..))));
    assert_eq!(state.notice.as_deref(), Some("まだ文書が一つもない。"));
}

/// Of many plans what is open in the one in sight is shown, and so it stays when somebody has answered.
#[test]
fn of_many_plans_the_questions_stay_those_of_one() {
    let catalog = catalog_of((1..=14).map(|plan| {
        format!(
            "第{plan}次改革プラン 令和3年度末\n評価欄の評価の見方について\n番号\t項目\t担当課\t評価\n\
             1\t窓口の改善\t市民課\tA\n2\t財産の活用\t管財課\tB\n"
        )
    }));
    let open = |state: &State| match state.place() {
        Some(Place::Matters(place)) => place.all.iter().map(|(plan, _)| *plan).collect::<Vec<_>>(),
        _ => panic!("{}", describe(state)),
    };
    let mut state = over(Arc::clone(&catalog), 80, 24);
    for key in ["g", "u"] {
        state.handle(Input::Key(Chord::parse(key).unwrap()));
    }
    let before = open(&state);
    assert!(!before.is_empty() && before.iter().all(|plan| *plan == before[0]), "{before:?}");
    state.handle(Input::Reloaded(catalog));
    assert_eq!(open(&state), before);
}
