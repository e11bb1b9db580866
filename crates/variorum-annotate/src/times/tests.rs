//! What the grammar reads, as a table: a text, and below it each time with
//! its kind and what it says.

use super::times_of;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use variorum_model::Span;

/// Finds the times of a text and compares them, one a line.
#[track_caller]
fn check(text: &str, expected: &Expect) {
    let found: String = times_of(text, Span::new(0, text.len()))
        .iter()
        .map(|mention| {
            format!(
                "{} | {:?} | {}\n",
                mention.span.of(text),
                mention.kind,
                short(&mention.expr)
            )
        })
        .collect();
    expected.assert_eq(&found);
}

/// Prints an expression without the names of its fields.
fn short(expr: &variorum_model::TimeExpr) -> String {
    let long = format!("{expr:?}");
    let mut out = String::new();
    for word in long.split(' ') {
        let field = word.ends_with(':') && word.starts_with(char::is_lowercase);
        if !field {
            out.push_str(word);
            out.push(' ');
        }
    }
    out.trim_end().replace("Some", "").replace("None", "-")
}

#[test]
fn dates_are_read_in_every_order() {
    check(
        "4 April 2019, April 4th, 2019-04-04, Mon, 1 Jan 2018, Sept. 11 and 2018 January.",
        &expect![[r#"
            4 April 2019 | Date | Calendar { (2019), (4), (4), -, Either }
            April 4th | Date | Calendar { -, (4), (4), -, Either }
            2019-04-04 | Date | Calendar { (2019), (4), (4), -, Either }
            Mon, 1 Jan 2018 | Date | Calendar { (2018), (1), (1), (Monday), Either }
            Sept. 11 | Date | Calendar { -, (9), (11), -, Either }
            2018 January | Date | Calendar { (2018), (1), -, -, Either }
        "#]],
    );
}

#[test]
fn the_tense_tells_where_a_weekday_lies() {
    check(
        "The mayor said on Friday that the board will meet on Monday. They met last Tuesday.",
        &expect![[r#"
            Friday | Date | Weekday { Friday, Past, false }
            Monday | Date | Weekday { Monday, Future, false }
            last Tuesday | Date | Weekday { Tuesday, Past, true }
        "#]],
    );
}

#[test]
fn what_only_looks_like_a_time_is_none() {
    check(
        "It may rain. The 27-year-old paid $1999 for 2,011 shoes on Black Friday, a second time. \
         The Sun reported that some 2000 people marched.",
        &expect![[""]],
    );
}

#[test]
fn a_part_keeps_its_whole() {
    check(
        "Since the beginning of april, in late March of next year and the early 1990s",
        &expect![[r#"
            the beginning of april | Date | Range { PartOf { Calendar { -, (4), -, -, Past }, 0, 3, "START" }, - }
            late March of next year | Date | PartOf { PartOf { Offset { Year, 1, false }, 2, 2, "03" }, 8, 11, "END" }
            the early 1990s | Date | PartOf { Years { 1990, 10 }, 0, 3, "START" }
        "#]],
    );
}

#[test]
fn a_time_of_day_takes_the_day_behind_it() {
    check(
        "Shots fell around 5:30 a.m. on Thursday, at 9 p.m. Harbour time, and again Monday night.",
        &expect![[r#"
            around 5:30 a.m. on Thursday | Time | Clock { (Weekday { Thursday, Past, false }), "T05:30" }
            9 p.m. Harbour time | Time | Clock { -, "T21:00" }
            Monday night | Time | Clock { (Weekday { Monday, Past, false }), "TNI" }
        "#]],
    );
}

#[test]
fn a_length_is_no_date_and_a_distance_is_no_length() {
    check(
        "They fought for almost 20 years; half a century ago he fled, and eight years after the war \
         she left. Two days later, it ended. Every Friday they gather.",
        &expect![[r#"
            almost 20 years | Duration | Length { "P20Y" }
            half a century ago | Date | Offset { Year, -50, false }
            eight years | Duration | FromEvent { Year, 8 }
            Two days later | Date | FromEvent { Day, 2 }
            Every Friday | Set | Recurring { "XXXX-WXX-5" }
        "#]],
    );
}

#[test]
fn months_weeks_and_named_days_hang_on_publication() {
    check(
        "It began earlier this month; in recent weeks, as Easter weekend came, and in the third \
         quarter of last year it grew.",
        &expect![[r#"
            earlier this month | Date | Offset { Month, 0, true }
            recent weeks | Duration | Recent { Week }
            Easter weekend | Date | Holiday { "easter", true, -, Past }
            the third quarter of last year | Date | PartOf { Offset { Year, -1, false }, 6, 8, "Q3" }
        "#]],
    );
}

proptest! {
    #[test]
    fn any_text_is_read_and_every_span_lies_in_it(text in "(\\PC|[0-9 .:/,'’–-]|\n| (late|May|in|the|year|ago|Monday|half|of|a|to|12|2019) ){0,60}") {
        let found = times_of(&text, Span::new(0, text.len()));
        let mut last = 0;
        for mention in found {
            prop_assert!(mention.span.start >= last && !mention.span.of(&text).is_empty());
            last = mention.span.end;
        }
    }
}
