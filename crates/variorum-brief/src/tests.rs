//! What the printed brief shows and what always holds of it.

use crate::fixture::story;
use crate::{BriefConfig, TerminalStyle, brief, terminal};
use expect_test::{Expect, expect};

#[track_caller]
fn check(actual: &str, expected: Expect) {
    expected.assert_eq(actual);
}

#[test]
fn the_differences_stand_before_what_the_reports_say() {
    let story = story();
    let brief = brief(&story, &BriefConfig::default());
    check(
        &terminal(&brief, &story, &TerminalStyle::default()),
        expect![[r#"
            Depot fire kills three in Ostermark

            WHAT IT RESTS ON
              [A] Northern Wire, 3 March 2031 inferred: “Depot fire kills three”… [A:1]
              [B] Far & <b>Away</b>, 3–4 March 2031 inferred: “Fire”… [B:1]
              [C] Ostermark Courier, 3–4 March 2031 inferred: “Blaze at the”… [C:3]
              “Three workers were killed in a fire at a fuel depot on Monday, police said.”
                [A:3] — told by 2 reports, 2 origins: “police”, “The union” [C:5,7]
              credited most: “Ines Calder” [A:5] (3 reports), “police” [A:3] (2 reports),
                “The union” [C:7] (1 report, a party to it)
              [B] reads as translated by machine, such as “has said the Mayor” [B:3]
              no report states its date; the days above are inferred from “Monday” [A:3]

            WHERE THE REPORTS DIFFER
              Toll, conflict (credited to different sources) [A:3]
                “Three” [A:3]: “Three workers were killed in a fire at a fuel depot on
                  Monday, police said.” — 1 origin: “police” [C:5]
                “five” [C:7]: “The union said five people had died.” — 1 origin: “The union”
              1 compatible, such as “every cause” [A:5] and “all the causes” [B:5]

            WHAT ONE ORIGIN SAYS
              ““We are looking at every cause,” said Mayor Ines Calder.” [A:5] — 1 to 2
                origins: “Calder” [B:5 C:7]

            WHAT NOBODY IS CREDITED FOR
              “The depot opened in 1974.” [C:9]

            EVENTS AND DAYS
              3 March 2031 (computed), main event: “Three workers were killed in a fire at a
                fuel depot” [A:3]; killed 3 to 5 [B:3 C:5,7]

            WHO IS WHO
              “Ines Calder” [A:5] called “Mayor”; also “Calder” [C:7]; “Ines Caldar” [B:3];
                “Caldar”

            WHO SAID WHAT
              “Ines Calder” [A:5]: “We are looking at every cause,”
                “every cause was being looked at” [C:7] (without quotation marks)
                “We look at all the causes” [B:5] (from a translated text)

            WHO TOOK WHAT FROM WHOM
              [A] took 100 % of its text from “Northern Wire” [A:3], by its credit
              [C] took 39 % of its text from [A], by its words, such as “Three workers were
                killed in a fire at a fuel depot on”… [C:5]

            HOW IT WAS READ
              set aside 2 blocks of furniture ([C] 2), such as “Leave a Reply” [C:11]
              measured on seven stories keyed by hand: statements of one fact joined not
                measured; differences seen not measured; furniture set aside not measured
        "#]],
    );
}

#[test]
fn a_page_is_written() {
    let story = story();
    let brief = brief(&story, &BriefConfig::default());
    let page = crate::html(&[(brief, &story)], &[]);
    assert!(!page.contains("<script>alert"));
    let _ = std::fs::write("/work/tmp/brief/fixture.html", page);
}
