//! How fast the import writes members who are new, into a nation that is full.

use crate::nation::{Nation, citizen_id, name};
use sotay::access::Gate;
use sotay::access::doors::Operator;
use sotay::base::Clock;
use sotay::db::{Db, DbConfig};
use sotay::directory::import::{self, Files};
use std::fmt::Write;
use std::time::Instant;

/// Rows of the file.
const ROWS: u32 = 20_000;
/// Numbers nobody in the nation has.
const FIRST: u32 = 900_000_000;

/// Rows a second; everything is rolled back afterwards.
pub(crate) async fn measure(nation: &Nation) -> f64 {
    let db = Db::connect(&DbConfig::embedded(&nation.server)).await.unwrap();
    let gate = Gate::new(db, Clock::system(), nation.keys.clone());
    let mut organizations = "code,parent_code,kind,name,from_date\n\
        99.001.000.000.000,,DISTRICT,District,2020-01-01\n\
        99.001.001.000.000,99.001.000.000.000,GRASSROOTS_COMMITTEE,Commune,2020-01-01\n"
        .to_owned();
    for branch in 1..=900 {
        writeln!(
            organizations,
            "99.001.001.000.{branch:03},99.001.001.000.000,BRANCH,Branch,2020-01-01"
        )
        .unwrap();
    }
    let mut members = "branch_code,name,birth_date,joined_date,official_date,citizen_id,class\n".to_owned();
    for number in 0..ROWS {
        let (branch, id) = (number % 900 + 1, citizen_id(FIRST + number));
        let words = name(FIRST + number).join(" ");
        writeln!(
            members,
            "99.001.001.000.{branch:03},{words},1980-02-03,2010-01-01,2011-01-01,{id},OFFICIAL"
        )
        .unwrap();
    }
    let files = Files {
        organizations: organizations.as_bytes(),
        members: members.as_bytes(),
    };
    let mut errand = Operator::new(&gate).begin().await.unwrap();
    let began = Instant::now();
    let outcome = import::run(&mut errand, files, &mut |_| {}).await.unwrap();
    let took = began.elapsed();
    assert_eq!(
        outcome.members.created, ROWS as usize,
        "{:?}",
        outcome.members.problems
    );
    drop(errand);
    gate.close().await;
    println!(
        "import              {ROWS:>9} rows in {:.1} s",
        took.as_secs_f64()
    );
    f64::from(ROWS) / took.as_secs_f64()
}
