//! For which body a source speaks: "guard spokeswoman Ada Moore" and "the
//! Norland Guard" are one, a ministry and its minister are one.
//!
//! # Steps
//! - **Ministry**: the portfolio beside "ministry" or "minister".
//! - **Body by name**: the source itself, a body named beside it or in the
//!   titles of the person.
//! - **Government**: a country, its capital or its people beside "government"
//!   speak for one government: "Moscow", "the Russian government".
//! - **Body by what it is**: "military", "police". Where the story names one
//!   armed force, the military is that.
//!
//! # What holds
//! Persons without any of these speak for themselves: they have no body.

use std::collections::BTreeMap;

use variorum_language::English;
use variorum_model::{Form, Name, NameKind, Span, Tag, Token};

use super::Mention;

/// The bodies that a story names.
pub(super) struct Bodies {
    /// By form in lower case, the name.
    by_form: BTreeMap<String, usize>,
    /// The armed force, where the story names just one.
    force: Option<usize>,
    /// By place that stands for a government, its country.
    governments: BTreeMap<usize, String>,
}

impl Bodies {
    pub(super) fn new(names: &[Name], english: &English) -> Bodies {
        let mut by_form = BTreeMap::new();
        let mut forces = Vec::new();
        for (nth, name) in names.iter().enumerate() {
            if name.kind != NameKind::Organisation {
                continue;
            }
            for form in &name.forms {
                by_form.entry(form.text.to_lowercase()).or_insert(nth);
            }
            let label = name.label.to_lowercase();
            if FORCE_NAMES.iter().any(|word| label.contains(word)) {
                forces.push(nth);
            }
        }
        let mut governments = BTreeMap::new();
        for (nth, name) in names.iter().enumerate() {
            let known = |form: &Form| english.country(&form.text.to_lowercase());
            if name.kind == NameKind::Place
                && let Some(country) = name.forms.iter().find_map(known)
            {
                governments.insert(nth, country.to_owned());
            }
        }
        Bodies {
            governments,
            by_form,
            force: match forces[..] {
                [one] => Some(one),
                _ => None,
            },
        }
    }

    /// Returns the body of a source: its name, the names inside its words, and
    /// its words.
    pub(super) fn of(
        &self,
        names: &[Name],
        name: Option<usize>,
        mentions: &[Mention],
        words: &[Token],
    ) -> Option<String> {
        let mut norms: Vec<String> = words.iter().map(|t| t.norm.to_string()).collect();
        let person = name.filter(|&nth| names[nth].kind == NameKind::Person);
        let titles = person.map_or(&[][..], |nth| &names[nth].titles[..]);
        for title in titles {
            // A word that is none keeps two titles apart.
            norms.push(String::from("|"));
            norms.extend(title.text.split_whitespace().map(str::to_lowercase));
        }
        let norms: Vec<&str> = norms.iter().map(String::as_str).collect();
        if let Some(portfolio) = portfolio(&norms) {
            return Some(format!("ministry of {portfolio}"));
        }
        if let Some(country) = self.government(name, mentions, words) {
            return Some(format!("government of {country}"));
        }
        let id = |nth: usize| names[nth].id.to_string();
        let itself = name.filter(|&nth| names[nth].kind != NameKind::Person);
        let beside = || {
            let of_body = |m: &&Mention| m.kind == NameKind::Organisation;
            mentions.iter().find(of_body).map(|m| m.name)
        };
        let titled = || self.named_in(&norms);
        if let Some(nth) = itself.or_else(beside).or_else(titled) {
            return Some(id(nth));
        }
        let has = |list: &[&str]| norms.iter().any(|norm| list.contains(norm));
        if has(MILITARY) {
            return Some(self.force.map_or_else(|| String::from("military"), id));
        }
        has(POLICE).then(|| String::from("police"))
    }

    /// Returns the country for whose government a source speaks: "Moscow said",
    /// "the government of Norland". "Police in Moscow" are no government.
    fn government(
        &self,
        name: Option<usize>,
        mentions: &[Mention],
        words: &[Token],
    ) -> Option<&str> {
        let country = |nth: usize| self.governments.get(&nth).map(String::as_str);
        let bare = |span: Span| {
            let beside = words.iter().filter(|t| span.overlap(t.span) == 0);
            beside.into_iter().all(|t| t.tag == Tag::Det)
        };
        let titled = words.iter().any(|t| &*t.lemma == "government");
        mentions
            .iter()
            .filter(|m| titled || Some(m.name) == name && bare(m.span))
            .find_map(|m| country(m.name))
    }

    /// Returns the body whose form stands in the words.
    fn named_in(&self, norms: &[&str]) -> Option<usize> {
        (1..=4usize.min(norms.len())).rev().find_map(|length| {
            norms
                .windows(length)
                .find_map(|run| self.by_form.get(&run.join(" ")).copied())
        })
    }
}

/// Returns the portfolio of a ministry or its minister.
fn portfolio<'n>(norms: &[&'n str]) -> Option<&'n str> {
    let known = |norm: &&'n str| PORTFOLIOS.contains(norm);
    norms.iter().enumerate().find_map(|(at, norm)| {
        if !matches!(*norm, "ministry" | "minister" | "ministers") {
            return None;
        }
        let before = at.checked_sub(1).map(|at| norms[at]);
        let after = || {
            let of = norms
                .get(at + 1)
                .is_some_and(|norm| matches!(*norm, "of" | "for"));
            of.then(|| norms.get(at + 2).copied()).flatten()
        };
        let found = before.filter(known).or_else(|| after().filter(known))?;
        Some(if found == "defense" { "defence" } else { found })
    })
}

/// What ministries are of.
const PORTFOLIOS: &[&str] = &[
    "agriculture",
    "culture",
    "defence",
    "defense",
    "economy",
    "education",
    "energy",
    "environment",
    "finance",
    "foreign",
    "health",
    "home",
    "housing",
    "industry",
    "information",
    "interior",
    "justice",
    "labour",
    "oil",
    "power",
    "religious",
    "security",
    "tourism",
    "trade",
    "transport",
    "water",
];

/// What is in the names of armed forces.
const FORCE_NAMES: &[&str] = &[
    "army",
    "armed forces",
    "defense forces",
    "defence forces",
    "military",
];

/// Words of those who speak for an armed force of a state.
const MILITARY: &[&str] = &["army", "military"];

/// Words of those who speak for the police.
const POLICE: &[&str] = &["police"];

#[cfg(test)]
mod tests {
    use super::portfolio;

    #[test]
    fn a_ministry_and_its_minister_have_one_portfolio() {
        for words in [
            &["norland", "health", "minister", "omar", "sa"][..],
            &["the", "health", "ministry"],
            &["ministry", "of", "health"],
        ] {
            assert_eq!(portfolio(words), Some("health"), "{words:?}");
        }
        assert_eq!(portfolio(&["the", "prime", "minister"]), None);
    }
}
