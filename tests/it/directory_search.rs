//! Looking for people: by name as one types it, by number, by standing, as on a day; in a branch and in a whole nation.

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Executor};

use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};

const SON: &str = "001080000011";

/// The names of a list, in its order, and how many of them stand there because they nearly fit.
async fn found(person: &Person, request: Value) -> (Vec<String>, usize) {
    let answer = person.does("SearchMembers", request).await;
    let members = answer["members"].as_array().unwrap();
    let near = answer["near"].as_array().unwrap();
    let last: Vec<_> = members[members.len() - near.len()..]
        .iter()
        .map(|member| &member["id"])
        .collect();
    assert_eq!(
        last,
        near.iter().collect::<Vec<_>>(),
        "who nearly fits stands last"
    );
    (
        members
            .iter()
            .map(|member| member["name"].as_str().unwrap().to_owned())
            .collect(),
        near.len(),
    )
}

async fn code(person: &Person, call: &str, request: Value) -> String {
    person.is_refused(call, request).await.code
}

over_both_wires! {
    async fn words_of_a_name_are_found_in_any_order(world: World) {
        let branch = world.branch().await;
        let hoa = &branch.secretary;
        for query in ["lan thi nguyen", "Nguyễn Lan", "LAN", "nguyen thi l", "Thị Lan"] {
            let names = found(hoa, json!({"organization": branch.id, "query": query})).await;
            assert_eq!(names, (vec!["Nguyễn Thị Lan".to_owned()], 0), "{query}");
        }
        let (names, _) = found(hoa, json!({"organization": branch.id, "query": "ngu"})).await;
        assert_eq!(names, ["Nguyễn Thị Hoa", "Nguyễn Thị Lan"]);
        for query in ["zzz", "lan hoa", "%", "!"] {
            let (names, _) = found(hoa, json!({"organization": branch.id, "query": query})).await;
            assert_eq!(names, [""; 0], "{query}");
        }
        let (names, _) = found(hoa, json!({"organization": branch.id, "query": "' | 'lan"})).await;
        assert_eq!(names, ["Nguyễn Thị Lan"]);
        let listed = hoa.does("ListMembers", json!({"organization": branch.id, "query": "lan nguyen"})).await;
        assert_eq!(listed["members"][0]["name"], "Nguyễn Thị Lan");
    }

    async fn one_wrong_letter_still_finds(world: World) {
        let branch = world.branch().await;
        for query in ["nguyne lan", "nguyn lan", "nguyeen lan", "mguyen lan", "nguyen thi lna", "lam", "ln nguyen"] {
            let names = found(&branch.secretary, json!({"organization": branch.id, "query": query})).await;
            assert_eq!(names, (vec!["Nguyễn Thị Lan".to_owned()], 1), "{query}");
        }
        for query in ["nguy en lamm", "nguyne lna", "l"] {
            let (_, near) = found(&branch.secretary, json!({"organization": branch.id, "query": query})).await;
            assert_eq!(near, 0, "{query}: two errors are not one");
        }
    }

    async fn who_fits_best_stands_first_on_every_page(world: World) {
        let son = world.person(SON).await;
        let commune = world.organization(town::COMMUNE).await;
        for (query, names) in [
            ("hoa", ["Nguyễn Thị Hoa", "Hoàng Thị Hạnh"]),
            ("thi han", ["Hoàng Thị Hạnh", "Nguyễn Thị Lan"]),
        ] {
            let mut request = json!({"query": query});
            request["pageSize"] = json!(1);
            assert_eq!(paged(&son, commune, &request).await, names, "{query}");
        }
    }

    async fn a_number_finds_whose_it_is_and_never_stands_in_a_url(world: World) {
        let branch = world.branch().await;
        let hoa = &branch.secretary;
        let by = |number: &str| json!({"organization": branch.id, "query": number});
        for number in ["001190000003", "0011 9000 0003", "0900000003", "+84 900 000 003", "0900.000.003"] {
            assert_eq!(found(hoa, by(number)).await.0, ["Nguyễn Thị Lan"], "{number}");
        }
        for nobody in [login::GIANG, "999999999999", "00119000000"] {
            assert_eq!(found(hoa, by(nobody)).await.0, [""; 0], "{nobody}");
        }
        let commune = world.organization(town::COMMUNE).await;
        let son = world.person(SON).await;
        let theirs = json!({"organization": commune, "query": login::GIANG});
        assert_eq!(found(&son, theirs).await.0, ["Vũ Văn Giang"]);

        assert_eq!(code(hoa, "ListMembers", by("001190000003")).await, "DIRECTORY_NUMBER_IN_URL");
        assert_eq!(code(hoa, "ListMembers", by("Lan 0900 000 003")).await, "DIRECTORY_NUMBER_IN_URL");
        assert_eq!(code(&branch.lan, "SearchMembers", by("001190000003")).await, "DIRECTORY_NUMBER_NOT_SHOWN");
        let stranger = world.stranger().await;
        assert_eq!(code(&stranger, "SearchMembers", by("001190000003")).await, "NOT_FOUND");
    }

    async fn lists_are_filtered_by_what_the_asker_may_see(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        let commune = world.organization(town::COMMUNE).await;
        for (field, value, names) in [
            ("class", "PROBATIONARY", vec!["Lê Văn Bình"]),
            ("activity", "EXEMPT", vec!["Phạm Thị Cúc"]),
            ("relation", "TEMPORARILY_OUT", vec!["Đỗ Văn Dũng", "Đặng Thị Én"]),
            ("relation", "TEMPORARILY_IN", vec!["Đặng Thị Én"]),
            ("relation", "RESIDENCE_LINK", vec![]),
            ("role", "SECRETARY", vec!["Hoàng Thị Hạnh", "Nguyễn Thị Hoa"]),
            ("role", "ORGANISATION_OFFICER", vec!["Ngô Văn Sơn"]),
        ] {
            let listed = found(&son, json!({"organization": commune, field: value})).await;
            assert_eq!(listed.0, names, "{field} {value}");
        }
        let active = found(&son, json!({"organization": commune, "activity": "ACTIVE", "class": "OFFICIAL"})).await;
        assert_eq!(active.0.len(), 10);
        let activated = found(&son, json!({"organization": commune, "activated": true, "query": "thi"})).await;
        assert_eq!(activated.0, ["Nguyễn Thị Hoa", "Nguyễn Thị Lan"]);

        let posts = found(&branch.lan, json!({"organization": branch.id, "role": "SECRETARY"})).await;
        assert_eq!(posts.0, ["Nguyễn Thị Hoa"]);
        for hidden in [json!({"class": "OFFICIAL"}), json!({"activity": "EXEMPT"}), json!({"relation": "HOME"})] {
            let mut request = hidden;
            request["organization"] = json!(branch.id);
            assert_eq!(code(&branch.lan, "ListMembers", request).await, "DIRECTORY_FILTER_NOT_SHOWN");
        }
    }

    async fn a_list_of_a_past_day_says_who_sat_there_then(world: World) {
        let branch = world.branch().await;
        let on = |day: &str| json!({"organization": branch.id, "asOf": day});
        let (now, _) = found(&branch.secretary, on("2023-11-05")).await;
        let (spring, _) = found(&branch.secretary, on("2023-03-01")).await;
        let (before, _) = found(&branch.secretary, on("2019-12-31")).await;
        assert_eq!((now.len(), spring.len(), before.len()), (7, 5, 0));
        // Nobody has a call for it yet that looks backwards: the stay of Én ended before today.
        let ended = "update directory.memberships set during = '[2023-06-01,2023-10-01)' where relation = 'TEMPORARILY_IN'";
        world.database.owner().await.execute(AssertSqlSafe(ended)).await.unwrap();
        let then = branch.secretary.does("ListMembers", on("2023-09-01")).await;
        let en = then["members"].as_array().unwrap().iter().find(|member| member["name"] == "Đặng Thị Én").unwrap();
        assert_eq!((&en["citizenIdMasked"], &en["class"]), (&json!(""), &json!("CLASS_UNSPECIFIED")));
        let mut official = on("2023-09-01");
        official["class"] = json!("OFFICIAL");
        let (official, _) = found(&branch.secretary, official).await;
        assert!(!official.contains(&"Đặng Thị Én".to_owned()), "her file is not this branch's to ask about");
    }

    async fn a_large_part_of_the_tree_is_searched_alike(world: World) {
        let mai = world.person(login::MAI).await;
        let district = world.organization(town::DISTRICT).await;
        let mut requests = vec![
            json!({}), json!({"query": "nguyen"}), json!({"query": "lna thi"}), json!({"query": login::GIANG}),
            json!({"class": "PROBATIONARY"}), json!({"activity": "EXEMPT"}), json!({"activity": "ACTIVE", "query": "thi"}),
            json!({"relation": "TEMPORARILY_OUT"}), json!({"role": "SECRETARY"}), json!({"activated": true}),
            json!({"query": "van", "class": "OFFICIAL"}), json!({"relation": "RESIDENCE_LINK"}),
            json!({"query": "hoa", "role": "SECRETARY"}), json!({"query": "thi", "activity": "EXEMPT"}),
        ];
        for (on_a_day, day) in requests.clone().into_iter().zip(["2023-03-01", "2023-09-01"].into_iter().cycle()) {
            requests.push(with(on_a_day, "asOf", day));
        }
        let mut small = Vec::new();
        for request in &requests {
            small.push(paged(&mai, district, request).await);
        }
        assert_eq!(small[0].len(), 12);
        for larger in [MANY_BRANCHES, MANY_HOLDERS, MANY_MORE] {
            let larger = larger.replace("DISTRICT", &district.to_string());
            world.database.owner().await.execute(AssertSqlSafe(larger)).await.unwrap();
            for (request, small) in requests.iter().zip(&small) {
                assert_eq!(&paged(&mai, district, request).await, small, "{request}");
            }
        }
    }
}

/// So many branches that everybody is walked in the order of names.
const MANY_BRANCHES: &str = "
    create table grown as select gen_random_uuid() as id from generate_series(1, 600);
    insert into directory.organizations (id, kind, during, created_at)
    select id, 'BRANCH', '[2020-01-01,)', now() from grown;
    insert into directory.organization_edges (child, parent, during)
    select id, 'DISTRICT', '[2020-01-01,)' from grown;
    insert into access.closure (ancestor, descendant, depth)
    select 'DISTRICT', id, 1 from grown";

/// So many who are something special, and sit nowhere, that those who are are not gathered first.
const MANY_HOLDERS: &str = "
    create table crowd as select gen_random_uuid() as id, number from generate_series(1, 5001) number;
    insert into directory.members (id, name, given_name, phone, created_at)
    select id, 'Trịnh Yến', 'Yến', 'NONE', now() from crowd;
    insert into directory.activities (member, activity, exemption, during)
    select id, 'EXEMPT', 'TEMPORARY', '[2020-01-01,)' from crowd;
    insert into access.grants (id, member, organization, role, during, created_at)
    select gen_random_uuid(), crowd.id, grown.id, 'SECRETARY', '[2020-01-01,)', now()
    from crowd
    join (select id, row_number() over () as number from grown) grown on grown.number = crowd.number % 600 + 1";

/// So many organisations that those of a past day are not gathered either.
const MANY_MORE: &str = "
    with more as (
        insert into directory.organizations (id, kind, during, created_at)
        select gen_random_uuid(), 'BRANCH', '[2020-01-01,)', now() from generate_series(1, 20000)
        returning id)
    insert into access.closure (ancestor, descendant, depth)
    select 'DISTRICT', id, 1 from more";

fn with(mut request: Value, field: &str, value: &str) -> Value {
    request[field] = json!(value);
    request
}

/// All names of a list, two on a page.
async fn paged(person: &Person, organization: sotay::base::Id, request: &Value) -> Vec<String> {
    let mut request = request.clone();
    request["organization"] = json!(organization);
    if request["pageSize"].is_null() {
        request["pageSize"] = json!(2);
    }
    let mut names = Vec::new();
    loop {
        let page = person.does("SearchMembers", request.clone()).await;
        let members = page["members"].as_array().unwrap();
        names.extend(
            members
                .iter()
                .map(|member| member["name"].as_str().unwrap().to_owned()),
        );
        request["pageToken"] = page["nextPageToken"].clone();
        if request["pageToken"] == "" {
            return names;
        }
    }
}
