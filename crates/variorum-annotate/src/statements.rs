//! Statements: which stretches assert something, whether that it is so, and
//! how firmly?
//!
//! A statement is a sentence. Whole sentences carry far where statements of
//! different reports are aligned word by word; a title is one too. A
//! subheading is one only if it tells something: it has a verb or a number.
//!
//! # What holds
//! Statements lie inside told blocks, in text order, and do not overlap.

mod mood;

use variorum_model::{BlockRole, Quantity, Report, Sentence, Span, Statement, Tag, Token, Voice};

use crate::voices::{credits, needed};

/// Finds the statements of a report.
pub(crate) fn statements(
    report: &Report,
    sentences: &[Sentence],
    tokens: &[Token],
    quantities: &[Quantity],
    voices: &[Voice],
) -> Vec<Statement> {
    let mut found = Vec::new();
    let mut blocks = report.told().peekable();
    for (index, sentence) in sentences.iter().enumerate() {
        while blocks
            .peek()
            .is_some_and(|block| block.span.end <= sentence.span.start)
        {
            blocks.next();
        }
        let Some(block) = blocks.peek() else { break };
        let words = &tokens[sentence.range()];
        let counts = quantities.iter().any(|q| sentence.span.contains(q.span));
        if !asserts(report.at(sentence.span), words, block.role, counts) {
            continue;
        }
        let voice = voice_of(sentence.span, words, voices, tokens);
        let scope = mood::Scope::new(words, voice.map(|voice| &voices[voice]), block.role);
        found.push(Statement {
            span: sentence.span,
            sentence: index,
            tokens: sentence.tokens.clone(),
            voice,
            open: is_open(report, sentences, index, tokens, voice, voices),
            polarity: scope.polarity(),
            certainty: scope.certainty(report.at(sentence.span)),
        });
    }
    found
}

/// Tells whether a sentence tells something: it has a verb or a count, or it
/// closes like a sentence and is not a mere word or two.
fn asserts(text: &str, words: &[Token], role: BlockRole, counts: bool) -> bool {
    let spoken = words
        .iter()
        .filter(|t| t.tag != Tag::Punct && t.tag != Tag::Sym)
        .count();
    if role == BlockRole::Title {
        return spoken > 1;
    }
    let verb = words.iter().any(|t| matches!(t.tag, Tag::Verb | Tag::Aux));
    let closed = text
        .trim_end_matches(['"', '”', '’', ')', '\''])
        .ends_with(['.', '!', '?']);
    spoken > 1 && (verb || counts) || closed && spoken > 2
}

/// Returns the innermost voice whose content covers most of what a sentence
/// says apart from the crediting itself.
fn voice_of(sentence: Span, words: &[Token], voices: &[Voice], tokens: &[Token]) -> Option<usize> {
    let share = |voice: &Voice| {
        let within =
            |spans: &[Span], token: &Token| spans.iter().any(|s| s.overlap(token.span) > 0);
        let (mut said, mut other) = (0_usize, 0_usize);
        for token in words.iter().filter(|t| t.tag != Tag::Punct) {
            if within(&voice.content, token) {
                said += 1;
            } else if !within(&voice.cue, token) && !within(&voice.source, token) {
                other += 1;
            }
        }
        (said, other)
    };
    voices
        .iter()
        .enumerate()
        .filter(|(_, voice)| voice.content.iter().any(|s| s.overlap(sentence) > 0))
        .filter_map(|(i, voice)| {
            let needed = needed(voice, tokens)?;
            let (said, other) = share(voice);
            (said > 0 && said >= needed * other)
                .then(|| (depth(voices, i), std::cmp::Reverse(said), i))
        })
        .max_by_key(|&(depth, said, i)| (depth, said, std::cmp::Reverse(i)))
        .map(|(_, _, i)| i)
}

/// The words between quotation marks that are somebody's, and no title or
/// phrase.
const QUOTATION: usize = 6;

/// Tells whether words of crediting that no voice with a source has stand in a
/// sentence or, before a colon, right ahead of it.
fn is_open(
    report: &Report,
    sentences: &[Sentence],
    index: usize,
    tokens: &[Token],
    voice: Option<usize>,
    voices: &[Voice],
) -> bool {
    if let Some(voice) = voice {
        return voices[voice].source.is_empty();
    }
    let sentence = &sentences[index];
    let words = &tokens[sentence.range()];
    let known = |token: &Token| {
        voices.iter().any(|voice| {
            !voice.source.is_empty() && voice.cue.iter().any(|cue| cue.overlap(token.span) > 0)
        })
    };
    let unread = words.iter().any(|t| credits(t) && !known(t));
    let introduced = || {
        let before = index.checked_sub(1).map(|before| sentences[before].span);
        before.is_some_and(|before| report.at(before).trim_end().ends_with(':'))
    };
    let quoted = || {
        let text = report.at(sentence.span);
        let mut marks = text.match_indices(['“', '"', '”']).map(|(at, _)| at);
        let (first, last) = (marks.next(), marks.next_back());
        let between = first.map_or("", |first| &text[first..last.unwrap_or(text.len())]);
        between.split_whitespace().count() >= QUOTATION
    };
    unread || introduced() || quoted()
}

/// Returns how many voices report this one.
fn depth(voices: &[Voice], mut at: usize) -> usize {
    let mut depth = 0;
    while let Some(outer) = voices[at].outer.filter(|_| depth < voices.len()) {
        at = outer;
        depth += 1;
    }
    depth
}

#[cfg(test)]
mod tests;
