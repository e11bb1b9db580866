//! Accounts: a story's tellings with their claims and likenesses, as the
//! finders of differences, events and quotations look at them.

use crate::claims::{Pairs, Told};
use crate::clusters::Likeness;
use crate::tellings::{Telling, Tellings, Word};
use std::collections::BTreeMap;
use variorum_model::{Annotated, Citation, Resolved, Span, Tag, TimeSpan, Token};

/// What is known of a story once its claims are made.
pub(crate) struct Accounts<'a> {
    /// The story.
    pub(crate) resolved: &'a Resolved,
    /// Its tellings.
    pub(crate) tellings: &'a Tellings<'a>,
    /// Its claims, weightiest first.
    pub(crate) told: &'a [Told],
    /// For each telling, its claim.
    pub(crate) claim_of: Vec<usize>,
    /// The likeness of the pairs that were compared, lower index first.
    pub(crate) pairs: &'a BTreeMap<(usize, usize), Likeness>,
    /// How likely those at the head of their reports tell of one event.
    pub(crate) heads: &'a BTreeMap<(usize, usize), Likeness>,
    /// How likely two reports open with one event, lower index first.
    pub(crate) openings: &'a BTreeMap<(usize, usize), Likeness>,
}

impl<'a> Accounts<'a> {
    /// Puts the claims beside their tellings.
    pub(crate) fn new(
        resolved: &'a Resolved,
        tellings: &'a Tellings<'a>,
        told: &'a [Told],
        pairs: &'a Pairs,
    ) -> Accounts<'a> {
        let mut claim_of = vec![0; tellings.all.len()];
        for (claim, told) in told.iter().enumerate() {
            for &telling in &told.tellings {
                claim_of[telling] = claim;
            }
        }
        Accounts {
            resolved,
            tellings,
            told,
            claim_of,
            pairs: &pairs.facts,
            heads: &pairs.heads,
            openings: &pairs.openings,
        }
    }

    /// Returns the days on which a report may have been published.
    pub(crate) fn published(&self, report: usize) -> Option<TimeSpan> {
        let published = self.resolved.reports[report].published.as_ref()?;
        Some(TimeSpan::Absolute {
            start: published.start,
            end: published.end,
        })
    }

    /// Returns a telling by its index.
    pub(crate) fn telling(&self, index: usize) -> &Telling {
        &self.tellings.all[index]
    }

    /// Returns the marks of a telling's report.
    pub(crate) fn marks(&self, telling: &Telling) -> &Annotated {
        &self.resolved.reports[telling.report].annotated
    }

    /// Returns the likeness of two tellings; nothing where they were not
    /// compared.
    pub(crate) fn likeness(&self, a: usize, b: usize) -> Likeness {
        self.pairs.get(&(a.min(b), a.max(b))).copied().unwrap_or(0)
    }

    /// Returns the claim that both tellings belong to.
    pub(crate) fn common_claim(&self, a: usize, b: usize) -> Option<usize> {
        (self.claim_of[a] == self.claim_of[b]).then(|| self.claim_of[a])
    }

    /// Returns the citation of a span in a telling's report.
    pub(crate) fn cite(&self, telling: &Telling, span: Span) -> Citation {
        self.marks(telling).report.cite(span)
    }

    /// Returns the tokens of a telling with their indices in the report.
    pub(crate) fn tokens(&self, telling: &Telling) -> impl Iterator<Item = (usize, &Token)> {
        let marks = self.marks(telling);
        let range = &marks.statements[telling.statement].tokens;
        (range.start as usize..range.end as usize)
            .map(|index| (index, &marks.tokens[index]))
            .filter(|(_, token)| telling.span.contains(token.span))
    }

    /// Returns the weight of the words that the sentences of two tellings share,
    /// of those that `tell`.
    pub(crate) fn shared(&self, a: usize, b: usize, tell: impl Fn(&Word) -> bool) -> f32 {
        let words = |index: usize| -> Vec<&Word> {
            let telling = self.telling(index);
            let all = telling.words.iter().chain(&telling.around);
            all.filter(|word| tell(word)).collect()
        };
        let weight = |of: &[&Word], others: &[&Word]| -> f32 {
            let same =
                |x: &Word, y: &Word| x.lemma == y.lemma || x.name.is_some() && x.name == y.name;
            of.iter()
                .filter(|x| others.iter().any(|y| same(x, y)))
                .map(|x| x.weight)
                .sum()
        };
        let (x, y) = (words(a), words(b));
        weight(&x, &y).min(weight(&y, &x))
    }

    /// Returns the clause around the tokens `from..=to`: up to the nearest
    /// comma, dash, bracket, quotation mark or joining word on both sides.
    pub(crate) fn clause(&self, telling: &Telling, from: usize, to: usize) -> Span {
        let marks = self.marks(telling);
        let range = &marks.statements[telling.statement].tokens;
        let (first, last) = (range.start as usize, range.end as usize);
        let mut start = from.max(first);
        while start > first && !closes(&marks.tokens[start - 1]) {
            start -= 1;
        }
        let mut end = to;
        while end + 1 < last && !closes(&marks.tokens[end + 1]) {
            end += 1;
        }
        marks.tokens[start].span.cover(marks.tokens[end].span)
    }
}

/// Tells whether a token stands between clauses.
fn closes(token: &Token) -> bool {
    token.tag == Tag::Punct && !matches!(&*token.norm, "'" | "-" | "." | "/")
        || matches!(
            &*token.norm,
            "and" | "but" | "while" | "which" | "who" | "when" | "because" | "although" | "after"
        )
}
