//! A row of a list as it is meant.

use super::field::Field;
use crate::directory::import::Reason;
use crate::directory::import::facts::Birth;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A member as a row of a list describes him or her.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in crate::directory::roster) struct Entry {
    /// The row of the spreadsheet.
    pub(in crate::directory::roster) row: u32,
    pub(in crate::directory::roster) name: String,
    pub(in crate::directory::roster) birth: Option<Birth>,
    pub(in crate::directory::roster) is_male: Option<bool>,
    pub(in crate::directory::roster) joined_date: Option<NaiveDate>,
    pub(in crate::directory::roster) official_date: Option<NaiveDate>,
    pub(in crate::directory::roster) card_number: Option<String>,
    pub(in crate::directory::roster) citizen_id: Option<String>,
    pub(in crate::directory::roster) phone_number: Option<String>,
    /// The branch as it is written; empty for the one the list is of.
    pub(in crate::directory::roster) branch: String,
    pub(in crate::directory::roster) post: String,
    /// What is wrong with it.
    pub(in crate::directory::roster) faults: Vec<(Field, Reason)>,
}
