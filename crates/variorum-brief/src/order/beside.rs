//! Whom the sentence before or behind credits, where one credits nobody.
//!
//! "Police said nine were hurt. A tenth is missing." tells of the tenth without a
//! source of its own; whoever reads it asks whether the police said that, too. The
//! page does not say that they did: it says who is credited beside it.

use super::claims::{report_of, tokens_in};
use super::origins::name_parts;
use crate::edition::Edition;
use crate::templates as t;
use variorum_model::{
    Annotated, BlockRole, Citation, ClaimStatement, Origin, OriginKind, Part, ResolvedReport,
    Source, SourceKind, Span, Tag,
};

/// Sets out who is credited beside a statement that credits nobody, and the words
/// that show it.
pub(super) fn beside(
    edition: &Edition<'_>,
    statement: &ClaimStatement,
) -> Option<(Vec<Part>, Vec<Citation>)> {
    let report = report_of(edition, statement);
    let told = report.annotated.statements.get(statement.statement)?;
    let at = told.sentence;
    let (words, source) = sides(&report.annotated, at)
        .into_iter()
        .find_map(|(words, side)| Some((words, credited(report, side?)?)))?;
    let evidence: Vec<Citation> = source.citation.into_iter().chain(source.cue).collect();
    let origin = Origin {
        kind: OriginKind::Utterance,
        text: source.text.clone(),
        statements: Vec::new(),
        evidence: evidence.clone(),
        open: false,
    };
    let mut parts = vec![Part::Words(words)];
    parts.extend(name_parts(edition, &origin));
    // A pronoun is shown by its name, which may stand elsewhere.
    let of_it = |of: &Citation| {
        let mut evidence = evidence.iter();
        evidence.any(|own| own.report == of.report && own.span.overlap(of.span) > 0)
    };
    let shown = |part: &Part| matches!(part, Part::Quote(of) if of_it(of));
    if !parts.iter().any(shown) {
        parts.push(Part::Places(evidence.clone()));
    }
    Some((parts, evidence))
}

/// Returns the sentences before and behind one: those of its paragraph first, since
/// a paragraph is mostly on one word; then the end of the one before, since many
/// outlets break after each sentence.
fn sides(marks: &Annotated, at: usize) -> [(&'static str, Option<Span>); 3] {
    let block = |sentence: usize| {
        let span = marks.sentences.get(sentence)?.span;
        let mut blocks = marks.report.blocks.iter();
        blocks.position(|block| block.role == BlockRole::Body && block.span.contains(span))
    };
    let own = block(at);
    let side = |sentence: Option<usize>, inside: bool| {
        let sentence = sentence?;
        let is_inside = block(sentence)? == own?;
        (is_inside == inside).then(|| marks.sentences[sentence].span)
    };
    let (before, behind) = (at.checked_sub(1), Some(at + 1));
    [
        (t::BEFORE_CREDITS, side(before, true)),
        (t::BEHIND_CREDITS, side(behind, true)),
        (t::BEFORE_CREDITS, side(before, false)),
    ]
}

/// Returns whom a sentence credits: somebody who is named or described in it, or
/// whose name is known.
fn credited(report: &ResolvedReport, sentence: Span) -> Option<&Source> {
    let marks = &report.annotated;
    let is_told = |source: &&Source| {
        let described = source.citation.is_some_and(|citation| {
            let mut own = tokens_in(marks, citation.span);
            own.any(|t| matches!(t.tag, Tag::Noun | Tag::Propn))
        });
        source.kind != SourceKind::Own && (source.name.is_some() || described)
    };
    let mut voices = report.voices.iter().zip(&marks.voices);
    voices.find_map(|(voice, marks)| {
        let inside = marks.cue.iter().any(|cue| sentence.contains(*cue));
        // "He likes to sing" tells of him, on nobody's word.
        let credits = inside && marks.answers;
        voice.chain.first().filter(|_| credits).filter(is_told)
    })
}
