//! What the stage makes of invented pages, and what holds for any bytes.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use variorum_model::{BlockRole as Role, ConditionKind, Report};

use crate::{Input, Read, ReadConfig, read};

fn input(path: &str, bytes: impl AsRef<[u8]>) -> Input {
    Input {
        path: path.to_owned(),
        bytes: bytes.as_ref().to_vec(),
    }
}

/// Prints a report: what is known of it, a line for each block, its damage.
fn print(report: &Report) -> String {
    let mut out = String::new();
    let mut known = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            out += &format!("{name}: {value}\n");
        }
    };
    known("outlet", report.outlet.as_deref());
    known("republished from", report.republished_from.as_deref());
    known("author", report.author.as_deref());
    let published = report
        .published
        .as_ref()
        .map(|p| format!("{} {:?}", p.start, p.basis));
    known("published", published.as_deref());
    for condition in &report.conditions {
        let places: Vec<&str> = condition
            .evidence
            .iter()
            .map(|at| report.at(at.span))
            .collect();
        out += &format!("{:?}: {}\n", condition.kind, places.join(" | "));
    }
    for block in &report.blocks {
        let role = format!("{:?}", block.role).to_lowercase();
        out += &format!("{role:<9} {}\n", report.at(block.span).replace('\n', "⏎"));
    }
    out
}

/// Reads one page and compares what is printed of it. The only place that
/// touches the stage's interface for a page.
#[track_caller]
#[expect(
    clippy::needless_pass_by_value,
    reason = "an expectation is written in place"
)]
fn check(page: &str, expect: Expect) {
    let read = read(&[input("page.txt", page)], &ReadConfig::default()).value;
    expect.assert_eq(
        &read
            .reports
            .iter()
            .map(|report| print(report))
            .collect::<String>(),
    );
}

/// Reads inputs and compares the failures and notes.
#[track_caller]
#[expect(
    clippy::needless_pass_by_value,
    reason = "an expectation is written in place"
)]
fn check_messages(inputs: &[Input], expect: Expect) -> Read {
    let noted = read(inputs, &ReadConfig::default());
    let mut out = format!("{} read\n", noted.value.reports.len());
    for failed in &noted.value.failed {
        out += &format!("failed {}: {}\n", failed.path, failed.reason);
    }
    for note in &noted.notes {
        out += &format!("note {}\n", note.message);
    }
    expect.assert_eq(&out);
    noted.value
}

const BODY: &str = "Two people died when a warehouse burned down in Aldmoor on Monday, the mayor said.\n\n\
    Firefighters from three towns fought the flames until the early morning, a spokesman told reporters.\n";

#[test]
fn a_greeting_to_the_reader_between_buttons_is_furniture_and_a_last_sentence_is_not() {
    let page = |last: &str| {
        format!("Warehouse fire in Aldmoor\n\n{BODY}\nFollow us\n\n{last}\n\nMost read\n")
    };
    let roles = |last: &str| -> bool {
        let read = read(&[input("page.txt", page(last))], &ReadConfig::default()).value;
        let report = &read.reports[0];
        report.blocks.iter().any(|block| {
            block.role == variorum_model::BlockRole::Body && report.at(block.span) == last
        })
    };
    assert!(!roles(
        "Come and say hello to all of us here, for we are always glad of company."
    ));
    assert!(roles(
        "The harbour of Aldmoor stays closed to ships until the end of the month."
    ));
}

#[test]
fn the_page_around_the_article_is_furniture_and_its_sentences_are_not() {
    check(
        &format!(
            "Home\nWarehouse fire kills two in Aldmoor\n\nBy Petra Lindqvist\nPublished 4 April 2019 18:03\n\n\
             ALDMOOR, April 4 (Northern Wire) — {BODY}\nA long night\n\nREAD MORE: What we know of the warehouse\n\n\
             The owner has not been found, according to the police in the harbour town. Staff writer Olaf \
             Brandt contributed to this report.\n\nRelated Stories\n\nHarbour to close for repairs\n\nПоследние новости\n\nLeave a Reply\n\n\
             What a terrible thing to happen to them!\n"
        ),
        expect![[r#"
            author: Petra Lindqvist
            published: 2019-04-04 Stated
            furniture Home
            title     Warehouse fire kills two in Aldmoor
            byline    By Petra Lindqvist
            byline    Published 4 April 2019 18:03
            dateline  ALDMOOR, April 4 (Northern Wire) —
            body      Two people died when a warehouse burned down in Aldmoor on Monday, the mayor said.
            body      Firefighters from three towns fought the flames until the early morning, a spokesman told reporters.
            body      A long night
            furniture READ MORE: What we know of the warehouse
            body      The owner has not been found, according to the police in the harbour town.
            furniture Staff writer Olaf Brandt contributed to this report.
            furniture Related Stories
            furniture Harbour to close for repairs
            furniture Последние новости
            furniture Leave a Reply
            furniture What a terrible thing to happen to them!
        "#]],
    );
}

#[test]
fn a_row_of_sections_is_no_title() {
    check(
        &format!(
            "Home | World | Sport | Weather\n\nWarehouse fire kills two in Aldmoor\n\n{BODY}\n"
        ),
        expect![[r#"
            furniture Home | World | Sport | Weather
            title     Warehouse fire kills two in Aldmoor
            body      Two people died when a warehouse burned down in Aldmoor on Monday, the mayor said.
            body      Firefighters from three towns fought the flames until the early morning, a spokesman told reporters.
        "#]],
    );
}

#[test]
fn a_dateline_may_stand_below_quotations_set_out_from_the_text() {
    check(
        "Kest votes for the bridge\n\n\
         “We waited eleven years for this day,” the mayor of the harbour town said.\n\n\
         Voters in two towns said yes to the bridge, and the third is still counting.\n\n\
         The bridge is to stand by the spring of the year after next, its builders say.\n\n\
         ALDMOOR — Two towns said yes on Tuesday night to a bridge over the Sarn.\n\n\
         KEST — The third town goes on counting on Wednesday, its clerk told reporters.\n",
        expect![[r#"
            title     Kest votes for the bridge
            body      “We waited eleven years for this day,” the mayor of the harbour town said.
            body      Voters in two towns said yes to the bridge, and the third is still counting.
            body      The bridge is to stand by the spring of the year after next, its builders say.
            dateline  ALDMOOR —
            body      Two towns said yes on Tuesday night to a bridge over the Sarn.
            body      KEST — The third town goes on counting on Wednesday, its clerk told reporters.
        "#]],
    );
}

#[test]
fn a_gallery_inside_the_article_is_set_aside_whole() {
    check(
        &format!(
            "Warehouse fire kills two in Aldmoor\n\n{BODY}\n+ show all Aldmoor in pictures\n\
             1/3 The warehouse before the fire A. Writer/Agency\n2/3 Smoke over the harbour Agency\n\
             3/3 The mayor at the gate Agency\n\nThe owner has not been found, the police in the harbour town said.\n"
        ),
        expect![[r#"
            title     Warehouse fire kills two in Aldmoor
            body      Two people died when a warehouse burned down in Aldmoor on Monday, the mayor said.
            body      Firefighters from three towns fought the flames until the early morning, a spokesman told reporters.
            furniture + show all Aldmoor in pictures
            furniture 1/3 The warehouse before the fire A. Writer/Agency
            furniture 2/3 Smoke over the harbour Agency
            furniture 3/3 The mayor at the gate Agency
            body      The owner has not been found, the police in the harbour town said.
        "#]],
    );
}

#[test]
fn a_footer_that_presents_another_outlet_says_whose_text_it_is() {
    check(
        &format!(
            "ISSN 1234-567X\n\nWarehouse fire kills two in Aldmoor\n\n{BODY}\n\
             Click here to have the Coast Review's newsletter delivered by email.\n\nNorthern Wire\n\n\
             Northern Wire is the oldest agency of the coast. It was founded in 1921 by two brothers.\n"
        ),
        expect![[r#"
            outlet: Coast Review
            republished from: Northern Wire
            furniture ISSN 1234-567X
            title     Warehouse fire kills two in Aldmoor
            body      Two people died when a warehouse burned down in Aldmoor on Monday, the mayor said.
            body      Firefighters from three towns fought the flames until the early morning, a spokesman told reporters.
            furniture Click here to have the Coast Review's newsletter delivered by email.
            furniture Northern Wire
            furniture Northern Wire is the oldest agency of the coast. It was founded in 1921 by two brothers.
        "#]],
    );
}

#[test]
fn words_that_ran_together_are_damage_and_names_with_capitals_inside_are_not() {
    check(
        "Warehouse fire kills two in Aldmoor\n\n[ad_1]\n\nThe mayor of Aldmoor, Ida McBrideHe said, had seen \
         it on YouTube, Aldmoorreported the county's iPhone app, and the officersaccused nobody at all.\n\n\
         Fire fighters in Aldmoor said the cafÃ© next door had burned down as well on Monday.\n",
        expect![[r#"
            Damaged: [ad_1] | Aldmoorreported | officersaccused | Ã©
            title     Warehouse fire kills two in Aldmoor
            damage    [ad_1]
            body      The mayor of Aldmoor, Ida McBrideHe said, had seen it on YouTube, Aldmoorreported the county's iPhone app, and the officersaccused nobody at all.
            body      Fire fighters in Aldmoor said the cafÃ© next door had burned down as well on Monday.
        "#]],
    );
}

#[test]
fn two_signs_of_machine_translation_make_a_finding_and_one_does_not() {
    check(
        "Mayor speaks of fire\n\nThursday accused the mayor the owner of the warehouse in the harbour.\n\n\
         The fire burned since the beginning of april in the harbour of the town.\n",
        expect![[r#"
            Translated: Thursday accused the | of april
            title     Mayor speaks of fire
            body      Thursday accused the mayor the owner of the warehouse in the harbour.
            body      The fire burned since the beginning of april in the harbour of the town.
        "#]],
    );
    check(
        "Mayor speaks of fire\n\nThe fire burned since the beginning of april in the harbour of the town.\n",
        expect![[r#"
            title     Mayor speaks of fire
            body      The fire burned since the beginning of april in the harbour of the town.
        "#]],
    );
}

#[test]
fn lines_wrapped_at_a_width_are_one_paragraph() {
    check(
        "Warehouse fire kills two in Aldmoor\n\n\
         Two people died when a warehouse burned down in Aldmoor on Monday, the\n\
         mayor said. Firefighters from three towns fought the flames until the\n\
         early morning, a spokesman told reporters at the gate of the harbour.\n\n\
         The owner has not been found, according to the police in the harbour\n\
         town.\n",
        expect![[r#"
            title     Warehouse fire kills two in Aldmoor
            body      Two people died when a warehouse burned down in Aldmoor on Monday, the⏎mayor said. Firefighters from three towns fought the flames until the⏎early morning, a spokesman told reporters at the gate of the harbour.
            body      The owner has not been found, according to the police in the harbour⏎town.
        "#]],
    );
}

#[test]
fn front_matter_is_read_and_stays_part_of_the_text() {
    check(
        &format!(
            "outlet: The Aldmoor Herald\npublished: 3 May 2021\nurl: https://example.org/a\n\nFire in Aldmoor\n\n{BODY}"
        ),
        expect![[r#"
            outlet: The Aldmoor Herald
            published: 2021-05-03 Metadata
            furniture outlet: The Aldmoor Herald⏎published: 3 May 2021⏎url: https://example.org/a
            title     Fire in Aldmoor
            body      Two people died when a warehouse burned down in Aldmoor on Monday, the mayor said.
            body      Firefighters from three towns fought the flames until the early morning, a spokesman told reporters.
        "#]],
    );
}

#[test]
fn a_web_page_becomes_its_title_and_paragraphs() {
    check(
        "<!DOCTYPE html><html><head><title>Warehouse fire kills two | The Aldmoor Herald</title>\
         <meta property=\"og:site_name\" content=\"The Aldmoor Herald\">\
         <meta property=\"article:published_time\" content=\"2019-04-04T18:03:00Z\"></head><body>\
         <nav><a href=\"/\">Home</a> <a href=\"/s\">Sport</a></nav><article><h1>Warehouse fire kills two</h1>\
         <p>Two people died when a warehouse burned down in Aldmoor on Monday, the mayor &amp; the police said.</p>\
         <p>Firefighters from three towns fought the flames until the early morning, a spokesman told reporters.</p>\
         <p>The owner has not been found, according to the police in the harbour town, who asked for help.</p>\
         </article><footer>© 2019 The Aldmoor Herald. All rights reserved.</footer></body></html>",
        expect![[r#"
            outlet: The Aldmoor Herald
            published: 2019-04-04 Metadata
            title     Warehouse fire kills two
            body      Two people died when a warehouse burned down in Aldmoor on Monday, the mayor & the police said.
            body      Firefighters from three towns fought the flames until the early morning, a spokesman told reporters.
            body      The owner has not been found, according to the police in the harbour town, who asked for help.
        "#]],
    );
}

#[test]
fn a_credit_outside_of_the_extracted_article_is_kept_with_its_place() {
    check(
        "<!DOCTYPE html><html><head><title>Warehouse fire kills two</title>\
         <meta property=\"og:site_name\" content=\"The Aldmoor Herald\"></head><body>\
         <nav><a href=\"/\">Home</a> <a href=\"/s\">Sport</a></nav><article><h1>Warehouse fire kills two</h1>\
         <p>Two people died when a warehouse burned down in Aldmoor on Monday, the mayor &amp; the police said.</p>\
         <p>Firefighters from three towns fought the flames until the early morning, a spokesman told reporters.</p>\
         <p>The owner has not been found, according to the police in the harbour town, who asked for help.</p>\
         </article><footer><p>This article was originally published by Northern Wire.</p></footer></body></html>",
        expect![[r#"
            outlet: The Aldmoor Herald
            republished from: Northern Wire
            title     Warehouse fire kills two
            body      Two people died when a warehouse burned down in Aldmoor on Monday, the mayor & the police said.
            body      Firefighters from three towns fought the flames until the early morning, a spokesman told reporters.
            body      The owner has not been found, according to the police in the harbour town, who asked for help.
            furniture This article was originally published by Northern Wire.
        "#]],
    );
}

#[test]
fn bad_records_fail_with_their_line_and_the_others_are_read() {
    let lines = "{\"id\": 7, \"text\": \"Fire in Aldmoor\\n\\nTwo people died, the mayor said.\", \"outlet\": \"A\"}\n\
        {\"text\": \"broken\n{\"outlet\": \"A\"}\n{\"text\": 5}\n\
        {\"text\": \"Half a \\ud800 pair.\", \"published\": \"some day\", \"title\": 7}\n\
        {\"text\": \"Fire in Aldmoor\\n\\nTwo people died, the mayor said.\", \"outlet\": \"A\"}\n\
        {\"text\": \"Fire in Aldmoor\\n\\nTwo people died, the mayor said.\", \"outlet\": \"B\"}\n";
    let read = check_messages(
        &[input("a.jsonl", lines)],
        expect![[r#"
        3 read
        failed a.jsonl:2: broken JSON (EOF while parsing a string at line 1 column 16); write one object a line
        failed a.jsonl:3: no "text"; give the report's text under that name
        failed a.jsonl:4: the "text" is a number; write it as a string
        note a.jsonl: given 2 times with the same outlet, address and text; kept once
        note no day of publication in "some day"; write it as 2019-04-19
        note the "title" is a number and was left out; write it as a string
        note half of a surrogate pair was replaced by �; write whole characters
    "#]],
    );
    assert_eq!(read.reports[0].external_id.as_deref(), Some("7"));
}

#[test]
fn what_is_no_text_is_refused_and_the_other_inputs_go_on() {
    let utf16: Vec<u8> = BODY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let read = check_messages(
        &[
            input("empty.txt", ""),
            input("blank.txt", " \n\n"),
            input("data.bin", (0..=255).collect::<Vec<u8>>()),
            input("scan.pdf", "%PDF-1.4"),
            input("cut.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03abc"),
            input("wide.txt", utf16),
            input("windows.txt", b"A fire in the caf\xe9 of Aldmoor killed two people on Monday, the mayor said."),
            input("broken.txt", b"A fire in the caf\xc3\xa9 \xe2\x80\x94 two people died \xff on Monday, the mayor said."),
        ],
        expect![[r#"
            3 read
            failed empty.txt: the file is empty; give a file with a report in it
            failed blank.txt: nothing but white space; give a file with a report in it
            failed data.bin: binary data, not text; save it as text, HTML or JSON lines
            failed scan.pdf: a PDF file, not text; save it as text, HTML or JSON lines
            failed cut.gz: broken gzip (incomplete deflate stream); pack it again or unpack it first
            note read as UTF-16LE by its bytes; save the file as UTF-8 to be sure
            note read as windows-1252 by its bytes; save the file as UTF-8 to be sure
            note bytes that are no UTF-8 were replaced by �; save the file as UTF-8
        "#]],
    );
    assert!(read.reports[0].text.starts_with("Two people died"));
    assert!(read.reports[2].is(ConditionKind::Damaged));
}

#[test]
fn a_page_nested_a_hundred_thousand_deep_is_read_as_text() {
    let deep = 100_000;
    let page = format!(
        "<html><body>{}<p>Two people died in Aldmoor.</p>",
        "<div>".repeat(deep)
    );
    let read = check_messages(
        &[input("deep.html", page)],
        expect![[r#"
        1 read
        note deep.html: nested 100000 deep; read as text without its tags
    "#]],
    );
    assert_eq!(read.reports[0].text, "Two people died in Aldmoor.\n");
}

#[test]
fn a_line_of_megabytes_is_set_aside_with_a_note() {
    let page = format!("{BODY}\n{}", "word ".repeat(1 << 19));
    let read = check_messages(
        &[input("long.txt", page)],
        expect![[r#"
        1 read
        note a line of 2 MB is no paragraph and was set aside; put each paragraph on a line
    "#]],
    );
    let last = read.reports[0].blocks.last().map(|block| block.role);
    assert_eq!(last, Some(Role::Damage));
}

/// Asserts what holds of every report.
fn holds(read: &Read) {
    for report in &read.reports {
        let mut end = 0;
        for block in &report.blocks {
            let between = &report.text[end..block.span.start as usize];
            assert!(
                between.trim().is_empty(),
                "words outside of blocks: {between:?}"
            );
            let words = report.at(block.span);
            assert!(
                !words.is_empty() && words == words.trim(),
                "a block is not trimmed: {words:?}"
            );
            end = block.span.end as usize;
        }
        assert!(
            report.text[end..].trim().is_empty(),
            "words after the last block"
        );
        let mut end = 0;
        for span in &report.damage {
            assert!(
                span.start >= end && !report.at(*span).is_empty(),
                "damage overlaps"
            );
            end = span.end;
        }
        for condition in &report.conditions {
            assert!(!condition.evidence.is_empty());
            condition
                .evidence
                .iter()
                .for_each(|place| assert!(!report.at(place.span).is_empty()));
        }
    }
}

/// Odd pieces of pages.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,40}",
        Just("\n".to_owned()),
        Just("\r\n\r\n".to_owned()),
        Just(BODY.to_owned()),
        Just("ALDMOOR (Northern Wire) — ".to_owned()),
        Just("By Petra Lindqvist, Northern Times".to_owned()),
        Just("Image copyright X Image caption ".to_owned()),
        Just("Related: ".to_owned()),
        Just("(Reporting by é; editing by ü)".to_owned()),
        Just("[ad_1] cafÃ© \u{fffd}\u{80} &#8217; <b>".to_owned()),
        Just("1/3 2/3 3/3 ".to_owned()),
        Just("--- \ntitle: ü\n---".to_owned()),
        Just("<html><p>".to_owned()),
        Just("{\"text\": \"a\"}".to_owned()),
        Just("ü contributed to this report.".to_owned()),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn blocks_cover_the_text_whatever_it_is(pages in proptest::collection::vec(pieces(), 1..4)) {
        let inputs: Vec<Input> = pages.iter().map(|page| input("p", page)).collect();
        holds(&read(&inputs, &ReadConfig::default()).value);
    }

    #[test]
    fn bytes_of_any_kind_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), head in 0usize..5) {
        let heads: [&[u8]; 5] = [b"", b"\xff\xfe", b"<html><p>", b"{\"text\":\"", b"\x1f\x8b\x08\0\0\0\0\0\0\x03"];
        let bytes = [heads[head], &bytes].concat();
        holds(&read(&[input("p", bytes)], &ReadConfig::default()).value);
    }
}
