//! Disjoint sets: what has been found to belong together.

/// Numbers from 0 on, in sets that can be united.
#[derive(Clone, Debug)]
pub(crate) struct Sets {
    parents: Vec<usize>,
}

impl Sets {
    /// Returns `count` sets of one number each.
    pub(crate) fn new(count: usize) -> Sets {
        Sets {
            parents: (0..count).collect(),
        }
    }

    /// Returns the least number of the set that holds `of`.
    pub(crate) fn find(&mut self, of: usize) -> usize {
        let mut root = of;
        while self.parents[root] != root {
            root = self.parents[root];
        }
        let mut at = of;
        while self.parents[at] != root {
            at = std::mem::replace(&mut self.parents[at], root);
        }
        root
    }

    /// Makes one set of the two that hold `a` and `b`.
    pub(crate) fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.parents[a.max(b)] = a.min(b);
    }

    /// Returns the sets, each in order, in order of their least.
    pub(crate) fn all(&mut self) -> Vec<Vec<usize>> {
        let mut sets: std::collections::BTreeMap<usize, Vec<usize>> =
            std::collections::BTreeMap::new();
        for number in 0..self.parents.len() {
            sets.entry(self.find(number)).or_default().push(number);
        }
        sets.into_values().collect()
    }
}
