//! Which lines are the page around the article.
//!
//! A line earns a score from its wording and its form, from where it stands
//! to the article, and from what other pages repeat. Between the first and
//! the last full sentences of the article nothing is set aside by form alone:
//! a subheading is as short as a button.
//!
//! # Steps
//! - **Core.** Long lines that read like an article's sentences.
//! - **Score** each line; the threshold makes it furniture.
//! - **Runs.** What follows a heading of links, the comments, or the numbers
//!   of a gallery goes with them, up to the next line of the core.
//!
//! # What holds
//! - A line that reads like an article's sentence needs strong wording to be
//!   furniture, wherever it stands.

use variorum_model::Span;

use crate::lines::Unit;
use crate::many::Many;
use crate::phrases;
use crate::wording::{Wording, wording};

/// A unit with what is seen in it.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Where it stands.
    pub(crate) span: Span,
    /// Whether a blank line is before it.
    pub(crate) after_blank: bool,
    /// How it is worded.
    pub(crate) wording: Wording,
    /// Whether it reads like a full sentence of an article.
    pub(crate) core: bool,
    /// Whether most of its letters are of another script than the page's.
    other_script: bool,
    /// Whether it has no letters but marks or figures.
    symbols: bool,
    /// Whether it announces what follows with a colon.
    colon: bool,
    /// Whether it only names agencies.
    agencies: bool,
    /// Its number and the total in a picture gallery ("3/30 …").
    gallery: Option<(u32, u32)>,
    /// Whether a whole gallery stands in the line ("1/8 … 2/8 … 3/8 …").
    album: bool,
    /// Whether many pages frame different articles with it.
    frame: bool,
}

/// Lines with at least so many words can be the article's sentences.
const CORE_WORDS: usize = 11;

/// So many lines without a full stop in a row below the article are links.
const TITLES: usize = 12;

/// From this score on a line is furniture. Set with the weights below on the
/// keys, the seeds and the lines of the extraction pages.
const THRESHOLD: f32 = 2.5;

/// Returns the lines of the units.
pub(crate) fn lines(text: &str, units: &[Unit], many: &Many) -> Vec<Line> {
    let main = script_of(crate::many::prefix(text, 1 << 16));
    units
        .iter()
        .map(|unit| {
            let words = unit.span.of(text);
            let wording = wording(words);
            let script = script_of(crate::many::prefix(words, 2000));
            Line {
                span: unit.span,
                after_blank: unit.after_blank,
                core: is_core(&wording),
                other_script: script.is_some() && script != main,
                symbols: !words.chars().any(char::is_alphabetic) && words.len() < 200,
                gallery: gallery(words),
                album: is_album(words),
                colon: words.ends_with(':'),
                agencies: is_agencies(words),
                frame: many.is_frame(text, unit.span),
                wording,
            }
        })
        .collect()
}

/// Tells whether a line reads like an article's sentence.
fn is_core(wording: &Wording) -> bool {
    wording.words >= CORE_WORDS
        && (wording.ends || wording.words >= 4 * CORE_WORDS)
        && wording.function * 6 >= wording.words
        && evidence(wording) < 2.0
        && !wording.opens_links
}

/// Returns what in the wording speaks for the page.
fn evidence(wording: &Wording) -> f32 {
    let mut score = wording.phrases + wording.opening * 0.5;
    if wording.command && !wording.quoted {
        score += 0.75;
    }
    if !wording.quoted && wording.you > 0 && wording.phrases > 0.0 {
        score += if wording.you > 1 { 1.25 } else { 0.75 };
    }
    if wording.links > 0 && !wording.post {
        score += 4.0 * wording.links as f32 / wording.tokens.max(1) as f32;
        if wording.you > 0 || wording.command {
            score += 1.5;
        }
    }
    if wording.opening >= 3.0 && wording.strung | !wording.ends && wording.words > 25 {
        score += 1.5;
    }
    if wording.strung && !wording.quoted {
        score += 2.0;
    }
    if wording.credited {
        score -= 2.0;
    }
    if wording.quoted {
        score -= 1.0;
    }
    score
}

/// Tells whether the wording alone makes a line furniture, so that a picture's
/// source in it does not make it a caption.
pub(crate) fn is_certain(line: &Line) -> bool {
    evidence(&line.wording) >= THRESHOLD || line.gallery.is_some() || line.album
}

/// Tells whether a line's wording is a page's beyond doubt.
pub(crate) fn is_notice(line: &Line) -> bool {
    evidence(&line.wording) >= 2.0 * THRESHOLD
}

/// Where a line stands to the article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// Before the title.
    Above,
    /// Between the title and the first full sentence.
    Head,
    /// Among the article's sentences.
    Inside,
    /// After the last full sentence.
    Below,
}

/// Tells for each line whether it is furniture. `title` is the title's index.
pub(crate) fn furniture(text: &str, lines: &[Line], title: Option<usize>) -> Vec<bool> {
    let first = lines.iter().position(|line| line.core);
    let last = lines.iter().rposition(|line| line.core);
    let place = |at: usize| match (first, last) {
        _ if title.is_some_and(|title| at < title) => Place::Above,
        (Some(first), _) if at < first => Place::Head,
        (_, Some(last)) if at > last => Place::Below,
        (None, _) => Place::Head,
        _ => Place::Inside,
    };
    let mut marked: Vec<bool> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| Some(at) != title && is_furniture(line, place(at)))
        .collect();
    galleries(lines, &mut marked);
    comments(lines, title, &mut marked);
    links(lines, title, &mut marked);
    tail(lines, last, title, &mut marked);
    titles(lines, last, &mut marked);
    about(text, lines, title, &mut marked);
    addressed(text, lines, &mut marked);
    headings_of_marked(text, lines, title, &mut marked);
    marked
}

fn is_furniture(line: &Line, place: Place) -> bool {
    let wording = &line.wording;
    if line.symbols {
        // A lone figure or date among sentences may be the article's.
        return place != Place::Inside || line.wording.words == 0;
    }
    if line.other_script || line.album || (place == Place::Below && line.agencies) {
        return true;
    }
    let evidence = evidence(wording) + if line.frame { 2.5 } else { 0.0 };
    let mut score = evidence;
    score += match wording.words {
        0..=3 => 1.0,
        4..=8 => 0.5,
        9..=25 => 0.0,
        _ => -0.75,
    };
    score += if wording.ends { -0.75 } else { 0.75 };
    if !wording.verb {
        score += 0.5;
    }
    let (bonus, needed) = match place {
        Place::Above => (2.0, 0.0),
        // A single word between title and text is a picture's or a button's.
        Place::Head if wording.words <= 1 && !wording.ends => (1.0, 0.0),
        Place::Head => (0.5, 1.5),
        Place::Inside => (0.0, 1.5),
        Place::Below => (1.0, 1.0),
    };
    evidence >= needed && score + bonus >= THRESHOLD
}

/// Marks runs of numbered pictures: three or more of one total.
fn galleries(lines: &[Line], marked: &mut [bool]) {
    let mut at = 0;
    while at < lines.len() {
        let Some((_, total)) = lines[at].gallery else {
            at += 1;
            continue;
        };
        let run = lines[at..]
            .iter()
            .take_while(|line| line.gallery.is_some_and(|(_, of)| of == total))
            .count();
        if run >= 3 {
            marked[at..at + run].fill(true);
        }
        at += run;
    }
}

/// Marks everything from a heading of the comments on, where the article's
/// sentences stand before it.
fn comments(lines: &[Line], title: Option<usize>, marked: &mut [bool]) {
    let cores = |lines: &[Line]| lines.iter().filter(|line| line.core).count();
    let start = lines.iter().enumerate().position(|(at, line)| {
        line.wording.opens_comments
            && Some(at) != title
            && cores(&lines[..at]) >= 2
            && cores(&lines[..at]) >= cores(&lines[at..])
    });
    if let Some(start) = start {
        marked[start..].fill(true);
    }
}

/// Marks what follows a heading of links: the lines up to the article's next
/// sentence, or all where little but the page is left.
fn links(lines: &[Line], title: Option<usize>, marked: &mut [bool]) {
    for at in 0..lines.len() {
        if !lines[at].wording.opens_links || Some(at) == title {
            continue;
        }
        marked[at] = true;
        // A label with its link on the same line has no run after it.
        if lines[at].wording.words > 6 {
            continue;
        }
        let rest = &lines[at + 1..];
        let cores = rest.iter().filter(|line| line.core).count();
        let closing = rest.len() <= 8
            && cores * 3 <= rest.len()
            && lines[..at].iter().any(|line| line.core)
            && rest.iter().all(|line| line.wording.words < 2 * CORE_WORDS);
        let run = if closing {
            rest.len()
        } else {
            rest.iter()
                .take_while(|line| !line.core && !line.wording.credited)
                .count()
        };
        if closing || run <= 25 {
            marked[at + 1..at + 1 + run].fill(true);
        }
    }
}

/// Marks short lines below the article once the page has begun there.
fn tail(lines: &[Line], last: Option<usize>, title: Option<usize>, marked: &mut [bool]) {
    let Some(last) = last else { return };
    let mut begun = 0;
    // A text with more lines below its last full sentence than above is a
    // list, not an article with a page below it.
    if (lines.len() - last) > last.max(12) * 2 {
        return;
    }
    for at in last + 1..lines.len() {
        let wording = &lines[at].wording;
        if marked[at] {
            begun += 1;
        } else if Some(at) != title && begun > 0 && !wording.ends && wording.words <= 12 {
            marked[at] = true;
        }
    }
}

/// Marks a long run of titles below the article: lines without a full stop,
/// one after the other, too many for a list that closes a text.
fn titles(lines: &[Line], last: Option<usize>, marked: &mut [bool]) {
    let Some(last) = last else { return };
    let like_title = |line: &Line| !line.wording.ends && (2..=18).contains(&line.wording.words);
    let mut at = last + 1;
    while at < lines.len() {
        let run = lines[at..]
            .iter()
            .take_while(|line| like_title(line))
            .count();
        // A list that closes a text has its colon just before.
        let announced = lines[..=at].iter().rev().take(3).any(|line| line.colon);
        if run >= TITLES && !announced {
            marked[at..at + run].fill(true);
        }
        at += run.max(1);
    }
}

/// Marks the paragraph in which an outlet presents itself after the article:
/// it opens with the short line before it, or follows "About …".
fn about(text: &str, lines: &[Line], title: Option<usize>, marked: &mut [bool]) {
    let from = lines.len() - lines.len().min(12);
    for at in from.max(1)..lines.len() {
        let (name, presented) = (lines[at - 1].span.of(text), lines[at].span.of(text));
        let short = lines[at - 1].wording.words <= 6 && !lines[at - 1].wording.ends;
        if !short || Some(at - 1) == title || Some(at) == title {
            continue;
        }
        let cores = lines[..at - 1].iter().filter(|line| line.core).count();
        let name = name
            .strip_prefix("About ")
            .or(name.strip_prefix("ABOUT "))
            .unwrap_or(name);
        let named = presented
            .strip_prefix("The ")
            .unwrap_or(presented)
            .strip_prefix(name);
        let presents = named.is_some_and(|rest| {
            let mut words = rest.split_whitespace();
            let verbs = [
                "is",
                "was",
                "covers",
                "provides",
                "publishes",
                "delivers",
                "offers",
            ];
            words.next().is_some_and(|word| verbs.contains(&word))
        });
        if cores >= 2 && presents {
            marked[at - 1] = true;
            marked[at] = true;
        }
    }
}

/// Marks a sentence that closes the text between two lines of furniture and in
/// which the page speaks of itself ("we") or to its reader: a greeting under
/// a button. An article's last sentence speaks of others, or credits somebody.
fn addressed(text: &str, lines: &[Line], marked: &mut [bool]) {
    let Some(last) = lines.iter().rposition(|line| line.core) else {
        return;
    };
    let framed = last > 0 && marked[last - 1] && last + 1 < lines.len() && marked[last + 1];
    let wording = &lines[last].wording;
    let spoken = lines[last].span.of(text).to_lowercase();
    let own = spoken
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| matches!(word, "we" | "us" | "our" | "you" | "your"));
    let others = lines[..last].iter().filter(|line| line.core).count();
    if framed && own && others >= 2 && !wording.quoted && !wording.credited && wording.words <= 30 {
        marked[last] = true;
    }
}

/// Marks a short line that the furniture after it repeats: a gallery's or a
/// form's heading.
fn headings_of_marked(text: &str, lines: &[Line], title: Option<usize>, marked: &mut [bool]) {
    for at in (0..lines.len().saturating_sub(1)).rev() {
        let line = &lines[at];
        if marked[at + 1]
            && !marked[at]
            && Some(at) != title
            && !line.wording.ends
            && line.wording.words <= 12
            && lines[at + 1].span.of(text).contains(line.span.of(text))
        {
            marked[at] = true;
        }
    }
}

/// Tells whether a line only names the agencies whose copy was used.
fn is_agencies(line: &str) -> bool {
    if line.len() > 80 {
        return false;
    }
    let line = line.to_lowercase();
    line.split([',', ';', '|', '/', '(', ')'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" and "))
        .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
        .all(|part| part.is_empty() || phrases::AGENCIES.binary_search(&part).is_ok())
        && line.chars().any(char::is_alphabetic)
}

/// Tells whether three or more numbered pictures stand in one line.
fn is_album(line: &str) -> bool {
    let numbered = |word: &str| {
        let (n, of) = word.split_once('/')?;
        Some((n.parse::<u16>().ok()?, of.parse::<u16>().ok()?))
    };
    let mut next = None;
    let mut run = 0;
    for (n, of) in line.split_whitespace().filter_map(numbered) {
        run = if next == Some((n, of)) { run + 1 } else { 1 };
        next = Some((n.saturating_add(1), of));
        if run >= 3 {
            return true;
        }
    }
    false
}

/// Returns the number and total that open a picture's line.
fn gallery(line: &str) -> Option<(u32, u32)> {
    let (number, rest) = digits(line)?;
    let rest = rest
        .strip_prefix('/')
        .or_else(|| rest.strip_prefix(" of "))?;
    let (total, rest) = digits(rest)?;
    let opens = rest.is_empty() || rest.starts_with([' ', '.', ':', '\u{a0}']);
    (opens && number >= 1 && number <= total && total >= 2).then_some((number, total))
}

fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    (end <= 3)
        .then(|| {
            text[..end]
                .parse()
                .ok()
                .map(|number| (number, &text[end..]))
        })
        .flatten()
}

/// A script, as far as telling a page's languages apart needs it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Indic,
    Asian,
}

/// Returns the script of most letters, where there are three or more.
fn script_of(text: &str) -> Option<Script> {
    use Script::{Arabic, Asian, Cyrillic, Greek, Hebrew, Indic, Latin};
    let mut counts = [0usize; 7];
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        let script = match c as u32 {
            0x0370..=0x03ff => Greek,
            0x0400..=0x052f => Cyrillic,
            0x0590..=0x05ff => Hebrew,
            0x0600..=0x08ff | 0xfb50..=0xfefc => Arabic,
            0x0900..=0x0dff => Indic,
            0x0e00..=0x1fff if !(0x1e00..=0x1eff).contains(&(c as u32)) => Asian,
            0x2e80..=0xd7ff | 0x20000..=0x3ffff => Asian,
            _ => Latin,
        };
        counts[script as usize] += 1;
    }
    let scripts = [Latin, Greek, Cyrillic, Hebrew, Arabic, Indic, Asian];
    let most = scripts
        .into_iter()
        .max_by_key(|&script| counts[script as usize])?;
    (counts[most as usize] >= 3).then_some(most)
}
