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
fn two_who_are_credited_between_commas_say_what_stands_before() {
    check(
        "Six people were hurt when a bus overturned near Orlo on Wednesday, the town police and rescue services said, and the driver has been arrested.",
        &expect![[r#"
            Six people were hurt when a bus overturned near Orlo on Wednesday, the town police and rescue services said, and the driver has been arrested.
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  sssssssssssssssssssssssssssssssssss cccc Anonymous
        "#]],
    );
}

#[test]
fn who_is_credited_right_before_a_quotation_has_it_whole() {
    check(
        "In a letter to the Courier, Norco said, \"We look into it. We act.\"",
        &expect![[r#"
            In a letter to the Courier, Norco said, "We look into it. We act."
                                        sssss cccc  ~~~~~~~~~~~~~~~~~~~~~~~~~~ Named quoted
        "#]],
    );
    check(
        "Even though the navy urged care, Admiral Reed told state radio on Saturday, “no warning was issued. None is planned.”",
        &expect![[r#"
            Even though the navy urged care, Admiral Reed told state radio on Saturday, “no warning was issued. None is planned.”
                        ssssssss ccccc ~~~~ Anonymous
                                             ssssssssssss cccc                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Named quoted
        "#]],
    );
    check(
        "The deputy expressed hope the mayor \"changes his course for good. Now is the time.\"",
        &expect![[r#"
            The deputy expressed hope the mayor "changes his course for good. Now is the time."
            ssssssssss ccccccccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Anonymous quoted
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
            sssssss cccc ~~~~~~~~~~~~~~~~~~ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Named quoted
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

#[test]
fn a_crediting_that_ends_the_sentence_is_outermost() {
    check(
        "Aden asked for nothing, while Bern said it needed more boats, diplomats said.",
        &expect![[r#"
            Aden asked for nothing, while Bern said it needed more boats, diplomats said.
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  sssssssss cccc Anonymous
                                          ssss cccc ~~~~~~~~~~~~~~~~~~~~ Named in 0
        "#]],
    );
    check(
        "The guard said the weir had held, according to harbour sources.",
        &expect![[r#"
            The guard said the weir had held, according to harbour sources.
            sssssssss cccc ~~~~~~~~~~~~~~~~~ Named in 1
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  cccccccccccc sssssssssssssss Anonymous
        "#]],
    );
    check(
        "The old mill is safe, a leading engineer has said amid fears it could fall.",
        &expect![[r#"
            The old mill is safe, a leading engineer has said amid fears it could fall.
            ~~~~~~~~~~~~~~~~~~~~  ssssssssssssssssss cccccccc Anonymous
        "#]],
    );
    check(
        "Hours before the truce, a blast at the quay hurt nine people, two of them badly, an official told Dorrim News.",
        &expect![[r#"
            Hours before the truce, a blast at the quay hurt nine people, two of them badly, an official told Dorrim News.
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  sssssssssss cccc Anonymous
        "#]],
    );
}

#[test]
fn two_credits_abreast_have_a_clause_each() {
    check(
        "The weir had held, police said, and the mill had burnt, according to the mayor.",
        &expect![[r#"
            The weir had held, police said, and the mill had burnt, according to the mayor.
            ~~~~~~~~~~~~~~~~~  ssssss cccc Anonymous
                                                ~~~~~~~~~~~~~~~~~~  cccccccccccc sssssssss Anonymous
        "#]],
    );
    check(
        "Nine men are missing, the guard said on Monday, but the search has ended, Ada Moore said.",
        &expect![[r#"
            Nine men are missing, the guard said on Monday, but the search has ended, Ada Moore said.
            ~~~~~~~~~~~~~~~~~~~~  sssssssss cccc Anonymous
                                                                ~~~~~~~~~~~~~~~~~~~~  sssssssss cccc Named
        "#]],
    );
}

#[test]
fn who_is_credited_behind_a_quotation_has_it() {
    check(
        "By their own word they knew where they fired: “We knew of the tower. But we spared the floors below it,” guard spokeswoman Ada Moore told the press today.",
        &expect![[r#"
            By their own word they knew where they fired: “We knew of the tower. But we spared the floors below it,” guard spokeswoman Ada Moore told the press today.
                                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ sssssssssssssssssssssssssss cccc Named quoted
        "#]],
    );
}

#[test]
fn an_introduction_ends_with_the_block_it_opens() {
    check(
        "According to a press release by the Lamp Union:\n\n“The guard shelled the tower (the “Lamp House”) at noon. Neighbours said nine people were hurt.”\n\nThe tower stood for two hundred years by the old quay.",
        &expect![[r#"
            According to a press release by the Lamp Union:

            “The guard shelled the tower (the “Lamp House”) at noon. Neighbours said nine people were hurt.”

            The tower stood for two hundred years by the old quay.
            cccccccccccc sssssssssssssssssssssssssssssssss   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Document quoted
                                                                                                                      ssssssssss cccc ~~~~~~~~~~~~~~~~~~~~~~~ Anonymous quoted in 0
        "#]],
    );
}

#[test]
fn a_line_before_a_colon_introduces_its_quotation() {
    check(
        "The Norland guard’s own site states: “The guard struck the roof of the mill and no other part of it.”",
        &expect![[r#"
            The Norland guard’s own site states: “The guard struck the roof of the mill and no other part of it.”
            ssssssssssssssssssssssssssss ccccccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Named quoted
        "#]],
    );
}

/// Prints what the voices of a text only mention.
#[track_caller]
fn check_background(text: &str, expected: &Expect) {
    let annotated = probe(text);
    let mut printed = String::new();
    for span in annotated.voices.iter().flat_map(|voice| &voice.background) {
        printed += &format!("{}\n", annotated.report.at(*span));
    }
    expected.assert_eq(&printed);
}

#[test]
fn a_relative_clause_is_only_mentioned() {
    check_background(
        "Officials said the driver who hurt at least 21 people in Dorrim was alone.",
        &expect![[r#"
            who hurt at least 21 people in Dorrim
        "#]],
    );
}

#[test]
fn what_a_relative_clause_counts_is_told() {
    check_background(
        "The guard said there were four men who had drowned in the harbour.",
        &expect![[r#""#]],
    );
    check_background(
        "The mayor said it was the guard that fired.",
        &expect![[r#""#]],
    );
}

#[test]
fn we_are_whoever_speaks_and_a_reporter_at_the_scene_is_the_outlet() {
    check(
        "We condemn the storming of the mill. A Norland Press reporter at the quay said nine boats had burned.",
        &expect![[r#"
            We condemn the storming of the mill. A Norland Press reporter at the quay said nine boats had burned.
            ss ccccccc ~~~~~~~~~~~~~~~~~~~~~~~~ Anonymous
                                                 ssssssssssssssssssssssssssssssssssss cccc ~~~~~~~~~~~~~~~~~~~~~ Own
        "#]],
    );
}

#[test]
fn who_is_cited_is_reported_by_who_cites() {
    check(
        "The Kest Courier, citing two officials, said the talks had failed.",
        &expect![[r#"
            The Kest Courier, citing two officials, said the talks had failed.
            ssssssssssssssss                        cccc ~~~~~~~~~~~~~~~~~~~~ Named
                              cccccc sssssssssssss       ~~~~~~~~~~~~~~~~~~~~ Anonymous in 0
        "#]],
    );
    check(
        "“The pit was dry for a year,” the mine's owner said, adding that no inspector had come.",
        &expect![[r#"
            “The pit was dry for a year,” the mine's owner said, adding that no inspector had come.
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ ssssssssssssssss cccc Anonymous quoted
                                          ssssssssssssssss       cccccc ~~~~~~~~~~~~~~~~~~~~~~~~~~ Anonymous
        "#]],
    );
    check(
        "Police had warned the mayor that the dam was cracked, two officials familiar with the report said.",
        &expect![[r#"
            Police had warned the mayor that the dam was cracked, two officials familiar with the report said.
            ssssss cccccccccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Anonymous in 1
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  ssssssssssssssssssssssssssssssssssssss cccc Anonymous
        "#]],
    );
}

#[test]
fn a_quotation_left_open_goes_on_behind_a_caption() {
    check(
        "Ada Moore said: \"We came out of the tunnel and it was dark.\n\nThe tunnel on Monday\n\n\"The boat had gone by then. \"Nobody called us.\"",
        &expect![[r#"
            Ada Moore said: "We came out of the tunnel and it was dark.

            The tunnel on Monday

            "The boat had gone by then. "Nobody called us."
            sssssssss ccccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Named quoted
        "#]],
    );
}

#[test]
fn a_quotation_after_a_colon_is_of_whoever_is_credited_behind_it() {
    check(
        "They knew who worked in the mill at which they fired: “We saw the millers at the gate, so we did not fire at the yard,” army spokesman Omar Sa told reporters.",
        &expect![[r#"
            They knew who worked in the mill at which they fired: “We saw the millers at the gate, so we did not fire at the yard,” army spokesman Omar Sa told reporters.
                                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ ssssssssssssssssssssss cccc Named quoted
        "#]],
    );
}

#[test]
fn what_is_done_by_saying_is_said_by_who_does_it() {
    check(
        "Omar Sa, head of the press office, defended the refusal to let visitors into Harl by saying: “Nobody who comes to this town in the winter comes to help us.”",
        &expect![[r#"
            Omar Sa, head of the press office, defended the refusal to let visitors into Harl by saying: “Nobody who comes to this town in the winter comes to help us.”
            ssssssssssssssssssssssssssssssssss cccccccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Named
            sssssssssssssssssssssssssssssssss                                                    ccccccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Named quoted
        "#]],
    );
}

#[test]
fn what_is_expected_has_no_quotation_of_the_sentence_before() {
    check(
        "Ada Moore, from the harbour office, said: “We have been watching the barge.\n“It will sink on leaving the harbour and the wreck will lie in deep water.” The old barge is now expected to leave in March.",
        &expect![[r#"
            Ada Moore, from the harbour office, said: “We have been watching the barge.
            “It will sink on leaving the harbour and the wreck will lie in deep water.” The old barge is now expected to leave in March.
            sssssssssssssssssssssssssssssssssss ccccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Named quoted
                                                                                                                                                                    ~~~~~~~~~~~~~ ccccccccccccccc ~~~~~~~~~~~~~~~~~ Anonymous
        "#]],
    );
}

#[test]
fn single_marks_quote_where_they_are_no_apostrophes() {
    check(
        "'This is the millers' yard,' said Ada Moore over the radio. 'We need help, and it's late.'",
        &expect![[r#"
            'This is the millers' yard,' said Ada Moore over the radio. 'We need help, and it's late.'
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ cccc ssssssssssssssssssssssss  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Named quoted
        "#]],
    );
}

#[test]
fn who_says_nothing_answers_for_nothing() {
    let answers = |text: &str| probe(text).voices.iter().any(|voice| voice.answers);
    for text in [
        "The harbour police have not said when the pilot was released on bail.",
        "Anyone found guilty of stealing a boat will face five years in jail.",
        "The millers experimented with nets that could hold a ship, too.",
    ] {
        assert!(!answers(text), "{text}");
    }
    for text in [
        "The harbour police said when the pilot was released on bail.",
        "The harbour police said anyone found guilty of stealing a boat will face five years in jail.",
    ] {
        assert!(answers(text), "{text}");
    }
}

#[test]
fn who_is_the_subject_says_what_is_said_along() {
    check(
        "On Friday, Moore came out of the office full of hope and pride saying she bears no grudge against the millers. The dates were set by Omar Sa who said the barge will leave in May. She exchanged letters with the millers and vowed that they would return. It has since emerged that the barge was old.",
        &expect![[r#"
            On Friday, Moore came out of the office full of hope and pride saying she bears no grudge against the millers. The dates were set by Omar Sa who said the barge will leave in May. She exchanged letters with the millers and vowed that they would return. It has since emerged that the barge was old.
                                                                           cccccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Anonymous
                                                                                                                                                         sss cccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~ Anonymous
                                                                                                                                                                                               sss                                        ccccc ~~~~~~~~~~~~~~~~~~~~~~ Named
                                                                                                                                                                                                                                                                           ccccccccccccccccc ~~~~~~~~~~~~~~~~~~~~~~ Anonymous
        "#]],
    );
}

#[test]
fn a_signed_block_is_its_authors() {
    check(
        "We did not sell a drop of oil to Harl. There will be no peace if this goes on! — Ada B. Moore (@moore) 3 May 2031",
        &expect![[r#"
            We did not sell a drop of oil to Harl. There will be no peace if this goes on! — Ada B. Moore (@moore) 3 May 2031
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~   ssssssssssss Named
        "#]],
    );
}

#[test]
fn quotations_that_touch_are_of_two() {
    check(
        "\"The year will show how we live by the river,\" said Ada Moore. \"We learn from it for the mills beyond the weir.\"\"The choice of the keeper was thorough and hard for all of us,\" said head of the mill, Omar Sa.",
        &expect![[r#"
            "The year will show how we live by the river," said Ada Moore. "We learn from it for the mills beyond the weir.""The choice of the keeper was thorough and hard for all of us," said head of the mill, Omar Sa.
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ cccc sssssssss  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Named quoted
                                                                                                                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ cccc sssssssssssssssssssssssss Named quoted
        "#]],
    );
}
