//! Encoded: what an encoder makes of the sentences that are compared.
//!
//! # What holds
//! - Each wording is encoded once, whatever reports print it; the wordings are
//!   in their own order, not in that of the reports.
//! - A likeness is in thousandths: what is beyond is the machine's, not the
//!   sentences'.

use crate::tellings::Tellings;
use std::collections::BTreeMap;
use variorum_language::Encode;
use variorum_model::Resolved;

/// The vectors of a story's sentences.
pub(crate) struct Encoded {
    /// For each telling, the row of its sentence; none where no pair has it.
    row: Vec<Option<usize>>,
    rows: Vec<Vec<f32>>,
}

impl Encoded {
    /// Encodes the sentences of the tellings that are compared.
    pub(crate) fn of(
        encoder: &dyn Encode,
        resolved: &Resolved,
        tellings: &Tellings<'_>,
        pairs: &[(usize, usize)],
    ) -> Encoded {
        let sentence = |telling: usize| {
            let telling = &tellings.all[telling];
            let annotated = &resolved.reports[telling.report].annotated;
            let span = annotated.statements[telling.statement].span;
            &annotated.report.text[span.range()]
        };
        let compared: Vec<usize> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
        let mut wordings: BTreeMap<&str, usize> =
            compared.iter().map(|&at| (sentence(at), 0)).collect();
        for (row, place) in wordings.values_mut().enumerate() {
            *place = row;
        }
        let mut row = vec![None; tellings.all.len()];
        for at in compared {
            row[at] = wordings.get(sentence(at)).copied();
        }
        let texts: Vec<&str> = wordings.into_keys().collect();
        Encoded {
            row,
            rows: encoder.encode(&texts),
        }
    }

    /// Returns how alike the sentences of two tellings are: their cosine, 0
    /// where it is below.
    pub(crate) fn alike(&self, a: usize, b: usize) -> f32 {
        let vector = |at: usize| self.rows.get(self.row[at]?);
        let (Some(x), Some(y)) = (vector(a), vector(b)) else {
            return 0.0;
        };
        let cosine: f32 = x.iter().zip(y).map(|(p, q)| p * q).sum();
        (cosine.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
    }
}
