//! Names whose words leave no doubt of their kind.
//!
//! The model has seen the news of one country; what it says of a name that it
//! has not seen gives way to the words that the name is made of.
//!
//! # Steps
//! - Countries and what lies in a landscape are **places**.
//! - Operations, laws and cups are **things**.
//! - What the lists have as a **body** and as nothing else is one.
//! - A name that ends or begins as bodies do is no **person's**.
//! - A name behind a title that only persons bear is a person's, and the title
//!   is not in it.
//! - Capitals before a dateline's bracket or dash are a town.

use crate::names::NameWord;
use crate::{NameKind, Tag, name_words};
use std::ops::Range;

/// Sets the kind of a name, and cuts a title off it.
pub(crate) fn settle(words: &[NameWord], range: &mut Range<usize>, kind: &mut NameKind) {
    let name = &words[range.clone()];
    let (Some(first), Some(last)) = (name.first(), name.last()) else {
        return;
    };
    if name.iter().all(NameWord::in_country_phrase) {
        *kind = NameKind::Place;
        return;
    }
    let body = match name {
        [word] => *kind == NameKind::Other && word.is_known_body() || word.is_only_body(),
        _ => name.iter().all(NameWord::in_body_phrase),
    };
    if body && *kind != NameKind::Organisation {
        *kind = NameKind::Organisation;
        return;
    }
    if *kind == NameKind::Organisation && is_dateline(words, range) {
        *kind = NameKind::Place;
        return;
    }
    let [_, second, ..] = name else {
        return;
    };
    let of = second.is_word(OF);
    // "Transport for Norden", "Volcano of Rage": no person's name goes on so.
    let small = |word: &NameWord| word.tag == Tag::Adp as u8 && !word.has(name_words::PARTICLE);
    if *kind == NameKind::Person && small(second) && !second.tagged.shape.capital {
        *kind = NameKind::Organisation;
    }
    if last.has(name_words::THING) || first.has(name_words::THING_LEAD) && !last.heads_body() {
        *kind = NameKind::Other;
    } else if first.has(name_words::GROUND)
        && !last.heads_body()
        && (of || *kind != NameKind::Person)
        || last.has(name_words::GROUND) && *kind != NameKind::Other
    {
        *kind = NameKind::Place;
    } else if *kind == NameKind::Person && !first.is_given() {
        let heads = last.has(name_words::COMPANY) || last.heads_body();
        if heads || first.has(name_words::BODY_LEAD) {
            *kind = NameKind::Organisation;
        }
    } else if *kind == NameKind::Organisation && first.has(name_words::BEARER) {
        let titles = name
            .iter()
            .take_while(|word| word.has(name_words::TITLE | name_words::BEARER))
            .count();
        let rest = &name[titles..];
        let person = |word: &NameWord| {
            word.tagged.shape.capital
                && !word.has(name_words::BODY | name_words::COMPANY | name_words::PLACE)
        };
        if (1..=4).contains(&rest.len()) && rest.iter().all(person) {
            range.start += titles;
            *kind = NameKind::Person;
        }
    }
}

/// Tells whether a name in capitals begins a sentence as a dateline does.
fn is_dateline(words: &[NameWord], range: &Range<usize>) -> bool {
    let name = &words[range.clone()];
    let town = |word: &NameWord| word.is_known_town() || word.country == 3 || word.in_town_phrase();
    let next = words.get(range.end);
    range.start == 0
        && name.iter().all(|word| word.has(name_words::ALL_CAPITALS))
        && name.iter().all(town)
        && next.is_some_and(|word| word.tag == Tag::Punct as u8 && !word.has(name_words::STOP))
}

/// The hash of "of".
const OF: u64 = crate::shapes::hash(b"of");
