//! Matching: do two predicates tell one deed?
//!
//! Two predicates of one stem can be of one deed where nothing that takes part
//! excludes it; what they share shows how surely. A pronoun excludes nothing
//! and shows nothing.

use super::{Filler, Predicate};
use crate::accounts::Accounts;
use crate::compare::days_of;
use crate::figures::PEOPLE;
use crate::tellings::Word;
use rustc_hash::FxHashMap;
use variorum_model::{NameKind, Tag, Token};

/// The cosine from which two common nouns are of one thing.
const SAME: f32 = 0.7;

/// How two fillers stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fit {
    /// One thing.
    Same,
    /// Nothing is known: a pronoun, or one of them is not told.
    Unknown,
    /// Two things.
    Apart,
}

/// How what takes part in one predicate stands to what takes part in another.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Bond {
    /// Who acts.
    pub(crate) agent: Fit,
    /// Who or what is acted on.
    pub(crate) patient: Fit,
    /// The weight of what is the same in both.
    pub(crate) weight: f32,
    /// How many of those who take part are the same.
    pub(crate) shared: usize,
    /// How many of the first predicate's known fillers behind prepositions the
    /// second does not have.
    pub(crate) left_over: usize,
}

/// Compares predicates.
pub(crate) struct Matcher<'a> {
    accounts: &'a Accounts<'a>,
    /// For each report, its content words by token.
    words: Vec<FxHashMap<usize, &'a Word>>,
}

impl<'a> Matcher<'a> {
    /// Gathers the words of a story.
    pub(crate) fn new(accounts: &'a Accounts<'a>) -> Matcher<'a> {
        let mut words = vec![FxHashMap::default(); accounts.resolved.reports.len()];
        for telling in &accounts.tellings.all {
            words[telling.report].extend(telling.words.iter().map(|word| (word.token, word)));
        }
        Matcher { accounts, words }
    }

    /// Returns what holds two predicates of one stem together; nothing where
    /// they are of two deeds.
    pub(crate) fn bond(&self, a: &Predicate, b: &Predicate) -> Option<Bond> {
        self.bond_at_any_time(a, b).filter(|_| self.one_time(a, b))
    }

    /// The same of predicates that may be told of different days.
    pub(crate) fn bond_at_any_time(&self, a: &Predicate, b: &Predicate) -> Option<Bond> {
        if a.stem != b.stem {
            return None;
        }
        let mut bond = Bond {
            agent: Fit::Unknown,
            patient: Fit::Unknown,
            weight: 0.0,
            shared: 0,
            left_over: 0,
        };
        let mut meet = |x: Option<&Filler>, y: Option<&Filler>| {
            let (Some(x), Some(y)) = (x, y) else {
                return Fit::Unknown;
            };
            let fit = self.fit(a, x, b, y);
            if fit == Fit::Same {
                bond.shared += 1;
                bond.weight += self.weight(a, x).min(self.weight(b, y));
            }
            fit
        };
        // "The girls were the target": they are acted on, or act.
        let (agent, patient) = if a.named == b.named {
            (
                meet(a.agent.as_ref(), b.agent.as_ref()),
                meet(a.patient.as_ref(), b.patient.as_ref()),
            )
        } else {
            let (named, verb) = if a.named { (a, b) } else { (b, a) };
            let sides = [&verb.patient, &verb.agent];
            let same = sides.into_iter().any(|side| {
                let (x, y) = (named.agent.as_ref(), side.as_ref());
                let fit = if a.named { meet(x, y) } else { meet(y, x) };
                fit == Fit::Same
            });
            let fit = if same { Fit::Same } else { Fit::Unknown };
            (fit, if a.named { Fit::Unknown } else { fit })
        };
        let mut left_over = 0;
        let mut elsewhere = false;
        for x in a.others.iter().filter(|x| self.is_known(a, x)) {
            let mut found = false;
            for y in &b.others {
                let fit = meet(Some(x), Some(y));
                found |= fit == Fit::Same;
                let places = self.is_place(a, x) && self.is_place(b, y);
                elsewhere |= fit == Fit::Apart && places && x.case == y.case;
            }
            // "The attack on the town", "attacked the town".
            if !a.finite || !b.finite {
                let cores = [b.agent.as_ref(), b.patient.as_ref()];
                found |= cores.into_iter().any(|y| meet(Some(x), y) == Fit::Same);
            }
            left_over += usize::from(!found);
        }
        bond.agent = agent;
        bond.patient = patient;
        bond.left_over = left_over;
        let two_deeds = agent == Fit::Apart || patient == Fit::Apart || elsewhere;
        (!two_deeds).then_some(bond)
    }

    /// Tells whether two predicates of one stem are done to one person, or to
    /// two persons, each by name; nothing where one of them has no name.
    pub(crate) fn to_one_person(&self, a: &Predicate, b: &Predicate) -> Option<bool> {
        if a.stem != b.stem {
            return None;
        }
        let name = |of: &Predicate| {
            let name = self.word(of, of.patient.as_ref()?)?.name?;
            (self.accounts.resolved.names[name].kind == NameKind::Person).then_some(name)
        };
        Some(name(a)? == name(b)?)
    }

    /// Tells whether the times of two predicates can be one.
    fn one_time(&self, a: &Predicate, b: &Predicate) -> bool {
        let days = |predicate: &Predicate| {
            let report = self.accounts.telling(predicate.telling).report;
            predicate
                .times
                .iter()
                .filter_map(move |&time| days_of(self.accounts.resolved, report, time))
                .collect::<Vec<_>>()
        };
        let (x, y) = (days(a), days(b));
        x.iter()
            .all(|&x| y.iter().all(|&y| x.may_equal(y) != Some(false)))
    }

    fn word(&self, of: &Predicate, filler: &Filler) -> Option<&'a Word> {
        let report = self.accounts.telling(of.telling).report;
        self.words[report].get(&filler.token).copied()
    }

    fn token(&self, of: &Predicate, filler: &Filler) -> &'a Token {
        let report = self.accounts.telling(of.telling).report;
        &self.accounts.resolved.reports[report].annotated.tokens[filler.token]
    }

    fn weight(&self, of: &Predicate, filler: &Filler) -> f32 {
        self.word(of, filler).map_or(0.0, |word| word.weight)
    }

    fn kind(&self, of: &Predicate, filler: &Filler) -> Option<NameKind> {
        let name = self.word(of, filler)?.name?;
        Some(self.accounts.resolved.names[name].kind)
    }

    fn is_place(&self, of: &Predicate, filler: &Filler) -> bool {
        self.kind(of, filler) == Some(NameKind::Place)
    }

    /// Tells whether a filler says whom or what it means: no pronoun.
    pub(crate) fn is_known(&self, of: &Predicate, filler: &Filler) -> bool {
        self.word(of, filler)
            .is_some_and(|word| matches!(word.tag, Tag::Noun | Tag::Propn) && word.time.is_none())
    }

    fn fit(&self, a: &Predicate, x: &Filler, b: &Predicate, y: &Filler) -> Fit {
        if !self.is_known(a, x) || !self.is_known(b, y) {
            return Fit::Unknown;
        }
        let (Some(p), Some(q)) = (self.word(a, x), self.word(b, y)) else {
            return Fit::Unknown;
        };
        match (p.name, q.name) {
            (Some(name), Some(other)) if name == other => Fit::Same,
            (Some(_), Some(_)) if self.kind(a, x) == self.kind(b, y) => Fit::Apart,
            (None, None) if p.lemma == q.lemma => {
                let lemma = &*self.token(a, x).lemma;
                if PEOPLE.contains(&lemma) {
                    Fit::Unknown
                } else {
                    Fit::Same
                }
            }
            (None, None) => {
                let vectors = &self.accounts.tellings.vectors;
                match (&vectors[p.form as usize], &vectors[q.form as usize]) {
                    (Some(u), Some(v)) if u.cosine(v) >= SAME => Fit::Same,
                    _ => Fit::Apart,
                }
            }
            // A person goes by many words: "the gunman".
            _ if [self.kind(a, x), self.kind(b, y)].contains(&Some(NameKind::Person)) => {
                Fit::Unknown
            }
            _ => Fit::Apart,
        }
    }
}
