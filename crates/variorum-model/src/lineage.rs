//! Who took what from whom, and what a claim rests on.

use crate::{Citation, PassageId, ReportId};

/// A stretch of text that two or more reports share.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// Its identity: its members.
    pub id: PassageId,
    /// Where it stands in each report, in order; two at least.
    pub members: Vec<Citation>,
    /// The report that printed it first, where that is known.
    pub first: Option<ReportId>,
    /// Whether some report prints most of it inside quotation marks: the words
    /// are then somebody's own, and to share them is not to copy a report.
    pub quoted: bool,
}

/// What an absent source of copy is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the variants say what they are")]
pub enum AbsentKind {
    Agency,
    Outlet,
    Document,
}

/// A source of copy that is not among the reports.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Absent {
    /// Its name as the reports print it.
    pub name: String,
    /// What it is.
    pub kind: AbsentKind,
}

/// A credit that a report prints for its text or a part of it: a dateline, a
/// byline, "contributed to this report", a footer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Credit {
    /// Who is credited.
    pub source: Absent,
    /// The words that credit.
    pub citation: Citation,
    /// Whether the whole report is credited, not just what stands beside.
    pub whole: bool,
    /// What a credit in the text itself ("Agency reported", "told Agency")
    /// covers: the quotations that it credits, none for a mere fact. No list
    /// for a signature, a dateline, a footer.
    pub covers: Option<Vec<Citation>>,
}

/// What a copy is known by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the variants say what they are")]
pub enum CopyBasis {
    Text,
    Credit,
    Both,
    Ruled,
}

/// Why a copy is drawn as it is: the kinds of evidence, the strongest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Because {
    /// The taker names the source.
    CreditsIt,
    /// Another report with the same text names the source.
    OthersCreditIt,
    /// The source surely appeared before.
    Earlier,
    /// The source has text of this line that others have too and the taker
    /// lacks, and lacks none of what the taker has.
    Fuller,
    /// The taker stops where the source goes on.
    CutAtTheEnd,
    /// The taker puts a beginning of its own before the source's.
    LedAnew,
    /// Each has shared text that the other lacks: both took it from a third.
    CommonSource,
    /// The days of publication leave the order open.
    SameTime,
    /// The text says one order and the days of publication the other.
    ClocksDisagree,
    /// A reader ruled so.
    Ruled,
}

impl Because {
    /// Returns what it says, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Because::CreditsIt => "it names its source",
            Because::OthersCreditIt => "others with the same text name the source",
            Because::Earlier => "the source appeared before",
            Because::Fuller => "the source has more of the same text",
            Because::CutAtTheEnd => "it stops where the source goes on",
            Because::LedAnew => "it begins in words of its own",
            Because::CommonSource => "each has shared text that the other lacks",
            Because::SameTime => "nothing tells the order",
            Because::ClocksDisagree => "the text says one order, the days the other",
            Because::Ruled => "a reader ruled so",
        }
    }
}

/// An edge of the lineage.
#[derive(Clone, PartialEq, Debug)]
pub struct Copy {
    /// The report it was taken from; none where the source is absent or the
    /// direction is not known.
    pub from: Option<ReportId>,
    /// The absent source.
    pub absent: Option<Absent>,
    /// The report that took it.
    pub to: ReportId,
    /// How much of the article text of `to` was taken, 0 to 1.
    pub share: f64,
    /// What it is known by.
    pub basis: CopyBasis,
    /// Why it runs this way, or why that is not decided.
    pub because: Vec<Because>,
    /// The shared passages in `to`, or the crediting words.
    pub evidence: Vec<Citation>,
}

/// Passages that descend from one piece of reporting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Where it stands in each report, in order.
    pub members: Vec<Citation>,
    /// The piece of reporting, where it is named.
    pub origin: Option<String>,
}

/// Who took what from whom in a story.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lineage {
    /// The shared passages, in order of their first member.
    pub passages: Vec<Passage>,
    /// The credits that reports print for their own text.
    pub credits: Vec<Credit>,
    /// The edges.
    pub copies: Vec<Copy>,
    /// The lines of descent.
    pub lines: Vec<Line>,
}

/// What an origin is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum OriginKind {
    /// Somebody said it.
    Utterance,
    /// A text says it.
    Document,
    /// Somebody's own observation or reporting.
    OwnReporting,
    /// Nobody is credited.
    NotStated,
}

/// What statements rest on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// What it is.
    pub kind: OriginKind,
    /// Its name in the words of a report; empty where nobody is credited.
    pub text: String,
    /// Which of the statements that were asked about rest on it.
    pub statements: Vec<usize>,
    /// The words that show it.
    pub evidence: Vec<Citation>,
    /// Whether words of crediting stand by that were not read, so that it is
    /// not known that nobody is credited.
    pub open: bool,
}

/// How many independent origins stand behind some statements.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Origins {
    /// The least number that the evidence allows.
    pub least: u32,
    /// The greatest.
    pub most: u32,
    /// The origins that were told apart. Their number lies from `least` to
    /// `most`.
    pub items: Vec<Origin>,
}

/// What stands behind a claim.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Support {
    /// How many reports tell it.
    pub reports: u32,
    /// How many outlets; none where an outlet is not known.
    pub outlets: Option<u32>,
    /// How many independent origins.
    pub origins: Origins,
}
