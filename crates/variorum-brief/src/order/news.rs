//! What one report changes in a story: what it contradicts, what it updates,
//! what it alone tells, what others have told already.
//!
//! A statement is *known* where another report has one in the same claim, *new*
//! where none has. What differs stands first, whole, with all its readings.

use super::{Chapter, differences, reports, room};
use crate::draft::Draft;
use crate::edition::Edition;
use crate::templates as t;
use variorum_model::{
    Brief, BriefLine, Citation, Claim, ClaimStatement, Collation, Difference, DifferenceState,
    ReportId, Rule,
};

/// Sets out what reports bring to their story.
#[must_use]
pub fn news(collation: &Collation, fresh: &[ReportId], config: &super::BriefConfig) -> Brief {
    let edition = Edition::new(collation);
    let all = config.all;
    let of = |state: DifferenceState, heading: &'static str| {
        let takes_part = |difference: &&Difference| {
            let mut cited = difference.readings.iter().flat_map(|r| &r.citations);
            difference.state == state && cited.any(|c| fresh.contains(&c.report))
        };
        let ordered = differences::ordered(&edition);
        chapter(
            heading,
            usize::MAX,
            ordered
                .into_iter()
                .filter(takes_part)
                .map(|difference| differences::group(&edition, difference, all)),
        )
    };
    let told = |known: bool| {
        let mut claims: Vec<&Claim> = collation
            .claims
            .iter()
            .filter(|claim| {
                let is_fresh = |s: &ClaimStatement| fresh.contains(&s.citation.report);
                claim.statements.iter().any(is_fresh)
                    && claim.statements.iter().all(is_fresh) != known
            })
            .collect();
        claims.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.id.cmp(&b.id)));
        claims
    };
    let new = told(false)
        .into_iter()
        .filter_map(|claim| line(&edition, claim, fresh, all));
    let known = told(true)
        .into_iter()
        .filter_map(|claim| line(&edition, claim, fresh, all));
    let chapters = [
        of(DifferenceState::Conflict, t::CONTRADICTS),
        of(DifferenceState::Update, t::CHANGES),
        of(DifferenceState::Undetermined, t::MAY_DIFFER),
        chapter(t::NEW, 1, new.map(|line| vec![line])),
        chapter(t::KNOWN, 1, known.map(|line| vec![line])),
    ];
    super::set_out(&edition, chapters, all)
}

fn chapter(
    heading: &'static str,
    least: usize,
    groups: impl Iterator<Item = Vec<BriefLine>>,
) -> Chapter {
    Chapter {
        heading,
        groups: groups.filter(|group| !group.is_empty()).collect(),
        remarks: Vec::new(),
        hidden: 0,
        least,
    }
}

/// Returns a claim in the words of the new reports, with how many others tell
/// it.
fn line(edition: &Edition<'_>, claim: &Claim, fresh: &[ReportId], all: bool) -> Option<BriefLine> {
    let (own, others): (Vec<Citation>, Vec<Citation>) = claim
        .statements
        .iter()
        .map(|statement| statement.citation)
        .partition(|citation| fresh.contains(&citation.report));
    let mut line = Draft::at(0).clipped(edition, *own.first()?, room(all, 120), None);
    let mut tellers: Vec<ReportId> = others.iter().map(|citation| citation.report).collect();
    tellers.sort_unstable();
    tellers.dedup();
    if !tellers.is_empty() {
        line = line
            .words(t::DASH)
            .words(t::TOLD_BY)
            .computed(reports(tellers.len()), Rule::Reports)
            .at_places(&others);
    }
    line.line()
}
