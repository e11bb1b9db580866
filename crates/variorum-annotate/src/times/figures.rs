//! Numbers, dates and times of day in figures.

use super::words::Term;

/// A date in figures. The order of day and month is the reader's guess where
/// both are possible: month first, as the American papers of the measure have
/// it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Figures {
    /// The year.
    pub(super) year: i16,
    /// The month.
    pub(super) month: i8,
    /// The day.
    pub(super) day: i8,
    /// The minute of the day, where a time of day hangs on: "2019-04-04T10:30".
    pub(super) minute: Option<u16>,
}

/// Reads the figures that `bytes` starts with, and returns their length and
/// what they are.
pub(super) fn read(bytes: &[u8]) -> (usize, Term) {
    let len = digits(bytes);
    let value = number(&bytes[..len]);
    if let Some(found) = date(bytes, len, value).or_else(|| clock(bytes, len, value)) {
        return found;
    }
    let rest = &bytes[len..];
    if ends_word(rest, 1)
        && rest.first().is_some_and(|b| b.eq_ignore_ascii_case(&b's'))
        && let (4, Ok(year)) = (len, i16::try_from(value))
        && (1000..2100).contains(&year)
        && year % 10 == 0
    {
        return (len + 1, Term::Decade(year));
    }
    if ends_word(rest, 2)
        && matches!(
            &rest[..2].to_ascii_lowercase()[..],
            b"st" | b"nd" | b"rd" | b"th"
        )
    {
        return match u8::try_from(value) {
            Ok(nth) => (len + 2, Term::Ordinal(nth)),
            Err(_) => (len + 2, Term::Other),
        };
    }
    if matches!(rest.first(), Some(b',' | b'.')) && digits(&rest[1..]) > 0 {
        return amount(bytes, len);
    }
    if rest.first().is_some_and(u8::is_ascii_alphabetic) {
        let tail = rest
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        return (len + tail, Term::Other);
    }
    match (u32::try_from(value), u8::try_from(len)) {
        (Ok(value), Ok(len)) => (usize::from(len), Term::Number(value, len)),
        _ => (len, Term::Other),
    }
}

/// Reads "80s" or "98" after an apostrophe: the decade, and the length.
pub(super) fn short_decade(text: &str) -> Option<(usize, i16)> {
    let bytes = text.as_bytes();
    let year = match bytes {
        [tens @ b'2'..=b'9', b'0', b's', ..] => 1900 + i16::from(tens - b'0') * 10,
        _ => return None,
    };
    ends_word(&bytes[2..], 1).then_some((3, year))
}

/// "2019-04-04", "2019-04-04T10:30", "04/04/2019", "4.4.2019", "20190404".
fn date(bytes: &[u8], len: usize, value: u64) -> Option<(usize, Term)> {
    let separator = *bytes.get(len)?;
    if !matches!(separator, b'-' | b'/' | b'.') || len > 4 {
        return None;
    }
    let (second_len, second) = field(&bytes[len + 1..])?;
    let mut end = len + 1 + second_len;
    if bytes.get(end) != Some(&separator) {
        return None;
    }
    let (third_len, third) = field(&bytes[end + 1..])?;
    end += 1 + third_len;
    let [first, second, third] = [value, second, third].map(|n| i16::try_from(n).unwrap_or(-1));
    let (year, month, day) = match (len, third_len, separator) {
        (4, 1..=2, b'-' | b'/') => (first, second, third),
        (1..=2, 4, b'.') => (third, second, first),
        (1..=2, 4, _) if first > 12 => (third, second, first),
        (1..=2, 4, _) => (third, first, second),
        (1..=2, 2, b'/') => {
            let year = if third < 50 {
                2000 + third
            } else {
                1900 + third
            };
            if first > 12 {
                (year, second, first)
            } else {
                (year, first, second)
            }
        }
        _ => return None,
    };
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(1000..2200).contains(&year) {
        return None;
    }
    let mut minute = None;
    if let [b'T' | b' ', rest @ ..] = &bytes[end..] {
        let hour_len = digits(rest);
        if let Some((clock_len, Term::Clock(of_day))) =
            clock(rest, hour_len, number(&rest[..hour_len]))
            && rest[hour_len] == b':'
        {
            minute = Some(of_day);
            end += 1 + clock_len;
            if bytes.get(end) == Some(&b'Z') {
                end += 1;
            }
        }
    } else if bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    Some((
        end,
        Term::Date(Figures {
            year,
            month: i8::try_from(month).ok()?,
            day: i8::try_from(day).ok()?,
            minute,
        }),
    ))
}

/// "9:30", "9.30am", "9 p.m.", "21:00:15".
fn clock(bytes: &[u8], len: usize, hour: u64) -> Option<(usize, Term)> {
    if !(1..=2).contains(&len) || hour > 24 {
        return None;
    }
    let mut minute = 0;
    let mut end = len;
    let mut told = false;
    if let Some(separator @ (b':' | b'.')) = bytes.get(len) {
        let (minute_len, value) = field(&bytes[len + 1..]).unwrap_or((0, 0));
        if minute_len == 2 && value < 60 {
            minute = value;
            end += 3;
            told = *separator == b':';
            if bytes.get(end) == Some(&b':') && digits(&bytes[end + 1..]) == 2 {
                end += 3;
            }
        }
    }
    let spaces = bytes[end..]
        .iter()
        .take_while(|b| **b == b' ')
        .count()
        .min(1);
    let half = match &bytes[end + spaces..] {
        [h, b'.', b'm' | b'M', b'.', ..] if is_half(*h) => Some((*h, 4)),
        [h, b'.', b'm' | b'M', rest @ ..] if is_half(*h) && ends_word(rest, 0) => Some((*h, 3)),
        [h, b'm' | b'M', rest @ ..] if is_half(*h) && ends_word(rest, 0) => Some((*h, 2)),
        _ => None,
    };
    let hour = match half {
        Some((h, half_len)) if (1..=12).contains(&hour) => {
            end += spaces + half_len;
            hour % 12 + if h.eq_ignore_ascii_case(&b'p') { 12 } else { 0 }
        }
        // Before half past twenty-four, and no score such as "3:0".
        None if told => hour,
        _ => return None,
    };
    if bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    u16::try_from(hour * 60 + minute)
        .ok()
        .map(|minute| (end, Term::Clock(minute)))
}

fn is_half(byte: u8) -> bool {
    matches!(byte, b'a' | b'A' | b'p' | b'P')
}

/// "2,011", "1,234,567", "2.5".
fn amount(bytes: &[u8], len: usize) -> (usize, Term) {
    let mut end = len;
    let mut value = number(&bytes[..len]) as f64;
    while bytes.get(end) == Some(&b',') && digits(&bytes[end + 1..]) == 3 {
        value = value * 1000.0 + number(&bytes[end + 1..end + 4]) as f64;
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') {
        let fraction = digits(&bytes[end + 1..]);
        if fraction > 0 {
            let part = number(&bytes[end + 1..end + 1 + fraction]) as f64;
            value += part / 10f64.powi(i32::try_from(fraction).unwrap_or(i32::MAX));
            end += 1 + fraction;
        }
    }
    if end == len {
        return match u32::try_from(number(&bytes[..len])) {
            Ok(value) if len < 9 => (len, Term::Number(value, len as u8)),
            _ => (len, Term::Other),
        };
    }
    (end, Term::Amount(value as f32))
}

/// A field of one to four figures.
fn field(bytes: &[u8]) -> Option<(usize, u64)> {
    let len = digits(bytes);
    (1..=4).contains(&len).then(|| (len, number(&bytes[..len])))
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// The value of figures; the greatest number where they are too many.
fn number(digits: &[u8]) -> u64 {
    digits
        .iter()
        .try_fold(0u64, |sum, b| {
            sum.checked_mul(10)?.checked_add(u64::from(b - b'0'))
        })
        .unwrap_or(u64::MAX)
}

/// Tells whether a word that goes on for `len` bytes ends there.
fn ends_word(bytes: &[u8], len: usize) -> bool {
    bytes.len() >= len
        && !bytes
            .get(len)
            .is_some_and(|b| b.is_ascii_alphanumeric() || !b.is_ascii())
}
