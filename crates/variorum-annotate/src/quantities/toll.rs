//! Tolls: whose fate does a quantity count?
//!
//! Without a parser the predicate is looked for close by: to the right past
//! the counted noun ("14 people were killed"), to the left for a verb that
//! takes the count ("killing 14"), and from a neighbour in a list ("14
//! soldiers and three civilians") or of which it is a part ("eight of them
//! seriously").

use variorum_model::{Quantity, Tag, Token, Toll};

use super::fates::{REACH, active, fate_of_noun, is_people, is_transparent, participle, predicate};

/// Marks the tolls among a sentence's quantities.
pub(super) fn mark(quantities: &mut [Quantity], tokens: &[Token]) {
    for i in 0..quantities.len() {
        if quantities[i].unit.is_some() || quantities[i].toll.is_some() {
            continue;
        }
        let from = i.checked_sub(1).map_or(0, |i| quantities[i].span.end);
        let to = quantities[i + 1..]
            .iter()
            .enumerate()
            .find(|&(ahead, next)| {
                // "Two boys aged 9", "eight of the 22 passengers".
                let age = next.unit.as_deref() == Some("age");
                let whole = ahead == 0
                    && quantities[i].part
                    && words_between(tokens, quantities[i].span.end, next.span.start)
                        .first()
                        .is_some_and(|t| &*t.norm == "of");
                !age && !whole
            })
            .map_or(u32::MAX, |(_, next)| next.span.start);
        let near = Near { tokens, from, to };
        quantities[i].toll = near.toll(&quantities[i]);
    }
    share_along_lists(quantities, tokens);
    share_with_parts(quantities, tokens);
}

/// "10 people including three children were killed": the members of a list
/// and of a whole share its fate.
fn share_along_lists(quantities: &mut [Quantity], tokens: &[Token]) {
    let linked = |a: &Quantity, b: &Quantity| {
        let start = a.counted.unwrap_or(a.span).end.max(a.span.end);
        words_between(tokens, start, b.span.start)
            .iter()
            .all(|token| {
                matches!(
                    &*token.norm,
                    "," | "and"
                        | "including"
                        | "among"
                        | "them"
                        | "("
                        | "mostly"
                        | "of"
                        | "as"
                        | "well"
                )
            })
    };
    for i in 1..quantities.len() {
        let (before, after) = quantities.split_at_mut(i);
        let (a, b) = (&mut before[i - 1], &mut after[0]);
        if a.unit.is_some() || b.unit.is_some() || b.counted.is_none() {
            continue;
        }
        // "Eight of the 22 passengers died": the whole did not.
        let whole = a.part
            && words_between(tokens, a.span.end, b.span.start)
                .first()
                .is_some_and(|t| &*t.norm == "of");
        if !whole && linked(a, b) {
            match (a.toll, b.toll) {
                (Some(toll), None) => b.toll = Some(toll),
                (None, Some(toll)) => a.toll = Some(toll),
                _ => {}
            }
        }
    }
}

/// "Drowned 40 migrants, six of whom were infants": a part without a fate of
/// its own has that of the count before it.
fn share_with_parts(quantities: &mut [Quantity], tokens: &[Token]) {
    for i in 1..quantities.len() {
        let (before, after) = quantities.split_at_mut(i);
        let (a, b) = (&before[i - 1], &mut after[0]);
        if b.toll.is_some() || a.unit.is_some() || b.unit.is_some() {
            continue;
        }
        let between = words_between(tokens, a.span.end, b.span.start);
        // "Climbed to 18, from 15 a day earlier": the one before.
        if let [.., comma, from] = between
            && &*from.norm == "from"
            && matches!(&*comma.norm, "," | "up" | "down")
        {
            b.toll = a.toll;
        }
        if !b.part {
            continue;
        }
        let after = words_between(tokens, b.span.end, u32::MAX);
        // "Two of the three": the whole comes after its part.
        let of_them = after
            .iter()
            .take(2)
            .map(|t| &*t.norm)
            .collect::<Vec<_>>()
            .join(" ");
        let of_whom = between.last().is_some_and(|t| {
            matches!(
                &*t.norm,
                "whom" | "including" | "them" | "include" | "includes" | "included"
            )
        });
        let severity = after.first().is_some_and(|t| is_severity(&t.norm));
        if of_whom || severity || matches!(of_them.as_str(), "of them" | "of whom") {
            b.toll = a.toll;
        }
    }
}

/// Tells whether the word says how badly: "one critically".
pub(super) fn is_severity(norm: &str) -> bool {
    matches!(
        norm,
        "critically" | "seriously" | "severely" | "badly" | "fatally" | "gravely" | "lightly"
    )
}

/// A quantity's surroundings up to its neighbours.
struct Near<'a> {
    tokens: &'a [Token],
    from: u32,
    to: u32,
}

impl Near<'_> {
    /// Returns the fate that is told of a quantity.
    fn toll(&self, quantity: &Quantity) -> Option<Toll> {
        let first = self
            .tokens
            .partition_point(|t| t.span.end <= quantity.span.end);
        let at = self
            .tokens
            .partition_point(|t| t.span.end <= quantity.span.start);
        let noun = quantity
            .counted
            .map(|span| self.tokens.partition_point(|t| t.span.end <= span.start));
        // "Eight of the 22 passengers died": of the eight.

        // "14 deaths", "14 wounded soldiers".
        let inside = match noun {
            Some(noun) => self.tokens.get(first..=noun).unwrap_or_default(),
            // "Seven dead", "one of the wounded" name no one else.
            None => {
                let reach = self.tokens[first..]
                    .iter()
                    .take(4)
                    .take_while(|t| {
                        matches!(&*t.norm, "of" | "the" | "those" | "more" | "confirmed")
                    })
                    .count();
                self.tokens.get(first..=first + reach).unwrap_or_default()
            }
        };
        let after = match noun {
            Some(noun) => noun + 1,
            None if inside
                .last()
                .is_some_and(|t| fate_of_noun(&t.norm).is_some()) =>
            {
                first + inside.len()
            }
            None => first,
        };
        let right = predicate(&self.tokens[after.min(self.tokens.len())..], self.to);

        let named = match noun {
            Some(_) => inside
                .iter()
                .rev()
                .find_map(|t| fate_of_noun(&t.norm).or(participle(&t.norm))),
            None => inside.last().and_then(|t| fate_of_noun(&t.norm)),
        };
        // "Of the 200 girls kidnapped": the fate stands inside their phrase.
        if self.is_whole(at) && !self.tokens.get(after).is_some_and(is_reduced) {
            return named;
        }
        match named {
            // "Nine hostages were freed", "one of the wounded died".
            Some(Toll::Detained | Toll::Injured) => return right.or(named),
            Some(_) => return named,
            None => {}
        }
        if noun.is_some_and(|noun| &*self.tokens[noun].norm == "lives") {
            return self.takes_lives(at).then_some(Toll::Killed);
        }
        // The nearer one counts: "killed 14 and 20 were injured".
        match self.governor(at, noun) {
            Some((toll, true)) => Some(toll),
            left => right.or(left.map(|(toll, _)| toll)),
        }
    }

    /// Tells whether the quantity is what another is a part of: "eight of the
    /// 22", "of the 300 on board".
    fn is_whole(&self, at: usize) -> bool {
        let norm = |back: usize| at.checked_sub(back).map_or("", |i| &*self.tokens[i].norm);
        let of = match norm(1) {
            "the" | "those" | "its" | "their" | "'s" | "his" => {
                norm(2) == "of" || norm(3) == "of" || norm(4) == "of"
            }
            _ => false,
        };
        // "The bodies of the 19 men" are all of them.
        let parted = (2..=5).any(|back| {
            at.checked_sub(back)
                .is_some_and(|i| self.tokens[i].tag == Tag::Num || &*self.tokens[i].norm == "most")
        });
        of && (parted || at <= 3)
    }

    /// Tells whether a verb before "lives" takes them: "cost", "claimed".
    fn takes_lives(&self, at: usize) -> bool {
        self.tokens[at.saturating_sub(3)..at].iter().any(|t| {
            matches!(
                &*t.norm,
                "cost"
                    | "claimed"
                    | "claiming"
                    | "took"
                    | "taken"
                    | "taking"
                    | "costing"
                    | "lost"
                    | "claims"
                    | "claim"
                    | "takes"
                    | "costs"
            )
        })
    }

    /// Returns the fate told by a verb or noun before the quantity that takes
    /// it ("killing 14", "death toll rose to 14"), and whether it touches it.
    fn governor(&self, at: usize, noun: Option<usize>) -> Option<(Toll, bool)> {
        let people = noun.is_some_and(|noun| is_people(&self.tokens[noun].norm));
        for back in 1..=REACH {
            let i = at.checked_sub(back)?;
            let token = &self.tokens[i];
            if token.span.start < self.from {
                return None;
            }
            let norm = &*token.norm;
            let verb = token.tag == Tag::Verb || norm.ends_with("ed") || norm.ends_with("ing");
            if let Some(toll) = active(norm).filter(|_| verb) {
                let passive = i.checked_sub(1).is_some_and(|i| {
                    matches!(
                        &*self.tokens[i].norm,
                        "was" | "were" | "been" | "be" | "is" | "are"
                    )
                });
                if passive || norm.ends_with("ed") && followed_by_place(self.tokens, i, at) {
                    return None;
                }
                return Some((toll, back <= 3));
            }
            // "The toll from the two explosions" counts no explosions.
            let included = matches!(
                &*self.tokens[at - 1].norm,
                "include" | "includes" | "included" | "including"
            );
            if noun.is_none() || people || included {
                if matches!(norm, "toll" | "deaths" | "fatalities" | "dead") {
                    return Some((Toll::Killed, false));
                }
                if norm == "injuries" || norm == "wounded" {
                    return Some((Toll::Injured, false));
                }
            }
            let next = self.tokens.get(i + 1).map_or("", |t| &*t.norm);
            let toll = match (norm, next) {
                ("bodies" | "corpses", "of") | ("shot", "dead") => Some(Toll::Killed),
                ("murder" | "killing" | "deaths" | "death", "of") => Some(Toll::Killed),
                ("lost", _) if people && back <= 4 => Some(Toll::Killed),
                ("drove" | "driven" | "forced" | "forcing" | "driving", _)
                    if self.leaves_home(at) =>
                {
                    Some(Toll::Displaced)
                }
                ("pulled" | "plucked", _) if self.alive(at) => Some(Toll::Rescued),
                _ => None,
            };
            if let Some(toll) = toll {
                return Some((toll, back <= 3));
            }
            let stops = matches!(
                norm,
                "," | ";" | ":" | "." | "who" | "that" | "which" | "\""
            ) || (token.tag == Tag::Verb && !is_transparent(norm));
            if stops {
                return None;
            }
        }
        None
    }

    /// Tells whether the words after the count lead them from their homes.
    fn leaves_home(&self, at: usize) -> bool {
        self.ahead(at)
            .any(|t| matches!(&*t.norm, "homes" | "home" | "houses" | "villages"))
    }

    /// Tells whether the words after the count say that they live.
    fn alive(&self, at: usize) -> bool {
        self.ahead(at)
            .any(|t| matches!(&*t.norm, "alive" | "survivors" | "survivor" | "safety"))
    }

    /// Returns the words from the count on, up to the next one.
    fn ahead(&self, at: usize) -> impl Iterator<Item = &Token> {
        self.tokens[at..]
            .iter()
            .take(REACH)
            .take_while(|t| t.span.start < self.to)
    }
}

/// Tells whether the word starts a clause of the noun before it: "schoolgirls
/// kidnapped in April", "girls who were".
fn is_reduced(token: &Token) -> bool {
    &*token.norm == "who"
        || matches!(
            participle(&token.norm),
            Some(Toll::Detained | Toll::Displaced | Toll::Injured)
        ) && !matches!(&*token.norm, "fled" | "homeless")
}

/// Tells whether a preposition follows the verb, so that a later count is not
/// its object: "killed in an attack 14 days ago".
fn followed_by_place(tokens: &[Token], verb: usize, at: usize) -> bool {
    let between = &tokens[verb + 1..at];
    // "Wounded the driver and seven passengers" is a list of objects.
    let list = between.last().is_some_and(|t| &*t.norm == "and")
        && between.len() > 1
        && between[..between.len() - 1].iter().all(|t| {
            matches!(
                t.tag,
                Tag::Det | Tag::Noun | Tag::Propn | Tag::Adj | Tag::Pron
            )
        });
    !list
        && between.iter().any(|t| {
            matches!(
                &*t.norm,
                "in" | "on" | "by" | "when" | "and" | "after" | "during" | "as"
            )
        })
}

/// Returns the tokens that lie between two offsets.
fn words_between(tokens: &[Token], start: u32, end: u32) -> &[Token] {
    let first = tokens.partition_point(|t| t.span.start < start);
    let last = tokens.partition_point(|t| t.span.end <= end);
    tokens.get(first..last).unwrap_or_default()
}
