//! A report: one outlet's text, its blocks, and what is known of it.

use crate::{Digest, Hasher, Moment, ReportId, Span};
use jiff::civil::Date;

/// A place in a report: the evidence for anything said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Citation {
    /// The report.
    pub report: ReportId,
    /// The bytes of its text.
    pub span: Span,
}

/// The role of a block on the page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// The headline of the article.
    Title,
    /// Place and agency before the first sentence: "CITY (Agency) -".
    Dateline,
    /// Who wrote it, and a line that only says when it was published.
    Byline,
    /// The article's own text, subheadings among it.
    Body,
    /// The text under a picture. It makes statements.
    Caption,
    /// Text on the page that is not the article.
    Furniture,
    /// Text that a scraper or a machine translation broke so far that it
    /// says nothing: shortcodes, mojibake.
    Damage,
}

/// A stretch of a report with a role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    /// What it is.
    pub role: Role,
    /// Where it stands, without the white space around it.
    pub span: Span,
}

/// What is wrong with a report as a whole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ConditionKind {
    /// Read as translated by machine: word order and pronouns that no writer
    /// would print.
    Translated,
    /// Cut off before its end.
    Truncated,
    /// Scraped with damage: words run together, shortcodes, mojibake.
    Damaged,
    /// A feed's summary; the article itself stands at its address.
    Summary,
}

/// A condition with its evidence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// What is wrong.
    pub kind: ConditionKind,
    /// The places that show it; never empty.
    pub evidence: Vec<Citation>,
}

/// How a time is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Basis {
    /// The report's text says it.
    Stated,
    /// It came with the report: a record's field, a page's metadata, a flag.
    Metadata,
    /// Computed from a time expression and the day of publication.
    Resolved,
    /// Concluded from what several expressions allow together.
    Inferred,
    /// A reader ruled so.
    Ruled,
}

/// When a report was published: a window of days, both ends inclusive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Published {
    /// The first day it can be.
    pub start: Date,
    /// The last day it can be.
    pub end: Date,
    /// How it is known.
    pub basis: Basis,
    /// The places that it was read or computed from; empty for metadata.
    pub evidence: Vec<Citation>,
}

/// What came along with a report and is no part of its text: from the page's
/// metadata, the feed, or the archive that it was taken from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Imprint {
    /// When it was published, to the clock.
    pub published_at: Option<Moment>,
    /// When it was last changed.
    pub modified_at: Option<Moment>,
    /// When it was taken from its server. It was published before that; when,
    /// this does not say.
    pub fetched_at: Option<Moment>,
    /// The outlet's section.
    pub section: Option<String>,
    /// Where it was filed.
    pub located: Option<String>,
    /// What may be done with it, in the words of whoever gave it.
    pub usage_terms: Option<String>,
    /// Where its record begins in the WARC file.
    pub warc_offset: Option<u64>,
}

/// What a [`Report`] is made from. `..ReportParts::default()` fills the rest.
#[derive(Clone, Debug, Default)]
pub struct ReportParts {
    /// The decoded text.
    pub text: String,
    /// The outlet, as given or as its host name.
    pub outlet: Option<String>,
    /// The address of the page.
    pub url: Option<String>,
    /// The id that the input gave it.
    pub external_id: Option<String>,
    /// The file it came from.
    pub path: Option<String>,
    /// The headline, from metadata or the title block.
    pub title: Option<String>,
    /// The author, from metadata or the byline.
    pub author: Option<String>,
    /// The outlet whose text this page prints, where it says so.
    pub republished_from: Option<String>,
    /// When it was published, where stated or given.
    pub published: Option<(Date, Date, Basis, Vec<Span>)>,
    /// The language as a BCP 47 tag.
    pub language: Option<String>,
    /// The blocks: disjoint, in text order.
    pub blocks: Vec<Block>,
    /// Broken words inside blocks: disjoint, in text order.
    pub damage: Vec<Span>,
    /// The conditions with the places that show them.
    pub conditions: Vec<(ConditionKind, Vec<Span>)>,
    /// What came along with it.
    pub imprint: Imprint,
}

/// One outlet's text about something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// Its identity: outlet, URL and text.
    pub id: ReportId,
    /// The hash of its text alone.
    pub digest: Digest,
    /// The decoded text. Never changed after reading.
    pub text: String,
    /// The outlet that published it.
    pub outlet: Option<String>,
    /// The outlet whose text this page prints, where it says so.
    pub republished_from: Option<String>,
    /// The address of the page.
    pub url: Option<String>,
    /// The id that the input gave it.
    pub external_id: Option<String>,
    /// The file it came from.
    pub path: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The author.
    pub author: Option<String>,
    /// When it was published, where stated or given.
    pub published: Option<Published>,
    /// The language as a BCP 47 tag.
    pub language: Option<String>,
    /// Its blocks: disjoint, in text order. Text between them is white space.
    pub blocks: Vec<Block>,
    /// Broken words inside blocks: disjoint, in text order.
    pub damage: Vec<Span>,
    /// What is wrong with it as a whole.
    pub conditions: Vec<Condition>,
    /// What came along with it.
    pub imprint: Imprint,
}

impl Report {
    /// Builds a report and computes its identity.
    #[must_use]
    pub fn new(parts: ReportParts) -> Report {
        let mut hasher = Hasher::new("report/1");
        for field in [
            parts.outlet.as_deref(),
            parts.url.as_deref(),
            Some(&parts.text),
        ] {
            hasher.field(field.unwrap_or_default().as_bytes());
        }
        let id = ReportId::from_hash(&hasher);
        let cite = |spans: Vec<Span>| -> Vec<Citation> {
            spans
                .into_iter()
                .map(|span| Citation { report: id, span })
                .collect()
        };
        Report {
            id,
            digest: Digest::of(parts.text.as_bytes()),
            published: parts.published.map(|(start, end, basis, spans)| Published {
                start,
                end,
                basis,
                evidence: cite(spans),
            }),
            conditions: parts
                .conditions
                .into_iter()
                .map(|(kind, spans)| Condition {
                    kind,
                    evidence: cite(spans),
                })
                .collect(),
            text: parts.text,
            outlet: parts.outlet,
            republished_from: parts.republished_from,
            url: parts.url,
            external_id: parts.external_id,
            path: parts.path,
            title: parts.title,
            author: parts.author,
            language: parts.language,
            blocks: parts.blocks,
            damage: parts.damage,
            imprint: parts.imprint,
        }
    }

    /// Returns the citation of `span` in this report.
    #[must_use]
    pub fn cite(&self, span: Span) -> Citation {
        Citation {
            report: self.id,
            span,
        }
    }

    /// Returns the words at `span`.
    ///
    /// # Panics
    /// When the span does not lie in the text on character boundaries.
    #[must_use]
    pub fn at(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Returns the blocks that make statements: title, body, captions.
    pub fn told(&self) -> impl Iterator<Item = &Block> {
        self.blocks
            .iter()
            .filter(|b| matches!(b.role, Role::Title | Role::Body | Role::Caption))
    }

    /// Tells whether the report has the condition.
    #[must_use]
    pub fn is(&self, kind: ConditionKind) -> bool {
        self.conditions
            .iter()
            .any(|condition| condition.kind == kind)
    }
}
