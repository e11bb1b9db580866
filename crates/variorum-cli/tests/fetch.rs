//! `variorum fetch` against a server on this machine.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

#[path = "../../variorum-fetch/tests/server/mod.rs"]
mod server;

use std::process::{Command, Output};

use serde_json::Value;
use server::{Server, html, reply};

fn page(what: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>{what} burns</title></head><body><article><h1>{what} burns</h1>\
         <p>{what} of Harl burned down on Monday evening, the fire brigade of the town said.</p>\
         <p>Nobody was hurt, Mayor Ida Brandt told reporters at the gate of {what}.</p></article></body></html>"
    )
}

/// Starts a site with a feed of three entries: two pages, one that is gone.
fn site() -> Server {
    Server::start(|request| match request.path.as_str() {
        "/feed" => reply(
            "200 OK|Content-Type: application/rss+xml",
            "<rss><channel><title>Harl Star</title>\
             <item><guid>1</guid><title>Mill burns</title><link>/mill</link>\
             <pubDate>Mon, 03 May 2021 10:00:00 GMT</pubDate></item>\
             <item><guid>2</guid><title>Barn burns</title><link>/barn</link></item>\
             <item><guid>3</guid><title>Shed burns</title><link>/shed</link>\
             <description>The shed burned down.</description></item></channel></rss>",
        ),
        "/mill" => html(page("The mill")),
        "/barn" => html(page("The barn")),
        _ => reply("404 Not Found", ""),
    })
}

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["fetch", "--allow-private", "--pause", "0.001"])
        .args(args)
        .output()
        .unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_feed_gives_the_pages_of_its_entries_and_an_entry_whose_page_is_gone_as_it_is() {
    let server = site();
    let output = run(&[&server.url("/feed")]);
    let lines = lines(&output);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["published"]["start"], "2021-05-03");
    assert_eq!(lines[0]["external_id"], "1");
    assert!(
        lines[0]["text"]
            .as_str()
            .unwrap()
            .contains("Mayor Ida Brandt")
    );
    assert!(lines[1]["fetched_at"].is_string());
    assert_eq!(lines[2]["condition"][0]["kind"], "summary");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("/shed: answered with status 404"), "{told}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn entries_alone_ask_for_the_feed_only() {
    let server = site();
    assert_eq!(lines(&run(&["--entries", &server.url("/feed")])).len(), 3);
    assert_eq!(server.paths(), ["/robots.txt", "/feed"]);
}

#[test]
fn what_is_fetched_is_read_by_the_next_command() {
    let server = site();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("fetched.jsonl");
    let fetched = run(&[
        &server.url("/barn"),
        &server.url("/mill"),
        "-o",
        file.to_str().unwrap(),
    ]);
    assert_eq!(fetched.status.code(), Some(0));
    let brief = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["brief", file.to_str().unwrap()])
        .output()
        .unwrap();
    let brief = String::from_utf8(brief.stdout).unwrap();
    assert!(brief.contains("127.0.0.1"), "{brief}");
}

#[test]
fn this_machine_is_not_asked_unless_it_is_allowed() {
    let server = site();
    let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["fetch", &server.url("/mill")])
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("--allow-private"), "{told}");
    assert_eq!((output.status.code(), server.paths().len()), (Some(1), 0));
}
