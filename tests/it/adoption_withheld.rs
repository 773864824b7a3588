//! Nobody above recognises a few people: not in a small group, and not by subtracting what is shown from the whole.

use chrono::NaiveDate;
use serde_json::{Value, json};
use sotay::adoption::Desk;
use sotay::base::Id;
use sotay_proto::adoption::v1::adoption_server::Adoption;
use sotay_proto::adoption::v1::{AdoptionReport, ListChildAdoptionRequest};
use std::collections::BTreeMap;

use crate::adoption_recount::{ABOVE, adoption, by, recount, town};
use crate::adoption_rows::{Rows, day, organization};
use crate::support::scenario::over_both_wires;
use crate::support::town::{self as places, login};

/// Measures whose denominators are people or attendances, each of another group: roster, obliged, attended.
const GROUPS: [usize; 3] = [0, 2, 4];

/// The end of a month, the first days of one, and days between.
fn days() -> [NaiveDate; 4] {
    [day(1, 31), day(2, 4), day(6, 20), day(11, 5)]
}

/// What somebody above sees of each organisation: the denominator of a group, unless it is held back.
type Seen = BTreeMap<Id, Option<i32>>;

#[tokio::test]
async fn a_small_group_is_not_the_whole_less_what_is_shown() {
    let (_database, desk, rows) = town(3).await;
    let mut withheld = 0;
    for asked in days() {
        for group in GROUPS {
            let (seen, held) = seen(&desk, &rows, (asked, group)).await;
            withheld += held;
            assert_eq!(derived(&rows, &seen, (asked, group)), [""; 0], "on {asked}");
        }
    }
    assert!(withheld > 0, "the town has no small groups");
}

#[tokio::test]
async fn hiding_only_what_is_small_would_be_found_out() {
    let (_database, _, rows) = town(3).await;
    let found = days().into_iter().any(|asked| {
        GROUPS.into_iter().any(|group| {
            let shown = |size: i32| (!(1..5).contains(&size)).then_some(size);
            let sizes = rows
                .organizations
                .iter()
                .map(|(id, _, _)| (*id, shown(recount(&rows, *id, asked)[group].1)));
            !derived(&rows, &sizes.collect(), (asked, group)).is_empty()
        })
    });
    assert!(found, "nothing could be had by subtraction");
}

over_both_wires! {
    async fn two_small_branches_hide_each_other_in_lists_alone_and_in_reports(world: World) {
        let thu = world.person(login::THU).await;
        let commune = world.organization(places::COMMUNE).await;
        let west = world.organization(places::WEST).await;
        let issued = thu.does("IssueReport", json!({"organization": commune})).await;
        let read = json!({"organization": commune, "report": issued["id"]});
        let report = thu.does("GetReport", read).await;
        for lists in [&report["issuedChildren"], &report["knownNowChildren"]] {
            assert_eq!(roster(lists), [("Chi bộ cơ quan", true), ("Chi bộ thôn Đông", false), ("Chi bộ thôn Tây", true)]);
        }
        let secretary = world.person(login::HANH).await;
        let own = secretary.does("GetAdoption", json!({"organization": west})).await;
        assert_eq!(own["rates"][0]["denominator"], 3);
        let above = thu.does("GetAdoption", json!({"organization": west})).await;
        assert_eq!(above["rates"][0]["withheld"], true);
    }
}

fn roster(reports: &Value) -> Vec<(&str, bool)> {
    let reports = reports.as_array().unwrap().iter();
    reports
        .map(|report| {
            let is_withheld = report["rates"][0]["withheld"].as_bool().unwrap();
            (report["organizationName"].as_str().unwrap(), is_withheld)
        })
        .collect()
}

/// What lists and single answers tell, which must be the same, and how much they hold back.
async fn seen(desk: &Desk, rows: &Rows, (asked, group): (NaiveDate, usize)) -> (Seen, usize) {
    let mut seen = Seen::new();
    let root = organization(1);
    seen.insert(root, told(&adoption(desk, ABOVE, root, asked).await, group));
    let last = day(12, 31);
    let parents = rows
        .organizations
        .iter()
        .filter(|(_, kind, span)| *kind != "BRANCH" && span.holds(last));
    for (id, _, _) in parents {
        let request = ListChildAdoptionRequest {
            organization: id.to_string(),
            as_of: asked.to_string(),
        };
        let children = desk.list_child_adoption(by(ABOVE, request)).await.unwrap();
        for child in children.into_inner().children {
            let id: Id = child.organization.parse().unwrap();
            let told = told(&child, group);
            if let Some(size) = told {
                assert_eq!(size, recount(rows, id, asked)[group].1);
            }
            seen.insert(id, told);
            // Roles reach what has ended only where something carries on for it.
            if group == 0 && id != organization(15) {
                assert_eq!(child, adoption(desk, ABOVE, id, asked).await, "{id} on {asked}");
            }
        }
    }
    let held = seen.values().filter(|told| told.is_none()).count();
    (seen, held)
}

fn told(report: &AdoptionReport, group: usize) -> Option<i32> {
    let rate = &report.rates[group];
    (!rate.withheld).then_some(rate.denominator)
}

/// Groups of one to four people that somebody finds who fills in, again and again, whatever a whole and all of its parts
/// but one tell; and hidden parts of a known whole that are few people together.
fn derived(rows: &Rows, seen: &Seen, (asked, group): (NaiveDate, usize)) -> Vec<String> {
    let mut known = seen.clone();
    let small = |size: i32| (1..5).contains(&size);
    let mut found = Vec::new();
    for _ in 0..4 {
        for whole in seen.keys() {
            let parts: Vec<Id> = rows
                .edges
                .iter()
                .filter(|(_, parent, span)| parent == whole && span.holds(asked))
                .map(|(child, _, _)| *child)
                .collect();
            let hidden: Vec<Id> = parts
                .iter()
                .copied()
                .filter(|part| known[part].is_none())
                .collect();
            let shown: i32 = parts.iter().filter_map(|part| known[part]).sum();
            match (known[whole], hidden.as_slice()) {
                (None, []) if !parts.is_empty() => {
                    known.insert(*whole, Some(shown));
                }
                (Some(all), [part]) => {
                    known.insert(*part, Some(all - shown));
                }
                (Some(all), [_, _, ..]) if small(all - shown) => {
                    found.push(format!("{} together below {whole}", all - shown));
                }
                _ => {}
            }
        }
    }
    let learnt = known
        .iter()
        .filter(|(id, size)| seen[*id].is_none() && size.is_some_and(small));
    found.extend(learnt.map(|(id, size)| format!("{id}: {size:?} of group {group}")));
    found
}

#[test]
fn whoever_subtracts_is_found_out() {
    let rows = crate::adoption_rows::year(3);
    let asked = day(11, 5);
    let mut seen: Seen = rows
        .organizations
        .iter()
        .map(|(id, _, _)| (*id, Some(20)))
        .collect();
    seen.insert(organization(2), Some(22));
    seen.insert(organization(11), None);
    assert_eq!(
        derived(&rows, &seen, (asked, 0)),
        ["00000000-0000-0000-0000-00000000000b: Some(2) of group 0"]
    );
}
