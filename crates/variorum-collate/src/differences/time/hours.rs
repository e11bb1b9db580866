//! Hours: do accounts put one thing at different times of a day?
//!
//! # Steps
//! - **Clocks.** Each time of day that is told to the minute, with how far it is
//!   rounded; "just after six" is some time after it.
//! - **Slips.** Two reports whose statements share words enough give hours that
//!   lie near each other and cannot be one, and neither gives the other's.
//!
//! # What holds
//! The hour at which a page was written is none; nor are hours of two zones
//! compared, nor of two days, nor those of two witnesses in their own words.

use super::Parting;
use crate::accounts::Accounts;
use crate::compare::days_of;
use std::collections::BTreeMap;
use variorum_model::{Citation, DifferenceKind, DifferenceState, TimeExpr, TimeSpan};

/// The least weight of words, times left out, that two statements share which
/// tell of one thing. Chosen on the development stories that readers compared.
const SHARED: f32 = 1.5;

/// How many minutes apart two hours of one thing may lie: what is told of an
/// hour later is something else.
const NEAR: i32 = 30;

/// How long after or before an hour "just after" and "shortly before" reach.
const JUST: i32 = 30;

/// The most hours that each is compared with.
const MOST: usize = 64;

/// A time of day that a telling gives.
struct Clock {
    telling: usize,
    report: usize,
    /// The minutes after midnight between which it lies.
    from: i32,
    to: i32,
    /// Whether it is only told after or before which hour it lies.
    open: bool,
    zone: Option<Box<str>>,
    days: Option<TimeSpan>,
    cited: Citation,
}

/// Finds hours that accounts of one thing put apart.
pub(super) fn find(accounts: &Accounts<'_>) -> Vec<Parting> {
    let mut clocks: Vec<Clock> = Vec::new();
    for (index, telling) in accounts.tellings.all.iter().enumerate() {
        let times = telling.times.iter();
        clocks.extend(times.filter_map(|&time| clock(accounts, index, time)));
    }
    clocks.sort_by_key(|clock| (clock.from, clock.to, clock.telling));
    let given = |clock: &Clock, by: usize| {
        clocks
            .iter()
            .any(|other| other.report == by && !other.open && can_be_one(clock, other))
    };
    let mut found: BTreeMap<[i32; 2], BTreeMap<i32, Vec<Citation>>> = BTreeMap::new();
    for (at, a) in clocks.iter().enumerate() {
        for b in clocks[at + 1..].iter().take(MOST) {
            let near = b.from - a.to <= NEAR;
            if near
                && a.report != b.report
                && !can_be_one(a, b)
                && of_one_day(a, b)
                && !(accounts.telling(a.telling).quoted && accounts.telling(b.telling).quoted)
                && !given(a, b.report)
                && !given(b, a.report)
                && accounts.shared(a.telling, b.telling, |word| word.time.is_none()) >= SHARED
            {
                let readings = found.entry([a.from, b.from]).or_default();
                for clock in [a, b] {
                    readings.entry(clock.from).or_default().push(clock.cited);
                }
            }
        }
    }
    let partings = found.into_values().map(|readings| Parting {
        kind: DifferenceKind::Time,
        state: DifferenceState::Conflict,
        reason: "the hours cannot be one",
        about: readings.values().next().expect("two hours")[0],
        claim: None,
        readings: readings
            .into_values()
            .map(|citations| (accounts.resolved.quote(citations[0]).to_owned(), citations))
            .collect(),
    });
    partings.collect()
}

fn can_be_one(a: &Clock, b: &Clock) -> bool {
    a.from <= b.to && b.from <= a.to
}

/// Tells whether nothing shows that two hours are of two days or two zones.
fn of_one_day(a: &Clock, b: &Clock) -> bool {
    let days = match (a.days, b.days) {
        (Some(x), Some(y)) => x.may_equal(y) != Some(false),
        _ => true,
    };
    let zones = match (&a.zone, &b.zone) {
        (Some(x), Some(y)) => x == y,
        (Some(x), None) | (None, Some(x)) => !matches!(&**x, "gmt" | "utc"),
        (None, None) => true,
    };
    days && zones
}

/// Returns a time of day that is told to the minute, or to the hour.
fn clock(accounts: &Accounts<'_>, index: usize, time: usize) -> Option<Clock> {
    let telling = accounts.telling(index);
    let marks = accounts.marks(telling);
    let mention = &marks.times[time];
    let TimeExpr::Clock { day, clock } = &mention.expr else {
        return None;
    };
    let (hour, minute) = clock.strip_prefix('T')?.split_once(':')?;
    let at = 60 * hour.parse::<i32>().ok()? + minute.get(..2)?.parse::<i32>().ok()?;
    let words = marks.report.at(mention.span).to_lowercase();
    // "Around noon" is no hour.
    if !words.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let from = marks
        .tokens
        .partition_point(|token| token.span.end <= mention.span.start);
    let before = &marks.tokens[from.saturating_sub(3)..from];
    let has = |lemmas: &[&str]| before.iter().any(|token| lemmas.contains(&&*token.lemma));
    if has(&["update", "publish", "post", "edit", "modify"]) {
        return None;
    }
    let last = before.last().map(|token| &*token.norm);
    let grain = grain(at);
    let (from, to, open) = match last {
        Some("after" | "since" | "past") => (at, at + JUST, true),
        Some("before" | "by" | "until" | "till") => (at - JUST, at, true),
        _ => (at - grain, at + grain, false),
    };
    let mut zones = words.split(|c: char| !c.is_alphanumeric());
    let zone = zones.find(|word| ZONES.contains(word)).map(Box::from);
    Some(Clock {
        telling: index,
        report: telling.report,
        from,
        to,
        open,
        zone,
        days: day
            .as_ref()
            .and_then(|_| days_of(accounts.resolved, telling.report, time)),
        cited: accounts.cite(telling, mention.span),
    })
}

/// Zones of the clock as news name them.
const ZONES: &[&str] = &[
    "gmt", "utc", "bst", "cet", "cest", "et", "est", "edt", "ct", "cst", "cdt", "mt", "mst", "mdt",
    "pt", "pst", "pdt", "ist", "jst", "aest",
];

/// Returns by how many minutes a time of day is rounded.
fn grain(at: i32) -> i32 {
    match at % 60 {
        0 => 10,
        30 => 5,
        minute if minute % 5 == 0 => 2,
        _ => 0,
    }
}
