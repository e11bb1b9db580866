//! How far from publication the times lie that news writes: tables of how
//! likely each gap is.
//!
//! A score is 16 times the binary logarithm of how likely one day is, so that
//! scores add and stay integers. The shares started from counts over half of
//! the 12,000 dated articles of the development corpus. Where few times stand
//! so, as for dates by themselves without a year, named days and months, they
//! were smoothed or set by hand, and some were moved after a look at the 347
//! dated reports of the development stories: they are no pure counts.

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

/// Where and how a time stands in a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// By itself on the page around the article, in a dateline or byline.
    Page,
    /// By itself in the article: at a line's end, after a mark, as under a
    /// picture or a post.
    Stamp,
    /// After a mark or a capitalised word, within a line.
    Beside,
    /// In the prose of the title and the first sentences.
    Lead,
    /// In the prose further down.
    Body,
}

/// The last gap of each bucket of the tables of dates. The first begins 183
/// or 1,000 days ahead of publication.
const LAST: [i32; 15] = [-91, -31, -8, -2, -1, 0, 1, 2, 3, 6, 13, 30, 90, 365, 3650];

/// A day and month without a year: "April 4", or "Thursday, April 4".
pub(crate) fn month_day(direction: Direction, with_weekday: bool, place: Place) -> Gaps {
    let shares: [f64; 14] = match (direction, with_weekday, place) {
        // Too few stand so to count: as full dates on the page, rounded.
        (_, _, Place::Page) => [
            0.005, 0.002, 0.003, 0.005, 0.060, 0.740, 0.070, 0.030, 0.005, 0.020, 0.020, 0.010,
            0.020, 0.010,
        ],
        (_, _, Place::Stamp) => [
            0.010, 0.030, 0.020, 0.020, 0.060, 0.420, 0.200, 0.040, 0.020, 0.050, 0.030, 0.020,
            0.060, 0.020,
        ],
        (Direction::Future, ..) => [
            0.077, 0.236, 0.394, 0.126, 0.013, 0.014, 0.008, 0.005, 0.005, 0.005, 0.022, 0.022,
            0.038, 0.034,
        ],
        (Direction::Past, true, _) => [
            0.055, 0.080, 0.149, 0.085, 0.035, 0.090, 0.065, 0.050, 0.035, 0.090, 0.050, 0.109,
            0.070, 0.040,
        ],
        (Direction::Either, true, _) => [
            0.052, 0.049, 0.179, 0.146, 0.049, 0.093, 0.056, 0.049, 0.019, 0.056, 0.090, 0.127,
            0.037, 0.010,
        ],
        (Direction::Past, false, Place::Lead) => [
            0.043, 0.050, 0.110, 0.057, 0.014, 0.071, 0.064, 0.021, 0.014, 0.071, 0.157, 0.117,
            0.128, 0.082,
        ],
        (Direction::Past, false, _) => [
            0.062, 0.078, 0.093, 0.037, 0.008, 0.021, 0.019, 0.020, 0.018, 0.049, 0.146, 0.159,
            0.190, 0.100,
        ],
        (Direction::Either, false, Place::Lead) => [
            0.149, 0.106, 0.106, 0.085, 0.064, 0.149, 0.043, 0.021, 0.021, 0.021, 0.064, 0.030,
            0.128, 0.021,
        ],
        (Direction::Either, false, _) => [
            0.095, 0.158, 0.236, 0.088, 0.034, 0.046, 0.035, 0.018, 0.007, 0.026, 0.053, 0.069,
            0.075, 0.060,
        ],
    };
    let mut buckets: Vec<(i32, f64)> = LAST.into_iter().zip(shares).collect();
    if let Some(last) = buckets.last_mut() {
        last.0 = 183;
    }
    Gaps::new(183, &buckets, 1e-4)
}

/// A full date: "4 April 2019"; and whether its weekday is told by name in the
/// same report. Of every sixth article of the corpus, 72 of 79 such dates that
/// stand by themselves and 35 of 50 beside a mark or in the lead lie within
/// three days of publication; of others 53 of 85 and 35 of 110.
pub(crate) fn full_date(place: Place, of_week: bool) -> Gaps {
    let shares: [f64; 15] = match place {
        Place::Stamp if of_week => [
            0.001, 0.002, 0.002, 0.005, 0.020, 0.570, 0.290, 0.025, 0.015, 0.020, 0.020, 0.010,
            0.005, 0.005, 0.010,
        ],
        Place::Beside | Place::Lead if of_week => [
            0.005, 0.002, 0.002, 0.011, 0.020, 0.230, 0.340, 0.070, 0.040, 0.025, 0.025, 0.040,
            0.030, 0.060, 0.100,
        ],
        Place::Page => [
            0.030, 0.002, 0.002, 0.004, 0.050, 0.720, 0.060, 0.030, 0.005, 0.020, 0.020, 0.010,
            0.020, 0.020, 0.030,
        ],
        Place::Stamp => [
            0.002, 0.007, 0.003, 0.004, 0.050, 0.447, 0.194, 0.068, 0.026, 0.046, 0.035, 0.040,
            0.020, 0.033, 0.028,
        ],
        Place::Beside => [
            0.002, 0.002, 0.001, 0.007, 0.017, 0.130, 0.180, 0.060, 0.035, 0.045, 0.055, 0.050,
            0.083, 0.095, 0.220,
        ],
        Place::Lead => [
            0.039, 0.004, 0.003, 0.009, 0.013, 0.094, 0.090, 0.021, 0.034, 0.030, 0.047, 0.056,
            0.077, 0.099, 0.386,
        ],
        Place::Body => [
            0.049, 0.010, 0.007, 0.011, 0.006, 0.024, 0.025, 0.013, 0.008, 0.011, 0.020, 0.030,
            0.051, 0.099, 0.636,
        ],
    };
    let buckets: Vec<(i32, f64)> = LAST.into_iter().zip(shares).collect();
    Gaps::new(1000, &buckets, 3e-5)
}

/// A weekday: the score for each number of days that publication lies after
/// it, 0 to 6.
pub(crate) fn weekday(direction: Direction, strict: bool, place: Place) -> [Score; 7] {
    let shares: [f64; 7] = match (direction, strict, place) {
        (Direction::Future, true, _) => [0.14, 0.16, 0.15, 0.15, 0.14, 0.13, 0.13],
        (Direction::Past | Direction::Either, true, _) => {
            [0.17, 0.10, 0.08, 0.13, 0.17, 0.19, 0.16]
        }
        (Direction::Future, false, Place::Body | Place::Beside) => {
            [0.32, 0.10, 0.05, 0.05, 0.08, 0.14, 0.26]
        }
        (Direction::Future, false, _) => [0.44, 0.06, 0.04, 0.04, 0.05, 0.11, 0.26],
        (Direction::Past, false, Place::Body | Place::Beside) => {
            [0.35, 0.30, 0.13, 0.08, 0.05, 0.04, 0.05]
        }
        (Direction::Past, false, _) => [0.62, 0.24, 0.05, 0.025, 0.02, 0.015, 0.03],
        (Direction::Either, false, Place::Body | Place::Beside) => {
            [0.35, 0.19, 0.08, 0.08, 0.08, 0.09, 0.13]
        }
        (Direction::Either, false, _) => [0.43, 0.21, 0.04, 0.04, 0.04, 0.07, 0.17],
    };
    shares.map(score)
}

/// A month without a year, or a part of one: the score for each number of
/// months after it. The month that runs is seldom named whole.
pub(crate) fn month(direction: Direction, part: bool) -> [Score; 12] {
    let shares: [f64; 12] = match direction {
        Direction::Past if part => [
            0.250, 0.250, 0.170, 0.060, 0.040, 0.050, 0.025, 0.025, 0.025, 0.040, 0.035, 0.030,
        ],
        Direction::Past => [
            0.048, 0.155, 0.178, 0.120, 0.092, 0.075, 0.060, 0.052, 0.060, 0.050, 0.055, 0.055,
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

/// How a year is told of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum YearTold {
    /// As one since which something holds.
    Since,
    /// As past, by the tense around it.
    Past,
    /// Without a sign, or as one to come.
    Open,
}

/// A year by itself, or a month of a year: the score for each number of years
/// that publication lies after it.
pub(crate) fn year(gap: i16, told: YearTold) -> Score {
    let share = match told {
        YearTold::Since => match gap {
            i16::MIN..=-1 => 0.0005,
            0 => 0.007,
            1 => 0.026,
            2 => 0.033,
            3..=5 => 0.062,
            6..=8 => 0.044,
            9..=12 => 0.022,
            _ => 0.01,
        },
        YearTold::Past if gap < -1 => 0.002,
        YearTold::Past if gap == -1 => 0.012,
        YearTold::Past | YearTold::Open => match gap {
            i16::MIN..=-6 => 0.001,
            -5..=-3 => 0.013,
            -2 => 0.035,
            -1 => 0.08,
            0 => 0.10,
            1..=3 => 0.085,
            4 => 0.055,
            5..=8 => 0.03,
            9..=12 => 0.016,
            _ => 0.006,
        },
    };
    score(share)
}

/// A named day of the year: "Christmas". Its weekend is told of while it
/// comes or runs.
pub(crate) fn named_day(weekend: bool) -> Gaps {
    if weekend {
        let buckets = [
            (-31, 0.02),
            (-9, 0.03),
            (-5, 0.07),
            (-1, 0.44),
            (0, 0.16),
            (1, 0.12),
            (3, 0.06),
            (13, 0.05),
            (183, 0.05),
        ];
        return Gaps::new(183, &buckets, 1e-4);
    }
    let shares = [
        0.080, 0.070, 0.090, 0.080, 0.060, 0.180, 0.100, 0.030, 0.020, 0.040, 0.060, 0.060, 0.100,
    ];
    let mut buckets: Vec<(i32, f64)> = LAST.into_iter().zip(shares).collect();
    buckets.push((183, 0.03));
    Gaps::new(183, &buckets, 1e-4)
}

/// How likely it is that a report lies so many days from its story's day, on
/// either side: set by hand after the stories of two and more dated reports.
pub(crate) const SIBLINGS: [f64; 31] = {
    let mut each = [0.0015; 31];
    each[0] = 0.60;
    each[1] = 0.10;
    each[2] = 0.015;
    each[3] = 0.007;
    each[4] = 0.006;
    each[5] = 0.006;
    each[6] = 0.005;
    each[7] = 0.005;
    each
};

/// The same for each day further off.
pub(crate) const STRAY: f64 = 1e-5;
