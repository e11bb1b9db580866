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
