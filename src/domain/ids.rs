//! The names by which records point at each other. Knows nothing of what they name.

use std::{
    borrow::Borrow,
    collections::{BTreeMap, HashSet},
    fmt,
};

use serde::{Deserialize, Serialize};

/// Largest number in the id of a record: eight digits.
const LARGEST: u32 = 99_999_999;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident matches $pattern:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(#[cfg_attr(test, schemars(regex(pattern = $pattern)))] String);

        impl $name {
            /// The id as it stands in the file.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id! {
    /// A team of a series, such as `sales`.
    TeamId matches r"."
}
text_id! {
    /// A record within one meeting, such as `a1`; the first letter tells the kind (DESIGN, section 3).
    Id matches r"^[a-z][0-9]{1,8}$"
}
text_id! {
    /// A record of another meeting: `<meeting id>/<record id>`.
    Ref matches r"^[^/]+/[a-z][0-9]{1,8}$"
}

impl Id {
    /// The id that follows all of `taken` which begin with `prefix`: `a3` after `a1`, `a2`.
    pub fn after<'a>(prefix: &str, taken: impl Iterator<Item = &'a Id>) -> Self {
        Self::free(prefix, taken, |_| false)
    }

    /// The same for a new record, another one than those that `drafts` are typed for: what was typed for a record that
    /// is gone is nothing of the next one's.
    pub fn fresh<'a>(prefix: &str, taken: impl Iterator<Item = &'a Self>, drafts: &BTreeMap<String, String>) -> Self {
        Self::free(prefix, taken, |id| drafts.keys().any(|field| field.split('.').any(|part| id == part)))
    }

    fn free<'a>(prefix: &str, taken: impl Iterator<Item = &'a Self>, is_named: impl Fn(&Self) -> bool) -> Self {
        let number = |id: &Self| id.0.strip_prefix(prefix)?.parse::<u32>().ok();
        let taken: HashSet<u32> = taken.filter_map(number).collect();
        let next = taken.iter().max().map_or(1, |last| last.saturating_add(1));
        // Behind the largest, which somebody wrote by hand, there is room before it.
        let numbers = (next..=LARGEST).chain((1..=LARGEST).filter(|number| !taken.contains(number)));
        let id = |number| Self(format!("{prefix}{number}"));
        numbers.map(id).find(|id| !is_named(id)).unwrap_or_else(|| id(LARGEST))
    }
}

impl TeamId {
    /// An id for a new team of this name, another one than those `taken`: `sales`, `sales-2`.
    pub fn fresh(name: &str, taken: &[Self]) -> Self {
        let first = slug(name);
        let mut id = Self(first.clone());
        let mut number = 1;
        while taken.contains(&id) {
            number += 1;
            id = Self(format!("{first}-{number}"));
        }
        id
    }
}

impl Ref {
    /// Points at `record` of `meeting`.
    pub fn new(meeting: &str, record: &Id) -> Self {
        Self(format!("{meeting}/{record}"))
    }

    /// The id of the meeting it points into.
    pub fn meeting(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(meeting, _)| meeting)
    }
}

/// Longest slug in bytes.
const LONGEST: usize = 60;

/// A text as one safe file or series name on any system: lower-case words joined by hyphens, at most 60 bytes;
/// `meeting` when nothing of it can stay.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        if slug.is_empty() && word.len() > LONGEST {
            slug.extend(word.char_indices().take_while(|(at, c)| at + c.len_utf8() <= LONGEST).map(|(_, c)| c));
            break;
        }
        if slug.len() + word.len() + 1 > LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    match slug.as_str() {
        "" => "meeting".to_owned(),
        device if is_device(device) => format!("{device}-1"),
        _ => slug,
    }
}

/// Whether a word means a device on Windows, where no file can have its name.
pub fn is_device(word: &str) -> bool {
    let port = word.strip_prefix("com").or_else(|| word.strip_prefix("lpt"));
    let is_port = |number: &str| number.chars().count() == 1 && number.contains(|c| "0123456789¹²³".contains(c));
    ["con", "prn", "aux", "nul"].contains(&word) || port.is_some_and(is_port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_count_on_from_the_largest() {
        let taken = [Id::from("a1"), Id::from("a7"), Id::from("x9")];
        assert_eq!(Id::after("a", taken.iter()), Id::from("a8"));
        assert_eq!(Id::after("a", [].into_iter()), Id::from("a1"));
        let full = [Id::from("a99999999"), Id::from("a1")];
        assert_eq!(Id::after("a", full.iter()), Id::from("a2"));
    }

    #[test]
    fn a_new_record_has_an_id_that_no_half_typed_text_names() {
        let drafts =
            ["item1.reword.win.w3", "item1.w4.scope", "item2.w55"].map(|field| (field.to_owned(), String::new()));
        let taken = [Id::from("w2")];
        assert_eq!(Id::fresh("w", taken.iter(), &drafts.into()), Id::from("w5"));
    }

    #[test]
    fn a_new_team_has_an_id_of_its_own() {
        let taken = [TeamId::from("sales"), TeamId::from("sales-2")];
        assert_eq!(TeamId::fresh("Sales!", &taken), TeamId::from("sales-3"));
        assert_eq!(TeamId::fresh("Field Service", &taken), TeamId::from("field-service"));
    }

    #[test]
    fn a_slug_is_one_safe_component() {
        assert_eq!(slug("Sales & Operations"), "sales-operations");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("…"), "meeting");
        assert_eq!(slug("Vertrieb: Außendienst"), "vertrieb-außendienst");
        assert!(slug(&"word ".repeat(100)).len() <= 60);
        assert_eq!(slug(&"ä".repeat(300)), "ä".repeat(30));
        assert_eq!((slug("CON"), slug("com¹"), slug("Com x")), ("con-1".into(), "com¹-1".into(), "com-x".into()));
    }
}
