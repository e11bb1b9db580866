//! Names in a report: each mention with the title before it or the role
//! beside it, and the acronym or other name given with it.
//!
//! # Steps
//! - **Title** before the name ("Field Marshal"), else the role in apposition
//!   ("…, a researcher at the institute,"), else the role that the name is in
//!   apposition to ("The group's leader, …").
//! - **Country** that a name tells of, and whether it acts as its government.
//! - **Alias**: what stands in brackets after the name, or after "known as".
//!
//! # What this leaves to others
//! Which mentions name the same is for resolving.

mod governments;
mod posts;
mod roles;

use variorum_language::{English, NameSpan};
use variorum_model::{NameKind, NameMention, Sentence, Span, Tag, Token};

pub(crate) use self::posts::apart;
use self::roles::is_role;
use crate::times::is_month;

/// How many words a title or a role may have.
const LONGEST: usize = 9;

/// Finds the mentions of names with their titles and aliases.
pub(crate) fn names(
    text: &str,
    sentences: &[Sentence],
    tokens: &[Token],
    found: &[NameSpan],
    english: &English,
) -> Vec<NameMention> {
    let mut mentions = Vec::with_capacity(found.len());
    let mut sentence = 0;
    for name in found {
        while sentences
            .get(sentence)
            .is_some_and(|s| s.span.end <= name.span.start)
        {
            sentence += 1;
        }
        let range = sentences.get(sentence).map_or(0..0, Sentence::range);
        let base = range.start;
        let place = Place::new(text, &tokens[range], found, name.span);
        let title = (name.kind == NameKind::Person)
            .then(|| {
                place
                    .title_before()
                    .or_else(|| place.role_after())
                    .or_else(|| place.role_before())
            })
            .flatten();
        let (country, government) = place.country(base, name.kind, english);
        mentions.push(NameMention {
            span: name.span,
            kind: name.kind,
            title,
            alias: place.alias(name.kind),
            country,
            government,
        });
    }
    mentions
}

/// A name in its sentence.
struct Place<'a> {
    text: &'a str,
    tokens: &'a [Token],
    names: &'a [NameSpan],
    /// The name's first token.
    first: usize,
    /// The token after the name.
    after: usize,
    span: Span,
}

impl<'a> Place<'a> {
    fn new(text: &'a str, tokens: &'a [Token], names: &'a [NameSpan], span: Span) -> Place<'a> {
        let first = tokens.partition_point(|t| t.span.end <= span.start);
        let after = tokens.partition_point(|t| t.span.start < span.end);
        Place {
            text,
            tokens,
            names,
            first,
            after,
            span,
        }
    }

    /// Returns the country that the name tells of, and whether it acts as its
    /// government.
    fn country(&self, base: usize, kind: NameKind, english: &English) -> (Option<Box<str>>, bool) {
        let norm = self.span.of(self.text).to_lowercase();
        let Some(country) = english.country(&norm).filter(|_| kind != NameKind::Person) else {
            return (None, false);
        };
        let acts = governments::acts(self.tokens, base, self.first..self.after);
        // A capital that does nothing is a town.
        let town = kind == NameKind::Place && english.country_name(&norm).is_none();
        ((acts || !town).then(|| country.into()), acts)
    }

    fn norm(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &t.norm)
    }

    /// Returns the title right before the name: "LNA spokesman".
    fn title_before(&self) -> Option<Span> {
        self.phrase_ending(self.first)
    }

    /// Returns the role that the name stands in apposition to: "The group's
    /// leader, …".
    fn role_before(&self) -> Option<Span> {
        let comma = self.first.checked_sub(1)?;
        if self.norm(comma) != "," {
            return None;
        }
        // "That made Ada Lunn president, Karl Voss went on": Lunn's.
        let role = self.phrase_ending(comma)?;
        let before = self.tokens.partition_point(|t| t.span.end <= role.start);
        let named = before.checked_sub(1).map(|at| self.tokens[at].span);
        let is_person = |name: &NameSpan| name.kind == NameKind::Person;
        let mut persons = self.names.iter().filter(|name| is_person(name));
        let of_another = |span: Span| persons.any(|name| name.span.contains(span));
        (!named.is_some_and(of_another)).then_some(role)
    }

    /// Returns the phrase of a role whose last token is before `end`.
    fn phrase_ending(&self, end: usize) -> Option<Span> {
        let mut role = end.checked_sub(1)?;
        // An abbreviation's point may be a token of its own.
        if self.norm(role) == "." {
            role = role.checked_sub(1)?;
        }
        if !is_role(&self.tokens[role].norm) {
            return None;
        }
        let mut first = role;
        while let Some(before) = first.checked_sub(1) {
            let token = &self.tokens[before];
            let part = matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Adj)
                || matches!(&*token.norm, "-" | "–")
                || is_role(&token.norm);
            // "If the bill President Lunn signs": a post in capitals begins itself.
            let capital = |at: usize| {
                self.tokens[at]
                    .span
                    .of(self.text)
                    .starts_with(char::is_uppercase)
            };
            let apart = token.tag == Tag::Noun
                && !is_role(&token.norm)
                && capital(first)
                && !capital(before);
            // "On 2 November refugee Ada Lunn": the day is no part of what she is.
            let dated = is_month(&token.norm)
                && before
                    .checked_sub(1)
                    .is_some_and(|day| self.tokens[day].tag == Tag::Num);
            let apart = apart || dated;
            if !part || apart || role - before >= LONGEST || self.is_origin(token) {
                break;
            }
            first = before;
        }
        // "It became clear Mr Voss": a form of address is the whole title unless a post
        // stands before it.
        let address = matches!(self.norm(role), "mr" | "mrs" | "ms" | "miss");
        let mut posts = first..role;
        if address && !posts.any(|at| is_role(self.norm(at))) {
            first = role;
        }
        // "Then-Senator Lunn" was one, and is so called.
        let then = first.checked_sub(1);
        match then.filter(|&at| self.was(at) && self.joins(first)) {
            Some(then) => first = then,
            None => {
                while first < role && matches!(self.norm(first), "-" | "–") {
                    first += 1;
                }
            }
        }
        Some(self.tokens[first].span.cover(self.tokens[end - 1].span))
    }

    /// Tells whether a token is a hyphen with no space around it.
    fn joins(&self, at: usize) -> bool {
        let touch = |a: usize, b: usize| self.tokens[a].span.end == self.tokens[b].span.start;
        self.norm(at) == "-" && touch(at - 1, at) && touch(at, at + 1)
    }

    /// Tells whether a token says that what follows was so once.
    fn was(&self, at: usize) -> bool {
        matches!(self.norm(at), "then" | "ex")
    }

    /// Tells whether a token says where somebody is from ("U.S.", "Libyan"):
    /// no part of the title.
    fn is_origin(&self, token: &Token) -> bool {
        self.name_over(token).is_some_and(|name| {
            matches!(
                name.kind,
                NameKind::Place | NameKind::Other | NameKind::Person
            )
        })
    }

    /// Returns the name that a token is a part of.
    fn name_over(&self, token: &Token) -> Option<&NameSpan> {
        let at = self
            .names
            .partition_point(|name| name.span.end <= token.span.start);
        let name = self.names.get(at)?;
        (name.span.overlap(token.span) > 0).then_some(name)
    }

    /// Returns the role in apposition after the name: ", a research fellow at
    /// the institute,".
    fn role_after(&self) -> Option<Span> {
        if self.norm(self.after) != "," {
            return None;
        }
        let mut first = self.after + 1;
        if self.norm(first) == "who" && matches!(self.norm(first + 1), "is" | "was" | "heads") {
            first += 2;
        }
        while matches!(
            self.norm(first),
            "the" | "a" | "an" | "its" | "his" | "her" | "their"
        ) {
            first += 1;
        }
        // "A profile of Ada Lunn, though author Karl Voss objects": his.
        if matches!(
            self.norm(first),
            "although" | "as" | "but" | "though" | "when" | "while"
        ) {
            return None;
        }
        let mut last = None;
        let (mut role, mut within) = (false, false);
        for at in first..self.tokens.len().min(first + LONGEST + 3) {
            let token = &self.tokens[at];
            let norm = &*token.norm;
            let stops = matches!(
                norm,
                "," | ";" | ":" | "." | "who" | "which" | "that" | "\"" | "("
            ) || matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Sconj | Tag::Pron);
            if stops {
                break;
            }
            // "Critical of Karl Voss, minister Ada Lunn said": hers.
            let other = self.name_over(token);
            let person = other.is_some_and(|name| name.kind == NameKind::Person);
            let owner = other.is_some_and(|name| {
                let next = self.tokens.partition_point(|t| t.span.end <= name.span.end);
                matches!(self.norm(next), "'s" | "'")
            });
            if person && !owner && !within && at > first && is_role(self.norm(at - 1)) {
                return None;
            }
            // "Spokesman for minister Ada Lunn": whom a preposition brings in is no other.
            within |= token.tag == Tag::Adp;
            // The role comes before what it is a role in.
            role |= is_role(norm);
            if !role && token.tag == Tag::Adp {
                return None;
            }
            last = Some(at);
        }
        let last = last.filter(|_| role)?;
        Some(self.tokens[first].span.cover(self.tokens[last].span))
    }

    /// Returns the other name given beside this one, without its brackets.
    fn alias(&self, kind: NameKind) -> Option<Span> {
        let bracket = self.norm(self.after) == "(";
        let mut at = self.after + 1;
        if !bracket {
            let mut i = self.after;
            i += usize::from(self.norm(i) == ",");
            i += usize::from(matches!(self.norm(i), "also" | "better" | "popularly"));
            i += usize::from(self.norm(i) == "commonly");
            if self.norm(i) != "known" || self.norm(i + 1) != "as" {
                return None;
            }
            at = i + 2;
            while matches!(self.norm(at), "the" | "\"" | "'") {
                at += 1;
            }
        } else if matches!(self.norm(at), "\"" | "'" | "the") {
            at += 1;
        }
        let first = self.tokens.get(at)?;
        let mut last = at;
        while last - at < 5
            && self.tokens.get(last + 1).is_some_and(|t| {
                if bracket {
                    &*t.norm != ")"
                } else {
                    t.tag == Tag::Propn
                }
            })
        {
            last += 1;
        }
        let span = first.span.cover(self.tokens[last].span);
        let given = span.of(self.text);
        if bracket && self.norm(last + 1) != ")" && !matches!(self.norm(last + 1), "\"" | "'") {
            return None;
        }
        let fits = if bracket {
            is_acronym_of(given, self.span.of(self.text))
                || is_acronym_of(self.span.of(self.text), given)
        } else {
            given.starts_with(char::is_uppercase)
        };
        // An agency in brackets after a place is a dateline.
        (fits && (kind != NameKind::Place || initials(self.span.of(self.text), given)))
            .then_some(span)
    }
}

/// Tells whether `short` can be an acronym of `long`: two or more capitals,
/// and its first letter begins one of the words.
fn is_acronym_of(short: &str, long: &str) -> bool {
    let capitals = short.chars().filter(|c| c.is_uppercase()).count();
    let letters = short.chars().filter(|c| c.is_alphabetic()).count();
    let first = short.chars().next();
    letters <= 10
        && capitals >= 2
        && !short.contains(' ')
        && long.split_whitespace().count() >= 2
        && long
            .split_whitespace()
            .any(|word| word.chars().next() == first)
}

/// Tells whether one of the two spells the initials of the other.
fn initials(a: &str, b: &str) -> bool {
    let of = |text: &str| -> String {
        text.split([' ', '-'])
            .filter_map(|w| w.chars().next())
            .filter(|c| c.is_uppercase())
            .collect()
    };
    let plain = |text: &str| -> String { text.chars().filter(|c| c.is_alphabetic()).collect() };
    of(a) == plain(b) || of(b) == plain(a)
}

#[cfg(test)]
mod tests;
