//! What the chains leave open although the words are plain: the noun phrase
//! beside a cue as its source, the clause beside a crediting as its content.

use std::ops::Range;

use variorum_model::{Tag, Token};

/// The longest source that is taken by rule, in tokens: a longer phrase has
/// more in it than who speaks.
const LONGEST: usize = 14;

/// Returns what is said where the chain found only who says it: the clause
/// before an inverted crediting, else what follows the cue.
pub(super) fn content_near(
    tokens: &[Token],
    sentence: &Range<usize>,
    cue: &Range<usize>,
    source: &[Range<usize>],
) -> Option<Range<usize>> {
    let saying = tokens[cue.clone()]
        .iter()
        .any(|t| matches!(&*t.lemma, "say" | "according" | "add"));
    if !saying {
        return None;
    }
    let crediting = source.iter().map(|s| s.start).chain([cue.start]).min()?;
    let comma = crediting.checked_sub(1).filter(|&i| sentence.contains(&i));
    let clause = |range: &Range<usize>| {
        tokens[range.clone()]
            .iter()
            .any(|t| matches!(t.tag, Tag::Verb | Tag::Aux))
    };
    let before = comma
        .filter(|&i| matches!(&*tokens[i].norm, "," | "\""))
        .and_then(|i| trimmed(tokens, sentence.start..i))
        .filter(clause);
    before.or_else(|| {
        let taken = source.iter().map(|s| s.end).chain([cue.end]).max()?;
        trimmed(tokens, taken..sentence.end).filter(clause)
    })
}

/// Returns the noun phrase that a cue's place in the sentence makes its
/// source: after "according to", else right before the verb, else right after
/// it where what is said stands before.
pub(super) fn source_near(
    tokens: &[Token],
    sentence: &Range<usize>,
    cue: &Range<usize>,
    content: &[Range<usize>],
) -> Option<Range<usize>> {
    let free = |range: &Range<usize>| {
        content
            .iter()
            .all(|c| c.end <= range.start || range.end <= c.start)
    };
    let according = &*tokens[cue.start].norm == "according";
    if !according && !matches!(tokens[cue.start].tag, Tag::Verb | Tag::Aux) {
        return None;
    }
    let before = || phrase_before(tokens, sentence, cue.start);
    let after = || phrase_after(tokens, sentence, cue.end);
    let inverted = content.last().is_some_and(|c| c.end <= cue.start);
    let source = if according {
        after()
    } else if inverted {
        before().filter(&free).or_else(after)
    } else {
        before()
    };
    source.filter(&free)
}

/// Returns the noun phrase that ends right before `end`.
pub(super) fn phrase_before(
    tokens: &[Token],
    sentence: &Range<usize>,
    end: usize,
) -> Option<Range<usize>> {
    walk(tokens, sentence, end, Side::Before, |token, first| {
        let joined = matches!(&*token.norm, "'s" | "of" | "-" | "for" | "." | "&");
        if token.tag == Tag::Pron && first && !joined {
            Joins::AsLast
        } else {
            Joins::when(is_nominal(token) || joined)
        }
    })
}

/// Returns the noun phrase that ends right before `end`, with all that is
/// joined to its first noun: "the source with knowledge of the talks".
pub(super) fn phrase_with_complements(
    tokens: &[Token],
    sentence: &Range<usize>,
    end: usize,
) -> Option<Range<usize>> {
    walk(tokens, sentence, end, Side::Before, |token, _| {
        let joined = matches!(
            &*token.norm,
            "'s" | "-" | "&" | "his" | "her" | "its" | "their"
        );
        Joins::when(is_nominal(token) || token.tag == Tag::Adp || joined)
    })
}

/// Returns the noun phrase that begins at `start`.
pub(super) fn phrase_after(
    tokens: &[Token],
    sentence: &Range<usize>,
    start: usize,
) -> Option<Range<usize>> {
    walk(tokens, sentence, start, Side::After, |token, first| {
        let joined = matches!(
            &*token.norm,
            "'s" | "of" | "-" | "for" | "from" | "at" | "in" | "with" | "&"
        );
        Joins::when(is_nominal(token) || joined || token.tag == Tag::Pron && first)
    })
}

/// On which side of its edge a phrase lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Before,
    After,
}

/// Whether a word belongs to a phrase that is walked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Joins {
    Yes,
    /// It does, and nothing beyond it.
    AsLast,
    No,
}

impl Joins {
    fn when(joins: bool) -> Joins {
        if joins { Joins::Yes } else { Joins::No }
    }
}

/// Walks from an edge away over the words that `joins` takes, told of each
/// whether it is the first, and returns them without loose ends.
fn walk(
    tokens: &[Token],
    sentence: &Range<usize>,
    edge: usize,
    side: Side,
    joins: impl Fn(&Token, bool) -> Joins,
) -> Option<Range<usize>> {
    let mut phrase = edge..edge;
    while phrase.len() < LONGEST {
        let next = match side {
            Side::Before => phrase.start.checked_sub(1),
            Side::After => Some(phrase.end),
        };
        let Some(at) = next.filter(|at| sentence.contains(at)) else {
            break;
        };
        let joins = joins(&tokens[at], phrase.is_empty());
        if joins == Joins::No {
            break;
        }
        match side {
            Side::Before => phrase.start = at,
            Side::After => phrase.end = at + 1,
        }
        if joins == Joins::AsLast {
            break;
        }
    }
    trimmed(tokens, phrase)
}

fn is_nominal(token: &Token) -> bool {
    matches!(
        token.tag,
        Tag::Noun | Tag::Propn | Tag::Adj | Tag::Det | Tag::Num
    )
}

/// Drops loose ends of a phrase; none where no noun or pronoun is left.
pub(super) fn trimmed(tokens: &[Token], mut range: Range<usize>) -> Option<Range<usize>> {
    let loose = |t: &Token| {
        matches!(t.tag, Tag::Adp | Tag::Punct | Tag::Part) || (t.tag == Tag::Sym && &*t.norm != "&")
    };
    while !range.is_empty() && loose(&tokens[range.start]) {
        range.start += 1;
    }
    while !range.is_empty() && loose(&tokens[range.end - 1]) {
        range.end -= 1;
    }
    let told = tokens[range.clone()]
        .iter()
        .any(|t| matches!(t.tag, Tag::Noun | Tag::Propn | Tag::Pron));
    told.then_some(range)
}
