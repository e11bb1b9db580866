//! Sayings: do reports put one utterance on different days?
//!
//! Two reports that print the same words of one speaker tell of one saying; the
//! day that hangs on "said" is then one day.
//!
//! # What holds
//! Only wordings that are nearly the same are compared: who speaks every day
//! says something like it every day.

use super::{Dated, Parting, day, may_be_one, parting};
use crate::accounts::Accounts;
use std::collections::BTreeSet;
use variorum_model::{Citation, Quotation};

/// The least words that two wordings share.
const LEAST: usize = 5;

/// A wording and the day on which it was said.
struct Said {
    report: usize,
    words: BTreeSet<String>,
    speaker: Option<usize>,
    dated: Dated,
}

/// Finds utterances that reports put on different days.
pub(super) fn find(accounts: &Accounts<'_>, quotations: &[Quotation]) -> Vec<Parting> {
    let mut partings = Vec::new();
    for quotation in quotations {
        let citations = quotation.readings.iter().flat_map(|r| &r.citations);
        let said: Vec<Said> = citations.filter_map(|&c| said(accounts, c)).collect();
        let apart = |a: &Said, b: &Said| {
            a.report != b.report
                && are_one(a, b)
                && a.dated.days.may_equal(b.dated.days) == Some(false)
                && !may_be_one(accounts, &a.dated, &b.dated)
        };
        let parted = said.iter().filter(|a| said.iter().any(|b| apart(a, b)));
        let parted: Vec<Dated> = parted.map(|said| said.dated).collect();
        if !parted.is_empty() {
            partings.push(parting(accounts, &parted, true));
        }
    }
    partings
}

/// Returns the wording at a place with the day of its saying, where one is told.
fn said(accounts: &Accounts<'_>, citation: Citation) -> Option<Said> {
    let report = accounts.resolved.position(citation.report)?;
    let all = &accounts.tellings.all;
    let own = |bound: usize| all.partition_point(|telling| telling.report < bound);
    let inside = |index: &usize| {
        let span = all[*index].span;
        2 * span.overlap(citation.span) > span.len().min(citation.span.len())
    };
    let index = (own(report)..own(report + 1)).find(inside)?;
    let telling = accounts.telling(index);
    let marks = accounts.marks(telling);
    let voice = marks.voice_of(&marks.statements[telling.statement], telling.span)?;
    let cue = &marks.voices[voice].cue;
    let sources = &accounts.resolved.reports[report].voices[voice].chain;
    // The first word above the expression that is none of its own.
    let hangs_on_cue = |time: &usize| {
        let span = marks.times[*time].span;
        let own = |token: usize| marks.tokens[token].span.overlap(span) > 0;
        let mut at = marks
            .tokens
            .partition_point(|token| token.span.end <= span.start);
        for _ in 0..WITHIN {
            match marks.tokens.get(at).and_then(|token| token.head) {
                Some(head) if own(at) => at = head as usize,
                _ => break,
            }
        }
        let token = marks.tokens.get(at).map(|token| token.span);
        token.is_some_and(|token| cue.iter().any(|cue| cue.overlap(token) > 0))
    };
    let time = (0..marks.times.len()).find(hangs_on_cue)?;
    let words = accounts.resolved.quote(citation).to_lowercase();
    let words = words.split(|c: char| !c.is_alphanumeric());
    Some(Said {
        report,
        words: words.filter(|w| !w.is_empty()).map(str::to_owned).collect(),
        speaker: sources.iter().rev().find_map(|source| source.name),
        dated: day(accounts, index, time)?,
    })
}

/// How many words an expression of time has at most.
const WITHIN: usize = 5;

/// Tells whether two wordings are of one utterance: four fifths of the shorter
/// stand in the other, of speakers that may be one.
fn are_one(a: &Said, b: &Said) -> bool {
    let shared = a.words.intersection(&b.words).count();
    let shorter = a.words.len().min(b.words.len());
    let speakers = match (a.speaker, b.speaker) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    };
    speakers && shared >= LEAST && shared * 5 >= shorter * 4
}
