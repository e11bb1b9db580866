//! Choice and order: what does a reader need first, and what can wait?
//!
//! Sections stand in one fixed order, what a reader must know to trust or
//! distrust the rest first. Each section orders its own groups of lines by
//! consequence. What the story rests on and where the reports differ is shown
//! whole; every other section but names and wordings shows its first group, and
//! what room is left on the page goes round among them. The rest is counted, never
//! dropped in silence.
//!
//! # What holds
//! - A line has evidence, or it is not a line: remarks on how the reports
//!   were read are kept apart.
//! - A group (a difference and its readings) is shown whole or not at all.

mod beside;
mod claims;
mod differences;
mod events;
mod lineage;
mod names;
mod news;
mod origins;
mod quotations;
mod reading;
mod rests;
mod shown;

use crate::edition::Edition;
use crate::flow::{Piece, flow, places};
use crate::templates;
use unicode_width::UnicodeWidthStr;
use variorum_model::{Brief, BriefLine, Collation, Section};

pub(crate) use claims::{Standing, standing, statement_aside};
pub(crate) use differences::{kind_words, ordered as ordered_differences, state_words};
pub(crate) use lineage::{Pair, undirected};
pub(crate) use names::{only_in, ordered as ordered_names};
pub use news::news;
pub(crate) use origins::origin_parts;
pub(crate) use quotations::{ordered as ordered_quotations, speaker};
pub(crate) use rests::{headline, story_lines};

/// How much to show.
#[derive(Clone, Debug, Default)]
pub struct BriefConfig {
    /// Whether to show everything instead of what a reader needs first.
    pub all: bool,
}

/// How many rows of 80 columns a brief fills by default, where what the story
/// rests on and where the reports differ leave room.
const PAGE: usize = 42;

/// Sets out a collation: choice and order, no rendering.
#[must_use]
pub fn brief(collation: &Collation, config: &BriefConfig) -> Brief {
    let edition = Edition::new(collation);
    let all = config.all;
    let chapters = [
        rests::chapter(&edition, all),
        differences::chapter(&edition, all),
        claims::chapter(&edition, Standing::Several, all),
        claims::chapter(&edition, Standing::One, all),
        claims::chapter(&edition, Standing::Uncredited, all),
        events::chapter(&edition, all),
        names::chapter(&edition, all),
        quotations::chapter(&edition, all),
        lineage::chapter(&edition, all),
        reading::chapter(&edition, all),
    ];
    set_out(&edition, chapters, all)
}

/// Fills the page with chapters; those without anything to show are left out.
fn set_out(edition: &Edition<'_>, chapters: impl IntoIterator<Item = Chapter>, all: bool) -> Brief {
    let tells = |chapter: &Chapter| {
        !chapter.groups.is_empty() || !chapter.remarks.is_empty() || chapter.hidden > 0
    };
    let chapters: Vec<Chapter> = chapters.into_iter().filter(tells).collect();
    let shown = chosen(edition, &chapters, all);
    let sections = chapters.into_iter().zip(shown);
    Brief {
        story: edition.collation.resolved.story,
        title: edition.collation.title,
        sections: sections
            .map(|(chapter, shown)| chapter.cut(shown))
            .collect(),
    }
}

/// A section before its lines are chosen.
pub(crate) struct Chapter {
    /// The heading.
    pub(crate) heading: &'static str,
    /// The groups of lines, most consequential first.
    pub(crate) groups: Vec<Vec<BriefLine>>,
    /// Remarks on how it was read.
    pub(crate) remarks: Vec<String>,
    /// How many groups were left out before, for want of room.
    pub(crate) hidden: usize,
    /// How many groups are shown however full the page is.
    pub(crate) least: usize,
}

impl Chapter {
    /// Returns the section with its first groups.
    fn cut(self, shown: usize) -> Section {
        Section {
            heading: self.heading,
            more: self.hidden + self.groups.len() - shown,
            lines: self.groups.into_iter().take(shown).flatten().collect(),
            remarks: self.remarks,
        }
    }
}

/// Returns how many groups of each chapter are shown.
fn chosen(edition: &Edition<'_>, chapters: &[Chapter], all: bool) -> Vec<usize> {
    let rows =
        |group: &Vec<BriefLine>| -> usize { group.iter().map(|line| height(edition, line)).sum() };
    let mut shown: Vec<usize> = chapters
        .iter()
        .map(|chapter| match all {
            true => chapter.groups.len(),
            false => chapter.groups.len().min(chapter.least),
        })
        .collect();
    let mut filled: usize = chapters
        .iter()
        .zip(&shown)
        .map(|(chapter, &shown)| {
            let groups = chapter.groups[..shown].iter().map(rows);
            1 + chapter.remarks.len() + groups.sum::<usize>()
        })
        .sum();
    let mut grows = true;
    while grows {
        grows = false;
        for (chapter, shown) in chapters.iter().zip(&mut shown) {
            let Some(next) = chapter.groups.get(*shown) else {
                continue;
            };
            if filled + rows(next) <= PAGE {
                filled += rows(next);
                *shown += 1;
                grows = true;
            }
        }
    }
    shown
}

/// Estimates how many rows of 80 columns a line fills.
fn height(edition: &Edition<'_>, line: &BriefLine) -> usize {
    let width: usize = flow(edition, line, false)
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.width() + 1,
            Piece::Quote(text, _) => text.width() + 3,
            Piece::Report(_) => 4,
            Piece::Computed(value, _) => value.width() + 1,
            Piece::Places(list, hidden) => places(list, *hidden).width() + 3,
        })
        .sum();
    width.div_ceil(76).max(1)
}

/// Returns a chapter's groups of one line each.
fn single(lines: impl IntoIterator<Item = Option<BriefLine>>) -> Vec<Vec<BriefLine>> {
    lines.into_iter().flatten().map(|line| vec![line]).collect()
}

/// Returns how long a quotation may run, by default and when all is asked
/// for.
fn room(all: bool, columns: usize) -> usize {
    if all { usize::MAX } else { columns }
}

/// Returns "2 reports".
fn reports(count: usize) -> String {
    templates::counted(count, "report", "reports")
}
