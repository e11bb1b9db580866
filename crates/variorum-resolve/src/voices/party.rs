//! Whether a source takes part in what it tells: the army on what the army
//! did. Who watches, treats or measures for a living takes none in what others
//! did.

use variorum_model::{Form, NameKind, Span, Tag, Token, Voice};

use super::Telling;

/// Returns what one line shows of whether its source takes part in what the
/// story tells: it does where it, or the body that it speaks for, is the
/// subject of what is said; it does not where it watches; none where the words
/// do not tell.
pub(super) fn party(
    telling: &Telling<'_>,
    voice: &Voice,
    name: Option<usize>,
    body: Option<&str>,
    words: &[Token],
) -> Option<bool> {
    if observes(telling, name, words) {
        return Some(false);
    }
    let content = *voice.content.first()?;
    let subject = subject(telling, content);
    let spoken_for = voice
        .source
        .first()
        .map(|&span| telling.mentions(span))
        .unwrap_or_default();
    // "We", "our forces", "it had held": the side of whoever speaks for one. A
    // passer-by who saw it speaks for none.
    let person = name.is_some_and(|name| telling.names[name].kind == NameKind::Person);
    let sided = body.is_some() || name.is_some() && !person || spoken_for.len() > 1;
    let ours = subject
        .iter()
        .any(|t| matches!(&*t.norm, "we" | "our" | "us"));
    let armed = |tokens: &[Token]| tokens.iter().any(|t| FORCES.contains(&&*t.lemma));
    let itself = !person
        && !voice.quoted
        && matches!(subject, [word] if matches!(&*word.norm, "it" | "they"));
    // "Its troops", "one of its planes": whose they are is whoever speaks.
    let owns = !person && !voice.quoted && has_own(subject, &["its", "their"]);
    if sided && (ours || itself || owns) {
        return Some(true);
    }
    // "Rebels said they had left": no passer-by, though nobody names them.
    if name.is_none() && armed(words) && (ours || itself || owns) {
        return Some(true);
    }
    let leads = subject.iter().any(|t| LED.contains(&&*t.lemma));
    if person && !voice.quoted && leads && has_own(subject, &["his", "her"]) {
        return Some(true);
    }
    let told = subject_span(subject)
        .map(|span| telling.mentions(span))
        .unwrap_or_default();
    let names = told
        .iter()
        .any(|m| Some(m.name) == name || spoken_for.iter().any(|s| s.name == m.name));
    // A title tells whom somebody speaks for: "NLF spokesman".
    let by_title = name.is_some_and(|name| {
        telling.names[name].titles.iter().any(|title| {
            let forms = told.iter().flat_map(|m| &telling.names[m.name].forms);
            forms
                .into_iter()
                .any(|form| has_words(&title.text, &form.text))
        })
    });
    // "The army said soldiers had entered": its own men.
    let of_forces = name.is_some_and(|name| {
        let titles = telling.names[name].titles.iter();
        let mut words = titles.flat_map(|title| title.text.split(' '));
        words.any(|word| FORCES.contains(&&*word.to_lowercase()))
    });
    let forces = (armed(words) || of_forces) && armed(subject) && told.is_empty();
    (names || by_title || forces).then_some(true)
}

/// Tells whether the first words of a subject say that something is somebody's:
/// "its troops", "one of their planes".
fn has_own(subject: &[Token], own: &[&str]) -> bool {
    let mut words = subject.iter().take(OWN_WITHIN);
    words.any(|t| own.contains(&&*t.norm))
}

/// How many words "one of its" are, and one more.
const OWN_WITHIN: usize = 4;

/// What somebody heads or belongs to and speaks for.
const LED: &[&str] = &[
    "administration",
    "army",
    "campaign",
    "club",
    "company",
    "fighter",
    "firm",
    "force",
    "government",
    "group",
    "ministry",
    "movement",
    "office",
    "party",
    "side",
    "squad",
    "team",
    "troop",
    "union",
];

/// Tells whether words stand in a text as words of their own.
fn has_words(text: &str, words: &str) -> bool {
    let edge = |char: Option<char>| char.is_none_or(|char| !char.is_alphanumeric());
    text.match_indices(words).any(|(at, found)| {
        let (before, after) = (&text[..at], &text[at + found.len()..]);
        edge(before.chars().next_back()) && edge(after.chars().next())
    })
}

/// Tells whether a source watches, treats or helps others: by its head, by the
/// last word of a title, by a word of its name.
fn observes(telling: &Telling<'_>, name: Option<usize>, words: &[Token]) -> bool {
    let titled = name.is_some_and(|name| {
        let name = &telling.names[name];
        let labelled =
            name.kind == NameKind::Organisation && name.label.split_whitespace().any(is_observer);
        let title = |title: &Form| {
            // "Economist at Norland Bank": what follows the preposition is where.
            let office = title.text.split([',']).next().unwrap_or_default();
            let mut office = office.split(' ').take_while(|word| !is_link(word));
            let last = office.by_ref().last();
            is_observer(last.unwrap_or_default()) || title.text.split(' ').any(is_place_of_care)
        };
        labelled || name.titles.iter().any(title)
    });
    let headed = head(words).is_some_and(|head| is_observer(&head.lemma));
    // "The charity Open Wells".
    let called = words.windows(2).any(|pair| {
        pair[0].tag == Tag::Noun && pair[1].tag == Tag::Propn && is_observer(&pair[0].lemma)
    });
    titled || headed || called || words.iter().any(|t| is_place_of_care(&t.norm))
}

/// Tells whether a word is of where the hurt are treated: "a spokesman for the
/// hospital" speaks of others.
fn is_place_of_care(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "ambulance" | "hospital" | "clinic" | "infirmary"
    )
}

/// Tells whether a word ends the name of an office.
fn is_link(word: &str) -> bool {
    matches!(word, "at" | "for" | "from" | "in" | "of" | "on" | "with")
}

/// Returns the head of a source's first phrase.
fn head(words: &[Token]) -> Option<&Token> {
    words
        .iter()
        .take_while(|t| t.tag != Tag::Adp && !matches!(&*t.norm, "," | "who"))
        .filter(|t| matches!(t.tag, Tag::Noun | Tag::Propn))
        .last()
}

/// Tells whether a noun is of those who watch, treat, measure or report.
fn is_observer(noun: &str) -> bool {
    OBSERVERS.contains(&noun.to_lowercase().as_str())
}

/// See [`is_observer`].
const OBSERVERS: &[&str] = &[
    "agency",
    "analyst",
    "audit",
    "auditor",
    "broadcaster",
    "bystander",
    "charity",
    "correspondent",
    "courier",
    "doctor",
    "economist",
    "expert",
    "eyewitness",
    "forecaster",
    "gazette",
    "herald",
    "historian",
    "hospital",
    "infirmary",
    "inquiry",
    "inspector",
    "journalist",
    "media",
    "medic",
    "meteorologist",
    "monitor",
    "neighbor",
    "neighbour",
    "newspaper",
    "observatory",
    "observer",
    "onlooker",
    "paper",
    "passenger",
    "passer-by",
    "passers-by",
    "photographer",
    "pollster",
    "professor",
    "radio",
    "reporter",
    "researcher",
    "resident",
    "scholar",
    "scientist",
    "seismologist",
    "study",
    "survey",
    "surveyor",
    "telegraph",
    "television",
    "tribune",
    "tv",
    "volcanologist",
    "watchdog",
    "witness",
];

/// Nouns of those who act with force or for the state.
const FORCES: &[&str] = &[
    "army",
    "military",
    "soldier",
    "troop",
    "force",
    "police",
    "officer",
    "navy",
    "rebel",
    "militia",
    "militant",
    "insurgent",
    "guerrilla",
    "gunman",
    "fighter",
];

/// Returns the words of the content's subject: those before its first verb.
fn subject<'a>(telling: &'a Telling<'_>, content: Span) -> &'a [Token] {
    let mut tokens = telling.tokens(content);
    while tokens
        .first()
        .is_some_and(|t| t.tag == Tag::Punct || &*t.norm == "that")
    {
        tokens = &tokens[1..];
    }
    let verb = tokens
        .iter()
        .position(|t| matches!(t.tag, Tag::Verb | Tag::Aux));
    &tokens[..verb.unwrap_or(0).min(12)]
}

fn subject_span(subject: &[Token]) -> Option<Span> {
    Some(subject.first()?.span.cover(subject.last()?.span))
}
