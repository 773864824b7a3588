//! Reports of earlier days do not change by one figure, whatever becomes of organisations afterwards.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay::base::Id;
use sqlx::{AssertSqlSafe, Executor, PgConnection};
use std::collections::BTreeMap;
use uuid::Uuid;

use crate::adoption_rows::{organization, year};
use crate::adoption_store::store;
use crate::directory_reorganization::ordered;
use crate::support::people::Person;
use crate::support::town::login;
use crate::support::wire::Wire;
use crate::support::world::World;

/// The first day on which something is other than it was.
const DAY: &str = "2024-01-05";

/// All measures of each organisation at the end of every month of the year.
type Figures = BTreeMap<Id, Value>;

#[tokio::test]
async fn no_figure_of_the_past_changes() {
    let (world, mai) = year_of_reports().await;
    let mut owner = world.database.owner().await;
    let before = figures(&mai).await;
    assert_eq!(before.len(), 14);
    assert!(
        before
            .values()
            .any(|months| months.to_string().contains("\"numerator\":7"))
    );

    let of = |number: u128| json!(organization(number));
    let does = async |call: &str, request: Value| mai.does(call, ordered(DAY, request)).await;
    does(
        "RenameOrganization",
        json!({"organization": of(11), "name": "Chi bộ thôn Đông Khê"}),
    )
    .await;
    does(
        "MoveOrganization",
        json!({"organization": of(12), "parent": of(4)}),
    )
    .await;
    does(
        "MergeOrganizations",
        json!({"organization": of(14), "merged": [of(13)]}),
    )
    .await;
    let into = json!({"name": "Đảng bộ xã mới"});
    does(
        "MergeOrganizations",
        json!({"organization": of(1), "merged": [of(2), of(3)], "into": into}),
    )
    .await;
    let going = at_home(&mut owner, organization(16)).await;
    assert!(going.len() > 3);
    let (some, rest) = going.split_at(2);
    let parts = json!([{"name": "Chi bộ 16A", "members": some}, {"name": "Chi bộ 16B", "members": rest}]);
    does(
        "SplitOrganization",
        json!({"organization": of(16), "ends": true, "parts": parts}),
    )
    .await;
    does(
        "DissolveOrganization",
        json!({"organization": of(17), "membersTo": of(18)}),
    )
    .await;
    world.word_gets_round().await;

    let_in_everywhere(&mut owner, mai.id).await;
    assert_eq!(figures(&mai).await, before);
}

#[tokio::test]
async fn a_change_in_place_would_be_found_out() {
    let (world, mai) = year_of_reports().await;
    let mut owner = world.database.owner().await;
    let (eleven, twelve, four) = (organization(11), organization(12), organization(4));
    for sabotage in [
        format!("update directory.organization_edges set parent = '{four}' where child = '{twelve}'"),
        format!("update directory.memberships set organization = '{eleven}' where organization = '{twelve}'"),
        format!("update meetings.meetings set organization = '{eleven}' where organization = '{twelve}'"),
    ] {
        let honest = figures(&mai).await;
        owner.execute(AssertSqlSafe(sabotage.clone())).await.unwrap();
        assert_ne!(figures(&mai).await, honest, "{sabotage}");
    }
}

/// A house with a year behind it, and somebody who sees all of it.
async fn year_of_reports() -> (World, Person) {
    let world = World::over(Wire::Grpc).await;
    let mai = world.person(login::MAI).await;
    let mut owner = world.database.owner().await;
    store(&mut owner, &year(1)).await;
    for table in [
        "organizations",
        "organization_names",
        "organization_edges",
        "memberships",
    ] {
        let open = format!(
            "update directory.{table} set during = daterange(lower(during), null) where upper(during) = '2099-01-01'"
        );
        owner.execute(AssertSqlSafe(open)).await.unwrap();
    }
    let_in_everywhere(&mut owner, mai.id).await;
    sqlx::query(
        "insert into access.grants (id, member, organization, role, during, created_at)
         values ($1, $2, $3, 'SYSTEM_ADMIN', '[2020-01-01,)', now())",
    )
    .bind(Uuid::new_v4())
    .bind(mai.id)
    .bind(organization(1))
    .execute(&mut owner)
    .await
    .unwrap();
    world.later(TimeDelta::days(61)).await;
    let mai = world.signs_in(&mai).await;
    (world, mai)
}

/// Whoever holds a role at an organisation is shown small groups as well.
async fn let_in_everywhere(owner: &mut PgConnection, member: Id) {
    sqlx::query(
        "insert into access.grants (id, member, organization, role, during, created_at)
         select gen_random_uuid(), $1, o.id, 'STANDING_COMMITTEE', '[2020-01-01,)', now()
         from directory.organizations o
         where upper_inf(o.during) or upper(o.during) = '2023-09-01'
         on conflict do nothing",
    )
    .bind(member)
    .execute(owner)
    .await
    .unwrap();
}

async fn figures(mai: &Person) -> Figures {
    let mut figures = Figures::new();
    for number in (1..=5).chain(11..=19) {
        let asked = json!({"organization": organization(number), "from": "2023-01-01", "to": "2023-12-31"});
        let series = mai.does("ListAdoptionSeries", asked).await;
        let months = series["months"].as_array().unwrap().iter();
        let rates = months.map(|month| month["rates"].clone()).collect::<Vec<_>>();
        figures.insert(organization(number), Value::from(rates));
    }
    figures
}

async fn at_home(owner: &mut PgConnection, branch: Id) -> Vec<Id> {
    sqlx::query_scalar(
        "select member from directory.memberships where organization = $1 and upper_inf(during) order by member",
    )
    .bind(branch)
    .fetch_all(owner)
    .await
    .unwrap()
}
