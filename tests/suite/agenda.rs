//! An agenda stays one through every sequence of edits.

use jiff::civil::Weekday;
use proptest::{collection::vec, option, prelude::*, sample::select};
use turnabout::domain::{
    Agenda, Kind,
    agenda::{Edit, Editing},
};

use crate::play;

/// What an editor is asked for.
#[derive(Clone, Debug)]
enum Step {
    Edit(Edit),
    Undo,
    Redo,
}

fn text() -> impl Strategy<Value = String> {
    let texts = ["", " ", "Sales", "sales ", "Größe, 大きさ;\nAna", "2 weeks", "61 days", "1 month", "7:05", "25:00"];
    select(texts.to_vec()).prop_map(str::to_owned)
}

fn at() -> impl Strategy<Value = usize> {
    0_usize..6
}

fn number() -> impl Strategy<Value = u32> {
    prop_oneof![6 => 0_u32..40, 1 => select(vec![60, 1440, 1441, u32::MAX])]
}

fn edit() -> impl Strategy<Value = Edit> {
    let key = || select(vec!["bring", "discussion", "prompt", "rate"]);
    prop_oneof![
        1 => text().prop_map(Edit::Title),
        2 => text().prop_map(Edit::AddTeam),
        1 => at().prop_map(Edit::RemoveTeam),
        1 => (at(), text()).prop_map(|(at, name)| Edit::RenameTeam(at, name)),
        1 => (at(), any::<bool>()).prop_map(|(at, delivers)| Edit::Delivers(at, delivers)),
        1 => (at(), text()).prop_map(|(at, names)| Edit::People(at, names)),
        1 => text().prop_map(Edit::Every),
        1 => Just(Edit::Day(Weekday::Friday)),
        1 => text().prop_map(Edit::Time),
        1 => option::of(number()).prop_map(Edit::Length),
        2 => (at(), select(Kind::ALL)).prop_map(|(at, kind)| Edit::AddItem(at, kind)),
        1 => at().prop_map(Edit::RemoveItem),
        2 => (at(), at()).prop_map(|(from, to)| Edit::MoveItem(from, to)),
        1 => (at(), text()).prop_map(|(at, title)| Edit::ItemTitle(at, title)),
        3 => (at(), number()).prop_map(|(at, minutes)| Edit::Minutes(at, minutes)),
        1 => (at(), number()).prop_map(|(at, rounds)| Edit::Rounds(at, rounds)),
        1 => (at(), number()).prop_map(|(at, minutes)| Edit::TurnMinutes(at, minutes)),
        1 => (at(), any::<bool>()).prop_map(|(at, says)| Edit::SayBack(at, says)),
        2 => (at(), key(), text()).prop_map(|(at, key, words)| Edit::Prompt(at, key, words)),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![8 => edit().prop_map(Step::Edit), 1 => Just(Step::Undo), 1 => Just(Step::Redo)]
}

/// What a file with this agenda is read as.
fn read_again(agenda: &Agenda) -> Agenda {
    let json = serde_json::to_string_pretty(agenda).unwrap();
    Agenda::parse(&json).unwrap_or_else(|refused| panic!("{refused} in\n{json}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_sequence_of_edits_leaves_an_agenda_that_can_be_read(steps in vec(step(), 0..40)) {
        let first = play::agenda();
        let mut editing = Editing::new(first.clone());
        for step in steps {
            let before = editing.agenda().clone();
            match step {
                Step::Edit(edit) => {
                    let made = editing.edit(edit);
                    prop_assert_eq!(made.unwrap_or(false), *editing.agenda() != before);
                }
                Step::Undo if editing.undo() => {
                    let undone = editing.agenda().clone();
                    prop_assert!(editing.redo() && *editing.agenda() == before);
                    prop_assert!(editing.undo() && *editing.agenda() == undone);
                }
                Step::Redo if editing.redo() => {
                    let redone = editing.agenda().clone();
                    prop_assert!(editing.undo() && *editing.agenda() == before);
                    prop_assert!(editing.redo() && *editing.agenda() == redone);
                }
                Step::Undo | Step::Redo => prop_assert_eq!(editing.agenda(), &before),
            }
            prop_assert_eq!(&read_again(editing.agenda()), editing.agenda());
        }
        while editing.undo() {}
        prop_assert_eq!(editing.agenda(), &first);
    }
}
