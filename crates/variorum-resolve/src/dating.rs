//! Dating: when did each report of a story appear?
//!
//! News dates itself by what it says: the weekdays it names are mostly of
//! this week, the dates of this month, the years not long past. Each time
//! expression scores every candidate day by how often news lies so far from
//! such a time; the scores of a report add up, the reports of a story pull
//! each other, since most appear within a day or two.
//!
//! # Steps
//! - **Address.** A report whose address gives a day appeared on it or the
//!   day beside it ([`address`]).
//! - **Candidates.** Every day of the years that the story's own years allow.
//!   A story that names no year is not dated.
//! - **Clues.** Each report's times are scored over the candidates
//!   ([`clues`]), from tables made from dated news ([`gaps`]).
//! - **Links.** "Eight years after" something, and a year in which the story
//!   says that the same thing was, name the year together ([`links`]).
//! - **Story.** Each report takes up what the others say, softened by how far
//!   apart reports of one story lie.
//! - **Window.** The shortest run of days that holds nearly all of the
//!   likelihood is the answer, where it is short enough; else there is none.
//! - **Trust.** A window stands only on evidence of its own, unless the days of
//!   its siblings are known: a time of the
//!   report that fits, siblings that do not speak against it, and a day told
//!   as news tells the days of its week ([`trust`]).
//!
//! # What holds
//! - A date that came with the report or that its text states is kept.
//! - The answer cites the times that speak for it.
//! - The order of the reports does not matter.

mod address;
mod calendar;
mod clues;
mod evidence;
mod gaps;
mod links;
#[cfg(test)]
mod tests;
mod trust;

use calendar::Calendar;
use clues::{Clue, Says};
use evidence::{Speaking, evidence, speaking};
use gaps::Score;
use jiff::civil::Date;
use std::collections::BTreeMap;
use variorum_model::{Annotated, Basis, Published};

/// Returns the publication window of each report, where anything tells.
pub(crate) fn published(reports: &[Annotated]) -> Vec<Option<Published>> {
    let known: Vec<Option<Published>> = reports
        .iter()
        .map(|annotated| annotated.report.published.clone())
        .collect();
    if known.iter().all(Option::is_some) {
        return known;
    }
    let clues: Vec<Vec<Clue>> = reports.iter().map(clues::clues).collect();
    let addresses: Vec<Option<Date>> = reports
        .iter()
        .map(|annotated| address::day(annotated.report.url.as_deref()?))
        .collect();
    let Some(calendar) = candidates(&clues, &known, &addresses) else {
        return known;
    };
    let links = links::scores(reports, &clues, &calendar);
    let own: Vec<Vec<f64>> = clues
        .iter()
        .zip(&known)
        .zip(&addresses)
        .map(|((own, known), address)| match known {
            Some(known) => certain(&calendar, known),
            None => likelihood(own, *address, &calendar),
        })
        .collect();
    let story = story(&own, &links);
    // Most reports of a story share their day.
    let mut spoken: BTreeMap<usize, Speaking> = BTreeMap::new();
    known
        .iter()
        .enumerate()
        .map(|(report, of_report)| {
            of_report.clone().or_else(|| {
                let siblings = story.siblings(report);
                let belief = belief(&own[report], &siblings);
                let certain = if addresses[report].is_some() {
                    CERTAIN_OF_ADDRESS
                } else {
                    CERTAIN
                };
                let (start, end) = window(&belief, certain)?;
                if addresses[report].is_some() {
                    return Some(Published {
                        start: calendar.days()[start],
                        end: calendar.days()[end],
                        basis: Basis::Metadata,
                        evidence: Vec::new(),
                    });
                }
                let heard: f64 = siblings[start..=end].iter().sum();
                let best = (start..=end).max_by(|a, b| belief[*a].total_cmp(&belief[*b]))?;
                let around = trust::Window {
                    calendar: &calendar,
                    start,
                    end,
                    best,
                };
                // What only the siblings say is no evidence of this report's
                // day; and what they speak against is weak evidence.
                let held: f64 = belief[start..=end].iter().sum();
                let headed = trust::heads(&reports[report], &clues[report], &around);
                let speaks_itself = trust::speaks_itself(&clues[report], &around);
                let dated_in = dated_in(&around, &known, &addresses);
                let goes_by_siblings =
                    !speaks_itself && heard.min(held) >= AMONG && dated_in >= KNOWN;
                // A known day in the window does for a second weekday.
                let alone = if dated_in > 0 { AMONG } else { ALONE };
                let fitting = trust::weekdays(&clues[report], &around);
                if goes_by_siblings {
                    // Its story's day is known.
                } else if !headed && held < alone && fitting < SEVERAL
                    || !speaks_itself
                    || !headed && fitting < SEVERAL && trust::led_elsewhere(&clues[report], &around)
                    || !headed && dated_in == 0 && trust::told_as_past(&clues, &around)
                    || !headed && reports.len() > 1 && heard < HEARD
                    || !trust::anchored(&clues, &around) && !dated_near(&around, &known, &addresses)
                {
                    return None;
                }
                let speaking = spoken
                    .entry(best)
                    .or_insert_with(|| speaking(reports, &clues, &calendar, best));
                let evidence = evidence(speaking, report);
                Some(Published {
                    start: calendar.days()[start],
                    end: calendar.days()[end],
                    basis: Basis::Inferred,
                    evidence,
                })
                .filter(|published| !published.evidence.is_empty())
            })
        })
        .collect()
}

/// How many years past the last year told a story may have appeared. Set by
/// hand.
const YEARS_ON: i16 = 12;

/// Returns the days that the story may have appeared on.
fn candidates(
    clues: &[Vec<Clue>],
    known: &[Option<Published>],
    addresses: &[Option<Date>],
) -> Option<Calendar> {
    let years = || {
        clues.iter().flatten().filter_map(|clue| match clue.says {
            Says::Year(year, _) => Some(year),
            Says::Full(date) | Says::OfWeek(date) => Some(date.year()),
            _ => None,
        })
    };
    let dated = || {
        known
            .iter()
            .flatten()
            .flat_map(|known| [known.start.year(), known.end.year()])
            .chain(addresses.iter().flatten().map(|day| day.year()))
    };
    let past = years().filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year));
    let last = past.max().into_iter().chain(dated()).max()?;
    let first = dated().min().unwrap_or(last).min(last) - 3;
    Calendar::of_years(first, (last + YEARS_ON).min(LAST_YEAR + 1).max(last))
}

/// Years outside these are not the story's own time.
const FIRST_YEAR: i16 = 1900;

/// See [`FIRST_YEAR`].
const LAST_YEAR: i16 = 2060;

/// Returns the likelihood of each candidate day from a report's own times; it
/// sums to one.
fn likelihood(clues: &[Clue], address: Option<Date>, calendar: &Calendar) -> Vec<f64> {
    let mut scores = vec![0; calendar.len()];
    for clue in clues {
        clues::add(clue, calendar, &mut scores);
    }
    let mut logs: Vec<f64> = scores
        .iter()
        .map(|score| f64::from(*score) / 16.0)
        .collect();
    if let Some(address) = address {
        let before = calendar.place(address) - 1;
        for (place, log) in (0..).zip(&mut logs) {
            let share = usize::try_from(place - before)
                .ok()
                .and_then(|gap| address::SHARES.get(gap));
            *log += share.unwrap_or(&ASTRAY).log2();
        }
    }
    shares_of(&logs)
}

/// How likely each day is that an address does not give or touch: what
/// [`address::SHARES`] leave, spread over three years.
const ASTRAY: f64 = 1e-5;

/// The likelihood of a report whose day is known.
fn certain(calendar: &Calendar, known: &Published) -> Vec<f64> {
    let mut shares = vec![0.0; calendar.len()];
    let (start, end) = (calendar.place(known.start), calendar.place(known.end));
    let each = 1.0 / f64::from((end - start).max(0) + 1);
    for place in start.max(0)..=end {
        if let Some(share) = usize::try_from(place)
            .ok()
            .and_then(|place| shares.get_mut(place))
        {
            *share = each;
        }
    }
    shares
}

/// What the reports of a story say together of the story's own day.
struct Story {
    /// For each report and day, the logarithm of what it says.
    said: Vec<Vec<f64>>,
    /// The sum over the reports, and what the links say.
    sum: Vec<f64>,
    /// How much of the siblings' word counts.
    share: f64,
}

/// More siblings than this add nothing: they repeat each other. A report
/// counts for what it says: one without a time takes nobody's voice away.
const SIBLINGS_HEARD: f64 = 4.0;

fn story(own: &[Vec<f64>], links: &[Score]) -> Story {
    let said: Vec<Vec<f64>> = own
        .iter()
        .map(|shares| softened(shares).into_iter().map(f64::log2).collect())
        .collect();
    let told: Vec<f64> = said.iter().map(|said| bits(said)).collect();
    let most = told.iter().copied().fold(1.0, f64::max);
    let siblings = told.iter().sum::<f64>() / most - 1.0;
    let share = (SIBLINGS_HEARD / siblings.max(1.0)).min(1.0);
    let mut sum: Vec<f64> = links
        .iter()
        .map(|score| f64::from(*score) / 16.0 / share)
        .collect();
    for said in &said {
        for (sum, said) in sum.iter_mut().zip(said) {
            *sum += said;
        }
    }
    Story { said, sum, share }
}

/// Returns how much a report says of the story's day: how many bits its best
/// day stands over the mean.
fn bits(said: &[f64]) -> f64 {
    let best = said.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mean = said.iter().sum::<f64>() / said.len().max(1) as f64;
    (best - mean).max(0.0)
}

/// Spreads the likelihood of a report's day to the story's day, or back.
fn softened(shares: &[f64]) -> Vec<f64> {
    // Distance by distance over all days, so that several days are added at once.
    let mut near = vec![gaps::STRAY; shares.len()];
    for (distance, &share) in gaps::SIBLINGS.iter().enumerate().take(shares.len()) {
        for (near, other) in near[distance..].iter_mut().zip(shares) {
            *near += share * other;
        }
        if distance > 0 {
            for (near, other) in near.iter_mut().zip(&shares[distance..]) {
                *near += share * other;
            }
        }
    }
    near
}

/// Returns the likelihood of each day for a report, from its own words and
/// from the story's day as its siblings tell it.
fn belief(own: &[f64], siblings: &[f64]) -> Vec<f64> {
    let logs: Vec<f64> = own
        .iter()
        .zip(siblings)
        .map(|(own, near)| own.max(1e-30).log2() + near.log2())
        .collect();
    shares_of(&logs)
}

impl Story {
    /// Returns the likelihood of each day for a report from its siblings.
    fn siblings(&self, report: usize) -> Vec<f64> {
        let siblings: Vec<f64> = self
            .sum
            .iter()
            .zip(&self.said[report])
            .map(|(sum, said)| (sum - said) * self.share)
            .collect();
        softened(&shares_of(&siblings))
    }
}

/// Returns logarithms as shares that sum to one.
fn shares_of(logs: &[f64]) -> Vec<f64> {
    let best = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut shares: Vec<f64> = logs.iter().map(|log| f64::exp2(log - best)).collect();
    let sum: f64 = shares.iter().sum();
    for share in &mut shares {
        *share /= sum;
    }
    shares
}

/// The share of likelihood that a window must hold for a longer one not to
/// be taken, up to [`SHORT`] days.
const CERTAIN: f64 = 0.99;

/// The same for a report whose address gives a day. With 0.95, of 200 such
/// windows on the development stories 193 hold the true day, 100 of them one
/// day long; with 0.99, 194 and 55.
const CERTAIN_OF_ADDRESS: f64 = 0.95;

/// The share of likelihood that a window must hold at all. Fitted, with
/// [`CERTAIN`], [`ALONE`] and [`HEARD`], on the 347 dated reports of the
/// development stories with dates and addresses hidden: of 63 windows, all of
/// at most three days, 57 hold the true day. Of 64 such windows given to every
/// sixth article of the development corpus, each read as a story by itself, 57
/// do.
const SURE: f64 = 0.58;

/// As long as a window may be for the sake of certainty, in days.
const SHORT: usize = 3;

/// The longest window, in days, that is worth giving.
const LONGEST: usize = 7;

/// Returns a run of days that holds enough of the likelihood.
fn window(belief: &[f64], certain: f64) -> Option<(usize, usize)> {
    let mut sure = None;
    for length in 1..=LONGEST.min(belief.len()) {
        let (at, held) = heaviest(belief, length);
        if held >= certain {
            return Some((at, at + length - 1));
        }
        if held >= SURE {
            sure = Some((at, at + length - 1));
        }
        if length >= SHORT && sure.is_some() {
            return sure;
        }
    }
    None
}

/// Returns the run of so many days that holds most, and how much.
fn heaviest(belief: &[f64], length: usize) -> (usize, f64) {
    let mut held: f64 = belief[..length].iter().sum();
    let (mut best, mut at) = (held, 0);
    for start in 1..=belief.len() - length {
        held += belief[start + length - 1] - belief[start - 1];
        if held > best {
            (best, at) = (held, start);
        }
    }
    (at, best)
}

/// The share of likelihood that a window must hold where fewer than
/// [`SEVERAL`] weekdays of the report itself fit it. Fitted on the same
/// reports as [`SURE`].
const ALONE: f64 = 0.88;

/// So many weekdays that fit are seldom chance, and outweigh a lead that tells of
/// another day.
const SEVERAL: usize = 2;

/// The share of a window's likelihood that the siblings must see in it too.
const HEARD: f64 = 0.1;

/// The share of likelihood that a window must hold, and the siblings see in it,
/// for a report that says nothing of its own day.
const AMONG: f64 = 0.75;

/// So many siblings of known days make a story's day known.
const KNOWN: usize = 2;

/// Returns how many reports have a known day, if each of these lies in a
/// window. Of 192 dated reports of the development stories with two or more
/// such siblings, 173 appeared within a day of theirs.
fn dated_in(
    window: &trust::Window<'_>,
    known: &[Option<Published>],
    addresses: &[Option<Date>],
) -> usize {
    let starts = known.iter().flatten().map(|known| known.start);
    let days: Vec<Date> = starts.chain(addresses.iter().flatten().copied()).collect();
    if days.iter().all(|day| window.holds(*day)) {
        days.len()
    } else {
        0
    }
}

/// Tells whether a report whose day is known appeared within days of a
/// window.
fn dated_near(
    window: &trust::Window<'_>,
    known: &[Option<Published>],
    addresses: &[Option<Date>],
) -> bool {
    let starts = known.iter().flatten().map(|known| known.start);
    starts
        .chain(addresses.iter().flatten().copied())
        .any(|day| window.near(day))
}
