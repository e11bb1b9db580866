//! Who is meant by a source that is no name: "he", "the spokesman", "the
//! statement", or no words at all.
//!
//! The speakers of a report are remembered in order. A reference goes back to
//! the last one that fits in number, gender and kind, and no further than a
//! few sentences: beyond that a reader would need the name again.

use variorum_model::{NameKind, Source, SourceKind, Span, Tag, Token, Voice};

use super::{Telling, anchor, is_document, is_pronoun};

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
    /// The lemmas of the source's nouns and of the name's titles.
    nouns: Vec<String>,
    gender: Option<Gender>,
    number: Number,
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

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Gender {
    Male,
    Female,
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
        let mut nouns: Vec<String> = words
            .iter()
            .filter(|t| matches!(t.tag, Tag::Noun | Tag::Propn))
            .map(|t| t.lemma.to_string())
            .collect();
        if let Some(name) = source.name {
            for title in &telling.names[name].titles {
                nouns.extend(title.text.split_whitespace().map(str::to_lowercase));
            }
        }
        let before = self.heard.iter().rev().find(|s| s.key == source.key);
        let mut gender = gender_of(words, &nouns);
        if let Some(before) = before {
            gender = gender.or(before.gender);
        }
        let number = number_of(telling, source, words);
        self.heard.push(Speaker {
            sentence: telling.sentence(anchor(voice)),
            name: source.name,
            text: source.text.clone(),
            place: source.citation.map(|citation| citation.span),
            kind: source.kind,
            key: source.key.clone(),
            nouns,
            gender,
            number,
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
        // "The spokesman", "the statement": only a definite phrase of few words.
        let definite = matches!(
            words.first().map(|t| &*t.norm),
            Some("the" | "his" | "her" | "its" | "this" | "that")
        );
        if !definite || words.len() > 4 {
            return None;
        }
        let head = words.iter().rfind(|t| t.tag == Tag::Noun)?;
        let near = |s: &&Speaker| here.saturating_sub(s.sentence) <= REACH_OF_NOUN;
        let same = self
            .heard
            .iter()
            .rev()
            .take_while(near)
            .find(|s| s.name.is_some() && s.nouns.iter().any(|noun| *noun == *head.lemma));
        // "The sources" right after "security sources" are those.
        let same = same.or_else(|| {
            let several = head.norm != head.lemma;
            self.heard
                .iter()
                .rev()
                .take_while(|s| here.saturating_sub(s.sentence) <= REACH)
                .find(|s| {
                    several
                        && s.name.is_none()
                        && s.number == Number::Several
                        && s.nouns.last().is_some_and(|noun| *noun == *head.lemma)
                })
        });
        // "The statement" of a body that has just spoken.
        let issued = || {
            let text = is_document(voice.kind);
            self.heard
                .iter()
                .rev()
                .take_while(|s| here.saturating_sub(s.sentence) <= 2)
                .find(|s| text && s.name.is_some() && s.number == Number::Body)
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
            place.is_some_and(|place| voice.content.iter().any(|c| c.contains(place)))
        };
        let fits = |s: &&Speaker| {
            if told(s) {
                return false;
            }
            let gender_fits = gender.is_none() || s.gender.is_none() || s.gender == gender;
            let number_fits = s.number == number
                // Bodies speak of themselves as "they" too.
                || (number == Number::Several && s.number == Number::Body);
            gender_fits && number_fits
        };
        let near = |s: &&Speaker| here.saturating_sub(s.sentence) <= REACH;
        let in_reach = || self.heard.iter().rev().take_while(near);
        // "It" is a body that has a name rather than a post or a figure.
        let heard = in_reach()
            .find(|s| fits(s) && (number != Number::Body || s.name.is_some()))
            .or_else(|| in_reach().find(fits));
        let kinds: &[NameKind] = match number {
            Number::Person => &[NameKind::Person],
            Number::Body => &[NameKind::Organisation, NameKind::Place],
            Number::Several => &[],
        };
        // Whoever came in as a subject since then is meant before him.
        self.subject_since(telling, heard.map(|s| s.sentence), voice, kinds)
            .filter(|named| {
                let known = self
                    .heard
                    .iter()
                    .rev()
                    .find(|s| s.name == named.name && s.gender.is_some());
                gender.is_none() || known.is_none_or(|s| s.gender == gender)
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
        let subject = sentences.iter().rev().find_map(|sentence| {
            let first = telling
                .mentions(sentence.span)
                .into_iter()
                .find(|m| kinds.contains(&m.kind) && !m.owner && m.span.end <= anchor(voice))?;
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

/// Returns the name right before a relative pronoun.
fn antecedent(telling: &Telling<'_>, before: u32) -> Option<Referent> {
    let sentence = telling.annotated.sentences.get(telling.sentence(before))?;
    let span = Span {
        start: sentence.span.start,
        end: before.max(sentence.span.start),
    };
    let mention = telling.mentions(span).into_iter().next_back()?;
    let between = telling.tokens(Span {
        start: mention.span.end,
        end: before.max(mention.span.end),
    });
    let close = between.iter().all(|t| t.tag == Tag::Punct) && between.len() <= 2;
    close.then(|| Referent {
        name: Some(mention.name),
        text: telling.names[mention.name].label.clone(),
        place: Some(mention.span),
        kind: SourceKind::Named,
        key: telling.names[mention.name].id.to_string(),
    })
}

/// Returns the gender that titles and roles tell.
fn gender_of(words: &[Token], nouns: &[String]) -> Option<Gender> {
    let of = |word: &str| match word.trim_end_matches('.') {
        "mr" | "king" | "prince" | "sir" | "lord" | "father" | "son" | "brother" | "husband" => {
            Some(Gender::Male)
        }
        "mrs" | "ms" | "miss" | "queen" | "princess" | "lady" | "dame" | "mother" | "daughter"
        | "sister" | "wife" | "widow" | "actress" => Some(Gender::Female),
        word if word.ends_with("woman") => Some(Gender::Female),
        word if word.len() > 5 && word.ends_with("man") && word != "human" && word != "german" => {
            Some(Gender::Male)
        }
        "he" | "him" => Some(Gender::Male),
        "she" | "her" => Some(Gender::Female),
        _ => None,
    };
    words
        .iter()
        .find_map(|t| of(&t.norm))
        .or_else(|| nouns.iter().find_map(|noun| of(noun)))
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
        .filter(|t| t.tag == Tag::Noun)
        .last();
    match head {
        Some(head) if source.name.is_none() && head.norm != head.lemma => Number::Several,
        Some(head) if is_person_noun(&head.lemma) => Number::Person,
        _ if source.name.is_some() || is_document(source.kind) => Number::Body,
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
    ];
    PERSONS.contains(&lemma)
}
