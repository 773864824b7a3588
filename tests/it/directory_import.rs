//! The import of the roster: the demo's figures close in the database, mistakes cost their own row only, and what is
//! imported twice is there once.

use crate::support::postgres::Database;
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use sotay::access::Gate;
use sotay::access::doors::Operator;
use sotay::base::secrets::Keys;
use sotay::base::{Clock, text};
use sotay::db::Db;
use sotay::demo::roster;
use sotay::directory::import::{self, Files, Outcome, Reason, Report};
use sotay::directory::{logins, members_of};
use sqlx::{PgConnection, Row};

/// A house with an operator before it.
struct House {
    database: Database,
    gate: Gate,
    clock: Clock,
}

const KEYS: [u8; 32] = [7; 32];

fn noon(day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2023, 11, day, 5, 0, 0).unwrap()
}

impl House {
    async fn new() -> Self {
        let database = Database::fresh().await;
        let db = Db::connect(&database.config()).await.unwrap();
        let clock = Clock::standing(noon(5));
        let gate = Gate::new(db, clock.clone(), Keys::new(KEYS));
        Self {
            database,
            gate,
            clock,
        }
    }

    async fn import(&self, organizations: &str, members: &str) -> Outcome {
        let files = Files {
            organizations: organizations.as_bytes(),
            members: members.as_bytes(),
        };
        let mut errand = Operator::new(&self.gate).begin().await.unwrap();
        let outcome = import::run(&mut errand, files, &mut |_| {}).await.unwrap();
        errand.commit(()).await.unwrap();
        outcome
    }

    async fn owner(&self) -> PgConnection {
        self.database.owner().await
    }

    /// The counts of a query of one row.
    async fn counts(&self, query: &'static str) -> Vec<i64> {
        let row = sqlx::query(query)
            .fetch_one(&mut self.owner().await)
            .await
            .unwrap();
        (0..row.len()).map(|column| row.get(column)).collect()
    }
}

fn sums(report: &Report) -> [usize; 6] {
    [
        report.rows,
        report.created,
        report.changed,
        report.unchanged,
        report.duplicate,
        report.refused,
    ]
}

fn reasons(report: &Report) -> Vec<(u64, &'static str, Reason)> {
    let problems = report.problems.iter();
    problems
        .map(|problem| (problem.row, problem.column, problem.reason))
        .collect()
}

#[tokio::test]
async fn the_demo_closes_in_the_database_and_comes_in_once() {
    let house = House::new().await;
    let sheets = roster::sheets().unwrap();
    let first = house.import(&sheets.organizations, &sheets.members).await;
    assert_eq!(first.organizations.problems, []);
    assert_eq!(first.members.problems, []);
    assert_eq!(first.members.created, 7_011);

    let organizations = house
        .counts(
            "select count(*) filter (where kind = 'DISTRICT'), count(*) filter (where kind = 'GRASSROOTS_COMMITTEE'),
                    count(*) filter (where kind = 'INTERMEDIATE_COMMITTEE'), count(*) filter (where kind = 'BRANCH')
             from directory.organizations",
        )
        .await;
    assert_eq!(organizations, [1, 22, 1, 318]);
    let standing = house
        .counts(
            "select count(*) filter (where class = 'OFFICIAL'), count(*) filter (where class = 'PROBATIONARY'),
                    count(distinct s.member)
             from directory.classes c
             join directory.memberships s using (member)
             where c.during @> date '2023-11-05' and s.during @> date '2023-11-05' and s.relation = 'HOME'",
        )
        .await;
    assert_eq!(standing, [6_795, 216, 7_011]);
    let reach = house
        .counts(
            "select count(*) filter (where depth = 0), count(*) filter (where keeper), max(depth)::bigint
             from access.closure",
        )
        .await;
    // Every organisation but the district has a keeper.
    assert_eq!(reach, [342, 341, 3]);

    house.clock.advance(chrono::TimeDelta::days(1));
    let again = house.import(&sheets.organizations, &sheets.members).await;
    assert_eq!(sums(&again.organizations), [342, 0, 0, 342, 0, 0]);
    assert_eq!(sums(&again.members), [7_011, 0, 0, 7_011, 0, 0]);
}

const ORGANIZATIONS: &str = "\u{feff}code;parent_code;kind;name;from_date\n\
    01.900.000.000.000;;DISTRICT;Đảng bộ huyện Mẫu;2010-01-01\n\
    01.900.001.000.000;01900000000000;GRASSROOTS_COMMITTEE;Đảng bộ xã Mẫu;2010-01-01\n\
    01.900.001.000.001;01900001000000;BRANCH;Chi bộ thôn Một;2010-01-01\n\
    01.900.001.000.002;01900001000000;BRANCH;Chi bộ thôn Hai;2015-01-01\n";

const HEADER: &str = "branch_code,name,joined_date,official_date,citizen_id,card_number,phone_number,class,activity,\
                      exemption,activity_from,temporary_branch_code,temporary_from,roles\n";

const LAN: &str = "01900001000001,Nguyễn Thị Lan,1999-05-19,2000-05-19,001900000017,00000017,0600000017,OFFICIAL,,,,,,SECRETARY\n";
const DUC: &str = "01900001000001,Đỗ Văn Đức,2023-01-03,,001900000018,,0600000018,PROBATIONARY,,,,,,\n";
const HOA: &str = "01900001000002,Lê Thị Hoa,1990-01-03,1991-01-03,001900000019,,0600000018,OFFICIAL,EXEMPT,AGE_AND_HEALTH,2020-01-01,,,\n";

fn members(rows: &[&str]) -> String {
    [HEADER, &rows.concat()].concat()
}

#[tokio::test]
async fn a_mistake_costs_its_own_row_only_and_reports_say_no_values() {
    let house = House::new().await;
    let lost_zero = LAN
        .replace("001900000017", "1900000099")
        .replace("00000017", "00000099");
    let nowhere = DUC
        .replace("01900001000001", "01900001000009")
        .replace("0018", "0028");
    let card_of_lan = DUC.replace("001900000018,,", "001900000038,00000017,");
    let rows = [LAN, &lost_zero, DUC, DUC, &nowhere, &card_of_lan];
    let outcome = house.import(ORGANIZATIONS, &members(&rows)).await;
    assert_eq!(sums(&outcome.organizations), [4, 4, 0, 0, 0, 0]);
    assert_eq!(sums(&outcome.members), [6, 2, 0, 0, 1, 3]);
    assert_eq!(
        reasons(&outcome.members),
        [
            (3, "citizen_id", Reason::NotANumber),
            (5, "citizen_id", Reason::Duplicate),
            (6, "branch_code", Reason::UnknownCode),
            (7, "card_number", Reason::Taken),
        ]
    );
    let said = format!("{outcome:?}");
    assert!(!said.contains("0019000") && !said.contains("Lan"));
}

#[tokio::test]
async fn a_later_file_changes_what_it_says_and_leaves_what_it_does_not() {
    let house = House::new().await;
    house.import(ORGANIZATIONS, &members(&[LAN, DUC, HOA])).await;
    house.clock.advance(chrono::TimeDelta::days(90));

    let renamed = ORGANIZATIONS.replace("thôn Hai", "thôn Hai Mới");
    let moved = LAN
        .replace("01900001000001", "01900001000002")
        .replace("00000017,0600000017", ",");
    let official = DUC
        .replace("2023-01-03,,", "2023-01-03,2024-01-03,")
        .replace("PROBATIONARY", "OFFICIAL");
    let back = HOA.replace(
        "OFFICIAL,EXEMPT,AGE_AND_HEALTH,2020-01-01,,",
        "OFFICIAL,,,,OUTSIDE,2024-01-01",
    );
    let outcome = house
        .import(&renamed, &members(&[&moved, &official, &back]))
        .await;
    assert_eq!(sums(&outcome.organizations), [4, 0, 1, 3, 0, 0]);
    assert_eq!(outcome.members.problems, []);
    assert_eq!(sums(&outcome.members), [3, 0, 3, 0, 0, 0]);

    let conn = &mut house.owner().await;
    let hamlet: uuid::Uuid =
        sqlx::query_scalar("select id from directory.organizations where code = '01900001000002'")
            .fetch_one(&mut *conn)
            .await
            .unwrap();
    let spoken = |rows: Vec<sotay::directory::Rostered>| {
        let mut spoken: Vec<_> = rows
            .iter()
            .map(|row| [row.class.name(), row.activity.name(), row.relation.name()].join(" "))
            .collect();
        spoken.sort();
        spoken
    };
    let before = members_of(conn, hamlet, NaiveDate::from_ymd_opt(2023, 11, 5).unwrap())
        .await
        .unwrap();
    assert_eq!(spoken(before), ["OFFICIAL EXEMPT HOME"]);
    let now = members_of(conn, hamlet, NaiveDate::from_ymd_opt(2024, 2, 5).unwrap())
        .await
        .unwrap();
    assert_eq!(
        spoken(now),
        ["OFFICIAL ACTIVE HOME", "OFFICIAL ACTIVE TEMPORARILY_OUT"]
    );
    let card_kept = logins::find(conn, &Keys::new(KEYS), "0000 0017").await.unwrap();
    assert!(card_kept.is_some());
    let phones = house
        .counts("select count(*) filter (where phone = 'OWN'), count(*) from directory.members")
        .await;
    assert_eq!(phones, [3, 3]);

    let again = house
        .import(&renamed, &members(&[&moved, &official, &back]))
        .await;
    assert_eq!(sums(&again.members), [3, 0, 0, 3, 0, 0]);
}

#[tokio::test]
async fn a_phone_is_a_login_only_while_nobody_else_has_it() {
    let house = House::new().await;
    let keys = Keys::new(KEYS);
    house.import(ORGANIZATIONS, &members(&[LAN, DUC])).await;
    let conn = &mut house.owner().await;
    let duc = logins::find(conn, &keys, "001900000018").await.unwrap();
    assert!(duc.is_some());
    assert_eq!(logins::find(conn, &keys, "+84 600 000 018").await.unwrap(), duc);

    house.import(ORGANIZATIONS, &members(&[HOA])).await;
    assert_eq!(logins::find(conn, &keys, "0600000018").await.unwrap(), None);
    assert_eq!(logins::find(conn, &keys, "001900000018").await.unwrap(), duc);
    assert_eq!(logins::find(conn, &keys, "nobody").await.unwrap(), None);
}

#[tokio::test]
async fn the_database_folds_names_as_the_code_does() {
    let house = House::new().await;
    let conn = &mut house.owner().await;
    for name in ["Đỗ Thị Phượng", "Nguyễn Văn Ẵm", "Ỹ Ậu Ướt Ộc Ễnh", "LÊ QUÝ ĐÔN"]
    {
        let folded: String = sqlx::query_scalar("select directory.fold($1)")
            .bind(name)
            .fetch_one(&mut *conn)
            .await
            .unwrap();
        assert_eq!(folded, text::fold(name));
    }
}
