//! The words by which news tells a fate: verbs before the count, participles
//! and phrases after it, nouns that are a fate themselves.
//!
//! Who is taken to hospital is not counted with the injured: reports give both
//! figures side by side.

use variorum_model::{Tag, Token, Toll};

/// How many words a predicate may stand away.
pub(super) const REACH: usize = 10;

/// Phrases that tell a fate after the noun, in their words' own forms.
const PHRASES: &[(&[&str], Toll)] = &[
    (&["shot", "dead"], Toll::Killed),
    (&["lost", "their", "lives"], Toll::Killed),
    (&["lost", "his", "life"], Toll::Killed),
    (&["lost", "her", "life"], Toll::Killed),
    (&["lose", "their", "lives"], Toll::Killed),
    (&["succumbed", "to"], Toll::Killed),
    (&["among", "the", "dead"], Toll::Killed),
    (&["burned", "to", "death"], Toll::Killed),
    (&["among", "the", "wounded"], Toll::Injured),
    (&["among", "the", "injured"], Toll::Injured),
    (&["in", "critical", "condition"], Toll::Injured),
    (&["in", "serious", "condition"], Toll::Injured),
    (&["in", "intensive", "care"], Toll::Injured),
    (&["suffered", "injuries"], Toll::Injured),
    (&["suffered", "minor", "injuries"], Toll::Injured),
    (&["suffered", "serious", "injuries"], Toll::Injured),
    (&["suffered", "burns"], Toll::Injured),
    (&["lost", "their", "homes"], Toll::Displaced),
    (&["from", "their", "homes"], Toll::Displaced),
    (&["left", "their", "homes"], Toll::Displaced),
    (&["left", "homeless"], Toll::Displaced),
    (&["left", "the", "camp"], Toll::Displaced),
    (&["left", "the", "city"], Toll::Displaced),
    (&["left", "the", "village"], Toll::Displaced),
    (&["left", "the", "town"], Toll::Displaced),
    (&["left", "the", "area"], Toll::Displaced),
    (&["being", "held"], Toll::Detained),
    (&["are", "held"], Toll::Detained),
    (&["were", "held"], Toll::Detained),
    (&["in", "custody"], Toll::Detained),
    (&["taken", "hostage"], Toll::Detained),
    (&["taken", "prisoner"], Toll::Detained),
    (&["taken", "captive"], Toll::Detained),
];

/// Returns the fate that the words right after a counted noun tell of it.
pub(super) fn predicate(after: &[Token], to: u32) -> Option<Toll> {
    for (i, token) in after.iter().take(REACH).enumerate() {
        if token.span.start >= to {
            return None;
        }
        let norm = &*token.norm;
        let phrase = PHRASES.iter().find(|(words, _)| {
            after
                .get(i..i + words.len())
                .is_some_and(|here| here.iter().zip(*words).all(|(t, w)| &*t.norm == *w))
        });
        if let Some(&(_, toll)) = phrase {
            return Some(toll);
        }
        if let Some(toll) = participle(norm) {
            // "14 people injured 3 others" is rare; "killed" before a noun
            // phrase takes an object of its own.
            let object =
                takes_object(norm) && !is_auxiliary(after, i) && opens_object(after, i + 1);
            return (!object).then_some(toll);
        }
        if matches!(norm, "pulled" | "plucked")
            && after[i..].iter().take(REACH).any(|t| {
                t.span.start < to && matches!(&*t.norm, "alive" | "safety" | "water" | "sea")
            })
        {
            return Some(Toll::Rescued);
        }
        let stops = matches!(
            norm,
            ";" | ":" | "." | "while" | "as" | "when" | "after" | "but" | "whose"
        ) || (norm == "and" && i > 0 && !goes_on(after, i))
            || (token.tag == Tag::Verb && !is_transparent(norm));
        if stops {
            return None;
        }
    }
    None
}

/// Tells whether the words from `i` on start a noun phrase or a count.
fn opens_object(after: &[Token], i: usize) -> bool {
    let norm = |i: usize| after.get(i).map_or("", |t| &*t.norm);
    after
        .get(i)
        .is_some_and(|t| matches!(t.tag, Tag::Det | Tag::Propn | Tag::Num))
        || matches!(
            (norm(i), norm(i + 1)),
            ("at", "least") | ("more", "than") | ("up", "to") | ("as", "many")
        )
        || matches!(
            norm(i),
            "dozens" | "hundreds" | "several" | "scores" | "nearly" | "about"
        )
}

/// Tells whether the predicate goes on past "and": "hit and wounded", "aged 9
/// and 11".
fn goes_on(after: &[Token], and: usize) -> bool {
    let next = after.get(and + 1);
    let verb = next.is_some_and(|t| participle(&t.norm).is_some()) && !opens_object(after, and + 2);
    let ages = after[and - 1].tag == Tag::Num && next.is_some_and(|t| t.tag == Tag::Num);
    verb || ages
}

/// Tells whether a form of "be" stands right before the word at `i`.
fn is_auxiliary(after: &[Token], i: usize) -> bool {
    i.checked_sub(1).is_some_and(|i| {
        matches!(after[i].tag, Tag::Aux | Tag::Adv)
            || matches!(&*after[i].norm, "was" | "were" | "been" | "be" | "being")
    })
}

/// Tells whether the form may be followed by those it befalls.
fn takes_object(norm: &str) -> bool {
    norm.ends_with("ed") && !matches!(norm, "died" | "perished" | "drowned" | "fled")
}

/// Verbs that a count reaches its fate across: "14 are feared dead".
pub(super) fn is_transparent(norm: &str) -> bool {
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
            | "climbs"
            | "reached"
            | "reach"
            | "stands"
            | "stood"
            | "totalled"
            | "put"
            | "estimated"
            | "passed"
            | "exceeded"
            | "topped"
            | "hit"
            | "suffered"
            | "taken"
            | "needed"
            | "treated"
            | "forced"
            | "driven"
            | "aged"
    )
}

/// Verbs that take the count as their object.
pub(super) fn active(norm: &str) -> Option<Toll> {
    Some(match norm {
        "kill" | "kills" | "killed" | "killing" | "murder" | "murders" | "murdered"
        | "murdering" | "executed" | "executing" | "claimed" | "claiming" | "massacred"
        | "slaughtered" | "drowned" | "drowning" | "beheaded" => Toll::Killed,
        "injure" | "injures" | "injured" | "injuring" | "wound" | "wounds" | "wounded"
        | "wounding" | "hurt" | "hurting" | "maimed" | "maiming" => Toll::Injured,
        "detain" | "detains" | "detained" | "detaining" | "arrest" | "arrests" | "arrested"
        | "arresting" | "captured" | "capturing" | "kidnapped" | "kidnapping" | "abducted"
        | "abducting" | "jailed" | "jailing" | "imprisoned" => Toll::Detained,
        "displaced" | "displacing" | "displace" | "evacuated" | "evacuating" | "uprooted" => {
            Toll::Displaced
        }
        "rescue" | "rescued" | "rescuing" | "freed" | "freeing" | "released" | "releasing"
        | "saved" | "saving" => Toll::Rescued,
        _ => return None,
    })
}

/// Words that tell a fate after the noun.
pub(super) fn participle(norm: &str) -> Option<Toll> {
    Some(match norm {
        "killed" | "dead" | "died" | "die" | "slain" | "murdered" | "executed" | "perished"
        | "massacred" | "beheaded" | "martyred" | "dying" | "drowned" => Toll::Killed,
        "injured" | "wounded" | "hurt" | "hospitalised" | "hospitalized" | "beaten" | "harmed"
        | "maimed" => Toll::Injured,
        "missing" | "unaccounted" => Toll::Missing,
        "detained" | "arrested" | "captured" | "kidnapped" | "abducted" | "jailed"
        | "imprisoned" => Toll::Detained,
        "displaced" | "evacuated" | "fled" | "homeless" | "uprooted" => Toll::Displaced,
        "rescued" | "freed" | "released" => Toll::Rescued,
        _ => return None,
    })
}

/// Nouns that are a fate themselves.
pub(super) fn fate_of_noun(norm: &str) -> Option<Toll> {
    Some(match norm {
        "death" | "deaths" | "dead" | "fatality" | "fatalities" | "bodies" | "corpses" => {
            Toll::Killed
        }
        "casualties" | "casualty" | "injury" | "injuries" | "wounded" | "injured" => Toll::Injured,
        "detainee" | "detainees" | "arrests" | "arrest" | "hostages" | "captives" => Toll::Detained,
        "evacuees" => Toll::Displaced,
        _ => return None,
    })
}

/// Tells whether the noun is of people: "lost 22 men" is no loss of things.
pub(super) fn is_people(norm: &str) -> bool {
    matches!(
        norm,
        "people"
            | "men"
            | "women"
            | "children"
            | "soldiers"
            | "troops"
            | "fighters"
            | "officers"
            | "policemen"
            | "sailors"
            | "crew"
            | "members"
            | "pilots"
            | "civilians"
            | "personnel"
            | "firefighters"
            | "militants"
            | "rebels"
            | "guards"
            | "lives"
    )
}
