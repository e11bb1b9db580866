//! What is a statement, and its mood.

use expect_test::{Expect, expect};

use crate::probe;

/// Prints each statement with its mood.
#[track_caller]
fn check(text: &str, expected: &Expect) {
    let annotated = probe(text);
    let mut printed = String::new();
    for s in &annotated.statements {
        printed += &format!(
            "{:?} {:?}: {}\n",
            s.polarity,
            s.certainty,
            annotated.report.at(s.span)
        );
    }
    expected.assert_eq(&printed);
}

#[test]
fn negation_counts_in_the_main_clause_only() {
    check(
        "The army did not enter Dorrim. The army, which did not enter Dorrim, left the coast. \
         Norland denied the reports. No fewer than ten ships sank.",
        &expect![[r#"
            Denied Stated: The army did not enter Dorrim.
            Affirmed Stated: The army, which did not enter Dorrim, left the coast.
            Denied Stated: Norland denied the reports.
            Affirmed Stated: No fewer than ten ships sank.
        "#]],
    );
}

#[test]
fn certainty_follows_the_main_verb() {
    check(
        "The dam may burst. The minister will visit Dorrim. Will it hold? If it rains, the dam bursts. \
         The men are believed to be dead. The council is expected to vote. The dam burst.",
        &expect![[r#"
            Affirmed Hedged: The dam may burst.
            Affirmed Future: The minister will visit Dorrim.
            Affirmed Asked: Will it hold?
            Affirmed Conditional: If it rains, the dam bursts.
            Affirmed Hedged: The men are believed to be dead.
            Affirmed Future: The council is expected to vote.
            Affirmed Stated: The dam burst.
        "#]],
    );
}

#[test]
fn a_heading_without_a_verb_or_a_count_says_nothing() {
    check(
        "A divided town\n\nAlready more than two hundred deaths\n\nThe bridge fell.",
        &expect![[r#"
            Affirmed Stated: Already more than two hundred deaths
            Affirmed Stated: The bridge fell.
        "#]],
    );
}

#[test]
fn what_is_said_has_its_own_mood() {
    check(
        "The mayor said the dam might burst. The mayor said the dam would not hold. \
         If the rain goes on, the mayor said, the dam will burst. The mayor denied that the dam had burst. \
         The mayor asked whether the dam had burst. Police said no one had been arrested. \
         It is not known whether the dam will hold. The dam has reportedly burst. \
         The mayor warned that the dam could burst. The mayor did not say when the dam burst. \
         The dam, which could burst, was built in 1950. The dam is set to reopen on Friday. \
         The mayor, who denied the claims, left the town. The dam would have burst if the rain had gone on. \
         The council rejected the plan. The council plans to rebuild the dam. \
         The mill was allegedly set on fire. Hardly anyone came. The talks failed to end the strike.",
        &expect![[r#"
            Affirmed Hedged: The mayor said the dam might burst.
            Denied Future: The mayor said the dam would not hold.
            Affirmed Conditional: If the rain goes on, the mayor said, the dam will burst.
            Denied Stated: The mayor denied that the dam had burst.
            Affirmed Asked: The mayor asked whether the dam had burst.
            Denied Stated: Police said no one had been arrested.
            Affirmed Hedged: It is not known whether the dam will hold.
            Affirmed Hedged: The dam has reportedly burst.
            Affirmed Hedged: The mayor warned that the dam could burst.
            Denied Stated: The mayor did not say when the dam burst.
            Affirmed Stated: The dam, which could burst, was built in 1950.
            Affirmed Future: The dam is set to reopen on Friday.
            Affirmed Stated: The mayor, who denied the claims, left the town.
            Affirmed Conditional: The dam would have burst if the rain had gone on.
            Affirmed Stated: The council rejected the plan.
            Affirmed Future: The council plans to rebuild the dam.
            Affirmed Hedged: The mill was allegedly set on fire.
            Denied Stated: Hardly anyone came.
            Denied Stated: The talks failed to end the strike.
        "#]],
    );
}

/// Prints for each statement whether somebody is credited, nobody, or whether
/// that is open.
#[track_caller]
fn check_credit(text: &str, expected: &Expect) {
    let annotated = probe(text);
    let mut printed = String::new();
    for s in &annotated.statements {
        let credit = match (s.open, s.voice) {
            (true, _) => "open",
            (false, Some(_)) => "credited",
            (false, None) => "nobody",
        };
        printed += &format!("{credit}: {}\n", annotated.report.at(s.span));
    }
    expected.assert_eq(&printed);
}

#[test]
fn where_words_of_crediting_were_not_read_it_is_open_who_is_credited() {
    check_credit(
        "The mayor said the weir held. The weir fell at noon. Or in other words: “We do not know when it will be built again.”",
        &expect![[r#"
            credited: The mayor said the weir held.
            nobody: The weir fell at noon.
            open: Or in other words: “We do not know when it will be built again.”
        "#]],
    );
}
