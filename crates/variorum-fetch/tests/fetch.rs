//! Fetching from servers that play what servers do. Nothing here leaves this
//! machine.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod server;

use std::io::Write as _;
use std::time::{Duration, Instant};

use server::{Reply, Request, Server, html, reply};
use variorum_fetch::{FetchConfig, FetchError, Fetched, Fetcher, Hook, Validators};
use variorum_read::{ReadConfig, Response, read_responses};

const PAGE: &str = "<!DOCTYPE html><html><head><title>Mill burns</title></head><body><article>\
    <h1>Mill burns</h1><p>The old mill of Harl burned down on Monday, the fire brigade said.</p>\
    </article></body></html>";

/// Returns bounds that a test has time for.
fn config() -> FetchConfig {
    FetchConfig {
        pause: Duration::from_millis(1),
        timeout: Duration::from_secs(10),
        patience: Duration::from_secs(2),
        largest: 1 << 20,
        allow_private: true,
        ..FetchConfig::default()
    }
}

fn get(config: FetchConfig, url: &str) -> Result<Response, FetchError> {
    match Fetcher::new(config).get(url, &Validators::default())? {
        Fetched::Page(response, _) => Ok(response),
        Fetched::Unchanged => panic!("nothing was asked with"),
    }
}

/// Starts a server without robots.txt.
fn serve(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Server {
    Server::start(move |request| match request.path.as_str() {
        "/robots.txt" | "/.well-known/tdmrep.json" => reply("404 Not Found", ""),
        _ => answer(request),
    })
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_page_comes_with_its_address_its_time_and_the_servers_charset() {
    let server = serve(|request| match request.path.as_str() {
        "/old" => reply("302 Found|Location: ../mill", ""),
        _ => {
            let latin: Vec<u8> = PAGE
                .replace("Monday", "Montag f\u{fc}r")
                .chars()
                .map(|c| c as u8)
                .collect();
            reply(
                "200 OK|Content-Type: text/html; charset=iso-8859-1|Content-Encoding: gzip",
                packed(&latin),
            )
        }
    });
    let response = get(config(), &server.url("/old#part")).unwrap();
    assert_eq!(response.url.as_deref(), Some(server.url("/mill").as_str()));
    let read = read_responses(&[response], &ReadConfig::default());
    let report = &read.value.reports[0];
    assert!(report.text.contains("Montag für"), "{}", report.text);
    assert!(report.imprint.fetched_at.is_some() && report.published.is_none());
    let agent = server.seen()[0].field("user-agent").unwrap().to_owned();
    assert!(agent.starts_with("variorum/"), "{agent}");
}

#[test]
fn what_robots_forbids_is_not_asked_for_and_its_pause_is_kept() {
    let server = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => reply(
            "200 OK",
            "User-agent: *\nDisallow: /shut\nCrawl-delay: 0.3\n",
        ),
        _ => html(PAGE),
    });
    let fetcher = Fetcher::new(config());
    let get = |path: &str| fetcher.get(&server.url(path), &Validators::default());
    assert!(matches!(get("/shut/a"), Err(FetchError::Robots)));
    assert!(get("/open").is_ok() && get("/open/too").is_ok());
    let seen = server.seen();
    assert_eq!(server.paths(), ["/robots.txt", "/open", "/open/too"]);
    for pair in seen.windows(2) {
        assert!(pair[1].at - pair[0].at >= Duration::from_millis(290));
    }
}

#[test]
fn a_site_whose_rules_cannot_be_had_is_left_alone() {
    let server = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => reply("500 Oh no", ""),
        _ => html(PAGE),
    });
    assert!(matches!(
        get(config(), &server.url("/")),
        Err(FetchError::Robots)
    ));
    assert_eq!(server.paths(), ["/robots.txt"]);
}

#[test]
fn private_addresses_are_refused_at_the_start_and_behind_a_redirect() {
    let server = serve(|_| html(PAGE));
    let strict = FetchConfig {
        allow_private: false,
        ..config()
    };
    for url in [
        server.url("/"),
        "http://localhost/".to_owned(),
        "http://[::ffff:10.0.0.1]/".to_owned(),
        "http://2130706433/".to_owned(),
    ] {
        let refused = get(strict.clone(), &url);
        assert!(
            matches!(refused, Err(FetchError::Private(_))),
            "{url}: {refused:?}"
        );
    }
    assert_eq!(server.paths(), Vec::<String>::new());
    for url in [
        "file:///etc/hosts",
        "ftp://star.example/",
        "mill",
        "http://",
        "",
    ] {
        assert!(
            matches!(get(config(), url), Err(FetchError::NoAddress)),
            "{url}"
        );
    }
    let server = serve(|_| reply("302 Found|Location: file:///etc/hosts", ""));
    assert!(matches!(
        get(config(), &server.url("/")),
        Err(FetchError::NoAddress)
    ));
}

#[test]
fn redirects_in_circles_end() {
    let server = serve(|request| {
        let next = request.path.len() % 3;
        reply(&format!("301 Moved|Location: /{}", "a".repeat(next)), "")
    });
    assert!(matches!(
        get(config(), &server.url("/a")),
        Err(FetchError::Redirects(5))
    ));
}

#[test]
fn slow_cut_and_swollen_answers_are_told_apart() {
    let server = serve(|request| match request.path.as_str() {
        "/slow" => Reply {
            pause: Duration::from_secs(20),
            ..html(PAGE)
        },
        "/cut" => {
            let mut reply = html(PAGE);
            reply.bytes.truncate(200);
            reply
        }
        "/bomb" => reply(
            "200 OK|Content-Type: text/html|Content-Encoding: gzip",
            packed(&vec![b' '; 16 << 20]),
        ),
        "/large" => html(vec![b' '; 3 << 20]),
        "/cutgz" => {
            let bytes = packed(PAGE.as_bytes());
            reply(
                "200 OK|Content-Type: text/html|Content-Encoding: gzip",
                &bytes[..bytes.len() / 2],
            )
        }
        "/noise" => Reply {
            bytes: vec![0xff; 300],
            pause: Duration::ZERO,
        },
        _ => reply("404 Not Found", ""),
    });
    let hasty = FetchConfig {
        timeout: Duration::from_millis(500),
        ..config()
    };
    assert!(matches!(
        get(hasty, &server.url("/slow")),
        Err(FetchError::Timeout(_))
    ));
    assert!(matches!(
        get(config(), &server.url("/cut")),
        Err(FetchError::Broken(_))
    ));
    assert!(matches!(
        get(config(), &server.url("/bomb")),
        Err(FetchError::TooLarge(_))
    ));
    assert!(matches!(
        get(config(), &server.url("/large")),
        Err(FetchError::TooLarge(_))
    ));
    assert!(matches!(
        get(config(), &server.url("/cutgz")),
        Err(FetchError::Broken(_))
    ));
    assert!(matches!(
        get(config(), &server.url("/noise")),
        Err(FetchError::Broken(_) | FetchError::Network(_))
    ));
    assert!(matches!(
        get(config(), &server.url("/gone")),
        Err(FetchError::Status { status: 404 })
    ));
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", nobody.local_addr().unwrap());
    drop(nobody);
    assert!(matches!(
        get(config(), &address),
        Err(FetchError::Network(_))
    ));
}

#[test]
fn a_page_that_has_not_changed_is_not_sent_again() {
    let server = serve(|request| {
        let known = request.field("if-none-match") == Some("\"7\"")
            && request.field("if-modified-since").is_some();
        if known {
            reply("304 Not Modified", "")
        } else {
            reply(
                "200 OK|ETag: \"7\"|Last-Modified: Mon, 03 May 2021 10:00:00 GMT|Content-Type: text/html",
                PAGE,
            )
        }
    });
    let fetcher = Fetcher::new(config());
    let Fetched::Page(_, validators) = fetcher
        .get(&server.url("/"), &Validators::default())
        .unwrap()
    else {
        panic!("the first time it is new");
    };
    assert_eq!(
        fetcher.get(&server.url("/"), &validators).unwrap(),
        Fetched::Unchanged
    );
}

#[test]
fn a_site_that_asks_for_patience_is_asked_again_then_or_left() {
    let server = serve(|request| match request.path.as_str() {
        "/soon" => reply("429 Too Many Requests|Retry-After: 0", ""),
        "/late" => reply("503 Service Unavailable|Retry-After: 3600", ""),
        "/date" => reply(
            "503 Service Unavailable|Retry-After: Fri, 31 Dec 2199 23:59:59 GMT",
            "",
        ),
        _ => reply("429 Too Many Requests", ""),
    });
    let fetcher = Fetcher::new(config());
    let get = |path: &str| {
        fetcher
            .get(&server.url(path), &Validators::default())
            .unwrap_err()
    };
    assert!(matches!(get("/never"), FetchError::Status { status: 429 }));
    assert!(matches!(get("/soon"), FetchError::Later(after) if after.is_zero()));
    assert_eq!(
        server
            .paths()
            .iter()
            .filter(|path| *path == "/soon")
            .count(),
        3
    );
    assert!(matches!(get("/late"), FetchError::Later(after) if after.as_secs() == 3600));
    // The whole site is left alone until then.
    assert!(matches!(get("/never"), FetchError::Later(_)));
    let other = Fetcher::new(config());
    let date = other.get(&server.url("/date"), &Validators::default());
    assert!(matches!(date, Err(FetchError::Later(after)) if after.as_secs() > 1 << 30));
}

#[test]
fn pages_reserved_from_machines_are_left_and_sites_where_asked_for() {
    let page = |meta: &str| PAGE.replace("<head>", &format!("<head>{meta}"));
    let (meta, tdm) = (
        page("<meta name=ROBOTS content='index, NoAI'>"),
        page("<meta name=\"tdm-reservation\" content=\"1\">"),
    );
    let pictures = page("<meta name=\"robots\" content=\"noimageai\">");
    let server = Server::start(move |request| match request.path.as_str() {
        "/robots.txt" => reply(
            "200 OK",
            "User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nAllow: /\n",
        ),
        "/header" => reply(
            "200 OK|Content-Type: text/html|X-Robots-Tag: noindex, noai",
            PAGE,
        ),
        "/other" => reply(
            "200 OK|Content-Type: text/html|X-Robots-Tag: otherbot: noai",
            PAGE,
        ),
        "/reserved" => reply("200 OK|Content-Type: text/html|TDM-Reservation: 1", PAGE),
        "/meta" => html(&meta),
        "/tdm" => html(&tdm),
        "/pictures" => html(&pictures),
        _ => reply("404 Not Found", ""),
    });
    for path in ["/header", "/reserved", "/meta", "/tdm"] {
        let left = get(config(), &server.url(path));
        assert!(
            matches!(left, Err(FetchError::Reserved(_))),
            "{path}: {left:?}"
        );
    }
    for path in ["/other", "/pictures"] {
        assert!(get(config(), &server.url(path)).is_ok(), "{path}");
    }
    let strict = FetchConfig {
        skip_opted_out: true,
        ..config()
    };
    assert!(matches!(
        get(strict.clone(), &server.url("/other")),
        Err(FetchError::Reserved(_))
    ));
    let server = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => reply("404 Not Found", ""),
        "/.well-known/tdmrep.json" => reply(
            "200 OK",
            r#"[{"location": "/news/*", "tdm-reservation": 1}]"#,
        ),
        _ => html(PAGE),
    });
    assert!(matches!(
        get(strict.clone(), &server.url("/news/a")),
        Err(FetchError::Reserved(_))
    ));
    assert!(get(strict, &server.url("/about")).is_ok());
}

#[test]
fn threads_take_turns_at_a_site() {
    let server = serve(|_| html(PAGE));
    let fetcher = Fetcher::new(FetchConfig {
        pause: Duration::from_millis(40),
        ..config()
    });
    std::thread::scope(|scope| {
        for at in 0..4 {
            let (fetcher, url) = (&fetcher, server.url(&format!("/{at}")));
            scope.spawn(move || fetcher.get(&url, &Validators::default()).unwrap());
        }
    });
    let mut times: Vec<_> = server.seen().iter().map(|request| request.at).collect();
    times.sort();
    assert_eq!(times.len(), 5);
    assert!(
        times
            .windows(2)
            .all(|pair| pair[1] - pair[0] >= Duration::from_millis(35))
    );
}

#[test]
fn who_tells_never_waits_for_a_slow_receiver_and_learns_what_was_lost() {
    let server = Server::start(|_| Reply {
        pause: Duration::from_secs(3),
        ..reply("200 OK", "")
    });
    let begun = Instant::now();
    let hook = Hook::new(&server.url("/news"), &config()).unwrap();
    for nth in 0..300 {
        hook.tell(format!("{{\"nth\":{nth}}}\n"));
    }
    assert!(begun.elapsed() < Duration::from_secs(1));
    let full = hook.trouble().unwrap();
    assert!((1..300).contains(&full.lost), "{full:?}");
    let cut = hook.finish(Duration::from_millis(50)).unwrap();
    assert_eq!(cut.reason, "the program ended before it was told");
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_post_that_cannot_fare_better_is_not_tried_again() {
    let server = Server::start(|_| reply("404 Not Found", ""));
    let hook = Hook::new(&server.url("/news"), &config()).unwrap();
    hook.tell("{}\n".to_owned());
    let lost = hook.finish(Duration::from_secs(10)).unwrap();
    assert_eq!(
        (lost.lost, &lost.reason[..24]),
        (1, "answered with status 404")
    );
    assert_eq!(server.seen().len(), 1);
    assert_eq!(server.seen()[0].body, "{}\n");
}
