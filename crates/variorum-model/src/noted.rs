//! A value together with what was odd on the way to it.

use crate::{ReportId, Span};

/// Something odd that a stage saw and read past.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Note {
    /// The report that it concerns, where it concerns one.
    pub report: Option<ReportId>,
    /// The place in that report.
    pub span: Option<Span>,
    /// What it is and what to do about it: starts small, no full stop.
    pub message: String,
}

impl Note {
    /// Returns a note about a whole run.
    #[must_use]
    pub fn general(message: impl Into<String>) -> Note {
        Note {
            report: None,
            span: None,
            message: message.into(),
        }
    }

    /// Returns a note about one report.
    #[must_use]
    pub fn on(report: ReportId, span: Option<Span>, message: impl Into<String>) -> Note {
        Note {
            report: Some(report),
            span,
            message: message.into(),
        }
    }
}

/// A stage's product and its notes. Odd text is not an error.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Noted<T> {
    /// The product.
    pub value: T,
    /// What was odd, in the order of the input.
    pub notes: Vec<Note>,
}

impl<T> Noted<T> {
    /// Returns a value without notes.
    pub fn clean(value: T) -> Noted<T> {
        Noted {
            value,
            notes: Vec::new(),
        }
    }

    /// Moves the notes to the end of `notes` and returns the value.
    pub fn into_value(self, notes: &mut Vec<Note>) -> T {
        notes.extend(self.notes);
        self.value
    }
}
