//! The journal: every change that a person made, one checksummed line each, in the order in which they were made. It
//! is part of the truth: tables and snapshot can be made again from it and from the documents. Knows neither of them.

use std::fs::OpenOptions;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{self, Durable};
use super::error::StoreError;
use super::truth::Recipe;
use crate::model::{DocumentId, Judgement, MatterId};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Counts the changes, from 1.
    pub seq: u64,
    /// When, in milliseconds since 1970.
    pub at: u64,
    /// Who.
    pub author: String,
    /// What.
    #[serde(flatten)]
    pub change: Change,
}

/// What was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Change {
    /// A document was imported, or imported again in another way.
    Import {
        /// The document.
        document: DocumentId,
        /// Its file name.
        name: String,
        /// The document whose place it took. Older lines have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<DocumentId>,
        /// How it was read. Lines of earlier versions leave it to the text beside the document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recipe: Option<Box<Recipe>>,
        /// How it was read before, where no earlier line says it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        former: Option<Box<Recipe>>,
        /// Number of the first line of the same call, where that is another one: what was done at once is taken back
        /// at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        with: Option<u64>,
    },
    /// Somebody answered a question that a document leaves open.
    Rule {
        /// The question.
        matter: MatterId,
        /// What was said; `None` takes back what was said before.
        judgement: Option<Judgement>,
    },
    /// An earlier line was taken back.
    Undo {
        /// Its number.
        of: u64,
    },
    /// Something this room does not index.
    #[serde(other)]
    Other,
}

/// What a stretch of the journal says.
#[derive(Debug, Default)]
pub(super) struct Journal {
    /// Whether there is a file at all.
    pub there: bool,
    /// The lines whose checksum holds.
    pub entries: Vec<Entry>,
    /// Bytes up to the end of the last line that has one.
    pub whole: u64,
    /// What stands behind it: a line whose writer was stopped. It was never acknowledged.
    pub torn: Vec<u8>,
    /// Lines that have an end but do not read: the medium lost something that was acknowledged.
    pub damaged: u32,
}

impl Change {
    /// The import of a document, and nothing else said of it.
    pub fn import(document: DocumentId, name: String) -> Change {
        Change::Import { document, name, replaces: None, recipe: None, former: None, with: None }
    }

    /// The same in the place of another document.
    pub fn replacing(mut self, old: Option<DocumentId>) -> Change {
        if let Change::Import { replaces, .. } = &mut self {
            *replaces = old;
        }
        self
    }

    /// The same with the way in which the document is read.
    pub fn read_as(mut self, how: Option<Recipe>) -> Change {
        if let Change::Import { recipe, .. } = &mut self {
            *recipe = how.map(Box::new);
        }
        self
    }

    /// Whether it changes which documents are in the store, or how they are read.
    pub fn is_of_documents(&self) -> bool {
        matches!(self, Change::Import { .. } | Change::Undo { .. })
    }

    /// Whether it can be taken back.
    pub fn can_be_undone(&self) -> bool {
        matches!(self, Change::Import { .. } | Change::Rule { .. })
    }

    /// Whether versions that know only imports would take it for something else.
    pub fn is_of_editions(&self) -> bool {
        matches!(self, Change::Undo { .. } | Change::Import { replaces: Some(_), .. })
    }
}

impl Journal {
    fn path(dir: &Path) -> PathBuf {
        dir.join("journal.jsonl")
    }

    /// Reads the whole journal; an empty one when there is no file.
    pub fn read(dir: &Path) -> Result<Journal, StoreError> {
        match disk::read_if_there(&Journal::path(dir))? {
            Some(bytes) => Ok(Journal { there: true, ..Journal::parse(&bytes) }),
            None => Ok(Journal::default()),
        }
    }

    /// Its length in bytes; 0 when there is no file.
    pub fn length(dir: &Path) -> Result<u64, StoreError> {
        let path = Journal::path(dir);
        match std::fs::metadata(&path) {
            Ok(metadata) => Ok(metadata.len()),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(e) => Err(StoreError::read(&path, e)),
        }
    }

    /// Reads what stands from byte `from` on.
    pub fn read_from(dir: &Path, from: u64) -> Result<Journal, StoreError> {
        let path = Journal::path(dir);
        let mut bytes = Vec::new();
        std::fs::File::open(&path)
            .and_then(|mut file| {
                file.seek(SeekFrom::Start(from))?;
                file.read_to_end(&mut bytes)
            })
            .map_err(|e| StoreError::read(&path, e))?;
        Ok(Journal { there: true, ..Journal::parse(&bytes) })
    }

    fn parse(bytes: &[u8]) -> Journal {
        let mut journal = Journal::default();
        for line in bytes.split_inclusive(|b| *b == b'\n') {
            let Some(whole) = line.strip_suffix(b"\n") else {
                journal.torn = line.to_vec();
                break;
            };
            journal.whole += line.len() as u64;
            match decode(whole) {
                Some(entry) => journal.entries.push(entry),
                None => journal.damaged += 1,
            }
        }
        journal
    }

    /// The number of the last line; 0 when there is none.
    pub fn last_seq(&self) -> u64 {
        self.entries.iter().map(|e| e.seq).max().unwrap_or(0)
    }

    /// The number for the next line.
    pub fn next_seq(&self) -> u64 {
        self.last_seq() + 1
    }

    /// Whether it shows no sign of having lost lines in front of its end: the file is there, every line reads, and
    /// they count from 1 without a gap.
    pub fn is_whole(&self) -> bool {
        self.there && self.damaged == 0 && (1..).zip(&self.entries).all(|(seq, entry)| entry.seq == seq)
    }

    /// The name under which a document was last imported.
    pub fn name_of(&self, id: &DocumentId) -> Option<String> {
        let named = |entry: &Entry| match &entry.change {
            Change::Import { document, name, .. } if document == id => Some(name.clone()),
            _ => None,
        };
        self.entries.iter().rev().find_map(named).filter(|name| !name.is_empty())
    }

    /// Cuts a torn last line off, keeping its bytes in a file of their own, so that the next line starts on a line of
    /// its own. The caller holds the lock.
    pub fn cut(&mut self, dir: &Path) -> Result<(), StoreError> {
        if self.torn.is_empty() {
            return Ok(());
        }
        let name = format!("journal.torn-{}", self.next_seq());
        let kept = (1..=u32::MAX)
            .map(|n| if n == 1 { dir.join(&name) } else { dir.join(format!("{name}-{n}")) })
            .find(|path| !path.exists())
            .unwrap_or_else(|| dir.join(&name));
        disk::replace(&kept, &self.torn, Durable::Yes)?;
        let path = Journal::path(dir);
        OpenOptions::new()
            .write(true)
            .open(&path)
            .and_then(|file| file.set_len(self.whole).and_then(|()| file.sync_all()))
            .map_err(|e| StoreError::write(&path, e))?;
        self.torn.clear();
        Ok(())
    }

    /// Appends lines and makes them durable: after this the changes are acknowledged. The caller holds the lock and
    /// has cut what was torn. On an error nothing of them stays.
    pub fn append(&mut self, dir: &Path, entries: Vec<Entry>) -> Result<(), StoreError> {
        let path = Journal::path(dir);
        let mut bytes = Vec::new();
        for entry in &entries {
            encode(entry, &mut bytes)
                .map_err(|e| StoreError::Encode { path: path.clone(), said: e.to_string() })?;
        }
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(|e| StoreError::write(&path, e))?;
        disk::share_file(&path);
        if let Err(e) = file.write_all(&bytes).and_then(|()| file.sync_data()) {
            let _ = file.set_len(self.whole);
            return Err(StoreError::write(&path, e));
        }
        if !self.there {
            disk::sync_parent(&path)?;
        }
        self.there = true;
        self.whole += bytes.len() as u64;
        self.entries.extend(entries);
        Ok(())
    }
}

/// `<crc32 of the JSON, 8 hexadecimal digits> <JSON>\n`
fn encode(entry: &Entry, to: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    let json = serde_json::to_vec(entry)?;
    to.extend_from_slice(format!("{:08x} ", crc32fast::hash(&json)).as_bytes());
    to.extend_from_slice(&json);
    to.push(b'\n');
    Ok(())
}

fn decode(line: &[u8]) -> Option<Entry> {
    let (crc, json) = line.split_at_checked(8)?;
    let json = json.strip_prefix(b" ")?;
    let crc = u32::from_str_radix(std::str::from_utf8(crc).ok()?, 16).ok()?;
    if crc != crc32fast::hash(json) {
        return None;
    }
    serde_json::from_slice(json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(seq: u64, document: &str) -> Entry {
        let change = Change::import(DocumentId(document.into()), "表.txt".into());
        Entry { seq, at: 7, author: "春".into(), change }
    }

    fn bytes(entries: &[Entry]) -> Vec<u8> {
        let mut out = Vec::new();
        for e in entries {
            encode(e, &mut out).unwrap();
        }
        out
    }

    #[test]
    fn a_line_is_a_checksum_and_json() {
        let line = String::from_utf8(bytes(&[entry(1, "ab")])).unwrap();
        assert_eq!(
            line.split_once(' ').unwrap().1,
            "{\"seq\":1,\"at\":7,\"author\":\"春\",\"kind\":\"import\",\"document\":\"ab\",\"name\":\"表.txt\"}\n"
        );
    }

    #[test]
    fn what_does_not_read_is_counted_and_what_is_torn_is_kept() {
        let good = bytes(&[entry(1, "a"), entry(2, "b"), entry(3, "a")]);
        let middle = good.iter().position(|b| *b == b'\n').unwrap() + 20;
        let flipped: Vec<u8> =
            good.iter().enumerate().map(|(at, b)| if at == middle { b ^ 1 } else { *b }).collect();
        // (bytes, lines, damaged, torn)
        for (bytes, lines, damaged, torn) in [
            (good.clone(), 3, 0, 0),
            (good[..good.len() - 1].to_vec(), 2, 0, good.len() / 3 - 1),
            (flipped, 2, 1, 0),
            ([good.as_slice(), &[0; 5]].concat(), 3, 0, 5),
            (Vec::new(), 0, 0, 0),
        ] {
            let read = Journal::parse(&bytes);
            assert_eq!((read.entries.len(), read.damaged, read.torn.len()), (lines, damaged, torn));
            assert_eq!(read.whole as usize + read.torn.len(), bytes.len());
        }
    }

    #[test]
    fn every_kind_of_line_reads_as_it_was_written() {
        let replacing = Change::import(DocumentId("b".into()), "訂正.txt".into())
            .replacing(Some(DocumentId("a".into())))
            .read_as(Some(Recipe::default_for_tests()));
        let matter = MatterId { what: "unread".into(), about: "a".into(), text: "7".into() };
        let ruled = |judgement| Change::Rule { matter: matter.clone(), judgement };
        for change in [replacing, Change::Undo { of: 1 }, ruled(Some(Judgement::Rejected)), ruled(None)] {
            let entry = Entry { seq: 2, at: 7, author: "春".into(), change };
            assert_eq!(Journal::parse(&bytes(std::slice::from_ref(&entry))).entries, [entry]);
        }
        // As earlier versions wrote it.
        let json = br#"{"seq":1,"at":7,"author":"x","kind":"import","document":"a","name":"n"}"#;
        let line = [format!("{:08x} ", crc32fast::hash(json)).as_bytes(), json, b"\n"].concat();
        assert_eq!(
            Journal::parse(&line).entries[0].change,
            Change::import(DocumentId("a".into()), "n".into())
        );
    }

    #[test]
    fn a_gap_shows_that_lines_are_lost() {
        for (seqs, whole) in
            [(&[][..], true), (&[1, 2, 3], true), (&[1, 3], false), (&[2, 3], false), (&[1, 1], false)]
        {
            let lines: Vec<Entry> = seqs.iter().map(|seq| entry(*seq, "a")).collect();
            let read = Journal { there: true, ..Journal::parse(&bytes(&lines)) };
            assert_eq!(read.is_whole(), whole, "{seqs:?}");
        }
    }

    #[test]
    fn a_kind_of_a_later_version_keeps_its_number() {
        let json = br#"{"seq":9,"at":1,"author":"x","kind":"opinion","text":"?"}"#;
        let line = [format!("{:08x} ", crc32fast::hash(json)).as_bytes(), json, b"\n"].concat();
        let read = Journal::parse(&line);
        assert_eq!((read.entries[0].change.clone(), read.next_seq()), (Change::Other, 10));
    }
}
