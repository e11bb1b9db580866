//! Two credits abreast: "the weir held, police said, and the mill burnt, according to
//! the mayor".
//!
//! The first credit is put in after its clause and closes it; what a conjunction then
//! opens stands on the word of who is credited behind it, and on no other. Without
//! this the mayor would answer for the weir, too.

use std::ops::Range;

use variorum_model::{Tag, Token};

use super::Parts;

/// Parts the contents of credits that stand one after the other in a sentence.
pub(super) fn part(tokens: &[Token], sentence: &Range<usize>, parts: &mut [Parts]) {
    let joints: Vec<(usize, Joint)> = parts
        .iter()
        .enumerate()
        .filter_map(|(nth, parts)| Some((nth, joint(tokens, sentence, parts)?)))
        .collect();
    for (first, joint) in joints {
        let second = (0..parts.len()).find(|&other| {
            other != first && closes(tokens, &parts[other], joint.goes_on, sentence.end)
        });
        if let Some(second) = second {
            keep(&mut parts[first].content, sentence.start..joint.closes);
            keep(&mut parts[second].content, joint.goes_on..sentence.end);
        }
    }
}

/// Where a credit that is put in closes a clause and another goes on.
struct Joint {
    /// The comma before the credit.
    closes: usize,
    /// The first word of the next clause.
    goes_on: usize,
}

/// Returns the joint behind a credit between commas that a conjunction follows.
fn joint(tokens: &[Token], sentence: &Range<usize>, parts: &Parts) -> Option<Joint> {
    let cue = parts.cue.as_ref()?;
    let [source] = &parts.source[..] else {
        return None;
    };
    let (first, last) = (source.start.min(cue.start), source.end.max(cue.end));
    let comma = |at: usize| &*tokens[at].norm == ",";
    let closes = first
        .checked_sub(1)
        .filter(|&at| sentence.contains(&at) && comma(at) && at > sentence.start)?;
    // "Police said on Monday, and": when it was said may stand between.
    let end = (last..sentence.end).take(BETWEEN).find(|&at| comma(at))?;
    let said = tokens[last..end]
        .iter()
        .any(|t| matches!(t.tag, Tag::Verb | Tag::Aux));
    let joins = tokens
        .get(end + 1)
        .is_some_and(|t| matches!(&*t.norm, "and" | "but" | "while" | "whereas"));
    (joins && !said && end + 2 < sentence.end).then_some(Joint {
        closes,
        goes_on: end + 2,
    })
}

/// How many words may stand between a credit and its comma.
const BETWEEN: usize = 4;

/// Tells whether a credit stands behind a clause that begins at `from` and has a
/// verb.
fn closes(tokens: &[Token], parts: &Parts, from: usize, end: usize) -> bool {
    let (Some(cue), [source]) = (parts.cue.as_ref(), &parts.source[..]) else {
        return false;
    };
    let first = source.start.min(cue.start);
    (from + 1..end).contains(&first)
        && &*tokens[first - 1].norm == ","
        && tokens[from..first]
            .iter()
            .any(|t| matches!(t.tag, Tag::Verb | Tag::Aux))
}

/// Cuts contents to what lies in a stretch; one of which nothing would be left stays
/// where it is the only one.
fn keep(content: &mut Vec<Range<usize>>, within: Range<usize>) {
    let cut: Vec<Range<usize>> = content
        .iter()
        .map(|range| range.start.max(within.start)..range.end.min(within.end))
        .filter(|range| !range.is_empty())
        .collect();
    if !cut.is_empty() {
        *content = cut;
    }
}
