//! The form of `key.json`, `reports.json` and `origins.json`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A report and a verbatim substring of it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
pub(crate) struct Anchor(pub(crate) usize, pub(crate) String);

/// A fact that several reports tell.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Fact {
    pub(crate) anchors: Vec<Anchor>,
}

/// A disagreement, or what only looks like one.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct KeyDifference {
    pub(crate) sides: Vec<Vec<Anchor>>,
    #[serde(default)]
    pub(crate) state: String,
    #[serde(default)]
    pub(crate) states: Vec<String>,
}

/// A claim that one origin stands behind.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct KeyOrigin {
    pub(crate) anchor: Anchor,
    pub(crate) least_max: u32,
    pub(crate) most_max: Option<u32>,
}

/// Who took from whom.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct KeyLineage {
    #[serde(default)]
    pub(crate) independent_lines: Vec<Vec<serde_json::Value>>,
}

/// The key of a story.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Key {
    pub(crate) reports: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) same_claim: Vec<Fact>,
    #[serde(default)]
    pub(crate) different_claim: Vec<(Anchor, Anchor)>,
    #[serde(default)]
    pub(crate) differences: Vec<KeyDifference>,
    #[serde(default)]
    pub(crate) not_a_conflict: Vec<KeyDifference>,
    #[serde(default)]
    pub(crate) times: Vec<(usize, String, String)>,
    #[serde(default)]
    pub(crate) published: Vec<(serde_json::Value, String, String)>,
    #[serde(default)]
    pub(crate) same_name: Vec<(String, Vec<Anchor>)>,
    #[serde(default)]
    pub(crate) different_name: Vec<(Anchor, Anchor)>,
    #[serde(default)]
    pub(crate) voices: Vec<(usize, String, String)>,
    #[serde(default)]
    pub(crate) furniture: Vec<Anchor>,
    #[serde(default)]
    pub(crate) body: Vec<Anchor>,
    #[serde(default)]
    pub(crate) origins: Vec<KeyOrigin>,
    #[serde(default)]
    pub(crate) lineage: Option<KeyLineage>,
}

impl Key {
    /// Returns the windows of publication by report.
    pub(crate) fn windows(&self) -> Vec<(usize, &str, &str)> {
        self.published
            .iter()
            .filter_map(|(report, from, to)| Some((number(report)?, from.as_str(), to.as_str())))
            .collect()
    }

    /// Returns the reports whose stated date lies outside the key's window:
    /// the date is not given to the program.
    pub(crate) fn mistaken_dates(&self, metas: &[Meta]) -> Vec<usize> {
        self.windows()
            .into_iter()
            .filter(|(report, from, to)| {
                let stated = metas
                    .get(*report)
                    .and_then(|meta| meta.published.as_deref());
                stated.is_some_and(|stated| {
                    let day = stated.get(..10).unwrap_or(stated);
                    day < *from || day > *to
                })
            })
            .map(|(report, _, _)| report)
            .collect()
    }
}

/// Reads a report's number, which the keys write as a number or a string.
pub(crate) fn number(value: &serde_json::Value) -> Option<usize> {
    match value {
        serde_json::Value::String(text) => text.parse().ok(),
        other => usize::try_from(other.as_u64()?).ok(),
    }
}

/// What came with a report.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Meta {
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<String>,
}

/// `origins.json`.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct OriginsFile {
    pub(crate) facts: Vec<OriginsFact>,
}

/// The range of origins that a reader found behind a fact.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct OriginsFact {
    pub(crate) origins: (u32, u32),
}
