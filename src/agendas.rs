//! The agendas that come with the program. Does not know the ones in a series' folder.

/// Name of the agenda that is used where none is named.
pub const DEFAULT: &str = "sales-operations";

/// Name and JSON text of every bundled agenda, the default first.
pub const BUNDLED: &[(&str, &str)] = &[
    (DEFAULT, include_str!("../agendas/sales-operations.json")),
    ("sales-operations-45", include_str!("../agendas/sales-operations-45.json")),
    ("sales-operations-30", include_str!("../agendas/sales-operations-30.json")),
    ("first-meeting", include_str!("../agendas/first-meeting.json")),
    ("engineering-support", include_str!("../agendas/engineering-support.json")),
    ("three-teams", include_str!("../agendas/three-teams.json")),
];

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
    use crate::domain::{Agenda, advice::advice, ids::slug, prompt::questions};

    /// Name and parsed agenda of each.
    fn parsed() -> impl Iterator<Item = (&'static str, Agenda)> {
        let parse = |text: &str| Agenda::parse(text).unwrap_or_else(|fault| panic!("{fault}:\n{text}"));
        BUNDLED.iter().map(move |(name, text)| (*name, parse(text)))
    }

    #[test]
    fn every_bundled_agenda_works_without_advice() {
        for (name, agenda) in parsed() {
            assert_eq!(advice(&agenda), [], "{name}");
        }
    }

    #[test]
    fn a_few_minutes_are_left_in_reserve() {
        let length = |(name, agenda): (_, Agenda)| (name, agenda.item_minutes(), agenda.planned_minutes.unwrap());
        let expected = [
            ("sales-operations", 58, 60),
            ("sales-operations-45", 43, 45),
            ("sales-operations-30", 28, 30),
            ("first-meeting", 57, 60),
            ("engineering-support", 48, 50),
            ("three-teams", 72, 75),
        ];
        assert_eq!(parsed().map(length).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_default_is_the_hour_of_the_design() {
        let (_, agenda) = parsed().next().unwrap();
        let items: Vec<_> = agenda.items.iter().map(|item| (item.kind.key(), item.minutes)).collect();
        let expected = [
            ("opening", 3),
            ("wins", 2),
            ("follow-up", 6),
            ("expectations", 6),
            ("deals", 8),
            ("exchange", 24),
            ("goals", 5),
            ("close", 4),
        ];
        assert_eq!(items, expected);
        assert_eq!((agenda.items[5].rounds, agenda.items[5].turn_minutes), (Some(2), Some(6)));
    }

    #[test]
    fn every_bundled_agenda_words_questions_of_its_own() {
        for (name, agenda) in parsed() {
            let mut own = Vec::new();
            for item in &agenda.items {
                let defaults = questions(item.kind);
                for wording in item.prompts.values().chain(&item.prompt) {
                    assert!(!defaults.iter().any(|(_, text)| text == wording), "{name} repeats {wording:?}");
                    assert!(wording.len() <= 100 && wording.ends_with(['?', '.']), "{name}: {wording:?}");
                    own.push(wording);
                }
            }
            assert!(!own.is_empty(), "{name} has no wording of its own");
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
