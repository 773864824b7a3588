//! Stored steps of adoption say on every day what the rows say: before, while and after they are counted.

use chrono::{NaiveDate, TimeDelta};
use sotay::access::Gate;
use sotay::access::doors::Worker;
use sotay::adoption::{self, Desk};
use sotay::base::secrets::Keys;
use sotay::base::{Clock, vietnam};
use sotay::db::Db;
use sqlx::{AssertSqlSafe, Executor, PgConnection};
use uuid::Uuid;

use crate::adoption_recount::{EVERYWHERE, asks, fractions, recount};
use crate::adoption_rows::{Rows, Said, Span, day, organization, year};
use crate::adoption_store::store;
use crate::support::postgres::Database;

/// Days on which a month, a quarter, a stay begins or ends, and some in between.
const DAYS: [(u32, u32); 6] = [(3, 31), (4, 1), (5, 20), (6, 20), (10, 3), (12, 31)];

/// A town with its books.
struct Town {
    database: Database,
    gate: Gate,
    desk: Desk,
    rows: Rows,
}

/// Something happens: in the rows, and as SQL in the database.
type Event = (&'static str, fn(&mut Rows) -> String);

#[tokio::test]
async fn every_figure_is_right_before_while_and_after_the_steps_are_counted() {
    let town = Town::of(4).await;
    town.agrees("nothing is stored yet").await;
    town.counts(5).await;
    town.agrees("some branches are stored").await;
    while town.counts(4).await > 0 {}
    assert_eq!(town.notes().await, 0);
    town.agrees("everything is stored").await;
}

#[tokio::test]
async fn whatever_happens_shows_at_once_and_is_stored_rightly() {
    let mut town = Town::of(5).await;
    while town.counts(100).await > 0 {}
    for (what, happens) in EVENTS {
        let sql = happens(&mut town.rows);
        town.runs(&sql).await;
        assert!(town.notes().await > 0, "nobody noted that {what}");
        town.agrees(what).await;
        while town.counts(100).await > 0 {}
        town.agrees(&format!("{what}, stored")).await;
    }
}

#[tokio::test]
async fn rows_alone_are_counted_when_too_much_is_out_of_date() {
    let town = Town::of(6).await;
    while town.counts(100).await > 0 {}
    town.runs(
        "update adoption.steps set roster = roster + 1;
         insert into adoption.stale (organization, since)
         select gen_random_uuid(), '2023-01-01' from generate_series(1, 3000)",
    )
    .await;
    town.agrees("too many notes").await;
    town.runs(
        "with more as (
             insert into directory.organizations (id, kind, during, created_at)
             select gen_random_uuid(), 'BRANCH', '[2030-01-01,)', now() from generate_series(1, 3000)
             returning id)
         insert into access.closure (ancestor, descendant, depth)
         select '00000000-0000-0000-0000-000000000001', id, 1 from more",
    )
    .await;
    let refused = asks(&town.desk, EVERYWHERE, organization(1), day(12, 31))
        .await
        .unwrap_err();
    assert_eq!(refused.code(), tonic::Code::Unavailable);
}

#[tokio::test]
async fn a_wrong_step_and_a_missing_note_would_be_found_out() {
    let town = Town::of(7).await;
    while town.counts(100).await > 0 {}
    assert_eq!(town.mistakes().await, [""; 0]);
    for figure in [
        "roster",
        "obliged",
        "issued",
        "activated",
        "phoneless",
        "branches",
        "active",
        "attended",
        "met",
    ] {
        let wrong = format!(
            "update adoption.steps set {figure} = {figure} + 1 where organization = '{}'",
            organization(4)
        );
        town.runs(&wrong).await;
        assert!(!town.mistakes().await.is_empty(), "{figure}");
        town.runs(&wrong.replace('+', "-")).await;
    }
    town.runs("alter table identity.accounts disable trigger adoption_notes_insert")
        .await;
    let mut town = town;
    let sql = (EVENTS[0].1)(&mut town.rows);
    town.runs(&sql).await;
    assert!(!town.mistakes().await.is_empty());
}

const EVENTS: [Event; 10] = [
    ("everybody without an account activates one", |rows| {
        let without: Vec<_> = rows
            .members
            .iter()
            .map(|(member, _)| *member)
            .filter(|member| !rows.accounts.iter().any(|(who, _)| who == member))
            .collect();
        let at = vietnam::start_of(day(5, 31));
        rows.accounts.extend(without.iter().map(|member| (*member, at)));
        format!(
            "insert into identity.accounts (member, password_hash, first_activated_at, password_set_at)
             select member, '', '{at}', '{at}' from unnest(array[{}]::uuid[]) member",
            quoted(&without)
        )
    }),
    ("somebody uses the app", |rows| {
        let member = Uuid::from_u128(1_005);
        let used = [day(2, 28), day(6, 30), day(12, 1)];
        rows.days.extend(used.map(|used| (member, used)));
        format!(
            "insert into identity.activity_days (member, day)
             select '{member}', used from unnest(array['2023-02-28', '2023-06-30', '2023-12-01']::date[]) used
             on conflict do nothing"
        )
    }),
    ("somebody is given a slip", |rows| {
        let member = rows
            .members
            .iter()
            .map(|(member, _)| *member)
            .find(|member| !rows.codes.iter().any(|(who, _)| who == member))
            .unwrap();
        let at = vietnam::start_of(day(1, 2));
        rows.codes.push((member, at));
        format!(
            "insert into identity.activation_codes (id, member, code_lookup, issued_at, expires_at)
             values (gen_random_uuid(), '{member}', '', '{at}', '{at}')"
        )
    }),
    ("somebody is exempted from long ago", |rows| {
        let member = rows
            .members
            .iter()
            .map(|(member, _)| *member)
            .find(|member| !rows.exemptions.iter().any(|(who, _)| who == member))
            .unwrap();
        rows.exemptions.push((member, Span(day(3, 10), day(10, 3))));
        format!(
            "insert into directory.activities (member, activity, exemption, during)
             values ('{member}', 'EXEMPT', 'TEMPORARY', '[2023-03-10,2023-10-03)')"
        )
    }),
    ("exemptions end earlier", |rows| {
        for (_, span) in &mut rows.exemptions {
            span.1 = span.1.min(day(9, 15)).max(span.0.succ_opt().unwrap());
        }
        "update directory.activities
         set during = daterange(lower(during), greatest(least(upper(during), '2023-09-15'), lower(during) + 1))"
            .to_owned()
    }),
    ("a phone is given up", |rows| {
        let (member, phone) = rows
            .members
            .iter_mut()
            .find(|(_, phone)| *phone == "OWN")
            .unwrap();
        *phone = "NONE";
        format!("update directory.members set phone = 'NONE' where id = '{member}'")
    }),
    ("a member moves between committees in mid-month", |rows| {
        let (member, branch, span) = rows
            .seats
            .iter_mut()
            .find(|(_, branch, span)| {
                *branch == organization(11) && span.0 < day(1, 1) && span.1 > day(5, 20)
            })
            .unwrap();
        let (member, from) = (*member, *branch);
        let end = std::mem::replace(&mut span.1, day(5, 20));
        rows.seats.push((member, organization(17), Span(day(5, 20), end)));
        format!(
            "update directory.memberships set during = daterange(lower(during), '2023-05-20')
             where member = '{member}' and organization = '{from}' and upper(during) = '{end}';
             insert into directory.memberships (id, member, organization, relation, during)
             values (gen_random_uuid(), '{member}', '{}', 'HOME', '[2023-05-20,{end})')",
            organization(17)
        )
    }),
    ("a branch is found to have moved in mid-month", |rows| {
        let end = rows
            .edges
            .iter()
            .find(|(child, _, _)| *child == organization(14))
            .unwrap()
            .2
            .1;
        for (child, _, span) in &mut rows.edges {
            if *child == organization(14) {
                span.1 = day(6, 18);
            }
        }
        rows.edges
            .push((organization(14), organization(5), Span(day(6, 18), end)));
        format!(
            "update directory.organization_edges set during = daterange(lower(during), '2023-06-18') where child = '{0}';
             insert into directory.organization_edges (child, parent, during)
             values ('{0}', '{1}', '[2023-06-18,{end})')",
            organization(14),
            organization(5)
        )
    }),
    ("the intermediate committee is found elsewhere", |rows| {
        for (child, parent, _) in &mut rows.edges {
            if *child == organization(5) {
                *parent = organization(2);
            }
        }
        format!(
            "update directory.organization_edges set parent = '{}' where child = '{}'",
            organization(2),
            organization(5)
        )
    }),
    ("meetings are closed, and people speak afterwards", |rows| {
        let mut sql = String::new();
        for met in rows.meetings.iter_mut().filter(|met| met.closed_at.is_none()) {
            met.closed_at = Some(met.opened_at + TimeDelta::minutes(95));
            sql += &format!(
                "update meetings.meetings set state = 'CLOSED', closed_at = opened_at + interval '95 minutes' where id = '{}';",
                met.id
            );
        }
        let met = rows
            .meetings
            .iter()
            .find(|met| met.roster.len() > 3)
            .unwrap()
            .clone();
        for member in &met.roster {
            let said = Said {
                meeting: met.id,
                event: Uuid::new_v4(),
                member: *member,
                kind: "ENTER",
                method: "BY_SECRETARY",
                disposition: "RECORDED",
                occurred_at: met.opened_at + TimeDelta::minutes(40),
            };
            sql += &format!(
                "insert into attendance.events
                     (meeting, event, member, kind, method, disposition, actor, occurred_at, recorded_at)
                 values ('{}', '{}', '{}', 'ENTER', 'BY_SECRETARY', 'RECORDED', '{2}', '{}', '{3}');",
                said.meeting, said.event, said.member, said.occurred_at
            );
            rows.said.push(said);
        }
        sql
    }),
];

impl Town {
    async fn of(seed: u64) -> Self {
        let database = Database::fresh().await;
        let rows = year(seed);
        store(&mut database.owner().await, &rows).await;
        let db = Db::connect(&database.config()).await.unwrap();
        let gate = Gate::new(
            db,
            Clock::standing(vietnam::start_of(day(12, 31))),
            Keys::new([7; 32]),
        );
        let desk = Desk::new(gate.clone());
        Self {
            database,
            gate,
            desk,
            rows,
        }
    }

    /// The crew counts so many organisations; how many there were.
    async fn counts(&self, most: i64) -> usize {
        let mut errand = Worker::new(&self.gate).begin().await.unwrap();
        let counted = adoption::keep_up(&mut errand, most).await.unwrap();
        errand.commit(()).await.unwrap();
        counted
    }

    async fn agrees(&self, when: &str) {
        assert_eq!(self.mistakes().await, [""; 0], "{when}");
    }

    /// Where the answer is not what the rows say.
    async fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        for (month, number) in DAYS {
            let asked: NaiveDate = day(month, number);
            for (id, _, _) in &self.rows.organizations {
                let answer = asks(&self.desk, EVERYWHERE, *id, asked)
                    .await
                    .map(|report| fractions(&report));
                let counted = recount(&self.rows, *id, asked);
                // More than the whole is a fault and no answer.
                match answer {
                    Ok(answer) if answer == counted => {}
                    Ok(answer) => mistakes.push(format!("{id} on {asked}: {answer:?}, not {counted:?}")),
                    Err(fault) => mistakes.push(format!("{id} on {asked}: {fault}")),
                }
            }
        }
        mistakes
    }

    async fn notes(&self) -> i64 {
        sqlx::query_scalar("select count(*) from adoption.stale")
            .fetch_one(&mut self.owner().await)
            .await
            .unwrap()
    }

    async fn runs(&self, sql: &str) {
        self.owner()
            .await
            .execute(AssertSqlSafe(sql.to_owned()))
            .await
            .unwrap();
    }

    async fn owner(&self) -> PgConnection {
        self.database.owner().await
    }
}

fn quoted(ids: &[Uuid]) -> String {
    ids.iter()
        .map(|id| format!("'{id}'"))
        .collect::<Vec<_>>()
        .join(", ")
}
