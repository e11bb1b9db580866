//! Full dates as metadata and page lines write them.
//!
//! Only a date with its year is read: what "Friday" means is for resolution.

use std::ops::Range;

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use variorum_model::Moment;

/// The months by the three letters that tell them apart.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The months in full.
const FULL: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Parses the day of a metadata value: ISO 8601, RFC 2822, or words.
pub(crate) fn parse(value: &str) -> Option<Date> {
    let value = value.trim();
    if value.len() == 8
        && let Ok(number) = value.parse::<i32>()
    {
        return date(number / 10000, number / 100 % 100, number % 100);
    }
    find(value).map(|(date, _)| date)
}

/// Parses a metadata value that gives the clock, too: ISO 8601 or RFC 2822.
pub(crate) fn moment(value: &str) -> Option<Moment> {
    let (day, written) = find(value)?;
    let rest = &value[written.end..];
    let clock = &rest[rest.find(|c: char| c.is_ascii_digit())?..];
    let length = clock
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')))
        .unwrap_or(clock.len());
    let (clock, zone) = clock.split_at(length);
    let mut parts = clock.split('.').next()?.split(':').map(str::parse::<i8>);
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    // A leap second is the last one of its minute.
    let second = parts.next().map_or(Some(0), Result::ok)?.min(59);
    let time = Time::new(hour, minute, second, 0).ok()?;
    Some(Moment {
        local: day.to_datetime(time),
        offset: offset(zone.trim()),
    })
}

/// Zones that mail and feeds name by letters, with their hours.
const ZONES: [(&str, i8); 13] = [
    ("Z", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("UT", 0),
    ("EST", -5),
    ("EDT", -4),
    ("CST", -6),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
    ("CEST", 2),
];

/// Reads a zone: letters, or hours and minutes from Greenwich.
fn offset(zone: &str) -> Option<Offset> {
    let Some(sign) = zone.chars().next().filter(|c| matches!(c, '+' | '-')) else {
        let name = zone.split(|c: char| !c.is_ascii_alphabetic()).next()?;
        let known = ZONES.iter().find(|(known, _)| *known == name);
        return known.map(|&(_, hours)| Offset::constant(hours));
    };
    let digits: Vec<i32> = zone[1..]
        .chars()
        .filter(|c| *c != ':')
        .map_while(|c| c.to_digit(10))
        .filter_map(|digit| i32::try_from(digit).ok())
        .collect();
    let (hours, minutes) = match *digits.as_slice() {
        [a, b] => (a * 10 + b, 0),
        [a, b, c, d] => (a * 10 + b, c * 10 + d),
        _ => return None,
    };
    let seconds = (hours * 60 + minutes) * 60;
    // Fifteen hours are farther than any place on earth.
    (seconds <= 15 * 3600)
        .then(|| Offset::from_seconds(if sign == '-' { -seconds } else { seconds }).ok())
        .flatten()
}

/// Finds the first full date in a text and the bytes that write it.
pub(crate) fn find(text: &str) -> Option<(Date, Range<usize>)> {
    let words: Vec<(usize, &str)> = words(text).collect();
    let number = |at: usize| words.get(at).and_then(|(_, word)| number(word));
    let month = |at: usize| words.get(at).and_then(|(_, word)| month(word));
    for at in 0..words.len() {
        let found = if let Some(first) = number(at) {
            match (month(at + 1), number(at + 1), number(at + 2)) {
                (Some(month), _, Some(year)) => date(year, month, first),
                // Without a month's name only the year first is not open to
                // two readings, or a day past the twelfth.
                (None, Some(second), Some(third)) if adjacent(text, &words[at..at + 3]) => {
                    if first >= 1000 {
                        date(first, second, third)
                    } else if second > 12 {
                        date(third, first, second)
                    } else if first > 12 || first == second {
                        date(third, second, first)
                    } else {
                        None
                    }
                }
                _ => None,
            }
        } else if let (Some(month), Some(day), Some(year)) =
            (month(at), number(at + 1), number(at + 2))
        {
            date(year, month, day)
        } else {
            None
        };
        if let Some(date) = found {
            let (last, word) = words[at + 2];
            return Some((date, words[at].0..last + word.len()));
        }
    }
    None
}

/// Tells whether words stand with a single separator between them, as the
/// parts of a date in figures do.
fn adjacent(text: &str, words: &[(usize, &str)]) -> bool {
    words.windows(2).all(|pair| {
        let gap = &text[pair[0].0 + pair[0].1.len()..pair[1].0];
        matches!(gap, "-" | "/" | "." | "")
    })
}

/// Splits into runs of letters and runs of digits.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let kind = |c: char| {
            if c.is_ascii_digit() {
                1
            } else {
                2 * u8::from(c.is_alphabetic())
            }
        };
        let start = rest + text[rest..].find(|c| kind(c) != 0)?;
        let first = kind(text[start..].chars().next()?);
        let end = text[start..]
            .find(|c| kind(c) != first)
            .map_or(text.len(), |n| start + n);
        rest = end;
        // "1st", "2nd": the ending of an ordinal belongs to its number.
        if first == 1
            && ["st", "nd", "rd", "th"]
                .iter()
                .any(|s| text[end..].starts_with(s))
        {
            rest = end + 2;
        }
        Some((start, &text[start..end]))
    })
}

fn number(word: &str) -> Option<i32> {
    (word.len() <= 4).then(|| word.parse().ok()).flatten()
}

fn month(word: &str) -> Option<i32> {
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| word.starts_with(month))?;
    (word.len() <= 4 || FULL[at] == word).then_some(at as i32 + 1)
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    if !(1800..=2199).contains(&year) {
        return None;
    }
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_feeds_pages_and_people_write_them() {
        let cases = [
            ("2019-04-19", "2019-04-19"),
            ("2019-04-19T18:03:00+02:00", "2019-04-19"),
            ("20190419", "2019-04-19"),
            ("Mon, 1 Jan 2018 10:05:01 EDT", "2018-01-01"),
            ("January 1st, 2018", "2018-01-01"),
            ("Sept. 3, 2014", "2014-09-03"),
            ("19/04/2019", "2019-04-19"),
            ("Published 4 April 2019 18:03", "2019-04-04"),
        ];
        for (written, day) in cases {
            assert_eq!(
                parse(written).map(|d| d.to_string()).as_deref(),
                Some(day),
                "{written}"
            );
        }
    }

    #[test]
    fn a_moment_keeps_its_zone_and_has_none_where_none_is_given() {
        let cases = [
            (
                "2019-04-19T18:03:00+02:00",
                Some("2019-04-19T18:03:00+02:00"),
            ),
            ("2019-04-19T18:03:00.123Z", Some("2019-04-19T18:03:00Z")),
            ("2019-04-19 18:03", Some("2019-04-19T18:03:00")),
            (
                "Mon, 1 Jan 2018 10:05:01 EDT",
                Some("2018-01-01T10:05:01-04:00"),
            ),
            (
                "Mon, 01 Jan 2018 10:05:60 -0330",
                Some("2018-01-01T10:05:59-03:30"),
            ),
            ("2019-04-19T18:03:00+99:00", Some("2019-04-19T18:03:00")),
            ("2019-04-19T25:03:00Z", None),
            ("2019-04-19", None),
            ("yesterday at 10:05", None),
        ];
        for (written, expected) in cases {
            let moment = moment(written).map(|moment| moment.to_string());
            assert_eq!(moment.as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn a_date_without_its_year_or_open_to_two_readings_is_none() {
        for written in [
            "April 4",
            "03/04/2019",
            "Friday",
            "30 February 2019",
            "v1.2.3",
            "",
        ] {
            assert_eq!(parse(written), None, "{written}");
        }
    }
}
