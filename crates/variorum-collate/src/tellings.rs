//! Tellings: the stretches of all reports that may tell one fact, and their
//! words as they are compared.
//!
//! # Steps
//! - Each statement gives a telling; its content words become [`Word`]s that
//!   know the name, number or time expression they stand in.
//! - Each word is weighed by its rarity in the language and in the story: a
//!   word that a report comes back to in many sentences (the names that the
//!   story is about) says little on which fact is told; a word that each
//!   report has once says much.
//!
//! # What holds
//! Tellings are in order of report and place, so every later choice that is
//! made by index is the same on every run.

use crate::clauses::clauses;
use rustc_hash::FxHashMap;
use std::ops::Range;
use variorum_language::{English, WordVector, ends_sentence};
use variorum_model::{
    Annotated, Block, BlockRole, ConditionKind, Polarity, Resolved, ResolvedReport, Span,
    Statement, Tag, Token,
};

/// A word of a telling.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// Its token: an index into the report's tokens.
    pub(crate) token: usize,
    /// The number of its lemma among the story's lemmas.
    pub(crate) lemma: u32,
    /// The number of its form among the story's forms.
    pub(crate) form: u32,
    /// Its rarity in the language, within bounds.
    pub(crate) rarity: f32,
    /// How much it says: its rarity, less where its report comes back to it.
    pub(crate) weight: f32,
    /// Its part of speech.
    pub(crate) tag: Tag,
    /// The name that it is part of: an index into [`Resolved::names`].
    pub(crate) name: Option<usize>,
    /// The quantity that it is part of: an index into the report's quantities.
    pub(crate) quantity: Option<usize>,
    /// The time expression that it is part of: an index into the report's
    /// times.
    pub(crate) time: Option<usize>,
}

/// A stretch of a report that tells something.
#[derive(Clone, Debug)]
pub(crate) struct Telling {
    /// The report: an index into [`Resolved::reports`].
    pub(crate) report: usize,
    /// The statement: an index into that report's statements.
    pub(crate) statement: usize,
    /// How many statements of its report's text stand before it; none for what
    /// stands beside the text: under a picture, or as a line above it.
    pub(crate) place: Option<usize>,
    /// Where it stands.
    pub(crate) span: Span,
    /// Its content words in text order.
    pub(crate) words: Vec<Word>,
    /// The other content words of its sentence.
    pub(crate) around: Vec<Word>,
    /// The sum of the words' weights, those around counted at [`AROUND`].
    pub(crate) weight: f32,
    /// The names in it, in order, each once.
    pub(crate) names: Vec<usize>,
    /// The quantities in it.
    pub(crate) quantities: Vec<usize>,
    /// The time expressions in it.
    pub(crate) times: Vec<usize>,
    /// Whether it stands in a title.
    pub(crate) title: bool,
    /// Whether it says that something is so.
    pub(crate) polarity: Polarity,
    /// The lower-cased keys of those credited, in order, each once.
    pub(crate) speakers: Vec<String>,
    /// Whether it credits nobody itself: another sentence of its report does.
    pub(crate) echoes: bool,
    /// Whether what somebody says in it stands in quotation marks, in whole or part.
    pub(crate) quoted: bool,
    /// Whether its report was translated by machine.
    pub(crate) translated: bool,
}

/// What a word around a clause counts beside one in it.
pub(crate) const AROUND: f32 = 0.25;

/// The tellings of a story and what they share.
#[derive(Debug)]
pub(crate) struct Tellings<'a> {
    /// The tellings in order of report and place.
    pub(crate) all: Vec<Telling>,
    /// For each lemma, in how many reports it stands.
    pub(crate) reports_with: Vec<u32>,
    /// For each form, its vector.
    pub(crate) vectors: Vec<Option<WordVector<'a>>>,
    /// How many reports there are.
    pub(crate) reports: usize,
    /// For each report, what stands in quotation marks, in order.
    quotations: Vec<Vec<Span>>,
}

impl Tellings<'_> {
    /// Tells whether a place of a report's text stands in quotation marks.
    pub(crate) fn is_quoted(&self, report: usize, place: Span) -> bool {
        let quotations = &self.quotations[report];
        let at = quotations.partition_point(|quotation| quotation.end <= place.start);
        quotations.get(at).is_some_and(|q| q.start <= place.start)
    }
}

/// A word that says nothing of the fact: light verbs, and the words that
/// credit.
const LIGHT: &[&str] = &[
    "be",
    "have",
    "do",
    "say",
    "tell",
    "add",
    "get",
    "go",
    "make",
    "take",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "must",
    "should",
    "also",
    "just",
    "very",
    "more",
    "most",
    "then",
    "now",
    "so",
    "too",
    "there",
    "here",
    "not",
    "n't",
    "no",
    "other",
    "such",
    "own",
    "same",
    "many",
    "much",
    "still",
    "even",
    "only",
    "however",
    "meanwhile",
];

/// The rarity above which a word says no more: a misprint is as rare as a
/// word can be and should not decide alone.
const RAREST: f32 = 7.0;

/// Returns the tellings of a story.
pub(crate) fn tellings<'a>(resolved: &Resolved, english: &'a English) -> Tellings<'a> {
    let mut lexicon = Lexicon::default();
    let mut all: Vec<Telling> = Vec::new();
    let texts = resolved.reports.iter().map(|r| &r.annotated.report.text);
    let quotations: Vec<Vec<Span>> = texts.map(|text| variorum_model::quotations(text)).collect();
    for (index, report) in resolved.reports.iter().enumerate() {
        let marks = Marks::of(report);
        let places = places(&report.annotated);
        for (statement_index, statement) in report.annotated.statements.iter().enumerate() {
            let place = Place {
                report: index,
                statement: statement_index,
                of_text: places[statement_index],
            };
            let words = words(report, statement, &marks, &mut lexicon, english);
            let tokens = report.annotated.tokens_of(statement);
            let credits =
                |clause: &Range<usize>| only_credits(&report.annotated, &tokens[clause.clone()]);
            for clause in joined(clauses(tokens), credits) {
                all.push(telling(place, report, statement, &clause, &words));
            }
        }
    }
    let counts = Counts::of(&all, lexicon.lemmas.len(), resolved.names.len());
    for telling in &mut all {
        for word in telling.words.iter_mut().chain(&mut telling.around) {
            word.weight *= counts.damp(word);
        }
        let sum = |words: &[Word]| words.iter().map(|word| word.weight).sum::<f32>();
        telling.weight = sum(&telling.words) + AROUND * sum(&telling.around);
    }
    Tellings {
        all,
        reports_with: counts.lemma_reports,
        vectors: lexicon.vectors,
        reports: resolved.reports.len(),
        quotations,
    }
}

/// Joins clauses that only credit to their neighbour.
fn joined(
    clauses: Vec<Range<usize>>,
    credits: impl Fn(&Range<usize>) -> bool,
) -> Vec<Range<usize>> {
    let mut joined: Vec<(Range<usize>, bool)> = Vec::new();
    for clause in clauses {
        let only = credits(&clause);
        match joined.last_mut() {
            Some((last, last_only)) if only || *last_only => {
                last.end = clause.end;
                *last_only &= only;
            }
            _ => joined.push((clause, only)),
        }
    }
    joined.into_iter().map(|(clause, _)| clause).collect()
}

/// Tells whether a clause has nothing besides who is credited and the words
/// that credit: "the company that runs it said".
fn only_credits(marks: &Annotated, clause: &[Token]) -> bool {
    let credits = |span: Span| {
        let voices = marks.voices.iter().filter(|voice| voice.answers);
        voices
            .flat_map(|voice| voice.source.iter().chain(&voice.cue))
            .any(|part| part.overlap(span) > 0)
    };
    let content = clause.iter().filter(|token| token.tag.is_content());
    content.into_iter().all(|token| credits(token.span))
}

/// Where a statement stands.
#[derive(Clone, Copy)]
struct Place {
    report: usize,
    statement: usize,
    of_text: Option<usize>,
}

/// Returns for each statement how many statements of the text stand before it, the
/// headline's among them; none for what stands beside the text: under a picture, or
/// above the first line that ends as a sentence does.
fn places(marks: &Annotated) -> Vec<Option<usize>> {
    let blocks = &marks.report.blocks;
    let ends = |block: &&Block| ends_sentence(marks.report.at(block.span));
    let text = (blocks.iter()).find(|block| block.role == BlockRole::Body && ends(block));
    let text = text.map_or(0, |block| block.span.start);
    let mut before = 0;
    let place = |statement: &Statement| {
        let block = blocks
            .iter()
            .find(|block| block.span.contains(statement.span))?;
        let beside = match block.role {
            BlockRole::Title => false,
            BlockRole::Body => block.span.start < text,
            _ => true,
        };
        (!beside).then(|| {
            before += 1;
            before - 1
        })
    };
    marks.statements.iter().map(place).collect()
}

/// Returns the content words of a statement.
fn words<'a>(
    report: &ResolvedReport,
    statement: &Statement,
    marks: &Marks,
    lexicon: &mut Lexicon<'a>,
    english: &'a English,
) -> Vec<Word> {
    let tokens = &report.annotated.tokens;
    (statement.tokens.start as usize..statement.tokens.end as usize)
        .filter(|&index| counts_as_content(&tokens[index], marks.name[index].is_some()))
        .map(|index| {
            let token = &tokens[index];
            let rarity = english.rarity(&token.norm).clamp(0.5, RAREST);
            Word {
                token: index,
                lemma: number(&mut lexicon.lemmas, &token.lemma),
                form: lexicon.form(&token.norm, english),
                rarity,
                weight: rarity,
                tag: token.tag,
                name: marks.name[index],
                quantity: marks.quantity[index],
                time: marks.time[index],
            }
        })
        .collect()
}

impl Telling {
    /// Returns the keys of those whom it credits itself.
    pub(crate) fn credits(&self) -> &[String] {
        if self.echoes { &[] } else { &self.speakers }
    }
}

/// Returns what one clause of a statement tells.
fn telling(
    place: Place,
    report: &ResolvedReport,
    statement: &Statement,
    clause: &Range<usize>,
    sentence: &[Word],
) -> Telling {
    let annotated = &report.annotated;
    let offset = statement.tokens.start as usize;
    let tokens = clause.start + offset..clause.end + offset;
    let span = clause_span(&annotated.tokens[tokens.clone()], statement.span);
    let (words, around): (Vec<Word>, Vec<Word>) = sentence
        .iter()
        .cloned()
        .partition(|word| tokens.contains(&word.token));
    let mut names: Vec<usize> = words.iter().filter_map(|word| word.name).collect();
    names.sort_unstable();
    names.dedup();
    let inside = |inner: Span| span.contains(inner);
    let quantities = (0..annotated.quantities.len())
        .filter(|&q| inside(annotated.quantities[q].span))
        .collect();
    let times = (0..annotated.times.len().min(report.times.len()))
        .filter(|&t| inside(annotated.times[t].span))
        .collect();
    let voice = annotated
        .voice_of(statement, span)
        .filter(|&voice| voice < report.voices.len());
    let mut speakers: Vec<String> = voice
        .map(|voice| {
            report.voices[voice]
                .chain
                .iter()
                .map(|source| source.key.clone())
                .collect()
        })
        .unwrap_or_default();
    speakers.sort_unstable();
    speakers.dedup();
    let voice = voice.map(|voice| &annotated.voices[voice]);
    let echoes = voice.is_some_and(|voice| voice.echoes.iter().any(|echo| echo.contains(span)));
    Telling {
        report: place.report,
        statement: place.statement,
        place: place.of_text,
        span,
        words,
        around,
        weight: 0.0,
        names,
        quantities,
        times,
        title: annotated
            .report
            .blocks
            .iter()
            .any(|b| b.role == BlockRole::Title && b.span.overlap(span) > 0),
        polarity: statement.polarity,
        speakers,
        echoes,
        quoted: voice.is_some_and(|voice| voice.quoted && !echoes),
        translated: annotated.report.is(ConditionKind::Translated),
    }
}

/// Returns the span of a clause without the stops and joining words at its
/// ends; the whole statement's where it is its only clause.
fn clause_span(tokens: &[Token], statement: Span) -> Span {
    let idle = |token: &&Token| {
        token.tag == Tag::Punct && matches!(&*token.norm, "," | ";" | ":" | "–" | "—" | "--" | "(")
            || matches!(token.tag, Tag::Cconj)
    };
    let first = tokens.iter().position(|token| !idle(&token));
    let last = tokens.iter().rposition(|token| !idle(&token));
    match (first, last) {
        (Some(first), Some(last)) => tokens[first].span.cover(tokens[last].span),
        _ => statement,
    }
}

fn counts_as_content(token: &Token, named: bool) -> bool {
    let wordlike = token.norm.chars().any(char::is_alphanumeric);
    wordlike && (named || token.tag.is_content()) && !LIGHT.contains(&&*token.lemma)
}

/// For each token of a report, the marks that it stands in.
struct Marks {
    name: Vec<Option<usize>>,
    quantity: Vec<Option<usize>>,
    time: Vec<Option<usize>>,
}

impl Marks {
    fn of(report: &ResolvedReport) -> Marks {
        let annotated = &report.annotated;
        let tokens = &annotated.tokens;
        let spread = |spans: &mut dyn Iterator<Item = (Span, Option<usize>)>| {
            let mut marks = vec![None; tokens.len()];
            for (span, value) in spans {
                let first = tokens.partition_point(|token| token.span.end <= span.start);
                for index in first..tokens.len() {
                    if tokens[index].span.start >= span.end {
                        break;
                    }
                    marks[index] = value;
                }
            }
            marks
        };
        Marks {
            name: spread(
                &mut annotated
                    .names
                    .iter()
                    .zip(&report.names)
                    .map(|(mention, &name)| (mention.span, name)),
            ),
            quantity: spread(
                &mut annotated
                    .quantities
                    .iter()
                    .enumerate()
                    .map(|(index, quantity)| (quantity.span, Some(index))),
            ),
            time: spread(
                &mut annotated
                    .times
                    .iter()
                    .enumerate()
                    .take(report.times.len())
                    .map(|(index, time)| (time.span, Some(index))),
            ),
        }
    }
}

/// Numbers the lemmas and forms of a story in order of first sight.
#[derive(Default)]
struct Lexicon<'a> {
    lemmas: FxHashMap<Box<str>, u32>,
    forms: FxHashMap<Box<str>, u32>,
    vectors: Vec<Option<WordVector<'a>>>,
}

impl<'a> Lexicon<'a> {
    fn form(&mut self, norm: &str, english: &'a English) -> u32 {
        let form = number(&mut self.forms, norm);
        if form as usize == self.vectors.len() {
            self.vectors.push(english.vector(norm));
        }
        form
    }
}

fn number(numbers: &mut FxHashMap<Box<str>, u32>, word: &str) -> u32 {
    if let Some(&number) = numbers.get(word) {
        return number;
    }
    let number = u32::try_from(numbers.len()).expect("a story has fewer than 2^32 words");
    numbers.insert(word.into(), number);
    number
}

/// How often lemmas and names stand in a story.
struct Counts {
    lemma_tellings: Vec<u32>,
    lemma_reports: Vec<u32>,
    name_tellings: Vec<u32>,
    name_reports: Vec<u32>,
}

impl Counts {
    fn of(all: &[Telling], lemmas: usize, names: usize) -> Counts {
        let mut counts = Counts {
            lemma_tellings: vec![0; lemmas],
            lemma_reports: vec![0; lemmas],
            name_tellings: vec![0; names],
            name_reports: vec![0; names],
        };
        let mut last_lemma = vec![usize::MAX; lemmas];
        let mut last_name = vec![usize::MAX; names];
        for telling in all {
            let mut lemmas: Vec<usize> = telling.words.iter().map(|w| w.lemma as usize).collect();
            lemmas.sort_unstable();
            lemmas.dedup();
            for lemma in lemmas {
                counts.lemma_tellings[lemma] += 1;
                if last_lemma[lemma] != telling.report {
                    last_lemma[lemma] = telling.report;
                    counts.lemma_reports[lemma] += 1;
                }
            }
            for &name in &telling.names {
                counts.name_tellings[name] += 1;
                if last_name[name] != telling.report {
                    last_name[name] = telling.report;
                    counts.name_reports[name] += 1;
                }
            }
        }
        counts
    }

    /// Returns what is left of a word's weight once the story is known: one
    /// over the root of how many tellings of one report have it on average.
    fn damp(&self, word: &Word) -> f32 {
        let lemma = word.lemma as usize;
        let mut often = self.lemma_tellings[lemma] as f32 / self.lemma_reports[lemma].max(1) as f32;
        if let Some(name) = word.name {
            often =
                often.max(self.name_tellings[name] as f32 / self.name_reports[name].max(1) as f32);
        }
        1.0 / often.max(1.0).sqrt()
    }
}
