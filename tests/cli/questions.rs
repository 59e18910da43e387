//! What people ask in a meeting, the call that answers it, and the exact answer. Over the samples, and over the documents
//! as published where they are at hand: both must answer the same.

use serde_json::Value;

use super::answers::*;
use super::kit::*;

/// A question, the call and what of its answer is read, the answer line by line.
type Row = (&'static str, &'static str, &'static [&'static str]);

const SPOKEN_NUMBER: &[Row] = &[
    (
        "「26番は?」 Which one is meant is seen from name, department, grades and mark.",
        "find 26 | id name departments H26上 H26末 H27上 R2末 R4末 kind follow_up",
        &[
            "K1-26 自治体間の連携の更なる推進 - - - - - not_graded study -",
            "P3-26 保育料の見直し 保育課 - - - A - implementation -",
            "P2-26 事業仕分けの実施 行政経営課 A B A - - implementation ○",
        ],
    ),
    ("However the number is written.", "find ２６ | id", &["K1-26", "P3-26", "P2-26"]),
    ("", "find No.26 | id", &["K1-26", "P3-26", "P2-26"]),
    ("", "find 26番 | id", &["K1-26", "P3-26", "P2-26"]),
    ("Only one plan has circled numbers; so has what is asked for.", "find ㉖ | id", &["K1-26"]),
    ("「2の26」", "find 2-26 | id", &["P2-26"]),
];

const LATE_AND_THEN: &[Row] = &[
    (
        "平成26年度末にBだったのは? その後は? 追跡は?",
        "find H26末:B | id H27上 follow_up",
        &[
            "P2-2 A ×",
            "P2-9 A ×",
            "P2-12 B ○",
            "P2-13 A ○",
            "P2-21 A ○",
            "P2-26 A ○",
            "P2-33 A ○",
            "P2-43 A ○",
            "P2-44 A ○",
            "P2-45 B ○",
        ],
    ),
    ("まだBなのは?", "find H26末:B H27上:B | id", &["P2-12", "P2-45"]),
    ("追跡されないのは?", "find H26末:B follow:no | id", &["P2-2", "P2-9"]),
    ("新たにBになったのは?", "find H26末:A|S H27上:B | id", &["P2-40"]),
];

const INTO_THE_NEXT_PLANS: &[Row] = &[
    ("その10項目は次の計画のどこへ?", "show P2-2 | lineage.to | id relation basis", &["P3-1 merges N"]),
    ("", "show P2-9 | lineage.to | id", &["P3-4-2"]),
    ("", "show P2-12 | lineage.to | id", &["P3-3"]),
    ("", "show P2-13 | lineage.to | id", &["P3-3"]),
    ("", "show P2-21 | lineage.to | id", &["P3-11"]),
    ("", "show P2-26 | lineage.to | id", &["P3-14"]),
    ("", "show P2-33 | lineage.to | id", &["P3-24"]),
    ("", "show P2-43 | lineage.to | id", &["P3-30-1"]),
    ("", "show P2-44 | lineage.to | id", &["P3-30-2"]),
    ("", "show P2-45 | lineage.to | id", &["P3-30-3"]),
    (
        "そこでの評価は?",
        "find plan:P3 no:1|3|4|11|14|24|30 -is:sub | id R2末",
        &["P3-1 B", "P3-3 B", "P3-4 B", "P3-11 B", "P3-14 B", "P3-24 A", "P3-30 B"],
    ),
    ("そのまた次は?", "show P3-14 | lineage.to | id relation basis", &["K1-8 merges C"]),
    ("", "show K1-8 | R4末", &["B"]),
    ("", "show P3-1 | lineage.to | id", &["K1-3"]),
    ("", "show K1-3 | R4末", &["A"]),
    ("担当だけのつながりは弱い", "show P3-3 | lineage.to | id basis", &["K1-4 W"]),
];

const WHY_IT_WAS_LATE: &[Row] = &[
    (
        "44番のそれから",
        "show P2-44 | name departments H24末 H26上 H26末 H27上 follow_up",
        &["小平市社会福祉協議会の経営改善の要請 生活支援課 B A B A ○"],
    ),
    ("次の計画では?", "show P2-44 | lineage.to | id relation", &["P3-30-2 becomes_sub"]),
    (
        "目標と実績は?",
        "show P3-30-2 | indicators | label target actual rate verdict",
        &["財源確保額 小平市社会福祉協議会(会費収入等) 1,600万円 14,980,093円 0.936 missed"],
    ),
    ("評価はもとの項目にだけある", "show P3-30-2 | R2末", &["not_graded"]),
    ("", "show P3-30 | R2末", &["B"]),
];

const YEAR_END_COUNTS: &[Row] = &[
    (
        "平成24年度末の件数は合うか。方針別は?",
        "check --plan P2 --kind direction_grade_totals | period direction expected found status",
        &[
            "H24末 1 S 1 A 13 B 1 S 1 A 13 B 1 ok",
            "H24末 2 S 1 A 4 B 0 S 1 A 4 B 0 ok",
            "H24末 3 S 0 A 7 B 0 S 0 A 7 B 0 ok",
            "H24末 4 S 0 A 14 B 4 S 0 A 14 B 4 ok",
            "H24末 5 S 0 A 17 B 0 S 0 A 17 B 0 ok",
        ],
    ),
    (
        "総数は? 平成26年度からは?",
        "check --plan P2 --kind grade_totals | period grade expected found status",
        &[
            "H24末 S 2 2 ok",
            "H24末 A 55 55 ok",
            "H24末 B 5 5 ok",
            "H26上 S 1 1 ok",
            "H26上 A 59 59 ok",
            "H26上 B 2 2 ok",
            "H26上 - 62 62 ok",
            "H26末 S 3 3 ok",
            "H26末 A 49 49 ok",
            "H26末 B 10 10 ok",
            "H26末 - 62 62 ok",
            "H27上 S 0 0 ok",
            "H27上 A 59 59 ok",
            "H27上 B 3 3 ok",
            "H27上 - 62 62 ok",
        ],
    ),
    (
        "Bの一覧は?",
        "check --plan P2 --kind delayed_list | period expected found status",
        &["H24末 2, 33, 34, 38, 44 2, 33, 34, 38, 44 ok", "H24末 5 5 ok"],
    ),
    (
        "項目ごとに分かるのは? What the totals force is known, and nothing beyond.",
        "summary --plan P2 --period H24末 | rows | direction size counts unknown printed",
        &[
            "1 15 0/0/1 14 1/13/1",
            "2 5 0/0/0 5 1/4/0",
            "3 7 0/7/0 0 0/7/0",
            "4 18 0/14/4 0 0/14/4",
            "5 17 0/17/0 0 0/17/0",
        ],
    ),
    ("", "summary --plan P2 --period H24末 | total | size counts unknown printed", &["62 0/38/5 19 2/55/5"]),
    (
        "12番、17番、62番 are examples of what went well.",
        "find plan:P2 no:12|17|62 | id H24末",
        &["P2-12 {S,A}", "P2-17 {S,A}", "P2-62 a?"],
    ),
];

const FOLLOW_UP: &[Row] = &[
    (
        "フォローアップ41件は合うか",
        "check --kind follow_up_total | plan expected found status candidates",
        &["P2 41 42 differs P2-25,P2-39"],
    ),
    (
        "方針別は?",
        "summary --plan P2 --period H27上 | rows | direction follow_up",
        &["1 9", "2 4", "3 7", "4 12", "5 10"],
    ),
    ("", "summary --plan P2 --period H27上 | total | follow_up", &["42"]),
    ("39番は27番の再掲", "show P2-39 | relisted_of follow_up", &["P2-27 ○"]),
    (
        "Bだったのに追跡されないのは?",
        "check --plan P2 --kind stale_follow_up | programs",
        &["P2-2,P2-9,P2-37"],
    ),
];

const WHAT_MOVED: &[Row] = &[
    ("前回と比べて動いたのは? 上がったもの", "find H26上:A H26末:S | id", &["P2-6", "P2-10"]),
    ("", "find H26上:B H26末:A | id", &["P2-32", "P2-37"]),
    (
        "下がったもの",
        "find H26上:A H26末:B | id",
        &["P2-2", "P2-9", "P2-12", "P2-13", "P2-21", "P2-26", "P2-33", "P2-43", "P2-44", "P2-45"],
    ),
    ("その次は?", "find H26末:S H27上:A | id", &["P2-6", "P2-10", "P2-57"]),
    (
        "",
        "find H26末:B H27上:A | id",
        &["P2-2", "P2-9", "P2-13", "P2-21", "P2-26", "P2-33", "P2-43", "P2-44"],
    ),
    ("", "find H26末:A H27上:B | id", &["P2-40"]),
];

const OF_A_DEPARTMENT: &[Row] = &[
    (
        "財政課の項目と評価は?",
        "find plan:P2 dept:財政課 | id H26上 H26末 H27上 follow_up relisted_of",
        &[
            "P2-27 A A A ○ -",
            "P2-28 A A A ○ -",
            "P2-29 A A A ○ -",
            "P2-30 A A A ○ -",
            "P2-34 A A A ○ -",
            "P2-35 A A A × -",
            "P2-39 A A A ○ P2-27",
            "P2-40 A A B ○ -",
            "P2-41 A A A × -",
        ],
    ),
    ("再掲を除くと8項目", "find plan:P2 dept:財政課 -is:relisted --limit 0 | . | total", &["8"]),
];

const ELECTRONIC_APPROVAL: &[Row] = &[
    ("電子決裁率は? It stands in one program only.", "find text:電子決裁率 | id R4末", &["K1-12 B"]),
    (
        "目標、起点、実績は? いつまで?",
        "show K1-12 | indicators | horizon baseline target actual rate verdict",
        &["plan 62.3% 90%以上 73.7% 0.819 running", "year 72.8% 80% 73.7% 0.921 missed"],
    ),
];

const OUTSIDE_BODIES: &[Row] = &[
    ("外郭団体の内訳は?", "show P3-30 | name R2末", &["外郭団体の経営改善 B"]),
    ("", "show P3-30 | children", &["P3-30-1,P3-30-2,P3-30-3"]),
    (
        "The departments, targets and results are those of its parts.",
        "show P3-30 | empty | field kind",
        &[
            "departments see_children",
            "follow_up not_printed",
            "target see_children",
            "actual see_children",
            "overview see_children",
            "annual_plan see_children",
            "result see_children",
        ],
    ),
    ("", "show P3-30-1 | departments", &["文化スポーツ課"]),
    ("", "show P3-30-2 | departments", &["生活支援課"]),
    ("", "show P3-30-3 | departments", &["高齢者支援課"]),
    ("", "show P3-30-1 | indicators | target actual verdict", &["4,760万円 - unknown"]),
    ("実績がないのは? The document lost it.", "show P3-30-1 | empty actual | kind", &["lost"]),
    ("", "show P3-30-2 | indicators | target actual rate", &["1,600万円 14,980,093円 0.936"]),
    (
        "",
        "show P3-30-3 | indicators | target actual verdict",
        &["1,180人 1,110人 missed", "85.0% 83.8% missed", "454,000千円 443,808千円 missed"],
    ),
];

const COLLECTION_RATES: &[Row] = &[
    (
        "「収納率」は?",
        "find 収納率 | id H24末 H26上 H26末 H27上 R2末 follow_up",
        &["P3-24 - - - - A -", "P2-33 B A B A - ○", "P3-23 - - - - A -", "P2-32 a? B A A - ○"],
    ),
    (
        "「徴収率」は? The school clubs speak of it, too.",
        "find 徴収率 | id matched",
        &["P3-27 text", "P3-23 text"],
    ),
    (
        "いくつを目指した?",
        "show P3-23 | indicators | label target horizon actual",
        &[
            "市税徴収率 現年分 99.0% budget -",
            "市税徴収率 滞繰分 34.0% budget -",
            "市税徴収率 全体 98.1% budget -",
            "国民健康保険税徴収率 現年分 92.0% budget -",
            "国民健康保険税徴収率 滞繰分 27.0% budget -",
            "国民健康保険税徴収率 全体 83.4% budget -",
        ],
    ),
    (
        "",
        "show P3-24 | indicators | label target horizon actual",
        &[
            "介護保険料収納率 現年分 98.41% budget -",
            "介護保険料収納率 滞繰分 13.50% budget -",
            "介護保険料収納率 全体 96.58% budget -",
        ],
    ),
    ("結果は? It is not there, and that is said.", "show P3-23 | empty actual | period kind", &["R2末 lost"]),
    ("", "show P3-24 | empty actual | period kind", &["R2末 lost"]),
    ("", "show P3-24 | empty result | period kind", &["R2末 lost"]),
];

const NEW_UNDERTAKINGS: &[Row] = &[
    (
        "平成25年度の新規事項12件は?",
        "check --kind new_undertakings | period expected found status programs",
        &["H25末 12 12 ok P2-3,P2-6,P2-7,P2-12,P2-13,P2-23,P2-44,P2-52,P2-54,P2-55,P2-60,P2-62"],
    ),
    (
        "実を結んだか",
        "find plan:P2 no:3|6|7|12|13|23|44|52|54|55|60|62 | id H26上 H26末 H27上",
        &[
            "P2-3 A A A",
            "P2-6 A S A",
            "P2-7 A A A",
            "P2-12 A B B",
            "P2-13 A B A",
            "P2-23 A A A",
            "P2-44 A B A",
            "P2-52 A A A",
            "P2-54 A A A",
            "P2-55 A A A",
            "P2-60 A A A",
            "P2-62 A A A",
        ],
    ),
];

const WHAT_IS_COUNTED: &[Row] = &[
    (
        "第2次プランは何項目? Three documents say it, by direction and in all.",
        "check --plan P2 --kind direction_sizes | direction expected found status",
        &[
            "1 15 15 ok",
            "1 15 15 ok",
            "2 5 5 ok",
            "2 5 5 ok",
            "3 7 7 ok",
            "3 7 7 ok",
            "4 18 18 ok",
            "4 18 18 ok",
            "5 17 17 ok",
            "5 17 17 ok",
            "- 62 62 ok",
            "- 62 62 ok",
        ],
    ),
    (
        "いくつ見直した? A program may be revised in several ways.",
        "check --kind revision_counts | plan expected found status",
        &["P2 50 9 + 35 + 23 + 19 + 39 + 28 = 153 ok"],
    ),
    (
        "第1期は? 評価は?",
        "summary --plan K1 | rows | direction size counts printed",
        &["1 6 0/6/0 0/6/0", "2 4 0/3/1 0/3/1", "3 6 0/5/1 0/5/1", "4 4 0/4/0 0/4/0"],
    ),
    ("", "summary --plan K1 | total | size counts printed", &["20 0/18/2 0/18/2"]),
    ("Bは?", "check --plan K1 --kind delayed_list | expected found status", &["8, 12 8, 12 ok", "2 2 ok"]),
    (
        "検討項目は? They are not graded.",
        "check --plan K1 --kind study_count | expected found status",
        &["8 8 ok"],
    ),
    (
        "",
        "find plan:K1 kind:study | id direction R4末",
        &[
            "K1-21 1 not_graded",
            "K1-22 1 not_graded",
            "K1-23 1 not_graded",
            "K1-24 3 not_graded",
            "K1-25 3 not_graded",
            "K1-26 3 not_graded",
            "K1-27 3 not_graded",
            "K1-28 4 not_graded",
        ],
    ),
    ("", "find plan:K1 -kind:study --limit 0 | . | total", &["20"]),
];

/// What a prose answer must speak of, in whichever words: question, program, field, period, the words.
const IN_WORDS: &[(&str, &str, &str, &str, &[&str])] = &[
    (
        "44番はなぜB?",
        "P2-44",
        "result",
        "H24末",
        &["新規187会員", "総会員数", "減", "募金箱", "目標数", "未到達"],
    ),
    ("要因は?", "P2-44", "cause", "H24末", &["直接", "交渉", "PR", "効果", "ため。"]),
    ("対応は?", "P2-44", "remedy", "H24末", &["第2期社協発展強化計画", "自主財源", "確保"]),
    ("翌年の新規は?", "P2-44", "new_undertaking", "H25末", &["第2期社協発展強化計画", "実"]),
    ("12番の経緯", "P2-12", "result", "H24末", &["24団体、54名", "18課"]),
    ("", "P2-12", "success_factor", "H24末", &["モデル地区", "自治会"]),
    ("", "P2-12", "new_undertaking", "H25末", &["2番目のモデル地区"]),
    ("電子決裁はなぜB?", "K1-12", "cause", "R4末", &["運用", "必要なため。"]),
    ("対応は?", "K1-12", "remedy", "R4末", &["ルール", "電子決裁"]),
    ("いつからの予定だった?", "K1-12", "annual_plan", "R4末", &["10月", "電子決裁", "80%", "72.8%"]),
    ("今は?", "K1-12", "issue", "R4末", &["令和5年10月"]),
];

/// Where an answer stands: question, call, the part that has a source, what the document's own lines there hold.
const IN_THE_DOCUMENT: &[(&str, &str, &str, &str)] = &[
    ("26番の名は", "show P2-26", "/sources/name/source", "26事業仕分けの実施"),
    ("26番の評価は", "show P2-26", "/grades/2/source", "行政経営課ABA"),
    ("フォローアップ41件は", "check --kind follow_up_total", "/checks/0/source", "41"),
    ("新規187会員は", "show P2-44", "/statements/0/source", "新規187会員"),
    ("会費収入は", "show P3-30-2", "/indicators/0/actual/source", "14,980,093円"),
    ("電子決裁率の実績は", "show K1-12", "/indicators/1/actual/source", "73.7%"),
    ("電子決裁率の目標は", "show K1-12", "/indicators/1/target/source", "80%"),
    ("徴収率の目標は", "show P3-23", "/indicators/2/target/source", "全体:98.1%"),
    ("推定の根拠は", "show P2-62", "/grades/0/ground/source", "17"),
    ("引継の根拠は", "show P2-26", "/lineage/to/0/source", "to=\"P3-14\""),
];

const ALL: [&[Row]; 13] = [
    SPOKEN_NUMBER,
    LATE_AND_THEN,
    INTO_THE_NEXT_PLANS,
    WHY_IT_WAS_LATE,
    YEAR_END_COUNTS,
    FOLLOW_UP,
    WHAT_MOVED,
    OF_A_DEPARTMENT,
    ELECTRONIC_APPROVAL,
    OUTSIDE_BODIES,
    COLLECTION_RATES,
    NEW_UNDERTAKINGS,
    WHAT_IS_COUNTED,
];

#[test]
fn every_question_has_its_answer() {
    let mut wrong = Vec::new();
    for (set, world) in both() {
        for (question, call, answer) in ALL.into_iter().flatten() {
            let found = told(&world, call);
            if found != *answer {
                wrong.push(format!(
                    "{set}: {question}\n  {call}\n  expected {answer:?}\n  found    {found:?}"
                ));
            }
        }
        for (question, id, of, period, words) in IN_WORDS {
            let page = json(&world, &format!("show {id}"));
            let fits = |s: &&Value| s["field"] == *of && s["period"] == *period;
            let texts = page["statements"].as_array().unwrap().iter().filter(fits);
            let text: String = texts.map(|s| plain(s["text"].as_str().unwrap())).collect();
            let unsaid: Vec<&&str> = words.iter().filter(|word| !text.contains(**word)).collect();
            if !unsaid.is_empty() {
                wrong.push(format!("{set}: {question} {id} {of}\n  says nothing of {unsaid:?}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_answer_leads_to_the_lines_it_stands_on() {
    for (set, world) in both() {
        for (question, call, part, words) in IN_THE_DOCUMENT {
            let page = json(&world, call);
            let source = page.pointer(part).unwrap_or_else(|| panic!("{set}: {call} has no {part}"));
            let there = plain(&lines_at(&world, source));
            assert!(there.contains(words), "{set}: {question} {source}\n{there}");
        }
    }
}
