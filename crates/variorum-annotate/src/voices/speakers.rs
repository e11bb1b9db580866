//! Who can be a source at all: somebody who speaks, a body, or a text.
//!
//! The chains find the phrase beside a crediting word; whether an onslaught
//! or a Thursday speaks they cannot tell.
//!
//! # Steps
//! - **Passive**: whoever "was told" or "is expected" said nothing.
//! - **Whole phrase**: "the source with knowledge of the talks" is no source
//!   called "the talks"; "both Aden and Bern" are two; "the mine" of "the mine's
//!   owner said" is the owner.
//! - **Ends**: days, adverbs and joining words are cut off.
//! - **Head**: what the last noun of the phrase names must speak.
//!
//! # What holds
//! A source that is not sure to speak is dropped: none is better than a
//! false one.

use std::ops::Range;

use variorum_language::NameSpan;
use variorum_model::{NameKind, Tag, Token};

use super::Parts;
use super::kinds::{head, is_document, is_veiled};
use super::lexicon::is_saying;
use super::rules::{phrase_before, phrase_with_complements};

/// Mends the source of a voice, or drops it.
pub(super) fn mend(
    tokens: &[Token],
    sentence: &Range<usize>,
    names: &[NameSpan],
    parts: &mut Parts,
) {
    let Some(cue) = parts.cue.clone() else { return };
    let [source] = &mut parts.source[..] else {
        return;
    };
    let by =
        source.start > cue.start && source.start > 0 && &*tokens[source.start - 1].norm == "by";
    // "Has not been announced by": nobody said it.
    let denied = tokens[cue.start.saturating_sub(2)..cue.end]
        .iter()
        .any(denies);
    let words = &tokens[cue.clone()];
    if is_passive(words) && (!by || denied) || nobody_does(words, &tokens[source.clone()]) {
        parts.source.clear();
        return;
    }
    // "With doctors informing", "after some of the men claimed".
    while source.len() > 1 && matches!(&*tokens[source.start].norm, "with" | "after" | "as") {
        source.start += 1;
    }
    let cut = ends_cut(tokens, source.clone());
    let mut mended = after_clause(tokens, cut.clone());
    if mended.start > cut.start
        && let Some(content) = parts
            .content
            .iter_mut()
            .find(|c| c.end <= cut.start && cut.start - c.end <= 1)
    {
        // The clause was the end of what is said.
        content.end = mended.start - 1;
    }
    // "According to a translation", "to his watch": whatever it is, it tells.
    let according = tokens[cue.start].norm.as_ref() == "according" && source.start >= cue.end;
    let said = tokens[cue.clone()]
        .iter()
        .any(|t| is_saying(&t.lemma) || &*t.norm == "according");
    if !speaks(tokens, &mended, names, said)
        && let Some(whole) = phrase_with_complements(tokens, sentence, mended.end)
        && whole.start < mended.start
        && speaks(tokens, &whole, names, said)
    {
        // What the chain took for the end of what is said names who says it.
        for content in &mut parts.content {
            if (content.start + 1..content.end).contains(&whole.start) {
                content.end = whole.start;
                while content.len() > 1 && &*tokens[content.end - 1].norm == "," {
                    content.end -= 1;
                }
            }
        }
        mended = whole;
    }
    let apart = |a: &Range<usize>, b: &Range<usize>| a.end <= b.start || b.end <= a.start;
    let free = |range: &Range<usize>| parts.content.iter().all(|content| apart(content, range));
    if let Some(both) = coordinated(tokens, sentence, &mended).filter(free) {
        mended = both;
    }
    let beside = |range: &Range<usize>| free(range) && apart(&cue, range);
    if let Some(whole) = possessed(tokens, sentence, &mended).filter(beside) {
        mended = whole;
    }
    if speaks(tokens, &mended, names, said) || according && !mended.is_empty() {
        *source = mended;
    } else {
        parts.source.clear();
    }
}

/// Tells whether a word beside a verb denies it.
pub(super) fn denies(token: &Token) -> bool {
    matches!(&*token.norm, "not" | "n't" | "never")
}

/// Tells whether crediting words have nobody who does them: "it has emerged", "a clear
/// reference to Ada Moore".
fn nobody_does(cue: &[Token], source: &[Token]) -> bool {
    let it = matches!(source, [word] if &*word.norm == "it");
    let emerges = |t: &Token| {
        matches!(
            &*t.lemma,
            "appear" | "emerge" | "seem" | "transpire" | "turn"
        )
    };
    let reference = |t: &Token| &*t.norm == "reference" && t.tag == Tag::Noun;
    let verb = cue.iter().any(|t| t.tag == Tag::Verb);
    it && cue.iter().any(emerges) || !verb && cue.iter().any(reference)
}

/// Tells whether the crediting words make their subject the one who is told
/// or told of: "were told", "is expected". "Was quoted as saying" does not.
fn is_passive(cue: &[Token]) -> bool {
    let Some(be) = cue.iter().position(|t| &*t.lemma == "be") else {
        return false;
    };
    let verb = cue[be + 1..].iter().find(|t| t.tag == Tag::Verb);
    verb.is_some_and(|verb| {
        !verb.norm.ends_with("ing")
            && verb.norm != verb.lemma
            && !matches!(&*verb.lemma, "quote" | "cite" | "hear")
    })
}

/// Cuts days, adverbs and loose words off the ends of a source.
pub(super) fn ends_cut(tokens: &[Token], mut source: Range<usize>) -> Range<usize> {
    let whole = source.clone();
    let loose = |t: &Token| {
        matches!(t.tag, Tag::Punct | Tag::Cconj) && !matches!(&*t.norm, ")" | "(" | "\"" | "”")
            || t.tag == Tag::Adv
            || is_day(&t.norm)
            || matches!(&*t.norm, "also" | "however" | "meanwhile" | "both")
    };
    while !source.is_empty() && loose(&tokens[source.start]) {
        source.start += 1;
    }
    let mut end = source.end;
    while end > source.start {
        let cut_day = tokens.get(end).is_some_and(|t| is_day(&t.norm)) && end < source.end + 1;
        let count = cut_day && tokens[end - 1].tag == Tag::Num;
        if !(count || loose(&tokens[end - 1]) || tokens[end - 1].tag == Tag::Adp) {
            break;
        }
        end -= 1;
        // The comma after an apposition is part of what the chain learnt to
        // take; without a day before it, it stays.
        if tokens[end].tag != Tag::Punct {
            source.end = end;
        }
    }
    if end == source.start {
        source.end = end;
    }
    // "A post last updated on Friday" is not cut within its clause.
    let dangling = |t: &Token| t.tag == Tag::Verb || matches!(&*t.norm, "last" | "this" | "next");
    if source.end < whole.end && source.end > source.start && dangling(&tokens[source.end - 1]) {
        source.end = whole.end;
    }
    source
}

/// Drops a clause that runs into the source: "four were hurt, Ada Moore".
fn after_clause(tokens: &[Token], source: Range<usize>) -> Range<usize> {
    let words = &tokens[source.clone()];
    let verb = words
        .iter()
        .position(|t| matches!(t.tag, Tag::Verb | Tag::Aux) && !t.norm.ends_with("ing"));
    let Some(verb) = verb else { return source };
    let relative = |t: &Token| matches!(&*t.norm, "who" | "which" | "that" | "whose" | ",");
    if words[..verb].iter().any(relative) {
        return source;
    }
    let comma = words[verb..].iter().position(|t| &*t.norm == ",");
    match comma.map(|comma| verb + comma + 1) {
        Some(next) if words.get(next).is_some_and(|t| t.tag == Tag::Propn) => {
            source.start + next..source.end
        }
        _ => source,
    }
}

/// Takes in whoever a source that stands before "'s" has: "the mine's owner".
fn possessed(
    tokens: &[Token],
    sentence: &Range<usize>,
    source: &Range<usize>,
) -> Option<Range<usize>> {
    let mark = tokens
        .get(source.end)
        .filter(|_| source.end < sentence.end)?;
    let owner = mark.head.filter(|_| mark.tag == Tag::Part)? as usize;
    let owns = |token: &Token| token.relation.is_some_and(|of| of.is("nmod:poss"));
    let head = tokens[owner].head.filter(|_| owns(&tokens[owner]))? as usize;
    let is_noun = matches!(tokens[head].tag, Tag::Noun | Tag::Propn);
    (source.contains(&owner) && is_noun && head > source.end).then(|| source.start..head + 1)
}

/// Takes in what stands before an "and": "both Aden and Bern".
fn coordinated(
    tokens: &[Token],
    sentence: &Range<usize>,
    source: &Range<usize>,
) -> Option<Range<usize>> {
    let and = source.start.checked_sub(1).filter(|&at| {
        sentence.contains(&at)
            && &*tokens[at].norm == "and"
            && tokens[source.clone()]
                .first()
                .is_some_and(|t| t.tag != Tag::Pron)
    })?;
    let mut first = phrase_before(tokens, sentence, and)?;
    let both = tokens[first.clone()]
        .iter()
        .position(|t| &*t.norm == "both");
    if let Some(both) = both {
        first.start += both + 1;
    } else if first.start != sentence.start
        && !matches!(&*tokens[first.start - 1].norm, "both" | "to")
    {
        return None;
    }
    (!first.is_empty()).then_some(first.start..source.end)
}

/// Tells whether a phrase names somebody who speaks, a body, or a text; `said`
/// where the crediting word is one of saying.
pub(super) fn speaks(
    tokens: &[Token],
    source: &Range<usize>,
    names: &[NameSpan],
    said: bool,
) -> bool {
    let words: Vec<&Token> = tokens[source.clone()].iter().collect();
    let [first, ..] = words[..] else {
        return false;
    };
    // "Said on the morning show", "out of the mill"; "about two hundred" are people.
    let counts = words.get(1).is_some_and(|t| {
        t.tag == Tag::Num || matches!(&*t.norm, "a" | "half" | "dozens" | "hundreds")
    });
    if first.tag == Tag::Adp && matches!(&*first.norm, "on" | "about" | "out") && !counts {
        return false;
    }
    if let [word] = words[..]
        && matches!(
            &*word.norm,
            "all" | "both" | "many" | "one" | "others" | "some"
        )
    {
        return true;
    }
    if let [word] = words[..]
        && word.tag == Tag::Pron
    {
        return !matches!(
            &*word.norm,
            "this" | "that" | "nobody" | "nothing" | "none" | "what" | "there" | "noone"
        );
    }
    if words.last().is_some_and(|t| t.norm.ends_with("old")) {
        return true;
    }
    // "A press release today by a union": the day is no head.
    let undated: Vec<&Token> = words.iter().copied().filter(|t| !is_day(&t.norm)).collect();
    let Some(head) = head(&undated) else {
        // "The two", "the 23-year-old".
        return matches!(
            &*first.norm,
            "the" | "a" | "an" | "both" | "many" | "some" | "others"
        ) && words.iter().any(|t| matches!(t.tag, Tag::Num | Tag::Adj));
    };
    let kind_of = |token: &Token| {
        let at = names.partition_point(|name| name.span.end <= token.span.start);
        names
            .get(at)
            .filter(|name| name.span.overlap(token.span) > 0)
            .map(|name| name.kind)
    };
    // Names of people stand beside what they are: "carpet fitter Omar Sa".
    if words.iter().any(|t| kind_of(t) == Some(NameKind::Person)) {
        return true;
    }
    let lemma = &*head.lemma;
    // "Since their release": of captives, not of the press.
    if lemma == "release" && matches!(&*first.norm, "his" | "her" | "its" | "their") {
        return false;
    }
    if is_day(&head.norm) || WAYS.contains(&lemma) && kind_of(head) != Some(NameKind::Organisation)
    {
        return false;
    }
    // "Two Deaths Reported:" in the capitals of a heading.
    let one = head.norm.strip_suffix('s').unwrap_or(&head.norm);
    if kind_of(head).is_none() && THINGS.binary_search(&one).is_ok() {
        return false;
    }
    if head.tag == Tag::Propn || kind_of(head) == Some(NameKind::Organisation) {
        return true;
    }
    if is_document(lemma) || is_veiled(lemma) || BODIES.binary_search(&lemma).is_ok() {
        return true;
    }
    if THINGS.binary_search(&lemma).is_ok() {
        return false;
    }
    let person = PERSON_ENDS.iter().any(|end| lemma.ends_with(end));
    let thing = THING_ENDS.iter().any(|end| lemma.ends_with(end));
    let plural = head.norm != head.lemma;
    person || !thing && said && !plural
}

/// Tells whether a word is a day or month by name, or a day seen from today.
pub(super) fn is_day(norm: &str) -> bool {
    DAYS.contains(&norm)
}

const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "afternoon",
    "morning",
    "evening",
    "night",
    "overnight",
    "week",
    "month",
    "year",
];

/// What ends the name of a place that no government speaks from.
const WAYS: &[&str] = &[
    "airport",
    "avenue",
    "bay",
    "beach",
    "boulevard",
    "bridge",
    "highway",
    "hill",
    "island",
    "junction",
    "lake",
    "lane",
    "motorway",
    "mountain",
    "park",
    "plaza",
    "river",
    "road",
    "sea",
    "square",
    "street",
    "valley",
    "village",
    "wharf",
];

/// Nouns of bodies and groups that speak, and of people whose nouns do not
/// end as such nouns do. Sorted.
const BODIES: &[&str] = &[
    "academy",
    "administration",
    "advocate",
    "agency",
    "aide",
    "alliance",
    "ally",
    "ambulance",
    "archive",
    "arm",
    "army",
    "association",
    "aunt",
    "authority",
    "bank",
    "battalion",
    "board",
    "body",
    "boss",
    "boy",
    "branch",
    "brigade",
    "broadcaster",
    "brother",
    "bureau",
    "cabinet",
    "campaign",
    "candidate",
    "captain",
    "casualty",
    "center",
    "centre",
    "chair",
    "channel",
    "charity",
    "chief",
    "child",
    "church",
    "city",
    "cleric",
    "club",
    "coalition",
    "coastguard",
    "colleague",
    "college",
    "command",
    "commission",
    "committee",
    "community",
    "company",
    "congress",
    "consulate",
    "coroner",
    "corps",
    "council",
    "country",
    "court",
    "crew",
    "critic",
    "dad",
    "daily",
    "daughter",
    "department",
    "deputy",
    "detective",
    "diplomat",
    "directorate",
    "dissident",
    "division",
    "embassy",
    "enterprise",
    "executive",
    "faction",
    "family",
    "father",
    "federation",
    "fellow",
    "firm",
    "force",
    "forecaster",
    "foundation",
    "friend",
    "front",
    "general",
    "girl",
    "government",
    "group",
    "guard",
    "guerrilla",
    "headquarters",
    "hospital",
    "hostage",
    "husband",
    "individual",
    "industry",
    "institute",
    "institution",
    "insurgency",
    "insurgent",
    "intelligence",
    "judge",
    "junta",
    "jury",
    "kid",
    "kingdom",
    "lady",
    "leadership",
    "league",
    "legislature",
    "magazine",
    "magistrate",
    "male",
    "man",
    "management",
    "mate",
    "mayor",
    "media",
    "medium",
    "member",
    "military",
    "militia",
    "ministry",
    "mission",
    "mob",
    "monitor",
    "monk",
    "mother",
    "motorist",
    "movement",
    "mum",
    "museum",
    "nation",
    "navy",
    "neighbor",
    "neighbour",
    "network",
    "newspaper",
    "nun",
    "office",
    "operation",
    "operator",
    "opposition",
    "organisation",
    "organization",
    "outlet",
    "panel",
    "paper",
    "parent",
    "parliament",
    "party",
    "patrol",
    "peer",
    "people",
    "pilot",
    "police",
    "port",
    "presidency",
    "press",
    "priest",
    "prosecution",
    "publication",
    "pupil",
    "rabbi",
    "radio",
    "rebel",
    "refugee",
    "regime",
    "regulator",
    "relative",
    "residence",
    "royal",
    "school",
    "scout",
    "secretariat",
    "sect",
    "senate",
    "sergeant",
    "service",
    "sheikh",
    "sheriff",
    "side",
    "sister",
    "site",
    "son",
    "spouse",
    "squad",
    "staff",
    "station",
    "survivor",
    "syndicate",
    "team",
    "teen",
    "television",
    "thief",
    "traveller",
    "treasury",
    "tribe",
    "tribunal",
    "trust",
    "tv",
    "uncle",
    "union",
    "unit",
    "university",
    "user",
    "victim",
    "watchdog",
    "website",
    "wife",
    "wing",
    "witness",
    "woman",
    "youth",
];

/// Nouns of things that end like nouns of people. Sorted.
const THINGS: &[&str] = &[
    "accident",
    "agreement",
    "answer",
    "antenna",
    "attack",
    "battle",
    "blast",
    "blow",
    "bomb",
    "border",
    "boulder",
    "building",
    "bullet",
    "call",
    "carrier",
    "casualty",
    "cent",
    "chapter",
    "charter",
    "cluster",
    "computer",
    "conflict",
    "container",
    "content",
    "corner",
    "corridor",
    "counter",
    "crater",
    "danger",
    "day",
    "death",
    "debris",
    "detail",
    "development",
    "disaster",
    "dollar",
    "door",
    "effort",
    "election",
    "engine",
    "error",
    "event",
    "explosion",
    "factor",
    "fatality",
    "fear",
    "fever",
    "fighting",
    "fire",
    "flight",
    "flood",
    "floor",
    "helicopter",
    "help",
    "hope",
    "hour",
    "idea",
    "incident",
    "injury",
    "line",
    "matter",
    "meter",
    "minute",
    "missile",
    "monsoon",
    "motor",
    "move",
    "number",
    "offer",
    "onslaught",
    "order",
    "percent",
    "piece",
    "plan",
    "point",
    "power",
    "process",
    "quarter",
    "raid",
    "reactor",
    "reason",
    "resolution",
    "result",
    "rocket",
    "rubber",
    "rumor",
    "scene",
    "scooter",
    "sector",
    "sensor",
    "shell",
    "shelter",
    "shield",
    "shot",
    "sign",
    "situation",
    "storm",
    "strike",
    "summer",
    "talk",
    "tanker",
    "terror",
    "thing",
    "thunder",
    "time",
    "tower",
    "trailer",
    "train",
    "transfer",
    "truck",
    "turmoil",
    "vapor",
    "visit",
    "war",
    "warning",
    "water",
    "way",
    "weapon",
    "weather",
    "winter",
    "word",
    "world",
];

/// How nouns of people end.
const PERSON_ENDS: &[&str] = &[
    "man", "men", "woman", "women", "person", "people", "er", "or", "ist", "ian", "ee", "ant",
    "dent", "gent", "nent", "ic", "al", "ive", "eer", "mate",
];

/// How nouns of things and of what happens end.
const THING_ENDS: &[&str] = &[
    "tion", "sion", "ment", "ness", "ance", "ence", "ing", "ure", "age", "ity", "ism", "th",
];

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_are_sorted_for_the_search() {
        for list in [super::BODIES, super::THINGS] {
            assert!(list.windows(2).all(|w| w[0] < w[1]), "{list:?}");
        }
    }
}
