//! The second act: on 01/7/2025 Phùng, Đan Phượng, Song Phượng, Đồng Tháp and Thượng Mỗ became xã Đan Phượng, through
//! the same use case that an officer calls. What is invented: the number of the decision, the code, who leads.

use super::store;
use crate::access::doors::Operator;
use crate::access::grants::{self, NewGrant};
use crate::access::{Action, Baggage, Caller, Gate, Role, Visit};
use crate::app::DEPENDENTS;
use crate::base::{Id, Result, ids};
use crate::directory::OrganizationPlace;
use crate::directory::organizations::{self, Founding, Merger, Order, Reorganized};
use anyhow::{Context, anyhow};
use chrono::NaiveDate;

/// The party committees that became one.
const MERGED: [&str; 5] = [
    "Đảng bộ thị trấn Phùng",
    HOST,
    "Đảng bộ xã Song Phượng",
    "Đảng bộ xã Đồng Tháp",
    "Đảng bộ xã Thượng Mỗ",
];
/// The one whose name the new one bears; those who led it lead on.
const HOST: &str = "Đảng bộ xã Đan Phượng";
const CODE: &str = "01.012.068.000.000";
const DECISION: &str = "Quyết định mẫu, 01/7/2025";

/// Merges the five, unless that was done before.
pub async fn play(gate: &Gate) -> Result<Option<Reorganized>> {
    let day = NaiveDate::from_ymd_opt(2025, 7, 1).context("a day of the calendar")?;
    let mut errand = Operator::new(gate).begin().await?;
    let standing = store::committees_before(errand.conn(), &MERGED, day).await?;
    let district = store::district(errand.conn())
        .await?
        .ok_or_else(|| anyhow!("no district was imported"))?;
    let admin = store::holder(errand.conn(), district, Role::SystemAdmin.name())
        .await?
        .ok_or_else(|| anyhow!("nobody runs the system of the district"))?;
    errand.commit(()).await?;
    if standing.len() < MERGED.len() {
        return Ok(None);
    }
    let caller = Caller {
        member: admin,
        session: Id::nil(),
    };
    let mut visit = gate
        .threshold(caller, Baggage::default(), true)
        .to(Action::CreateOrganization, OrganizationPlace(district))
        .await?;
    let host = standing.iter().find(|(name, _)| name == HOST).map(|(_, id)| *id);
    let merger = Merger {
        merged: standing.into_iter().map(|(_, id)| id).collect(),
        into: Some(Founding {
            name: HOST.to_owned(),
            code: Some(CODE.to_owned()),
            kind: None,
        }),
    };
    let order = Order {
        day,
        decision_number: DECISION.to_owned(),
    };
    let done = organizations::merge(&mut visit, DEPENDENTS, merger, &order).await?;
    lead_on(&mut visit, &done, host).await?;
    visit.commit(()).await?;
    Ok(Some(done))
}

/// Who led the host leads the new one from the day on.
async fn lead_on(visit: &mut Visit, done: &Reorganized, host: Option<Id>) -> Result<()> {
    let Some(new) = done.organizations.first() else {
        return Ok(());
    };
    let (now, admin) = (visit.now(), visit.caller().member);
    for led in done
        .ended_grants
        .iter()
        .filter(|grant| Some(grant.organization) == host)
    {
        let grant = NewGrant {
            id: ids::new(visit.clock()),
            member: led.member,
            organization: new.id,
            role: led.role,
            from: led.from.unwrap_or(done.event.day).max(done.event.day),
            to: None,
            decision_number: DECISION.to_owned(),
            granted_by: Some(admin),
            substitute_for: None,
        };
        grants::insert(visit.conn(), &grant, now).await?;
    }
    Ok(())
}
