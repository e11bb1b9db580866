//! `variorum read` over web archives and feeds: as they come, from any place,
//! and what it prints is read again as it was.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(args)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Returns a web archive of as many pages, each of another mill.
fn archive(pages: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for page in 0..pages {
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!DOCTYPE html><html><head>\
             <title>Mill {page} burns</title></head><body><article><h1>Mill {page} burns</h1>\
             <p>BELLOW (Coast Wire) - The old mill number {page} of Harl burned down on 3 May 2021.</p>\
             <p>Nobody was hurt, the fire brigade said, but the cafÃ© beside it is closed.</p>\
             </article></body></html>"
        );
        bytes.extend_from_slice(
            format!(
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://star.example/{page}\r\n\
                 WARC-Date: 2021-05-06T01:02:03Z\r\nContent-Type: application/http\r\n\
                 Content-Length: {}\r\n\r\n{answer}\r\n\r\n",
                answer.len()
            )
            .as_bytes(),
        );
    }
    bytes
}

#[test]
fn an_archive_is_read_in_its_order_and_on_from_any_record() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("crawl.warc"), archive(150)).unwrap();
    let whole = lines(&run(folder.path(), &["read", "crawl.warc"]));
    assert_eq!(whole.len(), 150);
    let offset = whole[100]["warc_offset"].to_string();
    let rest = lines(&run(
        folder.path(),
        &["read", "crawl.warc", "--from", &offset],
    ));
    assert_eq!(rest, whole[100..]);
    let wrong = run(folder.path(), &["read", "crawl.warc", "--from", "7"]);
    assert_eq!(wrong.status.code(), Some(1));
    let told = String::from_utf8(wrong.stderr).unwrap();
    assert!(
        told.contains("no record of a WARC file begins at 7"),
        "{told}"
    );
}

#[test]
fn what_read_prints_is_read_again_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("crawl.warc"), archive(2)).unwrap();
    fs::write(
        folder.path().join("feed.xml"),
        "<rss><channel><title>Harl Star</title><item><guid>7</guid><title>Mill burns</title>\
         <pubDate>Mon, 03 May 2021 23:30:00 -0500</pubDate><description>The mill burned down.\
         </description></item></channel></rss>",
    )
    .unwrap();
    fs::write(folder.path().join("drawing.xml"), "<svg></svg>").unwrap();
    let printed = run(folder.path(), &["read", "."]);
    fs::write(folder.path().join("printed.jsonl"), &printed.stdout).unwrap();
    let again = run(folder.path(), &["read", "printed.jsonl"]);
    let without_path = |output: &Output| -> Vec<Value> {
        let mut lines = lines(output);
        for line in &mut lines {
            line["path"] = Value::Null;
        }
        lines
    };
    assert_eq!(lines(&printed).len(), 3);
    assert_eq!(without_path(&again), without_path(&printed));
}
