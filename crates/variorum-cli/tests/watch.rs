//! `variorum watch` against a site on this machine that misbehaves.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

#[path = "../../variorum-fetch/tests/server/mod.rs"]
mod server;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use server::{Reply, Request, Server, html, reply};

fn page(dead: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Mill of Harl burns down</title></head><body><article>\
         <h1>Mill of Harl burns down</h1><p>The paper mill of Harl burned down on Monday evening, and \
         {dead} workers died in the fire, Mayor Ida Brandt said.</p><p>The mayor of Harl spoke at the \
         gate of the paper mill on Tuesday, after the fire was put out.</p></article></body></html>"
    )
}

fn rss(entries: &str) -> Reply {
    reply(
        "200 OK|Content-Type: application/rss+xml|ETag: \"1\"",
        format!("<rss><channel><title>Harl Star</title>{entries}</channel></rss>"),
    )
}

/// Starts a site whose feeds change from one look to the next.
fn site() -> Server {
    let looks = Arc::new(AtomicUsize::new(0));
    Server::start(move |request| match request.path.as_str() {
        "/same" if request.field("if-none-match").is_some() => reply("304 Not Modified", ""),
        "/same" => {
            rss("<item><guid>1</guid><link>/a</link><title>Mill of Harl burns down</title></item>")
        }
        // Another id for the same page each time.
        "/ids" => {
            let look = looks.fetch_add(1, Ordering::Relaxed);
            rss(&format!(
                "<item><guid>{look}</guid><link>/b</link><title>Mill burns</title></item>"
            ))
        }
        "/broken" => rss("<item><guid>9</guid><link>/c</link><title>Shed</title></item><item a=<"),
        "/late" => rss(
            "<item><guid>7</guid><title>Of the future</title><link>/d</link>\
            <pubDate>Mon, 03 May 2199 10:00:00 GMT</pubDate></item>",
        ),
        "/down" => reply("500 Oh no", ""),
        "/a" => html(page("four")),
        "/b" => html(page("nine")),
        "/d" => html(page("four").replace("Harl", "Lisk")),
        _ => reply("404 Not Found", ""),
    })
}

fn watch(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
    command
        .args([
            "watch",
            "feeds.opml",
            "--allow-private",
            "--pause",
            "0.001",
            "--archive",
            "a.db",
        ])
        .args(args)
        .current_dir(folder);
    command
}

fn list(folder: &Path, server: &Server, feeds: &[&str]) {
    let outlines: String = feeds
        .iter()
        .map(|feed| format!("<outline xmlUrl=\"{}\"/>", server.url(feed)))
        .collect();
    let opml = format!("<opml version=\"2.0\"><body>{outlines}</body></opml>");
    std::fs::write(folder.join("feeds.opml"), opml).unwrap();
}

fn news(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_round_takes_what_is_new_once_and_tells_how_the_feeds_fare() {
    let folder = tempfile::tempdir().unwrap();
    let server = site();
    list(
        folder.path(),
        &server,
        &["/same", "/ids", "/broken", "/late", "/down"],
    );
    let first = watch(folder.path(), &["--once", "--notify", "--every", "0"])
        .output()
        .unwrap();
    let told = String::from_utf8(first.stderr.clone()).unwrap();
    assert!(
        told.contains("the feed breaks off inside an entry"),
        "{told}"
    );
    assert!(told.contains("answered with status 500"), "{told}");
    assert_eq!(first.status.code(), Some(1), "{told}");
    let first = news(&first);
    let kinds =
        |news: &[Value], kind: &str| news.iter().filter(|news| news["kind"] == kind).count();
    // Two pages of the fire, one of another town, and the shed as the feed has it.
    assert_eq!(kinds(&first, "report"), 4, "{first:?}");
    assert_eq!(kinds(&first, "difference"), 1, "{first:?}");
    let second = watch(folder.path(), &["--once", "--notify", "--every", "0"])
        .output()
        .unwrap();
    assert_eq!(news(&second), Vec::<Value>::new());
    let asked = |path: &str| server.paths().iter().filter(|asked| *asked == path).count();
    assert_eq!(
        (asked("/ids"), asked("/b"), asked("/same"), asked("/a")),
        (2, 1, 2, 1)
    );
    // A feed that failed rests.
    assert_eq!(asked("/down"), 1);
    let export = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["watch", "--export", "--archive", "a.db"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let export = String::from_utf8(export.stdout).unwrap();
    assert_eq!(export.matches("xmlUrl").count(), 5, "{export}");
}

/// A feed of one entry, whose words hold a sign that only Latin-1 writes so.
const LATIN: &str = "<rss><channel><title>Caf\u{e9} Harl</title><item><guid>1</guid>\
    <title>The caf\u{e9} of Harl burns</title><description>The caf\u{e9} of Harl burned down on \
    Monday evening, and nobody was hurt, Mayor Ida Brandt said.</description></item></channel></rss>";

/// Plays what goes wrong with feeds.
fn failing(request: &Request) -> Reply {
    match request.path.as_str() {
        "/slow" => Reply {
            pause: Duration::from_secs(20),
            ..rss("")
        },
        "/cut" => {
            let mut reply = rss(&"<item><title>Mill</title></item>".repeat(40));
            reply.bytes.truncate(600);
            reply
        }
        "/latin" => {
            let bytes: Vec<u8> = LATIN.chars().map(|c| c as u8).collect();
            reply(
                "200 OK|Content-Type: application/rss+xml; charset=utf-8",
                bytes,
            )
        }
        "/circle" => reply("302 Found|Location: /circle", ""),
        "/patience" => reply("429 Too Many Requests|Retry-After: 3600", ""),
        "/bomb" => {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            packed.write_all(&vec![b' '; 8 << 20]).unwrap();
            let head = "200 OK|Content-Type: application/rss+xml|Content-Encoding: gzip";
            reply(head, packed.finish().unwrap())
        }
        "/noxml" => reply(
            "200 OK|Content-Type: application/rss+xml",
            "<<<rss & 'no> feed <<<",
        ),
        "/same" => rss("<item><guid>1</guid><link>/a</link><title>Mill burns</title></item>"),
        "/a" => html(page("four")),
        _ => reply("404 Not Found", ""),
    }
}

#[test]
fn whatever_a_feed_does_is_told_in_its_line_and_the_others_go_on() {
    let troubles = [
        ("/slow", "no whole answer in 3 seconds"),
        ("/cut", "the answer broke off or is broken"),
        ("/circle", "more than 5 redirects"),
        ("/patience", "the site asks to come back in 3600 seconds"),
        ("/bomb", "more than 1 MB"),
        ("/noxml", "no feed"),
        ("/latin", ""),
        ("/same", ""),
    ];
    let folder = tempfile::tempdir().unwrap();
    // A site each: one that asks for patience is left alone whole.
    let sites = troubles.map(|(path, _)| Server::start(failing).url(path));
    let outlines: String = sites
        .iter()
        .map(|url| format!("<outline xmlUrl=\"{url}\"/>"))
        .collect();
    let opml = format!("<opml version=\"2.0\"><body>{outlines}</body></opml>");
    std::fs::write(folder.path().join("feeds.opml"), opml).unwrap();
    let bounds = [
        "--once",
        "--notify",
        "--timeout",
        "3",
        "--max-mb",
        "1",
        "--patience",
        "1",
    ];
    let output = watch(folder.path(), &bounds).output().unwrap();
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    let shown: Vec<&str> = told.lines().collect();
    for (nth, (path, trouble)) in troubles.iter().enumerate() {
        let line = shown[shown.len() - troubles.len() + nth];
        assert!(line.contains(trouble), "{path}: {line}\n{told}");
    }
    assert_eq!(output.status.code(), Some(1));
    let titles: Vec<String> = news(&output)
        .iter()
        .map(|news| news["title"].to_string())
        .collect();
    assert_eq!(
        titles,
        [
            "\"The caf\u{e9} of Harl burns\"",
            "\"Mill of Harl burns down\""
        ]
    );
}

#[test]
fn what_stories_gain_is_posted_and_a_receiver_that_fails_does_not_hold_up_the_desk() {
    let folder = tempfile::tempdir().unwrap();
    let server = site();
    list(folder.path(), &server, &["/same", "/ids"]);
    let tried = AtomicUsize::new(0);
    let receiver = Server::start(move |_| match tried.fetch_add(1, Ordering::Relaxed) {
        0 => reply("503 Not Now|Retry-After: 0", ""),
        _ => reply("204 No Content", ""),
    });
    let hook = receiver.url("/news");
    let told = watch(folder.path(), &["--once", "--notify", "--webhook", &hook])
        .output()
        .unwrap();
    let posts = receiver.seen();
    let posted: String = posts[1..].iter().map(|post| post.body.clone()).collect();
    assert_eq!(posts[0].body, posts[1].body, "the first is tried again");
    assert_eq!(posted, String::from_utf8(told.stdout.clone()).unwrap());
    assert_eq!(news(&told).len(), 3, "{told:?}");
    assert!(!String::from_utf8_lossy(&told.stderr).contains("lost"));

    // Nobody listens there: the reports come in all the same, and it is told.
    list(folder.path(), &server, &["/late"]);
    let told = watch(
        folder.path(),
        &["--once", "--webhook", "http://127.0.0.1:9/news"],
    )
    .output()
    .unwrap();
    let warned = String::from_utf8(told.stderr).unwrap();
    assert!(
        warned.contains("1 posts to the webhook were lost"),
        "{warned}"
    );
    assert_eq!((told.status.code(), told.stdout), (Some(0), Vec::new()));
}

#[test]
fn told_to_stop_it_ends_and_what_it_took_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let server = site();
    list(folder.path(), &server, &["/same"]);
    let desk = watch(folder.path(), &[])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while !server.paths().contains(&"/a".to_owned()) {
        assert!(begun.elapsed() < Duration::from_secs(60), "it never asked");
        std::thread::sleep(Duration::from_millis(20));
    }
    let killed = Command::new("kill")
        .arg(desk.id().to_string())
        .status()
        .unwrap();
    assert!(killed.success());
    let ended = desk.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    let stories = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["export", "--archive", "a.db"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(
        String::from_utf8(stories.stdout)
            .unwrap()
            .contains("Mayor Ida Brandt")
    );
}

#[test]
fn a_report_that_makes_two_stories_one_is_told_in_the_one_that_stays() {
    let folder = tempfile::tempdir().unwrap();
    let fire = "The paper mill of Harl burned down on Monday evening, Mayor Ida Brandt of Harl \
        said at the gate of the mill. Firemen from Harl and Sollen drenched the mill until dawn.";
    let ferry = "The ferry Perlin sank off Cape Orv with a cargo of timber, Captain Jonas Vell \
        told the coast guard of Orv. Divers look for the Perlin below the lighthouse.";
    let both = format!("{fire}</p><p>{ferry}");
    let looks = AtomicUsize::new(0);
    let page = |title: &str, text: &str| {
        let head = format!("<!DOCTYPE html><html><head><title>{title}</title></head>");
        html(format!(
            "{head}<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
        ))
    };
    let server = Server::start(move |request| match request.path.as_str() {
        "/feed" => {
            let entries = ["/fire", "/ferry", "/both"]
                .map(|link| format!("<item><link>{link}</link><title>{link}</title></item>"));
            let looks = looks.fetch_add(1, Ordering::Relaxed);
            rss(&entries[..2 + looks.min(1)].concat())
        }
        "/fire" => page("Mill of Harl burns down", fire),
        "/ferry" => page("Ferry Perlin sinks", ferry),
        "/both" => page("A bad night", &both),
        _ => reply("404 Not Found", ""),
    });
    list(folder.path(), &server, &["/feed"]);
    let rounds = [0, 1].map(|_| {
        let round = watch(folder.path(), &["--once", "--notify", "--every", "0"])
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&round.stderr).into_owned();
        assert_eq!(round.status.code(), Some(0), "{told}");
        let reports = news(&round).into_iter();
        let reports = reports.filter(|news| news["kind"] == "report");
        reports
            .map(|news| news["story"].to_string())
            .collect::<Vec<_>>()
    });
    assert_eq!(rounds[0].len(), 2);
    assert_ne!(rounds[0][0], rounds[0][1]);
    assert_eq!(rounds[1].len(), 1);
    assert!(rounds[0].contains(&rounds[1][0]), "{rounds:?}");
    let stories = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["stories", "--archive", "a.db"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let stories = String::from_utf8(stories.stdout).unwrap();
    assert!(stories.contains("3 reports"), "{stories}");
}

#[test]
fn a_list_without_feeds_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("feeds.opml"), "<opml></opml>").unwrap();
    let output = watch(folder.path(), &["--once"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("feeds.opml: no feeds in this list"), "{told}");
}
