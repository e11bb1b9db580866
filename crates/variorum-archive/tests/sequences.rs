//! Whatever is added and forgotten, in whatever order and number at once, the
//! archive is sound, and its stories are those of the reports that it has.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use common::{at, english, samples};
use proptest::prelude::*;
use variorum::model::Report;
use variorum_archive::{Archive, AsOf, Forget, Handle, StoryFilter};

/// Something that is done to an archive.
#[derive(Clone, Debug)]
enum Step {
    Add(Vec<prop::sample::Index>),
    Forget(prop::sample::Index),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => prop::collection::vec(any::<prop::sample::Index>(), 1..6).prop_map(Step::Add),
        1 => any::<prop::sample::Index>().prop_map(Step::Forget),
    ]
}

/// Returns which reports are together.
fn together(archive: &Archive, as_of: &AsOf) -> BTreeMap<Handle, BTreeSet<String>> {
    let filter = StoryFilter {
        as_of: *as_of,
        ..StoryFilter::default()
    };
    let stories = archive.stories(&filter).expect("it can be read");
    stories
        .iter()
        .map(|line| {
            let reports = archive.reports_of(line.story, as_of).expect("it is listed");
            let ids = reports.iter().map(|report| report.id.to_string());
            (line.story, ids.collect())
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn stories_follow_from_the_reports_and_the_past_is_kept(
        steps in prop::collection::vec(any_step(), 1..7),
    ) {
        let samples = samples();
        let folder = tempfile::tempdir().expect("there is a folder for tests");
        let mut archive = Archive::create(&folder.path().join("a.db")).expect("it is new");
        let mut kept: BTreeMap<String, Arc<Report>> = BTreeMap::new();
        let mut past = Vec::new();
        let mut forgotten = BTreeMap::new();
        for (minute, step) in (1..).zip(&steps) {
            match step {
                Step::Add(which) => {
                    let batch: Vec<_> =
                        which.iter().map(|index| index.get(samples).clone()).collect();
                    let added = archive.add(&batch, english(), at(minute)).expect("it is added");
                    for (report, arrival) in batch.iter().zip(&added.arrivals) {
                        prop_assert_eq!(
                            arrival.new,
                            kept.insert(report.id.to_string(), report.clone()).is_none()
                        );
                    }
                }
                Step::Forget(index) => {
                    let id = index.get(samples).id.to_string();
                    let what = [Forget::Report(id.clone())];
                    let count =
                        archive.forget(&what, english(), at(minute)).expect("it is forgotten");
                    prop_assert_eq!(count, usize::from(kept.remove(&id).is_some()));
                    forgotten.insert(id, minute);
                }
            }
            past.push((minute, together(&archive, &AsOf::default())));
            let verified = archive.check().expect("it can be read");
            prop_assert_eq!(verified.faults, Vec::<String>::new());
            prop_assert_eq!(verified.reports, kept.len());
        }

        // The same reports at once, in another order.
        let mut fresh = Archive::create(&folder.path().join("b.db")).expect("it is new");
        let reports: Vec<_> = kept.values().rev().cloned().collect();
        fresh.add(&reports, english(), at(1)).expect("it is added");
        let stories = |archive: &Archive| -> BTreeSet<BTreeSet<String>> {
            together(archive, &AsOf::default()).into_values().collect()
        };
        prop_assert_eq!(stories(&archive), stories(&fresh));

        // The past, less what was forgotten since.
        for (minute, mut then) in past {
            let as_of = AsOf { known: Some(at(minute)), ..AsOf::default() };
            let lost = |id: &String| forgotten.get(id).is_some_and(|&when| when > minute);
            then.values_mut().for_each(|ids| ids.retain(|id| !lost(id)));
            then.retain(|_, ids| !ids.is_empty());
            prop_assert_eq!(together(&archive, &as_of), then);
        }
    }
}
