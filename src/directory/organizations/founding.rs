//! Organisations founded by a reorganisation.

use super::codes;
use super::refusals::{code_does_not_fit, missing};
use super::reshape::Reshape;
use crate::access::closure;
use crate::base::{Id, Result, ids, text};
use crate::directory::store::holding::Held;
use crate::directory::store::organizations::{self, NewOrganization};
use crate::directory::store::reshaping;
use crate::directory::store::tree;
use crate::directory::words::Kind;
use crate::directory::{Refusal as DirectoryRefusal, decide};
use sqlx::PgConnection;

/// What a new organisation is called.
#[derive(Clone, Debug)]
pub struct Founding {
    /// Its name.
    pub name: String,
    /// Its code, dotted or plain, when it has one already.
    pub code: Option<String>,
    /// Its kind; absent, that of what it comes from.
    pub kind: Option<Kind>,
}

/// Founds an organisation under another on the day of the reorganisation. It has its place in the projection at once,
/// so that officers above find it before its day.
pub(super) async fn found(
    reshape: &mut Reshape<'_>,
    (parent, kind): (&Held, Kind),
    new: Founding,
    code_field: &str,
) -> Result<Id> {
    let name = text::tidy(&new.name);
    if name.is_empty() {
        return Err(missing("name"));
    }
    if !decide::fits_under(kind, parent.kind) {
        return Err(DirectoryRefusal::KindDoesNotFit.into());
    }
    let code = new.code.map(|code| codes::plain_code(&code));
    if let Some(code) = &code
        && !codes::fits(code, kind, parent.code.as_deref())
    {
        return Err(code_does_not_fit(code_field));
    }
    let row = NewOrganization {
        id: ids::new(reshape.visit.clock()),
        kind,
        name,
        code,
        parent: Some(parent.id),
        from: reshape.order.day,
        decision_number: reshape.order.decision_number.clone(),
        recorded_by: Some(reshape.visit.caller().member),
    };
    let (now, today) = (reshape.visit.now(), reshape.visit.today());
    organizations::insert(reshape.visit.conn(), &row, now).await?;
    let ways = tree::ways_up(reshape.visit.conn(), &[parent.id], today).await?;
    let above: Vec<_> = ways
        .iter()
        .map(|above| (above.ancestor, above.ancestor_kind))
        .collect();
    let keeper = decide::keeper(row.id, kind, &above);
    closure::attach(reshape.visit.conn(), row.id, Some(parent.id), keeper).await?;
    Ok(row.id)
}

/// The code of an organisation, when there is one.
pub(super) async fn code_of(conn: &mut PgConnection, organization: Option<Id>) -> Result<Option<String>> {
    match organization {
        Some(organization) => organizations::code_of(conn, organization).await,
        None => Ok(None),
    }
}

/// Codes are never given twice, not even those that were given up.
pub(super) async fn never_given(conn: &mut PgConnection, code: &str, organization: Id) -> Result<()> {
    if reshaping::code_was_given(conn, code, organization).await? {
        return Err(DirectoryRefusal::CodeTaken.into());
    }
    Ok(())
}
