//! `google.protobuf.Timestamp`: a point in time, RFC 3339 ending in `Z` as JSON.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{Text, Validate, Violation};

/// A point in time, in UTC.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, prost::Message)]
pub struct Timestamp {
    /// Seconds since 1970-01-01T00:00:00Z.
    #[prost(int64, tag = "1")]
    pub seconds: i64,
    /// Billionths of a second, counted forward.
    #[prost(int32, tag = "2")]
    pub nanos: i32,
}

pub(super) const UNREADABLE: Text = Text::new(
    "Không phải thời điểm theo RFC 3339, ví dụ 2023-12-03T12:30:00Z.",
    "Not a time of RFC 3339 such as 2023-12-03T12:30:00Z.",
);

impl Timestamp {
    /// As a time to count with; none outside the years 1 to 9999, which JSON could not say.
    pub fn time(&self) -> Option<DateTime<Utc>> {
        let nanos = u32::try_from(self.nanos)
            .ok()
            .filter(|nanos| *nanos < 1_000_000_000)?;
        DateTime::from_timestamp(self.seconds, nanos).filter(|time| (1..=9999).contains(&time.year()))
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(time: DateTime<Utc>) -> Self {
        // A leap second counts past a billion; the contract knows none.
        let nanos = time.timestamp_subsec_nanos().min(999_999_999);
        Self {
            seconds: time.timestamp(),
            nanos: i32::try_from(nanos).unwrap_or_default(),
        }
    }
}

impl FromStr for Timestamp {
    type Err = Text;

    fn from_str(text: &str) -> Result<Self, Text> {
        let time = DateTime::parse_from_rfc3339(text).ok().ok_or(UNREADABLE)?;
        let timestamp = Self::from(time.to_utc());
        timestamp.time().map(|_| timestamp).ok_or(UNREADABLE)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let time = self
            .time()
            .ok_or_else(|| serde::ser::Error::custom("a time outside the years 1 to 9999"))?;
        serializer.serialize_str(&time.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Words)
    }
}

struct Words;

impl de::Visitor<'_> for Words {
    type Value = Timestamp;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a time of RFC 3339")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
        text.parse().map_err(|unreadable: Text| E::custom(unreadable.en))
    }
}

impl Validate for Timestamp {
    fn violations(&self, path: &str, found: &mut Vec<Violation>) {
        if self.time().is_none() {
            found.push(Violation::new(path, UNREADABLE));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_utc_and_end_in_z() {
        for (said, kept) in [
            ("2023-12-03T12:30:00Z", "2023-12-03T12:30:00Z"),
            ("2023-12-03T19:30:00.5+07:00", "2023-12-03T12:30:00.500Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999999999Z"),
        ] {
            let time: Timestamp = serde_json::from_value(said.into()).unwrap();
            assert_eq!(serde_json::to_value(time).unwrap(), kept);
        }
    }

    #[test]
    fn what_is_no_time_says_so() {
        for said in [
            "",
            "2023-12-03",
            "12:30",
            "2023-12-03T12:30:00",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59-01:00",
        ] {
            let error = serde_json::from_value::<Timestamp>(said.into()).unwrap_err();
            assert_eq!(error.to_string(), UNREADABLE.en, "{said}");
        }
        let mut found = Vec::new();
        Timestamp {
            seconds: i64::MAX,
            nanos: 0,
        }
        .violations("from", &mut found);
        Timestamp {
            seconds: 0,
            nanos: -1,
        }
        .violations("to", &mut found);
        assert_eq!(found.len(), 2);
    }
}
