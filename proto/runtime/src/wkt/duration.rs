//! `google.protobuf.Duration`: a span of time, seconds with an `s` as JSON.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{Text, Validate, Violation};

/// A span of time; both parts have the same sign.
#[derive(Clone, Copy, PartialEq, Eq, Hash, prost::Message)]
pub struct Duration {
    /// Whole seconds.
    #[prost(int64, tag = "1")]
    pub seconds: i64,
    /// Billionths of a second.
    #[prost(int32, tag = "2")]
    pub nanos: i32,
}

pub(super) const UNREADABLE: Text = Text::new(
    "Không phải khoảng thời gian, ví dụ 90s hoặc 1.5s.",
    "Not a duration such as 90s or 1.5s.",
);

/// Ten thousand years, the limit of the specification.
const MOST_SECONDS: i64 = 315_576_000_000;
const NANOS: i32 = 1_000_000_000;

impl Duration {
    fn is_sound(self) -> bool {
        let same_sign = self.seconds == 0 || self.nanos == 0 || (self.seconds < 0) == (self.nanos < 0);
        same_sign
            && (-MOST_SECONDS..=MOST_SECONDS).contains(&self.seconds)
            && (-NANOS < self.nanos && self.nanos < NANOS)
    }
}

impl From<std::time::Duration> for Duration {
    fn from(span: std::time::Duration) -> Self {
        Self {
            seconds: i64::try_from(span.as_secs())
                .unwrap_or(MOST_SECONDS)
                .min(MOST_SECONDS),
            nanos: i32::try_from(span.subsec_nanos()).unwrap_or_default(),
        }
    }
}

impl TryFrom<Duration> for std::time::Duration {
    type Error = Text;

    fn try_from(span: Duration) -> Result<Self, Text> {
        let seconds = u64::try_from(span.seconds).ok().ok_or(UNREADABLE)?;
        let nanos = u32::try_from(span.nanos).ok().ok_or(UNREADABLE)?;
        if span.is_sound() {
            Ok(Self::new(seconds, nanos))
        } else {
            Err(UNREADABLE)
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.seconds < 0 || self.nanos < 0 {
            "-"
        } else {
            ""
        };
        write!(formatter, "{sign}{}", self.seconds.unsigned_abs())?;
        match self.nanos.unsigned_abs() {
            0 => formatter.write_str("s"),
            nanos if nanos % 1_000_000 == 0 => write!(formatter, ".{:03}s", nanos / 1_000_000),
            nanos if nanos % 1_000 == 0 => write!(formatter, ".{:06}s", nanos / 1_000),
            nanos => write!(formatter, ".{nanos:09}s"),
        }
    }
}

impl FromStr for Duration {
    type Err = Text;

    fn from_str(text: &str) -> Result<Self, Text> {
        parse(text).filter(|span| span.is_sound()).ok_or(UNREADABLE)
    }
}

fn parse(text: &str) -> Option<Duration> {
    let number = text.strip_suffix('s')?;
    let (sign, number) = number.strip_prefix('-').map_or((1, number), |rest| (-1, rest));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || fraction.len() > 9 {
        return None;
    }
    let seconds: i64 = whole.parse().ok()?;
    let nanos: i32 = format!("{fraction:0<9}").parse().ok()?;
    Some(Duration {
        seconds: i64::from(sign) * seconds,
        nanos: sign * nanos,
    })
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|unreadable: Text| de::Error::custom(unreadable.en))
    }
}

impl Validate for Duration {
    fn violations(&self, path: &str, found: &mut Vec<Violation>) {
        if !self.is_sound() {
            found.push(Violation::new(path, UNREADABLE));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_come_back_as_they_went() {
        for text in [
            "0s",
            "90s",
            "1.500s",
            "-0.000001s",
            "-3.000000007s",
            "315576000000s",
        ] {
            assert_eq!(text.parse::<Duration>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "s",
            "1",
            "1.s",
            ".5s",
            "1.0000000001s",
            "--1s",
            "+1s",
            "315576000001s",
        ] {
            assert_eq!(text.parse::<Duration>().unwrap_err(), UNREADABLE, "{text}");
        }
    }
}
