//! Titles and aliases beside names.

use expect_test::{Expect, expect};
use variorum_model::{NameKind, Span};

use super::names;
use crate::{probe, tags_alone};

/// Prints the names marked with brackets in a text, `[P:…]` for a person and
/// `[O:…]` for an organisation, with their titles and aliases.
#[track_caller]
fn check(marked: &str, expected: &Expect) {
    let mut text = String::new();
    let mut found = Vec::new();
    let mut rest = marked;
    while let Some(open) = rest.find('[') {
        text += &rest[..open];
        let close = rest.find(']').unwrap();
        let kind = match &rest[open + 1..open + 3] {
            "P:" => NameKind::Person,
            "L:" => NameKind::Place,
            _ => NameKind::Organisation,
        };
        let start = text.len();
        text += &rest[open + 3..close];
        found.push(variorum_language::NameSpan {
            span: Span::new(start, text.len()),
            kind,
        });
        rest = &rest[close + 1..];
    }
    text += rest;
    let annotated = probe(&text);
    let mentions = names(
        &text,
        &annotated.sentences,
        &annotated.tokens,
        &found,
        &tags_alone(),
    );
    let mut printed = String::new();
    for mention in mentions {
        let of = |span: Option<Span>| span.map_or("-", |span| span.of(&text));
        printed += &format!(
            "{} | {} | {}\n",
            mention.span.of(&text),
            of(mention.title),
            of(mention.alias)
        );
    }
    expected.assert_eq(&printed);
}

#[test]
fn a_title_before_the_name_leaves_the_country_out() {
    check(
        "[L:U.S.] President [P:Ada Moore] met Gen. [P:Karl Voss]. [O:NLF] spokesman [P:Omar Sa] agreed.",
        &expect![[r#"
            U.S. | - | -
            Ada Moore | President | -
            Karl Voss | Gen. | -
            NLF | - | -
            Omar Sa | NLF spokesman | -
        "#]],
    );
}

#[test]
fn a_role_in_apposition_is_a_title() {
    check(
        "[P:Jan Haas], a research fellow at the [O:Harbour Institute], agreed. \
         The group's leader, [P:Omar Sa], fled.",
        &expect![[r#"
            Jan Haas | research fellow at the Harbour Institute | -
            Harbour Institute | - | -
            Omar Sa | leader | -
        "#]],
    );
}

#[test]
fn an_acronym_in_brackets_is_an_alias() {
    check(
        "The [O:National Liberation Front] ([O:NLF]) left [L:Dorrim] (AFP).",
        &expect![[r#"
            National Liberation Front | - | NLF
            NLF | - | -
            Dorrim | - | -
        "#]],
    );
}

#[test]
fn a_role_that_names_somebody_else_is_no_title() {
    check(
        "Asked about the critics of [P:Jan Haas], minister [P:Ada Lunn] said no. \
         A profile of [P:Omar Sa], though author [P:Ada Lunn] objects, is out. \
         If the bill President [P:Karl Voss] signs is lost, \
         [P:Omar Sa], spokesman for minister [P:Ada Lunn], said, we wait.",
        &expect![[r#"
            Jan Haas | - | -
            Ada Lunn | minister | -
            Omar Sa | - | -
            Ada Lunn | author | -
            Karl Voss | President | -
            Omar Sa | spokesman for minister Ada Lunn | -
            Ada Lunn | minister | -
        "#]],
    );
}
