//! Who took what from whom.

mod common;

use common::{report, story};
use expect_test::{Expect, expect};
use variorum_model::{Lineage, Report, Resolved};
use variorum_trace::{TraceConfig, lineage, passages};

fn trace(resolved: &Resolved) -> Lineage {
    let config = TraceConfig::default();
    let reports: Vec<&Report> = resolved
        .reports
        .iter()
        .map(|r| &*r.annotated.report)
        .collect();
    lineage(resolved, passages(&reports, &config).value, &config).value
}

#[track_caller]
fn check(reports: Vec<Report>, expect: &Expect) {
    let resolved = story(reports);
    let outlet = |id| {
        let at = resolved.position(id).expect("a report of the story");
        resolved.reports[at]
            .annotated
            .report
            .outlet
            .clone()
            .unwrap_or_else(|| "the page".to_string())
    };
    let lineage = trace(&resolved);
    let mut lines: Vec<String> = Vec::new();
    for credit in &lineage.credits {
        let whole = if credit.whole { "whole" } else { "part" };
        lines.push(format!(
            "{} credits {} ({whole}, {:?})\n",
            outlet(credit.citation.report),
            credit.source.name,
            credit.source.kind
        ));
    }
    for copy in &lineage.copies {
        let from = match (&copy.from, &copy.absent) {
            (Some(from), _) => outlet(*from),
            (None, Some(absent)) => format!("absent {}", absent.name),
            (None, None) => "?".to_string(),
        };
        lines.push(format!(
            "{from} -> {} {:.2} {:?}\n",
            outlet(copy.to),
            copy.share,
            copy.basis
        ));
    }
    for line in &lineage.lines {
        let mut members: Vec<String> = line.members.iter().map(|m| outlet(m.report)).collect();
        members.sort();
        members.dedup();
        lines.push(format!(
            "line of {}: {}\n",
            line.origin.as_deref().unwrap_or("?"),
            members.join(", ")
        ));
    }
    lines.sort();
    expect.assert_eq(&lines.concat());
}

const COPY: &str = "Forty miners were brought up alive from the Kest pit on Tuesday after two nights \
under ground, and the owners shut the shaft for good. Families had waited at the gate since the roof \
came down on Sunday evening.";

#[test]
fn the_earlier_report_is_the_source() {
    check(
        vec![
            report("Kest Courier", Some("2031-03-04"), COPY),
            report(
                "Vale Herald",
                Some("2031-03-06"),
                &format!("{COPY}\n\nThe minister came on Thursday and spoke with nobody at all."),
            ),
        ],
        &expect![[r#"
            Kest Courier -> Vale Herald 0.78 Text
            line of ?: Kest Courier, Vale Herald
        "#]],
    );
}

#[test]
fn on_one_day_the_direction_stays_undecided() {
    check(
        vec![
            report("Kest Courier", Some("2031-03-04"), COPY),
            report("Vale Herald", Some("2031-03-04"), COPY),
        ],
        &expect![[r#"
            ? -> Kest Courier 1.00 Text
            line of ?: Kest Courier, Vale Herald
        "#]],
    );
}

#[test]
fn a_dateline_makes_the_agency_the_source_of_all_who_share_the_copy() {
    check(
        vec![
            report(
                "Kest Courier",
                None,
                &format!("KEST, March 4 (AFP) - {COPY}"),
            ),
            report("Vale Herald", None, COPY),
        ],
        &expect![[r#"
            Kest Courier credits AFP (whole, Agency)
            absent AFP -> Kest Courier 0.91 Both
            absent AFP -> Vale Herald 1.00 Text
            line of AFP: Kest Courier, Vale Herald
        "#]],
    );
}

#[test]
fn the_credited_outlet_is_the_source_when_it_is_among_the_reports() {
    check(
        vec![
            report("Kest Courier", None, COPY),
            report(
                "Vale Herald",
                None,
                &format!("{COPY}\n\nThis article first appeared in the Kest Courier."),
            ),
        ],
        &expect![[r#"
            Kest Courier -> Vale Herald 0.83 Both
            Vale Herald credits Kest Courier (whole, Outlet)
            line of ?: Kest Courier, Vale Herald
        "#]],
    );
}

#[test]
fn a_photo_credit_credits_no_text() {
    check(
        vec![report(
            "Kest Courier",
            None,
            "The pit is shut.\n\n^ Miners at the gate. (Photo: AFP)\n\n~ Picture by Reuters",
        )],
        &expect![""],
    );
}

#[test]
fn a_footer_in_which_a_paper_says_what_it_is_credits_it() {
    check(
        vec![report(
            "",
            None,
            "The pit is shut.\n\n~ Kest Courier\n\n~ Kest Courier is the valley's oldest newspaper. It was founded by miners.",
        )],
        &expect![[r#"
            the page credits Kest Courier (whole, Outlet)
        "#]],
    );
}

#[test]
fn a_quotation_in_common_makes_no_line() {
    let quotation = "“I was the last to leave the shaft and when I looked back there was no roof \
any more and no light, only the dust that came after us,” Ada Brandt said.";
    check(
        vec![
            report(
                "Kest Courier",
                Some("2031-03-04"),
                &format!("The engine driver spoke to the press. {quotation}"),
            ),
            report(
                "Vale Herald",
                Some("2031-03-06"),
                &format!("{quotation} She is forty."),
            ),
        ],
        &expect![""],
    );
}
