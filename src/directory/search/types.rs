//! Which members are looked for, and the page of those found.

use crate::access::Role;
use crate::base::Id;
use crate::base::pages::Listed;
use crate::directory::types::Member;
use crate::directory::words::{Activity, Class, Relation};
use chrono::NaiveDate;

/// Which members are listed.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Words of a name, or a number.
    pub query: String,
    /// Only those who.
    pub filter: Filter,
    /// As it stood on this day; today when absent.
    pub as_of: Option<NaiveDate>,
}

/// Only those who. What is absent does not matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Are official, or probationary.
    pub class: Option<Class>,
    /// Are active, exempt, suspended or detained.
    pub activity: Option<Activity>,
    /// Are this to the organisation; absent, they sit there, at home or for a time.
    pub relation: Option<Relation>,
    /// Have, or have not, activated their account.
    pub activated: Option<bool>,
    /// Hold this role on the organisation, or below it where that is listed too.
    pub role: Option<Role>,
}

/// A page of members, and which of them fit only with one letter changed.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The page.
    pub listed: Listed<Member>,
    /// Whose name nearly fits.
    pub near: Vec<Id>,
}
