//! What those above are not shown, whoever they are: judged along the whole line up to the top, and on the days around.

use super::decide::Level;
use super::store;
use super::{Counted, Group, Tally, decide};
use crate::access::Visit;
use crate::base::{Id, Result};
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// Points counted in one statement.
const AT_ONCE: usize = 600;

/// Of whom tallies speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// The visited organisation itself.
    Whole,
    /// What stands directly below it.
    Parts,
}

/// Judges what is held back of tallies. Two neighbouring days or months must not tell what each holds back, so what is
/// held back at the end of the month before, of this one or of the next is so on this day too.
pub(super) async fn judge(visit: &mut Visit, about: About, tallies: &mut [Tally]) -> Result<()> {
    let (organization, today) = (visit.organization()?, visit.today());
    let days = tallies.iter().flat_map(|tally| decide::around(tally.day, today));
    let days: BTreeSet<NaiveDate> = days.collect();
    let days: Vec<NaiveDate> = days.into_iter().collect();
    let levels = store::levels(visit.conn(), organization, &days, about == About::Parts).await?;
    let counted = sizes(visit, &levels).await?;
    let hidden = decide::hidden(&levels, &counted);
    for tally in tallies {
        let days = decide::around(tally.day, today);
        let found = days
            .into_iter()
            .filter_map(|day| hidden.get(&(tally.organization, day)));
        let more: Vec<Group> = found.flatten().copied().collect();
        tally.hold_back(&more);
    }
    Ok(())
}

async fn sizes(visit: &mut Visit, levels: &[Level]) -> Result<HashMap<(Id, NaiveDate), Counted>> {
    let points = |level: &Level| {
        level
            .children
            .iter()
            .map(|child| (*child, level.day))
            .collect::<Vec<_>>()
    };
    let points: Vec<(Id, NaiveDate)> = levels.iter().flat_map(points).collect();
    let mut sizes = HashMap::new();
    for points in points.chunks(AT_ONCE) {
        let tallies = store::count(visit, points).await?;
        sizes.extend(
            tallies
                .into_iter()
                .map(|tally| ((tally.organization, tally.day), tally.counted)),
        );
    }
    Ok(sizes)
}
