//! Any lines are records or failures, never both and never fewer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_read::{Input, ReadConfig, read};

fuzz_target!(|text: &str| {
    let input = Input { path: "input.jsonl".to_owned(), bytes: text.as_bytes().to_vec() };
    let read = read(&[input], &ReadConfig::default()).value;
    if !text.trim().is_empty() && !text.contains('\0') {
        assert!(!read.reports.is_empty() || !read.failed.is_empty());
    }
});
