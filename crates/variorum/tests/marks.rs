//! Voices, names and quantities as a person reads them: a text, below it each
//! mark under its words.
//!
//! A voice has `s` under who says it, `c` under the crediting words and `~` under
//! what is said, and behind it the chain of sources, the outermost first.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use std::sync::{Arc, LazyLock};

use expect_test::{Expect, expect};
use variorum::Config;
use variorum::language::English;
use variorum::model::{Block, BlockRole, Report, ReportParts, Resolved, SourceKind, Span};

static ENGLISH: LazyLock<English> =
    LazyLock::new(|| variorum::embedded().expect("the weights fit the program"));

/// Reads each line as a report of its own, prints `marks` below it and compares.
#[track_caller]
fn check(lines: &[&str], marks: fn(&str, &Resolved) -> String, expected: &Expect) {
    let printed = lines.iter().map(|line| {
        let report = Arc::new(Report::new(ReportParts {
            text: (*line).to_owned(),
            blocks: vec![Block {
                role: BlockRole::Body,
                span: Span::new(0, line.len()),
            }],
            ..ReportParts::default()
        }));
        let resolved = variorum::together(&[report], &ENGLISH, &Config::default()).value;
        format!("{line}\n{}", marks(line, &resolved))
    });
    expected.assert_eq(&printed.collect::<String>());
}

/// Writes a letter under each character of some spans.
fn under(text: &str, marked: &[(&[Span], char)]) -> String {
    let letter = |at: usize| {
        let at = u32::try_from(at).unwrap();
        let holds = |spans: &[Span]| spans.iter().any(|s| s.start <= at && at < s.end);
        let found = marked.iter().find(|(spans, _)| holds(spans));
        found.map_or(' ', |(_, letter)| *letter)
    };
    let line: String = text.char_indices().map(|(at, _)| letter(at)).collect();
    line.trim_end().to_owned()
}

fn voices(text: &str, resolved: &Resolved) -> String {
    let report = &resolved.reports[0];
    let mut printed = String::new();
    for (voice, meant) in report.annotated.voices.iter().zip(&report.voices) {
        let marks = under(
            text,
            &[
                (&voice.source, 's'),
                (&voice.cue, 'c'),
                (&voice.content, '~'),
            ],
        );
        let sources: Vec<&str> = meant.chain.iter().map(|source| &*source.text).collect();
        let kind = match voice.kind {
            SourceKind::Named => "named",
            SourceKind::Anonymous => "anonymous",
            SourceKind::Document => "document",
            SourceKind::Own => "own",
        };
        printed += &format!("{marks}  {kind}: {}\n", sources.join(" > "));
    }
    printed
}

fn names(text: &str, resolved: &Resolved) -> String {
    let report = &resolved.reports[0];
    let mut printed = String::new();
    for (mention, name) in report.annotated.names.iter().zip(&report.names) {
        let title: Vec<Span> = mention.title.into_iter().collect();
        let marks = under(text, &[(&[mention.span], '^'), (&title, 't')]);
        let label = name.map_or("-", |name| &resolved.names[name].label);
        printed += &format!("{marks}  {:?}: {label}", mention.kind);
        if let Some(country) = &mention.country {
            printed += &format!(", of {country}");
        }
        printed += if mention.government {
            ", its government\n"
        } else {
            "\n"
        };
    }
    printed
}

fn quantities(text: &str, resolved: &Resolved) -> String {
    let mut printed = String::new();
    for quantity in &resolved.reports[0].annotated.quantities {
        let counted: Vec<Span> = quantity.counted.into_iter().collect();
        let marks = under(text, &[(&[quantity.span], '^'), (&counted, 'n')]);
        let bound = |bound: Option<f64>| bound.map_or("-".to_owned(), |b| b.to_string());
        printed += &format!(
            "{marks}  {} to {}",
            bound(quantity.low),
            bound(quantity.high)
        );
        if let Some(unit) = &quantity.unit {
            printed += &format!(" {unit}");
        }
        if let Some(toll) = quantity.toll {
            printed += &format!(", {toll:?}");
        }
        printed.push('\n');
    }
    printed
}

#[test]
fn who_says_what_before_behind_and_between() {
    check(
        &[
            "The harbour master said on Monday that two boats had sunk.",
            "The ferry, the harbour master said, had left at noon.",
            "“The roof is gone,” said Ada Moore, a weaver. “Nobody came until noon.”",
            "According to a translation by the Lamp Trust, the note said the men were alive.",
        ],
        voices,
        &expect![[r#"
            The harbour master said on Monday that two boats had sunk.
            ssssssssssssssssss cccc           ~~~~~~~~~~~~~~~~~~~~~~~  anonymous: The harbour master
            The ferry, the harbour master said, had left at noon.
            ~~~~~~~~~  ssssssssssssssssss cccc  ~~~~~~~~~~~~~~~~  anonymous: the harbour master
            “The roof is gone,” said Ada Moore, a weaver. “Nobody came until noon.”
            ~~~~~~~~~~~~~~~~~~~ cccc sssssssssssssssssss  ~~~~~~~~~~~~~~~~~~~~~~~~~  named: Ada Moore, a weaver
            According to a translation by the Lamp Trust, the note said the men were alive.
            cccccccccccc sssssssssssssssssssssssssssssss  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  named: a translation by the Lamp Trust
                                                          ssssssss cccc ~~~~~~~~~~~~~~~~~~  document: the note
        "#]],
    );
}

#[test]
fn the_whole_subject_speaks() {
    check(
        &[
            "The state yard that built the Selga ferry said its engineers had found the leak.",
            "A second man, found in a boat near the pier, was taken to Lisk.",
            "The mayor said Ada Moore, who is paid by the town, should leave the board.",
            "Ada Moore was a clerk of the mill said to be on the list of the dead.",
            "Ada Lunn weighed a run for mayor this year before opting against a campaign.",
        ],
        voices,
        &expect![[r#"
            The state yard that built the Selga ferry said its engineers had found the leak.
            sssssssssssssssssssssssssssssssssssssssss cccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  named: The state yard that built the Selga ferry
            A second man, found in a boat near the pier, was taken to Lisk.
            sssssssssssss ccccc      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  anonymous: A second man
            The mayor said Ada Moore, who is paid by the town, should leave the board.
            sssssssss cccc ~~~~~~~~~                           ~~~~~~~~~~~~~~~~~~~~~~  anonymous: The mayor
            Ada Moore was a clerk of the mill said to be on the list of the dead.
                                              cccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  anonymous: 
            Ada Lunn weighed a run for mayor this year before opting against a campaign.
            ssssssss ccccccc ~~~~~  named: Ada Lunn
                                                              cccccccccccccc ~~~~~~~~~~  anonymous: 
        "#]],
    );
}

#[test]
fn an_opponent_does_not_say_what_he_rejects() {
    check(
        &[
            "The union rejected the mayor's claim that the strike was over.",
            "The army denied a report by the Lisk Courier that it had crossed the river.",
            "While the government insists the bridge is safe, engineers say it could fall.",
        ],
        voices,
        &expect![[r#"
            The union rejected the mayor's claim that the strike was over.
            The army denied a report by the Lisk Courier that it had crossed the river.
                              cccccc    ssssssssssssssss      ~~~~~~~~~~~~~~~~~~~~~~~~  named: the Lisk Courier
            While the government insists the bridge is safe, engineers say it could fall.
                  ssssssssssssss ccccccc ~~~~~~~~~~~~~~~~~~  anonymous: the government
                                                             sssssssss ccc ~~~~~~~~~~~~~  anonymous: engineers
        "#]],
    );
}

#[test]
fn who_is_meant_by_a_pronoun_or_an_office() {
    check(
        &[
            "Foreign Minister Omar Sa said the talks had begun. The prime minister said they would be short.",
            "Maria Brandt said the lights went out at nine. Peter Holm was asleep. She heard a bang, she said.",
            "His family said Peter Holm had died. The group's spokesman, Omar Sa, said nine were held.",
        ],
        voices,
        &expect![[r#"
            Foreign Minister Omar Sa said the talks had begun. The prime minister said they would be short.
            ssssssssssssssssssssssss cccc ~~~~~~~~~~~~~~~~~~~  named: Foreign Minister Omar Sa
                                                               ssssssssssssssssss cccc ~~~~~~~~~~~~~~~~~~~  anonymous: The prime minister
            Maria Brandt said the lights went out at nine. Peter Holm was asleep. She heard a bang, she said.
            ssssssssssss cccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~  named: Maria Brandt
                                                                                  ~~~~~~~~~~~~~~~~  sss cccc  named: Maria Brandt
            His family said Peter Holm had died. The group's spokesman, Omar Sa, said nine were held.
            ssssssssss cccc ~~~~~~~~~~~~~~~~~~~  anonymous: His family
                                                 sssssssssssssssssssssssssssssss cccc ~~~~~~~~~~~~~~  named: The group's spokesman, Omar Sa
        "#]],
    );
}

#[test]
fn credits_within_credits() {
    check(
        &[
            "The union says the company admitted that it knew of the crack.",
            "Rebels claimed they had shot down the plane, a Tavesh army spokesman said.",
            "Mayor: the town will not pay for the bridge",
        ],
        voices,
        &expect![[r#"
            The union says the company admitted that it knew of the crack.
            sssssssss cccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  anonymous: The union
                           sssssssssss cccccccc ~~~~~~~~~~~~~~~~~~~~~~~~~  anonymous: The union > the company
            Rebels claimed they had shot down the plane, a Tavesh army spokesman said.
            ssssss ccccccc ~~~~~~~~~~~~~~~~~~~~~~~~~~~~  anonymous: a Tavesh army spokesman > Rebels
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  sssssssssssssssssssssss cccc  named: a Tavesh army spokesman
            Mayor: the town will not pay for the bridge
            sssss  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  named: Mayor
        "#]],
    );
}

#[test]
fn names_with_their_titles_and_short_forms() {
    check(
        &[
            "Field Marshal Peter Holm met Ada Moore in Lisk. Holm left; Ms Moore stayed.",
            "The Norland Liberation Front (NLF) said NLF spokesman Omar Sa was in Oslo.",
            "The Lake Trust's chair, Maria Brandt, and Brandt's son went to Norway.",
        ],
        names,
        &expect![[r#"
            Field Marshal Peter Holm met Ada Moore in Lisk. Holm left; Ms Moore stayed.
            ttttttttttttt ^^^^^^^^^^  Person: Peter Holm
                                         ^^^^^^^^^  Person: Ada Moore
                                                      ^^^^  Place: Lisk
                                                            ^^^^  Person: Peter Holm
                                                                       tt ^^^^^  Person: Ada Moore
            The Norland Liberation Front (NLF) said NLF spokesman Omar Sa was in Oslo.
                ^^^^^^^^^^^^^^^^^^^^^^^^  Organisation: Norland Liberation Front
                                          ^^^  Organisation: Norland Liberation Front
                                                    ^^^  Organisation: Norland Liberation Front
                                                    ttttttttttttt ^^^^^^^  Person: Omar Sa
                                                                                 ^^^^  Place: Oslo
            The Lake Trust's chair, Maria Brandt, and Brandt's son went to Norway.
                ^^^^^^^^^^  Organisation: Lake Trust
                                    ^^^^^^^^^^^^  tttttttttttttttt  Person: Maria Brandt
                                                      ^^^^^^  Person: Maria Brandt
                                                                           ^^^^^^  Place: Norway, of Norway
        "#]],
    );
}

#[test]
fn a_capital_that_acts_stands_for_its_government() {
    check(
        &[
            "Washington urged Tehran to free them; in Washington it rained.",
            "Moscow and Oslo agreed on Monday that Norwegian ships may pass.",
            "The ban was imposed by Paris. Rome burnt for days, and trains to Rome stood.",
            "Talks with Beijing go on despite Norway's demand.",
        ],
        names,
        &expect![[r#"
            Washington urged Tehran to free them; in Washington it rained.
            ^^^^^^^^^^  Place: Washington, of United States, its government
                             ^^^^^^  Place: Tehran, of Iran, its government
                                                     ^^^^^^^^^^  Place: Washington
            Moscow and Oslo agreed on Monday that Norwegian ships may pass.
            ^^^^^^  Place: Moscow, of Russia, its government
                       ^^^^  Place: Oslo, of Norway, its government
            The ban was imposed by Paris. Rome burnt for days, and trains to Rome stood.
                                   ^^^^^  Place: Paris, of France, its government
                                          ^^^^  Place: Rome
                                                                             ^^^^  Place: Rome
            Talks with Beijing go on despite Norway's demand.
                       ^^^^^^^  Place: Beijing, of China, its government
                                             ^^^^^^  Place: Norway, of Norway, its government
        "#]],
    );
}

#[test]
fn quantities_with_what_they_count() {
    check(
        &[
            "At least 14 of the fighters were killed and some 200 people fled.",
            "The mill cost $1.2 billion; half a million visitors came, two dozen a day.",
            "Between nine and twelve miners were hurt, a third of the shift.",
            "The test scores were level; a blast left scores dead.",
            "Scores were missing and as many as 40 boats sank 3 km off the coast.",
        ],
        quantities,
        &expect![[r#"
            At least 14 of the fighters were killed and some 200 people fled.
            ^^^^^^^^^^^        nnnnnnnn  14 to -, Killed
                                                        ^^^^^^^^ nnnnnn  200 to 200, Displaced
            The mill cost $1.2 billion; half a million visitors came, two dozen a day.
                          ^^^^^^^^^^^^  1200000000 to 1200000000 USD
                                        ^^^^^^^^^^^^^^ nnnnnnnn  500000 to 500000
                                                                      ^^^^^^^^^  24 to 24
            Between nine and twelve miners were hurt, a third of the shift.
            ^^^^^^^^^^^^^^^^^^^^^^^ nnnnnn  9 to 12, Injured
                                                      ^^^^^^^        nnnnn  33.333333333333336 to 33.333333333333336 %
            The test scores were level; a blast left scores dead.
                                                     ^^^^^^  40 to -, Killed
            Scores were missing and as many as 40 boats sank 3 km off the coast.
            ^^^^^^  40 to -, Missing
                                    ^^^^^^^^^^^^^ nnnnn  - to 40
                                                  nnnnn      ^^^^  3000 to 3000 m
        "#]],
    );
}

#[test]
fn titles_are_of_the_person_beside_them() {
    check(
        &[
            "On 2 November campaigner Ada Moore met then-Senator Karl Voss in King County.",
            "The Velian ambassador to Israel Dan Lunn left Kest.",
            "In the year that made Ada Marrow president, Karl Lunn went on to teach.",
        ],
        names,
        &expect![[r#"
            On 2 November campaigner Ada Moore met then-Senator Karl Voss in King County.
                          tttttttttt ^^^^^^^^^  Person: Ada Moore
                                                   tttttttttttt ^^^^^^^^^  Person: Karl Voss
                                                                             ^^^^^^^^^^^  Place: King County
            The Velian ambassador to Israel Dan Lunn left Kest.
                                     ^^^^^^  Place: Israel, of Israel
                                            ^^^^^^^^  Person: Dan Lunn
                                                          ^^^^  Place: Kest
            In the year that made Ada Marrow president, Karl Lunn went on to teach.
                                  ^^^^^^^^^^  Person: Ada Marrow
                                                        ^^^^^^^^^  Person: Karl Lunn
        "#]],
    );
}

/// Prints on whose word each statement stands.
fn words_of(_: &str, resolved: &Resolved) -> String {
    let marks = &resolved.reports[0].annotated;
    let statements = marks.statements.iter().map(|statement| {
        let voice = statement.voice.map(|voice| &marks.voices[voice]);
        let source = voice.and_then(|voice| voice.source.first());
        let source = source.map_or("nobody", |&source| marks.report.at(source));
        format!("  on the word of {source}\n")
    });
    statements.collect()
}

#[test]
fn what_is_done_to_something_stands_on_nobodys_word() {
    check(
        &[
            "Velia bans telephones in cars even when you pull over.",
            "Velia says telephones in cars are banned even when you pull over.",
        ],
        words_of,
        &expect![[r#"
            Velia bans telephones in cars even when you pull over.
              on the word of nobody
            Velia says telephones in cars are banned even when you pull over.
              on the word of Velia
        "#]],
    );
}
