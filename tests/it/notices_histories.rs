//! Random histories: branches that change their commune, members who change their branch, notices to all of them.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use sotay::base::{Id, vietnam};
use sotay::notices::{self, Addressee, Kind, NewNotice};
use sqlx::PgConnection;

use crate::notices_order::Dice;

const DAYS: usize = 120;

/// From this day to before that day, here.
#[derive(Clone, Copy)]
pub(crate) struct Stay {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) at: Id,
    pub(crate) relation: &'static str,
}

pub(crate) struct Member {
    pub(crate) id: Id,
    pub(crate) stays: Vec<Stay>,
}

pub(crate) struct Written {
    pub(crate) at: DateTime<Utc>,
    pub(crate) to: Addressee,
    pub(crate) stands_until: Option<DateTime<Utc>>,
    pub(crate) expires_at: Option<DateTime<Utc>>,
}

pub(crate) struct History {
    pub(crate) organizations: Vec<Id>,
    /// Child, and where it hangs when.
    pub(crate) edges: Vec<(Id, Stay)>,
    pub(crate) members: Vec<Member>,
    pub(crate) notices: Vec<Written>,
    pub(crate) now: DateTime<Utc>,
}

impl History {
    pub(crate) fn random(mut dice: Dice) -> Self {
        let organizations: Vec<Id> = (0..8).map(|_| Id::new_v4()).collect();
        let (above, branches) = organizations.split_at(4);
        let mut edges = Vec::new();
        for commune in &above[1..] {
            edges.extend(
                timeline(&mut dice, &above[..1], "")
                    .into_iter()
                    .map(|stay| (*commune, stay)),
            );
        }
        for branch in branches {
            edges.extend(
                timeline(&mut dice, &above[1..], "")
                    .into_iter()
                    .map(|stay| (*branch, stay)),
            );
        }
        let members: Vec<Member> = (0..6)
            .map(|_| {
                let mut stays = timeline(&mut dice, branches, "HOME");
                stays.extend(
                    timeline(&mut dice, branches, "TEMPORARILY_IN")
                        .into_iter()
                        .skip(1),
                );
                stays.extend(
                    timeline(&mut dice, branches, "RESIDENCE_LINK")
                        .into_iter()
                        .take(1),
                );
                Member {
                    id: Id::new_v4(),
                    stays,
                }
            })
            .collect();
        let now = moment(&mut dice, DAYS / 2) + TimeDelta::days(whole(DAYS / 2));
        let notices = (0..60)
            .map(|_| written(&mut dice, &organizations, &members))
            .filter(|notice| notice.at <= now);
        Self {
            notices: notices.collect(),
            organizations,
            edges,
            members,
            now,
        }
    }

    pub(crate) async fn settle(&self, owner: &mut PgConnection, officer: Id) {
        for organization in &self.organizations {
            put(
                owner,
                "insert into directory.organizations (id, kind, during, created_at)
                        values ($1, 'BRANCH', '[2020-01-01,)', '2020-01-01')",
                *organization,
            )
            .await;
            put(
                owner,
                "insert into access.closure (ancestor, descendant, depth) values ($1, $1, 0)",
                *organization,
            )
            .await;
        }
        for id in self.members.iter().map(|member| member.id).chain([officer]) {
            put(
                owner,
                "insert into directory.members (id, name, given_name, phone, created_at)
                        values ($1, 'Nguyễn Thị Lan', 'Lan', 'OWN', '2020-01-01')",
                id,
            )
            .await;
        }
        for (child, stay) in &self.edges {
            let edge = "insert into directory.organization_edges (child, parent, during) values ($1, $2, daterange($3, $4))";
            let edge = sqlx::query(edge)
                .bind(child)
                .bind(stay.at)
                .bind(day(stay.from))
                .bind(day(stay.to));
            edge.execute(&mut *owner).await.unwrap();
        }
        for (member, stay) in self
            .members
            .iter()
            .flat_map(|member| member.stays.iter().map(move |stay| (member.id, stay)))
        {
            let sits = "insert into directory.memberships (id, member, organization, relation, during)
                        values (gen_random_uuid(), $1, $2, $3, daterange($4, $5))";
            let sits = sqlx::query(sits).bind(member).bind(stay.at).bind(stay.relation);
            sits.bind(day(stay.from))
                .bind(day(stay.to))
                .execute(&mut *owner)
                .await
                .unwrap();
        }
        let keeps = "insert into access.grants (id, member, organization, role, during, created_at)
                     select gen_random_uuid(), $1, id, 'SECRETARY', '[2020-01-01,)', now()
                     from unnest($2::uuid[]) id";
        sqlx::query(keeps)
            .bind(officer)
            .bind(&self.organizations)
            .execute(owner)
            .await
            .unwrap();
    }

    pub(crate) async fn publish(&self, owner: &mut PgConnection) -> Vec<Id> {
        let mut ids = Vec::new();
        for written in &self.notices {
            let notice = NewNotice {
                kind: Kind::General,
                to: written.to.clone(),
                meeting: None,
                stands_until: written.stands_until,
                title: "Thông báo".to_owned(),
                body: String::new(),
            };
            let id = notices::queue(owner, written.at, &notice).await.unwrap();
            let expires = "update notices.notices set expires_at = $2 where id = $1";
            sqlx::query(expires)
                .bind(id)
                .bind(written.expires_at)
                .execute(&mut *owner)
                .await
                .unwrap();
            ids.push(id);
        }
        ids
    }
}

impl Stay {
    pub(crate) fn holds(&self, day: usize) -> bool {
        (self.from..self.to).contains(&day)
    }
}

impl Member {
    /// The branches the member sits in on a day.
    pub(crate) fn sits(&self, day: usize) -> impl Iterator<Item = Id> {
        let stays = self
            .stays
            .iter()
            .filter(move |stay| stay.holds(day) && stay.relation != "RESIDENCE_LINK");
        stays.map(|stay| stay.at)
    }
}

/// One place after the other, with gaps; the last days lie beyond today.
fn timeline(dice: &mut Dice, places: &[Id], relation: &'static str) -> Vec<Stay> {
    let mut cuts: Vec<usize> = (0..=dice.roll(5) + 1).map(|_| dice.roll(DAYS + 30)).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut stays = Vec::new();
    for pair in cuts.windows(2) {
        if dice.roll(5) > 0 {
            stays.push(Stay {
                from: pair[0],
                to: pair[1],
                at: places[dice.roll(places.len())],
                relation,
            });
        }
    }
    stays
}

fn written(dice: &mut Dice, organizations: &[Id], members: &[Member]) -> Written {
    let at = moment(dice, DAYS);
    let place = organizations[dice.roll(organizations.len())];
    let to = match dice.roll(8) {
        0 => Addressee::Member(members[dice.roll(members.len())].id),
        1 => Addressee::Members(
            members
                .iter()
                .filter(|_| dice.roll(2) == 0)
                .map(|member| member.id)
                .collect(),
        ),
        2..5 => Addressee::Below(place),
        _ => Addressee::Organization(place),
    };
    // Only what is published to organisations has an end.
    let can_expire = matches!(to, Addressee::Organization(_) | Addressee::Below(_));
    Written {
        at,
        to,
        stands_until: (dice.roll(2) == 0).then(|| at + TimeDelta::hours(whole(dice.roll(24 * 30)))),
        expires_at: (dice.roll(6) == 0 && can_expire)
            .then(|| at + TimeDelta::hours(whole(dice.roll(24 * 30)))),
    }
}

/// Some second of the first days.
fn moment(dice: &mut Dice, days: usize) -> DateTime<Utc> {
    vietnam::start_of(day(0)) + TimeDelta::seconds(whole(dice.roll(days * 86_400)))
}

fn day(number: usize) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 1, 1).unwrap() + Days::new(u64::try_from(number).unwrap())
}

pub(crate) fn number(moment: DateTime<Utc>) -> usize {
    usize::try_from((vietnam::day_of(moment) - day(0)).num_days()).unwrap()
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap()
}

async fn put(owner: &mut PgConnection, row: &'static str, id: Id) {
    sqlx::query(row).bind(id).execute(owner).await.unwrap();
}
