//! Joins: which spellings are one name so far.

/// Groups of items, each at first by itself.
#[derive(Clone, Debug)]
pub(super) struct Joins {
    /// For each item, its group's first item.
    group: Vec<usize>,
    /// For each first item, the items of its group in order.
    members: Vec<Vec<usize>>,
    /// Items that must not be of one group.
    apart: Vec<(usize, usize)>,
}

impl Joins {
    /// Returns `count` items, each by itself.
    pub(super) fn new(count: usize) -> Joins {
        Joins {
            group: (0..count).collect(),
            members: (0..count).map(|item| vec![item]).collect(),
            apart: Vec::new(),
        }
    }

    /// Returns the group of an item: its first item.
    pub(super) fn group(&self, item: usize) -> usize {
        self.group[item]
    }

    /// Returns the items of an item's group in order.
    pub(super) fn members(&self, item: usize) -> &[usize] {
        &self.members[self.group[item]]
    }

    /// Keeps the groups of two items two from now on.
    pub(super) fn hold_apart(&mut self, a: usize, b: usize) {
        self.apart.push((a, b));
    }

    /// Makes two items' groups one, unless they are held apart.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.group[a], self.group[b]);
        let held = |&(x, y): &(usize, usize)| {
            let (x, y) = (self.group[x], self.group[y]);
            (x, y) == (a, b) || (x, y) == (b, a)
        };
        if a == b || self.apart.iter().any(held) {
            return;
        }
        let mut members = std::mem::take(&mut self.members[a]);
        members.append(&mut self.members[b]);
        members.sort_unstable();
        let first = members[0];
        for &item in &members {
            self.group[item] = first;
        }
        self.members[first] = members;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_carry_over() {
        let mut joins = Joins::new(5);
        joins.join(3, 4);
        joins.join(0, 3);
        assert_eq!(joins.members(4), [0, 3, 4]);
        assert_eq!((joins.group(3), joins.group(1)), (0, 1));
    }

    #[test]
    fn nothing_joins_what_is_held_apart() {
        let mut joins = Joins::new(4);
        joins.hold_apart(0, 3);
        joins.join(0, 1);
        joins.join(2, 3);
        joins.join(1, 2);
        assert_eq!(
            (joins.members(0), joins.members(3)),
            (&[0, 1][..], &[2, 3][..])
        );
    }
}
