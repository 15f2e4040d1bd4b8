//! Whether a JSON text says a field twice, which would silently lose one of the two. Does not know what fields mean.

use std::{collections::HashSet, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{Error as _, MapAccess, SeqAccess, Visitor},
};

use crate::domain::json::{self, Fault};

/// Checks that no object of `text` has a field twice, at any depth.
///
/// # Errors
/// The [`Fault`] at the first field that stands twice, or in the JSON itself.
pub(super) fn check(text: &str) -> Result<(), Fault> {
    json::parse::<Unique>(text).map(drop)
}

/// Any value whose objects have every field once.
struct Unique;

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Unique;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_str<E>(self, _: &str) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_unit<E>(self) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Unique, A::Error> {
        while list.next_element::<Unique>()?.is_some() {}
        Ok(Unique)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Unique, A::Error> {
        let mut seen = HashSet::new();
        while let Some(name) = object.next_key::<String>()? {
            object.next_value::<Unique>()?;
            if let Some(twice) = seen.replace(name) {
                return Err(A::Error::custom(format!("the field {twice:?} stands twice; keep one of them")));
            }
        }
        Ok(Unique)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_stands_twice_is_named_with_its_place() {
        let fault = check("{\n  \"a\": [{ \"b\": 1,\n    \"b\": 2 }]\n}").unwrap_err();
        assert_eq!(fault.line, 3);
        assert!(fault.message.contains("the field \"b\" stands twice"), "{fault}");
    }

    #[test]
    fn the_same_name_in_two_objects_is_fine() {
        assert_eq!(check(r#"{ "a": [{ "b": 1.5 }, { "b": -1 }, null, true], "b": { "a": "" } }"#), Ok(()));
    }
}
