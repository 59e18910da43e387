//! Keeping what a person says to a question that a document leaves open: a line in the journal. Nothing is read from
//! documents again; whoever loads reads it from the journal's end.

use std::path::Path;
use std::time::Duration;

use super::error::StoreError;
use super::import::Stamp;
use super::journal::{Change, Entry};
use super::lock;
use super::snapshot;
use super::standing;
use super::truth;
use super::undo::ready;
use crate::model::{Judgement, MatterId};

/// See [`Store::rule`](super::Store::rule).
pub(super) fn rule(
    dir: &Path,
    patience: Duration,
    matter: &MatterId,
    judgement: Option<Judgement>,
    stamp: &Stamp,
) -> Result<(), StoreError> {
    let _lock = lock::take(dir, patience)?;
    let mut journal = ready(dir)?;
    if standing::rulings(&journal.entries).to(matter).map(|ruling| ruling.judgement) == judgement {
        return Ok(());
    }
    let change = Change::Rule { matter: matter.clone(), judgement };
    let line = Entry { seq: journal.next_seq(), at: stamp.at_ms, author: stamp.author.clone(), change };
    truth::append(dir, &mut journal, vec![line])?;
    // From here on it is kept. Without a snapshot the next load makes one, under a number of its own.
    let _ = snapshot::renew(dir);
    Ok(())
}
