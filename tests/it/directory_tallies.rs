//! Clean data of a province: counts are added up from branches and pages go branch by branch, and both say what looking
//! through everybody says, whatever changes and whichever day comes.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Executor};
use std::collections::BTreeMap;
use uuid::Uuid;

use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};
use crate::support::world::World;

/// Eight communes with thirty branches each, and members with everything that can be doubtful. `seed` draws them.
const PROVINCE: &str = include_str!("directory_tallies.sql");

/// What is counted, by looking through everybody.
const SLOWLY: &str = "
    with parts as (
        select child.descendant as id, below.descendant
        from access.closure child
        join access.closure below on below.ancestor = child.descendant
        where child.ancestor = $1
          and child.depth = 1
    )
    select parts.id, f.kind, count(*)
    from directory.findings_in($1, true, $2::text::date) f
    join parts on parts.descendant = f.organization
    where not exists (select from directory.dismissals d where d.finding = f.id)
    group by 1, 2
    union all
    select parts.id, 'MEMBERS', count(*)
    from parts
    join directory.memberships s on s.organization = parts.descendant
    where s.relation = 'HOME'
      and s.during @> $2::text::date
    group by 1";

/// Changes of every sort, each as an officer might make it: a file mended or spoilt, somebody gone, moved or made official.
const CHANGES: [(&str, &str); 9] = [
    ("members_recount", "update directory.members set birth_date = null where birth_date = '1985-01-01'"),
    ("members_recount", "
        update directory.members set name = 'Trần Thị Én', given_name = 'Én' where given_name = 'An' and id::text < '8'"),
    ("members_recount", "update directory.members set phone_number_lookup = null, phone = 'NONE' where given_name = 'Én'"),
    ("memberships_recount_former", "
        update directory.memberships set during = daterange('2020-01-01', '2023-11-01')
        where during = daterange('2020-01-01', null)
          and member in (select id from directory.members where given_name = 'Chi' and birth_date < '1995-01-01')"),
    ("memberships_recount_new", "
        insert into directory.memberships (id, member, organization, relation, during)
        select gen_random_uuid(), s.member, s.organization, 'HOME', '[2023-11-01,)'
        from directory.memberships s
        where s.relation = 'HOME' and upper(s.during) = '2023-10-01'"),
    ("classes_recount_changed", "
        update directory.classes set class = 'PROBATIONARY'
        where class = 'OFFICIAL'
          and lower(during) < '2023-01-01'
          and member in (select id from directory.members where given_name = 'Bình')"),
    ("classes_recount_gone", "delete from directory.classes where class = 'PROBATIONARY' and lower(during) < '2023-01-01'"),
    ("dismissals_recount", "
        insert into directory.dismissals (finding, kind, organization, member, reason, dismissed_by, dismissed_at)
        select f.id, f.kind, f.organization, f.member, 'đúng', m.id, now()
        from (select id from directory.members order by id limit 1) m,
             directory.findings_in('DISTRICT', true, '2023-11-05') f
        where f.kind = 'MISSING_CARD_NUMBER'"),
    ("numbers_recount_changed", "update regulations.numbers set value = 1 where rule = 'LEAST_OFFICIAL_MEMBERS'"),
];

struct Province {
    world: World,
    district: Uuid,
    mai: Person,
}

type Counts = BTreeMap<(Uuid, String), i64>;

impl Province {
    async fn drawn(world: World, seed: f64) -> Self {
        let district = world.organization(town::DISTRICT).await;
        let mai = world.person(login::MAI).await;
        let province = Self { world, district, mai };
        province
            .happens(&PROVINCE.replace("SEED", &seed.to_string()))
            .await;
        province
    }

    async fn happens(&self, sql: &str) {
        let sql = sql.replace("'DISTRICT'", &format!("'{}'::uuid", self.district));
        let mut owner = self.world.database.owner().await;
        owner.execute(AssertSqlSafe(sql)).await.unwrap();
    }

    /// Everything is counted anew, and the hour passes in which it is seen whether the parts make the whole.
    async fn recounts(&self) {
        self.world.recounts().await;
        self.world.an_hour_passes().await;
    }

    async fn counted_slowly(&self, day: &str) -> Counts {
        let rows: Vec<(Uuid, String, i64)> = sqlx::query_as(SLOWLY)
            .bind(self.district)
            .bind(day)
            .fetch_all(&mut self.world.database.owner().await)
            .await
            .unwrap();
        rows.into_iter()
            .map(|(part, kind, count)| ((part, kind), count))
            .collect()
    }

    async fn counted(&self) -> Counts {
        let mai = self.world.signs_in(&self.mai).await;
        let answer = mai
            .does("CountFindings", json!({"organization": self.district}))
            .await;
        let mut counts = Counts::new();
        for part in answer["parts"].as_array().unwrap() {
            let id: Uuid = part["organization"].as_str().unwrap().parse().unwrap();
            let members = part["members"].as_i64().unwrap();
            if members > 0 {
                counts.insert((id, "MEMBERS".to_owned()), members);
            }
            for tally in part["tallies"].as_array().unwrap() {
                let kind = tally["kind"].as_str().unwrap().to_owned();
                counts.insert((id, kind), tally["findings"].as_i64().unwrap());
            }
        }
        let whole = answer["whole"]["members"].as_i64().unwrap();
        let parts = counts.iter().filter(|((_, kind), _)| kind == "MEMBERS");
        assert_eq!(
            whole,
            parts.map(|(_, members)| members).sum::<i64>(),
            "parts equal the whole"
        );
        counts
    }

    /// The ids on all pages, in their order.
    async fn listed(&self, wanted: Value) -> Vec<Uuid> {
        // Whoever turns hundreds of pages takes a few breaths, or is asked to.
        self.world.later(TimeDelta::seconds(3)).await;
        let mut request = wanted;
        request["organization"] = json!(self.district);
        let mut ids = Vec::new();
        loop {
            let page = self.mai.does("ListFindings", request.clone()).await;
            let findings = page["findings"].as_array().unwrap();
            ids.extend(
                findings
                    .iter()
                    .map(|finding| finding["id"].as_str().unwrap().parse::<Uuid>().unwrap()),
            );
            request["pageToken"] = page["nextPageToken"].clone();
            if request["pageToken"] == "" {
                return ids;
            }
        }
    }

    async fn found_slowly(&self, which: &str) -> Vec<Uuid> {
        let sql = format!(
            "select f.id from directory.findings_in($1, true, '2023-11-05') f
             left join directory.dismissals d on d.finding = f.id
             where {which}"
        );
        sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(self.district)
            .fetch_all(&mut self.world.database.owner().await)
            .await
            .unwrap()
    }
}

fn sorted(mut ids: Vec<Uuid>) -> Vec<Uuid> {
    ids.sort_unstable();
    ids
}

over_both_wires! {
    async fn what_is_added_up_is_what_there_is_whatever_changes(world: World) {
        let province = Province::drawn(world, 0.42).await;
        province.recounts().await;
        let first = province.counted_slowly("2023-11-05").await;
        assert!(first.len() > 40, "there is much to count: {first:?}");
        assert_eq!(province.counted().await, first);
        for (_, change) in CHANGES {
            province.happens(change).await;
            province.recounts().await;
            let slowly = province.counted_slowly("2023-11-05").await;
            assert_eq!(province.counted().await, slowly, "after {change}");
        }
        for (days, day) in [(20, "2023-11-25"), (1, "2023-11-26"), (40, "2024-01-05"), (300, "2024-10-31")] {
            province.world.later(TimeDelta::days(days)).await;
            province.recounts().await;
            assert_eq!(province.counted().await, province.counted_slowly(day).await, "on {day}");
        }
    }

    async fn a_change_that_leaves_no_note_is_noticed_by_the_test_above(world: World) {
        let province = Province::drawn(world, 0.42).await;
        province.recounts().await;
        for (trigger, change) in CHANGES {
            let table = match trigger.split('_').next().unwrap() {
                "numbers" => "regulations.numbers".to_owned(),
                table => format!("directory.{table}"),
            };
            province.happens(&format!("alter table {table} disable trigger {trigger}")).await;
            if trigger == "memberships_recount_former" {
                province.happens("alter table directory.memberships disable trigger memberships_recount_changed").await;
            }
            province.happens(change).await;
            province.recounts().await;
            let slowly = province.counted_slowly("2023-11-05").await;
            assert_ne!(province.counted().await, slowly, "after {change}");
            province.happens("
                insert into directory.recounts (due, organization)
                select '-infinity', id from directory.organizations").await;
            province.recounts().await;
            assert_eq!(province.counted().await, slowly);
        }
    }

    async fn an_answer_says_as_of_when(world: World) {
        let province = Province::drawn(world, 0.42).await;
        let ask = json!({"organization": province.district});
        let never = province.mai.does("CountFindings", ask.clone()).await;
        assert_eq!(never["reckonTime"], Value::Null);
        province.world.recounts().await;
        province.world.later(TimeDelta::minutes(1)).await;
        let now = province.mai.does("CountFindings", ask.clone()).await;
        assert_eq!(now["reckonTime"], "2023-11-05T01:01:00Z");
        province.happens("update directory.members set birth_date = null where given_name = 'Chi'").await;
        let lagging = province.mai.does("CountFindings", ask).await;
        assert_eq!(lagging["reckonTime"], "2023-11-05T01:00:00Z");
        let commune = province.world.organization(town::COMMUNE).await;
        let small = province.mai.does("CountFindings", json!({"organization": commune})).await;
        assert_eq!(small["reckonTime"], "2023-11-05T01:01:00Z");
    }

    async fn pages_go_branch_by_branch_and_leave_nothing_out(world: World) {
        let province = Province::drawn(world, 0.17).await;
        province.world.recounts().await;
        assert!(province.listed(json!({"kind": "PARTS_DIFFER"})).await.is_empty(), "that is looked at each hour");
        province.recounts().await;
        let all = province.listed(json!({"pageSize": 200})).await;
        assert_eq!(sorted(all.clone()), sorted(province.found_slowly("d.finding is null").await));
        assert_eq!(province.listed(json!({"pageSize": 67})).await, all, "whatever the size of a page");
        for kind in ["SAME_PERSON", "PROBATION_OVERDUE", "BRANCH_TOO_SMALL", "PARTS_DIFFER"] {
            let listed = province.listed(json!({"kind": kind, "pageSize": 50})).await;
            let slowly = province.found_slowly(&format!("d.finding is null and f.kind = '{kind}'")).await;
            assert!(!slowly.is_empty(), "{kind}");
            assert_eq!(sorted(listed), sorted(slowly), "{kind}");
        }
        let differing = province.listed(json!({"kind": "PARTS_DIFFER"})).await;
        let dismissed = [all[0], all[all.len() / 2], differing[0]];
        for finding in dismissed {
            let dismiss = json!({"organization": province.district, "finding": finding, "reason": "đúng"});
            assert_eq!(province.mai.does("DismissFinding", dismiss).await["id"], json!(finding));
        }
        let nobodys = json!({"organization": province.district, "finding": Uuid::nil(), "reason": "đúng"});
        assert_eq!(province.mai.is_refused("DismissFinding", nobodys).await.code, "NOT_FOUND");
        province.recounts().await;
        assert_eq!(sorted(province.listed(json!({"dismissed": true, "pageSize": 1})).await), sorted(dismissed.to_vec()));
        let left: Vec<_> = all.into_iter().filter(|id| !dismissed.contains(id)).collect();
        assert_eq!(province.listed(json!({"pageSize": 200})).await, left);
    }

    async fn what_is_mended_is_gone_from_the_page_at_once(world: World) {
        let province = Province::drawn(world, 0.17).await;
        province.recounts().await;
        assert!(!province.listed(json!({"kind": "MISSING_BIRTH_DATE", "pageSize": 200})).await.is_empty());
        province.happens("update directory.members set birth_date = '1990-01-01' where birth_date is null").await;
        assert!(province.listed(json!({"kind": "MISSING_BIRTH_DATE", "pageSize": 200})).await.is_empty());
    }
}
