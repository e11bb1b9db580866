//! What several origins say, what one says, what nobody is credited for.
//!
//! A claim stands under *several* only when the least number of origins is
//! two or more: an unknown never lifts it there. Claims that differ stand
//! among the differences; here they are shown when all is asked for.

use super::{Chapter, origins::origin_parts, rests::anybody, rests::main_claim, room};
use crate::draft::Draft;
use crate::edition::Edition;
use crate::templates as t;
use variorum_model::{
    BlockRole, BriefLine, Certainty, Citation, Claim, ClaimState, ClaimStatement, Quantity,
    TimeSpan, Toll,
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
        let main = main_claim(edition).map(|claim| claim.id);
        claims.retain(|claim| Some(claim.id) != main);
        hidden = claims.len();
        claims.retain(|claim| claim.state != ClaimState::Differs && tells(edition, claim));
        hidden -= claims.len();
    }
    // What reports begin with is what they are about; how many died or were
    // hurt stands before all else.
    let heads = |c: &Claim| c.core().filter(|s| s.statement < HEAD).count();
    claims.sort_by(|a, b| {
        let first = |c: &Claim| {
            let support = &c.core_support;
            (
                support.origins.least.max(1),
                gives_a_toll(edition, c),
                support.reports as usize + heads(c),
            )
        };
        first(b)
            .cmp(&first(a))
            .then_with(|| b.weight.total_cmp(&a.weight))
            .then_with(|| a.id.cmp(&b.id))
    });
    let heading = match wanted {
        Standing::Several => t::SEVERAL,
        Standing::One => t::ONE,
        Standing::Uncredited => t::UNCREDITED,
    };
    let lines = claims
        .into_iter()
        .filter_map(|claim| line(edition, claim, wanted, all));
    Chapter {
        hidden,
        heading,
        groups: lines.map(|line| vec![line]).collect(),
        remarks: Vec::new(),
        least: 1,
    }
}

/// How many days from the story's own a toll may be dated: what is farther off
/// is another event's.
const NEAR: i32 = 31;

/// Tells whether a claim says how many died or were hurt, in these days.
fn gives_a_toll(edition: &Edition<'_>, claim: &Claim) -> bool {
    let hurts = |toll: Toll| matches!(toll, Toll::Killed | Toll::Injured | Toll::Missing);
    let counts = |statement: &ClaimStatement| {
        let marks = &edition
            .resolved(edition.rank(statement.citation.report))
            .annotated;
        let of_it = |q: &&Quantity| statement.citation.span.contains(q.span);
        let mut own = marks.quantities.iter().filter(of_it);
        own.any(|q| q.toll.is_some_and(hurts) && !q.part)
    };
    let days = claim.when.as_ref().map(|when| when.days);
    let far = match (days, edition.collation.period) {
        (Some(TimeSpan::Absolute { end, .. }), Some((start, _))) => {
            start.since(end).is_ok_and(|gap| gap.get_days() > NEAR)
        }
        _ => false,
    };
    !far && claim.core().any(counts)
}

/// How many words tell something: "sometimes you have" does not.
const WORDS: usize = 5;

/// Tells whether a claim is more than a headline, and more than a scrap of a
/// sentence.
fn tells(edition: &Edition<'_>, claim: &Claim) -> bool {
    let mut statements = claim.statements.iter();
    let exemplar = claim.statements.get(claim.exemplar);
    let words = |s: &ClaimStatement| edition.quote(s.citation).split_whitespace().count();
    exemplar.is_some_and(|exemplar| words(exemplar) >= WORDS)
        && statements.any(|s| !in_headline(edition, s.citation))
}

/// Tells whether words stand in the headline of their report.
pub(crate) fn in_headline(edition: &Edition<'_>, citation: Citation) -> bool {
    let blocks = &edition.report(edition.rank(citation.report)).blocks;
    blocks
        .iter()
        .any(|block| block.role == BlockRole::Title && block.span.contains(citation.span))
}

fn line(edition: &Edition<'_>, claim: &Claim, standing: Standing, all: bool) -> Option<BriefLine> {
    let exemplar = claim.statements.get(claim.exemplar)?;
    let mut line = Draft::at(0).clipped(edition, exemplar.citation, room(all, 120), None);
    if let Some(aside) = statement_aside(exemplar) {
        line = line.words(t::OPEN).words(aside).words(t::CLOSE);
    }
    if standing != Standing::Uncredited {
        line = line
            .words(t::DASH)
            .parts(origin_parts(edition, &claim.core_support.origins, all));
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
