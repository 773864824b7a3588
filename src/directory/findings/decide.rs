//! What of the counts is told to whom.

use super::types::{Count, Part, Tally};
use crate::access::policy::SMALLEST_GROUP;
use crate::base::Id;

/// Counts of every part, and before them their sum as the organisation's own line. The sum is of what is told, so that
/// nothing withheld can be reckoned from it.
pub(super) fn counted(
    organization: Id,
    parts: Vec<Part>,
    tallies: &[(Id, Tally)],
    sees_persons: bool,
) -> Vec<Count> {
    let counts: Vec<Count> = parts
        .into_iter()
        .map(|part| {
            let withheld = !sees_persons && (1..SMALLEST_GROUP).contains(&part.members);
            count(part, tallies, withheld)
        })
        .collect();
    let Some(own) = counts.iter().find(|count| count.part.id == organization) else {
        return counts;
    };
    let told = || counts.iter().filter(|count| !count.withheld);
    let sum = |field: fn(&Part) -> i64| told().map(|count| field(&count.part)).sum();
    let whole = Count {
        part: Part {
            members: sum(|part| part.members),
            official: sum(|part| part.official),
            probationary: sum(|part| part.probationary),
            ..own.part.clone()
        },
        tallies: summed(told().flat_map(|count| &count.tallies)),
        withheld: counts.iter().any(|count| count.withheld),
    };
    let is_of_the_whole = |count: &Count| count.part.id != organization || count.part.members > 0;
    std::iter::once(whole)
        .chain(counts.iter().filter(|count| is_of_the_whole(count)).cloned())
        .collect()
}

fn count(part: Part, tallies: &[(Id, Tally)], withheld: bool) -> Count {
    if withheld {
        let part = Part {
            members: 0,
            official: 0,
            probationary: 0,
            ..part
        };
        return Count {
            part,
            tallies: Vec::new(),
            withheld,
        };
    }
    let own = tallies.iter().filter(|(id, _)| *id == part.id);
    Count {
        tallies: summed(own.map(|(_, tally)| tally)),
        part,
        withheld,
    }
}

fn summed<'a>(tallies: impl Iterator<Item = &'a Tally>) -> Vec<Tally> {
    let mut sums: Vec<Tally> = Vec::new();
    for tally in tallies {
        match sums.iter_mut().find(|sum| sum.kind == tally.kind) {
            Some(sum) => sum.findings += tally.findings,
            None => sums.push(*tally),
        }
    }
    sums.sort_by_key(|tally| tally.kind);
    sums
}

#[cfg(test)]
mod tests {
    use super::super::words::Kind;
    use super::*;
    use proptest::prelude::*;

    fn part(id: u128, members: i64) -> Part {
        Part {
            id: Id::from_u128(id),
            name: String::new(),
            code: None,
            members,
            official: members,
            probationary: 0,
        }
    }

    fn tally(part: u128, findings: i64) -> (Id, Tally) {
        let kind = Kind::MissingCitizenId;
        (Id::from_u128(part), Tally { kind, findings })
    }

    #[test]
    fn the_first_line_is_the_sum_of_the_others() {
        let parts = vec![part(1, 0), part(2, 20), part(3, 7)];
        let counts = counted(Id::from_u128(1), parts, &[tally(2, 3), tally(3, 1)], false);
        assert_eq!(counts.len(), 3);
        assert_eq!((counts[0].part.members, counts[0].tallies[0].findings), (27, 4));
    }

    #[test]
    fn a_handful_of_people_is_not_counted_for_strangers_to_their_files() {
        let parts = || vec![part(1, 0), part(2, 20), part(3, 4)];
        let tallies = [tally(2, 3), tally(3, 1)];
        let above = counted(Id::from_u128(1), parts(), &tallies, false);
        assert_eq!((above[0].part.members, above[0].tallies[0].findings), (20, 3));
        assert!(above[0].withheld && above[2].withheld && above[2].tallies.is_empty());
        let keeper = counted(Id::from_u128(1), parts(), &tallies, true);
        assert_eq!((keeper[0].part.members, keeper[2].part.members), (24, 4));
    }

    proptest! {
        #[test]
        fn parts_equal_the_whole(sizes in proptest::collection::vec(0i64..30, 1..8), sees_persons: bool) {
            let parts: Vec<Part> = (1..).zip(&sizes).map(|(id, size)| part(id, *size)).collect();
            let counts = counted(Id::from_u128(1), parts, &[], sees_persons);
            let (whole, rest) = counts.split_first().unwrap();
            prop_assert_eq!(whole.part.members, rest.iter().map(|count| count.part.members).sum::<i64>());
            if sees_persons {
                prop_assert_eq!(whole.part.members, sizes.iter().sum::<i64>());
            }
        }
    }
}
