//! Vietnam's calendar: which day and which month a moment belongs to.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Asia::Ho_Chi_Minh;

/// The day a moment falls on in Vietnam.
pub fn day_of(moment: DateTime<Utc>) -> NaiveDate {
    moment.with_timezone(&Ho_Chi_Minh).date_naive()
}

/// The first moment of a day in Vietnam.
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    // Vietnam has had one offset since 1975; the fallback keeps the arithmetic total.
    Ho_Chi_Minh
        .from_local_datetime(&midnight)
        .earliest()
        .map_or_else(|| midnight.and_utc(), |local| local.to_utc())
}

/// The first moment after a day in Vietnam.
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    start_of(day.checked_add_days(Days::new(1)).unwrap_or(day))
}

/// The first day of the month a day belongs to.
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The last day of the month a day belongs to.
pub fn month_end(day: NaiveDate) -> NaiveDate {
    month_of(day)
        .checked_add_months(Months::new(1))
        .and_then(|next| next.checked_sub_days(Days::new(1)))
        .unwrap_or(day)
}

/// The first day of the quarter a day belongs to.
pub fn quarter_of(day: NaiveDate) -> NaiveDate {
    let month = day.month0() / 3 * 3 + 1;
    month_of(day).with_month(month).unwrap_or(day)
}

/// A moment as people write it: `19:30 ngày 03/12/2023`.
pub fn written(moment: DateTime<Utc>) -> String {
    moment
        .with_timezone(&Ho_Chi_Minh)
        .format("%H:%M ngày %d/%m/%Y")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_past_midnight_in_hanoi_is_the_next_day() {
        let moment = Utc.with_ymd_and_hms(2023, 11, 30, 17, 30, 0).unwrap();
        assert_eq!(day_of(moment), NaiveDate::from_ymd_opt(2023, 12, 1).unwrap());
        assert_eq!(written(moment), "00:30 ngày 01/12/2023");
    }

    #[test]
    fn a_day_ends_where_the_next_begins() {
        let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        assert_eq!(
            end_of(day),
            start_of(NaiveDate::from_ymd_opt(2024, 3, 1).unwrap())
        );
        assert_eq!(month_end(day), day);
        assert_eq!(month_of(day).day(), 1);
        assert_eq!(quarter_of(day), NaiveDate::from_ymd_opt(2024, 1, 1).unwrap());
        assert_eq!(
            quarter_of(NaiveDate::from_ymd_opt(2024, 12, 31).unwrap()),
            NaiveDate::from_ymd_opt(2024, 10, 1).unwrap()
        );
    }
}
