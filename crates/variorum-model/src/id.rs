//! Identity by content.
//!
//! Every id is the first eight bytes of a BLAKE3 hash over a list of fields.
//! [`Hasher`] fixes the bytes: each field is its length as a little-endian
//! 64-bit number, then its bytes; the first field names the kind of thing and
//! the version of the list. So rulings and links survive another run.

use std::fmt;

/// The full BLAKE3 hash of a report's text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Returns the digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(*blake3::hash(bytes).as_bytes())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Hashes a list of fields into an id.
#[derive(Debug)]
pub struct Hasher(blake3::Hasher);

impl Hasher {
    /// Starts a hash for a kind of thing ("report/1").
    #[must_use]
    pub fn new(kind: &str) -> Hasher {
        let mut hasher = Hasher(blake3::Hasher::new());
        hasher.field(kind.as_bytes());
        hasher
    }

    /// Adds a field.
    pub fn field(&mut self, bytes: &[u8]) -> &mut Hasher {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds the place that a citation names.
    pub fn citation(&mut self, citation: crate::Citation) -> &mut Hasher {
        self.field(&citation.report.0);
        self.field(&citation.span.start.to_le_bytes());
        self.field(&citation.span.end.to_le_bytes())
    }

    fn finish(&self) -> [u8; 8] {
        self.0.finalize().as_bytes()[..8]
            .try_into()
            .expect("a hash has 32 bytes")
    }
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 8]);

        impl $name {
            /// Returns the id that the hashed fields have.
            #[must_use]
            pub fn from_hash(hasher: &Hasher) -> $name {
                $name(hasher.finish())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($letter)?;
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}

id_type!(
    /// A report: hash of "report/1", outlet, URL, text (absent fields empty).
    ReportId, "r");
id_type!(
    /// A story: hash of "story/1" and its reports' ids in order of id.
    StoryId, "s");
impl StoryId {
    /// Returns the id of the story that consists of `reports`, in any order.
    #[must_use]
    pub fn of(reports: impl IntoIterator<Item = ReportId>) -> StoryId {
        let mut reports: Vec<ReportId> = reports.into_iter().collect();
        reports.sort_unstable();
        let mut hasher = Hasher::new("story/1");
        for report in &reports {
            hasher.field(&report.0);
        }
        StoryId::from_hash(&hasher)
    }
}

id_type!(
    /// A passage: hash of "passage/1" and its members in order.
    PassageId, "p");
id_type!(
    /// A claim: hash of "claim/1" and its statements' citations in order.
    ClaimId, "c");
id_type!(
    /// An event: hash of "event/1", its label's citation and its when.
    EventId, "e");
id_type!(
    /// A difference: hash of "difference/1", its kind and its readings'
    /// citations in order.
    DifferenceId, "d");
id_type!(
    /// A name: hash of "name/1", its kind and its forms' first citations.
    NameId, "n");
