//! Voices: who is credited for which stretch of a report, and by which words?
//!
//! # Steps
//! - **Cues** of each sentence, by a learnt chain of labels.
//! - **Source and content** of each cue, by a second chain over its sentence
//!   and the sentences that a quotation ties to it.
//! - **Speakers**: a source that cannot speak is mended or dropped; a credit
//!   that ends a clause is read by the order of its words, one of a figure by
//!   its verb; the tree tells the subject, and who claims what another rejects
//!   says it; what hangs on another credit ("adding", "citing") by that.
//! - **Quotations** that no content covers go on with the speaker before, or
//!   stand without a source.
//! - **Signed** blocks are their authors'.
//! - **Kind** of the source, which voice reports which, and what a content
//!   only mentions.
//!
//! # What holds
//! - The parts of a voice lie in the blocks that were given, in text order.
//! - A stretch for which nobody is credited gets no voice: that is a finding.
//!
//! # What this leaves to others
//! Who "he" is, and what the name of a source names, is for resolving.

mod abreast;
mod background;
mod branches;
mod chain;
mod clauses;
mod disputes;
mod figures;
mod kinds;
mod lexicon;
mod model;
mod quotations;
mod relays;
mod rules;
mod sheet;
mod signed;
mod speakers;
mod trailing;

use std::ops::Range;

use variorum_language::NameSpan;
use variorum_model::{Sentence, Span, Tag, Token, Voice};

use self::chain::stretches;
pub use self::chain::{Chain, Demand, Weights, decode};
pub use self::model::{Malformed, VoiceModel};
pub use self::sheet::Sheet;

/// Finds the voices of a text whose told `blocks` were analysed.
pub(crate) fn voices(
    text: &str,
    blocks: &[Span],
    sentences: &[Sentence],
    tokens: &[Token],
    names: &[NameSpan],
    model: &VoiceModel,
) -> Vec<Voice> {
    if model.is_empty() {
        return Vec::new();
    }
    let sheet = Sheet::new(text, blocks, sentences, tokens);
    let mut parts: Vec<Parts> = (0..sentences.len())
        .flat_map(|sentence| {
            let range = sheet.sentence(sentence);
            let mut parts = credited(&sheet, tokens, sentence, model);
            for parts in &mut parts {
                speakers::mend(tokens, &range, names, parts);
            }
            trailing::complete(tokens, &range, names, &mut parts);
            figures::complete(tokens, &range, names, &mut parts);
            clauses::complete(tokens, &range, names, &mut parts);
            disputes::complete(tokens, &range, names, &mut parts);
            trailing::outermost(tokens, &range, &mut parts);
            abreast::part(tokens, &range, &mut parts);
            relays::complete(tokens, names, &mut parts);
            parts
        })
        .collect();
    quotations::introduced(&sheet, tokens, names, &mut parts);
    quotations::opened(&sheet, tokens, &mut parts);
    quotations::begun(&sheet, tokens, &mut parts);
    quotations::closed(&sheet, tokens, &mut parts);
    quotations::bounded(&sheet, tokens, &mut parts);
    quotations::unowned(&sheet, &mut parts);
    quotations::finished(&sheet, tokens, &mut parts);
    quotations::attach(&sheet, tokens, &mut parts);
    signed::complete(&sheet, tokens, names, &mut parts);
    uncross(&mut parts);
    parts.sort_by_key(Parts::start);
    let mut voices: Vec<Voice> = parts
        .iter()
        .map(|parts| Voice {
            source: spans(&sheet, tokens, &parts.source),
            cue: spans(&sheet, tokens, parts.cue.as_slice()),
            content: spans(&sheet, tokens, &parts.content),
            kind: kinds::kind(tokens, &parts.source, names),
            quoted: parts
                .content
                .iter()
                .any(|c| c.clone().any(|at| sheet.quote(at).is_some())),
            answers: false,
            outer: None,
            background: {
                let said = parts.content.iter();
                let told = said.flat_map(|c| background::background(&sheet, tokens, c));
                spans(&sheet, tokens, &told.collect::<Vec<_>>())
            },
            echoes: Vec::new(),
        })
        .collect();
    let cited = |parts: &Parts| {
        let cue = parts.cue.as_ref();
        cue.is_some_and(|cue| relays::is_citing(tokens, cue))
    };
    nest(&mut voices, &parts.iter().map(cited).collect::<Vec<_>>());
    for voice in &mut voices {
        voice.answers = needed(voice, tokens).is_some();
    }
    voices
}

/// The parts of a voice, in tokens.
#[derive(Clone, Debug)]
pub struct Parts {
    /// Who.
    pub source: Vec<Range<usize>>,
    /// The crediting words; none for a quotation that stands alone.
    pub cue: Option<Range<usize>>,
    /// What is credited.
    pub content: Vec<Range<usize>>,
}

impl Parts {
    /// Returns the first token of any part.
    fn start(&self) -> usize {
        let parts = self.source.iter().chain(&self.cue).chain(&self.content);
        parts.map(|range| range.start).min().unwrap_or(0)
    }
}

/// Makes contents nest: one that begins inside another and ends behind it keeps
/// what is behind.
fn uncross(parts: &mut [Parts]) {
    let mut contents: Vec<&mut Range<usize>> = parts
        .iter_mut()
        .flat_map(|parts| &mut parts.content)
        .collect();
    contents.sort_by_key(|content| (content.start, std::cmp::Reverse(content.end)));
    let mut open: Vec<Range<usize>> = Vec::new();
    for content in contents {
        open.retain(|other| other.end > content.start);
        while let Some(other) = open.iter().find(|other| {
            other.start < content.start && content.start < other.end && other.end < content.end
        }) {
            content.start = other.end;
        }
        open.push(content.clone());
    }
}

/// Finds the credits of a sentence that have a content.
#[must_use]
pub fn credited(
    sheet: &Sheet,
    tokens: &[Token],
    sentence: usize,
    model: &VoiceModel,
) -> Vec<Parts> {
    let range = sheet.sentence(sentence);
    cues(sheet, sentence, model)
        .into_iter()
        .filter_map(|cue| {
            let (mut source, mut content) = roles(sheet, &cue, model);
            if source.is_empty() {
                source.extend(rules::source_near(tokens, &range, &cue, &content));
            }
            if content.is_empty() && !source.is_empty() {
                content.extend(rules::content_near(tokens, &range, &cue, &source));
            }
            (!content.is_empty()).then_some(Parts {
                source,
                cue: Some(cue),
                content,
            })
        })
        .collect()
}

/// Returns the cues of a sentence, in tokens of the report.
pub fn cues(sheet: &Sheet, sentence: usize, model: &VoiceModel) -> Vec<Range<usize>> {
    let chain = sheet.cue_chain(sentence);
    let cues = &model.chains(sheet.has_trees()).cues;
    let start = sheet.sentence(sentence).start;
    shifted(&stretches(&decode(&chain, cues, Demand::Any), 1), start)
}

/// Returns source and content of a cue, in tokens of the report.
#[must_use]
pub fn roles(
    sheet: &Sheet,
    cue: &Range<usize>,
    model: &VoiceModel,
) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let window = sheet.window(cue);
    let chain = sheet.role_chain(cue, &window);
    let weights = &model.chains(sheet.has_trees()).roles;
    let labels = decode(&chain, weights, Demand::OneSourceSomeContent);
    let of = |kind: usize| shifted(&stretches(&labels, kind), window.start);
    (of(1), of(2))
}

fn shifted(ranges: &[Range<usize>], by: usize) -> Vec<Range<usize>> {
    ranges
        .iter()
        .map(|range| range.start + by..range.end + by)
        .collect()
}

/// Returns the places of token ranges. A range that runs on into the next
/// block (a quotation after a colon) becomes a part in each.
fn spans(sheet: &Sheet, tokens: &[Token], ranges: &[Range<usize>]) -> Vec<Span> {
    let mut spans: Vec<(u32, Span)> = Vec::new();
    for range in ranges {
        for (at, token) in range.clone().zip(&tokens[range.clone()]) {
            let block = sheet.block(at);
            match spans
                .last_mut()
                .filter(|(last, _)| *last == block && at > range.start)
            {
                Some((_, span)) => *span = span.cover(token.span),
                None => spans.push((block, token.span)),
            }
        }
    }
    spans.into_iter().map(|(_, span)| span).collect()
}

/// Finds for each voice the one that reports it: its cue stands in the
/// other's content, or it is cited for the other's content.
fn nest(voices: &mut [Voice], cited: &[bool]) {
    let holder = |inner: usize| {
        let cue = *voices[inner].cue.first()?;
        if cited[inner] {
            return voices.iter().enumerate().position(|(i, voice)| {
                i != inner && !cited[i] && voice.content == voices[inner].content
            });
        }
        voices
            .iter()
            .enumerate()
            .filter(|&(i, _)| i != inner)
            .filter_map(|(i, voice)| {
                let content = voice.content.iter().find(|content| content.contains(cue))?;
                // Two voices never hold each other: the longer content is outside.
                let inside = voices[inner].content.iter().map(|c| c.len()).max()?;
                (content.len() > inside).then_some((content.len(), i))
            })
            .min()
            .map(|(_, i)| i)
    };
    let outer: Vec<Option<usize>> = (0..voices.len()).map(holder).collect();
    for (voice, outer) in voices.iter_mut().zip(outer) {
        voice.outer = outer;
    }
}

/// Returns how many words of its content a voice needs for each other word of
/// a statement to answer for it; none where it answers for nothing. "She wants
/// to leave" tells of her, on nobody's word.
pub(crate) fn needed(voice: &Voice, tokens: &[Token]) -> Option<usize> {
    let within = |spans: &[Span]| -> Vec<&Token> {
        spans
            .iter()
            .flat_map(|span| {
                let first = tokens.partition_point(|t| t.span.end <= span.start);
                tokens[first..]
                    .iter()
                    .take_while(|t| t.span.start < span.end)
            })
            .collect()
    };
    if voice.source.is_empty() && !voice.quoted {
        return None;
    }
    let cue = within(&voice.cue);
    if !voice.quoted && (finds_somebody(tokens, &cue) || is_silence(voice, tokens, &cue)) {
        return None;
    }
    let saying = cue.iter().any(|t| lexicon::is_saying(&t.lemma));
    // "The two discussed a “shared vision”": told of them, on another's word.
    if !saying && cue.iter().any(|t| lexicon::is_deed(&t.lemma)) {
        return None;
    }
    // "The patch notes on what is new", "a photo shows the square" credit nobody.
    let norm = |at: usize| cue.get(at).map_or("", |t: &&Token| &*t.norm);
    let of_notes = norm(0) == "notes" && cue.get(1).is_some_and(|t| t.tag == Tag::Adp);
    let source = within(&voice.source);
    let of_a_picture = source.iter().any(|t| lexicon::is_picture(&t.lemma));
    if of_notes || of_a_picture && cue.iter().any(|t| &*t.lemma == "show") {
        return None;
    }
    // "She met the mayor and stressed …": the first half is on nobody's word.
    if joined_deed(voice, &within) {
        return Some(3);
    }
    let content = within(&voice.content);
    let clause = content
        .iter()
        .any(|t| matches!(t.tag, Tag::Verb | Tag::Aux));
    let mut says = cue.iter().filter(|t| lexicon::is_saying(&t.lemma));
    // "Lunn took to the radio to voice her anger": the report tells it.
    let uttering = saying && !clause && says.all(|t| lexicon::is_uttering(&t.lemma));
    if voice.quoted || voice.cue.is_empty() || saying && !uttering {
        return Some(1);
    }
    let opens = content.iter().find(|t| t.tag != Tag::Punct);
    // "They experimented with nets", "they want to leave".
    let inside = opens.is_some_and(|t| matches!(&*t.norm, "with" | "of" | "for"));
    // "France bans telephones in cars even when they stand": what is done to them.
    let known = |token: &&Token| {
        lexicon::speech(&token.norm, &token.lemma, token.tag) != lexicon::Speech::None
    };
    let known = cue.iter().any(known);
    let done_to = !known && is_object(&content, tokens);
    let goes_on = opens.is_some_and(|t| &*t.norm == "to") || inside && !known;
    (clause && !goes_on && !done_to).then_some(3)
}

/// Tells whether a cue says in what state somebody was found: "anyone found guilty of
/// theft may be fined", "a person found smuggling".
fn finds_somebody(tokens: &[Token], cue: &[&Token]) -> bool {
    let Some(verb) = cue.iter().find(|t| &*t.norm == "found") else {
        return false;
    };
    let next = tokens.partition_point(|t| t.span.end <= verb.span.end);
    let helper = next.checked_sub(2).map(|at| &*tokens[at].lemma);
    let passive = helper == Some("be") || verb.relation.is_some_and(|of| of.is("acl"));
    // "The study found drinking it helps" finds nobody.
    tokens.get(next).is_some_and(|t| {
        let state = &*t.norm == "dead" || t.tag == Tag::Verb && t.norm.ends_with("ing");
        matches!(&*t.norm, "guilty" | "innocent" | "liable") || passive && state
    })
}

/// Words that open what nobody has said: "has not said when he will leave".
const OPEN: &[&str] = &[
    "how", "if", "what", "when", "where", "whether", "which", "who", "why",
];

/// Tells whether a cue says that something was not said.
fn is_silence(voice: &Voice, tokens: &[Token], cue: &[&Token]) -> bool {
    let asked = voice.content.first().is_some_and(|content| {
        let first = tokens.partition_point(|t| t.span.end <= content.start);
        tokens.get(first).is_some_and(|t| OPEN.contains(&&*t.norm))
    });
    let saying = |t: &Token| matches!(&*t.lemma, "say" | "disclose" | "reveal" | "specify");
    let Some(verb) = cue.iter().find(|t| saying(t)) else {
        return false;
    };
    let at = tokens.partition_point(|t| t.span.end <= verb.span.start);
    let helpers = &tokens[at.saturating_sub(2)..at];
    asked && helpers.iter().any(speakers::denies)
}

/// Tells whether the head of some words is the object of a verb outside of them.
fn is_object(content: &[&Token], tokens: &[Token]) -> bool {
    let inside = |head: u32| {
        let head = &tokens[head as usize];
        content.iter().any(|token| token.span == head.span)
    };
    let head = content
        .iter()
        .find(|token| token.head.is_none_or(|head| !inside(head)));
    let relation = head.and_then(|head| head.relation);
    relation.is_some_and(|relation| relation.base() == "obj")
}

/// Tells whether a word by itself shows that somebody is credited.
pub(crate) fn credits(token: &Token) -> bool {
    &*token.norm == "according"
        || matches!(token.tag, Tag::Verb | Tag::Aux)
            && matches!(
                &*token.lemma,
                "add"
                    | "admit"
                    | "allege"
                    | "announce"
                    | "claim"
                    | "confirm"
                    | "declare"
                    | "deny"
                    | "insist"
                    | "report"
                    | "reveal"
                    | "say"
                    | "state"
                    | "tell"
                    | "tweet"
                    | "warn"
            )
}

/// Tells whether another verb stands between a source and its crediting verb,
/// joined to it by "and".
fn joined_deed<'t>(voice: &Voice, within: &impl Fn(&[Span]) -> Vec<&'t Token>) -> bool {
    let (Some(source), Some(cue)) = (voice.source.last(), voice.cue.first()) else {
        return false;
    };
    if source.end >= cue.start {
        return false;
    }
    let between = within(&[Span {
        start: source.end,
        end: cue.start,
    }]);
    between.last().is_some_and(|t| &*t.norm == "and")
        && between
            .iter()
            .any(|t| matches!(t.tag, Tag::Verb | Tag::Aux))
}

#[cfg(test)]
mod tests;
