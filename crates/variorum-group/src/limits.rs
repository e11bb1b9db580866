//! From what likeness on two groups are of one story.

use crate::group::Group;

/// How much more alike two groups are inside than to one another, each of
/// them, when they stay apart in spite of a low threshold.
const APART: u64 = 2;

/// The same for two groups of dated reports with a long time between them, in
/// quarters: the words of two fires in one town are alike, a year apart they
/// are two.
const APART_IN_TIME: u64 = 5;

/// From what likeness on groups are one, in millionths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Limits {
    /// Two groups join from this average likeness on.
    pub(crate) alike: u64,
    /// Below this, two groups that are both much more alike inside stay apart.
    pub(crate) sure: u64,
}

impl Limits {
    /// Tells whether two reports that are so alike make their groups look at
    /// each other. Of two groups that are alike enough on average, two reports
    /// are so at least.
    pub(crate) fn near(self, likeness: u64) -> bool {
        likeness >= self.alike
    }

    /// Tells whether two groups that are so alike are of one story.
    pub(crate) fn join(self, a: &Group, b: &Group, likeness: u64) -> bool {
        let less = a.cohesion().min(b.cohesion());
        likeness >= self.alike
            && !(likeness < self.sure && less >= APART * likeness)
            && !(4 * less >= APART_IN_TIME * likeness && a.long_before_or_after(b))
    }
}
