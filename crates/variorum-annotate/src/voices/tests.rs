//! Voices drawn under their text.

use expect_test::{Expect, expect};
use variorum_model::Span;

use crate::probe;

/// Prints a text and under it, for each voice, its source (`s`), cue (`c`)
/// and content (`~`).
#[track_caller]
fn check(text: &str, expected: &Expect) {
    let annotated = probe(text);
    let mut printed = format!("{text}\n");
    for voice in &annotated.voices {
        let mut line = vec![' '; text.chars().count()];
        let mut draw = |spans: &[Span], sign: char| {
            for span in spans {
                let start = text[..span.start as usize].chars().count();
                let len = span.of(text).chars().count();
                line[start..start + len].fill(sign);
            }
        };
        draw(&voice.content, '~');
        draw(&voice.source, 's');
        draw(&voice.cue, 'c');
        let line: String = line.into_iter().collect();
        printed += &format!("{} {:?}", line.trim_end(), voice.kind);
        if voice.quoted {
            printed += " quoted";
        }
        if let Some(outer) = voice.outer {
            printed += &format!(" in {outer}");
        }
        printed.push('\n');
    }
    expected.assert_eq(&printed);
}

#[test]
fn a_source_may_stand_before_or_after_its_content() {
    check(
        "The mayor said the dam had burst.",
        &expect![[r#"
            The mayor said the dam had burst.
            sssssssss cccc ~~~~~~~~~~~~~~~~~ Anonymous
        "#]],
    );
    check(
        "The dam had burst, said Mayor Ada Moore.",
        &expect![[r#"
            The dam had burst, said Mayor Ada Moore.
            ~~~~~~~~~~~~~~~~~  cccc sssssssssssssss Named
        "#]],
    );
    check(
        "According to diplomats, the talks failed on Friday.",
        &expect![[r#"
            According to diplomats, the talks failed on Friday.
            cccccccccccc sssssssss  ~~~~~~~~~~~~~~~~~~~~~~~~~~ Anonymous
        "#]],
    );
}

#[test]
fn a_quotation_may_be_cut_by_its_crediting() {
    check(
        "“We saw smoke,” Omar Sa told reporters. “Then the roof fell in on us.”",
        &expect![[r#"
            “We saw smoke,” Omar Sa told reporters. “Then the roof fell in on us.”
            ~~~~~~~~~~~~~~~ sssssss cccc            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Named quoted
        "#]],
    );
}

#[test]
fn an_agency_reports_what_a_ministry_said() {
    check(
        "The ministry said ten ships had sunk, the Norland News Agency reported.",
        &expect![[r#"
            The ministry said ten ships had sunk, the Norland News Agency reported.
            ssssssssssss cccc ~~~~~~~~~~~~~~~~~~ Anonymous in 1
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  sssssssssssssssssssssss cccccccc Named
        "#]],
    );
}

#[test]
fn what_nobody_is_credited_for_has_no_voice() {
    check(
        "The bridge fell on Monday after heavy rain.",
        &expect![[r#"
            The bridge fell on Monday after heavy rain.
        "#]],
    );
}

#[test]
fn a_statement_is_a_document() {
    check(
        "A statement from the harbour office said the port was closed.",
        &expect![[r#"
            A statement from the harbour office said the port was closed.
            sssssssssssssssssssssssssssssssssss cccc ~~~~~~~~~~~~~~~~~~~ Document
        "#]],
    );
}

#[test]
fn a_quotation_after_a_speaker_goes_on_with_him() {
    check(
        "Omar Sa said the dam had burst. “Nobody came to help us on that day.” “We were alone in the dark until noon.”",
        &expect![[r#"
            Omar Sa said the dam had burst. “Nobody came to help us on that day.” “We were alone in the dark until noon.”
            sssssss cccc ~~~~~~~~~~~~~~~~~~ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Named quoted
        "#]],
    );
}

#[test]
fn a_long_apposition_belongs_to_the_source() {
    check(
        "Four were taken to hospital, Ada Moore, the head of the harbour rescue service, said.",
        &expect![[r#"
            Four were taken to hospital, Ada Moore, the head of the harbour rescue service, said.
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~  ssssssssssssssssssssssssssssssssssssssssssssssssss cccc Named
        "#]],
    );
}

#[test]
fn what_cannot_speak_is_no_source() {
    check(
        "Thursday accused the town of theft. Guests in the old mill were told to keep quiet.",
        &expect![[r#"
            Thursday accused the town of theft. Guests in the old mill were told to keep quiet.
                     ccccccc ~~~~~~~~~~~~~~~~~ Anonymous
        "#]],
    );
    check(
        "The shed on Tar Lane held rope and oil, said harbour chief Ada Moore.",
        &expect![[r#"
            The shed on Tar Lane held rope and oil, said harbour chief Ada Moore.
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  cccc sssssssssssssssssssssss Named
        "#]],
    );
}

#[test]
fn a_credit_that_ends_a_clause_is_read_by_its_place() {
    check(
        "Mortars kill 12 in Aden, says League",
        &expect![[r#"
        Mortars kill 12 in Aden, says League
        ~~~~~~~~~~~~~~~~~~~~~~~  cccc ssssss Named
    "#]],
    );
    check(
        "At least 12 people died when the weir broke, the rescue office of the town said, in the worst flood since June.",
        &expect![[r#"
            At least 12 people died when the weir broke, the rescue office of the town said, in the worst flood since June.
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  sssssssssssssssssssssssssssss cccc Anonymous
        "#]],
    );
    check(
        "Ships stay in port - ministry",
        &expect![[r#"
        Ships stay in port - ministry
        ~~~~~~~~~~~~~~~~~~   ssssssss Anonymous
    "#]],
    );
}

#[test]
fn a_source_is_taken_whole() {
    check(
        "No price was named, the source with knowledge of the negotiations said.",
        &expect![[r#"
            No price was named, the source with knowledge of the negotiations said.
            ~~~~~~~~~~~~~~~~~~  sssssssssssssssssssssssssssssssssssssssssssss cccc Anonymous
        "#]],
    );
    check(
        "On Thursday, both Aden and Bern said they could not pay for the dam.",
        &expect![[r#"
            On Thursday, both Aden and Bern said they could not pay for the dam.
                              sssssssssssss cccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Named
        "#]],
    );
}

#[test]
fn what_stands_before_a_credit_is_credited_whole() {
    check(
        "The number of boats lost in Monday's gale has risen to nine, the pilots' union said on Tuesday afternoon.",
        &expect![[r#"
            The number of boats lost in Monday's gale has risen to nine, the pilots' union said on Tuesday afternoon.
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  sssssssssssssssss cccc Named
        "#]],
    );
}

#[test]
fn who_gives_a_figure_is_credited_for_it() {
    check(
        "The governor puts the number of dead at 14.",
        &expect![[r#"
            The governor puts the number of dead at 14.
            ssssssssssss cccc ~~~~~~~~~~~~~~~~~~~~~~~~ Anonymous
        "#]],
    );
    check(
        "The army spoke of seven dead, the rebels of forty.",
        &expect![[r#"
            The army spoke of seven dead, the rebels of forty.
            ssssssss ccccc    ~~~~~~~~~~ Anonymous
        "#]],
    );
    check(
        "The health ministry counted 61 deaths in the delta.",
        &expect![[r#"
            The health ministry counted 61 deaths in the delta.
            sssssssssssssssssss ccccccc ~~~~~~~~~~~~~~~~~~~~~~ Anonymous
        "#]],
    );
    check(
        "The union's figure is 200.",
        &expect![[r#"
            The union's figure is 200.
            sssssssss   cccccc    ~~~ Anonymous
        "#]],
    );
    check(
        "She put on her coat at seven.",
        &expect![[r#"
            She put on her coat at seven.
        "#]],
    );
}
