//! Any JSON is a brief to `check`, or is refused: no document brings it down.

#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = serde_json::from_slice::<serde_json::Value>(bytes) else {
        return;
    };
    let texts = BTreeMap::from([("r1".to_owned(), "Zwölf Brücken fielen.".to_owned())]);
    let _ = variorum_wire::check(&document, &texts);
});
