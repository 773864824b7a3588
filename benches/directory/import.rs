//! How fast a roster of members comes in, into a nation that is full: read, judged, staged and worked off chunk by chunk as
//! `sotay import --roster` does it; then the same list again, and one in which half of the rows say something new.

use crate::nation::{Nation, citizen_id, name};
use sotay::access::Gate;
use sotay::access::doors::Operator;
use sotay::base::{Clock, Id, vietnam};
use sotay::db::{Db, DbConfig};
use sotay::directory::import::{self, Files};
use sotay::directory::organizations;
use sotay::directory::roster::{self, Import, Run};
use sotay::directory::words::ImportState;
use sqlx::{Connection, Executor, PgConnection};
use std::fmt::Write;
use std::time::Instant;

/// Rows of the list.
const ROWS: u32 = 20_000;
/// Numbers nobody in the nation has.
const FIRST: u32 = 900_000_000;
/// Branches they are spread over.
const BRANCHES: u32 = 900;
/// The committee the list is of.
const COMMUNE: &str = "99001001000000";

/// Rows a second of the first import. Whoever came in is gone afterwards, so that each run finds the nation as it was.
pub(crate) async fn measure(nation: &Nation) -> f64 {
    let db = Db::connect(&DbConfig::embedded(&nation.server)).await.unwrap();
    let gate = Gate::new(db, Clock::system(), nation.keys.clone());
    let commune = found(&gate).await;
    send_away(nation).await;
    let (first, half) = (list(false), list(true));
    let rows = i32::try_from(ROWS).unwrap();
    let laps = [
        ("first import, rehearsed", &first, true, [rows, 0, 0]),
        ("first import", &first, false, [rows, 0, 0]),
        ("once more, rehearsed", &first, true, [0, 0, rows]),
        ("once more", &first, false, [0, 0, rows]),
        ("half changed, rehearsed", &half, true, [0, rows / 2, rows / 2]),
        ("half changed", &half, false, [0, rows / 2, rows / 2]),
    ];
    let mut first = 0.0;
    for (what, file, dry_run, expected) in laps {
        let began = Instant::now();
        let import = taken(&gate, commune, file.as_bytes(), dry_run).await;
        let seconds = began.elapsed().as_secs_f64();
        assert_eq!(
            [import.created, import.changed, import.unchanged],
            expected,
            "{what}"
        );
        println!("{what:<24} {ROWS:>9} rows in {seconds:.1} s");
        if what == "first import" {
            first = f64::from(ROWS) / seconds;
        }
    }
    send_away(nation).await;
    gate.close().await;
    first
}

/// What the command does with a file.
async fn taken(gate: &Gate, organization: Id, file: &[u8], dry_run: bool) -> Import {
    let operator = Operator::new(gate);
    let opened = roster::open(file, vietnam::day_of(gate.clock.now())).unwrap();
    let mut errand = operator.begin().await.unwrap();
    let mut import = roster::receive(&mut errand, organization, opened, dry_run)
        .await
        .unwrap();
    errand.commit(()).await.unwrap();
    let mut run = Run::default();
    while import.state != ImportState::Done {
        import = roster::step(operator.begin().await.unwrap(), import.id, &mut run)
            .await
            .unwrap();
    }
    import
}

/// The committee and its branches; the second time they are there.
async fn found(gate: &Gate) -> Id {
    let mut organizations = "code,parent_code,kind,name,from_date\n\
        99.001.000.000.000,,DISTRICT,District,2020-01-01\n\
        99.001.001.000.000,99.001.000.000.000,GRASSROOTS_COMMITTEE,Commune,2020-01-01\n"
        .to_owned();
    for branch in 1..=BRANCHES {
        writeln!(
            organizations,
            "99.001.001.000.{branch:03},99.001.001.000.000,BRANCH,Branch,2020-01-01"
        )
        .unwrap();
    }
    let files = Files {
        organizations: organizations.as_bytes(),
        members: b"branch_code,name,joined_date,official_date,class\n",
    };
    let mut errand = Operator::new(gate).begin().await.unwrap();
    import::run(&mut errand, files, &mut |_| {}).await.unwrap();
    let today = errand.today();
    let commune = organizations::by_code(errand.conn(), COMMUNE, today)
        .await
        .unwrap();
    errand.commit(()).await.unwrap();
    commune.unwrap()
}

/// The list as the committee keeps it, not sorted by branch; half of the births may be another day's.
fn list(half_changed: bool) -> String {
    let mut list = "Họ và tên,Ngày sinh,Ngày vào Đảng,Ngày chính thức,Số CCCD,Chi bộ\n".to_owned();
    for number in 0..ROWS {
        let (branch, id) = (number % BRANCHES + 1, citizen_id(FIRST + number));
        let words = name(FIRST + number).join(" ");
        let year = if half_changed && number % 2 == 0 {
            1981
        } else {
            1980
        };
        writeln!(
            list,
            "{words},03/02/{year},01/01/2010,01/01/2011,{id},99.001.001.000.{branch:03}"
        )
        .unwrap();
    }
    list
}

/// Takes whoever came in out of the nation, without asking each table about each of them.
async fn send_away(nation: &Nation) {
    let mut owner = PgConnection::connect(&nation.url()).await.unwrap();
    owner
        .execute("set session_replication_role = replica")
        .await
        .unwrap();
    owner
        .execute(
            "create temporary table gone as
             select distinct s.member
             from directory.organizations o
             join access.closure c on c.ancestor = o.id
             join directory.memberships s on s.organization = c.descendant
             where o.code = '99001001000000'",
        )
        .await
        .unwrap();
    for (table, column) in [
        ("memberships", "member"),
        ("classes", "member"),
        ("activities", "member"),
        ("likenesses", "member"),
        ("member_records", "member"),
        ("members", "id"),
    ] {
        let delete = format!("delete from directory.{table} where {column} in (select member from gone)");
        owner.execute(sqlx::AssertSqlSafe(delete)).await.unwrap();
    }
}
