//! The weights that the binary carries.

use std::borrow::Cow;

use variorum_language::{English, Weights, WeightsError};

/// Reads the models from the weights inside the binary. About ten
/// milliseconds; do it once and share it.
///
/// # Errors
/// When a weight file is of another version than the code: a build from a
/// mixed checkout.
pub fn embedded() -> Result<English, WeightsError> {
    English::new(Weights {
        tagger: Cow::Borrowed(include_bytes!("../../../weights/tagger.bin")),
        parser: Cow::Borrowed(include_bytes!("../../../weights/parser.bin")),
        names: Cow::Borrowed(include_bytes!("../../../weights/names.bin")),
        rarity: Cow::Borrowed(include_bytes!("../../../weights/rarity.bin")),
        vectors: Cow::Borrowed(include_bytes!("../../../weights/vectors.bin")),
        nicknames: Cow::Borrowed(include_bytes!("../../../weights/nicknames.tsv")),
        places: Cow::Borrowed(include_bytes!("../../../weights/places.tsv")),
    })
}
