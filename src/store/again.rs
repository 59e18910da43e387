//! Details of a catalog whose own are damaged, made again from the layers below. By then the catalog is in use, so they
//! have to fit its headlines, program for program and document for document.

use std::path::Path;
use std::time::Duration;

use super::load;
use super::lock;
use super::snapshot::{self, Unusable};
use super::standing::Import;
use super::truth::{self, Reader};
use crate::model::{Catalog, Details, Document, Headlines, ProgramId, build};

/// The details of every program of these headlines, which are those of the snapshot of that generation.
///
/// Mends the snapshot as well, unless somebody is writing just now: then the next load does it, and what is wanted is
/// read from the documents, which takes no lock.
pub(super) fn details(
    dir: &Path,
    generation: u64,
    headlines: &Headlines,
    reader: Reader<'_>,
) -> Vec<Details> {
    let mended = lock::take(dir, Duration::ZERO).ok().and_then(|_lock| {
        let ours = snapshot::generation(dir).is_ok_and(|now| now == generation);
        ours.then(|| load::recover(dir, Unusable::Damaged, reader).ok()).flatten()
    });
    match mended {
        Some(made) if made.headlines == *headlines => made.details,
        _ => from_documents(dir, headlines, reader),
    }
}

/// Reads the documents of the headlines again. Where one of them is read in another way since, a program has what is
/// read now.
fn from_documents(dir: &Path, headlines: &Headlines, reader: Reader<'_>) -> Vec<Details> {
    // Also those that were replaced since: their bytes and how they are read stay.
    let shown: Vec<Import> = headlines
        .documents
        .iter()
        .map(|d| Import { id: d.id.clone(), first: 0, last: 0, recipe: None })
        .collect();
    let (mut read, _) = truth::read_again(dir, &shown, reader);
    let documents: Vec<Document> = headlines
        .documents
        .iter()
        .map(|head| match read.iter().position(|d| d.id == head.id) {
            Some(at) => read.swap_remove(at),
            // Keeps its place: details name documents by their position.
            None => head.without_statements(&headlines.plans),
        })
        .collect();
    let (made, details) = build(&documents);
    if made.programs == headlines.programs {
        return details;
    }
    let made = Catalog::new(made, move || details);
    let of = |program: &crate::model::Program| {
        let plan = headlines.plans.get(program.plan.0 as usize)?.id.clone();
        made.find(&ProgramId { plan, number: program.number }).map(|ix| made.details(ix).clone())
    };
    headlines.programs.iter().map(|program| of(program).unwrap_or_default()).collect()
}
