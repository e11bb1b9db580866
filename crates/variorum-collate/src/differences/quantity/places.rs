//! Places: can two counts be of what happened in one place?
//!
//! Twelve dead where a plane came down in one country are not the six of
//! another country's. A town and its country are one place, though, and no
//! table of the world's towns is at hand: the story's own words tell, for news
//! name a town and its country in one breath.

use crate::accounts::Accounts;
use crate::figures::Figure;
use std::collections::BTreeSet;
use variorum_model::NameKind;

/// How many words lie at most between a place and the one that it is in.
const BESIDE: usize = 4;

/// Which places of a story may be one, or one inside the other.
pub(super) struct Places(BTreeSet<(usize, usize)>);

impl Places {
    /// Reads off which places the reports name side by side.
    pub(super) fn new(accounts: &Accounts<'_>) -> Places {
        let mut beside = BTreeSet::new();
        for telling in &accounts.tellings.all {
            let mut last: Option<(usize, usize)> = None;
            for word in &telling.words {
                let Some(name) = word.name else { continue };
                if accounts.resolved.names[name].kind != NameKind::Place {
                    continue;
                }
                if let Some((before, token)) = last
                    && before != name
                    && word.token - token <= BESIDE + 1
                {
                    beside.insert((before.min(name), before.max(name)));
                }
                last = Some((name, word.token));
            }
        }
        Places(beside)
    }

    /// Tells whether two figures can be of one place: where both statements
    /// name places, one of each is the same or named beside the other.
    pub(super) fn may_be_one(&self, a: &Figure, b: &Figure) -> bool {
        let near = |x: usize, y: usize| x == y || self.0.contains(&(x.min(y), x.max(y)));
        a.places.is_empty()
            || b.places.is_empty()
            || a.places
                .iter()
                .any(|&x| b.places.iter().any(|&y| near(x, y)))
    }
}
