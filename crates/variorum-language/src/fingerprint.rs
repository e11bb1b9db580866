//! Fingerprints: a fixed number for a word, by which weight files find it.
//!
//! The files hold what the numbers were when they were made, so the function
//! may never change: it is 64-bit FNV-1a with a final mix, because FNV alone
//! leaves the high bits of short words poor.

/// Returns the fingerprint of `bytes`.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

/// Returns the slot of a fingerprint in a table of `slots`: the high bits
/// spread evenly, so that the low bits stay free to tell words apart.
pub(crate) fn slot(fingerprint: u64, slots: usize) -> usize {
    let wide = u128::from(fingerprint) * slots as u128;
    usize::try_from(wide >> 64).expect("a slot is less than the number of slots")
}
