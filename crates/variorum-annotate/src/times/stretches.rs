//! Stretches of the week: "from Monday to Thursday" ends with the Thursday
//! after that Monday, whatever day it is now.

use variorum_model::{TimeExpr, TimeMention, Unit};

/// Makes a weekday that ends a stretch count from the one that begins it.
pub(super) fn end_stretches(text: &str, mentions: &mut [TimeMention]) {
    for at in 1..mentions.len() {
        let (before, rest) = mentions.split_at_mut(at);
        let (Some(first), Some(last)) = (before.last(), rest.first_mut()) else {
            continue;
        };
        let TimeExpr::Weekday { weekday: from, .. } = &first.expr else {
            continue;
        };
        let TimeExpr::Weekday {
            weekday: to,
            strict: false,
            ..
        } = &last.expr
        else {
            continue;
        };
        let opening = text[..first.span.start as usize].trim_end();
        let joint = text[first.span.end as usize..last.span.start as usize].trim();
        let opens = |word: &str| {
            let cut = opening.len().checked_sub(word.len());
            let end = cut.and_then(|cut| opening.get(cut..));
            end.is_some_and(|end| end.eq_ignore_ascii_case(word))
        };
        let stretch = match joint {
            "to" | "until" | "till" => opens("from"),
            "and" => opens("between"),
            "through" | "-" | "–" => true,
            _ => false,
        };
        if stretch {
            // A stretch of no days is a week.
            let days = (to.to_monday_one_offset() - from.to_monday_one_offset()).rem_euclid(7);
            last.expr = TimeExpr::Shifted {
                from: Box::new(first.expr.clone()),
                unit: Unit::Day,
                amount: i32::from(if days == 0 { 7 } else { days }),
            };
        }
    }
}
