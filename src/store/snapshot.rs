//! The snapshot: headlines and details as every reader loads them, without a lock and without the engine. Derived,
//! checksummed, replaced as a pair by way of `GEN`. Does not know where its contents come from.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::disk::{self, Durable};
use super::error::StoreError;
use crate::model::{Catalog, Details, Headlines};

/// The form of both files, and of the types in them.
const VERSION: u32 = 2;
/// First bytes of `headlines-<generation>.bin`.
const HEADLINES: [u8; 8] = *b"SHNCHEAD";
/// First bytes of `rest-<generation>.bin`.
const REST: [u8; 8] = *b"SHNCREST";
/// Magic, version, checksum, length.
const HEAD: usize = 8 + 4 + 4 + 8;
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

/// What stands in the file of headlines. The journal's bytes come first, so that a later form can say more.
#[derive(Serialize, serde::Deserialize)]
struct Face<H> {
    /// Bytes of the journal that are in the snapshot.
    journal: u64,
    headlines: H,
}

/// A snapshot that was opened.
pub(super) struct Snapshot {
    /// Which one.
    pub generation: u64,
    /// How many bytes of the journal are in it.
    pub journal: u64,
    headlines: Headlines,
    rest: File,
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
        let face: Face<Headlines> = open_sealed(bytes, HEADLINES)?;
        // Its checksum waits until the details are wanted: they may be ten times the headlines.
        let mut head = [0; HEAD];
        rest.read_exact(&mut head).map_err(|_| Unusable::Damaged)?;
        let length = check_head(&head, REST)?.1;
        let there = rest.metadata().map_err(|_| Unusable::Damaged)?.len();
        if there != length + HEAD as u64 {
            return Err(Unusable::Damaged);
        }
        Ok(Snapshot { generation, journal: face.journal, headlines: face.headlines, rest })
    }

    /// The catalog. Its details are read from the file when first wanted; if that fails (the checksum of the details is
    /// only looked at then), programs have no details, which the catalog cannot tell from documents that say nothing.
    pub fn catalog(self) -> Catalog {
        let mut rest = self.rest;
        Catalog::new(self.headlines, move || {
            let mut bytes = Vec::new();
            let read = rest.seek(SeekFrom::Start(0)).and_then(|_| rest.read_to_end(&mut bytes));
            read.ok().and_then(|_| open_sealed(&bytes, REST).ok()).unwrap_or_default()
        })
    }
}

/// Writes the snapshot of a generation and makes it the one that is loaded. The caller holds the lock.
pub(super) fn write(
    dir: &Path,
    generation: u64,
    journal: u64,
    headlines: &Headlines,
    details: &[Details],
) -> Result<(), StoreError> {
    disk::make_dir(&dir.join("cache"))?;
    let put = |what: &str, bytes: Result<Vec<u8>, postcard::Error>| {
        let path = path(dir, what, generation);
        let bytes = bytes.map_err(|e| StoreError::Encode { path: path.clone(), said: e.to_string() })?;
        disk::replace(&path, &bytes, Durable::No)
    };
    put("rest", sealed(REST, &details))?;
    put("headlines", sealed(HEADLINES, &Face { journal, headlines }))?;
    disk::replace(&dir.join("GEN"), format!("{generation}\n").as_bytes(), Durable::Yes)?;
    // Whoever has an old one open keeps it.
    for name in disk::names(&dir.join("cache"))? {
        if generation_of(&name) != Some(generation) {
            disk::remove(&dir.join("cache").join(name))?;
        }
    }
    Ok(())
}

fn sealed<T: Serialize>(magic: [u8; 8], value: &T) -> Result<Vec<u8>, postcard::Error> {
    let mut bytes = postcard::to_extend(value, vec![0; HEAD])?;
    if let Some((head, payload)) = bytes.split_first_chunk_mut::<HEAD>() {
        let fields = [
            magic.as_slice(),
            &VERSION.to_le_bytes(),
            &crc32fast::hash(payload).to_le_bytes(),
            &(payload.len() as u64).to_le_bytes(),
        ];
        head.copy_from_slice(&fields.concat());
    }
    Ok(bytes)
}

/// Checksum and length that a head tells.
fn check_head(head: &[u8; HEAD], magic: [u8; 8]) -> Result<(u32, u64), Unusable> {
    let rest = head.strip_prefix(magic.as_slice()).ok_or(Unusable::Damaged)?;
    let (version, rest) = rest.split_first_chunk().ok_or(Unusable::Damaged)?;
    if u32::from_le_bytes(*version) != VERSION {
        return Err(Unusable::OtherVersion);
    }
    let (crc, rest) = rest.split_first_chunk().ok_or(Unusable::Damaged)?;
    let length = rest.try_into().map_err(|_| Unusable::Damaged)?;
    Ok((u32::from_le_bytes(*crc), u64::from_le_bytes(length)))
}

fn open_sealed<T: DeserializeOwned>(bytes: &[u8], magic: [u8; 8]) -> Result<T, Unusable> {
    let (head, payload) = bytes.split_first_chunk::<HEAD>().ok_or(Unusable::Damaged)?;
    let (crc, length) = check_head(head, magic)?;
    if payload.len() as u64 != length || crc32fast::hash(payload) != crc {
        return Err(Unusable::Damaged);
    }
    postcard::from_bytes(payload).map_err(|_| Unusable::Damaged)
}
