//! A nation or a district of the same making, its evenings of meetings, and tokens for who comes to them.

use crate::nation::{Nation, Shape};
use crate::service::Service;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::json;
use sotay::attendance::Venue;
use sotay::base::secrets::{Cell, Keys};
use sotay::base::{Clock, Id, ids};
use sotay::db::embedded::{APPLICATION, DATABASE};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use uuid::Uuid;

/// Members of a branch, all of whom are called.
const IN_A_BRANCH: u32 = 19;
/// How long tokens live: longer than a run.
const TOKENS_LIVE: i64 = 2 * 3600;
/// The meetings of a run bear it.
const TITLE: &str = "Sinh hoạt để đo";
/// Meetings written by one statement.
const PARCEL: usize = 10_000;

/// One member at the door of one meeting.
#[derive(Clone)]
pub(crate) struct Guest {
    pub(crate) meeting: Id,
    pub(crate) member: u32,
    pub(crate) event: Uuid,
}

/// Everything there is on one server.
pub(crate) struct Ground {
    pub(crate) nation: Nation,
    pub(crate) service: Service,
    /// Those who come to an evening.
    pub(crate) crowd: u32,
    /// For each evening, the meeting of each branch.
    evenings: Vec<Vec<Id>>,
    next: usize,
    signer: (String, EncodingKey),
    /// Notes of adoption that were there before the run.
    notes: i64,
}

impl Ground {
    /// Raises a nation of so many members, opens the service before it, and opens the meetings of all evenings.
    pub(crate) async fn lay(members: Option<u32>, crowd: u32, evenings: usize) -> Self {
        let nation = match members {
            Some(members) => Nation::district(members).await,
            None => Nation::raise().await,
        };
        let mut conn = PgConnection::connect(&nation.url()).await.unwrap();
        refuse_forgetful(&mut conn).await;
        let service = Service::start(&nation.server.url(APPLICATION, DATABASE));
        let signer = signer(&mut conn, &nation.keys).await;
        let notes = sqlx::query_scalar("select coalesce(max(id), 0) from adoption.stale")
            .fetch_one(&mut conn)
            .await
            .unwrap();
        let crowd = crowd.min(nation.shape.members);
        let evenings = open(&mut conn, &nation.shape, crowd.div_ceil(IN_A_BRANCH), evenings).await;
        Self {
            nation,
            service,
            crowd,
            evenings,
            next: 0,
            signer,
            notes,
        }
    }

    /// Who comes to the next evening, one after the other as branches go.
    pub(crate) fn evening(&mut self) -> Vec<Guest> {
        let meetings = &self.evenings[self.next];
        self.next += 1;
        let guest = |member: u32| Guest {
            meeting: meetings[(member / IN_A_BRANCH) as usize],
            member,
            event: Uuid::new_v4(),
        };
        (0..self.crowd).map(guest).collect()
    }

    /// Evenings that are left.
    pub(crate) fn evenings_left(&self) -> usize {
        self.evenings.len() - self.next
    }

    /// A token for each of the crowd, of sessions that nobody has seen yet.
    pub(crate) fn tokens(&self) -> Vec<String> {
        (0..self.crowd).map(|member| self.token(member)).collect()
    }

    /// A token of a new session.
    pub(crate) fn token(&self, member: u32) -> String {
        let now = Clock::system().now().timestamp();
        let header = Header {
            typ: Some("at+jwt".to_owned()),
            kid: Some(self.signer.0.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        let claims = json!({
            "iss": "sotay", "sub": self.nation.shape.member(member), "sid": Uuid::new_v4(), "cnt": 1, "iat": now,
            "exp": now + TOKENS_LIVE,
        });
        jsonwebtoken::encode(&header, &claims, &self.signer.1).unwrap()
    }

    /// Which Postgres it is.
    pub(crate) async fn version(&self) -> String {
        let mut conn = PgConnection::connect(&self.nation.url()).await.unwrap();
        sqlx::query_scalar("select current_setting('server_version')")
            .fetch_one(&mut conn)
            .await
            .unwrap()
    }

    /// Takes away what was written for this run, and the server with it.
    pub(crate) async fn leave(self) {
        drop(self.service);
        let mut conn = PgConnection::connect(&self.nation.url()).await.unwrap();
        clear(&mut conn).await;
        sqlx::query("delete from adoption.stale where id > $1")
            .bind(self.notes)
            .execute(&mut conn)
            .await
            .unwrap();
        self.nation.server.stop().await;
    }
}

/// What the room of a meeting shows now.
pub(crate) fn code(keys: &Keys, meeting: Id) -> String {
    Venue::new(keys, meeting).show(Clock::system().now()).code
}

/// A bench on a server that may lose what it acknowledged measures something else.
async fn refuse_forgetful(conn: &mut PgConnection) {
    for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
        let value: String = sqlx::query_scalar("select current_setting($1)")
            .bind(setting)
            .fetch_one(&mut *conn)
            .await
            .unwrap();
        assert_eq!(value, "on", "{setting}");
    }
}

/// The key that signs access tokens here: the service made it when it opened.
async fn signer(conn: &mut PgConnection, keys: &Keys) -> (String, EncodingKey) {
    let (kid, sealed): (Uuid, Vec<u8>) = sqlx::query_as(
        "select kid, private_sealed from identity.signing_keys
         where signs_from <= now() and now() < signs_until and dropped_at is null
         order by signs_from desc",
    )
    .fetch_one(conn)
    .await
    .unwrap();
    let cell = Cell {
        table: "identity.signing_keys",
        column: "private",
        row: kid,
    };
    let private = keys.open(cell, &sealed).unwrap();
    (kid.to_string(), EncodingKey::from_ed_der(&private))
}

/// Takes the meetings of a run away, and leaves whatever else a nation has.
async fn clear(conn: &mut PgConnection) {
    let script = format!(
        "set session_replication_role = replica;
         create temporary table gone as select id from meetings.meetings where title = '{TITLE}';
         delete from attendance.events where meeting in (select id from gone);
         delete from meetings.roster where meeting in (select id from gone);
         delete from meetings.meetings where id in (select id from gone);
         drop table gone;
         drop table if exists bench_events;
         set session_replication_role = origin;
         vacuum analyze attendance.events;
         vacuum analyze meetings.roster;
         vacuum analyze meetings.meetings"
    );
    for statement in script.split(';') {
        conn.execute(AssertSqlSafe(statement.to_owned())).await.unwrap();
    }
}

/// Opens a meeting of each branch for each evening, with the branch on its roster.
async fn open(conn: &mut PgConnection, shape: &Shape, branches: u32, evenings: usize) -> Vec<Vec<Id>> {
    clear(conn).await;
    let clock = Clock::system();
    let all: Vec<Vec<Id>> = (0..evenings)
        .map(|_| (0..branches).map(|_| ids::new(&clock)).collect())
        .collect();
    let organizations: Vec<Id> = (0..branches).map(|branch| shape.branch(branch)).collect();
    let members: Vec<Id> = (0..branches * IN_A_BRANCH)
        .map(|member| shape.member(member))
        .collect();
    conn.execute("set session_replication_role = replica")
        .await
        .unwrap();
    for meetings in &all {
        write(conn, meetings, &organizations).await;
        let seats: Vec<Id> = meetings
            .iter()
            .flat_map(|meeting| std::iter::repeat_n(*meeting, IN_A_BRANCH as usize))
            .collect();
        seat(conn, &seats, &members).await;
    }
    for statement in [
        "set session_replication_role = origin",
        "analyze meetings.roster",
        "checkpoint",
    ] {
        conn.execute(statement).await.unwrap();
    }
    all
}

pub(crate) async fn write(conn: &mut PgConnection, meetings: &[Id], organizations: &[Id]) {
    for (meetings, organizations) in meetings.chunks(PARCEL).zip(organizations.chunks(PARCEL)) {
        sqlx::query(
            "insert into meetings.meetings
                 (id, organization, kind, state, title, place, starts_at, ends_at, issued_at, opened_at, created_at)
             select id, organization, 'REGULAR', 'OPEN', $3, 'Nhà văn hoá', now(), now() + interval '2 hours', now(),
                 now(), now()
             from unnest($1::uuid[], $2::uuid[]) as new (id, organization)",
        )
        .bind(meetings)
        .bind(organizations)
        .bind(TITLE)
        .execute(&mut *conn)
        .await
        .unwrap();
    }
}

pub(crate) async fn seat(conn: &mut PgConnection, meetings: &[Id], members: &[Id]) {
    for (meetings, members) in meetings.chunks(PARCEL).zip(members.chunks(PARCEL)) {
        sqlx::query(
            "insert into meetings.roster (meeting, member, class, activity, relation)
             select meeting, member, 'OFFICIAL', 'ACTIVE', 'HOME'
             from unnest($1::uuid[], $2::uuid[]) as seat (meeting, member)",
        )
        .bind(meetings)
        .bind(members)
        .execute(&mut *conn)
        .await
        .unwrap();
    }
}
