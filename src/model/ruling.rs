//! What people say to the questions that reading a document leaves open (要確認): whether a line that was not read should
//! have been, whether a doubt is well founded, whether a word was misread. An answer stands beside the document and
//! changes nothing in it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// Which question. It names no line of the document where it can do without, so that the answer still holds in a
/// corrected edition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MatterId {
    /// What is asked: `unread`, `misreading`, or the name of a doubt.
    pub what: Box<str>,
    /// About what: the hash of a document, or a program with its municipality and plan.
    pub about: Box<str>,
    /// The words in question; the number of a line that was not read.
    pub text: Box<str>,
}

/// What a person says to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// Something is wrong there.
    Accepted,
    /// All is well there.
    Rejected,
}

/// An answer, by whom and when (判断).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// What was said.
    pub judgement: Judgement,
    /// By whom.
    pub author: Box<str>,
    /// When, in milliseconds since 1970.
    pub at_ms: u64,
}

/// All answers that stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rulings(HashMap<MatterId, Ruling>);

impl Rulings {
    /// Takes what was said last; `None` takes an answer back.
    pub fn put(&mut self, id: MatterId, ruling: Option<Ruling>) {
        match ruling {
            Some(ruling) => self.0.insert(id, ruling),
            None => self.0.remove(&id),
        };
    }

    /// What was said to a question; `None` where it is open.
    pub fn to(&self, id: &MatterId) -> Option<&Ruling> {
        self.0.get(id)
    }
}
