//! How the reports were read: what was set aside, what was found broken, how
//! reports were dated, and how well the program was measured to see.

use super::{Chapter, headline, single};
use crate::draft::Draft;
use crate::edition::{Edition, basis, days};
use crate::measured::MEASURED;
use crate::templates as t;
use variorum_model::{Basis, BlockRole, BriefLine, Citation, Rule, Ruling};

/// Places shown of what a day was concluded from.
const EVIDENCE: usize = 3;

/// Sets out the notes on reading.
pub(super) fn chapter(edition: &Edition<'_>, all: bool) -> Chapter {
    let ranks = 0..edition.len();
    let dated = ranks.clone().map(|rank| dated_line(edition, rank));
    let aside = ranks.map(|rank| aside_line(edition, rank));
    let told = single(dated.chain(aside));
    let rulings = &edition.collation.resolved.rulings;
    let mut groups = single(rulings.iter().map(|ruling| ruled_line(edition, ruling)));
    let ruled = groups.len();
    // What is broken is among the cautions already.
    let hidden = if all { 0 } else { told.len() };
    groups.extend(told.into_iter().skip(hidden));
    Chapter {
        hidden,
        heading: t::READING,
        groups,
        remarks: match all {
            true => measured(),
            false => vec![t::measured_in_short()],
        },
        least: ruled.max(1),
    }
}

/// What a reader ruled.
fn ruled_line(edition: &Edition<'_>, ruling: &Ruling) -> Option<BriefLine> {
    let about = |report| {
        let line = Draft::at(0).report(report);
        let headline = headline(edition, edition.rank(report));
        line.cite(&headline.into_iter().collect::<Vec<_>>())
    };
    let quoted = |words, places: &[Citation]| {
        let line = Draft::at(0).words(words);
        places
            .iter()
            .fold(line, |line, &place| line.clipped(edition, place, 60, None))
    };
    let line = match ruling {
        Ruling::Same(one, other) => quoted(t::RULED_SAME, &[*one, *other]),
        Ruling::Apart(one, other) => quoted(t::RULED_APART, &[*one, *other]),
        Ruling::Furniture(place) => quoted(t::RULED_FURNITURE, &[*place]),
        Ruling::Article(place) => quoted(t::RULED_ARTICLE, &[*place]),
        Ruling::Published(report, start, end) => about(*report)
            .words(t::RULED_PUBLISHED)
            .computed(days(*start, *end), Rule::Day),
        Ruling::Outlet(report, name) => about(*report)
            .words(t::RULED_OUTLET)
            .computed(name.clone(), Rule::Given),
        Ruling::Origin(report, Some(source)) => {
            about(*report).words(t::RULED_ORIGIN).report(*source)
        }
        Ruling::Origin(report, None) => about(*report).words(t::RULED_ALONE),
    };
    line.line()
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

/// Returns what was set aside as furniture in a report, and what was found
/// broken.
fn aside(edition: &Edition<'_>, rank: usize) -> (Vec<Citation>, Vec<Citation>) {
    let report = edition.report(rank);
    let of = |role: BlockRole| {
        let blocks = report.blocks.iter().filter(move |block| block.role == role);
        blocks.map(|block| report.cite(block.span))
    };
    let words = report.damage.iter().map(|&span| report.cite(span));
    (
        of(BlockRole::Furniture).collect(),
        of(BlockRole::Damage).chain(words).collect(),
    )
}

/// What was set aside in a report.
fn aside_line(edition: &Edition<'_>, rank: usize) -> Option<BriefLine> {
    let (furniture, broken) = aside(edition, rank);
    let mut line = Draft::at(0).report(edition.report(rank).id);
    for (at, (words, list)) in [(t::SET_ASIDE, furniture), (t::BROKEN, broken)]
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .enumerate()
    {
        if at > 0 {
            line = line.words(t::SEMICOLON);
        }
        line = line
            .words(words)
            .computed(stretches(words, list.len()), Rule::Number)
            .words(t::COMMA)
            .words(t::SUCH_AS)
            .clipped(edition, list[0], 60, None)
            .cite(&list);
    }
    line.line()
}

fn stretches(words: &str, count: usize) -> String {
    if words == t::SET_ASIDE {
        t::counted(count, "block of furniture", "blocks of furniture")
    } else {
        t::counted(count, "stretch", "stretches")
    }
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
