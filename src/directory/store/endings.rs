//! SQL of the grants that a reorganisation ends; ending them is `access`'s affair.

use super::memberships::first_day;
use crate::access::Role;
use crate::base::{Id, Result};
use crate::directory::Grant;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// The posts that are held by members of the branch itself.
const OF_MEMBERS: [Role; 4] = [
    Role::Secretary,
    Role::DeputySecretary,
    Role::CommitteeMember,
    Role::CellLeader,
];

/// The grants on organisations that hold on a day or later; of all, or the branch posts of some members. Their last
/// day is the day before.
pub(in crate::directory) async fn grants_ending(
    conn: &mut PgConnection,
    organizations: &[Id],
    members: Option<&[Id]>,
    (day, reason): (NaiveDate, &str),
) -> Result<Vec<Grant>> {
    let posts: Vec<String> = OF_MEMBERS.iter().map(|role| role.name().to_owned()).collect();
    let rows = sqlx::query!(
        r#"select g.id, g.member, m.name as member_name, g.role, g.organization, g.during, g.decision_number,
                g.substitute_for, coalesce(by.name, '') as "granted_by_name!"
         from access.grants g
         join directory.members m on m.id = g.member
         left join directory.members by on by.id = g.granted_by
         where g.organization = any($1)
           and (upper(g.during) is null or upper(g.during) > $2)
           and ($3::uuid[] is null or (g.member = any($3) and g.role = any($4)))
         order by g.organization, g.role, g.id"#,
        organizations,
        day,
        members,
        &posts,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let from = first_day(&row.during);
            Ok(Grant {
                taken_back: from.is_some_and(|from| from >= day),
                from,
                id: row.id,
                member: row.member,
                member_name: row.member_name,
                role: Role::read(&row.role)?,
                organization: row.organization,
                to: day.pred_opt(),
                decision_number: row.decision_number,
                end_reason: reason.to_owned(),
                substitute_for: row.substitute_for,
                granted_by_name: row.granted_by_name,
            })
        })
        .collect()
}
