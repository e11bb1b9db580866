//! Echoes: on whose word does a headline stand?
//!
//! "Seven killed in tram accident" credits nobody, but the report goes on "at least
//! seven people died, the police said". Whoever reads the report knows on whose word
//! its headline and its first sentence stand; read alone, they are told without a
//! source.
//!
//! # What holds
//! Only what credits nobody and holds no words of crediting takes a voice; it keeps
//! its own polarity and certainty.

use std::collections::BTreeSet;

use variorum_model::{BlockRole, Quantity, Report, Span, Statement, Tag, Token, Voice};

/// How many sentences of the text sum up what follows.
const FIRST: usize = 2;

/// How many statements from the beginning what is summed up stands in.
const REACH: usize = 12;

/// The share of a headline's words that the credited sentence has.
const SHARE: f32 = 0.6;

/// The least words with which a headline says what happened.
const WORDS: usize = 3;

/// Gives headlines and first sentences the voice of a sentence further down that
/// tells the same.
pub(crate) fn echoes(
    report: &Report,
    tokens: &[Token],
    quantities: &[Quantity],
    statements: &mut [Statement],
    voices: &mut [Voice],
) {
    let is_title = |statement: &Statement| {
        let mut blocks = report.blocks.iter();
        blocks.any(|b| b.role == BlockRole::Title && b.span.contains(statement.span))
    };
    let text = statements.iter().filter(|s| !is_title(s)).take(FIRST);
    let first: BTreeSet<usize> = text.map(|statement| statement.sentence).collect();
    for at in 0..statements.len().min(REACH) {
        let statement = &statements[at];
        let sums_up = is_title(statement) || first.contains(&statement.sentence);
        if !sums_up || statement.voice.is_some() || statement.open {
            continue;
        }
        let told = Said::of(statement.span, tokens, quantities);
        let after = statements[at + 1..].iter().take(REACH);
        let voice = after.filter_map(|later| later.voice).find(|&voice| {
            let voice = &voices[voice];
            let mut content = voice.content.iter();
            voice.answers
                && !voice.source.is_empty()
                && content.any(|&said| told.is_told_in(&Said::of(said, tokens, quantities)))
        });
        if let Some(voice) = voice {
            voices[voice].echoes.push(statement.span);
            statements[at].voice = Some(voice);
        }
    }
}

/// What a stretch of text says: its words of content and its numbers.
struct Said<'a> {
    lemmas: BTreeSet<&'a str>,
    numbers: BTreeSet<u64>,
}

impl<'a> Said<'a> {
    fn of(span: Span, tokens: &'a [Token], quantities: &[Quantity]) -> Said<'a> {
        let from = tokens.partition_point(|token| token.span.end <= span.start);
        let within = tokens[from..].iter().take_while(|t| t.span.end <= span.end);
        let counts =
            |token: &&Token| matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Verb | Tag::Adj);
        let from = quantities.partition_point(|q| q.span.end <= span.start);
        let numbers = quantities[from..]
            .iter()
            .take_while(|q| q.span.end <= span.end);
        let numbers = numbers.filter(|q| q.unit.as_deref() != Some("age"));
        Said {
            lemmas: within.filter(counts).map(|token| &*token.lemma).collect(),
            numbers: numbers
                .filter_map(|q| Some(q.low.or(q.high)?.to_bits()))
                .collect(),
        }
    }

    /// Tells whether another stretch says most of this, and every number.
    fn is_told_in(&self, other: &Said<'_>) -> bool {
        let all = self.lemmas.len() + self.numbers.len();
        let numbers = self.numbers.is_subset(&other.numbers);
        let found = self.lemmas.intersection(&other.lemmas).count() + self.numbers.len();
        numbers && all >= WORDS && found as f32 >= SHARE * all as f32
    }
}

#[cfg(test)]
mod tests {
    use crate::probe;
    use expect_test::expect;
    use std::fmt::Write as _;

    #[test]
    fn a_first_sentence_stands_on_the_word_of_the_one_that_it_sums_up() {
        let texts = [
            "Seven people died when a ferry sank off Orlen on Tuesday.\n\n\
             At least seven people died when the ferry sank, the coast guard said.",
            "Eight people died when a ferry sank off Orlen on Tuesday.\n\n\
             Seven people died when the ferry sank, the coast guard said.",
            "The mayor of Orlen opened a bridge on Tuesday.\n\n\
             It cost 3 million crowns, the mayor said.",
        ];
        let mut found = String::new();
        for text in texts {
            let marks = probe(text);
            let voice = marks.statements[0].voice.map(|voice| &marks.voices[voice]);
            let source = voice.map_or("nobody", |voice| marks.report.at(voice.source[0]));
            let _ = writeln!(found, "{source}");
        }
        expect![[r#"
            the coast guard
            nobody
            nobody
        "#]]
        .assert_eq(&found);
    }
}
