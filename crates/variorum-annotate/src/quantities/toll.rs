//! Tolls: whose fate does a quantity count, and does it add up over a longer
//! time?
//!
//! Without a parser the predicate is looked for close by: to the right past
//! the counted noun ("14 people were killed"), to the left for a verb that
//! takes the count ("killing 14"), and from a neighbour in a list ("14
//! soldiers and three civilians").

use variorum_model::{Quantity, Span, Tag, Token, Toll};

/// How many words a predicate may stand away.
const REACH: usize = 10;

/// Marks the tolls and the cumulative counts among a sentence's quantities.
pub(super) fn mark(quantities: &mut [Quantity], tokens: &[Token]) {
    for i in 0..quantities.len() {
        if quantities[i].unit.is_some() {
            continue;
        }
        let from = i.checked_sub(1).map_or(0, |i| quantities[i].span.end);
        let to = quantities
            .get(i + 1)
            .map_or(u32::MAX, |next| next.span.start);
        let near = Near { tokens, from, to };
        quantities[i].toll = quantities[i].toll.or_else(|| near.toll(&quantities[i]));
        quantities[i].cumulative = near.accumulates(quantities[i].span);
    }
    share_along_lists(quantities, tokens);
}

/// "10 people including three children were killed": the parts of a list and
/// of a whole share its fate.
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
        if linked(a, b) {
            match (a.toll, b.toll) {
                (Some(toll), None) => b.toll = Some(toll),
                (None, Some(toll)) => a.toll = Some(toll),
                _ => {}
            }
        }
    }
}

/// Returns the counts of nobody: "no casualties", "no one was killed".
pub(super) fn nobody(tokens: &[Token]) -> Vec<Quantity> {
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let (toll, counted) = match &*token.norm {
            "no" | "zero" => {
                let Some(noun) = tokens[i + 1..]
                    .iter()
                    .take(3)
                    .take_while(|t| matches!(t.tag, Tag::Adj | Tag::Noun | Tag::Adv))
                    .find(|t| fate_of_noun(&t.norm).is_some())
                else {
                    continue;
                };
                (fate_of_noun(&noun.norm), Some(noun.span))
            }
            "nobody" | "none" => (predicate(&tokens[i + 1..], u32::MAX), None),
            _ => continue,
        };
        if toll.is_some() {
            found.push(Quantity {
                span: token.span,
                low: Some(0.0),
                high: Some(0.0),
                approximate: false,
                unit: None,
                counted,
                toll,
                cumulative: false,
            });
        }
    }
    found
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
        let noun = quantity
            .counted
            .map(|span| self.tokens.partition_point(|t| t.span.end <= span.start));
        // "14 deaths", "14 wounded soldiers".
        if let Some(noun) = noun {
            let inside = self.tokens.get(first..=noun).unwrap_or_default();
            let fate = inside
                .iter()
                .rev()
                .find_map(|t| fate_of_noun(&t.norm).or(participle(&t.norm)));
            if fate.is_some() {
                return fate;
            }
        }
        let after = noun.map_or(first, |noun| noun + 1);
        let at = self
            .tokens
            .partition_point(|t| t.span.end <= quantity.span.start);
        // The nearer one counts: "killed 14 and 20 were injured".
        let left = self.governor(at);
        let right = predicate(&self.tokens[after.min(self.tokens.len())..], self.to);
        match left {
            Some((toll, true)) => Some(toll),
            _ => right.or(left.map(|(toll, _)| toll)),
        }
    }

    /// Returns the fate told by a verb or noun before the quantity that takes
    /// it ("killing 14", "death toll rose to 14"), and whether it touches it.
    fn governor(&self, at: usize) -> Option<(Toll, bool)> {
        for back in 1..=REACH {
            let i = at.checked_sub(back)?;
            let token = &self.tokens[i];
            if token.span.start < self.from {
                return None;
            }
            let norm = &*token.norm;
            if let Some(toll) = active(norm) {
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
            if matches!(norm, "toll" | "deaths" | "fatalities" | "dead") {
                return Some((Toll::Killed, false));
            }
            if norm == "injuries" || norm == "wounded" {
                return Some((Toll::Injured, false));
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

    /// Tells whether the words near a quantity say that it adds up since a
    /// date, over a war or a year.
    fn accumulates(&self, span: Span) -> bool {
        const SINCE: &[&[&str]] = &[
            &["so", "far"],
            &["to", "date"],
            &["in", "total"],
            &["in", "all"],
            &["this", "year"],
            &["last", "year"],
            &["over", "the", "past"],
            &["over", "the", "last"],
            &["in", "recent"],
            &["during", "the", "war"],
            &["in", "the", "war"],
            &["of", "the", "war"],
            &["in", "the", "conflict"],
            &["of", "the", "conflict"],
            &["the", "insurgency"],
            &["ongoing"],
            &["altogether"],
            &["bringing", "the"],
            &["brings", "the"],
            &["brought", "the"],
            &["total", "number"],
        ];
        let at = self.tokens.partition_point(|t| t.span.end <= span.start);
        let from = at.saturating_sub(8);
        let to = (at + 14).min(self.tokens.len());
        let words: Vec<&str> = self.tokens[from..to].iter().map(|t| &*t.norm).collect();
        let after = &self.tokens[at.min(to)..to];
        let since = after
            .iter()
            .any(|t| &*t.norm == "since" && t.span.start < self.to.max(1));
        let before = self.tokens[..at]
            .iter()
            .rev()
            .take(8)
            .any(|t| &*t.norm == "since");
        since
            || before
            || SINCE
                .iter()
                .any(|phrase| words.windows(phrase.len()).any(|w| w == *phrase))
    }
}

/// Tells whether a preposition follows the verb, so that a later count is not
/// its object: "killed in an attack 14 days ago".
fn followed_by_place(tokens: &[Token], verb: usize, at: usize) -> bool {
    tokens[verb + 1..at].iter().any(|t| {
        matches!(
            &*t.norm,
            "in" | "on" | "by" | "when" | "and" | "after" | "during" | "as"
        )
    })
}

/// Returns the fate that the words right after a counted noun tell of it.
fn predicate(after: &[Token], to: u32) -> Option<Toll> {
    for (i, token) in after.iter().take(REACH).enumerate() {
        if token.span.start >= to {
            return None;
        }
        let norm = &*token.norm;
        if let Some(toll) = participle(norm) {
            // "14 people injured 3 others" is rare; "killed" before a noun
            // phrase takes an object of its own.
            let object = after.get(i + 1).is_some_and(|next| {
                matches!(next.tag, Tag::Det | Tag::Propn) && !is_auxiliary(after, i)
            }) && norm.ends_with("ed");
            return (!object).then_some(toll);
        }
        if norm == "lives" && i > 0 && after[..i].iter().any(|t| &*t.norm == "lost") {
            return Some(Toll::Killed);
        }
        let stops = matches!(
            norm,
            ";" | ":" | "." | "while" | "as" | "when" | "after" | "but"
        ) || (norm == "and" && i > 0)
            || (token.tag == Tag::Verb && !is_transparent(norm));
        if stops {
            return None;
        }
    }
    None
}

/// Tells whether a form of "be" stands right before the word at `i`.
fn is_auxiliary(after: &[Token], i: usize) -> bool {
    i.checked_sub(1).is_some_and(|i| {
        matches!(after[i].tag, Tag::Aux | Tag::Adv)
            || matches!(&*after[i].norm, "was" | "were" | "been" | "be" | "being")
    })
}

/// Verbs that a count reaches its fate across: "14 are feared dead".
fn is_transparent(norm: &str) -> bool {
    matches!(
        norm,
        "feared"
            | "confirmed"
            | "believed"
            | "reported"
            | "found"
            | "presumed"
            | "thought"
            | "left"
            | "leaving"
            | "lost"
            | "lose"
            | "including"
            | "included"
            | "includes"
            | "include"
            | "said"
            | "declared"
            | "known"
            | "have"
            | "had"
            | "has"
            | "been"
            | "were"
            | "was"
            | "are"
            | "is"
            | "be"
            | "being"
            | "got"
            | "remain"
            | "remained"
            | "listed"
            | "still"
            | "rose"
            | "risen"
            | "rises"
            | "climbed"
            | "reached"
            | "stands"
            | "stood"
            | "totalled"
            | "put"
            | "estimated"
            | "passed"
            | "exceeded"
            | "topped"
            | "hit"
    )
}

/// Verbs that take the count as their object.
fn active(norm: &str) -> Option<Toll> {
    Some(match norm {
        "kill" | "kills" | "killed" | "killing" | "murdered" | "murdering" | "executed"
        | "claimed" | "claiming" | "massacred" | "slaughtered" => Toll::Killed,
        "injure" | "injures" | "injured" | "injuring" | "wound" | "wounds" | "wounded"
        | "wounding" | "hurt" | "hurting" => Toll::Injured,
        "detain" | "detained" | "detaining" | "arrest" | "arrested" | "arresting" | "captured"
        | "capturing" | "kidnapped" | "kidnapping" | "abducted" | "abducting" | "jailed" => {
            Toll::Detained
        }
        "displaced" | "displacing" | "displace" | "evacuated" | "evacuating" => Toll::Displaced,
        "rescued" | "rescuing" | "freed" | "freeing" | "released" | "releasing" | "saved" => {
            Toll::Rescued
        }
        _ => return None,
    })
}

/// Words that tell a fate after the noun.
fn participle(norm: &str) -> Option<Toll> {
    Some(match norm {
        "killed" | "dead" | "died" | "die" | "slain" | "murdered" | "executed" | "perished"
        | "massacred" | "beheaded" | "martyred" | "dying" => Toll::Killed,
        "injured" | "wounded" | "hurt" | "hospitalised" | "hospitalized" => Toll::Injured,
        "missing" | "unaccounted" => Toll::Missing,
        "detained" | "arrested" | "captured" | "kidnapped" | "abducted" | "jailed"
        | "imprisoned" => Toll::Detained,
        "displaced" | "evacuated" | "fled" | "homeless" => Toll::Displaced,
        "rescued" | "freed" | "released" => Toll::Rescued,
        _ => return None,
    })
}

/// Nouns that are a fate themselves.
fn fate_of_noun(norm: &str) -> Option<Toll> {
    Some(match norm {
        "death" | "deaths" | "dead" | "fatality" | "fatalities" => Toll::Killed,
        "casualties" | "casualty" | "injury" | "injuries" | "wounded" | "injured" => Toll::Injured,
        "detainee" | "detainees" | "arrests" | "hostages" | "captives" => Toll::Detained,
        "evacuees" => Toll::Displaced,
        _ => return None,
    })
}

/// Returns the tokens that lie between two offsets.
fn words_between(tokens: &[Token], start: u32, end: u32) -> &[Token] {
    let first = tokens.partition_point(|t| t.span.start < start);
    let last = tokens.partition_point(|t| t.span.end <= end);
    tokens.get(first..last).unwrap_or_default()
}
