//! Clean data: what an officer finds doubtful, works off and dismisses, and what nobody learns about other rosters.

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Executor};

use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town;
use crate::support::world::World;

const SON: &str = "001080000011";
const THU: &str = "001175000012";

/// What no call writes: a roster as it comes out of a drawer.
async fn dirty(world: &World, sql: &str) {
    world
        .database
        .owner()
        .await
        .execute(AssertSqlSafe(sql.to_owned()))
        .await
        .unwrap();
}

async fn months_of_probation(world: &World) {
    let rule = "insert into regulations.numbers (rule, during, value, source)
                values ('PROBATION_MONTHS', '[2000-01-01,)', 12, 'test') on conflict do nothing";
    dirty(world, rule).await;
}

async fn findings(person: &Person, organization: uuid::Uuid, kind: &str) -> Vec<Value> {
    let answer = person
        .does(
            "ListFindings",
            json!({"organization": organization, "kind": kind}),
        )
        .await;
    answer["findings"].as_array().unwrap().clone()
}

fn names(findings: &[Value]) -> Vec<&str> {
    findings
        .iter()
        .map(|finding| finding["memberName"].as_str().unwrap())
        .collect()
}

over_both_wires! {
    async fn dates_that_cannot_be_are_found(world: World) {
        let branch = world.branch().await;
        months_of_probation(&world).await;
        dirty(&world, "
            update directory.members set birth_date = '2020-01-01' where name = 'Nguyễn Thị Lan';
            update directory.members set birth_date = '1990-01-01' where name = 'Trần Văn Minh';
            update directory.members set official_date = '2001-06-01' where name = 'Nguyễn Thị Hoa';
            update directory.members set joined_date = '2022-03-26' where name = 'Lê Văn Bình'").await;
        for (kind, name, weight, due) in [
            ("BORN_AFTER_JOINING", "Nguyễn Thị Lan", "ERROR", ""),
            ("JOINED_TOO_YOUNG", "Trần Văn Minh", "WARNING", "2008-01-01"),
            ("OFFICIAL_TOO_EARLY", "Nguyễn Thị Hoa", "WARNING", "2002-02-03"),
            ("PROBATION_OVERDUE", "Lê Văn Bình", "WARNING", "2023-03-26"),
        ] {
            let found = findings(&branch.secretary, branch.id, kind).await;
            assert_eq!(names(&found), [name], "{kind}");
            assert_eq!((&found[0]["weight"], &found[0]["dueDate"]), (&json!(weight), &json!(due)), "{kind}");
            assert!(!found[0]["advice"].as_str().unwrap().is_empty());
        }
    }

    async fn what_is_missing_is_listed_by_pages(world: World) {
        let branch = world.branch().await;
        let cards = findings(&branch.secretary, branch.id, "MISSING_CARD_NUMBER").await;
        assert_eq!(
            names(&cards),
            ["Phạm Thị Cúc", "Đỗ Văn Dũng", "Nguyễn Thị Hoa", "Nguyễn Thị Lan", "Trần Văn Minh"],
            "who is on probation has no card yet"
        );
        let all = branch.secretary.does("ListFindings", json!({"organization": branch.id})).await;
        let mut paged = Vec::new();
        let mut token = json!("");
        loop {
            let request = json!({"organization": branch.id, "pageSize": 2, "pageToken": token});
            let page = branch.secretary.does("ListFindings", request).await;
            paged.extend(page["findings"].as_array().unwrap().clone());
            token = page["nextPageToken"].clone();
            if token == "" {
                break;
            }
        }
        assert_eq!(&json!(paged), &all["findings"]);
        assert_eq!(paged.len(), 11);
    }

    async fn a_double_on_another_roster_is_nobody_in_particular(world: World) {
        let branch = world.branch().await;
        let giang = world.member("001093000009").await;
        dirty(&world, "
            update directory.members set name = 'Phạm Thi Cúc', given_name = 'Cúc' where name = 'Vũ Văn Giang';
            update directory.members set birth_date = '1950-01-01' where given_name = 'Cúc';
            update directory.members
            set phone_number_lookup = (select phone_number_lookup from directory.members where name = 'Nguyễn Thị Lan')
            where name = 'Hoàng Thị Hạnh'").await;
        for kind in ["SAME_PERSON", "SHARED_PHONE"] {
            let seen = findings(&branch.secretary, branch.id, kind).await;
            assert_eq!(seen.len(), 1, "{kind}");
            assert_eq!((&seen[0]["elsewhere"], &seen[0]["others"]), (&json!(true), &json!([])));
            assert!(seen[0]["advice"].as_str().unwrap().contains("danh sách khác"));
            assert!(!json!(seen).to_string().contains(&giang.to_string()));
        }
        let son = world.person(SON).await;
        let commune = world.organization(town::COMMUNE).await;
        let kept = findings(&son, commune, "SAME_PERSON").await;
        assert_eq!(names(&kept), ["Phạm Thi Cúc", "Phạm Thị Cúc"]);
        assert_eq!((&kept[1]["elsewhere"], &kept[1]["others"]), (&json!(false), &json!([giang])));
    }

    async fn members_without_a_branch_and_branches_without_members_are_found(world: World) {
        let son = world.person(SON).await;
        let commune = world.organization(town::COMMUNE).await;
        dirty(&world, "
            update directory.memberships set during = '[2020-01-01,2023-10-01)'
            where member = (select id from directory.members where name = 'Bùi Thị Thu');
            delete from directory.classes
            where member = (select id from directory.members where name = 'Đặng Thị Én');
            update directory.organization_edges set during = '[2020-01-01,2023-11-01)'
            where child = (select id from directory.organizations where code = '01012016000002')").await;
        let lost = findings(&son, commune, "NO_BRANCH").await;
        assert_eq!((names(&lost), &lost[0]["dueDate"]), (vec!["Bùi Thị Thu"], &json!("2023-10-01")));
        assert_eq!(names(&findings(&son, commune, "MISSING_CLASS").await), ["Đặng Thị Én"]);
        let small = findings(&son, commune, "BRANCH_TOO_SMALL").await;
        let told: Vec<_> = small
            .iter()
            .map(|finding| (finding["organizationName"].as_str().unwrap(), finding["counted"].as_i64().unwrap()))
            .collect();
        assert_eq!(told, [("Chi bộ cơ quan", 2), ("Chi bộ thôn Tây", 2)]);
        let differ = findings(&son, commune, "PARTS_DIFFER").await;
        assert_eq!((&differ[0]["counted"], &differ[0]["expected"]), (&json!(8), &json!(11)));
    }

    async fn a_dismissed_finding_comes_back_when_its_facts_change(world: World) {
        let branch = world.branch().await;
        let hoa = &branch.secretary;
        dirty(&world, "update directory.members set birth_date = '1990-01-01' where name = 'Trần Văn Minh'").await;
        let found = findings(hoa, branch.id, "JOINED_TOO_YOUNG").await;
        let dismiss = json!({"organization": branch.id, "finding": found[0]["id"], "reason": "Kết nạp tại chiến trường"});
        let dismissed = hoa.does("DismissFinding", dismiss).await;
        assert_eq!(dismissed["dismissal"]["dismissedBy"], json!(hoa.id));
        assert!(findings(hoa, branch.id, "JOINED_TOO_YOUNG").await.is_empty());
        let kept = json!({"organization": branch.id, "kind": "JOINED_TOO_YOUNG", "dismissed": true});
        let kept = hoa.does("ListFindings", kept).await;
        assert_eq!(kept["findings"][0]["dismissal"]["reason"], "Kết nạp tại chiến trường");

        dirty(&world, "update directory.members set birth_date = '1991-01-01' where name = 'Trần Văn Minh'").await;
        assert_eq!(names(&findings(hoa, branch.id, "JOINED_TOO_YOUNG").await), ["Trần Văn Minh"]);

        let son = world.person(SON).await;
        let west = world.organization(town::WEST).await;
        let theirs = findings(&son, west, "MISSING_BIRTH_DATE").await;
        let reach = json!({"organization": branch.id, "finding": theirs[0]["id"], "reason": "x"});
        assert_eq!(hoa.is_refused("DismissFinding", reach).await.code, "NOT_FOUND");
    }

    async fn a_year_of_birth_is_known_and_no_birthday_before_it_is_supposed(world: World) {
        let branch = world.branch().await;
        let hoa = &branch.secretary;
        let missing = async || names(&findings(hoa, branch.id, "MISSING_BIRTH_DATE").await).join(", ");
        assert!(missing().await.contains("Nguyễn Thị Lan"));
        let born = |year: i32| json!({"member": branch.lan.id, "edit": {"birthYear": year}});
        let mai = world.person(town::login::MAI).await;
        // She joined on 2 September 2015: who was born in 1997 may have come of age by then, or not.
        for (year, kind) in [(1997, None), (1998, Some("JOINED_TOO_YOUNG")), (2016, Some("BORN_AFTER_JOINING"))] {
            mai.does("UpdateMember", born(year)).await;
            assert!(!missing().await.contains("Nguyễn Thị Lan"), "{year}");
            for judged in ["JOINED_TOO_YOUNG", "BORN_AFTER_JOINING"] {
                let found = findings(hoa, branch.id, judged).await;
                assert_eq!(!found.is_empty(), kind == Some(judged), "{year}: {found:?}");
            }
        }
    }

    async fn counts_go_up_the_tree_without_names(world: World) {
        let commune = world.organization(town::COMMUNE).await;
        let son = world.person(SON).await;
        let counts = son.does("CountFindings", json!({"organization": commune})).await;
        assert_eq!(counts["whole"]["members"], 12);
        let sum = |field: &str| -> i64 {
            counts["parts"].as_array().unwrap().iter().map(|part| part[field].as_i64().unwrap()).sum()
        };
        for field in ["members", "official", "probationary"] {
            assert_eq!(counts["whole"][field], sum(field), "{field}");
        }
        assert_eq!(
            counts["parts"][0]["tallies"],
            json!([{"kind": "MISSING_CARD_NUMBER", "findings": 5}, {"kind": "MISSING_BIRTH_DATE", "findings": 6}])
        );

        let thu = world.person(THU).await;
        let above = thu.does("CountFindings", json!({"organization": commune})).await;
        assert_eq!((&above["whole"]["members"], &above["whole"]["withheld"]), (&json!(6), &json!(true)));
        assert!(!above.to_string().contains("Nguyễn Thị"));
        assert_eq!(thu.is_refused("ListFindings", json!({"organization": commune})).await.code, "FORBIDDEN");

        let branch = world.branch().await;
        let own = json!({"organization": branch.id});
        assert_eq!(branch.lan.is_refused("ListFindings", own.clone()).await.code, "FORBIDDEN");
        assert_eq!(branch.lan.is_refused("CountFindings", own.clone()).await.code, "FORBIDDEN");
        let stranger = world.stranger().await;
        assert_eq!(stranger.is_refused("ListFindings", own).await.code, "NOT_FOUND");
    }
}
