//! Writes the made-up rows into a database, past every desk.

use sqlx::PgConnection;
use sqlx::postgres::types::PgRange;
use std::ops::Bound;
use uuid::Uuid;

use crate::adoption_recount::{ABOVE, EVERYWHERE};
use crate::adoption_rows::{Met, Rows, Said, Span, organization};

impl From<Span> for PgRange<chrono::NaiveDate> {
    fn from(span: Span) -> Self {
        Self {
            start: Bound::Included(span.0),
            end: Bound::Excluded(span.1),
        }
    }
}

/// Runs one statement with these values.
macro_rules! run {
    ($conn:expr, $statement:literal, $($value:expr),+) => {
        sqlx::query($statement)$(.bind($value))+.execute(&mut *$conn).await.unwrap()
    };
}

/// Writes everything, and lets the two callers in.
pub(crate) async fn store(conn: &mut PgConnection, rows: &Rows) {
    tree(conn, rows).await;
    members(conn, rows).await;
    for met in &rows.meetings {
        meeting(conn, met).await;
    }
    for said in &rows.said {
        word(conn, said).await;
    }
    for (id, _, _) in &rows.organizations {
        grant(conn, EVERYWHERE, *id).await;
    }
    grant(conn, ABOVE, organization(1)).await;
}

async fn tree(conn: &mut PgConnection, rows: &Rows) {
    for (id, kind, span) in &rows.organizations {
        run!(
            conn,
            "insert into directory.organizations (id, kind, during, created_at) values ($1, $2, $3, now())",
            id,
            kind,
            PgRange::from(*span)
        );
        run!(
            conn,
            "insert into directory.organization_names (organization, name, during) values ($1, $2, $3)",
            id,
            format!("Tổ chức {id}"),
            PgRange::from(*span)
        );
        run!(
            conn,
            "insert into access.closure (ancestor, descendant, depth) values ($1, $1, 0)",
            id
        );
    }
    for (child, parent, span) in &rows.edges {
        run!(
            conn,
            "insert into directory.organization_edges (child, parent, during) values ($1, $2, $3)",
            child,
            parent,
            PgRange::from(*span)
        );
    }
    run!(
        conn,
        "with recursive above as (
            select child, parent, 1 as depth from directory.organization_edges where during @> $1::date
            union all
            select a.child, e.parent, a.depth + 1
            from above a
            join directory.organization_edges e on e.child = a.parent and e.during @> $1::date
        )
        insert into access.closure (ancestor, descendant, depth) select parent, child, depth from above
        on conflict do nothing",
        crate::adoption_rows::day(12, 31)
    );
}

async fn members(conn: &mut PgConnection, rows: &Rows) {
    for (id, phone) in &rows.members {
        run!(
            conn,
            "insert into directory.members (id, name, given_name, phone, created_at)
             values ($1, 'Nguyễn Văn An', 'An', $2, now())",
            id,
            phone
        );
    }
    for (member, branch, span) in &rows.seats {
        run!(
            conn,
            "insert into directory.memberships (id, member, organization, relation, during)
             values ($1, $2, $3, 'HOME', $4)",
            Uuid::new_v4(),
            member,
            branch,
            PgRange::from(*span)
        );
    }
    for (member, span) in &rows.exemptions {
        run!(
            conn,
            "insert into directory.activities (member, activity, exemption, during)
             values ($1, 'EXEMPT', 'TEMPORARY', $2)",
            member,
            PgRange::from(*span)
        );
    }
    for (member, at) in &rows.accounts {
        run!(
            conn,
            "insert into identity.accounts (member, password_hash, first_activated_at, password_set_at)
             values ($1, '', $2, $2)",
            member,
            at
        );
    }
    for (member, at) in &rows.codes {
        run!(
            conn,
            "insert into identity.activation_codes (id, member, code_lookup, issued_at, expires_at, replaced_at)
             values ($1, $2, '', $3, $3, $3)",
            Uuid::new_v4(),
            member,
            at
        );
    }
    for (member, used) in &rows.days {
        run!(
            conn,
            "insert into identity.activity_days (member, day) values ($1, $2)",
            member,
            used
        );
    }
}

async fn meeting(conn: &mut PgConnection, met: &Met) {
    run!(
        conn,
        "insert into meetings.meetings
            (id, organization, kind, state, title, place, starts_at, ends_at, opened_at, closed_at, created_at,
             recorded_reason)
         values ($1, $2, $3, case when $5::timestamptz is null then 'OPEN' else 'CLOSED' end, 'Họp', 'Hội trường',
            $4, $4 + interval '1 hour', $4, $5, $4, case when $6 then 'Mất điện' else '' end)",
        met.id,
        met.organization,
        met.kind,
        met.opened_at,
        met.closed_at,
        met.is_afterwards
    );
    run!(
        conn,
        "insert into meetings.roster (meeting, member, class, activity, relation)
         select $1, member, 'OFFICIAL', 'ACTIVE', 'HOME' from unnest($2::uuid[]) as member",
        met.id,
        &met.roster
    );
}

async fn word(conn: &mut PgConnection, said: &Said) {
    run!(
        conn,
        "insert into attendance.events
            (meeting, event, member, kind, method, disposition, actor, occurred_at, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $3, $7, $7)",
        said.meeting,
        said.event,
        said.member,
        said.kind,
        said.method,
        said.disposition,
        said.occurred_at
    );
}

async fn grant(conn: &mut PgConnection, member: Uuid, organization: Uuid) {
    run!(
        conn,
        "insert into access.grants (id, member, organization, role, during, created_at)
         values ($1, $2, $3, 'STANDING_COMMITTEE', '[2020-01-01,)', now())",
        Uuid::new_v4(),
        member,
        organization
    );
}
