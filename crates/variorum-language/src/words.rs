//! Word lists of English that cutting text into tokens and sentences needs.
//!
//! General words only: what may carry a full stop without ending a sentence,
//! what begins a sentence, which prefixes stay on their word. All lists are
//! sorted, and looked up by halving.

/// What a full stop after a known shortening does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Abbreviation {
    /// A name or number follows: it never ends a sentence ("Gen.", "vs.").
    Leads,
    /// It ends a sentence when the next word looks like the start of one
    /// ("Inc.", "U.S.").
    MayEnd,
    /// An hour: it ends a sentence unless a day, month or zone follows
    /// ("a.m.").
    Hour,
}

/// Shortenings after which something must follow.
const LEADS: &[&str] = &[
    "adm", "approx", "assn", "atty", "aug", "bldg", "brig", "capt", "cf", "cllr", "cmdr", "col",
    "cpl", "cpt", "ctr", "dept", "det", "dr", "drs", "eg", "esp", "feb", "fr", "ft", "gen", "gens",
    "gov", "govs", "hon", "ie", "insp", "jan", "lt", "maj", "messrs", "mlle", "mme", "mr", "mrs",
    "ms", "msgr", "mt", "nos", "nov", "oct", "ofc", "pres", "prof", "profs", "pvt", "rep", "reps",
    "rev", "sen", "sens", "sept", "sgt", "spc", "st", "supt", "univ", "viz", "vs",
];

/// Shortenings that are words as well: they count only before a number.
const BEFORE_NUMBER: &[&str] = &[
    "apr", "art", "ch", "dec", "fig", "figs", "fri", "jul", "jun", "mar", "mon", "no", "p", "pp",
    "sat", "sec", "sun", "thu", "thurs", "tue", "tues", "vol", "wed",
];

/// Shortenings that may stand last.
const MAY_END: &[&str] = &[
    "al", "ala", "ariz", "assoc", "ave", "blvd", "bros", "calif", "co", "colo", "conn", "corp",
    "cos", "esq", "est", "etc", "fla", "govt", "hrs", "inc", "intl", "jr", "kan", "llc", "ltd",
    "md", "mich", "minn", "mont", "natl", "neb", "nev", "okla", "ph.d", "rd", "sr", "tenn", "tex",
    "va", "vt", "wis", "wyo",
];

/// Words that begin sentences and hardly ever continue a name.
const STARTERS: &[&str] = &[
    "a",
    "about",
    "according",
    "across",
    "after",
    "all",
    "also",
    "although",
    "among",
    "an",
    "and",
    "another",
    "any",
    "are",
    "as",
    "asked",
    "at",
    "authorities",
    "because",
    "before",
    "both",
    "but",
    "by",
    "despite",
    "did",
    "do",
    "does",
    "during",
    "each",
    "earlier",
    "even",
    "every",
    "few",
    "finally",
    "following",
    "for",
    "from",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "is",
    "it",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "more",
    "moreover",
    "most",
    "my",
    "neither",
    "nevertheless",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "now",
    "of",
    "officials",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "over",
    "police",
    "recently",
    "several",
    "she",
    "since",
    "so",
    "some",
    "soon",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "thus",
    "to",
    "today",
    "two",
    "under",
    "unlike",
    "until",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "within",
    "without",
    "witnesses",
    "yesterday",
    "yet",
    "you",
    "your",
];

/// What follows an hour without a new sentence.
const AFTER_HOUR: &[&str] = &[
    "april",
    "august",
    "bst",
    "cest",
    "cet",
    "cst",
    "december",
    "eastern",
    "edt",
    "est",
    "et",
    "february",
    "friday",
    "gmt",
    "ist",
    "january",
    "july",
    "june",
    "local",
    "march",
    "may",
    "monday",
    "november",
    "october",
    "pacific",
    "pdt",
    "pst",
    "pt",
    "saturday",
    "september",
    "sunday",
    "thursday",
    "tuesday",
    "utc",
    "wednesday",
];

/// Verbs that introduce speech, as they stand after a quotation.
const SPEECH: &[&str] = &[
    "added",
    "announced",
    "argued",
    "asked",
    "called",
    "claimed",
    "concluded",
    "continued",
    "cried",
    "declared",
    "demanded",
    "exclaimed",
    "explained",
    "insisted",
    "noted",
    "recalled",
    "remarked",
    "replied",
    "reported",
    "said",
    "says",
    "shouted",
    "stated",
    "told",
    "tweeted",
    "warned",
    "wondered",
    "wrote",
    "yelled",
];

/// Prefixes that stay on their lower-case word ("re-election"), as the
/// treebanks have them.
const KEPT_PREFIXES: &[&str] = &[
    "anti", "bi", "co", "counter", "cross", "de", "e", "extra", "hyper", "inter", "intra", "mega",
    "micro", "mid", "mini", "multi", "neo", "non", "over", "para", "post", "pre", "pro", "pseudo",
    "quasi", "re", "semi", "sub", "super", "supra", "trans", "tri", "ultra", "un", "under", "uni",
    "vice",
];

/// Particles that a hyphen binds to the name after them ("al-Bahri").
const BOUND_PARTICLES: &[&str] = &[
    "abd", "abu", "ad", "al", "an", "ar", "as", "ash", "at", "az", "ben", "bin", "d", "el", "es",
    "ibn", "l", "ul", "ur", "uz",
];

/// Units that are cut off the number before them ("30km").
const UNITS: &[&str] = &[
    "am", "bn", "cm", "ft", "g", "gb", "gw", "ha", "hrs", "kb", "kg", "km", "kmh", "kph", "kw",
    "lb", "lbs", "m", "mb", "min", "mins", "mm", "mn", "mph", "mw", "oz", "pm", "sq", "tn",
];

/// Endings of host names.
const HOST_ENDINGS: &[&str] = &[
    "au", "biz", "ca", "co", "com", "de", "edu", "eu", "fm", "fr", "gov", "html", "info", "int",
    "io", "js", "me", "mil", "net", "org", "ru", "tv", "uk", "us",
];

fn holds(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Returns what a full stop after `word` (lower case, without it) does, where
/// the word is a shortening. `number_follows` tells whether a digit comes next.
pub(crate) fn abbreviation(word: &str, number_follows: bool) -> Option<Abbreviation> {
    if holds(LEADS, word) || (number_follows && holds(BEFORE_NUMBER, word)) {
        Some(Abbreviation::Leads)
    } else if holds(MAY_END, word) {
        Some(Abbreviation::MayEnd)
    } else {
        None
    }
}

/// Tells whether `word` (lower case) begins sentences.
pub(crate) fn starts_sentences(word: &str) -> bool {
    holds(STARTERS, word)
}

/// Tells whether `word` (lower case) goes on after an hour.
pub(crate) fn follows_hour(word: &str) -> bool {
    holds(AFTER_HOUR, word)
}

/// Tells whether `word` (lower case) introduces speech.
pub(crate) fn is_speech(word: &str) -> bool {
    holds(SPEECH, word)
}

/// Tells whether `prefix` (lower case) stays on the word after its hyphen.
pub(crate) fn keeps_prefix(prefix: &str) -> bool {
    holds(KEPT_PREFIXES, prefix)
}

/// Tells whether `particle` (lower case) is bound to the name after its
/// hyphen.
pub(crate) fn binds(particle: &str) -> bool {
    holds(BOUND_PARTICLES, particle)
}

/// Tells whether `word` (lower case) is a unit that is cut off its number.
pub(crate) fn is_unit(word: &str) -> bool {
    holds(UNITS, word)
}

/// What ends names of files.
const FILE_KINDS: &[&str] = &[
    "csv", "doc", "docx", "exe", "gif", "htm", "html", "jpeg", "jpg", "json", "mp3", "mp4", "pdf",
    "php", "png", "ppt", "rtf", "txt", "wav", "xls", "xlsx", "xml", "zip",
];

/// Denials that lost their apostrophe; "wont" and "cant" are words, but rare
/// ones.
const LOST_NOT: &[&str] = &[
    "arent", "cant", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "isnt",
    "shouldnt", "wasnt", "werent", "wont", "wouldnt",
];

/// Tells whether `word` (lower case) ends host names.
pub(crate) fn ends_host(word: &str) -> bool {
    holds(HOST_ENDINGS, word)
}

/// Tells whether `word` ends names of files: "pdf".
pub(crate) fn is_file_kind(word: &str) -> bool {
    holds(FILE_KINDS, word)
}

/// Returns where a word that lost its apostrophe is cut ("do|nt", "i|m"), where
/// it can be no other word.
pub(crate) fn lost_apostrophe(word: &str) -> Option<usize> {
    // Asked of every word, so what few words end in comes first.
    if word.ends_with(['t', 'T']) && holds(LOST_NOT, &word.to_ascii_lowercase()) {
        return Some(word.len() - 2);
    }
    // "Im" is a name.
    match word {
        "im" | "ive" | "Ive" => Some(1),
        "thats" | "Thats" | "whats" | "Whats" | "heres" | "Heres" => Some(word.len() - 1),
        "youre" | "theyre" | "youve" | "theyve" | "weve" => Some(word.len() - 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [
            LEADS,
            BEFORE_NUMBER,
            MAY_END,
            STARTERS,
            FILE_KINDS,
            LOST_NOT,
            AFTER_HOUR,
            SPEECH,
            KEPT_PREFIXES,
            BOUND_PARTICLES,
            UNITS,
            HOST_ENDINGS,
        ] {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "{list:?}");
        }
    }
}
