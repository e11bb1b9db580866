//! Any text is analysed: tokens lie on character boundaries, in order, each in
//! one sentence, and every head is in its own.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use variorum_language::{English, Parts, Span};

static ENGLISH: LazyLock<English> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../weights");
    English::load(folder.as_ref()).expect("the weights are in the repository")
});

fuzz_target!(|text: &str| {
    let analysis = ENGLISH.analyse_parts(text, &[Span::new(0, text.len())], Parts::ALL);
    let mut end = 0;
    for token in &analysis.tokens {
        assert!(token.span.start >= end && !token.span.of(text).is_empty());
        end = token.span.end;
    }
    let mut next = 0;
    for sentence in &analysis.sentences {
        assert_eq!(sentence.tokens.start, next);
        next = sentence.tokens.end;
        let heads = analysis.tokens[sentence.range()].iter().filter_map(|token| token.head);
        heads.for_each(|head| assert!(sentence.tokens.contains(&head)));
    }
    assert_eq!(next as usize, analysis.tokens.len());
    for name in &analysis.names {
        assert!(!name.span.of(text).is_empty());
    }
});
