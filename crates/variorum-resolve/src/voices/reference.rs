//! Who is meant by a source that is no name: "he", "the spokesman", "the
//! statement", or no words at all.
//!
//! The speakers of a report are remembered in order. A reference goes back to
//! the last one that fits in number, gender and kind, and no further than a
//! few sentences: beyond that a reader would need the name again.

use variorum_model::{NameKind, Source, SourceKind, Span, Tag, Token, Voice};

use super::gender::{Gender, gender_of};
use super::{Mention, Telling, anchor, is_document, is_pronoun};

/// How many sentences a pronoun may reach back.
const REACH: usize = 6;

/// How many sentences "the spokesman" may reach back.
const REACH_OF_NOUN: usize = 30;

/// The speakers of a report so far.
#[derive(Default)]
pub(super) struct Speakers {
    heard: Vec<Speaker>,
}

/// Somebody who has spoken.
#[derive(Clone, Debug)]
struct Speaker {
    sentence: usize,
    name: Option<usize>,
    text: String,
    place: Option<Span>,
    kind: SourceKind,
    key: String,
    /// What it is called: the heads of its phrases and of the name's titles.
    heads: Vec<String>,
    /// All words of these.
    words: Vec<String>,
    gender: Option<Gender>,
    number: Number,
    /// Whether it may only report what others said: "per the Courier", "reported".
    reports: bool,
}

/// Whom a reference means.
#[derive(Clone, Debug)]
pub(super) struct Referent {
    pub(super) name: Option<usize>,
    pub(super) text: String,
    pub(super) place: Option<Span>,
    pub(super) kind: SourceKind,
    pub(super) key: String,
}

/// What a speaker counts as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Number {
    Person,
    Body,
    Several,
}

impl Speakers {
    /// Remembers a speaker.
    pub(super) fn hear(
        &mut self,
        telling: &Telling<'_>,
        voice: &Voice,
        source: &Source,
        words: &[Token],
    ) {
        let mut heads = heads(words);
        let mut said: Vec<String> = words.iter().map(|t| t.lemma.to_string()).collect();
        if let Some(name) = source.name.map(|name| &telling.names[name]) {
            // A body is called by the head of its name: "the union".
            let forms = name.forms.iter().filter(|_| name.kind != NameKind::Person);
            for called in name.titles.iter().chain(forms) {
                let called = called.text.to_lowercase();
                heads.extend(title_head(&called).map(str::to_owned));
                said.extend(called.split_whitespace().map(str::to_owned));
            }
        }
        let before = self.heard.iter().rev().find(|s| s.key == source.key);
        let named = source.name.map(|name| &telling.names[name]);
        let gender = gender_of(words, named).or_else(|| before.and_then(|before| before.gender));
        let number = number_of(telling, source, words);
        self.heard.push(Speaker {
            sentence: telling.sentence(anchor(voice)),
            name: source.name,
            text: source.text.clone(),
            place: source.citation.map(|citation| citation.span),
            kind: source.kind,
            key: source.key.clone(),
            heads,
            words: said,
            gender,
            number,
            reports: only_reports(telling, voice),
        });
    }

    /// Returns whom a source without a name means.
    pub(super) fn refer(
        &self,
        telling: &Telling<'_>,
        voice: &Voice,
        words: &[Token],
    ) -> Option<Referent> {
        let here = telling.sentence(anchor(voice));
        if is_pronoun(words) {
            return self.pronoun(telling, voice, words.first()?, here);
        }
        // "The governor, a miller's son": what stands behind the comma describes him.
        let comma = words.iter().position(|t| &*t.norm == ",");
        let described = |&at: &usize| words.get(at + 1).is_some_and(|t| t.tag == Tag::Det);
        let words = &words[..comma.filter(described).unwrap_or(words.len())];
        // "The spokesman", "the statement": only a definite phrase of few words.
        let definite = matches!(
            words.first().map(|t| &*t.norm),
            Some("the" | "his" | "her" | "its" | "this" | "that")
        );
        if !definite || words.len() > 4 {
            return None;
        }
        let head = words.iter().rfind(|t| t.tag == Tag::Noun)?;
        // "The prime minister" is no foreign minister, "the group" no group's
        // spokesman.
        let called = |s: &&Speaker| {
            let described = words.iter().filter(|t| {
                matches!(t.tag, Tag::Noun | Tag::Propn | Tag::Adj) && t.span != head.span
            });
            s.heads.iter().any(|noun| *noun == *head.lemma)
                && described.into_iter().all(|t| {
                    s.words
                        .iter()
                        .any(|word| *word == *t.norm || *word == *t.lemma)
                })
        };
        let within = |reach: usize| {
            let speakers = self.heard.iter().rev();
            speakers.take_while(move |s| here.saturating_sub(s.sentence) <= reach)
        };
        // "The sources" right after "security sources" are those, no single one.
        let several = head.norm != head.lemma;
        let alike = |s: &&Speaker| several == (s.number == Number::Several) && called(s);
        let same = within(REACH)
            .find(alike)
            .or_else(|| within(REACH_OF_NOUN).find(|s| s.name.is_some() && called(s)));
        // "The statement" of a body that has just spoken.
        let issued = || {
            let text = is_document(voice.kind);
            let of_another = WRITTEN.contains(&&*head.lemma);
            self.heard
                .iter()
                .rev()
                .take_while(|s| here.saturating_sub(s.sentence) <= 2)
                .find(|s| {
                    text && s.name.is_some()
                        && s.number == Number::Body
                        && !(of_another && s.reports)
                })
        };
        same.or_else(issued).map(Speaker::referent)
    }

    /// Returns who goes on speaking where no words name a source: "…, adding
    /// that …".
    pub(super) fn go_on(&self, telling: &Telling<'_>, voice: &Voice) -> Option<Referent> {
        let cue = *voice.cue.first()?;
        let words = telling.tokens(cue);
        let goes_on = words.iter().any(|t| {
            matches!(
                &*t.norm,
                "adding"
                    | "saying"
                    | "noting"
                    | "stressing"
                    | "insisting"
                    | "claiming"
                    | "arguing"
                    | "warning"
                    | "telling"
                    | "explaining"
                    | "added"
            )
        });
        let here = telling.sentence(cue.start);
        self.heard
            .last()
            .filter(|s| goes_on && s.sentence == here)
            .map(Speaker::referent)
    }

    fn pronoun(
        &self,
        telling: &Telling<'_>,
        voice: &Voice,
        word: &Token,
        here: usize,
    ) -> Option<Referent> {
        let norm = &*word.norm;
        if matches!(norm, "who" | "which") {
            return antecedent(telling, word.span.start);
        }
        let (number, gender) = match norm {
            "he" | "him" => (Number::Person, Some(Gender::Male)),
            "she" | "her" => (Number::Person, Some(Gender::Female)),
            "it" => (Number::Body, None),
            "they" | "them" => (Number::Several, None),
            _ => return None,
        };
        // Who is told of in what is said does not say it.
        let told = |s: &&Speaker| {
            let place = s.place.filter(|_| s.sentence == here);
            // "Ada Lunn said the weir was, “as ever,” dry, she said": one credit twice.
            let behind = |c: &Span, place: Span| c.contains(place) && c.start != place.start;
            place.is_some_and(|place| voice.content.iter().any(|c| behind(c, place)))
        };
        // Nor does one whom only somebody's quoted words credit.
        let quoted = |place: u32| telling.quotation(place);
        let inside = |s: &Speaker| {
            let place = s.place.and_then(|place| quoted(place.start));
            place.is_some_and(|quotation| quoted(word.span.start) != Some(quotation))
        };
        let fits = |s: &&Speaker| {
            if told(s) || inside(s) {
                return false;
            }
            let gender_fits = gender.is_none() || s.gender.is_none() || s.gender == gender;
            let number_fits = s.number == number
                // Bodies speak of themselves as "they" too.
                || (number == Number::Several && s.number == Number::Body);
            gender_fits && number_fits
        };
        // "He said he would" in somebody's words means whom these name before.
        let outer = voice.outer.map(|outer| &telling.annotated.voices[outer]);
        let quotation = outer
            .filter(|outer| !outer.source.is_empty())
            .and_then(|_| telling.quotation(word.span.start));
        let outside = |s: &Speaker| {
            quotation
                .is_some_and(|quotation| s.place.is_none_or(|place| !quotation.contains(place)))
        };
        let near = |s: &&Speaker| here.saturating_sub(s.sentence) <= REACH && !outside(s);
        let in_reach = || self.heard.iter().rev().take_while(near);
        // "It" is a body that has a name rather than a post or a figure.
        let heard = in_reach()
            .find(|s| {
                let body = || s.heads.iter().any(|head| BODIES.contains(&&**head));
                let beside = || s.sentence == here && body();
                fits(s) && (number != Number::Body || s.name.is_some() || beside())
            })
            .or_else(|| in_reach().find(fits));
        let kinds: &[NameKind] = match number {
            Number::Person => &[NameKind::Person],
            // A place that came in only lies somewhere: "It" is no town that spoke.
            Number::Body => &[NameKind::Organisation],
            Number::Several => &[],
        };
        if quotation.is_some() {
            return heard.map(Speaker::referent);
        }
        // Whoever came in as a subject since then is meant before him.
        self.subject_since(telling, heard.map(|s| s.sentence), voice, kinds)
            .filter(|named| {
                let known = self
                    .heard
                    .iter()
                    .rev()
                    .find(|s| s.name == named.name && s.gender.is_some());
                let own = named.name.map(|name| &telling.names[name]);
                let own = known.map_or_else(|| gender_of(&[], own), |s| s.gender);
                gender.is_none() || own.is_none() || own == gender
            })
            .or_else(|| heard.map(Speaker::referent))
    }

    /// Returns the last name of these kinds that is the subject of one of the
    /// sentences just before.
    fn subject_since(
        &self,
        telling: &Telling<'_>,
        since: Option<usize>,
        voice: &Voice,
        kinds: &[NameKind],
    ) -> Option<Referent> {
        let here = telling.sentence(anchor(voice));
        let from = since.map_or(0, |s| s + 1).max(here.saturating_sub(3));
        let sentences = telling.annotated.sentences.get(from..=here)?;
        // Whom somebody's words tell of has not come in by himself.
        let told = |m: &Mention| {
            let inside = voice.content.iter().any(|c| c.contains(m.span));
            inside || telling.quotation(m.span.start).is_some()
        };
        let subject = sentences.iter().rev().find_map(|sentence| {
            let first = telling
                .mentions(sentence.span)
                .into_iter()
                .filter(|m| !told(m))
                .find(|m| kinds.contains(&m.kind) && !m.owner && m.span.end <= anchor(voice))
                .filter(|m| is_subject(telling, sentence.span, m.span))?;
            let before = Span {
                start: sentence.span.start,
                end: first.span.start,
            };
            let verbs = telling
                .tokens(before)
                .iter()
                .any(|t| matches!(t.tag, Tag::Verb | Tag::Aux));
            (!verbs).then_some(first)
        })?;
        Some(Referent {
            name: Some(subject.name),
            text: telling.names[subject.name].label.clone(),
            place: None,
            kind: SourceKind::Named,
            key: telling.names[subject.name].id.to_string(),
        })
    }
}

impl Speaker {
    fn referent(&self) -> Referent {
        Referent {
            name: self.name,
            text: self.text.clone(),
            place: self.place,
            kind: self.kind,
            key: self.key.clone(),
        }
    }
}

/// Returns the phrase right before a relative pronoun, by its name where it has
/// one: "the rebels, who said".
fn antecedent(telling: &Telling<'_>, before: u32) -> Option<Referent> {
    let sentence = telling.annotated.sentences.get(telling.sentence(before))?;
    let words = telling.tokens(Span {
        start: sentence.span.start,
        end: before.max(sentence.span.start),
    });
    let end = words.iter().rposition(|t| t.tag != Tag::Punct)? + 1;
    if words.len() - end > 1 {
        return None;
    }
    let nominal = |t: &Token| {
        matches!(
            t.tag,
            Tag::Noun | Tag::Propn | Tag::Adj | Tag::Det | Tag::Num
        )
    };
    let start = words[..end]
        .iter()
        .rposition(|t| !nominal(t))
        .map_or(0, |at| at + 1);
    let phrase = words.get(start..end).filter(|phrase| !phrase.is_empty())?;
    let span = phrase.first()?.span.cover(phrase.last()?.span);
    let last = phrase.last()?.span;
    let named = telling
        .mentions(span)
        .into_iter()
        .rfind(|m| m.span.overlap(last) > 0);
    let head = phrase.last()?;
    if named.is_none() && head.tag != Tag::Noun {
        return None;
    }
    let name = named.map(|m| m.name);
    Some(Referent {
        name,
        text: name.map_or_else(
            || telling.annotated.report.at(span).to_owned(),
            |name| telling.names[name].label.clone(),
        ),
        place: Some(named.map_or(span, |m| m.span)),
        kind: if named.is_some() {
            SourceKind::Named
        } else {
            SourceKind::Anonymous
        },
        key: name.map_or_else(
            || super::head_words(phrase),
            |name| telling.names[name].id.to_string(),
        ),
    })
}

/// Tells whether a mention is a subject of its sentence; where there is no
/// tree, whether a verb comes behind it: a name under a picture is none.
fn is_subject(telling: &Telling<'_>, sentence: Span, mention: Span) -> bool {
    let words = telling.tokens(mention);
    if words.iter().any(|t| t.relation.is_some()) {
        let tokens = &telling.annotated.tokens;
        let hung = words.iter().any(|t| {
            let subject = |t: &Token| t.relation.is_some_and(|r| r.is("nsubj"));
            let of = t.relation.is_some_and(|r| {
                ["flat", "appos", "compound", "nmod:desc"]
                    .iter()
                    .any(|name| r.is(name))
            });
            let head = t.head.and_then(|head| tokens.get(head as usize));
            subject(t) || of && head.is_some_and(subject)
        });
        if hung || mention.start > sentence.start {
            return hung || is_left_as_subject(telling, sentence, mention);
        }
    }
    let behind = telling.tokens(Span {
        start: mention.end,
        end: sentence.end.max(mention.end),
    });
    behind.iter().any(|t| matches!(t.tag, Tag::Verb | Tag::Aux))
}

/// Tells whether a mention stands before the main verb of a sentence that has no
/// subject in its tree: "Earlier in the day, Ada Lunn, the minister, denied".
fn is_left_as_subject(telling: &Telling<'_>, sentence: Span, mention: Span) -> bool {
    let tokens = &telling.annotated.tokens;
    let words = telling.tokens(sentence);
    let is_main = |t: &&Token| t.head.is_none() && t.tag == Tag::Verb;
    let Some(main) = words.iter().find(is_main) else {
        return false;
    };
    let is_its_subject = |t: &Token| {
        let head = t.head.and_then(|head| tokens.get(head as usize));
        t.relation.is_some_and(|r| r.is("nsubj")) && head.is_some_and(|h| h.span == main.span)
    };
    // "On behalf of the front": what a preposition brings in.
    let aside = telling.tokens(mention).iter().any(|t| {
        t.relation
            .is_some_and(|r| matches!(r.base(), "obl" | "nmod" | "obj"))
    });
    !aside && mention.end <= main.span.start && !words.iter().any(is_its_subject)
}

/// Returns the heads of a source's phrases: of what stands before the first
/// preposition, and of each phrase behind a comma.
fn heads(words: &[Token]) -> Vec<String> {
    let phrases = words.split(|t| &*t.norm == ",");
    phrases
        .filter_map(|phrase| {
            phrase
                .iter()
                .take_while(|t| t.tag != Tag::Adp)
                .filter(|t| t.tag == Tag::Noun)
                .last()
        })
        .map(|head| head.lemma.to_string())
        .collect()
}

/// Returns the head of a title or of a body's name: "minister" of "minister of
/// trade".
fn title_head(title: &str) -> Option<&str> {
    title
        .split_whitespace()
        .take_while(|word| !matches!(*word, "of" | "for" | "at" | "in" | "to" | "," | "and"))
        .last()
}

/// Texts that a paper prints and did not write.
const WRITTEN: &[&str] = &[
    "complaint",
    "email",
    "indictment",
    "lawsuit",
    "letter",
    "memo",
    "message",
    "note",
    "post",
    "statement",
    "tweet",
];

/// Tells whether crediting words may be those of a paper that reports what others said.
fn only_reports(telling: &Telling<'_>, voice: &Voice) -> bool {
    let cue = voice.cue.iter().flat_map(|&span| telling.tokens(span));
    let mut words = cue.map(|t| &*t.lemma);
    words.any(|word| matches!(word, "report" | "reveal" | "per" | "via"))
}

/// Returns what a source counts as.
fn number_of(telling: &Telling<'_>, source: &Source, words: &[Token]) -> Number {
    if let [word] = words {
        match &*word.norm {
            "he" | "she" => return Number::Person,
            "they" => return Number::Several,
            _ => {}
        }
    }
    if let Some(name) = source.name
        && telling.names[name].kind == NameKind::Person
    {
        return Number::Person;
    }
    // "Security sources" are several, not a security.
    let head = words
        .iter()
        .take_while(|t| t.tag != Tag::Adp && &*t.norm != ",")
        .filter(|t| t.tag == Tag::Noun || t.tag == Tag::Propn && is_person_noun(&t.norm))
        .last();
    match head {
        Some(head) if head.tag == Tag::Noun && head.norm != head.lemma => Number::Several,
        Some(head) if is_person_noun(&head.lemma) => Number::Person,
        _ if source.name.is_some() || is_document(source.kind) => Number::Body,
        Some(head) if BODIES.contains(&&*head.lemma) => Number::Body,
        Some(_) => Number::Person,
        None => Number::Body,
    }
}

/// Tells whether a noun is of a single speaker.
fn is_person_noun(lemma: &str) -> bool {
    const PERSONS: &[&str] = &[
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "official",
        "source",
        "witness",
        "resident",
        "diplomat",
        "officer",
        "minister",
        "president",
        "leader",
        "director",
        "commander",
        "chief",
        "doctor",
        "analyst",
        "expert",
        "lawyer",
        "man",
        "woman",
        "worker",
        "mother",
        "father",
        "attorney",
        "congressman",
        "congresswoman",
        "governor",
        "judge",
        "justice",
        "mayor",
        "rabbi",
        "secretary",
        "senator",
    ];
    PERSONS.contains(&lemma)
}

/// Nouns of bodies, which nobody calls "he".
const BODIES: &[&str] = &[
    "administration",
    "agency",
    "alliance",
    "army",
    "association",
    "authority",
    "bank",
    "board",
    "body",
    "bureau",
    "cabinet",
    "campaign",
    "charity",
    "church",
    "club",
    "coalition",
    "college",
    "commission",
    "committee",
    "company",
    "congress",
    "council",
    "court",
    "department",
    "embassy",
    "family",
    "federation",
    "firm",
    "force",
    "foundation",
    "front",
    "government",
    "group",
    "hospital",
    "institute",
    "league",
    "magazine",
    "media",
    "military",
    "militia",
    "ministry",
    "movement",
    "navy",
    "network",
    "newspaper",
    "office",
    "opposition",
    "organisation",
    "organization",
    "panel",
    "paper",
    "parliament",
    "party",
    "police",
    "press",
    "radio",
    "regime",
    "regulator",
    "school",
    "senate",
    "service",
    "site",
    "station",
    "team",
    "television",
    "tribunal",
    "trust",
    "union",
    "university",
    "watchdog",
    "website",
];
