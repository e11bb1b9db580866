//! Words and lines that a scraper or a translation broke.
//!
//! # What is found
//! - Two words run together: a word that is none, is written once, and splits
//!   into one that the pages use and one that is common.
//! - Shortcodes and leftover markup, in brackets or as entities.
//! - Characters decoded twice or replaced, and control characters.
//!
//! # What holds
//! - Spans lie inside body, title and caption blocks, disjoint, in text order.

use variorum_model::{Block, BlockRole as Role, Span};

use crate::many::Many;
use crate::words;

/// Words that begin a sentence, and so stand after one that lost its space.
const STARTERS: [&str; 35] = [
    "a",
    "after",
    "also",
    "an",
    "and",
    "as",
    "at",
    "but",
    "by",
    "for",
    "he",
    "her",
    "his",
    "how",
    "however",
    "if",
    "in",
    "it",
    "its",
    "meanwhile",
    "no",
    "on",
    "she",
    "since",
    "that",
    "the",
    "their",
    "there",
    "they",
    "this",
    "we",
    "when",
    "which",
    "while",
    "who",
];

/// Short words that end names and other words too often to be split off on
/// their own account.
const RISKY: [&str; 12] = [
    "a", "an", "as", "at", "by", "he", "if", "in", "it", "no", "on", "we",
];

/// Words that are glued on in lower case: past forms and function words, each
/// too long to be an ending of English words.
const GLUED: [&str; 40] = [
    "accused",
    "added",
    "after",
    "against",
    "also",
    "and",
    "announced",
    "asked",
    "because",
    "before",
    "called",
    "from",
    "have",
    "into",
    "killed",
    "reported",
    "said",
    "says",
    "since",
    "that",
    "their",
    "there",
    "they",
    "this",
    "told",
    "under",
    "until",
    "was",
    "were",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whose",
    "will",
    "with",
    "would",
    "according",
    "between",
];

/// Returns the broken places inside the blocks that tell something.
pub(crate) fn spans(text: &str, blocks: &[Block], many: &Many) -> Vec<Span> {
    let mut found = Vec::new();
    for block in blocks {
        if matches!(block.role, Role::Body | Role::Title | Role::Caption) {
            in_block(text, block.span, many, &mut found);
        }
    }
    found
}

fn in_block(text: &str, span: Span, many: &Many, found: &mut Vec<Span>) {
    let block = span.of(text);
    let at =
        |from: usize, to: usize| Span::new(span.start as usize + from, span.start as usize + to);
    let mut hits: Vec<(usize, usize)> = Vec::new();
    for run in words::letter_runs(block) {
        // Hosts, handles and file names run words together on purpose.
        let before = block[..run.start].chars().next_back();
        let after = block[run.end..].chars().next();
        let joined =
            |c: Option<char>| c.is_some_and(|c| "@#/_\\".contains(c) || c.is_ascii_digit());
        let dotted = block[run.end..].starts_with('.')
            && block[run.end + 1..].starts_with(|c: char| c.is_lowercase());
        if !joined(before)
            && !joined(after)
            && before != Some('.')
            && !dotted
            && runs_together(&block[run.clone()], many)
        {
            hits.push((run.start, run.end));
        }
    }
    shortcodes(block, &mut hits);
    garbled(block, &mut hits);
    hits.sort_unstable();
    let mut last = 0;
    for (from, to) in hits {
        if from >= last {
            found.push(at(from, to));
            last = to;
        }
    }
}

/// Tells whether a run of letters is two words.
fn runs_together(word: &str, many: &Many) -> bool {
    if word.len() < 6 || word.len() > 60 {
        return false;
    }
    let lower = word.to_lowercase();
    if words::is_known(&lower) || many.uses(&lower) > 1 {
        return false;
    }
    match inner_capital(word) {
        Some(at) => capital_inside(&word[..at], &word[at..], many),
        None if word.chars().skip(1).any(char::is_uppercase) => false,
        None => GLUED.iter().any(|glued| {
            lower.strip_suffix(glued).is_some_and(|left| {
                let named = word.starts_with(char::is_uppercase);
                // Many names end in "and": it shows only after a name that
                // the pages write by itself.
                let short = named && matches!(*glued, "and" | "was" | "will" | "also");
                left.chars().count() >= 4
                    && if short {
                        many.uses(left) >= 1 && (!words::is_known(left) || left.len() >= 7)
                    } else if named {
                        many.uses(left) >= 1
                    } else {
                        words::is_known(left)
                    }
            })
        }),
    }
}

/// Returns where a single capital stands after a small letter.
fn inner_capital(word: &str) -> Option<usize> {
    let mut at = None;
    let mut small = false;
    for (index, c) in word.char_indices() {
        if c.is_uppercase() && small {
            if at.is_some() {
                return None;
            }
            at = Some(index);
        }
        small = c.is_lowercase();
    }
    at
}

/// Tells whether a capital inside a word begins another one. Names of people
/// and brands have capitals inside too, so the second must be a word that
/// begins sentences, or both must be words and the first no name.
fn capital_inside(left: &str, right: &str, many: &Many) -> bool {
    let (left_lower, right_lower) = (left.to_lowercase(), right.to_lowercase());
    if left.chars().count() < 3 || !right.chars().any(char::is_lowercase) {
        return false;
    }
    let known = |word: &str| words::is_known(word) || many.uses(word) >= 2;
    let small = left.starts_with(char::is_lowercase);
    let starter = STARTERS.contains(&right_lower.as_str());
    let risky = RISKY.contains(&right_lower.as_str());
    if small {
        return known(&left_lower)
            && left.len() >= 4
            && (starter || known(&right_lower))
            && right.len() >= 2;
    }
    // "SalemHe said": a subject after whatever name.
    let subject = matches!(
        right_lower.as_str(),
        "he" | "she" | "they" | "the" | "this" | "there" | "but"
    );
    if !starter || left.chars().count() < 4 {
        return false;
    }
    let named = many.uses(&left_lower) >= 2 && !words::is_known(&left_lower);
    subject || (known(&left_lower) && (!risky || named))
}

/// Finds shortcodes and leftover markup.
fn shortcodes(block: &str, hits: &mut Vec<(usize, usize)>) {
    let mut at = 0;
    while let Some(found) = block[at..].find(['[', '&', '<', '{']) {
        let start = at + found;
        at = start + 1;
        let rest = crate::many::prefix(&block[start..], 300);
        let end = match rest.as_bytes()[0] {
            b'[' => rest.find(']').filter(|&end| is_shortcode(&rest[1..end])),
            b'{' => rest
                .starts_with("{{")
                .then(|| rest.find("}}").map(|end| end + 1))
                .flatten(),
            b'&' => rest.find(';').filter(|&end| is_entity(&rest[1..end])),
            _ => rest.find('>').filter(|&end| is_tag(&rest[1..end])),
        };
        if let Some(end) = end {
            hits.push((start, start + end + 1));
            at = start + end + 1;
        }
    }
}

/// Tells whether what stands in brackets is a page builder's code and not an
/// editor's insertion in brackets, such as "sic" or "the minister".
fn is_shortcode(inside: &str) -> bool {
    let name: &str = inside
        .trim_start_matches('/')
        .split([' ', '='])
        .next()
        .unwrap_or_default();
    let code = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'));
    let attributes = inside.contains('=') && inside.contains(['"', '\'']);
    let counted = name
        .split_once('_')
        .is_some_and(|(_, n)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    code && (inside.starts_with('/') || attributes || counted || name.matches('_').count() >= 1)
}

fn is_entity(inside: &str) -> bool {
    let code = inside.strip_prefix('#').is_some_and(|n| {
        !n.is_empty() && n.len() <= 6 && n.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    code || matches!(
        inside,
        "nbsp"
            | "amp"
            | "quot"
            | "lt"
            | "gt"
            | "rsquo"
            | "lsquo"
            | "rdquo"
            | "ldquo"
            | "mdash"
            | "ndash"
            | "hellip"
            | "apos"
            | "eacute"
    )
}

fn is_tag(inside: &str) -> bool {
    let name = inside
        .trim_start_matches('/')
        .split([' ', '/'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    matches!(
        name.as_str(),
        "p" | "br"
            | "div"
            | "span"
            | "a"
            | "b"
            | "i"
            | "em"
            | "strong"
            | "img"
            | "iframe"
            | "script"
            | "h1"
            | "h2"
            | "h3"
            | "li"
            | "ul"
            | "blockquote"
            | "figure"
            | "td"
            | "tr"
    )
}

/// Finds characters that were decoded wrongly, and control characters.
fn garbled(block: &str, hits: &mut Vec<(usize, usize)>) {
    let mut chars = block.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let mut end = start + c.len_utf8();
        let broken = match c {
            '\u{fffd}' | '\u{80}'..='\u{9f}' | '\u{7f}' => true,
            '\0'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' => true,
            // UTF-8 read as Windows-1252: the second byte of a two-byte
            // letter, or the quotation marks' three bytes.
            'Ã' | 'Â' => next.is_some_and(|n| {
                ('\u{80}'..='\u{bf}').contains(&n) || "€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ".contains(n)
            }),
            'â' => next.is_some_and(|n| matches!(n, '€' | '\u{80}'..='\u{9f}')),
            'ï' => block[start..].starts_with("ï»¿"),
            _ => false,
        };
        if broken {
            while let Some(&(at, c)) = chars.peek() {
                let follows = ('\u{80}'..='\u{bf}').contains(&c)
                    || c == '\u{fffd}'
                    || "€™œ\u{9d}˜“”¦".contains(c);
                if !follows || at - start > 12 {
                    break;
                }
                end = at + c.len_utf8();
                chars.next();
            }
            hits.push((start, end));
        }
    }
}

/// Tells whether a whole line is a shortcode or has no readable characters.
pub(crate) fn is_broken_line(line: &str) -> bool {
    if line.len() > 300 {
        return false;
    }
    if line.starts_with('[') && line.ends_with(']') && !line[1..].contains('[') {
        return is_shortcode(&line[1..line.len() - 1]);
    }
    let mut hits = Vec::new();
    garbled(line, &mut hits);
    let bad: usize = hits.iter().map(|(from, to)| to - from).sum();
    bad * 2 > line.len()
}
