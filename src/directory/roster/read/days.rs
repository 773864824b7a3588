//! Days as lists write them: typed in many ways, stored as the spreadsheet's own number, or a year alone.

use super::cell::Cell;
use crate::directory::import::facts::Birth;
use chrono::{Datelike, Days, NaiveDate};

/// Years that stand alone for a year; the same numbers as days would be days of 1905.
const YEARS: std::ops::RangeInclusive<f64> = 1900.0..=2100.0;
/// The last number of a spreadsheet that is a day people live on: the end of 2099.
const LAST_SERIAL: f64 = 73_050.0;

/// What a cell says of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// A day.
    Day(NaiveDate),
    /// A year, and no more.
    Year(i16),
    /// Neither.
    Nothing,
}

impl Said {
    /// As a birth, which may be known by its year alone.
    pub(super) fn birth(self) -> Option<Birth> {
        match self {
            Self::Day(day) => Some(Birth::Day(day)),
            Self::Year(year) => Some(Birth::Year(year)),
            Self::Nothing => None,
        }
    }
}

/// Reads a cell. `since_1904` is how the workbook counts its days.
pub(super) fn read(cell: &Cell, since_1904: bool) -> Said {
    match cell {
        Cell::Day(_, number) | Cell::Number(number) if YEARS.contains(number) => year_of(*number),
        Cell::Day(day, _) => sensible(*day),
        Cell::Number(number) => serial(*number, since_1904),
        Cell::Text(text) => typed(text),
    }
}

fn year_of(number: f64) -> Said {
    format!("{number:.0}").parse().map_or(Said::Nothing, Said::Year)
}

/// The spreadsheet's own count of days.
fn serial(number: f64, since_1904: bool) -> Said {
    if !(1.0..=LAST_SERIAL).contains(&number) {
        return Said::Nothing;
    }
    // 1900 is counted as a leap year there, so days are counted from the 30th before.
    let (year, month, day) = if since_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
    let days: Option<u64> = format!("{:.0}", number.trunc()).parse().ok();
    NaiveDate::from_ymd_opt(year, month, day)
        .zip(days)
        .and_then(|(first, days)| first.checked_add_days(Days::new(days)))
        .map_or(Said::Nothing, sensible)
}

/// `05/11/2023`, `5-11-2023`, `5.11.2023`, `2023-11-05`, `ngày 5 tháng 11 năm 2023`, `11/2023`, `1950`.
fn typed(text: &str) -> Said {
    let date = text.trim().split_once([' ', 'T']);
    // A time of day behind a day says nothing of it.
    let text = match date {
        Some((date, time)) if time.contains(':') => date,
        _ => text,
    };
    let only_dates = text.chars().all(|character| {
        character.is_ascii_digit() || character.is_whitespace() || "/-.,".contains(character)
    });
    let words = super::field::key(text);
    if !only_dates && !words.contains("thang") && !words.starts_with("nam ") {
        return Said::Nothing;
    }
    let parts: Vec<&str> = text
        .split(|character: char| !character.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [year] if year.len() == 4 => parsed_year(year),
        [number] if number.len() == 5 => number
            .parse()
            .map_or(Said::Nothing, |number| serial(number, false)),
        [month, year] if year.len() == 4 && month.len() <= 2 => parsed_year(year),
        [year, month, day] if year.len() == 4 => put_together(day, month, year),
        [day, month, year] if year.len() == 4 => put_together(day, month, year),
        _ => Said::Nothing,
    }
}

fn put_together(day: &str, month: &str, year: &str) -> Said {
    let (Ok(day), Ok(month), Ok(number)) = (day.parse::<u32>(), month.parse::<u32>(), year.parse::<i32>())
    else {
        return Said::Nothing;
    };
    // "00/00/1950": the form asked for a day that nobody knows.
    if day == 0 || month == 0 {
        return parsed_year(year);
    }
    NaiveDate::from_ymd_opt(number, month, day).map_or(Said::Nothing, sensible)
}

fn parsed_year(year: &str) -> Said {
    match year.parse() {
        Ok(year) if (1880..=2100).contains(&year) => Said::Year(year),
        _ => Said::Nothing,
    }
}

/// A day that people live on.
fn sensible(day: NaiveDate) -> Said {
    if (1880..=2100).contains(&day.year()) {
        Said::Day(day)
    } else {
        Said::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Said {
        Said::Day(NaiveDate::from_ymd_opt(year, month, day).unwrap())
    }

    fn text(written: &str) -> Said {
        read(&Cell::Text(written.to_owned()), false)
    }

    #[test]
    fn days_are_read_as_they_are_typed() {
        for written in [
            "05/11/2023",
            "5/11/2023",
            "05-11-2023",
            "5.11.2023",
            " 05 / 11 / 2023 ",
            "2023-11-05",
            "2023/11/5",
            "2023-11-05 00:00:00",
            "2023-11-05T00:00:00",
            "ngày 5 tháng 11 năm 2023",
            "45235",
        ] {
            assert_eq!(text(written), day(2023, 11, 5), "{written}");
        }
        for wrong in [
            "11/25/2023",
            "31/02/2023",
            "05/11/23",
            "0001-01-01",
            "x",
            "1",
            "12345678",
            "05/11",
        ] {
            assert_eq!(text(wrong), Said::Nothing, "{wrong}");
        }
    }

    #[test]
    fn a_year_alone_is_a_year() {
        for written in ["1950", "00/00/1950", "9/1950", "năm 1950"] {
            assert_eq!(text(written), Said::Year(1950), "{written}");
        }
        assert_eq!(read(&Cell::Number(1950.0), false), Said::Year(1950));
        let in_a_cell_for_days = Cell::Day(NaiveDate::from_ymd_opt(1905, 5, 3).unwrap(), 1950.0);
        assert_eq!(read(&in_a_cell_for_days, false), Said::Year(1950));
    }

    #[test]
    fn numbers_count_days_in_both_ways() {
        assert_eq!(read(&Cell::Number(45_235.0), false), day(2023, 11, 5));
        assert_eq!(read(&Cell::Number(45_235.5), false), day(2023, 11, 5));
        assert_eq!(read(&Cell::Number(43_773.0), true), day(2023, 11, 5));
        assert_eq!(read(&Cell::Number(f64::NAN), false), Said::Nothing);
        assert_eq!(read(&Cell::Number(1e300), false), Said::Nothing);
    }
}
