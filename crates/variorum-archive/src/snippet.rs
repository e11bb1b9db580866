//! The stretch of an article that shows best what was found.

use variorum_model::Span;
use variorum_wire::BlockRecord;

use crate::article::FOUND;

/// A snippet is about so many bytes long, but for a longer phrase: two lines
/// of a terminal.
const WIDTH: usize = 180;

/// Reads the places of what was found from an article with [`FOUND`] around
/// each; the places are those of the article without them.
pub(crate) fn places(marked: &str) -> Vec<Span> {
    let mut places = Vec::new();
    let (mut marks, mut start) = (0, 0);
    for (at, mark) in marked.bytes().map(char::from).enumerate() {
        if !FOUND.contains(&mark) {
            continue;
        }
        let place = at - marks;
        marks += 1;
        if mark == FOUND[0] {
            start = place;
        } else if start < place {
            places.push(Span::new(start, place));
        }
    }
    places
}

/// Returns the stretch of `text` that holds the most different words of those
/// at `found`, then the most of them, then the first; and which it holds. It
/// lies in one block. Where nothing was found it is the beginning of the body.
pub(crate) fn snippet(
    text: &str,
    blocks: &[BlockRecord],
    found: &[Span],
) -> Option<(Span, Vec<Span>)> {
    let told =
        |block: &&BlockRecord| matches!(&*block.role, "title" | "dateline" | "body" | "caption");
    let spans = |block: &BlockRecord| Span {
        start: block.span[0],
        end: block.span[1],
    };
    let mut best: Option<((usize, usize), Span, &[Span])> = None;
    for block in blocks.iter().filter(told).map(spans) {
        let from = found.partition_point(|place| place.start < block.start);
        let inside = &found[from..];
        let inside = &inside[..inside.partition_point(|place| place.end <= block.end)];
        for (nth, first) in inside.iter().enumerate() {
            let reach = first.start as usize + WIDTH;
            let count = inside[nth..].partition_point(|place| place.end as usize <= reach);
            let held = &inside[nth..nth + count.max(1)];
            let mut words: Vec<String> = held
                .iter()
                .map(|place| place.of(text).to_lowercase())
                .collect();
            words.sort_unstable();
            words.dedup();
            let worth = (words.len(), held.len());
            if best.is_none_or(|(least, ..)| worth > least) {
                best = Some((worth, block, held));
            }
        }
    }
    if let Some((_, block, held)) = best {
        let core = held.iter().copied().reduce(Span::cover)?;
        return Some((around(text, block, core), held.to_vec()));
    }
    let body = blocks
        .iter()
        .find(|block| block.role == "body")
        .map(spans)?;
    let start = Span {
        start: body.start,
        end: body.start,
    };
    Some((around(text, body, start), Vec::new()))
}

/// Widens a place to [`WIDTH`], to whole words, inside of its block.
fn around(text: &str, block: Span, core: Span) -> Span {
    let room = WIDTH.saturating_sub(core.len());
    let (first, last) = (block.start as usize, block.end as usize);
    let mut start = (core.start as usize).saturating_sub(room / 3).max(first);
    if start > first {
        start = text.ceil_char_boundary(start).min(core.start as usize);
        let skipped = text[start..core.start as usize].find(char::is_whitespace);
        start = skipped.map_or(core.start as usize, |at| start + at);
        start += text[start..].len() - text[start..].trim_start().len();
        start = start.min(core.start as usize);
    }
    let mut end = (start + WIDTH).max(core.end as usize).min(last);
    if end < last {
        end = text.floor_char_boundary(end).max(core.end as usize);
        let kept = text[core.end as usize..end].rfind(char::is_whitespace);
        end = kept.map_or(core.end as usize, |at| core.end as usize + at);
        end = start + text[start..end].trim_end().len();
        end = end.max(core.end as usize);
    }
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn block(role: &str, start: usize, end: usize) -> BlockRecord {
        let span = Span::new(start, end);
        BlockRecord {
            role: role.to_owned(),
            span: [span.start, span.end],
        }
    }

    #[test]
    fn the_stretch_with_the_most_different_words_is_shown() {
        let text = "The bridge, the bridge, the bridge. ".repeat(8)
            + "At noon the bridge fell into the river.";
        let found: Vec<Span> = text
            .match_indices("bridge")
            .map(|(at, word)| Span::new(at, at + word.len()))
            .chain([Span::new(text.len() - 6, text.len() - 1)])
            .collect();
        let (span, held) =
            snippet(&text, &[block("body", 0, text.len())], &found).expect("there is a body");
        assert!(span.of(&text).ends_with("the bridge fell into the river."));
        assert!(span.len() <= WIDTH);
        assert!(held.iter().all(|place| span.contains(*place)));
    }

    #[test]
    fn the_marks_around_what_was_found_give_its_places() {
        let marked = "A \u{1}bridge\u{2} fell at \u{1}Orlo\u{2}.";
        assert_eq!(places(marked), [Span::new(2, 8), Span::new(17, 21)]);
    }

    proptest! {
        #[test]
        fn a_snippet_is_words_of_its_block_whatever_the_text(
            text in "\\PC{0,400}",
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 6),
        ) {
            let mut cuts: Vec<usize> = cuts
                .iter()
                .map(|cut| text.floor_char_boundary(cut.index(text.len() + 1)))
                .collect();
            cuts.sort_unstable();
            let found: Vec<Span> = [(1, 2), (3, 4)]
                .map(|(a, b)| Span::new(cuts[a], cuts[b]))
                .into_iter()
                .filter(|place| !place.is_empty())
                .collect();
            let blocks = [block("body", cuts[0], cuts[5])];
            let (span, held) = snippet(&text, &blocks, &found).expect("there is a body");
            prop_assert!(text.get(span.range()).is_some());
            prop_assert!(cuts[0] as u32 <= span.start && span.end <= cuts[5] as u32);
            prop_assert_eq!(held.is_empty(), found.is_empty());
            prop_assert!(held.iter().all(|place| span.contains(*place)));
        }
    }
}
