//! A weight file: a mark that names form and version, then its parts, each
//! after its length.

use crate::WeightsError;
use crate::linear::Bytes;
use std::borrow::Cow;
use std::ops::Range;

/// Splits a weight file into its `N` parts, without a copy where the bytes
/// live as long as the program.
pub(crate) fn split<const N: usize>(
    bytes: &Bytes,
    mark: &[u8; 8],
    part: &'static str,
) -> Result<[Bytes; N], WeightsError> {
    let malformed = |reason: &str| WeightsError::Malformed {
        part,
        reason: reason.to_owned(),
    };
    if !bytes.starts_with(mark) {
        return Err(malformed("of another form or version"));
    }
    let mut at = mark.len();
    let mut parts = [const { Cow::Borrowed([].as_slice()) }; N];
    for out in &mut parts {
        let length = bytes
            .get(at..at + 4)
            .and_then(|bytes| bytes.try_into().ok())
            .map(u32::from_le_bytes)
            .ok_or_else(|| malformed("cut short"))? as usize;
        at += 4;
        if bytes.len() - at < length {
            return Err(malformed("cut short"));
        }
        *out = slice(bytes, at..at + length);
        at += length;
    }
    Ok(parts)
}

fn slice(bytes: &Bytes, range: Range<usize>) -> Bytes {
    match bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[range]),
        Cow::Owned(bytes) => Cow::Owned(bytes[range].to_vec()),
    }
}

/// Writes a weight file.
///
/// # Panics
/// When a part is 4 GiB or longer.
#[must_use]
pub fn join(mark: &[u8; 8], parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = mark.to_vec();
    for part in parts {
        let length = u32::try_from(part.len()).expect("parts are shorter than 4 GiB");
        bytes.extend(length.to_le_bytes());
        bytes.extend(*part);
    }
    bytes
}
