//! What a number counts: the head noun of the phrase after it; what a measure
//! measures: the noun that it stands before, or of, or is said of.

use variorum_model::{Span, Tag, Token};

/// How many words may stand between a number and its noun ("14 of the other
/// badly injured"): beyond that the noun is of another phrase.
const REACH: usize = 6;

/// How many words may stand between a measure and what it is said of.
const SAID_OF: usize = 6;

/// Finds the head noun that the quantity at `span` counts.
pub(super) fn counted(tokens: &[Token], span: Span, vague: bool) -> Option<Span> {
    let first = tokens.partition_point(|token| token.span.end <= span.end);
    // "Six of whom drowned", "15 a day".
    let start = tokens.partition_point(|token| token.span.end <= span.start);
    let whom = matches!(
        &tokens[..start],
        [.., of, whom] if &*of.norm == "of" && matches!(&*whom.norm, "whom" | "which")
    );
    let rate = tokens
        .get(first)
        .is_some_and(|t| matches!(&*t.norm, "a" | "an" | "per"));
    if whom || rate {
        return None;
    }
    // "Dozens of shops", but "14 of the shops": two of mumps are no mumps.
    let of = tokens.get(first).is_some_and(|t| &*t.norm == "of");
    let definite = tokens.get(first + 1).is_some_and(|t| {
        matches!(t.tag, Tag::Det | Tag::Pron | Tag::Num | Tag::Propn)
            || tokens.get(first + 2).is_some_and(|t| &*t.norm == "'s")
    });
    if of && !vague && !definite {
        return None;
    }
    let mut at = first;
    let mut head = head(tokens, &mut at)?;
    // "The number of climbers", "a group of men".
    if matches!(&*tokens[head].norm, "number" | "total" | "numbers")
        && tokens.get(at).is_some_and(|t| &*t.norm == "of")
    {
        at += 1;
        head = self::head(tokens, &mut at)?;
    }
    // A time word is no thing counted: "killed 14 Friday".
    let token = &tokens[head];
    (!is_day(&token.norm)).then_some(token.span)
}

/// Finds the head of the noun phrase that starts at `at`, and moves `at`
/// behind it.
fn head(tokens: &[Token], at: &mut usize) -> Option<usize> {
    let first = *at;
    let mut head: Option<usize> = None;
    while let Some(token) = tokens.get(*at).filter(|_| *at < first + REACH) {
        let next_nominal = tokens
            .get(*at + 1)
            .is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Propn | Tag::Adj));
        match token.tag {
            Tag::Noun | Tag::Propn => head = Some(*at),
            _ if head.is_some() && &*token.norm == "-" => {}
            // "The country's 14 provinces" are provinces.
            _ if head.is_some() && matches!(&*token.norm, "'s" | "’s") => head = None,
            // "21 girls", but not on into "21 girls the group held".
            _ if head.is_some() => break,
            Tag::Adj | Tag::Det | Tag::Num | Tag::Adv => {}
            Tag::Pron
                if tokens
                    .get(*at + 1)
                    .is_some_and(|next| next.tag != Tag::Verb) => {}
            Tag::Verb if next_nominal && is_participle(&token.norm) => {}
            _ if matches!(&*token.norm, "of" | "-" | "–" | "'s") => {}
            _ => break,
        }
        *at += 1;
    }
    head
}

/// Finds what the measure at `span` measures: "70 percent of homes", "a $5,000
/// reward", "a depth of 10 km", "prices rose 5 percent".
pub(super) fn measured(tokens: &[Token], span: Span) -> Option<Span> {
    let first = tokens.partition_point(|token| token.span.end <= span.end);
    let next = tokens.get(first);
    if next.is_some_and(|t| &*t.norm == "of") {
        let mut at = first + 1;
        return head(tokens, &mut at).map(|head| tokens[head].span);
    }
    // "Half its collection", "half the pupils".
    if next.is_some_and(|t| matches!(&*t.norm, "its" | "their" | "his" | "her" | "the" | "all")) {
        let mut at = first + 1;
        return head(tokens, &mut at).map(|head| tokens[head].span);
    }
    if next.is_some_and(|t| matches!(t.tag, Tag::Noun | Tag::Propn | Tag::Adj))
        && !next.is_some_and(|t| is_dimension(&t.norm) || is_day(&t.norm))
    {
        let mut at = first;
        return head(tokens, &mut at)
            .map(|head| tokens[head].span)
            .filter(|&s| !tokens.iter().any(|t| t.span == s && is_day(&t.norm)));
    }
    let start = tokens.partition_point(|token| token.span.end <= span.start);
    let before = |back: usize| start.checked_sub(back).map(|i| &tokens[i]);
    if before(1).is_some_and(|t| &*t.norm == "of")
        && before(2).is_some_and(|t| matches!(t.tag, Tag::Noun | Tag::Propn))
    {
        return before(2).map(|t| t.span);
    }
    // "Waves as high as six metres".
    let as_high = tokens.get(start).is_some_and(|t| &*t.norm == "as");
    if as_high && let Some(noun) = before(1).filter(|t| matches!(t.tag, Tag::Noun | Tag::Propn)) {
        return Some(noun.span);
    }
    subject(tokens, span.start)
}

/// Finds the noun before the verb of being, moving or measuring that stands
/// before an offset: "the price of bread has doubled to", "turnout was".
pub(super) fn subject(tokens: &[Token], start: u32) -> Option<Span> {
    let end = tokens.partition_point(|token| token.span.end <= start);
    let mut verb = false;
    for back in 1..=SAID_OF {
        let at = end.checked_sub(back)?;
        let token = &tokens[at];
        match token.tag {
            Tag::Aux => verb = true,
            Tag::Verb if !verb || MEASURING.contains(&&*token.lemma) => {
                if !MEASURING.contains(&&*token.lemma) {
                    return None;
                }
                verb = true;
            }
            Tag::Adv | Tag::Part => {}
            Tag::Adp if !verb || &*token.norm == "to" => {}
            // "Believed by doctors to be 20 months old" is said of no doctor.
            Tag::Noun | Tag::Propn if verb && by_before(tokens, at) => return None,
            Tag::Noun | Tag::Propn if verb => return Some(tokens[of_chain(tokens, at)].span),
            _ => return None,
        }
    }
    None
}

/// Tells whether "by" stands shortly before a noun.
fn by_before(tokens: &[Token], noun: usize) -> bool {
    tokens[noun.saturating_sub(3)..noun]
        .iter()
        .any(|t| &*t.norm == "by")
}

/// Walks from the last noun of "the price of bread" to its first.
fn of_chain(tokens: &[Token], last: usize) -> usize {
    let mut at = last;
    while at > 0
        && matches!(
            tokens[at - 1].tag,
            Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn
        )
    {
        at -= 1;
    }
    let of = at >= 2 && &*tokens[at - 1].norm == "of";
    if of && matches!(tokens[at - 2].tag, Tag::Noun | Tag::Propn) {
        return at - 2;
    }
    last
}

/// Verbs by which a measure is said of its subject.
const MEASURING: &[&str] = &[
    "be", "rise", "fall", "reach", "measure", "weigh", "cost", "cover", "stand", "total", "drop",
    "climb", "hit", "increase", "decrease", "grow", "jump", "double", "triple", "expect",
    "estimate", "shrink", "sink", "gain", "lose", "decline", "slip", "surge", "soar", "slow",
    "ease", "average", "exceed", "remain", "forecast", "put", "set",
];

/// Tells whether an adjective gives the measure's direction: "30 feet deep".
fn is_dimension(norm: &str) -> bool {
    matches!(
        norm,
        "deep"
            | "high"
            | "long"
            | "wide"
            | "tall"
            | "thick"
            | "away"
            | "old"
            | "north"
            | "south"
            | "east"
            | "west"
            | "northeast"
            | "northwest"
            | "southeast"
            | "southwest"
            | "apart"
            | "downstream"
            | "upstream"
            | "inland"
            | "offshore"
            | "more"
            | "less"
            | "higher"
            | "lower"
            | "up"
            | "down"
            | "short"
            | "ahead"
            | "such"
            | "likely"
            | "last"
            | "next"
    )
}

/// Tells whether a verb's form may stand before a noun as an adjective.
fn is_participle(norm: &str) -> bool {
    norm.ends_with("ed") || norm.ends_with("en") || norm.ends_with("ing")
}

/// Tells whether the word is a weekday or a near day.
fn is_day(norm: &str) -> bool {
    matches!(
        norm,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "today"
            | "yesterday"
            | "tomorrow"
    )
}

/// Tells whether a counted noun is a length of time: "20 of those years".
pub(super) fn is_duration(norm: &str) -> bool {
    matches!(
        norm,
        "second"
            | "seconds"
            | "minute"
            | "minutes"
            | "hour"
            | "hours"
            | "day"
            | "days"
            | "night"
            | "nights"
            | "week"
            | "weeks"
            | "weekend"
            | "weekends"
            | "month"
            | "months"
            | "year"
            | "years"
            | "decade"
            | "decades"
            | "century"
            | "centuries"
    )
}
