//! The state of a parse: what stands on the stack, what is still to come, and
//! the arcs drawn so far.
//!
//! The arc-hybrid system: the word on top of the stack gets its head either
//! from what comes next (left) or from the word below it (right), and leaves.
//! The root is a word after the last, so that the last decision of a sentence
//! is the one about its root.

use crate::Relation;

/// No word.
pub(crate) const NONE: u32 = u32::MAX;

/// What can be done in a state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Move {
    /// The next word goes onto the stack.
    Shift,
    /// The next word becomes the head of the top of the stack.
    Left(Relation),
    /// The word below becomes the head of the top of the stack.
    Right(Relation),
}

/// How many moves there are: classes of the parser's model.
pub const MOVES: usize = 1 + 2 * Relation::COUNT;

impl Move {
    /// Returns the move of a class.
    #[must_use]
    pub fn of_class(class: usize) -> Move {
        match class.checked_sub(1) {
            None => Move::Shift,
            Some(left) if left < Relation::COUNT => Move::Left(Relation::at(left)),
            Some(right) => Move::Right(Relation::at(right - Relation::COUNT)),
        }
    }

    /// Returns the class of the move.
    #[must_use]
    pub fn class(self) -> usize {
        match self {
            Move::Shift => 0,
            Move::Left(relation) => 1 + relation.place(),
            Move::Right(relation) => 1 + Relation::COUNT + relation.place(),
        }
    }
}

/// A word's children on one side, as far as the features look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Side {
    /// The outermost.
    pub(crate) outer: u32,
    /// The one before it.
    pub(crate) inner: u32,
    /// How many.
    pub(crate) count: u8,
    /// Which relations they have: a bit each.
    pub(crate) relations: u64,
}

const NO_CHILDREN: Side = Side {
    outer: NONE,
    inner: NONE,
    count: 0,
    relations: 0,
};

/// A parse under way.
#[derive(Clone, Debug)]
pub struct State {
    /// The words that wait for their head, the latest last.
    pub(crate) stack: Vec<u32>,
    /// The next word; the number of words stands for the root.
    pub(crate) next: u32,
    /// The number of words.
    pub(crate) words: u32,
    /// The head of each word, as far as known.
    pub(crate) heads: Vec<u32>,
    /// The relation of each word to its head.
    pub(crate) relations: Vec<Relation>,
    /// The children of each word to its left; the root's, too.
    pub(crate) left: Vec<Side>,
    /// The children of each word to its right.
    pub(crate) right: Vec<Side>,
}

impl State {
    /// Starts with nothing read.
    ///
    /// # Panics
    /// When the sentence has 4 G words or more.
    #[must_use]
    pub fn new(words: usize) -> State {
        State {
            stack: Vec::new(),
            next: 0,
            words: u32::try_from(words).expect("sentences are shorter than 4 G words"),
            heads: vec![NONE; words],
            relations: vec![Relation::ROOT; words],
            left: vec![NO_CHILDREN; words + 1],
            right: vec![NO_CHILDREN; words + 1],
        }
    }

    /// Tells whether every word has its head.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.next == self.words && self.stack.is_empty()
    }

    /// Returns the words that wait for their head, the latest last.
    #[must_use]
    pub fn stack(&self) -> &[u32] {
        &self.stack
    }

    /// Returns the next word; the number of words stands for the root.
    #[must_use]
    pub fn next(&self) -> u32 {
        self.next
    }

    /// Returns the word at a depth of the stack.
    pub(crate) fn stacked(&self, depth: usize) -> u32 {
        match self.stack.len().checked_sub(depth + 1) {
            Some(at) => self.stack[at],
            None => NONE,
        }
    }

    /// Tells whether the next word may be read.
    #[must_use]
    pub fn may_shift(&self) -> bool {
        self.next < self.words
    }

    /// Tells whether the top may hang on what comes next: on the root only
    /// when it is the last, so that there is one.
    #[must_use]
    pub fn may_left(&self) -> bool {
        self.stack.len() == 1 || (self.stack.len() > 1 && self.next < self.words)
    }

    /// Tells whether the top may hang on the word below it.
    #[must_use]
    pub fn may_right(&self) -> bool {
        self.stack.len() > 1
    }

    /// Tells whether a move can be made here.
    #[must_use]
    pub fn allows(&self, class: usize) -> bool {
        match Move::of_class(class) {
            Move::Shift => self.may_shift(),
            Move::Left(relation) => {
                self.may_left() && (relation == Relation::ROOT) == (self.next == self.words)
            }
            Move::Right(relation) => self.may_right() && relation != Relation::ROOT,
        }
    }

    /// Makes a move that is allowed.
    pub fn make(&mut self, class: usize) {
        match Move::of_class(class) {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Left(relation) => {
                if let Some(child) = self.stack.pop() {
                    self.draw(self.next, child, relation);
                }
            }
            Move::Right(relation) => {
                if let (Some(child), Some(head)) = (self.stack.pop(), self.stack.last()) {
                    self.draw(*head, child, relation);
                }
            }
        }
    }

    fn draw(&mut self, head: u32, child: u32, relation: Relation) {
        self.heads[child as usize] = head;
        self.relations[child as usize] = relation;
        let sides = if child < head {
            &mut self.left
        } else {
            &mut self.right
        };
        let side = &mut sides[head as usize];
        side.inner = side.outer;
        side.outer = child;
        side.count = side.count.saturating_add(1);
        side.relations |= 1 << relation.place();
    }

    /// Returns the head (the number of words: the root) and the relation of
    /// each word, when done.
    pub fn arcs(&self) -> impl Iterator<Item = (u32, Relation)> {
        self.heads
            .iter()
            .copied()
            .zip(self.relations.iter().copied())
    }
}
