//! Invented stories whose reports carry no date, and when they appeared.

use super::published;
use crate::times::times;
use expect_test::{Expect, expect};
use jiff::civil::Weekday;
use std::sync::Arc;
use variorum_model::{
    Annotated, Block, BlockRole, Direction, Report, ReportParts, Span, TimeExpr, TimeKind,
    TimeMention, Unit,
};

/// Builds a report from its words, each of the times among them with what it
/// says.
fn report(text: &str, times: &[(&str, TimeKind, TimeExpr)]) -> Annotated {
    report_at(None, text, times)
}

/// The same with an address.
fn report_at(url: Option<&str>, text: &str, times: &[(&str, TimeKind, TimeExpr)]) -> Annotated {
    let whole = Span::new(0, text.len());
    let block = Block {
        role: BlockRole::Body,
        span: whole,
    };
    let report = Report::new(ReportParts {
        text: text.to_owned(),
        url: url.map(str::to_owned),
        blocks: vec![block],
        ..ReportParts::default()
    });
    let mut mentions: Vec<TimeMention> = times
        .iter()
        .map(|(words, kind, expr)| {
            let start = text.find(words).unwrap();
            TimeMention {
                span: Span::new(start, start + words.len()),
                kind: *kind,
                expr: expr.clone(),
            }
        })
        .collect();
    mentions.sort_by_key(|mention| mention.span);
    Annotated {
        report: Arc::new(report),
        sentences: Vec::new(),
        tokens: Vec::new(),
        names: Vec::new(),
        times: mentions,
        quantities: Vec::new(),
        voices: Vec::new(),
        statements: Vec::new(),
    }
}

/// Dates the reports and compares each window and the values of its times.
#[track_caller]
fn check(reports: &[Annotated], expected: &Expect) {
    let mut shown = String::new();
    for (annotated, published) in reports.iter().zip(published(reports)) {
        match &published {
            Some(window) => shown += &format!("{}..{}:", window.start, window.end),
            None => shown += "unknown:",
        }
        for time in times(annotated, published.as_ref()) {
            shown += &format!(" {}", time.value);
        }
        shown.push('\n');
    }
    expected.assert_eq(&shown);
}

fn on(weekday: Weekday) -> TimeExpr {
    TimeExpr::Weekday {
        weekday,
        direction: Direction::Past,
        strict: false,
    }
}

fn date(year: Option<i16>, month: i8, day: i8) -> TimeExpr {
    TimeExpr::Calendar {
        year,
        month: Some(month),
        day: Some(day),
        weekday: None,
        direction: Direction::Past,
    }
}

#[test]
fn a_stamped_date_dates_its_report_but_one_sibling_is_too_little() {
    let stamped = report(
        "KELDORA, Nov 14 2012 (Agency) - Shells hit the market on Wednesday.",
        &[
            ("Nov 14 2012", TimeKind::Date, date(Some(2012), 11, 14)),
            ("Wednesday", TimeKind::Date, on(Weekday::Wednesday)),
        ],
    );
    let bare = report(
        "The market of Keldora was hit on Wednesday, the mayor said.",
        &[("Wednesday", TimeKind::Date, on(Weekday::Wednesday))],
    );
    check(
        &[stamped, bare],
        &expect![[r#"
            2012-11-13..2012-11-15: 2012-11-14 2012-11-14
            unknown: XXXX-WXX-3
        "#]],
    );
}

#[test]
fn an_address_dates_its_report_and_a_sibling_whose_weekdays_fit() {
    let filed = report_at(
        Some("https://keldora.example/2012/11/14/market"),
        "Shells hit the market on Wednesday.",
        &[("Wednesday", TimeKind::Date, on(Weekday::Wednesday))],
    );
    let bare = report(
        "Shells hit the market on Wednesday, a day after the talks of Tuesday failed.",
        &[
            ("Wednesday", TimeKind::Date, on(Weekday::Wednesday)),
            ("Tuesday", TimeKind::Date, on(Weekday::Tuesday)),
        ],
    );
    check(
        &[filed, bare],
        &expect![[r#"
        2012-11-14..2012-11-14: 2012-11-14
        2012-11-13..2012-11-15: 2012-11-14 2012-11-13
    "#]],
    );
}

#[test]
fn a_date_written_out_in_prose_tells_of_long_ago() {
    let told = || {
        report(
            "Keldora fell silent. The mayor recalled on Monday how shells hit the market on \
             November 6, 2017.",
            &[
                ("Monday", TimeKind::Date, on(Weekday::Monday)),
                ("November 6, 2017", TimeKind::Date, date(Some(2017), 11, 6)),
            ],
        )
    };
    check(
        &[told(), told(), told()],
        &expect![[r#"
        unknown: XXXX-WXX-1 2017-11-06
        unknown: XXXX-WXX-1 2017-11-06
        unknown: XXXX-WXX-1 2017-11-06
    "#]],
    );
}

#[test]
fn a_story_without_a_year_is_not_dated() {
    let bare = report(
        "The market of Keldora was hit on Wednesday, on April 4.",
        &[
            ("Wednesday", TimeKind::Date, on(Weekday::Wednesday)),
            ("April 4", TimeKind::Date, date(None, 4, 4)),
        ],
    );
    check(
        &[bare],
        &expect![[r#"
        unknown: XXXX-WXX-3 XXXX-04-04
    "#]],
    );
}

#[test]
fn years_after_a_told_year_name_the_year_together() {
    let told = report(
        "Marshal Ovrin fell in 2011.",
        &[(
            "2011",
            TimeKind::Date,
            TimeExpr::Calendar {
                year: Some(2011),
                month: None,
                day: None,
                weekday: None,
                direction: Direction::Past,
            },
        )],
    );
    let after = report(
        "It comes eight years after Ovrin fell.",
        &[(
            "eight years",
            TimeKind::Duration,
            TimeExpr::FromEvent {
                unit: Unit::Year,
                amount: 8,
            },
        )],
    );
    let reports = [told, after];
    let clues = reports.each_ref().map(super::clues::clues);
    let cited = super::links::cited(&reports, &clues, 2019);
    assert_eq!(cited.len(), 2);
}

#[test]
fn a_date_under_a_picture_is_of_the_week_where_its_weekday_is_told() {
    let pictured = report(
        "Shells hit the market of Keldora on Wednesday, killing four.\n\nThe market | \
         November 14, 2012\n\nMore fell on Wednesday night.",
        &[
            ("Wednesday", TimeKind::Date, on(Weekday::Wednesday)),
            (
                "November 14, 2012",
                TimeKind::Date,
                date(Some(2012), 11, 14),
            ),
            ("Wednesday night", TimeKind::Date, on(Weekday::Wednesday)),
        ],
    );
    check(
        &[pictured],
        &expect![[r#"
        2012-11-14..2012-11-16: 2012-11-14 2012-11-14 2012-11-14
    "#]],
    );
}

#[test]
fn most_reports_that_name_a_month_whole_are_not_of_it() {
    let told = || {
        report(
            "Keldora raised its offer for the yards of Orlo on Wednesday, a week before their \
             owners meet, and said that it would not raise it again, whatever others may offer for \
             them. The first offer came in November.\n\nThe yard | \
             November 14, 2012\n\nMore is to be said on Wednesday night.",
            &[
                ("Wednesday", TimeKind::Date, on(Weekday::Wednesday)),
                (
                    "November",
                    TimeKind::Date,
                    TimeExpr::Calendar {
                        year: None,
                        month: Some(11),
                        day: None,
                        weekday: None,
                        direction: Direction::Past,
                    },
                ),
                (
                    "November 14, 2012",
                    TimeKind::Date,
                    date(Some(2012), 11, 14),
                ),
                ("Wednesday night", TimeKind::Date, on(Weekday::Wednesday)),
            ],
        )
    };
    check(
        &[told(), told()],
        &expect![[r#"
            unknown: XXXX-WXX-3 XXXX-11 2012-11-14 XXXX-WXX-3
            unknown: XXXX-WXX-3 XXXX-11 2012-11-14 XXXX-WXX-3
        "#]],
    );
}
