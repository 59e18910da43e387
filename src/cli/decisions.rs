//! What is to be said of a file of decisions: what is written wrong in it, what points to nothing, what waits for a plan
//! that is not there yet, and what another file decides otherwise. One sentence for each entry, with file and line.

use std::collections::BTreeMap;

use crate::app::names;
use crate::model::{Catalog, Decision, Document, Fact, Number, PlanId, PlanIx, ProgramIx, Sourced, Subject};
use crate::settings::{Misread, Mistake};
use crate::words::{Lang, Msg};

/// At most so many sentences of a kind are said one by one.
const SHOWN: usize = 50;

/// What is written wrong, one sentence for each mistake.
pub fn mistaken(name: &str, mistakes: &[Mistake], lang: Lang) -> Vec<String> {
    shortened(mistakes.iter().map(|mistake| sentence(name, mistake, lang)).collect(), name, lang)
}

fn sentence(name: &str, mistake: &Mistake, lang: Lang) -> String {
    let place = match mistake.fault {
        Misread::Syntax(_) => format!("{}:{}", mistake.line, mistake.column),
        _ => mistake.line.to_string(),
    };
    Msg::ErrEntry.fill(lang, &[&name, &place, &names::misread(&mistake.fault, lang)])
}

/// Why nothing of a file is taken: what is wrong in it, or that it decides nothing.
pub fn no_decisions(name: &str, mistakes: &[Mistake], lang: Lang) -> String {
    match mistakes {
        [] => Msg::ErrNoDecisions.fill(lang, &[&name]),
        [only] => sentence(name, only, lang),
        [first, rest @ ..] => Msg::ErrMoreWrong.fill(lang, &[&sentence(name, first, lang), &rest.len()]),
    }
}

/// What the decisions of a file in the store point to that is not there, or is decided otherwise in another file.
pub fn pointing(catalog: &Catalog, document: &Document, lang: Lang) -> Vec<String> {
    let dangling = catalog.curation().dangling.iter();
    let own: Vec<&Sourced> =
        dangling.filter(|said| catalog.document(said.document).id == document.id).collect();
    let (mut awaited, mut waiting) = (Vec::new(), 0);
    let mut nowhere: BTreeMap<u32, (Vec<String>, &str)> = BTreeMap::new();
    let mut found = Vec::new();
    for said in own {
        let (line, _) = said.statement.place.lines();
        match target(catalog, document, said) {
            Target::Awaited(plan) => {
                waiting += 1;
                if !awaited.contains(&plan) {
                    awaited.push(plan);
                }
            }
            Target::Nowhere(what) => {
                let (all, _) = nowhere.entry(line).or_insert_with(|| (Vec::new(), &*said.statement.text));
                all.push(what);
            }
            Target::Circle(from, to) => {
                let why = &said.statement.text;
                found.push((line, Msg::ErrCircle.fill(lang, &[&document.name, &line, &from, &to, why])));
            }
        }
    }
    for (line, (what, why)) in nowhere {
        let more = if what.len() > 5 { format!(" + {}", what.len() - 5) } else { String::new() };
        let first: Vec<&str> = what.iter().take(5).map(String::as_str).collect();
        let what = format!("{}{more}", first.join(", "));
        found.push((line, Msg::ErrDangling.fill(lang, &[&document.name, &line, &what, &why])));
    }
    found.extend(contradictions(catalog, document, lang));
    found.sort();
    found.dedup();
    let mut told = shortened(found.into_iter().map(|(_, told)| told).collect(), &document.name, lang);
    if waiting > 0 {
        awaited.sort();
        told.push(Msg::NoteAwaited.fill(lang, &[&document.name, &awaited.join(", "), &waiting]));
    }
    told
}

/// The first of many sentences, and how many more there are.
fn shortened(mut all: Vec<String>, name: &str, lang: Lang) -> Vec<String> {
    let more = all.len().saturating_sub(SHOWN);
    if more > 0 {
        all.truncate(SHOWN);
        all.push(Msg::NoteMoreOfFile.fill(lang, &[&name, &more]));
    }
    all
}

/// Why a decision leads nowhere.
enum Target {
    /// It is about a plan of which no document was imported.
    Awaited(String),
    /// A program, a direction or an indicator that does not exist.
    Nowhere(String),
    /// A program would come from itself.
    Circle(String, String),
}

fn target(catalog: &Catalog, document: &Document, said: &Sourced) -> Target {
    let id = |at: u32| document.plans.get(at as usize).map(|plan| &plan.id);
    let about = |subject: Subject| match subject {
        Subject::Program(at, number) => id(at).map(|id| (id, Some(number))),
        Subject::Plan(at) | Subject::Direction(at, _) => id(at).map(|id| (id, None)),
        Subject::Document => None,
    };
    let to = match said.statement.fact {
        Fact::Decided(Decision::Link(to, ..)) => Some(to),
        _ => None,
    };
    let subjects: Vec<(&PlanId, Option<Number>)> =
        [said.statement.subject].into_iter().chain(to).filter_map(about).collect();
    let label = |(plan, number): &(&PlanId, Option<Number>)| match number {
        Some(number) => format!("{}-{number}", plan.code),
        None => plan.code.to_string(),
    };
    if let Some((plan, _)) = subjects.iter().find(|(plan, _)| meant(catalog, plan).is_none()) {
        return Target::Awaited(plan.code.to_string());
    }
    let missing = subjects.iter().find(|(plan, number)| {
        number.is_some_and(|number| meant(catalog, plan).and_then(|ix| catalog.find_in(ix, number)).is_none())
    });
    match (missing, &said.statement.fact, subjects.as_slice()) {
        (Some(missing), ..) => Target::Nowhere(label(missing)),
        (None, Fact::Decided(Decision::Direction(no)), [program, ..]) => {
            Target::Nowhere(format!("{} direction {no}", label(program)))
        }
        (None, Fact::Decided(Decision::Better(indicator, _)), [program, ..]) => {
            Target::Nowhere(format!("{} indicator {indicator}", label(program)).trim_end().to_owned())
        }
        (None, Fact::Decided(Decision::Link(..)), [from, to]) => Target::Circle(label(from), label(to)),
        (None, _, subjects) => Target::Nowhere(subjects.first().map(label).unwrap_or_default()),
    }
}

/// The plan that a decision means: the one it names, else the only one of that code where one side leaves the
/// municipality open.
fn meant(catalog: &Catalog, id: &PlanId) -> Option<PlanIx> {
    let open =
        |other: &PlanId| other.code == id.code && (other.municipality.is_none() || id.municipality.is_none());
    let mut others = catalog.plans().filter(|(_, plan)| open(&plan.id)).map(|(ix, _)| ix);
    let only = others.next().filter(|_| others.next().is_none());
    catalog.find_plan(id).or(only)
}

/// What two files decide otherwise of one program: directions and which way figures are better.
fn contradictions(catalog: &Catalog, document: &Document, lang: Lang) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    let mut seen: Vec<ProgramIx> = document
        .statements
        .iter()
        .filter_map(|statement| {
            let Subject::Program(at, number) = statement.subject else { return None };
            catalog.find_in(meant(catalog, &document.plans.get(at as usize)?.id)?, number)
        })
        .collect();
    seen.sort_unstable();
    seen.dedup();
    for ix in seen {
        let decided: Vec<&Sourced> = catalog
            .details(ix)
            .statements
            .iter()
            .filter(|said| matches!(said.statement.fact, Fact::Decided(_)))
            .collect();
        for (at, loser) in decided.iter().enumerate() {
            let later = decided.iter().skip(at + 1).rev();
            let Some(winner) = later.copied().find(|winner| differ(loser, winner)) else { continue };
            let (lost, holds) = (catalog.document(loser.document), catalog.document(winner.document));
            if lost.id == document.id || holds.id == document.id {
                let (line, by) = (loser.statement.place.lines().0, winner.statement.place.lines().0);
                let told =
                    Msg::NoteOverruled.fill(lang, &[&lost.name, &line, &holds.name, &by, &catalog.label(ix)]);
                found.push((line, told));
            }
        }
    }
    found
}

/// Whether two decisions of different files cannot both hold.
fn differ(a: &Sourced, b: &Sourced) -> bool {
    let facts = match (&a.statement.fact, &b.statement.fact) {
        (Fact::Decided(Decision::Direction(one)), Fact::Decided(Decision::Direction(other))) => one != other,
        (Fact::Decided(Decision::Better(label, one)), Fact::Decided(Decision::Better(same, other))) => {
            label == same && one != other
        }
        _ => false,
    };
    facts && a.document != b.document
}
