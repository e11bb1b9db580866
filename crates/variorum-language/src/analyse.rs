//! From text to an analysis: the parts in order.
//!
//! # Steps
//! - Each region is cut into tokens and sentences.
//! - Tags, then lemmas, then heads, sentence by sentence.
//! - Names over all sentences together, because a text says a name in full
//!   once and in short afterwards.

use crate::english::{Models, Parsed, Parts};
use crate::names::{NameWord, Namer, mark_phrases, mark_tight};
use crate::norm::norm;
use crate::parser::{ParseWord, Parser};
use crate::tagger::{SeenWords, TagWord};
use crate::tokens::{Piece, pieces};
use crate::{Analysis, NameSpan, Sentence, Span, Tag, Token, guess, name_glue, surnames};
use std::ops::Range;

/// Analyses the `regions` of `text` as far as `parts` asks.
pub(crate) fn analyse(text: &str, regions: &[Span], parts: Parts, models: &Models) -> Analysis {
    let mut analysis = Analysis::default();
    for region in regions {
        cut(text, *region, models, &mut analysis);
    }
    if !(parts.tags || parts.names || parts.trees) {
        for token in &mut analysis.tokens {
            token.lemma = token.norm.clone();
        }
        return analysis;
    }
    let Some(tagger) = &models.tagger else {
        without_weights(text, parts, &mut analysis);
        return analysis;
    };
    let mut seen = Vec::with_capacity(analysis.sentences.len());
    let mut known = SeenWords::new(tagger);
    for sentence in &analysis.sentences {
        let tokens = &mut analysis.tokens[sentence.range()];
        let forms = |token: &'_ Token| token.span.of(text);
        let places = known.sentence(tokens.iter().map(|token| (forms(token), &*token.norm)));
        let words = known.words(&places);
        let tags = known.tags(&places, &words);
        for ((token, tag), place) in tokens.iter_mut().zip(&tags).zip(&places) {
            token.tag = *tag;
            token.lemma = known.lemma(*place, &token.norm, *tag);
        }
        surnames::mend_tags(text, tokens);
        if let Some(parser) = models.parser.as_ref().filter(|_| parts.trees) {
            draw(parser, &words, models, sentence.tokens.start, tokens);
        }
        seen.push(words);
    }
    match &models.namer {
        Some(namer) if parts.names => {
            name(text, namer, models, &seen, &mut analysis);
            surnames::add_known(text, &mut analysis);
        }
        None if parts.names => guess_names(&mut analysis),
        _ => {}
    }
    analysis
}

/// Guesses tags and names where there is no tagger.
fn without_weights(text: &str, parts: Parts, analysis: &mut Analysis) {
    for sentence in &analysis.sentences {
        guess_tags(text, &mut analysis.tokens[sentence.range()]);
    }
    if parts.names {
        guess_names(analysis);
    }
}

fn guess_names(analysis: &mut Analysis) {
    for sentence in &analysis.sentences {
        guess::names(&analysis.tokens[sentence.range()], &mut analysis.names);
    }
}

/// Gives the tokens of a sentence, whose first has the place `first`, their
/// heads and relations.
fn draw(parser: &Parser, seen: &[TagWord], models: &Models, first: u32, tokens: &mut [Token]) {
    let word = |(token, seen): (&Token, &TagWord)| ParseWord {
        seen: parser.seen(*seen),
        vector: models.vectors.of(&token.norm),
        tag: token.tag,
    };
    let words: Vec<_> = tokens.iter().zip(seen).map(word).collect();
    let arcs = parser.parse(&words, &parser.fines(&words));
    for (token, (head, relation)) in tokens.iter_mut().zip(arcs) {
        token.head = head.map(|head| first + head);
        token.relation = Some(relation);
    }
}

/// Finds the names of an analysis whose words were `seen` by the tagger.
fn name(
    text: &str,
    namer: &Namer,
    models: &Models,
    seen: &[Vec<TagWord>],
    analysis: &mut Analysis,
) {
    let words = |(sentence, seen): (&Sentence, &Vec<TagWord>)| -> Vec<NameWord> {
        let tokens = &analysis.tokens[sentence.range()];
        let word =
            |(token, seen): (&Token, &TagWord)| match name_glue::bare(token.span.of(text), seen) {
                None => namer.word(*seen, token.tag, &token.norm, &models.places),
                Some(bare) => {
                    let norm = norm(bare);
                    let seen = models
                        .tagger
                        .as_ref()
                        .map(|tagger| tagger.word(bare, &norm));
                    namer.word(seen.unwrap_or_default(), Tag::Propn, &norm, &models.places)
                }
            };
        let mut words: Vec<NameWord> = tokens.iter().zip(seen).map(word).collect();
        mark_tight(&mut words, tokens);
        namer.mark_phrases(&mut words);
        words
    };
    let words: Vec<_> = analysis.sentences.iter().zip(seen).map(words).collect();
    let found = namer.names(&words);
    for ((sentence, names), seen) in analysis.sentences.iter().zip(found).zip(seen) {
        let tokens = &analysis.tokens[sentence.range()];
        // "Director for Research": what a title brings in may be no name.
        let joins = |range: &Range<usize>| tokens[range.clone()].iter().all(|t| t.tag == Tag::Adp);
        let names = names.into_iter().filter(|(range, _)| !joins(range));
        let spans = names.map(|(range, kind)| {
            let last = &tokens[range.end - 1];
            let mut span = tokens[range.start].span.cover(last.span);
            if let Some(bare) = name_glue::bare(last.span.of(text), &seen[range.end - 1]) {
                span.end = last.span.start + u32::try_from(bare.len()).unwrap_or(0);
            }
            NameSpan { span, kind }
        });
        analysis.names.extend(spans);
    }
}

fn guess_tags(text: &str, tokens: &mut [Token]) {
    for (at, token) in tokens.iter_mut().enumerate() {
        token.tag = guess::tag(token.span.of(text), &token.norm, at == 0);
        token.lemma = token.norm.clone();
    }
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
    let mut known = SeenWords::new(tagger);
    let places = known.sentence(words.iter().map(|(form, norm)| (*form, &**norm)));
    let tags = known.tags(&places, &known.words(&places));
    let lemma = |(tag, (_, norm)): (Tag, &(&str, Box<str>))| (tag, tagger.lemma(norm, tag));
    tags.into_iter().zip(words).map(lemma).collect()
}

/// Adds heads and relations to an analysis.
pub(crate) fn add_trees(text: &str, analysis: &mut Analysis, models: &Models) {
    let (Some(tagger), Some(parser)) = (&models.tagger, &models.parser) else {
        return;
    };
    for sentence in &analysis.sentences {
        let tokens = &mut analysis.tokens[sentence.range()];
        let word = |token: &Token| tagger.word(token.span.of(text), &token.norm);
        let seen: Vec<_> = tokens.iter().map(word).collect();
        draw(parser, &seen, models, sentence.tokens.start, tokens);
    }
}

/// Returns what is known of each word of a sentence, given as form and
/// lower-case form.
pub(crate) fn parse(words: &[(&str, Box<str>)], models: &Models) -> Vec<Parsed> {
    let tagged = tag(words, models);
    let parsed = |(tag, lemma)| Parsed {
        tag,
        lemma,
        fine: None,
        head: None,
        relation: None,
    };
    let mut parsed: Vec<Parsed> = tagged.into_iter().map(parsed).collect();
    if let (Some(tagger), Some(parser)) = (&models.tagger, &models.parser) {
        let word = |((form, norm), parsed): (&(&str, Box<str>), &Parsed)| ParseWord {
            seen: parser.seen(tagger.word(form, norm)),
            vector: models.vectors.of(norm),
            tag: parsed.tag,
        };
        let words: Vec<_> = words.iter().zip(&parsed).map(word).collect();
        let fines = parser.fines(&words);
        let arcs = parser.parse(&words, &fines);
        for ((word, (head, relation)), fine) in parsed.iter_mut().zip(arcs).zip(fines) {
            word.fine = Some(fine);
            word.head = head;
            word.relation = Some(relation);
        }
    }
    parsed
}

/// Returns the words of each sentence of `text` as the name finder sees them,
/// for training; `lists` gives the list bits of a hashed word.
///
/// # Panics
/// When `models` have no tagger: names are learnt after tags.
pub(crate) fn name_words(
    text: &str,
    analysis: &Analysis,
    models: &Models,
    lists: &dyn Fn(u64) -> u8,
) -> Vec<Vec<NameWord>> {
    let tagger = models.tagger.as_ref().expect("names are learnt after tags");
    let word = |token: &Token| {
        let seen = tagger.word(token.span.of(text), &token.norm);
        if let Some(bare) = name_glue::bare(token.span.of(text), &seen) {
            let norm = norm(bare);
            let seen = tagger.word(bare, &norm);
            let lists = lists(seen.shape.word);
            return NameWord::new(seen, Tag::Propn, &norm, &models.places, lists);
        }
        NameWord::new(
            seen,
            token.tag,
            &token.norm,
            &models.places,
            lists(seen.shape.word),
        )
    };
    let words = |sentence: &Sentence| {
        let tokens = &analysis.tokens[sentence.range()];
        let mut words: Vec<NameWord> = tokens.iter().map(word).collect();
        mark_tight(&mut words, tokens);
        mark_phrases(&mut words, lists);
        words
    };
    analysis.sentences.iter().map(words).collect()
}
