//! The words that carry no content: sharing them is no copy.

use crate::words::symbol;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// English words that any two texts share: articles, pronouns, prepositions,
/// conjunctions, auxiliaries, and what news uses as often.
const COMMON: &str = "a about above after again against ago all almost along already also although \
always am among an and another any anyone are around as at away back be because been before being \
below between both but by came can could day days did do does doing don't done down during each \
either else even ever every few first for from get gets getting go goes going gone got had has \
have having he her here hers him himself his how however i i'm if in into is isn't it it's its \
itself just last later least less like made make many may me might mine more most mr mrs ms much \
must my near never next no nor not nothing now of off often old on once one only onto or other \
others our out over own people per s said same say says she should since so some something still \
such t than that that's the their them themselves then there there's these they they're thing \
things this those though through time to told too toward towards two u under until up upon us use \
used very was wasn't way we we're well went were what when where whether which while who whom \
whose why will with within without would year years yes yet you your";

/// The set of [`COMMON`] words.
pub(crate) struct Common(FxHashSet<u32>);

impl Common {
    /// Returns the set, made once: a story asks for it with every claim.
    pub(crate) fn words() -> &'static Common {
        static WORDS: LazyLock<Common> = LazyLock::new(|| {
            let mut folded = String::new();
            let words = COMMON.split_whitespace();
            Common(words.map(|word| symbol(word, &mut folded)).collect())
        });
        &WORDS
    }

    /// Returns how many of the words carry content.
    pub(crate) fn content(&self, symbols: &[u32]) -> usize {
        symbols.iter().filter(|s| !self.0.contains(s)).count()
    }

    /// Tells whether the word carries no content.
    pub(crate) fn contains(&self, symbol: u32) -> bool {
        self.0.contains(&symbol)
    }
}
