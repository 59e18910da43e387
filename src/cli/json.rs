//! The JSON shapes of the contract. Only here are values of the model turned into JSON.

use serde_json::{Map, Value, json};

use crate::model::{
    Better, Bound, Catalog, Decision, DocumentIx, Doubtful, Fact, Field, Grade, GradeCell, Horizon, How,
    Indicator, Kind, Link, Measure, Period, Place, ProgramIx, Quantity, Said, Sourced, cell_name,
    decided_better,
};
use crate::review::{Proof, Verdict, gaps, proof, rate, verdict};
use rust_decimal::prelude::ToPrimitive;

/// Version of the shapes.
pub const SCHEMA: u32 = 1;

/// A hit of `find`, without `matched`.
pub fn hit(catalog: &Catalog, ix: ProgramIx) -> Map<String, Value> {
    let program = catalog.program(ix);
    let plan = catalog.plan_of(ix);
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| map.insert(key.to_owned(), value);
    put("id", json!(catalog.label(ix)));
    put("plan", json!(plan.id.code.as_str()));
    if catalog.municipalities().len() > 1 {
        put("municipality", json!(plan.id.municipality.as_deref()));
    }
    put("no", json!(program.number.no));
    put("sub", json!(program.number.sub));
    if let Some(third) = program.number.third {
        put("third", json!(third));
    }
    put("name", json!(&*program.name));
    put("kind", json!(kind(program.kind)));
    put("relisted_of", json!(program.relisted_of.map(|of| catalog.label(of))));
    let direction = catalog.direction_of(program);
    put("direction", direction.map_or(Value::Null, |d| json!({"no": d.no, "name": &*d.name})));
    put("departments", json!(catalog.departments_of(program).collect::<Vec<_>>()));
    let grades = plan.periods.iter().zip(&program.grades).map(|(p, c)| grade_cell(*p, c));
    put("grades", Value::Array(grades.collect()));
    put("follow_up", json!(program.follow_up));
    map
}

/// What stands at a period.
pub fn grade_cell(period: Period, cell: &GradeCell) -> Value {
    let period = period.to_string();
    match cell {
        GradeCell::Known(grade, how) => {
            json!({"period": period, "grade": grade.to_string(), "how": how_id(*how)})
        }
        GradeCell::Candidates(marks) => {
            let marks: Vec<String> = marks.iter().map(ToString::to_string).collect();
            json!({"period": period, "grade": null, "candidates": marks, "how": how_id(How::Inferred)})
        }
        GradeCell::Empty(kind) => json!({"period": period, "grade": null, "empty": id(kind)}),
    }
}

/// Everything known of a program.
pub fn program(catalog: &Catalog, ix: ProgramIx) -> Value {
    let mut map = hit(catalog, ix);
    let details = catalog.details(ix);
    map.insert("schema".into(), json!(SCHEMA));
    if let Some(Value::Array(grades)) = map.get_mut("grades") {
        add_grade_sources(catalog, ix, grades);
    }
    let statements: Vec<Value> =
        details.statements.iter().filter_map(|s| text_statement(catalog, s)).collect();
    map.insert("statements".into(), Value::Array(statements));
    map.insert("sources".into(), headline_sources(catalog, ix));
    let indicators: Vec<Value> = details.indicators.iter().map(|i| indicator(catalog, ix, i)).collect();
    map.insert("indicators".into(), Value::Array(indicators));
    let empty: Vec<Value> = gaps(catalog, ix)
        .iter()
        .map(|gap| json!({"field": field_id(gap.field), "period": gap.period.map(|p| p.to_string()), "kind": id(&gap.kind)}))
        .collect();
    map.insert("empty".into(), Value::Array(empty));
    let children: Vec<String> = catalog.program(ix).children.iter().map(|c| catalog.label(*c)).collect();
    map.insert("children".into(), json!(children));
    let link = |ix: ProgramIx, link: &Link| {
        json!({"id": catalog.label(ix), "relation": id(&link.relation), "basis": id(&link.basis),
            "reason": &*link.reason, "source": source(catalog, link.document, &link.place)})
    };
    let from: Vec<Value> = catalog.curation().back(ix).map(|it| link(it.from, it)).collect();
    let to: Vec<Value> = catalog.curation().onward(ix).map(|it| link(it.to, it)).collect();
    map.insert("lineage".into(), json!({"from": from, "to": to}));
    let corrected = catalog.program(ix).corrected_direction;
    if let Some(direction) = corrected.and_then(|at| catalog.plan_of(ix).directions.get(usize::from(at))) {
        let mut direction = json!({"no": direction.no, "name": &*direction.name});
        if let Some(said) = direction_decided(catalog, ix) {
            add_ground(&mut direction, catalog, said);
        }
        map.insert("direction_curated".into(), direction);
    }
    map.insert("opinions".into(), json!([]));
    let doubts: Vec<Value> = details
        .doubts
        .iter()
        .map(|(d, doubt)| {
            let document = &*catalog.document(*d).name;
            json!({"document": document, "line": doubt.line, "text": &*doubt.text, "what": doubt_id(doubt.what)})
        })
        .collect();
    map.insert("doubts".into(), Value::Array(doubts));
    Value::Object(map)
}

/// The decision about the direction of a program; that of its parent where there is none about itself.
fn direction_decided(catalog: &Catalog, ix: ProgramIx) -> Option<&Sourced> {
    let decided = |ix| {
        let mut said = catalog.details(ix).statements.iter().rev();
        said.find(|s| matches!(s.statement.fact, Fact::Decided(Decision::Direction(_))))
    };
    decided(ix).or_else(|| decided(catalog.program(ix).parent?))
}

/// Adds to each grade the place where it stands.
fn add_grade_sources(catalog: &Catalog, ix: ProgramIx, grades: &mut [Value]) {
    let periods = &catalog.plan_of(ix).periods;
    for (period, grade) in periods.iter().zip(grades) {
        let Value::Object(map) = grade else { continue };
        if let Some(proof) = proof(catalog, ix, *period) {
            map.insert("ground".into(), ground(catalog, ix, &proof));
        } else if let Some(said) = catalog.grade_source(ix, *period) {
            map.insert("source".into(), source(catalog, said.document, &said.statement.place));
        }
    }
}

/// Why a grade is inferred.
fn ground(catalog: &Catalog, ix: ProgramIx, proof: &Proof<'_>) -> Value {
    let direction = proof.direction.and_then(|at| catalog.plan_of(ix).directions.get(usize::from(at)));
    let counts: Map<String, Value> =
        proof.counts.iter().map(|(grade, count)| (grade.to_string(), json!(count))).collect();
    let known: Vec<Value> = proof
        .known
        .iter()
        .map(|(ix, grade)| json!({"id": catalog.label(*ix), "grade": grade.to_string()}))
        .collect();
    let mut said = json!({
        "direction": direction.map(|d| json!({"no": d.no, "name": &*d.name})),
        "size": proof.size,
        "counts": counts,
        "known": known,
        "source": source(catalog, proof.said.document, &proof.said.statement.place),
    });
    if let Value::Object(map) = &mut said {
        if !proof.not_late.is_empty() {
            let ids: Vec<String> = proof.not_late.iter().map(|ix| catalog.label(*ix)).collect();
            map.insert("not_late".into(), json!(ids));
        }
        if let Some(whole) = &proof.beside {
            map.insert("beside".into(), ground(catalog, ix, whole));
        }
    }
    said
}

/// Where the values of the headline stand, by field.
fn headline_sources(catalog: &Catalog, ix: ProgramIx) -> Value {
    let mut map = Map::new();
    for said in &catalog.details(ix).statements {
        let key = match said.statement.fact {
            Fact::Name => "name",
            Fact::Direction => "direction",
            Fact::Departments(_) => "departments",
            Fact::FollowUp(_) => "follow_up",
            Fact::Relisting(_) => "relisted_of",
            _ => continue,
        };
        let value = json!({
            "text": &*said.statement.text,
            "how": how_id(said.statement.how),
            "source": source(catalog, said.document, &said.statement.place),
        });
        map.insert(key.into(), value);
    }
    Value::Object(map)
}

fn text_statement(catalog: &Catalog, said: &Sourced) -> Option<Value> {
    let statement = &said.statement;
    let Fact::Text(field) = statement.fact else { return None };
    Some(json!({
        "field": field_id(Field::Text(field)),
        "period": statement.period.map(|p| p.to_string()),
        "text": &*statement.text,
        "how": how_id(statement.how),
        "source": source(catalog, said.document, &statement.place),
    }))
}

fn indicator(catalog: &Catalog, ix: ProgramIx, indicator: &Indicator) -> Value {
    let value = |m: &Option<Measure>| m.as_ref().map_or(Value::Null, |m| measure(catalog, ix, m));
    let mut shape = json!({
        "label": &*indicator.label,
        "unit": &*indicator.unit,
        "better": indicator.better.map(better_id),
        "period": indicator.period.map(|p| p.to_string()),
        "horizon": horizon_id(indicator.horizon),
        "baseline": value(&indicator.baseline),
        "target": value(&indicator.target),
        "actual": value(&indicator.actual),
        "rate": rate(indicator),
        "verdict": verdict_id(verdict(indicator)),
    });
    if let Some((_, said)) = decided_better(&catalog.details(ix).statements, &indicator.label) {
        let mut decided = json!({});
        add_ground(&mut decided, catalog, said);
        shape["better_curated"] = decided;
    }
    shape
}

/// That a person decided it, with reason, author and line.
fn add_ground(value: &mut Value, catalog: &Catalog, said: &Sourced) {
    value["how"] = json!(how_id(How::Curated));
    value["reason"] = json!(&*said.statement.text);
    value["source"] = source(catalog, said.document, &said.statement.place);
}

fn measure(catalog: &Catalog, ix: ProgramIx, measure: &Measure) -> Value {
    let quantity = &measure.quantity;
    let said = catalog.details(ix).statements.get(measure.statement as usize);
    let place = said.map_or(Value::Null, |s| source(catalog, s.document, &s.statement.place));
    json!({
        "raw": &*quantity.raw,
        "value": number(quantity, quantity.value),
        "at": bound_id(quantity.bound),
        "upper": quantity.upper.map(|u| number(quantity, u)),
        "source": place,
    })
}

/// A plain number: whole where it is whole, but a percentage always with its point.
fn number(quantity: &Quantity, value: rust_decimal::Decimal) -> Value {
    match value.normalize() {
        whole if whole.scale() == 0 && &*quantity.unit != "%" => {
            whole.to_i64().map_or(Value::Null, |n| json!(n))
        }
        any => any.to_f64().map_or(Value::Null, |n| json!(n)),
    }
}

/// Where a statement stands.
pub fn source(catalog: &Catalog, document: DocumentIx, place: &Place) -> Value {
    source_in(&catalog.document(document).name, place)
}

/// The same in a document that the catalog does not have.
pub fn source_in(name: &str, place: &Place) -> Value {
    let (first, last) = place.lines();
    match place {
        Place::Lines(_) => json!({"document": name, "first_line": first, "last_line": last}),
        Place::Cells { sheet, first: from, last: to } => {
            let cells = if from == to {
                cell_name(*from)
            } else {
                format!("{}:{}", cell_name(*from), cell_name(*to))
            };
            json!({"document": name, "first_line": first, "last_line": last, "sheet": &**sheet, "cells": cells})
        }
    }
}

/// The name of a plain enum value, as serde writes it.
fn id<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

/// The contract's word for a field.
pub fn field_id(field: Field) -> Value {
    match field {
        Field::Text(text) => id(&text),
        other => id(&other),
    }
}

/// The word for what differs between two editions: that of the field where it is one.
pub fn said_id(said: Said) -> Value {
    let of = |what: &str, grade: Option<Grade>| match grade {
        Some(grade) => json!(format!("{what}:{grade}")),
        None => json!(what),
    };
    match said {
        Said::Field(field) => field_id(field),
        Said::Title => json!("title"),
        Said::Name => json!("name"),
        Said::Baseline => json!("baseline"),
        Said::Study => json!("study"),
        Said::Relisting => json!("relisted_of"),
        Said::Listed => json!("listed"),
        Said::Years => json!("years"),
        Said::Decision => json!("decision"),
        Said::Total(grade, _) => of("total", grade),
        Said::Meaning(grade) => of("meaning", Some(grade)),
    }
}

/// The contract's word for how a value was obtained.
pub fn how_id(how: How) -> Value {
    id(&how)
}

/// The contract's word for a kind of check.
pub fn check_kind(kind: crate::review::check::Kind) -> String {
    id(&kind).as_str().unwrap_or_default().to_owned()
}

/// The contract's word for what came of a check.
pub fn check_status(status: crate::review::check::Status) -> Value {
    id(&status)
}

/// The contract's word for a doubt.
pub fn doubt_id(what: Doubtful) -> Value {
    id(&what)
}

fn kind(kind: Kind) -> Value {
    id(&kind)
}

fn better_id(better: Better) -> Value {
    id(&better)
}

fn verdict_id(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::Missed => "missed",
        Verdict::Exceeded => "exceeded",
        Verdict::Running => "running",
        Verdict::Unknown => "unknown",
    }
}

fn horizon_id(horizon: Horizon) -> String {
    match horizon {
        Horizon::Year => "year".into(),
        Horizon::EveryYear => "every_year".into(),
        Horizon::Plan => "plan".into(),
        Horizon::By(year) => format!("by:{year}"),
        Horizon::Budget => "budget".into(),
    }
}

/// The contract has one word for a bound, whether it is itself within or not.
fn bound_id(bound: Bound) -> Value {
    match bound {
        Bound::Above => id(&Bound::Least),
        Bound::Below => id(&Bound::Most),
        other => id(&other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TextField;

    #[test]
    fn values_of_the_model_have_the_words_of_the_contract() {
        assert_eq!(field_id(Field::Text(TextField::AnnualPlanOrResult)), "annual_plan_or_result");
        assert_eq!(field_id(Field::FollowUp), "follow_up");
        assert_eq!(id(&Bound::Least), "least");
        assert_eq!([(7, 0), (7, 25), (12, 27)].map(cell_name), ["A7", "Z7", "AB12"]);
        let quantity = |s: &str| crate::model::tail(s).map(|t| t.quantity).unwrap();
        for (written, value) in [
            ("1,600万円", json!(16_000_000)),
            ("95%", json!(95.0)),
            ("28.4億円", json!(2_840_000_000_i64)),
            ("494.3g", json!(494.3)),
        ] {
            let quantity = quantity(written);
            assert_eq!(number(&quantity, quantity.value), value, "{written}");
        }
    }
}
