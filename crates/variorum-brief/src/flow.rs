//! A line as the pieces that a printer sets one after another.
//!
//! The printers differ in how they mark a piece, not in what stands where:
//! which pieces are set off by a space, which places follow a quotation and
//! which are gathered at the end of the line.

use crate::edition::{Edition, Place, siglum};
use variorum_model::{BriefLine, Citation, Part, Rule};

/// A piece of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Piece {
    /// Words of the closed list.
    Words(&'static str),
    /// Verbatim words, white space folded, with their place.
    Quote(String, Citation),
    /// The mark of a report.
    Report(usize),
    /// Something computed.
    Computed(String, Rule),
    /// Places, for the reader to follow.
    Places(Vec<(Place, Citation)>, usize),
}

/// How many places a line shows before it counts the rest.
const PLACES: usize = 8;

/// Sets out a line. Every quotation is followed by its place unless the line
/// has shown that place; what else backs the line stands after them, set off
/// by a word of its own.
pub(crate) fn flow(edition: &Edition<'_>, line: &BriefLine, all: bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut shown: Vec<Place> = Vec::new();
    let parts = line.parts();
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Words(words) => pieces.push(Piece::Words(words)),
            Part::Report(report) => pieces.push(Piece::Report(edition.rank(*report))),
            Part::Computed(value, rule) => pieces.push(Piece::Computed(fold(value), *rule)),
            Part::Quote(citation) => {
                pieces.push(Piece::Quote(fold(edition.quote(*citation)), *citation));
            }
            Part::Places(citations) => {
                let listed = sorted(edition, citations);
                shown.extend(listed.iter().map(|(place, _)| *place));
                pieces.extend(limited(listed, all));
            }
        }
        // The three points belong to the quotation: its place follows them.
        let cut_follows = matches!(parts.get(at + 1), Some(Part::Words(crate::templates::CUT)));
        let quoted = match part {
            Part::Quote(citation) if !cut_follows => Some(*citation),
            Part::Words(crate::templates::CUT) => match at.checked_sub(1).map(|b| &parts[b]) {
                Some(Part::Quote(citation)) => Some(*citation),
                _ => None,
            },
            _ => None,
        };
        if let Some(citation) = quoted {
            let place = edition.place(citation);
            if !shown.contains(&place) {
                shown.push(place);
                pieces.push(Piece::Places(vec![(place, citation)], 0));
            }
        }
    }
    // Where each part has its own places, the rest is for those who ask; not where only
    // what is said of the words has.
    let dash = |part: &Part| matches!(part, Part::Words(crate::templates::DASH));
    let told = parts.iter().position(dash).unwrap_or(parts.len());
    if parts[..told]
        .iter()
        .any(|part| matches!(part, Part::Places(_)))
    {
        return pieces;
    }
    let mut rest = sorted(edition, line.evidence());
    rest.retain(|(place, _)| !shown.contains(place));
    let Some(rest) = limited(rest, all) else {
        return pieces;
    };
    // What else backs a line stands before what is said of it, and apart from
    // the places of the words that are quoted.
    let dash = |piece: &Piece| matches!(piece, Piece::Words(crate::templates::DASH));
    let quotes = |pieces: &[Piece]| {
        let quoted = pieces.iter().filter(|p| matches!(p, Piece::Quote(..)));
        quoted.count()
    };
    let at = pieces.iter().position(dash).unwrap_or(pieces.len());
    let joint = match quotes(&pieces[..at]) {
        0 => None,
        1 => Some(crate::templates::ALSO),
        _ => Some(crate::templates::ALL_PLACES),
    };
    let tail: Vec<Piece> = joint.map(Piece::Words).into_iter().chain([rest]).collect();
    pieces.splice(at..at, tail);
    pieces
}

/// Returns the places of citations in order, each once.
fn sorted(edition: &Edition<'_>, citations: &[Citation]) -> Vec<(Place, Citation)> {
    let mut places: Vec<(Place, Citation)> = citations
        .iter()
        .map(|&citation| (edition.place(citation), citation))
        .collect();
    places.sort();
    places.dedup_by_key(|(place, _)| *place);
    places
}

/// Returns places as a piece, those beyond what a line shows counted.
fn limited(mut places: Vec<(Place, Citation)>, all: bool) -> Option<Piece> {
    let limit = if all { usize::MAX } else { PLACES };
    let hidden = places.len().saturating_sub(limit);
    places.truncate(limit);
    (!places.is_empty()).then_some(Piece::Places(places, hidden))
}

/// Tells whether a piece is set off from the one before it by a space.
pub(crate) fn spaced(before: &Piece, piece: &Piece) -> bool {
    let opens = matches!(before, Piece::Words(words) if words.ends_with('('));
    let closes = matches!(piece, Piece::Words(words) if words.starts_with([',', ';', ':', ')']));
    let cut = matches!(
        (before, piece),
        (Piece::Words(crate::templates::CUT), Piece::Quote(..))
            | (Piece::Quote(..), Piece::Words(crate::templates::CUT))
    );
    !(opens || closes || cut)
}

/// Returns places in short: "A:3", "A:3,9 B:5", the rest as a count.
pub(crate) fn places(list: &[(Place, Citation)], hidden: usize) -> String {
    let mut out = String::new();
    let mut last = None;
    for (place, _) in list {
        if last == Some(place.rank) {
            out.push(',');
        } else {
            if last.is_some() {
                out.push(' ');
            }
            out.push_str(&siglum(place.rank));
            out.push(':');
        }
        out.push_str(&place.line.to_string());
        last = Some(place.rank);
    }
    if hidden > 0 {
        out.push_str(&format!(" +{hidden}"));
    }
    out
}

/// Folds white space, and shows characters that steer a terminal or turn the
/// direction of what follows as �. A quotation is otherwise verbatim.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for char in text.chars() {
        if char.is_whitespace() {
            space = !out.is_empty();
            continue;
        }
        if space {
            out.push(' ');
            space = false;
        }
        out.push(if steers(char) { '\u{FFFD}' } else { char });
    }
    out
}

/// Tells whether a character would act on the reader's screen instead of
/// being shown.
pub(crate) fn steers(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
}
