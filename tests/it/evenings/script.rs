//! What stands in the file of an evening. Every key is known and every figure is compared: what is not listed here cannot
//! be written down.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize};

use super::deeds::Deed;

/// One evening, written by hand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Script {
    pub(super) title: String,
    /// What the evening is there to show.
    pub(super) shows: String,
    /// The day on which the branch stands as written.
    pub(super) begins: Moment,
    /// Whose evening it is.
    pub(super) branch: String,
    pub(super) sources: Vec<Source>,
    /// By branch, by name: the standings and posts of each; nothing for an official member who comes to every meeting.
    pub(super) people: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    pub(super) evening: Evening,
    pub(super) expect: Vec<Expect>,
}

/// Where a rule stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    rule: String,
    text: String,
    #[serde(rename = "where")]
    place: String,
}

/// What happens, in order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Evening {
    pub(super) happens: Vec<Step>,
}

/// Somebody does something.
#[derive(Deserialize)]
pub(super) struct Step {
    pub(super) at: Moment,
    #[serde(default)]
    pub(super) by: OneOrMore,
    /// The code of the refusal that everybody meets who does it.
    pub(super) refused: Option<String>,
    #[serde(flatten)]
    pub(super) deed: Deed,
}

/// What a careful secretary writes down.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Expect {
    /// The meeting by its name in this file; the last one when left out.
    #[serde(skip_serializing)]
    pub(super) meeting: Option<String>,
    /// When it is looked at; at the end when left out.
    #[serde(skip_serializing)]
    pub(super) at: Option<Moment>,
    /// Who looks; the secretary when left out.
    #[serde(skip_serializing)]
    pub(super) asks: Option<String>,
    state: String,
    /// From the real beginning to the real end.
    minutes: i64,
    /// Besides: `POSTPONED`, `CLOSED_BY_ITSELF`, `RECORDED_AFTERWARDS`, `REOPENED`.
    #[serde(default)]
    marks: Vec<String>,
    counts: Counts,
    header: Header,
    rate: Rate,
    findings: Vec<String>,
    #[serde(default)]
    late_additions: Vec<String>,
    /// Single members: the state and how it is known.
    #[serde(default)]
    pub(super) rows: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) replies: Option<Replies>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) duties: Option<Duties>,
    /// Measures and duties of adoption at the branch, as `numerator/denominator`.
    #[serde(default)]
    pub(super) adoption: BTreeMap<String, String>,
}

/// Every count, also those that are zero.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Counts {
    expected: i32,
    present: i32,
    late: i32,
    absent_excused: i32,
    absent: i32,
    exempt: i32,
    temporarily_out: i32,
    guests: i32,
    pending: i32,
    left_early: i32,
}

/// The head of the minutes. Kinds that are left out are zero.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Header {
    total: Kinds,
    #[serde(default)]
    attended: Kinds,
    #[serde(default)]
    absent_excused: Kinds,
    #[serde(default)]
    absent: Kinds,
    #[serde(default)]
    not_obliged: Kinds,
    #[serde(default)]
    unheard: Kinds,
    #[serde(default)]
    guests: Guests,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct Kinds {
    all: i32,
    official: i32,
    probationary: i32,
    temporarily_in: i32,
    exempt: i32,
    temporarily_out: i32,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct Guests {
    superior: i32,
    supervisor: i32,
    working_group: i32,
    residence_link: i32,
    invited: i32,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Rate {
    numerator: i32,
    denominator: i32,
    base: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Replies {
    will_attend: i32,
    ask_absence: i32,
    silent: i32,
    undecided: i32,
}

/// What the branch owes in a month.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Duties {
    pub(super) month: String,
    regular: String,
    thematic: String,
    committee: String,
}

/// A moment as the clock on the wall in Vietnam shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(pub(super) DateTime<Utc>);

/// One name, or a list of them.
#[derive(Debug, Default)]
pub(super) struct OneOrMore(pub(super) Vec<String>);

impl Script {
    /// Reads a file, and refuses one that does not say on what it rests.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let script: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if script.sources.is_empty() {
            return Err("an evening names the rules it rests on".to_owned());
        }
        for source in &script.sources {
            if source.rule.is_empty() || source.text.is_empty() || !source.is_named() {
                return Err(format!("{}: a rule is said, and where it stands", source.rule));
            }
        }
        if script.title.is_empty() || script.shows.is_empty() || script.expect.is_empty() {
            return Err("an evening has a title, something to show and figures to expect".to_owned());
        }
        Ok(script)
    }
}

impl Source {
    /// On a page, in a file that others published, or in this repository.
    fn is_named(&self) -> bool {
        ["https://", "http://", "ref "]
            .iter()
            .any(|beginning| self.place.starts_with(beginning))
            || self.is_here()
    }

    /// Whether it is a file of this repository; a comma parts it from the place in it.
    fn is_here(&self) -> bool {
        let file = self.place.split(',').next().unwrap_or_default();
        Path::new(env!("CARGO_MANIFEST_DIR")).join(file).is_file()
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        let read = ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
            .iter()
            .find_map(|form| NaiveDateTime::parse_from_str(&written, form).ok());
        read.map(|wall| Self(wall.and_utc() - TimeDelta::hours(7)))
            .ok_or_else(|| serde::de::Error::custom(format!("{written} is no moment")))
    }
}

impl<'de> Deserialize<'de> for OneOrMore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            One(String),
            More(Vec<String>),
        }
        Ok(Self(match Written::deserialize(deserializer)? {
            Written::One(name) => vec![name],
            Written::More(names) => names,
        }))
    }
}
