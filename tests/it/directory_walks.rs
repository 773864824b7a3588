//! A district in which things happen: it is reorganised day by day, people are given posts and call meetings.

use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;
use serde_json::{Value, json};
use sotay::base::{Id, vietnam};
use sotay::directory::import;
use sqlx::PgConnection;

use crate::directory_orders::{Orders, picked};
use crate::directory_rows::Rows;
use crate::support::people::Person;
use crate::support::town::{DISTRICT, login};
use crate::support::wire::Wire;
use crate::support::world::World;

/// A second commune beside that of the town.
const ORGANIZATIONS: &str = "\
code,parent_code,kind,name,from_date
01.012.017.000.000,01.012.000.000.000,GRASSROOTS_COMMITTEE,Đảng bộ xã Đồng Tháp,2021-01-01
01.012.017.001.000,01.012.017.000.000,INTERMEDIATE_COMMITTEE,Đảng bộ khối trường học,2021-06-01
01.012.017.001.001,01.012.017.001.000,BRANCH,Chi bộ trường tiểu học,2021-06-01
01.012.017.001.002,01.012.017.001.000,BRANCH,Chi bộ trường mầm non,2021-06-01
01.012.017.000.003,01.012.017.000.000,BRANCH,Chi bộ thôn Bãi Tháp,2021-01-01
";

const MEMBERS: &str = "\
branch_code,name,joined_date,official_date,citizen_id,phone,class,temporary_branch_code,temporary_from,roles
01.012.017.001.001,Cao Thị Yến,2004-01-06,2005-01-06,001181000101,OWN,OFFICIAL,,,SECRETARY
01.012.017.001.001,Đinh Văn Khoa,2006-01-06,2007-01-06,001082000102,OWN,OFFICIAL,01.012.017.001.002,2023-09-01,
01.012.017.001.001,Phan Thị Nga,2009-01-06,2010-01-06,001183000103,OWN,OFFICIAL,,,
01.012.017.001.002,Lý Thị Oanh,2010-01-06,2011-01-06,001184000104,OWN,OFFICIAL,,,SECRETARY
01.012.017.001.002,Tạ Văn Phúc,2011-01-06,2012-01-06,001085000105,OWN,OFFICIAL,,,
01.012.017.000.003,Mai Văn Quý,2012-01-06,2013-01-06,001086000106,OWN,OFFICIAL,,,SECRETARY
01.012.017.000.003,Hồ Thị Sen,2013-01-06,2014-01-06,001187000107,OWN,OFFICIAL,01.012.016.000.002,2023-09-01,
01.012.017.000.003,Lương Văn Tấn,2014-01-06,2015-01-06,001088000108,OWN,OFFICIAL,,,
";

const SON: &str = "001080000011";
/// Those who look at the district from where they stand; the first of them runs it.
const PEOPLE: [&str; 5] = [login::MAI, login::HOA, login::HANH, SON, login::LAN];
const POSTS: [&str; 6] = [
    "SECRETARY",
    "DEPUTY_SECRETARY",
    "COMMITTEE_MEMBER",
    "STANDING_COMMITTEE",
    "ORGANISATION_OFFICER",
    "BRANCH_SUPERVISOR",
];

/// A number by which something is picked from what there is when it comes to that.
pub(crate) type Pick = usize;
/// In how many days something holds.
pub(crate) type Ahead = u64;

/// Something that happens.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Under which parent, of which kind.
    Found(Pick, Pick),
    Rename(Pick, Ahead),
    /// What, and under which parent.
    Move(Pick, Pick, Ahead),
    /// What ends, and what takes it in, or under which parent a new one that does.
    Merge(Pick, Pick, bool, Ahead),
    /// What, how it is dealt out, and whether it ends.
    Split(Pick, Pick, bool, Ahead),
    /// What, and where everything goes.
    Dissolve(Pick, Pick, Ahead),
    /// Whom, where, to which post.
    Appoint(Pick, Pick, Pick, Ahead),
    Dismiss(Pick),
    /// In which branch, and how far it goes: drafted, issued, opened, closed.
    Meet(Pick, usize),
    DaysPass(i64),
}

pub(crate) fn steps() -> impl Strategy<Value = Vec<Step>> {
    let pick = || 0..1000_usize;
    let ahead = || prop_oneof![2 => Just(0_u64), 3 => 1..5_u64];
    let step = prop_oneof![
        2 => (pick(), pick()).prop_map(|(parent, kind)| Step::Found(parent, kind)),
        1 => (pick(), ahead()).prop_map(|(which, ahead)| Step::Rename(which, ahead)),
        3 => (pick(), pick(), ahead()).prop_map(|(which, parent, ahead)| Step::Move(which, parent, ahead)),
        4 => (pick(), pick(), any::<bool>(), ahead())
            .prop_map(|(merged, into, anew, ahead)| Step::Merge(merged, into, anew, ahead)),
        3 => (pick(), pick(), any::<bool>(), ahead())
            .prop_map(|(which, share, ends, ahead)| Step::Split(which, share, ends, ahead)),
        2 => (pick(), pick(), ahead()).prop_map(|(which, to, ahead)| Step::Dissolve(which, to, ahead)),
        3 => (pick(), pick(), pick(), ahead())
            .prop_map(|(whom, place, post, ahead)| Step::Appoint(whom, place, post, ahead)),
        1 => pick().prop_map(Step::Dismiss),
        3 => (pick(), 0..4_usize).prop_map(|(branch, far)| Step::Meet(branch, far)),
        3 => (1..4_i64).prop_map(Step::DaysPass),
    ];
    prop::collection::vec(step, 10..14)
}

/// A meeting as it was called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Called {
    pub(crate) id: Id,
    pub(crate) organization: Id,
    pub(crate) opened: bool,
}

/// The district on its way.
pub(crate) struct Walk {
    pub(crate) world: World,
    pub(crate) owner: PgConnection,
    pub(crate) people: Vec<Person>,
    pub(crate) meetings: Vec<Called>,
    /// What no step may end: its root.
    root: Id,
    /// How many steps were taken, and how many were not refused.
    pub(crate) taken: usize,
    pub(crate) carried_out: usize,
}

impl Walk {
    pub(crate) async fn begin(wire: Wire) -> Self {
        let world = World::over(wire).await;
        let mut errand = world.errand().await;
        let files = import::Files {
            organizations: ORGANIZATIONS.as_bytes(),
            members: MEMBERS.as_bytes(),
        };
        let outcome = import::run(&mut errand, files, &mut |_| {}).await.unwrap();
        assert_eq!(outcome.members.created, 8, "{outcome:?}");
        errand.commit(()).await.unwrap();
        let mut people = Vec::new();
        for login in PEOPLE {
            people.push(world.person(login).await);
        }
        let mut walk = Self {
            owner: world.database.owner().await,
            root: world.organization(DISTRICT).await,
            world,
            people,
            meetings: Vec::new(),
            taken: 0,
            carried_out: 0,
        };
        walk.lets_in_everywhere().await;
        walk
    }

    pub(crate) fn today(&self) -> NaiveDate {
        vietnam::day_of(self.world.clock.now())
    }

    pub(crate) fn mai(&self) -> &Person {
        &self.people[0]
    }

    /// Takes a step, if there is anything to take it with; what the house refuses it refuses in words.
    pub(crate) async fn takes(&mut self, step: &Step) {
        let rows = Rows::read(&mut self.owner).await;
        self.taken += 1;
        let orders = Orders {
            rows: &rows,
            root: self.root,
            today: self.today(),
            number: self.taken,
        };
        match step {
            Step::DaysPass(days) => self.days_pass(*days).await,
            Step::Meet(branch, far) => self.meets(&rows, *branch, *far).await,
            Step::Dismiss(which) => {
                if let Some(grant) = picked(&self.held(&rows), *which) {
                    self.does("EndGrant", json!({"grant": grant, "reason": "Phân công lại"}))
                        .await;
                }
            }
            Step::Appoint(whom, place, post, ahead) => {
                let request = json!({
                    "organization": picked(&rows.living(self.today()), *place),
                    "member": picked(&self.people, *whom).map(|person| person.id),
                    "role": picked(&POSTS, *post),
                    "fromDate": orders.day(*ahead),
                });
                self.does("GrantRole", request).await;
            }
            reshaping => {
                if let Some((call, request)) = orders.of(reshaping) {
                    self.does(call, request).await;
                }
            }
        }
        self.world.clock.advance(TimeDelta::seconds(30));
        self.world.word_gets_round().await;
        self.lets_in_everywhere().await;
    }

    /// Whoever holds a role at an organisation is shown small groups as well.
    async fn lets_in_everywhere(&mut self) {
        sqlx::query(
            "insert into access.grants (id, member, organization, role, during, created_at)
             select gen_random_uuid(), $1, o.id, 'STANDING_COMMITTEE', daterange($2, null), now()
             from directory.organizations o
             where (upper_inf(o.during) or upper(o.during) > $2)
               and not exists (
                   select
                   from access.grants g
                   where g.organization = o.id
                     and g.member = $1
                     and g.role = 'STANDING_COMMITTEE')",
        )
        .bind(self.mai().id)
        .bind(self.today())
        .execute(&mut self.owner)
        .await
        .unwrap();
    }

    /// The grants of today; who runs the district stays.
    fn held(&self, rows: &Rows) -> Vec<Id> {
        let (mai, today) = (self.mai().id, self.today());
        let held = rows.grants.iter();
        held.filter(|row| rows.holder(row.id) != mai && row.days.hold(today))
            .map(|row| row.id)
            .collect()
    }

    async fn does(&mut self, call: &str, request: Value) {
        match self.mai().call::<_, Value>(call, &request).await {
            Ok(_) => self.carried_out += 1,
            Err(problem) => assert!(
                problem.code.starts_with("DIRECTORY_"),
                "{call} {request}: {problem:?}"
            ),
        }
    }

    async fn days_pass(&mut self, days: i64) {
        self.world.later(TimeDelta::days(days)).await;
        for place in 0..self.people.len() {
            self.people[place] = self.world.signs_in(&self.people[place]).await;
        }
        self.carried_out += 1;
    }

    /// Whoever runs a branch calls a meeting there, and goes so far with it: drafts, issues, opens, closes.
    async fn meets(&mut self, rows: &Rows, branch: Pick, far: usize) {
        let (today, now) = (self.today(), self.world.clock.now());
        let mut run: Vec<(Person, Id)> = Vec::new();
        for person in &self.people {
            let branches = rows
                .living(today)
                .into_iter()
                .filter(|id| rows.kind(*id) == "BRANCH");
            let own =
                branches.filter(|id| rows.runs(person.id, *id, &["SECRETARY", "DEPUTY_SECRETARY"], today));
            run.extend(own.map(|id| (person.clone(), id)));
        }
        let Some((person, organization)) = picked(&run, branch) else {
            return;
        };
        let call = json!({
            "organization": organization, "kind": "REGULAR", "title": "Sinh hoạt", "place": "Nhà văn hóa",
            "startTime": now + TimeDelta::hours(2), "endTime": now + TimeDelta::hours(4),
        });
        let drafted = person.does("CallMeeting", call).await;
        let id: Id = drafted["id"].as_str().unwrap().parse().unwrap();
        let on = ["IssueMeeting", "OpenMeeting", "CloseMeeting"]
            .into_iter()
            .take(far);
        for call in on {
            person.does(call, json!({"meeting": id})).await;
        }
        self.carried_out += 1;
        self.meetings.push(Called {
            id,
            organization,
            opened: far > 1,
        });
    }
}
