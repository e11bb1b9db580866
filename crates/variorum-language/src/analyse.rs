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
        tag(text, &mut analysis.tokens[sentence.range()]);
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

/// Tags a sentence.
fn tag(text: &str, tokens: &mut [Token]) {
    for (at, token) in tokens.iter_mut().enumerate() {
        token.tag = guess::tag(token.span.of(text), &token.norm, at == 0);
        token.lemma = token.norm.clone();
    }
}
