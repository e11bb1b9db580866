//! The universal dependency relations, with the subtypes that English uses.

use std::fmt;

/// How a word depends on its head (Universal Dependencies, version 2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relation(u8);

/// Every relation that the weights may hold, in their order. New ones go to
/// the end: weight files count on the places.
const NAMES: [&str; 52] = [
    "root",
    "acl",
    "acl:relcl",
    "advcl",
    "advcl:relcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "aux:pass",
    "case",
    "cc",
    "cc:preconj",
    "ccomp",
    "compound",
    "compound:prt",
    "conj",
    "cop",
    "csubj",
    "csubj:outer",
    "csubj:pass",
    "dep",
    "det",
    "det:predet",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nmod:desc",
    "nmod:poss",
    "nmod:unmarked",
    "nsubj",
    "nsubj:outer",
    "nsubj:pass",
    "nummod",
    "obj",
    "obl",
    "obl:agent",
    "obl:unmarked",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "vocative",
    "xcomp",
    "clf",
];

impl Relation {
    /// How many there are.
    pub(crate) const COUNT: usize = NAMES.len();
    /// The relation of the word that no other governs.
    pub const ROOT: Relation = Relation(0);
    /// The relation of what merely stands beside.
    pub(crate) const PARATAXIS: Relation = Relation(46);

    /// Returns the relation that treebanks call `name`; where they know a
    /// subtype that this version does not, the relation without it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Relation> {
        let find = |name: &str| NAMES.iter().position(|known| *known == name);
        let place = find(name).or_else(|| find(name.split(':').next()?))?;
        Some(Relation::at(place))
    }

    /// Returns the relation at a place in the order of the weights.
    ///
    /// # Panics
    /// When there are not so many.
    pub(crate) fn at(place: usize) -> Relation {
        assert!(place < NAMES.len(), "no relation {place}");
        Relation(u8::try_from(place).expect("there are few relations"))
    }

    /// Returns the place in the order of the weights.
    #[must_use]
    pub fn place(self) -> usize {
        usize::from(self.0)
    }

    /// Returns the name that treebanks use, with the subtype: "nsubj:pass".
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES[self.place()]
    }

    /// Returns the name without the subtype: "nsubj".
    #[must_use]
    pub fn base(self) -> &'static str {
        let name = self.name();
        name.split(':').next().unwrap_or(name)
    }

    /// Tells whether this is the relation `name` or a subtype of it:
    /// `is("nsubj")` holds for "nsubj:pass", too.
    #[must_use]
    pub fn is(self, name: &str) -> bool {
        self.name() == name || self.base() == name
    }
}

impl fmt::Debug for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
