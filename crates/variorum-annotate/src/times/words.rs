//! The words of a text as the time grammar sees them: known words, numbers,
//! dates and clock times in figures, and everything else.
//!
//! One pass over the bytes. A paragraph's end becomes a [`Term::Break`], which
//! no phrase crosses; a single line end does not, since agency copy comes
//! wrapped.

use super::figures;
use super::vocabulary::{LONGEST, look_up};
use jiff::civil::Weekday;
use variorum_model::{Span, Unit};

/// What a word is to the grammar.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Term {
    /// A function word, by the name that the grammar calls it.
    Word(&'static str),
    /// A month, 1 to 12.
    Month(i8),
    /// A weekday.
    Weekday(Weekday),
    /// Several of a weekday: "Fridays".
    Weekdays(Weekday),
    /// A unit and whether it is in the plural.
    Unit(Unit, bool),
    /// A season by its TIMEX3 letters.
    Season(&'static str),
    /// A part of the day by its TIMEX3 value.
    DayPart(&'static str),
    /// Several of a part of the day: "nights".
    DayParts(&'static str),
    /// The first word of a named day.
    Holiday(&'static str),
    /// A number below a hundred in words.
    Cardinal(u8),
    /// "hundred", "thousand".
    Scale(u16),
    /// "third", "4th".
    Ordinal(u8),
    /// "nineties", as the year of its century.
    DecadeWord(u8),
    /// Figures without separators, and how many.
    Number(u32, u8),
    /// Figures that are no calendar number: "2,011", "2.5".
    Amount(f32),
    /// "1980s", by its first year.
    Decade(i16),
    /// A date in figures.
    Date(figures::Figures),
    /// A time of day in figures: minutes after midnight.
    Clock(u16),
    /// A mark, by its nearest ASCII character: dashes are `-`, quotation
    /// marks `"`.
    Mark(u8),
    /// The end of a paragraph or of the text.
    Break,
    /// Anything else.
    Other,
}

/// A word with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Where it starts.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// What it is.
    pub(super) term: Term,
    /// Whether it starts with a capital.
    pub(super) capital: bool,
}

/// The words of one stretch of text.
#[derive(Debug)]
pub(super) struct Words<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// The words, with a break after the last.
    pub(super) list: Vec<Word>,
}

impl<'a> Words<'a> {
    /// Reads the words of a region of `text`.
    pub(super) fn read(text: &'a str, region: Span) -> Words<'a> {
        let end = region.end as usize;
        let mut at = region.start as usize;
        let mut list = Vec::with_capacity((end - at) / 5 + 1);
        while at < end {
            at = gap(text, at, end, &mut list);
            if at < end {
                let word = read_one(&text[..end], at);
                at = word.end;
                list.push(word);
            }
        }
        list.push(Word {
            start: end,
            end,
            term: Term::Break,
            capital: false,
        });
        Words { text, list }
    }

    /// Returns what stands at `at`; a break past the ends.
    pub(super) fn term(&self, at: usize) -> Term {
        self.list.get(at).map_or(Term::Break, |word| word.term)
    }

    /// Returns what stands before `at`.
    pub(super) fn before(&self, at: usize) -> Term {
        at.checked_sub(1).map_or(Term::Break, |at| self.term(at))
    }

    /// Tells whether the function word `name` stands at `at`.
    pub(super) fn is(&self, at: usize, name: &str) -> bool {
        matches!(self.term(at), Term::Word(word) if word == name)
    }

    /// Tells whether one of the function words stands at `at`.
    pub(super) fn any(&self, at: usize, names: &[&str]) -> bool {
        matches!(self.term(at), Term::Word(word) if names.contains(&word))
    }

    /// Tells whether the mark stands at `at`.
    pub(super) fn mark(&self, at: usize, mark: u8) -> bool {
        self.term(at) == Term::Mark(mark)
    }

    /// Returns the words of the text at `at`.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.list
            .get(at)
            .map_or("", |word| &self.text[word.start..word.end])
    }

    /// Tells whether the word at `at` starts with a capital.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|word| word.capital)
    }

    /// Tells whether no white space parts the word at `at` from the one
    /// before.
    pub(super) fn glued(&self, at: usize) -> bool {
        at > 0
            && at < self.list.len()
            && self.list[at - 1].end == self.list[at].start
            && self.list[at - 1].term != Term::Break
    }

    /// Returns where the grammar goes on after a hyphen or at once: "mid-May",
    /// "mid May", "third-quarter".
    pub(super) fn past_hyphen(&self, at: usize) -> usize {
        if self.mark(at, b'-') && self.glued(at) && self.glued(at + 1) {
            at + 1
        } else {
            at
        }
    }

    /// Returns the place of the words from `from` up to `to`.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.list[from].start, self.list[to - 1].end)
    }
}

/// Passes white space and leaves a break where it ends a paragraph.
fn gap(text: &str, from: usize, end: usize, list: &mut Vec<Word>) -> usize {
    let mut lines = 0;
    let mut at = from;
    for c in text[from..end].chars() {
        if !c.is_whitespace() {
            break;
        }
        lines += usize::from(c == '\n');
        at += c.len_utf8();
    }
    if lines > 1 {
        list.push(Word {
            start: from,
            end: from,
            term: Term::Break,
            capital: false,
        });
    }
    at
}

fn read_one(text: &str, start: usize) -> Word {
    let bytes = text.as_bytes();
    let word = |len: usize, term: Term, capital: bool| Word {
        start,
        end: start + len,
        term,
        capital,
    };
    let first = text[start..].chars().next().unwrap_or(' ');
    if first.is_ascii_digit() {
        let (len, term) = figures::read(&bytes[start..]);
        return word(len, term, false);
    }
    if first.is_alphabetic() {
        let len: usize = text[start..]
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .map(char::len_utf8)
            .sum();
        return word(len, known(&bytes[start..start + len]), first.is_uppercase());
    }
    if matches!(first, '\'' | '\u{2019}') {
        if let Some((len, decade)) = figures::short_decade(&text[start + first.len_utf8()..]) {
            return word(first.len_utf8() + len, Term::Decade(decade), false);
        }
        let after = &bytes[start + first.len_utf8()..];
        if after.first() == Some(&b's') && !after.get(1).is_some_and(u8::is_ascii_alphanumeric) {
            return word(first.len_utf8() + 1, Term::Word("'s"), false);
        }
    }
    let mark = match first {
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => b'-',
        '"' | '\'' | '\u{2018}'..='\u{201f}' | '«' | '»' => b'"',
        '$' | '£' | '€' | '¥' => b'$',
        c if c.is_ascii() => c as u8,
        _ => b'?',
    };
    word(first.len_utf8(), Term::Mark(mark), false)
}

fn known(word: &[u8]) -> Term {
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..word.len()) else {
        return Term::Other;
    };
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    look_up(lower)
}
