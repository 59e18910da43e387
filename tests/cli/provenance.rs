//! Whatever `show` says of a program, its words stand in the lines it names: the whole catalog, over the samples and
//! over the documents as published where they are at hand. What stands in no document names its ground instead.

use serde_json::Value;
use std::collections::HashMap;

use super::kit::*;

/// The lines of every document, as compared.
struct Library<'a> {
    world: &'a World,
    read: HashMap<String, Vec<String>>,
}

impl Library<'_> {
    /// What stands at a source; nothing where no source is named.
    fn at(&mut self, source: &Value) -> String {
        let Some(name) = source["document"].as_str() else { return String::new() };
        let lines = self.read.entry(name.to_owned()).or_insert_with(|| {
            let told = self.world.run(&["source", name]);
            let lines = told.lines().into_iter().zip(1..);
            lines
                .map(|(line, at)| {
                    let (number, text) = line.split_once(": ").unwrap();
                    assert_eq!(number, at.to_string(), "{name}");
                    plain(text)
                })
                .collect()
        });
        let at = |key: &str| usize::try_from(source[key].as_u64().unwrap()).unwrap();
        lines[at("first_line") - 1..at("last_line")].concat()
    }
}

/// What was found standing where it should, by what it is; and what was not.
#[derive(Default)]
struct Tally {
    stands: HashMap<&'static str, usize>,
    astray: Vec<String>,
}

impl Tally {
    fn hold(&mut self, what: &'static str, id: &str, said: &Value, stands: bool) {
        if stands {
            *self.stands.entry(what).or_default() += 1;
        } else {
            self.astray.push(format!("{what} of {id}: {said}"));
        }
    }

    fn of(&self, what: &str) -> usize {
        self.stands.get(what).copied().unwrap_or_default()
    }
}

fn list<'a>(page: &'a Value, key: &str) -> &'a [Value] {
    page[key].as_array().unwrap()
}

/// Everything that is said of one program.
fn program(page: &Value, late: &[Value], library: &mut Library, tally: &mut Tally) {
    let id = page["id"].as_str().unwrap();
    let headline = page["sources"].as_object().unwrap();
    for (said, what) in list(page, "statements")
        .iter()
        .map(|said| (said, "text"))
        .chain(headline.values().map(|said| (said, "headline")))
    {
        let text = plain(said["text"].as_str().unwrap());
        let there = library.at(&said["source"]);
        let printed = said["how"] == "printed" || said["how"] == "split";
        // An empty cell in the column of marks says that there is no follow-up.
        let stands = if text.is_empty() { page["follow_up"] == false } else { there.contains(&text) };
        tally.hold(what, id, said, printed && !there.is_empty() && stands);
    }
    for said in list(page, "grades") {
        if let Some(known) = said["ground"]["known"].as_array() {
            // Every grade that the proof takes as known is one that another program shows.
            let there = library.at(&said["ground"]["source"]);
            let counts = said["ground"]["counts"].as_object().unwrap();
            let stands = counts.values().all(|count| there.contains(&count.to_string()));
            let proven = said["how"] == "inferred" && known.iter().all(|k| k["id"] != id);
            tally.hold("inferred grade", id, said, stands && proven);
        } else if let Some(grade) = said["grade"].as_str() {
            let there = library.at(&said["source"]);
            // A list of those that are late says so in its heading.
            let listed = late.iter().any(|check| {
                check["period"] == said["period"]
                    && list(check, "programs").iter().any(|late| late == id)
                    && check["source"] == said["source"]
            });
            tally.hold("grade", id, said, said["how"] != "inferred" && (there.contains(grade) || listed));
        } else {
            tally.hold("no grade", id, said, said["empty"].is_string());
        }
    }
    for said in list(page, "indicators") {
        for side in ["baseline", "target", "actual"] {
            let value = &said[side];
            if let Some(raw) = value["raw"].as_str() {
                tally.hold("figure", id, value, library.at(&value["source"]).contains(&plain(raw)));
            }
        }
    }
    for way in ["from", "to"] {
        for link in list(&page["lineage"], way) {
            let there = library.at(&link["source"]);
            let named = [id, link["id"].as_str().unwrap(), link["basis"].as_str().unwrap()];
            tally.hold("link", id, link, named.iter().all(|n| there.contains(&format!("\"{n}\""))));
        }
    }
    let corrected = &page["direction_curated"];
    if !corrected.is_null() {
        let there = library.at(&corrected["source"]);
        let decided = format!("direction={}", corrected["no"]);
        let reasoned = corrected["reason"].as_str().is_some_and(|reason| !reason.is_empty());
        tally.hold("correction", id, corrected, reasoned && there.contains(&decided));
    }
}

#[test]
fn whatever_is_said_stands_in_the_lines_it_names() {
    for (set, world) in both() {
        let (mut library, mut tally) = (Library { world: &world, read: HashMap::new() }, Tally::default());
        let checks = world.json(&["check", "--kind", "delayed_list"]);
        let ids = world.ids("");
        for id in &ids {
            program(&world.json(&["show", id]), list(&checks, "checks"), &mut library, &mut tally);
        }
        assert!(tally.astray.is_empty(), "{set}:\n{}", tally.astray.join("\n"));
        // Every kind of them was there to be looked at.
        assert_eq!(ids.len(), 62 + 43 + 16 + 28, "{set}");
        for (what, least) in [
            ("text", 350),
            ("headline", 400),
            ("grade", 250),
            ("inferred grade", 50),
            ("no grade", 20),
            ("figure", 100),
            ("link", 100),
            ("correction", 10),
        ] {
            assert!(tally.of(what) >= least, "{set}: {} of {what}", tally.of(what));
        }
    }
}

/// A source that names another line than its own is noticed, of whatever it is the source.
#[test]
fn a_line_beside_it_does_not_do() {
    fn astray_by_one(value: &mut Value) {
        match value {
            Value::Object(map) => {
                if let Some(last) = map.get("last_line").and_then(Value::as_u64) {
                    map.insert("first_line".into(), (last + 1).into());
                    map.insert("last_line".into(), (last + 1).into());
                }
                map.values_mut().for_each(astray_by_one);
            }
            Value::Array(all) => all.iter_mut().for_each(astray_by_one),
            _ => {}
        }
    }
    let (_, world) = both().remove(0);
    let mut library = Library { world: &world, read: HashMap::new() };
    for (id, kinds) in [
        ("P3-12", &["text", "headline", "figure", "link"][..]),
        ("P2-33", &["text", "headline", "link"]),
        ("P2-57", &["headline", "inferred grade"]),
        ("K1-12", &["text", "figure"]),
        ("P3-17", &["correction"]),
    ] {
        let mut page = world.json(&["show", id]);
        let mut right = Tally::default();
        program(&page, &[], &mut library, &mut right);
        astray_by_one(&mut page);
        let mut wrong = Tally::default();
        program(&page, &[], &mut library, &mut wrong);
        for kind in kinds {
            assert!(right.of(kind) > wrong.of(kind), "{kind} of {id}");
        }
    }
}
