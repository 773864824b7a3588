//! Meetings, notices and accounts for a nation that has none yet: loaded once, kept with it.

use super::aside::Aside;
use super::copy::Copy;
use super::tables::step;
use super::{Nation, Shape};
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use indicatif::ProgressBar;
use sotay::access::Gate;
use sotay::access::doors::Operator;
use sotay::adoption;
use sotay::base::Clock;
use sotay::db::{Db, DbConfig};
use sqlx::{Connection, PgConnection};
use std::time::Instant;

/// When every branch is called to meet, in UTC: half past seven in the evening.
pub(crate) const EVENING: &str = "2026-12-03T12:30:00Z";
/// Evenings before that one.
pub(crate) const PAST: u32 = 12;
/// Organisations counted in one transaction.
const AT_ONCE: i64 = 200;

/// Tables with millions of rows.
const LARGE: &[&str] = &[
    "meetings.meetings",
    "meetings.agenda_items",
    "notices.notices",
    "notices.about_meetings",
    "notices.standing",
    "identity.accounts",
];

const DERIVED: [(&str, &str); 5] = [
    ("agendas", "
        insert into meetings.agenda_items (meeting, position, title, presenter, minutes_planned)
        select m.id, n, 'Nội dung ' || n, 'Bí thư', 20
        from meetings.meetings m
        cross join generate_series(1, 5) n
        where m.state = 'ISSUED'"),
    ("calls about meetings", "
        insert into notices.about_meetings (meeting, notice) select meeting, id from notices.notices"),
    ("calls that stand", "
        insert into notices.standing (notice, organization, until)
        select n.id, n.organization, m.starts_at
        from notices.notices n
        join meetings.meetings m on m.id = n.meeting"),
    ("accounts", "
        insert into identity.accounts (member, password_hash, first_activated_at, password_set_at)
        select a.member, 'none', a.moment, a.moment
        from (
            select id as member, timestamptz '2023-06-01 08:00+07' + abs(hashtext(id::text)) % 1200 * interval '1 day' as moment
            from directory.members
            where activated_on is not null
        ) a
        on conflict do nothing"),
    ("notes", "
        insert into adoption.stale (organization, since)
        select id, '0001-01-01' from directory.organizations where kind = 'BRANCH'"),
];

/// Loads the evenings, unless they are there, and counts adoption.
pub(crate) async fn load(nation: &Nation) {
    let loaded = nation
        .server
        .folder()
        .join(format!("evenings-{}", nation.shape.members));
    if loaded.exists() {
        return;
    }
    let mut conn = PgConnection::connect(&nation.url()).await.unwrap();
    let aside = Aside::lay(&mut conn, LARGE).await;
    meetings(&mut conn, &nation.shape).await;
    notices(&mut conn, &nation.shape).await;
    officers(&mut conn, &nation.shape).await;
    for (what, sql) in DERIVED {
        step(&mut conn, what, sql).await;
    }
    for (what, sql) in aside.back() {
        step(&mut conn, what, sql).await;
    }
    step(&mut conn, "statistics", "vacuum analyze").await;
    count(nation).await;
    step(
        &mut conn,
        "statistics",
        "vacuum analyze adoption.steps, adoption.stale",
    )
    .await;
    std::fs::write(loaded, "").unwrap();
}

/// The evening of a branch, so many months before the last one: on the 3rd, 4th or 5th.
fn evening(branch: u32, before: u32) -> DateTime<Utc> {
    let last: DateTime<Utc> = EVENING.parse().unwrap();
    let months = last.year_ce().1 * 12 + last.month0() - before;
    let month = last
        .with_day(3)
        .and_then(|day| day.with_year(i32::try_from(months / 12).unwrap()))
        .and_then(|day| day.with_month0(months % 12))
        .unwrap();
    if before == 0 {
        return month;
    }
    month + TimeDelta::days(i64::from(branch % 3))
}

async fn meetings(conn: &mut PgConnection, shape: &Shape) {
    let columns = "meetings.meetings (id, organization, kind, state, title, place, starts_at, ends_at, issued_at, opened_at, \
                   closed_at, called_by, created_at)";
    let bar = ProgressBar::new(u64::from(shape.branches)).with_message("meetings");
    let mut copy = Copy::into(conn, columns).await;
    for branch in 0..shape.branches {
        for before in 0..=PAST {
            let start = evening(branch, before);
            let (end, called) = (start + TimeDelta::hours(2), start - TimeDelta::days(10));
            let (state, held) = if before == 0 {
                ("ISSUED", "\\N\t\\N".to_owned())
            } else {
                ("CLOSED", format!("{start}\t{end}"))
            };
            let kind = if before % 3 == 1 { "COMBINED" } else { "REGULAR" };
            copy.row(format_args!(
                "{}\t{}\t{kind}\t{state}\tSinh hoạt chi bộ\tNhà văn hoá thôn\t{start}\t{end}\t{called}\t{held}\t{}\t{called}\n",
                shape.meeting(branch, before),
                shape.branch(branch),
                shape.member(shape.secretary(branch)),
            ))
            .await;
        }
        bar.inc(1);
    }
    copy.finish().await;
    bar.finish_and_clear();
}

async fn notices(conn: &mut PgConnection, shape: &Shape) {
    let columns = "notices.notices (id, kind, organization, meeting, title, body, created_at)";
    let mut copy = Copy::into(conn, columns).await;
    for branch in 0..shape.branches {
        for before in 0..=PAST {
            copy.row(format_args!(
                "{}\tMEETING_CALLED\t{}\t{}\tMời họp: Sinh hoạt chi bộ\tNhà văn hoá thôn, 19 giờ 30\t{}\n",
                shape.notice(branch, before),
                shape.branch(branch),
                shape.meeting(branch, before),
                evening(branch, before) - TimeDelta::days(10),
            ))
            .await;
        }
    }
    copy.finish().await;
}

/// Whoever answers for everything, and for each province.
async fn officers(conn: &mut PgConnection, shape: &Shape) {
    let columns = "access.grants (id, member, organization, role, during, created_at)";
    let mut copy = Copy::into(conn, columns).await;
    for number in 0..shape.provinces.min(shape.communes) {
        let over = if number == 0 {
            shape.root()
        } else {
            shape.province(number)
        };
        copy.row(format_args!(
            "{}\t{}\t{over}\tORGANISATION_OFFICER\t[2021-01-01,)\t2023-11-05T01:00:00Z\n",
            uuid::Uuid::new_v4(),
            shape.member(shape.officer(number)),
        ))
        .await;
    }
    copy.finish().await;
}

/// Counts the adoption of whatever changed, as the house does each minute.
pub(crate) async fn count(nation: &Nation) {
    let began = Instant::now();
    let db = Db::connect(&DbConfig::embedded(&nation.server)).await.unwrap();
    let gate = Gate::new(db, Clock::system(), nation.keys.clone());
    let bar = ProgressBar::new(u64::from(nation.shape.organizations())).with_message("adoption");
    loop {
        let mut errand = Operator::new(&gate).begin().await.unwrap();
        let counted = adoption::keep_up(&mut errand, AT_ONCE).await.unwrap();
        errand.commit(()).await.unwrap();
        if counted == 0 {
            break;
        }
        bar.inc(counted as u64);
    }
    bar.finish_and_clear();
    gate.close().await;
    println!("  adoption counted: {} s", began.elapsed().as_secs());
}
