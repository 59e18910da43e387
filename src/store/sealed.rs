//! Values of the tables: a version, a checksum, and a piece that is small enough for the engine. Knows neither keys
//! nor trees.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::Fault;

/// The largest value. From 12 KiB on the engine puts values into files of their own, which it does not make durable
/// and does not remove when they are replaced.
pub(super) const LARGEST: usize = 8 * 1024;
/// The form of the values.
const VERSION: u8 = 4;
/// Version and checksum.
const HEAD: usize = 1 + 4;
/// What the texts of documents gain most of at little cost.
const LEVEL: i32 = 3;

/// Puts version and checksum before bytes.
fn seal(piece: &[u8]) -> Vec<u8> {
    let mut value = Vec::with_capacity(HEAD + piece.len());
    value.push(VERSION);
    value.extend_from_slice(&crc32fast::hash(piece).to_le_bytes());
    value.extend_from_slice(piece);
    value
}

/// The bytes behind version and checksum, if both hold.
fn unseal(value: &[u8]) -> Result<&[u8], Fault> {
    let (version, rest) = value.split_first().ok_or(Fault::Value("empty"))?;
    if *version != VERSION {
        return Err(Fault::Value("version"));
    }
    let (crc, piece) = rest.split_first_chunk::<4>().ok_or(Fault::Value("short"))?;
    if u32::from_le_bytes(*crc) == crc32fast::hash(piece) { Ok(piece) } else { Err(Fault::Value("checksum")) }
}

/// A small value as one.
pub(super) fn pack_one<T: Serialize>(value: &T) -> Result<Vec<u8>, Fault> {
    postcard::to_stdvec(value).map(|bytes| seal(&bytes)).map_err(|_| Fault::Value("encoding"))
}

/// Reads what [`pack_one`] made.
pub(super) fn unpack_one<T: DeserializeOwned>(value: &[u8]) -> Result<T, Fault> {
    postcard::from_bytes(unseal(value)?).map_err(|_| Fault::Value("decoding"))
}

/// A value of any size as pieces that fit: compressed as a whole, then cut, so that nothing in it can be too large.
pub(super) fn pack<T: Serialize>(value: &T) -> Result<Vec<Vec<u8>>, Fault> {
    let plain = postcard::to_stdvec(value).map_err(|_| Fault::Value("encoding"))?;
    let small = zstd::encode_all(plain.as_slice(), LEVEL).map_err(|_| Fault::Value("compressing"))?;
    Ok(small.chunks(LARGEST - HEAD).map(seal).collect())
}

/// Reads what [`pack`] made, from all its pieces in their order.
pub(super) fn unpack<T: DeserializeOwned, V: AsRef<[u8]>>(pieces: &[V]) -> Result<T, Fault> {
    let mut small = Vec::new();
    for piece in pieces {
        small.extend_from_slice(unseal(piece.as_ref())?);
    }
    let plain = zstd::decode_all(small.as_slice()).map_err(|_| Fault::Value("decompressing"))?;
    postcard::from_bytes(&plain).map_err(|_| Fault::Value("decoding"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text that does not compress: a simple generator is enough.
    fn noise(length: usize) -> String {
        let mut state = 1_u32;
        let next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'!' + (state >> 24) as u8 % 90)
        };
        std::iter::repeat_with(next).take(length).collect()
    }

    #[test]
    fn any_size_is_cut_into_pieces_that_fit_and_comes_back() {
        for (length, least) in [(0, 1), (10, 1), (8_000, 1), (100_000, 9)] {
            let value = vec![noise(length), "短い".into()];
            let pieces = pack(&value).unwrap();
            assert!(pieces.len() >= least && pieces.iter().all(|p| p.len() <= LARGEST), "{length}");
            assert_eq!(unpack::<Vec<String>, _>(&pieces).unwrap(), value);
        }
    }

    #[test]
    fn damage_is_found() {
        let pieces = pack(&noise(30_000)).unwrap();
        assert!(pieces.len() > 2);
        assert!(unpack::<String, _>(&pieces[1..]).is_err() && unpack::<String, _>(&pieces[..1]).is_err());
        for at in [0, 3, 100] {
            let mut bad = pieces.clone();
            bad[1][at] ^= 1;
            assert!(unpack::<String, _>(&bad).is_err(), "{at}");
        }
        assert_eq!(unpack_one::<u8>(&[]), Err(Fault::Value("empty")));
    }
}
