//! How two values of one count stand: conflict, update, undetermined.
//!
//! An update is a later figure of the same source or of none, or one whose
//! words say that it replaces another; figures of different sources conflict;
//! where the days of the reports do not tell which came later, the state is
//! undetermined (`design/5-measures`).

use crate::accounts::Accounts;
use crate::compare::day_number;
use crate::figures::Figure;
use jiff::civil::Date;
use std::collections::BTreeSet;
use variorum_model::DifferenceState;

/// Decides how two values stand, each given by the figures that have it.
pub(super) fn state(
    accounts: &Accounts<'_>,
    figures: &[Figure],
    a: &[usize],
    b: &[usize],
) -> (DifferenceState, &'static str) {
    use DifferenceState::{Conflict, Undetermined, Update};
    let any = |side: &[usize], is: &dyn Fn(&Figure) -> bool| side.iter().any(|&f| is(&figures[f]));
    if any(a, &|f| f.replaces) || any(b, &|f| f.replaces) {
        return (Update, "the words say that it replaces");
    }
    let speakers = |side: &[usize]| -> BTreeSet<String> {
        side.iter()
            .flat_map(|&f| accounts.telling(figures[f].telling).speakers.clone())
            .collect()
    };
    let (x, y) = (speakers(a), speakers(b));
    let shared = x.intersection(&y).next().is_some();
    let so_far = any(a, &|f| f.so_far) || any(b, &|f| f.so_far);
    // Whoever counts the dead for the public counts them as they come in.
    let public = |side: &[usize]| side.iter().any(|&f| is_public(accounts, &figures[f]));
    let both_public = public(a) && public(b);
    let parted = !x.is_empty() && !y.is_empty() && !shared && !both_public;
    if parted && !so_far {
        return (Conflict, "credited to different sources");
    }
    if !any(a, &Figure::moves) && !any(b, &Figure::moves) && !revised(accounts, figures, a, b) {
        return (Conflict, "one thing has one measure");
    }
    // A figure replaces another's only if it is nobody's or the same one's.
    let replaces = |side: &[usize]| {
        shared
            || side
                .iter()
                .any(|&f| accounts.telling(figures[f].telling).speakers.is_empty())
    };
    let replaces = |side: &[usize]| replaces(side) || both_public;
    let a_is_less = figures[a[0]].number() < figures[b[0]].number();
    let (less, greater) = if a_is_less { (a, b) } else { (b, a) };
    let (later, revised_down) = match (as_of(accounts, figures, a), as_of(accounts, figures, b)) {
        (Some(p), Some(q)) if p.1 < q.0 => (b, !a_is_less),
        (Some(p), Some(q)) if q.1 < p.0 => (a, a_is_less),
        // "At least five" is a count so far: the greater one is the later.
        _ if so_far && any(less, &|f| f.toll.is_some()) && replaces(greater) => {
            return (Update, "a count so far, and a greater one");
        }
        _ if parted => {
            return (Undetermined, "counts so far, credited to different sources");
        }
        _ => return (Undetermined, "which figure is the later one is not known"),
    };
    match (replaces(later), revised_down) {
        (true, false) => (Update, "a later figure of the same source or of none"),
        (true, true) => (Update, "revised down in a later report"),
        (false, _) => (Undetermined, "the later figure is another source's"),
    }
}

/// How many days lie between reports when a great count may have been revised.
const REVISED: i64 = 7;

/// Tells whether a count of very many was told so much later that it may have
/// been counted anew; a measure is not.
fn revised(accounts: &Accounts<'_>, figures: &[Figure], a: &[usize], b: &[usize]) -> bool {
    let counts = |side: &[usize]| side.iter().all(|&f| figures[f].is_count());
    let apart = |(_, end): (Date, Date), (start, _): (Date, Date)| {
        i64::from(day_number(start) - day_number(end)) >= REVISED
    };
    let days = (as_of(accounts, figures, a), as_of(accounts, figures, b));
    counts(a) && counts(b) && matches!(days, (Some(p), Some(q)) if apart(p, q) || apart(q, p))
}

/// Words for those whose office it is to count: their figures replace each
/// other's.
const PUBLIC: &[&str] = &[
    "police",
    "officer",
    "officers",
    "fire",
    "firefighters",
    "brigade",
    "hospital",
    "hospitals",
    "doctor",
    "doctors",
    "medics",
    "medic",
    "paramedics",
    "ambulance",
    "rescuers",
    "rescue",
    "emergency",
    "coroner",
    "authorities",
    "authority",
    "official",
    "officials",
    "ministry",
    "minister",
    "mayor",
    "governor",
    "prosecutor",
    "prosecutors",
    "prefecture",
    "department",
    "agency",
    "coastguard",
    "services",
];

/// Tells whether one of those is credited for a figure: by the words for the
/// source, or by a title of who is named.
fn is_public(accounts: &Accounts<'_>, figure: &Figure) -> bool {
    let telling = accounts.telling(figure.telling);
    let marks = accounts.marks(telling);
    let statement = &marks.statements[telling.statement];
    let voices = &accounts.resolved.reports[telling.report].voices;
    let voice = marks.voice_of(statement, telling.span);
    let Some(voice) = voice.and_then(|voice| voices.get(voice)) else {
        return false;
    };
    let public = |words: &str| {
        let words = words.to_lowercase();
        words
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| PUBLIC.contains(&word))
    };
    voice.chain.iter().any(|source| {
        let named = source.name.map(|name| &accounts.resolved.names[name]);
        public(&source.text)
            || named.is_some_and(|name| name.titles.iter().any(|title| public(&title.text)))
    })
}

/// Returns the first and last day on which a value can first have been told:
/// that of its earliest report; none where a report's day is not known.
fn as_of(
    accounts: &Accounts<'_>,
    figures: &[Figure],
    side: &[usize],
) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    let mut first: Option<(jiff::civil::Date, jiff::civil::Date)> = None;
    for &figure in side {
        let report = accounts.telling(figures[figure].telling).report;
        let published = accounts.resolved.reports[report].published.as_ref()?;
        first = Some(
            first.map_or((published.start, published.end), |(start, end)| {
                (start.min(published.start), end.min(published.end))
            }),
        );
    }
    first
}
