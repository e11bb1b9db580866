//! Who published a report, whose text it is, who wrote it and when: from what
//! came with the page and from what stands on it.

use variorum_model::{Basis, BlockRole as Role, ConditionKind, Report, ReportParts, Span};

use crate::page::{Page, Remark};
use crate::roles::Marks;
use crate::{ReadConfig, when};

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
    if language.is_some_and(|language| language != "en") {
        page.remark(
            None,
            format!(
                "reads as {}; read and traced, annotated only as far as English rules go",
                language.unwrap_or_default()
            ),
        );
    }
    let stated = || {
        marks
            .blocks
            .iter()
            .filter(|block| block.role == Role::Byline)
            .find_map(|block| {
                let (day, range) = when::find(block.span.of(&page.text))?;
                let start = block.span.start as usize;
                let place = Span::new(start + range.start, start + range.end);
                Some((day, day, Basis::Stated, vec![place]))
            })
    };
    let published = page
        .published
        .map(|(day, basis)| (day, day, basis, Vec::new()))
        .or_else(stated)
        .or_else(|| {
            config
                .published
                .map(|day| (day, day, Basis::Metadata, Vec::new()))
        });
    let title_block = marks.blocks.iter().find(|block| block.role == Role::Title);
    let parts = ReportParts {
        outlet: page
            .outlet
            .or_else(|| config.outlet.clone())
            .or_else(|| page.url.as_deref().and_then(host)),
        url: page.url,
        external_id: page.id,
        path: Some(page.path),
        title: page
            .title
            .or_else(|| title_block.map(|block| block.span.of(&page.text).to_owned())),
        author: page.author,
        republished_from: None,
        published,
        language: language.map(str::to_owned),
        blocks: marks.blocks,
        damage,
        conditions,
        text: page.text,
    };
    (Report::new(parts), page.remarks)
}

/// Returns the host of an address, without "www.".
fn host(url: &str) -> Option<String> {
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
