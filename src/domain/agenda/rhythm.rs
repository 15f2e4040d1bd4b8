//! When a series meets, and when next. Does not know what happens then.

use std::fmt;

use jiff::{
    Span, ToSpan, Zoned,
    civil::{Time, Weekday},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::AgendaFault;
use crate::domain::capture;

/// When a series meets: every so often, on a weekday, at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rhythm {
    /// How often.
    #[cfg_attr(test, schemars(with = "String", regex(pattern = r"^([1-9]|[1-5][0-9]|60) (day|week|month)s?$")))]
    pub every: Every,
    /// The weekday.
    #[serde(with = "weekday_name")]
    #[cfg_attr(test, schemars(with = "String", regex(pattern = r"^(mon|tues|wednes|thurs|fri|satur|sun)day$")))]
    pub day: Weekday,
    /// The time of day, local.
    #[serde(with = "clock_time")]
    #[cfg_attr(test, schemars(with = "String", regex(pattern = r"^([01][0-9]|2[0-3]):[0-5][0-9]$")))]
    pub time: Time,
}

impl Rhythm {
    /// The meeting after one at `from`: so much later, moved to the weekday within its week, at the time of day, in the
    /// time zone of `from`. `None` past the end of the calendar.
    pub fn next_after(&self, from: &Zoned) -> Option<Zoned> {
        let later = from.date().checked_add(self.every.span()).ok()?;
        let monday = later.checked_sub(i64::from(later.weekday().to_monday_zero_offset()).days()).ok()?;
        let day = monday.checked_add(i64::from(self.day.to_monday_zero_offset()).days()).ok()?;
        let day = if day > from.date() { day } else { day.checked_add(1.week()).ok()? };
        day.to_datetime(self.time).to_zoned(from.time_zone().clone()).ok()
    }
}

impl fmt::Display for Rhythm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let every = self.every.to_string();
        let every = every.strip_prefix("1 ").unwrap_or(&every);
        write!(f, "every {every} on {:?} at {}", self.day, self.time.strftime("%H:%M"))
    }
}

/// A step of the rhythm: `2 weeks`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Days, at least 1.
    Days(u8),
    /// Weeks, at least 1.
    Weeks(u8),
    /// Months, at least 1.
    Months(u8),
}

impl Every {
    fn span(self) -> Span {
        match self {
            Self::Days(n) => i64::from(n).days(),
            Self::Weeks(n) => i64::from(n).weeks(),
            Self::Months(n) => i64::from(n).months(),
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let (number, unit) = match text.split_once(' ') {
            Some((number, unit)) => (number.parse().ok().filter(|n| (1..=60).contains(n))?, unit),
            None => (1, text),
        };
        match unit.strip_suffix('s').unwrap_or(unit) {
            "day" => Some(Self::Days(number)),
            "week" => Some(Self::Weeks(number)),
            "month" => Some(Self::Months(number)),
            _ => None,
        }
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match self {
            Self::Days(n) => (n, "day"),
            Self::Weeks(n) => (n, "week"),
            Self::Months(n) => (n, "month"),
        };
        write!(f, "{number} {unit}{}", if *number == 1 { "" } else { "s" })
    }
}

impl Serialize for Every {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Every {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(AgendaFault::NoRhythm(text)))
    }
}

mod weekday_name {
    use jiff::civil::Weekday;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    use super::capture;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(super) fn serialize<S: Serializer>(day: &Weekday, serializer: S) -> Result<S::Ok, S::Error> {
        let name = match day {
            Weekday::Monday => "monday",
            Weekday::Tuesday => "tuesday",
            Weekday::Wednesday => "wednesday",
            Weekday::Thursday => "thursday",
            Weekday::Friday => "friday",
            Weekday::Saturday => "saturday",
            Weekday::Sunday => "sunday",
        };
        serializer.serialize_str(name)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Weekday, D::Error> {
        let text = String::deserialize(deserializer)?;
        capture::weekday(&text)
            .ok_or_else(|| D::Error::custom(format!("{text:?} is no weekday; write one like \"tuesday\"")))
    }
}

mod clock_time {
    use jiff::civil::Time;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    use super::super::AgendaFault;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(super) fn serialize<S: Serializer>(time: &Time, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&time.strftime("%H:%M"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Time, D::Error> {
        let text = String::deserialize(deserializer)?;
        Time::strptime("%H:%M", &text).map_err(|_| D::Error::custom(AgendaFault::NoTime(text)))
    }
}
