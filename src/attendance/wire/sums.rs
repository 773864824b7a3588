//! The header of the minutes and the rate on the wire.

use crate::attendance::{Base, Header, Kinds, Rate};
use crate::meetings::holding::Capacity;
use sotay_proto::attendance::v1 as proto;
use sotay_rest::Language;

pub(super) fn header(header: &Header, guests: &[(Capacity, i32)]) -> proto::MinutesHeader {
    let guests_as = |capacity: Capacity| {
        guests
            .iter()
            .filter(|(listed, _)| *listed == capacity)
            .map(|(_, guests)| guests)
            .sum()
    };
    proto::MinutesHeader {
        total: Some(kinds(header.total())),
        attended: Some(kinds(header.attended)),
        absent_excused: Some(kinds(header.absent_excused)),
        absent: Some(kinds(header.absent)),
        not_obliged: Some(kinds(header.not_obliged)),
        unheard: Some(kinds(header.unheard)),
        guests: Some(proto::GuestCounts {
            superior: guests_as(Capacity::Superior),
            supervisor: guests_as(Capacity::Supervisor),
            working_group: guests_as(Capacity::WorkingGroup),
            residence_link: guests_as(Capacity::ResidenceLink),
            invited: guests_as(Capacity::Invited),
        }),
    }
}

pub(super) fn rate(rate: Rate, language: Language) -> proto::AttendanceRate {
    let base = match rate.base {
        Base::Obliged => proto::attendance_rate::Base::Obliged,
        Base::ObligedLessExcused => proto::attendance_rate::Base::ObligedLessExcused,
    };
    proto::AttendanceRate {
        numerator: rate.numerator,
        denominator: rate.denominator,
        base: base.into(),
        definition: rate.base.definition().of(language).to_owned(),
        source: rate.source,
    }
}

fn kinds(kinds: Kinds) -> proto::Kinds {
    proto::Kinds {
        all: kinds.all(),
        official: kinds.official,
        probationary: kinds.probationary,
        temporarily_in: kinds.temporarily_in,
        exempt: kinds.exempt,
        temporarily_out: kinds.temporarily_out,
    }
}
