//! How a word hangs on a crediting word in the sentence's tree.
//!
//! Who says and what is said are branches of the tree: "the mayor" hangs on
//! "said" as its subject, the clause behind "that" as its complement, and "on
//! Monday" as neither. From a crediting that is put in ("…, he said") what is
//! said lies further up.
//!
//! # What holds
//! Where no parser ran, every word hangs nowhere.

use std::ops::Range;

use variorum_model::Token;

/// How far up from the crediting word what is said may lie; what parts further
/// up is as good as anywhere.
const UP: usize = 3;

/// Relations of no word: outside of the sentence, or where no parser ran.
const NOWHERE: u32 = 0xff;

/// How a word hangs on another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Branch {
    /// How many steps above the crediting word its branch begins.
    pub(super) up: u32,
    /// How the branch hangs there.
    pub(super) relation: u32,
    /// How deep the word lies in its branch; at most 3.
    pub(super) depth: u32,
    /// The word at which the branch begins.
    pub(super) root: usize,
}

impl Branch {
    const NONE: Branch = Branch {
        up: UP as u32 + 1,
        relation: NOWHERE,
        depth: 0,
        root: usize::MAX,
    };

    /// Returns the relation and the height together.
    pub(super) fn place(self) -> u32 {
        self.up << 8 | self.relation
    }
}

/// A word's head and its relation to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Hung {
    head: Option<u32>,
    /// The relation's place; [`NOWHERE`] where no parser ran.
    pub(super) relation: u32,
    /// Its bit of [`TELLING`]; 0 for another relation.
    bit: u32,
}

impl Hung {
    pub(super) fn of(token: &Token) -> Hung {
        let place = token.relation.map(|relation| relation.place() as u32);
        Hung {
            head: token.head,
            relation: place.unwrap_or(NOWHERE),
            bit: token.relation.map_or(0, |relation| {
                let bit = TELLING.iter().position(|name| relation.is(name));
                bit.map_or(0, |bit| 1 << bit)
            }),
        }
    }
}

/// Returns for each word of a window how it hangs on the word at `from`, which
/// stands in `sentence`.
pub(super) fn branches(
    trees: &[Hung],
    sentence: &Range<usize>,
    from: usize,
    window: &Range<usize>,
) -> Vec<Branch> {
    let head = |at: usize| {
        let head = trees[at].head.map(|head| head as usize)?;
        sentence.contains(&head).then_some(head)
    };
    // The crediting word and those above it.
    let mut spine = vec![from];
    while spine.len() <= UP
        && let Some(above) = spine.last().and_then(|&last| head(last))
        && !spine.contains(&above)
    {
        spine.push(above);
    }
    let branch = |at: usize| {
        if !sentence.contains(&at) || trees[at].relation == NOWHERE {
            return Branch::NONE;
        }
        let (mut root, mut depth) = (at, 0);
        // No path is longer than its sentence.
        for _ in 0..sentence.len() {
            if let Some(up) = spine.iter().position(|&word| word == root) {
                return Branch {
                    up: up as u32,
                    relation: trees[root].relation | 0x80,
                    depth: 0,
                    root,
                };
            }
            let Some(above) = head(root) else { break };
            if let Some(up) = spine.iter().position(|&word| word == above) {
                return Branch {
                    up: up as u32,
                    relation: trees[root].relation,
                    depth: depth.min(3),
                    root,
                };
            }
            (root, depth) = (above, depth + 1);
        }
        Branch::NONE
    };
    window.clone().map(branch).collect()
}

/// The relations that tell whether a word credits: who speaks, what is said,
/// whom it is said to, what is put in, and how it is joined.
const TELLING: [&str; 8] = [
    "nsubj",
    "ccomp",
    "obj",
    "parataxis",
    "mark",
    "xcomp",
    "aux:pass",
    "obl",
];

/// Returns for each word of a sentence which of [`TELLING`] hang on it, a bit
/// for each.
pub(super) fn below(trees: &[Hung], sentence: &Range<usize>) -> Vec<u32> {
    let mut below = vec![0; sentence.len()];
    for hung in trees.get(sentence.clone()).unwrap_or_default() {
        let head = hung.head.map(|head| head as usize);
        let Some(head) = head.filter(|head| sentence.contains(head)) else {
            continue;
        };
        below[head - sentence.start] |= hung.bit;
    }
    below
}
