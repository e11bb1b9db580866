//! Gives every line of a page its role.
//!
//! # Steps
//! - **Pieces.** Where a line carries a picture's number, a picture agency's
//!   label or the editors' credits beside its sentence, it is cut there.
//! - **Title.** The line that the metadata names, or the first that looks
//!   like a headline.
//! - **Furniture**, then bylines, captions, the dateline; the rest is body.
//!
//! # What holds
//! - Blocks are disjoint, in text order, trimmed and not empty; front matter
//!   is one furniture block.

use variorum_model::{Block, BlockRole as Role, Span};

use crate::captions::{is_caption, is_marked};
use crate::furniture::{self, Line};
use crate::lines::{self, Unit};
use crate::many::Many;
use crate::page::Page;
use crate::{damage, when};

/// The blocks of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    /// The blocks.
    pub(crate) blocks: Vec<Block>,
    /// Lines too long to be a paragraph, set aside whole.
    pub(crate) overlong: Vec<Span>,
}

/// A line longer than this is no paragraph of a report but a dump; later
/// stages would pay for it as for a book.
const LONGEST: usize = 1 << 20;

/// Marks a page.
pub(crate) fn mark(page: &Page, many: &Many) -> Marks {
    let text = page.text.as_str();
    let from = page.front.map_or(0, |front| front.end as usize);
    let units = lines::units(text, from);
    let (units, forced) = pieces(text, &units);
    let lines = furniture::lines(text, &units, many);
    let title = title(text, &lines, &forced, page.title.as_deref());
    let furniture = if page.extracted {
        // What is left of a page after extraction is its article, but for
        // lines that could be nothing else.
        lines
            .iter()
            .map(|line| !line.core && furniture::is_notice(line))
            .collect()
    } else {
        furniture::furniture(text, &lines, title)
    };
    let mut marks = Marks::default();
    if let Some(front) = page.front {
        marks.blocks.push(Block {
            role: Role::Furniture,
            span: front,
        });
    }
    let first_core = lines
        .iter()
        .position(|line| line.core)
        .unwrap_or(lines.len());
    let last_core = lines.iter().rposition(|line| line.core).unwrap_or(0);
    let mut bodies = 0;
    for (at, line) in lines.iter().enumerate() {
        let words = line.span.of(text);
        let role = if line.span.len() > LONGEST {
            marks.overlong.push(line.span);
            Role::Damage
        } else if damage::is_broken_line(words) {
            Role::Damage
        } else if Some(at) == title {
            Role::Title
        } else if let Some(role) = forced[at] {
            role
        } else if (at < first_core || at > last_core) && is_byline(words, line) {
            Role::Byline
        } else if is_caption(words) && !furniture::is_certain(line) {
            Role::Caption
        } else if furniture[at] || (!page.extracted && is_credit(words, line)) {
            Role::Furniture
        } else {
            Role::Body
        };
        if role == Role::Body {
            bodies += 1;
            let dated = marks.blocks.iter().any(|b| b.role == Role::Dateline);
            if (bodies <= FIRST || bodies <= LATER && !dated)
                && let Some((dateline, body)) = dateline(text, line.span)
            {
                marks.blocks.push(Block {
                    role: Role::Dateline,
                    span: dateline,
                });
                marks.blocks.push(Block { role, span: body });
                continue;
            }
        }
        marks.blocks.push(Block {
            role,
            span: line.span,
        });
    }
    marks
}

/// Cuts units into pieces; a piece that shows its role by its form gets it.
fn pieces(text: &str, units: &[Unit]) -> (Vec<Unit>, Vec<Option<Role>>) {
    let (mut pieces, mut roles) = (
        Vec::with_capacity(units.len()),
        Vec::with_capacity(units.len()),
    );
    for unit in units {
        let words = unit.span.of(text);
        let (cut, before, after) = cut(words).unwrap_or((0, None, None));
        let halves = [(0..cut, before), (cut..words.len(), after)];
        for (range, role) in halves {
            let half = &words[range.clone()];
            let trimmed = half.trim();
            if trimmed.is_empty() {
                continue;
            }
            let start =
                unit.span.start as usize + range.start + half.len() - half.trim_start().len();
            let span = Span::new(start, start + trimmed.len());
            pieces.push(Unit {
                span,
                after_blank: unit.after_blank && range.start == 0,
            });
            roles.push(role);
        }
    }
    (pieces, roles)
}

/// Where to cut a line, and the roles of what stands before and after.
type Cut = (usize, Option<Role>, Option<Role>);

fn cut(line: &str) -> Option<Cut> {
    if line.len() > LONGEST {
        return None;
    }
    // "Image copyright Agency Image caption Firefighters at the scene".
    for marker in ["Image caption ", "Media caption ", "Video caption "] {
        let head = crate::many::prefix(line, 160);
        if let Some(at) = head.find(marker) {
            return Some((
                at + marker.len(),
                Some(Role::Furniture),
                Some(Role::Caption),
            ));
        }
    }
    let shares = "Facebook Twitter Pinterest ";
    if line.starts_with(shares) {
        return Some((shares.len(), Some(Role::Furniture), Some(Role::Caption)));
    }
    // "2 of 17. A firefighter …"
    let numbered = line.find(". ").filter(|&at| {
        at <= 9
            && line[..at]
                .split_once(" of ")
                .is_some_and(|(n, of)| n.parse::<u16>().is_ok() && of.parse::<u16>().is_ok())
    });
    if let Some(at) = numbered {
        return Some((at + 1, Some(Role::Furniture), Some(Role::Caption)));
    }
    // "… Another Writer and a third contributed to this report."
    if let Some(at) = line.find(" contributed to this ")
        && at < 600
        && ["report", "story", "article"]
            .iter()
            .any(|what| line[at + 21..].starts_with(what))
    {
        return Some((last_sentence(&line[..at]), None, Some(Role::Furniture)));
    }
    // "… the mayor said. (Reporting by A. Writer; editing by B. Reader)"
    let open = line
        .rfind(['(', '['])
        .filter(|&at| at > 0 && line.ends_with([')', ']']))?;
    let inside = line[open + 1..].to_lowercase();
    let credits = [
        "reporting by",
        "writing by",
        "editing by",
        "additional reporting",
        "compiled by",
        "with inputs from",
        "with files from",
    ];
    credits
        .iter()
        .any(|credit| inside.starts_with(credit))
        .then_some((open, None, Some(Role::Furniture)))
}

/// Returns where the last sentence of a line begins: after the last full stop
/// that a capital follows and that no initial or short title bears.
fn last_sentence(line: &str) -> usize {
    let ends = line
        .match_indices(['.', '!', '?', '”', '"'])
        .map(|(at, mark)| at + mark.len());
    ends.rev()
        .find(|&at| {
            let word = line[..at]
                .rsplit(char::is_whitespace)
                .next()
                .unwrap_or_default();
            let rest = &line[at..];
            rest.starts_with(char::is_whitespace)
                && rest.trim_start().starts_with(char::is_uppercase)
                && word.chars().filter(|c| c.is_alphanumeric()).count() > 3
        })
        .unwrap_or(0)
}

/// Finds the title: the line that the metadata names, else the first
/// headline-like line before the article's sentences.
fn title(
    text: &str,
    lines: &[Line],
    forced: &[Option<Role>],
    given: Option<&str>,
) -> Option<usize> {
    let head = &lines[..lines.len().min(12)];
    if let Some(given) = given {
        let wanted = plain(given);
        let same = |line: &Line| {
            let line = plain(crate::many::prefix(line.span.of(text), 600));
            line == wanted || (wanted.len() > 20 && line.len() > 20 && wanted.starts_with(&line))
        };
        if let Some(at) = head.iter().position(same) {
            return Some(at);
        }
    }
    let blank_after = |at: usize| lines.get(at + 1).is_none_or(|next| next.after_blank);
    for (at, line) in head.iter().enumerate() {
        let words = line.span.of(text);
        if lines.len() == 1 || line.core && !(at == 0 && blank_after(0) && words.len() <= 200) {
            return None;
        }
        let wording = &line.wording;
        // One or two words are a headline only on top and before a sentence.
        let short = at == 0
            && blank_after(0)
            && wording.phrases == 0.0
            && lines.get(1).is_some_and(|next| next.wording.ends);
        let headline = (if short { 1..=40 } else { 3..=40 }).contains(&wording.words)
            && words.len() <= 250
            && wording.phrases < 2.0
            && forced[at].is_none()
            && wording.links == 0
            && words.chars().any(char::is_lowercase) | (wording.words >= 3)
            && !is_byline(words, line)
            && !is_marked(words)
            && when::find(words).is_none_or(|(_, range)| range.len() * 2 < words.len())
            && !damage::is_broken_line(words)
            && !is_menu(words)
            && dateline(text, line.span).is_none()
            && !ends_with_a_stop(words)
            && (at == 0 || line.after_blank || lines[at - 1].wording.words <= 4);
        // Fewer than three words below a longer line would be a kicker, and
        // a report may begin with its first sentence.
        if headline
            && (blank_after(at)
                || lines
                    .get(at + 1)
                    .is_some_and(|next| next.span.len() > words.len() || !next.wording.ends))
        {
            return Some(at);
        }
    }
    None
}

/// Tells whether a line ends with a full stop: that is a report's first sentence, under
/// a title that is not in the text.
fn ends_with_a_stop(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '”', '\'', '’', '»', ')', ']']);
    // "Ferry flies home to the U.S.", "… sues Lunn Inc."
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let bare = last.strip_suffix('.').unwrap_or(last);
    let short = bare.contains('.') || matches!(bare, "Co" | "Corp" | "Inc" | "Jr" | "Ltd" | "Sr");
    line.ends_with('.') && !line.ends_with("..") && !short
}

/// How many sections a line names at least that is a menu: "Headline | World | Paper"
/// names two.
const SECTIONS: usize = 4;

/// Tells whether a line is a row of sections of the page: "Home | World | Sport | Art".
fn is_menu(line: &str) -> bool {
    let mut sections = line.split(['|', '•', '·']);
    let short = |section: &str| section.split_whitespace().count() <= 2;
    sections.clone().count() >= SECTIONS && sections.all(short)
}

/// Reduces a title to its letters and figures for comparing.
fn plain(title: &str) -> String {
    title
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Tells whether a line says who wrote the text, or only when it appeared.
fn is_byline(words: &str, line: &Line) -> bool {
    if words.len() > 160 || line.wording.words > 20 {
        return false;
    }
    let lower = words.to_lowercase();
    let by = [
        "by ",
        "by: ",
        "written by ",
        "posted by ",
        "author: ",
        "from ",
    ]
    .iter()
    .take(5)
    .find_map(|by| lower.strip_prefix(by));
    if by.is_some() {
        let names = words
            .split_whitespace()
            .skip(1)
            .take(3)
            .filter(|word| word.starts_with(char::is_uppercase));
        return names.count() >= 1 && !line.wording.ends && line.wording.words <= 14;
    }
    if by_outlet(words, line) {
        return true;
    }
    let stamp = [
        "published",
        "updated",
        "last updated",
        "last modified",
        "posted",
        "first published",
        "date:",
        "created",
    ]
    .iter()
    .any(|stamp| lower.starts_with(stamp));
    match when::find(words) {
        Some((_, range)) => stamp || range.len() * 2 >= words.len(),
        None => stamp && line.wording.words <= 8 && lower.chars().any(|c| c.is_ascii_digit()),
    }
}

/// Tells whether a line is a name with an outlet or an office after a comma.
fn by_outlet(words: &str, line: &Line) -> bool {
    let Some((name, office)) = words.split_once(", ") else {
        return false;
    };
    let offices = [
        "Correspondent",
        "Editor",
        "Herald",
        "Journal",
        "News",
        "Post",
        "Press",
        "Reporter",
        "Reuters",
        "Service",
        "Staff",
        "Times",
        "Tribune",
        "Writer",
    ];
    let capital = |part: &str| {
        part.split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase) || word == "and" || word == "of")
    };
    line.wording.words <= 9
        && !line.wording.ends
        && (2..=6).contains(&name.split_whitespace().count())
        && capital(name)
        && capital(office)
        && offices.iter().any(|known| office.contains(known))
}

/// Tells whether a line is a picture's or the text's credit in brackets.
fn is_credit(words: &str, line: &Line) -> bool {
    let bracketed = (words.starts_with('(') && words.ends_with(')'))
        || (words.starts_with('[') && words.ends_with(']'));
    if !bracketed {
        return false;
    }
    let inside = words[1..words.len() - 1].to_lowercase();
    let promo = [
        "video", "graphic", "photos", "photo", "watch", "read", "related", "map", "gallery",
        "listen", "opinion", "analysis", "more",
    ]
    .iter()
    .any(|label| {
        inside
            .strip_prefix(label)
            .is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    });
    promo && words.starts_with('[')
        || (line.wording.words <= 9 && !line.wording.verb && !inside.ends_with(['.', '!', '?']))
}

/// In which of the first paragraphs a dateline may stand, and in which there may be one
/// where none stands before it: below a standfirst and quotations set out from the text.
const FIRST: usize = 3;
const LATER: usize = 6;

/// Splits a dateline from the sentence after it: "CITY, April 4 (Agency) — ".
fn dateline(text: &str, span: Span) -> Option<(Span, Span)> {
    let line = span.of(text);
    let head = crate::many::prefix(line, 120);
    let dash = ["—", "–", "--", " - ", ") -", ")-"]
        .iter()
        .filter_map(|dash| head.find(dash).map(|at| (at, at + dash.len())))
        .min()?;
    let place = head[..dash.0].trim_end_matches([' ', ')', '-']);
    let place = &head[..place.len() + usize::from(head[place.len()..].starts_with(')'))];
    if !is_dateline(place) {
        return None;
    }
    let body = line[dash.1..].trim_start_matches(|c: char| c.is_whitespace() || "—–-".contains(c));
    let body_at = line.len() - body.len();
    if body.is_empty() {
        return None;
    }
    let start = span.start as usize;
    let end = start + line[..body_at].trim_end().len();
    Some((
        Span::new(start, end),
        Span::new(start + body_at, span.end as usize),
    ))
}

/// Tells whether words are a dateline: a place in capitals, or a place with
/// an agency in brackets, with at most a date.
fn is_dateline(place: &str) -> bool {
    let (before, agency) = match place.split_once('(') {
        Some((before, agency)) => (before, agency.strip_suffix(')')),
        None => (place, None),
    };
    if place.contains('(') && agency.is_none() {
        return false;
    }
    let words: Vec<&str> = before
        .split(|c: char| c.is_whitespace() || c == ',' || c == '/')
        .filter(|w| !w.is_empty())
        .collect();
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let small = |word: &str| {
        matches!(
            word,
            "de" | "la" | "el" | "al" | "of" | "and" | "on" | "the"
        )
    };
    let shouted = words.first().is_some_and(|word| {
        word.chars().filter(|c| c.is_alphabetic()).count() >= 2
            && !word.chars().any(char::is_lowercase)
    });
    let fits = words.len() <= 8 && words.iter().all(|word| capital(word) || small(word));
    match agency {
        Some(agency) => {
            fits && (1..=40).contains(&agency.len()) && agency.starts_with(char::is_uppercase)
        }
        None => fits && shouted && !words.is_empty() && words.len() <= 6,
    }
}
