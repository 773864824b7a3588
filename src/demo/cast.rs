//! Who plays whom: the four people a visitor can sign in as, and the meeting that waits for them.

use super::store;
use crate::access::doors::{Errand, Operator};
use crate::access::{Action, Baggage, Caller, Gate, Role};
use crate::base::secrets::random;
use crate::base::{Id, Result, typed, vietnam};
use crate::directory::{self, OrganizationPlace};
use crate::identity::{Hasher, history as identity};
use crate::meetings::{self, AgendaItem, Draft, Kind, MeetingPlace};
use anyhow::{Context, anyhow};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The file a visitor finds beside the data.
pub const FILE: &str = "demo.json";
/// Letters of an invented password.
const PASSWORD_LENGTH: usize = 12;
/// A meeting that nobody opened for so long is not offered again.
const WAITING: TimeDelta = TimeDelta::hours(2);

/// What stands in the file.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Programme {
    /// Where it answers.
    pub base_url: String,
    /// Who can sign in.
    pub accounts: Vec<Account>,
    /// The branch of the member and the secretary.
    pub branch: Id,
    /// A meeting of it that can be opened now.
    pub meeting: Id,
}

/// One person to sign in as.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Account {
    /// `member`, `secretary`, `district` or `admin`.
    pub role: String,
    /// What to sign in with.
    pub login: String,
    /// The invented password.
    pub password: String,
    /// Where the role is held.
    pub organization: Id,
    /// The member.
    pub member: Id,
}

/// Casts the four, or finds them as they were cast, and sees to it that a meeting can be opened now.
pub async fn cast(gate: &Gate, hasher: &Hasher, folder: &Path, base_url: &str) -> Result<Programme> {
    let parts = parts(gate).await?;
    let accounts = match earlier(folder, &parts) {
        Some(accounts) => accounts,
        None => hand_out(gate, hasher, &parts).await?,
    };
    let meeting = meeting(gate, parts.branch, parts.secretary).await?;
    Ok(Programme {
        base_url: base_url.to_owned(),
        accounts,
        branch: parts.branch,
        meeting,
    })
}

/// Writes the file whole, so that a reader never meets half of it.
pub fn write(programme: &Programme, folder: &Path) -> anyhow::Result<()> {
    let beside = folder.join(format!("{FILE}.new"));
    std::fs::write(&beside, serde_json::to_vec_pretty(programme)?)?;
    std::fs::rename(&beside, folder.join(FILE)).with_context(|| format!("cannot write {FILE}"))
}

struct Parts {
    branch: Id,
    district: Id,
    member: Id,
    secretary: Id,
    officer: Id,
    admin: Id,
}

impl Parts {
    /// Role, person, and where the role is held.
    fn list(&self) -> [(&'static str, Id, Id); 4] {
        [
            ("member", self.member, self.branch),
            ("secretary", self.secretary, self.branch),
            ("district", self.officer, self.district),
            ("admin", self.admin, self.district),
        ]
    }
}

async fn parts(gate: &Gate) -> Result<Parts> {
    let mut errand = Operator::new(gate).begin().await?;
    let district = store::district(errand.conn())
        .await?
        .ok_or_else(|| anyhow!("no district was imported"))?;
    let (branch, secretary, member) = store::stage(errand.conn())
        .await?
        .ok_or_else(|| anyhow!("no branch is fit for the stage"))?;
    let officer = holder(&mut errand, district, Role::OrganisationOfficer).await?;
    let admin = holder(&mut errand, district, Role::SystemAdmin).await?;
    errand.commit(()).await?;
    Ok(Parts {
        branch,
        district,
        member,
        secretary,
        officer,
        admin,
    })
}

async fn holder(errand: &mut Errand, district: Id, role: Role) -> Result<Id> {
    let holder = store::holder(errand.conn(), district, role.name()).await?;
    holder.ok_or_else(|| anyhow!("nobody is {} of the district", role.name()).into())
}

/// The accounts of the file that is there, when it speaks of the same people.
fn earlier(folder: &Path, parts: &Parts) -> Option<Vec<Account>> {
    let text = std::fs::read(folder.join(FILE)).ok()?;
    let programme: Programme = serde_json::from_slice(&text).ok()?;
    let same = parts.list().iter().all(|(role, member, organization)| {
        programme.accounts.iter().any(|account| {
            account.role == *role && account.member == *member && account.organization == *organization
        })
    });
    same.then_some(programme.accounts)
}

async fn hand_out(gate: &Gate, hasher: &Hasher, parts: &Parts) -> Result<Vec<Account>> {
    let mut errand = Operator::new(gate).begin().await?;
    let now = errand.now();
    let keys = errand.keys().clone();
    let mut accounts = Vec::new();
    for (role, member, organization) in parts.list() {
        let password = typed::spell(random(), PASSWORD_LENGTH);
        let hash = identity::hash(hasher, &password).await?;
        identity::enrol(&mut errand, &[(member, now)], &hash).await?;
        let login = directory::members::citizen_id(errand.conn(), &keys, member)
            .await?
            .ok_or_else(|| anyhow!("a member of the demo has no citizen id"))?;
        accounts.push(Account {
            role: role.to_owned(),
            login,
            password,
            organization,
            member,
        });
    }
    errand.commit(()).await?;
    Ok(accounts)
}

/// An issued meeting that begins about now: the one that waits since the last start, or a new one.
async fn meeting(gate: &Gate, branch: Id, secretary: Id) -> Result<Id> {
    let caller = Caller {
        member: secretary,
        session: Id::nil(),
    };
    let threshold = || gate.threshold(caller.clone(), Baggage::default(), true);
    let mut errand = Operator::new(gate).begin().await?;
    let since = errand.now() - WAITING;
    let waiting = store::waiting(errand.conn(), branch, since).await?;
    errand.commit(()).await?;
    if let Some(waiting) = waiting {
        return Ok(waiting);
    }
    let mut visit = threshold()
        .to(Action::CallMeeting, OrganizationPlace(branch))
        .await?;
    let start = visit.now() + TimeDelta::minutes(5);
    let drafted = meetings::call(&mut visit, evening(start)).await?;
    visit.commit(()).await?;
    let mut visit = threshold()
        .to(Action::RunMeeting, MeetingPlace(drafted.id))
        .await?;
    meetings::issue(&mut visit, drafted.id).await?;
    visit.commit(()).await?;
    Ok(drafted.id)
}

fn evening(start: DateTime<Utc>) -> Draft {
    let item = |title: &str, presenter: &str, minutes_planned| AgendaItem {
        title: title.to_owned(),
        presenter: presenter.to_owned(),
        minutes_planned,
        ..AgendaItem::default()
    };
    Draft {
        kind: Kind::Regular,
        title: format!(
            "Sinh hoạt thường kỳ tháng {}",
            vietnam::day_of(start).format("%m/%Y")
        ),
        place: "Nhà văn hoá".to_owned(),
        starts_at: start,
        ends_at: start + TimeDelta::minutes(95),
        members: Vec::new(),
        agenda: vec![
            item("Đánh giá kết quả tháng trước", "Bí thư", 30),
            item("Phương hướng, nhiệm vụ tháng tới", "Phó bí thư", 30),
            item("Thảo luận, biểu quyết, phân công", "Chủ trì", 35),
        ],
    }
}
