//! Any bytes are read or refused; blocks cover what was read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_read::{Input, ReadConfig, read};

fuzz_target!(|bytes: &[u8]| {
    let input = Input { path: "input".to_owned(), bytes: bytes.to_vec() };
    for report in read(&[input], &ReadConfig::default()).value.reports {
        let mut end = 0;
        for block in &report.blocks {
            assert!(report.text[end..block.span.start as usize].trim().is_empty());
            assert!(!report.at(block.span).is_empty());
            end = block.span.end as usize;
        }
        assert!(report.text[end..].trim().is_empty());
    }
});
