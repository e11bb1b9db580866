//! The English models and the one call that runs them.

use crate::digest::digest;
use crate::names::Namer;
use crate::nicknames::Nicknames;
use crate::parser::{Fine, Parser};
use crate::places::{PlaceKind, Places};
use crate::rarity::Rarity;
use crate::tagger::Tagger;
use crate::vectors::Vectors;
use crate::{Analysis, Relation, Span, Tag, WordVector};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The weight files, by part. A part that is empty is absent: what it would
/// tell is guessed from the form of the words, or not told.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// The tagger (`tagger.bin`).
    pub tagger: Cow<'static, [u8]>,
    /// The parser (`parser.bin`). Works on the tags of the tagger, and better
    /// with the word vectors.
    pub parser: Cow<'static, [u8]>,
    /// The name finder (`names.bin`).
    pub names: Cow<'static, [u8]>,
    /// The rarity table (`rarity.bin`).
    pub rarity: Cow<'static, [u8]>,
    /// The word vectors (`vectors.bin`).
    pub vectors: Cow<'static, [u8]>,
    /// The countries (`places.tsv`).
    pub places: Cow<'static, [u8]>,
    /// The given names and their short forms (`nicknames.tsv`).
    pub nicknames: Cow<'static, [u8]>,
}

/// Why weights could not be used.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// The bytes are not of the form that this version reads.
    #[error("{part} weights: {reason}; make them again with variorum-train")]
    Malformed {
        /// Which file.
        part: &'static str,
        /// What was wrong.
        reason: String,
    },
    /// The bytes are not those that the list of digests names.
    #[error(
        "{file} has digest {found:016x} where {expected:016x} is listed: cut short, or of another version; copy the weights again"
    )]
    Digest {
        /// Which file.
        file: &'static str,
        /// What the list says.
        expected: u64,
        /// What the bytes have.
        found: u64,
    },
    /// A file could not be read.
    #[error("cannot read {}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// How far a text is analysed. Sentences and tokens are always found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parts {
    /// Tags and lemmas; without them every tag is [`Tag::X`] and the lemma is
    /// the normalised form.
    pub tags: bool,
    /// Names; they rest on tags.
    pub names: bool,
    /// Heads and relations; they rest on tags.
    pub trees: bool,
}

impl Parts {
    /// Sentences and tokens only, for work in bulk.
    pub const WORDS: Parts = Parts {
        tags: false,
        names: false,
        trees: false,
    };
    /// With tags and lemmas.
    pub const TAGS: Parts = Parts {
        tags: true,
        ..Parts::WORDS
    };
    /// With tags, lemmas and names.
    pub const NAMES: Parts = Parts {
        names: true,
        ..Parts::TAGS
    };
    /// Everything.
    pub const ALL: Parts = Parts {
        trees: true,
        ..Parts::NAMES
    };
}

/// What is known of a word of a sentence.
#[derive(Clone, PartialEq, Debug)]
pub struct Parsed {
    /// Its part of speech.
    pub tag: Tag,
    /// Its dictionary form, lower case.
    pub lemma: Box<str>,
    /// Its tag of the Penn Treebank; none where no parser ran.
    pub fine: Option<Fine>,
    /// Its head's place in the sentence; none at the root and where no parser
    /// ran.
    pub head: Option<u32>,
    /// Its relation to the head; none where no parser ran.
    pub relation: Option<Relation>,
}

/// English, ready to analyse: every model that this crate has.
#[derive(Debug)]
pub struct English {
    models: Models,
}

/// What the weights say, ready to be asked.
#[derive(Debug)]
pub(crate) struct Models {
    /// The tagger, where its weights were given.
    pub(crate) tagger: Option<Tagger>,
    /// The parser, where its weights were given.
    pub(crate) parser: Option<Parser>,
    /// The name finder, where its weights were given.
    pub(crate) namer: Option<Namer>,
    /// The countries.
    pub(crate) places: Places,
    /// Which given names are short for which.
    pub(crate) nicknames: Nicknames,
    /// How rare words are.
    pub(crate) rarity: Rarity,
    /// Which words are used alike.
    pub(crate) vectors: Vectors,
}

impl English {
    /// Reads the models from their weights.
    ///
    /// # Errors
    /// When a part is not of the form that this version reads.
    pub fn new(weights: Weights) -> Result<English, WeightsError> {
        let models = Models {
            tagger: Tagger::read(&weights.tagger)?,
            parser: Parser::read(&weights.parser)?,
            namer: Namer::read(&weights.names)?,
            places: Places::read(&weights.places)?,
            nicknames: Nicknames::read(&weights.nicknames)?,
            rarity: Rarity::read(weights.rarity)?,
            vectors: Vectors::read(weights.vectors)?,
        };
        Ok(English { models })
    }

    /// Reads the models from the weight files of a folder. Files that the
    /// folder's `digests.tsv` lists must have the digest that it says; a file
    /// that is not there is a part that is absent.
    ///
    /// # Errors
    /// When a file cannot be read, has another digest, or is not of the form
    /// that this version reads.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the crate meets the disk: the caller asks for it by name"
    )]
    pub fn load(folder: &Path) -> Result<English, WeightsError> {
        let read = |file: &str| {
            let path = folder.join(file);
            match std::fs::read(&path) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                Err(source) => Err(WeightsError::Unreadable { path, source }),
            }
        };
        let list = read("digests.tsv")?.unwrap_or_default();
        let list = String::from_utf8_lossy(&list);
        let listed = |file: &str| {
            let line = list
                .lines()
                .find_map(|line| line.split_once('\t').filter(|(name, _)| *name == file));
            line.and_then(|(_, digest)| u64::from_str_radix(digest.trim(), 16).ok())
        };
        let part = |file: &'static str| -> Result<Cow<'static, [u8]>, WeightsError> {
            let Some(bytes) = read(file)? else {
                return Ok(Cow::default());
            };
            let found = digest(&bytes);
            match listed(file) {
                Some(expected) if expected != found => Err(WeightsError::Digest {
                    file,
                    expected,
                    found,
                }),
                _ => Ok(bytes.into()),
            }
        };
        English::new(Weights {
            tagger: part("tagger.bin")?,
            parser: part("parser.bin")?,
            names: part("names.bin")?,
            rarity: part("rarity.bin")?,
            vectors: part("vectors.bin")?,
            places: part("places.tsv")?,
            nicknames: part("nicknames.tsv")?,
        })
    }

    /// Analyses the `regions` of `text` (blocks of a report, say), each by
    /// itself. Regions are disjoint and in text order.
    ///
    /// Gives tags, lemmas and names, no trees: see [`English::analyse_parts`]
    /// and [`English::add_trees`].
    #[must_use]
    pub fn analyse(&self, text: &str, regions: &[Span]) -> Analysis {
        self.analyse_parts(text, regions, Parts::NAMES)
    }

    /// Analyses the `regions` of `text` as far as asked: what is not asked for
    /// costs nothing.
    #[must_use]
    pub fn analyse_parts(&self, text: &str, regions: &[Span], parts: Parts) -> Analysis {
        crate::analyse::analyse(text, regions, parts, &self.models)
    }

    /// Returns the tag and the lemma of each word of a sentence that is cut
    /// already.
    #[must_use]
    pub fn tag_tokens(&self, forms: &[&str]) -> Vec<(Tag, Box<str>)> {
        let forms: Vec<_> = forms
            .iter()
            .map(|form| (*form, crate::norm(form)))
            .collect();
        crate::analyse::tag(&forms, &self.models)
    }

    /// Adds heads and relations to an analysis of `text` that has none. A part
    /// on demand: it costs as much again as tags. Without the weights of
    /// tagger and parser nothing is added.
    pub fn add_trees(&self, text: &str, analysis: &mut Analysis) {
        crate::analyse::add_trees(text, analysis, &self.models);
    }

    /// Returns tag, lemma, head and relation of each word of a sentence that
    /// is cut already.
    #[must_use]
    pub fn parse_tokens(&self, forms: &[&str]) -> Vec<Parsed> {
        let forms: Vec<_> = forms
            .iter()
            .map(|form| (*form, crate::norm(form)))
            .collect();
        crate::analyse::parse(&forms, &self.models)
    }

    /// Returns the words of an analysis as the name finder sees them.
    #[doc(hidden)]
    #[must_use]
    pub fn name_words(
        &self,
        text: &str,
        analysis: &Analysis,
        lists: &dyn Fn(u64) -> u8,
    ) -> Vec<Vec<crate::training::NameWord>> {
        crate::analyse::name_words(text, analysis, &self.models, lists)
    }

    /// Returns the country that `norm` (a [`crate::Token::norm`]) names: by
    /// its name or short form, its people or its capital.
    #[must_use]
    pub fn country(&self, norm: &str) -> Option<&str> {
        self.models.places.country(norm)
    }

    /// Returns the country that `norm` names by its name or short form, not by
    /// its people or its capital.
    #[must_use]
    pub fn country_name(&self, norm: &str) -> Option<&str> {
        let places = &self.models.places;
        places
            .country(norm)
            .filter(|_| places.kind(norm) == Some(PlaceKind::Name))
    }

    /// Tells whether `norm` is a given name that has short forms, or one.
    #[must_use]
    pub fn is_given_name(&self, norm: &str) -> bool {
        self.models.nicknames.has(norm)
    }

    /// Tells whether two given names can stand for one: "bill" and "william".
    #[must_use]
    pub fn same_given_name(&self, a: &str, b: &str) -> bool {
        self.models.nicknames.same(a, b)
    }

    /// Returns how rare a word (a [`crate::Token::norm`]) is in news: the
    /// natural logarithm of one over its share of reports, from 0 for a word
    /// that stands in every report to 10 for one seen once or never.
    #[must_use]
    pub fn rarity(&self, norm: &str) -> f32 {
        self.models.rarity.of(norm)
    }

    /// Returns the vector of a word (a [`crate::Token::norm`]), by which
    /// [`crate::align`] compares; none for a word that is like no other.
    #[must_use]
    pub fn vector(&self, norm: &str) -> Option<WordVector<'_>> {
        self.models.vectors.of(norm)
    }
}
