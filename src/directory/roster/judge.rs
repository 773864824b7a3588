//! The rows of a roster, resolved to branches and people and handed to the one way members come in.

use super::read::Entry;
use super::told::Told;
use super::types::Branch;
use crate::base::secrets::Keys;
use crate::base::{Id, Result, text};
use crate::directory::import::apply::{self, Settled};
use crate::directory::import::bench::Bench;
use crate::directory::import::facts::{Facts, Manner, Place, Resolved, Whereabouts};
use crate::directory::import::known;
use crate::directory::import::report::{Fault, Tally};
use crate::directory::import::{File, Reason, Report};
use crate::directory::logins;
use crate::directory::organizations::plain_code;
use crate::directory::roles::{self, Proposal, titled};
use crate::directory::words::{Gender, Kind};
use sqlx::Connection;
use std::collections::{HashMap, HashSet};

/// Rows judged and written together.
pub(super) const CHUNK: usize = 1_000;

/// What a roster is taken for.
#[derive(Debug)]
pub(super) struct Task {
    /// The import.
    pub(super) import: Id,
    /// The organisation it is for.
    pub(super) organization: Id,
    /// Whether nothing is to stay.
    pub(super) dry_run: bool,
    /// The branches that rows may name.
    pub(super) branches: Branches,
}

/// Branches by name and by code.
#[derive(Debug)]
pub(super) struct Branches {
    /// The branch that rows mean which name none.
    own: Option<Place>,
    by_name: HashMap<String, Vec<Place>>,
    by_code: HashMap<String, Place>,
}

impl Branches {
    /// The branches of an organisation; of one that is a branch, itself.
    pub(super) fn of(organization: Id, branches: Vec<Branch>) -> Self {
        let mut index = Self {
            own: None,
            by_name: HashMap::new(),
            by_code: HashMap::new(),
        };
        for branch in branches {
            let place = Place {
                id: branch.id,
                kind: Kind::Branch,
                from: branch.from,
                has_ended: false,
            };
            if branch.id == organization {
                index.own = Some(place);
            }
            index.by_name.entry(bare(&branch.name)).or_default().push(place);
            if let Some(code) = branch.code {
                index.by_code.insert(code, place);
            }
        }
        index
    }

    /// Whether rows have to name their branch.
    pub(super) const fn must_be_named(&self) -> bool {
        self.own.is_none()
    }

    /// Codes that rows name and no branch has today: they may have been a branch's in former days.
    fn former_codes(&self, entries: &[Entry]) -> Vec<String> {
        let codes: HashSet<String> = entries
            .iter()
            .map(|entry| plain_code(entry.branch.trim()))
            .filter(|code| code.len() == 14 && code.bytes().all(|byte| byte.is_ascii_digit()))
            .filter(|code| !self.by_code.contains_key(code))
            .collect();
        codes.into_iter().collect()
    }

    fn find(&self, written: &str, former: &HashMap<String, Place>) -> Result<Place, Fault> {
        if written.is_empty() {
            return self.own.ok_or(("branch", Reason::Missing));
        }
        let code = plain_code(written.trim());
        if let Some(place) = self.by_code.get(&code) {
            return Ok(*place);
        }
        match former.get(&code) {
            Some(place) if place.has_ended => return Err(("branch", Reason::HasEnded)),
            Some(place) if place.kind == Kind::Branch => return Ok(*place),
            Some(_) | None => {}
        }
        match self.by_name.get(&bare(written)).map(Vec::as_slice) {
            Some([place]) => Ok(*place),
            Some([_, ..]) => Err(("branch", Reason::AmbiguousBranch)),
            Some([]) | None => Err(("branch", Reason::UnknownBranch)),
        }
    }
}

/// A branch's name without marks, signs and "chi bộ".
fn bare(name: &str) -> String {
    let words = text::fold(name);
    let words: Vec<&str> = words
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    match words.as_slice() {
        ["chi", "bo", rest @ ..] if !rest.is_empty() => rest.join(" "),
        words => words.join(" "),
    }
}

/// What became of some rows.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) report: Report,
    pub(super) told: Told,
    /// Whom they were about.
    pub(super) members: Vec<Id>,
}

/// Judges rows and writes what they say; of a dry run nothing stays. `met` holds whom rows further up were about.
pub(super) async fn rows(
    bench: &mut Bench<'_>,
    task: &Task,
    entries: Vec<Entry>,
    met: &mut HashSet<Id>,
) -> Result<Judged> {
    let mut tally = Tally::new(File::Members);
    let codes = task.branches.former_codes(&entries);
    let former = if codes.is_empty() {
        HashMap::new()
    } else {
        let today = bench.today();
        known::places(bench.conn, (&codes, Some(task.organization)), today).await?
    };
    let mut resolved = Vec::with_capacity(entries.len());
    let mut posts = HashMap::new();
    for entry in entries {
        let row = u64::from(entry.row);
        let post = entry.post.clone();
        match resolve(entry, (&task.branches, &former), &bench.keys) {
            Err(faults) => tally.refuse(row, &faults),
            Ok(found) => {
                if is_title(&post) {
                    posts.insert(row, (post, found.home.id));
                }
                resolved.push((row, found));
            }
        }
    }
    let mut savepoint = bench.conn.begin().await?;
    let mut inner = Bench {
        conn: &mut savepoint,
        keys: bench.keys.clone(),
        clock: bench.clock.clone(),
        ..*bench
    };
    let settled = apply::apply(&mut inner, Manner::Office, resolved, met, &mut tally).await?;
    propose(&mut inner, task, &settled, &posts).await?;
    if task.dry_run {
        savepoint.rollback().await?;
    } else {
        savepoint.commit().await?;
    }
    let report = tally.report();
    Ok(Judged {
        told: Told::of(&report),
        members: settled.into_iter().map(|settled| settled.member).collect(),
        report,
    })
}

/// "Chức vụ" grants nothing: it is put on the list that who may grant confirms.
async fn propose(
    bench: &mut Bench<'_>,
    task: &Task,
    settled: &[Settled],
    posts: &HashMap<u64, (String, Id)>,
) -> Result<()> {
    let proposals: Vec<Proposal> = settled
        .iter()
        .filter_map(|settled| {
            let (title, organization) = posts.get(&settled.row)?;
            Some(Proposal {
                member: settled.member,
                organization: *organization,
                title: title.chars().take(LONGEST_TITLE).collect(),
                role: titled(title),
                source: task.import,
            })
        })
        .collect();
    roles::propose(bench.conn, &bench.clock, &proposals).await?;
    Ok(())
}

/// Many lists say of everybody who holds no post that it is a member.
fn is_title(post: &str) -> bool {
    let folded = text::fold(post);
    let is_member = folded.starts_with("dang vien") && !folded.contains("uy");
    post.contains(char::is_alphabetic) && !is_member && !matches!(folded.trim(), "khong" | "x")
}

/// Longest title kept, in characters.
const LONGEST_TITLE: usize = 200;

/// Finds the branch of a row and hashes its numbers.
fn resolve(
    entry: Entry,
    (branches, former): (&Branches, &HashMap<String, Place>),
    keys: &Keys,
) -> Result<Resolved, Vec<Fault>> {
    let mut faults: Vec<Fault> = entry
        .faults
        .iter()
        .map(|(field, reason)| (field.name(), *reason))
        .collect();
    let home = branches.find(&entry.branch, former);
    faults.extend(home.as_ref().err());
    let home = match home {
        Ok(home) if faults.is_empty() => home,
        Ok(_) | Err(_) => return Err(faults),
    };
    let hashed = |column, number: &Option<String>| number.as_ref().map(|number| keys.lookup(column, number));
    Ok(Resolved {
        citizen_id: hashed(logins::CITIZEN_ID, &entry.citizen_id),
        card_number: hashed(logins::CARD_NUMBER, &entry.card_number),
        phone_number: hashed(logins::PHONE_NUMBER, &entry.phone_number),
        facts: Facts {
            name: entry.name,
            birth: entry.birth,
            gender: entry
                .is_male
                .map(|is_male| if is_male { Gender::Male } else { Gender::Female }),
            joined_date: entry.joined_date,
            official_date: entry.official_date,
            card_number: entry.card_number,
            citizen_id: entry.citizen_id,
            phone_number: entry.phone_number,
            phone: None,
            class: None,
            activity: None,
            stay: Whereabouts::Unsaid,
        },
        home,
        stays_in: None,
        roles: Vec::new(),
    })
}
