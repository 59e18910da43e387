//! An answer in JSON as lines that stand beside their question.
//!
//! Behind the call stands what of its JSON is read: the list (`hits` and `checks` go without saying, `.` is the whole, a
//! word behind the list is the field that its items are about), then the fields of each of its items. `H26末` is the
//! grade at a period (`a?` inferred, `{S,A}` one of these, else why there is none), `counts` and `printed` are S/A/B.

use serde_json::Value;

use super::kit::*;

pub fn json(world: &World, call: &str) -> Value {
    let mut args: Vec<&str> = call.split_whitespace().collect();
    args.extend(["--format", "json"]);
    let answer = world.run(&args);
    assert!(answer.code < 2, "{call}: {}", answer.err);
    answer.json()
}

/// What stands at a period, as the heatmap writes it.
fn cell(cell: &Value) -> String {
    if let Some(candidates) = cell["candidates"].as_array() {
        let marks: Vec<&str> = candidates.iter().map(|c| c.as_str().unwrap()).collect();
        return format!("{{{}}}", marks.join(","));
    }
    match (cell["grade"].as_str(), cell["how"].as_str()) {
        (Some(grade), Some("inferred")) => format!("{}?", grade.to_lowercase()),
        (Some(grade), _) => grade.to_owned(),
        (None, _) => cell["empty"].as_str().unwrap_or("-").to_owned(),
    }
}

fn field(item: &Value, name: &str) -> String {
    if name.ends_with(['末', '上']) {
        let mut cells = item["grades"].as_array().unwrap().iter();
        return cells.find(|c| c["period"] == name).map_or("-".to_owned(), cell);
    }
    let by_grade = |counts: &Value| ["S", "A", "B"].map(|grade| counts[grade].to_string()).join("/");
    match (name, &item[name]) {
        ("counts" | "printed", counts @ Value::Object(_)) => by_grade(counts),
        ("direction", Value::Object(direction)) => direction["no"].to_string(),
        ("baseline" | "target" | "actual", Value::Object(measure)) => measure["raw"].as_str().unwrap().into(),
        ("rate", Value::Number(rate)) => format!("{:.3}", rate.as_f64().unwrap()),
        ("follow_up", Value::Bool(marked)) => if *marked { "○" } else { "×" }.to_owned(),
        (_, Value::Null) => "-".to_owned(),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Array(all)) if all.is_empty() => "-".to_owned(),
        (_, Value::Array(all)) => all.iter().map(|v| v.as_str().unwrap()).collect::<Vec<_>>().join(","),
        (_, other) => other.to_string(),
    }
}

/// The answer to a call, line by line.
pub fn told(world: &World, call: &str) -> Vec<String> {
    let steps: Vec<&str> = call.split(" | ").collect();
    let (call, list, fields) = match steps.as_slice() {
        [call, fields] => (call, None, fields),
        [call, list, fields] => (call, Some(list), fields),
        _ => panic!("{call}"),
    };
    let page = json(world, call);
    let usual = ["hits", "checks"].into_iter().find(|list| page[*list].is_array());
    let items: Vec<Value> = match (list, usual) {
        (Some(&"."), _) | (None, None) => vec![page],
        (None, Some(list)) => page[list].as_array().unwrap().clone(),
        (Some(list), _) => {
            let (path, only) = list.split_once(' ').map_or((*list, None), |(path, only)| (path, Some(only)));
            let value = path.split('.').fold(&page, |value, key| &value[key]);
            let all = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
            all.into_iter().filter(|item| only.is_none_or(|only| item["field"] == only)).collect()
        }
    };
    let line = |item: &Value| fields.split(' ').map(|name| field(item, name)).collect::<Vec<_>>().join(" ");
    items.iter().map(line).collect()
}
