//! Quotations: whose words stand between the marks?
//!
//! # Steps
//! - **Introduced.** Where a line ends "…, Ada Moore writes:", she has the
//!   quotation that it opens, and no more than the block that it opens.
//! - **Opened.** "In a letter, Ada Moore said on Friday, “…”": who is credited right
//!   before a quotation has it, and nothing that only leads up to the crediting.
//! - **Begun.** "According to the union, …" has nothing that ended before it.
//! - **Closed.** Who is credited right behind a quotation has it, whatever
//!   stands before it.
//! - **Unowned.** A credit without a source has no quotation of another sentence.
//! - **Finished.** A quotation that begins in what somebody says is theirs to its end.
//! - **Left over.** A quotation that no voice covers goes on with the speaker
//!   before, or stands without a source.

use std::ops::Range;

use variorum_language::NameSpan;
use variorum_model::{Tag, Token};

use super::lexicon::{Speech, speech};
use super::rules::phrase_before;
use super::{Parts, Sheet, speakers};

/// A quotation of fewer words is a phrase in quotation marks, the outlet's
/// own sentence around it.
const SHORTEST: usize = 6;

/// How many marks stand at most between two quotations that one speaker goes
/// on in without being named again.
const PAUSE: usize = 2;

/// How many words of a caption may stand between a paragraph that leaves its
/// quotation open and the one that goes on with it.
const CAPTION: usize = 40;

/// How far before a colon the crediting word may stand.
const BEFORE_COLON: usize = 8;

/// Reads the line before a quotation: "Ada Moore writes on her page: “…”".
pub(super) fn introduced(
    sheet: &Sheet,
    tokens: &[Token],
    names: &[NameSpan],
    parts: &mut Vec<Parts>,
) {
    for quotation in quotations(sheet, tokens.len()) {
        let Some(colon) = quotation
            .start
            .checked_sub(1)
            .filter(|&at| &*tokens[at].norm == ":")
        else {
            continue;
        };
        let sentence = sheet.sentence(sheet.sentence_of(colon));
        let said = |parts: &&Parts| {
            parts.cue.as_ref().is_some_and(|cue| {
                sentence.contains(&cue.start)
                    && cue.start <= colon
                    && is_said(&tokens[cue.clone()])
                    && !parts.source.is_empty()
            })
        };
        if parts.iter().any(|parts| said(&parts)) {
            continue;
        }
        let near = colon.saturating_sub(BEFORE_COLON).max(sentence.start)..colon;
        let verb = near
            .rev()
            .take_while(|&at| !matches!(&*tokens[at].norm, "," | ";" | "that"))
            .find(|&at| {
                let token = &tokens[at];
                // "The site states" may be read as of several sites.
                let inflected = token.norm != token.lemma && !token.norm.ends_with("ing");
                inflected && speech(&token.norm, &token.lemma, Tag::Verb) == Speech::Say
            });
        let Some(verb) = verb else { continue };
        let Some(source) = phrase_before(tokens, &sentence, verb)
            .map(|source| speakers::ends_cut(tokens, source))
            .filter(|source| source.end == verb && speakers::speaks(tokens, source, names, true))
        else {
            continue;
        };
        without(parts, &quotation, |_| true);
        parts.push(Parts {
            source: vec![source],
            cue: Some(verb..verb + 1),
            content: vec![quotation],
        });
    }
}

/// Gives each quotation behind a comma to whoever is credited right before it.
pub(super) fn opened(sheet: &Sheet, tokens: &[Token], parts: &mut [Parts]) {
    for quotation in quotations(sheet, tokens.len()) {
        let Some(comma) = quotation
            .start
            .checked_sub(1)
            .filter(|&at| &*tokens[at].norm == ",")
        else {
            continue;
        };
        let sentence = sheet.sentence(sheet.sentence_of(comma));
        let touches = |c: &Range<usize>| c.start < quotation.end && quotation.start < c.end;
        let mut credited = parts.iter().filter(|parts| !parts.source.is_empty());
        if credited.any(|parts| parts.content.iter().any(touches)) {
            continue;
        }
        // "Told the Courier on Friday,": to whom and when may stand between.
        let credits = |parts: &&mut Parts| {
            let (Some(cue), [source]) = (&parts.cue, &parts.source[..]) else {
                return false;
            };
            sentence.contains(&cue.start)
                && source.end <= cue.start
                && cue.end <= comma
                && comma - cue.end <= BETWEEN
                && is_said(&tokens[cue.clone()])
                && !tokens[cue.end..comma].iter().any(|token| {
                    matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Sconj)
                        || matches!(&*token.norm, "," | "that" | "and")
                })
        };
        let Some(parts) = parts.iter_mut().find(credits) else {
            continue;
        };
        let first = parts.source[0].start;
        parts
            .content
            .retain(|content| content.end > first || !leads_up(tokens, content));
        parts.content.push(quotation);
        parts.content.sort_by_key(|content| content.start);
    }
}

/// How many words may stand between a crediting and the comma before its quotation.
const BETWEEN: usize = 8;

/// Tells whether words only lead up to a crediting: "in a letter", "even though the
/// mayor objected", "asked why", "turning to the harbour".
fn leads_up(tokens: &[Token], content: &Range<usize>) -> bool {
    let first = &tokens[content.start];
    matches!(first.tag, Tag::Adp | Tag::Sconj | Tag::Adv)
        || first.tag == Tag::Verb && first.norm.ends_with("ing")
        || &*first.norm == "asked"
}

/// Ends what is said no sooner than the quotation that begins in it.
pub(super) fn finished(sheet: &Sheet, tokens: &[Token], parts: &mut [Parts]) {
    let quotations = quotations(sheet, tokens.len());
    for parts in parts {
        for content in &mut parts.content {
            let at = quotations.partition_point(|quotation| quotation.end <= content.end);
            // Who is credited in the quotation speaks in it.
            let outside = |quotation: &Range<usize>| {
                let cue = parts.cue.as_ref();
                cue.is_some_and(|cue| !quotation.contains(&cue.start))
            };
            if let Some(quotation) = quotations.get(at)
                && (content.start..content.end).contains(&quotation.start)
                && outside(quotation)
            {
                content.end = quotation.end;
            }
        }
        // What was the end of the quotation is in it now.
        let mut end = 0;
        parts.content.retain(|content| {
            let beyond = content.end > end;
            end = end.max(content.end);
            beyond
        });
    }
}

/// Ends what a line introduces ("According to the union:") with the block
/// that it opens.
pub(super) fn bounded(sheet: &Sheet, tokens: &[Token], parts: &mut [Parts]) {
    for parts in parts.iter_mut() {
        let Some(cue) = &parts.cue else { continue };
        let sentence = sheet.sentence(sheet.sentence_of(cue.start));
        let opens = sentence
            .clone()
            .next_back()
            .is_some_and(|last| &*tokens[last].norm == ":");
        let next = tokens.get(sentence.end).map(|_| sheet.block(sentence.end));
        let Some(block) = next.filter(|&next| opens && next != sheet.block(sentence.start)) else {
            continue;
        };
        let whole = sheet.tokens_of_block(block, sentence.end);
        let told = |content: &Range<usize>| content.end > sentence.end;
        if !parts.content.iter().any(told) || whole.is_empty() {
            continue;
        }
        parts.content.retain(|content| !told(content));
        parts.content.push(whole);
    }
}

/// Takes what ended before it from a credit that opens its sentence and has what
/// follows there: "“….” According to the union, “the mill is old.”"
pub(super) fn begun(sheet: &Sheet, tokens: &[Token], parts: &mut [Parts]) {
    for parts in parts.iter_mut() {
        let Some(cue) = &parts.cue else { continue };
        let sentence = sheet.sentence(sheet.sentence_of(cue.start));
        let opens = &*tokens[cue.start].norm == "according"
            && tokens[sentence.start..cue.start]
                .iter()
                .all(|t| t.tag == Tag::Punct);
        let follows =
            |content: &Range<usize>| sentence.contains(&content.start) && content.start > cue.start;
        if opens && parts.content.iter().any(follows) {
            let start = cue.start;
            parts.content.retain(|content| content.start > start);
        }
    }
}

/// Gives each quotation to whoever is credited right behind it.
pub(super) fn closed(sheet: &Sheet, tokens: &[Token], parts: &mut Vec<Parts>) {
    for quotation in quotations(sheet, tokens.len()) {
        let after_colon = quotation
            .start
            .checked_sub(1)
            .is_some_and(|at| &*tokens[at].norm == ":");
        // The title of a book is no speech.
        let opens = after_colon
            || sheet.sentence(sheet.sentence_of(quotation.start)).start == quotation.start;
        // "He felt it worth it because “…”": the quotation ends what he says. "He
        // told what they fired at: “…,” she said" is hers.
        let before = quotation.start.checked_sub(1);
        let abuts = before.is_some_and(|at| sheet.quote(at).is_some());
        let within = |content: &Range<usize>| {
            let inside = content.start < quotation.start && quotation.start < content.end;
            inside && !after_colon && !abuts
        };
        if !opens && words(tokens, &quotation) < SHORTEST
            || parts.iter().any(|parts| parts.content.iter().any(within))
        {
            continue;
        }
        let sentence = sheet.sentence_of(quotation.end - 1);
        let behind = |parts: &Parts| {
            let Some(cue) = &parts.cue else { return false };
            let first = parts.source.iter().map(|s| s.start).chain([cue.start]);
            let first = first.filter(|&at| at >= quotation.end).min();
            first.is_some_and(|first| {
                first - quotation.end <= 1
                    && sheet.sentence_of(first) == sentence
                    && tokens[quotation.end..first].iter().all(|t| &*t.norm == ",")
            }) && cue.start >= quotation.end
                && is_said(&tokens[cue.clone()])
                && !parts.source.is_empty()
        };
        let Some(nth) = parts.iter().position(behind) else {
            continue;
        };
        // "Ada Moore scolded him: “…,” she said": she is who came before.
        let pronoun = matches!(&parts[nth].source[..], [source]
            if source.len() == 1 && tokens[source.start].tag == Tag::Pron);
        let introduced = |other: &Parts| {
            let touches = |c: &Range<usize>| c.start < quotation.end && quotation.start < c.end;
            other.cue != parts[nth].cue
                && !other.source.is_empty()
                && other.content.iter().any(touches)
        };
        if pronoun && parts.iter().any(introduced) {
            continue;
        }
        let known = parts[nth]
            .content
            .iter()
            .any(|content| content.start <= quotation.start && quotation.end <= content.end);
        if !known {
            let touched = |content: &Range<usize>| {
                content.start < quotation.end && quotation.start < content.end
            };
            parts[nth].content.retain(|content| !touched(content));
            parts[nth].content.push(quotation.clone());
            parts[nth].content.sort_by_key(|content| content.start);
        }
        let cue = parts[nth].cue.clone();
        without(parts, &quotation, |other| {
            // What reports the crediting itself goes on around it.
            let holds = cue.as_ref().is_some_and(|cue| {
                let within = |content: &Range<usize>| content.contains(&cue.start);
                other.content.iter().any(within)
            });
            other.cue != cue
                && !holds
                && other
                    .cue
                    .as_ref()
                    .is_some_and(|own| own.start < quotation.start)
        });
    }
}

/// Takes a quotation out of the contents of those voices that `lose` it, and
/// drops what then credits nothing.
fn without(parts: &mut Vec<Parts>, quotation: &Range<usize>, lose: impl Fn(&Parts) -> bool) {
    for parts in parts.iter_mut().filter(|parts| lose(parts)) {
        parts.content.retain_mut(|content| {
            if content.start < quotation.end && quotation.start < content.end {
                content.end = content.end.min(quotation.start);
            }
            content.start < content.end
        });
    }
    parts.retain(|parts| !parts.content.is_empty());
}

/// Returns how many words stand in a quotation.
fn words(tokens: &[Token], quotation: &Range<usize>) -> usize {
    let spoken = tokens[quotation.clone()].iter();
    spoken.filter(|t| t.tag != Tag::Punct).count()
}

/// Tells whether crediting words are of saying.
fn is_said(cue: &[Token]) -> bool {
    cue.iter().any(|t| {
        matches!(
            speech(&t.norm, &t.lemma, Tag::Verb),
            Speech::Say | Speech::Tell | Speech::According
        )
    })
}

/// Takes the quotations of other sentences from what nobody is credited for: "is
/// now expected" has no speaker to give them to.
pub(super) fn unowned(sheet: &Sheet, parts: &mut Vec<Parts>) {
    for parts in parts.iter_mut().filter(|parts| parts.source.is_empty()) {
        let Some(cue) = &parts.cue else { continue };
        let sentence = sheet.sentence(sheet.sentence_of(cue.start));
        parts.content.retain(|content| {
            let quoted = content.clone().any(|at| sheet.quote(at).is_some());
            let apart = content.end <= sentence.start || sentence.end <= content.start;
            !(quoted && apart)
        });
    }
    parts.retain(|parts| !parts.content.is_empty());
}

/// Gives each quotation that no content covers to the voice whose quotation
/// ended right before it, else to a voice without a source.
pub(super) fn attach(sheet: &Sheet, tokens: &[Token], parts: &mut Vec<Parts>) {
    for quotation in quotations(sheet, tokens.len()) {
        let covered = parts
            .iter()
            .flat_map(|parts| &parts.content)
            .any(|content| content.start < quotation.end && quotation.start < content.end);
        if covered || words(tokens, &quotation) < SHORTEST {
            continue;
        }
        let runs_on = parts.iter_mut().rev().find(|parts| {
            parts.content.last().is_some_and(|last| {
                let quoted = last.clone().any(|at| sheet.quote(at).is_some());
                let between = last.end.min(quotation.start)..quotation.start;
                // Between them stands at most the crediting: "…," he said.
                let own = |cue: &Range<usize>| between.contains(&cue.start);
                let reach = match &parts.cue {
                    _ if last.end > 0 && sheet.leaves_open(last.end - 1) => CAPTION,
                    Some(cue) if !own(cue) => PAUSE,
                    _ => parts.reach(),
                };
                quoted && last.end <= quotation.start && between.len() <= reach
            })
        });
        match runs_on {
            Some(parts) => parts.content.push(quotation),
            None => {
                let source = speaker_before(sheet, parts, quotation.start).unwrap_or_default();
                parts.push(Parts {
                    source,
                    cue: None,
                    content: vec![quotation],
                });
            }
        }
    }
}

/// Returns the source of the sentence right before a quotation that opens a
/// sentence: "The mayor said the dam had burst. “…”"
fn speaker_before(sheet: &Sheet, parts: &[Parts], start: usize) -> Option<Vec<Range<usize>>> {
    let sentence = sheet.sentence_of(start);
    let before = sentence.checked_sub(1)?;
    if sheet.sentence(sentence).start != start {
        return None;
    }
    let speaks = |parts: &&Parts| {
        let cue = parts
            .cue
            .as_ref()
            .is_some_and(|cue| sheet.sentence_of(cue.start) == before);
        cue && !parts.source.is_empty()
    };
    // The first to be credited there is who speaks; others are told of.
    parts.iter().find(speaks).map(|parts| parts.source.clone())
}

impl Parts {
    /// Returns how many tokens source and cue take, with the punctuation
    /// around them.
    fn reach(&self) -> usize {
        let taken: usize = self
            .source
            .iter()
            .chain(&self.cue)
            .map(ExactSizeIterator::len)
            .sum();
        taken + 3
    }
}

/// Returns the quotations, marks included, in tokens.
fn quotations(sheet: &Sheet, len: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut number = None;
    for at in 0..len {
        let quote = sheet.quote(at);
        if quote.is_some() && quote == number {
            if let Some(last) = found.last_mut() {
                last.end = at + 1;
            }
        } else if quote.is_some() {
            found.push(at..at + 1);
        }
        number = quote;
    }
    found
}
