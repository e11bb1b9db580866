//! Which words of two passages did an editor change?
//!
//! # Steps
//! - **Split** both at white space; a word is the same whatever its case and
//!   the marks beside it.
//! - **Trim** what is the same at both ends.
//! - **Match** the rest by the longest common row of words.
//!
//! # What holds
//! - The stretches of each text follow one another and cover its words.
//! - Rests that are too long to compare are changed as a whole.

use std::ops::Range;

/// The most comparisons of words: two rests of a thousand words.
const MOST: usize = 1_000_000;

/// A stretch of a text: its bytes, and whether the other text has it too.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Stretch {
    pub(crate) range: Range<usize>,
    pub(crate) same: bool,
}

/// Compares two texts; returns the stretches of each.
pub(crate) fn edits(one: &str, other: &str) -> [Vec<Stretch>; 2] {
    let (ones, others) = (words(one), words(other));
    let kept = kept(&ones, &others);
    [stretches(&ones, &kept[0]), stretches(&others, &kept[1])]
}

/// Returns the stretches of `one` that stand in `other` word for word, each with how
/// many words it has.
pub(crate) fn shared(one: &str, other: &str) -> Vec<(Range<usize>, usize)> {
    let (ones, others) = (words(one), words(other));
    let [in_one, in_other] = kept(&ones, &others).map(|kept| {
        let places = kept.into_iter().enumerate();
        places.filter_map(|(at, same)| same.then_some(at))
    });
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    let mut last = None;
    for (a, b) in in_one.zip(in_other) {
        match found.last_mut() {
            Some((range, count)) if last == Some((a, b)) => {
                range.end = ones[a].0.end;
                *count += 1;
            }
            _ => found.push((ones[a].0.clone(), 1)),
        }
        last = Some((a + 1, b + 1));
    }
    found
}

/// Tells for each word of two texts whether the other has it too: as many of the one
/// as of the other, in order.
fn kept(ones: &[Word], others: &[Word]) -> [Vec<bool>; 2] {
    let same = |a: usize, b: usize| ones[a].1 == others[b].1;
    let least = ones.len().min(others.len());
    let head = (0..least).take_while(|&at| same(at, at)).count();
    let back = |at: &usize| same(ones.len() - 1 - at, others.len() - 1 - at);
    let tail = (0..least - head).take_while(back).count();
    let (a, b) = (head..ones.len() - tail, head..others.len() - tail);
    let mut kept = [vec![true; ones.len()], vec![true; others.len()]];
    kept[0][a.clone()].fill(false);
    kept[1][b.clone()].fill(false);
    if a.len() * b.len() <= MOST {
        for (at_a, at_b) in common(&ones[a.clone()], &others[b.clone()]) {
            kept[0][a.start + at_a] = true;
            kept[1][b.start + at_b] = true;
        }
    }
    kept
}

/// A word: its bytes with the marks beside it, and what is compared.
type Word = (Range<usize>, String);

fn words(text: &str) -> Vec<Word> {
    let start = text.as_ptr() as usize;
    text.split_whitespace()
        .map(|word| {
            let at = word.as_ptr() as usize - start;
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let bare = if bare.is_empty() { word } else { bare };
            (at..at + word.len(), bare.to_lowercase())
        })
        .collect()
}

/// Returns the places of the longest row of words that both have.
fn common(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for at_a in (0..a.len()).rev() {
        for at_b in (0..b.len()).rev() {
            lengths[at_a * width + at_b] = if a[at_a].1 == b[at_b].1 {
                lengths[(at_a + 1) * width + at_b + 1] + 1
            } else {
                lengths[(at_a + 1) * width + at_b].max(lengths[at_a * width + at_b + 1])
            };
        }
    }
    let (mut at_a, mut at_b) = (0, 0);
    let mut found = Vec::new();
    while at_a < a.len() && at_b < b.len() {
        if a[at_a].1 == b[at_b].1 {
            found.push((at_a, at_b));
            (at_a, at_b) = (at_a + 1, at_b + 1);
        } else if lengths[(at_a + 1) * width + at_b] >= lengths[at_a * width + at_b + 1] {
            at_a += 1;
        } else {
            at_b += 1;
        }
    }
    found
}

/// Joins neighbouring words of one kind.
fn stretches(words: &[Word], kept: &[bool]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for ((range, _), &same) in words.iter().zip(kept) {
        match found.last_mut() {
            Some(last) if last.same == same => last.range.end = range.end,
            _ => found.push(Stretch {
                range: range.clone(),
                same,
            }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Writes what is changed in brackets.
    fn marked(text: &str, stretches: &[Stretch]) -> String {
        let parts = stretches.iter().map(|stretch| {
            let words = &text[stretch.range.clone()];
            if stretch.same {
                words.to_owned()
            } else {
                format!("[{words}]")
            }
        });
        parts.collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn check(one: &str, other: &str, expected: [&str; 2]) {
        let [ones, others] = edits(one, other);
        assert_eq!([marked(one, &ones), marked(other, &others)], expected);
    }

    #[test]
    fn what_both_have_word_for_word_is_cut_where_either_goes_another_way() {
        let one = "In 2016 the port revealed that it had lost the old ferry.";
        let other = "Then in 2016, the port announced it had lost contact with the ferry";
        let found: Vec<(&str, usize)> = shared(one, other)
            .into_iter()
            .map(|(range, count)| (&one[range], count))
            .collect();
        let expected = [
            ("In 2016 the port", 4),
            ("it had lost", 3),
            ("the", 1),
            ("ferry.", 1),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn words_put_in_left_out_and_replaced_are_marked() {
        check(
            "The old ferry left Dunmere at seven on Friday.",
            "The ferry left the port of Dunmere at six on Friday",
            [
                "The [old] ferry left Dunmere at [seven] on Friday.",
                "The ferry left [the port of] Dunmere at [six] on Friday",
            ],
        );
    }

    #[test]
    fn case_and_marks_are_no_edits_and_nothing_is_nothing() {
        check(
            "“We saw it,” he said.",
            "we saw it he said",
            ["“We saw it,” he said.", "we saw it he said"],
        );
        check("", "a — b", ["", "[a — b]"]);
    }

    proptest! {
        #[test]
        fn every_word_is_in_one_stretch(one in "\\PC{0,40}", other in "[ab “—\n]{0,20}") {
            for (text, found) in [&one, &other].into_iter().zip(edits(&one, &other)) {
                let covered: Vec<&str> = found
                    .iter()
                    .flat_map(|stretch| text[stretch.range.clone()].split_whitespace())
                    .collect();
                prop_assert_eq!(covered, text.split_whitespace().collect::<Vec<_>>());
            }
        }
    }
}
