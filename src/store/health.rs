//! How a store is, looked at without changing anything in it or waiting for anybody.

use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::format;
use super::journal::Journal;
use super::load::{self, Freshness};
use super::standing::{Import, Standing};
use super::truth;
use crate::model::DocumentId;

/// What can be said of a store from outside.
#[derive(Debug)]
pub struct Health {
    /// Whether there is a store; otherwise its place is empty and the next import makes one.
    pub there: bool,
    /// Its format, or the one that it would get.
    pub format: String,
    /// How many documents it has.
    pub documents: usize,
    /// How many it had besides: replaced by newer editions, or taken back. They are kept.
    pub replaced: usize,
    /// Documents that are not there as they were imported.
    pub lost: Vec<Lost>,
    /// How its snapshot stands to its journal.
    pub snapshot: Freshness,
    /// Bytes free for it; `None` where the system does not say.
    pub free: Option<u64>,
    /// Whether this process may write it.
    pub writable: bool,
}

/// A document of which something is missing.
#[derive(Debug)]
pub struct Lost {
    /// The document.
    pub id: DocumentId,
    /// The name under which it was imported, where that is still known.
    pub name: Option<String>,
    /// It is not in use any more, and would be wanted only to bring it back.
    pub replaced: bool,
    /// What is the matter.
    pub error: StoreError,
}

/// Looks at a store. With `verify` every document is read and its hash checked.
pub(super) fn health(dir: &Path, verify: bool) -> Result<Health, StoreError> {
    let there = format::check(dir)? == format::Standing::Store;
    let place = nearest(dir);
    let mut health = Health {
        there,
        format: format::words(dir)?,
        documents: 0,
        replaced: 0,
        lost: Vec::new(),
        snapshot: Freshness::Fresh(0),
        free: rustix::fs::statvfs(&place).ok().map(|fs| fs.f_bavail.saturating_mul(fs.f_frsize)),
        writable: rustix::fs::access(&place, rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK)
            .is_ok(),
    };
    if !there {
        return Ok(health);
    }
    health.snapshot = load::freshness(dir)?;
    let journal = Journal::read(dir)?;
    let imports = truth::current(dir, &journal, &load::seen(dir)?)?;
    let out = Standing::of(&journal.entries).out;
    let out: Vec<Import> = out
        .into_iter()
        .filter(|o| imports.iter().all(|i| i.id != o.id))
        .map(|o| Import { id: o.id, first: 0, last: o.line, recipe: o.recipe })
        .collect();
    (health.documents, health.replaced) = (imports.len(), out.len());
    let all = imports.into_iter().map(|i| (i, false)).chain(out.into_iter().map(|o| (o, true)));
    for (Import { id, .. }, replaced) in all {
        let recipe = truth::recipe(dir, &id);
        let name = recipe.as_ref().ok().and_then(|r| r.as_ref()).map(|r| r.name.clone());
        let name = name.or_else(|| journal.name_of(&id));
        let error = match recipe {
            Err(error) => Some(error),
            Ok(None) => Some(truth::no_recipe(dir, &id)),
            Ok(Some(_)) if verify => truth::bytes(dir, &id).err(),
            Ok(Some(_)) => truth::no_bytes(dir, &id),
        };
        health.lost.extend(error.map(|error| Lost { id, name, replaced, error }));
    }
    Ok(health)
}

/// The directory, or the nearest one above it that is there.
fn nearest(dir: &Path) -> PathBuf {
    let whole = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    whole.ancestors().find(|above| above.exists()).unwrap_or(dir).to_owned()
}
