//! What a story gained by new reports: the reports, independent origins of
//! claims, differences.
//!
//! A story is collated twice, without its new reports and with them, and the
//! two are compared by the places that their claims and differences cite:
//! those stay, whatever else moves.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;
use variorum::language::English;
use variorum::model::{Citation, Claim, Collation, Difference, Report, ReportId};
use variorum_archive::{Added, Archive, AsOf, Handle};

/// One thing that a story gained, as `--notify` prints it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum News {
    /// A report joined it.
    Report {
        story: Handle,
        report: String,
        outlet: Option<String>,
        title: Option<String>,
        url: Option<String>,
    },
    /// A claim rests on more independent origins, at least, than before.
    Origin {
        story: Handle,
        claim: String,
        text: String,
        report: String,
        span: [u32; 2],
        before: u32,
        least: u32,
    },
    /// Its claims and differences were not compared: it has too many reports for
    /// that on the way.
    NotCompared { story: Handle, reports: usize },
    /// Reports part where they did not.
    Difference {
        story: Handle,
        difference: String,
        about: String,
        readings: Vec<Said>,
    },
}

/// Words with their place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Said {
    report: String,
    span: [u32; 2],
    text: String,
}

/// What news are made from.
pub(crate) struct Watched<'w> {
    pub(crate) archive: &'w Archive,
    pub(crate) english: &'w English,
    /// The reports that were just added.
    pub(crate) reports: &'w [Arc<Report>],
}

/// Larger stories are not collated on the way: it would hold up the desk.
const LARGEST: usize = 60;

/// Returns the news of what was added, story by story.
pub(crate) fn news(watched: &Watched<'_>, added: &Added) -> anyhow::Result<Vec<News>> {
    let mut news = Vec::new();
    let fresh = |story: Handle| {
        let arrivals = added.arrivals.iter();
        arrivals.filter(move |arrival| arrival.new && arrival.story == story)
    };
    for &story in &added.changed {
        let new: BTreeSet<ReportId> = fresh(story).map(|arrival| arrival.report).collect();
        // One that became part of another has no reports to be asked for.
        if new.is_empty() {
            continue;
        }
        for report in watched
            .reports
            .iter()
            .filter(|report| new.contains(&report.id))
        {
            news.push(News::Report {
                story,
                report: report.id.to_string(),
                outlet: report.outlet.clone(),
                title: report.title.clone(),
                url: report.url.clone(),
            });
        }
        let reports = watched.archive.reports_of(story, &AsOf::default())?;
        if reports.len() < 2 {
            continue;
        }
        if reports.len() > LARGEST {
            news.push(News::NotCompared {
                story,
                reports: reports.len(),
            });
            continue;
        }
        let old = reports.iter().filter(|report| !new.contains(&report.id));
        let old: Vec<Arc<Report>> = old.cloned().collect();
        let before = collated(&old, watched.english);
        if let Some(after) = collated(&reports, watched.english) {
            news.extend(gained(story, before.as_ref(), &after));
        }
    }
    Ok(news)
}

/// Collates reports as one story.
fn collated(reports: &[Arc<Report>], english: &English) -> Option<Collation> {
    let config = variorum::Config {
        stories: vec![reports.iter().map(|report| report.id).collect()],
        ..variorum::Config::default()
    };
    variorum::pipeline(reports, english, &config)
        .value
        .into_iter()
        .next()
}

/// Returns the origins and differences that a story gained.
fn gained(story: Handle, before: Option<&Collation>, after: &Collation) -> Vec<News> {
    let said = |citation: &Citation| {
        let reports = after.resolved.reports.iter();
        let mut reports = reports.map(|report| &report.annotated.report);
        let report = reports.find(|report| report.id == citation.report);
        Said {
            report: citation.report.to_string(),
            span: [citation.span.start, citation.span.end],
            text: report
                .map(|report| report.at(citation.span).to_owned())
                .unwrap_or_default(),
        }
    };
    let claims = before.map_or(&[][..], |before| &before.claims);
    let mut news = Vec::new();
    for claim in &after.claims {
        // A claim that is new has gained nothing: the report tells of it.
        let Some(least) = least_before(claim, claims) else {
            continue;
        };
        if claim.support.origins.least > least {
            let shown = said(&claim.statements[claim.exemplar].citation);
            news.push(News::Origin {
                story,
                claim: claim.id.to_string(),
                text: shown.text,
                report: shown.report,
                span: shown.span,
                before: least,
                least: claim.support.origins.least,
            });
        }
    }
    let differences = before.map_or(&[][..], |before| &before.differences);
    for difference in &after.differences {
        if !differences.iter().any(|known| same(known, difference)) {
            let readings = difference.readings.iter();
            news.push(News::Difference {
                story,
                difference: difference.id.to_string(),
                about: said(&difference.about).text,
                readings: readings
                    .filter_map(|reading| reading.citations.first())
                    .map(said)
                    .collect(),
            });
        }
    }
    news
}

/// Returns on how many origins the claims rested, at least, that this one's
/// statements were in; none where it had no statement before.
fn least_before(claim: &Claim, claims: &[Claim]) -> Option<u32> {
    let places: BTreeSet<Citation> = claim.statements.iter().map(|s| s.citation).collect();
    claims
        .iter()
        .filter(|known| {
            known
                .statements
                .iter()
                .any(|s| places.contains(&s.citation))
        })
        .map(|known| known.support.origins.least)
        .max()
}

/// Tells whether a difference was seen before: of the same kind, with two of
/// its readings told apart.
fn same(known: &Difference, difference: &Difference) -> bool {
    let shares = |citations: &[Citation]| {
        let mut readings = known.readings.iter();
        readings.any(|reading| citations.iter().any(|at| reading.citations.contains(at)))
    };
    let shared = difference
        .readings
        .iter()
        .filter(|reading| shares(&reading.citations));
    known.kind == difference.kind && shared.count() >= 2
}
