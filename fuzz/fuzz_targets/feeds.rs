//! Any words inside of a feed are read, and what is read has a title or a text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_read::{Input, ReadConfig, read};

fuzz_target!(|text: &str| {
    for head in ["<rss><channel><item>", "<feed><entry>", "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":["] {
        let input = Input { path: "input".to_owned(), bytes: format!("{head}{text}").into_bytes() };
        for report in read(&[input], &ReadConfig::default()).value.reports {
            assert!(!report.text.trim().is_empty());
        }
    }
});
