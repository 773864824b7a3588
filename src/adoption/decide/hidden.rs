//! Which parts of a whole are held back from those above, so that no group of a few people can be had by subtraction.

use crate::access::policy::SMALLEST_GROUP;
use crate::adoption::{Counted, Group};
use crate::base::Id;
use chrono::NaiveDate;
use std::collections::HashMap;

/// What stood directly below an organisation on a day.
#[derive(Clone, Debug)]
pub(in crate::adoption) struct Level {
    pub(in crate::adoption) day: NaiveDate,
    pub(in crate::adoption) parent: Id,
    pub(in crate::adoption) children: Vec<Id>,
}

/// An organisation on a day.
pub(in crate::adoption) type Point = (Id, NaiveDate);

/// What is held back of each child on each day. Of each day the levels come from the top down: what is held back of an
/// organisation must not be the sum of what is shown below it.
pub(in crate::adoption) fn hidden(
    levels: &[Level],
    counted: &HashMap<Point, Counted>,
) -> HashMap<Point, Vec<Group>> {
    let mut hidden: HashMap<Point, Vec<Group>> = HashMap::new();
    for level in levels {
        for group in Group::ALL {
            let size_of = |child: &Id| {
                let counted = counted.get(&(*child, level.day));
                counted.map_or(0, |counted| counted.size_of(group))
            };
            let sizes: Vec<i64> = level.children.iter().map(size_of).collect();
            let above = hidden.get(&(level.parent, level.day));
            let chosen = choose(&sizes, above.is_some_and(|groups| groups.contains(&group)));
            for (child, _) in level.children.iter().zip(chosen).filter(|(_, chosen)| *chosen) {
                hidden.entry((*child, level.day)).or_default().push(group);
            }
        }
    }
    hidden
}

/// Which of the parts of a whole are held back: those of a few people, and then the next smallest until whoever subtracts
/// is left with several parts that are many people together. Nobody is hidden in an empty part.
fn choose(sizes: &[i64], is_whole_hidden: bool) -> Vec<bool> {
    let mut by_size: Vec<(usize, i64)> = sizes.iter().copied().enumerate().collect();
    by_size.retain(|(_, size)| *size > 0);
    by_size.sort_by_key(|(_, size)| *size);
    let mut chosen = vec![false; sizes.len()];
    let (mut parts, mut people) = (0, 0);
    for (place, size) in by_size {
        let must_hide = size < SMALLEST_GROUP;
        let can_be_told = (parts == 0 && !is_whole_hidden) || (parts >= 2 && people >= SMALLEST_GROUP);
        if !must_hide && can_be_told {
            break;
        }
        if let Some(chosen) = chosen.get_mut(place) {
            *chosen = true;
        }
        parts += 1;
        people += size;
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_part_takes_the_next_smallest_along() {
        assert_eq!(choose(&[20, 3, 7, 9], false), [false, true, true, false]);
        assert_eq!(choose(&[20, 3, 1, 9], false), [false, true, true, true]);
        assert_eq!(choose(&[20, 4, 4, 9], false), [false, true, true, false]);
        assert_eq!(choose(&[20, 5, 0, 9], false), [false; 4]);
        assert_eq!(choose(&[3, 0, 0], false), [true, false, false]);
    }

    #[test]
    fn what_is_held_back_is_not_the_sum_of_what_is_shown_below() {
        assert_eq!(choose(&[20, 8, 9], true), [false, true, true]);
        let (day, ids) = (NaiveDate::MIN, [1, 2, 3, 4, 5].map(Id::from_u128));
        let [top, small, next, below, beside] = ids;
        let level = |parent, children: &[Id]| Level {
            day,
            parent,
            children: children.to_vec(),
        };
        let levels = [level(top, &[small, next]), level(next, &[below, beside])];
        let counted = [(small, 4), (next, 60), (below, 20), (beside, 40)].map(|(id, roster)| {
            (
                (id, day),
                Counted {
                    roster,
                    ..Counted::default()
                },
            )
        });
        let hidden = hidden(&levels, &counted.into());
        for id in [small, next, below, beside] {
            assert_eq!(hidden.get(&(id, day)), Some(&vec![Group::Roster]), "{id}");
        }
    }

    proptest! {
        #[test]
        fn no_small_part_is_left_over_by_subtraction(sizes in prop::collection::vec(0..30_i64, 0..12), above: bool) {
            let chosen = choose(&sizes, above);
            let held: Vec<i64> = sizes.iter().zip(&chosen).filter(|(_, chosen)| **chosen).map(|(size, _)| *size).collect();
            let shown: Vec<i64> = sizes.iter().zip(&chosen).filter(|(_, chosen)| !**chosen).map(|(size, _)| *size).collect();
            prop_assert!(shown.iter().all(|size| *size == 0 || *size >= SMALLEST_GROUP));
            let is_everybody = shown.iter().all(|size| *size == 0);
            let is_safe = held.len() >= 2 && held.iter().sum::<i64>() >= SMALLEST_GROUP;
            prop_assert!(is_safe || is_everybody || (held.is_empty() && !above));
        }
    }
}
