//! Duties on the wire.

use crate::base::Result;
use crate::meetings::duties::{BranchDuties, Counts, Duties, Duty, Standing};
use crate::meetings::{Overseen, Refusal};
use chrono::NaiveDate;
use sotay_proto::meetings::v1::{self as proto, duty::Standing as Wire};

/// A month that may be left out, by its first day.
pub(in crate::meetings) fn month(given: &str) -> Result<Option<NaiveDate>> {
    if given.is_empty() {
        return Ok(None);
    }
    let month = format!("{given}-01").parse();
    Ok(Some(month.map_err(|_malformed| Refusal::NotAMonth)?))
}

/// The standing asked for; unspecified means any.
pub(in crate::meetings) const fn standing(given: Wire) -> Option<Standing> {
    match given {
        Wire::Unspecified => None,
        Wire::Met => Some(Standing::Met),
        Wire::Called => Some(Standing::Called),
        Wire::NotCalled => Some(Standing::NotCalled),
        Wire::NotOwed => Some(Standing::NotOwed),
    }
}

/// Duties with the token of the next page.
pub(in crate::meetings) fn duties(found: Duties, next_page_token: String) -> proto::ListDutiesResponse {
    proto::ListDutiesResponse {
        month: found.month.format("%Y-%m").to_string(),
        duties: found.page.rows.into_iter().map(branch).collect(),
        next_page_token,
        counts: found.counts.map(counts),
    }
}

fn branch(branch: BranchDuties) -> proto::BranchDuties {
    proto::BranchDuties {
        organization: branch.organization.to_string(),
        organization_name: branch.name,
        regular: Some(duty(branch.regular)),
        thematic: Some(duty(branch.thematic)),
        committee: Some(duty(branch.committee)),
    }
}

fn duty(duty: Duty) -> proto::Duty {
    let standing = match duty.standing {
        Standing::Met => Wire::Met,
        Standing::Called => Wire::Called,
        Standing::NotCalled => Wire::NotCalled,
        Standing::NotOwed => Wire::NotOwed,
    };
    proto::Duty {
        standing: standing.into(),
        meeting: duty.meeting.map(|id| id.to_string()).unwrap_or_default(),
        start_time: duty.starts_at.map(Into::into),
        recorded_afterwards: duty.is_afterwards,
    }
}

fn counts(counts: Counts) -> proto::DutyCounts {
    let small = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
    proto::DutyCounts {
        branches: small(counts.branches),
        met: small(counts.met),
        called: small(counts.called),
        not_called: small(counts.branches - counts.met - counts.called),
        met_afterwards: small(counts.met_afterwards),
    }
}

/// A meeting as those above see it.
pub(in crate::meetings) fn overseen(meeting: Overseen) -> proto::Meeting {
    proto::Meeting {
        id: meeting.id.to_string(),
        organization: meeting.organization.to_string(),
        organization_name: meeting.organization_name,
        kind: proto::meeting::Kind::from(meeting.kind).into(),
        state: proto::meeting::State::from(meeting.state).into(),
        title: meeting.title,
        start_time: Some(meeting.starts_at.into()),
        end_time: Some(meeting.ends_at.into()),
        actual_start_time: meeting.opened_at.map(Into::into),
        actual_end_time: meeting.closed_at.map(Into::into),
        postponed_from: meeting.postponed_from.map(Into::into),
        ..proto::Meeting::default()
    }
}
