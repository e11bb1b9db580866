//! From short runs that two texts share to the longest stretches that match.
//!
//! # Steps
//! - **Grow** each shared run word by word as far as both texts agree.
//! - **Chain** what follows one another in both texts with a small gap: words
//!   put in, left out or replaced.
//! - **Reach** over small edits at both ends, as long as the words after them
//!   agree again.
//!
//! # What holds
//! - A stretch crosses no barrier, starts and ends with a word that matches,
//!   and stretches of one pair of texts do not contain one another.
//! - The work is linear in the number of shared runs.

use crate::words::BARRIER;
use std::ops::Range;

/// The longest gap that an edit may leave in either text, in words.
const GAP: usize = 10;
/// How many open chains a match may look back on.
const LOOK_BACK: usize = 12;
/// How far one reach over an edit looks, in words.
const REACH: usize = 40;
/// The least share of matching words in the longer side of a stretch.
const LIKENESS: f64 = 0.6;

/// A stretch that two texts share.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Stretch {
    /// Its words in the first text.
    pub(crate) a: Range<usize>,
    /// Its words in the second text.
    pub(crate) b: Range<usize>,
    /// How many of them match.
    pub(crate) matched: usize,
}

/// Aligns two texts along `seeds`: places (in `a`, in `b`) where a run of
/// words agrees, in order.
pub(crate) fn align(a: &[u32], b: &[u32], seeds: &[(u32, u32)], least: usize) -> Vec<Stretch> {
    let mut chains: Vec<Stretch> = Vec::new();
    for grown in grow_all(a, b, seeds) {
        let open = chains.len().saturating_sub(LOOK_BACK);
        let before = chains[open..]
            .iter_mut()
            .filter(|chain| follows(chain, &grown, a, b))
            .min_by_key(|chain| {
                grown.a.start.abs_diff(chain.a.end) + grown.b.start.abs_diff(chain.b.end)
            });
        match before {
            Some(chain) => {
                let overlap = chain
                    .a
                    .end
                    .saturating_sub(grown.a.start)
                    .max(chain.b.end.saturating_sub(grown.b.start));
                chain.matched += grown.matched - overlap;
                chain.a.end = grown.a.end;
                chain.b.end = grown.b.end;
            }
            None => chains.push(grown),
        }
    }
    for chain in &mut chains {
        // Five words in a row are met by chance; nothing is looked for
        // around them.
        if chain.matched > 5 {
            reach_forward(a, b, chain);
            reach_backward(a, b, chain);
        }
    }
    chains.retain(|chain| {
        let longer = chain.a.len().max(chain.b.len());
        chain.matched >= least && chain.matched as f64 >= LIKENESS * longer as f64
    });
    without_contained(chains)
}

/// Grows each seed to the longest exact match, each match once.
fn grow_all(a: &[u32], b: &[u32], seeds: &[(u32, u32)]) -> Vec<Stretch> {
    let mut grown: Vec<Stretch> = Vec::new();
    // Where the last match on a diagonal ended, in `a`.
    let mut reached: rustc_hash::FxHashMap<i64, usize> = rustc_hash::FxHashMap::default();
    for &(at_a, at_b) in seeds {
        let (at_a, at_b) = (at_a as usize, at_b as usize);
        let diagonal = at_a as i64 - at_b as i64;
        if reached.get(&diagonal).is_some_and(|&end| at_a < end) {
            continue;
        }
        let same = |(x, y): (&u32, &u32)| x == y && *x != BARRIER;
        let ahead = a[at_a..]
            .iter()
            .zip(&b[at_b..])
            .take_while(|&pair| same(pair))
            .count();
        let back = a[..at_a]
            .iter()
            .rev()
            .zip(b[..at_b].iter().rev())
            .take_while(|&pair| same(pair))
            .count();
        if ahead == 0 {
            continue;
        }
        reached.insert(diagonal, at_a + ahead);
        grown.push(Stretch {
            a: at_a - back..at_a + ahead,
            b: at_b - back..at_b + ahead,
            matched: ahead + back,
        });
    }
    grown.sort_by_key(|s| (s.a.start, s.b.start));
    grown
}

/// Tells whether `next` carries `chain` on in both texts.
fn follows(chain: &Stretch, next: &Stretch, a: &[u32], b: &[u32]) -> bool {
    let small = |end: usize, start: usize| start <= end + GAP;
    // What overlaps is counted once, and something must be left of it.
    let ahead = next.a.end > chain.a.end
        && next.b.end > chain.b.end
        && next.a.start > chain.a.start
        && next.b.start > chain.b.start;
    let overlap = chain
        .a
        .end
        .saturating_sub(next.a.start)
        .max(chain.b.end.saturating_sub(next.b.start));
    ahead
        && overlap < next.matched
        && small(chain.a.end, next.a.start)
        && small(chain.b.end, next.b.start)
        && unbroken(a, chain.a.end, next.a.start)
        && unbroken(b, chain.b.end, next.b.start)
}

fn unbroken(text: &[u32], from: usize, to: usize) -> bool {
    from >= to || !text[from..to].contains(&BARRIER)
}

fn reach_forward(a: &[u32], b: &[u32], chain: &mut Stretch) {
    loop {
        let ahead = |text: &[u32], from: usize| -> Vec<u32> {
            text[from..]
                .iter()
                .take(REACH)
                .take_while(|&&s| s != BARRIER)
                .copied()
                .collect()
        };
        let Some((in_a, in_b, matched)) =
            best_prefix(&ahead(a, chain.a.end), &ahead(b, chain.b.end))
        else {
            return;
        };
        chain.a.end += in_a;
        chain.b.end += in_b;
        chain.matched += matched;
    }
}

fn reach_backward(a: &[u32], b: &[u32], chain: &mut Stretch) {
    loop {
        let behind = |text: &[u32], to: usize| -> Vec<u32> {
            text[..to]
                .iter()
                .rev()
                .take(REACH)
                .take_while(|&&s| s != BARRIER)
                .copied()
                .collect()
        };
        let Some((in_a, in_b, matched)) =
            best_prefix(&behind(a, chain.a.start), &behind(b, chain.b.start))
        else {
            return;
        };
        chain.a.start -= in_a;
        chain.b.start -= in_b;
        chain.matched += matched;
    }
}

/// Finds the best match of a prefix of `a` with a prefix of `b`: how long
/// each is and how many words match. An edited word costs what a match is
/// worth: more words must match than were edited.
fn best_prefix(a: &[u32], b: &[u32]) -> Option<(usize, usize, usize)> {
    const MATCH: i32 = 2;
    const EDIT: i32 = -2;
    const BAND: usize = 8;
    const LOW: i32 = i32::MIN / 2;
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let mut best = (0, 0, 0, 0);
    let width = b.len() + 1;
    let mut row: Vec<(i32, usize)> = (0..width)
        .map(|j| (if j <= BAND { EDIT * j as i32 } else { LOW }, 0))
        .collect();
    for i in 1..=a.len() {
        let mut next = vec![(LOW, 0); width];
        if i <= BAND {
            next[0] = (EDIT * i as i32, 0);
        }
        for j in i.saturating_sub(BAND).max(1)..=(i + BAND).min(b.len()) {
            let same = a[i - 1] == b[j - 1];
            let (score, matched) = row[j - 1];
            let across = (
                score + if same { MATCH } else { EDIT },
                matched + usize::from(same),
            );
            let down = (row[j].0 + EDIT, row[j].1);
            let right = (next[j - 1].0 + EDIT, next[j - 1].1);
            next[j] = across.max(down).max(right);
            if same && next[j] == across && across.0 > best.0 {
                best = (across.0, i, j, across.1);
            }
        }
        row = next;
    }
    (best.0 > 0).then_some((best.1, best.2, best.3))
}

/// Drops stretches that lie within another on both sides.
fn without_contained(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.sort_by_key(|s| (s.a.start, std::cmp::Reverse(s.a.end), s.b.start));
    let mut kept: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        let within = kept.iter().rev().take(LOOK_BACK).any(|k| {
            k.a.start <= stretch.a.start
                && stretch.a.end <= k.a.end
                && k.b.start <= stretch.b.start
                && stretch.b.end <= k.b.end
        });
        if !within {
            kept.push(stretch);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbols(text: &str) -> Vec<u32> {
        let mut folded = String::new();
        text.split_whitespace()
            .map(|w| crate::words::symbol(w, &mut folded))
            .collect()
    }

    #[track_caller]
    fn check(a: &str, b: &str, expected: &[(&str, &str)]) {
        let (sa, sb) = (symbols(a), symbols(b));
        let mut seeds = Vec::new();
        for i in 0..sa.len().saturating_sub(3) {
            for j in 0..sb.len().saturating_sub(3) {
                if sa[i..i + 4] == sb[j..j + 4] {
                    seeds.push((i as u32, j as u32));
                }
            }
        }
        let words = |text: &str, range: Range<usize>| {
            text.split_whitespace().collect::<Vec<_>>()[range].join(" ")
        };
        let found: Vec<(String, String)> = align(&sa, &sb, &seeds, 6)
            .into_iter()
            .map(|s| (words(a, s.a), words(b, s.b)))
            .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (&a[..], &b[..])).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_replaced_word_does_not_break_a_passage() {
        check(
            "x x the ferry left the old harbour at Dunmere shortly before seven y y",
            "the ferry left the old port at Dunmere shortly before seven z",
            &[(
                "the ferry left the old harbour at Dunmere shortly before seven",
                "the ferry left the old port at Dunmere shortly before seven",
            )],
        );
    }

    #[test]
    fn words_put_in_near_an_end_are_reached_over() {
        check(
            "on Monday the keeper of the light saw no boat",
            "on Monday night the keeper of the light saw no boat",
            &[(
                "on Monday the keeper of the light saw no boat",
                "on Monday night the keeper of the light saw no boat",
            )],
        );
    }

    #[test]
    fn sentences_in_another_order_are_two_passages() {
        check(
            "one two three four five six seven a b c d e f g",
            "a b c d e f g one two three four five six seven",
            &[
                (
                    "one two three four five six seven",
                    "one two three four five six seven",
                ),
                ("a b c d e f g", "a b c d e f g"),
            ],
        );
    }
}
