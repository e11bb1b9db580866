//! What the times of news mean: a text, below it each time with its value and
//! the days that it covers. Each report appeared on Wednesday, 17 April 2019.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use std::sync::{Arc, LazyLock};

use expect_test::{Expect, expect};
use variorum::Config;
use variorum::language::English;
use variorum::model::{Basis, Block, BlockRole, Report, ReportParts, Span, TimeKind, TimeSpan};

static ENGLISH: LazyLock<English> =
    LazyLock::new(|| variorum::embedded().expect("the weights fit the program"));

/// Reads each line as a report and compares the times below it.
#[track_caller]
fn check(lines: &[&str], expected: &Expect) {
    let printed: Vec<String> = lines.iter().map(|line| marked(line)).collect();
    expected.assert_eq(&printed.concat());
}

fn marked(text: &str) -> String {
    let day = "2019-04-17".parse().unwrap();
    let report = Arc::new(Report::new(ReportParts {
        text: text.to_owned(),
        blocks: vec![Block {
            role: BlockRole::Body,
            span: Span::new(0, text.len()),
        }],
        published: Some((day, day, Basis::Metadata, Vec::new())),
        ..ReportParts::default()
    }));
    let resolved = variorum::together(&[report], &ENGLISH, &Config::default()).value;
    let report = &resolved.reports[0];
    let mut printed = format!("{text}\n");
    for (mention, time) in report.annotated.times.iter().zip(&report.times) {
        let before = text[..mention.span.start as usize].chars().count();
        let wide = mention.span.of(text).chars().count();
        let kind = match mention.kind {
            TimeKind::Date => "date",
            TimeKind::Time => "time",
            TimeKind::Duration => "duration",
            TimeKind::Set => "set",
        };
        let days = match time.days {
            Some(TimeSpan::Absolute { start, end }) if start == end => format!(": {start}"),
            Some(TimeSpan::Absolute { start, end }) => format!(": {start} to {end}"),
            Some(TimeSpan::Relative { start, end }) => format!(": days {start} to {end}"),
            None => String::new(),
        };
        printed += &format!(
            "{}{} {kind} {}{days}\n",
            " ".repeat(before),
            "^".repeat(wide),
            time.value
        );
    }
    printed
}

#[test]
fn dates_in_every_order() {
    check(
        &[
            "It opened on 4 April 2019, April 4, 2019, 2019-04-04, 04.04.2019 and 4/4/2019.",
            "It closed on the 3rd of March, Sept. 11 and March 2018.",
        ],
        &expect![[r#"
            It opened on 4 April 2019, April 4, 2019, 2019-04-04, 04.04.2019 and 4/4/2019.
                         ^^^^^^^^^^^^ date 2019-04-04: 2019-04-04
                                       ^^^^^^^^^^^^^ date 2019-04-04: 2019-04-04
                                                      ^^^^^^^^^^ date 2019-04-04: 2019-04-04
                                                                  ^^^^^^^^^^ date 2019-04-04: 2019-04-04
                                                                                 ^^^^^^^^ date 2019-04-04: 2019-04-04
            It closed on the 3rd of March, Sept. 11 and March 2018.
                             ^^^^^^^^^^^^ date 2019-03-03: 2019-03-03
                                           ^^^^^^^^ date 2018-09-11: 2018-09-11
                                                        ^^^^^^^^^^ date 2018-03: 2018-03-01 to 2018-03-31
        "#]],
    );
}

#[test]
fn weekdays_lie_where_the_tense_says() {
    check(
        &[
            "The mayor said on Friday that the board will meet on Monday.",
            "They met last Tuesday and meet again next Thursday.",
        ],
        &expect![[r#"
            The mayor said on Friday that the board will meet on Monday.
                              ^^^^^^ date 2019-04-12: 2019-04-12
                                                                 ^^^^^^ date 2019-04-22: 2019-04-22
            They met last Tuesday and meet again next Thursday.
                     ^^^^^^^^^^^^ date 2019-04-16: 2019-04-16
                                                 ^^^^^^^^^^^^^ date 2019-04-18: 2019-04-18
        "#]],
    );
}

#[test]
fn days_weeks_and_months_from_publication() {
    check(
        &[
            "Yesterday it rained, and the day before yesterday too; tomorrow it may not.",
            "Last week the dam broke, earlier this month it leaked, next year it goes.",
            "The shop closed three days ago, two weeks ago and a month ago.",
            "It was signed overnight, this morning or tonight.",
        ],
        &expect![[r#"
            Yesterday it rained, and the day before yesterday too; tomorrow it may not.
            ^^^^^^^^^ date 2019-04-16: 2019-04-16
                                     ^^^^^^^^^^^^^^^^^^^^^^^^ date 2019-04-15: 2019-04-15
                                                                   ^^^^^^^^ date 2019-04-18: 2019-04-18
            Last week the dam broke, earlier this month it leaked, next year it goes.
            ^^^^^^^^^ date 2019-W15: 2019-04-08 to 2019-04-14
                                     ^^^^^^^^^^^^^^^^^^ date 2019-04: 2019-04-01 to 2019-04-17
                                                                   ^^^^^^^^^ date 2020: 2020-01-01 to 2020-12-31
            The shop closed three days ago, two weeks ago and a month ago.
                            ^^^^^^^^^^^^^^ date 2019-04-14: 2019-04-14
                                            ^^^^^^^^^^^^^ date 2019-W14: 2019-04-01 to 2019-04-07
                                                              ^^^^^^^^^^^ date 2019-03: 2019-03-01 to 2019-03-31
            It was signed overnight, this morning or tonight.
                          ^^^^^^^^^ time 2019-04-16TNI: 2019-04-16
                                     ^^^^^^^^^^^^ time 2019-04-17TMO: 2019-04-17
                                                     ^^^^^^^ time 2019-04-17TNI: 2019-04-17
        "#]],
    );
}

#[test]
fn parts_of_months_and_decades() {
    check(
        &[
            "In late March, mid-February and the early 1990s the mill ran.",
            "It fell in the second quarter of 2018, in the first half of this year and in spring.",
            "It stood in the 19th century.",
        ],
        &expect![[r#"
            In late March, mid-February and the early 1990s the mill ran.
               ^^^^^^^^^^ date 2019-03: 2019-03-21 to 2019-03-31
                           ^^^^^^^^^^^^ date 2019-02: 2019-02-10 to 2019-02-18
                                            ^^^^^^^^^^^^^^^ date 199: 1990-01-01 to 1993-05-01
            It fell in the second quarter of 2018, in the first half of this year and in spring.
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ date 2018-Q2: 2018-04-01 to 2018-06-30
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ date 2019-H1: 2019-01-01 to 2019-06-30
                                                                                         ^^^^^^ date 2019-SP: 2019-03-01 to 2019-05-31
            It stood in the 19th century.
                        ^^^^^^^^^^^^^^^^ date 18: 1800-01-01 to 1899-12-31
        "#]],
    );
}

#[test]
fn what_comes_after_an_event_counts_from_it() {
    check(
        &[
            "The bridge fell on 2 March 2018. Two days later the mayor left; a year earlier he came.",
            "Eight years after the war, half a century ago and a decade later, they met.",
        ],
        &expect![[r#"
            The bridge fell on 2 March 2018. Two days later the mayor left; a year earlier he came.
                               ^^^^^^^^^^^^ date 2018-03-02: 2018-03-02
                                             ^^^^^^^^^^^^^^ date 2018-03-04: 2018-03-04
                                                                            ^^^^^^^^^^^^^^ date 2017: 2017-01-01 to 2017-12-31
            Eight years after the war, half a century ago and a decade later, they met.
            ^^^^^^^^^^^ duration P8Y
                                       ^^^^^^^^^^^^^^^^^^ date 1969: 1969-01-01 to 1969-12-31
                                                              ^^^^^^^^^^^^^^ date 1979: 1979-01-01 to 1979-12-31
        "#]],
    );
}

#[test]
fn movable_and_named_days() {
    check(
        &[
            "It opens over the Easter weekend and closed on Christmas Eve.",
            "On Good Friday 2018 and on Labor Day the shops were shut.",
        ],
        &expect![[r#"
            It opens over the Easter weekend and closed on Christmas Eve.
                              ^^^^^^^^^^^^^^ date 2019-W16-WE: 2019-04-19 to 2019-04-22
                                                           ^^^^^^^^^^^^^ date 2018-12-24: 2018-12-24
            On Good Friday 2018 and on Labor Day the shops were shut.
               ^^^^^^^^^^^^^^^^ date 2018-03-30: 2018-03-30
                                       ^^^^^^^^^ date 2018-09-03: 2018-09-03
        "#]],
    );
}

#[test]
fn ranges_and_sets() {
    check(
        &[
            "It ran from 3 to 5 May 2018 and between June and August 2017.",
            "It shut from November to February 2018.",
            "From Monday to Thursday, in 2014-2016 and from 1990 until 1995 it stood.",
            "They meet every Friday, twice a week, three times a month and each summer.",
            "It is shut Saturday through Monday and will run from Friday to Tuesday.",
        ],
        &expect![[r#"
            It ran from 3 to 5 May 2018 and between June and August 2017.
                        ^^^^^^^^^^^^^^^ date 2018-05-03/2018-05-05: 2018-05-03 to 2018-05-05
                                                    ^^^^ date 2017-06: 2017-06-01 to 2017-06-30
                                                             ^^^^^^^^^^^ date 2017-08: 2017-08-01 to 2017-08-31
            It shut from November to February 2018.
                         ^^^^^^^^ date 2017-11: 2017-11-01 to 2017-11-30
                                     ^^^^^^^^^^^^^ date 2018-02: 2018-02-01 to 2018-02-28
            From Monday to Thursday, in 2014-2016 and from 1990 until 1995 it stood.
                 ^^^^^^ date 2019-04-15: 2019-04-15
                           ^^^^^^^^ date 2019-04-18: 2019-04-18
                                        ^^^^ date 2014: 2014-01-01 to 2014-12-31
                                             ^^^^ date 2016: 2016-01-01 to 2016-12-31
                                                           ^^^^ date 1990: 1990-01-01 to 1990-12-31
                                                                      ^^^^ date 1995: 1995-01-01 to 1995-12-31
            They meet every Friday, twice a week, three times a month and each summer.
                      ^^^^^^^^^^^^ set XXXX-WXX-5
                                    ^^^^^^^^^^^^ set P1W
                                                  ^^^^^^^^^^^^^^^^^^^ set P1M
                                                                          ^^^^^^^^^^^ set XXXX-SU
            It is shut Saturday through Monday and will run from Friday to Tuesday.
                       ^^^^^^^^ date 2019-04-13: 2019-04-13
                                        ^^^^^^ date 2019-04-15: 2019-04-15
                                                                 ^^^^^^ date 2019-04-19: 2019-04-19
                                                                           ^^^^^^^ date 2019-04-23: 2019-04-23
        "#]],
    );
}

#[test]
fn times_of_day_with_their_zones() {
    check(
        &[
            "It struck at 5:30 a.m. on Thursday, at 14:05 GMT and at 9 p.m. EST.",
            "It came around noon, at midnight and on Tuesday evening.",
        ],
        &expect![[r#"
            It struck at 5:30 a.m. on Thursday, at 14:05 GMT and at 9 p.m. EST.
                         ^^^^^^^^^^^^^^^^^^^^^ time 2019-04-11T05:30: 2019-04-11
                                                   ^^^^^^^^^ time 2019-04-11T14:05Z: 2019-04-11
                                                                    ^^^^^^^^^^ time 2019-04-11T21:00-05:00: 2019-04-11
            It came around noon, at midnight and on Tuesday evening.
                    ^^^^^^^^^^^ time 2019-04-17T12:00: 2019-04-17
                                    ^^^^^^^^ time 2019-04-17T24:00: 2019-04-17
                                                    ^^^^^^^^^^^^^^^ time 2019-04-16TEV: 2019-04-16
        "#]],
    );
}

#[test]
fn ages_and_durations() {
    check(
        &[
            "The 27-year-old was held for three days, two hours and almost 20 years.",
            "Olin Parr, 41, and a boy aged 12 were found after a six-month search.",
        ],
        &expect![[r#"
            The 27-year-old was held for three days, two hours and almost 20 years.
                                         ^^^^^^^^^^ duration P3D
                                                     ^^^^^^^^^ duration PT2H
                                                                   ^^^^^^^^^^^^^^^ duration P20Y
            Olin Parr, 41, and a boy aged 12 were found after a six-month search.
                                                                ^^^^^^^^^ duration P6M
        "#]],
    );
}

#[test]
fn an_account_of_history_goes_on_from_what_it_told() {
    check(
        &[
            "In 1808, 1809, 1810 and 1811 rain fell. In March 1812 Orvik fell; on 4 August it burnt. \
             In January, two years after 1811, the king fled.",
            "In 1809, 1810, 1811 and 1812 it rained. In 1813, after a duel two years earlier, a \
             truce held; that spring, and on July 25 of that year, it broke. The year after 1813, \
             by the end of the year, all was over.",
            "The league of 1811 met on 4 November.",
        ],
        &expect![[r#"
            In 1808, 1809, 1810 and 1811 rain fell. In March 1812 Orvik fell; on 4 August it burnt. In January, two years after 1811, the king fled.
               ^^^^ date 1808: 1808-01-01 to 1808-12-31
                     ^^^^ date 1809: 1809-01-01 to 1809-12-31
                           ^^^^ date 1810: 1810-01-01 to 1810-12-31
                                    ^^^^ date 1811: 1811-01-01 to 1811-12-31
                                                       ^^^^^^^^^^ date 1812-03: 1812-03-01 to 1812-03-31
                                                                                 ^^^^^^^^ date 1812-08-04: 1812-08-04
                                                                                                       ^^^^^^^ date 1813-01: 1813-01-01 to 1813-01-31
                                                                                                                ^^^^^^^^^ duration P2Y
                                                                                                                                ^^^^ date 1811: 1811-01-01 to 1811-12-31
            In 1809, 1810, 1811 and 1812 it rained. In 1813, after a duel two years earlier, a truce held; that spring, and on July 25 of that year, it broke. The year after 1813, by the end of the year, all was over.
               ^^^^ date 1809: 1809-01-01 to 1809-12-31
                     ^^^^ date 1810: 1810-01-01 to 1810-12-31
                           ^^^^ date 1811: 1811-01-01 to 1811-12-31
                                    ^^^^ date 1812: 1812-01-01 to 1812-12-31
                                                       ^^^^ date 1813: 1813-01-01 to 1813-12-31
                                                                          ^^^^^^^^^^^^^^^^^ date 1811: 1811-01-01 to 1811-12-31
                                                                                                           ^^^^^^^^^^^ date 1813-SP: 1813-03-01 to 1813-05-31
                                                                                                                               ^^^^^^^^^^^^^^^^^^^^ date 1813-07-25: 1813-07-25
                                                                                                                                                                              ^^^^ date 1813: 1813-01-01 to 1813-12-31
                                                                                                                                                                                       ^^^^^^^^^^^^^^^^^^^ date 1813: 1813-09-01 to 1813-12-31
            The league of 1811 met on 4 November.
                          ^^^^ date 1811: 1811-01-01 to 1811-12-31
                                      ^^^^^^^^^^ date 2018-11-04: 2018-11-04
        "#]],
    );
}

#[test]
fn years_before_christ_and_years_in_pairs() {
    check(
        &["From 499 to 493 BC, in the spring of 480 BC, in April 479 BC and in 1957-60."],
        &expect![[r#"
            From 499 to 493 BC, in the spring of 480 BC, in April 479 BC and in 1957-60.
                 ^^^ date BC0499: -000499-01-01 to -000499-12-31
                        ^^^^^^ date BC0493: -000493-01-01 to -000493-12-31
                                   ^^^^^^^^^^^^^^^^^^^^ date BC0480-SP: -000480-03-01 to -000480-05-31
                                                            ^^^^^^^^^^^^ date BC0479-04: -000479-04-01 to -000479-04-30
                                                                                ^^^^ date 1957: 1957-01-01 to 1957-12-31
                                                                                     ^^ date 1960: 1960-01-01 to 1960-12-31
        "#]],
    );
}
