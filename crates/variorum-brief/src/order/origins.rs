//! The origins of something, as parts of a line: their number as a range, then
//! each by its name in the words of a report; a range over several names has none
//! until all is asked for.

use crate::draft::{clip, find};
use crate::edition::{Edition, label_of};
use crate::templates as t;
use variorum_model::{Origin, OriginKind, Origins, Part, Rule};

/// How many origins are named before the rest is counted.
const NAMED: usize = 2;

/// Sets out origins: "1 to 3 origins: “police” , “the ministry”".
pub(crate) fn origin_parts(edition: &Edition<'_>, origins: &Origins, all: bool) -> Vec<Part> {
    let told: Vec<&Origin> = origins
        .items
        .iter()
        .filter(|o| o.kind != OriginKind::NotStated)
        .collect();
    let unstated = origins.items.len() > told.len() || origins.items.is_empty();
    // Words of crediting stand there, and were not understood.
    let open = origins
        .items
        .iter()
        .any(|o| o.kind == OriginKind::NotStated && o.open);
    if told.is_empty() {
        return vec![Part::Words(if open { t::OPEN_SOURCE } else { t::NOBODY })];
    }
    let range = Part::Computed(t::origins(origins.least, origins.most), Rule::Origins);
    let limit = if all { usize::MAX } else { NAMED };
    let mut names: Vec<Vec<Part>> = Vec::new();
    for origin in told {
        let name = name_parts(edition, origin);
        if !names.iter().any(|seen| same_words(edition, seen, &name)) {
            names.push(name);
        }
    }
    // Which of several names answers, a range leaves open: readers found most
    // wrong origins there.
    if !all && names.len() > 1 && origins.least < origins.most {
        return vec![range];
    }
    let mut parts = vec![range, Part::Words(t::COLON)];
    let hidden = names.len().saturating_sub(limit);
    for (at, name) in names.into_iter().take(limit).enumerate() {
        if at > 0 {
            parts.push(Part::Words(t::COMMA));
        }
        parts.extend(name);
    }
    if hidden > 0 {
        parts.push(Part::Words(t::COMMA));
        parts.push(Part::Words(t::MORE_NAMES));
    }
    if unstated {
        let words = if open {
            t::PARTLY_OPEN
        } else {
            t::PARTLY_NOBODY
        };
        parts.extend([Part::Words(t::SEMICOLON), Part::Words(words)]);
    }
    parts
}

/// Names one origin: verbatim where its words stand in its evidence.
pub(crate) fn name_parts(edition: &Edition<'_>, origin: &Origin) -> Vec<Part> {
    // A report may have had a pronoun where the origin has the name.
    let names = &edition.collation.resolved.names;
    let labelled = || {
        names
            .iter()
            .find(|name| name.label == origin.text)
            .and_then(label_of)
    };
    let named = find(edition, &origin.text, &origin.evidence).or_else(labelled);
    let fallback = || {
        origin
            .evidence
            .first()
            .map(|&c| clip(edition, c, 40, None).citation)
    };
    let name = match named.or_else(|| origin.text.is_empty().then(fallback).flatten()) {
        Some(citation) => Part::Quote(citation),
        None => Part::Computed(origin.text.clone(), Rule::Origins),
    };
    match origin.kind {
        OriginKind::OwnReporting => match origin.evidence.first() {
            Some(citation) => vec![Part::Words(t::OWN), Part::Report(citation.report)],
            None => vec![Part::Words(t::OWN)],
        },
        OriginKind::Utterance | OriginKind::Document => {
            let mut parts = vec![name];
            if origin
                .evidence
                .iter()
                .any(|&source| edition.is_party(source))
            {
                parts.extend([t::OPEN, t::PARTY, t::CLOSE].map(Part::Words));
            }
            parts
        }
        OriginKind::NotStated => vec![Part::Words(t::NOBODY)],
    }
}

fn same_words(edition: &Edition<'_>, one: &[Part], other: &[Part]) -> bool {
    let words = |parts: &[Part]| -> Vec<String> {
        parts
            .iter()
            .map(|part| match part {
                Part::Words(words) => (*words).to_owned(),
                Part::Quote(citation) => edition.quote(*citation).to_lowercase(),
                Part::Report(report) => report.to_string(),
                Part::Computed(value, _) => value.to_lowercase(),
                Part::Places(_) => String::new(),
            })
            .collect()
    };
    words(one) == words(other)
}
