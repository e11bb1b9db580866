//! Reading figures: what a number counts, in its clause.

use super::Figure;
use crate::accounts::Accounts;
use crate::compare::{days_of, gap};
use crate::predicates::{Factuality, Predicate};
use crate::tellings::Telling;
use std::collections::BTreeMap;
use variorum_model::{Annotated, NameKind, Quantity, Relation, Span, Tag, TimeSpan, Token};

/// Words before a number that make it a part of another.
const PART: &[&str] = &[
    "including",
    "includes",
    "included",
    "include",
    "another",
    "other",
    "further",
    "additional",
];

/// Verbs that say, with "to" before the number, that a figure replaces one
/// before: "has risen to five", "bringing the death toll to nine".
const REPLACES: &[&str] = &[
    "rise", "climb", "increase", "revise", "jump", "raise", "update", "grow", "bring", "take",
    "push", "lift", "cut", "narrow", "reduce", "slash", "trim",
];

/// The dead as what is found of them, and the stems of verbs of finding.
const BODIES: &[&str] = &["body", "corpse", "remains"];
const FINDS: &[&str] = &[
    "recover", "find", "retriev", "retrieve", "pull", "discover", "unearth",
];

/// Who does what others are the victims of.
const DOERS: &[&str] = &[
    "assailant",
    "attacker",
    "bomber",
    "gunman",
    "hijacker",
    "killer",
    "shooter",
    "suspect",
];

/// How many words before the number say that it replaces another.
const REPLACING: usize = 8;

/// Returns the figures of all tellings.
pub(crate) fn figures(accounts: &Accounts<'_>, predicates: &[Predicate]) -> Vec<Figure> {
    let mut figures = Vec::new();
    let of_token: BTreeMap<(usize, usize), &Predicate> = predicates
        .iter()
        .map(|predicate| {
            let report = accounts.telling(predicate.telling).report;
            ((report, predicate.token), predicate)
        })
        .collect();
    for (index, telling) in accounts.tellings.all.iter().enumerate() {
        for &quantity in &telling.quantities {
            figures.extend(figure(accounts, &of_token, index, quantity));
        }
    }
    figures
}

/// The predicates of a story by report and token.
type ByToken<'a> = BTreeMap<(usize, usize), &'a Predicate>;

fn figure(
    accounts: &Accounts<'_>,
    predicates: &ByToken<'_>,
    index: usize,
    quantity: usize,
) -> Option<Figure> {
    let telling = accounts.telling(index);
    let marks = accounts.marks(telling);
    let quantity: &Quantity = &marks.quantities[quantity];
    quantity.low.or(quantity.high)?;
    let tokens: Vec<_> = accounts.tokens(telling).collect();
    let first = tokens
        .iter()
        .position(|(_, token)| token.span.overlap(quantity.span) > 0)?;
    let last = tokens
        .iter()
        .rposition(|(_, token)| token.span.overlap(quantity.span) > 0)?;
    let restates = restates(accounts, telling, quantity);
    if restates || !counts(&tokens, first, last, quantity) || in_a_source(marks, quantity.span) {
        return None;
    }
    let before = |count: usize| tokens[first.saturating_sub(count)..first].iter();
    let so_far = tokens[first.saturating_sub(2)..=last]
        .windows(2)
        .any(|pair| matches!(&*pair[0].1.norm, "at" | "a") && &*pair[1].1.norm == "least");
    let cited = quantity
        .counted
        .map_or(quantity.span, |counted| quantity.span.cover(counted));
    let counted = quantity.counted.and_then(|span| {
        tokens
            .iter()
            .rfind(|(_, token)| {
                span.contains(token.span) && matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Adj)
            })
            .map(|(_, token)| token.lemma.clone())
    });
    // "14 percent bigger": of how big it is.
    let compared = tokens.get(last + 1).map(|(_, token)| *token);
    let compared = compared.filter(|next| {
        let share = quantity.unit.as_deref() == Some("%");
        share && next.tag == Tag::Adj && next.norm.ends_with("er")
    });
    let counted = compared.map(|next| next.norm.clone()).or(counted);
    // "Civilians" alone are the people; with a word before, some of them.
    let bare = quantity.counted.is_some_and(|span| {
        let inside = tokens.iter().filter(|(_, token)| span.contains(token.span));
        inside.count() == 1
    });
    let counted = counted.filter(|lemma| !bare || &**lemma != "civilian");
    // "Killed two and injured another four": the four are no part of the two.
    let first_of_its_kind = quantity.toll.is_some()
        && !telling.quantities.iter().any(|&other| {
            let other = &marks.quantities[other];
            other.toll == quantity.toll && other.span.end <= quantity.span.start
        });
    let adds =
        |token: &Token| matches!(&*token.norm, "another" | "other" | "further" | "additional");
    let part_before = before(2)
        .any(|(_, token)| PART.contains(&&*token.norm) && !(adds(token) && first_of_its_kind));
    let part_after = tokens
        .get(last + 1)
        .is_some_and(|(_, token)| &*token.norm == "of")
        && tokens.get(last + 2).is_some_and(|(_, token)| {
            token.tag == Tag::Num
                || matches!(
                    &*token.norm,
                    "them" | "whom" | "which" | "those" | "the" | "these"
                )
        });
    // "The bodies of the two": of whoever was counted before.
    let again = before(1).any(|(_, token)| &*token.norm == "the")
        && quantity.counted.is_none()
        && !tokens.get(last + 1).is_some_and(|(_, token)| {
            matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Num)
        });
    let others = |token: &Token| matches!(&*token.norm, "more" | "others" | "other" | "fellow");
    let further = tokens.get(last + 1).is_some_and(|(_, token)| others(token));
    // "A commander and six others" are seven.
    let with_others = further.then(|| with_others(&tokens, first)).flatten();
    let cited = with_others.map_or(cited, |from| cited.cover(from));
    let one_more = f64::from(u8::from(with_others.is_some()));
    let governing = governing(accounts, predicates, telling, tokens[last].0);
    let days = governing
        .map(|predicate| days(accounts, predicates, telling, predicate))
        .unwrap_or_default();
    // "Divers recovered two bodies": more may have been found before.
    let found = counted.as_deref().is_some_and(|c| BODIES.contains(&c))
        && governing.is_some_and(|deed| FINDS.contains(&&*deed.stem));
    let written = written(marks.report.at(quantity.span));
    let low = quantity.low.map(|low| low + one_more);
    // "At least seven" is read as the seven of that hour.
    let high = if so_far {
        low
    } else {
        quantity.high.map(|high| high + one_more)
    };
    Some(Figure {
        telling: index,
        low,
        high,
        grain: grain(written, quantity) + of_tons(&tokens[first..=last], quantity),
        digits: digits(written),
        so_far,
        unit: quantity.unit.clone(),
        toll: quantity.toll,
        counted,
        cumulative: quantity.cumulative,
        part: part_before || part_after || again || found || further && with_others.is_none(),
        adds: before(2).any(|(_, token)| adds(token)),
        whole: before(2).any(|(_, token)| &*token.norm == "of")
            && !before(1).any(|(_, token)| token.tag == Tag::Noun),
        replaces: before(3).any(|(_, token)| &*token.norm == "to")
            && (before(REPLACING).any(|(_, token)| REPLACES.contains(&&*token.lemma))
                || hangs_on_a_rise(marks, tokens[last].0))
            || tokens[last + 1..]
                .iter()
                .take(4)
                .any(|(_, token)| &*token.norm == "now")
            || quantity.toll.is_some() && before(3).any(|(_, token)| &*token.norm == "now"),
        cited: if telling.span.contains(cited) {
            cited
        } else {
            quantity.span
        },
        clause: accounts.clause(telling, tokens[first].0, tokens[last].0),
        modifiers: modifiers(&tokens, quantity)
            .into_iter()
            .chain(grave(&tokens, last))
            .collect(),
        compares: compared.is_some(),
        of_a_people: quantity.counted.is_some_and(|span| {
            tokens
                .iter()
                .rfind(|(_, token)| span.contains(token.span))
                .is_some_and(|(_, token)| token.tag == Tag::Propn && token.norm.ends_with('s'))
        }),
        is_long_ago: is_long_ago(accounts, telling, &days),
        days,
        wanted: governing.is_some_and(|predicate| {
            let before = predicate.token.checked_sub(1);
            let to = before.is_some_and(|before| &*marks.tokens[before].norm == "to");
            to && predicate.factuality == Factuality::Open
        }),
        deed: governing.map(|predicate| predicate.stem.clone()),
        factuality: governing.map_or(Factuality::Told, |predicate| predicate.factuality),
        places: places(accounts, telling),
        age_of: quantity.counted.and_then(|counted| {
            let words = telling.words.iter();
            let mut inside = words.filter(|word| counted.contains(marks.tokens[word.token].span));
            inside.find_map(|word| word.name)
        }),
    })
}

/// Tells whether a number, or what it counts, hangs on a verb that says that a figure
/// replaces another, however far before it stands: "bring the gap between them to 12
/// points".
fn hangs_on_a_rise(marks: &Annotated, number: usize) -> bool {
    let head = |at: usize| marks.tokens[at].head.map(|head| head as usize);
    let up = std::iter::successors(Some(number), |&at| head(at)).take(3);
    let mut up = up.skip(1);
    up.any(|at| REPLACES.contains(&&*marks.tokens[at].lemma))
}

/// By how great a share of it a measure and what it is in another unit may differ.
const CONVERTED: f64 = 0.05;

/// Tells whether a measure in brackets is the one before them in another unit: "12 km
/// (7.5 miles)".
fn restates(accounts: &Accounts<'_>, telling: &Telling, quantity: &Quantity) -> bool {
    let marks = accounts.marks(telling);
    let text = &marks.report.text[..quantity.span.start as usize];
    let Some(before) = text.strip_suffix('(') else {
        return false;
    };
    let end = before.trim_end().len();
    let mut others = marks.quantities.iter();
    let other = others.find(|other| other.span.end as usize == end);
    other.is_some_and(|other| {
        let values = other.low.zip(quantity.low);
        let near = values.is_some_and(|(a, b)| (a - b).abs() <= CONVERTED * a.abs().max(b.abs()));
        other.unit.is_some() && other.unit == quantity.unit && near
    })
}

/// A number in figures: its value and how many decimals it has.
type Written = Option<(f64, i32)>;

/// Returns the first number in figures among words; none where it is written
/// in words.
fn written(words: &str) -> Written {
    let from = words.find(|c: char| c.is_ascii_digit())?;
    let digits: String = words[from..]
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .filter(|&c| c != ',')
        .collect();
    let digits = digits.trim_end_matches('.');
    let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
    let value = digits.parse().ok().filter(|&value| value > 0.0)?;
    Some((value, i32::try_from(decimals).ok()?))
}

/// Returns a written number without its point and the noughts at its end.
fn digits(written: Written) -> f64 {
    let Some((value, decimals)) = written else {
        return 0.0;
    };
    let mut digits = (value * 10f64.powi(decimals)).round();
    while digits >= 10.0 && digits % 10.0 == 0.0 {
        digits /= 10.0;
    }
    digits
}

/// Returns half the unit of the last digit that counts: "143 million" is
/// rounded to a million, "1,600" to a hundred.
fn grain(written: Written, quantity: &Quantity) -> f64 {
    let value = quantity.low.or(quantity.high).unwrap_or(0.0).abs();
    match written {
        Some((number, 0)) => half_unit(number, quantity.approximate) / number * value,
        Some((number, decimals)) => 0.5 * 10f64.powi(-decimals) / number * value,
        // Of a measure in words the unit that it is written in is not known.
        None if quantity.unit.is_some() => IN_WORDS * value,
        None => half_unit(value, quantity.approximate),
    }
}

/// The share by which tons differ: one is 907, 1,000 or 1,016 kilograms.
const TONS: f64 = 0.12;

/// Returns how far a measure in tons may be from what it is taken for.
fn of_tons(words: &[(usize, &Token)], quantity: &Quantity) -> f64 {
    let mut words = words.iter();
    match words.any(|(_, token)| matches!(&*token.norm, "ton" | "tons")) {
        true => TONS * quantity.low.or(quantity.high).unwrap_or(0.0).abs(),
        false => 0.0,
    }
}

/// The share by which a measure in words is taken for rounded. Untuned.
const IN_WORDS: f64 = 0.05;

/// Returns half the unit of the last digit of a whole number that is none of
/// the noughts of a round one; small numbers are exact unless they are guessed.
fn half_unit(number: f64, guessed: bool) -> f64 {
    let mut unit = 1.0;
    let round = guessed || number >= EXACT;
    while round && number >= 10.0 * unit && number % (10.0 * unit) < 0.5 {
        unit *= 10.0;
    }
    0.5 * unit
}

/// The number from which a round one is taken for rounded.
const EXACT: f64 = 1000.0;

/// Returns the places that a statement names, each once.
fn places(accounts: &Accounts<'_>, telling: &Telling) -> Vec<usize> {
    let mut places: Vec<usize> = telling
        .words
        .iter()
        .chain(&telling.around)
        .filter_map(|word| word.name)
        .filter(|&name| accounts.resolved.names[name].kind == NameKind::Place)
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Tells whether a number counts something: "Apollo 11", "room 12", "3 Department of
/// Justice" at the head of a line, "11 launch" and "seven laps later" do not.
fn counts(tokens: &[(usize, &Token)], first: usize, last: usize, quantity: &Quantity) -> bool {
    let of_a_name = first.checked_sub(1).is_some_and(|before| {
        let (at, before) = tokens[before];
        let numbered = before.tag == Tag::Noun
            && quantity.counted.is_none()
            && tokens[first].1.head == u32::try_from(at).ok();
        let named = before.tag == Tag::Propn || numbered;
        named && before.span.end + 1 >= tokens[first].1.span.start
    });
    let next = tokens.get(last + 1).map(|(_, token)| *token);
    let listed = first == 0
        && tokens[first]
            .1
            .norm
            .starts_with(|c: char| c.is_ascii_digit())
        && quantity.unit.is_none()
        && next.is_none_or(|next| matches!(next.tag, Tag::Propn | Tag::Punct | Tag::Det));
    let head = quantity.counted.and_then(|span| {
        let at = tokens
            .iter()
            .rposition(|(_, token)| span.contains(token.span))?;
        Some(at)
    });
    let one_of_many = head.is_some_and(|at| {
        let word = tokens[at].1;
        let joined = tokens[last].1.span.end == tokens[(last + 1).min(at)].1.span.start;
        let several = quantity.low.or(quantity.high).is_some_and(|low| low > 1.0);
        let singular = match word.tag {
            Tag::Noun => *word.norm == *word.lemma && !COLLECTIVE.contains(&&*word.lemma),
            Tag::Propn => !word.norm.ends_with('s') && !word.norm.ends_with("ese"),
            _ => false,
        };
        several && singular && !joined && !word.norm.contains('-')
    });
    let after = head.unwrap_or(last) + 1;
    let lasts = tokens.get(after).is_some_and(|(_, token)| {
        matches!(
            &*token.norm,
            "later" | "ago" | "earlier" | "before" | "after" | "into" | "old"
        )
    }) || tokens
        .get(after)
        .is_some_and(|(_, token)| &*token.norm == "to")
        && tokens
            .get(after + 1)
            .is_some_and(|(_, token)| &*token.norm == "go");
    // "A 400-pound gorilla", "the 21-year-old woman".
    let describes = quantity.unit.is_some() && head.is_some();
    !of_a_name
        && !listed
        && (describes || !one_of_many)
        && (describes || quantity.toll.is_some() || !lasts)
}

/// Nouns that count several without an "s".
const COLLECTIVE: &[&str] = &[
    "people",
    "person",
    "police",
    "personnel",
    "staff",
    "crew",
    "cattle",
    "sheep",
    "fish",
    "aircraft",
    "dead",
    "wounded",
    "injured",
    "missing",
    "child",
    "man",
    "woman",
    "dozen",
    "percent",
    "head",
    "series",
    "species",
    "offspring",
    "spacecraft",
    "troop",
];

/// Returns who stands before "and six others": one person, by name or by what
/// the person is, whom the others join.
fn with_others(tokens: &[(usize, &Token)], number: usize) -> Option<Span> {
    let joined = number.checked_sub(1)?;
    if &*tokens[joined].1.norm != "and" {
        return None;
    }
    let inside = |token: &Token| matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Det);
    let start = tokens[..joined]
        .iter()
        .rposition(|(_, token)| !inside(token))
        .map_or(0, |before| before + 1);
    let first = tokens.get(start).filter(|_| start < joined)?.1;
    let last = tokens[joined - 1].1;
    // "The gunman and 26 others": a toll counts him or does not.
    if DOERS.contains(&&*last.lemma) {
        return None;
    }
    let one = match last.tag {
        Tag::Propn => true,
        Tag::Noun => matches!(&*first.norm, "a" | "an" | "the" | "one") && last.norm == last.lemma,
        _ => false,
    };
    one.then(|| first.span.cover(last.span))
}

/// Tells whether a number stands in the words for who is credited: "two
/// officials said".
fn in_a_source(marks: &Annotated, number: Span) -> bool {
    marks
        .voices
        .iter()
        .any(|voice| voice.source.iter().any(|source| source.contains(number)))
}

/// Returns the words of what is counted besides its head.
fn modifiers(tokens: &[(usize, &Token)], quantity: &Quantity) -> Vec<Box<str>> {
    let Some(counted) = quantity.counted else {
        return Vec::new();
    };
    let mut inside: Vec<&Token> = tokens
        .iter()
        .map(|(_, token)| *token)
        .filter(|token| counted.contains(token.span) && quantity.span.overlap(token.span) == 0)
        .collect();
    inside.pop();
    inside
        .into_iter()
        .filter(|token| matches!(token.tag, Tag::Adj | Tag::Noun | Tag::Propn | Tag::Verb))
        .map(|token| token.lemma.clone())
        .collect()
}

/// Words for how badly those are hurt whom a figure counts: some of all.
const GRAVE: &[&str] = &[
    "critical",
    "critically",
    "serious",
    "seriously",
    "severe",
    "severely",
    "badly",
    "gravely",
    "intensive",
    "lightly",
    "slightly",
    "moderately",
];

/// How many words after a number tell how badly they are hurt.
const GRAVE_WITHIN: usize = 6;

/// Returns the word near a number that says how badly those are hurt.
fn grave(tokens: &[(usize, &Token)], number: usize) -> Option<Box<str>> {
    let after = tokens[number + 1..].iter().take(GRAVE_WITHIN);
    let of_clause = after.take_while(|(_, token)| {
        !matches!(&*token.norm, "and" | "while" | "but" | ";" | "," | ".") && token.tag != Tag::Num
    });
    of_clause
        .map(|(_, token)| *token)
        .find(|token| GRAVE.contains(&&*token.norm))
        .map(|token| token.norm.as_ref().into())
}

/// Returns the nearest predicate that a number hangs on.
fn governing<'a>(
    accounts: &Accounts<'_>,
    predicates: &ByToken<'a>,
    telling: &Telling,
    token: usize,
) -> Option<&'a Predicate> {
    let tokens = &accounts.marks(telling).tokens;
    let mut at = token;
    for _ in 0..ABOVE {
        if let Some(predicate) = predicates.get(&(telling.report, at))
            && predicate.finite
        {
            return Some(predicate);
        }
        at = tokens.get(at)?.head? as usize;
    }
    None
}

/// Relations by which a clause tells what was done in one with the clause above
/// it: "rammed his car into them, injuring 11".
const IN_ONE: &[&str] = &["advcl", "conj", "xcomp"];

/// Returns the days that hang on a predicate, else those of what it was done in
/// one with.
fn days(
    accounts: &Accounts<'_>,
    predicates: &ByToken<'_>,
    telling: &Telling,
    predicate: &Predicate,
) -> Vec<TimeSpan> {
    let tokens = &accounts.marks(telling).tokens;
    let mut predicate = Some(predicate);
    for _ in 0..ABOVE {
        let Some(deed) = predicate else { break };
        let times = deed.times.iter();
        let days: Vec<TimeSpan> = times
            .filter_map(|&time| days_of(accounts.resolved, telling.report, time))
            .collect();
        if !days.is_empty() {
            return days;
        }
        let word = &tokens[deed.token];
        let in_one = |relation: Relation| IN_ONE.contains(&relation.base());
        let above = word.head.filter(|_| word.relation.is_some_and(in_one));
        predicate =
            above.and_then(|head| predicates.get(&(telling.report, head as usize)).copied());
    }
    setting(accounts, telling)
}

/// How many words into its sentence a time begins that is said of all of it.
const SETTING: usize = 2;

/// Returns the days that a sentence begins with: "On 21 December 2014, a man ...".
fn setting(accounts: &Accounts<'_>, telling: &Telling) -> Vec<TimeSpan> {
    let marks = accounts.marks(telling);
    let sentence = &marks.sentences[marks.statements[telling.statement].sentence];
    let tokens = &marks.tokens[sentence.range()];
    let first: Vec<u32> = { tokens.iter().take(SETTING) }
        .map(|token| token.span.start)
        .collect();
    let start = |time: usize| marks.times[time].span.start;
    // Times are in text order: those before the sentence are not looked at one by one.
    let from = marks
        .times
        .partition_point(|time| time.span.start < sentence.span.start);
    let times = (from..marks.times.len()).take_while(|&time| Some(&start(time)) <= first.last());
    times
        .filter(|&time| first.contains(&start(time)))
        .filter_map(|time| days_of(accounts.resolved, telling.report, time))
        .collect()
}

/// How many days before its report what was done lies long ago: a matter of
/// months may be the news still. Untuned.
const LONG_AGO: i64 = 183;

/// Tells whether all of some days lie long before the report of a telling.
fn is_long_ago(accounts: &Accounts<'_>, telling: &Telling, days: &[TimeSpan]) -> bool {
    let published = accounts.published(telling.report);
    let is_old = |days: &TimeSpan| {
        let before = |published: TimeSpan| days.before(published) == Some(true);
        published.is_some_and(|published| before(published) && gap(*days, published) > LONG_AGO)
    };
    !days.is_empty() && days.iter().all(is_old)
}

/// How many words above a number its predicate stands at most.
const ABOVE: usize = 6;
