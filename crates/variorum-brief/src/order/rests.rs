//! What the story rests on: its reports, who is credited, and what to be
//! careful about.

use super::{Chapter, claims::in_headline, origins, reports, room, single};
use crate::draft::Draft;
use crate::edition::{Edition, basis, days};
use crate::templates as t;
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;
use variorum_model::{
    Basis, BlockRole, BriefLine, Citation, Claim, Condition, ConditionKind, DifferenceKind,
    DifferenceState, Event, OriginKind, Part, Rule, Span,
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
pub(super) fn days_apart(edition: &Edition<'_>, rank: usize) -> Option<usize> {
    let mut days: Vec<_> = (0..edition.len())
        .filter_map(|rank| Some(edition.published(rank)?.start))
        .collect();
    days.sort_unstable();
    let middle = *days.get(days.len() / 2)?;
    let own = edition.published(rank)?.start;
    let apart = own.since(middle).ok()?.get_days().unsigned_abs() as usize;
    (days.len() > 2 && apart > FAR).then_some(apart)
}

/// Returns the claim that the page opens with.
pub(crate) fn opening_claim<'a>(edition: &Edition<'a>) -> Option<&'a Claim> {
    match (common_event(edition), edition.len()) {
        (Some(event), _) => labelled(edition, event),
        (None, 1) => main_claim(edition),
        (None, _) => None,
    }
}

/// Returns the main event, where more than one report begins with it.
fn common_event<'a>(edition: &Edition<'a>) -> Option<&'a Event> {
    let mut events = edition.collation.events.iter();
    events.find(|event| event.main && event.told.len() > 1)
}

/// Returns the claim that holds the words for an event.
fn labelled<'a>(edition: &Edition<'a>, event: &Event) -> Option<&'a Claim> {
    let words = |place: Citation| {
        place.report == event.label.report && place.span.overlap(event.label.span) > 0
    };
    let mut claims = edition.collation.claims.iter();
    claims.find(|claim| {
        let mut statements = claim.statements.iter();
        event.claims.contains(&claim.id) && statements.any(|s| words(s.citation))
    })
}

/// How far into a text news tell what they are about, in bytes: three sentences or so. A
/// guess, looked at on the pages of one report of the development stories.
const BEGINNING: u32 = 600;

/// Returns what the only report of a story tells first: its main event where it begins
/// with that; else of the whole sentences that it begins with what its headline says, too,
/// or what weighs most.
fn main_claim<'a>(edition: &Edition<'a>) -> Option<&'a Claim> {
    let mut told = edition.report(0).told();
    let body = told.find(|block| block.role == BlockRole::Body);
    let end = body.map_or(u32::MAX, |block| block.span.start + BEGINNING);
    let early = |words: Citation| words.span.start < end;
    let mut events = edition.collation.events.iter();
    let main = events.find(|event| event.main && early(event.label));
    main.and_then(|event| labelled(edition, event)).or_else(|| {
        let claims = edition.collation.claims.iter();
        claims.max_by(|a, b| {
            let any = |claim: &Claim, is: &dyn Fn(Citation) -> bool| {
                claim.statements.iter().any(|s| is(s.citation))
            };
            let headlined = |claim| any(claim, &|words| in_headline(edition, words));
            // The whole of what a sentence says, and nobody's words.
            let goes_on = |c: char| c.is_lowercase() || matches!(c, '“' | '"' | '‘' | '\'');
            let whole = |words| !edition.quote(words).starts_with(goes_on);
            let begins = |claim| any(claim, &|words| early(words) && whole(words));
            (begins(a).cmp(&begins(b)))
                .then_with(|| headlined(a).cmp(&headlined(b)))
                .then_with(|| a.weight.total_cmp(&b.weight))
                .then_with(|| b.id.cmp(&a.id))
        })
    })
}

/// What the story is about, how many reports begin with it, and on whose word;
/// where they begin with different things, with what.
fn main_line(edition: &Edition<'_>, all: bool) -> Option<BriefLine> {
    match (common_event(edition), edition.len()) {
        (Some(event), _) => event_line(edition, event, all),
        (None, 1) => claim_line(edition, all),
        (None, _) => beginnings_line(edition, all),
    }
}

/// What the only report tells first.
fn claim_line(edition: &Edition<'_>, all: bool) -> Option<BriefLine> {
    let claim = main_claim(edition)?;
    let exemplar = claim.statements.get(claim.exemplar)?;
    Draft::at(0)
        .clipped(edition, exemplar.citation, room(all, OPENING), None)
        .words(t::DASH)
        .parts(origins::origin_parts(
            edition,
            &claim.core_support.origins,
            all,
        ))
        .cite(&[exemplar.citation])
        .line()
}

/// How many reports' beginnings are shown where they have nothing in common.
const BEGINNINGS: usize = 3;

/// What some reports begin with, where no event is found that others do.
fn beginnings_line(edition: &Edition<'_>, all: bool) -> Option<BriefLine> {
    let mut line = Draft::at(0).words(t::NO_COMMON_EVENT);
    let shown = room(all, BEGINNINGS).min(edition.len());
    for (at, headline) in (0..edition.len())
        .filter_map(|rank| headline(edition, rank))
        .take(shown)
        .enumerate()
    {
        if at > 0 {
            line = line.words(t::SEMICOLON);
        }
        line = line.clipped(edition, headline, room(all, 76), None);
    }
    line.line()
}

/// How many columns of a sentence open a page.
const OPENING: usize = 230;

/// How many words an opening has.
const WORDS: usize = 6;

/// Tells whether reports part on whether it is so, or on who did it.
fn is_disputed(edition: &Edition<'_>, words: Citation) -> bool {
    let grave = [DifferenceKind::Polarity, DifferenceKind::Role];
    let differences = edition.collation.differences.iter();
    differences
        .filter(|d| grave.contains(&d.kind) && d.state != DifferenceState::Compatible)
        .flat_map(|d| &d.readings)
        .flat_map(|reading| &reading.citations)
        .any(|citation| citation.report == words.report && citation.span.overlap(words.span) > 0)
}

/// Returns the words for an event: its own; where reports part on these, the
/// first that are undisputed of those that reports begin with.
pub(super) fn words_for(edition: &Edition<'_>, event: &Event) -> Citation {
    let told = |told: &&Citation| {
        !is_disputed(edition, **told) && edition.quote(**told).split_whitespace().count() >= WORDS
    };
    match is_disputed(edition, event.label) {
        true => event.told.iter().find(told).copied(),
        false => None,
    }
    .unwrap_or(event.label)
}

/// The main event, which reports begin with it, and on whose word.
fn event_line(edition: &Edition<'_>, event: &Event, all: bool) -> Option<BriefLine> {
    // That a report does not begin with it is only that it was not seen.
    let whole = event.told.len() == edition.len();
    let at_least = (!whole).then_some(Part::Words(t::AT_LEAST));
    Draft::at(0)
        .clipped(edition, words_for(edition, event), room(all, OPENING), None)
        .words(t::DASH)
        .parts(at_least)
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
