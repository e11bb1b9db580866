//! Scope: does a quantity count a part of another, and does it add up over a
//! longer time than the event?
//!
//! Both keep counts apart that are no rivals: three children are among the
//! ten dead, and 300 this year are not the nine of Monday.

use crate::times::is_month;
use variorum_model::{Quantity, Span, Tag, Token};

use super::toll::is_severity;

/// A count without a fate from which on it is of a population, not of events.
const SETTLED: f64 = 100_000.0;

/// Marks the parts among a sentence's quantities.
pub(super) fn mark_parts(quantities: &mut [Quantity], tokens: &[Token]) {
    for (i, quantity) in quantities.iter_mut().enumerate() {
        quantity.part = quantity.unit.is_none() && is_part(quantity, tokens, i > 0);
    }
}

/// Marks the running totals among a sentence's quantities.
pub(super) fn mark_totals(quantities: &mut [Quantity], tokens: &[Token]) {
    for place in totals(tokens) {
        adds_up(quantities, tokens, place);
    }
}

/// Tells whether the words around a quantity make it a part.
fn is_part(quantity: &Quantity, tokens: &[Token], earlier: bool) -> bool {
    let first = tokens.partition_point(|t| t.span.end <= quantity.span.start);
    let last = tokens.partition_point(|t| t.span.end <= quantity.span.end);
    let before = |back: usize| first.checked_sub(back).map_or("", |i| &*tokens[i].norm);
    let after = |ahead: usize| tokens.get(last + ahead).map_or("", |t| &*t.norm);
    let definite = |ahead: usize| {
        matches!(
            after(ahead),
            "the"
                | "them"
                | "whom"
                | "those"
                | "these"
                | "its"
                | "their"
                | "his"
                | "her"
                | "our"
                | "which"
        ) || tokens
            .get(last + ahead..last + ahead + 3)
            .is_some_and(|next| next.iter().any(|t| matches!(&*t.norm, "'s" | "’s")))
    };
    // "14 of the fighters"; but "the first 14 of the fighters" is as good.
    if after(0) == "of" && definite(1) && quantity.low != Some(0.0) {
        return true;
    }
    if after(0) == "among" && definite(1) {
        return true;
    }
    if matches!(
        before(1),
        "including" | "includes" | "included" | "include" | "whom"
    ) || (before(2) == "among" && matches!(before(1), "them" | "those" | "whom"))
    {
        return true;
    }
    if earlier && (is_severity(after(0)) || after(0) == "in" && after(1) == "critical") {
        return true;
    }
    // "Five children were among the dead".
    let tail: Vec<&str> = tokens[last..].iter().take(6).map(|t| &*t.norm).collect();
    let among = tail.windows(3).any(|w| {
        w[0] == "among"
            && w[1] == "the"
            && matches!(
                w[2],
                "dead"
                    | "victims"
                    | "wounded"
                    | "injured"
                    | "missing"
                    | "casualties"
                    | "killed"
                    | "arrested"
                    | "detained"
                    | "passengers"
            )
    });
    if among {
        return true;
    }
    // "Of the 300 on board, 120 were rescued", "among the 26 were four".
    let opens = tokens
        .iter()
        .find(|t| t.tag != Tag::Punct)
        .is_some_and(|t| matches!(&*t.norm, "of" | "among"));
    earlier && opens
}

/// Phrases that make the counts of their clause add up over a long time.
const LONG: &[&[&str]] = &[
    &["this", "year"],
    &["this", "season"],
    &["this", "decade"],
    &["last", "year"],
    &["last", "season"],
    &["every", "year"],
    &["each", "year"],
    &["a", "year"],
    &["per", "year"],
    &["annually"],
    &["war", "has"],
    &["conflict", "has"],
    &["insurgency", "has"],
    &["epidemic", "has"],
    &["in", "recent", "years"],
    &["in", "recent", "months"],
    &["in", "recent", "weeks"],
    &["in", "recent", "days"],
    &["during", "the", "war"],
    &["in", "the", "war"],
    &["of", "the", "war"],
    &["during", "the", "conflict"],
    &["in", "the", "conflict"],
    &["of", "the", "conflict"],
    &["over", "the", "years"],
];

/// Words after "since" that name a beginning long past.
const BEGINNINGS: &[&str] = &[
    "war",
    "conflict",
    "coup",
    "insurgency",
    "uprising",
    "revolution",
    "invasion",
    "unrest",
    "crackdown",
    "campaign",
    "offensive",
    "protests",
    "epidemic",
    "outbreak",
    "pandemic",
    "year",
    "month",
    "months",
    "years",
    "independence",
    "strike",
    "siege",
    "rebellion",
    "occupation",
    "violence",
    "hostilities",
    "fighting",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "summer",
    "winter",
    "spring",
    "autumn",
    "decade",
    "drought",
    "ceasefire",
    "truce",
];

/// Finds the phrases that say that something adds up.
fn totals(tokens: &[Token]) -> Vec<Span> {
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let rest = &tokens[i..];
        let word = |ahead: usize| rest.get(ahead).map_or("", |t| &*t.norm);
        let long = LONG.iter().any(|phrase| {
            phrase
                .iter()
                .enumerate()
                .all(|(ahead, wanted)| word(ahead) == *wanted)
        });
        let since =
            &*token.norm == "since" && !superlative(&tokens[..i]) && long_ago(tokens, &rest[1..]);
        // "The worst since 1959, when two died": of another event.
        let other = &*token.norm == "when"
            && tokens[..i]
                .iter()
                .rev()
                .take(6)
                .any(|t| &*t.norm == "since")
            && superlative(&tokens[..i]);
        let between =
            &*token.norm == "between" && rest[1..].iter().take(2).any(|t| is_period(&t.norm));
        // "Over the past four years", "in the last decade".
        let past = matches!(&*token.norm, "past" | "last")
            && i > 0
            && &*tokens[i - 1].norm == "the"
            && (1..=2).any(|ahead| {
                matches!(
                    word(ahead),
                    "decade" | "decades" | "years" | "months" | "year" | "century" | "weeks"
                )
            });
        // "A total of 41 in 2022".
        let year =
            |t: &Token| t.norm.len() == 4 && (t.norm.starts_with("19") || t.norm.starts_with("20"));
        let in_year = &*token.norm == "in"
            && rest.get(1).is_some_and(year)
            && tokens.iter().any(|t| &*t.norm == "total");
        let long = long && !aside(tokens, i);
        if long || since || other || between || past || in_year {
            found.push(token.span);
        }
    }
    found
}

/// Tells whether the word is a year or a month.
fn is_period(norm: &str) -> bool {
    norm.len() == 4 && norm.bytes().all(|b| b.is_ascii_digit()) || norm != "may" && is_month(norm)
}

/// Tells whether the word is a day of the week.
fn is_weekday(norm: &str) -> bool {
    matches!(
        norm,
        "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
    )
}

/// Tells whether "the first", "the worst" stands before "since": it compares.
fn superlative(before: &[Token]) -> bool {
    before.iter().rev().take(14).any(|t| {
        matches!(
            &*t.norm,
            "first"
                | "worst"
                | "deadliest"
                | "biggest"
                | "largest"
                | "most"
                | "highest"
                | "lowest"
                | "last"
                | "strongest"
                | "bloodiest"
        )
    })
}

/// Tells whether a long time is only mentioned: "earlier this year", "a year
/// ago", "who took office last year".
fn aside(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |i| &*tokens[i].norm);
    let points = matches!(
        before,
        "earlier" | "later" | "than" | "of" | "late" | "early"
    );
    let back = tokens[at..]
        .iter()
        .take(4)
        .any(|t| matches!(&*t.norm, "ago" | "earlier" | "later" | "before"));
    let clause = tokens[..at]
        .iter()
        .rev()
        .take(6)
        .take_while(|t| t.tag != Tag::Punct)
        .any(|t| {
            matches!(
                &*t.norm,
                "when" | "who" | "which" | "whose" | "where" | "as"
            )
        });
    points || back || clause
}

/// Tells whether what "since" names began long ago.
fn long_ago(tokens: &[Token], after: &[Token]) -> bool {
    // "Since the air campaign began on Wednesday" is this week's.
    if after.iter().take(9).any(|t| is_weekday(&t.norm)) {
        return false;
    }
    let mut words = after
        .iter()
        .take_while(|t| t.tag != Tag::Punct)
        .take(6)
        .peekable();
    // "Since it broke out": what "it" is stands before.
    if words.peek().is_some_and(|t| &*t.norm == "it") {
        return tokens
            .iter()
            .take(8)
            .any(|t| BEGINNINGS.contains(&&*t.norm));
    }
    words.any(|t| {
        BEGINNINGS.contains(&&*t.norm)
            || t.norm.len() == 4 && t.norm.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Marks the counts of the clause in which a phrase of time stands; where the
/// clause has none, those of the nearest one before, or else after.
fn adds_up(quantities: &mut [Quantity], tokens: &[Token], place: Span) {
    let at = tokens.partition_point(|t| t.span.start < place.start);
    let comma = |t: &Token| matches!(&*t.norm, "," | ";" | ":" | "(" | ")");
    let open = tokens[..at].iter().rev().find(|t| comma(t));
    let close = tokens[at..].iter().find(|t| comma(t));
    let start = open.map_or(0, |t| t.span.end);
    let end = close.map_or(u32::MAX, |t| t.span.start);
    let within = |q: &Quantity| q.span.start >= start && q.span.end <= end;
    // "27 million passengers in the past year" is how many there are.
    let settled = |q: &Quantity| q.toll.is_none() && q.low.or(q.high) >= Some(SETTLED);
    let counts = |q: &Quantity| q.unit.is_none() && !settled(q);
    if quantities.iter().any(|q| within(q) && counts(q)) {
        for quantity in quantities.iter_mut() {
            quantity.cumulative |= within(quantity) && counts(quantity);
        }
        return;
    }
    let before = quantities
        .iter()
        .rposition(|q| q.span.end <= start && counts(q));
    let after = || {
        quantities
            .iter()
            .position(|q| q.span.start >= end && counts(q))
    };
    if let Some(index) = before.or_else(after) {
        quantities[index].cumulative = true;
    }
}
