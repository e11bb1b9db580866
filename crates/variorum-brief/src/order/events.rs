//! Events and days: what happened when, with the counts that each event's
//! own statements give.

use super::{Chapter, origins::origin_parts, rests::words_for, room};
use crate::draft::Draft;
use crate::edition::{Edition, basis, days, time_span};
use crate::templates as t;
use variorum_model::{
    BriefLine, Citation, Claim, Count, Event, Role, Rule, TimeSpan, TimelineEntry, Toll, When,
};

/// Events shown where room is short.
const EVENTS: usize = 3;

/// Sets out the events; where a collation tells of none, the timeline.
pub(super) fn chapter(edition: &Edition<'_>, all: bool) -> Chapter {
    let events = ordered(edition, all);
    let hurt = events
        .iter()
        .filter(|e| e.main || e.counts.iter().any(hurts));
    let least = hurt.count().max(1);
    let mut groups: Vec<Vec<BriefLine>> = events
        .into_iter()
        .map(|event| group(edition, event, all))
        .filter(|group| !group.is_empty())
        .collect();
    if all || groups.is_empty() {
        // What an event tells is not told twice.
        let own = |entry: &&TimelineEntry| {
            let mut claims = entry.claims.iter().filter_map(|id| edition.claim(*id));
            groups.is_empty() || claims.any(|claim| claim.event.is_none())
        };
        let entries: Vec<&TimelineEntry> = edition.collation.timeline.iter().filter(own).collect();
        groups.extend(
            entries
                .into_iter()
                .filter_map(|entry| Some(vec![entry_line(edition, entry, all)?])),
        );
    }
    Chapter {
        hidden: if all {
            0
        } else {
            listed(edition, all).count().saturating_sub(EVENTS)
        },
        heading: t::EVENTS,
        groups,
        remarks: Vec::new(),
        least,
    }
}

/// Returns the events in order of time after the main one, those without a day
/// last. Where room is short, only those that most reports tell of, and where
/// somebody was hurt first.
pub(crate) fn ordered<'a>(edition: &Edition<'a>, all: bool) -> Vec<&'a Event> {
    let mut events: Vec<&Event> = listed(edition, all).collect();
    if !all {
        // Where somebody died or was hurt comes first, then what several reports
        // tell of; then by day again.
        events.sort_by_key(|e| {
            let reports = told_by(edition, e);
            let hurt = e.counts.iter().any(hurts);
            (
                !e.main,
                std::cmp::Reverse((hurt, reports, e.claims.len())),
                e.id,
            )
        });
        events.truncate(EVENTS);
    }
    let first = |event: &Event| !all && event.counts.iter().any(hurts);
    events.sort_by_key(|e| (!e.main, !first(e), event_days(e), e.id));
    events
}

/// Returns the events that are shown if there is room for them.
fn listed<'a>(edition: &Edition<'a>, all: bool) -> impl Iterator<Item = &'a Event> {
    let events = edition.collation.events.iter();
    events.filter(move |event| all || is_one(edition, event))
}

/// Tells whether an event is shown where room is short: what only one of several reports
/// begins with is, if its own words give its day.
fn is_one(edition: &Edition<'_>, event: &Event) -> bool {
    let own =
        |told: &Citation| told.report == event.label.report && event.label.span.contains(told.span);
    let dated = || {
        event
            .when
            .as_ref()
            .is_some_and(|when| when.evidence.iter().any(own))
    };
    !event.main || edition.len() == 1 || event.told.len() > 1 || dated()
}

fn told_by(edition: &Edition<'_>, event: &Event) -> usize {
    let mut reports: Vec<_> = event
        .claims
        .iter()
        .filter_map(|id| edition.claim(*id))
        .flat_map(|claim| claim.statements.iter().map(|s| s.report))
        .collect();
    reports.sort_unstable();
    reports.dedup();
    reports.len()
}

fn event_days(event: &Event) -> (bool, Option<TimeSpan>) {
    let days = event.when.as_ref().map(|when| when.days);
    (days.is_none(), days)
}

fn group(edition: &Edition<'_>, event: &Event, all: bool) -> Vec<BriefLine> {
    let mut line = Draft::at(0);
    match &event.when {
        Some(when) => {
            line = day_parts(line, when);
        }
        None => line = line.words(t::NO_DAY),
    }
    // What one of several reports begins with is not what all tell of.
    if event.main && (event.told.len() > 1 || edition.len() == 1) {
        line = line.words(t::COMMA).words(t::MAIN_EVENT);
    }
    line = line
        .words(t::COLON)
        .clipped(edition, words_for(edition, event), room(all, 110), None);
    for count in event.counts.iter().filter(|count| all || hurts(count)) {
        line = count_parts(edition, line, event, count);
    }
    let mut lines: Vec<BriefLine> = line.line().into_iter().collect();
    if all {
        lines.extend(detail_line(edition, event));
    }
    lines
}

/// Sets out a day; where the calendar does not know it, the words that tell it.
fn day_parts(line: Draft, when: &When) -> Draft {
    match (when.days, when.evidence.first()) {
        (TimeSpan::Relative { .. }, Some(&told)) => line.quote(told).cite(&when.evidence),
        _ => {
            let line = line.computed(time_span(when.days), Rule::Day);
            let line = match basis(when.basis) {
                Some(words) => line.words(t::OPEN).words(words).words(t::CLOSE),
                None => line,
            };
            line.at_places(&when.evidence).cite(&when.evidence)
        }
    }
}

/// Tells whether a count stands on the first page: how many died, were hurt or
/// are missing in an event.
fn hurts(count: &Count) -> bool {
    let hurt = matches!(count.of, Toll::Killed | Toll::Injured | Toll::Missing);
    hurt && !count.cumulative && count.low > 0.0
}

/// Sets out a count in the words of a report, with who is credited for it; the
/// main event's stand among the claims and differences.
fn count_parts(edition: &Edition<'_>, line: Draft, event: &Event, count: &Count) -> Draft {
    let line = line.words(t::SEMICOLON).words(toll_words(count.of));
    let several = count
        .high
        .is_some_and(|high| high.total_cmp(&count.low).is_ne());
    let line = match count.citations.split_first().filter(|_| !several) {
        Some((&first, rest)) => {
            let line = match beside(edition, event, &count.citations) {
                Some(sentence) => line.clipped(edition, sentence, AROUND_A_COUNT, Some(first.span)),
                None => line.quote(first),
            };
            match rest {
                [] => line,
                rest => line.at_places(rest),
            }
        }
        None => line
            .computed(range(count.low, count.high), Rule::Number)
            .at_places(&count.citations),
    };
    let line = match claim_of(edition, event, count) {
        Some(claim) if !event.main => line
            .words(t::OPEN)
            .parts(origin_parts(edition, &claim.core_support.origins, false))
            .words(t::CLOSE),
        _ => line,
    };
    if count.cumulative {
        line.words(t::OPEN).words(t::CUMULATIVE).words(t::CLOSE)
    } else {
        line
    }
}

/// How many columns of its sentence a count is shown in.
const AROUND_A_COUNT: usize = 60;

/// Returns the sentence of a count that stands beside the sentences that tell of its
/// event: "14 of the fighters" may be anybody's, "the army killed 14 of the fighters" is
/// nobody else's.
fn beside(edition: &Edition<'_>, event: &Event, counts: &[Citation]) -> Option<Citation> {
    let inside = |count: &Citation| {
        let mut tell = event.told.iter().chain([&event.label]);
        tell.any(|told| told.report == count.report && told.span.contains(count.span))
    };
    let count = counts.first().filter(|_| !counts.iter().any(inside))?;
    let position = edition.collation.resolved.position(count.report)?;
    let marks = &edition.collation.resolved.reports[position].annotated;
    let mut sentences = marks.sentences.iter();
    let sentence = sentences.find(|sentence| sentence.span.contains(count.span))?;
    Some(marks.report.cite(sentence.span))
}

/// Returns the claim of an event that gives a count.
fn claim_of<'a>(edition: &Edition<'a>, event: &Event, count: &Count) -> Option<&'a Claim> {
    let first = count.citations.first()?;
    let gives = |claim: &&Claim| {
        let mut core = claim.core().map(|statement| statement.citation);
        core.any(|told| told.report == first.report && told.span.contains(first.span))
    };
    let mut claims = event.claims.iter().filter_map(|id| edition.claim(*id));
    claims.find(gives)
}

/// Returns "14", "10 to 12", "201 or more".
pub(crate) fn range(low: f64, high: Option<f64>) -> String {
    match high {
        Some(high) if high.total_cmp(&low).is_eq() => format!("{low}"),
        Some(high) => format!("{low} to {high}"),
        None => format!("{low} or more"),
    }
}

/// Returns the word for a fate.
pub(crate) fn toll_words(toll: Toll) -> &'static str {
    match toll {
        Toll::Killed => t::KILLED,
        Toll::Injured => t::INJURED,
        Toll::Missing => t::MISSING,
        Toll::Detained => t::DETAINED,
        Toll::Displaced => t::DISPLACED,
        Toll::Rescued => t::RESCUED,
    }
}

/// Where, by whom, to whom: one line.
fn detail_line(edition: &Edition<'_>, event: &Event) -> Option<BriefLine> {
    let mut line = Draft::at(1);
    let mut last = "";
    let place = event
        .place
        .iter()
        .map(|(_, citations)| (t::AT, None, citations));
    let parts = [
        (Role::Agent, t::AGENT),
        (Role::Target, t::TARGET),
        (Role::Other, t::WITH),
    ];
    let participants = parts.into_iter().flat_map(|(role, words)| {
        let of_role = event.participants.iter().filter(move |p| p.role == role);
        of_role.map(move |p| (words, Some(p.name), &p.citations))
    });
    for (words, name, citations) in place.chain(participants) {
        let named = name.and_then(|name| edition.name(name));
        let Some(shown) = named.or(citations.first().copied()) else {
            continue;
        };
        if last == words {
            line = line.words(t::COMMA);
        } else {
            if !last.is_empty() {
                line = line.words(t::SEMICOLON);
            }
            line = line.words(words);
        }
        last = words;
        line = line.quote(shown).cite(&citations[..citations.len().min(1)]);
    }
    line.line()
}

fn entry_line(edition: &Edition<'_>, entry: &TimelineEntry, all: bool) -> Option<BriefLine> {
    let mut claims: Vec<&Claim> = entry
        .claims
        .iter()
        .filter_map(|id| edition.claim(*id))
        .collect();
    claims.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.id.cmp(&b.id)));
    let first = claims.first()?;
    let evidence: Vec<Citation> = first.when.iter().flat_map(|w| w.evidence.clone()).collect();
    Draft::at(0)
        .computed(days(entry.start, entry.end), Rule::Day)
        .words(t::COLON)
        .clipped(
            edition,
            first.statements.get(first.exemplar)?.citation,
            room(all, 90),
            None,
        )
        .cite(&evidence)
        .line()
}
