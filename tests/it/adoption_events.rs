//! What happens in a town: in the made-up rows, and as SQL in the database.

use chrono::{Datelike, TimeDelta};
use sotay::base::vietnam;
use std::fmt::Write;
use uuid::Uuid;

use crate::adoption_rows::{Met, Rows, Said, Span, day, organization};

/// Something happens: in the rows, and as SQL in the database.
pub(crate) type Event = (&'static str, fn(&mut Rows) -> String);

/// Something of every kind that figures are counted from.
pub(crate) const EVENTS: [Event; 11] = [
    ("everybody without an account activates one", |rows| {
        let without: Vec<_> = rows
            .members
            .iter()
            .map(|(member, _)| *member)
            .filter(|member| !rows.accounts.iter().any(|(who, _)| who == member))
            .collect();
        let at = vietnam::start_of(day(5, 31));
        rows.accounts.extend(without.iter().map(|member| (*member, at)));
        format!(
            "insert into identity.accounts (member, password_hash, first_activated_at, password_set_at)
             select member, '', '{at}', '{at}' from unnest(array[{}]::uuid[]) member",
            quoted(&without)
        )
    }),
    ("somebody uses the app", |rows| {
        let member = Uuid::from_u128(1_005);
        let used = [day(2, 28), day(6, 30), day(12, 1)];
        rows.days.extend(used.map(|used| (member, used)));
        format!(
            "insert into identity.activity_days (member, day)
             select '{member}', used from unnest(array['2023-02-28', '2023-06-30', '2023-12-01']::date[]) used
             on conflict do nothing"
        )
    }),
    ("somebody is given a slip", |rows| {
        let member = rows
            .members
            .iter()
            .map(|(member, _)| *member)
            .find(|member| !rows.codes.iter().any(|(who, _)| who == member))
            .unwrap();
        let at = vietnam::start_of(day(1, 2));
        rows.codes.push((member, at));
        format!(
            "insert into identity.activation_codes (id, member, code_lookup, issued_at, expires_at)
             values (gen_random_uuid(), '{member}', '', '{at}', '{at}')"
        )
    }),
    ("somebody is exempted from long ago", |rows| {
        let member = rows
            .members
            .iter()
            .map(|(member, _)| *member)
            .find(|member| !rows.exemptions.iter().any(|(who, _)| who == member))
            .unwrap();
        rows.exemptions.push((member, Span(day(3, 10), day(10, 3))));
        format!(
            "insert into directory.activities (member, activity, exemption, during)
             values ('{member}', 'EXEMPT', 'TEMPORARY', '[2023-03-10,2023-10-03)')"
        )
    }),
    ("exemptions end earlier", |rows| {
        for (_, span) in &mut rows.exemptions {
            span.1 = span.1.min(day(9, 15)).max(span.0.succ_opt().unwrap());
        }
        "update directory.activities
         set during = daterange(lower(during), greatest(least(upper(during), '2023-09-15'), lower(during) + 1))"
            .to_owned()
    }),
    ("a phone is given up", |rows| {
        let (member, phone) = rows
            .members
            .iter_mut()
            .find(|(_, phone)| *phone == "OWN")
            .unwrap();
        *phone = "NONE";
        format!("update directory.members set phone = 'NONE' where id = '{member}'")
    }),
    ("a member moves between committees in mid-month", |rows| {
        let (member, branch, span) = rows
            .seats
            .iter_mut()
            .find(|(_, branch, span)| {
                *branch == organization(11) && span.0 < day(1, 1) && span.1 > day(5, 20)
            })
            .unwrap();
        let (member, from) = (*member, *branch);
        let end = std::mem::replace(&mut span.1, day(5, 20));
        rows.seats.push((member, organization(17), Span(day(5, 20), end)));
        format!(
            "update directory.memberships set during = daterange(lower(during), '2023-05-20')
             where member = '{member}' and organization = '{from}' and upper(during) = '{end}';
             insert into directory.memberships (id, member, organization, relation, during)
             values (gen_random_uuid(), '{member}', '{}', 'HOME', '[2023-05-20,{end})')",
            organization(17)
        )
    }),
    ("a branch is found to have moved in mid-month", |rows| {
        let end = rows
            .edges
            .iter()
            .find(|(child, _, _)| *child == organization(14))
            .unwrap()
            .2
            .1;
        for (child, _, span) in &mut rows.edges {
            if *child == organization(14) {
                span.1 = day(6, 18);
            }
        }
        rows.edges
            .push((organization(14), organization(5), Span(day(6, 18), end)));
        format!(
            "update directory.organization_edges set during = daterange(lower(during), '2023-06-18') where child = '{0}';
             insert into directory.organization_edges (child, parent, during)
             values ('{0}', '{1}', '[2023-06-18,{end})')",
            organization(14),
            organization(5)
        )
    }),
    ("the intermediate committee is found elsewhere", |rows| {
        for (child, parent, _) in &mut rows.edges {
            if *child == organization(5) {
                *parent = organization(2);
            }
        }
        format!(
            "update directory.organization_edges set parent = '{}' where child = '{}'",
            organization(2),
            organization(5)
        )
    }),
    ("meetings are closed, and people speak afterwards", |rows| {
        let mut sql = String::new();
        for met in rows.meetings.iter_mut().filter(|met| met.closed_at.is_none()) {
            met.closed_at = Some(met.opened_at + TimeDelta::minutes(95));
            write!(
                sql,
                "update meetings.meetings set state = 'CLOSED', closed_at = opened_at + interval '95 minutes' where id = '{}';",
                met.id
            )
            .unwrap();
        }
        let met = rows
            .meetings
            .iter()
            .find(|met| met.roster.len() > 3)
            .unwrap()
            .clone();
        for member in &met.roster {
            let said = Said {
                meeting: met.id,
                event: Uuid::new_v4(),
                member: *member,
                kind: "ENTER",
                method: "BY_SECRETARY",
                disposition: "RECORDED",
                occurred_at: met.opened_at + TimeDelta::minutes(40),
            };
            write!(
                sql,
                "insert into attendance.events
                     (meeting, event, member, kind, method, disposition, actor, occurred_at, recorded_at)
                 values ('{}', '{}', '{}', 'ENTER', 'BY_SECRETARY', 'RECORDED', '{2}', '{}', '{3}');",
                said.meeting, said.event, said.member, said.occurred_at
            )
            .unwrap();
            rows.said.push(said);
        }
        sql
    }),
    (
        "an evening on paper is written down, before one that was held here",
        |rows| {
            let later = rows
                .meetings
                .iter()
                .find(|met| {
                    met.kind == "REGULAR" && !met.is_afterwards && vietnam::day_of(met.opened_at).day() == 3
                })
                .unwrap();
            let paper = Met {
                id: Uuid::new_v4(),
                opened_at: later.opened_at - TimeDelta::days(1),
                closed_at: Some(later.opened_at - TimeDelta::hours(22)),
                is_afterwards: true,
                roster: Vec::new(),
                ..later.clone()
            };
            let sql = format!(
            "insert into meetings.meetings
                 (id, organization, kind, state, title, place, starts_at, ends_at, opened_at, closed_at, created_at,
                  recorded_reason)
             values ('{}', '{}', 'REGULAR', 'CLOSED', 'Họp', 'Hội trường', '{2}', '{3}', '{2}', '{3}', '{2}', 'Mất điện')",
            paper.id,
            paper.organization,
            paper.opened_at,
            paper.closed_at.unwrap(),
        );
            rows.meetings.push(paper);
            sql
        },
    ),
];

fn quoted(ids: &[Uuid]) -> String {
    ids.iter()
        .map(|id| format!("'{id}'"))
        .collect::<Vec<_>>()
        .join(", ")
}
