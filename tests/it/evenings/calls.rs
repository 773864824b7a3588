//! Deeds that are one call of the contract.

use serde_json::{Value, json};
use uuid::Uuid;

use super::deeds::Deed;
use super::stage::Stage;
use crate::support::people::Person;

/// A call and what it says.
pub(super) struct Asked {
    pub(super) call: &'static str,
    pub(super) request: Value,
}

impl Asked {
    /// The call that does this.
    pub(super) async fn of(stage: &Stage<'_>, person: &Person, deed: &Deed) -> Self {
        let mut asked = of_the_plan(stage, deed).or_else(|| of_the_room(stage, deed));
        if asked.is_none() {
            asked = of_attendance(stage, deed).await;
        }
        if asked.is_none() {
            asked = of_many(stage, deed).await;
        }
        if asked.is_none() {
            asked = of_a_word(stage, person, deed).await;
        }
        if asked.is_none() {
            asked = of_a_standing(stage, deed).await;
        }
        if asked.is_none() {
            asked = of_people(stage, deed).await;
        }
        let (call, request) = asked.expect("a deed that is one call");
        Self { call, request }
    }
}

type Said = Option<(&'static str, Value)>;

/// Before and around the meeting.
fn of_the_plan(stage: &Stage<'_>, deed: &Deed) -> Said {
    let id = |meeting: &Option<String>| stage.meeting(meeting.as_ref()).id;
    Some(match deed {
        Deed::Issues { meeting } => ("IssueMeeting", json!({"meeting": id(meeting)})),
        Deed::Postpones { meeting, to, reason } => (
            "PostponeMeeting",
            json!({"meeting": id(meeting), "startTime": to.0, "reason": reason}),
        ),
        Deed::Cancels { meeting, reason } => {
            ("CancelMeeting", json!({"meeting": id(meeting), "reason": reason}))
        }
        Deed::Replies {
            meeting,
            reply,
            reason_kind,
        } => (
            "ReplyToMeeting",
            with(
                json!({"meeting": id(meeting), "reply": reply}),
                "reasonKind",
                reason_kind.as_ref(),
            ),
        ),
        Deed::SetsRule {
            organization,
            rule,
            value,
            source,
        } => (
            "SetRule",
            json!({"organization": stage.organization(organization), "rule": rule, "value": value, "source": source}),
        ),
        _ => return None,
    })
}

/// The room, from its opening on.
fn of_the_room(stage: &Stage<'_>, deed: &Deed) -> Said {
    let id = |meeting: &Option<String>| stage.meeting(meeting.as_ref()).id;
    Some(match deed {
        Deed::Opens { meeting, began } => (
            "OpenMeeting",
            with(
                json!({"meeting": id(meeting)}),
                "startTime",
                began.map(|began| began.0),
            ),
        ),
        Deed::Closes { meeting, ended } => (
            "CloseMeeting",
            with(
                json!({"meeting": id(meeting)}),
                "endTime",
                ended.map(|ended| ended.0),
            ),
        ),
        Deed::Reopens { meeting, reason } => {
            ("ReopenMeeting", json!({"meeting": id(meeting), "reason": reason}))
        }
        Deed::RecordsAfterwards {
            meeting,
            from,
            to,
            reason,
        } => (
            "RecordMeetingAfterwards",
            json!({"meeting": id(meeting), "startTime": from.0, "endTime": to.0, "reason": reason}),
        ),
        _ => return None,
    })
}

/// Who is there.
async fn of_attendance(stage: &Stage<'_>, deed: &Deed) -> Said {
    Some(match deed {
        Deed::Decides {
            meeting,
            of,
            decision,
        } => (
            "DecideReply",
            json!({"meeting": stage.meeting(meeting.as_ref()).id, "member": stage.member(of).await, "decision": decision}),
        ),
        Deed::Amends {
            meeting,
            of,
            state,
            reason,
        } => (
            "AmendAttendance",
            json!({
                "meeting": stage.meeting(meeting.as_ref()).id, "member": stage.member(of).await, "state": state,
                "reason": reason, "eventId": Uuid::new_v4(),
            }),
        ),
        Deed::Adds {
            meeting,
            member,
            reason,
        } => (
            "AddToRoster",
            json!({"meeting": stage.meeting(meeting.as_ref()).id, "member": stage.member(member).await, "reason": reason}),
        ),
        Deed::Welcomes {
            meeting,
            guest,
            capacity,
        } => {
            let mut request = json!({"meeting": stage.meeting(meeting.as_ref()).id, "capacity": capacity});
            if stage.knows(guest) {
                request["member"] = json!(stage.member(guest).await);
            } else {
                request["name"] = json!(guest);
            }
            ("AddGuest", request)
        }
        _ => return None,
    })
}

/// What whoever records attendance says of some members at once.
async fn of_many(stage: &Stage<'_>, deed: &Deed) -> Said {
    let Deed::Records {
        meeting,
        of,
        state,
        reason_kind,
        left,
    } = deed
    else {
        return None;
    };
    let row = |member| {
        let row = json!({"member": member, "state": state, "eventId": Uuid::new_v4()});
        with(
            with(row, "reasonKind", reason_kind.as_ref()),
            "leftTime",
            left.map(|left| left.0),
        )
    };
    let rows: Vec<Value> = stage.members(&of.0).await.into_iter().map(row).collect();
    let meeting = stage.meeting(meeting.as_ref()).id;
    Some(("RecordManyAttendances", json!({"meeting": meeting, "rows": rows})))
}

/// What is said about a word that was said.
async fn of_a_word(stage: &Stage<'_>, person: &Person, deed: &Deed) -> Said {
    let (call, meeting, of, reason) = match deed {
        Deed::Confirms { meeting, of } => ("ConfirmAttendanceEvent", meeting, Some(of), ""),
        Deed::Voids { meeting, of, reason } => ("VoidAttendanceEvent", meeting, Some(of), reason.as_str()),
        Deed::Upholds { meeting, of, reason } => {
            ("UpholdAttendanceEvent", meeting, Some(of), reason.as_str())
        }
        Deed::Disputes { meeting, reason } => ("DisputeAttendanceEvent", meeting, None, reason.as_str()),
        _ => return None,
    };
    let meeting = stage.meeting(meeting.as_ref()).id;
    let member = match of {
        Some(name) => Some(stage.member(name).await),
        None => None,
    };
    let event = stage.last_word(member, meeting, person).await;
    let mut request = json!({"meeting": meeting, "event": event});
    if !reason.is_empty() {
        request["reason"] = json!(reason);
    }
    Some((call, request))
}

/// Class and activity.
async fn of_a_standing(stage: &Stage<'_>, deed: &Deed) -> Said {
    Some(match deed {
        Deed::SetsStanding {
            of,
            class,
            activity,
            since,
        } => {
            let request =
                json!({"member": stage.member(of).await, "fromDate": since, "decisionNumber": "09-NQ/CB"});
            let request = with(
                with(request, "class", class.as_ref()),
                "activity",
                activity.as_ref(),
            );
            let exemption = activity.as_ref().filter(|activity| *activity == "EXEMPT");
            (
                "SetStanding",
                with(request, "exemption", exemption.map(|_| "AGE_AND_HEALTH")),
            )
        }
        _ => return None,
    })
}

/// Who belongs where, as what.
async fn of_people(stage: &Stage<'_>, deed: &Deed) -> Said {
    Some(match deed {
        Deed::Grants { role, to } => (
            "GrantRole",
            json!({
                "organization": stage.branch(), "member": stage.member(to).await, "role": role,
                "decisionNumber": "12-QĐ/ĐU",
            }),
        ),
        Deed::NamesSubstitute {
            member,
            secretary,
            until,
        } => (
            "NameSubstitute",
            json!({
                "organization": stage.branch(), "member": stage.member(member).await,
                "forMember": stage.member(secretary).await, "toDate": until, "decisionNumber": "14-QĐ/ĐU",
            }),
        ),
        Deed::Merges { merged, into, day } => (
            "MergeOrganizations",
            json!({
                "organization": stage.organization(into), "merged": [stage.organization(merged)],
                "fromDate": day, "decisionNumber": "21-QĐ/HU",
            }),
        ),
        Deed::Links {
            member,
            branch,
            since,
        } => (
            "AddResidenceLink",
            json!({
                "member": stage.member(member).await, "organization": stage.organization(branch), "fromDate": since,
                "decisionNumber": "3-GGT/ĐU",
            }),
        ),
        Deed::Ends { member, kind, day } => (
            "EndMembership",
            json!({"member": stage.member(member).await, "kind": kind, "day": day, "decisionNumber": "21-QĐ/ĐU"}),
        ),
        _ => return None,
    })
}

/// The same request with a field more, when there is something to say.
fn with(mut request: Value, field: &str, value: Option<impl serde::Serialize>) -> Value {
    if let Some(value) = value {
        request[field] = json!(value);
    }
    request
}
