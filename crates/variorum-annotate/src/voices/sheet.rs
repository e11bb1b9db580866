//! A report's tokens prepared for the two chains: hashed words, quotations,
//! blocks; and the features of each.

use std::ops::Range;

use variorum_language::single_quotations;
use variorum_model::{Sentence, Span, Tag, Token};

use super::branches::{Branch, Hung, below, branches};
use super::chain::Chain;
use super::lexicon::{Speech, speech};

/// A token as the chains see it.
#[derive(Clone, Debug)]
struct Word {
    norm: u32,
    lemma: u32,
    tag: Tag,
    /// The quotation it stands in, numbered from 1; 0 outside.
    quote: u32,
    /// Opens or closes a quotation.
    mark: Mark,
    /// Its sentence.
    sentence: u32,
    /// How the lexicon knows it as a crediting word.
    speech: Speech,
    /// Bits of its form: capital, digits, first of its sentence.
    shape: u32,
    /// Its norm where it is a function word or punctuation, else its tag.
    glue: u32,
    /// The last letters of its norm.
    suffix: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mark {
    None,
    Open,
    Close,
}

/// A report's tokens prepared for the chains.
#[derive(Clone, Debug)]
pub struct Sheet {
    words: Vec<Word>,
    /// Heads and relations; empty where no parser ran.
    trees: Vec<Hung>,
    sentences: Vec<Range<usize>>,
    /// For each sentence the block that it stands in.
    blocks: Vec<u32>,
}

/// How far a role may lie from its cue, in sentences of one quotation.
const SENTENCES_BEFORE: usize = 3;
const SENTENCES_AFTER: usize = 5;

impl Sheet {
    /// Prepares the tokens of a text. `blocks` are disjoint and in text order.
    #[must_use]
    pub fn new(text: &str, blocks: &[Span], sentences: &[Sentence], tokens: &[Token]) -> Sheet {
        let mut sheet = Sheet {
            words: Vec::with_capacity(tokens.len()),
            trees: Vec::new(),
            sentences: Vec::new(),
            blocks: Vec::new(),
        };
        if tokens.iter().any(|token| token.relation.is_some()) {
            sheet.trees.extend(tokens.iter().map(Hung::of));
        }
        let mut quotes = Quotes {
            single: single_quotations(text),
            ..Quotes::default()
        };
        let mut block = 0;
        for (number, sentence) in sentences.iter().enumerate() {
            while blocks
                .get(block)
                .is_some_and(|b| b.end <= sentence.span.start)
            {
                block += 1;
            }
            let opens_block = sheet
                .blocks
                .last()
                .is_none_or(|&last| last as usize != block);
            if opens_block {
                quotes.open = false;
            }
            let range = sentence.range();
            for at in range.clone() {
                let token = &tokens[at];
                let mark = quotes.mark(text, token, tokens.get(at + 1));
                let mut word = Word::new(text, token, at == range.start);
                word.sentence = u32::try_from(number).unwrap_or(u32::MAX);
                word.mark = mark;
                if mark != Mark::None && &*token.norm == "'" {
                    // The weights have seen double marks only.
                    word.norm = of("\"");
                    (word.lemma, word.glue, word.suffix) = (word.norm, word.norm, word.norm);
                    word.tag = Tag::Punct;
                }
                word.quote = if quotes.open || mark == Mark::Close {
                    quotes.count
                } else {
                    0
                };
                sheet.words.push(word);
            }
            sheet.sentences.push(range);
            sheet.blocks.push(u32::try_from(block).unwrap_or(u32::MAX));
        }
        sheet
    }

    /// Tells whether the words have heads and relations.
    #[must_use]
    pub fn has_trees(&self) -> bool {
        !self.trees.is_empty()
    }

    /// Forgets heads and relations.
    pub fn forget_trees(&mut self) {
        self.trees = Vec::new();
    }

    /// Returns the tokens of a sentence.
    #[must_use]
    pub fn sentence(&self, sentence: usize) -> Range<usize> {
        self.sentences[sentence].clone()
    }

    /// Returns the quotation that a token stands in, numbered from 1.
    #[must_use]
    pub fn quote(&self, at: usize) -> Option<u32> {
        Some(self.words[at].quote).filter(|&quote| quote > 0)
    }

    /// Tells whether a token ends its block inside a quotation.
    pub(super) fn leaves_open(&self, at: usize) -> bool {
        let ends = self
            .words
            .get(at + 1)
            .is_none_or(|next| self.blocks[next.sentence as usize] != self.block(at));
        ends && self.words[at].quote > 0 && self.words[at].mark != Mark::Close
    }

    /// Returns the sentence that a token stands in.
    pub(super) fn sentence_of(&self, at: usize) -> usize {
        self.words[at].sentence as usize
    }

    /// Returns the number of the block that a token stands in.
    pub(super) fn block(&self, at: usize) -> u32 {
        self.blocks[self.words[at].sentence as usize]
    }

    /// Returns the tokens of a block, of which one is given.
    pub(super) fn tokens_of_block(&self, block: u32, at: usize) -> Range<usize> {
        let sentence = self.sentence_of(at);
        let last = self.blocks[sentence..]
            .iter()
            .take_while(|&&of| of == block)
            .count();
        let first = self.blocks[..sentence]
            .iter()
            .rev()
            .take_while(|&&of| of == block)
            .count();
        let (first, last) = (sentence - first, (sentence + last).max(sentence + 1) - 1);
        self.sentences[first].start..self.sentences[last].end
    }

    /// Returns the features by which the cues of a sentence are found.
    #[must_use]
    pub fn cue_chain(&self, sentence: usize) -> Chain {
        let range = self.sentences[sentence].clone();
        let words = &self.words;
        let quoted = range.clone().any(|at| words[at].quote > 0);
        let marks = range
            .clone()
            .filter(|&at| words[at].mark == Mark::Open)
            .count()
            .min(2);
        let sayings = range
            .clone()
            .filter(|&at| matches!(words[at].speech, Speech::Say | Speech::Tell))
            .count()
            .min(2);
        let below = below(&self.trees, &range);
        let mut chain = Chain::default();
        for at in range.clone() {
            let see = |offset: isize| self.near(at, offset, &range);
            let (w, p1, p2, n1, n2) = (see(0), see(-1), see(-2), see(1), see(2));
            let word = &words[at];
            let mut state = |template: u32, parts: &[u32]| chain.state(hash(template, parts));
            let kind = word.speech as u32;
            let tag = word.tag as u32;
            let inside = u32::from(word.quote > 0);
            state(0, &[]);
            state(1, &[w.norm]);
            state(2, &[w.lemma]);
            state(3, &[tag]);
            state(4, &[w.lemma, p1.tag]);
            state(5, &[w.lemma, n1.tag]);
            state(6, &[w.norm, n1.norm]);
            state(7, &[p1.norm, w.norm]);
            state(8, &[p1.norm]);
            state(9, &[n1.norm]);
            state(10, &[p2.norm]);
            state(11, &[n2.norm]);
            state(12, &[p1.tag, tag]);
            state(13, &[tag, n1.tag]);
            state(14, &[p2.tag, p1.tag, tag]);
            state(15, &[tag, n1.tag, n2.tag]);
            state(16, &[p1.tag, tag, n1.tag]);
            state(17, &[kind]);
            state(18, &[kind, p1.tag, n1.tag]);
            state(19, &[kind, n1.glue]);
            state(20, &[kind, p1.glue]);
            state(21, &[kind, inside, u32::from(quoted)]);
            state(22, &[w.lemma, inside]);
            state(23, &[w.lemma, u32::from(quoted)]);
            state(24, &[w.lemma, n1.glue]);
            state(25, &[w.suffix, tag]);
            state(26, &[w.suffix, n1.glue]);
            state(27, &[word.shape, tag]);
            state(28, &[p1.glue, tag, n1.glue]);
            state(29, &[p1.mark, n1.mark, tag]);
            state(30, &[kind, sayings as u32, inside]);
            state(31, &[tag, self.since_mark(at, &range), inside]);
            state(32, &[kind, p1.kind, n1.kind]);
            state(33, &[n1.norm, n2.norm]);
            state(34, &[p2.norm, p1.norm]);
            state(35, &[w.lemma, marks as u32, n1.tag]);
            state(36, &[w.lemma, n1.glue, n2.glue]);
            state(37, &[w.lemma, p1.glue, p2.glue]);
            state(38, &[kind, self.until_mark(at, &range), tag]);
            state(39, &[w.suffix, p1.tag, n1.tag]);
            if self.has_trees() {
                let below = below[at - range.start];
                let mut state = |template: u32, parts: &[u32]| chain.state(hash(template, parts));
                let relation = self.trees[at].relation;
                state(40, &[relation, tag]);
                state(41, &[below, tag]);
                state(42, &[below, w.lemma]);
                state(43, &[below, kind, relation]);
                state(44, &[relation, w.lemma]);
                state(45, &[below, w.lemma, relation]);
            }
            let mut edge = |template: u32, parts: &[u32]| chain.edge(hash(template, parts));
            edge(100, &[]);
            edge(101, &[tag]);
            edge(102, &[p1.tag, tag]);
            edge(103, &[w.glue]);
            edge(104, &[p1.glue]);
            edge(105, &[kind, p1.kind]);
            chain.close();
        }
        chain
    }

    /// Returns the tokens among which the source and the content of a cue are
    /// looked for: its sentence, and those around it that a quotation or a
    /// colon ties to it.
    #[must_use]
    pub fn window(&self, cue: &Range<usize>) -> Range<usize> {
        let Some(first) = self.words.get(cue.start) else {
            return cue.clone();
        };
        let home = first.sentence as usize;
        let (mut from, mut to) = (home, home);
        while from > 0
            && home - from < SENTENCES_BEFORE
            && self.blocks[from - 1] == self.blocks[home]
            && self.tied(from - 1)
        {
            from -= 1;
        }
        while to + 1 < self.sentences.len() && to - home < SENTENCES_AFTER && self.tied(to) {
            // Only a colon reaches into the next block.
            if self.blocks[to + 1] != self.blocks[to] && !self.ends_open(to) {
                break;
            }
            to += 1;
        }
        self.sentences[from].start..self.sentences[to].end
    }

    /// Tells whether a sentence and the next belong to one quotation, or the
    /// one announces the other.
    fn tied(&self, sentence: usize) -> bool {
        let (Some(this), Some(next)) = (
            self.sentences.get(sentence),
            self.sentences.get(sentence + 1),
        ) else {
            return false;
        };
        if this.is_empty() || next.is_empty() {
            return false;
        }
        let (last, first) = (&self.words[this.end - 1], &self.words[next.start]);
        (last.quote > 0 && last.quote == first.quote)
            || first.mark == Mark::Open
            || last.mark == Mark::Close
            || self.ends_open(sentence)
    }

    /// Tells whether a sentence ends with a colon.
    fn ends_open(&self, sentence: usize) -> bool {
        let range = &self.sentences[sentence];
        !range.is_empty() && self.words[range.end - 1].norm == of(":")
    }

    /// Returns the features by which the source and the content of a cue are
    /// found among the tokens of its window.
    #[must_use]
    pub fn role_chain(&self, cue: &Range<usize>, window: &Range<usize>) -> Chain {
        let words = &self.words;
        let head = cue
            .clone()
            .max_by_key(|&at| (words[at].speech as u32 > 0, words[at].tag == Tag::Verb, at))
            .unwrap_or(cue.start);
        let lemma = words[head].lemma;
        let kind = words[head].speech as u32;
        let home = words[head].sentence;
        let before = self.side_pattern(cue.start, -1, window);
        let after = self.side_pattern(cue.end.saturating_sub(1), 1, window);
        let cue_quoted = u32::from(words[head].quote > 0);
        let shape = (words[head].tag as u32) << 8 | (cue.len().min(4) as u32);
        let passed = self.passed(cue, window);
        let hung = self.hung(head, window);
        let mut chain = Chain::default();
        for at in window.clone() {
            let see = |offset: isize| self.near(at, offset, window);
            let (w, p1, p2, n1, n2) = (see(0), see(-1), see(-2), see(1), see(2));
            let word = &words[at];
            let tag = word.tag as u32;
            let gone = &passed[at - window.start];
            let side = gone.side;
            let same = i64::from(word.sentence) - i64::from(home);
            let offset = (same.clamp(-2, 2) + 2) as u32;
            let inside = u32::from(word.quote > 0)
                | u32::from(word.quote > 0 && word.quote == words[head].quote) << 1;
            let commas = gone.commas.min(2);
            let steps = bucket(gone.steps);
            let mut state = |template: u32, parts: &[u32]| chain.state(hash(template, parts));
            state(200, &[side]);
            state(201, &[side, w.norm]);
            state(202, &[side, tag]);
            state(203, &[side, steps, tag]);
            state(204, &[side, gone.steps.min(6), w.glue]);
            state(205, &[side, p1.norm]);
            state(206, &[side, n1.norm]);
            state(207, &[side, p1.tag, tag]);
            state(208, &[side, tag, n1.tag]);
            state(209, &[side, p2.glue, p1.glue, w.glue]);
            state(210, &[side, w.glue, n1.glue, n2.glue]);
            state(211, &[side, p1.glue, w.glue, n1.glue]);
            state(212, &[side, commas, gone.verbs.min(2), offset]);
            state(213, &[side, kind, before, after]);
            state(214, &[side, lemma, after]);
            state(215, &[side, lemma, before]);
            state(216, &[side, lemma, tag]);
            state(217, &[side, inside, cue_quoted, offset]);
            state(218, &[side, inside, before, after, offset]);
            state(219, &[side, commas, before, after, inside]);
            state(220, &[side, p1.mark, w.mark, n1.mark, offset]);
            state(221, &[side, word.shape, tag]);
            state(222, &[side, gone.that, commas, tag]);
            state(223, &[side, shape, before, tag]);
            state(224, &[side, shape, after, tag]);
            state(225, &[side, gone.steps.min(3), lemma, w.glue]);
            state(226, &[side, commas, gone.marks.min(2), inside]);
            state(227, &[side, gone.cues.min(2), commas, offset]);
            state(228, &[side, w.kind, gone.cues.min(2), offset]);
            state(229, &[side, steps, before, after, tag]);
            state(230, &[side, kind, steps, w.norm]);
            state(231, &[side, p1.norm, w.norm]);
            state(232, &[side, w.norm, n1.norm]);
            state(
                233,
                &[side, before, after, gone.verbs.min(2), commas, offset],
            );
            state(234, &[side, gone.verbs.min(2), tag, p1.tag]);
            state(235, &[side, lemma, w.norm]);
            state(236, &[side, lemma, commas, inside]);
            let mut edge = |template: u32, parts: &[u32]| chain.edge(hash(template, parts));
            edge(300, &[side]);
            edge(301, &[side, w.glue]);
            edge(302, &[side, p1.glue]);
            edge(303, &[p1.tag, tag]);
            edge(304, &[side, p1.mark, w.mark, inside]);
            edge(305, &[side, w.glue, n1.glue]);
            edge(306, &[side, p1.glue, w.glue]);
            edge(307, &[side, w.glue, gone.that, inside, offset]);
            edge(308, &[side, gone.steps.min(3), before, after]);
            edge(309, &[side, w.glue, kind, before]);
            edge(310, &[side, w.glue, commas, after]);
            edge(311, &[side, w.norm]);
            edge(312, &[side, w.glue, n1.tag, n2.glue]);
            if !hung.is_empty() {
                self.see_branches(&mut chain, &hung, at, window.start, head, side);
            }
            chain.close();
        }
        chain
    }

    /// Returns how each word of a window hangs on a crediting word; nothing
    /// where no parser ran.
    fn hung(&self, head: usize, window: &Range<usize>) -> Vec<Branch> {
        let Some(word) = self.words.get(head).filter(|_| self.has_trees()) else {
            return Vec::new();
        };
        let sentence = &self.sentences[word.sentence as usize];
        branches(&self.trees, sentence, head, window)
    }

    /// Adds the features of how a word hangs on the crediting word.
    fn see_branches(
        &self,
        chain: &mut Chain,
        hung: &[Branch],
        at: usize,
        from: usize,
        head: usize,
        side: u32,
    ) {
        let (tag, glue) = (self.words[at].tag as u32 + 1, self.words[at].glue);
        let nth = at - from;
        let this = hung[nth];
        let before = nth.checked_sub(1).map(|before| hung[before]);
        let after = hung.get(nth + 1);
        let (up, place) = (this.up, this.place());
        let cue = self.trees[head].relation;
        let lemma = self.words[head].lemma;
        let kind = self.words[head].speech as u32;
        let same = u32::from(before.is_some_and(|before| before.root == this.root));
        let goes_on = u32::from(after.is_some_and(|after| after.root == this.root));
        let last = before.map_or(0, Branch::place);
        let next = after.map_or(0, |after| after.place());
        let first = self
            .words
            .get(this.root)
            .map_or(0, |word| word.tag as u32 + 1);
        let own = self.trees[at].relation;
        let mut state = |template: u32, parts: &[u32]| chain.state(hash(template, parts));
        state(240, &[side, up, cue]);
        state(241, &[side, place]);
        state(242, &[side, place, this.depth, tag]);
        state(243, &[side, place, cue]);
        state(244, &[side, place, lemma]);
        state(245, &[side, place, same, goes_on]);
        state(246, &[side, place, glue, same]);
        state(247, &[side, place, first, kind]);
        state(248, &[place, last, next]);
        state(249, &[side, place, own, same, goes_on]);
        let mut edge = |template: u32, parts: &[u32]| chain.edge(hash(template, parts));
        edge(320, &[side, last, place, same]);
        edge(321, &[side, same, place, cue]);
        edge(322, &[side, same, place, lemma]);
        edge(323, &[side, same, place, glue]);
        edge(324, &[side, same, last, glue]);
        edge(325, &[side, same, next, glue]);
    }

    /// Describes what stands next to the cue on one side: the nearest two
    /// words' glue, quotation marks told apart.
    fn side_pattern(&self, from: usize, step: isize, window: &Range<usize>) -> u32 {
        let one = self.near(from, step, window);
        let two = self.near(from, 2 * step, window);
        let coarse = |seen: &Seen| {
            if seen.mark > 0 {
                1000 + seen.mark
            } else {
                seen.class
            }
        };
        hash(900, &[coarse(&one), coarse(&two)])
    }

    /// Counts what lies between the cue and each token of the window.
    fn passed(&self, cue: &Range<usize>, window: &Range<usize>) -> Vec<Passed> {
        let mut all = vec![Passed::default(); window.len()];
        let mut gone = Passed {
            side: 1,
            ..Passed::default()
        };
        for at in (window.start..cue.start).rev() {
            gone.steps += 1;
            all[at - window.start] = gone;
            gone.pass(&self.words[at]);
        }
        for at in cue.clone() {
            all[at - window.start] = Passed {
                side: 2,
                ..Passed::default()
            };
        }
        let mut gone = Passed {
            side: 3,
            ..Passed::default()
        };
        for at in cue.end..window.end {
            gone.steps += 1;
            all[at - window.start] = gone;
            gone.pass(&self.words[at]);
        }
        all
    }

    /// Returns how many words ago the last comma or quotation mark was.
    fn since_mark(&self, at: usize, range: &Range<usize>) -> u32 {
        let found = (range.start..at)
            .rev()
            .take(5)
            .position(|i| self.words[i].divides());
        found.map_or(9, |i| i as u32)
    }

    /// Returns in how many words the next comma or quotation mark comes.
    fn until_mark(&self, at: usize, range: &Range<usize>) -> u32 {
        let found = (at + 1..range.end)
            .take(5)
            .position(|i| self.words[i].divides());
        found.map_or(9, |i| i as u32)
    }

    /// Returns what is seen `offset` tokens away inside a range.
    fn near(&self, at: usize, offset: isize, range: &Range<usize>) -> Seen {
        match at
            .checked_add_signed(offset)
            .filter(|at| range.contains(at))
        {
            Some(at) => {
                let word = &self.words[at];
                Seen {
                    norm: word.norm,
                    lemma: word.lemma,
                    tag: word.tag as u32 + 1,
                    glue: word.glue,
                    mark: word.mark as u32,
                    kind: word.speech as u32,
                    suffix: word.suffix,
                    class: word.class(),
                }
            }
            None => Seen::default(),
        }
    }
}

/// What a feature may use of a neighbouring token; zeros past the edge.
#[derive(Clone, Copy, Default, Debug)]
struct Seen {
    norm: u32,
    lemma: u32,
    tag: u32,
    glue: u32,
    mark: u32,
    kind: u32,
    suffix: u32,
    class: u32,
}

/// What lies between a cue and a token.
#[derive(Clone, Copy, Default, Debug)]
struct Passed {
    /// 1 before the cue, 2 in it, 3 after it.
    side: u32,
    steps: u32,
    commas: u32,
    verbs: u32,
    marks: u32,
    cues: u32,
    that: u32,
}

impl Passed {
    fn pass(&mut self, word: &Word) {
        self.commas += u32::from(word.divides() && word.mark == Mark::None);
        self.verbs += u32::from(word.tag == Tag::Verb);
        self.marks += u32::from(word.mark != Mark::None);
        self.cues += u32::from(matches!(word.speech, Speech::Say | Speech::Tell));
        self.that |= u32::from(word.norm == of("that"));
    }
}

impl Word {
    fn new(text: &str, token: &Token, first: bool) -> Word {
        let raw = token.span.of(text);
        let norm = of(&token.norm);
        let closed = matches!(
            token.tag,
            Tag::Adp
                | Tag::Det
                | Tag::Pron
                | Tag::Punct
                | Tag::Sconj
                | Tag::Cconj
                | Tag::Part
                | Tag::Aux
        );
        let capital = raw.starts_with(char::is_uppercase);
        let digit = raw.starts_with(|c: char| c.is_ascii_digit());
        let tail: String = {
            let count = token.norm.chars().count();
            token.norm.chars().skip(count.saturating_sub(3)).collect()
        };
        Word {
            norm,
            lemma: of(&token.lemma),
            tag: token.tag,
            quote: 0,
            mark: Mark::None,
            sentence: 0,
            speech: speech(&token.norm, &token.lemma, token.tag),
            shape: u32::from(capital) | u32::from(digit) << 1 | u32::from(first) << 2,
            glue: if closed {
                norm
            } else {
                0x1000 + token.tag as u32
            },
            suffix: of(&tail),
        }
    }

    /// Tells whether the word parts clauses: a comma, colon, dash or mark.
    fn divides(&self) -> bool {
        self.tag == Tag::Punct
    }

    /// A coarse class for what stands beside a cue.
    fn class(&self) -> u32 {
        match self.tag {
            Tag::Noun => 1,
            Tag::Propn => 2,
            Tag::Pron => 3,
            Tag::Verb | Tag::Aux => 4,
            Tag::Det => 5,
            Tag::Adj | Tag::Num => 6,
            Tag::Adv => 7,
            Tag::Punct | Tag::Sconj | Tag::Adp | Tag::Part | Tag::Cconj => self.norm,
            _ => 8,
        }
    }
}

/// Follows quotation marks through a block.
#[derive(Default)]
struct Quotes {
    /// What stands between single marks, in order.
    single: Vec<Span>,
    open: bool,
    count: u32,
}

impl Quotes {
    /// Reads a token and tells whether it opens or closes a quotation.
    fn mark(&mut self, text: &str, token: &Token, next: Option<&Token>) -> Mark {
        let raw = token.span.of(text);
        let touches_next = next.is_some_and(|next| next.span.start == token.span.end);
        let before = text.get(..token.span.range().start).unwrap_or_default();
        let after_space = before.chars().next_back().is_none_or(char::is_whitespace);
        let is_single = matches!(raw, "'" | "‘" | "’");
        // Somebody's words within somebody's words.
        if !is_single && self.is_in_single(token) {
            return Mark::None;
        }
        let opens = match raw {
            // Some pages print the opening mark at both ends.
            "“" => !self.open || after_space || touches_next,
            "«" | "„" => true,
            "”" | "»" => false,
            // Paragraphs of one quotation each open it anew.
            "\"" | "''" | "``" | "’’" | "‘‘" => {
                (touches_next || raw == "``") && (!self.open || after_space)
            }
            _ if is_single => match self.single_mark(token) {
                Some(opens) => opens,
                None => return Mark::None,
            },
            _ => return Mark::None,
        };
        if opens {
            // A quotation that runs on opens again at each paragraph.
            if !self.open {
                self.count += 1;
            }
            self.open = true;
            Mark::Open
        } else {
            self.open = false;
            Mark::Close
        }
    }

    /// Tells whether a token stands between single marks.
    fn is_in_single(&self, token: &Token) -> bool {
        let at = self
            .single
            .partition_point(|span| span.end <= token.span.start);
        self.single
            .get(at)
            .is_some_and(|span| span.contains(token.span))
    }

    /// Tells whether a single mark opens a quotation or closes one; none where it is an
    /// apostrophe.
    fn single_mark(&self, token: &Token) -> Option<bool> {
        let at = self
            .single
            .partition_point(|span| span.end < token.span.start);
        let span = self.single.get(at)?;
        match (span.start == token.span.end, span.end == token.span.start) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }
}

/// Returns a step's length in coarse classes.
fn bucket(steps: u32) -> u32 {
    match steps {
        0..=4 => steps,
        5..=7 => 5,
        8..=12 => 6,
        13..=20 => 7,
        _ => 8,
    }
}

/// Hashes a word.
fn of(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// Hashes a template and what it saw. The same in training and inference.
fn hash(template: u32, parts: &[u32]) -> u32 {
    let mut state = u64::from(template).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d;
    for &part in parts {
        state = (state ^ u64::from(part)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        state ^= state >> 32;
    }
    (state ^ (state >> 29)) as u32
}
