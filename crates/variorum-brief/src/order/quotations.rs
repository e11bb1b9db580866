//! Who said what: the wordings of one utterance side by side, each with
//! whether it stands in quotation marks.

use super::{Chapter, room};
use crate::draft::Draft;
use crate::edition::Edition;
use crate::templates as t;
use std::cmp::Reverse;
use std::ops::Range;
use variorum_model::{BriefLine, Citation, Quotation, QuotationReading, Span};

/// Wordings shown of one quotation before the rest waits.
const WORDINGS: usize = 2;

/// Sets out the quotations.
pub(super) fn chapter(edition: &Edition<'_>, all: bool) -> Chapter {
    Chapter {
        hidden: 0,
        heading: t::QUOTATIONS,
        groups: ordered(edition)
            .into_iter()
            .map(|q| group(edition, q, all))
            .collect(),
        remarks: Vec::new(),
        least: 0,
    }
}

/// Returns the quotations, those in several wordings and reports first.
pub(crate) fn ordered<'a>(edition: &Edition<'a>) -> Vec<&'a Quotation> {
    let mut quotations: Vec<&Quotation> = edition
        .collation
        .quotations
        .iter()
        .filter(|q| !q.readings.is_empty())
        .collect();
    quotations.sort_by_key(|quotation| {
        let reports: usize = {
            let citations = quotation.readings.iter().flat_map(|r| &r.citations);
            let mut reports: Vec<_> = citations.map(|c| c.report).collect();
            reports.sort_unstable();
            reports.dedup();
            reports.len()
        };
        Reverse((reports > 1, quotation.readings.len().min(5), reports))
    });
    quotations
}

fn group(edition: &Edition<'_>, quotation: &Quotation, all: bool) -> Vec<BriefLine> {
    let speaker = speaker(edition, quotation);
    let limit = if all { usize::MAX } else { WORDINGS };
    let mut readings = quotation.readings.iter().take(limit);
    let head = |line: Draft| match speaker {
        Some(name) => line.quote(name).words(t::COLON),
        None => line.words(t::NO_SPEAKER).words(t::COLON),
    };
    let mut lines = Vec::new();
    // Where room is short, what differs is what has to be seen.
    let words = |at: usize| {
        let reading = quotation.readings.get(at)?;
        reading.citations.first().copied()
    };
    let focus = |at: usize| {
        if all {
            return None;
        }
        let other = words(usize::from(at == 0))?;
        telling_part(edition, words(at)?, other)
    };
    if let Some(first) = readings.next() {
        lines.extend(wording(edition, head(Draft::at(0)), first, focus(0), all).line());
    }
    for (at, reading) in readings.enumerate() {
        // The same words without their marks are not printed twice.
        let again = words(at + 1).is_some_and(|own| is_same(edition, words(0), own));
        let draft = match all || reading.marked || reading.translated || !again {
            true => wording(edition, Draft::at(1), reading, focus(at + 1), all),
            false => Draft::at(1)
                .words(t::UNMARKED)
                .at_places(&reading.citations)
                .cite(&reading.citations),
        };
        lines.extend(draft.line());
    }
    lines
}

/// Returns the words for who said it: a name, else those that credit it.
pub(crate) fn speaker(edition: &Edition<'_>, quotation: &Quotation) -> Option<Citation> {
    let name = quotation.speaker.and_then(|index| edition.name(index));
    name.or(quotation.source)
}

/// Tells whether two wordings have the same words.
fn is_same(edition: &Edition<'_>, one: Option<Citation>, other: Citation) -> bool {
    let plain = |citation: Citation| -> Vec<String> {
        edition
            .quote(citation)
            .split_whitespace()
            .map(plain)
            .collect()
    };
    one.is_some_and(|one| plain(one) == plain(other))
}

/// Returns the letters and digits of a word, in small letters.
fn plain(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// How many words two wordings begin with in common where they are of one beginning.
const ALIKE: usize = 3;
/// How many words of what two wordings share are shown at least.
const SHOWN: usize = 8;

/// Returns what has to be seen of one wording beside the other: where they begin alike
/// the first word that the other does not have in its place, else the words that both
/// have.
fn telling_part(edition: &Edition<'_>, one: Citation, other: Citation) -> Option<Span> {
    let text = edition.quote(one);
    let words: Vec<&str> = text.split_whitespace().collect();
    let own: Vec<String> = words.iter().copied().map(plain).collect();
    let others: Vec<String> = {
        let others = edition.quote(other).split_whitespace();
        others.map(plain).collect()
    };
    let alike = own.iter().zip(&others).take_while(|(a, b)| a == b).count();
    let shown = if alike >= ALIKE {
        alike..alike + 1
    } else {
        let run = common_run(&own, &others);
        run.start..run.end.min(run.start + SHOWN)
    };
    let words = words.get(shown)?;
    let start =
        |word: &str| one.span.start as usize + (word.as_ptr() as usize - text.as_ptr() as usize);
    let (first, last) = (words.first()?, words.last()?);
    Some(Span::new(start(first), start(last) + last.len()))
}

/// Returns the longest run of words of one text that stands in another.
fn common_run(own: &[String], others: &[String]) -> Range<usize> {
    let mut best = 0..0;
    // For each word of the other, the run that ends there with the word before.
    let mut before = vec![0; others.len() + 1];
    let mut runs = before.clone();
    for (at, word) in own.iter().enumerate() {
        for (place, other) in others.iter().enumerate() {
            let run = if word == other { before[place] + 1 } else { 0 };
            runs[place + 1] = run;
            if run > best.len() {
                best = at + 1 - run..at + 1;
            }
        }
        std::mem::swap(&mut before, &mut runs);
    }
    best
}

fn wording(
    edition: &Edition<'_>,
    line: Draft,
    reading: &QuotationReading,
    focus: Option<Span>,
    all: bool,
) -> Draft {
    let Some(&first) = reading.citations.first() else {
        return line;
    };
    let mut line = line.clipped(edition, first, room(all, 64), focus);
    if !reading.marked {
        line = line.words(t::OPEN).words(t::UNMARKED).words(t::CLOSE);
    }
    if reading.translated {
        line = line.words(t::OPEN).words(t::BACK).words(t::CLOSE);
    }
    line.cite(&reading.citations)
}
