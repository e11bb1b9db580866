//! What a move costs: how many arcs of the true tree can no longer be drawn
//! after it (the dynamic oracle of the arc-hybrid system), and which trees the
//! system can draw.

use crate::treebank::GoldWord;
use variorum_language::Relation;
use variorum_language::training::{MOVES, Move, State};

/// A true tree without crossing arcs.
#[derive(Clone, Debug)]
pub(crate) struct Gold {
    /// The head of each word; the number of words for the root.
    pub(crate) heads: Vec<u32>,
    /// The relation of each word.
    pub(crate) relations: Vec<Relation>,
    /// The words that each word governs.
    children: Vec<Vec<u32>>,
}

impl Gold {
    /// Takes the tree of a sentence. Where arcs cross, a word hangs on its
    /// head's head instead, the shortest arc first, until none do.
    pub(crate) fn new(words: &[GoldWord]) -> Gold {
        let mut heads: Vec<usize> = words.iter().map(|word| word.head).collect();
        while let Some(word) = crossing(&heads) {
            heads[word] = heads.get(heads[word]).copied().unwrap_or(words.len());
        }
        let mut children = vec![Vec::new(); words.len() + 1];
        for (word, head) in heads.iter().enumerate() {
            children[*head].push(narrow(word));
        }
        Gold {
            heads: heads.into_iter().map(narrow).collect(),
            relations: words.iter().map(|word| word.relation).collect(),
            children,
        }
    }

    /// Fills `costs` with what each move costs; none where it is not allowed.
    pub(crate) fn costs(&self, state: &State, costs: &mut Vec<Option<u32>>) {
        costs.clear();
        costs.resize(MOVES, None);
        let stack = state.stack();
        let next = state.next();
        let head = |word: u32| self.heads[word as usize];
        let to_come = |word: &u32| {
            self.children[*word as usize]
                .iter()
                .filter(|c| **c >= next)
                .count()
        };
        if state.may_shift() {
            let below = stack.split_last().map_or(&[][..], |(_, below)| below);
            let lost = usize::from(below.contains(&head(next)))
                + stack.iter().filter(|word| head(**word) == next).count();
            costs[0] = Some(narrow(lost));
        }
        let [below @ .., top] = stack else { return };
        let second = below.last();
        let label = |right: bool, relation: Relation| {
            u32::from(right && relation != self.relations[*top as usize])
        };
        let left = to_come(top) + usize::from(head(*top) > next || Some(&head(*top)) == second);
        let right = to_come(top) + usize::from(head(*top) >= next);
        for (class, cost) in costs.iter_mut().enumerate().skip(1) {
            if !state.allows(class) {
                continue;
            }
            *cost = Some(match Move::of_class(class) {
                Move::Shift => continue,
                Move::Left(relation) => narrow(left) + label(head(*top) == next, relation),
                Move::Right(relation) => {
                    narrow(right) + label(Some(&head(*top)) == second, relation)
                }
            });
        }
    }
}

/// Returns the word whose arc crosses another and is the shortest of such.
fn crossing(heads: &[usize]) -> Option<usize> {
    let arc = |word: usize| (word.min(heads[word]), word.max(heads[word]));
    let crosses = |word: &usize| {
        let (from, to) = arc(*word);
        (from + 1..to.min(heads.len())).any(|inside| !(from..=to).contains(&heads[inside]))
    };
    let length = |word: &usize| {
        let (from, to) = arc(*word);
        to - from
    };
    (0..heads.len())
        .filter(|word| heads[*word] != heads.len())
        .filter(crosses)
        .min_by_key(length)
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).expect("sentences are short")
}
