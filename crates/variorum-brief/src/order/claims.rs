//! What several origins say, what one says, what nobody is credited for.
//!
//! A claim stands under *several* only when the least number of origins is
//! two or more: an unknown never lifts it there. Claims that differ stand
//! among the differences; here they are shown when all is asked for.

use super::shown::{Shown, words_of};
use super::{
    Chapter, beside::beside, origins::origin_parts, rests::anybody, rests::days_apart,
    rests::opening_claim, room,
};
use crate::core::SUBJECT;
use crate::draft::Draft;
use crate::edition::Edition;
use crate::templates as t;
use std::collections::BTreeSet;
use variorum_model::{
    Annotated, BlockRole, Bond, BriefLine, Certainty, Citation, Claim, ClaimState, ClaimStatement,
    Quantity, ResolvedReport, Span, Tag, TimeSpan, Token, Toll,
};

/// How many origins stand behind a claim, for the reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    /// Two or more, at the least.
    Several,
    /// One, or perhaps one.
    One,
    /// Nobody is credited in any report.
    Uncredited,
}

/// How many statements of a report its head is.
const HEAD: usize = 8;

/// Returns the standing of a claim.
pub(crate) fn standing(claim: &Claim) -> Standing {
    let origins = &claim.core_support.origins;
    if !anybody(origins) {
        Standing::Uncredited
    } else if origins.least >= 2 {
        Standing::Several
    } else {
        Standing::One
    }
}

/// Sets out the claims of one standing.
pub(super) fn chapter(edition: &Edition<'_>, wanted: Standing, all: bool) -> Chapter {
    let of_standing = edition
        .collation
        .claims
        .iter()
        .filter(|c| standing(c) == wanted);
    let mut claims: Vec<&Claim> = of_standing.collect();
    let mut hidden = 0;
    if !all {
        // What opens the brief is not told again.
        let main = opening_claim(edition).map(|claim| claim.id);
        claims.retain(|claim| Some(claim.id) != main);
        hidden = claims.len();
        claims.retain(|claim| {
            claim.state != ClaimState::Differs && tells(edition, claim) && !is_apart(edition, claim)
        });
        if wanted == Standing::Uncredited {
            claims.retain(|claim| is_news(edition, claim) && !is_said_by_somebody(edition, claim));
        }
        hidden -= claims.len();
    }
    // What reports begin with is what they are about; how many died or were
    // hurt stands before all else, what was long ago after it.
    let heads = |c: &Claim| c.core().filter(|s| s.statement < HEAD).count();
    let first = |c: &Claim| {
        let support = &c.core_support;
        (
            support.origins.least.max(1),
            !c.core().any(|s| tells_of_long_ago(edition, s)),
            gives_a_toll(edition, c),
            support.reports as usize + heads(c),
        )
    };
    let mut keyed: Vec<_> = claims.into_iter().map(|c| (first(c), c)).collect();
    keyed.sort_by(|(first, claim), (other_first, other)| {
        other_first
            .cmp(first)
            .then_with(|| other.weight.total_cmp(&claim.weight))
            .then_with(|| claim.id.cmp(&other.id))
    });
    let heading = match wanted {
        Standing::Several => t::SEVERAL,
        Standing::One => t::ONE,
        Standing::Uncredited => t::UNCREDITED,
    };
    // A sentence that is shown whole is shown once.
    let mut shown: BTreeSet<Citation> = BTreeSet::new();
    let lines = keyed.into_iter().filter_map(|(_, claim)| {
        let exemplar = claim.statements.get(claim.exemplar)?;
        let words = words_of(edition, claim, exemplar, !all);
        if !shown.insert(words.citation) && !all {
            hidden += 1;
            return None;
        }
        line(edition, claim, words, wanted, all)
    });
    let groups = lines.map(|line| vec![line]).collect();
    Chapter {
        hidden,
        heading,
        groups,
        remarks: Vec::new(),
        least: 1,
    }
}

/// Tells whether only reports tell a claim whose days are far from those of the
/// others: they may be of another event.
fn is_apart(edition: &Edition<'_>, claim: &Claim) -> bool {
    let apart = |s: &ClaimStatement| days_apart(edition, edition.rank(s.citation.report));
    claim.core().all(|statement| apart(statement).is_some())
}

/// How many days before the story's own a time may lie in or before a sentence
/// that tells of these days.
const LONG_AGO: i32 = 31;

/// Tells whether a claim says how many died or were hurt, in these days.
fn gives_a_toll(edition: &Edition<'_>, claim: &Claim) -> bool {
    let hurts = |toll: Toll| matches!(toll, Toll::Killed | Toll::Injured | Toll::Missing);
    let counts = |statement: &ClaimStatement| {
        let marks = &report_of(edition, statement).annotated;
        let of_it = |q: &&Quantity| statement.citation.span.contains(q.span);
        let mut own = marks.quantities.iter().filter(of_it);
        own.any(|q| q.toll.is_some_and(hurts) && !q.part && !q.cumulative && is_number(marks, q))
            && !tells_of_long_ago(edition, statement)
    };
    claim.core().any(counts)
}

/// Tells whether a count is a number: "several" says nothing where others count.
fn is_number(marks: &Annotated, quantity: &Quantity) -> bool {
    tokens_in(marks, quantity.span).any(|token| token.tag == Tag::Num)
}

/// Returns the tokens of a stretch.
pub(super) fn tokens_in(marks: &Annotated, span: Span) -> impl Iterator<Item = &Token> {
    let tokens = &marks.tokens;
    let from = tokens.partition_point(|token| token.span.end <= span.start);
    { tokens[from..].iter() }.take_while(move |token| span.contains(token.span))
}

/// Returns the report of a statement, resolved.
pub(super) fn report_of<'a>(
    edition: &Edition<'a>,
    statement: &ClaimStatement,
) -> &'a ResolvedReport {
    &edition.collation.resolved.reports[statement.report]
}

/// Tells whether a statement's sentence, or the nearest before it in its paragraph
/// that has a time, gives a day long before the story's.
fn tells_of_long_ago(edition: &Edition<'_>, statement: &ClaimStatement) -> bool {
    let Some((start, _)) = edition.collation.period else {
        return false;
    };
    let report = report_of(edition, statement);
    let marks = &report.annotated;
    let at = marks.statements[statement.statement].sentence;
    let days = |sentence: usize| -> Vec<bool> {
        let span = marks.sentences[sentence].span;
        let of_it = marks.times.iter().zip(&report.times);
        let of_it = of_it.filter(|(mention, _)| span.contains(mention.span));
        of_it
            .filter_map(|(_, time)| match time.days? {
                // "Since 1959" reaches to this day, and tells of long ago.
                TimeSpan::Absolute { start: since, .. } => {
                    let gap = start.since((jiff::Unit::Day, since)).ok()?;
                    Some(gap.get_days() > LONG_AGO)
                }
                TimeSpan::Relative { .. } => None,
            })
            .collect()
    };
    // A paragraph is of one time until it names another; its first sentence goes
    // on from the one before.
    let span = marks.sentences[at].span;
    let mut blocks = marks.report.blocks.iter();
    let block = blocks.find(|block| block.span.contains(span));
    let inside = |sentence: usize| {
        block.is_some_and(|block| block.span.contains(marks.sentences[sentence].span))
    };
    let first = (0..at)
        .rev()
        .take_while(|&s| inside(s))
        .last()
        .unwrap_or(at);
    let mut told = (first.saturating_sub(1)..=at).rev().map(days);
    let nearest = told.find(|days| !days.is_empty());
    nearest.is_some_and(|days| days.into_iter().any(|far| far))
}

/// How many words tell something: "sometimes you have" does not.
const WORDS: usize = 5;

/// Words that open what hangs on a clause that is not shown.
const HANGS: &[&str] = &[
    "who", "which", "whose", "whom", "where", "when", "while", "after", "before", "because",
    "although", "though", "until", "unless", "than", "whether", "that",
];

/// Tells whether a claim is more than a headline, and more than a scrap of a
/// sentence.
fn tells(edition: &Edition<'_>, claim: &Claim) -> bool {
    let mut statements = claim.statements.iter();
    let Some(exemplar) = claim.statements.get(claim.exemplar) else {
        return false;
    };
    let mut words = edition.quote(exemplar.citation).split_whitespace();
    let hangs = words
        .next()
        .is_none_or(|first| HANGS.contains(&&*first.to_lowercase()));
    !hangs
        && !points_back(edition, exemplar)
        && says_something(edition, exemplar)
        && words.count() + 1 >= WORDS
        && statements.any(|s| !in_headline(edition, s.citation))
}

/// Tells whether a statement is of something that only the words before it name: "it is
/// a waste of time", "these boats are free". In "it is unclear whether" nothing is.
fn points_back(edition: &Edition<'_>, statement: &ClaimStatement) -> bool {
    let marks = &report_of(edition, statement).annotated;
    let mut words = tokens_in(marks, statement.citation.span);
    let Some(first) = words.find(|token| token.tag != Tag::Punct) else {
        return false;
    };
    let is_subject = |token: &Token| token.relation.is_some_and(|r| r.is("nsubj"));
    let noun = first.head.and_then(|head| marks.tokens.get(head as usize));
    match &*first.norm {
        "it" | "they" => is_subject(first),
        "this" | "that" | "these" | "those" if first.tag == Tag::Det => {
            noun.is_some_and(is_subject)
        }
        "this" | "that" | "these" | "those" => is_subject(first),
        _ => false,
    }
}

/// Tells whether a statement has a subject, and a verb that does not only describe
/// a noun: "two people who had been missing" has none. Without trees nothing is
/// known.
fn says_something(edition: &Edition<'_>, statement: &ClaimStatement) -> bool {
    let marks = &report_of(edition, statement).annotated;
    let inside = || tokens_in(marks, statement.citation.span);
    let describes = |token: &Token| token.relation.is_some_and(|relation| relation.is("acl"));
    let mut verbs = inside().filter(|token| matches!(token.tag, Tag::Verb | Tag::Aux));
    let subject = |token: &Token| token.relation.is_none_or(|r| SUBJECT.contains(&r.base()));
    inside().any(subject)
        && verbs.any(|verb| match (verb.tag, verb.head) {
            (Tag::Aux, Some(head)) => !describes(&marks.tokens[head as usize]),
            _ => !describes(verb),
        })
}

/// Tells whether a claim that nobody is credited for stands in several reports, at
/// the head of its own, or says how many died or were hurt in these days: what one
/// report tells further down without a source is most often of something else.
fn is_news(edition: &Edition<'_>, claim: &Claim) -> bool {
    edition.len() == 1
        || claim.core_support.reports > 1
        || gives_a_toll(edition, claim)
        || claim.core().any(|statement| statement.statement < HEAD / 2)
}

/// Words for a text that others rest on, and of somebody who speaks.
const SPEAKING: &[&str] = &[
    "i",
    "we",
    "us",
    "our",
    "my",
    "paper",
    "study",
    "journal",
    "statement",
    "release",
    "blog",
    "post",
    "tweet",
    "letter",
];

/// Tells whether words of crediting, or of somebody who speaks, stand in a sentence
/// of a claim that nobody is credited for: whoever reads on would find them. So
/// does who reads the claim's other statements.
fn is_said_by_somebody(edition: &Edition<'_>, claim: &Claim) -> bool {
    let credited = |s: &ClaimStatement| s.bond < Bond::Guest && !s.voices.is_empty();
    claim.statements.iter().any(credited)
        || claim.core().any(|statement| {
            let marks = &report_of(edition, statement).annotated;
            let sentence = &marks.sentences[marks.statements[statement.statement].sentence];
            let speaks = |token: &Token| {
                SPEAKING.contains(&&*token.lemma) || SPEAKING.contains(&&*token.norm)
            };
            if marks.tokens[sentence.range()].iter().any(speaks) {
                return true;
            }
            let mut voices = marks.voices.iter().filter(|voice| !voice.source.is_empty());
            voices.any(|voice| voice.cue.iter().any(|cue| sentence.span.contains(*cue)))
        })
}

/// Tells whether words stand in the headline of their report.
pub(crate) fn in_headline(edition: &Edition<'_>, citation: Citation) -> bool {
    let blocks = &edition.report(edition.rank(citation.report)).blocks;
    blocks
        .iter()
        .any(|block| block.role == BlockRole::Title && block.span.contains(citation.span))
}

fn line(
    edition: &Edition<'_>,
    claim: &Claim,
    shown: Shown,
    standing: Standing,
    all: bool,
) -> Option<BriefLine> {
    let exemplar = claim.statements.get(claim.exemplar)?;
    let mut line =
        Draft::at(0).clipped_of(edition, shown.citation, shown.cut, room(all, shown.columns));
    if let Some(aside) = statement_aside(exemplar) {
        line = line.words(t::OPEN).words(aside).words(t::CLOSE);
    }
    if standing != Standing::Uncredited {
        line = line
            .words(t::DASH)
            .parts(origin_parts(edition, &claim.core_support.origins, all));
    } else if let Some((parts, evidence)) = beside(edition, exemplar) {
        line = line.words(t::DASH).parts(parts).cite(&evidence);
    }
    let evidence: Vec<Citation> = claim.core().map(|s| s.citation).collect();
    line.cite(&evidence).line()
}

/// Returns what a reader must know of how something was said.
pub(crate) fn statement_aside(statement: &ClaimStatement) -> Option<&'static str> {
    match statement.certainty {
        Certainty::Hedged => Some(t::HEDGED),
        Certainty::Conditional => Some(t::CONDITIONAL),
        Certainty::Future => Some(t::FUTURE),
        Certainty::Asked => Some(t::ASKED),
        Certainty::Stated => None,
    }
}
