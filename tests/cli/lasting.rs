//! The store under the real binary: damage is told and mended, whoever is killed loses nothing that was acknowledged,
//! and several may import at once.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::kit::*;

/// Everything that the program says of two programs and of all grades.
fn said(world: &World) -> Vec<String> {
    [&["show", "P2-1", "--format", "json"][..], &["show", "P3-12"], &["heatmap", "--format", "json"]]
        .into_iter()
        .map(|args| {
            let answer = world.run(args);
            assert_eq!(answer.code, 0, "{args:?}: {}", answer.err);
            answer.out
        })
        .collect()
}

fn journal(world: &World) -> PathBuf {
    world.path("store/journal.jsonl")
}

fn lose(world: &World, parts: &[&str]) {
    for part in parts {
        let path = world.path("store").join(part);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }
}

/// A store with the samples and a document whose plan nobody named.
fn with_guessed() -> World {
    let world = World::with_samples();
    let guessed = world.file("guessed.txt", rows_of_p2(6));
    assert_eq!(world.run(&["import", &guessed]).code, 0);
    world
}

#[test]
fn a_document_whose_plan_was_recognised_survives_every_recovery() {
    let losses: [&[&str]; 4] = [
        &["cache"],
        &["cache", "catalog"],
        &["cache", "catalog", "journal.jsonl"],
        &["cache", "journal.jsonl"],
    ];
    for lost in losses {
        let world = with_guessed();
        let before = said(&world);
        lose(&world, lost);
        assert_eq!(said(&world), before, "{lost:?}");
        let again = world.json(&["import", world.path("guessed.txt").to_str().unwrap()]);
        assert_eq!(again["documents"][0]["already"], true, "{lost:?}");
        assert_eq!(again["documents"][0]["doubts"][0]["what"], "plan_by_agreement", "{lost:?}");
    }
}

#[test]
fn a_document_whose_plan_was_recognised_survives_a_kill_before_it_was_indexed() {
    let world = with_guessed();
    let before = said(&world);
    // Only the truth knows the last document; tables and snapshot are of the moment before.
    let earlier = World::with_samples();
    for (path, bytes) in listing(&world.path("store")) {
        let below = path.strip_prefix(world.path("store")).unwrap();
        if path.is_file() && (below.starts_with("documents") || below.starts_with("journal.jsonl")) {
            fs::write(earlier.path("store").join(below), bytes).unwrap();
        }
    }
    let first = earlier.run(&["find", "H27末:A"]);
    assert!(first.code == 0 && first.err.contains("1件"), "{}", first.err);
    assert_eq!(said(&earlier), before);
}

#[test]
fn a_document_that_could_not_be_read_is_named_and_mended_by_importing_it_again() {
    let world = World::with_samples();
    let before = said(&world);
    let documents = listing(&world.path("store/documents"));
    let recipe = documents
        .iter()
        .find(|(path, bytes)| path.extension().is_some() && String::from_utf8_lossy(bytes).contains(P2))
        .map(|(path, _)| path.clone())
        .unwrap();
    fs::write(recipe.with_extension(""), "damaged").unwrap();
    lose(&world, &["cache", "catalog"]);
    let told = world.run(&["find", "P3-12"]);
    assert!(told.code == 0 && told.err.contains(P2), "{}", told.err);
    assert_eq!(world.run(&["show", "P2-1"]).code, 2);
    // Nothing of an earlier reading is left, so that it may be read as any plan.
    let sample = sample(P2);
    let again = world.json(&["import", "--plan", "P2", sample.to_str().unwrap()]);
    assert_eq!(again["documents"][0]["already"], false);
    assert_eq!(said(&world).len(), before.len());
    assert_eq!(world.json(&["show", "P2-1"])["name"], "市民活動支援センターによる市民活動支援の充実");
}

#[test]
fn a_flipped_byte_in_the_details_changes_no_answer() {
    let world = with_guessed();
    let before = said(&world);
    for part in 1..8 {
        let rest = listing(&world.path("store/cache"))
            .into_keys()
            .find(|p| p.is_file() && file_name(p).starts_with("rest"))
            .unwrap();
        let mut bytes = fs::read(&rest).unwrap();
        let at = bytes.len() * part / 8;
        bytes[at] ^= 4;
        fs::write(&rest, bytes).unwrap();
        assert_eq!(said(&world), before, "{part}");
    }
    let after = world.run(&["show", "P2-1"]);
    assert_eq!(after.err, "");
}

#[test]
fn a_journal_that_lost_whole_lines_loses_no_document() {
    for kept in 0..3 {
        let world = with_guessed();
        let before = said(&world);
        let text = fs::read_to_string(journal(&world)).unwrap();
        let lines: String = text.split_inclusive('\n').take(kept).collect();
        fs::write(journal(&world), lines).unwrap();
        assert_eq!(said(&world), before, "{kept}");
        // Nor when something is imported first, nor when the rest is made again later.
        fs::write(journal(&world), text.split_inclusive('\n').take(kept).collect::<String>()).unwrap();
        let other = world.file("other.txt", table(5));
        assert_eq!(world.run(&["import", &other]).code, 0);
        lose(&world, &["cache", "catalog"]);
        assert!(world.ids("H27末:A").len() == 6 && world.ids("P5-1").len() == 1, "{kept}");
    }
}

#[test]
fn every_notice_has_its_own_sentence() {
    let world = with_guessed();
    lose(&world, &["cache"]);
    let told = |world: &World| {
        let answer = world.run(&["find", "P2-1"]);
        assert!(answer.code == 0 && answer.err.lines().count() == 1, "{}", answer.err);
        answer.err
    };
    let mut sentences = vec![told(&world)];
    lose(&world, &["cache", "catalog"]);
    sentences.push(told(&world));
    lose(&world, &["cache"]);
    let tables = world.path("store/catalog");
    lose(&world, &["catalog"]);
    fs::create_dir(tables).unwrap();
    sentences.push(told(&world));
    // Somebody is importing: the journal has a line more, and the lock is held.
    let text = fs::read_to_string(journal(&world)).unwrap();
    let held = fs::File::open(world.path("store/lock")).unwrap();
    held.lock().unwrap();
    fs::write(journal(&world), format!("{text}00000000 {{}}\n")).unwrap();
    sentences.push(told(&world));
    held.unlock().unwrap();
    let all: BTreeSet<&String> = sentences.iter().collect();
    assert_eq!(all.len(), 4, "{sentences:?}");
    assert!(!sentences[3].contains("作り直した"), "{}", sentences[3]);
}

#[test]
fn whoever_is_killed_while_importing_loses_nothing_that_was_acknowledged() {
    let world = World::with_samples();
    let begun = Instant::now();
    world.run(&["import", &world.file("0.txt", table(10))]);
    let usual = begun.elapsed().max(Duration::from_millis(5));
    let mut acknowledged: Vec<u32> = vec![10];
    for round in 0..30_u32 {
        let plan = 11 + round;
        let file = world.file(&format!("{plan}.txt"), table(plan));
        let mut child =
            world.command(&["import", &file]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // From before it has begun until it is done.
        std::thread::sleep(usual * round / 24);
        let _ = child.kill();
        if child.wait().unwrap().success() {
            acknowledged.push(plan);
        }
        let known: Vec<u32> = (10..=plan).filter(|p| world_has(&world, *p, round)).collect();
        let lost: Vec<&u32> = acknowledged.iter().filter(|p| !known.contains(p)).collect();
        assert!(lost.is_empty(), "round {round}: {lost:?}");
    }
    assert_eq!(world.ids("H26末:B").len(), 10, "what was there before");
    // Whatever was stopped can be imported.
    for plan in 11..41 {
        let answer = world.run(&["import", &world.file("again.txt", table(plan))]);
        assert_eq!(answer.code, 0, "{}", answer.err);
    }
    assert_eq!(world.ids("R3末:B").len(), 31);
}

/// Whether a plan is in the store; most rounds look only at the last ones, since each look is a process.
fn world_has(world: &World, plan: u32, round: u32) -> bool {
    if round % 10 != 9 && plan + 3 < 11 + round {
        return true;
    }
    let answer = world.run(&["find", "--format", "ids", &format!("P{plan}-1")]);
    assert!(answer.code < 2, "{}", answer.err);
    answer.out == format!("P{plan}-1\n")
}

#[test]
fn several_may_import_at_once() {
    let world = World::empty();
    let children: Vec<_> = (1..=8_u32)
        .map(|who| {
            let files: Vec<String> =
                (0..3).map(|at| world.file(&format!("{who}-{at}.txt"), table(who * 10 + at))).collect();
            let args: Vec<&str> = ["import"].into_iter().chain(files.iter().map(String::as_str)).collect();
            world.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in children {
        let answer: Answer = child.wait_with_output().unwrap().into();
        assert_eq!((answer.code, answer.lines().len()), (0, 4), "{}", answer.err);
    }
    assert_eq!(world.ids("R3末:B").len(), 24);
    let lines = fs::read_to_string(journal(&world)).unwrap();
    assert_eq!(lines.lines().count(), 24);
}

/// An edition of one document; the grade of its last row tells it from the others.
fn edition(nth: u32) -> String {
    let rows = (1..=8).map(|no| format!("{no}\t項目その{no}\t市民課\tA\n"));
    format!(
        "第7次改革プラン 令和3年度末\n番号\t項目\t担当課\t評価\n{}9\t見直し{nth}\t財政課\tB\n",
        rows.collect::<String>()
    )
}

/// The imports that the journal says were not taken back, and the documents that it then comes to.
fn standing(world: &World) -> (usize, Vec<String>) {
    let log = world.json(&["log"]);
    let entries = log["entries"].as_array().unwrap();
    let active = entries.iter().filter(|e| e["kind"] == "import" && e["undone_by"].is_null());
    let (mut count, mut within): (usize, Vec<String>) = (0, Vec::new());
    for entry in active {
        count += 1;
        within.retain(|id| entry["replaces"] != id.as_str());
        within.push(entry["document"].as_str().unwrap().to_owned());
    }
    (count, within)
}

#[test]
fn whoever_is_killed_while_replacing_or_undoing_leaves_one_edition() {
    let world = World::empty();
    let begun = Instant::now();
    assert_eq!(world.run(&["import", &world.file("0.txt", edition(0))]).code, 0);
    let usual = begun.elapsed().max(Duration::from_millis(5));
    for round in 1..=24_u32 {
        let file = world.file(&format!("{round}.txt"), edition(round));
        // The first import stays, so that there is always something to be found.
        let undo = round % 4 == 3 && standing(&world).0 > 1;
        let call: &[&str] = if undo { &["undo"] } else { &["import", "--yes", file.as_str()] };
        let mut child = world.command(call).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(usual * round / 20);
        let _ = child.kill();
        let done = child.wait().unwrap().success();
        // What was stopped behind the journal is finished by whoever looks first, who says so.
        let shown = world.run(&["show", "P7-9", "--format", "json"]);
        assert!(shown.code == 0 && shown.err.lines().count() < 2, "round {round}: {}", shown.err);
        let name = shown.json()["name"].as_str().unwrap().to_owned();
        assert_eq!(standing(&world).1.len(), 1, "round {round}");
        assert_eq!(world.ids("grade:B"), ["P7-9"], "round {round}");
        if done && !undo {
            assert_eq!(name, format!("見直し{round}"), "round {round}");
        }
        // The truth alone says the same.
        if round % 6 == 0 {
            lose(&world, &["cache", "catalog"]);
            let shown = world.run(&["show", "P7-9", "--format", "json"]);
            assert_eq!(shown.json()["name"], name.as_str(), "round {round}: {}", shown.err);
        }
    }
}

#[test]
fn several_who_import_editions_at_once_leave_one() {
    let world = World::empty();
    let children: Vec<_> = (1..=6_u32)
        .map(|who| {
            let file = world.file(&format!("{who}.txt"), edition(who));
            let mut command = world.command(&["import", "--yes", &file]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let mut taken = 0;
    for child in children {
        let answer: Answer = child.wait_with_output().unwrap().into();
        // Whoever was overtaken is told so and has changed nothing.
        match answer.code {
            0 => taken += 1,
            _ => is_refusal(&answer, 3, &["import"], "overtaken"),
        }
    }
    assert!(taken > 0);
    assert_eq!(standing(&world).1.len(), 1);
    assert_eq!(world.json(&["log"])["entries"].as_array().unwrap().len(), taken);
}
