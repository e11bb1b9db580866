//! Where the reports differ: most consequential first.
//!
//! A toll stands before anything else, then whether a thing happened at all,
//! then who did it; within a kind, what cannot both hold before what replaces
//! and what the evidence does not tell. Readings that can both hold are only
//! counted among what is left out, until asked for.

use super::{Chapter, origins::origin_parts, room};
use crate::draft::{Draft, find};
use crate::edition::Edition;
use crate::templates as t;
use unicode_width::UnicodeWidthStr;
use variorum_model::{
    BriefLine, Citation, Difference, DifferenceKind, DifferenceState, Reading, Rule,
};

/// Columns up to which a value is shown by itself before its sentence.
const VALUE: usize = 48;

/// Differences shown before the rest is counted: they are what a reader came
/// for.
const SHOWN: usize = 10;

/// Sets out the differences.
pub(super) fn chapter(edition: &Edition<'_>, all: bool) -> Chapter {
    let differences = ordered(edition);
    let (compatible, open): (Vec<&Difference>, Vec<&Difference>) = differences
        .iter()
        .partition(|d| d.state == DifferenceState::Compatible);
    let mut groups: Vec<Vec<BriefLine>> = open
        .iter()
        .map(|difference| group(edition, difference, all))
        .collect();
    if all {
        groups.extend(
            compatible
                .iter()
                .map(|difference| group(edition, difference, all)),
        );
    }
    groups.retain(|group| !group.is_empty());
    let hidden = if all {
        0
    } else {
        let beyond = groups.len().saturating_sub(SHOWN);
        groups.truncate(groups.len() - beyond);
        beyond + compatible.len()
    };
    let remarks = if open.is_empty() {
        let claims = edition.collation.claims.len();
        vec![t::no_difference(claims, compatible.len())]
    } else {
        Vec::new()
    };
    Chapter {
        hidden,
        heading: t::DIFFERENCES,
        groups,
        remarks,
        least: usize::MAX,
    }
}

/// Returns the differences, most consequential first.
pub(crate) fn ordered<'a>(edition: &Edition<'a>) -> Vec<&'a Difference> {
    let weight = |difference: &Difference| {
        let claim = difference.claim.and_then(|id| edition.claim(id));
        claim.map_or(0.0, |claim| claim.weight)
    };
    let mut keyed: Vec<_> = edition
        .collation
        .differences
        .iter()
        .map(|difference| {
            let compatible = difference.state == DifferenceState::Compatible;
            let state = state_rank(difference.state);
            let first = (compatible, consequence(edition, difference), state);
            (first, weight(difference), difference)
        })
        .collect();
    keyed.sort_by(
        |(first, weight, difference), (other_first, other_weight, other)| {
            first
                .cmp(other_first)
                .then_with(|| other_weight.total_cmp(weight))
                .then_with(|| difference.id.cmp(&other.id))
        },
    );
    keyed
        .into_iter()
        .map(|(_, _, difference)| difference)
        .collect()
}

fn consequence(edition: &Edition<'_>, difference: &Difference) -> u8 {
    match difference.kind {
        DifferenceKind::Quantity if is_toll(edition, difference) => 0,
        DifferenceKind::Polarity => 1,
        DifferenceKind::Role => 2,
        DifferenceKind::Manner => 3,
        DifferenceKind::Reason => 4,
        DifferenceKind::Quantity => 5,
        DifferenceKind::Time => 6,
        DifferenceKind::Place => 7,
        DifferenceKind::Name => 8,
    }
}

fn state_rank(state: DifferenceState) -> u8 {
    match state {
        DifferenceState::Conflict => 0,
        DifferenceState::Update => 1,
        DifferenceState::Undetermined => 2,
        DifferenceState::Compatible => 3,
    }
}

/// Tells whether a reading counts people by their fate.
fn is_toll(edition: &Edition<'_>, difference: &Difference) -> bool {
    difference
        .readings
        .iter()
        .flat_map(|reading| &reading.citations)
        .any(|citation| {
            let rank = edition.rank(citation.report);
            let quantities = &edition.resolved(rank).annotated.quantities;
            quantities
                .iter()
                .any(|q| q.toll.is_some() && q.span.overlap(citation.span) > 0)
        })
}

/// Returns the word for what differs.
pub(crate) fn kind_words(edition: &Edition<'_>, difference: &Difference) -> &'static str {
    match difference.kind {
        DifferenceKind::Quantity if is_toll(edition, difference) => t::TOLL,
        DifferenceKind::Quantity => t::QUANTITY,
        DifferenceKind::Time => t::TIME,
        DifferenceKind::Place => t::PLACE,
        DifferenceKind::Name => t::NAME,
        DifferenceKind::Role => t::ROLE,
        DifferenceKind::Manner => t::MANNER,
        DifferenceKind::Reason => t::REASON,
        DifferenceKind::Polarity => t::POLARITY,
    }
}

/// Returns the word for how the readings stand to each other.
pub(crate) fn state_words(state: DifferenceState) -> &'static str {
    match state {
        DifferenceState::Conflict => t::CONFLICT,
        DifferenceState::Update => t::UPDATE,
        DifferenceState::Compatible => t::COMPATIBLE,
        DifferenceState::Undetermined => t::UNDETERMINED,
    }
}

/// Sets out a difference and its readings.
pub(super) fn group(edition: &Edition<'_>, difference: &Difference, all: bool) -> Vec<BriefLine> {
    let about = difference.about;
    // What is in question is not quoted where a reading is told at length in
    // the same words.
    let quoted = difference.readings.iter().any(|reading| {
        at_length(reading)
            && shown(edition, reading).is_some_and(|(citation, _)| {
                citation.report == about.report && citation.span.overlap(about.span) > 0
            })
    });
    let mut head = Draft::at(0)
        .words(kind_words(edition, difference))
        .words(t::COMMA)
        .words(state_words(difference.state))
        .cite(&[about]);
    if !difference.reason.is_empty() {
        head = head
            .words(t::OPEN)
            .computed(difference.reason, Rule::State)
            .words(t::CLOSE);
    }
    if !quoted {
        head = head
            .words(t::COMMA)
            .words(t::ABOUT)
            .clipped(edition, about, room(all, 76), None);
    }
    let readings = difference
        .readings
        .iter()
        .map(|reading| reading_line(edition, reading, all));
    std::iter::once(head.line())
        .chain(readings)
        .flatten()
        .collect()
}

/// Tells whether a reading has no value short enough to stand by itself.
fn at_length(reading: &Reading) -> bool {
    let value = reading.value.trim();
    value.is_empty() || value.width() > VALUE
}

/// Returns the citation that shows a reading, and where its value stands in
/// it, verbatim.
fn shown(edition: &Edition<'_>, reading: &Reading) -> Option<(Citation, Option<Citation>)> {
    let spot = find(edition, reading.value.trim(), &reading.citations);
    let holder = spot.and_then(|spot| {
        let holds = |c: &&Citation| c.report == spot.report && c.span.contains(spot.span);
        reading.citations.iter().find(holds)
    });
    Some((*holder.or(reading.citations.first())?, spot))
}

fn reading_line(edition: &Edition<'_>, reading: &Reading, all: bool) -> Option<BriefLine> {
    let value = reading.value.trim();
    let (citation, spot) = shown(edition, reading)?;
    let context = edition.context(citation);
    let mut line = Draft::at(1);
    if at_length(reading) {
        line = line.clipped(edition, citation, room(all, 90), None);
    } else {
        line = match spot {
            Some(spot) => line.quote(spot),
            None => line.computed(value, Rule::Number),
        };
        // A value that no report has in these words needs the words it is from.
        if spot.is_none() || (all && context != citation) {
            let focus = spot.unwrap_or(citation).span;
            line = line
                .words(t::COLON)
                .clipped(edition, context, room(all, 66), Some(focus));
        }
    }
    if all {
        for &other in reading.citations.iter().filter(|&&c| c != citation) {
            line = line.words(t::SEMICOLON).quote(other);
        }
    }
    line.words(t::DASH)
        .parts(origin_parts(edition, &reading.origins, all))
        .cite(&reading.citations)
        .line()
}
