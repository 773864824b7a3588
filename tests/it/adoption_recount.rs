//! Adoption counted again: slowly, from the rows themselves, climbing where the service descends.

use chrono::{Datelike, NaiveDate};
use sotay::access::{Caller, Gate};
use sotay::adoption::Desk;
use sotay::base::secrets::Keys;
use sotay::base::{Clock, Id, vietnam};
use sotay::db::Db;
use sotay_proto::adoption::v1::adoption_server::Adoption;
use sotay_proto::adoption::v1::{
    AdoptionReport, GetAdoptionRequest, ListAdoptionSeriesRequest, ListChildAdoptionRequest,
};
use tonic::{Request, Status};
use uuid::Uuid;

use crate::adoption_rows::{Met, Rows, Said, day, organization, year};
use crate::adoption_store::store;
use crate::support::postgres::Database;

/// Holds a role on every organisation.
pub(crate) const EVERYWHERE: Id = Uuid::from_u128(1_000);
/// Holds a role on the district only.
pub(crate) const ABOVE: Id = Uuid::from_u128(1_001);

/// Numerator and denominator of every measure and then of every duty, in the order of the contract; then, of the branches
/// that did each duty, who did so only afterwards.
pub(crate) type Fractions = [(i32, i32); 12];

#[tokio::test]
async fn every_organisation_on_every_day_is_counted_as_the_rows_say() {
    let (_database, desk, rows) = town(1).await;
    for asked in [
        day(1, 1),
        day(3, 31),
        day(4, 1),
        day(6, 14),
        day(6, 15),
        day(8, 31),
        day(9, 1),
        day(12, 31),
    ] {
        for (id, _, _) in &rows.organizations {
            let report = adoption(&desk, EVERYWHERE, *id, asked).await;
            assert_eq!(fractions(&report), recount(&rows, *id, asked), "{id} on {asked}");
            assert!(report.rates.iter().all(|rate| !rate.withheld));
        }
    }
}

#[tokio::test]
async fn children_and_months_say_what_each_says_alone() {
    let (_database, desk, _) = town(2).await;
    let district = organization(1);
    for asked in [day(6, 14), day(6, 15), day(11, 5)] {
        let request = ListChildAdoptionRequest {
            organization: district.to_string(),
            as_of: asked.to_string(),
        };
        let children = desk
            .list_child_adoption(by(ABOVE, request))
            .await
            .unwrap()
            .into_inner()
            .children;
        assert_eq!(children.len(), 4);
        for child in children {
            let id = child.organization.parse().unwrap();
            assert_eq!(child, adoption(&desk, ABOVE, id, asked).await);
        }
    }
    let request = ListAdoptionSeriesRequest {
        organization: organization(3).to_string(),
        from: day(2, 20).to_string(),
        to: day(11, 5).to_string(),
    };
    let months = desk
        .list_adoption_series(by(EVERYWHERE, request))
        .await
        .unwrap()
        .into_inner()
        .months;
    assert_eq!(months.len(), 10);
    assert_eq!(months.last().unwrap().as_of, "2023-11-05");
    for month in months {
        let asked = month.as_of.parse().unwrap();
        assert_eq!(month, adoption(&desk, EVERYWHERE, organization(3), asked).await);
    }
}

/// A town with these rows, and the desk that counts it on New Year's Eve.
pub(crate) async fn town(seed: u64) -> (Database, Desk, Rows) {
    let database = Database::fresh().await;
    let rows = year(seed);
    store(&mut database.owner().await, &rows).await;
    let db = Db::connect(&database.config()).await.unwrap();
    let clock = Clock::standing(vietnam::start_of(day(12, 31)));
    let desk = Desk::new(Gate::new(db, clock, Keys::new([7; 32])));
    (database, desk, rows)
}

pub(crate) fn by<T>(member: Id, request: T) -> Request<T> {
    let mut request = Request::new(request);
    request.extensions_mut().insert(Caller {
        member,
        session: Uuid::nil(),
    });
    request
}

pub(crate) async fn adoption(desk: &Desk, caller: Id, organization: Id, as_of: NaiveDate) -> AdoptionReport {
    asks(desk, caller, organization, as_of).await.unwrap()
}

pub(crate) async fn asks(
    desk: &Desk,
    caller: Id,
    organization: Id,
    as_of: NaiveDate,
) -> Result<AdoptionReport, Status> {
    let request = GetAdoptionRequest {
        organization: organization.to_string(),
        as_of: as_of.to_string(),
    };
    let answer = desk.get_adoption(by(caller, request)).await?;
    Ok(answer.into_inner())
}

pub(crate) fn fractions(report: &AdoptionReport) -> Fractions {
    let (rates, duties) = (&report.rates, &report.duties);
    let rates = rates.iter().map(|rate| (rate.numerator, rate.denominator));
    let met = duties.iter().map(|duty| (duty.branches_met, duty.branches));
    let afterwards = duties
        .iter()
        .map(|duty| (duty.branches_met_afterwards, duty.branches_met));
    let all: Vec<_> = rates.chain(met).chain(afterwards).collect();
    all.try_into().unwrap()
}

pub(crate) fn recount(rows: &Rows, root: Id, asked: NaiveDate) -> Fractions {
    let (mut people, mut words, mut branches) = ([0; 6], [0; 2], [0; 6]);
    for (member, phone) in &rows.members {
        let home = rows
            .seats
            .iter()
            .find(|(who, _, span)| who == member && span.holds(asked));
        if home.is_some_and(|(_, seat, _)| is_within(rows, *seat, root, asked)) {
            let steps = steps(rows, *member, phone, asked);
            for (count, taken) in people.iter_mut().zip(steps) {
                *count += i32::from(taken);
            }
        }
    }
    for (meeting, member) in attendances(rows, root, asked) {
        let own_phone = came(rows, meeting, member);
        words[0] += i32::from(own_phone == Some(true));
        words[1] += i32::from(own_phone == Some(false));
    }
    for (branch, kind, _) in &rows.organizations {
        if *kind == "BRANCH" && is_within(rows, *branch, root, asked) {
            branches[0] += i32::from(has_met(rows, *branch, asked));
            branches[1] += 1;
            for (duty, is_thematic) in [(2, false), (3, true)] {
                let held = held(rows, *branch, asked, is_thematic);
                branches[duty] += i32::from(!held.is_empty());
                branches[duty + 2] += i32::from(!held.is_empty() && held.iter().all(|met| met.is_afterwards));
            }
        }
    }
    let [roster, obliged, issued, activated, active, phoneless] = people;
    let attended = words[0] + words[1];
    [
        (obliged, roster),
        (issued, obliged),
        (activated, obliged),
        (active, obliged),
        (words[0], attended),
        (branches[0], branches[1]),
        (words[1], attended),
        (phoneless, obliged),
        (branches[2], branches[1]),
        (branches[3], branches[1]),
        (branches[4], branches[2]),
        (branches[5], branches[3]),
    ]
}

/// On the roster, obliged, issued, activated, active, without a phone.
fn steps(rows: &Rows, member: Id, phone: &str, asked: NaiveDate) -> [bool; 6] {
    let before = |facts: &[(Id, chrono::DateTime<chrono::Utc>)]| {
        facts
            .iter()
            .any(|(who, at)| *who == member && vietnam::day_of(*at) <= asked)
    };
    let obliged = !rows
        .exemptions
        .iter()
        .any(|(who, span)| *who == member && span.holds(asked));
    let activated = before(&rows.accounts);
    let active = rows
        .days
        .iter()
        .any(|(who, used)| *who == member && used.month() == asked.month() && *used <= asked);
    [
        true,
        obliged,
        obliged && (activated || before(&rows.codes)),
        obliged && activated,
        obliged && active,
        obliged && phone == "NONE",
    ]
}

/// Climbs from an organisation until it meets the root, or the top.
fn is_within(rows: &Rows, organization: Id, root: Id, asked: NaiveDate) -> bool {
    let exists = rows
        .organizations
        .iter()
        .any(|(id, _, span)| *id == root && span.holds(asked));
    let mut here = Some(organization);
    while let Some(at) = here {
        if at == root {
            return exists;
        }
        let above = rows
            .edges
            .iter()
            .find(|(child, _, span)| *child == at && span.holds(asked));
        here = above.map(|(_, parent, _)| *parent);
    }
    false
}

/// Who was called to which meeting opened this month up to the day.
fn attendances(rows: &Rows, root: Id, asked: NaiveDate) -> Vec<(Id, Id)> {
    let opened = |at| {
        let opened_on = vietnam::day_of(at);
        opened_on.month() == asked.month() && opened_on <= asked
    };
    rows.meetings
        .iter()
        .filter(|met| opened(met.opened_at) && is_within(rows, met.organization, root, asked))
        .flat_map(|met| met.roster.iter().map(|member| (met.id, *member)))
        .collect()
}

/// Hears the words one after the other; `Some(true)` when the own phone says that the member came.
fn came(rows: &Rows, meeting: Id, member: Id) -> Option<bool> {
    let mut words: Vec<&Said> = rows
        .said
        .iter()
        .filter(|said| said.meeting == meeting && said.member == member)
        .collect();
    words.sort_by_key(|said| (said.occurred_at, said.event));
    words
        .into_iter()
        .fold(None, |known, said| match (said.method, said.kind) {
            ("BY_SECRETARY", "ENTER") => Some(false),
            ("BY_SECRETARY", _) => None,
            _ => known.or(Some(true)),
        })
}

fn has_met(rows: &Rows, branch: Id, asked: NaiveDate) -> bool {
    rows.meetings.iter().any(|met| {
        let closed_on = met.closed_at.map(vietnam::day_of);
        met.organization == branch
            && met.kind != "THEMATIC"
            && !met.is_afterwards
            && closed_on.is_some_and(|closed| closed.month() == asked.month() && closed <= asked)
    })
}

/// The regular meetings of the month that a branch held, or the thematic ones of the quarter.
fn held(rows: &Rows, branch: Id, asked: NaiveDate, is_thematic: bool) -> Vec<&Met> {
    let period = |day: NaiveDate| {
        if is_thematic {
            day.month0() / 3
        } else {
            day.month0()
        }
    };
    let is_meant = |met: &&Met| {
        let held_on = vietnam::day_of(met.opened_at);
        met.organization == branch
            && met.closed_at.is_some()
            && met.kind != if is_thematic { "REGULAR" } else { "THEMATIC" }
            && period(held_on) == period(asked)
            && held_on <= asked
    };
    rows.meetings.iter().filter(is_meant).collect()
}
