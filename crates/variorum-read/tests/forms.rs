//! The forms in which the world hands over its news: feeds, agency JSON, web
//! archives, pages with their metadata. All of it invented.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use std::io::Write as _;

use expect_test::{Expect, expect};
use variorum_model::Report;
use variorum_read::{Input, Read, ReadConfig, Response, Warc, read, read_feed, read_responses};

/// Prints what is known of a report and its text.
fn print(report: &Report) -> String {
    let mut out = String::new();
    let imprint = &report.imprint;
    let moment = |moment: &Option<variorum_model::Moment>| moment.map(|m| m.to_string());
    let fields = [
        ("id", report.external_id.clone()),
        ("title", report.title.clone()),
        ("outlet", report.outlet.clone()),
        ("republished from", report.republished_from.clone()),
        ("author", report.author.clone()),
        ("url", report.url.clone()),
        (
            "published",
            report
                .published
                .as_ref()
                .map(|p| format!("{} {:?}", p.start, p.basis)),
        ),
        ("published at", moment(&imprint.published_at)),
        ("modified at", moment(&imprint.modified_at)),
        ("fetched at", moment(&imprint.fetched_at)),
        ("section", imprint.section.clone()),
        ("located", imprint.located.clone()),
        ("terms", imprint.usage_terms.clone()),
        ("language", report.language.clone()),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            out += &format!("{name}: {value}\n");
        }
    }
    for condition in &report.conditions {
        out += &format!("{:?}\n", condition.kind);
    }
    out + "| " + &report.text.trim_end().replace('\n', "\n| ") + "\n"
}

/// Reads one input and compares everything that comes of it.
#[track_caller]
#[expect(
    clippy::needless_pass_by_value,
    reason = "an expectation is written in place"
)]
fn check(path: &str, bytes: impl AsRef<[u8]>, expect: Expect) -> Read {
    let input = Input {
        path: path.to_owned(),
        bytes: bytes.as_ref().to_vec(),
    };
    let noted = read(&[input], &ReadConfig::default());
    let mut out: Vec<String> = noted.value.reports.iter().map(|r| print(r)).collect();
    for failed in &noted.value.failed {
        out.push(format!("failed {}: {}\n", failed.path, failed.reason));
    }
    for note in &noted.notes {
        out.push(format!("note {}\n", note.message));
    }
    expect.assert_eq(&out.concat());
    noted.value
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harl Star</title><link>https://star.example/</link>
<image><title>The logo</title></image>
<item>
  <title>Mill of Harl burns down &amp;#8211; nobody hurt</title>
  <link>https://star.example/mill?a=1&amp;b=2</link>
  <guid isPermaLink="false">star-17</guid>
  <dc:creator>Petra Lindqvist</dc:creator>
  <pubDate>Mon, 03 May 2021 23:30:00 -0500</pubDate>
  <media:title>A picture of smoke</media:title>
  <description>The old mill burned.</description>
  <content:encoded><![CDATA[<p>The old mill of Harl burned down on Monday, the fire brigade said.</p>
    <p>Nobody was hurt, Mayor Ida Brandt told reporters in the caf&eacute; next door.</p>]]></content:encoded>
</item>
<item>
  <title>Ferry runs again - Tolm Courier</title>
  <source url="https://courier.example/rss">Tolm Courier</source>
  <author>desk@courier.example (Olaf Brandt)</author>
  <link>https://courier.example/ferry</link>
  <description>&lt;p&gt;The ferry between Tolm and Lisk runs again since Tuesday morning.&lt;/p&gt;</description>
</item>
</channel></rss>"#;

#[test]
fn an_entry_of_a_feed_is_a_report_of_all_its_text_or_says_that_it_is_a_summary() {
    check(
        "star.xml",
        RSS,
        expect![[r#"
        id: star-17
        title: Mill of Harl burns down – nobody hurt
        outlet: Harl Star
        author: Petra Lindqvist
        url: https://star.example/mill?a=1&b=2
        published: 2021-05-03 Metadata
        published at: 2021-05-03T23:30:00-05:00
        language: en
        | Mill of Harl burns down – nobody hurt
        | 
        | The old mill of Harl burned down on Monday, the fire brigade said.
        | 
        | Nobody was hurt, Mayor Ida Brandt told reporters in the café next door.
        title: Ferry runs again
        outlet: Tolm Courier
        author: Olaf Brandt
        url: https://courier.example/ferry
        language: en
        Summary
        | Ferry runs again
        | 
        | The ferry between Tolm and Lisk runs again since Tuesday morning.
        note only the feed's summary; fetch its address to read the article
    "#]],
    );
}

#[test]
fn atom_names_its_authors_and_sources_by_elements_and_its_days_in_their_zone() {
    check(
        "atom.xml",
        r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
        <title type="text">Coast Wire</title><updated>2021-05-05T00:00:00Z</updated>
        <entry><id>tag:wire.example,2021:9</id><title type="html">Mill &lt;b&gt;burns&lt;/b&gt;</title>
        <link rel="self" href="https://wire.example/9.atom"/>
        <link rel="alternate" href="https://wire.example/9"/>
        <author><name>Ada Lorn</name><email>ada@wire.example</email></author>
        <published>2021-05-03T23:30:00-05:00</published><updated>2021-05-04T08:00:00+02:00</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The mill of Harl burned
        <em>down</em> on Monday.</p><p>Nobody was hurt, the fire brigade &amp; police said.</p></div></content>
        <source><title>Harl Star</title></source></entry></feed>"#,
        expect![[r#"
            id: tag:wire.example,2021:9
            title: Mill burns
            outlet: Harl Star
            author: Ada Lorn
            url: https://wire.example/9
            published: 2021-05-03 Metadata
            published at: 2021-05-03T23:30:00-05:00
            modified at: 2021-05-04T08:00:00+02:00
            language: en
            | Mill burns
            | 
            | The mill of Harl burned down on Monday.
            | 
            | Nobody was hurt, the fire brigade & police said.
        "#]],
    );
}

#[test]
fn json_feed_is_read_like_the_others() {
    check(
        "feed.json",
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Harl Star", "language": "en-GB",
        "items": [{"id": "17", "url": "https://star.example/17", "title": "Mill burns",
        "authors": [{"name": "Ada Lorn"}], "date_published": "2021-05-03T12:00:00+02:00",
        "content_text": "The mill of Harl burned down, a < b & c.\n\nNobody was hurt."}, {"id": "18"}]}"#,
        expect![[r#"
            id: 17
            title: Mill burns
            outlet: Harl Star
            author: Ada Lorn
            url: https://star.example/17
            published: 2021-05-03 Metadata
            published at: 2021-05-03T12:00:00+02:00
            language: en
            | Mill burns
            | 
            | The mill of Harl burned down, a < b & c.
            | 
            | Nobody was hurt.
            failed feed.json:entry 2: neither a title nor a text; read the page at its address
        "#]],
    );
}

#[test]
fn a_feed_that_breaks_keeps_the_entries_before() {
    let cut = &RSS[..RSS.find("<title>Ferry").unwrap() + 12];
    check(
        "cut.xml",
        cut,
        expect![[r#"
            id: star-17
            title: Mill of Harl burns down – nobody hurt
            outlet: Harl Star
            author: Petra Lindqvist
            url: https://star.example/mill?a=1&b=2
            published: 2021-05-03 Metadata
            published at: 2021-05-03T23:30:00-05:00
            language: en
            | Mill of Harl burns down – nobody hurt
            | 
            | The old mill of Harl burned down on Monday, the fire brigade said.
            | 
            | Nobody was hurt, Mayor Ida Brandt told reporters in the café next door.
            failed cut.xml: the feed breaks off inside an entry; read before it: 1; save the feed again from its address
        "#]],
    );
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\">\
        <!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><rss><channel><title>&b;</title><item>\
        <title>&b; burns</title><description>&b;</description></item></channel></rss>";
    check(
        "bomb.xml",
        bomb,
        expect![[r#"
        title: &b; burns
        outlet: &b;
        Summary
        | &b; burns
        | 
        | &b;
        note only the feed's summary; fetch its address to read the article
    "#]],
    );
    check(
        "odd.xml",
        "<rss><channel><item><title>Mill</b></title><description>Burned<br> &nbsp;down</description>\
         </item></wrong></channel><item a=<></rss>",
        expect![[r#"
            title: Mill
            Summary
            | Mill
            | 
            | Burned
            | 
            | down
            failed odd.xml: the feed breaks off inside an entry; read before it: 1; save the feed again from its address
            note only the feed's summary; fetch its address to read the article
        "#]],
    );
    check(
        "none.xml",
        "<rss><channel><title>Harl</title></channel></rss>",
        expect![[r#"
            failed none.xml: a feed without entries; fetch it again later
        "#]],
    );
    check(
        "list.opml",
        "<opml><body><outline xmlUrl=\"https://a.example/f\"/></body></opml>",
        expect![[r#"
            failed list.opml: a list of feeds, no reports; give it to `variorum watch`, or fetch its feeds
        "#]],
    );
}

#[test]
fn agency_json_of_every_version_is_read() {
    check(
        "story.json",
        r#"{"uri": "http://wire.example/2021/9", "type": "text", "versioncreated": "2021-05-03T18:00:00Z",
        "firstcreated": "2021-05-03T17:00:00Z", "headline": "Mill of Harl burns", "byline": "Ada Lorn",
        "located": "HARL", "usageterms": "Not for use after a week", "language": "en", "source": "Coast Wire",
        "body_xhtml": "<p>HARL (Coast Wire) - The mill burned down on Monday.</p><p>Nobody was hurt.</p>"}"#,
        expect![[r#"
            id: http://wire.example/2021/9
            title: Mill of Harl burns
            outlet: Coast Wire
            author: Ada Lorn
            url: http://wire.example/2021/9
            published: 2021-05-03 Metadata
            published at: 2021-05-03T17:00:00Z
            modified at: 2021-05-03T18:00:00Z
            located: HARL
            terms: Not for use after a week
            language: en
            | Mill of Harl burns
            | 
            | HARL (Coast Wire) - The mill burned down on Monday.
            | 
            | Nobody was hurt.
        "#]],
    );
    check(
        "stories.jsonl",
        r#"{"uri": "urn:wire:9", "type": "text", "headlines": [{"role": "short", "value": "Mill"}, {"role": "main", "value": "Mill of Harl burns"}], "bodies": [{"role": "main", "contenttype": "text/plain", "value": "The mill burned down on Monday.\n\nNobody was hurt."}], "bylines": [{"value": "Ada Lorn"}], "infosources": [{"role": "source", "name": "Coast Wire"}], "rightsinfo": {"usageterms": "Ask first"}, "contentcreated": "2021-05-03T17:00:00+02:00"}
        {"uri": "urn:wire:10", "type": "picture", "versioncreated": "2021-05-03T18:00:00Z"}
        {"uri": "urn:wire:11", "versioncreated": "2021-05-03T18:00:00Z"}"#,
        expect![[r#"
            id: urn:wire:9
            title: Mill of Harl burns
            outlet: Coast Wire
            author: Ada Lorn
            published: 2021-05-03 Metadata
            published at: 2021-05-03T17:00:00+02:00
            terms: Ask first
            language: en
            | Mill of Harl burns
            | 
            | The mill burned down on Monday.
            | 
            | Nobody was hurt.
            failed stories.jsonl:2: a picture of a news service, no text; give its stories of type "text"
            failed stories.jsonl:3: a story without a body; give body_text, body_xhtml or bodies
        "#]],
    );
}

/// Returns a page with some metadata.
fn page(head: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><head><title>Mill burns</title>{head}</head><body><article><h1>Mill burns</h1>\
         <p>The old mill of Harl burned down on Monday evening, the fire brigade of the town said.</p>\
         <p>Nobody was hurt, Mayor Ida Brandt told reporters at the gate, and the owner was abroad.</p>\
         <p>The mill was built in 1870 and had stood empty for six years, according to the county.</p>\
         </article></body></html>"
    )
}

#[test]
fn a_page_tells_its_times_with_their_zone_its_section_and_whose_text_it_is() {
    check(
        "a.html",
        page(
            r#"<link rel="canonical" href="https://star.example/mill">
            <meta property="og:site_name" content="Harl Star">
            <meta property="article:published_time" content="2021-05-03">
            <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
            {"@type": "WebPage", "datePublished": "2001-01-01"},
            {"@type": ["NewsArticle"], "headline": "Mill burns", "datePublished": "2021-05-03T23:30:00-05:00",
            "dateModified": "2021-05-04T09:00:00-05:00", "author": [{"name": "Ada Lorn"}, {"name": "Bo Rask"}],
            "publisher": {"name": "Harl Star"}, "sourceOrganization": {"name": "Coast Wire"},
            "articleSection": ["Town", "Fires"]}]}</script>"#,
        ),
        expect![[r#"
            title: Mill burns
            outlet: Harl Star
            republished from: Coast Wire
            author: Ada Lorn, Bo Rask
            url: https://star.example/mill
            published: 2021-05-03 Metadata
            published at: 2021-05-03T23:30:00-05:00
            modified at: 2021-05-04T09:00:00-05:00
            section: Town
            language: en
            | Mill burns
            | 
            | The old mill of Harl burned down on Monday evening, the fire brigade of the town said.
            | 
            | Nobody was hurt, Mayor Ida Brandt told reporters at the gate, and the owner was abroad.
            | 
            | The mill was built in 1870 and had stood empty for six years, according to the county.
        "#]],
    );
    check(
        "b.html",
        page(r#"<meta name="author" content="Reuters"><meta property="og:updated_time" content="2021-05-04T10:00">"#)
            .replace("</h1>", "</h1><time datetime=\"2021-05-03T10:00Z\">3 May</time>"),
        expect![[r#"
            title: Mill burns
            republished from: Reuters
            author: Reuters
            published: 2021-05-03 Metadata
            published at: 2021-05-03T10:00:00Z
            modified at: 2021-05-04T10:00:00
            language: en
            | Mill burns
            | 
            | The old mill of Harl burned down on Monday evening, the fire brigade of the town said.
            | 
            | Nobody was hurt, Mayor Ida Brandt told reporters at the gate, and the owner was abroad.
            | 
            | The mill was built in 1870 and had stood empty for six years, according to the county.
        "#]],
    );
}

/// Returns a WARC record.
fn record(kind: &str, url: &str, media: &str, content: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n\
         WARC-Date: 2021-05-06T01:02:03Z\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        content.len()
    )
    .into_bytes();
    record.extend_from_slice(content);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

/// Returns a record with a server's answer.
fn answer(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let mut content = format!("HTTP/1.1 {head}\r\n\r\n")
        .replace('|', "\r\n")
        .into_bytes();
    content.extend_from_slice(body);
    record(
        "response",
        url,
        "application/http; msgtype=response",
        &content,
    )
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Returns the records of a small crawl.
fn crawl() -> Vec<Vec<u8>> {
    let body = page("");
    let chunked = format!(
        "{:x}\r\n{}\r\n{:x};a=b\r\n{}\r\n0\r\n\r\n",
        40,
        &body[..40],
        body.len() - 40,
        &body[40..]
    );
    let latin: Vec<u8> = body
        .replace("owner", "\u{e9}chevin")
        .chars()
        .map(|c| u8::try_from(c).unwrap())
        .collect();
    vec![
        record(
            "warcinfo",
            "",
            "application/warc-fields",
            b"software: invented\r\n",
        ),
        record(
            "request",
            "http://star.example/1",
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        answer(
            "http://star.example/1",
            "200 OK|Content-Type: text/html; charset=utf-8",
            body.as_bytes(),
        ),
        answer(
            "http://star.example/2",
            "301 Moved|Location: /3|Content-Type: text/html",
            b"<p>moved",
        ),
        answer(
            "http://star.example/3",
            "200 OK|Content-Type: image/png",
            b"\x89PNG",
        ),
        answer(
            "http://star.example/4",
            "200 OK|content-type: text/html|Transfer-Encoding: chunked",
            chunked.as_bytes(),
        ),
        answer(
            "http://star.example/5",
            "200 OK|Content-Type: text/html; charset=iso-8859-1",
            &latin,
        ),
        answer(
            "http://star.example/6",
            "200 OK|Content-Type: text/html|Content-Encoding: gzip",
            &packed(body.replace("1870", "1871").as_bytes()),
        ),
    ]
}

/// Lists what a WARC file gives: address and length of each page, each fault.
fn list(bytes: &[u8], from: u64) -> String {
    let rest = &bytes[usize::try_from(from).unwrap()..];
    let mut warc = Warc::new("crawl", rest, from).unwrap();
    let mut out = String::new();
    for record in &mut warc {
        match record {
            Ok(page) => out += &format!("{} {}\n", page.url.as_deref().unwrap(), page.bytes.len()),
            Err(failed) => out += &format!("failed {}: {}\n", failed.path, failed.reason),
        }
    }
    out + &warc.passed_over().unwrap_or_default() + "\n"
}

#[test]
fn a_web_archive_gives_its_pages_and_counts_the_rest() {
    let plain = crawl().concat();
    let whole = |bytes: Vec<u8>| {
        let input = Input {
            path: "crawl.warc".to_owned(),
            bytes,
        };
        read(&[input], &ReadConfig::default()).value
    };
    let plain_read = whole(plain.clone());
    let known = plain_read.reports.iter().map(|report| {
        let last = report.text.lines().last().unwrap_or_default();
        let fetched = report.imprint.fetched_at.unwrap();
        assert!(report.published.is_none() && !last.contains('\u{fffd}'));
        format!("{} {fetched} {last}\n", report.url.as_deref().unwrap())
    });
    expect![[r#"
        http://star.example/1 2021-05-06T01:02:03Z The mill was built in 1870 and had stood empty for six years, according to the county.
        http://star.example/4 2021-05-06T01:02:03Z The mill was built in 1870 and had stood empty for six years, according to the county.
        http://star.example/5 2021-05-06T01:02:03Z The mill was built in 1870 and had stood empty for six years, according to the county.
        http://star.example/6 2021-05-06T01:02:03Z The mill was built in 1871 and had stood empty for six years, according to the county.
    "#]].assert_eq(&known.collect::<String>());
    // Packed record by record, or all at once, it is the same.
    let members: Vec<u8> = crawl().iter().flat_map(|record| packed(record)).collect();
    for bytes in [members, packed(&plain)] {
        let ids = |read: &Read| -> Vec<_> { read.reports.iter().map(|r| r.id).collect() };
        assert_eq!(ids(&whole(bytes)), ids(&plain_read));
    }
}

#[test]
fn an_archive_is_read_on_from_any_record() {
    let plain = crawl().concat();
    let members: Vec<u8> = crawl().iter().flat_map(|record| packed(record)).collect();
    for bytes in [plain, members] {
        let pages: Vec<Response> = Warc::new("crawl", bytes.as_slice(), 0)
            .unwrap()
            .flatten()
            .collect();
        for (at, page) in pages.iter().enumerate() {
            let from = page.warc_offset.unwrap();
            let rest = &bytes[usize::try_from(from).unwrap()..];
            let again: Vec<Response> = Warc::new("crawl", rest, from).unwrap().flatten().collect();
            assert_eq!(again, pages[at..]);
        }
    }
}

#[test]
fn a_broken_record_costs_itself_and_no_other() {
    let records = crawl();
    let mut members: Vec<Vec<u8>> = records.iter().map(|record| packed(record)).collect();
    let middle = members[2].len() / 2;
    // Bytes lost in the middle of a member, and bytes changed in another.
    members[2].drain(middle..middle + 20);
    members[5][middle] ^= 0x55;
    expect![[r#"
        failed crawl:offset 324: broken gzip (corrupt gzip stream does not have a matching checksum); went on at the next record
        failed crawl:offset 1129: a record whose length is wrong; went on at the next record
        http://star.example/5 412
        http://star.example/6 286
        crawl: passed over 1 answers with status 301, 1 image/png, 1 records of type request, 1 records of type warcinfo
    "#]].assert_eq(&list(&members.concat(), 0));

    let mut plain = records.clone();
    let short =
        String::from_utf8_lossy(&plain[2]).replace("Content-Length: ", "Content-Length: 10");
    plain[2] = short.into_bytes();
    plain[4] = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n".to_vec();
    plain.insert(5, b"garbage\r\nand more\r\n".to_vec());
    expect![[r#"
        failed crawl:offset 364: breaks off 7805 bytes before its end; went on at the next record
        failed crawl:offset 1265: a record that does not state its length; went on at the next record
        http://star.example/4 410
        http://star.example/5 412
        http://star.example/6 286
        crawl: passed over 1 answers with status 301, 1 records of type request, 1 records of type warcinfo
    "#]]
    .assert_eq(&list(&plain.concat(), 0));

    let whole = records.concat();
    expect![[r#"
        http://star.example/1 410
        http://star.example/4 410
        http://star.example/5 412
        failed crawl:offset 2833: breaks off 96 bytes before its end; no record was found after it
        crawl: passed over 1 answers with status 301, 1 image/png, 1 records of type request, 1 records of type warcinfo
    "#]].assert_eq(&list(&whole[..whole.len() - 100], 0));
    let claim = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n\
        Content-Length: 99999999999999\r\n\r\nHTTP/1.1 200 OK\r\n";
    expect![[r#"
        failed crawl:offset 0: breaks off 99999999999982 bytes before its end; no record was found after it

    "#]].assert_eq(&list(claim, 0));
}

#[test]
fn an_address_of_another_site_says_whose_text_a_page_prints() {
    let response = |url: &str, canonical: &str| Response {
        path: url.to_owned(),
        url: Some(url.to_owned()),
        bytes: page(&format!("<link rel=\"canonical\" href=\"{canonical}\">")).into_bytes(),
        ..Response::default()
    };
    let read = read_responses(
        &[
            response(
                "http://m.star.example/mill?x=1",
                "https://www.star.example/mill",
            ),
            response("http://courier.example/mill", "https://star.example/mill"),
        ],
        &ReadConfig::default(),
    );
    let known: Vec<_> = read
        .value
        .reports
        .iter()
        .map(|r| (r.url.clone().unwrap(), r.republished_from.clone()))
        .collect();
    expect![[r#"
        [
            (
                "https://www.star.example/mill",
                None,
            ),
            (
                "http://courier.example/mill",
                Some(
                    "star.example",
                ),
            ),
        ]
    "#]]
    .assert_debug_eq(&known);
}

#[test]
fn a_feed_to_follow_is_told_from_what_is_none() {
    let feed = |text: &str| {
        read_feed(&Response {
            path: "https://star.example/feed".to_owned(),
            bytes: text.as_bytes().to_vec(),
            ..Response::default()
        })
    };
    assert_eq!(feed(RSS).unwrap().entries.len(), 2);
    assert!(
        feed("<html><p>Not found")
            .unwrap_err()
            .contains("a web page")
    );
    assert!(feed("").unwrap_err().contains("empty"));
    assert!(feed("{\"a\": 1}").is_err());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_bytes_an_archive_ends(damage in proptest::collection::vec((0usize..6000, 0u8..=255), 0..6), gz: bool) {
        let mut bytes: Vec<u8> = if gz {
            crawl().iter().flat_map(|record| packed(record)).collect()
        } else {
            crawl().concat()
        };
        for (at, byte) in damage {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        for record in Warc::new("crawl", bytes.as_slice(), 0).unwrap().flatten() {
            assert!(record.warc_offset.unwrap() < bytes.len() as u64);
        }
    }

    #[test]
    fn whatever_the_words_a_feed_is_read(pieces in proptest::collection::vec(proptest::prelude::prop_oneof![
        proptest::prelude::Just("<item>".to_owned()), proptest::prelude::Just("</item>".to_owned()),
        proptest::prelude::Just("<title>".to_owned()), proptest::prelude::Just("</title>".to_owned()),
        proptest::prelude::Just("<content:encoded><![CDATA[<p>".to_owned()),
        proptest::prelude::Just("]]></content:encoded>".to_owned()),
        proptest::prelude::Just("&amp;&#xfffff;&#8217;".to_owned()), "\\PC{0,20}"], 0..20)) {
        let text = format!("<rss><channel>{}", pieces.concat());
        let input = Input { path: "f".to_owned(), bytes: text.into_bytes() };
        let _ = read(&[input], &ReadConfig::default());
    }
}
