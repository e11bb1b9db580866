//! What the program was measured to see, printed with every brief.
//!
//! A reader who finds no difference must know how many differences the
//! program misses, and who finds one, how often it is none. Recall is that of
//! `variorum-eval keys`; precision that of readers' verdicts on stories without
//! keys (`variorum-eval differences`, `docs/measures.md`). A figure that nobody
//! has measured is `None`.

/// How well one kind of finding is seen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Measured {
    /// What is found.
    pub what: &'static str,
    /// The share of what is there that is found, 0 to 1.
    pub recall: Option<f64>,
    /// The share of what is claimed that is right, 0 to 1.
    pub precision: Option<f64>,
    /// The set that it was measured on.
    pub set: &'static str,
}

/// The keyed stories. They were read while the rules were written, and a
/// reader is told so.
const KEYED: &str = "seven keyed stories, on which it was also tuned";

/// The development stories, on which thresholds were set after reading.
const READ: &str = "177 other stories, by a reader";

/// Stories that readers went through for everything in which reports differ.
const THOROUGH: &str = "45 stories read for every disagreement";

/// The figures, in the order in which they are printed.
pub const MEASURED: &[Measured] = &[
    Measured {
        what: "statements joined",
        recall: Some(0.72),
        precision: None,
        set: KEYED,
    },
    Measured {
        what: "differences seen",
        recall: Some(0.47),
        precision: None,
        set: KEYED,
    },
    Measured {
        what: "differences seen",
        recall: Some(0.09),
        precision: None,
        set: THOROUGH,
    },
    Measured {
        what: "statements shown as one",
        recall: None,
        precision: Some(0.93),
        set: READ,
    },
    Measured {
        what: "differences claimed",
        recall: None,
        precision: Some(0.72),
        set: READ,
    },
];
