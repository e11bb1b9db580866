//! What a word looks like, hashed once, for the features of all models.
//!
//! The hash is our own and fixed: the weights hold hashes, and must mean the
//! same in every later version.

/// Hashes bytes (FNV-1a, then a mix so that the high bits are good).
#[must_use]
pub const fn hash(bytes: &[u8]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325u64;
    let mut at = 0;
    while at < bytes.len() {
        state = (state ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    mix(state)
}

/// Combines two hashes; the order counts.
#[inline]
#[must_use]
pub(crate) fn pair(a: u64, b: u64) -> u64 {
    mix(a.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ b)
}

#[inline]
const fn mix(mut state: u64) -> u64 {
    state ^= state >> 32;
    state = state.wrapping_mul(0xd6e8_feb8_6659_fd93);
    state ^ (state >> 29)
}

/// What features are made of: hashes of a word and its parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Shape {
    /// The word in lower case, every digit a zero.
    pub word: u64,
    /// Its first one to four characters.
    pub prefixes: [u64; 4],
    /// Its last one to five characters.
    pub suffixes: [u64; 5],
    /// Its pattern of capitals, digits and marks.
    pub pattern: u64,
    /// Whether it has a capital.
    pub capital: bool,
}

impl Shape {
    /// Returns the shape of `form`, whose lower-case form is `norm`.
    #[must_use]
    pub fn new(form: &str, norm: &str) -> Shape {
        let mut shape = Shape {
            pattern: pattern(form),
            capital: form.chars().any(char::is_uppercase),
            ..Shape::default()
        };
        let digits = norm.bytes().any(|b| b.is_ascii_digit());
        let zeroed;
        let word = if digits {
            zeroed = norm.replace(|c: char| c.is_ascii_digit(), "0");
            &zeroed
        } else {
            norm
        };
        shape.word = hash(word.as_bytes());
        let mut ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        for prefix in &mut shape.prefixes {
            let Some(end) = ends.next() else { break };
            *prefix = hash(&word.as_bytes()[..end]);
        }
        let mut starts = word.char_indices().rev().map(|(at, _)| at);
        for suffix in &mut shape.suffixes {
            let Some(start) = starts.next() else { break };
            *suffix = hash(&word.as_bytes()[start..]);
        }
        shape
    }
}

/// Hashes the pattern of a word: runs of capitals, small letters, digits;
/// other characters as they are; the first twelve runs.
fn pattern(form: &str) -> u64 {
    let mut runs = [0u8; 12];
    let mut length = 0;
    for c in form.chars() {
        let kind = if c.is_uppercase() {
            b'X'
        } else if c.is_alphabetic() {
            b'x'
        } else if c.is_numeric() {
            b'0'
        } else if c.is_ascii() {
            c as u8
        } else {
            b'?'
        };
        // One of a kind and several differ: "J." is an initial, "UN" is not.
        if length > 1 && runs[length - 1] == kind && runs[length - 2] == kind {
            continue;
        }
        if length == runs.len() {
            break;
        }
        runs[length] = kind;
        length += 1;
    }
    hash(&runs[..length])
}
