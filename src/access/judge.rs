//! What a caller is to a place, and whether that suffices. Unknown and not-yours are both "not found", here.

use super::{Action, Caller, Located, Role, Standing, policy};
use crate::base::{Id, Kind, Refused, Result, codes};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// Everything the caller is to the place.
pub(super) async fn standings(
    conn: &mut PgConnection,
    caller: &Caller,
    located: &Located,
    today: NaiveDate,
) -> Result<Vec<Standing>> {
    let mut standings: Vec<Standing> = located.ties.standings().collect();
    let Some(organization) = located.organization else {
        return Ok(standings);
    };
    for row in held_roles(conn, caller.member, organization, today).await? {
        let role = Role::read(&row.role)?;
        standings.push(if row.depth == 0 {
            Standing::Here(role)
        } else {
            Standing::Above(role)
        });
        if row.keeper && role == Role::OrganisationOfficer {
            standings.push(Standing::Keeper);
        }
    }
    Ok(standings)
}

struct HeldRole {
    role: String,
    depth: i32,
    keeper: bool,
}

async fn held_roles(
    conn: &mut PgConnection,
    member: Id,
    organization: Id,
    today: NaiveDate,
) -> Result<Vec<HeldRole>> {
    let rows = sqlx::query_as!(
        HeldRole,
        "select g.role, c.depth, c.keeper
         from access.grants g
         join access.closure c on c.ancestor = g.organization
         where g.member = $1
           and c.descendant = $2
           and g.during @> $3::date",
        member,
        organization,
        today,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// May the caller do it? May the caller at least see the place? If neither, the place is not there.
pub(super) fn judge(standings: &[Standing], only_for: Option<Action>, action: Action) -> Result<(), Refused> {
    let allowed = |wanted| standings.iter().any(|standing| policy::allows(*standing, wanted));
    if only_for.is_some_and(|wanted| !allowed(wanted)) {
        return Err(Refused::not_found());
    }
    if allowed(action) {
        return Ok(());
    }
    if allowed(action.sight()) {
        Err(forbidden())
    } else {
        Err(Refused::not_found())
    }
}

/// Known, and not the caller's to do.
fn forbidden() -> Refused {
    Refused::new(
        Kind::Forbidden,
        codes::FORBIDDEN,
        "Đồng chí không có quyền làm việc này ở đây. Hãy liên hệ bí thư chi bộ hoặc cấp ủy cấp trên.",
        "You may not do this here. Ask the branch secretary or the committee above.",
    )
}
