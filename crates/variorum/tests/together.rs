//! What two or three short reports tell together, from their text to the collation.

use std::fmt::Write as _;
use std::sync::LazyLock;

use expect_test::{Expect, expect};
use variorum::language::English;
use variorum::model::{Citation, Collation};
use variorum::read::{Input, ReadConfig, read};
use variorum::{Config, annotate_all, collated};

static ENGLISH: LazyLock<English> =
    LazyLock::new(|| variorum::embedded().expect("the weights fit the program"));

/// Reads texts as reports of the first days of a March, prints one side of what they
/// tell together and compares.
#[track_caller]
fn check(texts: &[&str], side: fn(&Collation) -> String, expected: &Expect) {
    let lines = (1..).zip(texts).map(|(day, text)| {
        let text = text.replace('\n', "\\n").replace('"', "\\\"");
        format!(r#"{{"outlet":"Paper {day}","title":"News","published":"2031-03-{day:02}","text":"{text}"}}"#)
    });
    let input = Input {
        path: "reports.jsonl".to_owned(),
        bytes: lines.collect::<Vec<_>>().join("\n").into_bytes(),
    };
    let reports = read(&[input], &ReadConfig::default()).value.reports;
    assert_eq!(reports.len(), texts.len(), "every text is a report");
    let config = Config::default();
    let annotated = annotate_all(&reports, &ENGLISH, &config).value;
    let collation = collated(annotated, &ENGLISH, &config).value;
    expected.assert_eq(&side(&collation));
}

/// Returns the words of a citation.
fn words(collation: &Collation, citation: Citation) -> &str {
    collation.resolved.quote(citation)
}

/// Prints the main event: what tells it, what the reports begin with, its counts.
fn main_event(collation: &Collation) -> String {
    let mut printed = String::new();
    for event in collation.events.iter().filter(|event| event.main) {
        writeln!(printed, "{}", words(collation, event.label)).expect("a string takes all");
        for &told in &event.told {
            writeln!(printed, "  told: {}", words(collation, told)).expect("a string takes all");
        }
        for count in &event.counts {
            let cited = words(collation, count.citations[0]);
            writeln!(printed, "  {:?}: {cited}", count.of).expect("a string takes all");
        }
    }
    printed
}

/// Prints the sides of each difference.
fn differences(collation: &Collation) -> String {
    let mut printed = String::new();
    for difference in &collation.differences {
        let sides = difference.readings.iter().map(|side| {
            let cited = side.citations.iter().map(|&c| words(collation, c));
            cited.collect::<Vec<_>>().join(", ")
        });
        let sides = sides.collect::<Vec<_>>().join(" | ");
        writeln!(printed, "{:?}: {sides}", difference.state).expect("a string takes all");
    }
    printed
}

/// Prints who said what.
fn quotations(collation: &Collation) -> String {
    let mut printed = String::new();
    for quotation in &collation.quotations {
        let name = quotation
            .speaker
            .map(|name| &*collation.resolved.names[name].label);
        let source = quotation.source.map(|source| words(collation, source));
        let said = quotation.readings.iter();
        let said = said.map(|reading| words(collation, reading.citations[0]));
        let said = said.collect::<Vec<_>>().join(" | ");
        writeln!(printed, "name {name:?}, words {source:?}: {said}").expect("a string takes all");
    }
    printed
}

/// Prints who is credited by each crediting in turn, the outermost first.
fn sources(collation: &Collation) -> String {
    let mut printed = String::new();
    for report in &collation.resolved.reports {
        for voice in &report.voices {
            let chain: Vec<&str> = voice.chain.iter().map(|source| &*source.text).collect();
            writeln!(printed, "{}", chain.join(", by way of ")).expect("a string takes all");
        }
    }
    printed
}

#[test]
fn lines_above_the_text_are_not_what_it_begins_with() {
    check(
        &[
            "Two villages were evacuated below the Orsel dam\n\
             The wall of the dam of Orsel cracked on Saturday, and its engineers opened all gates.\n\
             The lake fell by a metre.",
            "Buses took people out of two villages, which were evacuated below the Orsel dam\n\
             Engineers opened all gates of the Orsel dam on Saturday after its wall cracked.\n\
             It was built in 1994.",
        ],
        main_event,
        &expect![[r#"
            Engineers opened all gates of the Orsel dam on Saturday after its wall cracked.
              told: its engineers opened all gates.
              told: Engineers opened all gates of the Orsel dam on Saturday
        "#]],
    );
}

#[test]
fn what_somebody_was_or_had_is_nothing_that_happened() {
    check(
        &[
            "Former senator Olin Marr, who lost to Karl Dunmore in 2022, died on Sunday.\n\
             Olin Marr had a long career as a historian and an influential politician.",
            "Senator Olin Marr was a historian and an influential politician of a long career.\n\
             Marr died in Kest on Sunday, his family said.",
        ],
        main_event,
        &expect![[r#"
            Former senator Olin Marr, who lost to Karl Dunmore in 2022, died on Sunday.
              told: died on Sunday.
              told: Marr died in Kest on Sunday, his family said.
        "#]],
    );
}

#[test]
fn a_year_between_dashes_is_not_when_it_happened() {
    check(
        &[
            "Former senator Olin Marr — who lost to Karl Dunmore in 2022 — has died at 90.\n\
             The flags of Kest were lowered.",
            "Olin Marr, the former senator, has died at the age of 90 in Kest.\n\
             He taught history.",
        ],
        main_event,
        &expect![[r#"
            Former senator Olin Marr — who lost to Karl Dunmore in 2022 — has died at 90.
              told: Former senator Olin Marr — who lost to Karl Dunmore in 2022 — has died at 90.
              told: Olin Marr, the former senator, has died at the age of 90 in Kest.
        "#]],
    );
}

#[test]
fn a_toll_that_somebody_is_tried_for_is_no_toll_of_the_event() {
    check(
        &[
            "A bus fell into the Lisk river on Monday and four people were killed.\n\
             The driver had been charged in 2027 over the deaths of two cyclists.",
            "Four people were killed on Monday when a bus fell into the Lisk river.\n\
             The bus company is under investigation for the deaths of nine workers.",
        ],
        main_event,
        &expect![[r#"
            Four people were killed on Monday when a bus fell into the Lisk river.
              told: Four people were killed on Monday
              told: A bus fell into the Lisk river on Monday and four people were killed.
              Killed: Four people
        "#]],
    );
}

#[test]
fn a_measure_and_what_it_is_in_another_unit_are_one_figure() {
    check(
        &[
            "The crane that fell at Port Kest on Monday lifts 63,800kg (140,660 lb), its maker said.",
            "The crane that fell at Port Kest on Monday lifts 119,000 pounds, its maker said.",
        ],
        differences,
        &expect![[r#"
            Conflict: 119,000 pounds | 63,800kg
        "#]],
    );
}

#[test]
fn who_did_it_is_not_added_to_those_it_was_done_to() {
    check(
        &[
            "A gunman killed 26 people at a school in Orlo on Friday.",
            "The gunman and 26 others were killed at a school in Orlo on Friday.",
        ],
        differences,
        &expect![[""]],
    );
}

#[test]
fn who_has_no_name_is_credited_by_the_words_for_them() {
    check(
        &[
            "The harbour master said that the crane was \"older than the pier it stood on\".",
            "Ada Lunn said that \"nobody had looked at the brakes for eleven years\".",
            "\"We heard the cable go before we saw anything move at all,\" read a sign.",
        ],
        quotations,
        &expect![[r#"
            name None, words None: We heard the cable go before we saw anything move at all
            name Some("Ada Lunn"), words None: nobody had looked at the brakes for eleven years
            name None, words Some("The harbour master"): older than the pier it stood on
        "#]],
    );
}

#[test]
fn he_in_the_words_of_somebody_is_nobody_who_spoke_before() {
    let text = "Joshua Miles told the Courier that the gunman was a happy boy. \
        \"We would hang out,\" Joshua Miles said.\n\n\
        Catherine Orso, of Newton, told the Courier her son knew him. \
        \"He just said he was very thin and one of the Goths,\" she said.";
    check(
        &[text],
        sources,
        &expect![[r#"
        Joshua Miles
        Joshua Miles
        Catherine Orso, of Newton
        Catherine Orso
        Catherine Orso, of Newton, by way of He
    "#]],
    );
}

#[test]
fn what_many_say_of_one_matter_is_not_one_saying() {
    check(
        &[
            "Ada Lunn said: \"The mill and weir of Orlo must be kept for those who work there, \
                and I will not sell them to the first who asks.\"",
            "Ada Lunn will \"not sell them to the first who asks\", she said. A miller \
                told us: \"Clearly no mill and weir of Orlo was ever kept well, and those \
                who work there have known it for years.\"",
        ],
        quotations,
        &expect![[r#"
            name Some("Ada Lunn"), words None: The mill and weir of Orlo must be kept for those who work there, and I will not sell them to the first who asks. | not sell them to the first who asks
            name None, words None: Clearly no mill and weir of Orlo was ever kept well, and those who work there have known it for years.
        "#]],
    );
}
