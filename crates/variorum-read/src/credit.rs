//! Who published a report, whose text it is, who wrote it and when: from what
//! came with the page and from what stands on it.

use jiff::civil::Date;
use variorum_model::{Basis, Block, BlockRole as Role, ConditionKind, Report, ReportParts, Span};

use crate::page::{Page, Remark};
use crate::roles::Marks;
use crate::{ReadConfig, phrases, when};

/// Builds the report of a page.
pub(crate) fn report(
    mut page: Page,
    marks: Marks,
    damage: Vec<Span>,
    conditions: Vec<(ConditionKind, Vec<Span>)>,
    config: &ReadConfig,
) -> (Report, Vec<Remark>) {
    for span in &marks.overlong {
        let message = format!(
            "a line of {} MB is no paragraph and was set aside; put each paragraph on a line",
            span.len() >> 20
        );
        page.remark(Some(*span), message);
    }
    let language = language(&page.text);
    if let Some(language) = language.filter(|&language| language != "en") {
        page.remark(
            None,
            format!(
                "reads as \"{language}\"; read and traced, but the annotation rules are English"
            ),
        );
    }
    let (text, blocks) = (page.text.as_str(), marks.blocks.as_slice());
    let printed = printed_outlets(text, blocks);
    let outlet = page
        .outlet
        .clone()
        .or_else(|| config.outlet.clone())
        .or_else(|| page.url.as_deref().and_then(host))
        .or_else(|| printed.own.clone());
    let republished_from = printed
        .origin
        .or_else(|| page.agency.clone())
        .filter(|origin| outlet.as_deref().is_none_or(|outlet| !same(outlet, origin)));
    let published = page
        .published
        .map(|(day, basis)| (day, day, basis, Vec::new()))
        .or_else(|| stated(text, blocks).map(|(day, place)| (day, day, Basis::Stated, vec![place])))
        .or_else(|| {
            config
                .published
                .map(|day| (day, day, Basis::Metadata, Vec::new()))
        });
    let title = blocks.iter().find(|block| block.role == Role::Title);
    let title = page
        .title
        .clone()
        .or_else(|| title.map(|block| block.span.of(text).to_owned()));
    let author = page.author.clone().or_else(|| author(text, blocks));
    let parts = ReportParts {
        outlet,
        url: page.url,
        external_id: page.id,
        path: Some(page.path),
        title,
        author,
        republished_from,
        published,
        language: language.map(str::to_owned).or(page.language),
        blocks: marks.blocks,
        damage,
        conditions,
        imprint: page.imprint,
        text: page.text,
    };
    (Report::new(parts), page.remarks)
}

/// The outlets that a page prints about itself.
#[derive(Debug, Default)]
struct Printed {
    /// Who claims the page.
    own: Option<String>,
    /// Whose text it says it prints.
    origin: Option<String>,
}

/// What stands before the name of the outlet that a text was taken from.
const TAKEN_FROM: [&str; 14] = [
    "originally appeared on ",
    "originally appeared in ",
    "originally appeared at ",
    "originally published by ",
    "originally published on ",
    "originally published at ",
    "originally published in ",
    "first appeared on ",
    "first published by ",
    "first published on ",
    "first published at ",
    "republished from ",
    "reprinted from ",
    "republished with permission from ",
];

/// Words of which each of these has one.
const TAKEN: [&str; 3] = ["appeared", "published", "reprinted"];

/// Tells whether a line says from whom its text was taken.
pub(crate) fn says_whose_text(line: &str) -> bool {
    let mut cues = TAKEN_FROM.iter();
    may_say_whose_text(line) && cues.any(|cue| after(line, cue).and_then(name_at).is_some())
}

/// Tells whether a line has a word without which it does not say so.
pub(crate) fn may_say_whose_text(line: &str) -> bool {
    TAKEN.iter().any(|word| has(line, word))
}

/// Tells whether a line has a word in small letters or capitals.
fn has(line: &str, word: &str) -> bool {
    let mut stretches = line.as_bytes().windows(word.len());
    stretches.any(|stretch| stretch.eq_ignore_ascii_case(word.as_bytes()))
}

/// Reads the outlets from furniture.
fn printed_outlets(text: &str, blocks: &[Block]) -> Printed {
    let mut printed = Printed::default();
    let furniture: Vec<&str> = blocks
        .iter()
        .filter(|block| {
            matches!(block.role, Role::Furniture | Role::Byline) && block.span.len() < 1200
        })
        .map(|block| block.span.of(text))
        .collect();
    for (at, line) in furniture.iter().enumerate() {
        let mut cues = TAKEN_FROM.iter().filter(|_| may_say_whose_text(line));
        let taken = cues.find_map(|cue| name_at(after(line, cue)?));
        let source = line
            .strip_prefix("Source: ")
            .or(line.strip_prefix("SOURCE: "))
            .and_then(name_at);
        let presented = furniture.get(at + 1).and_then(|next| {
            let named =
                line.starts_with(char::is_uppercase) && line.split_whitespace().count() <= 6;
            let rest = next
                .strip_prefix("The ")
                .unwrap_or(next)
                .strip_prefix(line)?;
            (named && rest.starts_with(" is ")).then(|| (*line).to_owned())
        });
        if printed.origin.is_none() {
            printed.origin = taken.or(source).or(presented);
        }
        let owner = after(line, "© ")
            .or_else(|| after(line, "Copyright "))
            .map(|rest| {
                rest.trim_start_matches(|c: char| !c.is_alphabetic() || c == '©')
                    .trim_start_matches("by ")
            });
        if let Some(owner) = owner.and_then(name_at) {
            let slot = if phrases::is_agency(&owner) {
                &mut printed.origin
            } else {
                &mut printed.own
            };
            slot.get_or_insert(owner);
        }
        if let Some((name, _)) = line
            .split_once("’s newsletter")
            .or_else(|| line.split_once("'s newsletter"))
        {
            let name: Vec<&str> = name
                .split_whitespace()
                .rev()
                .take_while(|word| word.starts_with(char::is_uppercase))
                .collect();
            let name: Vec<&str> = name.into_iter().rev().collect();
            if (1..=5).contains(&name.len()) && !matches!(name[0], "Today" | "This") {
                printed.own.get_or_insert(name.join(" "));
            }
        }
    }
    printed
}

/// Returns what follows `cue` in `line`, case aside where `cue` is in lower
/// case.
fn after<'l>(line: &'l str, cue: &str) -> Option<&'l str> {
    let at = line.find(cue).or_else(|| {
        let lower = line.to_ascii_lowercase();
        lower.find(cue)
    })?;
    Some(&line[at + cue.len()..])
}

/// Returns the name that a text opens with: words with capitals, or a host.
fn name_at(text: &str) -> Option<String> {
    let mut name = String::new();
    for (count, word) in text.split_whitespace().enumerate() {
        let bare = word.trim_end_matches([',', '.', ';', ':', '|', ')', '!']);
        let small = matches!(bare, "of" | "the" | "and" | "for" | "&" | "de" | "la");
        let host = bare.contains('.') && !bare.contains('@');
        let legal = matches!(
            bare,
            "LLC" | "Inc" | "Ltd" | "All" | "Click" | "Read" | "On" | "Monday"
        );
        if count >= 7
            || legal
            || !(bare.starts_with(char::is_uppercase) || host || (small && count <= 5))
        {
            break;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(bare);
        if bare.len() < word.len() {
            break;
        }
    }
    while let Some(rest) = [" of", " the", " and", " for", " &"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
    {
        name.truncate(rest.len());
    }
    (name.len() > 2 && name.chars().any(char::is_uppercase) || name.contains('.')).then_some(name)
}

/// Tells whether two names of outlets are one: the letters of one stand in
/// the other, as a title's do in its host.
fn same(one: &str, other: &str) -> bool {
    let letters = |name: &str| -> String {
        let name = name.strip_prefix("The ").unwrap_or(name);
        name.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (one, other) = (letters(one), letters(other));
    one.contains(&other) || other.contains(&one)
}

/// Returns the day that the page prints as its own, and where.
fn stated(text: &str, blocks: &[Block]) -> Option<(Date, Span)> {
    let printed = |block: &&Block| match block.role {
        Role::Byline | Role::Dateline => true,
        Role::Furniture => {
            let line = crate::many::prefix(block.span.of(text), 300).to_lowercase();
            !line.contains("copyright")
                && ["published", "appeared on", "posted", "updated"]
                    .iter()
                    .any(|cue| line.contains(cue))
        }
        _ => false,
    };
    blocks.iter().filter(printed).find_map(|block| {
        let (day, range) = when::find(crate::many::prefix(block.span.of(text), 300))?;
        let start = block.span.start as usize;
        Some((day, Span::new(start + range.start, start + range.end)))
    })
}

/// Returns the author that a byline names.
fn author(text: &str, blocks: &[Block]) -> Option<String> {
    blocks
        .iter()
        .filter(|block| block.role == Role::Byline)
        .find_map(|block| {
            let line = block.span.of(text);
            let cues = ["By: ", "By ", "BY ", "by ", "Written by ", "Author: "];
            let rest = cues.iter().find_map(|cue| line.strip_prefix(cue))?;
            let name = rest.split([',', '|', '(', '•']).next()?.trim();
            (!name.is_empty() && name.len() <= 80).then(|| name.to_owned())
        })
}

/// Returns the host of an address, without "www.".
pub(crate) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest
        .split(['/', '?', '#', ':'])
        .next()?
        .to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (host.contains('.') && !host.contains(char::is_whitespace)).then(|| host.to_owned())
}

/// Returns the language as a tag of two letters, where there is enough text.
fn language(text: &str) -> Option<&'static str> {
    use whichlang::Lang;
    let look = crate::many::prefix(text, 4000);
    if look.chars().filter(|c| c.is_alphabetic()).count() < 40 {
        return None;
    }
    Some(match whichlang::detect_language(look) {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    })
}
