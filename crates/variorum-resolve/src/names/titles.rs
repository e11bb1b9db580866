//! Titles that a name finder takes for a part of the name.

/// Words that stand before a person's name, sorted. A word is here only if no
/// body or place of one more word commonly begins with it.
const TITLES: &[&str] = &[
    "admiral",
    "ambassador",
    "archbishop",
    "asst",
    "attorney",
    "ayatollah",
    "baroness",
    "bishop",
    "brig",
    "brigadier",
    "cardinal",
    "captain",
    "capt",
    "chairman",
    "chairwoman",
    "chancellor",
    "chief",
    "cllr",
    "col",
    "colonel",
    "commander",
    "commissioner",
    "congressman",
    "congresswoman",
    "constable",
    "corporal",
    "councillor",
    "deputy",
    "detective",
    "director",
    "dr",
    "emir",
    "ex",
    "field",
    "first",
    "foreign",
    "former",
    "gen",
    "general",
    "gov",
    "governor",
    "hon",
    "imam",
    "inspector",
    "interior",
    "judge",
    "justice",
    "king",
    "lady",
    "leader",
    "lieutenant",
    "lord",
    "lt",
    "maj",
    "major",
    "marshal",
    "mayor",
    "mep",
    "minister",
    "mp",
    "mr",
    "mrs",
    "ms",
    "officer",
    "pm",
    "pope",
    "premier",
    "president",
    "prime",
    "prince",
    "princess",
    "prof",
    "professor",
    "prosecutor",
    "queen",
    "rabbi",
    "rep",
    "representative",
    "retired",
    "rev",
    "reverend",
    "sen",
    "senator",
    "sergeant",
    "sgt",
    "sheikh",
    "sheriff",
    "sir",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "sultan",
    "superintendent",
    "vice",
];

/// Returns how many words at the start are titles, with the "of the" after
/// them ("Chairman of the"). At least one word stays.
pub(super) fn leading(words: &[String]) -> usize {
    let most = words.len().saturating_sub(1);
    let titles = words[..most]
        .iter()
        .take_while(|word| is_title(word))
        .count();
    match &words[titles..most] {
        [small, the, ..]
            if titles > 0 && the == "the" && matches!(small.as_str(), "of" | "at" | "for") =>
        {
            titles + 2
        }
        _ => titles,
    }
}

/// Tells whether the word is a title.
fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}
