//! What the story rests on: its reports, who is credited, and what to be
//! careful about.

use super::{Chapter, claims::in_headline, origins, reports, room, single};
use crate::draft::Draft;
use crate::edition::{Edition, basis, days};
use crate::templates as t;
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;
use variorum_model::{
    Basis, BlockRole, BriefLine, Citation, Claim, ClaimState, Condition, ConditionKind,
    DifferenceKind, DifferenceState, Event, OriginKind, Part, Rule, Span,
};

/// Reports shown before the rest is counted.
const REPORTS: usize = 12;
/// Credited sources shown where all is asked for: after these, most are
/// credited once.
const SOURCES: usize = 12;

/// Sets out the reports, the origins and the cautions.
pub(super) fn chapter(edition: &Edition<'_>, all: bool) -> Chapter {
    let listed = if all {
        edition.len()
    } else {
        edition.len().min(REPORTS)
    };
    let mut groups = match all {
        true => single((0..listed).map(|rank| report_line(edition, rank))),
        false => single([reports_line(edition, listed)]),
    };
    // The story stands after the list of reports, so that sigla are known
    // where they are used.
    groups.extend(story_lines(edition, all).into_iter().map(|line| vec![line]));
    let mut remarks = Vec::new();
    if listed < edition.len() {
        remarks.push(t::more(edition.len() - listed));
    }
    Chapter {
        hidden: 0,
        heading: t::RESTS_ON,
        groups,
        remarks,
        least: usize::MAX,
    }
}

/// Returns the lines on the whole story: the main event, who is credited, the
/// cautions.
pub(crate) fn story_lines(edition: &Edition<'_>, all: bool) -> Vec<BriefLine> {
    let mut lines: Vec<BriefLine> = Vec::new();
    lines.extend(main_line(edition, all));
    if all {
        lines.extend(credited_line(edition));
    }
    lines.extend(cautions(edition, all));
    lines
}

/// Returns the words that stand for a report: its headline, else its first.
pub(crate) fn headline(edition: &Edition<'_>, rank: usize) -> Option<Citation> {
    let report = edition.report(rank);
    let block = report
        .blocks
        .iter()
        .find(|block| block.role == BlockRole::Title)
        .or_else(|| report.told().next())
        .or(report.blocks.first());
    let span = match block {
        Some(block) => block.span,
        None => Span::new(0, report.text.len()),
    };
    (!report.at(span).trim().is_empty()).then(|| report.cite(span))
}

/// A report on a line of its own, with its headline.
fn report_line(edition: &Edition<'_>, rank: usize) -> Option<BriefLine> {
    let headline = headline(edition, rank)?;
    report_parts(edition, Draft::at(0), rank)
        .words(t::COLON)
        .quote(headline)
        .line()
}

/// The reports one after another.
fn reports_line(edition: &Edition<'_>, listed: usize) -> Option<BriefLine> {
    let mut line = Draft::at(0);
    for rank in 0..listed {
        if rank > 0 {
            line = line.words(t::SEMICOLON);
        }
        line = report_parts(edition, line, rank);
        line = line.cite(&headline(edition, rank).into_iter().collect::<Vec<_>>());
    }
    line.line()
}

/// Adds a report's siglum, outlet and day.
fn report_parts(edition: &Edition<'_>, line: Draft, rank: usize) -> Draft {
    let report = edition.report(rank);
    let label = edition.label(rank);
    let mut line = line.report(report.id).computed(label, Rule::Given);
    if let Some(from) = &report.republished_from {
        line = line.words(t::PRINTS).computed(from.clone(), Rule::Given);
    }
    line = line.words(t::COMMA);
    match edition.published(rank) {
        Some(published) => {
            line = line.computed(days(published.start, published.end), Rule::Day);
            // Where all days are conclusions, a line of its own says so.
            if let Some(words) = basis(published.basis).filter(|_| !all_inferred(edition)) {
                line = line.words(words);
            }
        }
        None => line = line.words(t::UNDATED),
    }
    if let Some(apart) = days_apart(edition, rank) {
        line = line
            .words(t::COMMA)
            .computed(t::counted(apart, "day", "days"), Rule::Day)
            .words(t::FROM_MOST);
    }
    line
}

/// The days from which a report is far from the others: it may tell of another
/// event.
const FAR: usize = 30;

/// Returns how many days lie between a report and the middle one of all that
/// have a day, where they are many.
fn days_apart(edition: &Edition<'_>, rank: usize) -> Option<usize> {
    let mut days: Vec<_> = (0..edition.len())
        .filter_map(|rank| Some(edition.published(rank)?.start))
        .collect();
    days.sort_unstable();
    let middle = *days.get(days.len() / 2)?;
    let own = edition.published(rank)?.start;
    let apart = own.since(middle).ok()?.get_days().unsigned_abs() as usize;
    (days.len() > 2 && apart > FAR).then_some(apart)
}

/// Returns the claim that tells what the story is about: that of the words for
/// the main event; else what a headline says and most reports tell; where no
/// headline is told, what most reports tell of the main event.
pub(crate) fn main_claim<'a>(edition: &Edition<'a>) -> Option<&'a Claim> {
    let label = edition.collation.events.iter().find(|event| event.main);
    let labelled = label.and_then(|event| {
        let holds = |claim: &&Claim| {
            let mut statements = claim.statements.iter();
            event.claims.contains(&claim.id)
                && statements.any(|statement| {
                    statement.citation.report == event.label.report
                        && statement.citation.span.overlap(event.label.span) > 0
                })
        };
        edition.collation.claims.iter().find(holds)
    });
    if labelled.is_some() {
        return labelled;
    }
    let headlines = |claim: &Claim| {
        let mut reports: Vec<usize> = claim
            .statements
            .iter()
            .filter(|statement| in_headline(edition, statement.citation))
            .map(|statement| statement.report)
            .collect();
        reports.sort_unstable();
        reports.dedup();
        reports.len()
    };
    let claims = &edition.collation.claims;
    let mut events = edition.collation.events.iter();
    let main = events.find(|event| event.main).map(|event| event.id);
    let no_headline = claims.iter().all(|claim| headlines(claim) == 0);
    let rank = |claim: &Claim| {
        let headlines = headlines(claim);
        let of_main = main.is_some() && claim.event == main;
        let first = if no_headline { of_main } else { headlines > 0 };
        (first, claim.core_support.reports, headlines)
    };
    claims.iter().max_by(|a, b| {
        rank(a)
            .cmp(&rank(b))
            .then_with(|| a.weight.total_cmp(&b.weight))
            .then_with(|| b.id.cmp(&a.id))
    })
}

/// How many reports tell what the story is about, and on whose word.
fn main_line(edition: &Edition<'_>, all: bool) -> Option<BriefLine> {
    let main = edition.collation.events.iter().find(|event| event.main);
    if let Some(event) = main.filter(|event| 2 * event.told.len() > edition.len()) {
        return event_line(edition, event, all);
    }
    let claim = main_claim(edition)?;
    let exemplar = claim.statements.get(claim.exemplar)?;
    // What reports tell differently has no count of those who tell it.
    if claim.state == ClaimState::Differs {
        let main = edition.collation.events.iter().find(|event| event.main);
        let words = main.map_or(exemplar.citation, |event| event.label);
        return Draft::at(0)
            .clipped(edition, words, room(all, 76), None)
            .line();
    }
    let evidence: Vec<Citation> = claim.core().map(|s| s.citation).collect();
    Draft::at(0)
        .clipped(edition, exemplar.citation, room(all, 76), None)
        .words(t::DASH)
        .words(t::TOLD_BY)
        .computed(reports(claim.core_support.reports as usize), Rule::Reports)
        .parts(outlets(
            claim.core_support.outlets,
            claim.core_support.reports,
        ))
        .words(t::COMMA)
        .parts(origins::origin_parts(
            edition,
            &claim.core_support.origins,
            all,
        ))
        .cite(&evidence)
        .line()
}

/// How many words an opening has.
const WORDS: usize = 6;

/// Tells whether one report affirms and another denies what words say.
fn is_denied(edition: &Edition<'_>, words: Citation) -> bool {
    let differences = edition.collation.differences.iter();
    differences
        .filter(|d| d.kind == DifferenceKind::Polarity && d.state != DifferenceState::Compatible)
        .flat_map(|d| &d.readings)
        .flat_map(|reading| &reading.citations)
        .any(|citation| citation.report == words.report && citation.span.overlap(words.span) > 0)
}

/// The main event, which reports begin with it, and on whose word.
fn event_line(edition: &Edition<'_>, event: &Event, all: bool) -> Option<BriefLine> {
    // What a report denies is no opening where others begin with more.
    let undisputed = || {
        let mut told = event.told.iter().filter(|told| !is_denied(edition, **told));
        told.find(|told| edition.quote(**told).split_whitespace().count() >= WORDS)
    };
    let opening = match is_denied(edition, event.label) {
        true => undisputed().copied().unwrap_or(event.label),
        false => event.label,
    };
    Draft::at(0)
        .clipped(edition, opening, room(all, 230), None)
        .words(t::DASH)
        .computed(event.told.len().to_string(), Rule::Reports)
        .words(t::OF)
        .computed(reports(edition.len()), Rule::Reports)
        .words(t::BEGIN_WITH)
        .at_places(&event.told)
        .words(t::COMMA)
        .parts(match event.origins.least == event.origins.most || all {
            true => origins::origin_parts(edition, &event.origins, all),
            // Who is meant by a range, only the claims can tell.
            false => vec![Part::Computed(
                t::origins(event.origins.least, event.origins.most),
                Rule::Origins,
            )],
        })
        .cite(&event.told)
        .line()
}

/// The count of outlets, where it is not that of the reports.
fn outlets(outlets: Option<u32>, reports: u32) -> Vec<Part> {
    match outlets {
        Some(outlets) if outlets != reports => vec![
            Part::Words(t::OPEN),
            Part::Computed(
                t::counted(outlets as usize, "outlet", "outlets"),
                Rule::Reports,
            ),
            Part::Words(t::CLOSE),
        ],
        _ => Vec::new(),
    }
}

/// A source that is credited somewhere in the story.
#[derive(Default)]
struct Credited {
    statements: usize,
    reports: Vec<variorum_model::ReportId>,
    evidence: Vec<Citation>,
    party: bool,
}

/// Who is credited most often, each with the number of reports that do so.
fn credited_line(edition: &Edition<'_>) -> Option<BriefLine> {
    let mut sources: BTreeMap<String, Credited> = BTreeMap::new();
    for claim in &edition.collation.claims {
        for statement in &claim.statements {
            let Some(source) = statement.voices.last() else {
                continue;
            };
            let Some(words) = source
                .name
                .and_then(|n| edition.name(n))
                .or(source.citation)
            else {
                continue;
            };
            let key = match source.name {
                Some(name) => format!("name {name}"),
                None => source.key.clone(),
            };
            let credited = sources.entry(key).or_default();
            credited.statements += 1;
            credited.reports.push(statement.citation.report);
            credited.evidence.push(words);
            credited.party |= source.party == Some(true);
        }
    }
    let mut sources: Vec<Credited> = sources.into_values().collect();
    for source in &mut sources {
        source.reports.sort_unstable();
        source.reports.dedup();
    }
    sources.sort_by_key(|s| {
        (
            std::cmp::Reverse((s.reports.len(), s.statements)),
            edition.place(s.evidence[0]),
        )
    });
    let mut line = Draft::at(0).words(t::CREDITED);
    for (at, source) in sources.iter().take(SOURCES).enumerate() {
        if at > 0 {
            line = line.words(t::COMMA);
        }
        line = line
            .quote(source.evidence[0])
            .words(t::OPEN)
            .computed(reports(source.reports.len()), Rule::Reports);
        if source.party {
            line = line.words(t::COMMA).words(t::PARTY);
        }
        line = line.words(t::CLOSE);
    }
    line.line()
}

/// What is wrong with which report: a line for each kind of trouble; one for
/// all where room is short.
fn cautions(edition: &Edition<'_>, all: bool) -> Vec<BriefLine> {
    let kinds = [
        (ConditionKind::Translated, t::TRANSLATED),
        (ConditionKind::Truncated, t::TRUNCATED),
        (ConditionKind::Damaged, t::DAMAGED),
        (ConditionKind::Summary, t::SUMMARY),
    ];
    let mut drafts: Vec<Draft> = Vec::new();
    for (kind, words) in kinds {
        let of_kind: Vec<&Condition> = (0..edition.len())
            .flat_map(|rank| &edition.report(rank).conditions)
            .filter(|condition| condition.kind == kind && !condition.evidence.is_empty())
            .collect();
        if of_kind.is_empty() {
            continue;
        }
        let mut line = match drafts.pop() {
            Some(before) if !all => before.words(t::SEMICOLON),
            before => {
                drafts.extend(before);
                Draft::at(0)
            }
        };
        line = line.words(words);
        for (at, condition) in of_kind.into_iter().enumerate() {
            if at > 0 {
                line = line.words(t::COMMA);
            }
            let shown = condition.evidence[0];
            line = line
                .report(shown.report)
                .clipped(edition, shown, room(all, 36), None);
            if all {
                line = line.cite(&condition.evidence);
            }
        }
        drafts.push(line);
    }
    drafts = match drafts.pop() {
        Some(before) if !all => vec![inferred(edition, before.clone()).unwrap_or(before)],
        last => {
            drafts.extend(last);
            drafts.extend(inferred(edition, Draft::at(0)));
            drafts
        }
    };
    drafts.into_iter().filter_map(Draft::line).collect()
}

/// Tells whether all days of publication that are known are conclusions.
fn all_inferred(edition: &Edition<'_>) -> bool {
    let days = (0..edition.len()).filter_map(|rank| edition.published(rank));
    let mut days = days.map(|day| day.basis).peekable();
    days.peek().is_some() && days.all(|basis| basis == Basis::Inferred)
}

/// Adds once that they are, and what from; nothing where they are not.
fn inferred(edition: &Edition<'_>, line: Draft) -> Option<Draft> {
    if !all_inferred(edition) {
        return None;
    }
    let days = (0..edition.len()).filter_map(|rank| edition.published(rank));
    let evidence: Vec<Citation> = days
        .flat_map(|day| day.evidence.iter().copied().take(2))
        .collect();
    let line = if line.is_empty() {
        line
    } else {
        line.words(t::SEMICOLON)
    };
    let mut line = line.words(t::DATES_INFERRED).words(t::FROM);
    let mut seen: Vec<&str> = Vec::new();
    let mut shown = Vec::new();
    for &citation in &evidence {
        let words = edition.quote(citation);
        if words.width() <= 24 && !seen.contains(&words) && seen.len() < 3 {
            seen.push(words);
            shown.push(citation);
        }
    }
    if shown.is_empty() {
        return None;
    }
    for (at, citation) in shown.iter().enumerate() {
        if at > 0 {
            line = line.words(t::COMMA);
        }
        line = line.quote(*citation);
    }
    Some(line)
}

/// Tells whether origins name anybody.
pub(crate) fn anybody(origins: &variorum_model::Origins) -> bool {
    origins
        .items
        .iter()
        .any(|origin| origin.kind != OriginKind::NotStated)
}
