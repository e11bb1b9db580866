//! Shared year: the year that stands once for two dates, behind the second.
//!
//! "Between June and August 2017" tells of one June, that of 2017; "from
//! November to February 2018" of the November before. Without this the first would be
//! the month nearest to publication.

use variorum_model::{TimeExpr, TimeMention};

/// Gives each date without a year that is joined to one with a year that year.
pub(super) fn share_years(text: &str, mentions: &mut [TimeMention]) {
    for at in (1..mentions.len()).rev() {
        let (before, rest) = mentions.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last_mut(), rest.first()) else {
            continue;
        };
        let between = &text[first.span.end as usize..second.span.start as usize];
        if !JOINTS.contains(&between) {
            continue;
        }
        let (
            TimeExpr::Calendar {
                year: year @ None,
                month: Some(month),
                day,
                ..
            },
            TimeExpr::Calendar {
                year: Some(shared),
                month: Some(last),
                day: last_day,
                ..
            },
        ) = (&mut first.expr, &second.expr)
        else {
            continue;
        };
        // "Sept. 11 and January 2018" are no two ends of one stretch.
        if day.is_some() != last_day.is_some() || between == " and " && *month > *last {
            continue;
        }
        *year = Some(if *month <= *last {
            *shared
        } else {
            *shared - 1
        });
    }
}

/// What joins two dates of one stretch.
const JOINTS: [&str; 7] = [" and ", " to ", " until ", " till ", " through ", "-", "–"];
