//! What a difference must do to count as the one that a reader found.
//!
//! A reader gives a disagreement as *sides*: the places of a story that say the
//! one thing, and those that say another. A difference tells two sides apart
//! when each of its readings stands on one of them at most, two are on two, and
//! it has no more than twice as many readings as there are sides. A citation
//! stands on a place when it covers a third of it, or lies in it by a third.
//!
//! The keyed stories and the lists of [`crate::accounts`] are counted by this.

use std::collections::BTreeSet;

use variorum::wire::StoryRecord;

/// Bytes: first, and after the last.
pub(crate) type Bytes = (usize, usize);

/// Places, each a report and bytes of it.
pub(crate) type Places<R> = Vec<(R, Bytes)>;

/// Returns how many bytes both cover.
pub(crate) fn over(a: Bytes, b: Bytes) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// Returns how many bytes are covered.
pub(crate) fn len(a: Bytes) -> usize {
    a.1 - a.0
}

/// Returns a span of the outside form.
pub(crate) fn bytes(span: [u32; 2]) -> Bytes {
    (span[0] as usize, span[1] as usize)
}

/// What a reader found.
pub(crate) struct Asked<R> {
    /// The states that a careful reader would accept; none where the sides are
    /// variants, and any difference will do.
    pub(crate) states: Vec<String>,
    /// The places of each side.
    pub(crate) sides: Vec<Places<R>>,
}

/// What we claim.
pub(crate) struct Claimed<R> {
    /// Its state, as the JSON has it.
    pub(crate) state: String,
    /// The citations of each reading.
    pub(crate) readings: Vec<Places<R>>,
}

impl<R: PartialEq> Claimed<R> {
    /// Tells whether this difference tells sides apart.
    pub(crate) fn tells_apart(&self, sides: &[Places<R>]) -> bool {
        let stands = |reading: &Places<R>, side: &Places<R>| {
            side.iter().any(|(report, place)| {
                reading.iter().any(|(cited, span)| {
                    let shared = over(*span, *place);
                    let least = len(*place).min(len(*span));
                    cited == report && shared > 0 && shared as f64 >= 0.3 * least as f64
                })
            })
        };
        let on: Vec<BTreeSet<usize>> = self
            .readings
            .iter()
            .map(|reading| {
                (0..sides.len())
                    .filter(|&side| stands(reading, &sides[side]))
                    .collect()
            })
            .collect();
        let seen: BTreeSet<usize> = on.iter().flatten().copied().collect();
        on.len() <= 2 * sides.len() && on.iter().all(|on| on.len() <= 1) && seen.len() >= 2
    }

    /// Tells whether this difference claims that something differs or moved.
    fn is_claimed(&self) -> bool {
        matches!(self.state.as_str(), "conflict" | "update")
    }
}

/// Returns the differences of a brief's stories; `report` says which one a
/// citation's is.
pub(crate) fn claimed<R>(
    stories: &[StoryRecord],
    report: impl Fn(&str) -> Option<R>,
) -> Vec<Claimed<R>> {
    let all = stories.iter().flat_map(|story| &story.differences);
    all.map(|difference| {
        let readings = difference.readings.iter().map(|reading| {
            let citations = reading.citations.iter();
            let place = citations.map(|c| Some((report(&c.report)?, bytes(c.span))));
            place.flatten().collect()
        });
        Claimed {
            state: difference.state.clone(),
            readings: readings.collect(),
        }
    })
    .collect()
}

/// How a disagreement was seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Seen {
    /// Whether a difference tells its sides apart.
    pub(crate) told: bool,
    /// Whether all that do have a state that the reader accepts.
    pub(crate) right: bool,
}

/// Returns how a story's disagreements were seen, in order, and for each
/// difference that claims something whether a reader has it.
pub(crate) fn compare<R: PartialEq>(
    asked: &[Asked<R>],
    claimed: &[Claimed<R>],
) -> (Vec<Seen>, Vec<bool>) {
    let mut used = vec![false; claimed.len()];
    let seen = asked
        .iter()
        .map(|asked| {
            let any = asked.states.is_empty();
            let hits: Vec<usize> = (0..claimed.len())
                .filter(|&at| {
                    (any || claimed[at].state != "compatible")
                        && claimed[at].tells_apart(&asked.sides)
                })
                .collect();
            for &at in &hits {
                used[at] = true;
            }
            let accepted = |&at: &usize| asked.states.contains(&claimed[at].state);
            Seen {
                told: !hits.is_empty(),
                right: !hits.is_empty() && hits.iter().all(accepted),
            }
        })
        .collect();
    let kept = claimed.iter().zip(used);
    let kept = kept.filter(|(claimed, _)| claimed.is_claimed());
    (seen, kept.map(|(_, used)| used).collect())
}

/// Tells whether a conflict is claimed between sides that agree.
pub(crate) fn is_false_conflict<R: PartialEq>(sides: &[Places<R>], claimed: &[Claimed<R>]) -> bool {
    let conflicts = claimed.iter().filter(|c| c.state == "conflict");
    conflicts.into_iter().any(|c| c.tells_apart(sides))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claimed(readings: &[&[(usize, Bytes)]]) -> Claimed<usize> {
        Claimed {
            state: "conflict".to_owned(),
            readings: readings.iter().map(|places| places.to_vec()).collect(),
        }
    }

    #[test]
    fn sides_are_told_apart_by_readings_that_stand_on_one_each() {
        let sides = [vec![(0, (10, 20))], vec![(1, (0, 30))]];
        assert!(claimed(&[&[(0, (12, 15))], &[(1, (20, 60))]]).tells_apart(&sides));
        let one_side_twice = claimed(&[&[(0, (12, 15))], &[(0, (16, 20))]]);
        assert!(!one_side_twice.tells_apart(&sides));
        let both_in_one_reading = claimed(&[&[(0, (12, 15)), (1, (0, 30))], &[(2, (0, 9))]]);
        assert!(!both_in_one_reading.tells_apart(&sides));
    }

    #[test]
    fn a_compatible_difference_shows_variants_and_no_disagreement() {
        let sides = vec![vec![(0, (10, 20))], vec![(1, (0, 30))]];
        let mut told = claimed(&[&[(0, (12, 15))], &[(1, (20, 60))]]);
        told.state = "compatible".to_owned();
        let asked = |states: &[&str]| Asked {
            states: states.iter().map(|&state| state.to_owned()).collect(),
            sides: sides.clone(),
        };
        let (seen, claimed) = compare(&[asked(&[]), asked(&["update"])], &[told]);
        assert_eq!([seen[0].told, seen[1].told], [true, false]);
        assert!(claimed.is_empty());
    }
}
