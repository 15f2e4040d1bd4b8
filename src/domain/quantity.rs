//! A number with its unit, as people type it: `12 installs`. Does not know what is counted.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A finite number; whole ones are written without a point.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Number(f64);

/// Letters from which on the beginning of a unit is taken for it.
const LEAST_UNIT: usize = 3;

/// Below this, a number is written with a power of ten.
const SMALLEST: f64 = 1e-6;

impl Number {
    /// The largest that is counted, and with a minus the smallest: whole numbers up to it are exact.
    pub(super) const LARGEST: f64 = 9e15;

    /// The only number beside which a unit stands in the singular.
    pub const ONE: Self = Self(1.0);

    /// `None` for a value that nobody counts: infinite, not a number, or too large.
    pub fn new(value: f64) -> Option<Self> {
        (value.abs() <= Self::LARGEST).then_some(Self(value))
    }

    /// The number that `text` is, with or without the unit in which it is counted, or the beginning of that: `22`,
    /// `22 installs`, `1 install`, `99.5%`. Any other word would be lost.
    pub fn read(text: &str, counted: Option<&str>) -> Option<Self> {
        let text = text.trim();
        let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
        let (unit, counted) = (text[end..].trim_start().to_lowercase(), counted.unwrap_or_default().to_lowercase());
        let is_long = unit.chars().count() >= LEAST_UNIT || unit == counted;
        let is_unit = unit.is_empty() || (is_long && (counted.starts_with(&unit) || is_plural(&unit, &counted)));
        number(&text[..end]).filter(|_| is_unit)
    }

    /// The value.
    pub fn value(self) -> f64 {
        self.0
    }

    fn whole(self) -> Option<i64> {
        (self.0.fract() == 0.0 && self.0.abs() <= Self::LARGEST).then_some(self.0 as i64)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.whole() {
            Some(whole) => whole.fmt(f),
            None if self.0.abs() < SMALLEST => write!(f, "{:e}", self.0),
            None => self.0.fmt(f),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.whole() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        Self::new(value).ok_or_else(|| D::Error::custom("nobody counts that far; write a smaller number"))
    }
}

/// How much of what: `{ "value": 12, "unit": "installs" }`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Quantity {
    /// The number.
    pub value: Number,
    /// What is counted, as typed.
    pub unit: String,
}

impl Quantity {
    /// The first number in `text` that a word follows, with that word as its unit.
    pub fn find(text: &str) -> Option<Self> {
        Self::all(text).next()
    }

    /// Every number in `text` that a word follows, with that word as its unit. An owner or a date is no unit.
    pub fn all(text: &str) -> impl Iterator<Item = Self> {
        text.split_whitespace().zip(text.split_whitespace().skip(1)).filter_map(|(value, unit)| {
            let is_owner = unit.starts_with('@');
            let unit = unit.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
            let starts_well = unit.starts_with(is_unit_start);
            let is_unit = starts_well && !is_owner && !unit.contains(':');
            let value = number(value)?;
            is_unit.then(|| Self { value, unit: unit.to_owned() })
        })
    }
}

/// The first number of a text in which no number has a unit: `12` in `close 12`.
pub fn without_unit(text: &str) -> Option<Number> {
    let bare = |word: &str| number(word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']));
    text.split_whitespace().find_map(bare).filter(|_| Quantity::find(text).is_none())
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value, self.unit)
    }
}

/// A number with a decimal point or comma, `12`, `1.5`, `1,5`, or with commas between groups of three: `1,200`.
fn number(word: &str) -> Option<Number> {
    let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
    if !starts_with_digit || !word.chars().all(is_part) {
        return None;
    }
    let (first, groups) = word.split_once(',').unwrap_or((word, ""));
    let is_grouped = first.len() <= 3 && !groups.is_empty() && groups.split(',').all(|group| group.len() == 3);
    let plain = if is_grouped { word.replace(',', "") } else { word.replace(',', ".") };
    plain.parse().ok().and_then(Number::new)
}

fn is_part(c: char) -> bool {
    c.is_ascii_digit() || c == '.' || c == ','
}

/// Whether `many` are what `one` is one of: `installs` and `install`.
fn is_plural(many: &str, one: &str) -> bool {
    !one.is_empty() && many.strip_suffix('s').is_some_and(|many| many == one)
}

fn is_unit_start(c: char) -> bool {
    c.is_alphabetic() || c == '%'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = Quantity::find(text).map_or("-".to_owned(), |quantity| quantity.to_string());
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn a_quantity_is_found_in_the_line_as_typed() {
        check("Close 12 installs before the year ends", "12 installs");
        check("10 installs, two crews until January", "10 installs");
        check("1,5 days", "1.5 days");
        check("uptime 99.5 %", "99.5 %");
        check("two crews", "-");
        check("ready by 12", "-");
        check("call 12 24 times", "24 times");
        check("12. Abschnitt", "12 Abschnitt");
        check("1.2.3 release", "-");
        check("Brightline 4 @bob", "-");
        check("Brightline 4 due:soon", "-");
        check("4 installs: all of them", "4 installs");
        check("", "-");
    }

    #[test]
    fn a_number_without_a_unit_is_noticed() {
        let bare = |text: &str| without_unit(text).map(|number| number.to_string()).unwrap_or_default();
        for (text, expected) in [("close 12", "12"), ("close 12.", "12"), ("two crews", "")] {
            assert_eq!(bare(text), expected, "{text:?}");
        }
        assert_eq!(bare("12 installs by 2027"), "", "one with a unit is enough");
    }

    #[test]
    fn a_number_stands_alone_or_with_its_unit() {
        let read = |text: &str| Number::read(text, Some("installs")).map(Number::value);
        for (text, value) in [("22", 22.0), (" 22 Installs ", 22.0), ("1,5", 1.5), ("1 install", 1.0), ("0", 0.0)] {
            assert_eq!(read(text), Some(value), "{text:?}");
        }
        for text in ["", "many", "22 of 30", "22 installs so far", "-3", "1.2.3", "22 !", "22/30", "22 jobs", "22 in"] {
            assert_eq!(read(text), None, "{text:?}");
        }
        assert_eq!(Number::read("99.5%", Some("%")).map(Number::value), Some(99.5));
        assert_eq!(Number::read("22 crews", Some("crew")).map(Number::value), Some(22.0));
        assert_eq!(Number::read("22 crews", None), None);
    }

    #[test]
    fn whole_numbers_are_written_without_a_point() {
        let json = |value: f64| serde_json::to_string(&Number::new(value).unwrap()).unwrap();
        assert_eq!(json(12.0), "12");
        assert_eq!(json(1.5), "1.5");
        for bad in [f64::NAN, f64::INFINITY, 1e300, -1e16] {
            assert!(Number::new(bad).is_none(), "{bad}");
        }
        assert_eq!(Number::new(1e-300).unwrap().to_string(), "1e-300");
    }
}
