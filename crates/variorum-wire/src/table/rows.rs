//! Rows: what one report tells of one event.

use super::VagueNumbers;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{
    Citation, ClaimStatement, Collation, Count, Event, EventId, Role, TimeSpan, Toll,
};

/// A value and the words that tell it.
#[derive(Clone, Default, Debug)]
pub(super) struct Cell {
    pub(super) value: String,
    pub(super) evidence: Vec<Citation>,
}

/// Who takes part, and how.
#[derive(Clone, Debug)]
pub(super) struct Actor {
    pub(super) name: String,
    pub(super) role: &'static str,
    pub(super) evidence: Vec<Citation>,
}

/// A count of people, as cells: a bound that is not told is empty.
#[derive(Clone, Default, Debug)]
pub(super) struct Tally {
    pub(super) low: String,
    pub(super) best: String,
    pub(super) high: String,
    pub(super) evidence: Vec<Citation>,
}

/// What one report, or all by a rule, tell of an event.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) event: EventId,
    pub(super) main: bool,
    pub(super) description: Cell,
    pub(super) start: Cell,
    pub(super) end: Cell,
    pub(super) location: Cell,
    pub(super) actors: Vec<Actor>,
    pub(super) deaths: Tally,
    pub(super) injuries: Tally,
    pub(super) source: Cell,
    pub(super) source_date: Cell,
    pub(super) source_original: Cell,
}

/// Returns a row for each report that tells of an event: that begins with it,
/// or has a statement at the core of one of its claims.
pub(super) fn rows(collation: &Collation, event: &Event, vague: VagueNumbers) -> Vec<Row> {
    let own: BTreeSet<_> = event.claims.iter().collect();
    let mut told: BTreeMap<usize, Vec<&ClaimStatement>> = BTreeMap::new();
    for head in &event.told {
        let reports = &collation.resolved.reports;
        let report = reports
            .iter()
            .position(|r| r.annotated.report.id == head.report);
        told.extend(report.map(|report| (report, Vec::new())));
    }
    for claim in collation.claims.iter().filter(|c| own.contains(&c.id)) {
        for statement in claim.core() {
            told.entry(statement.report).or_default().push(statement);
        }
    }
    told.into_iter()
        .map(|(report, statements)| row(collation, event, report, &statements, vague))
        .collect()
}

fn row(
    collation: &Collation,
    event: &Event,
    report: usize,
    statements: &[&ClaimStatement],
    vague: VagueNumbers,
) -> Row {
    let resolved = &collation.resolved;
    let marks = &resolved.reports[report];
    let article = &marks.annotated.report;
    let here = |citations: &[Citation]| -> Vec<Citation> {
        let of_report = citations.iter().filter(|c| c.report == article.id);
        of_report.copied().collect()
    };
    let told = std::iter::once(&event.label).chain(&event.told);
    let told = told.copied().find(|citation| citation.report == article.id);
    let first = statements.iter().map(|statement| statement.citation).min();
    let description = told
        .or(first)
        .map(|citation| sentence(collation, report, citation));
    let location = event
        .place
        .iter()
        .map(|(_, citations)| here(citations))
        .find(|citations| !citations.is_empty())
        .unwrap_or_default();
    let (start, end) = days(collation, event, &here);
    let deaths = tally(collation, &event.counts, Toll::Killed, &here, vague);
    let injuries = tally(collation, &event.counts, Toll::Injured, &here, vague);
    let published = marks.published.as_ref();
    let known = [&article.outlet, &article.path, &article.external_id];
    let source = known.into_iter().flatten().next().cloned();
    Row {
        id: format!("{}-{}", event.id, article.id),
        event: event.id,
        main: event.main,
        description: Cell {
            value: description
                .map(|citation| resolved.quote(citation).to_owned())
                .unwrap_or_default(),
            evidence: description.into_iter().collect(),
        },
        start,
        end,
        location: Cell {
            value: location
                .first()
                .map(|&citation| resolved.quote(citation).to_owned())
                .unwrap_or_default(),
            evidence: location,
        },
        actors: actors(collation, event, &here),
        source_original: credited(statements, &[&deaths, &injuries]),
        deaths,
        injuries,
        source: Cell {
            value: source.unwrap_or_else(|| article.id.to_string()),
            evidence: Vec::new(),
        },
        source_date: Cell {
            value: published
                .map(|p| match p.start == p.end {
                    true => p.start.to_string(),
                    false => format!("{}/{}", p.start, p.end),
                })
                .unwrap_or_default(),
            evidence: published.map(|p| here(&p.evidence)).unwrap_or_default(),
        },
    }
}

/// Returns the whole sentence that a citation is of: a clause by itself may lack
/// who did it.
fn sentence(collation: &Collation, report: usize, citation: Citation) -> Citation {
    let marks = &collation.resolved.reports[report].annotated;
    let of = marks
        .sentences
        .iter()
        .find(|s| s.span.contains(citation.span));
    of.map_or(citation, |sentence| marks.report.cite(sentence.span))
}

/// Returns the days that a report gives the event.
fn days(
    collation: &Collation,
    event: &Event,
    here: &impl Fn(&[Citation]) -> Vec<Citation>,
) -> (Cell, Cell) {
    let of_claims = collation
        .claims
        .iter()
        .filter(|claim| event.claims.contains(&claim.id))
        .filter_map(|claim| claim.when.as_ref());
    let told = event.when.iter().chain(of_claims).find_map(|when| {
        let evidence = here(&when.evidence);
        match when.days {
            TimeSpan::Absolute { start, end } if !evidence.is_empty() => {
                Some((start, end, evidence))
            }
            _ => None,
        }
    });
    let Some((start, end, evidence)) = told else {
        return Default::default();
    };
    let cell = |day: jiff::civil::Date| Cell {
        value: day.to_string(),
        evidence: evidence.clone(),
    };
    (cell(start), cell(end))
}

/// Returns who takes part as a report tells it: who acts, who is acted on,
/// others.
fn actors(
    collation: &Collation,
    event: &Event,
    here: &impl Fn(&[Citation]) -> Vec<Citation>,
) -> Vec<Actor> {
    let mut actors: Vec<(Role, Actor)> = event
        .participants
        .iter()
        .filter_map(|participant| {
            let evidence = here(&participant.citations);
            let role = match participant.role {
                Role::Agent => "agent",
                Role::Target => "target",
                Role::Other => "",
            };
            let name = &collation.resolved.names[participant.name];
            (!evidence.is_empty()).then(|| {
                let name = name.label.clone();
                (
                    participant.role,
                    Actor {
                        name,
                        role,
                        evidence,
                    },
                )
            })
        })
        .collect();
    actors.sort_by_key(|(role, _)| *role);
    actors.into_iter().map(|(_, actor)| actor).collect()
}

/// Returns the count of a fate that a report gives: the least, the one that it
/// gives most often (the first of several), and the greatest, where they are
/// bounded.
fn tally(
    collation: &Collation,
    counts: &[Count],
    of: Toll,
    here: &impl Fn(&[Citation]) -> Vec<Citation>,
    vague: VagueNumbers,
) -> Tally {
    let mut given: Vec<(f64, Option<f64>, Vec<Citation>)> = counts
        .iter()
        .filter(|count| count.of == of && !count.cumulative)
        .map(|count| (count.low, count.high, here(&count.citations)))
        .filter(|(_, _, evidence)| !evidence.is_empty())
        .collect();
    if vague == VagueNumbers::Acled {
        for (low, _, evidence) in &mut given {
            let words = collation.resolved.quote(evidence[0]).to_lowercase();
            *low = convention(&words).unwrap_or(*low);
        }
    }
    let best = given.iter().max_by(|(_, _, a), (_, _, b)| {
        let first = |evidence: &[Citation]| evidence.iter().min().copied();
        a.len().cmp(&b.len()).then_with(|| first(b).cmp(&first(a)))
    });
    let Some(&(best, _, _)) = best else {
        return Tally::default();
    };
    let low = given.iter().map(|(low, ..)| *low).fold(best, f64::min);
    let high = given
        .iter()
        .map(|(_, high, _)| *high)
        .try_fold(best, |most, high| high.map(|high| most.max(high)));
    let mut evidence: Vec<Citation> = given.into_iter().flat_map(|(.., e)| e).collect();
    evidence.sort_unstable();
    evidence.dedup();
    Tally {
        low: low.to_string(),
        best: best.to_string(),
        high: high.map(|high| high.to_string()).unwrap_or_default(),
        evidence,
    }
}

/// Returns what the coders' convention makes of the words of a count, where it
/// has one: none for "tens of thousands" and "several hundred", which are
/// neither tens nor several.
fn convention(words: &str) -> Option<f64> {
    let greater = [
        "thousand",
        "thousands",
        "million",
        "millions",
        "hundred",
        "dozen",
    ];
    let mut plain = words.split(|c: char| !c.is_alphabetic());
    if plain.any(|word| greater.contains(&word)) {
        return None;
    }
    let (_, value) = CONVENTIONS.iter().find(|(word, _)| words.contains(word))?;
    Some(*value)
}

/// What ACLED's coders take vague words for (ACLED codebook, on fatalities).
const CONVENTIONS: [(&str, f64); 4] = [
    ("dozens", 12.0),
    ("tens", 10.0),
    ("hundreds", 100.0),
    ("several", 3.0),
];

/// Returns who is credited for the counts; where there are none, for what is
/// told of the event.
fn credited(statements: &[&ClaimStatement], tallies: &[&Tally]) -> Cell {
    let counted: Vec<Citation> = tallies.iter().flat_map(|t| t.evidence.clone()).collect();
    let gives_a_count = |statement: &&&ClaimStatement| {
        counted.iter().any(|c| {
            c.report == statement.citation.report && statement.citation.span.contains(c.span)
        })
    };
    let of_counts: Vec<&&ClaimStatement> = statements.iter().filter(gives_a_count).collect();
    let asked: Vec<&&ClaimStatement> = match of_counts.is_empty() {
        true => statements.iter().collect(),
        false => of_counts,
    };
    let mut cell = Cell::default();
    let mut names: Vec<&str> = Vec::new();
    for source in asked.iter().filter_map(|statement| statement.voices.last()) {
        if !source.text.is_empty() && !names.contains(&&*source.text) {
            names.push(&source.text);
            cell.evidence.extend(source.citation);
        }
    }
    cell.value = names.join("; ");
    cell
}

#[cfg(test)]
mod tests {
    use super::convention;

    #[test]
    fn vague_words_are_read_as_coders_do_and_thousands_are_not() {
        let read = [
            "dozens",
            "hundreds of",
            "tens of thousands",
            "several hundred",
            "about 40",
        ]
        .map(convention);
        assert_eq!(read, [Some(12.0), Some(100.0), None, None, None]);
    }
}
