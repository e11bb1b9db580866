//! An invented story of three reports, built by hand: a fire at a depot, a
//! toll on which two parties part, a statement in two wordings.

use jiff::civil::{Date, date};
use std::sync::Arc;
use variorum_model::*;

/// The first report: an agency's.
const WIRE: &str = "Depot fire kills three in Ostermark

OSTERMARK (Northern Wire) - Three workers were killed in a fire at a fuel depot on Monday, police said.

\u{201c}We are looking at every cause,\u{201d} said Mayor Ines Calder.

Officials gave no reason for the delay of the first engines.
";

/// The second: an outlet that takes a paragraph over and asks somebody else.
const LOCAL: &str = "MENU Home News Sport

Blaze at the Ostermark depot

Three workers were killed in a fire at a fuel depot on Monday, police said.

The union said five people had died. Mayor Calder said that every cause was being looked at.

The depot opened in 1974.

Leave a Reply
";

/// The third: translated, hostile in its headline.
const FAR: &str = "Fire <script>alert(1)</script> of the deposit & \u{1b}[31mOstermark

The fire of the Monday has left dead, has said the Mayor Ines Caldar.

\u{201c}We look at all the causes\u{201d}, has declared Caldar.
";

/// A report with the marks that the tests look at.
fn report(text: &str, outlet: &str, roles: &[(BlockRole, &str)]) -> Report {
    let span = |words: &str| {
        let at = text.find(words).expect("the fixture has the words");
        Span::new(at, at + words.len())
    };
    Report::new(ReportParts {
        text: text.to_owned(),
        outlet: Some(outlet.to_owned()),
        blocks: roles
            .iter()
            .map(|&(role, words)| Block {
                role,
                span: span(words),
            })
            .collect(),
        conditions: if text == FAR {
            vec![(ConditionKind::Translated, vec![span("has said the Mayor")])]
        } else {
            Vec::new()
        },
        ..ReportParts::default()
    })
}

/// The reports by name, for citing.
struct Reports(Vec<Report>);

impl Reports {
    /// Returns the place of `words` in the report of `outlet`.
    fn at(&self, outlet: &str, words: &str) -> Citation {
        let report = self
            .0
            .iter()
            .find(|report| report.outlet.as_deref() == Some(outlet))
            .expect("the outlet is there");
        let at = report.text.find(words).expect("the report has the words");
        report.cite(Span::new(at, at + words.len()))
    }
}

fn form(text: &str, citations: Vec<Citation>) -> Form {
    Form {
        text: text.to_owned(),
        citations,
    }
}

/// Returns the invented story.
pub(crate) fn story() -> Collation {
    let reports = Reports(vec![
        report(
            WIRE,
            "Northern Wire",
            &[
                (BlockRole::Title, "Depot fire kills three in Ostermark"),
                (BlockRole::Dateline, "OSTERMARK (Northern Wire) -"),
                (
                    BlockRole::Body,
                    "Three workers were killed in a fire at a fuel depot on Monday, police said.",
                ),
                (
                    BlockRole::Body,
                    "\u{201c}We are looking at every cause,\u{201d} said Mayor Ines Calder.",
                ),
                (
                    BlockRole::Body,
                    "Officials gave no reason for the delay of the first engines.",
                ),
            ],
        ),
        report(
            LOCAL,
            "Ostermark Courier",
            &[
                (BlockRole::Furniture, "MENU Home News Sport"),
                (BlockRole::Title, "Blaze at the Ostermark depot"),
                (
                    BlockRole::Body,
                    "Three workers were killed in a fire at a fuel depot on Monday, police said.",
                ),
                (
                    BlockRole::Body,
                    "The union said five people had died. Mayor Calder said that every cause was being looked at.",
                ),
                (BlockRole::Body, "The depot opened in 1974."),
                (BlockRole::Furniture, "Leave a Reply"),
            ],
        ),
        report(
            FAR,
            "Far & <b>Away</b>",
            &[
                (
                    BlockRole::Title,
                    "Fire <script>alert(1)</script> of the deposit & \u{1b}[31mOstermark",
                ),
                (
                    BlockRole::Body,
                    "The fire of the Monday has left dead, has said the Mayor Ines Caldar.",
                ),
                (
                    BlockRole::Body,
                    "\u{201c}We look at all the causes\u{201d}, has declared Caldar.",
                ),
            ],
        ),
    ]);
    let wire = |words| reports.at("Northern Wire", words);
    let local = |words| reports.at("Ostermark Courier", words);
    let far = |words| reports.at("Far & <b>Away</b>", words);

    let names = vec![
        name(
            NameKind::Person,
            "Ines Calder",
            vec![
                form("Ines Calder", vec![wire("Ines Calder")]),
                form("Calder", vec![local("Calder")]),
                form("Ines Caldar", vec![far("Ines Caldar")]),
                form("Caldar", vec![inner(far("Ines Caldar"), 5)]),
            ],
            vec![form(
                "Mayor",
                vec![wire("Mayor"), local("Mayor"), far("Mayor")],
            )],
        ),
        name(
            NameKind::Organisation,
            "police",
            vec![form("police", vec![wire("police"), local("police")])],
            Vec::new(),
        ),
    ];
    let police = |citation| source("police", Some(1), citation, None);
    let union = source("The union", None, local("The union"), Some(true));
    let mayor = |citation| source("Ines Calder", Some(0), citation, None);

    let killed = "Three workers were killed in a fire at a fuel depot on Monday, police said.";
    let told = |citation: Citation, voices| told(&reports, citation, voices);
    let toll = claim(
        vec![
            told(wire(killed), vec![police(wire("police"))]),
            told(local(killed), vec![police(local("police"))]),
            told(
                local("The union said five people had died."),
                vec![union.clone()],
            ),
        ],
        origins(
            2,
            2,
            vec![
                origin(
                    OriginKind::Utterance,
                    "police",
                    vec![0, 1],
                    vec![wire("police"), local("police")],
                ),
                origin(
                    OriginKind::Utterance,
                    "The union",
                    vec![2],
                    vec![local("The union")],
                ),
            ],
        ),
        ClaimState::Differs,
        9.0,
        Some(wire("Monday")),
    );
    let cause = claim(
        vec![
            told(
                wire("\u{201c}We are looking at every cause,\u{201d} said Mayor Ines Calder."),
                vec![mayor(wire("Ines Calder"))],
            ),
            told(
                local("Mayor Calder said that every cause was being looked at."),
                vec![mayor(local("Calder"))],
            ),
            told(
                far("\u{201c}We look at all the causes\u{201d}, has declared Caldar."),
                vec![mayor(far("Caldar"))],
            ),
        ],
        origins(
            1,
            2,
            vec![origin(
                OriginKind::Utterance,
                "Calder",
                vec![0, 1, 2],
                vec![wire("Ines Calder"), local("Calder")],
            )],
        ),
        ClaimState::SeveralReports,
        6.0,
        None,
    );
    let opened = claim(
        vec![told(local("The depot opened in 1974."), Vec::new())],
        origins(
            0,
            1,
            vec![origin(OriginKind::NotStated, "", vec![0], Vec::new())],
        ),
        ClaimState::OneReport,
        1.0,
        None,
    );
    let events = vec![Event {
        id: EventId([1; 8]),
        label: wire("Three workers were killed in a fire at a fuel depot"),
        when: Some(When {
            days: TimeSpan::Absolute {
                start: monday(),
                end: monday(),
            },
            basis: Basis::Resolved,
            evidence: vec![wire("Monday"), local("Monday"), far("Monday")],
        }),
        place: Some(("Ostermark".to_owned(), vec![wire("OSTERMARK")])),
        participants: Vec::new(),
        counts: vec![Count {
            of: Toll::Killed,
            low: 3.0,
            high: Some(5.0),
            cumulative: false,
            citations: vec![wire("Three"), local("five")],
        }],
        claims: vec![toll.id],
        main: true,
        told: vec![
            wire("Three workers were killed in a fire at a fuel depot"),
            local("five"),
        ],
        origins: origins(0, 2, Vec::new()),
    }];
    let differences = vec![
        Difference {
            id: DifferenceId([2; 8]),
            claim: Some(cause.id),
            about: far("We look at all the causes"),
            kind: DifferenceKind::Manner,
            state: DifferenceState::Compatible,
            reason: "one is a rewording",
            readings: vec![
                reading(
                    "every cause",
                    vec![wire("every cause")],
                    origins(1, 1, Vec::new()),
                ),
                reading(
                    "all the causes",
                    vec![far("all the causes")],
                    origins(1, 1, Vec::new()),
                ),
            ],
        },
        Difference {
            id: DifferenceId([1; 8]),
            claim: Some(toll.id),
            about: wire("killed in a fire"),
            kind: DifferenceKind::Quantity,
            state: DifferenceState::Conflict,
            reason: "credited to different sources",
            readings: vec![
                reading(
                    "Three",
                    vec![wire(killed), local(killed)],
                    origins(
                        1,
                        1,
                        vec![origin(
                            OriginKind::Utterance,
                            "police",
                            vec![0, 1],
                            vec![wire("police")],
                        )],
                    ),
                ),
                reading(
                    "five",
                    vec![local("The union said five people had died.")],
                    origins(
                        1,
                        1,
                        vec![origin(
                            OriginKind::Utterance,
                            "The union",
                            vec![0],
                            vec![local("The union")],
                        )],
                    ),
                ),
            ],
        },
    ];
    let quotations = vec![Quotation {
        speaker: Some(0),
        source: None,
        readings: vec![
            QuotationReading {
                citations: vec![wire("We are looking at every cause,")],
                marked: true,
                translated: false,
            },
            QuotationReading {
                citations: vec![local("every cause was being looked at")],
                marked: false,
                translated: false,
            },
            QuotationReading {
                citations: vec![far("We look at all the causes")],
                marked: true,
                translated: true,
            },
        ],
    }];
    let lineage = Lineage {
        passages: vec![Passage {
            id: PassageId([1; 8]),
            members: sorted(vec![wire(killed), local(killed)]),
            first: Some(wire("Monday").report),
            quoted: false,
        }],
        credits: vec![Credit {
            source: Absent {
                name: "Northern Wire".to_owned(),
                kind: AbsentKind::Agency,
            },
            citation: wire("(Northern Wire)"),
            whole: true,
            covers: None,
        }],
        copies: vec![
            variorum_model::Copy {
                from: Some(wire("Monday").report),
                absent: None,
                to: local("Monday").report,
                share: 0.39,
                basis: CopyBasis::Text,
                because: vec![variorum_model::Because::Earlier],
                evidence: vec![local(killed)],
            },
            variorum_model::Copy {
                from: None,
                absent: Some(Absent {
                    name: "Northern Wire".to_owned(),
                    kind: AbsentKind::Agency,
                }),
                to: wire("Monday").report,
                share: 1.0,
                basis: CopyBasis::Credit,
                because: vec![variorum_model::Because::CreditsIt],
                evidence: vec![wire("(Northern Wire)")],
            },
        ],
        lines: Vec::new(),
    };
    let title = wire("Depot fire kills three in Ostermark");
    let timeline = vec![TimelineEntry {
        start: monday(),
        end: monday(),
        claims: vec![toll.id],
    }];
    let claims = vec![toll, cause, opened];
    let mut resolved: Vec<ResolvedReport> = reports
        .0
        .iter()
        .map(|report| resolved(report, &claims))
        .collect();
    resolved.sort_by_key(|r| r.annotated.report.id);
    let ids = resolved.iter().map(|r| r.annotated.report.id).collect();
    Collation {
        title,
        period: Some((monday(), monday())),
        resolved: Resolved {
            story: Story {
                id: StoryId([7; 8]),
                reports: ids,
            }
            .id,
            reports: resolved,
            names,
            rulings: Vec::new(),
        },
        lineage,
        events,
        claims,
        differences,
        quotations,
        timeline,
    }
}

/// Returns the part of a citation after its first `bytes`.
fn inner(citation: Citation, bytes: u32) -> Citation {
    let Span { start, end } = citation.span;
    let span = Span {
        start: start + bytes,
        end,
    };
    Citation { span, ..citation }
}

/// Returns a story of one report with an odd text, in which everything that
/// can be cited cites one of the `spans`.
pub(crate) fn odd(text: &str, spans: &[Span]) -> Collation {
    let blocks = vec![Block {
        role: BlockRole::Body,
        span: Span::new(0, text.len()),
    }];
    let report = Report::new(ReportParts {
        text: text.to_owned(),
        outlet: Some(text.chars().take(40).collect()),
        url: Some(text.chars().take(40).collect()),
        damage: spans.to_vec(),
        blocks,
        ..ReportParts::default()
    });
    let cited: Vec<Citation> = spans.iter().map(|&span| report.cite(span)).collect();
    let at = |n: usize| cited[n % cited.len()];
    let words = |n: usize| at(n).span.of(text).to_owned();
    let someone = Origin {
        kind: OriginKind::Utterance,
        text: words(1),
        statements: vec![0],
        evidence: cited.clone(),
        open: false,
    };
    let statements = cited
        .iter()
        .map(|&citation| ClaimStatement {
            report: 0,
            statement: 0,
            citation,
            voices: vec![source(&words(2), None, at(2), None)],
            polarity: Polarity::Denied,
            certainty: Certainty::Hedged,
            bond: Bond::Core,
        })
        .collect();
    let claim = claim(
        statements,
        origins(1, 1, vec![someone]),
        ClaimState::SeveralReports,
        1.0,
        Some(at(3)),
    );
    let readings = (0..2)
        .map(|n| {
            reading(
                &words(n),
                vec![at(n), at(n + 2)],
                claim.support.origins.clone(),
            )
        })
        .collect();
    let resolved = ResolvedReport {
        published: None,
        names: Vec::new(),
        times: Vec::new(),
        voices: Vec::new(),
        annotated: Annotated {
            report: Arc::new(report),
            sentences: Vec::new(),
            tokens: Vec::new(),
            names: Vec::new(),
            times: Vec::new(),
            quantities: Vec::new(),
            voices: Vec::new(),
            statements: Vec::new(),
        },
    };
    Collation {
        title: at(0),
        period: None,
        lineage: Lineage::default(),
        events: Vec::new(),
        differences: vec![Difference {
            id: DifferenceId([1; 8]),
            claim: Some(claim.id),
            about: at(1),
            kind: DifferenceKind::Reason,
            state: DifferenceState::Undetermined,
            reason: "",
            readings,
        }],
        quotations: vec![Quotation {
            speaker: Some(0),
            source: None,
            readings: vec![QuotationReading {
                citations: cited.clone(),
                marked: true,
                translated: false,
            }],
        }],
        timeline: vec![TimelineEntry {
            start: monday(),
            end: monday(),
            claims: vec![claim.id],
        }],
        claims: vec![claim],
        resolved: Resolved {
            story: StoryId([1; 8]),
            names: vec![name(
                NameKind::Other,
                &words(0),
                vec![form(&words(0), vec![at(0)]), form(&words(1), vec![at(1)])],
                Vec::new(),
            )],
            reports: vec![resolved],
            rulings: Vec::new(),
        },
    }
}

fn monday() -> Date {
    date(2031, 3, 3)
}

fn sorted(mut citations: Vec<Citation>) -> Vec<Citation> {
    citations.sort();
    citations
}

fn resolved(report: &Report, claims: &[Claim]) -> ResolvedReport {
    let own = claims
        .iter()
        .flat_map(|c| &c.statements)
        .filter(|s| s.citation.report == report.id);
    let mut spans: Vec<Span> = own.map(|s| s.citation.span).collect();
    spans.sort();
    let statements: Vec<Statement> = spans
        .into_iter()
        .map(|span| Statement {
            span,
            sentence: 0,
            tokens: 0..0,
            voice: None,
            open: false,
            polarity: Polarity::Affirmed,
            certainty: Certainty::Stated,
        })
        .collect();
    let mut quantities = Vec::new();
    for (words, low) in [("Three", 3.0), ("five", 5.0)] {
        if let Some(at) = report.text.find(words) {
            quantities.push(Quantity {
                span: Span::new(at, at + words.len()),
                low: Some(low),
                high: Some(low),
                approximate: false,
                unit: None,
                counted: None,
                toll: Some(Toll::Killed),
                cumulative: false,
                part: false,
            });
        }
    }
    let day = report
        .text
        .find("Monday")
        .map(|at| report.cite(Span::new(at, at + 6)));
    let day = day.expect("every report names the day");
    ResolvedReport {
        published: Some(Published {
            start: monday(),
            end: if report.outlet.as_deref() == Some("Northern Wire") {
                monday()
            } else {
                date(2031, 3, 4)
            },
            basis: Basis::Inferred,
            evidence: vec![day],
        }),
        names: Vec::new(),
        times: vec![ResolvedTime {
            value: "2031-03-03".to_owned(),
            days: Some(TimeSpan::Absolute {
                start: monday(),
                end: monday(),
            }),
            basis: Basis::Resolved,
        }],
        voices: Vec::new(),
        annotated: Annotated {
            report: Arc::new(report.clone()),
            sentences: vec![Sentence {
                span: Span::new(0, report.text.len()),
                tokens: 0..0,
            }],
            tokens: Vec::new(),
            names: Vec::new(),
            times: vec![TimeMention {
                span: day.span,
                kind: TimeKind::Date,
                expr: TimeExpr::Vague {
                    value: "PRESENT_REF",
                },
            }],
            quantities,
            voices: Vec::new(),
            statements,
        },
    }
}

fn name(kind: NameKind, label: &str, forms: Vec<Form>, titles: Vec<Form>) -> Name {
    Name {
        id: NameId::from_hash(&Hasher::new(label)),
        kind,
        label: label.to_owned(),
        forms,
        titles,
    }
}

fn source(text: &str, name: Option<usize>, citation: Citation, party: Option<bool>) -> Source {
    Source {
        text: text.to_owned(),
        citation: Some(citation),
        name,
        kind: SourceKind::Named,
        party,
        cue: None,
        key: text.to_lowercase(),
        body: None,
        when: None,
    }
}

fn told(reports: &Reports, citation: Citation, voices: Vec<Source>) -> ClaimStatement {
    let mut ids: Vec<ReportId> = reports.0.iter().map(|r| r.id).collect();
    ids.sort();
    ClaimStatement {
        report: ids
            .iter()
            .position(|&id| id == citation.report)
            .expect("it is of the story"),
        statement: 0,
        citation,
        voices,
        polarity: Polarity::Affirmed,
        certainty: Certainty::Stated,
        bond: Bond::Core,
    }
}

fn claim(
    statements: Vec<ClaimStatement>,
    origins: Origins,
    state: ClaimState,
    weight: f64,
    day: Option<Citation>,
) -> Claim {
    let mut reports: Vec<usize> = statements.iter().map(|s| s.report).collect();
    reports.sort();
    reports.dedup();
    let mut hasher = Hasher::new("claim/1");
    for statement in &statements {
        hasher.citation(statement.citation);
    }
    let reports = u32::try_from(reports.len()).expect("there are few");
    let support = Support {
        reports,
        outlets: Some(reports),
        origins,
    };
    Claim {
        id: ClaimId::from_hash(&hasher),
        event: (state == ClaimState::Differs).then_some(EventId([1; 8])),
        exemplar: 0,
        statements,
        core_support: support.clone(),
        support,
        when: day.map(|citation| When {
            days: TimeSpan::Absolute {
                start: monday(),
                end: monday(),
            },
            basis: Basis::Resolved,
            evidence: vec![citation],
        }),
        state,
        weight,
    }
}

fn origins(least: u32, most: u32, items: Vec<Origin>) -> Origins {
    Origins { least, most, items }
}

fn origin(kind: OriginKind, text: &str, statements: Vec<usize>, evidence: Vec<Citation>) -> Origin {
    Origin {
        kind,
        text: text.to_owned(),
        statements,
        evidence,
        open: false,
    }
}

fn reading(value: &str, citations: Vec<Citation>, origins: Origins) -> Reading {
    Reading {
        value: value.to_owned(),
        citations,
        origins,
    }
}
