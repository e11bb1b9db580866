//! Any bytes are weights or are refused: whichever they are, what is read with
//! them has its words.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_language::{English, Parts, Span, Weights};

/// What is analysed with them.
const TEXT: &str = "Mayor Ann Reyle said on 3 May that 12 people didn't leave Port Varn.";

fuzz_target!(|bytes: &[u8]| {
    let [which, rest @ ..] = bytes else { return };
    let mut weights = Weights::default();
    let part = match which % 7 {
        0 => &mut weights.tagger,
        1 => &mut weights.parser,
        2 => &mut weights.names,
        3 => &mut weights.rarity,
        4 => &mut weights.vectors,
        5 => &mut weights.places,
        _ => &mut weights.nicknames,
    };
    *part = rest.to_vec().into();
    if let Ok(english) = English::new(weights) {
        let analysis = english.analyse_parts(TEXT, &[Span::new(0, TEXT.len())], Parts::ALL);
        assert!(!analysis.tokens.is_empty());
        let _ = (english.rarity("mayor"), english.vector("mayor"), english.country("varn"));
    }
});
