//! Given names: which of them are short for which.
//!
//! The table is text, a line a name: the full name, then what it is shortened
//! to, all in lower case, a tab between two. Lines that start with `#` are
//! remarks.

use crate::WeightsError;
use rustc_hash::FxHashMap;

/// The given names and their short forms.
#[derive(Debug, Default)]
pub(crate) struct Nicknames {
    /// For each name, the full names that it stands for, in order.
    full: FxHashMap<Box<str>, Vec<u32>>,
}

impl Nicknames {
    /// Reads the table; empty bytes give an empty one.
    pub(crate) fn read(bytes: &[u8]) -> Result<Nicknames, WeightsError> {
        let text = std::str::from_utf8(bytes).map_err(|error| WeightsError::Malformed {
            part: "nicknames",
            reason: error.to_string(),
        })?;
        let mut nicknames = Nicknames::default();
        let lines = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        for (number, line) in (0..).zip(lines) {
            for name in line.split('\t') {
                let full = nicknames.full.entry(name.into()).or_default();
                if full.last() != Some(&number) {
                    full.push(number);
                }
            }
        }
        Ok(nicknames)
    }

    /// Tells whether the table has the name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.full.contains_key(name)
    }

    /// Tells whether both can stand for one full name.
    pub(crate) fn same(&self, a: &str, b: &str) -> bool {
        match (self.full.get(a), self.full.get(b)) {
            (Some(x), Some(y)) => x.iter().any(|full| y.binary_search(full).is_ok()),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_form_goes_with_each_full_name_and_these_do_not_go_together() {
        let table = b"alfred\tal\tfred\nalbert\tal\tbert\n";
        let nicknames = Nicknames::read(table).unwrap();
        assert!(nicknames.same("al", "alfred") && nicknames.same("albert", "al"));
        assert!(!nicknames.same("alfred", "albert"));
        assert!(nicknames.has("fred") && !nicknames.has("zoltan"));
    }
}
