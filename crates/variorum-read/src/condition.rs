//! What is wrong with a report as a whole, with the places that show it.

use variorum_model::{BlockRole as Role, ConditionKind, Span, ends_sentence};

use crate::page::Page;
use crate::roles::Marks;
use crate::translated;

/// Returns the conditions of a report.
pub(crate) fn conditions(
    page: &Page,
    marks: &Marks,
    damage: &[Span],
) -> Vec<(ConditionKind, Vec<Span>)> {
    let text = page.text.as_str();
    let mut conditions = Vec::new();
    if let Some(kind) = page.condition {
        let whole = text.trim_end().len();
        conditions.push((kind, vec![Span::new(0, whole)]));
    }
    if let Some(end) = cut_off(text, marks) {
        conditions.push((ConditionKind::Truncated, vec![end]));
    }
    let translated = translated::evidence(text, &marks.blocks);
    if !translated.is_empty() {
        conditions.push((ConditionKind::Translated, translated));
    }
    let mut broken: Vec<Span> = marks
        .blocks
        .iter()
        .filter(|block| block.role == Role::Damage && !marks.overlong.contains(&block.span))
        .map(|block| block.span)
        .chain(damage.iter().copied())
        .collect();
    if !broken.is_empty() {
        broken.sort_unstable();
        conditions.push((ConditionKind::Damaged, broken));
    }
    conditions
}

/// Returns the place at which the text breaks off, where it does.
fn cut_off(text: &str, marks: &Marks) -> Option<Span> {
    let body = marks
        .blocks
        .iter()
        .rfind(|block| block.role == Role::Body)?;
    let words = body.span.of(text);
    let last = words.split_whitespace().next_back()?;
    let at = words.len() - last.len();
    let place = Span::new(body.span.start as usize + at, body.span.end as usize);
    // Interfaces to news cut with "… [+1234 chars]".
    if words.ends_with(" chars]") && words.contains("[+") {
        let from = words.rfind("[+").unwrap_or(at);
        return Some(Span::new(
            body.span.start as usize + from,
            body.span.end as usize,
        ));
    }
    let open = last.ends_with('…')
        || last.ends_with("...")
        || last.ends_with("[…]")
        || last.ends_with("[...]");
    let long = words.split_whitespace().count() >= 8;
    let continued = marks.blocks.iter().any(|block| {
        block.role == Role::Furniture && block.span.start > body.span.start && {
            let line = block.span.of(text).to_lowercase();
            line.starts_with("continue reading")
                || line.starts_with("read full")
                || line.starts_with("read the full")
        }
    });
    (long && (open || (continued && !ends_sentence(words)))).then_some(place)
}
