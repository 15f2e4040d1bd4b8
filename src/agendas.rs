//! The agendas that come with the program. Does not know the ones in a series' folder.

/// Name of the agenda that is used where none is named.
pub const DEFAULT: &str = "sales-operations";

/// Name and JSON text of every bundled agenda, the default first.
pub const BUNDLED: &[(&str, &str)] = &[(DEFAULT, include_str!("../agendas/sales-operations.json"))];

/// The name of a bundled agenda, as it is kept.
pub fn name(name: &str) -> Option<&'static str> {
    BUNDLED.iter().find(|(bundled, _)| *bundled == name).map(|(name, _)| *name)
}

/// JSON text of the bundled agenda of this name.
pub fn bundled(name: &str) -> Option<&'static str> {
    BUNDLED.iter().find(|(bundled, _)| *bundled == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::{Agenda, ids::slug};

    #[test]
    fn every_bundled_agenda_is_good() {
        for (name, text) in BUNDLED {
            let parsed = Agenda::parse(text);
            assert!(parsed.is_ok(), "{name}: {parsed:?}");
        }
    }

    #[test]
    fn names_are_unique_and_can_be_folders() {
        let names: BTreeSet<&str> = BUNDLED.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), BUNDLED.len());
        assert!(names.iter().all(|name| slug(name) == *name), "{names:?}");
    }

    #[test]
    fn every_agenda_file_is_bundled() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/agendas");
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        let files: BTreeSet<String> = files.collect();
        let bundled: BTreeSet<String> = BUNDLED.iter().map(|(name, _)| format!("{name}.json")).collect();
        assert_eq!(files, bundled);
    }

    #[test]
    fn an_agenda_is_found_by_its_name_only() {
        assert_eq!(bundled(DEFAULT), Some(BUNDLED[0].1));
        assert_eq!(bundled("sales"), None);
    }
}
