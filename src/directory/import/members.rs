//! The rows of `members.csv`, judged against what is on file and written many at a time.

use super::apply;
use super::bench::Bench;
use super::facts::{Manner, Place, Resolved};
use super::known;
use super::person::Person;
use super::reason::Reason;
use super::report::{Fault, File, Progress, Tally};
use super::row::Row;
use super::table::Table;
use crate::access::Role;
use crate::access::doors::Errand;
use crate::base::secrets::Keys;
use crate::base::{Id, Result};
use crate::directory::words::Kind;
use crate::directory::{decide, logins};
use std::collections::{HashMap, HashSet};

/// Rows looked up and written together.
const CHUNK: usize = 2_000;

/// What was met so far in the file.
#[derive(Debug, Default)]
struct Met {
    places: HashMap<String, Option<Place>>,
    citizen_ids: HashSet<Vec<u8>>,
    card_numbers: HashSet<Vec<u8>>,
    members: HashSet<Id>,
}

pub(super) async fn import(
    errand: &mut Errand,
    table: &Table,
    tally: &mut Tally,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<()> {
    let total = table.len();
    let mut met = Met::default();
    let mut rows = table.rows();
    let mut done = 0;
    loop {
        let chunk: Vec<_> = rows.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        done += chunk.len();
        import_chunk(errand, chunk, &mut met, tally).await?;
        progress(Progress {
            file: File::Members,
            done,
            total,
        });
    }
}

async fn import_chunk(
    errand: &mut Errand,
    chunk: Vec<Row<'_>>,
    met: &mut Met,
    tally: &mut Tally,
) -> Result<()> {
    let today = errand.today();
    let mut read = Vec::with_capacity(chunk.len());
    for mut row in chunk {
        match Person::read(&mut row, today) {
            Some(person) if row.faults.is_empty() => read.push((row.number, person)),
            _ => tally.refuse(row.number, &row.faults),
        }
    }
    met.learn_places(errand, &read).await?;
    let mut resolved = Vec::with_capacity(read.len());
    for (number, person) in read {
        match resolve(person, met, errand.keys()) {
            Ok(row) => resolved.push((number, row)),
            Err(faults) => tally.refuse(number, &faults),
        }
    }
    let mut bench = Bench::of_errand(errand);
    apply::apply(&mut bench, Manner::Operator, resolved, &mut met.members, tally).await?;
    Ok(())
}

impl Met {
    /// Looks up the codes in these rows that were not met before.
    async fn learn_places(&mut self, errand: &mut Errand, rows: &[(u64, Person)]) -> Result<()> {
        let codes: HashSet<&String> = rows
            .iter()
            .flat_map(|(_, person)| {
                let stay = person.stay.iter().filter_map(|stay| stay.code.as_ref());
                let roles = person.roles.iter().filter_map(|(_, code)| code.as_ref());
                stay.chain(roles).chain([&person.branch_code])
            })
            .filter(|code| !self.places.contains_key(*code))
            .collect();
        let codes: Vec<String> = codes.into_iter().cloned().collect();
        let today = errand.today();
        let mut found = known::places(errand.conn(), (&codes, None), today).await?;
        for code in codes {
            let place = found.remove(&code);
            self.places.insert(code, place);
        }
        Ok(())
    }

    fn place(&self, column: &'static str, code: &str) -> Result<Place, Fault> {
        match self.places.get(code).copied().flatten() {
            None => Err((column, Reason::UnknownCode)),
            Some(place) if place.has_ended => Err((column, Reason::HasEnded)),
            Some(place) => Ok(place),
        }
    }

    fn branch(&self, column: &'static str, code: &str) -> Result<Place, Fault> {
        let place = self.place(column, code)?;
        if place.kind == Kind::Branch {
            Ok(place)
        } else {
            Err((column, Reason::DoesNotFit))
        }
    }

    /// Notes the numbers of a row; who stood further up is a duplicate, another's card is another's.
    fn note_numbers(&mut self, citizen_id: Option<&Vec<u8>>, card: Option<&Vec<u8>>) -> Result<(), Fault> {
        if citizen_id.is_some_and(|number| self.citizen_ids.contains(number)) {
            return Err(("citizen_id", Reason::Duplicate));
        }
        if card.is_some_and(|number| self.card_numbers.contains(number)) {
            let reason = if citizen_id.is_some() {
                Reason::Taken
            } else {
                Reason::Duplicate
            };
            return Err(("card_number", reason));
        }
        self.citizen_ids.extend(citizen_id.cloned());
        self.card_numbers.extend(card.cloned());
        Ok(())
    }
}

/// Finds what a row refers to and hashes its numbers.
fn resolve(person: Person, met: &mut Met, keys: &Keys) -> Result<Resolved, Vec<Fault>> {
    let hashed = |column, number: &Option<String>| number.as_ref().map(|number| keys.lookup(column, number));
    let (citizen_id, card_number) = (
        hashed(logins::CITIZEN_ID, &person.citizen_id),
        hashed(logins::CARD_NUMBER, &person.card_number),
    );
    let phone_number = hashed(logins::PHONE_NUMBER, &person.phone_number);
    let mut faults = Vec::new();
    let home = met.branch("branch_code", &person.branch_code);
    let stay = person.stay.as_ref().and_then(|stay| stay.code.as_ref());
    let stays_in = stay
        .map(|code| met.branch("temporary_branch_code", code))
        .transpose();
    let roles: Result<Vec<_>, _> = person
        .roles
        .iter()
        .map(|(role, code)| role_at(met, *role, code.as_ref().unwrap_or(&person.branch_code)))
        .collect();
    faults.extend(stays_in.as_ref().err());
    faults.extend(roles.as_ref().err());
    let (home, stays_in, roles) = match (home, stays_in, roles) {
        (Ok(home), Ok(stays_in), Ok(roles)) => (home, stays_in.map(|place| place.id), roles),
        (home, ..) => {
            faults.extend(home.err());
            return Err(faults);
        }
    };
    if stays_in == Some(home.id) {
        return Err(vec![("temporary_branch_code", Reason::DoesNotFit)]);
    }
    met.note_numbers(citizen_id.as_ref(), card_number.as_ref())
        .map_err(|fault| vec![fault])?;
    Ok(Resolved {
        facts: person.into(),
        citizen_id,
        card_number,
        phone_number,
        home,
        stays_in,
        roles,
    })
}

fn role_at(met: &Met, role: Role, code: &str) -> Result<(Role, Id), Fault> {
    let place = met.place("roles", code)?;
    if decide::has_role(place.kind, role) {
        Ok((role, place.id))
    } else {
        Err(("roles", Reason::DoesNotFit))
    }
}
