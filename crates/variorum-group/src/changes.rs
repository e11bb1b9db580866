//! How stories change: those that were before, and those that are now.
//!
//! A story's id is its reports, so every change ends a story and begins
//! another. Which of them a reader calls the same is for whoever names stories.

use variorum_model::Story;

use crate::memory::Remembered;

/// How the stories changed when reports came or went.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Regrouped {
    /// Stories that are no more, in order of id.
    pub gone: Vec<Story>,
    /// Stories that were not before, in order of id.
    pub new: Vec<Story>,
    /// How what is remembered changed.
    pub remembered: Remembered,
}
