//! `attendance.attended`, by which adoption counts, says of every set of words what `attendance::decide` says.

use chrono::{DateTime, TimeDelta, Utc};
use sotay::attendance::decide::{Frame, settle};
use sotay::attendance::{Disposition, Kind, Method, State, Word};
use sotay::base::{Id, ids};
use sotay::directory::words::{Activity, Relation};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

use crate::cancellation::Dice;
use crate::support::postgres::Database;

const MEMBERS: u128 = 400;

#[tokio::test]
async fn the_count_and_the_decision_agree_on_who_came() {
    let database = Database::fresh().await;
    let mut conn = database.owner().await;
    let meeting = ids::at(start());
    a_meeting(&mut conn, meeting).await;
    let said = words(&mut Dice(23));
    for (member, words) in &said {
        join(&mut conn, meeting, *member).await;
        for word in words {
            say(&mut conn, meeting, *member, word).await;
        }
    }
    let decided: BTreeMap<Id, bool> = said
        .iter()
        .filter_map(|(member, words)| came(words).map(|by_app| (*member, by_app)))
        .collect();
    assert_eq!(counted(&mut conn, meeting).await, decided);
    let by_app = decided.values().filter(|by_app| **by_app).count();
    assert!(
        by_app > 50 && decided.len() - by_app > 50,
        "the words were dull: {by_app}"
    );
}

#[tokio::test]
async fn a_count_that_hears_what_is_void_or_forgets_a_leaving_is_found_out() {
    let database = Database::fresh().await;
    let mut conn = database.owner().await;
    let meeting = ids::at(start());
    a_meeting(&mut conn, meeting).await;
    for (member, words) in &words(&mut Dice(23)) {
        join(&mut conn, meeting, *member).await;
        for word in words {
            say(&mut conn, meeting, *member, word).await;
        }
    }
    let honest = counted(&mut conn, meeting).await;
    for (forgotten, sabotage) in [
        (
            "voids",
            "update attendance.events set refers_to = gen_random_uuid() where kind = 'VOID'",
        ),
        (
            "confirmations",
            "update attendance.events set refers_to = gen_random_uuid() where kind = 'CONFIRM'",
        ),
        ("leavings", "delete from attendance.events where kind = 'LEAVE'"),
    ] {
        sqlx::query("begin").execute(&mut conn).await.unwrap();
        sqlx::query(sabotage).execute(&mut conn).await.unwrap();
        assert_ne!(
            counted(&mut conn, meeting).await,
            honest,
            "{forgotten} make no difference"
        );
        sqlx::query("rollback").execute(&mut conn).await.unwrap();
    }
}

/// Who came by the function that adoption counts with, and whether by the own phone.
async fn counted(conn: &mut PgConnection, meeting: Id) -> BTreeMap<Id, bool> {
    sqlx::query_as("select member, by_app from attendance.attended($1)")
        .bind(meeting)
        .fetch_all(conn)
        .await
        .unwrap()
        .into_iter()
        .collect()
}

/// Whether the member came, and then whether the own phone says so.
fn came(words: &[Word]) -> Option<bool> {
    let frame = Frame {
        late_after: start(),
        closed: true,
    };
    let settled = settle(frame, (Activity::Active, Relation::Home), words);
    matches!(settled.state, State::Present | State::Late)
        .then(|| matches!(settled.word.unwrap().method, Method::VenueCode | Method::Offline))
}

fn start() -> DateTime<Utc> {
    "2023-11-05T12:30:00Z".parse().unwrap()
}

/// Up to six words about each member, some at the same moment.
fn words(dice: &mut Dice) -> Vec<(Id, Vec<Word>)> {
    (1..=MEMBERS)
        .map(|member| {
            let mut own = BTreeSet::new();
            let words = (0..dice.roll(7)).map(|number| word(dice, member * 10 + u128::from(number)));
            // A member's own check-in stands once and waits once.
            let words = words.filter(|word| {
                word.method != Method::VenueCode || own.insert(word.disposition == Disposition::Pending)
            });
            (Uuid::from_u128(member), words.collect())
        })
        .collect()
}

fn word(dice: &mut Dice, event: u128) -> Word {
    let (kind, method, disposition) = match dice.roll(16) {
        0 | 1 => (Kind::Enter, Method::VenueCode, Disposition::Recorded),
        2 => (Kind::Enter, Method::VenueCode, Disposition::Pending),
        3 => (Kind::Enter, Method::BySecretary, Disposition::Recorded),
        4 => (Kind::Excuse, Method::BySecretary, Disposition::Recorded),
        5 => (Kind::Leave, Method::BySecretary, Disposition::Recorded),
        6 => (Kind::Void, Method::BySecretary, Disposition::Recorded),
        7 | 8 => (Kind::Confirm, Method::BySecretary, Disposition::Recorded),
        9 => (Kind::Enter, Method::Offline, Disposition::Pending),
        10 => (Kind::Leave, Method::Offline, Disposition::Pending),
        11 => (Kind::Enter, Method::Assisted, Disposition::Pending),
        12 => (Kind::Enter, Method::Paper, Disposition::Recorded),
        13 => (Kind::Enter, Method::Card, Disposition::Recorded),
        14 => (Kind::Absent, Method::Assisted, Disposition::Pending),
        _ => (Kind::Absent, Method::BySecretary, Disposition::Recorded),
    };
    let speaks_of = matches!(kind, Kind::Void | Kind::Confirm);
    // A word about the same member, which may be missing.
    let named = event / 10 * 10 + u128::from(dice.roll(7));
    let occurred_at = start() + TimeDelta::minutes(i64::try_from(dice.roll(5)).unwrap());
    Word {
        event: scattered(event),
        kind,
        method,
        late: None,
        disposition,
        reason: String::new(),
        reason_kind: None,
        refers_to: speaks_of.then(|| scattered(named)),
        left_at: (kind == Kind::Leave).then_some(occurred_at),
        is_amendment: dice.roll(5) == 0,
        actor: Uuid::from_u128(1),
        actor_name: String::new(),
        occurred_at,
    }
}

/// Ids in no order of time, so that ties are broken by both alike.
fn scattered(event: u128) -> Id {
    Uuid::from_u128(event.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
}

async fn a_meeting(conn: &mut PgConnection, meeting: Id) {
    let branch = Uuid::from_u128(9);
    sqlx::query(
        "insert into directory.organizations (id, kind, during, created_at) values ($1, 'BRANCH', '[2020-01-01,)', $2)",
    )
    .bind(branch)
    .bind(start())
    .execute(&mut *conn)
    .await
    .unwrap();
    sqlx::query(
        "insert into meetings.meetings
            (id, organization, kind, state, title, place, starts_at, ends_at, opened_at, created_at)
         values ($1, $2, 'REGULAR', 'OPEN', 'Thường kỳ', 'Nhà văn hóa', $3, $3 + interval '2 hours', $3, $3)",
    )
    .bind(meeting)
    .bind(branch)
    .bind(start())
    .execute(conn)
    .await
    .unwrap();
}

async fn join(conn: &mut PgConnection, meeting: Id, member: Id) {
    sqlx::query(
        "with born as (
            insert into directory.members (id, name, given_name, phone, created_at)
            values ($1, 'Nguyễn Văn An', 'An', 'OWN', $3)
            returning id
        )
        insert into meetings.roster (meeting, member, class, activity, relation)
        select $2, id, 'OFFICIAL', 'ACTIVE', 'HOME' from born",
    )
    .bind(member)
    .bind(meeting)
    .bind(start())
    .execute(conn)
    .await
    .unwrap();
}

async fn say(conn: &mut PgConnection, meeting: Id, member: Id, word: &Word) {
    sqlx::query(
        "insert into attendance.events
            (meeting, event, member, kind, method, late, disposition, refers_to, left_at, is_amendment, actor,
             occurred_at, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)",
    )
    .bind(meeting)
    .bind(word.event)
    .bind(member)
    .bind(word.kind.name())
    .bind(word.method.name())
    .bind(word.late)
    .bind(word.disposition.name())
    .bind(word.refers_to)
    .bind(word.left_at)
    .bind(word.is_amendment)
    .bind(word.actor)
    .bind(word.occurred_at)
    .execute(conn)
    .await
    .unwrap();
}
