//! The nation as rows, streamed into the tables; what checks and indexes them row by row is put back afterwards.

use super::aside::Aside;
use super::copy::Copy;
use super::people::{card_number, citizen_id, name, phone_number};
use super::shape::{Shape, draw};
use indicatif::{ProgressBar, ProgressStyle};
use sotay::base::secrets::{Cell, Keys};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Tables with millions of rows.
const LARGE: &[&str] = &[
    "directory.members",
    "directory.likenesses",
    "directory.classes",
    "directory.activities",
    "directory.memberships",
    "directory.organization_names",
    "directory.organization_edges",
    "access.grants",
];

/// What is reckoned from the rows once they are all there, as triggers do row by row.
const DERIVED: [(&str, &str); 4] = [
    ("closure", "
        insert into access.closure (ancestor, descendant, depth, keeper)
        with recursive up as (
            select id as ancestor, id as descendant, 0 as depth from directory.organizations
            union all
            select e.parent, up.descendant, up.depth + 1
            from up
            join directory.organization_edges e on e.child = up.ancestor
        )
        select up.ancestor, up.descendant, up.depth, a.kind = 'GRASSROOTS_COMMITTEE'
        from up
        join directory.organizations a on a.id = up.ancestor"),
    ("names", "
        insert into directory.names (name, given_name, words)
        select distinct on (name) name, given_name, directory.name_words(name_folded) from directory.members order by name;
        insert into directory.name_parts (word)
        select distinct lexeme from directory.names, unnest(words) on conflict do nothing"),
    ("likenesses", "
        insert into directory.likenesses (member, likeness)
        select id, directory.likeness(name_folded, birth_date) from directory.members where birth_date is not null"),
    ("notes", "
        insert into directory.recounts (due, organization)
        select '-infinity', id from directory.organizations"),
];

/// Fills empty tables.
pub(super) async fn fill(url: &str, keys: &Keys, shape: &Shape) {
    let mut conn = PgConnection::connect(url).await.unwrap();
    conn.execute("truncate directory.organizations, directory.members cascade")
        .await
        .unwrap();
    let aside = Aside::lay(&mut conn, LARGE).await;
    organizations(&mut conn, shape).await;
    people(&mut conn, keys, shape).await;
    for (what, sql) in DERIVED {
        step(&mut conn, what, sql).await;
    }
    for (what, sql) in aside.back() {
        step(&mut conn, what, sql).await;
    }
    step(&mut conn, "statistics", "vacuum analyze").await;
}

/// One statement that takes its time, and how long it took.
pub(super) async fn step(conn: &mut PgConnection, what: &str, sql: &str) {
    let began = Instant::now();
    let bar = ProgressBar::new_spinner().with_message(what.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    conn.execute(AssertSqlSafe(sql)).await.unwrap();
    bar.finish_and_clear();
    println!("  {what}: {} s", began.elapsed().as_secs());
}

async fn organizations(conn: &mut PgConnection, shape: &Shape) {
    let mut rows = Vec::new();
    rows.push((shape.root(), "PROVINCE", None, "Toàn quốc".to_owned()));
    for number in 0..shape.provinces {
        rows.push((
            shape.province(number),
            "DISTRICT",
            Some(shape.root()),
            format!("Đảng bộ tỉnh {number}"),
        ));
    }
    for number in 0..shape.communes {
        let province = shape.province(shape.province_of(number));
        rows.push((
            shape.commune(number),
            "GRASSROOTS_COMMITTEE",
            Some(province),
            format!("Đảng bộ xã {number}"),
        ));
    }
    for number in 0..shape.branches {
        let commune = shape.commune(shape.commune_of(number));
        rows.push((
            shape.branch(number),
            "BRANCH",
            Some(commune),
            format!("Chi bộ {number}"),
        ));
    }
    let copies = [
        ("directory.organizations (id, kind, during, created_at)", 0),
        ("directory.organization_names (organization, name, during)", 1),
        ("directory.organization_edges (child, parent, during)", 2),
    ];
    for (table, which) in copies {
        let mut copy = Copy::into(conn, table).await;
        for (id, kind, parent, name) in &rows {
            match (which, parent) {
                (0, _) => {
                    copy.row(format_args!(
                        "{id}\t{kind}\t[2020-01-01,)\t2023-11-05T01:00:00Z\n"
                    ))
                    .await;
                }
                (1, _) => copy.row(format_args!("{id}\t{name}\t[2020-01-01,)\n")).await,
                (_, Some(parent)) => copy.row(format_args!("{id}\t{parent}\t[2020-01-01,)\n")).await,
                (_, None) => {}
            }
        }
        copy.finish().await;
    }
}

async fn people(conn: &mut PgConnection, keys: &Keys, shape: &Shape) {
    let bar = ProgressBar::new(u64::from(shape.members) * 3);
    let style = "{msg} {wide_bar} {pos}/{len} {eta}";
    bar.set_style(ProgressStyle::with_template(style).unwrap());
    members(conn, keys, shape, &bar).await;
    standing(conn, shape, &bar).await;
    memberships(conn, shape, &bar).await;
    grants(conn, shape).await;
    println!("  people: {} s", bar.elapsed().as_secs());
    bar.finish_and_clear();
}

async fn members(conn: &mut PgConnection, keys: &Keys, shape: &Shape, bar: &ProgressBar) {
    let table = "directory.members (id, name, given_name, birth_date, gender, joined_date, official_date, phone, \
                 citizen_id_sealed, citizen_id_lookup, card_number_sealed, card_number_lookup, phone_number_sealed, \
                 phone_number_lookup, activated_on, created_at)";
    let mut copy = Copy::into(conn, table).await;
    for number in 0..shape.members {
        let id = shape.member(number);
        let words = name(number);
        let given = words.last().unwrap();
        let joined = 1985 + draw(number, 7) % 37;
        let born = joined - 20 - draw(number, 8) % 25;
        let (month, day) = (draw(number, 9) % 12 + 1, draw(number, 10) % 28 + 1);
        let official = if is_probationary(number) {
            "\\N".to_owned()
        } else {
            format!("{}-{month:02}-{day:02}", joined + 1)
        };
        let joined = if is_probationary(number) { 2023 } else { joined };
        let sealed = |column, number: &str| {
            let cell = Cell {
                table: "directory.members",
                column,
                row: id,
            };
            let (value, lookup) = (
                keys.seal(cell, number.as_bytes()).unwrap(),
                keys.lookup(column, number),
            );
            format!("\\\\x{}\t\\\\x{}", hex(&value), hex(&lookup))
        };
        let (citizen, card) = (
            sealed("citizen_id", &citizen_id(number)),
            sealed("card_number", &card_number(number)),
        );
        let phone = sealed("phone_number", &phone_number(number));
        let gender = if words.contains(&"Thị") {
            "FEMALE"
        } else {
            "MALE"
        };
        let activated = if draw(number, 11) % 10 < 7 {
            "2023-06-01"
        } else {
            "\\N"
        };
        copy.row(format_args!(
            "{id}\t{}\t{given}\t{born}-{month:02}-{day:02}\t{gender}\t{joined}-{month:02}-{day:02}\t{official}\tOWN\t\
             {citizen}\t{card}\t{phone}\t{activated}\t2023-11-05T01:00:00Z\n",
            words.join(" "),
        ))
        .await;
        tick(bar, number, "members");
    }
    copy.finish().await;
}

async fn standing(conn: &mut PgConnection, shape: &Shape, bar: &ProgressBar) {
    let mut copy = Copy::into(conn, "directory.classes (member, class, during)").await;
    for number in 0..shape.members {
        let class = if is_probationary(number) {
            "PROBATIONARY"
        } else {
            "OFFICIAL"
        };
        copy.row(format_args!("{}\t{class}\t[2022-12-01,)\n", shape.member(number)))
            .await;
        tick(bar, number, "classes");
    }
    copy.finish().await;
    let mut copy = Copy::into(conn, "directory.activities (member, activity, exemption, during)").await;
    for number in (0..shape.members).filter(|number| draw(*number, 12) % 100 < 8) {
        let member = shape.member(number);
        if draw(number, 13).is_multiple_of(1000) {
            copy.row(format_args!("{member}\tDETAINED\t\\N\t[2023-01-01,)\n"))
                .await;
        } else {
            copy.row(format_args!("{member}\tEXEMPT\tAGE_AND_HEALTH\t[2022-01-01,)\n"))
                .await;
        }
    }
    copy.finish().await;
}

async fn memberships(conn: &mut PgConnection, shape: &Shape, bar: &ProgressBar) {
    let mut copy = Copy::into(
        conn,
        "directory.memberships (id, member, organization, relation, during)",
    )
    .await;
    for number in 0..shape.members {
        let (member, branch) = (shape.member(number), shape.branch(shape.branch_of(number)));
        copy.row(format_args!(
            "{}\t{member}\t{branch}\tHOME\t[2020-01-01,)\n",
            shape.membership(number)
        ))
        .await;
        tick(bar, number, "memberships");
    }
    copy.finish().await;
}

async fn grants(conn: &mut PgConnection, shape: &Shape) {
    let mut copy = Copy::into(
        conn,
        "access.grants (id, member, organization, role, during, created_at)",
    )
    .await;
    let secretaries =
        (0..shape.branches).map(|number| (shape.secretary(number), shape.branch(number), "SECRETARY"));
    let keepers = (0..shape.communes).map(|number| {
        (
            shape.keeper(number),
            shape.commune(number),
            "ORGANISATION_OFFICER",
        )
    });
    let administrators = (0..shape.provinces.min(shape.communes)).map(|number| {
        let over = if number == 0 {
            shape.root()
        } else {
            shape.province(number)
        };
        (shape.administrator(number), over, "SYSTEM_ADMIN")
    });
    for (member, organization, role) in secretaries.chain(keepers).chain(administrators) {
        if member < shape.members {
            let (id, member) = (uuid::Uuid::new_v4(), shape.member(member));
            copy.row(format_args!(
                "{id}\t{member}\t{organization}\t{role}\t[2021-01-01,)\t2023-11-05T01:00:00Z\n"
            ))
            .await;
        }
    }
    copy.finish().await;
}

fn is_probationary(number: u32) -> bool {
    draw(number, 14) % 1000 < 31
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        })
}

fn tick(bar: &ProgressBar, number: u32, what: &'static str) {
    if number.is_multiple_of(4096) {
        bar.set_message(what);
    }
    bar.inc(1);
}
