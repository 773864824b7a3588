//! The branch of an evening: its people as the file has them, and everybody signed in as soon as they act.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use sotay::base::Id;

use super::script::{Moment, Script};
use crate::support::people::Person;
use crate::support::town;
use crate::support::wire::Wire;
use crate::support::world::World;

/// Who is in town beside the people of the file.
const TOWNSPEOPLE: [(&str, &str); 5] = [
    ("Hạnh", town::login::HANH),
    ("Giang", town::login::GIANG),
    ("Mai", town::login::MAI),
    ("Sơn", "001080000011"),
    ("Thu", town::login::THU),
];

/// Organisations of the town that files name.
const PLACES: [(&str, &str); 3] = [
    ("Chi bộ thôn Tây", town::WEST),
    ("Chi bộ cơ quan", "01012016000003"),
    ("Đảng bộ xã Song Phượng", town::COMMUNE),
];

/// Standings begin on this day unless the file says otherwise.
const LONG_AGO: &str = "2024-01-01";

/// A meeting that the file named.
pub(super) struct Held {
    pub(super) id: Id,
    /// Who may show the code.
    pub(super) opened_by: String,
}

/// The house while an evening is played.
pub(super) struct Stage<'a> {
    pub(super) world: World,
    pub(super) script: &'a Script,
    pub(super) meetings: BTreeMap<String, Held>,
    /// The meeting called last.
    pub(super) last: String,
    /// The code that somebody photographed.
    pub(super) kept: String,
    organizations: BTreeMap<String, Id>,
    logins: BTreeMap<String, String>,
    signed_in: HashMap<String, (Person, DateTime<Utc>)>,
}

impl<'a> Stage<'a> {
    /// Everybody of the file is on file; nobody has an account yet.
    pub(super) async fn set(script: &'a Script, wire: Wire) -> Self {
        let world = World::since(wire, script.begins.0).await;
        let mut logins: BTreeMap<String, String> = TOWNSPEOPLE
            .map(|(name, login)| (name.to_owned(), login.to_owned()))
            .into();
        let mut codes: BTreeMap<String, String> = PLACES
            .map(|(name, code)| (name.to_owned(), code.to_owned()))
            .into();
        let (organizations, members) = rolls(script, &mut codes, &mut logins);
        world.takes_in(&organizations, &members).await;
        let mut organizations = BTreeMap::new();
        for (name, code) in codes {
            organizations.insert(name, world.organization(&code).await);
        }
        Self {
            world,
            script,
            meetings: BTreeMap::new(),
            last: String::new(),
            kept: String::new(),
            organizations,
            logins,
            signed_in: HashMap::new(),
        }
    }

    /// Time passes; what is done every hour is done when an hour has passed.
    pub(super) async fn comes_to(&self, moment: Moment) {
        let by = moment.0 - self.world.clock.now();
        assert!(by >= TimeDelta::zero(), "{moment:?} is over");
        self.world.later(by).await;
        if by >= TimeDelta::hours(1) {
            self.world.an_hour_passes().await;
        }
    }

    /// Somebody by the given name, signed in at this moment.
    pub(super) async fn person(&mut self, name: &str) -> Person {
        let now = self.world.clock.now();
        let person = match self.signed_in.get(name) {
            Some((person, since)) if now - *since < TimeDelta::minutes(9) => return person.clone(),
            Some((person, _)) => self.world.signs_in(person).await,
            None => self.world.person(self.login(name)).await,
        };
        self.signed_in.insert(name.to_owned(), (person.clone(), now));
        person
    }

    /// A member's id by the given name.
    pub(super) async fn member(&self, name: &str) -> Id {
        self.world.member(self.login(name)).await
    }

    pub(super) async fn members(&self, names: &[String]) -> Vec<Id> {
        let mut ids = Vec::new();
        for name in names {
            ids.push(self.member(name).await);
        }
        ids
    }

    /// Whether the file or the town knows somebody by this name.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.logins.contains_key(name)
    }

    pub(super) fn organization(&self, name: &str) -> Id {
        let known = self.organizations.get(name);
        *known.unwrap_or_else(|| panic!("no organisation is called {name}"))
    }

    /// The branch of the evening.
    pub(super) fn branch(&self) -> Id {
        self.organization(&self.script.branch)
    }

    /// A meeting by the name it has in the file, or the one called last.
    pub(super) fn meeting(&self, name: Option<&String>) -> &Held {
        let name = name.unwrap_or(&self.last);
        let known = self.meetings.get(name);
        known.unwrap_or_else(|| panic!("no meeting is called {name:?}"))
    }

    /// Who runs the branch of the evening.
    pub(super) fn secretary(&self) -> String {
        secretary(&self.script.people[&self.script.branch])
    }

    /// Who runs the branch that somebody belongs to in the file.
    pub(super) fn secretary_of(&self, name: &str) -> String {
        let mut branches = self.script.people.values();
        let own = branches.find(|people| people.keys().any(|whole| given(whole) == name));
        secretary(own.unwrap_or_else(|| panic!("{name} is not in the file")))
    }

    fn login(&self, name: &str) -> &str {
        let known = self.logins.get(name);
        known.unwrap_or_else(|| panic!("nobody is called {name}"))
    }

    /// The last word about presence that was said of a member.
    pub(super) async fn last_word(&self, of: Option<Id>, meeting: Id, reader: &Person) -> String {
        let mut request = json!({"meeting": meeting});
        if let Some(member) = of {
            request["member"] = json!(member);
        }
        let said = reader.does("ListAttendanceEvents", request).await;
        let words = said["events"].as_array().unwrap().iter().rev();
        let last = words
            .into_iter()
            .find(|word| word["kind"] != "VOID" && word["kind"] != "CONFIRM" && word["voided"] == false);
        last.expect("something was said")["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }
}

fn secretary(people: &BTreeMap<String, Vec<String>>) -> String {
    let is_secretary = |standings: &[String]| standings.iter().any(|standing| standing == "SECRETARY");
    let secretary = people.iter().find(|(_, standings)| is_secretary(standings));
    given(secretary.expect("a branch has a secretary").0)
}

/// A Vietnamese given name stands last.
pub(super) fn given(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or(name).to_owned()
}

/// The two files of an import that say what the evening says.
fn rolls(
    script: &Script,
    codes: &mut BTreeMap<String, String>,
    logins: &mut BTreeMap<String, String>,
) -> (String, String) {
    let mut organizations = "code,parent_code,kind,name,from_date\n".to_owned();
    let mut members =
        "branch_code,name,joined_date,official_date,citizen_id,phone,class,activity,exemption,activity_from,\
         temporary_branch_code,temporary_from,roles\n"
            .to_owned();
    for (branch, (name, people)) in (101..).zip(&script.people) {
        let code = format!("01012016000{branch}");
        organizations.extend([&code, ",", town::COMMUNE, ",BRANCH,", name, ",2020-01-01\n"]);
        for (name, standings) in people {
            let login = format!("0011801{:05}", logins.len());
            members += &roll(&code, name, &login, standings);
            let before = logins.insert(given(name), login);
            assert!(before.is_none(), "two are called {}", given(name));
        }
        codes.insert(name.clone(), code);
    }
    (organizations, members)
}

/// One member's row.
fn roll(branch: &str, name: &str, login: &str, standings: &[String]) -> String {
    let (mut home, mut stays, mut roles) = (branch, String::from(","), Vec::new());
    let mut dates = "2005-05-19,2006-05-19".to_owned();
    let (mut class, mut activity) = ("OFFICIAL", ",,".to_owned());
    for standing in standings {
        let (word, since) = standing.split_once(" since ").unwrap_or((standing, LONG_AGO));
        match word {
            "SECRETARY" | "DEPUTY_SECRETARY" | "COMMITTEE_MEMBER" | "CELL_LEADER" => roles.push(word),
            "PROBATIONARY" => {
                class = "PROBATIONARY";
                dates = format!("{since},");
            }
            "EXEMPT" => activity = format!("EXEMPT,AGE_AND_HEALTH,{since}"),
            "SUSPENDED" | "DETAINED" => activity = format!("{word},,{since}"),
            "TEMPORARILY_OUT" => stays = format!("OUTSIDE,{since}"),
            "TEMPORARILY_IN" => (home, stays) = (town::WEST, format!("{branch},{since}")),
            other => panic!("{name}: no standing is called {other}"),
        }
    }
    let roles = roles.join(";");
    format!("{home},{name},{dates},{login},OWN,{class},{activity},{stays},{roles}\n")
}
