//! An instant with the offset it was written at, in whole seconds. Does not know what time it is.

use std::fmt;

use jiff::{Timestamp, Zoned, civil::Date, fmt::temporal::Pieces, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// An instant as the minutes write it: `2026-11-24T10:00:03+01:00` (RFC 3339 with offset).
///
/// Always whole seconds and a fixed offset of whole minutes, so that writing and reading it is the identity.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Stamp(#[cfg_attr(test, schemars(with = "String", regex(pattern = PATTERN)))] Zoned);

/// How the minutes write an instant.
#[cfg(test)]
const PATTERN: &str = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$";

impl Stamp {
    /// The same instant and offset, without the fraction of a second.
    pub fn new(at: &Zoned) -> Self {
        let offset = at.offset();
        let zone = if offset.seconds() % 60 == 0 { TimeZone::fixed(offset) } else { TimeZone::UTC };
        let second = Timestamp::from_second(at.timestamp().as_second()).unwrap_or(Timestamp::UNIX_EPOCH);
        Self(second.to_zoned(zone))
    }

    /// The instant with its fixed offset.
    pub fn zoned(&self) -> &Zoned {
        &self.0
    }

    /// The day on the writer's calendar.
    pub fn date(&self) -> Date {
        self.0.date()
    }

    /// Whole seconds since `earlier`, 0 when the clock ran backwards.
    pub fn seconds_since(&self, earlier: &Self) -> u32 {
        let seconds = self.0.timestamp().as_second() - earlier.0.timestamp().as_second();
        u32::try_from(seconds.max(0)).unwrap_or(u32::MAX)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.timestamp().display_with_offset(self.0.offset()))
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parse = || -> Option<Self> {
            let at: Timestamp = text.parse().ok()?;
            let offset = Pieces::parse(&text).ok()?.to_numeric_offset();
            Some(Self::new(&at.to_zoned(offset.map_or(TimeZone::UTC, TimeZone::fixed))))
        };
        parse().ok_or_else(|| D::Error::custom(format!("{text:?} is not a time like 2026-11-24T10:00:03+01:00")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_keeps_its_offset() {
        let stamp: Stamp = serde_json::from_str("\"2026-11-24T10:00:03+01:00\"").unwrap();
        assert_eq!(serde_json::to_string(&stamp).unwrap(), "\"2026-11-24T10:00:03+01:00\"");
        assert_eq!(stamp.date(), jiff::civil::date(2026, 11, 24));
    }

    #[test]
    fn a_time_of_any_year_is_written_as_it_is_read() {
        for text in [
            "-009999-01-03T00:00:00-23:59",
            "-000001-11-24T10:00:03+01:00",
            "0000-01-01T00:00:00+02:00",
            "2026-11-24T10:00:03+00:00",
            "9999-12-30T21:00:00+00:00",
        ] {
            let stamp: Stamp = serde_json::from_str(&format!("{text:?}")).unwrap();
            assert_eq!(stamp.to_string(), text);
        }
    }

    #[test]
    fn seconds_are_never_negative() {
        let stamp = |text: &str| serde_json::from_str::<Stamp>(&format!("{text:?}")).unwrap();
        let (early, late) = (stamp("2026-11-24T10:00:03+01:00"), stamp("2026-11-24T10:01:03+01:00"));
        assert_eq!(late.seconds_since(&early), 60);
        assert_eq!(early.seconds_since(&late), 0);
    }

    #[test]
    fn a_time_without_offset_is_refused() {
        let fault = serde_json::from_str::<Stamp>("\"2026-11-24T10:00:03\"").unwrap_err();
        assert!(fault.to_string().contains("is not a time"), "{fault}");
    }
}
