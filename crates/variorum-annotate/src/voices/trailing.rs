//! Credits that end a clause: "…, the fire service said on Friday", "five
//! dead, says union", "Talks failed - ministry"; and those that begin a title: "Mayor:
//! …".
//!
//! Here the order of the words alone tells who is credited for what; the
//! chains miss some of them, in headlines most.
//!
//! # Steps
//! - Each verb of saying after a comma or a quotation, with nothing but a
//!   noun phrase beside it and no clause behind it, credits what stands before.
//! - A voice of the chains with this verb is mended, else one is added.

use std::ops::Range;

use variorum_language::NameSpan;
use variorum_model::{Tag, Token};

use super::Parts;
use super::rules::{phrase_after, phrase_before, phrase_with_complements};
use super::speakers::{ends_cut, is_day, speaks};

/// Mends and completes the voices of a sentence.
pub(super) fn complete(
    tokens: &[Token],
    sentence: &Range<usize>,
    names: &[NameSpan],
    parts: &mut Vec<Parts>,
) {
    let found = sentence
        .clone()
        .filter(|&at| is_verb(&tokens[at]))
        .filter_map(|at| credit(tokens, sentence, names, at));
    let mut all: Vec<Credit> = found.collect();
    all.extend(after_dash(tokens, sentence, names));
    all.extend(before_colon(tokens, sentence, names));
    if parts.is_empty() && all.is_empty() {
        all.extend(in_a_statement(tokens, sentence, names));
    }
    // The chains may have read a colon as the cue.
    all.retain(|credit| {
        let known = |parts: &Parts| parts.source.first() == Some(&credit.source);
        credit.cue.is_some() || !parts.iter().any(known)
    });
    for credit in all {
        let known = parts.iter_mut().find(|parts| {
            parts.cue.as_ref().is_some_and(|cue| {
                credit
                    .cue
                    .as_ref()
                    .is_some_and(|own| cue.contains(&own.start))
            })
        });
        match known {
            Some(parts) => {
                let told = parts
                    .content
                    .iter_mut()
                    .find(|c| c.start < credit.content.end && credit.content.start < c.end);
                let is_told = told.is_some();
                // What the chain took a part of is said as a whole, but for a
                // quotation, which knows its ends.
                if let Some(part) = told.filter(|part| !is_mark(&tokens[part.start])) {
                    part.start = part.start.min(credit.content.start);
                    part.end = part.end.max(credit.content.end);
                    // What names the source is no part of what it says.
                    if (part.start + 1..part.end).contains(&credit.source.start) {
                        part.end = credit.content.end;
                    }
                }
                if !is_told {
                    // A quotation in the next sentence goes on with it.
                    parts.content.retain(|c| c.start >= sentence.end);
                    parts.content.insert(0, credit.content);
                }
                let beside = parts.source.iter().any(|source| {
                    source.start < credit.source.end && credit.source.start < source.end
                });
                let part = parts
                    .source
                    .iter()
                    .all(|source| source.start > credit.source.start);
                if !beside || part {
                    parts.source = vec![credit.source];
                }
            }
            None => parts.push(Parts {
                source: vec![credit.source],
                cue: credit.cue,
                content: vec![credit.content],
            }),
        }
    }
}

/// Takes a crediting that ends the sentence out of what others in it say:
/// "the guard said the weir held, according to the mayor" is on her word.
pub(super) fn outermost(tokens: &[Token], sentence: &Range<usize>, parts: &mut [Parts]) {
    let ends: Vec<(usize, usize)> = parts
        .iter()
        .enumerate()
        .filter_map(|(nth, parts)| Some((nth, trails(tokens, sentence, parts)?)))
        .collect();
    for (nth, comma) in ends {
        for (_, other) in parts.iter_mut().enumerate().filter(|(o, _)| *o != nth) {
            for content in &mut other.content {
                if content.start < comma && comma < content.end && content.end <= sentence.end {
                    content.end = comma;
                }
            }
        }
    }
}

/// Returns the comma before a crediting that ends a sentence.
fn trails(tokens: &[Token], sentence: &Range<usize>, parts: &Parts) -> Option<usize> {
    let cue = parts
        .cue
        .as_ref()
        .filter(|cue| sentence.contains(&cue.start))?;
    let [source] = &parts.source[..] else {
        return None;
    };
    let (first, last) = (source.start.min(cue.start), source.end.max(cue.end));
    let comma = first
        .checked_sub(1)
        .filter(|&at| sentence.contains(&at) && &*tokens[at].norm == ",")?;
    let before = parts.content.iter().all(|content| content.end <= first);
    let rest = &tokens[last.min(sentence.end)..sentence.end];
    let closes = rest.iter().filter(|t| t.tag != Tag::Punct).count() <= 3
        && !rest.iter().any(|t| matches!(t.tag, Tag::Verb | Tag::Aux));
    (before && closes).then_some(comma)
}

/// Who is credited for what by words that end a clause.
struct Credit {
    source: Range<usize>,
    cue: Option<Range<usize>>,
    content: Range<usize>,
}

fn is_verb(token: &Token) -> bool {
    token.tag != Tag::Noun
        && !token.norm.ends_with("ing")
        && matches!(
            &*token.lemma,
            "say" | "tell" | "report" | "announce" | "confirm" | "state" | "claim" | "explain"
        )
}

/// Reads a verb of saying as the end of a clause.
fn credit(
    tokens: &[Token],
    sentence: &Range<usize>,
    names: &[NameSpan],
    at: usize,
) -> Option<Credit> {
    let stop = |at: Option<usize>| at.filter(|&at| sentence.contains(&at) && is_stop(&tokens[at]));
    let sure = |source: &Range<usize>| speaks(tokens, source, names, true);
    let tells = &*tokens[at].lemma == "tell";
    let inverted = stop(at.checked_sub(1).filter(|_| !tells)).and_then(|comma| {
        let source = ends_cut(tokens, phrase_after(tokens, sentence, at + 1)?);
        (source.start == at + 1 && sure(&source) && ends(tokens, sentence, source.end, false))
            .then_some((comma, source))
    });
    // "An engineer has said": the source stands before the auxiliaries.
    let verb = (sentence.start..at)
        .rev()
        .find(|&i| tokens[i].tag != Tag::Aux)
        .map_or(at, |i| i + 1);
    let (comma, source) = inverted.or_else(|| {
        let whole = whole_before(tokens, sentence, verb);
        let whole = whole.filter(|source| stop(source.start.checked_sub(1)).is_some());
        let source = whole
            .or_else(|| described_before(tokens, sentence, verb))
            .filter(|source| stop(source.start.checked_sub(1)).is_some())
            .or_else(|| phrase_with_complements(tokens, sentence, verb))
            .filter(|source| source.end == verb)?;
        let comma = stop(source.start.checked_sub(1))?;
        (sure(&source) && ends(tokens, sentence, at + 1, tells)).then_some((comma, source))
    })?;
    let content = without_stops(tokens, sentence.start..comma);
    is_clause(&tokens[content.clone()]).then_some(Credit {
        source,
        cue: Some(at..at + 1),
        content,
    })
}

/// Cuts stops off the ends, but no quotation marks.
fn without_stops(tokens: &[Token], mut range: Range<usize>) -> Range<usize> {
    let stop = |t: &Token| t.tag == Tag::Punct && matches!(&*t.norm, "," | "-" | "–" | "—" | ":");
    while !range.is_empty() && stop(&tokens[range.start]) {
        range.start += 1;
    }
    while !range.is_empty() && stop(&tokens[range.end - 1]) {
        range.end -= 1;
    }
    range
}

/// Returns the phrase before a verb with its apposition: "Ada Moore, the head
/// of the guard, said".
fn whole_before(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let comma = |at: usize| &*tokens[at].norm == ",";
    if at == sentence.start {
        return None;
    }
    if !comma(at - 1) {
        let mut source = phrase_before(tokens, sentence, at)?;
        let owner = source.start.checked_sub(1).filter(|o| sentence.contains(o));
        if owner.is_some_and(|o| matches!(&*tokens[o].norm, "his" | "her" | "its" | "their")) {
            source.start -= 1;
        }
        // "The workers' union": the mark of the owners parts the phrase.
        if let Some(mark) = owner.filter(|&o| matches!(&*tokens[o].norm, "'" | "’"))
            && let Some(owners) = phrase_before(tokens, sentence, mark)
            && owners.end == mark
        {
            source.start = owners.start;
        }
        // "The police and rescue services".
        if let Some(and) = source.start.checked_sub(1).filter(|a| sentence.contains(a))
            && &*tokens[and].norm == "and"
            && let Some(first) = phrase_before(tokens, sentence, and)
            && first.end == and
        {
            source.start = first.start;
        }
        return (source.end == at).then_some(source);
    }
    let apposition = phrase_before(tokens, sentence, at - 1)?;
    let before = apposition
        .start
        .checked_sub(1)
        .filter(|&b| sentence.contains(&b) && comma(b))?;
    let named = phrase_before(tokens, sentence, before)?;
    let name = tokens[named.clone()].iter().any(|t| t.tag == Tag::Propn);
    (name && named.end == before).then_some(named.start..apposition.end)
}

/// How many words "a leading Norland engineer" has at most.
const DESCRIBED: usize = 6;

/// Returns the phrase before a verb that an article opens, whatever its words
/// are taken for: "a leading engineer", "an official".
fn described_before(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let from = at.saturating_sub(DESCRIBED).max(sentence.start);
    let article = (from..at).rev().find(|&i| tokens[i].tag == Tag::Det)?;
    let described = tokens[article + 1..at].iter().all(|t| {
        matches!(t.tag, Tag::Noun | Tag::Propn | Tag::Adj)
            || t.tag == Tag::Verb && (t.norm.ends_with("ing") || t.norm.ends_with("ed"))
    });
    (described && at > article + 1).then_some(article..at)
}

/// Reads "In a statement from the ministry, …".
fn in_a_statement(tokens: &[Token], sentence: &Range<usize>, names: &[NameSpan]) -> Option<Credit> {
    let words = &tokens[sentence.clone()];
    let [first, article, text, of, ..] = words else {
        return None;
    };
    let opens = &*first.norm == "in"
        && matches!(&*article.norm, "a" | "an")
        && matches!(
            &*text.norm,
            "statement" | "report" | "letter" | "communique" | "tweet"
        )
        && matches!(&*of.norm, "from" | "by" | "of");
    if !opens {
        return None;
    }
    let named = phrase_after(tokens, sentence, sentence.start + 4)?;
    let source = ends_cut(tokens, sentence.start + 1..named.end);
    let content = without_stops(tokens, source.end..sentence.end);
    (speaks(tokens, &source, names, true) && is_clause(&tokens[content.clone()])).then_some(
        Credit {
            source,
            cue: Some(sentence.start..sentence.start + 1),
            content,
        },
    )
}

/// Reads "Talks failed - ministry": a title that ends with who says so.
fn after_dash(tokens: &[Token], sentence: &Range<usize>, names: &[NameSpan]) -> Option<Credit> {
    let dash = sentence
        .clone()
        .rfind(|&at| matches!(&*tokens[at].norm, "-" | "–" | "—"))?;
    let spaced = tokens.get(dash + 1)?.span.start > tokens[dash].span.end
        && dash > sentence.start
        && tokens[dash].span.start > tokens[dash - 1].span.end;
    let source = dash + 1..sentence.end;
    let speaker = &tokens[source.clone()];
    let office = speaker.last().is_some_and(|t| OFFICES.contains(&&*t.lemma));
    let nominal = speaker
        .iter()
        .all(|t| matches!(t.tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Det));
    let content = sentence.start..dash;
    let whole = spaced && office && nominal && speaker.len() <= 5;
    (whole && is_clause(&tokens[content.clone()]) && speaks(tokens, &source, names, true))
        .then_some(Credit {
            source,
            cue: None,
            content,
        })
}

/// Reads "Governor: the town will not pay": a title that begins with who says
/// so.
fn before_colon(tokens: &[Token], sentence: &Range<usize>, names: &[NameSpan]) -> Option<Credit> {
    let colon = sentence.clone().find(|&at| &*tokens[at].norm == ":")?;
    let source = sentence.start..colon;
    let content = without_stops(tokens, colon + 1..sentence.end);
    let speaker = &tokens[source.clone()];
    let office = speaker.last().is_some_and(|t| OFFICES.contains(&&*t.lemma));
    let nominal = speaker
        .iter()
        .all(|t| matches!(t.tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Det));
    let clause = tokens[content.clone()]
        .iter()
        .any(|t| matches!(t.tag, Tag::Verb | Tag::Aux));
    (office && nominal && speaker.len() <= 4 && clause && speaks(tokens, &source, names, true))
        .then_some(Credit {
            source,
            cue: None,
            content,
        })
}

/// Who is credited after the dash of a headline or before its colon; the name of an outlet may
/// stand there too.
const OFFICES: &[&str] = &[
    "army",
    "government",
    "governor",
    "house",
    "kremlin",
    "mayor",
    "military",
    "minister",
    "ministry",
    "monitor",
    "office",
    "official",
    "officials",
    "police",
    "president",
    "report",
    "source",
    "sources",
    "spokesman",
    "spokeswoman",
    "statement",
    "study",
    "un",
    "union",
    "witness",
    "witnesses",
];

fn is_mark(token: &Token) -> bool {
    matches!(&*token.norm, "\"" | "“" | "”" | "‘" | "''" | "``" | "'")
}

fn is_stop(token: &Token) -> bool {
    matches!(&*token.norm, "," | "\"" | "”" | "''")
}

/// Tells whether words tell something: they have a verb or a count, and do
/// not merely say when or on what question.
fn is_clause(words: &[Token]) -> bool {
    let mut spoken = words.iter().filter(|t| t.tag != Tag::Punct);
    let Some(first) = spoken.next() else {
        return false;
    };
    let opens = matches!(
        &*first.norm,
        "after"
            | "as"
            | "although"
            | "asked"
            | "before"
            | "despite"
            | "if"
            | "since"
            | "speaking"
            | "when"
            | "while"
            | "according"
            | "but"
    );
    let one_clause = !words.iter().any(|t| &*t.norm == ",");
    let told = words
        .iter()
        .any(|t| matches!(t.tag, Tag::Verb | Tag::Aux | Tag::Num));
    // "On 7 May, police said": a day's number tells nothing.
    let verb = first.tag != Tag::Adp || words.iter().any(|t| matches!(t.tag, Tag::Verb | Tag::Aux));
    told && verb && !(opens && one_clause) && &*first.norm != "asked"
}

/// Tells whether a crediting ends at `at` or goes on only with when, where
/// and, for `told`, to whom.
fn ends(tokens: &[Token], sentence: &Range<usize>, at: usize, told: bool) -> bool {
    let rest = &tokens[at.min(sentence.end)..sentence.end];
    let until = rest
        .iter()
        .position(|t| matches!(&*t.norm, "," | ";" | "." | ")"))
        .unwrap_or(rest.len());
    let opens = rest.first().is_none_or(|t| {
        matches!(t.tag, Tag::Adp | Tag::Adv)
            || matches!(&*t.norm, "," | ";" | "." | ")")
            || is_day(&t.norm)
            || told && matches!(t.tag, Tag::Det | Tag::Noun | Tag::Propn | Tag::Adj)
            || told && matches!(&*t.norm, "him" | "her" | "us" | "them" | "me")
    });
    let tail = &rest[..until];
    // "…, he has said amid fears that it could fall": no more is said.
    let aside = rest
        .first()
        .is_some_and(|t| matches!(&*t.norm, "amid" | "following" | "despite"));
    if aside {
        return true;
    }
    let clause = tail.iter().any(|t| {
        matches!(t.tag, Tag::Verb | Tag::Aux)
            || matches!(
                &*t.norm,
                "that" | ":" | "\"" | "“" | "how" | "why" | "whether" | "if"
            )
    });
    opens && !clause && tail.len() <= 12
}
