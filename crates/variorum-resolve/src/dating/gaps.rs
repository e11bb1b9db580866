//! How far from publication the times lie that news writes: tables of how
//! likely each gap is.
//!
//! A score is 16 times the binary logarithm of how likely one day is, so that
//! scores add and stay integers. The shares were counted over half of the
//! 12,000 dated articles of the development corpus, and checked against the
//! 347 dated reports of the development stories.

use variorum_model::Direction;

/// A score: sixteenths of a bit.
pub(crate) type Score = i32;

/// Returns the score of a share.
fn score(share: f64) -> Score {
    (share.max(1e-7).log2() * 16.0).round() as Score
}

/// Scores for the days from a time to publication, from `-reach` (the time
/// lies ahead) to `reach`.
#[derive(Debug)]
pub(crate) struct Gaps {
    reach: i32,
    scores: Vec<Score>,
    /// The score past the reach.
    beyond: Score,
}

impl Gaps {
    /// Spreads each bucket's share over its days; buckets are given by their
    /// last gap, in order, the first beginning at `-reach`.
    fn new(reach: i32, buckets: &[(i32, f64)], beyond: f64) -> Gaps {
        let mut scores = Vec::new();
        let mut from = -reach;
        for &(to, share) in buckets {
            let days = f64::from(to - from + 1);
            let each = score(share / days);
            scores.extend((from..=to).map(|_| each));
            from = to + 1;
        }
        Gaps {
            reach,
            scores,
            beyond: score(beyond),
        }
    }

    /// Returns the score of a gap.
    pub(crate) fn at(&self, gap: i32) -> Score {
        if gap < -self.reach {
            return self.beyond;
        }
        usize::try_from(gap + self.reach)
            .ok()
            .and_then(|place| self.scores.get(place))
            .copied()
            .unwrap_or(self.beyond)
    }
}

/// A day and month without a year: "April 4".
pub(crate) fn month_day(direction: Direction, lead: bool) -> Gaps {
    let shares: [f64; 13] = match (direction, lead) {
        (Direction::Past, false) => [
            0.071, 0.074, 0.094, 0.043, 0.012, 0.023, 0.012, 0.028, 0.041, 0.128, 0.161, 0.217,
            0.095,
        ],
        (Direction::Past, true) => [
            0.035, 0.050, 0.085, 0.057, 0.015, 0.128, 0.092, 0.042, 0.064, 0.099, 0.106, 0.121,
            0.113,
        ],
        (Direction::Future, _) => [
            0.077, 0.207, 0.392, 0.122, 0.020, 0.022, 0.012, 0.006, 0.010, 0.030, 0.025, 0.042,
            0.040,
        ],
        (Direction::Either, false) => [
            0.057, 0.129, 0.228, 0.085, 0.053, 0.055, 0.037, 0.028, 0.039, 0.050, 0.098, 0.081,
            0.057,
        ],
        (Direction::Either, true) => [
            0.040, 0.061, 0.121, 0.100, 0.070, 0.250, 0.070, 0.050, 0.040, 0.030, 0.030, 0.100,
            0.040,
        ],
    };
    let last = [-91, -31, -8, -2, -1, 0, 1, 3, 6, 13, 30, 90, 183];
    let buckets: Vec<(i32, f64)> = last.into_iter().zip(shares).collect();
    Gaps::new(183, &buckets, 1e-4)
}

/// A full date: "4 April 2019".
pub(crate) fn full_date(place: Place) -> Gaps {
    let shares: [f64; 14] = match place {
        Place::Page => [
            0.002, 0.002, 0.003, 0.006, 0.03, 0.62, 0.14, 0.03, 0.02, 0.02, 0.02, 0.02, 0.02, 0.06,
        ],
        Place::Lead => [
            0.010, 0.004, 0.004, 0.006, 0.03, 0.25, 0.11, 0.06, 0.07, 0.07, 0.06, 0.09, 0.10, 0.13,
        ],
        Place::Body => [
            0.024, 0.006, 0.004, 0.006, 0.019, 0.19, 0.10, 0.05, 0.028, 0.033, 0.035, 0.05, 0.06,
            0.36,
        ],
    };
    let last = [-91, -31, -8, -2, -1, 0, 1, 3, 6, 13, 30, 90, 365, 3650];
    let buckets: Vec<(i32, f64)> = last.into_iter().zip(shares).collect();
    Gaps::new(1000, &buckets, 3e-5)
}

/// Where in a report a time stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// A dateline, a byline, or the page around the article.
    Page,
    /// The title and the first sentences.
    Lead,
    /// Further down.
    Body,
}

/// A weekday: the score for each number of days that publication lies after
/// it, 0 to 6.
pub(crate) fn weekday(direction: Direction, strict: bool, place: Place) -> [Score; 7] {
    let shares: [f64; 7] = match (direction, strict, place) {
        (Direction::Future, true, _) => [0.14, 0.16, 0.15, 0.15, 0.14, 0.13, 0.13],
        (Direction::Past | Direction::Either, true, _) => {
            [0.17, 0.10, 0.08, 0.13, 0.17, 0.19, 0.16]
        }
        (Direction::Future, false, Place::Body) => [0.32, 0.10, 0.05, 0.05, 0.08, 0.14, 0.26],
        (Direction::Future, false, _) => [0.44, 0.06, 0.04, 0.04, 0.05, 0.11, 0.26],
        (Direction::Past, false, Place::Body) => [0.35, 0.30, 0.13, 0.08, 0.05, 0.04, 0.05],
        (Direction::Past, false, _) => [0.62, 0.24, 0.05, 0.025, 0.02, 0.015, 0.03],
        (Direction::Either, false, Place::Body) => [0.35, 0.19, 0.08, 0.08, 0.08, 0.09, 0.13],
        (Direction::Either, false, _) => [0.43, 0.21, 0.04, 0.04, 0.04, 0.07, 0.17],
    };
    shares.map(score)
}

/// A month without a year: the score for each number of months after it.
pub(crate) fn month(direction: Direction) -> [Score; 12] {
    let shares: [f64; 12] = match direction {
        Direction::Past => [
            0.067, 0.183, 0.175, 0.120, 0.085, 0.067, 0.056, 0.046, 0.047, 0.043, 0.058, 0.054,
        ],
        Direction::Future => [
            0.095, 0.093, 0.068, 0.040, 0.037, 0.033, 0.047, 0.068, 0.073, 0.090, 0.154, 0.203,
        ],
        Direction::Either => [
            0.103, 0.122, 0.079, 0.067, 0.072, 0.053, 0.074, 0.057, 0.067, 0.074, 0.115, 0.117,
        ],
    };
    shares.map(score)
}

/// A year by itself, or a month of a year: the score for each number of years
/// that publication lies after it.
pub(crate) fn year(gap: i16, since: bool) -> Score {
    let share = match (since, gap) {
        (true, i16::MIN..=-1) => 0.0005,
        (true, 0) => 0.007,
        (true, 1) => 0.026,
        (true, 2) => 0.033,
        (true, 3..=5) => 0.062,
        (true, 6..=8) => 0.044,
        (true, 9..=12) => 0.022,
        (true, _) => 0.01,
        (false, i16::MIN..=-6) => 0.001,
        (false, -5..=-3) => 0.013,
        (false, -2) => 0.035,
        (false, -1) => 0.08,
        (false, 0) => 0.10,
        (false, 1..=3) => 0.085,
        (false, 4) => 0.055,
        (false, 5..=8) => 0.03,
        (false, 9..=12) => 0.016,
        (false, _) => 0.006,
    };
    score(share)
}

/// A named day of the year: "Easter weekend", "Christmas". A weekend is told
/// of while it comes or runs.
pub(crate) fn named_day(weekend: bool) -> Gaps {
    let shares: [f64; 13] = if weekend {
        [
            0.01, 0.01, 0.03, 0.16, 0.20, 0.16, 0.14, 0.10, 0.05, 0.04, 0.03, 0.03, 0.04,
        ]
    } else {
        [
            0.08, 0.07, 0.09, 0.08, 0.06, 0.18, 0.10, 0.05, 0.04, 0.06, 0.06, 0.10, 0.05,
        ]
    };
    let last = [-91, -31, -8, -2, -1, 0, 1, 3, 6, 13, 30, 90, 183];
    let buckets: Vec<(i32, f64)> = last.into_iter().zip(shares).collect();
    Gaps::new(183, &buckets, 1e-4)
}

/// How likely it is that two reports of one story lie so many days apart.
pub(crate) const SIBLINGS: [f64; 31] = {
    let mut each = [0.0006; 31];
    each[0] = 0.55;
    each[1] = 0.10;
    each[2] = 0.025;
    each[3] = 0.012;
    each[4] = 0.010;
    each[5] = 0.010;
    each[6] = 0.006;
    each[7] = 0.006;
    each
};

/// The share of reports that lie further from their story's others: each day
/// anywhere.
pub(crate) const STRAY: f64 = 2e-5;
