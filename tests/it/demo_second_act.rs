//! The second act of the demo: five communes become one, on the invented district, once.

use sotay::access::Gate;
use sotay::access::doors::Operator;
use sotay::base::Clock;
use sotay::base::secrets::Keys;
use sotay::db::Db;
use sotay::demo::{roster, second_act};
use sotay::directory::import::{self, Files};
use sqlx::PgConnection;

use crate::support::postgres::Database;

#[tokio::test]
async fn five_communes_become_xa_dan_phuong_once() {
    let database = Database::fresh().await;
    let clock = Clock::standing("2026-11-23T01:00:00Z".parse().unwrap());
    let db = Db::connect(&database.config()).await.unwrap();
    let gate = Gate::new(db, clock, Keys::new([7; 32]));
    let sheets = roster::sheets().unwrap();
    let mut errand = Operator::new(&gate).begin().await.unwrap();
    let files = Files {
        organizations: sheets.organizations.as_bytes(),
        members: sheets.members.as_bytes(),
    };
    import::run(&mut errand, files, &mut |_| {}).await.unwrap();
    errand.commit(()).await.unwrap();

    let mut owner = database.owner().await;
    let before = members_below(&mut owner, "01012000000000", "2025-06-30").await;
    let done = second_act::play(&gate).await.unwrap().unwrap();
    assert_eq!(done.event.parts.len(), 6);
    assert_eq!(done.moved_organizations.len(), 15 + 4 * 14);
    let [new] = done.organizations.as_slice() else {
        panic!("{:?}", done.organizations)
    };
    assert_eq!(new.name, "Đảng bộ xã Đan Phượng");
    assert!(
        done.event
            .parts
            .iter()
            .filter(|part| part.name == new.name)
            .count()
            == 2
    );
    assert!(second_act::play(&gate).await.unwrap().is_none(), "played before");

    let five = [
        "01012001000000",
        "01012002000000",
        "01012003000000",
        "01012010000000",
        "01012015000000",
    ];
    let mut parts = 0;
    for code in five {
        parts += members_below(&mut owner, code, "2025-06-30").await;
        assert_eq!(members_below(&mut owner, code, "2025-07-01").await, 0);
    }
    assert_eq!(
        members_below(&mut owner, "01012068000000", "2025-07-01").await,
        parts
    );
    assert_eq!(
        members_below(&mut owner, "01012000000000", "2025-06-30").await,
        before
    );
    assert_eq!(
        members_below(&mut owner, "01012000000000", "2025-07-01").await,
        before
    );
}

/// Who sits below an organisation on a day by the roster as it stands at the end.
async fn members_below(owner: &mut PgConnection, code: &str, day: &str) -> i64 {
    sqlx::query_scalar(
        "select count(*)
         from directory.organizations o
         cross join lateral directory.below(o.id, $2::text::date) b
         join directory.memberships s on s.organization = b.id and s.relation = 'HOME' and upper_inf(s.during)
         where o.code = $1",
    )
    .bind(code)
    .bind(day)
    .fetch_one(owner)
    .await
    .unwrap()
}
