//! Whether a source takes part in what it tells: the army on what the army
//! did. Who watches, treats or measures for a living takes none in what others
//! did.

use variorum_model::{Span, Tag, Token, Voice};

use super::Telling;

/// Returns whether the source takes part in what it tells. True where it, or
/// the body that it speaks for, is the subject of what is said; none where
/// the words do not tell.
pub(super) fn party(
    telling: &Telling<'_>,
    voice: &Voice,
    name: Option<usize>,
    words: &[Token],
) -> Option<bool> {
    let content = *voice.content.first()?;
    let subject = subject(telling, content);
    // "We", "our forces": the speaker's own side.
    let own = subject
        .iter()
        .any(|t| matches!(&*t.norm, "we" | "our" | "us" | "i" | "my"));
    let itself = subject.len() <= 2
        && subject.iter().any(|t| matches!(&*t.norm, "it" | "they"))
        && !voice.quoted;
    let its = subject
        .first()
        .is_some_and(|t| matches!(&*t.norm, "its" | "their" | "his"));
    if own || itself || its {
        return Some(true);
    }
    let spoken_for = voice
        .source
        .first()
        .map(|&span| telling.mentions(span))
        .unwrap_or_default();
    let told = subject_span(subject)
        .map(|span| telling.mentions(span))
        .unwrap_or_default();
    let names = told
        .iter()
        .any(|m| Some(m.name) == name || spoken_for.iter().any(|s| s.name == m.name));
    // A title tells whom somebody speaks for: "NLF spokesman".
    let by_title = name.is_some_and(|name| {
        telling.names[name].titles.iter().any(|title| {
            told.iter()
                .any(|m| title.text.contains(&telling.names[m.name].label))
        })
    });
    // "The army said soldiers had entered": its own men.
    let armed = |tokens: &[Token]| tokens.iter().any(|t| FORCES.contains(&&*t.lemma));
    let forces = armed(words) && armed(subject) && told.is_empty();
    if names || by_title || forces {
        return Some(true);
    }
    let observes = match name {
        Some(name) => telling.names[name]
            .titles
            .iter()
            .any(|title| is_observer(title.text.rsplit(' ').next().unwrap_or_default())),
        None => false,
    } || head(words).is_some_and(|head| is_observer(&head.lemma));
    // Somebody is told of, and it is nobody of the speaker's.
    let others = subject
        .iter()
        .any(|t| matches!(t.tag, Tag::Noun | Tag::Propn));
    let ours = telling
        .tokens(content)
        .iter()
        .any(|t| matches!(&*t.norm, "we" | "our" | "us" | "i" | "my"));
    (observes && others && !ours && !observed(subject)).then_some(false)
}

/// Returns the head of a source's first phrase.
fn head(words: &[Token]) -> Option<&Token> {
    words
        .iter()
        .take_while(|t| t.tag != Tag::Adp && !matches!(&*t.norm, "," | "who"))
        .filter(|t| matches!(t.tag, Tag::Noun | Tag::Propn))
        .last()
}

/// Tells whether the subject itself is of observers: doctors on the hospital.
fn observed(subject: &[Token]) -> bool {
    subject.iter().any(|t| is_observer(&t.lemma))
}

/// Tells whether a noun is of those who watch, treat, measure or report.
fn is_observer(noun: &str) -> bool {
    OBSERVERS.contains(&noun.to_lowercase().as_str())
}

/// See [`is_observer`].
const OBSERVERS: &[&str] = &[
    "agency",
    "analyst",
    "broadcaster",
    "bystander",
    "correspondent",
    "doctor",
    "economist",
    "expert",
    "eyewitness",
    "forecaster",
    "historian",
    "hospital",
    "journalist",
    "medic",
    "meteorologist",
    "monitor",
    "neighbour",
    "neighbor",
    "newspaper",
    "observer",
    "onlooker",
    "paper",
    "photographer",
    "pollster",
    "professor",
    "reporter",
    "researcher",
    "resident",
    "scholar",
    "scientist",
    "seismologist",
    "study",
    "survey",
    "surveyor",
    "television",
    "volcanologist",
    "watchdog",
    "witness",
];

/// Nouns of those who act with force or for the state.
const FORCES: &[&str] = &[
    "army", "military", "soldier", "troop", "force", "police", "officer", "navy", "rebel",
    "militia",
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
