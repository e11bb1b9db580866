//! Tokens: where words, numbers and punctuation marks stand.
//!
//! The cut is that of the English treebanks of Universal Dependencies
//! ("did|n't", "Ana|'s", "$|1.2", "15|-|year"), but for hyphens inside names:
//! "al-Bahri", "Jean-Luc" and "T-72" stay whole, because a name is compared
//! as a whole.
//!
//! # Steps
//! - A **chunk** of letters, digits and what may join them is read.
//! - A full stop after it belongs to it where it is a shortening.
//! - The chunk is **cut** at hyphens, clitics and units.
//! - Everything else is punctuation, one token a mark or a run of one mark.
//!
//! # What holds
//! - Every character that is not white space or zero-width lies in a token.
//! - One pass: no step looks further than a few characters ahead, so a
//!   megabyte without spaces costs no more than a megabyte with them.

use crate::norm::{is_apostrophe, is_dash, is_hyphen, is_zero_width};
use crate::words::{self, Abbreviation};

/// What a piece is, as far as cutting sentences needs to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PieceKind {
    /// A word, a number, an address.
    Word,
    /// A shortening with its full stop.
    Short(Abbreviation),
    /// A full stop, question or exclamation mark, an ellipsis, a smiley.
    End,
    /// A line drawn with marks: "=====".
    Rule,
    /// An opening bracket or quotation mark.
    Open,
    /// A closing bracket or quotation mark.
    Close,
    /// A mark that says neither: straight quotes in the open.
    Quote,
    /// Any other mark.
    Mark,
}

/// A token before it is tagged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Piece {
    /// The offset of its first byte in the region.
    pub(crate) start: usize,
    /// The offset after its last byte.
    pub(crate) end: usize,
    /// What it is.
    pub(crate) kind: PieceKind,
    /// Whether white space stands before it.
    pub(crate) spaced: bool,
    /// Whether a blank line stands before it.
    pub(crate) parted: bool,
}

/// The longest chunk whose hyphens and clitics are looked at; longer ones are
/// no words. Not tuned.
const LONGEST_WORD: usize = 120;

/// From so many marks on, a row of them is a line. Not tuned.
const SHORTEST_RULE: usize = 5;

/// How far is looked for the sign of a mail address. Not tuned.
const LONGEST_ADDRESS: usize = 40;

/// Cuts `text` into pieces. `is_place` tells whether a word names a country,
/// so that "Ardania-Borland" is cut and "Jean-Luc" is not.
pub(crate) fn pieces(text: &str, is_place: &dyn Fn(&str) -> bool) -> Vec<Piece> {
    let mut cutter = Cutter {
        text,
        is_place,
        pieces: Vec::with_capacity(text.len() / 5),
        spaced: true,
        newlines: 0,
    };
    let mut at = 0;
    while let Some(c) = cutter.char_at(at) {
        at = cutter.step(at, c);
    }
    cutter.pieces
}

/// The state of one pass over a text.
struct Cutter<'a> {
    /// What is cut.
    text: &'a str,
    /// Tells whether a word names a country.
    is_place: &'a dyn Fn(&str) -> bool,
    /// What was found.
    pieces: Vec<Piece>,
    /// Whether white space came since the last piece.
    spaced: bool,
    /// How many line breaks came since the last piece.
    newlines: u32,
}

impl Cutter<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        match *self.text.as_bytes().get(at)? {
            b if b.is_ascii() => Some(char::from(b)),
            _ => self.text[at..].chars().next(),
        }
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn push(&mut self, start: usize, end: usize, kind: PieceKind) {
        self.pieces.push(Piece {
            start,
            end,
            kind,
            spaced: self.spaced,
            parted: self.newlines > 1,
        });
        self.spaced = false;
        self.newlines = 0;
    }

    /// Reads what starts at `at` with `c`; returns where the next starts.
    fn step(&mut self, at: usize, c: char) -> usize {
        if c.is_whitespace() || is_zero_width(c) || c.is_control() {
            self.spaced |= !is_zero_width(c);
            self.newlines += match c {
                '\n' | '\u{2028}' | '\u{85}' => 1,
                '\u{2029}' | '\u{c}' => 2,
                // A lone carriage return ends a line too.
                '\r' if self.text.as_bytes().get(at + 1) != Some(&b'\n') => 1,
                _ => 0,
            };
            return at + c.len_utf8();
        }
        if is_ideograph(c) {
            self.push(at, at + c.len_utf8(), PieceKind::Word);
            return at + c.len_utf8();
        }
        if is_word_char(c) {
            if let Some(end) = self.address_end(at) {
                self.push(at, end, PieceKind::Word);
                return end;
            }
            return self.word(at);
        }
        if matches!(c, '@' | '#')
            && self.spaced
            && self.char_at(at + 1).is_some_and(char::is_alphabetic)
        {
            let end = self.chunk_end(at + 1);
            self.push(at, end, PieceKind::Word);
            return end;
        }
        if is_apostrophe(c)
            && !self.spaced
            && let Some(end) = self.loose_clitic_end(at + c.len_utf8())
        {
            self.push(at, end, PieceKind::Word);
            return end;
        }
        self.mark(at, c)
    }

    /// Returns the end of the web address that starts at `at`.
    fn address_end(&self, at: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[at..];
        let starts = |prefix: &[u8]| {
            bytes.len() > prefix.len() && bytes[..prefix.len()].eq_ignore_ascii_case(prefix)
        };
        if !(starts(b"http://") || starts(b"https://") || starts(b"www.")) {
            return None;
        }
        let rest = &self.text[at..];
        let end = rest
            .find(|c: char| {
                c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»')
            })
            .unwrap_or(rest.len());
        let kept =
            rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’']);
        Some(at + kept.len())
    }

    /// Returns the end of the chunk that starts at `at`: letters, digits and
    /// what joins them.
    fn chunk_end(&self, start: usize) -> usize {
        let mut at = start;
        // Where the letters after the last full stop or hyphen start.
        let mut segment = start;
        let mut before = None;
        while let Some(c) = self.char_at(at) {
            let next = at + c.len_utf8();
            if is_word_char(c) && !is_ideograph(c) {
                at = next;
                before = Some(c);
                continue;
            }
            let Some(p) = before else { break };
            let Some(n) = self.char_at(next) else { break };
            if !is_word_char(n) || is_ideograph(n) {
                break;
            }
            let joins = if is_apostrophe(c) {
                p.is_alphanumeric() && n.is_alphabetic()
            } else if is_hyphen(c) || is_zero_width(c) {
                true
            } else {
                match c {
                    '.' => self.full_stop_joins(segment, at, p, n),
                    ',' => p.is_ascii_digit() && self.three_digits(next),
                    ':' => p.is_ascii_digit() && n.is_ascii_digit(),
                    '/' => p.is_ascii_digit() && n.is_ascii_digit(),
                    '@' => true,
                    '&' => p.is_uppercase() && n.is_uppercase(),
                    _ => false,
                }
            };
            if !joins {
                break;
            }
            if matches!(c, '.' | '@') || is_hyphen(c) {
                segment = next;
            }
            at = next;
            before = Some(c);
        }
        at
    }

    /// Tells whether the full stop at `at` joins `p` and `n`: in decimals,
    /// "U.N", host names. `segment` is where the letters before it start.
    fn full_stop_joins(&self, segment: usize, at: usize, p: char, n: char) -> bool {
        if p.is_ascii_digit() && n.is_ascii_digit() {
            return true;
        }
        if !p.is_alphabetic() || !n.is_alphanumeric() {
            return false;
        }
        let letters = &self.text[segment..at];
        let second = self.char_at(at + 1 + n.len_utf8());
        if letters.len() == p.len_utf8() {
            // "J.Moreau" lacks a space, "U.N" and "a.m" do not.
            return !second.is_some_and(char::is_alphanumeric);
        }
        if letters == "Ph" && n == 'D' {
            return true;
        }
        let tail = &self.text.as_bytes()[at + 1..];
        if self.is_path(segment, at) {
            return true;
        }
        let length = tail
            .iter()
            .take(6)
            .take_while(|b| b.is_ascii_lowercase())
            .count();
        let closed = !tail.get(length).is_some_and(u8::is_ascii_alphanumeric);
        // Both sides lower case or a capital brand: "ended.The" is no host.
        closed && std::str::from_utf8(&tail[..length]).is_ok_and(words::ends_host)
    }

    /// Tells whether the full stop at `at`, with the letters before it from
    /// `segment` on, is one of a mail address, a file or a group:
    /// "ana.lund@harl.example", "plan.pdf", "rec.boats.ferries".
    fn is_path(&self, segment: usize, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let (letters, tail) = (&bytes[segment..at], &bytes[at + 1..]);
        let name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        let length = tail.iter().take(LONGEST_ADDRESS).take_while(name).count();
        if tail.get(length) == Some(&b'@') {
            return true;
        }
        let part = tail[..length].split(|byte| !byte.is_ascii_alphanumeric());
        let part = part.into_iter().next();
        let part = part.unwrap_or_default();
        if std::str::from_utf8(part).is_ok_and(words::is_file_kind) {
            return true;
        }
        // One full stop between small letters may lack its space; two do not.
        let small = |part: &[u8]| part.len() > 1 && part.iter().all(u8::is_ascii_lowercase);
        let again = segment > 0 && bytes[segment - 1] == b'.'
            || matches!(tail[part.len()..], [b'.', b'a'..=b'z', ..]);
        again && small(part) && small(letters)
    }

    fn three_digits(&self, at: usize) -> bool {
        let bytes = &self.text.as_bytes()[at..];
        bytes.len() >= 3
            && bytes[..3].iter().all(u8::is_ascii_digit)
            && !bytes.get(3).is_some_and(u8::is_ascii_digit)
    }

    /// Reads the word that starts at `start`.
    fn word(&mut self, start: usize) -> usize {
        let end = self.chunk_end(start);
        let chunk = &self.text[start..end];
        if chunk.len() > LONGEST_WORD {
            self.push(start, end, PieceKind::Word);
            return end;
        }
        if self.text.as_bytes().get(end) == Some(&b'.')
            && self.char_at(end + 1) != Some('.')
            && let Some((from, kind)) = self.shortening(start, end)
        {
            if from > start {
                self.cut_hyphens(start, from);
            }
            self.push(from, end + 1, PieceKind::Short(kind));
            return end + 1;
        }
        // "US$" and "A$" are one sign.
        if self.text.as_bytes().get(end) == Some(&b'$')
            && chunk.len() <= 3
            && chunk.bytes().all(|b| b.is_ascii_uppercase())
        {
            self.push(start, end + 1, PieceKind::Mark);
            return end + 1;
        }
        if chunk.contains('@') {
            self.push(start, end, PieceKind::Word);
        } else {
            self.cut_hyphens(start, end);
        }
        end
    }

    /// Tells whether the full stop at `end` belongs to the chunk, from where
    /// on, and what it does.
    fn shortening(&self, start: usize, end: usize) -> Option<(usize, Abbreviation)> {
        let chunk = &self.text[start..end];
        let from = start
            + chunk
                .rfind(is_hyphen)
                .map_or(0, |at| at + hyphen_len(chunk, at));
        let word = &self.text[from..end];
        let last = word.rsplit('.').next().unwrap_or(word);
        let mut letters = last.chars();
        let (first, second) = (letters.next()?, letters.next());
        if !first.is_alphabetic() {
            return None;
        }
        let lower = word.to_lowercase();
        if word.contains('.') && second.is_none() {
            let kind = match lower.as_str() {
                "a.m" | "p.m" => Abbreviation::Hour,
                "e.g" | "i.e" | "p.s" => Abbreviation::Leads,
                _ => Abbreviation::MayEnd,
            };
            return Some((from, kind));
        }
        let (follower, spaced) = self.follower(end + 1);
        if second.is_none() && from == start {
            // "c. 1818", "p. 4", "Lund v. Marsh".
            let digit = follower.starts_with(|c: char| c.is_ascii_digit());
            if (matches!(first, 'c' | 'p') && digit)
                || (first == 'v' && follower.starts_with(char::is_uppercase))
            {
                return Some((from, Abbreviation::Leads));
            }
            // An initial: "J. K. Moreau", but not "plan B. The".
            let leads = first.is_uppercase()
                && follower.chars().next().is_some_and(char::is_uppercase)
                && !words::starts_sentences(&follower.to_lowercase())
                && (first != 'I' || self.pieces.last().is_some_and(|p| self.is_capital(p)));
            return leads.then_some((from, Abbreviation::Leads));
        }
        let number = follower.starts_with(|c: char| c.is_ascii_digit());
        let kind = words::abbreviation(&lower, number)?;
        if matches!(lower.as_str(), "am" | "pm") {
            return None;
        }
        // A lower-case "gen" or "inc" in running text is a shortening as
        // well, but a word before a missing space is not.
        (spaced || follower.is_empty() || number || !follower.starts_with(char::is_uppercase))
            .then_some((from, kind))
    }

    fn is_capital(&self, piece: &Piece) -> bool {
        self.text[piece.start..piece.end]
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
    }

    /// Returns the word after `at` (at most a few characters of it) and
    /// whether white space stands before it.
    fn follower(&self, at: usize) -> (&str, bool) {
        let mut start = at;
        while let Some(c) = self.char_at(start) {
            if start - at > 8 || !(c.is_whitespace() || is_zero_width(c)) {
                break;
            }
            start += c.len_utf8();
        }
        let mut end = start;
        while let Some(c) = self.char_at(end) {
            if end - start > 24 || !is_word_char(c) {
                break;
            }
            end += c.len_utf8();
        }
        (&self.text[start..end], start > at)
    }

    /// Cuts the chunk at its hyphens where its parts are words by themselves.
    fn cut_hyphens(&mut self, start: usize, end: usize) {
        let chunk = &self.text[start..end];
        if !chunk.contains(is_hyphen) || self.hyphens_bind(chunk) {
            self.cut_clitics(start, end);
            return;
        }
        let mut from = start;
        let cuts: Vec<usize> = chunk
            .match_indices(is_hyphen)
            .map(|(at, _)| start + at)
            .collect();
        for at in cuts {
            let after = at + hyphen_len(self.text, at);
            if from < at {
                self.cut_clitics(from, at);
            }
            self.push(at, after, PieceKind::Mark);
            from = after;
        }
        if from < end {
            self.cut_clitics(from, end);
        }
    }

    /// Tells whether the hyphens of a chunk hold it together.
    fn hyphens_bind(&self, chunk: &str) -> bool {
        let mut parts = chunk.split(is_hyphen);
        let (Some(first), Some(last)) = (parts.next(), chunk.rsplit(is_hyphen).next()) else {
            return false;
        };
        let is_upper = |part: &str| part.starts_with(char::is_uppercase);
        let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let lower = first.to_lowercase();
        if is_digits(first) {
            // A day in the form 2031-05-17.
            let sizes: Vec<usize> = chunk.split(is_hyphen).map(str::len).collect();
            return sizes == [4, 2, 2] && chunk.split(is_hyphen).all(is_digits);
        }
        // "T-72s", "Apollo-11".
        if is_upper(first) && last.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        if !is_upper(last.trim_start_matches(is_apostrophe)) {
            return !is_upper(first) && parts.count() == 1 && words::keeps_prefix(&lower);
        }
        if words::binds(&lower) {
            return true;
        }
        let acronym = |part: &str| {
            let bare = part.trim_end_matches("'s").trim_end_matches("’s");
            bare.chars().count() > 1 && bare.chars().all(|c| c.is_uppercase() || c == '.')
        };
        is_upper(first)
            && !chunk
                .split(is_hyphen)
                .any(|part| acronym(part) || (self.is_place)(part))
    }

    /// Cuts clitics and units off a word.
    fn cut_clitics(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        match start + cut_of(word) {
            cut if cut > start && cut < end => {
                self.push(start, cut, PieceKind::Word);
                self.push(cut, end, PieceKind::Word);
            }
            _ => self.push(start, end, PieceKind::Word),
        }
    }

    /// Returns the end of a clitic whose apostrophe stands before `at`, after
    /// something that is no letter ("U.S.'s").
    fn loose_clitic_end(&self, at: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[at..];
        let length = rest
            .iter()
            .take(3)
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        let clitic = rest[..length].to_ascii_lowercase();
        let known = matches!(&*clitic, b"s" | b"d" | b"m" | b"ll" | b"re" | b"ve");
        let closed = !self.char_at(at + length).is_some_and(is_word_char);
        let after_end = self
            .pieces
            .last()
            .is_some_and(|piece| !matches!(piece.kind, PieceKind::Open));
        (known && closed && after_end).then_some(at + length)
    }

    /// Reads the punctuation mark at `at`, or a run of it.
    fn mark(&mut self, at: usize, c: char) -> usize {
        let width = c.len_utf8();
        if let Some(end) = self.smiley_end(at) {
            self.push(at, end, PieceKind::End);
            return end;
        }
        let mut end = at + width;
        let runs = !matches!(
            c,
            '(' | ')' | '[' | ']' | '{' | '}' | '"' | '“' | '”' | '«' | '»' | '$' | '%'
        );
        if is_apostrophe(c) {
            // Two single marks make one double mark.
            if let Some(n) = self.char_at(end).filter(|n| is_apostrophe(*n)) {
                end += n.len_utf8();
            }
        } else if matches!(c, '!' | '?') {
            while let Some(n) = self.char_at(end).filter(|n| matches!(n, '!' | '?')) {
                end += n.len_utf8();
            }
        } else if runs {
            while self.char_at(end) == Some(c) {
                end += width;
            }
        }
        let kind = match c {
            '.' | '!' | '?' | '…' | '。' | '؟' | '！' | '？' | '।' | '‽' => {
                PieceKind::End
            }
            '(' | '[' | '{' | '“' | '„' | '«' | '¿' | '¡' => PieceKind::Open,
            ')' | ']' | '}' | '”' | '»' => PieceKind::Close,
            '‘' if self.char_at(end).is_some_and(is_word_char) => PieceKind::Open,
            '"' | '＂' => self.straight(at, end),
            c if is_apostrophe(c) => self.straight(at, end),
            '_' | '=' | '*' | '-' | '~' | '#' if end - at >= SHORTEST_RULE => PieceKind::Rule,
            _ => PieceKind::Mark,
        };
        self.push(at, end, kind);
        end
    }

    /// Returns the end of the smiley that stands at `at` by itself: ":-)".
    fn smiley_end(&self, at: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[at..];
        let [b':' | b';', rest @ ..] = rest else {
            return None;
        };
        let nose = usize::from(rest.first() == Some(&b'-'));
        if !matches!(rest.get(nose)?, b')' | b'(' | b'D' | b'P') {
            return None;
        }
        let end = at + nose + 2;
        (self.spaced && self.char_at(end).is_none_or(char::is_whitespace)).then_some(end)
    }

    /// Tells from the space around a straight quotation mark whether it opens
    /// or closes.
    fn straight(&self, at: usize, end: usize) -> PieceKind {
        let inward = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !is_dash(c));
        let before = self.char_before(at);
        let opens = matches!(before, Some('(' | '[' | '“' | '"' | '\'' | '-'));
        match (inward(before) && !opens, inward(self.char_at(end))) {
            (false, true) => PieceKind::Open,
            (true, false) => PieceKind::Close,
            (true, true) if !self.char_at(end).is_some_and(is_word_char) => PieceKind::Close,
            _ => PieceKind::Quote,
        }
    }
}

/// Returns where to cut a clitic or unit off `word`, 0 for nowhere.
fn cut_of(word: &str) -> usize {
    let bytes = word.as_bytes();
    if bytes[0].is_ascii_digit() {
        let digits = word
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
            .unwrap_or(0);
        let unit = word[digits..].to_ascii_lowercase();
        return if digits > 0 && words::is_unit(&unit) {
            digits
        } else {
            0
        };
    }
    let lower_is = |whole: &str| word.eq_ignore_ascii_case(whole);
    if bytes.len() <= 6 {
        for (whole, cut) in [("cannot", 3), ("gonna", 3), ("gotta", 3), ("wanna", 3)] {
            if lower_is(whole) {
                return cut;
            }
        }
    }
    if let Some(cut) = words::lost_apostrophe(word) {
        return cut;
    }
    let Some((at, mark)) = word
        .char_indices()
        .rev()
        .take(4)
        .find(|(_, c)| is_apostrophe(*c))
    else {
        return 0;
    };
    let tail = word[at + mark.len_utf8()..].to_ascii_lowercase();
    match tail.as_str() {
        "s" | "d" | "m" | "ll" | "re" | "ve" => at,
        "t" if at > 1 && matches!(bytes[at - 1], b'n' | b'N') => at - 1,
        _ => 0,
    }
}

fn hyphen_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

/// Tells whether `c` belongs to words: letters, digits, marks that combine
/// with them, the underscore.
pub(crate) fn is_word_char(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || c == '_'
        || (!c.is_ascii() && (c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}')))
}

/// Tells whether `c` is of a script that puts no spaces between words.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}
