//! Whether a change of standing makes sense in itself. Pure, as decisions are.

use super::types::NewStanding;
use crate::base::{Error, Refused, Text, Violation};
use crate::directory::Refusal;
use crate::directory::decide::in_order;
use crate::directory::words::{Activity, Exemption};

/// Whether a change of standing makes sense in itself.
pub(super) fn standing(change: &NewStanding) -> Result<(), Error> {
    if change.class.is_none() && change.activity.is_none() {
        return Err(Refusal::NothingToSet.into());
    }
    match (change.activity, change.exemption) {
        (Some(Activity::Exempt), None) => return Err(Refusal::ExemptionNeedsKind.into()),
        (Some(Activity::Exempt), Some(_)) | (_, None) => {}
        (_, Some(_)) => return Err(only_when_exempt("exemption")),
    }
    match change.to {
        Some(_) if change.exemption != Some(Exemption::Temporary) => Err(only_when_temporary("toDate")),
        to => in_order(change.from, to),
    }
}

fn only_when_exempt(field: &str) -> Error {
    let text = Text::new(
        "Chỉ dùng khi tình trạng là EXEMPT.",
        "Only together with the activity EXEMPT.",
    );
    Refused::invalid(vec![Violation::new(field, text)]).into()
}

fn only_when_temporary(field: &str) -> Error {
    let text = Text::new(
        "Chỉ dùng khi miễn có thời hạn (TEMPORARY).",
        "Only for a temporary exemption (TEMPORARY).",
    );
    Refused::invalid(vec![Violation::new(field, text)]).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn day(of_month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, 11, of_month).unwrap()
    }

    fn code(result: Result<(), Error>) -> Option<&'static str> {
        result
            .err()
            .and_then(|error| error.refusal().map(|refused| refused.code))
    }

    #[test]
    fn a_change_of_standing_must_say_what_changes() {
        let change = NewStanding {
            from: day(5),
            ..NewStanding::default()
        };
        assert_eq!(code(standing(&change)), Some(Refusal::NothingToSet.code()));
        let exempt = NewStanding {
            activity: Some(Activity::Exempt),
            ..change.clone()
        };
        assert_eq!(code(standing(&exempt)), Some(Refusal::ExemptionNeedsKind.code()));
        let until = NewStanding {
            exemption: Some(Exemption::Temporary),
            to: Some(day(4)),
            ..exempt.clone()
        };
        assert_eq!(code(standing(&until)), Some(Refusal::DatesReversed.code()));
        let forever = NewStanding {
            exemption: Some(Exemption::AgeAndHealth),
            ..until
        };
        assert_eq!(code(standing(&forever)), Some("INVALID_ARGUMENT"));
        let active = NewStanding {
            activity: Some(Activity::Active),
            exemption: Some(Exemption::Temporary),
            ..change
        };
        assert_eq!(code(standing(&active)), Some("INVALID_ARGUMENT"));
    }
}
