//! Stays elsewhere for a time, always in pairs: away at home, and present at the host once it has received the member.

use super::decide::{self, StayFinding, StayRule};
use super::deciders::{self, Competence};
use super::details::{Warning, WarningKind};
use super::records;
use super::refusals::Refusal;
use super::store;
use super::types::{Entry, NewStay, Purpose, Stay, StayState, What};
use crate::access::{Action, Visit};
use crate::base::{Id, Refused, Result, ids, text};
use crate::directory::words::Relation;
use crate::directory::{self, OrganizationPlace};
use crate::regulations::{self, Rule};
use chrono::NaiveDate;

/// Sends the visited member elsewhere. Who answers for the host too receives in the same breath.
pub(super) async fn start(visit: &mut Visit, member: Id, new: &NewStay) -> Result<Stay> {
    let home = visit.organization()?;
    directory::decide::in_order(new.from, Some(new.to))?;
    let host_name = text::tidy(&new.host_name);
    if new.host.is_some() != host_name.is_empty() {
        return Err(Refusal::HostMissing.into());
    }
    let receives = match new.host {
        Some(host) => {
            check_host(visit, host, home).await?;
            visit
                .also_may(Action::ArrangeStay, OrganizationPlace(host))
                .await?
        }
        None => false,
    };
    store::lock_member(visit.conn(), member).await?;
    let id = ids::new(visit.clock());
    let stay = store::stays::New {
        id,
        member,
        home,
        host: new.host,
        host_name: &host_name,
        purpose: new.purpose,
    };
    store::stays::insert(visit.conn(), &stay).await?;
    let record = note(visit, (member, What::StayStarted), new.from, &new.decision_number).await?;
    let days = (new.from, Some(new.to));
    open(
        visit,
        (member, home, Relation::TemporarilyOut),
        days,
        (record, Some(id)),
    )
    .await?;
    if let (true, Some(host)) = (receives, new.host) {
        open(
            visit,
            (member, host, Relation::TemporarilyIn),
            days,
            (record, Some(id)),
        )
        .await?;
        let now = visit.now();
        store::stays::receive(visit.conn(), id, now).await?;
    }
    read(visit, id).await
}

/// Receives the member of the visited stay at the host.
pub(super) async fn receive(visit: &mut Visit, id: Id) -> Result<Stay> {
    let stay = lasting(visit, id).await?;
    let host = stay.host.ok_or(Refusal::StayNotYours)?;
    if !visit
        .also_may(Action::ArrangeStay, OrganizationPlace(host))
        .await?
    {
        return Err(Refusal::StayNotYours.into());
    }
    if stay.state == StayState::Lasting {
        return Ok(stay);
    }
    let (today, now) = (visit.today(), visit.now());
    let from = stay.from.map_or(today, |from| from.max(today));
    let record = note(visit, (stay.member, What::StayReceived), from, "").await?;
    open(
        visit,
        (stay.member, host, Relation::TemporarilyIn),
        (from, stay.to),
        (record, Some(id)),
    )
    .await?;
    store::stays::receive(visit.conn(), id, now).await?;
    read(visit, id).await
}

/// Moves the last day of the visited stay.
pub(super) async fn extend(visit: &mut Visit, id: Id, to: NaiveDate, decision_number: &str) -> Result<Stay> {
    let stay = lasting(visit, id).await?;
    directory::decide::in_order(stay.from.unwrap_or(to), Some(to))?;
    directory::decide::in_order(visit.today(), Some(to))?;
    note(visit, (stay.member, What::StayExtended), to, decision_number).await?;
    store::stays::set_last_day(visit.conn(), id, to).await?;
    read(visit, id).await
}

/// Ends the visited stay: `day` is the first back at home.
pub(super) async fn end(
    visit: &mut Visit,
    id: Id,
    day: Option<NaiveDate>,
    decision_number: &str,
) -> Result<Stay> {
    let stay = lasting(visit, id).await?;
    let day = day.unwrap_or_else(|| visit.today());
    let is_within = stay.from.is_none_or(|from| from < day) && stay.to.is_none_or(|to| day <= to);
    if !is_within {
        return Err(directory::Refusal::DatesReversed.into());
    }
    note(visit, (stay.member, What::StayEnded), day, decision_number).await?;
    store::stays::end(visit.conn(), id, day).await?;
    read(visit, id).await
}

/// The stays from and at the visited branch that last or are to come, or that lasted on a day.
pub(super) async fn list(visit: &mut Visit, as_of: Option<NaiveDate>) -> Result<Vec<Stay>> {
    let (organization, day) = (visit.organization()?, as_of.unwrap_or(visit.today()));
    let mut stays = store::staying::around(visit.conn(), organization, (day, as_of.is_some())).await?;
    for stay in &mut stays {
        stay.warnings = warnings(visit, stay).await?;
    }
    Ok(stays)
}

/// A host is a branch of today that is not the home.
pub(in crate::directory) async fn check_host(visit: &mut Visit, host: Id, home: Id) -> Result<()> {
    let today = visit.today();
    if host == home || !store::is_branch(visit.conn(), host, today).await? {
        return Err(Refusal::UnknownHost.into());
    }
    Ok(())
}

/// Opens a relation for some days, on a record.
pub(super) async fn open(
    visit: &mut Visit,
    whom: (Id, Id, Relation),
    days: (NaiveDate, Option<NaiveDate>),
    basis: (Id, Option<Id>),
) -> Result<()> {
    let id = ids::new(visit.clock());
    store::stays::open(visit.conn(), id, whom, days, basis).await
}

async fn read(visit: &mut Visit, id: Id) -> Result<Stay> {
    let today = visit.today();
    let mut stay = store::staying::read(visit.conn(), id, today)
        .await?
        .ok_or_else(Refused::not_found)?;
    stay.warnings = warnings(visit, &stay).await?;
    Ok(stay)
}

async fn lasting(visit: &mut Visit, id: Id) -> Result<Stay> {
    store::stays::lock(visit.conn(), id).await?;
    let stay = read(visit, id).await?;
    match stay.state {
        StayState::Ended => Err(Refusal::StayEnded.into()),
        StayState::Sent | StayState::Lasting => Ok(stay),
    }
}

/// Writes a record of the line at home, wherever the visitor came in.
pub(super) async fn note(
    visit: &mut Visit,
    (member, what): (Id, What),
    day: NaiveDate,
    decision_number: &str,
) -> Result<Id> {
    let branch = visit.organization()?;
    let decider = deciders::read(visit, branch, Competence::Line, "").await?;
    let entry = Entry {
        member,
        what,
        day,
        decision_number,
        decider,
        note: "",
    };
    records::write(visit, &entry).await
}

async fn warnings(visit: &mut Visit, stay: &Stay) -> Result<Vec<Warning>> {
    let (Some(from), Some(to)) = (stay.from, stay.to) else {
        return Ok(Vec::new());
    };
    let (longest, most_included) = match stay.purpose {
        Purpose::Work => (Rule::StayMonthsBelow, false),
        Purpose::Study => (Rule::StudyMonthsMost, true),
    };
    let least = regulations::number(visit.conn(), Rule::StayMonthsLeast, from).await?;
    let most = regulations::number(visit.conn(), longest, from).await?;
    let rule = StayRule {
        least: u32::try_from(least.value).unwrap_or_default(),
        most: u32::try_from(most.value).unwrap_or_default(),
        most_included,
    };
    let found = decide::stay(from, to, rule).map(|found| match found {
        StayFinding::TooShort => Warning {
            kind: WarningKind::StayShort,
            source: least.source,
        },
        StayFinding::TooLong => Warning {
            kind: WarningKind::StayLong,
            source: most.source,
        },
    });
    Ok(found.into_iter().collect())
}
