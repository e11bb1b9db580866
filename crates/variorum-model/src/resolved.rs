//! A story whose names, days and sources are known across its reports.

use crate::{
    Annotated, Basis, Citation, NameId, NameKind, Published, ReportId, Ruling, SourceKind, Span,
    StoryId, TimeSpan,
};

/// The reports that belong together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Story {
    /// Its identity: its reports.
    pub id: StoryId,
    /// Its reports in order of id.
    pub reports: Vec<ReportId>,
}

/// A word or name that a report shares with others of its story: a reason why
/// it is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tie {
    /// Where the report first writes it.
    pub span: Span,
    /// How much of the report's likeness to the others it makes up, in
    /// thousandths.
    pub share: u32,
    /// Where each of the others that has it first writes it, in order of the
    /// reports' ids.
    pub others: Vec<Citation>,
}

/// One way to write a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Form {
    /// The words.
    pub text: String,
    /// Where they stand; in order, never empty.
    pub citations: Vec<Citation>,
}

/// A named thing across all reports of a story.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// Its identity within the story.
    pub id: NameId,
    /// What it names.
    pub kind: NameKind,
    /// The fullest well-attested form.
    pub label: String,
    /// The forms, most frequent first.
    pub forms: Vec<Form>,
    /// The titles, most frequent first.
    pub titles: Vec<Form>,
}

/// A time expression with its value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResolvedTime {
    /// The value as in TIMEX3: "2019-04-15", "2019-W15", "P2D", "PAST_REF".
    pub value: String,
    /// The days it covers; none for durations, sets and what stays unknown.
    pub days: Option<TimeSpan>,
    /// How it is known: stated where the words alone say it, resolved where
    /// it hangs on the day of publication or on another time.
    pub basis: Basis,
}

/// Who is credited, once names are known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// The words of the report, or the name's label where the report has a
    /// pronoun.
    pub text: String,
    /// The place of those words; none for a source that no words name.
    pub citation: Option<Citation>,
    /// The name: an index into [`Resolved::names`].
    pub name: Option<usize>,
    /// What kind of source.
    pub kind: SourceKind,
    /// Whether it takes part in what it tells; none where not known.
    pub party: Option<bool>,
    /// The crediting words.
    pub cue: Option<Citation>,
    /// The same for the same speaker across reports: the name's id, or the
    /// lower-cased head words. Two sources with one key may still be two
    /// utterances.
    pub key: String,
    /// The body that it is or speaks for, the same for all who do: an army
    /// and its spokespeople, a ministry and its minister. None where the words
    /// tell of none.
    pub body: Option<String>,
    /// When it was said, where told.
    pub when: Option<TimeSpan>,
}

/// A voice as a chain of sources.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ResolvedVoice {
    /// The sources, outermost first; empty where nobody is named.
    pub chain: Vec<Source>,
}

/// One report of a resolved story. The lists run beside those of `annotated`.
#[derive(Clone, Debug)]
pub struct ResolvedReport {
    /// The report and its marks.
    pub annotated: Annotated,
    /// When it was published; none where nothing tells.
    pub published: Option<Published>,
    /// For each mention of a name, its index in [`Resolved::names`].
    pub names: Vec<Option<usize>>,
    /// For each time expression, its value.
    pub times: Vec<ResolvedTime>,
    /// For each voice, its sources.
    pub voices: Vec<ResolvedVoice>,
}

/// A story, resolved.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The story.
    pub story: StoryId,
    /// Its reports in order of id.
    pub reports: Vec<ResolvedReport>,
    /// The names in order of their first citation.
    pub names: Vec<Name>,
    /// What a reader ruled about these reports, in order.
    pub rulings: Vec<Ruling>,
}

impl Resolved {
    /// Returns the index of a report by its id.
    #[must_use]
    pub fn position(&self, id: ReportId) -> Option<usize> {
        self.reports
            .binary_search_by_key(&id, |r| r.annotated.report.id)
            .ok()
    }

    /// Returns the verbatim words of a citation.
    ///
    /// # Panics
    /// When the citation is not of this story.
    #[must_use]
    pub fn quote(&self, citation: Citation) -> &str {
        let report = self
            .position(citation.report)
            .expect("the citation is of this story");
        self.reports[report].annotated.report.at(citation.span)
    }
}
