//! Import of organisations and members from two CSV files: by the command line, and by the demo.
//!
//! Both files are UTF-8 (a byte order mark is fine), separated by `,`, `;` or tabs, with one header line; columns may
//! stand in any order, columns that are not listed here are refused by name. Days are `2023-11-05` or `05/11/2023`.
//! Spreadsheets must keep codes and numbers as text: leading zeros count.
//!
//! **`organizations.csv`**: parents stand before their children.
//!
//! | column | | meaning |
//! |---|---|---|
//! | `code` | required | 14 digits, `01.012.016.000.009` or without dots; an organisation is known again by it |
//! | `parent_code` | empty at the root | the organisation above, in this file or imported before |
//! | `kind` | required | `PROVINCE`, `DISTRICT`, `GRASSROOTS_COMMITTEE`, `INTERMEDIATE_COMMITTEE`, `BRANCH` |
//! | `name` | required | as written in decisions |
//! | `from_date` | | first day of existence; the day of the import when empty |
//! | `decision_number` | | the decision that founded it |
//!
//! **`members.csv`**
//!
//! | column | | meaning |
//! |---|---|---|
//! | `branch_code` | required | the home branch |
//! | `name` | required | full name |
//! | `birth_date`, `gender` | | `MALE` or `FEMALE` |
//! | `joined_date` | required | ngày vào Đảng |
//! | `official_date` | with `OFFICIAL` | ngày chính thức |
//! | `card_number` | one of these | số thẻ đảng viên, digits |
//! | `citizen_id` | two | 12 digits; a member is known again by it, or else by the card number |
//! | `phone_number` | | ten digits, or `+84…` |
//! | `phone` | | `OWN`, `SHARED` (in the family), `NONE` (no smartphone); empty: `OWN` with a number, `NONE` without |
//! | `class` | required | `OFFICIAL`, `PROBATIONARY` |
//! | `activity` | | `ACTIVE` (also when empty), `EXEMPT`, `SUSPENDED`, `DETAINED` |
//! | `exemption` | with `EXEMPT` | `AGE_AND_HEALTH`, `TEMPORARY` |
//! | `activity_from` | unless active | first day of the exemption, suspension or detention |
//! | `temporary_branch_code` | | who stays elsewhere for a time: the branch's code, or `OUTSIDE` |
//! | `temporary_from` | with the above | first day there |
//! | `roles` | | `SECRETARY;PARTY_COMMITTEE_MEMBER@01.012.016.000.000`: roles in the own branch, or `@` another organisation |
//!
//! **Every row is judged by itself**: `created`, `changed`, `unchanged`, `duplicate` (the same organisation or member
//! stood further up) or `refused`, with row, column and reason. Refused rows are left out and the good ones written,
//! all in one transaction: nobody has to send 300 rows again for three mistakes. Importing the same files again
//! changes nothing, so a corrected file is simply imported once more. Reports name rows and columns, never what
//! stands in them.
//!
//! **What a later import changes**: the name of an organisation (from that day on); a member's own data; probation
//! turned official (from the official date); with the day of joining or the official day the classes that begin or
//! end on it; activity (from its date); another home branch and the end of a stay elsewhere (from the day of the
//! import); roles that are new. An empty cell leaves what is known. Moving, merging and dissolving organisations, and
//! ending roles, are acts of their own and not done by leaving something out.
//!
//! **Codes of former days** lead to the organisation that gave them up, or to whoever carries on for one that has ended.
//! Where nobody does, the row is refused and says so; so is the row of `organizations.csv` that describes what has ended.
//! What changes stands in the history of the member or the organisation, recorded by nobody.

mod amend;
pub(super) mod apply;
pub(super) mod bench;
mod changes;
mod data;
mod differences;
pub(super) mod facts;
mod fields;
mod find;
mod history;
#[cfg(test)]
mod hostile;
pub(super) mod known;
mod members;
mod organizations;
mod person;
pub(super) mod reason;
pub(super) mod report;
mod row;
mod table;
mod traces;
pub(super) mod write;

pub use reason::Reason;
pub use report::{Change, Difference, File, Outcome, Problem, Progress, Report};

use crate::access::doors::Errand;
use crate::base::Result;
use report::Tally;
use table::Table;

/// The bytes of the two files.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// `organizations.csv`.
    pub organizations: &'a [u8],
    /// `members.csv`.
    pub members: &'a [u8],
}

/// Imports both files in the errand's transaction; the caller commits. A file that cannot be read as a whole (not
/// UTF-8, a column missing or unknown) refuses the import.
pub async fn run(
    errand: &mut Errand,
    files: Files<'_>,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Outcome> {
    let organizations = Table::read(File::Organizations, files.organizations)?;
    let members = Table::read(File::Members, files.members)?;
    write::one_at_a_time(errand.conn()).await?;
    let mut judged = Tally::new(File::Organizations);
    organizations::import(errand, &organizations, &mut judged, progress).await?;
    let organizations = judged.report();
    let mut judged = Tally::new(File::Members);
    members::import(errand, &members, &mut judged, progress).await?;
    Ok(Outcome {
        organizations,
        members: judged.report(),
    })
}
