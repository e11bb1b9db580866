//! From text to an analysis: the parts in order.
//!
//! # Steps
//! - Each region is cut into tokens and sentences.
//! - Tags, then lemmas, sentence by sentence.
//! - Names over all sentences together, because a text says a name in full
//!   once and in short afterwards.

use crate::english::Models;
use crate::norm::norm;
use crate::tokens::{Piece, pieces};
use crate::{Analysis, Sentence, Span, Tag, Token, guess};
use std::ops::Range;

/// Analyses the `regions` of `text`.
pub(crate) fn analyse(text: &str, regions: &[Span], models: &Models) -> Analysis {
    let mut analysis = Analysis::default();
    for region in regions {
        cut(text, *region, models, &mut analysis);
    }
    for sentence in &analysis.sentences {
        let tokens = &mut analysis.tokens[sentence.range()];
        let words: Vec<_> = tokens
            .iter()
            .map(|token| (token.span.of(text), token.norm.clone()))
            .collect();
        for (token, (tag, lemma)) in tokens.iter_mut().zip(tag(&words, models)) {
            (token.tag, token.lemma) = (tag, lemma);
        }
    }
    for sentence in &analysis.sentences {
        guess::names(&analysis.tokens[sentence.range()], &mut analysis.names);
    }
    analysis
}

/// Cuts a region into sentences and tokens, tags not yet set.
fn cut(text: &str, region: Span, models: &Models, analysis: &mut Analysis) {
    let part = region.of(text);
    let is_place = |word: &str| models.places.country(&norm(word)).is_some();
    let pieces = pieces(part, &is_place);
    let offset = region.start as usize;
    let span = |piece: &Piece| Span::new(offset + piece.start, offset + piece.end);
    for range in crate::sentences::sentences(part, &pieces) {
        let first = analysis.tokens.len();
        analysis
            .tokens
            .extend(pieces[range].iter().map(|piece| Token {
                span: span(piece),
                norm: norm(&part[piece.start..piece.end]),
                lemma: Box::default(),
                tag: Tag::X,
                head: None,
                relation: None,
            }));
        let tokens = &analysis.tokens[first..];
        let (Some(head), Some(last)) = (tokens.first(), tokens.last()) else {
            continue;
        };
        analysis.sentences.push(Sentence {
            span: head.span.cover(last.span),
            tokens: narrow(first..analysis.tokens.len()),
        });
    }
}

fn narrow(range: Range<usize>) -> Range<u32> {
    let number = |n: usize| u32::try_from(n).expect("texts are shorter than 4 GiB");
    number(range.start)..number(range.end)
}

/// Returns the tag and the lemma of each word of a sentence, given as form
/// and lower-case form.
pub(crate) fn tag(words: &[(&str, Box<str>)], models: &Models) -> Vec<(Tag, Box<str>)> {
    let Some(tagger) = &models.tagger else {
        let guess = |(at, (form, norm)): (usize, &(&str, Box<str>))| {
            (guess::tag(form, norm, at == 0), norm.clone())
        };
        return words.iter().enumerate().map(guess).collect();
    };
    let seen: Vec<_> = words
        .iter()
        .map(|(form, norm)| tagger.word(form, norm))
        .collect();
    let tags = tagger.tags(&seen);
    let lemma = |(tag, (_, norm)): (Tag, &(&str, Box<str>))| (tag, tagger.lemma(norm, tag));
    tags.into_iter().zip(words).map(lemma).collect()
}
