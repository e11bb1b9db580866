//! The words of crediting: verbs and nouns of saying, sources without a name,
//! texts as sources.

use variorum_model::Tag;

/// How the lexicon knows a word as a crediting one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Speech {
    /// Not at all.
    None,
    /// "said", "announced": the content is said.
    Say,
    /// "told", "warned": somebody is told.
    Tell,
    /// "believes", "fears": the content is thought or wanted.
    Think,
    /// "shows", "found": a text or a study has it.
    Show,
    /// "statement", "claim": a noun of saying.
    Noun,
    /// "according".
    According,
}

/// Looks a word up.
pub(crate) fn speech(norm: &str, lemma: &str, tag: Tag) -> Speech {
    if norm == "according" {
        return Speech::According;
    }
    let has = |list: &[&str]| list.binary_search(&lemma).is_ok();
    if tag != Tag::Noun && tag != Tag::Propn {
        for (list, speech) in [
            (SAY, Speech::Say),
            (TELL, Speech::Tell),
            (THINK, Speech::Think),
            (SHOW, Speech::Show),
        ] {
            if has(list) {
                return speech;
            }
        }
    }
    if has(NOUNS) {
        Speech::Noun
    } else {
        Speech::None
    }
}

/// Tells whether a crediting word says that somebody uttered something.
pub(crate) fn is_saying(lemma: &str) -> bool {
    [SAY, TELL, SHOW, NOUNS]
        .iter()
        .any(|list| list.binary_search(&lemma).is_ok())
        || lemma == "according"
        || lemma == ":"
}

/// Tells whether a word is of what people do together or for another, which
/// somebody else reports.
pub(crate) fn is_deed(lemma: &str) -> bool {
    matches!(
        lemma,
        "aim"
            | "attack"
            | "discuss"
            | "know"
            | "meet"
            | "recognise"
            | "recognize"
            | "speak"
            | "support"
            | "talk"
    )
}

/// Tells whether a word is of a picture, which nobody answers for by showing something.
pub(crate) fn is_picture(lemma: &str) -> bool {
    matches!(
        lemma,
        "grab" | "image" | "photo" | "photograph" | "picture" | "screengrab" | "screenshot"
    )
}

/// Tells whether a word says how somebody uttered something rather than that it is so:
/// "voiced his frustration", "posted a picture" are deeds that the report tells.
pub(crate) fn is_uttering(lemma: &str) -> bool {
    matches!(
        lemma,
        "express" | "post" | "publish" | "release" | "tweet" | "voice"
    )
}

const SAY: &[&str] = &[
    "acknowledge",
    "add",
    "admit",
    "affirm",
    "allege",
    "announce",
    "answer",
    "argue",
    "assert",
    "boast",
    "caution",
    "cite",
    "claim",
    "comment",
    "complain",
    "concede",
    "conclude",
    "confess",
    "confirm",
    "contend",
    "continue",
    "counter",
    "declare",
    "deny",
    "describe",
    "disclose",
    "emphasise",
    "emphasize",
    "estimate",
    "exclaim",
    "explain",
    "express",
    "go",
    "hint",
    "imply",
    "indicate",
    "insist",
    "joke",
    "lament",
    "maintain",
    "mention",
    "note",
    "observe",
    "point",
    "post",
    "predict",
    "proclaim",
    "quip",
    "quote",
    "read",
    "reaffirm",
    "recall",
    "recount",
    "reiterate",
    "relate",
    "remark",
    "repeat",
    "reply",
    "report",
    "respond",
    "retort",
    "reveal",
    "say",
    "shout",
    "state",
    "stress",
    "suggest",
    "testify",
    "tweet",
    "underline",
    "underscore",
    "voice",
    "vow",
    "warn",
    "whisper",
    "write",
];

const TELL: &[&str] = &[
    "accuse", "advise", "ask", "assure", "brief", "convince", "inform", "notify", "promise",
    "remind", "tell", "urge",
];

const THINK: &[&str] = &[
    "agree",
    "anticipate",
    "assume",
    "believe",
    "consider",
    "doubt",
    "expect",
    "fear",
    "feel",
    "forecast",
    "hope",
    "intend",
    "know",
    "plan",
    "suspect",
    "think",
    "understand",
    "want",
    "wish",
    "worry",
];

const SHOW: &[&str] = &[
    "detail", "document", "find", "publish", "record", "register", "release", "show",
];

const NOUNS: &[&str] = &[
    "accusation",
    "allegation",
    "announcement",
    "assertion",
    "assessment",
    "claim",
    "comment",
    "denial",
    "estimate",
    "insistence",
    "interview",
    "remark",
    "report",
    "revelation",
    "statement",
    "testimony",
    "tweet",
    "warning",
];

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_are_sorted_for_the_search() {
        for list in [
            super::SAY,
            super::TELL,
            super::THINK,
            super::SHOW,
            super::NOUNS,
        ] {
            assert!(list.windows(2).all(|w| w[0] < w[1]), "{list:?}");
        }
    }
}
