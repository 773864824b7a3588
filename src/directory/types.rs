//! What the directory speaks of.

use super::memberships::Details;
use super::words::{Activity, Class, Exemption, Kind, Phone, Relation};
use crate::access::Role;
use crate::base::Id;
use chrono::NaiveDate;

/// A party organisation as it stood on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its id, for ever.
    pub id: Id,
    /// Its level.
    pub kind: Kind,
    /// Its name that day.
    pub name: String,
    /// Fourteen digits without dots; none while none has been given.
    pub code: Option<String>,
    /// The organisation above that day.
    pub parent: Option<Id>,
    /// First day of existence.
    pub from: Option<NaiveDate>,
    /// Last day of existence.
    pub to: Option<NaiveDate>,
    /// What it became when it ended, the first that carries on first.
    pub successors: Vec<Id>,
}

/// A member as far as the asker may see: `directory::face` is what everybody in the branch sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// The id.
    pub id: Id,
    /// Full name.
    pub name: String,
    /// Posts held in the own branch.
    pub posts: Vec<Role>,
    /// What only keepers of files and the member see.
    pub file: Option<MemberFile>,
}

/// What stands in a member's file. Numbers of citizens are masked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberFile {
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    /// The year of birth, where the day is not known.
    pub birth_year: Option<i16>,
    /// Ngày vào Đảng.
    pub joined_date: Option<NaiveDate>,
    /// Ngày chính thức.
    pub official_date: Option<NaiveDate>,
    /// Class on the day asked for.
    pub class: Option<Class>,
    /// Activity on the day asked for.
    pub activity: Option<Activity>,
    /// Kind of the exemption, when exempt.
    pub exemption: Option<Exemption>,
    /// The phone at hand.
    pub phone: Option<Phone>,
    /// `0010xxxxxx12`.
    pub citizen_id_masked: String,
    /// `xxxxxxxx12`.
    pub phone_number_masked: String,
    /// `xxxxxx12`.
    pub card_number_masked: String,
    /// Whether an account was activated.
    pub activated: bool,
    /// Memberships that hold or begin later.
    pub memberships: Vec<Membership>,
    /// What is worked out about one member; lists go without.
    pub details: Option<Details>,
}

/// A dated relation of a member to a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The branch.
    pub organization: Id,
    /// Its name.
    pub organization_name: String,
    /// What the member is to it.
    pub relation: Relation,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day; open when absent.
    pub to: Option<NaiveDate>,
}

/// One line of a roster: the three dimensions of standing on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rostered {
    /// Who.
    pub member: Id,
    /// Official or probationary.
    pub class: Class,
    /// Active, exempt, suspended, detained.
    pub activity: Activity,
    /// At home, at home but away for a time, or here for a time.
    pub relation: Relation,
}

/// A role held on an organisation for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The id.
    pub id: Id,
    /// Who holds it.
    pub member: Id,
    /// The holder's name.
    pub member_name: String,
    /// Which role.
    pub role: Role,
    /// On which organisation.
    pub organization: Id,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day; open when absent. Before the first day when it was taken back before it began.
    pub to: Option<NaiveDate>,
    /// The decision it rests on.
    pub decision_number: String,
    /// Why it was ended.
    pub end_reason: String,
    /// For whom the holder stands in.
    pub substitute_for: Option<Id>,
    /// Who granted it, by name.
    pub granted_by_name: String,
    /// It never held.
    pub taken_back: bool,
}

/// What of a member followed a reorganisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// An open transfer.
    Transfer,
    /// A stay elsewhere for a time.
    Stay,
}

/// How it followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It goes on between other branches.
    GoesOn,
    /// It is done: its two branches have become one.
    Arrived,
    /// It is over: no branch carries on for the one it led to.
    Ended,
}

/// Something of a member that followed a reorganisation, for telling him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Whose.
    pub member: Id,
    /// What.
    pub matter: Matter,
    /// How.
    pub outcome: Outcome,
    /// The name of the branch at home.
    pub from: String,
    /// The name of the other.
    pub to: String,
    /// The decision it follows from.
    pub decision_number: String,
}
