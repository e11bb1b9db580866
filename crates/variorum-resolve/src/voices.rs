//! Voices: who is credited, once names, days and pronouns are known?
//!
//! # Steps
//! - **Name**: the name that the words of a source hold.
//! - **Reference**: a pronoun, "the spokesman" or "the statement" goes back to
//!   a speaker before it in the report, where number and gender allow.
//! - **Chain**: the voices that report a voice stand before it.
//! - **Body** for which it speaks, and **time of saying**, where the words
//!   tell.
//! - **Party**: what shows that a body takes part in what is told, on every
//!   line of it.
//!
//! # What holds
//! - The words of a source are the report's own, with their place; only a
//!   pronoun is given as the label of the name that it stands for.
//! - Where it is not safe to say who "he" is, he stays "he".

mod bodies;
mod gender;
mod party;
mod reference;

use std::collections::BTreeMap;

use variorum_language::English;
use variorum_model::{
    Annotated, Name, NameKind, ResolvedTime, ResolvedVoice, Source, SourceKind, Span, Tag,
    TimeSpan, Token, Voice, quotations,
};

use self::bodies::Bodies;
use self::reference::Speakers;

/// A source of more words is cut before what is only said about it.
const LONGEST: usize = 12;

/// Returns for each voice of each report its chain of sources.
pub(crate) fn voices(
    reports: &[Annotated],
    names: &[Name],
    name_of: &[Vec<Option<usize>>],
    times: &[Vec<ResolvedTime>],
    english: &English,
) -> Vec<Vec<ResolvedVoice>> {
    let bodies = Bodies::new(names, english);
    let mut voices: Vec<Vec<ResolvedVoice>> = reports
        .iter()
        .enumerate()
        .map(|(r, annotated)| {
            let of = |lists: &[Vec<Option<usize>>]| lists.get(r).cloned().unwrap_or_default();
            let telling = Telling {
                annotated,
                names,
                bodies: &bodies,
                name_of: of(name_of),
                times: times.get(r).map_or(&[][..], Vec::as_slice),
                quotations: quotations(&annotated.report.text),
            };
            telling.voices()
        })
        .collect();
    one_party(&mut voices);
    voices
}

/// Makes a body a party on every line or on none: who watches or treats
/// others is none, who once is shown to take part is one.
fn one_party(voices: &mut [Vec<ResolvedVoice>]) {
    let who = |source: &Source| source.body.clone().unwrap_or_else(|| source.key.clone());
    let mut shown: BTreeMap<String, bool> = BTreeMap::new();
    for source in voices.iter().flatten().flat_map(|voice| &voice.chain) {
        if let Some(party) = source.party {
            *shown.entry(who(source)).or_insert(party) |= party;
        }
    }
    for source in voices
        .iter_mut()
        .flatten()
        .flat_map(|voice| &mut voice.chain)
    {
        source.party = shown.get(&who(source)).copied();
    }
}

/// One report with what is known of its names and times.
struct Telling<'a> {
    annotated: &'a Annotated,
    names: &'a [Name],
    bodies: &'a Bodies,
    name_of: Vec<Option<usize>>,
    times: &'a [ResolvedTime],
    quotations: Vec<Span>,
}

impl Telling<'_> {
    /// Returns the quotation that a place of the text stands in.
    fn quotation(&self, place: u32) -> Option<Span> {
        let at = self
            .quotations
            .partition_point(|quotation| quotation.end <= place);
        let quotation = self.quotations.get(at).copied();
        quotation.filter(|quotation| quotation.start <= place)
    }

    /// Resolves the voices in the order in which they speak.
    fn voices(&self) -> Vec<ResolvedVoice> {
        let voices = &self.annotated.voices;
        let mut order: Vec<usize> = (0..voices.len()).collect();
        order.sort_by_key(|&i| (anchor(&voices[i]), i));
        let mut sources: Vec<Option<Source>> = vec![None; voices.len()];
        let mut speakers = Speakers::default();
        for i in order {
            sources[i] = self.source(&voices[i], &mut speakers);
        }
        (0..voices.len())
            .map(|i| ResolvedVoice {
                chain: chain(voices, &sources, i),
            })
            .collect()
    }

    /// Resolves one source; none where no words name it and nobody is in
    /// reach.
    fn source(&self, voice: &Voice, speakers: &mut Speakers) -> Option<Source> {
        let report = &self.annotated.report;
        let cue = voice.cue.first().map(|&span| report.cite(span));
        let span = voice.source.first().map(|&span| self.trimmed(span));
        let words = span.map_or(&[][..], |span| self.tokens(span));
        let several = span.filter(|&span| self.is_several(span));
        let own_name = span
            .filter(|_| several.is_none())
            .and_then(|span| self.name_in(span));
        let referred = match (own_name, span) {
            (Some(_), _) => None,
            (None, Some(_)) => speakers.refer(self, voice, words),
            (None, None) => speakers.go_on(self, voice),
        };
        let name = own_name.or_else(|| referred.as_ref().and_then(|r| r.name));
        // "Which" without a name before it names nobody.
        let relative = matches!(words, [word] if matches!(&*word.norm, "which" | "that" | "who"));
        if (span.is_none() || relative) && referred.is_none() {
            return None;
        }
        let label = name.map(|name| self.names[name].label.clone());
        // "The spokesman" is told by the name of the one who is meant.
        let meant = referred.is_some() && voice.kind != SourceKind::Document;
        let text = match span {
            Some(span) if !is_pronoun(words) && !meant => report.at(span).to_owned(),
            _ => label
                .or_else(|| referred.as_ref().map(|r| r.text.clone()))
                .or_else(|| span.map(|span| report.at(span).to_owned()))
                .unwrap_or_default(),
        };
        let key = match name {
            Some(name) => self.names[name].id.to_string(),
            None if several.is_some() => all_words(words),
            None => referred
                .as_ref()
                .map_or_else(|| head_words(words), |r| r.key.clone()),
        };
        let kind = match (voice.kind, &referred) {
            (_, Some(r)) if is_pronoun(words) || words.is_empty() => r.kind,
            (kind, _) => kind,
        };
        let body = self.body(voice, name, words);
        let source = Source {
            text,
            citation: span.map(|span| report.cite(span)).or_else(|| {
                referred
                    .as_ref()
                    .and_then(|r| r.place)
                    .map(|span| report.cite(span))
            }),
            name,
            kind,
            party: party::party(self, voice, name, body.as_deref(), words),
            cue,
            key,
            body,
            when: self.when(voice),
        };
        speakers.hear(self, voice, &source, words);
        Some(source)
    }

    /// Returns the body that a source is or speaks for.
    fn body(&self, voice: &Voice, name: Option<usize>, words: &[Token]) -> Option<String> {
        let mentions = voice.source.first().map(|&span| self.mentions(span));
        let mentions = mentions.unwrap_or_default();
        self.bodies.of(self.names, name, &mentions, words)
    }

    /// Cuts stops off the end of a source, and a long one before a comma or a
    /// relative clause.
    fn trimmed(&self, span: Span) -> Span {
        let stop = |t: &Token| matches!(&*t.norm, "," | ";" | ":" | "-" | "–" | "—");
        let mut tokens = self.tokens(span);
        while let [rest @ .., last] = tokens
            && stop(last)
            && !rest.is_empty()
        {
            tokens = rest;
        }
        let span = match tokens {
            [first, .., last] => first.span.cover(last.span),
            [only] => only.span,
            [] => span,
        };
        if tokens.iter().filter(|t| t.tag != Tag::Punct).count() <= LONGEST {
            return span;
        }
        let cut = tokens
            .iter()
            .enumerate()
            .skip(1)
            .find(|(_, t)| matches!(&*t.norm, "," | "who" | "which" | "that" | "(" | "-" | "–"))
            .map(|(i, _)| i);
        match cut.and_then(|i| tokens.get(i - 1)) {
            Some(last) => tokens[0].span.cover(last.span),
            None => span,
        }
    }

    /// Returns the tokens inside a span.
    fn tokens(&self, span: Span) -> &[Token] {
        let tokens = &self.annotated.tokens;
        let first = tokens.partition_point(|t| t.span.end <= span.start);
        let last = tokens.partition_point(|t| t.span.start < span.end);
        tokens.get(first..last).unwrap_or_default()
    }

    /// Returns the name that a source's words hold: a person before a body, a
    /// body before a place, and no owner of what speaks ("Moore's adviser", "the
    /// Moore family").
    fn name_in(&self, span: Span) -> Option<usize> {
        let mentions = self.mentions(span);
        let candidate =
            |m: &&Mention| !m.owner && !self.describes(m, span) && !self.is_one_of_several(m);
        let last = |fits: &dyn Fn(&&Mention) -> bool| {
            let mut found = mentions.iter().filter(fits).filter(candidate);
            found.next_back().map(|m| m.name)
        };
        let of_kind = |kinds: &[NameKind]| last(&|m| kinds.contains(&m.kind));
        // "Ada Lunn, of the mill union Weir": what a preposition brings in describes her.
        let leads = |m: &&Mention| {
            let before = self.tokens(Span {
                start: span.start,
                end: m.span.start.max(span.start),
            });
            let phrase = before.rsplit(|t| &*t.norm == ",").next();
            !phrase.is_some_and(|words| words.iter().any(|t| t.tag == Tag::Adp))
        };
        let whole = self.tokens(span);
        let nominal = |t: &&Token| matches!(t.tag, Tag::Noun | Tag::Propn);
        let head_is_name = mentions.iter().any(|m| {
            whole
                .iter()
                .rfind(nominal)
                .is_some_and(|head| m.span.overlap(head.span) > 0)
        });
        last(&|m| m.kind == NameKind::Person && leads(m))
            .or_else(|| of_kind(&[NameKind::Person]))
            .or_else(|| of_kind(&[NameKind::Organisation]))
            .or_else(|| of_kind(&[NameKind::Place, NameKind::Other]).filter(|_| head_is_name))
            .or_else(|| {
                // "The body's spokesman" speaks for the body.
                mentions
                    .iter()
                    .find(|m| m.kind == NameKind::Organisation && !self.is_one_of_several(m))
                    .map(|m| m.name)
            })
    }

    /// Tells whether a name is what one is called like others: "the governor, a
    /// Republican".
    fn is_one_of_several(&self, mention: &Mention) -> bool {
        let tokens = &self.annotated.tokens;
        let at = tokens.partition_point(|t| t.span.end <= mention.span.start);
        let before = at.checked_sub(1).map(|at| &*tokens[at].norm);
        let next = tokens.partition_point(|t| t.span.end <= mention.span.end);
        let noun = |t: &Token| matches!(t.tag, Tag::Noun | Tag::Propn);
        matches!(before, Some("a" | "an")) && !tokens.get(next).is_some_and(noun)
    }

    /// Tells whether the name of a person only says which noun of a source is
    /// meant: "the Moore family".
    fn describes(&self, mention: &Mention, source: Span) -> bool {
        let tokens = &self.annotated.tokens;
        let last = self.tokens(mention.span).last();
        let head = last.and_then(|last| tokens.get(last.head? as usize));
        let beside = |head: &Token| {
            head.tag == Tag::Noun
                && head.span.start >= mention.span.end
                && source.contains(head.span)
        };
        let compound = last.and_then(|last| last.relation);
        mention.kind == NameKind::Person
            && compound.is_some_and(|relation| relation.is("compound"))
            && head.is_some_and(beside)
    }

    /// Tells whether a source is several named ones together: "Aden and Bern".
    fn is_several(&self, span: Span) -> bool {
        let mentions = self.mentions(span);
        mentions.windows(2).any(|pair| {
            let between = self.tokens(Span {
                start: pair[0].span.end,
                end: pair[1].span.start.max(pair[0].span.end),
            });
            let joined = between.iter().any(|t| &*t.norm == "and");
            // "Aden police spokesman" and a title are no other source.
            joined && between.len() <= 2 && pair[0].name != pair[1].name
        })
    }

    /// Returns the mentions of known names inside a span.
    fn mentions(&self, span: Span) -> Vec<Mention> {
        let mentions = &self.annotated.names;
        let first = mentions.partition_point(|m| m.span.end <= span.start);
        mentions
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(_, m)| m.span.start < span.end)
            .filter_map(|(i, m)| {
                let name = (*self.name_of.get(i)?)?;
                let rest = self.annotated.report.text.get(m.span.end as usize..)?;
                let owner = rest.starts_with("'s") || rest.starts_with("’s");
                Some(Mention {
                    name,
                    kind: self.names.get(name)?.kind,
                    span: m.span,
                    owner,
                })
            })
            .collect()
    }

    /// Returns the sentence that holds an offset.
    fn sentence(&self, offset: u32) -> usize {
        self.annotated
            .sentences
            .partition_point(|s| s.span.end <= offset)
    }

    /// Returns when it was said: a day in the cue's sentence, outside of what
    /// is said and near the crediting words.
    fn when(&self, voice: &Voice) -> Option<TimeSpan> {
        let cue = *voice.cue.first()?;
        let sentence = self.annotated.sentences.get(self.sentence(cue.start))?;
        let times = &self.annotated.times;
        times
            .iter()
            .enumerate()
            .filter(|(_, time)| sentence.span.contains(time.span))
            .filter(|(_, time)| voice.content.iter().all(|c| c.overlap(time.span) == 0))
            .filter_map(|(i, time)| {
                let between = if time.span.start >= cue.end {
                    Span {
                        start: cue.end,
                        end: time.span.start,
                    }
                } else {
                    Span {
                        start: time.span.end.min(cue.start),
                        end: cue.start,
                    }
                };
                let away = self.tokens(between).len();
                Some((away, i, self.times.get(i)?.days?))
            })
            .filter(|&(away, _, _)| away <= 8)
            .min_by_key(|&(away, i, _)| (away, i))
            .map(|(_, _, days)| days)
    }
}

/// A mention of a known name.
#[derive(Clone, Copy, Debug)]
struct Mention {
    name: usize,
    kind: NameKind,
    span: Span,
    /// Whether a possessive follows.
    owner: bool,
}

/// Returns where a voice credits: its cue, else its source, else its content.
fn anchor(voice: &Voice) -> u32 {
    let first = voice
        .cue
        .first()
        .or(voice.source.first())
        .or(voice.content.first());
    first.map_or(0, |span| span.start)
}

/// Returns the sources of a voice, outermost first.
fn chain(voices: &[Voice], sources: &[Option<Source>], voice: usize) -> Vec<Source> {
    let mut chain = Vec::new();
    let mut at = Some(voice);
    // A voice cannot report itself through more voices than there are.
    for _ in 0..voices.len() {
        let Some(i) = at else { break };
        // What only describes ("which calls for …") reports nothing that it
        // holds, and who goes on reports nobody else.
        let again = |source: &Source| {
            let last: Option<&Source> = chain.last();
            last.is_some_and(|last| last.key == source.key)
        };
        chain.extend(sources[i].clone().filter(|source| !again(source)));
        at = voices[i].outer;
    }
    chain.reverse();
    chain
}

/// Tells whether a source is a bare pronoun.
fn is_pronoun(words: &[Token]) -> bool {
    matches!(words, [word] if word.tag == Tag::Pron || PRONOUNS.contains(&&*word.norm))
}

/// Pronouns that stand for a speaker.
const PRONOUNS: &[&str] = &[
    "he", "she", "it", "they", "him", "her", "them", "who", "which",
];

/// Returns the head of a source in lower case: the words of its first phrase
/// without articles, numbers and adjectives.
fn head_words(words: &[Token]) -> String {
    let start = words
        .iter()
        .position(|t| matches!(t.tag, Tag::Noun | Tag::Propn))
        .unwrap_or(0);
    let phrase: Vec<&str> = words[start.min(words.len())..]
        .iter()
        .take_while(|t| matches!(t.tag, Tag::Noun | Tag::Propn | Tag::Pron))
        .map(|t| {
            if t.tag == Tag::Noun {
                &*t.lemma
            } else {
                &*t.norm
            }
        })
        .collect();
    phrase.join(" ")
}

/// Returns the words of a source that tell whom it names, in lower case.
fn all_words(words: &[Token]) -> String {
    let words: Vec<&str> = words
        .iter()
        .filter(|t| !matches!(t.tag, Tag::Det | Tag::Punct))
        .map(|t| &*t.norm)
        .collect();
    words.join(" ")
}

/// Tells whether the source is a text.
fn is_document(kind: SourceKind) -> bool {
    kind == SourceKind::Document
}

#[cfg(test)]
mod tests;
