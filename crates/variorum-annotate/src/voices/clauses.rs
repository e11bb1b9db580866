//! What the tree tells of a crediting verb: who is its subject, and which
//! clause is its complement.
//!
//! # Steps
//! - **Subject.** A source that is only a part of the subject becomes the
//!   subject: "the company that built the boat said" is no boat.
//! - **By saying.** What is done by saying something is said by who does it.
//! - **Left out.** A verb of saying with a subject that can speak and a clause
//!   is a credit of its own, wherever it stands: "the union says the company
//!   admitted that …", "while the mayor insists …". The articles by which the
//!   chains learnt mark the outer one alone.
//!
//! # What holds
//! Without trees nothing changes.

use std::ops::Range;

use variorum_language::NameSpan;
use variorum_model::{Tag, Token};

use super::Parts;
use super::lexicon::{Speech, speech};
use super::speakers::speaks;

/// Mends the sources of a sentence's voices and adds those that were left out.
pub(super) fn complete(
    tokens: &[Token],
    sentence: &Range<usize>,
    names: &[NameSpan],
    parts: &mut Vec<Parts>,
) {
    if sentence.is_empty() || tokens[sentence.start].relation.is_none() {
        return;
    }
    let tree = Tree::new(tokens, sentence);
    for parts in parts.iter_mut() {
        mend(tokens, &tree, names, parts);
    }
    left_out(tokens, &tree, names, parts);
}

/// Why somebody else may be the source than who was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Doubt {
    None,
    /// Nobody was found.
    Empty,
    /// Who was found only stands in somebody's or something's phrase.
    Taken,
}

/// Puts the subject in the place of a source that is a part of it without its
/// head, or that runs over the clause before it.
fn mend(tokens: &[Token], tree: &Tree<'_>, names: &[NameSpan], parts: &mut Parts) {
    let Some(verb) = parts.cue.clone().and_then(|cue| verb(tokens, cue)) else {
        return;
    };
    if tree.is_participle(verb) {
        // "A third man, found in a boat": nobody says that.
        parts.source.clear();
        return;
    }
    // Dashes of all lengths read alike; a hyphen has a word right before it.
    let dash = |at: usize| {
        let apart = at > 0 && tokens[at - 1].span.end < tokens[at].span.start;
        matches!(&*tokens[at].norm, "-" | "--") && apart
    };
    // "The paper defended the photo -- a portrait of Ada Moore -- saying".
    let aside =
        |of: &Range<usize>| (tree.sentence.start..of.start).any(dash) && (of.end..verb).any(dash);
    let behind_comma = verb > 0 && &*tokens[verb - 1].norm == ",";
    // "Out of the mill" and "full of poise" bring in nobody who speaks.
    let doubtful = |of: &Range<usize>| {
        let before = of.start.checked_sub(1).map(|at| &*tokens[at].norm);
        matches!(before, Some("of" | "in" | "at" | "into" | "for" | "as"))
            || aside(of)
            || !speaks(tokens, of, names, false)
    };
    let doubt = match parts.source.first() {
        None if behind_comma => Doubt::None,
        None => Doubt::Empty,
        Some(source) if doubtful(source) => Doubt::Taken,
        Some(_) => Doubt::None,
    };
    if let Some(doer) = tree
        .doer(verb, doubt)
        .filter(|doer| speaks(tokens, doer, names, true))
    {
        parts.source = vec![doer];
        return;
    }
    if tree.is_saying_along(verb) {
        parts.source.retain(|of| !aside(of));
    }
    begin_with_clause(tokens, tree, verb, parts);
    go_on_behind(tokens, tree, verb, parts);
    let Some((head, whole)) = tree.subject(verb) else {
        return;
    };
    let free = parts
        .content
        .iter()
        .all(|c| c.end <= whole.start || whole.end <= c.start);
    // "Ada Moore went to the mill and vowed that": she did.
    if parts.source.is_empty()
        && free
        && tree.shares_its_subject(verb)
        && speaks(tokens, &(whole.start..head + 1), names, false)
    {
        parts.source = vec![whole];
        return;
    }
    let [source] = &mut parts.source[..] else {
        return;
    };
    let part = whole.start <= source.start && source.end <= whole.end && !source.contains(&head);
    let overrun = source.start < whole.start
        && source.end == whole.end
        && tokens[source.start..whole.start]
            .iter()
            .any(|t| matches!(t.tag, Tag::Verb | Tag::Aux))
        && !tokens[source.start..whole.start]
            .iter()
            .any(|t| matches!(&*t.norm, "who" | "which" | "that" | ","));
    let can_speak = speaks(tokens, &(whole.start..head + 1), names, true);
    if (part || overrun) && free && can_speak {
        *source = whole;
    } else if part && &*tokens[verb].norm != "according" && tree.belongs_to(source, head) {
        // "The headline of the union's page reads": no headline of theirs speaks.
        parts.source.clear();
    }
}

/// Lets what is said begin with its clause: "said Moore, who runs the mill,
/// should go" tells that Moore should.
fn begin_with_clause(tokens: &[Token], tree: &Tree<'_>, verb: usize, parts: &mut Parts) {
    let Some(cue) = &parts.cue else { return };
    let Some(clause) = tree
        .complement(verb)
        .filter(|clause| clause.start >= cue.end)
    else {
        return;
    };
    let taken = |at: usize| parts.source.iter().any(|source| source.contains(&at));
    if let Some(first) = parts.content.first_mut()
        && clause.contains(&first.start)
        && first.start > clause.start
        && tokens[clause.start..first.start]
            .iter()
            .any(|t| matches!(t.tag, Tag::Noun | Tag::Propn | Tag::Pron))
        && !(clause.start..first.start).any(taken)
    {
        first.start = clause.start;
    }
}

/// Gives a crediting that is put into a clause what stands behind it, too:
/// "The boat, the guard said, had sunk".
fn go_on_behind(tokens: &[Token], tree: &Tree<'_>, verb: usize, parts: &mut Parts) {
    let Some(clause) = tree.around(verb) else {
        return;
    };
    let taken = parts.source.iter().chain(&parts.cue);
    let end = taken.map(|range| range.end).max().unwrap_or(verb + 1);
    let begins = parts.content.first().is_some_and(|first| {
        parts.content.len() == 1 && clause.start <= first.start && first.end <= verb
    });
    let comma = |at: usize| tokens.get(at).is_some_and(|t| &*t.norm == ",");
    if begins && comma(end) && end + 1 < clause.end {
        parts.content.push(end + 1..clause.end);
    }
}

/// Adds the credits that the chains left out: inside what somebody else says,
/// in a clause that another begins with.
fn left_out(tokens: &[Token], tree: &Tree<'_>, names: &[NameSpan], parts: &mut Vec<Parts>) {
    for at in tree.sentence.clone() {
        let token = &tokens[at];
        let said = match speech(&token.norm, &token.lemma, token.tag) {
            // Outside of what somebody says, only what is said for sure.
            Speech::Say if CORE.contains(&&*token.lemma) => true,
            Speech::Say | Speech::Tell => {
                let within = |parts: &Parts| parts.content.iter().any(|c| c.contains(&at));
                parts.iter().any(within)
            }
            _ => false,
        };
        let saying = said && token.tag == Tag::Verb && !token.norm.ends_with("ing");
        let known = |parts: &Parts| parts.cue.as_ref().is_some_and(|cue| cue.contains(&at));
        if !saying || parts.iter().any(known) {
            continue;
        }
        let Some(source) = tree
            .subject(at)
            .map(|(_, whole)| whole)
            .or_else(|| tree.who(at))
        else {
            continue;
        };
        let Some(content) = tree.complement(at) else {
            continue;
        };
        let apart = source.end <= at && at < content.start;
        // Only who is known to speak: a need implies, and says nothing.
        if apart && speaks(tokens, &source, names, false) {
            parts.push(Parts {
                source: vec![source],
                cue: Some(at..at + 1),
                content: vec![content],
            });
        }
    }
}

/// Verbs whose clause is said, whatever stands around them.
const CORE: &[&str] = &[
    "allege", "argue", "claim", "contend", "insist", "maintain", "report", "say", "state",
];

/// How many words are looked at above "saying" for who says it.
const HIGHEST: usize = 4;

/// Returns the verb of a cue.
fn verb(tokens: &[Token], cue: Range<usize>) -> Option<usize> {
    cue.rev().find(|&at| tokens[at].tag == Tag::Verb)
}

/// The tree of a sentence.
struct Tree<'t> {
    tokens: &'t [Token],
    sentence: Range<usize>,
    /// For each token the stretch from the first to the last below it.
    below: Vec<Range<usize>>,
}

impl Tree<'_> {
    fn new<'t>(tokens: &'t [Token], sentence: &Range<usize>) -> Tree<'t> {
        let mut below: Vec<Range<usize>> = sentence.clone().map(|at| at..at + 1).collect();
        for at in sentence.clone() {
            let mut head = head(tokens, sentence, at);
            // No path is longer than its sentence.
            for _ in 0..sentence.len() {
                let Some(above) = head else { break };
                let stretch = &mut below[above - sentence.start];
                if stretch.contains(&at) {
                    break;
                }
                stretch.start = stretch.start.min(at);
                stretch.end = stretch.end.max(at + 1);
                head = self::head(tokens, sentence, above);
            }
        }
        Tree {
            tokens,
            sentence: sentence.clone(),
            below,
        }
    }

    /// Returns the words that hang on another by one of these relations.
    fn hung<'a>(&'a self, on: usize, relations: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
        self.sentence.clone().filter(move |&at| {
            let relation = self.tokens[at].relation.map_or("", |r| r.name());
            head(self.tokens, &self.sentence, at) == Some(on) && relations.contains(&relation)
        })
    }

    /// Returns the head of a verb's subject, and the whole of it; one that it
    /// shares with the verb that it is joined to is its own.
    fn subject(&self, verb: usize) -> Option<(usize, Range<usize>)> {
        let own = self.hung(verb, &["nsubj"]).last();
        let shared = || {
            let joined = self.tokens[verb].relation.is_some_and(|r| r.is("conj"));
            let other = head(self.tokens, &self.sentence, verb).filter(|_| joined)?;
            self.hung(other, &["nsubj"]).last()
        };
        let head = own.or_else(shared)?;
        let relative = matches!(&*self.tokens[head].norm, "who" | "which" | "that");
        (!relative).then(|| {
            (
                head,
                self.trimmed(self.below[head - self.sentence.start].clone()),
            )
        })
    }

    /// Returns the "who" of a verb that describes somebody: "Ada Moore, who said".
    fn who(&self, verb: usize) -> Option<Range<usize>> {
        let subject = self.hung(verb, &["nsubj"]).last()?;
        (&*self.tokens[subject].norm == "who").then(|| subject..subject + 1)
    }

    /// Tells whether a verb says beside what else is done: "saying", not "according".
    fn is_saying_along(&self, verb: usize) -> bool {
        let norm = &*self.tokens[verb].norm;
        norm.ends_with("ing") && norm != "according"
    }

    /// Returns who does what is done "by saying" something, or walks out of a mill "full
    /// of poise saying" something: the subject of the nearest verb above that has one.
    fn doer(&self, verb: usize, doubt: Doubt) -> Option<Range<usize>> {
        let before = verb.checked_sub(1);
        let by =
            before.is_some_and(|at| self.sentence.contains(&at) && &*self.tokens[at].norm == "by");
        let clause = self.tokens[verb].relation;
        let token = &self.tokens[verb];
        let says = matches!(
            speech(&token.norm, &token.lemma, token.tag),
            Speech::Say | Speech::Tell
        );
        let in_doubt = doubt == Doubt::Taken || says && doubt == Doubt::Empty;
        let along =
            in_doubt && clause.is_some_and(|of| of.is("advcl")) && self.subject(verb).is_none();
        if !(by || along) || !self.is_saying_along(verb) {
            return None;
        }
        let above = |at: &usize| head(self.tokens, &self.sentence, *at);
        let path = std::iter::successors(above(&verb), above).take(HIGHEST);
        let mut subjects = path.filter_map(|at| self.subject(at));
        subjects.next().map(|(_, whole)| whole)
    }

    /// Tells whether a stretch behind a thing only belongs to it: "the headline of the
    /// union's page".
    fn belongs_to(&self, stretch: &Range<usize>, thing: usize) -> bool {
        let tokens = self.tokens;
        let top = stretch.clone().find(|&at| {
            head(tokens, &self.sentence, at).is_none_or(|above| !stretch.contains(&above))
        });
        let relation = top.and_then(|at| tokens[at].relation);
        let under = matches!(relation.map_or("", |r| r.base()), "nmod" | "obj" | "obl");
        under && tokens[thing].tag == Tag::Noun && thing < stretch.start
    }

    /// Tells whether a verb of saying, no passive, has its subject from the verb that it
    /// is joined to.
    fn shares_its_subject(&self, verb: usize) -> bool {
        let token = &self.tokens[verb];
        let said = speech(&token.norm, &token.lemma, token.tag) != Speech::None;
        let passive = self.hung(verb, &["aux:pass", "nsubj:pass"]).next();
        said && passive.is_none() && self.hung(verb, &["nsubj"]).next().is_none()
    }

    /// Returns the clause that is the complement of a verb.
    fn complement(&self, verb: usize) -> Option<Range<usize>> {
        let clause = self.hung(verb, &["ccomp"]).next()?;
        Some(self.trimmed(self.below[clause - self.sentence.start].clone()))
    }

    /// Tells whether a verb is a past participle behind what it describes.
    fn is_participle(&self, verb: usize) -> bool {
        let token = &self.tokens[verb];
        let describes = token.relation.is_some_and(|r| r.name() == "acl");
        // "A feed tweeted" may be read so, too.
        let says = matches!(
            speech(&token.norm, &token.lemma, token.tag),
            Speech::Say | Speech::Tell | Speech::Think
        );
        // "A man said to be hurt" is told of.
        let told_of = self
            .tokens
            .get(verb + 1)
            .is_some_and(|next| &*next.norm == "to")
            && self.hung(verb, &["xcomp"]).next().is_some();
        let past = !token.norm.ends_with("ing") && token.norm != token.lemma;
        describes && past && (!says || told_of)
    }

    /// Returns the clause into which a verb is put whose own verb comes later.
    fn around(&self, verb: usize) -> Option<Range<usize>> {
        let put_in = self.tokens[verb]
            .relation
            .is_some_and(|r| r.is("parataxis"));
        let head = head(self.tokens, &self.sentence, verb).filter(|&head| put_in && head > verb)?;
        Some(self.trimmed(self.below[head - self.sentence.start].clone()))
    }

    /// Cuts commas and stops off the ends.
    fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        let stop = |at: usize| {
            matches!(
                &*self.tokens[at].norm,
                "," | ";" | "." | ":" | "-" | "–" | "—"
            )
        };
        while range.len() > 1 && stop(range.end - 1) {
            range.end -= 1;
        }
        while range.len() > 1 && stop(range.start) {
            range.start += 1;
        }
        range
    }
}

/// Returns the head of a word inside its sentence.
fn head(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<usize> {
    let head = tokens[at].head.map(|head| head as usize)?;
    sentence.contains(&head).then_some(head)
}
