//! Which country a word names: by its name, its short form, its people, its
//! capital.
//!
//! The table is text, a line an entry: the key in lower case, a tab, the
//! country, a tab, what the key is to it (`name`, `people`, `capital`). Lines
//! that start with `#` are remarks.

use crate::WeightsError;
use rustc_hash::FxHashMap;

/// What a key is to its country.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PlaceKind {
    /// A name or short form of the country.
    Name,
    /// What its people and things are called ("libyan").
    People,
    /// Its capital.
    Capital,
}

/// The countries by what names them.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// Key to country (an index into `countries`) and kind.
    entries: FxHashMap<Box<str>, (u32, PlaceKind)>,
    /// The countries' own names.
    countries: Vec<Box<str>>,
}

impl Places {
    /// Reads the table; empty bytes give an empty one.
    pub(crate) fn read(bytes: &[u8]) -> Result<Places, WeightsError> {
        let malformed = |reason: String| WeightsError::Malformed {
            part: "places",
            reason,
        };
        let text = std::str::from_utf8(bytes).map_err(|error| malformed(error.to_string()))?;
        let mut places = Places::default();
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        for line in text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let mut cells = line.split('\t');
            let (Some(key), Some(country), Some(kind)) = (cells.next(), cells.next(), cells.next())
            else {
                return Err(malformed(format!("no three cells in the line {line:?}")));
            };
            let kind = match kind {
                "name" => PlaceKind::Name,
                "people" => PlaceKind::People,
                "capital" => PlaceKind::Capital,
                other => return Err(malformed(format!("unknown kind {other:?}"))),
            };
            let number = *numbers.entry(country).or_insert_with(|| {
                places.countries.push(country.into());
                u32::try_from(places.countries.len() - 1).expect("the world has few countries")
            });
            places.entries.insert(key.into(), (number, kind));
        }
        Ok(places)
    }

    /// Returns the country that `norm` names, by name, people or capital.
    pub(crate) fn country(&self, norm: &str) -> Option<&str> {
        let (number, _) = self.entries.get(norm)?;
        Some(&self.countries[*number as usize])
    }

    /// Returns what `norm` is to its country.
    pub(crate) fn kind(&self, norm: &str) -> Option<PlaceKind> {
        Some(self.entries.get(norm)?.1)
    }
}
