//! Meetings on the wire.

mod calling;
mod duties;
mod rules;

use calling::decided;
pub(super) use calling::{decision, member, members, said, settlement, which};
pub(super) use duties::{duties, month, overseen, standing};
pub(super) use rules::{day, findings, rule, setting};

use super::{AgendaItem, Answer, Draft, Edit, Kind, Meeting, Postponement, Refusal, Replies, Reply, State};
use crate::base::{Error, Refused, Result, Text, Violation, etags};
use chrono::{DateTime, Utc};
use sotay_proto::meetings::v1 as proto;
use sotay_rest::wkt::{FieldMask, Timestamp};

/// A moment that the caller may leave out.
pub(super) fn moment(field: &str, given: Option<&Timestamp>) -> Result<Option<DateTime<Utc>>> {
    given
        .map(|given| given.time().ok_or_else(|| Error::from(out_of_range(field))))
        .transpose()
}

pub(super) fn required(field: &str, given: Option<&Timestamp>) -> Result<DateTime<Utc>> {
    moment(field, given)?.ok_or_else(|| out_of_range(field).into())
}

fn out_of_range(field: &str) -> Refused {
    Refused::invalid(vec![Violation::new(
        field,
        Text::new("Thời điểm không hợp lệ.", "Not a moment in time."),
    )])
}

pub(super) fn draft(input: proto::CallMeetingRequest) -> Result<Draft> {
    Ok(Draft {
        kind: kind(input.kind())?,
        starts_at: required("startTime", input.start_time.as_ref())?,
        ends_at: required("endTime", input.end_time.as_ref())?,
        title: input.title,
        place: input.place,
        agenda: agenda(input.agenda),
        members: members("members", &input.members)?,
    })
}

pub(super) fn postponement(input: proto::PostponeMeetingRequest) -> Result<Postponement> {
    Ok(Postponement {
        starts_at: required("startTime", input.start_time.as_ref())?,
        ends_at: moment("endTime", input.end_time.as_ref())?,
        reason: input.reason,
    })
}

pub(super) fn agenda(items: Vec<proto::AgendaItem>) -> Vec<AgendaItem> {
    items
        .into_iter()
        .map(|item| AgendaItem {
            title: item.title,
            presenter: item.presenter,
            minutes_planned: item.minutes_planned,
            papers: item.papers,
            ..AgendaItem::default()
        })
        .collect()
}

/// What the mask names, or without one what is given.
pub(super) fn edit(given: proto::MeetingEdit, mask: Option<&FieldMask>) -> Result<Edit> {
    let full = Edit {
        kind: given.kind.map(|_number| kind(given.kind())).transpose()?,
        starts_at: moment("edit.startTime", given.start_time.as_ref())?,
        ends_at: moment("edit.endTime", given.end_time.as_ref())?,
        title: given.title,
        place: given.place,
    };
    let Some(mask) = mask.filter(|mask| !mask.paths.is_empty()) else {
        return Ok(full);
    };
    let mut edit = Edit::default();
    for path in &mask.paths {
        let taken = match path.as_str() {
            "kind" => take(&mut edit.kind, full.kind),
            "title" => take(&mut edit.title, full.title.clone()),
            "place" => take(&mut edit.place, full.place.clone()),
            "start_time" => take(&mut edit.starts_at, full.starts_at),
            "end_time" => take(&mut edit.ends_at, full.ends_at),
            _ => false,
        };
        if !taken {
            return Err(Refusal::UnknownMask.into());
        }
    }
    Ok(edit)
}

fn take<T>(into: &mut Option<T>, from: Option<T>) -> bool {
    *into = from;
    into.is_some()
}

pub(super) fn kind(given: proto::meeting::Kind) -> Result<Kind> {
    use proto::meeting::Kind as Wire;
    match given {
        Wire::Regular => Ok(Kind::Regular),
        Wire::Thematic => Ok(Kind::Thematic),
        Wire::Combined => Ok(Kind::Combined),
        Wire::Committee => Ok(Kind::Committee),
        Wire::Extraordinary => Ok(Kind::Extraordinary),
        Wire::Congress => Ok(Kind::Congress),
        Wire::Conference => Ok(Kind::Conference),
        Wire::PartyCell => Ok(Kind::PartyCell),
        Wire::Unspecified => Err(missing("kind").into()),
    }
}

/// The state asked for; unspecified means any.
pub(super) const fn state(given: proto::meeting::State) -> Option<State> {
    use proto::meeting::State as Wire;
    match given {
        Wire::Unspecified => None,
        Wire::Draft => Some(State::Draft),
        Wire::Issued => Some(State::Issued),
        Wire::Open => Some(State::Open),
        Wire::Closed => Some(State::Closed),
        Wire::Cancelled => Some(State::Cancelled),
    }
}

fn answer(given: proto::reply::Answer) -> Result<Answer> {
    use proto::reply::Answer as Wire;
    match given {
        Wire::WillAttend => Ok(Answer::WillAttend),
        Wire::AskAbsence => Ok(Answer::AskAbsence),
        Wire::Unspecified => Err(missing("reply").into()),
    }
}

fn missing(field: &str) -> Refused {
    Refused::invalid(vec![Violation::new(field, Text::new("Bắt buộc.", "Required."))])
}

impl From<Meeting> for proto::Meeting {
    fn from(meeting: Meeting) -> Self {
        Self {
            id: meeting.id.to_string(),
            organization: meeting.organization.to_string(),
            organization_name: meeting.organization_name,
            kind: proto::meeting::Kind::from(meeting.kind).into(),
            state: proto::meeting::State::from(meeting.state).into(),
            title: meeting.title,
            place: meeting.place,
            start_time: Some(meeting.starts_at.into()),
            end_time: Some(meeting.ends_at.into()),
            actual_start_time: meeting.opened_at.map(Into::into),
            actual_end_time: meeting.closed_at.map(Into::into),
            agenda: meeting.agenda.into_iter().map(Into::into).collect(),
            etag: etags::of(meeting.version),
            my_reply: meeting.my_reply.map(Into::into),
            postponed_from: meeting.postponed_from.map(Into::into),
            change_reason: meeting.change_reason,
            closed_by_itself: meeting.held.closed_by_itself,
            seal_time: meeting.held.seals_at.map(Into::into),
            recorded_reason: meeting.held.recorded_reason,
            reopen_reason: meeting.held.reopen_reason,
            chairs: meeting.parts.chairs.into_iter().map(Into::into).collect(),
            minutes_taker: meeting.parts.minutes_taker.map(Into::into),
            members: meeting.parts.members.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<AgendaItem> for proto::AgendaItem {
    fn from(item: AgendaItem) -> Self {
        Self {
            title: item.title,
            presenter: item.presenter,
            minutes_planned: item.minutes_planned,
            papers: item.papers,
            papers_time: item.papers_at.map(Into::into),
            settlement: calling::settled(item.settled).into(),
            carried_from: item.carried_from.map(|id| id.to_string()).unwrap_or_default(),
        }
    }
}

impl From<Kind> for proto::meeting::Kind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Regular => Self::Regular,
            Kind::Thematic => Self::Thematic,
            Kind::Combined => Self::Combined,
            Kind::Committee => Self::Committee,
            Kind::Extraordinary => Self::Extraordinary,
            Kind::Congress => Self::Congress,
            Kind::Conference => Self::Conference,
            Kind::PartyCell => Self::PartyCell,
        }
    }
}

impl From<State> for proto::meeting::State {
    fn from(state: State) -> Self {
        match state {
            State::Draft => Self::Draft,
            State::Issued => Self::Issued,
            State::Open => Self::Open,
            State::Closed => Self::Closed,
            State::Cancelled => Self::Cancelled,
        }
    }
}

impl From<Reply> for proto::Reply {
    fn from(reply: Reply) -> Self {
        let answer = match reply.answer {
            None => proto::reply::Answer::Unspecified,
            Some(Answer::WillAttend) => proto::reply::Answer::WillAttend,
            Some(Answer::AskAbsence) => proto::reply::Answer::AskAbsence,
        };
        Self {
            member: reply.member.to_string(),
            member_name: reply.name,
            reply: answer.into(),
            reason: reply.reason,
            reply_time: reply.replied_at.map(Into::into),
            reason_kind: calling::reason_kind(reply.reason_kind).into(),
            seen_time: reply.seen_at.map(Into::into),
            ..decided(reply.decided)
        }
    }
}

/// Replies with the token of the next page.
pub(super) fn replies(replies: Replies, next_page_token: String) -> proto::ListRepliesResponse {
    proto::ListRepliesResponse {
        replies: replies.page.rows.into_iter().map(Into::into).collect(),
        next_page_token,
        will_attend: replies.will_attend,
        ask_absence: replies.ask_absence,
        silent: replies.silent,
        undecided: replies.undecided,
        unseen: replies.unseen,
    }
}
