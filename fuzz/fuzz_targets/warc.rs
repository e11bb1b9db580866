//! Any bytes are a web archive that ends, and going on from a record gives it
//! and those after it again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_read::{Response, Warc};

fuzz_target!(|bytes: &[u8]| {
    let pages = |from: usize| -> Vec<Response> {
        let warc = Warc::new("input", &bytes[from..], from as u64).expect("a slice is read");
        warc.flatten().collect()
    };
    let all = pages(0);
    if let (false, Some(last)) = (bytes.starts_with(b"\x1f\x8b"), all.last()) {
        let from = usize::try_from(last.warc_offset.expect("it has one")).expect("it is small");
        assert_eq!(pages(from).first(), Some(last));
    }
});
