//! The national member database as a source: who is who there, what differs from what is on file here.
//!
//! A sync ties members to their external ids, remembers the version, and lists every difference. It changes no file: a
//! keeper takes theirs or keeps ours, one difference at a time. What was kept does not come up again until they say
//! something new; what agrees by itself is closed.

mod decide;
mod file;
mod found;
mod grpc;
mod place;
mod refusals;
mod settle;
mod store;
mod wire;

pub use file::{Fault, JsonLines};
pub use grpc::Desk;
pub use place::DifferencePlace;
pub use refusals::Refusal;
pub use settle::{Shown, Side, list, settle};

use super::logins;
use super::words::Gender;
use crate::access::doors::{Errand, Operator};
use crate::base::Result;
use crate::base::secrets::Keys;
use chrono::NaiveDate;
use std::collections::HashSet;

/// Records compared and written together.
const CHUNK: usize = 500;

/// A national member database, or a copy of its records.
pub trait Source: Send {
    /// What it is called; external ids are its own.
    fn name(&self) -> &str;

    /// The state its records are of, in words that sort by age: a day, a time, a number with leading zeros.
    fn version(&self) -> &str;

    /// The next record, or what is wrong with it; `None` at the end. What is wrong with the whole ends the sync.
    fn next(&mut self) -> anyhow::Result<Option<std::result::Result<Record, Fault>>>;
}

/// A member as the source has it. What it does not say is not compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The source's own id of the member.
    pub external_id: String,
    /// Full name.
    pub name: String,
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    /// As the file says it.
    pub gender: Option<Gender>,
    /// Ngày vào Đảng.
    pub joined_date: Option<NaiveDate>,
    /// Ngày chính thức.
    pub official_date: Option<NaiveDate>,
    /// Twelve digits.
    pub citizen_id: Option<String>,
    /// Digits.
    pub card_number: Option<String>,
    /// National form, ten digits.
    pub phone_number: Option<String>,
    /// Fourteen digits of the home branch.
    pub branch_code: Option<String>,
}

/// What two files can differ in, and what keeps a record from being compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Họ và tên.
    Name,
    /// Ngày sinh.
    BirthDate,
    /// Giới tính.
    Gender,
    /// Ngày vào Đảng.
    JoinedDate,
    /// Ngày chính thức.
    OfficialDate,
    /// Số căn cước công dân.
    CitizenId,
    /// Số thẻ đảng viên.
    CardNumber,
    /// Số điện thoại.
    PhoneNumber,
    /// The home branch.
    Branch,
    /// Nobody on file has the record's numbers.
    NotOnFile,
    /// The record's numbers are two members' here, or the member is tied to another record.
    TwoMembers,
}

impl Field {
    /// Every field, in the order of the contract.
    pub const ALL: [Self; 11] = [
        Self::Name,
        Self::BirthDate,
        Self::Gender,
        Self::JoinedDate,
        Self::OfficialDate,
        Self::CitizenId,
        Self::CardNumber,
        Self::PhoneNumber,
        Self::Branch,
        Self::NotOnFile,
        Self::TwoMembers,
    ];

    /// As stored and as the contract says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "NAME",
            Self::BirthDate => "BIRTH_DATE",
            Self::Gender => "GENDER",
            Self::JoinedDate => "JOINED_DATE",
            Self::OfficialDate => "OFFICIAL_DATE",
            Self::CitizenId => "CITIZEN_ID",
            Self::CardNumber => "CARD_NUMBER",
            Self::PhoneNumber => "PHONE_NUMBER",
            Self::Branch => "BRANCH",
            Self::NotOnFile => "NOT_ON_FILE",
            Self::TwoMembers => "TWO_MEMBERS",
        }
    }

    /// Whether what stands in it is a number of a citizen, shown masked.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::CitizenId | Self::CardNumber | Self::PhoneNumber)
    }

    fn read(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|field| field.name() == name);
        found.ok_or_else(|| anyhow::anyhow!("no field is called {name}").into())
    }
}

/// What became of a sync.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Records read.
    pub records: u64,
    /// Records of members on file.
    pub tied: u64,
    /// Records of nobody here.
    pub not_on_file: u64,
    /// Differences that are open afterwards.
    pub open: u64,
    /// Records older than what was seen of the member before; not compared.
    pub stale: u64,
    /// Lines that could not be read.
    pub refused: u64,
}

/// Compares every record of a source with what is on file. Each chunk is a transaction of its own: a sync that was
/// broken off is begun again and finds what it has done. `told` hears of lines that could not be read.
pub async fn sync(
    door: &Operator,
    source: &mut dyn Source,
    told: &mut (dyn FnMut(&Report, Option<&Fault>) + Send),
) -> Result<Report> {
    let mut report = Report::default();
    loop {
        let chunk = take(source, &mut report, told)?;
        if chunk.is_empty() {
            break;
        }
        let mut errand = door.begin().await?;
        let (keys, now, today) = (errand.keys().clone(), errand.now(), errand.today());
        let sync = store::Sync {
            source: source.name(),
            version: source.version(),
            now,
            today,
            keys: &keys,
        };
        store::one_at_a_time(errand.conn()).await?;
        compare(&mut errand, &sync, &chunk, &mut report).await?;
        errand.commit(()).await?;
        told(&report, None);
    }
    let mut errand = door.begin().await?;
    report.open = store::count_open(errand.conn(), source.name()).await?;
    let now = errand.now();
    store::note_sync(errand.conn(), (source.name(), source.version()), &report, now).await?;
    errand.commit(()).await?;
    Ok(report)
}

fn take(
    source: &mut dyn Source,
    report: &mut Report,
    told: &mut (dyn FnMut(&Report, Option<&Fault>) + Send),
) -> Result<Vec<Record>> {
    let mut chunk = Vec::with_capacity(CHUNK);
    let mut ids = HashSet::new();
    while chunk.len() < CHUNK {
        match source.next()? {
            None => break,
            // One id twice in one breath says nothing that could be listed.
            Some(Ok(record)) if !ids.insert(record.external_id.clone()) => report.refused += 1,
            Some(Ok(record)) => chunk.push(record),
            Some(Err(fault)) => {
                report.refused += 1;
                told(report, Some(&fault));
            }
        }
        report.records += 1;
    }
    Ok(chunk)
}

async fn compare(
    errand: &mut Errand,
    sync: &store::Sync<'_>,
    chunk: &[Record],
    report: &mut Report,
) -> Result<()> {
    let hashed: Vec<Hashed<'_>> = chunk.iter().map(|record| Hashed::of(record, sync.keys)).collect();
    let shelf = store::shelf(errand.conn(), sync, &hashed).await?;
    let branches = store::branches(errand.conn(), chunk).await?;
    let clock = errand.clock().clone();
    let mut findings = found::Found::default();
    let mut tied = HashSet::new();
    for record in &hashed {
        let mut verdict = decide::judge(record, sync.version, &shelf.about(record));
        if let decide::Verdict::Tied { member, home, .. } = verdict
            && !tied.insert(member)
        {
            verdict = decide::Verdict::TwoMembers { one: member, home };
        }
        match &verdict {
            decide::Verdict::Stale => report.stale += 1,
            decide::Verdict::NotOnFile => report.not_on_file += 1,
            decide::Verdict::TwoMembers { .. } => {}
            decide::Verdict::Tied { .. } => report.tied += 1,
        }
        findings.push(sync, (record.record, &branches), verdict, &clock)?;
    }
    findings.write(errand.conn(), sync).await
}

/// A record with the keyed hashes of its numbers.
#[derive(Clone, Debug)]
struct Hashed<'a> {
    record: &'a Record,
    citizen_id: Option<Vec<u8>>,
    card_number: Option<Vec<u8>>,
    phone_number: Option<Vec<u8>>,
}

impl<'a> Hashed<'a> {
    fn of(record: &'a Record, keys: &Keys) -> Self {
        let hash =
            |column, number: &Option<String>| number.as_ref().map(|number| keys.lookup(column, number));
        Self {
            citizen_id: hash(logins::CITIZEN_ID, &record.citizen_id),
            card_number: hash(logins::CARD_NUMBER, &record.card_number),
            phone_number: hash(logins::PHONE_NUMBER, &record.phone_number),
            record,
        }
    }
}

/// A difference found: in what, and what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Differs {
    field: Field,
    theirs: String,
}
