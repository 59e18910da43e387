//! Behaviour without a terminal: keys in, the state in words out. The rows are read as a manual would be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

mod common;

use common::{astray, catalog, describe, drawn, feed, halves, over, press, screen, start};
use shinchoku::app::ask::Act;
use shinchoku::app::page::PageLine;
use shinchoku::app::{Effect, Input, Place, Size, State};
use shinchoku::command::{Scope, TABLE};
use shinchoku::import::{self, Options};
use shinchoku::keymap::{Chord, Hint, Keymap, Resolve, show_keys};
use shinchoku::model::{self, Catalog, Date, Judgement};
use std::sync::Arc;

/// Presses the keys of each row in a session of its own and compares the state in words.
fn hold(cols: u16, rows: u16, table: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (keys, expected) in table {
        let mut state = start(cols, rows);
        press(&mut state, keys);
        let found = describe(&state);
        if found != *expected {
            wrong.push(format!("{keys}\n  expected {expected}\n  found    {found}\n{}", screen(&state)));
        }
        wrong.extend(astray(&state).into_iter().map(|what| format!("{keys}\n  {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_list_is_walked_by_programs() {
    hold(
        80,
        24,
        &[
            ("", "list P3 | at P3-1"),
            ("j", "list P3 | at P3-2"),
            ("Down Down", "list P3 | at P3-3"),
            ("ｊ", "list P3 | at P3-2"),
            ("j k", "list P3 | at P3-1"),
            ("k", "list P3 | at P3-1"),
            // Over the heading of the second direction.
            ("j j j j j j", "list P3 | at P3-7"),
            ("j j j j j j k", "list P3 | at P3-6"),
            ("G", "list P3 | at P3-43"),
            ("G j", "list P3 | at P3-43"),
            ("G g g", "list P3 | at P3-1"),
            ("ctrl-d", "list P3 | at P3-20"),
            ("ctrl-d ctrl-u", "list P3 | at P3-1"),
            ("PageDown PageDown PageDown", "list P3 | at P3-43"),
            ("Esc", "list P3 | at P3-1"),
        ],
    );
}

#[test]
fn plans_are_turned_and_left_as_they_were() {
    hold(
        80,
        24,
        &[
            ("p", "list P2 | at P2-1"),
            ("j j p", "list P2 | at P2-1"),
            ("j j p p", "list P3 | at P3-3"),
            ("j j p j p p", "list P2 | at P2-2"),
            ("p G p p", "list P2 | at P2-62"),
            // A query between the two does not count as a place in the plan.
            ("j j / '保育' Enter Esc p p", "list P3 | at P3-3"),
        ],
    );
}

#[test]
fn a_query_finds_opens_and_leads_back() {
    hold(
        80,
        24,
        &[
            ("/", "list P3 | at P3-1 | query _"),
            ("/ 2 6", "hits 26 | at P3-26 | query 26_"),
            ("/ 2 6 Down", "hits 26 | at P2-26 | query 26_"),
            ("/ 2 6 Enter", "hits 26 > detail P3-26 | at P3-26  保育料の見直し"),
            ("/ 2 6 Down Enter", "hits 26 > detail P2-26 | at P2-26  事業仕分けの実施"),
            ("/ 2 6 Enter Esc", "hits 26 | at P3-26"),
            ("j j / 2 6 Enter Esc Esc", "list P3 | at P3-3"),
            ("j j / 2 6 Esc", "list P3 | at P3-3"),
            ("/ 2 6 ctrl-u", "list P3 | at P3-1 | query _"),
            ("j / 2 6 Backspace Backspace Enter", "list P3 | at P3-2"),
            ("/ '２６'", "hits ２６ | at P3-26 | query ２６_"),
            ("/ <26>", "hits 26 | at P3-26 | query 26_"),
            ("/ <2\u{7}6>", "hits 26 | at P3-26 | query 26_"),
            // Outside of the query a paste is no key: it is looked for.
            ("<q>", "hits q | at none | query q_"),
            ("Enter <26> Enter", "hits 26 > detail P3-26 | at P3-26  保育料の見直し"),
            ("/ 2 6 Enter <P2-12>", "hits P2-12 | at P2-12 | query P2-12_"),
            ("<jjq> Esc", "list P3 | at P3-1"),
            // From wherever a query was begun, Esc leads back there.
            ("j Enter j j / 2 6 Esc", "list P3 > detail P3-2 | at 担当      (内訳を見る)"),
            ("p g h j h / 2 6 Down Esc", "list P2 > heatmap P2 | at P2-2 H26末"),
            ("Enter o / 2 Esc", "list P3 > detail P3-1 > source | at P3-1 名称 2021-year-end.txt:24"),
            ("/ 2 6 Enter Esc /", "hits 26 | at P3-26 | query 26_"),
            ("/ 2 6 Enter Esc / 0 Esc", "hits 26 | at P3-26"),
            // A query in force is selected: typing begins anew, moving keeps it.
            ("/ 2 6 Enter Esc / 1 2", "hits 12 | at P3-12 | query 12_"),
            ("/ 2 6 Enter Esc / End space '財政'", "hits 26 財政 | at P3-26 | query 26 財政_"),
            ("/ 2 6 Enter Esc / Backspace", "list P3 | at P3-1 | query _"),
            ("/ 2 6 Enter Esc / Left Backspace", "hits 6 | at P3-6 | query _6"),
            ("/ 'H26末:B'", "hits H26末:B | at P2-2 | query H26末:B_"),
            ("/ 'H26末:B' Down Down PageDown", "hits H26末:B | at P2-45 | query H26末:B_"),
            ("/ 'ない語'", "hits ない語 | at none | query ない語_"),
            ("/ 'ない語' Enter", "hits ない語 | at none"),
            ("/ 'ない語' Enter Enter o j", "hits ない語 | at none"),
            ("/ 'abc' Left Left", "hits abc | at none | query a_bc"),
            ("/ 'abc' Home Right ctrl-h", "hits bc | at none | query _bc"),
            ("/ '保育' space '見直し' ctrl-w ctrl-w", "hits 保育  | at P3-26 | query 保育 _"),
        ],
    );
}

#[test]
fn the_ten_late_ones_of_a_period() {
    let mut state = start(80, 24);
    press(&mut state, "/ 'H26末:B'");
    let found: Vec<String> =
        state.list().unwrap().rows().programs().map(|(_, ix)| state.catalog.label(ix)).collect();
    let expected = ["P2-2", "P2-9", "P2-12", "P2-13", "P2-21", "P2-26", "P2-33", "P2-43", "P2-44", "P2-45"];
    assert_eq!(found, expected);
}

#[test]
fn leaving_a_query_gives_back_cursor_and_scroll() {
    for keys in [
        "/ 2 6 Esc",
        "/ 2 6 Enter Esc Esc",
        "/ 2 6 Enter o Esc Esc Esc",
        "/ 2 6 Enter g l Esc",
        "/ 2 6 ctrl-u Enter",
        "/ 2 6 Enter Esc / 7 Esc Esc",
        "/ 2 6 Enter Esc / ctrl-u Enter",
    ] {
        let mut state = start(80, 24);
        press(&mut state, "G k k k ctrl-u j");
        let before = state.list().unwrap().clone();
        assert!(before.rows().top > 0 && before.rows().cursor > before.rows().top);
        press(&mut state, keys);
        assert_eq!(state.list(), Some(&before), "{keys}");
        assert!(matches!(state.places.as_slice(), [Place::List(_)]), "{keys}");
    }
}

#[test]
fn a_program_is_read_and_left() {
    hold(
        80,
        24,
        &[
            ("Enter", "list P3 > detail P3-1 | at P3-1  協働推進体制の充実"),
            ("Enter j", "list P3 > detail P3-1 | at 方針      1 地域協力の推進"),
            ("j j Enter j j G Esc", "list P3 | at P3-3"),
            // The number stays, the plan changes.
            ("Enter p", "list P3 > detail P2-1 | at P2-1  市民活動支援センターによる市民活動支援の充実"),
            // A line that leads nowhere opens the lines it rests on.
            ("Enter Enter", "list P3 > detail P3-1 > source | at P3-1 名称 2021-year-end.txt:24"),
            ("Enter j j j Enter", "list P3 > detail P3-1 > source | at P3-1 評価 R2末 2021-year-end.txt:24"),
            // Periods are turned here too.
            ("p Enter [", "list P2 > detail P2-1 | at 評価      H26末  A    (2015-03)"),
            ("p Enter [ [ [ ]", "list P2 > detail P2-1 | at 評価      H26末  A    (2015-03)"),
            ("p g h h h Enter ]", "list P2 > heatmap P2 > detail P2-1 | at 評価      H26末  A    (2015-03)"),
            // No other plan has a program 62.
            (
                "p G Enter p",
                "list P2 > detail P2-62 | at P2-62  広域連携の推進 | says ほかの計画に 62 番はない",
            ),
            // The last line leads to the program of the same number in the other plan, and back.
            (
                "Enter G Enter",
                "list P3 > detail P3-1 > detail P2-1 | at P2-1  市民活動支援センターによる市民活動支援の充実",
            ),
            ("Enter G Enter Esc Esc", "list P3 | at P3-1"),
            ("Enter g l", "list P3 | at P3-1"),
            ("Enter Tab", "list P3 > detail P3-1 | at P3-1  協働推進体制の充実"),
            ("Tab", "list P3 | at P3-1"),
        ],
    );
    hold(
        120,
        40,
        &[
            ("j Tab", "list P3 > detail P3-2 | at P3-2  協働事業の推進"),
            ("j Tab Tab", "list P3 | at P3-2"),
            ("j Tab j j Tab j", "list P3 | at P3-3"),
        ],
    );
}

/// What is asked in a meeting: each question in a few keys from where one stands, and on to the line it rests on.
#[test]
fn questions_of_a_meeting_lead_from_list_to_program_to_heatmap_to_source() {
    hold(
        80,
        24,
        &[
            // 「26番は?」
            ("2 6 Enter", "list P3 > detail P3-26 | at P3-26  保育料の見直し"),
            ("/ 2 6 Down", "hits 26 | at P2-26 | query 26_"),
            ("/ 2 6 Down Enter", "hits 26 > detail P2-26 | at P2-26  事業仕分けの実施"),
            ("/ 2 6 Down Enter g h", "hits 26 > detail P2-26 > heatmap P2 | at P2-26 H27上"),
            ("/ 2 6 Down Enter g h h", "hits 26 > detail P2-26 > heatmap P2 | at P2-26 H26末"),
            (
                "/ 2 6 Down Enter g h h o",
                "hits 26 > detail P2-26 > heatmap P2 > source | at P2-26 評価 H26末 2015-half-year.txt:30",
            ),
            ("/ 2 6 Down Enter g h h o Esc Esc Esc Esc", "list P3 | at P3-1"),
            // 「平成26年度末にBだったのは?」
            ("/ 'H26末:B'", "hits H26末:B | at P2-2 | query H26末:B_"),
            ("/ 'H26末:B' Enter", "hits H26末:B > detail P2-2 | at P2-2  庁内等における協働推進体制の充実"),
            (
                "/ 'H26末:B' Enter J",
                "hits H26末:B > detail P2-9 | at P2-9  協働事業の推進(学校支援ボランティアの推進)",
            ),
            ("/ 'H26末:B' Enter Esc G", "hits H26末:B | at P2-45"),
            ("/ 'H26末:B' Enter Esc G g h", "hits H26末:B > heatmap P2 | at P2-45 H27上"),
            (
                "/ 'H26末:B' Enter Esc G g h h Enter",
                "hits H26末:B > heatmap P2 > detail P2-45 | at 評価      H26末  B    (2015-03)",
            ),
            (
                "/ 'H26末:B' Enter Esc G g h o",
                "hits H26末:B > heatmap P2 > source | at P2-45 評価 H27上 2015-half-year.txt:52",
            ),
            // 「財政課は?」
            (
                "/ 'dept:財政課' space 'plan:P2'",
                "hits dept:財政課 plan:P2 | at P2-27 | query dept:財政課 plan:P2_",
            ),
            ("/ 'dept:財政課' space 'plan:P2' Enter Esc G", "hits dept:財政課 plan:P2 | at P2-41"),
            // 「外郭団体の内訳は?」
            ("3 0 Enter", "list P3 > detail P3-30 | at P3-30  外郭団体の経営改善"),
            ("/ '30-2' Enter", "hits 30-2 > detail P3-30-2 | at P3-30-2  外郭団体の経営改善"),
            // 「収納率は?」
            ("/ '収納率'", "hits 収納率 | at P3-24 | query 収納率_"),
            ("/ '収納率' Down", "hits 収納率 | at P2-33 | query 収納率_"),
            ("/ '収納率' Enter", "hits 収納率 > detail P3-24 | at P3-24  介護保険料の収納率向上対策の実施"),
            // 「フォローアップ41件は合うか」
            ("g c", "list P3 > checks | at フォローアップの数  印刷 41  実際 42"),
            ("g c o", "list P3 > checks > source | at フォローアップの数 2015-half-year.txt:70"),
            ("g c Enter", "list P3 > checks > hits plan:P2 no:25|39 | at P2-25"),
            ("g c Enter Esc", "list P3 > checks | at フォローアップの数  印刷 41  実際 42"),
        ],
    );
}

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

/// The catalog of some documents in text.
fn catalog_of(texts: impl Iterator<Item = String>) -> Arc<Catalog> {
    let read = |(at, text): (usize, String)| {
        let today = Date { year: 2026, month: 4, day: 1 };
        let options = Options { name: format!("{at}.txt"), encoding: None, plan: None, period: None, today };
        import::read(text.as_bytes(), &options, &[]).unwrap()
    };
    let documents: Vec<_> = texts.enumerate().map(read).collect();
    let (headlines, details) = model::build(&documents);
    Arc::new(Catalog::new(headlines, || details))
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

/// Half a number is another number.
#[test]
fn the_totals_of_a_large_plan_stand_whole() {
    let rows = |grade| (1..=1234).map(move |n| format!("{n}\t取組{n}の推進\t市民課\t{grade}\t{grade}\n"));
    let head = "第4次改革プラン\n番号\t項目\t担当課\t令和3年度評価\t令和4年度評価\n";
    let text = head.to_owned() + &rows("A").collect::<String>();
    for (cols, height) in [(120, 40), (80, 24), (40, 20)] {
        let mut state = over(catalog_of(std::iter::once(text.clone())), cols, height);
        press(&mut state, "g h");
        let shown = screen(&state);
        let mut totals = shown.lines().skip_while(|line| !line.starts_with('計')).map(str::split_whitespace);
        let counts = totals.find_map(|mut words| words.by_ref().any(|w| w == "A").then_some(words)).unwrap();
        assert_eq!(counts.collect::<Vec<_>>(), ["1234", "1234"], "{cols}: {shown}");
    }
}

#[test]
fn the_heatmap_is_walked_in_both_directions() {
    hold(
        80,
        24,
        &[
            ("g h", "list P3 > heatmap P3 | at P3-1 R2末"),
            ("p g h", "list P2 > heatmap P2 | at P2-1 H27上"),
            ("p j j g h", "list P2 > heatmap P2 | at P2-3 H27上"),
            ("p [ g h", "list P2 > heatmap P2 | at P2-1 H26末"),
            ("p g h h", "list P2 > heatmap P2 | at P2-1 H26末"),
            ("p g h h h h h", "list P2 > heatmap P2 | at P2-1 H26上"),
            ("p g h [ [ ] l l", "list P2 > heatmap P2 | at P2-1 H27上"),
            ("p g h G", "list P2 > heatmap P2 | at P2-62 H27上"),
            ("p g h p", "list P2 > heatmap P3 | at P3-1 R2末"),
            ("p g h j j g l", "list P2 | at P2-3"),
            ("p g h j j Esc", "list P2 | at P2-1"),
            ("p g h g h", "list P2 > heatmap P2 | at P2-1 H27上"),
            // A cell opens the program at the line of its period.
            ("p g h j [ Enter", "list P2 > heatmap P2 > detail P2-2 | at 評価      H26末  B    (2015-03)"),
            ("p g h j [ Enter j j Esc", "list P2 > heatmap P2 | at P2-2 H26末"),
            ("Enter g h", "list P3 > detail P3-1 > heatmap P3 | at P3-1 R2末"),
        ],
    );
}

#[test]
fn the_source_of_a_value_is_its_line() {
    let p2 = "2015-half-year.txt";
    let p3 = "2021-year-end.txt";
    for (keys, expected) in [
        ("o", format!("list P3 > source | at P3-1 評価 R2末 {p3}:24")),
        ("p o", format!("list P2 > source | at P2-1 評価 H27上 {p2}:5")),
        ("p [ o", format!("list P2 > source | at P2-1 評価 H26末 {p2}:5")),
        // A hit of another plan than the list's.
        ("/ 2 6 Enter Esc j o", format!("hits 26 > source | at P2-26 評価 H27上 {p2}:30")),
        ("/ 2 6 Enter o", format!("hits 26 > detail P3-26 > source | at P3-26 名称 {p3}:62")),
        ("/ 2 6 Enter j j j o", format!("hits 26 > detail P3-26 > source | at P3-26 評価 R2末 {p3}:62")),
        ("p g h h j o", format!("list P2 > heatmap P2 > source | at P2-2 評価 H26末 {p2}:6")),
        ("o Esc", "list P3 | at P3-1".to_owned()),
        ("o g l", "list P3 | at P3-1".to_owned()),
    ] {
        let mut state = start(80, 24);
        let effects = press(&mut state, keys);
        assert_eq!(describe(&state), expected, "{keys}\n{}", screen(&state));
        assert!(matches!(effects.as_slice(), [Effect::ReadDocument(_)]), "{keys}: {effects:?}");
    }
}

#[test]
fn passages_are_walked_in_a_circle() {
    let mut state = start(80, 24);
    press(&mut state, "/ 'P3-12' Enter Esc o");
    let passage = |state: &State| match state.place() {
        Some(Place::Source(source)) => (source.at, source.passages.len()),
        other => panic!("{other:?}"),
    };
    let (first, count) = passage(&state);
    assert_eq!(first, 0);
    assert!(count > 3, "{count}");
    for step in 1..=count {
        press(&mut state, "n");
        assert_eq!(passage(&state), (step % count, count));
    }
    press(&mut state, "N");
    assert_eq!(passage(&state), (count - 1, count));
}

#[test]
fn a_document_ends_at_both_ends() {
    // Far beyond an end, the first number in sight there, and the one key that moves one row back from it.
    for (beyond, first, back) in [("g g k k k", Some("1"), "j"), ("G j j j", None, "k")] {
        let mut state = start(80, 24);
        press(&mut state, "o");
        press(&mut state, beyond);
        let end = screen(&state);
        let rows: Vec<&str> = end.lines().skip(2).take(21).collect();
        if let Some(first) = first {
            assert_eq!(rows.first().map(|row| row.trim()), Some(first), "{end}");
        } else {
            assert!(rows.last().is_some_and(|row| !row.is_empty()), "the last row is the last line\n{end}");
        }
        press(&mut state, back);
        assert_ne!(screen(&state), end, "{beyond} {back}");
    }
}

#[test]
fn the_period_of_the_header_is_turned() {
    for (keys, expected) in [
        ("p", "H27上 = 2015年9月末  62項目  S 0  A 59  B 3"),
        ("p [", "H26末 = 2015年3月末  62項目  S 3  A 49  B 10"),
        ("p [ [", "H26上 = 2014年9月末  62項目  S 1  A 59  B 2"),
        ("p [ [ [ [", "H26上 = 2014年9月末  62項目  S 1  A 59  B 2"),
        ("p [ [ ]", "H26末 = 2015年3月末  62項目  S 3  A 49  B 10"),
        ("[ ] ]", "R2末 = 2021年3月末  43項目  S 0  A 28  B 15"),
    ] {
        let mut state = start(80, 24);
        press(&mut state, keys);
        let screen = screen(&state);
        assert!(screen.lines().next().is_some_and(|l| l.ends_with(expected)), "{keys}\n{screen}");
    }
}

#[test]
fn keys_without_a_meaning_are_named_and_sequences_show_what_may_follow() {
    hold(
        80,
        24,
        &[
            ("z", "list P3 | at P3-1 | says z に割り当てはない"),
            ("z j", "list P3 | at P3-2"),
            ("g z", "list P3 | at P3-1 | says g z に割り当てはない"),
            ("g", "list P3 | at P3-1 | after g: g l h c u d"),
            ("j g Esc", "list P3 | at P3-2"),
            ("/ alt-j", "list P3 | at P3-1 | query _ | says alt-j に割り当てはない"),
        ],
    );
    let mut state = start(80, 24);
    press(&mut state, "g");
    let last = screen(&state).lines().last().unwrap().to_owned();
    for shown in ["g …", "g 先頭へ", "l 一覧へ"] {
        assert!(last.contains(shown), "{shown}: {last}");
    }
}

#[test]
fn digits_lead_to_a_number_in_every_plan() {
    hold(
        80,
        24,
        &[
            ("2", "list P3 | at P3-1 | number 2_ | chooses P3-2  協働事業の推進 of 2"),
            ("2 6", "list P3 | at P3-1 | number 26_ | chooses P3-26  保育料の見直し of 2"),
            ("2 6 Enter", "list P3 > detail P3-26 | at P3-26  保育料の見直し"),
            ("2 6 Down Enter", "list P3 > detail P2-26 | at P2-26  事業仕分けの実施"),
            ("2 6 Down Down Up Enter Esc", "list P3 | at P3-1"),
            ("j j 2 6 Esc", "list P3 | at P3-3"),
            ("２ ６ Enter", "list P3 > detail P3-26 | at P3-26  保育料の見直し"),
            ("2 - 2 6 Enter", "list P3 > detail P2-26 | at P2-26  事業仕分けの実施"),
            ("3 0 - 2 Enter", "list P3 > detail P3-30-2 | at P3-30-2  外郭団体の経営改善"),
            ("3 - 3 0 - 2 Enter", "list P3 > detail P3-30-2 | at P3-30-2  外郭団体の経営改善"),
            ("Enter 1 2 Enter", "list P3 > detail P3-1 > detail P3-12 | at P3-12  行政評価の実施"),
            ("g h 1 2 Enter Esc", "list P3 > heatmap P3 | at P3-1 R2末"),
            ("o 7 Enter Esc", "list P3 > source | at P3-1 評価 R2末 2021-year-end.txt:24"),
            ("9 9", "list P3 | at P3-1 | number 99_"),
            ("9 9 Enter", "list P3 | at P3-1 | says 該当なし: 99"),
            ("9 9 Backspace Backspace", "list P3 | at P3-1 | number _"),
            ("g 2", "list P3 | at P3-1 | says g 2 に割り当てはない"),
        ],
    );
    let mut state = start(80, 24);
    press(&mut state, "2 6");
    let seen = screen(&state);
    let last: Vec<&str> = seen.lines().rev().take(4).collect();
    assert!(
        last[3].starts_with("> P3-26  保育料の見直し") && last[2].contains("P2-26  事業仕分けの実施"),
        "{seen}"
    );
    assert!(last[2].ends_with("A B A") && last[1].starts_with("No. 26"), "{seen}");
}

#[test]
fn the_list_is_narrowed_and_ordered() {
    hold(
        80,
        24,
        &[
            ("f '末' space 'B'", "list P3 | at P3-1 | filter 末 B_ | chooses 評価 R2末 B of 1"),
            ("f '末' space 'A' Enter", "list P3 | at P3-6"),
            ("f '目標に' Enter j", "list P3 | at P3-3"),
            // The cursor stays on its program where that is left in.
            ("j j f '末' space 'B' Enter", "list P3 | at P3-3"),
            ("f 'なにもない' Enter", "list P3 | at P3-1 | says 該当なし: なにもない"),
            ("f '末' space 'B' Esc", "list P3 | at P3-1"),
            ("f '目標に' Enter G F", "list P3 | at P3-30"),
            ("f '目標に' Enter G Esc j", "list P3 | at P3-31"),
            // Each plan keeps what narrows it.
            ("p f '下' Enter p p", "list P2 | at P2-6"),
            ("p f '下' Enter g h j", "list P2 > heatmap P2 | at P2-10 H27上"),
            ("p g h f '下' Enter", "list P2 > heatmap P2 | at P2-6 H27上"),
            ("p f '下' Enter f '指導課' Enter", "list P2 | at P2-6"),
            ("p s '末の' Enter g g", "list P2 | at P2-2"),
            ("s '担当' Enter g g", "list P3 | at P3-3"),
            ("s '番号' Enter", "list P3 | at P3-1"),
        ],
    );
    for (keys, header) in [
        (
            "f '目標に' Enter",
            "P3  R2末 = 2021年3月末  [目標に届かない指標がある]  11 / 43項目  S 0  A 2  B 5",
        ),
        ("p f '下' Enter", "P2  H27上 = 2015年9月末  [変化 H26末→H27上 下がった]  4 / 62項目  S 0  A 3  B 1"),
        (
            "p f '下' Enter [",
            "P2  H26末 = 2015年3月末  [変化 H26末→H27上 下がった]  4 / 62項目  S 3  A 1  B 0",
        ),
        ("p f '下' Enter F", "P2  H27上 = 2015年9月末  62項目  S 0  A 59  B 3"),
        ("p f '下' Enter f 'すべて' Enter", "P2  H27上 = 2015年9月末  62項目  S 0  A 59  B 3"),
    ] {
        let mut state = start(80, 24);
        press(&mut state, keys);
        let screen = screen(&state);
        assert!(screen.starts_with(&format!("{header}\n")), "{keys}\n{screen}");
    }
    // Every filter that is offered leaves as many as it says, and says what the same query finds.
    for keys in ["f", "p f", "p f '下' Enter f"] {
        let mut state = start(80, 24);
        press(&mut state, keys);
        let offered = state.ask.as_ref().unwrap().choices.len();
        assert!(offered > 3, "{keys}");
        for at in 0..offered {
            let mut state = start(80, 24);
            press(&mut state, keys);
            let ask = state.ask.as_mut().unwrap();
            ask.at = at;
            let choice = ask.choices[at].clone();
            press(&mut state, "Enter");
            let (Act::Toggle(_), Some(list)) = (&choice.act, state.list()) else { continue };
            if !choice.name.starts_with('*') {
                assert_eq!(list.rows().programs().count().to_string(), choice.beside, "{}", choice.name);
            }
            assert_eq!(astray(&state), Vec::<String>::new(), "{}", choice.name);
        }
    }
}

#[test]
fn what_one_stands_on_is_taken_out_as_text() {
    for (keys, expected) in [
        ("y '番号' Enter", "P3-1"),
        ("/ 'P3-12' Enter y '番号' Enter", "P3-12"),
        ("y '行' Enter", "P3-1  協働推進体制の充実  R2末 B"),
        (
            "p y '行' Enter",
            "P2-1  市民活動支援センターによる市民活動支援の充実  H26上 A H26末 A H27上 A  市民協働・男女参画推進課",
        ),
        ("p g h j h y '升' Enter", "P2-2 H26末 B"),
        ("/ 'P3-12' Enter j j y '行' Enter", "担当      政策課"),
        ("/ 'P3-12' Enter j j y '箇所' Enter", "政策課\n(2021-year-end.txt:46)"),
        ("/ 'P3-12' Enter j j o y '箇所' Enter", "政策課\n(2021-year-end.txt:46)"),
    ] {
        let mut state = start(80, 24);
        state.caps.clipboard = true;
        let offered = press(&mut state, keys).into_iter().find(|effect| matches!(effect, Effect::Clip(_)));
        assert_eq!(offered, Some(Effect::Clip(expected.to_owned())), "{keys}");
        let Some(Place::Page(page)) = state.place() else { panic!("{keys}: {}", describe(&state)) };
        assert_eq!(page.text.as_deref(), Some(expected), "{keys}");
        let written = press(&mut state, "w");
        assert_eq!(written, [Effect::Write(expected.to_owned())], "{keys}");
        press(&mut state, "Esc");
        assert!(!matches!(state.place(), Some(Place::Page(_))), "{keys}");
    }
    let mut state = start(80, 24);
    press(&mut state, "/ 'P3-12' Enter y '全文' Enter");
    let seen = screen(&state);
    assert!(seen.contains("\nP3-12  行政評価の実施\n") && seen.contains("44.0%"), "{seen}");
    state.caps.restricted = true;
    assert_eq!(press(&mut state, "w"), []);
    assert!(state.notice.is_some());
}

#[test]
fn documents_are_read_in_beside_the_screens() {
    let import = |line: &str| vec![Effect::List(String::new()), Effect::Import(line.to_owned())];
    let below = |line: &str| {
        vec![Effect::List(String::new()), Effect::List("文書/".to_owned()), Effect::Import(line.to_owned())]
    };
    for (keys, at, expected) in [
        ("", "import _ | chooses 文書/ of 3", import("文書/")),
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
        if keys.is_empty() {
            // A directory is gone into first.
            assert_eq!(effects.last(), Some(&Effect::List("文書/".to_owned())));
            continue;
        }
        assert_eq!(effects, expected, "{keys}");
        assert!(state.working.is_some(), "{keys}");
    }
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
fn one_goes_on_from_program_to_program_without_the_list() {
    hold(
        80,
        24,
        &[
            ("Enter J J", "list P3 > detail P3-3 | at P3-3  地域コミュニティの推進"),
            ("Enter J K", "list P3 > detail P3-1 | at P3-1  協働推進体制の充実"),
            ("Enter J Esc", "list P3 | at P3-2"),
            ("Enter K", "list P3 > detail P3-1 | at P3-1  協働推進体制の充実 | says この先に項目はない"),
            // Through what was found, and nothing else.
            (
                "f '末' space 'B' Enter j j j j Enter J",
                "list P3 > detail P3-11 | at P3-11  組織目標の管理体制の推進",
            ),
            ("/ 2 6 Enter J", "hits 26 > detail P2-26 | at P2-26  事業仕分けの実施"),
            ("Enter [", "list P3 > detail P3-1 | at P3-1  協働推進体制の充実 | says ほかの期はない"),
        ],
    );
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
fn the_doctor_is_left_as_any_page_and_tries_widths() {
    hold(
        80,
        24,
        &[
            ("g d", "list P3 > doctor | at line 1, width narrow"),
            ("g d g d", "list P3 > doctor | at line 1, width narrow"),
            ("g d w", "list P3 > doctor | at line 1, width wide | says 文字幅: wide"),
            ("g d w w w w", "list P3 > doctor | at line 1, width narrow | says 文字幅: narrow"),
            ("g h g d w Esc", "list P3 > heatmap P3 | at P3-1 R2末"),
            ("@40x8 g d G", "list P3 > doctor | at line 14, width narrow"),
            ("@40x8 g d G j k", "list P3 > doctor | at line 13, width narrow"),
            ("@40x8 g d G @80x24", "list P3 > doctor | at line 1, width narrow"),
            ("g d y", "list P3 > doctor | at line 1, width narrow | copy _ | chooses 全文 of 1"),
            ("g d 2 6 Enter", "list P3 > doctor > detail P3-26 | at P3-26  保育料の見直し"),
        ],
    );
    let mut state = start(80, 24);
    let effects = press(&mut state, "g d y Enter");
    assert!(effects.contains(&Effect::Examine));
    let text = screen(&state);
    assert!(text.contains("注意  ロケール  C") && !text.contains('①'), "{text}");
    // Before there is any document, too.
    let mut state = over(Arc::new(Catalog::empty()), 80, 24);
    press(&mut state, "g d");
    assert_eq!(describe(&state), "welcome > doctor | at line 1, width narrow");
}

#[test]
fn every_command_is_in_the_palette_and_runs_from_it() {
    hold(
        80,
        24,
        &[
            (": 'go-h' Enter", "list P3 > heatmap P3 | at P3-1 R2末"),
            (
                "Enter : 'next-plan' Enter",
                "list P3 > detail P2-1 | at P2-1  市民活動支援センターによる市民活動支援の充実",
            ),
            (": 'last' Enter", "list P3 | at P3-43"),
            (": 'なにもない' Enter", "list P3 | at P3-1 | says 該当なし: なにもない"),
            (": Esc", "list P3 | at P3-1"),
        ],
    );
    for keys in ["", "Enter", "g h", "o", "?"] {
        let mut state = start(80, 24);
        press(&mut state, keys);
        let scope = state.scope();
        press(&mut state, ":");
        let offered: Vec<Act> = state.ask.as_ref().unwrap().choices.iter().map(|c| c.act.clone()).collect();
        for entry in TABLE.iter().filter(|e| e.scopes.contains(&scope)) {
            assert!(offered.contains(&Act::Run(entry.command)), "{keys} {}", entry.id);
        }
    }
}

#[test]
fn the_help_shows_every_key_that_works_here() {
    for keys in ["", "Enter", "g h", "o", "?"] {
        let mut state = start(120, 40);
        press(&mut state, keys);
        let scope = state.scope();
        press(&mut state, "?");
        let Some(Place::Page(page)) = state.place() else { panic!("{keys}") };
        let shown: Vec<&str> = page
            .lines
            .iter()
            .filter_map(|l| if let PageLine::Keys(keys, ..) = l { Some(keys.as_str()) } else { None })
            .flat_map(|keys| keys.split("  "))
            .collect();
        for scope in [scope, Scope::Query] {
            for entry in TABLE.iter().filter(|e| e.scopes.contains(&scope)) {
                for keys in state.keymap.keys_for(scope, entry.command) {
                    assert!(shown.contains(&show_keys(&keys).as_str()), "{}", entry.id);
                }
            }
        }
    }
    hold(
        80,
        24,
        &[
            ("j ?", "list P3 > キーの一覧 | at line 1"),
            ("j ? Esc", "list P3 | at P3-2"),
            ("? j j k", "list P3 > キーの一覧 | at line 2"),
            ("? G g g", "list P3 > キーの一覧 | at line 1"),
            ("F1", "list P3 > キーの一覧 | at line 1"),
        ],
    );
}

#[test]
fn leaving_is_possible_from_everywhere() {
    for (keys, quits) in [
        ("q", true),
        ("Enter q", true),
        ("g h q", true),
        ("o q", true),
        ("ctrl-c", true),
        ("/ ctrl-c", true),
        ("/ q", false),
        ("Esc Esc Esc", false),
    ] {
        assert_eq!(press(&mut start(80, 24), keys).contains(&Effect::Quit), quits, "{keys}");
    }
}

#[test]
fn another_size_keeps_the_cursor_in_sight() {
    for keys in ["G", "p G", "Enter G", "p g h G", "o G", "/ 2 6", "/ 'P3-12' Enter G"] {
        for sizes in
            ["@40x10 @80x24", "@20x5 @120x40", "@1x1", "@0x0 @80x24", "@120x40 @40x10", "@300x100 @60x4"]
        {
            let mut state = start(40, 10);
            press(&mut state, keys);
            for size in sizes.split(' ') {
                press(&mut state, size);
                assert_eq!(astray(&state), Vec::<String>::new(), "{keys} {size}\n{}", screen(&state));
            }
        }
    }
}

#[test]
fn a_changed_store_leaves_one_at_the_same_program() {
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
        feed(&mut state, Input::Reloaded(common::catalog()));
        assert_eq!(describe(&state), before, "{keys}");
        assert_eq!(screen(&state), pictured, "{keys}");
        // And back as if nothing had been.
        press(&mut state, "Esc Esc Esc Esc Esc p p");
    }
    let mut state = start(80, 24);
    feed(&mut state, Input::Reloaded(Arc::new(Catalog::empty())));
    assert_eq!(describe(&state), "welcome | at none | says データが更新された");
    assert!(screen(&state).contains("shinchoku demo"));
}

/// Every sequence of keys that means something in a scope.
fn sequences(keymap: &Keymap, scope: Scope) -> Vec<Vec<Chord>> {
    let mut found = Vec::new();
    let mut open: Vec<Vec<Chord>> = vec![Vec::new()];
    while let Some(typed) = open.pop() {
        match keymap.resolve(scope, &typed) {
            Resolve::Pending(hints) => open.extend(hints.iter().map(|Hint { chord, .. }| {
                let mut longer = typed.clone();
                longer.push(*chord);
                longer
            })),
            _ => found.push(typed),
        }
    }
    found
}

/// Draws and holds what must be true of any state at any size.
fn sound(state: &State, after: &dyn Fn() -> String) {
    let wrong = [astray(state), halves(&drawn(state), &state.caps.widths())].concat();
    assert!(wrong.is_empty(), "{}\n{}\n{}", after(), wrong.join("\n"), screen(state));
}

#[test]
fn every_key_in_every_place_at_every_size() {
    let places = ["", "p G", "/ 2 6", "/ 'ない語' Enter", "/ 2 6 Enter Esc", "Enter G", "p g h G", "o", "g"];
    let mut pressed = 0;
    for (cols, rows) in [(80, 24), (120, 40), (40, 10), (20, 5), (1, 1), (0, 0)] {
        let mut starts: Vec<State> = vec![over(Arc::new(Catalog::empty()), cols, rows)];
        starts.extend(places.iter().map(|keys| {
            let mut state = start(cols, rows);
            press(&mut state, keys);
            state
        }));
        for before in starts {
            for scope in Scope::ALL {
                for keys in sequences(&before.keymap, scope) {
                    let mut state = before.clone();
                    for chord in &keys {
                        feed(&mut state, Input::Key(*chord));
                        sound(&state, &|| {
                            format!("{cols}x{rows} {} {}", describe(&before), show_keys(&keys))
                        });
                        pressed += 1;
                    }
                }
            }
        }
    }
    assert!(pressed > 1000, "{pressed}");
}

/// A small generator of numbers, the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

#[test]
fn random_walks_end_nowhere_they_should_not() {
    for seed in 1..=4_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut state = start(80, 24);
        let all: Vec<Vec<Chord>> =
            Scope::ALL.into_iter().flat_map(|scope| sequences(&state.keymap, scope)).collect();
        let letters: Vec<char> = "26 BA協働のkyou:ｶﾞ９末".chars().collect();
        let mut walked: Vec<String> = Vec::new();
        for _ in 0..2000 {
            let input = match dice.below(20) {
                0 => Input::Resize(Size { cols: dice.below(140) as u16, rows: dice.below(45) as u16 }),
                1 => Input::Paste(letters[dice.below(letters.len())].to_string()),
                2..=4 => {
                    let letter = letters[dice.below(letters.len())];
                    Input::Key(Chord::plain(shinchoku::keymap::Code::Char(letter)))
                }
                _ => {
                    let keys = &all[dice.below(all.len())];
                    for chord in &keys[..keys.len() - 1] {
                        feed(&mut state, Input::Key(*chord));
                    }
                    Input::Key(*keys.last().unwrap())
                }
            };
            walked.push(match &input {
                Input::Key(chord) => chord.to_string(),
                Input::Paste(text) => format!("<{text}>"),
                Input::Resize(size) => format!("@{}x{}", size.cols, size.rows),
                _ => String::new(),
            });
            feed(&mut state, input);
            sound(&state, &|| {
                let recent = walked.iter().skip(walked.len().saturating_sub(30));
                format!("seed {seed}: … {}", recent.cloned().collect::<Vec<_>>().join(" "))
            });
        }
    }
}
