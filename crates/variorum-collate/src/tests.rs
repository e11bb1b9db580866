//! Invented stories, collated and printed.
//!
//! A story is written report by report: `@outlet DAY` (with `translated`
//! after it where the report is), then a sentence a line, and under a
//! sentence carets with what stands there: `count killed 3`, `count - 3`,
//! `name Ana Kovac`, `place Dunmere`, `day 2024-05-01`, `hour 09:30`, `credit
//! police`.

use crate::{CollateConfig, collate};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, OnceLock};
use variorum_language::{English, Weights};
use variorum_model::*;

fn english() -> &'static English {
    static ENGLISH: OnceLock<English> = OnceLock::new();
    ENGLISH.get_or_init(|| {
        English::new(Weights {
            tagger: Cow::Borrowed(include_bytes!("../../../weights/tagger.bin")),
            parser: Cow::Borrowed(include_bytes!("../../../weights/parser.bin")),
            names: Cow::Borrowed(include_bytes!("../../../weights/names.bin")),
            rarity: Cow::Borrowed(include_bytes!("../../../weights/rarity.bin")),
            vectors: Cow::Borrowed(include_bytes!("../../../weights/vectors.bin")),
            places: Cow::Borrowed(include_bytes!("../../../weights/places.tsv")),
            nicknames: Cow::Borrowed(include_bytes!("../../../weights/nicknames.tsv")),
        })
        .unwrap()
    })
}

/// A label under a sentence.
struct Label {
    span: Span,
    words: Vec<String>,
}

/// Reads a story in the notation above.
fn story(notation: &str) -> Resolved {
    let mut reports: Vec<(String, Vec<Label>, Vec<String>)> = Vec::new();
    let mut line_start = 0;
    for line in notation.lines() {
        let line = line.strip_prefix("        ").unwrap_or(line);
        if line.trim().is_empty() {
            continue;
        }
        if let Some(header) = line.strip_prefix('@') {
            let words = header.split(' ').map(str::to_owned).collect();
            reports.push((String::new(), Vec::new(), words));
            continue;
        }
        let (text, labels, _) = reports.last_mut().unwrap();
        if line.trim_start().starts_with('^') {
            let from = line.find('^').unwrap();
            let to = from + line[from..].bytes().take_while(|&b| b == b'^').count();
            labels.push(Label {
                span: Span::new(line_start + from, line_start + to),
                words: line[to..].split_whitespace().map(str::to_owned).collect(),
            });
        } else {
            line_start = text.len();
            text.push_str(line);
            text.push('\n');
        }
    }
    let mut names: Vec<Name> = Vec::new();
    let mut resolved: Vec<ResolvedReport> = reports
        .iter()
        .map(|(text, labels, header)| report(text, labels, header, &mut names))
        .collect();
    resolved.sort_by_key(|report| report.annotated.report.id);
    Resolved {
        story: StoryId([0; 8]),
        reports: resolved,
        names,
        rulings: Vec::new(),
    }
}

fn report(
    text: &str,
    labels: &[Label],
    header: &[String],
    names: &mut Vec<Name>,
) -> ResolvedReport {
    let day: jiff::civil::Date = header[1].parse().unwrap();
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.lines() {
        blocks.push(Block {
            role: BlockRole::Body,
            span: Span::new(start, start + line.len()),
        });
        start += line.len() + 1;
    }
    let translated = header.iter().any(|word| word == "translated");
    let report = Arc::new(Report::new(ReportParts {
        text: text.to_owned(),
        outlet: Some(header[0].clone()),
        blocks: blocks.clone(),
        published: Some((day, day, Basis::Metadata, Vec::new())),
        conditions: if translated {
            vec![(ConditionKind::Translated, vec![blocks[0].span])]
        } else {
            Vec::new()
        },
        ..ReportParts::default()
    }));
    let regions: Vec<Span> = blocks.iter().map(|block| block.span).collect();
    let analysis = english().analyse_parts(text, &regions, variorum_language::Parts::ALL);
    let of = |kind: &str| -> Vec<&Label> {
        labels
            .iter()
            .filter(|label| label.words[0] == kind)
            .collect()
    };
    let named: Vec<&Label> = labels
        .iter()
        .filter(|label| matches!(&*label.words[0], "name" | "place"))
        .collect();
    let credits = of("credit");
    let times: Vec<&Label> = labels
        .iter()
        .filter(|label| matches!(&*label.words[0], "day" | "hour"))
        .collect();
    let toll = |word: &str| match word {
        "killed" => Some(Toll::Killed),
        "injured" => Some(Toll::Injured),
        _ => None,
    };
    let annotated = Annotated {
        statements: analysis
            .sentences
            .iter()
            .enumerate()
            .map(|(index, sentence)| Statement {
                span: sentence.span,
                sentence: index,
                tokens: sentence.tokens.clone(),
                voice: credits
                    .iter()
                    .position(|label| sentence.span.contains(label.span)),
                open: false,
                polarity: Polarity::Affirmed,
                certainty: Certainty::Stated,
            })
            .collect(),
        names: named
            .iter()
            .map(|label| NameMention {
                span: label.span,
                kind: kind(label),
                title: None,
                alias: None,
                country: None,
                government: false,
            })
            .collect(),
        times: times
            .iter()
            .map(|label| TimeMention {
                span: label.span,
                kind: TimeKind::Date,
                expr: match &*label.words[0] {
                    "hour" => TimeExpr::Clock {
                        day: None,
                        clock: format!("T{}", label.words[1]).into(),
                    },
                    _ => TimeExpr::Vague { value: "PAST_REF" },
                },
            })
            .collect(),
        quantities: of("count")
            .iter()
            .map(|label| {
                let next = analysis
                    .tokens
                    .iter()
                    .find(|token| token.span.start > label.span.end && token.tag == Tag::Noun);
                let number = label.words[2].parse().ok();
                Quantity {
                    span: label.span,
                    low: number,
                    high: number,
                    approximate: false,
                    unit: None,
                    counted: next.map(|token| token.span),
                    toll: toll(&label.words[1]),
                    cumulative: false,
                    part: false,
                }
            })
            .collect(),
        voices: credits
            .iter()
            .map(|label| Voice {
                source: vec![label.span],
                cue: Vec::new(),
                content: Vec::new(),
                kind: SourceKind::Named,
                quoted: false,
                answers: true,
                outer: None,
                background: Vec::new(),
                echoes: Vec::new(),
            })
            .collect(),
        sentences: analysis.sentences,
        tokens: analysis.tokens,
        report: Arc::clone(&report),
    };
    ResolvedReport {
        published: report.published.clone(),
        names: named
            .iter()
            .map(|label| Some(name(names, label, &report)))
            .collect(),
        times: times
            .iter()
            .map(|label| ResolvedTime {
                value: label.words[1].clone(),
                days: label.words[1].parse().ok().map(|day: jiff::civil::Date| {
                    TimeSpan::Absolute {
                        start: day,
                        end: day,
                    }
                }),
                basis: Basis::Stated,
            })
            .collect(),
        voices: credits
            .iter()
            .map(|label| ResolvedVoice {
                chain: vec![Source {
                    text: report.at(label.span).to_owned(),
                    citation: Some(report.cite(label.span)),
                    name: None,
                    kind: SourceKind::Named,
                    party: None,
                    cue: None,
                    key: label.words[1].clone(),
                    body: None,
                    when: None,
                }],
            })
            .collect(),
        annotated,
    }
}

fn kind(label: &Label) -> NameKind {
    match &*label.words[0] {
        "place" => NameKind::Place,
        _ => NameKind::Person,
    }
}

fn name(names: &mut Vec<Name>, label: &Label, report: &Report) -> usize {
    let full = label.words[1..].join(" ");
    let citation = report.cite(label.span);
    let text = report.at(label.span).to_owned();
    let index = names
        .iter()
        .position(|name| name.label == full)
        .unwrap_or_else(|| {
            names.push(Name {
                id: NameId([0; 8]),
                kind: kind(label),
                label: full,
                forms: Vec::new(),
                titles: Vec::new(),
            });
            names.len() - 1
        });
    match names[index].forms.iter_mut().find(|form| form.text == text) {
        Some(form) => form.citations.push(citation),
        None => names[index].forms.push(Form {
            text,
            citations: vec![citation],
        }),
    }
    index
}

/// Prints the claims of several statements and the differences, reports by
/// their outlets.
fn print(collation: &Collation) -> String {
    let outlets: BTreeMap<ReportId, String> = collation
        .resolved
        .reports
        .iter()
        .map(|r| {
            (
                r.annotated.report.id,
                r.annotated.report.outlet.clone().unwrap(),
            )
        })
        .collect();
    let cited = |citations: &[Citation]| -> String {
        let mut lines: Vec<String> = citations
            .iter()
            .map(|&c| format!("{} “{}”", outlets[&c.report], collation.resolved.quote(c)))
            .collect();
        lines.sort();
        lines.join(", ")
    };
    let mut blocks: Vec<String> = Vec::new();
    for claim in collation
        .claims
        .iter()
        .filter(|claim| claim.statements.len() > 1)
    {
        let citations: Vec<Citation> = claim.statements.iter().map(|s| s.citation).collect();
        blocks.push(format!("told: {}\n", cited(&citations)));
    }
    blocks.sort();
    let mut out: String = blocks.concat();
    for d in &collation.differences {
        writeln!(out, "{:?} {:?} ({})", d.kind, d.state, d.reason).unwrap();
        let mut readings: Vec<String> = d.readings.iter().map(|r| cited(&r.citations)).collect();
        readings.sort();
        for reading in readings {
            writeln!(out, "  {reading}").unwrap();
        }
    }
    out
}

/// Collates a story and compares what is printed. The only place that touches
/// the stage's interface.
#[track_caller]
#[expect(
    clippy::needless_pass_by_value,
    reason = "an expectation is written in place"
)]
fn check(notation: &str, expect: Expect) {
    let collation = collate(
        story(notation),
        Lineage::default(),
        english(),
        &CollateConfig::default(),
    );
    expect.assert_eq(&print(&collation.value));
}

#[test]
fn a_later_count_of_nobody_else_is_an_update() {
    check(
        "
        @agency 2024-05-01
        Three people were killed in the warehouse fire in Dunmere.
        ^^^^^ count killed 3
        @herald 2024-05-03
        Five people were killed in the warehouse fire in Dunmere.
        ^^^^ count killed 5
        ",
        expect![[r#"
            told: agency “Three people were killed in the warehouse fire in Dunmere.”, herald “Five people were killed in the warehouse fire in Dunmere.”
            Quantity Update (a later figure of the same source or of none)
              agency “Three people”
              herald “Five people”
        "#]],
    );
}

#[test]
fn counts_credited_to_two_sources_conflict_at_any_distance() {
    check(
        "
        @agency 2024-05-01
        Three people were killed in the warehouse fire in Dunmere, police said.
        ^^^^^ count killed 3
                                                                   ^^^^^^ credit police
        @herald 2024-05-03
        Nine people were killed in the warehouse fire in Dunmere, the union said.
        ^^^^ count killed 9
                                                                  ^^^^^^^^^ credit union
        ",
        expect![[r#"
            told: agency “Three people were killed in the warehouse fire in Dunmere, police said.”, herald “Nine people were killed in the warehouse fire in Dunmere, the union said.”
            Quantity Conflict (credited to different sources)
              agency “Three people”
              herald “Nine people”
        "#]],
    );
}

#[test]
fn a_toll_that_is_no_reports_first_takes_no_part() {
    check(
        "
        @agency 2024-05-02
        Thirty people were killed by the floods in Dunmere.
        ^^^^^^ count killed 30
        At least twelve people were killed by the floods in Dunmere before the storm.
                 ^^^^^^ count killed 12
        @herald 2024-05-01
        At least 22 people were killed by the floods in Dunmere.
                 ^^ count killed 22
        ",
        expect![[r#"
            told: agency “Thirty people were killed by the floods in Dunmere.”, herald “At least 22 people were killed by the floods in Dunmere.”
            Quantity Update (a later figure of the same source or of none)
              agency “Thirty people”
              herald “22 people”
        "#]],
    );
}

#[test]
fn numbers_of_different_things_are_not_compared() {
    check(
        "
        @agency 2024-05-01
        Three people were killed in the warehouse fire in Dunmere.
        ^^^^^ count killed 3
        @herald 2024-05-01
        Nine engines from the coast fought the flames until dawn.
        ^^^^ count - 9
        ",
        expect![""],
    );
}

#[test]
fn nearly_one_number_is_of_one_thing() {
    check(
        "
        @agency 2024-05-01
        The breach at Dunmere Savings exposed the records of 143 customers.
                                                             ^^^ count - 143
        @herald 2024-05-01
        Hackers copied the accounts of 147 people in the Dunmere Savings breach.
                                       ^^^ count - 147
        ",
        expect![[r#"
            told: agency “The breach at Dunmere Savings exposed the records of 143 customers.”, herald “Hackers copied the accounts of 147 people in the Dunmere Savings breach.”
            Quantity Undetermined (which figure is the later one is not known)
              agency “143 customers”
              herald “147 people”
        "#]],
    );
}

#[test]
fn nearly_one_number_is_of_two_things_where_a_report_gives_both() {
    check(
        "
        @agency 2024-05-01
        The breach at Dunmere Savings exposed the records of 143 customers.
                                                             ^^^ count - 143
        @herald 2024-05-01
        Hackers copied the accounts of 147 people in the Dunmere Savings breach.
                                       ^^^ count - 147
        The bank wrote to 143 of its staff.
                          ^^^ count - 143
        ",
        expect![[r#"
            told: agency “The breach at Dunmere Savings exposed the records of 143 customers.”, herald “The bank wrote to 143 of its staff.”
        "#]],
    );
}

#[test]
fn tolls_of_two_places_are_not_compared_unless_one_is_in_the_other() {
    check(
        "
        @agency 2024-05-01
        The warehouse fire in Dunmere killed three people.
                              ^^^^^^^ place Dunmere
                                             ^^^^^ count killed 3
        @herald 2024-05-01
        The warehouse fire in Osterby killed nine people.
                              ^^^^^^^ place Osterby
                                             ^^^^ count killed 9
        @courier 2024-05-01
        The warehouse fire in Osterby, Velland, burned for hours.
                              ^^^^^^^ place Osterby
                                       ^^^^^^^ place Velland
        @times 2024-05-01
        The warehouse fire in Velland killed eight people.
                              ^^^^^^^ place Velland
                                             ^^^^^ count killed 8
        ",
        expect![[r#"
            told: agency “The warehouse fire in Dunmere killed three people.”, courier “The warehouse fire in Osterby, Velland, burned for hours.”, herald “The warehouse fire in Osterby killed nine people.”, times “The warehouse fire in Velland killed eight people.”
            Quantity Undetermined (which figure is the later one is not known)
              herald “nine people”
              times “eight people”
        "#]],
    );
}

#[test]
fn what_is_needed_is_not_what_there_is() {
    check(
        "
        @agency 2024-05-01
        The bill needed to win 270 delegates in the northern assembly.
                               ^^^ count - 270
        @herald 2024-05-01
        The bill won 303 delegates in the northern assembly.
                     ^^^ count - 303
        ",
        expect![[r#"
            told: agency “The bill needed to win 270 delegates in the northern assembly.”, herald “The bill won 303 delegates in the northern assembly.”
        "#]],
    );
}

#[test]
fn what_a_thing_is_not_like_is_not_answered_by_naming_it() {
    check(
        "
        @agency 2024-05-01
        The minister said it was not the purpose of the ferry inquiry to blame the crew.
        @herald 2024-05-01
        The clerk explained the purpose of the ferry inquiry to the crew.
        ",
        expect![[r#"
            told: agency “The minister said it was not the purpose of the ferry inquiry to blame the crew.”, herald “The clerk explained the purpose of the ferry inquiry to the crew.”
        "#]],
    );
}

#[test]
fn what_one_denies_and_another_affirms_conflicts() {
    check(
        "
        @agency 2024-05-01
        The ministry said the release of the sailors was not a swap.
        @herald 2024-05-01
        The sailors were freed in a swap with the ministry.
        ",
        expect![[r#"
            told: agency “The ministry said the release of the sailors was not a swap.”, herald “The sailors were freed in a swap with the ministry.”
            Polarity Conflict (one denies what the other affirms)
              agency “the release of the sailors was not a swap”
              herald “The sailors were freed in a swap with the ministry.”
        "#]],
    );
}

#[test]
fn what_a_website_did_is_no_answer_to_what_she_denies() {
    check(
        "
        @agency 2024-05-01
        She did not publish the secret letter about the dam.
        @herald 2024-05-01
        The secret letter about the dam was published by the website.
        ",
        expect![[r#"
            told: agency “She did not publish the secret letter about the dam.”, herald “The secret letter about the dam was published by the website.”
        "#]],
    );
    check(
        "
        @agency 2024-05-01
        She did not publish the secret letter about the dam.
        @herald 2024-05-01
        The secret letter about the dam was published by the clerk.
        ",
        expect![[r#"
            told: agency “She did not publish the secret letter about the dam.”, herald “The secret letter about the dam was published by the clerk.”
            Polarity Conflict (one denies what the other affirms)
              agency “She did not publish the secret letter about the dam”
              herald “The secret letter about the dam was published by the clerk”
        "#]],
    );
}

#[test]
fn a_reply_denies_what_the_sentence_before_affirms() {
    check(
        "
        @agency 2024-05-01
        The sluice at Brannock was inspected in autumn, the mayor said.
                                                        ^^^^^^^^^ credit mayor
        The engineers said there was no such inspection.
        ^^^^^^^^^^^^^ credit engineers
        ",
        expect![[r#"
            Polarity Conflict (one denies what the other affirms)
              agency “The engineers said there was no such inspection.”
              agency “The sluice at Brannock was inspected in autumn”
        "#]],
    );
}

#[test]
fn a_count_so_far_gives_way_to_a_greater_one_of_the_same_day() {
    check(
        "
        @agency 2024-05-01
        At least three people were killed in the warehouse fire in Dunmere.
        ^^^^^^^^^^^^^^ count killed 3
        @herald 2024-05-01
        Five people were killed in the warehouse fire in Dunmere.
        ^^^^ count killed 5
        ",
        expect![[r#"
            told: agency “At least three people were killed in the warehouse fire in Dunmere.”, herald “Five people were killed in the warehouse fire in Dunmere.”
            Quantity Update (a count so far, and a greater one)
              agency “At least three people”
              herald “Five people”
        "#]],
    );
}

#[test]
fn one_building_is_not_built_in_two_years() {
    check(
        "
        @agency 2024-05-01
        The iron footbridge was built in 1961.
                                         ^^^^ day 1961-01-01
        @herald 2024-05-01
        The footbridge was built in 1963, the archive said.
                                    ^^^^ day 1963-01-01
                                          ^^^^^^^^^^^ credit archive
        ",
        expect![[r#"
            told: agency “The iron footbridge was built in 1961.”, herald “The footbridge was built in 1963, the archive said.”
            Time Conflict (the days have none in common)
              agency “1961”
              herald “1963”
        "#]],
    );
}

#[test]
fn a_slip_of_the_year_conflicts() {
    check(
        "
        @agency 2024-05-01
        The flood carried off forty barges in Tessel on March 9, 2011.
                                                        ^^^^^^^^^^^^^ day 2011-03-09
        @herald 2024-05-01
        Dozens of barges were lost to the flood at Tessel on March 9, 2012.
                                                             ^^^^^^^^^^^^^ day 2012-03-09
        ",
        expect![[r#"
            told: agency “The flood carried off forty barges in Tessel on March 9, 2011.”, herald “Dozens of barges were lost to the flood at Tessel on March 9, 2012.”
            Time Conflict (one day of the calendar in two years)
              agency “March 9, 2011”
              herald “March 9, 2012”
        "#]],
    );
}

#[test]
fn opposite_words_beside_one_word_conflict() {
    check(
        "
        @agency 2024-05-01
        Hundreds of marchers, peaceful marchers all of them, filled the quay.
        @herald 2024-05-01
        Television showed marchers throwing stones at the harbour guard.
        ",
        expect![[r#"
            told: agency “Hundreds of marchers, peaceful marchers all of them, filled the quay.”, herald “Television showed marchers throwing stones at the harbour guard.”
            Manner Conflict (the words exclude each other)
              agency “peaceful”
              herald “throwing stones”
        "#]],
    );
}

#[test]
fn a_manner_told_only_in_translation_is_undetermined() {
    check(
        "
        @agency 2024-05-01
        Minister Ana Kovac and envoy Per Lund spoke by phone about the harbour treaty.
                 ^^^^^^^^^ name Ana Kovac
                                     ^^^^^^^^ name Per Lund
        @spiegelung 2024-05-01 translated
        Minister Ana Kovac met envoy Per Lund and spoke about the harbour treaty.
                 ^^^^^^^^^ name Ana Kovac
                                     ^^^^^^^^ name Per Lund
        ",
        expect![[r#"
            told: agency “Minister Ana Kovac and envoy Per Lund spoke by phone about the harbour treaty.”, spiegelung “Minister Ana Kovac met envoy Per Lund and spoke about the harbour treaty.”
            Manner Undetermined (one reading rests on machine translation alone)
              agency “by phone”
              spiegelung “met”
        "#]],
    );
}

#[test]
fn a_reason_that_one_gives_and_another_misses_is_undetermined() {
    check(
        "
        @agency 2024-05-01
        Lund did not give a reason for delaying the harbour treaty.
        ^^^^ name Per Lund
        @herald 2024-05-01
        Lund wanted more time to read the harbour treaty, diplomats said.
        ^^^^ name Per Lund
        ",
        expect![[r#"
            told: agency “Lund did not give a reason for delaying the harbour treaty.”, herald “Lund wanted more time to read the harbour treaty, diplomats said.”
            Reason Undetermined (a reason may be given to one and not to another)
              agency “Lund did not give a reason for delaying the harbour treaty.”
              herald “Lund wanted more time to read the harbour treaty”
        "#]],
    );
}

#[test]
fn hours_that_cannot_be_one_conflict() {
    check(
        "
        @agency 2024-05-01
        The first alarm from the Dunmere mill was received at 12:13 on Monday.
                                                              ^^^^^ hour 12:13
        @herald 2024-05-01
        The Dunmere fire brigade received the alarm around 12:20.
                                                           ^^^^^ hour 12:20
        @gazette 2024-05-01
        An alarm from the mill was received just after 12:00, a neighbour said.
                                                       ^^^^^ hour 12:00
        ",
        expect![[r#"
            told: agency “The first alarm from the Dunmere mill was received at 12:13 on Monday.”, gazette “An alarm from the mill was received just after 12:00, a neighbour said.”, herald “The Dunmere fire brigade received the alarm around 12:20.”
            Time Conflict (the hours cannot be one)
              agency “12:13”
              herald “12:20”
        "#]],
    );
}

#[test]
fn neighbours_in_a_row_conflict_where_neither_report_gives_the_others() {
    check(
        "
        @agency 2024-05-01
        Kovac crashed his green Velin into the barriers in the 14th lap.
        The race had begun on lap 6.
        @herald 2024-05-01
        Lap 13 Kovac crashes into the barriers.
        Debris of his Velin lay on the course until lap 17.
        ",
        expect![[r#"
            told: agency “Kovac crashed his green Velin into the barriers in the 14th lap.”, herald “Lap 13 Kovac crashes into the barriers.”
            Quantity Conflict (one thing has one place in a row)
              agency “14th lap”
              herald “Lap 13”
        "#]],
    );
}

#[test]
fn a_telephone_number_that_is_the_same_but_for_a_digit_conflicts() {
    check(
        "
        @agency 2024-05-01
        Witnesses are asked to call the Dunmere police on 555-204-7731.
        @herald 2024-05-01
        Anybody who saw the van may ring (555) 204-7781.
        The town hall answers on 555-204-1000.
        ",
        expect![[r#"
            told: agency “Witnesses are asked to call the Dunmere police on 555-204-7731.”, herald “Anybody who saw the van may ring (555) 204-7781.”
            Quantity Conflict (one number but for a digit)
              agency “555-204-7731”
              herald “(555) 204-7781”
        "#]],
    );
}

#[test]
fn one_event_on_two_days_conflicts() {
    check(
        "
        @agency 2024-05-01
        The ferry Aurelia capsized off Dunmere on 28 April.
                                                  ^^^^^^^^ day 2024-04-28
        @herald 2024-05-01
        The ferry Aurelia capsized off Dunmere on 29 April.
                                                  ^^^^^^^^ day 2024-04-29
        ",
        expect![[r#"
            told: agency “The ferry Aurelia capsized off Dunmere on 28 April.”, herald “The ferry Aurelia capsized off Dunmere on 29 April.”
            Time Conflict (the days have none in common)
              agency “28 April”
              herald “29 April”
        "#]],
    );
}

/// Prints the events with their days, who took part and their counts.
#[track_caller]
#[expect(
    clippy::needless_pass_by_value,
    reason = "an expectation is written in place"
)]
fn check_events(notation: &str, expect: Expect) {
    let config = CollateConfig::default();
    let resolved = story(notation);
    let collation = collate(resolved, Lineage::default(), english(), &config).value;
    let quote = |citation: Citation| collation.resolved.quote(citation);
    let mut out = String::new();
    for event in &collation.events {
        let day = match event.when.as_ref().map(|when| when.days) {
            Some(TimeSpan::Absolute { start, .. }) => start.to_string(),
            _ => "no day".to_owned(),
        };
        let main = if event.main { "main " } else { "" };
        writeln!(out, "{main}{day} “{}”", quote(event.label)).unwrap();
        for one in &event.participants {
            let name = &collation.resolved.names[one.name].label;
            writeln!(out, "  {:?} {name}", one.role).unwrap();
        }
        for count in &event.counts {
            writeln!(out, "  {:?} {}", count.of, quote(count.citations[0])).unwrap();
        }
        if let Some((place, _)) = &event.place {
            writeln!(out, "  at {place}").unwrap();
        }
    }
    expect.assert_eq(&out);
}

#[test]
fn an_event_is_what_was_done_and_told_once() {
    check_events(
        "
        @agency 2024-05-03
        A lorry overturned on the quay of Dunmere on Wednesday, killing four people.
                                                     ^^^^^^^^^ day 2024-05-01
                                                                        ^^^^^^^^^^^ count killed 4
        Ana Kovac launched a campaign on 12 April to close the quay.
        ^^^^^^^^^ name Ana Kovac
                                         ^^^^^^^^ day 2024-04-12
        The harbour has been closed since 2 May.
                                          ^^^^^ day 2024-05-02
        Kovac is staying in Lund as the holiday begins on Friday.
        ^^^^^ name Ana Kovac
                            ^^^^ place Lund
                                                          ^^^^^^ day 2024-05-03
        This article was corrected on 3 May.
                                      ^^^^^ day 2024-05-03
        @herald 2024-05-03
        Four people died when a lorry overturned on the quay of Dunmere on 1 May.
                                                                ^^^^^^^ place Dunmere
                                                                           ^^^^^ day 2024-05-01
        The lorry overturned shortly before noon on Wednesday.
                                                    ^^^^^^^^^ day 2024-05-01
        ",
        expect![[r#"
            main 2024-05-01 “A lorry overturned on the quay of Dunmere on Wednesday, killing four people.”
              Killed four people
            2024-04-12 “Ana Kovac launched a campaign on 12 April to close the quay.”
              Agent Ana Kovac
        "#]],
    );
}

#[test]
fn words_quoted_in_part_do_not_hide_when_it_was_done() {
    check_events(
        "
        @agency 2024-05-04
        The palace said that minister Ana Kovac spoke with envoy Per Lund on Monday about the \"harbour treaty\".
        ^^^^^^^^^^ credit palace
                                      ^^^^^^^^^ name Ana Kovac
                                                                 ^^^^^^^^ name Per Lund
                                                                             ^^^^^^ day 2024-04-29
        @spiegelung 2024-05-04 translated
        Minister Ana Kovac spoke with envoy Per Lund about the harbour treaty, told the palace Friday.
                 ^^^^^^^^^ name Ana Kovac
                                            ^^^^^^^^ name Per Lund
                                                                                           ^^^^^^ day 2024-05-03
        ",
        expect![[r#"
            main 2024-04-29 “The palace said that minister Ana Kovac spoke with envoy Per Lund on Monday about the "harbour treaty".”
              Agent Ana Kovac
        "#]],
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_statement_is_in_one_claim_and_every_citation_in_its_text(
        first in "[a-zA-Z“”\"',. é0-9—]{1,120}",
        second in "[a-zA-Z“”\"',. é0-9—]{1,120}",
    ) {
        let notation = format!("@one 2024-05-01\nx{first}\n@two 2024-05-02\nx{second}\n");
        let resolved = story(&notation);
        let statements: usize = resolved.reports.iter().map(|r| r.annotated.statements.len()).sum();
        let collation = collate(resolved, Lineage::default(), english(), &CollateConfig::default()).value;
        let mut told: Vec<(usize, usize)> = collation
            .claims
            .iter()
            .flat_map(|claim| &claim.statements)
            .map(|statement| (statement.report, statement.statement))
            .collect();
        for claim in &collation.claims {
            for statement in &claim.statements {
                let _ = collation.resolved.quote(statement.citation);
            }
        }
        told.sort_unstable();
        told.dedup();
        prop_assert_eq!(told.len(), statements);
    }
}
