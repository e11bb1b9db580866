//! The outside form.
