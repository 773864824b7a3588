//! A branch with one reader and as many writers as one likes, each on a connection of its own.

use chrono::{DateTime, TimeDelta, Utc};
use sotay::access::{Caller, Gate};
use sotay::base::secrets::Keys;
use sotay::base::{Clock, Id, ids};
use sotay::db::Db;
use sotay::notices::{self, Addressee, Desk, Kind, NewNotice};
use sotay_proto::notices::v1::notices_server::Notices;
use sotay_proto::notices::v1::{ListMyNoticesRequest, ListMyNoticesResponse};
use sqlx::{Connection, PgConnection};
use tonic::{Request, Status};

use crate::support::postgres::Database;

/// A branch with one reader.
pub(crate) struct House {
    desk: Desk,
    pub(crate) reader: Id,
    branch: Id,
    start: DateTime<Utc>,
    url: String,
}

impl House {
    pub(crate) fn at(&self, seconds: i64) -> DateTime<Utc> {
        self.start + TimeDelta::seconds(seconds)
    }

    pub(crate) async fn writer(&self) -> PgConnection {
        PgConnection::connect(&self.url).await.unwrap()
    }

    pub(crate) async fn queue(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> Id {
        let notice = NewNotice {
            kind: Kind::MeetingCalled,
            to: Addressee::Organization(self.branch),
            meeting: None,
            stands_until: None,
            title: "Giấy mời".to_owned(),
            body: String::new(),
        };
        notices::queue(conn, now, &notice).await.unwrap()
    }

    pub(crate) async fn list(&self, since: &str, size: i32) -> Result<ListMyNoticesResponse, Status> {
        self.ask(ListMyNoticesRequest {
            since: since.to_owned(),
            page_size: size,
            page_token: String::new(),
        })
        .await
    }

    pub(crate) async fn back(&self, page_token: &str, size: i32) -> Result<ListMyNoticesResponse, Status> {
        self.ask(ListMyNoticesRequest {
            since: String::new(),
            page_size: size,
            page_token: page_token.to_owned(),
        })
        .await
    }

    async fn ask(&self, input: ListMyNoticesRequest) -> Result<ListMyNoticesResponse, Status> {
        let mut request = Request::new(input);
        request.extensions_mut().insert(Caller {
            member: self.reader,
            session: Id::nil(),
        });
        Ok(self.desk.list_my_notices(request).await?.into_inner())
    }
}

pub(crate) async fn house() -> (Database, House) {
    let database = Database::fresh().await;
    let start = "2023-12-03T05:00:00Z".parse().unwrap();
    let clock = Clock::standing(start);
    let db = Db::connect(&database.config()).await.unwrap();
    let (branch, reader) = (ids::new(&clock), ids::new(&clock));
    settle(&mut database.owner().await, branch, reader).await;
    let house = House {
        desk: Desk::new(Gate::new(db, clock, Keys::new([7; 32]))),
        url: database.owner_url().to_owned(),
        reader,
        branch,
        start,
    };
    (database, house)
}

async fn settle(owner: &mut PgConnection, branch: Id, reader: Id) {
    let rows = [
        "insert into directory.organizations (id, kind, during, created_at)
         values ($1, 'BRANCH', '[2020-01-01,)', '2020-01-01') returning $2::uuid",
        "insert into directory.members (id, name, given_name, phone, created_at)
         values ($2, 'Nguyễn Thị Lan', 'Lan', 'OWN', '2020-01-01') returning $1::uuid",
        "insert into directory.memberships (id, member, organization, relation, during)
         values ($2, $2, $1, 'HOME', '[2023-01-01,)')",
    ];
    for row in rows {
        sqlx::query(row)
            .bind(branch)
            .bind(reader)
            .execute(&mut *owner)
            .await
            .unwrap();
    }
}

pub(crate) fn ids_of(page: &ListMyNoticesResponse) -> Vec<Id> {
    page.notices
        .iter()
        .map(|notice| notice.id.parse().unwrap())
        .collect()
}
