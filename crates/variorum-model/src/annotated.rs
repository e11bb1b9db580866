//! A report with marks over it: what it asserts, on whose word, about whom,
//! when, how many.

use crate::{NameKind, Report, Sentence, Span, TimeExpr, TimeKind, Token};
use std::ops::Range;
use std::sync::Arc;

/// Whether a statement says that something is or is not so.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the variants say what they are")]
pub enum Polarity {
    Affirmed,
    Denied,
}

/// How firmly a statement says it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Certainty {
    /// Said plainly.
    Stated,
    /// "may", "reportedly", "is thought to", "unclear whether".
    Hedged,
    /// "if", "unless", "would".
    Conditional,
    /// "will", "plans to", "is expected to".
    Future,
    /// A question.
    Asked,
}

/// What kind of source a voice has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SourceKind {
    /// Somebody named: "Ahmed Al-Mesmari", "the White House".
    Named,
    /// Somebody not named: "diplomats", "a senior official".
    Anonymous,
    /// A text: "a statement", "the report", "court papers".
    Document,
    /// The outlet itself: "told this newspaper", "our reporter saw".
    Own,
}

/// Who is credited for a stretch of text. Its parts may be split by other
/// words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Voice {
    /// Who; empty where a quotation has no source in reach.
    pub source: Vec<Span>,
    /// The words that credit: "said", "according to".
    pub cue: Vec<Span>,
    /// What is credited.
    pub content: Vec<Span>,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Whether the content stands in quotation marks, in whole or part.
    pub quoted: bool,
    /// Whether the content stands on the source's word: "she wants to leave"
    /// tells of her, on nobody's word.
    pub answers: bool,
    /// The voice that reports this one ("Reuters reported that the ministry
    /// said"): an index into [`Annotated::voices`].
    pub outer: Option<usize>,
    /// What the content only mentions: "a bomber who hurt 21 was alone, they
    /// said" leaves open on whose word the 21 stand.
    pub background: Vec<Span>,
    /// Headlines and first sentences that tell the content before anybody is
    /// credited for it: they stand on the same word.
    pub echoes: Vec<Span>,
}

/// One mention of a name in a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameMention {
    /// The name without its title: "Khalifa Haftar".
    pub span: Span,
    /// What it names.
    pub kind: NameKind,
    /// The title before it or the role beside it: "Field Marshal".
    pub title: Option<Span>,
    /// The acronym or expansion given beside it: "(LNA)".
    pub alias: Option<Span>,
    /// The country that it tells of: by name, by its people, by its capital where
    /// that acts as a government.
    pub country: Option<Box<str>>,
    /// Whether it acts as that country's government: "Moscow said".
    pub government: bool,
}

/// What a count of people or things counts the fate of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the variants say what they are")]
pub enum Toll {
    Killed,
    Injured,
    Missing,
    Detained,
    Displaced,
    Rescued,
}

/// A number with what it counts.
#[derive(Clone, PartialEq, Debug)]
pub struct Quantity {
    /// The number's own words, bounds and unit with it: "more than 200",
    /// "$1.2 billion".
    pub span: Span,
    /// The least it can be: 201 for "more than 200", 24 for "dozens".
    pub low: Option<f64>,
    /// The most it can be.
    pub high: Option<f64>,
    /// Whether it is rounded or guessed: "about", "some", "nearly".
    pub approximate: bool,
    /// The unit in base form: "kg", "m", "USD", "%", "s"; none for counts.
    /// `low` and `high` are in this unit.
    pub unit: Option<Box<str>>,
    /// What is counted: "fighters".
    pub counted: Option<Span>,
    /// The fate that is counted, where it is one.
    pub toll: Option<Toll>,
    /// Whether it is no count of one event that is told: it accumulates since
    /// a date, of a war, so far this year, or is of an earlier event that is
    /// compared ("the worst since 1959, when two died").
    pub cumulative: bool,
    /// Whether it counts only some of those that another count or phrase takes
    /// in: "including three children", "14 of the fighters".
    pub part: bool,
}

/// One time expression in a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimeMention {
    /// Its words, without the preposition.
    pub span: Span,
    /// Its kind.
    pub kind: TimeKind,
    /// What it says.
    pub expr: TimeExpr,
}

/// The smallest stretch that asserts something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// Where it stands.
    pub span: Span,
    /// The sentence that holds it: an index into [`Annotated::sentences`].
    pub sentence: usize,
    /// Its tokens, as indices into [`Annotated::tokens`].
    pub tokens: Range<u32>,
    /// The innermost voice that covers most of it: an index into
    /// [`Annotated::voices`]. None: nobody is credited.
    pub voice: Option<usize>,
    /// Whether words of crediting stand in it or right before it that were
    /// not read: then it is not known that nobody is credited.
    pub open: bool,
    /// Whether it says that something is so.
    pub polarity: Polarity,
    /// How firmly.
    pub certainty: Certainty,
}

/// A report and the marks over it. Lists are in text order.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// The report.
    pub report: Arc<Report>,
    /// Sentences of the blocks that make statements.
    pub sentences: Vec<Sentence>,
    /// Their tokens.
    pub tokens: Vec<Token>,
    /// Mentions of names.
    pub names: Vec<NameMention>,
    /// Time expressions, those of datelines and bylines too.
    pub times: Vec<TimeMention>,
    /// Numbers.
    pub quantities: Vec<Quantity>,
    /// Who is credited for what.
    pub voices: Vec<Voice>,
    /// What is asserted.
    pub statements: Vec<Statement>,
}

impl Annotated {
    /// Returns the innermost voice on whose word a stretch of a statement
    /// stands: the statement's own for the whole of it, for a part the one
    /// whose content covers most of that part.
    #[must_use]
    pub fn voice_of(&self, statement: &Statement, part: Span) -> Option<usize> {
        if part == statement.span {
            return statement.voice;
        }
        let shared = |spans: &[Span]| spans.iter().map(|span| span.overlap(part)).sum::<usize>();
        self.voices
            .iter()
            .enumerate()
            .filter(|(_, voice)| voice.answers)
            .filter(|(_, voice)| !voice.background.iter().any(|span| span.contains(part)))
            .filter(|(_, voice)| {
                let said = shared(&voice.content) + shared(&voice.echoes);
                let crediting = shared(&voice.source) + shared(&voice.cue);
                said > 0 && 2 * said >= part.len().saturating_sub(crediting)
            })
            .min_by_key(|(_, voice)| {
                let length = voice.content.iter().map(|span| span.len()).sum::<usize>();
                (length, voice.outer.is_none())
            })
            .map(|(index, _)| index)
    }

    /// Returns the tokens of a statement.
    #[must_use]
    pub fn tokens_of(&self, statement: &Statement) -> &[Token] {
        &self.tokens[statement.tokens.start as usize..statement.tokens.end as usize]
    }
}
