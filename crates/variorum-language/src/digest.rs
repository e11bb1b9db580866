//! Digests of weight files, by which a truncated or foreign one is told.
//!
//! Eight bytes at a time, so that checking megabytes costs a few
//! milliseconds. It guards against accidents, not against forgers.

/// Returns the digest of bytes.
#[must_use]
pub fn digest(bytes: &[u8]) -> u64 {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let length = bytes.len() as u64;
    let numbers = chunks
        .iter()
        .chain([&last])
        .map(|chunk| u64::from_le_bytes(*chunk));
    let state = numbers.fold(0xcbf2_9ce4_8422_2325 ^ length, |state: u64, number| {
        (state ^ number)
            .wrapping_mul(0xd6e8_feb8_6659_fd93)
            .rotate_left(29)
    });
    let state = (state ^ (state >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    state ^ (state >> 29)
}
