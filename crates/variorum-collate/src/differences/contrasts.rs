//! Contrasts: words of general English of which only one can be said of a
//! happening, with how they exclude each other.
//!
//! A phrase is words as they are compared, with a space between; a word that
//! ends in `*` stands for all that begin so, `~` for up to two words that do
//! not matter.

use variorum_model::{DifferenceKind, DifferenceState};

/// Ways of telling one thing that exclude each other.
pub(super) struct Contrast {
    /// What kind of difference it is.
    pub(super) kind: DifferenceKind,
    /// How two poles stand: a conflict where only one can hold, an update
    /// where the later pole ends what the earlier one tells.
    pub(super) state: DifferenceState,
    /// How many names two accounts must share before they are of one thing.
    pub(super) names: usize,
    /// The ways, each with its phrases.
    pub(super) poles: &'static [&'static [&'static str]],
}

use DifferenceKind::{Manner, Role};
use DifferenceState::{Conflict, Undetermined, Update};

/// The contrasts that are looked for.
pub(super) const CONTRASTS: &[Contrast] = &[
    Contrast {
        kind: Manner,
        state: Conflict,
        names: 2,
        poles: &[
            &[
                "met",
                "meets with",
                "meet with",
                "meeting with",
                "face to face",
                "in person",
            ],
            &[
                "by phone",
                "by telephone",
                "over the phone",
                "on the phone",
                "phone call",
                "telephone call",
                "phone conversation",
                "telephone conversation",
                "phoned",
                "telephoned",
                "in a call",
                "by video",
                "video call",
            ],
        ],
    },
    Contrast {
        kind: Manner,
        state: Undetermined,
        names: 0,
        poles: &[
            &[
                "could not support",
                "not support",
                "not back",
                "abstain*",
                "decline* to support",
                "withheld support",
            ],
            &["reject*", "veto*", "vote* against", "block*", "turned down"],
        ],
    },
    Contrast {
        kind: Role,
        state: Conflict,
        names: 0,
        poles: &[
            &[
                "lone operator",
                "lone gunman",
                "lone attacker",
                "lone wolf",
                "acted alone",
                "acting alone",
                "no links",
                "on his own",
                "on her own",
            ],
            &[
                "cell",
                "operatives",
                "network",
                "accomplice*",
                "orchestrated by",
                "on orders of",
            ],
        ],
    },
    Contrast {
        kind: Manner,
        state: Update,
        names: 0,
        poles: &[
            &[
                "still on the hunt",
                "at large",
                "on the run",
                "manhunt",
                "hunt* for",
                "hunting",
                "remain* free",
                "not been caught",
            ],
            &[
                "arrested",
                "apprehended",
                "captured",
                "in custody",
                "detained",
            ],
        ],
    },
    Contrast {
        kind: Manner,
        state: Conflict,
        names: 0,
        poles: &[
            &[
                "peaceful",
                "peacefully",
                "non-violent",
                "nonviolent",
                "without violence",
            ],
            &[
                "throw* ~ stones",
                "throw* stones",
                "threw ~ stones",
                "pelt*",
                "clash*",
                "riot*",
                "turned violent",
                "violent protest*",
                "battlefield",
            ],
        ],
    },
    Contrast {
        kind: Manner,
        state: Conflict,
        names: 0,
        poles: &[
            &["accident", "accidental", "accidentally", "by mistake"],
            &[
                "deliberate",
                "deliberately",
                "intentional",
                "intentionally",
                "on purpose",
                "sabotage*",
                "arson",
            ],
        ],
    },
    Contrast {
        kind: Manner,
        state: Conflict,
        names: 0,
        poles: &[
            &[
                "shot dead",
                "shot to death",
                "gunned down",
                "was shot",
                "were shot",
            ],
            &["stabbed", "knifed"],
            &["strangled", "suffocated"],
            &["drowned"],
            &["beaten to death"],
            &["burned to death", "burnt to death"],
        ],
    },
    Contrast {
        kind: Manner,
        state: Undetermined,
        names: 0,
        poles: &[
            &["resign*", "stepped down", "quit"],
            &["sacked", "dismissed", "was fired", "were fired", "ousted"],
        ],
    },
    Contrast {
        kind: Manner,
        state: Conflict,
        names: 0,
        poles: &[
            &[
                "suicide bomb*",
                "suicide attack*",
                "blew himself up",
                "blew herself up",
            ],
            &[
                "planted",
                "detonated remotely",
                "remote-controlled",
                "left a bag",
                "car bomb",
            ],
        ],
    },
    Contrast {
        kind: Manner,
        state: Conflict,
        names: 0,
        poles: &[
            &["escaped", "fled captivity"],
            &[
                "exchanged for",
                "were swapped",
                "in exchange for",
                "handed over",
                "were freed by",
            ],
        ],
    },
    Contrast {
        kind: Manner,
        state: Undetermined,
        names: 0,
        poles: &[
            &["postponed", "delayed", "put off"],
            &["cancelled", "canceled", "called off", "scrapped"],
        ],
    },
    Contrast {
        kind: Manner,
        state: Conflict,
        names: 0,
        poles: &[
            &["unanimously", "unanimous"],
            &["narrowly", "by a majority of", "abstain*"],
        ],
    },
];
