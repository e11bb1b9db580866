//! Names that hold more than one name, or a name and what is none.
//!
//! The model joins what small words and possessives join; some of these joints
//! part names whatever the model says.
//!
//! # Steps
//! - "The Harbour League **and the** Pilots' Union" are two bodies.
//! - "Norden**'s** Harbour League": a country before a possessive is a name.
//! - "Ardania's **President** Ana Lund": an office parts two names.
//! - "**Forces of the** Norden Army", "**Chief Judge of the** High Court": who
//!   serves a body is no part of its name.
//! - "Ardania Space Science **and** Technology Corporation" is one body.
//! - "Ana Lund **of the** Harbour League": no person's name goes on so.

use crate::names::{Found, NameWord};
use crate::{NameKind, Tag, name_words};
use std::ops::Range;

/// Parts a name at the joints inside it.
pub(crate) fn parted(words: &[NameWord], name: (Range<usize>, NameKind)) -> Found {
    let mut parts = Vec::new();
    let mut rest = vec![name];
    while let Some((range, kind)) = rest.pop() {
        match cut(words, &range, kind) {
            // Each cut makes both parts shorter.
            Some(cut) => rest.extend(cut.into_iter().rev()),
            None => parts.push((range, kind)),
        }
    }
    parts
}

/// Joins two names of bodies that "and" parts where the first ends with what
/// bodies are for: "Ardania Space Science" and "Technology Corporation".
pub(crate) fn joined(words: &[NameWord], found: Found) -> Found {
    let mut out: Found = Vec::with_capacity(found.len());
    for (range, kind) in found {
        if let Some((before, other)) = out.last_mut()
            && kind == NameKind::Organisation
            && *other != NameKind::Person
            && before.end + 1 == range.start
            && words[before.end].is_word(AND)
            && words[before.end - 1].has(name_words::MATTER)
            && words[range.end - 1].has(name_words::BODY | name_words::COMPANY)
        {
            before.end = range.end;
            *other = kind;
            continue;
        }
        out.push((range, kind));
    }
    out
}

/// Cuts a name once; none where it is one.
fn cut(words: &[NameWord], range: &Range<usize>, kind: NameKind) -> Option<Found> {
    let inner = range.start + 1..range.end.saturating_sub(1);
    let is = |at: usize, tag: Tag| words[at].tag == tag as u8;
    if kind == NameKind::Person
        && let Some(parts) = at_office(words, range)
    {
        return Some(parts);
    }
    // "Norden Ana Lund", after "mayor of" was lost.
    if kind == NameKind::Person
        && range.len() > 2
        && is_place(words, range.start..range.start + 1)
        && !words[range.start].is_given()
        && words[range.start + 1].is_given()
    {
        return Some(vec![
            (range.start..range.start + 1, NameKind::Place),
            (range.start + 1..range.end, kind),
        ]);
    }
    // "British United Nations" is no body's name.
    if words[range.start].country == 2
        && !words[range.start].in_body_phrase()
        && inner.start < range.end
        && words[inner.start..range.end]
            .iter()
            .all(NameWord::in_body_phrase)
    {
        return Some(vec![(inner.start..range.end, NameKind::Organisation)]);
    }
    for at in inner.clone() {
        let word = &words[at];
        let lower = !word.tagged.shape.capital;
        if word.is_word(AND) && words[at + 1].is_word(THE) && at + 2 < range.end {
            return Some(vec![(range.start..at, kind), (at + 2..range.end, kind)]);
        }
        if word.has(name_words::POSSESSIVE) && is_place(words, range.start..at) {
            let kind = match kind {
                // What a country has is seldom the country.
                NameKind::Place => NameKind::Other,
                kind => kind,
            };
            return Some(vec![
                (range.start..at, NameKind::Place),
                (at + 1..range.end, kind),
            ]);
        }
        if lower && word.is_word(OF) {
            let next = at + 1 + usize::from(words[at + 1].is_word(THE));
            if kind == NameKind::Person && next < range.end {
                let body = words[next..range.end].iter().any(NameWord::heads_body);
                let other = if body {
                    NameKind::Organisation
                } else {
                    NameKind::Other
                };
                return whole_or(words, range, at, (next..range.end, other));
            }
            let serves = words[range.start..at].iter().all(|word| {
                word.has(name_words::TITLE) || word.country == 2 || word.has(name_words::RANK)
            });
            let crowd = range.start == 0 && at == 1 && is(0, Tag::Noun) && next > at + 1;
            if kind == NameKind::Organisation && next < range.end && (serves || crowd) {
                return Some(vec![(next..range.end, kind)]);
            }
            // "Army of Field Marshal …", cut short.
            if next < range.end
                && words[next..range.end]
                    .iter()
                    .all(|w| w.has(name_words::TITLE))
            {
                return Some(vec![(range.start..at, kind)]);
            }
        } else if lower && is(at, Tag::Adp) && !word.has(name_words::PARTICLE) {
            let next = at + 1 + usize::from(words[at + 1].is_word(THE));
            if kind == NameKind::Person && next < range.end {
                return whole_or(words, range, at, (next..range.end, NameKind::Other));
            }
            // "Ministry of Defence in Norden", but "Support Mission in Ardania".
            let stays = words[at - 1].has(name_words::ABROAD);
            if word.is_word(IN) && !stays && is_place(words, next..range.end) {
                return Some(vec![
                    (range.start..at, kind),
                    (next..range.end, NameKind::Place),
                ]);
            }
            if word.is_word(AGAINST) && kind != NameKind::Organisation && next < range.end {
                return Some(vec![
                    (range.start..at, kind),
                    (next..range.end, NameKind::Other),
                ]);
            }
        }
    }
    None
}

/// Returns a person's name before the small word at `at` and what follows it;
/// or the whole as a body's, where nothing says that it begins with a person:
/// "Transport for Norden".
fn whole_or(
    words: &[NameWord],
    range: &Range<usize>,
    at: usize,
    rest: (Range<usize>, NameKind),
) -> Option<Found> {
    if at == range.start + 1 && !words[range.start].is_given() {
        return None;
    }
    Some(vec![(range.start..at, NameKind::Person), rest])
}

/// Tells whether words are a place that the lists have.
fn is_place(words: &[NameWord], range: Range<usize>) -> bool {
    match &words[range] {
        [word] => matches!(word.country, 1 | 3) || word.is_known_town(),
        name => {
            !name.is_empty()
                && name
                    .iter()
                    .all(|word| word.in_country_phrase() || word.in_town_phrase())
        }
    }
}

/// Parts a person's name at the office inside it.
fn at_office(words: &[NameWord], range: &Range<usize>) -> Option<Found> {
    let office = |at: &usize| words[*at].has(name_words::OFFICE);
    let last = (range.start + 1..range.end)
        .rev()
        .find(office)
        .filter(|last| last + 1 < range.end)?;
    let title = |at: &usize| words[*at].has(name_words::TITLE);
    let first = (range.start..last).find(title).unwrap_or(last);
    let mut parts = Vec::new();
    if first > range.start && words[range.start].country != 2 {
        parts.push((range.start..first, NameKind::Place));
    }
    parts.push((last + 1..range.end, NameKind::Person));
    Some(parts)
}

/// The hashes of small words.
const AND: u64 = crate::shapes::hash(b"and");
const AGAINST: u64 = crate::shapes::hash(b"against");
const IN: u64 = crate::shapes::hash(b"in");
const OF: u64 = crate::shapes::hash(b"of");
const THE: u64 = crate::shapes::hash(b"the");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::norm;
    use crate::places::Places;
    use crate::shapes::Shape;
    use crate::tagger::TagWord;

    const PLACES: &[u8] = b"ardania\tArdania\tname\nardanian\tArdania\tpeople\n";

    /// Parts one name that covers all the words and prints what comes of it.
    fn parts(text: &str, kind: NameKind) -> String {
        let places = Places::read(PLACES).unwrap();
        let forms: Vec<&str> = text.split(' ').collect();
        let word = |form: &&str| {
            let norm = norm(form);
            let tagged = TagWord {
                shape: Shape::new(form, &norm),
                ..TagWord::default()
            };
            let tag = match &*norm {
                "of" | "for" | "in" => Tag::Adp,
                "the" => Tag::Det,
                "forces" => Tag::Noun,
                _ => Tag::Propn,
            };
            let given = u8::from(matches!(&*norm, "ana" | "jan"));
            NameWord::new(tagged, tag, &norm, &places, given)
        };
        let words: Vec<NameWord> = forms.iter().map(word).collect();
        let parts = parted(&words, (0..words.len(), kind));
        let print = |(range, kind): (Range<usize>, NameKind)| {
            format!("{kind:?} {}", forms[range].join(" "))
        };
        parts.into_iter().map(print).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn what_small_words_join_is_parted_where_it_is_two() {
        use NameKind::{Organisation, Person};
        let cases = [
            (
                "Harbour League and the Pilots Union",
                Organisation,
                "Organisation Harbour League | Organisation Pilots Union",
            ),
            (
                "Ardania 's Harbour League",
                Organisation,
                "Place Ardania | Organisation Harbour League",
            ),
            (
                "People 's Harbour League",
                Organisation,
                "Organisation People 's Harbour League",
            ),
            (
                "Chief Military Prosecutor of the Union of Ports",
                Organisation,
                "Organisation Union of Ports",
            ),
            (
                "Forces of the Norden Army",
                Organisation,
                "Organisation Norden Army",
            ),
            (
                "Ana Lund of the Harbour League",
                Person,
                "Person Ana Lund | Organisation Harbour League",
            ),
            (
                "Transport for Norden",
                Person,
                "Person Transport for Norden",
            ),
            (
                "Ardania President Ana Lund",
                Person,
                "Place Ardania | Person Ana Lund",
            ),
            (
                "Ministry of Ports in Ardania",
                Organisation,
                "Organisation Ministry of Ports | Place Ardania",
            ),
            (
                "Support Mission in Ardania",
                Organisation,
                "Organisation Support Mission in Ardania",
            ),
        ];
        for (text, kind, expected) in cases {
            assert_eq!(parts(text, kind), expected, "{text}");
        }
    }
}
