//! Twelve months of invented meetings, accounts and attendance, so that adoption has a past to show.

use super::draw::per_mille;
use super::store::{self, Branch, Person};
use crate::access::doors::{Errand, Operator};
use crate::attendance::{Disposition, Kind, Method, Word, takeover as attendance};
use crate::base::secrets::random;
use crate::base::{Clock, Id, Result, ids, typed, vietnam};
use crate::identity::{Hasher, history as identity};
use crate::meetings::takeover::{self as meetings, RosterLine};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc};
use std::collections::HashMap;

/// Months of history.
pub const MONTHS: u32 = 12;
/// Branches meet at half past seven in the evening.
const EVENING: TimeDelta = TimeDelta::minutes(19 * 60 + 30);
const LENGTH: TimeDelta = TimeDelta::minutes(95);
/// Of a thousand obliged members, so many use the app by the end.
const ADOPTED_IN_THE_END: u64 = 780;

/// Writes the history that ends with the last month whose days of meeting are over. `told` hears of each month that is done.
pub async fn write(operator: &Operator, hasher: &Hasher, today: NaiveDate, told: impl Fn(u32)) -> Result<()> {
    let mut errand = operator.begin().await?;
    let people = store::people(errand.conn()).await?;
    let branches = store::branches(errand.conn()).await?;
    let clock = errand.clock().clone();
    // One password that nobody is told: to sign in as anyone else a visitor issues a slip.
    let hash = identity::hash(hasher, &typed::spell(random(), 20)).await?;
    accounts(&mut errand, &people, (today, &hash)).await?;
    errand.commit(()).await?;

    let people: HashMap<Id, &Person> = people.iter().map(|person| (person.member, person)).collect();
    // The present month has its meetings behind it from the sixth on.
    let youngest = u32::from(today.day() < 6);
    for age in (youngest..MONTHS + youngest).rev() {
        let month = vietnam::month_of(today)
            .checked_sub_months(Months::new(age))
            .unwrap_or(today);
        let mut errand = operator.begin().await?;
        let past = month_of_meetings(&branches, month);
        let roster = meetings::record(errand.conn(), &past).await?;
        let secretaries: HashMap<Id, Id> = branches
            .iter()
            .filter_map(|branch| Some((branch.id, branch.secretary?)))
            .collect();
        let held: HashMap<Id, &meetings::Past> = past.iter().map(|meeting| (meeting.id, meeting)).collect();
        let events: Vec<attendance::Past> = roster
            .iter()
            .filter_map(|line| {
                let meeting = held.get(&line.meeting)?;
                let secretary = secretaries.get(&meeting.organization)?;
                event(
                    &clock,
                    line,
                    meeting,
                    people.get(&line.member)?,
                    (*secretary, today),
                )
            })
            .collect();
        attendance::record(errand.conn(), &events).await?;
        errand.commit(()).await?;
        told(MONTHS + youngest - age);
    }
    Ok(())
}

/// The month in which a member began to use the app, counted back from `today`; `None` for who never did.
fn adopted(person: &Person, today: NaiveDate) -> Option<DateTime<Utc>> {
    if person.exempt || person.phone == "NONE" {
        return None;
    }
    let chance = per_mille("adopts", &[person.number]);
    if chance >= ADOPTED_IN_THE_END {
        return None;
    }
    // More began early in the campaign than late.
    let back = chance * u64::from(MONTHS) * 30 / ADOPTED_IN_THE_END + 3;
    let day = today.checked_sub_days(Days::new(back))?;
    Some(vietnam::start_of(day) + TimeDelta::hours(20))
}

async fn accounts(errand: &mut Errand, people: &[Person], (today, hash): (NaiveDate, &str)) -> Result<()> {
    let adopters: Vec<(&Person, DateTime<Utc>)> = people
        .iter()
        .filter_map(|person| Some((person, adopted(person, today)?)))
        .collect();
    let activated: Vec<(Id, DateTime<Utc>)> = adopters
        .iter()
        .map(|(person, since)| (person.member, *since))
        .collect();
    identity::enrol(errand, &activated, hash).await?;
    let used: Vec<(Id, NaiveDate)> = adopters
        .iter()
        .flat_map(|(person, since)| days_of_use(person, *since, today))
        .collect();
    identity::record_use(errand, &used).await
}

/// The day of activation, and in most months a day when the app was opened for the meeting.
fn days_of_use(person: &Person, since: DateTime<Utc>, today: NaiveDate) -> Vec<(Id, NaiveDate)> {
    let first = vietnam::day_of(since);
    let monthly = (0..=MONTHS).filter_map(|age| {
        let month = vietnam::month_of(today).checked_sub_months(Months::new(age))?;
        let day = month.with_day(u32::try_from(per_mille("day", &[person.number]) % 3).ok()? + 3)?;
        let opens = per_mille("opens", &[person.number, u64::from(age)]) < 880;
        (opens && day >= first && day <= today).then_some((person.member, day))
    });
    std::iter::once((person.member, first)).chain(monthly).collect()
}

/// One regular meeting a branch on the third to the fifth; now and then a branch meets without the app.
fn month_of_meetings(branches: &[Branch], month: NaiveDate) -> Vec<meetings::Past> {
    branches
        .iter()
        .zip(0_u64..)
        .filter(|(branch, number)| {
            branch.secretary.is_some()
                && per_mille(
                    "meets",
                    &[*number, u64::from(month.num_days_from_ce().unsigned_abs())],
                ) < 940
        })
        .filter_map(|(branch, number)| {
            let day = month.with_day(u32::try_from(number % 3).ok()? + 3)?;
            let started_at = vietnam::start_of(day) + EVENING;
            let called_at = started_at - TimeDelta::days(6);
            Some(meetings::Past {
                id: ids::at(called_at),
                organization: branch.id,
                title: format!("Sinh hoạt thường kỳ tháng {}", month.format("%m/%Y")),
                place: "Nhà văn hoá".to_owned(),
                called_at,
                started_at,
                ended_at: started_at + LENGTH,
            })
        })
        .collect()
}

/// What happened to one member on one evening; nothing for who stayed away without a word.
fn event(
    clock: &Clock,
    line: &RosterLine,
    meeting: &meetings::Past,
    person: &Person,
    (secretary, today): (Id, NaiveDate),
) -> Option<attendance::Past> {
    let evening = u64::from(
        vietnam::day_of(meeting.started_at)
            .num_days_from_ce()
            .unsigned_abs(),
    );
    let chance = per_mille("comes", &[person.number, evening]);
    let silent = line.activity != "ACTIVE" || line.relation == "TEMPORARILY_OUT";
    if silent || chance >= 990 {
        return None;
    }
    let excused = (chance >= 910).then_some("Ốm");
    let in_app = adopted(person, today).is_some_and(|since| since < meeting.started_at)
        && per_mille("scans", &[person.number, evening]) < 850;
    let minutes = i64::try_from(per_mille("minute", &[person.number, evening]) % 27).unwrap_or_default();
    let kind = if excused.is_some() {
        Kind::Excuse
    } else {
        Kind::Enter
    };
    let method = if in_app && excused.is_none() {
        Method::VenueCode
    } else {
        Method::BySecretary
    };
    let word = Word {
        event: ids::new(clock),
        kind,
        method,
        late: None,
        disposition: Disposition::Recorded,
        reason: excused.unwrap_or_default().to_owned(),
        reason_kind: None,
        refers_to: None,
        left_at: None,
        is_amendment: false,
        actor: if method == Method::VenueCode {
            line.member
        } else {
            secretary
        },
        actor_name: String::new(),
        occurred_at: meeting.started_at + TimeDelta::minutes(minutes - 8),
    };
    Some(attendance::Past {
        meeting: line.meeting,
        member: line.member,
        word,
    })
}
