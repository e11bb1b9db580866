//! The lead: which telling says what the story is about?
//!
//! News begin with it, so it is the telling at the head of a report that is
//! most like what stands at the head of the others.

use super::acts::{acts, deeds, share_one};
use super::together::{joins, together};
use super::{deeds as facts, happened, place_of};
use crate::accounts::Accounts;
use crate::claims::HEAD;
use crate::clauses::credits;
use crate::clusters::Likeness;
use crate::compare::{days_of, gap};
use crate::openings::LEAD;
use crate::predicates::{Factuality, Matcher, Predicate};
use crate::standing::{Standing, standing};
use crate::tellings::Telling;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{
    Certainty, Direction, Polarity, Relation, Tag, TimeExpr, TimeKind, TimeSpan, Token, Unit,
};

/// The share of its likeness that a telling loses with each statement that
/// stands before it: one in so many.
const LATER: Likeness = 10;

/// How likely two heads tell of one event from which a report counts as
/// telling of the main one. From .5 to .8, of the reports said to begin with it
/// .87 to .89 do, of those that do .79 to .61 are said to (50 development
/// stories).
const TELLS: Likeness = 600_000;

/// How many tenths of the likeness of the likeliest title a sentence has that
/// is taken instead.
const NEARLY: Likeness = 8;

/// How many days before the reports the main event may lie.
const NEWS: i64 = 31;

/// How many tellings are looked at: those most like what other reports begin
/// with.
const CANDIDATES: usize = 12;

/// What the story is about.
pub(super) struct Lead {
    /// The telling that says it best.
    pub(super) telling: usize,
    /// Of each report that begins with the same event, the telling at its head
    /// that is most likely of it.
    pub(super) told: Vec<usize>,
    /// Of each, in the same order, the first that is likely of it: of the text, where
    /// one is, before titles and captions.
    pub(super) first: Vec<usize>,
}

/// The tellings at the head of a report that are likely of the main event.
struct Head {
    /// The likeliest; of two that are as likely, the first.
    likeliest: Beginning,
    first: Beginning,
}

impl Head {
    fn of(beginning: Beginning) -> Head {
        Head {
            likeliest: beginning,
            first: beginning,
        }
    }
}

/// A telling that a report begins with, in the order in which they are taken: of the
/// text before titles and captions, the first sentence before others, its likeliest
/// clause.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Beginning {
    /// What one of both undoes.
    undone: bool,
    caption: bool,
    title: bool,
    sentence: usize,
    likeness: Reverse<Likeness>,
    telling: usize,
}

impl Beginning {
    fn of(accounts: &Accounts<'_>, telling: usize, likeness: Likeness, undone: bool) -> Beginning {
        Beginning {
            undone,
            caption: accounts.telling(telling).place.is_none(),
            title: accounts.telling(telling).title,
            sentence: place_of(accounts, telling).1,
            likeness: Reverse(likeness),
            telling,
        }
    }
}

/// Returns what the story is about: of the tellings that reports begin with and
/// that can be read alone, one that is a headline or a first sentence; of those,
/// the one whose event most reports begin with, and which is most like what they
/// begin with. None in a story of one report.
///
/// Over 50 development stories, readers would have printed .46 of these sentences
/// and .41 of those whose event most reports begin with, wherever they stand.
pub(super) fn lead(
    accounts: &Accounts<'_>,
    predicates: &[Predicate],
    matcher: &Matcher<'_>,
) -> Option<Lead> {
    let mut near: BTreeMap<usize, Vec<(usize, Likeness)>> = BTreeMap::new();
    for (&(a, b), &likeness) in accounts.heads {
        if accounts.telling(a).report != accounts.telling(b).report {
            near.entry(a).or_default().push((b, likeness));
            near.entry(b).or_default().push((a, likeness));
        }
    }
    let mut candidates: Vec<(Likeness, usize)> = near
        .iter()
        .filter(|&(&telling, _)| is_readable(accounts, telling))
        .map(|(&telling, near)| (likeness_to_all(accounts, telling, near), telling))
        .filter(|&(likeness, _)| likeness > 0)
        .collect();
    candidates.sort_by_key(|&(likeness, telling)| (Reverse(likeness), telling));
    candidates.truncate(CANDIDATES);
    let most = candidates.first()?.0;
    candidates
        .into_iter()
        .map(|(likeness, telling)| {
            let heads = told(accounts, predicates, matcher, telling, &near[&telling]);
            let common = heads.len() > 1;
            let opens = opens(accounts, telling);
            // A sentence says more than a title, and when.
            let body = !accounts.telling(telling).title && likeness * 10 >= most * NEARLY;
            // What somebody says about it is not what happened.
            let plain = accounts.telling(telling).credits().is_empty();
            let rank = (
                common,
                opens,
                heads.len(),
                body,
                plain,
                likeness,
                Reverse(telling),
            );
            let lead = Lead {
                telling,
                told: heads.iter().map(|head| head.likeliest.telling).collect(),
                first: heads.iter().map(|head| head.first.telling).collect(),
            };
            (rank, lead)
        })
        .max_by_key(|(rank, _)| *rank)
        .map(|(_, lead)| lead)
}

/// Tells whether a telling at the beginning of a report says by itself that
/// something has happened.
fn is_readable(accounts: &Accounts<'_>, index: usize) -> bool {
    let telling = accounts.telling(index);
    let marks = accounts.marks(telling);
    let statement = &marks.statements[telling.statement];
    telling.place.is_some_and(|place| place < LEAD)
        && !telling.translated
        && !is_quoted(accounts, index)
        && !is_damaged(accounts, index)
        && (says(accounts, index) && opens(accounts, index)
            || statement.certainty == Certainty::Stated
                && statement.polarity == Polarity::Affirmed
                && happened(accounts, accounts.claim_of[index]))
        && standing(marks, statement, statement.span) != Standing::Fragment
        && !goes_on(accounts, index)
        && match telling.title {
            // "Driver slept, claim passengers" is not what happened.
            true => telling.credits().is_empty(),
            false => is_past(accounts, index),
        }
        && is_news(accounts, index)
        && !is_before(accounts, index)
}

/// Tells whether the main verb of a telling's sentence says that somebody said
/// something: that was done, whatever of it is to come.
fn says(accounts: &Accounts<'_>, index: usize) -> bool {
    let telling = accounts.telling(index);
    let marks = accounts.marks(telling);
    let sentence = &marks.sentences[marks.statements[telling.statement].sentence];
    !telling.credits().is_empty()
        && accounts.tokens(telling).any(|(at, token)| {
            token.head.is_none()
                && token.tag == Tag::Verb
                && credits(token)
                && facts::is_past(marks, sentence, at)
        })
}

/// Tells whether a telling or its sentence begins with somebody's words: what is quoted
/// in the middle ("a devastating blow") is told by the report.
fn is_quoted(accounts: &Accounts<'_>, index: usize) -> bool {
    let telling = accounts.telling(index);
    let statement = &accounts.marks(telling).statements[telling.statement];
    [statement.span, telling.span]
        .iter()
        .any(|&place| accounts.tellings.is_quoted(telling.report, place))
}

/// Tells whether the main verb of a telling's sentence says what had been before what
/// the report tells: "the race had started behind the safety car".
fn is_before(accounts: &Accounts<'_>, index: usize) -> bool {
    main_helpers(accounts, index).any(|helper| helper == "had")
}

/// Returns the words that help the main verb of a telling's sentence.
fn main_helpers<'a>(accounts: &'a Accounts<'a>, index: usize) -> impl Iterator<Item = &'a str> {
    let telling = accounts.telling(index);
    let marks = accounts.marks(telling);
    let helpers = accounts.tokens(telling).filter(|(_, token)| {
        let head = token.head.map(|head| &marks.tokens[head as usize]);
        token.relation.is_some_and(|relation| relation.is("aux"))
            && head.is_some_and(|head| head.head.is_none())
    });
    helpers.map(|(_, token)| &*token.norm)
}

/// Tells whether a scraper broke the sentence of a telling.
fn is_damaged(accounts: &Accounts<'_>, index: usize) -> bool {
    let marks = accounts.marks(accounts.telling(index));
    let statement = &marks.statements[accounts.telling(index).statement];
    let sentence = marks.sentences[statement.sentence].span;
    let mut damage = marks.report.damage.iter();
    damage.any(|broken| broken.overlap(sentence) > 0)
}

/// First words of what goes on from a sentence before.
const GOES_ON: &[&str] = &[
    "also",
    "and",
    "but",
    "he",
    "her",
    "his",
    "however",
    "it",
    "its",
    "meanwhile",
    "nevertheless",
    "nonetheless",
    "she",
    "so",
    "such",
    "that",
    "their",
    "then",
    "these",
    "they",
    "this",
    "those",
    "yet",
];

/// Tells whether a telling goes on from what was told before it.
fn goes_on(accounts: &Accounts<'_>, index: usize) -> bool {
    let mut tokens = accounts.tokens(accounts.telling(index));
    let first = tokens.find(|(_, token)| token.tag != Tag::Punct);
    first.is_some_and(|(_, token)| GOES_ON.contains(&&*token.norm))
}

/// Tells whether a telling is a report's headline or of the first sentence under
/// it.
fn opens(accounts: &Accounts<'_>, index: usize) -> bool {
    let telling = accounts.telling(index);
    let marks = accounts.marks(telling);
    let same_report = |other: &&Telling| other.report == telling.report;
    let all = accounts.tellings.all.iter().filter(same_report);
    let first = { all }.find(|other| !other.title && other.place.is_some());
    let sentence = |of: &Telling| marks.statements[of.statement].sentence;
    telling.title || first.is_some_and(|first| sentence(first) == sentence(telling))
}

/// Returns how like a telling is to the beginnings of all other reports. News
/// begin with what they are about: what stands later counts for less.
fn likeness_to_all(
    accounts: &Accounts<'_>,
    telling: usize,
    near: &[(usize, Likeness)],
) -> Likeness {
    let mut best: BTreeMap<usize, Likeness> = BTreeMap::new();
    for &(other, likeness) in near {
        let other = accounts.telling(other);
        if other.place.is_some_and(|place| place < LEAD) && !other.translated {
            let most = best.entry(other.report).or_insert(0);
            *most = likeness.max(*most);
        }
    }
    let sum: Likeness = best.values().sum();
    let place = accounts.telling(telling).place.unwrap_or(LEAD);
    sum - sum * place as Likeness / LATER
}

/// Returns the reports that begin with the event of a telling, with their heads: those
/// of which a likely telling tells of the same act and that begin with it together, and
/// those that open as a whole as these do.
fn told(
    accounts: &Accounts<'_>,
    predicates: &[Predicate],
    matcher: &Matcher<'_>,
    lead: usize,
    near: &[(usize, Likeness)],
) -> Vec<Head> {
    let own_acts = acts(accounts, predicates, lead);
    let own_deeds: Vec<&Predicate> = deeds(accounts, predicates, lead).collect();
    let own_undoes = undoes(own_deeds.iter().copied());
    let own = accounts.telling(lead).report;
    let mut persons: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
    let mut best: BTreeMap<usize, Head> = BTreeMap::new();
    let mut likely: BTreeSet<usize> = BTreeSet::from([own]);
    let mut of_one_act: BTreeSet<usize> = BTreeSet::from([own]);
    best.insert(
        own,
        Head::of(Beginning::of(accounts, lead, Likeness::MAX, false)),
    );
    for &(other, likeness) in near {
        let telling = accounts.telling(other);
        debug_assert!(telling.statement < HEAD, "a head is at the head");
        for that in deeds(accounts, predicates, other) {
            let one = own_deeds
                .iter()
                .filter_map(|this| matcher.to_one_person(this, that));
            persons.entry(telling.report).or_default().extend(one);
        }
        if days_between(accounts, telling.report, own).is_some_and(|days| days > NEWS) {
            continue;
        }
        let undone = undoes(deeds(accounts, predicates, other)) != own_undoes;
        let beginning = Beginning::of(accounts, other, likeness, undone);
        let head = best.entry(telling.report).or_insert(Head::of(beginning));
        let by_likeness = |at: &Beginning| (at.likeness, at.telling);
        head.likeliest = std::cmp::min_by_key(head.likeliest, beginning, by_likeness);
        if likeness < TELLS {
            if !likely.contains(&telling.report) {
                head.first = head.first.min(beginning);
            }
            continue;
        }
        // What is not likely is first only where nothing is.
        head.first = if likely.insert(telling.report) {
            beginning
        } else {
            head.first.min(beginning)
        };
        if !of_one_act.contains(&telling.report)
            && share_one(&own_acts, &acts(accounts, predicates, other))
        {
            of_one_act.insert(telling.report);
        }
    }
    // "Contact was lost", "contact was re-established".
    best.retain(|_, head| !head.likeliest.undone);
    // The same done to another, by name, is another event.
    let to_another = |report: &usize| {
        let persons = persons.get(report).map_or(&[][..], Vec::as_slice);
        persons.contains(&false) && !persons.contains(&true)
    };
    best.retain(|report, _| !to_another(report));
    let of_it: BTreeSet<usize> = { best.keys().copied() }
        .filter(|report| likely.contains(report) && of_one_act.contains(report))
        .collect();
    let of_it = together(accounts, own, &of_it);
    let begins = |report: &usize| of_it.contains(report) || joins(accounts, *report, &of_it);
    best.retain(|report, _| begins(report));
    best.into_values().collect()
}

/// Stems of verbs that say that something is again as it was.
const UNDOES: &[&str] = &[
    "re-establish",
    "reestablish",
    "regain",
    "reinstat",
    "restor",
    "resum",
];

/// Tells whether some deeds say that something was undone.
fn undoes<'a>(mut deeds: impl Iterator<Item = &'a Predicate>) -> bool {
    deeds.any(|deed| {
        let told = deed.finite && deed.factuality == Factuality::Told;
        told && UNDOES.contains(&&*deed.stem)
    })
}

/// Returns how many days lie between the publication of two reports.
fn days_between(accounts: &Accounts<'_>, one: usize, other: usize) -> Option<i64> {
    Some(gap(accounts.published(one)?, accounts.published(other)?))
}

/// Helping verbs of the past.
const PAST: &[&str] = &["was", "were", "had", "has", "have", "'ve"];

/// Tells whether a telling says that something has been done: a verb of the
/// past, or one with "has". Captions stand in the present.
fn is_past(accounts: &Accounts<'_>, index: usize) -> bool {
    let telling = accounts.telling(index);
    let marks = accounts.marks(telling);
    let sentence = &marks.sentences[marks.statements[telling.statement].sentence];
    let mut tokens = accounts.tokens(telling);
    tokens.any(|(at, token)| match token.tag {
        // "Was a hero", "had a long career" are no happenings.
        Tag::Aux => {
            let head = token.head.map(|head| &marks.tokens[head as usize]);
            let of_a_verb = head.is_none_or(|head| head.tag == Tag::Verb);
            of_a_verb && PAST.contains(&&*token.norm)
        }
        // "A photo provided by" only describes.
        Tag::Verb => {
            !is_aside(token) && &*token.lemma != "have" && facts::is_past(marks, sentence, at)
        }
        _ => false,
    })
}

/// Tells whether a verb only describes a noun or hangs on another clause.
fn is_aside(verb: &Token) -> bool {
    let aside = |relation: Relation| matches!(relation.base(), "acl" | "amod" | "advcl");
    verb.relation.is_some_and(aside)
}

/// Tells whether the days that a telling gives are near those of the reports. What
/// "has been done" is: "has been arrested over the 1972 murder".
fn is_news(accounts: &Accounts<'_>, index: usize) -> bool {
    let telling = accounts.telling(index);
    let marks = accounts.marks(telling);
    let times: Vec<usize> = { telling.times.iter().copied() }
        .filter(|&time| !is_between_dashes(accounts, telling, time))
        .collect();
    if times.is_empty() || has_been_done(accounts, index) {
        return true;
    }
    let mut dates = { times.iter().map(|&time| &marks.times[time]) }
        .filter(|time| time.kind == TimeKind::Date)
        .peekable();
    if dates.peek().is_some() && dates.all(|time| is_of_another_month(&time.expr)) {
        return false;
    }
    let Some(published) = accounts.published(telling.report) else {
        return true;
    };
    let mut days = times
        .iter()
        .filter_map(|&time| days_of(accounts.resolved, telling.report, time))
        .filter(|days| matches!(days, TimeSpan::Absolute { .. }))
        .peekable();
    days.peek().is_none() || days.any(|days| gap(days, published) <= NEWS)
}

/// Tells whether the main verb of a telling's sentence says that something has been
/// done: no time that is over can be its own.
fn has_been_done(accounts: &Accounts<'_>, index: usize) -> bool {
    main_helpers(accounts, index).any(|helper| matches!(helper, "has" | "have" | "'ve" | "’ve"))
}

/// Tells whether a time stands between two dashes: "Marr — who lost in 2022 — has died".
fn is_between_dashes(accounts: &Accounts<'_>, telling: &Telling, time: usize) -> bool {
    let marks = accounts.marks(telling);
    let at = marks.times[time].span.start;
    let is_dash = |token: &Token| matches!(&*token.norm, "—" | "–" | "--" | "-");
    let dashes = accounts.tokens(telling).filter(|(_, token)| is_dash(token));
    let before = dashes.map(|(_, token)| token.span.start < at);
    let sides: Vec<bool> = before.collect();
    let opened = sides.iter().filter(|&&before| before).count();
    opened % 2 == 1 && opened < sides.len()
}

/// Tells whether a time is of another month or year than its report: "last month",
/// "next year", "last June".
fn is_of_another_month(expr: &TimeExpr) -> bool {
    match expr {
        TimeExpr::Offset { unit, amount, .. } => {
            matches!(unit, Unit::Month | Unit::Year) && *amount != 0
        }
        TimeExpr::Calendar {
            year: None,
            month: Some(_),
            day: None,
            direction,
            ..
        } => *direction == Direction::Past,
        _ => false,
    }
}
