//! Predicates: who does what to whom in a telling, read off its tree.
//!
//! # Steps
//! - Every verb, every noun or adjective after a form of "be", and every noun
//!   that names a deed is a predicate.
//! - Its **fillers** are what the tree hangs on it: who acts, who is acted on,
//!   and what stands behind a preposition. A passive turns the first two
//!   round; a verb without a subject takes that of the verb it hangs on, a
//!   participle or a relative clause the noun that it describes.
//! - Its **factuality**: told, denied, or neither (wished, possible, asked).
//!
//! # What holds
//! A report whose words have no heads has no predicates: nothing is guessed.
//!
//! # What this leaves to others
//! Whether two predicates tell one deed: [`matching`].

mod factuality;
mod matching;

pub(crate) use factuality::Factuality;
pub(crate) use matching::{Bond, Fit, Matcher};

use crate::accounts::Accounts;
use crate::tellings::{Telling, Word};
use std::collections::BTreeSet;
use variorum_language::Tree;
use variorum_model::{Span, Tag, Token};

/// What fills a place beside a predicate.
#[derive(Clone, Debug)]
pub(crate) struct Filler {
    /// Its head: an index into the report's tokens.
    pub(crate) token: usize,
    /// The word that brings it in, where there is one: "with", "in".
    pub(crate) case: Option<Box<str>>,
}

/// A deed or a state, with who and what takes part.
#[derive(Clone, Debug)]
pub(crate) struct Predicate {
    /// The telling that it stands in.
    pub(crate) telling: usize,
    /// Its own word: an index into the report's tokens.
    pub(crate) token: usize,
    /// The dictionary form without the ending that makes a noun of a verb.
    pub(crate) stem: Box<str>,
    /// Whether it is a verb, or said of somebody with a form of "be".
    pub(crate) finite: bool,
    /// Whether it is a noun said of somebody: "the girls were the target".
    pub(crate) named: bool,
    /// Told, denied, or neither.
    pub(crate) factuality: Factuality,
    /// Who acts, or what is said to be so.
    pub(crate) agent: Option<Filler>,
    /// Who or what is acted on.
    pub(crate) patient: Option<Filler>,
    /// What stands behind prepositions.
    pub(crate) others: Vec<Filler>,
    /// The time expressions that hang on it.
    pub(crate) times: Vec<usize>,
    /// From its first word to its last, without subordinate clauses.
    pub(crate) span: Span,
    /// From the first word to the last of all that hangs on it.
    pub(crate) reach: Span,
}

/// Verbs that say too little to tell a deed.
const LIGHT: &[&str] = &[
    "be", "have", "do", "go", "come", "get", "say", "tell", "add", "make", "take", "know", "think",
    "believe", "want", "see", "feel", "look", "seem", "let", "like", "need", "mean", "try",
    "accord", "order", "place", "time", "way", "part",
];

/// Endings that make a noun of a verb.
const ENDINGS: &[&str] = &["ion", "ment", "ing", "al", "ance", "ence", "ure", "e"];

/// The letters that a stem has at least.
const LEAST_STEM: usize = 4;

/// Returns a lemma without the ending that makes a noun of a verb, where
/// enough is left of it.
pub(crate) fn stem(lemma: &str) -> &str {
    ENDINGS
        .iter()
        .find_map(|ending| lemma.strip_suffix(ending))
        .filter(|stem| stem.chars().count() >= LEAST_STEM)
        .unwrap_or(lemma)
}

/// Returns the stem of what a word tells was done: who "passed away" died.
fn deed_stem(tokens: &[Token], token: usize) -> &str {
    let word = &tokens[token];
    let next = tokens.get(token + 1).map(|next| &*next.norm);
    match (&*word.lemma, next) {
        ("pass", Some("away")) => "die",
        (lemma, _) => stem(lemma),
    }
}

/// Tells whether two words are of one stem: "inspected", "inspection".
pub(crate) fn same_stem(
    accounts: &Accounts<'_>,
    (x, a): (&Telling, &Word),
    (y, b): (&Telling, &Word),
) -> bool {
    let deed = |word: &Word| matches!(word.tag, Tag::Noun | Tag::Verb) && word.name.is_none();
    if !deed(a) || !deed(b) {
        return false;
    }
    a.lemma == b.lemma
        || stem(&accounts.marks(x).tokens[a.token].lemma)
            == stem(&accounts.marks(y).tokens[b.token].lemma)
}

/// Returns the predicates of a story, by telling and place.
pub(crate) fn predicates(accounts: &Accounts<'_>) -> Vec<Predicate> {
    let deeds = deeds(accounts);
    let mut found = Vec::new();
    let mut drawn: Option<((usize, usize), Option<Tree<'_>>)> = None;
    for index in 0..accounts.tellings.all.len() {
        let telling = accounts.telling(index);
        let marks = accounts.marks(telling);
        let sentence = marks.statements[telling.statement].sentence;
        let place = (telling.report, sentence);
        // The tellings of a sentence follow each other: its tree is drawn once.
        if drawn.as_ref().is_none_or(|(seen, _)| *seen != place) {
            drawn = Some((place, Tree::new(&marks.tokens, &marks.sentences[sentence])));
        }
        let Some((_, Some(tree))) = &drawn else {
            continue;
        };
        let words = tree.words();
        for (token, _) in accounts.tokens(telling) {
            if words.contains(&token) {
                found.extend(predicate(accounts, &deeds, tree, index, token));
            }
        }
    }
    found
}

/// Returns the stems of the story's verbs, and of nouns that it says of
/// somebody or something: a noun of one of them names a deed.
fn deeds<'a>(accounts: &'a Accounts<'_>) -> BTreeSet<&'a str> {
    let mut deeds = BTreeSet::new();
    for report in &accounts.resolved.reports {
        let tokens = &report.annotated.tokens;
        for token in tokens {
            let named = token.relation.filter(|relation| relation.is("cop"));
            let of = named.and(token.head).map(|head| &tokens[head as usize]);
            if token.tag == Tag::Verb {
                deeds.insert(stem(&token.lemma));
            }
            deeds.extend(of.map(|of| stem(&of.lemma)));
        }
    }
    deeds
}

fn predicate(
    accounts: &Accounts<'_>,
    deeds: &BTreeSet<&str>,
    tree: &Tree<'_>,
    telling: usize,
    token: usize,
) -> Option<Predicate> {
    let tokens = &accounts.marks(accounts.telling(telling)).tokens;
    let word = &tokens[token];
    let said_of = tree.children_as(token, "cop").next().is_some();
    let helps = matches!(
        tree.relation(token).base(),
        "aux" | "case" | "mark" | "compound" | "amod" | "cop"
    );
    let verb = word.tag == Tag::Verb && !helps;
    let deed = word.tag == Tag::Noun && deeds.contains(stem(&word.lemma));
    if !(verb || said_of || deed) || LIGHT.contains(&&*word.lemma) {
        return None;
    }
    let (agent, patient) = if verb {
        sides(tree, tokens, token)
    } else if said_of {
        (tree.subjects(token).first().copied(), None)
    } else {
        (tree.children_as(token, "nmod:poss").next(), None)
    };
    let filler = |token: usize| Filler {
        token,
        case: case(tree, tokens, token),
    };
    let others = tree
        .children(token)
        .filter(|&child| {
            let oblique = tree.is(child, "obl") || !verb && tree.is(child, "nmod");
            oblique && Some(child) != agent && Some(child) != patient
        })
        .map(filler)
        .collect();
    Some(Predicate {
        telling,
        token,
        stem: deed_stem(tokens, token).into(),
        finite: verb || said_of,
        named: said_of && word.tag == Tag::Noun,
        factuality: factuality::factuality(accounts, tree, accounts.telling(telling), token),
        agent: agent.map(filler),
        patient: patient.map(filler),
        others,
        times: times(accounts, tree, telling, token),
        span: phrase(tree, tokens, token),
        reach: tree.span(token),
    })
}

/// Returns who acts and who is acted on.
fn sides(tree: &Tree<'_>, tokens: &[Token], token: usize) -> (Option<usize>, Option<usize>) {
    let subject = tree.subjects(token).first().copied();
    let object = tree.objects(token).next();
    let by = tree.agents(token).next();
    // "The girls abducted by the group": a participle that is no gerund.
    let suffers = tree.relation(token).name() == "acl"
        && !tokens[token].norm.ends_with("ing")
        && tree.children_as(token, "mark").next().is_none();
    if tree.is_passive(token) || suffers {
        (by, subject)
    } else {
        (subject, object)
    }
}

/// Returns what brings a word in: "with" of "with his son".
fn case(tree: &Tree<'_>, tokens: &[Token], token: usize) -> Option<Box<str>> {
    let case = tree.children_as(token, "case").next()?;
    Some(tokens[case].lemma.clone())
}

/// Returns a word with what hangs on it, without subordinate clauses and what
/// is said beside.
fn phrase(tree: &Tree<'_>, tokens: &[Token], token: usize) -> Span {
    let mut span = tokens[token].span;
    let mut open = vec![token];
    while let Some(at) = open.pop() {
        for child in tree.children(at) {
            let beside = matches!(
                tree.relation(child).base(),
                "punct"
                    | "advcl"
                    | "ccomp"
                    | "conj"
                    | "cc"
                    | "parataxis"
                    | "acl"
                    | "appos"
                    | "mark"
                    | "discourse"
                    | "dep"
            );
            if !beside {
                span = span.cover(tokens[child].span);
                open.push(child);
            }
        }
    }
    span
}

/// Nouns of a time that a day stands behind: "in the early hours of".
const HOURS: &[&str] = &[
    "hour",
    "morning",
    "afternoon",
    "evening",
    "night",
    "dawn",
    "day",
    "eve",
];

/// Returns the time expressions that hang on a predicate, not on a verb below
/// or above it: on its own word or, behind "on" or "in", on what it is done to
/// ("launched a campaign on April 4"). What a time does is not done on it
/// ("Friday marked the end").
fn times(accounts: &Accounts<'_>, tree: &Tree<'_>, telling: usize, token: usize) -> Vec<usize> {
    let telling = accounts.telling(telling);
    let marks = accounts.marks(telling);
    let words = tree.words();
    let hangs_on_it = |time: &usize| {
        let span = marks.times[*time].span;
        let first = marks
            .tokens
            .partition_point(|word| word.span.end <= span.start);
        if !words.contains(&first) {
            return false;
        }
        // The first word above that is none of the expression's own.
        let inside = |word: usize| marks.tokens[word].span.overlap(span) > 0;
        let top = std::iter::once(first)
            .chain(tree.ancestors(first))
            .take_while(|&word| inside(word))
            .last();
        let Some(top) = top.filter(|&top| !tree.is(top, "nsubj")) else {
            return false;
        };
        let above = tree.head(top);
        let by_noun = above.is_some_and(|noun| {
            // Whichever of its own words the tree hangs it on.
            let before = first
                .checked_sub(1)
                .map(|before| &*marks.tokens[before].norm);
            let of_object = tree.is(noun, "obj") && matches!(before, Some("on" | "in"));
            let hours = tree.is(noun, "obl") && HOURS.contains(&&*marks.tokens[noun].lemma);
            tree.head(noun) == Some(token) && (of_object || hours)
        });
        above == Some(token) || by_noun
    };
    let near = |time: &usize| telling.span.overlap(marks.times[*time].span) > 0;
    (0..marks.times.len())
        .filter(near)
        .filter(hangs_on_it)
        .collect()
}
