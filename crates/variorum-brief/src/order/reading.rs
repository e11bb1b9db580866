//! How the reports were read: what was set aside, what was found broken, how
//! reports were dated, and how well the program was measured to see.

use super::{Chapter, room, single};
use crate::draft::Draft;
use crate::edition::{Edition, basis, days};
use crate::measured::MEASURED;
use crate::templates as t;
use variorum_model::{Basis, BlockRole, BriefLine, Citation, Rule};

/// Places shown of what a day was concluded from.
const EVIDENCE: usize = 3;

/// Sets out the notes on reading.
pub(super) fn chapter(edition: &Edition<'_>, all: bool) -> Chapter {
    let mut lines = Vec::new();
    for rank in 0..edition.len() {
        if all {
            lines.push(dated_line(edition, rank));
        }
        lines.push(aside_line(edition, rank, all));
    }
    Chapter {
        heading: t::READING,
        groups: single(lines),
        remarks: measured(),
        rows: 9,
    }
}

/// How a report was dated, where it does not say so itself.
fn dated_line(edition: &Edition<'_>, rank: usize) -> Option<BriefLine> {
    let published = edition.published(rank)?;
    if published.basis == Basis::Stated || published.evidence.is_empty() {
        return None;
    }
    let mut line = Draft::at(0)
        .report(edition.report(rank).id)
        .computed(days(published.start, published.end), Rule::Day);
    if let Some(words) = basis(published.basis) {
        line = line.words(words);
    }
    line = line.words(t::FROM);
    for (at, &citation) in published.evidence.iter().take(EVIDENCE).enumerate() {
        if at > 0 {
            line = line.words(t::COMMA);
        }
        line = line.clipped(edition, citation, 40, None);
    }
    line.cite(&published.evidence).line()
}

/// What was set aside in a report.
fn aside_line(edition: &Edition<'_>, rank: usize, all: bool) -> Option<BriefLine> {
    let report = edition.report(rank);
    let furniture: Vec<Citation> = report
        .blocks
        .iter()
        .filter(|block| block.role == BlockRole::Furniture)
        .map(|block| report.cite(block.span))
        .collect();
    let blocks = report
        .blocks
        .iter()
        .filter(|block| block.role == BlockRole::Damage);
    let broken: Vec<Citation> = blocks
        .map(|block| report.cite(block.span))
        .chain(report.damage.iter().map(|&span| report.cite(span)))
        .collect();
    let mut line = Draft::at(0).report(report.id);
    for (at, (words, citations)) in [(t::SET_ASIDE, &furniture), (t::BROKEN, &broken)]
        .into_iter()
        .filter(|(_, citations)| !citations.is_empty())
        .enumerate()
    {
        if at > 0 {
            line = line.words(t::SEMICOLON);
        }
        let blocks = if words == t::SET_ASIDE {
            t::counted(citations.len(), "block of furniture", "blocks of furniture")
        } else {
            t::counted(citations.len(), "stretch", "stretches")
        };
        line = line
            .computed(blocks, Rule::Number)
            .words(words)
            .words(t::COMMA)
            .words(t::SUCH_AS)
            .clipped(edition, citations[0], room(all, 30), None);
        if all {
            line = line.cite(citations);
        }
    }
    line.line()
}

/// What was measured, each set once.
fn measured() -> Vec<String> {
    let mut sets: Vec<&str> = Vec::new();
    for measure in MEASURED {
        if !sets.contains(&measure.set) {
            sets.push(measure.set);
        }
    }
    sets.into_iter()
        .map(|set| {
            let measures: Vec<_> = MEASURED.iter().filter(|m| m.set == set).collect();
            t::measured(set, &measures)
        })
        .collect()
}
