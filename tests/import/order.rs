//! The order in which documents come decides nothing: the catalog of any permutation is the same, up to the order of
//! its documents.

use proptest::prelude::*;
use shinchoku::model::{Details, Document, DocumentIx, Headlines, build};
use shinchoku::settings;
use shinchoku::store::hash;
use std::sync::LazyLock;

use super::kit::*;

/// Samples, decisions, and every fixture that reads by itself; all fixtures print their own plan, some share it.
static ALL: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let mut all: Vec<Document> = [P2, P3, YEAR_END_2013, OVERVIEW, YEAR_END_2023]
        .into_iter()
        .filter_map(|name| try_bytes(sample_text(name).as_bytes(), plan_of(name)).ok())
        .collect();
    let mut fixtures: Vec<_> = std::fs::read_dir(documents()).unwrap().map(|e| e.unwrap().path()).collect();
    fixtures.sort();
    for path in fixtures.into_iter().filter(|path| path.is_file()) {
        let bytes = std::fs::read(path).unwrap();
        all.extend(try_bytes(&bytes, None).or_else(|_| try_bytes(&bytes, Some("P2"))));
    }
    // Two files of decisions that contradict each other, beside the sample.
    let decisions = [
        ("curation.toml", sample_text("curation.toml")),
        ("a.toml", decision("P2-1", "1") + &decision("P2-2", "2")),
        ("b.toml", decision("P2-1", "2")),
    ];
    for (name, text) in decisions {
        all.push(settings::curation(&text, hash(text.as_bytes()), name).0);
    }
    all
});

fn decision(program: &str, direction: &str) -> String {
    format!(
        "[[direction]]\nprograms = [\"{program}\"]\ndirection = {direction}\nreason = \"r\"\nauthor = \"a\"\n"
    )
}

/// The catalog of documents in that order, with its documents in the order of [`ALL`].
fn catalog(order: &[usize]) -> (Headlines, Vec<Details>) {
    let documents: Vec<Document> = order.iter().map(|at| ALL[*at].clone()).collect();
    let (mut head, mut details) = build(&documents);
    let mut place = vec![0; order.len()];
    let mut sorted: Vec<usize> = (0..order.len()).collect();
    sorted.sort_by_key(|at| order[*at]);
    sorted.iter().enumerate().for_each(|(to, from)| place[*from] = to as u32);
    let mend = |ix: &mut DocumentIx| ix.0 = place[ix.0 as usize];
    for details in &mut details {
        details.statements.iter_mut().for_each(|s| mend(&mut s.document));
        details.doubts.iter_mut().for_each(|(ix, _)| mend(ix));
    }
    for plan in &mut head.plans {
        plan.statements.iter_mut().for_each(|s| mend(&mut s.document));
    }
    head.curation.links.iter_mut().for_each(|link| mend(&mut link.document));
    head.curation.dangling.iter_mut().for_each(|s| mend(&mut s.document));
    head.documents = sorted.iter().map(|at| head.documents[*at].clone()).collect();
    (head, details)
}

/// Two catalogs, with what differs first.
fn same(a: &(Headlines, Vec<Details>), b: &(Headlines, Vec<Details>)) -> Result<(), String> {
    let plans = |c: &(Headlines, Vec<Details>)| c.0.plans.iter().map(|p| p.id.clone()).collect::<Vec<_>>();
    let checks = [
        ("plans", plans(a) == plans(b)),
        ("departments", a.0.departments == b.0.departments),
        ("programs", a.0.programs == b.0.programs),
        ("whole plans", a.0.plans == b.0.plans),
        ("decisions", a.0.curation == b.0.curation),
        ("documents", a.0.documents == b.0.documents),
        ("details", a.1 == b.1),
    ];
    checks.iter().find(|(_, same)| !same).map_or(Ok(()), |(what, _)| Err((*what).to_owned()))
}

fn orders() -> impl Strategy<Value = Vec<usize>> {
    let all: Vec<usize> = (0..ALL.len()).collect();
    (Just(all.clone()).prop_shuffle(), 2..=all.len()).prop_map(|(order, some)| order[..some].to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_order_gives_the_same_catalog((order, other) in orders().prop_flat_map(|order| {
        let other = Just(order.clone()).prop_shuffle();
        (Just(order), other)
    })) {
        prop_assert_eq!(same(&catalog(&order), &catalog(&other)), Ok(()));
    }
}

#[test]
fn there_is_something_to_permute() {
    assert!(ALL.len() > 25, "{}", ALL.len());
    let cities = ALL.iter().flat_map(|d| &d.plans).filter_map(|p| p.id.municipality.clone());
    let mut cities: Vec<_> = cities.collect();
    cities.sort();
    cities.dedup();
    assert!(cities.len() > 2, "{cities:?}");
}
