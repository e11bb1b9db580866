//! The story as a whole: its title, its days, its timeline.

use crate::accounts::Accounts;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{
    BlockRole, Citation, ConditionKind, Difference, DifferenceState, Event, ReportId, Span,
    TimeExpr, TimeSpan, TimelineEntry,
};

/// The longest span that a line of the timeline covers.
const A_MONTH: i64 = 31;

/// How many words a title has that says what happened.
const WORDS: usize = 4;

/// The share of a title's words that stand in what other reports begin with from which
/// one of a report that does not begin with the main event may name the story. Untuned.
const COMMON: f64 = 0.25;

/// Returns the words that name the story: the title block that says most of
/// what all reports say, in words that are not all capitals, no question, of a
/// report that begins with the main event and, where there are such, not in
/// dispute; the words for the main event where no report has a title, else the
/// first statement.
pub(crate) fn title(
    accounts: &Accounts<'_>,
    differences: &[Difference],
    events: &[Event],
) -> Citation {
    let of_main: Vec<ReportId> = events
        .iter()
        .flat_map(|event| event.told.iter().map(|told| told.report))
        .collect();
    let of_event: Vec<Citation> = (events.iter().filter(|event| event.told.len() > 1))
        .flat_map(|event| event.told.iter().copied())
        .collect();
    let disputed = |title: Citation| {
        let mut readings = differences
            .iter()
            .filter(|d| d.state != DifferenceState::Compatible)
            .flat_map(|d| &d.readings)
            .flat_map(|reading| &reading.citations);
        readings.any(|c| c.report == title.report && c.span.overlap(title.span) > 0)
    };
    let mut best: Option<(f64, Citation)> = None;
    for (index, report) in accounts.resolved.reports.iter().enumerate() {
        let report = &report.annotated.report;
        for block in report.blocks.iter().filter(|b| b.role == BlockRole::Title) {
            let text = report.at(block.span);
            let words: Vec<f64> = accounts
                .tellings
                .all
                .iter()
                .filter(|t| t.report == index && t.span.overlap(block.span) > 0)
                .flat_map(|t| &t.words)
                .map(|w| f64::from(accounts.tellings.reports_with[w.lemma as usize]))
                .collect();
            let letters = text.chars().filter(|c| c.is_alphabetic()).count().max(1);
            let capitals = text.chars().filter(|c| c.is_uppercase()).count();
            let mut score = words.iter().sum::<f64>() / (words.len() as f64 + 2.0);
            let common = shared(accounts, index, block.span, &of_event);
            score *= 0.5 + common;
            if capitals * 2 > letters {
                score *= 0.5;
            }
            if report.is(ConditionKind::Translated) || text.len() > 140 {
                score *= 0.6;
            }
            let citation = report.cite(block.span);
            let of_another = !of_main.is_empty() && !of_main.contains(&report.id);
            // It may be what another story is about.
            if of_another && !of_event.is_empty() && common < COMMON {
                continue;
            }
            // "Police investigate" may be of anything.
            let bare = text.split_whitespace().count() < WORDS;
            // "Falls next year": whoever reads it does not know of which year.
            let relative = tells_from_its_day(accounts, index, block.span);
            // "The square on Monday. (A. Name/Agency)" is a caption.
            let caption = text.ends_with(')') && text.contains('/');
            let unclear = bare || caption || relative || text.contains('?');
            if disputed(citation) || of_another || unclear {
                score *= 0.5;
            }
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, citation));
            }
        }
    }
    best.map(|(_, citation)| citation)
        .or_else(|| {
            let mut events = events.iter();
            let common = events.find(|event| event.main && event.told.len() > 1)?;
            Some(common.label)
        })
        .or_else(|| {
            // A caption tells what a picture shows.
            let all = &accounts.tellings.all;
            let of_text = all.iter().find(|telling| telling.place.is_some());
            let telling = of_text.or(all.first())?;
            Some(accounts.cite(telling, telling.span))
        })
        .unwrap_or_else(|| {
            let report = &accounts.resolved.reports[0].annotated.report;
            report.cite(
                report
                    .blocks
                    .first()
                    .map_or(Span::new(0, 0), |block| block.span),
            )
        })
}

/// Tells whether words of a report have a time that is counted from its day:
/// "next year", "today". A weekday is of the days of the story.
fn tells_from_its_day(accounts: &Accounts<'_>, report: usize, words: Span) -> bool {
    let times = &accounts.resolved.reports[report].annotated.times;
    let mut within = times.iter().filter(|time| words.contains(time.span));
    within.any(|time| matches!(time.expr, TimeExpr::Offset { .. } | TimeExpr::Recent { .. }))
}

/// Returns the share of a title's words that stand in what reports begin with,
/// its own report aside.
fn shared(accounts: &Accounts<'_>, report: usize, title: Span, told: &[Citation]) -> f64 {
    let words = |report: usize, span: Span| {
        let tellings = accounts.tellings.all.iter();
        let here = tellings.filter(move |t| t.report == report && t.span.overlap(span) > 0);
        here.flat_map(|t| &t.words).map(|word| word.lemma)
    };
    let event: BTreeSet<u32> = told
        .iter()
        .filter_map(|told| Some((accounts.resolved.position(told.report)?, told.span)))
        .filter(|&(other, _)| other != report)
        .flat_map(|(other, span)| words(other, span))
        .collect();
    let own: BTreeSet<u32> = words(report, title).collect();
    own.intersection(&event).count() as f64 / own.len().max(1) as f64
}

/// Returns the days of the main event and of the reports' publication.
pub(crate) fn period(accounts: &Accounts<'_>, events: &[Event]) -> Option<(Date, Date)> {
    let main = events.iter().filter(|event| event.main).find_map(|event| {
        match event.when.as_ref()?.days {
            TimeSpan::Absolute { start, end } => Some((start, end)),
            TimeSpan::Relative { .. } => None,
        }
    });
    accounts
        .resolved
        .reports
        .iter()
        .filter_map(|report| report.published.as_ref())
        .map(|published| (published.start, published.end))
        .chain(main)
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// Returns the dated claims by their days, earliest first.
pub(crate) fn timeline(accounts: &Accounts<'_>) -> Vec<TimelineEntry> {
    let mut entries: BTreeMap<(Date, Date), TimelineEntry> = BTreeMap::new();
    for told in accounts.told {
        let Some(when) = &told.claim.when else {
            continue;
        };
        let TimeSpan::Absolute { start, end } = when.days else {
            continue;
        };
        if crate::compare::length(when.days) > A_MONTH {
            continue;
        }
        entries
            .entry((start, end))
            .or_insert_with(|| TimelineEntry {
                start,
                end,
                claims: Vec::new(),
            })
            .claims
            .push(told.claim.id);
    }
    entries.into_values().collect()
}
