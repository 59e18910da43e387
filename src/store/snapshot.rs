//! The snapshot: headlines and details as every reader loads them, without a lock and without the engine. Derived,
//! checksummed, replaced as a pair by way of `GEN`. Details lie in blocks, each with a checksum of its own, so that one
//! program costs one block. Does not know where its contents come from, nor how damage is mended.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::disk::{self, Durable};
use super::error::StoreError;
use super::journal::Journal;
use super::truth::Witness;
use crate::model::{Details, Headlines};

/// The form of both files, and of the types in them.
const VERSION: u32 = 6;
/// First bytes of `headlines-<generation>.bin`.
const HEADLINES: [u8; 8] = *b"SHNCHEAD";
/// First bytes of `rest-<generation>.bin`.
const REST: [u8; 8] = *b"SHNCREST";
/// Magic and version.
const LABEL: usize = 8 + 4;
/// Magic, version, checksum, length.
const HEAD: usize = LABEL + 4 + 8;
/// Programs a block of details: some hundred kilobytes, read and decoded within a millisecond.
pub(super) const BLOCK: usize = 128;
/// How often a reader follows `GEN` to a newer snapshot that replaced the one it was about to open.
const FOLLOW: usize = 8;

/// Why there is no snapshot to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is not there.
    Missing,
    /// Its checksum, its length or its contents do not hold.
    Damaged,
    /// Another version of this program wrote it.
    OtherVersion,
    /// The journal has imports that are not in it.
    Behind,
}

/// What stands in the file of headlines. The journal comes first, so that a later form can say more.
#[derive(Serialize, Deserialize)]
struct Face<H> {
    /// Bytes of the journal that are in the snapshot.
    journal: u64,
    /// Number of the last of its lines.
    seq: u64,
    /// The blocks of the other file, in their order.
    blocks: Vec<Block>,
    headlines: H,
}

/// A block of details: one behind the other, from the end of the label on.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Block {
    length: u32,
    crc: u32,
}

/// A snapshot that was opened.
pub(super) struct Snapshot {
    /// Which one.
    pub generation: u64,
    /// How many bytes of the journal are in it.
    pub journal: u64,
    /// Number of the last line of the journal that is in it.
    pub seq: u64,
    /// The headlines.
    pub headlines: Headlines,
    /// Where the details are.
    pub rest: Rest,
}

/// The file of details, open: it stays readable when a newer one takes its place.
pub(super) struct Rest {
    file: Mutex<File>,
    blocks: Vec<Block>,
}

/// The number in `GEN`; 0 when there is none that can be read: the next writer puts it right.
pub(super) fn generation(dir: &Path) -> Result<u64, StoreError> {
    let bytes = disk::read_if_there(&dir.join("GEN"))?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).trim().parse().unwrap_or(0))
}

/// The newest generation of which a file speaks; `GEN` alone may be lost or older.
pub(super) fn newest_generation(dir: &Path) -> Result<u64, StoreError> {
    let files = disk::names(&dir.join("cache"))?;
    let newest = files.iter().filter_map(|name| generation_of(name)).max().unwrap_or(0);
    Ok(newest.max(generation(dir)?))
}

fn path(dir: &Path, what: &str, generation: u64) -> PathBuf {
    dir.join("cache").join(format!("{what}-{generation}.bin"))
}

fn generation_of(name: &str) -> Option<u64> {
    let (_, number) = name.strip_suffix(".bin")?.rsplit_once('-')?;
    number.parse().ok()
}

impl Snapshot {
    /// Opens the snapshot that `GEN` names.
    pub fn open(dir: &Path) -> Result<Result<Snapshot, Unusable>, StoreError> {
        let mut generation = generation(dir)?;
        for _ in 0..FOLLOW {
            match Snapshot::open_generation(dir, generation)? {
                Err(Unusable::Missing) => {}
                opened => return Ok(opened),
            }
            // Replaced and removed since we read its number?
            let now = self::generation(dir)?;
            if now == generation {
                break;
            }
            generation = now;
        }
        Ok(Err(Unusable::Missing))
    }

    fn open_generation(dir: &Path, generation: u64) -> Result<Result<Snapshot, Unusable>, StoreError> {
        let Some(bytes) = disk::read_if_there(&path(dir, "headlines", generation))? else {
            return Ok(Err(Unusable::Missing));
        };
        // Opened now, so that it stays readable when a newer one takes its place.
        let rest_path = path(dir, "rest", generation);
        let rest = match File::open(&rest_path) {
            Ok(file) => file,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Err(Unusable::Missing)),
            Err(e) => return Err(StoreError::read(&rest_path, e)),
        };
        Ok(Snapshot::check(generation, &bytes, rest))
    }

    fn check(generation: u64, bytes: &[u8], mut rest: File) -> Result<Snapshot, Unusable> {
        let Face { journal, seq, blocks, headlines } = open_sealed::<Face<Headlines>>(bytes, HEADLINES)?;
        // The blocks wait until their programs are wanted: together they are several times the headlines.
        let mut label = [0; LABEL];
        rest.read_exact(&mut label).map_err(|_| Unusable::Damaged)?;
        check_label(&label, REST)?;
        let there = rest.metadata().map_err(|_| Unusable::Damaged)?.len();
        let length = blocks.iter().map(|b| u64::from(b.length)).sum::<u64>() + LABEL as u64;
        if there != length || blocks.len() != headlines.programs.len().div_ceil(BLOCK) {
            return Err(Unusable::Damaged);
        }
        Ok(Snapshot { generation, journal, seq, headlines, rest: Rest { file: Mutex::new(rest), blocks } })
    }

    /// What it knows of the journal.
    pub fn witness(&self) -> Witness {
        let documents = self.headlines.documents.iter().map(|d| d.id.clone()).collect();
        Witness { seq: Some(self.seq), documents }
    }
}

impl Rest {
    /// The details of the programs of a block; `None` when it is damaged or cannot be read.
    pub fn block(&self, at: usize) -> Option<Vec<Details>> {
        let block = self.blocks.get(at)?;
        let before: u64 = self.blocks.iter().take(at).map(|b| u64::from(b.length)).sum();
        let mut bytes = vec![0; block.length as usize];
        {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(LABEL as u64 + before)).ok()?;
            file.read_exact(&mut bytes).ok()?;
        }
        if crc32fast::hash(&bytes) == block.crc { postcard::from_bytes(&bytes).ok() } else { None }
    }
}

/// Writes the snapshot of a generation and makes it the one that is loaded. The caller holds the lock; all of the
/// journal is in what is written.
pub(super) fn write(
    dir: &Path,
    generation: u64,
    journal: &Journal,
    headlines: &Headlines,
    details: &[Details],
) -> Result<(), StoreError> {
    disk::make_dir(&dir.join("cache"))?;
    let encode =
        |path: &Path, e: postcard::Error| StoreError::Encode { path: path.to_owned(), said: e.to_string() };
    let mut blocks = Vec::new();
    let mut bytes = label(REST);
    let rest = path(dir, "rest", generation);
    for block in details.chunks(BLOCK) {
        let from = bytes.len();
        bytes = postcard::to_extend(block, bytes).map_err(|e| encode(&rest, e))?;
        let block = bytes.get(from..).unwrap_or_default();
        blocks.push(Block { length: block.len() as u32, crc: crc32fast::hash(block) });
    }
    disk::replace(&rest, &bytes, Durable::No)?;
    let face = Face { journal: journal.whole, seq: journal.last_seq(), blocks, headlines };
    let path = path(dir, "headlines", generation);
    let bytes = sealed(HEADLINES, &face).map_err(|e| encode(&path, e))?;
    disk::replace(&path, &bytes, Durable::No)?;
    publish(dir, generation)
}

/// Gives the snapshot another number, after a change that is read from the journal's end: whoever asks for the number
/// sees that there is something new. The caller holds the lock.
pub(super) fn renew(dir: &Path) -> Result<(), StoreError> {
    let generation = generation(dir)?;
    let next = newest_generation(dir)?.saturating_add(1);
    for what in ["rest", "headlines"] {
        let (from, to) = (path(dir, what, generation), path(dir, what, next));
        // File systems without links: the same bytes once more.
        std::fs::hard_link(&from, &to)
            .or_else(|_| std::fs::copy(&from, &to).map(|_| ()))
            .map_err(|e| StoreError::write(&to, e))?;
        disk::share_file(&to);
    }
    publish(dir, next)
}

/// Makes a generation whose files are there the one that is loaded, and removes the others.
fn publish(dir: &Path, generation: u64) -> Result<(), StoreError> {
    disk::replace(&dir.join("GEN"), format!("{generation}\n").as_bytes(), Durable::Yes)?;
    // Whoever has an old one open keeps it.
    for name in disk::names(&dir.join("cache"))? {
        if generation_of(&name) != Some(generation) {
            disk::remove(&dir.join("cache").join(name))?;
        }
    }
    Ok(())
}

/// What a file begins with.
fn label(magic: [u8; 8]) -> Vec<u8> {
    [magic.as_slice(), &VERSION.to_le_bytes()].concat()
}

fn check_label(label: &[u8; LABEL], magic: [u8; 8]) -> Result<(), Unusable> {
    let version = label.strip_prefix(magic.as_slice()).ok_or(Unusable::Damaged)?;
    if version == VERSION.to_le_bytes() { Ok(()) } else { Err(Unusable::OtherVersion) }
}

fn sealed<T: Serialize>(magic: [u8; 8], value: &T) -> Result<Vec<u8>, postcard::Error> {
    let mut bytes = postcard::to_extend(value, vec![0; HEAD])?;
    if let Some((head, payload)) = bytes.split_first_chunk_mut::<HEAD>() {
        let label = label(magic);
        let fields = [
            label.as_slice(),
            &crc32fast::hash(payload).to_le_bytes(),
            &(payload.len() as u64).to_le_bytes(),
        ];
        head.copy_from_slice(&fields.concat());
    }
    Ok(bytes)
}

fn open_sealed<T: DeserializeOwned>(bytes: &[u8], magic: [u8; 8]) -> Result<T, Unusable> {
    let (label, rest) = bytes.split_first_chunk::<LABEL>().ok_or(Unusable::Damaged)?;
    check_label(label, magic)?;
    let (crc, rest) = rest.split_first_chunk().ok_or(Unusable::Damaged)?;
    let (length, payload) = rest.split_first_chunk().ok_or(Unusable::Damaged)?;
    if payload.len() as u64 != u64::from_le_bytes(*length)
        || crc32fast::hash(payload) != u32::from_le_bytes(*crc)
    {
        return Err(Unusable::Damaged);
    }
    postcard::from_bytes(payload).map_err(|_| Unusable::Damaged)
}
