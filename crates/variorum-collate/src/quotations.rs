//! Quotations: who prints which wording of one utterance?
//!
//! # Steps
//! - **Marked.** Stretches between quotation marks, of some length.
//! - **Met.** Two of them in different reports with a run of words in common, or
//!   with most words where one was translated, are wordings of one utterance.
//! - **Grouped** around the longest: what meets only another than it stands apart.
//! - **Unmarked.** A report that has no wording so far but prints a long run
//!   of the same words without marks prints them too.
//!
//! # What holds
//! - A reading is the report's own words, without the marks around them;
//!   reports with the same words share one reading.
//! - Wordings are never called a difference: a report may cut or translate.

use crate::accounts::Accounts;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use variorum_model::{
    BlockRole, Citation, ConditionKind, Name, NameKind, Quotation, QuotationReading, Report, Span,
    Tag, Token,
};

/// The least words of a quotation that is looked for in other reports: less
/// is a phrase or a title.
const LEAST: usize = 5;

/// The least content words of a quotation, and that two wordings share.
const LEAST_CONTENT: usize = 3;

/// How many words in a row two wordings share, and how many of these tell something:
/// a run, or one that is much of the shorter. On pairs that readers judged these find
/// .93 of what is one utterance (held back .90); of what they find .91 is (held back .74,
/// `variorum-eval quotations`).
const RUN: usize = 6;
const SHORT_RUN: usize = 4;
const TELLING_WORDS: usize = 2;
const MUCH: f64 = 0.4;

/// The share of the shorter wording's content words that two wordings have in common,
/// where one was translated and has no run left.
const COMMON: f64 = 0.6;

/// The same inside one claim.
const COMMON_IN_CLAIM: f64 = 0.35;

/// The share of the shorter wording, in words or content words, that two wordings have
/// in common which are credited to two speakers. A few words are left for what one of
/// two reports cut or misheard; no set tells how many.
const COMMON_OF_TWO: f64 = 0.8;
/// So many words in a row two persons seldom have in common by chance: one of the two
/// credits is wrong.
const RUN_OF_TWO: usize = 8;

/// A stretch of a report that prints an utterance.
#[derive(Clone, Debug)]
struct Wording {
    report: usize,
    span: Span,
    words: Vec<Box<str>>,
    /// Which of them tell something.
    telling: Vec<bool>,
    /// Its content words, in order of the alphabet, each once.
    content: BTreeSet<Box<str>>,
    marked: bool,
    translated: bool,
    claim: Option<usize>,
    speaker: Option<Speaker>,
}

/// Who is credited for a wording.
#[derive(Clone, Copy, Debug)]
enum Speaker {
    /// A name of the story.
    Named(usize),
    /// The words for somebody without a name.
    Told(Citation),
}

/// Returns the quotations, most reports first.
pub(crate) fn quotations(accounts: &Accounts<'_>) -> Vec<Quotation> {
    let mut wordings = marked(accounts);
    let mut groups = grouped(&wordings, &met(&wordings, &accounts.resolved.names));
    let texts: Vec<Vec<&Token>> = accounts
        .resolved
        .reports
        .iter()
        .map(|report| worded(&report.annotated.tokens))
        .collect();
    let runs = Runs::of(&texts);
    for group in &mut groups {
        let have: BTreeSet<usize> = group.iter().map(|&w| wordings[w].report).collect();
        let longest = group[0];
        for (report, span) in runs.printed(&wordings[longest].words, &texts) {
            if !have.contains(&report) {
                group.push(wordings.len());
                wordings.push(unmarked(accounts, report, span));
            }
        }
    }
    let mut quotations: Vec<(usize, Quotation)> = groups
        .into_iter()
        .map(|group| quotation(accounts, &wordings, &group))
        .collect();
    quotations.sort_by(|(reports, a), (others, b)| {
        let longest = |q: &Quotation| q.readings[0].citations[0].span.len();
        others
            .cmp(reports)
            .then_with(|| longest(b).cmp(&longest(a)))
            .then_with(|| a.readings[0].citations.cmp(&b.readings[0].citations))
    });
    quotations
        .into_iter()
        .map(|(_, quotation)| quotation)
        .collect()
}

/// Returns the wordings around the longest of each utterance, that one first.
fn grouped(wordings: &[Wording], met: &BTreeMap<(usize, usize), usize>) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..wordings.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(wordings[at].words.len()), at));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // The group of each that is the longest of one.
    let mut led: Vec<Option<usize>> = vec![None; wordings.len()];
    let mut beside: Vec<Vec<(usize, usize)>> = vec![Vec::new(); wordings.len()];
    for (&(a, b), &common) in met {
        beside[a].push((common, b));
        beside[b].push((common, a));
    }
    for at in order {
        let around = beside[at].iter();
        let leaders = around.filter_map(|&(common, other)| Some((common, led[other]?)));
        match leaders.max_by_key(|&(common, group)| (common, std::cmp::Reverse(group))) {
            Some((_, group)) => groups[group].push(at),
            None => {
                led[at] = Some(groups.len());
                groups.push(vec![at]);
            }
        }
    }
    groups
}

fn worded(tokens: &[Token]) -> Vec<&Token> {
    tokens.iter().filter(|token| is_word(token)).collect()
}

fn is_word(token: &Token) -> bool {
    token.norm.chars().any(char::is_alphanumeric)
}

/// Returns the stretches between quotation marks.
fn marked(accounts: &Accounts<'_>) -> Vec<Wording> {
    let mut wordings = Vec::new();
    for (report, resolved) in accounts.resolved.reports.iter().enumerate() {
        let annotated = &resolved.annotated;
        let text = &annotated.report.text;
        for block in annotated.report.told() {
            let mut open: Option<usize> = None;
            let mut inner: Vec<&Token> = Vec::new();
            let from = annotated
                .tokens
                .partition_point(|token| token.span.start < block.span.start);
            for token in &annotated.tokens[from..] {
                if token.span.end > block.span.end {
                    break;
                }
                let words = token.span.of(text);
                let opens = matches!(words, "“" | "«" | "„" | "‘‘" | "``");
                let closes = matches!(words, "”" | "»" | "’’" | "''");
                let straight = words == "\"";
                match open {
                    None if opens || straight => {
                        open = Some(token.span.end as usize);
                        inner.clear();
                    }
                    Some(_) if closes || straight => {
                        wordings.extend(wording(accounts, report, &inner, true));
                        open = None;
                    }
                    Some(_) if opens => {
                        open = Some(token.span.end as usize);
                        inner.clear();
                    }
                    Some(_) => inner.push(token),
                    None => {}
                }
                // A paragraph may open again what it never closed.
                if open.is_some() && text[..token.span.start as usize].ends_with('\n') {
                    wordings.extend(wording(accounts, report, &inner, true));
                    inner.clear();
                }
            }
            if open.is_some() && block.role != BlockRole::Title {
                wordings.extend(wording(accounts, report, &inner, true));
            }
        }
    }
    wordings
}

fn wording(
    accounts: &Accounts<'_>,
    report: usize,
    tokens: &[&Token],
    marked: bool,
) -> Option<Wording> {
    let (words, telling) = words_of(tokens.iter().copied());
    let content = content_of(tokens);
    if words.len() < LEAST || content.len() < LEAST_CONTENT {
        return None;
    }
    let last = tokens.iter().rposition(|token| {
        !(token.tag == Tag::Punct && matches!(&*token.norm, "," | "\"" | "'"))
    })?;
    let span = tokens.first()?.span.cover(tokens[last].span);
    let index = accounts.tellings.all.iter().position(|telling| {
        telling.report == report
            && telling.span.overlap(span) * 2 > telling.span.len().min(span.len())
    });
    Some(Wording {
        report,
        span,
        words,
        telling,
        content,
        marked,
        translated: is_translated(accounts, report),
        claim: index.map(|index| accounts.claim_of[index]),
        speaker: index.and_then(|index| speaker(accounts, index)),
    })
}

/// Returns the words of some tokens, and which of them tell something.
fn words_of<'a>(tokens: impl Iterator<Item = &'a Token>) -> (Vec<Box<str>>, Vec<bool>) {
    tokens
        .filter(|token| is_word(token))
        .map(|token| (token.norm.clone(), tells(token)))
        .unzip()
}

/// Tells whether a word says something: a name may stand in anybody's words.
fn tells(token: &Token) -> bool {
    token.tag.is_content() && token.tag != Tag::Propn
}

fn is_translated(accounts: &Accounts<'_>, report: usize) -> bool {
    let report = &accounts.resolved.reports[report].annotated.report;
    report.is(ConditionKind::Translated)
}

fn content_of(tokens: &[&Token]) -> BTreeSet<Box<str>> {
    tokens
        .iter()
        .filter(|token| token.tag.is_content())
        .map(|token| token.lemma.clone())
        .collect()
}

fn unmarked(accounts: &Accounts<'_>, report: usize, span: Span) -> Wording {
    let annotated = &accounts.resolved.reports[report].annotated;
    let tokens: Vec<&Token> = annotated
        .tokens
        .iter()
        .filter(|token| span.contains(token.span))
        .collect();
    let (words, telling) = words_of(tokens.iter().copied());
    Wording {
        report,
        span,
        words,
        telling,
        content: content_of(&tokens),
        marked: in_marks(&annotated.report, span),
        translated: is_translated(accounts, report),
        claim: None,
        speaker: tokens.first().and_then(|token| {
            let index = accounts.tellings.all.iter().position(|telling| {
                telling.report == report && telling.span.contains(token.span)
            })?;
            speaker(accounts, index)
        }),
    }
}

/// Tells whether the first of some words stand in quotation marks.
fn in_marks(report: &Report, span: Span) -> bool {
    let holds = |at: Range<usize>| at.contains(&span.range().start);
    let mut blocks = report.blocks.iter();
    let Some(block) = blocks.find(|block| holds(block.span.range())) else {
        return false;
    };
    let text = report.at(block.span);
    let upto = (span.start - block.span.start) as usize;
    let mut quotations = variorum_model::quotations(text).into_iter();
    quotations.any(|quotation| quotation.range().contains(&upto)) || in_single_marks(text, upto)
}

/// Tells whether a place stands in single quotation marks that nothing may close, which
/// are apostrophes elsewhere: one opens before a word and closes behind one.
fn in_single_marks(text: &str, upto: usize) -> bool {
    let mut open = false;
    let mut before = ' ';
    for (at, mark) in text[..upto].char_indices() {
        let next = text[at + mark.len_utf8()..].chars().next();
        let opens = !before.is_alphanumeric() && next.is_some_and(char::is_alphanumeric);
        let closes = !before.is_whitespace() && !next.is_some_and(char::is_alphanumeric);
        match mark {
            '‘' | '`' => open = true,
            '\'' if !open => open = opens,
            '\'' | '’' if closes => open = false,
            _ => {}
        }
        before = mark;
    }
    open
}

/// Returns who is credited for a telling: the innermost named, else the innermost.
fn speaker(accounts: &Accounts<'_>, index: usize) -> Option<Speaker> {
    let telling = accounts.telling(index);
    let report = &accounts.resolved.reports[telling.report];
    let marks = &report.annotated;
    let voice = marks.voice_of(&marks.statements[telling.statement], telling.span)?;
    let chain = &report.voices.get(voice)?.chain;
    let named = chain.iter().rev().find_map(|source| source.name);
    let told = || chain.iter().rev().find_map(|source| source.citation);
    named
        .map(Speaker::Named)
        .or_else(|| told().map(Speaker::Told))
}

/// Returns the pairs of wordings of one utterance, with how many words in a row, or
/// content words, they have in common.
fn met(wordings: &[Wording], names: &[Name]) -> BTreeMap<(usize, usize), usize> {
    let mut met = translated(wordings, names);
    for pair in sharing(wordings, |wording| wording.words.windows(SHORT_RUN)).into_keys() {
        let (x, y) = (&wordings[pair.0], &wordings[pair.1]);
        let shorter = x.words.len().min(y.words.len()) as f64;
        let (run, tell) = common_run(x, y);
        let share = run as f64 / shorter;
        let enough = if of_two(x, y, names) {
            share >= COMMON_OF_TWO || run >= RUN_OF_TWO
        } else {
            run >= RUN || run >= SHORT_RUN && share >= MUCH
        };
        if enough && tell >= TELLING_WORDS || x.words == y.words {
            met.insert(pair, run);
        }
    }
    met
}

/// Returns the pairs of which one was translated that have most content words in
/// common, with how many.
fn translated(wordings: &[Wording], names: &[Name]) -> BTreeMap<(usize, usize), usize> {
    if !wordings.iter().any(|wording| wording.translated) {
        return BTreeMap::new();
    }
    let mut shared = sharing(wordings, |wording| wording.content.iter());
    shared.retain(|&(a, b), common| {
        let (x, y) = (&wordings[a], &wordings[b]);
        let shorter = x.content.len().min(y.content.len()) as f64;
        let together = x.claim.is_some() && x.claim == y.claim;
        let least = if of_two(x, y, names) {
            COMMON_OF_TWO
        } else if together {
            COMMON_IN_CLAIM
        } else {
            COMMON
        };
        let enough = *common >= LEAST_CONTENT && *common as f64 >= shorter * least;
        (x.translated || y.translated) && enough
    });
    shared
}

/// Returns the pairs of wordings of two reports that share something, with how much.
/// What many have says little: its pairs are found by others.
fn sharing<'w, I: Iterator<Item: Ord>>(
    wordings: &'w [Wording],
    parts: impl Fn(&'w Wording) -> I,
) -> BTreeMap<(usize, usize), usize> {
    let mut having: BTreeMap<I::Item, BTreeSet<usize>> = BTreeMap::new();
    for (index, wording) in wordings.iter().enumerate() {
        for part in parts(wording) {
            having.entry(part).or_default().insert(index);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for list in having.values().filter(|list| list.len() <= MANY) {
        let list: Vec<usize> = list.iter().copied().collect();
        for (position, &a) in list.iter().enumerate() {
            for &b in &list[position + 1..] {
                if wordings[a].report != wordings[b].report {
                    *shared.entry((a, b)).or_insert(0) += 1;
                }
            }
        }
    }
    shared
}

/// How many wordings share what is no longer looked at.
const MANY: usize = 200;

/// Tells whether two wordings are credited to two persons: two witnesses may well say
/// that they "saw two men with knives".
fn of_two(x: &Wording, y: &Wording, names: &[Name]) -> bool {
    let is_person = |name: usize| names[name].kind == NameKind::Person;
    match (x.speaker, y.speaker) {
        (Some(Speaker::Named(a)), Some(Speaker::Named(b))) => {
            a != b && is_person(a) && is_person(b)
        }
        _ => false,
    }
}

/// Returns the length of the longest run of words that two wordings share, and how many
/// of its words tell something.
fn common_run(x: &Wording, y: &Wording) -> (usize, usize) {
    let mut best = (0, 0);
    // For each word of `y`, the run that ends there with the word of `x` before.
    let mut before = vec![(0, 0); y.words.len() + 1];
    let mut runs = before.clone();
    for (word, tells) in x.words.iter().zip(&x.telling) {
        for (at, other) in y.words.iter().enumerate() {
            let (run, tell) = before[at];
            runs[at + 1] = match word == other {
                true => (run + 1, tell + usize::from(*tells)),
                false => (0, 0),
            };
            best = best.max(runs[at + 1]);
        }
        std::mem::swap(&mut before, &mut runs);
    }
    best
}

/// Where each run of three words stands.
struct Runs {
    places: FxHashMap<[Box<str>; 3], Vec<(usize, usize)>>,
}

impl Runs {
    fn of(texts: &[Vec<&Token>]) -> Runs {
        let mut places: FxHashMap<[Box<str>; 3], Vec<(usize, usize)>> = FxHashMap::default();
        for (report, tokens) in texts.iter().enumerate() {
            for (at, run) in tokens.windows(3).enumerate() {
                let key = [
                    run[0].norm.clone(),
                    run[1].norm.clone(),
                    run[2].norm.clone(),
                ];
                places.entry(key).or_default().push((report, at));
            }
        }
        Runs { places }
    }

    /// Returns where other words print `words`: for each report the longest
    /// stretch that holds most of them in order.
    fn printed(&self, words: &[Box<str>], texts: &[Vec<&Token>]) -> Vec<(usize, Span)> {
        let mut hits: BTreeMap<(usize, i64), (usize, usize, usize)> = BTreeMap::new();
        for (at, run) in words.windows(3).enumerate() {
            let key = [run[0].clone(), run[1].clone(), run[2].clone()];
            for &(report, place) in self.places.get(&key).into_iter().flatten() {
                // Stretches a few words apart are one, with words put in or out.
                let diagonal = (place as i64 - at as i64).div_euclid(6);
                let hit = hits.entry((report, diagonal)).or_insert((0, place, place));
                hit.0 += 1;
                hit.1 = hit.1.min(place);
                hit.2 = hit.2.max(place + 2);
            }
        }
        let mut best: BTreeMap<usize, (usize, Span)> = BTreeMap::new();
        for ((report, _), (count, first, last)) in hits {
            let tokens = &texts[report];
            let enough = count + 2 >= LEAST.max(words.len() * 3 / 5);
            if enough && best.get(&report).is_none_or(|found| found.0 < count) {
                let span = tokens[first].span.cover(tokens[last].span);
                best.insert(report, (count, span));
            }
        }
        best.into_iter()
            .map(|(report, (_, span))| (report, span))
            .collect()
    }
}

/// What makes two wordings one reading: their words, whether they are marked,
/// whether their report was translated.
type Printed<'a> = (&'a [Box<str>], bool, bool);

fn quotation(accounts: &Accounts<'_>, wordings: &[Wording], group: &[usize]) -> (usize, Quotation) {
    let mut readings: BTreeMap<Printed<'_>, Vec<Citation>> = BTreeMap::new();
    let mut reports = BTreeSet::new();
    let mut speakers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut told: Vec<Citation> = Vec::new();
    for &index in group {
        let wording = &wordings[index];
        let report = &accounts.resolved.reports[wording.report].annotated.report;
        reports.insert(wording.report);
        match wording.speaker {
            Some(Speaker::Named(name)) => *speakers.entry(name).or_insert(0) += 1,
            Some(Speaker::Told(words)) => told.push(words),
            None => {}
        }
        readings
            .entry((&wording.words, wording.marked, wording.translated))
            .or_default()
            .push(report.cite(wording.span));
    }
    let mut readings: Vec<QuotationReading> = readings
        .into_iter()
        .map(|((_, marked, translated), mut citations)| {
            citations.sort_unstable();
            citations.dedup();
            QuotationReading {
                citations,
                marked,
                translated,
            }
        })
        .collect();
    readings.sort_by_key(|reading| {
        let first = reading.citations[0];
        (std::cmp::Reverse(first.span.len()), first, reading.marked)
    });
    let speaker = speakers
        .into_iter()
        .max_by_key(|&(name, count)| (count, std::cmp::Reverse(name)))
        .map(|(name, _)| name);
    let source = told.into_iter().min().filter(|_| speaker.is_none());
    let quotation = Quotation {
        speaker,
        source,
        readings,
    };
    (reports.len(), quotation)
}
