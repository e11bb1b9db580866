//! The brief: a collation set out for a reader.

use variorum_model::{Brief, Collation};

/// How much to show.
#[derive(Clone, Debug)]
pub struct BriefConfig {
    /// Whether to show everything instead of what a reader needs first.
    pub all: bool,
}

/// Sets out a collation: choice and order, no rendering.
#[must_use]
pub fn brief(collation: &Collation, _config: &BriefConfig) -> Brief {
    Brief {
        story: collation.resolved.story,
        title: collation.title,
        sections: Vec::new(),
    }
}
