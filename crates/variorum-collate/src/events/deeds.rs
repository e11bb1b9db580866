//! Deeds: which predicates plainly say that something was done, and when?
//!
//! News tell what was done in the past, in titles also in the present. What is
//! said of somebody by the way, what is going on, what is quoted, and that an
//! article was corrected are no happenings of their own.

use crate::accounts::Accounts;
use crate::claims::{SAYING, dates_the_saying};
use crate::compare::{days_of, length};
use crate::predicates::{Factuality, Predicate};
use variorum_model::{Annotated, Relation, Sentence, Span, Tag, TimeKind, TimeSpan, Token, Voice};

/// Helping verbs that set a deed in the past.
const PAST: &[&str] = &[
    "was", "were", "had", "has", "have", "did", "'ve", "’ve", "got",
];

/// What a paper says of itself where it mends its own words.
const OWN_WORDS: &[&str] = &["article", "story", "version", "report", "post", "headline"];
const MENDS: &[&str] = &["correct", "amend", "updat", "clarifi", "clarify"];

/// How many words before a verb the word that joins it stands at most.
const BEFORE: usize = 12;

/// Tells whether a predicate says plainly that something was done.
pub(super) fn is_done(accounts: &Accounts<'_>, predicate: &Predicate) -> bool {
    let telling = accounts.telling(predicate.telling);
    let marks = accounts.marks(telling);
    let sentence = &marks.sentences[marks.statements[telling.statement].sentence];
    predicate.finite
        && predicate.factuality == Factuality::Told
        && !is_quoted(accounts, predicate)
        && !is_beside(marks, predicate)
        && (telling.title || is_past(marks, sentence, predicate.token))
        && !is_of_the_teller(marks, predicate)
        && !mends_an_article(marks, predicate)
}

/// Tells whether a predicate stands in the quoted words of somebody.
fn is_quoted(accounts: &Accounts<'_>, predicate: &Predicate) -> bool {
    let telling = accounts.telling(predicate.telling);
    let verb = accounts.marks(telling).tokens[predicate.token].span;
    !telling.speakers.is_empty() && accounts.tellings.is_quoted(telling.report, verb)
}

/// Verbs that only say when or where something was: "the blast happened at noon".
const SETTING: &[&str] = &["happen", "occur"];

/// Tells whether what a predicate says was done is a happening by itself: not
/// the setting of another, not a count "since Wednesday".
pub(super) fn makes_one(accounts: &Accounts<'_>, predicate: &Predicate) -> bool {
    let marks = accounts.marks(accounts.telling(predicate.telling));
    let lemma = &*marks.tokens[predicate.token].lemma;
    let mut times = predicate.times.iter();
    !SETTING.contains(&lemma) && !times.any(|&time| bounds(marks, time))
}

/// Tells whether a predicate tells of something else than its sentence: what a
/// noun is described by, what came before or after, who said it.
pub(super) fn is_beside(marks: &Annotated, predicate: &Predicate) -> bool {
    let token = u32::try_from(predicate.token).ok();
    let around = predicate.token.saturating_sub(BEFORE)..predicate.token;
    let turned = marks.tokens[around].iter().any(|word| {
        word.head == token && matches!(&*word.norm, "after" | "before" | "since" | "until")
    });
    describes(&marks.tokens[predicate.token])
        || turned
        || SAYING.contains(&&*marks.tokens[predicate.token].lemma)
        || credits(marks, predicate)
}

/// Tells whether a predicate says who said something. "Attacked the base" can
/// pass for words against it; a content with a verb of its own is said.
fn credits(marks: &Annotated, predicate: &Predicate) -> bool {
    let span = marks.tokens[predicate.token].span;
    let of_it = |voice: &&Voice| voice.cue.iter().any(|cue| cue.contains(span));
    let says = |content: &Span| {
        let from = marks
            .tokens
            .partition_point(|t| t.span.start < content.start);
        let inside = marks.tokens[from..].iter();
        inside
            .take_while(|token| token.span.end <= content.end)
            .any(|token| matches!(token.tag, Tag::Verb | Tag::Aux))
    };
    let mut voices = marks.voices.iter().filter(of_it);
    voices.any(|voice| voice.content.iter().any(says))
}

/// Tells whether a verb has a form of the past, or a participle's.
pub(super) fn has_past_form(verb: &Token) -> bool {
    verb.norm != verb.lemma && !verb.norm.ends_with("ing") && !verb.norm.ends_with('s')
}

/// Tells whether a predicate is told as past: by its form, or by a helping
/// verb. "Is residing", "supports" are states.
pub(super) fn is_past(marks: &Annotated, sentence: &Sentence, token: usize) -> bool {
    let word = &marks.tokens[token];
    let head = u32::try_from(token).ok();
    let own = word.tag == Tag::Verb && has_past_form(word);
    let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
    let mut helpers = marks.tokens[tokens].iter().filter(|helper| {
        let helps = |relation: Relation| matches!(relation.base(), "aux" | "cop");
        helper.head == head && helper.relation.is_some_and(helps)
    });
    let mut now = false;
    let past = helpers.any(|helper| {
        now |= matches!(&*helper.norm, "is" | "are" | "'s" | "’s" | "am");
        PAST.contains(&&*helper.norm)
    });
    past || own && !now
}

/// Tells whether who writes or speaks tells of themselves: "I met".
fn is_of_the_teller(marks: &Annotated, predicate: &Predicate) -> bool {
    predicate
        .agent
        .as_ref()
        .is_some_and(|agent| matches!(&*marks.tokens[agent.token].norm, "i" | "we" | "you"))
}

/// Tells whether a paper mends its own words: "this article was corrected".
fn mends_an_article(marks: &Annotated, predicate: &Predicate) -> bool {
    let mut sides = [&predicate.agent, &predicate.patient].into_iter().flatten();
    MENDS.contains(&&*predicate.stem)
        && sides.any(|side| OWN_WORDS.contains(&&*marks.tokens[side.token].lemma))
}

/// Returns the days that hang on a predicate, of at most `longest` days each,
/// with the time expression that gives them. Not those of the saying.
pub(super) fn days<'a>(
    accounts: &'a Accounts<'_>,
    predicate: &'a Predicate,
    longest: i64,
) -> impl Iterator<Item = (usize, TimeSpan)> + 'a {
    let report = accounts.telling(predicate.telling).report;
    let marks = accounts.marks(accounts.telling(predicate.telling));
    predicate
        .times
        .iter()
        .filter(|&&time| {
            let span = marks.times[time].span;
            !dates_the_saying(marks, span) && !bounds(marks, time)
        })
        .filter_map(move |&time| Some((time, days_of(accounts.resolved, report, time)?)))
        .filter(move |(_, days)| length(*days) <= longest)
}

/// Returns the word that a time hangs on; none where its words have no heads.
pub(super) fn governor(marks: &Annotated, time: usize) -> Option<&Token> {
    let span = marks.times[time].span;
    let first = marks.tokens.partition_point(|t| t.span.end <= span.start);
    let inside = marks.tokens[first..].iter();
    let mut heads = inside
        .take_while(|token| token.span.start < span.end)
        .filter_map(|token| marks.tokens.get(token.head? as usize));
    heads.find(|head| head.span.overlap(span) == 0)
}

/// Tells whether a verb only describes a noun: "which was launched on Tuesday".
pub(super) fn describes(verb: &Token) -> bool {
    verb.relation.is_some_and(|relation| relation.is("acl"))
}

/// Tells whether a verb tells another deed of somebody, before or after the one it hangs
/// on: "five are known to have died, after divers found two on Wednesday". "After being
/// hit on Sunday" tells of who died.
pub(super) fn tells_another(marks: &Annotated, verb: &Token) -> bool {
    let at = marks
        .tokens
        .partition_point(|token| token.span.end <= verb.span.start);
    let after = marks.tokens[..at].iter().rev().take(BEFORE);
    let mut own = after.filter(|token| token.head.is_some_and(|head| head as usize == at));
    let is = |token: &Token, name: &str| token.relation.is_some_and(|relation| relation.is(name));
    is(verb, "advcl")
        && own.clone().any(|token| is(token, "nsubj"))
        && own.any(|token| matches!(&*token.norm, "after" | "before"))
}

/// Tells whether a time only bounds what is told: "since Wednesday", "as of
/// Friday night". "A little after noon" is a time of day.
pub(super) fn bounds(marks: &Annotated, time: usize) -> bool {
    let mention = &marks.times[time];
    let at = marks
        .tokens
        .partition_point(|token| token.span.end <= mention.span.start);
    let before = |back: usize| at.checked_sub(back).map(|at| &*marks.tokens[at].norm);
    let last = before(1).filter(|&word| !matches!(word, "the" | "last" | "early" | "late"));
    match last.or(before(2)) {
        Some("since" | "until" | "till") => true,
        // "Before Tuesday night"; but "before noon on Tuesday" is on that day.
        Some("before") if mention.kind == TimeKind::Time => {
            let words = marks.report.at(mention.span);
            let parts = ["night", "morning", "afternoon", "evening"];
            words.contains(' ') && parts.iter().any(|part| words.ends_with(part))
        }
        Some("before" | "after" | "by") => mention.kind == TimeKind::Date,
        Some("of") => before(2) == Some("as"),
        _ => false,
    }
}
